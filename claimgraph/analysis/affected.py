"""Which assertions two views of one graph may answer differently, found from what differs between the views.

Nothing is asked here that would take the whole log, but where the views differ in something that may touch
all of it: the moment asked about, the sources asked for, or rules of predicates and parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimgraph.evaluation.evaluator import Evidence
from claimgraph.records.amendments import Affiliation, Correction, SameAs, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.declarations import Dismissal, Link, Part, Predicate
from claimgraph.records.nested import assertions_in, is_bare, sources_in


class Affected:
    """The assertions that two views of one graph may answer differently.

    Parameters
    ----------
    earlier, later : Evidence
        The views; the later sees at least as much of the log.
    """

    def __init__(self, earlier: Evidence, later: Evidence) -> None:
        self._earlier = earlier
        self._later = later
        self._known = later.known
        self._claims: dict[str, Claim] = {}
        self._assertions: dict[str, None] = {}
        self._sources: set[str] = set()

    def assertions(self) -> list[str]:
        """Give their ids as the later view has them, in the order of recording."""
        if self._may_be_all():
            return list(self._known.assertions)
        self._look_at_clocks()
        self._look_at_log()
        self._look_at_sources()
        self._look_at_who_repeats()
        self._assertions |= dict.fromkeys(self._known.assertion(claim.assertion) for claim in self._claims.values())
        for one in list(self._assertions):
            for evidence in (self._earlier, self._later):
                # Without dismissals, for what was dismissed since was borne upon before.
                leads, torn = evidence.leads(one, dismissals=False)
                # What the earlier view leads to may go by another id now.
                led = (self._known.assertion(literal.assertion) for literal in (*leads, *torn))
                self._assertions |= dict.fromkeys(led)
        return sorted((one for one in self._assertions if self._known.is_recorded(one)), key=self._known.first_place)

    def _may_be_all(self) -> bool:
        a, b = self._earlier.view, self._later.view
        if a.valid_at != b.valid_at or (a.only != b.only and None in (a.only, b.only)):
            return True
        return any(isinstance(record, (Predicate, Part)) or _corrects_knowledge(record) for record in self._learned())

    def _learned(self) -> Iterator[Record]:
        """Give what the later view knows more of."""
        records = self._known.index.records
        return (records[place] for place in range(self._earlier.view.length, self._later.view.length))

    def _look_at_clocks(self) -> None:
        """Find the claims that only one of the views admits by when they were said."""
        (since_a, until_a), (since_b, until_b) = (view.said_between for view in (self._earlier.view, self._later.view))
        ends = [(since_a, since_b), (until_a, until_b)]
        for lo, hi in (sorted(pair) for pair in ends if pair[0] != pair[1]):
            places = self._known.index.said_between(lo, hi, self._known.zone)
            self._put(place for place in places if place < self._known.length)
            self._put_claims(claim for _, claim in self._known.corrected_claims())

    def _look_at_log(self) -> None:
        """Find what the records that only the later view knows may bear on."""
        for record in self._learned():
            for one in brought_in(record):
                if isinstance(one, Claim):
                    self._put_claims([one])
                elif isinstance(one, Assertion):
                    self._assertions[self._known.assertion(one)] = None
                    # What its text stood for before: the claims on that may be on this one now.
                    self._assertions[self._known.assertion(self._earlier.known.assertion(one.text))] = None
                elif isinstance(one, (Link, Dismissal)):
                    self._assertions |= dict.fromkeys(self._known.assertion(text) for _, text in assertions_in(one))
                elif isinstance(one, (Affiliation, SameAs)) or (isinstance(one, Source) and not is_bare(one)):
                    self._sources |= {
                        self._known.source(name) for field, name in sources_in(one) if field != "speaks_for"
                    }
                elif isinstance(one, Correction):
                    self._put(self._known.index.places.of(one.of))
                    # What stood for it before, which another correction had brought in.
                    before = self._earlier.known.claim(one.of)
                    self._put_claims([] if before is None else [before[1]])

    def _look_at_sources(self) -> None:
        """Find the claims of sources that only one view asks for or leaves out, or that it knows more of."""
        a, b = self._earlier.view, self._later.view
        named = {*a.without} ^ {*b.without} | {*(a.only or ())} ^ {*(b.only or ())}
        sources = self._sources | {self._known.source(name) for name in named}
        if not sources:
            return
        below = {one for one in self._known.sources if self._spoke_for(one, sources)}
        for one in below | sources:
            self._put_claims(claim for _, claim in self._known.claims_by(one))
            self._put(self._citing(one))

    def _spoke_for(self, source: str, others: set[str]) -> bool:
        """Tell whether a source ever spoke for one of some others."""
        return any(
            not others.isdisjoint(evidence.known.ever_spoke_for(source)) for evidence in (self._earlier, self._later)
        )

    def _look_at_who_repeats(self) -> None:
        """Find the claims that come from elsewhere because of those found so far."""
        ahead = list(self._claims.values())
        by_source: dict[str, dict[str, list[int]]] = {}
        while ahead and self._known.index.cited_by:
            claim = ahead.pop()
            about = self._known.assertion(claim.assertion)
            source = self._known.source(claim.source)
            # By another word of its source a claim may cease to be anybody's origin, or become one again.
            own = [one.id for _, one in self._known.claims_on(about) if self._known.source(one.source) == source]
            names = {name for one in (claim.id, *own) for name in self._names(one)}
            citing = [place for one in names for place in self._known.index.cited_by.get(one, ())]
            if source not in by_source:
                by_source[source] = self._citing_by_assertion(source)
            ahead += self._put(citing + by_source[source].get(about, []))

    def _citing(self, source: str) -> list[int]:
        """Give where claims stand that cite a source by any of its names."""
        cited_by = self._known.index.cited_by
        return [place for name in self._known.names_of(source) for place in cited_by.get(name, ())]

    def _citing_by_assertion(self, source: str) -> dict[str, list[int]]:
        """Give for each assertion where claims on it stand that cite a source by name."""
        found: dict[str, list[int]] = {}
        for place in self._citing(source):
            for one in brought_in(self._known.index.records[place]):
                if isinstance(one, Claim):
                    found.setdefault(self._known.assertion(one.assertion), []).append(place)
        return found

    def _names(self, record_id: str) -> Iterable[str]:
        return record_id, *self._known.corrections.predecessors.get(record_id, ())

    def _put(self, places: Iterable[int]) -> list[Claim]:
        """Take up the claims at some places of the log, also where a correction brings them in."""
        records = self._known.index.records
        known = (place for place in places if place < self._known.length)
        return self._put_claims(one for place in known for one in brought_in(records[place]) if isinstance(one, Claim))

    def _put_claims(self, claims: Iterable[Claim]) -> list[Claim]:
        """Take up claims, and give those that are new."""
        new = [claim for claim in claims if claim.id not in self._claims]
        self._claims |= {claim.id: claim for claim in new}
        return new


def _corrects_knowledge(record: Record) -> bool:
    """Tell whether a record corrects another than a claim."""
    return isinstance(record, Correction) and not record.of.startswith("claim:")
