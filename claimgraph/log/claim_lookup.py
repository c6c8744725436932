"""What is claimed, up to a length of a log: assertions, and the claims on them, with corrections applied."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Self
from zoneinfo import ZoneInfo

from claimgraph.errors import InvalidRecord, NotFound
from claimgraph.log.identity import Sources
from claimgraph.log.index import Index
from claimgraph.log.similar_names import NearNames
from claimgraph.log.snapshot_cache import Shared
from claimgraph.records.claims import Assertion, Claim, Document, document_id_of
from claimgraph.records.ids import assertion_id
from claimgraph.records.stance import Stance
from claimgraph.records.validators import shown

_NONE: frozenset[Stance] = frozenset()


class Claimed(Sources):
    """The assertions in the first `length` entries of a log, and the claims on them, as they stand then.

    The ids that it gives out are canonical: of an assertion with a triple the id by triple, of a record
    that was corrected to another name the new one, of a source as `Sources` has it.

    Parameters
    ----------
    index : Index
        The log.
    length : int
        How much of it is known.
    zone : ZoneInfo
        The zone that dates are read in.
    shared : Shared
        What other lengths found out.

    Attributes
    ----------
    hearing : tuple
        How much is known of who is who, and of what claims are on: whoever knows as much hears the same.
    """

    def __init__(self, index: Index, length: int, zone: ZoneInfo, shared: Shared) -> None:
        super().__init__(index, length, zone, shared.last)
        # A triple takes the claims on its text, also from what that text was corrected to.
        moved = bisect_left(index.completing, length) if self.corrections.has_of_assertions else 0
        self.hearing = self.naming, moved
        self.shared = shared
        shared.last = self

    _corrected_places: set[int]
    _standing_in: dict[str, tuple[int, Claim]]
    _brought_in: dict[str, list[tuple[int, Claim]]]

    def _find_who_is_who(self) -> None:
        super()._find_who_is_who()
        self._corrected_places = set()
        self._standing_in = {}
        self._brought_in = {}
        self._index_corrected_claims()

    def _take_over(self, other: Self) -> None:
        super()._take_over(other)
        self._corrected_places = other._corrected_places
        self._standing_in = other._standing_in
        self._brought_in = other._brought_in

    def assertion(self, reference: Assertion | str) -> str:
        """Give the id of the assertion that a text, an id or a record refers to."""
        if isinstance(reference, Assertion) and reference.triple:
            return self.corrections.successor(reference.id)
        found = assertion_id(str(reference))
        return self.corrections.successor(self.index.triple_of(found, self.length) or found)

    def find_assertion(self, reference: Assertion | str) -> str:
        """Give the id of an assertion, and raise `NotFound` for a text that nobody has recorded.

        An `Assertion` may be one that nobody has recorded: it stands for itself.
        """
        if not isinstance(reference, (str, Assertion)):
            raise InvalidRecord(f"found {shown(reference)}, expected the text of an assertion, or an Assertion")
        found = self.assertion(reference)
        if isinstance(reference, Assertion) or self.is_recorded(found):
            return found
        raise NotFound("assertion", reference, NearNames(self.assertions.values()).to(reference))

    def document(self, reference: Document | str | None) -> str | None:
        """Return the id of the document that a URL, an id or a record refers to, if one is named."""
        return None if reference is None else self.corrections.successor(document_id_of(reference))

    def find_document(self, reference: Document | str) -> str:
        """Return the id of a document, and raise `NotFound` if nobody has recorded or named it."""
        if not isinstance(reference, (str, Document)):
            raise InvalidRecord(f"found {shown(reference)}, expected the URL of a document, or a Document")
        found = self.corrections.successor(document_id_of(reference))
        if self.record(found, Document) is None:
            raise NotFound("document", str(reference))
        return found

    def text(self, assertion: str) -> str:
        """Give the text of an assertion; of one that nobody recorded, its id without the kind."""
        return self.assertion_record(assertion).text

    @cached_property
    def assertions(self) -> dict[str, str]:
        """The text of every recorded assertion by its id, in the order of recording."""
        index, corrected = self.index, bisect_left(self.index.knowledge, self.length)
        # What was taken out, or brought in by what was, may come back with a claim: then all are looked at.
        is_steady = not self.corrections.has_of_assertions
        length, knew, before = self.shared.assertions if is_steady else (0, 0, {})
        if self.length < length and knew == corrected and len(before) == bisect_left(index.assertions_at, length):
            # A shorter log has the first of them, where nothing was said of any since but by claims.
            return dict(islice(before.items(), bisect_left(index.assertions_at, self.length)))
        # Nothing but what came since is looked at, unless that may say something of what was there.
        goes_on = length <= self.length and knew == corrected
        new = self._named_since(length) if goes_on else []
        if not goes_on or (before and any(self._completes(place, before) for _, place in new)):
            before, new = {}, self._named_since(0)
        found = before.copy()
        for named, place in new:
            record = index.records[place]
            if not corrected and isinstance(record, Assertion) and named not in found and named not in index.texts:
                found[named] = record.text  # as most are: recorded once, and not corrected
                continue
            one = self.assertion(named)
            if self.is_recorded(one):
                found[one] = self.text(one)
        if is_steady and self.length >= length:
            self.shared.assertions = self.length, corrected, found
        return found

    def _named_since(self, length: int) -> list[tuple[str, int]]:
        """Give the ids by which assertions were first named, or recorded, in the log from a length on, and where."""
        named, at = self.index.assertions, self.index.assertions_at
        span = range(bisect_left(at, length), bisect_left(at, self.length))
        return [(named[one], at[one]) for one in span]

    def _completes(self, place: int, assertions: dict[str, str]) -> bool:
        """Tell whether a place in the log says more of an assertion that was known before."""
        record = self.index.records[place]
        return isinstance(record, Assertion) and not assertions.keys().isdisjoint(
            (record.id, assertion_id(record.text))
        )

    def rank(self, assertion: str) -> int:
        """Give where a recorded assertion comes in the order of recording."""
        return self._ranks[assertion]

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {assertion: rank for rank, assertion in enumerate(self.assertions)}

    def first_place(self, assertion: str) -> int:
        """Give where in the log an assertion was first recorded or named."""
        kept = ((self.index.places.of(key), self.index.claims_on.get(key, ())) for key in self.keys(assertion))
        return min(places[0] for both in kept for places in both if places)

    # Records

    def assertion_record(self, assertion: str) -> Assertion:
        """Give an assertion's record; where it is named only, one that has nothing but its text."""
        found = self.record(assertion, Assertion)
        if found is not None:
            return found
        claims = self.claims_on(assertion)
        named = str(claims[0][1].assertion) if claims else assertion
        if named.startswith("assertion:"):
            # By its id: the record tells the text, though it was taken out.
            places = self.index.places.of(assertion)
            taken_out = (self.index.noted(assertion, place) for place in places if place < self.length)
            named = next((str(record) for record in taken_out), named.removeprefix("assertion:"))
        return Assertion(named)

    def claims_on(self, assertion: str) -> list[tuple[int, Claim]]:
        """Give the claims on an assertion with their places in the log, in that order."""
        return self._claims(self.index.claims_on, self.keys(assertion))

    def is_corrected(self, assertion: str) -> bool:
        """Tell whether any claim on an assertion was corrected, or stands in place of another."""
        corrected, on = self._corrected_places, self.index.claims_on
        return bool(corrected) and any(
            key in self._brought_in or not corrected.isdisjoint(on.get(key, ())) for key in self.keys(assertion)
        )

    @cached_property
    def contested(self) -> set[str]:
        """The assertions that may have direct claims on both sides: all that have, and few others."""
        found = set(map(self.assertion, list(self.index.contested)))  # which grows while others record
        # What goes by several ids, or was corrected, may have one side under each.
        found.update(map(self.assertion, (claim.assertion for _, claim in self._standing_in.values())))
        found.update(self.assertion(one) for one in list(self.index.named_by_id))
        found.update(one for one in self.corrections.predecessors if one.startswith("assertion:"))
        return found

    def stances_on(self, assertion: str) -> set[Stance]:
        """Give the stances that anybody takes on an assertion anywhere in the log, and maybe more."""
        found: set[Stance] = set()
        for key in self.keys(assertion):
            found |= self.index.stances.get(key, _NONE)
            found.update(claim.stance for _, claim in self._brought_in.get(key, ()))
        return found

    def claims(self) -> Iterator[tuple[int, Claim]]:
        """Give all claims with their places in the log, in that order."""
        for place in range(self.length):
            corrected = place in self._corrected_places
            record = self.corrections.as_corrected(place) if corrected else self.index.records[place]
            if isinstance(record, Claim):
                yield place, record

    def claim(self, reference: str) -> tuple[int, Claim] | None:
        """Give the claim that stands for an id by now, with its place in the log; none where it was taken out."""
        found = self.corrections.successor(reference)
        if found in self._standing_in:
            return self._standing_in[found]
        for place in self.index.places.of(found):
            if place >= self.length:
                break
            record = self.index.records[place]
            if isinstance(record, Claim) and place not in self._corrected_places:
                return place, record
        return None

    def claims_by(self, source: str) -> list[tuple[int, Claim]]:
        """Give the claims of a source, under all its names, with their places in the log, in that order."""
        return self._claims(self.index.claims_by, self.names_of(source))

    def corrected_claims(self) -> Iterator[tuple[int, Claim]]:
        """Give the claims that stand in place of others, with their places in the log, in that order."""
        yield from sorted(self._standing_in.values(), key=lambda item: item[0])

    # Within

    def keys(self, assertion: str) -> list[str]:
        """Give the ids that claims on an assertion may have named it by."""
        places = self.index.places.of(assertion)
        if len(places) == 1 and places[0] < self.length and not self.index.has_corrections:
            return self._plain_keys(assertion, places[0])
        keys: dict[str, None] = {}
        for one in (assertion, *self.corrections.predecessors.get(assertion, ())):
            keys[one] = None
            # What is being recorded is in the look-ups too, and may be cut again.
            places = self.index.places.of(one)
            for place in places[: bisect_left(places, self.length)]:
                record = self.index.noted(one, place)
                if isinstance(record, Assertion) and record.triple:
                    keys[assertion_id(record.text)] = None
        return [key for key in keys if self.assertion(key) == assertion]

    def _plain_keys(self, assertion: str, place: int) -> list[str]:
        """Give the ids of an assertion that was recorded once, as most are, where nothing was ever corrected.

        That takes 1.2 us, and to look for more 2.1, of the 14 of a first question.
        """
        record, triple_of = self.index.records[place], self.index.triple_of
        keys = [assertion]
        if isinstance(record, Assertion) and record.triple:
            keys.append(assertion_id(record.text))
        return [key for key in keys if (triple_of(key, self.length) or key) == assertion]

    def is_recorded(self, assertion: str) -> bool:
        """Tell whether an assertion is in the log by now, and was not taken out with nothing said of it."""
        if not self.index.has_corrections:  # nothing was taken out: what stands anywhere in the log is recorded
            places = self.index.places.of(assertion)
            if places and places[0] < self.length:
                return True
        elif self.record(assertion, Assertion) is not None:
            return True
        return any(self.claims_on(assertion))

    def _claims(self, kept: dict[str, list[int]], keys: list[str]) -> list[tuple[int, Claim]]:
        found: list[tuple[int, Claim]] = []
        in_order = len(keys) == 1
        for key in keys:
            places = kept.get(key, ())
            for place in places[: bisect_left(places, self.length)]:
                claim = self.index.records[place]
                if isinstance(claim, Claim) and place not in self._corrected_places:
                    found.append((place, claim))
            if key in self._brought_in:
                found += self._brought_in[key]
                in_order = False
        return found if in_order else sorted(found, key=lambda item: item[0])

    def _index_corrected_claims(self) -> None:
        """Put what stands in place of each corrected claim where claims are looked for."""
        for old in self.corrections.acting:
            place = self.index.places.of(old)[0]
            if not isinstance(self.index.records[place], Claim):
                continue
            self._corrected_places.add(place)
            claim = self.corrections.as_corrected(place)
            if isinstance(claim, Claim):
                self._standing_in[claim.id] = place, claim
                for key in (claim.assertion_id, claim.source_id):
                    self._brought_in.setdefault(key, []).append((place, claim))
