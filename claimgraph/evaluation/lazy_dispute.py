"""The two sides of an assertion along the times of speaking, and the dispute between them at each.

A view by the clocks is a point on that line: it sees those whose stretch it lies in. So one case serves all views of
one length of the log, and what a day shows is a choice among disputes that are set out already. What a list of them
does not show is found out when somebody looks: by `claimgraph.standing.tally` where all claims on the assertion are
plain, and by the rules in full where they imply some of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import cast

from claimgraph.evaluation.contradictions import Contradiction
from claimgraph.evaluation.dispute import Dispute, Opposition, Sided, dispute_of
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.evaluation.related import Stood
from claimgraph.evaluation.sides import Names, Side
from claimgraph.graph.view import View
from claimgraph.lazy import Deferred, FindOut, asked_of, draft, settle
from claimgraph.records.stance import Stance
from claimgraph.standing.judgement import Judgement, Position
from claimgraph.standing.tally import AFFIRMS, DENIES, Spoken, Tally
from claimgraph.times.instants import FOREVER
from claimgraph.times.when import Certainty, When

SET_OUT_AHEAD = 64
"""Up to how many turns disputes are set out when a case is made, and not when each is asked for: a list of those that a
view sees is then a choice among them, at a fifth of the cost. What is set out grows as the square of the turns."""


_Opposition, _Position = draft(Opposition), draft(Position)
_Dispute = draft(Dispute, ours=Sided.__dict__["_ours"], theirs=Sided.__dict__["_theirs"])


class Case(ABC):
    """Both sides of an assertion that is disputed at some time.

    Parameters
    ----------
    text : str
        The text of the assertion.
    sides : pair of list of Stood
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

    __slots__ = ("_find", "_last", "_names", "_sides", "_turns", "speaking", "text")

    def __init__(
        self, text: str, sides: tuple[list[Stood], list[Stood]], names: Mapping[str, str], turns: Iterable[int]
    ) -> None:
        self.text = text
        position = partial(_position, self._find_out_position)
        self._sides = [Side(side, [names[one.spoken.source] for one in side], position) for side in sides]
        self.speaking = frozenset([one.spoken.source for side in self._sides for one in side.stood])
        self._turns = [*turns, FOREVER]
        self._names = names
        self._find = self._find_out_some  # one object for all
        self._last: tuple[int, int, Dispute] | None = None

    def parts(self, start: int, end: int, shared: dict[Names, Names]) -> Iterator[tuple[int, int, Dispute | None]]:
        """Set out the disputes of a stretch, each with the part of it that sees it; none ahead where they are many.

        Names that are found among the shared ones are taken from there.
        """
        turns = self._turns
        if len(turns) > SET_OUT_AHEAD:
            yield start, end, None
            return
        for turn in turns[bisect_right(turns, start) : bisect_left(turns, end) + 1]:
            ours, theirs = (side.names_at(turn) for side in self._sides)
            yield start, turn, self._set_out(turn, shared.setdefault(ours, ours), shared.setdefault(theirs, theirs))
            start = turn

    def dispute(self, until: int) -> Dispute:
        """Give the dispute that a view sees, which ends at a time when there is one."""
        last = self._last
        if last is None or not last[0] < until <= last[1]:
            at = bisect_left(self._turns, until)
            end = self._turns[at]
            dispute = self._set_out(end, *(side.names_at(end) for side in self._sides))
            last = self._last = self._turns[at - 1], end, dispute
        return last[2]

    def oppositions(self, dispute: Dispute, names: set[str], is_ours: Callable[[Spoken], bool]) -> list[Opposition]:
        """Pair those on either side of a dispute that have one of some names, and are ours, with all on the other."""
        until, (supporters, opponents), (supporting, opposing) = asked_of(dispute), dispute.sides, self._sides
        found: list[Opposition] = []
        for side, ours, other, theirs, stance in (
            (supporting, supporters, opposing, opponents, DENIES),
            (opposing, opponents, supporting, supporters, AFFIRMS),
        ):
            # By name first, which is at hand: who spoke for whom when is far away in memory.
            if not names.isdisjoint(ours):
                opposed = list(zip(theirs, other.at(until), strict=True))
                find_out = other.find_out  # one object for all
                for name, place in zip(ours, side.at(until), strict=True):
                    if name in names and is_ours(side.stood[place].spoken):
                        found += _oppositions(self.text, name, stance, opposed, find_out)
        return found

    @abstractmethod
    def _find_out(self, dispute: Dispute) -> None:
        """Find out what a dispute does not show at once."""

    @abstractmethod
    def _find_out_position(self, position: Position, _: str) -> None:
        """Find out what a position does not show at once."""

    def _find_out_some(self, dispute: Dispute, field: str) -> None:
        """Find out the positions on both sides, which the case has at hand, or the rest."""
        if field in {"supporters", "opponents"}:
            ours, theirs = (side.positions_at(asked_of(dispute)) for side in self._sides)
            settle(dispute, supporters=ours, opponents=theirs)
        else:
            self._find_out(dispute)

    def _set_out(self, until: int, ours: Names, theirs: Names) -> Dispute:
        """Set out the dispute that views see which end at a turn, by the names on both sides."""
        dispute = _Dispute()
        dispute.find_out, dispute.asked = self._find, until
        dispute.assertion, dispute.ours, dispute.theirs = self.text, ours, theirs
        dispute.__class__ = Dispute
        return cast("Dispute", dispute)


class PlainCase(Case):
    """A case on an assertion that nothing else bears on: what there is to know of a position stays as it is.

    Parameters
    ----------
    text, sides, names
        As for `Case`.
    spoken : list of Spoken
        What was said of it, in the order of speaking.
    """

    __slots__ = ("_heard", "_spoken")

    def __init__(
        self, text: str, sides: tuple[list[Stood], list[Stood]], names: Mapping[str, str], spoken: list[Spoken]
    ) -> None:
        super().__init__(text, sides, names, sorted({one.said for one in spoken}))
        self._spoken = spoken
        self._heard: _Heard | None = None

    def _find_out(self, dispute: Dispute) -> None:
        """Find out since when it is disputed, and by whom on both sides; it is about the present."""
        until = asked_of(dispute)
        heard = self._hear()
        since = heard.disputed_since[bisect_left(heard.times, until) - 1]
        assert since is not None
        sides = ({side.stood[one].spoken.principal for one in side.at(until)} for side in self._sides)
        settle(
            dispute,
            since=since.claim.asserted_at,
            about="present",
            divided=tuple(sorted(self._names[one] for one in set.intersection(*sides))),
            contradictions=(Contradiction((self.text, self.text), "polarity", (), Certainty.CERTAIN),),
        )

    def _find_out_position(self, position: Position, _: str) -> None:
        """Find out since when a source stands so, and how certain that is; it repeats nobody."""
        since, certain, principal = self._hear().stands[id(position.claim)]
        origins = (self._names[principal],)
        settle(position, since=since, certain=certain, implied=False, path=(), origins=origins)

    def _hear(self) -> _Heard:
        if self._heard is None:
            self._heard = _Heard(self._spoken)
        return self._heard


class RuledCase(Case):
    """A case on an assertion that others bear on; where a source stands stays as it is until it speaks of one of them.

    Parameters
    ----------
    text, sides, names, turns
        As for `Case`.
    assertion : str
        The id of the assertion.
    view : View
        All that is known, from which the rest is judged.
    """

    __slots__ = ("_assertion", "_view")

    def __init__(
        self,
        text: str,
        sides: tuple[list[Stood], list[Stood]],
        names: Mapping[str, str],
        *,
        turns: list[int],
        assertion: str,
        view: View,
    ) -> None:
        super().__init__(text, sides, names, turns)
        self._assertion = assertion
        self._view = view

    def _find_out(self, dispute: Dispute) -> None:
        """Find out the rest by the rules in full, of the positions too."""
        evidence, judged = self._judge(dispute)
        found = dispute_of(evidence, self._assertion, judged)
        settle(
            dispute,
            since=found.since,
            about=found.about,
            divided=found.divided,
            contradictions=found.contradictions,
        )
        _settle((*dispute.supporters, *dispute.opponents), (*found.supporters, *found.opponents))

    def _find_out_position(self, position: Position, _: str) -> None:
        """Find out the rest by the rules in full, of all who stood on the same side when it ended."""
        until, stance = asked_of(position), position.stance
        side = next(side for side in self._sides if side.stood and side.stood[0].stance is stance)
        _settle(side.positions_at(until), self._judge(position)[1].positions(stance))

    def _judge(self, asked: Deferred) -> tuple[Evidence, Judgement]:
        # Not kept: it holds on to all that was known when this case was made.
        evidence = Evidence(self._view, asked_of(asked))
        return evidence, evidence.judgement(self._assertion)


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


def _position(find_out: FindOut, stood: Stood, name: str) -> Position:
    """Make a position that shows who stands where by which claim, and finds out the rest when it is looked at."""
    _, end, stance, _, shown = stood
    position = _Position()
    position.find_out, position.asked = find_out, end
    position.source, position.stance, position.claim = name, stance, shown.claim
    position.__class__ = Position
    return cast("Position", position)


def _oppositions(
    text: str, source: str, stance: Stance, opponents: Iterable[tuple[str, int]], find_out: FindOut
) -> Iterator[Opposition]:
    """Set a source against others; by which claim each stands there, and since when, is found out."""
    for opponent, place in opponents:
        opposition = _Opposition()
        opposition.find_out, opposition.asked = find_out, place
        opposition.assertion, opposition.source = text, source
        opposition.opponent, opposition.stance = opponent, stance
        opposition.__class__ = Opposition
        yield cast("Opposition", opposition)


def _settle(positions: Iterable[Position], found: Iterable[Position]) -> None:
    """Complete positions by those of the same sources that are found out."""
    by_source = {one.source: one for one in found}
    for position in positions:
        one = by_source[position.source]
        settle(position, since=one.since, certain=one.certain, implied=one.implied, path=one.path, origins=one.origins)
