"""Statements of Wikibase as claims of the project that makes them, and of those whom it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import attrs

from claimgraph.errors import InvalidTime
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.files.json_stream import expected, member
from claimgraph.io.files.strict_json import refused
from claimgraph.io.intake.canonical import Once
from claimgraph.io.losses.loss import Losses
from claimgraph.io.wikibase.changes import Changes
from claimgraph.io.wikibase.entity_names import Naming
from claimgraph.io.wikibase.qualifiers import Qualifiers, held
from claimgraph.io.wikibase.references import Reference, references_of
from claimgraph.io.wikibase.snaks import SOME, all_said, entity_of, kind_of, time_of, value_of
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim
from claimgraph.records.stance import UNKNOWN, Lineage, Stance
from claimgraph.times.when import When

NORMAL, PREFERRED, DEPRECATED = "normal", "preferred", "deprecated"
_DISPUTED_BY, _SUPPORTED_BY = "P1310", "P3680"
_WHY_DEPRECATED = "P2241"
_DOUBTS = ("P5102", "P1480")  # nature of statement, sourcing circumstances
_CIRCA = "Q5727902"
_PAGES = {"Wikidata": "http://www.wikidata.org/entity/"}
_OPPOSITE = {Stance.AFFIRMS: Stance.DENIES, Stance.DENIES: Stance.AFFIRMS}


class Statements:
    """Makes claims of statements.

    Parameters
    ----------
    project : str
        The source that makes the statements.
    said_at : When
        When it says what the file holds.
    names : Naming
        The names of entities.
    properties : dict or None
        The properties of this Wikibase for those of Wikidata that have a meaning here.
    graph : ClaimGraph
        The graph that they are for: what it holds keeps its spelling, and is taken back where it changed.
    losses : Losses
        Where to note what a claim cannot say.
    """

    def __init__(
        self,
        project: str,
        said_at: When,
        names: Naming,
        properties: Mapping[str, str] | None,
        graph: ClaimGraph,
        *,
        losses: Losses,
    ) -> None:
        self._project = project
        self._said_at = said_at
        self._names = names
        self._roles = None if properties is None else {own: known for known, own in properties.items()}
        self._once = Once(graph)
        self._changes = Changes(graph, project, said_at)
        self._losses = losses

    def records(self, subject: str, statement: Any, path: str) -> Iterator[Record]:
        """Give the claims that one statement amounts to."""
        self._names.begin()
        rank = member(statement, "rank", str, path)
        if rank not in (NORMAL, PREFERRED, DEPRECATED):
            raise refused(rank, f"{NORMAL}, {PREFERRED} or {DEPRECATED}", f"{path}.rank")
        qualifiers = Qualifiers(statement.get("qualifiers"), self._roles, f"{path}.qualifiers")
        assertion, stance, more = self._assertion(subject, statement, qualifiers, path)
        references = list(references_of(statement.get("references"), self._names, self._roles, f"{path}.references"))
        held_for = held(qualifiers, self._said_at)
        if not held_for.in_full:
            self._losses.note("the time of {} statement, kept as text in the note")
        told = held_for.told if rank != DEPRECATED else set()  # a withdrawal is of all times
        notes = [*more, *self._left(qualifiers, told), *(reference.note for reference in references)]
        hedge = self._hedge(qualifiers)
        place = self._place(subject, statement, path)
        own: list[Claim] = []
        for valid in held_for.periods:
            claim = Claim(self._project, stance, assertion, asserted_at=self._said_at, valid=valid, **place)
            cited: list[Lineage | str] = []
            for reference in references:
                made = self._claims_of(reference, claim)
                yield from made
                cited += [one.id for one in made] or reference.sources or [UNKNOWN]
            positions = list(self._positions(qualifiers, claim))
            if rank != DEPRECATED:
                note = "\n".join([f"{rank} rank", *notes, *self._names.noted()])
                own.append(attrs.evolve(claim, cites=tuple(cited), hedge=hedge, note=note))
                yield own[-1]
            yield from positions
        if rank == DEPRECATED:
            why = all_said(qualifiers.of(_WHY_DEPRECATED), self._names) or "no reason given"
            note = "\n".join([f"{DEPRECATED} rank: {why}", *notes, *self._names.noted()])
            own.append(attrs.evolve(claim, stance=Stance.WITHDRAWS, valid=None, hedge=hedge, note=note))
            yield own[-1]
        yield from self._changes.withdrawals(place["locator"], own)

    def _assertion(
        self, subject: str, statement: Any, qualifiers: Qualifiers, path: str
    ) -> tuple[Assertion, Stance, list[str]]:
        """Give what is said, whether it is affirmed, and what else belongs to the value."""
        inner = f"{path}.mainsnak"
        snak = expected(member(statement, "mainsnak", dict, path), dict, inner)
        kind, one = kind_of(snak, inner), expected(member(snak, "property", str, inner), str, f"{inner}.property")
        about, of = self._names(subject), self._names(one)
        if kind != "value":
            # That there is one, whichever: it is none of the values, with which it would conflict.
            made = Assertion(f"{about} {of}: there is a value", subject=about, predicate=of)
            return self._once(made), Stance.AFFIRMS if kind == SOME else Stance.DENIES, []
        value, more = value_of(snak, self._names, inner)
        circumstances = (entity_of(*snak) for snak in qualifiers.of(_DOUBTS[1]))
        if snak["datavalue"]["type"] == "time" and _CIRCA in circumstances:
            with suppress(InvalidTime):  # outside the years 1 to 9999 it is words already
                value = time_of(snak, inner).marked("~").text
        return self._once(Assertion(subject=about, predicate=of, value=value)), Stance.AFFIRMS, more

    def _place(self, subject: str, statement: Any, path: str) -> dict[str, Any]:
        """Tell where the statement stands."""
        page = _PAGES.get(self._project)
        return {
            "document": None if page is None else page + subject.partition("-")[0],
            "locator": member(statement, "id", str, path),
        }

    def _claims_of(self, reference: Reference, claim: Claim) -> list[Claim]:
        """Give what the sources of a reference said, if it is known when."""
        if reference.published is None:
            return []
        return [
            Claim(
                source,
                claim.stance,
                claim.assertion,
                asserted_at=reference.published,
                valid=claim.valid,
                document=None if reference.document is None else self._once(reference.document),
                note=f"as {self._project} cites it",
            )
            for source in reference.sources
        ]

    def _positions(self, qualifiers: Qualifiers, claim: Claim) -> Iterator[Record]:
        """Give the claims of those who are said to support or to dispute the statement."""
        note = f"as {self._project} reports; when it was said is not told"
        for role, stance in ((_SUPPORTED_BY, claim.stance), (_DISPUTED_BY, _OPPOSITE[claim.stance])):
            for snak in qualifiers.of(role):
                yield attrs.evolve(claim, source=self._names(entity_of(*snak)), stance=stance, note=note)

    def _left(self, qualifiers: Qualifiers, told: set[str]) -> list[str]:
        """Write the qualifiers of which nothing else is made."""
        spoken = {*told, *_DOUBTS}
        named = {_WHY_DEPRECATED, _DISPUTED_BY, _SUPPORTED_BY}
        lines = []
        for one in qualifiers:
            kinds = {kind_of(*snak) for snak in one.snaks}
            if one.role not in spoken and not (one.role in named and kinds == {"value"}):
                lines.append(f"{self._names(one.property)}: {all_said(one.snaks, self._names)}")
        return lines

    def _hedge(self, qualifiers: Qualifiers) -> str | None:
        """Give the words of doubt."""
        doubts = [all_said(one.snaks, self._names) for role in _DOUBTS for one in qualifiers if one.role == role]
        return "; ".join(doubts) or None
