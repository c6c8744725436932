"""What of a graph a sheet can carry: the claims that stand now, with what a row says of source and assertion.

Each row is written as it will be read: a claim whose document or citation a cell cannot hold has another
id when it is read again, and what cites it must cite that.
"""

from __future__ import annotations

from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

import attrs

from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.losses.loss import Losses
from claimgraph.io.losses.unwritten import note_unwritten
from claimgraph.log.snapshot import Known
from claimgraph.records.base import private_of
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.stance import UNKNOWN, Lineage, Stance
from claimgraph.times.zones import are_one

Row = dict[str, str]


def rows(graph: ClaimGraph, losses: Losses, *, notes: bool) -> list[Row]:
    """Give the rows of a sheet, with the desk's own words or without, and note what they leave out."""
    known = graph.view().known
    if not are_one(graph.zone.key, "UTC"):
        losses.note(f"the zone, to be given as zone={graph.zone.key!r} when the sheet is read")
    return _Export(known, losses, notes=notes).rows()


class _Export:
    def __init__(self, known: Known, losses: Losses, *, notes: bool) -> None:
        self._known = known
        self._notes = notes
        self._losses = losses
        standing = (known.corrections.as_corrected(place) for place in range(known.length))
        self._standing = [record for record in standing if record is not None]
        self._claims = {claim.id: claim for _, claim in known.claims()}
        self._written: dict[str, Claim | None] = {}  # as they will be read, by their ids in the graph
        self._above: dict[str, str] = {}  # whom each source that makes a claim speaks for, by names

    def rows(self) -> list[Row]:
        for claim_id in self._cited_first():
            self._written[claim_id] = self._as_read(self._claims[claim_id])
        unique: dict[str, tuple[Claim, str]] = {}
        for claim_id, old in self._claims.items():
            claim = self._written[claim_id]
            if claim is not None and claim.id not in unique:
                unique[claim.id] = claim, self._known.assertion(old.assertion)
        self._find_represented(dict.fromkeys(str(claim.source) for claim, _ in unique.values()))
        found = [self._row(claim, assertion) for claim, assertion in unique.values()]
        lost = len(self._claims) - len(found)
        if lost:
            self._losses.note("{} claim that takes back nothing else, or says the same as another", lost)
        note_unwritten(self._known, self._standing, found, self._losses)
        return found

    def _row(self, claim: Claim, assertion: str) -> Row:
        cells = {field.name: getattr(claim, field.name) for field in attrs.fields(Claim)}
        cells["cites"] = "; ".join(UNKNOWN.value if item is UNKNOWN else str(item) for item in claim.cites) or None
        cells["speaks_for"] = self._above.get(str(claim.source))
        record = self._known.record(assertion, Assertion)
        if record is not None:
            cells |= {name: getattr(record, name) for name in ("subject", "predicate", "value")}
        return {name: str(value) for name, value in cells.items() if value is not None}

    # Claims

    def _cited_first(self) -> list[str]:
        """Give the ids of the claims, each after those it cites; those that cite in a ring come last."""
        order: TopologicalSorter[str] = TopologicalSorter()
        for claim_id, claim in self._claims.items():
            cited = (self._known.corrections.successor(item) for item in claim.cites if isinstance(item, str))
            order.add(claim_id, *(item for item in cited if item in self._claims))
        with suppress(CycleError):  # it gives out what is not in a ring all the same
            order.prepare()
        found: list[str] = []
        while ready := order.get_ready():
            found += ready
            order.done(*ready)
        return list(dict.fromkeys([*found, *self._claims]))

    def _as_read(self, claim: Claim) -> Claim | None:
        """Give a claim as its row will be read, or none if a row would say more than it does."""
        source, assertion = self._name(str(claim.source)), self._known.text(self._known.assertion(claim.assertion))
        new = attrs.evolve(
            claim,
            source=source,
            assertion=assertion.removeprefix("assertion:") or assertion,
            document=self._url(claim),
            cites=(),
        )
        if not self._notes:  # another claim to who reads it, with another id
            self._losses.withhold(new.kind, private_of(new))
            new = attrs.evolve(new, credibility=None, note=None)
        kept = [found for item in claim.cites if (found := self._cited(item, new)) is not None]
        if new.document is None and claim.document is not None:
            self._losses.note("the document of {} claim, which has no URL of its own")
        if len(kept) < len(claim.cites):
            self._losses.note("a citation of {} claim")
        # A withdrawal that cites nothing takes back everything.
        if claim.stance is Stance.WITHDRAWS and claim.cites and not kept:
            return None
        return attrs.evolve(new, cites=tuple(kept))

    def _cited(self, item: Source | Lineage | str, claim: Claim) -> Lineage | str | None:
        """Give what stands in a cell for one thing that a claim cites, or none where nothing can."""
        if isinstance(item, Lineage):
            return item
        if str(item).startswith("claim:"):
            cited = self._written.get(self._known.corrections.successor(str(item)))
            if cited is None or (claim.stance is Stance.WITHDRAWS and not _can_take_back(claim, cited)):
                return None
            return cited.id
        name = self._name(str(item))
        plain = ";" not in name and name == name.strip() and not name.startswith(("claim:", UNKNOWN.value))
        return name if plain else None

    def _url(self, claim: Claim) -> str | None:
        if claim.document_id is None:
            return None
        record = self._known.record(self._known.corrections.successor(claim.document_id), Document)
        url = str(claim.document) if record is None else record.url
        return None if url is None or url != url.strip() or url.startswith("document:") else url

    # Sources

    def _name(self, source: str) -> str:
        """Give the one name under which all claims of a source are written."""
        name = self._known.name(self._known.source(source))
        return name.removeprefix("source:") or name

    def _find_represented(self, speakers: dict[str, None]) -> None:
        """Find whom the sources speak for; a ring of them could not be read again."""
        latest = {record.id: record for record in self._standing if isinstance(record, Source)}
        named: dict[str, str] = {}
        for record in latest.values():
            if record.speaks_for is not None:
                named.setdefault(self._name(record.name), self._name(str(record.speaks_for)))
        for name in speakers:
            above = named.get(name)
            while above is not None and self._known.source(above) != self._known.source(name):
                above = self._above.get(above)
            if name in named and above is None:
                self._above[name] = named[name]


def _can_take_back(claim: Claim, cited: Claim) -> bool:
    return (
        cited.stance is not Stance.WITHDRAWS
        and cited.source_id == claim.source_id
        and cited.assertion_id == claim.assertion_id
    )
