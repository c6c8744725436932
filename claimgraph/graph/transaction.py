"""Records that are given to be recorded at once, on their way into a log.

A large batch takes half as much again as the log that it becomes. So what is given is let go once it is checked, and
what is checked as the log takes it in.
"""

from __future__ import annotations

import warnings
from array import array
from collections.abc import Callable, Iterable, Iterator, MutableSequence
from typing import Any
from zoneinfo import ZoneInfo

from claimgraph.errors import DateWarning, InvalidRecord, InvalidTime
from claimgraph.graph.batch import Batch, Waiting
from claimgraph.graph.stretches import Stretches
from claimgraph.log.index import Entry, Index, Timed
from claimgraph.log.offsets import Naming
from claimgraph.log.snapshot import Known
from claimgraph.records.amendments import Correction
from claimgraph.records.base import Record
from claimgraph.records.claims import Claim
from claimgraph.times.instants import DAY, FOREVER, to_datetime, to_micros

NOW = FOREVER
"""In place of the time of recording of what is given without one."""

AHEAD = DAY
"""How far ahead of this machine's clock a time of recording may be.

Clocks differ, and one that runs on the wrong zone is off by up to 14 hours: what it wrote can be read elsewhere. Later
times are mistakes, and would be those of all that is recorded afterwards, as times of recording never go backwards.
"""


class Recording:
    """Records that are given to be recorded, all or none.

    Parameters
    ----------
    records : list
        What is given for records.
    times : sequence of int
        Their times of recording in microseconds, or `NOW`.

    Attributes
    ----------
    errors : list of InvalidRecord
        The faults that were found in them, each with the place of its record.
    contents : dict
        The claims among them, by keys for what they say: see `claimgraph.log.offsets`.
    """

    def __init__(self, records: list[Any], times: MutableSequence[int]) -> None:
        self.errors: list[InvalidRecord] = []
        self.contents: dict[int, Claim] = {}
        self._records = records
        self._times = times
        self._entries: list[Waiting] = []

    @classmethod
    def of(cls, given: Iterable[Any]) -> Recording:
        """Take records, or entries with their own times, from wherever they come."""
        records: list[Any] = []
        times = array("q")
        for item in given:
            record, micros = item, NOW
            if isinstance(item, Timed):
                record, micros = item
            elif isinstance(item, Entry):
                record, micros = item.record, to_micros(item.recorded_at)
            records.append(record)
            times.append(micros)
        return cls(records, times)

    def check(
        self, index: Index, zone: ZoneInfo, known: Callable[[], Known], now: int, clock: int
    ) -> list[Record | None]:
        """Check them against a log and a clock; return each as it will stand there, or none where it is refused."""
        last = index.times[-1] if len(index) else None
        latest = clock + AHEAD if last is None else max(clock + AHEAD, last)
        ahead = [at for at, micros in enumerate(self._times) if latest < micros < NOW]
        too_late = [not_yet(self._times[at], clock).at(record=_kind(self._records[at]), index=at) for at in ahead]
        batch: Batch | Stretches = Batch(index, known)
        if len(self._records) > 1 and Correction in map(type, self._records):
            batch = Stretches(index, zone)
        given = zip(self._records, self._times, strict=True)
        kept = [batch.put(record, now if micros == NOW else micros, at) for at, (record, micros) in enumerate(given)]
        self._records, self._times = [], []
        self._entries = batch.finish(last)
        self.errors, self.contents = batch.errors, batch.contents
        if too_late:
            self.errors = sorted((*too_late, *batch.errors), key=lambda error: error.index or 0)
        return list(batch.kept.values()) if isinstance(batch, Stretches) else kept

    def entries(self) -> Iterator[tuple[Record, int, Naming | None]]:
        """Give what is to be appended to the log, once, with the ids that claims name."""
        entries = self._entries
        entries.reverse()
        while entries:
            record, micros, _, naming = entries.pop()
            yield record, micros, naming


def not_yet(micros: int, clock: int) -> InvalidTime:
    """Refuse a time of recording that has not come."""
    found, now = (to_datetime(moment).isoformat(timespec="seconds") for moment in (micros, clock))
    expected = f"expected a time that has come: the clock says {now}; correct the time, or the clock"
    return InvalidTime(f"found {found}, {expected}", field="recorded_at", found=found)


def name_early(index: Index, appended: slice, now: int, zone: ZoneInfo) -> None:
    """Warn of claims that are recorded now and were said later, by their dates.

    Only of those that the clock dates: entries with times of their own were recorded before, and are warned of once.
    """
    times, records = index.times[appended], index.records[appended]
    claims = (record for micros, record in zip(times, records, strict=True) if micros == now)
    early = [claim for claim in claims if isinstance(claim, Claim) and claim.asserted_at.bounds(zone)[0] > now + AHEAD]
    if early:
        more = f" and {len(early) - 1} more" if len(early) > 1 else ""
        warnings.warn(
            f"found a claim dated after its recording: {early[0]}{more}; correct the date if it is a mistake",
            DateWarning,
            stacklevel=5,
        )


def _kind(record: object) -> str | None:
    return record.kind if isinstance(record, Record) else None
