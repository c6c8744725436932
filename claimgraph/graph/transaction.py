"""One atomic append: records are checked and appended one after the other, and all taken back if any is refused.

What a record may be depends on what was recorded before it, corrections among it, so each is checked against the log
with all before it appended. What it refers to may come later in the batch: references are resolved at the end.
Every fault of a batch is collected, so that somebody who loads a file hears of all of them at once; of records that
contradict each other, or close a ring of representation, the last one is at fault.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from claimgraph.errors import DateWarning, InvalidRecord, InvalidTime, outside
from claimgraph.graph.admittance import Admittance
from claimgraph.graph.announced import Announced
from claimgraph.graph.references import References
from claimgraph.log.entries import Entry, Timed
from claimgraph.log.index import Index
from claimgraph.log.offsets import content_key, find_content
from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.ids import Ids, assertion_id, source_id
from claimgraph.records.nested import assertions_in, flattened, held_by, is_triple_alone, may_hold_records, sources_in
from claimgraph.records.reliance import Reliance
from claimgraph.records.validators import shown
from claimgraph.times.instants import BEGINNING, DAY, to_datetime, to_micros

AHEAD = DAY
"""How far ahead of this machine's clock a time of recording may be.

Clocks differ, and one that runs on the wrong zone is off by up to 14 hours: what it wrote can be read elsewhere. Later
times are mistakes, and would be those of all that is recorded afterwards, as times of recording never go backwards.
"""


class Item(NamedTuple):
    """A record on its way into the log, with names in place of the records it was given."""

    record: Record
    micros: int
    position: int
    """Its position in the batch; for a record given in place of a name, that of the one it was given in."""


class Transaction:
    """Records on their way into a log, all or none.

    Parameters
    ----------
    index : Index
        The log.
    zone : ZoneInfo
        The zone that dates are read in.

    Attributes
    ----------
    errors : list of InvalidRecord
        The faults met, each with the position of its record in the batch: unless there are none, the log must be
        truncated to where it ended before.
    kept : list of Record or None
        Each record as it stands in the log, or none where it is refused.
    """

    def __init__(self, index: Index, zone: ZoneInfo) -> None:
        self.errors: list[InvalidRecord] = []
        self.kept: list[Record | None] = []
        self._index = index
        self._zone = zone
        self._last = index.times[-1] if len(index) else BEGINNING
        self._sources = Ids(source_id)
        self._assertions = Ids(assertion_id)
        self._resolved: set[str] = set()
        self._to_check: list[Item] = []

    def record(self, given: Sequence[Any], now: int) -> None:
        """Append records, or entries with their own times.

        Parameters
        ----------
        given : sequence
            What is given for records.
        now : int
            The time of recording of those without one, in microseconds.
        """
        items = self._flattened(given, now)
        if len(items) > 1 and any(isinstance(item.record, Correction) for item in items):
            items = _behind_what_they_correct(items, self._index)
        self._announced = Announced(item.record for item in items)
        self._references = References(self._index, self._zone, self._announced)
        self._admittance = Admittance(self._index)
        refused: set[int] = set()
        for item in items:
            if item.position in refused:
                continue
            try:
                append = self._append_claim if type(item.record) is Claim else self._append_other
                self.kept[item.position] = append(item)
            except InvalidRecord as error:
                refused.add(item.position)
                self._refuse(error, item)
        for item in self._to_check:
            try:
                self._references.check(item.record)
            except InvalidRecord as error:
                self._refuse(error, item)
        self.errors.sort(key=lambda error: error.index or 0)

    def _flattened(self, given: Sequence[Any], now: int) -> list[Item]:
        """Return the records with those that they hold before them."""
        items: list[Item] = []
        texts = _Texts(self._index)
        clock = to_micros(datetime.now(UTC))
        latest = max(clock + AHEAD, self._last)
        self.kept = [None] * len(given)
        for position, one in enumerate(given):
            record, micros = one, now
            if isinstance(one, Timed):
                record, micros = one
            elif isinstance(one, Entry):
                record, micros = one.record, to_micros(one.recorded_at)
            if not isinstance(record, Record):
                error = InvalidRecord(f"found {shown(record)}, expected a record such as a Claim", found=record)
                self.errors.append(error.at(index=position))
                continue
            if micros > latest:
                self.errors.append(not_yet(micros, clock).at(record=record.kind, index=position))
            if may_hold_records(record):
                try:
                    held = list(held_by(record))
                    texts.note(held)
                    record = flattened(record, texts.of)
                    items += [Item(other, micros, position) for other in held]
                except InvalidRecord as error:
                    self.errors.append(error.at(record=record.kind, index=position))
                    continue
            elif isinstance(record, Assertion):
                texts.note([record])
            items.append(Item(record, micros, position))
        return items

    def _append_claim(self, item: Item) -> Record:
        """Append a claim unless the log holds it, and return it as it stands there."""
        claim, index = item.record, self._index
        assert isinstance(claim, Claim)
        naming = source, assertion = self._sources[str(claim.source)], self._assertions[str(claim.assertion)]
        key, said = content_key(claim, source, assertion), None
        if key in index.contents:
            key, said = find_content(claim, key, index.contents)
        if said is not None:
            # With corrections, it may have been taken out, or brought in by one that acts no more.
            recorded = self._admittance.recorded_as(claim, claim.id) if index.has_corrections else said
            if recorded is not None:
                return recorded
        resolved = self._resolved
        is_alone = claim.document is None and not claim.cites
        is_resolved = (is_alone and source in resolved and assertion in resolved) or self._resolve(item)
        if claim.cites or not is_resolved:
            self._to_check.append(item)
        self._append(item, None if said is not None else (naming, key))
        return claim

    def _append_other(self, item: Item) -> Record:
        """Append a record that is no claim unless the log holds it, and return it as it stands there."""
        record = item.record
        recorded = self._admittance.recorded_as(record, record.id)
        if recorded is not None:
            return recorded
        if isinstance(record, Assertion):
            self._admittance.check_text(record, record.id)
        elif isinstance(record, Correction):
            self._references.check_corrected(record)
            self._admittance.check_correction(record)
        self._resolve(item)
        if not isinstance(record, (Assertion, Document)):
            self._to_check.append(item)
        self._append(item)
        if isinstance(record, Correction):
            self._references.follow_chains_anew()
        named = brought_in(record)[-1]
        if isinstance(named, Source):
            self._references.check_chain(named)
        return record

    def _append(self, item: Item, found: tuple[tuple[str, str], int] | None = None) -> None:
        """Append a record; times of recording may not go back, or what was known at a time would change afterwards."""
        micros = item.micros
        if micros < self._last:
            early, latest = (str(to_datetime(moment)) for moment in (micros, self._last))
            problem = f"found {early}, expected no earlier than {latest}"
            self._refuse(InvalidRecord(problem, field="recorded_at", found=early), item)
            micros = self._last
        self._last = micros
        self._index.append(item.record, micros, found)

    def _resolve(self, item: Item) -> bool:
        """Record bare what a record names and neither the log nor the batch holds; return whether all is found."""
        is_resolved = True
        own = {one.id for one in brought_in(item.record)} if not isinstance(item.record, Claim) else ()
        for record_id, bare in self._named_in(item.record):
            if record_id in own or self._is_named(record_id):
                self._resolved.add(record_id)
            elif bare is None:
                is_resolved = False
            else:
                self._append(Item(bare, item.micros, item.position))
                self._resolved.add(record_id)
        return is_resolved

    def _named_in(self, record: Record) -> Iterator[tuple[str, Record | None]]:
        """Yield the ids of what a record names, with the bare records for those that are named otherwise than by id."""
        named = brought_in(record)[-1]
        for _, name in sources_in(named):
            key = self._sources[name]
            yield key, None if name == key else Source(name)
        for _, text in assertions_in(named):
            key = self._assertions[text]
            yield key, None if text == key else Assertion(text)
        if isinstance(named, (Claim, Reliance)) and named.document is not None:
            url = str(named.document)
            yield str(named.document_id), None if url.startswith("document:") else Document(url=url)

    def _is_named(self, record_id: str) -> bool:
        """Return whether the log or the batch has a record with an id, or an assertion with that text."""
        index, announced = self._index, self._announced
        if record_id in announced.ids or record_id in announced.texts or index.places.of(record_id):
            return True
        return record_id.startswith("assertion:") and index.triple_of(record_id, len(index)) is not None

    def _refuse(self, error: InvalidRecord, item: Item) -> None:
        self.errors.append(error.at(record=item.record.kind, index=item.position))


class _Texts:
    """The texts that assertions are recorded with, by their triples."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._noted: list[Assertion] = []
        self._texts: dict[str, str] = {}

    def note(self, records: Iterable[Record]) -> None:
        """Note the assertions of a batch."""
        self._noted += (one for one in records if isinstance(one, Assertion) and one.triple)

    def of(self, reference: Assertion | str) -> str:
        """Return the text that an assertion is recorded with; if it is not, or named by its text, the one it has."""
        if not (isinstance(reference, Assertion) and is_triple_alone(reference)):
            return str(reference)
        offsets = self._index.places.of(reference.id)
        if offsets:
            return str(self._index.noted(reference.id, offsets[0]))
        for one in self._noted:  # whose ids are looked for only here: few batches name an assertion so
            self._texts.setdefault(one.id, one.text)
        self._noted.clear()
        return self._texts.get(reference.id, reference.text)


def _behind_what_they_correct(items: Sequence[Item], index: Index) -> list[Item]:
    """Put corrections behind what they correct, where a batch gives them before it."""
    early: dict[str, list[Item]] = {}
    ordered: list[Item] = []
    seen: set[str] = set()
    for item in items:
        record = item.record
        if isinstance(record, Correction) and not (record.of in seen or index.places.of(record.of)):
            early.setdefault(record.of, []).append(item)
            continue
        following = [item]
        while following:
            one = following.pop(0)
            micros = one.micros if one is item else max(one.micros, ordered[-1].micros)
            ordered.append(one._replace(micros=micros))
            for brought in brought_in(one.record):
                seen.add(brought.id)
                following += early.pop(brought.id, [])
    return ordered + [item for waiting in early.values() for item in waiting]


def not_yet(micros: int, clock: int) -> InvalidTime:
    """Return the error for a time of recording that has not come."""
    found, now = (to_datetime(moment).isoformat(timespec="seconds") for moment in (micros, clock))
    expected = f"expected a time that has come: the clock says {now}; correct the time, or the clock"
    return InvalidTime(f"found {found}, {expected}", field="recorded_at", found=found)


def warn_of_dates(index: Index, start: int, now: int, zone: ZoneInfo) -> None:
    """Warn of claims from an offset on that are recorded now and were said later, by their dates.

    Only of those that the clock dates: entries with times of their own were recorded before, and are warned of once.
    """
    claims = (index.records[at] for at in range(start, len(index)) if index.times[at] == now)
    early = [claim for claim in claims if isinstance(claim, Claim) and claim.asserted_at.bounds(zone)[0] > now + AHEAD]
    if early:
        more = f" and {len(early) - 1} more" if len(early) > 1 else ""
        warnings.warn(
            f"found a claim dated after its recording: {early[0]}{more}; correct the date if it is a mistake",
            DateWarning,
            stacklevel=outside(),
        )
