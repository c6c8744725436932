"""Who affirmed first, who denied first and how much later, and who held out last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from oracle import INFINITY, Oracle, deciding_claims, deciding_moments, overall_status, sides, speaking_times
from strategies import (
    History,
    contests,
    random_cited_history,
    random_history,
    random_ruled_history,
    views,
    zones,
)
from test_oracle import askable, bounds, graph_of, mentioned

import claimgraph as cg
from claimgraph import Assertion, Certainty, Claim, Link, Precedence
from tests.analysis.test_track_record import judged, says

TAKEN = "City taken"
HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def asked(*records: Any, zone: str = "UTC", **view: Any) -> Precedence:
    graph = cg.ClaimGraph(zone)
    graph.extend(records)
    return cg.leads(graph.view(**view), TAKEN)


def first(claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
    return [(str(claim.source), str(claim.asserted_at)) for claim in claims]


# --- the first ---


def test_the_first_on_each_side_is_told_and_how_far_apart_they_are() -> None:
    found = asked(
        says("Ann", "affirms", 3), says("Bob", "affirms", 1), says("Carl", "denies", 4), says("Dora", "denies", 5)
    )
    assert first(found.affirmed) == [("Bob", "2022-07-01")]
    assert first(found.denied) == [("Carl", "2022-07-04")]
    assert found.later == (2 * DAY, 4 * DAY)  # some time on the first, and some time on the fourth
    assert found.certain is True


def test_where_the_denial_came_first_it_came_less_than_nought_later() -> None:
    found = asked(says("Ann", "affirms", "2022-07-03T12:00Z"), says("Bob", "denies", "2022-07-03T10:00Z"))
    assert found.later == (-2 * HOUR - timedelta(minutes=1), -2 * HOUR + timedelta(minutes=1))
    assert found.certain is True


def test_all_that_may_have_been_first_are_told_in_the_order_of_speaking() -> None:
    found = asked(
        says("Ann", "affirms", 3),
        says("Bob", "affirms", "2022-07"),
        says("Carl", "affirms", "2022-07-03T10:00Z"),
        says("Dora", "affirms", 4),
        says("Eve", "denies", 5),
    )
    assert [name for name, _ in first(found.affirmed)] == ["Bob", "Ann", "Carl"]
    # It may have been on 1 July, and was not after the morning of 3 July.
    assert found.later == (timedelta(days=1, hours=13, minutes=59), 5 * DAY)
    assert found.certain is False


def test_two_of_one_day_may_each_have_been_first_in_the_zone_of_the_graph() -> None:
    records = [says("Ann", "affirms", 2), says("Bob", "affirms", "2022-07-01T23:00:00+02:00")]
    assert [name for name, _ in first(asked(*records).affirmed)] == ["Bob"]
    assert [name for name, _ in first(asked(*records, zone="Asia/Tokyo").affirmed)] == ["Ann", "Bob"]


def test_what_is_approximate_or_uncertain_may_have_been_first_and_makes_nothing_else_later() -> None:
    found = asked(says("Ann", "affirms", 2), says("Bob", "affirms", "2022-07-09?"), says("Carl", "denies", 4))
    assert [name for name, _ in first(found.affirmed)] == ["Ann", "Bob"]
    assert (found.later, found.certain) == ((DAY, 3 * DAY), False)
    early = asked(says("Bob", "affirms", "2022-07-01?"), says("Ann", "affirms", 2), says("Eve", "affirms", 4))
    assert [name for name, _ in first(early.affirmed)] == ["Bob", "Ann"]
    alone = asked(says("Ann", "affirms", "2022-07-02~"), says("Carl", "denies", 4))
    assert (alone.later, alone.certain) == ((DAY, 3 * DAY), False)


def test_a_side_that_nobody_took_has_no_first_and_nothing_is_certain() -> None:
    found = asked(says("Ann", "affirms", 2), says("Bob", "questions", 1))
    assert (first(found.affirmed), found.denied, found.later) == ([("Ann", "2022-07-02")], (), None)
    assert (found.certain, found.held_out, found.until) == (False, (), None)
    assert asked(says("Bob", "comments", 1)) == Precedence((), (), None, certain=False)


def test_also_what_was_withdrawn_or_superseded_may_have_been_first_but_not_what_is_only_implied() -> None:
    records = [
        Link("City held", "contrary", TAKEN),
        says("Dora", "affirms", 1, "City held"),
        says("Ann", "affirms", 2),
        says("Ann", "withdraws", 3),
        says("Bob", "affirms", 4),
        says("Carl", "denies", 5),
        says("Carl", "affirms", 6),
    ]
    found = asked(*records)
    assert (first(found.affirmed), first(found.denied)) == ([("Ann", "2022-07-02")], [("Carl", "2022-07-05")])
    assert first(asked(*records, without=["Ann"]).affirmed) == [("Bob", "2022-07-04")]
    assert first(asked(*records, as_of="2022-07-04").denied) == []


def test_a_date_without_an_end_leaves_one_side_without_a_bound() -> None:
    open_ended = says("Ann", "affirms", "2022-07-02/..")
    assert asked(open_ended, says("Bob", "denies", 4)).later == (timedelta.min, 3 * DAY)
    assert asked(says("Bob", "affirms", 4), Claim("A", "denies", TAKEN, asserted_at="2022-07-02/..")).later == (
        -3 * DAY,
        timedelta.max,
    )


def test_an_assertion_that_nobody_recorded_has_no_first_and_a_text_that_nobody_did_is_an_error() -> None:
    graph = cg.ClaimGraph()
    nobody = Assertion(subject="City", predicate="held by", value="nobody")
    assert cg.leads(graph, nobody) == Precedence((), (), None, certain=False)
    with pytest.raises(cg.NotFound):
        cg.leads(graph, TAKEN)


# --- who held out ---


def held_out(*records: Any, **view: Any) -> tuple[tuple[str, ...], str]:
    found = asked(*records, **view)
    return found.held_out, str(found.until)


CONTEST = (says("Ann", "affirms", 1), says("Bob", "denies", 2), says("Carl", "denies", 3))


def test_nobody_has_held_out_while_it_is_disputed() -> None:
    assert held_out(*CONTEST) == ((), "None")
    assert held_out(*CONTEST, says("Bob", "affirms", 4)) == ((), "None")


def test_who_held_the_side_that_was_given_up_at_last_held_out() -> None:
    assert held_out(*CONTEST, says("Bob", "affirms", 4), says("Carl", "withdraws", 5)) == (("Carl",), "2022-07-05")
    assert held_out(*CONTEST, says("Bob", "affirms", 4), says("Carl", "affirms", 4)) == (("Bob", "Carl"), "2022-07-04")
    assert held_out(*CONTEST, says("Ann", "questions", 4)) == (("Ann",), "2022-07-04")
    meanwhile = says("Ann", "affirms", "2022-09-01")
    assert held_out(*CONTEST[:2], meanwhile, says("Bob", "withdraws", "2022-09")) == (("Bob",), "2022-09")
    at_once = [says("Ann", "withdraws", 6), says("Bob", "withdraws", 6), says("Carl", "withdraws", 6)]
    assert held_out(*CONTEST, *at_once) == (("Ann", "Bob", "Carl"), "2022-07-06")


def test_of_several_disputes_the_last_to_end_counts() -> None:
    twice = [
        *CONTEST[:2],
        says("Bob", "withdraws", 3),
        says("Bob", "denies", 4),
        says("Ann", "denies", 5),
        says("Carl", "denies", 6),
    ]
    assert held_out(*twice, as_of="2022-07-03") == (("Bob",), "2022-07-03")
    assert held_out(*twice, as_of="2022-07-04") == ((), "None")
    assert held_out(*twice) == (("Ann",), "2022-07-05")


def test_who_becomes_vaguer_ends_the_dispute_and_gives_nothing_up() -> None:
    ann, bob = says("Ann", "affirms", 5, valid="2022-07-02"), says("Bob", "denies", 5, valid="2022-07-02")
    assert held_out(ann, bob, says("Bob", "denies", 6, valid="2022-07-02~")) == ((), "2022-07-06")


def test_what_is_said_of_another_day_holds_out_nothing() -> None:
    ann, bob = says("Ann", "affirms", 5, valid="2022-07-02"), says("Bob", "denies", 5, valid="2022-07-02")
    ended = says("Bob", "affirms", 6, valid="2022-07-02")
    of_later = says("Carl", "denies", 6, valid="2022-07-08")
    assert held_out(ann, bob, ended, of_later) == (("Bob",), "2022-07-06")


# --- against the reference ---


def may_be_first(claims: list[Claim], graph: cg.ClaimGraph) -> tuple[str, ...]:
    """Those that no other was certainly made before, each held against each."""
    certain = Certainty.CERTAIN
    found = [
        claim
        for claim in claims
        if all(one.asserted_at.before(claim.asserted_at, graph.zone) is not certain for one in claims)
    ]
    return tuple(claim.id for claim in sorted(found, key=lambda claim: claim.asserted_at.bounds(graph.zone)[0]))


def reference_firsts(view: cg.View, text: str) -> tuple[Any, ...]:
    claims = cg.claims(view, assertion=text)
    graph, by_side = view.graph, [[one for one in claims if str(one.stance) == side] for side in ("affirms", "denies")]
    firsts = [may_be_first(side, graph) for side in by_side]
    spans = [[one.asserted_at.bounds(graph.zone) for one in side] for side in by_side]
    later = None
    if all(by_side):
        gaps = [(min(denial[at] for denial in spans[1]), min(one[1 - at] for one in spans[0])) for at in (0, 1)]
        later = tuple(timedelta(microseconds=denied - affirmed) for denied, affirmed in gaps)
    qualified = {one.id for one in claims if one.asserted_at.qualified}
    certain = all(len(ids) == 1 and qualified.isdisjoint(ids) for ids in firsts)
    return (*firsts, later, certain)


def reference_end(oracle: Oracle, text: str) -> tuple[set[str], int | None]:
    """Who held out until when: the last state in dispute is held against the one right after it."""
    before: Any = None
    ended: tuple[set[str], int | None] = (set(), None)
    for t in speaking_times(oracle.told):
        claims = oracle._on(text, t)
        if overall_status(claims, oracle.valid_at) == "disputed":
            moments = deciding_moments(claims, oracle.valid_at)
            now = sides(claims, moments[-1], INFINITY)
            before, ended = ((moments[0].lo, moments[-1].hi), now), (set(), None)
        elif before is not None:
            about, camps = before
            still = {
                claim.position
                for w in judged(claims, oracle, about)
                for claim in deciding_claims(claims, w, INFINITY).values()
            }
            gone = set(camps.supporters if "affirms" not in still else ()) | set(
                camps.opponents if "denies" not in still else ()
            )
            before, ended = None, (gone, t)
    return ended


def compare(graph: cg.ClaimGraph, history: History, zone: str, view: dict[str, Any]) -> int:
    parameters = askable(view, mentioned(history, "source"))
    oracle, seen, ends = Oracle(history, zone, **parameters), graph.view(**parameters), 0
    for text in oracle._texts():
        found = cg.leads(seen, text)
        ids = [tuple(claim.id for claim in side) for side in (found.affirmed, found.denied)]
        assert (*ids, found.later, found.certain) == reference_firsts(seen, text)
        until = found.until and bounds(found.until, graph)[0]
        assert (set(found.held_out), until) == reference_end(oracle, text)
        ends += until is not None
    return ends


@pytest.mark.parametrize("make", [random_history, random_ruled_history, random_cited_history])
def test_every_answer_on_random_histories_is_that_of_the_reference(make: Any) -> None:
    ends = 0
    for seed in range(600):
        history, view, zone = make(seed)
        ends += compare(graph_of(history, zone), history, zone, view)
    assert ends > 10  # most disputes go on


@settings(max_examples=150, deadline=None)
@given(contests(), views(), zones())
def test_every_answer_on_a_contest_over_one_assertion_is_that_of_the_reference(
    history: History, view: dict[str, Any], zone: str
) -> None:
    compare(graph_of(history, zone), history, zone, view)
