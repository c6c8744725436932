"""The page around the statements: its head, controls, legend and foot."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from itertools import accumulate

import claimgraph
from claimgraph.explanation.sentences import limits_of
from claimgraph.explanation.wording import date_text, when_text
from claimgraph.page.articles import badge
from claimgraph.page.axis import Axis
from claimgraph.page.content.statements import Reading
from claimgraph.page.markup import Form, Html, data, join, plain, tag, text
from claimgraph.page.table import NAMED, short, spoke
from claimgraph.records.stance import Status
from claimgraph.times.instants import in_zone, to_micros
from claimgraph.times.when import When

MEANINGS = {
    Status.DISPUTED: "Some sources affirm it and others deny it.",
    Status.CONCEDED: "It was disputed. A source that denied it now affirms it, and nobody denies it any more.",
    Status.QUESTIONED: "It is doubted, and nobody denies it.",
    Status.CORROBORATED: "Two or more sources that do not repeat each other affirm it, and nobody denies it.",
    Status.CLAIMED: "One source affirms it, or several that go back to one. Nobody denies it.",
    Status.RETRACTED: "It was affirmed before, and nobody affirms it any more.",
    Status.DENIED: "It is denied, and nobody ever affirmed it.",
    Status.UNCLAIMED: "Nobody takes a position on it.",
}
_MARKS = (
    ("affirms", "above the band: a source affirmed it"),
    ("denies", "below the band: a source denied it"),
    ("questions", "on the band: it was questioned, withdrawn, commented on or declined"),
    ("affirms implied", "hollow: what was said of another statement implies it"),
)
_LINES = (
    ("said", "a line through marks: it was said some time in this stretch, and no day is known"),
    ("said vague", "dashed: not even the stretch is certain"),
)


def document(title: str, form: Form, body: list[Html]) -> str:
    """Write a page that runs one script and no other, and fetches nothing."""
    style, script = (files(__package__).joinpath(name).read_text("utf-8") for name in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; script-src 'sha256-{_digest(script)}'; style-src 'sha256-{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", plain(title)),
        tag("style", Html(style)),
    ]
    whole = [*body, tag("script", Html(script))]
    inner = [tag("head", *head), tag("body", *whole, lang="en" if form.theirs else None)]
    return f"<!doctype html>\n{tag('html', *inner, lang=form.lang)}\n"


def _digest(code: str) -> str:
    return b64encode(sha256(code.encode()).digest()).decode()


def controls(reading: Reading, names: list[str]) -> Html:
    """Write what chooses the day and what is shown; without the script, it stays hidden."""
    days, last = reading.calendar.days, reading.calendar.last
    chosen = [
        tag("option", f"{day.label} ({disputed})", value=str(place), selected=place == last)
        for place, (day, disputed) in enumerate(zip(days, _disputed(reading), strict=True))
    ]
    sources = [tag("option", short(name), value=str(place)) for place, name in enumerate(names)]
    statuses = [tag("option", str(status).capitalize(), value=str(place)) for place, status in enumerate(Status)]
    day = [
        tag("label", "As of (how many disputed)", for_="day"),
        tag("button", "←", type="button", id="earlier", aria_label="Earlier day"),
        tag("select", *chosen, id="day"),
        tag("button", "→", type="button", id="later", aria_label="Later day"),
    ]
    fields = [
        tag("div", *day, class_="field day"),
        _field("Search", tag("input", type="search", id="words", autocomplete="off")),
        _field("Source", tag("select", tag("option", "All sources", value=""), *sources, id="source")),
        _field("Status", tag("select", tag("option", "All statuses", value=""), *statuses, id="status")),
        tag("button", "Show everything", type="button", id="reset"),
    ]
    found = tag("p", id="found", role="status", aria_live="polite")
    return tag("div", *fields, found, id="controls", role="search", aria_label="Choose what is shown", hidden=True)


def _disputed(reading: Reading) -> list[int]:
    """Count what is disputed as of each day."""
    more = [0] * len(reading.calendar.days)
    for statement in reading.statements:
        was = False
        for one in statement.standings:
            more[one.day] += (one.status is Status.DISPUTED) - was
            was = one.status is Status.DISPUTED
    return list(accumulate(more))


def _field(label: str, control: Html) -> Html:
    name = control.partition('id="')[2].partition('"')[0]
    return tag("div", tag("label", label, for_=name), control, class_="field")


def facts(reading: Reading, names: list[str], articles: list[list[list[int]]], axes: Mapping[str, Axis]) -> Html:
    """Write what the script needs: numbers and dates, and no text of others.

    For each statement these are the days from which it has which status, and since when; the day from which it was
    first disputed; the first days on which sources bore on it, and on which they spoke of it by name; and from which
    days the changing lines of its article are shown, and not shown; and the bounds of its picture, in milliseconds.
    """
    calendar, place_of = reading.calendar, {name: place for place, name in enumerate(names)}
    order = {status: place for place, status in enumerate(Status)}
    told = []
    for statement, lines in zip(reading.statements, articles, strict=True):
        first: dict[int, int] = {}
        for word in statement.words:
            for name in (word.source, word.principal):
                first.setdefault(place_of[name], calendar.place(word.said[0]))
        standings = [[one.day, order[one.status], _label(one.since)] for one in statement.standings]
        direct = [[place_of[name], day] for name, day in spoke(statement, calendar).items()]
        bearing = [*map(list, first.items())]
        axis = axes.get(statement.anchor)
        span = [axis.start // 1000, axis.end // 1000] if axis else []
        told.append([statement.anchor, standings, statement.disputed_from, bearing, direct, lines, span])
    found = {
        "days": [[day.text, day.label, day.until // 1000] for day in calendar.days],
        "statuses": [str(status) for status in Status],
        "named": NAMED,
        "statements": told,
    }
    return data(found, "facts")


def _label(when: When | None) -> str:
    return when_text(when, on=False) if when else ""


def legend(axes: Mapping[str, Axis]) -> Html:
    """Say what the statuses and the marks mean, and where each picture has a scale of its own."""
    scales = " Each picture has a scale of time of its own." if len(set(axes.values())) > 1 else ""
    statuses = [tag("div", tag("dt", badge(status)), tag("dd", told)) for status, told in MEANINGS.items()]
    marks = [tag("li", _mark(kind), f" {told}") for kind, told in _MARKS]
    lines = [tag("li", _line(kind), f" {told}") for kind, told in _LINES]
    parts = [
        tag("p", _HOW_TO_READ),
        tag("dl", *statuses, class_="meanings"),
        tag("p", "In the pictures, the band shows the status over time, and each mark is one claim." + scales),
        tag("ul", *marks, *lines, class_="marks"),
    ]
    return join(parts)


_HOW_TO_READ = (
    "A status says who stands where. It does not say who is right. What is said of one statement may imply another, "
    "or exclude it, by rules that are on record: “What this rests on” names them. What was said “in July” counts "
    "from the first day of July."
)


def _mark(kind: str) -> Html:
    circle = tag("circle", class_=f"mark {kind}", cx="7", cy="7", r="4")
    return tag("svg", circle, width="14", height="14", aria_hidden="true")


def _line(kind: str) -> Html:
    line = tag("line", class_=kind, x1="0", x2="14", y1="7", y2="7")
    return tag("svg", line, width="14", height="14", aria_hidden="true")


def foot(reading: Reading) -> Html:
    """Say what the page was made from."""
    view = reading.view
    zone = view.graph.zone
    limits = list(limits_of(view))
    told = [f"Made with claimgraph {claimgraph.__version__} from {view.length} record{'s' * (view.length != 1)}"]
    if view.length:
        learned = (to_micros(view.graph.log[place].recorded_at) for place in (0, view.length - 1))
        dates = (in_zone(at, zone).date() for at in learned)
        first, last = (date_text(date.isoformat(), on=False) for date in dates)
        told.append(f", recorded on {first}" if first == last else f", recorded from {first} to {last}")
    seen = f"It takes in only {', and only '.join(limits)}." if limits else "It takes in all that is recorded."
    return tag(
        "footer",
        tag("p", text("".join(told)), "."),
        tag("p", tag("bdi", plain(seen, 2000)), f" Days are those of the time zone {zone.key}."),
    )
