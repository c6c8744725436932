"""Instants convert without loss, and days begin where their zones let them."""

from __future__ import annotations

from datetime import UTC as DATETIME_UTC
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import InvalidTime
from claimgraph.times.instants import (
    BEGINNING,
    DAY,
    EPOCH_DAY,
    FOREVER,
    UTC,
    day_start,
    day_starting,
    in_zone,
    micros_in,
    named_zone,
    offset_at,
    refusal,
    to_datetime,
    to_micros,
    utc_second,
)

KYIV = ZoneInfo("Europe/Kyiv")
HOUR = 3_600_000_000
ZONES = st.sampled_from(
    [UTC, KYIV, *map(ZoneInfo, ("America/New_York", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Kiritimati"))]
)
DAYS = st.dates(date(1, 1, 3), date(9999, 12, 29))


def instant(*fields: int) -> int:
    return to_micros(datetime(*fields, tzinfo=DATETIME_UTC))  # type: ignore[arg-type,misc]


def civil(day: date) -> int:
    return (day.toordinal() - EPOCH_DAY) * DAY


@given(st.datetimes(timezones=st.just(DATETIME_UTC)))
def test_micros_and_datetimes_convert_without_loss(moment: datetime) -> None:
    assert to_datetime(to_micros(moment)) == moment


def test_micros_outside_the_calendar_and_naive_datetimes_are_refused() -> None:
    for micros in (BEGINNING, FOREVER, instant(1, 1, 1) - 1, 10**40):
        with pytest.raises(InvalidTime, match="0001 to 9999"):
            to_datetime(micros)
    with pytest.raises(InvalidTime, match="aware"):
        to_micros(datetime(2022, 7, 2))


@given(st.timedeltas())
def test_the_microseconds_of_a_span_are_counted_exactly(span: timedelta) -> None:
    assert micros_in(span) == span // timedelta(microseconds=1)


def test_a_refusal_keeps_the_value_and_shows_little_of_it() -> None:
    value = "x" * 1_000_000
    error = refusal(value, "is no time")
    assert error.found is value
    assert len(str(error)) < 100
    assert str(error).endswith("is no time")


@pytest.mark.parametrize("name", ["Europe/Kiew", "Europe", "", "../UTC", "\0", "\ud800", "x" * 100_000, 3])
def test_a_zone_that_is_not_known_is_refused(name: str) -> None:
    assert named_zone("Europe/Kyiv").key == "Europe/Kyiv"
    with pytest.raises(InvalidTime, match="no known time zone"):
        named_zone(name)


@given(st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=ZONES))
def test_an_offset_is_what_a_datetime_has_at_that_instant(moment: datetime) -> None:
    micros = to_micros(moment)
    assert timedelta(microseconds=offset_at(micros, moment.tzinfo)) == in_zone(micros, moment.tzinfo).utcoffset()  # type: ignore[arg-type]
    assert to_micros(in_zone(micros, moment.tzinfo)) == micros  # type: ignore[arg-type]


def test_an_offset_is_found_at_any_instant_and_clocks_stop_at_the_ends_of_the_calendar() -> None:
    assert offset_at(BEGINNING, KYIV) == offset_at(instant(1, 1, 2), KYIV)
    assert offset_at(FOREVER, KYIV) == 2 * HOUR
    assert in_zone(instant(9999, 12, 31, 23), KYIV) == datetime.max.replace(tzinfo=KYIV)
    west = ZoneInfo("America/New_York")
    assert in_zone(instant(1, 1, 1), west) == datetime.min.replace(tzinfo=west)
    with pytest.raises(InvalidTime, match="0001 to 9999"):
        in_zone(FOREVER, KYIV)


@given(DAYS, ZONES)
def test_a_day_starts_at_its_first_moment_in_the_zone(day: date, zone: ZoneInfo) -> None:
    start = day_start(civil(day), zone)
    assert in_zone(start, zone).date() == day
    assert in_zone(start - 1, zone).date() == day - timedelta(1)
    assert day_start(civil(day), UTC) == civil(day)


@given(DAYS, ZONES)
def test_a_day_that_starts_at_midnight_is_found_by_its_start_and_by_nothing_else(day: date, zone: ZoneInfo) -> None:
    start = day_start(civil(day), zone)
    at_midnight = offset_at(start, zone) == civil(day) - start
    assert day_starting(start, zone) == (day.toordinal() if at_midnight else None)
    assert day_starting(start + 1, zone) is None


def test_a_day_without_midnight_starts_when_the_clocks_leap_and_a_skipped_one_with_the_next() -> None:
    assert day_start(instant(2018, 11, 4), ZoneInfo("America/Sao_Paulo")) == instant(2018, 11, 4, 3)
    assert day_starting(instant(2018, 11, 4, 3), ZoneInfo("America/Sao_Paulo")) is None
    apia = ZoneInfo("Pacific/Apia")
    assert day_start(instant(2011, 12, 30), apia) == day_start(instant(2011, 12, 31), apia) == instant(2011, 12, 30, 10)


@pytest.mark.parametrize("micros", [BEGINNING, FOREVER, instant(1, 1, 1) - DAY])
def test_no_day_starts_outside_the_calendar(micros: int) -> None:
    assert day_starting(micros, UTC) is None
    assert day_starting(micros, KYIV) is None


@given(st.datetimes(max_value=datetime(9999, 12, 30), timezones=st.just(DATETIME_UTC)))
def test_a_second_is_read_the_same_the_second_time(moment: datetime) -> None:
    text = moment.isoformat(timespec="seconds").replace("+00:00", "Z")
    expected = to_micros(moment.replace(microsecond=0))
    assert [utc_second(text), utc_second(text)] == [expected, expected]


def test_what_is_no_second_is_refused_though_its_parts_were_met() -> None:
    assert utc_second("2022-07-02T18:00:00Z") is not None
    for text in ("2022-07-02T24:00:00Z", "2022-07-02T18:60:00Z", "2022-07-02T18:00:60Z", "2022-02-30T18:00:00Z"):
        assert [utc_second(text), utc_second(text)] == [None, None]
