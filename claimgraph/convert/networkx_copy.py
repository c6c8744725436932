"""Views in the shape of another library: a NetworkX graph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

from claimgraph.convert.plain_data import to_data
from claimgraph.evaluation.contradictions import contradictions
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.graph import projection
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.questions.exposure import reliances
from claimgraph.records.stance import Stance
from claimgraph.times.instants import BEGINNING, FOREVER


@asking
def to_networkx(view: View | ClaimGraph) -> nx.MultiDiGraph[str]:
    """Copy what a view sees into a NetworkX graph of its own.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes and edges as in `claimgraph.graph.projection`, with several names of one source as one node. Where the
        view leaves claims out, so are the sources and documents that only these led to, and what documents that
        were published later rested on.
        All attributes are strings and numbers, so that every NetworkX writer takes them; notes and grades of the desk
        are among them, which `write` leaves out of GEXF and GraphML unless they are asked for. Assertions
        have their ``status``, and two that cannot both hold a ``contradicts`` edge, which names the ``stances`` that
        exclude each other, as "affirmed / affirmed". One that is affirmed and denied shows it by the claims on it;
        figures that can both hold have no such edge, though who denies the one may contradict who affirms the other.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> copy = to_networkx(g)
    >>> copy.nodes["assertion:bridge destroyed"]["status"]
    'claimed'
    >>> sorted(nx.descendants(copy, "source:rybar"))[0]
    'assertion:bridge destroyed'
    """
    view = as_view(view)
    evidence = Evidence(view)
    known = evidence.known
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    projection.put_knowledge(graph, known)
    projection.put_claims(graph, known, evidence.claims(known.claims()))
    _leave_out_unpublished(graph, view)
    _merge_names(graph, {name: known.source(name) for name in graph if name.startswith("source:")})
    if (view.only, view.without, view.said_between) != (None, (), (BEGINNING, FOREVER)):
        _leave_out_who_says_nothing(graph)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in graph.nodes(data=True):
        flat.add_node(writable(node), **_flat(attributes))
        if attributes["kind"] == "assertion":
            flat.nodes[writable(node)]["status"] = evidence.judgement(node).status.value
    for start, end, key, attributes in graph.edges(keys=True, data=True):
        flat.add_edge(writable(start), writable(end), key=key, **_flat(attributes))
    for found in contradictions(view):
        a, b = (writable(known.assertion(text)) for text in found.assertions)
        if a != b and found.dismissed is None and not found.both_can_hold:
            stances = " / ".join("both" if stance is None else _SAID[stance] for stance in found.stances)
            flat.add_edge(a, b, key="contradicts", kind=found.kind, overlap=found.overlap.value, stances=stances)
    return flat


_SAID = {Stance.AFFIRMS: "affirmed", Stance.DENIES: "denied"}


def _flat(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Give attributes as texts and numbers, the fields of a record among them."""
    fields = {name: value for name, value in attributes.items() if name != "record"}
    record = to_data(attributes.get("record")) or {}
    fields |= {name: value for name, value in record.items() if name not in ("record", "cites")}
    return {name: writable(value) if isinstance(value, str) else value for name, value in fields.items()}


def writable(text: str) -> str:
    """Write out the characters of a text that XML cannot hold, as in every text of `to_networkx`."""
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


# What XML 1.0 cannot hold, and so neither GraphML nor GEXF: written out instead.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _leave_out_unpublished(graph: nx.MultiDiGraph[str], view: View) -> None:
    """Leave out what documents rested on that were published later than the view sees."""
    published = reliances(view)
    edges = [edge for edge in graph.edges(keys=True) if edge[2] == "relies_on"]
    graph.remove_edges_from([edge for edge in edges if edge[:2] not in published])


def _leave_out_who_says_nothing(graph: nx.MultiDiGraph[str]) -> None:
    """Leave out sources and documents that no claim leads to, by making, citing or appearing, or by whom one serves.

    Documents that rest on an assertion stay: that is no act of a source that could be left out.
    """
    kinds: dict[str, str] = {node: graph.nodes[node]["kind"] for node in graph}
    claims = [node for node, kind in kinds.items() if kind == "claim"]
    kept = {source for claim in claims for source in graph.predecessors(claim)}.union(claims)
    kept |= {document for document, _, key in graph.edges(keys=True) if key == "relies_on"}
    for node in list(kept):
        kept |= nx.descendants(graph, node)
    graph.remove_nodes_from(
        [node for node, kind in kinds.items() if kind in ("source", "document") and node not in kept]
    )


def _merge_names(graph: nx.MultiDiGraph[str], first: dict[str, str]) -> None:
    """Move the edges of a source's other names to its first."""
    for name, one in first.items():
        if name == one:
            continue
        edges = [*graph.in_edges(name, keys=True, data=True), *graph.out_edges(name, keys=True, data=True)]
        for start, end, key, attributes in edges:
            ends = (one if start == name else start, one if end == name else end)
            if key != "same_as" and ends != (one, one) and not graph.has_edge(*ends, key):
                graph.add_edge(*ends, key=key, **attributes)
        graph.remove_node(name)
