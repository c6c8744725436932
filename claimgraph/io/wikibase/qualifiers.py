"""Qualifiers of Wikibase statements, and the periods that they say a statement holds for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from claimgraph.errors import InvalidTime
from claimgraph.io.wikibase.snaks import NONE, SOME, is_julian, kind_of, side_of, snaks_of, time_of
from claimgraph.io.wikibase.times import Stretch
from claimgraph.times.when import When

START, END, POINT = "P580", "P582", "P585"

Snaks = list[tuple[Any, str]]


@attrs.frozen
class Qualifier:
    """The qualifiers of a statement that have one property.

    Parameters
    ----------
    property : str
        The property.
    role : str or None
        That of Wikidata whose part it has.
    snaks : list
        The snaks, each with its path.
    """

    property: str
    role: str | None
    snaks: Snaks


class Qualifiers:
    """The qualifiers of one statement.

    Parameters
    ----------
    data : dict, list or None
        As the file has them.
    roles : dict or None
        Wikidata's ids by those of the file, where these are others.
    path : str
        Where they stand.
    """

    def __init__(self, data: Any, roles: Mapping[str, str] | None, path: str) -> None:
        self._all = [
            Qualifier(one, one if roles is None else roles.get(one), snaks) for one, snaks in snaks_of(data, path)
        ]

    def __iter__(self) -> Iterator[Qualifier]:
        return iter(self._all)

    def of(self, role: str, kind: str = "value") -> Snaks:
        """Give the snaks of a role that have a value, or say that there is some or none."""
        snaks = (snak for one in self._all if one.role == role for snak in one.snaks)
        return [(snak, path) for snak, path in snaks if kind_of(snak, path) == kind]


@attrs.frozen
class Held:
    """When a statement holds, as far as its qualifiers say.

    Parameters
    ----------
    periods : list
        The periods; None is the present tense.
    told : set of str
        The roles whose qualifiers say no more than these periods.
    in_full : bool
        Whether all times could be read as dates, one after the other.
    """

    periods: list[When | None]
    told: set[str]
    in_full: bool


def held(qualifiers: Qualifiers, snapshot: When) -> Held:
    """Return when a statement holds.

    What has ended nobody knows when held at some time before the snapshot. Of several starts, or several ends,
    nobody knows which is meant: the widest period then, marked as uncertain. A time that is no date is as good as
    unknown; but what began before year 1 has begun before any date.
    """
    starts, ends, points = _Times(qualifiers, START), _Times(qualifiers, END), _Times(qualifiers, POINT)
    told = {one.role for one in (starts, ends, points) if one.told}
    if starts.given or ends.given:
        period, in_order = _period(starts, ends, snapshot)
        told = told - {POINT} if in_order else set()
        return Held([period], told, in_order and not starts.lost and not ends.lost)
    found: list[When | None] = [*dict.fromkeys(When(one.text) for one in points.known)]
    return Held(found or [some_time_before(snapshot) if points.unknown else None], told, not points.lost)


def some_time_before(snapshot: When) -> When:
    """Return the period of what held before a snapshot, nobody knows when."""
    return When(f"../{snapshot.text}?")


class _Times:
    """What is said of the start, of the end, or of points in time."""

    def __init__(self, qualifiers: Qualifiers, role: str) -> None:
        snaks = qualifiers.of(role)
        unknown = qualifiers.of(role, SOME)
        read = [(_read(*snak), side_of(*snak)) for snak in snaks]
        sides = [side for stretch, side in read if stretch is None]
        self.role = role
        self.known = [stretch for stretch, _ in read if stretch is not None]
        self.lost = bool(sides)
        # A start before all dates, or an end after them, leaves the period open.
        self.is_open = _OPEN.get(role) in sides
        self.is_beyond = role in _OPEN and -_OPEN[role] in sides
        self.unknown = bool(unknown) or any(side != _OPEN.get(role) for side in sides)
        self.given = bool(snaks or unknown or qualifiers.of(role, NONE))
        one = len(snaks) == 1 or role == POINT
        self.told = one and not unknown and not self.lost and not any(is_julian(*snak) for snak in snaks)

    def widest(self, pick: Callable[..., Stretch]) -> Stretch | None:
        """Return the earliest start or the latest end that is known."""
        if self.is_open or not self.known:
            return None
        found = pick(self.known, key=lambda one: When(one.text).bounds()[pick is max])
        return found if len(set(self.known)) == 1 else found.marked("?")


_OPEN = {START: -1, END: 1}
"""The side of all dates on which a start, or an end, leaves a period open."""


def _read(snak: Any, path: str) -> Stretch | None:
    """Return the time of a snak; none where it is no date from year 1 to 9999."""
    try:
        return time_of(snak, path)
    except InvalidTime:
        return None


def _period(starts: _Times, ends: _Times, snapshot: When) -> tuple[When | None, bool]:
    """Return the one period, and whether its times are in order: nobody knows when it was if they are not."""
    first, last = starts.widest(min), ends.widest(max)
    if starts.is_beyond or ends.is_beyond:
        return some_time_before(snapshot), False
    if first and last:
        try:
            return When(first.to(last)), True
        except InvalidTime:
            return some_time_before(snapshot), False
    if first:
        # That it has ended is known, but not when: it certainly held when it began.
        return When(first.text if ends.unknown else f"{first.first}/.."), True
    if last:
        return When(last.text if starts.unknown else f"../{last.last}"), True
    return some_time_before(snapshot) if ends.unknown else None, True
