"""Dates in the parts of TimelineJS: year, month, day, hour, minute, second, no more of them than are known."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidTime
from claimgraph.explanation.wording import when_text
from claimgraph.times.instants import in_zone, to_datetime
from claimgraph.times.when import When

Parts: TypeAlias = dict[str, int]

_PLAIN = re.compile(r"\d{4}(-\d\d){0,2}")
_DAY = ("year", "month", "day")
_CLOCK = ("hour", "minute", "second")


def parts_of(when: When, zone: ZoneInfo) -> tuple[Parts, Parts | None]:
    """Give the parts of the date something was said, and of the end of that date where it is a period.

    Examples
    --------
    >>> from zoneinfo import ZoneInfo
    >>> from claimgraph.io.timeline.dates import parts_of
    >>> parts_of(When("2022-07~"), ZoneInfo("UTC"))
    ({'year': 2022, 'month': 7}, None)
    >>> parts_of(When("201X"), ZoneInfo("UTC"))
    ({'year': 2010}, {'year': 2019})
    """
    first, _, last = when.text.partition("/")
    last = first if "X" in first[:4] and not last else last
    return _parts(first, "0", zone), _parts(last, "9", zone) if last not in ("", "..") else None


def displayed(when: When) -> str:
    """Write out a date that its parts alone do not tell in full."""
    return "" if _PLAIN.fullmatch(when.text) else when_text(when, on=False)


def clock_parts(micros: int, zone: ZoneInfo) -> Parts | None:
    """Give all parts of a moment, in the zone; none beyond the years 1 to 9999."""
    try:
        return _all_parts(_in_zone(micros, zone))
    except InvalidTime:
        return None


def _in_zone(micros: int, zone: ZoneInfo) -> datetime:
    try:
        return in_zone(micros, zone)
    except InvalidTime:  # the year 0 there, or 10000
        return to_datetime(micros)


def _parts(text: str, unknown: str, zone: ZoneInfo) -> Parts:
    """Give the parts of one date; `unknown` stands for the digits of a year that are not known."""
    plain = text.rstrip("~?%")
    if "T" in plain:
        parts = _all_parts(_in_zone(When(plain).bounds()[0], zone))
        if plain.count(":", 0, len("2022-07-02T10:30:00")) == 1:
            del parts["second"]
        return parts
    year, *rest = plain.split("-")
    known = {"year": int(year.replace("X", unknown))}
    return known | {name: int(digits) for name, digits in zip(_DAY[1:], rest, strict=False) if digits.isdigit()}


def _all_parts(at: datetime) -> Parts:
    return {name: getattr(at, name) for name in (*_DAY, *_CLOCK)}
