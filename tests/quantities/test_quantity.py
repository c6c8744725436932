"""Quantities as records: their canonical text, intervals against a grid of points, and other units."""

from __future__ import annotations

import pickle
import sys
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claimgraph.errors import InvalidRecord, MissingExtra
from claimgraph.quantities.numerals import LONGEST
from claimgraph.quantities.quantity import Quantity
from tests.quantities.test_numerals import WORDY

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


# --- records ---


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
        ("2 m*m*m", "cm^3", "2000000 cm^3"),
    ],
)
def test_pint_converts_exactly_when_asked(text: str, unit: str, result: str) -> None:
    pytest.importorskip("pint")
    assert str(parse(text).converted(unit)) == result
    assert parse(text).converted(unit).text == text


SEVERAL_SIZES = ("ton", "tons", "gallon", "gallons", "pint", "pints")  # in one country and another


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
        ("20", "%", "one kind"),  # a bare count is no share
        ("20 km", "m!", "is no unit"),
        ("2 m*m*m*m", "cm^4", "one kind"),  # more factors than any unit that people use
        *((f"5 {name}", "kg" if "ton" in name else "l", "one kind") for name in SEVERAL_SIZES),
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
    from claimgraph.quantities import quantity as module

    module._registry.cache_clear()
    monkeypatch.setitem(sys.modules, "pint", None)
    with pytest.raises(MissingExtra, match=r"claimgraph\[units\]"):
        parse("20 km").converted("m")


@pytest.mark.parametrize("name", ["low_open", "high_open", "approximate", "exact", "unit", "text"])
def test_all_but_the_ends_is_given_by_name(name: str) -> None:
    assert attrs.fields_dict(Quantity)[name].kw_only


@pytest.mark.parametrize("text", ["21 est.", "21 estimated deaths", "5 ca.", "CA$5", "CA$ 5 million", "ca$5"])
def test_words_that_are_neither_unit_nor_bound_where_they_stand_are_refused(text: str) -> None:
    with pytest.raises(InvalidRecord):
        parse(text)


@pytest.mark.parametrize("text", ["ca. $5", "ca $5", "ca. 5 $", "c. $5"])
def test_about_may_stand_before_money(text: str) -> None:
    assert str(parse(text)) == "about 5 $"
