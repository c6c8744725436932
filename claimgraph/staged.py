"""What the log holds, with what a batch is about to add to it: the look-ups that checks need."""

from __future__ import annotations

from functools import cached_property

import networkx as nx

from claimgraph.known import Known
from claimgraph.model import Record


class Staged:
    """A log with the records of a batch on their way into it.

    Parameters
    ----------
    known : Known
        All that the log holds so far.

    Attributes
    ----------
    ids : dict
        The records of the batch by their ids.
    texts : dict
        For the text of each assertion of the batch, as an id: the id of the assertion.
    moved : dict
        For each id that the batch corrects to another: that one.
    corrected : set
        The ids that the batch corrects.
    same : list of tuple
        The pairs of sources that the batch says are the same.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.index = known.index
        self.ids: dict[str, Record] = {}
        self.texts: dict[str, str] = {}
        self.moved: dict[str, str] = {}
        self.corrected: set[str] = set()
        self.same: list[tuple[str, str]] = []

    def text_of(self, text_id: str) -> str | None:
        """Give the id of the assertion that has this text, if it is another than the text's own."""
        named = self.index.texts.get(text_id)
        return self.texts.get(text_id) or (named and named[0])

    def is_recorded(self, record_id: str) -> bool:
        """Tell whether the log or the batch has something under an id."""
        return record_id in self.ids or record_id in self.index.places

    def target(self, record_id: str) -> Record | None:
        """Give what the batch, or else the log, has under an id."""
        if record_id in self.ids:
            return self.ids[record_id]
        places = self.index.places.get(record_id)
        return self.index.noted(record_id, places[0]) if places else None

    def successor(self, record_id: str) -> str:
        """Follow the corrections of the log and of the batch from an id to what stands in its place."""
        passed: set[str] = set()
        while record_id not in passed:
            passed.add(record_id)
            record_id = self.known.corrections.successor(self.moved.get(record_id, record_id))
        return record_id

    def one(self, source: str) -> str:
        """Give one id for all the names of a source, as the log and the batch have them."""
        name = self.known.source(self.successor(source))
        return self._merged.get(name, name)

    @cached_property
    def _merged(self) -> dict[str, str]:
        """One id for each of the sources that the batch says are the same."""
        names: nx.Graph[str] = nx.Graph()
        for pair in self.same:
            a, b = (self.known.source(self.successor(name)) for name in pair)
            names.add_edge(a, b)
        return {name: min(same) for same in nx.connected_components(names) for name in same}
