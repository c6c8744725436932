"""What the package offers is pinned twice, as intended and as found, and costs little to import."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any

import pytest

import claimgraph as cg

INTENDED = [
    "Affiliation",
    "Assertion",
    "Assessed",
    "Certainty",
    "Change",
    "Chart",
    "CircularReport",
    "Claim",
    "ClaimGraph",
    "ClaimGraphError",
    "Collected",
    "Conflict",
    "Contradiction",
    "Correction",
    "DateWarning",
    "Difference",
    "Dismissal",
    "Dispute",
    "Document",
    "Entry",
    "Explanation",
    "Exposure",
    "InvalidBatch",
    "InvalidRecord",
    "InvalidTime",
    "JudgedTime",
    "Link",
    "LossyWarning",
    "MissingExtra",
    "NotFound",
    "Opposition",
    "Origin",
    "Outcome",
    "Part",
    "Position",
    "Precedence",
    "Predicate",
    "Progress",
    "Quantity",
    "Rejected",
    "Relation",
    "Reliance",
    "Repetition",
    "Reversal",
    "Rows",
    "SameAs",
    "Source",
    "Stance",
    "Status",
    "Step",
    "Track",
    "UNKNOWN",
    "UnknownFormat",
    "UnknownReference",
    "Unreadable",
    "UnreadableWarning",
    "Unrecorded",
    "ValueKind",
    "View",
    "When",
    "agreement",
    "assertions",
    "circular_reports",
    "claims",
    "commitments",
    "contradictions",
    "diff",
    "disputes",
    "draw_network",
    "draw_positions",
    "draw_timeline",
    "explain",
    "exposed",
    "from_data",
    "from_frame",
    "impact",
    "leads",
    "opposed_by",
    "origins",
    "positions",
    "read",
    "report",
    "reversals",
    "status",
    "timeline",
    "to_data",
    "to_frame",
    "to_networkx",
    "track_record",
    "unreadable",
    "unrecorded",
    "write",
]
ALLOWED = {"attr", "attrs", "networkx", "dateutil", "six"}
CONSTANTS = {"UNKNOWN"}


def public(thing: Any) -> list[str]:
    return [name for name in dir(thing) if not name.startswith("_")]


def test_the_public_names_are_those_intended() -> None:
    assert sorted(cg.__all__) == sorted(INTENDED)


def test_the_public_names_are_sorted_and_there_is_nothing_else() -> None:
    names = [name for name in cg.__all__ if name not in CONSTANTS]
    assert names == sorted(names)
    assert len(set(cg.__all__)) == len(cg.__all__)
    found = {name for name in public(cg) if not inspect.ismodule(getattr(cg, name))}
    assert found == set(cg.__all__)


def test_every_class_and_function_says_that_it_is_defined_in_this_package() -> None:
    for name in set(cg.__all__) - CONSTANTS:
        assert getattr(cg, name).__module__.startswith("claimgraph.")
        assert getattr(cg, name).__name__ == name


@pytest.mark.parametrize("name", [name for name in INTENDED if name not in CONSTANTS])
def test_every_public_name_is_documented(name: str) -> None:
    thing = getattr(cg, name)
    text = vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
    assert text, f"{name} has no docstring of its own"
    summary = inspect.cleandoc(text).splitlines()[0]
    assert summary[0].isupper() or not summary[0].isalpha()
    assert summary.endswith((".", ":"))


@pytest.mark.parametrize("name", [name for name in INTENDED if name not in CONSTANTS])
def test_every_docstring_ends_in_an_example(name: str) -> None:
    text = inspect.getdoc(getattr(cg, name)) or ""
    before, heading, example = text.rpartition("Examples\n--------\n")
    assert before
    assert heading
    assert ">>> " in example
    assert "\n---" not in example


@pytest.mark.parametrize("name", [name for name in INTENDED if inspect.isfunction(getattr(cg, name, None))])
def test_every_function_is_documented_by_its_parameters_and_what_it_returns(name: str) -> None:
    function = getattr(cg, name)
    text = inspect.getdoc(function) or ""
    assert "Parameters\n----------\n" in text
    assert ("Returns\n-------\n" in text) == (inspect.signature(function).return_annotation not in (None, "None"))
    described = text.partition("Parameters\n")[2].partition("\n\nReturns\n")[0].partition("\n\nExamples\n")[0]
    for parameter in inspect.signature(function).parameters:
        assert parameter in described


@pytest.mark.parametrize("name", [name for name in INTENDED if inspect.isfunction(getattr(cg, name, None))])
def test_every_question_takes_the_view_first_and_its_options_by_name(name: str) -> None:
    parameters = list(inspect.signature(getattr(cg, name)).parameters.values())
    if not name.startswith(("to_", "from_", "read", "write")):
        assert parameters[0].name == ("before" if name == "diff" else "view")
    options = [one for one in parameters if one.default is not one.empty and one.name != "assertions"]  # a subject
    assert all(one.kind is one.KEYWORD_ONLY for one in options)


def test_a_graph_has_at_most_eight_public_members() -> None:
    assert public(cg.ClaimGraph()) == ["add", "extend", "log", "nx", "view", "zone"]
    assert len(public(cg.ClaimGraph())) <= 8


def modules_after(code: str) -> set[str]:
    program = f"import sys; before = set(sys.modules)\n{code}\nprint(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def test_importing_it_loads_no_third_party_package_but_three_and_what_they_need() -> None:
    loaded = modules_after("import claimgraph")
    third_party = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names) - {"claimgraph"}
    own = {name for name in third_party if not name.startswith("_")}
    assert own <= ALLOWED, own - ALLOWED


def test_importing_it_loads_no_format() -> None:
    loaded = modules_after("import claimgraph")
    assert not [name for name in loaded if name.startswith("claimgraph.io.") and "._" not in name]


def test_importing_it_warns_of_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import claimgraph"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_it_says_its_version() -> None:
    assert cg.__version__.count(".") == 2
