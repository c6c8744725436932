"""Sheets and frames alike: columns of days, separators, marks for Excel, and when the graph learned of them."""

from __future__ import annotations

import io
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import claimgraph as cg
from claimgraph.io.tables.days import day_of

HEAD = "source,stance,assertion,asserted_at"


def sheet(*rows: str, head: str = HEAD, format: str = "csv", **options: Any) -> cg.ClaimGraph:  # noqa: A002 - as `read`
    return cg.read(io.StringIO("\n".join([head, *rows, ""]), newline=""), format=format, **options)


def faults(*rows: str, **options: Any) -> list[cg.InvalidRecord]:
    with pytest.raises(cg.InvalidBatch) as caught:
        sheet(*rows, **options)
    return list(caught.value.exceptions)  # type: ignore[arg-type]


def said(graph: cg.ClaimGraph) -> list[str]:
    return [str(claim.asserted_at) for claim in cg.claims(graph)]


# --- columns of days


def frame(*rows: str, head: str = HEAD, **options: Any) -> cg.ClaimGraph:
    pandas = pytest.importorskip("pandas")
    timed = ["asserted_at"] if ":" in rows[0] else []
    found = pandas.read_csv(io.StringIO("\n".join([head, *rows])), parse_dates=timed)
    return cg.from_frame(found, **options)


BOTH = pytest.mark.parametrize("read", [sheet, frame])


@BOTH
@pytest.mark.parametrize("zone", [None, "Europe/Kyiv"])
def test_a_column_of_midnights_is_a_column_of_days_and_a_warning_says_so(read: Any, zone: str | None) -> None:
    rows = [f"Ann,affirms,x{day},2022-07-0{day} 00:00:00" for day in (1, 2, 3)]
    with pytest.warns(UserWarning, match="read as days.*'asserted_at'.*offset") as caught:
        graph = read(*rows, zone=zone)
    assert said(graph) == ["2022-07-01", "2022-07-02", "2022-07-03"]
    assert len(caught) == 1
    assert Path(caught[0].filename).name == Path(__file__).name


@BOTH
def test_one_other_time_anywhere_makes_all_midnights_times(read: Any) -> None:
    midnights = [f"Ann,affirms,x{day},2022-07-0{day} 00:00:00" for day in (1, 2, 3)]
    for at in range(4):
        rows = [*midnights[:at], "Bob,denies,x1,2022-07-02 09:30:00", *midnights[at:]]
        assert sorted(said(read(*rows, zone="Europe/Kyiv"))) == [
            "2022-07-01T00:00:00+03:00",
            "2022-07-02T00:00:00+03:00",
            "2022-07-02T09:30:00+03:00",
            "2022-07-03T00:00:00+03:00",
        ]


@BOTH
def test_times_without_a_zone_need_one_also_where_they_are_midnights(read: Any) -> None:
    with pytest.raises(cg.InvalidBatch) as caught:
        read("Ann,affirms,x,2022-07-02 00:00:00", "Bob,denies,x,2022-07-02 09:30:00")
    assert [fault.line for fault in caught.value.exceptions] in ([2, 3], [1, 2])  # type: ignore[union-attr]


def test_midnights_are_told_in_every_wording_and_each_column_by_itself() -> None:
    with pytest.warns(UserWarning, match="'When', 'valid'"):
        graph = sheet(
            "Ann,affirms,x,02/07/2022 00:00,2022-07-01T00:00,",
            "Bob,denies,x,3/7/2022 12:00:00 AM,,",
            "Cid,denies,x,4 July 2022,2022-07-02 00:00:00.000,2022-07-02 00:00 said",
            head="source,stance,assertion,When,valid,note",
            columns={"When": "asserted_at"},
            day_first=True,
        )
    assert said(graph) == ["2022-07-02", "2022-07-03", "2022-07-04"]
    assert [claim.valid and claim.valid.text for claim in cg.claims(graph)] == ["2022-07-01", None, "2022-07-02"]
    assert cg.claims(graph)[2].note == "2022-07-02 00:00 said"


@pytest.mark.parametrize(
    "other",
    ["2022-07-02T00:00Z", "2022-07-02 00:00 +0300", "2022-07-01T00:00:00Z/2022-07-02T00:00:00Z", "2022-07-02 12:00 pm"],
)
def test_a_time_with_a_zone_and_a_period_are_times(other: str) -> None:
    graph = sheet(
        "Ann,affirms,x,2022-07-01,2022-07-02 00:00:00",
        f"Bob,denies,x,2022-07-01,{other}",
        head=HEAD + ",valid",
        zone="UTC",
    )
    assert cg.claims(graph)[0].valid == cg.When("2022-07-02T00:00:00Z")


@pytest.mark.parametrize(
    "text",
    ["2022-07-01/2022-07-02T00:00", "2022-07-01T00:00/2022-07-02 00:00", "../2022-07-02 00:00", "00:00", "", None],
)
def test_the_end_of_a_period_is_no_day(text: str | None) -> None:
    assert day_of(text) is None


def test_days_and_times_in_zones_are_read_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    sheet("Ann,affirms,x,2022-07-02", "Ann,affirms,y,2022-07-02T00:00+03:00")
    assert not recwarn


def test_faults_in_a_column_of_midnights_are_told_on_their_lines() -> None:
    rows = ["Ann,affirms,x,2022-07-02 00:00", "Bob,doubts,x,2022-07-03 00:00", "Cid,denies,x,2022-06-31 00:00"]
    found = faults(*rows)
    assert [(fault.line, fault.field) for fault in found] == [(3, "stance"), (4, "asserted_at")]
    with pytest.warns(UserWarning, match="read as days"):
        collected = sheet(*rows, on_error="collect")
    assert said(collected.graph) == ["2022-07-02"]
    assert [one.found for one in collected.rejected] == [rows[1] + "\n", rows[2] + "\n"]


# --- what separates the cells


@pytest.mark.parametrize(("format", "mark"), [("csv", ","), ("tsv", "\t")])
@pytest.mark.parametrize("word", ["sep=", "SEP=", "\ufeffsep="])
def test_a_line_that_names_the_separator_in_use_is_passed_over(format: str, mark: str, word: str) -> None:  # noqa: A002
    rows = [mark.join(HEAD.split(",")), mark.join(["Ann", "doubts", "x", "2022-07-02"])]
    graph = sheet(*rows, head=word + mark, format=format, stances={"doubts": "questions"})
    assert said(graph) == ["2022-07-02"]
    (fault,) = faults(*rows, head=word + mark, format=format)
    assert fault.line == 3
    assert said(sheet("Ann,affirms,x,2022-07-02", head=f'"sep=,"\n{HEAD}')) == ["2022-07-02"]


@pytest.mark.parametrize("mark", [";", "\t", "|", "^", ""])
def test_a_line_that_names_another_separator_is_one_fault(mark: str) -> None:
    (fault,) = faults(HEAD.replace(",", mark), head=f"sep={mark}")
    assert "sep=" in fault.problem
    assert "take out that line" in fault.problem
    assert "columns=" not in fault.problem
    assert fault.line == 1


def test_a_line_that_names_the_separator_and_nothing_else_is_a_fault() -> None:
    (fault,) = faults(head="sep=,")
    assert "expected one with headings" in fault.problem


@pytest.mark.parametrize(
    ("format", "mark", "name"),
    [
        ("csv", ";", "semicolons"),
        ("csv", "\t", "tabs"),
        ("csv", "|", "pipes"),
        ("tsv", ",", "commas"),
        ("tsv", "|", "pipes"),
    ],
)
def test_another_separator_is_one_fault_that_names_it(format: str, mark: str, name: str) -> None:  # noqa: A002
    for head in (HEAD, f"{HEAD},note"):
        (fault,) = faults(mark.join(["Ann", "affirms", "x"]), head=head.replace(",", mark), format=format)
        assert f"separated by {name}" in fault.problem
    own = 'Who;For or against;"What, in a word";When'.replace(";", mark) if mark != "," else HEAD
    (fault,) = faults(head=own, format=format)
    assert f"separated by {name}" in fault.problem


def test_marks_within_headings_are_no_separators() -> None:
    found = faults("Ann,affirms,x,2022", head="source,stance,assertion|text,said")
    assert [fault.field for fault in found] == ["assertion|text", "said", "assertion", "asserted_at"]


# --- for Excel


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_a_byte_order_mark_is_written_if_asked_for_and_read_in_any_case(format: str) -> None:  # noqa: A002
    graph = cg.ClaimGraph()
    graph.add(cg.Claim("Руслан", "affirms", "=bridge open", asserted_at="2022-07-02"))
    plain, marked, text = io.BytesIO(), io.BytesIO(), io.StringIO(newline="")
    cg.write(graph, plain, format=format)
    cg.write(graph, marked, format=format, bom=True)
    cg.write(graph, text, format=format, bom=True)
    assert marked.getvalue() == b"\xef\xbb\xbf" + plain.getvalue()
    assert text.getvalue().encode() == marked.getvalue()
    for written in (plain, marked):
        again = cg.read(io.BytesIO(written.getvalue()), format=format)
        assert [entry.record for entry in again.log] == [entry.record for entry in graph.log]
    with pytest.raises(TypeError, match="bom="):
        cg.write(graph, io.StringIO(), format="jsonl", bom=True)


@pytest.mark.parametrize(("cell", "found"), [("2.0", 2), (" 6.00 ", 6), ("1", 1), ("", None)])
def test_whole_numbers_may_be_written_as_a_column_with_gaps_is(cell: str, found: int | None) -> None:
    graph = sheet(f"Ann,affirms,x,2022-07-02,{cell}", head=HEAD + ",credibility")
    assert cg.claims(graph)[0].credibility == found


@pytest.mark.parametrize("cell", ["2.5", "2.", ".0", "7.0", "-2.0", "2e0", "2.01", "\u0662.\u0660"])
def test_what_is_no_whole_number_is_refused(cell: str) -> None:
    (fault,) = faults(f"Ann,affirms,x,2022-07-02,{cell}", head=HEAD + ",credibility")
    assert fault.field == "credibility"
    assert "a whole number from 1 to 6" in fault.problem


# --- dates


def test_a_missing_date_says_what_can_be_written() -> None:
    (fault,) = faults("Ann,affirms,x,")
    assert "'2022-07-02', or '2022-07' or '2022' where no more is known" in fault.problem
    with pytest.raises(cg.InvalidRecord, match="'2022-07' or '2022' where no more is known"):
        cg.Claim("Ann", "affirms", "x", asserted_at=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        *("2022-06-31", "2022-02-29", "2022-07-02T24:00Z", "2022-W26", "-0043-03-15", "2022-07-02/", "{2022,2023}"),
        *(
            "2022-07-04/2022-07-01",
            "2022-06-31 00:00",
            "2022/30/06",
            "2th July 2022",
            "2022-07-02 10:00 +0099",
            "12022",
        ),
    ],
)
def test_what_is_wrong_with_a_date_is_told_by_a_sheet_as_by_a_record(text: str) -> None:
    (fault,) = faults(f'Ann,affirms,x,2022,"{text}"', head=HEAD + ",valid")
    assert "without guessing" not in fault.problem
    with pytest.raises(cg.InvalidTime):
        cg.When(text)


def test_a_sheet_that_contradicts_the_order_of_its_dates_is_at_fault_on_that_line() -> None:
    rows = ["Ann,affirms,x,06/30/2022", "Bob,denies,x,07/02/2022"]
    (fault,) = faults(*rows, day_first=True)
    assert (fault.line, fault.field) == (2, "asserted_at")
    assert said(sheet(*rows, day_first=False)) == ["2022-06-30", "2022-07-02"]


# --- when the graph learned of it


ROWS = ("Ann,affirms,x,2022-07-02", "Bob,denies,x,2022-07-03")
LEARNED = "2022-07-04T10:00:00Z"


@BOTH
@pytest.mark.parametrize("on_error", ["raise", "collect"])
def test_a_sheet_may_say_when_the_graph_learned_of_it(read: Any, on_error: str) -> None:
    found = read(*ROWS, recorded_at=LEARNED, on_error=on_error)
    graph = found if on_error == "raise" else found.graph
    assert {entry.recorded_at for entry in graph.log} == {datetime(2022, 7, 4, 10, tzinfo=UTC)}
    assert len(graph.view(known_at="2022-07-03").graph.log) > 0 == len(cg.claims(graph.view(known_at="2022-07-03")))


@BOTH
@pytest.mark.parametrize("on_error", ["raise", "collect"])
@pytest.mark.parametrize("learned", ["2022-07-03", "soon", "../2022", 5])
def test_a_time_of_recording_that_cannot_be_is_one_fault(read: Any, on_error: str, learned: Any) -> None:
    graph = sheet(*ROWS, recorded_at=LEARNED)
    before = list(graph.log)
    with pytest.raises(cg.InvalidBatch) as caught:
        read("Cid,affirms,x,2022-07-02", recorded_at=learned, into=graph, on_error=on_error)
    (fault,) = caught.value.exceptions
    assert isinstance(fault, cg.InvalidRecord)
    assert fault.field == "recorded_at"
    assert list(graph.log) == before


def test_formats_that_keep_times_of_recording_do_not_take_one() -> None:
    with pytest.raises(TypeError, match="recorded_at="), warnings.catch_warnings():
        cg.read(io.StringIO('{"claimgraph": 1}\n'), format="jsonl", recorded_at=LEARNED)


def test_the_first_midnight_of_the_calendar_is_read_beside_other_times() -> None:
    graph = sheet("Ann,affirms,x,0001-01-01 00:00:00", "Bob,affirms,x,2022-07-02 09:30:00", zone="Europe/Kyiv")
    assert said(graph)[0] == "0001-01-01T00:00:00+02:02"


def test_a_column_without_a_heading_is_at_fault_with_advice_for_pandas() -> None:
    (fault,) = faults("0,Ann,affirms,x,2022", head=f",{HEAD}")
    assert fault.problem.startswith("found the cell '0' under no heading; put a cell with a comma")
    assert "index=False" in fault.problem
