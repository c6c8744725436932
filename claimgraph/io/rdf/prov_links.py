"""What a record is linked to, in terms of PROV-O and Dublin Core and a few of ours, for those who query.

None of it is read again. What a source says stands nowhere as a statement of its own: a claim is described
by its speaker, its stance and what it is about, so that the graphs of a file, put together without regard
to stances, say of nothing that it is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from claimgraph.io.rdf.terms import Minted, exact, literal, safe_url
from claimgraph.records.amendments import Affiliation, SameAs
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.declarations import Dismissal, Link
from claimgraph.records.ids import assertion_id, source_id
from claimgraph.records.reliance import Reliance
from claimgraph.records.stance import Stance

Statement = tuple[str, str, str]


def links(record: Record, iris: Minted, known: Mapping[str, Assertion]) -> Iterator[Statement]:
    """Give what follows from the fields of a record.

    Parameters
    ----------
    record : Record
        The record.
    iris : Minted
        Makes the IRIs.
    known : dict
        Assertions that are recorded, by their ids and by the ids of their words.
    """
    if isinstance(record, Claim):
        yield from _claim(record, iris, known)
    elif (of_kind := _OF_KIND.get(type(record))) is not None:
        yield from of_kind(record, iris)


def said(claim: Claim, iris: Minted) -> Iterator[Statement]:
    """Give where the assertion of a claim's nanopublication comes from."""
    this = "sub:assertion"
    yield this, "prov:wasAttributedTo", iris.of(claim.source_id)
    if (moment := exact(claim.asserted_at)) is not None:
        yield this, "prov:generatedAtTime", moment
    if claim.document_id is not None:
        yield this, "prov:hadPrimarySource", iris.of(claim.document_id)
    if claim.stance is not Stance.WITHDRAWS:
        for item in claim.cites:
            if isinstance(item, (str, Source)):
                text = str(item)
                yield this, "prov:wasDerivedFrom", iris.of(text if text.startswith("claim:") else source_id(text))


def by_words(assertion: Assertion) -> str:
    """Give the id that an assertion has by its words alone."""
    return assertion_id(assertion.text)


def _claim(claim: Claim, iris: Minted, known: Mapping[str, Assertion]) -> Iterator[Statement]:
    me, about = iris.of(claim.id), iris.of(claim.assertion_id)
    yield me, "cg:speaker", iris.of(claim.source_id)
    yield me, "cg:about", about
    yield about, "a", "cg:Assertion"
    assertion = known.get(claim.assertion_id)
    yield about, "rdfs:label", literal(str(claim.assertion) if assertion is None else assertion.text)
    for name in ("subject", "predicate", "value"):
        text = getattr(assertion, name, None)
        if text is not None:
            yield about, f"cg:{name}", literal(text)


def _source(source: Source, iris: Minted) -> Iterator[Statement]:
    me = iris.of(source.id)
    yield me, "a", "prov:Agent"
    yield me, "rdfs:label", literal(source.name)
    if source.speaks_for is not None:
        yield me, "prov:actedOnBehalfOf", iris.of(source_id(str(source.speaks_for)))
    if source.url is not None and safe_url(source.url):
        yield me, "rdfs:seeAlso", f"<{source.url}>"


def _affiliation(affiliation: Affiliation, iris: Minted) -> Iterator[Statement]:
    if affiliation.speaks_for is not None:
        me = iris.of(affiliation.id)
        yield iris.of(source_id(str(affiliation.source))), "prov:qualifiedDelegation", me
        yield me, "a", "prov:Delegation"
        yield me, "prov:agent", iris.of(source_id(str(affiliation.speaks_for)))


def _same_as(same: SameAs, iris: Minted) -> Iterator[Statement]:
    yield iris.of(source_id(str(same.a))), "prov:alternateOf", iris.of(source_id(str(same.b)))


def _document(document: Document, iris: Minted) -> Iterator[Statement]:
    me = iris.of(document.id)
    for term, text in (("dct:title", document.title), ("dct:publisher", document.publisher)):
        if text is not None:
            yield me, term, literal(text)


def _assertion(assertion: Assertion, iris: Minted) -> Iterator[Statement]:
    me, words = iris.of(assertion.id), iris.of(by_words(assertion))
    yield me, "rdfs:label", literal(assertion.text)
    if me != words:
        yield me, "prov:alternateOf", words


def _link(link: Link, iris: Minted) -> Iterator[Statement]:
    a, b = (iris.of(assertion_id(str(end))) for end in (link.a, link.b))
    yield a, f"cg:{link.relation}", b


def _dismissal(dismissal: Dismissal, iris: Minted) -> Iterator[Statement]:
    for end in (dismissal.a, dismissal.b):
        yield iris.of(dismissal.id), "cg:about", iris.of(assertion_id(str(end)))


def _reliance(reliance: Reliance, iris: Minted) -> Iterator[Statement]:
    yield iris.of(reliance.document_id), "cg:reliesOn", iris.of(assertion_id(str(reliance.assertion)))


_OF_KIND: dict[type[Record], Callable[[Any, Minted], Iterator[Statement]]] = {
    Source: _source,
    Affiliation: _affiliation,
    SameAs: _same_as,
    Document: _document,
    Assertion: _assertion,
    Link: _link,
    Dismissal: _dismissal,
    Reliance: _reliance,
}
