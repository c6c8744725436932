"""Feed the readers of DataFrames and Parquet damaged tables: only the errors of this library may escape.

Run as a script with how many inputs to try, and a seed: ``python tests/fuzz_tables.py 100000 1``. It runs them in
processes of a thousand: bytes at random have brought PyArrow down before, and that is counted, not hidden.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import math
import random
import subprocess
import sys
import time
import warnings
from collections import Counter
from contextlib import suppress
from decimal import Decimal
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from fuzz_readers import CELLS, HEADINGS, KEYS, LINES, ROWS, SAID, VALUES, damaged

from claimgraph import Claim, ClaimGraph, ClaimGraphError, from_frame, to_frame
from claimgraph.io import LossyWarning
from claimgraph.io.lossless import parquet
from claimgraph.io.lossless.columns import schema

SCHEMA = schema()
MARK = {b"claimgraph": b"1", b"claimgraph.zone": b"UTC"}
MARKS = [{}, {b"claimgraph": b"2"}, {b"claimgraph": b"\xff"}, {**MARK, b"claimgraph.zone": b"Mars/\xff"}, {b"x": b"y"}]
TYPES = [pa.string(), pa.int64(), pa.float64(), pa.binary(), pa.list_(pa.int8()), pa.large_string(), pa.null()]
TEXTS = [value for value in VALUES if isinstance(value, str) and value.isprintable()] + [json.dumps(SAID), "[" * 5000]
TEXTS += [json.dumps(value) for value in VALUES] + [json.dumps({**SAID, "source": value}) for value in VALUES]
TEXTS += ["{" + '"record": "correction", "replacement": ' * 3 + "}", '{"record": "source", "name": "x", "name": "y"}']
TEXTS += ['{"record": "correction", "of": "source:x", "by": "a", "why": "b", "replacement": ' * 60 + "5" + "}" * 60]
MICROS = [0, -1, 2**62, -(2**62), 253402300799999999, 253402300800000000, -62135596800000000, 1659312000000000]


EAST, WEST = (dt.timezone(dt.timedelta(hours=hours)) for hours in (3, -3))


class Colour(enum.Enum):
    FOR = "for"


OBJECTS: list[Any] = [
    None, True, 0, 3, 2022, 3.0, 2.5, math.nan, math.inf, 10**400, 10**5000, Decimal("1.50"),
    Decimal("NaN"), Decimal("sNaN"),
    Decimal("Infinity"), Colour.FOR, dt.date(2022, 7, 2), dt.datetime(2022, 7, 2), dt.datetime(2022, 7, 2, 10),
    dt.datetime(2022, 7, 2, tzinfo=EAST), dt.datetime.max, dt.time(3), dt.timedelta(1),
    dt.datetime.min.replace(tzinfo=EAST), dt.datetime.max.replace(tzinfo=WEST), pd.NaT, pd.NA,
    pd.Timestamp("2022-07-02T10:00:00.000000001"), pd.Period("2022-07"), np.int8(3), np.float32(1.5), np.str_("for"),
    np.datetime64("2022-07-02"), np.bool_(True), b"x", [], ["x"], {}, {"a": 1}, object(), ClaimGraph(),
]  # fmt: skip
COLUMNS: list[tuple[Any, pa.DataType]] = [
    ([2022, None], pa.int16()), ([3.0, None], pa.float32()), ([math.nan, math.inf], pa.float64()),
    ([True, None], pa.bool_()), ([0, 10**9], pa.date32()), ([0, 10**12 * 86], pa.date64()), ([None, None], pa.null()),
    ([b"x", None], pa.binary()), ([["x"], None], pa.list_(pa.string())),
    ([{"a": 1}, None], pa.struct([("a", pa.int8())])),
    ([1, None], pa.duration("s")), ([1, None], pa.time64("ns")), ([Decimal("1.50"), None], pa.decimal128(20, 2)),
    (["for", None], pa.large_string()),
]  # fmt: skip
COLUMNS += [
    ([at, None], pa.timestamp(unit, zone))
    for at in MICROS
    for unit in ("s", "us", "ns")
    for zone in (None, "UTC", "Europe/Kyiv")
]


# --- Parquet


def file_of(rng: random.Random) -> bytes:
    rows = [as_row(line, rng) for line in (LINES[5], *rng.choices(LINES[1:], k=rng.randint(0, 3)))]
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        table = reshaped(table, rng)
    metadata = MARK if rng.random() < 0.95 else rng.choice(MARKS)
    out = BytesIO()
    options = {"compression": rng.choice(("zstd", "none", "snappy")), "write_page_checksum": rng.random() < 0.5}
    pq.write_table(table.replace_schema_metadata(metadata), out, row_group_size=rng.choice((1, 2, 100)), **options)
    return out.getvalue()


def as_row(line: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    row = dict(line)
    if "replacement" in row:
        row["replacement"] = json.dumps(row["replacement"])
    if "recorded_at" in row:
        row["recorded_at"] = rng.choice(MICROS[-1:] * 9 + MICROS)
    if rng.random() < 0.3:
        name = rng.choice([*line, rng.choice(SCHEMA.names)])
        kind = SCHEMA.field(name).type
        row[name] = (
            rng.choice([True, False, None]) if kind == pa.bool_()
            else rng.choice([0, -1, 6, 2**62, None]) if kind == pa.int64()
            else rng.choice([*MICROS, None]) if kind == SCHEMA.field("recorded_at").type
            else rng.choice([[], [None], ["x", None], TEXTS[:3]]) if kind == SCHEMA.field("cites").type
            else rng.choice([*TEXTS, None])
        )  # fmt: skip
    return row


def reshaped(table: pa.Table, rng: random.Random) -> pa.Table:
    place = rng.randrange(table.num_columns)
    how = rng.randrange(5)
    if how == 0:
        return table.remove_column(place) if table.num_columns > 1 else table
    if how == 1:
        return table.set_column(place, table.column_names[place], pa.nulls(len(table), rng.choice(TYPES)))
    if how == 2:
        names = [key for key in KEYS if key.isprintable()]
        return table.append_column(rng.choice(names), pa.nulls(len(table), rng.choice(TYPES)))
    if how == 3:
        return table.slice(0, rng.randint(0, len(table)))
    kind = table.schema.field(place).type
    return (
        table.set_column(place, table.column_names[place], table.column(place).dictionary_encode())
        if kind == pa.string()
        else table
    )


def attempt_parquet(rng: random.Random) -> str:
    data = file_of(rng)
    if rng.random() < 0.5:
        data = damaged(data, rng)
    elif rng.random() < 0.3:  # near the end, where the footer tells what is where
        raw = bytearray(data)
        for _ in range(rng.randint(1, 4)):
            raw[-rng.randint(1, min(len(raw), 4000))] = rng.randrange(256)
        data = bytes(raw)
    into = taken(rng)
    before = None if into is None else (list(into.log), set(into.nx))
    try:
        graph = parquet.read(BytesIO(data), into=into)
    except ClaimGraphError as error:
        str(error).encode()
        assert into is None or (list(into.log), set(into.nx)) == before
        return "parquet refused"
    if rng.random() < 0.1:
        out = BytesIO()
        parquet.write(graph, out)
        assert parquet.read(BytesIO(out.getvalue())) == graph
    return "parquet read"


def taken(rng: random.Random) -> ClaimGraph | None:
    if rng.random() < 0.8:
        return None
    into = ClaimGraph()
    into.extend([Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02")], recorded_at="2022-07-05")
    return into


# --- DataFrames


def frame_of(rng: random.Random) -> Any:
    rows = [list(row) for row in (ROWS[0], *rng.choices(ROWS, k=rng.randint(0, 3)))]
    for row in rows:
        if rng.random() < 0.3:
            row[rng.randrange(len(row))] = rng.choice(CELLS)
    columns = {name: [row[place] or None for row in rows] for place, name in enumerate(HEADINGS)}
    return rng.choice((pandas_of, arrow_of, polars_of))(columns, len(rows), rng)


def pandas_of(columns: dict[str, Any], length: int, rng: random.Random) -> Any:
    frame = pd.DataFrame(columns, dtype=object if rng.random() < 0.5 else None)
    if rng.random() < 0.4:
        frame[rng.choice(HEADINGS)] = pd.Series(rng.choices(OBJECTS, k=length), dtype=object)
    elif rng.random() < 0.4:
        options: Any = rng.choice(({}, {"types_mapper": pd.ArrowDtype}, {"date_as_object": False}))
        frame[rng.choice(HEADINGS)] = arrow_column(rng, length).to_pandas(**options)
    if rng.random() < 0.1:
        named = list(frame.columns)
        named[rng.randrange(len(named))] = rng.choice((0, None, math.nan, ("a", "b"), "", "source", "\ud800", 2.5))
        frame.columns = pd.Index(named, dtype=object)
    return frame


def arrow_of(columns: dict[str, Any], length: int, rng: random.Random) -> Any:
    table = pa.table({name: pa.array(map(decent, cells), pa.string()) for name, cells in columns.items()})
    if rng.random() < 0.5:
        place = rng.randrange(table.num_columns)
        table = table.set_column(place, table.column_names[place], arrow_column(rng, length))
    if rng.random() < 0.1:
        table = table.rename_columns([*table.column_names[:-1], rng.choice(("", "source", "x", "Stance "))])
    return table


def decent(cell: str | None) -> str | None:
    return cell and cell.encode("utf-8", "replace").decode()


def polars_of(columns: dict[str, Any], length: int, rng: random.Random) -> Any:
    frame = pl.from_arrow(arrow_of(columns, length, rng))
    if rng.random() < 0.2:
        frame = frame.with_columns(pl.col("source").cast(pl.Categorical), pl.lit(None).alias("note"))
    if rng.random() < 0.2:
        frame = frame.with_columns(pl.Series(rng.choice(HEADINGS), rng.choices(OBJECTS, k=length), dtype=pl.Object))
    return frame


def arrow_column(rng: random.Random, length: int) -> pa.ChunkedArray:
    values, kind = rng.choice(COLUMNS)
    cells = rng.choices(values, k=length)
    if pa.types.is_temporal(kind) and not pa.types.is_time(kind):
        raw = pa.int32() if pa.types.is_date32(kind) else pa.int64()
        return pa.chunked_array([pa.Array.from_buffers(kind, length, pa.array(cells, raw).buffers())])
    return pa.chunked_array([pa.array(cells, kind)])


def attempt_frame(rng: random.Random) -> str:
    try:
        frame = frame_of(rng)
    except (
        ValueError,
        TypeError,
        ArithmeticError,
        RuntimeError,
        AttributeError,
        pl.exceptions.PolarsError,
    ):  # no library makes it
        return "frame not made"
    into = taken(rng)
    before = None if into is None else (list(into.log), set(into.nx))
    columns = rng.choice((None, None, {"x": None}, {"0": "note"}, {0: None}, {"source": "note"}, {"note": None}))
    options: dict[str, Any] = {"columns": columns, "stances": {"for": "affirms"}, "zone": rng.choice((None, "UTC"))}
    warnings.filterwarnings("ignore", "read as days")
    try:
        graph = from_frame(frame, into=into, **options)
    except ClaimGraphError as error:
        str(error).encode()
        assert into is None or (list(into.log), set(into.nx)) == before
        for fault in getattr(error, "exceptions", ()):
            assert fault.line is not None or fault.field is not None or "column" in fault.problem, fault
        with suppress(ClaimGraphError):  # what is wrong with the columns
            for one in from_frame(frame, into=into, on_error="collect", **options).rejected:
                assert type(one.found) is type(frame)
                assert len(one.found) == 1
        return "frame refused"
    if rng.random() < 0.1:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", LossyWarning)
            from_frame(to_frame(graph, backend=rng.choice(("pandas", "polars", "pyarrow"))))
    return "frame read"


def attempt(rng: random.Random, which: str = "") -> str:
    """Read one damaged table, and name what came of it; whatever is not as promised is raised."""
    which = which or rng.choice(("parquet", "frame"))
    return attempt_parquet(rng) if which == "parquet" else attempt_frame(rng)


def run(start: int, stop: int, seed: int, which: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for number in range(start, stop):
        print(number, file=sys.stderr, flush=True)
        found[attempt(random.Random(f"{seed}/{number}"), which)] += 1
    return found


def main(count: int, seed: int, which: str) -> None:
    found: Counter[str] = Counter()
    begun, at = time.perf_counter(), 0
    while at < count:
        stop = min(at + 2000, count)
        command = [sys.executable, __file__, "--part", str(at), str(stop), str(seed), which]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
            code, err, out = done.returncode, done.stderr, done.stdout
        except subprocess.TimeoutExpired as error:
            code, err, out = "hang", (error.stderr or b"").decode(), ""
        if code == 0:
            found.update(json.loads(out))
            at = stop
            continue
        last = max(int(line) for line in err.splitlines() if line.isdigit())
        if code == 1:
            print(err[-3000:], file=sys.stderr)
            raise SystemExit(f"input {last} of seed {seed}")
        print(f"input {last} of seed {seed}: {code}", flush=True)
        found[f"ended by {code}"] += 1
        found["not counted by what came of them"] += last - at
        at = last + 1
    seconds = time.perf_counter() - begun
    print(f"{count} inputs in {seconds:.0f} s, nothing escaped:", dict(sorted(found.items())))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    warnings.simplefilter("ignore")
    if arguments[:1] == ["--part"]:
        print(json.dumps(run(*map(int, arguments[1:4]), which=arguments[4])))
    else:
        count, seed, which = [*arguments, *("10000", "0", "")[len(arguments) :]]
        main(int(count), int(seed), which)
