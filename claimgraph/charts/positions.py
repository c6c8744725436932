"""Who stands where: a row for each assertion, a column for each source, a symbol for each position."""

from __future__ import annotations

from collections.abc import Iterator

from claimgraph.charts.chart import Chart, empty
from claimgraph.charts.layout.ordering import ordered
from claimgraph.charts.layout.text import LEADING, fit, room_for, width_of
from claimgraph.charts.marks import marks
from claimgraph.charts.marks.alt_text import capped, sides
from claimgraph.charts.marks.scope import Wanted, counted, seen
from claimgraph.charts.marks.stances import Stands
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.records.stance import Stance, Status

_LEFT, _RIGHT = 310, 110
_COLUMN, _ROW = 26, 24
_NAME = 190  # the length of the name of a source
_TURNED = 300  # degrees
_RISE, _RUN = 0.87, 0.5  # of names turned so
_TALL = 600  # from this height on, the names stand below too


@asking
def draw_positions(
    view: View | ClaimGraph, assertions: Wanted = None, *, title: str | None = None, notes: bool = False
) -> Chart:
    """Draw where each source stands on each assertion, by symbol and colour; hollow where its words only imply it.

    The assertions stand by status, disputed ones first; within that, and the sources, so that those who speak of the
    same are beside each other.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    assertions : str or Assertion or several, optional
        Which to draw, in this order; without it all on which anybody has a position.
    title : str, optional
        The words above the picture.
    notes : bool, optional
        Whether a mark that is pointed at shows the desk's own words, which may not be meant for readers: the notes on
        claims and sources, the credibility of claims, the reliability of sources.

    Returns
    -------
    Chart
        As high and as wide as assertions and sources ask for.

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
    >>> draw_positions(g)
    <Chart: positions of 2 sources on 1 assertion>
    """
    view = as_view(view)
    found = Stands.within(view, assertions, notes=notes)
    if not found.stands:
        return empty(seen(view), "positions")
    columns, rows = ordered(found.sources, found.assertions, found.pairs)
    if assertions is None:
        ranks = {status: rank for rank, status in enumerate(Status)}
        rows.sort(key=lambda at: ranks[found.assertions[at].status])
    else:
        rows.sort()
    summary = f"positions of {counted(len(columns), 'source')} on {counted(len(rows), 'assertion')}"
    told = capped(sides(found, rows))
    return Chart(_draw(found, columns, rows).picture(title, seen(view)), summary, title or "", told)


def _draw(found: Stands, columns: list[int], rows: list[int]) -> marks.Sheet:
    """Lay out the grid, its names and its symbols."""
    labels = {at: fit(found.assertions[at].text, _LEFT - 24, lines=2) for at in rows}
    heights = [max(_ROW, len(labels[at]) * LEADING + 6) for at in rows]
    tops = [sum(heights[:at]) for at in range(len(rows) + 1)]
    left = room_for(labels.values(), 24, _LEFT)
    sheet = marks.Sheet(left + len(columns) * _COLUMN + _RIGHT, tops[-1])
    across = {at: left + (place + 0.5) * _COLUMN for place, at in enumerate(columns)}
    down = {at: (tops[place] + tops[place + 1]) / 2 for place, at in enumerate(rows)}
    _add_key(sheet, found)
    sheet.lines(marks.line(0, top, sheet.width, top) for top in tops)
    sheet.lines((marks.line(x, 0, x, sheet.height) for x in across.values()), opacity=0.25)
    sheet.texts(_names(found, across, -6), angle=_TURNED)
    if sheet.height > _TALL:
        sheet.texts(_names(found, across, sheet.height + 6), angle=_TURNED, align="right")
    sheet.texts(
        (
            marks.words(text, left - 14, y + (line - (len(labels[at]) - 1) / 2) * LEADING)
            for at, y in down.items()
            for line, text in enumerate(labels[at])
        ),
        align="right",
    )
    sheet.dots(
        (
            marks.symbol(
                stand.position.stance,
                across[stand.source],
                down[stand.assertion],
                hollow=stand.position.implied,
                about=stand.about,
                url=stand.said.url,
            )
            for stand in found.stands
        ),
        size=80,
    )
    unsure = [stand for stand in found.stands if not stand.position.certain]
    sheet.texts((marks.words("?", across[one.source] + 7, down[one.assertion] - 5) for one in unsure), size=9)
    edge = left + len(columns) * _COLUMN + 14
    statuses = {at: found.assertions[at].status for at in rows}
    sheet.bars(marks.bar((edge, y - 5, edge + 10, y + 5), statuses[at]) for at, y in down.items())
    sheet.texts(marks.words(statuses[at].value, edge + 15, y) for at, y in down.items())
    return sheet


def _names(found: Stands, across: dict[int, float], y: float) -> Iterator[marks.Mark]:
    for at, x in across.items():
        (name,) = fit(found.sources[at], _NAME)
        yield marks.words(name, x + (4 if y < 0 else 0), y)


def _add_key(sheet: marks.Sheet, found: Stands) -> None:
    """Say what the symbols mean, as far as they occur."""
    longest = max(width_of(fit(name, _NAME)[0]) for name in found.sources)
    stances = {stand.position.stance for stand in found.stands}
    entries = list(marks.key_of(stances))
    if any(stand.position.implied for stand in found.stands):
        hollow = marks.symbol(Stance.AFFIRMS, 0, 0, hollow=True)
        entries.append((hollow, "hollow: implied by what it says of something else"))
    if not all(stand.position.certain for stand in found.stands):
        entries.append((None, "? imprecise dates leave it uncertain"))
    sheet.key(entries, 8, -longest * _RISE - 26)
