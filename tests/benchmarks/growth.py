"""How the time of a question grows with its records: ``python tests/benchmarks/growth.py``. It asserts nothing.

Each case of `growth_cases` is measured at sizes that rise until one takes longer than the limit. The exponent is the
slope of the least squares through the logarithms of size and time, over the largest sizes that were measured: 1 is in
proportion to the size, 2 to its square.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Iterable, Mapping
from math import log
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # what is measured is the package it lies beside

from growth_cases import CASES, Question
from measure import timed
from table import Table, as_markdown, as_text, heading, time_shown

SIZES = (20, 50, 125, 300, 800, 2000, 4000)
LIMIT = 2.0
"""After how many seconds for one size no larger one is tried."""
FITTED = 3
"""Through how many of the largest sizes the exponent is fitted."""
BRIEF = 0.1
"""What takes fewer seconds is measured three times, and the shortest time counts."""


class Growing(Table):
    """A table with a row for each case, and its exponent in the last column."""

    def cells(self) -> list[list[str]]:
        """Return the rows as texts, the titles first."""
        sizes = sorted({size for row in self._rows.values() for size in row})
        titles = ["", *(f"{size:,}" for size in sizes), "exponent"]
        shown = [
            [
                name,
                *(time_shown(row[size][0]) if size in row else "" for size in sizes),
                _power(row),
            ]
            for name, row in self._rows.items()
        ]
        return [titles, *shown]


def _power(row: Mapping[int, tuple[float, str]]) -> str:
    return f"{exponent({size: seconds for size, (seconds, _) in row.items()}):.1f}"


def exponent(seconds: Mapping[int, float]) -> float:
    """Return the power of the size that times grow with, by least squares over the largest sizes."""
    points = [(log(size), log(max(seconds[size], 1e-9))) for size in sorted(seconds)[-FITTED:]]
    if len(points) < 2:
        return 0.0
    middle, level = mean(x for x, _ in points), mean(y for _, y in points)
    return sum((x - middle) * (y - level) for x, y in points) / sum((x - middle) ** 2 for x, _ in points)


def measured(prepare: Callable[[int], Question], size: int) -> float:
    """Return the seconds that the question of a case takes at a size, asked for the first time."""
    found: list[float] = []
    while not found or (len(found) < 3 and found[0] < BRIEF):
        question = prepare(size)
        gc.collect()
        found.append(timed(question))
    return min(found)


def table_of(names: Iterable[str], sizes: Iterable[int], limit: float) -> Growing:
    """Return the times of some cases, each at sizes that rise until one takes longer than the limit."""
    table, rising = Growing(heading(0).rpartition("; seed")[0]), sorted(sizes)
    for name in names:
        for size in rising:
            seconds = measured(CASES[name], size)
            table.put_time(name, size, seconds)
            if seconds > limit:
                break
    return table


def main(arguments: list[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="Measure how the time of questions grows with what is recorded.")
    parser.add_argument("words", nargs="*", help="only cases whose name has one of these words in it")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help=f"default: {','.join(map(str, SIZES))}")
    parser.add_argument("--limit", type=float, default=LIMIT, help=f"seconds for one size (default: {LIMIT:g})")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    options = parser.parse_args(arguments)
    names = [name for name in CASES if not options.words or any(word in name for word in options.words)]
    table = table_of(names, map(int, options.sizes.split(",")), options.limit)
    print(as_markdown(table) if options.markdown else as_text(table))


if __name__ == "__main__":
    main()
