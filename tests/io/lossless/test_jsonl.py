"""JSON Lines: nothing is lost, every fault is found with its place, and after a fault nothing is kept."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from folders import SEEDS
from fuzz_readers import KEYS, LINES, main
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies import History, histories, zones

import claimgraph as cg
from claimgraph.io import FORMATS, read, write

HEADER = '{"claimgraph": 1, "zone": "UTC"}\n'
CLAIM = {
    "record": "claim",
    "source": "Ann",
    "stance": "affirms",
    "assertion": "bridge open",
    "asserted_at": "2022-07-02",
}
CITED = cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02").id
VALIDATOR = Draft202012Validator(json.loads((files("claimgraph.io") / "claimgraph-1.schema.json").read_text("utf-8")))


def graph_of(history: History, zone: str = "UTC") -> cg.ClaimGraph:
    graph = cg.ClaimGraph(zone)
    for at, record in history:
        graph.add(record, recorded_at=at)
    return graph


def text_of(graph: cg.ClaimGraph) -> str:
    out = StringIO()
    write(graph, out, format="jsonl")
    return out.getvalue()


def faults(text: str | bytes, **options: Any) -> list[Any]:
    stream = BytesIO(text) if isinstance(text, bytes) else StringIO(text)
    with pytest.raises(cg.InvalidBatch) as caught:
        read(stream, format="jsonl", **options)
    assert "nothing was loaded" in str(caught.value)
    return list(caught.value.exceptions)


def jsonl(*lines: dict[str, Any] | str) -> str:
    return HEADER + "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)


# --- round trip


@given(histories(), zones())
@settings(max_examples=150)
def test_a_graph_read_again_is_the_same_graph_and_every_line_fits_the_schema(history: History, zone: str) -> None:
    graph = graph_of(history, zone)
    text = text_of(graph)
    assert read(StringIO(text), format="jsonl") == graph
    for line in text.splitlines():
        VALIDATOR.validate(json.loads(line))


@given(st.text(min_size=1), st.text(min_size=1))
def test_hostile_text_comes_back_to_the_letter(name: str, note: str) -> None:
    assume(not name.isspace() and not note.isspace() and not name.startswith(("source:", "claim:")))
    graph = cg.ClaimGraph()
    graph.add(cg.Source(name, note=note))
    raw = BytesIO()
    write(graph, raw, format="jsonl")
    raw.seek(0)
    assert read(raw, format="jsonl") == graph


def test_what_was_taken_out_and_recorded_again_comes_back() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Source("Ann", note="x"))
    graph.add(cg.Correction(of="source:ann", by="desk", why="never heard of"))
    graph.add(cg.Source("Ann", note="x"))
    assert read(StringIO(text_of(graph)), format="jsonl") == graph


@pytest.mark.parametrize("name", ["lysychansk-2022.jsonl", "lysychansk-article.jsonl"])
def test_a_seed_is_written_as_it_was_read(name: str, tmp_path: Path) -> None:
    seed = SEEDS / name
    write(read(seed), tmp_path / name)
    assert (tmp_path / name).read_bytes() == seed.read_bytes()
    for line in seed.read_text("utf-8").splitlines():
        VALIDATOR.validate(json.loads(line))


# --- faults


TWENTY: list[tuple[str, str | None]] = [
    ('{"record": "source", "name": "Bob"', None),  # cut off
    ("[1, 2]", None),
    ('"text"', None),
    ('{"record": "rumour", "text": "x"}', "record"),
    ('{"name": "x"}', "record"),
    ('{"record": []}', "record"),
    ('{"record": "source", "name": "Ann", "nick": "A"}', "nick"),
    ('{"record": "claim", "source": "Ann", "stance": "affirms", "assertion": "x"}', "asserted_at"),
    ('{"record": "source", "name": 5}', "name"),
    ('{"record": "source", "name": "a", "name": "b"}', "name"),
    ('{"record": "assertion", "text": "x", "value": NaN}', None),
    ('{"record": "assertion", "text": "x", "value": 1e999}', "value"),
    (json.dumps({**CLAIM, "stance": "doubts"}), "stance"),
    (json.dumps({**CLAIM, "asserted_at": "02/07/2022"}), "asserted_at"),
    (json.dumps({**CLAIM, "cites": [{"record": "source", "name": "x"}]}), "cites"),
    (json.dumps({**CLAIM, "source": {"record": "source", "name": "x"}}), "source"),
    (json.dumps({**CLAIM, "recorded_at": "2022-07-02"}), "recorded_at"),
    ('{"claimgraph": 1, "zone": "UTC"}', None),
    ('{"record": "source", "name": "Kept", "note": "another"}', "note"),  # found by the graph
    ('{"record": "source", "name": "\\ud800"}', "name"),
]


def test_twenty_faults_are_twenty_errors_with_their_places_and_no_graph(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(jsonl({"record": "source", "name": "Kept", "note": "one"}, *(line for line, _ in TWENTY)))
    with pytest.raises(cg.InvalidBatch) as caught:
        read(path)
    found = caught.value.exceptions
    assert str(caught.value).startswith(f"20 faults in {path}, nothing was loaded")
    assert [(error.file, error.line, error.field) for error in found] == [
        (str(path), 3 + place, field) for place, (_, field) in enumerate(TWENTY)
    ]
    assert isinstance(found[18], cg.Conflict)


def test_bytes_that_are_no_utf8_cost_their_line_only() -> None:
    found = faults(HEADER.encode() + b'{"record": "source", "name": "\xe9"}\n{"record": 1}\n')
    assert [error.line for error in found] == [2, 3]
    assert "0xe9" in found[0].problem


@pytest.mark.parametrize("text", ["", "\n\n", "no json", "{}", '{"claimgraph": 2}', '{"claimgraph": true}', "[]"])
def test_without_a_header_that_is_understood_nothing_else_is_said(text: str) -> None:
    (error,) = faults(text + "\n{}\n{}\n" if text.strip() else text)
    assert error.line == 1


def test_a_forgotten_header_is_one_fault() -> None:
    (error,) = faults(json.dumps(CLAIM))
    assert "expected the header" in error.problem


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_named(encoding: str) -> None:
    (error,) = faults(HEADER.encode(encoding))
    assert "UTF-16" in error.problem


def test_a_mark_at_the_beginning_and_empty_lines_are_passed_over() -> None:
    assert len(read(BytesIO(("\ufeff" + HEADER + "\r\n\n" + json.dumps(CLAIM)).encode()), format="jsonl").log) == 3


def test_a_reference_to_nothing_is_found_unless_its_line_may_be_at_fault() -> None:
    dangling = {**CLAIM, "cites": ["claim:0"]}
    (error,) = faults(jsonl(CLAIM, dangling))
    assert isinstance(error, cg.UnknownReference)
    assert (error.line, error.field) == (3, "cites")
    (error,) = faults(jsonl("{", dangling))
    assert error.line == 2


def test_a_withdrawal_under_another_name_is_no_fault_when_the_line_that_says_so_is_one() -> None:
    taken_back = {**CLAIM, "source": "Anne", "stance": "withdraws", "cites": [CITED], "asserted_at": "2022-07-03"}
    assert [error.line for error in faults(jsonl(CLAIM, taken_back, '{"record": "same_as", "a": "Ann"}'))] == [4]
    assert [error.line for error in faults(jsonl(CLAIM, taken_back))] == [3]


def test_behind_one_time_too_late_there_is_one_fault() -> None:
    times = ["2022-08-01", "2022-09-01", "2022-08-02", "2022-08-03", "2022-08-02"]
    lines = [{"record": "source", "name": f"S{n}", "recorded_at": f"{day}T00:00:00Z"} for n, day in enumerate(times)]
    found = faults(jsonl(*lines))
    assert [(error.line, error.field) for error in found] == [(4, "recorded_at"), (6, "recorded_at")]


def test_records_nested_beyond_all_use_are_refused() -> None:
    line: dict[str, Any] = {"record": "source", "name": "x"}
    for _ in range(60):
        line = {"record": "correction", "of": "correction:0", "by": "a", "why": "b", "replacement": line}
    assert "deep" in faults(jsonl(line))[0].problem
    assert "deep" in faults(jsonl("[" * 100_000))[0].problem


def test_a_graph_that_is_read_into_stays_as_it_was_after_a_fault() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Source("Bob", note="x"), recorded_at="2022-07-02T00:00Z")
    before, nodes = list(graph.log), dict(graph.nx.nodes(data=True))
    for bad in ("{", json.dumps({**CLAIM, "cites": "claim:0"}), '{"record": "source", "name": "Bob", "note": "y"}'):
        faults(jsonl(CLAIM, bad), into=graph)
        assert list(graph.log) == before
        assert dict(graph.nx.nodes(data=True)) == nodes
    assert read(StringIO(jsonl(CLAIM)), format="jsonl", into=graph) is graph
    assert len(graph.log) == 4
    assert CITED in graph.nx


def test_a_zone_that_differs_is_refused() -> None:
    for options in ({"zone": "Europe/Kyiv"}, {"into": cg.ClaimGraph("Europe/Kyiv")}):
        (error,) = faults(HEADER, **options)
        assert (error.line, error.field) == (1, "zone")
        assert "Europe/Kyiv" in error.problem
    assert read(StringIO('{"claimgraph": 1, "zone": "Asia/Kolkata"}'), format="jsonl").zone.key == "Asia/Kolkata"
    assert faults('{"claimgraph": 1, "zone": "Kyiv"}')[0].field == "zone"


# --- the schema


@given(
    st.sampled_from(LINES[1:]), st.sampled_from(KEYS), st.sampled_from([None, 1, 1.5, True, "x", [], ["x"], {}, [1]])
)
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_what_the_schema_refuses_the_reader_refuses(line: dict[str, Any], key: str, value: Any) -> None:
    changed = {**line, key: value}
    assume("claimgraph" not in changed)
    if not VALIDATOR.is_valid(changed):
        assert any(error.line == 2 for error in faults(jsonl(changed)))


@pytest.mark.parametrize("line", LINES)
def test_the_schema_refuses_a_line_without_one_of_its_required_fields_as_the_reader_does(line: dict[str, Any]) -> None:
    VALIDATOR.validate(line)
    for key in line:
        rest = {name: value for name, value in line.items() if name != key}
        if "record" in line and not VALIDATOR.is_valid(rest):
            assert any(error.line == 2 for error in faults(jsonl(rest)))


# --- files and streams


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "claims.jsonl"
    graph = cg.ClaimGraph()
    graph.add(cg.Source("Ann"))
    write(graph, path)
    path.chmod(0o640)
    old = path.read_bytes()

    def fail(*_: Any) -> None:
        raise OSError("no space left")

    graph.add(cg.Source("Bob"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="no space"):
            write(graph, path)
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    write(graph, link)
    assert link.is_symlink()
    assert read(path) == graph
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["csv", "jsonl", "tsv"])
def test_streams_of_text_and_bytes_are_read_and_written_and_stay_open(name: str) -> None:
    graph = cg.ClaimGraph()
    graph.extend([cg.Claim("Зеленський", "denies", "міст", asserted_at="2022-07-02")])
    for out in (BytesIO(), StringIO(newline="")):
        write(graph, out, format=name)
        out.seek(0)
        again = read(out, format=name)
        assert [entry.record for entry in again.log] == [entry.record for entry in graph.log]
        out.seek(0)
        out.truncate()
        out.write(b"{" if isinstance(out, BytesIO) else "{")  # type: ignore[arg-type]
        out.seek(0)
        with pytest.raises(cg.InvalidBatch):
            read(out, format=name)
        assert not out.closed


def test_a_format_that_nothing_tells_is_an_error_that_lists_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for target, options in ((StringIO(), {}), ("x.txt", {}), ("x", {}), ("x.csv", {"format": "xls"})):
        with pytest.raises(cg.UnknownFormat, match=r"jsonl \(\.jsonl, \.ndjson\)"):
            read(target, **options)
    monkeypatch.setitem(FORMATS, "other", FORMATS["jsonl"])
    with pytest.raises(cg.UnknownFormat, match="jsonl, other"):
        read("x.jsonl")


def test_what_cannot_be_meant_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="columns="):
        read(StringIO(HEADER), format="jsonl", columns={})
    with pytest.raises(TypeError, match="ClaimGraph"):
        write("graph", StringIO(), format="jsonl")  # type: ignore[arg-type]
    for function in (lambda: read(5, format="jsonl"), lambda: write(cg.ClaimGraph(), 5, format="jsonl")):  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="a path or a stream"):
            function()


def test_what_is_no_file_is_written_to_and_not_replaced() -> None:
    write(cg.ClaimGraph(), os.devnull, format="jsonl")
    assert not Path(os.devnull).is_file()


def test_a_missing_file_is_the_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.jsonl")


def test_a_stream_of_text_that_breaks_off_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(HEADER.encode() + b"\xff\n")
    with path.open(encoding="utf-8") as stream, pytest.raises(cg.InvalidBatch) as caught:
        read(stream, format="jsonl")
    assert "cannot be decoded" in str(caught.value)


@pytest.mark.parametrize("seed", range(2))
def test_damaged_files_raise_nothing_but_the_errors_of_the_library(seed: int) -> None:
    main(1000, seed)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("null", "found null, expected a JSON object"),
        ('{"record": true}', "found true, expected one of source"),
        ('{"record": "source", "name": "x", "url": [null, true]}', "found [null, true], expected a list of texts"),
        ('{"record": "source", "name": "x", "note": {"a": false}}', 'found {"a": false}, expected a text'),
        ('{"record": "source", "name": true}', "found true, expected text"),
        ('{"record": "source", "name": "x\\ud83c"}', "character 2, U+D83C, is half of a surrogate pair"),
        ('{"record": "source", "name": "x\ud83c"}', "found half of a surrogate pair, U+D83C, at character 32"),
        ('{"record": "source", "name": "x", "recorded_at": "2022-07-02T10:00:00.1234567Z"}', "at most six digits"),
        ('{"record": "document", "title": "x", "date": "2022-07-02T10:00:00.123456789Z"}', "at most six digits"),
        ('{"record": "document", "title": "x", "date": true}', "true is no time"),
    ],
)
def test_what_was_found_is_shown_as_the_line_has_it(line: str, problem: str) -> None:
    (error,) = faults(jsonl(line))
    assert problem in error.problem
    assert error.line == 2


@pytest.mark.parametrize("version", ["null", "true"])
def test_a_version_that_is_none_is_shown_as_the_header_has_it(version: str) -> None:
    (error,) = faults(f'{{"claimgraph": {version}, "zone": "UTC"}}\n')
    assert error.problem.startswith(f"found version {version}, expected 1")


def test_writing_into_a_folder_that_is_not_there_names_the_folder_and_the_file(tmp_path: Path) -> None:
    path = tmp_path / "none" / "claims.jsonl"
    with pytest.raises(FileNotFoundError, match=r"found no folder .*none' to write to; make it first") as caught:
        write(cg.ClaimGraph(), path)
    assert caught.value.filename == str(path)
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError) as other:
        write(cg.ClaimGraph(), tmp_path / "file" / "claims.jsonl")
    assert other.value.filename == str(tmp_path / "file" / "claims.jsonl")
