"""When: made of what callers hold, bounded in a zone, compared and written."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC as DATETIME_UTC
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claimgraph.errors import InvalidTime
from claimgraph.times.instants import BEGINNING, FOREVER, UTC, to_micros
from claimgraph.times.when import Certainty, When
from tests.times.test_edtf import instant, texts
from tests.times.test_instants import HOUR, KYIV, ZONES

WHENS = texts().map(When)


def bounds_or_none(when: When, zone: ZoneInfo) -> tuple[int, int] | None:
    try:
        return when.bounds(zone)
    except InvalidTime:
        return None


# --- reading and keeping the text ---


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("201X", "201X"), ("2022-07-02 10:00+0300~", "2022-07-02T10:00+03:00~"), ("2022~/2023?", "2022~/2023?")],
)
def test_a_when_shows_its_canonical_text(text: str, canonical: str) -> None:
    assert When(text).text == str(When(text)) == canonical
    assert repr(When(text)) == f"When({canonical!r})"


@given(texts())
def test_the_text_of_a_when_reads_back_as_the_same_when(text: str) -> None:
    when = When(text)
    assert When(str(when)) == when == When.of(when) == When.of(text)
    assert hash(When(str(when))) == hash(when)


@given(WHENS)
def test_a_when_is_its_own_copy_and_pickles_by_its_text(when: When) -> None:
    assert copy.copy(when) is when
    assert copy.deepcopy([when])[0] is when
    again = pickle.loads(pickle.dumps(when))
    assert again == when
    assert bounds_or_none(again, UTC) == bounds_or_none(when, UTC)
    assert (again.approximate, again.uncertain) == (when.approximate, when.uncertain)


def test_a_when_never_changes_and_equals_nothing_but_a_when() -> None:
    when = When("2022")
    with pytest.raises(AttributeError, match="never changes"):
        when.text = "2023"
    with pytest.raises(AttributeError, match="cannot be deleted"):
        del when.text
    assert not hasattr(when, "__dict__")
    assert when != "2022"
    assert when != When("2022~")


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2022", False, False),
        ("2022~", True, False),
        ("2022?", False, True),
        ("2022%", True, True),
        ("2022~/2023?", True, True),
        ("../2023%", True, True),
        ("2022/2023~", True, False),
    ],
)
def test_a_mark_on_any_part_qualifies_the_whole(text: str, approximate: bool, uncertain: bool) -> None:
    when = When(text)
    assert (when.approximate, when.uncertain, when.qualified) == (approximate, uncertain, approximate or uncertain)


@pytest.mark.parametrize(
    ("text", "civil"),
    [
        ("2022", True),
        ("2022-07-02T10:00Z", False),
        ("../2022", True),
        ("2022-07-02T10:00Z/..", False),
        ("../..", False),
        ("2022-07-01/2022-07-02T10:00Z", True),
    ],
)
def test_only_bounds_that_are_dates_depend_on_a_zone(text: str, civil: bool) -> None:
    assert When(text).is_civil is civil


@pytest.mark.parametrize("value", [None, 2022, 1.5, b"2022", ["2022"], timedelta(1)])
def test_what_is_no_time_is_refused(value: object) -> None:
    with pytest.raises(InvalidTime, match="give a When"):
        When.of(value)  # type: ignore[arg-type]
    with pytest.raises(InvalidTime, match="not a text"):
        When(value)  # type: ignore[arg-type]
    with pytest.raises(InvalidTime, match="not a text"):
        When.lenient(value)  # type: ignore[arg-type]


@given(st.text() | st.text(alphabet="0123456789-/.XTZ:+~?% Y") | st.text(st.characters(categories=["Nd", "Cs", "Cc"])))
def test_any_text_is_read_or_refused_as_an_invalid_time(text: str) -> None:
    for read in (When, When.of, When.lenient):
        try:
            read(text).bounds()
        except InvalidTime:
            continue


# --- other objects, and zones ---


@pytest.mark.parametrize("make", [When, When.of, When.lenient])
def test_a_named_zone_gives_naive_timestamps_their_offset(make: Callable[..., When]) -> None:
    assert make("2022-07-02T10:00", zone="Europe/Kyiv").text == "2022-07-02T10:00+03:00"
    assert make("2022-07-02", zone="Europe/Kyiv").text == "2022-07-02"
    for zone, advice in ((None, "zone="), ("Mars", "no known time zone")):
        with pytest.raises(InvalidTime, match=advice):
            make("2022-07-02T10:00", zone=zone)


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        (date(2022, 7, 2), "2022-07-02"),
        (datetime(2022, 7, 2, 10, tzinfo=DATETIME_UTC), "2022-07-02T10:00:00Z"),
        (datetime(2022, 7, 2, 10, 0, 0, 5, tzinfo=KYIV), "2022-07-02T10:00:00.000005+03:00"),
        (datetime(1900, 1, 1, tzinfo=KYIV), "1899-12-31T21:57:56Z"),
        (datetime(2022, 10, 30, 3, 30, fold=1, tzinfo=KYIV), "2022-10-30T03:30:00+02:00"),
        (datetime(2022, 7, 2, 10), "2022-07-02T10:00:00+05:45"),
    ],
)
def test_dates_and_datetimes_keep_their_precision(value: date, canonical: str) -> None:
    assert When.of(value, zone="Asia/Kathmandu").text == canonical


def test_naive_and_unreal_datetimes_are_refused() -> None:
    with pytest.raises(InvalidTime, match="'2022-07-02T00:00:00' has no zone: set tzinfo= of the datetime"):
        When.of(datetime(2022, 7, 2))
    pandas = pytest.importorskip("pandas")
    with pytest.raises(InvalidTime):
        When.of(pandas.NaT)
    assert When.of(pandas.Timestamp("2022-07-02T10:00Z")).text == "2022-07-02T10:00:00Z"


@given(st.datetimes(timezones=st.timezones() | st.just(timezone(timedelta(seconds=-90)))))
def test_a_datetime_starts_where_its_when_starts(moment: datetime) -> None:
    try:
        when = When.of(moment)
    except InvalidTime:
        assert moment.year in (1, 9999)
        return
    assert when.bounds()[0] == to_micros(moment)


# --- bounds ---


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("2022", instant(2022, 1, 1), instant(2023, 1, 1)),
        ("2022-07-02T10:00+03:00", instant(2022, 7, 2, 7), instant(2022, 7, 2, 7, 1)),
        ("2022-07-01/2022-07-03T10:00Z", instant(2022, 7, 1), instant(2022, 7, 3, 10)),
        ("../..", BEGINNING, FOREVER),
    ],
)
def test_bounds_are_half_open_and_exact(text: str, lo: int, hi: int) -> None:
    assert When(text).bounds() == (lo, hi)


@pytest.mark.parametrize(("text", "hours"), [("2022-03-27", 23), ("2022-10-30", 25), ("2022-07-02", 24)])
def test_a_day_is_as_long_as_its_zone_makes_it(text: str, hours: int) -> None:
    lo, hi = When(text).bounds(KYIV)
    assert hi - lo == hours * HOUR
    assert When.between(lo, hi, KYIV) == When(text)
    assert When(text).bounds(UTC)[1] - When(text).bounds(UTC)[0] == 24 * HOUR


def test_a_day_without_midnight_begins_when_the_clocks_leap() -> None:
    sao_paulo = ZoneInfo("America/Sao_Paulo")
    assert When("2018-11-04").bounds(sao_paulo) == (instant(2018, 11, 4, 3), instant(2018, 11, 5, 2))
    assert When("2018-11-04").start(sao_paulo).isoformat() == "2018-11-04T01:00:00-02:00"  # type: ignore[union-attr]


def test_a_day_that_a_zone_skipped_is_refused_there_and_nowhere_else() -> None:
    assert When("2011-12-30").bounds(KYIV)
    with pytest.raises(InvalidTime, match="empty in the zone Pacific/Apia"):
        When("2011-12-30").bounds(ZoneInfo("Pacific/Apia"))


def test_the_zone_decides_whether_a_date_comes_before_a_timestamp() -> None:
    when = When("2022-07-02/2022-07-02T01:00+03:00")
    assert when.bounds(KYIV) == (instant(2022, 7, 1, 21), instant(2022, 7, 1, 22))
    with pytest.raises(InvalidTime, match="empty in the zone UTC"):
        when.bounds()


def test_start_and_end_are_aware_and_none_where_open() -> None:
    assert When("2022-07/..").start(KYIV) == datetime(2022, 7, 1, tzinfo=KYIV)
    assert When("2022-07/..").end() is None
    assert When("../2022-07").start() is None
    assert When("../2022-07").end() == datetime(2022, 8, 1, tzinfo=DATETIME_UTC)


NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize("zone", [UTC, KYIV, NEW_YORK, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Etc/GMT+12")])
@pytest.mark.parametrize("offset", ["Z", "-05:00", "+14:00", "-23:59", "+23:59"])
@pytest.mark.parametrize("clock", ["T00:00", "T23:59:59", "T23:59:59.999999"])
def test_the_ends_of_the_calendar_are_open_ends_of_periods_in_every_zone(
    clock: str, offset: str, zone: ZoneInfo
) -> None:
    assert When(f"2022-07-01/9999-12-31{clock}{offset}") == When("2022-07-01/..")
    assert When(f"0001-01-01{clock}{offset}/2022-07-01") == When("../2022-07-01")
    for moment in (When(f"9999-12-31{clock}{offset}"), When(f"0001-01-01{clock}{offset}")):
        lo, hi = moment.bounds(zone)
        assert instant(1, 1, 1) <= lo < hi
        assert moment.start(zone) is not None
        assert (moment.end(zone) is None) == (hi == FOREVER)
        assert When.between(lo, hi, zone).bounds(zone)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2022-07-01/9999-12-31", "2022-07-01/.."),
        ("2022-07-01/9999-12", "2022-07-01/.."),
        ("2022/9999", "2022/.."),
        ("0001-01-01/2022", "../2022"),
        ("0001/9999", "../.."),
        ("2022-07-01/9999-12-31T23:59:59.9999999Z", None),
        ("2022-07-01/9999-12-30", "2022-07-01/9999-12-30"),
        ("0001-01-02/2022", "0001-01-02/2022"),
        ("9999-12-31", "9999-12-31"),
        ("../9999-12-31?", "../9999-12-31?"),
    ],
)
def test_a_period_to_the_last_day_of_the_calendar_has_no_end(text: str, canonical: str | None) -> None:
    if canonical is None:
        with pytest.raises(InvalidTime, match="microseconds"):
            When(text)
    else:
        assert When(text).text == canonical


def test_the_last_day_of_the_calendar_has_no_end_and_the_first_a_start_in_every_zone() -> None:
    for text in ("9999", "9999-12", "9999-12-31", "9999-12-31T23:59Z", "9999-12-31T23:59:59Z"):
        assert When(text).bounds()[1] == FOREVER
        assert When(text).end(NEW_YORK) is None
    assert When("0001-01-01").bounds(KYIV)[0] == When("0001-01-01").bounds()[0] == instant(1, 1, 1)
    assert When("9999-12-31T23:59Z").start(KYIV) == datetime.max.replace(tzinfo=KYIV)


# --- sorting ---


def test_times_sort_by_their_start_then_by_their_end_then_by_their_text() -> None:
    texts = ["../2022-07", "2022-07-01T00:00Z", "2022-07-01", "2022-07", "2022-07~", "2022-07/..", "2022-07-02"]
    for given_as in (texts, texts[::-1]):
        assert [when.text for when in sorted(map(When, given_as))] == texts
    with pytest.raises(TypeError):
        assert When("2022") < "2023"


@given(WHENS, WHENS, WHENS)
def test_the_order_of_times_is_total_and_agrees_with_their_equality(one: When, two: When, three: When) -> None:
    assert (one < two) + (one == two) + (one > two) == 1
    assert (one <= two) == (not one > two) == (two >= one)
    if one <= two <= three:
        assert one <= three
    if one._lo < two._lo:
        assert one < two


# --- comparing ---


def test_a_certainty_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="compare it with a member"):
        bool(Certainty.CERTAIN)


@pytest.mark.parametrize(
    ("one", "two", "overlap"),
    [
        ("2022-07", "2022-07-31/2022-08", "certain"),
        ("2022-07", "2022-08", "never"),
        ("2022-07~", "2022-07-02", "possible"),
        ("2022-07~", "2022-08", "never"),
        ("2022-07-02/..", "../2022-07-01", "never"),
        ("2022-07-02/..", "../2022-07-02", "certain"),
        ("../..", "0001-01-01T00:00Z", "certain"),
        ("2022-07-02T10:00Z/2022-07-02T11:00Z", "2022-07-02T11:00Z", "never"),
    ],
)
def test_periods_overlap_if_they_share_a_microsecond(one: str, two: str, overlap: str) -> None:
    assert When(one).overlaps(When(two)) is When(two).overlaps(When(one)) is Certainty(overlap)


def test_a_date_and_a_timestamp_overlap_by_the_zone_in_which_the_date_is_read() -> None:
    late = When("2022-07-01T22:30Z")
    assert When("2022-07-02").overlaps(late) is Certainty.NEVER
    assert When("2022-07-02").overlaps(late, KYIV) is Certainty.CERTAIN
    assert late.before(When("2022-07-02")) is Certainty.CERTAIN
    assert late.before(When("2022-07-02"), KYIV) is Certainty.POSSIBLE


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("2022-07-01", "2022-07-02", "certain"),
        ("2022-07-02", "2022-07-01", "never"),
        ("2022-07-02", "2022-07-02", "possible"),
        ("2022-07", "2022-07-02", "possible"),
        ("2022-07-01~", "2022-07-02", "possible"),
        ("2022-07-02", "2022-07-01?", "possible"),
        ("2022-07-02T10:00:00.0Z", "2022-07-02T10:00:00.000Z", "never"),
        ("2022-07-02T10:00:00.0Z", "2022-07-02T10:00:00.000001Z", "certain"),
        ("2022-07-02T10:00:00Z", "2022-07-02T10:00:00.000001Z", "possible"),
        ("2022-07-02T10:00:00.999999Z", "2022-07-02T10:00:00Z", "never"),
        ("../..", "../..", "possible"),
        ("2022/..", "../2022", "possible"),
        ("2022/..", "../2021", "never"),
    ],
)
def test_before_is_certain_only_where_every_moment_is_earlier(one: str, two: str, expected: str) -> None:
    assert When(one).before(When(two)) is Certainty(expected)


@given(WHENS, WHENS, ZONES)
def test_overlap_is_symmetric_and_before_antisymmetric(one: When, two: When, zone: ZoneInfo) -> None:
    assume(bounds_or_none(one, zone) and bounds_or_none(two, zone))
    assert one.overlaps(two, zone) is two.overlaps(one, zone)
    if one.before(two, zone) is Certainty.CERTAIN:
        assert two.before(one, zone) is Certainty.NEVER
        assert one.overlaps(two, zone) is Certainty.NEVER
    if one.overlaps(two, zone) is Certainty.NEVER and not (one.qualified or two.qualified):
        assert Certainty.CERTAIN in (one.before(two, zone), two.before(one, zone))


@given(WHENS, ZONES)
def test_a_period_overlaps_itself_unless_the_zone_leaves_nothing_of_it(when: When, zone: ZoneInfo) -> None:
    assume(bounds_or_none(when, zone))
    assert when.overlaps(when, zone) is (Certainty.POSSIBLE if when.qualified else Certainty.CERTAIN)


# --- writing a stretch ---


def test_a_stretch_is_written_in_the_zone_that_is_asked_for() -> None:
    lo, hi = When("2022-07-02").bounds()
    assert When.between(lo, hi, KYIV).text == "2022-07-02T03:00+03:00/2022-07-03T03:00+03:00"
    lo, hi = When("2022-07").bounds(KYIV)
    assert When.between(lo, hi).text == "2022-06-30T21:00Z/2022-07-31T21:00Z"
    assert When.between(lo, hi, KYIV).text == "2022-07"
    old = instant(1900, 1, 1, 10)
    assert When.between(old, old + 60_000_000, KYIV).text == "1900-01-01T10:00Z"


def test_an_empty_stretch_is_refused() -> None:
    with pytest.raises(InvalidTime, match="empty stretch"):
        When.between(5, 5)


INSTANTS = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)).map(
    lambda moment: to_micros(moment.replace(tzinfo=DATETIME_UTC))
)


@given(INSTANTS | st.just(BEGINNING), INSTANTS | st.just(FOREVER), ZONES)
def test_what_is_written_between_two_instants_has_them_as_its_bounds(lo: int, hi: int, zone: ZoneInfo) -> None:
    assume(lo < hi)
    assert When.between(lo, hi, zone).bounds(zone) == (lo, hi)


@given(WHENS, ZONES, ZONES)
def test_the_bounds_of_a_when_can_be_written_and_read_again(when: When, zone: ZoneInfo, other: ZoneInfo) -> None:
    bounds = bounds_or_none(when, zone)
    assume(bounds is not None)
    assert bounds is not None
    written = [When.between(*bounds, place).bounds(place) for place in (zone, other)]
    first, last = When("0001-01-03/9999-12-29").bounds()
    if all(bound in (BEGINNING, FOREVER) or first <= bound <= last for bound in bounds):
        assert written == [bounds, bounds]


# --- lenient reading ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022", "2022"),
        ("2022-07-02/..", "2022-07-02/.."),
        ("2 July 2022", "2022-07-02"),
        ("Sat, 02 Jul 2022 10:00:00 GMT", "2022-07-02T10:00:00Z"),
        ("2 July 2022 at 10:00 pm UTC", "2022-07-02T22:00Z"),
        ("2 July 2022, 10:00:00.25Z", "2022-07-02T10:00:00.250000Z"),
        ("2022-07-02T10:00:00.0000000Z", "2022-07-02T10:00:00.000000Z"),
        ("2022-07-02T10:00:00.123456000+03:00", "2022-07-02T10:00:00.123456+03:00"),
        ("2 July 2022 10:00:00.123456000Z", "2022-07-02T10:00:00.123456Z"),
    ],
)
def test_strict_text_and_what_people_write_are_both_read(text: str, expected: str) -> None:
    assert When.lenient(text).text == expected


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2 July 2022 10:00", "zone="),
        ("2022-07-02T10:00", "zone="),
        ("02/07/2022", "day_first="),
        ("today", "published="),
        ("2004-21", "seasons"),
        ("2022-W26", "weeks"),
        ("2022-07-04/2022-07-01", "empty period"),
        ("2022-07-02/", "open end"),
        ("-0043-03-15", "four digits"),
        ("2022-06-31", "days 1 to 30"),
        ("2022-07-02T24:00Z", "00:00 of the next"),
        ("Yesterday morning", "guessing"),
        ("July 2 24", "guessing"),
        ("Xmas 2022", "guessing"),
        ("2 July 2022 10:00:00.1234567Z", "six digits"),
        ("x" * 1_000_000, "too long"),
    ],
)
def test_what_is_missing_is_not_guessed(text: str, advice: str) -> None:
    with pytest.raises(InvalidTime, match=advice):
        When.lenient(text)


def test_the_caller_says_the_order_of_day_and_month() -> None:
    assert When.lenient("02/07/2022", day_first=True).text == "2022-07-02"
    assert When.lenient("02/07/2022", day_first=False).text == "2022-02-07"


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("today", "2022-07-02", "2022-07-02"),
        ("Yesterday", "2022-07-01", "2022-06-30"),
        ("Saturday", "2022-07-02", "2022-07-02"),
        ("on Saturday", "2022-07-05", "2022-07-02"),
        ("last Saturday", "2022-07-02", "2022-06-25"),
        ("on last saturday", "2022-07-05", "2022-07-02"),
        ("Sun", date(2022, 7, 2), "2022-06-26"),
        ("today", When("2022-07-02"), "2022-07-02"),
        ("today", datetime(2022, 7, 2, 23, tzinfo=DATETIME_UTC), "2022-07-02"),
        ("today", "2022-07-02T23:00-05:00", "2022-07-02"),
    ],
)
def test_days_are_counted_back_from_the_publication(text: str, published: When | str | date, expected: str) -> None:
    assert When.lenient(text, published=published).text == expected


def test_a_moment_of_publication_counts_as_its_day_in_the_named_zone() -> None:
    assert When.lenient("today", published="2022-07-01T22:00Z", zone="Europe/Kyiv").text == "2022-07-02"
    assert When.lenient("today", published="2022-07-01", zone="Europe/Kyiv").text == "2022-07-01"


@pytest.mark.parametrize("published", ["2022-07", "2022-07-02~", "2022-07-01/2022-07-02", "2022-07-XX", "July", 5])
def test_a_publication_on_no_single_day_is_refused(published: str) -> None:
    with pytest.raises(InvalidTime):
        When.lenient("today", published=published)


def test_a_publication_is_not_looked_at_by_a_date_that_does_not_need_it() -> None:
    assert When.lenient("2 July 2022", published="July").text == "2022-07-02"


def test_a_naive_time_in_free_text_is_read_in_the_named_zone() -> None:
    assert When.lenient("2 July 2022 10:00", zone="Europe/Kyiv").text == "2022-07-02T10:00+03:00"
    assert When.lenient("10 July 2022, 10:00:05 am", zone="UTC").text == "2022-07-10T10:00:05Z"
    with pytest.raises(InvalidTime, match="no known time zone"):
        When.lenient("2 July 2022", zone="Mars")


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "America/New_York", "Asia/Kolkata", "UTC"])
def test_the_first_midnight_of_the_calendar_is_no_beginning_also_where_clocks_were_seconds_off(zone: str) -> None:
    assert When("0001-01-01T00:00:00/2022-07-02", zone=zone) == When("../2022-07-02")
    alone = When.of(datetime.min, zone=zone)
    assert When(alone.text) == alone
    assert alone.bounds()[0] < When("0001-01-02T00:00:00Z").bounds()[0]
    with pytest.raises(InvalidTime, match="no whole minutes"):
        When("0001-01-02T00:00:00", zone="Europe/Kyiv")
