"""How a quantity is said in words: what is read as numbers, bounds and a unit, and what is refused.

Digits may be of any script; words are those of English. A unit is normalised text: "percent" is written "%".

What could be read in two ways is refused, and the message says what to write: "1,234" and "1.234" (write
1234 or 1.2340), "2-5 million", "-2-5", "3/4" (write 0.75 or, exactly, 1\u20443 for a third), "5k", "no data".
Of all that is short for a multiple only a capital M right behind the digits is read: "1.2M people".
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, NoReturn

from claimgraph.errors import InvalidRecord
from claimgraph.quantities.number_words import IN_FULL, no_unit
from claimgraph.records.ids import normalise
from claimgraph.records.number_text import PLAIN, TWO_WAYS, exact
from claimgraph.records.validators import shown

LONGEST = 300  # characters of a text: enough for every canonical text to be read again
_DIGITS = PLAIN  # of a number, of either side of its fraction, and half of the characters of a unit

_LEADS = {
    ">=": "at least|no fewer than|not fewer than|no less than|not less than|a minimum of|>=|≥|⩾|≧",
    "<=": "at most|up to|as many as|no more than|not more than|a maximum of|<=|≤|⩽|≦",
    ">": "more than|greater than|over|above|>",
    "<": "fewer than|less than|under|below|<",
    "=": "exactly|precisely|=",
}
_BOUNDS = {phrase: bound for bound, phrases in _LEADS.items() for phrase in phrases.split("|")}
_BOUNDS |= {"+": ">=", "or more": ">=", "or fewer": "<=", "or less": "<=", "": ""}
_SMALL = "nought|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zero"
_WORDS = {word: number % 13 for number, word in enumerate(_SMALL.split("|"))}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "": 1}
_MONEY = "[$£¥¢฿\u20a0-\u20cf]"


def _any_of(phrases: str) -> str:
    """Write a pattern for one of these phrases, where a word does not go on."""
    longest_first = sorted((re.escape(phrase) for phrase in phrases.split("|")), key=len, reverse=True)
    return "(?:" + "|".join(p + r"(?![^\W\d_])" if p[-1].isalpha() else p for p in longest_first) + ")"


# Not the CA of CA$, which is the dollar of Canada.
_ABOUT = rf"(?!ca{_MONEY})" + _any_of(
    "about|around|approximately|approx.|approx|roughly|circa|c.|ca.|ca|some|nearly|almost|~|≈"
)
_LATE = "or more|or fewer|or less"
_TERM = re.compile(
    rf"(?:(?P<lead>{_any_of('|'.join(_LEADS.values()))}) ?)?(?:(?P<about>{_ABOUT}) ?)?"
    rf"(?P<sign>[-\u2212])?(?P<money>{_MONEY})? ?"
    rf"(?P<number>[0-9]+(?:[.,'\u2019_ \u2044][0-9]+)*(?:e[+-]?[0-9]{{1,3}})?|{_any_of(_SMALL)})"
    rf"(?: ?(?P<scale>{_any_of('thousand|million|billion|trillion')}))?"
    rf"(?: ?(?P<tail>{_any_of('+|' + _LATE)}))? ?(?P<rest>.*)"
)
_AFTER_UNIT = re.compile(rf"(.*) ({_any_of(_LATE)})")
_NOBODY = re.compile(rf"{_any_of('none|nobody|no one|no-one|no')}(?! (?:more|fewer|less|greater) than) ?(.*)")
_UPPER = _any_of(_LEADS["<="] + "|" + _LEADS["<"])
_BOTH_BOUNDS = re.compile(rf"(.+?)(?: and| but| ?,) ({_UPPER} ?(?:{_ABOUT} ?)?[-\u2212]?{_MONEY}?[0-9].*)")
_DASH = re.compile(rf"([^0-9]*[0-9].*?)(?<=[0-9% ])[-\u2010-\u2015] ?(?={_MONEY}?[0-9])(.+)")
_RANGES = (re.compile(r"between (.+?) and (.+)"), re.compile(r"(?:from )?(.+?)(?<!\bup) to (.+)"), _DASH)
_DECIMAL = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:([ '\u2019_.,])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?")
_VAGUE = (
    "dozens?|scores?|hundreds?|thousands?|millions?|billions?|trillions?|several|many|few|handful|couple|some|most|"
    "half|halves|thirds?|quarters?|fifths?|tenths?"
)
_CAPITAL_MILLION = re.compile(rf"(?<=[0-9])M(?=\.?$|[ +,\u2010-\u2015-]|{_MONEY})")
_CAPITAL = re.compile(r"(?<=[0-9]) ?(MM|[MBT])(?![^\W\d_])")
_NO_UNIT = re.compile(  # starts with no letter or sign, goes on as a list does, or has a number in it
    rf"(?![^\W\d_]|[%‰°]|{_MONEY})|(?:and|or|but)\b|.*(?<![^\W_])(?<!\^)(?<![^\W\d_]-)(?<!\^-)[0-9]"
)


def refuse(found: object, problem: str) -> NoReturn:
    """Raise the error for what is no quantity; `problem` ends in what to write."""
    what = shown(found) if isinstance(found, (str, float)) else f"a {type(found).__name__}"
    raise InvalidRecord(f"found {what}: {problem}", found=found)


def as_fraction(value: Any, text: str | None = None) -> Fraction:
    """Give a number as a fraction, a float by its shortest decimal; `text` is where it was found."""
    number = exact(value)
    if number is None:
        refuse(value, "expected a finite number: write such as 21, or 'at least 21'")
    if isinstance(number, Decimal):
        small = number.adjusted() < _DIGITS and int(number.as_tuple().exponent) >= -2 * _DIGITS
        number = Fraction(number) if small else 10**_DIGITS
    fraction = Fraction(int(number.numerator), int(number.denominator))
    if max(abs(fraction.numerator), fraction.denominator) >= 10**_DIGITS:
        refuse(text or value, f"it is too large or too fine: write a number of at most {_DIGITS} digits")
    return fraction


def _fold(text: str) -> str:
    """Fold case, spacing, and digits of any script; a character that merely contains digits (², ½) stays."""
    return _spaced(text).casefold()


def _spaced(text: str) -> str:
    folded = ""
    for char in text:
        digit, plain = unicodedata.decimal(char, None), unicodedata.normalize("NFKC", char)
        folded += str(digit) if digit is not None else char if any(map(str.isdecimal, plain)) else plain
    return " ".join(folded.replace("\u066b", ".").replace("\u066c", "'").replace("\u066a", "%").split())


def _is_line(text: str) -> bool:
    return len(text) <= LONGEST and not any(unicodedata.category(char) in ("Cc", "Cs") for char in text.strip())


def as_unit(unit: Any, text: str | None = None) -> str | None:
    """Normalise a unit; `text` is the whole that it was found in."""
    if unit is None or unit == "":
        return None
    if not isinstance(unit, str) or not _is_line(unit):
        refuse(unit, "expected a unit as text, such as 'km'")
    plain = normalise(_fold(unit)).replace("\u2212", "-").rstrip(" .")
    if found := no_unit(plain):
        refuse(text or unit, f"{found[0]!r} is in no unit: {found[1]}")
    odd = any(
        unicodedata.category(char)[0] not in "LMN" and not re.match(rf"[ %‰°/*·.()&^'\u2019_-]|{_MONEY}", char)
        for char in plain
    )
    if odd or len(plain) > 2 * _DIGITS or _NO_UNIT.match(plain):
        refuse(text or unit, f"{shown(plain)} is no unit: write one number or range and its unit, such as '2 to 5 km'")
    return {"percent": "%", "per cent": "%"}.get(plain, plain)


def _with_millions(text: str) -> str:
    """Write out the capital M of millions, and refuse other capitals, which mean less without their case."""
    spaced = " ".join(_CAPITAL_MILLION.sub(" million ", _spaced(text)).split())
    if capital := _CAPITAL.search(spaced):
        refuse(text, f"{capital[1]!r} may multiply the number or be its unit: {IN_FULL}")
    return spaced


class Reading(NamedTuple):
    """What a text says, in the fields of a quantity; None is an end that is not there."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False
    approximate: bool = False
    exact: bool = False
    unit: str | None = None


class _Term(NamedTuple):
    """One number with what is said before and after it."""

    bound: str
    number: Fraction
    scaled: bool
    about: bool
    unit: str | None


def read(text: str, unit: str | None) -> Reading:
    """Read a text; `unit`, normalised, is that of a text that names none."""
    if not _is_line(text):
        refuse(text, f"expected at most {LONGEST} characters on one line, in valid Unicode")
    folded = _with_millions(text).casefold()
    if match := _NOBODY.fullmatch(folded):
        if match[1] and as_unit(match[1], text) != unit:
            refuse(text, f"it may say that nothing is known: write '0 {match[1]}' for nought")
        return Reading(Fraction(0), Fraction(0), unit=unit)
    if match := _BOTH_BOUNDS.fullmatch(folded):
        low, high = _term(match[1], text), _term(match[2], text)
        if low.bound[:1] != ">":
            refuse(text, "the upper bound follows no lower one: write such as 'at least 2 and less than 5'")
    elif match := next(filter(None, (pattern.fullmatch(folded) for pattern in _RANGES)), None):
        low, high = _term(match[1], text), _term(match[2], text)
        if low.bound or high.bound or (match.re is _DASH and low.number < 0):
            refuse(text, "it is no plain range: write such as '-5 to -2' or 'at least 2 and less than 5'")
    else:
        low = high = _term(folded, text)
    if high.scaled and not low.scaled:
        refuse(text, "it leaves open whether the first number is scaled: write such as '2 million to 5 million'")
    units = {low.unit, high.unit, unit} - {None}
    if len(units) > 1:
        refuse(text, f"there are two units, {' and '.join(sorted(map(repr, units)))}: write it in one")
    return Reading(
        None if low.bound[:1] == "<" else low.number,
        None if high.bound[:1] == ">" else high.number,
        low_open=low.bound == ">",
        high_open=high.bound == "<",
        approximate=low.about or high.about,
        exact=low.bound == "=" or (low is not high and low.number == high.number),
        unit=units.pop() if units else None,
    )


def _term(part: str, text: str) -> _Term:
    """Read one number with what is said before and after it; `text` is the whole, for the message."""
    match = _TERM.fullmatch(part)
    if match is None:
        odd = f", {vague[0]!r} is none" if (vague := re.search(rf"\b(?:{_VAGUE})\b", part)) else ""
        refuse(
            text, f"expected a number in digits{odd}: write such as '24', 'at least 24', '2 to 5 km' or 'about 40 %'"
        )
    tail, rest = match["tail"], match["rest"]
    if match["money"] and (short := re.match(r"[mbt]\b", rest)):
        refuse(text, f"{short[0]!r} is in no unit: {IN_FULL}")
    if not tail and (late := _AFTER_UNIT.fullmatch(rest)):
        rest, tail = late[1], late[2]
    units = [found for found in (as_unit(match["money"]), as_unit(rest, text)) if found]
    if len(units) > 1 or (match["lead"] and tail):
        refuse(text, "it has two units, or two bounds for one number: write such as 'at least 5 $'")
    number = as_fraction(_number(match["number"], text) * _SCALES[match["scale"] or ""], text)
    return _Term(
        _BOUNDS[match["lead"] or tail or ""],
        -number if match["sign"] else number,
        bool(match["scale"]),
        bool(match["about"]),
        units[0] if units else None,
    )


def _number(token: str, text: str) -> Fraction:
    if token in _WORDS:
        return Fraction(_WORDS[token])
    if "e" in token and re.fullmatch(r"[0-9]+(\.[0-9]+)?e[+-]?[0-9]+", token):
        return as_fraction(Decimal(token), text)
    if TWO_WAYS.fullmatch(token):
        whole, places = re.split("[.,]", token)
        refuse(text, f"{token!r} may be a decimal or thousands: write {whole}{places} or {whole}.{places}0")
    if fraction := re.fullmatch(r"([0-9]+)\u2044(0*[1-9][0-9]*)", token):
        return Fraction(int(fraction[1]), int(fraction[2]))
    if match := _DECIMAL.fullmatch(token):
        return as_fraction(Decimal(f"{match[1]}.{match[2] or 0}"), text)
    if match := _GROUPED.fullmatch(token):
        return as_fraction(Decimal(f"{re.sub('[^0-9]', '', match[1])}.{match[3] or 0}"), text)
    refuse(
        text, f"{token!r} is no number: write plain digits, with a point before decimals, or groups such as 1 234 567"
    )
