"""The library itself. Names are read out of its answers within what is timed, as the other engines give names."""

from __future__ import annotations

from pathlib import Path

import claimgraph as cg
import claimgraph.io.lossless.jsonl  # what reading imports is not part of the time or the memory of loading
from claimgraph.io import read

from .common import Change, Dispute, NewClaim, Opposition, seconds

PREDICATES = ("controlled by", "condition", "casualties")
_STANDING = {cg.Status.DISPUTED: "disputed", cg.Status.DENIED: "opposed", cg.Status.RETRACTED: "opposed"}


class Engine:
    """A `ClaimGraph`, and the view of all there is that questions about single things are asked of."""

    def __init__(self, path: Path) -> None:
        self.graph = read(path)
        self.now = self.graph.view()

    def disputes(self, day: str | None, known: str | None = None) -> list[Dispute]:
        """List the disputes by the names of those on both sides."""
        rows = cg.disputes(self.graph.view(as_of=day, known_at=known))
        return [(row.assertion, ours, theirs) for row in rows for ours, theirs in (row.sides,)]

    def declare(self) -> None:
        """Declare that the predicates have one value at a time."""
        self.graph.extend([cg.Predicate(name, single_valued=True) for name in PREDICATES])

    disputes_ruled = disputes

    def timeline(self, text: str) -> cg.Rows[cg.Change]:
        """Tell when the status of an assertion changed, and where only somebody's stance did."""
        return cg.timeline(self.now, text)

    def opposed_by(self, source: str) -> list[Opposition]:
        """Tell who contradicts a source."""
        return [(row.assertion, row.opponent, row.stance.value) for row in cg.opposed_by(self.now, source)]

    def add_and_ask(self, claim: NewClaim) -> str:
        """Record a claim, and tell how its assertion stands."""
        source, stance, text, asserted_at = claim
        self.graph.add(cg.Claim(source, stance, text, asserted_at=asserted_at))
        return _STANDING.get(cg.status(self.graph, text), "supported")

    def status(self, text: str) -> cg.Status:
        """Tell the status of an assertion, of a view that was made before."""
        return cg.status(self.now, text)

    def status_now(self, text: str) -> cg.Status:
        """Tell the status of an assertion by all that there is now."""
        return cg.status(self.graph, text)


def plain_changes(rows: cg.Rows[cg.Change]) -> list[Change]:
    """Write a timeline as the other engines do, leaving out where only a stance changed; this is not timed."""
    return [(seconds(str(row.at)), row.status.value) for row in rows if row.status is not row.previous]
