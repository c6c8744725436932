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
