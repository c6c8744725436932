"""An explanation told in plain sentences: who said what, and how it bears on the assertion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from claimgraph.ids import normalise
from claimgraph.knowledge import Dismissal, Link, Part, Predicate, Relation
from claimgraph.literals import Step
from claimgraph.model import Claim
from claimgraph.stance import UNKNOWN, Stance, Status
from claimgraph.standing import Position
from claimgraph.times import When
from claimgraph.values import read_value
from claimgraph.verdicts import unmapped
from claimgraph.view import View
from claimgraph.wording import END, LINK, clean, joined, quoted, stretch_text, when_text

if TYPE_CHECKING:
    from claimgraph.explanation import Explanation

_OPENINGS = {
    Status.DISPUTED: "{it} has been disputed{since}{about}.",
    Status.CONCEDED: "{it} was disputed{once}, and has been conceded{since}: a source that opposed it before now "
    "supports it, and {nobody} opposes it any more.",
    Status.QUESTIONED: "{it} has been questioned{since}: it is doubted without being denied; {some} supports it, and "
    "{nobody} opposes it.",
    Status.CORROBORATED: "{it} has been corroborated{since}: independent parties support it, and {nobody} opposes it.",
    Status.CLAIMED: "{it} has been claimed{since}: {one} supports it, and {nobody} opposes it.",
    Status.RETRACTED: "{it} was supported{once}, and has been without {certain}support{since}.",
    Status.DENIED: "{it} has been denied{since}: nobody on record has ever {certainly}supported it.",
    Status.UNCLAIMED: "Nobody on record takes a position on {it}{any_more}.",
}
_DID = {
    Stance.AFFIRMS: "affirmed {}",
    Stance.DENIES: "denied {}",
    Stance.QUESTIONS: "questioned {}",
    Stance.COMMENTS: "spoke of {} without taking a side",
    Stance.DECLINES: "was asked about {} and would not say",
    Stance.WITHDRAWS: "took back an earlier statement on {}",
}
_RATED = "rated {} (not mapped to a stance)"
_LINKED = {
    Relation.ENTAILS: "{narrow} is recorded as implying {wide}",
    Relation.EQUIVALENT: "{first} and {then} are recorded as meaning the same",
    Relation.CONTRARY: "{first} and {then} are recorded as excluding each other",
    Relation.CONTRADICTORY: "{first} and {then} are recorded as opposites, of which exactly one holds",
}


class Teller:
    """Tells an explanation; it remembers what it has told already, and does not say it twice.

    Parameters
    ----------
    of : Explanation
        What to tell.
    notes : bool
        Whether to tell the desk's own words: who dismissed a contradiction, and why.
    """

    def __init__(self, of: Explanation, *, notes: bool = False) -> None:
        self._of = of
        self._notes = notes
        self._principals = dict(of.principals)
        self._documents = dict(zip((claim.id for claim in of.claims if claim.document_id), of.documents, strict=True))
        self._cited_sources = dict(of.cited)
        self._through = {one.text: one for one in of.through}
        self._predicates = {normalise(rule.name): rule for rule in of.rules if isinstance(rule, Predicate)}
        self._direct = {
            one.source
            for side in (of.supporters, of.opponents, of.doubters, of.former, of.besides)
            for one in side
            if not one.implied
        }
        self._told: set[object] = set()

    def paragraphs(self) -> Iterator[str]:
        """Give the sentences, a paragraph at a time."""
        of = self._of
        yield self._opening()
        for heading, side in (
            ("In support:", of.supporters),
            ("Against it:", of.opponents),
            ("In doubt:", of.doubters),
            ("Earlier:", of.former),
            ("Also on record:", of.besides),
        ):
            told = [self._stands(one) for one in side]
            if len(told) == 1:
                yield f"{heading} {told[0]}"
            elif told:
                yield from (heading, *(f"• {one}" for one in told))
        yield from self._lineage("support", of.supporters)
        yield from self._lineage("denial", of.opponents)
        for rule in of.rules:
            if isinstance(rule, Dismissal):
                pair = joined(map(quoted, map(str, (rule.a, rule.b))))
                by, why = (clean(rule.by), f": {quoted(rule.why)}") if self._notes else ("The desk", "")
                yield f"{by} judged {pair} to be no contradiction{why}."
        if of.limits:
            yield f"This takes in only {', and only '.join(map(clean, of.limits))}."

    def _lineage(self, what: str, side: tuple[Position, ...]) -> Iterator[str]:
        """Tell whose own word is behind a side, if any of it repeats others."""
        if not any(one.claim.cites for one in side):
            return
        origins = sorted({origin for one in side for origin in one.origins})
        if not origins:
            names = {clean(one.source) for one in side}
            is_ring = all(self._cited(item) in names for one in side for item in one.claim.cites)
            why = ": those who say it repeat each other" if is_ring else ""
            yield f"Nobody's own word is known to be behind the {what}{why}."
        elif len(origins) == 1:
            yield f"All of the {what} goes back to the word of {clean(origins[0])}."
        else:
            yield f"The {what} goes back to the words of {joined(map(clean, origins))}."

    def _opening(self) -> str:
        of = self._of
        statuses = (Status.DISPUTED,) if of.status is Status.CONCEDED else _SUPPORTED
        once = next((change.at for change in of.history if change.status in statuses), None)
        told = _OPENINGS[of.status].format(
            it=quoted(of.assertion),
            since=f" since {when_text(of.since, on=False)}" if of.since else "",
            once=f" from {when_text(once, on=False)}" if once else " before",
            about=f"; the two sides differ about {stretch_text(of.about)}" if isinstance(of.about, When) else "",
            nobody="nobody certainly" if of.opponents else "nobody",
            certain="certain " if of.supporters else "",
            certainly="certainly " if of.supporters else "",
            one="no more than one independent party" if len(of.supporters) > 1 else "no more than one party",
            some="somebody" if of.supporters else "nobody",
            any_more=" any more" if of.former else "",
        )
        if of.status is Status.UNCLAIMED and not self._direct:
            told = f"Nobody on record has spoken of {quoted(of.assertion)}."
            if of.supporters or of.opponents:
                told += " What was said of other things bears on it, but makes no dispute before somebody speaks of it."
        for one in of.divided:
            told += f" {clean(one)} speaks on both sides, through different sources."
        return told

    def _stands(self, one: Position) -> str:
        """Tell what puts a source where it stands, or stood."""
        claim, what, but = one.claim, "it", ""
        if one.implied:
            what = quoted(one.path[0].premise if one.path else str(claim.assertion))
            but = "" if one.source in self._direct else "did not speak of it, but "
        did = (_DID[claim.stance] if unmapped(claim) is None else _RATED).format(what)
        told = f"{self._who(one.source)} {but}{did} {when_text(claim.asserted_at, on=True)}"
        told += self._wording(claim)
        told += f"{self._read_in(claim)}.{self._reasons(one.path)}"
        if one.since != claim.asserted_at:
            told += f" {clean(one.source)} has been on this side since {when_text(one.since, on=False)}."
        if not one.certain:
            told += f" Imprecise dates or figures leave open whether {clean(one.source)} stands on this side."
        return told

    def _who(self, source: str) -> str:
        principal = self._principals.get(source)
        known = principal is None or self._again(source)
        return clean(source) if known else f"{clean(source)} (speaking for {clean(str(principal))})"

    def _wording(self, claim: Claim) -> str:
        """Tell how a claim was made: of what time, after whom, in what words."""
        told = f", speaking of {stretch_text(claim.valid)}" if claim.valid else ""
        if claim.cites and claim.stance is not Stance.WITHDRAWS:
            told += f", citing {joined(dict.fromkeys(map(self._cited, claim.cites)))}"
        told += f", hedging with {quoted(claim.hedge)}" if claim.hedge else ""
        words = claim.quote or unmapped(claim)
        return told + (f", in the words {quoted(words)}" if words else "")

    def _cited(self, item: object) -> str:
        if item is UNKNOWN:
            return "somebody unnamed"
        if str(item).startswith("claim:"):
            return clean(self._cited_sources.get(str(item), "a report that was taken out of the record"))
        return clean(str(item).removeprefix("source:"))

    def _read_in(self, claim: Claim) -> str:
        """Tell where a claim was read: in full the first time, then shortly."""
        document = self._documents.get(claim.id)
        parts = []
        if document is not None:
            url = clean(document.url or "")
            linked = f"{LINK}{url}{END}" if re.match("https?://", url, re.IGNORECASE) and url == document.url else url
            title = document.title and quoted(document.title)
            parts = [part for part in (title, clean(document.publisher or ""), linked) if part]
            parts = parts[:1] if self._again(document) and title else parts
        where = " of ".join(part for part in (clean(claim.locator or ""), ", ".join(parts)) if part)
        return f" ({where})" if where else ""

    def _again(self, what: object) -> bool:
        """Tell whether something was told before, and keep that it is told now."""
        before = what in self._told
        self._told.add(what)
        return before

    def _reasons(self, path: tuple[Step, ...]) -> str:
        """Tell by which rules a claim bears on the assertion."""
        if not path or self._again(path):
            return ""
        steps = [self._step(step) for step in path]
        if len(steps) == 1:
            return f" {steps[0][0].upper()}{steps[0][1:]}."
        chain = "; ".join(f"({at}) {told}" for at, told in enumerate(steps, 1))
        return f" It bears on this in {len(steps)} steps: {chain}."

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


_SUPPORTED = (Status.CLAIMED, Status.CORROBORATED, Status.QUESTIONED, Status.CONCEDED, Status.DISPUTED)


def limits_of(view: View) -> Iterator[str]:
    """Say what a view leaves out."""
    if view.as_of:
        yield f"what was said up to {when_text(view.as_of, on=False)}"
    if view.said_since:
        yield f"what was said from {when_text(view.said_since, on=False)} on"
    if view.known_at:
        yield f"what was recorded up to {when_text(view.known_at, on=False)}"
    if view.valid_at:
        yield f"what is said of {stretch_text(view.valid_at)}"
    if view.only is not None:
        yield f"what was said by {' or '.join(view.only) or 'nobody'}, or on their behalf"
    if view.without:
        left_out = " or ".join(view.without)
        yield f"what was not said by {left_out}, nor on their behalf, and does not rest on them alone"
