"""STIX: the ecosystem's own parser takes every bundle, without custom objects, and nothing is said that nobody said."""

from __future__ import annotations

import json
import re
import warnings
from io import BytesIO, StringIO
from typing import Any

import pytest
import stix2
from argued import generated, graph_of, hostile, quietly, record, says
from stix2.confidence.scales import admiralty_credibility_to_value

import claimgraph as cg
from claimgraph.io.arguments import stix

MILLISECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
CREDIBILITY = {
    1: "1 - Confirmed by other sources",
    2: "2 - Probably True",
    3: "3 - Possibly True",
    4: "4 - Doubtful",
    5: "5 - Improbable",
}


def objects(view: cg.View | cg.ClaimGraph) -> list[dict[str, Any]]:
    """Write a bundle, let `stix2` check it, and see to it that it is closed."""
    text = quietly(stix.write, view, notes=True)
    parsed = stix2.parse(text, allow_custom=False, version="2.1")  # an empty bundle does not tell its version
    found: list[dict[str, Any]] = json.loads(text).get("objects", [])
    assert len(found) == len(parsed.get("objects", []))
    ids = {one["id"] for one in found}
    assert len(ids) == len(found)
    for one in found:
        assert MILLISECONDS.fullmatch(one["created"])
        assert MILLISECONDS.fullmatch(one["modified"])
        assert one["created"] <= one["modified"]
        refs = [value for key, value in one.items() if key.endswith("_ref")] + one.get("object_refs", [])
        assert ids.issuperset(refs)
    return found


def labelled(found: list[dict[str, Any]], label: str) -> list[dict[str, Any]]:
    return [one for one in found if label in one.get("labels", ())]


def opinions(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in found if one["type"] == "opinion"]


def losses(graph: cg.ClaimGraph) -> str:
    with pytest.warns(cg.LossyWarning) as caught:
        stix.write(graph.view(), StringIO())
    return str(caught[0].message)


# --- the checker


def test_the_record_is_taken_whole() -> None:
    graph = record()
    found = objects(graph)
    sides = [claim for claim in cg.claims(graph) if claim.stance in (cg.Stance.AFFIRMS, cg.Stance.DENIES)]
    assert len(opinions(found)) == len(sides)
    assert len([one for one in found if "authors" in one]) == len(cg.claims(graph))
    assert {one["opinion"] for one in opinions(found)} == {"agree", "disagree"}
    disputed = labelled(found, "status:disputed")
    assert len(disputed) == len([row for row in cg.disputes(graph) if len(cg.claims(graph, assertion=row.assertion))])


def test_hostile_text_is_taken_and_comes_out_as_it_went_in() -> None:
    graph = hostile()
    found = objects(graph)
    names = {one["name"] for one in found if one["type"] == "identity"}
    assert names >= {str(claim.source) for claim in cg.claims(graph)}
    text = "\n".join(one["explanation"] for one in opinions(found))
    assert all(claim.quote in text for claim in cg.claims(graph) if claim.quote)
    for one in found:
        for reference in one.get("external_references", ()):
            assert reference.keys() & {"url", "description"}
            assert re.fullmatch(r"[a-z]+://[!-~]+", reference.get("url", "a://b"))


def test_generated_graphs_are_taken() -> None:
    count = 0
    for view in generated(120):
        found = objects(view)
        assert len([one for one in found if "authors" in one]) == len(cg.claims(view))
        count += len(found)
    assert count > 1000


def test_the_strict_validator_finds_only_ids_that_are_not_random_and_urls_without_a_hash() -> None:
    validator = pytest.importorskip(
        "stix2validator", reason="stix2-validator is not installed: pip install '.[interop]'"
    )
    options = validator.ValidationOptions(version="2.1")
    for graph in (record().view(as_of="2022-06-25"), hostile().view(said_since="2022-07-25")):
        found = validator.validate_string(quietly(stix.write, graph, notes=True), options)
        assert found.is_valid
        assert {re.search(r"\{(\d+)\}", str(one))[1] for one in found.warnings} <= {"103", "302"}  # type: ignore[index]


def test_an_empty_graph_is_an_empty_bundle() -> None:
    assert objects(graph_of()) == []


def test_the_same_graph_is_the_same_bytes_to_text_and_to_bytes() -> None:
    out = BytesIO()
    stix.write(graph_of(says("Ann", "affirms", "é")).view(), out)
    assert out.getvalue().decode() == quietly(stix.write, graph_of(says("Ann", "affirms", "é")), notes=True)


# --- claims


def test_a_side_is_an_opinion_of_its_source_on_the_note_of_the_assertion() -> None:
    found = objects(graph_of(says("Ann", "affirms", "bridge open"), says("Bob", "denies", "bridge open", "2022-07-03")))
    (ann, bob) = opinions(found)
    (note,) = labelled(found, "assertion")
    assert (ann["opinion"], bob["opinion"]) == ("agree", "disagree")
    assert ann["authors"] == ["Ann"]
    assert ann["object_refs"] == bob["object_refs"] == [note["id"]]
    assert note["content"] == "bridge open"
    assert (note["created"], note["modified"]) == (ann["created"], bob["created"])
    names = {one["id"]: one["name"] for one in found if one["type"] == "identity"}
    assert [names[one["created_by_ref"]] for one in (ann, bob)] == ["Ann", "Bob"]
    assert [names[one] for one in note["object_refs"]] == ["Ann", "Bob"]


@pytest.mark.parametrize("stance", ["questions", "comments", "declines"])
def test_what_takes_no_side_is_a_note_and_no_opinion(stance: str) -> None:
    found = objects(graph_of(says("Ann", stance, "bridge open", quote="who knows")))
    assert opinions(found) == []
    (note,) = labelled(found, f"stance:{stance}")
    assert note["content"] == f"“who knows”\nAnn {stance} “bridge open”, on 2 July 2022."


@pytest.mark.parametrize("credibility", [1, 2, 3, 4, 5])
def test_confidence_is_the_credibility_that_was_given_by_the_scale_of_stix(credibility: int) -> None:
    found = objects(graph_of(says("Ann", "affirms", "a", credibility=credibility)))
    assert opinions(found)[0]["confidence"] == admiralty_credibility_to_value(CREDIBILITY[credibility])
    assert f"credibility:{credibility}" in opinions(found)[0]["labels"]


@pytest.mark.parametrize(("given", "label"), [(6, ["stance:affirms", "credibility:6"]), (None, ["stance:affirms"])])
def test_no_confidence_is_made_up(given: int | None, label: list[str]) -> None:
    (opinion,) = opinions(objects(graph_of(says("Ann", "affirms", "a", credibility=given))))
    assert "confidence" not in opinion
    assert opinion["labels"] == label


@pytest.mark.parametrize(
    ("said", "created", "told"),
    [
        ("2022", "2022-01-01T00:00:00.000Z", "in 2022"),
        ("2022-07~", "2022-07-01T00:00:00.000Z", "around July 2022"),
        ("2022-07-02T10:00:00.123987+03:00", "2022-07-02T07:00:00.123Z", "on 2 July 2022 at 10:00:00.123987 UTC+03:00"),
        ("0001", "0001-01-01T00:00:00.000Z", "in 1"),
    ],
)
def test_times_are_cut_to_milliseconds_and_told_as_they_were_given(said: str, created: str, told: str) -> None:
    (opinion,) = opinions(objects(graph_of(says("Ann", "affirms", "a", said))))
    assert opinion["created"] == created
    assert opinion["explanation"] == f"Ann affirms “a”, {told}."


def test_a_year_that_begins_before_year_1_in_utc_is_taken() -> None:
    graph = cg.ClaimGraph("Europe/Kyiv")
    graph.add(says("Ann", "affirms", "a", "0001"))
    assert opinions(objects(graph))[0]["created"] == "0001-01-01T00:00:00.000Z"


def test_what_else_is_known_of_a_claim_is_told() -> None:
    claim = says("Ann", "affirms", "a", valid="2022-06-24", hedge="perhaps", note="by phone", cites=cg.UNKNOWN)
    (opinion,) = opinions(objects(graph_of(claim)))
    assert opinion["explanation"].splitlines()[1:] == [
        "Speaks of 24 June 2022.",
        "In words of doubt: “perhaps”.",
        "Repeats nobody knows whom.",
        "Note: by phone",
    ]


# --- withdrawals


def test_what_its_source_took_back_is_revoked_by_a_later_version() -> None:
    first, second = says("Ann", "affirms", "a"), says("Ann", "denies", "a", "2022-07-03")
    other = says("Bob", "affirms", "a")
    found = objects(graph_of(first, second, other, says("Ann", "withdraws", "a", "2022-07-04")))
    revoked = [one.get("revoked", False) for one in opinions(found)]
    assert revoked == [True, False, True]  # in the order of speaking: Ann, Bob, Ann
    assert opinions(found)[0]["modified"] == "2022-07-04T00:00:00.000Z"
    assert opinions(found)[0]["explanation"].endswith("Taken back on 4 July 2022.")
    assert not any(one.get("revoked") for one in labelled(found, "stance:withdraws"))


def test_a_withdrawal_that_cites_takes_back_only_that_and_points_to_it() -> None:
    first, second = says("Ann", "affirms", "a"), says("Ann", "affirms", "a", "2022-07-03")
    found = objects(graph_of(first, second, says("Ann", "withdraws", "a", "2022-07-03", cites=[second])))
    one, two = opinions(found)
    assert "revoked" not in one
    assert two["revoked"]
    assert (two["created"], two["modified"]) == ("2022-07-03T00:00:00.000Z", "2022-07-03T00:00:00.001Z")
    (points,) = labelled(found, "takes-back")
    assert points["target_ref"] == two["id"]


def test_nothing_is_revoked_by_a_withdrawal_that_the_view_does_not_show_or_that_came_before() -> None:
    graph = graph_of(
        says("Ann", "affirms", "a", "2022-07-05"),
        says("Ann", "withdraws", "a"),
        says("Ann", "withdraws", "a", "2022-08"),
    )
    assert "revoked" not in opinions(objects(graph.view(as_of="2022-07-06")))[0]
    assert opinions(objects(graph))[0]["revoked"]


# --- sources, documents, rules


def test_sources_keep_what_is_known_of_them_and_whom_they_speak_for() -> None:
    found = objects(
        graph_of(
            cg.Source("Ann", speaks_for="Corps", reliability="B", url="https://example.org/ann", note="spokeswoman"),
            cg.Affiliation("Bob", speaks_for="Corps", valid="2022-01-01/2022-06-30"),
            cg.Affiliation("Bob", speaks_for="Desk", valid="2022-07/.."),
            cg.Affiliation("Bob", speaks_for=None, valid="../2021"),
            says("Ann", "affirms", "a"),
            says("Bob", "affirms", "a", "2022-07-03"),
        )
    )
    names = {one["name"]: one for one in found if one["type"] == "identity"}
    assert names.keys() == {"Ann", "Bob", "Corps", "Desk"}
    assert names["Ann"]["description"] == "spokeswoman"
    assert names["Ann"]["labels"] == ["reliability:B"]
    assert "confidence" not in names["Ann"]
    assert names["Ann"]["external_references"] == [{"source_name": "Ann", "url": "https://example.org/ann"}]
    by_id = {one["id"]: name for name, one in names.items()}
    told = {
        (by_id[one["source_ref"]], by_id[one["target_ref"]]): (one.get("start_time"), one.get("stop_time"))
        for one in labelled(found, "speaks-for")
    }
    assert told == {
        ("Ann", "Corps"): (None, None),
        ("Bob", "Corps"): ("2022-01-01T00:00:00.000000Z", "2022-07-01T00:00:00.000000Z"),
        ("Bob", "Desk"): ("2022-07-01T00:00:00.000000Z", None),
    }


@pytest.mark.parametrize(
    ("document", "reference"),
    [
        ("https://example.org/1", {"source_name": "https://example.org/1", "url": "https://example.org/1"}),
        ("no url at all", {"source_name": "no url at all", "description": "no url at all"}),
        ("http://[half", {"source_name": "http://[half", "description": "http://[half"}),
        (cg.Document("A page"), {"source_name": "A page", "description": "A page"}),
        (
            cg.Document("A page", url="https://example.org/1", publisher="Example Times", date="2022-07-03"),
            {
                "source_name": "Example Times",
                "url": "https://example.org/1",
                "description": "A page, 3 July 2022, paragraph 2",
            },
        ),
    ],
)
def test_a_document_is_an_external_reference(document: Any, reference: dict[str, str]) -> None:
    locator = "paragraph 2" if isinstance(document, cg.Document) and document.url else None
    (opinion,) = opinions(objects(graph_of(says("Ann", "affirms", "a", document=document, locator=locator))))
    assert opinion["external_references"] == [reference]


def test_citations_are_relationships() -> None:
    first = says("Ann", "affirms", "a")
    second = says("Bob", "questions", "a", "2022-07-03", cites=[first, "Wire"])
    graph = graph_of(first, second)
    found = objects(graph)
    (note,) = labelled(found, "stance:questions")
    wire = next(one for one in found if one.get("name") == "Wire")
    cites = {(one["source_ref"], one["target_ref"]) for one in labelled(found, "cites")}
    assert cites == {(note["id"], opinions(found)[0]["id"]), (note["id"], wire["id"])}
    with pytest.warns(cg.LossyWarning, match="the citation of 1 claim that the view does not show"):
        stix.write(graph.view(only="Bob"), StringIO())


def test_contradictions_are_relationships_that_tell_contrary_from_contradictory() -> None:
    found = objects(
        graph_of(
            cg.Link("a", "contrary", "b"),
            cg.Link("a", "contradictory", "c"),
            cg.Link("d", "entails", "a"),
            *(says("Ann", "affirms", text) for text in "ab"),
            says("Bob", "affirms", "c"),
            says("Eve", "denies", "a"),
            says("Dan", "affirms", "d"),
        )
    )
    told = {one["description"]: one["labels"][1:] for one in labelled(found, "contradicts")}
    assert told["“a” affirmed and “b” affirmed cannot both be right"] == ["contrary", "rule:link"]
    assert told["“a” affirmed and “c” affirmed cannot both be right"] == ["contradictory", "rule:link"]
    assert told["“a” denied and “d” affirmed cannot both be right"] == ["contrary", "rule:link"]


def test_what_is_known_of_an_assertion_stands_in_its_note() -> None:
    held = cg.Assertion("It is held", subject="Town", predicate="held by", value="North", note="as shown on maps")
    (note,) = labelled(objects(graph_of(held, says("Ann", "affirms", "It is held"))), "assertion")
    assert note["content"] == "It is held\nSubject: Town\nPredicate: held by\nValue: North\nNote: as shown on maps"


def test_a_document_that_was_taken_out_is_still_named_by_its_url() -> None:
    document = cg.Document("A page", url="https://example.org/1")
    claim = says("Ann", "affirms", "a", document=document)
    (opinion,) = opinions(objects(graph_of(document, claim, cg.Correction(of=document, by="desk", why="never was"))))
    assert opinion["external_references"][0]["url"] == "https://example.org/1"
    assert "A page" not in str(opinion)


# --- views


def test_views_of_one_graph_share_what_they_say_alike_and_keep_statuses_apart() -> None:
    graph = graph_of(says("Ann", "affirms", "a"), says("Bob", "denies", "a", "2022-07-03"))
    before, after = objects(graph.view(as_of="2022-07-02")), objects(graph)
    assert opinions(before)[0] == opinions(after)[0]
    (was,), (now,) = labelled(before, "status"), labelled(after, "status")
    assert was["content"] == "Status: claimed.\nTakes in only what was said up to 2 July 2022."
    assert now["content"] == "Status: disputed."
    assert was["id"] != now["id"]
    assert was["object_refs"] == now["object_refs"] == [labelled(after, "assertion")[0]["id"]]


def test_what_is_left_out_is_named() -> None:
    first = says("Ann", "affirms", "a")
    graph = cg.ClaimGraph()
    graph.extend([first], recorded_at="2022-08-01T00:00Z")
    graph.extend(
        [
            cg.Predicate("is", single_valued=True),
            cg.Part("x", of="y"),
            cg.Assertion("nobody speaks of this"),
            cg.Source("Silent"),
            cg.Document("Unread"),
            cg.Reliance("https://example.org/1", "a"),
            cg.SameAs("Ann", "Anne"),
            cg.Link("a", "contrary", "b"),
            cg.Link("a", "contrary", "c"),
            says("Bob", "affirms", "c"),
            cg.Dismissal("a", "c", by="desk", why="no"),
            cg.Correction(of=cg.Source("Silent"), by="desk", why="spelling"),
        ],
        recorded_at="2022-08-02T00:00Z",
    )
    told = losses(graph)
    for what in ("1 predicate", "1 part", "link", "1 dismissal", "1 correction", "1 reliance", "1 pair of names"):
        assert what in told
    assert "the 2 times of recording" in told
    assert "assertions that nobody speaks of" in told
    assert "2 documents that no claim names" in told


def test_what_is_only_possible_is_no_contradiction() -> None:
    graph = graph_of(
        cg.Predicate("killed", values="quantity"),
        cg.Assertion("about 20", subject="s", predicate="killed", value="about 20"),
        cg.Assertion("exactly 22", subject="s", predicate="killed", value="exactly 22"),
        says("Ann", "affirms", "about 20"),
        says("Bob", "affirms", "exactly 22"),
    )
    assert labelled(objects(graph), "contradicts") == []
    assert [row.overlap for row in cg.contradictions(graph)] == [cg.Certainty.POSSIBLE]
    assert "2 steps only about right; 1 contradiction only possible" in losses(graph)


def test_only_a_view_or_a_graph_is_written() -> None:
    with pytest.raises(TypeError, match="expected a ClaimGraph g or a view of it"):
        stix.write([], StringIO())  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(TypeError, match="open for writing"):
            stix.write(graph_of().view(), object())  # type: ignore[arg-type]
