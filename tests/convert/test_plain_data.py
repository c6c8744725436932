"""Records, answers, entries and graphs turn into plain data and back, and bad data is refused by name."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from strategies import History, histories, views, zones
from test_oracle import askable, graph_of, mentioned

import claimgraph as cg
from claimgraph.records.amendments import Correction
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.stance import UNKNOWN
from tests.records.test_claims import RECORDS

AUGUST = datetime(2022, 8, 1, tzinfo=UTC)


def says(
    source: Any, stance: str = "affirms", assertion: Any = "x", asserted_at: str = "2022-07-02", **more: Any
) -> Claim:
    return Claim(source, stance, assertion, asserted_at=asserted_at, **more)


def through_json(value: Any) -> Any:
    return cg.from_data(json.loads(json.dumps(cg.to_data(value), allow_nan=False)))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_every_record_comes_back_from_json(record: Record) -> None:
    assert through_json(record) == record
    entry = cg.Entry(AUGUST + timedelta(microseconds=5), record)
    assert through_json(entry) == entry
    assert through_json([record, entry]) == [record, entry]


def test_plain_data_holds_what_was_given_and_nothing_else() -> None:
    claim = says("Ann", valid="2022-07-02/..", cites=[UNKNOWN, "TASS"], credibility=2)
    assert cg.to_data(claim) == {
        "record": "claim",
        "source": "Ann",
        "stance": "affirms",
        "assertion": "x",
        "asserted_at": "2022-07-02",
        "valid": "2022-07-02/..",
        "cites": ["unknown:", "TASS"],
        "credibility": 2,
    }
    assert list(cg.to_data(cg.Entry(AUGUST, Source("Ann")))) == ["record", "recorded_at", "name"]
    assert cg.to_data(cg.Entry(AUGUST, Source("Ann")))["recorded_at"] == "2022-08-01T00:00:00Z"
    nested = Correction(of="source:ann", by="d", why="w", replacement=Source("Anna"))
    assert cg.to_data(nested)["replacement"] == {"record": "source", "name": "Anna"}


@pytest.mark.parametrize("value", [None, "text", 3, True, [], ["a", 1, None], cg.Status.DENIED, cg.When("2022")])
def test_what_is_plain_stays_plain(value: Any) -> None:
    data = cg.to_data(value)
    assert json.loads(json.dumps(data)) == data
    assert cg.from_data(data) == data


@settings(max_examples=100, deadline=None)
@given(histories(), zones())
def test_a_graph_comes_back_equal_with_its_times_and_zone(history: History, zone: str) -> None:
    graph = graph_of(history, zone)
    again = through_json(graph)
    assert again == graph
    assert list(again.log) == list(graph.log)
    assert again.zone.key == zone


@settings(max_examples=60, deadline=None)
@given(histories(), views())
def test_every_answer_comes_back_and_has_all_its_keys(history: History, view: dict[str, Any]) -> None:
    names = mentioned(history, "source")
    seen = graph_of(history).view(**askable(view, names))
    texts = [row.assertion for row in cg.assertions(seen)]
    answers: list[Any] = [cg.assertions(seen), cg.claims(seen), cg.disputes(seen), cg.unrecorded(seen)]
    answers += [ask(seen, text) for ask in (cg.positions, cg.timeline) for text in texts]
    sources = {row.source: None for text in texts for row in cg.positions(seen, text)}
    answers += [ask(seen, source) for ask in (cg.opposed_by, cg.track_record) for source in sources]
    answers.append([cg.leads(seen, text) for text in texts])
    for rows in answers:
        again = through_json(rows)
        assert type(again) is list
        assert rows == again
        assert [type(row) for row in again] == [type(row) for row in rows]
        for row, data in zip(rows, cg.to_data(rows), strict=True):
            assert isinstance(row, Record) or list(data) == [
                "record",
                *(field.name for field in attrs.fields(type(row))),
            ]


def test_the_keys_of_an_answer_do_not_depend_on_what_it_says() -> None:
    graph = cg.ClaimGraph()
    graph.extend([says("Ann"), says("Bob", "denies")])
    data = cg.to_data(cg.disputes(graph)[0])
    assert data["divided"] == []
    assert (data["supporters"][0]["implied"], data["supporters"][0]["path"]) == (False, [])
    assert data["supporters"][0]["claim"] == cg.to_data(says("Ann"))  # a record has what it was given


def test_an_answer_is_read_with_and_without_the_keys_that_say_nothing() -> None:
    graph = cg.ClaimGraph()
    graph.add(says("Ann"))
    (row,) = cg.assertions(graph)
    data = cg.to_data(row)
    short = {key: value for key, value in data.items() if value is not None}
    assert len(short) < len(data)
    assert cg.from_data(data) == cg.from_data(short) == row


def test_lengths_of_time_are_written_as_durations() -> None:
    graph = cg.ClaimGraph()
    graph.extend([says("Ann", asserted_at="2022-07-02T12:00Z"), says("Bob", "denies", asserted_at="2022-07-01")])
    precedence = cg.leads(graph, "x")
    assert cg.to_data(precedence)["later"] == ["-P1DT12H1M", "-PT12H"]
    assert through_json(precedence) == precedence
    for length in ("P1M", "12:00", 5, None):
        with pytest.raises(cg.InvalidRecord, match="later"):
            cg.from_data(cg.to_data(precedence) | {"later": [length, "PT0S"]})


def test_a_graph_whose_records_were_taken_out_and_named_anew_comes_back() -> None:
    graph = cg.ClaimGraph()
    graph.add(Source("Ann", note="1"))
    graph.add(Correction(of="source:ann", by="desk", why="nobody"))
    graph.add(Source("Ann", note="2"))
    assert through_json(graph) == graph


@pytest.mark.parametrize(
    "value", [1.5, {"a": 1}, {1, 2}, object(), Source, cg.ClaimGraph().view(), b"x", datetime(2022, 1, 1)]
)
def test_what_is_neither_record_nor_answer_has_no_plain_form(value: Any) -> None:
    with pytest.raises(TypeError, match="expected a record, an answer, rows, an entry or a graph"):
        cg.to_data(value)


GRAPH: dict[str, Any] = {"claimgraph": 1, "zone": "UTC", "log": []}
POSITION: dict[str, Any] = {
    "record": "position",
    "source": "Ann",
    "stance": "affirms",
    "claim": cg.to_data(says("Ann")),
    "since": "2022",
    "certain": True,
}


def test_the_examples_that_are_broken_below_are_sound() -> None:
    assert cg.from_data(GRAPH) == cg.ClaimGraph()
    assert cg.from_data(POSITION) == cg.Position("Ann", cg.Stance.AFFIRMS, says("Ann"), cg.When("2022"), certain=True)


@pytest.mark.parametrize(
    ("data", "record", "field", "problem"),
    [
        ({}, None, "record", "expected one of source"),
        ({"record": "person"}, None, "record", "found 'person', expected one of source"),
        ({"record": None}, None, "record", "expected one of"),
        ({"record": ["source"]}, None, "record", "expected one of"),
        ({"record": {"record": "source"}}, None, "record", "expected one of"),
        ({"record": "source"}, "source", "name", "found nothing, expected a value"),
        (
            {"record": "claim", "source": "Ann", "stance": "affirms", "assertion": "x"},
            "claim",
            "asserted_at",
            "found nothing, expected a date such as '2022-07-02', or '2022-07' or '2022' where no more is known",
        ),
        ({"record": "source", "name": "Ann", "age": 3}, "source", "age", "no field of this name, expected one of name"),
        ({"record": "source", "name": ""}, "source", "name", "text"),
        ({"record": "source", "name": 3}, "source", "name", "text"),
        ({"record": "source", "name": "Ann", "speaks_for": {"record": "source"}}, "source", "name", "found nothing"),
        ({"record": "source", "name": "Ann", "speaks_for": ["x"]}, "source", "speaks_for", "the name of a source"),
        ({"record": "claim", "source": "Ann"}, "claim", "stance", "found nothing"),
        (cg.to_data(says("Ann")) | {"stance": "agrees"}, "claim", "stance", "one of affirms"),
        (cg.to_data(says("Ann")) | {"asserted_at": "soon"}, "claim", "asserted_at", "is no date"),
        (cg.to_data(says("Ann")) | {"cites": [3]}, "claim", "cites", "claims"),
        (
            {"record": "correction", "of": "source:a", "by": "d", "why": "w", "replacement": {}},
            "correction",
            "record",
            "",
        ),
        ({"record": "source", "name": "Ann", "recorded_at": "2022-08-01"}, None, "recorded_at", "with its zone"),
        (
            {"record": "source", "name": "Ann", "recorded_at": "2022-08-01T00:00:00"},
            None,
            "recorded_at",
            "with its zone",
        ),
        ({"record": "source", "name": "Ann", "recorded_at": 5}, None, "recorded_at", "with its zone"),
        ({"record": "source", "name": "Ann", "recorded_at": None}, None, "recorded_at", "with its zone"),
        (POSITION | {"stance": "agrees"}, "position", "stance", ""),
        (POSITION | {"stance": 3}, "position", "stance", ""),
        (POSITION | {"since": "soon"}, "position", "since", ""),
        (POSITION | {"claim": "claim:0"}, "position", "claim", ""),
        (POSITION | {"claim": {"record": "source", "name": "Ann"}}, "position", "claim", ""),
        (POSITION | {"source": 3}, "position", "source", ""),
        (POSITION | {"certain": "yes"}, "position", "certain", ""),
        ({"record": "unrecorded", "kind": "source", "name": "a", "near": None}, "unrecorded", "near", ""),
        ({"record": "unrecorded", "kind": "source", "name": "a", "near": "abc"}, "unrecorded", "near", ""),
        ({"record": "assessed", "assertion": "x", "status": "disputed?"}, "assessed", "status", ""),
        (GRAPH | {"claimgraph": 2}, None, "claimgraph", "found version 2, expected 1"),
        (GRAPH | {"claimgraph": "1"}, None, "claimgraph", "expected 1"),
        (GRAPH | {"claimgraph": None}, None, "claimgraph", "expected 1"),
        (GRAPH | {"zone": "Kyiv/Europe"}, None, "zone", "the name of a time zone"),
        (GRAPH | {"zone": 3}, None, "zone", "the name of a time zone"),
        (GRAPH | {"log": 5}, None, "log", ""),
        (GRAPH | {"log": "abc"}, None, "log", ""),
        (GRAPH | {"log": None}, None, "log", ""),
        (GRAPH | {"log": {"record": "source", "name": "Ann"}}, None, "log", ""),
    ],
)
def test_data_that_cannot_be_accepted_names_its_record_and_field(
    data: Any, record: str | None, field: str, problem: str
) -> None:
    with pytest.raises(cg.InvalidRecord) as caught:
        cg.from_data(data)
    assert caught.value.field == field
    assert record in (None, caught.value.record)
    assert problem in str(caught.value)


@pytest.mark.parametrize("item", [5, "x", None, {"record": "source", "name": "Ann"}])
def test_a_log_of_what_are_no_entries_is_refused(item: Any) -> None:
    """A record without its time would be given the time of reading, and no reading would equal another."""
    with pytest.raises((cg.InvalidRecord, cg.InvalidBatch)):
        cg.from_data(GRAPH | {"log": [item]})


def test_references_to_nothing_in_the_log_of_a_graph_are_refused() -> None:
    entry = cg.to_data(cg.Entry(AUGUST, says("source:nobody")))
    with pytest.raises(cg.InvalidBatch) as caught:
        cg.from_data(GRAPH | {"log": [entry]})
    assert isinstance(caught.value.exceptions[0], cg.UnknownReference)


def test_a_time_of_recording_in_any_zone_is_kept_as_its_moment() -> None:
    data = {"record": "source", "name": "Ann", "recorded_at": "2022-08-01T03:00:00+03:00"}
    assert cg.from_data(data) == cg.Entry(AUGUST, Source("Ann"))


def test_a_claim_with_records_in_it_comes_back_with_them() -> None:
    claim = says(Source("Ann", speaks_for=Source("Army")), assertion=Assertion(subject="a", predicate="b", value=1))
    assert through_json(claim) == claim


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_of_recording_that_no_log_can_hold_is_refused(moment: str) -> None:
    with pytest.raises(cg.InvalidTime, match="beyond the years"):
        cg.from_data({"record": "source", "name": "Rybar", "recorded_at": moment})
