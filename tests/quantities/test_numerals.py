"""How a quantity is said in words: what is read, and what is refused and how."""

# ruff: noqa: RUF001 - characters that look like others are what is tested

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimgraph.errors import ClaimGraphError, InvalidRecord
from claimgraph.quantities.numerals import LONGEST
from claimgraph.quantities.quantity import Quantity

parse = Quantity.parse


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
        ("1.2M people", "1200000 people"),
        ("1.2M+ people", "at least 1200000 people"),
        ("$5M", "5000000 $"),
        ("5M€", "5000000 €"),
        ("1M-2M people", "1000000 to 2000000 people"),
        ("5MW", "5 mw"),
        ("5 m deep", "5 m deep"),
        ("5 min/km", "5 min/km"),
        ("5 parts per million", "5 parts per million"),
        ("5 ppm", "5 ppm"),
        ("5 per thousand", "5 per thousand"),
        ("5 deaths per million inhabitants", "5 deaths per million inhabitants"),
        ("5 pro mille", "5 pro mille"),
        ("5 billionaires", "5 billionaires"),
        ("5 men and women", "5 men and women"),
        ("5千米", "5 千米"),
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
        ("21 and counting", "'counting' is in no unit: write a bound before the number"),
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


MULTIPLIED = """5 lakh people|1.5 crore|5 cr|3 milliard|5 Tsd.|5 Mrd|5 Mio. Euro|5 Millionen|5 Milliarden €|5 duizend|
5 miljoen|5 tusen|5 mille|5 milliers|5 Md€|5 k€|5 M€|5 mil personas|5 millones de personas|5 milhões|5 bi|5 mila|
5 miliardi|5 tys. osób|5 mln|5 miliardów|5 tisíc|5 ezer|5 bin kişi|5 milyon|5 ribu|5 triệu|5 тыс. человек|
5 тысяч|5 млн|5 млрд|5 миллионов|5 тисяч|5 мільйонів|5 χιλιάδες|5 ألف شخص|5 مليون|5 مليارات|5 میلیون|5 אלף|
5 लाख लोग|5 करोड़|5 हज़ार|5 লাখ|5万人|5 萬人|3億円|3亿元|5千人|5兆円|5만 명|3억 원|5 ล้านคน|5 M people|5 MM|5B|5T|5m people|
5 quadrillion|$5m|£5b|5 m€|5 parts million"""
BOUNDED = """5 max|5 max.|5 people max|5 km/h max|5 min|5 people min|5 minimum|5 upwards|5 and upwards|5 or so|
5 people or so|5 people at most|5 or thereabouts|20 tops|5 Personen mindestens|5 oder mehr|5 personnes au moins|
5 personas o más|5 человек и более|100人以上|100多人|100人左右|5 명 이상"""


@pytest.mark.parametrize("text", MULTIPLIED.replace("\n", "").split("|"))
def test_what_multiplies_a_number_is_no_unit(text: str) -> None:
    with pytest.raises(InvalidRecord, match="write"):
        parse(text)


@pytest.mark.parametrize("text", BOUNDED.replace("\n", "").split("|"))
def test_what_bounds_a_number_is_no_unit(text: str) -> None:
    with pytest.raises(InvalidRecord, match="write"):
        parse(text)


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


def test_a_unit_given_apart_is_that_of_a_text_without_one() -> None:
    assert parse("3", unit="People") == parse("3 people") == parse(3, unit="people")
    assert parse("no people", unit="people") == parse("nobody", unit="people") == parse("0 people")
    assert parse("3 km", unit="km") == parse("3", unit=" KM ")
    assert parse("3", unit="").unit is None
    with pytest.raises(InvalidRecord, match="two units"):
        parse("3 km", unit="miles")


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


def test_a_text_is_read_once_and_a_unit_that_is_no_text_is_refused_each_time() -> None:
    assert parse("at least 3", unit="KM") is parse("at least 3", unit="KM")
    for unit in (5, ["km"], b"km"):
        with pytest.raises(InvalidRecord, match="expected a unit as text"):
            parse("at least 3", unit=unit)
