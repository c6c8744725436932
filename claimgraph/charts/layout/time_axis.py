"""The axis of time: what it spans, where a time lies on it, and where its ticks are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import MAXYEAR, datetime
from typing import Final
from zoneinfo import ZoneInfo

import attrs

from claimgraph.graph.view import View
from claimgraph.times.instants import DAY, FOREVER, LAST, MINUTE, UTC, in_zone, micros_in, to_micros
from claimgraph.times.when import When

_HOUR, _MONTH, _YEAR = 60 * MINUTE, 30 * DAY, 365 * DAY
_MONDAY = -3 * DAY  # weeks begin on Mondays; the count of days begins on a Thursday
_FIRST, _LAST = (When(year).bounds()[0] for year in ("0001-01-03", "9999-12-29"))  # what any zone can show
_BEGIN = When("0001").bounds()[0]
_TICKS, _DAYS = 11, 16  # at most, and of days, which are written in fewer letters

_STEPS: Final = (
    *((step * MINUTE, 0, "%-d %b %H:%M") for step in (10, 30, 60, 180, 360)),
    *((step * DAY, 0, "%-d %b") for step in (1, 2, 7, 14)),
    *((step * _MONTH, step, "%b %Y") for step in (1, 3, 6)),
    *((step * _YEAR, 12 * step, "%Y") for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)
"""The time between ticks, of how many months it is, if any, and how they are written."""


_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def written(at: int, form: str) -> str:
    """Write a tick, alike on every machine, whatever its language.

    Examples
    --------
    >>> written(0, "%-d %b %H:%M"), written(0, "%b %Y")
    ('1 Jan 00:00', 'Jan 1970')
    """
    when = in_zone(at, UTC)
    year, clock = f"{when.year:04}", f"{when.hour:02}:{when.minute:02}"
    parts = {"%-d": str(when.day), "%b": _MONTHS[when.month - 1], "%Y": year, "%H:%M": clock}
    return " ".join(parts.get(part, part) for part in form.split())


@attrs.frozen
class Axis:
    """A stretch of time, as the clocks of a zone show it, in microseconds."""

    zone: ZoneInfo
    lo: int
    hi: int
    by_day: bool = False  # nothing on it is known to the hour, so that no hour may be marked

    @classmethod
    def over(cls, view: View, said: Iterable[When]) -> Axis:
        """Span all that was said in a view, up to the time as of which it looks."""
        zone = view.graph.zone
        said = list(said)
        by_day = not any("T" in str(when) for when in said)
        spans = [_wall(when, zone) for when in said]
        starts, ends = [lo for lo, _ in spans], [hi for _, hi in spans if hi != FOREVER]
        lo, hi = min(starts), max([*starts, *ends])
        seen_to = _wall(view.as_of, zone)[1] if view.as_of else FOREVER
        if seen_to != FOREVER:
            hi = max(seen_to, *starts)
        least = DAY if by_day else _HOUR
        room = max(hi - lo, least)
        return cls(zone, max(lo - room // 40, _BEGIN), max(hi, lo + least), by_day)

    def bounds(self, when: When) -> tuple[int, int]:
        """Give the part of a time that lies on the axis."""
        lo, hi = _wall(when, self.zone)
        return min(max(lo, self.lo), self.hi), min(max(hi, self.lo), self.hi)

    def mark(self, when: When) -> tuple[int, int]:
        """Give the part in which the symbol of a time stands: of one that is open, its start."""
        lo, hi = self.bounds(when)
        return lo, lo if when.bounds(self.zone)[1] == FOREVER else hi

    def share(self, at: int) -> float:
        """Tell how far along the axis a moment lies, from 0 to 1."""
        return (at - self.lo) / (self.hi - self.lo)

    @property
    def ticks(self) -> tuple[list[int], str]:
        """The moments to mark, and how they are written."""
        length, months, form = self._step
        if months:
            first, last = (in_zone(at, UTC) for at in (self.lo, self.hi))
            counts = range(12 * first.year // months, (12 * last.year + 11) // months + 1)
            starts = [divmod(count * months, 12) for count in counts]
            found = [
                to_micros(datetime(year, month + 1, 1, tzinfo=UTC)) for year, month in starts if 0 < year <= MAXYEAR
            ]
        else:
            found = list(range(self.lo + (_MONDAY - self.lo) % length, self.hi + 1, length))
        until = self.hi - DAY // 2 if self.names_days else self.hi
        return [at for at in found if self.lo <= at <= until], form

    @property
    def names_days(self) -> bool:
        """Whether each day has its tick, and its name belongs to all of it rather than to its first moment."""
        return self.by_day and self._step[0] == DAY

    @property
    def _step(self) -> tuple[int, int, str]:
        span = self.hi - self.lo
        steps = [step for step in _STEPS if step[0] >= DAY or not self.by_day]
        return next((one for one in steps if span / one[0] <= (_DAYS if one[0] == DAY else _TICKS)), _STEPS[-1])

    @property
    def years(self) -> str:
        """The years that it spans, for ticks that do not say."""
        begin = self.lo + -(-(self.hi - self.lo) // 41)  # past the room that is left before the first claim
        first, last = (in_zone(at, UTC).year for at in (begin, self.hi - 1))
        return f"{first}" if first == last else f"{first}\u2013{last}"


def _wall(when: When, zone: ZoneInfo) -> tuple[int, int]:
    """Give the bounds of a time as clocks on a wall show them."""
    lo, hi = when.bounds(zone)
    if hi == FOREVER and "/" not in when.text:
        hi = LAST  # the year 9999 has no end, but was not meant to be open
    return _shown(lo, zone), hi if hi == FOREVER else max(_shown(hi, zone), _shown(lo, zone))


def _shown(micros: int, zone: ZoneInfo) -> int:
    offset = in_zone(min(max(micros, _FIRST), _LAST), zone).utcoffset()
    return min(max(micros, _FIRST), _LAST) + (micros_in(offset) if offset else 0)
