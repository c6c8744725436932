"""Questions about disputes: which there are, and who contradicts whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from claimgraph.evaluation.dispute import Dispute, Opposition, dispute_of
from claimgraph.evaluation.dispute_index import docket_of
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.evaluation.interval_index import Listed, to_be_judged
from claimgraph.evaluation.kept_sweeps import Courses
from claimgraph.gc_pause import collector_paused
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, kept
from claimgraph.records.claims import Source
from claimgraph.records.stance import Stance, Status
from claimgraph.rows import Rows
from claimgraph.standing.judgement import Judgement
from claimgraph.standing.tally import Spoken


@kept
def disputes(view: View | ClaimGraph) -> Rows[Dispute]:
    """List the assertions that are disputed.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.

    Returns
    -------
    Rows of Dispute
        In the order in which the assertions were recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Luhansk People's Militia", "affirms", "Lysychansk encircled", asserted_at="2022-07-02"),
    ...     Claim("Government of Ukraine", "denies", "Lysychansk encircled", asserted_at="2022-07-02"),
    ... ])
    >>> for dispute in disputes(g.view(as_of="2022-07-02")):
    ...     print(dispute.assertion, "since", dispute.since)
    Lysychansk encircled since 2022-07-02
    """
    evidence = Evidence(as_view(view))
    with collector_paused():
        return Rows(_all_disputes(evidence), Dispute)


@kept
def opposed_by(view: View | ClaimGraph, source: Source | str) -> Rows[Opposition]:
    """Tell who contradicts a source, or those who speak for it, and on which assertions.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    source : str or Source
        The source.

    Returns
    -------
    Rows of Opposition
        By assertion in the order of recording, then in the order of speaking.

    Raises
    ------
    NotFound
        If the source is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Luhansk People's Militia", "affirms", "Lysychansk encircled", asserted_at="2022-07-02"),
    ...     Claim("Government of Ukraine", "denies", "Lysychansk encircled", asserted_at="2022-07-02"),
    ... ])
    >>> [(row.opponent, row.assertion) for row in opposed_by(g, "Government of Ukraine")]
    [("Luhansk People's Militia", 'Lysychansk encircled')]
    """
    evidence = Evidence(as_view(view))
    asked = evidence.known.find_source(source)
    with collector_paused():
        return Rows(_all_oppositions(evidence, asked), Opposition)


def _all_disputes(evidence: Evidence) -> Iterator[Dispute]:
    """Give what is found disputed when each assertion is judged; the docket spares that for nearly all."""
    is_disputed = _judges(evidence)
    for one in docket_of(evidence).at(evidence.until) if evidence.is_by_clocks else _listed(evidence):
        if isinstance(one, Dispute):
            yield one
        elif one.case is not None or is_disputed(one.assertion):
            yield _dispute(evidence, one)


def _all_oppositions(evidence: Evidence, asked: str) -> Iterator[Opposition]:
    known, speaking = evidence.known, set(evidence.known.may_speak_for(asked))
    names = set(map(known.name, speaking))
    is_disputed = _judges(evidence, asked)

    def is_ours(spoken: Spoken) -> bool:
        return spoken.source in speaking and asked in known.chain(spoken.source, spoken.said)

    for one in _listed(evidence):
        if one.case is None:
            if is_disputed(one.assertion):
                judged = evidence.judgement(one.assertion)
                yield from _oppositions(evidence, asked, known.text(one.assertion), judged)
        elif not one.case.speaking.isdisjoint(speaking):
            yield from one.case.oppositions(one.dispute or _dispute(evidence, one), names, is_ours)


def _listed(evidence: Evidence) -> Iterable[Listed]:
    """Give the assertions that may be disputed, with their cases where they surely are."""
    if evidence.is_by_clocks:
        return docket_of(evidence).listed_at(evidence.until)
    known = evidence.known
    spoken_of = (
        one for one in known.assertions if one in known.contested or (known.rules and evidence.may_be_disputed(one))
    )
    return (to_be_judged(one) for one in spoken_of)


def _judges(evidence: Evidence, asked: str | None = None) -> Callable[[str], bool]:
    """Give what tells whether an assertion is disputed, and may concern a source, if one is asked about."""
    courses = Courses(evidence)

    @cache
    def concerned() -> set[str]:
        return set() if asked is None else set(evidence.spoken_of_for(asked))

    def is_disputed(assertion: str) -> bool:
        return (asked is None or assertion in concerned()) and courses.status(assertion) is Status.DISPUTED

    return is_disputed


def _dispute(evidence: Evidence, listed: Listed) -> Dispute:
    """Set out a dispute: by the case, where there is one."""
    if listed.case is None:
        return dispute_of(evidence, listed.assertion, evidence.judgement(listed.assertion))
    return listed.case.dispute(evidence.until)


def _oppositions(evidence: Evidence, asked: str, text: str, judged: Judgement) -> Iterator[Opposition]:
    """Pair those on the side of the source asked about with those on the other side."""
    for ours, theirs in ((Stance.AFFIRMS, Stance.DENIES), (Stance.DENIES, Stance.AFFIRMS)):
        members = [word.source for word in judged.words(ours) if evidence.speaks_for(word, asked)]
        for member in members:
            for position in judged.positions(theirs):
                yield Opposition(text, position.source, theirs, position.claim, member, position.since)
