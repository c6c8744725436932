"""The records of one `extend`, checked as a whole before any of them is kept.

A batch collects every fault it meets, so that somebody who loads a file hears of all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from claimgraph.errors import Conflict, InvalidRecord, NotFound, UnknownReference
from claimgraph.fields import shown
from claimgraph.ids import assertion_id, source_id
from claimgraph.index import sources_in
from claimgraph.instants import to_datetime
from claimgraph.known import Known
from claimgraph.model import (
    Affiliation,
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
        self._ids: dict[str, Record] = {}
        self._texts: dict[str, str] = {}

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
            for held in held_by(record):
                self._stage(held, micros, place)
            return self._stage(flattened(record), micros, place)
        except InvalidRecord as error:
            self.errors.append(error.at(record=record.kind, index=place))
            return None

    def finish(self, last: int | None) -> list[tuple[Record, int]]:
        """Resolve all references, and give what is to be appended: the records with their times.

        A source, an assertion or a document that is named only is recorded bare, just before the
        first record that names it. Times of recording may not go back behind the `last` in the log.
        """
        entries: list[tuple[Record, int]] = []
        for record, micros, place in self._staged:
            try:
                last = _in_order(micros, last)
                for bare in self._unrecorded(record):
                    self._ids[bare.id] = bare
                    entries.append((bare, micros))
                self._check_references(record)
            except InvalidRecord as error:
                self.errors.append(error.at(record=record.kind, index=place))
            entries.append((record, micros))
        return entries

    def _stage(self, record: Record, micros: int, place: int) -> Record:
        record_id = record.id
        if isinstance(record, (Source, Assertion, Document)):
            if self._says_nothing_new(record, record_id):
                return record
            if isinstance(record, Assertion):
                self._check_text(record, record_id)
                self._texts[assertion_id(record.text)] = record_id
        elif record_id in self._ids or record_id in self._index.places:
            return record
        self._ids[record_id] = record
        if isinstance(record, Correction) and record.replacement is not None:
            self._stage_replacement(record, record.replacement)
        self._staged.append((record, micros, place))
        return record

    def _stage_replacement(self, correction: Correction, new: Record) -> None:
        if new.id != correction.of:
            if isinstance(new, (Source, Assertion, Document)):
                self._says_nothing_new(new, new.id)
            elif new.id in self._ids or new.id in self._index.places:
                raise Conflict(
                    f"found {new.id!r}, which is recorded already; to take a record out, leave `replacement` out",
                    field="replacement",
                    found=new,
                )
        if isinstance(new, Assertion):
            self._check_text(new, new.id, correction.of)
            self._texts[assertion_id(new.text)] = new.id
        self._ids[new.id] = new
        if isinstance(new, Correction) and new.replacement is not None:
            self._stage_replacement(new, new.replacement)

    def _says_nothing_new(self, record: Source | Assertion | Document, record_id: str) -> bool:
        """Tell whether a record is in the log, and raise `Conflict` if its id stands for other content."""
        found = self._ids.get(record_id) or self._known.record(record_id, Record)
        if found is None:
            recorded = self._text_of(assertion_id(record.text)) if isinstance(record, Assertion) else None
            return recorded is not None and is_bare(record)
        if found == record or is_bare(record):
            return True
        if is_bare(found):
            return False
        if any(self._index.noted(record_id, at) == record for at in self._index.places.get(record_id, ())):
            return True
        raise _conflict(found, record)

    def _check_text(self, record: Assertion, record_id: str, corrected: str | None = None) -> None:
        """Refuse a text that another assertion has: claims could not tell them apart."""
        text_id = assertion_id(record.text)
        other = self._text_of(text_id)
        if other is None or other in (record_id, corrected, text_id):
            found = self._ids.get(text_id) or self._known.record(text_id, Record)
            if found is None or text_id in (record_id, corrected) or is_bare(found):
                return
            other = text_id
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

    def _unrecorded(self, record: Record) -> Iterator[Record]:
        """Give bare records for what a record names and nobody has recorded."""
        named = brought_in(record)[-1]
        for name in sources_in(named):
            if not self._is_recorded(source_id(name)) and not name.startswith("source:"):
                yield Source(name)
        if isinstance(named, Claim):
            key = named.assertion_id
            if not (self._is_recorded(key) or self._text_of(key) or key == named.assertion):
                yield Assertion(str(named.assertion))
            document = named.document
            is_id = document is None or str(document).startswith("document:")
            if not is_id and not self._is_recorded(str(named.document_id)):
                yield Document(url=str(document))

    def _check_references(self, record: Record) -> None:
        """Refuse references to nothing, and those that cannot mean what they say."""
        named = brought_in(record)[-1]
        for name in sources_in(named):
            self._require(source_id(name), "source", name)
        if isinstance(named, Claim):
            self._check_claim(named)
        if isinstance(named, Source) and named.speaks_for is not None:
            self._check_chain(named)
        if isinstance(record, Correction):
            self._require(record.of, "of", record.of)
            target = self._target(record.of)
            new = record.replacement
            if isinstance(new, Correction) and isinstance(target, Correction) and new.of != target.of:
                problem = f"found a correction of {new.of!r}, expected one of {target.of!r}"
                raise InvalidRecord(problem, field="replacement", found=new)

    def _check_claim(self, claim: Claim) -> None:
        if not self._text_of(claim.assertion_id):
            self._require(claim.assertion_id, "assertion", str(claim.assertion))
        if claim.document_id is not None:
            self._require(claim.document_id, "document", str(claim.document))
        for item in claim.cites:
            if isinstance(item, str) and item.startswith("claim:"):
                self._require(item, "cites", item)
                if claim.stance is Stance.WITHDRAWS:
                    self._check_withdrawal(claim, self._target(item), item)

    def _check_withdrawal(self, claim: Claim, cited: Record | None, cited_id: str) -> None:
        """Refuse to take back what was said of another assertion, or is no more than a withdrawal."""
        if not isinstance(cited, Claim):
            return
        same = self._text_of(claim.assertion_id) or claim.assertion_id
        if (self._text_of(cited.assertion_id) or cited.assertion_id) != same:
            expected = f"a claim on {str(claim.assertion)!r}; withdraw a claim on the assertion it was made on"
        elif cited.stance is Stance.WITHDRAWS:
            expected = "a claim that takes a position; to undo a withdrawal, record that its source speaks again"
        elif not self._same_source(cited.source_id, claim.source_id):
            expected = f"a claim by {str(claim.source)!r}; only its source can take a claim back"
        else:
            return
        raise InvalidRecord(f"found {cited_id!r}, expected {expected}", field="cites", found=cited_id)

    def _same_source(self, a: str, b: str) -> bool:
        if a == b or self._known.source(a) == self._known.source(b):
            return True
        # A batch that says that two names are one source may use it at once.
        return any(isinstance(record, (SameAs, Correction)) for record, _, _ in self._staged)

    def _check_chain(self, record: Source) -> None:
        """Refuse a source that would speak for itself by way of others."""
        passed, met = [record.name], set[str]()
        above: Source | str | None = record.speaks_for
        while above is not None:
            above_id = source_id(str(above))
            passed.append(str(above))
            if above_id == record.id:
                ring = " → ".join(passed)
                raise InvalidRecord(
                    f"found {ring}, expected a chain that ends", field="speaks_for", found=record.speaks_for
                )
            found = self._ids.get(above_id) or self._known.record(above_id, Source)
            above = found.speaks_for if isinstance(found, Source) and above_id not in met else None
            met.add(above_id)

    def _target(self, record_id: str) -> Record | None:
        if record_id in self._ids:
            return self._ids[record_id]
        places = self._index.places.get(record_id)
        return self._index.noted(record_id, places[0]) if places else None

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


def held_by(record: Record) -> Iterator[Record]:
    """Give the records that a record was given in place of names, innermost first."""
    named = brought_in(record)[-1]
    for field in fields_of(named):
        value = getattr(named, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, (Source, Assertion, Document)):
                yield from held_by(item)
                yield flattened(item)


def flattened(record: Record) -> Record:
    """Give a record with names in place of the records it was given."""
    if isinstance(record, Claim):
        held = (record.source, record.assertion, record.document, *record.cites)
        if not any(isinstance(item, Record) for item in held):
            return record
        document = record.document
        if isinstance(document, Document):
            document = document.url or document.id
        return attrs.evolve(
            record,
            source=str(record.source),
            assertion=str(record.assertion),
            document=document,
            cites=tuple(str(item) if isinstance(item, Source) else item for item in record.cites),
        )
    if isinstance(record, (Source, Affiliation)):
        if isinstance(record.speaks_for, Source):
            record = attrs.evolve(record, speaks_for=str(record.speaks_for))
        if isinstance(record, Affiliation) and isinstance(record.source, Source):
            record = attrs.evolve(record, source=str(record.source))
    elif isinstance(record, SameAs):
        return attrs.evolve(record, a=str(record.a), b=str(record.b))
    elif isinstance(record, Correction) and record.replacement is not None:
        return attrs.evolve(record, replacement=flattened(record.replacement))
    return record


def is_bare(record: Record) -> bool:
    """Tell whether a record holds no more than the name it is identified by."""
    if isinstance(record, Source):
        return record == Source(record.name)
    if isinstance(record, Assertion):
        return record == Assertion(record.text)
    return isinstance(record, Document) and record.url is not None and record == Document(url=record.url)


def _conflict(found: Record, record: Record) -> Conflict:
    """Name the first field in which two records of one id differ."""
    pairs = ((field.name, getattr(found, field.name), getattr(record, field.name)) for field in fields_of(record))
    name, old, new = next(pair for pair in pairs if pair[1] != pair[2])
    return Conflict(
        f"found {shown(new)}, but {record.id!r} is recorded with {shown(old)}; "
        "record a Correction to change it, or give the other one a name of its own",
        field=name,
        found=new,
    )
