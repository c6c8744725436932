"""Plain claims are answered for in one sweep: the same answers as by the rules in full, whatever is added between."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from random import Random
from typing import Any

import attrs
import pytest
from strategies import random_cited_history, random_cited_ruled_history, random_history, random_ruled_history

import claimgraph as cg
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.evaluation.hearing import Hearing, Hearings
from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.declarations import Dismissal, Link, Part, Predicate

TEXTS = ("Bridge open", "City held", "Town taken")
NAMES = ("Ann", "Bob", "ANN ", "Corps", "Ministry", "Eve")
DAYS = ("2022-07-01", "2022-07-02", "2022-07", "2022-07-02T10:00:00Z", "2022-07-02T10:00Z", "2022-07-03", "2022-06-30")


def answers(view: cg.View, texts: Any = TEXTS) -> dict[str, Any]:
    """All that plain claims are answered for, with every field looked at."""
    recorded = {row.assertion for row in cg.assertions(view)}
    found: dict[str, Any] = {
        "assertions": list(cg.assertions(view)),
        "disputes": [attrs.astuple(row) for row in cg.disputes(view)],
    }
    for text in sorted(recorded & set(texts)):
        found[text] = (cg.status(view, text), list(cg.timeline(view, text)))
    for name in {row.source for text in recorded for row in cg.positions(view, text)}:
        with suppress(cg.NotFound):  # a name that a correction brought in
            found[name] = [attrs.astuple(row) for row in cg.opposed_by(view, name)]
    return found


@pytest.fixture
def in_full(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give what answers by the rules in full, of a view with nothing kept."""

    def answer(view: cg.View, texts: Any = TEXTS) -> dict[str, Any]:
        with monkeypatch.context() as patch:
            patch.setattr(Hearings, "among", lambda self, assertion: None)
            patch.setattr(Evidence, "is_by_clocks", False)
            return answers(attrs.evolve(view), texts)

    return answer


def plain_history(seed: int) -> Iterator[Record]:
    rng = Random(seed)
    odd = (
        lambda: Source(rng.choice(NAMES), speaks_for="Ministry", note=str(rng.random())),
        lambda: Affiliation("Ann", speaks_for=rng.choice((None, "Corps")), valid="2022-07-02/.."),
        lambda: SameAs("Ann", "Eve"),
        lambda: Assertion(rng.choice(TEXTS), subject="Town", predicate="held by", value=str(rng.randrange(9))),
        lambda: Claim("Bob", "withdraws", rng.choice(TEXTS), asserted_at="2022-07-02"),
        lambda: Claim("Bob", "affirms", rng.choice(TEXTS), asserted_at="2022-07-02", valid="2022-06"),
        lambda: Claim("Bob", "affirms", rng.choice(TEXTS), asserted_at="2022-07-02~"),
        lambda: Claim("Eve", "affirms", rng.choice(TEXTS), asserted_at="2022-07-02", cites="Ann"),
    )
    said: list[Claim] = []
    for _ in range(rng.randint(4, 16)):
        kind = rng.random()
        if kind < 0.06:
            yield rng.choice(odd)()
        elif said and kind < 0.1:
            wrong = rng.choice(said)
            yield Correction(
                of=wrong, by="desk", why="typo", replacement=rng.choice((None, attrs.evolve(wrong, note="x")))
            )
        else:
            stance = rng.choice(("affirms", "affirms", "denies", "denies", "questions", "comments", "declines"))
            said.append(Claim(rng.choice(NAMES), stance, rng.choice(TEXTS), asserted_at=rng.choice(DAYS)))
            yield said[-1]


def test_what_is_kept_answers_as_the_rules_in_full_after_every_addition(in_full: Any) -> None:
    plain = 0
    for seed in range(250):
        rng, graph, views = Random(seed), cg.ClaimGraph(), []
        for number, record in enumerate(plain_history(seed)):
            try:
                graph.add(record, recorded_at=f"2022-08-{1 + number:02}")
            except cg.ClaimGraphError:
                continue  # such as a second correction of the same record
            views += [
                graph.view(),
                graph.view(as_of=rng.choice(DAYS)),
                graph.view(as_of=rng.choice(DAYS), known_at=f"2022-08-{rng.randint(1, 1 + number):02}"),
            ]
            for view in rng.sample(views, min(2, len(views))):
                a, b = answers(view), in_full(view)
                assert a == b, [(seed, view, key, a[key], b[key]) for key in a if a[key] != b[key]]
        plain += sum(isinstance(one, Hearing) and one.is_plain for one in graph._shared.hearings.values())
    assert plain > 250  # the histories are such that much of them is plain


@pytest.mark.parametrize(
    "generate", [random_history, random_cited_history, random_ruled_history, random_cited_ruled_history]
)
def test_of_any_history_the_answers_are_those_in_full(generate: Any, in_full: Any) -> None:
    for seed in range(60):
        history, parameters, zone = generate(seed)
        graph = cg.ClaimGraph(zone)
        for recorded_at, record in history:
            graph.add(record, recorded_at=recorded_at)
        texts = {row.assertion for row in cg.assertions(graph)}
        views = [graph.view(), graph.view(as_of="2022-07-02")]
        with suppress(cg.NotFound):  # a source that this history does not have
            views.append(graph.view(**parameters))
        for view in views:
            assert answers(view, texts) == in_full(view, texts), seed


def ruled_history(seed: int) -> Iterator[Record]:
    """Claims on towns and values that rules relate, nearly all of them plain."""
    rng = Random(seed)
    towns, values = ("Region", "Town", "Village"), ("North", "South", "nobody")
    yield Predicate("held by", single_valued=True, inherits=rng.random() < 0.7)
    facts = [Assertion(subject=town, predicate="held by", value=value) for town in towns for value in values]
    rules: list[Record] = [
        Part("Town", of="Region"),
        Part("Village", of="Town"),
        Link("Bridge open", "contrary", "Town held by North"),
        Link("City held", "contradictory", "Bridge open"),
        Dismissal("Town held by South", "Town held by North", by="desk", why="shared"),
    ]
    yield from rng.sample(rules, rng.randint(0, 4))
    texts = [*TEXTS, *(fact.text for fact in facts)]
    records: list[Record] = [*facts]
    for _ in range(rng.randint(6, 22)):
        stance = rng.choice(("affirms",) * 4 + ("denies",) * 2 + ("questions", "comments"))
        valid = "2022-06" if rng.random() < 0.03 else None
        records.append(Claim(rng.choice(NAMES), stance, rng.choice(texts), asserted_at=rng.choice(DAYS), valid=valid))
    rng.shuffle(records)
    yield from records


def test_what_rules_imply_is_answered_as_in_full_after_every_few_additions(in_full: Any) -> None:
    disputed = 0
    for seed in range(80):
        rng, graph = Random(seed), cg.ClaimGraph()
        for number, record in enumerate(ruled_history(seed)):
            with suppress(cg.ClaimGraphError):  # a rule about what nobody recorded yet
                graph.add(record, recorded_at=f"2022-08-01T00:00:{number:02}Z")
            if rng.random() < 0.2:
                view = graph.view(as_of=rng.choice((None, *DAYS)))
                texts = [row.assertion for row in cg.assertions(view)]
                assert answers(view, texts) == in_full(view, texts), seed
                disputed += len(cg.disputes(view))
    assert disputed > 300


def test_a_claim_that_is_said_last_is_heard_by_itself_and_one_of_the_same_time_with_the_others() -> None:
    graph = cg.ClaimGraph()
    for number, (source, stance, day) in enumerate(
        [
            ("Ann", "affirms", 1),
            ("Bob", "denies", 2),
            ("Bob", "affirms", 2),
            ("Ann", "denies", 3),
            ("Ann", "affirms", 1),
        ]
    ):
        graph.add(Claim(source, stance, TEXTS[0], asserted_at=f"2022-07-0{day}", note=str(number)))
        anew = cg.ClaimGraph()
        anew.extend(entry.record for entry in graph.log)
        assert cg.status(graph, TEXTS[0]) is cg.status(anew, TEXTS[0])
        assert list(cg.timeline(graph, TEXTS[0])) == list(cg.timeline(anew, TEXTS[0]))


def test_a_view_of_before_a_triple_was_recorded_keeps_its_assertion_apart() -> None:
    graph = cg.ClaimGraph()
    graph.add(Claim("Ann", "affirms", "Town held by North", asserted_at="2022-07-01"), recorded_at="2022-08-01")
    held = Assertion(subject="Town", predicate="held by", value="North")
    before = graph.view()
    assert cg.status(before, held) is cg.Status.UNCLAIMED  # which nobody recorded then
    graph.add(held, recorded_at="2022-08-02")
    assert cg.status(graph, held) is cg.Status.CLAIMED
    assert cg.status(before, "Town held by North") is cg.Status.CLAIMED
    assert cg.status(graph.view(known_at="2022-08-01"), held) is cg.Status.UNCLAIMED


def test_a_triple_takes_the_claims_on_its_text_from_what_that_was_corrected_to() -> None:
    graph, other = cg.ClaimGraph(), "Village held by south"
    graph.add(Claim("Ann", "affirms", "City held", asserted_at="2022-07-01"))
    graph.add(Correction(of=Assertion("City held"), by="desk", why="slip", replacement=Assertion(other)))
    before = graph.view()
    assert cg.status(before, other) is cg.Status.CLAIMED
    graph.add(Assertion("City held", subject="City", predicate="held by", value="North"))
    assert cg.status(graph, other) is cg.Status.UNCLAIMED
    assert cg.status(graph, "City held") is cg.Status.CLAIMED
    assert cg.status(attrs.evolve(before), other) is cg.Status.CLAIMED


def test_a_triple_takes_the_text_that_was_corrected_before_anybody_spoke_of_it(in_full: Any) -> None:
    graph = cg.ClaimGraph()
    held = Assertion("Town held", subject="Town", predicate="held by", value="North")
    graph.add(Assertion("Bridge open", note="seen"))
    graph.add(Correction(of="assertion:bridge open", by="desk", why="other words", replacement=held))
    assert cg.status(graph, "Town held") is cg.Status.UNCLAIMED  # which is kept
    graph.add(Assertion("Bridge open", subject="Village", predicate="open", value="yes"))
    graph.add(Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-01"))
    view, texts = graph.view(), ["Town held", "Bridge open"]
    assert [cg.status(view, text) for text in texts] == [cg.Status.UNCLAIMED, cg.Status.CLAIMED]
    assert answers(view, texts) == in_full(view, texts)


def test_answers_stay_those_of_their_view_while_another_thread_records() -> None:
    graph = cg.ClaimGraph()
    graph.extend(Claim(f"S{n}", "affirms", TEXTS[0], asserted_at=f"2022-07-{1 + n % 20:02}") for n in range(50))
    view, done = graph.view(), threading.Event()
    expected = cg.status(view, TEXTS[0]), len(cg.timeline(view, TEXTS[0]))

    def record() -> None:
        try:
            for n in range(300):
                day = 1 + n * 7 % 25
                graph.add(Claim(f"T{n}", "denies", TEXTS[0], asserted_at=f"2022-07-{day:02}"))
                cg.status(graph, TEXTS[0])
        finally:
            done.set()

    thread = threading.Thread(target=record)
    thread.start()
    while not done.is_set():
        again = attrs.evolve(view)  # with no answers kept
        assert (cg.status(again, TEXTS[0]), len(cg.timeline(again, TEXTS[0]))) == expected
    thread.join()
    assert len(cg.disputes(graph)[0].opponents) == 300
