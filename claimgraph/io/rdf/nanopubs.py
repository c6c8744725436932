"""A log as nanopublications: one for the log itself, and one for each entry. See ``docs/howto/rdf.md``.

What is written of an entry depends on the entry and on those before it, so that a nanopublication stays
the same, under the same IRI, while the log grows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from claimgraph.convert import plain_data
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.rdf.prov_links import Statement, by_words, links, said
from claimgraph.io.rdf.terms import Minted, bounds, camel, class_of, literal
from claimgraph.log.entries import Entry
from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim
from claimgraph.records.stance import Stance
from claimgraph.times.when import When

_SAID = frozenset({"record", "source", "stance", "assertion"})
"""What of a claim is the assertion of its nanopublication; the rest says where it comes from."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Nanopubs:
    """The nanopublications of one graph, as texts in TriG.

    Parameters
    ----------
    graph : ClaimGraph
        The graph, as it is now.
    iris : Minted
        Makes the IRIs.
    """

    def __init__(self, graph: ClaimGraph, iris: Minted) -> None:
        self._log = graph.log
        self._zone = graph.zone
        self._iris = iris
        self._names: list[str] = []  # of each entry's nanopublication
        self._bringing: dict[str, list[int]] = {}  # the places of the entries that brought in what has an id
        self._known: dict[str, Assertion] = {}  # by words and by ids, as far as the log is written
        digest = self._zone.key
        for place, entry in enumerate(self._log):
            digest = _digest([digest, plain_data.to_data(entry)])
            self._names.append(iris.nanopub(digest))
            for record in brought_in(entry.record):
                self._bringing.setdefault(record.id, []).append(place)
        self._digest = digest

    def texts(self) -> Iterator[str]:
        """Give the nanopublications one by one."""
        yield self._of_log()
        for place, entry in enumerate(self._log):
            yield self._of_entry(place, entry)
            for record in brought_in(entry.record):
                if isinstance(record, Assertion):
                    self._known |= {by_words(record): record, record.id: record}

    def _of_log(self) -> str:
        log = self._iris.of(f"log:{self._digest}")
        facts: dict[str, str | int] = {"version": plain_data.FORMAT, "zone": self._zone.key, "entries": len(self._log)}
        return _nanopub(
            self._iris.nanopub(_digest([self._digest])),
            [(log, "a", "cg:Log"), *((log, f"cg:{name}", literal(value)) for name, value in facts.items())],
            [("sub:assertion", "a", "prov:Entity")],
            [("this:", "cg:describes", log)],
        )

    def _of_entry(self, place: int, entry: Entry) -> str:
        record = entry.record
        me = self._iris.of(record.id)
        data = plain_data.to_data(entry)
        recorded_at = data.pop("recorded_at")
        created = f'"{recorded_at}"^^xsd:dateTime'
        by = getattr(record, "by", None)
        if isinstance(record, Claim):
            said_only = {name: value for name, value in data.items() if name in _SAID}
            rest = {name: value for name, value in data.items() if name not in _SAID}
            assertion = self._described(record, said_only)
            provenance = [*said(record, self._iris), *self._fields(me, record, rest, 0)]
        else:
            assertion = self._described(record, data)
            provenance = [("sub:assertion", "prov:generatedAtTime", created)]
            if by is not None:
                provenance.append(("sub:assertion", "prov:wasAttributedTo", "sub:by"))
        public = [
            ("this:", "cg:entry", literal(place + 1)),
            ("this:", "cg:recordedAt", literal(recorded_at)),
            ("this:", "dct:created", created),
            ("this:", "cg:records", me),
        ]
        if by is not None:
            assertion += [("sub:by", "a", "prov:Agent"), ("sub:by", "rdfs:label", literal(by))]
        replaced, taken_back = self._replaced(place, record)
        public += [("this:", "npx:supersedes", name) for name in replaced]
        who = self._iris.of(record.source_id) if isinstance(record, Claim) else "sub:by"
        assertion += [(who, "npx:retracts", name) for name in taken_back]
        return _nanopub(self._names[place], assertion, provenance, public)

    def _described(self, record: Record, data: dict[str, Any], depth: int = 0) -> list[Statement]:
        """Describe a record by these of its fields and by what they link it to, replacements included."""
        me = self._iris.of(record.id)
        statements = [(me, "a", f"cg:{class_of(record.kind)}"), *self._fields(me, record, data, depth)]
        statements += links(record, self._iris, self._known)
        if isinstance(record, Correction) and record.replacement is not None:
            statements += self._described(record.replacement, data["replacement"], depth + 1)
        return statements

    def _fields(self, me: str, record: Record, data: dict[str, Any], depth: int) -> Iterator[Statement]:
        """Write fields as plain data has them, so that one that is added later is not left out."""
        for name, value in data.items():
            if name == "record":
                continue
            term, given = f"cg:{camel(name)}", getattr(record, name)
            if isinstance(value, list):
                # Numbered, because order counts; not an RDF list, because nanopublications have no blank nodes.
                items = f"sub:{camel(name)}-{depth}"
                yield me, term, items
                yield items, "a", "rdf:Seq"
                yield from ((items, f"rdf:_{at}", literal(item)) for at, item in enumerate(value, 1))
            elif isinstance(given, Record) and not isinstance(value, str):
                yield me, term, self._iris.of(given.id)
            else:
                yield me, term, f"cg:{value}" if isinstance(given, Stance) else literal(value)
            if isinstance(given, When):
                yield from ((me, end, moment) for end, moment in bounds(name, given, self._zone))

    def _replaced(self, place: int, record: Record) -> tuple[list[str], list[str]]:
        """Give the nanopublications that one supersedes, and those that it says are taken back."""
        if isinstance(record, Correction):
            found = self._named(place, record.of)
            return ([], found) if record.replacement is None else (found, [])
        if isinstance(record, Claim) and record.stance is Stance.WITHDRAWS:
            cited = [name for item in record.cites for name in self._named(place, str(item))]
            return [], list(dict.fromkeys(cited))
        return [], []

    def _named(self, place: int, record_id: str) -> list[str]:
        """Give the nanopublications that brought in what has an id: those before, or else the first after."""
        places = self._bringing.get(record_id, [])
        earlier = [one for one in places if one < place] or places[:1]
        return [f"<{self._names[one]}>" for one in earlier]


def _digest(content: list[Any]) -> str:
    return blake2b(_encode(content).encode(), digest_size=16).hexdigest()


def _nanopub(name: str, assertion: list[Statement], provenance: list[Statement], public: list[Statement]) -> str:
    head = [
        ("this:", "a", "np:Nanopublication"),
        ("this:", "np:hasAssertion", "sub:assertion"),
        ("this:", "np:hasProvenance", "sub:provenance"),
        ("this:", "np:hasPublicationInfo", "sub:pubinfo"),
    ]
    graphs = {"Head": head, "assertion": assertion, "provenance": provenance, "pubinfo": public}
    written = "".join(f"sub:{graph} {{\n{_lines(statements)}}}\n" for graph, statements in graphs.items())
    return f"\n@prefix this: <{name}> .\n@prefix sub: <{name}#> .\n{written}"


def _lines(statements: list[Statement]) -> str:
    """Write statements one a line, so that a fault has a line of its own; those of one subject together."""
    lines: list[str] = []
    subject = None
    for at, (about, predicate, value) in enumerate(statements):
        last = at + 1 == len(statements) or statements[at + 1][0] != about
        lines.append(f"  {about if about != subject else ' '} {predicate} {value} {'.' if last else ';'}\n")
        subject = about
    return "".join(lines)
