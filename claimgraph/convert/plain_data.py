"""Records and answers as plain data: dicts, lists, strings and numbers, as JSON has them; and back.

A record or an answer is a dict whose ``"record"`` says its kind, with its fields under their names: enumerations and
times as their texts, lengths of time as durations such as ``"P1DT12H"`` (see `claimgraph.times.durations`), tuples as
lists. A record has those of its fields that differ from their defaults, as in files; an answer has all of its fields,
so that programs find the same keys in each. An entry of the log has its ``"recorded_at"`` besides.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from claimgraph.analysis import differences, precedence, track_record
from claimgraph.errors import InvalidRecord, meant
from claimgraph.evaluation import contradictions, dispute
from claimgraph.explanation.explanation import Explanation
from claimgraph.explanation.judged_times import JudgedTime
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.log import unreadable_values
from claimgraph.log.entries import Entry, Timed
from claimgraph.questions import assessment, exposure, lineage, reversal
from claimgraph.records.base import KINDS, Record
from claimgraph.records.validators import A_DATE, shown
from claimgraph.rows import Rows
from claimgraph.rules import literals
from claimgraph.standing import judgement
from claimgraph.times import durations
from claimgraph.times.edtf import is_too_fine
from claimgraph.times.instants import to_datetime, to_micros, utc_second
from claimgraph.times.when import When

FORMAT = 1
"""The version of the plain form, and of the files made of it."""

RECORDS = KINDS
"""The classes of records by their kind."""

_ANSWERS = (
    assessment.Assessed,
    assessment.Unrecorded,
    differences.Difference,
    dispute.Dispute,
    dispute.Opposition,
    Explanation,
    exposure.Exposure,
    contradictions.Contradiction,
    JudgedTime,
    lineage.CircularReport,
    lineage.Origin,
    lineage.Repetition,
    reversal.Reversal,
    precedence.Precedence,
    judgement.Change,
    judgement.Position,
    literals.Step,
    track_record.Track,
    unreadable_values.Unreadable,
)
_CLASSES: dict[str, Any] = {**RECORDS, **{answer.__name__.lower(): answer for answer in _ANSWERS}}
_KINDS = {kind: name for name, kind in _CLASSES.items()}


def to_data(value: Any) -> Any:
    """Turn a record, an answer, rows, an entry or a whole graph into plain data.

    Parameters
    ----------
    value : Record, answer, Rows, Entry or ClaimGraph
        What to turn; a list or a tuple of these is turned item by item.

    Returns
    -------
    dict, list, str, int or None
        Data that `json.dumps` takes; `from_data` turns it back.

    Raises
    ------
    TypeError
        If the value is none of these.

    Examples
    --------
    >>> to_data(Source("Rybar", url="https://t.me/rybar"))
    {'record': 'source', 'name': 'Rybar', 'url': 'https://t.me/rybar'}
    """
    if isinstance(value, (enum.Enum, When)):
        return value.value if isinstance(value, enum.Enum) else value.text
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, (tuple, list, Rows)):
        return [to_data(item) for item in value]
    if isinstance(value, Entry):
        data = to_data(value.record)
        return {"record": data.pop("record"), "recorded_at": written(value.recorded_at), **data}
    if isinstance(value, ClaimGraph):
        return {"claimgraph": FORMAT, "zone": value.zone.key, "log": [to_data(entry) for entry in value.log]}
    return durations.write(value) if isinstance(value, timedelta) else _fields_to_data(value)


def from_data(data: Any) -> Any:
    """Turn plain data back into what `to_data` made it of.

    Parameters
    ----------
    data : dict, list, str, int or None
        The data.

    Returns
    -------
    Record, answer, Entry, ClaimGraph, or a list of these
        A list comes back as a list: it does not say what rows it was.

    Raises
    ------
    InvalidRecord
        If a record or one of its fields cannot be accepted.

    Examples
    --------
    >>> from_data({"record": "source", "name": "Rybar"})
    Source('Rybar')
    """
    if isinstance(data, (list, tuple)):
        return [from_data(item) for item in data]
    if type(data) is not dict and not isinstance(data, Mapping):
        return data
    if "claimgraph" in data:
        return _graph(data)
    kind = data.get("record")
    known = _CLASSES.get(kind) if isinstance(kind, str) else None
    if known is None:
        problem = f"found {shown(kind)}, expected one of {', '.join(_CLASSES)}{meant(kind, _CLASSES)}"
        raise InvalidRecord(problem, field="record", found=kind)
    made = timed(str(kind), data)
    return Entry(to_datetime(made.micros), made.record) if isinstance(made, Timed) else made


def timed(kind: str, data: Mapping[str, Any]) -> Any:
    """Make a record or an answer from its plain form, with the time of its recording where it has one."""
    given = dict(data)
    del given["record"]
    if "recorded_at" not in given:
        return _made(kind, _CLASSES[kind], given)
    micros = micros_of(given.pop("recorded_at"))
    return Timed(_made(kind, _CLASSES[kind], given), micros)


def _fields_to_data(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    if kind not in _KINDS:
        raise TypeError(f"found {shown(value)}, expected a record, an answer, rows, an entry or a graph")
    data = {"record": _KINDS[kind]}
    for name, default in _fields(kind):
        item = getattr(value, name)
        if item != default or not isinstance(value, Record):
            data[name] = to_data(item)
    return data


def written(recorded_at: datetime) -> str:
    """Write a time of recording: in UTC, no more digits than it has."""
    return recorded_at.isoformat().replace("+00:00", "Z")


def _graph(data: Mapping[str, Any]) -> ClaimGraph:
    """Make a graph from its plain form."""
    check_version(data)
    graph = ClaimGraph(data.get("zone", "UTC"))
    log = data.get("log", [])
    if not isinstance(log, list) or not all(isinstance(item, Mapping) and "recorded_at" in item for item in log):
        raise InvalidRecord("expected a list of records with the times of their recording", field="log", found=log)
    graph.extend(from_data(log))
    return graph


def check_version(header: Mapping[str, Any]) -> None:
    """Refuse a form that is newer than this version of the library, or none of its forms."""
    found = header.get("claimgraph")
    if found != FORMAT or type(found) is bool:  # Python takes true for 1
        raise InvalidRecord(
            f"found version {shown(found)}, expected {FORMAT}; a later claimgraph may read it",
            field="claimgraph",
            found=found,
        )


def micros_of(text: Any) -> int:
    """Read a time of recording, in microseconds."""
    if type(text) is str:
        found = utc_second(text)
        return _read_moment(text) if found is None else found
    raise _no_moment(text)


@lru_cache(maxsize=1 << 12)
def _read_moment(text: str) -> int:
    if is_too_fine(text):  # which Python would cut off
        problem = f"found {shown(text)}, expected at most six digits after the seconds, microseconds: round them"
        raise InvalidRecord(problem, field="recorded_at", found=text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _no_moment(text)
    micros = to_micros(moment)
    to_datetime(micros)  # which refuses what its zone puts before the year 1 or after 9999
    return micros


def _no_moment(found: Any) -> InvalidRecord:
    expected = "a timestamp with its zone, such as '2022-07-02T18:00:00Z'"
    return InvalidRecord(f"found {shown(found)}, expected {expected}", field="recorded_at", found=found)


def _made(kind: str, known: Any, given: Mapping[str, Any]) -> Any:
    """Make a record or an answer from its fields."""
    if kind in RECORDS and _NESTED.isdisjoint(map(type, given.values())):
        try:
            return known(**given)  # as nearly every line is: nothing to turn back first
        except TypeError:
            pass  # a field too many or too few, which is named below
    readers = _readers(known)
    for name in given:
        if name not in readers:
            problem = f"found no field of this name, expected one of {', '.join(readers)}{meant(name, readers)}"
            raise InvalidRecord(problem, record=kind, field=name, found=name)
    for name, default in _fields(known):
        if default is attrs.NOTHING and name not in given:
            expected = A_DATE if name == "asserted_at" else "a value"
            raise InvalidRecord(f"found nothing, expected {expected}", record=kind, field=name)
    values = {}
    for name, value in given.items():
        try:
            values[name] = readers[name](value)
        except InvalidRecord as error:
            raise error.at(record=kind, field=name) from None
        except (ValueError, TypeError):
            problem = f"found {shown(value)}, expected what to_data makes of this field"
            raise InvalidRecord(problem, record=kind, field=name, found=value) from None
    return known(**values)


@cache
def _fields(known: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in attrs.fields(known))


_NESTED = frozenset({dict, list})


@cache
def _readers(known: Any) -> dict[str, Callable[[Any], Any]]:
    """Give what turns the plain form of each field back."""
    hints = get_type_hints(known)
    # The fields of records have converters of their own; those of answers are read by their types.
    if issubclass(known, Record):
        return {name: _nested for name, _ in _fields(known)}
    return {name: _reader(hints[name]) for name, _ in _fields(known)}


def _nested(value: Any) -> Any:
    if isinstance(value, Mapping):
        return from_data(value)
    return tuple(_nested(item) for item in value) if isinstance(value, list) else value


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Give what turns the plain form of a value of a type back."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        literals = {text for part in inner if get_origin(part) is Literal for text in get_args(part)}
        others = [part for part in inner if get_origin(part) is not Literal and part is not type(None)]
        read = _reader(others[0])
        return lambda value: value if value is None or (isinstance(value, str) and value in literals) else read(value)
    if origin is tuple:
        read_item = _reader(inner[0])
        return lambda value: tuple(map(read_item, _instance(value, list)))
    if hint is When:
        return When.of
    if hint is timedelta:
        return durations.read
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint
    return lambda value: _instance(from_data(value), hint)


def _instance(value: Any, kind: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError
    return value
