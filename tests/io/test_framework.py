"""Formats are found by name or suffix, built in or brought by others, and nothing is guessed."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from folders import ROOT

import claimgraph as cg
from claimgraph.io import FORMATS, Format, Losses, read, write

LEDGER = """
from claimgraph import Claim, ClaimGraph, MissingExtra
from claimgraph.io import Format, text_to

FORMAT = Format("ledger", (".ledger", ".book"), takes={"desk"}, gives={"end"})
SEEING = Format("ledger", (".seen",), views=True, reads=False)
READ_ONLY = Format("ledger", (".in", ".book"), writes=False)
EMPTY = Format("ledger_without_anything", (".none",))
NEEDY = Format("ledger_needy", (".needy",))

def read(stream, *, file=None, zone=None, into=None, desk="night"):
    graph = ClaimGraph(zone or "UTC") if into is None else into
    graph.add(Claim(desk, "affirms", "bridge open", asserted_at="2022-07-02"))
    return graph

def write(what, stream, *, end=""):
    with text_to(stream) as text:
        text.write(f"{type(what).__name__}{end}")
"""
Install = Callable[..., None]

ROW = re.compile(r"^\| \[[^]]+\]\((docs/[^)]+)\)[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Give a function that puts a distribution with entry points where Python looks for them."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "ledger.py").write_text(LEDGER, "utf-8")
    (tmp_path / "ledger_needy.py").write_text("import claimgraph as cg\nraise cg.MissingExtra('a ledger', 'needy')\n")

    def put(name: str = "newsroom-ledger", **points: str) -> None:
        info = tmp_path / f"{name.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        lines = "".join(f"{key} = {value}\n" for key, value in points.items())
        (info / "entry_points.txt").write_text(f"[claimgraph.formats]\n{lines}")

    monkeypatch.delitem(sys.modules, "ledger", raising=False)
    return put


def refused(function: Callable[..., Any], *arguments: Any, **options: Any) -> str:
    with pytest.raises(cg.UnknownFormat) as caught:
        function(*arguments, **options)
    return str(caught.value)


# --- formats of others


def test_a_format_that_a_distribution_brings_is_found_by_its_name_and_by_its_suffix(
    install: Install, tmp_path: Path
) -> None:
    install(ledger="ledger:FORMAT")
    path = tmp_path / "claims.LEDGER"
    write(cg.ClaimGraph(), path, end="!")
    assert path.read_text("utf-8") == "ClaimGraph!"
    assert read(path, desk="day").log[-1].record.source == "day"  # type: ignore[attr-defined]
    assert len(read(StringIO(), format="ledger").log) == 3


def test_what_is_built_in_is_settled_without_a_look_at_what_else_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(**_: Any) -> None:
        raise AssertionError("entry points were looked at")

    monkeypatch.setattr("claimgraph.io.registry.entry_points", never)
    write(cg.ClaimGraph(), out := StringIO(), format="jsonl")
    out.seek(0)
    assert read(out, format="jsonl") == cg.ClaimGraph()
    with pytest.raises(FileNotFoundError):
        read("nowhere.csv")
    with pytest.raises(AssertionError, match="looked at"):
        read(StringIO(), format="ledger")


def test_the_name_of_a_format_that_is_built_in_cannot_be_taken(install: Install) -> None:
    install(csv="ledger:FORMAT", mine="ledger:READ_ONLY")
    with pytest.warns(UserWarning, match=r"'csv' of the distribution 'newsroom-ledger' is passed over"):
        read(StringIO(), format="mine")
    assert len(read(StringIO("source,stance,assertion,asserted_at\n"), format="csv").log) == 0


def test_a_name_that_two_distributions_give_is_neither(install: Install) -> None:
    for dist in ("one", "two", "three"):
        install(dist, ledger="ledger:FORMAT")
    assert "'ledger' cannot be used: several distributions" in refused(read, StringIO(), format="ledger")
    assert "'ledger' cannot be used: several distributions" in refused(read, "x.ledger")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("ledger:NOTHING", "AttributeError"),
        ("no_such_module:FORMAT", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("ledger:read", "TypeError: ledger:read is "),
    ],
)
def test_a_broken_format_is_named_and_the_others_work(install: Install, value: str, problem: str) -> None:
    install(broken=value, ledger="ledger:FORMAT")
    assert len(read(StringIO(), format="ledger").log) == 3
    for message in (refused(read, StringIO(), format="broken"), refused(read, "x.other")):
        assert "'broken' cannot be used: the distribution 'newsroom-ledger' is at fault" in message
        assert problem in message


def test_a_format_whose_module_is_missing_or_lacks_the_function_is_named(install: Install) -> None:
    install(empty="ledger:EMPTY", needy="ledger:NEEDY")
    assert "'empty' cannot be used" in refused(read, StringIO(), format="empty")
    with pytest.raises(cg.MissingExtra, match="needy"):
        read(StringIO(), format="needy")


# --- what is asked for


def test_a_suffix_that_several_share_needs_the_name_of_one(install: Install) -> None:
    install(ledger="ledger:FORMAT", inbox="ledger:READ_ONLY")
    assert refused(read, "x.book").endswith("name one with format=: inbox, ledger")
    assert refused(write, cg.ClaimGraph(), "x.book").endswith("name one with format=: ledger")


def test_a_suffix_whose_formats_are_all_of_the_other_kind_lists_what_can(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(inbox="ledger:READ_ONLY")
    for name in ("one", "two"):
        monkeypatch.setitem(FORMATS, name, Format("x", (".picture",), reads=False))
    message = refused(read, "x.picture")
    assert "jsonl (.jsonl, .ndjson)" in message
    assert "one" not in message.partition("to read:")[2]


def test_a_format_that_is_only_read_or_only_written_says_so_and_lists_what_can(install: Install) -> None:
    install(inbox="ledger:READ_ONLY", seen="ledger:SEEING")
    message = refused(write, cg.ClaimGraph(), "x.in")
    assert message.startswith("the format 'inbox' is only read, never written; formats that can be written: jsonl")
    assert message.endswith("seen (.seen)")
    message = refused(read, StringIO(), format="seen")
    assert message.startswith("the format 'seen' is only written, never read; formats that can be read: jsonl")
    assert message.endswith("inbox (.in, .book)")


def test_a_format_that_writes_views_is_handed_one_and_others_refuse_it(install: Install) -> None:
    install(seen="ledger:SEEING")
    graph = cg.ClaimGraph()
    for what in (graph, graph.view(as_of="2022")):
        write(what, out := StringIO(), format="seen")
        assert out.getvalue() == "View"
    with pytest.raises(TypeError, match="'jsonl' writes a graph whole"):
        write(graph.view(), StringIO(), format="jsonl")


def test_an_option_that_a_format_does_not_have_is_a_type_error_that_lists_those_it_has(install: Install) -> None:
    install(ledger="ledger:FORMAT")
    with pytest.raises(TypeError, match=r"'ledger' has no option end= to read it with; it has desk=$"):
        read(StringIO(), format="ledger", end="!")
    with pytest.raises(TypeError, match=r"'jsonl' has no option end= to write it with; it has none of its own$"):
        write(cg.ClaimGraph(), StringIO(), format="jsonl", end="!")


def test_a_format_that_makes_no_sense_is_refused_where_it_is_made() -> None:
    for suffix in ("csv", ".CSV", 5):
        with pytest.raises(ValueError, match="in lower case with its dot"):
            Format("x", (suffix,))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a tuple of suffixes"):
        Format("x", ".csv")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="the names of options"):
        Format("x", takes="desk")


# --- what is built in


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_that_is_built_in_is_what_it_says(name: str) -> None:
    one = FORMATS[name]
    module = importlib.import_module(one.module)
    assert one.reads or one.writes
    for does, doing, first, common, own in (
        (one.reads, "read", "stream", {"file", "zone", "into"}, one.takes),
        (one.writes, "write", None, set(), one.gives),
    ):
        if does:
            positional, *named = inspect.signature(getattr(module, doing)).parameters.values()
            named = named[0 if doing == "read" else 1 :]
            assert first in (None, positional.name)
            assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in named)
            assert {parameter.name for parameter in named} - set(one.options) == common | own
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert one.extra is None or one.extra in project["optional-dependencies"]


def test_to_look_for_a_format_imports_none() -> None:
    program = "import sys, claimgraph.io; print(*(n for n in sys.modules if n.startswith('claimgraph.io.')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    formats = {one.module for one in FORMATS.values()}
    assert formats.isdisjoint(done.stdout.split())


def test_the_table_of_formats_is_that_of_the_code() -> None:
    listed = []
    for page, cell, done, extra in ROW.findall((ROOT / "README.md").read_text("utf-8")):
        names = re.findall(r"`([\w-]+)`", cell)
        listed += names
        rows = [FORMATS[name] for name in names]
        assert (ROOT / page).is_file()
        assert sorted(re.findall(r"`(\.\w+)`", cell)) == sorted(suffix for one in rows for suffix in one.suffixes)
        for one in rows:
            assert ("read" in done, "written" in done) == (one.reads, one.writes)
            assert re.findall(r"`(\w+)`", extra) == [one.extra] * (one.extra is not None)
    assert sorted(listed) == sorted(FORMATS)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("{} claim that was taken back", "4 claims that were taken back"),
        ("{} claim that denies", "4 claims that deny"),
        ("{} claim that no longer stands", "4 claims that no longer stand"),
        ("whom {} claim cites besides claims", "whom 4 claims cite besides claims"),
        ("what {} review is of", "what 4 reviews are of"),
        ("{} assertion that nobody speaks of", "4 assertions that nobody speaks of"),
        ("{} claim besides reviews", "4 claims besides reviews"),
    ],
)
def test_what_is_left_out_reads_well_after_any_number(what: str, told: str) -> None:
    one, four = Losses(), Losses()
    one.note(what)
    four.note(what, 4)
    assert (str(one), str(four)) == (what.replace("{}", "1"), told)
