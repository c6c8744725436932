"""The records of claims: who said what, when, about what, and where it was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self

import attrs

from claimgraph.fast_init import draft_of
from claimgraph.records import validators
from claimgraph.records.base import Record
from claimgraph.records.ids import assertion_id, digest_id, document_id, source_id, triple_id
from claimgraph.records.stance import UNKNOWN, Lineage, Stance
from claimgraph.times.instants import BEGINNING
from claimgraph.times.when import When


def _reliability(value: str | None, owner: Any = None, field: Any = None) -> str | None:
    if value is None:
        return None
    if type(value) is str and value.strip().upper() in {"A", "B", "C", "D", "E", "F"}:
        return value.strip().upper()
    raise validators.refuse(owner, field.name, value, "a letter from 'A' to 'F'; 'F' means unknown")


_CREDIBILITY = range(1, 7)


def _credibility(value: int | str | None, owner: Any = None, field: Any = None) -> int | None:
    if value is None:
        return None
    found = int(value) if type(value) is str and value.strip() in map(str, _CREDIBILITY) else value
    if type(found) is int and found in _CREDIBILITY:
        return found
    raise validators.refuse(owner, field.name, value, "a whole number from 1 to 6; 6 means unknown")


def _name(value: str, owner: Any = None, field: Any = None) -> str:
    if validators.is_text(value) and not value.startswith("source:"):
        return str(value)
    raise validators.refuse(owner, field.name, value, "text that is not empty and does not begin with 'source:'")


@attrs.frozen(repr=False, field_transformer=validators.placed)
class Source(Record):
    """A person, organisation, outlet, account or sensor that says things.

    Parameters
    ----------
    name : str
        Its name, which identifies it; look-ups forgive case, spacing and Unicode form.
    speaks_for : str or Source, optional
        The source it represents. The top of that chain is its *principal*.
    reliability : str, optional
        ``"A"`` to ``"F"`` of the Admiralty code; ``"F"`` means unknown. Kept, never computed with.
    url, note : str, optional
        Where it is found; anything else worth keeping.

    Examples
    --------
    >>> Source("Igor Konashenkov", speaks_for="Ministry of Defence of Russia").id
    'source:igor konashenkov'
    """

    kind: ClassVar[str] = "source"
    name: str = attrs.field(converter=_name)
    speaks_for: Source | str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_source)
    reliability: str | None = attrs.field(default=None, kw_only=True, converter=_reliability)
    url: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)
    note: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)

    @property
    def id(self) -> str:
        """The kind and the normalised name."""
        return source_id(self.name)

    def __str__(self) -> str:
        return self.name


@attrs.frozen(repr=False, field_transformer=validators.placed)
class Document(Record):
    """A published item in which claims appear.

    Parameters
    ----------
    title, url, publisher : str, optional
        At least a title or a URL; a URL identifies the document.
    date : When or str, optional
        When it was published.

    Examples
    --------
    >>> Document(url="https://example.org/1", publisher="Example Times", date="2022-07-03").id
    'document:https://example.org/1'
    """

    kind: ClassVar[str] = "document"
    title: str | None = attrs.field(default=None, converter=validators.optional_text)
    url: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)
    publisher: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)
    date: When | None = attrs.field(default=None, kw_only=True, converter=validators.optional_when)

    def __attrs_post_init__(self) -> None:
        if self.title is None and self.url is None:
            raise validators.refuse(self, "title", None, "a title or a url")

    @property
    def id(self) -> str:
        """The kind and the URL, or a digest where there is none."""
        return document_id(self.url) if self.url else super().id

    def __str__(self) -> str:
        return self.title or str(self.url)


def document_id_of(reference: Document | str) -> str:
    """Give the id of the document that a record, its id or its URL refers to."""
    if isinstance(reference, Document):
        return reference.id
    return reference if reference.startswith("document:") else document_id(reference)


_WORDS = "text that does not begin with 'assertion:', or else a subject, a predicate and a value"


def _words(value: str | None, owner: Any = None, field: Any = None) -> str:
    if value is None or (validators.is_text(value) and not value.startswith("assertion:")):
        return value  # type: ignore[return-value]  # never None once made: then the triple has the words
    raise validators.refuse(owner, field.name, value, _WORDS)


@attrs.frozen(repr=False, field_transformer=validators.placed)
class Assertion(Record):
    """What is said, free of who says it.

    Parameters
    ----------
    text : str, optional
        The words for it; left out, they are made of the triple.
    subject, predicate, value : str, optional
        What it is about, where that is known. All three together identify the assertion. A `value`
        may be given as a number, of which the text is the shortest decimal form that reads back as it, or as a
        truth value.
    note : str, optional
        Anything else worth keeping.

    Examples
    --------
    >>> held = Assertion(subject="Lysychansk", predicate="controlled by", value="Russia")
    >>> held.text
    'Lysychansk controlled by Russia'
    """

    kind: ClassVar[str] = "assertion"
    text: str = attrs.field(default=None, converter=_words)
    subject: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)
    predicate: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)
    value: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_scalar)
    note: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)

    def __attrs_post_init__(self) -> None:
        text: str | None = self.text
        if text is None:
            if self.triple is None:
                raise validators.refuse(self, "text", text, _WORDS)
            object.__setattr__(self, "text", " ".join(self.triple))

    @property
    def triple(self) -> tuple[str, str, str] | None:
        """Subject, predicate and value, where all three are known."""
        if self.subject is None or self.predicate is None or self.value is None:
            return None
        return self.subject, self.predicate, self.value

    @property
    def id(self) -> str:
        """The kind, and the normalised triple or text."""
        try:
            return self._id
        except AttributeError:
            found = triple_id(*self.triple) if self.triple else assertion_id(self.text)
            object.__setattr__(self, "_id", found)
            return found

    @classmethod
    def checked(cls, text: str, triple: tuple[str, str, str], record_id: str) -> Self:
        """Make an assertion of texts that are known to be what its converters would make of them, and its id."""
        draft: Any = _AssertionDraft()
        draft.text = text
        draft.subject, draft.predicate, draft.value = triple
        draft.note = None
        draft._id = record_id  # noqa: SLF001 - its own
        draft.__class__ = cls
        assertion: Self = draft
        return assertion

    def __str__(self) -> str:
        return self.text


def _stance(value: Stance | str, owner: Any = None, field: Any = None) -> Stance:
    if isinstance(value, Stance):
        return value
    return validators.member(Stance, value, owner, field, order="source, stance, assertion")


def _cites(
    value: Claim | Source | Lineage | str | Iterable[Claim | Source | Lineage | str],
    owner: Any = None,
    field: Any = None,
) -> tuple[Source | Lineage | str, ...]:
    if value == ():
        return ()  # as most claims have it
    items: Any = (value,) if isinstance(value, (str, Record, Lineage)) else value
    if not isinstance(items, Iterable) or isinstance(items, (bytes, dict)):
        raise validators.refuse(owner, field.name, value, _CITES)
    kept: dict[Any, None] = {}
    for item in items:
        plain = item.id if isinstance(item, Claim) else UNKNOWN if item == UNKNOWN.value else item
        wrong = isinstance(plain, str) and plain.startswith(("assertion:", "document:"))
        if wrong or not (isinstance(plain, (Source, Lineage)) or validators.is_text(plain)):
            raise validators.refuse(owner, field.name, item, _CITES)
        kept[plain] = None
    return tuple(kept)


_CITES = "claims, ids of claims, sources, names of sources, or UNKNOWN"


@attrs.frozen(repr=False, field_transformer=validators.placed)
class Claim(Record):
    """One source taking a stance on one assertion at a time, with evidence.

    Parameters
    ----------
    source : str or Source
        Who speaks.
    stance : Stance or str
        What it does with the assertion.
    assertion : str or Assertion
        Of what it speaks.
    asserted_at : When or str
        When it was said, as precisely as is known; it needs a start.
    valid : When or str, optional
        The time in the world that is spoken of; left out, the time of speaking.
    document : str or Document, optional
        Where it was read: a document, or its URL.
    locator, quote : str, optional
        Where in the document (a paragraph, a range of characters), and a few of its words.
    cites : optional
        What it repeats or, for a withdrawal, takes back: claims, sources, or `UNKNOWN`.
    hedge : str, optional
        The speaker's own words of doubt. Kept, never computed with.
    credibility : int, optional
        1 to 6 of the Admiralty code; 6 means unknown. Kept, never computed with.
    note : str, optional
        Anything else worth keeping.

    Examples
    --------
    >>> Claim("Government of Ukraine", "denies", "Lysychansk encircled", asserted_at="2022-07-02").stance
    <Stance.DENIES: 'denies'>
    """

    kind: ClassVar[str] = "claim"
    source: Source | str = attrs.field(converter=validators.source)
    stance: Stance = attrs.field(converter=_stance)
    assertion: Assertion | str = attrs.field(converter=validators.assertion)
    asserted_at: When = attrs.field(kw_only=True, converter=validators.when)
    valid: When | None = attrs.field(default=None, kw_only=True, converter=validators.optional_when)
    document: Document | str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_document)
    locator: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)
    quote: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)
    cites: tuple[Source | Lineage | str, ...] = attrs.field(default=(), kw_only=True, converter=_cites)
    hedge: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)
    credibility: int | None = attrs.field(default=None, kw_only=True, converter=_credibility)
    note: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)

    def __attrs_post_init__(self) -> None:
        if self.asserted_at.bounds()[0] == BEGINNING:
            raise validators.refuse(self, "asserted_at", str(self.asserted_at), "a time with a start")
        if self.stance is Stance.WITHDRAWS:
            for item in self.cites:
                if not (isinstance(item, str) and item.startswith("claim:")):
                    raise validators.refuse(self, "cites", item, "ids of claims: a withdrawal takes back claims")

    @property
    def id(self) -> str:
        """The kind and a digest of the content."""
        try:
            return self._id
        except AttributeError:
            object.__setattr__(self, "_id", self._digest())
            return self._id

    @classmethod
    def checked(
        cls,
        source: str,
        stance: Stance,
        assertion: str,
        asserted_at: When,
        *,
        valid: When | None = None,
        document: str | None = None,
        locator: str | None = None,
        quote: str | None = None,
        hedge: str | None = None,
        note: str | None = None,
    ) -> Self:
        """Make a claim of fields that are known to be what its converters would make of them.

        A fifth of what the constructor takes: for readers, which check the fields of many claims at once.
        """
        draft: Any = _ClaimDraft()
        draft.source = source
        draft.stance = stance
        draft.assertion = assertion
        draft.asserted_at = asserted_at
        draft.valid = valid
        draft.document = document
        draft.locator = locator
        draft.quote = quote
        draft.cites = ()
        draft.hedge = hedge
        draft.credibility = None
        draft.note = note
        draft.__class__ = cls
        claim: Self = draft
        return claim

    def _digest(self) -> str:
        return digest_id(
            "claim",
            (
                self.source_id,
                self.stance._value_,  # a ninth of what `value` costs
                self.assertion_id,
                self.asserted_at.text,
                None if self.valid is None else self.valid.text,
                self.document_id,
                self.locator,
                self.quote,
                list(self.cited_ids) if self.cites else [],
                self.hedge,
                self.credibility,
                self.note,
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.stance} “{self.assertion}”, {self.asserted_at}"

    @property
    def source_id(self) -> str:
        """The id of the source as it is named here."""
        source = self.source
        return source_id(source if type(source) is str else str(source))

    @property
    def assertion_id(self) -> str:
        """The id of the assertion as it is named here, by its words."""
        assertion = self.assertion
        return assertion_id(assertion if type(assertion) is str else str(assertion))

    @property
    def document_id(self) -> str | None:
        """The id of the document as it is named here, or none."""
        return None if self.document is None else document_id_of(self.document)

    @property
    def cited_ids(self) -> tuple[str, ...]:
        """The ids of what it cites, as they are named here."""
        return tuple(map(_cited_id, self.cites))


_ClaimDraft, _AssertionDraft = draft_of(Claim), draft_of(Assertion)


def _cited_id(item: Source | Lineage | str) -> str:
    """Give the id of one thing that a claim cites."""
    if isinstance(item, Lineage):
        return item.value
    if isinstance(item, str) and item.startswith("claim:"):
        return item
    return source_id(str(item))
