"""Assertions and documents in one spelling each: whoever repeats them in other words means the first."""

from __future__ import annotations

from typing import TypeVar

from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.records.claims import Assertion, Document

_Kind = TypeVar("_Kind", Assertion, Document)


class Once:
    """The assertions and documents that a graph holds, and those met on the way into it.

    Files repeat a document with more or fewer of its fields, and a value in other letters: their ids are
    the same, and a graph would refuse the second as a change of the first.

    Examples
    --------
    >>> from claimgraph.io.intake.canonical import Once
    >>> once = Once(ClaimGraph())
    >>> first = once(Document("Report", url="https://example.org/1"))
    >>> once(Document(url="https://example.org/1")) is first
    True
    """

    def __init__(self, graph: ClaimGraph) -> None:
        records = (entry.record for entry in graph.log)
        self._first: dict[str, Assertion | Document] = {
            record.id: record for record in records if isinstance(record, (Assertion, Document))
        }

    def __call__(self, record: _Kind) -> _Kind:
        """Return the first record with the id of this one."""
        return self._first.setdefault(record.id, record)  # type: ignore[return-value]  # ids begin with the kind
