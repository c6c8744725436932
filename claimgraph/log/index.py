"""The log and the look-ups that grow with it: what was recorded, where, under which id.

A writer appends, and takes back what it appended if the batch is refused; a reader knows a length of the log up to
which nothing changes, and looks at nothing beyond it. Nothing here says what the records mean at a given length; that
is `claimgraph.log.snapshot`.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections.abc import MutableMapping, MutableSequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from claimgraph.log.corrections import Corrections
from claimgraph.log.offsets import Naming, Places, content_key, find_content
from claimgraph.log.slots import Slots
from claimgraph.records.amendments import Affiliation, Correction, SameAs, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.declarations import Dismissal, Link, Part, Predicate
from claimgraph.records.ids import assertion_id, source_id
from claimgraph.records.nested import sources_in
from claimgraph.records.reliance import Reliance
from claimgraph.records.stance import Stance


class Mention(NamedTuple):
    """Where in the log a source was first named, and how it was written there."""

    place: int
    name: str


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
    corrections : Corrections
        What the corrections amount to at the end of the log, for writers; readers have those of their length.
    texts : dict
        For the text of each assertion with a triple, as an id: where that was recorded. See `triple_of`.
    assertions, assertions_at : list of str, array of int
        The assertions by the ids they were recorded or named with, and where first, in that order.
    claims_on, claims_by : dict
        For each assertion and source, by the id that claims name it with: where its claims stand.
    stances : dict
        For each assertion, by the id that claims name it with: the stances taken on it, and maybe more.
    contested : dict
        The assertions that some claim affirms and some denies, by the id that claims name them with; no values.
    named_by_id : dict
        The assertions that claims name by their id, not by their text; no values.
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
        # Held by readers who enter what is entered only once somebody asks, and while the log is cut: or what is cut
        # could be entered once more, and what is appended in its place never.
        self._entering = threading.RLock()
        self.places = Places(self.records, self._entering)
        self.contents: dict[int, Claim] = {}
        self.has_corrections = False
        self.texts: dict[str, int] = {}
        self.assertions: list[str] = []
        self.assertions_at = array("q")
        self.claims_on: dict[str, list[int]] = {}
        self.claims_by: dict[str, list[int]] = {}
        self.stances: dict[str, frozenset[Stance]] = {}
        self.contested: dict[str, None] = {}
        self.named_by_id: dict[str, None] = {}
        self.representing: list[int] = []
        self.renaming: list[int] = []
        self.completing: list[int] = []
        self.mentions: dict[str, Mention] = {}
        self.cited_by: dict[str, list[int]] = {}
        self._by_time: tuple[list[tuple[int, int]], int] = [], 0
        self.knowledge: list[int] = []
        self.rules: list[int] = []
        self.reliances: list[int] = []
        self.slots = Slots(self.records, self._entering)
        self.corrections = Corrections(self, 0)

    def __len__(self) -> int:
        return len(self.records)

    def length_at(self, micros: int) -> int:
        """Give the length of the log just before a moment."""
        return bisect_left(self.times, micros)

    def said_between(self, lo: int, hi: int, zone: ZoneInfo) -> list[int]:
        """Give where the claims stand that were said between two times, in microseconds; not those that correct others.

        All are put in order of time when first asked for, and from then on only those appended since.
        """
        with self._entering:
            by_time, until = self._by_time
            new = range(until, len(self.records))
            if new:
                claims = ((place, record) for place in new if isinstance(record := self.records[place], Claim))
                by_time = sorted([*by_time, *((claim.asserted_at.bounds(zone)[0], place) for place, claim in claims)])
                # A new list at once, for another thread may be reading the old one.
                self._by_time = by_time, new.stop
        return [place for _, place in by_time[bisect_left(by_time, (lo, -1)) : bisect_left(by_time, (hi, -1))]]

    def append(self, record: Record, micros: int, found: tuple[Naming, int] | None = None) -> None:
        """Append a record that has been checked.

        Parameters
        ----------
        record : Record
            The record.
        micros : int
            Its time of recording, in microseconds.
        found : tuple, optional
            For a claim, if they are known: the ids that it names, and the key for its content.
        """
        offset = len(self.records)
        # First, so that whatever an interrupt leaves of it is found by `truncate`.
        self.records.append(record)
        self.times.append(micros)
        if type(record) is Claim:
            if found is None:
                self._note_claim(record, self._entered(record), offset)
            else:
                naming, key = found
                self.contents[key] = record
                self._note_claim(record, naming, offset)
        elif type(record) is Assertion:
            self._note(record, offset)
        else:
            for one in brought_in(record) if isinstance(record, Correction) else (record,):
                self._note(one, offset)
            self._note_knowledge(record, offset)

    def truncate(self, length: int) -> None:
        """Take back all that was appended from a length on, also where the last record was noted in part.

        Records are taken back in the reverse order, each with what `append` noted of it.
        """
        with self._entering:
            for offset in reversed(range(length, len(self.records))):
                record = self.records[offset]
                for one in reversed(brought_in(record)):
                    self._forget(one, offset)
                if isinstance(record, Claim):
                    self._forget_claim(record, offset)
            for offsets in (
                self.knowledge,
                self.rules,
                self.representing,
                self.renaming,
                self.completing,
                self.reliances,
            ):
                _cut(offsets, length)
            _cut(self.assertions_at, length)
            del self.assertions[len(self.assertions_at) :]
            self.places.truncate(length)
            self.slots.truncate(length)
            by_time, until = self._by_time
            if until > length:
                self._by_time = [(said, offset) for said, offset in by_time if offset < length], length
            undone = any(isinstance(record, Correction) for record in self.records[length:])
            del self.times[length:]
            if undone:
                self.has_corrections = any(isinstance(self.records[offset], Correction) for offset in self.knowledge)
                self.corrections = Corrections(self, length)
            del self.records[length:]

    def _forget(self, record: Record, offset: int) -> None:
        """Take back what was noted of one record at an offset, or of what a correction brought in there."""
        for _, name in sources_in(record):
            mention = self.mentions.get(source_id(name))
            if mention is not None and mention.place >= offset:
                del self.mentions[source_id(name)]
        if isinstance(record, Assertion):
            text = assertion_id(record.text)
            if self.texts.get(text, -1) >= offset:
                del self.texts[text]
        if isinstance(record, Claim):
            key, found = find_content(record, content_key(record, record.source_id, record.assertion_id), self.contents)
            # Only with corrections can one claim stand at two offsets.
            stood = self.has_corrections and any(at < offset for at in self.places.of(record.id))
            if found is record and not stood:
                del self.contents[key]
            for item in record.cites:
                if isinstance(item, str):
                    _cut_at(self.cited_by, item if item.startswith("claim:") else source_id(item), offset)

    def _forget_claim(self, claim: Claim, offset: int) -> None:
        """Take back what was noted of a claim in its own right."""
        assertion = claim.assertion_id
        _cut_at(self.claims_by, claim.source_id, offset)
        if _cut_at(self.claims_on, assertion, offset):
            # Of an assertion that keeps claims, its stances may be more than are taken: see `stances`.
            for known in (self.stances, self.contested, self.named_by_id):
                known.pop(assertion, None)

    def _entered(self, claim: Claim) -> Naming:
        """Enter what a claim says, and give the ids that it names."""
        naming = claim.source_id, claim.assertion_id
        key, found = find_content(claim, content_key(claim, *naming), self.contents)
        if found is None:
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
                self.named_by_id[assertion] = None
        taken = self.stances.get(assertion, _NONE)
        if claim.stance not in taken:
            # Shared between assertions: there are few sets of stances.
            taken = self.stances[assertion] = _SETS.setdefault(taken | {claim.stance}, taken | {claim.stance})
            if taken >= SIDES:
                self.contested[assertion] = None
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
            if isinstance(record, Correction):
                self.has_corrections = True
                self.corrections.go_on(place + 1)
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


def _cut(offsets: MutableSequence[int], length: int) -> None:
    """Drop the offsets from a length on from the end of a list in order."""
    while offsets and offsets[-1] >= length:
        offsets.pop()


def _cut_at(by_id: MutableMapping[str, list[int]], record_id: str, length: int) -> bool:
    """Drop them from what is kept under an id, and return whether nothing is left there."""
    offsets = by_id.get(record_id)
    if offsets is None:
        return False
    _cut(offsets, length)
    if not offsets:
        del by_id[record_id]
    return not offsets
