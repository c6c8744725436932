"""Claims that are plain are counted in one sweep, and what is told of them is what the rules in full tell."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from claimgraph.records.claims import Claim
from claimgraph.records.stance import Status
from claimgraph.standing import judgement
from claimgraph.standing.interval import Word
from claimgraph.standing.judgement import Change, change_of
from claimgraph.standing.tally import AFFIRMS, DENIES, QUESTIONS, Count, Spoken, Tally, changes, sweep

DATES = ("2022-07-01", "2022-07-02", "2022-07", "2022-07-02T10:00:00Z", "2022-07-02T00:00:00Z", "2022-07-03")


def spoken_at_random(seed: int) -> list[Spoken]:
    """Make claims in the order of speaking, many of one time, of sources some of which change whom they speak for."""
    rng = Random(seed)
    found = []
    for place in range(rng.randint(1, 24)):
        source, stance = rng.choice("abcd"), rng.choice((AFFIRMS, AFFIRMS, DENIES, QUESTIONS))
        claim = Claim(source, stance, "City held", asserted_at=rng.choice(DATES), note=str(place))
        said, until = claim.asserted_at.bounds()
        principal = rng.choice((source, source, "state")) if source in "ab" else source
        found.append(Spoken(said, place, until, source, principal, claim))
    return sorted(found)


def words(spoken: list[Spoken]) -> Iterator[Word]:
    for said, place, until, source, principal, claim in spoken:
        yield Word(claim, place, source, principal, principal, (said, until), None, stance=claim.stance)


def test_changes_are_those_that_the_rules_in_full_tell() -> None:
    statuses = set()
    for seed in range(1500):
        spoken = spoken_at_random(seed)
        found = list(changes(spoken))
        assert found == list(judgement.changes(judgement.history(words(spoken)))), seed
        statuses.update(change.status for change in found)
    assert statuses == {*Status} - {Status.UNCLAIMED}


def test_what_is_counted_on_is_what_is_counted_at_once() -> None:
    for seed in range(300):
        spoken = spoken_at_random(seed)
        times = sorted({one.said for one in spoken})
        count = Count()
        for time in times:
            sweep([one for one in spoken if one.said == time], count)
            so_far = [one for one in spoken if one.said <= time]
            assert count.status is sweep(so_far, Count()).status is judgement.judge(words(so_far)).status, seed


def test_where_each_source_stands_and_since_when_is_what_the_rules_in_full_tell() -> None:
    for seed in range(1500):
        spoken = spoken_at_random(seed)
        tally, judged = Tally(), judgement.judge(words(spoken))
        sweep(spoken, tally)
        since = tally.disputed_since
        assert (since and since.claim.asserted_at) == judged.disputed_since, seed
        positions = {one.source: one for stance in (AFFIRMS, DENIES, QUESTIONS) for one in judged.positions(stance)}
        assert positions.keys() == tally.stands.keys()
        for source, stand in tally.stands.items():
            told = stand.stance, stand.spoken.claim, stand.since.claim.asserted_at, tally.is_certain(stand)
            position = positions[source]
            assert told == (position.stance, position.claim, position.since, position.certain), (seed, source)


def test_a_change_made_by_its_slots_is_the_one_that_its_constructor_makes() -> None:
    claim = spoken_at_random(0)[0].claim
    fields = claim.asserted_at, Status.DISPUTED, Status.CLAIMED, (claim,)
    assert change_of(*fields) == Change(*fields)
    assert hash(change_of(*fields)) == hash(Change(*fields))
    assert repr(change_of(*fields)) == repr(Change(*fields))
