"""Dates as people write them in English, to strict text.

A date is only read if it says all that the strict text says: what would have to be filled in, skipped or
guessed is refused. The one exception is a day such as "yesterday" or "last Saturday", which is counted
back from the day of publication.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dateutil import parser

from claimgraph.times.instants import refusal

_MONTHS = {name.casefold(): place for place, names in enumerate(parser.parserinfo.MONTHS, 1) for name in names}
_WEEKDAYS = {name.casefold(): day for day, names in enumerate(parser.parserinfo.WEEKDAYS) for name in names}
_MONTH, _WEEKDAY = ("|".join(sorted(names, key=len, reverse=True)) for names in (_MONTHS, _WEEKDAYS))
_TWELVE = frozenset(range(1, 13))  # months, and hours of half a day
_YEAR = "[0-9]{4}"
_DATE = rf"""(?: (?P<weekday>{_WEEKDAY})\.?,?\s )?
    (?: (?P<day>[0-9]{{1,2}}) (?P<nth>st|nd|rd|th)?
          (?:\sof\s|[\s-]) (?P<month>{_MONTH}) (?:,\s|\.?\s|-) (?P<year>{_YEAR})
      | (?P<month_b>{_MONTH})\.?\s (?P<day_b>[0-9]{{1,2}}) (?P<nth_b>st|nd|rd|th)? ,?\s (?P<year_b>{_YEAR})
      | (?P<month_c>{_MONTH})(?:,|\.|\sof)?\s (?P<year_c>{_YEAR})
      | (?P<first>[0-9]{{1,2}}) (?P<mark>[-/.]) (?P<second>[0-9]{{1,2}}) (?P=mark) (?P<year_d>{_YEAR})
      | (?P<year_e>{_YEAR}) (?P<mark_e>[-/.]) (?P<month_e>[0-9]{{1,2}}) (?P=mark_e) (?P<day_e>[0-9]{{1,2}})
      | (?P<year_f>{_YEAR}) (?P<month_f>[0-9]{{2}}) (?P<day_f>[0-9]{{2}})
    )"""
_CLOCK = r"""(?:at\s)? (?P<hour>[0-9]{1,2}) :(?P<minute>[0-9]{2}) (?::(?P<sec>[0-9]{2})(?:\.(?P<fraction>[0-9]+))?)?
    (?:\s?(?P<half>[ap])(?:m|\.m\.))?
    (?:\s?(?:(?P<zone>z|[a-z]{2,5}) | (?P<offset>\+[0-9]{2}:?[0-9]{2}|-[0-9]{4})))?"""
_FREE = re.compile(rf"{_DATE}(?P<after>(?:,?\s|t){_CLOCK})?", re.ASCII | re.IGNORECASE | re.VERBOSE)
UNREADABLE = (
    "cannot be read without guessing: write the date in full, with the year in four digits, "
    "such as '2 July 2022' or '2022-07-02T10:00+03:00'"
)
SAY_DAY = "give the day with published="
SAY_ORDER = "say which with day_first=, or write the month"
"""What to do, for callers of `When.lenient`; who reads files has other options."""


def to_strict(text: str, *, published: date | None = None, day_first: bool | None = None) -> str:
    """Write a date in strict text, a timestamp without an offset if it had none.

    Examples
    --------
    >>> to_strict("Sat, 2 July 2022, 10:00"), to_strict("last Friday", published=date(2022, 7, 2))
    ('2022-07-02T10:00', '2022-07-01')
    """
    plain = " ".join(text.split())
    return _counted_back(plain, published) if is_relative(plain) else _in_full(plain, day_first=day_first)


def is_relative(text: str) -> bool:
    """Tell whether it is "today", "yesterday" or a day of the week, which need the day of publication.

    Examples
    --------
    >>> is_relative("on last Saturday"), is_relative("last Saturday of July 2022")
    (True, False)
    """
    last, name = _day_named(text)
    return name in _WEEKDAYS or (name in ("today", "yesterday") and not last)


def _day_named(text: str) -> tuple[bool, str]:
    """Split "on last Saturday" into whether it says "last" and the one other word, empty if there are more."""
    words = text.casefold().split()
    words = words[1:] if words[:1] == ["on"] else words
    last = words[:1] == ["last"]
    return last, words[-1] if len(words) == 1 + last else ""


def _counted_back(text: str, published: date | None) -> str:
    if published is None:
        raise refusal(text, f"depends on when it was said: {SAY_DAY}")
    last, name = _day_named(text)
    back = int(name == "yesterday") if name not in _WEEKDAYS else (published.weekday() - _WEEKDAYS[name]) % 7
    try:
        return (published - timedelta(days=back or 7 * last)).isoformat()
    except OverflowError:
        raise refusal(text, "is before the year 0001") from None


def _in_full(text: str, *, day_first: bool | None) -> str:
    shape = _FREE.fullmatch(text)
    parts: dict[str, str] = {}
    if shape is not None:
        # The forms of a date name their parts alike but for an ending.
        parts = {name.partition("_")[0]: part for name, part in shape.groupdict().items() if part is not None}
    # The years of the first century are never meant, and of a month nobody says the weekday or the hour.
    of_month = parts.keys().isdisjoint(("day", "first"))
    if not parts or parts["year"] < "0100" or (of_month and not parts.keys().isdisjoint(("weekday", "after"))):
        raise refusal(text, UNREADABLE)
    return _day(text, parts, day_first=day_first) + _time(text, parts)


def _day(text: str, parts: dict[str, str], *, day_first: bool | None) -> str:
    """Write the date, as precise as it is."""
    year = int(parts["year"])
    if "first" in parts:
        month, number = _in_order(text, parts, day_first=day_first)
    else:
        named = parts["month"].casefold()
        month, number = _MONTHS.get(named) or int(named), int(parts.get("day", 0))
    if parts.keys().isdisjoint(("day", "first")):
        return f"{year:04}-{month:02}"
    if month not in _TWELVE:
        raise refusal(text, f"has the month {month}, and there are twelve: mend it")
    length = monthrange(year, month)[1]
    if not 1 <= number <= length:
        raise refusal(text, f"has the day {number}, and {date(year, month, 1):%B %Y} has days 1 to {length}: mend it")
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    if parts.get("nth", ending).casefold() != ending:
        raise refusal(text, f"contradicts itself: it is {number}{ending}, not {number}{parts['nth']}; mend the day")
    day = date(year, month, number)
    if "weekday" in parts and day.weekday() != _WEEKDAYS[parts["weekday"].casefold()]:
        raise refusal(text, f"contradicts itself: the day was a {day:%A}; mend the day or leave out its name")
    return day.isoformat()


def _in_order(text: str, parts: dict[str, str], *, day_first: bool | None) -> tuple[int, int]:
    """Tell which of two numbers is the month, and give it first."""
    one, two = int(parts["first"]), int(parts["second"])
    if day_first is None:
        if one != two and {one, two} <= _TWELVE:
            texts = sorted(f"{parts['year']}-{month:02}-{day:02}" for month, day in ((one, two), (two, one)))
            raise refusal(text, f"could be {' or '.join(texts)}: {SAY_ORDER}")
        return (one, two) if one in _TWELVE else (two, one)
    month, day = (two, one) if day_first else (one, two)
    if month not in _TWELVE and day in _TWELVE:
        order = f"day_first={day_first} says that the {'day' if day_first else 'month'} comes first"
        raise refusal(text, f"has no month {month}, and {order}: mend the date, or what day_first= says")
    return month, day


def _time(text: str, parts: dict[str, str]) -> str:
    """Write the time and its offset, or nothing where there is none."""
    if "hour" not in parts:
        return ""
    hour, minute, half = int(parts["hour"]), parts["minute"], parts.get("half")
    if half is not None:
        if hour not in _TWELVE:
            raise refusal(text, f"has the hour {hour} with {half}m, which go from 1 to 12: mend it")
        hour = hour % 12 + 12 * (half in "pP")
    if f"{hour}:{minute}" == "24:00":
        raise refusal(text, "has no such hour: the day ends at 24:00, which is 00:00 of the next: write that")
    if f"{hour:02}" > "23" or max(minute, parts.get("sec", "")) > "59":
        raise refusal(text, "is at no time of day: hours go to 23, minutes and seconds to 59")
    zone, offset = parts.get("zone"), parts.get("offset")
    if zone is not None and zone.upper() not in ("UTC", "GMT", "Z"):
        raise refusal(text, f"names the zone {zone!r}, which is ambiguous: write its offset, such as +03:00")
    if offset is not None and (offset[1:3] > "23" or offset[-2:] > "59"):
        raise refusal(text, f"has the offset {offset}, expected hours up to 23 and minutes up to 59: mend it")
    seconds = f":{parts['sec']}" if "sec" in parts else ""
    seconds += f".{parts['fraction']:0<6}" if "fraction" in parts else ""
    return f"T{hour:02}:{minute}{seconds}" + ("+00:00" if zone else f"{offset[:3]}:{offset[-2:]}" if offset else "")
