"""Values that cannot be read as their predicate says: they compare with nothing, and are listed."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from itertools import takewhile

import attrs

from claimgraph.errors import InvalidRecord, outside
from claimgraph.log.snapshot import Known
from claimgraph.records.amendments import brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion
from claimgraph.records.declarations import Predicate, ValueKind
from claimgraph.records.ids import normalise
from claimgraph.records.validators import shown
from claimgraph.rules.values import read_value


class UnreadableWarning(UserWarning):
    """What is recorded has values that cannot be read as their predicate says; `unreadable` lists them.

    Where warnings are turned into errors, nothing is recorded.

    Examples
    --------
    >>> import warnings
    >>> g = ClaimGraph()
    >>> predicate = g.add(Predicate("killed", values="quantity"))
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     assertion = g.add(Assertion(subject="Strike", predicate="killed", value="dozens"))
    >>> caught[0].category.__name__
    'UnreadableWarning'
    """


@attrs.frozen
class Unreadable:
    """An assertion whose value cannot be read as its predicate says, so that it compares with nothing.

    Attributes
    ----------
    assertion, predicate, value : str
        The text of the assertion, its predicate and its value.
    problem : str
        Why the value cannot be read, and what to write.

    Examples
    --------
    >>> row = Unreadable("Strike killed 5k", "killed", "5k", "'k' is in no unit: write '5000'")
    >>> row.value
    '5k'
    """

    assertion: str
    predicate: str
    value: str
    problem: str


def unreadable_in(known: Known) -> Iterator[Unreadable]:
    """Give all values that cannot be read, predicate by predicate and subject by subject."""
    predicates: dict[str, Predicate] = {}
    for place in takewhile(lambda place: place < known.length, known.index.rules):
        record = known.corrections.as_corrected(place)
        if isinstance(record, Predicate):
            predicates[normalise(record.name)] = record
    for predicate in predicates.values():
        yield from _of_predicate(known, predicate)


def warn_of_unreadable(known: Known, recorded: Iterable[Record]) -> None:
    """Warn the caller of this package, once, of values that were recorded, or came to be read, and cannot be."""
    found: dict[str, Unreadable] = {}
    for record in (one for given in recorded for one in brought_in(given)):
        if isinstance(record, Predicate) and (predicate := known.record(record.id, Predicate)):
            found |= {one.assertion: one for one in _of_predicate(known, predicate)}
        elif isinstance(record, Assertion) and record.triple and known.record(record.id, Assertion):
            declared = known.record(f"predicate:{normalise(record.triple[1])}", Predicate)
            if declared and (one := _unreadable(declared, record)):
                found[one.assertion] = one
    if found:
        first = next(iter(found.values()))
        values, which = ("1 value", "it") if len(found) == 1 else (f"{len(found)} values", "the first")
        warnings.warn(
            f"{values} cannot be read as the predicate says, and so compare{'s' * (len(found) == 1)} with nothing; "
            f"{which} is {shown(first.value)} of {shown(first.assertion)}: {first.problem}; "
            "claimgraph.unreadable lists all",
            UnreadableWarning,
            stacklevel=outside(),
        )


def _of_predicate(known: Known, predicate: Predicate) -> Iterator[Unreadable]:
    if predicate.values is ValueKind.TERM:
        return
    name = normalise(predicate.name)
    assertions = {
        found: assertion for subject in known.subjects(name) for found, assertion in known.filling((subject, name))
    }
    yield from filter(None, (_unreadable(predicate, assertion) for assertion in assertions.values()))


def _unreadable(predicate: Predicate, assertion: Assertion) -> Unreadable | None:
    try:
        read_value(predicate, assertion.value or "")
    except InvalidRecord as error:
        return Unreadable(assertion.text, predicate.name, assertion.value or "", error.problem)
    return None
