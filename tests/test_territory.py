"""A real data set with known answers: who holds which town, by one source that revises what it says.

Each revision is a claim of Wikipedia's, said and recorded when the list was edited. It is valid from the date that
the list gives ("as of") and has no end: an edit is made hours or weeks after the change that it tells of, and taking
one back reaches back to the day that it was wrong about. In the present tense it would only reach back to the edit.
"""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest

import claimgraph as cg

CONTROL = "controlled by"


def rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "data" / "wikipedia-control-2022.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def graph() -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.add(cg.Predicate(CONTROL, single_valued=True), recorded_at="2022-06-01")
    for row in rows():
        held = cg.Assertion(subject=row["locality"], predicate=CONTROL, value=row["held_by"])
        edited, valid = row["recorded_at"], f"{row['as_of']}/.."
        graph.add(cg.Claim("Wikipedia", "affirms", held, asserted_at=edited, valid=valid), recorded_at=edited)
    return graph


def holder(view: cg.View, locality: str) -> str | None:
    """Give the one holder that Wikipedia names; it never names two."""
    (value,) = (
        row.value for row in cg.assertions(view, subject=locality, predicate=CONTROL) if row.status is cg.Status.CLAIMED
    )
    return value


@pytest.mark.parametrize(("known_at", "held_by"), [("2022-07-03T18:06Z", "Contested"), ("2022-07-03T18:07Z", "Russia")])
@pytest.mark.parametrize("moment", ["2022-07-03", "2022-07-03T00:00Z", "2022-07-03T23:59Z"])
def test_who_held_lysychansk_on_3_july_depends_on_when_one_asks(
    graph: cg.ClaimGraph, known_at: str, held_by: str, moment: str
) -> None:
    assert holder(graph.view(known_at=known_at, valid_at=moment), "Lysychansk") == held_by


def test_the_day_before_is_left_as_it_was(graph: cg.ClaimGraph) -> None:
    assert holder(graph.view(valid_at="2022-07-02"), "Lysychansk") == "Contested"


@pytest.mark.parametrize(
    ("known_at", "held_by"),
    [("2022-09-10T17:11Z", "Russia"), ("2022-09-10T17:12Z", "Contested"), ("2022-09-17", "Russia")],
)
@pytest.mark.parametrize("moment", ["2022-09-10", "2022-09-12", None])
def test_the_change_of_10_september_is_taken_back_by_the_17th_for_the_days_between_too(
    graph: cg.ClaimGraph, known_at: str, held_by: str, moment: str | None
) -> None:
    assert holder(graph.view(known_at=known_at, valid_at=moment), "Lysychansk") == held_by
    assert holder(graph.view(known_at=known_at, valid_at="2022-09-09"), "Lysychansk") == "Russia"


def test_bilohorivka_went_back_and_forth_seven_times_in_17_claims(graph: cg.ClaimGraph) -> None:
    edits = [row for row in rows() if row["locality"] == "Bilohorivka"]
    assert len(edits) == 17
    held = [holder(graph.view(known_at=row["recorded_at"]), "Bilohorivka") for row in edits]
    assert held == [row["held_by"] for row in edits]
    assert sum({one, other} == {"Russia", "Contested"} for one, other in pairwise(held)) == 7


def test_the_timeline_tells_of_the_same_seven_changes(graph: cg.ClaimGraph) -> None:
    changes = [row.status for row in cg.timeline(graph, "Bilohorivka controlled by Russia")]
    told = [status for status in changes if status is not cg.Status.UNCLAIMED]
    assert told == [cg.Status.CLAIMED, cg.Status.RETRACTED] * 4
    assert len(list(pairwise(told))) == 7


def test_one_source_that_revises_itself_disputes_nothing(graph: cg.ClaimGraph) -> None:
    assert len(cg.claims(graph)) == 329
    assert cg.disputes(graph) == []
