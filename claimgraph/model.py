"""The records: frozen values that say who said what, when, about what, and where it was read.

Records hold what was given and know nothing of graphs, files or answers. A record may name another by
its name, its id or the record itself; the graph resolves the names when the record is added.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Final, NoReturn, Self

import attrs

from claimgraph import display, fields
from claimgraph.draft import draft_of
from claimgraph.ids import assertion_id, digest_id, document_id, source_id, triple_id
from claimgraph.instants import BEGINNING
from claimgraph.times import When


class Stance(enum.Enum):
    """What a source does with an assertion when it speaks of it.

    Examples
    --------
    >>> Claim("Rybar", "denies", "Bridge open", asserted_at="2022-07-02").stance is Stance.DENIES
    True
    """

    AFFIRMS = "affirms"
    DENIES = "denies"
    QUESTIONS = "questions"  # doubts without denying
    DECLINES = "declines"  # was asked and would not say
    COMMENTS = "comments"  # speaks of it and takes no side
    WITHDRAWS = "withdraws"  # takes back what it said

    __hash__ = object.__hash__  # members are single: no need to hash their names, which takes ten times as long

    @property
    def takes_position(self) -> bool:
        """Whether the stance says where its source stands."""
        return self in _POSITIONS

    @property
    def changes_positions(self) -> bool:
        """Whether the stance says where its source stands, or takes back what did."""
        return self in _POSITIONS or self is Stance.WITHDRAWS

    def __str__(self) -> str:
        return self.value


_POSITIONS = frozenset({Stance.AFFIRMS, Stance.DENIES, Stance.QUESTIONS})


class _Shown:
    value: str

    def _repr_html_(self) -> str:  # an enum takes no such name itself
        return display.status(self.value)


class Status(_Shown, enum.Enum):
    """What the positions on an assertion amount to.

    A status has no truth value: whether an assertion is *true* is never for this library to say.

    Examples
    --------
    >>> status = Status.DISPUTED
    >>> status is Status.DISPUTED, str(status)
    (True, 'disputed')
    """

    DISPUTED = "disputed"
    CONCEDED = "conceded"
    QUESTIONED = "questioned"
    CORROBORATED = "corroborated"
    CLAIMED = "claimed"
    RETRACTED = "retracted"
    DENIED = "denied"
    UNCLAIMED = "unclaimed"

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self} is neither true nor false; compare it, as in `status is Status.DISPUTED`")

    def __str__(self) -> str:
        return self.value


class Lineage(enum.Enum):
    """What can be said of the lineage of a claim without naming anybody."""

    UNKNOWN = "unknown:"

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = Lineage.UNKNOWN
"""Given as ``cites``: the claim repeats others, and nobody knows whom."""


KINDS: dict[str, type[Record]] = {}
"""The classes of records by their kinds."""


class Record:
    """What all records share: an id, a short `repr`, and copies that are the record itself."""

    __slots__ = ("__weakref__", "_id")  # here, and not in each class by attrs: see `claimgraph.draft`
    kind: ClassVar[str]
    _id: str  # where it takes long to find out, and is asked for often

    def __init_subclass__(cls) -> None:
        if "kind" in cls.__dict__:  # which drafts of records have not
            KINDS[cls.kind] = cls

    @property
    def id(self) -> str:
        """The stable id of the record, by the scheme of `claimgraph.ids`."""
        return digest_id(self.kind, [_plain(getattr(self, field.name)) for field in fields_of(self)])

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __repr__(self) -> str:
        given = []
        for field in fields_of(self):
            value = getattr(self, field.name)
            if value != field.default:
                plain = str(value) if isinstance(value, (Stance, When)) else value
                given.append(f"{field.name}={plain!r}" if field.kw_only else repr(plain))
        return f"{type(self).__name__}({', '.join(given)})"


def fields_of(record: Record) -> Sequence[attrs.Attribute[Any]]:
    """Give the fields of a record: all classes of records are attrs classes."""
    return attrs.fields(type(record))  # type: ignore[arg-type, no-any-return]  # `Record` itself has none


def _plain(value: object) -> object:
    """Turn a field into JSON for a digest."""
    if isinstance(value, Record):
        return [value.kind, *(_plain(getattr(value, field.name)) for field in fields_of(value))]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.text if isinstance(value, When) else value


def _reliability(value: Any, owner: Any, field: Any) -> str | None:
    if value is None:
        return None
    if type(value) is str and value.strip().upper() in {"A", "B", "C", "D", "E", "F"}:
        return value.strip().upper()
    raise fields.refuse(owner, field.name, value, "a letter from 'A' to 'F'; 'F' means unknown")


_CREDIBILITY = range(1, 7)


def _credibility(value: Any, owner: Any, field: Any) -> int | None:
    if value is None:
        return None
    found = int(value) if type(value) is str and value.strip() in map(str, _CREDIBILITY) else value
    if type(found) is int and found in _CREDIBILITY:
        return found
    raise fields.refuse(owner, field.name, value, "a whole number from 1 to 6; 6 means unknown")


def _name(value: Any, owner: Any, field: Any) -> str:
    if fields.is_text(value) and not value.startswith("source:"):
        return str(value)
    raise fields.refuse(owner, field.name, value, "text that is not empty and does not begin with 'source:'")


@attrs.frozen(repr=False)
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
    name: str = fields.converted(_name)
    speaks_for: Source | str | None = fields.reference("source", default=None, kw_only=True)
    reliability: str | None = fields.converted(_reliability, default=None, kw_only=True)
    url: str | None = fields.optional_text()
    note: str | None = fields.optional_text()

    @property
    def id(self) -> str:
        """The kind and the normalised name."""
        return source_id(self.name)

    def __str__(self) -> str:
        return self.name


@attrs.frozen(repr=False)
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
    title: str | None = fields.optional_text(kw_only=False)
    url: str | None = fields.optional_text()
    publisher: str | None = fields.optional_text()
    date: When | None = fields.optional_when()

    def __attrs_post_init__(self) -> None:
        if self.title is None and self.url is None:
            raise fields.refuse(self, "title", None, "a title or a url")

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


@attrs.frozen(repr=False)
class Assertion(Record):
    """What is said, free of who says it.

    Parameters
    ----------
    text : str, optional
        The words for it; left out, they are made of the triple.
    subject, predicate, value : str, optional
        What it is about, where that is known. All three together identify the assertion. A `value`
        may be given as a number or a truth value.
    note : str, optional
        Anything else worth keeping.

    Examples
    --------
    >>> held = Assertion(subject="Lysychansk", predicate="controlled by", value="Russia")
    >>> held.text
    'Lysychansk controlled by Russia'
    """

    kind: ClassVar[str] = "assertion"
    text: str = attrs.field(default=None)  # never None once made: see below
    subject: str | None = fields.optional_text()
    predicate: str | None = fields.optional_text()
    value: str | None = fields.optional_scalar()
    note: str | None = fields.optional_text()

    def __attrs_post_init__(self) -> None:
        text: str | None = self.text
        if text is None and self.triple:
            object.__setattr__(self, "text", " ".join(self.triple))
        elif text is None or not fields.is_text(text) or text.startswith("assertion:"):
            expected = "text that does not begin with 'assertion:', or else a subject, a predicate and a value"
            raise fields.refuse(self, "text", text, expected)

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


def _cites(value: Any, owner: Any, field: Any) -> tuple[Any, ...]:
    if value == ():
        return ()  # as most claims have it
    items = (value,) if isinstance(value, (str, Record, Lineage)) else value
    if not isinstance(items, Iterable) or isinstance(items, (bytes, dict)):
        raise fields.refuse(owner, field.name, value, _CITES)
    kept: dict[Any, None] = {}
    for item in items:
        plain = item.id if isinstance(item, Claim) else UNKNOWN if item == UNKNOWN.value else item
        wrong = isinstance(plain, str) and plain.startswith(("assertion:", "document:"))
        if wrong or not (isinstance(plain, (Source, Lineage)) or fields.is_text(plain)):
            raise fields.refuse(owner, field.name, item, _CITES)
        kept[plain] = None
    return tuple(kept)


_CITES = "claims, ids of claims, sources, names of sources, or UNKNOWN"


@attrs.frozen(repr=False)
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
    source: Source | str = fields.reference("source")
    stance: Stance = fields.member(Stance)
    assertion: Assertion | str = fields.reference("assertion")
    asserted_at: When = fields.when()
    valid: When | None = fields.optional_when()
    document: Document | str | None = fields.reference("document", default=None, kw_only=True)
    locator: str | None = fields.optional_text()
    quote: str | None = fields.optional_text()
    cites: tuple[Source | Lineage | str, ...] = fields.converted(_cites, default=(), kw_only=True)
    hedge: str | None = fields.optional_text()
    credibility: int | None = fields.converted(_credibility, default=None, kw_only=True)
    note: str | None = fields.optional_text()

    def __attrs_post_init__(self) -> None:
        if self.asserted_at.bounds()[0] == BEGINNING:
            raise fields.refuse(self, "asserted_at", str(self.asserted_at), "a time with a start")
        if self.stance is Stance.WITHDRAWS:
            for item in self.cites:
                if not (isinstance(item, str) and item.startswith("claim:")):
                    raise fields.refuse(self, "cites", item, "ids of claims: a withdrawal takes back claims")

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


@attrs.frozen(repr=False)
class Affiliation(Record):
    """Whom a source speaks for, where that changes over time.

    Parameters
    ----------
    source : str or Source
        The source.
    speaks_for : str, Source or None
        Whom it represents; None where it speaks for itself alone.
    valid : When or str, optional
        From when to when; left out, always.

    Examples
    --------
    >>> Affiliation("A. Deserter", speaks_for="Army of the North", valid="../2022-03-14").kind
    'affiliation'
    """

    kind: ClassVar[str] = "affiliation"
    source: Source | str = fields.reference("source")
    speaks_for: Source | str | None = fields.reference("source", default=None, kw_only=True)
    valid: When | None = fields.optional_when()

    @property
    def id(self) -> str:
        """The kind and a digest of the content."""
        ends = [None if end is None else source_id(str(end)) for end in (self.source, self.speaks_for)]
        return digest_id(self.kind, [*ends, self.valid and self.valid.text])


@attrs.frozen(repr=False)
class SameAs(Record):
    """Two names that are one source.

    Parameters
    ----------
    a, b : str or Source
        The two; answers show the first.

    Examples
    --------
    >>> SameAs("Serhiy Haidai", "Sergei Gaidai").id == SameAs("Sergei Gaidai", "Serhiy Haidai").id
    True
    """

    kind: ClassVar[str] = "same_as"
    a: Source | str = fields.reference("source")
    b: Source | str = fields.reference("source")

    @property
    def id(self) -> str:
        """The kind and a digest of the pair, whose order says nothing."""
        return digest_id(self.kind, sorted((source_id(str(self.a)), source_id(str(self.b)))))


def brought_in(record: Record) -> list[Record]:
    """Give a record and, where it is a correction, what it brings in: replacements within replacements."""
    found = [record]
    while isinstance(found[-1], Correction) and found[-1].replacement is not None:
        found.append(found[-1].replacement)
    return found


def _record_id(value: Any, owner: Any, field: Any) -> str:
    found = value.id if isinstance(value, Record) else value
    if fields.is_text(found) and found.partition(":")[0] in KINDS:
        return str(found)
    raise fields.refuse(owner, field.name, value, "a record or its id, such as 'claim:…'")


def _record(value: Any, owner: Any, field: Any) -> Any:
    if value is None or isinstance(value, Record):
        return value
    raise fields.refuse(owner, field.name, value, "a record, or None to take the other one out")


@attrs.frozen(repr=False)
class Correction(Record):
    """The desk's own mistake put right, from its recording on.

    Not to be confused with ``Stance.WITHDRAWS``, which is the act of a source.

    Parameters
    ----------
    of : str or Record
        The record that is wrong, or its id.
    by, why : str
        Who corrects, and on what grounds.
    replacement : Record, optional
        What takes its place; left out, nothing does.

    Examples
    --------
    >>> typo = Source("Zelensky")
    >>> Correction(of=typo, by="desk", why="spelling", replacement=Source("Zelenskyy")).of
    'source:zelensky'
    """

    kind: ClassVar[str] = "correction"
    of: str = fields.converted(_record_id, kw_only=True)
    by: str = fields.text(kw_only=True)
    why: str = fields.text(kw_only=True)
    replacement: Record | None = fields.converted(_record, default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        new = self.replacement
        if new is not None and not self.of.startswith(new.kind + ":"):
            raise fields.refuse(self, "replacement", new, f"a record of the kind of {self.of!r}")
