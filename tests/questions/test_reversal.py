"""Who contradicted themselves, openly or silently, and when."""

from __future__ import annotations

from typing import Any

import claimgraph as cg
from claimgraph import Claim, Link


def says(assertion: str, stance: str, asserted_at: str, **more: Any) -> Claim:
    return Claim("Mayor", stance, assertion, asserted_at=asserted_at, **more)


def reversals(*records: Any) -> list[tuple[str, str, str]]:
    graph = cg.ClaimGraph()
    graph.extend(records)
    return [(row.kind, row.assertion, str(row.at)) for row in cg.reversals(graph)]


def test_who_says_the_opposite_of_the_same_assertion_reverses_openly() -> None:
    said = [says("a", "affirms", "2022-07-01"), says("a", "denies", "2022-07-02"), says("a", "affirms", "2022-07-03")]
    assert reversals(*said) == [("open", "a", "2022-07-02"), ("open", "a", "2022-07-03")]


def test_who_says_what_excludes_it_reverses_silently_and_is_told_of_once() -> None:
    link = Link("a", "contrary", "b")
    assert reversals(link, says("a", "affirms", "2022-07-01"), says("b", "affirms", "2022-07-02")) == [
        ("silent", "b", "2022-07-02")
    ]


def test_who_takes_back_what_was_said_or_doubts_it_or_speaks_of_another_time_reverses_nothing() -> None:
    first = says("a", "affirms", "2022-07-01")
    assert reversals(first, says("a", "withdraws", "2022-07-02"), says("a", "denies", "2022-07-03")) == []
    assert reversals(first, says("a", "questions", "2022-07-02")) == []
    dated = (
        says("a", "affirms", "2022-07-01", valid="2022-07-01"),
        says("a", "denies", "2022-07-02", valid="2022-07-02"),
    )
    assert reversals(*dated) == []
