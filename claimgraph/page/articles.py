"""One statement of a page, told in full: its status, its course, both sides, how it changed, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from claimgraph.explanation.explanation import Explanation
from claimgraph.explanation.sentences import Teller
from claimgraph.explanation.wording import END, LINK, clean, stretch_text
from claimgraph.page.axis import Axis
from claimgraph.page.cards import Cards, host, link, moment, words_of
from claimgraph.page.chart import chart
from claimgraph.page.content.statements import Reading, State, Statement
from claimgraph.page.layers import Layer, layered
from claimgraph.page.markup import Form, Html, join, tag, text
from claimgraph.records.base import fields_of
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Status
from claimgraph.standing.interval import Word
from claimgraph.standing.judgement import Change, Position
from claimgraph.times.when import When

_FEW = 6  # changes that are shown without being asked for
_RTL = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def badge(status: Status) -> Html:
    """Name a status."""
    return tag("span", str(status).capitalize(), class_=f"badge {status}")


class Articles:
    """Writes statements, and keeps on which days each of their lines is shown.

    Parameters
    ----------
    reading : Reading
        The view that they are read in.
    form : Form
        How texts are shown.
    axes : mapping of str to Axis
        The stretch of time that each is drawn along, by their anchors.
    """

    def __init__(self, reading: Reading, form: Form, axes: Mapping[str, Axis]) -> None:
        self._reading = reading
        self._cards = Cards(reading, form)
        self._form = form
        self._axes = axes

    def article(self, statement: Statement) -> tuple[Html, list[list[int]]]:
        """Write a statement; give with it from which days each of its changing lines is shown, and not shown."""
        turns: list[list[int]] = []
        heading = f"{statement.anchor}-h"
        note = statement.record.note if self._form.notes else None
        parts = [
            self._form.block("h3", statement.text, id=heading),
            tag("p", text("Note: "), self._form.said(note), class_="note") if note else None,
            tag("div", *_written(self._leads(statement), "p", turns), class_="lead"),
            chart(statement, self._axes[statement.anchor]),
            self._sides(statement, turns),
            self._changes(statement, turns),
            self._others(statement, turns),
            self._why(statement, turns),
        ]
        article = tag("article", *parts, id=statement.anchor, aria_labelledby=heading, class_="statement")
        return article, turns

    def _leads(self, statement: Statement) -> list[Layer]:
        return layered((state.day, [self._lead(state.told)]) for state in statement.states)

    def _lead(self, state: Explanation) -> Html:
        parts = [badge(state.status)]
        parts += [join([text("since "), moment(state.since), text(".")])] if state.since else []
        if isinstance(state.about, When) and state.status is Status.DISPUTED:
            parts.append(text(f"The two sides differ about {stretch_text(state.about)}."))
        for one in state.divided:
            parts.append(join([self._form.said(one), text(" speaks on both sides, through different sources.")]))
        return join(parts, " ")

    def _sides(self, statement: Statement, turns: list[list[int]]) -> Html:
        """Write who stands where, side by side; those in doubt only if there ever were any."""
        sides = [("for", "In support", "supporters"), ("against", "Against it", "opponents")]
        if any(state.told.doubters for state in statement.states):
            sides.append(("doubt", "In doubt", "doubters"))
        words = statement.by_claim
        written = []
        for name, heading, side in sides:
            empty = [] if side == "doubters" else [_NOBODY]
            states = ((state.day, getattr(state.told, side)) for state in statement.states)
            layers = layered((day, self._side(positions, words) or empty) for day, positions in states)
            shown = sum(layer.is_shown and layer.line != _NOBODY for layer in layers)
            count = tag("span", str(shown), class_="count")
            items = _written(layers, "li", turns)
            title = tag("h4", f"{heading} ", count)
            written.append(
                tag(
                    "div",
                    title,
                    tag("ul", *items, class_="cards"),
                    class_=f"side {name}",
                    hidden=not any(one.is_shown for one in layers),
                )
            )
        return tag("div", *written, class_="sides")

    def _side(self, positions: Iterable[Position], words: dict[str, Word]) -> list[Html]:
        return [self._cards.standing(one, words[one.claim.id]) for one in positions]

    def _changes(self, statement: Statement, turns: list[list[int]]) -> Html:
        zone = self._reading.view.graph.zone
        layers = [
            Layer(self._change(change, statement), [self._reading.calendar.place(change.at.bounds(zone)[0])])
            for change in statement.changes
        ]
        rows = tag("ol", *_written(layers, "li", turns))
        summary = tag("summary", "How it changed")
        return tag("details", summary, rows, class_="changes", open=len(layers) <= _FEW)

    def _change(self, change: Change, statement: Statement) -> Html:
        causes = dict.fromkeys(self._cause(claim, statement) for claim in change.because)
        status = None if change.status is change.previous else badge(change.status)
        cells = (moment(change.at, class_="date"), status, tag("span", join(causes, "; ")))
        return join((cell for cell in cells if cell), " ")

    def _cause(self, claim: Claim, statement: Statement) -> Html:
        """Tell in a few words what caused a change."""
        said, word = self._form.said, statement.by_claim.get(claim.id)
        verb, after = words_of(claim)
        is_it = word is not None and word.lead is None
        what = text("it") if is_it else join([text("“"), said(str(claim.assertion)), text("”")])
        # What is said of those that somebody repeats bears on nothing but whose word it is.
        name = word.source if word else str(claim.source)
        return join([said(name), text(f" {verb} "), what, text(after)])

    def _others(self, statement: Statement, turns: list[list[int]]) -> Html | None:
        """Write what else was said of it by name: what was said before, comments, withdrawals, of other times."""
        layers = layered((state.day, list(self._beside(state))) for state in statement.states)
        if not layers:
            return None
        items = tag("ul", *_written(layers, "li", turns), class_="cards")
        hint = tag("p", "Earlier statements, comments, withdrawals, and words about other times.", class_="more")
        return tag(
            "details",
            tag("summary", "Also on record"),
            hint,
            items,
            class_="others",
            hidden=not any(one.is_shown for one in layers),
        )

    def _beside(self, state: State) -> Iterator[Html]:
        told = state.told
        shown = {one.claim.id for side in (told.supporters, told.opponents, told.doubters) for one in side}
        for word in state.direct:
            if word.claim.id not in shown:
                yield self._cards.other(word)

    def _why(self, statement: Statement, turns: list[list[int]]) -> Html:
        written: dict[tuple[str, str], Html] = {}  # most of what is said on a day was said on the day before
        notes = self._form.notes
        told = ((state.day, _paragraphs(state.told, written, notes=notes)) for state in statement.states)
        layers = layered((day, list(paragraphs)) for day, paragraphs in told)
        summary = tag("summary", "What this rests on")
        return tag("details", summary, *_written(layers, "p", turns), class_="why")


_NOBODY = tag("p", "Nobody.", class_="none")


def _written(layers: list[Layer], name: str, turns: list[list[int]]) -> list[Html]:
    """Write lines that are not shown on every day, as they are on the last."""
    turns += [layer.turns for layer in layers]
    return [tag(name, layer.line, data_v=True, hidden=not layer.is_shown) for layer in layers]


def _paragraphs(state: Explanation, written: dict[tuple[str, str], Html], *, notes: bool) -> Iterator[Html]:
    """Give the sentences of an explanation, with its links, and texts that run from right to left kept apart."""
    names = {clean(name) for name in _names(state) if _RTL.search(name)}
    apart = re.compile("|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))))
    for paragraph in Teller(state, notes=notes).paragraphs():
        key = paragraph, apart.pattern
        if key not in written:
            written[key] = _linked(paragraph, apart)
        yield written[key]


def _linked(paragraph: str, apart: re.Pattern[str]) -> Html:
    between, *linked = re.split(f"{LINK}(.*?){END}", paragraph)
    pieces = []
    for url, following in zip(linked[::2], linked[1::2], strict=True):
        # A publisher that goes by its address is named by the link.
        name = host(url)
        between = re.sub(rf"(^|\(|, ){re.escape(name)}, $", r"\1", between)
        pieces += [_apart(between, apart), link(url, text(name))]
        between = following
    return join([*pieces, _apart(between, apart)])


def _apart(words: str, names: re.Pattern[str]) -> Html:
    """Keep names apart from the words around them."""
    pieces, at = [], 0
    for found in names.finditer(words) if names.pattern else ():
        pieces += [text(words[at : found.start()]), tag("bdi", found.group())]
        at = found.end()
    return join([*pieces, text(words[at:])])


def _names(state: Explanation) -> Iterator[str]:
    """Give every text of others that an explanation may hold."""
    yield state.assertion
    yield from (name for pair in (*state.principals, *state.cited) for name in pair)
    yield from (one.text for one in state.through)
    for claim in state.claims:
        yield from filter(None, (str(claim.source), str(claim.assertion), claim.quote, claim.hedge, claim.locator))
        yield from (str(item) for item in claim.cites)
    for document in state.documents:
        yield from filter(None, (document.title, document.publisher))
    for position in (*state.supporters, *state.opponents, *state.doubters, *state.former, *state.besides):
        yield position.source
        yield from position.origins
        yield from (step.premise for step in position.path)
    for rule in state.rules:
        yield from (str(getattr(rule, field.name)) for field in fields_of(rule))
