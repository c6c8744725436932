"""The results as one table, as text or as Markdown, and the machine they were measured on."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import pairwise
from math import log

PACKAGES = ("networkx", "attrs", "python-dateutil")
UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


class Table:
    """Rows of measurements, with a column for each size and one for the growth between sizes.

    Parameters
    ----------
    heading : str
        What it was measured on.
    """

    def __init__(self, heading: str) -> None:
        self.heading = heading
        self.notes: list[str] = []
        self._rows: dict[str, dict[int, tuple[float, str]]] = {}

    def note(self, text: str) -> None:
        """Add a line that stands under the table."""
        self.notes.append(text)

    def put_time(self, name: str, size: int, seconds: float, *, each: int = 1) -> None:
        """Put a time, shown divided by the number of things it was spent on."""
        self._put(name, size, seconds, time_shown(seconds / each))

    def put_bytes(self, name: str, size: int, count: float, *, each: int = 1) -> None:
        """Put a size in bytes, shown divided by the number of things it holds."""
        self._put(name, size, count, bytes_shown(count / each))

    def put_ratio(self, name: str, size: int, ratio: float) -> None:
        """Put a ratio, of which no growth is shown."""
        self._put(name, size, 0.0, f"{ratio:.2f}")

    def cells(self) -> list[list[str]]:
        """Give the rows as texts, the titles first."""
        sizes = sorted({size for row in self._rows.values() for size in row})
        growing = len(sizes) > 1
        titles = ["", *(f"{size:,} claims" for size in sizes), *(["growth"] if growing else [])]
        rows = [titles]
        for name, found in self._rows.items():
            shown = [found[size][1] if size in found else "" for size in sizes]
            rows.append([name, *shown, *([_growth(found, sizes)] if growing else [])])
        return rows

    def _put(self, name: str, size: int, total: float, shown: str) -> None:
        self._rows.setdefault(name, {})[size] = (total, shown)


def heading(seed: int) -> str:
    """Name the machine, the versions, the day and the seed."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.python_implementation()} "
        f"{platform.python_version()}, {packages}; {datetime.now(UTC).date()}; seed {seed}"
    )


def as_text(table: Table) -> str:
    """Lay the table out for a terminal."""
    rows = table.cells()
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.rjust(width) if column else cell.ljust(width) for column, (cell, width) in enumerate(zipped))
        for zipped in (list(zip(row, widths, strict=True)) for row in rows)
    ]
    return "\n".join([table.heading, "", *lines, "", *table.notes])


def as_markdown(table: Table) -> str:
    """Write the table as Markdown."""
    titles, *rows = table.cells()
    lines = [titles, ["---"] + ["---:"] * (len(titles) - 1), *rows]
    return "\n".join(
        [f"Measured on {table.heading}.", "", *("| " + " | ".join(line) + " |" for line in lines), ""]
        + [f"- {note}" for note in table.notes]
    )


def bytes_shown(count: float) -> str:
    """Write a number of bytes."""
    return f"{count:,.0f} B"


def time_shown(seconds: float) -> str:
    """Write a time in the unit that fits it."""
    scale, unit = next((one for one in UNITS if seconds >= one[0]), UNITS[-1])
    count = seconds / scale
    return f"{count:.3g} {unit}" if count < 999.5 else f"{count:,.0f} {unit}"  # no 1e+03


def _growth(found: dict[int, tuple[float, str]], sizes: list[int]) -> str:
    """Give the exponents by which the totals grow from each size to the next: 1 is in proportion."""
    shown = []
    for small, large in pairwise(sizes):
        before, after = (found[size][0] if size in found else 0.0 for size in (small, large))
        if before > 0 and after > 0:
            shown.append(f"{log(after / before) / log(large / small):.2f}")
    return ", ".join(shown)
