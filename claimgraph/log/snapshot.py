"""What the log says up to a length: who is who, what is claimed, and what is declared of how that hangs together.

Everything here depends on the length of the log and on nothing else of a view.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile

from claimgraph.log.claim_lookup import Claimed
from claimgraph.records.claims import Assertion
from claimgraph.records.declarations import Dismissal
from claimgraph.rules.commitments import Rules

_KEPT = 4
"""How many sets of rules are kept."""


class Known(Claimed):
    """The first `length` entries of a log, read as they stand then; parameters and ids are those of `Claimed`."""

    @cached_property
    def knowledge(self) -> tuple[int, ...]:
        """How much is known of what changes what claims mean: whoever knows as much reads a claim alike."""
        rules, completing = (bisect_left(places, self.length) for places in (self.index.rules, self.index.completing))
        assertions = bisect_left(self.index.assertions_at, self.length)
        return (*self.naming, rules, completing, assertions if self.rules else 0)

    @cached_property
    def rules(self) -> Rules:
        """What is declared of how assertions bear on each other."""
        declared = bisect_left(self.index.rules, self.length)
        corrected = bisect_left(self.index.knowledge, self.length)
        assertions = bisect_left(self.index.assertions_at, self.length)
        key = (declared, corrected, assertions if declared else 0)
        kept = self.shared.rules
        found = kept.get(key)
        if found is None:
            found = self._made_rules(declared)
            with self.shared.lock:
                while len(kept) >= _KEPT:
                    del kept[next(iter(kept))]
                kept[key] = found
        return found

    @property
    def is_ruled(self) -> bool:
        """Whether anything is declared of how assertions bear on each other."""
        return bool(self.index.rules) and bool(self.rules)

    @cached_property
    def dismissals(self) -> dict[frozenset[str], Dismissal]:
        """The dismissals in force, by the two assertions each is about."""
        found: dict[frozenset[str], Dismissal] = {}
        for place in takewhile(lambda place: place < self.length, self.index.rules):
            record = self.corrections.as_corrected(place)
            if isinstance(record, Dismissal):
                pair = frozenset((self.assertion(record.a), self.assertion(record.b)))
                if len(pair) > 1:  # a correction may have made one assertion of them
                    found.setdefault(pair, record)
        return found

    def find(self, reference: Assertion | str) -> tuple[str, Assertion]:
        """Give the id and the record of an assertion, for the rules."""
        found = self.assertion(reference)
        return found, self.assertion_record(found)

    def filling(self, slot: tuple[str, str]) -> Iterator[tuple[str, Assertion]]:
        """Give the recorded assertions that have a value for a subject and predicate, for the rules."""
        for found, place in self.index.slots.values(slot):
            record = self.record(found, Assertion) if place < self.length else None
            if record is not None:
                yield found, record

    def subjects(self, predicate: str) -> list[str]:
        """Give the subjects that a predicate was recorded of, for the rules."""
        return [subject for subject, place in self.index.slots.subjects(predicate) if place < self.length]

    def recorded_text(self, assertion: str) -> str | None:
        """Give the text of an assertion if it has a record, for the rules."""
        record = self.record(assertion, Assertion)
        return None if record is None else record.text

    def _made_rules(self, declared: int) -> Rules:
        standing = ((place, self.corrections.as_corrected(place)) for place in self.index.rules[:declared])
        records = [(place, record) for place, record in standing if record is not None]
        return Rules(records, set(self.dismissals), self, self.zone)
