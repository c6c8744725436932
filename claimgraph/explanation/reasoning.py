"""The rules that lead from one assertion to another, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from claimgraph.explanation.wording import clean, quoted, stretch_text
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion
from claimgraph.records.declarations import Link, Part, Predicate, Relation
from claimgraph.records.ids import normalise
from claimgraph.rules.literals import Step
from claimgraph.rules.values import read_value
from claimgraph.times.when import When

_LINKED = {
    Relation.ENTAILS: "{narrow} is recorded as implying {wide}",
    Relation.EQUIVALENT: "{first} and {then} are recorded as meaning the same",
    Relation.CONTRARY: "{first} and {then} are recorded as excluding each other",
    Relation.CONTRADICTORY: "{first} and {then} are recorded as opposites, of which exactly one holds",
}


class Reasons:
    """Tells by which rules claims count for or against an assertion; no chain of them twice."""

    def __init__(self, rules: Iterable[Record], through: Iterable[Assertion]) -> None:
        self._through = {one.text: one for one in through}
        self._predicates = {normalise(rule.name): rule for rule in rules if isinstance(rule, Predicate)}
        self._told: set[tuple[Step, ...]] = set()

    def told(self, path: tuple[Step, ...]) -> str:
        """Tell by which rules a claim bears on the assertion."""
        if not path or path in self._told:
            return ""
        self._told.add(path)
        steps = [self._step(step) for step in path]
        if len(steps) == 1:
            return f" {steps[0][0].upper()}{steps[0][1:]}."
        chain = "; ".join(f"({at}) {told}" for at, told in enumerate(steps, 1))
        return f" The reasoning has {len(steps)} steps: {chain}."

    def _step(self, step: Step) -> str:
        first, then = quoted(step.premise), quoted(step.conclusion)
        narrow, wide = (first, then) if step.holds else (then, first)
        if isinstance(step.rule, Link):
            return _LINKED[step.rule.relation].format(first=first, then=then, narrow=narrow, wide=wide)
        if step.holds is not step.concludes:
            return f"{first} and {then} cannot both hold, because {self._because(step)}"
        return f"if {narrow} holds, so does {wide}, because {self._because(step)}"

    def _because(self, step: Step) -> str:
        start = self._through[step.premise]
        name = quoted(start.predicate or "")
        if isinstance(step.rule, Part):
            part = f"{clean(step.rule.part)} is part of {clean(step.rule.of)}"
            return f"{part}, and {name} passes from a whole to its parts" if step.kind == "inherited" else part
        if step.kind == "value":
            return f"{name} is recorded as having one value at a time"
        a, b = self._figure(step.premise), self._figure(step.conclusion)
        excludes = step.holds is not step.concludes
        narrow, wide = (a, b) if step.holds else (b, a)
        if step.kind == "date":
            return f"{a} and {b} do not overlap" if excludes else f"{narrow} lies within {wide}"
        return f"{a} and {b} share no number" if excludes else f"whatever is {narrow} is also {wide}"

    def _figure(self, text: str) -> str:
        """Tell the value of an assertion as its predicate has it read."""
        one = self._through[text]
        predicate, written = self._predicates[normalise(one.predicate or "")], one.value or ""
        value = read_value(predicate, written)
        if isinstance(value, When):
            return stretch_text(value)
        read = str(value)
        if predicate.cumulative and str(read_value(attrs.evolve(predicate, cumulative=False), written)) != read:
            return f"{read} ({quoted(written)}, read as a count that can still grow)"
        return read
