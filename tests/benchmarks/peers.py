"""The comparison with other tools: ``python tests/benchmarks/peers.py``. It is no part of the tests.

It writes synthetic histories of the reduced model into a temporary folder, and asks the same questions of the
`claimgraph` it lies beside, and of pandas, Polars, DuckDB, SQLite and plain networkx, as far as they are installed.
Each is measured in fresh processes, by turns, and the median is shown. Answers that differ end the run.
"""

from __future__ import annotations

import argparse
import pickle
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from engines import NEEDS, missing
from measure_peers import LOADED
from run import HERE, LARGE, PACKAGE, ask, sizes
from table import as_markdown, as_text, bytes_shown, heading, time_shown
from targets import TARGETS, Turn

REFERENCE = "claimgraph"
SCRIPT = HERE / "measure_peers.py"
PER_CLAIM = {question: f"{question}, a claim" for question in ("load", "memory")}


class Comparison:
    """A table with a row for each question and size, and a column for each engine.

    Parameters
    ----------
    heading : str
        What it was measured on.
    engines : list of str
        Those that are compared.
    """

    def __init__(self, heading: str, engines: list[str]) -> None:
        self.heading = heading
        self.engines = engines
        self.notes: list[str] = []
        self._turns: dict[int, list[Turn]] = {}

    def put(self, size: int, turns: list[Turn]) -> None:
        """Put what was measured at one size, and judge the targets."""
        self._turns[size] = turns
        repeats = f"{len(turns)} {'repeat' if len(turns) == 1 else 'repeats'}"
        verdicts = (f"\n  - {target.verdict(turns)}" for target in TARGETS)
        self.notes.append(f"{size:,} claims, {repeats}:{''.join(verdicts)}")

    def cells(self) -> list[list[str]]:
        """Give the rows as texts, the titles first."""
        growing = ["growth"] if len(self._turns) > 1 else []
        rows = [["", "claims", *self.engines, f"{REFERENCE} / the best other", *growing]]
        questions = next(iter(self._turns.values()))[0][REFERENCE]
        for question in questions:
            before: tuple[int, float] | None = None
            for size in self._turns:
                found = {name: self._median(size, name, question) for name in self.engines}
                shown = [_shown(question, found[name], size) for name in self.engines]
                ours = found[REFERENCE]
                growth = f"{log(ours / before[1]) / log(size / before[0]):.2f}" if ours and before else ""
                before = (size, ours) if ours else None
                name = PER_CLAIM.get(question, question)
                rows.append([name, f"{size:,}", *shown, _beside_best(found), *([growth] if growing else [])])
        for question in PER_CLAIM:
            for size in self._turns:
                found = {name: self._median(size, name, question) or 0.0 for name in self.engines}
                shown = [f"{one / found['floor']:.2f}" for one in found.values()]
                rows.append([f"{question} / the floor", f"{size:,}", *shown, "", *([""] if growing else [])])
        return rows

    def _median(self, size: int, engine: str, question: str) -> float | None:
        found = [turn[engine][question] for turn in self._turns[size] if question in turn.get(engine, {})]
        return median(found) if found else None


def main(arguments: list[str] | None = None) -> None:
    """Measure, and print the table and the targets."""
    options = _options(arguments)
    left_out = {name: ", ".join(modules) for name in NEEDS if (modules := missing(name))}
    loaded = ["floor", "with g.nx", *(["with msgspec"] if find_spec("msgspec") else [])]
    engines = [*loaded, *(name for name in NEEDS if name not in left_out)]
    packages = [
        f"{name} {version(name)}"
        for name in ("msgspec", "pandas", "polars", "duckdb", "pyarrow")
        if not missing_one(name)
    ]
    table = Comparison("; ".join([heading(options.seed), ", ".join(packages)]), engines)
    table.notes += [f"left out: {name} ({modules} not installed)" for name, modules in left_out.items()]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PACKAGE, Path(folder) / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
        for size in options.sizes:
            path = Path(folder) / f"{size}.jsonl"
            ask(folder, "write", str(path), str(size), str(options.seed), script=SCRIPT)
            repeats = options.repeats or (1 if size >= LARGE else 5)
            table.put(size, [_turn(folder, path, engines) for _ in range(repeats)])
            path.unlink()
    print(as_markdown(table) if options.markdown else as_text(table))


def missing_one(module: str) -> bool:
    """Tell whether a module is not installed."""
    return find_spec(module) is None


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Compare claimgraph with other tools; run it as `python tests/benchmarks/peers.py`."
    )
    parser.add_argument(
        "--sizes", type=sizes, default="10k,100k", help="numbers of claims, such as 10k,100k,1M (default: 10k,100k)"
    )
    parser.add_argument("--seed", type=int, default=0, help="the seed of the histories (default: 0)")
    parser.add_argument(
        "--repeats", type=int, help="how often each is measured (default: 5, of half a million claims or more: 1)"
    )
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    return parser.parse_args(arguments)


def _turn(folder: str, path: Path, engines: list[str]) -> Turn:
    """Measure each engine once, and compare its answers with those of the library."""
    found = {name: ask(folder, name, str(path), str(_answers(path, name)), script=SCRIPT) for name in engines}
    for name in engines:
        for question, digest in found[name]["digests"].items():
            if digest != found[REFERENCE]["digests"][question]:
                raise SystemExit(_difference(path, name, question))
    for left in path.parent.glob(f"{path.stem}.*sqlite*"):
        left.unlink()
    return {name: one["figures"] for name, one in found.items()}


def _answers(path: Path, name: str) -> Path:
    return path.with_suffix(f".{name.replace(' ', '-')}.answers")


def _difference(path: Path, name: str, question: str) -> str:
    """Say what differs first between the answers of two engines."""
    ours, theirs = (pickle.loads(_answers(path, one).read_bytes())[question] for one in (REFERENCE, name))
    return (
        f"{path.stem} claims: {name} answers otherwise than {REFERENCE}: {question}: {first_difference(ours, theirs)}"
    )


def first_difference(ours: Any, theirs: Any) -> str:
    """Show the first thing in which two answers differ, cut to a few lines."""
    if isinstance(ours, dict):
        ours, theirs = list(ours.items()), list(theirs.items())
    for place, (one, other) in enumerate(zip(ours, theirs, strict=False)):
        if one != other:
            return f"row {place}: {str(other)[:500]}, expected {str(one)[:500]}"
    return f"{len(theirs)} rows, expected {len(ours)}"


def _beside_best(found: dict[str, float | None]) -> str:
    """Give the library's figure as a multiple of the smallest of the other engines, which the floor is none of."""
    ours = found[REFERENCE]
    others = [value for name, value in found.items() if value and name not in (*LOADED, REFERENCE)]
    return f"{ours / min(others):.3g}" if ours and others else ""


def _shown(question: str, found: float | None, size: int) -> str:
    if found is None:
        return ""
    if question == "memory":
        return bytes_shown(found / size)
    return time_shown(found / size if question == "load" else found)


if __name__ == "__main__":
    main()
