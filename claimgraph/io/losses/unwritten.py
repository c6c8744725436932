"""What the rows of a sheet leave out of the records other than claims, field by field."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from claimgraph.io.losses.loss import Losses
from claimgraph.log.snapshot import Known
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.ids import assertion_id, document_id, normalise


def note_unwritten(known: Known, standing: Iterable[Record], rows: list[dict[str, str]], losses: Losses) -> None:
    """Note what of the records that stand, other than claims, is not in the rows."""
    losses.note_times(known.index.times[: known.length])
    written = _Written(known, rows)
    for record in {record.id: record for record in standing}.values():
        if isinstance(record, (Source, Assertion, Document)):
            _note_fields(record, written.fields_of(record), losses)
        elif not isinstance(record, Claim):
            losses.note_record(record)


class _Written:
    """What the rows say of sources, assertions and documents, by their ids."""

    def __init__(self, known: Known, rows: list[dict[str, str]]) -> None:
        self._known = known
        self._sources: dict[str, dict[str, str]] = {}
        self._assertions: dict[str, dict[str, str]] = {}
        self._documents: set[str] = set()
        for row in rows:
            self._sources[known.source(row["source"])] = row
            self._assertions[assertion_id(row["assertion"])] = row
            if "document" in row:
                self._documents.add(document_id(row["document"]))
        for row in rows:
            for name in (row.get("speaks_for"), *row.get("cites", "").split("; ")):
                if name:
                    self._sources.setdefault(known.source(name), {})

    def fields_of(self, record: Source | Assertion | Document) -> dict[str, str] | None:
        """Give the fields of a record that are written, or none if it is not in the rows at all."""
        if isinstance(record, Source):
            row = self._sources.get(self._known.source(record.name))
            if row is None:
                return None
            above = row.get("speaks_for")
            same = above and record.speaks_for and self._known.source(above) == self._known.source(record.speaks_for)
            return {"name": record.name, **({"speaks_for": str(record.speaks_for)} if same else {})}
        if isinstance(record, Assertion):
            # An assertion that was bare at first is found by its text.
            row = self._assertions.get(assertion_id(self._known.text(self._known.assertion(record))))
            return None if row is None else {**row, "text": record.text, "note": ""}
        return {"url": str(record.url)} if record.id in self._documents else None


def _note_fields(record: Record, written: dict[str, str] | None, losses: Losses) -> None:
    if written is None:
        losses.note(f"{{}} {record.kind} that no claim names")
        return
    given = attrs.asdict(record, recurse=False)  # type: ignore[arg-type]  # every record is an attrs class
    for name, value in given.items():
        if value is not None and normalise(str(value)) != normalise(written.get(name, "")):
            losses.note(f"the {name} of {{}} {record.kind}")
