"""What a dispute and an opposition are told by."""

from __future__ import annotations

from typing import Literal

import attrs

from claimgraph import formatting
from claimgraph.evaluation.contradictions import Contradiction, contradictions_of
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.lazy import Deferred, deferring
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance
from claimgraph.rows import facts
from claimgraph.standing.interval import PRESENT
from claimgraph.standing.judgement import Judgement, Position
from claimgraph.times.when import When


class Sided(Deferred):
    """Base of disputes, which may be made with the names on their sides."""

    __slots__ = ("_ours", "_theirs")

    supporters: tuple[Position, ...]
    opponents: tuple[Position, ...]
    # Not together: one object less that lies somewhere in memory, for each dispute of a list.
    _ours: tuple[str, ...]
    _theirs: tuple[str, ...]

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of the supporters and of the opponents, each in the order of speaking."""
        try:
            return self._ours, self._theirs
        except AttributeError:
            ours, theirs = (tuple([one.source for one in side]) for side in (self.supporters, self.opponents))
            object.__setattr__(self, "_ours", ours)
            object.__setattr__(self, "_theirs", theirs)
            return ours, theirs


@deferring("supporters", "opponents", "since", "about", "divided", "contradictions")
@attrs.frozen(weakref_slot=False)
class Dispute(Sided):
    """An assertion that has supporters and opponents among different sources.

    Attributes
    ----------
    assertion : str
        Its text.
    supporters, opponents : tuple of Position
        Both sides, each in the order of speaking.
    since : When
        Since when it has been disputed without a break.
    about : When or ``"present"``
        The stretch of the world that the two sides differ about.
    divided : tuple of str
        The principals that stand on both sides.
    contradictions : tuple of Contradiction
        What cannot both hold, by which rule.
    sides : tuple of tuple of str
        The names of the supporters and of the opponents.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Kyiv", "affirms", "City held", asserted_at="2022-07-02"),
    ...     Claim("Moscow", "denies", "City held", asserted_at="2022-07-03"),
    ... ])
    >>> dispute = disputes(g)[0]
    >>> str(dispute.since), dispute.about, dispute.sides
    ('2022-07-03', 'present', (('Kyiv',), ('Moscow',)))
    """

    assertion: str
    supporters: tuple[Position, ...]
    opponents: tuple[Position, ...]
    since: When
    about: When | Literal["present"]
    divided: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    def _repr_html_(self) -> str:
        return formatting.card(self.assertion, facts(self, ("supporters", "opponents")))


@deferring("claim", "since")
@attrs.frozen(weakref_slot=False)
class Opposition(Deferred):
    """One source contradicting another on one assertion.

    Attributes
    ----------
    assertion : str
        The text of what they differ on.
    opponent : str
        The source that contradicts.
    stance : Stance
        Where the opponent stands.
    claim : Claim
        The claim of the opponent that shows it.
    source : str
        The source that is contradicted: the one asked about, or one that speaks for it.
    since : When
        Since when the opponent has stood so.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Kyiv", "affirms", "City held", asserted_at="2022-07-02"),
    ...     Claim("Moscow", "denies", "City held", asserted_at="2022-07-03"),
    ... ])
    >>> opposition = opposed_by(g, "Kyiv")[0]
    >>> opposition.opponent, opposition.stance.value
    ('Moscow', 'denies')
    """

    assertion: str
    opponent: str
    stance: Stance
    claim: Claim
    source: str
    since: When


def dispute_of(evidence: Evidence, assertion: str, judged: Judgement) -> Dispute:
    """Set out a dispute from the judgement of its assertion."""
    supporting, opposing = judged.words(Stance.AFFIRMS), judged.words(Stance.DENIES)
    since, about = judged.disputed_since, judged.about
    assert since is not None  # it is disputed, and so at some moment and since some claim
    assert about is not None
    principals = {word.principal for word in supporting} & {word.principal for word in opposing}
    return Dispute(
        evidence.known.text(assertion),
        judged.positions(Stance.AFFIRMS),
        judged.positions(Stance.DENIES),
        since,
        "present" if about == PRESENT else When.between(*about, evidence.zone),
        tuple(sorted(principals)),
        contradictions_of(evidence, assertion, judged),
    )
