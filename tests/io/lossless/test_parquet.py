"""Parquet keeps everything, is queried by others, and no damaged file raises anything but an addressed error."""

from __future__ import annotations

import json
import random
import sys
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import duckdb
import fuzz_tables
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from strategies import History, histories, ruled_histories, zones
from test_seeds import SEEDS

import claimgraph as cg
from claimgraph.convert import plain_data
from claimgraph.io import read, write
from claimgraph.io.lossless import parquet
from claimgraph.io.lossless.columns import schema as columns
from tests.io.lossless.test_jsonl import graph_of
from tests.io.tables.test_frames import HOSTILE

MARK = {b"claimgraph": b"1", b"claimgraph.zone": b"UTC"}
SAID = {"record": "claim", "source": "Ann", "stance": "affirms", "assertion": "x", "asserted_at": "2022"}
TIMED = {**SAID, "recorded_at": "2022-07-02T00:00:00Z"}
CORRECTION = {"record": "correction", "of": "source:ann", "by": "desk", "why": "typo"}


def bytes_of(graph: cg.ClaimGraph) -> bytes:
    out = BytesIO()
    write(graph, out, format="parquet")
    return out.getvalue()


def file_of(*rows: dict[str, Any], schema: Any = None, mark: dict[bytes, bytes] = MARK) -> bytes:
    table = pa.Table.from_pylist(list(rows), schema=schema or columns())
    return bytes_of_table(table.replace_schema_metadata(mark))


def bytes_of_table(table: pa.Table, **options: Any) -> bytes:
    out = BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def faults(data: bytes, **options: Any) -> list[Any]:
    with pytest.raises(cg.InvalidBatch) as caught:
        read(BytesIO(data), format="parquet", **options)
    return list(caught.value.exceptions)


def places(data: bytes) -> list[tuple[Any, ...]]:
    return [(fault.line, fault.record, fault.field) for fault in faults(data)]


# --- round trip


@given(histories(), zones())
@settings(max_examples=80, deadline=None)
def test_a_graph_read_again_is_the_same_graph(history: History, zone: str) -> None:
    graph = graph_of(history, zone)
    again = read(BytesIO(bytes_of(graph)), format="parquet")
    assert again == graph
    assert again.zone.key == zone
    assert bytes_of(again) == bytes_of(graph)


@given(ruled_histories())
@settings(max_examples=40, deadline=None)
def test_rules_come_back_too(history: History) -> None:
    graph = graph_of(history)
    assert read(BytesIO(bytes_of(graph)), format="parquet") == graph


@pytest.mark.parametrize("name", ["lysychansk-2022", "lysychansk-article"])
def test_the_lysychansk_record_comes_back_whole(name: str, tmp_path: Path) -> None:
    graph = cg.read(SEEDS / f"{name}.jsonl")
    cg.write(graph, tmp_path / "claims.parquet")
    assert cg.read(tmp_path / "claims.parquet") == graph


def every_kind() -> cg.ClaimGraph:
    graph = cg.ClaimGraph("Asia/Kolkata")
    claim = cg.Claim(
        "Ann",
        "affirms",
        "x",
        asserted_at="2022-07~",
        cites=["Bob", cg.UNKNOWN],
        credibility=2,
        hedge="?",
        locator="p. 1",
        quote="q",
    )
    wrong = cg.Correction(of="source:bob", by="desk", why="typo")
    times = ["0001-01-01T00:00:00Z", "2022-07-02T18:00:00.000001Z", "2022-12-31T23:59:59.999999Z"]
    graph.extend(
        [cg.Source("Ann", speaks_for="North", reliability="B", url="https://e.org", note="n")], recorded_at=times[0]
    )
    graph.extend([claim, cg.Document("t", url="https://e.org", publisher="p", date="2022")], recorded_at=times[1])
    graph.extend(
        [
            cg.Affiliation("Bob", speaks_for=None, valid="2022/.."),
            cg.SameAs("Ann", "Anne"),
            cg.Assertion(subject="s", predicate="p", value=3, note="n"),
            cg.Predicate("p", single_valued=True, inherits=True, values="quantity", cumulative=True),
            cg.Part("s", of="t"),
            cg.Link("x", "contrary", "y"),
            cg.Dismissal("x", "y", by="desk", why="w"),
            cg.Reliance("https://e.org", "x", note="n"),
            cg.Correction(
                of=claim,
                by="desk",
                why="w",
                replacement=cg.Claim("Ann", "denies", "x", asserted_at="2022", cites="Bob"),
            ),
            wrong,
            cg.Correction(
                of=wrong,
                by="desk",
                why="w",
                replacement=cg.Correction(of="source:bob", by="a", why="b", replacement=cg.Source("Rob")),
            ),
        ],
        recorded_at=times[2],
    )
    return graph


def test_every_kind_of_record_and_every_field_has_a_place_and_comes_back() -> None:
    graph = every_kind()
    assert {entry.record.kind for entry in graph.log} == set(plain_data.RECORDS)
    data = bytes_of(graph)
    assert read(BytesIO(data), format="parquet") == graph
    frame = pl.read_parquet(BytesIO(data))
    assert [name for name in frame.columns if frame[name].is_null().all()] == []


def test_an_empty_graph_is_a_file_without_rows() -> None:
    graph = cg.ClaimGraph("Europe/Kyiv")
    assert read(BytesIO(bytes_of(graph)), format="parquet") == graph


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_to_the_letter(text: str) -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Claim(text, "affirms", text, asserted_at="2022", note=text, cites=[text + "!"]))
    graph.add(
        cg.Correction(
            of=graph.log[-1].record, by=text, why=text, replacement=cg.Claim(text, "denies", text, asserted_at="2022")
        )
    )
    data = bytes_of(graph)
    assert read(BytesIO(data), format="parquet") == graph
    assert pl.read_parquet(BytesIO(data)).filter(record="claim")["note"].to_list() == [text]


def test_the_log_is_written_and_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = cg.ClaimGraph()
    graph.extend([cg.Source(f"S{n}", note="x" * 100) for n in range(1000)])
    monkeypatch.setattr(parquet, "_AT_ONCE", 7)
    for name, value, groups in (
        ("_GROUP", 300, 4),
        ("_GROUP_SIZE", 30_000, 4),
        ("_GROUP", 10**6, 4),
        ("_GROUP_SIZE", 10**9, 1),
    ):
        monkeypatch.setattr(parquet, name, value)
        data = bytes_of(graph)
        assert abs(pq.ParquetFile(BytesIO(data)).num_row_groups - groups) <= 2
        assert read(BytesIO(data), format="parquet") == graph


# --- what others read


def test_others_read_the_columns_with_their_types() -> None:
    data = bytes_of(every_kind())
    for frame in (
        pl.read_parquet(BytesIO(data)),
        pl.from_pandas(pd.read_parquet(BytesIO(data), dtype_backend="pyarrow")),
    ):
        schema = frame.schema
        assert schema["recorded_at"] == pl.Datetime("us", "UTC")
        assert schema["cites"] == pl.List(pl.String)
        assert (schema["credibility"], schema["single_valued"]) == (pl.Int64, pl.Boolean)
        assert frame["record"].null_count() == 0
        (claim,) = frame.filter(record="claim").iter_rows(named=True)
        assert claim["cites"] == ["Bob", "unknown:"]
        assert claim["recorded_at"] == datetime(2022, 7, 2, 18, 0, 0, 1, UTC)
        assert claim["id"] == frame.filter(pl.col("of").str.starts_with("claim:"))["of"][0]


def test_duckdb_reads_it_too(tmp_path: Path) -> None:
    graph = cg.read(SEEDS / "lysychansk-2022.jsonl")
    path = tmp_path / "claims.parquet"
    cg.write(graph, path)
    query = "select count(*), count(id), max(recorded_at) is not null from read_parquet(?) where record = 'claim'"
    found = duckdb.execute(query, [str(path)]).fetchone()
    claims = sum(entry.record.kind == "claim" for entry in graph.log)
    assert found == (claims, claims, True)


# --- faults


def test_every_fault_is_reported_with_its_row_and_its_column() -> None:
    good = {"record": "source", "name": "Bob"}
    data = file_of(
        good,
        {**SAID, "stance": "doubts"},
        {"record": "rumour"},
        {"name": "x"},
        {**good, "quote": "x"},
        {"record": "source"},
        {**SAID, "cites": ["Ann", None]},
        {**SAID, "id": "claim:0"},
        {"record": "document"},
        {**SAID, "asserted_at": "02/07/2022"},
    )
    assert places(data) == [
        (2, "claim", "stance"),
        (3, None, "record"),
        (4, None, "record"),
        (5, "source", "quote"),
        (6, "source", "name"),
        (7, "claim", "cites"),
        (8, "claim", "id"),
        (9, "document", "title"),
        (10, "claim", "asserted_at"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "5",
        "[]",
        "{}",
        "NaN",
        "[" * 100_000,
        '{"record": "rumour"}',
        '{"record": "dispute"}',
        '{"record": ["source"]}',
        '{"record": "source", "name": "Ann", "name": "Bob"}',
        '{"record": "source", "name": "Ann", "recorded_at": "2022-07-02T00:00:00Z"}',
        '{"record": "source", "name": "Ann", "claimgraph": 1}',
        '{"record": "source", "name": NaN}',
        '{"record": "source"}',
        json.dumps(SAID),
        json.dumps({"record": "source", "name": {"claimgraph": 1, "log": [{**TIMED, "cites": ["claim:0"]}]}}),
        '{"record": "correction", "of": "source:ann", "by": "a", "why": "b", "replacement": ' * 120 + "5" + "}" * 120,
    ],
)
def test_a_replacement_that_is_no_record_is_refused(text: str) -> None:
    ((line, record, _),) = places(file_of({**CORRECTION, "replacement": text}))
    assert (line, record) == (1, "correction" if record == "correction" else record)
    assert record in plain_data.RECORDS


def test_a_time_beyond_the_calendar_and_one_out_of_order_are_refused() -> None:
    rows = [{"record": "source", "name": f"S{n}"} for n in range(3)]
    table = pa.Table.from_pylist(rows, schema=columns()).replace_schema_metadata(MARK)
    for micros, expected in (
        ([0, 2**62, 1], [(2, "source", "recorded_at")]),
        ([1, 0, 1], [(2, "source", "recorded_at")]),
    ):
        column = pa.array(micros, pa.int64()).cast(pa.timestamp("us", "UTC"))
        assert places(bytes_of_table(table.set_column(1, "recorded_at", column))) == expected
    assert len(read(BytesIO(bytes_of_table(table.drop_columns(["recorded_at", "id"]))), format="parquet").log) == 3


def test_columns_of_other_names_and_types_are_refused_by_name() -> None:
    table = pa.table({"record": ["source"], "name": [b"Ann"], "credibility": [1.5], "nickname": ["A."], "note": [None]})
    found = places(bytes_of_table(table.replace_schema_metadata(MARK)))
    assert found == [(None, None, name) for name in ("name", "credibility", "nickname", "note")]
    twice = pa.Table.from_arrays([pa.array(["source"])] * 2, names=["record", "record"]).replace_schema_metadata(MARK)
    assert places(bytes_of_table(twice)) == [(None, None, "record")]
    none = pa.table({"name": ["Ann"]}).replace_schema_metadata(MARK)
    assert places(bytes_of_table(none)) == [(None, None, "record")]


def test_a_file_of_somebody_else_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "theirs.parquet"
    pl.DataFrame({"source": ["Ann"], "stance": ["affirms"], "assertion": ["x"], "asserted_at": ["2022"]}).write_parquet(
        path
    )
    with pytest.raises(cg.InvalidBatch) as caught:
        cg.read(path)
    assert "theirs.parquet: found a Parquet file that claimgraph did not write" in str(caught.value)
    assert "from_frame(pandas.read_parquet(" in str(caught.value)
    assert caught.value.exceptions[0].file == str(path)  # type: ignore[attr-defined]
    assert len(cg.claims(cg.from_frame(pd.read_parquet(path)))) == 1


@pytest.mark.parametrize(
    ("mark", "field"),
    [
        ({**MARK, b"claimgraph": b"2"}, "claimgraph"),
        ({**MARK, b"claimgraph": b"\xff"}, "claimgraph"),
        ({**MARK, b"claimgraph.zone": b"Mars"}, None),
        ({**MARK, b"claimgraph.zone": b"\xff"}, None),
    ],
)
def test_a_later_version_and_an_unknown_zone_are_refused(mark: dict[bytes, bytes], field: str | None) -> None:
    (fault,) = faults(file_of({"record": "source", "name": "Ann"}, mark=mark))
    assert field is None or fault.field == field


def test_a_zone_that_differs_is_refused() -> None:
    for options in ({"zone": "Europe/Kyiv"}, {"into": cg.ClaimGraph("Europe/Kyiv")}):
        (fault,) = faults(bytes_of(cg.ClaimGraph()), **options)
        assert fault.field == "zone"
        assert "Europe/Kyiv" in fault.problem


def test_a_graph_that_is_read_into_stays_as_it_was_after_a_fault() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Source("Bob", note="x"), recorded_at="2022-07-02T00:00Z")
    before = list(graph.log)
    for bad in (file_of(SAID, {"record": "x"}), file_of({"record": "source", "name": "Bob", "note": "y"}), b"PAR1"):
        faults(bad, into=graph)
        assert list(graph.log) == before
    assert read(BytesIO(file_of(SAID)), format="parquet", into=graph) is graph
    assert len(graph.log) == 4


# --- files and streams


def test_a_page_that_was_damaged_is_found_by_its_checksum_and_named_by_its_row() -> None:
    graph = cg.ClaimGraph()
    graph.extend([cg.Source(f"S{n}", note=str(random.Random(n).random())) for n in range(1000)])
    data = bytearray(bytes_of(graph))
    at = pq.ParquetFile(BytesIO(data)).metadata.row_group(0).column(7)
    assert at.path_in_schema == "note"
    data[at.dictionary_page_offset + at.total_compressed_size // 2] ^= 0xFF
    (fault,) = faults(bytes(data))
    assert fault.line == 1
    assert "checksum" in fault.problem or "CRC" in fault.problem


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" * 5, b"source,stance\n", b"\0" * 1000, b"PK\x03\x04" * 10])
def test_what_is_no_parquet_is_one_fault(data: bytes) -> None:
    (fault,) = faults(data)
    assert "found no Parquet file" in fault.problem


def test_texts_that_are_no_utf_8_are_refused() -> None:
    bad = pa.StringArray.from_buffers(1, pa.array([0, 2], pa.int32()).buffers()[1], pa.py_buffer(b"\xff\xfe"))
    table = pa.table({"record": ["source"], "name": bad}).replace_schema_metadata(MARK)
    (fault,) = faults(bytes_of_table(table))
    assert fault.line == 1
    assert "UTF8" in fault.problem


def test_a_stream_is_read_from_where_it_stands_and_stays_open() -> None:
    graph = every_kind()
    out = BytesIO(b"before")
    out.seek(6)
    write(graph, out, format="parquet")
    out.seek(6)
    assert read(out, format="parquet") == graph
    assert not out.closed


class Pipe(BytesIO):
    def seekable(self) -> bool:
        return False


def test_a_stream_that_cannot_go_back_is_read_too() -> None:
    graph = every_kind()
    assert read(Pipe(bytes_of(graph)), format="parquet") == graph


def test_what_is_no_stream_of_bytes_is_a_type_error() -> None:
    for stream in (StringIO(), 5):
        with pytest.raises(TypeError, match="a stream of bytes that is open for reading"):
            read(stream, format="parquet")  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="a stream of bytes that is open for writing"):
            write(cg.ClaimGraph(), stream, format="parquet")  # type: ignore[arg-type]


class Broken(BytesIO):
    def read(self, *size: Any) -> bytes:
        if size == (0,):
            return b""
        raise OSError(5, "Input/output error")


def test_an_error_of_the_system_stays_one() -> None:
    with pytest.raises(OSError, match="Input/output"):
        read(Broken(b"x" * 100), format="parquet")


def test_without_pyarrow_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for call in (
        lambda: write(cg.ClaimGraph(), BytesIO(), format="parquet"),
        lambda: read(BytesIO(), format="parquet"),
    ):
        with pytest.raises(cg.MissingExtra, match=r"pip install 'claimgraph\[parquet\]'"):
            call()


@pytest.mark.parametrize("seed", range(200))
def test_damaged_files_raise_nothing_but_the_errors_of_the_library(seed: int) -> None:
    assert fuzz_tables.attempt(random.Random(seed), "parquet").startswith("parquet")


def test_a_row_at_fault_comes_back_as_it_stands() -> None:
    found = pa.table({"record": ["source", "source"], "name": ["Ann", "source:x"]})
    out = BytesIO()
    pq.write_table(found.replace_schema_metadata({b"claimgraph": b"1", b"claimgraph.zone": b"UTC"}), out)
    out.seek(0)
    (one,) = read(out, format="parquet", on_error="collect").rejected
    assert (one.line, one.found["name"]) == (2, "source:x")
