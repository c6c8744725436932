"""What of a view FollowTheMoney statements can carry: what sources affirm, as values of properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.graph.view import View
from claimgraph.io.ftm.statements import Row, is_date, moment, noted, periods, seen_last
from claimgraph.io.losses.loss import Losses
from claimgraph.io.losses.unwritten import note_unwritten
from claimgraph.questions.assessment import claims, positions
from claimgraph.records.claims import Assertion, Claim
from claimgraph.records.stance import Stance
from claimgraph.records.validators import shown
from claimgraph.times.when import When
from claimgraph.times.zones import are_one

_PROPERTY = re.compile(r"([A-Za-z][A-Za-z0-9]*):([A-Za-z][A-Za-z0-9]*)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STAMP = re.compile(r"[0-9-]{10}T[0-9]{2}:[0-9]{2}:[0-9]{2}[^/~?%]*")
_LATEST = When("9999-12-31")
_OTHERS = ("document", "locator", "quote", "hedge", "credibility")


def exported(view: View, predicates: Mapping[str, str] | None, losses: Losses) -> list[Row]:
    """Give the statements of a view, and note what they leave out."""
    export = _Export(view, _properties(predicates), losses)
    written = ((claim, export.row(claim)) for claim in claims(view))
    found = [(claim, row) for claim, row in written if row is not None]
    found = _with_readable_dates(found, losses)
    held = periods(row for _, row in found)
    for claim, row in found:
        period = held.get((row.entity_id, row.dataset)) if row.has_period else None
        if claim.valid != period:
            losses.note("the period of {} claim, which is not that of its entity")
    export.note_others()
    rows = seen_last(row for _, row in found)
    same = list(dict.fromkeys(rows))
    if len(same) < len(rows):
        losses.note("{} claim that is written as another one is, and read as one with it", len(rows) - len(same))
    return same


def _with_readable_dates(found: list[tuple[Claim, Row]], losses: Losses) -> list[tuple[Claim, Row]]:
    """Leave out dates that cannot be read, or make no period, where whatever they would date was refused for them."""
    for whole in (False, True):
        dated = {(row.entity_id, row.dataset) for _, row in found if row.has_period}
        held = periods(row for _, row in found)
        wrong = {entity for entity, period in held.items() if entity in dated and isinstance(period, InvalidRecord)}
        left = [
            (claim, row)
            for claim, row in found
            if not (row.tells_period and (row.entity_id, row.dataset) in wrong and (whole or not is_date(row.value)))
        ]
        if len(left) < len(found):
            losses.note("{} claim whose value is no date that makes a period of its entity", len(found) - len(left))
        found = left
    return found


def _properties(predicates: Mapping[str, str] | None) -> dict[str, tuple[str, str]]:
    found = {}
    for name, text in (predicates or {}).items():
        parts = _PROPERTY.fullmatch(str(text))
        if parts is None:
            expected = "a schema and a property for a predicate, such as {'born in': 'Person:birthPlace'}"
            raise InvalidRecord(f"found {shown({name: text})}, expected {expected}", field="predicates", found=text)
        found[name] = parts[1], parts[2]
    return found


class _Export:
    def __init__(self, view: View, properties: Mapping[str, tuple[str, str]], losses: Losses) -> None:
        self._view = view
        self._known = view.known
        self._properties = properties
        self._losses = losses
        self._cells: list[dict[str, str]] = []  # what is written, as the losses are counted by
        self._changed: dict[tuple[str, str], set[str] | None] = {}  # what stands where a source changed its mind

    def row(self, claim: Claim) -> Row | None:
        """Give the statement of a claim, or none if there can be none."""
        if claim.stance is not Stance.AFFIRMS:
            self._losses.note(f"{{}} claim that {claim.stance}")
            return None
        assertion = self._known.record(self._known.assertion(claim.assertion), Assertion)
        if assertion is None or assertion.triple is None:
            self._losses.note("{} claim without subject, predicate and value")
            return None
        subject, predicate, value = assertion.triple
        told = noted(claim.note)
        if told is None:
            told = self._mapped(predicate)
            if told is None:
                self._losses.note("{} claim whose predicate has no schema and property")
                return None
            if not self._stands(claim):
                self._losses.note("{} claim that no longer stands")
                return None
        self._note_fields(claim, assertion)
        dataset, text = str(claim.source), self._known.text(self._known.assertion(claim.assertion))
        if dataset.startswith("source:"):
            dataset = self._known.name(self._known.source(dataset))
        names = ("source", "assertion", "subject", "predicate", "value")
        self._cells.append(dict(zip(names, (dataset, text, subject, predicate, value), strict=True)))
        canonical = told.get("canonical_id", subject)
        entity = {"entity_id": canonical, "canonical_id": canonical, "dataset": dataset}
        first = told.pop("first_seen", None)  # where it was gone meanwhile, and the claim is of a later time
        seen = self._seen(claim.asserted_at if first is None else moment(first))
        said = {"prop": predicate, "value": value, "first_seen": seen}
        return Row(**{**entity, **said, **told})

    def note_others(self) -> None:
        """Note what the graph holds besides claims, and no statement does."""
        zone = self._view.graph.zone.key
        if not are_one(zone, "UTC"):
            self._losses.note(f"the zone, to be given as zone={zone!r} when the statements are read")
        standing = (self._known.corrections.as_corrected(place) for place in range(self._known.length))
        note_unwritten(self._known, [one for one in standing if one is not None], self._cells, self._losses)

    def _mapped(self, predicate: str) -> dict[str, Any] | None:
        found = self._properties.get(predicate)
        return None if found is None else {"schema": found[0], "prop": found[1]}

    def _note_fields(self, claim: Claim, assertion: Assertion) -> None:
        for name in _OTHERS:
            if getattr(claim, name) is not None:
                self._losses.note(f"the {name} of {{}} claim")
        if claim.cites:
            self._losses.note("a citation of {} claim")
        if claim.note is not None and noted(claim.note) is None:
            self._losses.note("the note of {} claim")
        if assertion.text != " ".join(assertion.triple or ()):
            self._losses.note("the words of {} claim's assertion")

    def _seen(self, when: When) -> str:
        """Write when a claim was made: a day, or a moment in UTC."""
        if _DAY.fullmatch(when.text):
            return when.text
        is_stamp = _STAMP.fullmatch(when.text) is not None
        start = when.start() if is_stamp else when.start(self._view.graph.zone)
        assert start is not None  # a claim needs one
        if is_stamp:
            return start.replace(tzinfo=None).isoformat()
        self._losses.note("how precisely it is known when {} claim was made")
        return start.date().isoformat()

    # Standing

    def _stands(self, claim: Claim) -> bool:
        """Tell whether a source still affirms what it once did, as far as it changed its mind at all."""
        source, assertion = self._known.source(claim.source), self._known.assertion(claim.assertion)
        if (source, assertion) not in self._changed:
            self._changed[source, assertion] = self._standing(source, assertion)
        standing = self._changed[source, assertion]
        return standing is None or claim.id in standing

    def _standing(self, source: str, assertion: str) -> set[str] | None:
        """Give the ids of the claims that decide where a source stands, or none if it never changed its mind."""
        own = claims(self._view, source=source, assertion=assertion)
        affirmed = [one for one in own if one.stance is Stance.AFFIRMS]
        if not any(one.stance.changes_positions for one in own if one.stance is not Stance.AFFIRMS):
            return None
        return {one for claim in affirmed for one in self._deciding(claim, source, assertion)}

    def _deciding(self, claim: Claim, source: str, assertion: str) -> Iterator[str]:
        at = attrs.evolve(self._view, valid_at=claim.valid or _LATEST)
        for row in positions(at, assertion):
            if self._known.source(row.source) == source and row.stance is Stance.AFFIRMS and not row.implied:
                yield row.claim.id
