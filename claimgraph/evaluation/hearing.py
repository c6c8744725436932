"""The plain claims on each assertion, kept in the order of speaking.

What a view asks of an assertion is then one sweep over the beginning of that order: see `claimgraph.standing.tally`,
which also says what a plain claim is. An assertion of which one thing was said that is not plain has no hearing, and
is judged as `claimgraph.evaluation.evaluator` does it, and so is every one where rules are declared, or where the view
is chosen in other ways than by `as_of` and `known_at`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from claimgraph.evaluation.evaluator import Evidence
from claimgraph.log.snapshot import Known
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance, Status
from claimgraph.standing.tally import AFFIRMS, DENIES, QUESTIONS, Count, Spoken, sweep

_TAKEN = frozenset({AFFIRMS, DENIES, QUESTIONS})
_spoken = tuple.__new__  # in 0.1 us for 0.25 us: each claim is made one of
_PASSED_OVER = frozenset({Stance.COMMENTS, Stance.DECLINES})


class Hearing:
    """The plain claims on one assertion, which grow with the log.

    Parameters
    ----------
    known : Known
        What the claims are read by.
    assertion : str
        The id of the assertion.
    records : int
        How many records there are of it.

    Attributes
    ----------
    is_plain : bool
        Whether all claims on it are plain.
    has_asides : bool
        Whether there are claims that take no position, and are passed over here.
    known_by : tuple
        How much of the log was known of who is who: see `claimgraph.log.claim_lookup`.
    seen : int
        Up to which length of the log its claims are taken in.
    records : int
        How many records there are of it: none where it is named only.
    told : tuple of list of Spoken and int
        The claims in the order of speaking, and the place in the log of the last that was recorded. What comes takes a
        new list: others go on reading the old one.
    """

    __slots__ = ("_counts", "_latest", "has_asides", "is_plain", "known_by", "records", "seen", "told")

    def __init__(self, known: Known, assertion: str, records: int) -> None:
        self.known_by = known.hearing
        self.is_plain = True
        self.has_asides = False
        self.told: tuple[list[Spoken], int] = [], -1
        self.records = records
        self._counts = dict.fromkeys(known.keys(assertion), 0)
        self._latest: tuple[int, Count] | None = None
        self.seen = 0
        self.catch_up(known)

    def catch_up(self, known: Known) -> None:
        """Take in the claims that were recorded since, up to the length that is known: what follows may be cut."""
        index = known.index
        for key in self._counts:
            places = index.claims_on.get(key, ())
            with known.shared.lock:
                until = bisect_left(places, known.length)
                if new := places[self._counts[key] : until]:  # unless another thread was here first
                    self._take_in(known, new)
                    self._counts[key] = until
        self.seen = max(self.seen, known.length)

    def status(self, known: Known, spoken: list[Spoken]) -> Status:
        """Tell what claims amount to: where it is all of them, one that was said last is heard by itself."""
        with known.shared.lock:
            if spoken is not self.told[0]:
                return sweep(spoken, Count()).status
            heard, count = self._latest or (0, Count())
            new = spoken[heard:]
            if heard and new and new[0].said == spoken[heard - 1].said:
                count, new = Count(), spoken  # what is said at one time is heard together
            self._latest = len(spoken), sweep(new, count)
            return count.status

    def _take_in(self, known: Known, places: Sequence[int]) -> None:
        new = self._read(known, places)
        new.sort()
        spoken, last = self.told
        if spoken and new and new[0] < spoken[-1]:
            self._latest = None
            new = sorted([*spoken, *new])
        elif new:
            new = [*spoken, *new]
        self.told = new or spoken, max(last, places[-1])

    def _read(self, known: Known, places: Sequence[int]) -> list[Spoken]:
        """Give those claims at some places in the log that take a position, and see whether all are plain."""
        records: list[Any] = known.index.records
        zone, speaker = known.zone, known.speaker
        found = []
        for place in places:
            claim: Claim = records[place]
            when = claim.asserted_at
            if claim.stance in _TAKEN and claim.valid is None and not claim.cites and not when.qualified:
                said, until = when.bounds(zone)
                source, principal = speaker(claim.source, said)
                found.append(_spoken(Spoken, (said, place, until, source, principal, claim)))
            elif claim.stance in _PASSED_OVER:
                self.has_asides = True
            else:
                self.is_plain = False
        return found


class Hearings:
    """What a view sees of the plain claims on assertions.

    Parameters
    ----------
    evidence : Evidence
        The view.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._known = evidence.known
        self._until = evidence.until
        self._kept: dict[str, Hearing] = evidence.known.shared.hearings
        self._is_by_clocks = evidence.is_by_clocks

    def of(self, assertion: str) -> Hearing | None:
        """Give the hearing of an assertion, if it has one and nothing else bears on it."""
        return None if self._known.is_ruled else self.among(assertion)

    def among(self, assertion: str) -> Hearing | None:
        """Give the hearing of an assertion, if it has one, whatever else bears on it."""
        if not self._is_by_clocks:
            return None
        known = self._known
        places = known.index.places.of(assertion)
        if places and places[-1] >= known.length:
            return None  # before its triple was recorded, its claims were on an assertion of another id
        hearing = self._kept.get(assertion)
        if hearing is None or hearing.known_by != known.hearing or hearing.records != len(places):
            if known.is_corrected(assertion):
                return None
            hearing = self._kept[assertion] = Hearing(known, assertion, len(places))
        elif hearing.is_plain and hearing.seen < known.length:
            hearing.catch_up(known)
        return hearing if hearing.is_plain else None

    def has_asides(self, assertion: str) -> bool:
        """Tell whether something was said of an assertion that takes no position."""
        hearing = self._kept.get(assertion)
        return hearing is None or hearing.has_asides

    def heard(self, hearing: Hearing) -> list[Spoken]:
        """Give what the view admits of what was said."""
        (spoken, last), length = hearing.told, self._known.length
        if spoken and spoken[-1].said >= self._until:
            spoken = spoken[: bisect_left(spoken, (self._until,))]
        if last >= length:
            return [one for one in spoken if one.place < length]
        return spoken

    def status(self, hearing: Hearing) -> Status:
        """Tell what the view admits of what was said amounts to."""
        return hearing.status(self._known, self.heard(hearing))
