"""Where in a log records stand, by their ids, and by their content."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence

from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Claim

Naming = tuple[str, str]
"""The ids of the source and the assertion that a claim names."""


class Places:
    """Where in a log records stand: each by its id, also where a correction brings it in.

    The ids of claims are digests, which take longest to find out, and nobody asks for most of them: they are
    entered once the first is asked for. That spares a fifth of the time of loading, and a hundred bytes a claim.

    Parameters
    ----------
    records : list of Record
        The log, which grows.
    lock : RLock
        Held while what was appended is entered, and by who cuts the log.
    """

    def __init__(self, records: list[Record], lock: threading.RLock) -> None:
        self._records = records
        self._by_id: dict[str, int | list[int]] = {}  # most stand in one place: a list of it would be 60 bytes more
        self._claims_until = 0
        self._lock = lock

    def of(self, record_id: str) -> Sequence[int]:
        """Give where the record with an id stands, in order."""
        if record_id.startswith("claim:") and self._claims_until < len(self._records):
            self._enter_claims()
        found = self._by_id.get(record_id)
        if found is None:
            return ()
        return (found,) if isinstance(found, int) else found

    def ids(self, kind: str) -> Iterator[str]:
        """Give the ids of all records of a kind."""
        self._enter_claims()
        return (one for one in list(self._by_id) if one.startswith(f"{kind}:"))

    def enter(self, record_id: str, place: int) -> None:
        """Enter where a record stands, once; not of claims, which are entered once one is asked for."""
        before = self._by_id.get(record_id)
        if before is None:
            self._by_id[record_id] = place
        elif isinstance(before, int):
            if before != place:
                self._by_id[record_id] = [before, place]
        elif before[-1] != place:
            before.append(place)

    def truncate(self, length: int) -> None:
        """Take back what was entered of the records from a length on, which are still in the log."""
        with self._lock:
            for offset in reversed(range(length, len(self._records))):
                for one in brought_in(self._records[offset]):
                    if not isinstance(one, Claim) or offset <= self._claims_until:
                        self._cut(one.id, length)
            self._claims_until = min(self._claims_until, length)

    def _cut(self, record_id: str, length: int) -> None:
        """Drop where the record with an id stands from a length on."""
        found = self._by_id.get(record_id)
        if isinstance(found, int):
            found = [found]
        kept = [offset for offset in found or () if offset < length]
        if len(kept) > 1:
            self._by_id[record_id] = kept
        elif kept:
            self._by_id[record_id] = kept[0]
        else:
            self._by_id.pop(record_id, None)

    def _enter_claims(self) -> None:
        """Enter the claims that were appended since it was last done."""
        with self._lock:
            until = len(self._records)
            for place in range(self._claims_until, until):
                record = self._records[place]
                for one in brought_in(record) if isinstance(record, Correction) else (record,):
                    if isinstance(one, Claim):
                        self.enter(one.id, place)
                self._claims_until = place + 1


def content_key(claim: Claim, source: str, assertion: str) -> int:
    """Give a key for what a claim says that is equal for all claims of one id, from the ids that it names.

    The key is a hash, for which the texts need not be written out as for the digest: half of its cost.
    """
    said = (source, claim.stance, assertion, claim.asserted_at.text)
    if _says_no_more(claim):  # as most claims: half of the cost again
        return hash(said)
    valid = None if claim.valid is None else claim.valid.text
    cites = claim.cited_ids if claim.cites else ()
    told = (claim.locator, claim.quote, cites, claim.hedge, claim.credibility, claim.note)
    return hash((said, valid, claim.document_id, told))


def _says_no_more(claim: Claim) -> bool:
    """Tell whether a claim says no more than a claim must."""
    return (
        claim.valid is None
        and claim.document is None
        and claim.locator is None
        and claim.quote is None
        and not claim.cites
        and claim.hedge is None
        and claim.credibility is None
        and claim.note is None
    )


def find_content(claim: Claim, key: int, *among: Mapping[int, Claim]) -> tuple[int, Claim | None]:
    """Find the claim that says just what another says, by its key; where there is none, give a key that is free.

    Two contents may share a hash: then the next key is tried.
    """
    while True:
        found = next((claims[key] for claims in among if key in claims), None)
        if found is None or found.id == claim.id:
            return key, found
        key += 1
