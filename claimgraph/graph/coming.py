"""What a batch holds in all: what a stretch of it may refer to before that is recorded."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from claimgraph.log.index import Index
from claimgraph.log.similar_names import NearNames
from claimgraph.records.amendments import Correction, SameAs, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Document, Source
from claimgraph.records.ids import assertion_id, source_id
from claimgraph.records.nested import is_bare

_NAMED = (Source, Assertion, Document)


class Coming:
    """The records of a batch, flattened, with those that its corrections bring in and that no name stands for.

    Parameters
    ----------
    log : Index
        The log before the batch.
    records : iterable of Record
        The records.

    Attributes
    ----------
    near : dict
        What finds ids like one that nobody recorded, by kind: put in order once for all stretches.
    """

    def __init__(self, log: Index, records: Iterable[Record]) -> None:
        self._log = log
        self.near: dict[str, NearNames] = {}
        self._ids: dict[str, Record] = {}
        self._texts: set[str] = set()
        self._one: nx.Graph[str] = nx.Graph()
        corrections: list[Correction] = []
        self._brought_in: set[str] = set()
        for record in records:
            for one in brought_in(record):
                self._relate(one)
                self._take_up(one, by_itself=one is record)
                if isinstance(one, Correction):
                    corrections.append(one)
        self._corrected = {one for correction in corrections for one in self._bears_on(correction)}

    def has(self, record_id: str) -> bool:
        """Tell whether the batch has something under an id."""
        return record_id in self._ids

    def has_text(self, text_id: str) -> bool:
        """Tell whether the batch has an assertion with a text, which is given as an id."""
        return text_id in self._texts

    def get(self, record_id: str) -> Record | None:
        """Give what the batch has under an id."""
        return self._ids.get(record_id)

    def ids(self, kind: str) -> list[str]:
        """Give the ids of all records of a kind."""
        return [one for one in self._ids if one.startswith(f"{kind}:")]

    def ahead(self, record_id: str, of: Record) -> Record | None:
        """Give the record that there will be under an id, if it is sure that it holds together with another.

        It is not where one of them is corrected by the batch: what is recorded of it may never have held beside the
        other. Nor is it where the log says what it is.
        """
        if record_id in self._corrected or of.id in self._corrected:
            return None
        versions = (self._log.noted(record_id, place) for place in self._log.places.of(record_id))
        return self._ids.get(record_id) if all(map(is_bare, versions)) else None

    def may_be_one(self, a: str, b: str) -> bool:
        """Tell whether the batch says, anywhere in it, that two ids are of one source or of one assertion."""
        return a == b or (a in self._one and b in self._one and nx.has_path(self._one, a, b))

    def _take_up(self, record: Record, *, by_itself: bool) -> None:
        """Take up what may be referred to before it is recorded.

        Not what claims name and a correction brings in: it is recorded bare when it is named, for the correction may
        be of that; nor what comes once more behind that, which is recorded no more.
        """
        record_id = record.id
        if isinstance(record, _NAMED):
            if not by_itself:
                self._brought_in.add(record_id)
            if record_id in self._brought_in:
                return
        before = self._ids.get(record_id)
        if before is None or is_bare(before):
            self._ids[record_id] = record
        if isinstance(record, Assertion):
            self._texts.add(assertion_id(record.text))

    def _relate(self, record: Record) -> None:
        """Note which ids it says are of one source, or of one assertion."""
        if isinstance(record, SameAs):
            self._one.add_edge(source_id(str(record.a)), source_id(str(record.b)))
        elif isinstance(record, Correction) and record.replacement is not None:
            self._one.add_edge(record.of, record.replacement.id)

    def _bears_on(self, correction: Correction) -> list[str]:
        """Give the ids of what a correction bears on: of one of a correction, what that bears on, too."""
        found = [correction.of] if correction.replacement is None else [correction.of, correction.replacement.id]
        if correction.of.startswith("correction:"):
            places = self._log.places.of(correction.of)
            of = self._log.noted(correction.of, places[0]) if places else self._ids.get(correction.of)
            if isinstance(of, Correction):
                found += self._bears_on(of)
        return found
