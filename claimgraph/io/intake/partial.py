"""Recording what is not at fault: the batch is checked again without what was, until nothing is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from claimgraph.errors import Conflict, InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph, Clock
from claimgraph.log.entries import Timed
from claimgraph.records.base import Record
from claimgraph.times.instants import to_datetime, to_micros

Prepare = Callable[[Iterable[Any]], Iterable[Any]]


def sift(
    graph: ClaimGraph,
    handed: Sequence[Record | Timed],
    lines: Sequence[int],
    left_out: Iterable[int],
    prepare: Prepare,
    *,
    recorded_at: Clock | None = None,
) -> Iterator[InvalidRecord]:
    """Record all records but those on lines at fault, in one batch, and give the faults.

    Each round drops the lines at fault and checks the rest, so that what refers to something that
    is dropped is found in the next: a chain of n such records takes n rounds.

    Parameters
    ----------
    graph : ClaimGraph
        The graph to record into.
    handed : sequence
        The records of the file.
    lines : sequence of int
        The line of each; a line is kept or dropped whole.
    left_out : iterable of int
        The lines that are at fault already.
    prepare : callable
        What is to be made of the records of a batch together.
    recorded_at : datetime, When or str, optional
        When the graph learned those that have no time of recording of their own.
    """
    dropped = set(left_out)
    places = list(range(len(handed)))
    while True:
        places = [place for place in places if lines[place] not in dropped]
        batch = prepare(handed[place] for place in places)
        errors, _, kept = graph._record(batch, recorded_at)  # noqa: SLF001 - one batch
        if not errors:
            return
        for error in errors:
            error.index = places[error.index or 0]
        early = [error for error in errors if error.field == "recorded_at"]
        conflicts: list[InvalidRecord] = [error for error in errors if isinstance(error, Conflict)]
        if len(early) + len(conflicts) < len(errors):
            # A record that is dropped for another reason cannot make a later one too early, nor be what
            # another one contradicts: these are blamed only once nothing else is at fault.
            later = {id(error) for error in (*early, *conflicts)}
            blamed = [error for error in errors if id(error) not in later]
        elif early:
            blamed = _out_of_order(early, [(place, handed[place]) for place in _first(places, kept)], graph)
        else:
            blamed = conflicts
        dropped = {lines[error.index or 0] for error in blamed}
        told = {id(error) for error in blamed}
        for error in [*blamed, *(other for other in errors if id(other) not in told)]:
            line = lines[error.index or 0]
            if line in dropped:
                yield error.at(line=line)


def _first(places: Sequence[int], kept: Sequence[Record | None]) -> Iterator[int]:
    """Leave out what is refused anyway, and what only repeats another record, whenever that was recorded."""
    seen = set()
    for place, record in zip(places, kept, strict=True):
        if record is not None and id(record) not in seen:
            seen.add(id(record))
            yield place


def _out_of_order(
    early: list[InvalidRecord], among: list[tuple[int, Record | Timed]], graph: ClaimGraph
) -> list[InvalidRecord]:
    """Blame as few records as can be for a log that goes back in time.

    One time of recording that lies in the future by mistake would else cost all records behind it.
    """
    last = to_micros(graph.log[-1].recorded_at) if graph.log else None
    now = max(to_micros(datetime.now(UTC)), last or 0)
    times = [item.micros if isinstance(item, Timed) else now for _, item in among]
    fewest = _fewest(times, last)
    if not fewest or len(fewest) >= len(early):
        return early
    known = {error.index: error for error in early}
    blamed = []
    soonest = None
    for at in reversed(range(len(among))):
        place, item = among[at]
        if at not in fewest:
            soonest = times[at]
        elif place in known:
            blamed.append(known[place])
        elif soonest is not None and times[at] > soonest:
            found, expected = (str(to_datetime(micros)) for micros in (times[at], soonest))
            problem = f"found {found}, expected no later than {expected}, as of a record behind it"
            kind = (item.record if isinstance(item, Timed) else item).kind
            blamed.append(InvalidRecord(problem, record=kind, field="recorded_at", found=found, index=place))
    # Nobody, where a correction stands before what it corrects and is recorded behind it.
    return blamed[::-1] or early


def _fewest(times: Sequence[int], last: int | None) -> set[int]:
    """Give the places of the fewest times without which the others never go back, nor behind the last.

    The longest non-decreasing run of places is kept, found as in patience sorting (Schensted 1961).
    """
    tails: list[int] = []  # the lowest time that ends a run of each length
    ends: list[int] = []  # and its place
    before: list[int] = []
    for place, micros in enumerate(times):
        if last is not None and micros < last:
            before.append(-1)
            continue
        length = bisect_right(tails, micros)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [micros]
        ends[length : length + 1] = [place]
    kept = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return set(range(len(times))) - kept
