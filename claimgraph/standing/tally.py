"""Assertions of which only plain things were said, which are nearly all: who stands where, in one sweep.

A claim is plain if it affirms, denies or questions in the present tense, repeats nobody, and is not dated about then.
Then there is one moment to judge, each source stands where it spoke last, and each principal is an origin of its own.
What follows from that is what `claimgraph.standing.interval` and `claimgraph.standing.judgement` say, which have the
rules in full; this is the part of them that is left over, at a twentieth of the cost. The tests hold the two against
each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance, Status
from claimgraph.standing.judgement import Change, change_of

_STANCES = AFFIRMS, DENIES, QUESTIONS = Stance.AFFIRMS, Stance.DENIES, Stance.QUESTIONS
# To look up a member of an enum in its class takes 80 ns, a tenth of what it takes to hear a claim.
_DISPUTED, _CONCEDED, _QUESTIONED = Status.DISPUTED, Status.CONCEDED, Status.QUESTIONED
_CORROBORATED, _CLAIMED = Status.CORROBORATED, Status.CLAIMED
_RETRACTED, _DENIED, _UNCLAIMED = Status.RETRACTED, Status.DENIED, Status.UNCLAIMED


class Spoken(NamedTuple):
    """A plain claim: from when to when it may have been said, its place in the log, its source and principal."""

    said: int
    place: int
    until: int
    source: str
    principal: str
    claim: Claim


class Count:
    """How many stand where on an assertion by the plain claims heard so far: what its status needs, and no more.

    Attributes
    ----------
    status : Status
        What it amounts to.
    """

    __slots__ = (
        "_backers",
        "_came_round",
        "_doubters",
        "_held",
        "_opponents",
        "_opposed_once",
        "_was_disputed",
        "_was_supported",
        "status",
    )

    def __init__(self) -> None:
        self.status = _UNCLAIMED
        self._held: dict[str, tuple[Stance, str]] = {}  # for each source its stance, and on behalf of whom
        self._backers: dict[str, int] = {}  # for each principal, how many affirm on its behalf
        self._opponents = self._doubters = 0
        self._was_supported = self._was_disputed = False
        self._opposed_once: set[str] = set()
        self._came_round = 0  # how many of those affirm now

    def hear(self, together: Sequence[Spoken]) -> Sequence[Spoken]:
        """Take in what was said at one time, and give those claims by which a source changed its stance."""
        # Most that is said is said at a time of its own, and much of it was said before: neither needs what follows.
        is_alone = len(together) == 1
        held, changed, is_same = self._held, [], True
        for one in together if is_alone else _last_of_each(together):
            source, principal, stance = one.source, one.principal, one.claim.stance
            before = held.get(source)
            if before is not None:
                if before[0] is stance and before[1] == principal:
                    continue
                self._discount(source, *before)
            is_same = False
            held[source] = stance, principal
            if stance is AFFIRMS:
                self._backers[principal] = self._backers.get(principal, 0) + 1
                self._came_round += source in self._opposed_once
            elif stance is DENIES:
                self._opponents += 1
                self._opposed_once.add(source)
            else:
                self._doubters += 1
            if before is None or before[0] is not stance:
                changed.append(source)
        if is_same:
            return ()
        self.status = self._weigh()
        if is_alone:
            return together if changed else ()
        return [one for one in together if one.source in changed and one.claim.stance is held[one.source][0]]

    def _discount(self, source: str, stance: Stance, principal: str) -> None:
        """Count a source no more where it stood."""
        if stance is AFFIRMS:
            self._came_round -= source in self._opposed_once
            self._backers[principal] -= 1
            if not self._backers[principal]:
                del self._backers[principal]
        elif stance is DENIES:
            self._opponents -= 1
        else:
            self._doubters -= 1

    def _weigh(self) -> Status:
        """Tell what it amounts to: the first that fits, as in `claimgraph.standing.interval.Moment.status`."""
        backers, opponents = self._backers, self._opponents
        if backers:
            self._was_supported = True
            if opponents:
                self._was_disputed = True
                return _DISPUTED
            if self._was_disputed and self._came_round:
                return _CONCEDED
        if self._doubters and not opponents and (backers or not self._was_supported):
            return _QUESTIONED
        if backers:
            return _CORROBORATED if len(backers) > 1 else _CLAIMED
        if self._was_supported:
            return _RETRACTED
        return _DENIED if opponents else _UNCLAIMED


class Stand(NamedTuple):
    """Where a source stands: by which claim, and since which."""

    spoken: Spoken
    since: Spoken

    @property
    def stance(self) -> Stance:
        """The stance that it takes."""
        return self.spoken.claim.stance


class Tally(Count):
    """Who stands where on an assertion by the plain claims heard so far, and since when.

    Attributes
    ----------
    stands : dict
        Where each source stands, by its id; who spoke last comes last.
    disputed_since : Spoken or None
        The claim by which it became disputed, if it is.
    """

    __slots__ = ("_spoken_until", "disputed_since", "stands")

    def __init__(self) -> None:
        super().__init__()
        self.stands: dict[str, Stand] = {}
        self.disputed_since: Spoken | None = None
        self._spoken_until: dict[tuple[str, Stance], int] = {}

    def hear(self, together: Sequence[Spoken]) -> Sequence[Spoken]:
        """Take in what was said at one time, and give those claims by which a source changed its stance."""
        causes = super().hear(together)
        before = {one.source: self.stands.get(one.source) for one in together}
        for spoken in together:
            source, stance = spoken.source, spoken.claim.stance
            key = source, stance
            self._spoken_until[key] = max(spoken.until, self._spoken_until.get(key, spoken.until))
            stand = before[source]
            since = stand.since if stand is not None and stand.stance is stance else spoken
            self.stands.pop(source, None)
            self.stands[source] = Stand(spoken, since)
        if self.status is not _DISPUTED:
            self.disputed_since = None
        elif self.disputed_since is None:
            changing = {one.source for one in causes}
            acts = [one for one in together if one.source in changing]
            self.disputed_since = min(acts or together, key=_UNTIL)
        return causes

    def is_certain(self, stand: Stand) -> bool:
        """Tell whether no imprecise date could change where a source stands."""
        source, said = stand.spoken.source, stand.spoken.said
        others = (self._spoken_until.get((source, other), said) for other in _STANCES if other is not stand.stance)
        return all(until <= said for until in others)


def _last_of_each(together: Sequence[Spoken]) -> Iterable[Spoken]:
    """Give what decides of what was said at one time: for each source, what was recorded last."""
    return {one.source: one for one in together}.values()


def sweep(spoken: Iterable[Spoken], count: Count) -> Count:
    """Let claims be counted in the order of speaking."""
    for together in _by_time(spoken):
        count.hear(together)
    return count


def changes(spoken: Iterable[Spoken]) -> Iterator[Change]:
    """Give each change of the status, or of anyone's stance: as `claimgraph.standing.judgement.changes`."""
    count, status = Count(), _UNCLAIMED
    for together in _by_time(spoken):
        causes = count.hear(together)
        now = count.status
        if not causes:
            if now is status:
                continue
            causes = together
        if len(causes) == 1:
            claim = causes[0].claim
            yield change_of(claim.asserted_at, now, status, (claim,))
        else:
            at = min(causes, key=_UNTIL).claim.asserted_at
            yield change_of(at, now, status, tuple([one.claim for one in causes]))
        status = now


def _by_time(spoken: Iterable[Spoken]) -> Iterator[Sequence[Spoken]]:
    """Put together what was said at one time: as `groupby`, at half of its cost for the one claim of most times."""
    together: list[Spoken] = []
    said: int | None = None
    for one in spoken:
        if one[0] == said:
            together.append(one)
            continue
        if together:
            yield together
        together, said = [one], one[0]
    if together:
        yield together


_UNTIL = itemgetter(2)
