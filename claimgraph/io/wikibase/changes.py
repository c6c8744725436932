"""Statements of Wikibase that changed between two snapshots: what they said before is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.wikibase.qualifiers import some_time_before
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance
from claimgraph.times.when import When


class Changes:
    """What a project said in earlier snapshots, by the ids of its statements.

    Parameters
    ----------
    graph : ClaimGraph
        The graph that holds it.
    project : str
        The source that makes the statements.
    said_at : When
        The time of the snapshot that is read.
    """

    def __init__(self, graph: ClaimGraph, project: str, said_at: When) -> None:
        self._known = graph.view().known
        self._said_at = said_at
        start = said_at.bounds(graph.zone)[0]
        own = [claim for _, claim in self._known.claims_by(self._known.source(project))]
        gone = {item for claim in own if claim.stance is Stance.WITHDRAWS for item in claim.cites}
        self._said: dict[str, list[Claim]] = {}
        for claim in own:
            standing = claim.stance in (Stance.AFFIRMS, Stance.DENIES) and claim.id not in gone
            if standing and claim.locator is not None and claim.asserted_at.bounds(graph.zone)[0] < start:
                self._said.setdefault(claim.locator, []).append(claim)

    def withdrawals(self, statement: str | None, now: Sequence[Claim]) -> Iterator[Claim]:
        """Give the withdrawals of what a statement said and does not say any more, by the claims it now makes.

        What it still says of the same time is its newer word on that, and needs no withdrawal.
        """
        said = {
            (self._known.assertion(one.assertion), _period(one)) for one in now if one.stance is not Stance.WITHDRAWS
        }
        # What a deprecated statement takes back, it takes back for all times.
        gone = {self._known.assertion(one.assertion) for one in now if one.stance is Stance.WITHDRAWS}
        for claim in self._said.get(statement or "", ()):
            about = self._known.assertion(claim.assertion)
            if about not in gone and (about, _period(claim)) not in said:
                yield Claim(
                    claim.source,
                    Stance.WITHDRAWS,
                    claim.assertion,
                    asserted_at=self._said_at,
                    document=claim.document,
                    locator=claim.locator,
                    cites=(claim.id,),
                    note="changed: the statement of this id now says something else",
                )


def _period(claim: Claim) -> When | str | None:
    """Return the period of a claim, in the same words for every snapshot before which it held, nobody knows when."""
    return "before" if claim.valid == some_time_before(claim.asserted_at) else claim.valid
