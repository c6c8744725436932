"""Which of a source's affiliations decides for whom it speaks, and when."""

from __future__ import annotations

from heapq import heappop, heappush
from zoneinfo import ZoneInfo

from claimgraph.records.amendments import Affiliation
from claimgraph.times.instants import BEGINNING, FOREVER

Acting = tuple[list[int], list[Affiliation | None]]
"""The ends of the affiliations of one source, and which of them decides before, between and after these."""


def acting_among(affiliations: list[Affiliation], zone: ZoneInfo) -> Acting:
    """Tell which affiliation of a source decides when: of those that hold at a moment, the last given."""
    bounds = [act.valid.bounds(zone) if act.valid else (BEGINNING, FOREVER) for act in affiliations]
    turns = sorted({end for pair in bounds for end in pair})
    starting: dict[int, list[int]] = {}
    for number, (lo, _) in enumerate(bounds):
        starting.setdefault(lo, []).append(number)
    acts: list[Affiliation | None] = [None]
    holding: list[int] = []  # a heap of the numbers, negative: the last is the first of it
    for turn in turns:
        for number in starting.get(turn, ()):
            heappush(holding, -number)
        while holding and bounds[-holding[0]][1] <= turn:
            heappop(holding)
        acts.append(affiliations[-holding[0]] if holding else None)
    return turns, acts
