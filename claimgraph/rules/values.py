"""Values of a predicate: terms, quantities or dates, and how two of them bear on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Union
from zoneinfo import ZoneInfo

from claimgraph.records.declarations import Predicate, ValueKind
from claimgraph.records.ids import normalise
from claimgraph.times.when import When

if TYPE_CHECKING:
    from claimgraph.quantities.quantity import Quantity

Value: TypeAlias = Union[str, "Quantity", When]
"""A term, normalised; a quantity; a date."""


class Bearing(NamedTuple):
    """How one value bears on another of the same subject and predicate.

    Attributes
    ----------
    entails : bool
        Whether the first is the same or narrower, so that it entails the other.
    excludes : bool
        Whether they have nothing in common.
    sure : bool
        False where either is approximate or uncertain.
    """

    entails: bool
    excludes: bool
    sure: bool


def read_value(predicate: Predicate, text: str) -> Value:
    """Read a value as its predicate says.

    Raises
    ------
    InvalidRecord
        If it is no quantity or no date where the predicate wants one.
    """
    if predicate.values is ValueKind.QUANTITY:
        # The patterns that read figures take a tenth of the import, and many graphs hold none.
        from claimgraph.quantities.quantity import Quantity

        quantity = Quantity.parse(text)
        return quantity.cumulative() if predicate.cumulative else quantity
    return When(text) if predicate.values is ValueKind.DATE else normalise(text)


def bearing(value: Value, other: Value, zone: ZoneInfo) -> Bearing:
    """Tell how a quantity or a date bears on another; terms are compared by what is part of what."""
    if isinstance(value, When) and isinstance(other, When):
        (lo, hi), (other_lo, other_hi) = value.bounds(zone), other.bounds(zone)
        sure = not (value.qualified or other.qualified)
        return Bearing(other_lo <= lo and hi <= other_hi, hi <= other_lo or other_hi <= lo, sure)
    if isinstance(value, (str, When)) or isinstance(other, (str, When)):
        return Bearing(entails=False, excludes=False, sure=True)
    return Bearing(value.within(other), value.disjoint(other), value.is_certain and other.is_certain)
