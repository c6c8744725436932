"""The headings of a sheet, and the fields that its columns stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

from claimgraph.errors import InvalidRecord, meant
from claimgraph.io.tables.days import TIMES
from claimgraph.records.base import PRIVATE
from claimgraph.records.validators import shown

Cell = TypeVar("Cell")

_LISTED = 40  # headings in a message

REQUIRED: Final = ("source", "stance", "assertion", "asserted_at")
FIELDS: Final = (
    *REQUIRED,
    "valid",
    "document",
    "locator",
    "quote",
    "cites",
    "hedge",
    "credibility",
    "note",
    "subject",
    "predicate",
    "value",
    "speaks_for",
)
"""The fields of a row, which are the headings of a sheet of our own."""

OPEN: Final = tuple(name for name in FIELDS if name not in PRIVATE)
"""Those of a sheet without the desk's own words."""


class Headings:
    """Which field each column of a sheet stands for.

    Parameters
    ----------
    row : list of str
        The headings as they stand in the sheet.
    columns : dict or None
        The sheet's headings and fields, either way round.

    Attributes
    ----------
    faults : list of InvalidRecord
        What is wrong with the headings; no row can be read until they are mended.
    width : int
        How many columns there are.
    """

    def __init__(self, row: list[str], columns: Mapping[str, str | None] | None) -> None:
        self.faults: list[InvalidRecord] = []
        self.width = len(row)
        self._places: dict[str, list[tuple[int, str]]] = {}  # of each heading, folded
        for place, heading in enumerate(row):
            if heading.strip():
                self._places.setdefault(_folded(heading), []).append((place, heading.strip()))
        self._meant: dict[str, str | None] = {name: name for name in FIELDS if name in self._places}
        for key, value in (columns or {}).items():
            self._map(key, value)
        self._columns: dict[str, tuple[int, str]] = {}
        self._assign()

    def label(self, field: str) -> str:
        """Give the sheet's own heading of a field."""
        return self._columns[field][1] if field in self._columns else field

    @property
    def places(self) -> frozenset[int]:
        """Which columns stand for a field."""
        return frozenset(place for place, _ in self._columns.values())

    def times(self) -> dict[int, str]:
        """Give the places of the columns that may hold times, with their headings."""
        return dict(self._columns[field] for field in TIMES if field in self._columns)

    def cells(self, row: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
        """Give the cells of a row with their fields."""
        for field, (place, _) in self._columns.items():
            if place < len(row):
                yield field, row[place]

    def surplus(self, row: Sequence[Cell]) -> Cell | None:
        """Give a cell that stands under no heading."""
        under = {place for places in self._places.values() for place, _ in places}
        beyond = (cell for place, cell in enumerate(row) if place not in under)
        return next((cell for cell in beyond if not isinstance(cell, str) or cell.strip()), None)

    def _map(self, key: object, value: object) -> None:
        """Take one item of `columns`, whichever of the two is the heading."""
        if isinstance(key, str) and value is None and _folded(key) in self._places:
            self._meant[_folded(key)] = None
            return
        if not isinstance(key, str) or not (value is None or isinstance(value, str)):
            self._refuse(f"found {shown({key: value})} in columns=, expected a heading and a field")
            return
        ways = {
            (_folded(heading), _folded(field))
            for heading, field in ((key, value), (value, key))
            if heading is not None and field is not None
            if _folded(field) in FIELDS and _folded(heading) in self._places
        }
        if len(ways) == 1:
            heading, field = ways.pop()
            self._meant[heading] = field
        elif ways:
            self._refuse(
                f"found {shown({key: value})} in columns=, and the sheet has both headings; leave one of them out"
            )
        else:
            self._refuse(
                f"found {shown({key: value})} in columns=, expected a heading of the sheet ({self._listed()}) "
                f"and one of the fields {', '.join(FIELDS)}{meant(value, FIELDS)}"
            )

    def _assign(self) -> None:
        """Give each field its column, and find what is repeated, unknown or missing."""
        for heading, places in self._places.items():
            name = places[0][1]
            field = self._meant.get(heading, "")
            if field is None:
                continue
            if len(places) > 1:
                self._refuse(f"found this heading {len(places)} times, expected it once", name)
            elif not field:
                given = shown(name)
                self._refuse(
                    f"found a heading that is no field; map it with columns={{{given}: FIELD}}, where FIELD is one "
                    f"of {', '.join(FIELDS)}, or leave the column out with columns={{{given}: None}}"
                    f"{meant(name, FIELDS)}",
                    name,
                )
            elif field in self._columns:
                other = shown(self.label(field))
                self._refuse(f"found a second column for {field!r} beside {other}; leave one out", name)
            else:
                self._columns[field] = places[0]
        for field in REQUIRED:
            if field not in self._columns:
                self._refuse(
                    f"found no column for {field!r} among {self._listed()}; add it, or say which it is "
                    f"with columns={{HEADING: {field!r}}}",
                    field,
                )

    def _listed(self) -> str:
        names = [shown(places[0][1]) for places in self._places.values()]
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        return ", ".join(names[:_LISTED]) + more

    def _refuse(self, problem: str, field: str | None = None) -> None:
        self.faults.append(InvalidRecord(problem, field=field))


def _folded(heading: str) -> str:
    return heading.strip().casefold()
