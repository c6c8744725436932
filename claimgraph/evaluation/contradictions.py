"""Questions about what cannot both hold, and about what claims commit their sources to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

import attrs
import networkx as nx

from claimgraph.evaluation.evaluator import HOLDS, Evidence
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.records.declarations import Dismissal
from claimgraph.records.stance import Stance
from claimgraph.rows import Rows
from claimgraph.rules.literals import Lead, Literal, Step
from claimgraph.standing.interval import Moment, Word
from claimgraph.standing.judgement import Judgement
from claimgraph.times.when import Certainty


@attrs.frozen
class Contradiction:
    """Two stances that sources take on assertions and that exclude each other, over some stretch of time.

    That is not always to say that the two assertions cannot both be true: who denies "at least 10 killed" and who
    affirms "at least 12 killed" contradict each other, though the two figures do not.

    Both may be claimed by one source; a dispute takes two.

    Attributes
    ----------
    assertions : tuple of str
        The texts of the two; the same text twice where one assertion is affirmed and denied.
    kind : str
        ``"polarity"``, ``"value"``, ``"quantity"``, ``"date"``, ``"link"`` or ``"inherited"``, by the rule that
        says so; ``"inconsistent"`` where what is said of the first commits to both sides of the second.
    path : tuple of Step
        From what is said of the first to what excludes that which is said of the second.
    overlap : Certainty
        Whether the claims speak of the same time for certain, or only possibly.
    dismissed : Dismissal or None
        By whom it was judged to be no contradiction, and why.
    stances : tuple of Stance
        Which stance on the first assertion excludes which one on the second: affirms or denies. Where what is said
        of the first commits to both sides of the second, the other one is none.
    both_can_hold : bool
        Whether the two assertions as such can both be true, though the stances exclude each other.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Link("City taken", "contrary", "City held"),
    ...     Claim("Moscow", "affirms", "City taken", asserted_at="2022-07-02"),
    ...     Claim("Kyiv", "affirms", "City held", asserted_at="2022-07-02"),
    ... ])
    >>> contradictions(g)[0].assertions
    ('City taken', 'City held')
    >>> [stance.value for stance in contradictions(g)[0].stances]
    ['affirms', 'affirms']
    """

    assertions: tuple[str, str]
    kind: str
    path: tuple[Step, ...] = ()
    overlap: Certainty = Certainty.CERTAIN
    dismissed: Dismissal | None = None
    stances: tuple[Stance, Stance | None] = (Stance.AFFIRMS, Stance.DENIES)
    both_can_hold: bool = False


@asking
def contradictions(view: View | ClaimGraph) -> Rows[Contradiction]:
    """List the pairs of claimed assertions on which sources take stances that exclude each other.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.

    Returns
    -------
    Rows of Contradiction
        Each pair once, the assertion that was recorded first in front; dismissed ones among them.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Predicate("controlled by", single_valued=True),
    ...     Assertion(subject="City", predicate="controlled by", value="Russia"),
    ...     Assertion(subject="City", predicate="controlled by", value="Ukraine"),
    ...     Claim("Moscow", "affirms", "City controlled by Russia", asserted_at="2022-07-02"),
    ...     Claim("Kyiv", "affirms", "City controlled by Ukraine", asserted_at="2022-07-02"),
    ... ])
    >>> [(row.kind, row.overlap.value) for row in contradictions(g)]
    [('value', 'certain')]
    """
    evidence = Evidence(as_view(view))
    rows: list[Contradiction] = []
    met: set[str] = set()
    for assertion in evidence.known.assertions:
        met.add(assertion)
        # Each pair is found from both of its sides: it is told from the one that was recorded first.
        rows += (found for other, found in _of(evidence, assertion) if other in met or found.kind == "inconsistent")
    return Rows(rows, Contradiction)


def contradictions_of(evidence: Evidence, assertion: str, judged: Judgement) -> tuple[Contradiction, ...]:
    """Give the contradictions in force that an assertion is one side of, once it is judged."""
    if evidence.known.rules:
        return tuple(found for _, found in _of(evidence, assertion) if found.dismissed is None)
    # Without rules all that was judged is direct.
    return tuple(_polarity(evidence, assertion, judged.moments))


@asking
def commitments(view: View | ClaimGraph) -> nx.DiGraph[str]:
    """Give the commitment graph around what was claimed.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.

    Returns
    -------
    networkx.DiGraph
        Nodes are literals, ``"+"`` or ``"-"`` and the id of an assertion, with its text as ``assertion``, whether it
        ``holds``, and whether somebody ``claimed`` just that. Edges lead from what is said towards the recorded
        assertions that it commits its source on, with the ``kind`` of the rule and its id as ``rule``, and whether
        they lead anywhere for ``sure``: what is only about right is no ground for a position.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Link("City taken", "contrary", "City held"),
    ...     Claim("Moscow", "affirms", "City taken", asserted_at="2022-07-02"),
    ... ])
    >>> list(commitments(g).edges)
    [('+assertion:city taken', '-assertion:city held')]
    """
    evidence = Evidence(as_view(view))
    graph: nx.DiGraph[str] = nx.DiGraph()
    claimed = dict.fromkeys(literal for one in evidence.known.assertions for literal in evidence.said_of(one))
    for literal in claimed:
        _put(graph, literal, evidence.known.text(literal.assertion), claimed)
    for assertion in evidence.known.assertions:
        leads, torn = evidence.leads(assertion)
        ways = [(literal, lead) for literal, lead in leads.items()]
        ways += [(literal, lead) for literal, both in torn.items() for lead in both]
        for literal, lead in ways:
            if literal in claimed:
                for start, end, step in lead.trail:
                    _put(graph, start, step.premise, claimed)
                    _put(graph, end, step.conclusion, claimed)
                    ends = _key(start), _key(end)
                    sure = lead.sure or graph.get_edge_data(*ends, default={"sure": False})["sure"]
                    graph.add_edge(*ends, kind=step.kind, rule=step.rule.id, sure=sure)
    return graph


_STANCES = {holds: stance for stance, holds in HOLDS.items()}


def _key(literal: Literal) -> str:
    return f"{'+' if literal.holds else '-'}{literal.assertion}"


def _put(graph: nx.DiGraph[str], literal: Literal, text: str, claimed: Container[Literal]) -> None:
    graph.add_node(_key(literal), assertion=text, holds=literal.holds, claimed=literal in claimed)


def _of(evidence: Evidence, assertion: str) -> Iterator[tuple[str, Contradiction]]:
    """Give the contradictions that an assertion is one side of, each with the other side."""
    direct = list(evidence.direct(assertion))
    for found in _polarity(evidence, assertion, evidence.moments(direct)):
        yield assertion, found
    if not evidence.known.rules or not evidence.said_of(assertion):
        return
    leads, torn = evidence.leads(assertion)
    yield from _between(evidence, assertion, direct, leads.items())
    for literal, (lead, against) in torn.items():
        if literal in _standing(evidence, literal.assertion):
            texts = evidence.known.text(literal.assertion), evidence.known.text(assertion)
            overlap = Certainty.CERTAIN if lead.sure and against.sure else Certainty.POSSIBLE
            path, stances = lead.path + against.path, (_STANCES[literal.holds], None)
            yield literal.assertion, Contradiction(texts, "inconsistent", path, overlap, stances=stances)
    for pair, dismissal in evidence.known.dismissals.items():
        if assertion in pair:
            (other,) = pair - {assertion}
            undismissed, _ = evidence.leads(assertion, dismissals=False)
            ways = [(literal, lead) for literal, lead in undismissed.items() if literal.assertion == other]
            for one, found in _between(evidence, assertion, direct, ways):
                yield one, attrs.evolve(found, dismissed=dismissal)


def _polarity(evidence: Evidence, assertion: str, moments: list[Moment]) -> Iterator[Contradiction]:
    """Give the contradiction of those who affirm an assertion and those who deny it, if there is one."""
    if (overlap := _overlap(moments, None)) is not None:
        text = evidence.known.text(assertion)
        yield Contradiction((text, text), "polarity", (), overlap)


def _standing(evidence: Evidence, assertion: str) -> set[Literal]:
    """Give the literals of an assertion that some claim stands for."""
    moments = evidence.moments(evidence.direct(assertion))
    stances = {word.stance for moment in moments for word in moment.standing}
    return {Literal(assertion, holds) for stance, holds in HOLDS.items() if stance in stances}


def _between(
    evidence: Evidence, assertion: str, direct: list[Word], ways: Iterable[tuple[Literal, Lead]]
) -> Iterator[tuple[str, Contradiction]]:
    """Give the contradictions between an assertion and those that lead to it."""
    by_other: dict[str, dict[bool, Lead]] = {}
    for literal, lead in ways:
        by_other.setdefault(literal.assertion, {})[literal.holds] = lead
    for other, leads in by_other.items():
        moments = evidence.moments([*direct, *evidence.implied(other, leads)])
        found = [(overlap, lead) for lead in leads.values() if (overlap := _overlap(moments, lead)) is not None]
        if found:
            # Affirming and denying may both exclude; what is certain tells more than what is possible.
            overlap, lead = min(found, key=lambda item: item[0] is Certainty.POSSIBLE)
            texts = evidence.known.text(other), evidence.known.text(assertion)
            ends = _STANCES[lead.literal.holds], _STANCES[not lead.affirms]
            # They cannot if one's holding excludes the other's: then each of the two ways has it.
            both_can_hold = True not in leads or leads[True].affirms
            yield (
                other,
                Contradiction(texts, _kind(lead.path), lead.path, overlap, stances=ends, both_can_hold=both_can_hold),
            )


def _overlap(moments: list[Moment], lead: Lead | None) -> Certainty | None:
    """Tell whether, at some moment, a direct word stands against another, or against what a lead brings."""
    found = None
    for moment in moments:
        direct = [word for word in moment.standing if word.lead is None and word.stance is not Stance.QUESTIONS]
        others = direct if lead is None else [word for word in moment.standing if word.lead is lead]
        against = [(a, b) for a in direct for b in others if a.stance is not b.stance]
        if any(moment.covers_surely(a) and moment.covers_surely(b) for a, b in against):
            return Certainty.CERTAIN
        if against:
            found = Certainty.POSSIBLE
    return found


def _kind(path: tuple[Step, ...]) -> str:
    """Name the kind of a contradiction after the rule that tells most of it."""
    kinds = [step.kind for step in path]
    return next((kind for kind in ("inherited", "link") if kind in kinds), kinds[-1])
