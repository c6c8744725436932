"""Dates as people write them are read as precisely as they are, and never by a guess."""

from __future__ import annotations

import warnings
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import InvalidTime
from claimgraph.times.natural import is_relative, to_strict


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 July 2022", "2022-07-02"),
        (" 2\u00a0July  2022\n", "2022-07-02"),
        ("2nd of July 2022", "2022-07-02"),
        ("July 2, 2022", "2022-07-02"),
        ("2 Sept. 2022", "2022-09-02"),
        ("2-Jul-2022", "2022-07-02"),
        ("Saturday, 2 July 2022", "2022-07-02"),
        ("July 2022", "2022-07"),
        ("july, 2022", "2022-07"),
        ("February 2024", "2024-02"),
        ("29 February 2024", "2024-02-29"),
        ("23/07/2022", "2022-07-23"),
        ("07/23/2022", "2022-07-23"),
        ("7.7.2022", "2022-07-07"),
        ("2022/07/02", "2022-07-02"),
        ("2022-7-2", "2022-07-02"),
        ("20220702", "2022-07-02"),
        ("Sat, 02 Jul 2022 10:00:00 +0300", "2022-07-02T10:00:00+03:00"),
        ("Sat, 02 Jul 2022 10:00:00 -0330", "2022-07-02T10:00:00-03:30"),
        ("Sat, 02 Jul 2022 10:00:00 GMT", "2022-07-02T10:00:00+00:00"),
        ("2 July 2022 at 10:00 pm UTC", "2022-07-02T22:00+00:00"),
        ("2 July 2022, 10:00:00.25Z", "2022-07-02T10:00:00.250000+00:00"),
        ("2 July 0122", "0122-07-02"),
        ("July 22nd, 2022", "2022-07-22"),
        ("11TH July 2022", "2022-07-11"),
        ("2 July 2022 12:00 am", "2022-07-02T00:00"),
        ("2 July 2022 12:30 p.m.", "2022-07-02T12:30"),
        ("2 July 2022 10:00:00.1230000 GMT", "2022-07-02T10:00:00.1230000+00:00"),
    ],
)
def test_dates_as_people_write_them_are_read_as_precisely_as_they_are(text: str, expected: str) -> None:
    assert to_strict(text) == expected
    if "23/" not in text:
        assert to_strict(text, day_first=True) == to_strict(text, day_first=False) == expected


@pytest.mark.parametrize(("day_first", "expected"), [(True, "2022-07-02"), (False, "2022-02-07")])
def test_the_order_of_day_and_month_is_the_callers_to_say(day_first: bool, expected: str) -> None:
    assert to_strict("02/07/2022", day_first=day_first) == expected
    assert to_strict("2022-7-2", day_first=day_first) == "2022-07-02"
    with pytest.raises(InvalidTime, match=r"2022-02-07 or 2022-07-02.*day_first="):
        to_strict("02/07/2022")


@pytest.mark.parametrize(("text", "day_first"), [("06/30/2022", True), ("30.06.2022", False), ("6-13-2022", True)])
def test_a_date_that_contradicts_the_order_is_refused(text: str, day_first: bool) -> None:
    assert to_strict(text) == to_strict(text, day_first=not day_first)
    with pytest.raises(InvalidTime, match=rf"has no month .*day_first={day_first}"):
        to_strict(text, day_first=day_first)


@given(st.dates(date(100, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%a, %d %b %Y", "%d-%b-%Y", "%Y/%m/%d"]))
def test_a_full_date_reads_the_same_in_every_wording(day: date, wording: str) -> None:
    assert to_strict(day.strftime(wording.replace("%Y", f"{day.year:04}"))) == day.isoformat()
    assert to_strict(day.strftime("%B ") + f"{day.year:04}") == day.isoformat()[:7]


def test_a_time_without_an_offset_is_written_without_one() -> None:
    assert to_strict("2 July 2022 10:00") == "2022-07-02T10:00"
    assert to_strict("10 July 2022, 10:00:05 am") == "2022-07-10T10:00:05"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("today", "published="),
        ("last Saturday", "published="),
        ("2 July", "year in four digits"),
        ("July", "year in four digits"),
        ("10:00", "year in four digits"),
        ("2 July 0022", "year in four digits"),
        ("2 July 22", "year in four digits"),
        ("02/07/22", "year in four digits"),
        ("20-21 July 2020", "guessing"),
        ("2 and 3 July 2022", "guessing"),
        ("2.5 July 2022", "guessing"),
        ("and 2022", "guessing"),
        ("-2022", "guessing"),
        ("2022/", "guessing"),
        ("2022-07/08", "guessing"),
        ("2004-21", "guessing"),
        ("202012", "guessing"),
        ("31 June 2022", "June 2022 has days 1 to 30"),
        ("2022-06-31", "June 2022 has days 1 to 30"),
        ("29 February 2022", "February 2022 has days 1 to 28"),
        ("0 July 2022", "has the day 0"),
        ("99/99/2022", "there are twelve"),
        ("2022/30/06", "has the month 30"),
        ("20223006", "has the month 30"),
        ("2th July 2022", "it is 2nd, not 2th"),
        ("July 22th, 2022", "it is 22nd"),
        ("11st of July 2022", "it is 11th"),
        ("Monday 2 July 2022", "the day was a Saturday"),
        ("2 July 2022 10:00 Monday", "guessing"),
        ("2 July 2022 10:00 Mon", "'Mon'.*offset"),
        ("2 July 2022 10:00 ad", "'ad'.*offset"),
        ("2 July 2022 10:00 th", "'th'.*offset"),
        ("2 July 2022 2023", "guessing"),
        ("2 July July 2022", "guessing"),
        ("2 July 2022 10:00 am pm", "'pm'.*offset"),
        ("2 July 2022 10:00 10:00", "guessing"),
        ("2 July 2022 24:00", "00:00 of the next"),
        ("2 July 2022 24:30", "hours go to 23"),
        ("2 July 2022 10:60", "minutes and seconds to 59"),
        ("2 July 2022 10:00:60", "minutes and seconds to 59"),
        ("2 July 2022 13:00 pm", "from 1 to 12"),
        ("2 July 2022 0:30 pm", "from 1 to 12"),
        ("15 Jan 2024 12:00 +0060", "minutes up to 59"),
        ("2024-01-15 12:00 +0099", "minutes up to 59"),
        ("2024-01-15T12:00:00+00:60", "minutes up to 59"),
        ("15 Jan 2024 12:00 -2400", "hours up to 23"),
        ("Friday, 2 July 2022", "Saturday"),
        ("Sat July 2022", "guessing"),
        ("July 2022 10:00", "guessing"),
        ("2 July 2022 10pm", "guessing"),
        ("2 July 2022 25:00", "hours go to 23"),
        ("2 July 2022 10:00-11:00", "guessing"),
        ("2 July 2022 10:00 GMT+3", "guessing"),
        ("2 July 2022 10:00 MSK", "'MSK'.*ambiguous"),
        ("2022-07-02 10:00 EST", "'EST'.*ambiguous"),
        ("\u0662 July 2022", "guessing"),
        ("", "guessing"),
        ("now", "guessing"),
        ("next Saturday", "guessing"),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(text: str, advice: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(InvalidTime, match=advice):
            to_strict(text)


WORDS = st.sampled_from(
    [
        "2",
        "02",
        "July",
        "7",
        "2022",
        "22",
        "Sat",
        "last",
        "on",
        "at",
        "of",
        "st",
        ",",
        "/",
        "-",
        ".",
        ":",
        "10:00",
        "10",
        "am",
        "pm",
        "+0300",
        "-03:00",
        "UTC",
        "MSK",
        "GMT+3",
        "T",
        "Z",
        "and",
    ]
)


@given(st.lists(WORDS, max_size=9), st.sampled_from(["", " "]), st.sampled_from([None, True, False]))
def test_free_text_is_read_with_the_year_that_it_names_or_refused(
    words: list[str], glue: str, day_first: bool | None
) -> None:
    text = glue.join(words)
    try:
        strict = to_strict(text, day_first=day_first)
    except InvalidTime:
        return
    assert strict[:4] in text


# --- days counted back ---


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("today", 2, "2022-07-02"),
        ("Yesterday", 1, "2022-06-30"),
        ("Saturday", 2, "2022-07-02"),
        ("on Saturday", 5, "2022-07-02"),
        ("last Saturday", 2, "2022-06-25"),
        (" on last\u00a0saturday\n", 5, "2022-07-02"),
        ("Sun", 2, "2022-06-26"),
    ],
)
def test_days_are_counted_back_from_the_publication(text: str, day: int, expected: str) -> None:
    assert is_relative(text)
    assert to_strict(text, published=date(2022, 7, day)) == expected
    with pytest.raises(InvalidTime, match="published="):
        to_strict(text)


@pytest.mark.parametrize(
    "text", ["", "on", "last", "last today", "last yesterday", "next Saturday", "today Saturday", "2022"]
)
def test_other_words_name_no_day(text: str) -> None:
    assert not is_relative(text)


def test_a_year_that_is_missing_is_not_taken_from_the_publication() -> None:
    with pytest.raises(InvalidTime, match="year in four digits"):
        to_strict("2 July", published=date(2022, 7, 5))
    with pytest.raises(InvalidTime, match="before the year 0001"):
        to_strict("yesterday", published=date.min)
