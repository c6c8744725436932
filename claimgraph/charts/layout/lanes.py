"""Where the symbols of the claims on one assertion go, so that none hides another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import attrs

from claimgraph.charts.layout.time_axis import Axis
from claimgraph.records.claims import Claim

APART = 12
"""The least distance between two symbols, in pixels."""

MOST = 10
"""How many symbols may stand above each other."""

_HIGH = 5  # where more would stand above each other, they also stand beside each other
_BESIDE = 3  # but so few that none is further from its time than a symbol is wide


@attrs.define
class Placed:
    """A symbol: for one claim, or for several where there is no room."""

    x: float
    lane: int
    claims: list[Claim]


@attrs.frozen
class Span:
    """The stretch of time in which the claims of a lane were said, where that is wider than a symbol."""

    x: float
    x2: float
    lane: int
    is_vague: bool


class Lanes:
    """The symbols of some claims, laid out from left to right, and in lanes where they would meet.

    Parameters
    ----------
    axis : Axis
        The axis of time.
    claims : sequence of Claim
        The claims.
    width : float
        How long the axis is, in pixels.
    """

    def __init__(self, axis: Axis, claims: Sequence[Claim], width: float) -> None:
        self.placed: list[Placed] = []
        self.spans: list[Span] = []
        self._ends: list[float] = []  # up to where each lane is taken

        def ends_of(claim: Claim) -> tuple[int, ...]:
            return *axis.bounds(claim.asserted_at), *axis.mark(claim.asserted_at)

        for ends, together in groupby(sorted(claims, key=ends_of), key=ends_of):
            x, x2, first, last = (axis.share(at) * width for at in ends)
            self._place((x, x2), (first, last), list(together))

    @property
    def count(self) -> int:
        """How many lanes there are."""
        return len(self._ends)

    def _place(self, span: tuple[float, float], mark: tuple[float, float], claims: list[Claim]) -> None:
        """Set claims of one time close together about the middle of it, in as many lanes as that takes."""
        (x, x2), middle = span, sum(mark) / 2
        columns = max(1, int((mark[1] - mark[0]) // APART))
        if columns < _BESIDE and len(claims) > columns * _HIGH:
            columns = _BESIDE
        columns = min(columns, len(claims))
        half = columns * APART / 2
        free = self._free(min(x, middle - half), max(x2, middle + half), -(-len(claims) // columns))
        for at, lane in enumerate(free):
            here = claims[at * columns : (at + 1) * columns]
            for column, claim in enumerate(here):
                self.placed.append(Placed(middle + (column - (len(here) - 1) / 2) * APART, lane, [claim]))
            vague = [claim.asserted_at.qualified for claim in claims]
            if x2 - x > APART + 4:
                self.spans.append(Span(x + 2, x2 - 2, lane, any(vague)))
        left = claims[len(free) * columns :]
        if left:
            # At the upper right corner of these symbols, where the number meets no other.
            nearest = min(self.placed, key=lambda one: (max(abs(one.x - middle) - half, 0), -one.lane, -one.x))
            nearest.claims += left

    def _free(self, start: float, end: float, wanted: int) -> list[int]:
        """Take up to so many lanes for a stretch of the axis, the lowest first."""
        free = [lane for lane, taken in enumerate(self._ends) if taken <= start + 0.01][:wanted]
        while len(free) < wanted and len(self._ends) < MOST:
            free.append(len(self._ends))
            self._ends.append(end)
        for lane in free:
            self._ends[lane] = end
        return free
