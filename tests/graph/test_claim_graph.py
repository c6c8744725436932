"""The graph keeps what it is given, all of a batch or nothing, and never rewrites what was known."""

from __future__ import annotations

import copy
import pickle
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import claimgraph as cg
from claimgraph.log.index import Index
from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.stance import UNKNOWN, Status

AUGUST = datetime(2022, 8, 1, tzinfo=UTC)
HELD = "Town held by North"


def says(
    source: Any, stance: str = "affirms", assertion: Any = HELD, asserted_at: str = "2022-07-02", **more: Any
) -> Claim:
    return Claim(source, stance, assertion, asserted_at=asserted_at, **more)


def mends(of: str | Record, replacement: Record | None = None, why: str = "slip") -> Correction:
    return Correction(of=of, by="desk", why=why, replacement=replacement)


def graph_of(*records: Record, zone: str = "UTC") -> cg.ClaimGraph:
    """Record one a day from 1 August on."""
    graph = cg.ClaimGraph(zone)
    for day, record in enumerate(records):
        graph.add(record, recorded_at=AUGUST + timedelta(days=day))
    return graph


def shape(graph: Any) -> tuple[Any, Any]:
    """Nodes and edges with all they hold."""
    edges = {(start, end, key): dict(data) for start, end, key, data in graph.edges(keys=True, data=True)}
    return {node: dict(data) for node, data in graph.nodes(data=True)}, edges


def kinds(graph: cg.ClaimGraph) -> list[str]:
    return [entry.record.kind for entry in graph.log]


# --- adding ---


def test_a_new_graph_holds_nothing_and_answers_everything() -> None:
    graph = cg.ClaimGraph()
    assert len(graph.log) == 0
    assert graph.zone.key == "UTC"
    assert repr(graph) == "<ClaimGraph of 0 entries, zone UTC>"
    assert list(cg.disputes(graph)) == list(cg.assertions(graph)) == list(cg.claims(graph)) == []
    assert shape(graph.nx) == ({}, {})


def test_a_claim_brings_bare_records_of_what_it_names_just_before_it() -> None:
    graph = graph_of(says("Ann", document="https://example.org/1", cites="TASS"))
    assert [entry.record for entry in graph.log][:-1] == [
        Source("Ann"),
        Source("TASS"),
        Assertion(HELD),
        Document(url="https://example.org/1"),
    ]
    assert {entry.recorded_at for entry in graph.log} == {AUGUST}


@pytest.mark.parametrize(
    ("record", "brought"),
    [
        (Source("Ann", speaks_for="Ministry"), [Source("Ministry")]),
        (Affiliation("Ann", speaks_for="Ministry"), [Source("Ann"), Source("Ministry")]),
        (Affiliation("Ann", speaks_for=None), [Source("Ann")]),
        (SameAs("Ann", "Anna"), [Source("Ann"), Source("Anna")]),
        (says("Ann", cites=UNKNOWN), [Source("Ann"), Assertion(HELD)]),
    ],
)
def test_a_record_brings_bare_records_of_the_sources_it_names(record: Record, brought: list[Record]) -> None:
    assert [entry.record for entry in graph_of(record).log] == [*brought, record]


def test_a_correction_brings_bare_records_of_what_its_replacement_names() -> None:
    wrong = says("Ann")
    graph = graph_of(wrong, mends(wrong, says("Bob", assertion="bridge open", document="https://example.org/1")))
    brought = [entry.record for entry in graph.log][3:-1]
    assert brought == [Source("Bob"), Assertion("bridge open"), Document(url="https://example.org/1")]


def test_records_within_a_claim_are_recorded_with_it_and_it_keeps_their_names() -> None:
    ministry = Source("Ministry", speaks_for=Source("State", note="top"))
    ann = Source("Ann", speaks_for=ministry)
    held = Assertion(HELD, subject="Town", predicate="held by", value="North")
    page = Document(title="News", url="https://example.org/1")
    graph = cg.ClaimGraph()
    kept = graph.add(says(ann, assertion=held, document=page, cites=[Source("TASS", reliability="C")]))
    assert kept == says("Ann", document="https://example.org/1", cites="TASS")
    recorded = {entry.record for entry in graph.log}
    assert recorded == {
        Source("State", note="top"),
        Source("Ministry", speaks_for="State"),
        Source("Ann", speaks_for="Ministry"),
        Source("TASS", reliability="C"),
        held,
        page,
        kept,
    }
    assert kept == graph.log[-1].record
    assert cg.status(graph, held) is Status.CLAIMED


def test_a_document_without_a_url_is_kept_by_its_id() -> None:
    graph = cg.ClaimGraph()
    kept = graph.add(says("Ann", document=Document(title="News", date="2022")))
    assert kept.document == Document(title="News", date="2022").id
    assert Document(title="News", date="2022") in [entry.record for entry in graph.log]
    assert graph.nx.has_edge(kept.id, str(kept.document), "appears_in")


def test_an_embedded_record_that_conflicts_refuses_the_claim() -> None:
    graph = graph_of(Source("Ann", note="one"))
    with pytest.raises(cg.Conflict):
        graph.add(says(Source("Ann", note="two")))
    assert kinds(graph) == ["source"]


@pytest.mark.parametrize(
    "record",
    [
        Source("Ann", speaks_for="Ministry", note="n"),
        Source("Ann"),
        Assertion(HELD, subject="Town", predicate="held by", value="North"),
        Document(title="News"),
        Affiliation("Ann", speaks_for="Ministry", valid="2022"),
        SameAs("Ann", "Anna"),
        says("Ann", document="https://example.org/1"),
    ],
    ids=lambda record: record.kind,
)
def test_adding_twice_changes_nothing(record: Record) -> None:
    graph = graph_of(record)
    before, nodes = copy.copy(graph), shape(graph.nx)
    assert graph.add(record) == record
    assert graph.extend([record, record]) == ()
    assert graph == before
    assert shape(graph.nx) == nodes


def test_add_returns_the_record_as_it_stands_in_the_log() -> None:
    graph = graph_of(Source("Ann", note="full"))
    kept = graph.add(Source("ANN"))
    assert kept in [entry.record for entry in graph.log]


def test_a_bare_record_is_completed_once_and_only_a_correction_changes_it_then() -> None:
    graph = graph_of(says("Ann"))
    full = Source("ann", speaks_for="Ministry")
    graph.add(full)
    assert graph.nx.nodes["source:ann"]["record"] == full
    with pytest.raises(cg.Conflict, match=r"^source\.speaks_for: found 'Army', but 'source:ann' is recorded") as caught:
        graph.add(Source("ann", speaks_for="Army"))
    assert (caught.value.record, caught.value.field, caught.value.found) == ("source", "speaks_for", "Army")
    assert caught.value.index is None
    graph.add(Source("Ann"))  # bare: says nothing new
    assert graph.nx.nodes["source:ann"]["record"] == full


def test_a_bare_document_and_assertion_are_completed_too() -> None:
    graph = graph_of(says("Ann", document="https://example.org/1"))
    page = graph.add(Document(url="https://example.org/1", title="News"))
    note = graph.add(Assertion(HELD, note="n"))
    assert graph.nx.nodes[page.id]["record"] == page
    assert graph.nx.nodes[note.id]["record"] == note
    with pytest.raises(cg.Conflict):
        graph.add(Document(url="https://example.org/1", title="Other"))
    with pytest.raises(cg.Conflict):
        graph.add(Assertion(HELD, note="m"))


# --- texts and triples ---

TRIPLE = Assertion(HELD, subject="Town", predicate="held by", value="North")


def test_an_assertion_named_by_its_text_is_completed_by_a_triple_and_was_bare_before() -> None:
    graph = graph_of(says("Ann"), TRIPLE, says("Bob", "denies"))
    assert [(row.assertion, row.subject) for row in cg.assertions(graph)] == [(HELD, "Town")]
    assert cg.status(graph, HELD) is cg.status(graph, TRIPLE) is cg.status(graph, TRIPLE.id) is Status.DISPUTED
    assert cg.status(graph, "assertion:town held by north") is Status.DISPUTED
    before = graph.view(known_at="2022-08-01")
    assert [(row.assertion, row.subject) for row in cg.assertions(before)] == [(HELD, None)]
    assert cg.status(before, HELD) is Status.CLAIMED
    assert cg.status(before, TRIPLE) is Status.UNCLAIMED  # nobody had recorded it by then
    with pytest.raises(cg.NotFound):
        cg.status(before, TRIPLE.id)
    after = graph.view(known_at="2022-08-02")
    assert cg.status(after, TRIPLE) is Status.CLAIMED
    assert [node for node in graph.nx if node.startswith("assertion:")] == [TRIPLE.id]


def test_claims_may_name_a_triple_by_its_id() -> None:
    graph = graph_of(TRIPLE, says("Ann", assertion=TRIPLE.id), says("Bob", "denies"))
    assert [len(cg.claims(graph, assertion=one)) for one in (HELD, TRIPLE, TRIPLE.id)] == [2, 2, 2]
    assert cg.status(graph, HELD) is Status.DISPUTED


def test_two_assertions_may_not_share_a_text() -> None:
    other = Assertion(HELD, subject="Town", predicate="held by", value="Northerners")
    with pytest.raises(cg.Conflict, match="text of its own") as caught:
        graph_of(TRIPLE, other)
    assert caught.value.field == "text"
    with pytest.raises(cg.InvalidBatch):
        cg.ClaimGraph().extend([other, TRIPLE])
    with pytest.raises(cg.Conflict):
        graph_of(Assertion(HELD, note="n"), TRIPLE)
    with pytest.raises(cg.Conflict):
        graph_of(TRIPLE, Assertion(HELD, note="n"))


def test_one_triple_may_not_have_two_texts() -> None:
    with pytest.raises(cg.Conflict) as caught:
        graph_of(TRIPLE, Assertion("North has it", subject="TOWN", predicate="held by", value="North"))
    assert caught.value.field == "text"


def test_an_assertion_that_knows_its_subject_only_is_known_by_its_text_and_may_be_corrected_to_a_triple() -> None:
    partial = Assertion(HELD, subject="Town")
    graph = graph_of(partial, says("Ann"), mends(partial, TRIPLE))
    assert cg.status(graph, HELD) is cg.status(graph, TRIPLE) is cg.status(graph, partial) is Status.CLAIMED
    assert [row.value for row in cg.assertions(graph)] == ["North"]
    assert [row.value for row in cg.assertions(graph.view(known_at="2022-08-02"))] == [None]


# --- looking up ---


def test_look_ups_forgive_case_spacing_and_unicode_form() -> None:
    graph = graph_of(says("Jos\u00e9  Ann", assertion="Bridge OPEN"))
    for name in ("jose\u0301 ann", "JOS\u00c9\u00a0ANN", "source:jos\u00e9 ann", Source("jos\u00e9 ann")):
        assert len(cg.claims(graph, source=name)) == 1
        assert len(cg.claims(graph.view(only=name))) == 1
        assert not cg.claims(graph.view(without=name))
    for text in ("  bridge\topen ", "assertion:bridge open", Assertion("Bridge Open")):
        assert cg.status(graph, text) is Status.CLAIMED


@pytest.mark.parametrize(
    ("ask", "kind", "near"),
    [
        (lambda graph: cg.status(graph, "Town held by Nort"), "assertion", (HELD,)),
        (lambda graph: cg.positions(graph, "Town held by Nort"), "assertion", (HELD,)),
        (lambda graph: cg.timeline(graph, "nothing like it"), "assertion", ()),
        (lambda graph: cg.claims(graph, assertion="assertion:nothing"), "assertion", ()),
        (lambda graph: cg.claims(graph, source="Zelensky"), "source", ("Zelenskyy",)),
        (lambda graph: cg.opposed_by(graph, "Zelensky"), "source", ("Zelenskyy",)),
        (lambda graph: cg.opposed_by(graph, Source("Zelensky")), "source", ("Zelenskyy",)),
        (lambda graph: graph.view(only="Zelensky"), "source", ("Zelenskyy",)),
        (lambda graph: graph.view(only=["Zelenskyy", "Xy"]), "source", ()),
        (lambda graph: graph.view(without=("Zelensky",)), "source", ("Zelenskyy",)),
        (lambda graph: cg.claims(graph.view(known_at="2022-07-31"), source="Zelenskyy"), "source", ()),
        (lambda graph: cg.status(graph.view(known_at="2022-07-31"), HELD), "assertion", ()),
    ],
)
def test_a_miss_says_what_was_looked_for_and_what_is_near(
    ask: Callable[[cg.ClaimGraph], Any], kind: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(cg.NotFound) as caught:
        ask(graph_of(says("Zelenskyy")))
    assert caught.value.kind == kind
    assert caught.value.near == near
    assert ("did you mean" in str(caught.value)) == bool(near)


# --- all or nothing ---

GOOD = says("Bob", "denies", note="good")


def raising() -> Iterator[Record]:
    yield GOOD
    raise RuntimeError("no more")


BAD: dict[str, Callable[[], Any]] = {
    "not a record": lambda: [GOOD, "Ann"],
    "none": lambda: [GOOD, None],
    "a class": lambda: [GOOD, Source],
    "a conflict": lambda: [GOOD, Source("Ann", note="other")],
    "a conflict within": lambda: [GOOD, Source("New", note="1"), Source("New", note="2")],
    "an unknown claim": lambda: [GOOD, says("Bob", cites="claim:0")],
    "an unknown source id": lambda: [GOOD, says("source:nobody")],
    "an unknown assertion id": lambda: [GOOD, says("Bob", assertion="assertion:nothing")],
    "an unknown document id": lambda: [GOOD, says("Bob", document="document:nothing")],
    "an unknown correction": lambda: [GOOD, mends("source:nobody")],
    "a ring": lambda: [GOOD, Source("A", speaks_for="B"), Source("B", speaks_for="A")],
    "the claim of another": lambda: [GOOD, says("Bob", "withdraws", cites=says("Ann"))],
    "a generator": raising,
    "a naive entry": lambda: [GOOD, cg.Entry(datetime(2022, 9, 1), says("Eve"))],
    "an entry from before": lambda: [GOOD, cg.Entry(AUGUST - timedelta(days=1), says("Eve"))],
    "an entry of nothing": lambda: [GOOD, cg.Entry(AUGUST, None)],  # type: ignore[arg-type]
    "no iterable": lambda: 5,
    "one record": lambda: GOOD,
}


@pytest.mark.parametrize("batch", BAD.values(), ids=BAD)
def test_a_bad_batch_leaves_the_graph_its_log_and_its_networkx_graph_as_they_were(batch: Callable[[], Any]) -> None:
    graph = graph_of(Source("Ann", note="n"), says("Ann"))
    view, before, entries = graph.view(), copy.copy(graph), list(graph.log)
    nodes = shape(graph.nx)
    with pytest.raises((cg.ClaimGraphError, RuntimeError, TypeError)):
        graph.extend(batch())
    assert graph == before
    assert list(graph.log) == entries
    assert shape(graph.nx) == nodes
    assert cg.status(graph, HELD) is cg.status(view, HELD) is Status.CLAIMED
    with pytest.raises(cg.NotFound):
        cg.claims(graph, source="Bob")
    # And it goes on as if nothing had happened.
    graph.add(GOOD, recorded_at=AUGUST + timedelta(days=2))
    before.add(GOOD, recorded_at=AUGUST + timedelta(days=2))
    assert graph == before
    assert shape(graph.nx) == shape(before.nx)
    assert cg.status(graph, HELD) is Status.DISPUTED


def test_every_fault_of_a_batch_is_reported_with_its_place() -> None:
    graph = graph_of(Source("Ann", note="n"))
    with pytest.raises(cg.InvalidBatch, match=r"^4 faults in the batch, nothing was recorded") as caught:
        graph.extend([GOOD, "x", Source("Ann", note="m"), says("Eve"), says("Eve", cites="claim:0"), mends("source:x")])  # type: ignore[list-item]
    errors = caught.value.exceptions
    assert {(type(error), error.index, error.record, error.field) for error in errors} == {  # type: ignore[attr-defined]
        (cg.InvalidRecord, 1, None, None),
        (cg.Conflict, 2, "source", "note"),
        (cg.UnknownReference, 4, "claim", "cites"),
        (cg.UnknownReference, 5, "correction", "of"),
    }
    with pytest.raises(cg.InvalidBatch, match=r"^1 fault in the batch"):
        graph.extend([mends("source:x")])


@pytest.mark.parametrize(
    ("record", "field", "found"),
    [
        (says("source:nobody"), "source", "source:nobody"),
        (says("Ann", assertion="assertion:nothing"), "assertion", "assertion:nothing"),
        (says("Ann", document="document:nothing"), "document", "document:nothing"),
        (says("Ann", cites="claim:0"), "cites", "claim:0"),
        (says("Ann", cites="source:nobody"), "cites", "source:nobody"),
        (says("Ann", "withdraws", cites="claim:0"), "cites", "claim:0"),
        (Source("Ann", speaks_for="source:nobody"), "speaks_for", "source:nobody"),
        (Affiliation("source:nobody"), "source", "source:nobody"),
        (Affiliation("Ann", speaks_for="source:nobody"), "speaks_for", "source:nobody"),
        (SameAs("Ann", "source:nobody"), "b", "source:nobody"),
        (mends("claim:0"), "of", "claim:0"),
        (mends("source:nobody", Source("Ann", note="n")), "of", "source:nobody"),
    ],
)
def test_a_reference_to_nothing_names_the_record_and_the_field_that_hold_it(
    record: Record, field: str, found: str
) -> None:
    graph = graph_of(Source("Ann"))
    with pytest.raises(cg.UnknownReference) as caught:
        graph.add(record)
    assert (caught.value.record, caught.value.field, caught.value.found) == (record.kind, field, found)
    assert "record it first or in the same batch" in str(caught.value)
    assert kinds(graph) == ["source"]


def test_a_reference_to_nothing_names_what_is_near() -> None:
    with pytest.raises(cg.UnknownReference, match="did you mean 'source:zelenskyy'"):
        graph_of(Source("Zelenskyy"), mends("source:zelensky"))


# --- references in any order ---


def test_references_in_one_batch_resolve_in_any_order() -> None:
    first = says("Ann")
    records = [
        says("Ann", "withdraws", cites=first, asserted_at="2022-07-04"),
        says("Zoe", cites=first),
        says("Eve", assertion=TRIPLE.id, document="document:https://example.org/1", cites="source:ann"),
        mends(GOOD, says("Bob", "denies", note="better")),
        first,
        GOOD,
        TRIPLE,
        Source("Ann", speaks_for="source:ministry"),
        Source("Ministry"),
        Document(url="https://example.org/1", title="News"),
    ]
    there, back = cg.ClaimGraph(), cg.ClaimGraph()
    there.extend(records)
    back.extend(records[::-1])
    for graph in (there, back):
        stances = {(row.source, str(row.stance)) for row in cg.positions(graph, HELD)}
        assert stances == {("Zoe", "affirms"), ("Bob", "denies"), ("Eve", "affirms")}
        assert cg.status(graph, HELD) is Status.DISPUTED
        assert len(cg.claims(graph.view(only="Ministry"))) == 2
    assert shape(there.nx) == shape(back.nx)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (Source("Ann", note="1"), Source("Ann", note="2")),
        (Source("Ann", note="1"), Source("Anna", note="2")),
        (Source("Ann", note="1"), None),
        (Assertion(HELD, note="1"), Assertion(HELD, note="2")),
        (Assertion(HELD, note="1"), TRIPLE),
        (TRIPLE, Assertion("bridge open", subject="Town", predicate="held by", value="South")),
        (Document(url="https://example.org/1", title="1"), Document(url="https://example.org/1", title="2")),
        (says("Ann"), says("Bob")),
        (says("Ann"), None),
        (SameAs("Ann", "Bob"), SameAs("Ann", "Eve")),
        (Affiliation("Ann", speaks_for="Bob"), Affiliation("Ann", speaks_for="Eve")),
    ],
)
def test_a_correction_may_come_before_what_it_corrects_in_a_batch(wrong: Record, right: Record | None) -> None:
    there, back = cg.ClaimGraph(), cg.ClaimGraph()
    there.extend([wrong, mends(wrong, right)])
    back.extend([mends(wrong, right), wrong])
    for ask in (cg.assertions, cg.claims, cg.unrecorded):
        assert set(ask(there)) == set(ask(back))
    assert dict(there.nx.nodes(data=True)) == dict(back.nx.nodes(data=True))


# --- when it was recorded ---


def test_what_is_recorded_without_a_time_is_recorded_now() -> None:
    before = datetime.now(UTC)
    graph = cg.ClaimGraph()
    graph.add(Source("Ann"))
    graph.add(Source("Bob"))
    first, second = (entry.recorded_at for entry in graph.log)
    assert before <= first <= second <= datetime.now(UTC)
    assert first.tzinfo is UTC


@pytest.mark.parametrize(
    ("given", "zone", "kept"),
    [
        (datetime(2022, 8, 1, 3, tzinfo=UTC), "UTC", datetime(2022, 8, 1, 3, tzinfo=UTC)),
        ("2022-08-01T03:00:00.25+03:00", "UTC", datetime(2022, 8, 1, 0, 0, 0, 250_000, tzinfo=UTC)),
        ("2022-08-01", "UTC", AUGUST),
        ("2022-08-01", "Europe/Kyiv", AUGUST - timedelta(hours=3)),
        (date(2022, 8, 1), "UTC", AUGUST),
        (cg.When("2022-08"), "UTC", AUGUST),
        ("2022-08-01/..", "UTC", AUGUST),
    ],
)
def test_a_time_of_recording_is_the_start_of_what_is_given(given: Any, zone: str, kept: datetime) -> None:
    graph = cg.ClaimGraph(zone)
    graph.extend([Source("Ann")], recorded_at=given)
    assert graph.log[0].recorded_at == kept


@pytest.mark.parametrize(
    "given", ["", "soon", "../2022", 5, datetime(2022, 8, 1), "2022-08-01T10:00", float("nan"), b"2022"]
)
def test_a_time_of_recording_that_cannot_be_read_is_refused(given: Any) -> None:
    graph = cg.ClaimGraph()
    for record in (lambda: graph.add(Source("Ann"), recorded_at=given), lambda: graph.extend([], recorded_at=given)):
        with pytest.raises(cg.InvalidTime) as caught:
            record()
        assert caught.value.field == "recorded_at"
    assert len(graph.log) == 0


def test_times_of_recording_never_go_back() -> None:
    graph = graph_of(Source("Ann"))
    graph.add(Source("Bob"), recorded_at=AUGUST)  # the same time is as good as a later one
    with pytest.raises(cg.InvalidRecord, match="expected no earlier than 2022-08-01") as caught:
        graph.add(Source("Eve"), recorded_at="2022-07-31")
    assert (caught.value.record, caught.value.field) == ("source", "recorded_at")
    assert kinds(graph) == ["source", "source"]
    graph.add(Source("Ann"), recorded_at="2022-07-31")  # is there already: nothing is recorded
    assert graph.extend([Source("Bob")], recorded_at="2022-07-31") == ()


def test_without_a_time_nothing_is_recorded_before_the_last_entry() -> None:
    graph = cg.ClaimGraph()
    soon = datetime.now(UTC) + timedelta(hours=12)
    graph.add(Source("Ann"), recorded_at=soon)
    graph.add(Source("Bob"))
    assert graph.log[1].recorded_at == soon


@pytest.mark.parametrize("hours", [25, 24 * 365])
def test_a_time_of_recording_that_has_not_come_is_refused(hours: int) -> None:
    graph = cg.ClaimGraph()
    late = datetime.now(UTC) + timedelta(hours=hours)
    with pytest.raises(cg.InvalidTime, match=r"recorded_at: found .*, expected a time that has come: the clock says 2"):
        graph.add(Source("Ann"), recorded_at=late)
    with pytest.raises(cg.InvalidTime):
        graph.extend([Source("Ann")], recorded_at=late)
    with pytest.raises(cg.InvalidBatch) as caught:
        graph.extend([cg.Entry(datetime(2022, 7, 2, tzinfo=UTC), Source("Bob")), cg.Entry(late, Source("Ann"))])
    (fault,) = caught.value.exceptions
    assert str(fault).startswith("record 1, source.recorded_at: found ")
    text = cg.to_data(cg.ClaimGraph()) | {"log": [cg.to_data(cg.Entry(late, Source("Ann")))]}
    with pytest.raises(cg.InvalidBatch):
        cg.from_data(text)
    assert not graph.log


def test_a_clock_that_is_ahead_of_this_one_by_less_than_a_day_is_accepted() -> None:
    graph = cg.ClaimGraph("Pacific/Kiritimati")
    soon = datetime.now(UTC) + timedelta(hours=23)
    graph.extend([cg.Entry(soon, Source("Ann"))])
    graph.add(Source("Bob"), recorded_at=soon)
    assert [entry.recorded_at for entry in graph.log] == [soon, soon]


def test_what_was_recorded_by_a_clock_since_put_back_can_be_continued_at_its_last_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = cg.ClaimGraph()
    graph.add(Source("Ann"))
    last = graph.log[-1].recorded_at

    class PutBack(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return last - timedelta(days=400)

    monkeypatch.setattr("claimgraph.graph.claim_graph.datetime", PutBack)
    graph.add(Source("Bob"))
    graph.add(Source("Carl"), recorded_at=last)
    assert {entry.recorded_at for entry in graph.log} == {last}
    with pytest.raises(cg.InvalidTime):
        graph.add(Source("Dora"), recorded_at=last + timedelta(days=1))


def claim_at(asserted_at: Any, source: str = "Ann") -> cg.Claim:
    return cg.Claim(source, "affirms", "x", asserted_at=asserted_at)


def test_claims_dated_after_their_recording_are_recorded_and_named() -> None:
    graph = cg.ClaimGraph()
    late = datetime.now(UTC) + timedelta(days=3)
    with pytest.warns(cg.DateWarning, match="found a claim dated after its recording: Ann affirms “x”, 2"):
        graph.add(claim_at(late))
    with pytest.warns(cg.DateWarning, match="Bob affirms “x”, 2999 and 1 more; correct the date if it is a mistake"):
        graph.extend([claim_at("2022-07-02"), claim_at("2999", "Bob"), claim_at("2999-07", "Bob")])
    assert len(cg.claims(graph)) == 4


def test_no_claim_of_today_or_of_the_past_is_named_as_early_in_any_zone() -> None:
    for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        graph = cg.ClaimGraph(zone)
        now = datetime.now(UTC)
        days = [now.date(), now.astimezone(graph.zone).date(), (now + timedelta(hours=14)).date(), "2022-07-02"]
        graph.extend([claim_at(day) for day in (*days, f"{now:%Y-%m}", f"{now:%Y}", f"{now:%Y-%m-%d}/..")])


def test_claims_with_times_of_recording_of_their_own_are_not_named_again() -> None:
    graph = cg.ClaimGraph()
    with pytest.warns(cg.DateWarning):
        graph.add(claim_at("2999"))
    cg.ClaimGraph().extend(graph.log)
    assert cg.from_data(cg.to_data(graph)) == graph
    cg.ClaimGraph().add(claim_at("2022-07-05"), recorded_at="2022-07-02")


def test_entries_keep_their_own_times() -> None:
    graph = graph_of(says("Ann"), GOOD, TRIPLE)
    other = cg.ClaimGraph()
    assert other.extend(graph.log) == tuple(graph.log)
    assert other == graph
    assert other.extend(graph.log) == ()
    third = cg.ClaimGraph()
    third.extend([cg.Entry(AUGUST, Source("Ann")), Source("Bob")], recorded_at="2022-08-02")
    assert [entry.recorded_at for entry in third.log] == [AUGUST, AUGUST + timedelta(days=1)]


def test_entries_must_come_in_the_order_of_their_times() -> None:
    graph = graph_of(says("Ann"), GOOD)
    with pytest.raises(cg.InvalidBatch) as caught:
        cg.ClaimGraph().extend(list(graph.log)[::-1])
    assert {error.field for error in caught.value.exceptions} == {"recorded_at"}  # type: ignore[attr-defined]


def test_what_is_recorded_while_a_batch_is_being_read_comes_before_it() -> None:
    graph = cg.ClaimGraph()

    soon = datetime.now(UTC) + timedelta(hours=12)

    def meanwhile() -> Iterator[Record]:
        yield Source("Ann", note="1")
        graph.add(Source("Bob"), recorded_at=soon)
        graph.add(Source("Ann", note="2"), recorded_at=soon)

    with pytest.raises(cg.InvalidBatch):
        graph.extend(meanwhile())
    times = [entry.recorded_at for entry in graph.log]
    assert times == sorted(times)
    assert Source("Ann", note="1") not in [entry.record for entry in graph.log]


@pytest.mark.parametrize("recorded_at", [datetime(2022, 8, 1), "2022-08-01", None, 5])
def test_an_entry_needs_a_time_with_its_zone(recorded_at: Any) -> None:
    with pytest.raises(cg.InvalidTime) as caught:
        cg.Entry(recorded_at, Source("Bob"))
    assert (caught.value.record, caught.value.field) == ("entry", "recorded_at")


def test_the_same_log_twice_in_one_batch_is_the_log() -> None:
    graph = graph_of(Source("Ann", note="1"), mends("source:ann", Source("Ann", note="2")), says("Ann"))
    records = [entry.record for entry in graph.log]
    twice = cg.ClaimGraph()
    twice.extend(records + records)
    assert [entry.record for entry in twice.log] == records


# --- the log ---


def test_the_log_is_an_immutable_sequence_that_stays_as_it_was_asked_for() -> None:
    graph = graph_of(says("Ann"))
    log = graph.log
    graph.add(GOOD)
    assert len(log) == 3
    assert len(graph.log) == 5
    assert log[-1] == cg.Entry(AUGUST, says("Ann"))
    assert log[1:] == tuple(log)[1:]
    assert log[::-1] == tuple(reversed(log))
    for place in (3, -4):
        with pytest.raises(IndexError):
            log[place]
    with pytest.raises(TypeError):
        log[0] = log[1]  # type: ignore[index]
    with pytest.raises(AttributeError):
        log[0].record = None  # type: ignore[misc]
    assert repr(log) == "<Log of 3 entries>"


def test_two_logs_of_the_same_entries_are_equal() -> None:
    graph = graph_of(says("Ann"))
    assert graph.log == graph.log
    assert graph.log == copy.copy(graph).log
    assert graph.log != graph_of(says("Bob")).log


# --- equality, copies, zone ---


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda graph: pickle.loads(pickle.dumps(graph))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_a_copy_is_equal_and_goes_its_own_way(again: Callable[[cg.ClaimGraph], cg.ClaimGraph]) -> None:
    graph = graph_of(
        TRIPLE, says("Ann"), SameAs("Ann", "Anna"), mends(says("Ann"), says("Ann", "denies")), zone="Asia/Kolkata"
    )
    nodes = shape(graph.nx)
    other = again(graph)
    assert other == graph
    assert other.zone.key == "Asia/Kolkata"
    assert list(other.log) == list(graph.log)
    assert shape(other.nx) == nodes
    assert cg.status(other, HELD) is cg.status(graph, HELD) is Status.DENIED
    other.add(says("Bob"))
    assert other != graph
    assert shape(graph.nx) == nodes
    graph.add(says("Eve"))
    assert cg.status(other, HELD) is Status.DISPUTED
    with pytest.raises(cg.NotFound):
        cg.claims(other, source="Eve")


def test_graphs_are_equal_if_their_zone_records_and_times_are() -> None:
    graph = graph_of(says("Ann"), GOOD)
    assert graph == graph_of(says("Ann"), GOOD)
    assert graph != graph_of(GOOD, says("Ann"))
    assert graph != graph_of(says("Ann"), GOOD, zone="Europe/Kyiv")
    assert graph != graph_of(says("Ann"), says("Ann"), GOOD)
    assert graph != "graph"
    assert cg.ClaimGraph() == cg.ClaimGraph()
    with pytest.raises(TypeError):
        hash(graph)


@pytest.mark.parametrize("zone", ["", "Kyiv/Europe", "Europe", "../UTC", "/etc/passwd", None, 3, "+03:00"])
def test_a_zone_that_does_not_exist_is_refused(zone: Any) -> None:
    with pytest.raises(cg.InvalidTime) as caught:
        cg.ClaimGraph(zone)
    assert caught.value.field == "zone"
    assert caught.value.found == zone


def test_the_zone_of_a_graph_makes_another_in_it() -> None:
    first = cg.ClaimGraph("Asia/Kolkata")
    assert cg.ClaimGraph(first.zone) == first
    assert cg.ClaimGraph(ZoneInfo("UTC")).zone is ZoneInfo("UTC")


def test_a_zone_without_a_name_is_refused() -> None:
    # The least that the format of zone files allows: one offset, no changes (RFC 8536).
    counts = bytes(20) + (1).to_bytes(4, "big") + (4).to_bytes(4, "big")
    nameless = ZoneInfo.from_file(BytesIO(b"TZif" + bytes(16) + counts[-24:] + bytes(6) + b"UTC\0"))
    for zone in (nameless, UTC, timezone(timedelta(hours=3))):
        with pytest.raises(cg.InvalidTime, match="or a ZoneInfo that has such a key") as caught:
            cg.ClaimGraph(zone)  # type: ignore[arg-type]
        assert caught.value.field == "zone"


def test_days_are_those_of_the_zone() -> None:
    late = says("Ann", asserted_at="2022-07-02T22:00:00Z")
    assert cg.status(graph_of(late).view(as_of="2022-07-02"), HELD) is Status.CLAIMED
    assert cg.status(graph_of(late, zone="Europe/Kyiv").view(as_of="2022-07-02"), HELD) is Status.UNCLAIMED


# --- corrections ---


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (Source("Ann", note="1"), Source("Ann", note="2")),
        (Source("Ann", speaks_for="Ministry"), Source("ann")),
        (Assertion(HELD, note="1"), Assertion(HELD, note="2")),
        (TRIPLE, Assertion("North has it", subject="Town", predicate="held by", value="North")),
        (Document(url="https://example.org/1", title="1"), Document(url="https://example.org/1", title="2")),
    ],
)
def test_a_correction_replaces_a_record_of_the_same_name(wrong: Record, right: Record) -> None:
    graph = graph_of(wrong, mends(wrong, right))
    assert graph.nx.nodes[right.id]["record"] == right
    graph.add(wrong)  # what was put right stays right
    assert graph.nx.nodes[right.id]["record"] == right


def test_a_second_correction_of_the_same_words_and_another_replacement_acts_too() -> None:
    ann = Source("Ann", speaks_for="Ministry")
    graph = graph_of(ann, mends(ann, Source("Ann", speaks_for="Army")), mends(ann, Source("Ann", speaks_for="Navy")))
    assert graph.nx.nodes["source:ann"]["record"] == Source("Ann", speaks_for="Navy")


def test_the_view_from_before_a_correction_still_sees_the_mistake() -> None:
    wrong = says("Ann", "denies")
    graph = graph_of(wrong, mends(wrong, says("Ann")))
    assert cg.status(graph, HELD) is Status.CLAIMED
    assert cg.status(graph.view(known_at="2022-08-01"), HELD) is Status.DENIED
    assert cg.status(graph.view(as_of="2022-07-02"), HELD) is Status.CLAIMED


def test_a_claim_that_is_taken_out_is_no_claim_any_more() -> None:
    wrong = says("Ann")
    graph = graph_of(wrong, says("Bob", "denies"), mends(wrong))
    assert cg.status(graph, HELD) is Status.DENIED
    assert [claim.source for claim in cg.claims(graph)] == ["Bob"]
    assert wrong.id not in graph.nx
    graph.add(wrong)
    assert cg.status(graph, HELD) is Status.DENIED


def test_a_claim_can_be_corrected_to_another_source_assertion_and_time() -> None:
    wrong, right = says("Ann"), says("Bob", assertion="bridge open", asserted_at="2022-07-05")
    graph = graph_of(wrong, mends(wrong, right))
    assert cg.status(graph, HELD) is Status.UNCLAIMED
    assert [row.source for row in cg.positions(graph, "bridge open")] == ["Bob"]
    assert not cg.claims(graph, source="Ann")
    assert list(cg.claims(graph, source="Bob")) == [right]
    assert not cg.claims(graph.view(as_of="2022-07-04"))


def test_a_claim_that_cites_a_corrected_one_cites_what_stands_in_its_place() -> None:
    wrong, right = says("Ann"), says("Eve")
    graph = graph_of(wrong, says("Bob", cites=wrong), mends(wrong, right))
    assert graph.nx.has_edge(says("Bob", cites=wrong).id, right.id, "cites")


def test_a_name_can_be_corrected_and_all_that_named_it_follows() -> None:
    graph = graph_of(
        Source("Zelensky", speaks_for="Ukraine"),
        says("Zelensky", "denies"),
        mends("source:zelensky", Source("Zelenskyy", speaks_for="Ukraine")),
        says("Zelenskyy", "denies", "bridge open"),
    )
    assert [row.source for row in cg.positions(graph, HELD)] == ["Zelenskyy"]
    assert len(cg.claims(graph, source="Zelensky")) == len(cg.claims(graph, source="Zelenskyy")) == 2
    assert len(cg.claims(graph.view(only="Ukraine"))) == 2
    assert [row.source for row in cg.positions(graph.view(known_at="2022-08-02"), HELD)] == ["Zelensky"]
    assert [node for node in graph.nx if node.startswith("source:")] == ["source:ukraine", "source:zelenskyy"]


@pytest.mark.parametrize("bare_first", [True, False])
def test_a_slip_of_the_pen_corrected_to_a_name_that_has_a_full_record_leaves_that_record_whole(
    bare_first: bool,
) -> None:
    full = Source("Zelenskyy", speaks_for="Ukraine")
    records = [says("Zelensky", "denies"), full] if bare_first else [full, says("Zelensky", "denies")]
    graph = graph_of(*records, mends("source:zelensky", Source("Zelenskyy")))
    assert [row.source for row in cg.positions(graph, HELD)] == ["Zelenskyy"]
    assert graph.nx.nodes["source:zelenskyy"]["record"] == full
    assert len(cg.claims(graph.view(only="Ukraine"))) == 1


def test_a_text_corrected_to_that_of_a_triple_leaves_the_triple_whole() -> None:
    graph = graph_of(TRIPLE, says("Ann", assertion="Town held by Nort"), mends("assertion:town held by nort", TRIPLE))
    assert cg.status(graph, HELD) is cg.status(graph, "Town held by Nort") is Status.CLAIMED
    assert [row.assertion for row in cg.assertions(graph)] == [HELD]


def test_a_document_can_be_corrected_to_another_address_and_claims_follow() -> None:
    wrong, right = "https://example.org/1", Document(url="https://example.org/2", title="News")
    claim = says("Ann", document=wrong)
    graph = graph_of(claim, mends("document:" + wrong, right))
    assert list(graph.nx.successors(claim.id)) == ["assertion:town held by north", right.id]
    assert "document:" + wrong not in graph.nx


def test_sameness_and_affiliation_can_be_taken_out_and_replaced() -> None:
    same = SameAs("Ann", "Bob")
    graph = graph_of(says("Ann"), says("Bob", "denies"), same, mends(same))
    known = [cg.status(graph.view(known_at=f"2022-08-0{day}"), HELD) for day in (2, 3, 4)]
    assert known == [Status.DISPUTED, known[1], Status.DISPUTED]
    assert known[1] is not Status.DISPUTED
    loyal = Affiliation("Ann", speaks_for="Army")
    graph = graph_of(says("Ann"), loyal, mends(loyal, Affiliation("Ann", speaks_for="Navy")))
    assert len(cg.claims(graph.view(only="Navy"))) == 1
    assert len(cg.claims(graph.view(only="Army"))) == 0
    assert len(cg.claims(graph.view(known_at="2022-08-02", only="Army"))) == 1


def test_a_correction_that_is_taken_out_never_was_and_one_that_is_replaced_says_what_stands() -> None:
    wrong = says("Ann", "denies")
    first = mends(wrong, says("Ann"))
    undone = graph_of(wrong, first, mends(first, why="it was right"))
    assert cg.status(undone, HELD) is Status.DENIED
    second = mends(wrong, says("Ann", "questions"), why="another")
    again = graph_of(wrong, first, mends(first, second))
    assert cg.status(again, HELD) is Status.QUESTIONED
    assert [str(claim.stance) for claim in cg.claims(again)] == ["questions"]
    thrice = graph_of(wrong, first, mends(first, second), mends(mends(first, second), why="no"))
    assert cg.status(thrice, HELD) is Status.CLAIMED
    assert [cg.status(thrice.view(known_at=f"2022-08-0{day}"), HELD).value for day in (1, 2, 3, 4)] == [
        "denied",
        "claimed",
        "questioned",
        "claimed",
    ]


def test_a_claim_brought_in_by_a_correction_that_was_undone_can_be_recorded_in_its_own_right() -> None:
    ann, bob = says("Ann"), says("Bob", "denies")
    wrong = mends(ann, bob)
    graph = graph_of(ann, wrong, mends(wrong, why="both said it"), bob)
    assert cg.status(graph, HELD) is Status.DISPUTED


def test_a_correction_of_a_correction_must_be_of_the_same_record() -> None:
    wrong = says("Ann", "denies")
    first = mends(wrong, says("Ann"))
    graph = graph_of(wrong, GOOD, first)
    with pytest.raises(cg.InvalidRecord, match="expected one of") as caught:
        graph.add(mends(first, mends(GOOD)))
    assert (caught.value.record, caught.value.field) == ("correction", "replacement")


def test_a_replacement_that_is_recorded_already_is_a_conflict() -> None:
    graph = graph_of(says("Ann"), GOOD)
    with pytest.raises(cg.Conflict, match="to take a record out, leave `replacement` out") as caught:
        graph.add(mends(says("Ann"), GOOD))
    assert caught.value.field == "replacement"
    with pytest.raises(cg.Conflict):
        graph_of(Source("Ann", note="1"), Source("Bob", note="2"), mends("source:ann", Source("Bob", note="3")))


def test_a_name_is_not_corrected_there_and_back_but_the_correction_corrected() -> None:
    there = mends("source:zelensky", Source("Zelenskyy"))
    graph = graph_of(says("Zelensky"), there, says("Zelenskyy", assertion="bridge open"))
    with pytest.raises(cg.Conflict, match="correct the Correction"):
        graph.add(mends("source:zelenskyy", Source("Zelensky"), why="it was right"))
    graph.add(Correction(of=there, by="desk", why="they are two"))
    for name in ("Zelensky", "Zelenskyy"):
        assert len(cg.claims(graph, source=name)) == 1


def test_what_is_recorded_anew_after_its_name_was_taken_out_counts() -> None:
    graph = graph_of(
        Source("Ann", speaks_for="Army"), says("Ann"), mends("source:ann"), Source("Ann", speaks_for="Navy")
    )
    assert graph.nx.nodes["source:ann"]["record"] == Source("Ann", speaks_for="Navy")
    assert len(cg.claims(graph.view(only="Navy"))) == 1


@pytest.mark.parametrize(
    "records",
    [
        [Source("Ann", note="1"), mends("source:ann"), Source("Ann", note="2")],
        [Assertion("x", note="1"), mends("assertion:x"), Assertion("x", note="2")],
        [Source("Ann", note="1"), mends("source:ann", Source("Ann", note="2")), Source("Ann", note="1")],
    ],
)
def test_what_was_accepted_record_by_record_is_accepted_as_a_log(records: list[Record]) -> None:
    graph = graph_of(*records)
    other = cg.ClaimGraph()
    other.extend(graph.log)
    assert other == graph


# --- withdrawals and rings ---

MINE = says("Ann", asserted_at="2022-07-01")


@pytest.mark.parametrize(
    ("withdrawal", "expected"),
    [
        (says("Bob", "withdraws", cites=MINE), "expected a claim by 'Bob'"),
        (says("Ann", "withdraws", "bridge open", cites=MINE), "expected a claim on 'bridge open'"),
        (says("Ann", "withdraws", cites=says("Ann", "withdraws")), "expected a claim that takes a position"),
    ],
)
def test_a_withdrawal_of_what_is_not_ones_own_claim_on_the_assertion_is_refused(
    withdrawal: Claim, expected: str
) -> None:
    graph = graph_of(MINE, says("Ann", "withdraws"))
    with pytest.raises(cg.InvalidRecord, match=expected) as caught:
        graph.add(withdrawal)
    assert (caught.value.record, caught.value.field, caught.value.found) == ("claim", "cites", withdrawal.cites[0])


@pytest.mark.parametrize(
    "beside",
    [SameAs("Eve", "Eva"), mends(says("Zoe", note="z"), says("Zoe")), mends("source:zoe", Source("Zoe", note="n"))],
    ids=["SameAs", "a corrected claim", "a corrected source"],
)
def test_what_else_is_in_a_batch_lets_nobody_withdraw_the_claim_of_another(beside: Record) -> None:
    graph = graph_of(MINE, says("Zoe", note="z"))
    with pytest.raises(cg.InvalidBatch):
        graph.extend([beside, says("Bob", "withdraws", cites=MINE)])


def test_a_source_may_withdraw_what_it_said_under_another_of_its_names() -> None:
    withdrawal = says("Anna", "withdraws", cites=MINE)
    assert cg.status(graph_of(MINE, SameAs("Ann", "Anna"), withdrawal), HELD) is Status.RETRACTED
    batch = cg.ClaimGraph()
    batch.extend([withdrawal, MINE, SameAs("Ann", "Anna")])
    assert cg.status(batch, HELD) is Status.RETRACTED
    renamed = graph_of(MINE, mends("source:ann", Source("Anna")), withdrawal)
    assert cg.status(renamed, HELD) is Status.RETRACTED


def test_a_withdrawal_may_name_the_assertion_by_text_and_the_claim_by_triple() -> None:
    claim = says("Ann", assertion=TRIPLE.id)
    assert (
        cg.status(graph_of(TRIPLE, claim, says("Ann", "withdraws", cites=claim, asserted_at="2022-07-03")), HELD)
        is Status.RETRACTED
    )


@pytest.mark.parametrize(
    ("before", "batch"),
    [
        ([], [Source("Ann", speaks_for="ANN")]),
        ([], [Source("Ann", speaks_for="Bob"), Source("Bob", speaks_for="Ann")]),
        ([Source("Ann", speaks_for="Bob")], [Source("Bob", speaks_for="Ann")]),
        ([Source("Ann", speaks_for="Bob"), Source("Bob", speaks_for="Eve")], [Source("Eve", speaks_for="Ann")]),
        ([], [Source("Eve", speaks_for="Ann"), Source("Bob", speaks_for="Eve"), Source("Ann", speaks_for="Bob")]),
        ([Source("Ann", speaks_for="Bob")], [mends("source:bob", Source("Bob", speaks_for="Ann"))]),
        ([Source("Ann")], [mends("source:ann", Source("Ann", speaks_for="Ann"))]),
        ([Source("Ann", speaks_for="Bob")], [mends("source:bob", Source("Bobby", speaks_for="Ann"))]),
    ],
)
def test_a_ring_of_sources_that_speak_for_each_other_is_refused(before: list[Record], batch: list[Record]) -> None:
    graph = graph_of(*before)
    length = len(graph.log)
    with pytest.raises(cg.InvalidBatch) as caught:
        graph.extend(batch)
    (error, *_) = caught.value.exceptions
    assert isinstance(error, cg.InvalidRecord)
    assert error.field in ("speaks_for", "replacement")
    assert "→" in str(error)
    assert len(graph.log) == length


def test_a_chain_that_joins_one_that_is_a_ring_by_affiliation_ends() -> None:
    graph = graph_of(Affiliation("Ann", speaks_for="Bob"), Affiliation("Bob", speaks_for="Ann"), says("Ann"))
    assert cg.status(graph.view(only="Bob"), HELD) is Status.CLAIMED


# --- views ---


def test_a_view_is_a_value_that_later_additions_do_not_change() -> None:
    graph = graph_of(says("Ann"))
    view = graph.view()
    answers = [ask(view) for ask in (cg.assertions, cg.claims, cg.disputes, cg.unrecorded)]
    graph.extend([GOOD, TRIPLE, SameAs("Ann", "Bob"), mends(says("Ann")), mends("source:ann", Source("Anna"))])
    assert [ask(view) for ask in (cg.assertions, cg.claims, cg.disputes, cg.unrecorded)] == answers
    assert cg.status(view, HELD) is Status.CLAIMED
    assert [row.source for row in cg.positions(view, HELD)] == ["Ann"]
    assert sorted(cg.to_networkx(view)) == ["assertion:town held by north", says("Ann").id, "source:ann"]


def test_a_view_is_made_in_constant_time() -> None:
    small, large = cg.ClaimGraph(), cg.ClaimGraph()
    small.add(says("Ann"))
    large.extend(says("Ann", note=str(number)) for number in range(20_000))

    def took(graph: cg.ClaimGraph, **clocks: Any) -> float:
        start = time.perf_counter()
        for _ in range(200):
            graph.view(**clocks)
        return time.perf_counter() - start

    for clocks in ({}, {"as_of": "2022", "known_at": "2022", "valid_at": "2022"}, {"only": "Ann"}):
        few, many = (min(took(graph, **clocks) for _ in range(3)) for graph in (small, large))
        assert many < 20 * few + 0.05


@pytest.mark.parametrize("clock", ["as_of", "said_since", "valid_at", "known_at"])
@pytest.mark.parametrize("found", ["", "soon", 5, datetime(2022, 7, 2), "2022-07-02T10:00"])
def test_a_clock_that_cannot_be_read_is_refused_by_name(clock: str, found: Any) -> None:
    with pytest.raises(cg.InvalidTime) as caught:
        cg.ClaimGraph().view(**{clock: found})
    assert caught.value.field == clock


def test_a_time_of_knowing_includes_the_unit_it_names() -> None:
    graph = graph_of(Source("Ann"), Source("Bob"))
    lengths = {
        text: graph.view(known_at=text).length
        for text in ("2022-07-31", "2022-08-01", "2022-08-01T00:00:00Z", "2022-08", "2022-08-02/..", "../2022-08-01")
    }
    assert list(lengths.values()) == [0, 1, 1, 2, 2, 1]
    assert graph.view(known_at=AUGUST).length == 1
    assert graph.view(known_at=AUGUST - timedelta(microseconds=1)).length == 0


# --- threads ---


def test_readers_are_answered_while_a_batch_is_still_being_read() -> None:
    graph = graph_of(says("Ann"), *map(Source, "ABCDEF"))
    answered = threading.Event()
    waited: list[bool] = []

    def ask() -> None:
        cg.status(graph, HELD)
        cg.status(graph.view(known_at="2022-08-01"), HELD)
        answered.set()

    def slow() -> Iterator[Record]:
        yield GOOD
        threading.Thread(target=ask, daemon=True).start()
        waited.append(answered.wait(2))
        yield says("Eve")

    graph.extend(slow())
    assert waited == [True]


def test_one_thread_records_while_others_ask_everything() -> None:  # noqa: C901 - a scene with several parts
    graph = cg.ClaimGraph()
    names = ["Ann", "Bob", "Corps", "Desk"]
    graph.extend([Source("Ann", speaks_for="Corps"), says("Ann", note="0"), says("Bob", "denies"), TRIPLE])
    pinned = graph.view()

    def everything(view: Any) -> list[Any]:
        return [
            cg.assertions(view),
            cg.claims(view),
            cg.disputes(view),
            cg.unrecorded(view),
            cg.positions(view, HELD),
            cg.timeline(view, HELD),
            cg.opposed_by(view, "Ann"),
            cg.status(view, HELD),
            cg.claims(view, source="Bob"),
            sorted(cg.to_networkx(view).nodes(data="status")),
        ]

    expected = everything(pinned)
    done = threading.Event()
    faults: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            except BaseException as error:  # noqa: BLE001 - whatever it is, the main thread reports it
                faults.append(error)
                done.set()

        return run

    def write() -> None:
        for number in range(150):
            name = names[number % 4]
            claim = graph.add(says(name, ("affirms", "denies")[number % 2], f"text {number % 7}", note=str(number)))
            graph.add(says(f"Source {number}", note=str(number)))
            if number % 10 == 0:
                graph.add(mends(claim, says(name, "questions", note=f"new {number}"), why=str(number)))
                graph.add(SameAs(f"Source {number}", f"Alias {number}"))
            if number % 25 == 0:
                graph.add(mends(f"source:source {number}", Source(f"Renamed {number}"), why=str(number)))
                graph.add(Affiliation(f"Alias {number}", speaks_for="Corps"))
        done.set()

    def read() -> None:
        while not done.is_set():
            assert everything(pinned) == expected
            view = graph.view(without="Ann")
            assert everything(view) == everything(view)
            other = copy.copy(graph)
            assert len(other.log) <= len(graph.log)
            assert other != pinned
            len(pickle.dumps(graph))
            assert list(graph.log)[: pinned.length] == list(graph.log)[: pinned.length]

    threads = [threading.Thread(target=guarded(work)) for work in (write, read, read, read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults, faults
    assert done.is_set()
    assert everything(pinned) == expected
    replayed = cg.ClaimGraph()
    replayed.extend(graph.log)
    assert replayed == graph


def test_several_writers_take_turns() -> None:
    graph = cg.ClaimGraph()

    def write(name: str) -> None:
        for number in range(100):
            graph.add(says(name, note=str(number)))

    threads = [threading.Thread(target=write, args=(name,)) for name in ("Ann", "Bob", "Eve")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(cg.claims(graph, source=name)) for name in ("Ann", "Bob", "Eve")] == [100, 100, 100]
    times = [entry.recorded_at for entry in graph.log]
    assert times == sorted(times)
    assert len(graph.log) == 300 + 3 + 1


def test_a_batch_that_is_interrupted_leaves_nothing_and_can_be_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = cg.ClaimGraph()
    graph.add(Claim("Kyiv", "affirms", "City held", asserted_at="2022-07-01"))
    before, log = graph.view(), list(graph.log)
    assert cg.status(before, "City held") is cg.Status.CLAIMED
    batch = [Claim("Moscow", "denies", "City held", asserted_at="2022-07-02", note=str(note)) for note in range(5)]
    note_claim, countdown = Index._note_claim, Counter[str]()

    def interrupted(*arguments: Any) -> None:
        countdown["left"] -= 1
        if countdown["left"] == 0:
            raise KeyboardInterrupt
        note_claim(*arguments)

    for at, record in ((3, lambda: graph.extend(batch)), (1, lambda: graph.add(batch[0]))):
        with monkeypatch.context() as patch:
            patch.setattr(Index, "_note_claim", interrupted)
            countdown["left"] = at
            with pytest.raises(KeyboardInterrupt):
                record()
        assert list(graph.log) == log
        assert cg.status(graph, "City held") is cg.status(before, "City held") is cg.Status.CLAIMED
    graph.extend(batch)
    assert len(cg.claims(graph)) == 6
    assert cg.status(graph, "City held") is cg.Status.DISPUTED
    assert list(graph.log) == list(copy.copy(graph).log)
    assert set(graph.nx) == set(cg.to_networkx(graph))
