"""The JSON of the Google Fact Check Tools API, as its search answers. See ``docs/howto/claimreview.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

import attrs

from claimgraph.convert.plain_data import written
from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view
from claimgraph.io.claimreview.export import Export
from claimgraph.io.claimreview.rating_labels import labels_with
from claimgraph.io.claimreview.records import Recorder
from claimgraph.io.claimreview.review import Item, Person, Rating, Review, address, as_written, host_of, site_of
from claimgraph.io.files.streams import text_to
from claimgraph.io.files.strict_json import check_answer, embeddable, filled, no_text, parsed, refused, text_of
from claimgraph.io.intake.intake import Intake
from claimgraph.io.losses.loss import Losses
from claimgraph.records.base import Record
from claimgraph.records.stance import Stance
from claimgraph.records.validators import is_text

# RFC 3339, which is what the API calls a timestamp.
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

_CLAIM = ("text", "claimant", "claimDate", "claimReview")
_REVIEW = ("publisher", "url", "title", "reviewDate", "textualRating", "languageCode")
_PUBLISHER = ("name", "site")


def write(
    view: View | ClaimGraph, stream: IO[str] | IO[bytes], *, stances: Mapping[str, Stance | str] | None = None
) -> None:
    """Write the claims of a view that review others as the API gives them, and warn of what it cannot carry.

    Parameters
    ----------
    view : View or ClaimGraph
        What to write.
    stream : stream
        Where to.
    stances : dict, optional
        Labels with what they say: see `claimgraph.io.claimreview.claimreview.read`.

    Examples
    --------
    >>> import json
    >>> from io import StringIO
    >>> from claimgraph.io.claimreview import factcheck
    >>> g, out = ClaimGraph(), StringIO()
    >>> _ = g.extend([
    ...     Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-02T00:00:00Z"),
    ...     Claim("example.org", "denies", "Bridge open", asserted_at="2022-07-03T00:00:00Z",
    ...         document="https://example.org/1", quote="False"),
    ... ])
    >>> factcheck.write(g, out)
    >>> json.loads(out.getvalue())["claims"][0]["claimReview"][0]["textualRating"]
    'False'
    """
    losses = Losses()
    view = as_view(view)
    writer = _Writer(view.graph.zone, losses)
    for review, claim in Export(view, labels_with(stances), losses, addressed=False).reviews():
        writer.add(review, claim.stance)
    losses.warn("The Fact Check Tools API")
    with text_to(stream) as text:
        text.write(embeddable({"claims": list(writer.claims.values())}))


def read(
    stream: IO[str] | IO[bytes],
    *,
    file: str | None = None,
    stances: Mapping[str, Stance | str] | None = None,
    zone: str | None = None,
    into: ClaimGraph | None = None,
) -> ClaimGraph:
    """Read an answer of the API into a new graph or into one there is, all or nothing.

    Parameters
    ----------
    stream : stream
        What to read.
    file : str, optional
        Its name, for messages.
    stances : dict, optional
        What the labels of reviewers say: see `claimgraph.io.claimreview.claimreview.read`.
    zone : str, optional
        The zone of a new graph, and of times that name none.
    into : ClaimGraph, optional
        The graph to record into.

    Raises
    ------
    InvalidBatch
        With every fault found.

    Warns
    -----
    LossyWarning
        Where the API says what the graph has no place for, or does not date the claim that is reviewed; and,
        once, where its labels are in no table: see `claimgraph.io.claimreview.claimreview.read`.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.claimreview import factcheck
    >>> answer = '''{"claims": [{
    ...     "text": "Bridge open", "claimant": "Ann", "claimDate": "2022-07-02T00:00:00Z",
    ...     "claimReview": [{
    ...         "publisher": {"name": "Example Times", "site": "example.org"}, "url": "https://example.org/1",
    ...         "reviewDate": "2022-07-03T00:00:00Z", "textualRating": "Half true"
    ...     }]
    ... }]}'''
    >>> g = factcheck.read(StringIO(answer), stances={"half true": "comments"})
    >>> [(str(one.source), one.stance.value, one.quote) for one in claims(g)]
    [('Ann', 'affirms', None), ('example.org', 'comments', 'Half true')]
    """
    labels = labels_with(stances)
    intake, losses = Intake(file), Losses()
    try:
        graph = intake.graph(zone, into)
        data = _answer(text_of(stream))
        reader = _Reader(intake, losses)
        recorder = Recorder(labels, zone, graph, losses)
        records = list(reader.records(data, recorder))
        if intake.goes_on:  # before anything is recorded: a warning may be an error
            losses.warn_of_reading("The Fact Check Tools API")
            recorder.warn_of_labels("The Fact Check Tools API")
        return intake.load(graph, records)
    except InvalidRecord as error:
        raise intake.refused(error) from None


def _answer(text: str) -> dict[str, Any]:
    """Read an answer; where nothing was found, the API's is empty."""
    data = parsed(text)
    if isinstance(data, dict) and ("claims" in data or not data):
        if isinstance(data.get("claims"), (list, type(None))):
            return data
        raise refused(data["claims"], "a list of claims", "claims").at(line=1)
    check_answer(data)
    raise InvalidRecord('found no "claims", expected an answer of the API: {"claims": [...]}', line=1)


class _Reader:
    """Reads an answer review by review; faults have their numbers, for JSON has no lines of its own."""

    def __init__(self, intake: Intake, losses: Losses) -> None:
        self._intake = intake
        self._losses = losses
        self._paths: list[str] = []

    def records(self, data: dict[str, Any], recorder: Recorder) -> Iterator[tuple[int, Record]]:
        for path, claim, review in self._pairs(data):
            self._paths.append(path)
            number = len(self._paths)
            self._intake.keep(number, {**claim, "claimReview": [review]} if isinstance(claim, dict) else claim)
            try:
                for record in recorder.records(self._review(claim, review)):
                    yield number, record
            except InvalidRecord as error:
                self.label(error.at(line=number))
                self._intake.fault(error, number)

    def label(self, error: InvalidRecord) -> None:
        """Name the place of a fault in the file, as the API calls it."""
        number = error.line or 1
        path = self._paths[number - 1]
        field = error.field or ""
        name = _NAMES.get(field, field)
        place = f"{path.partition('.')[0]}.{name}" if name in _CLAIM else f"{path}.{name}" if name else path
        error.record, error.field = None, f"{place} of review {number}" if "claimReview[" in path else place

    def _pairs(self, data: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        """Give each review with its claim; what is no list of reviews comes as one that is at fault."""
        self._left_out(data, ("claims",), "answer")
        for place, claim in enumerate(data.get("claims") or []):
            path = f"claims[{place}]"
            reviews = claim.get("claimReview") if isinstance(claim, dict) else None
            if not isinstance(reviews, list) or not reviews:
                yield path, claim, reviews
                continue
            for number, review in enumerate(reviews):
                yield f"{path}.claimReview[{number}]", claim, review

    def _review(self, claim: Any, review: Any) -> Review:
        if not isinstance(claim, dict):
            raise refused(claim, f"an object with {', '.join(_CLAIM)}")
        reviews = claim.get("claimReview")
        if not isinstance(reviews, list) or not reviews:
            raise refused(reviews, "a list of reviews, with one at least", "claimReview")
        if not isinstance(review, dict):
            raise refused(review, f"an object with {', '.join(_REVIEW)}")
        publisher = review.get("publisher") or {}
        if not isinstance(publisher, dict):
            raise refused(publisher, "an object with name, site", "publisher")
        self._left_out(claim, _CLAIM, "claim")
        self._left_out(review, _REVIEW, "review")
        self._left_out(publisher, _PUBLISHER, "publisher")
        site, claimant = _text(publisher, "site"), _text(claim, "claimant")
        person = Person(_text(publisher, "name"), site if site is None or "://" in site else "https://" + site)
        said = Item(() if claimant is None else (Person(claimant),), _text(claim, "claimDate"))
        return Review(
            text=_text(claim, "text"),
            url=address(_text(review, "url"), "url"),
            title=_text(review, "title"),
            date=_text(review, "reviewDate"),
            language=_text(review, "languageCode"),
            authors=() if person == Person() else (person,),
            rating=Rating(_text(review, "textualRating")),
            items=() if said == Item() else (said,),
        )

    def _left_out(self, given: dict[str, Any], names: tuple[str, ...], what: str) -> None:
        others = sum(1 for name, value in given.items() if name not in names and value not in (None, "", [], {}))
        if "nextPageToken" in given and what == "answer":
            self._losses.note("the pages that follow this one")
            others -= 1
        if others:
            self._losses.note(f"{{}} field of the {what} that the API does not document", others)


# Where a fault lies, by what a review calls it and what the API does.
_NAMES = {
    "claimReviewed": "text",
    "datePublished": "reviewDate",
    "asserted_at": "reviewDate",
    "author": "publisher",
    "author.name": "publisher.name",
    "itemReviewed.author.name": "claimant",
    "itemReviewed.datePublished": "claimDate",
}


def _text(given: dict[str, Any], name: str) -> str | None:
    value = given.get(name)
    if value is None or (isinstance(value, str) and (not value or value.isspace())):
        return None
    if is_text(value):
        return str(value)
    raise no_text(value, name)


class _Writer:
    """Puts reviews together under the claims that they are of."""

    def __init__(self, zone: ZoneInfo, losses: Losses) -> None:
        self._zone = zone
        self._losses = losses
        self.claims: dict[Any, dict[str, Any]] = {}

    def add(self, review: Review, stance: Stance) -> None:
        """Add a review under its claim; what the API has no field for is noted."""
        item = review.items[0] if review.items else Item()
        claimant = next((one for one in item.authors if one.name), Person())
        claim = filled({"text": review.text, "claimant": claimant.name, "claimDate": self._timestamp(item.date)})
        hosts = {site_of(one.url): host_of(one.url) for one in review.reviewers if one.url}
        site = hosts.get(review.site, review.site) if any(hosts.values()) else None
        reviewed = filled(
            {
                "publisher": filled({"name": review.name, "site": site}) or None,
                "url": review.url,
                "title": review.title,
                "reviewDate": self._timestamp(review.date),
                "textualRating": review.rating.label or stance.value,
                "languageCode": review.language,
            }
        )
        under = self.claims.setdefault(tuple(claim.items()), {**claim, "claimReview": []})
        under["claimReview"].append(reviewed)
        self._note(review, item, claimant, site)

    def _timestamp(self, text: str | None) -> str | None:
        found = as_written(text, _TIMESTAMP, self._zone, self._losses)
        return written(found) if isinstance(found, datetime) else found

    def _note(self, review: Review, item: Item, claimant: Person, site: str | None) -> None:
        rating = attrs.evolve(review.rating, label=None)
        if rating != Rating():
            self._losses.note("the numbers or the explanation of the rating of {} review")
        if (item.first, item.appearances) != ((), ()):
            self._losses.note("where the claim of {} review appeared")
        if len(review.items) > 1 or len(item.authors) > 1:
            self._losses.note("all but the first claimant of {} review")
        if claimant != Person(claimant.name):
            self._losses.note("what is known of the claimant of {} review besides a name")
        publisher = Person(review.name, site and "https://" + site)
        if review.reviewers not in ([], [publisher]):
            self._losses.note("what is known of the publisher of {} review besides name and site")
