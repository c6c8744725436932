"""Synthetic histories of the reduced model, which other tools can hold too: the same seed gives the same bytes.

Sources affirm or deny assertions of the form "subject predicate value", in the present tense. Nobody speaks for
anybody, takes back what it said or cites. Who speaks how often of what, who sides with whom and who changes its mind
is drawn as in `synthetic`. Lines are written by hand: there are no characters in them that JSON would escape.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from synthetic import CHANGES_MIND, CONTESTED, DAYS, HOTTEST, SECOND_VALUE, SPOKE_BEFORE, START, Summary, Zipf

VALUES = {
    "controlled by": ("North", "South", "nobody"),
    "condition": ("damaged", "intact", "rebuilt"),
    "casualties": ("at least 3", "none", "unknown"),
}
"""What is said of each predicate; one value at a time, where that is declared."""
WEIGHTS = (0.6, 0.9, 1.0)
RECENT = 20
"""Of how many sources the one is chosen that speaks again."""


class _Topic:
    """A pair of a subject and a predicate, as it is spoken of."""

    __slots__ = ("contested", "leaning", "spoken", "values")

    def __init__(self, rng: random.Random, subject: str, predicate: str) -> None:
        self.contested = rng.random() < CONTESTED
        self.leaning = rng.choice((0.5, 0.7, 0.9))
        values = list(VALUES[predicate])
        rng.shuffle(values)
        self.values = [(f"{subject} {predicate} {value}", value) for value in values]
        self.spoken: list[dict[str, str]] = [{} for _ in values]


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
        self._rng = random.Random(seed)
        self._sources = Zipf(max(10, round(8 * claims**0.5)), 1.0)
        self._subjects = Zipf.with_top(max(10, claims // 8), HOTTEST / WEIGHTS[0] / (1 - SECOND_VALUE))
        self._topics: dict[tuple[int, str], _Topic] = {}
        self._spoken_of: Counter[str] = Counter()
        self._spoken_by: Counter[str] = Counter()

    def lines(self) -> Iterator[str]:
        """Give the log: sources and assertions just before the first claim that names them."""
        yield '{"claimgraph": 1, "zone": "UTC"}\n'
        now, step = START.timestamp(), DAYS * 86_400 / self.claims
        seen: set[tuple[str, str, str, str]] = set()
        while len(seen) < self.claims:
            now += step * self._rng.uniform(0.5, 1.5)
            place, topic, which = self._topic()
            text, value = topic.values[which]
            source, stance = self._speaks(topic, topic.spoken[which])
            said = self._said(now)
            if (source, stance, text, said) in seen:
                continue
            seen.add((source, stance, text, said))
            topic.spoken[which][source] = stance
            at = f'"recorded_at": "{_second(int(now))}"'
            if source not in self._spoken_by:
                yield f'{{"record": "source", {at}, "name": "{source}"}}\n'
            if text not in self._spoken_of:
                parts = f'"subject": "Place {place[0]}", "predicate": "{place[1]}", "value": "{value}"'
                yield f'{{"record": "assertion", {at}, "text": "{text}", {parts}}}\n'
            self._spoken_by[source] += 1
            self._spoken_of[text] += 1
            who = f'"source": "{source}", "stance": "{stance}"'
            yield f'{{"record": "claim", {at}, {who}, "assertion": "{text}", "asserted_at": "{said}"}}\n'

    def summary(self) -> Summary:
        """Sum up what was given."""
        (hottest, count), (busiest, _) = self._spoken_of.most_common(1)[0], self._spoken_by.most_common(1)[0]
        # At a million claims half of the assertions have one claim, which would say little.
        counts = sorted(count for count in self._spoken_of.values() if count > 1)
        middle = counts[len(counts) // 2]
        median = [text for text, found in self._spoken_of.items() if found == middle]
        self._rng.shuffle(median)
        return Summary(self.claims, hottest, count, median[:200], middle, busiest)

    def _topic(self) -> tuple[tuple[int, str], _Topic, int]:
        """Choose what is spoken of: the topic, and which of its values."""
        draw = self._rng.random
        place = (self._subjects.draw(self._rng), tuple(VALUES)[bisect(WEIGHTS, draw())])
        topic = self._topics.get(place)
        if topic is None:
            topic = self._topics[place] = _Topic(self._rng, f"Place {place[0]}", place[1])
        return place, topic, 0 if draw() >= SECOND_VALUE else 1 + (draw() < 0.5)

    def _speaks(self, topic: _Topic, stances: dict[str, str]) -> tuple[str, str]:
        """Choose who speaks, and what it says."""
        draw = self._rng.random
        if stances and draw() < SPOKE_BEFORE:
            back = self._rng.randrange(min(len(stances), RECENT))
            latest = reversed(stances)
            source = next(one for place, one in enumerate(latest) if place == back)
        else:
            source = f"Outlet {self._sources.draw(self._rng)}"
        before = stances.get(source)
        if before is None:
            return source, "affirms" if not topic.contested or draw() < topic.leaning else "denies"
        if topic.contested and draw() < CHANGES_MIND:
            return source, "denies" if before == "affirms" else "affirms"
        return source, before

    def _said(self, recorded: float) -> str:
        """Choose when it was said: before it was recorded, as a day or to the second."""
        said = int(recorded - self._rng.expovariate(1 / 86_400))
        return _day(said // 86_400) if self._rng.random() < 0.5 else _second(said)


def _second(at: int) -> str:
    clock = at % 86_400
    return f"{_day(at // 86_400)}T{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}Z"


@cache
def _day(number: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=number)).date().isoformat()


def write(path: Path, claims: int, seed: int = 0) -> Summary:
    """Write a history as JSON Lines: a header, then one entry of the log a line."""
    history = History(claims, seed)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(history.lines())
    return history.summary()
