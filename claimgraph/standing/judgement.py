"""From what was said of one assertion to positions, status and their history.

This is the heart of the library, and knows nothing of graphs: it decides from words, claims as they bear on
one assertion. The moments of the world that claims can differ about, and which of them decides, are in `line`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby

import attrs

from claimgraph.fast_init import draft_of
from claimgraph.lazy import Deferred, deferring
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance, Status
from claimgraph.rules import literals
from claimgraph.standing.interval import Doubt, Moment, Origins, Word, most_precise, own_word
from claimgraph.standing.valid_time import Line
from claimgraph.times.when import When


@deferring("since", "certain", "implied", "path", "origins")
@attrs.frozen(weakref_slot=False)
class Position(Deferred):
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
        False where imprecise dates could reverse the order in which the source spoke, or where it is only
        approximately or uncertainly known of which time it speaks.
    implied : bool
        Whether the claim speaks of another assertion, and only commits its source on this one.
    path : tuple of Step
        How it does.
    origins : tuple of str
        The names of those whose own word it goes back to: the principal of the source, or of those it repeats.
        Empty where it repeats nobody knows whom, or only those who repeat each other.

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
    implied: bool = False
    path: tuple[literals.Step, ...] = ()
    origins: tuple[str, ...] = ()


@attrs.frozen(weakref_slot=False)
class Change:
    """A change of what is said of an assertion.

    Attributes
    ----------
    at : When
        When it was said.
    status, previous : Status
        The status from then on, and before.
    because : tuple of Claim
        The claims that caused it.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> change = timeline(g, "Bridge destroyed")[0]
    >>> str(change.at), change.previous.value, change.status.value
    ('2022-07-02', 'unclaimed', 'claimed')
    """

    at: When
    status: Status
    previous: Status
    because: tuple[Claim, ...]


_ChangeDraft = draft_of(Change)


def change_of(at: When, status: Status, previous: Status, because: tuple[Claim, ...]) -> Change:
    """Make a change as its constructor does, in two fifths of the time: a long timeline has hundreds."""
    draft = _ChangeDraft()
    draft.at, draft.status, draft.previous, draft.because = at, status, previous, because
    draft.__class__ = Change
    change: Change = draft
    return change


class Judgement:
    """What the words on an assertion amount to, at the moment that decides.

    Parameters
    ----------
    line : Line
        The words, each at its moments.
    origins : callable
        Tells the origins of what a word rests on.
    """

    def __init__(self, line: Line, origins: Origins = own_word) -> None:
        self._line = line
        self._origins = origins
        self._moments = line.deciding()
        self.is_spoken_of = line.is_spoken_of

    @property
    def moments(self) -> list[Moment]:
        """All moments that are judged, not only the one that decides."""
        return self._line.moments

    @cached_property
    def status(self) -> Status:
        """The status."""
        return self._moments[0].status(self._origins) if self._moments and self.is_spoken_of else Status.UNCLAIMED

    @cached_property
    def stances(self) -> dict[str, Stance]:
        """The stance of each source that has one, once somebody has spoken of the assertion by name."""
        held = self._moments[0].held if self._moments and self.is_spoken_of else {}
        return {source: kept.word.stance for source, kept in held.items() if kept.word.stance is not None}

    @cached_property
    def standing(self) -> dict[str, tuple[Stance, bool]]:
        """The stance of each source that has one, and whether what shows it goes back to anybody's word."""
        return {
            source: (stance, bool(self._origins(self._moments[0].held[source].shown.rests_on)))
            for source, stance in self.stances.items()
        }

    @property
    def about(self) -> tuple[int, int] | None:
        """The bounds of the moment that decides, `PRESENT`, or none where nobody took a position."""
        return (self._moments[-1].bounds[0], self._moments[0].bounds[1]) if self._moments else None

    @property
    def disputed_since(self) -> When | None:
        """Since when it has been disputed without a break, if it is."""
        since = [moment.disputed_since for moment in self._moments if moment.disputed_since]
        return min(since, key=lambda word: word.said[0]).claim.asserted_at if since else None

    @property
    def once(self) -> When | None:
        """Since when it was supported, or disputed, where it is retracted or conceded now."""
        if self.status not in (Status.RETRACTED, Status.CONCEDED):
            return None
        moment = self._moments[0]
        first = moment.first_supported if self.status is Status.RETRACTED else moment.first_disputed
        return None if first is None else first.claim.asserted_at

    def doubts(self) -> Iterator[tuple[str, Doubt]]:
        """Return the sources that do not certainly stand where they do, each with why."""
        for source in self._moments[0].held if self._moments else ():
            doubt = self._moments[0].doubt(source)
            if doubt is not None:
                yield source, doubt

    def words(self, stance: Stance) -> list[Word]:
        """Give the words that decide for the sources of one stance, in the order of speaking."""
        return sorted(self._moments[0].sides[stance].values(), key=lambda word: word.order) if self._moments else []

    def shown(self, stance: Stance) -> list[Word]:
        """Give the words that show where the sources of one stance stand, in the order of `words`."""
        return [self._moments[0].held[word.source].shown for word in self.words(stance)]

    def positions(self, stance: Stance) -> tuple[Position, ...]:
        """Give the positions of the sources of one stance, in the order of speaking."""
        return tuple(self._position(word) for word in self.words(stance))

    def _position(self, word: Word) -> Position:
        stance = word.stance
        assert stance is not None
        holding = [moment for moment in self._moments if word.source in moment.sides[stance]]
        since = min((moment.held[word.source].since for moment in holding), key=lambda cause: cause.said[0])
        certain = self._moments[0].is_certain(word.source)
        shown = self._moments[0].held[word.source].shown
        path = shown.lead.path if shown.lead else ()
        implied = shown.lead is not None
        origins = tuple(sorted(self._origins(shown.rests_on)))
        return Position(word.source, stance, shown.claim, since.claim.asserted_at, certain, implied, path, origins)


Step = tuple[Sequence[Word], Judgement]
"""What was said at one time, and what all that had been said by then amounts to."""


def judge(words: Iterable[Word], period: tuple[int, int] | None = None, origins: Origins = own_word) -> Judgement:
    """Judge an assertion by all that was said of it.

    Parameters
    ----------
    words : iterable of Word
        What was said, in the order of speaking.
    period : tuple of int, optional
        The time of the world to judge at, half-open, in microseconds.
    origins : callable, optional
        Tells the origins of what a word rests on; without it, each rests on an origin of its own.

    Returns
    -------
    Judgement
        The status and the positions at the moment that decides.
    """
    line = Line(period)
    for word in words:
        line.add(word)
    return Judgement(line, origins)


def history(
    words: Iterable[Word],
    period: tuple[int, int] | None = None,
    origins_at: Callable[[int], Origins] = lambda _: own_word,
) -> Iterator[Step]:
    """Judge an assertion at each time when something was said of it.

    Parameters
    ----------
    words, period
        As for `judge`; words that are `aside` are no more than times to judge at.
    origins_at : callable, optional
        Gives for a time, in microseconds, what tells the origins by what had been said by then.

    Yields
    ------
    Step
        To be looked at before the next one is asked for.
    """
    line = Line(period)
    for at, said in groupby(words, key=lambda word: word.said[0]):
        together = list(said)
        for word in together:
            if not word.aside:
                line.add(word)
        yield together, Judgement(line, origins_at(at))


def changes(steps: Iterable[Step]) -> Iterator[Change]:
    """Give each change of the status, or of anyone's stance, in the order of speaking.

    Parameters
    ----------
    steps : iterable of Step
        The steps of a `history`.

    Yields
    ------
    Change
        The change, with the claims that caused it.
    """
    status, stances = Status.UNCLAIMED, dict[str, Stance]()
    for together, now in steps:
        if now.status is not status or now.stances != stances:
            causes = _causes(together, stances, now)
            at = most_precise(causes).claim.asserted_at
            yield Change(at, now.status, status, tuple(word.claim for word in causes))
        status, stances = now.status, now.stances


def _causes(words: Sequence[Word], before: dict[str, Stance], now: Judgement) -> Sequence[Word]:
    """Give the words of one time whose sources changed their stance by them, or else all of that time."""
    after = now.stances
    words = [word for word in words if not word.ahead]
    if before != after:
        # What is said elsewhere of those who repeat it changes no stance.
        words = [word for word in words if not word.aside] or words
    acts = [word for word in words if word.claim.stance.changes_positions]
    changing = [word for word in acts if before.get(word.source) is not after.get(word.source)]
    # Who took another stance did so by the words that take it; who gave one up, by all that it said of it.
    taking = {word.source for word in changing if word.stance is after.get(word.source)}
    telling = [word for word in changing if word.source not in taking or word.stance is after.get(word.source)]
    return telling or acts or words
