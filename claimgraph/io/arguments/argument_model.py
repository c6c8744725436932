"""What a view shows, as formats for arguments and opinions need it: who said what, and what bears on what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import attrs

from claimgraph.evaluation.contradictions import commitments, contradictions
from claimgraph.graph.view import View, as_view
from claimgraph.io.losses.loss import Losses
from claimgraph.questions.assessment import assertions, claims
from claimgraph.records.amendments import Affiliation
from claimgraph.records.base import Record, fields_of, private_of
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.declarations import Link, Relation
from claimgraph.records.stance import Stance, Status
from claimgraph.rules.literals import Literal
from claimgraph.times.instants import to_datetime
from claimgraph.times.when import Certainty, When

_YEAR_1 = -62_135_596_800_000_000
"""The first moment that a datetime can hold, in microseconds: a zone may put the start of year 1 before it."""


@attrs.frozen(eq=False)
class Said:
    """A claim with what it names resolved.

    Attributes
    ----------
    claim : Claim
        The claim.
    at : int
        The start of the time at which it was said, in microseconds.
    place : int
        Its place in the order of recording.
    source, assertion : str
        The ids of who speaks and of what is spoken of.
    document : Document or None
        Where it was read.
    repeats : tuple of str
        The ids of the claims that it cites, as corrected.
    cited : tuple of str
        The ids of the sources that it cites.
    """

    claim: Claim
    at: int
    place: int
    source: str
    assertion: str
    document: Document | None
    repeats: tuple[str, ...]
    cited: tuple[str, ...]


@attrs.frozen
class Conflict:
    """Two literals that were claimed and cannot both hold.

    Attributes
    ----------
    ends : tuple of Literal
        The two.
    kind : str
        By which rule, as for `claimgraph.contradictions`.
    contradictory : bool
        Whether one of them must hold; contrary if not.
    """

    ends: tuple[Literal, Literal]
    kind: str
    contradictory: bool


class Reading:
    """A view being read for a format that is written only.

    Parameters
    ----------
    view : View
        The view.
    losses : Losses
        Where that which is not carried is noted.

    Attributes
    ----------
    said : dict
        The claims that the view admits, by their ids, in the order of recording.
    statuses : dict
        The status of every recorded assertion, by its id.
    texts : dict
        The text of every assertion that is recorded, or that a rule leads through, by its id.
    entails : dict
        Pairs of assertions of which the first entails the second, as keys.
    excludes : dict
        Pairs of assertions that rules exclude from holding both, with whether exactly one must hold.
    conflicts : list of Conflict
        The contradictions that the view finds, those in force and certain.
    """

    def __init__(self, view: View, losses: Losses) -> None:
        view = as_view(view)
        self.view = view
        self.known = view.known
        self._zone = view.graph.zone
        self._losses = losses
        found = (self.known.corrections.as_corrected(place) for place in range(self.known.length))
        self.standing: list[Record] = list({record.id: record for record in found if record is not None}.values())
        self.texts = dict(self.known.assertions)
        self.statuses: dict[str, Status] = dict(zip(self.texts, (row.status for row in assertions(view)), strict=True))
        self.said = {claim.id: self._resolved(place, claim) for place, claim in enumerate(claims(view))}
        self.above = self._above()
        self.entails: dict[tuple[str, str], None] = {}
        self.excludes: dict[tuple[str, str], bool] = {}
        self._read_rules()
        self.conflicts = list(self._conflicts())

    # Who said what

    def _resolved(self, place: int, claim: Claim) -> Said:
        known = self.known
        cites = [item for item in claim.cites if isinstance(item, (str, Source))]
        repeats = [item for item in cites if isinstance(item, str) and item.startswith("claim:")]
        return Said(
            claim,
            max(claim.asserted_at.bounds(self._zone)[0], _YEAR_1),
            place,
            known.source(claim.source),
            known.assertion(claim.assertion),
            self._document(claim),
            tuple(dict.fromkeys(map(known.corrections.successor, repeats))),
            tuple(dict.fromkeys(known.source(item) for item in cites if item not in repeats)),
        )

    def _document(self, claim: Claim) -> Document | None:
        if claim.document is None or claim.document_id is None:
            return None
        found = self.known.record(self.known.corrections.successor(claim.document_id), Document)
        named = claim.document
        return found or (named if isinstance(named, Document) else Document(url=named.removeprefix("document:")))

    def taken_back(self) -> dict[str, Said]:
        """Give the first withdrawal of each claim that its source took back, by the id of the claim."""
        about: dict[tuple[str, str], list[Said]] = {}
        for one in self.in_order():
            about.setdefault((one.source, one.assertion), []).append(one)
        found: dict[str, Said] = {}
        for together in about.values():
            for place, one in enumerate(together):
                if one.claim.stance is Stance.WITHDRAWS:
                    meant = together if one.claim.cites else together[:place]
                    for other in meant:
                        if other.claim.stance is not Stance.WITHDRAWS and (
                            not one.claim.cites or other.claim.id in one.repeats
                        ):
                            found.setdefault(other.claim.id, one)
        return found

    def in_order(self) -> list[Said]:
        """Give the claims in the order of speaking."""
        return sorted(self.said.values(), key=lambda one: (one.at, one.place))

    def by_assertion(self) -> dict[str, list[Said]]:
        """Give the claims on each assertion that has any, as `in_order` has them."""
        found: dict[str, list[Said]] = {}
        for one in self.in_order():
            found.setdefault(one.assertion, []).append(one)
        return found

    def sources(self) -> dict[str, Source]:
        """Give the records of those who speak, are cited, or are spoken for; bare ones of those only named."""
        found: dict[str, Source] = {}
        waiting = [name for one in self.in_order() for name in (one.source, *one.cited)]
        while waiting:
            rest = [name for name in dict.fromkeys(waiting) if name not in found]
            for name in rest:
                found[name] = self.known.record(name, Source) or Source(
                    self.known.name(name).removeprefix("source:") or name.removeprefix("source:")
                )
            waiting = [above for name in rest for above in self.above.get(name, ())]
        return found

    def _above(self) -> dict[str, dict[str, When | None]]:
        """Give whom each source speaks for, each with when, or none for always."""
        found: dict[str, dict[str, When | None]] = {}
        for record in self.standing:
            if isinstance(record, Source):
                current = self.known.record(record.id, Source) or record
                one, other, valid = self.known.source(record), current.speaks_for, None
            elif isinstance(record, Affiliation):
                one, other, valid = self.known.source(record.source), record.speaks_for, record.valid
            else:
                continue
            if other is not None and self.known.source(other) != one:
                found.setdefault(one, {}).setdefault(self.known.source(other), valid)
        return found

    # What bears on what

    def _read_rules(self) -> None:
        for record in self.standing:
            if isinstance(record, Link):
                a, b = self.known.assertion(record.a), self.known.assertion(record.b)
                if a != b and frozenset((a, b)) not in self.known.dismissals:
                    self._relate(record.relation, a, b)
        graph = commitments(self.view)
        for start, end, rule in graph.edges(data=True):
            if not rule["sure"]:
                self._losses.note("{} step only about right")
                continue
            a, b = start[1:], end[1:]
            for one, key in ((a, start), (b, end)):
                self.texts.setdefault(one, graph.nodes[key]["assertion"])
            if start[0] == end[0]:
                # What does not hold leads to what does not hold by the rule the other way round.
                self.entails[(a, b) if start[0] == "+" else (b, a)] = None
            else:
                self._exclude(a, b, contradictory=start[0] == "-")

    def _relate(self, relation: Relation, a: str, b: str) -> None:
        for one in (a, b):
            self.texts.setdefault(one, self.known.text(one))
        if relation in (Relation.ENTAILS, Relation.EQUIVALENT):
            self.entails[a, b] = None
            if relation is Relation.EQUIVALENT:
                self.entails[b, a] = None
        else:
            self._exclude(a, b, contradictory=relation is Relation.CONTRADICTORY)

    def _exclude(self, a: str, b: str, *, contradictory: bool) -> None:
        pair = (b, a) if (b, a) in self.excludes else (a, b)
        self.excludes[pair] = contradictory or self.excludes.get(pair, False)

    def _conflicts(self) -> Iterator[Conflict]:
        for row in contradictions(self.view):
            if row.overlap is not Certainty.CERTAIN:
                self._losses.note("{} contradiction only possible")
            elif row.dismissed is None and row.kind != "inconsistent":
                a, b = map(self.known.assertion, row.assertions)
                # The path ends at what excludes what is said of the second.
                holds = (row.path[0].holds, not row.path[-1].concludes) if row.path else (True, False)
                ends = Literal(a, holds[0]), Literal(b, holds[1])
                yield Conflict(ends, row.kind, self._is_contradictory(*ends))

    def _is_contradictory(self, one: Literal, other: Literal) -> bool:
        a, b = one.assertion, other.assertion
        if one.holds == other.holds:
            return self.excludes.get((a, b), False) or self.excludes.get((b, a), False)
        return a == b or ((a, b) in self.entails and (b, a) in self.entails)

    # What is not carried

    def note_kinds(self, *carried: str) -> None:
        """Note the records of other kinds than these."""
        for record in self.standing:
            if record.kind not in carried:
                self._losses.note_record(record)
        documents = {one.document.id for one in self.said.values() if one.document}
        for record in self.standing:
            if isinstance(record, Document) and self.known.corrections.successor(record.id) not in documents:
                self._losses.note("{} document that no claim names")
        self._losses.note_times(entry.recorded_at for entry in self.view.graph.log[: self.view.length])

    def note_sources_besides(self, named: Collection[str]) -> None:
        """Note the sources that are recorded and are not among these."""
        recorded = {self.known.source(record) for record in self.standing if isinstance(record, Source)}
        if others := len(recorded.difference(named)):
            self._losses.note("{} source that no claim leads to", others)

    def withhold(self, sources: Iterable[Source], assertions: Iterable[str]) -> None:
        """Note the desk's own words on what is written: sources, assertions and all claims."""
        written = (
            *sources,
            *(assertion_record(self, one) for one in assertions),
            *(one.claim for one in self.said.values()),
        )
        for record in written:
            self._losses.withhold(record.kind, private_of(record))

    def note_fields(self, records: Iterable[Record], *carried: str) -> None:
        """Note the fields that records have besides these."""
        for record in records:
            for field in fields_of(record):
                if field.name not in carried and getattr(record, field.name) not in (None, ()):
                    self._losses.note(f"the {field.name} of {{}} {record.kind}")


def assertion_record(reading: Reading, assertion: str) -> Assertion:
    """Give the record of an assertion, or a bare one where a rule leads through one that nobody recorded."""
    if assertion in reading.statuses:
        return reading.known.assertion_record(assertion)
    return Assertion(reading.texts[assertion])


def stamp(micros: int, *, milliseconds: bool = False) -> str:
    """Write a moment in UTC as RFC 3339 has it, cut to milliseconds if wanted."""
    moment = to_datetime(micros)
    return moment.isoformat(timespec="milliseconds" if milliseconds else "microseconds").replace("+00:00", "Z")
