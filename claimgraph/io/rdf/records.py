"""The records in the statements of a TriG file that claimgraph wrote, in whatever order and under whatever prefixes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from claimgraph.convert import plain_data
from claimgraph.errors import InvalidRecord
from claimgraph.io.files.streams import labelled
from claimgraph.io.rdf.assertions import Nanopub, declared, fault
from claimgraph.io.rdf.parser import TYPE, Node, Statement, Statements
from claimgraph.io.rdf.terms import CG, LINKS, RDF, camel, class_of, snake
from claimgraph.log.entries import Timed
from claimgraph.records.validators import shown

_KINDS = {CG + class_of(kind): kind for kind in plain_data.RECORDS}
_RESERVED = frozenset({"record", "recorded_at", "claimgraph"})
_DEEPEST = 50
"""How far corrections of corrections may hold each other: beyond all use, and within Python's stack."""


@attrs.frozen
class Header:
    """What the nanopublication of the log says, and on which line."""

    zone: str
    entries: int
    line: int


def header_of(found: Statements, nanopub: Nanopub) -> Header:
    """Read what the nanopublication of the log says."""
    log = nanopub.one(found, nanopub.public, nanopub.name, "describes")
    facts = {name: nanopub.one(found, nanopub.assertion, log.value, name) for name in ("version", "zone", "entries")}
    version, zone, entries = (statement.value for statement in facts.values())
    try:
        plain_data.check_version({"claimgraph": version})
    except InvalidRecord as error:
        raise fault(error.problem, nanopub.assertion, facts["version"].line, "version") from None
    if type(entries) is not int or entries < 0:
        problem = f"found {shown(entries)}, expected the number of entries"
        raise fault(problem, nanopub.assertion, facts["entries"].line, "entries")
    return Header(zone, entries, facts["zone"].line)


class Entry:
    """The nanopublication of one entry, on its way to be a record.

    Parameters
    ----------
    found : Statements
        The statements of the file.
    nanopub : Nanopub
        The names of its graphs.
    """

    def __init__(self, found: Statements, nanopub: Nanopub) -> None:
        self._found = found
        self._nanopub = nanopub
        self.name = nanopub.name
        number = self._one("entry")
        self.line = number.line
        self.number: int = number.value
        if type(self.number) is not int or self.number < 1:
            raise self.fault(f"found {shown(number.value)}, expected the number of the entry in the log, from 1")

    def _one(self, term: str) -> Statement:
        return self._nanopub.one(self._found, self._nanopub.public, self._nanopub.name, term)

    def fault(self, problem: str) -> InvalidRecord:
        """Make the error for what is wrong with its number."""
        return fault(problem, self._nanopub.public, self.line, "entry")

    def record(self) -> Timed:
        """Make the record, with its time of recording."""
        recorded_at, records = self._one("recordedAt"), self._one("records")
        if not isinstance(records.value, Node):
            problem = f"found {shown(records.value)}, expected the IRI of a record"
            raise fault(problem, self._nanopub.public, records.line, "records")
        data = self._data(records, self._nanopub.public, 0)
        kind = data["record"]
        try:
            made: Timed = plain_data.timed(kind, {**data, "recorded_at": recorded_at.value})
        except InvalidRecord as error:
            raise self.placed(error) from None
        return made

    def placed(self, error: InvalidRecord) -> InvalidRecord:
        """Name the graph, the term and the line of what is wrong with a field."""
        graph, line, term = self._nanopub.public, self.line, None
        if error.field is not None:
            term = camel(error.field)
            for place, statement in self._all_statements():
                if statement.predicate == CG + term:
                    graph, line = place, statement.line
                    break
        error.problem = labelled(f"{error.problem} (in the graph <{graph}>)")
        error.record, error.field = None, term and f"cg:{term}"
        error.line = line
        return error

    def _all_statements(self) -> Iterator[tuple[str, Statement]]:
        for graph in self._nanopub.graphs:
            for statements in self._found.graphs.get(graph, {}).values():
                yield from ((graph, statement) for statement in statements)

    def _about(self, node: Node) -> Iterator[tuple[str, Statement]]:
        for graph in self._nanopub.graphs:
            yield from ((graph, statement) for statement in self._found.of(graph, node))

    def _data(self, named: Statement, where: str, depth: int) -> dict[str, Any]:
        """Give the plain form of the record that a statement names."""
        if depth > _DEEPEST:
            raise fault(f"found records within records {_DEEPEST} deep", where, named.line)
        about = list(self._about(named.value))
        kinds = {_KINDS[one.value] for _, one in about if one.predicate == TYPE and one.value in _KINDS}
        if len(kinds) != 1:
            count = "several kinds" if kinds else "no kind"
            raise fault(f"found {count} of record for <{named.value}>, expected cg:Claim or another", where, named.line)
        data: dict[str, Any] = {"record": kinds.pop()}
        for graph, statement in about:
            term = statement.predicate.removeprefix(CG)
            if term == statement.predicate or term in LINKS:
                continue
            name, value = snake(term), self._value(statement, graph, depth)
            if name in _RESERVED or camel(name) != term:
                raise fault("found no field of this name", graph, statement.line, term)
            if name in data and data[name] != value:
                raise fault(f"found {shown(data[name])} and {shown(value)}, expected one", graph, statement.line, term)
            data[name] = value
        return data

    def _value(self, statement: Statement, graph: str, depth: int) -> Any:
        """Give the plain form of a value: a term of ours by its name, items in their order, a record by its fields."""
        value = statement.value
        if isinstance(value, Node):
            if value.startswith(CG):
                return value.removeprefix(CG)
            if statement.predicate == CG + "replacement":
                return self._data(statement, graph, depth + 1)
            return self._items(statement, graph)
        if isinstance(value, (str, int)):
            return value
        raise fault(f"found {value!r}, expected a plain text", graph, statement.line, statement.predicate[len(CG) :])

    def _items(self, statement: Statement, graph: str) -> list[Any]:
        items = {one[:2] for _, one in self._about(statement.value) if one.predicate.startswith(RDF + "_")}
        numbered = {predicate: item for predicate, item in items if type(item) is str}
        places = [f"{RDF}_{at}" for at in range(1, len(items) + 1)]
        if not items or len(numbered) < len(items) or not numbered.keys() >= set(places):
            problem = f"found <{statement.value}>, expected a text, or an rdf:Seq of texts from rdf:_1 on"
            raise fault(problem, graph, statement.line, statement.predicate.removeprefix(CG))
        return [numbered[place] for place in places]


class Contents:
    """What a file holds: the nanopublication of the log, and those of its entries.

    Parameters
    ----------
    found : Statements
        The statements of the file.
    """

    def __init__(self, found: Statements) -> None:
        self.faults: list[InvalidRecord] = []
        self.missing: InvalidRecord | None = None
        self.header: Header | None = None
        self._entries: dict[int, Entry] = {}
        nanopubs = list(declared(found, self.faults))
        logs = [one for one in nanopubs if one.says(found, "describes")]
        if len(logs) != 1:
            problem = f"found {len(logs) or 'no'} logs, expected one nanopublication with cg:describes in a file"
            self.faults.append(InvalidRecord(problem, line=logs[1].line if logs else 1))
            return
        try:
            self.header = header_of(found, logs[0])
        except InvalidRecord as error:
            self.faults.append(error)
            return
        for nanopub in nanopubs:
            if nanopub is not logs[0]:
                try:
                    self._put(Entry(found, nanopub))
                except InvalidRecord as error:
                    self.faults.append(error)
        if not self.faults:
            self._check_whole(self.header)

    def _put(self, entry: Entry) -> None:
        first = self._entries.setdefault(entry.number, entry)
        if first is not entry:
            raise entry.fault(f"found a second entry {entry.number}, expected one; the first is on line {first.line}")

    def _check_whole(self, header: Header) -> None:
        count, expected = len(self._entries), header.entries
        if count != expected or max(self._entries, default=0) != expected:
            problem = f"found {count} entries, expected {expected}, numbered from 1: the file is not whole"
            self.missing = InvalidRecord(problem, field="cg:entries", line=header.line)

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """Give the entries in the order of the log, each with its place in it from 1."""
        yield from enumerate(self._in_order(), 1)

    def _in_order(self) -> list[Entry]:
        return [self._entries[number] for number in sorted(self._entries)]

    def place(self, error: InvalidRecord) -> None:
        """Name the line of a fault that the graph found, where the place of an entry stands so far."""
        if error.line is not None:
            self._in_order()[error.line - 1].placed(error)
