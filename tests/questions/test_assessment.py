"""Questions about what there is and about one assertion, on cases small enough to argue by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import claimgraph as cg
from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.stance import Stance, Status

HELD = "Town held by North"
TRIPLE = Assertion(HELD, subject="Town", predicate="held by", value="North")


def says(
    source: Any, stance: str = "affirms", asserted_at: str = "2022-07-02", assertion: Any = HELD, **more: Any
) -> Claim:
    return Claim(source, stance, assertion, asserted_at=asserted_at, **more)


def recorded(*records: Any) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    for record in records:
        graph.add(record)
    return graph


ANN, BOB = says("Ann"), says("Bob", "denies", "2022-07-03")


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([], "unclaimed"),
        ([says("Ann", "comments"), says("Bob", "declines")], "unclaimed"),
        ([says("Ann", "withdraws")], "unclaimed"),
        ([ANN], "claimed"),
        ([ANN, says("Ann", asserted_at="2022-07-05")], "claimed"),
        ([ANN, says("Bob")], "corroborated"),
        ([BOB], "denied"),
        ([BOB, says("Eve", "denies")], "denied"),
        ([BOB, says("Ann", "questions")], "denied"),
        ([says("Ann", "questions")], "questioned"),
        ([ANN, says("Eve", "questions", "2022-07-01")], "questioned"),
        ([ANN, says("Bob"), says("Eve", "questions")], "questioned"),
        ([ANN, BOB], "disputed"),
        ([ANN, BOB, says("Eve", "questions")], "disputed"),
        ([ANN, says("Ann", "denies", "2022-07-03")], "retracted"),
        ([ANN, says("Ann", "withdraws", "2022-07-03")], "retracted"),
        ([ANN, says("Ann", "withdraws", "2022-07-03"), says("Eve", "questions", "2022-07-04")], "retracted"),
        ([ANN, says("Ann", "questions", "2022-07-03")], "retracted"),
        ([ANN, BOB, says("Ann", "withdraws", "2022-07-04")], "retracted"),
        ([ANN, BOB, says("Bob", "withdraws", "2022-07-04")], "claimed"),
        ([ANN, BOB, says("Bob", "affirms", "2022-07-04")], "conceded"),
        ([ANN, BOB, says("Ann", "denies", "2022-07-04")], "retracted"),
        ([ANN, BOB, says("Bob", "affirms", "2022-07-04"), says("Ann", "withdraws", "2022-07-05")], "conceded"),
        ([ANN, BOB, says("Bob", "affirms", "2022-07-04"), says("Bob", "denies", "2022-07-05")], "disputed"),
        ([BOB, says("Bob", "affirms", "2022-07-04")], "claimed"),
        ([ANN, says("Ann", "comments", "2022-07-03")], "claimed"),
        ([ANN, says("Ann", "declines", "2022-07-03")], "claimed"),
    ],
)
def test_the_status_is_the_first_that_fits(claims: list[Claim], status: str) -> None:
    assert cg.status(recorded(Assertion(HELD), *claims), HELD).value == status


def test_an_assertion_that_nobody_recorded_is_unclaimed_and_a_text_that_nobody_recorded_is_an_error() -> None:
    graph = recorded(ANN)
    nobody = Assertion(subject="Town", predicate="held by", value="South")
    assert cg.status(graph, nobody) is Status.UNCLAIMED
    assert cg.positions(graph, nobody) == cg.timeline(graph, nobody) == []
    with pytest.raises(cg.NotFound):
        cg.status(graph, "Town held by South")


def test_two_officials_of_one_ministry_are_one_origin_and_two_ministries_are_two() -> None:
    ann, eve = Source("Ann", speaks_for="Ministry"), Source("Eve", speaks_for="Ministry")
    assert cg.status(recorded(ann, eve, ANN, says("Eve")), HELD) is Status.CLAIMED
    assert cg.status(recorded(ann, Source("Eve", speaks_for="Army"), ANN, says("Eve")), HELD) is Status.CORROBORATED


def test_assertions_come_in_the_order_of_recording_with_what_they_are_about() -> None:
    graph = recorded(says("Ann", assertion="bridge open"), TRIPLE, ANN, BOB)
    assert list(cg.assertions(graph)) == [
        cg.Assessed("bridge open", Status.CLAIMED),
        cg.Assessed(HELD, Status.DISPUTED, "Town", "held by", "North"),
    ]
    assert [row.assertion for row in cg.assertions(graph, subject=" TOWN ")] == [HELD]
    assert [row.assertion for row in cg.assertions(graph, predicate="held  by")] == [HELD]
    assert cg.assertions(graph, subject="Town", predicate="owned by") == []
    assert cg.assertions(graph, subject="Village") == []
    assert [row.status.value for row in cg.assertions(graph.view(as_of="2022-07-02"))] == ["claimed", "claimed"]
    assert [row.status.value for row in cg.assertions(graph.view(as_of="2022-07-01"))] == ["unclaimed", "unclaimed"]


def test_claims_come_in_the_order_of_recording_whatever_they_were_called_by() -> None:
    other = says("Robert", "questions", "2022-07-01", "bridge open")
    graph = recorded(BOB, ANN, other, SameAs("Bob", "Robert"), TRIPLE)
    assert cg.claims(graph) == [BOB, ANN, other]
    assert cg.claims(graph, source="bob") == cg.claims(graph, source=Source("Robert")) == [BOB, other]
    assert cg.claims(graph, assertion=HELD) == cg.claims(graph, assertion=TRIPLE) == [BOB, ANN]
    assert cg.claims(graph, source="Robert", assertion=HELD) == [BOB]
    assert cg.claims(graph.view(as_of="2022-07-02"), source="Bob") == [other]
    assert cg.claims(graph, source="Ann", assertion="bridge open") == []


def test_claims_are_those_that_appeared_in_a_document_and_those_about_a_subject() -> None:
    page = cg.Document(url="https://example.org/1", title="News")
    titled = cg.Document("A leaflet")
    length = cg.Assertion(subject="Bridge", predicate="length", value=21)
    graph = cg.ClaimGraph()
    on_page = graph.add(cg.Claim("Ann", "affirms", length, asserted_at="2022-07-01", document=page))
    elsewhere = graph.add(cg.Claim("Bob", "denies", "Bridge length 21", asserted_at="2022-07-02", document=titled))
    other = graph.add(cg.Claim("Ann", "affirms", "Ferry runs", asserted_at="2022-07-03", document=page.url))
    bare = graph.add(cg.Claim("Ann", "affirms", "Ferry full", asserted_at="2022-07-04"))
    for named in (page, page.url, page.id):
        assert list(cg.claims(graph, document=named)) == [on_page, other]
    assert list(cg.claims(graph, document=titled)) == list(cg.claims(graph, document=titled.id)) == [elsewhere]
    assert list(cg.claims(graph, subject=" bridge ")) == [on_page, elsewhere]
    assert list(cg.claims(graph, subject="Ferry")) == []
    assert list(cg.claims(graph, subject="Bridge", source="Ann")) == [on_page]
    assert list(cg.claims(graph, subject="Bridge", assertion="Ferry runs")) == []
    assert list(cg.claims(graph, subject="Bridge", assertion=length, document=titled)) == [elsewhere]
    assert list(cg.claims(graph, source="Ann", document=page)) == [on_page, other]
    assert list(cg.claims(graph, source="Ann")) == [on_page, other, bare]
    assert list(cg.claims(graph.view(as_of="2022-07-02"), document=page)) == [on_page]
    with pytest.raises(cg.NotFound, match=r"no document 'https://example.org/2' is recorded"):
        cg.claims(graph, document="https://example.org/2")
    with pytest.raises(cg.InvalidRecord, match="found 3, expected the URL of a document"):
        cg.claims(graph, document=3)  # type: ignore[arg-type]


def test_claims_in_a_document_that_was_corrected_are_found_by_both_its_addresses() -> None:
    wrong, right = cg.Document(url="https://example.org/1"), cg.Document(url="https://example.org/2")
    graph = cg.ClaimGraph()
    claim = graph.add(cg.Claim("Ann", "affirms", "x", asserted_at="2022-07-01", document=wrong))
    before = graph.view()
    graph.add(cg.Correction(of=wrong, by="desk", why="address", replacement=right))
    assert list(cg.claims(graph, document=wrong)) == list(cg.claims(graph, document=right)) == [claim]
    with pytest.raises(cg.NotFound):
        cg.claims(before, document=right)


def test_claims_of_a_source_are_not_those_of_who_speaks_for_it() -> None:
    graph = recorded(Source("Ann", speaks_for="Ministry"), ANN)
    assert cg.claims(graph, source="Ministry") == []


def test_positions_show_where_each_stands_by_which_claim_and_since_when() -> None:
    again, doubt = says("Ann", "affirms", "2022-07-04"), says("Eve", "questions", "2022-07-01")
    graph = recorded(ANN, BOB, again, doubt)
    assert list(cg.positions(graph, HELD)) == [
        cg.Position("Ann", Stance.AFFIRMS, again, cg.When("2022-07-02"), certain=True, origins=("Ann",)),
        cg.Position("Bob", Stance.DENIES, BOB, cg.When("2022-07-03"), certain=True, origins=("Bob",)),
        cg.Position("Eve", Stance.QUESTIONS, doubt, cg.When("2022-07-01"), certain=True, origins=("Eve",)),
    ]
    assert [row.source for row in cg.positions(graph.view(as_of="2022-07-02"), HELD)] == ["Ann", "Eve"]


@pytest.mark.parametrize(
    ("first", "second", "certain"),
    [
        ("2022-07-01", "2022-07-02", True),
        ("2022-07-02", "2022-07-02", False),
        ("2022-07", "2022-07-15", False),
        ("2022-06", "2022-07", True),
        ("2022-07-01~", "2022-07-15", False),
        ("2022-07-01", "2022-07-15?", False),
        ("2022-07-02T10:00Z", "2022-07-02T10:01Z", True),
    ],
)
def test_a_position_is_certain_where_no_imprecise_date_could_reverse_the_order(
    first: str, second: str, certain: bool
) -> None:
    graph = recorded(says("Ann", "affirms", first), says("Ann", "denies", second))
    (row,) = cg.positions(graph, HELD)
    assert (row.stance, row.certain) == (Stance.DENIES, certain)
    same = recorded(says("Ann", "denies", first), says("Ann", "denies", second))
    assert cg.positions(same, HELD)[0].certain


def test_a_timeline_tells_each_change_and_who_caused_it() -> None:
    came_round = says("Bob", "affirms", "2022-07-05")
    silent = says("Eve", "comments", "2022-07-04")
    again = says("Ann", "affirms", "2022-07-04")
    rows = cg.timeline(recorded(came_round, silent, again, BOB, ANN), HELD)
    assert list(rows) == [
        cg.Change(cg.When("2022-07-02"), Status.CLAIMED, Status.UNCLAIMED, (ANN,)),
        cg.Change(cg.When("2022-07-03"), Status.DISPUTED, Status.CLAIMED, (BOB,)),
        cg.Change(cg.When("2022-07-05"), Status.CONCEDED, Status.DISPUTED, (came_round,)),
    ]
    assert list(cg.timeline(recorded(came_round, ANN).view(as_of="2022-07-02"), HELD)) == [rows[0]]


def test_a_change_of_who_stands_where_is_told_though_the_status_is_the_same() -> None:
    rows = cg.timeline(recorded(BOB, says("Eve", "denies", "2022-07-04")), HELD)
    assert [(row.previous.value, row.status.value) for row in rows] == [("unclaimed", "denied"), ("denied", "denied")]


def test_what_was_said_at_one_time_is_one_change() -> None:
    (row,) = cg.timeline(recorded(ANN, says("Eve", "denies")), HELD)
    assert row.status is Status.DISPUTED
    assert {claim.source for claim in row.because} == {"Ann", "Eve"}


def test_the_passing_of_time_alone_changes_nothing() -> None:
    graph = recorded(says("Ann", asserted_at="1990"))
    assert cg.status(graph.view(as_of="2990"), HELD) is cg.status(graph, HELD) is Status.CLAIMED


def test_names_without_a_record_of_their_own_are_listed_with_those_that_look_like_them() -> None:
    graph = recorded(
        Source("Zelenskyy", speaks_for="Ukraine"),
        says("Zelensky"),
        says("Rybar", assertion="Town held by Nort"),
        says("Zelenskyy", assertion=TRIPLE),
    )
    assert [(row.kind, row.name, row.near) for row in cg.unrecorded(graph)] == [
        ("source", "Ukraine", ()),
        ("source", "Zelensky", ("Zelenskyy",)),
        ("source", "Rybar", ()),
        ("assertion", "Town held by Nort", (HELD,)),
    ]
    graph.add(
        Correction(of="source:zelensky", by="desk", why="slip", replacement=Source("Zelenskyy", speaks_for="Ukraine"))
    )
    assert [row.name for row in cg.unrecorded(graph)] == ["Ukraine", "Rybar", "Town held by Nort"]


def test_a_second_name_of_one_source_is_not_listed() -> None:
    graph = recorded(Source("Zelenskyy", note="n"), says("Zelensky"), SameAs("Zelenskyy", "Zelensky"))
    assert [row.name for row in cg.unrecorded(graph) if row.kind == "source"] == []


EVERY: dict[str, Callable[[Any], Any]] = {
    "assertions": cg.assertions,
    "claims": cg.claims,
    "unrecorded": cg.unrecorded,
    "disputes": cg.disputes,
    "status": lambda view: cg.status(view, HELD),
    "positions": lambda view: cg.positions(view, HELD),
    "timeline": lambda view: cg.timeline(view, HELD),
    "opposed_by": lambda view: cg.opposed_by(view, "Ann"),
    "to_networkx": lambda view: sorted(cg.to_networkx(view)),
}


@pytest.mark.parametrize("question", EVERY.values(), ids=EVERY)
def test_no_question_changes_the_graph_or_prints(
    question: Callable[[Any], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    graph = recorded(ANN, BOB, Affiliation("Ann", speaks_for="Army"), Document(title="News"), SameAs("Bob", "Eve"))
    before, nodes = cg.to_data(graph), dict(graph.nx.nodes(data=True))
    assert question(graph) == question(graph.view())
    assert cg.to_data(graph) == before
    assert dict(graph.nx.nodes(data=True)) == nodes
    assert capsys.readouterr() == ("", "")
