"""Who is who, up to a length of a log: the names of sources, and whom they speak for.

Corrections, affiliations and sameness act from their own recording on, and then for all of history.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from claimgraph.amendments import Affiliation, SameAs
from claimgraph.corrections import Corrections
from claimgraph.errors import InvalidRecord, NotFound
from claimgraph.fields import shown
from claimgraph.flatten import is_bare
from claimgraph.ids import source_id
from claimgraph.index import Index
from claimgraph.instants import BEGINNING, FOREVER
from claimgraph.model import Source
from claimgraph.names import NearNames
from claimgraph.record import Record

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
        # Of those recorded at one time, which comes last does not hang on their order in a batch.
        for _, record in sorted(self._knowledge(Affiliation), key=lambda item: (item[0], item[1].id)):
            self._affiliations.setdefault(self.source(record.source), []).append(record)
        self._chains: dict[str, tuple[str, ...]] = {}
        self._speakers: dict[Source | str, tuple[str, str]] = {}

    def _take_over(self, other: Self) -> None:
        """Share what others found out: it depends on how much is known of who is who, and on nothing else."""
        self.corrections = other.corrections
        self._resolved = other._resolved
        self._shown_as = other._shown_as
        self._names = other._names
        self._affiliations = other._affiliations
        self._chains = other._chains
        self._speakers = other._speakers

    # Records

    def record(self, record_id: str, kind: type[R]) -> R | None:
        """Give a record as completed and corrected so far, or none if it is named only, or was taken out."""
        found: R | None = None
        correction = self.corrections.acting.get(record_id)
        for place in reversed(self.index.places.of(record_id)):
            if correction is not None and not self.corrections.is_anew(record_id, place):
                continue
            if place < self.length and self.corrections.is_in_force(record_id, place):
                version = self.index.noted(record_id, place)
                if isinstance(version, kind) and (found is None or is_bare(found)):
                    found = version
        if found is None and correction is not None:
            new = correction.replacement
            return new if isinstance(new, kind) and new.id == record_id else None
        return found

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
        if not self._affiliations:
            chain = self._chains.get(source)
            if chain is None:
                chain = self._chains[source] = self._climb(source, at)
            return chain
        return self._climb(source, at)

    def speaker(self, name: Source | str, at: int) -> tuple[str, str]:
        """Give the source that a claim names, and its principal when it was said."""
        found = self._speakers.get(name)
        if found is None:
            chain = self.chain(self._found(name), at)
            found = chain[0], chain[-1]
            if not self._affiliations:  # which hold for a time
                self._speakers[name] = found
        return found

    def ever_spoke_for(self, source: str) -> set[str]:
        """Give a source and all that it speaks for at some time, directly or through others."""
        found, ahead = {source}, [source]
        while ahead:
            one = ahead.pop()
            above = [self.source(act.speaks_for) for act in self._affiliations.get(one, ()) if act.speaks_for]
            recorded = self._recorded_above(one)
            ahead += {*above, *([] if recorded is None else [recorded])} - found
            found.update(ahead)
        return found

    def may_speak_for(self, source: str) -> list[str]:
        """Give a source and all that speak for it at some time, directly or through others, in the order of naming."""
        if self._nobody_is_represented:
            return [source]
        return [one for one in self.sources if source in self.ever_spoke_for(one)]

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
            merged = classes.get(a, {a}) | classes.get(b, {b})
            classes.update(dict.fromkeys(merged, merged))
            preferred.setdefault(a, micros)
            others.add(b)

        def rank(name: str) -> tuple[bool, float, str]:
            return name in others, preferred.get(name, FOREVER), name

        shown = {id(names): min(names, key=rank) for names in classes.values()}
        return {name: shown[id(names)] for name, names in classes.items()}

    def _climb(self, source: str, at: int) -> tuple[str, ...]:
        chain = [source]
        while (above := self._represented(chain[-1], at)) is not None:
            if above in chain:
                # Representation in a ring has no top: the smallest id stands for all of it.
                return (*chain, min(chain[chain.index(above) :]))
            chain.append(above)
        return tuple(chain)

    def _represented(self, source: str, at: int) -> str | None:
        for affiliation in reversed(self._affiliations.get(source, ())):
            lo, hi = affiliation.valid.bounds(self.zone) if affiliation.valid else (BEGINNING, FOREVER)
            if lo <= at < hi:
                return None if affiliation.speaks_for is None else self.source(affiliation.speaks_for)
        return self._recorded_above(source)

    def _recorded_above(self, source: str) -> str | None:
        """Give whom a source represents by its own record, where no affiliation says otherwise."""
        for name in sorted(self._names.get(source, [source]), key=lambda name: (name != source, name)):
            record = self.record(name, Source)
            if record is not None and record.speaks_for is not None:
                return self.source(record.speaks_for)
        return None
