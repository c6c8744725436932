"""Argdown: its own command line reads every file, finds what was said and nothing else, and takes no text for markup.

It is looked for where ``.ci/node`` installs it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import nodejs
import pytest
from argued import HOSTILE, generated, graph_of, hostile, quietly, record, says

import claimgraph as cg
from claimgraph.io.arguments import argdown

ARGDOWN = nodejs.modules() / ".bin" / "argdown"


@pytest.fixture
def parsed(tmp_path: Path) -> Any:
    """Give what has Argdown read views, all at once, and gives back what it found in each."""
    if not ARGDOWN.exists() or shutil.which("node") is None:
        pytest.skip(f"the command line of Argdown is not installed in {nodejs.modules()}: run .ci/node")

    def parse(*views: cg.View | cg.ClaimGraph) -> list[dict[str, Any]]:
        for place, view in enumerate(views):
            (tmp_path / f"{place:03}.argdown").write_text(quietly(argdown.write, view, notes=True), encoding="utf-8")
        out = tmp_path / "read"
        order = [
            str(ARGDOWN),
            "json",
            str(tmp_path / "*.argdown"),
            str(out),
            "--removeMap",
            "--removeEmbeddedRelations",
        ]
        run = subprocess.run(order, check=False, capture_output=True, text=True, timeout=300)
        assert run.returncode == 0, run.stderr + run.stdout
        assert run.stderr == ""
        return [json.loads((out / f"{place:03}.json").read_text("utf-8")) for place in range(len(views))]

    return parse


def text_of(item: dict[str, Any]) -> str:
    """Give the text of a statement or an argument without its tags."""
    (text,) = (member["text"] for member in item["members"] if member.get("text"))
    return re.sub(r"( #[a-z]+)+ ?$", "", text)


def relations(found: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(one["from"], one["relationType"], one["to"]) for one in found["relations"]}


def plain(text: str) -> str:
    """Give a text as it is to come out: on one line, and with nothing in it that steers a terminal."""
    line = " ".join(text.split())
    return "".join(
        ch if ch.isprintable() or ch in "\u200c\u200d" else ch.encode("unicode_escape").decode() for ch in line
    )


# --- the checker


def test_the_record_is_read_with_its_sides_and_its_rules(parsed: Any) -> None:
    graph = record()
    (found,) = parsed(graph)
    assert {text_of(one) for one in found["statements"].values()} >= {row.assertion for row in cg.assertions(graph)}
    assert len(found["arguments"]) == len(cg.claims(graph))
    sides = {cg.Stance.AFFIRMS: "support", cg.Stance.DENIES: "attack"}
    said = sorted((str(claim.source), sides[claim.stance]) for claim in cg.claims(graph) if claim.stance in sides)
    read = [
        (found["arguments"][one["from"]]["data"]["source"], one["relationType"])
        for one in found["relations"]
        if one["fromType"] == "argument"
    ]
    assert sorted(read) == said
    assert ("Luhansk Oblast controlled by Russia", "entails", "Lysychansk controlled by Russia") in relations(found)
    statuses = {text_of(one): one["tags"] for one in found["statements"].values() if "tags" in one}
    assert all(statuses[row.assertion] == [row.status.value] for row in cg.assertions(graph))


def test_hostile_text_is_read_as_it_went_in_and_means_nothing(parsed: Any) -> None:
    graph = hostile()
    (found,) = parsed(graph)
    assert {text_of(one) for one in found["statements"].values()} == {
        plain(row.assertion) for row in cg.assertions(graph)
    }
    assert len(found["arguments"]) == len(cg.claims(graph))
    data = [one["data"] for one in found["arguments"].values()]
    *short, long = HOSTILE
    for field in ("note", "hedge", "locator"):
        assert sorted(one[field] for one in data if field in one) == sorted(short)
    assert {one["source"] for one in data if "source" in one} == {
        name for name in map(str, (claim.source for claim in cg.claims(graph))) if long[:-1] not in name
    }
    # A megabyte is too much for a block of data, and stands in the text.
    (much,) = (one for one in map(text_of, found["arguments"].values()) if one.startswith("long") and "affirms" in one)
    assert all(f", {field}: {long.strip()}" in much for field in ("source", "locator", "hedge", "note"))
    tags = {tag for one in (*found["statements"].values(), *found["arguments"].values()) for tag in one["tags"]}
    assert tags <= {stance.value for stance in cg.Stance} | {status.value for status in cg.Status} | {"withdrawn"}


def test_generated_graphs_are_read(parsed: Any) -> None:
    views = list(generated(60))
    for view, found in zip(views, parsed(*views), strict=True):
        assert len(found["arguments"]) == len(cg.claims(view))
        assert len(found["statements"]) >= len(cg.assertions(view))


def test_an_empty_graph_is_read(parsed: Any) -> None:
    (found,) = parsed(graph_of())
    assert found["statements"] == found["arguments"] == {}


def test_contrary_contradictory_and_entailing_statements_are_told_apart(parsed: Any) -> None:
    (found,) = parsed(
        graph_of(
            cg.Link("it is a", "contrary", "it is b"),
            cg.Link("it is a", "contradictory", "it is c"),
            cg.Link("it is d", "entails", "it is a"),
            cg.Link("it is e", "equivalent", "it is f"),
        )
    )
    assert relations(found) == {
        ("it is b", "contrary", "it is a"),  # which has no direction
        ("it is a", "contradictory", "it is c"),
        ("it is d", "entails", "it is a"),
        ("it is e", "entails", "it is f"),
        ("it is f", "entails", "it is e"),
    }


def test_a_claim_is_an_argument_with_its_source_and_date_as_data(parsed: Any) -> None:
    document = cg.Document("A page", url="https://example.org/1", publisher="Example Times", date="2022-07-03")
    first = says("Ann", "affirms", "it is a", document=document, locator="p 2", credibility=2, valid="2022-06-24")
    graph = graph_of(
        first,
        says(
            "Bob", "denies", "it is a", "2022-07~", quote="no {way}", cites=[first, "Wire", cg.UNKNOWN], hedge="perhaps"
        ),
        says("Cid", "questions", "it is a", note="by phone"),
    )
    (found,) = parsed(graph)
    assert relations(found) == {("Ann, 2022-07-02", "support", "it is a"), ("Bob, 2022-07", "attack", "it is a")}
    ann, bob, cid = (found["arguments"][title] for title in ("Ann, 2022-07-02", "Bob, 2022-07", "Cid, 2022-07-02"))
    assert ann["data"] == {
        "source": "Ann",
        "said": "2022-07-02",
        "valid": "2022-06-24",
        "title": "A page",
        "url": "https://example.org/1",
        "publisher": "Example Times",
        "date": "2022-07-03",
        "locator": "p 2",
        "credibility": 2,
    }
    assert bob["data"] == {
        "source": "Bob",
        "said": "2022-07~",
        "cites": ["<Ann, 2022-07-02>", "Wire", "unknown"],
        "hedge": "perhaps",
    }
    assert text_of(bob) == "Bob denies @[it is a], around July 2022: “no {way}”"
    assert cid["data"] == {"source": "Cid", "said": "2022-07-02", "note": "by phone"}
    assert [one["tags"] for one in (ann, bob, cid)] == [["affirms"], ["denies"], ["questions"]]


def test_what_was_taken_back_supports_nothing(parsed: Any) -> None:
    graph = graph_of(says("Ann", "affirms", "it is a"), says("Ann", "withdraws", "it is a", "2022-07-03"))
    before, after = parsed(graph.view(as_of="2022-07-02"), graph)
    assert relations(before) == {("Ann, 2022-07-02", "support", "it is a")}
    assert relations(after) == set()
    assert after["arguments"]["Ann, 2022-07-02"]["tags"] == ["affirms", "withdrawn"]
    assert after["arguments"]["Ann, 2022-07-02"]["data"]["withdrawn"] == "2022-07-03"
    assert after["statements"]["it is a"]["tags"] == ["retracted"]


def test_titles_are_no_names_of_javascript_and_no_two_are_alike(parsed: Any) -> None:
    names = [
        "constructor",
        "__proto__",
        "toString",
        "a-b c",
        "a/b c",
        "a b c",
        "-",
        "2022",
        "x" * 100 + " y",
        "x" * 100,
    ]
    graph = graph_of(*(says("Ann", "affirms", name) for name in names))
    (found,) = parsed(graph)
    assert {text_of(one): title for title, one in found["statements"].items()} == {
        "constructor": "Statement constructor",
        "__proto__": "Statement proto",
        "toString": "Statement toString",
        "a-b c": "a-b c",
        "a/b c": "a b c",
        "a b c": "a b c no 2",
        "-": "Statement",
        "2022": "Statement 2022",
        "x" * 100 + " y": "Statement " + "x" * 80,
        "x" * 100: "Statement " + "x" * 80 + " no 2",
    }


# --- what is written


def test_the_same_graph_is_the_same_bytes_to_text_and_to_bytes() -> None:
    out = BytesIO()
    argdown.write(graph_of(says("Ann", "affirms", "é")).view(), out)
    assert out.getvalue().decode() == quietly(argdown.write, graph_of(says("Ann", "affirms", "é")), notes=True)


def test_the_front_matter_tells_the_view_and_what_is_known_of_the_sources() -> None:
    graph = graph_of(
        cg.Source("Ann", speaks_for="Corps", note="a === {c}"),
        says("Ann", "affirms", "it is a"),
    )
    lines = quietly(argdown.write, graph.view(as_of="2022", only="Ann"), notes=True).splitlines()
    assert lines[:8] == [
        "===",
        'title: "Who said what: only what was said up to 2022, and only what was said by Ann, or on their behalf"',
        "model:",
        "  mode: strict",
        "sources:",
        r'  - {"name": "Ann", "speaks_for": ["Corps"], "note": "a \u003d\u003d\u003d \u007bc\u007d"}',
        '  - {"name": "Corps"}',
        "===",
    ]


def test_text_is_escaped_only_where_it_would_mean_something() -> None:
    text = quietly(
        argdown.write, graph_of(says("Ann", "affirms", "21 killed. At 3.5 km: [sic] -- see a_b, x: y")), notes=True
    )
    assert r"]: 21 killed. At 3\.5 km: \[sic\] -- see a\_b, x: y #claimed" in text


def test_what_is_too_long_for_data_is_text_of_a_claim_and_left_out_of_an_assertion() -> None:
    graph = graph_of(
        cg.Assertion("it is a", note="n" * 20_000),
        says("Ann", "affirms", "it is a", cites=[f"Source no {place:05}" for place in range(1000)]),
    )
    with pytest.warns(cg.LossyWarning, match="the note of 1 assertion of more than 10000 characters"):
        argdown.write(graph.view(), StringIO(), notes=True)
    text = quietly(argdown.write, graph, notes=True)
    assert '[it is a]: it is a #corroborated {status: "corroborated"}' in text
    assert "on 2 July 2022, cites: Source no 00000, Source no 00001, " in text
    assert '{source: "Ann", said: "2022-07-02"}' in text


def test_what_is_left_out_is_named() -> None:
    first = says("Ann", "affirms", "it is a")
    graph = graph_of(
        first,
        says("Bob", "affirms", "it is a", "2022-07-03", cites=[first]),
        cg.Source("Silent"),
        cg.Predicate("is"),
        cg.SameAs("Bob", "Robert"),
    )
    with pytest.warns(cg.LossyWarning) as caught:
        argdown.write(graph.view(only="Bob"), StringIO())
    message = str(caught[0].message)
    assert message.startswith(
        "Argdown cannot carry: a citation of 1 claim; 2 sources that no claim leads to; 1 predicate"
    )
    assert "1 pair of names for one source" in message
