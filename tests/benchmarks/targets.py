"""What the library aims at beside what a user would pick instead, as ratios within one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from typing import NamedTuple

Turn = dict[str, dict[str, float]]
"""The figures of one turn, by engine and question."""

FRAMES = ("pandas", "polars", "duckdb")


class Target(NamedTuple):
    """A ratio, and how small or how large it should be."""

    name: str
    limit: float
    at_least: bool
    ratio: Callable[[Turn], float]

    def verdict(self, turns: list[Turn]) -> str:
        """Tell the ratio, and whether the target is met."""
        sign = "at least" if self.at_least else "at most"
        try:
            found = median(self.ratio(turn) for turn in turns)
        except (KeyError, ValueError):
            return f"not measured: {self.name} ({sign} {self.limit:g})"
        met = found >= self.limit if self.at_least else found <= self.limit
        return f"{'met' if met else 'NOT MET'}: {self.name}: {found:.3g} ({sign} {self.limit:g})"


def _over(question: str, engine: str) -> Callable[[Turn], float]:
    """Give how many times as long an engine takes as the library."""
    return lambda turn: turn[engine][question] / turn["claimgraph"][question]


def _of(question: str, other: str) -> Callable[[Turn], float]:
    """Give how long the library takes for one question, as a multiple of another."""
    return lambda turn: turn["claimgraph"][question] / turn["claimgraph"][other]


def _of_floor(question: str, engine: str = "claimgraph") -> Callable[[Turn], float]:
    return lambda turn: turn[engine][question] / turn["floor"][question]


def _fastest(question: str) -> Callable[[Turn], float]:
    """Give how many times as long the fastest engine for frames takes as the library."""

    def ratio(turn: Turn) -> float:
        return min(turn[name][question] for name in FRAMES if name in turn) / turn["claimgraph"][question]

    return ratio


def _targets() -> Iterator[Target]:
    yield Target("load, claimgraph / the floor", 0.9, False, _of_floor("load"))
    yield Target("load with msgspec / the floor", 0.7, False, _of_floor("load", "with msgspec"))
    yield Target("load with g.nx asked for / the floor", 1.8, False, _of_floor("load", "with g.nx"))
    new = "disputes, a new day"
    for question in (new, "disputes, the day after"):
        yield Target(f"{question}, the fastest of {', '.join(FRAMES)} / claimgraph", 2, True, _fastest(question))
        yield Target(f"{question}, networkx / claimgraph", 10, True, _over(question, "networkx"))
    for question in ("disputes, as known then, a new day", "disputes, with the rule, a new day"):
        yield Target(f"{question}, the fastest of {', '.join(FRAMES)} / claimgraph", 1, True, _fastest(question))
        yield Target(f"{question} / {new}", 2, False, _of(question, new))
    for which in ("a median assertion", "the hottest"):
        question = f"timeline, {which}"
        yield Target(f"{question}, sqlite / claimgraph", 2, True, _over(question, "sqlite"))
    ratio = _of("timeline, the hottest, again", "timeline, a median assertion, again")
    yield Target("timeline again, the hottest / a median assertion", 3, False, ratio)
    yield Target(
        "status again, in look-ups in a dictionary", 20, False, _of("status, again", "a look-up in a dictionary")
    )
    opposed = "opposed_by, the busiest source"
    yield Target(f"{opposed}, sqlite / claimgraph", 1, True, _over(opposed, "sqlite"))
    for question in ("one more claim, and its median assertion", "one more claim, and the hottest"):
        for engine in ("sqlite", "sqlite on disk"):
            yield Target(f"{question}, {engine} / claimgraph", 3, True, _over(question, engine))
    after, cold = "disputes, after 100 more claims", "disputes, the first day asked"
    yield Target(f"{after} / the first day asked", 1.3, False, _of(after, cold))
    yield Target("memory, claimgraph / the floor", 0.35, False, _of_floor("memory"))


TARGETS = tuple(_targets())
