"""What would be in a log if it went on: for checks that have to know before anything of it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from claimgraph.log.corrections import Corrections
from claimgraph.log.identity import Sources
from claimgraph.log.index import Index
from claimgraph.log.offsets import Naming, Places
from claimgraph.log.slots import Slot, Slots
from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Claim, Source


class Continuation(Index):
    """A log that goes on where another ends, and leaves that as it is.

    It has the look-ups that checks need, not those that questions need. Its records are copied, at 3 ms a million;
    everything else of the log is looked up where it is.

    Parameters
    ----------
    log : Index
        The log up to here, which must not grow meanwhile.
    zone : ZoneInfo
        The zone that dates are read in.
    """

    def __init__(self, log: Index, zone: ZoneInfo) -> None:
        super().__init__()
        self._log = log
        self._zone = zone
        self._reading: _Reading | None = None
        self.records = log.records.copy()
        self.times = log.times[:]
        self.knowledge = log.knowledge.copy()
        self.rules = log.rules.copy()
        self.contents = _Contents(log.contents)
        self.has_corrections = log.has_corrections
        self.places = _Places(self.records, log.places)
        self.slots = _Slots(self.records, log.slots)

    def read(self) -> Sources:
        """Give what the log means so far; what was given before goes on to that."""
        if self._reading is None:
            self._reading = _Reading(self, self._zone)
        self._reading.go_on()
        return self._reading

    def note_contents(self, contents: dict[int, Claim]) -> None:
        """Enter what claims say, by keys that no other claim has; never in place of what was there before."""
        self.contents.update(contents)

    def extend(self, entries: Iterable[tuple[Record, int, Naming | None]]) -> None:
        """Go on with records that have been checked, with their times of recording."""
        for place, (record, micros, naming) in enumerate(entries, len(self.records)):
            for one in brought_in(record) if isinstance(record, Correction) else (record,):
                if not isinstance(one, Claim):  # which is looked for by its id and its content
                    self._note(one, place)
                elif one is not record or naming is None:
                    self._entered(one)
            self._note_knowledge(record, place)
            self.times.append(micros)
            self.records.append(record)

    def triple_of(self, text_id: str, length: int) -> str | None:
        """Give the id by triple of the assertion that the first `length` records have under a text, if there is one."""
        return self._log.triple_of(text_id, length) or super().triple_of(text_id, length)


class _Reading(Sources):
    """What a log means that goes on: corrections are taken in as they come, and who is who is found out when asked.

    Parameters
    ----------
    log : Index
        The log.
    zone : ZoneInfo
        The zone that dates are read in.
    """

    def __init__(self, log: Index, zone: ZoneInfo) -> None:
        super().__init__(log, len(log), zone)
        self._asked: Sources | None = None

    def go_on(self) -> None:
        """Take in what the log has by now."""
        if self.length < len(self.index):
            self.length = len(self.index)
            self.corrections.go_on(self.length)

    def source(self, reference: Source | str) -> str:
        if self._asked is None or self._asked.length < self.length:
            self._asked = Sources(self.index, self.length, self.zone, self._asked)
        return self._asked.source(reference)

    def _find_who_is_who(self) -> None:
        self.corrections = Corrections(self.index, self.length)


class _Contents(dict[int, Claim]):
    """The claims where a log goes on, and before, by keys for what they say."""

    def __init__(self, before: Mapping[int, Claim]) -> None:
        super().__init__()
        self._before = before

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self._before

    def __missing__(self, key: int) -> Claim:
        return self._before[key]


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
