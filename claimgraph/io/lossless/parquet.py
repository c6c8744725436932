"""Parquet: the whole log, one record a row, for tools that query tables. See ``docs/howto/parquet.md``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from claimgraph.convert import plain_data
from claimgraph.errors import InvalidRecord, MissingExtra
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.files.strict_json import is_deeper, no_number, unique
from claimgraph.io.intake.intake import Intake
from claimgraph.io.lossless.columns import marked, misfits, zone_of
from claimgraph.log.entries import Entry, Timed
from claimgraph.records.base import Record
from claimgraph.records.validators import shown
from claimgraph.times.instants import to_datetime

if TYPE_CHECKING:
    import pyarrow as pa

_GROUP = 50_000  # rows that are written at once, and are one group in the file,
_GROUP_SIZE = 1 << 26  # unless their texts have more characters than this
_AT_ONCE = 8_192  # rows that are read at once
_DEEPEST = 100


def write(graph: ClaimGraph, stream: IO[str] | IO[bytes]) -> None:
    """Write a graph to a stream of bytes, with the times of recording.

    Raises
    ------
    MissingExtra
        If PyArrow is not installed.

    Examples
    --------
    >>> from io import BytesIO
    >>> from claimgraph.io.lossless import parquet
    >>> g, out = ClaimGraph(), BytesIO()
    >>> claim = g.add(Claim("Rybar", "affirms", "bridge open", asserted_at="2022-07-02"))
    >>> parquet.write(g, out)
    >>> _ = out.seek(0)
    >>> parquet.read(out) == g
    True
    """
    pa, pq = _pyarrow()
    log, binary = graph.log, _binary(stream, "writing")
    schema = marked(graph)
    # Checksums: PyArrow may go down on a damaged page that it does not know to be damaged.
    with pq.ParquetWriter(binary, schema, compression="zstd", write_page_checksum=True) as writer:
        for rows in _groups(log):
            writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=schema))


def read(
    stream: IO[str] | IO[bytes],
    *,
    file: str | None = None,
    zone: str | None = None,
    into: ClaimGraph | None = None,
) -> ClaimGraph:
    """Read a stream of bytes into a new graph or into one there is, all or nothing.

    Parameters
    ----------
    stream : stream
        What to read: what `write` wrote.
    file : str, optional
        Its name, for messages.
    zone : str, optional
        The zone that the file must be in.
    into : ClaimGraph, optional
        The graph to record into.

    Raises
    ------
    InvalidBatch
        With every fault found; the ``line`` of a fault is its row, counted from 1, its ``field`` the column.
    MissingExtra
        If PyArrow is not installed.

    Examples
    --------
    >>> from io import BytesIO
    >>> from claimgraph.io.lossless import parquet
    >>> try:
    ...     parquet.read(BytesIO(b"source,stance"), file="claims.parquet")
    ... except InvalidBatch as error:
    ...     print(error.message)
    1 fault in claims.parquet, nothing was loaded
    """
    intake = Intake(file)
    _, pq = _pyarrow()
    binary = _binary(stream, "reading")
    try:
        with _addressed():
            opened = pq.ParquetFile(_whole(binary), page_checksum_verification=True)
            schema = opened.schema_arrow
        graph = intake.graph(zone_of(schema.metadata or {}, zone), into)
        for fault in misfits(schema):
            intake.fault(fault, None, of_file=True)
        if intake.faults:
            raise intake.refused()
        return intake.load(graph, _records(_rows(opened), intake))
    except InvalidRecord as error:
        raise intake.refused(error) from None


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtra("Parquet", "parquet") from None
    return pa, pq


def _binary(stream: IO[str] | IO[bytes], purpose: str) -> BinaryIO:
    """Take a stream of bytes."""
    binary = cast("BinaryIO", stream)
    try:
        found: object = binary.read(0) if purpose == "reading" else binary.write(b"")
    except (AttributeError, TypeError):
        found = ""
    if isinstance(found, str):
        raise TypeError(f"found {shown(stream)}, expected a path or a stream of bytes that is open for {purpose}")
    return binary


def _whole(stream: BinaryIO) -> Any:
    """Give a file that begins where the stream stands: its end is read first."""
    if stream.seekable() and stream.tell() == 0:
        return stream
    import pyarrow as pa

    return pa.BufferReader(stream.read())


@contextmanager
def _addressed() -> Iterator[None]:
    """Turn the errors of PyArrow about what is in a file into ours."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the file, not of what is in it
        found = " ".join(str(error).split())
        raise InvalidRecord(f"found no Parquet file that can be read ({found[:200]})") from None


# --- out ---------------------------------------------------------------------------------------------


def _groups(log: Iterable[Entry]) -> Iterator[list[dict[str, Any]]]:
    """Give the rows group by group, so that no more than one is in memory."""
    rows: list[dict[str, Any]] = []
    size = 0
    for entry in log:
        row = _row(entry)
        rows.append(row)
        size += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(rows) == _GROUP or size >= _GROUP_SIZE:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _row(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = plain_data.to_data(entry.record)
    if "replacement" in row:
        row["replacement"] = json.dumps(row["replacement"], ensure_ascii=False, allow_nan=False)
    return {**row, "recorded_at": entry.recorded_at, "id": entry.record.id}


# --- in ----------------------------------------------------------------------------------------------


def _rows(opened: Any) -> Iterator[dict[str, Any]]:
    """Give the rows of a file, a few thousand at a time."""
    import pyarrow as pa

    row = 1
    try:
        with _addressed():
            for batch in opened.iter_batches(_AT_ONCE, use_threads=False):
                batch.validate(full=True)  # texts that are no UTF-8, lists that end before they begin
                yield from _counted(pa.Table.from_batches([batch])).to_pylist()
                row += len(batch)
    except InvalidRecord as error:
        raise error.at(line=row)  # noqa: B904 - the same error, with the first row that could not be read


def _counted(table: pa.Table) -> pa.Table:
    """Give the times of recording as numbers: not all that Parquet can count can be a datetime."""
    import pyarrow as pa

    place = table.schema.get_field_index("recorded_at")
    return table if place < 0 else table.set_column(place, "recorded_at", table.column(place).cast(pa.int64()))


def _records(rows: Iterable[dict[str, Any]], intake: Intake) -> Iterator[tuple[int, Record | Timed]]:
    for number, row in enumerate(rows, 1):
        kind = row["record"]
        intake.keep(number, row)
        try:
            yield number, _record(row)
        except InvalidRecord as error:
            intake.fault(error.at(record=kind if kind in plain_data.RECORDS else None), number)


def _record(row: dict[str, Any]) -> Record | Timed:
    """Make the record of one row, with its time of recording if it has one."""
    data = {name: value for name, value in row.items() if value is not None}
    kind, micros, expected = data.get("record"), data.pop("recorded_at", None), data.pop("id", None)
    if kind not in plain_data.RECORDS:
        found = "nothing" if kind is None else shown(kind)
        raise InvalidRecord(
            f"found {found}, expected one of {', '.join(plain_data.RECORDS)}", field="record", found=kind
        )
    if None in data.get("cites", ()):
        raise InvalidRecord("found nothing for one of them, expected a list of texts", field="cites")
    if "replacement" in data:
        data["replacement"] = _replacement(data["replacement"])
    record: Record = plain_data.timed(kind, data)
    if expected is not None and record.id != expected:
        problem = (
            f"found {shown(expected)}, expected {record.id!r} for what is in the row; drop the column if it was changed"
        )
        raise InvalidRecord(problem, field="id", found=expected)
    if micros is None:
        return record
    try:
        to_datetime(micros)
    except InvalidRecord as error:
        raise error.at(field="recorded_at")  # noqa: B904 - the same error
    return Timed(record, micros)


def _replacement(text: str) -> Any:
    """Read the record within a correction."""
    try:
        data = json.loads(text, object_pairs_hook=unique, parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        problem = f"found {shown(text)}, expected a record as a JSON object ({error})"
        raise InvalidRecord(problem, field="replacement") from None
    kind = data.get("record") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in plain_data.RECORDS or is_deeper(data, _DEEPEST):
        expected = f"a record as a JSON object, and no more than {_DEEPEST} within each other"
        raise InvalidRecord(f"found {shown(text)}, expected {expected}", field="replacement")
    return data
