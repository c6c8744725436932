"""`g.nx` is a real NetworkX graph that nobody can change from outside and that is always current."""

from __future__ import annotations

import copy
import pickle
import warnings
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from strategies import History, histories

import claimgraph as cg
from claimgraph.graph import projection
from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.stance import UNKNOWN

HELD = "Town held by North"
TRIPLE = Assertion(HELD, subject="Town", predicate="held by", value="North")
PAGE = Document(url="https://example.org/1", title="News")


def says(
    source: Any, stance: str = "affirms", assertion: Any = HELD, asserted_at: str = "2022-07-02", **more: Any
) -> Claim:
    return Claim(source, stance, assertion, asserted_at=asserted_at, **more)


def contents(graph: Any) -> tuple[Any, Any]:
    edges = {(start, end, key): dict(data) for start, end, key, data in graph.edges(keys=True, data=True)}
    return {node: dict(data) for node, data in graph.nodes(data=True)}, edges


@pytest.fixture
def graph() -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(
        [
            Source("Ann", speaks_for="Ministry"),
            TRIPLE,
            says("Ann", document=PAGE, locator="p. 3", quote="held"),
            says("Bob", "denies", cites=[says("Ann"), "TASS", UNKNOWN]),
            says("Ann"),
            Affiliation("Bob", speaks_for="Army", valid="../2022-03"),
            Affiliation("Eve", speaks_for="Army"),
            SameAs("Bob", "Bobby"),
        ]
    )
    return graph


def test_it_is_a_real_multidigraph_and_always_the_same_object(graph: cg.ClaimGraph) -> None:
    assert type(graph.nx) is nx.MultiDiGraph
    assert graph.nx is graph.nx
    with pytest.raises(AttributeError):
        graph.nx = nx.MultiDiGraph()  # type: ignore[misc]


def test_nodes_are_sources_documents_assertions_and_claims_by_their_ids(graph: cg.ClaimGraph) -> None:
    ann, bob = says("Ann"), says("Bob", "denies", cites=[says("Ann"), "TASS", UNKNOWN])
    nodes = contents(graph.nx)[0]
    assert nodes["source:ann"] == {"kind": "source", "label": "Ann", "record": Source("Ann", speaks_for="Ministry")}
    assert nodes["source:army"] == {"kind": "source", "label": "Army", "record": Source("Army")}
    assert nodes[PAGE.id] == {"kind": "document", "label": "News", "record": PAGE}
    assert nodes[TRIPLE.id] == {"kind": "assertion", "label": HELD, "record": TRIPLE}
    assert nodes[ann.id] == {"kind": "claim", "label": "Ann affirms Town held by North", "record": ann}
    assert nodes[bob.id]["label"] == "Bob denies Town held by North"
    assert {data["kind"] for data in nodes.values()} == {"source", "document", "assertion", "claim"}
    assert all(type(node) is str and node.startswith(data["kind"] + ":") for node, data in nodes.items())
    assert len(nodes) == 7 + 1 + 1 + 3


def test_edges_are_keyed_by_what_they_say(graph: cg.ClaimGraph) -> None:
    ann, bob = says("Ann"), says("Bob", "denies", cites=[says("Ann"), "TASS", UNKNOWN])
    read = says("Ann", document=PAGE.url, locator="p. 3", quote="held")
    assert contents(graph.nx)[1] == {
        ("source:ann", "source:ministry", "speaks_for"): {},
        ("source:ann", ann.id, "makes"): {},
        ("source:ann", read.id, "makes"): {},
        ("source:bob", bob.id, "makes"): {},
        (ann.id, TRIPLE.id, "affirms"): {},
        (read.id, TRIPLE.id, "affirms"): {},
        (bob.id, TRIPLE.id, "denies"): {},
        (read.id, PAGE.id, "appears_in"): {"locator": "p. 3", "quote": "held"},
        (bob.id, ann.id, "cites"): {},
        (bob.id, "source:tass", "cites"): {},
        ("source:bob", "source:army", "speaks_for ../2022-03"): {"valid": "../2022-03"},
        ("source:eve", "source:army", "speaks_for"): {},
        ("source:bob", "source:bobby", "same_as"): {},
    }


MUTATORS: list[Callable[[Any], Any]] = [
    lambda graph: graph.add_node("x"),
    lambda graph: graph.add_nodes_from(["x"]),
    lambda graph: graph.add_edge("x", "y"),
    lambda graph: graph.add_edges_from([("x", "y")]),
    lambda graph: graph.add_weighted_edges_from([("x", "y", 1)]),
    lambda graph: graph.remove_node("source:ann"),
    lambda graph: graph.remove_nodes_from(["source:ann"]),
    lambda graph: graph.remove_edge("source:ann", "source:ministry"),
    lambda graph: graph.remove_edges_from([("source:ann", "source:ministry")]),
    lambda graph: graph.clear(),
    lambda graph: graph.clear_edges(),
    lambda graph: graph.update(edges=[("x", "y")]),
    lambda graph: graph.update(nodes=["x"]),
    lambda graph: nx.add_path(graph, ["x", "y"]),
    lambda graph: nx.relabel_nodes(graph, {"source:ann": "x"}, copy=False),
    lambda graph: graph.nodes.update({"x": {}}),
    lambda graph: graph.adj.update({"x": {}}),
]


@pytest.mark.parametrize("mutate", MUTATORS)
def test_nobody_can_change_its_nodes_and_edges(graph: cg.ClaimGraph, mutate: Callable[[Any], Any]) -> None:
    before = contents(graph.nx)
    with pytest.raises((nx.NetworkXError, AttributeError, TypeError)):
        mutate(graph.nx)
    assert contents(graph.nx) == before


@pytest.mark.parametrize(
    "mutate",
    [
        lambda graph: graph.nodes["source:ann"].update(label="x"),
        lambda graph: graph.edges["source:ann", "source:ministry", "speaks_for"].update(valid="x"),
        lambda graph: nx.set_node_attributes(graph, "x", "label"),
        lambda graph: nx.set_edge_attributes(graph, 1, "weight"),
    ],
    ids=["a node", "an edge", "all nodes", "all edges"],
)
def test_nobody_can_change_its_attributes(graph: cg.ClaimGraph, mutate: Callable[[Any], Any]) -> None:
    before = contents(copy.copy(graph).nx)
    with pytest.raises((nx.NetworkXError, AttributeError, TypeError)):
        mutate(graph.nx)
    assert contents(graph.nx) == before


def test_a_copy_of_it_is_an_ordinary_graph(graph: cg.ClaimGraph) -> None:
    before = contents(graph.nx)
    for mine in (graph.nx.copy(), nx.MultiDiGraph(graph.nx), graph.nx.reverse()):
        mine.add_edge("x", "y")
        mine.remove_node("source:ann")
    assert contents(graph.nx) == before
    assert contents(pickle.loads(pickle.dumps(graph.nx))) == before


@settings(max_examples=100, deadline=None)
@given(histories())
def test_it_equals_a_freshly_made_one_after_every_step(history: History) -> None:
    live = cg.ClaimGraph()
    kept = live.nx
    for recorded_at, record in history:
        live.add(record, recorded_at=recorded_at)
        assert contents(kept) == contents(copy.copy(live).nx)
    assert live.nx is kept


@pytest.mark.parametrize(
    "steps",
    [
        [says("Ann"), TRIPLE],
        [says("Ann"), Source("Ann", speaks_for="Army"), says("Bob", "denies")],
        [says("Ann", document=PAGE.url), PAGE],
        [
            Source("Ann", note="1"),
            Correction(of="source:ann", by="d", why="w", replacement=Source("Ann")),
            Source("Ann", note="1"),
        ],
        [Source("Ann", note="1"), Correction(of="source:ann", by="d", why="w"), Source("Ann", note="2")],
        [says("Ann"), Correction(of=says("Ann"), by="d", why="w"), says("Bob", cites=says("Ann"))],
        [says("Ann"), Correction(of="assertion:town held by north", by="d", why="w", replacement=TRIPLE), says("Bob")],
        [says("Ann"), Correction(of="assertion:town held by north", by="d", why="w"), says("Bob")],
        [SameAs("Ann", "Bob"), Correction(of=SameAs("Ann", "Bob"), by="d", why="w"), Source("Bob", note="n")],
        [Affiliation("Ann", speaks_for=None), Affiliation("Ann", speaks_for="Bob", valid="2022")],
    ],
)
def test_it_is_current_after_each_of_these_steps(steps: list[Any]) -> None:
    live = cg.ClaimGraph()
    kept = live.nx
    for record in steps:
        live.add(record)
        assert contents(kept) == contents(copy.copy(live).nx)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_every_node_of_every_history_says_what_it_is(history: History) -> None:
    graph = cg.ClaimGraph()
    for recorded_at, record in history:
        graph.add(record, recorded_at=recorded_at)
    for node, data in graph.nx.nodes(data=True):
        assert node.startswith(data["kind"] + ":")
        assert data["label"]
        assert "record" not in data or data["record"].kind == data["kind"]


def test_a_node_that_is_named_only_since_its_record_was_taken_out_still_says_what_it_is(graph: cg.ClaimGraph) -> None:
    for of in ("source:bob", TRIPLE.id, PAGE.id, says("Ann").id):
        graph.add(Correction(of=of, by="desk", why="slip"))
    for node, data in graph.nx.nodes(data=True):
        assert data.get("kind") == node.partition(":")[0]
        assert data.get("label")


def test_networkx_algorithms_run_on_it(graph: cg.ClaimGraph) -> None:
    assert nx.has_path(graph.nx, "source:tass", "source:tass")
    assert "source:tass" in nx.descendants(graph.nx, "source:bob")
    assert nx.shortest_path(graph.nx, "source:ann", TRIPLE.id)[0] == "source:ann"
    assert len(list(nx.weakly_connected_components(graph.nx))) == 1
    assert max(nx.degree_centrality(graph.nx).values()) > 0
    assert nx.is_directed_acyclic_graph(graph.nx)
    assert len(graph.nx.to_undirected()) == len(graph.nx)
    assert sorted(nx.subgraph(graph.nx, ["source:ann", "source:ministry"])) == ["source:ann", "source:ministry"]


def test_who_holds_it_still_has_the_current_one_after_a_warning_that_was_an_error(graph: cg.ClaimGraph) -> None:
    held = graph.nx
    with warnings.catch_warnings(), pytest.raises(cg.DateWarning):
        warnings.simplefilter("error")
        graph.add(says("Cid", asserted_at="2222"))
    graph.add(Source("Dora"))
    assert graph.nx is held
    assert "source:dora" in held
    assert "source:cid" not in held


@pytest.mark.parametrize("step", ["_put", "_put_claim", "_node", "_edge", "_clear", "put_claims"])
@pytest.mark.parametrize("record", [says("Cid"), Correction(of="source:bob", by="desk", why="slip")])
def test_an_interrupt_leaves_the_one_that_others_hold_as_it_was(
    graph: cg.ClaimGraph, monkeypatch: pytest.MonkeyPatch, step: str, record: Any
) -> None:
    held = graph.nx
    before = sorted(held.nodes), sorted(held.edges(keys=True))
    done, at_once = getattr(projection, step), []

    def interrupted(*arguments: Any, **attributes: Any) -> None:
        done(*arguments, **attributes)
        if not at_once:
            at_once.append(step)
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(projection, step, interrupted)
        try:
            graph.add(record)
        except KeyboardInterrupt:
            assert (sorted(held.nodes), sorted(held.edges(keys=True))) == before
            assert graph.nx is held
    graph.add(Source("Dora"))
    assert "source:dora" in held
