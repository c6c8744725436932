"""From what was said of one assertion to positions, status and their history.

This is the heart of the library, and knows nothing of graphs: it decides from *words*, claims as they
bear on one assertion, with their times as integers. It goes through them in the order of speaking:

- a `Moment` of the world is what claims can differ about: the present, or a dated stretch. It is handed
  the words that cover it and keeps who stands where on it, and what was the case before;
- a `Line` holds the present and all dated stretches, cuts stretches where a dated claim begins or ends,
  and says which moment decides.

Times are half-open pairs of microseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import attrs

from claimgraph.instants import BEGINNING, FOREVER
from claimgraph.model import Claim, Stance, Status
from claimgraph.times import When

PRESENT = (FOREVER, FOREVER)
"""The bounds of the present: the open end of time."""


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
    said : tuple of int
        When it was said, as precisely as is known.
    valid : tuple of int or None
        The time it speaks of; none is the present tense.
    takes_back : frozenset of str
        For a withdrawal, the ids of the claims it takes back; empty means all before it.
    """

    claim: Claim
    place: int
    source: str
    principal: str
    said: tuple[int, int]
    valid: tuple[int, int] | None
    takes_back: frozenset[str] = frozenset()

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


@attrs.frozen
class Position:
    """Where one source stands on an assertion.

    Attributes
    ----------
    source : str
        The name of the source.
    stance : Stance
        Where it stands: affirms, denies or questions.
    claim : Claim
        The claim that shows it.
    since : When
        Since when it has stood so without a break.
    certain : bool
        False where imprecise dates leave open whether it still stands so, or speaks of that time.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> position = positions(g, "Bridge destroyed")[0]
    >>> position.source, position.stance.value, position.claim == claim
    ('Rybar', 'affirms', True)
    """

    source: str
    stance: Stance
    claim: Claim
    since: When
    certain: bool


class Held(NamedTuple):
    """What a source holds at a moment of the world: the word that decides, and since which one."""

    word: Word
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
        self._said: dict[str, list[Word]] = {}
        self._withdrawals: dict[str, list[Word]] = {}
        self._taken_back: set[tuple[str, str]] = set()
        self._sure: Counter[Stance] = Counter()
        self._principals: Counter[str] = Counter()
        self._was_supported = False
        self._was_disputed = False
        self._opposed_once: set[str] = set()
        self._opponents_counted = False
        self._came_round: set[str] = set()

    def hear(self, words: Sequence[Word]) -> set[str]:
        """Take in what was said at one time, and give the sources whose stance changed by it."""
        first: dict[str, Word] = {}
        for word in words:
            first.setdefault(word.source, word)
            self._take_in(word)
        changed = {source for source, word in first.items() if self._settle(source, word)}
        self._remember(first, words)
        return changed

    def covers_surely(self, word: Word) -> bool:
        """Tell whether a word speaks of this moment for certain, and not of one about then."""
        if word.valid is not None:
            return not (word.claim.valid is not None and word.claim.valid.qualified)
        return self.bounds == PRESENT or not word.claim.asserted_at.qualified

    @property
    def supporters(self) -> bool:
        """Whether there are supporters that count."""
        others = self.sides[Stance.DENIES]
        return bool(self.sides[Stance.AFFIRMS]) and not (others and self._set_aside is Stance.AFFIRMS)

    @property
    def opponents(self) -> bool:
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
    def status(self) -> Status:
        """What the positions amount to: the first that fits, as Belnap's values refined."""
        supporters, opponents = self.supporters, self.opponents
        if supporters and opponents:
            return Status.DISPUTED
        if supporters and self._was_disputed and self._came_round:
            return Status.CONCEDED
        if self.sides[Stance.QUESTIONS] and not opponents and (supporters or not self._was_supported):
            return Status.QUESTIONED
        if supporters:
            return Status.CORROBORATED if len(self._principals) > 1 else Status.CLAIMED
        if self._was_supported:
            return Status.RETRACTED
        return Status.DENIED if opponents else Status.UNCLAIMED

    def is_certain(self, source: str) -> bool:
        """Tell whether no imprecise date could change where a source stands."""
        deciding = self.held[source].word
        others = [word for word in self._said[source] if word.claim.stance is not deciding.claim.stance]
        others += self._withdrawals.get(source, ())
        return self.covers_surely(deciding) and all(word.certainly_before(deciding) for word in others)

    def _take_in(self, word: Word) -> None:
        said = self._said.setdefault(word.source, [])
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
            self._count(before.word, -1)
            del self.sides[before.word.claim.stance][source]
        if not self._said[source]:
            return before is not None
        deciding = self._said[source][-1]
        stance = deciding.claim.stance
        unbroken = before is not None and before.word.claim.stance is stance
        self.held[source] = Held(deciding, before.since if before is not None and unbroken else cause)
        self.sides[stance][source] = deciding
        self._count(deciding, 1)
        return not unbroken

    def _count(self, word: Word, by: int) -> None:
        stance = word.claim.stance
        self._sure[stance] += by * self.covers_surely(word)
        if stance is Stance.AFFIRMS:
            self._principals[word.principal] += by
            if not self._principals[word.principal]:
                del self._principals[word.principal]

    def _remember(self, touched: Iterable[str], words: Sequence[Word]) -> None:
        """Keep what later states of this moment need to know of this one."""
        opponents = self.sides[Stance.DENIES]
        if self.opponents:
            new = (source for source in touched if source in opponents) if self._opponents_counted else opponents
            self._opposed_once.update(new)
        self._opponents_counted = self.opponents
        self._was_supported = self._was_supported or self.supporters
        if not (self.supporters and self.opponents):
            self.disputed_since = None
        elif self.disputed_since is None:
            self._was_disputed = True
            self.disputed_since = most_precise(words)
        for source in touched:
            if source in self.sides[Stance.AFFIRMS] and source in self._opposed_once:
                self._came_round.add(source)
            else:
                self._came_round.discard(source)


class _Stretch:
    """A piece of the line of time with the words on it; what they amount to is worked out when asked."""

    __slots__ = ("_heard", "_moment", "bounds", "is_covered", "words")

    def __init__(self, bounds: tuple[int, int], words: list[Word], *, is_covered: bool) -> None:
        self.bounds = bounds
        self.words = words
        self.is_covered = is_covered
        self._moment = Moment(bounds)
        self._heard = 0

    @property
    def moment(self) -> Moment:
        """The moment of the world that the piece is, all words heard."""
        new = self.words[self._heard :]
        self._heard = len(self.words)
        for _, words in groupby(new, key=lambda word: word.said[0]):
            self._moment.hear(list(words))
        return self._moment


class Line:
    """The moments of the world that an assertion is judged at.

    Without a period these are the present, and the dated stretches: the pieces between the ends of
    explicit valid periods that such a period covers. Claims in the present tense belong to the stretch
    that they were said in. With a period they are the pieces of it, and the present tense runs on from
    the time of speaking.

    Parameters
    ----------
    period : tuple of int, optional
        The period asked about.
    """

    def __init__(self, period: tuple[int, int] | None = None) -> None:
        self._runs_on = period is not None
        self._present = _Stretch(PRESENT, [], is_covered=False)
        self._stretches = [_Stretch(period or (BEGINNING, FOREVER), [], is_covered=False)]

    def add(self, word: Word) -> None:
        """Put a word where it belongs; words come in the order of speaking."""
        if word.claim.stance is Stance.WITHDRAWS:
            for stretch in (self._present, *self._stretches):
                stretch.words.append(word)
        if not word.claim.stance.takes_position:
            return
        if word.is_open and not self._runs_on:
            self._present.words.append(word)
            self._present.is_covered = True
        covered = word.valid or ((word.said[0], FOREVER) if self._runs_on else None)
        if covered is None:
            self._stretches[self._place(word.said[0])].words.append(word)
            return
        for at in covered:
            self._cut(at)
        for stretch in self._stretches[self._place(covered[0]) :]:
            if stretch.bounds[0] >= covered[1]:
                break
            if stretch.bounds[0] >= covered[0]:
                stretch.words.append(word)
                stretch.is_covered = True

    def deciding(self) -> list[Moment]:
        """Give the moment that decides; of a dispute about adjacent stretches all of these, latest first."""
        if self._present.moment.status is Status.DISPUTED:
            return [self._present.moment]
        covered = [stretch for stretch in self._stretches if stretch.is_covered]
        disputed: list[Moment] = []
        for stretch in reversed(covered):
            if stretch.moment.status is not Status.DISPUTED:
                if disputed:
                    break
            elif not disputed or _continues(stretch.moment, disputed[-1]):
                disputed.append(stretch.moment)
            else:
                break
        if disputed:
            return disputed
        if self._present.is_covered:
            return [self._present.moment]
        return [covered[-1].moment] if covered else []

    def _place(self, at: int) -> int:
        """Find the stretch that holds a time, or the one nearest to it."""
        return max(0, bisect_right(self._stretches, at, key=lambda stretch: stretch.bounds[0]) - 1)

    def _cut(self, at: int) -> None:
        """Divide the stretch that holds a time there; both parts keep what covers them."""
        place = self._place(at)
        stretch = self._stretches[place]
        lo, hi = stretch.bounds
        if not lo < at < hi:
            return
        earlier, later = [], []
        for word in stretch.words:
            within = word.valid is None and word.claim.stance is not Stance.WITHDRAWS and not self._runs_on
            if not within or word.said[0] < at:
                earlier.append(word)
            if not within or word.said[0] >= at:
                later.append(word)
        self._stretches[place : place + 1] = [
            _Stretch((lo, at), earlier, is_covered=stretch.is_covered),
            _Stretch((at, hi), later, is_covered=stretch.is_covered),
        ]


def _continues(earlier: Moment, later: Moment) -> bool:
    """Tell whether two disputed stretches are one: they touch, and the sides are the same."""
    sides = (Stance.AFFIRMS, Stance.DENIES)
    return earlier.bounds[1] == later.bounds[0] and all(
        earlier.sides[side].keys() == later.sides[side].keys() for side in sides
    )


class Judgement:
    """What the words on an assertion amount to, at the moment that decides.

    Parameters
    ----------
    moments : list of Moment
        That moment; of a dispute about adjacent stretches all of these, latest first.
    """

    def __init__(self, moments: list[Moment]) -> None:
        self._moments = moments

    @property
    def status(self) -> Status:
        """The status."""
        return self._moments[0].status if self._moments else Status.UNCLAIMED

    @property
    def stances(self) -> dict[str, Stance]:
        """The stance of each source that has one."""
        held = self._moments[0].held if self._moments else {}
        return {source: kept.word.claim.stance for source, kept in held.items()}

    @property
    def about(self) -> tuple[int, int] | None:
        """The bounds of the moment that decides, `PRESENT`, or none where nobody took a position."""
        return (self._moments[-1].bounds[0], self._moments[0].bounds[1]) if self._moments else None

    @property
    def disputed_since(self) -> When | None:
        """Since when it has been disputed without a break, if it is."""
        since = [moment.disputed_since for moment in self._moments if moment.disputed_since]
        return min(since, key=lambda word: word.said[0]).claim.asserted_at if since else None

    def words(self, stance: Stance) -> list[Word]:
        """Give the words that decide for the sources of one stance, in the order of speaking."""
        return sorted(self._moments[0].sides[stance].values(), key=lambda word: word.order) if self._moments else []

    def positions(self, stance: Stance) -> tuple[Position, ...]:
        """Give the positions of the sources of one stance, in the order of speaking."""
        return tuple(self._position(word) for word in self.words(stance))

    def _position(self, word: Word) -> Position:
        holding = [moment for moment in self._moments if word.source in moment.sides[word.claim.stance]]
        since = min((moment.held[word.source].since for moment in holding), key=lambda cause: cause.said[0])
        certain = self._moments[0].is_certain(word.source)
        return Position(word.source, word.claim.stance, word.claim, since.claim.asserted_at, certain)


class Turn(NamedTuple):
    """A change in what the words on an assertion amount to."""

    at: When
    status: Status
    previous: Status
    because: tuple[Claim, ...]


def judge(words: Iterable[Word], period: tuple[int, int] | None = None) -> Judgement:
    """Judge an assertion by all that was said of it.

    Parameters
    ----------
    words : iterable of Word
        What was said, in the order of speaking.
    period : tuple of int, optional
        The time of the world to judge at, half-open, in microseconds.

    Returns
    -------
    Judgement
        The status and the positions at the moment that decides.
    """
    line = Line(period)
    for word in words:
        line.add(word)
    return Judgement(line.deciding())


def turns(words: Iterable[Word], period: tuple[int, int] | None = None) -> Iterator[Turn]:
    """Give each change of the status, or of anyone's stance, in the order of speaking.

    Parameters
    ----------
    words, period
        As for `judge`.

    Yields
    ------
    Turn
        The change, with the claims that caused it.
    """
    line = Line(period)
    status, stances = Status.UNCLAIMED, dict[str, Stance]()
    for _, said in groupby(words, key=lambda word: word.said[0]):
        together = list(said)
        for word in together:
            line.add(word)
        now = Judgement(line.deciding())
        if now.status is not status or now.stances != stances:
            yield Turn(most_precise(together).claim.asserted_at, now.status, status, _causes(together, stances, now))
        status, stances = now.status, now.stances


def _causes(words: Sequence[Word], before: dict[str, Stance], now: Judgement) -> tuple[Claim, ...]:
    """Give the claims of one time whose sources changed their stance by them, or else all of that time."""
    acts = [word for word in words if word.claim.stance.takes_position or word.claim.stance is Stance.WITHDRAWS]
    after = now.stances
    changing = [word for word in acts if before.get(word.source) is not after.get(word.source)]
    return tuple(word.claim for word in changing or acts)


def most_precise(words: Sequence[Word]) -> Word:
    """Give the word whose time is known best, of several that begin at the same time."""
    return min(words, key=lambda word: word.said[1])
