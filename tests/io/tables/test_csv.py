"""Sheets: rows become claims, faults have the sheet's own line and heading, and no cell becomes a formula."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Mapping
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from strategies import History, histories

import claimgraph as cg
from claimgraph.io import LossyWarning, read, write
from claimgraph.io.tables.cells import guarded, unguarded

HEAD = "source,stance,assertion,asserted_at"
ROW = "Ann,affirms,bridge open,2022-07-02"
CITED = cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02").id


def sheet(*rows: str, head: str = HEAD, **options: Any) -> cg.ClaimGraph:
    return read(StringIO("\n".join((head, *rows)) + "\n", newline=""), format="csv", **options)


def claims(graph: cg.ClaimGraph) -> list[Any]:
    return [entry.record for entry in graph.log if entry.record.kind == "claim"]


def faults(text: str | bytes, **options: Any) -> list[Any]:
    stream = BytesIO(text) if isinstance(text, bytes) else StringIO(text, newline="")
    with pytest.raises(cg.InvalidBatch) as caught:
        read(stream, format=options.pop("format", "csv"), **options)
    return list(caught.value.exceptions)


def text_of(graph: cg.ClaimGraph) -> str:
    out = StringIO(newline="")
    write(graph, out, format="csv", notes=True)
    return out.getvalue()


def quietly(graph: cg.ClaimGraph) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        return text_of(graph)


# --- reading


def test_a_sheet_with_headings_and_words_of_its_own_is_read_in_one_call() -> None:
    columns = {"who": "source", "assertion": " Said What", "When": "asserted_at", "For or against": "stance"}
    graph = sheet(
        'Kadyrov,"Lysychansk, encircled",2 July 2022, FOR ,https://example.org/1,x',
        'Ukraine,"Lysychansk, encircled",2 July 2022,against,,y',
        head="Who,Said what,When,For or against,LINK,Checked by",
        columns={**columns, "Link": "document", "Checked by": None},
        stances={"For": "affirms", "against": cg.Stance.DENIES},
    )
    assert [claim.stance.value for claim in claims(graph)] == ["affirms", "denies"]
    assert claims(graph)[0].document == "https://example.org/1"
    assert cg.status(graph, "Lysychansk, encircled") is cg.Status.DISPUTED


def test_a_row_records_what_it_says_of_its_source_and_of_its_assertion_once() -> None:
    head = HEAD + ",subject,predicate,value,speaks_for,cites,credibility"
    graph = sheet(
        ROW + ",Bridge,is,open,North,,",
        "ann ,denies,Bridge  Open,2022-07-03,bridge,is,Open,NORTH,unknown:,",
        f"Bob,comments,bridge open,2022-07-03,,,,,{CITED}; Ann;Corps,",
        head=head,
    )
    records = [entry.record for entry in graph.log]
    assert records.count(cg.Source("Ann", speaks_for="North")) == 1
    assert cg.Assertion("bridge open", subject="Bridge", predicate="is", value="open") in records
    assert [claim.cites for claim in claims(graph)] == [(), (cg.UNKNOWN,), (CITED, "Ann", "Corps")]
    assert len(cg.assertions(graph)) == 1


def test_a_sheet_that_repeats_less_than_the_graph_knows_completes_it_without_conflict() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Source("Ann", speaks_for="North", url="https://example.org"))
    sheet(ROW + ",north", head=HEAD + ",speaks_for", into=graph)
    assert len(claims(graph)) == 1


@pytest.mark.parametrize("text", ["2022-07-02", "2 July 2022", "July 2, 2022", "2022-07-02T10:00+03:00", "July 2022"])
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert claims(sheet(f'Ann,affirms,x,"{text}"'))[0].asserted_at == cg.When.lenient(text)


@pytest.mark.parametrize("text", ["02/07/2022", "today", "July", "2022-07-02 10:00", "../2022"])
def test_dates_are_never_guessed(text: str) -> None:
    (error,) = faults(f"{HEAD}\nAnn,affirms,x,{text}\n")
    assert (error.line, error.field) == (2, "asserted_at")
    assert ("day_first=" in error.problem) == (text == "02/07/2022")
    assert "published=" not in error.problem  # which no sheet is read with


def test_a_zone_is_that_of_the_graph_and_of_times_without_one() -> None:
    graph = sheet("Ann,affirms,x,2022-07-02 10:00", zone="Europe/Kyiv")
    assert graph.zone.key == "Europe/Kyiv"
    assert claims(graph)[0].asserted_at.text == "2022-07-02T10:00+03:00"
    assert sheet(ROW, into=graph) is graph
    assert faults(HEAD, into=graph, zone="UTC")[0].field == "zone"
    assert faults(HEAD, zone="Kyiv")[0].field == "zone"


def test_empty_cells_and_empty_rows_say_nothing() -> None:
    graph = sheet("", ", ,,", ROW + ", ", ",,,,,,", head=HEAD + ",note")
    assert claims(graph) == [cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02")]
    assert len(sheet().log) == 0


def test_tabs_separate_a_tsv(tmp_path: Path) -> None:
    path = tmp_path / "claims.TSV"
    path.write_text(f"{HEAD}\n{ROW}\n".replace(",", "\t"), "utf-8")
    graph = read(path)
    write(graph, path)
    assert claims(read(path)) == claims(graph)
    assert path.read_text("utf-8").startswith("source\tstance\t")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_mark_at_the_beginning_and_all_line_ends_are_read(end: str) -> None:
    graph = read(BytesIO(("\ufeff" + HEAD + end + ROW + end).encode()), format="csv")
    assert len(claims(graph)) == 1


def test_a_cell_of_a_megabyte_is_read_and_the_limit_of_python_stays(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    long = "long " * 200_000
    assert claims(sheet(f'{ROW},"{long}"', head=HEAD + ",note"))[0].note == long
    assert csv.field_size_limit() == limit


# --- faults


TWENTY: list[tuple[str, int, str | None]] = [
    (",affirms,x,2022-07-02", 1, "Who"),
    ("Ann,,x,2022-07-02", 1, "stance"),
    ("Ann,affirms,,2022-07-02", 1, "assertion"),
    ("Ann,affirms,x,", 1, "When"),
    ("Ann,affirms", 1, "assertion"),  # and the date
    ("Ann,doubts,x,2022-07-02", 1, "stance"),
    ("Ann,affirms,x,02/07/2022", 1, "When"),
    ("Ann,affirms,x,../2022", 1, "When"),
    ("Ann,affirms,x,2022-07-02,someday", 1, "valid"),
    ("Ann,affirms,x,2022-07-02,,7", 1, "Sure"),
    ("Ann,withdraws,x,2022-07-02,,,Bob", 1, "cites"),
    ("Ann,affirms,x,2022-07-02,,,,,,too,many", 1, None),
    ('"An"n,affirms,x,2022-07-02', 1, None),
    ('"Ann,\nof two lines",doubts,x,2022-07-02', 2, "stance"),
    ("Ann,affirms,x,2022-07-02,,,,North", 1, None),  # no fault
    ("Ann,affirms,x,2022-07-02,,,,South", 1, "Of"),  # found by the graph
    ("Rae,affirms,x,2022-07-02,,,,Rae", 1, "Of"),
    ("\udcff,affirms,x,2022-07-02", 1, None),
    ("Ann,affirms,x,2022-07-02 10:00", 1, "When"),
    ('Ann,affirms,x,2022-07-02,,,,,"no end', 1, None),
]


def test_twenty_faults_are_twenty_errors_with_their_places_and_no_graph(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    head = "Who,stance,assertion,When,valid,Sure,cites,Of,note"
    path.write_bytes("\n".join((head, *(row for row, _, _ in TWENTY))).encode(errors="surrogateescape"))
    with pytest.raises(cg.InvalidBatch) as caught:
        read(path, columns={"Who": "source", "When": "asserted_at", "Sure": "credibility", "speaks_for": "Of"})
    expected, line = [], 2
    for row, height, field in TWENTY:
        if not row.endswith("North"):
            expected.append((str(path), line, field))
        if row == "Ann,affirms":
            expected.append((str(path), line, "When"))
        line += height
    assert [(error.file, error.line, error.field) for error in caught.value.exceptions] == expected
    assert len(expected) == 20
    assert str(caught.value).startswith(f"20 faults in {path}, nothing was loaded")
    assert "South" in str(caught.value)


def test_a_row_with_several_faults_is_that_many_errors() -> None:
    found = faults(f"{HEAD},credibility,cites\n,withdraws,x,soon,9,Bob\n")
    assert [(error.line, error.field) for error in found] == [
        (2, "source"),
        (2, "asserted_at"),
        (2, "credibility"),
        (2, "cites"),
    ]


@pytest.mark.parametrize(
    ("head", "options", "expected"),
    [
        (HEAD + ",Comments", {}, r"columns=\{'Comments': FIELD\}.*columns=\{'Comments': None\}"),
        (HEAD + ",Source", {}, "2 times"),
        ("source,stance,assertion", {}, "no column for 'asserted_at'"),
        (HEAD + ",x", {"columns": {"x": "notes"}}, "expected a heading of the sheet"),
        (HEAD, {"columns": {"Who": "source"}}, "expected a heading of the sheet"),
        (HEAD, {"columns": {"source": 5}}, "expected a heading and a field"),
        (HEAD + ",note", {"columns": {"source": "note"}}, "both headings"),
        (HEAD + ",x,y", {"columns": {"x": "note", "y": "note"}}, "second column for 'note'"),
        (HEAD.replace(",", ";"), {}, "semicolons.*save it with commas"),
        (HEAD.replace(",", "\t"), {}, r"tabs.*\.tsv"),
        (HEAD, {"format": "tsv"}, "separated by commas, expected tabs"),
        ("", {}, "found no row"),
        ("PK\x03\x04", {}, "workbook"),
        ("PK\x03\x04\x14\0\6\0\x08\0", {}, "workbook"),  # as a real one begins
    ],
)
def test_headings_that_cannot_be_told_are_errors_that_say_what_to_do(
    head: str, options: dict[str, Any], expected: str
) -> None:
    found = faults(f"{head}\n,,,\n" if head else "", **options)
    assert all(error.line == 1 for error in found)
    assert any(re.search(expected, str(error)) for error in found)


@pytest.mark.parametrize("stances", [{"for": "yes"}, {"for": None}, {1: "affirms"}])
def test_words_for_stances_that_do_not_exist_are_refused(stances: Mapping[Any, Any]) -> None:
    with pytest.raises(cg.InvalidRecord, match="stances="):
        sheet(stances=stances)


def test_another_encoding_is_one_error() -> None:
    text = f"{HEAD}\nRené,affirms,x,2022-07-02\nZoé,affirms,x,2022-07-02\n"
    (error,) = faults(text.encode("latin-1"))
    assert error.line == 2
    assert re.search("0xe9.*UTF-8.*1 more line$", error.problem)
    (error,) = faults(f"{text}Chloé,affirms,x,2022-07-02\n".encode("latin-1"))
    assert error.problem.endswith("as on 2 more lines")
    for encoding in ("utf-16", "utf-16-le"):
        (error,) = faults(text.encode(encoding))
        assert "UTF-16" in error.problem


def test_a_graph_that_is_read_into_stays_as_it_was_after_a_fault() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Source("Bob", note="x"))
    before, nodes = list(graph.log), dict(graph.nx.nodes(data=True))
    for row in ("Ann,affirms,x,soon", "Ann,affirms,x,2022,,claim:0", "Ann,affirms,x,2022,Ann"):
        faults(f"{HEAD},speaks_for,cites\n{ROW}\n{row}\n", into=graph)
        assert list(graph.log) == before
        assert dict(graph.nx.nodes(data=True)) == nodes


# --- writing


FORMULAS = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"


@given(st.text(alphabet=f"'a{FORMULAS}") | st.text())
@example("'=1")
@example("\n=1+1")
@example("\uff1d1+1")
def test_guarding_and_unguarding_are_inverse(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple(FORMULAS))


HOSTILE = st.text(min_size=1).filter(lambda text: not text.isspace()) | st.sampled_from(
    [
        "=1+1",
        "'=1",
        "-5",
        "@x",
        "a\r\nb",
        "a\rb",
        '"',
        '""',
        ",",
        "; ",
        "\0",
        " x ",
        "'",
        "\ufeff",
        "=cmd|' /C calc'!A0",
    ]
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text_comes_back_to_the_letter(source: str, text: str, note: str) -> None:
    assume(not source.startswith("source:") and not text.startswith("assertion:"))
    graph = cg.ClaimGraph()
    graph.extend([cg.Claim(source, "affirms", text, asserted_at="2022-07-02", note=note, quote=note)])
    raw = BytesIO()
    write(graph, raw, format="csv", notes=True)
    raw.seek(0)
    assert claims(read(raw, format="csv")) == claims(graph)
    for row in csv.reader(StringIO(raw.getvalue().decode(), newline="")):
        assert not any(re.match(r"[=+\-@\t\r]", cell) for cell in row)


@given(histories())
@settings(max_examples=150)
def test_whatever_stands_can_be_written_and_a_second_round_changes_nothing(history: History) -> None:
    graph = cg.ClaimGraph()
    for at, record in history:
        graph.add(record, recorded_at=at)
    text = quietly(graph)
    again = read(StringIO(text, newline=""), format="csv")
    assert quietly(again) == text


@given(histories())
@settings(max_examples=100)
def test_without_corrections_and_affiliations_a_sheet_answers_as_the_graph_does(history: History) -> None:
    graph = cg.ClaimGraph()
    graph.extend([record for _, record in history if record.kind in ("claim", "assertion")])
    again = read(StringIO(quietly(graph), newline=""), format="csv")
    for row in cg.assertions(again):
        assert cg.status(again, row.assertion) is cg.status(graph, row.assertion)


def test_what_a_sheet_cannot_carry_is_named_when_it_happens() -> None:
    graph = cg.ClaimGraph("Europe/Kyiv")
    graph.add(cg.Source("Ann", speaks_for="North", reliability="B"), recorded_at="2022-08-01")
    untitled = cg.Document(title="untraced")
    graph.extend(
        [
            cg.Claim("Ann", "affirms", "x", asserted_at="2022", document=untitled),
            cg.Claim("Bob", "affirms", "x", asserted_at="2022", document=cg.Document(url="https://e.org", title="t")),
            cg.Claim("Bob", "denies", "x", asserted_at="2023", cites=["Ann; Bob"]),
            cg.Affiliation("Bob", speaks_for="South"),
            cg.SameAs("Ann", "Anne"),
            cg.Correction(of="source:corps", by="desk", why="typo"),
            cg.Source("Corps"),
            cg.Assertion("nobody says", note="n"),
        ]
    )
    with pytest.warns(LossyWarning) as caught:
        text = text_of(graph)
    (warning,) = caught
    message = str(warning.message)
    assert warning.filename == __file__
    for part in (
        "zone='Europe/Kyiv'",
        "2 times of recording",
        "the reliability of 1 source",
        "the document of 1 claim",
        "a citation of 1 claim",
        "the title of 1 document",
        "1 affiliation",
        "1 pair of names",
        "1 correction",
        "1 assertion that no claim names",
    ):
        assert part in message
    again = read(StringIO(text, newline=""), format="csv", zone="Europe/Kyiv")
    assert quietly(again) == text


def test_what_a_sheet_carries_whole_is_written_without_a_warning() -> None:
    graph = sheet(
        ROW + ",https://example.org/1,North,bridge,is,open,",
        f"Ann,denies,bridge open,2022-07-03,,,,,,{CITED}; Bob",
        ROW + ",,,,,,",
        head=HEAD + ",document,speaks_for,subject,predicate,value,cites",
    )
    assert claims(read(StringIO(text_of(graph), newline=""), format="csv")) == claims(graph)


def test_citations_follow_claims_whose_ids_change_and_withdrawals_never_grow() -> None:
    graph = cg.ClaimGraph()
    first = cg.Claim("Ann", "affirms", "x", asserted_at="2022", document=cg.Document(title="untraced"))
    second = cg.Claim("Ann", "affirms", "x", asserted_at="2021")
    graph.extend([first, second, cg.Claim("Bob", "affirms", "x", asserted_at="2023")])
    flat = claims(graph)[0]
    graph.extend([cg.Claim("Bob", "comments", "x", asserted_at="2024", cites=[flat])])
    graph.extend([cg.Claim("Ann", "withdraws", "x", asserted_at="2024", cites=[flat, second])])
    graph.extend([cg.Claim("Ann", "withdraws", "x", asserted_at="2025", cites=[second], note="only this")])
    graph.extend([cg.Correction(of=second.id, by="desk", why="never said")])
    again = claims(read(StringIO(quietly(graph), newline=""), format="csv"))
    assert [claim.cites for claim in again] == [(), (), (again[0].id,), (again[0].id,)]


def test_long_headings_and_many_are_shortened_in_messages() -> None:
    long = "h" * 5000
    for text, columns in [
        (f"source,stance,assertion,asserted_at,{long}\n", None),
        (f"source,stance,assertion,{long},{long}\n", None),
        (f"source,source2,assertion,{long}\n", {"source2": "source"}),
        (f"{long}\n", {long: "source"}),
        (f"source,stance,assertion,{long}\nAnn,affirms,x,soon\n", {long: "asserted_at"}),
    ]:
        assert all(len(str(error)) < 700 for error in faults(text, columns=columns))
    many = ",".join(f"c{number}" for number in range(2000))
    assert "'c39' and 1960 more; add it" in faults(many)[-1].problem
    (error,) = faults(f"source,stance,assertion,asserted_at,{long}\n")
    assert error.field == long


def test_a_sheet_is_read_in_the_zone_of_a_graph() -> None:
    text = "source,stance,assertion,asserted_at\nAnn,affirms,bridge open,2022-07-02 10:00\n"
    graph = cg.ClaimGraph("Europe/Kyiv")
    found = read(StringIO(text), format="csv", zone=graph.zone)
    assert found.zone.key == "Europe/Kyiv"
    assert [str(claim.asserted_at) for claim in cg.claims(found)] == ["2022-07-02T10:00+03:00"]
    assert read(StringIO(text), format="csv", zone=graph.zone, into=graph) is graph
    with pytest.raises(cg.InvalidRecord, match="zone: found 3, expected the name of a time zone"):
        read(StringIO(text), format="csv", zone=3)  # type: ignore[call-overload]


def test_what_a_sheet_with_tabs_leaves_out_is_told_of_tsv() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Source("Ann", note="x"))
    for name, called in (("tsv", "TSV"), ("csv", "CSV")):
        with pytest.warns(LossyWarning, match=f"^{called} cannot carry"):
            write(graph, StringIO(), format=name)
