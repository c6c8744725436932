"""Records that change what others mean: whom a source speaks for and when, two names of one source, corrections."""

from __future__ import annotations

from typing import Any, ClassVar

import attrs

from claimgraph.records import validators
from claimgraph.records.base import KINDS, Record
from claimgraph.records.claims import Source
from claimgraph.records.ids import digest_id, source_id
from claimgraph.times.when import When


@attrs.frozen(repr=False, field_transformer=validators.placed)
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
    source: Source | str = attrs.field(converter=validators.source)
    speaks_for: Source | str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_source)
    valid: When | None = attrs.field(default=None, kw_only=True, converter=validators.optional_when)

    @property
    def id(self) -> str:
        """The kind and a digest of the content."""
        ends = [None if end is None else source_id(str(end)) for end in (self.source, self.speaks_for)]
        return digest_id(self.kind, [*ends, self.valid and self.valid.text])


@attrs.frozen(repr=False, field_transformer=validators.placed)
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
    a: Source | str = attrs.field(converter=validators.source)
    b: Source | str = attrs.field(converter=validators.source)

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


def _record_id(value: Record | str, owner: Any = None, field: Any = None) -> str:
    found = value.id if isinstance(value, Record) else value
    if validators.is_text(found) and found.partition(":")[0] in KINDS:
        return str(found)
    raise validators.refuse(owner, field.name, value, "a record or its id, such as 'claim:…'")


def _record(value: Record | None, owner: Any = None, field: Any = None) -> Record | None:
    if value is None or isinstance(value, Record):
        return value
    raise validators.refuse(owner, field.name, value, "a record, or None to take the other one out")


@attrs.frozen(repr=False, field_transformer=validators.placed)
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
    of: str = attrs.field(kw_only=True, converter=_record_id)
    by: str = attrs.field(kw_only=True, converter=validators.text)
    why: str = attrs.field(kw_only=True, converter=validators.text)
    replacement: Record | None = attrs.field(default=None, kw_only=True, converter=_record)

    def __attrs_post_init__(self) -> None:
        new = self.replacement
        if new is not None and not self.of.startswith(new.kind + ":"):
            raise validators.refuse(self, "replacement", new, f"a record of the kind of {self.of!r}")
