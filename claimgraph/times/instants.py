"""Instants as whole microseconds since 1970 UTC, and what a zone makes of them.

All arithmetic is on integers, so that nothing is rounded. A *civil* number counts the same way, but stands
for what clocks on a wall show: only together with a zone is it an instant. What cannot be counted, or that
no clock shows, is refused with an `InvalidTime`.
"""

from __future__ import annotations

import reprlib
from datetime import UTC as _UTC
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidTime

BEGINNING: Final[int] = -(1 << 62)
FOREVER: Final[int] = 1 << 62
UTC: Final = ZoneInfo("UTC")

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
DAY: Final = 24 * 60 * MINUTE

EPOCH: Final = datetime(1970, 1, 1, tzinfo=_UTC)
EPOCH_DAY: Final = EPOCH.toordinal()
FIRST: Final = (1 - EPOCH_DAY) * DAY
LAST: Final = (date.max.toordinal() + 1 - EPOCH_DAY) * DAY
"""The calendar, from the year 0001 to the end of 9999, as civil numbers and as instants in UTC."""

FIRST_DAY: Final = "0001-01-01"
LAST_DAY: Final = "9999-12-31"
_SHOWN = 80  # characters of a refused value


def refusal(value: object, why: str) -> InvalidTime:
    """Make the error for a value that is no time; the message shows as much of it as can be read."""
    shown = reprlib.Repr()
    shown.maxstring = shown.maxother = _SHOWN
    return InvalidTime(f"{shown.repr(value)} {why}", found=value)


def to_datetime(micros: int) -> datetime:
    """Convert microseconds since 1970 UTC into an aware datetime, exactly.

    Examples
    --------
    >>> to_datetime(1).isoformat()
    '1970-01-01T00:00:00.000001+00:00'
    """
    try:
        return EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        raise refusal(micros, "is beyond the years 0001 to 9999, which is all a datetime can hold") from None


def to_micros(dt: datetime) -> int:
    """Convert an aware datetime into microseconds since 1970 UTC, exactly.

    Examples
    --------
    >>> to_micros(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    if dt.utcoffset() is None:
        raise refusal(dt, "has no zone: give an aware datetime")
    return micros_in(dt - EPOCH)


def utc_second(text: str) -> int | None:
    """Read a timestamp of the form 2022-07-02T18:00:00Z, the commonest in files, in microseconds; none of another.

    Examples
    --------
    >>> utc_second("1970-01-01T00:00:01Z"), utc_second("1970-01-01T00:00:01+01:00")
    (1000000, None)
    """
    if len(text) != len("2022-07-02T18:00:00Z"):
        return None
    try:
        # Its parts were mostly met before: a third of the time that it takes to read them again.
        return _DAYS[text[:11]] + _MINUTES[text[11:17]] + _SECONDS[text[17:]]
    except KeyError:
        return _read_second(text)


_DAYS: dict[str, int] = {}
_MINUTES: dict[str, int] = {}
_SECONDS: dict[str, int] = {}
"""The parts "2022-07-02T", "18:00:" and "00Z" of the timestamps read so far, in microseconds: any three make one."""

_MOST_DAYS = 1 << 14


def _read_second(text: str) -> int | None:
    """Read a timestamp of that form, and keep its parts."""
    # Newer Pythons read 24:00 as the next day; what begins on the last day of the calendar may have no end.
    if text[4::3] != "--T::Z" or text[11:13] >= "24" or text[:10] == LAST_DAY:
        return None
    try:
        micros = int(datetime.fromisoformat(text).timestamp()) * SECOND
    except ValueError:
        return None
    if len(_DAYS) < _MOST_DAYS:
        _DAYS[text[:11]] = micros - micros % DAY
    _MINUTES[text[11:17]] = micros % DAY - micros % MINUTE
    _SECONDS[text[17:]] = micros % MINUTE
    return micros


def micros_in(span: timedelta) -> int:
    """Count the microseconds of a timedelta, exactly."""
    return (span.days * 86_400 + span.seconds) * SECOND + span.microseconds


@lru_cache(maxsize=1 << 8)
def named_zone(name: str) -> ZoneInfo:
    """Look a zone up by its name."""
    try:
        if isinstance(name, str):
            return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no valid key, or a folder of zones
        pass
    raise refusal(name, "is no known time zone: give a name such as 'Europe/Kyiv'")


def offset_at(micros: int, zone: ZoneInfo) -> int:
    """Give how far the zone's clocks are ahead of UTC at an instant.

    Examples
    --------
    >>> offset_at(0, ZoneInfo("Asia/Kathmandu")) // MINUTE
    330
    """
    # A day inside the edges, datetime can convert to every zone.
    inside = to_datetime(min(max(micros, FIRST + DAY), LAST - DAY))
    return micros_in(inside.astimezone(zone).utcoffset() or timedelta())


def in_zone(micros: int, zone: ZoneInfo) -> datetime:
    """Convert microseconds since 1970 UTC into a datetime in the zone, exactly.

    What the zone's clocks would show before the year 0001 or after 9999 is the first or the last moment they can show.

    Examples
    --------
    >>> in_zone(to_micros(datetime(9999, 12, 31, 23, tzinfo=UTC)), ZoneInfo("Europe/Kyiv")).isoformat()
    '9999-12-31T23:59:59.999999+02:00'
    """
    moment = to_datetime(micros)
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return datetime.min.replace(tzinfo=zone) if micros < 0 else datetime.max.replace(tzinfo=zone)


@lru_cache(maxsize=1 << 14)
def day_start(civil: int, zone: ZoneInfo) -> int:
    """Read the start of a civil day in a zone: its first midnight, or where there is none the clock's leap.

    Examples
    --------
    >>> to_datetime(day_start(DAY, ZoneInfo("Europe/Kyiv"))).isoformat()
    '1970-01-01T21:00:00+00:00'
    """
    day = min(civil // DAY + EPOCH_DAY, date.max.toordinal())
    offset = datetime.fromordinal(day).replace(tzinfo=zone).utcoffset()
    return civil - micros_in(offset or timedelta())


def day_starting(micros: int, zone: ZoneInfo) -> int | None:
    """Give the ordinal of the day that begins at this instant in the zone, if one does.

    Examples
    --------
    >>> day_starting(0, UTC) == EPOCH_DAY, day_starting(0, ZoneInfo("Europe/Kyiv"))
    (True, None)
    """
    civil = micros + offset_at(micros, zone)
    if civil % DAY or not FIRST <= civil < LAST or day_start(civil, zone) != micros:
        return None
    return civil // DAY + EPOCH_DAY
