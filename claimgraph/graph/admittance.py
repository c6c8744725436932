"""Whether a record may follow what a log holds: not what it holds already, nor what contradicts that."""

from __future__ import annotations

from claimgraph.errors import Conflict
from claimgraph.log.index import Index
from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record, fields_of
from claimgraph.records.claims import Assertion, Document, Source
from claimgraph.records.declarations import Predicate
from claimgraph.records.ids import assertion_id, normalise
from claimgraph.records.nested import is_bare, says_the_same
from claimgraph.records.validators import shown

Named = (Source, Assertion, Document, Predicate)
"""The records that are identified by a name: recorded once, completed once, and then only corrected."""


class Admittance:
    """What the end of a log admits.

    Parameters
    ----------
    index : Index
        The log.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    def recorded_as(self, record: Record, record_id: str) -> Record | None:
        """Return what the log holds of a record, and raise `Conflict` if that says otherwise."""
        index = self._index
        offsets = index.places.of(record_id)
        if not isinstance(record, Named):
            in_force = (at for at in offsets if index.corrections.is_in_force(record_id, at))
            return next((index.noted(record_id, at) for at in in_force), None)
        if not offsets:
            named = index.triple_of(record_id, len(index)) if isinstance(record, Assertion) else None
            return None if named is None or not is_bare(record) else index.noted(named, index.places.of(named)[0])
        found = index.corrections.record(record_id, Record, len(index))
        if is_bare(record) or any(says_the_same(record, index.noted(record_id, at)) for at in offsets):
            return found or record
        if (new_id := index.corrections.successor(record_id)) != record_id:
            problem = f"found {record_id!r}, which was corrected to {new_id!r}; to undo that, correct the Correction"
            raise Conflict(problem, found=record)
        # What was taken out can be recorded anew with other content.
        if found is None or is_bare(found):
            return None
        raise _conflict(found, record)

    def check_text(self, record: Assertion, record_id: str, corrected: str | None = None) -> None:
        """Refuse a text that another assertion has: claims could not tell them apart."""
        index, text_id = self._index, assertion_id(record.text)
        other = index.triple_of(text_id, len(index))
        if other is None and not index.places.of(text_id):
            return
        if other in {None, record_id, corrected, text_id}:
            found = index.corrections.record(text_id, Record, len(index))
            if found is None or text_id in (record_id, corrected) or is_bare(found):
                return
        raise Conflict(
            f"found {record.text!r}, which is the text of {other or text_id!r} too; "
            "give each assertion a text of its own",
            field="text",
            found=record.text,
        )

    def check_correction(self, correction: Correction) -> None:
        """Refuse a correction that brings in what contradicts the log, or leads back to what it corrects."""
        try:
            for one in brought_in(correction)[:-1]:
                assert isinstance(one, Correction)  # all but the last bring something in
                self._check_replacement(one)
        except Conflict as error:
            raise error.at(field="replacement")  # noqa: B904 - the same error

    def _check_replacement(self, correction: Correction) -> None:
        new, old = correction.replacement, correction.of
        assert new is not None
        if new.id != old:
            recorded = self.recorded_as(new, new.id)
            if isinstance(new, Named):
                self._check_no_loop(old, new.id)
            elif recorded is not None:
                problem = f"found {new.id!r}, which is recorded already; to take a record out, leave `replacement` out"
                raise Conflict(problem, found=new)
        if isinstance(new, Assertion):
            self.check_text(new, new.id, old)

    def _check_no_loop(self, old: str, new: str) -> None:
        passed, at = {new}, new
        while at != old and (after := self._index.corrections.after(at)) not in passed:
            passed.add(after)
            at = after
        if at == old:
            problem = f"found {new!r}, which was corrected to {old!r}; to undo that, correct the Correction"
            raise Conflict(problem, found=new)


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
