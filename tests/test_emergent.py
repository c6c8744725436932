"""A real data set with known answers: rumours, and the outlets for, against or observing them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import claimgraph as cg

COLUMNS = {"Rumour": "assertion", "Outlet": "source", "Seen at": "asserted_at", "Stance": "stance"}
STANCES = {"for": "affirms", "against": "denies", "observing": "comments"}
BALE = "Christian Bale cast as Steve Jobs"


@pytest.fixture(scope="module")
def graph() -> cg.ClaimGraph:
    return cg.read(Path(__file__).parent / "data" / "emergent.csv", columns=COLUMNS, stances=STANCES)


def test_of_300_rumours_85_are_disputed_15_denied_and_one_is_retracted_in_the_end(graph: cg.ClaimGraph) -> None:
    found = Counter(row.status for row in cg.assertions(graph))
    assert found.total() == 300
    assert (found[cg.Status.DISPUTED], found[cg.Status.DENIED], found[cg.Status.RETRACTED]) == (85, 15, 1)
    assert len(cg.disputes(graph)) == 85


def test_86_rumours_have_both_sides_over_time(graph: cg.ClaimGraph) -> None:
    sides = {
        row.assertion: {claim.stance for claim in cg.claims(graph, assertion=row.assertion)}
        for row in cg.assertions(graph)
    }
    both = {cg.Stance.AFFIRMS, cg.Stance.DENIES}
    assert sum(both <= stances for stances in sides.values()) == 86


def test_the_rumour_that_its_only_supporter_gave_up_is_retracted(graph: cg.ClaimGraph) -> None:
    assert cg.status(graph, "Gill Rosenberg held by the Islamic State") is cg.Status.RETRACTED


def test_a_rumour_turns_disputed_with_the_first_outlet_against_it(graph: cg.ClaimGraph) -> None:
    turned = next(change for change in cg.timeline(graph, BALE) if change.status is cg.Status.DISPUTED)
    assert str(turned.at) == "2014-11-03T20:01:50Z"
    assert cg.status(graph.view(as_of="2014-11-03T20:01:49Z"), BALE) is cg.Status.CORROBORATED
    assert cg.status(graph.view(as_of="2014-11-03T20:01:50Z"), BALE) is cg.Status.DISPUTED
