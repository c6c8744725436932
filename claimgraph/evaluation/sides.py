"""Who stood on one side of an assertion from when to when, and in which stretches there was somebody on both sides."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from claimgraph.evaluation.related import Stood
from claimgraph.lazy import Deferred, asked_of, settle
from claimgraph.records.stance import Stance
from claimgraph.standing.judgement import Position
from claimgraph.standing.tally import AFFIRMS, DENIES, QUESTIONS

Names = tuple[str, ...]
Stretch = tuple[int, int]
"""From one time of speaking, exclusive, to another: the ends of views that see something."""


class Side:
    """Who stood on one side, along the times of speaking.

    Parameters
    ----------
    stood : list of Stood
        Who stood there from when to when, in the order of speaking.
    names : list of str
        The names of the sources, one for each of these.
    position : callable
        Makes the position of one of them.

    Attributes
    ----------
    stood, names
        As given.
    """

    __slots__ = ("_ends", "_make", "_positions", "_starts", "names", "stood")

    def __init__(self, stood: list[Stood], names: list[str], position: Callable[[Stood, str], Position]) -> None:
        self.stood = stood
        self.names = names
        # Side by side: of a hot assertion the times are looked at for all, and lie all over the memory otherwise.
        self._starts = array("q", [one.start for one in stood])
        self._ends = array("q", [one.end for one in stood])
        self._make = position
        self._positions: dict[int, Position] = {}

    def at(self, until: int) -> list[int]:
        """Give the places of those whom a view sees that ends at a time."""
        times = enumerate(zip(self._starts, self._ends, strict=True))
        return [place for place, (start, end) in times if start < until <= end]

    def names_at(self, until: int) -> Names:
        """Give their names."""
        times = zip(self.names, self._starts, self._ends, strict=True)
        return tuple([name for name, start, end in times if start < until <= end])

    def positions_at(self, until: int) -> tuple[Position, ...]:
        """Give their positions."""
        return tuple([self.position(place) for place in self.at(until)])

    def position(self, place: int) -> Position:
        """Give the position of one, the same for all views that see it."""
        found = self._positions.get(place)
        if found is None:
            # Another thread may make it just now, too: what is found out later is set on the one that is kept.
            found = self._positions.setdefault(place, self._make(self.stood[place], self.names[place]))
        return found

    def find_out(self, answer: Deferred, field: str) -> None:
        """Find out a field of an answer about one of them, asked by its place."""
        settle(answer, **{field: getattr(self.position(asked_of(answer)), field)})


def sides_of(stood: Iterable[Stood]) -> tuple[list[Stood], list[Stood]]:
    """Tell those apart who affirm an assertion and who deny it, each in the order of speaking."""
    sides: dict[Stance, list[Stood]] = {AFFIRMS: [], DENIES: [], QUESTIONS: []}
    for one in stood:
        sides[one.stance].append(one)
    return sides[AFFIRMS], sides[DENIES]


def disputed_in(sides: Iterable[Iterable[Stood]]) -> Iterator[Stretch]:
    """Give the stretches in which somebody is on either side."""
    ours, theirs = (list(_runs(side)) for side in sides)
    mine = yours = 0
    while mine < len(ours) and yours < len(theirs):
        start = max(ours[mine][0], theirs[yours][0])
        end = min(ours[mine][1], theirs[yours][1])
        if start < end:
            yield start, end
        if ours[mine][1] == end:
            mine += 1
        else:
            yours += 1


def _runs(side: Iterable[Stood]) -> Iterator[Stretch]:
    """Give the stretches in which somebody is on one side, as long as they can be."""
    run: Stretch | None = None
    # Who takes back the last word goes back to an older one, which comes first in the order of speaking.
    for one in sorted(side, key=_START):
        if run is None:
            run = one.start, one.end
        elif one.start > run[1]:
            yield run
            run = one.start, one.end
        elif one.end > run[1]:
            run = run[0], one.end
    if run is not None:
        yield run


_START = itemgetter(0)
