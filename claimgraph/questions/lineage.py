"""Questions about where claims come from: who speaks on their own word, and who only repeats whom."""

from __future__ import annotations

import attrs
import networkx as nx

from claimgraph.evaluation.evaluator import Evidence
from claimgraph.evaluation.provenance import Cited, Said
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.records.claims import Assertion, Claim
from claimgraph.records.stance import Stance
from claimgraph.rows import Rows
from claimgraph.standing.interval import Word


@attrs.frozen
class Repetition:
    """A claim that only repeats others.

    Attributes
    ----------
    source : str
        Who repeats.
    of : tuple of str
        The sources that it names, or whose claims it names.
    claim : Claim
        The claim.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Daily", "affirms", "Bridge open", asserted_at="2022-07-02", cites="Wire"))
    >>> repetition, = origins(g, "Bridge open")[0].repeated_by
    >>> repetition.source, repetition.of
    ('Daily', ('Wire',))
    """

    source: str
    of: tuple[str, ...]
    claim: Claim


@attrs.frozen
class Origin:
    """One whose own word is at the end of what one side of an assertion says.

    Attributes
    ----------
    origin : str
        The principal whose word it is.
    stance : Stance
        The side: affirms or denies.
    own : tuple of Claim
        The claims that are its own word, by itself or by those who speak for it, and that those of this side
        make or go back to, in the order of speaking; none where it is only named.
    repeated_by : tuple of Repetition
        The claims of this side that only repeat it, in the order of speaking.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Wire", "affirms", "Bridge open", asserted_at="2022-07-02"),
    ...     Claim("Daily", "affirms", "Bridge open", asserted_at="2022-07-03", cites="Wire"),
    ... ])
    >>> [(row.origin, len(row.own), len(row.repeated_by)) for row in origins(g, "Bridge open")]
    [('Wire', 1, 1)]
    """

    origin: str
    stance: Stance
    own: tuple[Claim, ...]
    repeated_by: tuple[Repetition, ...]


@attrs.frozen
class CircularReport:
    """Claims that repeat each other, and nobody else whose own word it is.

    Attributes
    ----------
    assertions : tuple of str
        The texts of what they speak of.
    sources : tuple of str
        Who makes them.
    claims : tuple of Claim
        The claims, in the order of the log.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Wire", "affirms", "Bridge open", asserted_at="2022-07-02", cites="Agency"),
    ...     Claim("Agency", "affirms", "Bridge open", asserted_at="2022-07-03", cites="Wire"),
    ... ])
    >>> circular_reports(g)[0].sources
    ('Wire', 'Agency')
    """

    assertions: tuple[str, ...]
    sources: tuple[str, ...]
    claims: tuple[Claim, ...]


@asking
def origins(view: View | ClaimGraph, assertion: Assertion | str) -> Rows[Origin]:
    """Tell whose own word is behind each side of an assertion, and who only repeats whom.

    Sides are those of `positions`. A position whose claim cites as unknown, or goes round in a ring, has no
    origin, and is in no row: its `Position.origins` is empty.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    assertion : str or Assertion
        As for `status`.

    Returns
    -------
    Rows of Origin
        Those who affirm, then those who deny; each in the order of speaking.

    Raises
    ------
    NotFound
        If it is named by a text that is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Wire", "affirms", "Bridge open", asserted_at="2022-07-02"),
    ...     Claim("Daily", "affirms", "Bridge open", asserted_at="2022-07-03", cites="Wire"),
    ...     Claim("Weekly", "affirms", "Bridge open", asserted_at="2022-07-04", cites="Wire"),
    ... ])
    >>> [(row.origin, [repetition.source for repetition in row.repeated_by]) for row in origins(g, "Bridge open")]
    [('Wire', ['Daily', 'Weekly'])]
    """
    evidence = Evidence(as_view(view))
    judged = evidence.judgement(evidence.find(assertion))
    rows: list[Origin] = []
    for stance in (Stance.AFFIRMS, Stance.DENIES):
        words = judged.shown(stance)
        own = _own_words(evidence, words)
        repeating: dict[str, list[Repetition]] = {}
        for word in words:
            repetition = [] if isinstance(word.rests_on, str) else [_repetition(evidence, word)]
            for origin in sorted(evidence.citations.origins(word.rests_on)):
                repeating.setdefault(origin, []).extend(repetition)
        rows += (Origin(one, stance, tuple(own.get(one, ())), tuple(found)) for one, found in repeating.items())
    return Rows(rows, Origin)


@asking
def circular_reports(view: View | ClaimGraph) -> Rows[CircularReport]:
    """List the rings of reports that repeat each other and nobody outside.

    A ring that a later report closes counts from then on, and one that somebody outside feeds never does.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.

    Returns
    -------
    Rows of CircularReport
        In the order of the log.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Wire", "affirms", "Bridge open", asserted_at="2022-07-02", cites="Agency"),
    ...     Claim("Agency", "affirms", "Bridge open", asserted_at="2022-07-03", cites="Wire"),
    ... ])
    >>> len(circular_reports(g)), status(g, "Bridge open").value
    (1, 'claimed')
    >>> seen = g.add(Claim("Wire", "affirms", "Bridge open", asserted_at="2022-07-04", cites=["Agency", "Eyewitness"]))
    >>> len(circular_reports(g))
    0
    """
    evidence = Evidence(as_view(view))
    known = evidence.known
    claims = {claim.id: (place, claim) for place, claim in evidence.admitted(known.claims())}
    graph: nx.DiGraph[Cited] = nx.DiGraph()
    for one, (_, claim) in claims.items():
        rests_on = evidence.rests_on(claim)
        if not isinstance(rests_on, str) and not evidence.citations.origins(rests_on):
            # What was let go of leads nowhere.
            graph.add_edges_from((one, cited) for cited in evidence.citations.onward(one))
    for cited in list(graph):
        if isinstance(cited, Said):
            graph.add_edges_from((cited, one) for one in evidence.citations.onward(cited))
    graph.remove_nodes_from([node for node in graph if not isinstance(node, Said) and node not in claims])
    rings = (ring for ring in nx.strongly_connected_components(graph) if len(ring) > 1 or _cites_itself(graph, ring))
    members = (sorted((claims[one] for one in ring if isinstance(one, str)), key=_place) for ring in rings)
    return Rows((_report(evidence, ring) for ring in sorted(members, key=lambda ring: _place(ring[0]))), CircularReport)


def _own_words(evidence: Evidence, words: list[Word]) -> dict[str, list[Claim]]:
    """Give for each origin the claims that are its own word, of all that some words are or go back to."""
    reached = evidence.citations.reached(word.rests_on for word in words)
    cited = evidence.words_of(one for one in reached if isinstance(one, str))
    found: dict[str, list[Claim]] = {}
    for word in sorted({word.claim.id: word for word in (*cited, *words)}.values(), key=lambda word: word.order):
        if isinstance(word.rests_on, str):
            found.setdefault(word.rests_on, []).append(word.claim)
    return found


def _repetition(evidence: Evidence, word: Word) -> Repetition:
    cited = (evidence.source_cited(item) for item in word.claim.cites)
    return Repetition(word.source, tuple(dict.fromkeys(name for name in cited if name is not None)), word.claim)


def _cites_itself(graph: nx.DiGraph[Cited], ring: set[Cited]) -> bool:
    return any(graph.has_edge(one, one) for one in ring)


def _place(item: tuple[int, Claim]) -> int:
    return item[0]


def _report(evidence: Evidence, ring: list[tuple[int, Claim]]) -> CircularReport:
    known, claims = evidence.known, [claim for _, claim in ring]
    texts = dict.fromkeys(known.text(known.assertion(claim.assertion)) for claim in claims)
    sources = dict.fromkeys(known.name(known.source(claim.source)) for claim in claims)
    return CircularReport(tuple(texts), tuple(sources), tuple(claims))
