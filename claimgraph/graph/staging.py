"""What the log holds, with what a batch is about to add to it: the look-ups that checks need."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import networkx as nx

from claimgraph.graph.coming import Coming
from claimgraph.log.identity import Sources
from claimgraph.log.index import Index
from claimgraph.log.offsets import Naming, content_key, find_content
from claimgraph.records.base import Record
from claimgraph.records.claims import Claim
from claimgraph.records.ids import Ids, assertion_id, source_id


class Staged:
    """A log with the records of a batch on their way into it.

    Parameters
    ----------
    index : Index
        All that the log holds so far.
    known : callable
        Gives what that means, which is found out once it is asked for.
    coming : Coming, optional
        What else may be referred to, where the batch is a stretch of a longer one: see `claimgraph.graph.stretches`.

    Attributes
    ----------
    texts : dict
        For the text of each assertion of the batch, as an id: the id of the assertion.
    moved : dict
        For each id that the batch corrects to another: that one.
    same : list of tuple
        The pairs of sources that the batch says are the same.
    sources, assertions : Ids
        The ids of the sources and assertions that claims of the batch name.
    contents : dict
        The claims of the batch, as the index keeps them: see `claimgraph.log.offsets`.
    """

    def __init__(self, index: Index, known: Callable[[], Sources], coming: Coming | None = None) -> None:
        self.index = index
        self.coming = coming
        self._find_known = known
        self._ids: dict[str, Record] = {}
        self.sources = Ids(source_id)
        self.assertions = Ids(assertion_id)
        self.contents: dict[int, Claim] = {}
        self._without_id: list[Claim] = []
        self.texts: dict[str, str] = {}
        self.moved: dict[str, str] = {}
        self.same: list[tuple[str, str]] = []

    @cached_property
    def known(self) -> Sources:
        """What the log means so far."""
        return self._find_known()

    def get(self, record_id: str) -> Record | None:
        """Give what the batch has under an id."""
        found = self._ids.get(record_id)
        if found is None and self._without_id and record_id.startswith("claim:"):
            # As in the log, the ids of claims are found out when one is asked for, each once.
            self._ids |= {claim.id: claim for claim in self._without_id}
            self._without_id.clear()
            found = self._ids.get(record_id)
        return found

    def put(self, record_id: str, record: Record) -> None:
        """Take up a record of the batch."""
        self._ids[record_id] = record

    def put_claim(self, claim: Claim) -> Claim | Naming:
        """Take up a claim and give the ids that it names, unless the log or the batch has one that says the same: that.

        Where something was corrected, that may be in force no more.
        """
        source, assertion = self.sources[str(claim.source)], self.assertions[str(claim.assertion)]
        key = content_key(claim, source, assertion)
        if key in self.contents or key in self.index.contents:
            key, found = find_content(claim, key, self.contents, self.index.contents)
            if found is not None:
                return found
        self.contents[key] = claim
        self._without_id.append(claim)
        return source, assertion

    def ids(self, kind: str) -> list[str]:
        """Give the ids of all records of a kind, in the log and in the batch."""
        self.get(f"{kind}:")
        coming = [] if self.coming is None else self.coming.ids(kind)
        return [*self.index.places.ids(kind), *(one for one in self._ids if one.startswith(f"{kind}:")), *coming]

    def text_of(self, text_id: str) -> str | None:
        """Give the id of the assertion that has this text, if it is another than the text's own."""
        return self.texts.get(text_id) or self.index.triple_of(text_id, len(self.index))

    def unrecorded(self) -> set[str]:
        """Give the ids that claims of the batch name, and neither the log nor the batch has anything under."""
        named = {*self.sources.values(), *self.assertions.values()}
        named.difference_update(self._ids, self.texts)  # which of a file leaves few to be looked for in the log
        return {one for one in named if not (self.may_refer_to(one) or self.may_refer_to_text(one))}

    def is_recorded(self, record_id: str) -> bool:
        """Tell whether the log or the batch has something under an id."""
        return self.get(record_id) is not None or bool(self.index.places.of(record_id))

    def may_refer_to(self, record_id: str) -> bool:
        """Tell whether the log or the batch has something under an id, or will have."""
        return self.is_recorded(record_id) or (self.coming is not None and self.coming.has(record_id))

    def may_refer_to_text(self, text_id: str) -> bool:
        """Tell whether the log or the batch has an assertion with this text, or will have."""
        return self.text_of(text_id) is not None or (self.coming is not None and self.coming.has_text(text_id))

    def target(self, record_id: str) -> Record | None:
        """Give what the batch, or else the log, has under an id."""
        staged = self.get(record_id)
        if staged is not None:
            return staged
        places = self.index.places.of(record_id)
        if places:
            return self.index.noted(record_id, places[0])
        return None if self.coming is None else self.coming.get(record_id)

    def ahead(self, record_id: str, of: Record) -> Record | None:
        """Give what is still to come under an id, where another record must hold together with it."""
        return None if self.coming is None else self.coming.ahead(record_id, of)

    def successor(self, record_id: str) -> str:
        """Follow the corrections of the log and of the batch from an id to what stands in its place."""
        if not self.moved:
            return self.known.corrections.successor(record_id)
        passed: set[str] = set()
        while record_id not in passed:
            passed.add(record_id)
            record_id = self.known.corrections.successor(self.moved.get(record_id, record_id))
        return record_id

    def are_one_assertion(self, a: str, b: str) -> bool:
        """Tell whether two ids are of one assertion, as the log and the batch have them."""
        return a == b or self._may_be_one(self.successor(a), self.successor(b))

    def are_one_source(self, a: str, b: str) -> bool:
        """Tell whether two ids are of one source, as the log and the batch have them."""
        return a == b or self._may_be_one(self._one(a), self._one(b))

    def _may_be_one(self, a: str, b: str) -> bool:
        return a == b or (self.coming is not None and self.coming.may_be_one(a, b))

    def _one(self, source: str) -> str:
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
