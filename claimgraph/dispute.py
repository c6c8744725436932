"""Disputes and oppositions of plain claims: what a list shows of them at once, and the rest when it is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import attrs

from claimgraph.bearing import Decided
from claimgraph.deferred import setters
from claimgraph.evidence import Evidence
from claimgraph.hearing import Hearing, Hearings
from claimgraph.model import Claim, Stance
from claimgraph.standing import Judgement, Position
from claimgraph.tally import Spoken, Stand, Tally, is_disputed, last_words, sweep

_keep_find_out, _keep_source, _keep_stance, _keep_claim = setters(Position, "source", "stance", "claim")


class Sides:
    """The two sides of an assertion on which nothing but plain claims were made.

    Parameters
    ----------
    hearings : Hearings
        What the view sees.
    spoken : list of Spoken
        What it sees of the assertion, in the order of speaking.
    last : dict
        What each source said last.
    """

    __slots__ = ("_hearings", "_last", "_spoken", "_tally")

    def __init__(self, hearings: Hearings, spoken: list[Spoken], last: Iterable[Spoken]) -> None:
        self._hearings = hearings
        self._spoken = spoken
        self._last = sorted(last)
        self._tally: Tally | None = None

    @classmethod
    def of(cls, hearings: Hearings, hearing: Hearing) -> Self | None:
        """Give the sides of an assertion, if it is disputed."""
        spoken = hearings.heard(hearing)
        last = last_words(spoken).values()
        return cls(hearings, spoken, last) if is_disputed(last) else None

    @property
    def tally(self) -> Tally:
        """Who stands where, and since when."""
        if self._tally is None:
            self._tally = sweep(self._spoken, Tally())
        return self._tally

    def words(self, stance: Stance) -> list[Spoken]:
        """Give the last claims of those of one stance, in the order of speaking."""
        return [one for one in self._last if one.claim.stance is stance]

    def positions(self, stance: Stance) -> tuple[Position, ...]:
        """Give the positions of one stance, in the order of speaking."""
        name, find_out, found = self._hearings.name, self.find_out_position, []
        for one in self._last:
            claim = one.claim
            if claim.stance is stance:
                position = object.__new__(Position)
                _keep_find_out(position, find_out)
                _keep_source(position, name(one.source))
                _keep_stance(position, stance)
                _keep_claim(position, claim)
                found.append(position)
        return tuple(found)

    @property
    def divided(self) -> tuple[str, ...]:
        """The principals that stand on both sides."""
        sides = ({one.principal for one in self.words(stance)} for stance in (Stance.AFFIRMS, Stance.DENIES))
        return tuple(sorted(map(self._hearings.name, set.intersection(*sides))))

    def stand(self, claim: Claim) -> Stand:
        """Give where the source of one of the last claims stands, and since when."""
        return next(stand for stand in self.tally.stands.values() if stand.spoken.claim is claim)

    def find_out_position(self, position: Position, _: str) -> None:
        """Find out what a position does not show at once."""
        stand = self.stand(position.claim)
        position.settle(
            since=stand.since.claim.asserted_at,
            certain=self.tally.is_certain(stand),
            implied=False,
            path=(),
            origins=(self._hearings.name(stand.spoken.principal),),
        )


class RuledSides:
    """The two sides of an assertion that rules relate to others, where all claims are plain.

    Parameters
    ----------
    evidence : Evidence
        The view.
    assertion : str
        The assertion.
    decided : list of Decided
        Where the sources stand, in the order of speaking.
    """

    __slots__ = ("_decided", "_judged", "assertion", "evidence")

    def __init__(self, evidence: Evidence, assertion: str, decided: list[Decided]) -> None:
        self.evidence = evidence
        self.assertion = assertion
        self._decided = decided
        self._judged: Judgement | None = None

    @property
    def judged(self) -> Judgement:
        """The judgement by the rules in full."""
        if self._judged is None:
            self._judged = self.evidence.judgement(self.assertion)
        return self._judged

    def positions(self, stance: Stance) -> tuple[Position, ...]:
        """Give the positions of one stance, in the order of speaking."""
        name, find_out, found = self.evidence.admission.name, self.find_out_position, []
        for one in self._decided:
            if one.stance is stance:
                position = object.__new__(Position)
                _keep_find_out(position, find_out)
                _keep_source(position, name(one.spoken.source))
                _keep_stance(position, stance)
                _keep_claim(position, one.shown.claim)
                found.append(position)
        return tuple(found)

    def find_out_position(self, position: Position, _: str) -> None:
        """Find out what a position does not show at once."""
        positions = self.judged.positions(position.stance)
        position.settle(**attrs.asdict(next(one for one in positions if one.source == position.source), recurse=False))
