"""Time laid out from left to right: what a picture spans, where a time lies in it, and where its dates stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, date
from functools import cached_property

import attrs

from claimgraph.explanation.wording import date_text
from claimgraph.page.content.days import Calendar
from claimgraph.page.content.statements import Statement
from claimgraph.standing.interval import Word
from claimgraph.times.instants import DAY, EPOCH_DAY, FOREVER, LAST, day_start, in_zone

_TICKS = 7  # at most
_MONTH = 30.44  # days
_STEPS = (
    *((days, 0) for days in (1, 2, 7, 14)),
    *((months * _MONTH, months) for months in (1, 3, 6)),
    *((12 * years * _MONTH, 12 * years) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)
"""The days between ticks, and of how many months these are, if of any."""

_ROOM = 8  # the part of the time up to the last claim that the status after it has to be seen in, at least
_LEAST = 10  # the part of the whole time that a picture may take up and still be read


@attrs.frozen(slots=False)
class Axis:
    """A stretch of time laid out from 0 to 100.

    Attributes
    ----------
    calendar : Calendar
        The days of the page.
    start, end : int
        Its bounds, in microseconds.
    """

    calendar: Calendar
    start: int
    end: int

    @classmethod
    def over(cls, calendar: Calendar, words: Iterable[Word]) -> Axis:
        """Span all that was said, as precisely as it is known when, up to the time as of which the view looks."""
        said = [word.said for word in words]
        first, last = min(said)[0], max(said)[0]
        start, day_end = calendar.days[calendar.place(first)].start, calendar.days[calendar.place(last)].end
        ends = [hi for _, hi in said if hi != FOREVER]
        room = max((last - start) // _ROOM, DAY)
        latest = min(calendar.until, LAST)
        return cls(calendar, start, min(max(last + room, day_end, *ends), latest))

    def x(self, time: int) -> float:
        """Give the place of a time."""
        return round(100 * (min(max(time, self.start), self.end) - self.start) / (self.end - self.start), 2)

    @cached_property
    def ticks(self) -> list[tuple[float, str]]:
        """The places of a few round dates, each with its name."""
        named = ((self.x(day_start((at - EPOCH_DAY) * DAY, self.calendar.zone)), label) for at, label in self._dates())
        # A letter takes a hundredth at the most.
        return _shortened([(x, label) for x, label in named if x <= 100 - len(label)])

    def _dates(self) -> Iterator[tuple[int, str]]:
        """Give the first days of the units to mark, by their ordinals, with the names of the units."""
        days = (self.end - self.start) / DAY
        step, months = next(found for found in _STEPS if days / found[0] <= _TICKS)
        first, last = (in_zone(time, self.calendar.zone).date() for time in (self.start, self.end - 1))
        if months:
            counts = range(-(-(12 * first.year + first.month - 1) // months), (12 * last.year + 11) // months + 1)
            starts = (divmod(count * months, 12) for count in counts)
            dates = [date(year, month + 1, 1) for year, month in starts if 0 < year <= MAXYEAR]
        else:
            begin = first.toordinal()
            begin += (1 - begin) % int(step) if step >= 7 else 0  # noqa: PLR2004 - weeks begin on Mondays, as the count of days
            dates = [date.fromordinal(at) for at in range(begin, last.toordinal() + 1, int(step))]
        length = 10 if not months else 7 if months % 12 else 4  # of the text of a day, a month, a year
        for day in dates:
            if first <= day <= last:
                yield day.toordinal(), date_text(day.isoformat()[:length], on=False)


def axes(statements: Iterable[Statement], calendar: Calendar) -> dict[str, Axis]:
    """Give each statement the stretch of time that it is drawn along, by their anchors.

    It is one for all, so that pictures can be compared, unless one of them would take too little of it to be read.
    """
    told = list(statements)
    if not told:
        return {}
    own = {one.anchor: Axis.over(calendar, one.words) for one in told}
    shared = Axis.over(calendar, (word for one in told for word in one.words))
    shared = attrs.evolve(shared, end=max(shared.end, calendar.days[-1].end))
    # What was all said at one time is read as well in little room.
    spread = [one for one in told if one.words[0].said[0] != one.words[-1].said[0]]
    if any((own[one.anchor].end - own[one.anchor].start) * _LEAST < shared.end - shared.start for one in spread):
        return own
    return dict.fromkeys(own, shared)


def _shortened(ticks: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Name a year only where it begins."""
    years = [label.rpartition(" ")[2] for _, label in ticks]
    return [
        (x, label if place == 0 or years[place] != years[place - 1] else label.rpartition(" ")[0])
        for place, (x, label) in enumerate(ticks)
    ]
