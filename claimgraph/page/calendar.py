"""The days of a page: those on which somebody spoke, and what the view is as of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from math import ceil

import attrs

from claimgraph.instants import DAY, FOREVER, in_zone
from claimgraph.times import When
from claimgraph.view import View
from claimgraph.wording import date_text, when_text

_TICKS = 7
_STEPS = (1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652)
_LAST_TICK = 86.0


@attrs.frozen
class Day:
    """A day on which somebody spoke.

    Attributes
    ----------
    text : str
        Its ISO date.
    label : str
        Its date written out.
    start, end : int
        Its bounds, in microseconds.
    """

    text: str
    label: str
    start: int
    end: int

    @classmethod
    def of(cls, day: date, view: View) -> Day:
        """Give a day as the zone of the graph has it."""
        bounds = When(day.isoformat()).bounds(view.graph.zone)
        return cls(day.isoformat(), date_text(day.isoformat(), on=False), *bounds)


class Calendar:
    """The days on which somebody spoke, in a view; the last day of a view that has one comes last.

    Parameters
    ----------
    view : View
        The view.
    times : iterable of int
        When anything was said in it, in microseconds.
    """

    def __init__(self, view: View, times: Iterable[int]) -> None:
        self._view = view
        self.zone = view.graph.zone
        dates = {in_zone(time, self.zone).date() for time in times}
        until = view.said_between[1]
        if dates and until != FOREVER:
            dates.add(in_zone(until - 1, self.zone).date())
        self.days = [Day.of(day, view) for day in sorted(dates)]
        self._starts = [day.start for day in self.days]

    @cached_property
    def views(self) -> list[View]:
        """The view as of each day; as of the last day it is the view itself."""
        before = [attrs.evolve(self._view, as_of=When(day.text)) for day in self.days[:-1]]
        return [*before, self._view]

    @property
    def label(self) -> str:
        """The day up to which the view looks, written out; empty if it looks at nothing."""
        as_of = self._view.as_of
        return when_text(as_of, on=False) if as_of else self.days[-1].label if self.days else ""

    @property
    def last(self) -> int:
        """The place of the last day."""
        return len(self.days) - 1

    def place(self, time: int) -> int:
        """Give the place of the day that a time lies in."""
        return bisect_right(self._starts, time) - 1


class Axis:
    """A stretch of time laid out from 0 to 100.

    Parameters
    ----------
    calendar : Calendar
        The days of the page.
    start : int
        Where it begins, in microseconds.
    """

    def __init__(self, calendar: Calendar, start: int) -> None:
        self.start = start
        self.end = calendar.days[-1].end
        self.zone = calendar.zone

    def x(self, time: int) -> float:
        """Give the place of a time."""
        return round(100 * (min(max(time, self.start), self.end) - self.start) / (self.end - self.start), 2)

    @cached_property
    def ticks(self) -> list[tuple[float, str]]:
        """The places of a few days, each with its date."""
        days = (self.end - self.start) / DAY
        step = next((step for step in _STEPS if days / step <= _TICKS), ceil(days / _TICKS))
        first, last = (in_zone(time, self.zone).date().toordinal() for time in (self.start, self.end - 1))
        dates = [date.fromordinal(at).isoformat() for at in range(first, last + 1, step)]
        found = [(self.x(When(day).bounds(self.zone)[0]), date_text(day, on=False)) for day in dates]
        return _shortened([(x, label) for x, label in found if x <= _LAST_TICK])


def _shortened(ticks: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Name a year only where it begins."""
    years = [label.rpartition(" ")[2] for _, label in ticks]
    return [
        (x, label if place == 0 or years[place] != years[place - 1] else label.rpartition(" ")[0])
        for place, (x, label) in enumerate(ticks)
    ]
