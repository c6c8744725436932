"""Rows of a sheet as records: a claim, and with it what the row says of its source and its assertion."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.intake.intake import Intake
from claimgraph.io.intake.lenient_dates import lenient
from claimgraph.io.tables.days import with_days
from claimgraph.io.tables.headings import REQUIRED, Headings
from claimgraph.log.snapshot import Known
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.ids import normalise
from claimgraph.records.stance import Stance
from claimgraph.records.validators import A_DATE, shown

Cell: TypeAlias = str | InvalidRecord
"""The text of a cell, or why it has none."""

_WHOLE = re.compile(r"\s*([0-9]+)\.0+\s*", re.ASCII)
"""A whole number as it is written where a column with a gap is one of floats."""

_SURPLUS = (
    "put a cell with a comma or a tab in quotes; or give its column a heading, or leave it out, as index=False does "
    "where pandas writes the sheet"
)
_MIDNIGHTS = "where midnights are meant, write them with their offset"
_TRIPLE = ("subject", "predicate", "value")
_PLACES = {("source", "name"): "source", ("assertion", "text"): "assertion"}
_STAND_INS = {
    "stance": Stance.COMMENTS,
    "asserted_at": "2000",
    "source": "?",
    "assertion": "?",
    "name": "?",
    "text": "?",
}


class Sheet:
    """The reading of one sheet, row by row.

    Parameters
    ----------
    headings : Headings
        Its columns.
    words : dict
        Its words for stances, as `words_for` gives them.
    zone : str or None
        The zone of times in it that name none.
    day_first : bool or None
        How to read dates such as 02/07/2022.
    known : Known
        What the graph holds already.
    """

    def __init__(
        self,
        headings: Headings,
        words: Mapping[str, Stance],
        known: Known,
        *,
        zone: str | None = None,
        day_first: bool | None = None,
    ) -> None:
        self._headings = headings
        self._words = words
        self._zone = zone
        self._day_first = day_first
        self._known = known

    def load(
        self, rows: Iterable[tuple[int, Sequence[Cell]]], graph: ClaimGraph, intake: Intake, *, caller: int = 4
    ) -> ClaimGraph:
        """Record all rows, each given with its line, or raise `InvalidBatch` and change nothing.

        How far up the stack the caller is who is to be warned of columns of days, `caller` says.
        """
        intake.label = self.label
        days: list[str] = []
        dated = with_days(rows, self._headings.times(), days)
        intake.load(graph, self._accepted(dated, intake), prepare=self.spelled)
        if days:
            columns = ", ".join(map(shown, days))
            message = f"read as days, for each time in it is a midnight without a zone: {columns}; {_MIDNIGHTS}"
            warnings.warn(message, UserWarning, stacklevel=caller)
        return graph

    def _accepted(self, rows: Iterable[tuple[int, Sequence[Cell]]], intake: Intake) -> Iterator[tuple[int, Record]]:
        for line, row in rows:
            records, faults = self.records(row)
            for error in faults:
                intake.fault(error, line)
            if not faults:
                for record in records:
                    yield line, record

    def records(self, row: Sequence[Cell]) -> tuple[list[Record], list[InvalidRecord]]:
        """Give what a row records, and what is wrong with it."""
        faults: list[InvalidRecord] = []
        if (cell := self._headings.surplus(row)) is not None:
            problem = f"found the cell {shown(cell)} under no heading; {_SURPLUS}"
            faults.append(InvalidRecord(problem))
        given = {name: cell for name, cell in self._headings.cells(row) if not _blank(cell)}
        values: dict[str, Any] = {}
        for name in dict.fromkeys((*REQUIRED, *given)):
            try:
                values[name] = self._value(name, given.get(name))
            except InvalidRecord as error:
                faults.append(error.at(field=name))
                if name in _STAND_INS:
                    values[name] = _STAND_INS[name]
        records = list(_made(values, faults))
        for fault in faults:
            self.label(fault)
        return records, faults

    def label(self, error: InvalidRecord) -> None:
        """Name the field of a fault by the sheet's own heading."""
        field = _PLACES.get((error.record or "", error.field or ""), error.field)
        error.field = None if field is None else self._headings.label(field)
        error.record = None

    def _value(self, name: str, text: Cell | None) -> Any:
        if text is None:
            expected = A_DATE if name == "asserted_at" else "a value"
            raise InvalidRecord(f"found an empty cell, expected {expected}", field=name)
        if isinstance(text, InvalidRecord):
            raise text
        if name == "stance":
            return self._stance(text)
        if name in ("asserted_at", "valid"):
            return lenient(text, zone=self._zone, day_first=self._day_first, sheet=True)
        if name == "credibility" and (whole := _WHOLE.fullmatch(text)):
            return whole[1]
        if name == "cites":
            return [item.strip() for item in text.split(";") if item.strip()]
        return text.strip() if name == "document" else text

    def _stance(self, text: str) -> Stance:
        found = self._words.get(normalise(text))
        if found is None:
            raise InvalidRecord(
                f"found {shown(text)}, expected one of {', '.join(self._words)}; "
                f"or say what it means with stances={{{shown(text)}: STANCE}}",
                found=text,
            )
        return found

    def spelled(self, records: Iterable[Any]) -> Iterator[Any]:
        """Give in place of each record the one that says the same already, where they differ in case or fullness only.

        A sheet repeats what it knows of a source on every row, as it was typed.
        """
        known: dict[str, Source | Assertion] = {}
        for record in records:
            yield self._spelled(record, known) if isinstance(record, (Source, Assertion)) else record

    def _spelled(self, record: Source | Assertion, known: dict[str, Source | Assertion]) -> Source | Assertion:
        first = known.get(record.id) or self._known.record(record.id, type(record))
        if first is None or (_says_all_of(record, first) and not _says_all_of(first, record)):
            first = record
        known[record.id] = first
        return first if _says_all_of(first, record) else record


def words_for(stances: Mapping[str, Stance | str] | None) -> dict[str, Stance]:
    """Give the words for each stance: the sheet's own, and those of the enumeration."""
    words = dict(_OWN)
    for word, stance in (stances or {}).items():
        found = stance if isinstance(stance, Stance) else _OWN.get(normalise(str(stance)))
        if found is None or not isinstance(word, str):
            expected = f"one of {', '.join(_OWN)} for a word of the sheet"
            raise InvalidRecord(f"found {shown({word: stance})} in stances=, expected {expected}", field="stances")
        words[normalise(word)] = found
    return words


_OWN = {stance.value: stance for stance in Stance}


def _made(values: dict[str, Any], faults: list[InvalidRecord]) -> Iterator[Record]:
    """Make the records of a row from its values, noting each value that a record refuses."""
    speaks_for = values.pop("speaks_for", None)
    triple = {name: values.pop(name) for name in _TRIPLE if name in values}
    yield from _accepted(Claim, values, faults)
    if speaks_for is not None:
        yield from _accepted(Source, {"name": values["source"], "speaks_for": speaks_for}, faults)
    if triple:
        yield from _accepted(Assertion, {"text": values["assertion"], **triple}, faults)


def _accepted(kind: type[Record], values: dict[str, Any], faults: list[InvalidRecord]) -> Iterator[Record]:
    """Make one record; where a value is refused, go on with a stand-in to find what else is wrong."""
    values = dict(values)
    while True:
        try:
            record = kind(**values)
        except InvalidRecord as error:
            field = error.field or ""
            faults.append(error.at(record=kind.kind))
            if field not in values or values[field] == _STAND_INS.get(field):
                return
            if field in _STAND_INS:
                values[field] = _STAND_INS[field]
            else:
                del values[field]
        else:
            yield record
            return


def _says_all_of(first: Record, record: Record) -> bool:
    """Tell whether a record gives all that another does, save for case and spacing."""
    given = attrs.asdict(record, recurse=False)  # type: ignore[arg-type]  # every record is an attrs class
    return all(value is None or _folded(getattr(first, name)) == _folded(value) for name, value in given.items())


def _folded(value: object) -> object:
    return normalise(str(value)) if value is not None else None


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and (not cell or cell.isspace())
