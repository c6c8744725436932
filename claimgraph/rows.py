"""Answers as rows: an immutable sequence that shows itself as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, overload

import attrs

from claimgraph import formatting
from claimgraph.formatting import SHOWN, cut
from claimgraph.records.base import PRIVATE, Record
from claimgraph.records.stance import Status

T = TypeVar("T")


class Rows(Sequence[T]):
    """An immutable sequence of frozen records, shown as a table in a notebook and on a terminal.

    Rows equal other rows, lists and tuples of the same records. `to_frame` makes a DataFrame of them. The table
    leaves out the desk's own words, such as the ``note`` of a claim; the records and the DataFrame have them.

    Parameters
    ----------
    rows : iterable
        The records, all of one attrs class.
    of : type
        That class, so that an empty table has its columns too.

    Examples
    --------
    >>> Rows([Source("Rybar"), Source("TASS")], Source)[1].name
    'TASS'
    """

    __slots__ = ("_of", "_rows")

    def __init__(self, rows: Iterable[T], of: type[T]) -> None:
        self._rows = tuple(rows)
        self._of = of

    @property
    def of(self) -> type[T]:
        """The class of the records."""
        return self._of

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields."""
        of: Any = self.of  # an attrs class, which a type variable cannot say
        return tuple(field.name for field in attrs.fields(of))

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows)  # in a tenth of the time in which a Sequence counts up

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Rows[T]: ...
    def __getitem__(self, place: int | slice) -> T | Rows[T]:
        return Rows(self._rows[place], self.of) if isinstance(place, slice) else self._rows[place]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (Rows, list, tuple)):
            return self._rows == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        if not self._rows:
            return f"no {self.of.__name__} rows"
        cells = [self._headings, *([cut(cell) for cell in row] for row in self._cells())]
        widths = [max(len(row[at]) for row in cells) for at in range(len(self._headings))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
        return "\n".join([line.rstrip() for line in lines] + self._rest())

    def _repr_html_(self) -> str:
        cells = ([_cell(getattr(row, name)) for name in self._headings] for row in self._rows[:SHOWN])
        return formatting.table(self._headings, cells, self._rest())

    def _cells(self) -> list[list[str]]:
        return [[shown(getattr(row, name)) for name in self._headings] for row in self._rows[:SHOWN]]

    @property
    def _headings(self) -> tuple[str, ...]:
        """The names of the fields that the table shows."""
        hidden = PRIVATE if issubclass(self.of, Record) else frozenset()
        return tuple(name for name in self.columns if name not in hidden)

    def _rest(self) -> list[str]:
        return formatting.more(len(self._rows) - SHOWN)


def facts(record: Any, sides: tuple[str, ...]) -> dict[str, str | list[str]]:
    """Give the fields of a record for a card, with positions set out one by one; its first field is the title."""
    texts = {field.name: shown(getattr(record, field.name)) for field in attrs.fields(type(record))[1:]}
    return texts | {side: [_stand(position) for position in getattr(record, side)] for side in sides}


def _stand(position: Any) -> str:
    said = f", implied by “{position.claim.assertion}”" if position.implied else ""
    return f"{position.source}, since {position.since}{said}"


def _cell(value: object) -> str:
    """Write a value for a cell of a page: a status with its colour, an address on the web as a link."""
    return formatting.status(value.value) if isinstance(value, Status) else formatting.link(shown(value))


def shown(value: object) -> str:
    """Write a value for a cell: names for the records in it, nothing for none."""
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        return ", ".join(_listed(value))
    if attrs.has(type(value)):
        return _summary(value)
    return str(value)


def _listed(values: Sequence[object]) -> Iterable[str]:
    """Write values one by one; of claims that look alike say what of, and of those that still do, how many."""
    short = Counter(map(shown, values))
    if len(short) == len(values) or not all(map(_is_claim, values)):
        return map(shown, values)
    full = Counter(_in_full(one) if short[shown(one)] > 1 else shown(one) for one in values)
    return (label if number == 1 else f"{label} ({number} times)" for label, number in full.items())


def _is_claim(value: object) -> bool:
    return hasattr(value, "stance") and hasattr(value, "asserted_at")


def _in_full(claim: Any) -> str:
    return f"{claim.source} {claim.stance} “{claim.assertion}”, {claim.asserted_at}"


def _summary(record: Any) -> str:
    """Write a record inside a cell."""
    if _is_claim(record):
        return f"{record.source}, {record.asserted_at}"
    if hasattr(record, "assertions"):
        return str(record.kind)
    return str(getattr(record, "source", record))
