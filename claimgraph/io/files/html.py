"""Text of claims as HTML that is shown and never run, not even by pages that make links of what looks like one."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from claimgraph.explanation.wording import clean

_BREAK = "\ue000"  # what `clean` lets pass in no text
_LINKED = re.compile(r"www(?=\.)|:(?=//)|.(?=@)", re.IGNORECASE)
_LONG = re.compile(rf"[^\s{_BREAK}]{{80}}")

_LONGEST = 2000  # characters of a URL, beyond which browsers differ
_URL = re.compile(r"https?://[^\s/?#@\[\]\\]+(?:[/?#]\S*)?", re.IGNORECASE)
_KEPT = "-+&#/%?=~_|!:,.;"
_INNER = re.compile(r"(?<!/)www\.", re.IGNORECASE)


def html_of(text: str) -> str:
    """Write a text as HTML.

    Web and mail addresses are broken up by marks that nobody sees, because TimelineJS makes links of them, and
    lets quotation marks in them out of the attribute. Long words are broken up too: looking for addresses in
    them would take it the square of their length.

    Examples
    --------
    >>> from claimgraph.io.files.html import html_of
    >>> html_of("<img onerror=alert(1)>"), html_of("see www.example.org")
    ('&lt;img onerror=alert(1)&gt;', 'see www<wbr>.example.org')
    """
    broken = _LONG.sub(rf"\g<0>{_BREAK}", _LINKED.sub(rf"\g<0>{_BREAK}", cleaned(text)))
    return escape(broken).replace(_BREAK, "<wbr>")


def cleaned(text: str) -> str:
    """Write out what would steer a page or turn the direction of the text, quickly where there is no such thing."""
    return " ".join(word if word.isprintable() else clean(word) for word in text.split())


def link_to(url: str, text: str) -> str:
    """Write a link to a web page, or the texts alone where the URL is not plainly one.

    Examples
    --------
    >>> from claimgraph.io.files.html import link_to
    >>> link_to("https://example.org/?a=1&b='", "An article")
    '<a href="https://example.org/?a=1&amp;b=%27">An article</a>'
    >>> link_to("javascript:alert(1)", "An article")
    'An article (javascript:alert(1))'
    """
    if len(url) > _LONGEST or not _URL.fullmatch(url):
        return html_of(text if url == text else f"{text} ({url})")
    href = _INNER.sub(lambda found: found[0][:3] + "%2E", quote(url, safe=_KEPT))
    return f'<a href="{escape(href)}">{html_of(text)}</a>'
