"""Qualifiers of Wikibase statements, and the periods that they say a statement holds for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.io.wikibase.snaks import NONE, SOME, is_julian, kind_of, snaks_of, time_of
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


def periods(qualifiers: Qualifiers, snapshot: When) -> tuple[list[When | None], set[str]]:
    """Give the periods that a statement holds for, and the roles whose qualifiers say no more than these.

    None is the present tense. What has ended nobody knows when held at some time before the snapshot. Of
    several starts, or several ends, nobody knows which is meant: the widest period then, marked as uncertain.
    """
    starts, ends = (_Bound(qualifiers, role) for role in (START, END))
    told = {role for role in (START, END, POINT) if _told(qualifiers, role)}
    if not starts.given and not ends.given:
        points = [When(time_of(snak, path).text) for snak, path in qualifiers.of(POINT)]
        if points or not qualifiers.of(POINT, SOME):
            return [*dict.fromkeys(points)] or [None], told
        return [_before(snapshot)], told
    told.discard(POINT)
    first, last = starts.widest(min), ends.widest(max)
    try:
        return [_period(first, last, starts, ends, snapshot)], told
    except InvalidRecord as error:
        raise error.at(field=(starts.path or ends.path))  # noqa: B904 - the same error


class _Bound:
    """What is said of the start or of the end."""

    def __init__(self, qualifiers: Qualifiers, role: str) -> None:
        known = qualifiers.of(role)
        self.unknown = bool(qualifiers.of(role, SOME))
        self.given = bool(known) or self.unknown or bool(qualifiers.of(role, NONE))
        self.path = known[0][1] if known else None
        self._known = [time_of(snak, path) for snak, path in known]

    def widest(self, pick: Callable[..., Stretch]) -> Stretch | None:
        """Give the earliest start or the latest end that is known."""
        if not self._known:
            return None
        found = pick(self._known, key=lambda one: When(one.text).bounds()[pick is max])
        return found if len(set(self._known)) == 1 else found.marked("?")


def _period(first: Stretch | None, last: Stretch | None, starts: _Bound, ends: _Bound, snapshot: When) -> When | None:
    if first and last:
        return When(first.to(last))
    if first:
        # That it has ended is known, but not when: it certainly held when it began.
        return When(first.text if ends.unknown else f"{first.first}/..")
    if last:
        return When(last.text if starts.unknown else f"../{last.last}")
    return _before(snapshot) if ends.unknown else None


def _before(snapshot: When) -> When:
    return When(f"../{snapshot.text}?")


def _told(qualifiers: Qualifiers, role: str) -> bool:
    """Tell whether a period says all that the qualifiers of a role do."""
    snaks = qualifiers.of(role)
    others = qualifiers.of(role, SOME)
    return not others and (len(snaks) == 1 or role == POINT) and not any(is_julian(*snak) for snak in snaks)
