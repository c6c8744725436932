"""The records of one file on their way into a graph: every fault is collected, and all or none is kept."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from claimgraph.errors import InvalidBatch, InvalidRecord, UnknownReference
from claimgraph.fields import shown
from claimgraph.graph import ClaimGraph
from claimgraph.index import Timed
from claimgraph.io._streams import labelled
from claimgraph.model import Record


class Intake:
    """The faults of one file, and which line each record came from.

    Parameters
    ----------
    file : str or None
        The name of the file for messages.
    label : callable, optional
        Names the field of a fault as the file names it.
    """

    def __init__(self, file: str | None, label: Callable[[InvalidRecord], None] | None = None) -> None:
        self.file = file
        self.label = label
        self.faults: list[InvalidRecord] = []
        self._lines = array("Q")  # of each record handed to the graph, in that order

    def fault(self, error: InvalidRecord, line: int) -> None:
        """Note what is wrong with a line; reading goes on."""
        self.faults.append(error.at(file=self.file, line=line))

    def refused(self, *errors: InvalidRecord) -> InvalidBatch:
        """Make the one error for the file, with all faults in the order of their lines."""
        faults = sorted([*self.faults, *errors], key=lambda error: error.line or 0)
        for fault in faults:
            fault.file = fault.file or self.file
            fault.field = None if fault.field is None else labelled(fault.field)
        count = f"{len(faults)} faults" if len(faults) > 1 else "1 fault"
        return InvalidBatch(f"{count} in {self.file or 'the stream'}, nothing was loaded", faults)

    def graph(self, zone: str, into: ClaimGraph | None) -> ClaimGraph:
        """Give the graph to load into, whose zone must be that of the file."""
        if into is None:
            return ClaimGraph(zone)
        if into.zone.key != zone:
            raise InvalidRecord(
                f"found the zone {zone!r}, expected {into.zone.key!r}, in which the graph reads dates; "
                "read it into a graph of its own",
                field="zone",
                found=zone,
            )
        return into

    def load(self, graph: ClaimGraph, records: Iterable[tuple[int, Record | Timed]]) -> ClaimGraph:
        """Record everything with the lines it came from, or raise `InvalidBatch` and change nothing."""
        try:
            found, _ = graph._record(self._handed_over(records))  # noqa: SLF001 - one lock, one batch
        except InvalidRecord as error:  # the stream broke off: nothing was recorded
            raise self.refused(error) from None
        errors = [fault for fault in found if fault.index is not None and fault.index < len(self._lines)]
        for fault in errors:
            fault.at(line=self._lines[fault.index or 0])
        if errors or self.faults:
            causes = list(_causes(errors, lost=bool(self.faults)))
            if self.label is not None:
                for fault in causes:
                    self.label(fault)
            raise self.refused(*causes)
        return graph

    def _handed_over(self, records: Iterable[tuple[int, Record | Timed]]) -> Iterator[Any]:
        for line, record in records:
            self._lines.append(line)
            yield record
        if self.faults:
            yield None  # which no graph accepts, so that it checks the rest and keeps nothing


def _causes(errors: list[InvalidRecord], *, lost: bool) -> Iterator[InvalidRecord]:
    """Leave out the faults that others may have caused.

    A record on a faulty line is missing in the batch: what refers to it, or needs it to see that two
    names are one, is not at fault. Behind one time too late every next one is too early.
    """
    early: dict[int, Any] = {}
    # An assertion that was refused for its text is lost to those who name it by its triple.
    lost = lost or any(error.record == "assertion" for error in errors)
    for error in errors:
        if lost and (isinstance(error, UnknownReference) or (error.record, error.field) == ("claim", "cites")):
            continue
        if error.field == "recorded_at" and error.index is not None:
            early[error.index] = error.found
            before = early.get(error.index - 1)
            if before is not None and before <= error.found:
                continue
        yield error


def same_zone(found: str, given: str | None) -> None:
    """Refuse a zone that the caller names if the file says another."""
    if given is not None and given != found:
        raise InvalidRecord(
            f"found the zone {found!r} in the file, expected {shown(given)} as given by zone=; leave zone= out",
            field="zone",
            found=found,
        )
