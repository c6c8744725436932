"""What is asked of one engine, in a process of its own, which prints JSON.

Run as ``python measure_peers.py ENGINE FILE ANSWERS``, or with ``write FILE CLAIMS SEED`` to write a history.

A time is the smaller of the seconds that passed and those of the processor: what passed is fair to engines that use
several cores, the processor's to all of them on a busy machine. The answers are put in order and hashed, which is not
timed, and kept in a file, so that a difference can be shown.
"""

from __future__ import annotations

import gc
import hashlib
import json
import pickle
import sys
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from engines import engine
from engines.common import NewClaim
from measure import floor, load, load_nx, middle, resident

ASKED = 15
"""Of how many assertions with a median number of claims a question is asked."""
ADDED = 100
"""How many claims are added, of which the first ones on the assertion most spoken of."""
HOT = 6
FIRST, NEW, NEXT, KNOWN, AFTER = "2022-06-30", "2023-03-31", "2023-04-01", "2022-12-31", "2024-12-31"
LOOPS = 20
LOADED = {"floor": floor, "with msgspec": load, "with g.nx": load_nx}
"""What is only loaded: the floor, and the library in two more ways."""


class Asking:
    """Times and answers, by question.

    Parameters
    ----------
    loaded : engine
        What is asked.
    summary : dict
        What is known of its history.
    """

    def __init__(self, loaded: Any, summary: dict[str, Any]) -> None:
        self.loaded = loaded
        self.summary = summary
        # Apart for each question, and the same for each engine, whichever questions it is asked.
        medians = cycle(summary["median"])
        self.asked_timeline, self.asked_status, self.asked_adding = (
            list(islice(medians, count)) for count in (ASKED + 1, ASKED + 1, ADDED - HOT)
        )
        self.times: dict[str, float] = {}
        self.answers: dict[str, Any] = {}

    def everything(self) -> None:
        """Ask every question, in an order in which none profits by accident from another."""
        self._timelines()
        self._disputes()
        self._oppositions()
        if hasattr(self.loaded, "status"):
            self._status_again()
        if hasattr(self.loaded, "add_and_ask"):
            self._additions()
        self._disputes_ruled()

    def _timelines(self) -> None:
        ask, hottest = self.loaded.timeline, self.summary["hottest"]
        spare, *some = self.asked_timeline
        ask(spare)  # the first question of all may have something to build
        answers = {}
        for again in ("", ", again"):
            pairs = [timed(ask, text) for text in some]
            self.times[f"timeline, a median assertion{again}"] = middle(seconds for seconds, _ in pairs)
            self.times[f"timeline, the hottest{again}"], last = timed(ask, hottest)
            answers |= dict(zip((*some, hottest), (*(answer for _, answer in pairs), last), strict=True))
        self.answers["timeline"] = {text: _changes(answer) for text, answer in answers.items()}

    def _oppositions(self) -> None:
        self._ask("opposed_by, the busiest source", sorted, self.loaded.opposed_by, self.summary["busiest"])

    def _disputes(self) -> None:
        ask = self.loaded.disputes
        self._ask("disputes, the first day asked", _in_order, ask, FIRST)
        self._ask("disputes, a new day", _in_order, ask, NEW)
        self._ask("disputes, the day after", _in_order, ask, NEXT)
        self._ask("disputes, that day again", _in_order, ask, NEXT)
        self._ask("disputes, as known then, the first day asked", _in_order, ask, FIRST, KNOWN)
        self._ask("disputes, as known then, a new day", _in_order, ask, NEW, KNOWN)

    def _disputes_ruled(self) -> None:
        if hasattr(self.loaded, "declare"):
            self.loaded.declare()
            # What is declared is read with the first question.
            self.times["status, the rule just declared"], _ = timed(self.loaded.status_now, self.asked_status[0])
        self._ask("disputes, with the rule, the first day asked", _in_order, self.loaded.disputes_ruled, FIRST)
        self._ask("disputes, with the rule, a new day", _in_order, self.loaded.disputes_ruled, NEW)

    def _status_again(self) -> None:
        """Time a status that was asked before, and to look up the same texts in a dictionary."""
        ask, some = self.loaded.status, self.asked_status[1:]
        held = dict.fromkeys(self.summary["median"]) | {text: ask(text) for text in some}
        many = some * LOOPS
        self.times["status, again"] = middle(timed(_call_each, ask, many)[0] for _ in range(LOOPS)) / len(many)
        looked = middle(timed(_look_up_each, held, many)[0] for _ in range(LOOPS)) / len(many)
        self.times["a look-up in a dictionary"] = looked

    def _additions(self) -> None:
        """Time claims that are added, each with the question how its assertion stands thereafter."""
        hottest, answers = self.summary["hottest"], []
        spare, *medians = self.asked_adding
        found: dict[bool, list[float]] = {True: [], False: []}
        for number, text in enumerate([spare, *([hottest] * HOT), *medians]):
            claim = NewClaim(f"Newcomer {number}", "denies", text, f"2024-01-{1 + number % 28:02}")
            seconds, answer = timed(self.loaded.add_and_ask, claim)
            answers.append((text, answer))
            if number > 1:  # the first of all, and the first on the hottest, may have something to build
                found[text == hottest].append(seconds)
        self.times["one more claim, and its median assertion"] = middle(found[False])
        self.times["one more claim, and the hottest"] = middle(found[True])
        self.answers["standing after one more claim"] = answers
        self._ask(f"disputes, after {ADDED} more claims", _in_order, self.loaded.disputes, AFTER)

    def _ask(self, name: str, plain: Callable[[Any], Any], call: Callable[..., Any], *arguments: Any) -> None:
        self.times[name], answer = timed(call, *arguments)
        self.answers[name] = plain(answer)


def timed(call: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    """Give the seconds that a call takes, and what it gives."""
    start, passed = time.process_time(), time.perf_counter()
    answer = call(*arguments)
    return min(time.process_time() - start, time.perf_counter() - passed), answer


def _call_each(call: Callable[[str], Any], texts: Iterable[str]) -> None:
    for text in texts:
        call(text)


def _look_up_each(held: dict[str, Any], texts: Iterable[str]) -> None:
    for text in texts:
        held[text]


def _in_order(disputes: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> list[Any]:
    return sorted((text, tuple(sorted(ours)), tuple(sorted(theirs))) for text, ours, theirs in disputes)


def _changes(answer: list[Any]) -> list[Any]:
    """Write a timeline in seconds and words, whichever times and statuses it has."""
    if isinstance(answer, list):
        return answer
    from engines.with_claimgraph import plain_changes

    return plain_changes(answer)


def digest(answer: Any) -> str:
    """Hash an answer."""
    return hashlib.sha256(repr(answer).encode()).hexdigest()


def measure(name: str, path: Path, answers: Path) -> dict[str, Any]:
    """Load a history, with the memory that it takes, and ask every question."""
    import networkx as nx  # noqa: F401  # so that the memory of the modules is not the graph's

    if name != "with msgspec":
        sys.modules["msgspec"] = None  # type: ignore[assignment]  # as if it were not installed
    make = LOADED.get(name) or engine(name)
    if name in LOADED and name != "floor":
        import claimgraph.io.lossless.jsonl  # noqa: F401  # what reading imports is not part of loading
    gc.collect()
    before = resident()
    seconds, loaded = timed(make, path)
    gc.collect()
    found = {"load": seconds, "memory": resident() - before}
    if name in LOADED:
        return {"figures": found, "digests": {}}
    asking = Asking(loaded, json.loads(path.with_suffix(".summary").read_text(encoding="utf-8")))
    asking.everything()
    answers.write_bytes(pickle.dumps(asking.answers))
    digests = {question: digest(answer) for question, answer in asking.answers.items()}
    return {"figures": found | asking.times, "digests": digests}


def main(name: str, *arguments: str) -> None:
    """Measure one engine, or write a history, and print what is found."""
    if name == "write":
        from reduced import write

        path = Path(arguments[0])
        found = write(path, int(arguments[1]), int(arguments[2]))._asdict()
        path.with_suffix(".summary").write_text(json.dumps(found), encoding="utf-8")
    else:
        found = measure(name, *map(Path, arguments))
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
