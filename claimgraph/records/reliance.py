"""The record of published work: what an item rested on. It bears on no status; `exposure` asks about it."""

from __future__ import annotations

from typing import ClassVar

import attrs

from claimgraph.records import validators
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Document, document_id_of
from claimgraph.records.ids import assertion_id, digest_id


@attrs.frozen(repr=False, field_transformer=validators.placed)
class Reliance(Record):
    """A published item rested on an assertion.

    It says nothing of who claims what, and bears on no status.

    Parameters
    ----------
    document : str or Document
        The published item: a document, its URL, or its id. When it was published stands in its record.
    assertion : str or Assertion
        What it rested on.
    note : str, optional
        Anything else worth keeping, such as the paragraph.

    Examples
    --------
    >>> Reliance("https://example.org/1", "Lysychansk encircled", note="in the headline")
    Reliance('https://example.org/1', 'Lysychansk encircled', note=…)
    """

    kind: ClassVar[str] = "reliance"
    document: Document | str = attrs.field(converter=validators.document)
    assertion: Assertion | str = attrs.field(converter=validators.assertion)
    note: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)

    @property
    def id(self) -> str:
        """The kind and a digest of the content."""
        return digest_id(self.kind, [self.document_id, assertion_id(str(self.assertion)), self.note])

    @property
    def document_id(self) -> str:
        """The id of the document as it is named here."""
        return document_id_of(self.document)
