"""The seeds hold what is known of the Lysychansk record."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimgraph as cg

SEEDS = Path(__file__).parent.parent / "seeds"
ENCIRCLED = "Lysychansk encircled"
TAKEN = "Lysychansk controlled by Russia"
OBLAST = "Luhansk Oblast controlled by Russia"
REGION = "Luhansk region controlled by Russia"
FIGHTING = "Fighting inside Lysychansk"
SERHIIVKA = "Serhiivka strike of 1 July 2022 killed at least 21"


@pytest.fixture(scope="module")
def article() -> cg.ClaimGraph:
    return cg.read(SEEDS / "lysychansk-article.jsonl")


@pytest.fixture(scope="module")
def record() -> cg.ClaimGraph:
    return cg.read(SEEDS / "lysychansk-2022.jsonl")


def sides(graph: cg.ClaimGraph, assertion: str, day: str) -> tuple[set[str], set[str]]:
    """Give who affirms and who denies an assertion by name."""
    positions = [row for row in cg.positions(graph.view(as_of=day), assertion) if not row.implied]
    return (
        {row.source for row in positions if row.stance is cg.Stance.AFFIRMS},
        {row.source for row in positions if row.stance is cg.Stance.DENIES},
    )


def told(positions: tuple[cg.Position, ...]) -> list[tuple[str, str, bool]]:
    return [(row.source, str(row.claim.assertion), row.implied) for row in positions]


def dispute_of(graph: cg.ClaimGraph, assertion: str, day: str) -> cg.Dispute:
    (found,) = (row for row in cg.disputes(graph.view(as_of=day)) if row.assertion == assertion)
    return found


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


def test_in_the_article_exactly_three_are_disputed_as_of_3_july(article: cg.ClaimGraph) -> None:
    assert {row.assertion for row in cg.disputes(article.view(as_of="2022-07-03"))} == {ENCIRCLED, REGION, TAKEN}


def test_in_the_article_the_region_is_disputed_by_what_is_denied_of_the_city(article: cg.ClaimGraph) -> None:
    dispute = dispute_of(article, REGION, "2022-07-03")
    assert told(dispute.supporters) == [("Sergei Shoigu", REGION, False)]
    assert told(dispute.opponents) == [("Government of Ukraine", TAKEN, True)]


def test_in_the_article_the_city_is_disputed_by_what_is_claimed_of_the_region(article: cg.ClaimGraph) -> None:
    dispute = dispute_of(article, TAKEN, "2022-07-03")
    assert told(dispute.supporters) == [("Sergei Shoigu", REGION, True)]
    assert told(dispute.opponents) == [("Government of Ukraine", TAKEN, False)]
    (step,) = dispute.supporters[0].path
    assert (step.premise, step.conclusion, step.kind) == (REGION, TAKEN, "inherited")


def test_a_toll_is_disputed_once_somebody_says_that_nobody_died() -> None:
    graph = cg.read(SEEDS / "lysychansk-article.jsonl")
    nobody = cg.Assertion(
        "Nobody died in Serhiivka", subject="Serhiivka strike of 1 July 2022", predicate="killed", value="0"
    )
    graph.add(cg.Claim("A source made up for this test", "affirms", nobody, asserted_at="2022-07-03"))
    dispute = dispute_of(graph, SERHIIVKA, "2022-07-03")
    assert told(dispute.opponents) == [("A source made up for this test", "Nobody died in Serhiivka", True)]
    disputed = {row.assertion for row in cg.disputes(graph.view(as_of="2022-07-03"))}
    assert disputed == {ENCIRCLED, REGION, TAKEN, SERHIIVKA, "Nobody died in Serhiivka"}


def test_a_higher_toll_disputes_nothing() -> None:
    graph = cg.read(SEEDS / "lysychansk-article.jsonl")
    more = cg.Assertion(subject="Serhiivka strike of 1 July 2022", predicate="killed", value="22")
    graph.add(cg.Claim("A source made up for this test", "affirms", more, asserted_at="2022-07-04"))
    assert cg.status(graph, SERHIIVKA) is cg.Status.CORROBORATED


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


@pytest.mark.parametrize(
    "day", [f"2022-06-{day}" for day in range(23, 31)] + [f"2022-07-0{day}" for day in range(1, 8)]
)
def test_what_is_disputed_on_which_day(record: cg.ClaimGraph, day: str) -> None:
    view = record.view(as_of=day)
    assert (cg.status(view, ENCIRCLED) is cg.Status.DISPUTED) == (day >= "2022-07-02")
    assert (cg.status(view, TAKEN) is cg.Status.DISPUTED) == (day >= "2022-07-02")
    assert (cg.status(view, OBLAST) is cg.Status.DISPUTED) == (day >= "2022-07-03")
    if day < "2022-07-02":
        assert cg.status(view, ENCIRCLED) is (cg.Status.DENIED if day >= "2022-06-24" else cg.Status.UNCLAIMED)
    if day < "2022-07-03":
        assert cg.status(view, OBLAST) is cg.Status.UNCLAIMED


def test_the_oblast_is_opposed_on_3_july_by_what_was_denied_of_places_in_it(record: cg.ClaimGraph) -> None:
    dispute = dispute_of(record, OBLAST, "2022-07-03")
    assert told(dispute.supporters) == [("Sergei Shoigu", OBLAST, False)]
    assert set(told(dispute.opponents)) == {
        ("Ukrainian officials", "Lysychansk Gelatin Factory controlled by Russia", True),
        ("Ruslan Muzychuk", TAKEN, True),
        ("Yuriy Sak", TAKEN, True),
        ("Volodymyr Zelenskyy", TAKEN, True),
        ("General Staff of Ukraine", "Bilohorivka controlled by Russia", True),
    }


def test_shoigu_and_his_ministry_contradict_each_other_only_once_the_two_are_declared_contrary(
    record: cg.ClaimGraph,
) -> None:
    assert not any("Russia" in row.divided for row in cg.disputes(record.view(as_of="2022-07-03")))
    linked = cg.read(SEEDS / "lysychansk-2022.jsonl")
    linked.add(cg.Link(TAKEN, "contrary", FIGHTING))
    dispute = dispute_of(linked, TAKEN, "2022-07-03")
    assert "Russia" in dispute.divided
    assert ("Sergei Shoigu", TAKEN, False) in told(dispute.supporters)
    assert ("Ministry of Defence of Russia", FIGHTING, True) in told(dispute.opponents)
    theirs = {"only": ["Sergei Shoigu", "Ministry of Defence of Russia"], "as_of": "2022-07-03"}
    pairs = [set(row.assertions) for row in cg.contradictions(linked.view(**theirs))]
    assert {TAKEN, FIGHTING} in pairs
    assert cg.contradictions(record.view(**theirs)) == []


def test_the_seeds_are_as_they_are_written(article: cg.ClaimGraph, record: cg.ClaimGraph, tmp_path: Path) -> None:
    for graph, name in ((article, "lysychansk-article.jsonl"), (record, "lysychansk-2022.jsonl")):
        cg.write(graph, tmp_path / name)
        assert (tmp_path / name).read_text(encoding="utf-8") == (SEEDS / name).read_text(encoding="utf-8")


def test_no_source_or_assertion_of_the_seeds_is_only_named(article: cg.ClaimGraph, record: cg.ClaimGraph) -> None:
    full = {claim.source for graph in (article, record) for claim in cg.claims(graph)}
    recorded = {entry.record.id for graph in (article, record) for entry in graph.log}
    assert {cg.Source(name).id for name in full} <= recorded


def test_both_seeds_can_be_read_into_one_graph(article: cg.ClaimGraph) -> None:
    both = cg.read(SEEDS / "lysychansk-2022.jsonl", into=cg.read(SEEDS / "lysychansk-article.jsonl"))
    assert len(cg.claims(both)) == len(cg.claims(article)) + 66
