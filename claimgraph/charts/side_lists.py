"""Who is on which side of what, without lines: for positions so many that no line among them could be followed.

On the right each assertion has a number, and beside it the names of those who support and who oppose it; on the left
each source has the numbers of the assertions that it supports and opposes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

import attrs

from claimgraph.charts.layout.text import LEADING, fit, room_for, width_of
from claimgraph.charts.marks import marks
from claimgraph.charts.marks.stances import Stand, Stands
from claimgraph.records.stance import Stance

_NAME, _NUMBERS = 190, 190  # the most that a source takes on the left, and what its numbers take
_TEXT, _NAMES = 280, 430  # the same of an assertion, and of the names beside it
_NUMBER, _GAP = 30, 40  # before an assertion, and between the two halves
_SHORT = 170  # the most that a name takes behind a symbol
_SYMBOL, _APART, _SIDES = 10, 11, 8  # room for a symbol, between two words, and more of it between two sides
_ROW = 9  # between two rows
_HEAD = 20  # from the headings to the first row

_ORDER: Final = {Stance.AFFIRMS: 0, Stance.DENIES: 1, Stance.QUESTIONS: 2}


@attrs.frozen
class _Chip:
    """A position beside one of its ends: its symbol, and the other end as a word."""

    stand: Stand
    word: str
    x: float
    line: int


@attrs.frozen
class _Row:
    """A source or an assertion with its chips."""

    label: list[str]
    chips: list[_Chip]

    @property
    def height(self) -> float:
        """How high it is, with the room below."""
        return max(len(self.label), 1 + self.chips[-1].line) * LEADING + _ROW


def draw_roll(found: Stands, assertions: Sequence[int]) -> marks.Sheet:
    """Set out the sources by name, and the assertions in the order given.

    Parameters
    ----------
    found : Stands
        The positions.
    assertions : sequence of int
        The places of the assertions in `found`, from top to bottom.

    Returns
    -------
    Sheet
        Without a key.
    """
    numbers = {at: str(number) for number, at in enumerate(assertions, 1)}
    names = [fit(name, _SHORT)[0] for name in found.sources]
    by_name = sorted(range(len(names)), key=lambda at: (_filed(found.sources[at]), at))
    place = {at: rank for rank, at in enumerate(by_name)}
    left = _rows(
        (
            (fit(found.sources[at], _NAME - 14, lines=2), [one for one in found.stands if one.source == at])
            for at in by_name
        ),
        lambda stand: (int(numbers[stand.assertion]), numbers[stand.assertion]),
        _NUMBERS,
    )
    right = _rows(
        (
            (fit(found.assertions[at].text, _TEXT - 14, lines=2), [one for one in found.stands if one.assertion == at])
            for at in assertions
        ),
        lambda stand: (place[stand.source], names[stand.source]),
        _NAMES,
    )
    begin = room_for((row.label for row in left), 14, _NAME)
    middle = begin + _NUMBERS + _GAP
    beside = middle + _NUMBER + room_for((row.label for row in right), 14, _TEXT)
    sheet = marks.Sheet(beside + _NAMES, _HEAD + max(sum(row.height for row in rows) for rows in (left, right)))
    sheet.texts(
        marks.words(head, x, 0)
        for head, x in (("source", 0), ("stands on number", begin), ("assertion", middle + _NUMBER), ("who", beside))
    )
    _add_rows(sheet, left, (0, begin, begin + _NUMBERS), speaking=False)
    _add_rows(sheet, right, (middle + _NUMBER, beside, beside + _NAMES), speaking=True)
    tops = _tops(right)
    sheet.texts(
        (marks.words(str(number), middle + _NUMBER - 8, top) for number, top in enumerate(tops, 1)), align="right"
    )
    return sheet


def _filed(name: str) -> str:
    """Give what a name is sorted by: 2 comes before 10."""
    return re.sub(r"[0-9]{1,18}", lambda number: number[0].zfill(18), name.casefold())


def _rows(
    ends: Iterable[tuple[list[str], list[Stand]]], word: Callable[[Stand], tuple[int, str]], width: float
) -> list[_Row]:
    """Give each end its chips: by side, what is implied after what was said, then in the order of their words."""
    found = []
    for label, stands in ends:
        stands.sort(key=lambda one: (_ORDER[one.position.stance], one.position.implied, word(one)))
        found.append(_Row(label, list(_flowed(stands, lambda one: word(one)[1], width))))
    return found


def _flowed(stands: Sequence[Stand], word: Callable[[Stand], str], width: float) -> Iterator[_Chip]:
    """Set chips one behind the other, and on a further line where there is no more room."""
    x, line = 0.0, 0
    for at, stand in enumerate(stands):
        text = word(stand)
        wide = _SYMBOL + width_of(text)
        if at and stand.position.stance is not stands[at - 1].position.stance:
            x += _SIDES
        if x and x + wide > width:
            x, line = 0.0, line + 1
        yield _Chip(stand, text, x, line)
        x += wide + _APART


def _tops(rows: Sequence[_Row]) -> list[float]:
    """Give where the first line of each row is."""
    return [_HEAD + LEADING / 2 + top for top in accumulate((row.height for row in rows[:-1]), initial=_ROW / 2)]


def _add_rows(sheet: marks.Sheet, rows: Sequence[_Row], across: tuple[float, float, float], *, speaking: bool) -> None:
    """Draw labels and chips of one half; what is told of a position when it is pointed at is told once."""
    start, chips, end = across
    tops = _tops(rows)
    start -= _NUMBER if speaking else 0
    sheet.lines(marks.line(start, y, end, y) for y in (top - LEADING / 2 - _ROW / 2 for top in tops))
    start += _NUMBER if speaking else 0
    sheet.texts(
        marks.words(text, start, top + line * LEADING)
        for row, top in zip(rows, tops, strict=True)
        for line, text in enumerate(row.label)
    )
    placed = [
        (chip, chips + chip.x, top + chip.line * LEADING)
        for row, top in zip(rows, tops, strict=True)
        for chip in row.chips
    ]
    sheet.dots(
        (
            marks.symbol(
                chip.stand.position.stance,
                x + 4,
                y,
                hollow=chip.stand.position.implied,
                about=chip.stand.about if speaking else "",
                url=chip.stand.said.url if speaking else None,
            )
            for chip, x, y in placed
        ),
        size=40,
    )
    sheet.texts(marks.words(chip.word, x + _SYMBOL, y) for chip, x, y in placed)
