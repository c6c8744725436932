"""The nanopublications that a TriG file declares, and which of them this library wrote."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.io.files.streams import labelled
from claimgraph.io.rdf.parser import TYPE, Node, Statement, Statements
from claimgraph.io.rdf.terms import CG, NP
from claimgraph.records.validators import shown

_PARTS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")


def fault(problem: str, graph: str, line: int, term: str | None = None) -> InvalidRecord:
    """Make the error for a place in a file: the graph, the line, and the term of ours."""
    where = f"in the graph <{graph}>" if graph else "outside of all graphs"
    # A name in the file may hold half a character, escaped, which no message can be written with.
    return InvalidRecord(labelled(f"{problem} ({where})"), field=None if term is None else f"cg:{term}", line=line)


@attrs.frozen
class Nanopub:
    """The names of a nanopublication and of its graphs, and the line where it is declared."""

    name: str
    line: int
    assertion: str
    provenance: str
    public: str

    @property
    def graphs(self) -> tuple[str, ...]:
        """The three graphs that hold what it says."""
        return self.assertion, self.provenance, self.public

    def one(self, found: Statements, graph: str, subject: str, term: str) -> Statement:
        """Give the one statement about a subject with a term of ours."""
        statements = [one for one in found.of(graph, subject) if one.predicate == CG + term]
        values = {(type(one.value), one.value) for one in statements}
        if len(values) == 1:
            return statements[0]
        what = f"{len(values)} values" if values else "nothing"
        line = statements[1].line if values else self.line
        raise fault(f"found {what}, expected one for <{subject}>", graph, line, term)

    def says(self, found: Statements, term: str) -> bool:
        """Tell whether its publication information has a term of ours."""
        return any(one.predicate == CG + term for one in found.of(self.public, self.name))


def declared(found: Statements, faults: list[InvalidRecord]) -> Iterator[Nanopub]:
    """Give the nanopublications that this library wrote, and note whatever else there is."""
    owned: set[str] = set()
    for graph, subjects in found.graphs.items():
        for name, statements in subjects.items():
            line = next((one.line for one in statements if one[:2] == (TYPE, NP + "Nanopublication")), None)
            if line is None:
                continue
            owned.add(graph)
            parts = [{one.value for one in statements if one.predicate == NP + part} for part in _PARTS]
            if not all(len(values) == 1 and isinstance(next(iter(values)), Node) for values in parts):
                problem = f"expected one each of np:{', np:'.join(_PARTS)} for {shown(name)}"
                faults.append(fault(problem, graph, line))
                continue
            nanopub = Nanopub(name, line, *(next(iter(values)) for values in parts))
            owned.update(nanopub.graphs)
            if nanopub.says(found, "entry") or nanopub.says(found, "describes"):
                yield nanopub
            else:
                faults.append(_stranger(found, nanopub.public, line, f"cg:entry for <{name}>"))
    for graph, first in found.first.items():
        if graph not in owned:
            faults.append(_stranger(found, graph, first.line, "graphs of nanopublications only"))


def _stranger(found: Statements, graph: str, line: int, expected: str) -> InvalidRecord:
    """Make the error for what somebody else wrote, naming the first thing that it says."""
    first = found.first.get(graph)
    what = "nothing" if first is None else f"<{first.predicate}>"
    advice = "only what claimgraph wrote can be read"
    return fault(f"found {what}, expected {expected}: {advice}", graph, line if first is None else first.line)
