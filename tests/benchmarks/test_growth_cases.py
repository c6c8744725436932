"""Every case of the table of growth runs, and the exponent is the slope that it should be."""

from __future__ import annotations

import pytest
from growth import exponent, main
from growth_cases import CASES


def test_every_case_runs_and_has_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--sizes", "3,6", "--markdown"])
    lines = capsys.readouterr().out.splitlines()
    rows = {cells[1].strip(): cells[2:-1] for cells in (line.split("|") for line in lines) if len(cells) > 2}
    assert [name for name in rows if name in CASES] == list(CASES)
    for name in CASES:
        assert len(rows[name]) == 3
        assert all(cell.strip() for cell in rows[name])


def test_only_cases_with_a_word_are_measured_until_one_takes_longer_than_the_limit(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["citation", "--sizes", "3,6,12", "--limit", "0"])
    shown = capsys.readouterr().out
    assert [name for name in CASES if name in shown] == [name for name in CASES if "citation" in name]
    assert "12" not in shown.splitlines()[2]


@pytest.mark.parametrize("power", [0, 1, 1.5, 3])
def test_the_exponent_is_that_of_the_largest_sizes(power: float) -> None:
    seconds = {size: 1e-6 * size**power for size in (100, 300, 800)}
    assert exponent({1: 5.0, **seconds}) == pytest.approx(power)


def test_one_size_has_no_exponent() -> None:
    assert exponent({20: 1.0}) == 0
