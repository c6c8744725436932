"""One thread records while others ask: they see a batch whole or not at all, never wait for it, and never fail."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import claimgraph as cg
from claimgraph import Assertion, Claim, Link, Source
from claimgraph.log.index import Index
from claimgraph.log.offsets import Places
from claimgraph.log.slots import Slots


def pairs(batch: int, count: int = 20) -> list[Claim]:
    """Return one batch in which each claim comes with its denial."""
    return [
        Claim(("Ann", "Bob")[at % 2], ("affirms", "denies")[at % 2], f"A{at // 2}", asserted_at="2022-07-01", note=note)
        for note in [str(batch)]
        for at in range(count)
    ]


@contextmanager
def switching_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def faults_of(*works: Callable[[], Any]) -> list[BaseException]:
    """Return what went wrong in works that ran at once, each in a thread."""
    faults: list[BaseException] = []

    def guarded(work: Callable[[], Any]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test reports it
            faults.append(error)

    threads = [threading.Thread(target=guarded, args=(work,), daemon=True) for work in works]
    with switching_often():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return faults


@pytest.fixture
def in_the_middle(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """What calls a function just before each claim of a batch is entered in the log."""
    note_claim = Index._note_claim

    def calling(function: Callable[[], None]) -> None:
        def noted(*arguments: Any) -> None:
            function()
            note_claim(*arguments)

        monkeypatch.setattr(Index, "_note_claim", noted)

    return calling


def test_a_view_in_the_middle_of_a_batch_sees_none_of_it(in_the_middle: Any) -> None:
    graph = cg.ClaimGraph()
    graph.extend(pairs(0))
    before, seen = len(graph.log), []

    def look() -> None:
        seen.append((graph.view(), graph.view(known_at="2100"), graph.log, repr(graph)))

    in_the_middle(look)
    graph.extend(pairs(1))
    assert len(seen) == 20
    for view, known, log, shown in seen:
        assert (view.length, known.length, len(log), len(list(log))) == (before,) * 4
        assert f"{before} entries" in shown
        assert len(cg.disputes(view)) == 10
    assert len(graph.log) == graph.view().length == before + 20


def test_what_is_asked_in_the_middle_of_a_batch_that_is_refused_is_answered_as_if_it_had_not_been(
    in_the_middle: Any,
) -> None:
    texts = [f"A{at}" for at in range(10)]

    def answers(graph: cg.ClaimGraph) -> list[Any]:
        each = [[cg.to_data(cg.positions(graph, text)), cg.to_data(cg.timeline(graph, text))] for text in texts]
        return [*each, cg.to_data(cg.disputes(graph)), [str(cg.status(graph, text)) for text in texts]]

    graph, fresh = cg.ClaimGraph(), cg.ClaimGraph()
    for one in (graph, fresh):
        one.extend(pairs(0))
    calls = iter(range(1, 100))
    in_the_middle(lambda: answers(graph.view()) if next(calls) == len(texts) else None)
    refused = [Claim("Eve", "denies", text, asserted_at="2022-07-01", note=text) for text in texts]
    with pytest.raises(cg.InvalidBatch):
        graph.extend([*refused, Claim("Eve", "denies", texts[0], asserted_at="2022-07-01", cites="claim:0")])
    assert answers(graph) == answers(fresh)
    for one in (graph, fresh):
        one.extend(Claim("Eve", "affirms", text, asserted_at="2022-07-02") for text in texts)
    assert answers(graph) == answers(fresh)


def test_what_is_copied_in_the_middle_of_a_batch_holds_none_of_it(in_the_middle: Any) -> None:
    graph = cg.ClaimGraph()
    graph.extend(pairs(0))
    before, held = len(graph.log), []
    in_the_middle(lambda: held.append([len(column) for column in graph.__reduce__()[1][1:]]))
    graph.extend(pairs(1))
    assert held == [[before, before]] * 20


def test_nobody_who_asks_waits_for_a_batch_to_be_entered(in_the_middle: Any) -> None:
    graph = cg.ClaimGraph()
    graph.extend([Source("Eve"), *pairs(0)])
    answered: list[bool] = []

    def ask() -> None:
        assert cg.status(graph.view(as_of="2022-07-02"), "A0") is cg.Status.DISPUTED
        assert len(cg.claims(graph.view(without="Eve"), source="Ann")) == 10
        assert len(cg.disputes(graph)) == 10

    def look() -> None:
        if not answered:
            thread = threading.Thread(target=ask, daemon=True)
            thread.start()
            thread.join(10)
            answered.append(not thread.is_alive())

    in_the_middle(look)
    graph.extend(pairs(1))
    assert answered == [True]


def test_a_batch_with_corrections_is_seen_whole(in_the_middle: Any) -> None:
    graph = cg.ClaimGraph()
    first = graph.add(Claim("Ann", "affirms", "A0", asserted_at="2022-07-01"))
    before, lengths = len(graph.log), set()
    in_the_middle(lambda: lengths.add(graph.view().length))
    graph.extend([cg.Correction(of=first.id, by="desk", why="misheard"), *pairs(1)])
    assert lengths == {before}


def test_the_networkx_graph_goes_on_with_whole_batches() -> None:
    graph = cg.ClaimGraph()
    graph.extend(pairs(0))
    live = graph.nx
    graph.extend(pairs(1))
    assert set(live) == set(cg.to_networkx(graph))


def test_no_reader_ever_sees_a_part_of_a_batch() -> None:
    graph, done, lengths, ends = cg.ClaimGraph(), threading.Event(), set(), {0}

    def write() -> None:
        try:
            for batch in range(30):
                graph.extend(pairs(batch, 200))
                ends.add(len(graph.log))
        finally:
            done.set()

    def read() -> None:
        while not done.is_set():
            lengths.add(graph.view().length)
            lengths.add(len(graph.log))

    assert not faults_of(write, *[read] * 4)
    assert lengths <= ends


class SlowToGoThrough(dict[Any, Any]):
    """A mapping that lets other threads run when it starts to be gone through."""

    def __iter__(self) -> Iterator[Any]:
        keys = super().__iter__()
        time.sleep(1e-4)
        yield from keys


def test_views_are_made_from_many_threads_at_once() -> None:
    graph = cg.ClaimGraph()
    graph.add(Claim("Ann", "affirms", "A0", asserted_at="2022-07-01"))
    graph._answers = SlowToGoThrough()

    def ask(start: int) -> None:
        for day in range(60):
            graph.view(as_of=f"2022-07-{(start * 7 + day) % 28 + 1:02}")

    assert not faults_of(*[lambda start=start: ask(start) for start in range(8)])  # type: ignore[misc]
    assert len(graph._answers) == 8


def test_more_lengths_than_are_kept_are_asked_from_many_threads_at_once() -> None:
    graph, views = cg.ClaimGraph(), []
    for number in range(12):
        graph.extend(
            [Link(f"A{number}", "contrary", f"B{number}"), Claim("Ann", "affirms", f"A{number}", asserted_at="2022")]
        )
        graph.add(Assertion(f"C{number}"))
        views.append(graph.view())
    graph._shared.rules = SlowToGoThrough()

    def ask(start: int) -> None:
        for turn in range(40):
            number = (start + turn * 5) % len(views)
            view = cg.View(graph, views[number].length)  # with no answers kept
            assert cg.status(view, f"A{number}") is cg.Status.CLAIMED
            assert [str(row.status) for row in cg.assertions(view) if row.assertion == f"B{number}"] == ["unclaimed"]

    assert not faults_of(*[lambda start=start: ask(start) for start in range(8)])  # type: ignore[misc]


def test_asking_goes_on_while_interrupted_batches_are_taken_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, done = cg.ClaimGraph(), threading.Event()
    graph.extend([Link("A0", "contrary", "A1"), *pairs(0)])
    expected, note_claim, noted = [row.assertion for row in cg.disputes(graph)], Index._note_claim, [0]

    def interrupted(*arguments: Any) -> None:
        noted[0] += 1
        if noted[0] % 7 == 0:
            raise KeyboardInterrupt
        note_claim(*arguments)

    def write() -> None:
        try:
            for batch in range(1, 30):
                with pytest.raises(KeyboardInterrupt):
                    graph.extend(pairs(batch))
        finally:
            done.set()

    def read() -> None:
        while not done.is_set():
            assert [row.assertion for row in cg.disputes(graph.view(as_of="2022-07-02"))] == expected

    monkeypatch.setattr(Index, "_note_claim", interrupted)
    assert not faults_of(write, read, read)


def test_what_is_asked_while_a_batch_is_taken_back_enters_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, asked = cg.ClaimGraph(), []
    graph.extend([cg.Predicate("killed", values="quantity"), *pairs(0)])
    late = Source("Late")

    def ask() -> None:
        index = graph._index
        index.places.of("claim:none")
        index.slots.values(("town", "killed"))
        index.said_between(0, 1, graph.zone)
        asked.append(True)

    def asking(step: Callable[..., None]) -> Callable[..., None]:
        def taken_back(*arguments: Any) -> None:
            step(*arguments)
            threads.append(threading.Thread(target=ask, daemon=True))
            threads[-1].start()
            threads[-1].join(0.05)  # it may have to wait until all is taken back

        return taken_back

    threads: list[threading.Thread] = []
    with monkeypatch.context() as patch:
        for look_up in (Places, Slots):
            patch.setattr(look_up, "truncate", asking(look_up.truncate))
        with pytest.raises(cg.InvalidBatch):
            graph.extend([*pairs(1), late, Claim("Ann", "withdraws", "A0", asserted_at="2023", cites=["claim:none"])])
    for thread in threads:
        thread.join(10)
    assert asked == [True, True]
    said = graph.add(Claim("Ann", "affirms", "A0", asserted_at="2022-07-03", note="after it"))
    figure = graph.add(Assertion("3 were killed", subject="Town", predicate="killed", value="3"))
    at = len(graph.log)
    assert list(graph._index.places.of(said.id)) == [at - 2]
    assert graph._index.slots.values(("town", "killed")) == [(figure.id, at - 1)]
    assert at - 2 in graph._index.said_between(0, 1 << 60, graph.zone)
    assert graph.add(Claim("Ann", "withdraws", "A0", asserted_at="2023", cites=[said.id])) in cg.claims(graph)
