"""What is looked at grows with what is recorded and no faster: counted here, and timed in `benchmarks/growth.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

import claimgraph as cg
from claimgraph import Affiliation, Assertion, Claim, Dismissal, Link, Part, Predicate, SameAs, Source
from claimgraph.log.corrections import Corrections
from claimgraph.log.identity import Sources
from claimgraph.rules import commitments as rules_module
from claimgraph.rules.commitments import Rules

KILLED = Predicate("killed", values="quantity")
HELD = Predicate("held by", single_valued=True)
SIZES = (30, 120)
"""Four times as much may take four times as many steps, and a few more."""
MOST = 4.5


def says(source: str, assertion: Any, stance: str = "affirms", **more: Any) -> Claim:
    return Claim(source, stance, assertion, asserted_at="2022-07-01", **more)


def graph_of(*records: Any) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(records)
    return graph


def filled(size: int, predicate: Predicate, *more: Any) -> cg.ClaimGraph:
    values = [Assertion(subject="War", predicate=predicate.name, value=str(n)) for n in range(size)]
    return graph_of(predicate, *more, *values, *(says(f"S{n}", one) for n, one in enumerate(values)))


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Counter[str]]:
    """What counts the calls of functions by their names, from when it is asked to."""

    def counting(*owned: tuple[Any, str]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for owner, name in owned:
            function = getattr(owner, name)

            def called(*arguments: Any, function: Any = function, name: str = name, **more: Any) -> Any:
                counts[name] += 1
                return function(*arguments, **more)

            monkeypatch.setattr(owner, name, called)
        return counts

    return counting


ELSEWHERE = Dismissal("foo", "bar", by="desk", why="of others")


@pytest.mark.parametrize(
    ("make", "asked"),
    [
        (lambda n: filled(n, KILLED), "War killed 0"),
        (lambda n: filled(n, KILLED, ELSEWHERE), "War killed 0"),
        (lambda n: filled(n, KILLED, Dismissal("War killed 0", "War killed 1", by="d", why="w")), "War killed 0"),
        (lambda n: filled(n, HELD, ELSEWHERE), "War held by 0"),
        (lambda n: filled(n, HELD, *(Part(str(at), of=str(at + 1)) for at in range(n))), "War held by 9"),
        (lambda n: filled(n, HELD, *(Part(str(at), of=str((at + 1) % n)) for at in range(n))), "War held by 9"),
    ],
)
def test_the_status_of_one_value_looks_at_each_other_value_a_few_times(
    make: Callable[[int], cg.ClaimGraph], asked: str, steps: Callable[..., Counter[str]]
) -> None:
    counts = steps((rules_module, "bearing"), (rules_module, "Edge"), (Rules, "_made"))
    took = []
    for size in SIZES:
        graph = make(size)
        counts.clear()
        cg.status(graph, asked)
        took.append(counts.total())
    assert took[1] <= MOST * took[0]


@pytest.mark.parametrize(("kind", "is_ring"), [(Affiliation, True), (Affiliation, False), (Source, False)])
def test_each_source_is_asked_a_few_times_whom_it_speaks_for(
    kind: Any, is_ring: bool, steps: Callable[..., Counter[str]]
) -> None:
    counts = steps((Sources, "_represented"), (Corrections, "record"))
    took = []
    for size in SIZES:
        above = [f"S{(n + 1) % size if is_ring else n + 1}" for n in range(size)]
        counts.clear()
        graph = graph_of(
            *(kind(f"S{n}", speaks_for=body) for n, body in enumerate(above)),
            *(says(f"S{n}", "Town held", ("affirms", "denies")[n % 2]) for n in range(size)),
        )
        assert len(cg.disputes(graph)) == 1
        took.append(counts.total())
    assert took[1] <= MOST * took[0]


def test_a_dismissal_of_others_changes_no_answer() -> None:
    values = ["at least 1", "2", "2-3", "about 40", "0"]
    said = [says(f"S{n}", Assertion(subject="War", predicate="killed", value=one)) for n, one in enumerate(values)]
    without, with_it = graph_of(KILLED, *said), graph_of(KILLED, *said, ELSEWHERE)
    for value in values:
        text = f"War killed {value}"
        assert cg.positions(without, text) == cg.positions(with_it, text)


def test_what_a_dismissal_closes_directly_may_be_come_to_by_way_of_another_figure() -> None:
    values = ("at least 1", "2", "2-3", "0")
    said = [says("Ann", Assertion(subject="War", predicate="killed", value=one)) for one in values]
    away = Dismissal("War killed at least 1", "War killed 2", by="desk", why="other days")
    link = Link("Two died", "entails", "War killed 2")
    graph = graph_of(KILLED, *said, away, link, says("Bob", "Two died"))
    (position,) = [row for row in cg.positions(graph, "War killed at least 1") if row.source == "Bob"]
    assert [str(step) for step in position.path] == [
        "Two died → War killed 2",
        "War killed 2 → War killed 2-3",
        "War killed 2-3 → War killed at least 1",
    ]


def test_parts_in_a_ring_are_not_contrary_and_what_lies_outside_is() -> None:
    parts = (Part("0", of="1"), Part("1", of="2"), Part("2", of="0"))
    graph = filled(4, HELD, *parts)
    sides = {row.source: row.stance.value for row in cg.positions(graph, "War held by 0")}
    assert sides == {"S0": "affirms", "S1": "affirms", "S2": "affirms", "S3": "denies"}


def test_a_chain_of_names_is_one_source_under_the_first() -> None:
    names = [SameAs(f"N{n}", f"N{n + 1}") for n in range(40)]
    for order in (names, names[::-1], names[::2] + names[1::2]):
        graph = graph_of(*order, *(says(f"N{n}", f"A{n}") for n in range(41)))
        assert {row.source for n in range(41) for row in cg.positions(graph, f"A{n}")} == {"N0"}


def test_a_batch_may_lead_to_a_chain_that_was_followed_before_and_a_ring_beside_it_is_refused() -> None:
    chain = [Source("A", speaks_for="B"), Source("B", speaks_for="C"), Source("X", speaks_for="B")]
    graph = graph_of(*chain)
    assert set(cg.opposed_by(graph, "C")) == set()
    ring = [Source("R1", speaks_for="R2"), Source("R2", speaks_for="R3"), Source("R3", speaks_for="R2")]
    for batch in (ring, ring[::-1], [*ring, Source("Y", speaks_for="C")]):
        with pytest.raises(cg.InvalidBatch) as caught:
            graph.extend(batch)
        assert {error.found for error in caught.value.exceptions} in ({"R2"}, {"R3"})  # the one that closes it
