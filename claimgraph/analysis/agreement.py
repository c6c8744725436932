"""Who sides with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

import networkx as nx

from claimgraph.analysis.outcomes import OPPOSITE
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.records.ids import normalise
from claimgraph.standing.interval import PRESENT, Moment
from claimgraph.times.instants import FOREVER

_Pairs = set[tuple[str, str]]


@asking
def agreement(view: View | ClaimGraph) -> nx.Graph[str]:
    """Return how often each two sources agree, and how often they contradict each other.

    What is counted is questions, not assertions: all assertions of one subject and predicate are answers to one
    question, and an assertion without these is a question of its own. A question counts once at present and once for
    each dated stretch, however many of its answers somebody spoke of; times that the same claims of both decide count
    together, once. Sources stand where `positions` has them about that time, be it by their own words or by what
    these imply. Two contradict each other that hold the two sides of a dispute over any answer, and agree that hold
    one side of some answer and contradict each other on none; who doubts does neither. So ten years alike and one
    apart are ten times ``agree`` and once ``contradict``. Agreement shows who says the same, not why: of those who
    only repeat each other, see `origins`.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.

    Returns
    -------
    networkx.Graph
        Nodes are the names of the sources that hold a side on anything, in the order in which they were named
        first, with the number of their ``positions``: the questions on which they hold a side, counted likewise.
        Edges join those that met on some question, with the counts
        ``agree`` and ``contradict``, and ``weight``, the first less the second, which may be negative.
        Algorithms for communities mostly want weights above nought: hand them the edges that have these,
        as below.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Moscow", "affirms", "City taken", asserted_at="2022-07-02"),
    ...     Claim("Luhansk People's Militia", "affirms", "City taken", asserted_at="2022-07-02"),
    ...     Claim("Kyiv", "denies", "City taken", asserted_at="2022-07-02"),
    ... ])
    >>> sides = agreement(g)
    >>> list(sides.edges(data="weight"))
    [('Moscow', "Luhansk People's Militia", 1), ('Moscow', 'Kyiv', -1), ("Luhansk People's Militia", 'Kyiv', -1)]
    >>> allied = sides.copy()
    >>> allied.remove_edges_from([(a, b) for a, b, weight in sides.edges(data="weight") if weight <= 0])
    >>> import networkx as nx
    >>> sorted(map(sorted, nx.community.louvain_communities(allied, seed=1)))
    [['Kyiv'], ["Luhansk People's Militia", 'Moscow']]
    """
    evidence = Evidence(as_view(view))
    place = {evidence.known.name(one): at for at, one in enumerate(evidence.known.sources)}
    taken: Counter[str] = Counter()
    agree: Counter[tuple[str, str]] = Counter()
    contradict: Counter[tuple[str, str]] = Counter()
    for answers in _questions(evidence).values():
        times = list(_times([_judged(evidence, one) for one in answers]))
        counted: set[tuple[object, ...]] = set()
        for moments in times:
            by_source = _deciding(moments)
            names = sorted(by_source, key=place.__getitem__)
            alike, apart = _relations(moments, place)
            for name in names:
                taken[name] += _is_new(counted, (name, frozenset(by_source[name])))
            for pairs, counts in ((alike - apart, agree), (apart, contradict)):
                if len(times) == 1:
                    counts.update(pairs)
                    continue
                for a, b in pairs:
                    counts[a, b] += _is_new(counted, (a, b, frozenset(by_source[a] | by_source[b]), counts is agree))
    return _graph(sorted(taken, key=place.__getitem__), taken, agree, contradict)


def _questions(evidence: Evidence) -> dict[object, list[str]]:
    """Return the assertions that answer each question: those of one subject and predicate."""
    found: dict[object, list[str]] = {}
    for one in evidence.known.assertions:
        triple = evidence.known.assertion_record(one).triple
        found.setdefault(one if triple is None else tuple(map(normalise, triple[:2])), []).append(one)
    return found


def _judged(evidence: Evidence, assertion: str) -> list[Moment]:
    """Return the moments at which an assertion is judged that somebody has spoken of."""
    words = evidence.words(assertion)
    return evidence.moments(words) if any(word.lead is None for word in words) else []


def _times(answers: list[list[Moment]]) -> Iterator[list[Moment]]:
    """Return for each time that the answers of a question are judged at the moment of each that it lies in."""
    ends = sorted({end for moments in answers for moment in moments for end in moment.bounds})
    for start in (*ends, *([FOREVER] if FOREVER not in ends else [])):
        there = [moment for moments in answers for moment in moments if _covers(moment, start)]
        if there:
            yield there


def _covers(moment: Moment, start: int) -> bool:
    return start == FOREVER if moment.bounds == PRESENT else moment.bounds[0] <= start < moment.bounds[1]


def _deciding(moments: Iterable[Moment]) -> dict[str, set[str]]:
    """Return the claims by which each source that holds a side holds it, by their ids."""
    found: dict[str, set[str]] = {}
    for moment in moments:
        for side in OPPOSITE:
            for source, word in moment.sides[side].items():
                found.setdefault(source, set()).add(word.claim.id)
    return found


def _relations(
    moments: Iterable[Moment], place: Mapping[str, int]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the pairs that hold one side of some answer, and those on the two sides of a dispute."""
    alike: _Pairs = set()
    apart: _Pairs = set()
    for moment in moments:
        camps = [sorted(moment.sides[side], key=place.__getitem__) for side in OPPOSITE]
        for camp in camps:
            alike.update(combinations(camp, 2))
        if moment.is_disputed:
            apart.update((a, b) if place[a] < place[b] else (b, a) for a, b in product(*camps))
    return alike, apart


def _is_new(counted: set[tuple[object, ...]], what: tuple[object, ...]) -> bool:
    """Tell whether something is counted for the first time, and keep that it is counted now."""
    is_new = what not in counted
    counted.add(what)
    return is_new


def _graph(
    names: Iterable[str],
    taken: Counter[str],
    agree: Counter[tuple[str, str]],
    contradict: Counter[tuple[str, str]],
) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    places = {name: at for at, name in enumerate(names)}
    graph.add_nodes_from((name, {"positions": taken[name]}) for name in places)
    for a, b in sorted(agree.keys() | contradict.keys(), key=lambda pair: (places[pair[0]], places[pair[1]])):
        graph.add_edge(a, b, agree=agree[a, b], contradict=contradict[a, b], weight=agree[a, b] - contradict[a, b])
    return graph
