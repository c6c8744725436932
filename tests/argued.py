"""Graphs to write for people who argue and share intelligence: the record, generated ones, and one of hostile text."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from strategies import (
    random_cited_history,
    random_cited_ruled_history,
    random_history,
    random_ruled_history,
)

import claimgraph as cg

SEEDS = Path(__file__).parent.parent / "seeds"
RECORDED = "2022-08-01T00:00Z"

HOSTILE = (
    "a [b] <c> {d: e} #f ===x=== @[g] *h* _i_ __j__ http://x.y/z .foo. :bar: 3.5.2 U.S.A. end.",
    "a\\b ends with \\",
    "-- x",
    "(1) y",
    "+ z",
    "><",
    "# head",
    "1. a",
    "* b",
    "// c",
    "/* d",
    "<!-- e",
    "[x](http://y)",
    "</script><script>alert('x')</script>",
    '=HYPERLINK("http://x","y")',
    "new\nline\n\nempty\r\ntab\t.",
    "\u202eright to left \u05d0\u05d1",
    "\U0001d54f astral \U0001f600",
    "constructor",
    "__proto__",
    "toString",
    "2022",
    "...",
    ": :: :::",
    "} x {",
    "===",
    "#(tag)",
    "@<x>",
    "'quoted' \"double\" “curly”",
    "\u2028 separators \u2029 \x0b \x0c \x85 \ufeff",
    "\x00nul\x1b[31m\x7f\x9f",
    "claim --> <arg>: [s]: +> [t]",
    "long " * 200_000,
)


def hostile() -> cg.ClaimGraph:
    """Make a graph that has hostile text in every field, one of a megabyte among them."""
    graph = cg.ClaimGraph("Europe/Kyiv")
    records: list[Any] = [cg.Predicate("is", single_valued=True)]
    for place, text in enumerate(HOSTILE):
        document = cg.Document(f"title {text}", url=text if place % 2 else None, publisher=text, date="2022-07?")
        said = cg.Claim(
            f"{text} (source)",
            "affirms" if place % 3 else "denies",
            f"{text} (assertion)",
            asserted_at=f"2022-07-{place % 28 + 1:02}",
            valid="2022-06-24",
            document=document,
            locator=text,
            quote=text,
            hedge=text,
            note=text,
            credibility=place % 6 + 1,
        )
        records += [
            cg.Source(f"{text} (source)", speaks_for=f"{text} (above)", reliability="B", url=text, note=text),
            cg.Assertion(
                f"{text} (assertion)", subject=f"s {place // 2}", predicate="is", value=f"{text} v", note=text
            ),
            document,
            said,
            cg.Claim(text, "questions", f"{text} (assertion)", asserted_at="2022-07~", cites=[said, text]),
            cg.Claim(text, "comments", text, asserted_at="2022-07-02T10:00:00.123456+03:00", cites=cg.UNKNOWN),
        ]
        if place % 4 == 0:
            records.append(
                cg.Claim(said.source, "withdraws", said.assertion, asserted_at=said.asserted_at, cites=[said])
            )
    graph.extend(records, recorded_at=RECORDED)
    return graph


def generated(count: int) -> Iterator[cg.View]:
    """Make views of generated graphs, with rules, citations, corrections and withdrawals."""
    makers = (random_history, random_ruled_history, random_cited_history, random_cited_ruled_history)
    for seed in range(count):
        history, chosen, zone = makers[seed % len(makers)](seed)
        graph = cg.ClaimGraph(zone)
        for at, record in history:
            graph.add(record, recorded_at=at)
        try:
            yield graph.view() if seed % 3 else graph.view(**chosen)
        except cg.NotFound:  # the view names a source that this history does not
            yield graph.view()


def record() -> cg.ClaimGraph:
    """Read the wider record."""
    return cg.read(SEEDS / "lysychansk-2022.jsonl")


def quietly(write: Callable[..., None], view: cg.View | cg.ClaimGraph, **options: Any) -> str:
    """Write to text, whatever is lost."""
    out = StringIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", cg.LossyWarning)
        write(view, out, **options)
    return out.getvalue()


def graph_of(*records: Any) -> cg.ClaimGraph:
    """Make a graph of records."""
    graph = cg.ClaimGraph()
    graph.extend(records, recorded_at=RECORDED)
    return graph


def says(source: str, stance: str, assertion: str, day: str = "2022-07-02", **more: Any) -> cg.Claim:
    """Make a claim."""
    return cg.Claim(source, stance, assertion, asserted_at=day, **more)
