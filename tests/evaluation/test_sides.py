"""Who is on a side, and when both sides have somebody, is what looking at each time finds."""

from __future__ import annotations

from random import Random
from typing import Any

import claimgraph as cg
from claimgraph.evaluation.related import Stood
from claimgraph.evaluation.sides import Side, disputed_in, sides_of
from claimgraph.standing.tally import Spoken
from claimgraph.times.instants import FOREVER

TIMES = 12


def stood(seed: int) -> list[Stood]:
    """Some that stood on sides, in the order of their claims; who takes back the last goes back to an older one."""
    rng, found = Random(seed), []
    for place in range(rng.randint(0, 9)):
        start, end = sorted(rng.sample(range(TIMES), 2))
        stance = rng.choice((cg.Stance.AFFIRMS, cg.Stance.DENIES, cg.Stance.QUESTIONS))
        source = f"source:{rng.choice('abc')}"
        claim = cg.Claim(source[-1], stance, "City held", asserted_at="2022-07-02", note=str(place))
        spoken = Spoken(start, place, start + 1, source, source, claim)
        found.append(Stood(start, rng.choice((end, FOREVER)), stance, spoken, spoken))
    return found


def test_a_side_tells_at_each_time_who_is_on_it() -> None:
    for seed in range(60):
        for one in sides_of(stood(seed)):
            made: list[Stood] = []

            def position(held: Stood, name: str, made: list[Stood] = made) -> Any:
                made.append(held)
                return name, held

            side = Side(one, [held.spoken.source for held in one], position)
            for until in (*range(TIMES + 2), FOREVER):
                there = [held for held in one if held.start < until <= held.end]
                assert [one[place] for place in side.at(until)] == there
                assert side.names_at(until) == tuple(held.spoken.source for held in there)
                assert side.positions_at(until) == tuple((held.spoken.source, held) for held in there)
            assert len(made) == len({id(held) for held in made})  # each position once, for all times


def test_of_positions_that_two_make_at_once_one_is_kept() -> None:
    one = next(held for seed in range(9) for held in sides_of(stood(seed))[0])
    other: list[Any] = []

    def position(*_: object) -> Any:
        if not other:
            other.append(None)
            other[0] = side.position(0)  # as by another thread meanwhile
        return object()

    side = Side([one], ["Ann"], position)
    assert side.position(0) is other[0] is side.position(0)


def test_stretches_are_the_times_at_which_both_sides_have_somebody() -> None:
    disputed = 0
    for seed in range(300):
        sides = sides_of(stood(seed))
        found = list(disputed_in(sides))
        for until in (*range(TIMES + 2), FOREVER):
            both = all(any(held.start < until <= held.end for held in side) for side in sides)
            assert any(start < until <= end for start, end in found) is both, (seed, until)
            disputed += both
        assert found == sorted(found)
        # As long as they can be: none goes on where another ends.
        assert not {end for _, end in found} & {start for start, _ in found}
    assert disputed > 300
