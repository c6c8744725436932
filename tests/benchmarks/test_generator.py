"""The synthetic histories of the benchmark are repeatable, contested as much as they say, and load."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic import Summary, disputed_share, write

import claimgraph as cg
from claimgraph.io import read

CLAIMS = 3000


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    path = tmp_path_factory.mktemp("benchmarks") / "history.jsonl"
    return path, write(path, CLAIMS, seed=1)


@pytest.fixture(scope="module")
def graph(history: tuple[Path, Summary]) -> cg.ClaimGraph:
    return read(history[0])


def test_the_same_seed_gives_the_same_bytes(history: tuple[Path, Summary], tmp_path: Path) -> None:
    again = tmp_path / "again.jsonl"
    assert write(again, CLAIMS, seed=1) == history[1]
    assert again.read_bytes() == history[0].read_bytes()


def test_another_seed_gives_another_history(history: tuple[Path, Summary], tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    write(other, CLAIMS, seed=2)
    assert other.read_bytes() != history[0].read_bytes()


def test_all_claims_are_loaded_and_none_is_a_repeat(graph: cg.ClaimGraph) -> None:
    assert len(cg.claims(graph)) == CLAIMS


def test_every_source_and_assertion_has_a_record(graph: cg.ClaimGraph) -> None:
    recorded = {str(entry.record) for entry in graph.log if isinstance(entry.record, cg.Source | cg.Assertion)}
    named = {str(name) for claim in cg.claims(graph) for name in (claim.source, claim.assertion)}
    assert named <= recorded


def test_the_disputed_share_is_as_documented(graph: cg.ClaimGraph) -> None:
    assert 0.10 <= disputed_share(cg.assertions(graph)) <= 0.20


def test_the_summary_names_what_the_history_holds(history: tuple[Path, Summary], graph: cg.ClaimGraph) -> None:
    summary = history[1]
    assert len(cg.claims(graph, assertion=summary.hottest)) == summary.hottest_claims
    assert all(len(cg.claims(graph, assertion=text)) == summary.median_claims for text in summary.median)
    assert summary.hottest_claims <= 0.01 * CLAIMS
    assert len(cg.claims(graph, source=summary.busiest)) > 0.05 * CLAIMS


def test_times_of_speaking_and_periods_are_mixed(graph: cg.ClaimGraph) -> None:
    claims = cg.claims(graph)
    days = sum(len(str(claim.asserted_at)) == len("2022-07-02") for claim in claims)
    assert 0.4 < days / CLAIMS < 0.6
    assert 0.05 < sum(claim.valid is not None for claim in claims) / CLAIMS < 0.12
