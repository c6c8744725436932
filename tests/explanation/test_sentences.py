"""What explanations say, held against the record: no sentence that a claim on record makes untrue."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from strategies import History, histories, random_cited_ruled_history, random_history, random_ruled_history, views
from test_oracle import askable, graph_of, mentioned

import claimgraph as cg
from claimgraph import Assertion, Stance, Status
from claimgraph.explanation.explanation import Explanation
from claimgraph.explanation.wording import stretch_text
from claimgraph.records.declarations import Link, Predicate
from tests.explanation.test_explain import HELD, explained, lines, says

UNSCOPED = r"(?=[,.]| any more)"


def check(view: cg.View, assertion: str) -> Explanation:
    """Hold every sentence that speaks of all, nobody, ever or only against what else is known of the assertion."""
    found = cg.explain(view, assertion)
    told = str(found)
    check_negatives(found, told, view)
    check_times(found, told, view)
    if "All of the support goes" in told:
        assert len({one.origins for one in found.supporters}) == 1
    if "Imprecise dates leave open" in told:
        assert any(is_imprecise(claim.asserted_at) for claim in cg.claims(view))
    assert len(told.splitlines()) <= 40
    assert len(told) <= 4_000
    return found


def check_negatives(found: Explanation, told: str, view: cg.View) -> None:
    supporters = {name for time in found.times for name in time.supporters}
    opponents = {name for time in found.times for name in time.opponents}
    said = cg.claims(view, assertion=found.assertion)
    if "has ever supported it" in told:
        assert not supporters
        assert all(claim.stance is not Stance.AFFIRMS for claim in said)
        assert " affirmed it " not in told
    if re.search(f"nobody opposes it{UNSCOPED}", told):
        assert not opponents
    if re.search(f"(nobody|no more than one( independent)? party) supports it{UNSCOPED}", told):
        assert supporters <= {one.source for one in found.supporters}
    if re.search("takes a position on “[^”]*”( any more)?[.]", told):
        assert not supporters | opponents
    for name in re.findall(r"([\w ]+?)(?: \(speaking for .*?\))? did not speak of it", told):
        assert all(str(claim.source) != name.strip() for claim in said)


def check_times(found: Explanation, told: str, view: cg.View) -> None:
    disputed = [time for time in found.times if time.status is Status.DISPUTED]
    assert bool(disputed) == (found.status is Status.DISPUTED)
    for time in disputed if 1 < len(disputed) <= 5 else ():
        assert (stretch_text(time.about) if isinstance(time.about, cg.When) else "at present") in told
    turned = [row.at for row in cg.timeline(view, found.assertion) if row.status is not row.previous]
    assert found.since == (turned[-1] if turned else None)


def is_imprecise(when: cg.When) -> bool:
    lo, hi = when.bounds()
    return when.qualified or hi - lo > 1_000_000


@pytest.mark.parametrize("make", [random_history, random_ruled_history, random_cited_ruled_history])
def test_no_sentence_is_untrue_on_random_histories(make: Any) -> None:
    statuses = set()
    for seed in range(300):
        history, view, zone = make(seed)
        seen = graph_of(history, zone).view(**askable(view, mentioned(history, "source")))
        statuses |= {check(seen, row.assertion).status for row in cg.assertions(seen)}
    assert len(statuses) >= 7


@settings(max_examples=60, deadline=None)
@given(histories(), views())
def test_no_sentence_is_untrue_on_generated_histories(history: History, view: dict[str, Any]) -> None:
    seen = graph_of(history).view(**askable(view, mentioned(history, "source")))
    for row in cg.assertions(seen):
        check(seen, row.assertion)


def level(value: str) -> Assertion:
    return Assertion(subject="River", predicate="level", value=value)


ONE = Predicate("level", single_valued=True)


def yearly(source: str, stance: str, year: int, assertion: Any = HELD) -> cg.Claim:
    return says(source, stance, str(year + 1), assertion, valid=str(year))


def test_support_for_another_time_is_told_where_it_is_denied() -> None:
    said = [yearly(name, "affirms", y, level(v)) for y, v in ((2009, "5"), (2010, "4")) for name in ("Ann", "Bob")]
    assert lines(ONE, *said, of=level("5"))[0] == (
        "“River level 5” has been denied since 2011: nobody supports it for 2010. It is supported for 2009."
    )


def test_support_that_was_withdrawn_before_uncertain_support_came_was_once() -> None:
    told = lines(
        says("Ann", asserted_at="2022-07-01", valid="2022-07-05"), says("Ann", "withdraws", "2022-07-02"),
        says("Bob", asserted_at="2022-07-03", valid="2022-07-05~"),
        says("Eve", "denies", "2022-07-04", valid="2022-07-05"),
    )  # fmt: skip
    assert "ever" not in re.findall(r"\w+", told[0])


def test_what_was_doubted_before_it_was_supported_was_supported_only_from_then_on() -> None:
    told = lines(
        says("Eve", "questions", "2022-07-01"), says("Ann", asserted_at="2022-07-03"),
        says("Ann", "withdraws", "2022-07-05"), says("Eve", "withdraws", "2022-07-06"),
    )  # fmt: skip
    assert told[0].startswith("“Town held” was supported from 3 July 2022, and has been without support")


def test_all_disputed_times_are_named_and_a_long_list_names_the_first_and_the_last() -> None:
    years = (1976, 1985, 2007)
    both = (("Ann", "affirms"), ("Bob", "denies"))
    said = [yearly(name, stance, year) for year in years for name, stance in both]
    assert lines(*said)[0] == (
        "“Town held” has been disputed since 1977; the two sides differ about 1976, 1985 and 2007 "
        "(told here: about 2007)."
    )
    found = explained(*(yearly(name, stance, year) for year in range(1900, 1990, 2) for name, stance in both))
    assert "differ about 1900, 1902, 1904, 41 more and 1988" in str(found)
    assert [str(one.about) for one in found.times] == [str(year) for year in range(1900, 1990, 2)]
    assert cg.from_data(cg.to_data(found)) == found


def test_what_went_one_way_and_the_other_and_back_is_told_whole() -> None:
    said = [
        says("Ann", stance, f"2022-07-0{day}") for day, stance in enumerate(("affirms", "denies", "affirms"), start=1)
    ]
    assert lines(*said)[-3:] == [
        "Earlier:",
        "• Ann affirmed it on 1 July 2022.",
        "• Ann denied it on 2 July 2022.",
    ]
    taken_back = lines(says("Ann", asserted_at="2022-07-01"), says("Ann", "withdraws", "2022-07-02"), said[-1])
    assert "Earlier: Ann affirmed it on 1 July 2022." in taken_back


def test_dates_are_called_imprecise_only_where_they_are() -> None:
    instant = "2022-07-02T10:00:00Z"
    told = str(explained(says("Ann", asserted_at=instant), says("Ann", "denies", instant)))
    assert "Ann said different things on 2 July 2022 at 10:00:00 UTC; the last in the record counts." in told
    assert "mprecise" not in told
    valid = str(explained(says("Ann", valid="2022-07-02~")))
    assert "It is only roughly known of which time Ann speaks." in valid
    other = Link("Town taken", "contrary", HELD)
    superseded = explained(
        other, says("Ann"), says("Ann", asserted_at="2022-07-03", assertion="Town taken"),
        says("Ann", "questions", "2022-07-04", "Town taken"),
    )  # fmt: skip
    assert "mprecise" not in str(superseded)


def test_what_is_repeated_after_it_was_withdrawn_or_reversed_is_told_first() -> None:
    wire, daily = says("Wire"), says("Daily", asserted_at="2022-07-03", cites="Wire")
    local = says("Local", asserted_at="2022-07-03", cites="Daily")
    assert (
        "Daily and Local repeat what Wire withdrew on 4 July 2022."
        in lines(wire, daily, local, says("Wire", "withdraws", "2022-07-04"))[:2]
    )
    assert (
        "Daily repeats what Wire said before, but denied on 4 July 2022."
        in lines(wire, daily, says("Wire", "denies", "2022-07-04"))[:2]
    )
    assert "repeat" not in str(explained(wire, daily))
    again = says("Wire", asserted_at="2022-07-02T12:00Z", quote="still")
    other = says("Wire", "withdraws", "2022-07-04", cites=[wire])
    assert "repeat" not in str(explained(wire, again, daily, other))


def test_what_is_known_of_origins_is_not_said_of_those_whose_origin_is_unknown() -> None:
    told = lines(says("Daily", cites="Mayor"), says("Blog", cites=cg.UNKNOWN))
    assert told[1] == "As far as is known, all of the support goes back to the word of Mayor."
    told = lines(*(says(f"Daily {at}", cites=f"Mayor {at}") for at in range(10, 30)))
    assert told[1].startswith("The support goes back to the words of 20 sources, among them Mayor 10, Mayor 11")


def test_an_explanation_of_a_thousand_claims_is_a_page_with_the_summary_first() -> None:
    wire = says("Wire")
    many = [says(f"User {at}", asserted_at="2022-07-03", cites="Wire", quote="so it is " * 60) for at in range(1200)]
    found = explained(wire, *many, says("Town", "denies", "2022-07-04"))
    told = str(found).splitlines()
    assert len(found.supporters) == 1201
    assert len(str(found)) <= 4_000
    assert told[1] == "All of the support goes back to the word of Wire."
    assert re.search(r"In support, \d+ of 1,201:", str(found))
    assert re.search(r"• The other 1,\d+ are in `supporters`.", str(found))
