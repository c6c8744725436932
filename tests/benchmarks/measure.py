"""What is measured, each in a process of its own: ``python measure.py WHAT FILE``, which prints JSON.

Times are seconds of the processor, which other work on the machine disturbs least; sizes are bytes of
resident memory, after a collection.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

CORE = "networkx, attrs, dateutil.parser"


def floor(path: Path) -> Any:
    """Put the sources, claims and assertions of a history into a bare networkx graph.

    Sources and assertions are keyed by name and text, claims by number; every node has its decoded line
    as attributes. An edge `makes` leads from source to claim, one named by the stance from claim to assertion.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    with path.open(encoding="utf-8") as file:
        next(file)
        for number, line in enumerate(file):
            data = json.loads(line)
            kind = data["record"]
            if kind == "claim":
                graph.add_node(number, **data)
                graph.add_edge(data["source"], number, key="makes")
                graph.add_edge(number, data["assertion"], key=data["stance"])
            else:
                graph.add_node(data["name" if kind == "source" else "text"], **data)
    return graph


def load(path: Path) -> Any:
    """Load a history into a `ClaimGraph`."""
    from claimgraph.io import read

    return read(path)


def load_nx(path: Path) -> Any:
    """Load a history and ask for its NetworkX graph."""
    graph = load(path)
    return graph, graph.nx


def loading(make: Callable[[Path], Any], path: Path) -> dict[str, Any]:
    """Measure the time of loading, and the memory that what was loaded takes."""
    import networkx as nx  # noqa: F401  # so that the memory of the modules is not the graph's

    if make is not floor:
        import claimgraph.io.lossless.jsonl  # noqa: F401
    gc.collect()
    before = resident()
    start = time.process_time()
    kept = make(path)
    seconds = time.process_time() - start
    gc.collect()
    taken = resident() - before
    del kept
    return {"seconds": seconds, "bytes": taken}


def resident() -> int:
    """Give the resident memory of this process."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def writing(path: Path, claims: int, seed: int) -> dict[str, Any]:
    """Write a history, and beside it what it holds."""
    from synthetic import write

    summary = write(path, claims, seed)._asdict()
    path.with_suffix(".summary").write_text(json.dumps(summary), encoding="utf-8")
    return summary


def importing(modules: str) -> dict[str, Any]:
    """Measure an import, without the start of the interpreter."""
    start = time.process_time()
    exec(f"import {modules}")
    return {"seconds": time.process_time() - start}


def asking(path: Path) -> dict[str, Any]:
    """Load a history and time every question, in an order in which none profits by accident from another."""
    import claimgraph as cg

    graph = load(path)
    summary = json.loads(path.with_suffix(".summary").read_text(encoding="utf-8"))
    found: dict[str, float] = {}
    hottest, medians = summary["hottest"], iter(summary["median"])

    def record(name: str, ask: Callable[..., Any], *arguments: Any) -> None:
        found[name] = timed(ask, *arguments)

    record("view()", graph.view)
    record("status, the first question of all", lambda: cg.status(graph, next(medians)))
    for question in (cg.status, cg.positions, cg.timeline):
        view = graph.view()
        name = question.__name__
        some = [next(medians) for _ in range(min(15, len(summary["median"]) // 6))]
        found[f"{name}, a median assertion"] = middle(timed(question, view, one) for one in some)
        found[f"{name}, a median assertion, again"] = middle(timed(question, view, one) for one in some)
        record(f"{name}, the hottest", question, view, hottest)
        record(f"{name}, the hottest, again", question, view, hottest)
    share = ask_of_all(cg, graph, record)
    record("opposed_by, the busiest source", cg.opposed_by, graph, summary["busiest"])
    record("opposed_by, again", cg.opposed_by, graph, summary["busiest"])
    ask_after_adding(cg, graph, found, [next(medians) for _ in range(5)], "a median assertion")
    ask_after_adding(cg, graph, found, [hottest], "the hottest")
    return {"seconds": found, "disputed": share}


def ask_of_all(cg: Any, graph: Any, record: Callable[..., None]) -> float:
    """Time the questions about all assertions, and give the share of disputed pairs."""
    from synthetic import disputed_share

    early, late = (graph.view(as_of=day) for day in ("2022-06-30", "2023-03-31"))
    record("disputes, as of a day", cg.disputes, early)
    record("disputes, as of another day", cg.disputes, late)
    record("disputes, that day again", cg.disputes, late)
    now = graph.view()
    record("disputes, of all there is", cg.disputes, now)
    record("assertions, of all there is", cg.assertions, now)
    return disputed_share(cg.assertions(now))


def ask_after_adding(cg: Any, graph: Any, found: dict[str, float], asked: list[str], name: str) -> None:
    """Time one more claim on an assertion, and its status thereafter."""
    added, answered = [], []
    for number, text in enumerate(asked):
        claim = cg.Claim(f"Newcomer {number}", "denies", text, asserted_at=f"2024-01-0{number + 1}")
        added.append(timed(graph.add, claim))
        answered.append(timed(cg.status, graph, text))
    found[f"one more claim on {name}"] = middle(added)
    found[f"status thereafter, {name}"] = middle(answered)


def timed(call: Callable[..., Any], *arguments: Any) -> float:
    """Give the seconds that one call takes."""
    start = time.process_time()
    call(*arguments)
    return time.process_time() - start


def middle(values: Iterable[float]) -> float:
    """Give the upper median."""
    ranked = sorted(values)
    return ranked[len(ranked) // 2]


def main(what: str, *arguments: str) -> None:
    """Measure one thing and print it."""
    loads = {"floor": floor, "load": load, "load_nx": load_nx}
    if what in loads:
        found: Any = loading(loads[what], Path(arguments[0]))
    elif what == "write":
        found = writing(Path(arguments[0]), int(arguments[1]), int(arguments[2]))
    elif what == "ask":
        found = asking(Path(arguments[0]))
    else:
        found = importing(arguments[0])
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
