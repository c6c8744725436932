"""Where the symbols of the claims on one assertion go, so that none hides another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import attrs

from claimgraph.charts.dates import Axis
from claimgraph.model import Claim

APART = 12
"""The least distance between two symbols, in pixels."""

MOST = 5
"""How many symbols may stand above each other."""


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
        ordered = sorted(claims, key=lambda claim: axis.bounds(claim.asserted_at))
        for bounds, together in groupby(ordered, key=lambda claim: axis.bounds(claim.asserted_at)):
            x, x2 = (axis.share(at) * width for at in bounds)
            self._place(x, x2, list(together))

    @property
    def count(self) -> int:
        """How many lanes there are."""
        return len(self._ends)

    def _place(self, x: float, x2: float, claims: list[Claim]) -> None:
        """Spread claims of one time over that time, in as many lanes as that takes."""
        columns = min(max(1, int((x2 - x) // APART)), len(claims))
        free = self._free(x, x2, -(-len(claims) // columns))
        for at, lane in enumerate(free):
            for column, claim in enumerate(claims[at * columns : (at + 1) * columns]):
                self.placed.append(Placed(x + (column + 0.5) * (x2 - x) / columns, lane, [claim]))
            vague = [claim.asserted_at.qualified for claim in claims]
            if x2 - x > APART + 4:
                self.spans.append(Span(x + 2, x2 - 2, lane, any(vague)))
        left = claims[len(free) * columns :]
        if left:
            nearest = min(self.placed, key=lambda one: (abs(one.x - (x + x2) / 2), -one.lane))
            nearest.claims += left

    def _free(self, x: float, x2: float, wanted: int) -> list[int]:
        """Take up to so many lanes for a stretch of time, the lowest first."""
        middle = (x + x2) / 2
        start, end = min(x, middle - APART / 2), max(x2, middle + APART / 2)
        free = [lane for lane, taken in enumerate(self._ends) if taken <= start + 0.01][:wanted]
        while len(free) < wanted and len(self._ends) < MOST:
            free.append(len(self._ends))
            self._ends.append(end)
        for lane in free:
            self._ends[lane] = end
        return free
