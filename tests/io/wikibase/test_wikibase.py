"""Entities of Wikibase become claims of the project and of those whom it names, with its dates and its ranks."""

from __future__ import annotations

import json
import warnings
from collections import defaultdict
from fractions import Fraction
from io import BytesIO, StringIO
from typing import Any

import fuzz_statements
import pytest
from folders import DATA

import claimgraph as cg
from claimgraph.io import LossyWarning
from claimgraph.io.wikibase import wikibase

SNAPSHOT = "2025-05-01"
GREGORIAN, JULIAN = (f"http://www.wikidata.org/entity/{one}" for one in ("Q1985727", "Q1985786"))


def item_value(one: str) -> dict[str, Any]:
    return {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": one}}


def text_value(text: str) -> dict[str, Any]:
    return {"type": "string", "value": text}


def time_value(time: str, precision: int = 11, model: str = GREGORIAN, **more: Any) -> dict[str, Any]:
    value = {"time": f"{time}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": precision, **more}
    return {"type": "time", "value": {**value, "calendarmodel": model}}


def snak(one: str, value: dict[str, Any] | str) -> dict[str, Any]:
    if isinstance(value, str):
        return {"snaktype": value, "property": one}
    return {"snaktype": "value", "property": one, "datavalue": value}


def grouped(*snaks: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in snaks:
        found.setdefault(one["property"], []).append(one)
    return found


def statement(
    main: dict[str, Any] | str, *qualifiers: dict[str, Any], rank: str = "normal", one: str = "P1", **more: Any
) -> dict[str, Any]:
    made = {"mainsnak": snak(one, main), "type": "statement", "id": "Q1$a", "rank": rank, **more}
    return {**made, "qualifiers": grouped(*qualifiers)} if qualifiers else made


def entity(*statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    claims: dict[str, list[Any]] = {}
    for each in statements:
        claims.setdefault(each["mainsnak"]["property"], []).append(each)
    return {"type": "item", "id": "Q1", "claims": claims, **more}


def read(*entities: Any, **options: Any) -> cg.ClaimGraph:
    stream = StringIO("\n".join(map(json.dumps, entities)))
    return wikibase.read(stream, **{"snapshot": SNAPSHOT, **options})


def claims(graph: cg.ClaimGraph) -> list[cg.Claim]:
    return [entry.record for entry in graph.log if isinstance(entry.record, cg.Claim)]


def claim(*qualifiers: dict[str, Any], main: Any = None, **options: Any) -> cg.Claim:
    (found,) = claims(read(entity(statement(main or text_value("x"), *qualifiers)), **options))
    return found


def values(graph: cg.ClaimGraph) -> list[str | None]:
    return [entry.record.value for entry in graph.log if isinstance(entry.record, cg.Assertion)]


def fault(*entities: Any, **options: Any) -> cg.InvalidRecord:
    with pytest.raises(cg.InvalidBatch) as caught:
        read(*entities, **options)
    (found,) = caught.value.exceptions
    assert isinstance(found, cg.InvalidRecord)
    return found


def fault_of(*qualifiers: dict[str, Any], main: Any = None, **more: Any) -> cg.InvalidRecord:
    return fault(entity(statement(main or text_value("x"), *qualifiers, **more)))


# --- a real sample with known answers


@pytest.fixture(scope="module")
def sample() -> cg.ClaimGraph:
    with (DATA / "wikidata-entities.json").open("rb") as stream:
        return wikibase.read(stream, snapshot=SNAPSHOT)


@pytest.fixture(scope="module")
def ranks() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DATA / "wikidata-ranks.json").read_text("utf-8"))
    return found


def slots(graph: cg.ClaimGraph) -> dict[tuple[str, str], list[cg.Claim]]:
    """Group what the project says by what it says it of."""
    about = {
        str(entry.record): (entry.record.subject, entry.record.predicate)
        for entry in graph.log
        if isinstance(entry.record, cg.Assertion)
    }
    found: dict[Any, list[cg.Claim]] = defaultdict(list)
    for one in claims(graph):
        if one.source == "Wikidata":
            found[about[str(one.assertion)]].append(one)
    return found


def rank_of(one: cg.Claim) -> str:
    return str(one.note).splitlines()[0].split()[0]


def test_the_deprecated_statements_of_the_sample_are_withdrawn_with_their_reasons(
    sample: cg.ClaimGraph, ranks: list[dict[str, Any]]
) -> None:
    withdrawn = {one.locator: str(one.note) for one in claims(sample) if one.stance is cg.Stance.WITHDRAWS}
    assert set(withdrawn) == {one for slot in ranks for one in slot["deprecated"]}
    assert len(withdrawn) == 26
    reasons = {one: ", ".join(why) for slot in ranks for one, why in slot["deprecation_reason"].items()}
    for one, note in withdrawn.items():
        assert note.splitlines()[0] == f"deprecated rank: {reasons.get(one, 'no reason given')}"


def test_those_who_dispute_a_statement_of_the_sample_deny_it_by_name(
    sample: cg.ClaimGraph, ranks: list[dict[str, Any]]
) -> None:
    denials = defaultdict(set)
    for one in claims(sample):
        if one.source != "Wikidata" and one.stance is cg.Stance.DENIES:
            denials[one.locator].add(str(one.source))
    assert denials == {one: set(who) for slot in ranks for one, who in slot["disputed_by"].items()}
    assert len(denials) == 4
    disputed = {row.assertion for row in cg.disputes(sample)}
    assert disputed == {str(one.assertion) for one in claims(sample) if one.locator in denials}


def test_the_best_ranks_of_the_sample_follow_from_the_notes(sample: cg.ClaimGraph, ranks: list[dict[str, Any]]) -> None:
    found = {}
    for slot, listed in slots(sample).items():
        held = [one for one in listed if one.stance is not cg.Stance.WITHDRAWS]
        best = [one for one in held if rank_of(one) == "preferred"] or held
        found[slot] = {one.locator for one in best}
    assert found == {(slot["entity"], slot["property"]): set(slot["truthy"]) for slot in ranks}
    counted = {slot: {one.locator for one in listed} for slot, listed in slots(sample).items()}
    assert {slot: len(ids) for slot, ids in counted.items()} == {
        (slot["entity"], slot["property"]): slot["n"] for slot in ranks
    }


def test_the_sample_reads_the_same_twice_and_in_every_form_of_file(sample: cg.ClaimGraph) -> None:
    text = (DATA / "wikidata-entities.json").read_text("utf-8")
    entities = json.loads(text)
    records = [entry.record for entry in sample.log]
    for form in (
        json.dumps({"entities": {one["id"]: one for one in entities}, "success": 1}, indent=1),
        "\n".join(map(json.dumps, entities)),
        ",\n".join(map(json.dumps, entities)) + ",\n",
    ):
        again = wikibase.read(BytesIO(form.encode()), snapshot=SNAPSHOT)
        assert [entry.record for entry in again.log] == records
    before = len(sample.log)
    wikibase.read(StringIO(text), snapshot=SNAPSHOT, into=sample)
    assert len(sample.log) == before


def test_a_later_snapshot_takes_back_what_an_earlier_one_held() -> None:
    graph = read(entity(statement(text_value("x"))), snapshot="2023-01-01")
    reason = snak("P2241", item_value("Q2"))
    read(entity(statement(text_value("x"), reason, rank="deprecated")), into=graph)
    assert cg.status(graph.view(as_of="2024-01-01"), "Q1 P1 x") is cg.Status.CLAIMED
    assert cg.status(graph, "Q1 P1 x") is cg.Status.RETRACTED


BEGAN, ENDED = (snak(one, time_value(f"+{year}-01-01")) for one, year in (("P580", 2001), ("P582", 2021)))
X = text_value("x")


def status(graph: cg.ClaimGraph, value: str, **view: Any) -> cg.Status:
    return cg.status(graph.view(**view), f"Q1 P1 {value}")


def test_what_a_later_snapshot_has_changed_under_one_id_is_taken_back_at_its_date() -> None:
    graph = read(entity(statement(X, BEGAN)), snapshot="2020-01-01")
    assert status(graph, "x", valid_at="2023") is cg.Status.CLAIMED
    read(entity(statement(X, BEGAN, ENDED)), snapshot="2024-01-01", into=graph)
    old, new, gone = claims(graph)
    assert status(graph, "x", valid_at="2023") is cg.Status.RETRACTED
    assert status(graph, "x", valid_at="2010") is cg.Status.CLAIMED
    assert status(graph, "x", valid_at="2023", as_of="2023-12-31") is cg.Status.CLAIMED
    assert (gone.stance, gone.cites, str(gone.asserted_at)) == (cg.Stance.WITHDRAWS, (old.id,), "2024-01-01")
    assert (gone.locator, gone.note) == (new.locator, "changed: the statement of this id now says something else")


def test_a_changed_value_is_the_only_one_that_stands_and_may_change_back() -> None:
    graph = read(entity(statement(X)), snapshot="2020")
    read(entity(statement(X)), snapshot="2021", into=graph)  # of two copies, none may stand again
    read(entity(statement(text_value("y"))), snapshot="2022", into=graph)
    assert (status(graph, "x"), status(graph, "y")) == (cg.Status.RETRACTED, cg.Status.CLAIMED)
    before = len(claims(graph))
    read(entity(statement(text_value("y"))), snapshot="2023", into=graph)
    assert len(claims(graph)) == before + 1  # what is withdrawn is not withdrawn again
    read(entity(statement(X)), snapshot="2024", into=graph)
    assert (status(graph, "x"), status(graph, "y")) == (cg.Status.CLAIMED, cg.Status.RETRACTED)
    read(entity(statement("novalue")), snapshot="2025", into=graph)
    assert status(graph, "x") is cg.Status.RETRACTED


def test_a_statement_that_changed_and_is_deprecated_says_nothing_any_more() -> None:
    graph = read(entity(statement(X)), snapshot="2020")
    read(entity(statement(text_value("y"), rank="deprecated")), snapshot="2024", into=graph)
    assert (status(graph, "x"), len(claims(graph))) == (cg.Status.RETRACTED, 3)
    graph = read(entity(statement(X, BEGAN)), snapshot="2020")
    read(entity(statement(X, rank="deprecated")), snapshot="2024", into=graph)
    assert (status(graph, "x"), len(claims(graph))) == (cg.Status.RETRACTED, 2)


@pytest.mark.parametrize(
    ("later", "options"),
    [
        (statement(text_value("y")), {"snapshot": "2019"}),
        (statement(text_value("y")), {"snapshot": "2020"}),
        (statement(text_value("y")), {"project": "Our Wikibase"}),
        (statement(text_value("y")) | {"id": "Q1$b"}, {}),
        (statement(text_value("y")) | {"id": None}, {}),
        (statement(X, rank="preferred"), {}),
        (statement(X, snak("P276", item_value("Q656"))), {}),
    ],
)
def test_nothing_is_taken_back_without_a_later_snapshot_that_says_otherwise(later: Any, options: Any) -> None:
    graph = read(entity(statement(X)), snapshot="2020")
    read(entity(later), **{"snapshot": "2024", **options}, into=graph)
    assert len(claims(graph)) == 2
    assert status(graph, "x") is not cg.Status.RETRACTED


def test_what_a_statement_still_says_stands_beside_a_deprecated_one_of_the_same() -> None:
    old = statement(text_value("x"), rank="deprecated") | {"id": "Q1$b"}
    for order in ((old, statement(text_value("x"))), (statement(text_value("x")), old)):
        assert cg.status(read(entity(*order)), "Q1 P1 x") is cg.Status.CLAIMED


# --- periods


def start(time: str, precision: int = 11, **more: Any) -> dict[str, Any]:
    return snak("P580", time_value(time, precision, **more))


def end(time: str, precision: int = 11, **more: Any) -> dict[str, Any]:
    return snak("P582", time_value(time, precision, **more))


def point(time: str, precision: int = 11, **more: Any) -> dict[str, Any]:
    return snak("P585", time_value(time, precision, **more))


def unknown(one: str) -> dict[str, Any]:
    return snak(one, "somevalue")


def none(one: str) -> dict[str, Any]:
    return snak(one, "novalue")


@pytest.mark.parametrize(
    ("qualifiers", "valid"),
    [
        ((), None),
        ((start("+2001-02-03"),), "2001-02-03/.."),
        ((end("+2008-00-00", 9),), "../2008"),
        ((start("+2001-02-00", 10), end("+2008-00-00", 9)), "2001-02/2008"),
        ((start("+2001-00-00", 9), end("+2001-00-00", 9)), "2001"),
        ((point("+2001-02-03"),), "2001-02-03"),
        ((point("+1914-00-00", 8),), "191X"),
        ((point("+1900-00-00", 7),), "1801?/1900?"),
        ((point("+1901-01-01", 7),), "1901?/2000?"),
        ((point("+1900-00-00", 6),), "1001?/2000?"),
        ((start("+1914-00-00", 8), none("P582")), "191X/.."),
        ((start("+2001-00-00", 9), unknown("P582")), "2001"),
        ((unknown("P580"), end("+2008-05-00", 10)), "2008-05"),
        ((none("P580"), end("+2008-00-00", 9)), "../2008"),
        ((unknown("P580"), unknown("P582")), f"../{SNAPSHOT}?"),
        ((unknown("P582"),), f"../{SNAPSHOT}?"),
        ((unknown("P585"),), f"../{SNAPSHOT}?"),
        ((unknown("P580"),), None),
        ((none("P580"), none("P582")), None),
        ((start("+2001-00-00", 9), start("+1999-00-00", 9)), "1999?/.."),
        ((start("+1990-00-00", 9), end("+2001-00-00", 9), end("+2003-00-00", 9)), "1990/2003?"),
        ((start("+2001-00-00", 9), start("+2001-00-00", 9)), "2001/.."),
        ((point("+2001-02-03", before=1),), "2001-02-03?"),
        ((point("+2001-00-00"),), "2001"),
        ((point("+2001-02-00"),), "2001-02"),
    ],
)
def test_qualifiers_of_time_are_the_period_that_is_spoken_of(qualifiers: Any, valid: str | None) -> None:
    assert claim(*qualifiers).valid == (None if valid is None else cg.When(valid))


@pytest.mark.parametrize(
    ("time", "precision", "valid"),
    [
        ("+1917-10-25", 11, "1917-11-07"),
        ("+1582-10-05", 11, "1582-10-15"),
        ("+1900-02-29", 11, "1900-03-13"),
        ("+0200-03-01", 11, "0200-03-01"),
        ("+1917-10-00", 10, "1917-10-14/1917-11-13"),
        ("+1900-02-00", 10, "1900-02-13/1900-03-13"),
        ("+1917-00-00", 9, "1917-01-14/1918-01-13"),
        ("+1914-00-00", 8, "191X"),
    ],
)
def test_the_julian_calendar_is_converted_to_the_day(time: str, precision: int, valid: str) -> None:
    found = claim(point(time, precision, model=JULIAN))
    assert found.valid == cg.When(valid)
    assert (f"Julian calendar: {time}" in str(found.note)) == (precision > 8)


def test_each_point_in_time_is_spoken_of_by_itself() -> None:
    graph = read(entity(statement(text_value("x"), point("+2001-00-00", 9), point("+2005-00-00", 9))))
    assert [str(one.valid) for one in claims(graph)] == ["2001", "2005"]


def test_what_a_period_does_not_tell_of_the_qualifiers_stays_in_the_note() -> None:
    assert claim(start("+2001-00-00", 9), point("+2004-00-00", 9)).note == "normal rank\nP585: 2004"
    assert claim(start("+2001-00-00", 9), unknown("P582")).note == "normal rank\nP582: unknown value"
    assert claim(start("+2001-00-00", 9), start("+1999-00-00", 9)).note == "normal rank\nP580: 2001, 1999"
    (old,) = claims(read(entity(statement(text_value("x"), end("+2001-00-00", 9), rank="deprecated"))))
    assert (old.valid, old.note) == (None, "deprecated rank: no reason given\nP582: 2001")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (time_value("+2022-01-01", 14), "precision from 0 to 11"),
        (time_value("+2022-01-01", True), "whole number"),  # type: ignore[arg-type]
        (time_value("+2022-01-01", model="http://www.wikidata.org/entity/Q12138"), "calendars"),
        (time_value("2022-01-01"), "such as '+2022-07-02T00:00:00Z'"),
        (time_value("+2022-01-01", model=5), "a text"),  # type: ignore[arg-type]
        ({"type": "time", "value": "2022"}, "an object"),
        (text_value("2022"), "expected time"),
        ({"type": "time", "value": {"time": "+2022-01-01T00:00:00Z"}}, "a whole number"),
    ],
)
def test_a_time_that_cannot_be_read_is_refused_where_it_stands(value: Any, expected: str) -> None:
    found = fault_of(snak("P580", value))
    assert str(found.field).startswith("Q1.claims.P1[0].qualifiers.P580[0]")
    assert expected in found.problem


LOST = "Wikibase was read without: the time of 1 statement, kept as text in the note"


@pytest.mark.parametrize(
    ("qualifiers", "valid"),
    [
        ([start("-0044-03-15")], None),
        ([start("-0044-03-15", model=JULIAN), end("+0476-00-00", 9)], "../0476"),
        ([start("-4540000000-00-00", 3), start("+0100-00-00", 9), end("+0476-00-00", 9)], "../0476"),
        ([end("-0044-03-15")], "../2025-05-01?"),
        ([start("-0300-00-00", 7), end("-0044-00-00", 9)], "../2025-05-01?"),
        ([start("+2001-00-00", 9), end("-0044-00-00", 9)], "../2025-05-01?"),
        ([start("+2001-00-00", 9), end("+12000-01-01")], "2001/.."),
        ([end("+12000-01-01")], None),
        ([start("+12000-01-01")], "../2025-05-01?"),
        ([point("-0044-03-15")], "../2025-05-01?"),
        ([point("+12000-01-01")], "../2025-05-01?"),
        ([point("-0044-03-15"), point("+2001-00-00", 9)], "2001"),
        ([start("+2008-00-00", 9), end("+2001-00-00", 9)], "../2025-05-01?"),
        ([start("+2014-02-30")], None),
        ([start("+2014-13-01"), end("+2020-00-00", 9)], "2020"),
        ([start("+2014-00-00", 9), end("+2022-02-30", model=JULIAN)], "2014"),
        ([end("+0000-00-00", 9)], "../2025-05-01?"),
        ([point("+0001-01-01", model=JULIAN)], "../2025-05-01?"),
        ([point("+2000-00-00", 4)], "../2025-05-01?"),
    ],
)
def test_a_time_that_is_no_date_is_kept_in_the_note_and_refuses_nothing(
    qualifiers: list[dict[str, Any]], valid: str | None
) -> None:
    with pytest.warns(LossyWarning) as caught:
        found = claim(*qualifiers)
    assert [str(one.message) for one in caught] == [LOST]
    assert found.valid == (None if valid is None else cg.When(valid))


def test_the_note_has_the_times_that_no_period_says() -> None:
    with pytest.warns(LossyWarning):
        assert claim(start("-0044-03-15")).note == "normal rank\nP580: -0044-03-15, precision 11, Gregorian calendar"
    with pytest.warns(LossyWarning):
        assert claim(start("+2008-00-00", 9), end("+2001-00-00", 9)).note == "normal rank\nP580: 2008\nP582: 2001"
    with pytest.warns(LossyWarning, match="the time of 2 statements, kept as text in the note"):
        read(*(entity(statement(text_value(text), point("-0044-00-00", 9))) for text in "xy"))


def test_a_statement_that_ended_nobody_knows_when_is_not_taken_back_by_the_next_snapshot() -> None:
    for qualifiers in ([unknown("P582")], [end("-0044-00-00", 9)], [point("-0044-00-00", 9)]):
        found = entity(statement(text_value("x"), *qualifiers))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", LossyWarning)
            graph = read(found, into=read(found, snapshot="2022-05-01"))
        assert [one.stance for one in claims(graph)] == [cg.Stance.AFFIRMS] * 2


# --- values


@pytest.mark.parametrize(
    ("main", "value", "note"),
    [
        (text_value("=HYPERLINK(1)"), "=HYPERLINK(1)", ""),
        (item_value("Q7"), "Q7", ""),
        ({"type": "wikibase-entityid", "value": {"entity-type": "property", "numeric-id": 7}}, "P7", ""),
        (item_value("L7-F1"), "L7-F1", ""),
        ({"type": "monolingualtext", "value": {"text": "Київ", "language": "uk"}}, "Київ", "language: uk"),
        (time_value("+1952-10-07"), "1952-10-07", ""),
        (time_value("+1917-10-25", model=JULIAN), "1917-11-07", "Julian calendar: +1917-10-25"),
        (time_value("-0044-03-15", model=JULIAN), "-0044-03-15, precision 11, Julian calendar", ""),
        (time_value("-13798000000-00-00", 3), "-13798000000-00-00, precision 3, Gregorian calendar", ""),
        ({"type": "quantity", "value": {"amount": "+20", "unit": "1"}}, "20", ""),
        ({"type": "quantity", "value": {"amount": "-1.5e3", "unit": "1"}}, "-1500", ""),
        (
            {
                "type": "quantity",
                "value": {
                    "amount": "+170",
                    "unit": "http://www.wikidata.org/entity/Q174728",
                    "lowerBound": "+169.5",
                    "upperBound": "+170.5",
                },
            },
            "169.5 to 170.5 Q174728",
            "amount: 170",
        ),
        ({"type": "globecoordinate", "value": {"latitude": 48.9, "longitude": 38, "globe": None}}, "48.9, 38", ""),
        (
            {
                "type": "globecoordinate",
                "value": {"latitude": 1, "longitude": -2, "precision": 0.1, "globe": "http://x/entity/Q111"},
            },
            "1, -2",
            "globe: Q111\nprecision: 0.1",
        ),
    ],
)
def test_values_are_texts_and_what_else_belongs_to_them_is_noted(main: Any, value: str, note: str) -> None:
    graph = read(entity(statement(main)))
    assert values(graph) == [value]
    assert claims(graph)[0].note == "\n".join(filter(None, ("normal rank", note)))


def test_a_quantity_is_read_by_a_predicate_of_quantities() -> None:
    unit = "http://www.wikidata.org/entity/Q174728"
    graph = read(
        entity(
            statement({"type": "quantity", "value": {"amount": "+170", "unit": unit}}),
            statement({"type": "quantity", "value": {"amount": "+157.48", "unit": unit}}),
        )
    )
    graph.add(cg.Predicate("P1", values="quantity"))
    assert [row.kind for row in cg.contradictions(graph)] == ["quantity"]


def test_some_value_is_affirmed_and_no_value_denied_without_naming_one() -> None:
    some, no = claims(read(entity(statement("somevalue"), statement("novalue", rank="preferred"))))
    assert some.assertion == no.assertion == "Q1 P1: there is a value"
    assert (some.stance, no.stance) == (cg.Stance.AFFIRMS, cg.Stance.DENIES)


def test_who_disputes_that_there_is_no_value_affirms_one() -> None:
    who = (snak("P1310", item_value("Q2")), snak("P3680", item_value("Q3")))
    found = {one.source: one.stance.value for one in claims(read(entity(statement("novalue", *who))))}
    assert found == {"Wikidata": "denies", "Q2": "affirms", "Q3": "denies"}


def test_words_of_doubt_are_a_hedge_and_circa_marks_a_date() -> None:
    circa, possibly = snak("P1480", item_value("Q5727902")), snak("P5102", item_value("Q30230067"))
    graph = read(entity(statement(time_value("+1950-00-00", 9), circa, possibly)), labels={"Q30230067": "possibly"})
    assert values(graph) == ["1950~"]
    assert claims(graph)[0].hedge == "possibly; Q5727902"
    assert values(read(entity(statement(time_value("-0100-00-00", 9), circa)))) == [
        "-0100-00-00, precision 9, Gregorian calendar"
    ]
    assert values(read(entity(statement(text_value("1950"), circa)))) == ["1950"]


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        ({"type": "bad", "value": 1}, "type"),
        ({"value": 1}, "type"),
        (text_value(""), "assertion.value"),
        (text_value("\ud800"), "assertion.value"),
        ({"type": "string", "value": 5}, "value"),
        ({"type": "string"}, "value"),
        (item_value("Q0"), "value"),
        (item_value("source:x"), "value"),
        ({"type": "wikibase-entityid", "value": {}}, "value"),
        ({"type": "monolingualtext", "value": {"text": "x"}}, "value.language"),
        ({"type": "quantity", "value": {"amount": "+1"}}, "value.unit"),
        ({"type": "quantity", "value": {"amount": "many", "unit": "1"}}, "value.amount"),
        ({"type": "quantity", "value": {"unit": "1"}}, "value.amount"),
        ({"type": "globecoordinate", "value": {"latitude": 1}}, "value"),
        ({"type": "globecoordinate", "value": {"latitude": True, "longitude": 1}}, "value"),
        ({"type": "globecoordinate", "value": None}, "value"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_where_it_stands(main: Any, expected: str) -> None:
    found = fault_of(main=main)
    assert str(found.field).startswith("Q1.claims.P1[0]")
    assert str(found.field).endswith(expected)


# --- references and other qualifiers


def reference(*snaks: dict[str, Any]) -> dict[str, Any]:
    return {"hash": "x", "snaks": grouped(*snaks), "snaks-order": []}


URL = "https://www.example.org/1"


@pytest.mark.parametrize(
    ("snaks", "cites"),
    [
        ((snak("P248", item_value("Q9")), snak("P854", text_value(URL))), ("Q9",)),
        ((snak("P143", item_value("Q9")), snak("P3452", item_value("Q8"))), ("Q8", "Q9")),
        ((snak("P854", text_value(URL)),), ("example.org",)),
        ((snak("P4656", text_value("https://uk.wikipedia.org/wiki/X")),), ("uk.wikipedia.org",)),
        ((snak("P854", text_value("https://[bad")),), (cg.UNKNOWN,)),
        ((snak("P854", text_value("nowhere")),), (cg.UNKNOWN,)),
        ((snak("P248", "somevalue"),), (cg.UNKNOWN,)),
        ((snak("P8286", text_value("1100050")),), (cg.UNKNOWN,)),
        ((snak("P248", item_value("Q9")), snak("P577", time_value("-0100-00-00", 9))), ("Q9",)),
        (
            (
                snak("P248", item_value("Q9")),
                snak("P577", time_value("+2001-00-00", 9)),
                snak("P577", time_value("+2002-00-00", 9)),
            ),
            ("Q9",),
        ),
        ((snak("P577", time_value("+2001-00-00", 9)),), (cg.UNKNOWN,)),
    ],
)
def test_a_reference_names_whom_the_project_repeats(snaks: Any, cites: tuple[Any, ...]) -> None:
    (found,) = claims(read(entity(statement(text_value("x"), references=[reference(*snaks)]))))
    assert found.cites == cites
    assert "reference: " in str(found.note)


def test_a_dated_reference_is_a_claim_of_its_source_at_that_time_and_in_that_document() -> None:
    title = snak("P1476", {"type": "monolingualtext", "value": {"text": "News", "language": "en"}})
    dated = reference(
        snak("P854", text_value(URL)), title, snak("P123", item_value("Q9")), snak("P577", time_value("+2017-10-07"))
    )
    other = reference(snak("P854", text_value(URL)), snak("P577", time_value("+2017-10-08")))
    graph = read(entity(statement(text_value("x"), point("+2016-00-00", 9), references=[dated, other])))
    first, second, held = claims(graph)
    assert first == cg.Claim(
        "example.org",
        "affirms",
        "Q1 P1 x",
        asserted_at="2017-10-07",
        valid="2016",
        document=URL,
        note="as Wikidata cites it",
    )
    assert second.document == URL
    assert held.cites == (first.id, second.id)
    documents = [entry.record for entry in graph.log if isinstance(entry.record, cg.Document)]
    assert cg.Document("News", url=URL, publisher="Q9", date="2017-10-07") in documents
    assert [origin.origin for origin in cg.origins(graph, "Q1 P1 x")] == ["example.org"]


def test_what_the_project_says_stands_on_its_page_and_has_its_id() -> None:
    found = claim()
    assert (found.document, found.locator) == ("http://www.wikidata.org/entity/Q1", "Q1$a")
    other = claim(project="Our Wikibase")
    assert (other.source, other.document, other.locator) == ("Our Wikibase", None, "Q1$a")


def test_places_and_other_qualifiers_stay_in_the_note() -> None:
    found = claim(snak("P276", item_value("Q656")), snak("P1310", "somevalue"), labels={"P276": "location"})
    assert found.note == 'normal rank\nlocation: Q656\nP1310: unknown value\nnames: {"P276": "location"}'


def test_another_wikibase_has_properties_of_its_own() -> None:
    graph = read(
        entity(statement(text_value("x"), snak("P5", time_value("+2001-00-00", 9)), snak("P580", text_value("soon")))),
        properties={"P580": "P5"},
    )
    (found,) = claims(graph)
    assert (str(found.valid), found.note) == ("2001/..", "normal rank\nP580: soon")
    cited = statement(text_value("x"), references=[reference(snak("P9", item_value("Q9")))])
    assert claims(read(entity(cited), properties={"P248": "P9"}))[0].cites == ("Q9",)


# --- names


def test_things_are_named_by_their_ids_by_the_callers_labels_or_by_those_of_the_file() -> None:
    one = entity(statement(item_value("Q2")), labels={"en": {"language": "en", "value": "Kyiv"}})
    two = {"type": "item", "id": "Q2", "labels": {"en": {"value": "kyiv"}}, "claims": []}
    three = {"type": "item", "id": "Q3", "labels": {"en": {"value": "Q9"}}, "claims": {}}
    prop = {"type": "property", "id": "P1", "labels": {"en": {"value": "capital"}, "de": {"value": "Hauptstadt"}}}
    files = (one, two, three, prop, {"id": "Q4", "labels": []})
    assert claims(read(*files))[0].assertion == "Q1 P1 Q2"
    assert claims(read(*files, labels={"Q1": "Town"}))[0].assertion == "Town P1 Q2"
    assert claims(read(*files, labels="de"))[0].assertion == "Q1 Hauptstadt Q2"
    assert claims(read(*files, labels="en"))[0].assertion == "Kyiv (Q1) capital kyiv (Q2)"
    named = entity(statement(item_value("Q3")))
    assert claims(read(named, three, labels="en"))[0].assertion == "Q1 P1 Q9 (Q3)"


def test_two_things_that_the_caller_names_alike_are_told_apart() -> None:
    one, two = (entity(statement(text_value("x")), id=name) for name in ("Q1", "Q2"))
    found = claims(read(one, two, labels={"Q1": "Kyiv", "Q2": "KYIV"}))
    assert [str(one.assertion) for one in found] == ["Kyiv (Q1) P1 x", "KYIV (Q2) P1 x"]
    assert claims(read(one, labels={"Q1": "Q2"}))[0].assertion == "Q2 (Q1) P1 x"


def labelled(one: str, **labels: str) -> dict[str, Any]:
    return {"id": one, "labels": {code: {"language": code, "value": name} for code, name in labels.items()}}


def snapshots(*files: list[dict[str, Any]], labels: Any = "en", days: Any = None) -> cg.ClaimGraph:
    """Read files into one graph, a year apart."""
    graph = cg.ClaimGraph()
    for day, file in zip(days or [str(year) for year in range(2020, 2020 + len(files))], files, strict=True):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", LossyWarning)
            wikibase.read(StringIO(json.dumps(file)), snapshot=day, labels=labels, into=graph)
    return graph


def said(graph: cg.ClaimGraph) -> set[str]:
    assert not [one for one in claims(graph) if one.stance is cg.Stance.WITHDRAWS]
    return {str(one.assertion) for one in claims(graph)}


TOWN, COUNTRY, TURKEY = labelled("Q1", en="Town"), labelled("P1", en="country"), labelled("Q2", en="Turkey")


def filed(*things: dict[str, Any], main: dict[str, Any] | str | None = None) -> list[dict[str, Any]]:
    """Give a file with one statement, and labels of what it names."""
    item = entity(statement(item_value("Q2") if main is None else main))
    named = {one["id"]: one for one in things}
    return [item | named.pop("Q1", {}), *({"claims": {}, **one} for one in named.values())]


@pytest.mark.parametrize(
    "later",
    [
        [TOWN, COUNTRY, labelled("Q2", en="Türkiye")],
        [labelled("Q1", en="City"), COUNTRY, TURKEY],
        [TOWN, labelled("P1", en="sovereign state"), TURKEY],
        [labelled("Q1", mul="Town"), labelled("P1", mul="country"), labelled("Q2", mul="Turkey")],
        [labelled("Q1", de="Stadt"), COUNTRY, labelled("Q2")],
        [TOWN],
        [],
        [TOWN, COUNTRY, labelled("Q2", en="Türkiye"), labelled("Q3", en="Turkey")],
        [TOWN, COUNTRY, labelled("Q2", en="Town"), labelled("Q9", en="country")],
        [labelled("Q1", en="Turkey"), COUNTRY, labelled("Q2", en="Town")],
        [TOWN | {"aliases": {"en": [{"language": "en", "value": "Burgh"}]}}, COUNTRY, TURKEY],
    ],
)
def test_a_label_that_changed_is_no_change_of_what_was_said(later: list[dict[str, Any]]) -> None:
    first = filed(TOWN, COUNTRY, TURKEY)
    for days in (("2020", "2021"), ("2021", "2020")):
        graph = snapshots(first, filed(*later), days=days)
        assert said(graph) == {"Town country Turkey"}
        assert cg.status(graph, "Town country Turkey") is cg.Status.CLAIMED
    back = cg.read(StringIO(as_text(graph)), format="jsonl")
    again = wikibase.read(StringIO(json.dumps(filed(TOWN))), snapshot="2025", labels={"Q2": "Turkey"}, into=back)
    assert said(again) == {"Town country Turkey"}


def as_text(graph: cg.ClaimGraph) -> str:
    out = StringIO()
    cg.write(graph, out, format="jsonl")
    return out.getvalue()


def test_a_label_that_changed_is_named_with_the_name_that_stays() -> None:
    graph = snapshots(filed(TOWN, TURKEY))
    with pytest.warns(LossyWarning) as caught:
        read(*filed(TOWN, labelled("Q2", en="{Türkiye}")), labels="en", into=graph)
    (warning,) = caught
    assert "1 label that changed" in str(warning.message)
    assert "(Q2 stays 'Turkey', though its label is '(Türkiye)')" in str(warning.message)


def test_many_labels_that_changed_are_counted() -> None:
    many = [entity(statement(X) | {"id": f"Q{n}$a"}, **labelled(f"Q{n}", en=f"Town {n}")) for n in range(1, 31)]
    graph = snapshots(many)
    renamed = [one | labelled(one["id"], en=f"City {one['id']}") for one in many]
    with pytest.warns(LossyWarning, match="30 labels that changed.* and 10 more"):
        read(*renamed, labels="en", into=graph)


def test_what_had_no_label_keeps_its_id_for_a_name() -> None:
    graph = snapshots(filed(), filed(TOWN, COUNTRY, TURKEY))
    assert said(graph) == {"Q1 P1 Q2"}
    mixed = snapshots(filed(), filed(TOWN, COUNTRY, TURKEY), labels=None)
    assert said(mixed) == {"Q1 P1 Q2"}


def test_another_thing_with_the_same_label_is_another_value() -> None:
    graph = snapshots(
        filed(TOWN, labelled("Q2", en="Georgia")),
        filed(TOWN, labelled("Q2", en="Georgia"), labelled("Q3", en="Georgia"), main=item_value("Q3")),
    )
    assert cg.status(graph, "Town P1 Georgia") is cg.Status.RETRACTED
    assert cg.status(graph, "Town P1 Georgia (Q3)") is cg.Status.CLAIMED


def test_a_name_told_apart_by_its_id_stays_so_when_the_other_is_gone() -> None:
    both = filed(TOWN, labelled("Q2", en="Georgia"), labelled("Q3", en="Georgia"))
    assert said(snapshots(both, filed(TOWN, labelled("Q2", en="Georgia")))) == {"Town P1 Georgia (Q2)"}


def test_units_and_those_who_dispute_keep_their_names_too() -> None:
    amount = {"type": "quantity", "value": {"amount": "+3", "unit": "http://www.wikidata.org/entity/Q4"}}
    item = entity(statement(amount, snak("P1310", item_value("Q9"))), labels=TOWN["labels"])
    first = [item, labelled("Q4", en="metre"), labelled("Q9", en="Zenda Times")]
    graph = snapshots(first, [item, labelled("Q4", en="meter"), labelled("Q9", en="The Zenda Times")])
    (dispute,) = cg.disputes(graph)
    assert (dispute.assertion, [one.source for one in dispute.opponents]) == ("Town P1 3 metre", ["Zenda Times"])
    assert len(claims(graph)) == 4
    unnamed = snapshots([item], [item, labelled("Q9", en="Zenda Times")])
    assert [one.source for one in cg.disputes(unnamed)[0].opponents] == ["Q9"]


def test_a_new_statement_names_things_as_the_graph_does() -> None:
    later = filed(TOWN, labelled("Q2", en="Türkiye"))
    later[0]["claims"]["P1"][0]["id"] = "Q1$b"
    assert said(snapshots(filed(TOWN, TURKEY), later)) == {"Town P1 Turkey"}


def test_a_name_that_the_desk_put_right_is_found_by_the_old_one() -> None:
    graph = snapshots(filed(TOWN, TURKEY))
    old = next(entry.record for entry in graph.log if isinstance(entry.record, cg.Assertion))
    new = cg.Assertion(subject="Town", predicate="P1", value="Türkiye")
    graph.add(cg.Correction(of=old.id, by="Desk", why="renamed", replacement=new))
    with pytest.warns(LossyWarning, match="stays 'Turkey'"):
        read(*filed(TOWN, labelled("Q2", en="Türkiye")), labels="en", into=graph)
    assert said(graph) == {"Town P1 Turkey"}
    assert [str(row.claim.stance) for row in cg.positions(graph, "Town P1 Türkiye")] == ["affirms"]


def test_names_of_one_project_are_none_of_another() -> None:
    graph = snapshots(filed(TOWN, TURKEY))
    read(*filed(TOWN, labelled("Q2", en="Atlantis")), labels="en", project="Our Wikibase", into=graph)
    assert said(graph) == {"Town P1 Turkey", "Town P1 Atlantis"}


@pytest.mark.parametrize("note", ["names: {", 'names: {"Q2": 5}', "names: [1]", "names: 5", "names: " + "[" * 100_000])
def test_a_note_that_somebody_else_wrote_names_nothing(note: str) -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Claim("Wikidata", "affirms", "x", asserted_at="2020", note=note))
    read(*filed(TOWN, TURKEY), labels="en", into=graph)
    assert "Town P1 Turkey" in said(graph)


@pytest.mark.parametrize("labels", [{"Q1": ""}, {"Q1": 5}, {5: "x"}])
def test_labels_are_names_by_ids(labels: Any) -> None:
    assert fault(entity(), labels=labels).field == "labels"


def test_two_spellings_of_a_value_are_one_assertion_and_none_conflicts_with_what_is_recorded() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Assertion("Town is called X", subject="Q1", predicate="P1", value="x"))
    graph.add(cg.Document("Other title", url=URL))
    dated = reference(snak("P854", text_value(URL)), snak("P577", time_value("+2017-00-00", 9)))
    item = entity(statement(text_value("X"), references=[dated]), statement(text_value("x")))
    read(item, into=graph)
    assert {str(one.assertion) for one in claims(graph)} == {"Town is called X"}


# --- the file


@pytest.mark.parametrize("snapshot", [None, "2024/..", "2024~", "202X", "yesterday", 5, ""])
def test_the_day_of_the_snapshot_is_given_and_never_guessed(snapshot: Any) -> None:
    assert fault(entity(), snapshot=snapshot).field == "snapshot"


def test_the_project_is_a_source() -> None:
    assert (fault(entity(), project="").record, fault(entity(), project="").field) == ("source", "name")


def test_a_zone_is_that_of_the_graph() -> None:
    graph = read(entity(statement(text_value("x"))), zone="Europe/Kyiv")
    assert graph.zone.key == "Europe/Kyiv"
    assert read(entity(), into=graph) is graph
    assert fault(entity(), into=graph, zone="UTC").field == "zone"


def test_forms_and_senses_of_a_lexeme_have_statements_too() -> None:
    form = {"id": "L1-F1", "claims": entity(statement(text_value("x")))["claims"]}
    sense = {"id": "L1-S1", "claims": entity(statement(text_value("y")))["claims"]}
    graph = read({"type": "lexeme", "id": "L1", "claims": [], "forms": [form], "senses": [sense]})
    assert [one.assertion for one in claims(graph)] == ["L1-F1 P1 x", "L1-S1 P1 y"]
    assert claims(graph)[0].document == "http://www.wikidata.org/entity/L1"


def test_statements_of_media_stand_under_another_name() -> None:
    media = {"type": "mediainfo", "id": "M1", "statements": entity(statement(text_value("x")))["claims"]}
    assert claims(read(media))[0].assertion == "M1 P1 x"


@pytest.mark.parametrize("text", ["", " \n ", "\n\n"])
def test_an_empty_file_is_no_answer(text: str) -> None:
    for on_error in ("raise", "collect"):
        with pytest.raises(cg.InvalidBatch, match="1 fault in the stream") as caught:
            cg.read(StringIO(text), format="wikibase", snapshot=SNAPSHOT, on_error=on_error)  # type: ignore[call-overload]
        (error,) = caught.value.exceptions
        assert str(error) == "line 1: found an empty file, expected entities; was the download cut off?"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "read without: any entity, for the list is empty"),
        ('{"entities": []}', "read without: any entity from 1 answer"),
        ('{"entities": {}}\n{"entities": {}}', "read without: any entity from 2 answers"),
    ],
)
def test_a_file_without_entities_is_read_and_says_so(text: str, told: str) -> None:
    with pytest.warns(LossyWarning, match=told) as caught:
        graph = cg.read(StringIO(text), format="wikibase", snapshot=SNAPSHOT)
    assert (len(graph.log), len(caught), caught[0].filename) == (0, 1, __file__)


def test_a_redirect_is_named_with_where_it_leads() -> None:
    answer = {"entities": {"Q5": {"id": "Q5", "redirect": "Q1"}, "Q1": entity(statement(text_value("x")))}}
    with pytest.warns(LossyWarning, match=r"2 redirects between entities \('Q5' to 'Q1', 'Q6' to 'Q1'\)"):
        graph = read(answer, {"entity": "Q6", "redirect": "Q1"})
    assert [one.assertion for one in claims(graph)] == ["Q1 P1 x"]
    with pytest.warns(LossyWarning, match="'Q19' to 'Q1' and 5 more"):
        read(*({"entity": f"Q{number}", "redirect": "Q1"} for number in range(25)))


def test_an_error_that_the_api_answered_with_is_told_in_its_words() -> None:
    error = fault(entity(), {"error": {"code": "no-such-entity", "info": "Could not find Q0."}})
    assert (error.line, error.field) == (2, "error")
    assert error.problem == (
        "found an error that the API answered with, 'no-such-entity', 'Could not find Q0.'; ask it again"
    )


def test_the_entities_of_several_answers_are_counted_through_the_file() -> None:
    good, bad = (entity(statement(text_value("x"), rank=rank)) for rank in ("normal", "best"))
    answers: list[Any] = [{"entities": [{**good, "id": "Q1"}, {**bad, "id": "Q2"}]}]
    answers += [{"entities": [{**good, "id": "Q3"}]}, {"entities": 5}]
    answers += [{"entities": [{**bad, "id": "Q4"}]}, {**good, "id": "Q5"}]
    stream = StringIO("\n".join(map(json.dumps, answers)))
    collected = cg.read(stream, format="wikibase", snapshot=SNAPSHOT, on_error="collect")
    assert [one.assertion for one in claims(collected.graph)] == ["Q1 P1 x", "Q3 P1 x", "Q5 P1 x"]
    told = [(one.line, one.error.field, one.found.get("id", one.found)) for one in collected.rejected]
    assert told == [
        (1, "entity 2: Q2.claims.P1[0].rank", "Q2"),
        (3, "entities", {"entities": 5}),
        (4, "entity 4: Q4.claims.P1[0].rank", "Q4"),
    ]


def test_what_is_at_fault_is_given_back_from_where_it_stands() -> None:
    good, error = entity(statement(text_value("x"))), {"error": {"code": "x"}}
    lines = [good, "x", [1], error, {"entities": 5}, {**good, "id": "Q3"}, {"entities": {"Q2": 5, "Q4": good}}, 7]
    stream = StringIO("\n".join(map(json.dumps, lines)))
    collected = cg.read(stream, format="wikibase", snapshot=SNAPSHOT, on_error="collect")
    assert len(claims(collected.graph)) == 2
    told = [(one.line, one.error.field, one.found) for one in collected.rejected]
    assert told == [
        (2, None, "x"),
        (3, None, [1]),
        (4, "error", error),
        (5, "entities", {"entities": 5}),
        (7, "entity 3", 5),
        (8, None, 7),
    ]


def test_a_record_that_the_graph_refuses_is_addressed_as_it_stands_in_the_file() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Assertion("Q1 P1 x", subject="a", predicate="b", value="c"))
    with pytest.raises(cg.InvalidBatch) as caught:
        read({"entities": {"Q2": entity(id="Q2"), "Q1": entity(statement(text_value("x")))}}, into=graph)
    found = [error for error in caught.value.exceptions if isinstance(error, cg.InvalidRecord)]
    assert [(error.line, error.field) for error in found] == [(1, "entity 2: text")]


def test_nothing_is_recorded_where_a_warning_is_an_error() -> None:
    graph = cg.ClaimGraph()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(LossyWarning):
            read(entity(statement(text_value("x"))), {"entity": "Q6", "redirect": "Q1"}, into=graph)
    assert len(graph.log) == 0


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (5, None),
        ({"claims": {}}, None),
        ({"id": "Q1", "missing": ""}, None),
        ({"redirect": "Q1"}, None),
        ({"id": 5}, "id"),
        ({"entities": 5}, "entities"),
        ({"id": "L1", "forms": {}}, None),
        ({"id": "L1", "forms": 5}, None),
        ({"id": "L1", "forms": [5]}, None),
        ({"id": "Q1", "claims": 5}, "Q1.claims"),
        ({"id": "Q1", "claims": [5]}, "Q1.claims"),
        ({"id": "Q1", "claims": {"P1": 5}}, "Q1.claims.P1"),
        ({"id": "Q1", "claims": {"P1": [5]}}, "Q1.claims.P1[0]"),
        ({"id": "Q1", "claims": {"P1": [{}]}}, "Q1.claims.P1[0].rank"),
        ({"id": "Q1", "claims": {"P1": [{"rank": "normal"}]}}, "Q1.claims.P1[0].mainsnak"),
        (entity(statement("value")), "Q1.claims.P1[0].mainsnak.datavalue.type"),
        (entity(statement("what")), "Q1.claims.P1[0].mainsnak.snaktype"),
        (entity(statement(text_value("x"), rank="best")), "Q1.claims.P1[0].rank"),
        (entity({**statement(text_value("x")), "id": 5}), "Q1.claims.P1[0].id"),
        (entity({**statement(text_value("x")), "id": " "}), "Q1.claims.P1[0]: claim.locator"),
        (entity({**statement(text_value("x")), "references": {}}), "Q1.claims.P1[0].references"),
        (entity({**statement(text_value("x")), "references": [{"snaks": [1]}]}), "Q1.claims.P1[0].references[0].snaks"),
        (entity({**statement(text_value("x")), "qualifiers": {"P1": {}}}), "Q1.claims.P1[0].qualifiers.P1"),
        (entity(statement(text_value("x"), snak("P1310", text_value("x")))), "P1310[0].datavalue.type"),
        (entity(statement(text_value("x"), {"property": "P9"})), "Q1.claims.P1[0].qualifiers.P9[0].snaktype"),
    ],
)
def test_what_is_no_entity_is_refused_where_it_stands(data: Any, field: str | None) -> None:
    found = fault(entity(), data)
    assert found.line == 2
    assert found.field == field or (field is not None and str(found.field).endswith(field))


def test_in_an_answer_of_the_api_the_entities_are_counted() -> None:
    bad = entity(statement("what"))
    with pytest.raises(cg.InvalidBatch) as caught:
        read({"entities": {"Q1": entity(), "Q2": 5, "Q3": bad}})
    places = [(one.line, one.field) for one in caught.value.exceptions if isinstance(one, cg.InvalidRecord)]
    assert places == [(1, "entity 2"), (1, "entity 3: Q1.claims.P1[0].mainsnak.snaktype")]
    with pytest.raises(cg.InvalidBatch) as caught:
        read({"entities": {"Q1": {"id": 5}}})
    assert [one.field for one in caught.value.exceptions if isinstance(one, cg.InvalidRecord)] == ["entity 1: id"]


def test_all_faults_are_reported_with_their_lines_and_nothing_is_kept() -> None:
    graph = cg.ClaimGraph()
    with pytest.raises(cg.InvalidBatch) as caught:
        read(entity(statement(text_value("x"))), 5, entity(statement("what")), into=graph)
    assert [error.line for error in caught.value.exceptions if isinstance(error, cg.InvalidRecord)] == [2, 3]
    assert len(graph.log) == 0


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (b'[\n{"id": "Q1"},\n{"id"}]', 3, "expected JSON ("),
        (b'[\n{"id": "Q1"}\n{"id": "Q2"}]', 3, "a comma or the end of the list"),
        (b'[\n{"id": "Q1"},\n', 3, "cut off"),
        (b"[\n]\n5", 3, "nothing after the list"),
        (b'{"id": "Q1",\n"id": "Q2"}', 1, "twice"),
        (b'{"id": NaN}', 1, "JSON has no NaN"),
        (b"[" * 100_000, 1, "nested too deep"),
        (b"9" * 5000, 1, "a number too long"),
        (b'{"id": "Q1"}\n"\xff"', 2, "0xff"),
        (b"\xff\xfe{\0", 1, "UTF-16"),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(text: bytes, line: int, expected: str) -> None:
    with pytest.raises(cg.InvalidBatch) as caught:
        wikibase.read(BytesIO(text), snapshot=SNAPSHOT)
    (found,) = caught.value.exceptions
    assert isinstance(found, cg.InvalidRecord)
    assert (found.line, expected in str(found)) == (line, True)


def test_hostile_text_comes_through_as_it_is() -> None:
    texts = ['"</script>\r\n', "=HYPERLINK(A1)", "\u202eabc", "\U0001f600", "x" * 1_000_000]
    graph = read(entity(*(statement(text_value(text)) for text in texts)))
    assert values(graph) == texts


def test_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    assert set(fuzz_statements.main("wikibase", 400, 1)) == {"wikibase read", "wikibase refused"}


@pytest.mark.parametrize(
    ("amount", "text"),
    [("+1.234", "1.2340"), ("-1.234", "-1.2340"), ("+1.230", "1.23"), ("+0.123", "0.123"), ("+1234.567", "1234.567")],
)
def test_the_point_of_an_amount_is_a_decimal_point(amount: str, text: str) -> None:
    graph = read(entity(statement({"type": "quantity", "value": {"amount": amount, "unit": "1"}}, one="P35")))
    graph.add(cg.Predicate("P35", values="quantity"))
    assert values(graph) == [text]
    assert cg.Quantity.parse(text) == cg.Quantity(amount_of(amount), amount_of(amount))


def amount_of(text: str) -> Fraction:
    return Fraction(text.removeprefix("+"))


@pytest.mark.parametrize("time", ["-0043-03-15", "-4540000000-00-00", "+12000-01-01"])
def test_a_year_beyond_the_calendar_compares_with_nothing_and_lets_the_file_be(time: str) -> None:
    precision = 9 if time.endswith("01-01") else 3 if time.endswith("00-00") else 11
    graph = cg.ClaimGraph()
    graph.add(cg.Predicate("P35", values="date"))
    source = StringIO(json.dumps(entity(statement(time_value(time, precision), one="P35"))))
    with pytest.warns(cg.UnreadableWarning):
        cg.read(source, format="wikibase", snapshot="2024-05-01", into=graph)
    assert len(cg.unreadable(graph)) == len(claims(graph)) == 1
