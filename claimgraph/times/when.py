"""Moments and periods, exactly as precise as they were given.

A `When` keeps its text, in one of the date forms that `edtf` reads, and stands for a half-open stretch of
instants. A date without a zone is *civil*: it is read in the zone of whoever asks, so one day may be 23,
24 or 25 hours long. What two times say of each other may be no more than possible, hence `Certainty`.
"""

from __future__ import annotations

import enum
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NoReturn, cast, final
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidTime
from claimgraph.times import edtf
from claimgraph.times.edtf import CIVIL_END, CIVIL_START, MIXED
from claimgraph.times.instants import (
    BEGINNING,
    FIRST,
    FOREVER,
    SECOND,
    UTC,
    day_start,
    in_zone,
    named_zone,
    refusal,
    utc_second,
)

_NAIVE = "has no zone: set tzinfo= of the datetime, such as ZoneInfo('Europe/Kyiv'), or pass a date for the whole day"
_NO_TEXT = "is not a text: write a date such as '2022-07-02'"


class Certainty(enum.StrEnum):
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
    that date, one that is a timestamp is that instant; one on 9999-12-31 is open, as is a start on
    0001-01-01. A timestamp alone spans its last stated unit.

    Times sort by their start, those of one start by their end, and then by their text: an order for lists,
    in which dates count as in UTC. Whether one time is earlier than another is for `before` to say.

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
    >>> sorted(map(When, ["2022-07-02", "2022-07", "../2022", "2022-07-01T10:00Z", "2022-07-01"]))
    [When('../2022'), When('2022-07-01'), When('2022-07'), When('2022-07-01T10:00Z'), When('2022-07-02')]
    """

    __slots__ = ("_civil", "_hi", "_lo", "approximate", "text", "uncertain")

    text: str
    approximate: bool
    uncertain: bool
    _lo: int  # civil bounds as if read in UTC
    _hi: int
    _civil: int

    def __new__(cls, text: str, *, zone: str | None = None) -> When:
        """Give the object for a date: one for all that are written alike, but for single seconds."""
        if not isinstance(text, str):
            raise refusal(text, _NO_TEXT)
        return _read(text, zone)

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
            return _read(value, zone)
        if isinstance(value, When):
            return value
        if isinstance(value, datetime):
            if value.tzinfo is None and zone is None:
                raise refusal(value.isoformat(), _NAIVE)
            return _remembered(edtf.write_datetime(value), zone)
        if isinstance(value, date):
            return _remembered(value.isoformat(), zone)
        raise refusal(value, "is no time: give a When, a text such as '2022-07-02', a date or a datetime")

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
        if not isinstance(text, str):
            raise refusal(text, _NO_TEXT)
        try:
            return cls(text, zone=zone)
        except InvalidTime as error:
            if len(text) > edtf.LONGEST or edtf.is_too_fine(text):
                raise
            strictly = error
        # dateutil takes a fifth of the time that importing this library takes, and few read free text.
        from claimgraph.times import natural

        day = None
        if published is not None and natural.is_relative(text):
            day = _day_of(cls.of(published, zone=zone), zone)
        try:
            strict = natural.to_strict(text, published=day, day_first=day_first)
        except InvalidTime as error:
            # Where it is no wording that people use, what is wrong with it as a strict text is more to the point.
            raise (
                strictly if error.problem.endswith(natural.UNREADABLE) and edtf.advises(strictly) else error
            ) from None
        return cls(strict, zone=zone)

    @classmethod
    def between(cls, lo: int, hi: int, zone: ZoneInfo = UTC) -> When:
        """Write the half-open stretch from `lo` to `hi`, so that its bounds in `zone` are these again.

        A year, month, day, minute, second or microsecond is written as such, and what goes from one year or month
        to another as ``2006/2007`` or ``2006-11/2007-02``; other stretches from date to date, with a timestamp
        where a bound is not midnight in the zone.

        Examples
        --------
        >>> lo, hi = When("2022-07-02").bounds()
        >>> When.between(lo, hi), When.between(lo, FOREVER), When.between(BEGINNING, hi)
        (When('2022-07-02'), When('2022-07-02/..'), When('../2022-07-02'))
        """
        return cls(edtf.write(lo, hi, zone))

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
        civil, lo, hi = self._civil, self._lo, self._hi
        if not civil or (zone is UTC and civil < MIXED):
            return lo, hi
        if civil & CIVIL_START:
            lo = max(day_start(lo, zone), FIRST)
        if civil & CIVIL_END:
            hi = day_start(hi, zone)
        if lo >= hi:
            raise refusal(self.text, f"is empty in the zone {zone}: write its bounds with their offsets")
        return lo, hi

    def start(self, zone: ZoneInfo = UTC) -> datetime | None:
        """Give the first moment, in `zone`; none if the start is open.

        Examples
        --------
        >>> When("2022-07/..").start().isoformat()
        '2022-07-01T00:00:00+00:00'
        """
        lo = self.bounds(zone)[0]
        return None if lo == BEGINNING else in_zone(lo, zone)

    def end(self, zone: ZoneInfo = UTC) -> datetime | None:
        """Give the first moment that no longer belongs to it, in `zone`; none if the end is open.

        Examples
        --------
        >>> When("2022-07").end().isoformat()
        '2022-08-01T00:00:00+00:00'
        """
        hi = self.bounds(zone)[1]
        return None if hi == FOREVER else in_zone(hi, zone)

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

    def __lt__(self, other: object) -> bool:
        return self._place < other._place if isinstance(other, When) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._place <= other._place if isinstance(other, When) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._place > other._place if isinstance(other, When) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._place >= other._place if isinstance(other, When) else NotImplemented

    @property
    def _place(self) -> tuple[int, int, str]:
        """Where it stands in a sorted list: the text last, so that only equal times stand at one place."""
        return self._lo, self._hi, self.text

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


class _Draft:
    """A `When` in the making: laid out in memory as one is, so that it becomes one once its attributes are set.

    A `When` itself refuses to have them set; to set them one by one past that took three times as long.
    """

    __slots__ = When.__slots__

    text: str
    approximate: bool
    uncertain: bool
    _lo: int
    _hi: int
    _civil: int

    def made(self, text: str, lo: int, hi: int, civil: int, marks: str) -> When:
        """Set the attributes, and become a `When`."""
        self.text = text
        self._lo = lo
        self._hi = hi
        self._civil = civil
        self.approximate = marks != "" and ("~" in marks or "%" in marks)
        self.uncertain = marks != "" and ("?" in marks or "%" in marks)
        when: Any = self
        when.__class__ = When
        return cast("When", when)


def _read(text: str, zone: str | None) -> When:
    # To remember what few records repeat takes as long again as to read it.
    if zone is None and (lo := utc_second(text)) is not None:
        return _Draft().made(f"{text}", lo, lo + SECOND, 0, "")
    return _remembered(text, zone)


@lru_cache(maxsize=1 << 16)
def _remembered(text: str, zone: str | None) -> When:
    """Share one object between equal texts: records repeat their dates."""
    canonical, lo, hi, civil, marks = edtf.read(text, zone)
    return _Draft().made(canonical, lo, hi, civil, marks)


def _day_of(published: When, zone: str | None) -> date:
    text = published.text
    if "/" in text or "X" in text or published.qualified or len(text) < len("2022-07-02"):
        raise refusal(text, "is no single day: give the day of publication as published='2022-07-02'")
    start = published.start(named_zone(zone)) if zone and not published.is_civil else None
    return start.date() if start else date.fromisoformat(text[:10])
