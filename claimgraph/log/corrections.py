"""What the corrections in a log amount to, up to a length of it.

A correction may itself be corrected; the last that stands decides. What takes the place of a record may be
corrected in turn, so that references are followed from record to record.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record
from claimgraph.records.nested import is_bare

if TYPE_CHECKING:
    from claimgraph.log.index import Index

R = TypeVar("R", bound=Record)


class Corrections:
    """The corrections in force among the first `length` entries of a log.

    Parameters
    ----------
    index : Index
        The log.
    length : int
        How much of it is known.

    Attributes
    ----------
    acting : dict
        The correction in force for each record that has one, by the record's id.
    has_of_assertions : bool
        Whether any is of an assertion, in force or not.
    """

    def __init__(self, index: Index, length: int) -> None:
        self._index = index
        self._length = length
        self._places: dict[str, int] = {}
        self.acting: dict[str, Correction] = {}
        self.has_of_assertions = False
        self._targets: dict[str, str] = {}
        self._of_target: dict[str, list[int]] = {}
        self._traced = 0
        known = takewhile(lambda place: place < length, index.knowledge)
        self._find_acting([place for place in known if isinstance(index.records[place], Correction)])

    @cached_property
    def predecessors(self) -> dict[str, list[str]]:
        """For each id, those of the records that it stands in place of."""
        found: dict[str, list[str]] = {}
        for old in self.acting:
            found.setdefault(self.successor(old), []).append(old)
        return found

    def go_on(self, length: int) -> None:
        """Take in what the log has up to a greater length: each correction by itself, and what it is of alone."""
        knowledge = self._index.knowledge
        new = knowledge[bisect_left(knowledge, self._length) : bisect_left(knowledge, length)]
        self._length = length
        self.__dict__.pop("predecessors", None)
        for place in new:
            record = self._index.records[place]
            if isinstance(record, Correction):
                if record.of.startswith("correction:"):
                    self._decide_anew(record, place)
                else:
                    self._act(record, place)

    def successor(self, record_id: str) -> str:
        """Follow the corrections from an id to the id of what stands in its place."""
        if not self.acting:  # as in most logs: every name and every claim is followed here
            return record_id
        passed: set[str] = set()
        while record_id not in passed:
            passed.add(record_id)
            record_id = self.after(record_id)
        return record_id

    def after(self, record_id: str) -> str:
        """Give the id of what one record was corrected to, its own if it was not."""
        correction = self.acting.get(record_id)
        new = correction.replacement if correction is not None else None
        return new.id if new is not None else record_id

    def record(self, record_id: str, kind: type[R], length: int) -> R | None:
        """Return a record as completed and corrected up to a length of the log, or none if it was taken out."""
        found: R | None = None
        correction = self.acting.get(record_id)
        for place in reversed(self._index.places.of(record_id)):
            if correction is not None and not self.is_anew(record_id, place):
                continue
            if place < length and self.is_in_force(record_id, place):
                version = self._index.noted(record_id, place)
                if isinstance(version, kind) and (found is None or is_bare(found)):
                    found = version
        if found is None and correction is not None:
            new = correction.replacement
            return new if isinstance(new, kind) and new.id == record_id else None
        return found

    def as_corrected(self, place: int) -> Record | None:
        """Give what stands at a place in the log, or none where it was taken out."""
        found = self._index.records[place]
        if not self.acting or self.is_anew(found.id, place):
            return found
        record: Record | None = found
        passed: set[str] = set()
        while record is not None and record.id not in passed and record.id in self.acting:
            passed.add(record.id)
            record = self.acting[record.id].replacement
        return record

    def is_anew(self, record_id: str, place: int) -> bool:
        """Tell whether a place is behind the correction of an id: recorded anew, after it had been taken out."""
        corrected = self._places.get(record_id)
        return corrected is not None and place > corrected

    def is_in_force(self, record_id: str, place: int) -> bool:
        """Tell whether the record with an id at a place is one by itself, or brought in by an acting correction."""
        record = self._index.records[place]
        if not isinstance(record, Correction) or record.id == record_id:
            return True
        return self.acting.get(record.of) == record

    def _decide_anew(self, correction: Correction, place: int) -> None:
        """Find the correction in force for the one record that corrections up to a place are about in the end."""
        knowledge = self._index.knowledge
        until = bisect_left(knowledge, place + 1)
        for at in knowledge[self._traced : until]:
            record = self._index.records[at]
            if isinstance(record, Correction):
                target = self._targets.get(record.of, record.of)
                self._of_target.setdefault(target, []).append(at)
                self._targets |= {one.id: target for one in brought_in(record) if isinstance(one, Correction)}
        self._traced = until
        target = self._targets.get(correction.of, correction.of)  # itself, if it is of nothing and will be refused
        self.acting.pop(target, None)
        self._places.pop(target, None)
        self._find_acting(self._of_target[target])

    def _find_acting(self, places: Sequence[int]) -> None:
        """Find the correction in force for each record: the last that was not itself corrected away."""
        fate: dict[str, Correction | None] = {}
        for place in reversed(places):
            found = self._index.records[place]
            correction = found if isinstance(found, Correction) else None
            if correction is not None:
                brought = (one for one in brought_in(correction) if isinstance(one, Correction))
                self.has_of_assertions |= any(one.of.startswith("assertion:") for one in brought)
            while correction is not None and fate and correction.id in fate:
                correction = fate[correction.id]
            if correction is None:
                continue
            if correction.of.startswith("correction:"):
                new = correction.replacement
                if new is None or new.id != correction.of:  # else it stands as it was
                    fate.setdefault(correction.of, new if isinstance(new, Correction) else None)
            elif correction.of not in self.acting:
                self._act(correction, place)

    def _act(self, correction: Correction, place: int) -> None:
        self.acting[correction.of] = correction
        self._places[correction.of] = place
        self.has_of_assertions |= correction.of.startswith("assertion:")
