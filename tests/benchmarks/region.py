"""The benchmark of inheritance: ``python tests/benchmarks/region.py``. It is no part of the tests, and asserts nothing.

It makes a region of many localities, each with ten claims on who holds it, and measures the `claimgraph` it
lies beside. The localities of another region, which have as many claims and which nobody speaks of as a whole,
are asked about for comparison. Each measurement is made in fresh processes, and the median is shown.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from measure import middle, timed
from table import Table, as_markdown, as_text, heading

HERE = Path(__file__).resolve()
PACKAGE = HERE.parent.parent.parent / "claimgraph"
CLAIMS = 10
"""How many claims there are on each locality."""
ASKED = 15
"""Of how many localities, inside and outside, a question is asked."""
OUTSIDE = 100
LARGE = 30_000
"""From this size on, each is measured once unless more is asked for."""
HELD = "held by"


class Regions(Table):
    """A table whose sizes are numbers of localities."""

    def cells(self) -> list[list[str]]:
        """Give the rows as texts, the titles first."""
        titles, *rows = super().cells()
        return [[title.replace("claims", "localities") for title in titles], *rows]


def main(arguments: list[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(
        description="Measure claimgraph on a region; run it as `python tests/benchmarks/region.py`."
    )
    parser.add_argument("--sizes", default="1000,3000,10000", help="numbers of localities (default: 1000,3000,10000)")
    parser.add_argument(
        "--repeats", type=int, help="how often each size is measured (default: 3, of 30000 localities or more: 1)"
    )
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        print(json.dumps(measure(options.measure)))
        return
    table = Regions(heading(0).rpartition("; seed")[0])  # nothing in it is drawn
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PACKAGE, Path(folder) / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
        for size in sorted({int(size) for size in options.sizes.split(",")}):
            repeats = options.repeats or (1 if size >= LARGE else 3)
            _put(table, size, [_ask(folder, size) for _ in range(repeats)])
    print(as_markdown(table) if options.markdown else as_text(table))


def measure(size: int) -> dict[str, Any]:
    """Make a region of a size and time every question."""
    import claimgraph as cg

    graph = cg.ClaimGraph()
    found = {"load": timed(graph.extend, list(_records(cg, size)))}
    inside = [_held(f"Locality {number}") for number in range(0, size, size // (3 * ASKED))]
    outside = [_held(f"Outland {number}") for number in range(OUTSIDE)]

    def ask(name: str, where: str, texts: list[str]) -> None:
        view = graph.view()
        found[f"{name}, {where}"] = middle(timed(cg.status, view, text) for text in texts)
        found[f"{name}, {where}, again"] = middle(timed(cg.status, view, text) for text in texts)

    found["status, the first question of all"] = timed(cg.status, graph, outside.pop())
    ask("status", "a locality outside", outside[:ASKED])
    ask("status", "a locality inside", inside[:ASKED])
    ask("status", "the region", [_held("Region")])
    for where, text in (("a locality", inside[-1]), ("the region", _held("Region"))):
        claim = cg.Claim("Newcomer", "affirms", text, asserted_at="2022-08-01")
        found[f"one more claim on {where}"] = timed(graph.add, claim)
        for asked, one in (("a locality outside", outside.pop()), ("a locality inside", inside.pop(-2))):
            found[f"status thereafter, {asked}: on {where}"] = timed(cg.status, graph, one)
        found[f"status thereafter, the region: on {where}"] = timed(cg.status, graph, _held("Region"))
    view = graph.view()
    rows: list[Any] = []
    found["disputes, of all there is"] = timed(lambda: rows.extend(cg.disputes(view)))
    found["disputes, again"] = timed(cg.disputes, view)
    return {"seconds": found, "disputed": len(rows)}


def _held(place: str, value: str = "North") -> str:
    return f"{place} {HELD} {value}"


def _records(cg: Any, size: int) -> Iterator[Any]:
    """Give a region claimed as a whole and in its parts, a tenth of which some say are held by another."""
    yield cg.Predicate(HELD, single_valued=True, inherits=True)
    whole = {f"Locality {number}": "Region" for number in range(size)}
    whole |= {f"Outland {number}": "Outland" for number in range(OUTSIDE)}
    yield from (cg.Part(part, of=of) for part, of in whole.items())
    yield from (cg.Assertion(subject=place, predicate=HELD, value="North") for place in ("Region", *whole))
    for number, place in enumerate(whole):
        contested = number % 10 == 0
        if contested:
            yield cg.Assertion(subject=place, predicate=HELD, value="South")
        for claim in range(CLAIMS):
            value = "South" if contested and claim >= CLAIMS - 2 else "North"
            said = f"2022-07-{1 + (number + claim) % 28:02}"
            yield cg.Claim(f"Outlet {(number + claim * 7) % 200}", "affirms", _held(place, value), asserted_at=said)
    for claim in range(CLAIMS):
        yield cg.Claim(f"Ministry {claim}", "affirms", _held("Region"), asserted_at=f"2022-07-{1 + claim:02}")


def _put(table: Table, size: int, turns: list[dict[str, Any]]) -> None:
    seconds = {name: median(turn["seconds"][name] for turn in turns) for name in turns[0]["seconds"]}
    table.put_time("load, a claim", size, seconds.pop("load"), each=(size + OUTSIDE) * CLAIMS)
    for name, found in seconds.items():
        table.put_time(name, size, found)
    for name in ("", ", again"):
        inside, outside = (f"status, a locality {where}{name}" for where in ("inside", "outside"))
        ratio = median(turn["seconds"][inside] / turn["seconds"][outside] for turn in turns)
        table.put_ratio(f"status: inside / outside{name}", size, ratio)
    repeats = "1 repeat" if len(turns) == 1 else f"{len(turns)} repeats"
    table.note(f"{size:,} localities: {turns[0]['disputed']:,} assertions disputed; {repeats}")


def _ask(folder: str, size: int) -> Any:
    """Measure one size in a process of its own, on the copy of the package in a folder."""
    environment = {**os.environ, "PYTHONPATH": folder, "PYTHONHASHSEED": "0"}
    command = [sys.executable, str(HERE), "--measure", str(size)]
    return json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout)


if __name__ == "__main__":
    main()
