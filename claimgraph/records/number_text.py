"""Numbers as texts: in their shortest decimal form, which reads back as the same number and in no other way.

A number that arrives as one has no thousands separators. So where a reader of texts could suspect one, as in "1.234",
the text ends in a nought that says nothing: "1.2340".
"""

from __future__ import annotations

import re
import struct
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real

PLAIN = 40
"""How many digits before the point are written out, and without a power of ten."""
PLACES = 20
"""How many digits after the point are written out; of a fraction with more, numerator and denominator."""

TWO_WAYS = re.compile(r"(?!0[.,])[0-9]{1,3}[.,][0-9]{3}")
"""Digits in a text that may be a decimal or thousands."""


def exact(value: object) -> Rational | Decimal | None:
    """Return a number without rounding, one in floating point by the shortest decimal of its own width.

    Parameters
    ----------
    value : object
        A number of Python or NumPy: an int, a float of any width, a Decimal, a Fraction.

    Returns
    -------
    Rational, Decimal or None
        None for what is no finite number; a truth value is none.

    Examples
    --------
    >>> from claimgraph.records.number_text import exact
    >>> exact(0.1), exact(21), exact(True), exact(float("nan"))
    (Decimal('0.1'), 21, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, Rational):
        return value
    if isinstance(value, float):  # also one of NumPy, which says more in its own words
        value = float.__repr__(value)
    elif isinstance(value, Real):
        value = str(value)
    elif not isinstance(value, Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def number_text(value: object) -> str | None:
    """Write a number; nothing for what is no finite number.

    Examples
    --------
    >>> from claimgraph.records.number_text import number_text
    >>> [number_text(number) for number in (21, 5.0, 0.1, 1.234, -0.0, 1e22, 1e-30)]
    ['21', '5', '0.1', '1.2340', '0', '10000000000000000000000', '1e-30']
    """
    number = exact(value)
    if number is None:
        return None
    if isinstance(number, Decimal):
        return _of_decimal(number)
    numerator, denominator = int(number.numerator), int(number.denominator)
    return str(numerator) if denominator == 1 else _of_fraction(Fraction(numerator, denominator))


def narrow_text(value: float, width: str) -> str | None:
    """Write a number of fewer bits that was widened to a float of Python.

    Parameters
    ----------
    value : float
        The number.
    width : str
        Its own width, as `struct` has it: ``"e"`` for 16 bits, ``"f"`` for 32.

    Examples
    --------
    >>> from claimgraph.records.number_text import narrow_text
    >>> narrow_text(0.10000000149011612, "f"), narrow_text(0.0999755859375, "e")
    ('0.1', '0.1')
    """
    number = exact(value)
    if number is None:
        return None
    shortened = (f"{value:.{digits}g}" for digits in range(1, 10))
    return number_text(
        Decimal(next((text for text in shortened if _narrowed(float(text), width) == value), str(number)))
    )


def _narrowed(value: float, width: str) -> float | None:
    try:
        narrowed: float = struct.unpack(width, struct.pack(width, value))[0]
    except OverflowError:  # rounded up beyond the largest
        return None
    return narrowed


def _of_decimal(number: Decimal) -> str:
    if not number:
        return "0"
    digits = "".join(map(str, number.as_tuple().digits)).rstrip("0")
    last = number.adjusted() + 1 - len(digits)  # the power of ten of its last digit
    if number.adjusted() < PLAIN and last >= -PLACES:
        whole, _, places = f"{number:f}".partition(".")
        return _unmistakable(whole, places.rstrip("0"))
    mantissa, _, power = f"{number:e}".partition("e")
    whole, _, places = mantissa.partition(".")
    return f"{whole}.{places.rstrip('0')}".rstrip(".") + f"e{power}"


def _of_fraction(number: Fraction) -> str:
    scaled = number * 10**PLACES
    if scaled.denominator > 1:
        return f"{number.numerator}\u2044{number.denominator}"
    digits = f"{abs(scaled.numerator):0{PLACES + 1}}"
    sign = "-" * (number < 0)
    return _unmistakable(sign + digits[:-PLACES], digits[-PLACES:].rstrip("0"))


def _unmistakable(whole: str, places: str) -> str:
    if not places:
        return whole
    plain = f"{whole}.{places}"
    return plain + "0" * bool(TWO_WAYS.fullmatch(plain.removeprefix("-")))
