"""What a mark says of a claim when it is pointed at, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from claimgraph.charts.marks.marks import told
from claimgraph.formatting import is_web
from claimgraph.graph.view import View
from claimgraph.records.claims import Claim, Document, Source
from claimgraph.records.stance import Lineage, Stance
from claimgraph.records.verdicts import act_of


def is_repeat(claim: Claim) -> bool:
    """Tell whether a claim only repeats others: it cites them. A withdrawal cites what it takes back."""
    return bool(claim.cites) and claim.stance is not Stance.WITHDRAWS


def _cited(view: View, claim: Claim) -> Iterator[str]:
    """Name those whom a claim repeats."""
    for item in claim.cites:
        if isinstance(item, Lineage):
            yield "somebody unnamed"
        elif isinstance(item, str) and item.startswith("claim:"):
            found = view.known.record(view.known.corrections.successor(item), Claim)
            yield str(found.source) if found else "a report that was taken out of the record"
        else:
            yield str(item)


def _noted(view: View, claim: Claim) -> Iterator[str]:
    """Give the desk's own words on a claim and its source."""
    source = view.known.record(view.known.source(claim.source), Source)
    if source is not None and source.reliability is not None:
        yield f"reliability {source.reliability}"
    if source is not None and source.note is not None:
        yield f"note on the source: {source.note}"
    if claim.credibility is not None:
        yield f"credibility {claim.credibility}"
    if claim.note is not None:
        yield f"note: {claim.note}"


@attrs.frozen
class Said:
    """A claim, with the document in which it was read."""

    claim: Claim
    document: Document | None
    cited: str | None = None
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, view: View, claim: Claim, *, notes: bool) -> Said:
        """Look the document up, as the view knows it; and the desk's own words, if they are wanted."""
        own = tuple(_noted(view, claim)) if notes else ()
        cited = f"repeats {', '.join(dict.fromkeys(_cited(view, claim)))}" if is_repeat(claim) else None
        one = claim.document_id
        if one is None:
            return cls(claim, None, cited, own)
        found = view.known.record(view.known.corrections.successor(one), Document)
        return cls(claim, found or Document(url=one.removeprefix("document:")), cited, own)

    @property
    def about(self) -> str:
        """Who claims what, when, and where it was read."""
        claim = self.claim
        what = f"{act_of(claim)} “{claim.assertion}”"
        valid = f"about {claim.valid}" if claim.valid else None
        quote = f"“{claim.quote}”" if claim.quote else None
        hedge = f"in doubt: {claim.hedge}" if claim.hedge else None
        where = str(self.document) if self.document else None
        when = str(claim.asserted_at)
        parts = what, when, self.cited, valid, quote, hedge, where, claim.locator
        return told(str(claim.source), *parts, *self.notes)

    @property
    def url(self) -> str | None:
        """The address of the document, if it is one on the web."""
        url = self.document.url if self.document else None
        return url if url and is_web(url) else None
