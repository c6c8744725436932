"""What a picture is of: the assertions to draw, and the view in words."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from claimgraph.graph.view import View
from claimgraph.questions.assessment import Assessed, assertions, status
from claimgraph.records.claims import Assertion
from claimgraph.records.ids import assertion_id, normalise
from claimgraph.records.stance import Status

Wanted = Iterable[Assertion | str] | Assertion | str | None
"""Assertions as a caller gives them: several, one, or none for all that were spoken of."""


@attrs.frozen
class Chosen:
    """An assertion to draw: its text and its status, and by what to ask for it."""

    text: str
    status: Status
    asked: Assertion | str


def chosen(view: View, wanted: Wanted) -> list[Chosen]:
    """Give the assertions to draw, in the order in which they were given or recorded.

    Among them may be some of which nobody spoke.

    Raises
    ------
    NotFound
        If one is named that is not recorded.
    """
    # Two may have one text, and differ in what they are about: records tell them apart.
    records = {_record_of(row): row.status for row in assertions(view)}
    if wanted is None:
        return [Chosen(record.text, now, record) for record, now in records.items()]
    texts = {record.id: record.text for record in records} | {normalise(one.text): one.text for one in records}
    found: dict[str, Chosen] = {}
    for one in [wanted] if isinstance(wanted, (str, Assertion)) else wanted:
        now = status(view, one)
        text = one.text if isinstance(one, Assertion) else texts.get(one) or texts.get(normalise(one)) or one
        found.setdefault(one.id if isinstance(one, Assertion) else assertion_id(text), Chosen(text, now, one))
    return list(found.values())


def _record_of(row: Assessed) -> Assertion:
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
