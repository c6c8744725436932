"""Predicates, parts and links as the commitment graph: what a claim commits its source to.

Take each assertion twice, as the literals that it holds and that it does not hold. Declared knowledge
draws edges between literals, each together with its contrapositive:

- links: A entails B; A and B are equivalent, contrary (not both true) or contradictory (exactly one true);
- values of one subject and predicate: a value that is part of another, a narrower quantity or date, entails
  the wider; different values of a single-valued predicate, and quantities or dates that share nothing, are
  contrary;
- an inherited predicate: what holds of a whole holds of its parts.

A claim commits its source to all that can be reached from what it says. The graph is never built: a search
runs backwards from the assertion asked about, through assertions that nobody recorded too, and only where
something recorded can lie. So a slot of k values costs no k² edges, and the 30,000 parts of a region are not
walked because one of them is asked about.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidRecord
from claimgraph.ids import normalise, triple_id
from claimgraph.knowledge import Link, Part, Predicate, Relation, ValueKind
from claimgraph.literals import Edge, End, Lead, Leads, Literal, Node, Reached, Slot
from claimgraph.model import Assertion
from claimgraph.record import Record
from claimgraph.values import bearing, read_value


class Recorded(Protocol):
    """What the rules need to know of the log."""

    def find(self, reference: Assertion | str) -> tuple[str, Assertion]:
        """Give the id and the record of an assertion that a link or an edge names."""

    def filling(self, slot: Slot) -> Iterable[tuple[str, Assertion]]:
        """Give the recorded assertions of a slot, with their ids."""

    def subjects(self, predicate: str) -> Iterable[str]:
        """Give the subjects, normalised, that a predicate was recorded of."""

    def recorded_text(self, assertion: str) -> str | None:
        """Give the text of an assertion by its id, if it is recorded."""


class Rules:
    """Declared knowledge, and the search through it.

    Parameters
    ----------
    declared : iterable of tuple
        The predicates, links and parts in force, each with its place in the log, in that order.
    dismissed : set of frozenset
        The pairs of ids of assertions that were judged to be no contradiction.
    log : Recorded
        Gives what is recorded of assertions.
    zone : ZoneInfo
        The zone that dates are read in.

    Attributes
    ----------
    related : dict
        For each assertion that was asked about, what is related to it: see `claimgraph.bearing`.
    """

    def __init__(
        self,
        declared: Iterable[tuple[int, Record]],
        dismissed: set[frozenset[str]],
        log: Recorded,
        zone: ZoneInfo,
    ) -> None:
        self.dismissed = dismissed
        self._log = log
        self._zone = zone
        self._predicates: dict[str, tuple[Predicate, int]] = {}
        self._links: dict[Literal, list[tuple[Link, str, bool, int]]] = {}
        self._wholes: dict[str, list[tuple[str, Part, int]]] = {}
        self._parts: dict[str, list[tuple[str, Part, int]]] = {}
        self._spelled: dict[str, str] = {}
        for place, record in declared:
            self._declare(record, place)
        self._shared = self._and_above(inner for inner, outer in self._wholes.items() if len(outer) > 1)
        self._spoken_of: dict[str, set[str]] = {}
        self._read: dict[Slot, list[Node]] = {}
        self.related: dict[str, Any] = {}

    def __bool__(self) -> bool:
        return bool(self._links or self._predicates)

    def node(self, assertion_id: str, assertion: Assertion) -> Node:
        """Give an assertion as the rules see it."""
        if assertion.triple is None or normalise(assertion.triple[1]) not in self._predicates:
            return Node(assertion_id, assertion.text)
        subject, name, value = assertion.triple
        slot = normalise(subject), normalise(name)
        try:
            read = read_value(self._predicates[slot[1]][0], value)
        except InvalidRecord:  # its predicate was corrected since it was recorded
            return Node(assertion_id, assertion.text)
        return Node(assertion_id, assertion.text, slot, subject, value, read)

    def leads(self, target: Node, *, dismissals: bool = True) -> Leads:
        """Find every literal of other assertions that commits to an assertion, or against it; maybe its own too.

        Parameters
        ----------
        target : Node
            The assertion asked about.
        dismissals : bool
            Whether to leave out steps that were dismissed.

        Returns
        -------
        dict of Literal to Lead
            What each commits to, by a shortest path.
        dict of Literal to pair of Lead
            Those that commit to both sides, and so to neither.
        """
        leads: dict[Literal, Lead] = {}
        torn: dict[Literal, tuple[Lead, Lead]] = {}
        if self._is_alone(target):  # as most are: to find nothing by a search takes nearly six times as long
            return leads, torn
        for sure in (True, False):
            found: dict[bool, Reached] = {}
            passed_by = False
            for affirms in (True, False):
                found[affirms], has_more = self._search(End(target, affirms), sure=sure, dismissals=dismissals)
                passed_by = passed_by or has_more
            for affirms, reached in found.items():
                for literal in reached:
                    if literal in leads or literal in torn:
                        continue
                    lead = Lead(literal, reached, affirms=affirms, sure=sure)
                    if affirms and literal in found[False]:
                        torn[literal] = lead, Lead(literal, found[False], affirms=False, sure=sure)
                    else:
                        leads[literal] = lead
            if not passed_by:
                break  # what is only possible leads nowhere else
        return leads, torn

    def _declare(self, record: Record, place: int) -> None:
        if isinstance(record, Predicate):
            self._predicates[normalise(record.name)] = record, place
        elif isinstance(record, Link):
            a, b = self._log.find(record.a)[0], self._log.find(record.b)[0]
            for start, start_holds, end, end_holds in _implied(record.relation, a, b):
                self._links.setdefault(Literal(end, end_holds), []).append((record, start, start_holds, place))
        elif isinstance(record, Part):
            inner, outer = normalise(record.part), normalise(record.of)
            self._spelled.setdefault(inner, record.part)
            self._spelled.setdefault(outer, record.of)
            self._wholes.setdefault(inner, []).append((outer, record, place))
            self._parts.setdefault(outer, []).append((inner, record, place))

    def _is_alone(self, node: Node) -> bool:
        """Tell whether surely no edge ends at either literal of an assertion."""
        if any(Literal(node.id, holds) in self._links for holds in (True, False)):
            return False
        if node.slot is None:
            return True
        predicate, _ = self._predicates[node.slot[1]]
        if predicate.inherits or node.value in self._wholes:
            return False
        recorded = self._recorded(node, predicate)
        return len(recorded) == 1 and recorded[0].id == node.id

    def _search(self, target: End, *, sure: bool, dismissals: bool) -> tuple[Reached, bool]:
        """Walk backwards from a literal, the shortest paths first, ties in the order of the log.

        Tells besides whether edges were passed by that are not sure.
        """
        reached: Reached = {target.literal: None}
        passed_by = False
        waiting: deque[tuple[End, Edge | None]] = deque([(target, None)])
        while waiting:
            end, onward = waiting.popleft()
            for edge in sorted(self._into(end, onward), key=lambda edge: edge.place):
                start = edge.start.literal
                pair = frozenset((start.assertion, end.node.id))
                if start in reached or (dismissals and pair in self.dismissed):
                    continue
                if sure and not edge.sure:
                    passed_by = True
                    continue
                reached[start] = edge, end
                waiting.append((edge.start, edge))
        return reached, passed_by

    def _into(self, end: End, onward: Edge | None) -> Iterator[Edge]:
        """Give the edges that end at a literal, but for those that an edge leading onward from it spares."""
        for link, start, holds, place in self._links.get(end.literal, ()):
            yield Edge(End(self.node(*self._log.find(start)), holds), "link", link, place)
        if end.node.slot is None:
            return
        predicate, place = self._predicates[end.node.slot[1]]
        # What is narrower than the narrower, or excludes the wider, was met from the first value of the slot: to
        # look again from each would cost the square of the slot. Unless a dismissal closed the direct way.
        is_known = onward is not None and isinstance(onward.rule, Predicate) and not self.dismissed
        if predicate.values is not ValueKind.TERM:
            yield from () if is_known else self._of_ranges(end, predicate, place)
        elif not is_known:
            yield from self._of_terms(end, predicate, place)
        if predicate.inherits:
            yield from self._inherited(end)

    def _of_terms(self, end: End, predicate: Predicate, place: int) -> Iterator[Edge]:
        """Give the edges between terms: a part entails its whole, and others are contrary where one is held."""
        value = str(end.node.value)
        if not end.holds:
            for _, part, at in self._wholes.get(value, ()):
                yield Edge(End(self._made(end.node, value=part.of), False), "value", part, at)
        for other, written in self._terms(end.node, predicate).items():
            if end.holds:
                parts = ((part, at) for outer, part, at in self._wholes.get(other, ()) if outer == value)
                yield from (Edge(End(self._made(end.node, value=written), True), "value", *part) for part in parts)
            elif predicate.single_valued and self._are_apart(other, value):
                yield Edge(End(self._made(end.node, value=written), True), "value", predicate, place)

    def _of_ranges(self, end: End, predicate: Predicate, place: int) -> Iterator[Edge]:
        """Give the edges between quantities or dates: the narrower entails the wider, apart they are contrary."""
        kind = predicate.values.value
        for recorded in self._recorded(end.node, predicate):
            if recorded.written == end.node.written:
                continue
            other = self._made(end.node, value=recorded.written)
            found = bearing(other.value, end.node.value, self._zone)
            if found.excludes and not end.holds:
                yield Edge(End(other, True), kind, predicate, place, found.sure)
            narrower = found if end.holds else bearing(end.node.value, other.value, self._zone)
            if narrower.entails:
                yield Edge(End(other, end.holds), kind, predicate, place, narrower.sure)

    def _inherited(self, end: End) -> Iterator[Edge]:
        """Give what passes from wholes to parts: what holds of a whole, and what does not hold of a part."""
        assert end.node.slot is not None
        subject, name = end.node.slot
        if end.holds:
            for _, part, place in self._wholes.get(subject, ()):
                yield Edge(End(self._made(end.node, subject=part.of), True), "inherited", part, place)
            return
        if name not in self._spoken_of:
            self._spoken_of[name] = self._and_above(self._log.subjects(name))
        for inner, part, place in self._parts.get(subject, ()):
            # Only where something is recorded of the part or its parts, or can come to it from another whole.
            if inner in self._spoken_of[name] or inner in self._shared:
                yield Edge(End(self._made(end.node, subject=part.part), False), "inherited", part, place)

    def _recorded(self, node: Node, predicate: Predicate) -> list[Node]:
        """Give what is recorded of a node's subject, and of all that it inherits from."""
        assert node.slot is not None
        found = self._read.get(node.slot)
        if found is None:
            subject, name = node.slot
            above = self._above(subject) if predicate.inherits else [subject]
            found = [self.node(*recorded) for one in above for recorded in self._log.filling((one, name))]
            self._read[node.slot] = found
        return found

    def _terms(self, node: Node, predicate: Predicate) -> dict[str, str]:
        """Give the terms that a subject may be said to have, as written: those recorded, and what they are parts of."""
        recorded = {str(other.value): other.written for other in self._recorded(node, predicate)}
        above = {term: self._spelled[term] for value in recorded for term in self._above(value) if term not in recorded}
        return recorded | above

    def _made(self, node: Node, *, subject: str | None = None, value: str | None = None) -> Node:
        """Give the assertion with another subject or value, which nobody may have recorded."""
        assert node.slot is not None
        subject, written = subject or node.subject, value or node.written
        slot = normalise(subject), node.slot[1]
        predicate = self._predicates[slot[1]][0]
        made = triple_id(subject, slot[1], written)
        text = self._log.recorded_text(made) or f"{subject} {predicate.name} {written}"
        return Node(made, text, slot, subject, written, read_value(predicate, written))

    def _are_apart(self, value: str, other: str) -> bool:
        """Tell whether no part of one value is a part of the other, themselves among these."""
        if value in self._above(other) or other in self._above(value):
            return False
        if value not in self._shared or other not in self._shared:
            return True
        return self._below(value).isdisjoint(self._below(other))

    def _below(self, name: str) -> set[str]:
        """Give a subject or value and all its parts."""
        found = {name}
        waiting = [name]
        while waiting:
            new = {inner for inner, _, _ in self._parts.get(waiting.pop(), ())} - found
            found |= new
            waiting += new
        return found

    def _above(self, name: str) -> dict[str, None]:
        """Give a subject or value and all that it is a part of, the nearest first."""
        found = {name: None}
        waiting = deque([name])
        while waiting:
            for outer, _, _ in self._wholes.get(waiting.popleft(), ()):
                if outer not in found:
                    found[outer] = None
                    waiting.append(outer)
        return found

    def _and_above(self, names: Iterable[str]) -> set[str]:
        return {outer for name in names for outer in self._above(name)}


def _implied(relation: Relation, a: str, b: str) -> list[tuple[str, bool, str, bool]]:
    """Give the edges of a link between two assertions: start, whether it holds, end, whether it holds."""
    edges = []
    if relation in (Relation.ENTAILS, Relation.EQUIVALENT):
        edges += [(a, True, b, True), (b, False, a, False)]
    if relation is Relation.EQUIVALENT:
        edges += [(b, True, a, True), (a, False, b, False)]
    if relation in (Relation.CONTRARY, Relation.CONTRADICTORY):
        edges += [(a, True, b, False), (b, True, a, False)]
    if relation is Relation.CONTRADICTORY:
        edges += [(a, False, b, True), (b, False, a, True)]
    return edges
