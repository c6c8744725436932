"""Markup that cannot be broken out of: whatever is not markup already is escaped when it is put into a tag."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from typing import Any

import attrs

from claimgraph.explanation.wording import clean

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset({"input", "meta"})
_IN_JSON = {ord(ch): f"\\u{ord(ch):04x}" for ch in "<>&\u2028\u2029"}


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def text(value: str) -> Html:
    """Escape text; what no document may hold is replaced by a sign that something was there."""
    return value if isinstance(value, Html) else Html(escape(_UNWRITABLE.sub("\ufffd", value)))


def plain(value: str, most: int = 120) -> str:
    """Make text fit for an attribute, a title or an option, where nothing can keep its direction to itself."""
    line = clean(value[: 2 * most])
    return line if len(line) <= most and len(value) <= 2 * most else f"{line[:most].rstrip()}…"


def tag(name: str, /, *children: str | None, **attributes: str | bool | None) -> Html:
    """Write an element. Underscores in the names of attributes stand for hyphens; None and False leave one out."""
    written = "".join(
        f" {key.strip('_').replace('_', '-')}" + ("" if value is True else f'="{text(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{''.join(text(child) for child in children if child)}</{name}>")


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Put markup together."""
    return Html(text(between).join(parts))


def data(value: Any, name: str) -> Html:
    """Write data for a script to read: in no browser can it end the element that holds it."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_JSON)
    return Html(f'<script type="application/json" id="{text(name)}">{written}</script>')


@attrs.frozen
class Form:
    """How the texts of others are shown.

    Attributes
    ----------
    lang : str
        The language that they are in; the words of the page itself are English.
    notes : bool
        Whether the desk's own words are shown.
    """

    lang: str = "en"
    notes: bool = False

    @property
    def theirs(self) -> str | None:
        """The language to mark their texts with, if it is not that of the page."""
        return None if self.lang == "en" else self.lang

    def said(self, value: str) -> Html:
        """Write a text within a line of ours: whatever its direction, it turns nothing around it."""
        return tag("bdi", value, lang=self.theirs)

    def block(self, name: str, *children: str, **attributes: str | bool | None) -> Html:
        """Write a text as an element of its own."""
        return tag(name, *children, dir="auto", lang=self.theirs, **attributes)
