"""Of the affiliations of a source that hold at a moment, the last one given decides."""

from __future__ import annotations

from bisect import bisect_right
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from claimgraph.log.representation import acting_among
from claimgraph.records.amendments import Affiliation
from claimgraph.times.when import When

UTC = ZoneInfo("UTC")
PERIODS = st.sampled_from([None, "2022-07-02", "2022-07", "2022-07-03/..", "../2022-07-04", "2022-07-01/2022-07-03"])


@given(st.lists(st.tuples(PERIODS, st.sampled_from(["B", "C", None])), max_size=6))
def test_the_last_that_holds_decides_at_every_moment(given_acts: list[tuple[str | None, str | None]]) -> None:
    acts = [Affiliation("A", speaks_for=body, valid=valid) for valid, body in given_acts]
    turns, acting = acting_among(acts, UTC)
    for day in range(1, 7):
        at = When(f"2022-07-0{day}").bounds(UTC)[0]
        for moment in (at - 1, at):
            holding = [
                act
                for act in acts
                if act.valid is None or act.valid.bounds(UTC)[0] <= moment < act.valid.bounds(UTC)[1]
            ]
            assert acting[bisect_right(turns, moment)] is (holding[-1] if holding else None)
