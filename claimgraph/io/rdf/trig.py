"""RDF: the whole log as nanopublications in TriG, with PROV-O, without loss. See ``docs/howto/rdf.md``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.files.streams import lines_of, text_to, whole
from claimgraph.io.intake.intake import Intake, same_zone
from claimgraph.io.rdf.nanopubs import Nanopubs
from claimgraph.io.rdf.parser import parse
from claimgraph.io.rdf.records import Contents, Header
from claimgraph.io.rdf.terms import BASE, PREFIXES, Minted
from claimgraph.log.entries import Timed


def write(graph: ClaimGraph, stream: IO[str] | IO[bytes], *, base: str = BASE) -> None:
    r"""Write a graph to a stream of text or bytes, one nanopublication for each entry of the log.

    Parameters
    ----------
    graph : ClaimGraph
        The graph.
    stream : stream
        Where to.
    base : str
        What the IRIs of sources, claims, assertions and nanopublications begin with.

    Raises
    ------
    InvalidRecord
        If `base` cannot be the beginning of an IRI.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.rdf import trig
    >>> g, out = ClaimGraph(), StringIO()
    >>> _ = g.extend([Source("Rybar")], recorded_at="2022-07-02T18:00Z")
    >>> trig.write(g, out)
    >>> print(*out.getvalue().splitlines()[-9:], sep="\n")
    sub:provenance {
      sub:assertion prov:generatedAtTime "2022-07-02T18:00:00Z"^^xsd:dateTime .
    }
    sub:pubinfo {
      this: cg:entry 1 ;
        cg:recordedAt "2022-07-02T18:00:00Z" ;
        dct:created "2022-07-02T18:00:00Z"^^xsd:dateTime ;
        cg:records <urn:claimgraph:source:rybar> .
    }
    """
    nanopubs = Nanopubs(graph, Minted(base))
    with text_to(stream) as text:
        text.write(PREFIXES)
        text.writelines(nanopubs.texts())


def read(
    stream: IO[str] | IO[bytes],
    *,
    file: str | None = None,
    zone: str | None = None,
    into: ClaimGraph | None = None,
) -> ClaimGraph:
    """Read what `write` wrote into a new graph or into one there is, all or nothing.

    The nanopublications may stand in any order and under any prefixes and names, and statements of other
    vocabularies may have been added to them.

    Parameters
    ----------
    stream : stream
        What to read, of text or bytes.
    file : str, optional
        Its name, for messages.
    zone : str, optional
        The zone that the file must be in.
    into : ClaimGraph, optional
        The graph to record into.

    Raises
    ------
    InvalidBatch
        With every fault found; or with the first one, where the file is no TriG.
    MissingExtra
        If rdflib is not installed.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.rdf import trig
    >>> g, out = ClaimGraph("Europe/Kyiv"), StringIO()
    >>> _ = g.add(Claim("Rybar", "denies", "bridge open", asserted_at="2022-07-02"))
    >>> trig.write(g, out)
    >>> trig.read(StringIO(out.getvalue())) == g
    True
    """
    intake = Intake(file)
    try:
        with lines_of(stream, "\n") as lines:
            contents = Contents(parse(whole(lines)))
        intake.label = contents.place
        for fault in contents.faults:
            intake.fault(fault, None)
        if contents.missing is not None:
            intake.fault(contents.missing, None, of_file=True)
        if contents.header is None:
            raise intake.refused()
        graph = _graph(contents.header, zone, into, intake)
    except InvalidRecord as error:
        raise intake.refused(error) from None
    return intake.load(graph, _records(contents, intake))


def _graph(header: Header, zone: str | None, into: ClaimGraph | None, intake: Intake) -> ClaimGraph:
    """Give the graph to load into, in the zone of the file."""
    try:
        found = ClaimGraph(header.zone).zone.key
        same_zone(found, zone)
        return intake.graph(found, into)
    except InvalidRecord as error:
        error.field = "cg:zone"
        raise error.at(line=header.line)  # noqa: B904 - the same error


def _records(contents: Contents, intake: Intake) -> Iterator[tuple[int, Timed]]:
    for number, entry in contents.entries():
        intake.keep(number, entry.name)
        try:
            yield number, entry.record()
        except InvalidRecord as error:
            intake.fault(error, number)
