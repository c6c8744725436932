"""The records as nodes and edges of a NetworkX graph.

============  ==========================================================================
node          attributes
============  ==========================================================================
source        ``kind``, ``label``, ``record``
document      ``kind``, ``label``, ``record``
assertion     ``kind``, ``label``, ``record``
claim         ``kind``, ``label``, ``record``
============  ==========================================================================

==============  ======================  ==================================================
edge key        from → to               attributes
==============  ======================  ==================================================
``makes``       source → claim
``affirms`` …   claim → assertion       (the stance of the claim)
``cites``       claim → claim, source
``appears_in``  claim → document        ``locator``, ``quote``, where they are known
``speaks_for``  source → source         ``valid`` for an affiliation with a period
``same_as``     source → source
==============  ======================  ==================================================

Nodes are keyed by ids and show what stands now, corrections applied: an assertion with a triple has the
id by triple, whatever its claims named it by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from claimgraph.model import Affiliation, Assertion, Claim, Correction, Document, Record, SameAs, Source

if TYPE_CHECKING:
    from claimgraph.known import Known

Graph = nx.MultiDiGraph
# A frozen graph refuses its own methods; those of the class still work, and are for this module alone.
_add_node, _add_edge, _clear = Graph.add_node, Graph.add_edge, Graph.clear


def empty() -> nx.MultiDiGraph[str]:
    """Make a graph that its holder cannot change."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nx.freeze(graph)
    return graph


def fill(graph: nx.MultiDiGraph[str], known: Known) -> None:
    """Put all that stands into an empty graph."""
    put_knowledge(graph, known)
    for _, claim in known.claims():
        put_claim(graph, known, claim)


def put_knowledge(graph: nx.MultiDiGraph[str], known: Known) -> None:
    """Put all that stands, but for the claims, into an empty graph."""
    for place in range(known.length):
        record = known.standing(place)
        if record is not None and not isinstance(record, Claim):
            _put(graph, known, record)


def update(graph: nx.MultiDiGraph[str], known: Known, before: int) -> None:
    """Put what was recorded since the log had the length `before` into the graph."""
    new = [known.index.records[place] for place in range(before, known.length)]
    if any(isinstance(record, Correction) or _renames(record, known, before) for record in new):
        # What was there already changes its meaning or its name: rare, so simply made again in place.
        _clear(graph)
        fill(graph, known)
        return
    for record in new:
        _put(graph, known, record)


def _renames(record: Record, known: Known, before: int) -> bool:
    """Tell whether an assertion was named by its text before its triple was known."""
    if not isinstance(record, Assertion) or record.triple is None:
        return False
    keys = known.keys(record.id)
    return any(places[0] < before for key in keys if (places := known.index.claims_on.get(key)))


def _put(graph: nx.MultiDiGraph[str], known: Known, record: Record) -> None:
    """Put one record into the graph."""
    if isinstance(record, Claim):
        put_claim(graph, known, record)
    elif isinstance(record, Affiliation):
        _put_affiliation(graph, known, record)
    elif isinstance(record, SameAs):
        _add_edge(graph, _node(graph, known, record.a), _node(graph, known, record.b), key="same_as")
    elif isinstance(record, (Source, Document, Assertion)):
        node = known.assertion(record) if isinstance(record, Assertion) else record.id
        _add_node(graph, node, kind=record.kind, label=str(record), record=record)
        if isinstance(record, Source) and record.speaks_for is not None:
            _add_edge(graph, node, _node(graph, known, record.speaks_for), key="speaks_for")


def put_claim(graph: nx.MultiDiGraph[str], known: Known, claim: Claim) -> None:
    """Put a claim and what ties it to others into the graph."""
    node = claim.id
    label = f"{claim.source} {claim.stance} {claim.assertion}"
    _add_node(graph, node, kind=claim.kind, label=label, record=claim)
    _add_edge(graph, _node(graph, known, claim.source), node, key="makes")
    assertion = known.assertion(claim.assertion)
    if assertion not in graph:
        _add_node(graph, assertion, kind="assertion", label=str(claim.assertion))
    _add_edge(graph, node, assertion, key=claim.stance.value)
    if claim.document_id is not None:
        found = {"locator": claim.locator, "quote": claim.quote}
        where: dict[str, Any] = {name: value for name, value in found.items() if value is not None}
        _add_edge(graph, node, claim.document_id, key="appears_in", **where)
    for item in claim.cites:
        if not isinstance(item, str):
            continue
        cited = known.followed(item) if item.startswith("claim:") else _node(graph, known, item)
        if not item.startswith("claim:") or known.record(cited, Claim) is not None:
            _add_edge(graph, node, cited, key="cites")


def _put_affiliation(graph: nx.MultiDiGraph[str], known: Known, record: Affiliation) -> None:
    if record.speaks_for is None:
        return
    valid: dict[str, Any] = {"valid": str(record.valid)} if record.valid else {}
    key = f"speaks_for {record.valid}" if record.valid else "speaks_for"
    _add_edge(graph, _node(graph, known, record.source), _node(graph, known, record.speaks_for), key=key, **valid)


def _node(graph: nx.MultiDiGraph[str], known: Known, name: Source | str) -> str:
    """Give the node of a source, and make it where its record comes later in the log."""
    node = known.named_source(name)
    if node not in graph:
        _add_node(graph, node, kind="source", label=str(name))
    return node
