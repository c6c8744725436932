"""What a picture is of: the assertions to draw, and the view in words."""

from __future__ import annotations

from collections.abc import Iterable

from claimgraph.ask import Assessed, assertions, status
from claimgraph.ids import normalise
from claimgraph.model import Assertion
from claimgraph.view import View

Wanted = Iterable[Assertion | str] | Assertion | str | None
"""Assertions as a caller gives them: several, one, or none for all that were spoken of."""


def chosen(view: View, wanted: Wanted) -> list[Assessed]:
    """Give the assertions to draw with their statuses, in the order in which they were given or recorded.

    Among them may be some of which nobody spoke.

    Raises
    ------
    NotFound
        If one is named that is not recorded.
    """
    found = assertions(view)
    if wanted is None:
        return list(found)
    recorded = {record_of(row).id: row for row in found} | {normalise(row.assertion): row for row in found}
    given = [wanted] if isinstance(wanted, (str, Assertion)) else wanted
    rows = {}
    for one in given:
        now = status(view, one)
        row = recorded.get(one.id if isinstance(one, Assertion) else one) or recorded.get(normalise(str(one)))
        rows[str(one)] = row or Assessed(str(one), now)
    return list({id(row): row for row in rows.values()}.values())


def record_of(row: Assessed) -> Assertion:
    """Give the assertion of a row: two may have one text, and differ in what they are about."""
    return Assertion(row.assertion, subject=row.subject, predicate=row.predicate, value=row.value)


def seen(view: View) -> str:
    """Say through which clocks and sources a view looks."""
    clocks = {
        "As of": view.as_of,
        "Said since": view.said_since,
        "About": view.valid_at,
        "Known at": view.known_at,
        "Only": ", ".join(view.only or ()),
        "Without": ", ".join(view.without),
    }
    parts = [f"{name} {value}" for name, value in clocks.items() if value]
    return " · ".join([*(parts or ["All that is recorded"]), f"dates in {view.graph.zone.key}"])


def counted(number: int, thing: str) -> str:
    """Write a number with its thing, in the plural where that is due.

    Examples
    --------
    >>> counted(1, "claim"), counted(24, "assertion")
    ('1 claim', '24 assertions')
    """
    return f"{number:,} {thing}{'s' if number != 1 else ''}"
