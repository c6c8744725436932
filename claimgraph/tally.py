"""Assertions of which only plain things were said, which are nearly all: who stands where, in one sweep.

A claim is plain if it affirms, denies or questions in the present tense, repeats nobody, and is not dated about
then. Then there is one moment to judge, each source stands where it spoke last, and each principal is an origin
of its own. What follows from that is what `claimgraph.moment` and `claimgraph.standing` say, which have the
rules in full; this is the part of them that is left over, at a sixth of the cost. The tests hold the two against each
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from claimgraph.model import Claim, Stance, Status
from claimgraph.standing import Change

_STANCES = AFFIRMS, DENIES, QUESTIONS = Stance.AFFIRMS, Stance.DENIES, Stance.QUESTIONS


class Spoken(NamedTuple):
    """A plain claim: from when to when it may have been said, its place in the log, its source and principal."""

    said: int
    place: int
    until: int
    source: str
    principal: str
    claim: Claim


class Stand(NamedTuple):
    """Where a source stands: by which claim, and since which."""

    spoken: Spoken
    since: Spoken

    @property
    def stance(self) -> Stance:
        """The stance that it takes."""
        return self.spoken.claim.stance


class Tally:
    """Who stands where on an assertion by the plain claims heard so far.

    Attributes
    ----------
    stands : dict
        Where each source stands, by its id; who spoke last comes last.
    status : Status
        What it amounts to.
    disputed_since : Spoken or None
        The claim by which it became disputed, if it is.
    """

    __slots__ = (
        "_came_round",
        "_opposed_once",
        "_sides",
        "_spoken_until",
        "_was_disputed",
        "_was_supported",
        "disputed_since",
        "stands",
    )

    def __init__(self) -> None:
        self.stands: dict[str, Stand] = {}
        self.disputed_since: Spoken | None = None
        self._sides = {AFFIRMS: 0, DENIES: 0, QUESTIONS: 0}
        self._spoken_until: dict[tuple[str, Stance], int] = {}
        self._was_supported = False
        self._was_disputed = False
        self._opposed_once: set[str] = set()
        self._came_round: set[str] = set()

    def hear(self, together: Sequence[Spoken]) -> list[Spoken]:
        """Take in what was said at one time, and give those claims by which a source changed its stance."""
        before: dict[str, Stand | None] = {}
        for spoken in together:
            source = spoken.source
            stand = self.stands.pop(source, None)
            before.setdefault(source, stand)
            self.stands[source] = Stand(spoken, spoken)
            key = source, spoken.claim.stance
            self._spoken_until[key] = max(spoken.until, self._spoken_until.get(key, spoken.until))
        changed = {source for source, stand in before.items() if self._settle(source, stand)}
        causes = [spoken for spoken in together if spoken.source in changed]
        self._remember(causes or together)
        return [spoken for spoken in causes if spoken.claim.stance is self.stands[spoken.source].stance]

    @property
    def status(self) -> Status:
        """What it amounts to: the first that fits, as in `claimgraph.moment.Moment.status`."""
        supporters, opponents = self._sides[AFFIRMS], self._sides[DENIES]
        if supporters and opponents:
            return Status.DISPUTED
        if supporters and self._was_disputed and self._came_round:
            return Status.CONCEDED
        if self._sides[QUESTIONS] and not opponents and (supporters or not self._was_supported):
            return Status.QUESTIONED
        if supporters:
            return Status.CORROBORATED if len(set(map(_principal, self.side(AFFIRMS)))) > 1 else Status.CLAIMED
        if self._was_supported:
            return Status.RETRACTED
        return Status.DENIED if opponents else Status.UNCLAIMED

    def side(self, stance: Stance) -> list[Stand]:
        """Give where those of one stance stand, in the order of speaking."""
        return [stand for stand in self.stands.values() if stand.spoken.claim.stance is stance]

    def is_certain(self, stand: Stand) -> bool:
        """Tell whether no imprecise date could change where a source stands."""
        source, said = stand.spoken.source, stand.spoken.said
        others = (self._spoken_until.get((source, other), said) for other in _STANCES if other is not stand.stance)
        return all(until <= said for until in others)

    def _settle(self, source: str, before: Stand | None) -> bool:
        """Count where a source stands now, and tell whether its stance is another than before."""
        spoken, _ = self.stands[source]
        stance = spoken.claim.stance
        if stance is DENIES:
            self._opposed_once.add(source)
        if stance is AFFIRMS and source in self._opposed_once:
            self._came_round.add(source)
        else:
            self._came_round.discard(source)
        if before is not None:
            if before.stance is stance:
                self.stands[source] = Stand(spoken, before.since)
                return False
            self._sides[before.stance] -= 1
        self._sides[stance] += 1
        return True

    def _remember(self, causes: Sequence[Spoken]) -> None:
        """Keep what later states need to know of this one."""
        supporters = self._sides[AFFIRMS]
        if supporters:
            self._was_supported = True
        if not (supporters and self._sides[DENIES]):
            self.disputed_since = None
        elif self.disputed_since is None:
            self._was_disputed = True
            self.disputed_since = min(causes, key=_UNTIL)


def sweep(spoken: Iterable[Spoken], tally: Tally) -> Tally:
    """Let a tally hear claims in the order of speaking."""
    for _, together in groupby(spoken, key=_SAID):
        tally.hear(list(together))
    return tally


def changes(spoken: Iterable[Spoken]) -> Iterator[Change]:
    """Give each change of the status, or of anyone's stance: as `claimgraph.standing.changes`."""
    tally, status = Tally(), Status.UNCLAIMED
    for _, said in groupby(spoken, key=_SAID):
        together = list(said)
        causes = tally.hear(together)
        now = tally.status
        if causes or now is not status:
            causes = causes or together
            at = min(causes, key=_UNTIL).claim.asserted_at
            yield Change(at, now, status, tuple([one.claim for one in causes]))
        status = now


_SAID, _UNTIL = itemgetter(0), itemgetter(2)


def _principal(stand: Stand) -> str:
    return stand.spoken.principal
