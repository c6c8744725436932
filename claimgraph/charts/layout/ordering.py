"""In which order to set out two columns, so that what belongs together is close together."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from statistics import fmean

import networkx as nx

_SWEEPS = 12


def ordered(
    left: Sequence[object], right: Sequence[object], pairs: Iterable[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    """Order two columns by the means of the places of what each is tied to, in turns, until that settles.

    What is tied together in no way stands apart: the largest part comes first, parts of one size in the order given.

    Parameters
    ----------
    left, right : sequence
        The columns as they are given.
    pairs : iterable of tuple of int
        The ties, each the place of one in the left column and of one in the right.

    Returns
    -------
    tuple of list of int
        The places, in the new order, of both columns.

    References
    ----------
    K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical system structures", IEEE
    Transactions on Systems, Man, and Cybernetics 11 (1981): the barycentric method.

    Examples
    --------
    >>> ordered("abc", "xyz", [(0, 2), (1, 0), (1, 2), (2, 1)])
    ([0, 1, 2], [2, 0, 1])
    """
    ties: nx.Graph[tuple[int, int]] = nx.Graph()
    ties.add_nodes_from((0, at) for at in range(len(left)))
    ties.add_nodes_from((1, at) for at in range(len(right)))
    ties.add_edges_from(((0, a), (1, b)) for a, b in pairs)
    parts = sorted((sorted(part) for part in nx.connected_components(ties)), key=lambda part: (-len(part), part))
    settled = [_settle(ties, part) for part in parts]
    return [at for first, _ in settled for at in first], [at for _, second in settled for at in second]


def _settle(ties: nx.Graph[tuple[int, int]], part: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Order one connected part."""
    columns = ([node for node in part if node[0] == 0], [node for node in part if node[0] == 1])
    for sweep in range(2 * _SWEEPS):
        moved, fixed = columns[(sweep + 1) % 2], columns[sweep % 2]
        place = {node: at for at, node in enumerate(fixed)}
        now = {node: at for at, node in enumerate(moved)}
        moved.sort(key=lambda node: (fmean(map(place.__getitem__, ties[node])) if ties[node] else 0.0, now[node]))
    return [at for _, at in columns[0]], [at for _, at in columns[1]]


def crossings(left: Sequence[int], right: Sequence[int], pairs: Iterable[tuple[int, int]]) -> int:
    """Count how often straight lines between two columns cross.

    Parameters
    ----------
    left, right : sequence of int
        The columns, in their order.
    pairs : iterable of tuple of int
        The lines, each from one in the left column to one in the right.

    Examples
    --------
    >>> crossings([0, 1], [0, 1], [(0, 1), (1, 0), (1, 1)])
    1
    """
    first, second = ({one: place for place, one in enumerate(column)} for column in (left, right))
    found = 0
    above: list[int] = []  # where lines end that begin higher up
    waiting: list[int] = []  # lines from one place do not cross each other
    start = -1
    for begin, end in sorted((first[a], second[b]) for a, b in pairs):
        if begin != start:
            for one in waiting:
                insort(above, one)
            waiting, start = [], begin
        found += len(above) - bisect_left(above, end + 1)
        waiting.append(end)
    return found


def spread(wanted: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Move places in an order apart as little as it takes, so that each is a gap from the one before it.

    Parameters
    ----------
    wanted : sequence of float
        Where each would best be.
    gaps : sequence of float
        How far each must at least be from the one before; that of the first says nothing.

    Returns
    -------
    list of float
        Where each is: the nearest such places, by the sum of squares (pooling adjacent violators).

    Examples
    --------
    >>> spread([5, 5, 20], [0, 4, 4])
    [3.0, 7.0, 20]
    """
    offsets = [sum(gaps[1 : at + 1]) for at in range(len(wanted))]
    blocks: list[tuple[float, int]] = []  # a mean, and of how many
    for want, offset in zip(wanted, offsets, strict=True):
        mean, size = want - offset, 1
        while blocks and blocks[-1][0] > mean:
            before, count = blocks.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        blocks.append((mean, size))
    means = [mean for mean, size in blocks for _ in range(size)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
