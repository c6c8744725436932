"""FollowTheMoney statements: read as claims of datasets, written back as they were, and read by their own library."""

from __future__ import annotations

import csv
import json
import warnings
from io import BytesIO, StringIO
from typing import Any

import attrs
import fuzz_statements
import pytest
from folders import DATA, SEEDS
from hypothesis import given, settings
from strategies import History, histories

import claimgraph as cg
from claimgraph.io import LossyWarning
from claimgraph.io.ftm import ftm
from claimgraph.io.ftm.statements import COLUMNS, INTERVALS, row_of

SEEN = "2024-05-01"
PLAIN = {"entity_id": "a", "prop": "name", "schema": "Person", "value": "Ann", "dataset": "list", "first_seen": SEEN}
LAYOUTS: tuple[Any, ...] = ("csv", "json")


def objects(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def read(*rows: dict[str, Any], **options: Any) -> cg.ClaimGraph:
    return ftm.read(StringIO(objects(*(PLAIN | row for row in rows))), layout="json", **options)


def claims(graph: cg.ClaimGraph) -> list[cg.Claim]:
    return [entry.record for entry in graph.log if isinstance(entry.record, cg.Claim)]


def records(graph: cg.ClaimGraph) -> list[Any]:
    return [entry.record for entry in graph.log]


def written(view: Any, layout: Any = "csv", **options: Any) -> bytes:
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        ftm.write(view, out, layout=layout, **options)
    return out.getvalue()


def losses(view: Any, **options: Any) -> str:
    with pytest.warns(LossyWarning) as caught:
        ftm.write(view, BytesIO(), **options)
    return str(caught[0].message)


def faults(text: str | bytes, layout: Any = "csv", **options: Any) -> list[Any]:
    stream = BytesIO(text.encode() if isinstance(text, str) else text)
    with pytest.raises(cg.InvalidBatch) as caught:
        ftm.read(stream, layout=layout, **options)
    return list(caught.value.exceptions)


def fault(*rows: dict[str, Any], **options: Any) -> Any:
    (found,) = faults(objects(*(PLAIN | row for row in rows)), "json", **options)
    return found


@pytest.fixture(scope="module")
def sample() -> cg.ClaimGraph:
    with (DATA / "ftm-statements.csv").open("rb") as stream:
        return ftm.read(stream)


# --- reading


def test_both_layouts_say_the_same(sample: cg.ClaimGraph) -> None:
    with (DATA / "ftm-statements.json").open("rb") as stream:
        assert records(ftm.read(stream, layout="json")) == records(sample)


def test_a_dataset_affirms_what_it_was_first_seen_to_say() -> None:
    assert claims(read({}))[0] == cg.Claim(
        "list", "affirms", "a name Ann", asserted_at=SEEN, note='{"schema": "Person"}'
    )


def test_datasets_meet_in_the_canonical_entity(sample: cg.ClaimGraph) -> None:
    sample.add(cg.Predicate("birthDate", values="date"))
    disputed = {row.assertion for row in cg.disputes(sample)}
    assert disputed == {"NK-Rudolf birthDate 1866-11", "NK-Rudolf birthDate 1867"}


def test_what_an_interval_says_held_from_its_start_to_its_end(sample: cg.ClaimGraph) -> None:
    found = {str(one.assertion): one.valid and one.valid.text for one in claims(sample)}
    assert found["gaz-occ holder gaz-7"] == "2020-03-01/2022"
    assert found["gaz-occ startDate 2020-03-01"] is None
    assert found["gaz-occ id gaz-occ"] is None
    assert found["zt-s entity zt-1"] == "2021-05-05"
    assert found["NK-Rudolf birthDate 1867"] is None


@pytest.mark.parametrize(
    ("dates", "valid"),
    [
        ((("startDate", "2001"),), "2001/.."),
        ((("endDate", "2001-05"),), "../2001-05"),
        ((("startDate", "2001"), ("startDate", "1999-12")), "1999-12?/.."),
        ((("endDate", "2001"), ("endDate", "1999-12"), ("startDate", "1998")), "1998/2001?"),
        ((("startDate", "2001"), ("date", "2002")), "2001/.."),
        ((("date", "2002"),), "2002"),
        ((("date", "2022"), ("date", "2014"), ("date", "2018")), "2014?/2022?"),
        ((("date", "2022"), ("date", "2022-05")), "2022?"),
        ((("date", "2014~"), ("date", "2022")), "2014~/2022?"),
        ((("startDate", "2001-01-01T10:00:00"),), "2001-01-01T10:00:00Z/.."),
    ],
)
def test_the_period_is_that_of_the_entity_in_its_dataset(dates: Any, valid: str) -> None:
    owner = {"schema": "Ownership", "prop": "owner", "value": "b"}
    told = [{"schema": "Ownership", "prop": prop, "value": value} for prop, value in dates]
    here, elsewhere, *_ = claims(read(owner, {**owner, "dataset": "other"}, *told))
    assert (str(here.valid), elsewhere.valid) == (valid, None)


def test_a_date_of_what_is_no_interval_is_no_period() -> None:
    date = {"schema": "Document", "prop": "date", "value": "2002"}
    assert [one.valid for one in claims(read({"schema": "Document"}, date))] == [None, None]


def test_each_statement_of_an_entity_whose_period_cannot_be_told_is_refused() -> None:
    rows = [{"prop": "startDate", "value": "2002"}, {"prop": "endDate", "value": "2001"}, {"prop": "owner"}]
    (found,) = faults(objects(*(PLAIN | row for row in rows)), "json")
    assert (found.line, found.field) == (3, "endDate")
    assert "the period of 'a'" in found.problem
    assert fault({"prop": "startDate", "value": "soon"}, {}).field == "startDate"
    assert "expected a date" in fault({"prop": "startDate", "value": "2001/2002"}, {}).problem


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01T06:00:00", "2024-05-01T06:00:00Z"),
        ("2024-05-01 06:00:00", "2024-05-01T06:00:00Z"),
        ("2024-05-01T06:00:00.123456", "2024-05-01T06:00:00.123456Z"),
        ("2024-05-01T06:00:00+03:00", "2024-05-01T06:00:00+03:00"),
    ],
)
def test_times_without_a_zone_are_in_utc(text: str, when: str) -> None:
    assert str(claims(read({"first_seen": text}, zone="Europe/Kyiv"))[0].asserted_at) == when


def test_when_it_was_first_seen_is_given_and_never_guessed() -> None:
    assert fault({"first_seen": None}).field == "first_seen"
    assert fault({"first_seen": "01/05/2024"}).field == "first_seen"
    assert str(claims(read({"first_seen": None}, snapshot="2024-06"))[0].asserted_at) == "2024-06"


@pytest.mark.parametrize("name", ["snapshot", "gone_by"])
@pytest.mark.parametrize("given", ["soon", 5, "2024~", "2024/.."])
def test_days_given_by_the_caller_are_days(name: str, given: Any) -> None:
    assert fault({}, **{name: given}).field == name


def test_what_has_disappeared_is_withdrawn_only_if_the_caller_says_so() -> None:
    old, new = {"last_seen": "2024-05-20"}, {"last_seen": "2024-06-01", "value": "Anna"}
    assert {one.stance for one in claims(read(old, new))} == {cg.Stance.AFFIRMS}
    graph = read(old, new, {"first_seen": "2024-05-30", "value": "Anja"}, gone_by="2024-06-01")
    gone = [one for one in claims(graph) if one.stance is cg.Stance.WITHDRAWS]
    assert [(one.assertion, str(one.asserted_at)) for one in gone] == [
        ("a name Ann", "2024-06-01"),
        ("a name Anja", "2024-06-01"),
    ]
    assert cg.status(graph, "a name Ann") is cg.Status.RETRACTED
    assert cg.status(graph.view(as_of="2024-05-31"), "a name Ann") is cg.Status.CLAIMED
    assert cg.status(graph, "a name Anna") is cg.Status.CLAIMED
    assert fault({"last_seen": "soon"}, gone_by="2024-06-01").field == "last_seen"
    assert fault({"last_seen": "soon"}).field == "last_seen"
    assert len(claims(read({"first_seen": None}, snapshot="2024", gone_by="2025"))) == 1


def again(graph: cg.ClaimGraph, last: str | None, gone: str | None = None, **more: Any) -> cg.ClaimGraph:
    """Read the same statement in an export of another day, whatever is warned of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        return read({"last_seen": last, **more.pop("row", {})}, into=graph, gone_by=gone, **more)


def told(graph: cg.ClaimGraph) -> list[tuple[str, str]]:
    return [(str(row.at), str(row.status)) for row in cg.timeline(graph, "a name Ann")]


def test_a_statement_seen_again_is_no_other_claim_and_is_gone_as_a_whole() -> None:
    graph = cg.ClaimGraph()
    for day in ("2024-06-01", "2024-06-02", "2024-06-03"):
        again(graph, day, day)
    assert len(claims(graph)) == 1
    assert cg.status(graph, "a name Ann") is cg.Status.CLAIMED
    again(graph, "2024-06-03", "2024-07-01")
    assert told(graph) == [(SEEN, "claimed"), ("2024-07-01", "retracted")]
    for gone in ("2024-07-01", "2024-08-01"):  # what is gone is not gone again
        again(graph, "2024-06-03", gone)
    assert len(claims(graph)) == 2


def test_a_period_that_a_later_export_changes_takes_the_earlier_back() -> None:
    def export(end: str | None, last: str) -> None:
        rows = [{"prop": "owner", "value": "b"}, {"prop": "startDate", "value": "2001"}]
        rows += [] if end is None else [{"prop": "endDate", "value": end}]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", LossyWarning)
            read(*({"schema": "Ownership", "last_seen": last, **row} for row in rows), into=graph)

    graph = cg.ClaimGraph()
    for end, last in ((None, "2024-06-01"), ("2021", "2024-07-01"), (None, "2024-06-01"), ("2021", "2024-08-01")):
        export(end, last)
        found = [one for one in claims(graph) if str(one.assertion) == "a owner b"]
    assert [(one.stance.value, str(one.valid), str(one.asserted_at)) for one in found] == [
        ("affirms", "2001/..", SEEN),
        ("affirms", "2001/2021", SEEN),
        ("withdraws", "None", "2024-07-01"),
    ]
    assert cg.status(graph.view(valid_at="2023"), "a owner b") is cg.Status.RETRACTED
    assert cg.status(graph.view(valid_at="2010"), "a owner b") is cg.Status.CLAIMED
    export(None, "2024-09-01")
    assert cg.status(graph.view(valid_at="2023"), "a owner b") is cg.Status.CLAIMED


def test_an_older_export_read_late_does_not_take_back_what_was_seen_since() -> None:
    graph = again(cg.ClaimGraph(), "2024-08-01")
    again(graph, "2024-06-01", "2024-07-01")
    assert told(graph) == [(SEEN, "claimed")]


def test_every_copy_that_a_graph_has_of_a_statement_is_withdrawn() -> None:
    graph = cg.ClaimGraph()
    for day in ("2024-06-01", "2024-06-02"):  # as two files that were read apart, and put together
        graph.extend(records(read({"last_seen": day})))
    again(graph, "2024-06-02", "2024-07-01")
    assert cg.status(graph, "a name Ann") is cg.Status.RETRACTED
    assert len(claims(graph)) == 4


def test_what_was_gone_and_is_seen_again_is_affirmed_again_and_only_then() -> None:
    graph = again(cg.ClaimGraph(), "2024-06-01", "2024-07-01")
    again(graph, "2024-06-01")  # an old export does not bring it back
    again(graph, "2024-06-30", "2024-07-01")
    assert told(graph)[-1] == ("2024-07-01", "retracted")
    again(graph, "2024-09-01", "2024-09-01")
    again(graph, "2024-09-01", "2024-09-01")
    expected = [(SEEN, "claimed"), ("2024-07-01", "retracted"), ("2024-09-01", "claimed")]
    assert told(graph) == expected
    again(graph, "2024-10-01", "2024-10-01")
    assert told(graph) == expected
    again(graph, "2024-10-01", "2025-01-01")
    assert told(graph) == [*expected, ("2025-01-01", "retracted")]
    # It is still one statement, first seen when it was.
    (line,) = written(graph, "json").splitlines()
    assert [json.loads(line)[name] for name in ("first_seen", "last_seen")] == [SEEN, "2024-09-01"]


def test_a_statement_that_does_not_say_since_when_is_the_same_in_each_snapshot() -> None:
    graph = cg.ClaimGraph()
    for day in ("2024-05-01", "2024-05-02"):
        again(graph, None, row={"first_seen": None}, snapshot=day)
    assert [str(one.asserted_at) for one in claims(graph)] == ["2024-05-01"]
    again(graph, None, row={"first_seen": None}, snapshot="2024-04-01")
    assert len(claims(graph)) == 2  # that it was there before is news


def test_that_a_statement_was_seen_later_is_lost_and_said_so_before_anything_is_recorded() -> None:
    graph = again(cg.ClaimGraph(), "2024-06-01")
    with pytest.warns(LossyWarning, match="read without: the later last_seen of 1 statement that the graph has"):
        read({"last_seen": "2024-07-01"}, into=graph)
    before = len(graph.log)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read({"last_seen": "2024-06-01"}, into=graph)
        read({"last_seen": "2024-05-20"}, into=graph)
        with pytest.raises(LossyWarning):
            read({"last_seen": "2024-07-01"}, {"value": "Anna"}, into=graph)
    assert len(graph.log) == before


def test_a_statement_that_one_file_repeats_was_last_seen_when_it_was_last() -> None:
    graph = read({"last_seen": "2024-06-01"}, {"last_seen": "2024-07-01"}, {}, gone_by="2024-06-15")
    assert [one.stance for one in claims(graph)] == [cg.Stance.AFFIRMS]
    assert json.loads(written(graph, "json"))["last_seen"] == "2024-07-01"


def test_reading_twice_or_after_other_records_changes_nothing_else(sample: cg.ClaimGraph) -> None:
    before = len(sample.log)
    with (DATA / "ftm-statements.csv").open("rb") as stream:
        assert ftm.read(stream, into=sample) is sample
    assert len(sample.log) == before
    graph = cg.ClaimGraph()
    graph.add(cg.Assertion("She is called Ann", subject="a", predicate="name", value="ann"))
    assert claims(read({}, into=graph))[0].assertion == "She is called Ann"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"value": ""}, "value"),
        ({"value": None}, "value"),
        ({"value": 5}, "value"),
        ({"value": "\ud800"}, "value"),
        ({"value": " "}, "value"),
        ({"dataset": None}, "dataset"),
        ({"dataset": "source:x"}, "dataset"),
        ({"external": "perhaps"}, "external"),
        ({"external": 1}, "external"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_field_at_fault_is_named(change: dict[str, Any], field: str) -> None:
    found = fault({}, change)
    assert (found.line, found.field) == (2, field)


def test_what_the_model_tells_is_passed_over() -> None:
    assert claims(read({"prop_type": "name", "target": "t"})) == claims(read({}))


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 1, "no column entity_id"),
        ("entity_id,prop\n", 1, "no column schema, value, dataset"),
        ("entity_id,prop,schema,value,dataset,prop\n", 1, "twice"),
        ("entity_id,prop,schema,value,dataset\na,b\n", 2, "found 2 cells, expected 5"),
        ('entity_id,prop,schema,value,dataset\n"a\n', 2, "no row"),
        ("entity_id,prop,schema,value,dataset,first_seen\na,b,c,d,e,2024,\n", 2, "found 7 cells"),
    ],
)
def test_a_sheet_at_fault_is_refused_with_its_line(text: str, line: int, expected: str) -> None:
    (found,) = faults(text)
    assert (found.line, expected in str(found)) == (line, True)


@pytest.mark.parametrize("on_error", ["raise", "collect"])
def test_a_column_that_nobody_knows_is_one_fault_of_the_file(on_error: Any) -> None:
    text = "entity_id,prop,schema,value,dataset,first_seen,colour,size\n" + "a,name,Person,Ann,list,2024,red,5\n" * 3
    with pytest.raises(cg.InvalidBatch, match="1 fault") as caught:
        cg.read(StringIO(text), format="ftm-csv", on_error=on_error)
    (found,) = caught.value.exceptions
    assert isinstance(found, cg.InvalidRecord)
    assert (found.line, found.field) == (1, "colour, size")


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_object_file_without_statements_is_read_and_says_so(text: str) -> None:
    with pytest.warns(LossyWarning, match="any statement, for the file is empty") as caught:
        assert len(cg.read(StringIO(text), format="ftm-json").log) == 0
    assert caught[0].filename == __file__


ENTITY: dict[str, Any] = {"id": "a", "schema": "Person", "properties": {"name": ["Ann", "Anna"]}}


@pytest.mark.parametrize(
    "entity",
    [
        ENTITY,
        ENTITY | {"caption": "Ann", "datasets": ["d"], "first_seen": "2024-01-01", "last_seen": "2024-01-01"},
        ENTITY | {"properties": {"owner": [ENTITY]}, "target": True},
    ],
)
@pytest.mark.parametrize("on_error", ["raise", "collect"])
def test_a_file_of_entities_is_named_as_such_in_one_fault(entity: dict[str, Any], on_error: Any) -> None:
    for text, line in (
        (objects(entity, entity), 1),
        (json.dumps([entity] * 3, indent=1), 2),
        (objects(PLAIN, entity), 2),
    ):
        with pytest.raises(cg.InvalidBatch) as caught:
            cg.read(StringIO(text), format="ftm-json", on_error=on_error)
        (error,) = caught.value.exceptions
        assert str(error).startswith(f"line {line}: found an entity, expected statements")
        assert "ftm statements FILE -d DATASET" in str(error)


@pytest.mark.parametrize("data", [PLAIN, ENTITY, [ENTITY]])
def test_json_that_is_read_as_a_sheet_is_named_as_such(data: Any) -> None:
    (error,) = faults(json.dumps(data))
    assert str(error) == "line 1: found JSON, expected CSV; read statements in JSON with format='ftm-json'"


def test_an_object_at_fault_is_refused_with_its_line() -> None:
    assert [(one.line, "object" in str(one)) for one in faults("5\n[]\n", "json")] == [(1, True), (2, True)]
    assert [one.line for one in faults(objects(PLAIN) + "{", "json")] == [2]
    assert faults(objects(PLAIN), "json", into=cg.ClaimGraph("Europe/Kyiv"), zone="UTC")[0].field == "zone"


# --- writing


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_was_read_is_written_as_it_was(layout: Any) -> None:
    path = DATA / f"ftm-statements.{layout}"
    graph = ftm.read(BytesIO(path.read_bytes()), layout=layout)
    out = BytesIO()
    ftm.write(graph, out, layout=layout)  # and warns of nothing
    if layout == "json":
        assert list(map(json.loads, out.getvalue().splitlines())) == list(
            map(json.loads, path.read_bytes().splitlines())
        )
    else:
        given, found = (list(csv.DictReader(StringIO(text.decode()))) for text in (path.read_bytes(), out.getvalue()))
        assert found == [row | {"prop_type": ""} for row in given]


HOSTILE = [
    'a"b',
    "a\nb\r\nc",
    "=HYPERLINK(A1)",
    "</script>",
    "\u202eabc",
    "\U0001f600",
    "x" * 1_000_000,
    "'=1",
    "\0",
    ",",
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_hostile_text_comes_back_as_it_was(layout: Any) -> None:
    rows = [{"value": text, "original_value": text + "!", "origin": text, "lang": "eng"} for text in HOSTILE]
    graph = read(*rows, {"value": "X"}, {"value": "x", "canonical_id": "A", "entity_id": "b"})
    again = ftm.read(BytesIO(written(graph, layout)), layout=layout)
    assert records(again) == records(graph)
    assert [row_of(json.loads(line)).value for line in written(again, "json").splitlines()] == [*HOSTILE, "X", "x"]


def claim(value: str = "Kyiv", **more: Any) -> cg.Claim:
    held = cg.Assertion(subject="Ann", predicate="born in", value=value)
    return cg.Claim("list", more.pop("stance", "affirms"), held, **{"asserted_at": SEEN, **more})


def test_the_caller_names_the_properties_of_predicates() -> None:
    graph = cg.ClaimGraph()
    graph.add(claim())
    out = BytesIO()
    ftm.write(graph, out, predicates={"born in": "Person:birthPlace"}, layout="json")
    found = json.loads(out.getvalue())
    assert {name: found[name] for name in ("entity_id", "schema", "prop", "value", "dataset", "first_seen")} == {
        "entity_id": "Ann",
        "schema": "Person",
        "prop": "birthPlace",
        "value": "Kyiv",
        "dataset": "list",
        "first_seen": SEEN,
    }


@pytest.mark.parametrize("predicates", [{"born in": "birthPlace"}, {"born in": 5}, {"born in": "Person:"}])
def test_a_property_is_named_with_its_schema(predicates: Any) -> None:
    with pytest.raises(cg.InvalidRecord) as caught:
        ftm.write(cg.ClaimGraph(), BytesIO(), predicates=predicates)
    assert caught.value.field == "predicates"


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([claim(stance="denies")], "1 claim that denies"),
        ([cg.Claim("list", "affirms", "bridge open", asserted_at=SEEN)], "1 claim without subject"),
        (
            [cg.Claim("list", "affirms", cg.Assertion(subject="a", predicate="b", value="c"), asserted_at=SEEN)],
            "no sche",
        ),
        ([claim(note="seen")], "the note of 1 claim"),
        ([claim(note='{"schema": 5}')], "the note of 1 claim"),
        ([claim(note='{"colour": "red"}')], "the note of 1 claim"),
        ([claim(note="{" * 100_000)], "the note of 1 claim"),
        ([claim(valid="2001")], "the period of 1 claim"),
        ([claim(cites="Bob")], "a citation of 1 claim"),
        ([claim(hedge="perhaps")], "the hedge of 1 claim"),
        ([claim(document="https://example.org")], "the document of 1 claim"),
        ([claim(asserted_at="2024-05")], "how precisely it is known when 1 claim"),
        ([claim(asserted_at="2024-05-01T10:00Z")], "how precisely"),
        ([claim(), claim(asserted_at="2024-06-01", stance="withdraws")], "1 claim that no longer stands"),
        ([claim(), claim(asserted_at="2024-06-01", stance="denies")], "1 claim that no longer stands"),
        ([claim(valid="2001/2002"), claim(valid="2001/2002", asserted_at="2025", stance="denies")], "no longer stands"),
        ([claim(), cg.Source("list", url="https://example.org")], "the url of 1 source"),
        ([claim(), cg.Predicate("born in")], "1 predicate"),
        (
            [attrs.evolve(claim(), assertion=cg.Assertion("Yes", subject="Ann", predicate="born in", value="Kyiv"))],
            "the words of 1 claim",
        ),
    ],
)
def test_what_is_left_out_is_named(records: Any, expected: str) -> None:
    graph = cg.ClaimGraph()
    graph.extend(records)
    assert expected in losses(graph, predicates={"born in": "Person:birthPlace"})


def test_dates_that_would_make_their_entity_unreadable_are_left_out_and_named() -> None:
    def of(predicate: str, value: str) -> cg.Claim:
        return cg.Claim(
            "list", "affirms", cg.Assertion(subject="a", predicate=predicate, value=value), asserted_at=SEEN
        )

    predicates = {"began": "Ownership:startDate", "ended": "Ownership:endDate", "owner": "Ownership:owner"}
    for dates, kept in (
        ((("began", "soon"), ("ended", "2002")), ["../2002"]),
        ((("began", "2003"), ("ended", "2002")), [None]),
    ):
        graph = cg.ClaimGraph()
        graph.extend([of("owner", "b"), *(of(*date) for date in dates)])
        count = "1 claim" if kept != [None] else "2 claims"
        assert f"{count} whose value is no date that makes a period" in losses(graph, predicates=predicates)
        again = ftm.read(BytesIO(written(graph, predicates=predicates)))
        found = [one.valid and one.valid.text for one in claims(again) if str(one.assertion) == "a owner b"]
        assert found == kept
    # By themselves they are read, and written, as they are.
    alone = read({"prop": "startDate", "schema": "Ownership", "value": "soon"})
    assert b"soon" in written(alone)


def test_a_zone_is_left_out() -> None:
    graph = cg.ClaimGraph("Europe/Kyiv")
    graph.add(claim())
    assert "zone='Europe/Kyiv'" in losses(graph, predicates={"born in": "Person:birthPlace"})


def test_what_still_stands_is_written_after_a_change_of_mind() -> None:
    graph = cg.ClaimGraph()
    later = claim(asserted_at="2024-07-01")
    graph.extend([claim(), claim(asserted_at="2024-06-01", stance="denies"), later, claim(stance="comments", note="?")])
    rows = written(graph, "json", predicates={"born in": "Person:birthPlace"}).splitlines()
    assert [json.loads(row)["first_seen"] for row in rows] == ["2024-07-01"]


def test_a_view_is_written_as_it_sees() -> None:
    graph = read({}, {"dataset": "other", "first_seen": "2025-01-01"})
    lines = written(graph.view(as_of="2024-12-31"), "json").splitlines()
    assert [json.loads(line)["dataset"] for line in lines] == ["list"]


def test_a_source_named_by_its_id_is_written_by_its_name() -> None:
    graph = cg.ClaimGraph()
    graph.extend([cg.Source("List"), attrs.evolve(claim(), source="source:list")])
    line = written(graph, "json", predicates={"born in": "Person:birthPlace"})
    assert json.loads(line)["dataset"] == "List"


# --- any graph


HELD = {"held by": "Thing:country"}


def graph_of(history: History) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    for at, record in history:
        graph.add(record, recorded_at=at)
    return graph


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=60)
@given(history=histories())
def test_a_second_round_trip_changes_nothing_more(layout: Any, history: History) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*the file is empty")
        once = ftm.read(BytesIO(written(graph_of(history), layout, predicates=HELD)), layout=layout)
        twice = ftm.read(BytesIO(written(once, layout)), layout=layout)
    assert records(twice) == records(once)


def test_the_wider_record_of_lysychansk_passes_through() -> None:
    graph = cg.read(SEEDS / "lysychansk-2022.jsonl")
    text = written(graph, predicates={"controlled by": "Thing:country"})
    once = ftm.read(BytesIO(text))
    assert claims(once)
    affirmed = {(str(one.source), str(one.assertion)) for one in cg.claims(graph) if one.stance is cg.Stance.AFFIRMS}
    assert {
        (str(one.source), str(one.assertion).replace(" country ", " controlled by ")) for one in claims(once)
    } <= affirmed
    assert records(ftm.read(BytesIO(written(once)))) == records(once)


# --- as their own library has it


@pytest.fixture(scope="module")
def library() -> Any:
    reason = "followthemoney is not installed: pip install 'claimgraph[ftm]' (PyICU needs the headers of ICU)"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("followthemoney.statement", reason=reason)


def theirs(library: Any, text: bytes, layout: Any) -> list[dict[str, Any]]:
    return [statement.to_dict() for statement in library.serialize.read_statements(BytesIO(text), layout)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_their_readers_read_what_is_written_and_find_the_same(library: Any, layout: Any) -> None:
    rows = [{"value": text, "original_value": text + "!", "lang": "eng"} for text in HOSTILE]
    rows += [
        {"external": True, "canonical_id": "NK-1", "last_seen": "2024-06-01"},
        {"first_seen": "2024-01-01T06:00:00"},
    ]
    graph = read(*rows)
    found = theirs(library, written(graph, layout), layout)
    for one, row in zip(found, rows, strict=True):
        whole = PLAIN | row
        assert {name: one[name] for name in whole} == whole
        assert one["id"] == library.Statement.from_dict({**one, "id": None}).id
    assert claims(ftm.read(BytesIO(objects(*found).encode()), layout="json")) == claims(graph)


def test_what_their_writers_write_is_read_and_the_same_is_written_again(library: Any) -> None:
    text = (DATA / "ftm-statements.csv").read_bytes()
    statements = list(library.serialize.read_statements(BytesIO(text), "csv"))
    for layout in LAYOUTS:
        out = _Kept()
        library.serialize.write_statements(out, layout, statements)
        graph = ftm.read(BytesIO(out.text), layout=layout)
        assert theirs(library, written(graph, layout), layout) == [one.to_dict() for one in statements]
        header = out.text.split(b"\n")[0].decode()
        assert layout == "json" or header == ",".join(f'"{name}"' for name in COLUMNS)


def test_their_entities_are_made_of_what_is_written(library: Any) -> None:
    from followthemoney.dataset import Dataset

    graph = cg.read(SEEDS / "lysychansk-2022.jsonl")
    text = written(graph, predicates={"controlled by": "Thing:country"})
    statements = list(library.serialize.read_statements(BytesIO(text), "csv"))
    assert statements
    dataset = Dataset.make({"name": "lysychansk", "title": "Lysychansk"})
    one = [statement for statement in statements if statement.entity_id == statements[0].entity_id]
    entity = library.StatementEntity.from_statements(dataset, one)
    assert set(entity.get("country")) == {statement.value for statement in one}


@settings(max_examples=30)
@given(history=histories())
def test_their_reader_takes_any_graph(library: Any, history: History) -> None:
    for layout in LAYOUTS:
        text = written(graph_of(history), layout, predicates=HELD)
        ours = [row_of(json.loads(line)) for line in written(graph_of(history), "json", predicates=HELD).splitlines()]
        assert [one["value"] for one in theirs(library, text, layout)] == [row.value for row in ours]


def test_the_schemata_that_are_intervals_are_those_of_their_model(library: Any) -> None:
    from followthemoney import model

    assert {schema.name for schema in model.schemata.values() if schema.is_a("Interval")} == INTERVALS
    others = [schema for schema in model.schemata.values() if schema.name not in INTERVALS]
    assert not [schema.name for schema in others if {"startDate", "endDate"} & set(schema.properties)]


class _Kept(BytesIO):
    """Keeps what was written when it is closed."""

    text = b""

    def flush(self) -> None:
        self.text = self.getvalue()
        super().flush()


def test_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    assert set(fuzz_statements.main("ftm", 400, 1)) == {"ftm read", "ftm refused"}


def test_claims_that_become_one_statement_are_counted_when_they_are_written() -> None:
    assertion = cg.Assertion(subject="a", predicate="born in", value="Kyiv")
    said = cg.Claim("list", "affirms", assertion, asserted_at=SEEN, quote="born there")
    graph = cg.ClaimGraph()
    graph.extend([said, attrs.evolve(said, quote="in Kyiv"), attrs.evolve(said, asserted_at="2024-05-02")])
    predicates = {"born in": "Person:birthPlace"}
    assert "1 claim that is written as another one is, and read as one with it" in losses(graph, predicates=predicates)
    again = ftm.read(BytesIO(written(graph, predicates=predicates)))
    assert len(claims(again)) == 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ftm.write(again, BytesIO())
