"""Dockets made from one another, in whatever order lengths of a log are asked about, are those made by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import attrs
import pytest
from strategies import random_history, random_ruled_history

import claimgraph as cg
from claimgraph.evaluation import dispute_index, lazy_dispute
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.records.amendments import Correction
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.declarations import Dismissal, Link, Predicate
from claimgraph.standing.tally import Tally
from tests.evaluation.test_hearing import DAYS, answers, plain_history, ruled_history


def with_facts(seed: int) -> Iterator[Record]:
    """Claims on assertions that are recorded with their parts just before, so that ids hang on them."""
    rng, towns = Random(seed), iter(f"Town {number}" for number in range(99))
    texts: list[str] = []
    for _ in range(rng.randint(5, 30)):
        if not texts or rng.random() < 0.3:
            fact = Assertion(subject=next(towns), predicate="held by", value="North")
            texts.append(fact.text)
            yield fact
        stance, day = rng.choice(("affirms", "denies", "denies", "questions")), rng.randint(1, 9)
        cites = ("Wire",) if rng.random() < 0.2 else ()
        yield Claim(
            rng.choice("ABC"),
            stance,
            rng.choice(texts),
            asserted_at=f"2022-07-{day:02}",
            note=str(rng.random()),
            cites=cites,
        )


def with_turns(seed: int) -> Iterator[Record]:
    """Claims, and between them what changes what they mean: who speaks for whom, what is taken out, vague values."""
    rng = Random(seed)
    facts = [Assertion(subject="Strike", predicate="on day", value=value) for value in ("1900", "1905~", "1905")]
    texts = ["City held", "Bridge open", *(fact.text for fact in facts)]
    if rng.random() < 0.5:
        yield Predicate("on day", values="date", single_valued=True)
    turns: tuple[Callable[[], Record], ...] = (
        lambda: Source(rng.choice("ABC"), speaks_for=rng.choice("CDE"), note=str(rng.random())),
        lambda: rng.choice(facts),
        lambda: Correction(of=rng.choice(facts), by="desk", why=str(rng.random())),
        lambda: Correction(of=rng.choice(facts), by="desk", why="wrong", replacement=Assertion("City held", note="x")),
        lambda: Assertion(rng.choice(texts[:2]), note=rng.choice("xy")),
        lambda: Link("City held", rng.choice(("contradictory", "equivalent", "contrary")), "Bridge open"),
    )
    for _ in range(rng.randint(6, 24)):
        if rng.random() < 0.3:
            yield rng.choice(turns)()
            continue
        stance, day = rng.choice(("affirms", "affirms", "denies", "comments")), rng.randint(1, 4)
        yield Claim(
            rng.choice("ABC"), stance, rng.choice(texts), asserted_at=f"2022-07-{day:02}", note=str(rng.random())
        )


def recorded(records: Iterator[Record]) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    for number, record in enumerate(records):
        try:
            graph.add(record, recorded_at=f"2022-08-01T00:00:{number:02}Z")
        except cg.ClaimGraphError:
            continue
    return graph


def shown(graph: cg.ClaimGraph, length: int) -> list[Any]:
    """What a length of the log has as of some days: all answers to which dockets and what they rest on contribute."""
    views = [cg.View(graph, length, as_of=None if day is None else cg.When(day)) for day in (None, *DAYS)]
    disputes = [[attrs.astuple(row) for row in cg.disputes(view)] for view in views]
    return [*disputes, *(answers(view, [row.assertion for row in cg.assertions(view)]) for view in views[:2])]


@pytest.mark.parametrize("history", [plain_history, ruled_history, with_facts, with_turns])
def test_a_docket_made_from_another_is_the_one_made_by_itself(history: Callable[[int], Iterator[Record]]) -> None:
    assert compared(history, range(5 if history is ruled_history else 15)) > 100


def compared(history: Callable[[int], Iterator[Record]], seeds: range) -> int:
    """Ask all lengths of some histories in random order, and each of a graph that has no more; count the disputes."""
    disputed = 0
    for seed in seeds:
        graph = recorded(history(seed))
        lengths = list(range(len(graph.log) + 1))
        Random(seed).shuffle(lengths)
        for length in lengths:
            before = shown(graph, length)
            assert shown(graph, length) == before
            anew = recorded(entry.record for entry in graph.log[:length])
            assert shown(anew, length) == before, (seed, length)
            disputed += sum(map(len, before[:-2]))
    return disputed


def test_few_changes_are_held_beside_the_roll_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispute_index, "_MANY_CHANGED", 1)  # also of the small graphs here
    assert compared(plain_history, range(15, 20)) > 50
    assert compared(with_turns, range(15, 25)) > 50
    graph = cg.ClaimGraph()
    for stance, day in (("affirms", 1), ("denies", 2)):
        graph.extend(Claim(stance, stance, f"{town} held", asserted_at=f"2022-07-0{day}") for town in ("Ost", "West"))
    before = dispute_index.docket_of(Evidence(graph.view()))
    graph.add(Claim("Eve", "denies", "West held", asserted_at="2022-07-04"))
    after = dispute_index.docket_of(Evidence(graph.view()))
    assert after.roll is before.roll
    assert list(after.changed) == ["assertion:west held"]


@pytest.mark.parametrize("ahead", [1, lazy_dispute.SET_OUT_AHEAD])
@pytest.mark.parametrize("generate", [random_history, random_ruled_history])
def test_of_any_history_too(generate: Any, ahead: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy_dispute, "SET_OUT_AHEAD", ahead)  # disputes are set out ahead, or when they are asked for
    for seed in range(16 if ahead > 1 else 6):
        history, _, zone = generate(seed)
        graphs = cg.ClaimGraph(zone), cg.ClaimGraph(zone)
        for recorded_at, record in history:
            for graph in graphs:
                graph.add(record, recorded_at=recorded_at)
            length = len(graphs[0].log)
            shown(graphs[0], length)
            graphs[1]._shared.dockets.clear()
            assert shown(graphs[0], length) == shown(graphs[1], length), seed


def test_a_day_after_another_gives_the_very_disputes_that_nothing_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = cg.ClaimGraph()
    for town in ("Ost", "West"):
        graph.add(Claim("Ann", "affirms", f"{town} held", asserted_at="2022-07-01"))
        graph.add(Claim("Bob", "denies", f"{town} held", asserted_at="2022-07-02"))
    graph.add(Claim("Eve", "denies", "West held", asserted_at="2022-07-04"))
    third, fourth = (cg.disputes(graph.view(as_of=day)) for day in ("2022-07-03", "2022-07-04"))
    assert third[0] is fourth[0]
    assert (len(third[1].opponents), len(fourth[1].opponents)) == (1, 2)
    assert {str(row.since) for rows in (third, fourth) for row in rows} == {"2022-07-02"}
    # What was found out of one day is not found out again on the next.
    monkeypatch.setattr(Tally, "hear", lambda *_: pytest.fail("heard again"))
    graph.add(Claim("Eve", "denies", "Nord held", asserted_at="2022-07-05"))
    assert [position.certain for dispute in cg.disputes(graph) for position in dispute.opponents] == [True] * 3


def test_who_takes_back_an_implied_stance_goes_back_to_the_one_before() -> None:
    graph = cg.ClaimGraph()
    facts = [Assertion(subject="Town", predicate="held by", value=value) for value in ("North", "South", "nobody")]
    graph.extend([Predicate("held by", single_valued=True), *facts])
    north, south, nobody = (fact.text for fact in facts)
    for day, source, stance, text in (
        (1, "Ann", "affirms", nobody),
        (2, "Bob", "affirms", north),
        (3, "Bob", "affirms", south),
        (4, "Eve", "affirms", south),
        (5, "Bob", "denies", south),
    ):
        graph.add(Claim(source, stance, text, asserted_at=f"2022-07-0{day}"))
    seen = [[row.assertion for row in cg.disputes(graph.view(as_of=f"2022-07-0{day}"))] for day in range(1, 7)]
    assert [nobody in rows for rows in seen] == [False] + [True] * 5
    last = next(row for row in cg.disputes(graph) if row.assertion == nobody)
    assert [(row.source, row.claim.assertion) for row in last.opponents] == [("Bob", north), ("Eve", south)]


def test_an_assertion_that_claims_name_by_its_id_keeps_its_text_when_it_is_taken_out() -> None:
    graph = cg.ClaimGraph()
    fact = graph.add(Assertion("Ost is held", subject="Ost", predicate="held by", value="North"))
    graph.add(Claim("Ann", "affirms", fact.id, asserted_at="2022-07-01"))
    graph.add(Correction(of=fact, by="desk", why="no such place"))
    graph.add(Claim("Bob", "denies", fact.id, asserted_at="2022-07-02"))
    assert [row.assertion for row in cg.disputes(graph)] == ["Ost is held"]
    assert cg.status(graph, "Ost is held") is cg.Status.DISPUTED


def test_a_dismissal_of_what_became_one_assertion_dismisses_nothing() -> None:
    graph = cg.ClaimGraph()
    graph.add(Predicate("held by", single_valued=True))
    graph.extend([Assertion("City held"), Assertion("City taken")])
    graph.add(Dismissal("City held", "City taken", by="desk", why="of two days"))
    graph.add(Correction(of=Assertion("City taken"), by="desk", why="one", replacement=Assertion("City held")))
    graph.add(Claim("Ann", "affirms", "City held", asserted_at="2022-07-01"))
    graph.add(Claim("Bob", "denies", "City held", asserted_at="2022-07-02"))
    assert [len(row.contradictions) for row in cg.disputes(graph)] == [1]


def test_a_position_that_rules_imply_is_the_same_until_its_source_speaks_again() -> None:
    graph = cg.ClaimGraph()
    graph.add(Predicate("held by", single_valued=True))
    north, south = (Assertion(subject="Town", predicate="held by", value=value) for value in ("North", "South"))
    for source, stance, about, said in (
        ("Ann", "affirms", north, "2022-07-01"),
        ("Bob", "affirms", south, "2022-07-02T12:00Z"),
        ("Eve", "affirms", south, "2022-07-03T12:00Z"),
        ("Bob", "denies", south, "2022-07-04/2022-07-06"),
        ("Bob", "affirms", south, "2022-07-05"),
    ):
        graph.add(Claim(source, stance, about, asserted_at=said))
    seen = {day: cg.disputes(graph.view(as_of=f"2022-07-0{day}"))[0].opponents for day in (2, 3, 5)}
    assert [[row.source for row in rows] for rows in seen.values()] == [["Bob"], ["Bob", "Eve"], ["Eve", "Bob"]]
    assert seen[2][0] is seen[3][0]
    assert seen[3][1] is seen[5][0]
    assert (seen[3][0].certain, seen[5][1].certain) == (True, False)
    assert all(row.implied and str(row.path[0]) for rows in seen.values() for row in rows)


def test_what_a_day_sees_is_found_whichever_part_of_the_times_it_is_in() -> None:
    rng, graph = Random(0), cg.ClaimGraph()
    graph.extend(
        Claim(f"S{rng.randrange(9)}", rng.choice(("affirms", "denies")), f"A{n % 300}", asserted_at=_second(rng))
        for n in range(3000)
    )
    roll = dispute_index.docket_of(Evidence(graph.view())).roll
    times = sorted({time for one in roll.listed for time in (one.start, one.end)})
    assert len(times) > 1000
    for until in [time + shift for time in times[::10] for shift in (0, 1)]:
        seen = [one for one in roll.listed if one.start < until <= one.end]
        assert [id(one) for one in roll.listed_at(until)] == [id(one) for one in seen]
        assert [id(one) for one in roll.at(until)] == [id(one.dispute) for one in seen]


def _second(rng: Random) -> str:
    return f"2022-07-{rng.randrange(1, 29):02}T{rng.randrange(24):02}:{rng.randrange(60):02}:00Z"
