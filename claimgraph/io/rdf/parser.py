"""The statements of a TriG file that concern us, with their lines, as rdflib's parser finds them.

The parser hands each statement to a sink of our own instead of a graph of rdflib: that keeps a tenth, knows
the line, and never makes a typed value, which rdflib does on sight, at any size, and warning of those it
cannot make.
"""

from __future__ import annotations

from sys import intern
from typing import Any, NamedTuple

import attrs

from claimgraph.errors import InvalidRecord, MissingExtra
from claimgraph.gc_pause import collector_paused
from claimgraph.io.files.streams import labelled
from claimgraph.io.rdf.terms import CG, NP, RDF, XSD
from claimgraph.records.validators import shown

TYPE = RDF + "type"
_KEPT = (CG, NP, TYPE, RDF + "_")
_OUTSIDE = ""  # the name of the default graph
_LONGEST = 200  # characters of what the parser says, which may quote the file


class Node(str):
    """An IRI, or the label of a blank node."""

    __slots__ = ()


@attrs.frozen
class Other:
    """A literal of a type or a language that no field has."""

    text: str
    of: str

    def __repr__(self) -> str:
        return f"{shown(self.text)} as {self.of}"


class Statement(NamedTuple):
    """What is said of one subject in one graph, and the line on which it ends."""

    predicate: str
    value: Any
    line: int


@attrs.define
class Statements:
    """The statements of one file: those with terms of ours by graph and subject, of all others a first one."""

    graphs: dict[str, dict[str, list[Statement]]] = attrs.field(factory=dict)
    first: dict[str, Statement] = attrs.field(factory=dict)

    def of(self, graph: str, subject: str) -> list[Statement]:
        """Give what one graph says of a subject."""
        return self.graphs.get(graph, {}).get(subject, [])


def parse(text: str) -> Statements:
    """Read TriG, or say on which line it cannot be read."""
    try:
        from rdflib.plugins.parsers.notation3 import BadSyntax
        from rdflib.plugins.parsers.trig import TrigSinkParser
    except ImportError:
        raise MissingExtra("reading TriG", "rdf") from None
    sink = _Sink()
    sink.parser = parser = TrigSinkParser(sink, turtle=True)  # type: ignore[arg-type]  # it asks for no more than _Sink has
    try:
        with collector_paused():  # statements hold no cycles
            parser.loadBuf(text)
    except BadSyntax as error:
        # Its message quotes bytes.
        raise _refusal(text, error.lines + 1, error._why) from error  # noqa: SLF001
    except RecursionError:
        raise InvalidRecord("found nodes nested too deep to read", line=parser.lines + 1) from None
    except Exception as error:
        raise _refusal(text, parser.lines + 1, _advice(str(error))) from error
    return sink.found


def _refusal(text: str, line: int, why: str) -> InvalidRecord:
    """Make the error for what is no TriG, with what stands on its line."""
    rest = text.split("\n", line)[line - 1 :]
    near = shown(rest[0].strip()) if rest and not rest[0].isspace() else "the end"
    return InvalidRecord(f"found {near}, expected TriG ({labelled(why)[:_LONGEST]})", line=line)


def _advice(problem: str) -> str:
    """Say what is wrong where the parser fell over it, which only its words on IRIs tell."""
    if "relative" in problem or "absolute" in problem:
        return "an IRI has no scheme; write it in full, such as <urn:example:1>, or put a full @base before it"
    return "a statement is not whole, or the file is cut off; write subject, predicate and object, and end with a dot"


class _Sink:
    """What rdflib's parser makes terms with and hands statements to."""

    parser: Any

    def __init__(self) -> None:
        self.found = Statements()
        self.graph = self  # the parser asks for `graph.identifier`, the name of the default graph
        self.identifier = Node(_OUTSIDE)
        self._blank = 0

    def newSymbol(self, iri: str) -> Node:  # noqa: N802 - as are all below, by rdflib
        return Node(intern(iri))

    def newBlankNode(self, *_: Any, **__: Any) -> Node:  # noqa: N802
        self._blank += 1
        return Node(f"_:{self._blank}")

    def newLiteral(self, text: str, datatype: Any = None, language: str | None = None) -> Any:  # noqa: N802
        if language is not None:
            return Other(text, f"the language {language}")
        if datatype is None or datatype == XSD + "string":
            return text
        if datatype == XSD + "boolean" and text in ("true", "false", "1", "0"):
            return text in ("true", "1")
        if datatype == XSD + "integer" and len(text) < len("-1000000000"):
            try:
                return int(text)
            except ValueError:
                pass
        return Other(text, str(datatype))

    def newList(self, *_: Any) -> Node:  # noqa: N802 - no field is one
        return self.newBlankNode()

    def newGraph(self, name: str) -> Node:  # noqa: N802
        return Node(name)

    def makeStatement(self, quadruple: tuple[Any, ...], **_: Any) -> None:  # noqa: N802
        graph, predicate, subject, value = (_node(term) for term in quadruple)
        statement = Statement(predicate, value, self.parser.lines + 1)
        if graph not in self.found.first:
            self.found.first[graph] = statement
        if isinstance(predicate, Node) and predicate.startswith(_KEPT):
            self.found.graphs.setdefault(graph, {}).setdefault(subject, []).append(statement)

    def intern(self, term: Any) -> Any:
        return term

    def bind(self, *_: Any) -> None: ...

    def startDoc(self, *_: Any) -> None: ...  # noqa: N802

    def endDoc(self, *_: Any) -> None: ...  # noqa: N802


_TERMS = frozenset({str, int, bool, Node, Other})


def _node(term: Any) -> Any:
    """Turn what the parser hands over short into a term: ``a``, no graph, a number with a fraction."""
    if type(term) in _TERMS:
        return term
    if isinstance(term, tuple):
        return Node(term[1])
    return Node(_OUTSIDE) if term is None else Other(str(term), "a number with a fraction")
