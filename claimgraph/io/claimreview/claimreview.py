"""ClaimReview: what fact-checkers publish, as JSON-LD or in a saved page. See ``docs/howto/claimreview.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import IO, Any

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view
from claimgraph.io.claimreview.export import Export
from claimgraph.io.claimreview.html_pages import json_scripts
from claimgraph.io.claimreview.json_ld import Found, References, is_review, objects
from claimgraph.io.claimreview.parse import Parser
from claimgraph.io.claimreview.rating_labels import LABELS, labels_with
from claimgraph.io.claimreview.records import Recorder
from claimgraph.io.claimreview.review import Review, as_json_ld, as_written
from claimgraph.io.claimreview.script_blocks import values_in
from claimgraph.io.files.streams import text_to
from claimgraph.io.files.strict_json import embeddable, text_of
from claimgraph.io.intake.intake import Intake
from claimgraph.io.losses.loss import Losses
from claimgraph.records.base import Record
from claimgraph.records.stance import Stance
from claimgraph.times.instants import UTC

__all__ = ["LABELS", "read", "write"]

_ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")


def write(
    view: View | ClaimGraph, stream: IO[str] | IO[bytes], *, stances: Mapping[str, Stance | str] | None = None
) -> None:
    r"""Write the claims of a view that review others as JSON-LD, and warn of what it cannot carry.

    Parameters
    ----------
    view : View or ClaimGraph
        What to write.
    stream : stream
        Where to.
    stances : dict, optional
        Labels besides those of `LABELS` with what they say: see `read`.

    Examples
    --------
    >>> import json, warnings
    >>> from io import StringIO
    >>> from claimgraph.io.claimreview import claimreview
    >>> g, out = ClaimGraph(), StringIO()
    >>> _ = g.extend([
    ...     Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-02"),
    ...     Claim("example.org", "denies", "Bridge open", asserted_at="2022-07-03",
    ...         document="https://example.org/1", quote="Pants on Fire!"),
    ... ])
    >>> claimreview.write(g, out)
    >>> json.loads(out.getvalue())["@graph"][0]["reviewRating"]
    {'@type': 'Rating', 'alternateName': 'Pants on Fire!'}
    """
    losses = Losses()
    found = Export(as_view(view), labels_with(stances), losses, addressed=True).reviews()
    written = [as_json_ld(_dated(review, losses)) for review, _ in found]
    losses.warn("ClaimReview")
    with text_to(stream) as text:
        text.write(embeddable({"@context": "https://schema.org", "@graph": written}))


def read(
    stream: IO[str] | IO[bytes],
    *,
    file: str | None = None,
    stances: Mapping[str, Stance | str] | None = None,
    zone: str | None = None,
    into: ClaimGraph | None = None,
) -> ClaimGraph:
    r"""Read every ClaimReview of JSON-LD, or of a saved page, into a new graph or into one there is, all or nothing.

    Parameters
    ----------
    stream : stream
        What to read; what begins with ``<`` is a page.
    file : str, optional
        Its name, for messages.
    stances : dict, optional
        What the labels of reviewers say, such as ``{"Mostly false": "denies"}``, before `LABELS`; a rating
        that is a number and has no label is looked up by the number. A label may be followed by its explanation,
        as in "False. It fell." A verdict with any other label is a comment, and shown as not mapped to a stance.
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
        Where the reviews say what the graph has no place for, or do not date the claim they review; and, once,
        where they have labels that neither `stances` nor `LABELS` has, naming them.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.claimreview import claimreview
    >>> page = '''<html><script type="application/ld+json">{
    ...     "@context": "https://schema.org", "@type": "ClaimReview", "datePublished": "2022-07-03",
    ...     "url": "https://example.org/1", "claimReviewed": "Bridge open",
    ...     "author": {"@type": "Organization", "name": "Example Times", "url": "https://www.example.org"},
    ...     "reviewRating": {"@type": "Rating", "alternateName": "Pants on Fire!"}
    ... }</script></html>'''
    >>> g = claimreview.read(StringIO(page))
    >>> [(str(one.source), one.stance.value, one.quote) for one in claims(g)]
    [('example.org', 'denies', 'Pants on Fire!')]
    """
    labels = labels_with(stances)
    intake, losses = Intake(file), Losses()
    try:
        graph = intake.graph(zone, into)
        text = text_of(stream)
        found = list(_objects(text, intake))
        reviews = _reviews(found, intake)
        parser = Parser(References(found, len(text)), losses)
        recorder = Recorder(labels, zone, graph, losses)
        records = list(_records(reviews, parser, recorder, intake))
        if intake.goes_on:  # before anything is recorded: a warning may be an error
            losses.warn_of_reading("ClaimReview")
            recorder.warn_of_labels("ClaimReview")
        return intake.load(graph, records)
    except InvalidRecord as error:
        raise intake.refused(error) from None


def _objects(text: str, intake: Intake) -> Iterator[Found]:
    """Give every object of JSON-LD, or of the blocks of a page that may hold a review."""
    if not text.lstrip().startswith("<"):
        for data in _values(text, 1):
            yield from objects(data)
        return
    for number, (line, block) in enumerate(json_scripts(text), 1):
        if "ClaimReview" not in block:
            with suppress(InvalidRecord):
                for data in _values(block, line):
                    yield from objects(data, f"script {number}")
            continue
        try:
            values = _values(block, line)
        except InvalidRecord as error:
            # Reviews are counted from 1, so that this number costs none of them.
            intake.keep(-number, block.strip())
            intake.fault(error.at(field=f"script {number}"), -number)
            continue
        for data in values:
            yield from objects(data, f"script {number}")


def _values(text: str, line: int) -> list[Any]:
    values = values_in(text, line)
    if all(isinstance(data, (dict, list)) for data in values):
        return values
    raise InvalidRecord("found a single value, expected an object of JSON-LD or a list of them", line=line)


def _reviews(found: list[Found], intake: Intake) -> list[Found]:
    """Give the reviews; a file without any must say so, as one does that is written of a graph without."""
    reviews = [one for one in found if is_review(one.data)]
    if reviews or intake.faults or [one.data.get("@graph") for one in found] == [[]]:
        return reviews
    raise InvalidRecord("found no ClaimReview, expected JSON-LD that has one; a page may add it only when it is shown")


def _records(reviews: list[Found], parser: Parser, recorder: Recorder, intake: Intake) -> Iterator[tuple[int, Record]]:
    for number, found in enumerate(reviews, 1):
        intake.keep(number, found.data)
        try:
            for record in recorder.records(parser.review(found.data)):
                yield number, record
        except InvalidRecord as error:
            # Reviews have numbers, not lines.
            place = ".".join(filter(None, (found.path, error.field)))
            error.record, error.field = None, f"{place} of review {number}".lstrip()
            intake.fault(error, number)


def _dated(review: Review, losses: Losses) -> Review:
    items = tuple(attrs.evolve(item, date=_date(item.date, losses)) for item in review.items)
    return attrs.evolve(review, date=_date(review.date, losses), items=items)


def _date(text: str | None, losses: Losses) -> str | None:
    found = as_written(text, _ISO, UTC, losses)
    return found.date().isoformat() if isinstance(found, datetime) else found
