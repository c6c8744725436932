"""Questions about disputes: which there are, and who contradicts whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from claimgraph import display
from claimgraph.bearing import Bearings, is_disputed
from claimgraph.collector import collector_paused
from claimgraph.courses import Courses
from claimgraph.deferred import Deferred, setters
from claimgraph.dispute import RuledSides, Sides
from claimgraph.evidence import Evidence
from claimgraph.graph import ClaimGraph
from claimgraph.grounds import Contradiction, contradictions_of
from claimgraph.hearing import Hearings
from claimgraph.model import Claim, Source, Stance, Status
from claimgraph.moment import PRESENT
from claimgraph.rows import Rows, facts
from claimgraph.standing import Judgement, Position
from claimgraph.times import Certainty, When
from claimgraph.view import View, as_view, kept


@attrs.frozen
class Dispute(Deferred):
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

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Kyiv", "affirms", "City held", asserted_at="2022-07-02"),
    ...     Claim("Moscow", "denies", "City held", asserted_at="2022-07-03"),
    ... ])
    >>> dispute = disputes(g)[0]
    >>> str(dispute.since), dispute.about, [position.source for position in dispute.opponents]
    ('2022-07-03', 'present', ['Moscow'])
    """

    assertion: str
    supporters: tuple[Position, ...]
    opponents: tuple[Position, ...]
    since: When
    about: When | Literal["present"]
    divided: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    def _repr_html_(self) -> str:
        return display.card(self.assertion, facts(self, ("supporters", "opponents")))


@attrs.frozen
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


_keep_find_out, _keep_assertion = setters(Dispute, "assertion")
_, *_keep_opposition = setters(Opposition, "assertion", "opponent", "stance", "claim", "source")


@kept
def disputes(view: View | ClaimGraph) -> Rows[Dispute]:
    """List the assertions that are disputed.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.

    Returns
    -------
    Rows of Dispute
        In the order in which the assertions were recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Luhansk People's Militia", "affirms", "Lysychansk encircled", asserted_at="2022-07-02"),
    ...     Claim("Government of Ukraine", "denies", "Lysychansk encircled", asserted_at="2022-07-02"),
    ... ])
    >>> for dispute in disputes(g.view(as_of="2022-07-02")):
    ...     print(dispute.assertion, "since", dispute.since)
    Lysychansk encircled since 2022-07-02
    """
    evidence = Evidence(as_view(view))
    find = _ruled_disputes if evidence.known.rules else _unruled_disputes
    with collector_paused():
        return Rows(find(evidence), Dispute)


@kept
def opposed_by(view: View | ClaimGraph, source: Source | str) -> Rows[Opposition]:
    """Tell who contradicts a source, or those who speak for it, and on which assertions.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    source : str or Source
        The source.

    Returns
    -------
    Rows of Opposition
        By assertion in the order of recording, then in the order of speaking.

    Raises
    ------
    NotFound
        If the source is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Luhansk People's Militia", "affirms", "Lysychansk encircled", asserted_at="2022-07-02"),
    ...     Claim("Government of Ukraine", "denies", "Lysychansk encircled", asserted_at="2022-07-02"),
    ... ])
    >>> [(row.opponent, row.assertion) for row in opposed_by(g, "Government of Ukraine")]
    [("Luhansk People's Militia", 'Lysychansk encircled')]
    """
    evidence = Evidence(as_view(view))
    asked = evidence.known.find_source(source)
    with collector_paused():
        return Rows(_all_oppositions(evidence, asked), Opposition)


def _all_oppositions(evidence: Evidence, asked: str) -> Iterator[Opposition]:
    courses, hearings = Courses(evidence), Hearings(evidence)
    for one in evidence.spoken_of_for(asked):
        if (hearing := hearings.of(one)) is not None:
            yield from _plain_oppositions(evidence, asked, one, _PlainOppositions.of(hearings, hearing))
        elif evidence.may_be_disputed(one) and courses.status(one) is Status.DISPUTED:
            yield from _oppositions(evidence, asked, evidence.known.text(one), evidence.judgement(one))


def _dispute(evidence: Evidence, assertion: str, judged: Judgement) -> Dispute:
    """Set out a dispute from its judgement."""
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


def _unruled_disputes(evidence: Evidence) -> Iterator[Dispute]:
    """Look for disputes where each assertion is by itself."""
    courses, hearings = Courses(evidence), Hearings(evidence)
    texts, contested = evidence.known.assertions, evidence.known.contested
    for one in texts:
        if one not in contested:
            continue
        if (hearing := hearings.of(one)) is not None:
            sides = _PlainDispute.of(hearings, hearing)
            if sides is not None:
                yield _to_be_found_out(texts[one], sides)
        elif courses.status(one) is Status.DISPUTED:
            yield _dispute(evidence, one, evidence.judgement(one))


def _ruled_disputes(evidence: Evidence) -> Iterator[Dispute]:
    """Look for disputes where assertions bear on each other."""
    courses = Courses(evidence)
    bearings = Bearings(evidence, Hearings(evidence))
    texts, contested = evidence.known.assertions, evidence.known.contested
    for one in texts:
        decided = bearings.decided(one)
        if decided is not None:
            if is_disputed(decided):
                yield _to_be_found_out(texts[one], _RuledDispute(evidence, one, decided))
        elif (one in contested or evidence.may_be_disputed(one)) and courses.status(one) is Status.DISPUTED:
            yield _dispute(evidence, one, evidence.judgement(one))


class _RuledDispute(RuledSides):
    """Finds out what a dispute has that is implied by plain claims."""

    __slots__ = ()

    def __call__(self, dispute: Dispute, name: str) -> None:
        if name in ("supporters", "opponents"):
            supporters, opponents = self.positions(Stance.AFFIRMS), self.positions(Stance.DENIES)
            dispute.settle(supporters=supporters, opponents=opponents)
            return
        found = _dispute(self.evidence, self.assertion, self.judged)
        dispute.settle(since=found.since, about=found.about, divided=found.divided, contradictions=found.contradictions)


class _PlainDispute(Sides):
    """Finds out what a dispute of plain claims has: what `_dispute` sets out, which is about the present here."""

    __slots__ = ()

    def __call__(self, dispute: Dispute, name: str) -> None:
        if name in ("supporters", "opponents"):
            supporters, opponents = self.positions(Stance.AFFIRMS), self.positions(Stance.DENIES)
            dispute.settle(supporters=supporters, opponents=opponents)
            return
        text, since = dispute.assertion, self.tally.disputed_since
        assert since is not None
        dispute.settle(
            since=since.claim.asserted_at,
            about="present",
            divided=self.divided,
            contradictions=(Contradiction((text, text), "polarity", (), Certainty.CERTAIN),),
        )


def _to_be_found_out(text: str, sides: _PlainDispute | _RuledDispute) -> Dispute:
    """Make a dispute that shows its assertion, and finds out the rest when it is looked at."""
    dispute = object.__new__(Dispute)
    _keep_find_out(dispute, sides)
    _keep_assertion(dispute, text)
    return dispute


class _PlainOppositions(Sides):
    """Finds out what an opposition of plain claims does not show at once."""

    __slots__ = ()

    def __call__(self, opposition: Opposition, _: str) -> None:
        opposition.settle(since=self.stand(opposition.claim).since.claim.asserted_at)


def _plain_oppositions(
    evidence: Evidence, asked: str, assertion: str, sides: _PlainOppositions | None
) -> Iterator[Opposition]:
    """Pair both sides of a dispute of plain claims: as `_oppositions` does."""
    if sides is None:
        return
    known, name, text = evidence.known, evidence.admission.name, evidence.known.assertions[assertion]
    for ours, theirs in ((Stance.AFFIRMS, Stance.DENIES), (Stance.DENIES, Stance.AFFIRMS)):
        for member in sides.words(ours):
            if asked in known.chain(member.source, member.said):
                for other in sides.words(theirs):
                    opposition = object.__new__(Opposition)
                    _keep_find_out(opposition, sides)
                    values = text, name(other.source), theirs, other.claim, name(member.source)
                    for keep, value in zip(_keep_opposition, values, strict=True):
                        keep(opposition, value)
                    yield opposition


def _oppositions(evidence: Evidence, asked: str, text: str, judged: Judgement) -> Iterator[Opposition]:
    """Pair those on the side of the source asked about with those on the other side."""
    for ours, theirs in ((Stance.AFFIRMS, Stance.DENIES), (Stance.DENIES, Stance.AFFIRMS)):
        members = [word.source for word in judged.words(ours) if evidence.speaks_for(word, asked)]
        for member in members:
            for position in judged.positions(theirs):
                yield Opposition(text, position.source, theirs, position.claim, member, position.since)
