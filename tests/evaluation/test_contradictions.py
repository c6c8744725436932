"""What cannot both hold, by which rule; and what claims commit their sources to."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

import claimgraph as cg
from claimgraph import Assertion, Certainty, Claim, Correction, Dismissal, Link, Part, Predicate

HELD = Predicate("held by", single_valued=True, inherits=True)
KILLED = Predicate("killed", values="quantity")
BORN = Predicate("born on", values="date")


def of(subject: str, predicate: str, value: Any) -> Assertion:
    return Assertion(subject=subject, predicate=predicate, value=value)


def says(source: str, assertion: Any, stance: str = "affirms", asserted_at: str = "2022-07-02", **more: Any) -> Claim:
    return Claim(source, stance, assertion, asserted_at=asserted_at, **more)


def graph_of(*records: Any) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(records)
    return graph


def found(*records: Any) -> list[tuple[str, str]]:
    return [(row.kind, row.overlap.value) for row in cg.contradictions(graph_of(*records))]


@pytest.mark.parametrize(
    ("records", "kind", "overlap"),
    [
        ([says("Ann", "a"), says("Bob", "a", "denies")], "polarity", "certain"),
        ([HELD, says("Ann", of("Town", "held by", "N")), says("Bob", of("Town", "held by", "S"))], "value", "certain"),
        (
            [
                HELD,
                Part("Town", of="Land"),
                says("Ann", of("Land", "held by", "N")),
                says("Bob", of("Town", "held by", "S")),
            ],
            "inherited",
            "certain",
        ),
        (
            [KILLED, says("Ann", of("Raid", "killed", "21")), says("Bob", of("Raid", "killed", "0"))],
            "quantity",
            "certain",
        ),
        (
            [KILLED, says("Ann", of("Raid", "killed", "about 40")), says("Bob", of("Raid", "killed", "0"))],
            "quantity",
            "possible",
        ),
        (
            [BORN, says("Ann", of("Eve", "born on", "1900")), says("Bob", of("Eve", "born on", "1901"))],
            "date",
            "certain",
        ),
        ([Link("a", "contrary", "b"), says("Ann", "a"), says("Bob", "b")], "link", "certain"),
        ([Link("a", "contradictory", "b"), says("Ann", "a", "denies"), says("Bob", "b", "denies")], "link", "certain"),
        ([Link("a", "entails", "b"), says("Ann", "a"), says("Bob", "b", "denies")], "link", "certain"),
        (
            [Link("a", "contrary", "b"), says("Ann", "a", valid="2022-07~"), says("Bob", "b", valid="2022-07")],
            "link",
            "possible",
        ),
        ([Link("a", "entails", "b"), Link("a", "contrary", "b"), says("Ann", "a")], "inconsistent", "certain"),
    ],
)
def test_each_kind_of_contradiction_is_found_and_named(records: list[Any], kind: str, overlap: str) -> None:
    assert found(*records) == [(kind, overlap)]


@pytest.mark.parametrize(
    "records",
    [
        [says("Ann", of("Town", "held by", "N")), says("Bob", of("Town", "held by", "S"))],  # undeclared
        [HELD, Part("N1", of="N"), says("Ann", of("Town", "held by", "N1")), says("Bob", of("Town", "held by", "N"))],
        [KILLED, says("Ann", of("Raid", "killed", "21 people")), says("Bob", of("Raid", "killed", "0 km"))],
        [Link("a", "contrary", "b"), says("Ann", "a", "denies"), says("Bob", "b", "denies")],
        [Link("a", "contrary", "b"), says("Ann", "a", valid="2022-07-01"), says("Bob", "b", valid="2022-07-02")],
        [Link("a", "contrary", "b"), says("Ann", "a"), says("Ann", "a", "withdraws", "2022-07-03"), says("Bob", "b")],
        [
            Link("a", "entails", "a2"),
            Link("a2", "entails", "a"),
            says("Ann", "a"),
            says("Bob", "a2"),
        ],  # a ring of rules
        [
            Link("a", "entails", "b"),
            Link("a", "contrary", "b"),
            says("Ann", "a"),
            says("Ann", "a", "withdraws", "2023"),
        ],
    ],
)
def test_nothing_else_is_a_contradiction(records: list[Any]) -> None:
    assert found(*records) == []


def test_of_two_ways_to_exclude_each_other_the_certain_one_counts() -> None:
    records = [
        Link("a", "contradictory", "b"),
        says("Ann", "a", valid="2022-07-02"),
        says("Bob", "b", valid="2022-07-02"),
        says("Ann", "a", "denies", valid="2022-07-04~"),
        says("Bob", "b", "denies", valid="2022-07-04"),
    ]
    assert found(*records) == [("link", "certain")]


def test_what_is_dismissed_is_still_listed_with_who_dismissed_it_and_makes_no_dispute() -> None:
    records = [Link("a", "contrary", "b"), says("Ann", "a"), says("Bob", "b")]
    dismissal = Dismissal("b", "a", by="desk", why="another town")
    graph = graph_of(*records)
    assert len(cg.disputes(graph)) == 2
    before = graph.view()
    graph.add(dismissal)
    (row,) = cg.contradictions(graph)
    assert row.dismissed == dismissal
    assert not cg.disputes(graph)
    assert len(cg.disputes(before)) == 2
    graph.add(Correction(of=dismissal, by="desk", why="the same town"))
    assert len(cg.disputes(graph)) == 2


def test_a_rule_that_is_corrected_acts_as_corrected_and_before_as_it_was() -> None:
    graph = cg.ClaimGraph()
    link = graph.add(Link("a", "contrary", "b"), recorded_at="2022-08-01T00:00Z")
    graph.extend([says("Ann", "a"), says("Bob", "b")], recorded_at="2022-08-02T00:00Z")
    graph.add(
        Correction(of=link, by="desk", why="no", replacement=Link("a", "entails", "b")), recorded_at="2022-08-03T00:00Z"
    )
    assert cg.status(graph, "b") is cg.Status.CORROBORATED
    assert cg.status(graph.view(known_at="2022-08-02"), "b") is cg.Status.DISPUTED


def test_affirming_and_denying_one_assertion_cannot_be_dismissed() -> None:
    with pytest.raises(cg.InvalidRecord, match="another assertion"):
        Dismissal("a", "A", by="desk", why="x")


def test_the_path_leads_from_the_first_to_what_excludes_the_second() -> None:
    graph = graph_of(
        HELD,
        Part("Town", of="Land"),
        says("Ann", of("Land", "held by", "N")),
        says("Bob", of("Town", "held by", "S")),
    )
    (row,) = cg.contradictions(graph)
    assert [str(step) for step in row.path] == [
        "Land held by N → Town held by N",
        "Town held by N → not Town held by S",
    ]
    assert row.overlap is Certainty.CERTAIN


def test_commitments_are_a_digraph_that_networkx_walks() -> None:
    graph = cg.commitments(
        graph_of(Link("a", "entails", "b"), Link("b", "contrary", "c"), says("Ann", "a"), says("B", "c"))
    )
    assert nx.has_path(graph, "+assertion:a", "-assertion:c")
    assert graph.nodes["+assertion:a"]["claimed"]
    assert not graph.nodes["+assertion:b"]["claimed"]
    assert graph.edges["+assertion:b", "-assertion:c"]["kind"] == "link"
    assert graph.edges["+assertion:b", "-assertion:c"]["sure"]


def test_a_commitment_by_what_is_only_about_right_is_not_sure() -> None:
    graph = cg.commitments(
        graph_of(
            cg.Predicate("killed", values="quantity"),
            cg.Assertion("about 20", subject="s", predicate="killed", value="about 20"),
            cg.Assertion("exactly 22", subject="s", predicate="killed", value="exactly 22"),
            says("Ann", "about 20"),
            says("Bob", "exactly 22"),
        )
    )
    assert [sure for _, _, sure in graph.edges(data="sure")] == [False, False]


@pytest.mark.parametrize(
    ("kind", "denied", "affirmed"),
    [
        ({"values": "quantity", "cumulative": True}, "at least 10", "at least 12"),
        ({"values": "quantity"}, "2-5", "3"),
        ({"values": "date"}, "1900", "1900-08-06"),
    ],
)
def test_what_can_both_hold_is_listed_by_its_stances_and_not_drawn_as_contradicting(
    kind: dict[str, Any], denied: str, affirmed: str
) -> None:
    a, b = of("Attack", "had", denied), of("Attack", "had", affirmed)
    graph = graph_of(Predicate("had", **kind), says("Ann", a, "denies"), says("Bob", b))
    (row,) = cg.contradictions(graph)
    assert (row.assertions, [str(stance) for stance in row.stances]) == ((a.text, b.text), ["denies", "affirms"])
    assert row.both_can_hold
    assert not [key for *_, key in cg.to_networkx(graph).edges(keys=True) if key == "contradicts"]
    # Where nobody denies the wider one there is nothing to list.
    assert not cg.contradictions(graph_of(Predicate("had", **kind), says("Ann", a), says("Bob", b)))


def test_what_cannot_both_hold_is_drawn_with_the_stances_that_exclude_each_other() -> None:
    link = Link("a", "contradictory", "b")
    for stance, said in (("affirms", "affirmed"), ("denies", "denied")):
        graph = graph_of(link, says("Ann", "a", stance), says("Bob", "b", stance))
        (row,) = cg.contradictions(graph)
        assert ([str(one) for one in row.stances], row.both_can_hold) == ([stance, stance], False)
        edges = [data for *_, key, data in cg.to_networkx(graph).edges(keys=True, data=True) if key == "contradicts"]
        assert [edge["stances"] for edge in edges] == [f"{said} / {said}"]


def test_values_that_share_a_part_are_contrary_and_a_part_of_both_commits_to_neither() -> None:
    spain, argentina, shared = (of("Site", "located in", place) for place in ("Spain", "Argentina", "Cordoba"))
    parts = [Predicate("located in", single_valued=True), Part("Cordoba", of="Spain"), Part("Cordoba", of="Argentina")]
    graph = graph_of(*parts, says("Ann", spain), says("Bob", argentina))
    assert [dispute.assertion for dispute in cg.disputes(graph)] == [spain.text, argentina.text]
    graph = graph_of(*parts, says("Ann", shared), says("Bob", "Site located in Spain", "comments"), spain)
    assert not cg.positions(graph, spain)
    # One part of the other, however far, is no contradiction.
    graph = graph_of(
        *parts[:2], Part("Spain", of="Europe"), says("Ann", shared), says("Bob", of("Site", "located in", "Europe"))
    )
    assert not cg.disputes(graph)
