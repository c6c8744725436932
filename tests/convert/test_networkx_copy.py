"""Answers go out whole: to every NetworkX writer, and to pandas where it is installed."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from inspect import signature
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from strategies import History, histories, views
from test_oracle import askable, graph_of, mentioned

import claimgraph as cg
from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.stance import UNKNOWN

HELD = "Town held by North"
TRIPLE = Assertion(HELD, subject="Town", predicate="held by", value="North")


def says(
    source: Any, stance: str = "affirms", assertion: Any = HELD, asserted_at: str = "2022-07-02", **more: Any
) -> Claim:
    return Claim(source, stance, assertion, asserted_at=asserted_at, **more)


def recorded(*records: Any) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(records)
    return graph


def written(graph: nx.MultiDiGraph[str], write: Callable[..., None]) -> io.BytesIO:
    stream = io.BytesIO()
    write(graph, stream)
    stream.seek(0)
    return stream


def through_json(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    # NetworkX 3.2 does not know the option, and later ones want it named.
    named: dict[str, Any] = {"edges": "edges"} if "edges" in signature(nx.node_link_data).parameters else {}
    text = json.dumps(nx.node_link_data(graph, **named), allow_nan=False)
    found: nx.MultiDiGraph[str] = nx.node_link_graph(json.loads(text), **named)
    return found


READERS: dict[str, Callable[[nx.MultiDiGraph[str]], Any]] = {
    "GraphML": lambda graph: nx.read_graphml(written(graph, nx.write_graphml_xml), force_multigraph=True),
    "GEXF": lambda graph: nx.read_gexf(written(graph, nx.write_gexf)),
    "GML": lambda graph: nx.read_gml(written(graph, nx.write_gml), label="id"),
    "JSON": through_json,
}


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=30, deadline=None)
@given(history=histories(), view=views())
def test_every_networkx_writer_takes_every_view_and_what_it_wrote_is_read_again(
    reader: str, history: History, view: dict[str, Any]
) -> None:
    graph = graph_of(history)
    copy = cg.to_networkx(graph.view(**askable(view, mentioned(history, "source"))))
    again = READERS[reader](copy)
    assert again.number_of_nodes() == copy.number_of_nodes()
    assert again.number_of_edges() == copy.number_of_edges()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "text",
    ["<b>&amp;\"'", "two\nlines\ttab", "Київ 基輔 🌉", "\x00 and \x1b[31m and \x7f", "\ufffe", "]]>", "a|b\\c", "&#0;"],
)
def test_every_networkx_writer_takes_any_text(reader: str, text: str) -> None:
    claim = says(
        f"Ann {text}", assertion=f"it is {text}", quote=text, locator=text, note=text, document=f"https://x/{text}"
    )
    copy = cg.to_networkx(recorded(claim, Source("Bob", note=text)))
    again = READERS[reader](copy)
    assert again.number_of_nodes() == copy.number_of_nodes() == 5
    assert again.number_of_edges() == copy.number_of_edges() == 3


@settings(max_examples=60, deadline=None)
@given(histories(), views())
def test_every_node_says_what_it_is_and_every_assertion_has_its_status(history: History, view: dict[str, Any]) -> None:
    seen = graph_of(history).view(**askable(view, mentioned(history, "source")))
    copy = cg.to_networkx(seen)
    assert type(copy) is nx.MultiDiGraph
    for node, data in copy.nodes(data=True):
        assert node.startswith(data["kind"] + ":")
        assert data["label"]
        assert all(type(value) in (str, int, float, bool) for value in data.values())
    assert all(type(value) in (str, int) for *_, data in copy.edges(data=True) for value in data.values())
    statuses = {data["label"]: data["status"] for _, data in copy.nodes(data=True) if data["kind"] == "assertion"}
    assert statuses == {row.assertion: row.status.value for row in cg.assertions(seen)}
    admitted = {node for node, data in copy.nodes(data=True) if data["kind"] == "claim"}
    assert admitted == {claim.id for claim in cg.claims(seen)}


def test_only_what_the_view_admits_is_in_the_copy() -> None:
    first = says("Ann")
    graph = recorded(first, says("Bob", "denies", cites=[first, "Eve"], asserted_at="2022-07-03"))
    copy = cg.to_networkx(graph.view(without="Ann"))
    assert first.id not in copy
    assert copy.nodes["assertion:town held by north"]["status"] == "denied"
    assert cg.to_networkx(graph.view(as_of="2022-07-02")).nodes["assertion:town held by north"]["status"] == "claimed"
    assert cg.to_networkx(graph).has_edge(
        says("Bob", "denies", cites=[first, "Eve"], asserted_at="2022-07-03").id, first.id, "cites"
    )


def test_an_assertion_that_was_taken_out_and_not_yet_spoken_of_is_no_obstacle() -> None:
    graph = recorded(says("Ann"), says("Bob", assertion="bridge open", asserted_at="2022-07-01"))
    graph.add(Correction(of="assertion:town held by north", by="desk", why="slip"))
    copy = cg.to_networkx(graph.view(as_of="2022-07-01"))
    assert copy.nodes["assertion:bridge open"]["status"] == "claimed"


def test_the_fields_of_records_are_flat_attributes() -> None:
    claim = says("Ann", valid="2022-07-02", document="https://x/1", credibility=2, cites=UNKNOWN, hedge="perhaps")
    copy = cg.to_networkx(recorded(Source("Ann", speaks_for="Army", reliability="B"), TRIPLE, claim))
    assert copy.nodes[claim.id] == {
        "kind": "claim",
        "label": "Ann affirms Town held by North",
        "source": "Ann",
        "stance": "affirms",
        "assertion": HELD,
        "asserted_at": "2022-07-02",
        "valid": "2022-07-02",
        "document": "https://x/1",
        "hedge": "perhaps",
        "credibility": 2,
    }
    assert copy.nodes["source:ann"] == {
        "kind": "source",
        "label": "Ann",
        "name": "Ann",
        "speaks_for": "Army",
        "reliability": "B",
    }
    assert copy.nodes[TRIPLE.id]["subject"] == "Town"
    assert copy.nodes[TRIPLE.id]["status"] == "claimed"


def test_several_names_of_one_source_are_one_node_with_all_their_edges() -> None:
    graph = recorded(
        says("Haidai"),
        says("Gaidai", "denies", "bridge open"),
        Source("Gaidai", speaks_for="Region"),
        Affiliation("Eve", speaks_for="Gaidai"),
        SameAs("Haidai", "Gaidai"),
    )
    copy = cg.to_networkx(graph)
    assert sorted(node for node in copy if node.startswith("source:")) == [
        "source:eve",
        "source:haidai",
        "source:region",
    ]
    assert sorted(key for _, _, key in copy.out_edges("source:haidai", keys=True)) == ["makes", "makes", "speaks_for"]
    assert copy.has_edge("source:eve", "source:haidai", "speaks_for")
    assert "source:gaidai" in graph.nx


def test_the_copy_is_detached() -> None:
    graph = recorded(says("Ann"))
    before = sorted(graph.nx)
    copy = cg.to_networkx(graph)
    copy.add_edge("x", "y")
    copy.nodes["source:ann"]["label"] = "x"
    copy.remove_node(says("Ann").id)
    graph.add(says("Bob"))
    assert sorted(graph.nx) == sorted([*before, "source:bob", says("Bob").id])
    assert graph.nx.nodes["source:ann"]["label"] == "Ann"
    assert "source:bob" not in copy


def test_an_empty_graph_is_an_empty_copy() -> None:
    assert len(cg.to_networkx(cg.ClaimGraph())) == 0


# --- data frames ---

ASKED: dict[str, Callable[[Any], cg.Rows[Any]]] = {
    "assertions": cg.assertions,
    "claims": cg.claims,
    "disputes": cg.disputes,
    "unrecorded": cg.unrecorded,
    "positions": lambda view: cg.positions(view, HELD),
    "timeline": lambda view: cg.timeline(view, HELD),
    "opposed_by": lambda view: cg.opposed_by(view, "Ann"),
}


@pytest.mark.parametrize("name", ASKED)
def test_rows_become_a_frame_of_texts_and_numbers_with_a_column_a_field(name: str) -> None:
    graph = recorded(
        TRIPLE,
        Source("Ann", speaks_for="Army"),
        says(
            "Ann", credibility=2, cites=["TASS", UNKNOWN], valid="2022-07-02/..", document=Document(url="https://x/1")
        ),
        says("Bob", "denies"),
        says("Bobb", "denies", asserted_at="2022-07-03"),
    )
    rows = ASKED[name](graph)
    assert rows
    frame = cg.to_frame(rows)
    assert list(frame.columns) == list(rows.columns)
    assert len(frame) == len(rows)
    for cell in frame.to_numpy(dtype=object).ravel():
        assert cell is None or isinstance(cell, (str, int, float, bool))


@pytest.mark.parametrize("name", ASKED)
def test_no_rows_become_a_frame_with_its_columns(name: str) -> None:
    graph = recorded(Source("Ann"), Assertion(HELD))
    rows = ASKED[name](graph.view(as_of="1900"))[:0]
    frame = cg.to_frame(rows)
    assert list(frame.columns) == list(rows.columns)
    assert len(frame) == 0


def test_a_position_is_the_name_of_its_source_and_a_claim_its_id() -> None:
    graph = recorded(says("Ann"), says("Bob", "denies"), says("Eve", "denies"))
    frame = cg.to_frame(cg.disputes(graph))
    assert frame.loc[0, "supporters"] == "Ann"
    assert frame.loc[0, "opponents"] == "Bob, Eve"
    assert frame.loc[0, "about"] == "present"
    assert cg.to_frame(cg.timeline(graph, HELD)).loc[0, "because"].split(", ")[0] == says("Ann").id
    assert list(cg.to_frame(cg.positions(graph, HELD))["claim"]) == [row.claim.id for row in cg.positions(graph, HELD)]


@pytest.mark.parametrize(
    ("missing", "backend", "extra"),
    [
        ("narwhals.stable.v2", "pandas", "frames"),
        ("pandas", "pandas", "pandas"),
        ("polars", "polars", "polars"),
        ("pyarrow", "pyarrow", "parquet"),
    ],
)
def test_without_a_library_the_error_says_what_to_install(
    missing: str, backend: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    rows = cg.claims(recorded(says("Ann")))
    with pytest.raises(cg.MissingExtra, match=rf"pip install 'claimgraph\[{extra}\]'") as caught:
        cg.to_frame(rows, backend=backend)
    assert caught.value.extra == extra
    with pytest.raises(ImportError):
        cg.to_frame(rows, backend=backend)
