"""Records of what is known besides claims: predicates, parts, links between assertions, dismissals.

They act from their own recording on, and then for all of history: to learn that a town lies in a region
changes what was implied all along.
"""

from __future__ import annotations

import enum
from typing import Any, ClassVar

import attrs

from claimgraph.records import validators
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion
from claimgraph.records.ids import assertion_id, digest_id, normalise


class ValueKind(enum.StrEnum):
    """What the values of a predicate are.

    Examples
    --------
    >>> Predicate("killed", values="quantity").values is ValueKind.QUANTITY
    True
    """

    TERM = "term"
    QUANTITY = "quantity"
    DATE = "date"


class Relation(enum.StrEnum):
    """How two assertions bear on each other.

    Examples
    --------
    >>> Link("City taken", "contrary", "City held").relation is Relation.CONTRARY
    True
    """

    ENTAILS = "entails"
    EQUIVALENT = "equivalent"
    CONTRARY = "contrary"  # not both true
    CONTRADICTORY = "contradictory"  # exactly one true


def _relation(value: Relation | str, owner: Any = None, field: Any = None) -> Relation:
    return validators.member(Relation, value, owner, field, order="assertion, relation, assertion")


def _kind_of_values(value: ValueKind | str, owner: Any = None, field: Any = None) -> ValueKind:
    return validators.member(ValueKind, value, owner, field)


@attrs.frozen(repr=False, field_transformer=validators.placed)
class Predicate(Record):
    """What is known of a predicate. Without it, its values neither conflict nor imply each other.

    Parameters
    ----------
    name : str
        The predicate, as assertions have it; look-ups forgive case, spacing and Unicode form.
    single_valued : bool
        Whether it holds one value at a time: two different ones are contrary, unless one is part of the other.
        To share a part is not enough.
    values : ValueKind or str
        ``"term"``, ``"quantity"`` or ``"date"``. A value that cannot be read so compares with nothing: see
        `claimgraph.unreadable`.
    cumulative : bool
        Whether a plain count means "at least so many by then", as of the dead of an event. Nought, and
        every stated upper bound, stay exact.
    inherits : bool
        Whether it passes from a whole to its parts, along `Part` of the subject.

    Examples
    --------
    >>> Predicate("controlled by", single_valued=True, inherits=True).id
    'predicate:controlled by'
    """

    kind: ClassVar[str] = "predicate"
    name: str = attrs.field(converter=validators.text)
    single_valued: bool = attrs.field(default=False, kw_only=True, converter=validators.truth)
    values: ValueKind = attrs.field(default=ValueKind.TERM, kw_only=True, converter=_kind_of_values)
    cumulative: bool = attrs.field(default=False, kw_only=True, converter=validators.truth)
    inherits: bool = attrs.field(default=False, kw_only=True, converter=validators.truth)

    def __attrs_post_init__(self) -> None:
        if self.cumulative and self.values is not ValueKind.QUANTITY:
            raise validators.refuse(self, "cumulative", True, "False, or values='quantity': only counts add up")

    @property
    def id(self) -> str:
        """The kind and the normalised name."""
        return f"predicate:{normalise(self.name)}"

    def __str__(self) -> str:
        return self.name


@attrs.frozen(repr=False, field_transformer=validators.placed)
class Part(Record):
    """One subject or value is part of another.

    Parameters
    ----------
    part, of : str
        The part, and the whole, as subjects or values of assertions name them.

    Examples
    --------
    >>> Part("Lysychansk", of="Luhansk region")
    Part('Lysychansk', of='Luhansk region')
    """

    kind: ClassVar[str] = "part"
    part: str = attrs.field(converter=validators.text)
    of: str = attrs.field(kw_only=True, converter=validators.text)

    def __attrs_post_init__(self) -> None:
        if normalise(self.part) == normalise(self.of):
            raise validators.refuse(self, "of", self.of, "another whole: nothing is part of itself")

    @property
    def id(self) -> str:
        """The kind and a digest of the two names."""
        return digest_id(self.kind, [normalise(self.part), normalise(self.of)])


@attrs.frozen(repr=False, field_transformer=validators.placed)
class Link(Record):
    """How one assertion bears on another.

    Parameters
    ----------
    a : str or Assertion
        The first.
    relation : Relation or str
        ``"entails"``, ``"equivalent"``, ``"contrary"`` (not both true) or ``"contradictory"`` (exactly one true).
    b : str or Assertion
        The other.

    Examples
    --------
    >>> Link("Lysychansk encircled", "contrary", "Road from Lysychansk to Siversk open").relation.value
    'contrary'
    """

    kind: ClassVar[str] = "link"
    a: Assertion | str = attrs.field(converter=validators.assertion)
    relation: Relation = attrs.field(converter=_relation)
    b: Assertion | str = attrs.field(converter=validators.assertion)

    def __attrs_post_init__(self) -> None:
        if assertion_id(str(self.a)) == assertion_id(str(self.b)):
            raise validators.refuse(self, "b", str(self.b), "another assertion")

    @property
    def id(self) -> str:
        """The kind and a digest of the relation and the two, whose order says nothing unless one entails the other."""
        ends = [assertion_id(str(self.a)), assertion_id(str(self.b))]
        return digest_id(
            self.kind, [self.relation.value, *(ends if self.relation is Relation.ENTAILS else sorted(ends))]
        )


@attrs.frozen(repr=False, field_transformer=validators.placed)
class Dismissal(Record):
    """A contradiction that was found, and judged to be none.

    Affirming and denying one assertion cannot be dismissed.

    Parameters
    ----------
    a, b : str or Assertion
        The two assertions.
    by, why : str
        Who judges so, and on what grounds.

    Examples
    --------
    >>> Dismissal("City taken", "Fighting in the city", by="desk", why="pockets hold out").why
    'pockets hold out'
    """

    kind: ClassVar[str] = "dismissal"
    a: Assertion | str = attrs.field(converter=validators.assertion)
    b: Assertion | str = attrs.field(converter=validators.assertion)
    by: str = attrs.field(kw_only=True, converter=validators.text)
    why: str = attrs.field(kw_only=True, converter=validators.text)

    def __attrs_post_init__(self) -> None:
        if assertion_id(str(self.a)) == assertion_id(str(self.b)):
            raise validators.refuse(
                self, "b", str(self.b), "another assertion; affirming and denying one is no mistake"
            )

    @property
    def id(self) -> str:
        """The kind and a digest of the pair, whose order says nothing, and of who judges and why."""
        ends = sorted((assertion_id(str(self.a)), assertion_id(str(self.b))))
        return digest_id(self.kind, [*ends, self.by, self.why])
