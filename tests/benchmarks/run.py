"""The benchmark: ``python tests/benchmarks/run.py``. It is no part of the tests, and asserts nothing.

It writes synthetic histories into a temporary folder and measures the `claimgraph` it lies beside: loading
and memory, against a floor in bare networkx, and every question. Each measurement is made in fresh
processes, and the median is shown. Compare ratios, which are taken within one run, rather than times.
What is measured is a copy of the package as it is at the start, whatever is edited meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from measure import CORE
from table import Table, as_markdown, as_text, heading

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent / "claimgraph"
LARGE = 500_000
"""From this size on, few repeats are made unless more are asked for."""


def main(arguments: list[str] | None = None) -> None:
    """Measure, and print the table."""
    options = options_of(
        arguments, "Measure claimgraph on synthetic histories; run it as `python tests/benchmarks/run.py`."
    )
    table = Table(heading(options.seed))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PACKAGE, Path(folder) / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
        ask(folder, "import", PACKAGE.name)  # compiles the copy
        for size in options.sizes:
            repeats = options.repeats or (2 if size >= LARGE else 5)
            _measure(table, folder, size, options.seed, repeats)
        _measure_import(table, folder, max(7, options.repeats or 0))
    print(as_markdown(table) if options.markdown else as_text(table))


def options_of(arguments: list[str] | None, description: str) -> argparse.Namespace:
    """Read the options of the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--sizes", type=sizes, default="10k,100k", help="numbers of claims, such as 10k,100k,1M (default: 10k,100k)"
    )
    parser.add_argument("--seed", type=int, default=0, help="the seed of the histories (default: 0)")
    parser.add_argument(
        "--repeats", type=int, help="how often each thing is measured (default: 5, of half a million claims or more: 2)"
    )
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    return parser.parse_args(arguments)


def sizes(text: str) -> list[int]:
    """Read numbers of claims, such as 10k,100k,1M."""
    return sorted({int(part.lower().replace("k", "000").replace("m", "000000")) for part in text.split(",")})


def _measure(table: Table, folder: str, size: int, seed: int, repeats: int) -> None:
    """Measure everything at one size."""
    path = Path(folder) / f"{size}.jsonl"
    summary = ask(folder, "write", str(path), str(size), str(seed))
    _measure_loading(table, folder, path, size, repeats)
    asked = [ask(folder, "ask", str(path)) for _ in range(repeats)]
    table.note(
        f"{size:,} claims: {asked[0]['disputed']:.1%} of the pairs of subject and predicate disputed, "
        f"{summary['hottest_claims']:,} claims on the hottest assertion, {summary['median_claims']} on a median one; "
        f"{repeats} {'repeat' if repeats == 1 else 'repeats'}"
    )
    for name in asked[0]["seconds"]:
        table.put_time(name, size, median(one["seconds"][name] for one in asked))
    path.unlink()


def _measure_loading(table: Table, folder: str, path: Path, size: int, repeats: int) -> None:
    """Load by turns as the floor does, into a `ClaimGraph`, and with its NetworkX graph asked for."""
    turns = [{what: ask(folder, what, str(path)) for what in ("floor", "load", "load_nx")} for _ in range(repeats)]
    names = {"floor": "the floor", "load": "claimgraph", "load_nx": "claimgraph with g.nx"}
    for unit, put, what in (("seconds", table.put_time, "load"), ("bytes", table.put_bytes, "memory")):
        for key, name in names.items():
            put(f"{what}, a claim: {name}", size, median(turn[key][unit] for turn in turns), each=size)
        for key in ("load", "load_nx"):
            ratio = median(turn[key][unit] / turn["floor"][unit] for turn in turns)
            table.put_ratio(f"{what}: {names[key]} / the floor", size, ratio)


def _measure_import(table: Table, folder: str, repeats: int) -> None:
    """Compare the import with that of what it is built on."""
    turns = [tuple(ask(folder, "import", what)["seconds"] for what in (PACKAGE.name, CORE)) for _ in range(repeats)]
    ratio = median(ours / core for ours, core in turns)
    ours, core = (median(turn[which] for turn in turns) * 1000 for which in (0, 1))
    table.note(f"import claimgraph: {ours:.0f} ms; import {CORE}: {core:.0f} ms; ratio {ratio:.2f}")


def ask(folder: str, *arguments: str, script: Path = HERE / "measure.py") -> Any:
    """Run one measurement in a process of its own, on the copy of the package in a folder."""
    environment = {**os.environ, "PYTHONPATH": folder, "PYTHONHASHSEED": "0"}
    command = [sys.executable, str(script), *arguments]
    return json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout)


if __name__ == "__main__":
    main()
