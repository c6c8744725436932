"""Who is who, up to a length of a log: the names of sources, and whom they speak for.

Corrections, affiliations and sameness act from their own recording on, and then for all of history.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidRecord, NotFound
from claimgraph.log.corrections import Corrections
from claimgraph.log.index import Index
from claimgraph.log.representation import Acting, acting_among
from claimgraph.log.similar_names import NearNames
from claimgraph.records.amendments import Affiliation, SameAs
from claimgraph.records.base import Record
from claimgraph.records.claims import Source
from claimgraph.records.ids import source_id
from claimgraph.records.validators import shown
from claimgraph.times.instants import FOREVER

R = TypeVar("R", bound=Record)


class Sources:
    """The sources in the first `length` entries of a log, as they stand then.

    The ids that it gives out are canonical: of a source that was corrected to another name the new one, of
    several names of one source the one it is shown under.

    Parameters
    ----------
    index : Index
        The log.
    length : int
        How much of it is known.
    zone : ZoneInfo
        The zone that dates are read in.
    other : Sources, optional
        Those of another length of the log, which share what they found out if just as much is known of them.

    Attributes
    ----------
    naming : tuple of int
        How much is known of who is who: whoever knows as much takes a claim for that of the same source.
    """

    def __init__(self, index: Index, length: int, zone: ZoneInfo, other: Self | None = None) -> None:
        self.index = index
        self.length = length
        self.zone = zone
        self.naming = (
            bisect_left(index.knowledge, length),
            bisect_left(index.representing, length),
            bisect_left(index.renaming, length),
        )
        # After most additions as much is known as before: to find it out anew takes 3 us, and this 0.8.
        if other is not None and other.naming == self.naming:
            self._take_over(other)
        else:
            self._find_who_is_who()

    def _find_who_is_who(self) -> None:
        self.corrections = Corrections(self.index, self.length)
        self._resolved: dict[str, str] = {}  # by the names as they are written: claims repeat them
        self._shown_as = self._merge_names()
        self._names: dict[str, list[str]] = {}
        for name, one in self._shown_as.items():
            self._names.setdefault(one, []).append(name)
        self._affiliations: dict[str, list[Affiliation]] = {}
        turns: set[int] = set()
        # Of those recorded at one time, which comes last does not hang on their order in a batch.
        for _, record in sorted(self._knowledge(Affiliation), key=lambda item: (item[0], item[1].id)):
            self._affiliations.setdefault(self.source(record.source), []).append(record)
            turns.update(record.valid.bounds(self.zone) if record.valid else ())
        self._turns = sorted(turns)
        self._acting: dict[str, Acting] = {}
        self._recorded_bodies: dict[str, str | None] = {}
        self._principals: dict[tuple[int, str], str] = {}
        self._speakers: dict[tuple[int, Source | str], tuple[str, str]] = {}

    def _take_over(self, other: Self) -> None:
        """Share what others found out: it depends on how much is known of who is who, and on nothing else."""
        self.corrections = other.corrections
        self._resolved = other._resolved
        self._shown_as = other._shown_as
        self._names = other._names
        self._affiliations = other._affiliations
        self._turns = other._turns
        self._acting = other._acting
        self._recorded_bodies = other._recorded_bodies
        self._principals = other._principals
        self._speakers = other._speakers

    # Records

    def record(self, record_id: str, kind: type[R]) -> R | None:
        """Give a record as completed and corrected so far, or none if it is named only, or was taken out."""
        return self.corrections.record(record_id, kind, self.length)

    # Names

    def source(self, reference: Source | str) -> str:
        """Give the id of the source that a name, an id or a record refers to."""
        one = self._resolved.get(reference) if type(reference) is str else None
        if one is None:
            one = self._found(reference)
            if type(reference) is str:
                self._resolved[reference] = one
        return one

    def named_source(self, reference: Source | str) -> str:
        """Give the id of a source under the very name it is referred to by, though it may have others."""
        return self.corrections.successor(source_id(str(reference)))

    def find_source(self, reference: Source | str) -> str:
        """Give the id of a source, and raise `NotFound` if nobody has recorded or named it."""
        if not isinstance(reference, (str, Source)):
            raise InvalidRecord(f"found {shown(reference)}, expected the name of a source, or a Source")
        mention = self.index.mentions.get(source_id(str(reference)))
        if mention is None or mention.place >= self.length:
            known = (one.name for one in list(self.index.mentions.values()) if one.place < self.length)
            raise NotFound("source", str(reference), NearNames(known).to(str(reference)))
        return self.source(reference)

    def names_of(self, source: str) -> list[str]:
        """Give the ids that claims may have named a source by."""
        names = self._names.get(source, [source])
        return [key for name in names for key in (name, *self.corrections.predecessors.get(name, ()))]

    def name(self, source: str) -> str:
        """Give the name that a source is shown under."""
        record = self.record(source, Source)
        if record is not None:
            return record.name
        mention = self.index.mentions.get(source)
        return mention.name if mention else source.removeprefix("source:")

    @cached_property
    def sources(self) -> list[str]:
        """Every source that is recorded or named, in the order in which they were named first."""
        mentions = list(self.index.mentions.items())
        return list(dict.fromkeys(self.source(name) for name, mention in mentions if mention.place < self.length))

    # Representation

    def chain(self, source: str, at: int) -> tuple[str, ...]:
        """Give a source and those it speaks for at a moment, up to its principal, which comes last."""
        if self._nobody_is_represented:
            return (source,)
        chain, above = {source: None}, self._represented(source, at)
        while above is not None and above not in chain:
            chain[above] = None
            above = self._represented(above, at)
        return tuple(chain) if above is None else (*chain, self.principal(source, at))

    def principal(self, source: str, at: int) -> str:
        """Give the source at the end of those that a source speaks for at a moment."""
        if self._nobody_is_represented:
            return source
        era = self._era(at)
        passed: dict[str, None] = {}
        one: str | None = source
        while one is not None and one not in passed and (era, one) not in self._principals:
            passed[one] = None
            one = self._represented(one, at)
        path = list(passed)
        if one is None:
            found = path[-1]
        elif one in passed:
            # Representation in a ring has no top: the smallest id stands for all of it.
            found = min(path[path.index(one) :])
        else:
            found = self._principals[era, one]
        self._principals.update(dict.fromkeys(((era, one) for one in path), found))
        return found

    def speaker(self, name: Source | str, at: int) -> tuple[str, str]:
        """Give the source that a claim names, and its principal when it was said."""
        key = self._era(at), name
        found = self._speakers.get(key)
        if found is None:
            source = self._found(name)
            found = self._speakers[key] = source, self.principal(source, at)
        return found

    def ever_spoke_for(self, source: str) -> set[str]:
        """Give a source and all that it speaks for at some time, directly or through others."""
        found, ahead = {source}, [source]
        while ahead:
            new = self._ever_directly_above(ahead.pop()) - found
            found |= new
            ahead += new
        return found

    def may_speak_for(self, source: str) -> list[str]:
        """Give a source and all that speak for it at some time, directly or through others, in the order of naming."""
        if self._nobody_is_represented:
            return [source]
        speaking: dict[str, list[str]] = {}
        met, ahead = set(self.sources), list(self.sources)
        while ahead:
            one = ahead.pop()
            for body in self._ever_directly_above(one):
                speaking.setdefault(body, []).append(one)
                if body not in met:
                    met.add(body)
                    ahead.append(body)
        found, ahead = {source}, [source]
        while ahead:
            new = set(speaking.get(ahead.pop(), ())) - found
            found |= new
            ahead += new
        return [one for one in self.sources if one in found]

    # Within

    def _found(self, reference: Source | str) -> str:
        named = self.named_source(reference)
        return self._shown_as.get(named, named)

    @property
    def _nobody_is_represented(self) -> bool:
        """Whether no source speaks for another, as can be told at once where nothing says so."""
        return not self._affiliations and not self.index.representing and not self.corrections.acting

    def _knowledge(self, kind: type[R]) -> Iterator[tuple[int, R]]:
        """Give the records of a kind that change what others mean, with their times of recording."""
        for place in takewhile(lambda place: place < self.length, list(self.index.knowledge)):
            # Of a kind before: a correction keeps that, and to find out the ids of corrections takes long.
            record = self.corrections.as_corrected(place) if isinstance(self.index.records[place], kind) else None
            if isinstance(record, kind):
                yield self.index.times[place], record

    def _merge_names(self) -> dict[str, str]:
        """Give, for each source that has several names, the one that it is shown under."""
        classes: dict[str, set[str]] = {}
        preferred: dict[str, int] = {}
        others: set[str] = set()
        for micros, record in self._knowledge(SameAs):
            a, b = self.named_source(record.a), self.named_source(record.b)
            fewer, more = sorted((classes.setdefault(a, {a}), classes.setdefault(b, {b})), key=len)
            if fewer is not more:  # the fewer join the more: no name is moved more often than classes can double
                more |= fewer
                classes.update(dict.fromkeys(fewer, more))
            preferred.setdefault(a, micros)
            others.add(b)

        def rank(name: str) -> tuple[bool, float, str]:
            return name in others, preferred.get(name, FOREVER), name

        each = {id(names): names for names in classes.values()}
        shown = {one: min(names, key=rank) for one, names in each.items()}
        return {name: shown[id(names)] for name, names in classes.items()}

    def _era(self, at: int) -> int:
        """Give the number of the stretch that a moment lies in, between the ends of all affiliations."""
        return bisect_right(self._turns, at)

    def _represented(self, source: str, at: int) -> str | None:
        """Give whom a source speaks for at a moment."""
        if source in self._affiliations:
            if source not in self._acting:
                self._acting[source] = acting_among(self._affiliations[source], self.zone)
            turns, acts = self._acting[source]
            act = acts[bisect_right(turns, at)]
            if act is not None:
                return None if act.speaks_for is None else self.source(act.speaks_for)
        return self._recorded_above(source)

    def _ever_directly_above(self, source: str) -> set[str]:
        """Give those for whom a source speaks at some time."""
        found = {self.source(act.speaks_for) for act in self._affiliations.get(source, ()) if act.speaks_for}
        recorded = self._recorded_above(source)
        return found if recorded is None else found | {recorded}

    def _recorded_above(self, source: str) -> str | None:
        """Give whom a source represents by its own record, where no affiliation says otherwise."""
        if source not in self._recorded_bodies:
            names = sorted(self._names.get(source, [source]), key=lambda name: (name != source, name))
            records = (self.record(name, Source) for name in names)
            named = (record.speaks_for for record in records if record is not None and record.speaks_for is not None)
            self._recorded_bodies[source] = next((self.source(body) for body in named), None)
        return self._recorded_bodies[source]
