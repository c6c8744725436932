"""The turns that sources took on an assertion: where they stood before, and who repeats what was taken back."""

from __future__ import annotations

from collections.abc import Iterator

from claimgraph.evaluation.evaluator import Evidence
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance
from claimgraph.standing.interval import PRESENT, Word
from claimgraph.standing.judgement import Judgement
from claimgraph.times.instants import FOREVER
from claimgraph.times.when import When


def elsewhere(words: list[Word], judged: Judgement, *, runs_on: bool) -> tuple[list[Word], list[Word]]:
    """Find where sources stood before, each time, and what else they said that puts nobody on a side now."""
    former: dict[str, list[dict[str, Word]]] = {}  # for each source its turns, and of each the last word on a thing
    besides: dict[tuple[str, Stance, str, When | None], Word] = {}
    taken: dict[str, Stance | None] = {}
    for word in words:
        if word.stance is not None and _covers(word, judged.about, runs_on=runs_on):
            turns = former.setdefault(word.source, [])
            if taken.get(word.source) is not word.stance:
                turns.append({})
            turns[-1][word.about] = word
            taken[word.source] = word.stance
            continue
        before = [old for turn in former.get(word.source, ()) for old in turn.values() if old.about == word.about]
        if word.claim.stance.changes_positions and word.stance is None and before:
            taken[word.source] = None
        if word.lead is None or (word.stance is None and before):
            besides[word.source, word.claim.stance, word.about, word.claim.valid] = word
    for source, turns in former.items():
        if judged.stances.get(source) in {word.stance for word in turns[-1].values()}:
            del turns[-1]
    earlier = (word for turns in former.values() for turn in turns for word in turn.values())
    by_time = (sorted(found, key=lambda word: word.order) for found in (earlier, besides.values()))
    return next(by_time), next(by_time)


def withdrawals(evidence: Evidence, shown: list[Word]) -> Iterator[tuple[str, Claim]]:
    """Find who stands where it does by repeating, if through others, what was withdrawn or reversed since."""
    for word in shown:
        seen, todo = {word.claim.id}, [word.claim]
        while todo:
            claim = todo.pop()
            ended = {lapsed.claim.id: lapsed.by for lapsed in evidence.citations.lapsed(claim)}
            by_source: dict[str, list[Claim]] = {}
            for _, one in evidence.citations.repeated_by(claim):
                if one.stance is claim.stance and one.id not in seen:
                    by_source.setdefault(evidence.known.source(one.source), []).append(one)
            for said in by_source.values():
                seen.update(one.id for one in said)
                standing = [one for one in said if one.id not in ended]
                todo += standing
                if not standing:
                    yield word.source, ended[said[-1].id]


def _covers(word: Word, about: tuple[int, int] | None, *, runs_on: bool) -> bool:
    """Tell whether a word speaks of the moment that decides."""
    if about is None or about == PRESENT:
        return about is not None and word.is_open
    lo, hi = word.valid or (word.said[0], FOREVER if runs_on else word.said[0] + 1)
    return lo < about[1] and about[0] < hi
