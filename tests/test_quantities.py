"""Quantities in words: what is read, what is refused and how, and intervals against a grid of points."""

# ruff: noqa: RUF001 - characters that look like others are what is tested

from __future__ import annotations

import pickle
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from claimgraph.errors import ClaimGraphError, InvalidRecord, MissingExtra
from claimgraph.quantities import LONGEST, Quantity

parse = Quantity.parse
GRID = [Fraction(n, 2) for n in range(-9, 10)]

# --- strategies ---

UNITS = st.sampled_from([None, None, "km", "people", "%", "$", "m2", "°c", "killed and wounded", "km/h", "s^-1"])
SMALL = st.integers(-3, 3).map(Fraction)
ANY_NUMBER = SMALL | st.fractions(max_denominator=10**12) | st.decimals(-(10**9), 10**9, places=3).map(Fraction)
LETTERS = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)


@st.composite
def quantities(draw: st.DrawFn, numbers: st.SearchStrategy[Fraction] = SMALL, units: Any = None) -> Quantity:
    low, high = sorted([draw(numbers), draw(numbers)])
    shape = draw(st.sampled_from(["point", "from", "to", "both", "both"]))
    opens = {"low_open": draw(st.booleans()), "high_open": draw(st.booleans())}
    rest = {"approximate": draw(st.booleans()), "unit": draw(units) if units is not None else None}
    if shape == "point" or (shape == "both" and low == high):
        return Quantity(low, low, exact=draw(st.booleans()), **rest)
    if shape == "from":
        return Quantity(low, None, low_open=opens["low_open"], **rest)
    if shape == "to":
        return Quantity(None, high, high_open=opens["high_open"], **rest)
    return Quantity(low, high, **opens, **rest)


def holds(quantity: Quantity, point: Fraction) -> bool:
    above = quantity.low is None or (point > quantity.low if quantity.low_open else point >= quantity.low)
    under = quantity.high is None or (point < quantity.high if quantity.high_open else point <= quantity.high)
    return above and under


# --- reading ---


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("21", "21"),
        ("  21 ", "21"),
        ("021", "21"),
        (21, "21"),
        (21.5, "21.5"),
        (1.234, "1.2340"),
        (-0.0, "0"),
        (1e22, "1" + 22 * "0"),
        (Decimal("2.50"), "2.5"),
        (Fraction(1, 3), "1\u20443"),
        ("1\u20443", "1\u20443"),
        ("1e+22", "1" + 22 * "0"),
        ("1.234e-05", "0.00001234"),
        ("at least 3", "at least 3"),
        ("AT  LEAST 3", "at least 3"),
        ("no fewer than 3", "at least 3"),
        ("no less than 3", "at least 3"),
        ("not less than 3", "at least 3"),
        ("3 or more", "at least 3"),
        ("3 people or more", "at least 3 people"),
        ("3 or more people", "at least 3 people"),
        ("≥3", "at least 3"),
        (">= 3", "at least 3"),
        ("3+", "at least 3"),
        ("3+ people", "at least 3 people"),
        ("more than 3", "more than 3"),
        ("over 3", "more than 3"),
        ("＞3", "more than 3"),
        ("at most 5", "at most 5"),
        ("up to 5", "at most 5"),
        ("no more than 5", "at most 5"),
        ("5 or fewer", "at most 5"),
        ("5 km or less", "at most 5 km"),
        ("≤5", "at most 5"),
        ("under 5", "less than 5"),
        ("fewer than 5", "less than 5"),
        ("less than 5", "less than 5"),
        ("below 5", "less than 5"),
        ("<5", "less than 5"),
        ("2–5", "2 to 5"),
        ("2-5", "2 to 5"),
        ("2 - 5 %", "2 to 5 %"),
        ("2 km – 5 km", "2 to 5 km"),
        ("2 to 5", "2 to 5"),
        ("from 2 to 5", "2 to 5"),
        ("between 2 and 5", "2 to 5"),
        ("two to five", "2 to 5"),
        ("-5 to -2 °C", "-5 to -2 °c"),
        ("2 million to 5 million", "2000000 to 5000000"),
        ("at least 2 and at most 5", "2 to 5"),
        ("more than 2 but no more than 5 km", "more than 2 and at most 5 km"),
        ("exactly 21", "exactly 21"),
        ("2-2", "exactly 2"),
        ("about 40", "about 40"),
        ("some 40", "about 40"),
        ("c. 40", "about 40"),
        ("~40", "about 40"),
        ("nearly 40 km", "about 40 km"),
        ("at least about 40", "at least about 40"),
        ("about 2 to 5", "about 2 to 5"),
        ("none", "0"),
        ("Nobody", "0"),
        ("no one", "0"),
        ("no", "0"),
        ("zero casualties", "0 casualties"),
        ("nought", "0"),
        ("twelve", "12"),
        ("20 km", "20 km"),
        ("20km", "20 km"),
        ("20 km.", "20 km"),
        ("20 m²", "20 m2"),
        ("−5 °C", "-5 °c"),
        ("5 %", "5 %"),
        ("5 per cent", "5 %"),
        ("$5 million", "5000000 $"),
        ("5 million people", "5000000 people"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("0.25", "0.25"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("1 234 567", "1234567"),
        ("1\u2009234", "1234"),
        ("1\u00a0234", "1234"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1'234'567", "1234567"),
        ("1_234", "1234"),
        ("٢١", "21"),
        ("२१", "21"),
        ("２１", "21"),
        ("at least ٢٫٥ ٪", "at least 2.5 %"),
        ("3 человека", "3 человека"),
    ],
)
def test_forms_that_are_read(text: Any, canonical: str) -> None:
    quantity = parse(text)
    assert str(quantity) == canonical
    assert quantity.text == str(text)
    assert parse(canonical) == quantity


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "write such as '24'"),
        ("dozens", "'dozens' is none: write"),
        ("dozens of people", "'dozens' is none: write"),
        ("a dozen", "'dozen' is none"),
        ("two dozen", "'dozen' is in no unit"),
        ("scores", "'scores' is none"),
        ("hundreds", "'hundreds' is none"),
        ("several", "'several' is none"),
        ("many", "'many' is none"),
        ("a few", "'few' is none"),
        ("a handful", "'handful' is none"),
        ("more than a dozen", "'dozen' is none"),
        ("40ish", "'ish' is in no unit"),
        ("5 or", "write one number or range"),
        ("one third", "'third' is in no unit"),
        ("21st", "'st' is in no unit"),
        ("5k", "'k' is in no unit"),
        ("$3 bn", "'bn' is in no unit"),
        ("5-2", "reversed: write the smaller number first"),
        ("2022-07-02", "write"),
        ("10:30", "write"),
        ("3/4", "write"),
        ("10²", "write"),
        ("1½", "write"),
        ("nan", "write"),
        ("inf", "write"),
        ("+5", "write"),
        ("1e999", "too large or too fine: write"),
        ("9" * 90, "too large or too fine: write"),
        ("9" * (LONGEST + 1), f"at most {LONGEST} characters"),
        ("21\n300", "on one line"),
        ("\ud800", "valid Unicode"),
        ("1,234", "write 1234 or 1.2340"),
        ("1.234", "write 1234 or 1.2340"),
        ("1,00,000", "write plain digits"),
        ("2-5 million", "write such as '2 million to 5 million'"),
        ("-2-5", "write such as '-5 to -2'"),
        ("at least 2 to 5", "write such as"),
        ("2 or more, up to 5", None),
        ("5, up to 7", "follows no lower one"),
        ("2 km to 5 miles", "two units, 'km' and 'miles'"),
        ("$5 km", "two units"),
        ("at least 3 or more", "two bounds"),
        ("2 killed and 3 wounded", "write one number or range"),
        ("21 and counting", "write one number or range"),
        ("5 of seven", "'seven' is in no unit"),
        ("no data", "write '0 data' for nought"),
        ("no casualties", "write '0 casualties' for nought"),
        ("no more", "'more' is in no unit"),
    ],
)
def test_what_is_refused_says_what_was_found_and_what_to_write(text: str, advice: str | None) -> None:
    if advice is None:
        assert str(parse(text)) == "2 to 5"
        return
    with pytest.raises(InvalidRecord) as caught:
        parse(text)
    assert advice in str(caught.value)
    assert caught.value.found in (text, text.strip())
    assert str(caught.value).startswith("found ")


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        float("nan"),
        float("inf"),
        Decimal("nan"),
        Decimal("1e999999"),
        pytest.param(10**5000, id="huge"),
        1j,
        b"21",
        [21],
    ],
)
def test_what_is_no_number_of_bearable_size_is_refused(value: Any) -> None:
    with pytest.raises(InvalidRecord, match="write"):
        parse(value)


@pytest.mark.parametrize(
    "ends",
    [
        {"low": None, "high": None},
        {"low": 3, "high": 2},
        {"low": 2, "high": 2, "low_open": True},
        {"low": None, "high": 2, "low_open": True},
        {"low": 2, "high": 3, "exact": True},
        {"low": 2, "high": 3, "unit": "5 km"},
        {"low": 2, "high": 3, "unit": 5},
    ],
)
def test_a_quantity_that_says_nothing_cannot_be_made(ends: Any) -> None:
    with pytest.raises(InvalidRecord):
        Quantity(**ends)


def test_a_unit_given_apart_is_that_of_a_text_without_one() -> None:
    assert parse("3", unit="People") == parse("3 people") == parse(3, unit="people")
    assert parse("no people", unit="people") == parse("nobody", unit="people") == parse("0 people")
    assert parse("3 km", unit="km") == parse("3", unit=" KM ")
    assert parse("3", unit="").unit is None
    with pytest.raises(InvalidRecord, match="two units"):
        parse("3 km", unit="miles")


def test_the_words_take_no_part_in_comparing() -> None:
    assert parse("3+") == parse("at least 3")
    assert hash(parse("3+")) == hash(parse("at least 3"))
    assert parse("21") != parse("exactly 21")
    assert parse("about 40") != parse("40")
    assert not parse("about 40").is_certain
    assert parse("40").is_certain
    assert pickle.loads(pickle.dumps(parse("3+"))).text == "3+"
    assert repr(parse("3+")) == "Quantity.parse('at least 3')"


@given(quantities(ANY_NUMBER, UNITS | LETTERS.filter(lambda text: unit_or_none(text) is not None)))
def test_canonical_text_reads_back_as_the_same_quantity(quantity: Quantity) -> None:
    assert len(str(quantity)) <= LONGEST
    again = parse(str(quantity))
    assert again == quantity
    assert str(again) == str(quantity)


def unit_or_none(text: str) -> str | None:
    try:
        return Quantity(1, 1, unit=text).unit
    except InvalidRecord:
        return None


@given(LETTERS)
def test_a_unit_is_the_same_in_the_text_and_apart(text: str) -> None:
    unit = unit_or_none(text)
    assume(unit is not None)
    assert parse(f"5 {text}").unit == unit
    assert Quantity(1, 1, unit=unit).unit == unit


PIECES = """at least|up to|more than|under|between|from|to|and|or more|or less|about|c.|~|no|none|zero|two|21|3|1,234|
1 000|2.5|-|–|−|+|$|€|%|km|million|people|≥|<|e5|⁄|/|½|²|٣|,|.|'|_|^|exactly|but|dozen|\u200f"""
WORDY = st.lists(st.sampled_from(PIECES.split("|")) | st.text(max_size=2), max_size=9).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts))
)


@given(st.text() | WORDY | st.text(st.characters(categories=["Cs", "N", "S", "P", "Z"])))
@example("1e999")
@example("5 \ud800")
@example("1\u20440")
@example("\ufdfa" * LONGEST)
@example("1 " * (LONGEST // 2))
def test_any_text_is_read_or_refused_with_an_error_of_this_library(text: str) -> None:
    try:
        quantity = parse(text)
    except ClaimGraphError as error:
        assert isinstance(error, InvalidRecord)
        assert "found" in str(error)
    else:
        assert quantity.text == text
        assert parse(str(quantity)) == quantity


# --- comparing ---


@given(quantities(), quantities())
def test_within_and_disjoint_agree_with_every_point_of_a_grid(one: Quantity, other: Quantity) -> None:
    assert one.within(other) == all(holds(other, point) for point in GRID if holds(one, point))
    assert one.disjoint(other) == (not any(holds(one, point) and holds(other, point) for point in GRID))


@given(quantities(), quantities(), quantities())
def test_within_is_a_partial_order(a: Quantity, b: Quantity, c: Quantity) -> None:
    assert a.within(a)
    if a.within(b) and b.within(c):
        assert a.within(c)
    if a.within(b) and b.within(a):
        assert (a.low, a.high, a.low_open, a.high_open) == (b.low, b.high, b.low_open, b.high_open)


@given(quantities(units=UNITS), quantities(units=UNITS))
def test_disjoint_is_symmetric_and_excludes_within(one: Quantity, other: Quantity) -> None:
    assert one.disjoint(other) == other.disjoint(one)
    assert not (one.disjoint(other) and one.within(other))
    assert not one.disjoint(one)


@given(quantities(), quantities())
def test_different_units_never_compare(one: Quantity, other: Quantity) -> None:
    one, other = (Quantity(q.low, q.high, unit=unit) for q, unit in ((one, "km"), (other, None)))
    assert not one.within(other)
    assert not one.disjoint(other)


@given(quantities(ANY_NUMBER, UNITS))
def test_cumulative_is_wider_and_done_once(quantity: Quantity) -> None:
    wider = quantity.cumulative()
    assert quantity.within(wider)
    assert wider.cumulative() == wider
    assert (wider.unit, wider.approximate, wider.text) == (quantity.unit, quantity.approximate, quantity.text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("21", "at least 21"),
        ("about 21 km", "at least about 21 km"),
        ("twelve", "at least 12"),
        *(
            (same, same)
            for same in ("0", "exactly 21", "at most 5", "2 to 5", "less than 5", "at least 3", "exactly 2")
        ),
    ],
)
def test_cumulative_reads_a_plain_number_as_so_many_by_then(text: str, meant: str) -> None:
    assert str(parse(text).cumulative()) == meant


# --- other units ---


@pytest.mark.parametrize(
    ("text", "unit", "result"),
    [
        ("20 km", "m", "20000 m"),
        ("more than 20 miles", "km", "more than 32.18688 km"),
        ("0 °C", "°F", "32 °f"),
        ("up to 20 °C", "degree_Fahrenheit", "at most 68 degree_fahrenheit"),
        ("exactly 20 minutes", "hours", "exactly 1\u20443 hours"),
        ("about 2 to 5 kg", "g", "about 2000 to 5000 g"),
        ("36 km/h", "m/s", "10 m/s"),
        ("2 km²", "hectares", "200 hectares"),
        ("5 megawatt", "kilowatt", "5000 kilowatt"),
    ],
)
def test_pint_converts_exactly_when_asked(text: str, unit: str, result: str) -> None:
    pytest.importorskip("pint")
    assert str(parse(text).converted(unit)) == result
    assert parse(text).converted(unit).text == text


@pytest.mark.parametrize(
    ("text", "unit", "problem"),
    [
        ("20 km", "kg", "one kind"),
        ("20", "km", "one kind"),
        ("20 km", "", "one kind"),
        ("20 people", "km", "one kind"),
        ("20 km", "leagues of old", "one kind"),
        ("20 km^9^9", "m", "one kind"),
        ("20 tons", "kg", "one kind"),
        ("5 MW", "kilowatt", "megawatt to kilowatt or milliwatt to kilowatt"),
        ("5 degree", "radian", "too large or too fine"),
        ("20 km", "5 km", "is no unit"),
    ],
)
def test_units_that_are_unknown_unlike_or_unclear_are_refused(text: str, unit: str, problem: str) -> None:
    pytest.importorskip("pint")
    with pytest.raises(InvalidRecord, match=problem):
        parse(text).converted(unit)


@given(WORDY | st.text(max_size=6), WORDY | st.text(max_size=6) | st.sampled_from(["km", "%"]))
def test_any_conversion_works_or_is_refused(text: str, unit: str) -> None:
    pytest.importorskip("pint")
    source = unit_or_none(text)
    try:
        Quantity(1, 2, unit=source).converted(unit)
    except InvalidRecord as error:
        assert "found" in str(error)


def test_without_pint_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from claimgraph import quantities as module

    module._registry.cache_clear()
    monkeypatch.setitem(sys.modules, "pint", None)
    with pytest.raises(MissingExtra, match=r"claimgraph\[units\]"):
        parse("20 km").converted("m")
