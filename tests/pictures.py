"""Graphs to draw: a big one, one in many scripts, and the ways in which a text may try to become code."""

# ruff: noqa: RUF001  # letters of other scripts that look like Latin ones are what this is about

from __future__ import annotations

from random import Random

import claimgraph as cg

PLACES = ("Bridge", "Station", "Dam", "Port", "Depot", "Ridge", "Market", "Bypass")
EVENTS = ("open", "destroyed", "under fire", "held by the north", "held by the south")


def big(assertions: int = 200, sources: int = 40, seed: int = 7) -> cg.ClaimGraph:
    """Make a graph in which desks speak mostly of what is near them."""
    draw = Random(seed)
    graph = cg.ClaimGraph("Europe/Kyiv")
    texts = [f"{PLACES[at % len(PLACES)]} {at} {EVENTS[at % len(EVENTS)]}" for at in range(assertions)]
    records = []
    for at, text in enumerate(texts):
        first = draw.randrange(28)
        for number in range(draw.choice((1, 1, 2, 2, 3, 5))):
            speaker = (at * sources // assertions + draw.choice((0, 0, 0, 1, 1, 2, 7))) % sources
            stance = draw.choice(("affirms", "affirms", "affirms", "denies", "denies", "questions", "comments"))
            day = min(first + number * draw.choice((0, 1, 4)), 29) + 1
            records.append(
                cg.Claim(f"Desk {speaker:02}", stance, text, asserted_at=f"2022-06-{day:02}", note=str(number))
            )
    graph.extend(records)
    return graph


SCRIPTS = (
    ("وكالة الأنباء المحلية", "مدينة ليسيتشانسك محاصرة (ABC) منذ يوم السبت، بحسب مصادر محلية لم تذكر اسمها."),
    ("דובר הממשלה", "העיר ליסיצ׳נסק נצורה, לדברי NATO, ב-2 ביולי!"),
    ("Міністерство оборони України", "Лисичанськ не оточений; бої тривають на околицях міста"),
    ("新华社", "利西昌斯克已被完全包围,乌克兰军队正在撤离该市以西的阵地"),
    ("共同通信社", "リシチャンスクは包囲されていない"),
    ("Ελληνική Ραδιοφωνία", "Η πόλη δεν έχει περικυκλωθεί"),
    ("Deniz İğdır Ñandú-Őry", "The İstanbul line says “Łódź” and ‘Győr’ — naïvely"),
)


def scripts() -> cg.ClaimGraph:
    """Make a graph with names and assertions in many scripts, long ones, and imprecise times."""
    graph = cg.ClaimGraph()
    for at, (name, text) in enumerate(SCRIPTS):
        graph.add(cg.Claim(name, "affirms", text, asserted_at=f"2022-07-0{at % 3 + 1}"))
        graph.add(cg.Claim(SCRIPTS[at - 1][0], "denies", text, asserted_at=("2022-07~", "2022-07-02?", "2022")[at % 3]))
    long = "Forces of the north hold every crossing of the river between the dam and the old railway bridge " * 8
    graph.add(
        cg.Claim(
            "The Joint Press Office of the Northern and Eastern Operational Commands",
            "affirms",
            long,
            asserted_at="2022-07-03T10:30Z",
        )
    )
    graph.add(cg.Claim("X" * 300, "questions", "Y" * 1000, asserted_at="2022-07-01/2022-07-03"))
    graph.add(
        cg.Claim("A\u202eB\x1b[31m", "comments", "turned \u202eround\u2069 and \x00 cut", asserted_at="2022-07-02")
    )
    graph.add(cg.Claim("😀 channel 🇺🇦", "withdraws", "Bridge 👨‍👩‍👧 open 𝔘", asserted_at="2022-07-02"))
    graph.add(cg.Claim("😀 channel 🇺🇦", "affirms", "Bridge 👨‍👩‍👧 open 𝔘", asserted_at="2022-06-29"))
    graph.extend(
        cg.Claim(f"Voice {at}", ("affirms", "denies")[at % 2], "Hot ground", asserted_at="2022-07-02T09:00Z")
        for at in range(40)
    )
    return graph


_RUN = "top.pwned=1"
PAYLOADS = (
    *(
        f"{before}<script>{_RUN}</script>"
        for before in ("", "</script>", '"</script>', "</style>", "</title>", "</svg>")
    ),
    *(
        f"{before}<script>{_RUN}</script>"
        for before in ("-->", "]]>", "</textarea>", "</noscript>", "</td></table>", "%00")
    ),
    *(f"</text>{before}<script>{_RUN}</script>" for before in ("</g></svg>", "</a>", "<![CDATA[", "&lt;")),
    f"<ScRiPt>{_RUN}</sCrIpT>",
    f"<script\n>{_RUN}</script\n>",
    f"<script src=data:,{_RUN}></script>",
    f"<script>//\n{_RUN}</script>",
    f"<!--<script>-->{_RUN}</script>",
    f"</script><script>{_RUN}//",
    f"<\\/script><script>{_RUN}</script>",
    f"\\u003c/script\\u003e\\u003cscript\\u003e{_RUN}\\u003c/script\\u003e",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&#60;script&#62;{_RUN}&#60;/script&#62;",
    f"&amp;lt;script&amp;gt;{_RUN}&amp;lt;/script&amp;gt;",
    *(
        f"<{tag} {event}={_RUN}>"
        for tag, event in (
            ("img src=x", "onerror"),
            ("img src", "oNeRrOr"),
            ("image href=x", "onerror"),
            ("svg", "onload"),
            ("svg/", "onload"),
            ("body", "onload"),
            ("body", "onpageshow"),
            ("input autofocus", "onfocus"),
            ("select autofocus", "onfocus"),
            ("textarea autofocus", "onfocus"),
            ("details open", "ontoggle"),
            ("video src=x", "onerror"),
            ("audio src=x", "onerror"),
            ("video><source", "onerror"),
            ("iframe", "onload"),
            ("object data=x", "onerror"),
            ("embed src=x", "onload"),
            ("marquee", "onstart"),
            ("link rel=stylesheet href=x", "onerror"),
            ("style", "onload"),
            ("p style=animation:x", "onanimationstart"),
            ("div tabindex=1 autofocus", "onfocus"),
            ("button autofocus", "onfocus"),
            ("a href=x id=x tabindex=1 autofocus", "onfocus"),
            ("svg><animate attributeName=x dur=1s", "onbegin"),
            ("svg><set attributeName=x", "onbegin"),
            ("svg><image href=x", "onerror"),
            ("svg><g", "onload"),
            ("math", "onload"),
            ("xss autofocus tabindex=1", "onfocus"),
        )
    ),
    f'"><img src=x onerror={_RUN}>',
    f"'><img src=x onerror={_RUN}>",
    f'" onload="{_RUN}" x="',
    f"' onload='{_RUN}' x='",
    f'" autofocus tabindex=1 onfocus="{_RUN}" x="',
    f"` onload=`{_RUN}`",
    f"x onmouseover={_RUN} ",
    *(
        url.replace("RUN", _RUN)
        for url in (
            "javascript:RUN",
            "JaVaScRiPt:RUN",
            " javascript:RUN",
            "\tjavascript:RUN",
            "java\tscript:RUN",
            "java\nscript:RUN",
            "\x01javascript:RUN",
            "javascript&colon;RUN",
            "javascript&#58;RUN",
            "vbscript:RUN",
            "data:text/html,<script>RUN</script>",
            "data:image/svg+xml,<svg onload=RUN>",
            "feed:javascript:RUN",
            "//javascript:RUN",
            "https:javascript:RUN",
            'https://example.org/" onclick="RUN',
            "https://example.org/'><script>RUN</script>",
            "blob:RUN",
            "view-source:javascript:RUN",
        )
    ),
    f"<iframe src=javascript:{_RUN}>",
    f'<iframe srcdoc="<script>{_RUN}</script>">',
    f"<object data=javascript:{_RUN}>",
    f"<embed src=javascript:{_RUN}>",
    f"<form action=javascript:{_RUN}><button autofocus>",
    f"<base href=javascript:{_RUN}//>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_RUN}'>",
    f'<svg><use href="data:image/svg+xml,<svg id=x onload={_RUN}>#x"/>',
    f"<svg><foreignObject><body onload={_RUN}>",
    f"<svg><a xlink:href=javascript:{_RUN}><text>x</text></a>",
    f"<math><mtext></mtext><mglyph><style><img src=x onerror={_RUN}>",
    f"<noscript><p title='</noscript><img src=x onerror={_RUN}>'>",
    f"<template><script>{_RUN}</script></template><img src=x onerror={_RUN}>",
    f"{{{{constructor.constructor('{_RUN}')()}}}}",
    f"${{{_RUN}}}",
    f"#{{{_RUN}}}",
    f"<%={_RUN}%>",
    f"datum.x;{_RUN}",
    f"'+({_RUN})+'",
    f'"+({_RUN})+"',
    f"');{_RUN};('",
    f"\\');{_RUN};//",
    f"\u2028{_RUN}\u2029",
    f"\u202e>tpircs/<{_RUN}>tpircs<",
    f"\x00<script>{_RUN}</script>",
    f"\ufeff<script>{_RUN}</script>",
    f"<sc\x00ript>{_RUN}</sc\x00ript>",
    f"+ADw-script+AD4-{_RUN}+ADw-/script+AD4-",
    f"<?xml-stylesheet href='javascript:{_RUN}'?>",
    f"<!DOCTYPE x [<!ENTITY e '<script>{_RUN}</script>'>]>&e;",
)
"""Texts that set ``top.pwned`` where a page takes them for code."""

CONTROLS = tuple(
    text for text in PAYLOADS if text.startswith(("<script>", "<img src=x ", "<svg ", '"><img', "<iframe "))
)
"""Those that any page runs that does not escape them."""


def hostile(payload: str) -> cg.ClaimGraph:
    """Make a graph with a payload in every field that takes text."""
    graph = cg.ClaimGraph()
    source = cg.Source(f"A {payload}", url=f"https://example.org/{payload}", note=payload)
    page = cg.Document(payload, url=f"https://example.org/1{payload}", publisher=payload, date="2022-07-01")
    graph.extend(
        [
            source,
            cg.Assertion(payload, note=payload),
            cg.Assertion(subject=payload, predicate=payload, value=payload),
            cg.Link(payload, "entails", f"wide {payload}"),
            cg.Claim(
                source,
                "affirms",
                payload,
                asserted_at="2022-07-01",
                document=page,
                locator=payload,
                quote=payload,
                hedge=payload,
                note=payload,
            ),
            cg.Claim(f"B {payload}", "denies", payload, asserted_at="2022-07-02~", document=payload),
            cg.Claim(f"C {payload}", "questions", payload, asserted_at="2022-07-03", document=f"javascript:{payload}"),
            cg.Claim(f"C {payload}", "denies", f"wide {payload}", asserted_at="2022-07-03", cites=f"D {payload}"),
        ]
    )
    return graph


def all_hostile(payloads: tuple[str, ...] = PAYLOADS) -> cg.ClaimGraph:
    """Make one graph of many such."""
    graph = cg.ClaimGraph()
    for at, payload in enumerate(payloads):  # of each its own number, as names forgive upper and lower case
        graph.extend(entry.record for entry in hostile(f"{payload}//{at}").log)
    return graph
