"""The records of one file on their way into a graph: every fault is collected, and all or none is kept."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidBatch, InvalidRecord, UnknownReference
from claimgraph.gc_pause import collector_paused
from claimgraph.graph.claim_graph import ClaimGraph, Clock
from claimgraph.io.files.streams import is_of_encoding, labelled
from claimgraph.io.intake.partial import Prepare, sift
from claimgraph.io.intake.request import Rejected, current
from claimgraph.log.entries import Timed
from claimgraph.records.base import Record
from claimgraph.records.validators import shown
from claimgraph.times.instants import to_datetime
from claimgraph.times.zones import are_one

T = TypeVar("T")


class Intake:
    """The faults of one file, and which line each record came from.

    The reader of a format makes one, notes faults, and hands it the records. What the caller of
    `claimgraph.io.read` asked for with ``on_error=`` and ``progress=`` it knows by itself.

    Parameters
    ----------
    file : str or None
        The name of the file for messages.
    label : callable, optional
        Names the field of a fault as the file names it.
    recorded_at : datetime, When or str, optional
        When the graph learned the records that have no time of recording of their own; now, where it is left out.

    Attributes
    ----------
    collects : bool
        Whether the caller asked for ``on_error="collect"``; `keep` does nothing otherwise.

    Examples
    --------
    >>> from claimgraph.io import Intake
    >>> intake = Intake("rybar.txt")
    >>> lines = ["bridge open", "road cut"]
    >>> claims = [Claim("Rybar", "affirms", text, asserted_at="2022-07-02") for text in lines]
    >>> intake.load(intake.graph("UTC", None), enumerate(claims, 1))
    <ClaimGraph of 5 entries, zone UTC>
    """

    def __init__(
        self,
        file: str | None,
        label: Callable[[InvalidRecord], None] | None = None,
        *,
        recorded_at: Clock | None = None,
    ) -> None:
        self.file = file
        self.label = label
        self._recorded_at = recorded_at
        self.faults: list[InvalidRecord] = []
        self._places: list[int | None] = []  # of the faults: the lines of the records that they cost
        self._reading = current()
        self.collects = self._reading.collects
        self._lines = array("Q")  # of each record handed to the graph, in that order
        self._found: dict[int, Any] = {}
        self._whole = False

    @property
    def goes_on(self) -> bool:
        """Whether what was noted so far leaves anything to record."""
        return not self.faults or (self.collects and not self._whole)

    def fault(self, error: InvalidRecord, line: int | None, *, of_file: bool = False) -> None:
        """Note what is wrong with a line; reading goes on.

        Parameters
        ----------
        error : InvalidRecord
            What is wrong; a line that it has already is the one that is told.
        line : int or None
            The line as the records of the file are given with it; none for what is wrong with a part of the file
            that no record comes from.
        of_file : bool
            Whether this is wrong with the file as a whole, such as a header that is missing: it is raised in any
            case.
        """
        self._whole = self._whole or of_file
        self._places.append(line)
        self.faults.append(error.at(file=self.file, line=line))

    def keep(self, line: int, found: Any) -> None:
        """Remember what stands on a line, for the caller who wants faults as data."""
        if self.collects:
            self._found[line] = found

    def keeping(self, lines: Iterator[tuple[int, T]]) -> Iterator[tuple[int, T]]:
        """Give lines on, and remember each: before anything is made of it, and at no cost unless that is asked for."""
        return self._kept(lines) if self.collects else lines

    def _kept(self, lines: Iterator[tuple[int, T]]) -> Iterator[tuple[int, T]]:
        for line, found in lines:
            self._found[line] = found
            yield line, found

    def refused(self, *errors: InvalidRecord) -> InvalidBatch:
        """Make the one error for the file, with all faults in the order of their lines."""
        faults = self._addressed(errors)
        count = f"{len(faults)} faults" if len(faults) > 1 else "1 fault"
        return InvalidBatch(f"{count} in {self.file or 'the stream'}, nothing was loaded", faults)

    def _addressed(self, errors: Iterable[InvalidRecord]) -> list[InvalidRecord]:
        faults = sorted([*self.faults, *errors], key=lambda error: error.line or 0)
        for fault in faults:
            fault.file = fault.file or self.file
            fault.field = None if fault.field is None else labelled(fault.field)
        return faults

    def graph(self, zone: str | None, into: ClaimGraph | None) -> ClaimGraph:
        """Give the graph to load into, whose zone must be that of the file; a file that names none is in any."""
        if into is None:
            into = ClaimGraph(zone or "UTC")
        elif zone and not are_one(zone, into.zone.key):
            raise InvalidRecord(
                f"found the zone {zone!r}, expected {into.zone.key!r}, in which the graph reads dates; "
                "read it into a graph of its own",
                field="zone",
                found=zone,
            )
        if self._recorded_at is not None:
            found = to_datetime(into._now(self._recorded_at))  # noqa: SLF001 - as what is recorded will read it
            if into.log and found < into.log[-1].recorded_at:
                last = into.log[-1].recorded_at
                raise InvalidRecord(
                    f"found {found}, expected no earlier than {last}, when the last record of the graph was recorded",
                    field="recorded_at",
                    found=self._recorded_at,
                )
        return into

    def load(
        self, graph: ClaimGraph, records: Iterable[tuple[int, Record | Timed]], *, prepare: Prepare = iter
    ) -> ClaimGraph:
        """Record everything with the lines it came from, or raise `InvalidBatch` and change nothing.

        Parameters
        ----------
        graph : ClaimGraph
            The graph to record into.
        records : iterable
            The records, each with its line; read once, from its beginning to its end.
        prepare : callable, optional
            What is to be made of all records that are recorded together, one for one: what does not
            stand on a line by itself, such as the spelling of a name. May be called several times.
        """
        try:
            if self.collects:
                return self._load_what_can_be(graph, records, prepare)
            batch = prepare(self._handed_over(records))
            found, *_ = graph._record(batch, self._recorded_at)  # noqa: SLF001 - one lock, one batch
        except InvalidRecord as error:  # the stream broke off: nothing was recorded
            raise self.refused(error) from None
        errors = [fault for fault in found if fault.index is not None and fault.index < len(self._lines)]
        for fault in errors:
            fault.at(line=self._lines[fault.index or 0])
        if errors or self.faults:
            causes = list(_causes(errors, lost=bool(self.faults)))
            self._label(causes)
            raise self.refused(*causes)
        return graph

    def _load_what_can_be(
        self, graph: ClaimGraph, records: Iterable[tuple[int, Record | Timed]], prepare: Prepare
    ) -> ClaimGraph:
        """Record what is not at fault, and hand the rest to the caller of `read`."""
        with collector_paused():
            handed = list(self._handed_over(records))
            of_encoding = not handed and bool(self.faults) and all(map(is_of_encoding, self.faults))
            if self._whole or of_encoding:
                raise self.refused()
            at_fault = [place for place in self._places if place is not None]
            faults = list(sift(graph, handed, self._lines, at_fault, prepare, recorded_at=self._recorded_at))
        # A format may tell a fault with another line than the one by which its records are counted.
        places = {id(fault): place for fault, place in zip(self.faults, self._places, strict=True)}
        places |= {id(fault): self._lines[fault.index or 0] for fault in faults}
        self._label(faults)
        for fault in self._addressed(faults):
            place = places[id(fault)]
            found = None if place is None else self._found.get(place)
            if found is None and fault.index is not None:
                item = handed[fault.index]
                found = item.record if isinstance(item, Timed) else item
            self._reading.rejected.append(Rejected(fault.line, found, fault))
        return graph

    def _label(self, faults: Iterable[InvalidRecord]) -> None:
        if self.label is not None:
            for fault in faults:
                self.label(fault)

    def _handed_over(self, records: Iterable[tuple[int, Record | Timed]]) -> Iterator[Any]:
        reporter = self._reading.reporter
        for line, record in records if reporter is None else reporter.watched(records):
            self._lines.append(line)
            yield record
        if self.faults and not self.collects:
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


def zone_name(zone: str | ZoneInfo | None) -> str | None:
    """Give the name of a zone that the caller names, or gives as a graph has it."""
    name = zone.key if isinstance(zone, ZoneInfo) else zone
    if isinstance(name, str) or zone is None:
        return name
    expected = "the name of a time zone such as 'Europe/Kyiv', or a ZoneInfo that has such a key"
    raise InvalidRecord(f"found {shown(zone)}, expected {expected}", field="zone", found=zone)


def same_zone(found: str, given: str | None) -> None:
    """Refuse a zone that the caller names if the file says another."""
    if given is not None and not are_one(found, given):
        raise InvalidRecord(
            f"found the zone {found!r} in the file, expected {shown(given)} as given by zone=; leave zone= out",
            field="zone",
            found=found,
        )
