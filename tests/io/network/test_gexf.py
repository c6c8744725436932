"""GEXF and GraphML: what NetworkX and graphology read is what `to_networkx` gives, with statuses in time."""

from __future__ import annotations

import warnings
from collections import Counter
from io import BytesIO, StringIO
from pathlib import Path
from random import Random
from typing import Any

import hostile
import networkx as nx
import nodejs
import pytest
from folders import SEEDS
from hypothesis import given, settings
from strategies import History, cited_ruled_histories

import claimgraph as cg
from claimgraph.io import LossyWarning


@pytest.fixture(scope="module")
def record() -> cg.ClaimGraph:
    return cg.read(SEEDS / "lysychansk-2022.jsonl")


def graph_of(history: History) -> cg.ClaimGraph:
    graph = cg.ClaimGraph("Europe/Kyiv")
    for at, one in history:
        graph.add(one, recorded_at=at)
    return graph


def written(graph: Any, name: str, **options: Any) -> bytes:
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        cg.write(graph, out, format=name, notes=True, **options)
    return out.getvalue()


def edges(graph: Any, relation: str | None = None) -> Counter[Any]:
    """Give the edges with their attributes, however the keys of edges are called."""
    counted: Counter[Any] = Counter()
    for start, end, *key, data in graph.edges(data=True, **({"keys": True} if relation == "key" else {})):
        given = {**({"relation": key[0]} if relation == "key" else {}), **data}
        for name in ("id", "label", "start", "end"):
            given.pop(name, None)
        counted[start, end, tuple(sorted(given.items()))] += 1
    return counted


def check_gexf(graph: cg.ClaimGraph | cg.View) -> None:
    expected, found = cg.to_networkx(graph), nx.read_gexf(BytesIO(written(graph, "gexf")))
    assert found.graph["mode"] == "dynamic"
    assert list(found) == list(expected)
    for node, attributes in expected.nodes(data=True):
        read = dict(found.nodes[node])
        read.pop("start", None)
        line = read.pop("status", [])
        assert read == {"last_status" if name == "status" else name: value for name, value in attributes.items()}
        assert (not line and attributes.get("status", "unclaimed") == "unclaimed") or line[-1][0] == attributes[
            "status"
        ]
        assert [end for _, _, end in line][:-1] == [start for _, start, _ in line][1:]
    assert edges(found) == edges(expected, "key")


def check_graphml(graph: cg.ClaimGraph | cg.View) -> None:
    expected, found = cg.to_networkx(graph), nx.read_graphml(BytesIO(written(graph, "graphml")))
    assert dict(found.nodes(data=True)) == dict(expected.nodes(data=True))
    assert edges(found) == edges(expected, "key")


def test_networkx_reads_the_record_back_from_both(record: cg.ClaimGraph) -> None:
    for what in (record, record.view(as_of="2022-07-02"), record.view(only=["Russia"])):
        check_gexf(what)
        check_graphml(what)


@given(hostile.graphs)
@settings(max_examples=60)
@pytest.mark.filterwarnings("ignore::claimgraph.DateWarning")
def test_networkx_reads_hostile_text_back_from_both(graph: cg.ClaimGraph) -> None:
    check_gexf(graph)
    check_graphml(graph)


@given(cited_ruled_histories())
@settings(max_examples=60)
def test_networkx_reads_any_history_back_from_both(history: History) -> None:
    graph = graph_of(history)
    check_gexf(graph)
    check_graphml(graph)


def test_a_text_of_a_megabyte_is_carried() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Claim("Ann", "affirms", "x<" * 500_000, asserted_at="2022", note='"\n' * 500_000))
    check_gexf(graph)
    check_graphml(graph)


def test_the_status_changes_when_it_did() -> None:
    graph = cg.ClaimGraph("Europe/Kyiv")
    graph.extend(
        [
            cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-01"),
            cg.Claim("Bob", "denies", "bridge open", asserted_at="2022-07-02T12:30Z"),
            cg.Claim("Bob", "withdraws", "bridge open", asserted_at="2022-07-03"),
        ]
    )
    found = nx.read_gexf(BytesIO(written(graph, "gexf")))
    assert found.nodes["assertion:bridge open"]["status"] == [
        ("claimed", "2022-06-30T21:00:00Z", "2022-07-02T12:30:00Z"),
        ("disputed", "2022-07-02T12:30:00Z", "2022-07-02T21:00:00Z"),
        ("claimed", "2022-07-02T21:00:00Z", "None"),  # as NetworkX reads what has no end
    ]


def test_claims_documents_and_what_they_do_begin_when_they_were_made_and_affiliations_end() -> None:
    graph = cg.ClaimGraph()
    document = cg.Document(url="https://example.org/1", date="2022-07-04")
    graph.extend(
        [
            cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-01", document=document),
            cg.Affiliation("Ann", speaks_for="Desk", valid="2021/2022"),
            cg.Affiliation("Bob", speaks_for="Desk", valid="../9999"),
            cg.Reliance(document, "bridge open"),
        ]
    )
    found = nx.read_gexf(BytesIO(written(graph, "gexf")))
    begun = {node: data.get("start") for node, data in found.nodes(data=True)}
    claim = next(node for node in begun if node.startswith("claim:"))
    assert begun == {
        "source:ann": None,
        "assertion:bridge open": None,
        "document:https://example.org/1": "2022-07-04T00:00:00Z",
        claim: "2022-07-01T00:00:00Z",
        "source:desk": None,
        "source:bob": None,
    }
    spans = {(data["label"], data.get("start"), data.get("end")) for _, _, data in found.edges(data=True)}
    assert spans == {
        ("makes", "2022-07-01T00:00:00Z", None),
        ("affirms", "2022-07-01T00:00:00Z", None),
        ("appears_in", "2022-07-01T00:00:00Z", None),
        ("relies_on", "2022-07-04T00:00:00Z", None),
        ("speaks_for 2021/2022", "2021-01-01T00:00:00Z", "2023-01-01T00:00:00Z"),
        ("speaks_for ../..", None, None),
    }


def test_whole_numbers_are_numbers_unless_a_text_has_their_name() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022", credibility=3))
    claim = next(node for node in cg.to_networkx(graph) if node.startswith("claim:"))
    assert nx.read_gexf(BytesIO(written(graph, "gexf"))).nodes[claim]["credibility"] == 3
    assert nx.read_graphml(BytesIO(written(graph, "graphml"))).nodes[claim]["credibility"] == 3


def test_a_carriage_return_is_still_one() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Source("Ann", note="a\r\nb\rc"))
    for read, name in ((nx.read_gexf, "gexf"), (nx.read_graphml, "graphml")):
        assert read(BytesIO(written(graph, name))).nodes["source:ann"]["note"] == "a\r\nb\rc"


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_the_same_graph_gives_the_same_bytes_as_text_too(record: cg.ClaimGraph, name: str) -> None:
    again = cg.read(SEEDS / "lysychansk-2022.jsonl")
    assert written(record, name) == written(again, name)
    out = StringIO()
    with pytest.warns(LossyWarning):
        cg.write(record, out, format=name, notes=True)
    assert out.getvalue().encode() == written(record, name)


def test_edges_of_graphml_have_ids_of_their_own(record: cg.ClaimGraph) -> None:
    ids = Counter(part.split('"')[1] for part in written(record, "graphml").decode().split("<edge id=")[1:])
    assert set(ids.values()) == {1}
    assert len(ids) == cg.to_networkx(record).number_of_edges()


def test_version_1_3_says_the_kinds_of_edges_and_times_of_day() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02T12:30Z"))
    text = written(graph, "gexf", version="1.3").decode()
    assert '<gexf xmlns="http://gexf.net/1.3" version="1.3">' in text
    assert 'timeformat="dateTime"' in text
    assert 'kind="affirms"' in text
    assert "kind=" not in written(graph, "gexf").decode().replace('for="kind"', "")


@pytest.mark.parametrize("version", ["1.1", None, 1.2])
def test_a_version_that_is_not_written_is_refused_before_anything_is_written(version: Any) -> None:
    out = BytesIO()
    with pytest.raises(cg.InvalidRecord, match=r"expected '1.2' or '1.3'") as caught:
        cg.write(cg.ClaimGraph(), out, format="gexf", version=version)
    assert caught.value.field == "version"
    assert out.getvalue() == b""


def test_what_is_left_out_is_named() -> None:
    graph = cg.ClaimGraph()
    claim = cg.Claim("Ann", "affirms", "bridge\x01", asserted_at="2022", cites=cg.UNKNOWN, credibility=3)
    graph.extend([cg.Predicate("killed", values="quantity"), claim], recorded_at="2022-08-01T00:00Z")
    graph.add(cg.Claim("Bob", "denies", "bridge\x01", asserted_at="2023"), recorded_at="2022-08-02T00:00Z")
    graph.add(cg.SameAs("Bob", "Rob"), recorded_at="2022-08-03T00:00Z")
    with pytest.warns(LossyWarning) as caught:
        cg.write(graph, StringIO(), format="graphml")
    assert str(caught[0].message) == (
        "GraphML cannot carry: the 3 times of recording; 1 predicate; 1 pair of names for one source; "
        "characters in 3 records that XML cannot hold, written out as \\uXXXX; that 1 claim repeats others unnamed; "
        "the earlier statuses of 1 assertion; write .jsonl to keep everything. "
        "GraphML is written without the desk's own words: the credibility of 1 claim; write them with notes=True"
    )
    assert caught[0].filename == __file__
    with pytest.warns(LossyWarning, match="GEXF cannot carry: 1 predicate; characters in 2 records"):
        cg.write(graph.view(known_at="2022-08-01"), StringIO(), format="gexf")


@nodejs.needs("graphology", "graphology-gexf")
@pytest.mark.filterwarnings("ignore::claimgraph.DateWarning")
def test_graphology_reads_the_record_and_hostile_text(record: cg.ClaimGraph, tmp_path: Path) -> None:
    graphs = [record, *(hostile.graph(Random(seed)) for seed in range(10))]
    files = []
    for number, graph in enumerate(graphs):
        for version in ("1.2", "1.3"):
            files.append(tmp_path / f"{number}-{version}.gexf")
            files[-1].write_bytes(written(graph, "gexf", version=version))
    found = nodejs.run("gexf.cjs", *files)
    for read, graph in zip(found, [graph for graph in graphs for _ in range(2)], strict=True):
        expected = cg.to_networkx(graph)
        nodes = dict(read["nodes"])
        assert list(nodes) == list(expected)
        for node, attributes in expected.nodes(data=True):
            last = {"last_status": attributes["status"]} if "status" in attributes else {}
            given = {name: str(value) for name, value in {**attributes, **last}.items() if name != "status"}
            got = {name: str(value) for name, value in nodes[node].items() if name != "status"}
            assert got == given
            assert nodes[node].get("status", "unclaimed") == attributes.get("status", "unclaimed")
        ends = Counter((start, end, data["relation"]) for start, end, data in read["edges"])
        assert ends == Counter(list(expected.edges(keys=True)))
