"""Whose own word is behind what is said, and who only repeats whom."""

from __future__ import annotations

from typing import Any

import pytest
from folders import SEEDS

import claimgraph as cg
from claimgraph.records.amendments import Affiliation, Correction
from claimgraph.records.claims import Claim, Source
from claimgraph.records.stance import Stance, Status

OPEN = "Bridge open"


def says(source: str, stance: str = "affirms", day: int = 2, text: str = OPEN, **more: Any) -> Claim:
    return Claim(source, stance, text, asserted_at=f"2022-07-{day:02}", **more)


def recorded(*records: Any) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(records)
    return graph


def ends(view: Any, assertion: str = OPEN) -> list[tuple[str, str]]:
    return [(row.stance.value, row.origin) for row in cg.origins(view, assertion)]


def test_forty_outlets_on_one_wire_are_one_origin_and_corroborate_nothing() -> None:
    wire = says("Wire", day=1)
    graph = recorded(wire, *(says(f"Outlet {number}", cites=("Wire", wire)[number % 2]) for number in range(40)))
    (row,) = cg.origins(graph, OPEN)
    assert (row.origin, row.stance, row.own, len(row.repeated_by)) == ("Wire", Stance.AFFIRMS, (wire,), 40)
    assert row.repeated_by[0].of == ("Wire",)
    assert cg.status(graph, OPEN) is Status.CLAIMED
    assert ends(recorded(says("Daily", cites="Wire"))) == [("affirms", "Wire")]


def test_a_ring_has_no_origin_until_an_eye_witness_is_added_to_it() -> None:
    graph = recorded(says("Wire", day=1, cites="Agency"), says("Agency", cites="Wire"))
    assert ends(graph) == []
    (ring,) = cg.circular_reports(graph)
    assert (ring.assertions, ring.sources, len(ring.claims)) == ((OPEN,), ("Wire", "Agency"), 2)
    assert [row.origins for row in cg.positions(graph, OPEN)] == [(), ()]
    graph.add(says("Wire", day=3, cites=["Agency", "Witness"]))
    assert ends(graph) == [("affirms", "Witness")]
    assert not cg.circular_reports(graph)


def test_a_later_report_may_close_a_ring_and_the_timeline_tells() -> None:
    other = says("Council", day=1)
    graph = recorded(other, says("Wire", day=2, cites="Agency"), says("Agency", day=3, cites="Wire"))
    assert [row.status.value for row in cg.timeline(graph, OPEN)] == ["claimed", "corroborated", "claimed"]
    assert not cg.circular_reports(graph.view(as_of="2022-07-02"))
    assert len(cg.circular_reports(graph)) == 1


def test_a_status_may_change_because_one_speaks_elsewhere_whom_others_repeat() -> None:
    report = says("Wire", day=1, text="Bridge checked", cites="Engineer")
    graph = recorded(says("Council", day=1), report, says("Daily", day=2, cites=report))
    engineer = graph.add(says("Engineer", day=4, text="Bridge checked", cites="Council"))
    last = cg.timeline(graph, OPEN)[-1]
    assert (last.previous, last.status, str(last.at)) == (Status.CORROBORATED, Status.CLAIMED, "2022-07-04")
    assert last.because == (engineer,)


def test_spokesmen_of_one_ministry_are_one_origin_and_an_independent_monitor_another() -> None:
    ministry = [Source(name, speaks_for="Ministry") for name in ("Spokesman", "Minister")]
    graph = recorded(*ministry, says("Spokesman"), says("Minister"))
    assert ends(graph) == [("affirms", "Ministry")]
    graph.add(says("Monitor", day=3))
    assert ends(graph) == [("affirms", "Ministry"), ("affirms", "Monitor")]
    assert cg.status(graph, OPEN) is Status.CORROBORATED


def test_who_changed_sides_in_march_counts_as_of_then() -> None:
    sides = [
        Affiliation("General", speaks_for="North", valid="../2022-02"),
        Affiliation("General", speaks_for="South", valid="2022-03/.."),
    ]
    for month, expected in (("02", 1), ("04", 2)):
        general = Claim("General", "affirms", OPEN, asserted_at=f"2022-{month}-10")
        assert len(ends(recorded(*sides, says("North"), general))) == expected


def test_a_citation_follows_corrections_and_one_of_what_was_taken_out_leads_nowhere() -> None:
    wire = says("Wire", day=1)
    graph = recorded(wire, says("Daily", cites=wire))
    graph.add(Correction(of=wire.id, by="desk", why="it was Agency", replacement=says("Agency", day=1)))
    assert ends(graph) == [("affirms", "Agency")]
    graph.add(Correction(of=says("Agency", day=1).id, by="desk", why="nobody said so"))
    assert ends(graph) == []
    assert [row.origins for row in cg.positions(graph, OPEN)] == [()]


def test_what_a_source_cites_to_withdraw_is_no_lineage_and_what_it_withdrew_nobodys_word() -> None:
    first = says("Wire", day=1)
    graph = recorded(first, says("Wire", "withdraws", 2, cites=first), says("Daily", day=3, cites="Wire"))
    assert ends(graph) == []
    assert [row.origins for row in cg.positions(graph, OPEN)] == [()]


def test_a_withdrawal_that_is_cited_is_nobodys_word() -> None:
    taken_back = says("Wire", "withdraws", 2)
    graph = recorded(says("Wire", day=1), taken_back, says("Daily", day=3, cites=taken_back))
    assert [row.origins for row in cg.positions(graph, OPEN)] == [()]


@pytest.mark.parametrize("wrong", ["assertion:bridge open", "document:https://example.org/1", 3, ""])
def test_what_is_neither_a_claim_nor_a_source_cannot_be_cited(wrong: Any) -> None:
    with pytest.raises(cg.InvalidRecord, match=r"cites: found .*, expected claims, ids of claims, sources"):
        says("Daily", cites=[wrong])


def test_the_reports_of_one_statement_are_one_origin_in_the_record_of_lysychansk() -> None:
    graph = cg.read(SEEDS / "lysychansk-2022.jsonl")
    denied = cg.origins(graph.view(as_of="2022-07-02"), "Lysychansk encircled")[-1]
    assert (denied.origin, denied.stance) == ("Government of Ukraine", Stance.DENIES)
    assert {claim.source for claim in denied.own} == {"Ruslan Muzychuk"}
    assert {row.source for row in denied.repeated_by} == {"Ruslan Muzychuk"}


def test_deep_chains_and_long_rings_are_followed_without_recursion() -> None:
    chain = [says("S0", text="Chain")]
    for number in range(1, 3_000):
        chain.append(says(f"S{number}", text="Chain", cites=chain[-1]))
    ring = [says(f"S{number}", text="Ring", cites=f"S{(number + 1) % 3_000}") for number in range(3_000)]
    graph = recorded(*chain, *ring)
    assert ends(graph, "Chain") == [("affirms", "S0")]
    assert ends(graph, "Ring") == []
    assert [len(row.claims) for row in cg.circular_reports(graph)] == [3_000]
    assert cg.status(graph.view(without="S0"), "Chain") is Status.UNCLAIMED
