"""Frames of three libraries are read as the same sheet, and what comes out of one goes into every other."""

from __future__ import annotations

import datetime as dt
import enum
import math
import random
import warnings
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from typing import Any

import fuzz_tables
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import History, histories
from test_seeds import SEEDS

import claimgraph as cg
from claimgraph.io import read
from claimgraph.io.tables.headings import FIELDS
from claimgraph.times.when import When
from tests.io.lossless.test_jsonl import graph_of
from tests.io.tables.test_csv import quietly

EAST = dt.timezone(dt.timedelta(hours=3))
MAKERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "pandas": pd.DataFrame,
    "pandas of objects": lambda columns: pd.DataFrame(columns, dtype=object),
    "pandas of arrow": lambda columns: pa.table(columns).to_pandas(types_mapper=pd.ArrowDtype),
    "polars": lambda columns: pl.DataFrame(columns, strict=False),
    "pyarrow": pa.table,
}
FROM_ARROW: dict[str, Callable[[pa.Table], Any]] = {
    "pandas": lambda table: table.to_pandas(),
    "pandas of arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "polars": pl.from_arrow,
    "pyarrow": lambda table: table,
}
BACKENDS = ("pandas", "polars", "pyarrow")
each = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())


class Colour(enum.Enum):
    FOR = "for"


def sheet(**columns: Any) -> dict[str, Any]:
    """Give the columns of a sheet, whose required ones are filled in."""
    length = max((len(cells) for cells in columns.values()), default=1)
    filled = {"source": "Ann", "stance": "affirms", "assertion": "bridge open", "asserted_at": "2022-07-02"}
    return {**{name: [cell] * length for name, cell in filled.items()}, **columns}


def records(graph: cg.ClaimGraph, kind: str = "claim") -> list[Any]:
    return [entry.record for entry in graph.log if entry.record.kind == kind]


def faults(frame: Any, **options: Any) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(cg.InvalidBatch) as caught:
        cg.from_frame(frame, **options)
    assert "the DataFrame" in str(caught.value)
    return [(fault.line, fault.field, fault.problem) for fault in caught.value.exceptions]  # type: ignore[attr-defined]


def cells(frame: Any) -> list[tuple[Any, ...]]:
    """Give the rows of any frame with None for what is missing."""
    found = nw.from_native(frame, eager_only=True)
    columns = [
        [None if gone else cell for cell, gone in zip(column.to_list(), column.is_null().to_list(), strict=True)]
        for column in found.iter_columns()
    ]
    return list(zip(*columns, strict=True))


def quiet_frame(graph: cg.ClaimGraph, backend: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", cg.LossyWarning)
        return cg.to_frame(graph, backend=backend)


# --- reading


@each
def test_a_frame_with_columns_and_words_of_its_own_is_read_in_one_call(make: Callable[..., Any]) -> None:
    frame = make(
        {
            "Who": ["Kadyrov", "Ukraine"],
            "Said what": ["Lysychansk encircled", "Lysychansk encircled"],
            "When": [dt.date(2022, 7, 2), dt.date(2022, 7, 2)],
            "Position": ["for", "against"],
            "Link": ["https://example.org/1", None],
            "Checked by": ["x", "y"],
        }
    )
    columns = {"Who": "source", "assertion": "Said what", "When": "asserted_at", "Position": "stance"}
    graph = cg.from_frame(
        frame,
        columns={**columns, "Link": "document", "Checked by": None},
        stances={"for": "affirms", "against": "denies"},
    )
    assert cg.status(graph, "Lysychansk encircled") is cg.Status.DISPUTED
    assert [claim.document for claim in records(graph)] == ["https://example.org/1", None]
    assert {str(claim.asserted_at) for claim in records(graph)} == {"2022-07-02"}


@each
def test_a_frame_is_read_as_the_sheet_of_its_texts(make: Callable[..., Any]) -> None:
    text = (
        "source,stance,assertion,asserted_at,subject,predicate,value,speaks_for,cites,credibility\n"
        "Ann,affirms,bridge open,2 July 2022,Bridge,is,open,North,,2\n"
        "ann ,denies,Bridge  Open,2022-07-03,bridge,is,Open,NORTH,unknown:,\n"
        ",,,,,,,,,\n"
        "Bob,comments,bridge open,2022-07-03,,,,,Ann; Corps,\n"
    )
    rows = [line.split(",") for line in text.splitlines()]
    columns = {name: [row[at] or None for row in rows[1:]] for at, name in enumerate(rows[0])}
    expected = read(StringIO(text), format="csv")
    found = cg.from_frame(make(columns))
    assert [entry.record for entry in found.log] == [entry.record for entry in expected.log]


@each
def test_numbers_and_truth_values_are_texts_and_what_is_missing_is_empty(make: Callable[..., Any]) -> None:
    frame = make(
        sheet(
            asserted_at=[2022, 2021, 2020],
            credibility=[3.0, None, math.nan],
            note=[0.5, 1e300, -0.25],
            hedge=[True, False, None],
            quote=[None, None, None],
        )
    )
    found = [(str(c.asserted_at), c.credibility, c.note, c.hedge, c.quote) for c in records(cg.from_frame(frame))]
    assert found == [
        ("2022", 3, "0.5", "true", None),
        ("2021", None, "1e+300", "false", None),
        ("2020", None, "-0.25", None, None),
    ]


@each
def test_a_cell_that_a_spreadsheet_would_guard_is_itself(make: Callable[..., Any]) -> None:
    (claim,) = records(cg.from_frame(make(sheet(note=["'=1"], quote=["=HYPERLINK(A1)"]))))
    assert (claim.note, claim.quote) == ("'=1", "=HYPERLINK(A1)")


def test_values_of_many_kinds_in_a_column_of_objects_are_read_one_by_one() -> None:
    values = {
        "3": np.int8(3),
        "for": Colour.FOR,
        "0.1": np.float32(0.1),
        "true": np.bool_(True),
        "a": np.str_("a"),
        "1.5": Decimal("1.50"),
        "2022-07-02": dt.date(2022, 7, 2),
        "2022~": When("2022~"),
        "2022-07-02T10:00:00": dt.datetime(2022, 7, 2, 10),
        "2022-07-02T07:00:00+00:00": dt.datetime(2022, 7, 2, 10, tzinfo=EAST),
        "2022-07-03T00:00:00": dt.datetime(2022, 7, 3),
        "10000000000000000": 1e16,
        "9007199254740992": 2.0**53,
        None: pd.NaT,
        "x": "x",
    }
    for kind in (pd, pl):
        column = (
            pd.Series([*values.values()], dtype=object)
            if kind is pd
            else pl.Series([*values.values()], dtype=pl.Object)
        )
        columns = {
            **sheet(note=[None] * len(values)),
            "assertion": [str(n) for n in range(len(values))],
            "note": column,
        }
        found = [claim.note for claim in records(cg.from_frame(kind.DataFrame(columns)))]
        assert found == [*values]


def test_missing_values_in_a_column_of_objects_are_empty() -> None:
    missing = [None, math.nan, pd.NA, pd.NaT, Decimal("NaN"), " "]
    for frame in (
        pd.DataFrame({**sheet(note=missing), "note": pd.Series(missing, dtype=object)}),
        pl.DataFrame({**sheet(note=missing), "note": pl.Series(missing, dtype=pl.Object)}),
    ):
        assert {claim.note for claim in records(cg.from_frame(frame))} == {None}


@pytest.mark.parametrize("kind", [pd.CategoricalDtype(), "string", "string[pyarrow]", object, "category"])
def test_texts_of_pandas_in_any_type_are_texts(kind: Any) -> None:
    frame = pd.DataFrame(sheet(note=["a", None])).astype({"note": kind})
    assert [claim.note for claim in records(cg.from_frame(frame))] == ["a", None]


def test_dictionaries_enumerations_and_columns_of_nothing_are_read() -> None:
    table = pa.table(sheet(note=["a", "b"]))
    at = table.column_names.index("note")
    for column in (table["note"].dictionary_encode(), table["note"].cast(pa.large_string())):
        assert [c.note for c in records(cg.from_frame(table.set_column(at, "note", column)))] == ["a", "b"]
    frame = pl.DataFrame(sheet(note=["a", "b"])).with_columns(
        pl.col("source").cast(pl.Categorical), pl.col("stance").cast(pl.Enum(["affirms", "denies"])), quote=None
    )
    assert frame.schema["quote"] == pl.Null
    assert [(c.note, c.quote) for c in records(cg.from_frame(frame))] == [("a", None), ("b", None)]


# --- dates


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("make", FROM_ARROW)
def test_midnights_without_a_zone_are_days_in_a_column_of_nothing_else(make: str, unit: Any) -> None:
    times = pa.array([dt.datetime(2022, 7, 2), None, dt.datetime(2022, 7, 3, 10, 30)], pa.timestamp(unit))
    table = pa.table({**sheet(note=["a", "b", "c"]), "valid": times})
    frame = FROM_ARROW[make](table)
    found = [claim.valid and claim.valid.text for claim in records(cg.from_frame(frame, zone="Europe/Kyiv"))]
    assert found == ["2022-07-02T00:00:00+03:00", None, "2022-07-03T10:30:00+03:00"]
    assert [(line, field) for line, field, _ in faults(frame)] == [(1, "valid"), (3, "valid")]
    with pytest.warns(UserWarning, match="read as days.*'valid'") as caught:
        days = cg.from_frame(FROM_ARROW[make](table[:2]))
    assert [claim.valid and claim.valid.text for claim in records(days)] == ["2022-07-02", None]
    assert caught[0].filename == __file__


@pytest.mark.parametrize("make", FROM_ARROW)
def test_a_column_with_a_zone_holds_instants_also_at_midnight(make: str) -> None:
    times = pa.array([dt.datetime(2022, 7, 1, 21, tzinfo=dt.UTC), None, dt.datetime(1, 1, 1, tzinfo=dt.UTC)])
    table = pa.table({**sheet(note=["a", "b", "c"]), "valid": times.cast(pa.timestamp("us", "Europe/Kyiv"))})
    frame = FROM_ARROW[make](table)
    found = [claim.valid and claim.valid.text for claim in records(cg.from_frame(frame))]
    assert found == ["2022-07-01T21:00:00Z", None, "0001-01-01T00:00:00Z"]


def test_what_a_time_holds_beyond_its_reach_is_refused_and_not_cut_off() -> None:
    table = pa.table(sheet(note=["a"]))
    beyond = {
        "nanoseconds": pa.array([1], pa.timestamp("ns")),
        "beyond the years": pa.array([2**62], pa.timestamp("us", "UTC")),
        "are beyond": pa.array([10**9], pa.int32()).cast(pa.date32()),
        "cannot be read": pa.array([2**62], pa.int64()).cast(pa.date64()),
    }
    for problem, column in beyond.items():
        arrow = table.append_column("valid", column)
        ((line, field, said),) = faults(arrow)
        assert (line, field) == (1, "valid")
        assert problem in said
        if problem != "cannot be read":  # Polars has no such dates
            assert problem in faults(pl.from_arrow(arrow))[0][2]
    stamp = pd.DataFrame({**sheet(), "valid": pd.Series([pd.Timestamp("2022-07-02 10:00:00.000000001")], dtype=object)})
    assert "nanoseconds" in faults(stamp)[0][2]


@each
def test_texts_of_dates_are_read_as_in_a_sheet(make: Callable[..., Any]) -> None:
    frame = make(sheet(asserted_at=["02/07/2022"]))
    assert faults(frame)[0][:2] == (1, "asserted_at")
    (claim,) = records(cg.from_frame(frame, day_first=True))
    assert str(claim.asserted_at) == "2022-07-02"


# --- faults


@each
def test_every_fault_is_reported_with_its_row_and_its_column(make: Callable[..., Any]) -> None:
    frame = make(
        {
            "who": ["Ann", None, "Bob", "Eve"],
            "stance": ["affirms", "denies", "doubts", "denies"],
            "assertion": ["x", "y", "z", "z"],
            "when": ["2022-07-02", "02/07/2022", "2022", "2022"],
            "cites": [None, None, None, "claim:0"],
        }
    )
    columns = {"who": "source", "when": "asserted_at"}
    assert [fault[:2] for fault in faults(frame, columns=columns)] == [(2, "who"), (2, "when"), (3, "stance")]


def test_cells_that_hold_no_text_are_refused_by_row_and_column() -> None:
    odd = [b"x", ["x"], {"a": 1}, object(), dt.time(1), dt.timedelta(1), math.inf, Decimal("Infinity"), 10**5000]
    odd += [
        pd.Period("2022-07"),
        np.datetime64("2022-07-02"),
        dt.datetime.max.replace(tzinfo=dt.timezone(-dt.timedelta(hours=3))),
    ]
    frame = pd.DataFrame({**sheet(note=odd), "note": pd.Series(odd, dtype=object)})
    assert [fault[:2] for fault in faults(frame)] == [(line, "note") for line in range(1, len(odd) + 1)]
    for column in ([["x"]], [{"a": 1}], [b"x"], [dt.timedelta(1)], [dt.time(1)]):
        for one in (pl.DataFrame({**sheet(), "note": column}), pa.table({**sheet(), "note": column})):
            ((line, field, problem),) = faults(one)
            assert (line, field) == (1, "note")
            assert "expected text" in problem


def test_columns_that_cannot_be_told_apart_or_named_are_errors_that_say_what_to_do() -> None:
    twice = pd.DataFrame([[1, 2, 3]], columns=["a", "b", "a"])
    assert faults(twice) == [(None, "a", "found several columns of this name, expected one; rename or drop the others")]
    assert faults(pa.Table.from_arrays([pa.array([1])] * 2, names=["a", "a"]))[0][1] == "a"
    for name in ("", " ", None, math.nan):
        frame = pd.DataFrame(sheet()).assign(last=1)
        frame.columns = pd.Index([*frame.columns[:-1], name], dtype=object)
        assert "column 5" in faults(frame)[0][2]
    assert [fault[1] for fault in faults(pl.DataFrame({"a": [1]}))] == ["a", *FIELDS[:4]]
    for fold in ("Source", "source "):
        assert "2 times" in faults(pl.DataFrame({**sheet(), fold: ["x"]}))[0][2]


def test_columns_named_by_numbers_or_tuples_are_mapped_by_them() -> None:
    frame = pd.DataFrame([["Ann", "affirms", "x", "2022", 1]])
    fields = {0: "source", 1: "stance", 2: "assertion", 3: "asserted_at", 4: None}
    assert len(records(cg.from_frame(frame, columns=fields))) == 1
    levels = pd.MultiIndex.from_tuples([("a", n) for n in range(5)])
    named = {("a", n): field for n, field in fields.items()}
    assert len(records(cg.from_frame(frame.set_axis(levels, axis=1), columns=named))) == 1


def test_the_index_of_pandas_is_not_read() -> None:
    frame = pd.DataFrame(sheet(note=["a", "b"])).set_index(pd.Index([7, 7], name="extra"))
    assert [claim.note for claim in records(cg.from_frame(frame))] == ["a", "b"]
    assert faults(frame.assign(stance="doubts"))[1][0] == 2


@pytest.mark.parametrize("thing", [None, 5, [1], {"a": [1]}, "claims.csv", pd.Series([1]), pl.LazyFrame({"a": [1]})])
def test_what_is_no_frame_is_a_type_error(thing: Any) -> None:
    with pytest.raises(TypeError, match="expected a DataFrame of pandas or Polars, or a Table of PyArrow"):
        cg.from_frame(thing)


def test_a_graph_that_is_read_into_stays_as_it_was_after_a_fault() -> None:
    graph = cg.ClaimGraph("Europe/Kyiv")
    graph.add(cg.Source("Bob"), recorded_at="2022-07-02T00:00Z")
    before = list(graph.log)
    assert faults(pl.DataFrame(sheet(stance=["affirms", "doubts"])), into=graph)[0][0] == 2
    assert faults(pl.DataFrame(sheet()), into=graph, zone="UTC")[0][1] == "zone"
    assert list(graph.log) == before
    assert cg.from_frame(pl.DataFrame(sheet()), into=graph) is graph
    assert faults(pl.DataFrame(sheet()), stances={"for": "yes"})[0][1] == "stances"


def test_a_frame_of_many_rows_is_read_in_parts_with_its_rows_counted_through() -> None:
    length = 20_003
    frame = pl.DataFrame(sheet(note=[str(n) for n in range(length)]))
    assert len(records(cg.from_frame(frame))) == length
    worse = frame.with_columns(stance=pl.when(pl.col("note") == "20001").then(pl.lit("x")).otherwise(pl.col("stance")))
    assert [fault[:2] for fault in faults(worse)] == [(20_002, "stance")]


def test_a_frame_without_rows_is_an_empty_graph() -> None:
    assert not cg.from_frame(pl.DataFrame(sheet()).clear()).log
    assert faults(pl.DataFrame())[0][1] == "source"


# --- writing


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_claims_of_a_graph_become_a_frame_with_the_columns_of_a_sheet(backend: str) -> None:
    graph = cg.read(SEEDS / "lysychansk-2022.jsonl")
    with pytest.warns(cg.LossyWarning, match=r"a DataFrame cannot carry: .*write \.jsonl") as caught:
        frame = cg.to_frame(graph, backend=backend)
    assert caught[0].filename == __file__
    assert nw.from_native(frame).columns == list(FIELDS)
    assert len(frame) == len(cg.claims(graph))
    assert records(cg.from_frame(frame)) == records(read(StringIO(quietly(graph), newline=""), format="csv"))


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_empty_graph_is_a_frame_without_rows(backend: str) -> None:
    frame = cg.to_frame(cg.ClaimGraph(), backend=backend)
    assert nw.from_native(frame).columns == list(FIELDS)
    assert not cg.from_frame(frame).log


@given(histories())
@settings(max_examples=60, deadline=None)
def test_frames_of_all_libraries_say_the_same_and_a_second_round_changes_nothing(history: History) -> None:
    graph = graph_of(history)
    frames = [quiet_frame(graph, backend) for backend in BACKENDS]
    assert cells(frames[0]) == cells(frames[1]) == cells(frames[2])
    again = [cg.from_frame(frame) for frame in frames]
    through_csv = read(StringIO(quietly(graph), newline=""), format="csv")
    for one in again:
        assert [entry.record for entry in one.log] == [entry.record for entry in through_csv.log]
        assert cells(quiet_frame(one, "polars")) == cells(frames[0])


HOSTILE = [
    "=HYPERLINK(A1)",
    "'=1",
    "</script>",
    'a "quote", and\r\nlines\0',
    "\u202eRTL\u200f",
    "🌉 基輔",
    "NaN",
    "x" * 2**20,
]


@pytest.mark.parametrize("backend", BACKENDS)
@given(source=st.sampled_from(HOSTILE), text=st.sampled_from(HOSTILE), note=st.text(min_size=1))
@example(source="nan", text="None", note="<NA>")
@settings(max_examples=25, deadline=None)
def test_hostile_text_comes_back_to_the_letter(backend: str, source: str, text: str, note: str) -> None:
    graph = cg.ClaimGraph()
    try:
        graph.add(cg.Claim(source, "affirms", text, asserted_at="2022", note=note))
    except cg.InvalidRecord:
        return
    (claim,) = records(cg.from_frame(cg.to_frame(graph, backend=backend)))
    assert (claim.source, claim.assertion, claim.note) == (source, text, note)


@pytest.mark.parametrize("ask", [cg.assertions, cg.claims, cg.disputes, cg.unrecorded, cg.contradictions, cg.reversals])
def test_rows_are_the_same_in_every_library(ask: Callable[..., Any]) -> None:
    rows = ask(cg.read(SEEDS / "lysychansk-2022.jsonl"))
    frames = [cg.to_frame(rows, backend=backend) for backend in BACKENDS]
    assert cells(frames[0]) == cells(frames[1]) == cells(frames[2])
    assert nw.from_native(frames[1]).columns == list(rows.columns)


@pytest.mark.parametrize("backend", ["polars", "pyarrow"])
def test_the_columns_of_rows_have_their_types_also_without_rows(backend: str) -> None:
    graph = cg.from_frame(pl.DataFrame(sheet(credibility=[2])))
    for view in (graph, graph.view(as_of="1900")):
        schema = nw.from_native(cg.to_frame(cg.claims(view), backend=backend)).schema
        assert schema["credibility"] == nw.Int64
        assert schema["note"] == nw.String
        assert (
            nw.from_native(cg.to_frame(cg.positions(view, "bridge open"), backend=backend)).schema["implied"]
            == nw.Boolean
        )


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(cg.InvalidRecord, match="expected one of pandas, polars, pyarrow"):
        cg.to_frame(cg.ClaimGraph(), backend="spark")
    with pytest.raises(TypeError, match="expected rows"):
        cg.to_frame(cg.ClaimGraph().view())  # type: ignore[arg-type]


def test_without_narwhals_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "narwhals.stable.v2", None)
    with pytest.raises(cg.MissingExtra, match="frames"):
        cg.from_frame(pl.DataFrame(sheet()))


@pytest.mark.parametrize("seed", range(300))
def test_damaged_frames_raise_nothing_but_the_errors_of_the_library(seed: int) -> None:
    assert fuzz_tables.attempt(random.Random(seed), "frame").startswith("frame")


# --- on_error="collect"


@each
def test_rows_at_fault_come_back_as_frames_of_their_own(make: Callable[[dict[str, Any]], Any]) -> None:
    frame = make(sheet(source=["Ann", "Bob", "Cid"], stance=["affirms", "doubts", "denies"], note=["a", None, "c"]))
    collected = cg.from_frame(frame, on_error="collect")
    assert [claim.source for claim in records(collected.graph)] == ["Ann", "Cid"]
    (one,) = collected.rejected
    assert (one.line, one.error.line, one.error.field) == (2, 2, "stance")
    assert type(one.found) is type(frame)
    assert cells(one.found) == [("Bob", "doubts", "bridge open", "2022-07-02", None)]
    mended = cg.from_frame(one.found, stances={"doubts": "questions"}, into=collected.graph)
    assert [claim.source for claim in records(mended)] == ["Ann", "Cid", "Bob"]


def test_a_row_with_two_faults_is_there_twice_and_what_refers_to_it_too() -> None:
    frame = pd.DataFrame(
        sheet(source=["Ann", "Bob"], asserted_at=["soon", "2022"], stance=["x", "affirms"], cites=[None, "claim:0"])
    )
    rejected = cg.from_frame(frame, on_error="collect").rejected
    assert [(one.line, one.error.field) for one in rejected] == [(1, "stance"), (1, "asserted_at"), (2, "cites")]
    assert rejected[0].found.equals(frame[:1])


def test_what_is_wrong_with_the_columns_is_raised_in_any_case() -> None:
    with pytest.raises(cg.InvalidBatch, match="3 faults in the DataFrame"):
        cg.from_frame(pd.DataFrame({"source": ["Ann"]}), on_error="collect")
    with pytest.raises(TypeError, match="expected 'raise' or 'collect'"):
        cg.from_frame(pd.DataFrame(sheet()), on_error="ignore")  # type: ignore[call-overload]


def test_a_frame_is_read_in_the_zone_of_a_graph() -> None:
    frame = pd.DataFrame(sheet(asserted_at=[dt.datetime(2022, 7, 2, 10, 30)]))
    graph = cg.from_frame(frame, zone=cg.ClaimGraph("Europe/Kyiv").zone)
    assert (graph.zone.key, str(records(graph)[0].asserted_at)) == ("Europe/Kyiv", "2022-07-02T10:30:00+03:00")
    ((_, field, problem),) = faults(frame, zone=EAST)
    assert field == "zone"
    assert "or a ZoneInfo that has such a key" in problem
