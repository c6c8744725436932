"""The plain claims on each assertion, kept in the order of speaking.

What a view asks of an assertion is then one sweep over the beginning of that order: see `claimgraph.tally`, which
also says what a plain claim is. An assertion of which one thing was said that is not plain has no hearing, and is
judged as `claimgraph.evidence` does it, and so is every one where rules are declared, or where the view is chosen in
other ways than by `as_of` and `known_at`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from claimgraph.evidence import Evidence
from claimgraph.known import Known
from claimgraph.model import Claim, Stance, Status
from claimgraph.tally import AFFIRMS, DENIES, QUESTIONS, Spoken, Tally, sweep

_TAKEN = frozenset({AFFIRMS, DENIES, QUESTIONS})
_PASSED_OVER = frozenset({Stance.COMMENTS, Stance.DECLINES})


class Hearing:
    """The plain claims on one assertion, which grow with the log.

    Parameters
    ----------
    known : Known
        What the claims are read by.
    assertion : str
        The id of the assertion.

    Attributes
    ----------
    is_plain : bool
        Whether all claims on it are plain.
    has_asides : bool
        Whether there are claims that take no position, and are passed over here.
    seen : int
        Up to which length of the log its claims are taken in.
    records : int
        How many records there are of it: none where it is named only.
    told : tuple of list of Spoken and int
        The claims in the order of speaking, and the place in the log of the last that was recorded. What comes takes a
        new list: others go on reading the old one.
    """

    __slots__ = ("_counts", "_keys", "_latest", "has_asides", "is_plain", "naming", "records", "seen", "told")

    def __init__(self, known: Known, assertion: str) -> None:
        self.naming = known.naming
        self.is_plain = True
        self.has_asides = False
        self.told: tuple[list[Spoken], int] = [], -1
        self.records = len(known.index.places.of(assertion))
        self._keys = known.keys(assertion)
        self._counts = [0] * len(self._keys)
        self._latest: tuple[int, Tally] | None = None
        self.catch_up(known)

    def catch_up(self, known: Known) -> None:
        """Take in the claims that were recorded since."""
        seen = len(known.index)
        for at, key in enumerate(self._keys):
            places = known.index.claims_on.get(key, ())
            if len(places) > self._counts[at]:
                with known.shared.lock:
                    # What is being recorded is in the look-ups before it is in the log.
                    until = bisect_left(places, seen)
                    if new := places[self._counts[at] : until]:  # unless another thread was here first
                        self._take_in(known, new)
                        self._counts[at] += len(new)
        self.seen = seen

    def status(self, known: Known, spoken: list[Spoken]) -> Status:
        """Tell what claims amount to: where it is all of them, one that was said last is heard by itself."""
        with known.shared.lock:
            if spoken is not self.told[0]:
                return sweep(spoken, Tally()).status
            heard, tally = self._latest or (0, Tally())
            new = spoken[heard:]
            if heard and new and new[0].said == spoken[heard - 1].said:
                tally, new = Tally(), spoken  # what is said at one time is heard together
            self._latest = len(spoken), sweep(new, tally)
            return tally.status

    def _take_in(self, known: Known, places: Sequence[int]) -> None:
        found = [self._read(known, place) for place in places]
        new = sorted(one for one in found if one is not None)
        spoken, last = self.told
        if spoken and new and new[0] < spoken[-1]:
            self._latest = None
            new = sorted([*spoken, *new])
        elif new:
            new = [*spoken, *new]
        self.told = new or spoken, max(last, places[-1])

    def _read(self, known: Known, place: int) -> Spoken | None:
        claim = known.index.records[place]
        assert isinstance(claim, Claim)
        if claim.stance in _PASSED_OVER:
            self.has_asides = True
            return None
        if claim.valid is not None or claim.cites or claim.stance not in _TAKEN or claim.asserted_at.qualified:
            self.is_plain = False
            return None
        said = claim.asserted_at.bounds(known.zone)
        chain = known.chain(known.source(claim.source), said[0])
        return Spoken(said[0], place, said[1], chain[0], chain[-1], claim)


class Hearings:
    """What a view sees of the plain claims on assertions.

    Parameters
    ----------
    evidence : Evidence
        The view.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._known = evidence.known
        self.name = evidence.admission.name
        self._until = evidence.admission.until
        self._kept = evidence.known.shared.hearings
        self._is_ruled = bool(evidence.known.rules)
        self._is_by_clocks = evidence.is_by_clocks
        self._naming = evidence.known.naming
        self._recorded = len(evidence.known.index)

    def of(self, assertion: str) -> Hearing | None:
        """Give the hearing of an assertion, if it has one and nothing else bears on it."""
        return None if self._is_ruled else self.among(assertion)

    def among(self, assertion: str) -> Hearing | None:
        """Give the hearing of an assertion, if it has one, whatever else bears on it."""
        if not self._is_by_clocks:
            return None
        hearing: Hearing | None = self._kept.get(assertion)
        places = self._known.index.places.of(assertion)
        if places and places[-1] >= self._known.length:
            return None  # before its triple was recorded, its claims were on an assertion of another id
        if hearing is None or hearing.naming != self._naming or hearing.records != len(places):
            if self._known.is_corrected(assertion):
                return None
            hearing = self._kept[assertion] = Hearing(self._known, assertion)
        elif hearing.is_plain and hearing.seen < self._recorded:
            hearing.catch_up(self._known)
        return hearing if hearing.is_plain else None

    def has_asides(self, assertion: str) -> bool:
        """Tell whether something was said of an assertion that takes no position."""
        hearing: Hearing | None = self._kept.get(assertion)
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
