"""The blocks of JSON-LD in a saved HTML page, found in one pass.

`html.parser` takes time that grows with the square of the page where tags are left open: 14 seconds for
40 kB of them, measured with Python 3.11. Here each tag is read once, by the rules of the HTML standard that
bear on where a script begins and ends, and nothing but the scripts is kept.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_MARKUP = re.compile(r"<(?:(!--)|([!?])|(/?)([A-Za-z][^\s/>]*))")
_NEXT = re.compile(r">|=[\s]*+(?:([\"'])|[^\s>\"'][^\s>]*+)?")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=][^\s>/=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++)))?""")
_COMMENT_END = re.compile(r"--!?>")
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
"""The elements whose text is no markup, with what ends each."""


def json_scripts(page: str) -> Iterator[tuple[int, str]]:
    r"""Give the text of each ``<script type="application/ld+json">`` of a page, with the line on which it begins.

    One that is left open goes on to the end of the page, as it does in a browser.

    Examples
    --------
    >>> from claimgraph.io.claimreview.html_pages import json_scripts
    >>> list(json_scripts('<html>\n<script type="application/ld+json">{"a": 1}</script>'))
    [(2, '{"a": 1}')]
    """
    line, counted, at = 1, 0, 0
    while (found := _MARKUP.search(page, at)) is not None:
        comment, other, closing, name = found.groups()
        end = _end_of(page, found.end(), comment=bool(comment), tag=bool(name))
        if end is None:
            return  # it is left open, and so is all the rest
        at = end
        if closing or other or comment or name.lower() not in _RAW:
            continue
        close = _RAW[name.lower()].search(page, at)
        after = len(page) if close is None else close.start()
        if name.lower() == "script" and _is_json_ld(page[found.end() : end]):
            line, counted = line + page.count("\n", counted, at), at
            yield line, page[at:after]
        at = after


def _end_of(page: str, at: int, *, comment: bool, tag: bool) -> int | None:
    """Find where a comment, a declaration or a tag ends that has begun."""
    if comment:
        # "<!-->" is a comment, and over.
        found = _COMMENT_END.search(page, at - 2)
        return None if found is None else found.end()
    if not tag:
        place = page.find(">", at)
        return None if place < 0 else place + 1
    while (found := _NEXT.search(page, at)) is not None:
        if found[0] == ">":
            return found.end()
        at = found.end()
        if found[1]:
            at = page.find(found[1], at) + 1
            if at == 0:
                return None
    return None


def _is_json_ld(attributes: str) -> bool:
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].lower() == "type":
            kind = html.unescape(found[2] or found[3] or found[4] or "")
            return kind.partition(";")[0].strip().lower() == "application/ld+json"
    return False
