"""What a batch says of itself before any of it is appended: which names it records, and which ids it says are one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import networkx as nx

from claimgraph.records.amendments import Correction, SameAs, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.ids import assertion_id, source_id

_NAMED = (Source, Assertion, Document)


class Announced:
    """The records of a batch as references to what comes later need them.

    Parameters
    ----------
    records : iterable of Record
        The records, with names in place of the records they were given, in the order of appending.

    Attributes
    ----------
    ids : set of str
        The ids of the sources, assertions and documents that it records. Not of those that a correction brings in: if
        claims name them before, they are recorded bare, for the correction may be of that.
    texts : set of str
        The texts of its assertions, as ids.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self.ids: set[str] = set()
        self.texts: set[str] = set()
        self._joining: list[SameAs | Correction] = []
        brought: set[str] = set()
        for record in records:
            if type(record) is Claim:
                continue
            for one in brought_in(record):
                if isinstance(one, (SameAs, Correction)):
                    self._joining.append(one)
                elif isinstance(one, _NAMED):
                    record_id = one.id
                    if one is not record:
                        brought.add(record_id)
                    if record_id not in brought:
                        self.ids.add(record_id)
                        if isinstance(one, Assertion):
                            self.texts.add(assertion_id(one.text))

    def may_be_one(self, a: str, b: str) -> bool:
        """Return whether the batch says, anywhere in it, that two ids are of one source or of one assertion.

        That it says so no more at its end does not matter: it may be the log of a graph, in which it once held.
        """
        return a == b or (a in self._one and b in self._one and nx.has_path(self._one, a, b))

    @cached_property
    def _one(self) -> nx.Graph[str]:
        found: nx.Graph[str] = nx.Graph()
        for record in self._joining:
            if isinstance(record, SameAs):
                found.add_edge(source_id(str(record.a)), source_id(str(record.b)))
            elif record.replacement is not None:
                found.add_edge(record.of, record.replacement.id)
        return found
