"""Whose own word a page shows: not the report that repeats it, where the record has both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from claimgraph.evaluation.evaluator import Evidence
from claimgraph.explanation.explanation import Explanation
from claimgraph.records.claims import Claim, Document
from claimgraph.records.stance import Stance
from claimgraph.standing.interval import Word
from claimgraph.standing.judgement import Position


def with_originals(
    told: Explanation, evidence: Evidence, words: Sequence[Word], document: Callable[[Claim], Document | None]
) -> Explanation:
    """Show where sources stand by what they said themselves, rather than by a later report that repeats somebody.

    Parameters
    ----------
    told : Explanation
        What an assertion rests on.
    evidence : Evidence
        What it was found from.
    words : sequence of Word
        What bears on the assertion.
    document : callable
        Gives the document that a claim was read in.
    """
    found: dict[str, Word] = {}
    for one in (*told.supporters, *told.opponents, *told.doubters):
        original = _original(one, told, words, evidence) if one.claim.cites and not one.implied else None
        if original is not None:
            found[one.claim.id] = original
    if not found:
        return told
    known = {claim.id for claim in told.claims}
    claims: list[Claim] = []
    for claim in told.claims:
        if claim.id in found and found[claim.id].claim.id not in known:
            claims.append(found[claim.id].claim)
        claims.append(claim)
    read_in = (document(claim) for claim in claims)

    def shown(side: tuple[Position, ...]) -> tuple[Position, ...]:
        return tuple(_by(found[one.claim.id], one, evidence) if one.claim.id in found else one for one in side)

    return attrs.evolve(
        told,
        supporters=shown(told.supporters),
        opponents=shown(told.opponents),
        doubters=shown(told.doubters),
        claims=tuple(claims),
        documents=tuple(one for one in read_in if one),
    )


def _by(word: Word, position: Position, evidence: Evidence) -> Position:
    return attrs.evolve(position, claim=word.claim, origins=tuple(sorted(evidence.citations.origins(word.rests_on))))


def _original(position: Position, told: Explanation, words: Sequence[Word], evidence: Evidence) -> Word | None:
    """Find what a source last said of its own, that puts it where it stands as a report of others does."""
    repeat = next(word for word in words if word.claim.id == position.claim.id and word.source == position.source)
    theirs = [word for word in words if word.source == repeat.source and word.lead is None]
    withdrawals = [word for word in theirs if word.claim.stance is Stance.WITHDRAWS]
    since = position.since.bounds(evidence.zone)[0]
    own = [
        word
        for word in theirs
        if word.stance is repeat.stance
        and not word.claim.cites
        and word.valid == repeat.valid
        # In the present tense it speaks of a stretch that is past only if it was said then too.
        and (told.about == "present" or word.valid is not None or word.said[0] == repeat.said[0])
        and since <= word.said[0] <= repeat.said[0]
        and not any(_takes_back(withdrawal, word) for withdrawal in withdrawals)
    ]
    return max(own, key=lambda word: word.order, default=None)


def _takes_back(withdrawal: Word, word: Word) -> bool:
    if withdrawal.takes_back:
        return word.claim.id in withdrawal.takes_back
    return word.order < withdrawal.order
