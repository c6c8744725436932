"""Words that are nobody's origin any more: their source has withdrawn them, or stands on the other side by now."""

from __future__ import annotations

from typing import NamedTuple

from claimgraph.evaluation.admission import Admission
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance
from claimgraph.times.instants import FOREVER

OPPOSITE = {Stance.AFFIRMS: Stance.DENIES, Stance.DENIES: Stance.AFFIRMS}


class Lapsed(NamedTuple):
    """A claim that is nobody's origin any more, and the one by which its source let it go.

    That one is a withdrawal, or takes the other side.
    """

    claim: Claim
    by: Claim


class _Heard(NamedTuple):
    """A claim of one source on one assertion: its place in the order of speaking, and the time it speaks of."""

    order: tuple[int, int]
    claim: Claim
    valid: tuple[int, int] | None

    def covers(self, other: _Heard) -> bool:
        """Tell whether it speaks of all the time that another speaks of; the present tense, of the present."""
        if self.valid is None or other.valid is None:
            return other.valid is None and (self.valid is None or self.valid[1] == FOREVER)
        return self.valid[0] <= other.valid[0] and other.valid[1] <= self.valid[1]


class Words:
    """What sources have said of assertions, whichever sources the view asks for.

    Parameters
    ----------
    admission : Admission
        The view, of which the clocks matter here.
    """

    def __init__(self, admission: Admission) -> None:
        self._admission = admission
        self._known = admission.known
        self._on: dict[str, dict[str, list[_Heard]]] = {}

    def let_go_by(self, place: int, claim: Claim, until: int) -> Claim | None:
        """Return the claim by which the source of a claim has let go of it before a time, if it has.

        Parameters
        ----------
        place : int
            The place of the claim in the log.
        claim : Claim
            The claim.
        until : int
            The time, in microseconds.
        """
        this = self._heard(place, claim)
        said = self._said_by(claim)
        said = [one for one in said if one.order[0] < until]
        withdrawals = [one for one in said if one.claim.stance is Stance.WITHDRAWS]
        by = self._withdrawal_of(this, withdrawals)
        if by is not None:
            return by
        for one in reversed(said):
            if one.order <= this.order:
                break
            takes_side = one.claim.stance in OPPOSITE and one.covers(this)
            if takes_side and self._withdrawal_of(one, withdrawals) is None:
                return one.claim if one.claim.stance is OPPOSITE.get(claim.stance) else None
        return None

    def _withdrawal_of(self, told: _Heard, withdrawals: list[_Heard]) -> Claim | None:
        """Return the first withdrawal that takes back a claim: by what it cites, or all that was said before it."""
        for one in withdrawals:
            cited = [item for item in one.claim.cites if isinstance(item, str)]
            if cited:
                if told.claim.id in map(self._known.corrections.successor, cited):
                    return one.claim
            elif told.order < one.order:
                return one.claim
        return None

    def _said_by(self, claim: Claim) -> list[_Heard]:
        """Return all that the source of a claim has said of the same assertion, in the order of speaking."""
        about, source = self._known.assertion(claim.assertion), self._known.source(claim.source)
        by_source = self._on.get(about)
        if by_source is None:
            by_source = self._on[about] = {}
            for place, one in self._known.claims_on(about):
                by_source.setdefault(self._known.source(one.source), []).append(self._heard(place, one))
            for said in by_source.values():
                said.sort(key=lambda heard: heard.order)
        return by_source.get(source, [])

    def _heard(self, place: int, claim: Claim) -> _Heard:
        zone = self._admission.zone
        valid = None if claim.valid is None else claim.valid.bounds(zone)
        return _Heard((claim.asserted_at.bounds(zone)[0], place), claim, valid)
