"""JSON Lines: the whole log, one record a line, without loss. See ``docs/howto/jsonl.md``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any

import attrs

from claimgraph.convert import plain_data
from claimgraph.errors import ClaimGraphError, InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.files.streams import lines_of, text_to, undecoded
from claimgraph.io.files.strict_json import in_json, no_number, refused, unique
from claimgraph.io.intake.intake import Intake, same_zone
from claimgraph.io.lossless.json_lines import PlainLines
from claimgraph.log.entries import Timed
from claimgraph.records.base import Record
from claimgraph.records.validators import shown

_HEADER = '{"claimgraph": 1, "zone": "UTC"}'
_DEEPEST = 50
"""How far corrections of corrections may hold each other: beyond all use, and within Python's stack."""

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write(graph: ClaimGraph, stream: IO[str] | IO[bytes]) -> None:
    r"""Write a graph to a stream of text or bytes, with the times of recording.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.lossless import jsonl
    >>> out = StringIO()
    >>> jsonl.write(ClaimGraph("Europe/Kyiv"), out)
    >>> out.getvalue()
    '{"claimgraph": 1, "zone": "Europe/Kyiv"}\n'
    """
    log = graph.log
    with text_to(stream) as text:
        text.write(_encode({"claimgraph": plain_data.FORMAT, "zone": graph.zone.key}) + "\n")
        text.writelines(_encode(plain_data.to_data(entry)) + "\n" for entry in log)


def read(
    stream: IO[str] | IO[bytes],
    *,
    file: str | None = None,
    zone: str | None = None,
    into: ClaimGraph | None = None,
) -> ClaimGraph:
    r"""Read a stream of text or bytes into a new graph or into one there is, all or nothing.

    Parameters
    ----------
    stream : stream
        What to read.
    file : str, optional
        Its name, for messages.
    zone : str, optional
        The zone that the file must be in.
    into : ClaimGraph, optional
        The graph to record into.

    Raises
    ------
    InvalidBatch
        With every fault found.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.lossless import jsonl
    >>> jsonl.read(StringIO('{"claimgraph": 1, "zone": "UTC"}\n{"record": "source", "name": "Rybar"}\n'))
    <ClaimGraph of 1 entries, zone UTC>
    """
    intake = Intake(file)
    with lines_of(stream, "\n") as lines:
        # Lazily and at once: the header must be read before there is a graph for the rest.
        numbered = intake.keeping(enumerate(lines, 1))
        try:
            graph, rest = _begin(numbered, intake, zone, into)
        except InvalidRecord as error:
            raise intake.refused(error.at(line=1)) from None
        return intake.load(graph, _records(rest, intake))


def _begin(
    numbered: Iterator[tuple[int, str]], intake: Intake, zone: str | None, into: ClaimGraph | None
) -> tuple[ClaimGraph, Iterable[tuple[int, str]]]:
    """Read the header, and give the graph for the rest with the lines that are still to be read."""
    line, text = next(((line, text) for line, text in numbered if not _is_blank(text)), (1, ""))
    if not text:
        raise InvalidRecord(f"found nothing, expected the header {_HEADER}")
    try:
        data = _parsed(text)
        if "claimgraph" in data:
            return intake.graph(_zone(data, zone), into), numbered
    except InvalidRecord as error:
        raise _in_json(error.at(line=line))  # noqa: B904 - the same error
    if "record" not in data:
        raise InvalidRecord(f"found {shown(text.strip())}, expected the header {_HEADER}", line=line)
    problem = InvalidRecord(f"found a record, expected the header {_HEADER} before the first")
    intake.fault(problem, line, of_file=True)
    return into if into is not None else ClaimGraph(zone or "UTC"), chain([(line, text)], numbered)


def _zone(header: dict[str, Any], given: str | None) -> str:
    """Check a header, and give its zone."""
    plain_data.check_version(header)
    for name in header:
        if name not in ("claimgraph", "zone"):
            raise InvalidRecord("found no field of this name, expected claimgraph, zone", field=name, found=name)
    zone = str(ClaimGraph(header.get("zone", "UTC")).zone)
    same_zone(zone, given)
    return zone


def _records(lines: Iterable[tuple[int, str]], intake: Intake) -> Iterator[tuple[int, Record | Timed]]:
    plain_lines = PlainLines()
    for number, line in lines:
        made = plain_lines.record(line)
        if made is not None:
            yield number, made
            continue
        if _is_blank(line):
            continue
        try:
            yield number, _record(_parsed(line))
        except InvalidRecord as error:
            intake.fault(error, number)
        except RecursionError:
            intake.fault(InvalidRecord("found data nested too deep to read"), number)


def _is_blank(line: str) -> bool:
    return not line or line.isspace()


def _record(data: dict[str, Any]) -> Record | Timed:
    """Make the record of one line, with its time of recording if it has one."""
    if "claimgraph" in data:
        raise InvalidRecord("found a second header, expected a record; read each file by itself, with into=")
    kind = _kind(data)
    if not _plain_enough(data):
        data = _tidied(data, 0)
    try:
        made: Record | Timed = plain_data.timed(kind, data)
    except InvalidRecord as error:
        raise _in_json(error.at(record=kind))  # noqa: B904 - the same error
    except ClaimGraphError as error:
        raise InvalidRecord(str(error), record=kind) from None
    return made


def _kind(data: dict[str, Any]) -> str:
    kind = data.get("record")
    if type(kind) is str and kind in plain_data.RECORDS:
        return kind
    raise refused(kind, f"one of {', '.join(plain_data.RECORDS)}", "record")


def _in_json(error: InvalidRecord) -> InvalidRecord:
    """Show what a record refused as it stands on the line: ``true``, not ``True``."""
    if error.found is None or isinstance(error.found, (bool, list, dict)):
        error.problem = error.problem.replace(shown(error.found), in_json(error.found), 1)
    return error


# --- what JSON allows and a line does not ------------------------------------------------------------

_PLAIN = frozenset({str, int})


def _plain_enough(data: dict[str, Any]) -> bool:
    """Tell whether all values are texts or numbers, as on nearly every line."""
    return _PLAIN.issuperset(map(type, data.values()))


def _tidied(data: dict[str, Any], depth: int) -> dict[str, Any]:
    """Leave out the fields that are null, and refuse data in places where only text can stand."""
    kept = {}
    kind = _kind(data)
    known: Any = plain_data.RECORDS[kind]
    fields = {"recorded_at", *(field.name for field in attrs.fields(known))}
    for name, given in data.items():
        value = given
        if isinstance(value, dict):
            if name != "replacement":
                raise _wrong(kind, name, value, "a text; a record is named, and has a line of its own")
            if "recorded_at" in value or "claimgraph" in value:
                raise _wrong(kind, name, value, "a record without a time of recording")
            if depth == _DEEPEST:
                raise InvalidRecord(f"found records within records {_DEEPEST} deep", field=name)
            value = _tidied(value, depth + 1)
        elif isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise _wrong(kind, name, value, "a list of texts")
        if value is not None or name not in fields:
            kept[name] = value
    return kept


def _wrong(kind: str, name: str, value: object, expected: str) -> InvalidRecord:
    return refused(value, expected, name).at(record=kind)


_decode = json.JSONDecoder(object_pairs_hook=unique, parse_constant=no_number).decode


def _parsed(line: str) -> dict[str, Any]:
    """Read the object on one line."""
    if (problem := undecoded(line)) is not None:
        raise InvalidRecord(problem)
    try:
        data: object = _decode(line)
    except json.JSONDecodeError as error:
        place = f"{error.msg} at column {error.colno}"
        raise InvalidRecord(f"found {shown(line.strip())}, expected a JSON object ({place})") from None
    except RecursionError:
        raise InvalidRecord("found data nested too deep to read, expected one record") from None
    except ValueError as error:
        if isinstance(error, InvalidRecord):
            raise
        raise InvalidRecord(f"found a number that cannot be read: {error}") from None
    if not isinstance(data, dict):
        raise refused(data, "a JSON object")
    return data
