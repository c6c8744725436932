"""Who was on which side of an assertion, from when to when, by plain claims on it and on those that rules relate to it.

Where all claims on an assertion and on those that bear on it are plain, each source stands where the latest of its
last claims on each of them puts it, of the same time the one recorded last: the order of weight of
`claimgraph.standing.interval.Word`. That is all that a list of disputes needs; what else there is to know of one is
found out by the rules in full, when it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from claimgraph.evaluation.evaluator import Evidence, by_assertion
from claimgraph.evaluation.hearing import Hearings
from claimgraph.records.stance import Stance
from claimgraph.standing.tally import AFFIRMS, DENIES, Spoken
from claimgraph.times.instants import FOREVER

Bears = tuple[str, Stance | None, Stance | None]
"""Another assertion, and where affirming it and denying it puts a source on the one asked about."""


class Related(NamedTuple):
    """What rules relate to an assertion: what bears on it, and all that may contradict it, if only possibly."""

    bearing: tuple[Bears, ...]
    others: frozenset[str]


class Stood(NamedTuple):
    """Where a source stood, from one time of speaking to another: by which claim, and which one shows it.

    What is said at `start` is seen by a view that ends later, up to the one that ends at `end`.
    """

    start: int
    end: int
    stance: Stance
    spoken: Spoken
    shown: Spoken


class Ground(NamedTuple):
    """A claim as it bears on an assertion: where it puts its source, if anywhere; ordered by weight."""

    said: int
    place: int
    is_direct: bool
    about: str
    stance: Stance | None
    spoken: Spoken


def stood(spoken: list[Spoken]) -> list[Stood]:
    """Tell where each source stood by the claims on an assertion alone, both in the order of speaking."""
    ends: dict[str, int] = {}
    found = []
    for one in reversed(spoken):
        end = ends.get(one.source, FOREVER)
        ends[one.source] = one.said
        if end > one.said:  # of what a source says at one time, the last that was recorded counts
            found.append(Stood(one.said, end, one.claim.stance, one, one))
    found.reverse()
    return found


class Bearings:
    """The plain claims on assertions and on those that bear on them.

    Parameters
    ----------
    evidence : Evidence
        The view, at whatever time of speaking.
    hearings : Hearings
        What it sees of plain claims.
    """

    def __init__(self, evidence: Evidence, hearings: Hearings) -> None:
        self._evidence = evidence
        self._hearings = hearings

    def spoken_on(self, assertion: str) -> list[Spoken] | None:
        """Give the claims on an assertion, in the order of speaking; none where not all are plain."""
        hearing = self._hearings.among(assertion)
        return None if hearing is None else self._hearings.heard(hearing)

    def stood(self, assertion: str, own: list[Spoken]) -> tuple[list[Stood], list[int]] | None:
        """Tell where each source stood, once somebody had spoken of it by name, and when anything related was said.

        There is nothing to tell here where not all is plain.
        """
        direct = [Ground(one.said, one.place, True, assertion, one.claim.stance, one) for one in own]
        grounds = direct
        related = self.related_to(assertion)
        for other, affirmed, denied in related.bearing:
            spoken = self.spoken_on(other)
            if spoken is None:
                return None
            puts = {AFFIRMS: affirmed, DENIES: denied}
            grounds = grounds + [
                Ground(one.said, one.place, False, other, puts.get(one.claim.stance), one) for one in spoken
            ]
        times = {ground.said for ground in grounds}
        for other in related.others.difference(one for one, *_ in related.bearing):
            spoken = self.spoken_on(other)
            if spoken is None:
                return None
            times.update(one.said for one in spoken)
        if grounds is direct:
            return stood(own), sorted(times)
        by_source: dict[str, list[Ground]] = {}
        for ground in grounds:
            by_source.setdefault(ground.spoken.source, []).append(ground)
        found = [one for said in by_source.values() for one in _stood_by_weight(assertion, said, own[0].said)]
        return sorted(found, key=_order), sorted(times)

    def related_to(self, assertion: str) -> Related:
        """Give what rules relate to an assertion, kept for as long as the rules are."""
        kept: dict[str, Related] = self._evidence.known.rules.related
        found = kept.get(assertion)
        if found is None:
            leads, torn = self._evidence.leads(assertion)
            bearing = tuple(
                (other, ways[True].stance if True in ways else None, ways[False].stance if False in ways else None)
                for other, ways in by_assertion(leads).items()
            )
            others = frozenset(literal.assertion for literal in (*leads, *torn)) - {assertion}
            found = kept[assertion] = Related(bearing, others)
        return found


def _stood_by_weight(assertion: str, grounds: list[Ground], since: int) -> Iterator[Stood]:
    """Tell where one source stood from a time on: at each time, by the weightiest of its last claims on each."""
    last: dict[str, Ground] = {}
    standing: Stood | None = None
    for said, together in groupby(sorted(grounds), key=_SAID):
        last.update((ground.about, ground) for ground in together)
        decides = max((ground for ground in last.values() if ground.stance is not None), default=None)
        # Also where the same claim goes on deciding: what else its source has said may make that uncertain.
        if standing is not None and standing.start < said:
            yield standing._replace(end=said)
        standing = None if decides is None else _standing_by(decides, last.get(assertion), max(said, since))
    if standing is not None:
        yield standing


def _standing_by(ground: Ground, direct: Ground | None, start: int) -> Stood:
    """Put a source where a claim puts it: shown by what it said of the assertion itself, if that says the same."""
    assert ground.stance is not None
    shown = direct if direct is not None and direct.stance is ground.stance else ground
    return Stood(start, FOREVER, ground.stance, ground.spoken, shown.spoken)


_SAID = itemgetter(0)


def _order(one: Stood) -> tuple[int, int]:
    return one.spoken.said, one.spoken.place
