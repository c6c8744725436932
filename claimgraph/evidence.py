"""What a view admits of what was said: from records to the words that `standing` decides by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from claimgraph.literals import Lead, Leads, Literal
from claimgraph.model import Assertion, Claim, Stance
from claimgraph.moment import Moment, Word
from claimgraph.standing import Judgement, Line, judge
from claimgraph.view import View

HOLDS = {Stance.AFFIRMS: True, Stance.DENIES: False}
"""Which of its literals a claim with a stance says of its assertion."""


class Evidence:
    """A view being read: names resolved once, claims filtered by the clocks and sources of the view.

    Parameters
    ----------
    view : View
        The view.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.known = view.known
        self.zone = view.graph.zone
        self.period = view.valid_at.bounds(self.zone) if view.valid_at else None
        self._since, self._until = view.said_between
        self._only = None if view.only is None else {self.known.source(name) for name in view.only}
        self._without = {self.known.source(name) for name in view.without}
        self._names: dict[str, str] = {}
        self._unrecorded: dict[str, Assertion] = {}

    def find(self, reference: Assertion | str) -> str:
        """Give the id of the assertion that is asked about, and keep what is known of one that nobody recorded."""
        found = self.known.find_assertion(reference)
        if isinstance(reference, Assertion) and self.known.record(found, Assertion) is None:
            self._unrecorded[found] = reference
        return found

    def words(self, assertion: str) -> list[Word]:
        """Give what the view admits of what was said of an assertion, in the order of speaking."""
        words = list(self.direct(assertion))
        for other, leads in self._bearing_on(assertion).items():
            words += self.implied(other, leads)
        return sorted(words, key=lambda word: word.order)

    def judgement(self, assertion: str) -> Judgement:
        """Judge an assertion by what the view admits."""
        return judge(self.words(assertion), self.period)

    def moments(self, words: Iterable[Word]) -> list[Moment]:
        """Give the moments at which some words are judged."""
        line = Line(self.period)
        for word in sorted(words, key=lambda word: word.order):
            line.add(word)
        return line.moments

    def said_of(self, assertion: str) -> list[Literal]:
        """Give the literals of an assertion that somebody claimed."""
        stances = {word.claim.stance for word in self.direct(assertion)}
        return [Literal(assertion, holds) for stance, holds in HOLDS.items() if stance in stances]

    def leads(self, assertion: str, *, dismissals: bool = True) -> Leads:
        """Give what commits on an assertion, and what commits to both sides of it."""
        rules = self.known.rules
        if not rules:
            return {}, {}
        record = self._unrecorded.get(assertion) or self.known.assertion_record(assertion)
        leads, torn = rules.leads(rules.node(assertion, record), dismissals=dismissals)
        is_dismissed = {pair for pair in rules.dismissed if dismissals and assertion in pair}
        return {
            literal: lead
            for literal, lead in leads.items()
            if literal.assertion != assertion and frozenset((literal.assertion, assertion)) not in is_dismissed
        }, torn

    def direct(self, assertion: str) -> Iterator[Word]:
        """Give the words on the assertion itself, in the order of the log."""
        for place, claim in self.known.claims_on(assertion):
            word = self._word(place, claim, assertion)
            if word is not None:
                yield word

    def _bearing_on(self, assertion: str) -> dict[str, dict[bool, Lead]]:
        """Give the other assertions that commit on this one: for each, what its holding and not holding lead to.

        What is only about right is no ground for a position: it yields possible contradictions, and no more.
        """
        found: dict[str, dict[bool, Lead]] = {}
        for literal, lead in self.leads(assertion)[0].items():
            if not lead.sure:
                continue
            found.setdefault(literal.assertion, {})[literal.holds] = lead
        return found

    def implied(self, other: str, leads: dict[bool, Lead]) -> Iterator[Word]:
        """Give the words on another assertion that bear on this one: those that commit, and what supersedes them."""
        for place, claim in self.known.claims_on(other):
            word = self._word(place, claim, other)
            if word is None or not (claim.stance.takes_position or claim.stance is Stance.WITHDRAWS):
                continue
            holds = HOLDS.get(claim.stance)
            lead = leads.get(holds) if holds is not None else None
            stance = None if lead is None else (Stance.AFFIRMS if lead.affirms else Stance.DENIES)
            yield attrs.evolve(word, stance=stance, lead=lead or next(iter(leads.values())))

    def claims(self, pairs: Iterable[tuple[int, Claim]]) -> Iterator[Claim]:
        """Give those claims that the view admits, in the order given."""
        return (claim for place, claim in pairs if self._word(place, claim, "") is not None)

    def name(self, source: str) -> str:
        """Give the name that a source is shown under."""
        found = self._names.get(source)
        if found is None:
            found = self._names[source] = self.known.name(source)
        return found

    def speaks_for(self, word: Word, source: str) -> bool:
        """Tell whether a word is by this source, or by one that spoke for it."""
        return source in self.known.chain(self.known.source(word.source), word.said[0])

    def spoken_of_for(self, source: str) -> list[str]:
        """Give the assertions that a source, or one that spoke for it, spoke of; in the order of recording."""
        found: dict[str, None] = {}
        for one in self.known.sources:
            for _, claim in self.known.claims_by(one):
                if source in self.known.chain(one, claim.asserted_at.bounds(self.zone)[0]):
                    found[self.known.assertion(claim.assertion)] = None
        for one in list(found):
            # What an assertion bears on bears on it in turn: each edge has its contrapositive.
            leads, torn = self.leads(one)
            others = (literal.assertion for literal in (*leads, *torn))
            found |= dict.fromkeys(other for other in others if other in self.known.assertions)
        return sorted(found, key=self.known.first_place)

    def _word(self, place: int, claim: Claim, about: str) -> Word | None:
        said = claim.asserted_at.bounds(self.zone)
        if not self._since <= said[0] < self._until:
            return None
        source = self.known.source(claim.source)
        chain = self.known.chain(source, said[0])
        if self._only is not None and self._only.isdisjoint(chain):
            return None
        if not self._without.isdisjoint(chain):
            return None
        takes_back = (self.known.corrections.successor(item) for item in claim.cites if isinstance(item, str))
        return Word(
            claim,
            place,
            self.name(source),
            self.name(chain[-1]),
            said,
            claim.valid.bounds(self.zone) if claim.valid else None,
            frozenset(takes_back),
            about,
            claim.stance if claim.stance.takes_position else None,
        )
