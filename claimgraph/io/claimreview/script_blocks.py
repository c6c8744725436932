"""JSON as pages have it: with the comments, commas and semicolons of scripts, escaped as HTML, or several in one.

Everything that is put right here has one meaning only. What could mean one thing or another is refused.
"""

from __future__ import annotations

import html
import re
from typing import Any

from claimgraph.errors import InvalidRecord
from claimgraph.io.files.streams import whole
from claimgraph.io.files.strict_json import BLANK, not_too_deep, parsed, value_at

_STRING = r'"(?:[^"\\]|\\.)*+"?'
_WRAPPED = r"<!\[CDATA\[|<?!?\]\]>"
# Each alternative takes a text from left to right once, also where a comment is left open. No comment takes a bracket
# with it: where it is left open, or stands round the whole, data begins there.
_NO_JSON = re.compile(
    rf"""{_STRING}
    | (?P<no_json>
        /\*(?:{_WRAPPED}|[^*{{}}\[\]]|\*(?!/))*+(?:\*/)?
      | <!--(?:{_WRAPPED}|[^-{{}}\[\]]|-(?!->))*+(?:-->)?
      | //(?:{_WRAPPED}|[^\n"{{}}\[\]])*+
      | \#(?=[ \t]*+(?:{_WRAPPED}))
      | {_WRAPPED} | --> | \*/
      | </?(?:br|p)\ ?/?>
      | [\ufeff\u200b] | [^\S \t\r\n]
    )""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_COMMA = re.compile(rf"{_STRING}|(?P<no_json>,(?=\s*+[}}\]]))", re.DOTALL)
_NO_BREAK = re.compile(r"[^\n]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED = re.compile("&(?:quot|#34|#x22);", re.IGNORECASE)


def values_in(text: str, first: int = 1) -> list[Any]:
    r"""Read the JSON of a script, whose first line has a number in its file.

    Parameters
    ----------
    text : str
        What stands in the script.
    first : int
        The number of its first line.

    Returns
    -------
    list
        Its value; or its values, where it has several one after the other.

    Raises
    ------
    InvalidRecord
        With the line, where the text is no JSON, even so.

    Examples
    --------
    >>> from claimgraph.io.claimreview.script_blocks import values_in
    >>> values_in('//<![CDATA[\n{"a": [1, 2,]};\n//]]>'), values_in('{"a": 1} {"a": 2}')
    ([{'a': [1, 2]}], [{'a': 1}, {'a': 2}])
    """
    try:
        return [parsed(text, first)]
    except InvalidRecord:
        whole(text.split("\n"), first)
    plain = _plain(text)
    found: list[Any] = []
    at = _next(plain, 0)
    while at < len(plain) or not found:
        line = first + plain.count("\n", 0, at)
        value, end = value_at(plain, at, line, lenient=True)
        found.append(not_too_deep(value, line))
        at = _next(plain, end)
    return found


def _plain(text: str) -> str:
    """Put blanks in place of all that is no JSON, so that what is left stands where it stood."""
    if '"' not in text and _QUOTED.search(text):  # else it was not escaped as a whole
        text = html.unescape(text)
    for pattern in (_NO_JSON, _COMMA):
        text = pattern.sub(_blank, text)
    # Scripts escape apostrophes too, which JSON does not.
    return _ESCAPED.sub(lambda found: "'" if found[1] == "'" else found[0], text)


def _blank(found: re.Match[str]) -> str:
    return found[0] if found["no_json"] is None else _NO_BREAK.sub(" ", found[0])


def _next(text: str, at: int) -> int:
    """Find where the next value begins, after what ends or divides statements of a script."""
    while at < len(text) and text[at] in f"{BLANK},;":
        at += 1
    return at
