"""Compare every answer with the reference on many generated histories: `python tests/campaign.py HISTORIES SEED`.

A quarter of the histories each is plain or of everything, with rules, of reports, and of reports with rules. Every
fourth is recorded in one batch too. Differences are printed with the kind and the seed that make them again, the
closing line counts them, and the exit code is 1 where there are any.
"""

from __future__ import annotations

import sys
import time
import warnings
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from strategies import (  # noqa: E402  # found by the path that was just set
    History,
    random_cited_history,
    random_cited_ruled_history,
    random_history,
    random_ruled_history,
)
from test_oracle import answers, expected, graph_of, in_one_batch  # noqa: E402
from test_oracle_lineage import asked_of, lineage_answers, lineage_expected  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import claimgraph as cg

KINDS: dict[str, Callable[[int], tuple[History, dict[str, Any], str]]] = {
    "plain": random_history,
    "ruled": random_ruled_history,
    "cited": random_cited_history,
    "cited and ruled": random_cited_ruled_history,
}


def seeds(start: int) -> Iterator[tuple[str, int]]:
    seed = start
    while True:
        for kind in KINDS:
            yield kind, seed
        seed += 1


def differs(kind: str, seed: int) -> str | None:
    """What is wrong on one history, or None."""
    history, view, zone = KINDS[kind](seed)
    try:
        wrong = difference(graph_of(history, zone), history, zone, view)
        if wrong is None and seed % 4 == 0:
            wrong = difference(*in_one_batch(history, zone), zone, view)
    except Exception as error:  # noqa: BLE001  # also a crash is a difference
        return f"{type(error).__name__}: {str(error)[:2000]}"
    return wrong


def difference(graph: cg.ClaimGraph, history: History, zone: str, view: dict[str, Any]) -> str | None:
    """The first answer that differs from that of the reference, if any does."""
    oracle, texts, names, parameters = asked_of(history, zone, view)
    found = answers(graph, texts, names, **parameters) | lineage_answers(graph, texts, names[::2], **parameters)
    right = expected(oracle, texts, names) | lineage_expected(oracle, texts, names[::2])
    for question, answer in right.items():
        if found[question] == answer:
            continue
        if not isinstance(answer, dict):
            return f"{question}: found {found[question]}, expected {answer}"
        for key in sorted(answer.keys() | found[question].keys()):
            if found[question].get(key) != answer.get(key):
                return f"{question} of {key!r}: found {found[question].get(key)}, expected {answer.get(key)}"
    return None


def main(count: int, start: int) -> int:
    warnings.simplefilter("ignore")
    found = 0
    began = time.monotonic()
    for number, (kind, seed) in enumerate(islice(seeds(start), count), 1):
        wrong = differs(kind, seed)
        if wrong is not None:
            found += 1
            print(f"{kind}, seed {seed}: {wrong}", flush=True)
        if number % 1000 == 0:
            print(f"{number} histories, {found} differences, {time.monotonic() - began:.0f} s", flush=True)
    print(f"closing: {count} histories from seed {start}, {found} differences, {time.monotonic() - began:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
