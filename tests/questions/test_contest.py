"""Disputes and oppositions on cases argued by hand."""

from __future__ import annotations

from typing import Any

import pytest

import claimgraph as cg
from claimgraph.records.amendments import Affiliation, SameAs
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.stance import Stance, Status

HELD = "Town held by North"


def says(
    source: Any, stance: str = "affirms", asserted_at: str = "2022-07-02", valid: str | None = None, **more: Any
) -> Claim:
    return Claim(source, stance, more.pop("assertion", HELD), asserted_at=asserted_at, valid=valid, **more)


def recorded(*records: Any, zone: str = "UTC") -> cg.ClaimGraph:
    graph = cg.ClaimGraph(zone)
    for record in records:
        graph.add(record)
    return graph


ANN, BOB = says("Ann"), says("Bob", "denies", "2022-07-03")


def test_a_dispute_sets_out_both_sides_and_since_when() -> None:
    eve = says("Eve", "affirms", "2022-07-01")
    assert list(cg.disputes(recorded(BOB, eve, ANN))) == [
        cg.Dispute(
            HELD,
            (
                cg.Position("Eve", Stance.AFFIRMS, eve, cg.When("2022-07-01"), certain=True, origins=("Eve",)),
                cg.Position("Ann", Stance.AFFIRMS, ANN, cg.When("2022-07-02"), certain=True, origins=("Ann",)),
            ),
            (cg.Position("Bob", Stance.DENIES, BOB, cg.When("2022-07-03"), certain=True, origins=("Bob",)),),
            cg.When("2022-07-03"),
            "present",
            contradictions=(cg.Contradiction((HELD, HELD), "polarity"),),
        )
    ]


def test_one_source_alone_disputes_nothing_with_itself() -> None:
    assert cg.disputes(recorded(ANN, says("Ann", "denies", "2022-07-03"))) == []
    assert cg.disputes(recorded(ANN, says("Ann", "denies"))) == []
    assert cg.disputes(recorded(ANN, says("Anna", "denies"), SameAs("Ann", "Anna"))) == []


def test_doubt_silence_and_comment_dispute_nothing() -> None:
    for stance in ("questions", "declines", "comments", "withdraws"):
        assert cg.disputes(recorded(ANN, says("Bob", stance))) == []


def test_a_dispute_is_settled_by_nothing_but_a_change_of_mind() -> None:
    graph = recorded(ANN, BOB, *(says(f"Source {number}", asserted_at="2022-07-09") for number in range(20)))
    assert cg.status(graph, HELD) is Status.DISPUTED
    graph.add(says("Bob", "withdraws", "2022-07-10"))
    assert cg.disputes(graph) == []
    assert len(cg.disputes(graph.view(as_of="2022-07-09"))) == 1


def test_since_is_the_begin_of_the_dispute_that_has_not_been_broken() -> None:
    pause, again = says("Bob", "withdraws", "2022-07-04"), says("Bob", "denies", "2022-07-06")
    assert str(cg.disputes(recorded(ANN, BOB, pause, again))[0].since) == "2022-07-06"
    more = says("Eve", "denies", "2022-07-03T12:00Z")
    assert str(cg.disputes(recorded(ANN, BOB, more, pause, again))[0].since) == "2022-07-03"


def test_the_principals_on_both_sides_are_divided() -> None:
    graph = recorded(
        Source("Ann", speaks_for="State"),
        Source("Bob", speaks_for="Ministry"),
        Source("Ministry", speaks_for="State"),
        ANN,
        BOB,
    )
    assert cg.disputes(graph)[0].divided == ("State",)
    graph.add(Affiliation("Bob", speaks_for=None, valid="2022-07-03/.."))
    assert cg.disputes(graph)[0].divided == ()


@pytest.mark.parametrize(
    ("ann", "bob", "about"),
    [
        (None, None, "present"),
        ("2022-07-02/..", None, "present"),
        ("2022-07-02/..", "2022-07-05/..", "present"),
        ("2022-06", "2022-06", "2022-06"),
        ("2022-06", "2022-06-15", "2022-06-15"),
        ("2022-06-01/2022-06-20", "2022-06-15/2022-06-30", "2022-06-15/2022-06-20"),
        ("../2022-06", "2022-06-30/..", "2022-06-30"),
        ("../2022-06", "../2022-05", "../2022-05-31"),
        ("2022-07-05", None, "2022-07-05"),
        ("2022-06", "2022-07", None),
        ("2022-06", None, None),
        ("2022-06", "2022-06~", None),
        ("2022-06?", "2022-06%", None),
    ],
)
def test_a_dispute_is_about_the_time_that_both_speak_of(ann: str | None, bob: str | None, about: str | None) -> None:
    graph = recorded(says("Ann", "affirms", "2022-07-05", ann), says("Bob", "denies", "2022-07-05", bob))
    assert [str(dispute.about) for dispute in cg.disputes(graph)] == ([] if about is None else [about])


def test_the_stretch_of_a_dispute_is_written_in_the_zone_of_the_graph() -> None:
    claims = [says("Ann", "affirms", "2022-07-05", "2022-07-02"), says("Bob", "denies", "2022-07-05", "2022-07-02")]
    for zone in ("UTC", "Asia/Kolkata", "America/New_York"):
        assert cg.disputes(recorded(*claims, zone=zone))[0].about == cg.When("2022-07-02")


def test_disputes_come_in_the_order_in_which_the_assertions_were_recorded() -> None:
    later = [says("Ann", assertion="bridge open"), says("Bob", "denies", assertion="bridge open")]
    graph = recorded(Assertion("alone"), Assertion(HELD), *later, BOB, ANN)
    assert [dispute.assertion for dispute in cg.disputes(graph)] == [HELD, "bridge open"]


def test_oppositions_name_who_contradicts_whom_by_which_claim() -> None:
    eve = says("Eve", "denies", "2022-07-04")
    graph = recorded(Source("Ann", speaks_for="Army"), ANN, BOB, eve, says("Zoe", "questions"))
    expected = [
        cg.Opposition(HELD, "Bob", Stance.DENIES, BOB, "Ann", cg.When("2022-07-03")),
        cg.Opposition(HELD, "Eve", Stance.DENIES, eve, "Ann", cg.When("2022-07-04")),
    ]
    assert list(cg.opposed_by(graph, "Ann")) == list(cg.opposed_by(graph, "army")) == expected
    assert list(cg.opposed_by(graph, "Bob")) == [
        cg.Opposition(HELD, "Ann", Stance.AFFIRMS, ANN, "Bob", cg.When("2022-07-02"))
    ]
    assert cg.opposed_by(graph, "Zoe") == []
    assert cg.opposed_by(graph.view(as_of="2022-07-02"), "Ann") == []


def test_nobody_opposes_a_source_that_took_it_back_or_was_never_contradicted() -> None:
    graph = recorded(
        ANN, BOB, says("Eve"), says("Ann", "withdraws", "2022-07-04"), says("Ann", assertion="bridge open")
    )
    assert cg.opposed_by(graph, "Ann") == []
    assert len(cg.opposed_by(graph, "Eve")) == 1


def test_members_of_one_house_may_oppose_each_other() -> None:
    graph = recorded(Source("Ann", speaks_for="State"), Source("Bob", speaks_for="State"), ANN, BOB)
    assert {(row.source, row.opponent) for row in cg.opposed_by(graph, "State")} == {("Ann", "Bob"), ("Bob", "Ann")}


def test_what_is_asked_about_is_asked_about_in_every_stretch_of_a_period() -> None:
    graph = recorded(says("Ann", "affirms", "2022-07-01"), says("Bob", "denies", "2022-07-05", "2022-07-02"))
    assert cg.disputes(graph) == []
    assert [str(row.about) for row in cg.disputes(graph.view(valid_at="2022-07-01/2022-07-03"))] == ["2022-07-02"]
    assert cg.disputes(graph.view(valid_at="2022-07-03")) == []
    assert [str(row.about) for row in cg.disputes(graph.view(valid_at="2022-07-02T10:00Z"))] == ["2022-07-02T10:00Z"]


@pytest.mark.parametrize(
    ("periods", "about"),
    [
        (("2006", "2007"), "2006/2007"),
        (("2006", "2007", "2008"), "2006/2008"),
        (("2006-11", "2006-12", "2007-01"), "2006-11/2007-01"),
        (("2006", "2007-01"), "2006-01/2007-01"),
        (("2006-11-03", "2006-11-04"), "2006-11-03/2006-11-04"),
        (("2006", "2007-01-01"), "2006-01-01/2007-01-01"),
        (("2006", "2008"), "2008"),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata"])
def test_adjacent_stretches_in_dispute_are_written_as_one_and_no_more_finely_than_need_be(
    periods: tuple[str, ...], about: str, zone: str
) -> None:
    said = [
        Claim(source, stance, "Level high", asserted_at="2010", valid=valid)
        for valid in periods
        for source, stance in (("Ann", "affirms"), ("Bob", "denies"))
    ]
    (dispute,) = cg.disputes(recorded(*said, zone=zone))
    assert str(dispute.about) == about


def test_of_a_ring_of_representation_the_one_with_the_smallest_id_is_the_principal() -> None:
    ring = [Affiliation("C", speaks_for="B"), Affiliation("B", speaks_for="A"), Affiliation("A", speaks_for="C")]
    g = recorded(*ring, *(Claim(name, "affirms", "X", asserted_at="2022") for name in "CBA"))
    assert [row.origin for row in cg.origins(g, "X")] == ["A"]
    outside = recorded(*ring, Affiliation("0", speaks_for="C"), Claim("0", "affirms", "X", asserted_at="2022"))
    assert [row.origin for row in cg.origins(outside, "X")] == ["A"]


def test_opposed_by_asks_for_whom_a_source_spoke_when_it_made_the_claim_that_decides() -> None:
    g = recorded(
        Affiliation("Envoy", speaks_for="North", valid="../2022-06"),
        Affiliation("Envoy", speaks_for="South", valid="2022-07/.."),
        Claim("Envoy", "affirms", "X", asserted_at="2022-06-10"),
        Claim("Bob", "denies", "X", asserted_at="2022-08-01"),
    )
    assert [row.opponent for row in cg.opposed_by(g, "North")] == ["Bob"]
    assert not cg.opposed_by(g, "South")
    g.add(Claim("Envoy", "affirms", "X", asserted_at="2022-08-02"))
    assert not cg.opposed_by(g, "North")
    assert [row.opponent for row in cg.opposed_by(g, "South")] == ["Bob"]


def test_a_period_that_only_a_later_revision_gave_cuts_stretches_and_stays_one_when_withdrawn() -> None:
    july = [
        Claim("Ann", "affirms", "X", asserted_at="2022-08-01", valid="2022-07"),
        Claim("Bob", "denies", "X", asserted_at="2022-08-01", valid="2022-07"),
    ]
    revised = Claim("Ann", "denies", "X", asserted_at="2022-08-02", valid="2022-07-31")
    (dispute,) = cg.disputes(recorded(*july, revised))
    assert str(dispute.about) == "2022-07-01/2022-07-30"
    doubted = Claim("Ann", "questions", "X", asserted_at="2022-08-02", valid="2022-07-31")
    (dispute,) = cg.disputes(recorded(*july, doubted))
    assert str(dispute.about) == "2022-07-01/2022-07-30"
    withdrawn = Claim("Ann", "withdraws", "X", asserted_at="2022-08-03", cites=doubted)
    (dispute,) = cg.disputes(recorded(*july, doubted, withdrawn))
    assert str(dispute.about) == "2022-07"  # cut, and merged again


@pytest.mark.parametrize("stances", [("affirms", "affirms"), ("affirms", "denies"), ("denies", "affirms")])
def test_two_words_of_one_time_are_judged_alike_on_both_assertions_by_the_one_recorded_later(
    stances: tuple[str, str],
) -> None:
    link = cg.Link("A", "contrary" if stances == ("affirms", "affirms") else "equivalent", "B")
    g = recorded(
        link, *(Claim("Mayor", stance, x, asserted_at="2022-07-02") for stance, x in zip(stances, "AB", strict=True))
    )
    (on_a,), (on_b,) = cg.positions(g, "A"), cg.positions(g, "B")
    assert str(on_b.stance) == stances[1]
    assert str(on_a.stance) != stances[0]
    assert not on_a.certain and not on_b.certain
    assert len(cg.reversals(g)) == 1


@pytest.mark.parametrize("asserted_at", ["2022-07", "2022", "2022-07-02/2022-07-05", "2022-07-04"])
@pytest.mark.parametrize("is_cited", [True, False])
def test_a_withdrawal_takes_back_what_followed_from_a_claim_also_where_its_date_begins_before(
    asserted_at: str, is_cited: bool
) -> None:
    claim = Claim("Cy", "denies", "A", asserted_at="2022-07-03")
    withdrawal = Claim("Cy", "withdraws", "A", asserted_at=asserted_at, cites=claim if is_cited else ())
    other = Claim("Ann", "denies", "B", asserted_at="2022-07-01")
    g = recorded(cg.Link("A", "contradictory", "B"), other, claim, withdrawal)
    stands = {text: [row for row in cg.positions(g, text) if row.source == "Cy"] for text in "AB"}
    taken_back = is_cited or asserted_at == "2022-07-04"
    assert [len(rows) for rows in stands.values()] == ([0, 0] if taken_back else [1, 1])
    assert not any(row.certain for rows in stands.values() for row in rows)
