"""What must hold of every history: nothing rewritten, order without meaning, nothing lost, no false alarm."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import (
    NAMES,
    TEXTS,
    TRIPLES,
    History,
    cited_histories,
    cited_views,
    contests,
    distinct_cited_histories,
    distinct_histories,
    histories,
    plain_histories,
    views,
    zones,
)
from test_oracle import askable, graph_of, mentioned

import claimgraph as cg
from claimgraph.records.amendments import Affiliation, SameAs
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.stance import Stance, Status

Answers = dict[str, Any]
OTHER = {"affirms": "denies", "denies": "affirms"}


def texts_of(graph: cg.ClaimGraph) -> list[str]:
    return [row.assertion for row in cg.assertions(graph)]


def answers(view: Any, texts: list[str], names: list[str]) -> Answers:
    """Ask everything about some texts and sources, of what may have been recorded since or not at all."""
    return {
        "status": {text: cg.status(view, text) for text in texts},
        "positions": {text: set(cg.positions(view, text)) for text in texts},
        "timeline": {
            text: [(row.at, row.status, row.previous, set(row.because)) for row in cg.timeline(view, text)]
            for text in texts
        },
        "disputes": {row for row in map(unordered, cg.disputes(view)) if row[0] in texts},
        "opposed_by": {name: set(cg.opposed_by(view, name)) for name in names},
        "claims": {text: set(cg.claims(view, assertion=text)) for text in texts},
        "assertions": {row for row in cg.assertions(view) if row.assertion in texts},
    }


def unordered(dispute: cg.Dispute) -> tuple[Any, ...]:
    return (
        dispute.assertion,
        frozenset(dispute.supporters),
        frozenset(dispute.opponents),
        dispute.since,
        dispute.about,
        dispute.divided,
    )


def everything(view: Any, texts: list[str], names: list[str]) -> Answers:
    """Ask everything of a view that may not change at all, in its order."""
    kept = (cg.assertions, cg.claims, cg.disputes, cg.unrecorded)
    return answers(view, texts, names) | {
        "rows": [ask(view) for ask in kept],
        "graph": sorted(cg.to_networkx(view).nodes(data="status")),
        "order": [[*cg.positions(view, text), *cg.timeline(view, text)] for text in texts],
    }


# --- 1: no rewriting of history ---


@settings(max_examples=100, deadline=None)
@given(
    histories() | cited_histories(),
    st.sampled_from(("2022-06-30", "2022-07-01", "2022-07-02", "2022-07-02T12:30Z")),
    st.data(),
)
def test_what_was_the_case_as_of_a_time_is_not_changed_by_what_is_said_later(
    history: History, as_of: str, data: st.DataObject
) -> None:
    graph = graph_of(history)
    texts, names = texts_of(graph), mentioned(history, "source")
    before = answers(graph.view(as_of=as_of), texts, names)
    for number in range(data.draw(st.integers(1, 4))):
        stance = data.draw(st.sampled_from(list(Stance)))
        said = data.draw(st.sampled_from(("2022-07-02T12:31Z", "2022-07-03", "2022-07-04~", "2023")))
        assume(as_of != "2022-07-02" or said != "2022-07-02T12:31Z")
        source, text = data.draw(st.sampled_from((*NAMES, "New"))), data.draw(st.sampled_from((*TEXTS, "new")))
        valid = data.draw(st.sampled_from((None, "2022-07-01", "2022-07-01T06:00Z/..", "../2022-07-02")))
        cites = () if stance is Stance.WITHDRAWS else data.draw(st.sampled_from(((), *NAMES[:2], cg.UNKNOWN)))
        graph.add(Claim(source, stance, text, asserted_at=said, valid=valid, cites=cites, note=f"later {number}"))
    assert answers(graph.view(as_of=as_of), texts, names) == before


@settings(max_examples=100, deadline=None)
@given(histories() | cited_histories(), st.data())
def test_what_was_known_at_a_time_is_not_changed_by_what_is_recorded_later(
    history: History, data: st.DataObject
) -> None:
    length = data.draw(st.integers(1, len(history)))
    at = history[length - 1][0]
    length = max(place for place, (recorded_at, _) in enumerate(history, 1) if recorded_at == at)
    graph = graph_of(history[:length])
    texts, names = texts_of(graph), mentioned(history[:length], "source")
    pinned, known_at = graph.view(), graph.view(known_at=at)
    before = everything(pinned, texts, names)
    assert everything(known_at, texts, names) == before
    for recorded_at, record in history[length:]:
        graph.add(record, recorded_at=recorded_at)
        assert everything(pinned, texts, names) == before
    assert everything(graph.view(known_at=at), texts, names) == before
    assert everything(known_at, texts, names) == before


# --- 3: order ---


@settings(max_examples=100, deadline=None)
@given(distinct_histories() | distinct_cited_histories(), st.randoms(use_true_random=False), views() | cited_views())
def test_the_order_of_records_in_a_batch_changes_no_answer(history: History, random: Any, view: dict[str, Any]) -> None:
    records = [record for _, record in history]
    assert not any(isinstance(record, (SameAs, Affiliation)) for record in records)
    shuffled = random.sample(records, len(records))
    there, back = cg.ClaimGraph(), cg.ClaimGraph()
    at = datetime(2022, 8, 1, tzinfo=UTC)
    there.extend(records, recorded_at=at)
    back.extend(shuffled, recorded_at=at)
    names = mentioned(history, "source")
    seen = askable(view, names)
    texts = texts_of(there)
    assert sorted(texts) == sorted(texts_of(back))
    assert answers(there.view(**seen), texts, names) == answers(back.view(**seen), texts, names)
    assert dict(there.nx.nodes(data=True)) == dict(back.nx.nodes(data=True))
    assert set(there.nx.edges(keys=True)) == set(back.nx.edges(keys=True))


# --- 4: symmetry ---


def negated(claims: list[Claim]) -> list[Claim]:
    """The claims with every stance on an assertion turned; citations follow to the turned claims."""
    ids: dict[str, str] = {}
    turned = []
    for claim in claims:
        stance = OTHER.get(str(claim.stance), str(claim.stance))
        again = Claim(
            claim.source,
            stance,
            claim.assertion,
            asserted_at=claim.asserted_at,
            valid=claim.valid,
            cites=[ids[str(item)] for item in claim.cites],
            note=claim.note,
        )
        ids[claim.id] = again.id
        turned.append(again)
    return turned


@settings(max_examples=100, deadline=None)
@given(contests(), views())
def test_turning_every_stance_swaps_supporters_and_opponents(history: History, view: dict[str, Any]) -> None:
    claims = [record for _, record in history]
    names = mentioned(history, "source")
    seen = askable(view, names)
    seen.pop("known_at", None)
    plain, turned = cg.ClaimGraph(), cg.ClaimGraph()
    plain.extend(claims)
    turned.extend(negated(claims))
    one, other = plain.view(**seen), turned.view(**seen)

    def sides(dispute: cg.Dispute) -> list[set[tuple[Any, ...]]]:
        return [
            {(position.source, position.since, position.certain, position.claim.note) for position in side}
            for side in (dispute.supporters, dispute.opponents)
        ]

    ours, theirs = cg.disputes(one), cg.disputes(other)
    assert [row.assertion for row in ours] == [row.assertion for row in theirs]
    for mine, its in zip(ours, theirs, strict=True):
        assert sides(mine) == sides(its)[::-1]
        assert (mine.since, mine.about, mine.divided) == (its.since, its.about, its.divided)
    stances = [
        {(row.source, OTHER.get(str(row.stance), str(row.stance))) for row in cg.positions(one, text)}
        for text in texts_of(plain)
    ]
    assert stances == [{(row.source, str(row.stance)) for row in cg.positions(other, text)} for text in texts_of(plain)]


# --- 5: round trips ---


@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        lambda graph: pickle.loads(pickle.dumps(graph)),
        lambda graph: cg.from_data(cg.to_data(graph)),
        lambda graph: cg.from_data(json.loads(json.dumps(cg.to_data(graph)))),
        lambda graph: extended(cg.ClaimGraph(graph.zone.key), graph.log),
    ],
    ids=["copy", "deepcopy", "pickle", "data", "JSON", "log"],
)
@settings(max_examples=40, deadline=None)
@given(history=histories() | cited_histories(), zone=zones())
def test_a_graph_comes_back_equal_and_answers_the_same(
    again: Callable[[cg.ClaimGraph], cg.ClaimGraph], history: History, zone: str
) -> None:
    graph = graph_of(history, zone)
    other = again(graph)
    assert other == graph
    assert [entry.recorded_at for entry in other.log] == [entry.recorded_at for entry in graph.log]
    texts, names = texts_of(graph), mentioned(history, "source")
    assert everything(other, texts, names) == everything(graph, texts, names)
    assert dict(other.nx.nodes(data=True)) == dict(graph.nx.nodes(data=True))


def extended(graph: cg.ClaimGraph, entries: Any) -> cg.ClaimGraph:
    graph.extend(entries)
    return graph


# --- 6: idempotence ---


@settings(max_examples=100, deadline=None)
@given(histories() | cited_histories())
def test_the_same_log_twice_changes_nothing(history: History) -> None:
    graph = graph_of(history)
    before = copy.copy(graph)
    nodes = dict(graph.nx.nodes(data=True))
    assert graph.extend(graph.log) == ()
    assert graph.extend([record for _, record in history]) == ()
    for _, record in history:
        graph.add(record)
    assert graph == before
    assert dict(graph.nx.nodes(data=True)) == nodes


# --- 8: agreement ---


@settings(max_examples=100, deadline=None)
@given(histories() | contests() | cited_histories(), views() | cited_views(), zones())
def test_disputes_are_exactly_the_assertions_whose_status_is_disputed(
    history: History, view: dict[str, Any], zone: str
) -> None:
    seen = graph_of(history, zone).view(**askable(view, mentioned(history, "source")))
    statuses = {row.assertion: row.status for row in cg.assertions(seen)}
    assert all(cg.status(seen, text) is status for text, status in statuses.items())
    disputes = cg.disputes(seen)
    assert [row.assertion for row in disputes] == [
        text for text, status in statuses.items() if status is Status.DISPUTED
    ]
    for row in disputes:
        positions = cg.positions(seen, row.assertion)
        assert row.supporters == tuple(one for one in positions if one.stance is Stance.AFFIRMS)
        assert row.opponents == tuple(one for one in positions if one.stance is Stance.DENIES)
        assert len({one.source for one in row.supporters + row.opponents}) >= 2
    data = dict(cg.to_networkx(seen).nodes(data=True))
    assert {one["label"]: one["status"] for one in data.values() if one["kind"] == "assertion"} == {
        text: status.value for text, status in statuses.items()
    }


@settings(max_examples=100, deadline=None)
@given(histories() | contests() | cited_histories(), views() | cited_views(), zones())
def test_the_last_change_up_to_a_time_has_the_status_as_of_then(
    history: History, view: dict[str, Any], zone: str
) -> None:
    graph = graph_of(history, zone)
    chosen = askable({name: value for name, value in view.items() if name != "as_of"}, mentioned(history, "source"))
    times = {claim.asserted_at for claim in cg.claims(graph)} | {cg.When("2022-07-01T12:00Z")}
    seen = graph.view(**chosen)
    for text in texts_of(seen.graph.view(**{name: value for name, value in chosen.items() if name == "known_at"})):  # type: ignore[arg-type]
        rows = cg.timeline(seen, text)
        assert [row.previous for row in rows] == [Status.UNCLAIMED, *(row.status for row in rows)][: len(rows)]
        for time in times:
            end = time.bounds(graph.zone)[1]
            heard = [row for row in rows if row.at.bounds(graph.zone)[0] < end]
            now = cg.status(graph.view(as_of=time, **chosen), text)
            assert now is (heard[-1].status if heard else Status.UNCLAIMED)


# --- 9: no false alarm ---

DAYS = [f"2022-07-{day:02}" for day in range(1, 10)]
SAID = [*DAYS, "2022", "2022-07", "2022-07-05~", "2022-07-05T10:00Z", "2023-01-01?"]


def represented(draw: Any) -> list[Any]:
    """Who speaks for whom and who is one, which bears on no truth."""
    records: list[Any] = [Source("Ann", speaks_for="Corps")] if draw(st.booleans()) else []
    records += [SameAs("Bob", "Desk")] if draw(st.booleans()) else []
    records += [Affiliation("Envoy", speaks_for="Ann", valid="2022-07-03/..")] if draw(st.booleans()) else []
    for text, (subject, predicate, value) in TRIPLES.items():
        records += [Assertion(text, subject=subject, predicate=predicate, value=value)] if draw(st.booleans()) else []
    return records


@st.composite
def constant_worlds(draw: Any) -> list[Any]:
    """Draw claims from a world in which nothing changes and nobody is mistaken."""
    truth = {text: draw(st.booleans()) for text in TEXTS}
    records = represented(draw)
    valid = st.sampled_from(
        (None, None, *DAYS, "2022-07-03/..", "../2022-07-04", "2022-07-02/2022-07-06", "2022-07-04~")
    )
    for number in range(draw(st.integers(1, 14))):
        text = draw(st.sampled_from(TEXTS))
        true = "affirms" if truth[text] else "denies"
        stance = draw(st.sampled_from((true, true, true, "questions", "comments", "declines", "withdraws")))
        said = draw(st.sampled_from(SAID))
        records.append(
            Claim(draw(st.sampled_from(NAMES)), stance, text, asserted_at=said, valid=draw(valid), note=str(number))
        )
    return draw(st.permutations(records))


@st.composite
def changing_worlds(draw: Any) -> list[Any]:
    """Draw claims from a world that changes from day to day, each with the time it speaks of and true of it."""
    truth = {text: draw(st.lists(st.booleans(), min_size=9, max_size=9)) for text in TEXTS}
    records = represented(draw)
    for number in range(draw(st.integers(1, 14))):
        text = draw(st.sampled_from(TEXTS))
        first = draw(st.integers(0, 8))
        last = first
        while last < 8 and truth[text][last + 1] is truth[text][first] and draw(st.booleans()):
            last += 1
        begin = ".." if first == 0 and draw(st.booleans()) else DAYS[first]
        end = ".." if last == 8 and begin != ".." and draw(st.booleans()) else DAYS[last]
        valid = DAYS[first] if begin == end else f"{begin}/{end}"
        stance = "affirms" if truth[text][first] else "denies"
        said = draw(st.sampled_from(SAID))
        records.append(
            Claim(draw(st.sampled_from(NAMES)), stance, text, asserted_at=said, valid=valid, note=str(number))
        )
    return draw(st.permutations(records))


@settings(max_examples=150, deadline=None)
@given(
    constant_worlds() | changing_worlds(),
    zones(),
    st.sampled_from((None, "2022-07-03", "2022-07-02/2022-07-07", "2022")),
)
def test_where_everybody_tells_the_truth_nothing_is_disputed(
    records: list[Any], zone: str, valid_at: str | None
) -> None:
    graph = cg.ClaimGraph(zone)
    graph.extend(records)
    view = graph.view(valid_at=valid_at)
    assert cg.disputes(view) == []
    assert all(cg.opposed_by(view, name) == [] for name in {str(claim.source) for claim in cg.claims(view)})
    for text in texts_of(graph):
        assert all(row.status is not Status.DISPUTED for row in cg.timeline(view, text))


# --- plain histories are no exception ---


@settings(max_examples=40, deadline=None)
@given(plain_histories(), st.integers(0, 48))
def test_a_view_made_by_the_clock_is_the_graph_as_it_was_then(history: History, hours: int) -> None:
    at = datetime(2022, 8, 1, tzinfo=UTC) + timedelta(hours=hours)
    until = [(recorded_at, record) for recorded_at, record in history if recorded_at <= at]
    then, now = graph_of(until), graph_of(history).view(known_at=at)
    texts, names = texts_of(then), mentioned(until, "source")
    assert everything(now, texts, names) == everything(then, texts, names)
