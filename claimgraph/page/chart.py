"""The course of one statement as a picture: a band of its status over time, and a mark for each claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import attrs

from claimgraph.explanation.wording import when_text
from claimgraph.page.axis import Axis
from claimgraph.page.cards import words_of
from claimgraph.page.content.statements import Statement
from claimgraph.page.markup import Html, join, plain, tag
from claimgraph.records.stance import Stance, Status
from claimgraph.standing.interval import Word
from claimgraph.times.instants import MINUTE

_BAND = 18
_STEP = 10  # from one mark to the next in a column
_RADIUS = 4
_MOST = 4  # marks in a column; the rest is counted
_TICKS = 18
_WIDE = 5.0  # how wide a stretch has to be for marks to be spread along it
_APART = 2.5  # how wide the place of a mark along a stretch is
_DAY = 25 * 60 * MINUTE  # at most
_TOLD = 12  # bands, and claims of which no day is known, that are put into words
_LETTER = 3.2  # how wide a letter is where the picture is narrow
_NAMED = 14.0  # how wide a band has to be to be named


@attrs.frozen
class _Band:
    """A stretch of time with one status."""

    status: Status
    start: float
    end: float
    title: str


@attrs.define
class _Stretch:
    """Claims of which it is known only that they were said in a stretch of time, too wide for one mark."""

    start: float
    end: float
    is_vague: bool
    words: list[Word]
    more: int = 0  # of stretches that found no row


@attrs.frozen
class _Lane:
    """The claims on one side of the band: those known to a day or nearly so in columns, the others in rows beyond."""

    columns: dict[float, list[Word]]
    rows: list[list[_Stretch]]

    @classmethod
    def of(cls, words: list[Word], axis: Axis) -> _Lane:
        """Lay claims out."""
        columns: dict[float, list[Word]] = defaultdict(list)
        stretches: dict[tuple[float, float, bool], list[Word]] = defaultdict(list)
        for word in words:
            start, end = (axis.x(time) for time in word.said)
            if _is_rough(word) and end - start >= _WIDE:
                stretches[start, end, word.claim.asserted_at.qualified].append(word)
            else:
                middle = (start + end) / 2 if _is_rough(word) else start
                columns[round(middle * 2) / 2].append(word)
        rows: list[list[_Stretch]] = []
        for found in sorted(stretches):
            stretch = _Stretch(*found, stretches[found])
            free = next((row for row in rows if row[-1].end <= stretch.start), None)
            if free is not None:
                free.append(stretch)
            elif len(rows) < _MOST:
                rows.append([stretch])
            else:
                rows[-1][-1].more += len(stretch.words)
        return cls(columns, rows)

    @property
    def first(self) -> int:
        """How many rows the columns need: one for all that are only counted."""
        return min(max(map(len, self.columns.values()), default=0), _MOST + 1)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return max(self.first + len(self.rows), 1)


def chart(statement: Statement, axis: Axis) -> Html:
    """Draw the course of a statement."""
    lanes = _lanes(statement.words)
    up, down, on = (_Lane.of(words, axis) for words in lanes)
    top = up.height * _STEP + 4
    height = top + _BAND + down.height * _STEP + 4 + _TICKS
    bands = list(_bands(statement, axis))
    svg = tag(
        "svg",
        *_ticks(axis, height),
        *(_drawn(band, top) for band in bands),
        *_marks(up, axis, top - _STEP / 2 - 2, -_STEP),
        *_marks(down, axis, top + _BAND + _STEP / 2 + 2, _STEP),
        *_marks(on, axis, top + _BAND / 2, 0),
        tag("rect", class_="later", y="0", height=str(height - _TICKS), hidden=True),
        role="img",
        width="100%",
        height=str(height),
        aria_label=_told(bands, *lanes),
    )
    labels = tag("div", tag("span", "affirmed"), tag("span", "denied"), class_="lanes", aria_hidden="true")
    return tag("div", labels, svg, class_="chart")


def _lanes(words: list[Word]) -> tuple[list[Word], list[Word], list[Word]]:
    """Tell what is drawn above the band, below it and on it."""
    lanes: dict[Stance | None, list[Word]] = defaultdict(list)
    for word in words:
        stance = word.stance or word.claim.stance
        if word.lead is None or word.stance is not None:
            lanes[stance if stance in (Stance.AFFIRMS, Stance.DENIES) else None].append(word)
    return lanes[Stance.AFFIRMS], lanes[Stance.DENIES], lanes[None]


def _is_rough(word: Word) -> bool:
    """Tell whether not even the day is known on which something was said."""
    return word.claim.asserted_at.qualified or word.said[1] - word.said[0] > _DAY


def _marks(lane: _Lane, axis: Axis, y: float, step: int) -> Iterator[Html]:
    for x, column in lane.columns.items():
        for row, word in enumerate(column[:_MOST]):
            at = f"{y + row * step:g}"
            if _is_rough(word):
                start, end = (axis.x(time) for time in word.said)
                yield _line(start, end, at, is_vague=word.claim.asserted_at.qualified)
                yield _mark(word, (start + end) / 2, at)
            else:
                yield _mark(word, axis.x(word.said[0]), at)
        if len(column) > _MOST and step:
            yield _more(len(column) - _MOST, x, y + _MOST * step)
    for row, stretches in enumerate(lane.rows):
        for stretch in stretches:
            yield from _spread(stretch, y + (lane.first + row) * step)


def _spread(stretch: _Stretch, y: float) -> Iterator[Html]:
    """Draw a line over a stretch of time, and marks spread along it."""
    yield _line(stretch.start, stretch.end, f"{y:g}", is_vague=stretch.is_vague)
    wide, count = stretch.end - stretch.start, len(stretch.words)
    places = min(int(wide / _APART), count + bool(stretch.more))
    shown = count if places >= count + bool(stretch.more) else places - 1
    middles = [round(stretch.start + (at + 0.5) * wide / places, 2) for at in range(places)]
    for word, x in zip(stretch.words[:shown], middles, strict=False):
        yield _mark(word, x, f"{y:g}")
    if count + stretch.more > shown:
        yield _more(count + stretch.more - shown, middles[-1], y)


def _mark(word: Word, x: float, y: str) -> Html:
    kind = f"mark {word.stance or word.claim.stance}{' implied' if word.lead else ''}"
    return tag("circle", tag("title", _told_of(word)), class_=kind, cx=f"{x:g}%", cy=y, r=f"{_RADIUS}")


def _line(start: float, end: float, y: str, *, is_vague: bool) -> Html:
    return tag("line", class_="said vague" if is_vague else "said", x1=f"{start:g}%", x2=f"{end:g}%", y1=y, y2=y)


def _more(count: int, x: float, y: float) -> Html:
    title = tag("title", f"{count} more")
    return tag("text", f"+{count}", title, class_="more", x=f"{x:g}%", y=f"{y + 3:g}", text_anchor="middle")


def _told_of(word: Word) -> str:
    """Tell of a claim in a few words."""
    verb, after = words_of(word.claim)
    what = f"“{plain(str(word.claim.assertion), 60)}”" if word.lead else "it"
    return f"{plain(word.source, 60)} {verb} {what}{after} {when_text(word.claim.asserted_at, on=True)}"


def _bands(statement: Statement, axis: Axis) -> Iterator[_Band]:
    """Give the stretches of time between changes of the status."""
    turns = [change for change in statement.changes if change.status is not change.previous]
    starts = [axis.x(change.at.bounds(axis.calendar.zone)[0]) for change in turns]
    for place, change in enumerate(turns):
        start, end = starts[place], starts[place + 1] if place + 1 < len(turns) else 100.0
        if change.status is not Status.UNCLAIMED and start < end:
            until = f" to {when_text(turns[place + 1].at, on=False)}" if place + 1 < len(turns) else " on"
            title = f"{str(change.status).capitalize()} from {when_text(change.at, on=False)}{until}"
            yield _Band(change.status, start, end, title)


def _drawn(band: _Band, top: int) -> Html:
    width = band.end - band.start
    place = {"x": f"{band.start:g}%", "y": f"{top}", "width": f"{width:g}%", "height": f"{_BAND}"}
    rect = tag("rect", tag("title", band.title), class_=f"band {band.status}", **place)
    if width < _NAMED:
        return rect
    name = str(band.status).capitalize()
    kind = "name" if width > _LETTER * (len(name) + 2) else "name between"
    return join([rect, tag("svg", tag("text", name, x="12", y="13"), class_=kind, **place)])


def _ticks(axis: Axis, height: int) -> Iterator[Html]:
    taken = 0.0  # up to where the dates would reach in a narrow window
    for x, label in axis.ticks:
        at = f"{x:g}%"
        reach = x + _LETTER * len(label)
        narrow = "tick between" if x < taken or (taken and reach > 100 + _LETTER) else "tick"
        if narrow == "tick":
            taken = reach + _LETTER
        yield tag("line", class_=narrow, x1=at, x2=at, y1="0", y2=f"{height - _TICKS + 4}")
        yield tag("text", label, class_=narrow, x=at, y=f"{height - 3}")


def _told(bands: list[_Band], up: list[Word], down: list[Word], on: list[Word]) -> str:
    course = "; ".join(band.title for band in bands[-_TOLD:])
    told = f"Course of the status. {course}. Claims for it: {len(up)}, against it: {len(down)}."
    rough = [_told_of(word) for word in (*up, *down, *on) if _is_rough(word)]
    if rough:
        rest = f"; and {len(rough) - _TOLD} more" if len(rough) > _TOLD else ""
        told += f" No day is certain for {len(rough)}: {'; '.join(rough[:_TOLD])}{rest}."
    return told
