"""The parts of a commitment graph: literals, the edges between them, and the paths found through it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import attrs

from claimgraph.records.base import Record
from claimgraph.records.declarations import Part
from claimgraph.records.stance import Stance
from claimgraph.rules.values import Value

Slot = tuple[str, str]
"""A subject and a predicate, normalised: what has values."""


class Node(NamedTuple):
    """An assertion as the rules see it, recorded or not.

    Where its predicate is declared, it has the slot that its value fills, subject and value as written, and
    the value as read.
    """

    id: str
    text: str
    slot: Slot | None = None
    subject: str = ""
    written: str = ""
    value: Value = ""


class Filled(NamedTuple):
    """What a subject may be said to have as values of a predicate.

    Attributes
    ----------
    values : dict
        The assertions that say so, by their ids.
    parts : dict
        For each term, by its normalised text: the assertions of those that are parts of it, each with what says so, and
        where that stands in the log.
    passed_over : dict
        For each assertion that was dismissed beside others: those of them that are among the values.
    """

    values: dict[str, Node]
    parts: dict[str, list[tuple[Node, Part, int]]]
    passed_over: dict[str, list[Node]]


class Literal(NamedTuple):
    """An assertion, by its id, together with whether it holds."""

    assertion: str
    holds: bool


@attrs.frozen
class Step:
    """One step from what is said towards what it commits to.

    Attributes
    ----------
    premise : str
        The text of the assertion that the step starts from.
    holds : bool
        Whether it starts from its holding, or from its not holding.
    conclusion : str
        The text of the assertion that it leads to.
    concludes : bool
        Whether it leads to its holding, or to its not holding.
    kind : str
        ``"link"``, ``"value"``, ``"quantity"``, ``"date"`` or ``"inherited"``.
    rule : Record
        The link, the predicate or the part that says so.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Link("City taken", "contrary", "City held"),
    ...     Claim("Moscow", "affirms", "City taken", asserted_at="2022-07-02"),
    ... ])
    >>> step = positions(g, "City held")[0].path[0]
    >>> step.premise, step.holds, step.conclusion, step.concludes
    ('City taken', True, 'City held', False)
    """

    premise: str
    holds: bool
    conclusion: str
    concludes: bool
    kind: str
    rule: Record

    def __str__(self) -> str:
        start, end = ("" if holds else "not " for holds in (self.holds, self.concludes))
        return f"{start}{self.premise} → {end}{self.conclusion}"


class End(NamedTuple):
    """A literal together with what is known of its assertion."""

    node: Node
    holds: bool

    @property
    def literal(self) -> Literal:
        """The literal."""
        return Literal(self.node.id, self.holds)


class Edge(NamedTuple):
    """An edge of the commitment graph, met from its end."""

    start: End
    kind: str
    rule: Record
    place: int
    sure: bool = True


Reached = dict[Literal, tuple[Edge, End] | None]
"""How a search came to each literal: the edge that leads on from it, and to where; none at the target."""


class Lead:
    """What a literal commits to: for or against the assertion asked about, how surely, and by which path."""

    __slots__ = ("_reached", "_start", "affirms", "sure")

    def __init__(self, start: Literal, reached: Reached, *, affirms: bool, sure: bool) -> None:
        self.affirms = affirms
        self.sure = sure
        self._start = start
        self._reached = reached

    @property
    def literal(self) -> Literal:
        """What commits."""
        return self._start

    @property
    def stance(self) -> Stance:
        """Where it puts a source on the assertion asked about."""
        return Stance.AFFIRMS if self.affirms else Stance.DENIES

    @property
    def path(self) -> tuple[Step, ...]:
        """The steps from the literal to the assertion asked about."""
        return tuple(step for _, _, step in self.trail)

    @property
    def trail(self) -> Iterator[tuple[Literal, Literal, Step]]:
        """The steps, each with the literals that it leads from and to."""
        passed = self._reached[self._start]
        while passed is not None:
            edge, end = passed
            start = edge.start
            step = Step(start.node.text, start.holds, end.node.text, end.holds, edge.kind, edge.rule)
            yield start.literal, end.literal, step
            passed = self._reached[end.literal]


Leads = tuple[dict[Literal, Lead], dict[Literal, tuple[Lead, Lead]]]
"""What each literal commits to; and those that commit to both sides, with both ways."""
