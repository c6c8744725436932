"""XML written line by line: what GEXF and GraphML share.

NetworkX has writers of its own. They hold all of a document in memory; the one for GEXF puts today's date into
it and knows no kinds of edges, the one for GraphML gives every edge its key for an id, though ids must differ,
and writes other bytes where lxml is installed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

# Bare, these would be read as line feeds, the last two by XML 1.1 and readers that mix both.
_BREAKS = {"\r": "&#13;", "\x85": "&#133;", "\u2028": "&#8232;"}

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def tag(name: str, attributes: Mapping[str, Any], *, closed: bool = False) -> str:
    r"""Write a start tag, or an empty element; attributes that are none are left out.

    Examples
    --------
    >>> from claimgraph.io.files.xml import tag
    >>> tag("node", {"id": "a\n<b>", "end": None}, closed=True)
    '<node id="a&#10;&lt;b&gt;"/>'
    """
    given = [f" {key}={quoteattr(str(value), _BREAKS)}" for key, value in attributes.items() if value is not None]
    return f"<{name}{''.join(given)}{'/' if closed else ''}>"


def content(value: object) -> str:
    r"""Write the text of an element.

    Examples
    --------
    >>> from claimgraph.io.files.xml import content
    >>> content("a < b\r\n")
    'a &lt; b&#13;\n'
    """
    return escape(str(value), _BREAKS)


def columns_of(items: Iterable[Mapping[str, Any]], integer: str) -> dict[str, str]:
    """Give the names of all attributes with their types, which are text or the name given for whole numbers.

    Examples
    --------
    >>> from claimgraph.io.files.xml import columns_of
    >>> columns_of([{"name": "Rybar"}, {"credibility": 3}], "int")
    {'name': 'string', 'credibility': 'int'}
    """
    found: dict[str, str] = {}
    for item in items:
        for name, value in item.items():
            if found.get(name) != "string":
                found[name] = integer if isinstance(value, int) else "string"
    return found
