"""Sources that contradicted themselves, openly or silently."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import attrs

from claimgraph.evaluation.evaluator import Evidence
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance
from claimgraph.rows import Rows
from claimgraph.standing.interval import Word
from claimgraph.times.when import When


@attrs.frozen
class Reversal:
    """A source that said the opposite of what it had said, and never took that back.

    Attributes
    ----------
    source : str
        The source.
    assertion : str
        The text of the assertion that its two claims point different ways on.
    kind : str
        ``"open"`` if it spoke of the same assertion again, ``"silent"`` if only its words imply it.
    before, after : Claim
        The earlier claim and the later one.
    at : When
        When it said the later.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Serhiy Haidai", "denies", "City taken", asserted_at="2022-07-02"),
    ...     Claim("Serhiy Haidai", "affirms", "City taken", asserted_at="2022-07-03"),
    ... ])
    >>> reversal = reversals(g)[0]
    >>> reversal.kind, str(reversal.at)
    ('open', '2022-07-03')
    """

    source: str
    assertion: str
    kind: Literal["open", "silent"]
    before: Claim
    after: Claim
    at: When


@asking
def reversals(view: View | ClaimGraph) -> Rows[Reversal]:
    """List the sources that contradicted themselves, openly or silently, and when.

    Two claims of a source about the same moment that point different ways on an assertion, with none between
    them that does, are a reversal, unless either was withdrawn.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.

    Returns
    -------
    Rows of Reversal
        In the order of speaking of the later claim; each pair of claims once.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Link("City taken", "contrary", "City held"),
    ...     Claim("Mayor", "affirms", "City held", asserted_at="2022-07-02"),
    ...     Claim("Mayor", "affirms", "City taken", asserted_at="2022-07-03"),
    ... ])
    >>> [(row.source, row.kind, row.assertion) for row in reversals(g)]
    [('Mayor', 'silent', 'City taken')]
    """
    evidence = Evidence(as_view(view))
    found: dict[tuple[str, str], tuple[tuple[int, int], Reversal]] = {}
    for assertion, text in evidence.known.assertions.items():
        for before, after in _flips(evidence, assertion):
            pair = before.claim.id, after.claim.id
            kind: Literal["open", "silent"] = "open" if before.lead is after.lead is None else "silent"
            reversal = Reversal(after.source, text, kind, before.claim, after.claim, after.claim.asserted_at)
            # Seen from both assertions, it is told of the one that was spoken of last.
            if pair not in found or after.lead is None:
                found[pair] = after.order, reversal
    return Rows((reversal for _, reversal in sorted(found.values(), key=lambda item: item[0])), Reversal)


def _flips(evidence: Evidence, assertion: str) -> Iterator[tuple[Word, Word]]:
    """Give each two words of one source, next to each other, that point different ways about one moment."""
    for moment in evidence.moments(evidence.words(assertion)):
        for words in moment.said.values():
            pointing = [word for word in words if word.stance in (Stance.AFFIRMS, Stance.DENIES)]
            pointing.sort(key=lambda word: word.weight)
            for before, after in pairwise(pointing):
                if before.stance is not after.stance:
                    yield before, after
