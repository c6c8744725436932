"""How the contested claims of a source fared."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn

import attrs

from claimgraph.analysis.outcomes import OPPOSITE, followed, said_by
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.records.claims import Claim, Source
from claimgraph.records.stance import Stance, Status
from claimgraph.rows import Rows
from claimgraph.standing.interval import Moment, Word
from claimgraph.standing.judgement import Judgement
from claimgraph.times.when import When


class Outcome(enum.StrEnum):
    """How a contested side of a source fared, as far as a view knows.

    An outcome has no truth value: that others came round does not make a source right.

    Examples
    --------
    >>> outcome = Outcome.CONCEDED
    >>> outcome is Outcome.CONCEDED, str(outcome)
    (True, 'conceded')
    """

    OPEN = "open"  # it still stands there, and is still opposed
    CONCEDED = "conceded"  # it still stands there, nobody opposes it any more, and one who did now holds its side
    DROPPED = "dropped"  # it still stands there, nobody opposes it any more, and none of those came round
    REVERSED = "reversed"  # it holds the other side now
    RETRACTED = "retracted"  # it holds no side any more

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self} is neither true nor false; compare it, as in `outcome is Outcome.CONCEDED`")


@attrs.frozen
class Track:
    """How a source fared on one assertion that it was contested on.

    Attributes
    ----------
    assertion : str
        The text of the assertion.
    stance : Stance
        The side that it held when it was first contested: affirms or denies.
    claim : Claim
        Its claim that showed that, or that of one who spoke for it.
    contested : When
        Since when it was first contested.
    outcome : Outcome
        What became of that.
    at : When or None
        When what was said led to this outcome; none while it is open.
    by : tuple of str
        Who came round, or who opposes it still.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Kyiv", "affirms", "City held", asserted_at="2022-07-02"),
    ...     Claim("Moscow", "denies", "City held", asserted_at="2022-07-03"),
    ... ])
    >>> track = track_record(g, "Moscow")[0]
    >>> track.stance.value, track.outcome.value, track.by
    ('denies', 'open', ('Kyiv',))
    """

    assertion: str
    stance: Stance
    claim: Claim
    contested: When
    outcome: Outcome
    at: When | None = None
    by: tuple[str, ...] = ()


@asking
def track_record(view: View | ClaimGraph, source: Source | str) -> Rows[Track]:
    """Tell how the contested claims of a source, and of those who speak for it, fared.

    A side is contested from when the assertion is disputed, some claim of the source's own on it shows that side,
    and another source that does not speak for it stands on the other, about the moment that decides. It is
    followed from there about that same moment of the world: who affirms of July what it denied of June has
    reversed nothing. Each assertion comes once, and what it says is what the view knows, with no hindsight.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    source : str or Source
        The source.

    Returns
    -------
    Rows of Track
        By when they were first contested, then in the order of the log.

    Raises
    ------
    NotFound
        If the source is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Kyiv", "denies", "City taken", asserted_at="2022-07-02"),
    ...     Claim("Moscow", "affirms", "City taken", asserted_at="2022-07-02"),
    ...     Claim("Kyiv", "affirms", "City taken", asserted_at="2022-07-03"),
    ... ])
    >>> [(row.outcome.value, str(row.at), row.by) for row in track_record(g, "Moscow")]
    [('conceded', '2022-07-03', ('Kyiv',))]
    >>> [row.outcome.value for row in track_record(g, "Kyiv")]
    ['reversed']
    >>> [row.outcome.value for row in track_record(g.view(as_of="2022-07-02"), "Kyiv")]
    ['open']
    """
    evidence = Evidence(as_view(view))
    party = _Party(evidence, evidence.known.find_source(source))
    found = [contest for one in party.sided_on() if (contest := _followed(evidence, party, one)) is not None]
    found.sort(key=lambda contest: (contest.began, contest.shown.place))
    return Rows((contest.track(evidence) for contest in found), Track)


class _Party:
    """A source and all who speak for it, each at the time of speaking."""

    def __init__(self, evidence: Evidence, source: str) -> None:
        self._evidence = evidence
        self._source = source
        self._spoke: dict[str, bool] = {}

    def sided_on(self) -> Iterator[str]:
        """Give the assertions that the party affirmed or denied by name."""
        known, speaker = self._evidence.known, self._evidence.admission.speaker
        claims = (claim for one in known.sources for _, claim in known.claims_by(one) if claim.stance in OPPOSITE)
        spoken = (known.assertion(claim.assertion) for claim in claims if self._source in speaker(claim).chain)
        yield from dict.fromkeys(spoken)

    def speaks(self, word: Word) -> bool:
        """Tell whether a word is the party's."""
        one = word.claim.id
        if one not in self._spoke:
            self._spoke[one] = self._evidence.speaks_for(word, self._source)
        return self._spoke[one]

    def among(self, moments: Iterable[Moment], stance: Stance) -> dict[str, None]:
        """Name those of the party who hold a side at some of these moments, in the order of speaking."""
        return _names(word for word in _holding(moments, stance) if self.speaks(word))

    def others(self, moments: Iterable[Moment], stance: Stance) -> dict[str, None]:
        """Name those not of the party who do."""
        return _names(word for word in _holding(moments, stance) if not self.speaks(word))

    def contested(self, judged: Judgement) -> Word | None:
        """Give the word of the party that others stand against at the moment that decides; of several the first."""
        if judged.status is not Status.DISPUTED:
            return None
        shown = {stance: judged.shown(stance) for stance in OPPOSITE}
        opposed = (ours for ours, theirs in OPPOSITE.items() if not all(map(self.speaks, shown[theirs])))
        words = (word for side in opposed for word in shown[side] if word.lead is None and self.speaks(word))
        return min(words, key=lambda word: word.order, default=None)


class _Contest:
    """A contested side of a party, followed from when it was first contested on."""

    def __init__(self, party: _Party, shown: Word, about: tuple[int, int], began: int) -> None:
        assert shown.stance is not None  # it holds a side
        self.shown = shown
        self.began = began
        self._party = party
        self._stance = shown.stance
        self._about = about
        self._since: When | None = None
        self._held: dict[str, None] = {}
        self._opposed: dict[str, None] = {}
        self._outcome = Outcome.OPEN
        self._at: When | None = None
        self._by: tuple[str, ...] = ()

    def go_on(self, together: Sequence[Word], judged: Judgement) -> None:
        """Look at what has become of it, now that some more was said."""
        moments = followed(judged, self._about)
        holding = [moment for moment in moments if self._party.among([moment], self._stance)]
        against = self._party.others(holding, OPPOSITE[self._stance])
        self._held |= self._party.among(holding, self._stance)
        self._opposed |= against
        if self._since is None:
            self._since = said_by(together, {*self._held, *against})
        outcome, self._by = self._state(moments, holding, against)
        if outcome is not self._outcome:
            moving = self._opposed if outcome in (Outcome.CONCEDED, Outcome.DROPPED) else self._held
            self._at = None if outcome is Outcome.OPEN else said_by(together, moving)
        self._outcome = outcome

    def _state(
        self, moments: list[Moment], holding: list[Moment], against: dict[str, None]
    ) -> tuple[Outcome, tuple[str, ...]]:
        """Tell the outcome for now, and by whom."""
        if against:
            return Outcome.OPEN, tuple(against)
        if holding:
            came_round = tuple(name for name in _names(_holding(holding, self._stance)) if name in self._opposed)
            return Outcome.CONCEDED if came_round else Outcome.DROPPED, came_round
        reversed_ = self._party.among(moments, OPPOSITE[self._stance])
        return Outcome.REVERSED if reversed_ else Outcome.RETRACTED, ()

    def track(self, evidence: Evidence) -> Track:
        """Set it out."""
        assert self._since is not None  # it was looked at when it began
        text = evidence.known.text(evidence.known.assertion(self.shown.claim.assertion))
        return Track(text, self._stance, self.shown.claim, self._since, self._outcome, self._at, self._by)


def _followed(evidence: Evidence, party: _Party, assertion: str) -> _Contest | None:
    """Follow the first contest of a party over an assertion to its outcome, if there is one."""
    contest: _Contest | None = None
    for together, judged in evidence.history(assertion):
        if contest is None:
            shown, about = party.contested(judged), judged.about
            if shown is not None and about is not None:
                contest = _Contest(party, shown, about, together[0].said[0])
        if contest is not None:
            contest.go_on(together, judged)
    return contest


def _holding(moments: Iterable[Moment], stance: Stance) -> list[Word]:
    """Give the words that show who holds a side at some of these moments, in the order of speaking."""
    held = [moment.held[source] for moment in moments for source in moment.sides[stance]]
    return [kept.shown for kept in sorted(held, key=lambda kept: kept.word.order)]


def _names(words: Iterable[Word]) -> dict[str, None]:
    return dict.fromkeys(word.source for word in words)
