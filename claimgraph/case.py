"""The two sides of an assertion along the times of speaking, and the dispute between them at each.

A view by the clocks is a point on that line: it sees those whose stretch it lies in. So one case serves all views of
one length of the log, and a day that is asked about next costs what has changed. What a list of disputes does not show
is found out when somebody looks: by `claimgraph.tally` where all claims on the assertion are plain, and by the rules in
full where they imply some of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import attrs

from claimgraph.bearing import Stood
from claimgraph.deferred import FindOut, setters
from claimgraph.dispute import Dispute, Opposition, dispute_of
from claimgraph.evidence import Evidence
from claimgraph.grounds import Contradiction
from claimgraph.instants import FOREVER
from claimgraph.model import Stance
from claimgraph.standing import Judgement, Position
from claimgraph.tally import AFFIRMS, DENIES, QUESTIONS, Spoken, Tally
from claimgraph.times import Certainty, When
from claimgraph.view import View

Sides = tuple[list[Stood], list[Stood]]
"""Who stood on the side of an assertion, and who against it, each in the order of speaking."""
Stretch = tuple[int, int]
"""From one time of speaking, exclusive, to another: the ends of views that see something."""


class Held(NamedTuple):
    """A side that a source held: in which stretch, in which position, and by which claim."""

    start: int
    end: int
    position: Position
    spoken: Spoken


_keep_position, _keep_source, _keep_stance, _keep_claim = setters(Position, "source", "stance", "claim")
_keep_dispute, *_keep_shown = setters(Dispute, "assertion", "supporters", "opponents")
_keep_assertion, _keep_supporters, _keep_opponents = _keep_shown
_keep_opposition, *_keep_opposed = setters(Opposition, "assertion", "opponent", "stance", "claim", "source")
_keep_text, _keep_opponent, _keep_opponent_stance, _keep_opponent_claim, _keep_opposed_source = _keep_opposed


class Case(ABC):
    """Both sides of an assertion that is disputed at some time.

    Parameters
    ----------
    assertion, text : str
        Its id and its text.
    sides : pair of sequence of Stood or of Held
        Who was on which side: supporters and opponents, each in the order of speaking.
    names : mapping
        The names of sources by their ids.
    turns : list of int
        The times of speaking at which anything that there is to know of the dispute may change.

    Attributes
    ----------
    speaking : frozenset of str
        The sources that were ever on one of its sides.
    """

    __slots__ = ("_last", "_names", "_sides", "_turns", "assertion", "speaking", "text")

    def __init__(
        self, assertion: str, text: str, sides: Sequence[Any], names: Mapping[str, str], turns: list[int]
    ) -> None:
        self.assertion = assertion
        self.text = text
        self._sides = sides
        self.speaking = frozenset([one.spoken.source for side in sides for one in side])
        self._turns = [*turns, FOREVER]
        self._names = names
        self._last: tuple[int, int, Dispute] | None = None

    def dispute(self, until: int) -> Dispute:
        """Give the dispute that a view sees, which ends at a time when there is one."""
        last = self._last
        if last is not None and last[0] < until <= last[1]:
            return last[2]
        at = bisect_left(self._turns, until)
        end = self._turns[at]
        supporting, opposing = self._sides
        dispute = object.__new__(Dispute)
        _keep_dispute(dispute, partial(self._find_out, end))
        _keep_assertion(dispute, self.text)
        _keep_supporters(dispute, self._positions(supporting, end))
        _keep_opponents(dispute, self._positions(opposing, end))
        self._last = self._turns[at - 1], end, dispute
        return dispute

    def oppositions(self, until: int, is_ours: Callable[[Spoken], bool]) -> Iterator[Opposition]:
        """Pair those on either side that are ours with all that a view sees on the other, which ends at a time."""
        end = self._turns[bisect_left(self._turns, until)]
        supporting, opposing = self._sides
        for our_side, their_side in ((supporting, opposing), (opposing, supporting)):
            ours = [one.spoken for one in our_side if one[0] < end <= one[1] and is_ours(one.spoken)]
            theirs = self._positions(their_side, end) if ours else ()
            for spoken in ours:
                for position in theirs:
                    yield self._opposition(self._names[spoken.source], position)

    @abstractmethod
    def _positions(self, side: Any, until: int) -> tuple[Position, ...]:
        """Give the positions on one side, of a view that ends at a time."""

    @abstractmethod
    def _find_out(self, until: int, dispute: Dispute) -> None:
        """Find out what a dispute does not show at once, of a view that ends at a time."""

    def _opposition(self, source: str, position: Position) -> Opposition:
        opposition = object.__new__(Opposition)
        _keep_opposition(opposition, partial(_find_out_since, position))
        _keep_text(opposition, self.text)
        _keep_opponent(opposition, position.source)
        _keep_opponent_stance(opposition, position.stance)
        _keep_opponent_claim(opposition, position.claim)
        _keep_opposed_source(opposition, source)
        return opposition


class PlainCase(Case):
    """A case on an assertion that nothing else bears on: what there is to know of a position stays as it is.

    Parameters
    ----------
    assertion, text, sides, names
        As for `Case`.
    spoken : list of Spoken
        What was said of it, in the order of speaking.
    """

    __slots__ = ("_heard", "_spoken")

    def __init__(self, assertion: str, text: str, sides: Sides, names: Mapping[str, str], spoken: list[Spoken]) -> None:
        held = [
            [Held(one.start, one.end, _position(self._find_out_position, one, names), one.spoken) for one in side]
            for side in sides
        ]
        turns = sorted({one.said for one in spoken})
        super().__init__(assertion, text, held, names, turns)
        self._spoken = spoken
        self._heard: _Heard | None = None

    def _positions(self, side: list[Held], until: int) -> tuple[Position, ...]:
        return tuple([one[2] for one in side if one[0] < until <= one[1]])

    def _find_out(self, until: int, dispute: Dispute) -> None:
        """Find out since when it is disputed, and by whom on both sides; it is about the present."""
        heard = self._hear()
        since = heard.disputed_since[bisect_left(heard.times, until) - 1]
        assert since is not None
        sides = ({one.spoken.principal for one in side if one.start < until <= one.end} for side in self._sides)
        dispute.settle(
            since=since.claim.asserted_at,
            about="present",
            divided=tuple(sorted(self._names[one] for one in set.intersection(*sides))),
            contradictions=(Contradiction((self.text, self.text), "polarity", (), Certainty.CERTAIN),),
        )

    def _find_out_position(self, position: Position) -> None:
        """Find out since when a source stands so, and how certain that is; it repeats nobody."""
        since, certain, principal = self._hear().stands[id(position.claim)]
        origins = (self._names[principal],)
        position.settle(since=since, certain=certain, implied=False, path=(), origins=origins)

    def _hear(self) -> _Heard:
        if self._heard is None:
            self._heard = _Heard(self._spoken)
        return self._heard


class RuledCase(Case):
    """A case on an assertion that others bear on: what is said of any of them may change how certain a position is.

    Parameters
    ----------
    assertion, text, sides, names, turns
        As for `Case`.
    view : View
        All that is known, from which the rest is judged.
    """

    __slots__ = ("_view",)

    def __init__(
        self, assertion: str, text: str, sides: Sides, names: Mapping[str, str], *, turns: list[int], view: View
    ) -> None:
        super().__init__(assertion, text, sides, names, turns)
        self._view = view

    def _positions(self, side: list[Stood], until: int) -> tuple[Position, ...]:
        positions: list[Position] = []
        find_out = partial(self._find_out_side, until, positions)
        positions += [_position(find_out, one, self._names) for one in side if one[0] < until <= one[1]]
        return tuple(positions)

    def _find_out(self, until: int, dispute: Dispute) -> None:
        """Find out the rest by the rules in full, of the positions too."""
        evidence, judged = self._judge(until)
        found = dispute_of(evidence, self.assertion, judged)
        dispute.settle(since=found.since, about=found.about, divided=found.divided, contradictions=found.contradictions)
        _settle(dispute.supporters, found.supporters)
        _settle(dispute.opponents, found.opponents)

    def _find_out_side(self, until: int, positions: list[Position], asked: Position) -> None:
        """Find out the rest by the rules in full, of all on one side at once."""
        _settle(tuple(positions), self._judge(until)[1].positions(asked.stance))
        positions.clear()  # nobody asks again

    def _judge(self, until: int) -> tuple[Evidence, Judgement]:
        # Not kept: it holds on to all that was known when this case was made.
        evidence = Evidence(self._view, until)
        return evidence, evidence.judgement(self.assertion)


class _Heard:
    """What is found out by hearing plain claims one time after the other."""

    __slots__ = ("disputed_since", "stands", "times")

    def __init__(self, spoken: Iterable[Spoken]) -> None:
        tally = Tally()
        self.times: list[int] = []
        self.disputed_since: list[Spoken | None] = []
        self.stands: dict[int, tuple[When, bool, str]] = {}  # by the claim itself, which the log has once
        for said, together in groupby(spoken, key=itemgetter(0)):
            heard = list(together)
            tally.hear(heard)
            self.times.append(said)
            self.disputed_since.append(tally.disputed_since)
            for source in {one.source for one in heard}:
                stand = tally.stands[source]
                since, certain = stand.since.claim.asserted_at, tally.is_certain(stand)
                self.stands[id(stand.spoken.claim)] = since, certain, stand.spoken.principal


def _position(find_out: FindOut, stood: Stood, names: Mapping[str, str]) -> Position:
    """Make a position that shows who stands where by which claim, and finds out the rest when it is looked at."""
    _, _, stance, spoken, shown = stood
    position = object.__new__(Position)
    _keep_position(position, find_out)
    _keep_source(position, names[spoken.source])
    _keep_stance(position, stance)
    _keep_claim(position, shown.claim)
    return position


def _settle(positions: Iterable[Position], found: Iterable[Position]) -> None:
    """Complete positions by those of the same sources that are found out."""
    by_source = {one.source: one for one in found}
    for position in positions:
        position.settle(**attrs.asdict(by_source[position.source], recurse=False))


def _find_out_since(position: Position, opposition: Opposition) -> None:
    opposition.settle(since=position.since)


def sides_of(stood: Iterable[Stood]) -> Sides:
    """Tell those apart who affirm an assertion and who deny it."""
    sides: dict[Stance, list[Stood]] = {AFFIRMS: [], DENIES: [], QUESTIONS: []}
    for one in stood:
        sides[one.stance].append(one)
    return sides[AFFIRMS], sides[DENIES]


def disputed_in(sides: Sides) -> Iterator[Stretch]:
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
