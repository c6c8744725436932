"""The seeds hold what is known of the Lysychansk record."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimgraph as cg

SEEDS = Path(__file__).parent.parent / "seeds"
ENCIRCLED = "Lysychansk encircled"
TAKEN = "Lysychansk controlled by Russia"
OBLAST = "Luhansk Oblast controlled by Russia"


@pytest.fixture(scope="module")
def article() -> cg.ClaimGraph:
    return cg.read(SEEDS / "lysychansk-article.jsonl")


@pytest.fixture(scope="module")
def record() -> cg.ClaimGraph:
    return cg.read(SEEDS / "lysychansk-2022.jsonl")


def sides(graph: cg.ClaimGraph, assertion: str, day: str) -> tuple[set[str], set[str]]:
    positions = cg.positions(graph.view(as_of=day), assertion)
    return (
        {row.source for row in positions if row.stance is cg.Stance.AFFIRMS},
        {row.source for row in positions if row.stance is cg.Stance.DENIES},
    )


def test_nothing_in_the_article_is_disputed_as_of_the_day_before(article: cg.ClaimGraph) -> None:
    assert cg.disputes(article.view(as_of="2022-07-01")) == []


def test_in_the_article_exactly_the_encirclement_is_disputed_as_of_2_july(article: cg.ClaimGraph) -> None:
    (dispute,) = cg.disputes(article.view(as_of="2022-07-02"))
    assert dispute.assertion == ENCIRCLED
    assert [position.source for position in dispute.supporters] == ["Luhansk People's Militia"]
    assert [position.source for position in dispute.opponents] == ["Government of Ukraine"]
    assert str(dispute.since) == "2022-07-02"


def test_the_deaths_in_the_article_are_claimed_by_one_side_each(article: cg.ClaimGraph) -> None:
    view = article.view(as_of="2022-07-03")
    for row in cg.assertions(view):
        if any(place in f"{row.subject} {row.assertion}" for place in ("Belgorod", "Serhiivka")):
            assert row.status is cg.Status.CLAIMED, row


def test_each_claim_of_the_article_says_in_which_paragraph_it_stands(article: cg.ClaimGraph) -> None:
    assert all(claim.locator and claim.locator.startswith("paragraph") for claim in cg.claims(article))


def test_the_encirclement_has_three_for_and_one_against_on_2_july(record: cg.ClaimGraph) -> None:
    three = {"Ramzan Kadyrov", "Andrei Marochko", "Apty Alaudinov"}
    assert sides(record, ENCIRCLED, "2022-07-02") == (three, {"Ruslan Muzychuk"})
    # One statement, however many reports carried it.
    opponents = [
        row for row in cg.positions(record.view(as_of="2022-07-02"), ENCIRCLED) if row.stance.value == "denies"
    ]
    assert len(opponents) == 1


def test_the_assessment_of_24_june_speaks_of_its_day_and_disputes_nothing_later(record: cg.ClaimGraph) -> None:
    assert cg.status(record.view(as_of="2022-07-01"), ENCIRCLED) is cg.Status.DENIED
    assert cg.status(record.view(as_of="2022-07-02"), ENCIRCLED) is cg.Status.DISPUTED
    assert "Institute for the Study of War" not in sides(record, ENCIRCLED, "2022-07-02")[1]


def test_encircled_and_controlled_do_not_oppose_each_other(record: cg.ClaimGraph) -> None:
    view = record.view(as_of="2022-07-02", only="Ramzan Kadyrov")
    assert cg.status(view, ENCIRCLED) is cg.status(view, TAKEN) is cg.Status.CLAIMED


def test_haidai_has_no_position_on_the_city_before_3_july_and_affirms_from_then(record: cg.ClaimGraph) -> None:
    assert "Serhiy Haidai" not in set.union(*sides(record, TAKEN, "2022-07-02"))
    for day in ("2022-07-03", "2022-07-06"):
        assert "Serhiy Haidai" in sides(record, TAKEN, day)[0]


def test_haidai_denies_the_oblast_which_is_still_disputed_on_6_july(record: cg.ClaimGraph) -> None:
    assert sides(record, OBLAST, "2022-07-06")[1] == {"Serhiy Haidai"}
    assert cg.status(record.view(as_of="2022-07-06"), OBLAST) is cg.Status.DISPUTED
    assert cg.status(record.view(as_of="2022-07-02"), OBLAST) is cg.Status.UNCLAIMED


def test_kyivs_own_sources_disagree_about_the_city_on_3_july(record: cg.ClaimGraph) -> None:
    (dispute,) = (row for row in cg.disputes(record.view(as_of="2022-07-03")) if row.assertion == TAKEN)
    assert "Government of Ukraine" in dispute.divided


def test_no_source_or_assertion_of_the_seeds_is_only_named(article: cg.ClaimGraph, record: cg.ClaimGraph) -> None:
    full = {claim.source for graph in (article, record) for claim in cg.claims(graph)}
    recorded = {entry.record.id for graph in (article, record) for entry in graph.log}
    assert {cg.Source(name).id for name in full} <= recorded


def test_both_seeds_can_be_read_into_one_graph(article: cg.ClaimGraph) -> None:
    both = cg.read(SEEDS / "lysychansk-2022.jsonl", into=cg.read(SEEDS / "lysychansk-article.jsonl"))
    assert len(cg.claims(both)) == len(cg.claims(article)) + 66
