"""The slow, obvious reference, second part: what rules between assertions commit a claim to, by brute force.

Every assertion that could be made of the names in the log is taken twice, as holding and as not holding;
all edges between these literals are drawn, one by one; then a plain search forward from what a claim says.
Shares no code with the package. What it is given are plain values: which assertion a text means, and which
records are in force, is the business of `oracle`.

An assertion is known by its triple, each part of it folded, or by its folded text where it has none.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Triple = tuple[str, str, str]
Node = str | Triple
Literal = tuple[Node, bool]
Steps = dict[Literal, set[Literal]]

ENDLESS = 10**30


class Extent(NamedTuple):
    """A quantity or a date as all that lies from `lo` to `hi`, ends included, of one unit."""

    lo: int
    hi: int
    unit: str = ""
    vague: bool = False

    def within(self, other: Extent) -> bool:
        return self.unit == other.unit and other.lo <= self.lo and self.hi <= other.hi

    def apart(self, other: Extent) -> bool:
        return self.unit == other.unit and (self.hi < other.lo or other.hi < self.lo)


_QUANTITY = re.compile(r"(about )?(at least |at most )?([0-9]+)(?:-([0-9]+))?(?: ([a-z]+))?")


def quantity(text: str, *, cumulative: bool) -> Extent | None:
    """Read "21", "at least 3", "at most 5", "2-5", "about 40", "3 km"; None is no quantity.

    A plain count that adds up is one of at least so many, but nought is nought.
    """
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return None
    about, bound, number, last, unit = found.groups()
    lo, hi = int(number), int(last or number)
    plain = bound is None and last is None
    if bound == "at least " or (cumulative and plain and lo > 0):
        hi = ENDLESS
    elif bound == "at most ":
        lo = -ENDLESS
    return Extent(lo, hi, unit or "", about is not None)


class Pred(NamedTuple):
    """What is declared of a predicate."""

    values: str  # "term", "quantity" or "date"
    single_valued: bool
    cumulative: bool
    inherits: bool


class Knowledge(NamedTuple):
    """The rules in force, and the triples of recorded assertions, all names folded."""

    predicates: dict[str, Pred]
    parts: set[tuple[str, str]]  # the part, and the whole
    links: list[tuple[Node, str, Node]]
    dismissed: set[frozenset[Node]]
    triples: set[Triple]
    date: Callable[[str], Extent | None]


class Rules:
    """The commitment graph, drawn in full: the certain edges, and these with the possible ones."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.certain: Steps = {}
        self.possible: Steps = {}
        self._draw_links()
        used = {triple for triple in known.triples if triple[1] in known.predicates}
        places = {name for pair in known.parts for name in pair}
        self.subjects = {subject for subject, _, _ in used} | places
        self.values = {value for _, _, value in used} | places
        self.above = {value: self._above(value) for value in self.values}
        for name, predicate in known.predicates.items():
            if predicate.values == "term":
                self._draw_terms(name, predicate)
            else:
                self._draw_extents(name, predicate)
            if predicate.inherits:
                for (part, whole), value in product(known.parts, self.values):
                    self._entails((whole, name, value), (part, name, value))

    # --- drawing

    def _edge(self, start: Literal, end: Literal, *, sure: bool) -> None:
        """Draw an edge and its contrapositive, unless the two assertions were judged to be at peace."""
        if frozenset((start[0], end[0])) in self.known.dismissed:
            return
        (a, a_holds), (b, b_holds) = start, end
        for steps in (self.certain, self.possible) if sure else (self.possible,):
            steps.setdefault((a, a_holds), set()).add((b, b_holds))
            steps.setdefault((b, not b_holds), set()).add((a, not a_holds))

    def _entails(self, a: Node, b: Node, *, sure: bool = True) -> None:
        self._edge((a, True), (b, True), sure=sure)

    def _contrary(self, a: Node, b: Node, *, sure: bool = True) -> None:
        self._edge((a, True), (b, False), sure=sure)

    def _draw_links(self) -> None:
        for a, relation, b in self.known.links:
            if relation in {"entails", "equivalent"}:
                self._entails(a, b)
            if relation == "equivalent":
                self._entails(b, a)
            if relation in {"contrary", "contradictory"}:
                self._contrary(a, b)
            if relation == "contradictory":
                self._edge((a, False), (b, True), sure=True)

    def _draw_terms(self, name: str, predicate: Pred) -> None:
        for subject in self.subjects:
            for part, whole in self.known.parts:
                self._entails((subject, name, part), (subject, name, whole))
            if predicate.single_valued:
                for v, w in product(self.values, self.values):
                    if v not in self.above[w] and w not in self.above[v]:
                        self._contrary((subject, name, v), (subject, name, w))

    def _draw_extents(self, name: str, predicate: Pred) -> None:
        read = {value: self.extent(predicate, value) for value in self.values}
        extents = {value: extent for value, extent in read.items() if extent is not None}
        for (v, a), (w, b) in product(extents.items(), extents.items()):
            sure = not (a.vague or b.vague)
            for subject in self.subjects:
                if v != w and a.within(b):
                    self._entails((subject, name, v), (subject, name, w), sure=sure)
                if a.apart(b):
                    self._contrary((subject, name, v), (subject, name, w), sure=sure)

    def extent(self, predicate: Pred, value: str) -> Extent | None:
        if predicate.values == "date":
            return self.known.date(value)
        return quantity(value, cumulative=predicate.cumulative)

    def _above(self, name: str) -> set[str]:
        """A name and all that it is part of, however indirectly."""
        above = {name}
        for _ in self.known.parts:
            above |= {whole for part, whole in self.known.parts if part in above}
        return above

    # --- searching

    @staticmethod
    def reachable(start: Literal, steps: Steps) -> set[Literal]:
        found, waiting = {start}, [start]
        while waiting:
            for end in steps.get(waiting.pop(), ()):
                if end not in found:
                    found.add(end)
                    waiting.append(end)
        return found


class Commitments:
    """What claims on each of some assertions commit their sources to."""

    def __init__(self, rules: Rules, spoken_of: Iterable[Node]) -> None:
        self.dismissed = rules.known.dismissed
        self.reached: dict[Literal, Sequence[set[Literal]]] = {
            (node, holds): [rules.reachable((node, holds), steps) for steps in (rules.certain, rules.possible)]
            for node in spoken_of
            for holds in (True, False)
        }

    def of(self, node: Node, stance: str, target: Node) -> tuple[str, bool] | None:
        """The stance that one on an assertion commits to on another, and whether surely; or None.

        What is only about right is no ground for a position: it yields possible contradictions, and no more.
        """
        if stance not in {"affirms", "denies"} or frozenset((node, target)) in self.dismissed:
            return None
        reached, _ = self.reached[node, stance == "affirms"]
        affirms, denies = (target, True) in reached, (target, False) in reached
        if affirms is denies:
            return None
        return "affirms" if affirms else "denies", True

    def bears(self, node: Node, target: Node) -> bool:
        """Whether to affirm or to deny the one would commit on the other."""
        return any(self.of(node, stance, target) for stance in ("affirms", "denies"))
