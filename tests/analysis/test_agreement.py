"""Who sides with whom: how often each two sources agree and contradict each other."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from strategies import (
    History,
    histories,
    random_cited_ruled_history,
    random_history,
    random_ruled_history,
    views,
)
from test_oracle import askable, graph_of, mentioned

import claimgraph as cg
from claimgraph import Assertion, Link, Stance, Status
from tests.analysis.test_track_record import says

SIDES = (Stance.AFFIRMS, Stance.DENIES)


def blocs(*records: Any, **view: Any) -> nx.Graph[str]:
    graph = cg.ClaimGraph()
    graph.extend(records)
    return cg.agreement(graph.view(**view))


def edges(graph: nx.Graph[str]) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {(a, b): (of["agree"], of["contradict"], of["weight"]) for a, b, of in graph.edges(data=True)}


def test_each_two_that_met_have_their_counts_and_each_source_the_number_of_its_positions() -> None:
    found = blocs(
        says("Ann", "affirms", 1, "a"),
        says("Bob", "affirms", 1, "a"),
        says("Carl", "denies", 1, "a"),
        says("Ann", "denies", 1, "b"),
        says("Bob", "affirms", 2, "b"),
        says("Ann", "affirms", 3, "c"),
        says("Bob", "affirms", 3, "c"),
        says("Dora", "affirms", 3, "d"),
    )
    assert edges(found) == {("Ann", "Bob"): (2, 1, 1), ("Ann", "Carl"): (0, 1, -1), ("Bob", "Carl"): (0, 1, -1)}
    assert dict(found.nodes(data="positions")) == {"Ann": 3, "Bob": 3, "Carl": 1, "Dora": 1}
    assert type(found) is nx.Graph


def test_who_doubts_or_has_taken_back_what_it_said_is_on_no_side() -> None:
    found = blocs(
        says("Ann", "affirms", 1, "a"),
        says("Bob", "questions", 1, "a"),
        says("Carl", "denies", 1, "a"),
        says("Carl", "withdraws", 2, "a"),
    )
    assert (list(found), edges(found)) == (["Ann"], {})


def test_what_words_imply_counts_once_somebody_has_spoken_of_it_by_name() -> None:
    records = [Link("a", "contrary", "b"), says("Ann", "affirms", 1, "a"), says("Bob", "affirms", 1, "b")]
    assert edges(blocs(*records)) == {("Ann", "Bob"): (0, 2, -2)}
    spoken_of_by_none = [Link("a", "entails", "c"), Assertion("c"), says("Ann", "affirms", 1, "a")]
    assert dict(blocs(*spoken_of_by_none).nodes(data="positions")) == {"Ann": 1}


def test_who_only_possibly_speaks_of_the_same_time_contradicts_nobody() -> None:
    found = blocs(
        says("Ann", "affirms", 5, "a", valid="2022-07-02"), says("Bob", "denies", 5, "a", valid="2022-07-02~")
    )
    assert (list(found), edges(found)) == (["Ann", "Bob"], {})


def test_the_order_is_that_in_which_sources_were_named_and_says_nothing_of_when_they_spoke() -> None:
    records = [says("Carl", "denies", 3, "a"), says("Ann", "affirms", 1, "a"), says("Bob", "affirms", 2, "a")]
    found = blocs(*records)
    assert list(found) == ["Carl", "Ann", "Bob"]
    assert list(edges(found)) == [("Carl", "Ann"), ("Carl", "Bob"), ("Ann", "Bob")]
    assert list(blocs(*records, as_of="2022-07-02")) == ["Ann", "Bob"]


def test_a_community_algorithm_finds_two_camps_by_the_edges_of_those_who_mostly_agree() -> None:
    east, west = ("Ann", "Bob", "Carl"), ("Xenia", "Yuri", "Zoe")
    said = [says(name, "affirms", 1, f"{topic}") for topic in range(4) for name in east]
    said += [says(name, "denies", 2, f"{topic}") for topic in range(4) for name in west]
    said += [says("Carl", "affirms", 3, "weather"), says("Xenia", "affirms", 3, "weather")]
    found = blocs(*said)
    assert edges(found)["Carl", "Xenia"] == (1, 4, -3)
    allied = nx.Graph(found)
    allied.remove_edges_from([(a, b) for a, b, weight in found.edges(data="weight") if weight <= 0])
    camps = nx.community.louvain_communities(allied, weight="weight", seed=1)
    assert sorted(map(sorted, camps)) == [sorted(east), sorted(west)]


def level(value: str) -> Assertion:
    return Assertion(subject="River", predicate="level", value=value)


ONE = cg.Predicate("level", single_valued=True)


def test_each_dated_time_counts_by_itself() -> None:
    alike = [says(name, "affirms", 1, level("3"), valid=f"{y}") for y in range(2000, 2010) for name in ("Ann", "Bob")]
    apart = [says("Ann", "affirms", 1, level("3"), valid="2010"), says("Bob", "affirms", 1, level("4"), valid="2010")]
    found = blocs(ONE, *alike, *apart)
    assert edges(found) == {("Ann", "Bob"): (10, 1, 9)}
    assert dict(found.nodes(data="positions")) == {"Ann": 11, "Bob": 11}


def test_a_question_counts_once_however_many_answers_were_spoken_of() -> None:
    rivals = [says("Zed", "comments", 1, level(value)) for value in "12345"]
    alike = [says(name, "affirms", 2, level("3")) for name in ("Ann", "Bob")]
    assert edges(blocs(ONE, *rivals, *alike)) == {("Ann", "Bob"): (1, 0, 1)}
    apart = [says("Ann", "affirms", 2, level("3")), says("Bob", "affirms", 2, level("4"))]
    assert edges(blocs(ONE, *rivals, *apart)) == {("Ann", "Bob"): (0, 1, -1)}


def test_a_third_source_that_cuts_time_finer_makes_nothing_count_more_often() -> None:
    alike = [says(name, "affirms", 1, level("3"), valid="2000/2009") for name in ("Ann", "Bob")]
    finer = [says("Eve", "affirms", 1, level("9"), valid=f"{year}") for year in range(2000, 2010)]
    found = edges(blocs(ONE, *alike, *finer))
    assert found == {("Ann", "Bob"): (1, 0, 1), ("Ann", "Eve"): (0, 10, -10), ("Bob", "Eve"): (0, 10, -10)}


# --- against a recount ---


def spoken_of(view: cg.View) -> list[str]:
    """The assertions that somebody has spoken of by name."""
    return [row.assertion for row in cg.assertions(view) if cg.claims(view, assertion=row.assertion)]


def meetings(view: cg.View) -> tuple[dict[frozenset[str], set[str]], set[str]]:
    """List who agreed and who contradicted each other at any time, one pair at a time, and who took a side."""
    met: dict[frozenset[str], set[str]] = {}
    times = [time for one in spoken_of(view) for time in cg.explain(view, one).times]
    for time in times:
        pairs = [("agree", pair) for side in (time.supporters, time.opponents) for pair in combinations(side, 2)]
        if time.status is Status.DISPUTED:
            pairs += [("contradict", pair) for pair in product(time.supporters, time.opponents)]
        for what, pair in pairs:
            met.setdefault(frozenset(pair), set()).add(what)
    return met, {name for time in times for name in (*time.supporters, *time.opponents)}


def recounted(view: cg.View) -> dict[frozenset[str], Counter[str]]:
    """Count what is judged at one time only, from the positions on each assertion."""
    pairs: dict[frozenset[str], Counter[str]] = {}
    for assertion in spoken_of(view):
        if len(cg.explain(view, assertion).times) != 1:
            continue
        held = [one for one in cg.positions(view, assertion) if one.stance in SIDES]
        for one, other in combinations(held, 2):
            what = "agree" if one.stance is other.stance else "contradict"
            if what == "agree" or cg.status(view, assertion) is Status.DISPUTED:
                pairs.setdefault(frozenset((one.source, other.source)), Counter())[what] += 1
    return pairs


def compare(view: cg.View) -> int:
    found = cg.agreement(view)
    counts = {frozenset((a, b)): of for a, b, of in found.edges(data=True)}
    met, taken = meetings(view)
    assert set(found) == taken
    assert counts.keys() == met.keys()
    for pair, of in counts.items():
        assert of["weight"] == of["agree"] - of["contradict"]
        assert bool(of["contradict"]) == ("contradict" in met[pair])
        assert of["agree"] == 0 or "agree" in met[pair]
    has_triples = any(one.record.triple for one in view.graph.log if isinstance(one.record, Assertion))
    if not has_triples:
        for pair, count in recounted(view).items():
            assert all(counts[pair][what] >= times for what, times in count.items())
    return len(counts)


@pytest.mark.parametrize("make", [random_history, random_ruled_history, random_cited_ruled_history])
def test_every_count_on_random_histories_is_that_of_a_recount(make: Any) -> None:
    pairs = 0
    for seed in range(400):
        history, view, zone = make(seed)
        pairs += compare(graph_of(history, zone).view(**askable(view, mentioned(history, "source"))))
    assert pairs > 50


@settings(max_examples=60, deadline=None)
@given(histories(), views())
def test_two_contradict_each_other_where_one_opposes_the_other(history: History, view: dict[str, Any]) -> None:
    names = mentioned(history, "source")
    seen = graph_of(history).view(**askable(view, names) | {"known_at": None})
    opposed: Counter[tuple[str, str]] = Counter()
    for row in {row for name in names for row in cg.opposed_by(seen, name)}:
        opposed[row.source, row.opponent] += 1
    found = cg.agreement(seen)
    counts = {(a, b): count for a, b, count in found.edges(data="contradict") if count}
    assert set(opposed) <= set(counts) | {(b, a) for a, b in counts}
