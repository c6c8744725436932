"""Who is on which side of what: sources on the left, assertions on the right, a curve for each position.

Where so many curves would cross that none could be followed, the picture has none: see `claimgraph.charts.side_lists`.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from claimgraph.charts.chart import Chart, empty
from claimgraph.charts.layout.ordering import crossings, ordered, spread
from claimgraph.charts.layout.text import LEADING, fit
from claimgraph.charts.marks import marks
from claimgraph.charts.marks.alt_text import capped, sides
from claimgraph.charts.marks.scope import Wanted, counted, seen
from claimgraph.charts.marks.stances import Stand, Stands
from claimgraph.charts.side_lists import draw_roll
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.records.stance import Stance

_NAMES, _CURVES, _TEXTS = 240, 320, 330  # the widths of the three columns
_PORT = 9  # between two curves that end at one assertion
_SOURCE, _ASSERTION = 18, 22  # the least heights
_KEY = 24
_TANGLED = 12  # from so many crossings on for each curve, in the mean, the eye loses them


@asking
def draw_network(
    view: View | ClaimGraph, assertions: Wanted = None, *, title: str | None = None, notes: bool = False
) -> Chart:
    """Draw who supports and who opposes what.

    Sources stand on the left, assertions on the right. A whole line with a triangle that points up supports, a broken
    one with a triangle that points down opposes, a dotted one with a diamond questions; what is only implied is
    thinner, and its symbol hollow. What belongs together is set close together.

    Where the lines would cross so often that none could be followed, there are none: assertions have numbers, beside
    each stand the names of those who support and who oppose it, and beside each source the numbers of its assertions.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    assertions : str or Assertion or several, optional
        Which to draw; without it all on which anybody has a position.
    title : str, optional
        The words above the picture.
    notes : bool, optional
        Whether a mark that is pointed at shows the desk's own words, which may not be meant for readers: the notes on
        claims and sources, the credibility of claims, the reliability of sources.

    Returns
    -------
    Chart
        As high as sources, assertions and positions ask for.

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
    >>> draw_network(g)
    <Chart: network of 2 sources, 1 assertion, 2 positions>
    """
    view = as_view(view)
    found = Stands.within(view, assertions, notes=notes)
    if not found.stands:
        return empty(seen(view), "network")
    numbers = (len(found.sources), "source"), (len(found.assertions), "assertion"), (len(found.stands), "position")
    summary = f"network of {', '.join(counted(*number) for number in numbers)}"
    left, right = ordered(found.sources, found.assertions, found.pairs)
    told = capped(sides(found, right))
    return Chart(_draw(found, left, right).picture(title, seen(view)), summary, title or "", told)


def _draw(found: Stands, sources: Sequence[int], assertions: Sequence[int]) -> marks.Sheet:
    """Choose how to show what is between sources and assertions."""
    crossed = crossings(sources, assertions, found.pairs)
    if 2 * crossed > _TANGLED * len(found.stands):  # each crossing is one of two curves
        sheet = draw_roll(found, assertions)
        sheet.key(_key(found, lines=False), 0, -_KEY)
        return sheet
    return _draw_curves(found, sources, assertions)


def _draw_curves(found: Stands, sources: Sequence[int], assertions: Sequence[int]) -> marks.Sheet:
    """Find a place for each source, assertion and curve."""
    rank = {source: place for place, source in enumerate(sources)}
    ties: dict[int, list[Stand]] = {at: [] for at in assertions}
    for stand in sorted(found.stands, key=lambda stand: rank[stand.source]):
        ties[stand.assertion].append(stand)
    labels = {at: fit(found.assertions[at].text, _TEXTS - 20, lines=2) for at in assertions}
    down = _stacked([max(_ASSERTION, len(labels[at]) * LEADING, len(ties[at]) * _PORT) + 8 for at in assertions])
    height = max(down[-1], len(sources) * _SOURCE)
    stretch = height / down[-1]
    middle = {at: stretch * (down[place] + down[place + 1]) / 2 for place, at in enumerate(assertions)}
    ends = {
        (stand.source, at): middle[at] + (place - (len(stands) - 1) / 2) * _PORT
        for at, stands in ties.items()
        for place, stand in enumerate(stands)
    }
    starts = _beside(sources, ends, height)
    sheet = marks.Sheet(_NAMES + _CURVES + _TEXTS, height)
    sheet.key(_key(found, lines=True), _NAMES, -_KEY)
    _add_curves(sheet, found, starts, ends)
    right = _NAMES + _CURVES
    sheet.lines(
        (marks.line(right + 4, min(ys), right + 4, max(ys)) for ys in _sides(ends).values()), width=2, opacity=1
    )
    sheet.dots((marks.dot(_NAMES, starts[at], "circle", marks.INK, fill=marks.INK) for at in sources), size=22)
    names = {at: fit(found.sources[at], _NAMES - 14)[0] for at in sources}
    sheet.texts((marks.words(names[at], _NAMES - 9, starts[at]) for at in sources), align="right")
    sheet.texts(
        marks.words(text, right + 12, middle[at] + (line - (len(labels[at]) - 1) / 2) * LEADING)
        for at in assertions
        for line, text in enumerate(labels[at])
    )
    return sheet


def _stacked(heights: Sequence[float]) -> list[float]:
    """Give the edges of boxes that stand on each other."""
    return [sum(heights[:at]) for at in range(len(heights) + 1)]


def _sides(ends: dict[tuple[int, int], float]) -> dict[int, list[float]]:
    """Gather where curves end, by assertion."""
    gathered: dict[int, list[float]] = {}
    for (_, assertion), y in ends.items():
        gathered.setdefault(assertion, []).extend((y - 4, y + 4))
    return gathered


def _beside(sources: Sequence[int], ends: dict[tuple[int, int], float], height: float) -> dict[int, float]:
    """Put each source beside what it speaks of, as near as the others let it, and inside the picture."""
    reached: dict[int, list[float]] = {}
    for (source, _), y in ends.items():
        reached.setdefault(source, []).append(y)
    low, high = _SOURCE / 2, height - _SOURCE / 2
    places = spread([fmean(reached[at]) for at in sources], [_SOURCE] * len(sources))
    held = [max(y, low + at * _SOURCE) for at, y in enumerate(places)]
    left = len(sources) - 1
    limits = [high - (left - at) * _SOURCE for at in range(len(sources))]
    return dict(zip(sources, map(min, held, limits), strict=True))


def _key(found: Stands, *, lines: bool) -> list[tuple[marks.Mark | None, str]]:
    entries = list(marks.key_of({stand.position.stance for stand in found.stands}, lines=lines))
    if any(stand.position.implied for stand in found.stands):
        told = "hollow, thin: implied" if lines else "hollow: implied"
        entries.append((marks.symbol(Stance.AFFIRMS, 0, 0, hollow=True), told))
    return entries


def _add_curves(
    sheet: marks.Sheet, found: Stands, starts: dict[int, float], ends: dict[tuple[int, int], float]
) -> None:
    """Draw the curves, those that are implied below the others, and a symbol where each arrives."""
    right = _NAMES + _CURVES
    drawn = sorted(found.stands, key=lambda stand: (not stand.position.implied, ends[stand.source, stand.assertion]))
    curves, symbols = [], []
    for stand in drawn:
        row, y, end = stand.position, starts[stand.source], ends[stand.source, stand.assertion]
        xs = (_NAMES, _NAMES + _CURVES * 0.45, right - _CURVES * 0.45, right - 24, right - 14)
        curves.append((row.stance, row.implied, list(zip(xs, (y, y, end, end, end), strict=True))))
        about, url = stand.about, stand.said.url
        symbols.append(marks.symbol(row.stance, right - 7, end, hollow=row.implied, about=about, url=url))
    sheet.curves(curves)
    sheet.dots(symbols, size=44)
