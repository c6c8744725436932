"""The log and the look-ups that grow with it: what was recorded, where, under which id.

Everything here is only ever appended to, so that a reader who knows a length of the log can go on
reading while a writer appends. Nothing here says what the records mean at a given length; that is
`claimgraph.log.snapshot`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, overload
from zoneinfo import ZoneInfo

import attrs

from claimgraph.errors import InvalidTime
from claimgraph.log.offsets import Naming, Places, content_key, find_content
from claimgraph.log.slots import Slots
from claimgraph.records.amendments import Affiliation, Correction, SameAs, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.declarations import Dismissal, Link, Part, Predicate
from claimgraph.records.ids import assertion_id, source_id
from claimgraph.records.reliance import Reliance
from claimgraph.records.stance import Stance
from claimgraph.records.validators import shown
from claimgraph.times.instants import to_datetime


def _aware(value: Any) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    problem = f"found {shown(value)}, expected a datetime with its zone"
    raise InvalidTime(problem, record="entry", field="recorded_at", found=value)


@attrs.frozen
class Entry:
    """One line of the log: a record, and when the graph learned it.

    Parameters
    ----------
    recorded_at : datetime
        The time of recording, with its zone.
    record : Record
        What was recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entry, = g.extend([Source("Rybar")], recorded_at="2022-07-02T18:00Z")
    >>> entry.recorded_at.isoformat(), entry.record
    ('2022-07-02T18:00:00+00:00', Source('Rybar'))
    """

    recorded_at: datetime = attrs.field(converter=_aware)
    record: Record


class Timed(NamedTuple):
    """A record on its way into a log, with its time of recording in microseconds."""

    record: Record
    micros: int


class Mention(NamedTuple):
    """Where in the log a source was first named, and how it was written there."""

    place: int
    name: str


class Log(Sequence[Entry]):
    """The entries of a graph in the order of recording, up to the length it had when asked for."""

    __slots__ = ("_index", "_length")

    def __init__(self, index: Index, length: int) -> None:
        self._index = index
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, place: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(place, slice):
            return tuple(self[at] for at in range(*place.indices(self._length)))
        at = place + self._length if place < 0 else place
        if not 0 <= at < self._length:
            raise IndexError(f"the log has {self._length} entries, found {place}")
        return Entry(to_datetime(self._index.times[at]), self._index.records[at])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Log):
            return NotImplemented
        mine, theirs, length = self._index, other._index, self._length
        same = length == other._length and mine.times[:length] == theirs.times[:length]
        return same and mine.records[:length] == theirs.records[:length]

    __hash__ = None  # type: ignore[assignment]  # it compares by what it holds

    def __repr__(self) -> str:
        return f"<Log of {self._length} entries>"


SIDES = frozenset({Stance.AFFIRMS, Stance.DENIES})
_NONE: frozenset[Stance] = frozenset()
_SETS: dict[frozenset[Stance], frozenset[Stance]] = {}


class Index:
    """The log of one graph, with its look-ups.

    Attributes
    ----------
    records : list of Record
        The log.
    times : array of int
        The times of recording, in microseconds.
    places : Places
        Where in the log each record stands.
    contents : dict
        The claims, also those that corrections bring in, by keys for what they say: see `claimgraph.log.offsets`.
    has_corrections : bool
        Whether any record was corrected.
    texts : dict
        For the text of each assertion with a triple, as an id: where that was recorded. See `triple_of`.
    assertions, assertions_at : list of str, array of int
        The assertions by the ids they were recorded or named with, and where first, in that order.
    claims_on, claims_by : dict
        For each assertion and source, by the id that claims name it with: where its claims stand.
    stances : dict
        For each assertion, by the id that claims name it with: the stances taken on it.
    contested : list of str
        The assertions that some claim affirms and some denies, by the id that claims name them with, maybe twice.
    named_by_id : list of str
        The assertions that claims name by their id, not by their text.
    mentions : dict
        For each source, where it was first named.
    cited_by : dict
        For each claim and source that claims cite, by the id that they cite it with: where those claims stand.
    knowledge, rules, representing : list of int
        Where in the log records stand that change what others mean, those that relate assertions, and sources
        that speak for others.
    renaming, completing : list of int
        Where in the log sources and assertions stand that had been named before: they may change how what was said
        before is shown, whom it was said for, or what it is on.
    reliances : list of int
        Where in the log it stands what published documents rested on.
    slots : Slots
        The values recorded of each subject and predicate.
    """

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.times = array("q")
        self.places = Places(self.records)
        self.contents: dict[int, Claim] = {}
        self.has_corrections = False
        self.texts: dict[str, int] = {}
        self.assertions: list[str] = []
        self.assertions_at = array("q")
        self.claims_on: dict[str, list[int]] = {}
        self.claims_by: dict[str, list[int]] = {}
        self.stances: dict[str, frozenset[Stance]] = {}
        self.contested: list[str] = []
        self.named_by_id: list[str] = []
        self.representing: list[int] = []
        self.renaming: list[int] = []
        self.completing: list[int] = []
        self.mentions: dict[str, Mention] = {}
        self.cited_by: dict[str, list[int]] = {}
        self._by_time: tuple[list[tuple[int, int]], int] = [], 0
        self.knowledge: list[int] = []
        self.rules: list[int] = []
        self.reliances: list[int] = []
        self.slots = Slots(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def length_at(self, micros: int) -> int:
        """Give the length of the log just before a moment."""
        return bisect_left(self.times, micros)

    def said_between(self, lo: int, hi: int, zone: ZoneInfo) -> list[int]:
        """Give where the claims stand that were said between two times, in microseconds; not those that correct others.

        All are put in order of time when first asked for, and from then on only those appended since.
        """
        by_time, until = self._by_time
        new = range(until, len(self.records))
        if new:
            claims = ((place, record) for place in new if isinstance(record := self.records[place], Claim))
            by_time = sorted([*by_time, *((claim.asserted_at.bounds(zone)[0], place) for place, claim in claims)])
            # A new list at once, for another thread may be reading the old one.
            self._by_time = by_time, new.stop
        return [place for _, place in by_time[bisect_left(by_time, (lo, -1)) : bisect_left(by_time, (hi, -1))]]

    def note_contents(self, contents: dict[int, Claim]) -> None:
        """Enter what claims say that are then appended, by keys that no other claim has."""
        if self.contents:
            self.contents.update(contents)
        else:
            self.contents = contents

    def extend(self, entries: Iterable[tuple[Record, int, Naming | None]]) -> None:
        """Append records that have been checked, with their times of recording.

        Of a claim the ids that it names are given where its content is entered.
        """
        for place, (record, micros, naming) in enumerate(entries, len(self.records)):
            if type(record) is Claim:
                self._note_claim(record, naming or self._entered(record), place)
            elif type(record) is Assertion:
                self._note(record, place)
            else:
                for one in brought_in(record) if isinstance(record, Correction) else (record,):
                    self._note(one, place)
                self._note_knowledge(record, place)
            self.times.append(micros)
            # Last, because its length is the length of the log: a reader must find the rest in place.
            self.records.append(record)

    def _entered(self, claim: Claim) -> Naming:
        """Enter what a claim says, and give the ids that it names."""
        naming = claim.source_id, claim.assertion_id
        key, _ = find_content(claim, content_key(claim, *naming), self.contents)
        self.contents[key] = claim
        return naming

    def _note_claim(self, claim: Claim, naming: Naming, place: int) -> None:
        """Enter what a claim is on, and who made it, at a place in the log."""
        source, assertion = naming
        on = self.claims_on.get(assertion)
        if on is not None:
            on.append(place)
        else:
            self.claims_on[assertion] = [place]
            # It was noted with its record; but that may have been taken out since.
            if self.has_corrections or (assertion not in self.texts and not self.places.of(assertion)):
                self._note_assertion(assertion, place)
            if claim.assertion == assertion:
                self.named_by_id.append(assertion)
        taken = self.stances.get(assertion, _NONE)
        if claim.stance not in taken:
            # Shared between assertions: there are few sets of stances.
            taken = self.stances[assertion] = _SETS.setdefault(taken | {claim.stance}, taken | {claim.stance})
            if taken >= SIDES:
                self.contested.append(assertion)
        by = self.claims_by.get(source)
        if by is not None:
            by.append(place)
        else:
            self.claims_by[source] = [place]
        if claim.cites:
            self._note_citations(claim, place)
        if by is None or claim.cites:  # the source itself was mentioned by its first claim
            self._note_mentions(claim, place)

    def _note_knowledge(self, record: Record, place: int) -> None:
        """Enter where a record stands that changes what others mean, or on what something was relied."""
        if isinstance(record, Source) and record.speaks_for is not None:
            self.representing.append(place)
        elif isinstance(record, (Affiliation, SameAs, Correction)):
            self.knowledge.append(place)
            self.has_corrections = self.has_corrections or isinstance(record, Correction)
        elif isinstance(record, (Predicate, Part, Link, Dismissal)):
            self.rules.append(place)
        elif isinstance(record, Reliance):
            self.reliances.append(place)

    def _note(self, record: Record, place: int) -> None:
        """Enter a record that is appended otherwise than as a claim, and the names in it, at a place in the log."""
        if isinstance(record, Claim):  # which a correction brings in
            self._entered(record)
            self._note_citations(record, place)
            self._note_mentions(record, place)
            return
        record_id = record.id
        self.places.enter(record_id, place)
        if isinstance(record, Assertion):
            self._note_assertion(record_id, place)
            text = assertion_id(record.text)
            is_named = text in self.claims_on or record_id in self.claims_on
            if text != record_id:
                self.texts.setdefault(text, place)
                # Claims on a text that was corrected to another will be on this one.
                is_named = is_named or (self.has_corrections and bool(self.places.of(text)))
            if is_named:
                self.completing.append(place)
            return
        if isinstance(record, Source) and record_id in self.mentions:
            self.renaming.append(place)
        self._note_mentions(record, place)

    def _note_assertion(self, named: str, place: int) -> None:
        self.assertions_at.append(place)
        self.assertions.append(named)

    def _note_mentions(self, record: Record, place: int) -> None:
        for _, name in sources_in(record):
            self.mentions.setdefault(source_id(name), Mention(place, name))

    def _note_citations(self, claim: Claim, place: int) -> None:
        for item in claim.cites:
            if isinstance(item, str):
                cited = item if item.startswith("claim:") else source_id(item)
                self.cited_by.setdefault(cited, []).append(place)

    def triple_of(self, text_id: str, length: int) -> str | None:
        """Give the id by triple of the assertion that the first `length` records have under a text, if there is one."""
        place = self.texts.get(text_id)  # and not the id too, which would be 60 bytes more for each
        if place is None or place >= length:
            return None
        record = self.records[place]
        if isinstance(record, Assertion):
            return record.id
        noted = (one for one in brought_in(record) if isinstance(one, Assertion) and one.triple)
        return next(one.id for one in noted if assertion_id(one.text) == text_id)

    def noted(self, record_id: str, place: int) -> Record:
        """Give the record with an id that stands, or is brought in by a correction, at a place."""
        record = self.records[place]
        if not isinstance(record, Correction):
            return record
        return next(one for one in brought_in(record) if one.id == record_id)


def assertions_in(record: Record) -> Iterator[tuple[str, str]]:
    """Give the fields in which a flattened record names assertions, and the names as they are written there."""
    if isinstance(record, (Claim, Reliance)):
        yield "assertion", str(record.assertion)
    elif isinstance(record, (Link, Dismissal)):
        yield "a", str(record.a)
        yield "b", str(record.b)


def sources_in(record: Record) -> Iterator[tuple[str, str]]:
    """Give the fields in which a flattened record names sources, and the names as they are written there."""
    if isinstance(record, Claim):
        yield "source", str(record.source)
        for item in record.cites:
            if isinstance(item, str) and not item.startswith("claim:"):
                yield "cites", item
    elif isinstance(record, SameAs):
        yield "a", str(record.a)
        yield "b", str(record.b)
    elif isinstance(record, (Source, Affiliation)):
        yield ("name", record.name) if isinstance(record, Source) else ("source", str(record.source))
        if record.speaks_for is not None:
            yield "speaks_for", str(record.speaks_for)
