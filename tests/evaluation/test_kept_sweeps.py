"""What is kept between questions answers as if nothing were."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from strategies import random_cited_history, random_cited_ruled_history, random_history, random_ruled_history

import claimgraph as cg
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.records.amendments import Correction
from claimgraph.records.claims import Assertion, Claim
from claimgraph.records.stance import Status

HELD = "City held"


def says(source: str, stance: str = "affirms", day: int = 2, **more: Any) -> Claim:
    return Claim(source, stance, HELD, asserted_at=f"2022-07-0{day}", **more)


@pytest.mark.parametrize(
    "generate", [random_history, random_ruled_history, random_cited_history, random_cited_ruled_history]
)
def test_statuses_and_disputes_are_those_judged_anew_after_every_addition(generate: Any) -> None:
    for seed in range(40):
        history, _, zone = generate(seed)
        rng = Random(seed)
        graph, views = cg.ClaimGraph(zone), []
        for recorded_at, record in history:
            graph.add(record, recorded_at=recorded_at)
            views += [graph.view(as_of=f"2022-07-0{rng.randint(1, 4)}"), graph.view()]
            for view in rng.sample(views, min(3, len(views))):
                evidence = Evidence(view)
                anew = {text: evidence.judgement(one).status for one, text in evidence.known.assertions.items()}
                assert {row.assertion: row.status for row in cg.assertions(view)} == anew
                disputed = [text for text, status in anew.items() if status is Status.DISPUTED]
                assert [row.assertion for row in cg.disputes(view)] == disputed


def test_an_answer_is_kept_for_a_view_and_for_one_chosen_alike() -> None:
    graph = cg.ClaimGraph()
    graph.extend([says("Kyiv"), says("Moscow", "denies", 3)])
    found = cg.disputes(graph.view(as_of="2022-07-03"))
    assert cg.disputes(graph.view(as_of="2022-07-03")) is found
    assert cg.disputes(graph.view(as_of="2022-07-02")) == []
    assert cg.disputes(graph.view(as_of="2022-07-03", without="Moscow")) == []
    graph.add(says("Moscow", "affirms", 3, note="later that day"))
    assert cg.disputes(graph.view(as_of="2022-07-03")) == []


def test_answers_are_kept_apart_by_what_was_asked_and_of_what() -> None:
    graph = cg.ClaimGraph()
    graph.extend([says("Kyiv"), Claim("Kyiv", "denies", "Bridge open", asserted_at="2022-07-02")])
    view = graph.view()
    assert cg.status(view, HELD) is Status.CLAIMED
    assert cg.status(view, "Bridge open") is Status.DENIED
    assert cg.status(view, cg.Assertion(HELD)) is Status.CLAIMED
    assert [row.assertion for row in cg.assertions(view, subject="City")] == []
    assert len(cg.assertions(view)) == 2
    with pytest.raises(cg.InvalidRecord):
        cg.status(view, [HELD])  # type: ignore[arg-type]
    assert cg.status(view=view, assertion=HELD) is Status.CLAIMED


def test_a_view_keeps_a_bounded_number_of_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph.graph.view.MOST_KEPT", 2)
    graph = cg.ClaimGraph()
    graph.extend(Claim("Kyiv", "affirms", f"Town {n}", asserted_at="2022-07-02") for n in range(5))
    view = graph.view()
    assert {cg.status(view, f"Town {n}") for n in range(5)} == {Status.CLAIMED}
    assert len(view.answers) <= 2


@pytest.mark.parametrize("cites", [(), ("Wire",)])
def test_what_a_later_assertion_takes_over_is_there_for_a_shorter_log(cites: tuple[str, ...]) -> None:
    graph = cg.ClaimGraph()
    old, new = cg.Assertion("Town taken"), cg.Assertion("Town stormed", subject="Town")
    graph.add(old)
    graph.add(cg.Correction(of=old, by="desk", why="sharper", replacement=new))
    graph.add(Claim("Moscow", "denies", "Town taken", asserted_at="2022-07-02", cites=cites))
    before = graph.view()
    graph.add(cg.Assertion("Town taken", subject="Town", predicate="held by", value="North"))
    after = graph.view()
    for view, expected in ((after, Status.UNCLAIMED), (before, Status.DENIED)):
        assert cg.status(view, "Town stormed") is expected
        assert [row.status for row in cg.assertions(view) if row.assertion == "Town stormed"] == [expected]


def test_what_is_asked_after_each_addition_does_away_with_no_answers_to_other_views() -> None:
    graph = cg.ClaimGraph()
    graph.add(says("Kyiv"))
    asked = cg.disputes(graph.view(as_of="2022-07-03", known_at="2021-01-01")), cg.disputes(graph.view(only="Kyiv"))
    for day in range(20):
        graph.add(says("Moscow", "denies", 1 + day % 9, note=str(day)))
        assert cg.status(graph, HELD) is Status.DISPUTED
    assert cg.disputes(graph.view(as_of="2022-07-03", known_at="2021-01-01")) is asked[0]  # as long as it was
    assert cg.disputes(graph.view(only="Kyiv")) is not asked[1]
    assert len(graph._answers) <= 4


def test_a_triple_takes_the_claims_on_its_text_from_what_that_was_corrected_to() -> None:
    graph, other = cg.ClaimGraph(), "Region held by North"
    graph.add(says("Kyiv", valid="2022-07-01"))
    graph.add(Correction(of=Assertion(HELD), by="desk", why="slip", replacement=Assertion(other)))
    graph.add(says("Moscow", "denies", valid="2022-07-01"))
    assert {row.assertion: row.status for row in cg.assertions(graph)} == {other: Status.DISPUTED}
    graph.add(Assertion(HELD, subject="City", predicate="held by", value="North"))
    statuses = {row.assertion: row.status for row in cg.assertions(graph)}
    assert statuses == {HELD: Status.DISPUTED, other: Status.UNCLAIMED}
