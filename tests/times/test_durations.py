"""Lengths of time are written as ISO 8601 durations and read back exactly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.times import durations


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(0), "PT0S"),
        (timedelta(days=3), "P3D"),
        (timedelta(days=1, hours=12, minutes=30, seconds=5), "P1DT12H30M5S"),
        (timedelta(minutes=1), "PT1M"),
        (timedelta(microseconds=1), "PT0.000001S"),
        (timedelta(seconds=1, microseconds=500_000), "PT1.5S"),
        (timedelta(hours=-2, minutes=-1), "-PT2H1M"),
        (timedelta.max, "P999999999DT23H59M59.999999S"),
        (timedelta.min, "-P999999999D"),
    ],
)
def test_a_length_is_written_in_units_that_always_have_one_length(length: timedelta, text: str) -> None:
    assert durations.write(length) == text
    assert durations.read(text) == length


@given(st.timedeltas())
def test_every_length_comes_back(length: timedelta) -> None:
    assert durations.read(durations.write(length)) == length


NONE = ("", "P", "PT", "P1DT", "-P", "P1", "1D", "PT1.S", "PT.5S", "PT1.1234567S", "P1.5D", "PT1S1M", 3, None)
OTHER_UNITS = ("P1Y", "P2M", "P1W")
OTHER_FORMS = ("P-1D", "+P1D", "p1d", "P1D ", "P\u0661D")
TOO_LONG = ("P1000000000D", f"P{10**40}D")


@pytest.mark.parametrize("text", [*NONE, *OTHER_UNITS, *OTHER_FORMS, *TOO_LONG])
def test_what_is_no_duration_or_has_no_one_length_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"no duration|longer than"):
        durations.read(text)
