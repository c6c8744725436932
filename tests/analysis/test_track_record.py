"""How the contested claims of a source fared: open, conceded, dropped, reversed or retracted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from oracle import (
    INFINITY,
    PRESENT,
    Moment,
    Oracle,
    Said,
    covers,
    deciding_claims,
    deciding_moments,
    key,
    shown,
    sides,
    speaking_times,
    stretches,
)
from strategies import (
    History,
    cited_histories,
    contests,
    histories,
    random_cited_history,
    random_history,
    random_ruled_history,
    views,
    zones,
)
from test_oracle import askable, bounds, graph_of, mentioned

import claimgraph as cg
from claimgraph import Affiliation, Claim, Link, Outcome, Source

OTHER = {"affirms": "denies", "denies": "affirms"}
TAKEN = "City taken"


def says(source: str, stance: str, day: int | str, assertion: str = TAKEN, **more: Any) -> Claim:
    asserted_at = f"2022-07-{day:02}" if isinstance(day, int) else day
    return Claim(source, stance, assertion, asserted_at=asserted_at, **more)


def fared(records: list[Any], source: str = "Ann", **view: Any) -> list[tuple[Any, ...]]:
    """The side, when it was first contested, the outcome, when that came about, by whom."""
    graph = cg.ClaimGraph()
    graph.extend(records)
    rows = cg.track_record(graph.view(**view), source)
    return [(row.stance.value, str(row.contested), row.outcome.value, row.at and str(row.at), row.by) for row in rows]


CONTEST = [says("Ann", "affirms", 1), says("Bob", "denies", 2)]


# --- the outcomes ---


def test_a_side_that_others_still_oppose_is_open_and_they_are_named() -> None:
    later = [*CONTEST, says("Carl", "denies", 3), says("Dora", "questions", 3)]
    assert fared(later) == [("affirms", "2022-07-02", "open", None, ("Bob", "Carl"))]
    assert fared(later, "Carl") == [("denies", "2022-07-03", "open", None, ("Ann",))]
    assert fared(later, "Dora") == []


def test_what_nobody_ever_opposed_is_no_part_of_the_record() -> None:
    assert fared([says("Ann", "affirms", 1), says("Bob", "questions", 2), says("Carl", "affirms", 2)]) == []
    ahead = [says("Bob", "denies", 1), says("Bob", "withdraws", 2), says("Ann", "affirms", 3)]
    assert fared(ahead) == []


def test_who_opposed_and_comes_round_concedes_and_has_reversed_itself() -> None:
    records = [*CONTEST, says("Bob", "affirms", 4)]
    assert fared(records) == [("affirms", "2022-07-02", "conceded", "2022-07-04", ("Bob",))]
    assert fared(records, "Bob") == [("denies", "2022-07-02", "reversed", "2022-07-04", ())]


def test_who_comes_round_while_another_still_opposes_concedes_when_that_other_gives_up() -> None:
    records = [*CONTEST, says("Carl", "denies", 2), says("Bob", "affirms", 3), says("Carl", "withdraws", 5)]
    assert fared(records, as_of="2022-07-04") == [("affirms", "2022-07-02", "open", None, ("Carl",))]
    assert fared(records) == [("affirms", "2022-07-02", "conceded", "2022-07-05", ("Bob",))]
    later = [*records, says("Bob", "withdraws", 6)]
    assert fared(later) == [("affirms", "2022-07-02", "dropped", "2022-07-06", ())]


def test_who_opposed_later_than_others_may_come_round_as_well() -> None:
    records = [*CONTEST, says("Carl", "denies", 3), says("Bob", "withdraws", 4), says("Carl", "affirms", 5)]
    records += [says("Dora", "affirms", 6)]  # who never opposed
    assert fared(records) == [("affirms", "2022-07-02", "conceded", "2022-07-05", ("Carl",))]


def test_opposition_that_is_withdrawn_or_turns_into_doubt_was_dropped() -> None:
    for stance in ("withdraws", "questions"):
        records = [*CONTEST, says("Bob", stance, 3)]
        assert fared(records) == [("affirms", "2022-07-02", "dropped", "2022-07-03", ())]
        assert fared(records, "Bob") == [("denies", "2022-07-02", "retracted", "2022-07-03", ())]


def test_opposition_that_is_taken_up_again_leaves_it_open_and_the_first_contest_counts() -> None:
    records = [*CONTEST, says("Bob", "withdraws", 3), says("Carl", "denies", 4)]
    assert fared(records) == [("affirms", "2022-07-02", "open", None, ("Carl",))]


def test_who_reverses_or_retracts_and_comes_back_stands_where_it_stood() -> None:
    records = [*CONTEST, says("Ann", "denies", 3), says("Ann", "affirms", 4)]
    assert [fared(records, as_of=f"2022-07-0{day}")[0][2] for day in (2, 3, 4)] == ["open", "reversed", "open"]
    silent = [*CONTEST, Link(TAKEN, "contrary", "City held"), says("Ann", "affirms", 3, "City held")]
    assert ("affirms", "2022-07-02", "reversed", "2022-07-03", ()) in fared(silent)


def test_comments_and_silence_change_nothing() -> None:
    records = [*CONTEST, says("Ann", "comments", 3), says("Bob", "declines", 4), says("Ann", "affirms", 5)]
    assert fared(records) == [("affirms", "2022-07-02", "open", None, ("Bob",))]


def test_the_claim_is_the_one_that_showed_the_side_then() -> None:
    graph = cg.ClaimGraph()
    graph.extend([says("Ann", "affirms", 1), says("Ann", "affirms", 2), says("Bob", "denies", 3)])
    graph.add(says("Ann", "affirms", 4))
    (row,) = cg.track_record(graph, "ann")
    assert str(row.claim.asserted_at) == "2022-07-02"
    assert (row.assertion, row.outcome) == (TAKEN, Outcome.OPEN)


# --- what counts as its side, and as another's ---


def test_those_who_speak_for_a_source_share_its_record_and_do_not_contest_it() -> None:
    spokesmen = [Source("Bob", speaks_for="Ann"), Source("Carl", speaks_for="Bob")]
    assert fared([*spokesmen, *CONTEST]) == []
    records = [*spokesmen, *CONTEST, says("Dora", "denies", 3)]
    assert fared(records) == [("affirms", "2022-07-03", "open", None, ("Dora",))]
    assert fared([*spokesmen, says("Carl", "affirms", 1), says("Dora", "denies", 3)], "Ann") == fared(records)
    # Who is asked about alone is contested by whom it speaks for.
    assert fared([*spokesmen, *CONTEST], "Bob") == [("denies", "2022-07-02", "open", None, ("Ann",))]


def test_who_spoke_for_it_then_counts_and_who_speaks_for_itself_by_now_contests() -> None:
    left = [Affiliation("Bob", speaks_for="Ann", valid="../2022-07-02")]
    assert fared([*left, *CONTEST]) == []
    assert fared([*left, *CONTEST, says("Bob", "denies", 3)]) == [("affirms", "2022-07-03", "open", None, ("Bob",))]


def test_a_side_is_its_own_only_by_words_on_the_assertion_itself_but_is_opposed_by_what_others_imply() -> None:
    contrary = Link(TAKEN, "contrary", "City held")
    records = [contrary, says("Ann", "affirms", 1), says("Bob", "affirms", 2, "City held")]
    assert fared(records) == [("affirms", "2022-07-02", "open", None, ("Bob",))]
    graph = cg.ClaimGraph()
    graph.extend(records)
    assert [row.assertion for row in cg.track_record(graph, "Bob")] == ["City held"]


def test_a_source_goes_by_any_of_its_names_and_one_that_nobody_named_is_an_error() -> None:
    records = [*CONTEST, cg.SameAs("Ann", "Anna")]
    assert fared(records, "ANNA") == fared(records)
    with pytest.raises(cg.NotFound):
        fared(records, "Zoe")


# --- moments of the world, and imprecise dates ---


def test_what_was_contested_of_one_day_is_not_settled_by_what_is_said_of_another() -> None:
    of_day = [says("Ann", "affirms", 5, valid="2022-07-02"), says("Bob", "denies", 5, valid="2022-07-02")]
    others = [says("Carl", "affirms", 6, valid="2022-07-04"), says("Dora", "denies", 6, valid="2022-07-04")]
    # The other day decides the status by now, and Ann has no side there; she has withdrawn nothing.
    assert fared([*of_day, *others]) == [("affirms", "2022-07-05", "open", None, ("Bob",))]
    # She denies of another day what she affirmed of this one: no reversal.
    elsewhere = [*of_day, says("Ann", "denies", 7, valid="2022-07-04"), says("Carl", "affirms", 7, valid="2022-07-04")]
    assert fared(elsewhere)[0][2] == "open"
    ended = [*of_day, *others, says("Bob", "affirms", 7, valid="2022-07-01/2022-07-02")]
    assert fared(ended) == [("affirms", "2022-07-05", "conceded", "2022-07-07", ("Bob",))]


def test_what_only_possibly_speaks_of_the_same_time_contests_nothing_but_leaves_open_what_was_contested() -> None:
    sure, vague = says("Ann", "affirms", 5, valid="2022-07-02"), says("Bob", "denies", 5, valid="2022-07-02~")
    assert fared([sure, vague]) == []
    denied = says("Bob", "denies", 5, valid="2022-07-02")
    vaguer = says("Bob", "denies", 6, valid="2022-07-02~")
    assert fared([sure, denied, vaguer]) == [("affirms", "2022-07-05", "open", None, ("Bob",))]


def test_a_time_is_told_as_precisely_as_it_is_known_by_the_words_of_those_who_moved() -> None:
    doubt = says("Carl", "questions", "2022-08-01")
    records = [says("Ann", "affirms", 1), says("Bob", "denies", "2022-08"), doubt]
    assert fared(records) == [("affirms", "2022-08", "open", None, ("Bob",))]
    records = [*CONTEST, doubt, says("Ann", "affirms", "2022-09-01"), says("Bob", "withdraws", "2022-09")]
    assert fared(records) == [("affirms", "2022-07-02", "dropped", "2022-09", ())]
    assert fared(records, "Bob") == [("denies", "2022-07-02", "retracted", "2022-09", ())]
    together = [*CONTEST, says("Bob", "withdraws", "2022"), says("Bob", "withdraws", "2022-09~")]
    assert fared(together) == [("affirms", "2022-07-02", "dropped", "2022-09~", ())]


def test_what_is_said_at_that_time_of_something_else_tells_no_time() -> None:
    report = says("Carl", "affirms", 1, "City held", cites="Bob")
    # Her claim repeats what repeats all that he says of the other: his words there bear on where hers comes from.
    records = [report, says("Ann", "affirms", 1, cites=report), CONTEST[1]]
    records += [says("Bob", "withdraws", "2022-09"), says("Bob", "affirms", "2022-09-01", "City held")]
    assert fared(records) == [("affirms", "2022-07-02", "dropped", "2022-09", ())]


def test_rows_come_by_when_they_were_first_contested_then_in_the_order_of_the_log() -> None:
    graph = cg.ClaimGraph()
    graph.extend([says("Ann", "affirms", 1, text) for text in ("c", "b", "a", "d")])
    graph.extend([says("Bob", "denies", 2, text) for text in ("b", "c", "d")])
    graph.add(says("Bob", "denies", "2022-06", "a"))
    assert [row.assertion for row in cg.track_record(graph, "Ann")] == ["a", "c", "b", "d"]


def test_an_outcome_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(Outcome.CONCEDED)


# --- against the reference ---


def judged(claims: list[Said], oracle: Oracle, about: tuple[int, int]) -> list[Moment]:
    """The moments that are judged by then, of the time of the world that a contest was about."""
    present = oracle.valid_at is None and any(claim.position and covers(claim, PRESENT) for claim in claims)
    moments = [PRESENT] * present + stretches(claims, oracle.valid_at)
    return [w for w in moments if w[:2] == about or (w.lo < about[1] and about[0] < w.hi)]


def reference(oracle: Oracle, name: str) -> list[tuple[Any, ...]]:
    """The record of a source by brute force: at each time, who stood where, about what was contested first."""
    asked = oracle._shown([name])
    found = []
    for text in oracle._texts():
        first = None
        for t in speaking_times(oracle.told):
            claims = oracle._on(text, t)
            if first is None and (first := first_contest(claims, oracle, asked, t)):
                ever, outcome, at, by = set[str](), "open", None, set[str]()
            if first:
                now, by = outcome_at(claims, judged(claims, oracle, first[3]), asked, first[1], ever)
                at = (t if now != outcome else at) if now != "open" else None
                outcome = now
        if first:
            began, (stance, claim) = first[0], first[1:3]
            found.append(((began, claim.place), text, stance, claim.id, began, outcome, at, by))
    return [row[1:] for row in sorted(found, key=lambda row: row[0])]


def first_contest(claims: list[Said], oracle: Oracle, asked: set[str], t: int) -> Any:
    """When, the side and the claim that shows it, and about which time of the world, if there is a contest."""
    moments = deciding_moments(claims, oracle.valid_at)
    if not moments or not any(claim.direct for claim in claims):
        return None
    now = sides(claims, moments[-1], t)
    if not (now.supporters and now.opponents):
        return None
    found = []
    for stance, ours, theirs in (
        ("affirms", now.supporters, now.opponents),
        ("denies", now.opponents, now.supporters),
    ):
        if any(not shown(claim, claims, moments[-1], t).above & asked for claim in theirs.values()):
            shows = [shown(claim, claims, moments[-1], t) for claim in ours.values()]
            found += [(stance, claim) for claim in shows if claim.direct and claim.above & asked]
    if not found:
        return None
    stance, claim = min(found, key=lambda item: item[1].order)
    return t, stance, claim, (moments[0].lo, moments[-1].hi)


def outcome_at(
    claims: list[Said], moments: list[Moment], asked: set[str], stance: str, ever: set[str]
) -> tuple[str, set[str]]:
    """The outcome by then and by whom, given who ever opposed before."""
    against, beside, ours = set[str](), set[str](), set[str]()
    for w in moments:
        shows = [shown(claim, claims, w, INFINITY) for claim in deciding_claims(claims, w, INFINITY).values()]
        here = {claim.position for claim in shows if claim.above & asked}
        if stance in here:
            against |= {one.source for one in shows if one.position == OTHER[stance] and not one.above & asked}
            beside |= {one.source for one in shows if one.position == stance}
        ours |= here
    ever |= against
    if against:
        return "open", against
    if stance in ours:
        return ("conceded", beside & ever) if beside & ever else ("dropped", set())
    return ("reversed" if OTHER[stance] in ours else "retracted"), set()


def compare(graph: cg.ClaimGraph, history: History, zone: str, view: dict[str, Any]) -> int:
    names = mentioned(history, "source")
    parameters = askable(view, names)
    oracle, rows = Oracle(history, zone, **parameters), 0
    for name in names:
        if oracle.everyone.members(oracle.everyone.called(name)):
            found = [
                (
                    row.assertion,
                    row.stance.value,
                    row.claim.id,
                    bounds(row.contested, graph)[0],
                    row.outcome.value,
                    row.at and bounds(row.at, graph)[0],
                    set(row.by),
                )
                for row in cg.track_record(graph.view(**parameters), name)
            ]
            assert [(key(row[0]), *row[1:]) for row in found] == [
                (key(row[0]), *row[1:]) for row in reference(oracle, name)
            ]
            rows += len(found)
    return rows


@pytest.mark.parametrize("make", [random_history, random_ruled_history, random_cited_history])
def test_every_record_on_random_histories_is_that_of_the_reference(make: Any) -> None:
    rows = 0
    for seed in range(400):
        history, view, zone = make(seed)
        rows += compare(graph_of(history, zone), history, zone, view)
    assert rows > 50  # most histories are of other things


@settings(max_examples=150, deadline=None)
@given(contests(), views(), zones())
def test_every_record_on_a_contest_over_one_assertion_is_that_of_the_reference(
    history: History, view: dict[str, Any], zone: str
) -> None:
    compare(graph_of(history, zone), history, zone, view)


# --- what must hold of every history ---


@settings(max_examples=60, deadline=None)
@given(histories() | cited_histories(), views())
def test_the_record_as_of_a_day_does_not_change_by_what_is_said_later(history: History, view: dict[str, Any]) -> None:
    names = mentioned(history, "source")
    parameters = askable(view, names) | {"as_of": "2022-07-02", "known_at": None}
    graph = graph_of(history)
    before = {name: cg.track_record(graph.view(**parameters), name) for name in names}
    for text in {row.assertion for row in cg.assertions(graph)}:
        for stance, name in zip(("affirms", "denies", "withdraws"), names * 3, strict=False):
            graph.add(Claim(name, stance, text, asserted_at="2022-07-04", note="later"))
    assert {name: cg.track_record(graph.view(**parameters), name) for name in names} == before
