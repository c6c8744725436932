"""Strict text is read exactly or refused, and written back; the edtf package is the oracle for what it also reads."""

from __future__ import annotations

from calendar import timegm
from datetime import UTC as DATETIME_UTC
from datetime import date, datetime
from zoneinfo import ZoneInfo

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claimgraph.errors import InvalidTime
from claimgraph.times.edtf import CIVIL_END, CIVIL_START, MIXED, read, write, write_datetime
from claimgraph.times.instants import BEGINNING, FOREVER, UTC, to_micros
from claimgraph.times.when import When

KYIV = ZoneInfo("Europe/Kyiv")
HOUR = 3_600_000_000


def instant(*fields: int) -> int:
    return to_micros(datetime(*fields, tzinfo=DATETIME_UTC))  # type: ignore[arg-type,misc]


# --- strategies: texts that are right by construction ---

DAYS = st.dates().map(date.isoformat)
PLAIN = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])
UNSPECIFIED = (
    DAYS.map(lambda day: day[:7] + "-XX")
    | DAYS.map(lambda day: day[:4] + "-XX")
    | DAYS.map(lambda day: day[:4] + "-XX-XX")
    | st.integers(1, 999).map(lambda decade: f"{decade:03}X")
    | st.integers(1, 99).map(lambda century: f"{century:02}XX")
)
MARKS = st.sampled_from(["", "", "~", "?", "%"])
OFFSETS = st.just("Z") | st.integers(1, 23 * 60).flatmap(
    lambda minutes: st.sampled_from("+-").map(lambda sign: f"{sign}{minutes // 60:02}:{minutes % 60:02}")
)


@st.composite
def stamps(draw: st.DrawFn) -> str:
    moment = draw(st.datetimes())
    unit = draw(st.sampled_from(["minutes", "seconds", "milliseconds", "microseconds"]))
    return moment.isoformat(timespec=unit) + draw(OFFSETS)


@st.composite
def texts(draw: st.DrawFn) -> str:
    ends = st.builds("{}{}".format, PLAIN | UNSPECIFIED | stamps(), MARKS)
    start = draw(ends)
    shape = draw(st.sampled_from(["one", "one", "from", "to", "both"]))
    text = {"one": start, "from": f"{start}/..", "to": f"../{start}"}.get(shape) or f"{start}/{draw(ends)}"
    try:
        read(text)
    except InvalidTime as error:
        assume("empty period" not in str(error))
        raise
    return text


# --- reading ---


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2022", "2022"),
        ("2022-07", "2022-07"),
        ("2022-07-02", "2022-07-02"),
        ("2022-07-02T10:00Z", "2022-07-02T10:00Z"),
        ("2022-07-02t10:00:00z", "2022-07-02T10:00:00Z"),
        ("2022-07-02 10:00:00.120+00:00", "2022-07-02T10:00:00.120Z"),
        ("2022-07-02T10:00-00:00", "2022-07-02T10:00Z"),
        ("2022-07-02T10:00+03", "2022-07-02T10:00+03:00"),
        ("2022-07-02T10:00-0330", "2022-07-02T10:00-03:30"),
        ("2022-07-02T10:00+00:30", "2022-07-02T10:00+00:30"),
        ("2022-07-02T10:00Z~", "2022-07-02T10:00Z~"),
        ("2022~/2023?", "2022~/2023?"),
        ("../..", "../.."),
        ("201X", "201X"),
        ("2004-07-XX%", "2004-07-XX%"),
    ],
)
def test_the_canonical_text_keeps_the_precision_and_the_offset_that_were_given(text: str, canonical: str) -> None:
    assert read(text)[0] == canonical


@given(texts())
def test_the_canonical_text_reads_as_what_it_was_made_of(text: str) -> None:
    reading = read(text)
    assert read(reading[0]) == reading


@pytest.mark.parametrize(
    ("text", "marks"),
    [("2022", ""), ("2022~", "~"), ("2022%", "%"), ("2022~/2023?", "~?"), ("../2023%", "%"), ("2022?/..", "?")],
)
def test_the_marks_of_all_parts_are_given(text: str, marks: str) -> None:
    assert read(text)[4] == marks


@pytest.mark.parametrize(
    ("text", "civil"),
    [
        ("2022", CIVIL_START | CIVIL_END),
        ("2022/2023", CIVIL_START | CIVIL_END),
        ("2022-07-02T10:00Z", 0),
        ("2022/..", CIVIL_START),
        ("../2022", CIVIL_END),
        ("2022-07-02T10:00Z/..", 0),
        ("../..", 0),
        ("2022-07-01/2022-07-02T10:00Z", CIVIL_START | MIXED),
        ("2022-07-01T10:00Z/2022-07-02", CIVIL_END | MIXED),
    ],
)
def test_the_bounds_that_are_dates_are_civil(text: str, civil: int) -> None:
    assert read(text)[3] == civil


@pytest.mark.parametrize("text", ["2022-07-02/2022-07-01T00:01Z", "2022-07-02T23:59Z/2022-07-01"])
def test_a_date_and_a_timestamp_may_be_the_wrong_way_round_by_less_than_a_day(text: str) -> None:
    assert read(text)[3] & MIXED


@pytest.mark.parametrize("text", ["2022-07-02/2022-07-01T00:00Z", "2022-07-03T00:00Z/2022-07-01"])
def test_a_date_and_a_timestamp_the_wrong_way_round_by_a_day_are_refused(text: str) -> None:
    with pytest.raises(InvalidTime, match="empty period"):
        read(text)


def test_another_kind_of_str_becomes_a_plain_one() -> None:
    class Text(str):
        __slots__ = ()

    for text in ("2022", "2022-07-02T10:00Z", "2022/.."):
        assert type(read(Text(text))[0]) is str


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("2022", instant(2022, 1, 1), instant(2023, 1, 1)),
        ("2022-12", instant(2022, 12, 1), instant(2023, 1, 1)),
        ("2024-02", instant(2024, 2, 1), instant(2024, 3, 1)),
        ("2022-07-02", instant(2022, 7, 2), instant(2022, 7, 3)),
        ("201X", instant(2010, 1, 1), instant(2020, 1, 1)),
        ("20XX", instant(2000, 1, 1), instant(2100, 1, 1)),
        ("2004-XX", instant(2004, 1, 1), instant(2005, 1, 1)),
        ("2004-07-XX", instant(2004, 7, 1), instant(2004, 8, 1)),
        ("2022-07-02T10:00Z", instant(2022, 7, 2, 10), instant(2022, 7, 2, 10, 1)),
        ("2022-07-02T10:00:00Z", instant(2022, 7, 2, 10), instant(2022, 7, 2, 10, 0, 1)),
        ("2022-07-02T10:00:00.5Z", instant(2022, 7, 2, 10) + 500_000, instant(2022, 7, 2, 10) + 500_001),
        ("2022-07-02T10:00+03:00", instant(2022, 7, 2, 7), instant(2022, 7, 2, 7, 1)),
        ("2022-07-01/2022-07-03", instant(2022, 7, 1), instant(2022, 7, 4)),
        ("2022-07-01/2022-07-03T10:00Z", instant(2022, 7, 1), instant(2022, 7, 3, 10)),
        ("2022-07-02T10:00Z/2022-07-02", instant(2022, 7, 2, 10), instant(2022, 7, 3)),
        ("2022-07-02T10:00Z/2022-07-02T10:00:00.000001Z", instant(2022, 7, 2, 10), instant(2022, 7, 2, 10) + 1),
        ("../2022-06", BEGINNING, instant(2022, 7, 1)),
        ("2022-07-02/..", instant(2022, 7, 2), FOREVER),
        ("../..", BEGINNING, FOREVER),
        ("9999", instant(9999, 1, 1), FOREVER),
        ("9999-12-31", instant(9999, 12, 31), FOREVER),
        ("0001-01-01", instant(1, 1, 1), instant(1, 1, 2)),
        ("0001-01-01T00:00+03:00", instant(1, 1, 1), instant(1, 1, 1) + 1),
    ],
)
def test_bounds_are_half_open_and_exact(text: str, lo: int, hi: int) -> None:
    assert read(text)[1:3] == (lo, hi)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "expected 2022"),
        ("yesterday", "When.lenient"),
        ("2022-13", "month"),
        ("2022-02-30", "day"),
        ("2022-00", "month"),
        ("2022-07-02\n", "expected"),
        (" 2022", "expected"),
        ("2022-7-2", "expected"),
        ("20220702", "hyphens"),
        ("20220702T100000Z", "hyphens"),
        ("2004-21", "seasons"),
        ("2004-41~/..", "seasons"),
        ("Y170000002", "four digits"),
        ("12022", "four digits"),
        ("-0001", "four digits"),
        ("0000", "four digits"),
        ("000X", "four digits"),
        ("00XX", "four digits"),
        ("2022/", r"\.\. for an open end"),
        ("/2022", r"\.\. for an open end"),
        ("/", r"\.\. for an open end"),
        ("..", "expected"),
        ("2022/2023/2024", "expected"),
        ("?2004-06", "whole date"),
        ("2004?-06", "whole date"),
        ("2004-06-~01", "whole date"),
        ("2004~?", "expected"),
        ("..~/2022", "expected"),
        ("{2022,2023}", "sets"),
        ("[2022..2023]", "sets"),
        ("XXXX", "X stands for"),
        ("1XXX", "X stands for"),
        ("20X2", "X stands for"),
        ("2004-1X", "X stands for"),
        ("2004-XX-02", "X stands for"),
        ("201X-07", "X stands for"),
        ("2022-W26", "weeks"),
        ("2022-W26-6T10:00Z", "weeks"),
        ("2022-183", "expected"),
        ("2022-07-02T24:00Z", "00:00 of the next"),
        ("2022-07-02T10:00:60Z", "expected"),
        ("2022-07-02T10Z", "expected"),
        ("2022-07-02T10:00:00.1234567Z", "expected at most six digits after the seconds"),
        ("2022-07-02T10:00:00,5Z", "expected"),
        ("2022-07-02T10:00+24:00", "expected"),
        ("2022-07-02T10:00+03:60", "expected"),
        ("2022-07-02_10:00Z", "expected"),
        ("2022-02-30T10:00Z", "day"),
        ("2022-07-02T10:00", "zone="),
        ("2022-07-02T10:00/..", "zone="),
        ("2023/2022", "empty period"),
        ("2022-07-02/2022-07-01", "empty period"),
        ("2022-07-02T10:00Z/2022-07-02T10:00Z", "empty period"),
        ("2022-07-02T10:00Z/2022-07-02T09:00Z", "empty period"),
        ("2022-07-02T10:00Z/2022-06-30", "empty period"),
        ("\u0662\u0660\u0662\u0662", "expected"),
        ("2022-07-0\u0662", "expected"),
        ("2022\0", "expected"),
        ("\ud800", "expected"),
        ("2022" * 250_000, "too long"),
    ],
)
def test_what_is_no_date_is_refused_with_advice(text: str, advice: str) -> None:
    with pytest.raises(InvalidTime, match=advice) as caught:
        read(text)
    assert len(str(caught.value)) < 500
    with pytest.raises(InvalidTime):
        read(text)


# --- the same as the edtf package ---


@given(PLAIN | UNSPECIFIED | st.builds("{}/{}".format, PLAIN, PLAIN))
def test_bounds_agree_with_the_edtf_package(text: str) -> None:
    oracle = edtf.parse_edtf(text)
    lower, upper = timegm(oracle.lower_strict()), timegm(oracle.upper_strict()) + 86_400
    try:
        assert read(text)[1:3] == (lower * 1_000_000, upper * 1_000_000)
    except InvalidTime:
        assert lower >= upper  # an empty period, which edtf reads all the same


def edtf_reads(text: str) -> bool:
    try:
        edtf.parse_edtf(text)
    except edtf.parser.edtf_exceptions.EDTFParseException:
        return False
    return True


@given(st.from_regex(r"[0-3][0-9]{2}[0-9X](-[01X][0-9X](-[0-3X][0-9X])?)?[~?%]?", fullmatch=True))
def test_dates_are_read_exactly_where_the_edtf_package_reads_them(text: str) -> None:
    assume(not text.startswith("000") and (text.count("X") == 0 or text[3] != "X"))
    assume("X" not in text[5:7].replace("XX", "") and "X" not in text[8:10].replace("XX", ""))
    assume(text[5:7] != "XX" or text[8:10] in ("", "XX"))  # 2004-XX-02 is level 2
    try:
        read(text)
    except InvalidTime:
        assert not edtf_reads(text)
    else:
        assert edtf_reads(text)


# --- zones of timestamps without an offset ---


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2022-07-02T10:00", "2022-07-02T10:00+03:00"),
        ("2022-01-02T10:00:00?", "2022-01-02T10:00:00+02:00?"),
        ("2022-01-02T10:00/2022-07-02T10:00", "2022-01-02T10:00+02:00/2022-07-02T10:00+03:00"),
        ("2022-07-02T10:00Z", "2022-07-02T10:00Z"),
        ("2022-07-02", "2022-07-02"),
    ],
)
def test_a_named_zone_gives_naive_timestamps_their_offset_and_leaves_the_rest(text: str, canonical: str) -> None:
    assert read(text, "Europe/Kyiv")[0] == canonical


@pytest.mark.parametrize(
    ("text", "zone", "advice"),
    [
        ("2022-03-27T03:30", "Europe/Kyiv", "not at all.*write the offset"),
        ("2022-10-30T03:30", "Europe/Kyiv", "twice.*write the offset"),
        ("1900-01-01T10:00", "Europe/Kyiv", "in UTC"),
        ("2022", "Europe/Kiew", "no known time zone"),
        ("2022", "Europe", "no known time zone"),
        ("2022", "", "no known time zone"),
        ("2022", "../UTC", "no known time zone"),
        ("2022", "\0", "no known time zone"),
        ("2022", "\ud800", "no known time zone"),
        ("2022", "x" * 100_000, "no known time zone"),
        ("2022", 3, "no known time zone"),
    ],
)
def test_zones_that_do_not_settle_the_time_are_refused(text: str, zone: str, advice: str) -> None:
    with pytest.raises(InvalidTime, match=advice):
        read(text, zone)


# --- writing ---


@pytest.mark.parametrize(
    "text",
    [
        "2022",
        "2022-07",
        "2022-07-02",
        "2022-07-01/2022-07-03",
        "2022-07-02/..",
        "../2022-06-30",
        "../..",
        "2022-07-02T10:00Z",
        "2022-07-02T10:00:00Z",
        "2022-07-02T10:00:00.000000Z",
        "9998",
        "9999-11",
        "0001-01-01",
        "2022-07-02T10:00Z/2022-07-02T11:00Z",
        "2022-07-02T10:00Z/2022-07-04",
        "2022-07-02T10:00:01Z/..",
        "2022-07-02T10:00Z/9999-12-30",
        "../2022-07-02T10:00:00.000001Z",
        "2022-01-02/2023-12-31",
    ],
)
def test_a_stretch_is_written_as_a_reader_would(text: str) -> None:
    assert write(*read(text)[1:3], UTC) == text


def test_a_stretch_is_written_with_the_offsets_of_the_zone() -> None:
    lo, hi = instant(2022, 7, 2), instant(2022, 7, 3)
    assert write(lo, hi, KYIV) == "2022-07-02T03:00+03:00/2022-07-03T03:00+03:00"
    assert write(lo - 3 * HOUR, hi - 3 * HOUR, KYIV) == "2022-07-02"
    old = instant(1900, 1, 1, 10)
    assert write(old, old + 60_000_000, KYIV) == "1900-01-01T10:00Z"


@pytest.mark.parametrize(
    ("lo", "hi"),
    [
        (5, 5),
        (6, 5),
        (FOREVER, BEGINNING),
        (BEGINNING + 1, 0),
        (0, FOREVER - 1),
        (FOREVER, FOREVER + 1),
        (BEGINNING, instant(1, 1, 1)),
        (instant(1, 1, 1) - 1, 0),
        (BEGINNING, BEGINNING + 1),
    ],
)
def test_empty_stretches_and_those_beyond_the_calendar_are_refused(lo: int, hi: int) -> None:
    with pytest.raises(InvalidTime):
        write(lo, hi, UTC)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2022, 7, 2, 10), "2022-07-02T10:00:00"),
        (datetime(2022, 7, 2, 10, tzinfo=KYIV), "2022-07-02T10:00:00+03:00"),
        (datetime(2022, 7, 2, 10, 0, 0, 5, tzinfo=UTC), "2022-07-02T10:00:00.000005+00:00"),
        (datetime(1900, 1, 1, tzinfo=KYIV), "1899-12-31T21:57:56+00:00"),
    ],
)
def test_a_datetime_is_written_with_the_offset_that_it_has_unless_no_text_can_say_it(
    moment: datetime, text: str
) -> None:
    assert write_datetime(moment) == text


@pytest.mark.parametrize("text", ["2004-~06", "2004~-06", "2004-?", "2004-06-~11", "2004-06-%"])
def test_a_qualified_part_of_a_date_is_refused_with_how_to_qualify_all_of_it(text: str) -> None:
    with pytest.raises(InvalidTime, match="a part of a date is not qualified"):
        When(text)
