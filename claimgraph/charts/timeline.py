"""How statuses went: a row for each assertion, a strip for its status, a symbol for each claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from claimgraph.charts.chart import Chart, empty
from claimgraph.charts.layout.lanes import Lanes
from claimgraph.charts.layout.text import LEADING, fit, room_for, width_of
from claimgraph.charts.layout.time_axis import Axis, written
from claimgraph.charts.marks import marks
from claimgraph.charts.marks.alt_text import capped, course
from claimgraph.charts.marks.scope import Chosen, Wanted, chosen, counted, seen
from claimgraph.charts.marks.tooltips import Said, is_repeat
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.questions.assessment import claims, timeline
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance, Status
from claimgraph.standing.judgement import Change
from claimgraph.times.instants import DAY
from claimgraph.times.when import When

_LEFT, _WIDE = 310, 720  # the most that the names of assertions take, and what the time takes
_LANE, _STRIP, _GAP = 13, 13, 10
_LARGE, _SMALL = 62, 26  # the areas of symbols, and of those of claims that only repeat others
_TALL = 600  # from this height on, the dates stand below too
_AXIS, _KEY = 46, 19  # the heights of the dates above, and of a row of the key


@asking
def draw_timeline(
    view: View | ClaimGraph, assertions: Wanted = None, *, title: str | None = None, notes: bool = False
) -> Chart:
    """Draw how the status of each assertion went, and every claim at the time when it was made.

    A strip has the colour and the word of the status; above it is a symbol for each claim, small and hollow where the
    claim only repeats others. A line through a symbol
    spans the time in which it was said, as precisely as that is known, and is dashed if even that is approximate or
    uncertain. Where there is no room for all symbols, a plus sign with a number stands for the rest.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    assertions : str or Assertion or several, optional
        Which to draw, in this order; without it all that were spoken of, in the order of their first claims.
    title : str, optional
        The words above the picture.
    notes : bool, optional
        Whether a mark that is pointed at shows the desk's own words, which may not be meant for readers: the notes on
        claims and sources, the credibility of claims, the reliability of sources.

    Returns
    -------
    Chart
        As high as the number of assertions asks for.

    Raises
    ------
    NotFound
        If one of the assertions is named and not recorded.
    MissingExtra
        If Altair and vl-convert are not installed.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Luhansk People's Militia", "affirms", "Lysychansk encircled", asserted_at="2022-07-02"),
    ...     Claim("Government of Ukraine", "denies", "Lysychansk encircled", asserted_at="2022-07-02"),
    ... ])
    >>> draw_timeline(g)
    <Chart: timeline of 1 assertion, 2 claims>
    """
    view = as_view(view)
    rows = [_Row(view, row) for row in chosen(view, assertions)]
    rows = [row for row in rows if row.changes or row.claims]
    if not rows:
        return empty(seen(view), "timeline")
    axis = Axis.over(view, [row.start for row in rows] + [claim.asserted_at for row in rows for claim in row.claims])
    if assertions is None:
        rows.sort(key=lambda row: axis.bounds(row.start)[0])
    sheet = _draw(view, rows, axis, notes=notes)
    number = sum(len(row.claims) for row in rows)
    summary = f"timeline of {counted(len(rows), 'assertion')}, {counted(number, 'claim')}"
    told = capped([course(row.text, row.changes) for row in rows])
    return Chart(sheet.picture(title, seen(view)), summary, title or "", told)


class _Row:
    """An assertion with its claims and how its status went."""

    def __init__(self, view: View, row: Chosen) -> None:
        self.text = row.text
        self.label = fit(row.text, _LEFT - 24, lines=2)
        self.changes: Sequence[Change] = timeline(view, row.asked)
        self.claims: Sequence[Claim] = claims(view, assertion=row.asked)

    @property
    def start(self) -> When:
        """The time of the first change, or else of the first claim."""
        return self.changes[0].at if self.changes else self.claims[0].asserted_at


def _draw(view: View, rows: Sequence[_Row], axis: Axis, *, notes: bool) -> marks.Sheet:
    """Lay the rows out one below the other, under the dates and the key."""
    laid = [Lanes(axis, row.claims, _WIDE) for row in rows]
    heights = [
        max(lanes.count * _LANE + _STRIP, len(row.label) * LEADING) + _GAP
        for row, lanes in zip(rows, laid, strict=True)
    ]
    left = room_for((row.label for row in rows), 24, _LEFT)
    sheet = marks.Sheet(left + _WIDE, sum(heights))
    _add_key(sheet, rows, left)
    _add_dates(sheet, axis, left)
    tops = [sum(heights[:at]) for at in range(len(rows) + 1)]
    sheet.lines(marks.line(0, top, sheet.width, top) for top in tops)
    corners = [(left, top - _GAP / 2 - _STRIP) for top in tops[1:]]  # of the plots; there the strips begin
    strips = [list(_strips(row, axis, corner)) for row, corner in zip(rows, corners, strict=True)]
    sheet.bars(strip for row in strips for strip, _ in row)
    sheet.texts((word for row in strips for _, word in row if word), size=9)
    spans = (mark for lanes, corner in zip(laid, corners, strict=True) for mark in _spans(lanes, corner))
    sheet.lines(spans, opacity=0.8)
    said = partial(Said.of, view, notes=notes)
    for repeats, size in ((True, _SMALL), (False, _LARGE)):
        sheet.dots(
            (
                mark
                for lanes, corner in zip(laid, corners, strict=True)
                for mark in _symbols(lanes, corner, said, repeats=repeats)
            ),
            size=size,
        )
    rest = (mark for lanes, corner in zip(laid, corners, strict=True) for mark in _rest(lanes, corner))
    sheet.texts(rest, align="center", size=9)
    sheet.texts(
        (
            marks.words(text, left - 14, (top + below) / 2 + (at - (len(row.label) - 1) / 2) * LEADING)
            for row, (top, below) in zip(rows, pairwise(tops), strict=True)
            for at, text in enumerate(row.label)
        ),
        align="right",
    )
    return sheet


def _strips(row: _Row, axis: Axis, corner: tuple[float, float]) -> Iterator[tuple[marks.Mark, marks.Mark | None]]:
    """Give a strip for each stretch of one status, and its word where there is room for it."""
    left, y = corner
    kept = [change for change in row.changes if change.status is not change.previous]
    starts = [axis.bounds(change.at)[0] for change in kept] + [axis.hi]
    for change, (start, end) in zip(kept, pairwise(starts), strict=True):
        x, x2 = (left + axis.share(at) * _WIDE for at in (start, end))
        if change.status is not Status.UNCLAIMED and x2 > x:
            causes = "; ".join(map(str, change.because))
            about = marks.told(str(change.status), f"from {change.at}", f"by: {causes}")
            word = change.status.value
            room = x2 - x > width_of(word, 9) + 6
            colour = "#ffffff" if change.status is Status.CORROBORATED else "#000000"
            letters = marks.words(word, x + 4, y + _STRIP / 2, colour) if room else None
            yield marks.bar((x, y, x2, y + _STRIP), change.status, about), letters


def _spans(lanes: Lanes, corner: tuple[float, float]) -> Iterator[marks.Mark]:
    left, y = corner
    for span in lanes.spans:
        at = y - (span.lane + 0.5) * _LANE
        yield marks.line(left + span.x, at, left + span.x2, at, dashed=span.is_vague)


def _symbols(
    lanes: Lanes, corner: tuple[float, float], told: Callable[[Claim], Said], *, repeats: bool
) -> Iterator[marks.Mark]:
    """Give the symbols of those claims that are somebody's own word, or of those that repeat others."""
    left, y = corner
    for one in lanes.placed:
        if len(one.claims) == 1 and repeats is is_repeat(one.claims[0]):
            said = told(one.claims[0])
            at = left + one.x, y - (one.lane + 0.5) * _LANE
            yield marks.symbol(said.claim.stance, *at, hollow=repeats, about=said.about, url=said.url)


def _rest(lanes: Lanes, corner: tuple[float, float]) -> Iterator[marks.Mark]:
    left, y = corner
    for one in lanes.placed:
        if len(one.claims) > 1:
            yield marks.words(f"+{len(one.claims)}", left + one.x + 3, y - (one.lane + 0.5) * _LANE)


def _add_key(sheet: marks.Sheet, rows: Sequence[_Row], left: float) -> None:
    """Say what the colours and the symbols mean, as far as they occur."""
    statuses = {change.status for row in rows for change in row.changes} - {Status.UNCLAIMED}
    strips = ((marks.bar((0, 0, 0, 0), status), status.value) for status in Status if status in statuses)
    sheet.key(strips, left, -_AXIS - _KEY)
    said = [claim for row in rows for claim in row.claims]
    end = sheet.key(marks.key_of(claim.stance for claim in said), left, -_AXIS)
    if any(map(is_repeat, said)):
        hollow = marks.symbol(Stance.AFFIRMS, 0, 0, hollow=True)
        sheet.key([(hollow, "small, hollow: repeats another")], end, -_AXIS, size=_SMALL)


def _add_dates(sheet: marks.Sheet, axis: Axis, left: float) -> None:
    """Put the dates above, and below too where the picture is long."""
    # Not an axis of Vega's: those that name their ticks need functions made of text, which no page should allow.
    ticks, form = axis.ticks
    places = [left + axis.share(at) * _WIDE for at in ticks]
    middle = axis.share(axis.lo + DAY) * _WIDE / 2 if axis.names_days else 0
    labels, taken = [], 0.0
    for at, x in zip(ticks, places, strict=True):
        label = written(at, form)
        half = width_of(label) / 2 + 3
        if x + middle - half >= taken:
            labels.append((label, x + middle))
            taken = x + middle + half
    name = "time of speaking" if "%Y" in form else f"time of speaking, {axis.years}"
    labelled = [(*entry, 1) for entry in labels] + [(name, left + _WIDE / 2, 2)]
    sheet.lines((marks.line(x, 0, x, sheet.height) for x in places), opacity=0.3)
    for y, way in ((0, -1), (sheet.height, 1)) if sheet.height > _TALL else ((0, -1),):
        sheet.lines(
            [marks.line(left, y, left + _WIDE, y), *(marks.line(x, y, x, y + 5 * way) for x in places)], opacity=1
        )
        sheet.texts((marks.words(text, x, y + way * 13 * row) for text, x, row in labelled), align="center", size=10)
