"""Views held against each other."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from strategies import random_cited_history, random_cited_ruled_history, random_ruled_history
from test_oracle import askable, graph_of, mentioned

import claimgraph as cg
from claimgraph.records.amendments import Affiliation, Correction
from claimgraph.records.claims import Claim, Source
from claimgraph.records.stance import Status

HELD = "City held"


def says(source: str, stance: str = "affirms", day: int = 2, text: str = HELD, **more: Any) -> Claim:
    return Claim(source, stance, text, asserted_at=f"2022-07-0{day}", **more)


def changed(before: Any, after: Any) -> list[tuple[str, str, str]]:
    return [(row.assertion, row.before.value, row.after.value) for row in cg.diff(before, after)]


def statuses(view: cg.View) -> dict[str, Status]:
    return {row.assertion: row.status for row in cg.assertions(view)}


# --- cases argued by hand ------------------------------------------------------------------------------


def test_two_days_differ_in_what_was_said_between_them() -> None:
    g = cg.ClaimGraph()
    g.extend([says("Kyiv"), says("Moscow", "denies", 3), says("Rybar", "affirms", 1, "Bridge open")])
    (row,) = cg.diff(g.view(as_of="2022-07-02"), g.view(as_of="2022-07-03"))
    assert (row.assertion, row.before, row.after) == (HELD, Status.CLAIMED, Status.DISPUTED)
    assert row.because == (says("Moscow", "denies", 3),)
    assert row.learned == ()


def test_a_poll_after_an_addition_tells_what_it_changed_and_an_implied_assertion_too() -> None:
    g = cg.ClaimGraph()
    link = cg.Link("City taken", "contrary", HELD)
    g.extend([link, says("Kyiv"), says("Mayor", "comments", 1, "City taken")])
    seen = g.view()
    assert changed(seen, g) == []
    taken = g.add(says("Moscow", "affirms", 3, "City taken"))
    assert changed(seen, g) == [("City taken", "denied", "disputed"), (HELD, "claimed", "disputed")]
    assert {row.because for row in cg.diff(seen, g)} == {(taken,)}


def test_a_rule_learned_is_named_with_the_claims_that_count_by_it() -> None:
    g = cg.ClaimGraph()
    taken = says("Moscow", "affirms", 3, "City taken")
    g.extend([says("Kyiv"), taken])
    seen = g.view()
    link = g.add(cg.Link("City taken", "contrary", HELD))
    rows = cg.diff(seen, g)
    assert [(row.assertion, row.after, row.learned) for row in rows] == [
        (HELD, Status.DISPUTED, (link,)),
        ("City taken", Status.DISPUTED, (link,)),
    ]
    assert rows[0].because == (taken,)


def test_a_dismissal_a_correction_and_an_affiliation_are_named_where_they_bear_on_it() -> None:
    g = cg.ClaimGraph()
    g.extend([cg.Link("City taken", "contrary", HELD), says("Kyiv"), says("Moscow", "affirms", 3, "City taken")])
    before = g.view()
    dismissal = g.add(cg.Dismissal("City taken", HELD, by="desk", why="another city"))
    assert [row.learned for row in cg.diff(before, g)] == [(dismissal,), (dismissal,)]

    before = g.view()
    correction = g.add(Correction(of=says("Kyiv").id, by="desk", why="misheard", replacement=says("Kyiv", "denies")))
    (row,) = cg.diff(before, g)
    assert (row.before, row.after, row.learned) == (Status.CLAIMED, Status.DENIED, (correction,))

    g.extend([says("Mayor", text="Bridge open"), says("Council", text="Bridge open")])
    before = g.view()
    spoke = g.add(Affiliation("Mayor", speaks_for="Council"))
    (row,) = cg.diff(before, g)
    assert (row.before, row.after, row.learned) == (Status.CORROBORATED, Status.CLAIMED, (spoke,))


def test_what_an_earlier_correction_put_a_claim_on_differs_when_another_takes_it_from_there() -> None:
    graph = cg.ClaimGraph()
    first, other = (Claim("Eve", "affirms", text, asserted_at="2022-07-02") for text in ("Bridge open", "Road open"))
    graph.extend([first, Correction(of=first, by="desk", why="slip", replacement=other)])
    graph.add(Claim("Bob", "comments", "Road open", asserted_at="2022-07-02"))
    before = graph.view()
    new = Claim("Eve", "affirms", "Bridge open", asserted_at="2022-07-03")
    graph.add(Correction(of=first, by="desk", why="no slip", replacement=new))
    assert [(row.assertion, row.before, row.after) for row in cg.diff(before, graph.view())] == [
        ("Bridge open", Status.UNCLAIMED, Status.CLAIMED),
        ("Road open", Status.CLAIMED, Status.UNCLAIMED),
    ]


def test_another_moment_of_the_world_differs_in_the_claims_that_decide() -> None:
    g = cg.ClaimGraph()
    june, july = says("ISW", "affirms", 5, valid="2022-06"), says("ISW", "denies", 6, valid="2022-07")
    g.extend([june, july])
    (row,) = cg.diff(g.view(valid_at="2022-06-10"), g.view(valid_at="2022-07-10"))
    assert (row.before, row.after) == (Status.CLAIMED, Status.DENIED)
    assert set(row.because) == {june, july}


def test_what_rests_on_a_source_falls_with_it_and_what_does_not_stays() -> None:
    g = cg.ClaimGraph()
    g.extend([says("Wire"), says("Daily", cites="Wire"), says("Weekly", cites=["Wire", "Mayor"]), says("Eve", day=3)])
    (row,) = cg.impact(g, "Daily")
    assert (row.before, row.after, [one.source for one in row.left]) == (Status.CORROBORATED, row.before, ["Daily"])
    (row,) = cg.impact(g.view(as_of="2022-07-02"), "Wire")
    assert (row.before, row.after) == (Status.CORROBORATED, Status.CLAIMED)
    assert {claim.source for claim in row.because} == {"Wire", "Daily"}
    with pytest.raises(cg.NotFound):
        cg.impact(g, "Nobody")


def test_a_document_or_an_assertion_nobody_speaks_of_changes_no_status() -> None:
    g = cg.ClaimGraph()
    g.add(says("Kyiv"))
    seen = g.view()
    g.extend([cg.Document("Report", url="https://example.org/1"), cg.Assertion("Bridge open"), Source("Mayor")])
    assert changed(seen, g) == []


def test_a_comment_that_makes_an_assertion_spoken_of_is_the_cause() -> None:
    g = cg.ClaimGraph()
    comment = says("Eve", "comments", 5)
    g.extend([cg.Link("City fortified", "entails", HELD), says("Kyiv", text="City fortified", day=1), comment])
    (row,) = cg.diff(g.view(as_of="2022-07-03"), g)
    assert (row.before, row.after, row.because) == (Status.UNCLAIMED, Status.CLAIMED, (comment,))


def test_views_of_two_graphs_are_compared_assertion_by_assertion() -> None:
    ours, theirs = cg.ClaimGraph(), cg.ClaimGraph()
    ours.extend([says("Kyiv"), says("Mayor", text="Bridge open")])
    theirs.extend([says("Moscow", "denies"), says("Mayor", text="Bridge open")])
    assert changed(ours, theirs) == [(HELD, "claimed", "denied")]


# --- against all statuses of both views ----------------------------------------------------------------


@pytest.mark.parametrize("generate", [random_cited_history, random_ruled_history, random_cited_ruled_history])
def test_what_differs_is_what_asking_for_all_statuses_twice_shows(generate: Any) -> None:
    for seed in range(25):
        history, asked, zone = generate(seed)
        graph, cut = cg.ClaimGraph(zone), len(history) * (seed % 5) // 4
        for at, (recorded_at, record) in enumerate(history):
            if at == cut:
                seen = graph.view()
            graph.add(record, recorded_at=recorded_at)
        seen = seen if cut < len(history) else graph.view()
        views = [seen, graph.view(), *_other_views(graph, history, asked, Random(seed))]
        for before, after in [(a, b) for a in views for b in views]:
            rows = cg.diff(before, after)
            assert all(row.because or row.learned for row in rows)
            mirrored = [(row.assertion, row.after, row.before, row.because, row.learned) for row in rows]
            assert mirrored == [
                (row.assertion, row.before, row.after, row.because, row.learned) for row in cg.diff(after, before)
            ]
            if before.known.assertions.keys() <= after.known.assertions.keys():
                had, has = statuses(before), statuses(after)
                assert {(row.assertion, row.before, row.after) for row in rows} == {
                    (text, had.get(text, Status.UNCLAIMED), status)
                    for text, status in has.items()
                    if status is not had.get(text, Status.UNCLAIMED)
                    or standing(before, text, text in had) != standing(after, text)
                }


def standing(view: cg.View, assertion: str, is_recorded: bool = True) -> set[tuple[str, cg.Stance, bool]]:
    """Who stands where on an assertion, and whether on anybody's word."""
    is_spoken_of = is_recorded and len(cg.claims(view, assertion=assertion)) > 0
    found = cg.positions(view, assertion) if is_spoken_of else ()
    return {(view.known.source(one.source), one.stance, bool(one.origins)) for one in found}


def _other_views(graph: cg.ClaimGraph, history: Any, asked: dict[str, Any], rng: Random) -> list[cg.View]:
    """Views by other clocks and sources, of those that the history names."""
    names = mentioned(history, "source")
    day = rng.choice(["2022-06-30", "2022-07-01", "2022-07-02"])
    views = [graph.view(**askable(asked, names)), graph.view(as_of=day), graph.view(said_since=day)]
    name = rng.choice([name for name in names if isinstance(name, str)] or ["?"])
    try:
        return [*views, graph.view(without=name), graph.view(only=name, valid_at=day)]
    except cg.NotFound:
        return views


def test_a_view_differs_in_nothing_from_itself() -> None:
    history, _, zone = random_cited_ruled_history(3)
    graph = graph_of(history, zone)
    assert not cg.diff(graph, graph)
    assert not cg.diff(graph.view(as_of="2022-07-02"), graph.view(as_of="2022-07-02"))


def test_what_a_link_leads_to_may_be_completed_since() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Link("A", "equivalent", "B"))
    before = graph.view()
    graph.add(Claim("Kyiv", "affirms", "A", asserted_at="2022-07-02"))
    graph.add(cg.Assertion("B", subject="Region", predicate="open", value="south"))
    assert {row.assertion: row.after for row in cg.diff(before, graph)} == {"A": Status.CLAIMED}


def test_an_assertion_may_take_over_what_was_said_of_another() -> None:
    graph = cg.ClaimGraph()
    graph.add(Claim("Kyiv", "denies", "Town taken", asserted_at="2022-07-02"))
    stormed = cg.Assertion("Town stormed", subject="Town", predicate="held by", value="South")
    graph.add(Correction(of="assertion:town taken", by="desk", why="sharper", replacement=stormed))
    before = graph.view()
    graph.add(cg.Assertion("Town taken", subject="Town", predicate="held by", value="North"))
    rows = {row.assertion: (row.before, row.after) for row in cg.diff(before, graph)}
    assert rows["Town stormed"] == (Status.DENIED, Status.UNCLAIMED)


def test_sides_that_change_while_the_status_does_not_are_told_with_their_causes() -> None:
    g = cg.ClaimGraph()
    g.extend([says("Kyiv"), says("Moscow", "denies")])
    seen = g.view()
    joining, leaving = g.add(says("Mayor", "denies", 3)), g.add(says("Moscow", "questions", 3))
    (row,) = cg.diff(seen, g)
    assert (row.before, row.after, set(row.because)) == (Status.DISPUTED, Status.DISPUTED, {joining, leaving})
    assert [(one.source, str(one.stance)) for one in row.joined] == [("Mayor", "denies"), ("Moscow", "questions")]
    assert [(one.source, str(one.stance)) for one in row.left] == [("Moscow", "denies")]
    (back,) = cg.diff(g, seen)
    assert (back.joined, back.left) == (row.left, row.joined)


def test_who_comes_to_rest_on_nothing_is_told_though_nobody_moves() -> None:
    g = cg.ClaimGraph()
    g.extend([says("Wire"), says("Daily", "affirms", 3, cites="Wire"), says("Eve"), says("Adam")])
    seen = g.view()
    withdrawal = g.add(says("Wire", "withdraws", 4))
    (row,) = cg.diff(seen, g)
    assert (row.before, row.after) == (Status.CORROBORATED, Status.CORROBORATED)
    assert (row.groundless, row.grounded, row.because) == (("Daily",), (), (withdrawal,))
    assert [one.source for one in row.left] == ["Wire"]
    (back,) = cg.diff(g, seen)
    assert (back.groundless, back.grounded) == ((), ("Daily",))


def test_who_repeats_a_claim_on_something_else_is_found_when_its_source_takes_the_other_side() -> None:
    g = cg.ClaimGraph()
    elsewhere = says("Wire", "affirms", 2, "Bridge open")
    g.extend([elsewhere, says("Daily", "affirms", 3, cites=elsewhere)])
    seen = g.view()
    g.add(says("Wire", "denies", 4, "Bridge open"))
    assert {row.assertion: row.groundless for row in cg.diff(seen, g)} == {"Bridge open": (), HELD: ("Daily",)}


def test_a_source_that_is_one_of_several_on_a_side_is_told_by_its_impact() -> None:
    g = cg.ClaimGraph()
    g.extend([says("Kyiv"), says("Mayor"), says("Moscow", "denies")])
    (row,) = cg.impact(g, "Mayor")
    assert (row.before, row.after, [one.source for one in row.left]) == (Status.DISPUTED, Status.DISPUTED, ["Mayor"])
