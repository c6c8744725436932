"""A program as users write them, whose types are checked and which is never run: see `test_typed`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import assert_type
from zoneinfo import ZoneInfo

import claimgraph as cg
from claimgraph.records.base import Record
from claimgraph.records.stance import Lineage

kyiv = ZoneInfo("Europe/Kyiv")
ann, open_ = cg.Source("Ann", reliability="b"), cg.Assertion("Bridge open", note="seen")
page = cg.Document(url="https://example.org/1", date=dt.date(2022, 7, 2))

# What is accepted
said = cg.Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-02")
held = cg.Claim(ann, cg.Stance.DENIES, open_, asserted_at=dt.date(2022, 7, 2), document=page, valid="2022-07-02/..")
cg.Claim("Ann", "denies", "Bridge open", asserted_at=dt.datetime(2022, 7, 2, 10, tzinfo=kyiv), valid=cg.When("2022"))
cg.Claim(
    "Ann", "affirms", "Bridge open", asserted_at=cg.When("2022"), cites="Bob", credibility=2, document="https://a.b"
)
cg.Claim("Ann", "withdraws", "Bridge open", asserted_at="2022-07-03", cites=[said, held.id])
cites: list[str] = ["Bob", "TASS"]
cg.Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-03", cites=cites)
cg.Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-03", cites=(ann, cg.UNKNOWN), credibility=None)
cg.Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-03", cites=cg.UNKNOWN)
cg.Assertion(None, subject="Bridge", predicate="open", value=True)
cg.Assertion(subject="Bridge", predicate="length", value=1.5)
cg.Predicate("killed", values="quantity", cumulative=True)
cg.Predicate("born", values=cg.ValueKind.DATE)
cg.Link(open_, "equivalent", "Bridge passable")
cg.Link("Bridge open", cg.Relation.CONTRARY, "Bridge destroyed")
cg.Dismissal(open_, "Bridge destroyed", by="desk", why="another bridge")
cg.Affiliation(ann, speaks_for=None, valid=dt.date(2022, 7, 2))
cg.SameAs(ann, "Anna")
cg.Reliance(page, open_)
cg.Reliance("https://example.org/1", "Bridge open")
cg.Correction(of=said, by="desk", why="misheard", replacement=held)
cg.Correction(of=said.id, by="desk", why="misheard")

g = cg.ClaimGraph(kyiv)
cg.ClaimGraph("Europe/Kyiv")
g.extend([ann, open_, said], recorded_at=dt.datetime(2022, 7, 3, tzinfo=dt.UTC))
g.view(as_of=dt.date(2022, 7, 2), known_at="2022-07-04", only=["Ann", cg.Source("Bob")], without="Carl")
cg.read(Path("a.csv"), columns={"Who": "source", "Page": None}, stances={"for": "affirms"}, zone=kyiv)

# What is found
assert_type(said.source, cg.Source | str)
assert_type(said.stance, cg.Stance)
assert_type(said.assertion, cg.Assertion | str)
assert_type(said.asserted_at, cg.When)
assert_type(said.valid, cg.When | None)
assert_type(said.document, cg.Document | str | None)
assert_type(said.cites, tuple[cg.Source | Lineage | str, ...])
assert_type(said.credibility, int | None)
assert_type(said.note, str | None)
assert_type(page.date, cg.When | None)
assert_type(open_.value, str | None)
assert_type(cg.Predicate("killed").values, cg.ValueKind)
assert_type(cg.Predicate("killed").cumulative, bool)
assert_type(cg.Link("A", "entails", "B").relation, cg.Relation)
assert_type(cg.Correction(of=said, by="desk", why="misheard").of, str)
assert_type(g.add(said), cg.Claim)
assert_type(g.log[0].record, Record)
assert_type(cg.status(g, "Bridge open"), cg.Status)
assert_type(cg.claims(g), cg.Rows[cg.Claim])
assert_type(cg.disputes(g)[0].opponents[0].claim, cg.Claim)

# Words compare with words
if cg.status(g, open_) == "disputed" and said.stance == "affirms" and said.stance in {"affirms", "denies"}:
    raise SystemExit

try:
    g.extend([said])
except cg.InvalidBatch as error:
    for fault in error.exceptions:
        assert_type(fault.line, int | None)

# What is refused: an ignore that is not needed is an error
cg.Claim("Ann", 3, "Bridge open", asserted_at="2022-07-02")  # type: ignore[arg-type]
cg.Claim("Ann", "affirms", "Bridge open", asserted_at=None)  # type: ignore[arg-type]
cg.Claim("Ann", "affirms", "Bridge open")  # type: ignore[call-arg]
cg.Claim("Ann", "affirms", "Bridge open", asserted="2022-07-02")  # type: ignore[call-arg]
cg.Claim("Ann", "affirms", "Bridge open", asserted_at="2022", cites=[3])  # type: ignore[list-item]
cg.Predicate("killed", single_valued="yes")  # type: ignore[arg-type]
cg.SameAs(open_, "Anna")  # type: ignore[arg-type]
