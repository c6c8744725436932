"""The line of time along which an assertion is judged: the present, and each dated stretch.

A `Line` holds the moments of the world that claims can differ about, cuts stretches where a dated claim begins or
ends, and says which moment decides.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby

from claimgraph.records.stance import Stance
from claimgraph.standing.interval import PRESENT, Moment, Word
from claimgraph.times.instants import BEGINNING, FOREVER


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
        self.is_spoken_of = False
        self._present = _Stretch(PRESENT, [], is_covered=False)
        self._stretches = [_Stretch(period or (BEGINNING, FOREVER), [], is_covered=False)]

    def add(self, word: Word) -> None:
        """Put a word where it belongs; words come in the order of speaking."""
        self.is_spoken_of = self.is_spoken_of or word.lead is None
        if word.claim.stance is Stance.WITHDRAWS:
            for stretch in (self._present, *self._stretches):
                stretch.words.append(word)
        if not word.claim.stance.takes_position:
            return
        if word.is_open and not self._runs_on:
            self._present.words.append(word)
            self._present.is_covered = self._present.is_covered or word.stance is not None
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
                stretch.is_covered = stretch.is_covered or word.stance is not None

    def deciding(self) -> list[Moment]:
        """Give the moment that decides; of a dispute about adjacent stretches all of these, latest first."""
        if self._present.moment.is_disputed:
            return [self._present.moment]
        covered = [stretch for stretch in self._stretches if stretch.is_covered]
        disputed: list[Moment] = []
        for stretch in reversed(covered):
            if not stretch.moment.is_disputed:
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

    @property
    def moments(self) -> list[Moment]:
        """The moments that are judged."""
        judged = [self._present] if self._present.is_covered else []
        return [stretch.moment for stretch in (*judged, *self._stretches) if stretch.is_covered]

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
