"""Dates as people write them in English, to strict text.

A date is only read if it says all that the strict text says: what would have to be filled in, skipped or
guessed is refused. The one exception is a day such as "yesterday" or "last Saturday", which is counted
back from the day of publication.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from dateutil import parser

from claimgraph.errors import InvalidTime
from claimgraph.instants import refusal

_MONTHS = "|".join(name for names in parser.parserinfo.MONTHS for name in reversed(names))
_WEEKDAYS = {name.casefold(): day for day, names in enumerate(parser.parserinfo.WEEKDAYS) for name in names}
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
# dateutil skips what it does not expect and reads "2-3 July 2022" as a time in 2002, so it only sees
# texts in which every number has one place.
_SEPARATED = rf"""(?: (?P<weekday>{_WEEKDAY})\.?,?\s )?
    (?: [0-9]{{1,2}}(?:st|nd|rd|th)?(?:\sof\s|[\s-]) (?:{_MONTHS})(?:,\s|\.?\s|-) [0-9]{{4}}
      | (?:{_MONTHS})\.?\s [0-9]{{1,2}}(?:st|nd|rd|th)?,?\s [0-9]{{4}}
      | (?:{_MONTHS})(?:,|\.|\sof)?\s [0-9]{{4}}
      | [0-9]{{1,2}}([-/.])[0-9]{{1,2}}\2[0-9]{{4}}
      | (?P<year_first>[0-9]{{4}}([-/.])[0-9]{{1,2}}\4[0-9]{{1,2}} | [0-9]{{8}})
    )"""
_CLOCK = r"""(?:at\s)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:\s?[ap]m|\s?[ap]\.m\.)?
    (?:\s?(?:z|[a-z]{2,5}|\+[0-9]{2}:?[0-9]{2}|-[0-9]{4}))?"""
_FREE = re.compile(rf"{_SEPARATED}(?P<after>(?:,?\s|t){_CLOCK})?", re.ASCII | re.IGNORECASE | re.VERBOSE)
_UNREADABLE = (
    "cannot be read without guessing: write the date in full, with the year in four digits, "
    "such as '2 July 2022' or '2022-07-02T10:00+03:00'"
)
SAY_DAY = "give the day with published="
SAY_ORDER = "say which with day_first=, or write the month"
"""What to do, for callers of `When.lenient`; who reads files has other options."""
# Two settings that differ in every field and in the day of the week's distance: what a text did not give shows.
_FILLINGS = datetime(2000, 1, 1), datetime(2004, 2, 15, 1, 1, 1, 1)  # noqa: DTZ001 - only their fields are looked at
_TO_DATE, _TO_DAY, _TO_TIME = (2, 3), (3,), (5, 6)  # how many fields such texts give, from the year down


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
    if shape is None:
        raise refusal(text, _UNREADABLE)
    orders = [False] if shape["year_first"] else [False, True] if day_first is None else [day_first]
    texts = {_given(text, shape, day_first=order) for order in orders}
    if len(texts) > 1:
        raise refusal(text, f"could be {' or '.join(sorted(texts))}: {SAY_ORDER}")
    return texts.pop()


def _given(text: str, shape: re.Match[str], *, day_first: bool) -> str:
    """Write the fields that the text gave, which are those that do not change with the defaults."""
    one, two = (_parsed(text, filling, day_first=day_first) for filling in _FILLINGS)
    fields = list(zip(one.timetuple()[:6], two.timetuple()[:6], strict=True))
    given = next((place for place, (a, b) in enumerate(fields) if a != b), len(fields))
    wanted = _TO_TIME if shape["after"] else _TO_DAY if shape["weekday"] else _TO_DATE
    # dateutil takes 0099 for 1999.
    if given not in wanted or f"{one.year:04}" not in text:
        raise refusal(text, _UNREADABLE)
    if shape["weekday"] and one.weekday() != _WEEKDAYS[shape["weekday"].casefold()]:
        raise refusal(text, f"contradicts itself: the day was a {one:%A}; mend the day or leave out its name")
    if not shape["after"]:
        return one.date().isoformat()[: None if given in _TO_DAY else len("2022-07")]
    return one.isoformat(timespec="auto" if one.second == two.second else "minutes")


def _parsed(text: str, filling: datetime, *, day_first: bool) -> datetime:
    def offset(name: str | None, seconds: int | None) -> timezone | None:
        if name and (name.upper() not in ("UTC", "GMT", "Z") or seconds):
            raise refusal(text, f"names the zone {name!r}, which is ambiguous: write its offset, such as +03:00")
        return None if seconds is None else timezone(timedelta(seconds=seconds))

    try:
        return parser.parse(text, default=filling, dayfirst=day_first, tzinfos=offset)
    except InvalidTime:
        raise
    except Exception:  # noqa: BLE001 - dateutil fails with whatever its reading of a token trips over
        raise refusal(text, _UNREADABLE) from None
