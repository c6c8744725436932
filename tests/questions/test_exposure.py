"""Published work on contested ground, then and now, through every clock of a view."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TEXTS, History, histories, views
from test_oracle import askable, graph_of, mentioned

import claimgraph as cg
from claimgraph import Assertion, Claim, Correction, Document, Link, Reliance, SameAs, Source

HELD = "Town held"
PAGE = Document(url="https://example.org/1", date="2022-07-02")
SOLID = (cg.Status.CORROBORATED, cg.Status.CONCEDED)


def says(source: Any, stance: str, asserted_at: str, assertion: Any = HELD, **more: Any) -> Claim:
    return Claim(source, stance, assertion, asserted_at=asserted_at, **more)


ANN = says("Ann", "affirms", "2022-07-01")
BOB = says("Bob", "affirms", "2022-07-01")


def recorded(*records: Any, zone: str = "UTC") -> cg.ClaimGraph:
    graph = cg.ClaimGraph(zone)
    for record in records:
        graph.add(record)
    return graph


def listed(graph: cg.ClaimGraph, **clocks: Any) -> list[tuple[str, str | None, str]]:
    rows = cg.exposed(graph.view(**clocks))
    return [(row.document, None if row.then is None else row.then.value, row.now.value) for row in rows]


# --- what is listed


def test_an_item_on_solid_ground_that_holds_is_not_listed() -> None:
    graph = recorded(ANN, BOB, Reliance(PAGE, HELD))
    assert listed(graph) == []
    assert cg.exposed(graph).of is cg.Exposure


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ([], "unclaimed"),
        ([ANN], "claimed"),
        ([ANN, says("Eve", "denies", "2022-07-02")], "disputed"),
        ([ANN, says("Eve", "questions", "2022-07-02")], "questioned"),
        ([ANN, says("Ann", "withdraws", "2022-07-02")], "retracted"),
        ([says("Eve", "denies", "2022-07-02")], "denied"),
    ],
)
def test_an_item_on_any_other_ground_is_listed_though_nothing_has_changed(said: list[Claim], then: str) -> None:
    graph = recorded(*said, Reliance(PAGE, HELD))
    assert listed(graph) == [(PAGE.url, then, then)]
    (row,) = cg.exposed(graph)
    assert (row.assertion, row.published, row.changed, row.because) == (HELD, cg.When("2022-07-02"), False, ())


def test_an_item_whose_ground_was_conceded_is_not_listed() -> None:
    said = [ANN, says("Eve", "denies", "2022-07-01"), says("Eve", "affirms", "2022-07-02")]
    assert listed(recorded(*said, Reliance(PAGE, HELD))) == []


def test_an_item_is_listed_when_its_ground_gives_way_and_when_it_gets_firm() -> None:
    denial = says("Eve", "denies", "2022-07-05")
    (row,) = cg.exposed(recorded(ANN, BOB, Reliance(PAGE, HELD), denial))
    assert (row.then, row.now, row.changed, row.because) == (
        cg.Status.CORROBORATED,
        cg.Status.DISPUTED,
        True,
        (denial,),
    )
    late = says("Bob", "affirms", "2022-07-05")
    (row,) = cg.exposed(recorded(ANN, Reliance(PAGE, HELD), late))
    assert (row.then, row.now, row.changed, row.because) == (
        cg.Status.CLAIMED,
        cg.Status.CORROBORATED,
        True,
        (late,),
    )


def test_all_that_changed_the_status_since_is_told_in_the_order_of_speaking_and_nothing_else() -> None:
    taken_back = says("Bob", "withdraws", "2022-07-03")
    repeated = says("Ann", "affirms", "2022-07-04")
    denial = says("Eve", "denies", "2022-07-05")
    joining = says("Zoe", "denies", "2022-07-06")
    (row,) = cg.exposed(recorded(joining, denial, repeated, taken_back, ANN, BOB, Reliance(PAGE, HELD)))
    assert row.because == (taken_back, denial)


def test_ground_that_gave_way_and_came_back_has_not_changed() -> None:
    denial = says("Eve", "denies", "2022-07-03")
    back = says("Eve", "withdraws", "2022-07-04")
    assert listed(recorded(ANN, BOB, denial, back, Reliance(PAGE, HELD))) == []


def test_what_follows_from_other_words_counts() -> None:
    taken = says("Eve", "affirms", "2022-07-03", "Town taken")
    (row,) = cg.exposed(recorded(ANN, BOB, Link(HELD, "contrary", "Town taken"), taken, Reliance(PAGE, HELD)))
    assert (row.then, row.now, row.because) == (cg.Status.CORROBORATED, cg.Status.DISPUTED, (taken,))


# --- dates of publication


def test_the_whole_day_of_publication_counts_as_then_in_the_zone_of_the_graph() -> None:
    evening = says("Eve", "denies", "2022-07-02T20:59:59Z")
    night = says("Eve", "denies", "2022-07-02T21:00:00Z")
    assert listed(recorded(ANN, evening, Reliance(PAGE, HELD), zone="Europe/Kyiv")) == [
        (PAGE.url, "disputed", "disputed")
    ]
    assert listed(recorded(ANN, night, Reliance(PAGE, HELD), zone="Europe/Kyiv")) == [(PAGE.url, "claimed", "disputed")]


@pytest.mark.parametrize(
    ("date", "then"), [("2022-07", "disputed"), ("2022-07-02T10:00Z", "claimed"), ("2022-07/..", "disputed")]
)
def test_a_date_is_taken_as_precisely_as_it_is_known(date: str, then: str) -> None:
    page = Document(title="News", date=date)
    graph = recorded(ANN, says("Eve", "denies", "2022-07-02T12:00Z"), Reliance(page, HELD))
    assert listed(graph) == [("News", then, "disputed")]


def test_an_item_without_a_date_has_no_then_and_is_listed_by_what_is_now() -> None:
    undated = Document(title="Undated", url="https://example.org/2")
    solid = recorded(ANN, BOB, Reliance(undated, HELD))
    assert listed(solid) == []
    solid.add(says("Eve", "denies", "2022-07-05"))
    assert listed(solid) == [("Undated", None, "disputed")]
    (row,) = cg.exposed(solid)
    assert (row.published, row.then, row.changed, row.because) == (None, None, False, ())


def test_rows_are_in_the_order_of_publication_undated_last_and_then_of_the_log() -> None:
    pages = [
        Document(title="undated, first"),
        Document(title="third", date="2022-07-03"),
        Document(title="second", date="2022-07-02T10:00+03:00"),
        Document(title="undated, second"),
        Document(title="first", date="2022-07-02"),
        Document(title="third, later in the log", date="2022-07-03"),
    ]
    graph = recorded(*(Reliance(page, HELD) for page in pages), zone="Europe/Kyiv")
    assert [row.document for row in cg.exposed(graph)] == [
        "first",
        "second",
        "third",
        "third, later in the log",
        "undated, first",
        "undated, second",
    ]


def test_each_item_and_assertion_is_listed_once_however_they_were_named() -> None:
    triple = Assertion(HELD, subject="Town", predicate="held by", value="North")
    reliances = [Reliance(PAGE, HELD), Reliance(PAGE, HELD, note="paragraph 4"), Reliance(PAGE.id, triple)]
    assert listed(recorded(ANN, *reliances)) == [(PAGE.url, "claimed", "claimed")]
    assert [row.assertion for row in cg.exposed(recorded(*reliances, Reliance(PAGE, "else")))] == [HELD, "else"]


# --- through a view


def test_as_of_leaves_out_what_was_published_and_said_later() -> None:
    graph = recorded(ANN, says("Eve", "denies", "2022-07-05"), Reliance(PAGE, HELD))
    assert listed(graph, as_of="2022-07-01") == []
    assert listed(graph, as_of="2022-07-02") == [(PAGE.url, "claimed", "claimed")]
    assert listed(graph, as_of="2022-07-04") == [(PAGE.url, "claimed", "claimed")]
    assert listed(graph, as_of="2022-07-05") == [(PAGE.url, "claimed", "disputed")]


def test_then_is_never_later_than_the_view() -> None:
    month = Document(title="News", date="2022-07")
    graph = recorded(ANN, says("Eve", "denies", "2022-07-20"), Reliance(month, HELD))
    assert listed(graph, as_of="2022-07-10") == [("News", "claimed", "claimed")]
    assert listed(graph) == [("News", "disputed", "disputed")]


def test_the_sources_of_the_view_count_for_then_and_for_now() -> None:
    graph = recorded(
        ANN, BOB, Source("Eve", speaks_for="Army"), says("Eve", "denies", "2022-07-05"), Reliance(PAGE, HELD)
    )
    assert listed(graph) == [(PAGE.url, "corroborated", "disputed")]
    assert listed(graph, without="Bob") == [(PAGE.url, "claimed", "disputed")]
    assert listed(graph, without="Army") == []
    assert listed(graph, only="Army") == [(PAGE.url, "unclaimed", "denied")]
    assert listed(graph, said_since="2022-07-03") == [(PAGE.url, "unclaimed", "denied")]


def test_the_moment_of_the_world_that_is_asked_about_counts_for_both() -> None:
    dated = says("Eve", "denies", "2022-07-05", valid="2022-07-04")
    graph = recorded(ANN, BOB, dated, Reliance(PAGE, HELD))
    assert listed(graph, valid_at="2022-07-04") == [(PAGE.url, "corroborated", "disputed")]
    assert listed(graph, valid_at="2022-07-03") == []


def test_what_was_known_later_is_not_known_before() -> None:
    graph = cg.ClaimGraph()
    graph.extend([ANN, BOB], recorded_at="2022-08-01T12:00Z")
    graph.add(Reliance(PAGE, HELD), recorded_at="2022-08-02T12:00Z")
    graph.add(says("Eve", "denies", "2022-07-01"), recorded_at="2022-08-03T12:00Z")
    assert listed(graph, known_at="2022-08-01") == []
    assert listed(graph, known_at="2022-08-02") == []
    assert listed(graph, known_at="2022-08-03") == [(PAGE.url, "disputed", "disputed")]


def test_a_corrected_document_is_read_as_it_is_known() -> None:
    graph = cg.ClaimGraph()
    graph.extend([ANN, says("Bob", "affirms", "2022-07-03"), Reliance(PAGE, HELD)], recorded_at="2022-08-01T12:00Z")
    right = Document(title="News", url=PAGE.url, date="2022-07-03")
    graph.add(Correction(of=PAGE, by="desk", why="wrong date", replacement=right), recorded_at="2022-08-02T12:00Z")
    assert listed(graph, known_at="2022-08-01") == [(PAGE.url, "claimed", "corroborated")]
    assert listed(graph) == []
    moved = Document(title="Moved", url="https://example.org/moved", date="2022-07-02")
    graph.add(Correction(of=PAGE, by="desk", why="moved", replacement=moved), recorded_at="2022-08-03T12:00Z")
    assert listed(graph) == [("Moved", "claimed", "corroborated")]
    graph.add(Correction(of=moved, by="desk", why="never published"), recorded_at="2022-08-04T12:00Z")
    assert listed(graph) == []
    graph.add(says("Eve", "denies", "2022-07-05"))
    assert listed(graph) == [("https://example.org/moved", None, "disputed")]


def test_a_corrected_reliance_is_read_as_it_is_known() -> None:
    graph = cg.ClaimGraph()
    wrong = graph.add(Reliance(PAGE, HELD), recorded_at="2022-08-01T12:00Z")
    other = Reliance(PAGE, "Town lost")
    graph.add(Correction(of=wrong, by="desk", why="slip", replacement=other), recorded_at="2022-08-02T12:00Z")
    graph.add(Correction(of=other, by="desk", why="slip"), recorded_at="2022-08-03T12:00Z")
    known = [graph.view(known_at=f"2022-08-0{day}") for day in (1, 2, 3)]
    assert [[row.assertion for row in cg.exposed(view)] for view in known] == [[HELD], ["Town lost"], []]


def test_an_assertion_that_was_taken_out_is_ground_that_nobody_claims() -> None:
    triple = Assertion(HELD, subject="a|b", predicate="held by", value="North")
    graph = recorded(Reliance(PAGE, triple), Correction(of=triple, by="desk", why="slip"))
    assert listed(graph) == [(PAGE.url, "unclaimed", "unclaimed")]


# --- wherever answers go


def test_rows_show_as_a_table_and_go_through_plain_data() -> None:
    undated = Reliance(Document(title="Undated"), HELD)
    rows = cg.exposed(recorded(ANN, says("Eve", "denies", "2022-07-05"), Reliance(PAGE, HELD), undated))
    assert str(rows).splitlines() == [
        "document               assertion  published   then     now       changed  because",
        "https://example.org/1  Town held  2022-07-02  claimed  disputed  True     Eve, 2022-07-05",
        "Undated                Town held                       disputed  False",
    ]
    assert cg.from_data(cg.to_data(rows)) == list(rows)


def test_a_copy_for_networkx_leaves_out_what_was_published_later_than_the_view() -> None:
    late = Document(title="Late", date="2022-07-05")
    graph = recorded(says("Ann", "affirms", "2022-07-01", document=late), Reliance(PAGE, HELD), Reliance(late, HELD))
    unread = graph.add(Document(title="Unread"))

    def copied(**clocks: Any) -> tuple[set[str], set[str]]:
        copy = cg.to_networkx(graph.view(**clocks))
        relying = {start for start, _, key in copy.edges(keys=True) if key == "relies_on"}
        return relying, {node for node, kind in copy.nodes(data="kind") if kind == "document"}

    assert copied() == ({PAGE.id, late.id}, {PAGE.id, late.id, unread.id})
    assert copied(as_of="2022-07-04") == ({PAGE.id}, {PAGE.id, late.id})
    assert copied(without="Ann") == ({PAGE.id, late.id}, {PAGE.id, late.id})
    assert copied(without="Ann", as_of="2022-07-04") == ({PAGE.id}, {PAGE.id})


# --- properties

DATES = (None, "2022-06-30", "2022-07-01", "2022-07-02", "2022-07", "2022-07-01T21:00:00Z", "../2022-07-02")
PUBLISHED = st.lists(
    st.builds(
        lambda title, date, text: Reliance(Document(title=title, date=date), text),
        st.sampled_from(("A", "B")),
        st.sampled_from(DATES),
        st.sampled_from(TEXTS),
    ),
    min_size=1,
    max_size=4,
)


def told(rows: Any) -> dict[Any, Any]:
    return {(row.document, row.assertion, row.published): row for row in rows}


@settings(max_examples=100, deadline=None)
@given(histories(), PUBLISHED, views())
def test_every_row_agrees_with_the_statuses_and_the_timeline(history: History, work: Any, clocks: dict) -> None:
    graph = graph_of(history)
    graph.extend(work)
    view = graph.view(**askable(clocks | {"known_at": None}, mentioned(history, "source")))
    until = view.said_between[1]
    for row in cg.exposed(view):
        assert row.now is cg.status(view, row.assertion)
        assert row.changed == (row.then is not None and row.then is not row.now)
        assert row.changed or (row.now if row.then is None else row.then) not in SOLID
        assert bool(row.because) == row.changed
        if row.published is not None:
            end = min(row.published.bounds(graph.zone)[1], until)
            past = [change for change in cg.timeline(view, row.assertion) if change.at.bounds(graph.zone)[0] < end]
            assert row.then is (past[-1].status if past else cg.Status.UNCLAIMED)
            assert all(end <= claim.asserted_at.bounds(graph.zone)[0] < until for claim in row.because)


@settings(max_examples=100, deadline=None)
@given(histories(), PUBLISHED, st.sampled_from(TEXTS), st.sampled_from(("affirms", "denies", "withdraws")))
def test_a_claim_that_is_said_later_changes_no_then(history: History, work: Any, text: str, stance: str) -> None:
    graph = graph_of(history)
    graph.extend(work)
    before = told(cg.exposed(graph))
    graph.add(Claim("Late", stance, text, asserted_at="2022-09-01"))
    after = told(cg.exposed(graph))
    assert all(after[key].then is row.then for key, row in before.items() if key in after)
    gone = [row for key, row in before.items() if key not in after]
    assert all(row.then is None or (row.then in SOLID and row.changed) for row in gone)


@settings(max_examples=50, deadline=None)
@given(histories(), PUBLISHED)
def test_a_view_answers_the_same_whatever_is_recorded_later(history: History, work: Any) -> None:
    graph = graph_of(history)
    graph.extend(work)
    view = graph.view()
    before = cg.exposed(view)
    graph.extend([SameAs("Ann", "Bob"), says("Eve", "denies", "2022-07-01", TEXTS[0]), Reliance("https://x", TEXTS[0])])
    assert cg.exposed(view) == before
