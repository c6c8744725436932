"""What records refer to: found at the end of a batch, and refused where it cannot mean what it says."""

from __future__ import annotations

from functools import cached_property
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidRecord, NotFound, UnknownReference
from claimgraph.graph.announced import Announced
from claimgraph.log.identity import Sources
from claimgraph.log.index import Index
from claimgraph.log.similar_names import NearNames
from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Claim, Source
from claimgraph.records.ids import assertion_id, source_id
from claimgraph.records.nested import assertions_in, sources_in
from claimgraph.records.reliance import Reliance
from claimgraph.records.stance import Stance

_NAMED = ("source", "assertion", "document")
"""The kinds whose ids can be misspelt; those of others are digests, which nobody types and none of which are near."""


class References:
    """The references of the records of a batch that was appended.

    Parameters
    ----------
    index : Index
        The log, with the batch at its end.
    zone : ZoneInfo
        The zone that dates are read in.
    announced : Announced
        What the batch says of itself.
    """

    def __init__(self, index: Index, zone: ZoneInfo, announced: Announced) -> None:
        self._index = index
        self._zone = zone
        self._announced = announced
        self._near: dict[str, NearNames] = {}
        self._tops: dict[str, str] = {}  # for sources that were followed, one further up: it only ever gets longer

    def check(self, record: Record) -> None:
        """Refuse references to nothing, and those that cannot mean what they say."""
        named = brought_in(record)[-1]
        for field, name in sources_in(named):
            self._require(source_id(name), field, name)
        for field, text in assertions_in(named):
            if self._index.triple_of(assertion_id(text), len(self._index)) is None:
                self._require(assertion_id(text), field, text)
        if isinstance(named, (Claim, Reliance)) and named.document_id is not None:
            self._require(named.document_id, "document", str(named.document))
        if isinstance(named, Claim):
            self._check_cited(named)

    def check_corrected(self, correction: Correction) -> None:
        """Refuse a correction of nothing, and one of a correction that is not of the same."""
        if not self._index.places.of(correction.of):
            raise self._unknown(correction.of, "of", correction.of)
        target, new = self._recorded(correction.of), correction.replacement
        if isinstance(new, Correction) and isinstance(target, Correction) and new.of != target.of:
            problem = f"found a correction of {new.of!r}, expected one of {target.of!r}"
            raise InvalidRecord(problem, field="replacement", found=new)

    def _check_cited(self, claim: Claim) -> None:
        for item in claim.cites:
            if isinstance(item, str) and item.startswith("claim:"):
                self._require(item, "cites", item)
                if claim.stance is Stance.WITHDRAWS:
                    self._check_withdrawal(claim, self._recorded(item), item)

    def _check_withdrawal(self, claim: Claim, cited: Record | None, cited_id: str) -> None:
        """Refuse to withdraw what was said of another assertion or by another source, or a withdrawal."""
        if not isinstance(cited, Claim):
            return
        if not self._are_one_assertion(cited.assertion_id, claim.assertion_id):
            expected = f"a claim on {str(claim.assertion)!r}; withdraw a claim on the assertion it was made on"
        elif cited.stance is Stance.WITHDRAWS:
            expected = "a claim that takes a position; to undo a withdrawal, record that its source speaks again"
        elif not self._are_one_source(cited.source_id, claim.source_id):
            expected = f"a claim by {str(claim.source)!r}; only its source can take a claim back"
        else:
            return
        raise InvalidRecord(f"found {cited_id!r}, expected {expected}", field="cites", found=cited_id)

    def check_chain(self, record: Source) -> None:
        """Refuse a source that was appended last and speaks for itself by way of others."""
        start = last = self._index.corrections.successor(record.id)
        met, one = {start}, self._above(record)
        while one is not None and one not in met:
            last = one
            met.add(one)
            one = self._tops.get(one) or self._above(self._index.corrections.record(one, Source, len(self._index)))
        if one == start:
            problem = f"found {' → '.join(self._ring(record))}, expected a chain that ends"
            raise InvalidRecord(problem, field="speaks_for", found=record.speaks_for)
        if one is None:
            self._tops.update(dict.fromkeys(met - {last}, last))

    def follow_chains_anew(self) -> None:
        """Forget who speaks for whom in the end: a correction may have changed it."""
        self._tops.clear()

    def _ring(self, record: Source) -> list[str]:
        """Return the names on the way from a source back to it."""
        start, names = self._index.corrections.successor(record.id), [record.name]
        found: Source | None = record
        while found is not None and (len(names) == 1 or self._index.corrections.successor(found.id) != start):
            names.append(str(found.speaks_for))
            found = self._index.corrections.record(str(self._above(found)), Source, len(self._index))
        return names

    def _above(self, source: Source | None) -> str | None:
        """Return the id of whom a source speaks for by its own record."""
        if source is None or source.speaks_for is None:
            return None
        return self._index.corrections.successor(source_id(str(source.speaks_for)))

    def _recorded(self, record_id: str) -> Record | None:
        offsets = self._index.places.of(record_id)
        return self._index.noted(record_id, offsets[0]) if offsets else None

    def _are_one_assertion(self, a: str, b: str) -> bool:
        if a == b:
            return True
        length, successor = len(self._index), self._index.corrections.successor
        a, b = (self._index.triple_of(one, length) or one for one in (a, b))
        return self._announced.may_be_one(a, b) or self._announced.may_be_one(successor(a), successor(b))

    def _are_one_source(self, a: str, b: str) -> bool:
        if a == b or self._announced.may_be_one(a, b):
            return True
        return self._announced.may_be_one(self._identity.source(a), self._identity.source(b))

    @cached_property
    def _identity(self) -> Sources:
        return Sources(self._index, len(self._index), self._zone)

    def _require(self, record_id: str, field: str, name: str) -> None:
        if not self._index.places.of(record_id):
            raise self._unknown(record_id, field, name)

    def _unknown(self, record_id: str, field: str, name: str) -> UnknownReference:
        kind = record_id.partition(":")[0]
        near = self._names_of(kind).to(record_id) if kind in _NAMED else ()
        hint = NotFound(kind, record_id, near)
        return UnknownReference(f"{hint}; record it first or in the same batch", field=field, found=name)

    def _names_of(self, kind: str) -> NearNames:
        """Return what finds ids of a kind that are near one, put in order once for all faults of a batch."""
        if kind not in self._near:
            self._near[kind] = NearNames(self._index.places.ids(kind))
        return self._near[kind]
