"""The reference is right on cases argued by hand, and every answer of the package equals its answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from oracle import INFINITY, Oracle, key, micros, names_mentioned, parse
from strategies import (
    History,
    contests,
    distinct_histories,
    histories,
    plain_histories,
    random_history,
    random_ruled_history,
    ruled_histories,
    views,
    zones,
)

import claimgraph as cg
from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.declarations import Dismissal, Link, Part, Predicate

HELD = "Lysychansk held"
SATURDAY = micros(datetime(2022, 7, 2, tzinfo=UTC))
DAY = 86_400_000_000


def says(source: str, stance: str, asserted_at: str, valid: str | None = None, **more: Any) -> Claim:
    return Claim(source, stance, HELD, asserted_at=asserted_at, valid=valid, **more)


def told(*records: Record) -> History:
    """Record one a day from 1 August on."""
    return [(datetime(2022, 8, 1, tzinfo=UTC) + timedelta(days=day), record) for day, record in enumerate(records)]


def status(*records: Record, **view: Any) -> str:
    return Oracle(told(*records), **view).status(HELD)


# --- the reference on cases argued by hand ---


def test_two_sources_that_differ_in_the_present_tense_stay_in_dispute_however_long_ago_one_spoke() -> None:
    oracle = Oracle(told(says("Ann", "affirms", "2014"), says("Bob", "denies", "2022-07-02")))
    assert oracle.status(HELD) == "disputed"
    assert oracle.disputes() == {
        HELD: {"supporters": {"Ann"}, "opponents": {"Bob"}, "since": SATURDAY, "about": None, "divided": set()}
    }


def test_one_source_that_says_the_opposite_later_changed_its_mind_and_disputes_nothing() -> None:
    june, july = says("Ann", "affirms", "2022-06"), says("Ann", "denies", "2022-07")
    assert status(june, july) == "retracted"
    assert status(june, july, as_of="2022-06") == "claimed"
    # Within July the two cannot be told apart from one order or the other.
    vague = says("Ann", "affirms", "2022-07-02")
    assert Oracle(told(july, vague)).positions(HELD)["Ann"][3] is False


def test_a_statement_about_a_day_is_disputed_about_that_day_whatever_is_said_of_later_ones() -> None:
    records = [
        says("Ann", "affirms", "2022-07-03", "2022-07-02"),
        says("Bob", "denies", "2022-07-02"),  # in the present tense, within the day
        says("Ann", "denies", "2022-07-04"),
    ]
    oracle = Oracle(told(*records))
    assert oracle.disputes()[HELD]["about"] == (SATURDAY, SATURDAY + DAY)
    assert oracle.positions(HELD) == {
        "Ann": ("affirms", records[0].id, SATURDAY + DAY, True, False),
        "Bob": ("denies", records[1].id, SATURDAY, True, False),
    }
    assert status(records[0], says("Bob", "denies", "2022-07-03")) == "denied"  # the present; the day is undisputed


def test_adjacent_stretches_with_the_same_sides_are_one_dispute() -> None:
    ann = says("Ann", "affirms", "2022-07-05", "2022-07-01/2022-07-02")
    bob = says("Bob", "denies", "2022-07-05", "2022-07-01"), says("Bob", "denies", "2022-07-06", "2022-07-02")
    assert Oracle(told(ann, *bob)).disputes()[HELD] == {
        "supporters": {"Ann"},
        "opponents": {"Bob"},
        "since": SATURDAY + 3 * DAY,
        "about": (SATURDAY - DAY, SATURDAY + DAY),
        "divided": set(),
    }
    carl = says("Carl", "denies", "2022-07-06", "2022-07-02")
    assert Oracle(told(ann, *bob, carl)).disputes()[HELD]["about"] == (SATURDAY, SATURDAY + DAY)


def test_what_is_about_right_disputes_nothing_and_the_sure_side_counts() -> None:
    sure, vague = says("Ann", "affirms", "2022-07-05", "2022-07-02"), says("Bob", "denies", "2022-07-05", "2022-07-02~")
    assert status(sure, vague) == "claimed"
    other_way = says("Ann", "denies", "2022-07-05", "2022-07-02"), says("Bob", "affirms", "2022-07-05", "2022-07-02?")
    assert status(*other_way) == "denied"
    assert Oracle(told(sure, vague)).positions(HELD)["Bob"][3] is False
    # In the present tense an approximate date of speaking leaves no doubt about the present itself.
    assert status(says("Ann", "affirms", "2022-07-02"), says("Bob", "denies", "2022-07~")) == "disputed"


def test_who_opposed_while_it_was_disputed_and_then_supports_has_conceded() -> None:
    records = [says("Ann", "affirms", "2022-07-01"), says("Bob", "denies", "2022-07-02")]
    came_round = says("Bob", "affirms", "2022-07-03")
    assert status(*records, came_round) == "conceded"
    assert status(*records, says("Bob", "withdraws", "2022-07-03")) == "claimed"
    rows = Oracle(told(*records, came_round)).timeline(HELD)
    assert [(now, before) for _, now, before, _ in rows] == [
        ("claimed", "unclaimed"),
        ("disputed", "claimed"),
        ("conceded", "disputed"),
    ]
    assert rows[-1] == (SATURDAY + DAY, "conceded", "disputed", frozenset({came_round.id}))


def test_doubt_leaves_a_supporter_standing_and_doubt_after_support_is_gone_is_retraction() -> None:
    ann, doubt = says("Ann", "affirms", "2022-07-01"), says("Bob", "questions", "2022-07-02")
    assert status(doubt) == "questioned"
    assert status(ann, doubt) == "questioned"
    assert status(ann, doubt, says("Ann", "withdraws", "2022-07-03")) == "retracted"
    assert status(says("Ann", "declines", "2022-07-01"), says("Bob", "comments", "2022-07-01")) == "unclaimed"


def test_a_withdrawn_revision_lets_the_one_before_it_stand_again() -> None:
    first, revision = says("Ann", "affirms", "2022-07-01"), says("Ann", "denies", "2022-07-02")
    citing = says("Ann", "withdraws", "2022-07-03", cites=revision)
    oracle = Oracle(told(first, revision, citing))
    assert oracle.status(HELD) == "claimed"
    assert oracle.positions(HELD)["Ann"][1:3] == (first.id, SATURDAY + DAY)
    assert status(first, revision, says("Ann", "withdraws", "2022-07-03")) == "retracted"
    # A withdrawal of everything takes back what was said before it, not after.
    assert status(says("Ann", "withdraws", "2022-07-01"), revision) == "denied"


def test_two_officials_of_one_ministry_are_one_origin_at_the_time_at_which_they_spoke_for_it() -> None:
    ministry = [Source("Ann", speaks_for="Ministry"), Source("Bob", speaks_for="Ministry")]
    claims = [says("Ann", "affirms", "2022-07-01"), says("Bob", "affirms", "2022-07-02")]
    assert status(*claims) == "corroborated"
    assert status(*ministry, *claims) == "claimed"
    left = Affiliation("Bob", speaks_for=None, valid="2022-07-02/..")
    assert status(*ministry, *claims, left) == "corroborated"
    assert status(*ministry, *claims, SameAs("Bob", "Ministry")) == "claimed"


def test_a_ring_of_representation_is_one_principal_and_is_divided_when_it_stands_on_both_sides() -> None:
    ring = [Source("Ann", speaks_for="Bob"), Source("Bob", speaks_for="Ann")]
    claims = [says("Bob", "affirms", "2022-07-01"), says("Ann", "denies", "2022-07-02")]
    oracle = Oracle(told(*ring, *claims))
    assert oracle.disputes()[HELD]["divided"] == {"Ann"}
    assert oracle.opposed_by("Ann") == {(HELD, "Ann", "Bob"), (HELD, "Bob", "Ann")}
    assert Oracle(told(*ring, *claims), without=["bob"]).status(HELD) == "unclaimed"


def test_merged_sources_are_one_voice_under_the_name_put_in_front() -> None:
    records = [says("Haidai", "affirms", "2022-07-01"), says("Gaidai", "denies", "2022-07-02")]
    assert status(*records) == "disputed"
    merged = Oracle(told(*records, SameAs("Haidai", "Gaidai")))
    assert merged.status(HELD) == "retracted"
    assert list(merged.positions(HELD)) == ["Haidai"]
    before = Oracle(told(*records, SameAs("Haidai", "Gaidai")), known_at="2022-08-02")
    assert before.status(HELD) == "disputed"


def test_a_correction_acts_from_its_recording_on_and_not_once_it_is_itself_corrected_away() -> None:
    wrong, right = says("Ann", "denies", "2022-07-01"), says("Ann", "affirms", "2022-07-01")
    fixed = Correction(of=wrong, by="desk", why="misread", replacement=right)
    undone = Correction(of=fixed, by="desk", why="was right")
    log = told(wrong, fixed, undone)
    found = [Oracle(log, known_at=f"2022-08-0{day}").status(HELD) for day in (1, 2, 3)]
    assert found == ["denied", "claimed", "denied"]
    withdrawn = says("Ann", "withdraws", "2022-07-03", cites=wrong)
    assert status(wrong, withdrawn, fixed) == "retracted"  # takes back the claim that took its place


def test_names_follow_a_corrected_name_and_lose_what_was_known_of_one_that_is_taken_out() -> None:
    typo, whole = Source("Zelensky", speaks_for="Ukraine"), Source("Zelenskyy", speaks_for="Ukraine")
    spelling = Correction(of=typo, by="desk", why="spelling", replacement=whole)
    log = told(typo, says("Zelensky", "affirms", "2022-07-01"), spelling)
    assert list(Oracle(log).positions(HELD)) == ["Zelenskyy"]
    assert list(Oracle(log, only=["Ukraine"]).positions(HELD)) == ["Zelenskyy"]
    gone = told(typo, says("Zelensky", "affirms", "2022-07-01"), Correction(of=typo, by="desk", why="nobody"))
    assert list(Oracle(gone).positions(HELD)) == ["Zelensky"]
    assert Oracle(gone, only=["Ukraine"]).status(HELD) == "unclaimed"


def test_a_claim_names_a_triple_by_its_text_before_and_after_the_triple_is_recorded() -> None:
    triple = Assertion(HELD, subject="Lysychansk", predicate="held", value="yes")
    before, after = says("Ann", "affirms", "2022-07-01"), says("Bob", "denies", "2022-07-02")
    assert status(before, triple, after) == "disputed"
    assert list(Oracle(told(before, triple, after)).disputes()) == [HELD]


def test_asked_about_a_time_the_present_tense_holds_from_its_saying_on() -> None:
    records = [says("Ann", "affirms", "2022-07-01"), says("Bob", "denies", "2022-07-05", "2022-07-02")]
    assert status(*records, valid_at="2022-06-30") == "unclaimed"
    assert status(*records, valid_at="2022-07-01") == "claimed"
    assert status(*records, valid_at="2022-07-01/2022-07-03") == "disputed"
    oracle = Oracle(told(*records), valid_at="2022-07-02T06:00Z/..")
    assert oracle.disputes()[HELD]["about"] == (SATURDAY + DAY // 4, SATURDAY + DAY)
    assert status(*records) == "claimed"  # unasked, only the day is judged, and Ann did not speak on it


def test_days_are_civil_days_of_the_zone_and_an_instant_ends_an_interval_before_itself() -> None:
    kyiv = ZoneInfo("Europe/Kyiv")
    assert parse("2022-07-02", kyiv) == (SATURDAY - DAY // 8, SATURDAY + DAY - DAY // 8, False)
    assert parse("2022-07-02T00:00:00+03:00", kyiv) == (SATURDAY - DAY // 8, SATURDAY - DAY // 8 + 1_000_000, False)
    assert parse("2022-07-01/2022-07-02T00:00:00Z", ZoneInfo("UTC")) == (SATURDAY - DAY, SATURDAY, False)
    assert parse("../2022-07?", ZoneInfo("UTC")) == (-INFINITY, SATURDAY + 30 * DAY, True)
    late = says("Ann", "affirms", "2022-07-02T22:00:00Z")  # already Sunday in Kyiv
    assert status(late, as_of="2022-07-02") == "claimed"
    assert Oracle(told(late), "Europe/Kyiv", as_of="2022-07-02").status(HELD) == "unclaimed"


# --- the reference on rules, argued by hand ---

CONTROL = Predicate("controlled by", single_valued=True, inherits=True)
BORN = Predicate("born in", single_valued=True)
KILLED = Predicate("killed", values="quantity", cumulative=True)
TAKEN = Predicate("taken on", values="date")


def fact(subject: str, predicate: str, value: str) -> Assertion:
    return Assertion(subject=subject, predicate=predicate, value=value)


def of(source: str, stance: str, text: str, asserted_at: str = "2022-07-02", valid: str | None = None) -> Claim:
    return Claim(source, stance, text, asserted_at=asserted_at, valid=valid)


def stands(oracle: Oracle, asked: Any) -> dict[str, tuple[str, bool, bool]]:
    """For each source its stance, whether that is certain, and whether implied."""
    return {source: (at.stance, at.certain, at.implied) for source, at in oracle.positions(asked).items()}


def test_who_controls_the_region_is_in_dispute_with_who_is_said_to_control_the_city_in_it() -> None:
    region, city = fact("Region", "controlled by", "Russia"), fact("City", "controlled by", "Ukraine")
    claims = [of("Moscow", "affirms", region.text), of("Kyiv", "affirms", city.text, "2022-07-03")]
    rules = [CONTROL, Part("City", of="Region")]
    for records in ([*rules, region, city, *claims], [*claims, region, city, *rules]):
        oracle = both_agree(*records)
        assert stands(oracle, city.text) == {"Kyiv": ("affirms", True, False), "Moscow": ("denies", True, True)}
        assert {text: oracle.status(text) for text in (region.text, city.text)} == dict.fromkeys(
            (region.text, city.text), "disputed"
        )
        assert oracle.opposed_by("Kyiv") == {(region.text, "Kyiv", "Moscow"), (city.text, "Kyiv", "Moscow")}
        # Nobody recorded this assertion, but Moscow is committed to it; and nobody has spoken of it.
        unmade = fact("City", "controlled by", "Russia")
        assert stands(oracle, unmade) == {"Moscow": ("affirms", True, True), "Kyiv": ("denies", True, True)}
        assert oracle.status(unmade) == "unclaimed"
    # Without the part nothing conflicts, nor without the predicate.
    assert both_agree(CONTROL, region, city, *claims).disputes() == {}
    assert both_agree(Part("City", of="Region"), region, city, *claims).disputes() == {}


def test_who_takes_back_or_revises_the_region_lets_the_city_go() -> None:
    region, city = fact("Region", "controlled by", "Russia"), fact("City", "controlled by", "Ukraine")
    world = [CONTROL, Part("City", of="Region"), region, city]
    said = [of("Moscow", "affirms", region.text), of("Kyiv", "affirms", city.text)]
    for stance in ("withdraws", "questions", "denies"):  # to deny the region commits on no part of it
        oracle = both_agree(*world, *said, of("Moscow", stance, region.text, "2022-07-04"))
        assert stands(oracle, city.text) == {"Kyiv": ("affirms", True, False)}
        assert oracle.status(city.text) == "claimed"
        assert [row[1] for row in oracle.timeline(city.text)] == ["disputed", "claimed"]
    assert (
        both_agree(*world, *said, of("Moscow", "comments", region.text, "2022-07-04")).status(city.text) == "disputed"
    )
    # The later of a word on the city and a word on the region decides; at one time, the one recorded last.
    direct = of("Moscow", "affirms", city.text, "2022-07-03")
    assert both_agree(*world, *said, direct).status(city.text) == "conceded"
    assert (
        both_agree(*world, *said, direct, of("Moscow", "affirms", region.text, "2022-07-05")).status(city.text)
        == "disputed"
    )
    tied = of("Moscow", "affirms", city.text)
    assert stands(both_agree(*world, *said, tied), city.text)["Moscow"] == ("affirms", False, False)
    assert stands(both_agree(*world, tied, *said), city.text)["Moscow"] == ("denies", False, True)


def test_a_town_in_two_districts_that_nobody_speaks_of_sets_their_holders_against_each_other() -> None:
    one, two = fact("District", "controlled by", "Russia"), fact("City", "controlled by", "Ukraine")
    said = [of("Moscow", "affirms", one.text), of("Kyiv", "affirms", two.text)]
    parts = [Part("Town", of="District"), Part("Town", of="City")]
    assert set(both_agree(CONTROL, *parts, one, two, *said).disputes()) == {one.text, two.text}
    assert both_agree(CONTROL, parts[0], one, two, *said).disputes() == {}
    # To deny it of the town is to deny it of either whole.
    town = fact("Town", "controlled by", "Russia")
    denied = both_agree(CONTROL, *parts, one, town, of("Kyiv", "denies", town.text))
    assert stands(denied, one.text) == {"Kyiv": ("denies", True, True)}


def test_at_least_so_many_supports_fewer_and_opposes_nobody_while_about_so_many_disputes_nothing() -> None:
    some, many, nobody, about = (fact("Strike", "killed", value) for value in ("at least 3", "21", "0", "about 2"))
    world = [KILLED, some, many, nobody, about]
    said = [of("Ann", "affirms", many.text), of("Bob", "affirms", nobody.text)]
    oracle = both_agree(*world, *said, of("Carl", "affirms", some.text))
    assert stands(oracle, some.text)["Ann"] == ("affirms", True, True)
    assert stands(oracle, nobody.text)["Ann"] == ("denies", True, True)
    assert {oracle.status(one.text) for one in (some, many, nobody)} == {"disputed"}
    assert "Carl" not in stands(oracle, many.text)  # at least 3 may be 21 and may not
    vague = both_agree(*world, *said[1:], of("Dora", "affirms", about.text))
    assert stands(vague, nobody.text) == {"Bob": ("affirms", True, False)}  # about so many is no ground
    assert vague.disputes() == {}
    # To deny that at least 3 were killed is to deny that 21 were.
    assert stands(both_agree(*world, of("Ann", "denies", some.text)), many.text) == {"Ann": ("denies", True, True)}


def test_a_plain_count_that_does_not_add_up_excludes_every_other() -> None:
    more, fewer = fact("Strike", "killed", "22"), fact("Strike", "killed", "21")
    said = [of("Ann", "affirms", more.text), of("Bob", "affirms", fewer.text)]
    assert set(both_agree(more, fewer, Predicate("killed", values="quantity"), *said).disputes()) == {
        more.text,
        fewer.text,
    }
    assert both_agree(more, fewer, KILLED, *said).status(fewer.text) == "corroborated"
    assert both_agree(more, fewer, KILLED, *said).status(more.text) == "claimed"


def test_born_in_a_district_is_born_in_its_city_and_its_country() -> None:
    district, city, country, elsewhere = (
        fact("Eve", "born in", place) for place in ("District", "City", "Country", "Elsewhere")
    )
    world = [BORN, Part("District", of="City"), Part("City", of="Country"), district, city, country, elsewhere]
    said = of("Ann", "affirms", district.text)
    oracle = both_agree(*world, said, of("Bob", "affirms", country.text), of("Carl", "affirms", elsewhere.text))
    assert stands(oracle, city.text) == {"Ann": ("affirms", True, True), "Carl": ("denies", True, True)}
    assert oracle.status(city.text) == "unclaimed"
    assert {oracle.status(one.text) for one in (district, country, elsewhere)} == {"disputed"}
    # Bob says no more than the country: that neither supports nor opposes the district.
    assert "Bob" not in stands(oracle, district.text)
    denied = both_agree(*world, of("Ann", "denies", country.text))
    assert stands(denied, district.text) == {"Ann": ("denies", True, True)}


def test_a_day_in_a_year_entails_the_year_and_excludes_other_years_unless_it_is_about_right() -> None:
    day, year, other = (fact("City", "taken on", date) for date in ("1900-08-06", "1900", "1901"))
    said = [of("Ann", "affirms", day.text), of("Bob", "affirms", other.text)]
    oracle = both_agree(TAKEN, day, year, other, *said)
    assert stands(oracle, year.text) == {"Ann": ("affirms", True, True), "Bob": ("denies", True, True)}
    assert set(oracle.disputes()) == {day.text, other.text}
    vague = fact("City", "taken on", "1900-08~")
    oracle = both_agree(TAKEN, vague, year, other, of("Ann", "affirms", vague.text), said[1])
    assert "Ann" not in stands(oracle, year.text)
    assert oracle.disputes() == {}


def test_of_two_contradictories_to_deny_one_is_to_affirm_the_other_and_of_two_contraries_not() -> None:
    said = [of("Ann", "denies", "city taken"), of("Bob", "denies", "city held")]
    oracle = both_agree(*said, Link("city taken", "contradictory", "city held"))
    assert stands(oracle, "city held") == {"Ann": ("affirms", True, True), "Bob": ("denies", True, False)}
    assert set(oracle.disputes()) == {"city taken", "city held"}
    assert both_agree(*said, Link("city taken", "contrary", "city held")).disputes() == {}


def test_a_dismissed_pair_is_neither_the_ends_nor_a_step_of_a_path() -> None:
    ann, bob, carl = of("Ann", "affirms", "a"), of("Bob", "affirms", "c"), of("Carl", "affirms", "b")
    chain = [Link("a", "entails", "b"), Link("b", "contrary", "c")]
    dispute = both_agree(*chain, ann, bob, carl)
    assert set(dispute.disputes()) == {"a", "b", "c"}
    ends = both_agree(*chain, ann, bob, carl, Dismissal("c", "a", by="desk", why="no"))
    assert stands(ends, "c") == {"Bob": ("affirms", True, False), "Carl": ("denies", True, True)}
    assert stands(ends, "a") == {"Ann": ("affirms", True, False)}
    step = both_agree(*chain, ann, bob, carl, Dismissal("b", "a", by="desk", why="no"))
    assert stands(step, "c") == {"Bob": ("affirms", True, False), "Carl": ("denies", True, True)}
    assert "Ann" not in stands(step, "b")
    detour = [*chain, Link("a", "entails", "d"), Link("d", "contrary", "c")]
    around = both_agree(*detour, ann, bob, Dismissal("a", "b", by="desk", why="no"))
    assert stands(around, "c")["Ann"] == ("denies", True, True)
    # As known before the dismissal, the pair is in dispute.
    early = both_agree(*chain, ann, bob, Dismissal("c", "a", by="desk", why="no"), known_at="2022-08-04")
    assert set(early.disputes()) == {"a", "c"}


def test_a_claim_that_commits_to_both_sides_commits_to_neither_but_stands_for_what_it_says_itself() -> None:
    links = [Link("a", "entails", "b"), Link("a", "entails", "c"), Link("b", "contrary", "c")]
    oracle = both_agree(*links, of("Ann", "affirms", "a"), of("Bob", "affirms", "b"))
    assert stands(oracle, "b") == {"Bob": ("affirms", True, False)}
    assert stands(oracle, "c") == {"Bob": ("denies", True, True)}
    assert stands(oracle, "a") == {"Ann": ("affirms", True, False), "Bob": ("denies", True, True)}
    assert set(oracle.disputes()) == {"a"}  # her word leads nowhere, his opposes hers
    assert oracle.opposed_by("Bob") == {("a", "Bob", "Ann")}
    assert oracle.opposed_by("Ann") == {("a", "Ann", "Bob")}


def test_what_was_implied_before_anybody_spoke_of_it_by_name_counts_as_history() -> None:
    link = Link("a", "entails", "b")
    said = [
        of("Ann", "affirms", "a"),
        of("Ann", "withdraws", "a", "2022-07-03"),
        of("Bob", "denies", "b", "2022-07-04"),
    ]
    oracle = both_agree(link, *said)
    assert oracle.status("b") == "retracted"
    assert [row[1] for row in oracle.timeline("b")] == ["retracted"]


# --- the package against the reference ---


def graph_of(history: History, zone: str = "UTC") -> cg.ClaimGraph:
    graph = cg.ClaimGraph(zone)
    for recorded_at, record in history:
        graph.add(record, recorded_at=recorded_at)
    return graph


def plain(micro: int) -> int:
    """Read any time beyond the calendar as an open end."""
    return -INFINITY if micro < -(10**18) else INFINITY if micro > 10**18 else micro


def bounds(when: cg.When, graph: cg.ClaimGraph) -> tuple[int, int]:
    lo, hi = when.bounds(graph.zone)
    return plain(lo), plain(hi)


def answers(graph: cg.ClaimGraph, texts: list[Any], names: list[str], **view: Any) -> dict[str, Any]:
    """Ask the package everything that the reference answers, in the shape of its answers."""
    seen = graph.view(**view)

    def at(when: cg.When) -> int:
        return bounds(when, graph)[0]

    return {
        "status": {text: cg.status(seen, text).value for text in texts},
        "positions": {
            text: {
                row.source: (row.stance.value, row.claim.id, at(row.since), row.certain, row.implied)
                for row in cg.positions(seen, text)
            }
            for text in texts
        },
        "disputes": {
            str(row.assertion): {
                "supporters": {position.source for position in row.supporters},
                "opponents": {position.source for position in row.opponents},
                "since": at(row.since),
                "about": None if row.about == "present" else bounds(row.about, graph),
                "divided": set(row.divided),
            }
            for row in cg.disputes(seen)
        },
        "timeline": {
            text: [
                (at(row.at), row.status.value, row.previous.value, frozenset(claim.id for claim in row.because))
                for row in cg.timeline(seen, text)
            ]
            for text in texts
        },
        "opposed_by": {
            name: {(str(row.assertion), str(row.source), str(row.opponent)) for row in cg.opposed_by(seen, name)}
            for name in names
        },
    }


def expected(oracle: Oracle, texts: list[Any], names: list[str]) -> dict[str, Any]:
    """Ask the reference the same."""
    return {
        "status": {text: oracle.status(text) for text in texts},
        "positions": {text: oracle.positions(text) for text in texts},
        "disputes": oracle.disputes(),
        "timeline": {text: oracle.timeline(text) for text in texts},
        "opposed_by": {name: oracle.opposed_by(name) for name in names},
    }


def mentioned(history: History, kind: str) -> list[str]:
    """The names that may be asked for: those in the log."""
    return sorted({name for _, record in history for name in names_mentioned(record, kind)})


def askable(view: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Ask a view for no source that nobody mentioned, which is an error."""
    known = {key(name) for name in names}
    parameters = dict(view)
    for choice in {"only", "without"} & parameters.keys():
        parameters[choice] = [name for name in parameters[choice] if key(name) in known]
        if not parameters[choice]:
            del parameters[choice]
    return parameters


def unrecorded(history: History) -> list[Assertion]:
    """Two assertions that nobody recorded: a subject of a triple with a value of another one."""
    triples = sorted(record.triple for _, record in history if isinstance(record, Assertion) and record.triple)
    pairs = zip(triples, triples[1:] + triples[:1], strict=True)
    made = [(subject, name, value) for (subject, name, _), (_, other, value) in pairs if name == other]
    new = [triple for triple in made if triple not in triples]
    return [Assertion(subject=subject, predicate=name, value=value) for subject, name, value in new[:2]]


def compare(graph: cg.ClaimGraph, history: History, zone: str, view: dict[str, Any]) -> None:
    names = mentioned(history, "source")
    parameters = askable(view, names)
    oracle = Oracle(history, zone, **parameters)
    texts = [text for text in mentioned(history, "assertion") if oracle.knows(text)]
    names = [name for name in names if oracle.everyone.members(oracle.everyone.called(name))]
    assert answers(graph, texts, names, **parameters) == expected(oracle, texts, names)


def in_one_batch(history: History, zone: str = "UTC") -> tuple[cg.ClaimGraph, History]:
    """Record a whole history at once: the graph, and the history as it was then."""
    graph = cg.ClaimGraph(zone)
    at = history[0][0]
    graph.extend([record for _, record in history], recorded_at=at)
    return graph, [(at, record) for _, record in history]


@pytest.mark.parametrize("seeds", [range(start, start + 250) for start in range(0, 2000, 250)], ids=str)
def test_every_answer_on_random_histories_is_that_of_the_reference(seeds: range) -> None:
    for seed in seeds:
        history, view, zone = random_history(seed)
        compare(graph_of(history, zone), history, zone, view)
        if seed % 4 == 0:
            compare(*in_one_batch(history, zone), zone, view)


@pytest.mark.parametrize("seeds", [range(start, start + 250) for start in range(0, 1500, 250)], ids=str)
def test_every_answer_on_random_histories_with_rules_is_that_of_the_reference(seeds: range) -> None:
    for seed in seeds:
        history, view, zone = random_ruled_history(seed)
        compare(graph_of(history, zone), history, zone, view)
        if seed % 4 == 0:
            compare(*in_one_batch(history, zone), zone, view)


def test_what_nobody_recorded_is_implied_as_the_reference_has_it() -> None:
    for seed in range(500):
        history, view, zone = random_ruled_history(seed)
        parameters = askable(view, mentioned(history, "source"))
        oracle, asked = Oracle(history, zone, **parameters), unrecorded(history)
        found = answers(graph_of(history, zone), asked, [], **parameters)
        for question in ("status", "positions", "timeline"):
            assert found[question] == expected(oracle, asked, [])[question]


@settings(max_examples=100, deadline=None)
@given(ruled_histories(), views(), zones())
def test_every_answer_on_a_history_with_rules_is_that_of_the_reference(
    history: History, view: dict[str, Any], zone: str
) -> None:
    compare(graph_of(history, zone), history, zone, view)


@settings(max_examples=200, deadline=None)
@given(histories(), views(), zones())
def test_every_answer_on_a_history_with_everything_is_that_of_the_reference(
    history: History, view: dict[str, Any], zone: str
) -> None:
    compare(graph_of(history, zone), history, zone, view)


@settings(max_examples=200, deadline=None)
@given(contests(), views(), zones())
def test_every_answer_on_a_contest_over_one_assertion_is_that_of_the_reference(
    history: History, view: dict[str, Any], zone: str
) -> None:
    compare(graph_of(history, zone), history, zone, view)


@settings(max_examples=200, deadline=None)
@given(histories() | plain_histories(), views())
def test_records_added_in_one_batch_give_the_answers_of_the_reference(history: History, view: dict[str, Any]) -> None:
    compare(*in_one_batch(history), "UTC", view)


@settings(max_examples=50, deadline=None)
@given(distinct_histories(), views())
def test_claims_of_distinct_days_give_the_answers_of_the_reference(history: History, view: dict[str, Any]) -> None:
    compare(graph_of(history), history, "UTC", view)


@settings(max_examples=100, deadline=None)
@given(histories() | ruled_histories(), views())
def test_asking_between_additions_changes_no_answer(history: History, view: dict[str, Any]) -> None:
    graph = cg.ClaimGraph()
    for length, (recorded_at, record) in enumerate(history, 1):
        graph.add(record, recorded_at=recorded_at)
        if length % 4 == 0 or length == len(history):
            compare(graph, history[:length], "UTC", view)


# --- histories on which the two once differed ---


def both_agree(*records: Record, **view: Any) -> Oracle:
    """Compare on one history, recorded one by one and at once, and give the reference."""
    history = told(*records)
    compare(graph_of(history), history, "UTC", view)
    compare(*in_one_batch(history), "UTC", view)
    return Oracle(history, **view)


def test_who_only_doubts_may_be_missing_from_the_earlier_of_two_merged_stretches() -> None:
    both_agree(
        says("Ann", "affirms", "2022-07-05", "2022-07-01/2022-07-02"),
        says("Bob", "denies", "2022-07-05", "2022-07-01/2022-07-02"),
        says("Carl", "questions", "2022-07-05", "2022-07-02"),
    )


def test_a_claim_put_in_place_by_a_corrected_correction_can_be_corrected_and_withdrawn() -> None:
    wrong, worse = says("Ann", "denies", "2022-07-01"), says("Ann", "questions", "2022-07-01")
    right = says("Bob", "affirms", "2022-07-01")
    first = Correction(of=wrong, by="desk", why="misread", replacement=worse)
    second = Correction(of=wrong, by="desk", why="misheard", replacement=right)
    corrected = [wrong, first, Correction(of=first, by="desk", why="again", replacement=second)]
    assert both_agree(*corrected).status(HELD) == "claimed"
    assert both_agree(*corrected, SameAs("Ann", "Bob")).status(HELD) == "claimed"
    assert both_agree(*corrected, Correction(of=right, by="desk", why="forged")).status(HELD) == "unclaimed"
    assert both_agree(*corrected, says("Bob", "withdraws", "2022-07-02", cites=right)).status(HELD) == "retracted"


def test_nobody_takes_back_what_turned_out_to_be_the_claim_of_another() -> None:
    wrong, right = says("Ann", "denies", "2022-07-01"), says("Bob", "denies", "2022-07-01")
    withdrawn = says("Ann", "withdraws", "2022-07-02", cites=wrong)
    corrected = Correction(of=wrong, by="desk", why="it was Bob", replacement=right)
    assert both_agree(wrong, withdrawn, corrected).status(HELD) == "denied"
    assert both_agree(wrong, corrected, withdrawn).status(HELD) == "denied"
    ahead = says("Ann", "withdraws", "2022-06-30", cites=wrong)
    assert both_agree(wrong, corrected, ahead).status(HELD) == "denied"


def test_of_several_names_the_one_that_no_other_is_put_before_is_shown() -> None:
    claim = says("Bob", "affirms", "2022-07-01")
    assert list(both_agree(SameAs("Bob", "Ann"), claim).positions(HELD)) == ["Bob"]
    assert list(both_agree(SameAs("Ann", "Bob"), claim).positions(HELD)) == ["Ann"]
    assert list(both_agree(SameAs("Ann", "Bob"), claim, SameAs("Carl", "Ann")).positions(HELD)) == ["Carl"]
    assert list(both_agree(SameAs("Carl", "Bob"), claim, SameAs("Ann", "Bob")).positions(HELD)) in (["Carl"], ["Ann"])


def test_a_change_that_only_moves_to_another_moment_is_caused_by_what_was_said_then() -> None:
    july_doubted = says("Ann", "questions", "2022-07-02", "2022-07")
    taken_back = says("Ann", "withdraws", "2022-07-01", cites=july_doubted)
    day_denied = says("Bob", "denies", "2022-07-01", "2022-07-02")
    oracle = both_agree(july_doubted, day_denied, taken_back)
    # Ann's doubt was taken back before it began; still it is what cuts July, whose last stretch then decides.
    assert oracle.timeline(HELD)[-1] == (SATURDAY, "unclaimed", "denied", frozenset({july_doubted.id}))


def test_the_last_correction_of_a_record_wins_and_one_of_what_it_ousted_changes_nothing() -> None:
    wrong, second, third, fourth = (
        says("Ann", stance, "2022-07-01") for stance in ("comments", "denies", "affirms", "questions")
    )
    corrections = [
        Correction(of=old, by="desk", why=f"{new.stance}", replacement=new)
        for old, new in ((wrong, second), (wrong, third), (second, fourth))
    ]
    assert both_agree(wrong, *corrections).status(HELD) == "claimed"
