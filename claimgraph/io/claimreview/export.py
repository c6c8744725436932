"""Which claims of a view are reviews of a claim, and what of the rest a list of reviews leaves out."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from claimgraph.graph.view import View
from claimgraph.io.claimreview.rating_labels import stance_of
from claimgraph.io.claimreview.records import noted
from claimgraph.io.claimreview.review import Item, Person, Rating, Review, is_web, site_of
from claimgraph.io.losses.loss import Losses
from claimgraph.questions import assessment
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.ids import document_id, normalise, source_id
from claimgraph.records.stance import Stance
from claimgraph.times.zones import are_one

_UNCARRIED = ("valid", "locator", "cites", "hedge", "credibility")


class Export:
    """The reviews that a view holds.

    Parameters
    ----------
    view : View
        The view.
    labels : mapping
        What labels say, as `labels_with` gives it.
    losses : Losses
        Where to note what the reviews leave out.
    addressed : bool
        Whether a review must have an address.
    """

    def __init__(self, view: View, labels: Mapping[str, Stance], losses: Losses, *, addressed: bool) -> None:
        self._view, self._known, self._zone = view, view.known, view.graph.zone
        self._labels, self._losses, self._addressed = labels, losses, addressed
        self._claims = {claim.id: claim for claim in assessment.claims(view)}
        self._notes = {one: noted(claim, losses) for one, claim in self._claims.items()}
        self._told: set[str] = set()  # the claims that are written, or named in a loss
        self._named: set[str] = set()  # the ids of what the reviews name

    def reviews(self) -> list[tuple[Review, Claim]]:
        """Give the reviews with the claims they are, in the order of recording."""
        gone = self._withdrawn()
        self._told.update(gone)
        for withdrawal in sorted(self._claims[one].stance is Stance.WITHDRAWS for one in gone):
            self._losses.note("{} withdrawal" if withdrawal else "{} claim that was taken back")
        standing = {one: claim for one, claim in self._claims.items() if one not in gone}
        first = self._first_to_say(standing)
        reviewed = {
            author.claim
            for one in standing
            if (note := self._notes[one]) is not None
            for item in note.items
            for author in item.authors
        }
        found: list[tuple[Review, Claim]] = []
        for one, claim in standing.items():
            claimant = first.get(self._known.assertion(claim.assertion))
            if claimant is not None and self._about(claimant) == self._about(claim):
                # Nobody reviews themselves, unless what they say is a verdict.
                if self._notes[one] is None and not self._is_verdict(claim):
                    continue
                claimant = None
            if one not in reviewed and (review := self._review(claim, claimant, standing)) is not None:
                found.append((review, claim))
        self._note_losses(found)
        return found

    # Which claims

    def _withdrawn(self) -> set[str]:
        """Find the claims that were taken back, and those that took them back."""
        gone: set[str] = set()
        withdrawals = [claim for claim in self._claims.values() if claim.stance is Stance.WITHDRAWS]
        if not withdrawals:
            return gone
        said: dict[tuple[str, str], list[Claim]] = {}
        for claim in sorted(self._claims.values(), key=self._start):
            said.setdefault(self._about(claim), []).append(claim)
        for claim in withdrawals:
            gone.add(claim.id)
            if claim.cites:
                gone.update(self._known.corrections.successor(str(item)) for item in claim.cites)
        for claims in said.values():
            last = max(
                (number for number, one in enumerate(claims) if one.stance is Stance.WITHDRAWS and not one.cites),
                default=0,
            )
            gone.update(one.id for one in claims[:last])
        return gone & self._claims.keys()

    def _start(self, claim: Claim) -> int:
        return claim.asserted_at.bounds(self._zone)[0]

    def _about(self, claim: Claim) -> tuple[str, str]:
        return self._known.source(claim.source), self._known.assertion(claim.assertion)

    def _first_to_say(self, claims: Mapping[str, Claim]) -> dict[str, Claim]:
        """Find who affirmed each assertion first, leaving out those whose words are a verdict."""
        said: dict[str, Claim] = {}
        for one, claim in sorted(claims.items(), key=lambda item: self._start(item[1])):
            if claim.stance is Stance.AFFIRMS and self._notes[one] is None and not self._is_verdict(claim):
                said.setdefault(self._known.assertion(claim.assertion), claim)
        return said

    def _is_verdict(self, claim: Claim) -> bool:
        return claim.quote is not None and stance_of(claim.quote, self._labels) is claim.stance

    # Reviews

    def _review(self, claim: Claim, claimant: Claim | None, standing: Mapping[str, Claim]) -> Review | None:
        """Give the review that a claim is, or none if it is none that can be written."""
        url, note = self._url(claim), self._notes[claim.id]
        publisher = self._publisher(claim, url)
        if note is None and publisher is None:
            return None
        self._told.add(claim.id)
        if note is not None and url is None and self._addressed:
            self._losses.note("{} review without the address of a page")
            return None
        if note is None:
            review = self._made(claim, claimant, publisher)
        else:
            items = tuple(self._item(item, claim, standing) for item in note.items)
            label = claim.quote
            if label is None and note.rating.value is None:
                label = claim.stance.value
            review = attrs.evolve(note, rating=attrs.evolve(note.rating, label=label), items=items)
        review = attrs.evolve(review, text=self._text(claim), url=url, date=claim.asserted_at.text)
        if review.source is None:
            review = attrs.evolve(review, authors=(Person(self._name(claim)),))
        self._note_changes(claim, review)
        return review

    def _publisher(self, claim: Claim, url: str | None) -> Person | None:
        """Give the source of a claim if the page is its own; else it was only quoted there."""
        name, page = self._name(claim), site_of(url or "")
        record = self._known.record(self._known.source(claim.source), Source)
        own = record.url if record is not None and record.url and is_web(record.url) else None
        site = site_of(own or name)
        if page is None or site is None or not f".{page}".endswith(f".{site}"):
            return None
        return Person(name, own or (None if page == site else f"https://{site}"))

    def _made(self, claim: Claim, claimant: Claim | None, publisher: Person | None) -> Review:
        """Make a review of a claim that was not read from one."""
        page = self._known.record(self._known.corrections.successor(str(claim.document_id)), Document)
        if claim.quote is not None and not self._is_verdict(claim):
            self._losses.note("the quote of {} claim")
        if claim.note is not None:
            self._losses.note("the note of {} claim")
        return Review(
            title=None if page is None else page.title,
            authors=() if publisher is None else (publisher,),
            rating=Rating(claim.quote if self._is_verdict(claim) else claim.stance.value),
            items=() if claimant is None else (self._said(claimant),),
        )

    def _item(self, item: Item, review: Claim, standing: Mapping[str, Claim]) -> Item:
        """Fill in again what the claims of those who said it hold."""
        authors, date = [], item.date
        for author in item.authors:
            claim = None if author.claim is None else self._claimed(author.claim, review, standing)
            if author.claim is not None and claim is None:
                self._losses.note("the claim behind {} review, which the view does not admit")
                continue
            if claim is not None:
                date = claim.asserted_at.text
                author = attrs.evolve(author, name=self._name(claim), claim=None)  # noqa: PLW2901 - the same one
                self._carry(claim)
            authors.append(author)
        return attrs.evolve(item, authors=tuple(authors), date=date)

    def _claimed(self, one: str, review: Claim, standing: Mapping[str, Claim]) -> Claim | None:
        """Give the claim that a review is of, by its id when it was read; corrected, it may be none any more."""
        found = self._known.claim(one)
        claim = None if found is None else standing.get(found[1].id)
        if claim is None or claim.stance is not Stance.AFFIRMS:
            return None
        same = self._known.assertion(claim.assertion) == self._known.assertion(review.assertion)
        return claim if same else None

    def _said(self, claim: Claim) -> Item:
        url = self._url(claim)
        self._carry(claim)
        return Item((Person(self._name(claim)),), claim.asserted_at.text, (), () if url is None else (url,))

    def _carry(self, claim: Claim) -> None:
        """Count once what is lost of a claim that is reviewed."""
        if claim.id not in self._told:
            self._told.add(claim.id)
            self._named.update(self._about(claim))
            self._note_fields(claim, ("quote", "note", *_UNCARRIED))
            if claim.document is not None and self._url(claim) is None:
                self._losses.note("the document of {} claim, which has no address on the web")

    # Texts

    def _url(self, claim: Claim) -> str | None:
        if claim.document_id is None:
            return None
        record = self._known.record(self._known.corrections.successor(claim.document_id), Document)
        url = str(claim.document) if record is None else record.url
        return url if url is not None and is_web(url) and url == url.strip() else None

    def _text(self, claim: Claim) -> str:
        own, known = str(claim.assertion), self._known.text(self._known.assertion(claim.assertion))
        return own if normalise(own) == normalise(known) else known.removeprefix("assertion:") or known

    def _name(self, claim: Claim) -> str:
        """Give the name of a source as it stands in its claim, unless that was corrected."""
        own = str(claim.source)
        if not own.startswith("source:") and self._known.corrections.successor(source_id(own)) == source_id(own):
            return own
        name = self._known.name(self._known.source(own))
        return name.removeprefix("source:") or name

    # Losses

    def _note_fields(self, claim: Claim, fields: tuple[str, ...]) -> None:
        for name in fields:
            if getattr(claim, name) not in (None, ()):
                self._losses.note(f"the {name} of {{}} claim")

    def _note_changes(self, claim: Claim, review: Review) -> None:
        """Note what a review says otherwise than its claim, once it is read."""
        self._note_fields(claim, _UNCARRIED)
        label = review.rating.label if review.rating.label is not None else str(review.rating.value)
        if (stance_of(label, self._labels) or Stance.COMMENTS) is not claim.stance:
            self._losses.note("the stance of {} claim, to be given with stances= when it is read")
        if normalise(review.source or "") != normalise(self._name(claim)):
            self._losses.note("the name of the source of {} claim as its own, for a site is one source")

    def _note_losses(self, found: list[tuple[Review, Claim]]) -> None:
        if untold := len(self._claims.keys() - self._told):
            self._losses.note("{} claim besides reviews on a page of their own source and what these review", untold)
        if not are_one(self._zone.key, "UTC"):
            self._losses.note(f"the zone, to be given as zone={self._zone.key!r} when it is read")
        self._losses.note_times(self._known.index.times[: self._known.length])
        said = self._said_of_documents(found)
        standing = (self._known.corrections.as_corrected(place) for place in range(self._known.length))
        for record in {record.id: record for record in standing if record is not None}.values():
            if not isinstance(record, Claim):
                self._note_record(record, said)

    def _said_of_documents(self, found: list[tuple[Review, Claim]]) -> dict[str, set[tuple[str, str | None]]]:
        """Give what the reviews say of each document, and keep in mind what they name."""
        said: dict[str, set[tuple[str, str | None]]] = {}
        for review, claim in found:
            self._named.update(self._about(claim))
            self._named.update(f"{one.url} as the address of a source" for one in review.authors)
            for item in review.items:
                self._named.update(map(document_id, (*item.first, *item.appearances)))
            if review.url is not None:
                one = document_id(review.url)
                self._named.add(one)
                page = {("title", review.title), ("publisher", review.name), ("date", claim.asserted_at.text)}
                said.setdefault(one, set()).update(page)
        return said

    def _note_record(self, record: Record, said: dict[str, set[tuple[str, str | None]]]) -> None:
        """Note what of a record other than a claim is in no review."""
        lost: list[str] = []
        if isinstance(record, Source):
            one, lost = self._known.source(record.name), ["speaks_for", "reliability", "note"]
            if f"{record.url} as the address of a source" not in self._named:
                lost.append("url")
        elif isinstance(record, Assertion):
            one, lost = self._known.assertion(record), ["subject", "predicate", "value", "note"]
        elif isinstance(record, Document):
            one, carried = record.id, said.get(record.id, set())
            given = {name: getattr(record, name) for name in ("title", "publisher", "date")}
            lost = [name for name, value in given.items() if value and (name, str(value)) not in carried]
        else:
            self._losses.note_record(record)
            return
        if one not in self._named:
            self._losses.note(f"{{}} {record.kind} that no review names")
            return
        for name in lost:
            if getattr(record, name) is not None:
                self._losses.note(f"the {name} of {{}} {record.kind}")
