"""The graph: an append-only log of records, and the NetworkX graph that they span."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

from claimgraph import formatting
from claimgraph.errors import InvalidBatch, InvalidRecord, InvalidTime
from claimgraph.gc_pause import collector_paused
from claimgraph.graph import projection
from claimgraph.graph.transaction import AHEAD, Transaction, not_yet, warn_of_dates
from claimgraph.graph.view import View, asking
from claimgraph.log.entries import Entry, Log
from claimgraph.log.index import Index
from claimgraph.log.snapshot import Known
from claimgraph.log.snapshot_cache import Shared
from claimgraph.log.unreadable_values import warn_of_unreadable
from claimgraph.records.base import Record
from claimgraph.records.claims import Source
from claimgraph.records.validators import shown
from claimgraph.times.instants import BEGINNING, to_micros
from claimgraph.times.when import When
from claimgraph.times.zones import are_one

if TYPE_CHECKING:
    import networkx as nx

R = TypeVar("R", bound=Record)
Clock = When | str | date | datetime

_VIEWS = 8
"""Of how many views the answers are kept, besides those that somebody holds."""

_KEPT = 4
"""How many lengths of the log are kept read: now, and a few that views ask again."""


class Recorded(NamedTuple):
    """What became of records that were given to be recorded."""

    errors: list[InvalidRecord]
    """The faults in them: where there are any, nothing was recorded."""
    appended: slice
    """Where in the log stands what was appended for them."""
    kept: list[Record | None]
    """Each as it stands in the log, or none where it is refused."""


class ClaimGraph:
    """An append-only log of who said what, when, about what, and the graph that it spans.

    One thread at a time records; any number may ask meanwhile, and see a batch whole or not at all.

    Parameters
    ----------
    zone : str or ZoneInfo
        The zone that dates without one are read in, such as ``"Europe/Kyiv"``, or that of another graph.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = Claim("Ramzan Kadyrov", "affirms", "Lysychansk encircled", asserted_at="2022-07-02")
    >>> g.add(claim) == claim
    True
    >>> [entry.record.kind for entry in g.log]
    ['source', 'assertion', 'claim']
    >>> ClaimGraph(ClaimGraph("Europe/Kyiv").zone)
    <ClaimGraph of 0 entries, zone Europe/Kyiv>
    """

    def __init__(self, zone: str | ZoneInfo = "UTC") -> None:
        try:
            # By its name, which is what is compared and written.
            self._zone = ZoneInfo(zone.key if isinstance(zone, ZoneInfo) else zone)
        except (KeyError, ValueError, TypeError, OSError):
            expected = "the name of a time zone such as 'Europe/Kyiv', or a ZoneInfo that has such a key"
            raise InvalidTime(f"found {shown(zone)}, expected {expected}", field="zone", found=zone) from None
        self._index = Index()
        # How much of the log readers see: what is being entered is beyond it, until all of it is in place.
        self._length = 0
        self._lock = threading.RLock()
        # Held for moments only, so that nobody who asks waits for a batch to be entered.
        self._caches = threading.RLock()
        self._read: dict[int, Known] = {}
        self._shared = Shared()
        self._answers: dict[tuple[Any, ...], tuple[int, dict[Any, Any]]] = {}
        self._nx: nx.MultiDiGraph[str] | None = None
        self._is_half_drawn = False

    @property
    def zone(self) -> ZoneInfo:
        """The zone that dates without one are read in."""
        return self._zone

    @property
    def log(self) -> Log:
        """All that was recorded, in order: an immutable sequence of `Entry`."""
        return Log(self._index.times, self._index.records, self._length)

    @property
    def nx(self) -> nx.MultiDiGraph[str]:
        """The records as a read-only `networkx.MultiDiGraph`, kept current from its first use on.

        Nodes are sources, claims, assertions and documents by their ids; see `claimgraph.graph.projection`.
        While another thread records, hand `to_networkx` of a view to an algorithm instead.
        """
        with self._lock:
            if self._nx is None:
                graph = projection.empty()
                with collector_paused():
                    projection.fill(graph, self._known(self._length))
                self._nx = graph
            self._draw_anew()
            return self._nx

    def add(self, record: R, *, recorded_at: Clock | None = None) -> R:
        """Record one thing.

        Parameters
        ----------
        record : Record
            What to record; recording it twice changes nothing.
        recorded_at : datetime, When or str, optional
            When the graph learned it, with its zone; now, where it is left out. A time that has not come, by more
            than a day, is refused.

        Returns
        -------
        Record
            The record as it stands in the log: with names in place of records that it was given.

        Raises
        ------
        InvalidRecord
            If the record cannot be accepted; the graph is then as it was.

        Warns
        -----
        DateWarning
            Where a claim is dated after its recording, by more than a day.

        Examples
        --------
        >>> ClaimGraph().add(Source("Rybar", url="https://t.me/rybar"))
        Source('Rybar', url='https://t.me/rybar')
        """
        if isinstance(record, Entry):
            raise InvalidRecord("found an Entry, expected a record; extend takes entries, with their times")
        errors, _, kept = self._append([record], recorded_at)
        if errors:
            errors[0].index = None
            raise errors[0]
        return cast("R", kept[0])

    def extend(self, records: Iterable[Record | Entry], *, recorded_at: Clock | None = None) -> tuple[Entry, ...]:
        """Record many things, all or none; references between them resolve in any order.

        Parameters
        ----------
        records : iterable of Record or Entry
            What to record. An `Entry` keeps its own time of recording.
        recorded_at : datetime, When or str, optional
            When the graph learned the records, with its zone; now, where it is left out.

        Returns
        -------
        tuple of Entry
            What was appended to the log: without what it held already, with the bare records made
            for sources, assertions and documents that are named only.

        Raises
        ------
        InvalidBatch
            With every fault found; the graph is then as it was.

        Warns
        -----
        DateWarning
            Where claims are dated after their recording, by more than a day; not for entries with their own times.

        Examples
        --------
        >>> g = ClaimGraph()
        >>> len(g.extend([SameAs("Serhiy Haidai", "Sergei Gaidai"), Source("Serhiy Haidai")]))
        3
        """
        if isinstance(records, (Record, Entry)):
            raise InvalidRecord("found one record, expected several; add takes one")
        errors, appended, _ = self._record(records, recorded_at)
        if errors:
            count = f"{len(errors)} faults" if len(errors) > 1 else "1 fault"
            raise InvalidBatch(f"{count} in the batch, nothing was recorded", errors)
        return self.log[appended]

    @asking
    def view(
        self,
        *,
        as_of: Clock | None = None,
        said_since: Clock | None = None,
        valid_at: Clock | None = None,
        known_at: Clock | None = None,
        only: Iterable[Source | str] | Source | str | None = None,
        without: Iterable[Source | str] | Source | str = (),
    ) -> View:
        """See the graph through chosen clocks and sources.

        Parameters
        ----------
        as_of, said_since : When or str, optional
            Only what was said by then, and since then. A day includes the whole day.
        valid_at : When or str, optional
            Ask about this moment or period of the world instead of the present and all that was dated.
        known_at : When or str, optional
            Only what was recorded by then.
        only, without : source or iterable of sources, optional
            Only what these say, and those who speak for them; or all but that.

        Returns
        -------
        View
            An immutable value; later additions do not change it.

        Raises
        ------
        InvalidTime
            If a time cannot be read.
        NotFound
            If a source is not recorded.

        Examples
        --------
        >>> ClaimGraph().view(as_of="2022-07-02")
        <View of 0 entries: as_of='2022-07-02'>
        """
        said_by = None if as_of is None else self._when("as_of", as_of)
        said_from = None if said_since is None else self._when("said_since", said_since)
        moment = None if valid_at is None else self._when("valid_at", valid_at)
        known_by = None if known_at is None else self._when("known_at", known_at)
        length = self._length
        if known_by is not None:
            length = min(length, self._index.length_at(known_by.bounds(self._zone)[1]))
        asked_for = None if only is None else self._sources(only)
        left_out = self._sources(without) if without else ()
        chosen = said_by, said_from, moment, known_by, asked_for, left_out
        return View(self, length, *chosen).sharing(self._answers_to(length, chosen))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ClaimGraph):
            return NotImplemented
        return are_one(self._zone.key, other._zone.key) and self.log == other.log

    __hash__ = None  # type: ignore[assignment]  # it changes, and compares by what it holds

    def __repr__(self) -> str:
        return f"<ClaimGraph of {self._length} entries, zone {self._zone.key}>"

    def _repr_html_(self) -> str:
        return formatting.card("ClaimGraph", {"entries": str(self._length), "zone": self._zone.key})

    def __copy__(self) -> ClaimGraph:
        rebuild, log = self.__reduce__()
        graph: ClaimGraph = rebuild(*log)
        return graph

    def __deepcopy__(self, memo: dict[int, Any]) -> ClaimGraph:
        return self.__copy__()

    def __reduce__(self) -> tuple[Any, ...]:
        with self._lock:
            length = self._length
            return _rebuilt, (self._zone.key, list(self._index.times[:length]), self._index.records[:length])

    def _when(self, name: str, moment: Clock) -> When:
        try:
            return When.of(moment)
        except InvalidRecord as error:
            raise error.at(field=name) from None

    def _micros(self, recorded_at: Clock) -> int:
        """Read a time of recording; of a day, its beginning."""
        start = self._when("recorded_at", recorded_at).bounds(self._zone)[0]
        if start == BEGINNING:
            raise InvalidTime(f"found {shown(recorded_at)}, expected a time with a start", field="recorded_at")
        return start

    def _sources(self, sources: Iterable[Source | str] | Source | str) -> tuple[str, ...]:
        """Resolve the names of sources among all that are recorded now."""
        names = (sources,) if isinstance(sources, (str, Source)) else sources
        if not isinstance(names, Iterable):
            raise InvalidRecord(f"found {shown(names)}, expected names of sources, or Sources")
        known = self._known(self._length)
        for name in (names := tuple(names)):
            known.find_source(name)
        return tuple(map(str, names))

    def _answers_to(self, length: int, chosen: tuple[Any, ...]) -> dict[Any, Any]:
        """Give what was answered to a view that was chosen alike, if it is one of the last few.

        The log only grows: no view that is chosen alike will be as short as the last one, whose answers make room.
        So what is asked again after each addition does not do away with the answers to other views, and to let go of
        thousands of disputes took 0.5 ms.
        """
        with self._caches:
            until, answers = self._answers.pop(chosen, (length, {}))
            if until != length:
                answers = {}
            while len(self._answers) >= _VIEWS:
                del self._answers[next(iter(self._answers))]
            self._answers[chosen] = length, answers
        return answers

    def _known(self, length: int) -> Known:
        found = self._read.get(length)
        if found is not None:
            return found
        with self._caches:
            known = self._read.get(length)
            if known is None:
                known = Known(self._index, length, self._zone, self._shared)
                while len(self._read) >= _KEPT:
                    del self._read[next(iter(self._read))]
                self._read[length] = known
            return known

    def _record(self, records: Iterable[Any], recorded_at: Clock | None = None) -> Recorded:
        """Append records, all or none."""
        with collector_paused():
            # All at once and before the lock: reading them may take long, fail, or use this very graph.
            return self._append(list(records), recorded_at)

    def _append(self, given: Sequence[Any], recorded_at: Clock | None) -> Recorded:
        with self._lock:
            index, before = self._index, self._length
            if len(index) > before:  # of a batch that was interrupted, and then once more while it was taken back
                index.truncate(before)
            self._draw_anew()
            transaction, now = Transaction(index, self._zone), self._now(recorded_at)
            try:
                transaction.record(given, now)
                if not transaction.errors:
                    if index.rules:
                        warn_of_unreadable(self._known(len(index)), index.records[before:])
                    if recorded_at is None:
                        warn_of_dates(index, before, now, self._zone)
                    if self._nx is not None:
                        self._is_half_drawn = True
                        projection.update(self._nx, self._known(len(index)), before)
                    self._length = len(index)  # last: from here on readers see the batch, all of it
                    self._is_half_drawn = False
            except BaseException:  # an interrupt, or a warning that is an error: nothing of the batch stays
                if self._length == before:
                    with self._caches:  # which may hold what a length says that is not to be
                        self._read, self._shared, self._answers = {}, Shared(), {}
                raise
            finally:
                if len(index) > self._length:
                    index.truncate(before)
                self._draw_anew()
            return Recorded(transaction.errors, slice(before, self._length), transaction.kept)

    def _draw_anew(self) -> None:
        """Bring the NetworkX graph, which others may hold, back to the log where an interrupt left it half done."""
        if self._nx is not None and self._is_half_drawn:
            projection.renew(self._nx, self._known(self._length))
            self._is_half_drawn = False

    def _now(self, recorded_at: Clock | None) -> int:
        """Return the time of recording of what has none of its own: it does not go back behind the last."""
        clock = to_micros(datetime.now(UTC))
        latest = self._index.times[-1] if self._length else 0
        if recorded_at is None:
            return max(clock, latest)
        micros = self._micros(recorded_at)
        if micros > max(clock + AHEAD, latest):
            raise not_yet(micros, clock)
        return micros


def _rebuilt(zone: str, times: list[int], records: list[Record]) -> ClaimGraph:
    """Make a graph from a log that another graph has checked."""
    graph = ClaimGraph(zone)
    with collector_paused():
        for record, micros in zip(records, times, strict=True):
            graph._index.append(record, micros)
    graph._length = len(graph._index)
    return graph
