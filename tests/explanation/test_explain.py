"""Explanations: the sentences for each status and rule, the data behind them, and text that means harm."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import pytest
from folders import SEEDS

import claimgraph as cg
from claimgraph.explanation.explanation import Explanation, explain
from claimgraph.records.amendments import SameAs
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.declarations import Dismissal, Link, Part, Predicate
from claimgraph.records.stance import Status

ARTICLE = "“Moscow reports taking the whole Luhansk region; Kyiv says Lysychansk has not fallen”"
HELD = "Town held"
OPPOSITES = "“Town taken” and “Town held” are recorded as opposites, of which exactly one holds."


def says(
    source: Any, stance: str = "affirms", asserted_at: str = "2022-07-02", assertion: Any = HELD, **more: Any
) -> Claim:
    return Claim(source, stance, assertion, asserted_at=asserted_at, **more)


def explained(*records: Any, of: Any = HELD, **clocks: Any) -> Explanation:
    graph = cg.ClaimGraph()
    for record in records:
        graph.add(record)
    return explain(graph.view(**clocks), of)


def lines(*records: Any, of: Any = HELD, **clocks: Any) -> list[str]:
    return str(explained(*records, of=of, **clocks)).splitlines()


ANN, BOB = says("Ann"), says("Bob", "denies", "2022-07-03")
BOB_AGREES, ANN_WITHDRAWS = says("Bob", asserted_at="2022-07-04"), says("Ann", "withdraws", "2022-07-03")


@pytest.mark.parametrize(
    ("claims", "status", "opening"),
    [
        ([ANN, BOB], "disputed", "“Town held” has been disputed since 3 July 2022."),
        (
            [ANN, BOB, BOB_AGREES],
            "conceded",
            (
                "“Town held” was disputed from 3 July 2022, and has been conceded since 4 July 2022: a source that "
                "opposed it before now supports it, and nobody opposes it any more."
            ),
        ),
        (
            [says("Eve", "questions")],
            "questioned",
            (
                "“Town held” has been questioned since 2 July 2022: it is doubted without being denied; nobody "
                "supports it, and nobody opposes it."
            ),
        ),
        (
            [ANN, says("Eve", "questions")],
            "questioned",
            (
                "“Town held” has been questioned since 2 July 2022: it is doubted without being denied; somebody "
                "supports it, and nobody opposes it."
            ),
        ),
        (
            [ANN, says("Bob", asserted_at="2022-07-04")],
            "corroborated",
            (
                "“Town held” has been corroborated since 4 July 2022: independent parties support it, and nobody "
                "opposes it."
            ),
        ),
        (
            [ANN],
            "claimed",
            (
                "“Town held” has been claimed since 2 July 2022: no more than one party supports it, and nobody "
                "opposes it."
            ),
        ),
        (
            [ANN, ANN_WITHDRAWS],
            "retracted",
            "“Town held” was supported from 2 July 2022, and has been without support since 3 July 2022.",
        ),
        ([BOB], "denied", "“Town held” has been denied since 3 July 2022: nobody on record has ever supported it."),
        ([Assertion(HELD)], "unclaimed", "Nobody on record has spoken of “Town held”."),
        ([says("Ann", "comments")], "unclaimed", "Nobody on record takes a position on “Town held”."),
        (
            [BOB, says("Bob", "withdraws", "2022-07-05")],
            "unclaimed",
            "Nobody on record takes a position on “Town held” any more.",
        ),
    ],
)
def test_every_status_opens_with_a_sentence_of_its_own(claims: list[Any], status: str, opening: str) -> None:
    found = explained(*claims)
    assert found.status is Status(status)
    assert str(found).splitlines()[0] == opening


def test_what_was_once_is_told_where_the_status_rests_on_it() -> None:
    assert lines(ANN, BOB, BOB_AGREES)[1:] == [
        "In support:",
        "• Ann affirmed it on 2 July 2022.",
        "• Bob affirmed it on 4 July 2022.",
        "Earlier: Bob denied it on 3 July 2022.",
    ]
    assert lines(ANN, ANN_WITHDRAWS)[1:] == [
        "Earlier: Ann affirmed it on 2 July 2022.",
        "Also on record: Ann took back an earlier statement on it on 3 July 2022.",
    ]
    statuses = [change.status for change in explained(ANN, BOB, BOB_AGREES).history]
    assert statuses == [Status.CLAIMED, Status.DISPUTED, Status.CONCEDED]
    assert explained(ANN, BOB).history == ()


def test_an_implied_support_that_ended_is_told_with_what_ended_it() -> None:
    entails = Link("Mayor in office", "entails", HELD)
    ended = says("Ann", "denies", "2022-07-04", "Mayor in office")
    bob = says("Bob"), says("Bob", "withdraws", "2022-07-03")
    told = lines(entails, says("Ann", assertion="Mayor in office"), ended, *bob)
    assert told[0] == "“Town held” was supported from 2 July 2022, and has been without support since 4 July 2022."
    assert "• Ann did not speak of it, but denied “Mayor in office” on 4 July 2022." in told


def test_an_article_is_explained_as_an_editor_would_tell_it() -> None:
    graph = cg.read(SEEDS / "lysychansk-article.jsonl")
    graph.extend([
        Predicate("controlled by", single_valued=True, inherits=True),
        Part("Lysychansk", of="Luhansk region"),
        Predicate("killed", values="quantity", cumulative=True),
    ])  # fmt: skip
    nobody = Assertion(subject="Serhiivka strike of 1 July 2022", predicate="killed", value="0")
    graph.add(says("Test source", asserted_at="2022-07-03", assertion=nobody))
    assert str(explain(graph, "Luhansk region controlled by Russia")) == (
        "“Luhansk region controlled by Russia” has been disputed since 3 July 2022.\n"
        f"In support: Sergei Shoigu (speaking for Russia) affirmed it on 3 July 2022 (paragraph 2 of {ARTICLE}).\n"
        "Against it: Government of Ukraine did not speak of it, but denied “Lysychansk controlled by Russia” on "
        f"3 July 2022 (paragraph 3 of {ARTICLE}). If “Luhansk region controlled by Russia” holds, so does “Lysychansk "
        "controlled by Russia”, because Lysychansk is part of Luhansk region, and “controlled by” passes from a whole "
        "to its parts."
    )
    told = str(explain(graph, "Serhiivka strike of 1 July 2022 killed at least 21"))
    assert "cannot both hold, because 0 and at least 21 share no number." in told


@pytest.mark.parametrize(
    ("relation", "stance", "reason"),
    [
        ("entails", "affirms", "“Town taken” is recorded as implying “Town held”."),
        ("equivalent", "denies", "“Town taken” and “Town held” are recorded as meaning the same."),
        ("contrary", "affirms", "“Town taken” and “Town held” are recorded as excluding each other."),
        ("contradictory", "denies", OPPOSITES),
    ],
)  # fmt: skip
def test_every_kind_of_link_has_its_sentence(relation: str, stance: str, reason: str) -> None:
    told = lines(
        Link("Town taken", relation, HELD), says("Ann", stance, assertion="Town taken"), says("Eve", "questions")
    )
    assert any(line.endswith(reason) for line in told)
    did = {"affirms": "affirmed", "denies": "denied"}[stance]
    assert any(f"Ann did not speak of it, but {did} “Town taken”" in line for line in told)


def test_a_link_tells_what_implies_what_also_when_it_is_denied() -> None:
    told = lines(Link(HELD, "entails", "Mayor in office"), says("Eve", "denies", assertion="Mayor in office"), ANN)
    assert told[-1].endswith(
        "denied “Mayor in office” on 2 July 2022. “Town held” is recorded as implying “Mayor in office”."
    )


def born(value: str) -> Assertion:
    return Assertion(subject="Max", predicate="born", value=value)


@pytest.mark.parametrize(
    ("rules", "said", "stance", "asked", "reason"),
    [
        ([Predicate("born", single_valued=True)], "Paris", "affirms", "Rome",
         ("“Max born Paris” and “Max born Rome” cannot both hold, because “born” is recorded as having one "
         "value at a time.")),
        ([Predicate("born"), Part("Mitte", of="Berlin")], "Mitte", "affirms", "Berlin",
         "If “Max born Mitte” holds, so does “Max born Berlin”, because Mitte is part of Berlin."),
        ([Predicate("born"), Part("Mitte", of="Berlin")], "Berlin", "denies", "Mitte",
         "If “Max born Mitte” holds, so does “Max born Berlin”, because Mitte is part of Berlin."),
        ([Predicate("born", values="date")], "1900-08-06", "affirms", "1900",
         "If “Max born 1900-08-06” holds, so does “Max born 1900”, because 6 August 1900 lies within 1900."),
        ([Predicate("born", values="date")], "1900", "denies", "1900-08",
         "If “Max born 1900-08” holds, so does “Max born 1900”, because August 1900 lies within 1900."),
        ([Predicate("born", values="date")], "1901", "affirms", "1900",
         "“Max born 1901” and “Max born 1900” cannot both hold, because 1901 and 1900 do not overlap."),
        ([Predicate("born", values="quantity")], "5 to 6", "affirms", "at least 3",
         "If “Max born 5 to 6” holds, so does “Max born at least 3”, because whatever is 5 to 6 is also at least 3."),
        ([Predicate("born", values="quantity", cumulative=True)], "21", "affirms", "0",
         ("“Max born 21” and “Max born 0” cannot both hold, because at least 21 (“21”, read as a count that can still "
         "grow) and 0 share no number.")),
    ],
)  # fmt: skip
def test_every_kind_of_rule_has_its_sentence(rules: list[Any], said: str, stance: str, asked: str, reason: str) -> None:
    target = born(asked)
    found = explained(
        *rules, says("Ann", stance, assertion=born(said)), says("Eve", "questions", assertion=target), of=target
    )
    assert reason in str(found)
    assert set(rules) == set(found.rules)


def test_a_path_of_several_steps_reads_as_a_chain_through_assertions_nobody_recorded() -> None:
    parts = [Part("Mitte", of="Berlin"), Part("Berlin", of="Germany")]
    mitte, germany = born("Mitte"), born("Germany")
    eve = says("Eve", "questions", assertion=germany)
    found = explained(Predicate("born"), *parts, says("Ann", assertion=mitte), eve, of=germany)
    told = (
        "The reasoning has 2 steps: (1) if “Max born Mitte” holds, so does “Max born Berlin”, because Mitte is part "
        "of Berlin; (2) if “Max born Berlin” holds, so does “Max born Germany”, because Berlin is part of Germany."
    )
    assert told in str(found)
    assert [one.value for one in found.through] == ["Mitte", "Berlin", "Germany"]
    assert found.rules == (parts[0], Predicate("born"), parts[1])


def test_what_is_inherited_over_several_levels_names_every_part() -> None:
    held = [Assertion(subject=place, predicate="held by", value="North") for place in ("Village", "Region")]
    found = explained(
        Predicate("held by", inherits=True), Part("Village", of="District"), Part("District", of="Region"),
        says("Ann", "denies", assertion=held[0]), says("Bob", assertion=held[1]), of=held[1],
    )  # fmt: skip
    assert "(1) if “District held by North” holds, so does “Village held by North”, because Village is part of" in str(
        found
    )
    assert [one.subject for one in found.through] == ["Village", "District", "Region"]


def test_the_same_chain_is_told_once() -> None:
    told = str(
        explained(Link("Town taken", "contrary", HELD), *(says(name, assertion="Town taken") for name in "ABC"), ANN)
    )
    assert told.count("are recorded as excluding each other") == 1


@pytest.mark.parametrize(
    ("asserted_at", "said"),
    [
        ("2022", "in 2022"),
        ("2022-07", "in July 2022"),
        ("2022-07-02", "on 2 July 2022"),
        ("2022-07-02T18:00Z", "on 2 July 2022 at 18:00 UTC"),
        ("2022-07-02T18:00:30+03:00", "on 2 July 2022 at 18:00:30 UTC+03:00"),
        ("2022-07~", "around July 2022"),
        ("2022-07-02?", "perhaps on 2 July 2022"),
        ("2022-07%", "perhaps around July 2022"),
        ("201X", "in the 2010s"),
        ("20XX", "in the years 2000 to 2099"),
        ("2004-XX", "in 2004"),
        ("2004-07-XX", "in July 2004"),
        ("2022-07-01/2022-07-03~", "some time between 1 July 2022 and around 3 July 2022"),
        ("2022-07-02/..", "on 2 July 2022 or later"),
    ],
)
def test_a_date_is_written_out_as_precisely_as_it_is_known(asserted_at: str, said: str) -> None:
    assert lines(says("Ann", asserted_at=asserted_at))[1] == f"In support: Ann affirmed it {said}."


@pytest.mark.parametrize(
    ("valid", "spoken_of"),
    [
        ("2022-07-02", "2 July 2022"),
        ("2022-07-02/..", "the time from 2 July 2022 on"),
        ("../2022-07", "the time up to July 2022"),
        ("2022-07-01/2022-07-03", "the time from 1 July 2022 to 3 July 2022"),
        ("../..", "all time"),
    ],
)
def test_the_time_spoken_of_is_told(valid: str, spoken_of: str) -> None:
    assert lines(says("Ann", valid=valid))[1] == f"In support: Ann affirmed it on 2 July 2022, speaking of {spoken_of}."


def test_a_dispute_names_the_time_it_is_about_and_what_was_said_of_others() -> None:
    bob = says("Bob", "denies", "2022-07-05", valid="2022-07-01/2022-07-03")
    told = lines(says("Ann", valid="2022-07-02"), bob, says("Eve", asserted_at="2022-07-06"))
    assert told[0] == (
        "“Town held” has been disputed since 5 July 2022; the two sides differ about 2 July 2022. "
        "It is also supported at present."
    )
    assert told[-1] == "Also on record: Eve affirmed it on 6 July 2022."


def test_words_hedges_citations_and_documents_are_shown_as_the_speakers_own() -> None:
    document = Document("Daily", url="https://example.org/1", publisher="Example Times")
    claim = says(
        "Ann", hedge="as far as we know", quote="it is ours", locator="page 3", document=document, cites=["TASS"]
    )
    assert lines(claim)[2] == (
        "In support: Ann affirmed it on 2 July 2022, citing TASS, hedging with “as far as we know”, in the words “it "
        "is ours” (page 3 of “Daily”, Example Times, https://example.org/1)."
    )
    assert "citing somebody unnamed" in lines(says("Ann", cites=cg.UNKNOWN))[2]
    assert "citing Ann" in lines(ANN, says("Bob", cites=ANN))[4]
    assert "citing X" in lines(says("X", assertion="Other"), says("Bob", cites=says("X", assertion="Other")))[2]


def test_an_imprecise_date_is_told_to_leave_the_position_open() -> None:
    told = lines(says("Ann", asserted_at="2022-07-02~"), says("Ann", "denies", "2022-07-03"))
    open_ = "Imprecise dates leave open whether Ann said something else later."
    assert f"Against it: Ann denied it on 3 July 2022. {open_}" in told
    found = explained(says("Ann", valid="2022-07-02~"), says("Bob", "denies", valid="2022-07-02"))
    assert not found.supporters[0].certain


def test_since_when_a_source_has_been_on_a_side_is_told_where_it_said_so_again() -> None:
    assert lines(ANN, says("Ann", asserted_at="2022-07-05"))[1].endswith(
        " Ann has been on this side since 2 July 2022."
    )


def test_a_principal_that_stands_on_both_sides_is_named() -> None:
    told = lines(Source("Ann", speaks_for="North"), Source("Bob", speaks_for="North"), ANN, BOB)
    assert told[0].endswith("North speaks on both sides, through different sources.")
    assert told[1] == "In support: Ann (speaking for North) affirmed it on 2 July 2022."


def test_a_source_is_shown_under_its_one_name() -> None:
    assert explained(SameAs("Ann", "Anna"), says("Anna", "comments")).besides[0].source == "Ann"


def test_a_dismissal_is_told_and_who_judged_and_why_is_in_its_record() -> None:
    dismissal = Dismissal(HELD, "Town taken", by="Cy", why="pockets hold out")
    found = explained(Link(HELD, "contrary", "Town taken"), dismissal, ANN, says("Bob", assertion="Town taken"))
    assert found.rules == (dismissal,)
    assert str(found).endswith("The desk judged “Town held” and “Town taken” to be no contradiction.")


def test_what_a_view_leaves_out_is_told() -> None:
    assert lines(ANN, says("Zoe"), as_of="2022-07-03", without=["Zoe"])[-1] == (
        "This takes in only what was said up to 3 July 2022, and only what was not said by Zoe, "
        "nor on their behalf, and does not rest on them alone."
    )
    told = lines(ANN, said_since="2022-07", known_at="2050", valid_at="2022-07-05", only=["Ann"])[-1]
    assert told == (
        "This takes in only what was said from July 2022 on, and only what was recorded up to 2050, and only what is "
        "said of 5 July 2022, and only what was said by Ann, or on their behalf."
    )


def test_an_assertion_that_nobody_recorded_is_explained_and_a_text_that_nobody_recorded_is_refused() -> None:
    found = explained(ANN, of=born("Rome"))
    assert (found.assertion, found.status, found.claims) == ("Max born Rome", Status.UNCLAIMED, ())
    assert str(found) == "Nobody on record has spoken of “Max born Rome”."
    with pytest.raises(cg.NotFound):
        explained(ANN, of="Town lost")


def test_what_bears_on_an_assertion_nobody_spoke_of_is_told_but_makes_no_dispute() -> None:
    found = explained(Link("Town taken", "contrary", HELD), says("Ann", assertion="Town taken"))
    assert found.status is Status.UNCLAIMED
    assert found.opponents[0].source == "Ann"
    assert "makes no dispute until somebody speaks of it" in str(found)


def test_refusals_to_say_and_comments_are_told_as_such() -> None:
    assert lines(says("Ann", "comments"), says("Bob", "declines"))[1:] == [
        "Also on record:",
        "• Ann spoke of it without taking a side on 2 July 2022.",
        "• Bob was asked about it and would not say on 2 July 2022.",
    ]


@pytest.mark.parametrize("seed", ["lysychansk-article", "lysychansk-2022"])
def test_every_position_agrees_with_the_other_questions_and_every_claim_is_listed_once_in_order(seed: str) -> None:
    graph = cg.read(SEEDS / f"{seed}.jsonl")
    for assertion in (row.assertion for row in cg.assertions(graph)):
        found = explain(graph, assertion)
        assert found.status is cg.status(graph, assertion)
        assert [*found.supporters, *found.opponents, *found.doubters] == cg.positions(graph, assertion)
        told = [*cg.positions(graph, assertion), *found.former, *found.besides]
        assert {one.claim for one in told} <= set(found.claims)
        cited = {item for claim in found.claims for item in claim.cites}
        assert all(claim in {one.claim for one in told} or {claim.id, claim.source} & cited for claim in found.claims)
        assert len(found.claims) == len(set(found.claims))
        read_in = [claim.document_id for claim in found.claims if claim.document_id]
        assert [document.id for document in found.documents] == read_in
        starts = [claim.asserted_at.bounds()[0] for claim in found.claims]
        assert starts == sorted(starts)
        assert {step.rule for one in told for step in one.path} <= set(found.rules)
        assert not re.search(r"\b(true|false|truth|lie[sd]?|wrong|right)\b", str(found))
    for dispute in cg.disputes(graph):
        found = explain(graph, dispute.assertion)
        assert (found.since, found.about, found.divided) == (dispute.since, dispute.about, dispute.divided)


def test_the_sentences_are_the_same_bytes_on_every_run() -> None:
    script = (
        "import claimgraph as cg; from claimgraph.explanation.explanation import explain\n"
        f"g = cg.read({str(SEEDS / 'lysychansk-2022.jsonl')!r})\n"
        "g.add(cg.Predicate('controlled by', single_valued=True, inherits=True))\n"
        "g.add(cg.Part('Lysychansk', of='Luhansk Oblast'))\n"
        "import sys; [sys.stdout.buffer.write((str(e) + e._repr_html_()).encode()) "
        "for e in (explain(g, row.assertion) for row in cg.assertions(g))]"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


HOSTILE = "<script>alert(1)</script>\u202eevil\x1b[31m\x07\r\n\u2066\ue000https://x.org/\ue001\"' onclick=x {it}"


def test_hostile_text_steers_neither_a_terminal_nor_a_page() -> None:
    rules = [Link(f"taken {HOSTILE}", "contrary", HOSTILE), Dismissal(HOSTILE, "x", by=HOSTILE, why=HOSTILE)]
    sources = [Source(f"A {HOSTILE}", speaks_for=f"P {HOSTILE}")]
    more = {"quote": HOSTILE, "hedge": HOSTILE, "locator": HOSTILE, "cites": [f"C {HOSTILE}"]}
    page = Document(HOSTILE, url=f"https://x.org/{HOSTILE}", publisher=HOSTILE)
    found = explained(
        *rules, *sources, says(f"A {HOSTILE}", assertion=HOSTILE, document=page, **more),
        says("Bob", assertion=f"taken {HOSTILE}", document="javascript:alert(1)"), of=HOSTILE, without=[],
    )  # fmt: skip
    assert found.status is Status.DISPUTED
    assert all(char.isprintable() for char in str(found).replace("\n", ""))
    assert r"\u202eevil\x1b[31m\x07" in str(found)
    html = found._repr_html_()
    assert {tag for tag, _ in _Tags(html).found} == {"div", "p"}
    assert "javascript:alert(1)" in html


def test_only_web_addresses_become_links() -> None:
    claims = [
        says("Ann", document='https://example.org/?a=1&b="2"'),
        says("Bob", document="HTTP://example.org/2"),
        says("Eve", document="javascript:alert(1)//https://example.org"),
        says("Zoe", document="https://example.org/\u202e3"),
    ]
    found = explained(*claims)
    links = [attrs["href"] for tag, attrs in _Tags(found._repr_html_()).found if tag == "a"]
    assert links == ['https://example.org/?a=1&b="2"', "HTTP://example.org/2"]
    assert 'https://example.org/?a=1&b="2"' in str(found)


def test_an_explanation_shows_itself_as_its_sentences_and_is_a_value() -> None:
    found = explained(ANN, BOB)
    assert repr(found) == str(found)
    assert found == explained(ANN, BOB)
    assert hash(found) == hash(explained(ANN, BOB))


def test_a_chain_passes_assertions_whatever_the_spelling_they_are_recorded_under() -> None:
    parts = [Part("Mitte", of="Berlin"), Part("Berlin", of="Germany")]
    spelled = Assertion("MAX  born Berlin", subject="max", predicate="Born", value="berlin")
    ann, eve = says("Ann", assertion=born("Mitte")), says("Eve", "questions", assertion=born("Germany"))
    found = explained(Predicate("born"), *parts, spelled, ann, eve, of=born("Germany"))
    assert "(2) if " in str(found)


def test_a_document_that_was_corrected_is_shown_as_it_is_known_now() -> None:
    page = Document("Dayly", url="https://example.org/1")
    mended = Document("Daily", url="https://example.org/2")
    correction = cg.Correction(of=page, by="desk", why="spelling", replacement=mended)
    assert lines(says("Ann", document=page), correction)[1].endswith("(“Daily”, https://example.org/2).")


def test_it_is_told_whose_own_word_is_behind_a_side_that_repeats() -> None:
    wire = says("Wire", cites="Mayor")
    told = lines(
        wire, says("Daily", cites=wire), says("Ann", "denies", cites="Bob"), says("Bob", "denies", cites="Ann")
    )
    assert "• Daily affirmed it on 2 July 2022, citing Wire." in told
    assert "All of the support goes back to the word of Mayor." in told
    assert told[2] == "Nobody's own word is known to be behind the denial: those who say it repeat each other."
    told = lines(wire, says("Daily", cites=[wire, "Eve"]))
    assert told[1] == "The support goes back to the words of Eve and Mayor."


def test_a_cited_claim_that_was_corrected_or_taken_out_is_told_as_it_is_by_now() -> None:
    wire = says("Wire")
    graph = cg.ClaimGraph()
    graph.extend([wire, says("Daily", cites=wire)])
    graph.add(cg.Correction(of=wire.id, by="desk", why="misread", replacement=says("Agency")))
    assert "citing Agency" in str(explain(graph, HELD))
    graph.add(cg.Correction(of=says("Agency").id, by="desk", why="nobody said so"))
    told = str(explain(graph, HELD))
    assert "citing a report that was taken out of the record" in told
    assert told.splitlines()[1] == "Nobody's own word is known to be behind the support."
