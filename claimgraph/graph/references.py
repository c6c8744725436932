"""What records refer to: found, made where a name is enough, and refused where it cannot mean what it says."""

from __future__ import annotations

from collections.abc import Iterator

from claimgraph.errors import InvalidRecord, NotFound, UnknownReference
from claimgraph.graph.staging import Staged
from claimgraph.log.index import assertions_in, sources_in
from claimgraph.log.similar_names import NearNames
from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.ids import assertion_id, source_id
from claimgraph.records.nested import is_bare
from claimgraph.records.reliance import Reliance
from claimgraph.records.stance import Stance

_NAMED = ("source", "assertion", "document")
"""The kinds whose ids can be misspelt; those of others are digests, which nobody types and none of which are near."""


class References:
    """The references of records on their way into a log.

    Parameters
    ----------
    staged : Staged
        What they may refer to.
    """

    def __init__(self, staged: Staged) -> None:
        self._staged = staged
        self._ending: set[str] = set()
        self._near: dict[str, NearNames] = {} if staged.coming is None else staged.coming.near

    def name_nothing_new(self, record: Record) -> bool:
        """Tell at once of most records what the thorough checks would find: nothing to record, nothing amiss."""
        if not isinstance(record, Claim) or record.cites:
            names_others = isinstance(record, Source) and record.speaks_for is not None
            return isinstance(record, (Source, Assertion, Document)) and not names_others
        text, document = record.assertion_id, record.document_id
        return (
            self._staged.may_refer_to(record.source_id)
            and (self._staged.may_refer_to(text) or self._staged.may_refer_to_text(text))
            and (document is None or self._staged.may_refer_to(document))
        )

    def unrecorded(self, record: Record) -> Iterator[Record]:
        """Give bare records for what a record names and nobody has recorded."""
        named = record if isinstance(record, Claim) else brought_in(record)[-1]
        for _, name in sources_in(named):
            if not self._staged.may_refer_to(source_id(name)) and not name.startswith("source:"):
                yield Source(name)
        for _, text in assertions_in(named):
            key = assertion_id(text)
            if not (self._staged.may_refer_to(key) or self._staged.may_refer_to_text(key) or key == text):
                yield Assertion(text)
        if isinstance(named, (Claim, Reliance)):
            document = named.document
            is_id = document is None or str(document).startswith("document:")
            if not is_id and not self._staged.may_refer_to(str(named.document_id)):
                yield Document(url=str(document))

    def check(self, record: Record) -> None:
        """Refuse references to nothing, and those that cannot mean what they say."""
        named = brought_in(record)[-1]
        for field, name in sources_in(named):
            self._require(source_id(name), field, name)
        for field, text in assertions_in(named):
            if not self._staged.may_refer_to_text(assertion_id(text)):
                self._require(assertion_id(text), field, text)
        if isinstance(named, (Claim, Reliance)) and named.document_id is not None:
            self._require(named.document_id, "document", str(named.document))
        if isinstance(named, Claim):
            self._check_cited(named)
        if isinstance(named, Source) and named.speaks_for is not None:
            self._check_chain(named)
        if isinstance(record, Correction):
            self._require_corrected(record)
            target, new = self._staged.target(record.of), record.replacement
            if isinstance(new, Correction) and isinstance(target, Correction) and new.of != target.of:
                problem = f"found a correction of {new.of!r}, expected one of {target.of!r}"
                raise InvalidRecord(problem, field="replacement", found=new)

    def _check_cited(self, claim: Claim) -> None:
        for item in claim.cites:
            if isinstance(item, str) and item.startswith("claim:"):
                self._require(item, "cites", item)
                if claim.stance is Stance.WITHDRAWS:
                    self._check_withdrawal(claim, self._staged.target(item), item)

    def _check_withdrawal(self, claim: Claim, cited: Record | None, cited_id: str) -> None:
        """Refuse to take back what was said of another assertion, or is no more than a withdrawal."""
        if not isinstance(cited, Claim):
            return
        same = self._staged.text_of(claim.assertion_id) or claim.assertion_id
        other = self._staged.text_of(cited.assertion_id) or cited.assertion_id
        if not self._staged.are_one_assertion(other, same):
            expected = f"a claim on {str(claim.assertion)!r}; withdraw a claim on the assertion it was made on"
        elif cited.stance is Stance.WITHDRAWS:
            expected = "a claim that takes a position; to undo a withdrawal, record that its source speaks again"
        elif not self._staged.are_one_source(cited.source_id, claim.source_id):
            expected = f"a claim by {str(claim.source)!r}; only its source can take a claim back"
        else:
            return
        raise InvalidRecord(f"found {cited_id!r}, expected {expected}", field="cites", found=cited_id)

    def _check_chain(self, record: Source) -> None:
        """Refuse a source that would speak for itself by way of others."""
        start = self._staged.successor(record.id)
        passed, met = [record.name], {start}
        above: Source | str | None = record.speaks_for
        while above is not None:
            above_id = self._staged.successor(source_id(str(above)))
            if above_id in self._ending:
                break  # and so does not lead back here
            if above_id in met and above_id != start:
                return  # those in that ring are refused
            passed.append(str(above))
            if above_id == start:
                problem = f"found {' → '.join(passed)}, expected a chain that ends"
                raise InvalidRecord(problem, field="speaks_for", found=record.speaks_for)
            found = self._staged.get(above_id) or self._staged.known.record(above_id, Source)
            if found is None or is_bare(found):
                found = self._staged.ahead(above_id, record) or found
            above = found.speaks_for if isinstance(found, Source) else None
            met.add(above_id)
        if self._staged.coming is None:  # else it hangs on the record what counts of those to come
            self._ending |= met

    def _require_corrected(self, correction: Correction) -> None:
        """Refuse a correction of nothing, also where it would bring in what it is of."""
        of = correction.of
        staged = self._staged.get(of)
        if not self._staged.index.places.of(of) and any(staged is one for one in (None, *brought_in(correction))):
            raise self._unknown(of, "of", of)

    def _require(self, record_id: str, field: str, name: str) -> None:
        if not self._staged.may_refer_to(record_id):
            raise self._unknown(record_id, field, name)

    def _unknown(self, record_id: str, field: str, name: str) -> UnknownReference:
        kind = record_id.partition(":")[0]
        near = self._names_of(kind).to(record_id) if kind in _NAMED else ()
        hint = NotFound(kind, record_id, near)
        return UnknownReference(f"{hint}; record it first or in the same batch", field=field, found=name)

    def _names_of(self, kind: str) -> NearNames:
        """Give the ids of a kind to look for near ones among, put in order once for all faults of a batch."""
        if kind not in self._near:
            self._near[kind] = NearNames(self._staged.ids(kind))
        return self._near[kind]
