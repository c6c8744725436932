"""Times of Wikibase: as precise as they are given, in whichever of its two calendars.

The form is that of the data model (mediawiki.org, "Wikibase/DataModel/JSON"): digits like those of
ISO 8601 that count in the calendar they name, with no year 0, and a number for how precise they are.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import attrs

from claimgraph.errors import InvalidRecord, InvalidTime
from claimgraph.io.files.json_stream import expected, member
from claimgraph.records.validators import shown
from claimgraph.times.when import When

_TIME = re.compile(r"([+-])([0-9]{1,16})-([0-9]{2})-([0-9]{2})T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_CALENDARS = {"Q1985727": "Gregorian", "Q1985786": "Julian"}
_DAY, _MONTH, _YEAR, _DECADE, _CENTURY, _MILLENNIUM = 11, 10, 9, 8, 7, 6


@attrs.frozen
class Stretch:
    """The stretch of time that something falls into, from its first to its last date.

    Parameters
    ----------
    first, last : str
        Two dates, or the same one twice.
    """

    first: str
    last: str

    def to(self, end: Stretch) -> str:
        """Write the period from the beginning of this one to the end of another.

        Examples
        --------
        >>> from claimgraph.io.wikibase.times import Stretch
        >>> Stretch("2001", "2001").to(Stretch("201X", "201X")), Stretch("2001", "2001").marked("~").text
        ('2001/201X', '2001~')
        """
        return self.first if self.first == end.last else f"{self.first}/{end.last}"

    @property
    def text(self) -> str:
        """The stretch as one text."""
        return self.to(self)

    def marked(self, mark: str) -> Stretch:
        """Give the stretch as one that is not certain."""
        return Stretch(*(date if date[-1] in "~?%" else date + mark for date in (self.first, self.last)))


def stretch_of(value: Any, path: str) -> Stretch:
    """Read the value of a time.

    Days, months and years of the Julian calendar are converted, to the day. Centuries and millennia are
    marked as uncertain: some who write 1900 mean the 19th century, some the 20th.

    Raises
    ------
    InvalidTime
        If it is no date from year 1 to 9999.
    InvalidRecord
        If it is no time as Wikibase writes it, or more precise than to the day.

    Examples
    --------
    >>> from claimgraph.io.wikibase.times import stretch_of
    >>> model = "http://www.wikidata.org/entity/Q1985786"
    >>> stretch_of({"time": "+1917-10-25T00:00:00Z", "precision": 11, "calendarmodel": model}, "").text
    '1917-11-07'
    """
    text, precision, calendar = _parts(value, path)
    sign, digits, month, day = _TIME.fullmatch(text).groups()  # type: ignore[union-attr]  # `_parts` has seen to it
    if sign == "-" or not 1 <= int(digits) <= 9999 or precision < _MILLENNIUM:  # noqa: PLR2004 - the last year
        problem = f"found {shown(text)} of precision {precision}, expected a time from year 1 to 9999"
        raise InvalidTime(problem, field=path, found=text)
    found = _coarse(int(digits), precision)
    if found is None:
        # Nought stands for what is not known or does not matter.
        known = precision if month != "00" else _YEAR
        try:
            found = _dates(int(digits), int(month), int(day), known if day != "00" else min(known, _MONTH), calendar)
        except (ValueError, OverflowError):
            problem = f"found {shown(text)}, expected a date of the {calendar} calendar up to year 9999"
            raise InvalidTime(problem, field=path, found=text) from None
    unsure = member(value, "before", int, path) or member(value, "after", int, path)
    found = found.marked("?") if unsure else found
    When(found.text)
    return found


def side_of(value: Any, path: str) -> int:
    """Return -1 for a time before year 1, 1 for one after 9999, and 0 for any other.

    Examples
    --------
    >>> from claimgraph.io.wikibase.times import side_of
    >>> model = "http://www.wikidata.org/entity/Q1985727"
    >>> [side_of({"time": f"{year}-00-00T00:00:00Z", "precision": 9, "calendarmodel": model}, "")
    ...  for year in ("-0044", "+2022", "+12000", "+0000")]
    [-1, 0, 1, 0]
    """
    text, _, _ = _parts(value, path)
    sign, digits, _, _ = _TIME.fullmatch(text).groups()  # type: ignore[union-attr]  # `_parts` has seen to it
    return -(int(digits) > 0) if sign == "-" else int(int(digits) > 9999)  # noqa: PLR2004 - the last year


def written(value: Any, path: str) -> str:
    """Write the value of a time for people, also where it is before year 1 or after 9999.

    Examples
    --------
    >>> from claimgraph.io.wikibase.times import written
    >>> model = "http://www.wikidata.org/entity/Q1985786"
    >>> written({"time": "-0044-03-15T00:00:00Z", "precision": 11, "calendarmodel": model}, "")
    '-0044-03-15, precision 11, Julian calendar'
    """
    try:
        return stretch_of(value, path).text
    except InvalidTime:
        text, precision, calendar = _parts(value, path)
        return f"{text.partition('T')[0]}, precision {precision}, {calendar} calendar"


def julian(value: Any, path: str) -> str | None:
    """Give the date as it stands where it counts in the Julian calendar, else none."""
    text, precision, calendar = _parts(value, path)
    return text.partition("T")[0] if calendar == "Julian" and precision >= _YEAR else None


def _parts(value: Any, path: str) -> tuple[str, int, str]:
    """Give the text, the precision and the calendar of a time."""
    text, precision = (expected(member(value, name, kind, path), kind, f"{path}.{name}") for name, kind in _KINDS)
    model = expected(member(value, "calendarmodel", str, path), str, f"{path}.calendarmodel")
    if _TIME.fullmatch(text) is None:
        problem = f"found {shown(text)}, expected a time such as '+2022-07-02T00:00:00Z'"
        raise InvalidRecord(problem, field=f"{path}.time", found=text)
    if not 0 <= precision <= _DAY:
        problem = f"found {shown(precision)}, expected a precision from 0 to {_DAY}, which is to the day"
        raise InvalidRecord(problem, field=f"{path}.precision", found=precision)
    calendar = _CALENDARS.get(model.rpartition("/")[2])
    if calendar is None:
        problem = f"found {shown(model)}, expected one of the calendars " + ", ".join(_CALENDARS)
        raise InvalidRecord(problem, field=f"{path}.calendarmodel", found=model)
    return text, precision, calendar


_KINDS: tuple[tuple[str, type], ...] = (("time", str), ("precision", int))


def _coarse(year: int, precision: int) -> Stretch | None:
    """Give a decade or more: so coarse that the calendar makes no difference."""
    if precision == _DECADE:
        return Stretch(*[f"{year // 10:03d}X"] * 2)
    if precision in (_CENTURY, _MILLENNIUM):
        years = 100 if precision == _CENTURY else 1000
        last = (year + years - 1) // years * years
        return Stretch(f"{last - years + 1:04d}", f"{min(last, 9999):04d}").marked("?")
    return None


def _dates(year: int, month: int, day: int, precision: int, calendar: str) -> Stretch:
    """Give a day, a month or a year of a calendar as dates of the Gregorian one."""
    if calendar == "Gregorian":
        whole = date(year, month if precision >= _MONTH else 1, day if precision == _DAY else 1).isoformat()
        text = whole[: {_DAY: 10, _MONTH: 7, _YEAR: 4}[precision]]
        return Stretch(text, text)
    if precision == _DAY:
        text = _gregorian(year, month, day).isoformat()
        return Stretch(text, text)
    first, last = (month, month) if precision == _MONTH else (1, 12)
    ends = _gregorian(year, first, 1), _gregorian(year, last, _length(year, last))
    return Stretch(*(end.isoformat() for end in ends))


def _length(year: int, month: int) -> int:
    """Give the days of a month of the Julian calendar, in which every fourth year is a leap year."""
    if month == 2:  # noqa: PLR2004 - February
        return 28 if year % 4 else 29
    return 30 if month in (4, 6, 9, 11) else 31


def _gregorian(year: int, month: int, day: int) -> date:
    """Convert a day of the Julian calendar, by counting the days of years that begin in March."""
    if not 1 <= month <= 12 or not 1 <= day <= _length(year, month):  # noqa: PLR2004 - months
        raise ValueError(month, day)
    years, months = (year, month - 3) if month > 2 else (year - 1, month + 9)  # noqa: PLR2004 - February
    # Julian 1 March of the year 0 is two days before the Gregorian one, which is day -305 of `date`.
    return date.fromordinal(years * 365 + years // 4 + (153 * months + 2) // 5 + day - 308)
