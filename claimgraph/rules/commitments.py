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
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidRecord
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion
from claimgraph.records.declarations import Link, Part, Predicate, Relation, ValueKind
from claimgraph.records.ids import normalise, triple_id
from claimgraph.rules.literals import Edge, End, Filled, Lead, Leads, Literal, Node, Reached, Slot
from claimgraph.rules.values import bearing, read_value


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
        For each assertion that was asked about, what is related to it: see `claimgraph.evaluation.related`.
    """

    def __init__(
        self,
        declared: Iterable[tuple[int, Record]],
        dismissed: set[frozenset[str]],
        log: Recorded,
        zone: ZoneInfo,
    ) -> None:
        self.dismissed = dismissed
        self._dismissed_beside: dict[str, set[str]] = {}
        for pair in dismissed:
            for one in pair:
                self._dismissed_beside.setdefault(one, set()).update(pair - {one})
        self._log = log
        self._zone = zone
        self._predicates: dict[str, tuple[Predicate, int]] = {}
        self._links: dict[Literal, list[tuple[Link, str, bool, int]]] = {}
        self._wholes: dict[str, list[tuple[str, Part, int]]] = {}
        self._parts: dict[str, list[tuple[str, Part, int]]] = {}
        self._spelled: dict[str, str] = {}
        for place, record in declared:
            self._declare(record, place)
        self._shared = self._above(*(inner for inner, outer in self._wholes.items() if len(outer) > 1))
        self._spoken_of: dict[str, dict[str, None]] = {}
        self._read: dict[Slot, list[Node]] = {}
        self._filled: dict[tuple[Slot, str], Filled] = {}
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
        except InvalidRecord:  # it compares with nothing: see `claimgraph.log.unreadable_values`
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
        recorded = self._recorded(node.slot)
        return len(recorded) == 1 and recorded[0].id == node.id

    def _search(self, target: End, *, sure: bool, dismissals: bool) -> tuple[Reached, bool]:
        """Walk backwards from a literal, the shortest paths first, ties in the order of the log.

        Tells besides whether edges were passed by that are not sure.
        """
        reached: Reached = {target.literal: None}
        passed_by = False
        waiting: deque[tuple[End, Node | None]] = deque([(target, None)])
        while waiting:
            end, met_from = waiting.popleft()
            for edge in sorted(self._into(end, met_from), key=lambda edge: edge.place):
                start = edge.start.literal
                pair = frozenset((start.assertion, end.node.id))
                if start in reached or (dismissals and pair in self.dismissed):
                    continue
                if sure and not edge.sure:
                    passed_by = True
                    continue
                reached[start] = edge, end
                waiting.append((edge.start, self._met_from(edge, end, met_from)))
        return reached, passed_by

    def _met_from(self, edge: Edge, end: End, met_from: Node | None) -> Node | None:
        """Give the assertion from which all values of a slot were met that an edge could lead to, if there is one.

        What is narrower than the narrower, or excludes the wider, was met from the first value of the slot: to look
        again from each would cost the square of the slot. But what excludes one whole may lie in another with it.
        """
        if edge.kind in ("link", "inherited"):
            return None
        if isinstance(edge.rule, Part) and not edge.start.holds and len(self._wholes[str(end.node.value)]) > 1:
            return None
        return met_from or end.node

    def _into(self, end: End, met_from: Node | None) -> Iterator[Edge]:
        """Give the edges that end at a literal, but for those to values that were met from another, as is given."""
        for link, start, holds, place in self._links.get(end.literal, ()):
            yield Edge(End(self.node(*self._log.find(start)), holds), "link", link, place)
        if end.node.slot is None:
            return
        predicate, place = self._predicates[end.node.slot[1]]
        if predicate.values is not ValueKind.TERM:
            yield from self._of_ranges(end, predicate, place, met_from)
        elif end.holds:
            yield from self._of_parts(end, predicate)
        else:
            yield from self._of_others(end, predicate, place, met_from)
        if predicate.inherits:
            yield from self._inherited(end)

    def _of_parts(self, end: End, predicate: Predicate) -> Iterator[Edge]:
        """Give the edges to a term that is held: its parts entail it."""
        value = str(end.node.value)
        if value in self._parts:
            for inner, part, at in self._filling(end.node, predicate).parts.get(value, ()):
                yield Edge(End(inner, True), "value", part, at)

    def _of_others(self, end: End, predicate: Predicate, place: int, met_from: Node | None) -> Iterator[Edge]:
        """Give the edges to a term that is not held: nor are its wholes then, and others are contrary to it."""
        value = str(end.node.value)
        for _, part, at in self._wholes.get(value, ()):
            yield Edge(End(self._made(end.node, value=part.of), False), "value", part, at)
        if predicate.single_valued and (others := self._others(end.node, predicate, met_from)):
            compatible = self._compatible(value, self._filling(end.node, predicate))
            for other in others:
                if str(other.value) not in compatible:
                    yield Edge(End(other, True), "value", predicate, place)

    def _of_ranges(self, end: End, predicate: Predicate, place: int, met_from: Node | None) -> Iterator[Edge]:
        """Give the edges between quantities or dates: the narrower entails the wider, apart they are contrary."""
        kind = predicate.values.value
        for other in self._others(end.node, predicate, met_from):
            if other.id == end.node.id:
                continue
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
            self._spoken_of[name] = self._above(*self._log.subjects(name))
        for inner, part, place in self._parts.get(subject, ()):
            # Only where something is recorded of the part or its parts, or can come to it from another whole.
            if inner in self._spoken_of[name] or inner in self._shared:
                yield Edge(End(self._made(end.node, subject=part.part), False), "inherited", part, place)

    def _recorded(self, slot: Slot) -> list[Node]:
        """Give what is recorded of a subject and predicate."""
        found = self._read.get(slot)
        if found is None:
            found = self._read[slot] = [self.node(*recorded) for recorded in self._log.filling(slot)]
        return found

    def _filling(self, node: Node, predicate: Predicate) -> Filled:
        """Give what the subject of a node may be said to have: the values recorded, and what terms are parts of."""
        assert node.slot is not None
        found = self._filled.get((node.slot, node.subject))
        if found is None:
            subject, name = node.slot
            above = self._above(subject) if predicate.inherits else (subject,)
            found = Filled({}, {}, {})
            recorded = (one for subject in above for one in self._recorded((subject, name)) if one.slot is not None)
            for written in dict.fromkeys(one.written for one in recorded):
                made = self._made(node, value=written)
                found.values.setdefault(made.id, made)
            if predicate.values is ValueKind.TERM:
                self._add_wholes(node, found)
            self._filled[node.slot, node.subject] = found
        return found

    def _others(self, node: Node, predicate: Predicate, met_from: Node | None) -> Collection[Node]:
        """Give the values to compare one with: where all were met from another, those that a dismissal closed to it."""
        if met_from is not None and met_from.id not in self._dismissed_beside:
            return ()
        filled = self._filling(node, predicate)
        if met_from is None:
            return filled.values.values()
        found = filled.passed_over.get(met_from.id)
        if found is None:
            beside = self._dismissed_beside[met_from.id]
            found = [one for key, one in filled.values.items() if key in beside]
            filled.passed_over[met_from.id] = found
        return found

    def _add_wholes(self, node: Node, filled: Filled) -> None:
        """Add to the terms that are recorded what they are parts of, and which is part of which."""
        terms = {str(one.value): one for one in filled.values.values()}
        for term in self._above(*terms):
            if term not in terms:
                made = terms[term] = self._made(node, value=self._spelled[term])
                filled.values[made.id] = made
            for outer, part, place in self._wholes.get(term, ()):
                filled.parts.setdefault(outer, []).append((terms[term], part, place))

    def _made(self, node: Node, *, subject: str | None = None, value: str | None = None) -> Node:
        """Give the assertion with another subject or value, which nobody may have recorded."""
        assert node.slot is not None
        subject, written = subject or node.subject, value or node.written
        slot = normalise(subject), node.slot[1]
        predicate = self._predicates[slot[1]][0]
        made = triple_id(subject, slot[1], written)
        text = self._log.recorded_text(made) or f"{subject} {predicate.name} {written}"
        return Node(made, text, slot, subject, written, read_value(predicate, written))

    def _compatible(self, value: str, filled: Filled) -> dict[str, None]:
        """Return the values that may hold beside one: its wholes, its parts, and itself."""
        parts, waiting = {value: None}, [value]
        while waiting:
            inner = (str(node.value) for node, _, _ in filled.parts.get(waiting.pop(), ()))
            new = [one for one in inner if one not in parts]
            parts |= dict.fromkeys(new)
            waiting += new
        return parts | self._above(value)

    def _above(self, *names: str) -> dict[str, None]:
        """Give subjects or values and all that they are parts of, each with its own after it, the nearest first."""
        found: dict[str, None] = {}
        for name in names:
            if name in found:
                continue
            found[name] = None
            waiting = deque([name])
            while waiting:
                for outer, _, _ in self._wholes.get(waiting.popleft(), ()):
                    if outer not in found:
                        found[outer] = None
                        waiting.append(outer)
        return found


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
