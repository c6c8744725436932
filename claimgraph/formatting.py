"""How answers look: lines for a terminal, and HTML for notebooks, in which every text is escaped.

The HTML has no script, no style sheet and no colours of text or ground of its own, so it looks right on a dark page
as on a light one; what a table needs stands in its cells, for some pages bring no styles for tables. This module knows
nothing of claims: it is handed texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

SHOWN: Final = 60
"""The most rows that a table shows, and the most names in a list of a card."""

LONGEST: Final = 2_000
"""The most characters of one text that a page shows."""

_WIDTH = 60  # of a cell on a terminal

STATUS_COLOURS: Final = {
    "disputed": "#CC79A7",
    "conceded": "#009E73",
    "questioned": "#F0E442",
    "corroborated": "#0072B2",
    "claimed": "#A6D8F7",
    "retracted": "#999999",
    "denied": "#D55E00",
    "unclaimed": "#DDDDDD",
}
"""A colour for each status, which people with impaired colour vision can tell apart (Okabe and Ito, 2008).

Blue is for, paler where it is weaker, and vermillion against, as for stances; between the two stands purple. The word
stands beside it.
"""


def cut(text: str) -> str:
    r"""Shorten a text to one line of a terminal table.

    Examples
    --------
    >>> cut("two\nlines, and a sign that turns the text: \u202e")
    'two lines, and a sign that turns the text: \\u202e'
    """
    line = one_line(text)
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"


def one_line(text: str) -> str:
    """Put a text on one line, and write out what would steer a terminal or turn the direction of the text."""
    # Texts may be of any length, and no line shows more than this.
    return "".join(_seen(ch) for ch in " ".join(text[: 2 * LONGEST].split()))


def is_web(url: str) -> bool:
    """Tell whether a text is one address on the web, which a page may link to.

    Examples
    --------
    >>> is_web("https://example.org/1"), is_web("javascript:alert(1)")
    (True, False)
    """
    return _WEB.fullmatch(url) is not None and url.isprintable()


def text(value: str) -> str:
    """Escape a text, and cut it where it is longer than anybody reads in a table."""
    left = len(value) - LONGEST
    shown = _DATE.sub(rf"<span {_WHOLE}>\g<0></span>", escape(value[:LONGEST]))
    return shown if left <= 0 else f"{shown}… ({left:,} more characters)"


def link(url: str) -> str:
    """Show an address: as a link where it is one on the web, and else as the text that it is."""
    if not is_web(url) or len(url) > LONGEST:
        return text(url)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(url)}</a>'


def status(value: str) -> str:
    """Show a status: its word, beside its colour."""
    return f'<span style="border-left:.5em solid {STATUS_COLOURS[value]};padding-left:.4em">{escape(value)}</span>'


def table(columns: Iterable[str], rows: Iterable[Sequence[str]], rest: Iterable[str] = ()) -> str:
    """Lay out cells that are HTML already under headings that are not, with what is left to say below."""
    head = "".join(f'<th scope="col" {_HEAD}>{escape(name)}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    below = "".join(f"<p>{escape(line)}</p>" for line in rest)
    return f'<table class="claimgraph" {_TABLE}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}'


def card(title: str, facts: Mapping[str, str | Sequence[str]]) -> str:
    """Show one thing: a title, then its facts, each a text or several, line by line."""
    body = "".join(
        f'<tr><th scope="row" {_CELL}>{escape(name)}</th>{_cell(_lines(value))}</tr>'
        for name, value in facts.items()
        if value
    )
    return (
        f'<table class="claimgraph" {_TABLE}><caption {_CAPTION}>{text(title)}</caption><tbody>{body}</tbody></table>'
    )


def paragraphs(told: Iterable[str], marks: tuple[str, str]) -> str:
    """Show sentences, with a link wherever an address on the web stands between two marks."""
    start, end = marks
    parts = re.compile(f"{re.escape(start)}(.*?){re.escape(end)}", re.DOTALL)
    shown = (
        "".join(link(part) if at % 2 else escape(part) for at, part in enumerate(parts.split(paragraph)))
        for paragraph in told
    )
    body = "".join(f'<p dir="auto">{paragraph}</p>' for paragraph in shown)
    return f'<div class="claimgraph">{body}</div>'


def more(left: int) -> list[str]:
    """Say how many are not shown, if any."""
    return [f"… and {left:,} more"] if left > 0 else []


def _cell(html: str) -> str:
    # Each cell finds the direction of its own text, so that no text turns its neighbours round.
    return f'<td dir="auto" {_CELL}>{html}</td>'


def _lines(value: str | Sequence[str]) -> str:
    if isinstance(value, str):
        return text(value)
    return "<br>".join([*map(text, value[:SHOWN]), *more(len(value) - SHOWN)])


def _seen(ch: str) -> str:
    return ch if ch.isprintable() or ch in _JOINERS else ch.encode("unicode_escape", "backslashreplace").decode("ascii")


_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji are wrong without them
_WEB = re.compile(r"https?://[^\s<>`\\]+", re.IGNORECASE)
_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d(?:-\d\d)?(?![\w-])", re.ASCII)  # which a browser would break at its hyphens
_WHOLE = 'style="white-space:nowrap"'
_TABLE = 'style="border-collapse:collapse"'
_LAID = "text-align:start;vertical-align:top;padding:.3em .7em"  # notebooks set numbers and text alike to the right
_CELL = f'style="{_LAID}"'
_HEAD = f'style="{_LAID};white-space:nowrap;border-bottom:1px solid"'  # in the colour of the text
_CAPTION = 'style="text-align:start;font-weight:bold;padding:.3em .7em"'
