"""What published work rested on is recorded like all else, goes wherever records go, and bears on no status."""

from __future__ import annotations

import copy
import json
import pickle
from importlib.resources import files
from io import StringIO
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies import NAMES, TEXTS, History, histories

import claimgraph as cg
from claimgraph import Assertion, Claim, Correction, Document, Reliance
from claimgraph.io import LossyWarning, read, write
from claimgraph.records.base import KINDS, Record

URL = "https://example.org/1"
PAGE = Document(title="News", url=URL, date="2022-07-02")
TITLED = Document(title="Evening edition", date="2022-07-02")
TRIPLE = Assertion("North holds it", subject="Town", predicate="held by", value="North")
RELIANCES = [
    Reliance(URL, "bridge open"),
    Reliance(URL, "bridge open", note="in the headline"),
    Reliance(TITLED.id, TRIPLE.id),
    Reliance(PAGE, TRIPLE),
    Reliance(TITLED, "bridge open"),
]
SCHEMA = json.loads((files("claimgraph.io") / "claimgraph-1.schema.json").read_text("utf-8"))


def graph_of(*records: Any) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    for record in records:
        graph.add(record)
    return graph


def log_of(graph: cg.ClaimGraph) -> list[Record]:
    return [entry.record for entry in graph.log]


def contents(graph: Any) -> tuple[Any, Any]:
    edges = {(start, end, key): dict(data) for start, end, key, data in graph.edges(keys=True, data=True)}
    return {node: dict(data) for node, data in graph.nodes(data=True)}, edges


def relying(graph: Any) -> list[tuple[str, str]]:
    return [(start, end) for start, end, key in graph.edges(keys=True) if key == "relies_on"]


# --- the record


@pytest.mark.parametrize("record", RELIANCES, ids=repr)
def test_it_is_a_value_that_copies(record: Reliance) -> None:
    assert copy.copy(record) is copy.deepcopy(record) is record
    assert pickle.loads(pickle.dumps(record)) == record
    assert hash(pickle.loads(pickle.dumps(record))) == hash(record)
    assert record.note is not None or eval(repr(record), vars(cg)) == record
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        record.note = "x"  # type: ignore[misc]


@pytest.mark.parametrize("record", RELIANCES, ids=repr)
def test_it_comes_back_from_plain_data(record: Reliance) -> None:
    assert cg.from_data(json.loads(json.dumps(cg.to_data(record)))) == record


def test_its_id_forgives_how_the_two_are_named_and_no_more() -> None:
    assert Reliance(URL, "bridge open").id == "reliance:1bf9c94ca409b37bfe816ed8"  # part of the file format
    same = [Reliance(f"document:{URL}", " Bridge OPEN"), Reliance(PAGE, "assertion:bridge open")]
    assert {record.id for record in same} == {Reliance(URL, "bridge open").id}
    assert Reliance(TITLED, TRIPLE).id == Reliance(TITLED.id, TRIPLE.text).id
    others = [Reliance(URL + "/", "bridge open"), Reliance(URL, "bridge"), Reliance(URL, "bridge open", note="x")]
    assert len({record.id for record in (*same, *others)}) == 4


@pytest.mark.parametrize(
    ("field", "given", "expected"),
    [
        ("document", {"document": None}, "a URL or the Document itself"),
        ("document", {"document": " "}, "a URL or the Document itself"),
        ("document", {"document": TRIPLE}, "a URL or the Document itself"),
        ("assertion", {"assertion": PAGE}, "the text of an assertion or the Assertion itself"),
        ("assertion", {"assertion": 5}, "the text of an assertion or the Assertion itself"),
        ("note", {"note": ""}, "text that is not empty"),
    ],
)
def test_what_it_cannot_hold_is_refused_by_name(field: str, given: dict[str, Any], expected: str) -> None:
    with pytest.raises(cg.InvalidRecord) as caught:
        Reliance(**({"document": URL, "assertion": "bridge open"} | given))
    assert str(caught.value).startswith(f"reliance.{field}: found ")
    assert expected in str(caught.value)


# --- in the log


def test_what_it_only_names_is_recorded_bare_before_it() -> None:
    assert log_of(graph_of(Reliance(URL, "bridge open"))) == [
        Assertion("bridge open"),
        Document(url=URL),
        Reliance(URL, "bridge open"),
    ]


def test_records_that_it_was_given_are_recorded_by_themselves_and_named_in_it() -> None:
    graph = cg.ClaimGraph()
    assert graph.add(Reliance(PAGE, TRIPLE)) == Reliance(URL, TRIPLE.text)
    assert graph.add(Reliance(TITLED, TRIPLE)) == Reliance(TITLED.id, TRIPLE.text)
    assert log_of(graph) == [PAGE, TRIPLE, Reliance(URL, TRIPLE.text), TITLED, Reliance(TITLED.id, TRIPLE.text)]


def test_recording_it_twice_changes_nothing() -> None:
    graph = graph_of(Reliance(PAGE, TRIPLE))
    before = graph.log
    for again in (Reliance(URL, "north holds it"), Reliance(PAGE, TRIPLE), Reliance(f"document:{URL}", TRIPLE.text)):
        assert graph.add(again) == Reliance(URL, TRIPLE.text)
    assert graph.log == before


def test_what_it_names_may_come_later_in_the_batch() -> None:
    graph = cg.ClaimGraph()
    graph.extend([Reliance(TITLED.id, TRIPLE.id), TRIPLE, TITLED])
    assert relying(graph.nx) == [(TITLED.id, TRIPLE.id)]


@pytest.mark.parametrize(
    ("record", "field"),
    [(Reliance("document:nothing", "bridge open"), "document"), (Reliance(URL, "assertion:a|b|c"), "assertion")],
)
def test_an_id_of_nothing_is_refused_and_leaves_the_graph_as_it_was(record: Reliance, field: str) -> None:
    graph = graph_of(PAGE)
    with pytest.raises(cg.UnknownReference) as caught:
        graph.add(record)
    assert (caught.value.record, caught.value.field) == ("reliance", field)
    with pytest.raises(cg.UnknownReference):
        graph.add(Correction(of=record, by="desk", why="slip"))
    assert log_of(graph) == [PAGE]


def test_a_document_in_it_that_says_otherwise_than_the_log_is_a_conflict() -> None:
    with pytest.raises(cg.Conflict, match="News"):
        graph_of(PAGE).add(Reliance(Document(title="Olds", url=URL), "bridge open"))


def test_a_correction_takes_it_out_or_puts_another_in_its_place() -> None:
    wrong, right = Reliance(URL, "bridge open"), Reliance(URL, "bridge shut")
    graph = graph_of(wrong, Correction(of=wrong, by="desk", why="slip", replacement=right))
    assert relying(graph.nx) == [(f"document:{URL}", "assertion:bridge shut")]
    before = graph.log
    assert graph.add(right) == right
    assert graph.log == before
    held = Correction(of=right, by="desk", why="other page", replacement=Reliance(TITLED, TRIPLE))
    assert graph.add(held).replacement == Reliance(TITLED.id, TRIPLE.text)
    assert relying(graph.nx) == [(TITLED.id, TRIPLE.id)]
    graph.add(Correction(of=Reliance(TITLED, TRIPLE), by="desk", why="never published"))
    assert relying(graph.nx) == []


def test_names_that_only_it_gives_are_listed_like_all_others() -> None:
    graph = graph_of(Reliance(URL, "bridge open"), Reliance(PAGE, TRIPLE))
    assert [(row.kind, row.name) for row in cg.unrecorded(graph)] == [("assertion", "bridge open")]


# --- it bears on nothing

ANYTHING = st.lists(st.builds(Reliance, st.sampled_from((URL, PAGE.url)), st.sampled_from(TEXTS)), max_size=4)


@settings(max_examples=50, deadline=None)
@given(histories(), ANYTHING)
def test_it_bears_on_no_status_and_no_timeline(history: History, reliances: list[Reliance]) -> None:
    plain, relied = cg.ClaimGraph(), cg.ClaimGraph()
    for at, record in history:
        plain.add(record, recorded_at=at)
        relied.add(record, recorded_at=at)
    relied.extend(reliances)
    known = [row.assertion for row in cg.assertions(plain)]
    for text in known:
        assert cg.status(relied, text) is cg.status(plain, text)
        assert cg.timeline(relied, text) == cg.timeline(plain, text)
        assert cg.positions(relied, text) == cg.positions(plain, text)
    assert cg.disputes(relied) == cg.disputes(plain)
    others = [row for row in cg.assertions(relied) if row.assertion not in known]
    assert all(row.status is cg.Status.UNCLAIMED for row in others)


# --- as a graph


def test_the_graph_has_an_edge_from_the_document_to_the_assertion() -> None:
    graph = graph_of(Claim("Ann", "affirms", TRIPLE, asserted_at="2022-07-01", document=PAGE), Reliance(PAGE, TRIPLE))
    nodes, edges = contents(graph.nx)
    assert edges[PAGE.id, TRIPLE.id, "relies_on"] == {}
    assert nodes[PAGE.id] == {"kind": "document", "label": "News", "record": PAGE}
    assert {node.partition(":")[0] for node in nodes} == {"source", "document", "assertion", "claim"}


@pytest.mark.parametrize(
    "steps",
    [
        [Reliance(URL, TRIPLE.text), TRIPLE, PAGE],
        [Reliance(PAGE, "x"), Correction(of=PAGE, by="d", why="w"), Reliance(f"document:{URL}", "y")],
        [
            Reliance(TITLED, "x"),
            Correction(of=TITLED, by="d", why="w"),
            Claim("Ann", "affirms", "x", asserted_at="2022", document=TITLED.id),
            Reliance(TITLED.id, "y"),
        ],
        [Reliance(TITLED, "x"), Correction(of=TITLED, by="d", why="w", replacement=PAGE), Reliance(URL, "y")],
        [Reliance(URL, "x"), Correction(of="assertion:x", by="d", why="w", replacement=TRIPLE), Reliance(URL, "x")],
        [Reliance(URL, "x"), Correction(of=Reliance(URL, "x"), by="d", why="w"), Reliance(URL, "x")],
    ],
)
def test_the_live_graph_is_current_after_each_of_these_steps(steps: list[Any]) -> None:
    live = cg.ClaimGraph()
    kept = live.nx
    for record in steps:
        live.add(record)
        assert contents(kept) == contents(copy.copy(live).nx)
        assert all(data["label"] and data["kind"] == node.partition(":")[0] for node, data in kept.nodes(data=True))


# --- in files


def test_json_lines_carry_it_and_each_line_fits_the_schema() -> None:
    validator = Draft202012Validator(SCHEMA)
    fixed = Correction(of=RELIANCES[0], by="desk", why="slip", replacement=Reliance(URL, "bridge shut"))
    graph = graph_of(PAGE, TRIPLE, TITLED, *RELIANCES, fixed)
    out = StringIO()
    write(graph, out, format="jsonl")
    assert read(StringIO(out.getvalue()), format="jsonl") == graph
    for line in out.getvalue().splitlines():
        validator.validate(json.loads(line))
    relied = [json.loads(line) for line in out.getvalue().splitlines() if '{"record": "reliance"' in line]
    assert [name for name in relied[1] if name != "recorded_at"] == ["record", "document", "assertion", "note"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_has_the_fields_of_every_kind_of_record(kind: str) -> None:
    known: Any = KINDS[kind]
    fields = {field.name for field in attrs.fields(known)}
    assert set(SCHEMA["$defs"][kind]["properties"]) == {"record", "recorded_at", *fields}
    assert kind in SCHEMA["$defs"]["record"]["properties"]["record"]["enum"]
    assert {"$ref": f"#/$defs/{kind}"} in [case["then"] for case in SCHEMA["$defs"]["record"]["allOf"]]


def test_a_sheet_says_that_it_loses_it() -> None:
    claim = Claim(NAMES[0], "affirms", "bridge open", asserted_at="2022-07-01", document=URL)
    with pytest.warns(LossyWarning, match="2 reliances"):
        write(graph_of(claim, *RELIANCES[:2]), StringIO(), format="csv")
