"""All statements of a page in one table, each with its status."""

from __future__ import annotations

from claimgraph.explanation.wording import when_text
from claimgraph.page.articles import badge
from claimgraph.page.content.days import Calendar
from claimgraph.page.content.statements import Statement
from claimgraph.page.markup import Form, Html, plain, tag, text

NAMED = 6
"""How many of those who spoke of a statement its row names."""

_APART = "\u2068{}\u2069"  # isolates a name from the direction of the others, as an element would, in less room


def table(statements: list[Statement], calendar: Calendar, form: Form) -> Html:
    """Write the table."""
    head = tag("tr", *(tag("th", title, scope="col") for title in ("Statement", "Status", "Who spoke of it")))
    rows = [_row(statement, calendar, form) for statement in statements]
    caption = tag("caption", "Every statement on record, disputed or not, and its status.")
    return tag("table", caption, tag("thead", head), tag("tbody", *rows))


def _row(statement: Statement, calendar: Calendar, form: Form) -> Html:
    what = text(statement.text)
    if statement.is_told:
        what = tag("a", what, href=f"#{statement.anchor}")
    since = statement.standings[-1].since
    status = [badge(statement.status), tag("span", f"since {when_text(since, on=False)}" if since else "")]
    cells = (
        form.block("td", what),
        tag("td", *status, class_="status"),
        tag("td", _named(list(spoke(statement, calendar))), lang=form.theirs, class_="names"),
    )
    return tag("tr", *cells, id=f"t{statement.anchor}")


def spoke(statement: Statement, calendar: Calendar) -> dict[str, int]:
    """Tell who spoke of a statement by name, in the order of first speaking, and since which day."""
    first: dict[str, int] = {}
    for word in statement.direct:
        first.setdefault(word.source, calendar.place(word.said[0]))
    return first


def _named(names: list[str]) -> str:
    """Name the first few, as the script does it for other days."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return " · ".join(_APART.format(short(name)) for name in names[:NAMED]) + more


def short(name: str) -> str:
    """Write the name of a source in a line of its own."""
    return plain(name, 80)
