"""The values that are recorded of each subject and predicate."""

from __future__ import annotations

import threading

from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion
from claimgraph.records.ids import normalise

Slot = tuple[str, str]
"""A subject and a predicate, normalised."""


class Slots:
    """Which assertions give a value for a subject and a predicate, and where in a log they were recorded.

    Only rules ask for it, so it is made when first asked for, and then goes on from there: that spares those
    without rules a hundred bytes a claim.

    Parameters
    ----------
    records : list of Record
        The log, which grows.
    lock : RLock
        Held while what was appended is entered, and by who cuts the log.
    """

    def __init__(self, records: list[Record], lock: threading.RLock) -> None:
        self._records = records
        self._values: dict[Slot, list[tuple[str, int]]] = {}
        self._subjects: dict[str, list[tuple[str, int]]] = {}
        self._until = 0
        self._lock = lock

    def values(self, slot: Slot) -> list[tuple[str, int]]:
        """Give the assertions of a slot by their ids, and where each stands in the log, in that order."""
        self._catch_up()
        return self._values.get(slot, [])

    def subjects(self, predicate: str) -> list[tuple[str, int]]:
        """Give the subjects of a predicate, and where in the log each first had a value, in that order."""
        self._catch_up()
        return self._subjects.get(predicate, [])

    def truncate(self, length: int) -> None:
        """Take back what was entered of the records from a length on, which are still in the log."""
        with self._lock:
            for offset in reversed(range(length, min(self._until + 1, len(self._records)))):
                for one in brought_in(self._records[offset]):
                    if isinstance(one, Assertion) and one.triple:
                        self._cut(one.triple, length)
            self._until = min(self._until, length)

    def _cut(self, triple: tuple[str, str, str], length: int) -> None:
        """Drop the values of the subject and predicate of a triple from a length on."""
        subject, predicate = normalise(triple[0]), normalise(triple[1])
        values = self._values.get((subject, predicate), [])
        while values and values[-1][1] >= length:
            values.pop()
        if not values:
            self._values.pop((subject, predicate), None)
            # Never without those that stay, for another thread may be asking for them.
            subjects = [item for item in self._subjects.get(predicate, ()) if item[0] != subject]
            if subjects:
                self._subjects[predicate] = subjects
            else:
                self._subjects.pop(predicate, None)

    def _catch_up(self) -> None:
        with self._lock:
            until = len(self._records)
            for place in range(self._until, until):
                record = self._records[place]
                for one in brought_in(record) if isinstance(record, Correction) else (record,):
                    if isinstance(one, Assertion) and one.triple:
                        self._enter(one.triple, one.id, place)
                self._until = place + 1

    def _enter(self, triple: tuple[str, str, str], record_id: str, place: int) -> None:
        subject, predicate = normalise(triple[0]), normalise(triple[1])
        values = self._values.setdefault((subject, predicate), [])
        if not values:
            self._subjects.setdefault(predicate, []).append((subject, place))
        values.append((record_id, place))
