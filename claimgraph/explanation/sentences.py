"""An explanation told in plain sentences: who said what, and how it bears on the assertion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimgraph.explanation.reasoning import Reasons
from claimgraph.explanation.wording import END, LINK, capped, clean, joined, quoted, stretch_text, when_text
from claimgraph.graph.view import View
from claimgraph.records.claims import Claim
from claimgraph.records.declarations import Dismissal
from claimgraph.records.stance import UNKNOWN, Stance, Status
from claimgraph.records.verdicts import unmapped
from claimgraph.standing.judgement import Position
from claimgraph.times.when import When

if TYPE_CHECKING:
    from claimgraph.explanation.explanation import Explanation
    from claimgraph.explanation.judged_times import JudgedTime

_LINES, _CHARACTERS = 40, 4_000
"""What fits on a page."""
_MOST, _NAMED, _FEW = 12, 8, 3
"""How many of a side are told at most, how many origins are named, and how many of what stands around the sides."""

_OPENINGS = {
    Status.DISPUTED: "{it} has been disputed{since}{about}.",
    Status.CONCEDED: "{it} was disputed{once}, and has been conceded{since}: a source that opposed it before now "
    "supports it, and {nobody} opposes it{though} any more.",
    Status.QUESTIONED: "{it} has been questioned{since}: it is doubted without being denied; {some} supports it{then}, "
    "and {nobody} opposes it{though}.",
    Status.CORROBORATED: "{it} has been corroborated{since}: independent parties support it, and {nobody} opposes "
    "it{though}.",
    Status.CLAIMED: "{it} has been claimed{since}: {one} supports it{then}, and {nobody} opposes it{though}.",
    Status.RETRACTED: "{it} was supported{once}, and has been without {certain}support{then}{since}.",
    Status.DENIED: "{it} has been denied{since}: {never}.",
    Status.UNCLAIMED: "Nobody on record takes a position on {it}{whenever}{any_more}.",
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
_DOUBTS = {
    "time": " It is only roughly known of which time {} speaks.",
    "dates": " Imprecise dates leave open whether {0} said something else later.",
    "order": " {0} said different things {1}; the last in the record counts.",
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
        self._reasons = Reasons(of.rules, of.through)
        self._doubts = dict(of.doubts)
        self._direct = {
            one.source
            for side in (of.supporters, of.opponents, of.doubters, of.former, of.besides)
            for one in side
            if not one.implied
        }
        self._told: set[object] = set()

    def paragraphs(self) -> Iterator[str]:
        """Return the sentences, a paragraph at a time: what it comes to first, and no more than fits on a page."""
        sides = (self._of.supporters, self._of.opponents, self._of.doubters, self._of.former, self._of.besides)
        most = min(_MOST, max(map(len, sides)) or 1)
        while most > 1:
            told = [*Teller(self._of, notes=self._notes).told_to(most)]
            if len(told) <= _LINES and sum(map(len, told)) + len(told) <= _CHARACTERS:
                break
            most -= 1
        yield from self.told_to(most)

    def told_to(self, most: int) -> Iterator[str]:
        """Return the sentences with no more than so many of each side."""
        of = self._of
        yield self._opening()
        yield from self._repeated()
        yield from self._lineage("support", "supporters")
        yield from self._lineage("denial", "opponents")
        for heading, field in (
            ("In support", "supporters"),
            ("Against it", "opponents"),
            ("In doubt", "doubters"),
            ("Earlier", "former"),
            ("Also on record", "besides"),
        ):
            side = getattr(of, field)
            # Who spoke last comes last, and is told where not all are.
            shown = side if len(side) <= most else (*side[: most - 1], *side[-1:])
            told = [self._stands(one) for one in shown]
            if len(side) == 1:
                yield f"{heading}: {told[0]}"
            elif told:
                yield f"{heading}:" if len(side) == len(shown) else f"{heading}, {len(shown)} of {len(side):,}:"
                yield from (f"• {one}" for one in told)
                if len(side) > len(shown):
                    yield f"• The other {len(side) - len(shown):,} are in `{field}`."
        dismissals = [rule for rule in of.rules if isinstance(rule, Dismissal)]
        for rule in dismissals[:_FEW]:
            pair = joined(map(quoted, map(str, (rule.a, rule.b))))
            by, why = (clean(rule.by), f": {quoted(rule.why)}") if self._notes else ("The desk", "")
            yield f"{by} judged {pair} to be no contradiction{why}."
        if dismissals[_FEW:]:
            yield f"The other {len(dismissals) - _FEW:,} dismissals are in `rules`."
        if of.limits:
            yield f"This takes in only {', and only '.join(map(clean, of.limits))}."

    def _repeated(self) -> Iterator[str]:
        """Tell who repeats what was withdrawn or reversed since."""
        by_claim: dict[Claim, list[str]] = {}
        for source, claim in self._of.withdrawn:
            by_claim.setdefault(claim, []).append(clean(source))
        for at, (claim, sources) in enumerate(by_claim.items()):
            if at == _FEW:
                yield f"They repeat {len(by_claim) - _FEW:,} more that were withdrawn or reversed: see `withdrawn`."
                return
            did = "withdrew" if claim.stance is Stance.WITHDRAWS else "said before, but"
            did += "" if claim.stance is Stance.WITHDRAWS else f" {_DID[claim.stance].format('it').partition(' ')[0]}"
            repeat = "repeats" if len(sources) == 1 else "repeat"
            name = clean(str(claim.source))
            yield f"{capped(sources)} {repeat} what {name} {did} {when_text(claim.asserted_at, on=True)}."

    def _lineage(self, what: str, held: str) -> Iterator[str]:
        """Tell whose own word is behind a side, if any of it repeats others."""
        side: tuple[Position, ...] = getattr(self._of, held)
        then = self._then(held)
        if not any(one.claim.cites for one in side):
            return
        origins = sorted({origin for one in side for origin in one.origins})
        if not origins:
            names = {clean(one.source) for one in side}
            is_ring = all(
                one.claim.cites and all(self._cited(item) in names for item in one.claim.cites) for one in side
            )
            why = ": those who say it repeat each other" if is_ring else ""
            yield f"Nobody's own word is known to be behind the {what}{then}{why}."
            return
        is_whole = all(one.origins and UNKNOWN not in one.claim.cites for one in side)
        known = "" if is_whole else "As far as is known, "
        if len(origins) == 1:
            told = f"all of the {what}{then} goes back to the word of {clean(origins[0])}."
        else:
            named = joined(map(clean, origins[:_NAMED]))
            named = named if len(origins) <= _NAMED else f"{len(origins):,} sources, among them {named}"
            told = f"the {what}{then} goes back to the words of {named}."
        yield known + (told if known else told[0].upper() + told[1:])

    @property
    def _elsewhere(self) -> list[JudgedTime]:
        """Return the times besides the one that decides about which somebody holds a side."""
        return [one for one in self._of.times if one.about != self._of.about and (one.supporters or one.opponents)]

    def _then(self, held: str) -> str:
        """Return the time that decides, in words, where others hold this side about other times."""
        of = self._of
        names = {one.source for one in getattr(of, held)}
        if all(names.issuperset(getattr(one, held)) for one in self._elsewhere):
            return ""
        return f" for {stretch_text(of.about)}" if isinstance(of.about, When) else " at present"

    def _opening(self) -> str:
        of = self._of
        then, though = self._then("supporters"), self._then("opponents")
        told = _OPENINGS[of.status].format(
            it=quoted(of.assertion),
            since=f" since {when_text(of.since, on=False)}" if of.since else "",
            once=f" from {when_text(of.once, on=False)}" if of.once else " before",
            about=self._disputed_about(),
            then=then,
            though=though,
            whenever=then or though,
            nobody="nobody certainly" if of.opponents else "nobody",
            certain="certain " if of.supporters else "",
            never=self._never(then),
            one="no more than one independent party" if len(of.supporters) > 1 else "no more than one party",
            some="somebody" if of.supporters else "nobody",
            any_more=" any more" if of.former else "",
        )
        if of.status is Status.UNCLAIMED and not self._direct:
            told = f"Nobody on record has spoken of {quoted(of.assertion)}."
            if of.supporters or of.opponents:
                told += (
                    " What was said of other assertions affects it, but makes no dispute until somebody speaks of it."
                )
            return told
        for one in of.divided:
            told += f" {clean(one)} speaks on both sides, through different sources."
        return told + self._besides()

    def _disputed_about(self) -> str:
        """Tell about which times the two sides differ."""
        of = self._of
        disputed = [one.about for one in of.times if one.status is Status.DISPUTED]
        if of.status is not Status.DISPUTED or disputed == ["present"]:
            return ""
        dated = [stretch_text(one) for one in disputed if isinstance(one, When)]
        if len(disputed) == 1:
            return f"; the two sides differ about {dated[0]}"
        if "present" in disputed:
            return f"; the two sides differ at present, and about {capped(dated)}"
        return f"; the two sides differ about {capped(dated)} (told here: about {dated[-1]})"

    def _never(self, then: str) -> str:
        """Tell who supports what is denied."""
        if self._of.supporters:
            return f"nobody certainly supports it{then}"
        if not self._of.was_supported:
            return "nobody on record has ever supported it"
        return f"nobody supports it{then}"

    def _besides(self) -> str:
        """Tell who else holds a side about other times, where it is not disputed about these."""
        told = []
        for did, held in (("supported", "supporters"), ("denied", "opponents")):
            shown = {one.source for one in getattr(self._of, held)}
            others = [one for one in self._elsewhere if one.status is not Status.DISPUTED]
            times = [one.about for one in others if {*getattr(one, held)} - shown]
            dated = [stretch_text(about) for about in times if isinstance(about, When)]
            if times:
                at = [f"for {capped(dated)}"] if dated else []
                also = "also " if shown else ""
                told.append(f"{also}{did} {' and '.join(at + ['at present'] * ('present' in times))}")
        return f" It is {', and '.join(told)}." if told else ""

    def _stands(self, one: Position) -> str:
        """Tell what puts a source where it stands, or stood."""
        claim, what, but = one.claim, "it", ""
        if one.implied:
            what = quoted(one.path[0].premise if one.path else str(claim.assertion))
            but = "" if one.source in self._direct else "did not speak of it, but "
        did = (_DID[claim.stance] if unmapped(claim) is None else _RATED).format(what)
        told = f"{self._who(one.source)} {but}{did} {when_text(claim.asserted_at, on=True)}"
        told += self._wording(claim)
        told += f"{self._read_in(claim)}.{self._reasons.told(one.path)}"
        if one.since != claim.asserted_at:
            told += f" {clean(one.source)} has been on this side since {when_text(one.since, on=False)}."
        doubt = None if one.certain else self._doubts.get(one.source)
        return told + (_DOUBTS[doubt].format(clean(one.source), when_text(claim.asserted_at, on=True)) if doubt else "")

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
