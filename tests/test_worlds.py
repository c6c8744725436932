"""No false alarm: where a world is at odds with nobody's words, nothing is found that two claims cannot both say.

A world has towns in districts in a country, who holds them from day to day, tolls that rise, garrisons that come
and go, events with a date, and what no rule knows of. Whatever is declared holds in it on every day. Its sources
claim only what is true of all the time they speak of, in the present tense only what never changes there.

``python tests/test_worlds.py 10000`` looks through as many worlds, and prints what was found.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import claimgraph as cg

Truth = tuple[bool, ...]
"""Whether something holds, on each of the days; before the first and after the last as on these."""

DAYS = [f"2022-07-{day:02}" for day in range(1, 10)]
LAST = len(DAYS) - 1
ZONES = ("UTC", "Europe/Kyiv", "America/New_York", "Asia/Kolkata")
PLAIN = "Ann"  # says nothing approximate, and takes nothing back
NAMES = (PLAIN, "Bob", "Corps", "Desk", "Envoy")
LIAR = "Liar"

VALUES = ("North", "South", "East Front", "North Guard", "North Fleet")
BROADER = {"North Guard": "North", "North Fleet": "North"}
DISTRICTS = {"Hills": ("Alton", "Burg"), "Plains": ("Caster", "Dell")}
COUNTRY = "Country"
PREDICATES = (
    cg.Predicate("held by", single_valued=True, inherits=True),
    cg.Predicate("killed", values="quantity", cumulative=True),
    cg.Predicate("garrison", values="quantity"),
    cg.Predicate("began on", values="date"),
)

SAID = (*DAYS, *DAYS, "2022", "2022-07", "2022-07-05T10:00Z", "2022-06-30/2022-07-02", "2023-01-01")
HEDGED_SAID = ("2022-07-05~", "2022-07?", "2022-07-02%")
ALWAYS = (None, None, None, "2022", "2022-07", "2021/2022-07-04", "2022-06-15/..", "../2024", "2022-07-04T06:00Z/..")
VALID_AT = (
    "2022-07-01",
    "2022-07-03",
    "2022-07-05",
    "2022-07-04T12:00Z",
    "2022-07-02/2022-07-07",
    "2022",
    "2022-07/..",
)


class World:
    """One world, all that is recorded of it, and a graph of that.

    Parameters
    ----------
    seed : int
        The same world for the same seed.
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.pick: Callable[[Any], Any] = self.random.choice
        self.zone = self.pick(ZONES)
        self.wholes = [(town, district) for district, towns in DISTRICTS.items() for town in towns]
        self.wholes += [("Burg", "Plains")] if self.chance(0.2) else []
        self.wholes += [(district, COUNTRY) for district in DISTRICTS]
        self.holders = self.held()
        self.truth: dict[str, Truth] = {}
        self.triples: dict[str, tuple[str, str, str]] = {}
        self.vague: set[str] = set()  # texts with a figure or a date that is only about right
        for make in (self.holdings, self.tolls, self.garrisons, self.dates, self.moods, self.sayings):
            make()
        self.claims: list[cg.Claim] = []
        self.records = [*self.known(), *self.represented()]
        for _ in range(self.random.randint(5, 22)):
            self.speak()

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    # --- the world

    def held(self) -> dict[str, list[set[str]]]:
        """By whom each place is held on each day: a whole by those who hold all its parts."""
        towns = [town for district in DISTRICTS.values() for town in district]
        common, unrest = self.holder(0.15), self.pick((0.0, 0.15, 0.5))
        named = {town: self.holder(0.3) if self.chance(unrest) else common for town in towns}
        found = {
            town: [{one, BROADER[one]} if one in BROADER else {one} for one in days] for town, days in named.items()
        }
        for whole in (*DISTRICTS, COUNTRY):
            parts = [found[part] for part, of in self.wholes if of == whole]
            found[whole] = [set.intersection(*day) for day in zip(*parts, strict=True)]
        return found

    def holder(self, changing: float) -> list[str]:
        days = [self.pick(VALUES)]
        while len(days) <= LAST:
            days.append(self.pick(VALUES) if self.chance(changing) else days[-1])
        return days

    def fact(self, subject: str, predicate: str, value: str, truth: Any) -> None:
        text = f"{subject} {predicate} {value}"
        self.truth[text] = tuple(truth)
        self.triples[text] = subject, predicate, value

    def holdings(self) -> None:
        for _ in range(self.random.randint(3, 8)):
            place, value = self.pick((*self.holders, *DISTRICTS, COUNTRY)), self.pick(VALUES)
            if self.chance(0.5):  # one that is true at some time
                value = self.pick(sorted(set().union(*self.holders[place])) or VALUES)
            self.fact(place, "held by", value, (value in day for day in self.holders[place]))

    def tolls(self) -> None:
        """Tolls rise: a plain count is true from when so many are dead, an upper bound as long as no more are."""
        count = [self.pick((0, 0, 2, 21))]
        while len(count) <= LAST:
            count.append(count[-1] + self.pick((0, 0, 0, 1, 3, 20)))
        for _ in range(self.random.randint(0, 6)):
            n = max(1, self.pick(count) + self.pick((0, 0, -1, 1, 5)))
            value, holds = self.pick(
                (
                    *[(f"{n}", lambda c, n=n: c >= n)] * 5,
                    (f"at least {n}", lambda c, n=n: c >= n),
                    (f"more than {n}", lambda c, n=n: c > n),
                    (f"at most {n}", lambda c, n=n: c <= n),
                    (f"under {n}", lambda c, n=n: c < n),
                    (f"exactly {n}", lambda c, n=n: c == n),
                    (f"{n}-{n + 4}", lambda c, n=n: n <= c <= n + 4),
                    (f"about {n}", lambda c, n=n: c >= 0.9 * n),
                    ("0", lambda c: c == 0),
                )
            )
            self.fact("Raid", "killed", value, map(holds, count))
            self.vague |= {f"Raid killed {value}"} if value.startswith("about") else set()

    def garrisons(self) -> None:
        count = [self.pick((300, 400))]
        while len(count) <= LAST:
            count.append(self.pick((*[count[-1]] * 5, 0, 450)))
        for _ in range(self.random.randint(0, 3)):
            n = self.pick((*count, 350))
            value, truth = self.pick(
                (
                    (f"{n} men", [c == n for c in count]),
                    (f"at least {n} men", [c >= n for c in count]),
                    (f"{n} to {n + 100} men", [n <= c <= n + 100 for c in count]),
                    ("3 vans", self.at_random()),  # another unit, and never compared
                )
            )
            self.fact("Alton", "garrison", value, truth)

    def dates(self) -> None:
        """What has a date has it always."""
        day = self.random.randint(0, LAST)
        for _ in range(self.random.randint(0, 3)):
            lo = self.random.randint(0, LAST - 1)
            hi = self.random.randint(lo + 1, LAST)
            value, holds = self.pick(
                (
                    (DAYS[day], True),
                    (DAYS[lo], lo == day),
                    (f"{DAYS[lo]}/{DAYS[hi]}", lo <= day <= hi),
                    ("2022-07", True),
                    ("2022", True),
                    ("2022-06", False),
                    (f"{DAYS[lo]}/..", lo <= day),
                    (f"{DAYS[lo]}~", abs(lo - day) <= 1),
                )
            )
            self.fact("Siege", "began on", value, [holds] * len(DAYS))
            self.vague |= {f"Siege began on {value}"} if value.endswith("~") else set()

    def moods(self) -> None:
        """What no rule knows of: a town may be calm and tense at once."""
        for _ in range(self.random.randint(0, 2)):
            self.fact(self.pick(("Alton", "Hills")), "mood", self.pick(("calm", "tense")), self.at_random())

    def sayings(self) -> None:
        """Texts without a triple, most of them true or false with another."""
        for number in range(self.random.randint(1, 4)):
            other, noise = self.truth[self.pick(sorted(self.truth))], self.at_random()
            self.truth[f"saying {number}"] = self.pick(
                (
                    other,
                    tuple(not one for one in other),
                    tuple(one or two for one, two in zip(other, noise, strict=True)),
                    tuple(not one and two for one, two in zip(other, noise, strict=True)),
                    noise,
                )
            )

    def at_random(self) -> Truth:
        days = [self.chance(0.5)]
        while len(days) <= LAST:
            days.append(days[-1] is not self.chance(0.2))
        return tuple(days)

    # --- what is known of it

    def known(self) -> Iterator[Any]:
        """Most of the triples, predicates and parts, and links that hold on every day."""
        for text, (subject, predicate, value) in self.triples.items():
            if self.chance(0.92):
                yield cg.Assertion(text, subject=subject, predicate=predicate, value=value)
        yield from (predicate for predicate in PREDICATES if self.chance(0.95))
        yield from (cg.Part(part, of=whole) for part, whole in self.wholes if self.chance(0.95))
        links = {}
        for _ in range(self.random.randint(0, 8)):
            a, b = self.random.sample(sorted(self.truth), 2)
            if (self.vague.isdisjoint((a, b)) or self.chance(0.3)) and (relations := self.relations(a, b)):
                link = cg.Link(a, self.pick(relations), b)
                links[link.id] = link
        yield from links.values()
        if self.chance(0.1):
            yield cg.Dismissal(*self.random.sample(sorted(self.truth), 2), by="desk", why="no matter")

    def relations(self, a: str, b: str) -> list[str]:
        both = set(zip(self.truth[a], self.truth[b], strict=True))
        excluded = {
            "entails": {(True, False)},
            "equivalent": {(True, False), (False, True)},
            "contrary": {(True, True)},
            "contradictory": {(True, True), (False, False)},
        }
        return [name for name, never in excluded.items() if not both & never]

    def represented(self) -> Iterator[Any]:
        """Who speaks for whom and who is one, which bears on no truth."""
        for below, above in (("Ann", "Corps"), ("Bob", "Corps"), ("Corps", "Envoy")):
            if self.chance(0.3):
                yield cg.Source(below, speaks_for=above)
        if self.chance(0.3):
            yield cg.SameAs(*self.pick((("Bob", "Desk"), ("Desk", "Envoy"), ("Bob", "The Bobs"))))
        if self.chance(0.2):
            yield cg.Affiliation("Desk", speaks_for="Ann", valid="2022-07-03/..")

    # --- what is said of it

    def speak(self) -> None:
        source = self.pick(NAMES)
        if self.claims and source != PLAIN and self.chance(0.25):
            self.speak_again(source)
            return
        text = self.pick(sorted(self.truth))
        if source == PLAIN and text in self.vague:
            return
        holds, valid = self.period(text, hedging=source != PLAIN)
        stance = "affirms" if holds else "denies"
        if source != PLAIN and self.chance(0.15):
            stance = self.pick(("questions", "comments", "declines", "withdraws"))
        self.say(source, stance, text, valid)

    def speak_again(self, source: str) -> None:
        """Take back a claim, or say again what was said, and with whose words."""
        old = self.pick(self.claims)
        own = [claim for claim in self.claims if str(claim.source) == source and str(claim.stance) != "withdraws"]
        if own and self.chance(0.5):
            old = self.pick(own)
            self.say(source, "withdraws", str(old.assertion), old.valid, self.pick(((), (old.id,))))
        elif str(old.stance) in ("affirms", "denies"):
            self.say(source, str(old.stance), str(old.assertion), old.valid, self.pick(((), (old.id,), cg.UNKNOWN)))

    def say(self, source: str, stance: str, text: str, valid: Any, cites: Any = ()) -> None:
        said = self.pick(HEDGED_SAID if source != PLAIN and self.chance(0.1) else SAID)
        note = str(len(self.claims))
        self.claims.append(cg.Claim(source, stance, text, asserted_at=said, valid=valid, cites=cites, note=note))

    def period(self, text: str, *, hedging: bool) -> tuple[bool, str | None]:
        """Choose a time during all of which something is so, or not so; about which it is, where that is hedged."""
        truth = self.truth[text]
        if len(set(truth)) == 1 and self.chance(0.6):
            return truth[0], self.pick(ALWAYS)
        first = last = self.random.randint(0, LAST)
        holds = truth[first]
        while last < LAST and truth[last + 1] is holds and self.chance(0.7):
            last += 1
        mark = self.pick("~?%") if hedging and self.chance(0.25) else ""
        changes = [day for day in range(1, LAST + 1) if truth[day] is not truth[day - 1]]
        if mark and changes and self.chance(0.6):  # a day out
            day = self.pick(changes)
            return self.pick(((truth[day], DAYS[day - 1] + mark), (truth[day - 1], DAYS[day] + mark)))
        begin = ".." if first == 0 and not mark and self.chance(0.3) else DAYS[first] + mark
        end = ".." if last == LAST and begin != ".." and self.chance(0.5) else DAYS[last]
        if not mark and self.chance(0.15):
            return holds, f"{DAYS[first]}T06:00Z/{DAYS[last]}T18:00Z"
        return holds, DAYS[first] + mark if first == last and ".." not in (begin, end) else f"{begin}/{end}"

    # --- the graph

    @property
    def graph(self) -> cg.ClaimGraph:
        """All that was said and known, recorded in some order, at some times."""
        order = Random(len(self.claims))
        waiting = [*self.records, *(claim for claim in self.claims if not claim.cites)]
        order.shuffle(waiting)
        for claim in self.claims:
            if claim.cites:  # any time after what it cites
                at = max((place for place, one in enumerate(waiting) if one.id in claim.cites), default=-1)
                waiting.insert(order.randint(at + 1, len(waiting)), claim)
        graph, day = cg.ClaimGraph(self.zone), 1
        # First, since two values are contrary until one is known to be part of the other.
        graph.extend((cg.Part(part, of=whole) for part, whole in BROADER.items()), recorded_at="2022-08-01")
        while waiting:
            many = order.choice((1, 5, 20, 100))
            batch, waiting, day = waiting[:many], waiting[many:], min(28, day + 1)
            graph.extend(batch, recorded_at=f"2022-08-{day:02}")
        return graph

    def views(self, graph: cg.ClaimGraph, clocked: int) -> list[cg.View]:
        """All there is, and some views of these by one clock or several."""
        as_of, valid_at, known_at = self.pick(DAYS), self.pick(VALID_AT), f"2022-08-{self.random.randint(2, 12):02}"
        views = [
            graph.view(as_of=as_of),
            graph.view(valid_at=valid_at),
            graph.view(known_at=known_at),
            graph.view(as_of=self.pick((None, as_of)), valid_at=self.pick(VALID_AT), known_at=known_at),
            graph.view(said_since=as_of, valid_at=self.pick((None, valid_at)), without=[self.pick(sorted(self.names))]),
        ]
        return [graph.view(), *self.random.sample(views, clocked)]

    @property
    def names(self) -> set[str]:
        return {str(claim.source) for claim in self.claims} or {PLAIN}

    # --- lies

    def lie(self) -> cg.Claim | None:
        """Let somebody say the opposite of what the plain one said, of the same time; give the claim that is denied."""
        true = [claim for claim in self.claims if str(claim.source) == PLAIN]
        if not true:
            return None
        told = self.pick(true)
        stance = "denies" if str(told.stance) == "affirms" else "affirms"
        self.say(LIAR, stance, str(told.assertion), told.valid)
        return told


def alarms(world: World, clocked: int) -> Iterator[str]:
    """Tell of every dispute and every certain contradiction that is found in a world."""
    graph = world.graph
    for view in world.views(graph, clocked) if world.claims else ():
        for dispute in cg.disputes(view):
            yield f"{view}: {dispute.assertion!r} disputed about {dispute.about}: {dispute}"
        for row in cg.contradictions(view):
            if row.overlap is cg.Certainty.CERTAIN:
                yield f"{view}: {row.assertions} cannot both hold: {row}"


def test_where_everybody_tells_the_truth_of_a_world_there_is_no_alarm() -> None:
    for seed in range(200):
        found = list(alarms(World(seed), clocked=1 + seed % 2))
        assert not found, f"World({seed}): " + "\n".join(found)


def test_one_lie_in_such_a_world_is_disputed() -> None:
    told = 0
    for seed in range(150):
        world = World(seed)
        true = world.lie()
        if true is None:
            continue
        told += 1
        graph, text = world.graph, str(true.assertion)
        for view in (graph.view(), *([graph.view(valid_at=true.valid)] if true.valid else [])):
            found = {dispute.assertion: dispute for dispute in cg.disputes(view)}
            assert text in found, f"World({seed}), {view}: {text!r}, {true}"
            sources = {position.source for side in (found[text].supporters, found[text].opponents) for position in side}
            assert {PLAIN, LIAR} <= sources, f"World({seed}), {view}: {found[text]}"
            sure = [row for row in found[text].contradictions if row.overlap is cg.Certainty.CERTAIN]
            assert "polarity" in {row.kind for row in sure}, f"World({seed}), {view}: {found[text]}"
    assert told > 100


def main(first: int, last: int) -> None:
    """Look through the worlds of some seeds, and print the figures."""
    start, found, kinds = time.process_time(), 0, Counter[str]()
    for seed in range(first, last):
        world = World(seed)
        kinds.update(record.kind for record in (*world.records, *world.claims))
        told = list(alarms(world, clocked=2))
        found += bool(told)
        print(*(f"World({seed}): {one}" for one in told), sep="\n", end="\n" if told else "")
    seconds = time.process_time() - start
    print(f"{last - first:,} worlds, {found:,} with a false alarm, {seconds:.0f} s; {dict(kinds)}")


if __name__ == "__main__":
    main(*[0, *map(int, sys.argv[1:])][-2:])
