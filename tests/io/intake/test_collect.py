"""Collecting faults: what is kept is what the file says without the lines that are given back."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any

import pytest
from fuzz_readers import KEYS, VALUES, damaged, lines_of_json, rows_of_csv
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import History, cited_ruled_histories, histories

import claimgraph as cg
from claimgraph.io import Intake, read, write
from claimgraph.io.lossless import jsonl

HEADER = '{"claimgraph": 1, "zone": "UTC"}'
HEAD = "source,stance,assertion,asserted_at"
ROW = "Ann,affirms,bridge open,2022-07-02"
CLAIM = {
    "record": "claim",
    "source": "Ann",
    "stance": "affirms",
    "assertion": "bridge open",
    "asserted_at": "2022-07-02",
}
CITED = cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02").id


def collected(text: str | bytes, name: str = "jsonl", **options: Any) -> cg.Collected:
    stream = BytesIO(text) if isinstance(text, bytes) else StringIO(text, newline="")
    return read(stream, format=name, on_error="collect", **options)


def jsonl_of(*lines: dict[str, Any] | str) -> str:
    return "\n".join((HEADER, *(line if isinstance(line, str) else json.dumps(line) for line in lines))) + "\n"


def places(rejected: Iterable[cg.Rejected]) -> list[tuple[int | None, str | None]]:
    return [(one.line, one.error.field) for one in rejected]


def records(graph: cg.ClaimGraph) -> list[Any]:
    return [entry.record for entry in graph.log]


def text_of(history: History) -> str:
    graph = cg.ClaimGraph()
    for at, record in history:
        graph.add(record, recorded_at=at)
    out = StringIO()
    write(graph, out, format="jsonl")
    return out.getvalue()


# --- what is kept


def test_a_line_that_cannot_be_read_is_given_back_as_it_stands_with_its_fault() -> None:
    text = jsonl_of(CLAIM, "{", {**CLAIM, "stance": "doubts"}, {"record": "source", "name": "Bob"})
    found = collected(text)
    assert len(found.graph.log) == 4
    assert places(found.rejected) == [(3, None), (4, "stance")]
    assert [one.found for one in found.rejected] == ["{\n", json.dumps({**CLAIM, "stance": "doubts"}) + "\n"]
    assert isinstance(found.rejected[1].error, cg.InvalidRecord)


def test_a_row_with_two_faults_is_two_faults_on_one_row() -> None:
    found = collected(f'{HEAD}\r\n{ROW}\r\nBob,doubts,"x\ny",soon\r\n{ROW},more\r\n', "csv")
    assert places(found.rejected) == [(3, "stance"), (3, "asserted_at"), (5, None)]
    assert [one.found for one in found.rejected] == ['Bob,doubts,"x\ny",soon\r\n'] * 2 + [f"{ROW},more\r\n"]
    assert len(found.graph.log) == 3


def test_what_refers_to_something_rejected_is_rejected_with_a_fault_of_its_own() -> None:
    first = {**CLAIM, "cites": ["claim:0"]}
    second = {**CLAIM, "source": "Bob", "cites": [cg.from_data(first).id]}  # type: ignore[attr-defined]
    third = {"record": "correction", "of": cg.from_data(second).id, "by": "desk", "why": "typo"}  # type: ignore[attr-defined]
    found = collected(jsonl_of(third, CLAIM, second, first))
    assert places(found.rejected) == [(2, "of"), (4, "cites"), (5, "cites")]
    assert all(isinstance(one.error, cg.UnknownReference) for one in found.rejected)
    assert records(found.graph)[-1] == cg.from_data(CLAIM)


def test_of_two_that_contradict_each_other_the_earlier_is_kept() -> None:
    lines = [{"record": "source", "name": "Ann", "note": note} for note in "abb"]
    found = collected(jsonl_of(*lines))
    assert places(found.rejected) == [(3, "note"), (4, "note")]
    assert all(isinstance(one.error, cg.Conflict) for one in found.rejected)
    assert records(found.graph) == [cg.Source("Ann", note="a")]


def test_what_contradicts_only_something_rejected_is_kept() -> None:
    lost = {"record": "source", "name": "Ann", "speaks_for": "source:nobody"}
    found = collected(jsonl_of(lost, {"record": "source", "name": "Ann", "note": "b"}))
    assert places(found.rejected) == [(2, "speaks_for")]
    assert records(found.graph) == [cg.Source("Ann", note="b")]


def test_a_row_is_kept_or_rejected_whole_and_leaves_no_spelling_behind() -> None:
    head = f"{HEAD},subject,predicate,value,speaks_for"
    found = collected(
        f"{head}\nBob,affirms,bridge open,2022-07-02,Bridge,is,open,\n"
        f"ann,affirms,bridge open,2022-07-02,Bridge,is,closed,north\n"
        f"ANN,affirms,bridge open,soon,,,,NORTH\n"
        f"{ROW},,,,North\n",
        "csv",
    )
    assert places(found.rejected) == [(3, "assertion"), (4, "asserted_at")]
    assert cg.Source("Ann", speaks_for="North") in records(found.graph)


@pytest.mark.parametrize(
    ("days", "rejected"),
    [
        ([1, 2, 3], []),
        ([1, 9, 2, 3, 4], [3]),  # one too late
        ([3, 9, 4, 1, 5], [3, 5]),  # one too late, and one too early
        ([1, 9, 2], [4]),  # one or the other: the later is behind the earlier
        ([5, 1, 2, 3, 4, 9], [2]),
    ],
)
def test_a_time_of_recording_that_is_out_of_order_costs_as_few_lines_as_can_be(
    days: list[int], rejected: list[int]
) -> None:
    lines = [
        {"record": "source", "name": f"S{n}", "recorded_at": f"2022-08-0{day}T00:00:00Z"} for n, day in enumerate(days)
    ]
    found = collected(jsonl_of(*lines))
    assert places(found.rejected) == [(line, "recorded_at") for line in rejected]
    assert len(found.graph.log) == len(days) - len(rejected)


def test_a_record_that_is_repeated_is_no_fault_whenever_that_is() -> None:
    days = {"A": 1, "B": 9, "C": 2, " A": 1, "D": 3, "E": 4}
    lines = [
        {"record": "source", "name": name.strip(), "recorded_at": f"2022-08-0{day}T00:00:00Z"}
        for name, day in days.items()
    ]
    assert [one.line for one in collected(jsonl_of(*lines)).rejected] == [3]


def test_where_a_correction_stands_before_what_it_corrects_what_is_too_early_is_rejected() -> None:
    correction = {"record": "correction", "of": CITED, "by": "desk", "why": "typo"}
    lines = [
        {**correction, "recorded_at": "2022-08-05T00:00:00Z"},
        {**CLAIM, "recorded_at": "2022-08-06T00:00:00Z"},
        {"record": "source", "name": "Zed", "recorded_at": "2022-08-05T12:00:00Z"},
    ]
    found = collected(jsonl_of(*lines))
    assert places(found.rejected) == [(4, "recorded_at")]


def test_a_chain_of_many_is_rejected_to_its_end() -> None:
    lines, cited = [], "claim:0"
    for number in range(40):
        lines.append({**CLAIM, "note": str(number), "cites": [cited]})
        cited = cg.from_data(lines[-1]).id  # type: ignore[attr-defined]
    found = collected(jsonl_of(*reversed(lines), CLAIM))
    assert [one.line for one in found.rejected] == list(range(2, 42))
    assert records(found.graph)[-1] == cg.from_data(CLAIM)


def test_what_is_recorded_before_the_graph_it_is_read_into_is_rejected() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Source("Zed"), recorded_at="2022-08-05T00:00Z")
    lines = [
        {"record": "source", "name": f"S{day}", "recorded_at": f"2022-08-0{day}T00:00:00Z"} for day in (1, 9, 4, 6, 7)
    ]
    found = collected(jsonl_of(*lines), into=graph)
    assert found.graph is graph
    assert places(found.rejected) == [(line, "recorded_at") for line in (2, 3, 4)]
    assert "expected no later than 2022-08-06 00:00:00+00:00" in str(found.rejected[1].error)
    assert [entry.record.name for entry in graph.log] == ["Zed", "S6", "S7"]  # type: ignore[attr-defined]


def test_faults_say_where_they_are(tmp_path: Any) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(f"Who,stance,assertion,asserted_at,cites\nAnn,affirms,x,2022,claim:0\n{ROW},\n", "utf-8")
    found = read(path, columns={"Who": "source"}, on_error="collect")
    (one,) = found.rejected
    assert (one.error.file, one.error.line, one.error.field, one.error.index) == (str(path), 2, "cites", 0)
    assert str(one.error).startswith(f"{path}, line 2, cites: no claim 'claim:0' is recorded")


def test_bytes_that_are_no_utf8_cost_their_row_only_and_come_back_to_the_byte() -> None:
    bad = b"Ann,affirms,caf\xe9,2022-07-02\n"
    found = collected(f"{HEAD}\n{ROW}\n".encode() + bad + "Bob,denies,café,2022-07-02\n".encode() + bad, "csv")
    assert [one.line for one in found.rejected] == [3, 5]
    assert all(one.found.encode("utf-8", "surrogateescape") == bad for one in found.rejected)
    assert "0xe9" in found.rejected[0].error.problem
    assert len(found.graph.log) == 6
    line = json.dumps({**CLAIM, "note": "é"}, ensure_ascii=False).encode("latin-1")
    found = collected(jsonl_of(CLAIM).encode() + line)
    assert [one.found.encode("utf-8", "surrogateescape") for one in found.rejected] == [line]


def test_a_row_that_is_no_csv_is_given_back() -> None:
    found = collected(f'{HEAD}\n"Ann" x,affirms,a,2022\n{ROW}\n', "csv")
    assert [(one.line, one.found) for one in found.rejected] == [(2, '"Ann" x,affirms,a,2022\n')]
    assert len(found.graph.log) == 3


def test_a_record_whose_text_a_format_did_not_keep_is_given_back_as_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Intake, "keeping", lambda self, lines: lines)
    found = collected(jsonl_of({"record": "source", "name": "Ann"}, {**CLAIM, "cites": ["claim:0"]}, "{"))
    assert [one.found for one in found.rejected] == [cg.from_data({**CLAIM, "cites": ["claim:0"]}), None]
    timed = {"record": "correction", "of": "claim:0", "by": "a", "why": "b", "recorded_at": "2022-08-01T00:00:00Z"}
    (one,) = collected(jsonl_of(timed)).rejected
    assert one.found == cg.Correction(of="claim:0", by="a", why="b")


# --- what is raised all the same


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "jsonl"),
        (json.dumps(CLAIM), "jsonl"),  # no header
        ('{"claimgraph": 2}', "jsonl"),
        ("", "csv"),
        (ROW, "csv"),
        (f"{HEAD}\n{ROW}".replace(",", ";"), "csv"),
        (f'"x" y,{HEAD}\n{HEAD}\n{ROW}', "csv"),
        (f"{HEAD},caf\xe9\n{ROW}\n".encode("latin-1"), "csv"),
        (f"{HEAD}\nAnn,affirms,caf\xe9,2022\n\nBob,denies,caf\xe9,2022\n".encode("latin-1"), "csv"),
        (f"{HEADER}\n".encode() + b'{"record": "source", "name": "\xe9"}\n' * 2, "jsonl"),
        (HEADER.encode("utf-16"), "jsonl"),
    ],
)
def test_what_is_wrong_with_the_file_as_a_whole_is_raised(text: str | bytes, name: str) -> None:
    with pytest.raises(cg.InvalidBatch):
        collected(text, name)


def test_a_zone_that_differs_and_a_stream_that_breaks_off_are_raised(tmp_path: Any) -> None:
    with pytest.raises(cg.InvalidBatch) as caught:
        collected(jsonl_of(CLAIM), zone="Europe/Kyiv")
    assert caught.value.exceptions[0].field == "zone"  # type: ignore[attr-defined]
    path = tmp_path / "x.jsonl"
    path.write_bytes(HEADER.encode() + b"\n" + b"\n" * 100_000 + b"\xff\n")
    into = cg.ClaimGraph()
    with path.open(encoding="utf-8") as stream, pytest.raises(cg.InvalidBatch) as caught:
        read(stream, format="jsonl", on_error="collect", into=into)
    assert "cannot be decoded" in str(caught.value)
    assert not into.log


def test_another_word_for_what_to_do_with_faults_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="'raise' or 'collect'"):
        read(StringIO(), format="jsonl", on_error="ignore")  # type: ignore[call-overload]


def test_a_format_that_is_called_by_itself_raises_even_beside_a_reading_that_collects() -> None:
    assert collected(jsonl_of("{")).rejected
    with pytest.raises(cg.InvalidBatch):
        jsonl.read(StringIO(jsonl_of("{")))


# --- for all files


@given(histories())
def test_of_a_clean_file_nothing_is_rejected_and_the_graph_is_the_same(history: History) -> None:
    text = text_of(history)
    found = collected(text)
    assert found.rejected == ()
    assert found.graph == read(StringIO(text), format="jsonl")


def mangled(lines: list[str], rng: random.Random) -> list[str]:
    """Damage some lines of a file, so that others refer to them, contradict them or lie before them."""
    lines = list(lines)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(1, len(lines))
        how = rng.randrange(6)
        if how == 0:
            del lines[at]
        elif how == 1:
            lines.insert(at, lines[at][: rng.randrange(len(lines[at]))])
        elif how == 2:
            other = rng.randrange(1, len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            data = json.loads(lines[at]) if lines[at].endswith("}") else dict(CLAIM)
            key = rng.choice([*data, rng.choice(KEYS)])
            data[key] = rng.choice((rng.choice(VALUES), "2022-08-09T00:00:00Z", "Ann", "Town held by North", "affirms"))
            lines.insert(at, json.dumps(data)) if how == 3 else lines.__setitem__(at, json.dumps(data))
        if len(lines) < 2:
            break
    return lines


@given(st.one_of(histories(), cited_ruled_histories()), st.integers(0, 2**32))
@settings(max_examples=100)
def test_what_is_kept_is_what_the_file_says_without_the_lines_that_are_rejected(history: History, seed: int) -> None:
    lines = mangled(text_of(history).splitlines(), random.Random(seed))
    check("\n".join(lines))


@given(st.integers(0, 2**32))
@example(0)
@settings(max_examples=200)
def test_so_it_is_with_any_damage_to_any_format(seed: int) -> None:
    rng = random.Random(seed)
    name = rng.choice(("jsonl", "csv"))
    data = damaged(lines_of_json(rng) if name == "jsonl" else rows_of_csv(rng), rng)
    check(data.decode("utf-8", "surrogateescape"), name)


def check(text: str, name: str = "jsonl") -> None:
    options = {"stances": {"for": "affirms"}} if name == "csv" else {}
    raw = text.encode("utf-8", "surrogateescape")
    try:
        found = collected(raw, name, **options)
    except cg.InvalidBatch:
        with pytest.raises(cg.InvalidBatch):
            read(BytesIO(raw), format=name, **options)
        return
    assert all(isinstance(one.error, cg.InvalidRecord) and one.error.line == one.line for one in found.rejected)
    again = read(BytesIO(without(raw, name, found.rejected)), format=name, **options)
    assert records(found.graph) == records(again)
    if found.rejected:
        with pytest.raises(cg.InvalidBatch):
            read(BytesIO(raw), format=name, **options)


def without(raw: bytes, name: str, rejected: Iterable[cg.Rejected]) -> bytes:
    """Take the lines out of a file that were rejected; a row may have several."""
    newline = "\n" if name == "jsonl" else ""
    lines = list(StringIO(raw.decode("utf-8", "surrogateescape"), newline=newline))
    for one in rejected:
        assert one.line is not None
        for at, line in enumerate(StringIO(one.found, newline=newline), one.line - 1):
            assert lines[at] in (line, "")
            lines[at] = ""
    return "".join(lines).encode("utf-8", "surrogateescape")


# --- every format that is read


def script(data: Any) -> str:
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>\n'


def reviewed(**given: Any) -> dict[str, Any]:
    author = {"@type": "Organization", "url": "https://example.org"}
    text = {"@type": "ClaimReview", "author": author, "claimReviewed": "bridge open", "datePublished": "2022-07-03"}
    return {**text, "reviewRating": {"@type": "Rating", "alternateName": "False"}, **given}


def test_of_a_page_the_reviews_are_given_back_and_a_broken_script_costs_none_of_them() -> None:
    late = reviewed(datePublished="later")
    # The broken script is on the line that is the number of the last review.
    page = script(reviewed()) + script(late) + script('{"@type": "ClaimReview"') + script(reviewed(url="x:y"))
    page += script(reviewed(claimReviewed="road cut"))
    found = collected(f"<html>{page}", "claimreview")
    assert [claim.assertion for claim in cg.claims(found.graph)] == ["bridge open", "road cut"]
    assert [(one.line, one.found) for one in found.rejected] == [
        (2, late),
        (3, '{"@type": "ClaimReview"'),
        (3, reviewed(url="x:y")),
    ]


def test_of_an_answer_the_claim_is_given_back_with_the_review_at_fault() -> None:
    good, bad = ({"publisher": {"site": f"{name}.org"}, "reviewDate": day} for name, day in (("a", "2022"), ("b", "x")))
    claim = {"text": "bridge open", "claimReview": [good, bad]}
    found = collected(json.dumps({"claims": [claim]}), "factcheck")
    assert len(cg.claims(found.graph)) == 1
    assert [(one.line, one.found) for one in found.rejected] == [(2, {**claim, "claimReview": [bad]})]


def test_of_statements_and_entities_what_stands_there_is_given_back() -> None:
    row = {"entity_id": "Q1", "prop": "name", "schema": "Person", "value": "Ann", "dataset": "list"}
    rows = [{**row, "first_seen": day} for day in ("2024-05-01", "soon")]
    found = collected("\n".join(map(json.dumps, rows)), "ftm-json")
    assert [(one.line, one.found) for one in found.rejected] == [(2, rows[1])]
    sheet = ",".join(rows[0]) + "\n" + "".join(",".join(row.values()) + "\n" for row in rows)
    assert [(one.line, one.found) for one in collected(sheet, "ftm-csv").rejected] == [
        (3, "Q1,name,Person,Ann,list,soon\n")
    ]
    item = {"id": "Q1", "claims": {"P19": [{"id": "Q1$1", "rank": "best", "mainsnak": {}}]}}
    entities = collected(f"{json.dumps({'id': 'Q2', 'claims': {}})}\n{json.dumps(item)}", "wikibase", snapshot="2024")
    assert [(one.line, one.found) for one in entities.rejected] == [(2, item)]


def test_of_nanopublications_those_at_fault_are_named_and_their_lines_cost_no_other() -> None:
    graph = cg.ClaimGraph()
    graph.extend([cg.Source(f"source {number}") for number in range(200)], recorded_at="2022-07-02")
    write(graph, out := StringIO(), format="trig")
    text = out.getvalue().replace('"source 2"', '""')
    found = collected(text, "trig")
    assert [entry.record for entry in found.graph.log] == [
        one.record for one in graph.log if one.record.name != "source 2"
    ]  # type: ignore[union-attr]
    (one,) = found.rejected
    assert one.error.field == "cg:name"
    assert 0 < (one.line or 0) <= len(graph.log)  # it could be taken for the place of another entry
    assert text.splitlines()[(one.line or 0) - 1].strip().startswith("cg:name")
    assert str(one.found).startswith("urn:claimgraph:np:")


def test_a_file_of_nanopublications_that_is_cut_off_is_raised() -> None:
    write(cg.ClaimGraph(), out := StringIO(), format="trig")
    with pytest.raises(cg.InvalidBatch) as caught:
        collected(out.getvalue().replace("cg:entries 0", "cg:entries 1"), "trig")
    assert "the file is not whole" in str(caught.value.exceptions[0])


def test_a_line_that_is_read_the_quick_way_and_refused_by_the_graph_is_given_back_as_it_stands() -> None:
    lines = [{"record": "source", "name": "Ann", "note": note} for note in "ab"]
    found = collected(jsonl_of(*lines))
    assert [(one.line, one.found) for one in found.rejected] == [(3, json.dumps(lines[1]) + "\n")]
