"""GEXF: what a view sees as a graph in time, for Gephi and its kin. See ``docs/howto/gephi.md``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any, Final
from zoneinfo import ZoneInfo

import networkx as nx

from claimgraph.convert.networkx_copy import writable
from claimgraph.errors import InvalidRecord
from claimgraph.graph.view import View
from claimgraph.io.files.streams import text_to
from claimgraph.io.files.xml import HEAD, columns_of, tag
from claimgraph.io.losses.left_out import Shown, note_left_out, note_unwritable, published
from claimgraph.io.losses.loss import Losses
from claimgraph.io.network.status_spells import instant, spells_of
from claimgraph.records.validators import shown
from claimgraph.times.when import When

SHOWN: Final[Shown] = {
    **dict.fromkeys(("source", "assertion", "document", "claim")),
    "affiliation": frozenset({"source", "speaks_for", "valid"}),
    "link": frozenset({"a", "relation", "b"}),
    "dismissal": frozenset({"a", "b"}),
    "reliance": frozenset({"document", "assertion"}),
}
"""What `claimgraph.convert.networkx_copy.to_networkx` shows of the records."""

_VERSIONS: Final = {
    # NetworkX reads no dateTime; the schema of 1.2 lets a graph in dates have times of day all the same.
    "1.2": {"xmlns": "http://www.gexf.net/1.2draft", "timeformat": "date"},
    "1.3": {"xmlns": "http://gexf.net/1.3", "timeformat": "dateTime"},
}

_Attributes = Mapping[str, Any]


def write(view: View, stream: IO[str] | IO[bytes], *, version: str = "1.2", notes: bool = False) -> None:
    """Write what a view sees to a stream of text or bytes.

    Parameters
    ----------
    view : View
        What to write.
    stream : stream
        Where to.
    version : str
        ``"1.2"``, which NetworkX reads, or ``"1.3"``, in which edges have their kinds.
    notes : bool
        Whether to write the desk's own words, which may not be meant for readers: notes, credibility, reliability.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.network import gexf
    >>> g, out = ClaimGraph(), StringIO()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge open", asserted_at="2022-07-02"))
    >>> gexf.write(g.view(), out)
    >>> [line.strip() for line in out.getvalue().splitlines() if "2022-07-02T" in line and "status" in line]
    ['<attvalue for="status" value="claimed" start="2022-07-02T00:00:00Z"/>']
    """
    if version not in _VERSIONS:
        expected = " or ".join(map(repr, _VERSIONS))
        raise InvalidRecord(f"found {shown(version)}, expected {expected}", field="version", found=version)
    losses = Losses()
    note_left_out(view, SHOWN, losses)
    note_unwritable(view, losses)
    graph = published(view, losses, notes=notes)
    losses.warn("GEXF")
    with text_to(stream) as text:
        text.writelines(line + "\n" for line in _document(graph, view, version))


def _document(graph: nx.MultiDiGraph[str], view: View, version: str) -> Iterator[str]:
    chosen = _VERSIONS[version]
    yield HEAD + tag("gexf", {"xmlns": chosen["xmlns"], "version": version})
    yield "<meta><creator>claimgraph</creator></meta>"
    yield tag("graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": chosen["timeformat"]})
    yield from _declared("node", "dynamic", {"status": "string"})
    yield from _declared(
        "node", "static", columns_of((_columns(node) for _, node in graph.nodes(data=True)), "integer")
    )
    edges = (_columns(edge, key) for _, _, key, edge in graph.edges(keys=True, data=True))
    yield from _declared("edge", "static", columns_of(edges, "integer"))
    yield "<nodes>"
    yield from _nodes(graph, view)
    yield "</nodes>"
    yield "<edges>"
    yield from _edges(graph, view.graph.zone, kinds=version != "1.2")
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declared(of: str, mode: str, columns: Mapping[str, str]) -> Iterator[str]:
    if columns:
        yield tag("attributes", {"class": of, "mode": mode})
        for name, kind in columns.items():
            yield tag("attribute", {"id": name, "title": name, "type": kind}, closed=True)
        yield "</attributes>"


def _columns(attributes: _Attributes, relation: str | None = None) -> dict[str, Any]:
    """Give the attributes that do not change; the status, which does, under another name.

    Two attributes cannot share a name in NetworkX, and one that changes colours no nodes in Gephi.
    """
    found = {"relation": relation} if relation is not None else {}
    for name, value in attributes.items():
        if name != "label":
            found["last_status" if name == "status" else name] = value
    return found


def _nodes(graph: nx.MultiDiGraph[str], view: View) -> Iterator[str]:
    assertions = {writable(assertion): assertion for assertion in view.known.assertions}
    for node, attributes in graph.nodes(data=True):
        start, _ = _since(attributes, view.graph.zone)
        yield tag("node", {"id": node, "label": attributes["label"], "start": start})
        yield "<attvalues>"
        yield from _values(_columns(attributes))
        for spell in spells_of(view, assertions[node]) if node in assertions else ():
            given = {"for": "status", "value": spell.status, "start": instant(spell.start), "end": instant(spell.end)}
            yield tag("attvalue", given, closed=True)
        yield "</attvalues>"
        yield "</node>"


def _edges(graph: nx.MultiDiGraph[str], zone: ZoneInfo, *, kinds: bool) -> Iterator[str]:
    for number, (source, target, key, attributes) in enumerate(graph.edges(keys=True, data=True)):
        # What a claim does began when it was made, what a document does when it was published.
        maker = graph.nodes[target if key == "makes" else source]
        start, end = _since({**maker, **attributes}, zone)
        given = {"id": number, "source": source, "target": target, "label": key, "start": start, "end": end}
        yield tag("edge", {**given, "kind": key if kinds else None})
        yield "<attvalues>"
        yield from _values(_columns(attributes, key))
        yield "</attvalues>"
        yield "</edge>"


def _since(attributes: _Attributes, zone: ZoneInfo) -> tuple[str | None, str | None]:
    """Give the start, and for what has a period the end: of a claim, a document, or an affiliation."""
    if attributes["kind"] == "source" and "valid" in attributes:
        start, end = When(attributes["valid"]).bounds(zone)
        return instant(start), instant(end)
    field = {"claim": "asserted_at", "document": "date"}.get(attributes["kind"], "")
    return (instant(When(attributes[field]).bounds(zone)[0]), None) if field in attributes else (None, None)


def _values(attributes: _Attributes) -> Iterator[str]:
    for name, value in attributes.items():
        yield tag("attvalue", {"for": name, "value": value}, closed=True)
