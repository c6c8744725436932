"""Synthetic histories for the benchmark: the same seed gives the same bytes.

A few sources say most of what is said and a few subjects draw most of it, both by Zipf's law. Some pairs
of subject and predicate are contested: there sources take sides, and now and then change their minds.
Most claims are in the present tense; some are about a dated period. Half of the times of speaking are
days, the others seconds. The log is in the order of recording, a while after the speaking.
"""

from __future__ import annotations

import json
import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import claimgraph as cg
from claimgraph.convert.plain_data import to_data
from claimgraph.records.base import Record

START = datetime(2021, 1, 1, tzinfo=UTC)
DAYS = 1000
PREDICATES = ("controlled by", "condition", "casualties")
VALUES = {
    "controlled by": ("North", "South"),
    "condition": ("damaged", "intact"),
    "casualties": ("at least 3", "none"),
}

HOTTEST = 0.006  # of all claims, on the assertion most spoken of
CONTESTED = 0.48  # of the pairs; not all of them end up disputed
SECOND_VALUE = 0.1  # of the claims, on another value of the same predicate
SPOKE_BEFORE = 0.15  # of the claims are by a source that has spoken of the assertion before
CHANGES_MIND = 0.3  # of those, where the pair is contested
DATED = 0.08  # of the claims have a `valid`
QUOTED = 0.2
REPRESENTING = 0.3  # of the sources speak for a principal


class Summary(NamedTuple):
    """What the benchmark needs to know of a history that it asks about."""

    claims: int
    hottest: str  # the text of the assertion most spoken of
    hottest_claims: int
    median: list[str]  # texts of up to 100 assertions with the median number of claims
    median_claims: int
    busiest: str  # the name of the source that says most


class Zipf:
    """Draw places 0, 1, 2, … with weights 1 / (place + 1) ** exponent."""

    def __init__(self, count: int, exponent: float) -> None:
        self._sums = list(accumulate((place + 1) ** -exponent for place in range(count)))

    @classmethod
    def with_top(cls, count: int, share: float) -> Zipf:
        """Make one of which the first place has this share, by bisection for the exponent."""
        low, high = 0.0, 3.0
        for _ in range(40):
            exponent = (low + high) / 2
            total = sum((place + 1) ** -exponent for place in range(count))
            low, high = (exponent, high) if 1 / total < share else (low, exponent)
        return cls(count, low)

    def draw(self, rng: random.Random) -> int:
        """Draw one place."""
        return bisect(self._sums, rng.random() * self._sums[-1])


class _Topic:
    """A pair of a subject and a predicate, as it is spoken of."""

    __slots__ = ("contested", "leaning", "stances", "values")

    def __init__(self, rng: random.Random, subject: str, predicate: str) -> None:
        self.contested = rng.random() < CONTESTED
        self.leaning = rng.choice((0.5, 0.7, 0.9))
        values = VALUES[predicate]
        shift = rng.randrange(2)
        self.values = [
            cg.Assertion(subject=subject, predicate=predicate, value=values[(place + shift) % 2]) for place in range(2)
        ]
        self.stances: dict[str, dict[str, str]] = {}


class History:
    """A history of a given number of claims, made as it is read.

    Parameters
    ----------
    claims : int
        How many claims.
    seed : int
        The seed of all that is drawn.
    """

    def __init__(self, claims: int, seed: int = 0) -> None:
        self.claims = claims
        self.spoken_of: Counter[str] = Counter()
        self.spoken_by: Counter[str] = Counter()
        self._rng = random.Random(seed)
        self._sources = Zipf(max(10, round(8 * claims**0.5)), 1.0)
        weights = (0.6, 0.3, 0.1)
        self._subjects = Zipf.with_top(max(10, claims // 8), HOTTEST / weights[0] / (1 - SECOND_VALUE))
        self._draw_predicate = partial(self._rng.choices, PREDICATES, cum_weights=list(accumulate(weights)))
        self._topics: dict[tuple[str, str], _Topic] = {}
        self._recorded: set[str] = set()

    def entries(self) -> Iterator[tuple[datetime, Record]]:
        """Give the log: sources and assertions just before the first claim that names them."""
        now = START
        step = timedelta(days=DAYS) / self.claims
        principals = [cg.Source(f"Authority {place}") for place in range(20)]
        for principal in principals:
            yield now, principal
        for _ in range(self.claims):
            now += step * self._rng.uniform(0.5, 1.5)
            at = now.replace(microsecond=0)
            claim = self._claim(at)
            yield from ((at, record) for record in self._unrecorded(claim, principals))
            yield at, claim

    def summary(self) -> Summary:
        """Sum up what was given."""
        (hottest, count), (busiest, _) = self.spoken_of.most_common(1)[0], self.spoken_by.most_common(1)[0]
        counts = sorted(self.spoken_of.values())
        middle = counts[len(counts) // 2]
        median = [text for text, found in self.spoken_of.items() if found == middle]
        self._rng.shuffle(median)
        return Summary(self.claims, hottest, count, median[:100], middle, busiest)

    def _claim(self, recorded: datetime) -> cg.Claim:
        """Make a claim that differs from all before it."""
        while True:
            topic = self._topic()
            assertion = topic.values[self._rng.random() < SECOND_VALUE]
            stances = topic.stances.setdefault(assertion.text, {})
            source, stance = self._speaks(topic, stances)
            said = cg.When(self._asserted_at(recorded))
            about, quote = self._valid(said.text), self._quote()
            claim = cg.Claim(source, cg.Stance(stance), assertion.text, asserted_at=said, valid=about, **quote)
            if claim.id not in self._recorded:
                break
        self._recorded.add(claim.id)
        stances[source] = stance
        self.spoken_of[assertion.text] += 1
        self.spoken_by[source] += 1
        return claim

    def _topic(self) -> _Topic:
        subject = f"Place {self._subjects.draw(self._rng)}"
        predicate = self._draw_predicate()[0]
        found = self._topics.get((subject, predicate))
        if found is None:
            found = self._topics[subject, predicate] = _Topic(self._rng, subject, predicate)
        return found

    def _speaks(self, topic: _Topic, stances: dict[str, str]) -> tuple[str, str]:
        """Choose who speaks, and what it says."""
        draw = self._rng.random
        if stances and draw() < SPOKE_BEFORE:
            source = self._rng.choice(list(stances)[-20:])
        else:
            source = f"Outlet {self._sources.draw(self._rng)}"
        before = stances.get(source)
        aside = draw()
        if before and aside < 0.02:
            return source, "withdraws"
        if aside < 0.06:
            return source, self._rng.choice(("comments", "declines", "questions"))
        if before not in ("affirms", "denies"):
            return source, "affirms" if not topic.contested or draw() < topic.leaning else "denies"
        if topic.contested and draw() < CHANGES_MIND:
            return source, "denies" if before == "affirms" else "affirms"
        return source, before

    def _asserted_at(self, recorded: datetime) -> str:
        """Choose when it was said: before it was recorded, as a day or to the second."""
        said = recorded - timedelta(seconds=round(self._rng.expovariate(1 / 86_400)))
        if self._rng.random() < 0.5:
            return said.date().isoformat()
        return said.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _valid(self, asserted_at: str) -> cg.When | None:
        """Choose the time it speaks of: most often that of speaking, else a day, a month, or from a day on."""
        if self._rng.random() >= DATED:
            return None
        day = asserted_at[:10]
        return cg.When(self._rng.choice((day, day[:7], f"{day}/..")))

    def _quote(self) -> dict[str, Any]:
        if self._rng.random() >= QUOTED:
            return {}
        number = self._rng.randrange(10**6)
        return {"quote": f"as reported, item {number}", "locator": f"par. {number % 20}"}

    def _unrecorded(self, claim: cg.Claim, principals: list[cg.Source]) -> Iterator[Record]:
        """Give the records of the source and the assertion of a claim, where they are new."""
        if self.spoken_by[str(claim.source)] == 1:
            represents = self._rng.choice(principals).name if self._rng.random() < REPRESENTING else None
            yield cg.Source(str(claim.source), speaks_for=represents)
        if self.spoken_of[str(claim.assertion)] == 1:
            subject, predicate, value = _triple(str(claim.assertion))
            yield cg.Assertion(subject=subject, predicate=predicate, value=value)


def _triple(text: str) -> tuple[str, str, str]:
    """Take the text of one of these assertions apart."""
    predicate = next(one for one in PREDICATES if one in text)
    subject, _, value = text.partition(f" {predicate} ")
    return subject, predicate, value


def write(path: Path, claims: int, seed: int = 0) -> Summary:
    """Write a history as JSON Lines: a header, then one entry of the log a line."""
    history = History(claims, seed)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps({"claimgraph": 1, "zone": "UTC"}) + "\n")
        for recorded_at, record in history.entries():
            file.write(json.dumps(to_data(cg.Entry(recorded_at, record))) + "\n")
    return history.summary()


def disputed_share(rows: Iterable[cg.Assessed]) -> float:
    """Give the share of the pairs of subject and predicate that are disputed, of these assertions."""
    pairs: dict[tuple[str | None, str | None], bool] = {}
    for row in rows:
        pair = (row.subject, row.predicate)
        pairs[pair] = pairs.get(pair, False) or row.status is cg.Status.DISPUTED
    return sum(pairs.values()) / len(pairs)
