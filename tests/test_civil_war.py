"""A real data set with known answers: what historians and agencies put the losses of battles at, as ranges."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import claimgraph as cg

PUBLISHED = {
    "phisterer": 1883,
    "fox": 1889,
    "livermore": 1900,
    "bodart": 1908,
    "cwsac": 1993,
    "kennedy": 1997,
    "clodfelter": 2008,
    "cws2": 2010,
    "civilwarorg": 2013,
    "cwss": 2013,
    "wikipedia": 2013,
}
OUTCOME = "outcome"
GETTYSBURG = "PA002"

Slot = tuple[str, str]
Kinds = dict[Slot, set[str]]


def claims() -> Iterator[cg.Claim]:
    with (Path(__file__).parent / "data" / "civil-war-estimates.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            subject = f"{row['battle']} {row['side']}".strip()
            for source, year in PUBLISHED.items():
                for value in row[source].split():
                    said = cg.Assertion(subject=subject, predicate=row["measure"], value=value)
                    yield cg.Claim(source, "affirms", said, asserted_at=str(year))


@pytest.fixture(scope="module")
def undeclared() -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(claims())
    return graph


@pytest.fixture(scope="module")
def graph() -> cg.ClaimGraph:
    graph, said = cg.ClaimGraph(), list(claims())
    measures = {claim.assertion.predicate for claim in said} - {OUTCOME}
    graph.extend(cg.Predicate(measure, values="quantity") for measure in sorted(measures))
    graph.add(cg.Predicate(OUTCOME, single_valued=True))
    graph.extend(said)
    return graph


@pytest.fixture(scope="module")
def slots(graph: cg.ClaimGraph) -> dict[str, Slot]:
    return {row.assertion: (row.subject, row.predicate) for row in cg.assertions(graph)}


@pytest.fixture(scope="module")
def sources(graph: cg.ClaimGraph, slots: dict[str, Slot]) -> dict[Slot, set[str]]:
    found = defaultdict(set)
    for claim in cg.claims(graph):
        found[slots[str(claim.assertion)]].add(claim.source)
    return found


@pytest.fixture(scope="module")
def contradicted(graph: cg.ClaimGraph, slots: dict[str, Slot]) -> Kinds:
    kinds = defaultdict(set)
    for row in cg.contradictions(graph):
        slot, other = (slots[assertion] for assertion in row.assertions)
        assert slot == other
        kinds[slot].add(row.kind)
    return kinds


@pytest.fixture(scope="module")
def disputes(graph: cg.ClaimGraph) -> dict[str, cg.Dispute]:
    return {row.assertion: row for row in cg.disputes(graph)}


def test_of_1607_groups_with_several_sources_1089_hold_contradictions(
    sources: dict[Slot, set[str]], contradicted: Kinds
) -> None:
    groups = {slot for slot, names in sources.items() if len(names) > 1 and slot[1] != OUTCOME}
    assert len(groups) == 1607
    found = groups & contradicted.keys()
    assert len(found) == 1089
    assert all(contradicted[slot] == {"quantity"} for slot in found)


def test_28_of_381_battles_have_conflicting_outcomes(sources: dict[Slot, set[str]], contradicted: Kinds) -> None:
    battles = {slot for slot in sources if slot[1] == OUTCOME}
    assert len(battles) == 381
    found = battles & contradicted.keys()
    assert len(found) == 28
    assert all(contradicted[slot] == {"value"} for slot in found)


def test_the_same_groups_are_disputed(
    disputes: dict[str, cg.Dispute], slots: dict[str, Slot], sources: dict[Slot, set[str]], contradicted: Kinds
) -> None:
    several = {slot for slot, names in sources.items() if len(names) > 1}
    # Fox gives two figures at one time, of which the last is that of all others: nobody stands by the first.
    twice = ("SC007 Union", "killed")
    assert {slots[assertion] for assertion in disputes} == (several & contradicted.keys()) - {twice}


def test_historians_differ_about_the_confederate_casualties_of_gettysburg(
    graph: cg.ClaimGraph, disputes: dict[str, cg.Dispute]
) -> None:
    subject = f"{GETTYSBURG} Confederate"
    figures = cg.assertions(graph, subject=subject, predicate="casualties")
    (least,) = (row for row in figures if row.value == "20448")
    dispute = disputes[least.assertion]
    assert [position.source for position in dispute.supporters] == ["fox"]
    (phisterer,) = (position for position in dispute.opponents if position.source == "phisterer")
    assert phisterer.implied
    assert str(phisterer.claim.assertion) == f"{subject} casualties 31621"
    (step,) = phisterer.path
    assert (step.kind, step.concludes) == ("quantity", False)


def test_nothing_conflicts_where_no_predicate_is_declared(undeclared: cg.ClaimGraph) -> None:
    assert cg.disputes(undeclared) == []
    assert cg.contradictions(undeclared) == []
