"""Quantities said in words, such as "at least 21 km", as exact intervals with a unit.

An interval is one of the number line, whatever is counted: "more than 20" and "fewer than 21" share 20.5.
An upper bound alone leaves the lower end open ("under 5 °C" may be -3 °C), also for what is never negative.
Units are compared as normalised text: "person" and "people" are two; "percent" is written "%".

What could be read in two ways is refused, and the message says what to write: "1,234" and "1.234" (write
1234 or 1.2340), "2-5 million", "-2-5", "3/4" (write 0.75 or, exactly, 1\u20443 for a third), "5k", "no data".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import product
from numbers import Rational
from typing import Any, NamedTuple, NoReturn

import attrs

from claimgraph.errors import InvalidRecord, MissingExtra
from claimgraph.fields import shown
from claimgraph.ids import normalise

LONGEST = 300  # characters of a text: enough for every canonical text to be read again
_DIGITS = 40  # of a number, of either side of its fraction, and half of the characters of a unit
_PLACES = 20  # decimal places, beyond which a number is written as a fraction

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


_ABOUT = _any_of("about|around|approximately|approx.|approx|roughly|circa|c.|ca.|ca|some|nearly|almost|~|≈")
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
_TWO_WAYS = re.compile(r"(?!0[.,])[0-9]{1,3}[.,][0-9]{3}")
_DECIMAL = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:([ '\u2019_.,])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?")
_VAGUE = (
    "dozens?|scores?|hundreds?|thousands?|millions?|billions?|trillions?|several|many|few|handful|couple|some|most|"
    "half|halves|thirds?|quarters?|fifths?|tenths?"
)
_NOT_IN_UNITS = re.compile(
    rf"\b(?:{_SMALL}|{_VAGUE}|more|less|fewer|least|than|to|over|under|about|around|roughly|approximately|approx|circa|"
    r"nearly|almost|ish|odd|plus|not|only|exactly|maybe|perhaps|possibly|probably|st|nd|rd|th|k|mn|mln|mio|bn|bln|tn)\b"
)
_NO_UNIT = re.compile(  # starts with no letter or sign, goes on as a list does, or has a number in it
    rf"(?![^\W\d_]|[%‰°]|{_MONEY})|(?:and|or|but)\b|.*(?<![^\W_])(?<!\^)(?<![^\W\d_]-)(?<!\^-)[0-9]"
)
_FACTOR = re.compile(r"( ?[*/·] ?| |^)([^\W\d]+|%)(?:\^?(-?[0-9]))?")
_MANY_SIZES = {"ton", "tons", "gallon", "gallons", "pint", "pints"}


def _refuse(found: object, problem: str) -> NoReturn:
    what = shown(found) if isinstance(found, (str, float)) else f"a {type(found).__name__}"
    raise InvalidRecord(f"found {what}: {problem}", found=found)


def _exact(value: Any, text: str | None = None) -> Fraction:
    """Give a number as a fraction, a float by its shortest decimal; `text` is where it was found."""
    number = Decimal(float.__repr__(value)) if isinstance(value, float) else value
    if isinstance(number, Decimal) and number.is_finite():
        small = number.adjusted() < _DIGITS and int(number.as_tuple().exponent) >= -2 * _DIGITS
        number = Fraction(number) if small else 10**_DIGITS
    if not isinstance(number, Rational) or isinstance(number, bool):
        _refuse(value, "expected a finite number: write such as 21, or 'at least 21'")
    fraction = Fraction(int(number.numerator), int(number.denominator))
    if max(abs(fraction.numerator), fraction.denominator) >= 10**_DIGITS:
        _refuse(text or value, f"it is too large or too fine: write a number of at most {_DIGITS} digits")
    return fraction


def _end(value: Any) -> Fraction | None:
    return None if value is None else _exact(value)


def _fold(text: str) -> str:
    """Fold case, spacing, and digits of any script; a character that merely contains digits (², ½) stays."""
    folded = ""
    for char in text:
        digit, plain = unicodedata.decimal(char, None), unicodedata.normalize("NFKC", char)
        folded += str(digit) if digit is not None else char if any(map(str.isdecimal, plain)) else plain
    return " ".join(folded.casefold().replace("\u066b", ".").replace("\u066c", "'").replace("\u066a", "%").split())


def _is_line(text: str) -> bool:
    return len(text) <= LONGEST and not any(unicodedata.category(char) in ("Cc", "Cs") for char in text.strip())


def _unit(unit: Any, text: str | None = None) -> str | None:
    """Normalise a unit; `text` is the whole that it was found in."""
    if unit is None or unit == "":
        return None
    if not isinstance(unit, str) or not _is_line(unit):
        _refuse(unit, "expected a unit as text, such as 'km'")
    plain = normalise(_fold(unit)).replace("\u2212", "-").rstrip(" .")
    if word := _NOT_IN_UNITS.search(plain):
        _refuse(text or unit, f"{word[0]!r} is in no unit: write a number in full and its unit, such as '5000 km'")
    odd = any(
        unicodedata.category(char)[0] not in "LMN" and not re.match(rf"[ %‰°/*·.()&^'\u2019_-]|{_MONEY}", char)
        for char in plain
    )
    if odd or len(plain) > 2 * _DIGITS or _NO_UNIT.match(plain):
        _refuse(text or unit, f"{shown(plain)} is no unit: write one number or range and its unit, such as '2 to 5 km'")
    return {"percent": "%", "per cent": "%"}.get(plain, plain)


@attrs.frozen(repr=False)
class Quantity:
    """An interval of numbers with a unit.

    Parameters
    ----------
    low, high : number or None
        The ends, kept as exact fractions; None where there is none. Not both.
    low_open, high_open : bool
        Whether the end itself is left out.
    approximate : bool
        Whether it was said to be about that; what is compared are the stated numbers.
    exact : bool
        Whether one number was said to be all ("exactly 21"), so that `cumulative` lets it be.
    unit : str or None
        Normalised text; None for a bare count.
    text : str
        The words as given. They take no part in comparing.

    Examples
    --------
    >>> Quantity.parse("3 or more") == Quantity.parse("≥3") == Quantity(3, None)
    True
    """

    low: Fraction | None = attrs.field(converter=_end)
    high: Fraction | None = attrs.field(converter=_end)
    low_open: bool = attrs.field(default=False, kw_only=True)
    high_open: bool = attrs.field(default=False, kw_only=True)
    approximate: bool = attrs.field(default=False, kw_only=True)
    exact: bool = attrs.field(default=False, kw_only=True)
    unit: str | None = attrs.field(default=None, kw_only=True, converter=_unit)
    text: str = attrs.field(default="", kw_only=True, eq=False)

    def __attrs_post_init__(self) -> None:
        low, high, text = self.low, self.high, self.text or str(self)
        if low is None or high is None:
            if low is high or self.exact or (self.low_open and low is None) or (self.high_open and high is None):
                _refuse(text, "an open or exact end needs a number, and so does one of the ends")
        elif low > high:
            _refuse(text, "its ends are reversed: write the smaller number first")
        elif (low == high and (self.low_open or self.high_open)) or (self.exact and low != high):
            _refuse(text, "no number, or more than one, is what it says: write both ends, or one number")
        object.__setattr__(self, "text", text)

    @classmethod
    def parse(cls, value: Any, *, unit: str | None = None) -> Quantity:
        """Read a number, or a text such as people write in English, or refuse it; nothing is guessed.

        Parameters
        ----------
        value : str, int, float, Decimal or Fraction
            What was said.
        unit : str, optional
            The unit of a text that names none. "no" and "nobody" take no other unit than this one.

        Raises
        ------
        InvalidRecord
            If it is no quantity, or one that could be read in two ways; the message says what to write.

        Examples
        --------
        >>> for text in ("at least 3", "under 5 km", "2-5 %", "$5 million", "about 40", "nobody", "1 234 567"):
        ...     print(Quantity.parse(text))
        at least 3
        less than 5 km
        2 to 5 %
        5000000 $
        about 40
        0
        1234567
        """
        if isinstance(value, str):
            return _read(str(value), _unit(unit))
        number = _exact(value)
        return cls(number, number, unit=unit, text=str(value))

    @property
    def is_certain(self) -> bool:
        """Whether comparisons say more than that something is possible: not so of what is approximate."""
        return not self.approximate

    def within(self, other: Quantity) -> bool:
        """Tell whether every number of this one is a number of the other, in the same unit.

        Examples
        --------
        >>> Quantity.parse("21").within(Quantity.parse("at least 3"))
        True
        """
        return (
            self.unit == other.unit
            and (
                other.low is None
                or (self.low is not None and _reaches(self.low, self.low_open, other.low, other.low_open))
            )
            and (
                other.high is None
                or (self.high is not None and _reaches(-self.high, self.high_open, -other.high, other.high_open))
            )
        )

    def disjoint(self, other: Quantity) -> bool:
        """Tell whether no number is in both; different units never compare, and so are never disjoint.

        Examples
        --------
        >>> Quantity.parse("nobody").disjoint(Quantity.parse("at least 3"))
        True
        """
        return self.unit == other.unit and (_below(self, other) or _below(other, self))

    def cumulative(self) -> Quantity:
        """Read a plain number as "at least so many by then"; nought and a stated upper bound stay.

        Examples
        --------
        >>> [str(Quantity.parse(text).cumulative()) for text in ("21", "0", "exactly 21", "up to 5")]
        ['at least 21', '0', 'exactly 21', 'at most 5']
        """
        plain = self.low == self.high and self.low != 0 and not self.exact
        return attrs.evolve(self, high=None) if plain else self

    def converted(self, unit: str) -> Quantity:
        """Say it in another unit, by pint. A unit has lost its case: "mw" (milli or mega) is refused.

        Raises
        ------
        MissingExtra
            If pint is not installed.
        InvalidRecord
            If a unit is unknown, has several meanings that fit, or does not measure the same.

        Examples
        --------
        >>> print(Quantity.parse("over 20 miles").converted("km"))
        more than 32.18688 km
        """
        registry, found = _registry(), {}
        for (source, old), (target, new) in product(_meanings(registry, self.unit), _meanings(registry, _unit(unit))):
            try:
                ends = [
                    None if e is None else registry.Quantity(e, old).to(new).magnitude for e in (self.low, self.high)
                ]
            except (ArithmeticError, AttributeError, TypeError, ValueError):
                continue  # they measure different things
            if all(end is None or isinstance(end, Rational) for end in ends):
                found[tuple(ends)] = f"{source} to {target}"
        if len(found) > 1:
            _refuse(str(self), f"it may mean {' or '.join(sorted(found.values()))}: write the units out")
        for low, high in found:
            return attrs.evolve(self, low=low, high=high, unit=unit)
        _refuse(
            str(self), f"pint does not convert it to {shown(unit)}: give two units of one kind, such as 'km' and 'mile'"
        )

    def __str__(self) -> str:
        about, low, high = "about " * self.approximate, _written(self.low), _written(self.high)
        at_least = f"{'more than' if self.low_open else 'at least'} {about}{low}"
        at_most = f"{'less than' if self.high_open else 'at most'} {about}{high}"
        if self.low == self.high:
            words = "exactly " * self.exact + about + low
        elif self.low is None or self.high is None:
            words = at_most if self.low is None else at_least
        else:
            words = f"{at_least} and {at_most}" if self.low_open or self.high_open else f"{about}{low} to {high}"
        return f"{words} {self.unit}" if self.unit else words

    def __repr__(self) -> str:
        return f"Quantity.parse({str(self)!r})"


def _reaches(end: Fraction, is_open: bool, other: Fraction, other_open: bool) -> bool:  # noqa: FBT001
    """Tell whether a lower end is no lower than another."""
    return end > other or (end == other and (is_open or not other_open))


def _below(one: Quantity, other: Quantity) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and (one.high_open or other.low_open))


class _Term(NamedTuple):
    """One number with what is said before and after it."""

    bound: str
    number: Fraction
    scaled: bool
    about: bool
    unit: str | None


@lru_cache(maxsize=1 << 14)
def _read(text: str, unit: str | None) -> Quantity:
    """Read a text; `unit` is that of a text that names none."""
    if not _is_line(text):
        _refuse(text, f"expected at most {LONGEST} characters on one line, in valid Unicode")
    folded = _fold(text)
    if match := _NOBODY.fullmatch(folded):
        if match[1] and _unit(match[1], text) != unit:
            _refuse(text, f"it may say that nothing is known: write '0 {match[1]}' for nought")
        return Quantity(0, 0, unit=unit, text=text)
    if match := _BOTH_BOUNDS.fullmatch(folded):
        low, high = _term(match[1], text), _term(match[2], text)
        if low.bound[:1] != ">":
            _refuse(text, "the upper bound follows no lower one: write such as 'at least 2 and less than 5'")
    elif match := next(filter(None, (pattern.fullmatch(folded) for pattern in _RANGES)), None):
        low, high = _term(match[1], text), _term(match[2], text)
        if low.bound or high.bound or (match.re is _DASH and low.number < 0):
            _refuse(text, "it is no plain range: write such as '-5 to -2' or 'at least 2 and less than 5'")
    else:
        low = high = _term(folded, text)
    if high.scaled and not low.scaled:
        _refuse(text, "it leaves open whether the first number is scaled: write such as '2 million to 5 million'")
    units = {low.unit, high.unit, unit} - {None}
    if len(units) > 1:
        _refuse(text, f"there are two units, {' and '.join(sorted(map(repr, units)))}: write it in one")
    return Quantity(
        None if low.bound[:1] == "<" else low.number,
        None if high.bound[:1] == ">" else high.number,
        low_open=low.bound == ">",
        high_open=high.bound == "<",
        approximate=low.about or high.about,
        exact=low.bound == "=" or (low is not high and low.number == high.number),
        unit=units.pop() if units else None,
        text=text,
    )


def _term(part: str, text: str) -> _Term:
    """Read one number with what is said before and after it; `text` is the whole, for the message."""
    match = _TERM.fullmatch(part)
    if match is None:
        odd = f", {vague[0]!r} is none" if (vague := re.search(rf"\b(?:{_VAGUE})\b", part)) else ""
        _refuse(
            text, f"expected a number in digits{odd}: write such as '24', 'at least 24', '2 to 5 km' or 'about 40 %'"
        )
    tail, rest = match["tail"], match["rest"]
    if not tail and (late := _AFTER_UNIT.fullmatch(rest)):
        rest, tail = late[1], late[2]
    units = [found for found in (_unit(match["money"]), _unit(rest, text)) if found]
    if len(units) > 1 or (match["lead"] and tail):
        _refuse(text, "it has two units, or two bounds for one number: write such as 'at least 5 $'")
    number = _exact(_number(match["number"], text) * _SCALES[match["scale"] or ""], text)
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
        return _exact(Decimal(token), text)
    if _TWO_WAYS.fullmatch(token):
        whole, places = re.split("[.,]", token)
        _refuse(text, f"{token!r} may be a decimal or thousands: write {whole}{places} or {whole}.{places}0")
    if fraction := re.fullmatch(r"([0-9]+)\u2044(0*[1-9][0-9]*)", token):
        return Fraction(int(fraction[1]), int(fraction[2]))
    if match := _DECIMAL.fullmatch(token):
        return _exact(Decimal(f"{match[1]}.{match[2] or 0}"), text)
    if match := _GROUPED.fullmatch(token):
        return _exact(Decimal(f"{re.sub('[^0-9]', '', match[1])}.{match[3] or 0}"), text)
    _refuse(
        text, f"{token!r} is no number: write plain digits, with a point before decimals, or groups such as 1 234 567"
    )


def _written(number: Fraction | None) -> str:
    """Write a number so that it reads back: as a decimal, else with a fraction slash."""
    scaled = 0 if number is None else number * 10**_PLACES
    if number is None or scaled.denominator > 1:
        return "" if number is None else f"{number.numerator}\u2044{number.denominator}"
    digits = f"{abs(scaled.numerator):0{_PLACES + 1}}"
    whole, places = digits[:-_PLACES], digits[-_PLACES:].rstrip("0")
    plain = f"{whole}.{places}" if places else whole
    return "-" * (number < 0) + plain + "0" * bool(_TWO_WAYS.fullmatch(plain))


@lru_cache(maxsize=1)
def _registry() -> Any:
    try:
        import pint
    except ImportError:
        raise MissingExtra("converting units", "units") from None
    return pint.UnitRegistry(non_int_type=Fraction)


def _meanings(registry: Any, unit: str | None) -> Iterator[tuple[str, Any]]:
    """Give the units of pint that a unit may mean, whatever its case was: for "mw" milliwatt and megawatt."""
    folded = (unit or "").replace("°c", "degc").replace("°f", "degf")
    factors = list(_FACTOR.finditer(folded))
    if "".join(factor[0] for factor in factors) != folded or not 0 < len(factors) <= 3:  # noqa: PLR2004
        return
    names = [
        {
            prefix + name
            for spelled in (factor[2], factor[2].capitalize())
            for prefix, name, _ in registry.parse_unit_name(spelled, case_sensitive=False)
            if factor[2] not in _MANY_SIZES
        }
        for factor in factors
    ]
    for chosen in product(*names):
        whole = registry.Unit("")
        for factor, name in zip(factors, chosen, strict=True):
            whole *= registry.Unit(name) ** (int(factor[3] or 1) * (-1 if "/" in factor[1] else 1))
        yield " ".join(chosen), whole
