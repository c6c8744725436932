"""Dates, names and lists written out for readers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimgraph.formatting import cut
from claimgraph.times.when import When

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_POINT = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T([\d:.]+)Z?([+-].*?)?)?([~?%]?)")
_MARKS = {"": "", "~": "around ", "?": "perhaps ", "%": "perhaps around "}


def date_text(text: str, *, on: bool) -> str:
    """Write out one date as precisely as it is known, with "on" or "in" before it if wanted."""
    found = _POINT.fullmatch(text)
    assert found is not None  # the canonical text of a When
    year, month, day, clock, offset, mark = found.groups("")
    words = f"the {year[:3]}0s" if year.endswith("X") else str(int(year))
    words = f"the years {year[:2]}00 to {year[:2]}99" if year.endswith("XX") else words
    words = f"{_MONTHS[int(month) - 1]} {words}" if month.isdigit() else words
    words = f"{int(day)} {words}" if day.isdigit() else words
    words += f" at {clock} UTC{offset}" if clock else ""
    before = ("on " if day.isdigit() else "in ") if on and mark not in ("~", "%") else ""
    return _MARKS[mark] + before + words


def when_text(when: When, *, on: bool) -> str:
    """Write out when something was said."""
    start, slash, end = when.text.partition("/")
    if not slash or end == "..":
        return date_text(start, on=on) + " or later" * bool(slash)
    return f"some time between {date_text(start, on=False)} and {date_text(end, on=False)}"


def stretch_text(when: When) -> str:
    """Write out a time that is spoken of."""
    start, slash, end = when.text.partition("/")
    if not slash:
        return date_text(start, on=False)
    from_, to = (end_ != ".." and date_text(end_, on=False) for end_ in (start, end))
    if from_ and to:
        return f"the time from {from_} to {to}"
    return f"the time from {from_} on" if from_ else f"the time up to {to}" if to else "all time"


LINK, END = "\ue000", "\ue001"
"""What encloses a link until the sentences are done: `clean` lets no such character of a record pass."""


def clean(text: str) -> str:
    """Let nothing pass that would steer a terminal or turn the direction of the text; shorten nothing."""
    if text.isprintable():
        return " ".join(text.split())  # as nearly all text is
    return " ".join("".join(map(cut, word)) for word in text.split())


def quoted(text: str) -> str:
    """Put text between quotation marks; the end of a long one is left out."""
    return f"“{shortened(clean(text))}”"


def joined(parts: Iterable[str]) -> str:
    """Write out a list: commas, and "and" before the last."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def capped(parts: Iterable[str], most: int = 5) -> str:
    """Write out a list of which only the first and the last are named where it is long."""
    named = list(parts)
    if len(named) > most:
        named[most - 2 : -1] = [f"{len(named) - most + 1} more"]
    return joined(named)


def shortened(text: str, most: int = 280) -> str:
    """Cut a long text at a space, so that it takes no more than so many characters."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0][: most - 1] + "…"
