"""The statuses of an assertion as stretches of the times of speaking, for formats that draw them."""

from __future__ import annotations

import attrs

from claimgraph.convert.plain_data import written
from claimgraph.errors import InvalidTime
from claimgraph.graph.view import View
from claimgraph.questions.assessment import timeline
from claimgraph.records.stance import Status
from claimgraph.times.instants import to_datetime


@attrs.frozen
class Spell:
    """A stretch over which the status was the same.

    Attributes
    ----------
    status : Status
        The status.
    start : int
        Since when, in microseconds since 1970.
    end : int or None
        Until when; none for the status that holds to the end of the view.
    """

    status: Status
    start: int
    end: int | None


def spells_of(view: View, assertion: str) -> list[Spell]:
    """Give the spells of an assertion, by its id, in order and without gaps.

    Examples
    --------
    >>> from claimgraph.io.network.status_spells import instant, spells_of
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Rybar", "affirms", "Bridge open", asserted_at="2022-07-02"),
    ...     Claim("TASS", "denies", "Bridge open", asserted_at="2022-07-03"),
    ... ])
    >>> [(spell.status.value, instant(spell.start)) for spell in spells_of(g.view(), "assertion:bridge open")]
    [('claimed', '2022-07-02T00:00:00Z'), ('disputed', '2022-07-03T00:00:00Z')]
    """
    zone = view.graph.zone
    # Of several changes at one moment the last counts, as it does for `status`.
    at = {change.at.bounds(zone)[0]: change.status for change in timeline(view, assertion)}
    changed: list[tuple[int, Status]] = []
    for start, status in at.items():
        if not changed or changed[-1][1] is not status:
            changed.append((start, status))
    following = (start for start, _ in changed[1:])
    return [Spell(status, start, next(following, None)) for start, status in changed]


def instant(micros: int | None) -> str | None:
    """Write a moment as an XML Schema dateTime, or give none for what is open or beyond the years 1 to 9999.

    Examples
    --------
    >>> from claimgraph.io.network.status_spells import instant
    >>> instant(0), instant(1 << 62)
    ('1970-01-01T00:00:00Z', None)
    """
    if micros is None:
        return None
    try:
        return written(to_datetime(micros))
    except InvalidTime:
        return None
