"""The question about published work: which items rested on contested ground, and which ground has given way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import attrs

from claimgraph.evaluation.evaluator import Evidence
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.questions.assessment import timeline
from claimgraph.records.claims import Claim, Document
from claimgraph.records.reliance import Reliance
from claimgraph.records.stance import Status
from claimgraph.rows import Rows
from claimgraph.times.when import When

_SOLID = (Status.CORROBORATED, Status.CONCEDED)
"""The ground that needs no second look."""


@attrs.frozen
class Exposure:
    """A published item on contested ground, or on ground that has changed since.

    Attributes
    ----------
    document : str
        Its title, or its URL where it has none.
    assertion : str
        The text of the assertion that it rested on.
    published : When or None
        When it was published, where that is known.
    then : Status or None
        The status of the assertion as of that date, of which all is included; none where it is not known.
    now : Status
        Its status in the view.
    changed : bool
        Whether it is another now than it was then.
    because : tuple of Claim
        The claims since publication that changed the status, in the order of speaking.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Kyiv", "affirms", "City held", asserted_at="2022-07-02"),
    ...     Claim("Moscow", "denies", "City held", asserted_at="2022-07-03"),
    ...     Reliance(Document(url="https://example.org/1", date="2022-07-02"), "City held"),
    ... ])
    >>> exposure = exposed(g)[0]
    >>> exposure.then.value, exposure.now.value, [claim.source for claim in exposure.because]
    ('claimed', 'disputed', ['Moscow'])
    """

    document: str
    assertion: str
    published: When | None
    then: Status | None
    now: Status
    changed: bool
    because: tuple[Claim, ...]


@asking
def exposed(view: View | ClaimGraph) -> Rows[Exposure]:
    """List the published items that rested on contested ground, and those whose ground has changed since.

    Ground is solid where the assertion is corroborated or conceded. An item is listed if its ground was not solid as
    of its date of publication, or has another status now. One without a date is listed if its ground is not solid now.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at; of its clocks, ``as_of`` also leaves out what was published later.

    Returns
    -------
    Rows of Exposure
        By the date of publication, without one last, then in the order of recording; each item and assertion once.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> report = Document(title="City holds out", date="2022-07-02")
    >>> entries = g.extend([
    ...     Claim("Mayor", "affirms", "City held", asserted_at="2022-07-01"),
    ...     Claim("Monitor", "affirms", "City held", asserted_at="2022-07-02"),
    ...     Claim("Mayor", "withdraws", "City held", asserted_at="2022-07-04"),
    ...     Reliance(report, "City held"),
    ... ])
    >>> len(exposed(g.view(as_of="2022-07-03")))
    0
    >>> [(row.document, row.then.value, row.now.value) for row in exposed(g)]
    [('City holds out', 'corroborated', 'claimed')]
    """
    evidence = Evidence(as_view(view))
    relied = reliances(evidence.view)
    now = {one: evidence.judgement(one).status for one in {one for _, one in relied}}
    rows = [_exposure(evidence, document, one, now[one]) for (_, one), document in relied.items()]
    listed = [row for row in rows if row.changed or (row.now if row.then is None else row.then) not in _SOLID]
    return Rows(sorted(listed, key=lambda row: _began(row.published, evidence.view)), Exposure)


def reliances(view: View) -> dict[tuple[str, str], Document]:
    """Give what a view sees of published work: the ids of each document and of the assertion that it rested on.

    A document counts from the start of its date, as a claim does. It comes with each pair, as it is known; one
    whose record was taken out by what it is named by.
    """
    known, until = view.known, view.said_between[1]
    found: dict[tuple[str, str], Document] = {}
    for record in _known_reliances(view):
        named = known.corrections.successor(record.document_id)
        document = known.record(named, Document) or Document(url=named.removeprefix("document:"))
        if document.date is None or document.date.bounds(view.graph.zone)[0] < until:
            found.setdefault((named, known.assertion(record.assertion)), document)
    return found


def _known_reliances(view: View) -> Iterator[Reliance]:
    known = view.known
    for place in takewhile(lambda place: place < known.length, known.index.reliances):
        record = known.corrections.as_corrected(place)
        if isinstance(record, Reliance):
            yield record


def _exposure(evidence: Evidence, document: Document, assertion: str, now: Status) -> Exposure:
    """Hold the status of what a document rested on when it was published against the status now."""
    published = document.date
    then = None if published is None else _as_published(evidence, published).judgement(assertion).status
    changed = then is not None and then is not now
    because = tuple(_changing(evidence.view, assertion, published)) if changed and published is not None else ()
    return Exposure(str(document), evidence.known.text(assertion), published, then, now, changed, because)


def _as_published(evidence: Evidence, published: When) -> Evidence:
    """See what a view sees as of a date of publication, or as of its own time where that is earlier."""
    view = evidence.view
    later = published.bounds(evidence.zone)[1] >= view.said_between[1]
    return evidence if later else Evidence(attrs.evolve(view, as_of=published))


def _changing(view: View, assertion: str, published: When) -> Iterator[Claim]:
    """Give the claims that have changed the status of an assertion since the date of publication."""
    zone = view.graph.zone
    until = published.bounds(zone)[1]
    for change in timeline(view, assertion):
        if change.status is not change.previous and change.at.bounds(zone)[0] >= until:
            yield from change.because


def _began(published: When | None, view: View) -> tuple[bool, int]:
    """Give what puts dates of publication in order, none last."""
    return (True, 0) if published is None else (False, published.bounds(view.graph.zone)[0])
