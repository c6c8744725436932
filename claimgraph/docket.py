"""The disputes of one length of the log: which assertion is disputed from when to when.

A view by the clocks sees those whose stretch it lies in, so that what a day shows costs what is disputed on it, and not
what was ever said. A docket is made from the last one that differs by claims only: they change the cases of the
assertions that they bear on, and no others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import partial
from operator import itemgetter
from typing import NamedTuple

import attrs

from claimgraph.bearing import Bearings, stood
from claimgraph.case import Case, PlainCase, RuledCase, Sides, disputed_in, sides_of
from claimgraph.dispute import Dispute
from claimgraph.evidence import Evidence
from claimgraph.hearing import Hearings
from claimgraph.index import SIDES
from claimgraph.instants import BEGINNING, FOREVER
from claimgraph.known import Known
from claimgraph.model import Claim

_KEPT = 4
"""How many dockets are kept: of now, and of a few lengths that views ask again."""

_ERAS = 32
"""In how many parts the times of speaking are divided, with about as many stretches that start in each."""
_SAMPLED = 1 << 10
"""Of about how many stretches the starts are looked at for that."""


class Listed(NamedTuple):
    """A stretch of the times of speaking in which an assertion is disputed; without a case, in which it may be."""

    start: int
    end: int
    assertion: str
    case: Case | None
    dispute: Dispute | None
    """The dispute, where it is set out already."""


def to_be_judged(assertion: str, end: int = FOREVER) -> Listed:
    """List an assertion that may be disputed up to a time."""
    return Listed(BEGINNING - 1, end, assertion, None, None)


class Docket:
    """What is disputed when, in the order in which the assertions were recorded.

    Parameters
    ----------
    length : int
        The length of the log.
    marks : tuple
        How much of it changes what claims mean: dockets with the same marks differ by claims only.
    found : dict
        For each assertion that may be disputed at some time: where it comes in the order, and the stretches.
    names : dict
        The names of the sources, by their ids.
    """

    __slots__ = ("_eras", "_listed", "_seen", "found", "length", "marks", "names")

    def __init__(
        self,
        length: int,
        marks: tuple[int, ...],
        found: dict[str, tuple[int, list[Listed]]],
        names: dict[str, str],
    ) -> None:
        self.length = length
        self.marks = marks
        self.found = found
        self.names = names
        self._listed = [one for _, stretches in sorted(found.values(), key=_RANK) for one in stretches]
        starts = sorted([one.start for one in self._listed[:: len(self._listed) // _SAMPLED + 1]])
        self._eras = starts[:: len(starts) // _ERAS + 1]
        self._seen: dict[int, list[Listed]] = {}

    def at(self, until: int) -> list[Listed]:
        """Give what a view sees that ends at a time."""
        return [one for one in self._seen_in(bisect_left(self._eras, until)) if one[0] < until <= one[1]]

    def look_ahead(self) -> None:
        """Find out at once what views see in each era: for many days, a fifth of what it takes era by era."""
        seen: dict[int, list[Listed]] = {era: [] for era in range(len(self._eras) + 1)}
        for one in self._listed:
            for era in range(bisect_right(self._eras, one[0]), bisect_left(self._eras, one[1]) + 1):
                seen[era].append(one)
        self._seen = seen

    def _seen_in(self, era: int) -> list[Listed]:
        """Give what views see that end in one era: few more than one of them does."""
        found = self._seen.get(era)
        if found is None:
            after, until = [BEGINNING - 1, *self._eras, FOREVER][era : era + 2]
            found = self._seen[era] = [one for one in self._listed if one[0] < until and after < one[1]]
        return found


def docket_of(evidence: Evidence) -> Docket:
    """Give the docket of what a view by the clocks knows.

    Parameters
    ----------
    evidence : Evidence
        The view.

    Returns
    -------
    Docket
        One that is kept, or made for this length of the log.
    """
    known = evidence.known
    kept: dict[int, Docket] = known.shared.dockets
    with known.shared.lock:
        found = kept.pop(known.length, None)
        if found is not None:
            kept[known.length] = found  # as the last that was asked for
            return found
        others = list(kept.values())
    marks = _marks(known)  # which may take long: what is declared is read for it
    alike = [one for one in others if one.marks == marks]
    nearest = min(alike, key=lambda one: abs(one.length - known.length), default=None)
    clerk = _Clerk(evidence)
    found = clerk.all(marks) if nearest is None else clerk.brought_up_to_date(nearest)
    with known.shared.lock:
        while len(kept) >= _KEPT:
            del kept[next(iter(kept))]
        kept[known.length] = found
    return found


class _Clerk:
    """Draws up dockets."""

    def __init__(self, evidence: Evidence) -> None:
        whole = evidence.whole()
        assert whole is not None  # the view is by the clocks alone
        self._whole = whole
        self._known = whole.known
        self._hearings = Hearings(whole)
        self._bearings = Bearings(whole, self._hearings)
        self._names: dict[str, str] = {}

    def all(self, marks: tuple[int, ...]) -> Docket:
        """Look at every assertion."""
        known, found = self._known, {}
        contested = known.assertions if known.rules else known.contested
        for rank, one in enumerate(known.assertions):
            if one in contested and (listed := self._listed(one)):
                found[one] = rank, listed
        docket = Docket(known.length, marks, found, self._names)
        docket.look_ahead()
        return docket

    def brought_up_to_date(self, docket: Docket) -> Docket:
        """Look at what was said between the length of a docket and the one asked for."""
        known, self._names = self._known, docket.names
        # What was taken out may have come back, in the place that it had.
        is_moved = known.corrections.has_of_assertions
        found = {
            one: (known.rank(one) if is_moved else rank, listed)
            for one, (rank, listed) in docket.found.items()
            if one in known.assertions
        }
        for one in self._touched(*sorted((docket.length, self._known.length))):
            listed = self._listed(one)
            if listed:
                found[one] = (found[one][0] if one in found else known.rank(one)), listed
            else:
                found.pop(one, None)
        return Docket(known.length, docket.marks, found, self._names)

    def _touched(self, start: int, end: int) -> Iterable[str]:
        """Give the assertions that claims in a part of the log bear on."""
        # The longer log has the names of them all: one may be recorded in it with the claims on it.
        longer = attrs.evolve(self._whole.view, length=end).known
        records = longer.index.records
        texts = {record.assertion for at in range(start, end) if type(record := records[at]) is Claim}
        on = set(map(longer.assertion, texts))
        if not longer.rules:
            return [one for one in on if longer.stances_on(one) >= SIDES]
        # What an assertion bears on, or may contradict, does so in turn: each edge has its contrapositive.
        return on.union(*(self._bearings.related_to(one).others for one in on))

    def _listed(self, assertion: str) -> list[Listed]:
        """Tell in which stretches an assertion is disputed, or may be, where not all claims are plain."""
        if assertion not in self._known.assertions:
            return []  # a shorter log does not have it yet
        own = self._bearings.spoken_on(assertion)
        if own is None:
            return self._to_be_judged(assertion)
        if not self._known.rules:
            sides = sides_of(stood(own))
            return self._cases(assertion, sides, partial(PlainCase, spoken=own))
        has_asides = self._hearings.has_asides(assertion)
        if not own:
            return self._to_be_judged(assertion) if has_asides else []
        found = self._bearings.stood(assertion, own)
        if found is None:
            return self._to_be_judged(assertion)
        # Before a position is taken, what others imply counts once somebody has spoken of it in any way.
        before = self._to_be_judged(assertion, own[0].said) if has_asides else []
        case = partial(RuledCase, turns=found[1], assertion=assertion, view=self._whole.view)
        return before + self._cases(assertion, sides_of(found[0]), case)

    def _cases(self, assertion: str, sides: Sides, make: Callable[..., Case]) -> list[Listed]:
        stretches = list(disputed_in(sides))
        if not stretches:
            return []  # as most are: nothing is made of them
        case = make(self._known.assertions[assertion], sides, self._named(sides))
        return [
            Listed(start, end, assertion, case, dispute)
            for one in stretches
            for start, end, dispute in case.parts(*one)
        ]

    def _to_be_judged(self, assertion: str, end: int = FOREVER) -> list[Listed]:
        """List an assertion without a case, unless nobody ever took one of its sides."""
        return [to_be_judged(assertion, end)] if self._whole.may_be_disputed(assertion) else []

    def _named(self, sides: Sides) -> dict[str, str]:
        """Give the names of the sources, with those of all that are on some sides among them."""
        names = self._names
        for side in sides:
            for one in side:
                for source in (one.spoken.source, one.spoken.principal):
                    if source not in names:
                        names[source] = self._known.name(source)
        return names


def _marks(known: Known) -> tuple[int, ...]:
    """Tell how much of a log changes what claims mean, or what they are on."""
    index, length = known.index, known.length
    changing = [index.completing, index.rules, *([index.assertions_at] if known.rules else [])]
    return (*known.naming, *(bisect_left(places, length) for places in changing))


_RANK = itemgetter(0)
