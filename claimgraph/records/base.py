"""The base of all records: frozen values with a kind and an id of their own, shown in few words.

Records hold what was given and know nothing of graphs, files or answers. A record may name another by
its name, its id or the record itself; the graph resolves the names when the record is added.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any, ClassVar, Final, Self

import attrs

from claimgraph.records.ids import digest_id
from claimgraph.records.stance import Stance
from claimgraph.times.when import When

KINDS: dict[str, type[Record]] = {}
"""The classes of records by their kinds."""

PRIVATE: Final = frozenset({"note", "credibility", "reliability", "by", "why"})
"""The fields of records that hold the desk's own words: not shown in what is drawn or published, unless asked for."""


class Record:
    """What all records share: an id, a short `repr`, and copies that are the record itself."""

    __slots__ = ("__weakref__", "_id")  # here, and not in each class by attrs: see `claimgraph.fast_init`
    kind: ClassVar[str]
    _id: str  # where it takes long to find out, and is asked for often

    def __init_subclass__(cls) -> None:
        if "kind" in cls.__dict__:  # which drafts of records have not
            KINDS[cls.kind] = cls

    @property
    def id(self) -> str:
        """The stable id of the record, by the scheme of `claimgraph.records.ids`."""
        return digest_id(self.kind, [_plain(getattr(self, field.name)) for field in fields_of(self)])

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __repr__(self) -> str:
        given = []
        for field in fields_of(self):
            value = getattr(self, field.name)
            if field.name in PRIVATE and value is not None:
                given.append(f"{field.name}=…")  # for notebooks are published, and logs are read by others
            elif value != field.default:
                plain = str(value) if isinstance(value, (Stance, When)) else value
                given.append(f"{field.name}={plain!r}" if field.kw_only else repr(plain))
        return f"{type(self).__name__}({', '.join(given)})"


def fields_of(record: Record) -> Sequence[attrs.Attribute[Any]]:
    """Give the fields of a record: all classes of records are attrs classes."""
    return attrs.fields(type(record))  # type: ignore[arg-type, no-any-return]  # `Record` itself has none


def private_of(record: Record) -> list[str]:
    """Return the names of those fields that hold the desk's own words, and are not empty."""
    return [one.name for one in fields_of(record) if one.name in PRIVATE and getattr(record, one.name) is not None]


def _plain(value: object) -> object:
    """Turn a field into JSON for a digest."""
    if isinstance(value, Record):
        return [value.kind, *(_plain(getattr(value, field.name)) for field in fields_of(value))]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.text if isinstance(value, When) else value
