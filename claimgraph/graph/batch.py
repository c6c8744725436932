"""The records of one `extend`, checked as a whole before any of them is kept.

A batch collects every fault it meets, so that somebody who loads a file hears of all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable

from claimgraph.errors import Conflict, InvalidRecord
from claimgraph.graph.coming import Coming
from claimgraph.graph.references import References
from claimgraph.graph.staging import Staged
from claimgraph.log.identity import Sources
from claimgraph.log.index import Index
from claimgraph.log.offsets import Naming
from claimgraph.records.amendments import Correction, SameAs, brought_in
from claimgraph.records.base import Record, fields_of
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.declarations import Predicate
from claimgraph.records.ids import assertion_id, normalise, source_id
from claimgraph.records.nested import flattened, held_by, is_bare, is_triple_alone, may_hold_records, says_the_same
from claimgraph.records.validators import shown
from claimgraph.times.instants import to_datetime

Waiting = tuple[Record, int, int, Naming | None]
"""A record, its time of recording, its place in the batch and, for a claim, the ids that it names."""

Named = (Source, Assertion, Document, Predicate)
"""The records that are identified by a name: recorded once, completed once, and then only corrected."""


class Batch:
    """Records on their way into a log: a `Correction` only by itself, as what it does decides what may follow it.

    Parameters
    ----------
    index : Index
        All that the log holds so far.
    known : callable
        Gives what that means, which few records need.
    coming : Coming, optional
        What else may be referred to, where this is a stretch of a longer batch: see `claimgraph.graph.stretches`.

    Attributes
    ----------
    errors : list of InvalidRecord
        The faults met, each with the place of its record in the batch.
    """

    def __init__(self, index: Index, known: Callable[[], Sources], coming: Coming | None = None) -> None:
        self.errors: list[InvalidRecord] = []
        self._staged = Staged(index, known, coming)
        self._references = References(self._staged)
        self._waiting: list[Waiting] = []
        self._unrecorded: set[str] = set()

    def put(self, record: object, micros: int, place: int) -> Record | None:
        """Stage one record, and those it holds, to be recorded at a time.

        Returns
        -------
        Record or None
            The record as it will stand in the log, or none where it is refused.
        """
        if not isinstance(record, Record):
            self.errors.append(no_record(record).at(index=place))
            return None
        try:
            if may_hold_records(record):
                for held in held_by(record):
                    self._stage_held(held, micros, place)
                record = flattened(record, self._text_of)
            if type(record) is Claim:
                return self._stage_claim(record, micros, place)
            return self._stage(record, micros, place)
        except InvalidRecord as error:
            self.errors.append(error.at(record=record.kind, index=place))
            return None

    def finish(self, last: int | None) -> list[Waiting]:
        """Resolve all references, and give what is to be appended, in order.

        A source, an assertion or a document that is named only is recorded bare, just before the
        first record that names it. Times of recording may not go back behind the `last` in the log.
        """
        entries: list[Waiting] = []
        self._settle_corrections()
        self._unrecorded = self._staged.unrecorded()
        staged, self._waiting = self._waiting, []
        for waiting in staged:
            record, micros, place, naming = waiting
            if (last is None or micros >= last) and self._names_nothing_new(record, naming):
                last = micros
                entries.append(waiting)
                continue
            try:
                last = _in_order(micros, last)
                for bare in self._references.unrecorded(record):
                    self._staged.put(bare.id, bare)
                    self._unrecorded.discard(bare.id)
                    entries.append((bare, micros, place, None))
                if not self._names_nothing_new(record, naming):  # nor with what is recorded bare now
                    self._references.check(record)
            except InvalidRecord as error:
                self.errors.append(error.at(record=record.kind, index=place))
            entries.append(waiting)
        self.errors.sort(key=lambda error: error.index or 0)
        return entries

    @property
    def contents(self) -> dict[int, Claim]:
        """The claims of the batch, by keys for what they say: see `claimgraph.log.offsets`."""
        return self._staged.contents

    def _names_nothing_new(self, record: Record, naming: Naming | None) -> bool:
        """Tell at once of most records that there is nothing to record for what they name, and nothing amiss."""
        if naming is not None:
            if not self._unrecorded.isdisjoint(naming):
                return False
            if isinstance(record, Claim) and record.document is None and not record.cites:
                return True
        return self._references.name_nothing_new(record)

    # What is recorded already

    def _text_of(self, reference: Assertion | str) -> str:
        """Give the text that an assertion is recorded with; if it is not, or named by its text, the one it has."""
        if isinstance(reference, Assertion) and is_triple_alone(reference):
            return str(self._staged.target(reference.id) or reference)
        return str(reference)

    def _stage(self, record: Record, micros: int, place: int) -> Record:
        """Stage a record unless the log holds it, and give it as it stands there."""
        record_id = record.id
        recorded = self._recorded_as(record, record_id)
        if recorded is not None:
            return recorded
        if isinstance(record, Assertion):
            text_id = self._staged.assertions[record.text]
            self._check_text(record, record_id, text_id)
            self._staged.texts[text_id] = record_id
        elif isinstance(record, SameAs):
            self._staged.same.append((source_id(str(record.a)), source_id(str(record.b))))
        self._staged.put(record_id, record)
        self._waiting.append((record, micros, place, None))
        return record

    def _stage_claim(self, claim: Claim, micros: int, place: int) -> Record:
        """Stage a claim unless the log holds it, and give it as it stands there."""
        found = self._staged.put_claim(claim)
        if isinstance(found, Claim):
            # A correction may have brought it in, and may act no more: then it is recorded in its own right.
            return self._stage(claim, micros, place) if self._staged.index.has_corrections else found
        self._waiting.append((claim, micros, place, found))
        return claim

    def _stage_held(self, held: Record, micros: int, place: int) -> None:
        try:
            self._stage(held, micros, place)
        except InvalidRecord as error:
            raise error.at(record=held.kind)  # noqa: B904 - the same error, which is of this record

    def _recorded_as(self, record: Record, record_id: str) -> Record | None:
        """Give what the log or the batch holds of a record, and raise `Conflict` if that says otherwise."""
        if not isinstance(record, Named):
            return self._staged.get(record_id) or self._in_force(record_id)
        staged, places = self._staged.get(record_id), self._staged.index.places.of(record_id)
        if staged is None and not places:
            named = self._staged.text_of(record_id) if isinstance(record, Assertion) else None
            return self._staged.target(named) if named is not None and is_bare(record) else None
        versions = [self._staged.index.noted(record_id, at) for at in places]
        found = staged or self._staged.known.record(record_id, Record)
        if any(says_the_same(record, version) for version in (*versions, staged) if version is not None):
            return found or record
        if is_bare(record):
            return found or record
        if (new_id := self._staged.successor(record_id)) != record_id:
            problem = f"found {record_id!r}, which was corrected to {new_id!r}; to undo that, correct the Correction"
            raise Conflict(problem, found=record)
        # What was taken out can be recorded anew with other content.
        if found is None or is_bare(found):
            return None
        raise _conflict(found, record)

    def _in_force(self, record_id: str) -> Record | None:
        """Give the record with an id that stands in the log, or was brought in by a correction that acts."""
        for place in self._staged.index.places.of(record_id):
            if self._staged.known.corrections.is_in_force(record_id, place):
                return self._staged.index.noted(record_id, place)
        return None

    def _check_text(self, record: Assertion, record_id: str, text_id: str, corrected: str | None = None) -> None:
        """Refuse a text that another assertion has: claims could not tell them apart."""
        other = self._staged.text_of(text_id)
        if other is None and not self._staged.is_recorded(text_id):
            return
        if other in {None, record_id, corrected, text_id}:
            found = self._staged.get(text_id) or self._staged.known.record(text_id, Record)
            if found is None or text_id in (record_id, corrected) or is_bare(found):
                return
        raise Conflict(
            f"found {record.text!r}, which is the text of {other or text_id!r} too; "
            "give each assertion a text of its own",
            field="text",
            found=record.text,
        )

    # Corrections

    def _settle_corrections(self) -> None:
        """Take in what a correction brings, after the records that it was given in place of names."""
        for record, _, place, _ in self._waiting:
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
                self._staged.moved[old] = new.id
            elif self._staged.get(new.id) or self._in_force(new.id):
                problem = f"found {new.id!r}, which is recorded already; to take a record out, leave `replacement` out"
                raise Conflict(problem, found=new)
        if isinstance(new, Assertion):
            text_id = assertion_id(new.text)
            self._check_text(new, new.id, text_id, old)
            self._staged.texts[text_id] = new.id
        if new.id == old or not is_bare(new) or not self._staged.is_recorded(new.id):
            self._staged.put(new.id, new)

    def _check_no_loop(self, old: str, new: str) -> None:
        passed, at = {new}, new
        while (
            at != old and (after := self._staged.known.corrections.after(self._staged.moved.get(at, at))) not in passed
        ):
            passed.add(after)
            at = after
        if at == old:
            problem = f"found {new!r}, which was corrected to {old!r}; to undo that, correct the Correction"
            raise Conflict(problem, found=new)


def no_record(found: object) -> InvalidRecord:
    """Refuse what is no record."""
    return InvalidRecord(f"found {shown(found)}, expected a record such as a Claim", found=found)


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
    if name == "speaks_for":
        change = "record an Affiliation(source, speaks_for=, valid=) if that changed, or a Correction of a mistake"
    else:
        change = "record a Correction to change it, or give the other one a name of its own"
    return Conflict(
        f"found {shown(new)}, but {record.id!r} is recorded with {shown(old)}; {change}",
        field=name,
        found=new,
    )
