"""Quantities, such as "at least 21 km", as exact intervals with a unit, and how two of them compare.

An interval is one of the number line, whatever is counted: "more than 20" and "fewer than 21" share 20.5.
An upper bound alone leaves the lower end open ("under 5 °C" may be -3 °C), also for what is never negative.
Units are compared as normalised text: "person" and "people" are two. `claimgraph.quantities.numerals` reads the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import product
from numbers import Rational
from typing import Any

import attrs

from claimgraph.errors import MissingExtra
from claimgraph.quantities.numerals import as_fraction, as_unit, read, refuse
from claimgraph.records.number_text import number_text
from claimgraph.records.validators import shown

_FACTOR = re.compile(r"( ?[*/·] ?| |^)([^\W\d]+|%)(?:\^?(-?[0-9]))?")
_MANY_SIZES = {"ton", "tons", "gallon", "gallons", "pint", "pints"}


def _end(value: Any) -> Fraction | None:
    return None if value is None else as_fraction(value)


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
    unit: str | None = attrs.field(default=None, kw_only=True, converter=as_unit)
    text: str = attrs.field(default="", kw_only=True, eq=False)

    def __attrs_post_init__(self) -> None:
        low, high, text = self.low, self.high, self.text or str(self)
        if low is None or high is None:
            if low is high or self.exact or (self.low_open and low is None) or (self.high_open and high is None):
                refuse(text, "an open or exact end needs a number, and so does one of the ends")
        elif low > high:
            refuse(text, "its ends are reversed: write the smaller number first")
        elif (low == high and (self.low_open or self.high_open)) or (self.exact and low != high):
            refuse(text, "no number, or more than one, is what it says: write both ends, or one number")
        object.__setattr__(self, "text", text)

    @classmethod
    def parse(cls, value: Any, *, unit: str | None = None) -> Quantity:
        """Read a number, or a text such as people write in English, or refuse it; nothing is guessed.

        Parameters
        ----------
        value : str or number
            What was said: a text, an int, a float of any width, a Decimal or a Fraction.
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
            return _parsed(str(value), str(unit) if isinstance(unit, str) else as_unit(unit))
        number = as_fraction(value)
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
        for (source, old), (target, new) in product(_meanings(registry, self.unit), _meanings(registry, as_unit(unit))):
            try:
                ends = [
                    None if e is None else registry.Quantity(e, old).to(new).magnitude for e in (self.low, self.high)
                ]
            except (ArithmeticError, AttributeError, TypeError, ValueError):
                continue  # they measure different things
            if all(end is None or isinstance(end, Rational) for end in ends):
                found[tuple(ends)] = f"{source} to {target}"
        if len(found) > 1:
            refuse(str(self), f"it may mean {' or '.join(sorted(found.values()))}: write the units out")
        if not found:
            refuse(
                str(self),
                f"pint does not convert it to {shown(unit)}: give two units of one kind, such as 'km' and 'mile'",
            )
        ((low, high),) = found
        return attrs.evolve(self, low=low, high=high, unit=unit)

    def __str__(self) -> str:
        about, low, high = "about " * self.approximate, number_text(self.low), number_text(self.high)
        at_least = f"{'more than' if self.low_open else 'at least'} {about}{low}"
        at_most = f"{'less than' if self.high_open else 'at most'} {about}{high}"
        if self.low == self.high:
            words = f"{'exactly ' * self.exact}{about}{low}"
        elif self.low is None or self.high is None:
            words = at_most if self.low is None else at_least
        else:
            words = f"{at_least} and {at_most}" if self.low_open or self.high_open else f"{about}{low} to {high}"
        return f"{words} {self.unit}" if self.unit else words

    def __repr__(self) -> str:
        return f"Quantity.parse({str(self)!r})"


@lru_cache(maxsize=1 << 14)
def _parsed(text: str, unit: str | None) -> Quantity:
    return Quantity(**read(text, as_unit(unit))._asdict(), text=text)


def _reaches(end: Fraction, is_open: bool, other: Fraction, other_open: bool) -> bool:  # noqa: FBT001 - private: two ends, each a number and whether it is open
    """Tell whether a lower end is no lower than another."""
    return end > other or (end == other and (is_open or not other_open))


def _below(one: Quantity, other: Quantity) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and (one.high_open or other.low_open))


@lru_cache(maxsize=1)
def _registry() -> Any:
    try:
        import pint
    except ImportError:
        raise MissingExtra("converting units", "units") from None
    return pint.UnitRegistry(non_int_type=Fraction)


_MOST_FACTORS = 3
"""How many factors a unit may have, of which each may mean several things."""


def _meanings(registry: Any, unit: str | None) -> Iterator[tuple[str, Any]]:
    """Give the units of pint that a unit may mean, whatever its case was: for "mw" milliwatt and megawatt."""
    folded = (unit or "").replace("°c", "degc").replace("°f", "degf")
    factors = list(_FACTOR.finditer(folded))
    if "".join(factor[0] for factor in factors) != folded or not 0 < len(factors) <= _MOST_FACTORS:
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
