"""A bare networkx graph: each claim is an edge from its source to its assertion, with its attributes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import time
from typing import Any

import networkx as nx

from .common import SIGNS, STANCES, Change, Dispute, NewClaim, Opposition, changes, end_of, seconds, standing


class Engine:
    """A `MultiDiGraph` of sources and assertions, and the texts of the assertions on each subject and predicate."""

    def __init__(self, path: Path) -> None:
        self.graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
        self.topics: dict[tuple[str, str], list[str]] = {}
        self.recorded = 0
        with path.open(encoding="utf-8") as file:
            next(file)
            for line in file:
                self._take_in(json.loads(line))

    def _take_in(self, data: dict[str, Any]) -> None:
        if data["record"] == "claim":
            self._add(
                data["source"], data["stance"], data["assertion"], data["asserted_at"], seconds(data["recorded_at"])
            )
        elif data["record"] == "assertion":
            self.graph.add_node(data["text"])
            self.topics.setdefault((data["subject"], data["predicate"]), []).append(data["text"])

    def _add(self, source: str, stance: str, text: str, asserted_at: str, recorded_at: float) -> None:
        self.recorded += 1
        said = (seconds(asserted_at), self.recorded)
        self.graph.add_edge(source, text, said=said, sign=SIGNS[stance], recorded=recorded_at)

    def disputes(self, day: str, known: str | None = None) -> list[Dispute]:
        """Look at the latest claim of each source on each assertion."""
        cutoff, known_until = end_of(day), end_of(known) if known else None
        texts = (text for texts in self.topics.values() for text in texts)
        latest = ((text, self._latest(text, cutoff, known_until)) for text in texts)
        return _disputed((text, {source: claim["sign"] for source, claim in said.items()}) for text, said in latest)

    def disputes_ruled(self, day: str) -> list[Dispute]:
        """Let each affirmation of one value deny the others of its subject and predicate."""
        cutoff = end_of(day)
        held = ({text: self._latest(text, cutoff) for text in texts} for texts in self.topics.values())
        return _disputed(pair for spoken in held for pair in _deciding(spoken))

    def timeline(self, text: str) -> list[Change]:
        """Sort the claims on an assertion, and follow them."""
        claims = ((source, data) for source, _, data in self.graph.in_edges(text, data=True))
        return changes(sorted((*data["said"], source, data["sign"]) for source, data in claims))

    def opposed_by(self, source: str) -> list[Opposition]:
        """Look at the others on each assertion that a source has spoken of."""
        found = []
        for text in self.graph.succ[source]:
            latest = self._latest(text)
            against = -latest[source]["sign"]
            stance = STANCES[against]
            found += [(text, other, stance) for other, claim in latest.items() if claim["sign"] == against]
        return found

    def add_and_ask(self, claim: NewClaim) -> str:
        """Add an edge, and count the sides."""
        self._add(*claim, time())
        signs = [latest["sign"] for latest in self._latest(claim.assertion).values()]
        return standing(signs.count(1), signs.count(-1))

    def _latest(
        self, text: str, cutoff: int | None = None, known_until: int | None = None
    ) -> dict[str, dict[str, Any]]:
        """Find the latest claim of each source on an assertion."""
        latest = {}
        for source, claims in self.graph.pred[text].items():
            found = None
            for claim in claims.values():
                if cutoff is not None and claim["said"][0] >= cutoff:
                    continue
                if known_until is not None and claim["recorded"] >= known_until:
                    continue
                if found is None or claim["said"] > found["said"]:
                    found = claim
            if found is not None:
                latest[source] = found
        return latest


def _deciding(spoken: dict[str, dict[str, dict[str, Any]]]) -> Iterator[tuple[str, dict[str, int]]]:
    """Give for each value spoken of where each source stands, by its latest word on it or on another value."""
    for text, said in spoken.items():
        if not said:
            continue
        # The time of speaking, then the place in the log.
        deciding = {source: (*claim["said"], claim["sign"]) for source, claim in said.items()}
        for other, latest in spoken.items():
            for source, claim in latest.items():
                if other != text and claim["sign"] > 0:
                    implied = (*claim["said"], -1)
                    if source not in deciding or deciding[source] < implied:
                        deciding[source] = implied
        yield text, {source: sign for source, (*_, sign) in deciding.items()}


def _disputed(stances: Iterable[tuple[str, dict[str, int]]]) -> list[Dispute]:
    """Keep what has two sides, with the names on both."""
    found = []
    for text, signs in stances:
        ours = tuple([source for source, sign in signs.items() if sign > 0])
        if ours and len(ours) < len(signs):
            found.append((text, ours, tuple([source for source, sign in signs.items() if sign < 0])))
    return found
