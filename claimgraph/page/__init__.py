"""A page to publish: the disputes of a view as one HTML file that needs nothing else.

Texts of others are escaped as they are put into the page, and the page allows itself no script but its own. All that
it says stands in its markup, as of its last day; its script only shows and hides.
"""

from __future__ import annotations

import os
import re

from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.io import Target
from claimgraph.io.files.streams import replacing, text_to
from claimgraph.page import shell
from claimgraph.page.articles import Articles
from claimgraph.page.axis import axes
from claimgraph.page.content.statements import Reading
from claimgraph.page.markup import Form, Html, tag
from claimgraph.page.table import table
from claimgraph.records.stance import Status
from claimgraph.records.validators import is_text, shown

__all__ = ["report"]

_MANY = 60  # statements, of which a browser lays out only those that are looked at

_LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@asking
def report(
    view: View | ClaimGraph, path: Target, *, title: str | None = None, lang: str = "en", notes: bool = False
) -> None:
    r"""Write a page to publish: what is disputed, by whom, since when, and how that changed day by day.

    One HTML file that fetches nothing: for each statement that is or was disputed its course, both sides with their
    words and where to read them, how it changed, and what its status rests on; then all statements with their
    statuses. A reader may choose a day and search. Without scripts, and on paper, it shows the last day in full.

    Parameters
    ----------
    view : View or ClaimGraph
        What to show.
    path : str, path, or a stream of text or bytes
        Where to write it; a file is replaced as a whole, and a stream stays open.
    title : str, optional
        The title of the page.
    lang : str, optional
        The language of the title and of what was recorded, as a BCP 47 tag; the page's own words are English.
    notes : bool, optional
        Whether to show the desk's own words, which may not be meant for readers: the notes on sources, assertions
        and claims, the reliability of sources, the credibility of claims, who dismissed a contradiction and why.

    Raises
    ------
    InvalidRecord
        If the title says nothing, or the language is no tag.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> from io import StringIO
    >>> g, page = ClaimGraph(), StringIO()
    >>> entries = g.extend([
    ...     Claim("Kyiv", "affirms", "City held", asserted_at="2022-07-02"),
    ...     Claim("Moscow", "denies", "City held", asserted_at="2022-07-03"),
    ... ])
    >>> report(g, page, title="The city")
    >>> "<h1 dir=\"auto\">The city</h1>" in page.getvalue()
    True
    """
    written = _page(as_view(view), _title(title), Form(_language(lang), notes))
    if isinstance(path, (str, os.PathLike)):
        with replacing(path) as stream:
            stream.write(written.encode())
    else:
        with text_to(path) as out:
            out.write(written)


def _title(title: str | None) -> str:
    if title is None:
        return "What is disputed, and by whom"
    if is_text(title):
        return title
    raise InvalidRecord(f"found {shown(title)}, expected text that is not empty", field="title", found=title)


def _language(lang: str) -> str:
    if is_text(lang) and _LANGUAGE.fullmatch(lang):
        return lang
    raise InvalidRecord(f"found {shown(lang)}, expected a BCP 47 tag such as 'en' or 'uk'", field="lang", found=lang)


def _page(view: View, title: str, form: Form) -> str:
    reading = Reading(view)
    told = [statement for statement in reading.statements if statement.is_told]
    calendar = reading.calendar
    spans = axes(told, calendar)
    written = dict[str, Html]()
    turns = dict[str, list[list[int]]]()
    articles = Articles(reading, form, spans)
    for statement in told:
        written[statement.anchor], turns[statement.anchor] = articles.article(statement)
    rows = table(reading.statements, calendar, form)
    names = sorted(
        {name for one in reading.statements for word in one.words for name in (word.source, word.principal)},
        key=lambda name: (name.casefold(), name),
    )
    disputed = [written[one.anchor] for one in told if one.status is Status.DISPUTED]
    before = [written[one.anchor] for one in told if one.status is not Status.DISPUTED]
    sections = [
        _section("disputed", "Disputed", disputed, "Nothing is disputed."),
        _section("before", "Disputed before, and not any more", before, ""),
        tag("div", id="later-on", hidden=True),
        tag(
            "section",
            _heading("all", "All statements", len(reading.statements)),
            rows,
            aria_labelledby="all",
            class_="all",
        ),
        tag("section", tag("h2", "What the words mean", id="words-h"), shell.legend(spans), aria_labelledby="words-h"),
    ]
    ordered = [turns.get(one.anchor, []) for one in reading.statements]
    body = [
        tag("a", "Skip to the statements", class_="skip", href="#disputed"),
        tag("header", form.block("h1", title), tag("p", _summary(reading, len(disputed), len(before)), id="summary")),
        shell.controls(reading, names) if calendar.days else Html(""),
        tag("main", *sections, class_="many" if len(told) > _MANY else None),
        shell.foot(reading),
        shell.facts(reading, names, ordered, spans) if calendar.days else Html(""),
    ]
    return shell.document(title, form, body)


def _heading(name: str, title: str, count: int) -> Html:
    return tag("h2", f"{title} ", tag("span", str(count), class_="count"), id=name, tabindex="-1")


def _section(name: str, title: str, articles: list[Html], empty: str) -> Html:
    told = tag("p", "" if articles else empty, class_="empty", hidden=bool(articles) or not empty)
    heading = _heading(name, title, len(articles))
    hidden = not articles and not empty
    return tag("section", heading, told, *articles, aria_labelledby=name, id=f"{name}-section", hidden=hidden)


def _summary(reading: Reading, disputed: int, before: int) -> str:
    """Say in a sentence what the page shows; the script says it again of other days."""
    as_of = reading.calendar.label
    if not as_of:
        return "Nobody is on record in this view."
    count = len(reading.statements)
    earlier = f"; {before} {'was' if before == 1 else 'were'} disputed before" if before else ""
    return f"As of {as_of}, {disputed} of {count} statements {'is' if disputed == 1 else 'are'} disputed{earlier}."
