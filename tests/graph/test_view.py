"""A view is a value made of clocks and sources, and sees no more than they admit."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import claimgraph as cg
from claimgraph.graph.view import as_view
from claimgraph.records.amendments import Affiliation, SameAs
from claimgraph.records.claims import Claim, Source
from claimgraph.records.stance import Status

AUGUST = datetime(2022, 8, 1, tzinfo=UTC)
HELD = "Town held by North"


def says(source: Any, stance: str = "affirms", asserted_at: str = "2022-07-02", **more: Any) -> Claim:
    return Claim(source, stance, HELD, asserted_at=asserted_at, **more)


@pytest.fixture
def graph() -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    records = [
        Source("Ann", speaks_for="Ministry"),
        Source("Ministry", speaks_for="State"),
        says("Ann", asserted_at="2022-07-01"),
        says("Bob", "denies", asserted_at="2022-07-02"),
        says("Ministry", "questions", asserted_at="2022-07-03"),
    ]
    for day, record in enumerate(records):
        graph.add(record, recorded_at=AUGUST + timedelta(days=day))
    return graph


def who(view: Any) -> list[str]:
    return [str(claim.source) for claim in cg.claims(view)]


@pytest.mark.parametrize(
    ("chosen", "sources"),
    [
        ({}, ["Ann", "Bob", "Ministry"]),
        ({"as_of": "2022-07-02"}, ["Ann", "Bob"]),
        ({"as_of": "2022-07-02T00:00:00Z"}, ["Ann", "Bob"]),
        ({"as_of": "2022-07-01T23:59:59.999999Z"}, ["Ann"]),
        ({"as_of": date(2022, 7, 1)}, ["Ann"]),
        ({"as_of": datetime(2022, 7, 2, tzinfo=UTC)}, ["Ann", "Bob"]),
        ({"as_of": cg.When("2022-06")}, []),
        ({"as_of": "2022-07"}, ["Ann", "Bob", "Ministry"]),
        ({"said_since": "2022-07-02"}, ["Bob", "Ministry"]),
        ({"said_since": "2022-07-02", "as_of": "2022-07-02"}, ["Bob"]),
        ({"known_at": "2022-08-03"}, ["Ann"]),
        ({"known_at": "2022-07"}, []),
        ({"only": "Ann"}, ["Ann"]),
        ({"only": "ministry"}, ["Ann", "Ministry"]),
        ({"only": "State"}, ["Ann", "Ministry"]),
        ({"only": ["Ann", Source("Bob")]}, ["Ann", "Bob"]),
        ({"only": []}, []),
        pytest.param({"only": iter(["Bob"])}, ["Bob"], id="only an iterator"),
        ({"without": "State"}, ["Bob"]),
        ({"without": ["Ann", "Bob"]}, ["Ministry"]),
        ({"without": []}, ["Ann", "Bob", "Ministry"]),
        ({"only": "State", "without": "Ann"}, ["Ministry"]),
        ({"only": "State", "as_of": "2022-07-02", "known_at": "2022-08-05"}, ["Ann"]),
        ({"valid_at": "2022-07-02"}, ["Ann", "Bob", "Ministry"]),
    ],
    ids=str,
)
def test_a_view_admits_what_was_said_and_recorded_between_its_clocks_by_its_sources(
    graph: cg.ClaimGraph, chosen: dict[str, Any], sources: list[str]
) -> None:
    assert who(graph.view(**chosen)) == sources


def test_whom_a_source_speaks_for_is_that_of_the_time_it_speaks_at(graph: cg.ClaimGraph) -> None:
    graph.add(Affiliation("Ann", speaks_for="Rebels", valid="2022-07-02/.."))
    graph.add(says("Ann", "denies", asserted_at="2022-07-04"))
    assert who(graph.view(only="State")) == ["Ann", "Ministry"]
    assert [str(claim.asserted_at) for claim in cg.claims(graph.view(only="Rebels"))] == ["2022-07-04"]
    assert who(graph.view(without="Rebels")) == ["Ann", "Bob", "Ministry"]


def test_a_source_is_asked_for_under_any_of_its_names(graph: cg.ClaimGraph) -> None:
    graph.add(SameAs("Bob", "Robert"))
    graph.add(says("Robert", asserted_at="2022-07-05"))
    for name in ("bob", "Robert"):
        assert who(graph.view(only=name)) == ["Bob", "Robert"]
        assert who(graph.view(without=name)) == ["Ann", "Ministry"]


def test_one_source_is_asked_for_among_those_that_were_recorded_after_the_view_ends(graph: cg.ClaimGraph) -> None:
    assert who(graph.view(known_at="2022-08-03", only="Bob")) == []
    assert who(graph.view(known_at="2022-08-03", without="Bob")) == ["Ann"]


def test_a_view_keeps_what_it_was_asked_and_shows_it(graph: cg.ClaimGraph) -> None:
    view = graph.view(as_of=date(2022, 7, 2), known_at="2022-08-03", only="Ann", without=Source("Bob"))
    assert view.graph is graph
    assert (view.as_of, view.said_since, view.valid_at) == (cg.When("2022-07-02"), None, None)
    assert (view.length, view.only, view.without) == (6, ("Ann",), ("Bob",))
    assert repr(view) == (
        "<View of 6 entries: as_of='2022-07-02', known_at='2022-08-03', only=('Ann',), without=('Bob',)>"
    )
    assert repr(graph.view()) == f"<View of {len(graph.log)} entries>"
    assert repr(graph.view(only=[])) == f"<View of {len(graph.log)} entries: only=()>"


def test_a_view_never_changes(graph: cg.ClaimGraph) -> None:
    view = graph.view()
    for name in ("graph", "length", "as_of", "only"):
        with pytest.raises(AttributeError):
            setattr(view, name, None)
    with pytest.raises(TypeError):
        graph.view("2022-07-02")  # type: ignore[misc]


def test_the_times_of_speaking_are_half_open(graph: cg.ClaimGraph) -> None:
    always = cg.When("../2022").bounds()[0], cg.When("2022/..").bounds()[1]
    assert graph.view().said_between == always
    assert graph.view(as_of="2022-07-02", said_since="2022-07-02").said_between == cg.When("2022-07-02").bounds()


def test_a_graph_stands_for_the_view_of_all_there_is_now(graph: cg.ClaimGraph) -> None:
    view = graph.view()
    assert as_view(view) is view
    assert as_view(graph).length == len(graph.log)
    assert cg.assertions(graph) == cg.assertions(view)


def test_a_moment_of_the_world_is_asked_about_with_valid_at(graph: cg.ClaimGraph) -> None:
    assert cg.status(graph.view(valid_at="2022-06-30"), HELD) is Status.UNCLAIMED
    assert cg.status(graph.view(valid_at="2022-07-01"), HELD) is Status.CLAIMED
    assert cg.status(graph.view(valid_at="2022-07-02"), HELD) is Status.DISPUTED
    graph.add(says("Eve", valid="../2022-06"))
    assert cg.status(graph.view(valid_at="2022-06-30"), HELD) is Status.CLAIMED


def test_a_view_can_be_copied_and_pickled_and_answers_the_same(graph: cg.ClaimGraph) -> None:
    view = graph.view(as_of="2022-07-02", without="Bob")
    for again in (copy.copy(view), copy.deepcopy(view), pickle.loads(pickle.dumps(view))):
        assert cg.assertions(again) == cg.assertions(view)
        assert repr(again) == repr(view)


def test_views_of_one_graph_with_the_same_clocks_and_length_are_equal(graph: cg.ClaimGraph) -> None:
    assert graph.view(as_of="2022-07-02") == graph.view(as_of="2022-07-02")
    assert graph.view(as_of="2022-07-02") != graph.view(as_of="2022-07-03")
    assert graph.view() != graph.view(only="Ann")
    before = graph.view()
    graph.add(Source("New"))
    assert graph.view() != before
