"""What reading takes beside what was read: ``python tests/benchmarks/streaming.py``. It is no part of the tests.

It writes synthetic histories as JSON Lines and as CSV, and reads each in a fresh process. Shown are the most
memory that the reading took at once, against what the graph takes in the end, which is 2 if everything is held
twice; and the time, against that of decoding the file with `json` or `csv` alone.
"""

from __future__ import annotations

import csv
import gc
import json
import resource
import shutil
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from measure import resident
from run import LARGE, PACKAGE, ask, options_of
from table import Table, as_markdown, as_text, heading

SCRIPT = Path(__file__).resolve()
FORMATS = ("jsonl", "csv")
WAYS = {"raise": {}, "collect": {"on_error": "collect"}, "progress": {"progress": lambda _: None}}
COLUMNS = ("source", "stance", "assertion", "asserted_at", "valid", "locator", "quote")


def main(arguments: list[str] | None = None) -> None:
    """Measure, and print the table."""
    options = options_of(arguments, "Measure what reading takes beside what was read.")
    table = Table(heading(options.seed))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PACKAGE, Path(folder) / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
        for size in options.sizes:
            repeats = options.repeats or (1 if size >= LARGE else 3)
            _measure(table, folder, size, options.seed, repeats)
            table.note(f"{size:,} claims: {repeats} {'repeat' if repeats == 1 else 'repeats'}")
    print(as_markdown(table) if options.markdown else as_text(table))


def _measure(table: Table, folder: str, size: int, seed: int, repeats: int) -> None:
    """Read one history in every way, by turns with its decoding alone."""
    path = Path(folder) / f"{size}.jsonl"
    ask(folder, "write", str(path), str(size), str(seed), script=SCRIPT)
    for name in FORMATS:
        file = str(path.with_suffix(f".{name}"))
        turns = [
            {way: ask(folder, way, name, file, script=SCRIPT) for way in ("decode", *WAYS)} for _ in range(repeats)
        ]
        for way in WAYS:
            found = [(turn[way], turn["decode"]) for turn in turns]
            shown = name if way == "raise" else f"{name}, {way}"
            table.put_time(f"{shown}: time, a claim", size, median(one["seconds"] for one, _ in found), each=size)
            ratio = median(one["seconds"] / decoding["seconds"] for one, decoding in found)
            table.put_ratio(f"{shown}: time / decoding alone", size, ratio)
            if way == "raise":
                kept = median(one["kept"] for one, _ in found)
                table.put_bytes(f"{shown}: memory of the graph, a claim", size, kept, each=size)
            # What the plain way keeps is the graph: memory that was freed is not given back at once.
            most = median(turn[way]["most"] / turn["raise"]["kept"] for turn in turns)
            table.put_ratio(f"{shown}: memory at most / of the graph", size, most)
        Path(file).unlink()


# --- in a process of its own


def write(path: Path, claims: int, seed: int) -> None:
    """Write a history as JSON Lines, and its claims as CSV beside it."""
    from synthetic import write as write_lines

    write_lines(path, claims, seed)
    with (
        path.open(encoding="utf-8") as lines,
        path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as sheet,
    ):
        rows = csv.DictWriter(sheet, COLUMNS, extrasaction="ignore")
        rows.writeheader()
        rows.writerows(data for data in map(json.loads, lines) if data.get("record") == "claim")


def decode(name: str, path: Path) -> None:
    """Decode a file and keep nothing."""
    with path.open(encoding="utf-8", newline="") as file:
        deque(map(json.loads, file) if name == "jsonl" else csv.reader(file), maxlen=0)


def reading(read: Callable[[], object]) -> dict[str, float]:
    """Measure the time of reading, the memory of what was read, and the most that was taken on the way."""
    gc.collect()
    before = resident()
    start = time.process_time()
    kept = read()
    seconds = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    gc.collect()
    found = {"seconds": seconds, "kept": resident() - before, "most": most}
    del kept
    return found


def child(what: str, *arguments: str) -> None:
    """Do one thing, and print what was measured."""
    found: Any = None
    if what == "write":
        write(Path(arguments[0]), int(arguments[1]), int(arguments[2]))
    elif what == "decode":
        found = reading(lambda: decode(arguments[0], Path(arguments[1])))
    else:
        from claimgraph.io import read

        found = reading(lambda: read(arguments[1], format=arguments[0], **WAYS[what]))
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1:2] in [[what] for what in ("write", "decode", *WAYS)]:
        child(*sys.argv[1:])
    else:
        main()
