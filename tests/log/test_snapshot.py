"""What one length of the log found out serves another where it holds there, and nowhere else."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from strategies import random_cited_history, random_history, random_ruled_history

import claimgraph as cg
from claimgraph.log.snapshot import Known
from claimgraph.log.snapshot_cache import Shared
from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.claims import Assertion, Claim, Source

NAMES = ("Ann", "Bob", "ANN ", "Corps", "Ministry", "Eve")
TEXTS = ("Bridge open", "City held", "Town held by North")


def read(known: Known, at: int) -> dict[str, Any]:
    """All that a length of the log says of who is who, and of claims and assertions."""
    sources = {name: known.source(name) for name in NAMES}
    speakers = {name: known.speaker(name, at) for name in NAMES}
    assert speakers == {name: (one, known.chain(one, at)[-1]) for name, one in sources.items()}
    assertions = dict(known.assertions)
    return {
        "sources": sources,
        "names": {one: known.name(one) for one in sources.values()},
        "chains": {one: known.chain(one, at) for one in sources.values()},
        "assertions": assertions,
        "keys": {one: known.keys(one) for one in assertions},
        "claims": {one: known.claims_on(one) for one in assertions},
        "by": {one: known.claims_by(one) for one in sources.values()},
        "corrected": [known.is_corrected(one) for one in assertions],
        "all": list(known.claims()),
        "standing in": list(known.corrected_claims()),
    }


def random_record(rng: Random, said: list[Claim]) -> Any:
    kind = rng.random()
    if said and kind < 0.08:
        return Correction(of=rng.choice(said), by="desk", why=str(rng.random()))
    if kind < 0.3:
        return rng.choice(
            (
                Source(rng.choice(NAMES), speaks_for=rng.choice((None, "Ministry", "Corps"))),
                Affiliation(rng.choice(NAMES), speaks_for="Corps", valid="2022-07-02/.."),
                SameAs("Ann", "Eve"),
                Assertion("Town held by North", subject="Town", predicate="held by", value="North"),
            )
        )
    said.append(Claim(rng.choice(NAMES), "affirms", rng.choice(TEXTS), asserted_at="2022-07-02", note=str(kind)))
    return said[-1]


def test_a_length_that_shares_what_another_found_out_reads_as_one_by_itself() -> None:
    shared_who = 0
    for seed in range(150):
        rng, graph, said = Random(seed), cg.ClaimGraph(), list[Claim]()
        index, shared = graph._index, Shared()
        at = cg.When("2022-07-02").bounds()[0]
        for _ in range(rng.randint(3, 14)):
            try:
                graph.add(random_record(rng, said))
            except cg.ClaimGraphError:
                continue  # such as a second correction of the same record
            for length in (len(index), rng.randint(0, len(index))):
                last = shared.last
                known = Known(index, length, graph.zone, shared)
                alone = Known(index, length, graph.zone, Shared())
                assert read(known, at) == read(alone, at), (seed, length)
                shared_who += last is not None and known.corrections is last.corrections
    assert shared_who > 500


@pytest.mark.parametrize("generate", [random_history, random_cited_history, random_ruled_history])
def test_assertions_recorded_once_are_found_as_those_that_were_corrected(generate: Any) -> None:
    looked_at = 0
    for seed in range(80):
        history, _, zone = generate(seed)
        graph, index = cg.ClaimGraph(zone), None
        for recorded_at, record in history:
            graph.add(record, recorded_at=recorded_at)
            index = graph._index
            if index.has_corrections:
                break
            known = Known(index, Random(seed).randint(0, len(index)), graph.zone, Shared())
            ids = [known.assertion(one) for one in index.assertions]
            at_once = [(known.keys(one), known.is_recorded(one)) for one in ids]
            index.has_corrections = True  # which makes it look closely
            assert at_once == [(known.keys(one), known.is_recorded(one)) for one in ids], seed
            index.has_corrections = False
            looked_at += len(ids)
    assert looked_at > 500


def test_a_source_speaks_for_whom_it_does_when_it_speaks() -> None:
    graph = cg.ClaimGraph()
    graph.add(Affiliation("Ann", speaks_for="Corps", valid="2022-07-02/.."))
    before, after = (cg.When(day).bounds()[0] for day in ("2022-07-01", "2022-07-03"))
    known = graph.view().known
    assert known.speaker("Ann", before) == ("source:ann", "source:ann")
    assert known.speaker("Ann", after) == ("source:ann", "source:corps")


def test_a_correction_that_is_corrected_to_itself_stands_as_it_was() -> None:
    said = cg.Claim("Ann", "affirms", "Bridge open", asserted_at="2022")
    first = cg.Correction(of=said, by="desk", why="slip", replacement=said)
    g = cg.ClaimGraph()
    g.extend([said, first])
    g.add(cg.Correction(of=first, by="desk", why="again", replacement=first))
    assert cg.claims(g) == [said]
