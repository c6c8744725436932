"""Questions about what there is, and about one assertion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from claimgraph.evaluation.evaluator import Evidence
from claimgraph.evaluation.hearing import Hearings
from claimgraph.evaluation.kept_sweeps import Courses
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking, kept
from claimgraph.log.similar_names import NearNames
from claimgraph.log.snapshot import Known
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.ids import normalise
from claimgraph.records.nested import is_bare
from claimgraph.records.stance import Stance, Status
from claimgraph.rows import Rows
from claimgraph.standing.judgement import Change, Position, changes
from claimgraph.standing.tally import changes as plain_changes


@attrs.frozen
class Assessed:
    """An assertion, and what the positions on it amount to.

    Attributes
    ----------
    assertion : str
        Its text.
    status : Status
        Its status in the view.
    subject, predicate, value : str or None
        What it is about, where that is known.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> assertions(g)[0].status
    <Status.CLAIMED: 'claimed'>
    """

    assertion: str
    status: Status
    subject: str | None = None
    predicate: str | None = None
    value: str | None = None


@attrs.frozen
class Unrecorded:
    """A source or an assertion that is named in claims and has no record of its own.

    Attributes
    ----------
    kind : str
        ``"source"`` or ``"assertion"``.
    name : str
        The name or text.
    near : tuple of str
        Other names that look like it, and may be meant.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> unrecorded(g)[0]
    Unrecorded(kind='source', name='Rybar', near=())
    """

    kind: str
    name: str
    near: tuple[str, ...]


@kept
def assertions(view: View | ClaimGraph, *, subject: str | None = None, predicate: str | None = None) -> Rows[Assessed]:
    """List the recorded assertions with their statuses.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    subject, predicate : str, optional
        Only assertions about these.

    Returns
    -------
    Rows of Assessed
        In the order of recording.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> [(row.assertion, row.status.value) for row in assertions(g)]
    [('Bridge destroyed', 'claimed')]
    """
    evidence = Evidence(as_view(view))
    courses, contested = Courses(evidence), evidence.known.contested
    found = []
    for one in evidence.known.assertions:
        record = evidence.known.assertion_record(one)
        if _is(record.subject, subject) and _is(record.predicate, predicate):
            status = courses.status(one, keep=one in contested)
            found.append(Assessed(record.text, status, record.subject, record.predicate, record.value))
    return Rows(found, Assessed)


@asking
def claims(
    view: View | ClaimGraph,
    *,
    source: Source | str | None = None,
    assertion: Assertion | str | None = None,
    document: Document | str | None = None,
    subject: str | None = None,
) -> Rows[Claim]:
    """List the claims that a view admits.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    source : str or Source, optional
        Only claims of this source, under all its names; not of those who speak for it.
    assertion : str or Assertion, optional
        Only claims on this assertion.
    document : str or Document, optional
        Only claims that appeared in this document, named by its URL, its id or its record.
    subject : str, optional
        Only claims on assertions with this subject.

    Returns
    -------
    Rows of Claim
        In the order of recording.

    Raises
    ------
    NotFound
        If the source, the assertion or the document is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> [str(claim.asserted_at) for claim in claims(g, source="rybar")]
    ['2022-07-02']
    """
    evidence = Evidence(as_view(view))
    known = evidence.known
    wanted = None if assertion is None else {known.find_assertion(assertion)}
    if subject is not None:
        about = {one for one in known.assertions if _is(known.assertion_record(one).subject, subject)}
        wanted = about if wanted is None else wanted & about
    page = None if document is None else known.find_document(document)
    found: Iterable[tuple[int, Claim]]
    if source is not None:
        found = known.claims_by(known.find_source(source))
    else:
        found = known.claims() if assertion is None or not wanted else known.claims_on(*wanted)
    admitted = (
        claim
        for claim in evidence.claims(found)
        if (wanted is None or known.assertion(claim.assertion) in wanted)
        and (page is None or known.document(claim.document) == page)
    )
    return Rows(admitted, Claim)


@kept
def status(view: View | ClaimGraph, assertion: Assertion | str) -> Status:
    """Tell what the positions on an assertion amount to.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    assertion : str or Assertion
        The assertion, by its text, its id or its record. A record may be one that nobody has recorded.

    Returns
    -------
    Status
        Its status; it has no truth value.

    Raises
    ------
    NotFound
        If it is named by a text that is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Luhansk People's Militia", "affirms", "Lysychansk encircled", asserted_at="2022-07-02"),
    ...     Claim("Government of Ukraine", "denies", "Lysychansk encircled", asserted_at="2022-07-02"),
    ... ])
    >>> status(g.view(as_of="2022-07-02"), "Lysychansk encircled")
    <Status.DISPUTED: 'disputed'>
    """
    evidence = Evidence(as_view(view))
    one = evidence.find(assertion)
    hearings = Hearings(evidence)
    hearing = hearings.of(one)
    return evidence.judgement(one).status if hearing is None else hearings.status(hearing)


@kept
def positions(view: View | ClaimGraph, assertion: Assertion | str) -> Rows[Position]:
    """Tell where each source stands on an assertion, at the moment that decides its status.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    assertion : str or Assertion
        As for `status`.

    Returns
    -------
    Rows of Position
        Those who affirm, then those who deny, then those who question; each in the order of speaking.

    Raises
    ------
    NotFound
        If it is named by a text that is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Ruslan Muzychuk", "denies", "Lysychansk encircled", asserted_at="2022-07-02"))
    >>> [(row.source, str(row.stance), str(row.since)) for row in positions(g, "Lysychansk encircled")]
    [('Ruslan Muzychuk', 'denies', '2022-07-02')]
    """
    evidence = Evidence(as_view(view))
    judgement = evidence.judgement(evidence.find(assertion))
    stances = (Stance.AFFIRMS, Stance.DENIES, Stance.QUESTIONS)
    return Rows((row for stance in stances for row in judgement.positions(stance)), Position)


@kept
def timeline(view: View | ClaimGraph, assertion: Assertion | str) -> Rows[Change]:
    """Tell how an assertion fared: each change of its status, or of where anyone stands.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    assertion : str or Assertion
        As for `status`.

    Returns
    -------
    Rows of Change
        In the order of speaking. The last row up to a time has the status as of that time.

    Raises
    ------
    NotFound
        If it is named by a text that is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Serhiy Haidai", "denies", "Lysychansk taken", asserted_at="2022-07-02"),
    ...     Claim("Serhiy Haidai", "affirms", "Lysychansk taken", asserted_at="2022-07-03"),
    ... ])
    >>> [(str(row.at), row.status.value) for row in timeline(g, "Lysychansk taken")]
    [('2022-07-02', 'denied'), ('2022-07-03', 'claimed')]
    """
    evidence = Evidence(as_view(view))
    one = evidence.find(assertion)
    hearings = Hearings(evidence)
    hearing = hearings.of(one)
    if hearing is not None:
        return Rows(plain_changes(hearings.heard(hearing)), Change)
    return Rows(changes(evidence.history(one)), Change)


@asking
def unrecorded(view: View | ClaimGraph) -> Rows[Unrecorded]:
    """List the sources and assertions that are only named, each with recorded names that look like it.

    A slip of the pen makes a second source: "Zelensky" beside "Zelenskyy". It is shown here, and never
    merged; record a `SameAs`, or a `Correction`.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.

    Returns
    -------
    Rows of Unrecorded
        Sources, then assertions, in the order of recording.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Source("Volodymyr Zelenskyy", speaks_for="Government of Ukraine"),
    ...     Claim("Volodymyr Zelensky", "denies", "Lysychansk taken", asserted_at="2022-07-03"),
    ... ])
    >>> [(row.name, row.near) for row in unrecorded(g) if row.near]
    [('Volodymyr Zelensky', ('Volodymyr Zelenskyy',))]
    """
    known = as_view(view).known
    return Rows(_bare(known), Unrecorded)


def _is(found: str | None, wanted: str | None) -> bool:
    """Tell whether a part of an assertion is the one asked for, if one is."""
    return wanted is None or (found is not None and normalise(found) == normalise(wanted))


def _bare(known: Known) -> Iterator[Unrecorded]:
    names = {one: known.name(one) for one in known.sources}
    near = NearNames(names.values())
    for one, name in names.items():
        if is_bare(known.record(one, Source) or Source(name)):
            yield Unrecorded("source", name, near.to(name))
    near = NearNames(known.assertions.values())
    for one, text in known.assertions.items():
        if is_bare(known.assertion_record(one)):
            yield Unrecorded("assertion", text, near.to(text))
