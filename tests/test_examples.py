"""The examples run, say something, and need nothing but the core packages."""

from __future__ import annotations

import re
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


def day_told() -> list[str]:
    """Give the parts of the newsroom's day, each as one line of words without the folds."""
    script = EXAMPLES[0].parent / "newsroom_day.py"
    done = subprocess.run([sys.executable, script], capture_output=True, encoding="utf-8", check=True)
    assert max(map(len, done.stdout.splitlines())) <= 80
    return [" ".join(part.split()) for part in re.split(r"^\d\. ", done.stdout, flags=re.MULTILINE)[1:]]


def test_the_newsrooms_day_tells_what_is_new_and_each_cause_once() -> None:
    news, still = day_told()[0].split("Disputed before and still")
    assert "Bilohorivka controlled by Russia [" in news
    assert news.count("was spoken of by nobody; now disputed") == 2  # the oblast and Bilohorivka
    assert news.count("was single-sourced; now affirmed independently") == 2  # by what Shoigu said of the whole oblast
    assert news.count("was spoken of by nobody; now single-sourced") == 3
    assert news.count("now only denied") == 1
    assert news.count("Sergei Shoigu affirmed “Luhansk Oblast controlled by Russia”") == 1
    assert "Serhiy Haidai affirmed it" in still
    assert "Government of Ukraine stands on both sides" in still


def test_the_newsrooms_day_tells_voices_from_origins() -> None:
    shared = day_told()[1]
    encircled = shared.partition("“Lysychansk encircled”: ")[2].partition("“")[0]
    assert encircled.startswith("affirmed by 4 voices, 2 origins Russia: Ramzan Kadyrov, Apty Alaudinov, Ministry")
    assert encircled.strip().endswith("Luhansk People's Republic: Andrei Marochko")
    assert "“Example Bridge destroyed” (invented): affirmed by 4 voices, 1 origin" in shared
    assert "Example Evening Paper (from Example Morning Paper)" in shared
    assert "read in 3 places: Ruslan Muzychuk denied “Lysychansk encircled”" in shared
    assert "“Example Ferry sunk” (invented): no origin, 3 voices" in shared


def test_the_newsrooms_day_tells_what_rests_on_whom() -> None:
    muzychuk, shoigu, ria, wire = day_told()[2].split("Without ")[1:]
    assert "Lysychansk encircled [1] is disputed; would be affirmed independently" in muzychuk
    assert "Lysychansk controlled by Ukraine [2] is disputed; would be spoken of by nobody" in muzychuk
    assert "Lysychansk controlled by Russia [" not in muzychuk  # others deny it too
    assert shoigu.count("would be single-sourced") == 2
    assert ria.strip() == "RIA Novosti: nothing changes."
    assert "Example Bridge destroyed [1, 2, 3, 4] is single-sourced; would be spoken of by nobody" in wire


def test_the_newsrooms_day_lists_four_of_five_invented_items() -> None:
    listed, _, fine = day_told()[3].partition("No second look needed: ")
    assert listed.count(" rested on “") == 4
    assert "now disputed because Serhiy Haidai denied “Fighting inside Lysychansk”, 2022-06-29" in listed
    assert "“Lysychansk controlled by Ukraine” was and is disputed" in listed
    assert "“Example Bridge destroyed” was and is single-sourced" in listed
    assert fine == "Example: Both sides agree on Severodonetsk"
