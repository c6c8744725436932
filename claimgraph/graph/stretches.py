"""A batch with corrections, recorded in stretches.

What a correction takes out or brings in decides what may be recorded behind it, as if one were recorded after the
other. So each correction is a stretch by itself, and so is what stands between two: each is checked with what the
stretches before it have made of the log. References may also be to what comes later, as in any batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidRecord
from claimgraph.graph.batch import Batch, Waiting, no_record
from claimgraph.graph.coming import Coming
from claimgraph.graph.continuation import Continuation
from claimgraph.log.index import Index
from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim
from claimgraph.records.nested import flattened, held_by, is_triple_alone, may_hold_records

Item = tuple[Record, int, int]
"""A record, its time of recording, and its place in the batch."""


class Stretches:
    """Records on their way into a log, some of them corrections: what a `Batch` is where there are none.

    Parameters
    ----------
    index : Index
        All that the log holds so far.
    zone : ZoneInfo
        The zone that dates are read in.

    Attributes
    ----------
    errors : list of InvalidRecord
        The faults met, each with the place of its record in the batch.
    contents : dict
        The claims of the batch, by keys for what they say; not those that a correction had brought in before, which are
        entered as the log takes them in.
    kept : dict
        For each place in the batch, the record as it will stand in the log, or none where it is refused.
    """

    def __init__(self, index: Index, zone: ZoneInfo) -> None:
        self.errors: list[InvalidRecord] = []
        self.contents: dict[int, Claim] = {}
        self.kept: dict[int, Record | None] = {}
        self._index = index
        self._zone = zone
        self._items: list[Item] = []
        self._texts: dict[str, str] = {}

    def put(self, record: object, micros: int, place: int) -> Record | None:
        """Take in one record, and those it holds, to be recorded at a time.

        What becomes of it is found out by `finish`, and told by `kept`; until then there is nothing to give.
        """
        self.kept[place] = None
        if not isinstance(record, Record):
            self.errors.append(no_record(record).at(index=place))
            return None
        try:
            if may_hold_records(record):
                held = list(held_by(record))
                self._note_texts(held)
                record = flattened(record, self._text_of)
                self._items += [(one, micros, place) for one in held]
            self._note_texts([record])
            self._items.append((record, micros, place))
        except InvalidRecord as error:
            self.errors.append(error.at(record=record.kind, index=place))
        return None

    def _note_texts(self, records: Iterable[Record]) -> None:
        """Note the texts of assertions that the batch holds, as a triple alone may name them."""
        self._texts |= {one.id: one.text for one in records if isinstance(one, Assertion) and one.id not in self._texts}

    def _text_of(self, reference: Assertion | str) -> str:
        """Give the text that an assertion is recorded with; if it is not, or named by its text, the one it has."""
        if not (isinstance(reference, Assertion) and is_triple_alone(reference)):
            return str(reference)
        places = self._index.places.of(reference.id)
        recorded = self._index.noted(reference.id, places[0]) if places else None
        return self._texts.get(reference.id, reference.text) if recorded is None else str(recorded)

    def finish(self, last: int | None) -> list[Waiting]:
        """Check all, stretch by stretch, and give what is to be appended, in order.

        Times of recording may not go back behind the `last` in the log.
        """
        items = _in_log_order(self._items, self._index)
        coming = Coming(self._index, (record for record, _, _ in items))
        log = Continuation(self._index, self._zone)
        appended: list[Waiting] = []
        for stretch in _cut(items):
            batch = Batch(log, log.read, coming)
            for record, micros, place in stretch:
                self.kept[place] = batch.put(record, micros, place)
            entries = batch.finish(last)
            # Also where one in it is at fault for being too early.
            last = max((micros for _, micros, _, _ in entries if last is None or micros > last), default=last)
            log.note_contents(batch.contents)
            log.extend((record, micros, naming) for record, micros, _, naming in entries)
            self.contents.update(batch.contents)
            self.errors += batch.errors
            appended += entries
        self.errors.sort(key=lambda error: error.index or 0)
        return appended


def _in_log_order(items: Sequence[Item], log: Index) -> list[Item]:
    """Put corrections behind what they correct, where a batch gives them before it."""
    early: dict[str, list[Item]] = {}
    ordered: list[Item] = []
    seen: set[str] = set()
    for item in items:
        record = item[0]
        if isinstance(record, Correction) and not (record.of in seen or log.places.of(record.of)):
            early.setdefault(record.of, []).append(item)
            continue
        following = [item]
        while following:
            one, micros, place = following.pop(0)
            late = one is not record
            ordered.append((one, max(micros, ordered[-1][1]) if late else micros, place))
            for brought in brought_in(one):
                seen.add(brought.id)
                following += early.pop(brought.id, [])
    return ordered + [item for items in early.values() for item in items]


def _cut(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Cut a batch before and behind each correction."""
    start = 0
    for at, (record, _, _) in enumerate(items):
        if isinstance(record, Correction):
            if start < at:
                yield items[start:at]
            yield items[at : at + 1]
            start = at + 1
    if start < len(items):
        yield items[start:]
