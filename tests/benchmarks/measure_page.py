"""How long a page of 1,000 disputes and 20,000 claims takes to write, to open, to search and to turn.

Run it from the root of the repository: ``python tests/benchmarks/measure_page.py``. It needs selenium and Debian's
chromium and chromium-driver.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser import browser, show

import claimgraph as cg

STANCES = ("affirms", "affirms", "denies", "denies", "questions", "comments")
OPENED = """const [entry] = performance.getEntriesByType("navigation");
return [performance.getEntriesByName("first-contentful-paint")[0].startTime, entry.loadEventEnd]"""
LONGEST = """const done = arguments[0];
new PerformanceObserver((list) => done(Math.max(0, ...list.getEntries().map((entry) => entry.duration))))
  .observe({ type: "longtask", buffered: true });
setTimeout(() => done(0), 1000)"""
TURNED = """const [id, value, done] = arguments, one = document.getElementById(id), before = performance.now();
one.value = value; one.dispatchEvent(new Event(one.type === "search" ? "input" : "change"));
const drawn = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - before)));
setTimeout(drawn, one.type === "search" ? 125 : 0)"""
ACTIONS = (
    ("words", "kilometre 70"),
    ("words", "kilometre 700"),
    ("words", "nobody says this"),
    ("words", ""),
    ("status", "0"),
    ("status", ""),
    ("source", "5"),
    ("source", ""),
    ("day", "10"),
    ("day", "30"),
    ("day", "59"),
)


def large(disputes: int = 1000, claims: int = 20, days: int = 60) -> cg.ClaimGraph:
    """Make a graph of disputes, each with claims of both sides on different days."""
    pick = random.Random(1)
    graph = cg.ClaimGraph()
    records: list[cg.Source | cg.Claim] = [
        cg.Source(f"Source {n}", speaks_for=f"Principal {n % 9}" if n % 3 == 0 else None) for n in range(120)
    ]
    for n in range(disputes):
        for k in range(claims):
            day = date(2024, 1, 1) + timedelta(days=pick.randrange(days))
            records.append(
                cg.Claim(
                    f"Source {pick.randrange(120)}",
                    ("affirms", "denies")[k] if k < 2 else pick.choice(STANCES),
                    f"Statement number {n} about the bridge at kilometre {n * 7}",
                    asserted_at=str(day),
                    document=f"https://example.org/{n}/{k}",
                    quote="the bridge is as we have said it was, and no other" if k % 2 else None,
                    note=f"{n} {k}",
                )
            )
    graph.extend(records, recorded_at="2024-06-01T00:00Z")
    return graph


def main() -> None:
    graph = large()
    with tempfile.TemporaryDirectory() as folder, browser(Path(folder) / "profile") as driver:
        page = Path(folder) / "page.html"
        before = time.perf_counter()
        cg.report(graph, page)
        print(f"written in {time.perf_counter() - before:.1f} s, {page.stat().st_size / 1e6:.1f} MB")
        show(driver, page)
        painted, loaded = driver.execute_script(OPENED)
        print(f"first painted after {painted:.0f} ms, loaded after {loaded:.0f} ms")
        print(f"longest pause while it opened: {driver.execute_async_script(LONGEST):.0f} ms")
        for control, value in ACTIONS:
            took = driver.execute_async_script(TURNED, control, value)
            print(f"{control} = {value!r}: drawn after {took:.0f} ms")


if __name__ == "__main__":
    main()
