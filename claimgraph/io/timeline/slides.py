"""What a timeline shows: a slide for each claim, and where one assertion is spoken of an era for each status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import attrs

from claimgraph.explanation.wording import stretch_text, when_text
from claimgraph.graph.view import View
from claimgraph.io.files.html import cleaned, html_of, link_to
from claimgraph.io.losses.loss import Losses
from claimgraph.io.network.status_spells import Spell, spells_of
from claimgraph.io.timeline.dates import Parts, clock_parts, displayed, parts_of
from claimgraph.questions.assessment import claims, timeline
from claimgraph.records.base import private_of
from claimgraph.records.claims import Assertion, Claim, Document
from claimgraph.records.stance import UNKNOWN, Stance
from claimgraph.records.verdicts import act_of


@attrs.frozen
class Slide:
    """One claim. All texts are HTML; the group is escaped twice, because TimelineJS unescapes it once."""

    id: str
    start: Parts
    end: Parts | None
    display: str
    headline: str
    text: str
    group: str


@attrs.frozen
class Era:
    """One status, for as long as it held."""

    start: Parts
    end: Parts
    headline: str


def shown(
    view: View, assertion: Assertion | str | None, losses: Losses, *, notes: bool
) -> tuple[list[Slide], list[Era]]:
    """Give the slides and the eras of all claims that a view admits, or of those on one assertion.

    The desk's own words are on them if `notes` are wanted, and noted as withheld if not.

    Raises
    ------
    NotFound
        If the assertion is not recorded.
    """
    told = claims(view, assertion=assertion)
    about = dict.fromkeys(view.known.assertion(claim.assertion) for claim in told)
    spells = {one: spells_of(view, one) for one in about}
    teller = _Teller(view, spells, notes=notes)
    for claim in () if notes else told:
        losses.withhold(claim.kind, private_of(claim))
    eras = [era for one in spells for era in _eras(view, one, told, losses)] if len(spells) == 1 else []
    return [teller.slide(claim) for claim in told], eras


class _Teller:
    """Writes the slides of a view."""

    def __init__(self, view: View, spells: dict[str, list[Spell]], *, notes: bool) -> None:
        self._notes = notes
        self._known = view.known
        self._zone = view.graph.zone
        self._spells = spells

    def slide(self, claim: Claim) -> Slide:
        about = self._known.assertion(claim.assertion)
        start, end = parts_of(claim.asserted_at, self._zone)
        return Slide(
            id=claim.id.replace(":", "-"),
            start=start,
            end=end,
            display=displayed(claim.asserted_at),
            headline=html_of(f"{self._name(claim.source)} {act_of(claim)}"),
            text="".join(f"<p>{line}</p>" for line in self._lines(claim, about)),
            group=escape(escape(cleaned(self._known.text(about)))) if len(self._spells) > 1 else "",
        )

    def _lines(self, claim: Claim, about: str) -> Iterator[str]:
        yield html_of(f"“{self._known.text(about)}”")
        if claim.valid is not None:
            yield f"Speaks of {html_of(stretch_text(claim.valid))}"
        if claim.hedge is not None:
            yield f"Hedges with {html_of(f'“{claim.hedge}”')}"
        if claim.cites:
            done = "Takes back" if claim.stance is Stance.WITHDRAWS else "Repeats"
            yield f"{done} {', '.join(html_of(self._cited(item)) for item in claim.cites)}"
        if claim.quote is not None:
            yield f"In the words {html_of(f'“{claim.quote}”')}"
        read = [self._document(claim), html_of(claim.locator or "")]
        if any(read):
            yield f"Read in {', '.join(filter(None, read))}"
        if claim.credibility is not None and self._notes:
            yield f"Credibility {claim.credibility}"
        if claim.note is not None and self._notes:
            yield f"Note: {html_of(claim.note)}"
        at = claim.asserted_at.bounds(self._zone)[0]
        then = [spell for spell in self._spells[about] if spell.start <= at]
        if then:
            yield f"Status then: {then[-1].status}"

    def _name(self, source: object) -> str:
        return self._known.name(self._known.source(str(source)))

    def _cited(self, item: object) -> str:
        if item is UNKNOWN:
            return "somebody unnamed"
        if not str(item).startswith("claim:"):
            return self._name(item)
        found = self._known.claim(str(item))
        if found is None:
            return "a report that was taken out of the record"
        return f"{self._name(found[1].source)}, {when_text(found[1].asserted_at, on=False)}"

    def _document(self, claim: Claim) -> str:
        if claim.document_id is None:
            return ""
        one = self._known.corrections.successor(claim.document_id)
        record = self._known.record(one, Document) or Document(url=one.removeprefix("document:"))
        return link_to(record.url, str(record)) if record.url is not None else html_of(str(record))


def _eras(view: View, assertion: str, told: Sequence[Claim], losses: Losses) -> Iterator[Era]:
    """Give an era for each spell; the last goes as far as the view looks, or as what was said last."""
    zone = view.graph.zone
    # What is said of other assertions changes the status too.
    said = [claim.asserted_at for claim in told] + [change.at for change in timeline(view, assertion)]
    last = max(hi if clock_parts(hi, zone) else lo for lo, hi in (when.bounds(zone) for when in said))
    if view.as_of is not None and clock_parts(view.said_between[1], zone):
        last = view.said_between[1]
    for spell in spells_of(view, assertion):
        start, end = clock_parts(spell.start, zone), clock_parts(last if spell.end is None else spell.end, zone)
        # TimelineJS drops an end that is no other than the start, and then refuses the era.
        if start is None or end is None or start == end:
            losses.note("{} era of less than a second, or beyond the year 9999")
        else:
            yield Era(start, end, str(spell.status))
