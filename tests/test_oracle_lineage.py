"""Where claims come from: the reference is right on cases argued by hand, and the package equals the reference."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from oracle import Oracle, micros
from strategies import (
    History,
    cited_histories,
    cited_ruled_histories,
    cited_views,
    distinct_cited_histories,
    plain_cited_histories,
    random_cited_history,
    random_cited_ruled_history,
    zones,
)
from test_oracle import HELD, answers, askable, compare, expected, graph_of, in_one_batch, mentioned, says, told

import claimgraph as cg
from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.claims import Claim, Source
from claimgraph.records.stance import Stance

# --- histories argued by hand ---

ANN, BOB = says("Ann", "affirms", "2022-07-02", cites="Bob"), says("Bob", "affirms", "2022-07-02", cites="Ann")
WITNESS = says("Eve", "affirms", "2022-07-01")
FED = says("Bob", "affirms", "2022-07-02", cites=["Ann", "Eve"])
OUTLETS = [says(f"Outlet {number}", "affirms", "2022-07-03", cites="Wire") for number in range(40)]
MINISTRY = [Source("Minister", speaks_for="Ministry"), Source("Spokesman", speaks_for="Ministry")]
SPOKESMEN = [says("Minister", "affirms", "2022-07-01"), says("Spokesman", "affirms", "2022-07-02")]
SIDES = [
    Affiliation("Commander", speaks_for="North", valid="../2022-02"),
    Affiliation("Commander", speaks_for="South", valid="2022-03/.."),
]
# A claim that is corrected to one which cites what cites it: a ring of claims.
FIRST = says("Ann", "affirms", "2022-07-01")
SECOND = says("Bob", "affirms", "2022-07-02", cites=FIRST)
RING_OF_CLAIMS = [
    FIRST,
    SECOND,
    Correction(of=FIRST, by="desk", why="was a report", replacement=says("Ann", "affirms", "2022-07-01", cites=SECOND)),
]
# A report rests on one elsewhere, which rests on a source that speaks only later, and then on somebody else's word.
ELSEWHERE = Claim("Carl", "affirms", "town held", asserted_at="2022-07-01", cites="Dora")
BY_WAY_OF_ELSEWHERE = [
    ELSEWHERE,
    says("Ann", "affirms", "2022-07-01", cites=ELSEWHERE),
    says("Bob", "affirms", "2022-07-02"),
    Claim("Dora", "affirms", "town held", asserted_at="2022-07-03", cites="Bob"),
    Claim("Bob", "denies", "town held", asserted_at="2022-07-04"),
]

CASES: dict[str, list[Any]] = {
    "a wire and its outlets": [says("Wire", "affirms", "2022-07-02"), *OUTLETS],
    "a silent wire and its outlets": OUTLETS,
    "a ring": [ANN, BOB],
    "a ring that a witness feeds": [WITNESS, ANN, FED],
    "two spokesmen": [*MINISTRY, *SPOKESMEN],
    "a ministry and a monitor": [*MINISTRY, *SPOKESMEN, says("Monitor", "affirms", "2022-07-02")],
    "a change of sides": [
        *SIDES,
        says("Ann", "affirms", "2022-02-05", cites="Commander"),
        says("Bob", "affirms", "2022-04-05", cites="Commander"),
    ],
    "nobody knows whom": [says("Ann", "affirms", "2022-07-02", cites=cg.UNKNOWN), WITNESS],
    "a ring of claims": RING_OF_CLAIMS,
    "by way of elsewhere": BY_WAY_OF_ELSEWHERE,
    "a denial is repeated": [says("Wire", "denies", "2022-07-01"), says("Ann", "affirms", "2022-07-02", cites="Wire")],
    "a source that cites itself": [says("Ann", "affirms", "2022-07-02", cites="Ann")],
    "two names of a wire": [
        SameAs("Wire", "Wire service"),
        says("Wire service", "affirms", "2022-07-01"),
        says("Ann", "affirms", "2022-07-02", cites="Wire"),
    ],
}


def origins(name: str, **view: Any) -> list[tuple[str, str]]:
    return Oracle(told(*CASES[name]), **view).origins(HELD)


def status(name: str, **view: Any) -> str:
    return Oracle(told(*CASES[name]), **view).status(HELD)


def sources_of(oracle: Oracle) -> set[str]:
    return {claim.source for claim in oracle.claims}


def test_forty_outlets_on_one_wire_are_one_origin_whether_or_not_the_wire_itself_is_on_record() -> None:
    for name in ("a wire and its outlets", "a silent wire and its outlets"):
        assert origins(name) == [("affirms", "Wire")]
        assert status(name) == "claimed"
    assert status("a wire and its outlets", without=["Wire"]) == "unclaimed"
    assert status("a silent wire and its outlets", without=["Wire"]) == "unclaimed"


def test_two_wires_that_cite_each_other_have_no_origin_and_are_one_circular_report() -> None:
    oracle = Oracle(told(*CASES["a ring"]))
    assert oracle.origins(HELD) == []
    assert oracle.status(HELD) == "claimed"
    assert oracle.circular_reports() == {frozenset((ANN.id, BOB.id))}
    # Until the second has spoken, the first rests on the second's own word.
    early = Oracle(told(says("Bob", "affirms", "2022-07-01", cites="Ann"), ANN), as_of="2022-07-01")
    assert early.origins(HELD) == [("affirms", "Ann")]
    assert early.circular_reports() == set()


def test_a_ring_that_an_eye_witness_feeds_has_that_origin_and_goes_with_it() -> None:
    assert origins("a ring that a witness feeds") == [("affirms", "Eve")]
    assert status("a ring that a witness feeds") == "claimed"
    assert Oracle(told(*CASES["a ring that a witness feeds"])).circular_reports() == set()
    left = Oracle(told(*CASES["a ring that a witness feeds"]), without=["Eve"])
    assert left.claims == []
    # Where one of the ring is left out, the other one that the witness feeds stays.
    assert sources_of(Oracle(told(*CASES["a ring that a witness feeds"]), without=["Ann"])) == {"Eve", "Bob"}
    # A ring that has nothing to do with what is left out stays too.
    assert sources_of(Oracle(told(WITNESS, ANN, BOB), without=["Eve"])) == {"Ann", "Bob"}


def test_two_officials_of_one_ministry_are_one_origin_and_a_monitor_is_another() -> None:
    assert origins("two spokesmen") == [("affirms", "Ministry")]
    assert status("two spokesmen") == "claimed"
    assert origins("a ministry and a monitor") == [("affirms", "Ministry"), ("affirms", "Monitor")]
    assert status("a ministry and a monitor") == "corroborated"
    assert status("a ministry and a monitor", without=["Minister"]) == "corroborated"
    assert status("a ministry and a monitor", without=["Ministry"]) == "claimed"
    impact = Oracle(told(*CASES["a ministry and a monitor"])).impact("Ministry")
    assert impact == {HELD: ("corroborated", "claimed")}


def test_who_changes_sides_in_march_is_an_origin_of_either_side_at_the_time() -> None:
    assert origins("a change of sides") == [("affirms", "North"), ("affirms", "South")]
    assert status("a change of sides") == "corroborated"
    # To leave out one side drops only what rests on his word while he spoke for it.
    assert origins("a change of sides", without=["North"]) == [("affirms", "South")]
    # Once he is on record, what he said counts, on whichever day it is repeated.
    spoke = says("Commander", "affirms", "2022-01-05")
    assert Oracle(told(*CASES["a change of sides"], spoke)).origins(HELD) == [("affirms", "North")]


def test_who_repeats_nobody_knows_whom_is_no_origin_and_stays_whatever_is_left_out() -> None:
    assert origins("nobody knows whom") == [("affirms", "Eve")]
    assert status("nobody knows whom") == "claimed"
    assert sources_of(Oracle(told(*CASES["nobody knows whom"]), without=["Eve"])) == {"Ann"}
    # Beside a source that is left out it is no other chain to an origin.
    both = says("Ann", "affirms", "2022-07-02", cites=[cg.UNKNOWN, "Eve"])
    assert Oracle(told(WITNESS, both), without=["Eve"]).claims == []


def test_claims_that_cite_each_other_by_way_of_a_correction_are_a_ring_from_its_recording_on() -> None:
    oracle = Oracle(told(*RING_OF_CLAIMS))
    assert oracle.origins(HELD) == []
    assert oracle.circular_reports() == {frozenset((RING_OF_CLAIMS[2].replacement.id, SECOND.id))}
    before = Oracle(told(*RING_OF_CLAIMS), known_at="2022-08-02")
    assert before.origins(HELD) == [("affirms", "Ann")]
    taken_out = Oracle(told(FIRST, SECOND, Correction(of=FIRST, by="desk", why="never said")))
    assert (taken_out.status(HELD), taken_out.origins(HELD)) == ("claimed", [])


def test_a_status_changes_by_way_of_citations_when_only_something_else_is_spoken_of() -> None:
    oracle = Oracle(told(*BY_WAY_OF_ELSEWHERE))
    days = [micros(datetime(2022, 7, day, tzinfo=UTC)) for day in (1, 2, 3)]
    assert [row[:3] for row in oracle.timeline(HELD)] == [
        (days[0], "claimed", "unclaimed"),
        (days[1], "corroborated", "claimed"),  # Dora, and Bob
        (days[2], "claimed", "corroborated"),  # Dora turns out to repeat Bob
    ]
    # A cited claim is followed even where the view does not admit it; its sources speak only in the view.
    assert Oracle(told(*BY_WAY_OF_ELSEWHERE), only=["Ann"]).origins(HELD) == [("affirms", "Dora")]
    assert Oracle(told(*BY_WAY_OF_ELSEWHERE), said_since="2022-07-02").origins(HELD) == [("affirms", "Bob")]
    assert Oracle(told(*BY_WAY_OF_ELSEWHERE), without=["Carl"]).origins(HELD) == [("affirms", "Bob")]


def test_a_source_all_of_whose_claims_are_dropped_does_not_become_an_origin() -> None:
    chain = [
        says("Wire", "affirms", "2022-07-01"),
        says("Ann", "affirms", "2022-07-02", cites="Wire"),
        says("Bob", "affirms", "2022-07-03", cites="Ann"),
    ]
    assert Oracle(told(*chain), without=["Wire"]).claims == []
    assert Oracle(told(*chain), without=["Ann"]).origins(HELD) == [("affirms", "Wire")]
    # Who also has another source stays, and rests on that.
    also = says("Bob", "affirms", "2022-07-04", cites=["Ann", "Eve"])
    assert Oracle(told(*chain, also), without=["Wire"]).origins(HELD) == [("affirms", "Eve")]


def test_a_source_that_cites_itself_has_no_origin_unless_it_also_spoke_on_its_own_word() -> None:
    oracle = Oracle(told(*CASES["a source that cites itself"]))
    assert oracle.origins(HELD) == []
    assert len(oracle.circular_reports()) == 1
    earlier = Oracle(told(says("Ann", "affirms", "2022-07-01"), *CASES["a source that cites itself"]))
    assert earlier.origins(HELD) == [("affirms", "Ann")]
    assert earlier.circular_reports() == set()
    turned = Oracle(told(says("Ann", "denies", "2022-07-01"), *CASES["a source that cites itself"]))
    assert turned.origins(HELD) == []


WIRE = says("Wire", "affirms", "2022-07-01")
BY_SOURCE = says("Ann", "affirms", "2022-07-02", cites="Wire")
BY_CLAIM = says("Bob", "affirms", "2022-07-02", cites=WIRE)
OTHERS = [WIRE, BY_SOURCE, BY_CLAIM, says("Eve", "affirms", "2022-07-03")]
LET_GO = {
    "withdrawn": says("Wire", "withdraws", "2022-07-04"),
    "withdrawn by what it cites": says("Wire", "withdraws", "2022-07-04", cites=WIRE),
    "withdrawn some time in July": says("Wire", "withdraws", "2022-07", cites=WIRE),
    "denied since": says("Wire", "denies", "2022-07-04"),
    "denied for all time from some day on": says("Wire", "denies", "2022-07-04", "2022-07-01/.."),
}
KEPT = {
    "withdrawn before it was said": says("Wire", "withdraws", "2022-06-30"),
    "doubted since": says("Wire", "questions", "2022-07-04"),
    "denied of another time": says("Wire", "denies", "2022-07-04", "2022-06"),
    "commented on": says("Wire", "comments", "2022-07-04"),
}


@pytest.mark.parametrize("name", LET_GO)
def test_a_word_that_its_source_let_go_of_is_nobodys_origin(name: str) -> None:
    history = told(*OTHERS, LET_GO[name])
    compare_lineage(graph_of(history), history, "UTC", {})
    oracle = Oracle(history)
    assert ("affirms", "Wire") not in oracle.origins(HELD)
    assert [source for source, (_, grounded) in oracle.stands(HELD).items() if not grounded] == ["Ann", "Bob"]
    before = Oracle(history, as_of="2022-07-03") if "July" not in name else None
    assert before is None or ("affirms", "Wire") in before.origins(HELD)


@pytest.mark.parametrize("name", KEPT)
def test_a_word_stays_an_origin_unless_its_source_took_it_back_or_took_the_other_side(name: str) -> None:
    history = told(*OTHERS, KEPT[name])
    compare_lineage(graph_of(history), history, "UTC", {})
    assert ("affirms", "Wire") in Oracle(history).origins(HELD)


def test_a_word_that_was_let_go_of_counts_again_once_its_source_has_come_back_to_it() -> None:
    denied = says("Wire", "denies", "2022-07-04")
    for back in (says("Wire", "affirms", "2022-07-05"), says("Wire", "withdraws", "2022-07-05", cites=denied)):
        history = told(*OTHERS, denied, back)
        compare_lineage(graph_of(history), history, "UTC", {})
        assert ("affirms", "Wire") in Oracle(history).origins(HELD)


def test_a_withdrawal_counts_for_those_who_repeat_the_claim_whichever_sources_and_days_a_view_asks_for() -> None:
    history = told(*OTHERS, LET_GO["withdrawn"])
    for view in ({"only": ["Ann", "Bob"]}, {"said_since": "2022-07-02"}, {"without": ["Eve"]}):
        compare_lineage(graph_of(history), history, "UTC", view)
        assert ("affirms", "Bob") not in Oracle(history, **view).origins(HELD)
    asked = Oracle(history, only=["Bob"])
    assert asked.origins(HELD) == []


def test_the_origins_of_an_affirmation_are_affirmations_and_of_a_denial_denials() -> None:
    denial, report = says("Wire", "denies", "2022-07-01"), says("Ann", "affirms", "2022-07-02", cites="Wire")
    for records in (
        [denial, report],
        [denial, says("Ann", "affirms", "2022-07-02", cites=denial)],
        [WIRE, says("Ann", "denies", "2022-07-02", cites=WIRE)],
        [says("Wire", "comments", "2022-07-01"), report],
    ):
        history = told(*records)
        compare_lineage(graph_of(history), history, "UTC", {})
        assert not any(
            origin == "Wire" and stance == str(records[1].stance) for stance, origin in Oracle(history).origins(HELD)
        )
    # What is said of something else may well be the word behind it, whatever its stance.
    other = Claim("Wire", "denies", "town lost", asserted_at="2022-07-01")
    history = told(other, says("Ann", "affirms", "2022-07-02", cites=other))
    compare_lineage(graph_of(history), history, "UTC", {})
    assert Oracle(history).origins(HELD) == [("affirms", "Wire")]


def test_who_repeats_a_report_that_was_withdrawn_rests_on_nothing_though_the_wire_stands_by_its_word() -> None:
    report = says("Ann", "affirms", "2022-07-02", cites="Wire")
    history = told(
        WIRE, report, says("Bob", "affirms", "2022-07-03", cites=report), says("Ann", "withdraws", "2022-07-04")
    )
    compare_lineage(graph_of(history), history, "UTC", {})
    oracle = Oracle(history)
    assert (oracle.stands(HELD)["Bob"], oracle.origins(HELD)) == (("affirms", False), [("affirms", "Wire")])


def test_a_ring_is_none_once_one_of_it_has_withdrawn() -> None:
    history = told(*CASES["a ring"], says("Bob", "withdraws", "2022-07-03"))
    compare_lineage(graph_of(history), history, "UTC", {})
    assert Oracle(history).circular_reports() == set()


def test_a_supporter_goes_by_the_claim_that_shows_its_position_and_not_by_one_that_implies_it() -> None:
    link = cg.Link("city held", "entails", HELD)
    own, report = (
        says("Ann", "affirms", "2022-07-01"),
        Claim("Ann", "affirms", "city held", asserted_at="2022-07-02", cites="Bob"),
    )
    witness = says("Bob", "affirms", "2022-07-01")
    assert Oracle(told(link, own, report, witness)).status(HELD) == "corroborated"
    assert Oracle(told(link, report, witness)).status(HELD) == "claimed"


# --- the package against the reference ---


def lineage_answers(graph: cg.ClaimGraph, texts: list[Any], names: list[str], **view: Any) -> dict[str, Any]:
    """Ask the package where claims come from, in the shape of the answers of the reference."""
    seen = graph.view(**view)
    return {
        "sides": {
            name: {
                str(row.assertion): (_stands(row.joined), _stands(row.left), set(row.groundless))
                for row in cg.impact(seen, name)
            }
            for name in names
        },
        "origins": {text: sorted((row.stance.value, row.origin) for row in cg.origins(seen, text)) for text in texts},
        "circular": sorted(sorted(claim.id for claim in row.claims) for row in cg.circular_reports(seen)),
        "impact": {
            name: {
                str(row.assertion): (row.before.value, row.after.value)
                for row in cg.impact(seen, name)
                if row.before is not row.after
            }
            for name in names
        },
    }


def _stands(positions: tuple[cg.Position, ...]) -> set[tuple[str, str]]:
    return {(position.source, position.stance.value) for position in positions}


def lineage_expected(oracle: Oracle, texts: list[Any], names: list[str]) -> dict[str, Any]:
    """Ask the reference the same."""
    return {
        "sides": {name: oracle.changed_sides(name) for name in names},
        "origins": {text: oracle.origins(text) for text in texts},
        "circular": sorted(map(sorted, oracle.circular_reports())),
        "impact": {
            name: {text: (before, after) for text, (before, after) in oracle.impact(name).items() if before != after}
            for name in names
        },
    }


def asked_of(history: History, zone: str, view: dict[str, Any]) -> tuple[Oracle, list[str], list[str], dict[str, Any]]:
    """The reference, the assertions and sources that may be asked for, and what may be asked of a view."""
    names = mentioned(history, "source")
    parameters = askable(view, names)
    oracle = Oracle(history, zone, **parameters)
    texts = [text for text in mentioned(history, "assertion") if oracle.knows(text)]
    names = [name for name in names if oracle.everyone.members(oracle.everyone.called(name))]
    return oracle, texts, names, parameters


def compare_lineage(graph: cg.ClaimGraph, history: History, zone: str, view: dict[str, Any]) -> None:
    compare(graph, history, zone, view)
    oracle, texts, names, parameters = asked_of(history, zone, view)
    asked = lineage_answers(graph, texts, names[::2], **parameters)
    assert asked == lineage_expected(oracle, texts, names[::2])


VIEWS: dict[str, dict[str, Any]] = {
    "all": {},
    "without Ann": {"without": ["Ann"]},
    "without Wire": {"without": ["Wire"]},
    "without Eve": {"without": ["Eve"]},
    "without the ministry": {"without": ["Ministry"]},
    "only Ann": {"only": ["Ann"]},
    "said since": {"said_since": "2022-07-02"},
    "as of": {"as_of": "2022-07-02"},
    "known at": {"known_at": "2022-08-02"},
}


@pytest.mark.parametrize("name", CASES)
def test_every_answer_on_a_case_argued_by_hand_is_that_of_the_reference(name: str) -> None:
    history = told(*CASES[name])
    for view in VIEWS.values():
        compare_lineage(graph_of(history), history, "UTC", view)
        compare_lineage(*in_one_batch(history), "UTC", view)


@pytest.mark.parametrize("seeds", [range(start, start + 200) for start in range(0, 600, 200)], ids=str)
def test_every_answer_on_random_histories_of_reports_is_that_of_the_reference(seeds: range) -> None:
    for seed in seeds:
        history, view, zone = random_cited_history(seed)
        compare_lineage(graph_of(history, zone), history, zone, view)
        if seed % 4 == 0:
            compare_lineage(*in_one_batch(history, zone), zone, view)


@pytest.mark.parametrize("seeds", [range(start, start + 100) for start in range(0, 200, 100)], ids=str)
def test_every_answer_on_random_histories_of_reports_with_rules_is_that_of_the_reference(seeds: range) -> None:
    for seed in seeds:
        history, view, zone = random_cited_ruled_history(seed)
        compare_lineage(graph_of(history, zone), history, zone, view)
        if seed % 4 == 0:
            compare_lineage(*in_one_batch(history, zone), zone, view)


@settings(max_examples=150, deadline=None)
@given(cited_histories(), cited_views(), zones())
def test_every_answer_on_a_history_of_reports_is_that_of_the_reference(
    history: History, view: dict[str, Any], zone: str
) -> None:
    compare_lineage(graph_of(history, zone), history, zone, view)


@settings(max_examples=75, deadline=None)
@given(cited_histories() | distinct_cited_histories(), cited_views())
def test_reports_added_in_one_batch_give_the_answers_of_the_reference(history: History, view: dict[str, Any]) -> None:
    compare_lineage(*in_one_batch(history), "UTC", view)


@settings(max_examples=50, deadline=None)
@given(cited_ruled_histories(), cited_views(), zones())
def test_every_answer_on_a_history_of_reports_with_rules_is_that_of_the_reference(
    history: History, view: dict[str, Any], zone: str
) -> None:
    compare_lineage(graph_of(history, zone), history, zone, view)


@settings(max_examples=50, deadline=None)
@given(cited_histories(), cited_views())
def test_asking_between_additions_changes_no_answer_on_reports(history: History, view: dict[str, Any]) -> None:
    graph = cg.ClaimGraph()
    for length, (recorded_at, record) in enumerate(history, 1):
        graph.add(record, recorded_at=recorded_at)
        if length % 4 == 0 or length == len(history):
            compare_lineage(graph, history[:length], "UTC", view)


# --- what must hold of the package by itself ---


@settings(max_examples=50, deadline=None)
@given(cited_histories(), cited_views())
def test_to_leave_out_nobody_changes_nothing(history: History, view: dict[str, Any]) -> None:
    graph = graph_of(history)
    _, texts, names, parameters = asked_of(history, "UTC", view | {"without": ["nobody"]})
    for ask in (answers, lineage_answers):
        assert ask(graph, texts, names, **parameters, without=()) == ask(graph, texts, names, **parameters)


@settings(max_examples=50, deadline=None)
@given(cited_histories(), cited_views())
def test_origins_are_told_once_supporters_first_and_impact_tells_what_the_two_views_say(
    history: History, view: dict[str, Any]
) -> None:
    graph = graph_of(history)
    _, texts, names, parameters = asked_of(history, "UTC", view)
    seen = graph.view(**parameters)
    for text in texts:
        rows = cg.origins(seen, text)
        stances = [row.stance for row in rows]
        assert stances == sorted(stances, key=[Stance.AFFIRMS, Stance.DENIES].index)
        assert len({(row.stance, row.origin) for row in rows}) == len(rows)
    for name in names:
        other = graph.view(**parameters | {"without": [*parameters.get("without", ()), name]})
        for row in cg.impact(seen, name):
            assert row.before is cg.status(seen, row.assertion)
            assert row.after is cg.status(other, row.assertion)


# --- a history in which what is left out was never recorded ---


class Unrecorded:
    """A history without what a view drops, and without the citations of that."""

    def __init__(self, history: History, oracle: Oracle) -> None:
        self.lineage = oracle.lineage()
        self.told = {claim.id: claim for claim in oracle.told}
        self.ids: dict[str, str] = {}  # citations are part of the content, and so of the id
        rebuilt = [(at, self._without_citations(record)) for at, record in history]
        self.history: History = [(at, record) for at, record in rebuilt if record is not None]

    def _without_citations(self, record: Any) -> Any:
        if not isinstance(record, Claim):
            return record
        if record.id in self.lineage.dropped:
            return None
        cites = self._kept(record)
        if record.cites and not cites:
            # A withdrawal that cites nothing would take back everything.
            if record.stance is Stance.WITHDRAWS:
                reject()
            cites = [cg.UNKNOWN]  # a report that stays, though what it repeated is no word behind what it says
        rebuilt = Claim(
            record.source,
            record.stance,
            record.assertion,
            asserted_at=record.asserted_at,
            valid=record.valid,
            cites=cites,
            note=record.note,
        )
        self.ids[record.id] = rebuilt.id
        return rebuilt

    def _kept(self, record: Claim) -> list[Any]:
        claim = self.told[record.id]
        if not claim.repeats:  # a withdrawal, or nothing
            return [self.ids[str(item)] for item in record.cites if item in self.ids]
        kept = []
        for item, cited in zip(record.cites, claim.repeats, strict=True):
            if cited.claim is not None:
                kept += [self.ids[cited.claim]] if cited.claim in self.ids else []
            elif cited.source is None or self._is_left(cited, claim):
                kept.append(item)
        return kept

    def _is_left(self, cited: Any, claim: Any) -> bool:
        """Whether anything is left of what a cited source said, or its own word where it had said nothing."""
        said = self.lineage.said_by(cited.source, claim)
        if said:
            return bool(said - self.lineage.dropped)
        return not cited.word.above & self.lineage.left_out


def leaving_out() -> st.SearchStrategy[dict[str, Any]]:
    """Draw a view that leaves out a source, knows the whole log, and asks for no source that may be unheard of."""
    return cited_views().filter(lambda view: "without" in view and not view.keys() & {"only", "known_at"})


def notes_of(history: History) -> dict[str, Any]:
    return {record.id: record.note for _, record in history if isinstance(record, Claim)}


def by_note(found: dict[str, Any], history: History) -> dict[str, Any]:
    """Statuses and positions, with the note of each claim in place of its id."""
    notes = notes_of(history)
    positions = {
        text: {source: (stance, notes[claim], *rest) for source, (stance, claim, *rest) in stands.items()}
        for text, stands in found["positions"].items()
    }
    return {"status": found["status"], "positions": positions}


def lapsed(oracle: Oracle, history: History) -> set[Any]:
    """What sources let go of, though by words that a view drops: what they said is not unsaid without others."""
    lineage = oracle.lineage()
    return {notes_of(history).get(claim) for claim in lineage.lapsed - lineage.dropped}


@settings(max_examples=200, deadline=None)
@given(plain_cited_histories(), leaving_out())
def test_the_reference_answers_as_if_what_is_left_out_had_never_been_recorded(
    history: History, view: dict[str, Any]
) -> None:
    oracle, texts, _, parameters = asked_of(history, "UTC", view)
    reduced = Unrecorded(history, oracle).history
    parameters.pop("without", None)
    other = Oracle(reduced, **parameters)
    assume(lapsed(oracle, history) == lapsed(other, reduced))
    assert by_note(expected(oracle, texts, []), history) == by_note(expected(other, texts, []), reduced)
    assert [oracle.origins(text) for text in texts] == [other.origins(text) for text in texts]
    rings = [
        {frozenset(map(notes_of(log).get, ring)) for ring in one.circular_reports()}
        for one, log in ((oracle, history), (other, reduced))
    ]
    assert rings[0] == rings[1]


@settings(max_examples=100, deadline=None)
@given(plain_cited_histories(), leaving_out())
def test_to_leave_out_a_source_is_as_if_what_rests_on_it_alone_had_never_been_recorded(
    history: History, view: dict[str, Any]
) -> None:
    oracle, texts, _, parameters = asked_of(history, "UTC", view)
    graph, reduced = graph_of(history), Unrecorded(history, oracle).history
    without = {name: value for name, value in parameters.items() if name != "without"}
    assume(lapsed(oracle, history) == lapsed(Oracle(reduced, **without), reduced))
    assert {claim.id for claim in cg.claims(graph.view(**parameters))} == {claim.id for claim in oracle.claims}
    left = [text for text in texts if text in mentioned(reduced, "assertion")]
    seen = answers(graph, texts, [], **parameters)
    assert {seen["status"][text] for text in texts if text not in left} <= {"unclaimed"}
    parameters.pop("without", None)
    found = answers(graph_of(reduced), left, [], **parameters)
    seen = {question: {text: seen[question][text] for text in left} for question in ("status", "positions")}
    assert by_note(seen, history) == by_note(found, reduced)
