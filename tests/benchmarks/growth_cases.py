"""Records that grow along one line each, and the question whose time they try: what `growth.py` measures.

A case is a function from a size to the question, which is timed; what the function does before is not. To add one,
write it below with the line for the table above it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import claimgraph as cg

Question = Callable[[], Any]
CASES: dict[str, Callable[[int], Question]] = {}
"""The cases by what the table calls them, in its order."""

DAY = "2022-07-01"


def case(name: str) -> Callable[[Callable[[int], Question]], Callable[[int], Question]]:
    """Enter a case under a name."""

    def entered(prepare: Callable[[int], Question]) -> Callable[[int], Question]:
        CASES[name] = prepare
        return prepare

    return entered


def graph_of(records: Iterable[Any]) -> cg.ClaimGraph:
    """Return a graph of some records."""
    graph = cg.ClaimGraph()
    graph.extend(records)
    return graph


def says(source: str, assertion: Any, stance: str = "affirms", asserted_at: str = DAY, **more: Any) -> cg.Claim:
    """Return a claim of one day."""
    return cg.Claim(source, stance, assertion, asserted_at=asserted_at, **more)


def day(number: int) -> str:
    """Return a day of its own for each number below 28,000."""
    return f"{1900 + number // 280}-{number // 28 % 10 + 1:02}-{number % 28 + 1:02}"


# Values of one subject and predicate


def slot(
    size: int, predicate: cg.Predicate, value: Callable[[int], str] = str, *more: Any, subject: str = "War"
) -> cg.ClaimGraph:
    """Return a graph in which as many sources as asked for each affirm a value of their own for one slot."""
    filled = [cg.Assertion(subject=subject, predicate=predicate.name, value=value(n)) for n in range(size)]
    return graph_of([predicate, *more, *filled, *(says(f"S{n}", one) for n, one in enumerate(filled))])


KILLED = cg.Predicate("killed", values="quantity")
BEGAN = cg.Predicate("began", values="date")
HELD = cg.Predicate("held by", single_valued=True)
ELSEWHERE = cg.Dismissal("foo", "bar", by="desk", why="of other assertions")
WITHIN = cg.Dismissal("War killed 0", "War killed 1", by="desk", why="counted differently")


@case("figures of one slot: `status` of one")
def figures_status(size: int) -> Question:
    graph = slot(size, KILLED)
    return lambda: cg.status(graph, "War killed 0")


@case("figures, a dismissal of others: `status` of one")
def dismissed_elsewhere_status(size: int) -> Question:
    graph = slot(size, KILLED, str, ELSEWHERE)
    return lambda: cg.status(graph, "War killed 0")


@case("figures, a dismissal of others: `disputes`")
def dismissed_elsewhere(size: int) -> Question:
    graph = slot(size, KILLED, str, ELSEWHERE)
    return lambda: cg.disputes(graph)


@case("figures, two of them dismissed: `status` of one")
def dismissed_within_status(size: int) -> Question:
    graph = slot(size, KILLED, str, WITHIN)
    return lambda: cg.status(graph, "War killed 0")


@case("figures, each dismissed beside the first: `status` of it")
def dismissed_all(size: int) -> Question:
    away = (cg.Dismissal("War killed 0", f"War killed {n}", by="desk", why="no") for n in range(1, size))
    graph = slot(size, KILLED, str, *away)
    return lambda: cg.status(graph, "War killed 0")


@case("figures, half dismissed beside the first: `status` of it")
def dismissed_half(size: int) -> Question:
    away = (cg.Dismissal("War killed 0", f"War killed {n}", by="desk", why="no") for n in range(1, size, 2))
    graph = slot(size, KILLED, str, *away)
    return lambda: cg.status(graph, "War killed 0")


@case("dates of one slot, a dismissal of others: `status` of one")
def dates_status(size: int) -> Question:
    graph = slot(size, BEGAN, day, ELSEWHERE)
    return lambda: cg.status(graph, f"War began {day(0)}")


@case("single-valued slot: `status` of one")
def terms_status(size: int) -> Question:
    graph = slot(size, HELD)
    return lambda: cg.status(graph, "War held by 0")


@case("single-valued slot: `disputes`")
def terms(size: int) -> Question:
    graph = slot(size, HELD)
    return lambda: cg.disputes(graph)


@case("chain of value parts: `status` of one")
def value_chain_status(size: int) -> Question:
    graph = slot(size, HELD, str, *(cg.Part(str(n), of=str(n + 1)) for n in range(size)))
    return lambda: cg.status(graph, f"War held by {size // 2}")


@case("chain of value parts: `disputes`")
def value_chain(size: int) -> Question:
    graph = slot(size, HELD, str, *(cg.Part(str(n), of=str(n + 1)) for n in range(size)))
    return lambda: cg.disputes(graph)


@case("ring of value parts: `status` of one")
def value_ring(size: int) -> Question:
    graph = slot(size, HELD, str, *(cg.Part(str(n), of=str((n + 1) % size)) for n in range(size)))
    return lambda: cg.status(graph, "War held by 0")


@case("values with two wholes each: `status` of one")
def value_lattice(size: int) -> Question:
    parts = [cg.Part(str(n), of=str(n + by)) for n in range(size) for by in (1, 2)]
    graph = slot(size, HELD, str, *parts)
    return lambda: cg.status(graph, f"War held by {size // 2}")


# What subjects are parts of


def places(size: int, *, ring: bool) -> cg.ClaimGraph:
    """Return a graph of places, each part of the next, with somebody's claim on each."""
    held = cg.Predicate("held by", single_valued=True, inherits=True)
    parts = (cg.Part(f"P{n}", of=f"P{(n + 1) % size if ring else n + 1}") for n in range(size))
    claims = (says(f"S{n}", cg.Assertion(subject=f"P{n}", predicate="held by", value=str(n % 2))) for n in range(size))
    return graph_of([held, *parts, *claims])


@case("chain of places: `status` of the innermost")
def place_chain(size: int) -> Question:
    graph = places(size, ring=False)
    return lambda: cg.status(graph, "P0 held by 0")


@case("chain of places: `status` of the outermost")
def place_chain_outermost(size: int) -> Question:
    graph = places(size, ring=False)
    return lambda: cg.status(graph, f"P{size - 1} held by {(size - 1) % 2}")


@case("ring of places: `status` of one")
def place_ring(size: int) -> Question:
    graph = places(size, ring=True)
    return lambda: cg.status(graph, "P0 held by 0")


# Who speaks for whom


def spokesmen(size: int, ahead: Callable[[int], int], *, acts: bool) -> cg.ClaimGraph:
    """Return a graph of sources that speak for each other, each with a claim on one of two sides."""
    kind: Any = cg.Affiliation if acts else cg.Source
    bodies = [kind(f"S{n}", speaks_for=f"S{ahead(n)}") for n in range(size)]
    return graph_of([*bodies, *(says(f"S{n}", "Town held", ("affirms", "denies")[n % 2]) for n in range(size))])


@case("`speaks_for` chain: record it")
def representation_recorded(size: int) -> Question:
    bodies = [cg.Source(f"S{n}", speaks_for=f"S{n + 1}") for n in range(size)]
    return lambda: graph_of(bodies)


@case("`speaks_for` chain: `disputes`")
def representation_chain(size: int) -> Question:
    graph = spokesmen(size, lambda n: n + 1, acts=False)
    return lambda: cg.disputes(graph)


@case("affiliation chain: `disputes`")
def affiliation_chain(size: int) -> Question:
    graph = spokesmen(size, lambda n: n + 1, acts=True)
    return lambda: cg.disputes(graph)


@case("affiliation ring: `disputes`")
def affiliation_ring(size: int) -> Question:
    graph = spokesmen(size, lambda n: (n + 1) % size, acts=True)
    return lambda: cg.disputes(graph)


@case("affiliation ring: `opposed_by`")
def affiliation_ring_opposed(size: int) -> Question:
    graph = spokesmen(size, lambda n: (n + 1) % size, acts=True)
    return lambda: cg.opposed_by(graph, "S0")


@case("affiliations of one source, each for a day: `disputes`")
def affiliations_of_one(size: int) -> Question:
    acts = (cg.Affiliation("S0", speaks_for=f"B{n}", valid=day(n)) for n in range(size))
    claims = (says("S0", "Town held", ("affirms", "denies")[n % 2], day(n)) for n in range(size))
    graph = graph_of([*acts, *claims, says("S1", "Town held")])
    return lambda: cg.disputes(graph)


@case("one source under many names: record and `disputes`")
def aliases(size: int) -> Question:
    names = [cg.SameAs(f"N{n}", f"N{n + 1}") for n in range(size)]
    claims = [says(f"N{n}", "Town held", ("affirms", "denies")[n % 2]) for n in range(size)]
    return lambda: cg.disputes(graph_of([*names, *claims]))


# Names that look alike

WORDS = ("army", "said", "troops", "had", "taken", "control", "over", "most", "of", "the", "region", "while", "denied")


def sentence(length: int, seed: int = 1) -> str:
    """Return a text of a length that reads like a sentence."""
    rng, words, found = random.Random(seed), [], 0
    while found < length:
        words.append(rng.choice(WORDS))
        found += len(words[-1]) + 1
    return " ".join(words)[:length]


def misses(graph: cg.ClaimGraph, text: str) -> Question:
    """Return the question about a text that nobody recorded."""

    def ask() -> None:
        with suppress(cg.NotFound):
            cg.status(graph, text)

    return ask


@case("`unrecorded`, names that look alike")
def unrecorded(size: int) -> Question:
    graph = graph_of(says(f"Channel {n:05} of the front", "Town held") for n in range(size))
    return lambda: cg.unrecorded(graph)


@case("a batch of misspelt references")
def misspelt(size: int) -> Question:
    graph = graph_of(cg.Source(f"Channel {n:05} of the front") for n in range(size))
    slips = [cg.Correction(of=f"source:chanel {n:05} of the front", by="desk", why="slip") for n in range(size)]

    def record() -> None:
        with suppress(cg.InvalidBatch):
            graph.extend(slips)

    return record


@case("a miss among so many texts of 400 characters")
def miss_among_texts(size: int) -> Question:
    graph = graph_of(says("Ann", f"{sentence(390)} {n}") for n in range(size))
    return misses(graph, sentence(400))


@case("a miss on a text of four times so many characters")
def miss_on_long_text(size: int) -> Question:
    text = sentence(4 * size)
    return misses(graph_of([says("Ann", text)]), text[:-3] + "xyz")


@case("a miss on a text of one letter, four times so long")
def miss_on_one_letter(size: int) -> Question:
    return misses(graph_of([says("Ann", "b" * 4 * size)]), "b" * (4 * size - 1) + "c")


# Citations and periods


def citing(size: int, *, ring: bool) -> Iterator[cg.Claim]:
    """Return reports that each cite the next source by name."""
    for n in range(size):
        last = {} if n == size - 1 and not ring else {"cites": [f"S{(n + 1) % size}"]}
        yield says(f"S{n}", "Town held", ("affirms", "denies")[n % 2], day(n), **last)


@case("citation chain: `status`")
def citation_chain(size: int) -> Question:
    graph = graph_of(citing(size, ring=False))
    return lambda: cg.status(graph, "Town held")


@case("citation ring: `timeline`")
def citation_ring(size: int) -> Question:
    graph = graph_of(citing(size, ring=True))
    return lambda: cg.timeline(graph, "Town held")


@case("citation chain, a view without its end: `timeline`")
def citations_left_out(size: int) -> Question:
    graph = graph_of(citing(size, ring=False))
    return lambda: cg.timeline(graph.view(without=f"S{size - 1}"), "Town held")


def dated(size: int, period: Callable[[int], str]) -> cg.ClaimGraph:
    """Return a graph of claims on one assertion, each about a period and on one of two sides."""
    return graph_of(
        says(f"S{n % 10}", "Town held", ("affirms", "denies")[n % 2], day(n), valid=period(n)) for n in range(size)
    )


@case("valid periods of a day each: `timeline`")
def valid_days(size: int) -> Question:
    graph = dated(size, day)
    return lambda: cg.timeline(graph, "Town held")


@case("valid periods that overlap: `timeline`")
def valid_overlapping(size: int) -> Question:
    graph = dated(size, lambda n: f"{day(n)}/{day(size + n)}")
    return lambda: cg.timeline(graph, "Town held")


@case("three records with a correction: `extend`")
def corrected_batch(size: int) -> Question:
    claims = [says(f"S{n % 10}", f"A{n // 4}", ("affirms", "denies")[n % 2], day(n)) for n in range(size)]
    graph = graph_of(claims)
    mended = cg.Correction(of=claims[0], by="desk", why="typo", replacement=says("S1", "A0", asserted_at=day(1)))
    graph.extend([cg.Correction(of=claims[-1], by="desk", why="typo")])  # from here on the look-ups have been made
    return lambda: graph.extend([says("Ann", "New"), mended, says("Bob", "New", "denies")])
