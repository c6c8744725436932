"""What a roll gives for a time is what looking at each stretch finds."""

from __future__ import annotations

from random import Random

import pytest

from claimgraph.evaluation import interval_index
from claimgraph.evaluation.interval_index import Listed, Roll, to_be_judged
from claimgraph.times.instants import FOREVER


def stretches(seed: int, times: int) -> list[Listed]:
    """Stretches of some assertions: those of one follow each other."""
    rng, found = Random(seed), []
    for rank in range(rng.choice((0, 1, 2, 40))):
        bounds = sorted(rng.sample(range(times), 2 * rng.randint(1, 3)))
        bounds[-1] = rng.choice((bounds[-1], FOREVER))
        pairs = zip(bounds[::2], bounds[1::2], strict=True)
        found += [Listed(rank, start, end, f"assertion:{rank}", None, None) for start, end in pairs]
    return found


@pytest.mark.parametrize("times", [7, 1000])
def test_a_time_sees_the_stretches_that_hold_it_in_the_order_of_recording(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = 0
    for seed in range(40):
        rng = Random(seed)
        monkeypatch.setattr(interval_index, "_ERAS", rng.choice((1, 2, 32)))
        monkeypatch.setattr(interval_index, "_SAMPLED", rng.choice((2, 1024)))
        listed = stretches(seed, times)
        made = Roll(rng.sample(listed, len(listed)))
        for until in [*range(-1, times + 1, max(1, times // 50)), FOREVER]:
            held = [one for one in listed if one.start < until <= one.end]
            found = made.listed_at(until)
            assert sorted(found) == sorted(held)
            assert [one.rank for one in found] == [one.rank for one in held]
            assert made.at(until) == found  # where no dispute is set out
            seen += len(held)
    assert seen > 1000


def test_what_is_to_be_judged_is_seen_at_any_time_up_to_its_end() -> None:
    made = Roll([to_be_judged("assertion:a", 1), to_be_judged("assertion:b", 0, 5)])
    assert [one.assertion for one in made.at(5)] == ["assertion:b", "assertion:a"]
    assert [one.assertion for one in made.at(6)] == ["assertion:a"]
