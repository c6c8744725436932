"""What a log is made of, one record a line, and the log as its readers see it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, overload

import attrs

from claimgraph.errors import InvalidTime
from claimgraph.records.base import Record
from claimgraph.records.validators import shown
from claimgraph.times.instants import to_datetime


def _aware(value: Any) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    problem = f"found {shown(value)}, expected a datetime with its zone"
    raise InvalidTime(problem, record="entry", field="recorded_at", found=value)


@attrs.frozen
class Entry:
    """One line of the log: a record, and when the graph learned it.

    Parameters
    ----------
    recorded_at : datetime
        The time of recording, with its zone.
    record : Record
        What was recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entry, = g.extend([Source("Rybar")], recorded_at="2022-07-02T18:00Z")
    >>> entry.recorded_at.isoformat(), entry.record
    ('2022-07-02T18:00:00+00:00', Source('Rybar'))
    """

    recorded_at: datetime = attrs.field(converter=_aware)
    record: Record


class Timed(NamedTuple):
    """A record on its way into a log, with its time of recording in microseconds."""

    record: Record
    micros: int


class Log(Sequence[Entry]):
    """The entries of a graph in the order of recording, up to the length it had when asked for."""

    __slots__ = ("_length", "_records", "_times")

    def __init__(self, times: array[int], records: list[Record], length: int) -> None:
        self._times = times
        self._records = records
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, offset: int) -> Entry: ...
    @overload
    def __getitem__(self, offset: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, offset: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(offset, slice):
            return tuple(self[at] for at in range(*offset.indices(self._length)))
        at = offset + self._length if offset < 0 else offset
        if not 0 <= at < self._length:
            raise IndexError(f"the log has {self._length} entries, found {offset}")
        return Entry(to_datetime(self._times[at]), self._records[at])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Log):
            return NotImplemented
        length = self._length
        same = length == other._length and self._times[:length] == other._times[:length]
        return same and self._records[:length] == other._records[:length]

    __hash__ = None  # type: ignore[assignment]  # it compares by what it holds

    def __repr__(self) -> str:
        return f"<Log of {self._length} entries>"
