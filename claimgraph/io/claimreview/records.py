"""What a review records: the claim of whoever said it, and that of the reviewer, on one assertion.

What a claim has no field for stays in the note of the reviewer's claim, as the JSON-LD it came in.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.claimreview.json_ld import References
from claimgraph.io.claimreview.parse import Parser
from claimgraph.io.claimreview.rating_labels import folded, stance_of
from claimgraph.io.claimreview.review import Item, Rating, Review, as_json_ld, is_web
from claimgraph.io.files.strict_json import parsed
from claimgraph.io.intake.lenient_dates import lenient
from claimgraph.io.losses.loss import Losses, LossyWarning
from claimgraph.records.amendments import Correction, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.stance import Stance
from claimgraph.records.validators import shown
from claimgraph.records.verdicts import MAPPED
from claimgraph.times.instants import BEGINNING
from claimgraph.times.when import When

_TITLES = ("title", "publisher", "date")
_NAMED = 20  # labels that a warning names
_SHOWN = 60  # characters of each


class Recorder:
    """Makes records of reviews.

    Parameters
    ----------
    labels : mapping
        What labels say, as `labels_with` gives it.
    zone : str or None
        The zone of times that name none.
    graph : ClaimGraph
        The graph that they are for: a document that it knows already is not described again.
    losses : Losses
        Where to note what the records do not say.
    """

    def __init__(self, labels: Mapping[str, Stance], zone: str | None, graph: ClaimGraph, losses: Losses) -> None:
        self._labels = labels
        self._zone = zone
        self._losses = losses
        self._unmapped: dict[str, str] = {}  # labels as they were met first, by what is looked up
        # What the desk described, or put right, it knows better.
        self._described: set[str] = set()
        for entry in graph.log:
            for one in brought_in(entry.record):
                if isinstance(one, Correction):
                    self._described.add(one.of)
                elif isinstance(one, Document) and any(getattr(one, name) for name in _TITLES):
                    self._described.add(one.id)

    def records(self, review: Review) -> list[Record]:
        """Give the records of one review.

        Raises
        ------
        InvalidRecord
            With the property of the review that is wrong as its field.
        """
        if review.text is None:
            raise InvalidRecord("found nothing, expected the words of the claim", field="claimReviewed")
        name = review.source
        if name is None:
            problem = "found no reviewer, expected a name or an address of whoever publishes the review"
            raise InvalidRecord(problem, field="author")
        date = self._date(review.date, "datePublished")
        if date is None:
            raise InvalidRecord("found nothing, expected when the review was published", field="datePublished")
        _checked(Assertion, review.text, "claimReviewed")
        _checked(Source, name, "author.name")
        said = [self._said(item, review.text) for item in review.items]
        rest = attrs.evolve(
            review,
            text=None,
            url=None,
            date=None,
            rating=attrs.evolve(review.rating, label=None),
            items=tuple(item for item, _ in said),
        )
        stance = self._stance(review.rating)
        note = as_json_ld(rest) | ({MAPPED: False} if stance is None else {})
        claim = Claim(
            name,
            stance or Stance.COMMENTS,
            review.text,
            asserted_at=date,
            document=review.url,
            quote=review.rating.label,
            note=json.dumps(note, ensure_ascii=False),
        )
        return [*self._document(review, date), *(one for _, claims in said for one in claims), claim]

    def _stance(self, rating: Rating) -> Stance | None:
        """Return the stance of the label, or of the number of a rating that has none; none if no table has it."""
        label = rating.label if rating.label is not None else rating.value
        if label is None:
            return Stance.COMMENTS
        stance = stance_of(str(label), self._labels)
        if stance is None:
            self._unmapped.setdefault(folded(str(label)), str(label))
        return stance

    def warn_of_labels(self, name: str) -> None:
        """Warn the caller of `claimgraph.io.read` of verdicts that no table maps to a stance."""
        if not self._unmapped:
            return
        labels = [shown(label, _SHOWN) for label in self._unmapped.values()]
        more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
        message = (
            f"{name} was read with verdicts that are not mapped to a stance, as no table has their labels: "
            f"{', '.join(labels[:_NAMED])}{more}; "
            f"say what they mean with stances=, as in stances={{{labels[0]}: 'comments'}}"
        )
        warnings.warn(message, LossyWarning, stacklevel=4)

    def _said(self, item: Item, text: str) -> tuple[Item, list[Claim]]:
        """Give the claims of those who said what is reviewed, and what remains to be noted of them."""
        date = self._date(item.date, "itemReviewed.datePublished")
        named = [one for one in item.authors if one.name is not None]
        for one in named:
            _checked(Source, str(one.name), "itemReviewed.author.name")
        if named and date is None:
            self._losses.note("the claim of {} claimant that nobody dates", len(named))
        if not named or date is None:
            return attrs.evolve(item, date=None if date is None else date.text), []
        document = next((url for url in (*item.first, *item.appearances) if is_web(url)), None)
        claims = {one: Claim(str(one.name), Stance.AFFIRMS, text, asserted_at=date, document=document) for one in named}
        rest = tuple(
            attrs.evolve(one, name=None, claim=claims[one].id) if one in claims else one for one in item.authors
        )
        return attrs.evolve(item, authors=rest, date=None), list(claims.values())

    def _date(self, text: str | None, field: str) -> When | None:
        if text is None:
            return None
        try:
            when = lenient(text.strip(), zone=self._zone)
        except InvalidRecord as error:
            raise error.at(field=field)  # noqa: B904 - the same error
        if when.bounds()[0] == BEGINNING:
            raise InvalidRecord(f"found {shown(text)}, expected a date with a start", field=field, found=text)
        return when

    def _document(self, review: Review, date: When) -> Iterator[Document]:
        """Describe the document once; another review of the same page may describe it otherwise, in its note."""
        if review.url is not None and (review.title or review.name):
            found = Document(review.title, url=review.url, publisher=review.name, date=date)
            if found.id not in self._described:
                self._described.add(found.id)
                yield found


def _checked(kind: type[Source | Assertion], text: str, field: str) -> None:
    """Refuse what a record would take for an id, or not at all."""
    try:
        kind(text)
    except InvalidRecord as error:
        error.record, error.field = None, field
        raise


def noted(claim: Claim, losses: Losses) -> Review | None:
    """Give what the note of a claim keeps of a review, or none if it is no such note."""
    if claim.note is None or not claim.note.startswith("{"):
        return None
    try:
        data: Any = parsed(claim.note)
        if isinstance(data, dict) and data.get("@type") == "ClaimReview":
            return Parser(References(), losses, note=True).review(data)
    except InvalidRecord:
        pass
    return None
