"""The stretches of the times of speaking in which assertions are disputed, found by a time that they hold.

What a view sees of them is a few of all there ever were. The times are divided into eras with about as many stretches
that start in each; those of the era that a view ends in are few more than those that it sees, however long the log is.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from claimgraph.evaluation.dispute import Dispute
from claimgraph.evaluation.lazy_dispute import Case
from claimgraph.times.instants import BEGINNING, FOREVER

_ERAS = 32
_SAMPLED = 1 << 10
"""Of about how many stretches the starts are looked at to divide the times."""


class Listed(NamedTuple):
    """A stretch in which an assertion is disputed; without a case, in which it may be.

    It is seen by views that end after `start`, up to the one that ends at `end`.
    """

    rank: int
    """Where the assertion comes in the order of recording."""
    start: int
    end: int
    assertion: str
    case: Case | None
    dispute: Dispute | None
    """The dispute, where it is set out already."""


def to_be_judged(assertion: str, rank: int = 0, end: int = FOREVER) -> Listed:
    """List an assertion that may be disputed up to a time."""
    return Listed(rank, BEGINNING - 1, end, assertion, None, None)


class Roll:
    """Stretches in the order in which their assertions were recorded.

    Parameters
    ----------
    listed : iterable of Listed
        The stretches, those of one assertion in their order.

    Attributes
    ----------
    listed : list of Listed
        The stretches, in order.
    """

    __slots__ = ("_disputes", "_ends", "_eras", "_places", "_starts", "listed")

    def __init__(self, listed: Iterable[Listed]) -> None:
        self.listed = sorted(listed, key=_RANK)
        # Side by side, for what lies all over the memory takes five times as long to look at.
        self._starts = array("q", [one.start for one in self.listed])
        self._ends = array("q", [one.end for one in self.listed])
        self._disputes = [one.dispute or one for one in self.listed]
        starts = sorted(self._starts[:: len(self.listed) // _SAMPLED + 1])
        self._eras = starts[:: len(starts) // _ERAS + 1]
        self._places = self._by_era()

    def at(self, until: int) -> list[Dispute | Listed]:
        """Give what a view sees that ends at a time: disputes, where they are set out already."""
        disputes = self._disputes
        return [disputes[place] for place in self._seen(until)]

    def listed_at(self, until: int) -> list[Listed]:
        """Give what a view sees that ends at a time, as it is listed."""
        return [self.listed[place] for place in self._seen(until)]

    def _seen(self, until: int) -> list[int]:
        starts, ends = self._starts, self._ends
        places = self._places[bisect_left(self._eras, until)]
        return [place for place in places if starts[place] < until <= ends[place]]

    def _by_era(self) -> list[array[int]]:
        """Give where the stretches stand that views see which end in one era."""
        eras, found = self._eras, [array("l") for _ in range(len(self._eras) + 1)]
        for place, (start, end) in enumerate(zip(self._starts, self._ends, strict=True)):
            for era in range(bisect_right(eras, start), bisect_left(eras, end) + 1):
                found[era].append(place)
        return found


_RANK = itemgetter(0)
