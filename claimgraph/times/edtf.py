"""Strict text for one stretch of time, to its bounds and back.

What is read and written is the subset of EDTF levels 0 and 1 (ISO 8601-2:2019) that means one stretch:
years, months, days, timestamps, unspecified last digits, a mark at the end, and periods of two of these
or open at an end. Everything else is refused with advice. Bounds are half-open, in microseconds since
1970; those that are dates are civil, as if read in UTC.

Many programs write "no end" as 9999-12-31 and "no beginning" as 0001-01-01, with or without a time and in any
zone. No clock shows what lies beyond, so a period that ends on the last day of the calendar, as written, has an open
end, and one that starts on the first an open start.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidTime
from claimgraph.times.instants import (
    BEGINNING,
    DAY,
    EPOCH,
    EPOCH_DAY,
    FIRST,
    FIRST_DAY,
    FOREVER,
    LAST,
    LAST_DAY,
    MINUTE,
    SECOND,
    day_starting,
    micros_in,
    named_zone,
    offset_at,
    refusal,
    to_datetime,
    to_micros,
)

LONGEST: Final = 80  # characters; no readable text comes near it, so that no pattern ever meets a long one
CIVIL_START: Final = 1  # the first bound is a date
CIVIL_END: Final = 2  # the second is
MIXED: Final = 4  # only one is, so that the zone may put them the other way round

Reading = tuple[str, int, int, int, str]  # canonical text, bounds, which of them are civil, marks

_MARKS = frozenset("~?%")
_DATE = re.compile(r"([0-9]{3}[0-9X]|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?")
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]((?:[01][0-9]|2[0-3]):[0-5][0-9])(?:(:[0-5][0-9])(?:(\.[0-9]{1,6})0*)?)?"
    r"(?:([Zz]|[+-]00(?::?00)?)|([+-](?:[01][0-9]|2[0-3]))(?::?([0-5][0-9]))?)?"
)
_FORMS = (
    "expected 2022, 2022-07, 2022-07-02, 2022-07-02T10:00Z, a period such as 2022-07-01/2022-07-03, or one open "
    "at an end such as 2022-07-02/..; for other ways of writing use When.lenient"
)
_TOO_FINE = r":[0-9]{2}[.,][0-9]{6}0*[1-9]"
_ADVICE = [
    (re.compile(pattern), advice)
    for pattern, advice in (
        (_TOO_FINE, "expected at most six digits after the seconds, which are microseconds: round them"),
        (r"[{}\[\]]", "sets of dates are not read: write the period from the first to the last, a/b"),
        (r"(^|/)[0-9]{4}-(2[1-9]|3[0-9]|4[01])($|[/~?%])", "seasons are not read: write months, 2004-03/2004-05"),
        (r"(^|/)[0-9]{8}($|[/T])", "dates are written with hyphens: 2022-07-02"),
        (
            r"(^|/)(Y-?[0-9]|[+-]?[0-9]{5,}(?![0-9T])(-|/|$)|-[0-9]|00(00|0X|XX))",
            "write four digits, 0001 to 9999, for the year",
        ),
        (r"^/|/$", "unknown ends are not read: write .. for an open end, as in 2022-07-02/.."),
        (r"[~?%][-0-9X]|-[~?%]", "a part of a date is not qualified: write ~, ? or % after the whole date, 2004-06?"),
        (
            r"[0-9]X|(^|-)X{2}",
            "X stands for the last digits only, as in 201X, 20XX, 2004-XX, 2004-07-XX: write a period a/b",
        ),
        (r"[0-9]-?W[0-9]", "weeks are not read: write the days, as in 2022-06-27/2022-07-03"),
        (r"[0-9]{2}-[0-9]{2}[Tt ]24", "the day ends at 24:00, which is 00:00 of the next: write that"),
    )
]


is_too_fine = re.compile(_TOO_FINE).search
"""Tells whether a text has a time that is finer than microseconds, which is all that is kept."""


def advises(error: InvalidTime) -> bool:
    """Tell whether a refusal says what is wrong, and not only which forms there are."""
    return _FORMS not in error.problem


def read(text: str, zone: str | None = None) -> Reading:
    """Read a date, a timestamp, or a period: its canonical text, bounds, which of them are civil, its marks.

    `zone` names the zone of timestamps that have no offset.

    Examples
    --------
    >>> text, lo, hi, civil, marks = read("2022-07-02 10:00~", "Europe/Kyiv")
    >>> text, (hi - lo) // MINUTE, civil, marks
    ('2022-07-02T10:00+03:00~', 1, 0, '~')
    """
    if len(text) > LONGEST:
        raise refusal(text, f"is too long for a date or period: {_FORMS}")
    named = None if zone is None else named_zone(zone)
    try:
        return _period(text, named) if "/" in text else _single(text, named)
    except InvalidTime:
        raise
    except ValueError as error:
        advice = next((advice for pattern, advice in _ADVICE if pattern.search(text)), str(error))
        raise refusal(text, f"is no date or period: {advice}") from None


def _period(text: str, zone: ZoneInfo | None) -> Reading:
    start, _, end = text.partition("/")
    lo, hi, start_civil, end_civil, marks = BEGINNING, FOREVER, 0, 0, ""
    if start != "..":
        start, lo, _, start_civil, marks = _single(start, zone)
        if not marks and (lo == FIRST or start.startswith(FIRST_DAY)):
            start, lo, start_civil = "..", BEGINNING, 0
    if end != "..":
        end, first, hi, end_civil, mark = _single(end, zone)
        marks += mark
        if not mark and (hi == FOREVER or end.startswith(LAST_DAY)):
            end, hi, end_civil = "..", FOREVER, 0
        elif not end_civil and hi != FOREVER:
            hi = first
    civil = start_civil & CIVIL_START | end_civil & CIVIL_END
    slack = 0
    if start_civil != end_civil and lo != BEGINNING and hi != FOREVER:
        # Only the zone tells which comes first, and no zone is a whole day from UTC.
        civil |= MIXED
        slack = DAY
    if hi - lo <= -slack:
        raise refusal(f"{start}/{end}", "is an empty period: it must end after it begins, so swap or mend its ends")
    return f"{start}/{end}", lo, hi, civil, marks


def _single(text: str, zone: ZoneInfo | None) -> Reading:
    mark = text[-1:]
    if mark not in _MARKS:
        mark = ""
    body = text[:-1] if mark else text
    if len(body) <= len("2022-07-02"):
        first, last = _days(body)
        start = (first.toordinal() - EPOCH_DAY) * DAY
        end = start + DAY if first is last else (last.toordinal() + 1 - EPOCH_DAY) * DAY
        # A plain text, even where some other kind of str was given.
        if end == LAST:
            return f"{text}", start, FOREVER, CIVIL_START, mark
        return f"{text}", start, end, CIVIL_START | CIVIL_END, mark
    found = _STAMP.fullmatch(body)
    if found is None:
        raise ValueError(_FORMS)
    day, clock, second, fraction, utc, hours, minutes = found.groups("")
    seconds = second + fraction
    offset = "Z" if utc else f"{hours}:{minutes or '00'}" if hours else _offset_text(f"{day}T{clock}{seconds}", zone)
    canonical = f"{day}T{clock}{seconds}{offset}"
    lo = micros_in(datetime.fromisoformat(canonical) - EPOCH)
    unit = 1 if fraction else SECOND if second else MINUTE
    hi = lo + unit
    if hi >= LAST or lo < FIRST:  # beyond what a clock in UTC can show
        lo, hi = min(max(lo, FIRST), LAST - 1), FOREVER if hi >= LAST else max(hi, FIRST + 1)
    return canonical + mark, lo, hi, 0, mark


def _days(text: str) -> tuple[date, date]:
    """Give the first and the last day of a year, month, day, or of one with unspecified digits."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(_FORMS)
    year, month, day = found.groups("XX")
    if year.endswith("X"):
        if len(text) > len(year):
            raise ValueError(_FORMS)
        return date(int(year.replace("X", "0")), 1, 1), date(int(year.replace("X", "9")), 12, 31)
    if month == "XX":
        if day != "XX":
            raise ValueError(_FORMS)
        return date(int(year), 1, 1), date(int(year), 12, 31)
    first = date(int(year), int(month), 1 if day == "XX" else int(day))
    return first, first if day != "XX" else first.replace(day=monthrange(first.year, first.month)[1])


def _offset_text(wall: str, zone: ZoneInfo | None) -> str:
    """Find the offset of a local time in a zone, where there is exactly one."""
    if zone is None:
        raise refusal(
            wall,
            "has no zone: write the offset, such as Z or +03:00, or name the zone with zone=, as When and read take it",
        )
    local = datetime.fromisoformat(wall).replace(tzinfo=zone)
    offset, other = local.utcoffset(), local.replace(fold=1).utcoffset()
    if offset is None or offset != other:
        raise refusal(wall, f"happened twice or not at all in {zone}, where the clocks change: write the offset")
    if micros_in(offset) % MINUTE and not wall.startswith(FIRST_DAY):  # which means no beginning, in any zone
        raise refusal(wall, f"is at an offset of {offset} in {zone}, no whole minutes: write the time in UTC, with Z")
    return _offset_name(micros_in(offset))


def _offset_name(offset: int) -> str:
    hours, minutes = divmod(abs(offset) // MINUTE, 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}" if offset else "Z"


def write(lo: int, hi: int, zone: ZoneInfo) -> str:
    """Write the half-open stretch from `lo` to `hi`, so that its bounds in the zone are these again.

    Examples
    --------
    >>> utc = ZoneInfo("UTC")
    >>> write(0, DAY, utc), write(BEGINNING, DAY // 2, utc), write(0, 730 * DAY, utc)
    ('1970-01-01', '../1970-01-01T12:00Z', '1970/1971')
    """
    if lo >= hi:
        raise refusal((lo, hi), "is an empty stretch: it must end after it begins")
    try:
        return (
            _unit(lo, hi, zone)
            or _units(lo, hi, zone)
            or "/".join((_edge(lo, zone, closing=False), _edge(hi, zone, closing=True)))
        )
    except (ValueError, OverflowError):
        raise refusal((lo, hi), "reaches beyond the years 0001 to 9999: use BEGINNING or FOREVER") from None


def write_datetime(moment: datetime) -> str:
    """Write a datetime to its second, or to its microsecond if it has a fraction, with its offset if it has one."""
    text = moment.isoformat()
    # Before standard time, zones were seconds away from whole minutes; ISO offsets cannot say so.
    if re.search(r"[+-][0-9]{2}:[0-9]{2}:[0-9.]+$", text):
        return to_datetime(to_micros(moment)).isoformat()
    return text


def _unit(lo: int, hi: int, zone: ZoneInfo) -> str:
    """Write the stretch as one year, month, day, minute, second or microsecond, or as nothing."""
    unit = {MINUTE: "minutes", SECOND: "seconds", 1: "microseconds"}.get(hi - lo)
    if unit and lo % (hi - lo) == 0:
        return _stamp(lo, zone, unit)
    start, end = day_starting(lo, zone), day_starting(hi, zone)
    if start is None or end is None:
        return ""
    # The long units first, so that one is found before its parts.
    day = date.fromordinal(start).isoformat()
    for text in (day[:4], day[:7], day):
        first, last = _days(text)
        if (first.toordinal(), last.toordinal() + 1) == (start, end):
            return text
    return ""


def _units(lo: int, hi: int, zone: ZoneInfo) -> str:
    """Write the stretch from one year or month to another, or as nothing."""
    start, end = day_starting(lo, zone), day_starting(hi, zone)
    if start is None or end is None:
        return ""
    first, last = date.fromordinal(start), date.fromordinal(end - 1)
    for length in (4, 7):
        a, b = first.isoformat()[:length], last.isoformat()[:length]
        if (_days(a)[0], _days(b)[1]) == (first, last):
            return f"{a}/{b}"
    return ""


def _edge(micros: int, zone: ZoneInfo, *, closing: bool) -> str:
    if micros == (FOREVER if closing else BEGINNING):
        return ".."
    day = day_starting(micros, zone)
    return _stamp(micros, zone) if day is None else date.fromordinal(day - closing).isoformat()


def _stamp(micros: int, zone: ZoneInfo, unit: str = "") -> str:
    offset = offset_at(micros, zone)
    # ISO offsets are of whole minutes, and its years of four digits.
    offset = 0 if offset % MINUTE or not FIRST <= micros + offset < LAST else offset
    unit = unit or ("microseconds" if micros % SECOND else "seconds" if micros % MINUTE else "minutes")
    wall = to_datetime(micros + offset).replace(tzinfo=None)
    return wall.isoformat(timespec=unit) + _offset_name(offset)
