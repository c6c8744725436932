"""One moment of the world: who stands where on an assertion about it, and what was so before.

A moment decides from *words*, claims as they bear on the assertion, in the order in which they were spoken.
Times are half-open pairs of microseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Literal, NamedTuple

import attrs

from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance, Status
from claimgraph.rules.literals import Lead
from claimgraph.times.instants import FOREVER

PRESENT = (FOREVER, FOREVER)
"""The bounds of the present: the open end of time."""

Doubt = Literal["time", "dates", "order"]
"""Why it is not certain where a source stands.

Only roughly known of which *time* it speaks; *dates* of speaking too imprecise to say what came later; an *order* that
only the log tells, where a source said different things at one time.
"""

RestsOn = Any
"""What a word rests on: the name of its principal, or what it cites; what it is made of is for others to know."""

Origins = Callable[[RestsOn], Collection[str]]
"""Tells the origins of what a word rests on, by what has been said until now."""


def own_word(rests_on: RestsOn) -> Collection[str]:
    """Take each thing that words rest on for an origin: nobody repeats anybody."""
    return (str(rests_on),)


@attrs.frozen(eq=False)
class Word:
    """A claim as it bears on an assertion, its source resolved and its times read.

    Attributes
    ----------
    claim : Claim
        The claim.
    place : int
        Its place in the log.
    source, principal : str
        The names of who speaks, and on whose behalf in the end.
    rests_on : hashable
        What it rests on. Words that rest on the same have the same origins.
    said : tuple of int
        When it was said, as precisely as is known.
    valid : tuple of int or None
        The time it speaks of; none is the present tense.
    takes_back : frozenset of str
        For a withdrawal, the ids of the claims it takes back; empty means all before it.
    about : str
        The id of the assertion it speaks of, where that is another; its source speaks again when it speaks of that.
    stance : Stance or None
        Where it commits its source on this assertion; none where it only supersedes what did.
    lead : Lead or None
        What it commits by, where it speaks of another assertion.
    aside : bool
        Whether it speaks of something else altogether, and bears only on the origins of what others repeat.
    ahead : bool
        Whether it is a withdrawal that begins before its source said anything that bears on this assertion.
    """

    claim: Claim
    place: int
    source: str
    principal: str
    rests_on: RestsOn
    said: tuple[int, int]
    valid: tuple[int, int] | None
    takes_back: frozenset[str] = frozenset()
    about: str = ""
    stance: Stance | None = None
    lead: Lead | None = None
    aside: bool = False
    ahead: bool = False

    @property
    def weight(self) -> tuple[int, int, bool]:
        """What decides between words of one source: the latest, then the log, then the direct over the implied."""
        return self.said[0], self.place, self.lead is None

    @property
    def order(self) -> tuple[int, int]:
        """Where the word comes in the order of speaking."""
        return self.said[0], self.place

    @property
    def is_open(self) -> bool:
        """Whether it covers the present: it is in the present tense, or has no end."""
        return self.valid is None or self.valid[1] == FOREVER

    def certainly_before(self, other: Word) -> bool:
        """Tell whether it was said before the other, whatever the imprecision of their dates."""
        qualified = self.claim.asserted_at.qualified or other.claim.asserted_at.qualified
        return self.said[1] <= other.said[0] and not qualified


class Held(NamedTuple):
    """What a source holds at a moment of the world.

    That is the word that decides, the one that shows it (the latest direct one that takes the same stance, if
    there is one), and the one since which it has held it.
    """

    word: Word
    shown: Word
    since: Word


class Moment:
    """Who stands where on an assertion, about one moment of the world, and what was so before.

    Words are handed in in the order of speaking, all those of one time at once.

    Parameters
    ----------
    bounds : tuple of int
        The stretch of the world, or `PRESENT`.
    """

    def __init__(self, bounds: tuple[int, int]) -> None:
        self.bounds = bounds
        self.held: dict[str, Held] = {}
        self.sides: dict[Stance, dict[str, Word]] = {Stance.AFFIRMS: {}, Stance.DENIES: {}, Stance.QUESTIONS: {}}
        self.disputed_since: Word | None = None
        self._said: dict[str, dict[str, list[Word]]] = {}
        self._withdrawals: dict[str, list[Word]] = {}
        self._taken_back: set[tuple[str, str]] = set()
        self._sure: Counter[Stance] = Counter()
        self._grounds: Counter[RestsOn] = Counter()
        self.first_supported: Word | None = None
        self.first_disputed: Word | None = None
        self._opposed_once: set[str] = set()
        self._opponents_counted = False
        self._came_round: set[str] = set()

    def hear(self, words: Sequence[Word]) -> None:
        """Take in what was said at one time."""
        first: dict[str, Word] = {}
        for word in words:
            first.setdefault(word.source, word)
            self._take_in(word)
        changed = {source for source, word in first.items() if self._settle(source, word)}
        self._remember(first, [word for word in words if word.source in changed] or words)

    def covers_surely(self, word: Word) -> bool:
        """Tell whether a word speaks of this moment for certain, and not of one about then."""
        if word.lead is not None and not word.lead.sure:
            return False
        if word.valid is not None:
            return not (word.claim.valid is not None and word.claim.valid.qualified)
        return self.bounds == PRESENT or not word.claim.asserted_at.qualified

    @property
    def has_supporters(self) -> bool:
        """Whether there are supporters that count."""
        others = self.sides[Stance.DENIES]
        return bool(self.sides[Stance.AFFIRMS]) and not (others and self._set_aside is Stance.AFFIRMS)

    @property
    def has_opponents(self) -> bool:
        """Whether there are opponents that count."""
        others = self.sides[Stance.AFFIRMS]
        return bool(self.sides[Stance.DENIES]) and not (others and self._set_aside is Stance.DENIES)

    @property
    def _set_aside(self) -> Stance | None:
        """The side that does not count, where only possibly both speak of the same time."""
        if self._sure[Stance.AFFIRMS] and self._sure[Stance.DENIES]:
            return None
        return Stance.AFFIRMS if self._sure[Stance.DENIES] else Stance.DENIES

    @property
    def is_disputed(self) -> bool:
        """Whether there are both supporters and opponents."""
        return self.has_supporters and self.has_opponents

    def status(self, origins: Origins = own_word) -> Status:
        """Tell what the positions amount to: the first that fits, as Belnap's values refined."""
        supporters, opponents = self.has_supporters, self.has_opponents
        if supporters and opponents:
            return Status.DISPUTED
        if supporters and self.first_disputed and self._came_round:
            return Status.CONCEDED
        if self.sides[Stance.QUESTIONS] and not opponents and (supporters or not self.first_supported):
            return Status.QUESTIONED
        if supporters:
            return Status.CORROBORATED if self._has_independent_supporters(origins) else Status.CLAIMED
        if self.first_supported and not self.sides[Stance.AFFIRMS]:
            return Status.RETRACTED
        return Status.DENIED if opponents else Status.UNCLAIMED

    def is_certain(self, source: str) -> bool:
        """Tell whether no imprecise date could change where a source stands."""
        deciding = self.held[source].word
        said = (word for words in self._said[source].values() for word in words)
        others = [word for word in said if self._might_decide(word, deciding)]
        others += [word for word in self._withdrawals.get(source, ()) if word.about == deciding.about]
        return self.covers_surely(deciding) and all(word.certainly_before(deciding) for word in others)

    def doubt(self, source: str) -> Doubt | None:
        """Return why it is not certain where a source stands, if it is not."""
        if self.is_certain(source):
            return None
        deciding = self.held[source].word
        if not self.covers_surely(deciding):
            return "time"
        said = [word for words in self._said[source].values() for word in words]
        others = [word for word in said if self._might_decide(word, deciding)]
        others += [word for word in self._withdrawals.get(source, ()) if word.about == deciding.about]
        # What came later and does not stand any more decides nothing.
        unclear = [word for word in others if not (word.certainly_before(deciding) or deciding.certainly_before(word))]
        if not unclear:
            return None
        dated = [word.claim.asserted_at for word in (deciding, *unclear)]
        # Words of one and the same time follow each other by the log: no more precise date is missing.
        is_one_time = all(word.said == deciding.said for word in unclear)
        return "order" if is_one_time and not any(when.qualified for when in dated) else "dates"

    @property
    def standing(self) -> list[Word]:
        """The words that stand."""
        said = (words for by_assertion in self._said.values() for words in by_assertion.values())
        return [words[-1] for words in said if words and words[-1].stance is not None]

    @property
    def said(self) -> dict[str, list[Word]]:
        """The words of each source that were not taken back."""
        return {source: [word for words in said.values() for word in words] for source, said in self._said.items()}

    def _has_independent_supporters(self, origins: Origins) -> bool:
        """Tell whether the supporters have two or more origins."""
        found: set[str] = set()
        for rests_on in self._grounds:
            found.update(origins(rests_on))
            if len(found) > 1:
                return True
        return False

    @staticmethod
    def _might_decide(word: Word, deciding: Word) -> bool:
        """Tell whether a word would change where its source stands, had it come after the one that decides."""
        if word.about == deciding.about and word.claim.stance is not deciding.claim.stance:
            return True
        return word.stance is not None and word.stance is not deciding.stance

    def _take_in(self, word: Word) -> None:
        said = self._said.setdefault(word.source, {}).setdefault(word.about, [])
        if word.claim.stance is not Stance.WITHDRAWS:
            if (word.source, word.claim.id) not in self._taken_back:
                said.append(word)
        elif word.takes_back:
            self._taken_back |= {(word.source, taken) for taken in word.takes_back}
            said[:] = [other for other in said if other.claim.id not in word.takes_back]
        else:
            said.clear()
            self._withdrawals.setdefault(word.source, []).append(word)

    def _settle(self, source: str, cause: Word) -> bool:
        """Find where a source stands now, and tell whether its stance is another than before."""
        before = self.held.pop(source, None)
        if before is not None:
            self._count(before, -1)
            del self._side(before.word)[source]
        standing = [words[-1] for words in self._said[source].values() if words and words[-1].stance is not None]
        if not standing:
            return before is not None
        deciding = max(standing, key=lambda word: word.weight)
        stance = deciding.stance
        assert stance is not None
        unbroken = before is not None and before.word.stance is stance
        # Of several words of one time, the one that decides tells the time best.
        since = deciding if deciding.said[0] == cause.said[0] else cause
        shown = next((word for word in standing if word.lead is None and word.stance is stance), deciding)
        held = self.held[source] = Held(deciding, shown, before.since if before is not None and unbroken else since)
        self.sides[stance][source] = deciding
        self._count(held, 1)
        return not unbroken

    def _side(self, word: Word) -> dict[str, Word]:
        assert word.stance is not None  # what decides takes a stance
        return self.sides[word.stance]

    def _count(self, held: Held, by: int) -> None:
        stance = held.word.stance
        assert stance is not None
        self._sure[stance] += by * self.covers_surely(held.word)
        if stance is Stance.AFFIRMS:
            rests_on = held.shown.rests_on
            self._grounds[rests_on] += by
            if not self._grounds[rests_on]:
                del self._grounds[rests_on]

    def _remember(self, touched: Iterable[str], causes: Sequence[Word]) -> None:
        """Keep what later states of this moment need to know of this one."""
        opponents = self.sides[Stance.DENIES]
        if self.has_opponents:
            new = (source for source in touched if source in opponents) if self._opponents_counted else opponents
            self._opposed_once.update(new)
        self._opponents_counted = self.has_opponents
        if self.first_supported is None and self.has_supporters:
            self.first_supported = most_precise(causes)
        if not self.is_disputed:
            self.disputed_since = None
        elif self.disputed_since is None:
            self.disputed_since = most_precise(causes)
            self.first_disputed = self.first_disputed or self.disputed_since
        for source in touched:
            if source in self.sides[Stance.AFFIRMS] and source in self._opposed_once:
                self._came_round.add(source)
            else:
                self._came_round.discard(source)


def most_precise(words: Sequence[Word]) -> Word:
    """Give the word whose time is known best, of several that begin at the same time."""
    return min(words, key=lambda word: word.said[1])
