"""Where records stand: the ids of claims are found out late, and what claims say is told apart by its hash."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from strategies import random_history

import claimgraph as cg
from claimgraph.log import offsets
from claimgraph.records.amendments import Correction
from claimgraph.records.claims import Claim


def graph_of(seed: int) -> cg.ClaimGraph:
    history, _, zone = random_history(seed)
    graph = cg.ClaimGraph(zone)
    for recorded_at, record in history:
        graph.add(record, recorded_at=recorded_at)
    return graph


def test_claims_are_told_apart_even_where_all_of_them_share_one_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [graph_of(seed) for seed in range(40)]
    monkeypatch.setattr(offsets, "hash", lambda _: 7, raising=False)
    for seed, graph in enumerate(expected):
        again = graph_of(seed)
        assert again == graph
        again.extend(list(graph.log))
        assert again == graph  # the same log twice changes nothing


def test_names_and_spacing_make_no_other_claim_and_every_field_does() -> None:
    graph = cg.ClaimGraph()
    first = graph.add(Claim("Rybar", "affirms", "Bridge open", asserted_at="2022-07-02"))
    assert graph.add(Claim(" RYBAR", "affirms", "bridge  OPEN", asserted_at="2022-07-02")) is first
    fields: dict[str, Any] = {
        "valid": "2022-07", "document": "https://example.org", "locator": "p. 4", "quote": "q", "cites": "Kyiv",
        "hedge": "reportedly", "credibility": 2, "note": "n",
    }  # fmt: skip
    for name, value in fields.items():
        other = Claim("Rybar", "affirms", "Bridge open", asserted_at="2022-07-02", **{name: value})
        assert graph.add(other) is other
        assert graph.add(other) is other
    assert len(cg.claims(graph)) == 1 + len(fields)


def test_a_claim_is_found_by_its_id_whenever_that_is_first_asked_for() -> None:
    graph = cg.ClaimGraph()
    claims = [graph.add(Claim("Ann", "affirms", f"A{n}", asserted_at="2022-07-02")) for n in range(5)]
    graph.add(
        Correction(of=claims[3], by="desk", why="typo", replacement=Claim("Bob", "denies", "A3", asserted_at="2022"))
    )
    graph.add(Claim("Eve", "affirms", "A1", asserted_at="2022-07-03", cites=claims[1]))
    assert [list(graph._index.places.of(claim.id)) for claim in claims] == [[2], [4], [6], [8], [10]]
    with pytest.raises(cg.UnknownReference, match="claim:0"):
        graph.add(Claim("Eve", "affirms", "A1", asserted_at="2022-07-03", cites="claim:0"))


@pytest.mark.parametrize("count", [1, 20_000])
def test_the_collector_goes_on_as_it_did_and_nothing_stays_frozen(count: int) -> None:
    assert gc.isenabled()
    records = [Claim(f"S{n % 50}", "affirms", f"A{n}", asserted_at="2022-07-02") for n in range(count)]
    graph = cg.ClaimGraph()
    graph.extend(records)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.disable()
    try:
        graph.add(Claim("S", "denies", "A0", asserted_at="2022-07-02"))
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("more", [{}, {"note": "n"}, {"cites": "Kyiv"}, {"document": "https://example.org"}])
def test_a_refused_batch_leaves_nothing_of_what_its_claims_said(more: dict[str, str]) -> None:
    graph = cg.ClaimGraph()
    claim = Claim("Ann", "affirms", "A", asserted_at="2022-07-02", **more)
    wrong = Claim("Ann", "withdraws", "A", asserted_at="2022-07-03", cites="claim:0")
    with pytest.raises(cg.InvalidBatch):
        graph.extend([claim, wrong])
    assert graph.add(claim) is claim
    length = len(graph.log)
    assert graph.add(Claim("ANN", "affirms", "a", asserted_at="2022-07-02", **more)) is claim
    assert graph.extend([claim, claim]) == ()
    assert len(graph.log) == length


def test_what_claims_name_is_recorded_before_the_first_that_names_it_whatever_came_before() -> None:
    graph = cg.ClaimGraph()
    graph.add(Claim("Ann", "affirms", "A", asserted_at="2022"))
    claims = [Claim(who, "denies", what, asserted_at="2022") for who in ("ANN", "Bob") for what in ("a", "B", "A")]
    kept = [str(entry.record) for entry in graph.extend(claims)]
    assert kept == [
        "ANN denies “a”, 2022", "B", "ANN denies “B”, 2022", "Bob", "Bob denies “a”, 2022", "Bob denies “B”, 2022",
    ]  # fmt: skip
