"""All that is compared gives the same answers, and a difference is shown."""

from __future__ import annotations

import json
import random
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from engines import NEEDS, engine, missing
from engines.common import changes
from measure_peers import Asking
from peers import first_difference
from reduced import write
from synthetic import Summary
from targets import TARGETS, Target

import claimgraph as cg
from claimgraph.io import read

CLAIMS = 1500
DAYS = ("2022-06-30", "2022-06-30T00:00:00Z", "2022-07-01", "2023-03-31T23:59:59Z", "2023-04-01")


def _write_crowded(path: Path, claims: int, seed: int) -> Summary:
    """Write a history in which few sources say much at the same few times, and it is recorded in any order."""
    rng, lines, texts, sources = random.Random(seed), [], [], [f"Outlet {number}" for number in range(12)]
    at = {"recorded_at": "2022-07-01T00:00:00Z"}
    for number in range(60):
        parts = {"subject": f"Place {number // 3}", "predicate": "condition", "value": f"{number % 3}"}
        texts.append(" ".join(parts.values()))
        lines.append({"record": "assertion", **at, "text": texts[-1], **parts})
    lines += [{"record": "source", **at, "name": name} for name in sources]
    every = list(product(sources, ("affirms", "denies"), texts, DAYS))
    for number, (source, stance, text, said) in enumerate(rng.sample(every, claims // 4)):
        at = {"recorded_at": "2022-12-31T23:59:59Z" if number < claims / 8 else "2023-01-01T00:00:00Z"}
        lines.append(
            {"record": "claim", **at, "source": source, "stance": stance, "assertion": text, "asserted_at": said}
        )
    path.write_text("\n".join(map(json.dumps, [{"claimgraph": 1, "zone": "UTC"}, *lines])) + "\n", encoding="utf-8")
    return Summary(claims // 4, texts[0], 0, texts[1:], 0, sources[0])


@pytest.fixture(scope="module", params=[write, _write_crowded], ids=["synthetic", "crowded"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("peers") / "history.jsonl"
    made.with_suffix(".summary").write_text(json.dumps(request.param(made, CLAIMS, 3)._asdict()), encoding="utf-8")
    return made


def _answers(name: str, path: Path) -> dict[str, Any]:
    if modules := missing(name):
        pytest.skip(f"{', '.join(modules)} not installed")
    asked = engine(name)(path)
    asking = Asking(asked, json.loads(path.with_suffix(".summary").read_text(encoding="utf-8")))
    asking.everything()
    if hasattr(asked, "database"):
        asked.database.close()
    return asking.answers


@pytest.fixture(scope="module")
def expected(path: Path) -> dict[str, Any]:
    return _answers("claimgraph", path)


@pytest.mark.parametrize("name", [name for name in NEEDS if name != "claimgraph"])
def test_every_engine_answers_as_the_library_does(name: str, path: Path, expected: dict[str, Any]) -> None:
    answers = _answers(name, path)
    assert {question: answers[question] == expected[question] for question in answers} == dict.fromkeys(answers, True)


def test_there_is_something_to_answer(expected: dict[str, Any]) -> None:
    assert all(expected.values())
    assert expected["disputes, a new day"] != expected["disputes, as known then, a new day"]
    assert expected["disputes, a new day"] != expected["disputes, with the rule, a new day"]
    assert {status for rows in expected["timeline"].values() for _, status in rows} >= {"disputed", "claimed"}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    one, again, other = (tmp_path / f"{name}.jsonl" for name in ("one", "again", "other"))
    write(one, CLAIMS, seed=3)
    write(again, CLAIMS, seed=3)
    write(other, CLAIMS, seed=4)
    assert one.read_bytes() == again.read_bytes() != other.read_bytes()


def test_a_history_is_one_that_the_library_would_write_itself(path: Path, tmp_path: Path) -> None:
    graph = read(path)
    assert len(graph.log) == len(path.read_text(encoding="utf-8").splitlines()) - 1
    cg.write(graph, tmp_path / "written.jsonl")
    assert (tmp_path / "written.jsonl").read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_a_timeline_counts_what_is_said_at_one_time_at_once() -> None:
    spoken = [(1, 1, "A", 1), (2, 2, "B", -1), (2, 3, "B", 1), (3, 4, "B", -1), (4, 5, "B", 1), (5, 6, "A", -1)]
    statuses = ["claimed", "corroborated", "disputed", "conceded", "disputed"]
    assert changes(spoken) == list(enumerate(statuses, 1))


def test_the_first_difference_is_shown() -> None:
    assert first_difference([1, 2, 3], [1, 5, 3]) == "row 1: 5, expected 2"
    assert first_difference([1, 2], [1]) == "1 rows, expected 2"


def test_a_target_is_judged_by_the_median_of_the_turns() -> None:
    target = Target("load", 2, at_least=False, ratio=lambda turn: turn["claimgraph"]["load"])
    turns = [{"claimgraph": {"load": load}} for load in (1.0, 1.5, 9.0)]
    assert target.verdict(turns) == "met: load: 1.5 (at most 2)"
    assert target.verdict([{}]) == "not measured: load (at most 2)"
    assert all(one.verdict([{}]).startswith("not measured") for one in TARGETS)
