"""Who sides with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations, product

import networkx as nx

from claimgraph.aftermath import OPPOSITE
from claimgraph.evidence import Evidence
from claimgraph.graph import ClaimGraph
from claimgraph.stance import Status
from claimgraph.view import View, as_view, asking


@asking
def agreement(view: View | ClaimGraph) -> nx.Graph[str]:
    """Tell how often each two sources agree, and how often they contradict each other.

    They are compared on every recorded assertion that somebody has spoken of, by where they stand at the moment
    that decides its status, be it by their own words or by what these imply. Two agree that hold one side, and
    contradict each other where they hold the two sides of a dispute; who doubts does neither. Agreement shows
    who says the same, not why: of those who only repeat each other, see `origins`.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.

    Returns
    -------
    networkx.Graph
        Nodes are the names of the sources that hold a side on anything, in the order in which they were named
        first, with the number of their ``positions``. Edges join those that met on some assertion, with the counts
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
    for assertion in evidence.known.assertions:
        judged = evidence.judgement(assertion)
        stances = judged.stances
        names = sorted(stances, key=place.__getitem__)
        camps = [[name for name in names if stances[name] is side] for side in OPPOSITE]
        for camp in camps:
            taken.update(camp)
            agree.update(combinations(camp, 2))
        if judged.status is Status.DISPUTED:
            contradict.update((a, b) if place[a] < place[b] else (b, a) for a, b in product(*camps))
    return _graph(sorted(taken, key=place.__getitem__), taken, agree, contradict)


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
