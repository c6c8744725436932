"""What a view admits of what was said: from records to the words that `standing` decides by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

import attrs

from claimgraph.evaluation.admission import Admission
from claimgraph.evaluation.provenance import Citations, RestsOn
from claimgraph.graph.view import View
from claimgraph.records.claims import Assertion, Claim
from claimgraph.records.stance import Stance
from claimgraph.rules.literals import Lead, Leads, Literal
from claimgraph.standing.interval import Moment, Origins, Word
from claimgraph.standing.judgement import Judgement, Step, history, judge
from claimgraph.standing.valid_time import Line
from claimgraph.times.instants import FOREVER

HOLDS = {Stance.AFFIRMS: True, Stance.DENIES: False}
"""Which of its literals a claim with a stance says of its assertion."""


class Evidence:
    """A view being read: what it admits of what was said, and what that commits to.

    Parameters
    ----------
    view : View
        The view.
    until : int
        Leave out what was said from this time on, in microseconds, besides what the view leaves out.

    Attributes
    ----------
    until : int
        The time from which on nothing is admitted, by the view or by that.
    """

    def __init__(self, view: View, until: int = FOREVER) -> None:
        self.view = view
        self.known = view.known
        self.zone = self.known.zone
        self.until = until if view.as_of is None else min(view.said_between[1], until)
        self._unrecorded: dict[str, Assertion] = {}
        self._last: tuple[str, list[Word]] = "", []

    # Made when they are needed: not where all claims on an assertion are plain, of which they took 1.2 us a question.

    @cached_property
    def period(self) -> tuple[int, int] | None:
        """The time of the world that is asked about, half-open, in microseconds."""
        valid_at = self.view.valid_at
        return None if valid_at is None else valid_at.bounds(self.zone)

    @cached_property
    def admission(self) -> Admission:
        """What the clocks and the sources of the view let through."""
        return Admission(self.view, self.until)

    @cached_property
    def citations(self) -> Citations:
        """Who repeats whom among that."""
        return Citations(self.admission)

    @property
    def is_by_clocks(self) -> bool:
        """Whether the view is chosen by `as_of` and `known_at` alone."""
        view = self.view
        return not (view.valid_at or view.said_since or view.only is not None or view.without)

    def whole(self) -> Evidence | None:
        """Give the evidence of this view at any `as_of`; none where it is chosen in other ways too."""
        return Evidence(attrs.evolve(self.view, as_of=None, known_at=None)) if self.is_by_clocks else None

    def may_be_disputed(self, assertion: str) -> bool:
        """Tell at once of most assertions that nobody ever took one of their sides, or spoke of them."""
        spoken = self.known.stances_on(assertion)
        sides = spoken & {*HOLDS}
        if spoken and self.known.rules and len(sides) < len(HOLDS):
            for other, leads in self.bearing_on(assertion).items():
                taken = self.known.stances_on(other)
                sides |= {
                    lead.stance
                    for stance, holds in HOLDS.items()
                    if stance in taken and (lead := leads.get(holds)) is not None
                }
        return len(sides) == len(HOLDS)

    def hangs_on(self, assertion: str) -> set[str]:
        """Give the assertions whose claims may bear on the status of one: that one among them."""
        behind = self.citations.spoken_of(word.claim for word in self.words(assertion))
        return {assertion, *self.bearing_on(assertion), *(about for _, about in behind)}

    def find(self, reference: Assertion | str) -> str:
        """Give the id of the assertion that is asked about, and keep what is known of one that nobody recorded."""
        found = self.known.find_assertion(reference)
        if isinstance(reference, Assertion) and self.known.record(found, Assertion) is None:
            self._unrecorded[found] = reference
        return found

    def words(self, assertion: str) -> list[Word]:
        """Give what the view admits of what was said of an assertion, in the order of speaking."""
        if assertion != self._last[0]:
            words = list(self.direct(assertion))
            for other, leads in self.bearing_on(assertion).items():
                words += self.implied(other, leads)
            # One question needs them several times.
            self._last = assertion, sorted(words, key=lambda word: word.order)
        return self._last[1]

    def judgement(self, assertion: str) -> Judgement:
        """Judge an assertion by what the view admits."""
        return judge(self.words(assertion), self.period, self.citations.origins)

    def history(self, assertion: str) -> Iterator[Step]:
        """Judge an assertion at each time when something was said that bears on it."""
        # What is dropped for what it rests on may rest on it only since a source spoke that it cites.
        whole = Evidence(attrs.evolve(self.view, without=())) if self.view.without else self
        words = whole.words(assertion)
        if all(isinstance(word.rests_on, str) for word in words):
            words = words if whole is self else self.words(assertion)
            return history(words, self.period, lambda _: self.citations.origins)
        heard = {word.claim.id for word in words}
        behind = self.citations.spoken_of(word.claim for word in words)
        asides = (word for word in self._asides(behind) if word.claim.id not in heard)
        words = sorted([*words, *asides], key=lambda word: word.order)
        if whole is not self:
            return self._judged_anew(assertion, words)
        steps = history(words, self.period, self._origins_at)
        having = ((self._having_a_part(words, said), judged) for said, judged in steps)
        return ((said, judged) for said, judged in having if said)

    def words_of(self, claims: Iterable[str]) -> Iterator[Word]:
        """Give those of some claims, by their ids, that the view admits, as words."""
        for one in claims:
            found = self.known.claim(one)
            word = None if found is None else self._word(*found, "")
            if word is not None:
                yield word

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

    def bearing_on(self, assertion: str) -> dict[str, dict[bool, Lead]]:
        """Give the other assertions that commit on this one: for each, what its holding and not holding lead to.

        What is only about right is no ground for a position: it yields possible contradictions, and no more.
        """
        return by_assertion(self.leads(assertion)[0])

    def implied(self, other: str, leads: dict[bool, Lead]) -> Iterator[Word]:
        """Give the words on another assertion that bear on this one: those that commit, and what supersedes them."""
        committed: dict[str, int] = {}
        others: list[Word] = []
        for place, claim in self.known.claims_on(other):
            word = self._word(place, claim, other)
            if word is None or not claim.stance.changes_positions:
                continue
            holds = HOLDS.get(claim.stance)
            lead = leads.get(holds) if holds is not None else None
            if lead is None:
                others.append(attrs.evolve(word, stance=None, lead=next(iter(leads.values()))))
                continue
            committed[word.source] = min(word.said[0], committed.get(word.source, FOREVER))
            yield attrs.evolve(word, stance=lead.stance, lead=lead)
        # Who has said nothing there that commits supersedes nothing by speaking of it; but a withdrawal whose date is
        # imprecise may begin before what it takes back.
        for word in others:
            if committed.get(word.source, FOREVER) <= word.said[0]:
                yield word
            elif word.source in committed and word.claim.stance is Stance.WITHDRAWS:
                yield attrs.evolve(word, ahead=True)

    def admitted(self, pairs: Iterable[tuple[int, Claim]]) -> Iterator[tuple[int, Claim]]:
        """Give those claims that the view admits, with their places in the log, in the order given."""
        return ((place, claim) for place, claim in pairs if self._word(place, claim, "") is not None)

    def claims(self, pairs: Iterable[tuple[int, Claim]]) -> Iterator[Claim]:
        """Give those claims that the view admits, in the order given."""
        return (claim for _, claim in self.admitted(pairs))

    def rests_on(self, claim: Claim) -> RestsOn:
        """Tell what a claim rests on."""
        return self.citations.rests_on(claim, self.admission.speaker(claim).chain)

    def source_cited(self, item: object) -> str | None:
        """Give the name of the source that one of the things cited by a claim leads to next, if it is known."""
        if not isinstance(item, str):
            return None
        if not item.startswith("claim:"):
            return self.admission.name(self.known.source(item))
        found = self.known.claim(item)
        return None if found is None else self.admission.name(self.known.source(found[1].source))

    def speaks_for(self, word: Word, source: str) -> bool:
        """Tell whether a word is by this source, or by one that spoke for it."""
        return source in self.known.chain(self.known.source(word.source), word.said[0])

    def spoken_of_for(self, source: str) -> list[str]:
        """Give the assertions that a source, or one that spoke for it, spoke of; in the order of recording."""
        found: dict[str, None] = {}
        for one in self.known.may_speak_for(source):
            for _, claim in self.known.claims_by(one):
                if source in self.known.chain(one, claim.asserted_at.bounds(self.zone)[0]):
                    found[self.known.assertion(claim.assertion)] = None
        for one in list(found) if self.known.rules else ():
            # What an assertion bears on bears on it in turn: each edge has its contrapositive.
            leads, torn = self.leads(one)
            found |= dict.fromkeys(literal.assertion for literal in (*leads, *torn))
        # Rules lead to what nobody recorded, and a correction may name what is only recorded after it.
        return sorted((one for one in found if one in self.known.assertions), key=self.known.rank)

    def _asides(self, spoken_of: Iterable[tuple[str, str]]) -> Iterator[Word]:
        """Return as asides what some sources have said of some assertions, whichever sources the view asks for."""
        for source, about in spoken_of:
            for place, claim in self.known.claims_on(about):
                said = claim.asserted_at.bounds(self.zone)
                if self.known.source(claim.source) == source and said[0] < self.until:
                    name = self.admission.name(source)
                    yield Word(claim, place, name, name, name, said, None, about=about, aside=True)

    def _origins_at(self, at: int) -> Origins:
        """Return what tells the origins by what had been said by a time."""
        return self.citations.as_of(at + 1).origins

    def _having_a_part(self, words: Iterable[Word], said: Sequence[Word]) -> Sequence[Word]:
        """Return what was said at a time but for asides on what nobody had repeated by then."""
        if not any(word.aside for word in said):
            return said
        at = said[0].said[0]
        claims = (word.claim for word in words if word.said[0] <= at and not word.aside)
        behind = self.citations.as_of(at + 1).spoken_of(claims)
        return [word for word in said if not word.aside or (self.known.source(word.claim.source), word.about) in behind]

    def _judged_anew(self, assertion: str, words: Sequence[Word]) -> Iterator[Step]:
        """Judge an assertion as of each time by itself: slow, for what counts then may not count later."""
        for at, said in groupby(words, key=lambda word: word.said[0]):
            then = Evidence(self.view, at + 1)
            now = [word for word in then.words(assertion) if word.said[0] == at]
            heard = {word.claim.id for word in now}
            others = self._having_a_part(words, [word for word in said if word.claim.id not in heard])
            if now or others:
                yield [*now, *(attrs.evolve(word, aside=True) for word in others)], then.judgement(assertion)

    def _word(self, place: int, claim: Claim, about: str) -> Word | None:
        """Give a claim as a word, if the view admits it."""
        admission = self.admission
        speaker = said, chain = admission.speaker(claim)
        if not admission.admits(speaker) or admission.is_left_out(chain):
            return None
        rests_on = self.citations.rests_on(claim, chain)
        if self.citations.is_left_out(rests_on):
            return None
        takes_back = (self.known.corrections.successor(item) for item in claim.cites if isinstance(item, str))
        return Word(
            claim,
            place,
            admission.name(chain[0]),
            admission.name(chain[-1]),
            rests_on,
            said,
            claim.valid.bounds(self.zone) if claim.valid else None,
            frozenset(takes_back) if claim.stance is Stance.WITHDRAWS else frozenset(),
            about,
            claim.stance if claim.stance.takes_position else None,
        )


def by_assertion(leads: Mapping[Literal, Lead]) -> dict[str, dict[bool, Lead]]:
    """Give what surely leads somewhere: for each assertion, what its holding and not holding lead to."""
    found: dict[str, dict[bool, Lead]] = {}
    for literal, lead in leads.items():
        if lead.sure:
            found.setdefault(literal.assertion, {})[literal.holds] = lead
    return found
