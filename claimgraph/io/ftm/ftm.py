"""FollowTheMoney statements, as CSV or one JSON object a line. See ``docs/howto/followthemoney.md``.

The fields are those of ``followthemoney.statement``, version 4, which is not needed here: what a row means
stands in it, and the model is only asked what other values a property could have.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from typing import IO, Any, Literal

from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view
from claimgraph.io.files.json_stream import expected, items_of
from claimgraph.io.files.streams import lines_of, text_to
from claimgraph.io.ftm.export import exported
from claimgraph.io.ftm.known_statements import Seen
from claimgraph.io.ftm.statements import COLUMNS, KNOWN, REQUIRED, Row, is_entity, moment, periods, row_of, seen_last
from claimgraph.io.intake.canonical import Once
from claimgraph.io.intake.intake import Intake
from claimgraph.io.intake.snapshot_date import moment_given
from claimgraph.io.losses.loss import Losses
from claimgraph.io.tables.cells import rows_of
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim
from claimgraph.records.stance import Stance
from claimgraph.records.validators import shown
from claimgraph.times.when import When

Layout = Literal["csv", "json"]


def read(
    stream: IO[str] | IO[bytes],
    *,
    file: str | None = None,
    snapshot: When | str | None = None,
    gone_by: When | str | None = None,
    zone: str | None = None,
    into: ClaimGraph | None = None,
    layout: Layout = "csv",
) -> ClaimGraph:
    r"""Read statements into a new graph or into one there is, all or nothing.

    Parameters
    ----------
    stream : stream
        What to read; one of text is best opened with ``newline=""``.
    file : str, optional
        Its name, for messages.
    snapshot : When or str, optional
        The day or moment of which the file is, for statements that do not say when they were first seen.
    gone_by : When or str, optional
        When the datasets were read last. Statements last seen before that are recorded as withdrawn
        then, be they of this file or of an earlier one; without it, none is.
    zone : str, optional
        The zone of a new graph.
    into : ClaimGraph, optional
        The graph to record into.
    layout : {"csv", "json"}
        How the file is written.

    Raises
    ------
    InvalidBatch
        With every fault found.

    Warns
    -----
    LossyWarning
        Where an object file is empty, or a statement that the graph has was seen again later.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.ftm import ftm
    >>> rows = "entity_id,prop,schema,value,dataset,first_seen\nQ1,name,Person,Ann,list,2024-05-01\n"
    >>> ftm.read(StringIO(rows)).log[-1].record
    Claim('list', 'affirms', 'Q1 name Ann', asserted_at='2024-05-01', note=…)
    """
    intake, losses = Intake(file, _label), Losses()
    try:
        seen = None if snapshot is None else moment_given("snapshot", snapshot)
        gone = None if gone_by is None else moment_given("gone_by", gone_by)
        graph = intake.graph(zone, into)
        with lines_of(stream, "" if layout == "csv" else "\n") as lines:
            data = _cells(rows_of(lines, ",", intake), intake) if layout == "csv" else _objects(items_of(lines), intake)
            rows = _seen_last(list(_rows(data, intake)))
        if not rows and layout == "json" and not intake.faults:
            losses.note("any statement, for the file is empty")  # as a graph without claims is written, or cut off
        records = list(_records(rows, seen, Seen(graph, gone, losses), Once(graph), intake))
        if intake.goes_on:  # before anything is recorded: a warning may be an error
            losses.warn_of_reading("FollowTheMoney")
        return intake.load(graph, records)
    except InvalidRecord as error:
        raise intake.refused(error) from None


def write(
    view: View | ClaimGraph,
    stream: IO[str] | IO[bytes],
    *,
    predicates: Mapping[str, str] | None = None,
    layout: Layout = "csv",
) -> None:
    r"""Write what is affirmed as statements, and warn of what they cannot carry.

    Parameters
    ----------
    view : View or ClaimGraph
        What to write of.
    stream : stream
        Where to.
    predicates : dict, optional
        Schema and property for predicates: ``{"controlled by": "Thing:country"}``. What was read from
        statements has them already.
    layout : {"csv", "json"}
        How to write.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.ftm import ftm
    >>> g, out = ClaimGraph(), StringIO(newline="")
    >>> born = Assertion(subject="ann", predicate="born in", value="Kyiv")
    >>> _ = g.add(Claim("list", "affirms", born, asserted_at="2024-05-01"))
    >>> ftm.write(g, out, predicates={"born in": "Person:birthPlace"}, layout="json")
    >>> out.getvalue()[:76]
    '{"canonical_id": "ann", "entity_id": "ann", "prop": "birthPlace", "schema": '
    """
    losses = Losses()
    found = exported(as_view(view), predicates, losses)
    losses.warn("FollowTheMoney")
    with text_to(stream) as text:
        if layout == "csv":
            writer = csv.writer(text, dialect=csv.unix_dialect)
            writer.writerow(COLUMNS)
            writer.writerows([_cell(_field(row, name)) for name in COLUMNS] for row in found)
        else:
            text.writelines(
                json.dumps({name: _field(row, name) for name in _NAMES}, ensure_ascii=False) + "\n" for row in found
            )


_NAMES = (
    "canonical_id", "entity_id", "prop", "schema", "value", "dataset", "lang", "original_value", "first_seen",
    "last_seen", "external", "origin", "id",
)  # fmt: skip
"""The names in an object, in the order in which followthemoney writes them, so that lines can be sorted."""


def _field(row: Row, name: str) -> Any:
    """Give a field as it is written: the type of a property is for the model to tell."""
    if name == "id":
        return row.id or row.key
    if name == "last_seen":
        return row.last_seen or row.first_seen
    return None if name == "prop_type" else getattr(row, name)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "t" if value else "f"
    return value or ""


# --- reading


_ENTITIES = (
    "found an entity, expected statements, each of one property and one value: a file of entities does not say which "
    "dataset says what, nor since when; take the statements that its publisher has, or make some with "
    "'ftm statements FILE -d DATASET -o statements.csv'"
)


def _objects(items: Iterator[tuple[int, Any]], intake: Intake) -> Iterator[tuple[int, Any]]:
    """Return objects, and refuse a file of entities as a whole."""
    for line, item in intake.keeping(items):
        if is_entity(item):
            raise InvalidRecord(_ENTITIES, line=line)
        yield line, item


def _cells(rows: Iterator[tuple[int, list[str]]], intake: Intake) -> Iterator[tuple[int, Any]]:
    """Give the rows of a sheet under their headings."""
    line, headings = next(rows, (1, []))
    if headings and headings[0].lstrip().startswith(("{", "[")):
        raise InvalidRecord("found JSON, expected CSV; read statements in JSON with format='ftm-json'", line=line)
    missing = [name for name in REQUIRED if name not in headings]
    if missing:
        raise InvalidRecord(f"found no column {', '.join(missing)}, expected {', '.join(COLUMNS)}", line=line)
    twice = next((name for name in headings if headings.count(name) > 1), None)
    if twice is not None:
        raise InvalidRecord("found this column twice, expected it once", field=twice, line=line)
    unknown = [name for name in headings if name not in KNOWN]
    if unknown:
        problem = f"found no field of this name, expected one of {', '.join(KNOWN)}; leave the column out of the file"
        raise InvalidRecord(problem, field=", ".join(unknown), found=unknown, line=line)
    for number, row in rows:
        if len(row) != len(headings):
            problem = f"found {len(row)} cells, expected {len(headings)}, one under each heading"
            intake.fault(InvalidRecord(problem), number)
            continue
        yield number, dict(zip(headings, row, strict=True))


def _rows(data: Iterator[tuple[int, Any]], intake: Intake) -> Iterator[tuple[int, Row]]:
    for line, item in data:
        try:
            row = row_of(expected(item, dict, ""))
            if row.last_seen is not None:
                _seen(row, "last_seen")
            yield line, row
        except InvalidRecord as error:
            intake.fault(error, line)


def _seen_last(rows: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
    return list(zip((line for line, _ in rows), seen_last(row for _, row in rows), strict=True))


def _records(
    rows: list[tuple[int, Row]], seen: When | None, known: Seen, once: Once, intake: Intake
) -> Iterator[tuple[int, Record]]:
    held = periods(row for _, row in rows)
    for line, row in rows:
        try:
            claim = _claim(row, held.get((row.entity_id, row.dataset)), seen, once)
            name = "last_seen" if row.last_seen else "first_seen"
            last = None if getattr(row, name) is None else _seen(row, name)
        except InvalidRecord as error:
            _label(error)
            intake.fault(error, line)
        else:
            for record in known.records(claim, row.first_seen, last):
                yield line, record


def _label(error: InvalidRecord) -> None:
    """Name the field of a fault as the file has it."""
    error.field = _FIELDS.get((error.record or "", error.field or ""), error.field)
    error.record = None


_FIELDS = {
    ("source", "name"): "dataset",
    ("claim", "source"): "dataset",
    ("assertion", "subject"): "canonical_id",
    ("assertion", "predicate"): "prop",
    ("assertion", "text"): "value",
    ("claim", "asserted_at"): "first_seen",
}


def _claim(row: Row, period: When | InvalidRecord | None, seen: When | None, once: Once) -> Claim:
    """Make the claim of a statement."""
    first = seen if row.first_seen is None else _seen(row, "first_seen")
    if first is None:
        problem = "found nothing, expected when it was first seen; or give the day of the file with snapshot="
        raise InvalidRecord(problem, field="first_seen")
    valid = period if row.has_period else None
    if isinstance(valid, InvalidRecord):
        raise InvalidRecord(f"{valid.problem}; this is the period of {shown(row.entity_id)}", field=valid.field)
    assertion = once(Assertion(subject=row.canonical_id, predicate=row.prop, value=row.value))
    assert assertion.triple is not None
    return Claim(
        row.dataset,
        Stance.AFFIRMS,
        assertion,
        asserted_at=first,
        valid=valid,
        note=row.note(assertion.triple),
    )


def _seen(row: Row, field: str) -> When:
    try:
        return moment(getattr(row, field))
    except InvalidRecord as error:
        raise error.at(field=field) from None
