"""What newcomers write by mistake is answered with what to write instead."""

from __future__ import annotations

import inspect
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from test_public_api import INTENDED

import claimgraph as cg

ON = "2022-07-02"
QUESTIONS = [
    name
    for name in INTENDED
    if inspect.isfunction(getattr(cg, name)) and next(iter(inspect.signature(getattr(cg, name)).parameters)) == "view"
]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_asked_of_a_day_says_how_to_ask_for_the_view(name: str) -> None:
    others = list(inspect.signature(getattr(cg, name)).parameters.values())[1:]
    about = ["x" for one in others if one.default is one.empty]
    with pytest.raises(TypeError) as caught:
        getattr(cg, name)("2022-09-27", *about)
    assert str(caught.value) == (
        "found '2022-09-27', expected a ClaimGraph g or a view of it: pass g, or g.view(as_of='2022-09-27')"
    )


@pytest.mark.parametrize("view", [None, 3, "claims.jsonl", [cg.Source("Ann")], cg.ClaimGraph, cg.Source("Ann")])
def test_what_is_no_view_is_refused_by_what_it_is(view: Any) -> None:
    with pytest.raises(TypeError, match=r"^found .*, expected a ClaimGraph g or a view of it: .* g\.view\(as_of=…\)$"):
        cg.disputes(view)


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("clock", ["as_of", "asof", "known_at", "said_since", "without"])
def test_a_question_with_a_clock_says_that_the_view_takes_it(name: str, clock: str) -> None:
    chosen = "as_of" if clock == "asof" else clock
    with pytest.raises(TypeError) as caught:
        getattr(cg, name)(cg.ClaimGraph(), "x", **{clock: ON})
    expected = f"{name}() has no option {clock}=; pass a view that was chosen by it: {name}(g.view({chosen}=…), …)"
    assert str(caught.value) == expected


def test_an_unknown_option_names_the_one_that_is_near() -> None:
    g: Any = cg.ClaimGraph()
    with pytest.raises(TypeError, match=r"view\(\) has no option asof=; did you mean 'as_of'\?"):
        g.view(asof=ON)
    with pytest.raises(TypeError, match=r"view\(\) has no option zone=; it takes as_of, said_since, valid_at"):
        g.view(zone="UTC")
    with pytest.raises(TypeError, match=r"assertions\(\) has no option subjct=; did you mean 'subject'\?"):
        cg.assertions(g, subjct="x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"has no option day_frist= .*; did you mean 'day_first'"):
        cg.read(StringIO(""), format="csv", day_frist=True)
    with pytest.raises(cg.UnknownFormat, match="did you mean 'csv'"):
        cg.read(StringIO(""), format="cvs")


@pytest.mark.parametrize(
    ("make", "ending"),
    [
        (lambda: cg.Claim("Ann", "confirms", "x", asserted_at=ON), "comments, withdraws; did you mean 'affirms'?"),
        (lambda: cg.Claim("Ann", "denied", "x", asserted_at=ON), "withdraws; did you mean 'denies'?"),
        (lambda: cg.Claim("Ann", "x", "affirms", asserted_at=ON), "withdraws; the order is source, stance, assertion"),
        (lambda: cg.Link("x", "y", "contrary"), "contradictory; the order is assertion, relation, assertion"),
        (lambda: cg.Link("x", "entail", "y"), "; did you mean 'entails'?"),
        (lambda: cg.Predicate("x", values="quantities"), "date; did you mean 'quantity'?"),
        (
            lambda: cg.Claim("Ann", "affirms", "x", asserted_at=datetime(2022, 7, 2, 10)),
            "such as ZoneInfo('Europe/Kyiv'), or pass a date for the whole day",
        ),
        (
            lambda: cg.Claim("Ann", "affirms", "x", asserted_at="2022-07-02T10:00"),
            "has no zone: write the offset, such as Z or +03:00, or name the zone with zone=, as When and read take it",
        ),
        (
            lambda: cg.from_data({"record": "claim", "assertedat": ON}),
            "hedge, credibility, note; did you mean 'asserted_at'?",
        ),
        (lambda: cg.from_data({"record": "claims"}), "; did you mean 'claim'?"),
    ],
)
def test_a_record_refuses_a_slip_with_what_was_meant(make: Any, ending: str) -> None:
    with pytest.raises(cg.InvalidRecord) as caught:
        make()
    assert str(caught.value).endswith(ending)


def test_a_source_that_speaks_for_another_now_takes_an_affiliation() -> None:
    g = cg.ClaimGraph()
    g.add(cg.Source("Ann", speaks_for="Army"))
    with pytest.raises(
        cg.Conflict, match=r"record an Affiliation\(source, speaks_for=, valid=\) if that changed, or a"
    ):
        g.add(cg.Source("Ann", speaks_for="Navy"))
    g.add(cg.Affiliation("Ann", speaks_for="Navy", valid="2022-07-02/.."))
    with pytest.raises(cg.Conflict, match="record a Correction to change it"):
        g.add(cg.Source("Ann", speaks_for="Army", note="new"))
        g.add(cg.Source("Ann", speaks_for="Army", note="newer"))


def test_a_field_of_a_line_or_a_sheet_that_is_unknown_names_the_near_one() -> None:
    lines = (
        '{"claimgraph": 1, "zone": "UTC"}\n{"record": "source", "recorded_at": "2022-07-02T18:00:00Z", "nane": "Ann"}\n'
    )
    with pytest.raises(cg.InvalidBatch) as caught:
        cg.read(StringIO(lines), format="jsonl")
    assert str(caught.value.exceptions[0]).endswith("; did you mean 'name'?")
    sheet = "sorce,stance,assertion,asserted_at\nAnn,affirms,x,2022\n"
    with pytest.raises(cg.InvalidBatch) as caught:
        cg.read(StringIO(sheet), format="csv")
    assert str(caught.value.exceptions[0]).endswith("columns={'sorce': None}; did you mean 'source'?")
    with pytest.raises(cg.InvalidBatch) as caught:
        cg.read(StringIO(sheet), format="csv", columns={"sorce": "sources"})
    assert str(caught.value.exceptions[0]).endswith("; did you mean 'source'?")
