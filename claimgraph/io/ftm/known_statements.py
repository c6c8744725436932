"""What a graph already holds of FollowTheMoney statements, so that the same one seen again is no other claim."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs

from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.ftm.statements import moment, noted
from claimgraph.io.losses.loss import Losses
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance
from claimgraph.times.when import When

_Key: TypeAlias = tuple[Any, ...]
_SEEN = ("first_seen", "last_seen")


class Seen:
    """The claims that statements have become in a graph.

    When a statement was last seen is in the note of its claim, and so in its id; but each export of a
    dataset gives it anew. The claim that is there stands for all of them.

    Parameters
    ----------
    graph : ClaimGraph
        The graph that holds the claims.
    gone : When or None
        When the datasets were read last.
    losses : Losses
        Where to note what no claim keeps.
    """

    def __init__(self, graph: ClaimGraph, gone: When | None, losses: Losses) -> None:
        self._known = graph.view().known
        self._gone = gone
        self._losses = losses
        self._withdrawn: dict[str, When] = {}
        self._copies: dict[_Key, list[Claim]] = {}
        for entry in graph.log:
            claim = entry.record
            if isinstance(claim, Claim) and claim.stance is Stance.WITHDRAWS:
                for cited in claim.cites:
                    self._withdrawn[str(cited)] = _later(self._withdrawn.get(str(cited)), claim.asserted_at)
            elif isinstance(claim, Claim) and claim.stance is Stance.AFFIRMS and (key := self._key(claim)) is not None:
                self._copies.setdefault(key, []).append(claim)

    def records(self, claim: Claim, first: str | None, last: When | None) -> Iterator[Claim]:
        """Give what is to be recorded of a statement.

        Parameters
        ----------
        claim : Claim
            What it becomes in a graph that knows nothing of it.
        first : str or None
            When it was first seen, if it says so.
        last : When or None
            When it was last seen, if it says so.
        """
        found = self._copies_of(claim, first)
        copies = [one for one in found if one.valid == claim.valid]
        standing = [one for one in copies if one.id not in self._withdrawn]
        if not copies:
            standing = [claim]
        elif not standing:
            again = claim.asserted_at if last is None else last
            taken_back = max((self._withdrawn[one.id] for one in copies), key=lambda when: when.bounds()[0])
            if not _before(again, taken_back):
                # It was gone meanwhile: from its first day on it would never have been.
                standing = [_again(claim, first, again)]
        elif last is not None and all(_last(one).bounds()[1] < last.bounds()[1] for one in standing):
            self._losses.note("the later last_seen of {} statement that the graph has")
        # What is there is given again, which changes nothing, so that each statement has a record.
        yield from standing or copies[:1]
        if self._gone is not None and last is not None and _before(last, self._gone):
            # An older export read late knows less than the graph.
            gone = (one for one in standing if _before(_last(one), self._gone))
            yield from (_withdrawal(one, self._gone, "gone from the dataset") for one in gone)
        for one in found:
            # An export gives an entity one period: what it gave before, it does not say any more.
            changed = one.valid != claim.valid and one.id not in self._withdrawn
            if changed and last is not None and _before(_last(one), last):
                yield _withdrawal(one, last, "changed: the dates of its entity are others now")

    def _copies_of(self, claim: Claim, first: str | None) -> list[Claim]:
        """Give the claims of the same statement; one that does not say when it was first seen may be any before."""
        found = self._copies.get(self._key(claim) or (), []) if self._copies else []
        if first is not None:
            return [one for one in found if _first(one) == claim.asserted_at]
        start = claim.asserted_at.bounds()[0]
        return [one for one in found if one.asserted_at.bounds()[0] <= start]

    def _key(self, claim: Claim) -> _Key | None:
        """Give what makes a statement besides when it was seen, and when its entity held."""
        told = noted(claim.note)
        if told is None:
            return None
        kept = tuple(sorted((name, value) for name, value in told.items() if name not in _SEEN))
        return self._known.source(claim.source), self._known.assertion(claim.assertion), kept


def _before(one: When, other: When) -> bool:
    return one.bounds()[1] <= other.bounds()[0]


def _later(one: When | None, other: When) -> When:
    return other if one is None else max(one, other, key=lambda when: when.bounds()[0])


def _first(claim: Claim) -> When:
    """Give when the statement of a claim was first seen."""
    first = (noted(claim.note) or {}).get("first_seen")
    return claim.asserted_at if first is None else moment(first)


def _last(claim: Claim) -> When:
    last = (noted(claim.note) or {}).get("last_seen")
    return claim.asserted_at if last is None else moment(last)


def _again(claim: Claim, first: str | None, again: When) -> Claim:
    """Give the claim of a statement that was gone and was seen again; when it was first seen stays in the note."""
    if first is None or again == claim.asserted_at:
        return claim
    note = json.dumps({**json.loads(claim.note or "{}"), "first_seen": claim.asserted_at.text}, ensure_ascii=False)
    return attrs.evolve(claim, asserted_at=again, note=note)


def _withdrawal(claim: Claim, gone: When, note: str) -> Claim:
    return Claim(
        claim.source,
        Stance.WITHDRAWS,
        claim.assertion,
        asserted_at=gone,
        cites=(claim.id,),
        note=note,
    )
