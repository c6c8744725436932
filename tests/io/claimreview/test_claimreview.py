"""ClaimReview in JSON-LD and in pages: each verdict is a claim by its site, with its label as it stands."""

from __future__ import annotations

import html
import json
import random
import time
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from folders import SEEDS
from fuzz_reviews import attempt
from hypothesis import given, settings
from reviews import (
    HOSTILE,
    answer,
    faults,
    page,
    problems,
    quietly,
    read,
    read_answer,
    records,
    review,
    reviewed,
    reviewing_graphs,
    write,
)
from strategies import History, histories

import claimgraph as cg
from claimgraph.charts.marks.tooltips import Said
from claimgraph.io import LossyWarning
from claimgraph.io.claimreview import claimreview, factcheck
from claimgraph.io.claimreview.claimreview import LABELS
from claimgraph.io.claimreview.html_pages import json_scripts
from claimgraph.io.claimreview.review import host_of, is_web, site_of
from claimgraph.io.claimreview.script_blocks import values_in
from claimgraph.records.verdicts import unmapped

# Most labels here are in no table, on purpose; what is said of that is tested once.
pytestmark = pytest.mark.filterwarnings("ignore:.*verdicts that are not mapped:claimgraph.io.LossyWarning")


def claims(graph: cg.ClaimGraph) -> list[Any]:
    return list(cg.claims(graph))


def verdicts(graph: cg.ClaimGraph) -> list[tuple[str, str, str | None]]:
    return [(str(one.source), one.stance.value, one.quote) for one in claims(graph) if one.note is not None]


def rated(**rating: Any) -> dict[str, Any]:
    return review(reviewRating={"@type": "Rating", **rating})


# --- what a review says


def test_a_review_is_two_claims_on_one_assertion() -> None:
    graph = read(page(review()))
    said, verdict = claims(graph)
    assert said == cg.Claim(
        "Ann", "affirms", "Bridge open", asserted_at="2022-07-02", document="https://speech.example/1"
    )
    assert (verdict.source, verdict.stance, verdict.assertion) == ("fact.example", cg.Stance.DENIES, "Bridge open")
    assert (str(verdict.asserted_at), verdict.document) == ("2022-07-03", "https://www.fact.example/1")
    assert cg.status(graph, "Bridge open") is cg.Status.DISPUTED
    described = cg.Document(
        "No, it is not", url="https://www.fact.example/1", publisher="Fact.Example", date="2022-07-03"
    )
    assert described in records(graph)


def test_three_reviewers_stay_three_and_a_label_that_nobody_mapped_takes_no_side() -> None:
    labels = ("False", "Totally False", "Needs More Cowbell")
    graph = read(page(*(review(f"{name}.example", label) for name, label in zip("abc", labels, strict=True))))
    assert verdicts(graph) == [
        ("a.example", "denies", "False"),
        ("b.example", "denies", "Totally False"),
        ("c.example", "comments", "Needs More Cowbell"),
    ]
    assert [row.source for row in cg.positions(graph, "Bridge open")] == ["Ann", "a.example", "b.example"]


@pytest.mark.parametrize(
    ("label", "stance"), [("FALSE", "denies"), (" “Pants  on\u00a0Fire!” ", "denies"), ("True.", "affirms")]
)
def test_labels_are_looked_up_folded_and_kept_as_they_stand(label: str, stance: str) -> None:
    assert verdicts(read(page(review(label=label)))) == [("fact.example", stance, label)]


@pytest.mark.parametrize(
    ("label", "stance"),
    [
        ("False. The fund does not exist.", "denies"),
        ("FALSE: it fell in 1987", "denies"),
        ("False - it fell", "denies"),
        ("False \u2013 it fell", "denies"),
        ("False\u2014it fell", "denies"),
        ("False; it fell", "denies"),
        ("False!\nIt fell.", "denies"),
        ("False\nIt fell, and no part of it is true", "denies"),
        ("\u201cFalse.\u201d It fell.", "denies"),
        ("Pants on Fire!! It never was.", "denies"),
        ("Pants on\u00a0fire: True. is what they say", "denies"),
        ("Not true. True is that it fell.", "denies"),
        ("True. It stands.", "affirms"),
        ("Mostly false: it fell in part", "questions"),
        ("Falso \u2014 no existe", "denies"),
        ("\u9519\u8bef\u3002\u6865\u5df2\u65ad", "denies"),
        ("True. But old. No more", "comments"),
    ],
)
def test_a_label_that_its_explanation_follows_is_that_label(label: str, stance: str) -> None:
    stances = {"mostly FALSE": "questions", "Falso": "denies", "\u9519\u8bef": "denies", "True. But old.": "comments"}
    data = page(review(label=label))
    graph = read(data, stances=stances)
    assert verdicts(graph) == [("fact.example", stance, label)]
    assert quietly(write, graph, stances=stances) == data
    assert verdicts(read_answer(answer(reviewed(label=label)), stances=stances)) == [("fact.example", stance, label)]


@pytest.mark.parametrize(
    "label",
    [
        "Mostly false", "Half true", "True?", "Faux", "withdraws", "Not false", "1", "1.5",
        "True, but old", "True (in part)", "True-ish", "Half-true", "True\u2026 in 1987", "True... in 1987",
        "True? No.", "True/false", "Half true. False in part.", "Mostly false: it fell", "Fact check: false",
        "The claim is false.", "False.ly", f"{'x' * 300}. False",
    ],
)  # fmt: skip
def test_what_the_table_does_not_have_takes_no_side(label: str) -> None:
    assert verdicts(read(page(review(label=label)))) == [("fact.example", "comments", label)]


def test_a_verdict_that_is_not_mapped_is_told_as_one_and_one_that_takes_no_side_as_that() -> None:
    data = page(
        review(label="Half true", itemReviewed=None),
        review("b.example", "Odd"),
        review("c.example", None, reviewRating={"@type": "Rating", "ratingValue": 2, "bestRating": 5}),
        review("d.example"),
    )
    graph = read(data, stances={"odd": "comments"})
    told = str(cg.explain(graph, "Bridge open"))
    assert "fact.example rated it (not mapped to a stance) on 3 July 2022, in the words \u201cHalf true\u201d" in told
    assert "c.example rated it (not mapped to a stance) on 3 July 2022, in the words \u201c2\u201d" in told
    assert "b.example spoke of it without taking a side on 3 July 2022, in the words \u201cOdd\u201d" in told
    assert told.count("without taking a side") == 1
    out = StringIO()
    cg.report(graph, out)
    assert "rated it (not mapped to a stance)" in out.getvalue()
    assert "rated it with 2 (not mapped to a stance)" in out.getvalue()
    shown = [Said.of(graph.view(), one, notes=False).about for one in claims(graph)]
    assert sum("rates (not mapped)" in one for one in shown) == 2
    out = StringIO()
    quietly(cg.write, graph, out, format="timelinejs")
    assert out.getvalue().count("example rates (not mapped)") == 2
    assert quietly(write, graph)["@graph"] == [review(label="Half true", itemReviewed=None), *data["@graph"][1:]]


def test_who_says_otherwise_in_a_note_is_no_reviewer() -> None:
    for note in ('{"mapped": false}', '{"@type": "ClaimReview", "mapped": false', '["ClaimReview", {"mapped": false}]'):
        one = cg.Claim("Ann", "comments", "x", asserted_at="2022", note=note)
        assert unmapped(one) is None
    assert unmapped(attrs.evolve(one, note='{"@type": "ClaimReview", "mapped": false, "reviewRating": 5}')) == ""


def test_labels_that_no_table_has_are_named_once_for_the_caller_to_extend_the_table() -> None:
    labels = ["Half true", "False", "half TRUE!", "Mixture", "{odd}"]
    data = page(*(review(f"s{place}.example", label) for place, label in enumerate(labels)), rated(ratingValue=2))
    with pytest.warns(LossyWarning, match="verdicts that are not mapped") as caught:
        cg.read(StringIO(json.dumps(data)), format="claimreview")
    (warning,) = caught
    assert ": 'Half true', 'Mixture', '{odd}', '2'; say what they mean with stances=" in str(warning.message)
    assert "stances={'Half true': 'comments'}" in str(warning.message)
    assert warning.filename == __file__


def test_of_many_or_long_labels_a_warning_names_some() -> None:
    data = page(*(review(f"s{place}.example", f"{place} {'x' * 500}") for place in range(30)))
    with pytest.warns(LossyWarning, match="verdicts that are not mapped.* and 10 more; say") as caught:
        read(data)
    assert len(str(caught[0].message)) < 2000


def test_no_label_is_named_that_a_table_has_or_that_no_record_came_of() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read(page(review(label="Half true"), review("b.example", None)), stances={"half true": "comments"})
        with pytest.raises(cg.InvalidBatch):
            read(page(review(label="Half true"), review("b.example", datePublished=None)))


def test_the_caller_extends_and_overrides_the_table() -> None:
    stances = {"Mostly  FALSE": "denies", "false": cg.Stance.QUESTIONS}
    found = read(page(review(label="mostly false."), review("b.example", "False")), stances=stances)
    assert [stance for _, stance, _ in verdicts(found)] == ["denies", "questions"]
    with pytest.raises(cg.ClaimGraphError, match="stances"):
        read(page(review()), stances={"False": "nonsense"})


def test_the_table_is_public_and_cannot_be_changed() -> None:
    assert LABELS["pants on fire"] is cg.Stance.DENIES
    assert set(LABELS.values()) == set(cg.Stance) - {cg.Stance.WITHDRAWS}
    with pytest.raises(TypeError):
        LABELS["half true"] = cg.Stance.DENIES  # type: ignore[index]


def test_a_number_without_a_label_takes_no_side_unless_the_caller_says_so() -> None:
    data = page(rated(ratingValue=1, bestRating=5, worstRating=1))
    assert verdicts(read(data)) == [("fact.example", "comments", None)]
    assert verdicts(read(data, stances={"1": "denies"})) == [("fact.example", "denies", None)]
    labelled = page(rated(alternateName="Odd", ratingValue=1))
    assert verdicts(read(labelled, stances={"1": "denies"})) == [("fact.example", "comments", "Odd")]


@pytest.mark.parametrize(
    ("rating", "label"),
    [
        ({"alternateName": "False", "name": "Rating"}, "False"),
        ({"name": "False", "ratingValue": 1}, "False"),
        ({"ratingExplanation": "False"}, "False"),
        ({"ratingExplanation": "It fell in 1987.", "ratingValue": "1"}, None),
        ({"ratingValue": "False"}, "False"),
        ({"ratingValue": "2,5"}, None),
        ({"alternateName": {"@value": "False", "@language": "en"}}, "False"),
        ({"alternateName": ["False", "False"]}, "False"),
        ({"alternateName": 3}, "3"),
        ({}, None),
    ],
)
def test_the_label_is_found_where_publishers_put_it(rating: dict[str, Any], label: str | None) -> None:
    graph = read(page(rated(**rating)))
    assert [quote for *_, quote in verdicts(graph)] == [label]
    assert quietly(read, write(graph)).log


def test_a_rating_may_be_a_text_by_itself() -> None:
    assert verdicts(read(page(review(reviewRating="False")))) == [("fact.example", "denies", "False")]


# --- who says it


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Organization", "name": "Fact", "url": "http://FACT.example/about/"},
        {"@type": ["Thing", "NewsMediaOrganization"], "name": "The Fact", "url": "fact.example"},
        "https://www.fact.example",
        "Fact",
        ["Fact", {"@type": "Organization", "name": "Fact"}],
        {"@id": "https://fact.example/#organisation"},
        {"name": "Fact", "url": "https://["},
        None,
    ],
)
def test_two_names_with_one_site_are_one_source(author: Any) -> None:
    graph = read(page(review(label="True")))
    read(page(review(url="https://fact.example/2", author=author)), into=graph)
    found = claims(graph)
    assert [one.source for one in found if one.note] == ["fact.example"] * 2
    assert cg.status(graph, "Bridge open") is not cg.Status.CORROBORATED


def test_a_person_who_writes_is_not_who_publishes() -> None:
    author = {"@type": ["Thing", "Person"], "name": "Eve", "url": "https://network.example/eve"}
    publisher = {"@type": "Organization", "name": "Check", "url": "https://check.example"}

    def source(**changed: Any) -> str:
        return verdicts(read(page(review(**{"author": author, "url": None, **changed}))))[0][0]

    assert source(publisher=publisher) == "check.example"
    assert source(url="https://fact.example/1") == "fact.example"
    assert source(publisher={"@type": "Organization", "name": "Check"}) == "Check"
    assert source() == "Eve"
    assert source(author={**author, "name": None}) == "network.example"


@pytest.mark.parametrize("role", ["author", "publisher"])
def test_two_sites_that_give_a_page_on_one_network_stay_two_sources(role: str) -> None:
    on_network = {"@type": "Organization", "url": "https://www.network.example/desk"}
    one = {"author": None, role: on_network}
    graph = read(page(*(review(site, label, **one) for site, label in (("a.example", "False"), ("b.example", "True")))))
    assert [source for source, *_ in verdicts(graph)] == ["a.example", "b.example"]
    (dispute,) = cg.disputes(graph)
    assert {row.source for row in dispute.opponents} == {"a.example"}
    assert {row.source for row in dispute.supporters} == {"Ann", "b.example"}
    for module in (claimreview, factcheck):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            again = module.read(StringIO(json.dumps(write(graph, module))))
        assert [source for source, *_ in verdicts(again)] == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("page_of", "organisation", "source"),
    [
        ("https://desk.paper.example/1", "https://www.paper.example", "paper.example"),
        ("https://paper.example/1", "https://desk.paper.example", "desk.paper.example"),
        ("https://newspaper.example/1", "https://paper.example", "newspaper.example"),
        (None, "https://paper.example", "paper.example"),
    ],
)
def test_an_organisation_names_its_site_within_that_of_the_page(
    page_of: str | None, organisation: str, source: str
) -> None:
    found = read(page(review(url=page_of, author={"name": "Desk", "url": organisation})))
    assert verdicts(found)[0][0] == source


def test_without_any_address_a_reviewer_goes_by_name() -> None:
    assert verdicts(read(page(review(url=None, author="Fact Desk"))))[0][0] == "Fact Desk"
    (error,) = faults(read, page(review(url=None, author=None)))
    assert error.field == "@graph[0].author of review 1"


def test_another_name_for_a_site_that_the_graph_knows_changes_nothing_it_holds() -> None:
    graph = read(page(review()))
    before = records(graph)
    read(page(review(headline="Another title", author={"name": "Other", "url": "https://fact.example"})), into=graph)
    assert records(graph)[: len(before)] == before
    assert [row.name for row in cg.unrecorded(graph) if row.kind == "source"] == ["Ann", "fact.example"]
    assert len(write_lossy(graph)["@graph"]) == 2


def test_reading_the_same_again_changes_nothing() -> None:
    graph = read(page(review()))
    before = list(graph.log)
    assert list(read(page(review()), into=graph).log) == before


def test_a_page_that_the_desk_corrected_is_left_alone() -> None:
    graph = read(page(review()))
    url = "https://www.fact.example/1"
    graph.add(cg.Correction(of=f"document:{url}", by="desk", why="moved", replacement=cg.Document(url=url + "0")))
    read(page(review(label="True", headline="Other"), review(label="Odd", url=url + "0")), into=graph)
    assert [quote for *_, quote in verdicts(graph)] == ["False", "True", "Odd"]


def write_lossy(graph: cg.ClaimGraph) -> dict[str, Any]:
    with pytest.warns(LossyWarning):
        found: dict[str, Any] = write(graph)
    return found


def test_an_author_that_is_said_to_be_a_review_is_none_when_it_is_written() -> None:
    author = {"@type": ["ClaimReview", "Person"], "name": "Ann", "url": "https://people.example"}
    with pytest.warns(LossyWarning):
        graph = read(
            page(review(itemReviewed={"@type": "Claim", "author": {**review(), **author}, "datePublished": "2022"}))
        )
    found = write(graph)["@graph"]
    assert found[0]["itemReviewed"]["author"] == {"@type": "Person", "name": "Ann", "url": "https://people.example"}
    assert records(read(page(*found))) == records(graph)


def test_an_unknown_claimant_is_not_invented() -> None:
    for item in (None, {"@type": "Claim", "datePublished": "2022-07-02"}, {"@type": "Claim", "author": []}):
        assert [one.source for one in claims(read(page(review(itemReviewed=item))))] == ["fact.example"]
    with pytest.warns(LossyWarning, match="without a name of 1 review"):
        nameless = read(page(review(itemReviewed={"@type": "Claim", "author": {"@type": "Person"}})))
    assert len(claims(nameless)) == 1


def test_a_claim_that_nobody_dates_is_noted_with_the_review_and_never_dated_by_guess() -> None:
    data = page(review(itemReviewed={"@type": "Claim", "author": {"name": "Ann"}}))
    with pytest.warns(LossyWarning, match="the claim of 1 claimant that nobody dates"):
        graph = read(data)
    (verdict,) = claims(graph)
    assert "Ann" in verdict.note
    assert write(graph) == data


@pytest.mark.parametrize("date", [False, None, "", "0000-00-00", "0000-00-00 00:00:00", "-0001-11-30T00:00:00+00:00"])
def test_a_date_that_software_writes_for_none_is_none(date: Any) -> None:
    data = page(review(itemReviewed={"@type": "Claim", "author": {"name": "Ann"}, "datePublished": date}))
    with pytest.warns(LossyWarning, match="the claim of 1 claimant that nobody dates"):
        assert len(claims(read(data))) == 1


def test_a_person_that_is_false_is_missing_but_a_rating_that_is_false_may_be_the_verdict() -> None:
    assert records(read(page(review(publisher=False)))) == records(read(page(review())))
    nobody = read(page(review(itemReviewed={"@type": "Claim", "author": False})))
    assert len(claims(nobody)) == 1
    assert faults(read, page(review(reviewRating=False)))


@pytest.mark.parametrize(
    "language",
    ["de", ["de"], {"@type": "Language", "name": "German", "alternateName": "de"}, {"name": "de"}, {"@value": "de"}],
)
def test_a_language_may_be_a_text_or_an_object(language: Any) -> None:
    assert records(read(page(review(inLanguage=language)))) == records(read(page(review(inLanguage="de"))))


def test_an_apostrophe_may_be_escaped_in_a_script() -> None:
    plain = review(claimReviewed="The 'old' bridge \\\\ is open")
    text = json.dumps(plain).replace("'", "\\'")
    html = f'<html><script type="application/ld+json">{text}</script>'
    assert records(read(html)) == records(read(plain))


def test_several_claimants_and_items_are_kept_apart() -> None:
    items = [
        {"@type": "Claim", "author": [{"name": "Ann"}, {"name": "Bob"}], "datePublished": "2022-07-01"},
        {"@type": "Claim", "author": {"name": "Cid"}, "datePublished": "2022-07-02"},
    ]
    data = page(review(itemReviewed=items))
    graph = read(data)
    assert [one.source for one in claims(graph)] == ["Ann", "Bob", "Cid", "fact.example"]
    assert write(graph) == data


@pytest.mark.parametrize(
    "item",
    [
        {"@type": "CreativeWork", "author": "Ann", "datePublished": "2022-07-02", "url": "https://speech.example/1"},
        [
            {
                "@type": ["Claim"],
                "author": [["Ann"]],
                "datePublished": ["2022-07-02"],
                "appearance": "https://speech.example/1",
            }
        ],
        {
            "@type": "http://schema.org/Claim",
            "author": {"@id": "#ann"},
            "datePublished": {"@value": "2022-07-02"},
            "firstAppearance": {"@type": "CreativeWork", "@id": "https://speech.example/1"},
            "appearance": ["x"],
        },
        {"@id": "#claim"},
    ],
)
def test_what_is_reviewed_may_be_written_in_many_ways(item: Any) -> None:
    said = {"@type": "Claim", "@id": "#claim", "author": {"@id": "#ann"}, "datePublished": "2022-07-02"}
    said["appearance"] = [{"url": {"@id": "https://speech.example/1"}}]
    ann = {"@id": "#ann", "@type": "Person", "name": {"@value": "Ann"}}
    graph = read(page(review(itemReviewed=item), said, ann))
    assert claims(graph)[0] == claims(read(page(review())))[0]


def test_the_words_of_a_claim_may_stand_in_what_is_reviewed() -> None:
    for item in ({"@type": "Claim", "name": "Bridge open"}, {"@type": "Claim", "text": "Bridge open"}, "Bridge open"):
        assert claims(read(page(review(claimReviewed=None, itemReviewed=item))))[0].assertion == "Bridge open"
    with pytest.warns(LossyWarning, match="other words for the claim of 1 review"):
        read(page(review(itemReviewed="The bridge is open")))
    assert claims(read(page(review(itemReviewed="https://speech.example/1"))))[0].assertion == "Bridge open"


# --- files


def test_reviews_are_found_wherever_they_stand() -> None:
    nested: list[Any] = [
        review(),
        [review()],
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [review()]}]},
        {
            "@context": {"schema": "http://schema.org/"},
            **{f"schema:{k}" if k[0] != "@" else k: v for k, v in review().items()},
        },
        {**review(), "@type": ["Thing", "https://schema.org/ClaimReview"], "@context": ["http://schema.org", {}]},
        {"@type": "WebPage", "review": {"@type": "ClaimReview", "@id": "#r"}, "@graph": [{**review(), "@id": "#r"}]},
    ]
    expected = records(read(page(review())))
    for data in nested:
        assert records(read(data)) == expected
        html = f'<html><script type="application/ld+json">{json.dumps(data)}</script></html>'
        assert records(read(html)) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<script type='application/ld+json'>", "</script>"),
        ("<SCRIPT async TYPE = application/ld+json; class=x>\n", "\n</SCRIPT >"),
        ('<script type="application/ld&#43;json">//<![CDATA[\n', "\n//]]></script>"),
        ('<script type="application/ld+json">/*<![CDATA[*/', "/*]]>*/</script>"),
        ('<script type="application/ld+json"><!--', "--></script>"),
        ('<script type="application/ld+json">//<![CDATA[ ', " //]]></script>"),
        ('<script type="application/ld+json">/* <![CDATA[ */\n', "\n/* ]]> */</script>"),
        ('<script type="application/ld+json"># <![CDATA[\n', "\n# ]]></script>"),
        ('<script type="application/ld+json"><![CDATA[\n', "\n]]></script>"),
        ('<script type="application/ld+json"><!--//--><![CDATA[//><!--\n', "\n//--><!]]></script>"),
        ('<script type="application/ld+json"><!--//--><![CDATA[//><!-- ', " //--><!]]></script>"),
        ('<script type="application/ld+json">\n// made by a plugin, v. 5\n', ";\n/* the end */</script>"),
        ('<script type="application/ld+json"><!-- Structured data -->', "<!-- and its end --> ;</script>"),
        ('<script type="application/ld+json">\ufeff\u00a0\x0c', "\u200b</script>"),
        ('<script type="application/ld+json">{"@type": "WebPage",}<br />\n', ";;</script>"),
        ('<script type="application/ld+json">{"a": 1,};\n<!-- [', ",] --></script>"),
        ('<p title="a>b"<!-- x --><? x ?><!doctype x><b/><script type="application/ld+json">', "</script><p"),
        ('<style><script></style></p><!--><script a=">" type="application/ld+json" type="x">', "</script>"),
    ],
)
def test_blocks_are_found_in_pages_as_they_are_written(before: str, after: str) -> None:
    html = f"\n <!DOCTYPE html><html>{before}{json.dumps(review())}{after}"
    assert records(read(html)) == records(read(review()))


@pytest.mark.parametrize(
    "html",
    [
        '<!-- <script type="application/ld+json">%s</script> -->',
        '<textarea><script type="application/ld+json">%s</script></textarea>',
        "<p title='<script type=\"application/ld+json\">%s</script>'>",
        "<script x=' type=\"application/ld+json\"'>%s</script>",
        "<script type=text/plain>%s</script><script>%s</script>",
        '<a title="<script type=application/ld+json>%s</script>',
        "<script type=application/ld+json>{}</script><!-- %s",
    ],
)
def test_what_no_browser_takes_for_a_block_is_not_read(html: str) -> None:
    (error,) = faults(read, html.replace("%s", json.dumps(review())))
    assert error.problem.startswith("found no ClaimReview")


def test_several_blocks_are_read_and_broken_ones_are_named_where_they_may_hold_a_review() -> None:
    block = '<script type="application/ld+json">%s</script>\n'
    second = json.dumps(review("b.example", "True"))
    graph = read("<html>\n" + block % "{broken" + block % json.dumps(review()) + block % second + block % "5")
    assert len(verdicts(graph)) == 2
    (error,) = faults(
        read, "<html>\n\n" + block % second + block % '{"@type": "ClaimReview"\n\n"url": 5}', file="a.html"
    )
    assert (error.file, error.line, error.field) == ("a.html", 6, "script 2")


WRAPPED = '<html>\n<script type="application/ld+json">\n//<![CDATA[\n%s\n//]]></script></html>'


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace('"}', '",}').replace("}}", "},\n}"),
        lambda text: text.replace("}", "} /* no more of this */ ,").replace(",,", ","),
        lambda text: text.replace(', "', ',\n // what follows\n\u00a0\u2028"').replace(": ", ":<br />\n"),
        html.escape,
        lambda text: html.escape(text).replace("&quot;", "&#34;"),
        lambda text: text + text,
        lambda text: f"{text},\n{text};",
        lambda text: f"[{text}, ]",
    ],
)
def test_what_is_no_json_but_means_one_thing_only_is_read(damage: Callable[[str], str]) -> None:
    said = 'She said // "a" /* b */ <!-- c --> ]]> ,] &lt;p&gt; <br> # \\'
    expected = records(read(page(review(claimReviewed=said, headline="100&nbsp;% \n\t\x01"))))
    text = json.dumps(review(claimReviewed=said, headline="100&nbsp;% \n\t\x01"))
    assert records(read(WRAPPED % damage(text))) == expected
    if not damage(text).startswith("["):
        assert records(read(damage(text) + ";")) == expected


def test_control_characters_within_texts_are_read() -> None:
    text = json.dumps(review(claimReviewed="a\tb\x01\nc")).replace("\\n", "\n").replace("\\t", "\t")
    assert records(read(WRAPPED % text.replace("\\u0001", "\x01"))) == records(
        read(review(claimReviewed="a\tb\x01\nc"))
    )


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda text: text + "}", 4),
        (lambda text: text[:-1], 5),
        (lambda text: text.replace('", "', '" "', 1), 4),
        (lambda text: text.replace('"', "'"), 4),
        (lambda text: text.replace('"', "\u201d"), 4),
        (lambda text: text.replace('"', "&quot;", 1), 4),
        (lambda text: text.replace(": ", ":,", 1), 4),
        (lambda text: text.replace(", ", ",, ", 1), 4),
        (lambda text: "var review = " + text, 4),
        (lambda text: f"\n/* {text} and more */", 5),
        (lambda text: text + "\n/* a { b */", 5),
        (json.dumps, 2),
        (lambda text: text.replace("Bridge", '5" bridge'), 4),
    ],
)
def test_what_could_mean_more_than_one_thing_is_a_fault_of_its_block(damage: Callable[[str], str], line: int) -> None:
    second = '<script type="application/ld+json">' + json.dumps(review("b.example")) + "</script>"
    text = WRAPPED % damage(json.dumps(review())) + second
    (error,) = faults(read, text)
    assert error.field == "script 1"
    assert abs((error.line or 0) - line) <= 1
    collected = quietly(cg.read, StringIO(text), format="claimreview-html", on_error="collect")
    assert [source for source, *_ in verdicts(collected.graph)] == ["b.example"]
    (rejected,) = collected.rejected
    assert "ClaimReview" in str(rejected.found)


def test_a_block_that_is_left_open_is_read_if_it_is_whole_and_named_if_it_is_cut_off() -> None:
    block = '<html><script type="application/ld+json">'
    assert records(read(block + json.dumps(review()))) == records(read(review()))
    (error,) = faults(read, f"{block}{json.dumps(review())}</script>\n{block}{json.dumps(review('b.example'))[:90]}")
    assert (error.line, error.field) == (2, "script 2")


@pytest.mark.parametrize(
    "unit", ["/*", "/* ", "<!--", "//", "//>", "#", ",", '"\\', "<![CDATA[", "]]>", "/*-", " ", "<p"]
)
def test_scripts_are_put_right_in_one_pass(unit: str) -> None:
    start = time.perf_counter()
    with suppress(cg.InvalidRecord):
        values_in(unit * (300_000 // len(unit)) + "{")
    assert time.perf_counter() - start < 5


def test_texts_in_a_block_are_not_decoded() -> None:
    html = f'<script type="application/ld+json">{json.dumps(review(claimReviewed="a &amp; b"))}</script>'
    assert claims(read(html))[0].assertion == "a &amp; b"


@pytest.mark.parametrize(
    "unit",
    ["<a ", "<a b='", "<a =", "<!--", "<script ", "</", "<script></", "<![CDATA[", "<a/", "<? ", "<script type=", "= "],
)
def test_pages_are_read_in_one_pass(unit: str) -> None:
    start = time.perf_counter()
    list(json_scripts(unit * (1_000_000 // len(unit))))
    list(json_scripts("<script " + unit * (1_000_000 // len(unit)) + "\"'><script>x</script>"))
    assert time.perf_counter() - start < 5  # `html.parser` takes hours


def test_files_are_told_by_what_they_begin_with(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonld"
    path.write_text(json.dumps(page(review())), encoding="utf-8")
    assert len(verdicts(cg.read(path))) == 1
    with pytest.raises(cg.UnknownFormat, match="claimreview, factcheck"):
        cg.read(tmp_path / "review.json")
    html = tmp_path / "review.html"
    html.write_bytes(b"\xef\xbb\xbf<html>\xff<script type=application/ld+json>" + path.read_bytes() + b"</script>")
    assert len(verdicts(cg.read(html, stances={"False": "affirms"}))) == 1
    cg.write(cg.read(html), path)
    assert json.loads(path.read_text(encoding="utf-8")) == page(review())


@pytest.mark.parametrize("data", [page(review(label="Odd")), page(review(image="x"))])
def test_nothing_is_recorded_where_a_warning_is_an_error(data: Any) -> None:
    label = data["@graph"][0]["reviewRating"]["alternateName"]
    for function, text in ((read, data), (read_answer, answer(reviewed(label=label), rest="x"))):
        graph = cg.ClaimGraph()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(LossyWarning):
                function(text, into=graph)
        assert len(graph.log) == 0


@pytest.mark.parametrize("function", [read, read_answer])
@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_file_is_called_so(function: Any, text: str) -> None:
    (error,) = faults(function, text)
    assert str(error) == "line 1: found an empty file, expected JSON; was the download cut off?"


@pytest.mark.parametrize("text", ["02/07/2022", "yesterday"])
def test_no_option_is_advised_that_there_is_not(text: str) -> None:
    for function, data in ((read, page(review(datePublished=text))), (read_answer, answer(reviewed(reviewDate=text)))):
        (error,) = faults(function, data)
        assert "=" not in error.problem
        assert ("write the month" if text[0] == "0" else "write the date in full") in error.problem


def test_no_reviews_are_written_and_read_as_such() -> None:
    out = BytesIO()
    claimreview.write(cg.ClaimGraph().view(), out)
    out.seek(0)
    assert len(claimreview.read(out).log) == 0


# --- faults


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"claimReviewed": None}, "claimReviewed"),
        ({"claimReviewed": "assertion:x"}, "claimReviewed"),
        ({"claimReviewed": ["a", "b"]}, "claimReviewed"),
        ({"claimReviewed": True}, "claimReviewed"),
        ({"claimReviewed": "\ud800"}, "claimReviewed"),
        ({"datePublished": None}, "datePublished"),
        ({"datePublished": " "}, "datePublished"),
        ({"datePublished": "02/07/2022"}, "datePublished"),
        ({"datePublished": "2022-07-02T10:00"}, "datePublished"),
        ({"datePublished": "../2022"}, "datePublished"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://[/"}, "url"),
        ({"url": "/reviews/1"}, "url"),
        ({"author": {"name": "source:x"}, "url": None}, "author.name"),
        ({"author": 5.5, "headline": {}}, "headline"),
        ({"itemReviewed": {"author": "source:x", "datePublished": "2022"}}, "itemReviewed.author.name"),
        ({"itemReviewed": {"author": "Ann", "datePublished": "2022-13"}}, "itemReviewed.datePublished"),
        ({"reviewRating": [{"ratingValue": 1}, {"ratingValue": 2}]}, "reviewRating"),
        ({"reviewRating": {"ratingValue": True}}, "reviewRating.ratingValue"),
        ({"reviewRating": {"ratingValue": {"@value": [1, 2]}}}, "reviewRating.ratingValue"),
        ({"reviewRating": {"alternateName": False}}, "reviewRating.alternateName"),
    ],
)
def test_a_fault_is_named_with_its_review_and_its_property(changed: dict[str, Any], field: str) -> None:
    graph = read(page(review()))
    before = list(graph.log)
    (error,) = faults(read, page(review(), review(**{"label": None, **changed})), into=graph, file="x.json")
    assert (error.file, error.line, error.field) == ("x.json", 2, f"@graph[1].{field} of review 2")
    assert list(graph.log) == before
    assert str(error).startswith(f"x.json, line 2, @graph[1].{field} of review 2: ")


def test_a_number_that_is_none_is_refused() -> None:
    data = json.dumps(page(review(reviewRating={"ratingValue": 4711}))).replace("4711", "1e999")
    assert faults(read, data)[0].field == "@graph[0].reviewRating.ratingValue of review 1"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("5", 1),
        ("[\n{]", 2),
        ('{"a": 1,\n "a": 2}', 1),
        ('[\n\n"\udcff"]', 3),
        ("[NaN]", 1),
        ("[" + "9" * 5000 + "]", 1),
        ("[" * 100_000, 1),
        ("[" * 70 + "]" * 70, 1),
        ('{"@graph": [{"@type": "Person"}]}', None),
        ("[]", None),
    ],
)
def test_what_is_no_json_ld_is_refused(text: str, line: int | None) -> None:
    (error,) = faults(read, text)
    assert error.line == line


def test_a_file_is_read_into_a_graph_of_its_zone_only() -> None:
    assert faults(read, page(review()), into=cg.ClaimGraph("Europe/Kyiv"), zone="UTC")[0].field == "zone"


def test_a_zone_is_that_of_the_graph_and_of_times_without_one() -> None:
    graph = read(page(review(datePublished="2022-07-02T10:00:00")), zone="Europe/Kyiv")
    assert (graph.zone.key, claims(graph)[-1].asserted_at.text) == ("Europe/Kyiv", "2022-07-02T10:00:00+03:00")


def test_references_cannot_blow_a_file_up() -> None:
    org = {"@id": "#o", "name": "x" * 1_000_000}
    many = [review(author={"@id": "#o"}, url=f"https://fact.example/{number}") for number in range(100)]
    found = faults(read, page(org, *many))
    assert 0 < len(found) < 100
    assert all("references" in error.problem for error in found)
    assert len(verdicts(read(page({**org, "name": "x"}, *many)))) == 100


def test_paths_are_short_whatever_the_names_are() -> None:
    start = time.perf_counter()
    (error,) = faults(read, {"x" * 1_000_000: [{}] * 10_000 + [review(url="x")]})
    assert len(error.field) < 200
    assert time.perf_counter() - start < 5


# --- what is not kept


def test_what_is_not_kept_is_named() -> None:
    odd = review(image="x", publisher={"name": "P", "logo": {"url": "x"}}, inLanguage=["en", "fr"])
    odd["itemReviewed"] = {
        "@type": "Claim",
        "author": {"name": "Ann", "jobTitle": "MP"},
        "datePublished": "2022",
        "about": 1,
    }
    odd["reviewRating"]["{image}\ud800"] = "x"
    with pytest.warns(LossyWarning) as caught:
        read(page(odd))
    (message,) = (str(one.message) for one in caught)
    for name in (
        "image",
        "publisher.logo",
        "author.jobTitle",
        "itemReviewed.about",
        "(image)\\ud800",
        "the first inLanguage",
    ):
        assert name in message
    assert caught[0].filename != claimreview.__file__


def test_a_warning_names_some_properties_and_counts_the_others() -> None:
    with pytest.warns(LossyWarning, match="80 others among the properties of reviews"):
        read(page(review(**{f"p{number}": 1 for number in range(100)})))


def test_nothing_is_left_out_of_what_we_write_ourselves(recwarn: pytest.WarningsRecorder) -> None:
    graph = read(page(review(), review("b.example", "Odd")), stances={"odd": "comments"})
    write(graph)
    assert [one for one in recwarn if one.category is LossyWarning] == []


# --- writing


FULL = [
    review(),
    review("b.example", "Odd", inLanguage="en"),
    rated(
        alternateName="False", name="Verdict", ratingExplanation="Why", ratingValue=1, bestRating="5", worstRating=0.5
    ),
    rated(ratingValue=1, bestRating=5),
    review(
        author=[{"@type": "Person", "name": "Eve"}, {"name": "Fact", "sameAs": ["a", "b"]}], publisher={"name": "P"}
    ),
    review(headline=None, url="https://fact.example/2", datePublished="2022-07-03T10:00:00.5+03:00", author=None),
    review(itemReviewed={"@type": "Claim", "datePublished": "2022"}),
    review(itemReviewed={"@type": "Claim", "appearance": {"@type": "CreativeWork", "url": "on the radio"}}),
    review(
        itemReviewed={
            "@type": "Claim",
            "author": {"@type": "Person", "name": " Ann "},
            "datePublished": "2022-07",
            "firstAppearance": {"@type": "CreativeWork", "url": "https://speech.example/0"},
            "appearance": [{"@type": "CreativeWork", "url": f"https://speech.example/{n}"} for n in range(3)],
        }
    ),
    *(review(label=text, claimReviewed=text, headline=text, itemReviewed=None) for text in HOSTILE),
]


@pytest.mark.parametrize("one", FULL)
def test_what_was_read_is_written_back_equal(one: dict[str, Any]) -> None:
    graph = read(page(one))
    assert write(graph) == page(one)
    assert problems(write(graph)) == ""
    assert records(read(write(graph))) == records(graph)


def test_reviews_together_are_written_back_equal() -> None:
    graph = quietly(read, page(*FULL))
    assert quietly(write, graph) == page(*FULL)


def test_a_long_text_is_carried() -> None:
    data = page(review(claimReviewed="ж" * 1_000_000))
    assert write(read(data)) == data


def test_what_is_written_does_not_end_a_script() -> None:
    out = StringIO()
    claimreview.write(read(page(*(review(label=text, claimReviewed=text) for text in HOSTILE))), out)
    assert "<" not in out.getvalue()
    html = f'<html><script type="application/ld+json">{out.getvalue()}</script></html>'
    assert [quote for *_, quote in verdicts(read(html))] == list(HOSTILE)


DESK = cg.Source("Check Desk", url="https://desk.example/about")
SAID = cg.Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-02", document="https://speech.example/1")


def desk(stance: str = "denies", **given: Any) -> cg.Claim:
    given = {"asserted_at": "2022-07-03", "document": "https://www.desk.example/1", **given}
    return cg.Claim(given.pop("source", "Check Desk"), stance, "Bridge open", **given)


def graph_of(*given: Any) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(given)
    return graph


def test_a_claim_on_a_page_of_its_source_is_written_as_a_review_of_who_said_it_first() -> None:
    later = cg.Claim("Bob", "affirms", "Bridge open", asserted_at="2022-07-03")
    graph = graph_of(DESK, later, SAID, desk(quote="Pants on Fire!"))
    (found,) = quietly(write, graph)["@graph"]
    assert found["author"] == {"name": "Check Desk", "url": "https://desk.example/about"}
    assert found["reviewRating"]["alternateName"] == "Pants on Fire!"
    assert found["itemReviewed"]["author"] == {"name": "Ann"}
    assert found["itemReviewed"]["appearance"]["url"] == "https://speech.example/1"
    with pytest.warns(LossyWarning, match="1 claim besides reviews on a page of their own source") as caught:
        write(graph)
    assert "the name of the source of 1 claim" in str(caught[0].message)


def test_a_claim_without_a_label_is_written_with_the_word_for_its_stance() -> None:
    graph = graph_of(DESK, SAID, desk("questions", quote="who knows, they said"))
    (found,) = quietly(write, graph)["@graph"]
    assert found["reviewRating"]["alternateName"] == "questions"
    assert verdicts(read(page(found)))[0][1] == "questions"


def test_a_claim_that_is_quoted_on_a_page_of_others_is_no_review_by_its_source() -> None:
    for source in ("Bob", "check.example"):
        assert quietly(write, graph_of(DESK, SAID, desk(source=source)))["@graph"] == []


def test_a_source_that_is_called_by_its_site_publishes_there_and_below() -> None:
    (found,) = write(graph_of(desk(source="desk.example")))["@graph"]
    assert found["author"] == {"name": "desk.example"}
    (found,) = write(graph_of(desk(source="desk.example", document="https://facts.desk.example/1")))["@graph"]
    assert found["author"] == {"name": "desk.example", "url": "https://desk.example"}
    assert verdicts(read(page(found)))[0][0] == "desk.example"


def test_where_a_claim_appeared_is_named_if_it_cannot_be_written() -> None:
    said = cg.Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-02", document=cg.Document("A broadcast"))
    with pytest.warns(LossyWarning, match="the document of 1 claim, which has no address on the web"):
        (found,) = write(graph_of(DESK, said, desk()))["@graph"]
    assert "appearance" not in found["itemReviewed"]


def test_nobody_reviews_themselves() -> None:
    first = desk("affirms", asserted_at="2022-07-01")
    assert quietly(write, graph_of(DESK, first, desk()))["@graph"] == []
    (found,) = quietly(write, graph_of(DESK, first, desk(quote="False")))["@graph"]
    assert "itemReviewed" not in found


def test_what_was_taken_back_is_not_written() -> None:
    back = cg.Claim("Check Desk", "withdraws", "Bridge open", asserted_at="2022-07-04")
    with pytest.warns(LossyWarning, match="1 claim that was taken back; 1 withdrawal"):
        assert write(graph_of(DESK, SAID, desk(), back))["@graph"] == []
    again = desk(asserted_at="2022-07-05")
    assert len(quietly(write, graph_of(DESK, SAID, desk(), back, again))["@graph"]) == 1
    only = cg.Claim("Check Desk", "withdraws", "Bridge open", asserted_at="2022-07-06", cites=[again.id])
    assert len(quietly(write, graph_of(DESK, SAID, desk(), again, only))["@graph"]) == 1


def test_a_view_is_written_as_it_sees_things() -> None:
    graph = read(page(review(), review("b.example", datePublished="2022-07-05")))
    assert len(quietly(write, graph.view(as_of="2022-07-04"))["@graph"]) == 1
    with pytest.warns(LossyWarning, match="the claim behind 2 reviews, which"):
        (found, _) = write(graph.view(without=["Ann"]))["@graph"]
    assert "author" not in found.get("itemReviewed", {})


def test_what_the_desk_corrected_is_written_as_corrected() -> None:
    graph = read(page(review()))
    said, verdict = claims(graph)
    corrected = cg.Claim(
        verdict.source,
        "affirms",
        "Bridge open",
        asserted_at="2022-07-04",
        document=verdict.document,
        quote="True",
        note=verdict.note,
    )
    graph.add(cg.Correction(of=verdict, by="desk", why="misread", replacement=corrected))
    moved = cg.Claim("Anna", "affirms", "Bridge open", asserted_at="2022-07-01")
    graph.add(cg.Correction(of=said, by="desk", why="misread", replacement=moved))
    (found,) = quietly(write, graph)["@graph"]
    assert (found["datePublished"], found["reviewRating"]["alternateName"]) == ("2022-07-04", "True")
    assert (found["itemReviewed"]["author"]["name"], found["itemReviewed"]["datePublished"]) == ("Anna", "2022-07-01")
    for stance, text in (("questions", "Bridge open"), ("affirms", "Bridge shut")):
        other = cg.Claim("Anna", stance, text, asserted_at="2022-07-01")
        graph.add(cg.Correction(of=moved, by="desk", why="misread", replacement=other))
        (found,) = quietly(write, graph)["@graph"]
        assert "author" not in found["itemReviewed"]
        moved = other


def test_sources_and_assertions_are_written_under_the_names_that_stand() -> None:
    graph = read(page(review(itemReviewed=None, claimReviewed="Bridge opne")))
    graph.add(cg.Correction(of="assertion:bridge opne", by="desk", why="typo", replacement=cg.Assertion("Bridge open")))
    assert quietly(write, graph)["@graph"][0]["claimReviewed"] == "Bridge open"
    renamed = graph_of(DESK, SAID, desk())
    renamed.add(cg.Correction(of="source:ann", by="desk", why="typo", replacement=cg.Source("Anna")))
    assert quietly(write, renamed)["@graph"][0]["itemReviewed"]["author"]["name"] == "Anna"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2022-07-02~", "2022-07-02"),
        ("201X", "2010-01-01"),
        ("2022-07-02T10:00Z/..", "2022-07-02T10:00Z"),
        ("2022", "2022"),
    ],
)
def test_a_time_that_is_no_iso_date_is_written_by_its_beginning_and_named(text: str, written: str) -> None:
    graph = graph_of(DESK, desk(asserted_at=text))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert write(graph)["@graph"][0]["datePublished"] == written
    assert ("the time of 1 claim, save for its beginning" in str(caught[0].message)) is (text != written)


def test_a_review_without_an_address_is_left_out_and_named() -> None:
    graph = read(page(review(url=None)))
    with pytest.warns(LossyWarning, match="1 review without the address of a page"):
        assert write(graph)["@graph"] == []


def test_a_stance_that_the_table_does_not_give_is_named_and_comes_back_with_the_caller_s() -> None:
    table = {"Odd": "denies"}
    graph = read(page(review(label="Odd")), stances=table)
    with pytest.warns(LossyWarning, match="the stance of 1 claim, to be given with stances="):
        data = write(graph)
    assert records(read(data, stances=table)) == records(graph)
    assert write(graph, stances=table) == data


def test_a_note_that_only_looks_like_a_review_is_a_note() -> None:
    for note in (
        '{"@type": "ClaimReview", "url": "x"}',
        '{"@type": "Review"}',
        "{",
        "[" * 100,
        '{"@type": "ClaimReview"}',
    ):
        data = quietly(write, graph_of(DESK, SAID, desk(note=note)))
        assert problems(data) == ""


def test_what_a_review_cannot_carry_is_named() -> None:
    mine = desk(valid="2022-07-01", locator="p. 1", quote="words", hedge="perhaps", credibility=2, note="n")
    extra = [cg.Assertion("Bridge open", note="long"), cg.Source("Eve"), cg.Affiliation("Ann", speaks_for="Bob")]
    graph = graph_of(DESK, SAID, mine, *extra, cg.Document("T", url="https://www.desk.example/1", publisher="P"))
    with pytest.warns(LossyWarning) as caught:
        write(graph)
    for what in (
        "the valid of 1 claim",
        "the locator",
        "the quote",
        "the hedge",
        "the credibility",
        "the note of 1 claim",
        "the note of 1 assertion",
        "sources that no review names",
        "1 affiliation",
        "the publisher of 1 document",
    ):
        assert what in str(caught[0].message)
    with pytest.warns(LossyWarning, match=r"zone='Europe/Kyiv'"):
        write(read(page(review()), zone="Europe/Kyiv"))


@given(reviewing_graphs())
@settings(max_examples=60)
def test_a_graph_is_exported_by_the_rules_and_a_second_round_trip_changes_nothing(graph: cg.ClaimGraph) -> None:
    data = quietly(write, graph)
    assert problems(data) == ""
    once = quietly(read, data)
    assert len({one.id for one in claims(once) if one.note}) <= len(data["@graph"])
    again = quietly(read, quietly(write, once))
    assert records(again) == records(once)


@given(histories())
@settings(max_examples=30)
def test_any_history_is_exported_by_the_rules(history: History) -> None:
    graph = cg.ClaimGraph()
    for at, record in history:
        graph.add(record, recorded_at=at)
    assert problems(quietly(write, graph)) == ""


def test_the_lysychansk_record_is_exported_by_the_rules() -> None:
    graph = cg.read(SEEDS / "lysychansk-2022.jsonl")
    institute = "Institute for the Study of War"
    given = cg.Source(institute, url="https://www.understandingwar.org/")
    graph.add(cg.Correction(of=cg.Source(institute), by="desk", why="its site", replacement=given))
    data = quietly(write, graph)
    assert len(data["@graph"]) > 5
    assert {one["author"]["name"] for one in data["@graph"]} == {institute}
    assert problems(data) == ""
    once = quietly(read, data)
    assert records(quietly(read, quietly(write, once))) == records(once)
    assert {str(one.source) for one in claims(once) if one.note} == {"understandingwar.org"}


# --- parts


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.politifact.com/a", "politifact.com"),
        ("POLITIFACT.com.", "politifact.com"),
        ("www.com", "www.com"),
        ("//fact.example/x", "fact.example"),
        ("https://bücher.example", "xn--bcher-kva.example"),
        ("localhost", None),
        ("https://fact.example:8080/", "fact.example"),
        ("https://me@fact.example/", "fact.example"),
        ("Jane Doe", None),
        ("a@b.example", None),
        ("ftp://fact.example", None),
        ("https://[", None),
        ("https://[::1]", None),
        ("", None),
        ("https://" + "a" * 300 + ".example", None),
        ("https://" + "é" * 300 + ".example", None),
        ("https://..", None),
    ],
)
def test_a_site_is_the_host_without_www(url: str, site: str | None) -> None:
    assert site_of(url) == site
    assert (host_of(url) is None) is (site is None)


def test_only_addresses_of_the_web_are_documents() -> None:
    assert is_web("HTTP://fact.example/a b")
    for url in (
        "https://",
        "https:///x",
        "https://[",
        "mailto:a@b.example",
        "https://a.example/\n",
        " https://a.example",
    ):
        assert not is_web(url)


def test_damaged_files_are_refused_by_name_or_read() -> None:
    rng = random.Random(5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        found = Counter(attempt("claimreview", rng) for _ in range(400))
    assert set(found) == {"claimreview read", "claimreview refused"}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"datePublished": True}, "found true, expected a date, such as '2022-07-03'"),
        ({"datePublished": "2022-07-03T10:00:00.123456789Z"}, "at most six digits after the seconds"),
        ({"url": [None, False]}, "found false, expected a text"),
        ({"claimReviewed": "x\ud83c"}, "character 2, U+D83C, is half of a surrogate pair"),
        ({"reviewRating": {"ratingValue": True}}, "found true, expected a number"),
    ],
)
def test_a_fault_is_told_in_the_words_of_the_file(changed: dict[str, Any], problem: str) -> None:
    (error,) = faults(read, page(review(**changed)))
    assert problem in error.problem


def test_of_a_page_only_the_blocks_with_reviews_must_be_utf_8() -> None:
    def html(words: str) -> str:
        block = json.dumps(review(claimReviewed=words), ensure_ascii=False)
        other = "<script type='application/ld+json'>{'é'}</script>"
        return f"<html><p>é</p>{other}\n<script type='application/ld+json'>{block}</script></html>"

    graph = claimreview.read(BytesIO(html("Bridge open").encode("latin-1")))
    marked = claimreview.read(BytesIO(b"\xef\xbb\xbf" + html("Bridge open").encode()))
    assert claims(marked) == claims(graph) != []
    (error,) = faults(claimreview.read, BytesIO(html("Café open").encode("latin-1")))
    assert "0xe9" in error.problem
    assert error.line == 2
    assert claims(claimreview.read(StringIO(html("Café open"))))[0].assertion == "Café open"
