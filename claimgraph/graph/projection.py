"""The records as nodes and edges of a NetworkX graph.

Every node has a ``kind``, ``"source"``, ``"document"``, ``"assertion"`` or ``"claim"``; a ``label``, its name,
title or text; and its ``record``, unless it is named only.

==============  ======================  ==================================================
edge key        from → to               attributes
==============  ======================  ==================================================
``makes``       source → claim
``affirms`` …   claim → assertion       (the stance of the claim)
``cites``       claim → claim, source
``appears_in``  claim → document        ``locator``, ``quote``, where they are known
``relies_on``   document → assertion
``speaks_for``  source → source         ``valid`` for an affiliation with a period
``same_as``     source → source
``entails`` …   assertion → assertion   (the relation of a link), ``dismissed``
==============  ======================  ==================================================

Nodes are keyed by ids and show what stands now, corrections applied: an assertion with a triple has the
id by triple, whatever its claims named it by.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import networkx as nx

from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.declarations import Dismissal, Link
from claimgraph.records.ids import Ids, assertion_id
from claimgraph.records.reliance import Reliance

if TYPE_CHECKING:
    from claimgraph.log.snapshot import Known

Graph = nx.MultiDiGraph
# A frozen graph refuses its own methods; that of the class still works, and is for this module alone. Nodes and edges
# are put into its dictionaries, without what `add_node` and `add_edge` do besides for each.
_clear = Graph.clear


class Attributes(dict[str, Any]):
    """Attributes of a node or an edge that cannot be changed in place; copies of them can."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise nx.NetworkXError("Frozen graph can't be modified")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> dict[str, Any]:
        return dict(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return dict(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


def empty() -> nx.MultiDiGraph[str]:
    """Make a graph that its holder cannot change."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nx.freeze(graph)
    return graph


def fill(graph: nx.MultiDiGraph[str], known: Known) -> None:
    """Put all that stands into an empty graph."""
    put_knowledge(graph, known)
    put_claims(graph, known, (claim for _, claim in known.claims()))


def renew(graph: nx.MultiDiGraph[str], known: Known) -> None:
    """Put all that stands into a graph in place of what is in it."""
    _clear(graph)
    fill(graph, known)


def put_knowledge(graph: nx.MultiDiGraph[str], known: Known) -> None:
    """Put all that stands, but for the claims, into an empty graph."""
    for place in range(known.length):
        record = known.corrections.as_corrected(place)
        if record is not None and not isinstance(record, Claim):
            _put(graph, known, record)


def put_claims(graph: nx.MultiDiGraph[str], known: Known, claims: Iterable[Claim]) -> None:
    """Put claims into the graph, then what they cite of that which is in it."""
    citing = []
    # Claims repeat what they name: to find the node for each anew would take a tenth of the time.
    sources, assertions = Ids(partial(_source, graph, known)), Ids(partial(_assertion, graph, known))
    for claim in claims:
        _put_claim(graph, known, claim, sources[str(claim.source)], assertions[str(claim.assertion)])
        if claim.cites:
            citing.append(claim)
    for claim in citing:
        for item in claim.cites:
            if isinstance(item, str) and item.startswith("claim:"):
                if (cited := known.corrections.successor(item)) in graph:
                    _edge(graph, claim.id, cited, "cites")
            elif isinstance(item, str):
                _edge(graph, claim.id, _source(graph, known, item), "cites")


def update(graph: nx.MultiDiGraph[str], known: Known, before: int) -> None:
    """Put what was recorded since the log had the length `before` into the graph."""
    new = [known.index.records[place] for place in range(before, known.length)]
    if any(isinstance(record, Correction) or _renames(record, graph) for record in new):
        # What was there already changes its meaning or its name: rare, so simply made again in place.
        renew(graph, known)
        return
    for record in new:
        _put(graph, known, record)
    put_claims(graph, known, (record for record in new if isinstance(record, Claim)))


def _renames(record: Record, graph: nx.MultiDiGraph[str]) -> bool:
    """Tell whether an assertion was named by its text before its triple was known."""
    return isinstance(record, Assertion) and record.triple is not None and assertion_id(record.text) in graph


def _put(graph: nx.MultiDiGraph[str], known: Known, record: Record) -> None:
    """Put one record that is no claim into the graph."""
    if isinstance(record, Affiliation):
        _put_affiliation(graph, known, record)
    elif isinstance(record, (Link, Dismissal)):
        key = record.relation.value if isinstance(record, Link) else "dismissed"
        _edge(graph, _assertion(graph, known, record.a), _assertion(graph, known, record.b), key)
    elif isinstance(record, Reliance):
        document = _document(graph, known, record.document_id)
        _edge(graph, document, _assertion(graph, known, record.assertion), "relies_on")
    elif isinstance(record, SameAs):
        _edge(graph, _source(graph, known, record.a), _source(graph, known, record.b), "same_as")
    elif isinstance(record, (Source, Document, Assertion)):
        node = known.assertion(record) if isinstance(record, Assertion) else record.id
        current = known.record(node, Record) or record
        _node(graph, node, kind=record.kind, label=str(current), record=current)
        if isinstance(current, Source) and current.speaks_for is not None:
            _edge(graph, node, _source(graph, known, current.speaks_for), "speaks_for")


def _put_claim(graph: nx.MultiDiGraph[str], known: Known, claim: Claim, source: str, assertion: str) -> None:
    node = claim.id
    stance = claim.stance._value_  # a ninth of what `value` costs
    _node(graph, node, kind="claim", label=f"{claim.source} {stance} {claim.assertion}", record=claim)
    _edge(graph, source, node, "makes")
    _edge(graph, node, assertion, stance)
    if (named := claim.document_id) is not None:
        document = _document(graph, known, named)
        found = {"locator": claim.locator, "quote": claim.quote}
        _edge(graph, node, document, "appears_in", **{name: text for name, text in found.items() if text is not None})


def _put_affiliation(graph: nx.MultiDiGraph[str], known: Known, record: Affiliation) -> None:
    if record.speaks_for is None:
        return
    ends = _source(graph, known, record.source), _source(graph, known, record.speaks_for)
    if record.valid is None:
        _edge(graph, *ends, "speaks_for")
    else:
        _edge(graph, *ends, f"speaks_for {record.valid}", valid=str(record.valid))


def _assertion(graph: Any, known: Known, name: Assertion | str) -> str:
    """Give the node of an assertion, and make it where its record comes later in the log."""
    node = known.assertion(name)
    if node not in graph._node:
        _node(graph, node, kind="assertion", label=known.text(node))
    return node


def _document(graph: Any, known: Known, named: str) -> str:
    """Give the node of a document, and make it where its record comes later in the log, or was taken out."""
    node = known.corrections.successor(named)
    if node not in graph._node:
        _node(graph, node, kind="document", label=node.removeprefix("document:"))
    return node


def _source(graph: Any, known: Known, name: Source | str) -> str:
    """Give the node of a source, and make it where its record comes later in the log."""
    node = known.named_source(name)
    if node not in graph._node:
        _node(graph, node, kind="source", label=str(name).removeprefix("source:"))
    return node


def _node(graph: Any, node: str, **attributes: Any) -> None:
    if node not in graph._node:
        graph._succ[node], graph._pred[node] = {}, {}
    graph._node[node] = Attributes(attributes)


def _edge(graph: Any, start: str, end: str, key: str, **attributes: Any) -> None:
    keys = graph._succ[start].get(end)
    if keys is None:
        keys = graph._succ[start][end] = graph._pred[end][start] = {}
    keys[key] = Attributes(attributes) if attributes else _NO_ATTRIBUTES


_NO_ATTRIBUTES = Attributes()
"""Those of all edges that have none: nobody can change them."""
