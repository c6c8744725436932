"""Who was first to speak on either side of an assertion, and who held out last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import attrs

from claimgraph.analysis.outcomes import OPPOSITE, followed, said_by
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.records.claims import Assertion, Claim
from claimgraph.records.stance import Stance, Status
from claimgraph.standing.interval import Word
from claimgraph.standing.judgement import Judgement, Step
from claimgraph.times.instants import FOREVER
from claimgraph.times.when import When


@attrs.frozen
class Precedence:
    """Who spoke first on either side of an assertion, and who held out last.

    Attributes
    ----------
    affirmed, denied : tuple of Claim
        The first claim on that side. Where imprecise dates leave it open, all that may have been the first,
        in the order of speaking: those that no other on that side was certainly made before.
    later : tuple of timedelta or None
        How much later than the first affirmation the first denial came: the least that it may have been, and the
        most, by the bounds of the dates; less than nought where the denial came first. None where a side is missing.
        Where a date has no end, there is no bound: `timedelta.min` or `timedelta.max`.
    certain : bool
        Whether each side has just one first claim, at a date that is neither approximate nor uncertain.
    held_out : tuple of str
        Who held the side that was given up when the dispute ended, in the order of speaking. Empty while it goes
        on, if there was none, and where neither side was given up.
    until : When or None
        When the dispute ended; none while it goes on, or if there was none.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Moscow", "affirms", "City taken", asserted_at="2022-07-02"),
    ...     Claim("Kyiv", "denies", "City taken", asserted_at="2022-07-02"),
    ... ])
    >>> precedence = leads(g, "City taken")
    >>> [claim.source for claim in precedence.denied], precedence.held_out, precedence.until
    (['Kyiv'], (), None)
    """

    affirmed: tuple[Claim, ...]
    denied: tuple[Claim, ...]
    later: tuple[timedelta, timedelta] | None
    certain: bool
    held_out: tuple[str, ...] = ()
    until: When | None = None


@asking
def leads(view: View | ClaimGraph, assertion: Assertion | str) -> Precedence:
    """Tell who affirmed an assertion first, who denied it first and how much later, and who held out last.

    The first are found among all claims on the assertion itself that the view admits, also those that were withdrawn
    or superseded since. Of several disputes, one after the other, the last to end tells who held out.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    assertion : str or Assertion
        As for `status`.

    Returns
    -------
    Precedence
        The first on either side, how far apart, and who held out until when.

    Raises
    ------
    NotFound
        If it is named by a text that is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Moscow", "affirms", "City taken", asserted_at="2022-07-02"),
    ...     Claim("Kyiv", "denies", "City taken", asserted_at="2022-07-03T12:00Z"),
    ...     Claim("Kyiv", "affirms", "City taken", asserted_at="2022-07-05"),
    ... ])
    >>> precedence = leads(g, "City taken")
    >>> [str(bound) for bound in precedence.later], precedence.certain
    (['12:00:00', '1 day, 12:01:00'], True)
    >>> precedence.held_out, str(precedence.until)
    (('Kyiv',), '2022-07-05')
    """
    evidence = Evidence(as_view(view))
    one = evidence.find(assertion)
    words = sorted(evidence.direct(one), key=lambda word: word.order)
    affirmed, denied = (_first([word for word in words if word.stance is side]) for side in OPPOSITE)
    held_out, until = _ended(evidence.history(one))
    return Precedence(
        tuple(word.claim for word in affirmed),
        tuple(word.claim for word in denied),
        _apart(affirmed, denied),
        all(len(first) == 1 and not first[0].claim.asserted_at.qualified for first in (affirmed, denied)),
        held_out,
        until,
    )


def _first(words: Sequence[Word]) -> list[Word]:
    """Give those that may have been the first: all but those that some other was certainly before."""
    # Of those with a firm date the one that was over first is certainly before all that any is certainly before.
    firm = min((word for word in words if not word.claim.asserted_at.qualified), key=_over, default=None)
    return [word for word in words if firm is None or not firm.certainly_before(word)]


def _over(word: Word) -> int:
    return word.said[1]


def _apart(affirmed: Sequence[Word], denied: Sequence[Word]) -> tuple[timedelta, timedelta] | None:
    """Give by how much, at the least and at the most, the first of some words came after the first of others."""
    if not affirmed or not denied:
        return None
    earliest = [min(word.said[0] for word in first) for first in (affirmed, denied)]
    latest = [min(word.said[1] for word in first) for first in (affirmed, denied)]
    least = timedelta.min if latest[0] == FOREVER else timedelta(microseconds=earliest[1] - latest[0])
    most = timedelta.max if latest[1] == FOREVER else timedelta(microseconds=latest[1] - earliest[0])
    return least, most


def _ended(steps: Iterable[Step]) -> tuple[tuple[str, ...], When | None]:
    """Tell who held out when the last dispute ended, and when that was."""
    about: tuple[int, int] | None = None
    camps: dict[Stance, tuple[str, ...]] = {}
    ended: tuple[tuple[str, ...], When | None] = (), None
    for together, judged in steps:
        if judged.status is Status.DISPUTED:
            about, ended = judged.about, ((), None)
            camps = {side: tuple(word.source for word in judged.words(side)) for side in OPPOSITE}
        elif about is not None:
            held_out = _given_up(judged, about, camps)
            moving = held_out or tuple(name for camp in camps.values() for name in camp)
            about, ended = None, (held_out, said_by(together, moving))
    return ended


def _given_up(judged: Judgement, about: tuple[int, int], camps: dict[Stance, tuple[str, ...]]) -> tuple[str, ...]:
    """Name those of a dispute whose side nobody holds any more."""
    moments = followed(judged, about)
    return tuple(
        name for side, camp in camps.items() if not any(moment.sides[side] for moment in moments) for name in camp
    )
