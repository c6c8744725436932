"""The days of a page: those on which somebody spoke, and what the view is as of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cached_property

import attrs

from claimgraph.explanation.wording import date_text, when_text
from claimgraph.graph.view import View
from claimgraph.standing.interval import Word
from claimgraph.times.instants import FOREVER, LAST, in_zone
from claimgraph.times.when import When


@attrs.frozen
class Day:
    """A day on which somebody spoke.

    Attributes
    ----------
    text : str
        Its ISO date.
    label : str
        What it is called: its date written out, or that of the month or year of which no day is known.
    start, end : int
        Its bounds, in microseconds.
    until : int
        Where the time that it is called by ends; at most up to the next day on which somebody spoke.
    """

    text: str
    label: str
    start: int
    end: int
    until: int


class Calendar:
    """The days on which somebody spoke, in a view; the last day of a view that has one comes last.

    What was said in a month or a year of which no day is known counts from the first day of that.

    Parameters
    ----------
    view : View
        The view.
    words : iterable of Word
        What was said in it.
    """

    def __init__(self, view: View, words: Iterable[Word]) -> None:
        self._view = view
        self.zone = view.graph.zone
        self.until = view.said_between[1]
        said: dict[date, Word | None] = {}
        for word in words:
            day = in_zone(word.said[0], self.zone).date()
            best = said.get(day)
            if best is None or _imprecision(word) < _imprecision(best):
                said[day] = word
        if said and self.until != FOREVER:
            said[in_zone(self.until - 1, self.zone).date()] = None  # which the view names
        days: list[Day] = []
        for day in sorted(said, reverse=True):
            days.append(self._day(day, said[day], days[-1].start if days else self.until))
        self.days = days[::-1]
        self._starts = [day.start for day in self.days]

    def _day(self, day: date, word: Word | None, after: int) -> Day:
        """Name a day as precisely as it is known of what was said then; somebody speaks again at `after`."""
        start, end = When(day.isoformat()).bounds(self.zone)
        end = min(end, LAST)  # the last day of the calendar is as long as it can be shown
        if word is None or (word.said[1] <= end and not word.claim.asserted_at.qualified):
            return Day(day.isoformat(), date_text(day.isoformat(), on=False), start, end, end)
        until = min(max(word.said[1], end), after)
        return Day(day.isoformat(), when_text(word.claim.asserted_at, on=False), start, end, until)

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


def _imprecision(word: Word) -> tuple[bool, int]:
    return word.claim.asserted_at.qualified, word.said[1] - word.said[0]
