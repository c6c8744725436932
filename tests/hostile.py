"""Graphs whose every text tries to get out of the format that it is written in."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

import claimgraph as cg

PAYLOADS = (
    "plain",
    "\"quoted\" and 'quoted'",
    "line\nfeed\r\nand\rreturn\tand tab",
    '=HYPERLINK("http://evil.example","click")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "</script><script>alert('script')</script>",
    "<img src=x onerror=alert('img')>",
    "&lt;img src=x onerror=alert('unescaped once')&gt;",
    "&amp;lt;img src=x onerror=alert('unescaped twice')&amp;gt;",
    "www.a'onmouseover='alert(1)' b",
    'www.a"onmouseover="alert(1)" b',
    "ftp://a.example http://b.example/'onclick='alert(1) c@d.example",
    "javascript:alert(1)",
    "]]><!-- -->&#0;&nbsp;",
    "שלום \u202eمرحبا\u2066 \u200f",  # noqa: RUF001
    "🦄\U0010ffff \U0001d518",
    "\x00\x01\x1b[31m\x7f\ufffe\uffff",
    "\u2028\u2029\ue000",
    "constructor",
    "__proto__",
)
URLS = (
    None,
    "https://example.org/a?b=1&c='2'",
    "https://example.org/?u=www.x'onmouseover='alert(1)&v=(http://c.example)a@b.example",
    "https://user@example.org/",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://example.org/"><script>alert(1)</script>',
    "HTTPS://ПРИМЕР.example/ж",
)
DATES = (
    *("2022", "2022-07", "2022-07-02", "2022-07-02T12:30Z", "2022-07-02T01:30:00.5+03:00", "2022-07-02~", "2022-07?"),
    *("2022%", "201X", "20XX", "2022-07-XX", "2022-XX", "2022-07-01/2022-07-03", "2022-07-02/..", "201X/2022"),
    *("2022-07-02T12:30Z/2022-07-03", "0001", "0001-01-01T00:00Z", "9999", "9999-12-31T23:59:59.999999Z"),
)
VALID = (None, None, "2022-07-01", "2022-07-02/..", "../2022-07-02", "2022~", "9999")
STANCES = ("affirms", "affirms", "denies", "questions", "declines", "comments", "withdraws")


def graph(random: Random) -> cg.ClaimGraph:
    """Make a small graph."""
    found = cg.ClaimGraph(random.choice(("UTC", "Europe/Kyiv", "America/New_York")))
    text = lambda: " ".join(random.choices(PAYLOADS, k=random.choice((1, 1, 2))))  # noqa: E731
    maybe = lambda: random.choice((None, text()))  # noqa: E731
    names = [text() for _ in range(3)]
    texts = [text() for _ in range(random.choice((1, 3)))]
    cited: list[str] = []
    for _ in range(random.randrange(1, 7)):
        stance = random.choice(STANCES)
        url = random.choice(URLS)
        title = maybe()
        claim = cg.Claim(
            random.choice(names),
            stance,
            random.choice(texts),
            asserted_at=random.choice(DATES),
            valid=random.choice(VALID),
            document=cg.Document(title, url=url, date=random.choice((None, *DATES))) if title or url else None,
            locator=maybe(),
            quote=maybe(),
            cites=() if stance == "withdraws" else random.choice(((), (cg.UNKNOWN,), (text(), *cited))),
            hedge=maybe(),
            credibility=random.choice((None, 3)),
            note=maybe(),
        )
        try:
            found.add(claim)
        except cg.ClaimGraphError:
            continue  # the same document with another date, for one
        cited = [claim.id]
    found.extend([cg.Affiliation(names[0], speaks_for=names[1], valid=random.choice(("2022-07-01/9999", "../2022")))])
    if len(texts) > 1 and texts[0] != texts[1]:
        found.extend([cg.Link(texts[0], "contrary", texts[1])])
    return found


graphs = st.builds(graph, st.randoms(use_true_random=False))
