"""The examples run, say something, and need nothing but the core packages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.py"))


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda script: script.stem)
def test_an_example_runs_from_any_folder(script: Path, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, script], capture_output=True, cwd=tmp_path, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isprintable() is False  # it has lines
    assert "\x1b" not in done.stdout


def test_the_main_example_tells_of_the_dispute_over_the_encirclement() -> None:
    script = EXAMPLES[0].parent / "lysychansk.py"
    done = subprocess.run([sys.executable, script], capture_output=True, encoding="utf-8", check=True)
    saturday = done.stdout.partition("Disputed as of 2022-07-02")[2].partition("Disputed as of 2022-07-03")[0]
    told = saturday.partition("Lysychansk encircled, since 2022-07-02")[2].partition("\n\n")[0]
    assert [line.split(maxsplit=1)[0] for line in told.strip().splitlines()] == ["for"] * 3 + ["against"]
    assert "Ruslan Muzychuk" in told
