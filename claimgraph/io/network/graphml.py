"""GraphML: what a view sees as a graph, for yEd, Gephi, Cytoscape and others. See ``docs/howto/gephi.md``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

import networkx as nx

from claimgraph.graph.view import View
from claimgraph.io.files.streams import text_to
from claimgraph.io.files.xml import HEAD, columns_of, content, tag
from claimgraph.io.losses.left_out import note_left_out, note_unwritable, published
from claimgraph.io.losses.loss import Losses
from claimgraph.io.network.gexf import SHOWN
from claimgraph.io.network.status_spells import spells_of

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def write(view: View, stream: IO[str] | IO[bytes], *, notes: bool = False) -> None:
    """Write what a view sees to a stream of text or bytes.

    Parameters
    ----------
    view : View
        What to write.
    stream : stream
        Where to.
    notes : bool
        Whether to write the desk's own words, which may not be meant for readers: notes, credibility, reliability.

    Examples
    --------
    >>> from io import BytesIO
    >>> import networkx as nx
    >>> from claimgraph.io.network import graphml
    >>> g, out = ClaimGraph(), BytesIO()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge open", asserted_at="2022-07-02"))
    >>> graphml.write(g.view(), out)
    >>> nx.parse_graphml(out.getvalue().decode()).nodes["assertion:bridge open"]["status"]
    'claimed'
    """
    losses = Losses()
    note_left_out(view, SHOWN, losses)
    note_unwritable(view, losses)
    for assertion in view.known.assertions:
        if len(spells_of(view, assertion)) > 1:
            losses.note("the earlier statuses of {} assertion")
    graph = published(view, losses, notes=notes)
    losses.warn("GraphML")
    with text_to(stream) as text:
        text.writelines(line + "\n" for line in _document(graph))


def _document(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    yield HEAD + tag("graphml", {"xmlns": _NAMESPACE})
    yield from _declared("node", columns_of((node for _, node in graph.nodes(data=True)), "int"))
    edges = ({"relation": key, **edge} for _, _, key, edge in graph.edges(keys=True, data=True))
    yield from _declared("edge", columns_of(edges, "int"))
    yield tag("graph", {"edgedefault": "directed"})
    for node, attributes in graph.nodes(data=True):
        yield tag("node", {"id": node})
        yield from _values("node", attributes)
        yield "</node>"
    for number, (source, target, key, attributes) in enumerate(graph.edges(keys=True, data=True)):
        yield tag("edge", {"id": f"e{number}", "source": source, "target": target})
        yield from _values("edge", {"relation": key, **attributes})
        yield "</edge>"
    yield "</graph>"
    yield "</graphml>"


def _declared(of: str, columns: Mapping[str, str]) -> Iterator[str]:
    for name, kind in columns.items():
        # Not d0, d1, … as elsewhere: Gephi takes d3 and d7 for the labels of yEd.
        given = {"id": f"{of}_{name}", "for": of, "attr.name": name, "attr.type": kind}
        yield tag("key", given, closed=True)


def _values(of: str, attributes: Mapping[str, Any]) -> Iterator[str]:
    for name, value in attributes.items():
        yield f"{tag('data', {'key': f'{of}_{name}'})}{content(value)}</data>"
