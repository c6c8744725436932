"""What is accepted record by record, corrections among it, is accepted as one batch and one file, and is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from random import Random

import attrs
import pytest

import claimgraph as cg
from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.declarations import Predicate
from claimgraph.records.nested import is_bare

TEXTS = ("City held", "Town held by North", "Bridge open")
AUGUST = datetime(2022, 8, 1, tzinfo=UTC)
NAMES = ("Ann", "Bob", "Corps")


def mends(of: str | Record, replacement: Record | None = None, why: str = "slip") -> Correction:
    return Correction(of=of, by="desk", why=why, replacement=replacement)


def with_mistakes(seed: int) -> Iterator[Record]:
    """Records half of which correct another, or say again what was said, taken out or brought in."""
    rng = Random(seed)
    said: list[Record] = []
    # Or a batch would put a correction of what is named only behind a full record that comes later.
    yield from (*map(Source, NAMES), *map(Assertion, TEXTS))
    for _ in range(rng.randint(4, 30)):
        turn = rng.random()
        if said and turn < 0.4:
            record: Record = mistaken(rng, rng.choice(said))
        elif said and turn < 0.6:
            again = rng.choice(said)
            record = again.replacement or again if isinstance(again, Correction) else again
        else:
            record = said_anew(rng)
        said.append(record)
        yield record


def said_anew(rng: Random) -> Record:
    name, text, note = rng.choice(NAMES), rng.choice(TEXTS), rng.choice(("1", "2", None))
    value, predicate = rng.choice(("North", "21", "many")), rng.choice(("held by", "killed"))
    kinds: tuple[Callable[[], Record], ...] = (
        lambda: Assertion(text, note=note),
        lambda: Assertion(text, subject="Town", predicate=predicate, value=value),
        lambda: Source(name, speaks_for=rng.choice((None, *NAMES)), note=note),
        lambda: SameAs(*rng.sample(NAMES, 2)),
        lambda: Affiliation(name, speaks_for=rng.choice((None, "Ministry"))),
        lambda: Predicate("killed", values=rng.choice(("term", "quantity"))),
    )
    if rng.random() < 0.7:
        return rng.choice(kinds)()
    stance, day = rng.choice(("affirms", "denies")), rng.randint(1, 3)
    return Claim(name, stance, text, asserted_at=f"2022-07-0{day}", note=note)


def mistaken(rng: Random, of: Record) -> Correction:
    why = rng.choice("vwxyz")
    if isinstance(of, Correction) and rng.random() < 0.6:
        return mends(of, attrs.evolve(of, why=why + why, replacement=rng.choice((of.replacement, None))), why)
    for _ in range(8):
        new = said_anew(rng)
        if new.kind == of.kind:
            return mends(of, new, why)
    return mends(of, None, why)


def one_by_one(records: Iterator[Record]) -> tuple[cg.ClaimGraph, list[cg.Entry]]:
    """Record what can be, and give it as it was given."""
    graph, given = cg.ClaimGraph(), []
    for number, record in enumerate(records):
        at = AUGUST + timedelta(minutes=number)
        try:
            graph.add(record, recorded_at=at)
        except cg.ClaimGraphError:
            continue
        given.append(cg.Entry(at, record))
    return graph, given


def back(graph: cg.ClaimGraph) -> cg.ClaimGraph:
    file = StringIO()
    cg.write(graph, file, format="jsonl")
    return cg.read(StringIO(file.getvalue()), format="jsonl")


UNREADABLE = "ignore:.*cannot be read:claimgraph.UnreadableWarning"


def full(graph: cg.ClaimGraph) -> list[cg.Entry]:
    """The log without bare records: one by one there are some of what a batch has a full record of further on."""
    return [entry for entry in graph.log if not is_bare(entry.record)]


@pytest.mark.filterwarnings(UNREADABLE)
def test_every_log_that_was_recorded_is_read_back_as_it_was_written() -> None:
    corrections = 0
    for seed in range(100):
        graph, _ = one_by_one(with_mistakes(seed))
        assert back(graph) == graph, seed
        corrections += sum(isinstance(entry.record, Correction) for entry in graph.log)
    assert corrections > 300


@pytest.mark.filterwarnings(UNREADABLE)
def test_a_batch_is_what_its_records_are_one_by_one() -> None:
    for seed in range(100):
        graph, given = one_by_one(with_mistakes(seed))
        at_once = cg.ClaimGraph()
        at_once.extend(given)
        assert full(at_once) == full(graph), seed


@pytest.mark.filterwarnings(UNREADABLE)
def test_a_record_that_is_refused_by_itself_is_refused_behind_the_others_with_the_same_address() -> None:
    refused = 0
    for seed in range(100):
        records = list(with_mistakes(seed))
        graph, _ = one_by_one(iter(records[:-1]))
        whole, entries = cg.ClaimGraph(), list(graph.log)
        last = cg.Entry(AUGUST + timedelta(days=1), records[-1])
        try:
            graph.extend([last])
        except cg.InvalidBatch as error:
            alone = error.exceptions[-1]
            with pytest.raises(cg.InvalidBatch) as caught:
                whole.extend([*entries, last])
            told = caught.value.exceptions[-1]
            assert (type(told), told.record, told.field) == (type(alone), alone.record, alone.field), seed
            assert told.index == len(entries)
            assert len(whole.log) == 0
            refused += 1
        else:
            whole.extend([*entries, last])
            assert whole == graph, seed
    assert refused > 5


ANN = Claim("Ann", "affirms", "City held", asserted_at="2022-07-02")
BOB = Claim("Bob", "denies", "Town held", asserted_at="2022-06-30")
FIRST = mends(ANN)
AGAIN = mends(ANN, why="so it is")
SECOND = mends(FIRST, AGAIN, why="2")
BROUGHT = mends(ANN, BOB)
COUNTED = Predicate("killed", values="quantity")


@pytest.mark.parametrize(
    "records",
    [
        [
            Assertion("City held", note="n"),
            mends("assertion:city held"),
            Assertion("City held", subject="City", predicate="held by", value="us"),
        ],
        [ANN, BROUGHT, mends(BROUGHT, AGAIN), BOB],
        [ANN, FIRST, SECOND, mends(SECOND, mends(FIRST, AGAIN, why="3"), why="4")],
        [Source("Ann", speaks_for="Bob"), mends("source:ann", Source("Ann")), Source("Bob", speaks_for="Ann")],
        [
            Assertion("Lost", subject="Raid", predicate="killed", value="many"),
            mends("assertion:raid|killed|many"),
            COUNTED,
        ],
    ],
    ids=[
        "a text that was taken out, anew with a triple",
        "what was brought in by mistake, by itself",
        "a correction that is brought in twice",
        "whoever was no longer spoken for speaks",
        "a value that was taken out before it was wrong",
    ],
)
def test_what_was_accepted_one_by_one_is_read_as_one_file(records: list[Record]) -> None:
    graph, given = one_by_one(iter(records))
    assert len(given) == len(records)
    assert back(graph) == graph
    assert graph.log[-1].record == records[-1]


def test_a_correction_of_nothing_is_refused_also_where_it_brings_that_in() -> None:
    full = Source("Ann", note="1")
    with pytest.raises(cg.UnknownReference) as caught:
        cg.ClaimGraph().add(mends("source:ann", full))
    assert caught.value.field == "of"
    with pytest.raises(cg.InvalidBatch):
        cg.ClaimGraph().extend([BOB, mends("source:ann", full)])


def test_what_is_named_only_may_be_corrected_to_a_full_record_of_it_in_the_same_batch() -> None:
    graph = cg.ClaimGraph()
    graph.extend(
        [ANN, mends("source:ann", Source("Ann", note="1")), mends("assertion:city held", Assertion("City lost"))]
    )
    assert [str(row.assertion) for row in cg.claims(graph)] == ["City held"]
    assert cg.assertions(graph)[0].assertion == "City lost"
    assert back(graph) == graph


def test_references_lead_over_a_correction_to_what_comes_later() -> None:
    graph = cg.ClaimGraph()
    withdrawn = Claim("Bob", "withdraws", "Town held", asserted_at="2022-07-04", cites=BOB)
    graph.extend([withdrawn, FIRST, Claim("Eve", "affirms", "City held", asserted_at="2022-07-03"), ANN, BOB])
    assert not cg.positions(graph, "Town held")
    assert [row.source for row in cg.positions(graph, "City held")] == ["Eve"]


def test_names_may_be_joined_further_on_than_what_needs_them_to_be_one() -> None:
    graph = cg.ClaimGraph()
    withdrawn = Claim("Robert", "withdraws", "Town held", asserted_at="2022-07-04", cites=BOB)
    graph.extend([BOB, withdrawn, ANN, FIRST, SameAs("Bob", "Robert")])
    assert back(graph) == graph
    with pytest.raises(cg.InvalidBatch) as caught:
        cg.ClaimGraph().extend([BOB, withdrawn, ANN, FIRST])
    assert "only its source" in str(caught.value.exceptions)


def test_faults_on_both_sides_of_a_correction_are_told_together_and_leave_nothing() -> None:
    graph = cg.ClaimGraph()
    graph.add(BOB)
    before = list(graph.log)
    lost = Claim("Eve", "affirms", "City held", asserted_at="2022-07-03", cites=("claim:0",))
    with pytest.raises(cg.InvalidBatch) as caught:
        graph.extend([lost, ANN, None, FIRST, mends("claim:1"), Source("Ann", note="1"), Source("Ann", note="2")])  # type: ignore[list-item]
    assert [(error.index, error.record, error.field) for error in caught.value.exceptions] == [
        (0, "claim", "cites"),
        (2, None, None),
        (4, "correction", "of"),
        (6, "source", "note"),
    ]
    assert list(graph.log) == before
    with pytest.raises(cg.NotFound):
        cg.status(graph, "City held")


def test_a_correction_of_no_correction_is_told_beside_what_comes_behind_it() -> None:
    records = [Source("Ann", note="1"), mends("correction:0"), Source("Ann", note="2"), mends("correction:1")]
    with pytest.raises(cg.InvalidBatch) as caught:
        cg.ClaimGraph().extend([*records, Source("Ann", note="3")])
    assert [error.index for error in caught.value.exceptions] == [1, 2, 3, 4]


def test_of_a_file_with_corrections_only_the_line_that_is_out_of_time_is_left_out() -> None:
    file = StringIO()
    graph, _ = one_by_one(iter([ANN, BOB, FIRST, Claim("Eve", "affirms", "City held", asserted_at="2022-07-03")]))
    cg.write(graph, file, format="jsonl")
    lines = file.getvalue().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if '"Bob"' in line and '"claim"' in line)
    lines[at] = lines[at].replace("2022-08-01", "2032-08-01")
    collected = cg.read(StringIO("".join(lines)), format="jsonl", on_error="collect")
    assert [one.line for one in collected.rejected] == [at + 1]
    assert len(collected.graph.log) == len(graph.log) - 1


def test_only_the_lines_at_fault_are_left_out_of_a_file_with_corrections() -> None:
    file = StringIO()
    cg.write(one_by_one(iter([ANN, BROUGHT, mends(BROUGHT, AGAIN), BOB]))[0], file, format="jsonl")
    lines = file.getvalue().splitlines(keepends=True)
    cited = '{"record": "claim", "source": "Eve", "stance": "affirms", "assertion": "City held", '
    lines.insert(4, cited + '"asserted_at": "2022-07-03", "cites": ["claim:0"]}\n')
    collected = cg.read(StringIO("".join(lines)), format="jsonl", on_error="collect")
    assert [(one.line, one.error.field) for one in collected.rejected] == [(5, "cites")]
    assert len(collected.graph.log) == len(lines) - 2
