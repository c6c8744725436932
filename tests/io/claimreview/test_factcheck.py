"""The answers of the Fact Check Tools API: read as reviews are, and written with its own fields only."""

from __future__ import annotations

import json
import random
import warnings
from collections import Counter
from io import BytesIO, StringIO
from typing import Any

import pytest
from fuzz_reviews import attempt
from hypothesis import given, settings
from reviews import (
    HOSTILE,
    answer,
    answer_problems,
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
from claimgraph.io import LossyWarning
from claimgraph.io.claimreview import factcheck

pytestmark = pytest.mark.filterwarnings("ignore:.*verdicts that are not mapped:claimgraph.io.LossyWarning")


def claims(graph: cg.ClaimGraph) -> list[Any]:
    return list(cg.claims(graph))


def write_answer(graph: Any, **options: Any) -> Any:
    return write(graph, factcheck, **options)


def test_three_reviewers_of_one_claim_are_three_verdicts_with_their_labels() -> None:
    labels = {"a.example": "False", "b.example": "Totally False", "c.example": "Four Slimy Salamanders"}
    data = answer(*(reviewed(site, label) for site, label in labels.items()))
    graph = read_answer(data)
    assert [(one.source, one.stance.value, one.quote) for one in claims(graph)] == [
        ("Ann", "affirms", None),
        ("a.example", "denies", "False"),
        ("b.example", "denies", "Totally False"),
        ("c.example", "comments", "Four Slimy Salamanders"),
    ]
    assert write_answer(graph) == data
    extended = read_answer(data, stances={"four slimy salamanders": "denies"})
    assert len(cg.disputes(extended)[0].opponents) == 3


@pytest.mark.parametrize(
    "site", ["fact.example", "www.fact.example", "FACT.example", "http://www.fact.example/x", None]
)
def test_a_publisher_is_its_site_whatever_its_name(site: str | None) -> None:
    graph = read_answer(answer(reviewed()))
    publisher = {"name": "The Facts!", "site": site}
    read_answer(answer(reviewed(url="https://fact.example/2", publisher=publisher)), into=graph)
    assert [one.source for one in claims(graph)] == ["Ann", "fact.example", "fact.example"]


def test_without_a_site_the_publisher_is_that_of_the_address_or_a_name() -> None:
    assert claims(read_answer(answer(reviewed(publisher={"name": "F"}))))[1].source == "fact.example"
    assert claims(read_answer(answer(reviewed(publisher={"name": "F", "site": "no site"}, url=None))))[1].source == "F"
    assert faults(read_answer, answer(reviewed(publisher=None, url=None)))[0].field.startswith(
        "claims[0].claimReview[0]"
    )


def test_the_same_review_is_the_same_claims_from_either_format() -> None:
    json_ld = review(
        url="https://fact.example/1",
        inLanguage="en",
        datePublished="2022-07-03T00:00:00Z",
        author={"name": "Fact.Example", "url": "https://fact.example"},
        itemReviewed={"@type": "Claim", "author": {"name": "Ann"}, "datePublished": "2022-07-02T00:00:00Z"},
    )
    graph = read(page(json_ld))
    assert records(graph) == records(read_answer(answer(reviewed())))
    assert write_answer(graph) == answer(reviewed())
    assert write(read_answer(answer(reviewed()))) == page(json_ld)


FULL = [
    answer(reviewed(), reviewed("www.b.example", "Odd")),
    answer(reviewed(reviewDate="2022-07-03T10:00:00.5+03:00"), claimant=None),
    answer(reviewed(title=None, languageCode=None, publisher={"name": "Fact"}), claimDate=None, claimant=None),
    answer(reviewed(publisher=None)),
    answer(reviewed(url=None)),
    *(answer(reviewed(label=text, title=text), text=text, claimant=text) for text in HOSTILE),
    {"claims": []},
]


@pytest.mark.parametrize("data", FULL)
def test_what_was_read_is_written_back_equal(data: dict[str, Any]) -> None:
    graph = read_answer(data)
    assert write_answer(graph) == data
    assert answer_problems(data) == []


def test_claims_that_nobody_dates_are_noted_with_their_reviews() -> None:
    data = answer(reviewed(), claimDate=None)
    with pytest.warns(LossyWarning, match="1 claimant that nobody dates"):
        graph = read_answer(data)
    assert [one.source for one in claims(graph)] == ["fact.example"]
    assert write_answer(graph) == data


def test_reviews_of_one_claim_stand_together_and_of_others_apart() -> None:
    data = {"claims": [*answer(reviewed())["claims"], *answer(reviewed(), claimant="Bob")["claims"]]}
    assert write_answer(read_answer(data)) == data
    twice = {"claims": [*answer(reviewed())["claims"], *answer(reviewed("b.example"))["claims"]]}
    assert write_answer(read_answer(twice)) == answer(reviewed(), reviewed("b.example"))


def test_labels_that_no_table_has_are_named() -> None:
    data = answer(reviewed(label="Half true"), reviewed(label="False"))
    with pytest.warns(
        LossyWarning, match="API was read with verdicts that are not mapped.*: 'Half true'; say"
    ) as caught:
        read_answer(data)
    assert len(caught) == 1


def test_an_answer_that_found_nothing_is_empty() -> None:
    for data in ({}, {"claims": []}, {"claims": None}):
        assert len(read_answer(data).log) == 0


def test_what_the_api_does_not_document_is_named() -> None:
    data = answer(reviewed(publisher={"name": "F", "site": "fact.example", "logo": "x"}, extra=1))
    with pytest.warns(LossyWarning) as caught:
        read_answer({**data, "nextPageToken": "x", "kind": "y"})
    for what in (
        "the pages that follow this one",
        "1 field of the answer",
        "1 field of the review",
        "of the publisher",
    ):
        assert what in str(caught[0].message)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"claims": 5}, "claims"),
        ({"claims": "a"}, "claims"),
        ({"claims": [5]}, "claims[0]"),
        ({"claims": [None]}, "claims[0]"),
        ({"claims": [{"text": "x"}]}, "claims[0].claimReview"),
        ({"claims": [{"text": "x", "claimReview": []}]}, "claims[0].claimReview"),
        (answer(reviewed(), None), "claims[0].claimReview[1] of review 2"),  # type: ignore[arg-type]
        (answer({"url": 5}), "claims[0].claimReview[0].url of review 1"),
        (answer(reviewed(), 5), "claims[0].claimReview[1] of review 2"),  # type: ignore[arg-type]
        (answer(reviewed(), text=None), "claims[0].text of review 1"),
        (answer(reviewed(), text="assertion:x"), "claims[0].text of review 1"),
        (answer(reviewed(), claimDate="July"), "claims[0].claimDate of review 1"),
        (answer(reviewed(), claimant="source:x"), "claims[0].claimant of review 1"),
        (answer(reviewed(reviewDate=None)), "claims[0].claimReview[0].reviewDate of review 1"),
        (answer(reviewed(url="javascript:1")), "claims[0].claimReview[0].url of review 1"),
        (answer(reviewed(publisher=[1])), "claims[0].claimReview[0].publisher of review 1"),
        (answer(reviewed(title="\ud800")), "claims[0].claimReview[0].title of review 1"),
    ],
)
def test_a_fault_is_named_with_its_review_and_its_field(data: Any, field: str) -> None:
    graph = read_answer(answer(reviewed()))
    before = list(graph.log)
    (error,) = faults(read_answer, data, into=graph, file="x.json")
    assert (error.file, error.field) == ("x.json", field)
    assert list(graph.log) == before


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"claims": [None]}, "found null, expected an object with text"),
        ({"claims": "a"}, "found 'a', expected a list of claims"),
        ({"claims": [{"text": "x"}]}, "found nothing, expected a list of reviews"),
        (answer(reviewed(reviewDate=True)), "found true, expected a date, such as '2022-07-03'"),
        (answer(reviewed(title=[True, None])), "found [true, null], expected a text"),
        (answer(reviewed(reviewDate="2022-07-03T10:00:00.123456789Z")), "at most six digits after the seconds"),
        (
            {"error": {"code": 403, "message": "API key not valid.", "status": "PERMISSION_DENIED"}},
            "found an error that the API answered with, 403, 'PERMISSION_DENIED', 'API key not valid.'; ask it again",
        ),
        ({"error": {"odd": None}}, 'found an error that the API answered with, {"odd": null}; ask it again'),
        ({"error": "gone"}, "found an error that the API answered with, 'gone'; ask it again"),
    ],
)
def test_a_fault_is_told_in_the_words_of_the_file(data: Any, problem: str) -> None:
    (error,) = faults(read_answer, data)
    assert problem in error.problem


@pytest.mark.parametrize("text", ["", "[]", "5", '{"error": {"code": 403}}', "{", "[" * 9999])
def test_what_is_no_answer_is_refused(text: str) -> None:
    (error,) = faults(read_answer, text)
    assert error.line == 1


def test_bytes_are_read_and_written() -> None:
    out = BytesIO()
    factcheck.write(read_answer(answer(reviewed())).view(), out)
    out.seek(0)
    assert len(claims(factcheck.read(out))) == 2


def test_through_the_front_door() -> None:
    out = StringIO()
    cg.write(read_answer(answer(reviewed())), out, format="factcheck")
    out.seek(0)
    assert len(claims(cg.read(out, format="factcheck", stances={"False": "affirms"}))) == 2


def test_what_is_written_does_not_end_a_script() -> None:
    out = StringIO()
    factcheck.write(read_answer(answer(*(reviewed(label=text) for text in HOSTILE))), out)
    assert "<" not in out.getvalue()


def test_a_day_is_written_as_its_first_moment_in_the_zone_of_the_graph_and_named() -> None:
    graph = read(page(review(itemReviewed=None)), zone="Europe/Kyiv")
    with pytest.warns(LossyWarning, match="the time of 1 claim, save for its beginning"):
        data = write_answer(graph)
    assert data["claims"][0]["claimReview"][0]["reviewDate"] == "2022-07-02T21:00:00Z"
    assert answer_problems(data) == []


def test_what_the_api_cannot_carry_is_named() -> None:
    rich = review(
        author=[{"@type": "Person", "name": "Eve"}, {"name": "Fact", "url": "https://fact.example/about"}],
        reviewRating={"@type": "Rating", "ratingValue": 1},
        itemReviewed=[
            {"@type": "Claim", "author": {"@type": "Person", "name": n}, "datePublished": "2022", "appearance": "x"}
            for n in ("Ann", "Bob")
        ],
    )
    with pytest.warns(LossyWarning) as caught:
        data = write_answer(read(page(rich), stances={"1": "comments"}))
    for what in (
        "the numbers",
        "where the claim",
        "all but the first claimant",
        "besides a name",
        "besides name and site",
    ):
        assert what in str(caught[0].message)
    (found,) = data["claims"][0]["claimReview"]
    assert (found["publisher"], found["textualRating"]) == ({"name": "Fact", "site": "fact.example"}, "comments")


@given(reviewing_graphs())
@settings(max_examples=60)
def test_a_graph_is_exported_as_documented_and_a_second_round_trip_changes_nothing(graph: cg.ClaimGraph) -> None:
    data = quietly(write_answer, graph)
    assert answer_problems(data) == []
    once = quietly(read_answer, data)
    assert records(quietly(read_answer, quietly(write_answer, once))) == records(once)
    assert problems(quietly(write, once)) == ""


@given(histories())
@settings(max_examples=30)
def test_any_history_is_exported_as_documented(history: History) -> None:
    graph = cg.ClaimGraph()
    for at, record in history:
        graph.add(record, recorded_at=at)
    assert answer_problems(json.loads(json.dumps(quietly(write_answer, graph)))) == []


@pytest.mark.filterwarnings("ignore::claimgraph.DateWarning")
def test_damaged_files_are_refused_by_name_or_read() -> None:
    rng = random.Random(5)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        found = Counter(attempt("factcheck", rng) for _ in range(400))
    assert set(found) == {"factcheck read", "factcheck refused"}
