"""The disputes of one length of the log: which assertion is disputed from when to when.

A view by the clocks sees those whose stretch it lies in, so that what a day shows costs what is disputed on it, and not
what was ever said. A docket is made from the nearest one that differs by claims only: they change the cases of the
assertions that they bear on, and no others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter

import attrs

from claimgraph.evaluation.dispute import Dispute
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.evaluation.hearing import Hearings
from claimgraph.evaluation.interval_index import Listed, Roll, to_be_judged
from claimgraph.evaluation.lazy_dispute import Case, PlainCase, RuledCase
from claimgraph.evaluation.related import Bearings, Stood, stood
from claimgraph.evaluation.sides import Names, disputed_in, sides_of
from claimgraph.log.index import SIDES
from claimgraph.log.snapshot import Known
from claimgraph.records.claims import Claim
from claimgraph.times.instants import FOREVER

_KEPT = 4
"""How many dockets are kept: of now, and of a few lengths that views ask again."""

_MANY_CHANGED = 1 / 16
"""From how many changed assertions on, for each stretch on a roll, a new one is made."""


class Docket:
    """What is disputed when, in the order in which the assertions were recorded.

    Parameters
    ----------
    length : int
        The length of the log.
    marks : tuple
        How much of it changes what claims mean: dockets with the same marks differ by claims only.
    names : dict
        The names of the sources, by their ids.
    roll : Roll
        The stretches in which assertions are disputed, or may be, at this or another length of the log.
    changed : dict
        For each assertion on which that length has other claims: its stretches here.
    """

    __slots__ = ("changed", "length", "marks", "names", "roll")

    def __init__(
        self,
        length: int,
        marks: tuple[int, ...],
        names: dict[str, str],
        roll: Roll,
        changed: dict[str, list[Listed]] | None = None,
    ) -> None:
        self.length = length
        self.marks = marks
        self.names = names
        self.roll = roll
        self.changed = changed or {}

    def at(self, until: int) -> Sequence[Dispute | Listed]:
        """Give what a view sees that ends at a time: disputes, where they are set out already."""
        if not self.changed:
            return self.roll.at(until)
        return [one.dispute or one for one in self.listed_at(until)]

    def listed_at(self, until: int) -> list[Listed]:
        """Give what a view sees that ends at a time, as it is listed."""
        seen = self.roll.listed_at(until)
        if self.changed:
            seen = [one for one in seen if one.assertion not in self.changed]
            seen += [one for found in self.changed.values() for one in found if one.start < until <= one.end]
            seen.sort(key=_RANK)
        return seen


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
        self._shared: dict[Names, Names] = {}
        # What was taken out may have come back, in the place that it had.
        self._is_moved = self._known.corrections.has_of_assertions

    def all(self, marks: tuple[int, ...]) -> Docket:
        """Look at every assertion."""
        known = self._known
        contested = known.assertions if known.rules else known.contested
        roll = Roll(listed for one in known.assertions if one in contested for listed in self._listed(one))
        return Docket(known.length, marks, self._names, roll)

    def brought_up_to_date(self, docket: Docket) -> Docket:
        """Look at what was said between the length of a docket and the one asked for."""
        known, roll, self._names = self._known, docket.roll, docket.names
        changed = dict(docket.changed)
        for one in self._touched(*sorted((docket.length, known.length))):
            changed[one] = self._listed(one) if one in known.assertions else []
        if self._is_moved or len(changed) > _MANY_CHANGED * len(roll.listed):
            kept = (one for one in roll.listed if one.assertion in known.assertions and one.assertion not in changed)
            if self._is_moved:
                kept = (one._replace(rank=self._rank(one.assertion)) for one in kept)
            roll, changed = Roll(chain(kept, *changed.values())), {}
        return Docket(known.length, docket.marks, self._names, roll, changed)

    def _touched(self, start: int, end: int) -> Iterable[str]:
        """Give the assertions that are recorded in a part of the log, or that claims in it bear on."""
        # The longer log has the names of them all: one may be recorded in it with the claims on it.
        longer = attrs.evolve(self._whole.view, length=end).known
        index, records = longer.index, longer.index.records
        named = {record.assertion for at in range(start, end) if type(record := records[at]) is Claim}
        named.update(index.assertions[slice(*(bisect_left(index.assertions_at, at) for at in (start, end)))])
        on = set(map(longer.assertion, named))
        if not longer.rules:
            return [one for one in on if longer.stances_on(one) >= SIDES]
        # What an assertion bears on, or may contradict, does so in turn: each edge has its contrapositive.
        return on.union(*(self._bearings.related_to(one).others for one in on))

    def _listed(self, assertion: str) -> list[Listed]:
        """Tell in which stretches an assertion is disputed, or may be, where not all claims are plain."""
        if self._known.rules and not self._may_have_sides(assertion):
            return []
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

    def _may_have_sides(self, assertion: str) -> bool:
        """Tell at once of most assertions that nothing bears on them, and nobody took one of their sides."""
        return self._known.stances_on(assertion) >= SIDES or bool(self._bearings.related_to(assertion).others)

    def _cases(self, assertion: str, sides: tuple[list[Stood], list[Stood]], make: Callable[..., Case]) -> list[Listed]:
        stretches = list(disputed_in(sides))
        if not stretches:
            return []  # as most are: nothing is made of them
        rank = self._rank(assertion)
        case = make(self._known.assertions[assertion], sides, self._named(sides))
        return [
            Listed(rank, start, end, assertion, case, dispute)
            for one in stretches
            for start, end, dispute in case.parts(*one, self._shared)
        ]

    def _to_be_judged(self, assertion: str, end: int = FOREVER) -> list[Listed]:
        """List an assertion without a case, unless nobody ever took one of its sides."""
        may_be = self._whole.may_be_disputed(assertion)
        return [to_be_judged(assertion, self._rank(assertion), end)] if may_be else []

    def _rank(self, assertion: str) -> int:
        """Give what orders assertions as they were recorded: their place in the log, if none was moved since."""
        return self._known.rank(assertion) if self._is_moved else self._known.first_place(assertion)

    def _named(self, sides: tuple[list[Stood], list[Stood]]) -> dict[str, str]:
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
