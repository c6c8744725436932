"""Progress is told now and then and once at the end, and may stop the reading with nothing recorded."""

from __future__ import annotations

import gzip
import io
import json
import math
import os
import sys
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

import claimgraph as cg
from claimgraph.io import Intake, read, write

HEADER = '{"claimgraph": 1, "zone": "UTC"}\n'
LINES = 1000
TEXT = HEADER + "".join(json.dumps({"record": "source", "name": f"S{n}"}) + "\n" for n in range(LINES))


@pytest.fixture(autouse=True)
def seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell at the end only, however slow the machine is."""
    monkeypatch.setattr("claimgraph.io.intake.progress._SECONDS", math.inf)


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell at each look at the clock."""
    monkeypatch.setattr("claimgraph.io.intake.progress._SECONDS", -1.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "claims.jsonl"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.mark.usefixtures("always")
def test_progress_is_told_in_records_and_bytes_and_ends_with_all(path: Path) -> None:
    told: list[cg.Progress] = []
    graph = read(path, progress=told.append)
    assert len(graph.log) == LINES
    assert [one.records for one in told] == [200, 400, 600, 800, 1000, 1000]
    read_so_far = [one.bytes_read or 0 for one in told]
    assert read_so_far == sorted(read_so_far)
    assert 0 < read_so_far[0] < len(TEXT)
    assert told[-1] == cg.Progress(LINES, len(TEXT), len(TEXT))
    assert {one.bytes_total for one in told} == {len(TEXT)}


def test_progress_is_not_told_more_often_than_it_can_be_seen(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph.io.intake.progress._SECONDS", 0.1)
    moments = iter([0.0, *(place * 0.04 for place in range(100))])
    monkeypatch.setattr("claimgraph.io.intake.progress.time.monotonic", lambda: next(moments))
    told: list[cg.Progress] = []
    read(path, progress=told.append)
    assert [one.records for one in told] == [800, 1000]


def test_a_short_file_is_told_once_at_the_end() -> None:
    told: list[cg.Progress] = []
    read(BytesIO(HEADER.encode()), format="jsonl", progress=told.append)
    assert told == [cg.Progress(0, len(HEADER), len(HEADER))]


def test_a_stream_is_measured_from_where_it_stands(path: Path) -> None:
    told: list[cg.Progress] = []
    for stream in (BytesIO(b"before" + TEXT.encode()), path.open("rb", buffering=0), path.open(encoding="utf-8")):
        with stream:
            if isinstance(stream, BytesIO):
                stream.seek(6)
            read(stream, format="jsonl", progress=told.append)
    assert told == [cg.Progress(LINES, len(TEXT), len(TEXT))] * 3


def test_where_a_stream_does_not_tell_where_it_is_records_are_counted_all_the_same(path: Path) -> None:
    told: list[cg.Progress] = []
    read(StringIO(TEXT), format="jsonl", progress=told.append)
    unpacked = gzip.GzipFile(fileobj=BytesIO(gzip.compress(TEXT.encode())))
    read(io.BufferedReader(unpacked), format="jsonl", progress=told.append)  # type: ignore[arg-type]
    start, end = os.pipe()
    with os.fdopen(end, "wb") as out:
        out.write(HEADER.encode())
    with os.fdopen(start, "rb") as pipe:
        read(pipe, format="jsonl", progress=told.append)
    assert told == [cg.Progress(LINES, None, None), cg.Progress(LINES, len(TEXT), None), cg.Progress(0, None, None)]
    with Path(os.devnull).open("rb") as nothing, pytest.raises(cg.InvalidBatch):
        read(nothing, format="jsonl", progress=told.append)


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("on_error", ["raise", "collect"])
@pytest.mark.parametrize("at", [200, LINES])
def test_what_the_function_raises_stops_the_reading_and_nothing_is_recorded(path: Path, on_error: Any, at: int) -> None:
    def stop(progress: cg.Progress) -> None:
        if progress.records == at:
            raise KeyboardInterrupt

    graph = cg.ClaimGraph()
    with pytest.raises(KeyboardInterrupt):
        read(path, into=graph, progress=stop, on_error=on_error)
    assert not graph.log
    assert len(read(path, into=graph).log) == LINES


@pytest.mark.usefixtures("always")
def test_a_row_that_records_several_things_counts_them_all_and_faults_are_no_records() -> None:
    told: list[cg.Progress] = []
    sheet = "source,stance,assertion,asserted_at,speaks_for\nAnn,affirms,x,2022,Bob\nAnn,affirms,x,soon,\n"
    found = read(StringIO(sheet), format="csv", progress=told.append, on_error="collect")
    assert told[-1].records == 2
    assert len(found.rejected) == 1


def test_a_format_of_several_files_goes_on_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(stream: Any, **_: Any) -> cg.ClaimGraph:
        graph = cg.ClaimGraph()
        for name in (stream.readline(), stream.readline()):
            Intake(None).load(graph, [(1, cg.Source(name))])
        return graph

    monkeypatch.setattr("claimgraph.io.lossless.jsonl.read", twice)
    told: list[cg.Progress] = []
    read(StringIO("Ann\nBob\n"), format="jsonl", progress=told.append)
    assert [one.records for one in told] == [1, 2]


@pytest.mark.parametrize("stream", [BytesIO(TEXT.encode()), StringIO(TEXT)])
def test_a_bar_is_drawn_and_ends_full(stream: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(read(stream, format="jsonl", progress=True).log) == LINES
    drawn = capsys.readouterr().err
    assert f"records={LINES}" in drawn
    assert ("100%" in drawn) == isinstance(stream, BytesIO)
    assert ("records/s" in drawn) == isinstance(stream, StringIO)


def test_a_bar_without_its_extra_is_an_error_before_anything_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with pytest.raises(cg.MissingExtra, match=r"claimgraph\[progress\]"):
        read(path, progress=True)


def test_what_is_no_function_is_a_type_error() -> None:
    for nothing in (None, False):
        assert len(read(StringIO(TEXT), format="jsonl", progress=nothing).log) == LINES
    with pytest.raises(TypeError, match="a function of a Progress"):
        read(StringIO(TEXT), format="jsonl", progress="yes")  # type: ignore[call-overload]


def test_asking_for_progress_changes_nothing_that_is_read(path: Path) -> None:
    graph = cg.ClaimGraph()
    read(path, into=graph, progress=lambda _: None)
    write(graph, out := StringIO(), format="jsonl")
    again = read(StringIO(out.getvalue()), format="jsonl")
    assert again == graph
