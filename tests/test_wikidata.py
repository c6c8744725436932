"""A real sample with known answers: statements of Wikidata, which conflict only where somebody says that they can."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import claimgraph as cg

# What has one value at a time: in life, as a measure, in one classification or in one reference work.
DATE_OF_BIRTH, HEIGHT = "P569", "P2048"
PLACE_OF_BIRTH, FATHER, FAMILY_NAME, SPOUSE = "P19", "P22", "P734", "P26"
PARENT_TAXON, MAIN_CATEGORY, ENCYCLOPEDIA = "P171", "P910", "P2924"
KNOWN = (
    cg.Predicate(DATE_OF_BIRTH, values="date"),
    cg.Predicate(HEIGHT, values="quantity"),
    *(
        cg.Predicate(name, single_valued=True)
        for name in (PLACE_OF_BIRTH, FATHER, FAMILY_NAME, SPOUSE, PARENT_TAXON, MAIN_CATEGORY, ENCYCLOPEDIA)
    ),
    # The hospital where somebody was born is in the city where he was born.
    cg.Part("Q28133957", of="Q656"),
)

REMAINING = {
    ("Q171283", PARENT_TAXON): 6,  # Homo: four taxa, one within the other, each by works of its own
    ("Q729", PARENT_TAXON): 3,  # animals: likewise three
    ("Q7380", PARENT_TAXON): 3,  # primates: likewise three
    ("Q729", MAIN_CATEGORY): 3,  # animals: three categories for what several articles tell apart
    ("Q7239", MAIN_CATEGORY): 1,  # organisms: two categories, neither with a reference
    ("Q7747", PLACE_OF_BIRTH): 2,  # Saint Petersburg, and a hospital there, against Leningrad: one city, two names
    ("Q7747", HEIGHT): 1,  # 170 cm in one paper, 157.48 cm in another: the one conflict over a fact
    ("Q22682071", SPOUSE): 1,  # one marriage to 2018, one from 2018: no more than the year is given
}


def graph_with(known: Iterable[cg.Predicate | cg.Part]) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(known)
    with (Path(__file__).parent / "data" / "wikidata-statements.csv").open(encoding="utf-8", newline="") as file:
        graph.extend(
            cg.Claim(
                row["source"],
                row["stance"],
                cg.Assertion(subject=row["item"], predicate=row["property"], value=row["value"]),
                asserted_at="2025",
                valid=row["valid"] or None,
            )
            for row in csv.DictReader(file)
        )
    return graph


@pytest.fixture(scope="module")
def undeclared() -> cg.ClaimGraph:
    return graph_with(())


@pytest.fixture(scope="module")
def graph() -> cg.ClaimGraph:
    return graph_with(KNOWN)


def test_no_values_conflict_where_no_predicate_is_declared(undeclared: cg.ClaimGraph) -> None:
    found = cg.contradictions(undeclared)
    assert {row.kind for row in found} == {"polarity"}
    assert {row.assertion for row in cg.disputes(undeclared)} == {row.assertions[0] for row in found}


def test_four_statements_are_disputed_by_somebody_by_name(undeclared: cg.ClaimGraph) -> None:
    disputed = {row.assertion for row in cg.disputes(undeclared) if {p.source for p in row.opponents} - {"Wikidata"}}
    assert len(disputed) == 4


def test_with_single_valued_predicates_these_conflicts_remain(graph: cg.ClaimGraph) -> None:
    slots = {row.assertion: (row.subject, row.predicate) for row in cg.assertions(graph)}
    found = Counter(slots[row.assertions[0]] for row in cg.contradictions(graph) if row.kind != "polarity")
    assert found == REMAINING


def test_who_is_born_in_a_hospital_is_born_in_its_city(graph: cg.ClaimGraph) -> None:
    (position,) = (row for row in cg.positions(graph, "Q7747 P19 Q656") if row.source == "rosbalt.ru")
    assert (position.stance, position.implied) == (cg.Stance.AFFIRMS, False)
    pairs = [row.assertions for row in cg.contradictions(graph) if row.kind == "value"]
    assert ("Q7747 P19 Q28133957", "Q7747 P19 Q656") not in pairs


def test_marriages_one_after_the_other_do_not_conflict(graph: cg.ClaimGraph) -> None:
    marriages = [row.assertion for row in cg.assertions(graph, subject="Q233282", predicate=SPOUSE)]
    assert len(marriages) == 2
    assert not {row.assertion for row in cg.disputes(graph)} & set(marriages)
