"""The records of one `extend`, checked as a whole before any of them is kept.

A batch collects every fault it meets, so that somebody who loads a file hears of all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import networkx as nx

from claimgraph.errors import Conflict, InvalidRecord, NotFound, UnknownReference
from claimgraph.fields import shown
from claimgraph.flatten import flattened, held_by, holds_records, is_bare, says_the_same
from claimgraph.ids import assertion_id, normalise, source_id
from claimgraph.index import assertions_in, sources_in
from claimgraph.instants import to_datetime
from claimgraph.knowledge import Predicate, ValueKind
from claimgraph.known import Known
from claimgraph.model import (
    Assertion,
    Claim,
    Correction,
    Document,
    Record,
    SameAs,
    Source,
    Stance,
    brought_in,
    fields_of,
)
from claimgraph.names import NearNames
from claimgraph.published import Reliance
from claimgraph.values import read_value

Named = (Source, Assertion, Document, Predicate)
"""The records that are identified by a name: recorded once, completed once, and then only corrected."""


class Batch:
    """Records on their way into a log.

    Parameters
    ----------
    known : Known
        All that the log holds so far.

    Attributes
    ----------
    errors : list of InvalidRecord
        The faults met, each with the place of its record in the batch.
    """

    def __init__(self, known: Known) -> None:
        self.errors: list[InvalidRecord] = []
        self._known = known
        self._index = known.index
        self._staged: list[tuple[Record, int, int]] = []
        self._corrections: list[Correction] = []
        self._ids: dict[str, Record] = {}
        self._texts: dict[str, str] = {}
        self._moved: dict[str, str] = {}
        self._corrected: set[str] = set()
        self._same: list[tuple[str, str]] = []

    def put(self, record: object, micros: int, place: int) -> Record | None:
        """Stage one record, and those it holds, to be recorded at a time.

        Returns
        -------
        Record or None
            The record as it will stand in the log, or none where it is refused.
        """
        if not isinstance(record, Record):
            problem = f"found {shown(record)}, expected a record such as a Claim"
            self.errors.append(InvalidRecord(problem, found=record, index=place))
            return None
        try:
            if not isinstance(record, Claim) or holds_records(record):
                for held in held_by(record):
                    self._stage_held(held, micros, place)
                record = flattened(record)
            return self._stage(record, micros, place)
        except InvalidRecord as error:
            self.errors.append(error.at(record=record.kind, index=place))
            return None

    def finish(self, last: int | None) -> list[tuple[Record, int]]:
        """Resolve all references, and give what is to be appended: the records with their times.

        A source, an assertion or a document that is named only is recorded bare, just before the
        first record that names it. Times of recording may not go back behind the `last` in the log.
        """
        entries: list[tuple[Record, int]] = []
        self._settle_corrections()
        for record, micros, place in self._in_log_order():
            if self._names_nothing_new(record) and (last is None or micros >= last):
                last = micros
                entries.append((record, micros))
                continue
            try:
                last = _in_order(micros, last)
                for bare in self._unrecorded(record):
                    self._ids[bare.id] = bare
                    entries.append((bare, micros))
                self._check_references(record)
            except InvalidRecord as error:
                self.errors.append(error.at(record=record.kind, index=place))
            entries.append((record, micros))
        self.errors.sort(key=lambda error: error.index or 0)
        return entries

    def _in_log_order(self) -> list[tuple[Record, int, int]]:
        """Put corrections behind what they correct, where a batch gives them before it."""
        if not self._corrected:
            return self._staged
        early: dict[str, list[tuple[Record, int, int]]] = {}
        ordered: list[tuple[Record, int, int]] = []
        seen: set[str] = set()
        for item in self._staged:
            record = item[0]
            if isinstance(record, Correction) and record.of not in seen and record.of not in self._index.places:
                early.setdefault(record.of, []).append(item)
                continue
            following = [item]
            while following:
                one, micros, place = following.pop(0)
                ordered.append((one, max(micros, ordered[-1][1]) if one is not record and ordered else micros, place))
                for brought in brought_in(one):
                    seen.add(brought.id)
                    following += early.pop(brought.id, [])
        return ordered + [item for items in early.values() for item in items]

    # What is recorded already

    def _stage(self, record: Record, micros: int, place: int) -> Record:
        """Stage a record unless the log holds it, and give it as it stands there."""
        record_id = record.id
        recorded = self._recorded_as(record, record_id)
        if recorded is not None:
            return recorded
        if isinstance(record, Assertion):
            self._check_text(record, record_id)
            self._texts[assertion_id(record.text)] = record_id
        elif isinstance(record, Correction):
            self._corrected.update(one.of for one in brought_in(record) if isinstance(one, Correction))
        elif isinstance(record, SameAs):
            self._same.append((source_id(str(record.a)), source_id(str(record.b))))
        self._ids[record_id] = record
        self._staged.append((record, micros, place))
        return record

    def _stage_held(self, held: Record, micros: int, place: int) -> None:
        try:
            self._stage(held, micros, place)
        except InvalidRecord as error:
            raise error.at(record=held.kind)  # noqa: B904 - the same error, which is of this record

    def _recorded_as(self, record: Record, record_id: str) -> Record | None:
        """Give what the log or the batch holds of a record, and raise `Conflict` if that says otherwise."""
        if not isinstance(record, Named):
            return self._ids.get(record_id) or self._in_force(record_id)
        versions = [self._index.noted(record_id, at) for at in self._index.places.get(record_id, ())]
        staged = self._ids.get(record_id)
        found = staged or self._known.record(record_id, Record)
        if any(says_the_same(record, version) for version in (*versions, staged) if version is not None):
            return found or record
        if found is None and not versions:
            named = self._text_of(record_id) if isinstance(record, Assertion) else None
            return self._target(named) if named is not None and is_bare(record) else None
        if is_bare(record):
            return found or record
        if (new_id := self._successor(record_id)) != record_id:
            problem = f"found {record_id!r}, which was corrected to {new_id!r}; to undo that, correct the Correction"
            raise Conflict(problem, found=record)
        # What was taken out, by the log or earlier in this batch, can be recorded anew with other content.
        if found is None or is_bare(found) or record_id in self._corrected:
            return None
        raise _conflict(found, record)

    def _in_force(self, record_id: str) -> Record | None:
        """Give the record with an id that stands in the log, or was brought in by a correction that acts."""
        for place in self._index.places.get(record_id, ()):
            if self._known.corrections.is_in_force(record_id, place):
                return self._index.noted(record_id, place)
        return None

    def _check_text(self, record: Assertion, record_id: str, corrected: str | None = None) -> None:
        """Refuse a text that another assertion has: claims could not tell them apart."""
        text_id = assertion_id(record.text)
        allowed = {record_id, corrected, text_id}
        other = self._text_of(text_id) or text_id
        if other in allowed:
            found = self._ids.get(text_id) or self._known.record(text_id, Record)
            if found is None or text_id in (record_id, corrected) or is_bare(found):
                return
        raise Conflict(
            f"found {record.text!r}, which is the text of {other!r} too; give each assertion a text of its own",
            field="text",
            found=record.text,
        )

    def _text_of(self, text_id: str) -> str | None:
        """Give the id of the assertion that has this text, if it is another than the text's own."""
        named = self._index.texts.get(text_id)
        return self._texts.get(text_id) or (named and named[0])

    def _is_recorded(self, record_id: str) -> bool:
        return record_id in self._ids or record_id in self._index.places

    def _target(self, record_id: str) -> Record | None:
        if record_id in self._ids:
            return self._ids[record_id]
        places = self._index.places.get(record_id)
        return self._index.noted(record_id, places[0]) if places else None

    # Corrections

    def _settle_corrections(self) -> None:
        """Take in what corrections bring, after all else: a batch may give its records in any order."""
        for record, _, place in self._staged:
            if isinstance(record, Correction):
                try:
                    for one in brought_in(record)[:-1]:
                        assert isinstance(one, Correction)
                        self._settle(one)
                except InvalidRecord as error:
                    self.errors.append(error.at(record=record.kind, field="replacement", index=place))

    def _settle(self, correction: Correction) -> None:
        new, old = correction.replacement, correction.of
        assert new is not None
        if new.id != old:
            if isinstance(new, Named):
                self._recorded_as(new, new.id)
                self._check_no_loop(old, new.id)
                self._moved[old] = new.id
            elif self._ids.get(new.id) or self._in_force(new.id):
                problem = f"found {new.id!r}, which is recorded already; to take a record out, leave `replacement` out"
                raise Conflict(problem, found=new)
        if isinstance(new, Assertion):
            self._check_text(new, new.id, old)
            self._texts[assertion_id(new.text)] = new.id
        if new.id == old or not is_bare(new) or not self._is_recorded(new.id):
            self._ids[new.id] = new

    def _check_no_loop(self, old: str, new: str) -> None:
        passed, at = {new}, new
        while at != old and (after := self._known.corrections.after(self._moved.get(at, at))) not in passed:
            passed.add(after)
            at = after
        if at == old:
            problem = f"found {new!r}, which was corrected to {old!r}; to undo that, correct the Correction"
            raise Conflict(problem, found=new)

    def _successor(self, record_id: str) -> str:
        """Follow the corrections of the log and of the batch from an id to what stands in its place."""
        passed: set[str] = set()
        while record_id not in passed:
            passed.add(record_id)
            record_id = self._known.corrections.successor(self._moved.get(record_id, record_id))
        return record_id

    # References

    def _names_nothing_new(self, record: Record) -> bool:
        """Tell at once of most claims what the thorough checks would find: nothing to record, nothing amiss."""
        if not isinstance(record, Claim) or record.cites:
            return False
        text, document = record.assertion_id, record.document_id
        return (
            self._is_recorded(record.source_id)
            and (self._is_recorded(text) or self._text_of(text) is not None)
            and (document is None or self._is_recorded(document))
        )

    def _unrecorded(self, record: Record) -> Iterator[Record]:
        """Give bare records for what a record names and nobody has recorded."""
        named = brought_in(record)[-1]
        for _, name in sources_in(named):
            if not self._is_recorded(source_id(name)) and not name.startswith("source:"):
                yield Source(name)
        for _, text in assertions_in(named):
            key = assertion_id(text)
            if not (self._is_recorded(key) or self._text_of(key) or key == text):
                yield Assertion(text)
        if isinstance(named, (Claim, Reliance)):
            document = named.document
            is_id = document is None or str(document).startswith("document:")
            if not is_id and not self._is_recorded(str(named.document_id)):
                yield Document(url=str(document))

    def _check_references(self, record: Record) -> None:
        """Refuse references to nothing, and those that cannot mean what they say."""
        named = brought_in(record)[-1]
        for field, name in sources_in(named):
            self._require(source_id(name), field, name)
        for field, text in assertions_in(named):
            if not self._text_of(assertion_id(text)):
                self._require(assertion_id(text), field, text)
        if isinstance(named, (Claim, Reliance)) and named.document_id is not None:
            self._require(named.document_id, "document", str(named.document))
        if isinstance(named, Claim):
            self._check_cited(named)
        if isinstance(named, (Assertion, Predicate)):
            self._check_values(named)
        if isinstance(named, Source) and named.speaks_for is not None:
            self._check_chain(named)
        if isinstance(record, Correction):
            self._require(record.of, "of", record.of)
            target, new = self._target(record.of), record.replacement
            if isinstance(new, Correction) and isinstance(target, Correction) and new.of != target.of:
                problem = f"found a correction of {new.of!r}, expected one of {target.of!r}"
                raise InvalidRecord(problem, field="replacement", found=new)

    def _check_cited(self, claim: Claim) -> None:
        for item in claim.cites:
            if isinstance(item, str) and item.startswith("claim:"):
                self._require(item, "cites", item)
                if claim.stance is Stance.WITHDRAWS:
                    self._check_withdrawal(claim, self._target(item), item)

    def _check_values(self, record: Assertion | Predicate) -> None:
        """Refuse values that cannot be read as their predicate says."""
        if isinstance(record, Assertion):
            name = f"predicate:{normalise(record.triple[1])}" if record.triple else ""
            found = self._ids.get(name) or self._known.record(name, Predicate)
            declared, among = found if isinstance(found, Predicate) else None, [record]
        else:
            declared, among = record, list(self._having(record))
        if declared is None or declared.values is ValueKind.TERM:
            return
        for assertion in among:
            try:
                read_value(declared, assertion.value or "")
            except InvalidRecord as error:
                problem = f"{error.problem}; the value of {assertion.text!r}, as a {declared.values.value}"
                raise InvalidRecord(problem, field="value", found=assertion.value) from None

    def _having(self, predicate: Predicate) -> Iterator[Assertion]:
        """Give the recorded and staged assertions that have a value of a predicate."""
        name = normalise(predicate.name)
        for subject, _ in self._index.subjects.get(name, ()):
            for record_id, _ in self._index.slots[subject, name]:
                recorded = self._known.record(record_id, Assertion)
                if recorded is not None:
                    yield recorded

    def _check_withdrawal(self, claim: Claim, cited: Record | None, cited_id: str) -> None:
        """Refuse to take back what was said of another assertion, or is no more than a withdrawal."""
        if not isinstance(cited, Claim):
            return
        same = self._text_of(claim.assertion_id) or claim.assertion_id
        other = self._text_of(cited.assertion_id) or cited.assertion_id
        if self._successor(other) != self._successor(same):
            expected = f"a claim on {str(claim.assertion)!r}; withdraw a claim on the assertion it was made on"
        elif cited.stance is Stance.WITHDRAWS:
            expected = "a claim that takes a position; to undo a withdrawal, record that its source speaks again"
        elif self._one(cited.source_id) != self._one(claim.source_id):
            expected = f"a claim by {str(claim.source)!r}; only its source can take a claim back"
        else:
            return
        raise InvalidRecord(f"found {cited_id!r}, expected {expected}", field="cites", found=cited_id)

    def _one(self, source: str) -> str:
        """Give one id for all the names of a source, as the log and the batch have them."""
        name = self._known.source(self._successor(source))
        return self._merged.get(name, name)

    @cached_property
    def _merged(self) -> dict[str, str]:
        """One id for each of the sources that the batch says are the same."""
        names: nx.Graph[str] = nx.Graph()
        for pair in self._same:
            a, b = (self._known.source(self._successor(name)) for name in pair)
            names.add_edge(a, b)
        return {name: min(same) for same in nx.connected_components(names) for name in same}

    def _check_chain(self, record: Source) -> None:
        """Refuse a source that would speak for itself by way of others."""
        start = self._successor(record.id)
        passed, met = [record.name], {start}
        above: Source | str | None = record.speaks_for
        while above is not None:
            above_id = self._successor(source_id(str(above)))
            passed.append(str(above))
            if above_id == start:
                problem = f"found {' → '.join(passed)}, expected a chain that ends"
                raise InvalidRecord(problem, field="speaks_for", found=record.speaks_for)
            found = self._ids.get(above_id) or self._known.record(above_id, Source)
            above = found.speaks_for if isinstance(found, Source) and above_id not in met else None
            met.add(above_id)

    def _require(self, record_id: str, field: str, name: str) -> None:
        if self._is_recorded(record_id):
            return
        kind = record_id.partition(":")[0]
        near = NearNames(one for one in [*self._index.places, *self._ids] if one.startswith(f"{kind}:")).to(record_id)
        hint = NotFound(kind, record_id, near)
        raise UnknownReference(f"{hint}; record it first or in the same batch", field=field, found=name)


def _in_order(micros: int, last: int | None) -> int:
    """Refuse a time of recording before the last one: what was known at a time would change afterwards."""
    if last is not None and micros < last:
        found, latest = (str(to_datetime(moment)) for moment in (micros, last))
        raise InvalidRecord(f"found {found}, expected no earlier than {latest}", field="recorded_at", found=found)
    return micros


def _conflict(found: Record, record: Record) -> Conflict:
    """Name the first field in which two records of one id differ."""
    pairs = [(field.name, getattr(found, field.name), getattr(record, field.name)) for field in fields_of(record)]
    differing = [pair for pair in pairs if pair[1] != pair[2]]
    # What differs by more than case and spacing, if anything does.
    telling = [pair for pair in differing if normalise(str(pair[1])) != normalise(str(pair[2]))]
    name, old, new = (telling or differing)[0]
    return Conflict(
        f"found {shown(new)}, but {record.id!r} is recorded with {shown(old)}; "
        "record a Correction to change it, or give the other one a name of its own",
        field=name,
        found=new,
    )
