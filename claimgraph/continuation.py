"""What would be in a log if it went on: for checks that have to know before anything of it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimgraph.index import Index
from claimgraph.model import Claim, Correction, Record, brought_in
from claimgraph.places import Naming, Places
from claimgraph.slots import Slot, Slots


class Continuation(Index):
    """A log that goes on where another ends, and leaves that as it is.

    It has the look-ups that checks need, not those that questions need. Its records are copied, at 5 ms a million;
    everything else of the log is looked up where it is.

    Parameters
    ----------
    log : Index
        The log up to here, which must not grow meanwhile.
    """

    def __init__(self, log: Index) -> None:
        super().__init__()
        self._log = log
        self.records = log.records.copy()
        self.times = log.times[:]
        self.knowledge = log.knowledge.copy()
        self.rules = log.rules.copy()
        self.contents = log.contents
        self.has_corrections = log.has_corrections
        self.places = _Places(self.records, log.places)
        self.slots = _Slots(self.records, log.slots)

    def extend(self, entries: Iterable[tuple[Record, int, Naming | None]]) -> None:
        """Go on with records that have been checked, with their times of recording."""
        for place, (record, micros, _) in enumerate(entries, len(self.records)):
            for one in brought_in(record) if isinstance(record, Correction) else (record,):
                if not isinstance(one, Claim):  # which is looked for by its id alone
                    self._note(one, place)
            self._note_knowledge(record, place)
            self.times.append(micros)
            self.records.append(record)

    def triple_of(self, text_id: str, length: int) -> str | None:
        """Give the id by triple of the assertion that the first `length` records have under a text, if there is one."""
        return self._log.triple_of(text_id, length) or super().triple_of(text_id, length)


class _Places(Places):
    """Where records stand in a log, and where it goes on."""

    def __init__(self, records: list[Record], before: Places) -> None:
        super().__init__(records)
        self._before = before
        self._claims_until = len(records)

    def of(self, record_id: str) -> Sequence[int]:
        before, new = self._before.of(record_id), super().of(record_id)
        return (*before, *new) if before and new else before or new

    def ids(self, kind: str) -> Iterator[str]:
        yield from self._before.ids(kind)
        yield from super().ids(kind)


class _Slots(Slots):
    """The values in a log, and where it goes on."""

    def __init__(self, records: list[Record], before: Slots) -> None:
        super().__init__(records)
        self._before = before
        self._until = len(records)

    def values(self, slot: Slot) -> list[tuple[str, int]]:
        return [*self._before.values(slot), *super().values(slot)]

    def subjects(self, predicate: str) -> list[tuple[str, int]]:
        first = dict(self._before.subjects(predicate))
        return list((dict(super().subjects(predicate)) | first).items())
