"""Moments and periods, exactly as precise as they were given.

`When` reads the date forms of EDTF levels 0 and 1 (ISO 8601-2:2019) that mean one stretch of time, and
keeps the text. What it stands for is a half-open stretch in whole microseconds since 1970 UTC, computed
with integers alone. A date without a zone is *civil*: it is read in the zone of whoever asks, so one day
may be 23, 24 or 25 hours long.
"""

from __future__ import annotations

import enum
import re
import reprlib
from calendar import monthrange
from datetime import UTC as _UTC
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Final, NoReturn, final
from zoneinfo import ZoneInfo

from dateutil import parser

from claimgraph.errors import InvalidTime

BEGINNING: Final[int] = -(1 << 62)
FOREVER: Final[int] = 1 << 62
UTC: Final = ZoneInfo("UTC")

_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_DAY = 24 * 60 * _MINUTE
_EPOCH = datetime(1970, 1, 1, tzinfo=_UTC)
_EPOCH_DAY = _EPOCH.toordinal()
_FIRST, _LAST = (1 - _EPOCH_DAY) * _DAY, (date.max.toordinal() + 1 - _EPOCH_DAY) * _DAY

_LONGEST = 80  # characters; no readable text comes near it, so that no pattern ever meets a long one
_CIVIL_START, _CIVIL_END, _MIXED = 1, 2, 4
_MARKS = frozenset("~?%")
_DATE = re.compile(r"([0-9]{3}[0-9X]|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?")
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]((?:[01][0-9]|2[0-3]):[0-5][0-9])(:[0-5][0-9](?:\.[0-9]{1,6})?)?"
    r"(?:([Zz]|[+-]00(?::?00)?)|([+-](?:[01][0-9]|2[0-3]))(?::?([0-5][0-9]))?)?"
)
_FORMS = (
    "expected 2022, 2022-07, 2022-07-02, 2022-07-02T10:00Z, a period such as 2022-07-01/2022-07-03, or one open "
    "at an end such as 2022-07-02/..; for other ways of writing use When.lenient"
)
_ADVICE = [
    (re.compile(pattern), advice)
    for pattern, advice in (
        (r"[{}\[\]]", "sets of dates are not read: write the period from the first to the last, a/b"),
        (r"(^|/)[0-9]{4}-(2[1-9]|3[0-9]|4[01])($|[/~?%])", "seasons are not read: write months, 2004-03/2004-05"),
        (r"(^|/)[0-9]{8}($|[/T])", "dates are written with hyphens: 2022-07-02"),
        (
            r"(^|/)(Y|[+-]?[0-9]{5,}(?![0-9T])(-|/|$)|-[0-9]|00(00|0X|XX))",
            "write four digits, 0001 to 9999, for the year",
        ),
        (r"^/|/$", "unknown ends are not read: write .. for an open end, as in 2022-07-02/.."),
        (r"[~?%][-0-9X]|-[~?%]", "a part of a date is not qualified: write ~, ? or % after the whole date, 2004-06?"),
        (r"X", "X stands for the last digits only, as in 201X, 20XX, 2004-XX, 2004-07-XX: write a period a/b"),
        (r"[0-9]-?W[0-9]", "weeks are not read: write the days, as in 2022-06-27/2022-07-03"),
        (r"[Tt ]24", "the day ends at 24:00, which is 00:00 of the next: write that"),
    )
]


class Certainty(enum.Enum):
    """Whether something holds of two times, given how precisely they are known.

    It has no truth value, because "possible" is neither.

    Examples
    --------
    >>> When("2022-07").overlaps(When("2022-07-02~")) is Certainty.POSSIBLE
    True
    """

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NEVER = "never"

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self} is neither true nor false; compare it with a member: x is Certainty.CERTAIN")


@final
class When:
    """A moment or a period, as precise as it was given.

    Immutable; equal and hashed by its canonical text. The end of a period that is a date is the end of
    that date, one that is a timestamp is that instant. A timestamp alone spans its last stated unit.

    Parameters
    ----------
    text : str
        A date, a timestamp with an offset, or a period: see the examples.
    zone : str, optional
        The name of the zone in which a timestamp without an offset was written. Dates stay civil.

    Attributes
    ----------
    text : str
        The canonical text: ``When(when.text) == when``.
    approximate, uncertain : bool
        Whether any part is marked ``~`` or ``?`` (``%`` is both).

    Raises
    ------
    InvalidTime
        If the text is none of these, or leaves open what it means.

    Examples
    --------
    >>> [When(text).text for text in ("2022", "2022-07-02", "201X", "2022-07-01/2022-07-03", "2022-07~/..")]
    ['2022', '2022-07-02', '201X', '2022-07-01/2022-07-03', '2022-07~/..']
    >>> When("2022-07-02 10:00", zone="Europe/Kyiv")
    When('2022-07-02T10:00+03:00')
    """

    __slots__ = ("_civil", "_span", "approximate", "text", "uncertain")

    text: str
    approximate: bool
    uncertain: bool
    _span: tuple[int, int]  # civil bounds as if read in UTC
    _civil: int

    def __new__(cls, text: str, *, zone: str | None = None) -> When:
        """Share one object between equal texts: records repeat their dates."""
        if not isinstance(text, str):
            raise _refusal(text, "is not a text: write a date such as '2022-07-02'")
        return _remembered(text, zone)

    @classmethod
    def of(cls, value: When | str | date | datetime, *, zone: str | None = None) -> When:
        """Make a `When` of what a caller may hold: a `When`, a strict text, a date or a datetime.

        A datetime stands for its second, or for its microsecond if it has a fraction.

        Examples
        --------
        >>> When.of(date(2022, 7, 2)), When.of(datetime(2022, 7, 2, 10, tzinfo=UTC))
        (When('2022-07-02'), When('2022-07-02T10:00:00Z'))
        """
        if isinstance(value, str):
            return _remembered(value, zone)
        if isinstance(value, When):
            return value
        if isinstance(value, datetime):
            return _remembered(_written(value), zone)
        if isinstance(value, date):
            return _remembered(value.isoformat(), zone)
        raise _refusal(value, "is no time: give a When, a text such as '2022-07-02', a date or a datetime")

    @classmethod
    def lenient(
        cls,
        text: str,
        *,
        published: When | str | date | None = None,
        zone: str | None = None,
        day_first: bool | None = None,
    ) -> When:
        """Read a date as people write it in English, or refuse it; nothing is filled in.

        Parameters
        ----------
        text : str
            Strict text, or such as ``"2 July 2022"``, ``"July 2022"``, ``"Sat, 2 Jul 2022 10:00 +0300"``.
        published : When, str or date, optional
            The day from which "today", "yesterday", "Saturday" (on that day or the latest before it) and
            "last Saturday" (before it) are counted. A moment counts as its day in `zone`, or as written.
        zone : str, optional
            The name of the zone of times that are written without an offset.
        day_first : bool, optional
            How to read 02/07/2022; without it, what could be read both ways is refused.

        Raises
        ------
        InvalidTime
            If the text cannot be read, or a part of it would have to be guessed.

        Examples
        --------
        >>> When.lenient("July 2022"), When.lenient("on Saturday", published="2022-07-05")
        (When('2022-07'), When('2022-07-02'))
        """
        try:
            return cls(text, zone=zone)
        except InvalidTime:
            if not isinstance(text, str) or len(text) > _LONGEST:
                raise
        plain = " ".join(text.split())
        return cls(_relative(plain, published, zone) or _free(plain, day_first), zone=zone)

    @classmethod
    def between(cls, lo: int, hi: int, zone: ZoneInfo = UTC) -> When:
        """Write the half-open stretch from `lo` to `hi`, so that its bounds in `zone` are these again.

        A year, month, day, minute, second or microsecond is written as such; other stretches from date to
        date, with a timestamp where a bound is not midnight in the zone.

        Examples
        --------
        >>> lo, hi = When("2022-07-02").bounds()
        >>> When.between(lo, hi), When.between(lo, FOREVER), When.between(BEGINNING, hi)
        (When('2022-07-02'), When('2022-07-02/..'), When('../2022-07-02'))
        """
        if lo >= hi:
            raise _refusal((lo, hi), "is an empty stretch: it must end after it begins")
        try:
            text = _unit(lo, hi, zone)
            return cls(text or f"{_edge(lo, zone, closing=False)}/{_edge(hi, zone, closing=True)}")
        except (ValueError, OverflowError):
            raise _refusal((lo, hi), "reaches beyond the years 0001 to 9999: use BEGINNING or FOREVER") from None

    @property
    def qualified(self) -> bool:
        """Whether any part is approximate or uncertain."""
        return self.approximate or self.uncertain

    @property
    def is_civil(self) -> bool:
        """Whether a bound depends on the zone it is read in."""
        return self._civil != 0

    def bounds(self, zone: ZoneInfo = UTC) -> tuple[int, int]:
        """Give the half-open stretch as microseconds since 1970 UTC, `BEGINNING` or `FOREVER` where open.

        Raises
        ------
        InvalidTime
            If nothing of it exists in the zone: a day that a zone skipped, or a period between a date and
            a timestamp that the zone puts the other way round.

        Examples
        --------
        >>> lo, hi = When("2022-03-27").bounds(ZoneInfo("Europe/Kyiv"))
        >>> (hi - lo) // 3_600_000_000
        23
        """
        civil = self._civil
        if not civil or (zone is UTC and civil < _MIXED):
            return self._span
        lo, hi = self._span
        if civil & _CIVIL_START:
            lo = _instant(lo, zone)
        if civil & _CIVIL_END:
            hi = _instant(hi, zone)
        if lo >= hi:
            raise _refusal(self.text, f"is empty in the zone {zone}: write its bounds with their offsets")
        return lo, hi

    def start(self, zone: ZoneInfo = UTC) -> datetime | None:
        """Give the first moment, in `zone`; none if the start is open.

        Examples
        --------
        >>> When("2022-07/..").start().isoformat()
        '2022-07-01T00:00:00+00:00'
        """
        lo = self.bounds(zone)[0]
        return None if lo == BEGINNING else _in_zone(lo, zone)

    def end(self, zone: ZoneInfo = UTC) -> datetime | None:
        """Give the first moment that no longer belongs to it, in `zone`; none if the end is open.

        Examples
        --------
        >>> When("2022-07").end().isoformat()
        '2022-08-01T00:00:00+00:00'
        """
        hi = self.bounds(zone)[1]
        return None if hi == FOREVER else _in_zone(hi, zone)

    def overlaps(self, other: When, zone: ZoneInfo = UTC) -> Certainty:
        """Tell whether two periods share time.

        Never if their bounds do not meet; else at most possibly if either is approximate or uncertain.

        Examples
        --------
        >>> When("2022-07").overlaps(When("2022-07-31/2022-08"))
        <Certainty.CERTAIN: 'certain'>
        """
        lo, hi = self.bounds(zone)
        other_lo, other_hi = other.bounds(zone)
        if hi <= other_lo or other_hi <= lo:
            return Certainty.NEVER
        return Certainty.POSSIBLE if self.qualified or other.qualified else Certainty.CERTAIN

    def before(self, other: When, zone: ZoneInfo = UTC) -> Certainty:
        """Tell whether one moment, somewhere in `self`, is earlier than one somewhere in `other`.

        Certain if the last microsecond of `self` is before the first of `other`; never if the first of
        `self` is not before the last of `other` (so neither of two equal instants is before the other);
        else possible. What is approximate or uncertain may lie outside its bounds: always possible.

        Examples
        --------
        >>> When("2022-07-01").before(When("2022-07-02")), When("2022-07").before(When("2022-07-02"))
        (<Certainty.CERTAIN: 'certain'>, <Certainty.POSSIBLE: 'possible'>)
        """
        lo, hi = self.bounds(zone)
        other_lo, other_hi = other.bounds(zone)
        if self.qualified or other.qualified:
            return Certainty.POSSIBLE
        if hi <= other_lo:
            return Certainty.CERTAIN
        return Certainty.NEVER if lo >= other_hi - 1 else Certainty.POSSIBLE

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, When) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"When({self.text!r})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a When never changes; make a new one instead of setting {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a When never changes; {name!r} cannot be deleted")

    def __copy__(self) -> When:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> When:
        return self

    def __reduce__(self) -> tuple[type[When], tuple[str]]:
        return When, (self.text,)


def to_datetime(micros: int) -> datetime:
    """Convert microseconds since 1970 UTC into an aware datetime, exactly.

    Examples
    --------
    >>> to_datetime(1).isoformat()
    '1970-01-01T00:00:00.000001+00:00'
    """
    try:
        return _EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        raise _refusal(micros, "is beyond the years 0001 to 9999, which is all a datetime can hold") from None


def to_micros(dt: datetime) -> int:
    """Convert an aware datetime into microseconds since 1970 UTC, exactly.

    Examples
    --------
    >>> to_micros(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    if dt.utcoffset() is None:
        raise _refusal(dt, "has no zone: give an aware datetime")
    return _count(dt - _EPOCH)


def _count(span: timedelta) -> int:
    return (span.days * 86_400 + span.seconds) * _SECOND + span.microseconds


def _refusal(value: object, why: str) -> InvalidTime:
    shown = reprlib.Repr()
    shown.maxstring = shown.maxother = _LONGEST
    return InvalidTime(f"{shown.repr(value)} {why}", found=value)


# --- strict text ------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def _remembered(text: str, zone: str | None) -> When:
    if len(text) > _LONGEST:
        raise _refusal(text, f"is too long for a date or period: {_FORMS}")
    named = None if zone is None else _zone(zone)
    try:
        canonical, lo, hi, civil, marks = _period(text, named) if "/" in text else _single(text, named)
    except InvalidTime:
        raise
    except ValueError as error:
        advice = next((advice for pattern, advice in _ADVICE if pattern.search(text)), str(error))
        raise _refusal(text, f"is no date or period: {advice}") from None
    when = object.__new__(When)
    keep = object.__setattr__
    keep(when, "text", canonical)
    keep(when, "approximate", marks != "" and ("~" in marks or "%" in marks))
    keep(when, "uncertain", marks != "" and ("?" in marks or "%" in marks))
    keep(when, "_span", (lo, hi))
    keep(when, "_civil", civil)
    return when


def _period(text: str, zone: ZoneInfo | None) -> tuple[str, int, int, int, str]:
    """Read an interval: canonical text, bounds, which of them are civil, qualifiers."""
    start, _, end = text.partition("/")
    lo, hi, start_civil, end_civil, marks = BEGINNING, FOREVER, 0, 0, ""
    if start != "..":
        start, lo, _, start_civil, marks = _single(start, zone)
    if end != "..":
        end, instant, hi, end_civil, mark = _single(end, zone)
        marks += mark
        hi = hi if end_civil else instant
    civil = start_civil & _CIVIL_START | end_civil & _CIVIL_END
    slack = 0
    if start_civil != end_civil and lo != BEGINNING and hi != FOREVER:
        # Only the zone tells which comes first, and no zone is a whole day from UTC.
        civil |= _MIXED
        slack = _DAY
    if hi - lo <= -slack:
        raise _refusal(f"{start}/{end}", "is an empty period: it must end after it begins, so swap or mend its ends")
    return f"{start}/{end}", lo, hi, civil, marks


def _single(text: str, zone: ZoneInfo | None) -> tuple[str, int, int, int, str]:
    """Read a date or timestamp: canonical text, bounds, which of them are civil, qualifier."""
    mark = text[-1:]
    if mark not in _MARKS:
        mark = ""
    body = text[:-1] if mark else text
    if len(body) <= len("2022-07-02"):
        first, last = _days(body)
        start = (first.toordinal() - _EPOCH_DAY) * _DAY
        end = start + _DAY if first is last else (last.toordinal() + 1 - _EPOCH_DAY) * _DAY
        return f"{text}", start, end, _CIVIL_START | _CIVIL_END, mark
    found = _STAMP.fullmatch(body)
    if found is None:
        raise ValueError(_FORMS)
    day, clock, seconds, utc, hours, minutes = found.groups("")
    offset = "Z" if utc else f"{hours}:{minutes or '00'}" if hours else _offset_text(f"{day}T{clock}{seconds}", zone)
    canonical = f"{day}T{clock}{seconds}{offset}"
    lo = _count(datetime.fromisoformat(canonical) - _EPOCH)
    unit = _MINUTE if not seconds else _SECOND if len(seconds) == len(":00") else 1
    return canonical + mark, lo, lo + unit, 0, mark


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


@lru_cache(maxsize=1 << 8)
def _zone(name: str) -> ZoneInfo:
    try:
        if isinstance(name, str):
            return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no valid key, or a folder of zones
        pass
    raise _refusal(name, "is no known time zone: give a name such as 'Europe/Kyiv'")


def _offset_text(wall: str, zone: ZoneInfo | None) -> str:
    """Find the offset of a local time in a zone, where there is exactly one."""
    if zone is None:
        raise _refusal(wall, "has no zone: write the offset, such as Z or +03:00, or name the zone with zone=")
    local = datetime.fromisoformat(wall).replace(tzinfo=zone)
    offset, other = local.utcoffset(), local.replace(fold=1).utcoffset()
    if offset is None or offset != other:
        raise _refusal(wall, f"happened twice or not at all in {zone}, where the clocks change: write the offset")
    if _count(offset) % _MINUTE:
        raise _refusal(wall, f"is at an offset of {offset} in {zone}, no whole minutes: write the time in UTC, with Z")
    return _offset_name(_count(offset))


def _offset_name(offset: int) -> str:
    hours, minutes = divmod(abs(offset) // _MINUTE, 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}" if offset else "Z"


def _written(moment: datetime) -> str:
    text = moment.isoformat()
    # Before standard time, zones were seconds away from whole minutes; ISO offsets cannot say so.
    if re.search(r"[+-][0-9]{2}:[0-9]{2}:[0-9.]+$", text):
        return to_datetime(to_micros(moment)).isoformat()
    return text


# --- zones and writing ------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 14)
def _instant(civil: int, zone: ZoneInfo) -> int:
    """Read the start of a day in a zone: its first midnight, or where there is none the clock's leap."""
    day = min(civil // _DAY + _EPOCH_DAY, date.max.toordinal())
    offset = datetime.fromordinal(day).replace(tzinfo=zone).utcoffset()
    return civil - _count(offset or timedelta())


def _offset_at(micros: int, zone: ZoneInfo) -> int:
    # A day inside the edges, datetime can convert to every zone.
    inside = to_datetime(min(max(micros, _FIRST + _DAY), _LAST - _DAY))
    return _count(inside.astimezone(zone).utcoffset() or timedelta())


def _in_zone(micros: int, zone: ZoneInfo) -> datetime:
    try:
        return to_datetime(micros).astimezone(zone)
    except OverflowError:
        raise _refusal(micros, f"is beyond the years 0001 to 9999 in {zone}: use bounds()") from None


def _midnight(micros: int, zone: ZoneInfo) -> int | None:
    """Give the ordinal of the day that begins at this instant, if one does."""
    civil = micros + _offset_at(micros, zone)
    if civil % _DAY or not _FIRST <= civil <= _LAST or _instant(civil, zone) != micros:
        return None
    return civil // _DAY + _EPOCH_DAY


def _edge(micros: int, zone: ZoneInfo, *, closing: bool) -> str:
    if micros == (FOREVER if closing else BEGINNING):
        return ".."
    day = _midnight(micros, zone)
    return _stamp(micros, zone) if day is None else date.fromordinal(day - closing).isoformat()


def _stamp(micros: int, zone: ZoneInfo, unit: str = "") -> str:
    offset = _offset_at(micros, zone)
    offset = 0 if offset % _MINUTE else offset
    unit = unit or ("microseconds" if micros % _SECOND else "seconds" if micros % _MINUTE else "minutes")
    wall = to_datetime(micros + offset).replace(tzinfo=None)
    return wall.isoformat(timespec=unit) + _offset_name(offset)


def _unit(lo: int, hi: int, zone: ZoneInfo) -> str:
    """Write the stretch as one year, month, day, minute, second or microsecond, or as nothing."""
    unit = {_MINUTE: "minutes", _SECOND: "seconds", 1: "microseconds"}.get(hi - lo)
    if unit and lo % (hi - lo) == 0:
        return _stamp(lo, zone, unit)
    start, end = _midnight(lo, zone), _midnight(hi, zone)
    if start is None or end is None:
        return ""
    # The long units first, so that one is found before its parts.
    day = date.fromordinal(start).isoformat()
    for text in (day[:4], day[:7], day):
        first, last = _days(text)
        if (first.toordinal(), last.toordinal() + 1) == (start, end):
            return text
    return ""


# --- free text --------------------------------------------------------------------------------------

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
# Two settings that differ in every field and in the day of the week's distance: what a text did not give shows.
_FILLINGS = datetime(2000, 1, 1), datetime(2004, 2, 15, 1, 1, 1, 1)  # noqa: DTZ001
_TO_DATE, _TO_DAY, _TO_TIME = (2, 3), (3,), (5, 6)  # how many fields such texts give, from the year down


def _relative(text: str, published: When | str | date | None, zone: str | None) -> str | None:
    """Count "today", "yesterday" and the days of the week back from the day of publication."""
    words = text.casefold().split()
    words = words[1:] if words[:1] == ["on"] else words
    last = words[:1] == ["last"]
    name = words[-1] if len(words) == 1 + last else ""
    if name not in _WEEKDAYS and (last or name not in ("today", "yesterday")):
        return None
    if published is None:
        raise _refusal(text, "depends on when it was said: give the day with published=")
    day = _day_of(When.of(published, zone=zone), zone)
    back = int(name == "yesterday") if name not in _WEEKDAYS else (day.weekday() - _WEEKDAYS[name]) % 7
    try:
        return (day - timedelta(days=back or 7 * last)).isoformat()
    except OverflowError:
        raise _refusal(text, "is before the year 0001") from None


def _day_of(published: When, zone: str | None) -> date:
    text = published.text
    if "/" in text or "X" in text or published.qualified or len(text) < len("2022-07-02"):
        raise _refusal(text, "is no single day: give the day of publication as published='2022-07-02'")
    start = published.start(_zone(zone)) if zone and not published.is_civil else None
    return start.date() if start else date.fromisoformat(text[:10])


def _free(text: str, day_first: bool | None) -> str:
    shape = _FREE.fullmatch(text)
    if shape is None:
        raise _refusal(text, _UNREADABLE)
    orders = [False] if shape["year_first"] else [False, True] if day_first is None else [day_first]
    texts = {_given(text, order, shape) for order in orders}
    if len(texts) > 1:
        raise _refusal(text, f"could be {' or '.join(sorted(texts))}: say which with day_first=, or write the month")
    return texts.pop()


def _given(text: str, day_first: bool, shape: re.Match[str]) -> str:
    """Write the fields that the text gave, which are those that do not change with the defaults."""
    one, two = (_parsed(text, day_first, filling) for filling in _FILLINGS)
    fields = list(zip(one.timetuple()[:6], two.timetuple()[:6], strict=True))
    given = next((place for place, (a, b) in enumerate(fields) if a != b), len(fields))
    wanted = _TO_TIME if shape["after"] else _TO_DAY if shape["weekday"] else _TO_DATE
    # dateutil takes 0099 for 1999.
    if given not in wanted or f"{one.year:04}" not in text:
        raise _refusal(text, _UNREADABLE)
    if shape["weekday"] and one.weekday() != _WEEKDAYS[shape["weekday"].casefold()]:
        raise _refusal(text, f"contradicts itself: the day was a {one:%A}; mend the day or leave out its name")
    if not shape["after"]:
        return one.date().isoformat()[: None if given in _TO_DAY else len("2022-07")]
    return one.isoformat(timespec="auto" if one.second == two.second else "minutes")


def _parsed(text: str, day_first: bool, filling: datetime) -> datetime:
    def offset(name: str | None, seconds: int | None) -> timezone | None:
        if name and (name.upper() not in ("UTC", "GMT", "Z") or seconds):
            raise _refusal(text, f"names the zone {name!r}, which is ambiguous: write its offset, such as +03:00")
        return None if seconds is None else timezone(timedelta(seconds=seconds))

    try:
        return parser.parse(text, default=filling, dayfirst=day_first, tzinfos=offset)
    except InvalidTime:
        raise
    except Exception:  # noqa: BLE001 - dateutil fails with whatever its reading of a token trips over
        raise _refusal(text, _UNREADABLE) from None
