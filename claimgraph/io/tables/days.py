"""Columns of times in which every time is a midnight: they hold days.

Spreadsheets and frames have no other way to write a day than a midnight without a zone. What a column holds can only
be told by all of it, so rows are held back as long as it may hold days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

TIMES = ("asserted_at", "valid", "value")
"""The fields that may hold times."""

_CLOCK = re.compile(r"[0-9]:[0-9]{2}")
_MIDNIGHT = re.compile(
    r"(?P<day>.*[0-9])(?:,?\s+(?:at\s+)?|T)"
    r"(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00(?:\.0+)?)?\s?(?:am|a\.m\.))",
    re.ASCII | re.IGNORECASE,
)
_PERIOD = re.compile(r"\.\./|/[0-9]{4}-")  # which ends at its midnight, where a day would end a day later

Row = Sequence[Any]


def with_days(
    rows: Iterable[tuple[int, Row]], columns: Mapping[int, str], days: list[str]
) -> Iterator[tuple[int, Row]]:
    """Give the rows with days where a column has nothing but midnights.

    Parameters
    ----------
    rows : iterable
        Rows, each with its line.
    columns : dict
        The places of the columns that may hold times, with their headings.
    days : list of str
        Takes the headings of the columns that hold days, once all rows were given.

    Examples
    --------
    >>> from claimgraph.io.tables.days import with_days
    >>> rows = [(2, ["2022-07-02 00:00:00", "2022-07-02 00:00"]), (3, ["2022-07-03T00:00", "2022-07-03 10:00"])]
    >>> list(with_days(rows, {0: "When", 1: "Of when"}, days := []))
    [(2, ['2022-07-02', '2022-07-02 00:00']), (3, ['2022-07-03', '2022-07-03 10:00'])]
    >>> days
    ['When']
    """
    undecided, held, found = dict(columns), list[tuple[int, Row]](), set[int]()
    for line, row in rows:
        for place in [place for place in undecided if place < len(row) and _has_clock(row[place])]:
            if day_of(row[place]) is None:
                del undecided[place]
                found.discard(place)
            else:
                found.add(place)
        held.append((line, row))
        if not found:
            yield from held
            held.clear()
    days.extend(undecided[place] for place in sorted(found))
    for line, row in held:
        yield line, [(place in found and day_of(cell)) or cell for place, cell in enumerate(row)]


def day_of(cell: Any) -> str | None:
    """Give the day of a midnight without a zone; nothing of any other cell.

    Examples
    --------
    >>> from claimgraph.io.tables.days import day_of
    >>> day_of("02/07/2022 12:00:00 AM"), day_of("2022-07-02 00:00Z"), day_of("2022-07-02 10:00")
    ('02/07/2022', None, None)
    """
    found = _MIDNIGHT.fullmatch(cell.strip()) if isinstance(cell, str) else None
    day = found["day"] if found else None
    return None if day is None or _CLOCK.search(day) or _PERIOD.search(day) else day


def _has_clock(cell: Any) -> bool:
    return isinstance(cell, str) and _CLOCK.search(cell) is not None
