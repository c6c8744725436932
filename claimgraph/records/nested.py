"""Records within records: taken apart, so that the log holds each by itself and names it elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs

from claimgraph.records.amendments import Affiliation, Correction, SameAs, brought_in
from claimgraph.records.base import Record, fields_of
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.declarations import Dismissal, Link
from claimgraph.records.ids import normalise
from claimgraph.records.reliance import Reliance


def held_by(record: Record) -> Iterator[Record]:
    """Give the records that a record was given in place of names, innermost first."""
    named = brought_in(record)[-1]
    for field in fields_of(named):
        value = getattr(named, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, (Source, Assertion, Document)):
                yield from held_by(item)
                yield flattened(item)


def flattened(record: Record, text_of: Callable[[Assertion | str], str] = str) -> Record:
    """Give a record with names in place of the records it was given; `text_of` names an assertion."""
    if isinstance(record, Claim):
        return _flattened_claim(record, text_of) if may_hold_records(record) else record
    if isinstance(record, (Source, Affiliation)) and isinstance(record.speaks_for, Source):
        record = attrs.evolve(record, speaks_for=str(record.speaks_for))
    if isinstance(record, Affiliation) and isinstance(record.source, Source):
        return attrs.evolve(record, source=str(record.source))
    if isinstance(record, (SameAs, Link, Dismissal)):
        name: Callable[[Any], str] = str if isinstance(record, SameAs) else text_of
        return attrs.evolve(record, a=name(record.a), b=name(record.b))
    if isinstance(record, Reliance):
        return attrs.evolve(record, document=_named(record.document), assertion=text_of(record.assertion))
    if isinstance(record, Correction) and record.replacement is not None:
        return attrs.evolve(record, replacement=flattened(record.replacement, text_of))
    return record


def is_bare(record: Record) -> bool:
    """Tell whether a record holds no more than the name it is identified by."""
    if isinstance(record, Source):
        return record == Source(record.name)
    if isinstance(record, Assertion):
        return record == Assertion(record.text)
    return isinstance(record, Document) and record.url is not None and record == Document(url=record.url)


def is_triple_alone(assertion: Assertion) -> bool:
    """Tell whether the text of an assertion is the one that is made of its triple where none is given."""
    return assertion.triple is not None and assertion.text == " ".join(assertion.triple)


def says_the_same(record: Record, other: Record) -> bool:
    """Tell whether a record and one recorded before it differ in nothing but the case and spacing of names.

    An assertion given by its triple alone says nothing of the text that it is recorded with.
    """
    if record == other or type(record) is not type(other):
        return record == other
    if isinstance(record, Assertion) and isinstance(other, Assertion) and is_triple_alone(record):
        record = attrs.evolve(record, text=other.text)
    pairs = ((field.name, getattr(record, field.name), getattr(other, field.name)) for field in fields_of(record))
    return all(a == b or (name in _NAMES and _folded(a) == _folded(b)) for name, a, b in pairs)


_NAMES = frozenset({"name", "speaks_for", "text", "subject", "predicate", "value"})


def _folded(name: object) -> str | None:
    return None if name is None else normalise(str(name))


def may_hold_records(record: Record) -> bool:
    """Tell at once of most records that they were given names, and no records in place of them."""
    if isinstance(record, Claim):
        return not (
            type(record.source) is type(record.assertion) is str
            and (record.document is None or type(record.document) is str)
            and (not record.cites or all(type(item) is str for item in record.cites))
        )
    if isinstance(record, Source):
        return isinstance(record.speaks_for, Source)
    return not isinstance(record, (Assertion, Document))


def _flattened_claim(claim: Claim, text_of: Callable[[Assertion | str], str]) -> Claim:
    return attrs.evolve(
        claim,
        source=str(claim.source),
        assertion=text_of(claim.assertion),
        document=None if claim.document is None else _named(claim.document),
        cites=tuple(str(item) if isinstance(item, Source) else item for item in claim.cites),
    )


def _named(document: Document | str) -> str:
    """Name a document by its URL, or by its id where it has none."""
    return document.url or document.id if isinstance(document, Document) else document


def assertions_in(record: Record) -> Iterator[tuple[str, str]]:
    """Give the fields in which a flattened record names assertions, and the names as they are written there."""
    if isinstance(record, (Claim, Reliance)):
        yield "assertion", str(record.assertion)
    elif isinstance(record, (Link, Dismissal)):
        yield "a", str(record.a)
        yield "b", str(record.b)


def sources_in(record: Record) -> Iterator[tuple[str, str]]:
    """Give the fields in which a flattened record names sources, and the names as they are written there."""
    if isinstance(record, Claim):
        yield "source", str(record.source)
        for item in record.cites:
            if isinstance(item, str) and not item.startswith("claim:"):
                yield "cites", item
    elif isinstance(record, SameAs):
        yield "a", str(record.a)
        yield "b", str(record.b)
    elif isinstance(record, (Source, Affiliation)):
        yield ("name", record.name) if isinstance(record, Source) else ("source", str(record.source))
        if record.speaks_for is not None:
            yield "speaks_for", str(record.speaks_for)
