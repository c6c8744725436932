"""Reviews of claims for the tests: as publishers write them, as a graph may hold them, and how they are judged."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pyshacl
import rdflib
from hypothesis import strategies as st

import claimgraph as cg
from claimgraph.io import LossyWarning
from claimgraph.io.claimreview import claimreview, factcheck

SHAPES = Path(__file__).parent / "shapes"
HOSTILE = (
    'say "no"\nor\r\nyes\t\\',
    '=HYPERLINK("https://example.org")',
    "</script><script>alert(1)</script>",
    "<!-- ]]> --> &lt;b&gt; {{7*7}} %s {}",
    "\u202eright to left\u202c عربي עברית",
    "\U0001f9ff\U00010348 astral",
    '{"@type": "ClaimReview", "author": "Eve", "reviewRating": {"alternateName": "True"}}',
)


def review(site: str = "fact.example", label: str | None = "False", **changed: Any) -> dict[str, Any]:
    """Give a ClaimReview as it is written by us, with some of it changed, or left out where it is None."""
    found = {
        "@type": "ClaimReview",
        "url": f"https://www.{site}/1",
        "headline": "No, it is not",
        "datePublished": "2022-07-03",
        "author": {"@type": "Organization", "name": site.title(), "url": f"https://www.{site}/"},
        "claimReviewed": "Bridge open",
        "reviewRating": {"@type": "Rating", "alternateName": label},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Ann", "sameAs": "https://people.example/ann"},
            "datePublished": "2022-07-02",
            "appearance": {"@type": "CreativeWork", "url": "https://speech.example/1"},
        },
    }
    return {name: value for name, value in {**found, **changed}.items() if value is not None}


def page(*reviews: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": list(reviews)}


def answer(*reviews: dict[str, Any], **claim: Any) -> dict[str, Any]:
    """Give an answer of the API on one claim."""
    said = {"text": "Bridge open", "claimant": "Ann", "claimDate": "2022-07-02T00:00:00Z", **claim}
    return {"claims": [{name: value for name, value in {**said, "claimReview": list(reviews)}.items() if value}]}


def reviewed(site: str = "fact.example", label: str = "False", **changed: Any) -> dict[str, Any]:
    """Give a review as the API has it."""
    found = {
        "publisher": {"name": site.title(), "site": site},
        "url": f"https://{site}/1",
        "title": "No, it is not",
        "reviewDate": "2022-07-03T00:00:00Z",
        "textualRating": label,
        "languageCode": "en",
    }
    return {name: value for name, value in {**found, **changed}.items() if value is not None}


def read(data: Any, **options: Any) -> cg.ClaimGraph:
    text = data if isinstance(data, str) else json.dumps(data)
    return claimreview.read(StringIO(text), **options)


def read_answer(data: Any, **options: Any) -> cg.ClaimGraph:
    return factcheck.read(StringIO(data if isinstance(data, str) else json.dumps(data)), **options)


def write(graph: Any, module: Any = claimreview, **options: Any) -> Any:
    out = StringIO()
    module.write(graph, out, **options)
    return json.loads(out.getvalue())


def quietly(function: Callable[..., Any], *given: Any, **options: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        return function(*given, **options)


def records(graph: cg.ClaimGraph) -> list[Any]:
    return [entry.record for entry in graph.log]


def faults(function: Callable[..., Any], *given: Any, **options: Any) -> list[Any]:
    try:
        quietly(function, *given, **options)
    except cg.InvalidBatch as error:
        return list(error.exceptions)
    raise AssertionError("nothing was refused")


# --- judges

_SHAPE = rdflib.Graph().parse(SHAPES / "claimreview.ttl")
_SCHEMA = jsonschema.Draft202012Validator(json.loads((SHAPES / "factcheck.schema.json").read_text(encoding="utf-8")))


def problems(data: dict[str, Any]) -> str:
    """Judge JSON-LD by the shapes, with a context of our own in place of the one on the network."""
    assert data["@context"] == "https://schema.org"
    local = json.dumps({**data, "@context": {"@vocab": "https://schema.org/"}})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, in its own code
        graph = rdflib.Graph().parse(data=local, format="json-ld")
        found = graph.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/ClaimReview"))
        assert len(list(found)) == len(data["@graph"])
        conforms, _, text = pyshacl.validate(graph, shacl_graph=_SHAPE, allow_warnings=True)
    return "" if conforms else str(text)


def answer_problems(data: dict[str, Any]) -> list[str]:
    return [error.message for error in _SCHEMA.iter_errors(data)]


# --- generated graphs

_SITES = ("fact.example", "check.example")
_NAMES = (*_SITES, "Ann", "Bob", "Check Desk")
_URLS = ("https://fact.example/1", "https://www.check.example/2?a=b#c", "https://speech.example/1", "no address")
_DATES = (
    *("2022-07-01", "2022-07-02", "2022-07-02T12:30Z", "2022-07-02T12:30:00+03:00", "2022-07", "2022", "201X"),
    *("2022-07-02~", "2022-07-01/2022-07-03", "2022-07-02T10:00:00.5Z/..", "0001-01-01"),
)
_QUOTES = (None, None, "False", "Pants on Fire!", "TRUE", "Half true", *HOSTILE)
_TEXTS = ("Bridge open", "Bridge  OPEN", "Town taken", *HOSTILE[:6])
_NOTES = (
    *(None, None, "a note", *HOSTILE, '{"@type": "ClaimReview", "datePublished": "no"}', '{"@type": ["ClaimReview"]'),
    '{"@type": "ClaimReview", "author": {"@id": "claim:0"}, "itemReviewed": {"author": {"@id": "claim:0"}}}',
    '{"@type": "ClaimReview", "author": "Eve", "itemReviewed": {"datePublished": "July", "appearance": "x"}}',
)


@st.composite
def reviewing_graphs(draw: Any) -> cg.ClaimGraph:
    """Give a graph with claims that may be reviews, hostile texts in all their fields, and records besides."""
    graph = cg.ClaimGraph(draw(st.sampled_from(("UTC", "UTC", "Asia/Kolkata"))))
    pick = st.sampled_from
    said = []
    for _ in range(draw(st.integers(0, 8))):
        stance = draw(
            pick(("affirms", "affirms", "denies", "denies", "questions", "comments", "declines", "withdraws"))
        )
        mine = [one.id for one in said if one.stance is not cg.Stance.WITHDRAWS]
        source = draw(pick(_NAMES))
        said.append(
            cg.Claim(
                source,
                stance,
                draw(pick(_TEXTS)),
                asserted_at=draw(pick(_DATES)),
                document=draw(pick((None, *_URLS))),
                quote=draw(pick(_QUOTES)),
                note=draw(pick(_NOTES)),
                hedge=draw(pick((None, "perhaps"))),
                cites=() if stance == "withdraws" or not mine or draw(st.booleans()) else (draw(pick(mine)),),
            )
        )
    others = draw(
        st.lists(
            pick(
                (
                    cg.Source("Check Desk", url="https://check.example/about", note="us"),
                    cg.Document("Is it open?", url=_URLS[0], publisher="Fact", date="2022-07-02"),
                    cg.Assertion("Town taken", subject="Town", predicate="taken", value="true"),
                    cg.Assertion("Nobody spoke of this"),
                    cg.SameAs("Ann", "Anne"),
                )
            ),
            unique_by=lambda record: record.id,
        )
    )
    graph.extend([*others, *said], recorded_at="2022-08-01T00:00Z")
    return graph
