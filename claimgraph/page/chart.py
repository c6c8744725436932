"""The course of one statement as a picture: a band of its status over time, and a mark for each claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import attrs

from claimgraph.model import Stance, Status
from claimgraph.moment import Word
from claimgraph.page.calendar import Axis
from claimgraph.page.cards import DID
from claimgraph.page.markup import Html, join, plain, tag
from claimgraph.page.statements import Statement
from claimgraph.wording import when_text

_BAND = 18
_STEP = 10  # from one mark to the next in a column
_RADIUS = 4
_MOST = 4  # marks in a column; the rest is counted
_TICKS = 18
_NAMED = 14.0  # how wide a band has to be to be named


@attrs.frozen
class _Band:
    """A stretch of time with one status."""

    status: Status
    start: float
    end: float
    title: str


def chart(statement: Statement, axis: Axis) -> Html:
    """Draw the course of a statement."""
    up, down, on = _lanes(statement.words)
    top = _rows(up, axis) * _STEP + 4
    height = top + _BAND + _rows(down, axis) * _STEP + 4 + _TICKS
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
        aria_label=_told(bands, up, down),
    )
    lanes = tag("div", tag("span", "affirmed"), tag("span", "denied"), class_="lanes", aria_hidden="true")
    return tag("div", lanes, svg, class_="chart")


def _lanes(words: list[Word]) -> tuple[list[Word], list[Word], list[Word]]:
    """Tell what is drawn above the band, below it and on it."""
    lanes: dict[Stance | None, list[Word]] = defaultdict(list)
    for word in words:
        stance = word.stance or word.claim.stance
        if word.lead is None or word.stance is not None:
            lanes[stance if stance in (Stance.AFFIRMS, Stance.DENIES) else None].append(word)
    return lanes[Stance.AFFIRMS], lanes[Stance.DENIES], lanes[None]


def _rows(words: list[Word], axis: Axis) -> int:
    """Count the rows that a lane needs: one for all that are only counted."""
    return min(max(map(len, _columns(words, axis).values()), default=1), _MOST + 1)


def _columns(words: list[Word], axis: Axis) -> dict[float, list[Word]]:
    """Put together the words that are drawn at one place."""
    found: dict[float, list[Word]] = defaultdict(list)
    for word in words:
        found[round(axis.x(word.said[0]) * 2) / 2].append(word)
    return found


def _marks(words: list[Word], axis: Axis, y: float, step: int) -> Iterator[Html]:
    for column in _columns(words, axis).values():
        x = f"{axis.x(column[0].said[0]):g}%"
        for row, word in enumerate(column[:_MOST]):
            stance = word.stance or word.claim.stance
            kind = f"mark {stance}{' implied' if word.lead else ''}"
            title = tag("title", _told_of(word))
            yield tag("circle", title, class_=kind, cx=x, cy=f"{y + row * step:g}", r=f"{_RADIUS}")
        if len(column) > _MOST and step:
            more = tag("title", f"{len(column) - _MOST} more")
            place = f"{y + _MOST * step + 3:g}"
            yield tag("text", f"+{len(column) - _MOST}", more, class_="more", x=x, y=place, text_anchor="middle")


def _told_of(word: Word) -> str:
    """Tell of a claim in a few words."""
    verb, after = DID[word.claim.stance]
    what = f"“{plain(str(word.claim.assertion), 60)}”" if word.lead else "it"
    return f"{plain(word.source, 60)} {verb} {what}{after} {when_text(word.claim.asserted_at, on=True)}"


def _bands(statement: Statement, axis: Axis) -> Iterator[_Band]:
    """Give the stretches of time between changes of the status."""
    turns = [change for change in statement.changes if change.status is not change.previous]
    starts = [axis.x(change.at.bounds(axis.zone)[0]) for change in turns]
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
    name = tag("text", str(band.status).capitalize(), x="12", y="13")
    return join([rect, tag("svg", name, class_="name", **place)])


def _ticks(axis: Axis, height: int) -> Iterator[Html]:
    for place, (x, label) in enumerate(axis.ticks):
        at = f"{x:g}%"
        narrow = "tick between" if place % 3 else "tick"
        yield tag("line", class_=narrow, x1=at, x2=at, y1="0", y2=f"{height - _TICKS + 4}")
        yield tag("text", label, class_=narrow, x=at, y=f"{height - 3}")


def _told(bands: list[_Band], up: list[Word], down: list[Word]) -> str:
    course = "; ".join(band.title for band in bands[-12:])
    return f"Course of the status. {course}. Claims for it: {len(up)}, against it: {len(down)}."
