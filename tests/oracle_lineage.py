"""The slow, obvious reference, third part: who repeats whom, and where chains of reports end, by brute force.

Every claim of the known log is taken with all that it leads to, one step at a time: other claims, or the own
word of a source. Origins are handed back along the steps until nothing more arrives, so that a ring which
nobody outside feeds has none. Shares no code with the package. What it is given are plain values: which claim
or source a citation means, and who speaks for whom, is the business of `oracle`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oracle import Said
    from oracle_rules import Node

OPPOSITE = {"affirms": "denies", "denies": "affirms"}
OPEN = 10**30


class Word(NamedTuple):
    """The own word of a source at some time: an end of chains of reports."""

    principal: str
    above: frozenset[str]  # the source and all it speaks for then, as shown


class Cited(NamedTuple):
    """One thing that a claim repeats: a claim, or a source as it was when the claim was made.

    Neither where nobody knows whom it repeats.
    """

    claim: str | None = None  # by any of the ids that it has gone by
    source: str | None = None  # as shown
    word: Word | None = None  # the source's own, should it have said nothing of the assertion


class Lineage:
    """Where claims come from, as one view has it.

    It is given all claims of the known log; those of them that the clocks and `only=` of the view admit; all those
    made by the time it is asked about, whoever is asked for; and the sources of `without=`, as shown. The answers
    are by the ids of claims.
    """

    def __init__(
        self, told: Iterable[Said], admitted: Iterable[Said], heard: Iterable[Said], left_out: set[str]
    ) -> None:
        self.told = list(told)
        self.admitted = list(admitted)
        self.heard = list(heard)
        self.left_out = left_out
        self.of_left_out = {claim.id for claim in self.told if claim.above & left_out}
        self.lapsed = {claim.id for claim in self.told if self._has_lapsed(claim)}
        self.claims_behind = {claim.id: self._claims_behind(claim) for claim in self.told}
        self.words_behind = {claim.id: self._words_behind(claim) for claim in self.told}
        self.origins = self._origins()
        self.dropped = {claim.id for claim in self.told if self._is_dropped(claim.id)}

    # --- one step

    def _claims_behind(self, claim: Said) -> set[str]:
        """The claims whose word a claim repeats; a cited claim whether or not the view admits it.

        A word that its source let go of is nobody's any more, and the word behind an affirmation is one itself.
        What is left out is met all the same.
        """
        return {
            one.id
            for one in self.told
            if one.id in self._cited(claim)
            and (one.id in self.of_left_out or (one.id not in self.lapsed and _says_so_too(claim, one)))
        }

    def _cited(self, claim: Said) -> set[str]:
        found = set[str]()
        for cited in claim.repeats:
            found |= {one.id for one in self.told if cited.claim in one.ids} | self.said_by(cited.source, claim)
        return found

    def _has_lapsed(self, claim: Said) -> bool:
        """Whether its source has withdrawn a claim, or stands on the other side of the same question now."""
        if self._is_withdrawn(claim):
            return True
        later = [
            one
            for one in self.heard
            if (one.source, one.about) == (claim.source, claim.about)
            and one.stance in OPPOSITE
            and one.order > claim.order
            and _covers(one, claim)
            and not self._is_withdrawn(one)
        ]
        return bool(later) and max(later, key=lambda one: one.order).stance == OPPOSITE.get(claim.stance)

    def _is_withdrawn(self, claim: Said) -> bool:
        return any(
            other.stance == "withdraws"
            and (other.source, other.about) == (claim.source, claim.about)
            and (bool(claim.ids & other.cites) if other.cites else claim.order < other.order)
            for other in self.heard
        )

    def spoken_of_behind(self, claims: Iterable[str]) -> set[tuple[str, Node]]:
        """Who spoke of what wherever chains from some claims lead: sources that are cited, and makers of claims."""
        found: set[tuple[str, Node]] = set()
        waiting, met = list(claims), set[str]()
        while waiting:
            one = waiting.pop()
            if one in met:
                continue
            met.add(one)
            claim = next(told for told in self.told if told.id == one)
            for cited in claim.repeats:
                if cited.source:
                    found.add((cited.source, claim.about))
            for other in self.told:
                if other.id in self._cited(claim):
                    found.add((other.source, other.about))
                    waiting.append(other.id)
        return found

    def _words_behind(self, claim: Said) -> set[Word]:
        """The words that end a chain at this claim: its source's own, or those of cited sources that said nothing.

        A withdrawal says nothing that could be repeated.
        """
        if claim.stance == "withdraws":
            return set()
        if not claim.repeats:
            return {Word(claim.principal, claim.above)}
        return {cited.word for cited in claim.repeats if cited.word and not self.said_by(cited.source, claim)}

    def said_by(self, source: str | None, claim: Said) -> set[str]:
        """All that a source has said of what a claim speaks of, whatever it was, and also the claim itself."""
        return {
            one.id
            for one in self.admitted
            if (one.source, one.about) == (source, claim.about) and one.stance != "withdraws"
        }

    # --- any number of steps

    def _origins(self) -> dict[str, set[str]]:
        """The principals at whose own word chains from each claim end, along steps that avoid what is left out."""
        found = {
            claim: {word.principal for word in words if not word.above & self.left_out}
            for claim, words in self.words_behind.items()
        }
        before = None
        while found != before:
            before = found
            found = {claim: had | self._handed_back(claim, had=before) for claim, had in before.items()}
        return found

    def _handed_back(self, claim: str, had: dict[str, set[str]]) -> set[str]:
        return {origin for other in self.claims_behind[claim] - self.of_left_out for origin in had[other]}

    def _reached(self, claim: str, among: set[str] | None = None) -> set[str]:
        """The claims that can be reached by one step or more: itself only where a ring leads back to it."""
        found, waiting = set[str](), [claim]
        while waiting:
            for other in self.claims_behind[waiting.pop()] - found:
                if among is None or other in among:
                    found.add(other)
                    waiting.append(other)
        return found

    # --- what a view asks

    def _is_dropped(self, claim: str) -> bool:
        """Whether a claim is of what is left out, or rests on that alone.

        A ring, or a claim that repeats nobody knows whom, has no origin either, but stays where it has nothing
        to do with what is left out.
        """
        if claim in self.of_left_out:
            return True
        reached = self._reached(claim)
        words = {word for one in {claim} | reached for word in self.words_behind[one]}
        touches = bool(reached & self.of_left_out) or any(word.above & self.left_out for word in words)
        return touches and not self.origins[claim]

    def rings(self) -> set[frozenset[str]]:
        """The claims of the view that lead to each other in a ring, or one to itself, and have no origin."""
        seen = {claim.id for claim in self.admitted} - self.dropped
        reached = {claim: self._reached(claim, among=seen) for claim in seen}
        rings = {frozenset(other for other in seen if other in reached[one] and one in reached[other]) for one in seen}
        return {ring for ring in rings if ring and not any(self.origins[claim] for claim in ring)}


def _says_so_too(claim: Said, other: Said) -> bool:
    """Whether a claim that is repeated could be the word behind it: of the same question, the same answer."""
    return claim.stance not in OPPOSITE or claim.about != other.about or claim.stance == other.stance


def _covers(later: Said, earlier: Said) -> bool:
    """Whether a claim speaks of all the time that another one speaks of; the present tense, of the present."""
    if later.valid is None:
        return earlier.valid is None
    if earlier.valid is None:
        return later.valid.hi == OPEN
    return later.valid.lo <= earlier.valid.lo and earlier.valid.hi <= later.valid.hi
