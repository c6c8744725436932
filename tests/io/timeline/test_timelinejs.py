"""TimelineJS: each claim is a slide, dates say no more than is known, and no text of a claim runs or links."""

from __future__ import annotations

import csv
import json
import re
import warnings
from html import unescape
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import hostile
import nodejs
import pytest
from folders import SEEDS
from hypothesis import given, settings
from strategies import History, cited_ruled_histories

import claimgraph as cg
from claimgraph.io import LossyWarning
from claimgraph.io.files.html import html_of, link_to

needs_timelinejs = nodejs.needs("@knight-lab/timelinejs", "jsdom")


@pytest.fixture(scope="module")
def record() -> cg.ClaimGraph:
    return cg.read(SEEDS / "lysychansk-2022.jsonl")


def graph_of(*claims: tuple[str, str, str, str], zone: str = "UTC", **fields: Any) -> cg.ClaimGraph:
    graph = cg.ClaimGraph(zone)
    made = [cg.Claim(*claim[:3], asserted_at=claim[3], **fields) for claim in claims]
    graph.extend(made, recorded_at="2023-01-01T00:00Z")
    return graph


def text_of(graph: Any, name: str = "timelinejs", **options: Any) -> str:
    out = StringIO(newline="")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        cg.write(graph, out, format=name, notes=True, **options)
    return out.getvalue()


def data_of(graph: Any, **options: Any) -> Any:
    return json.loads(text_of(graph, **options))


def rows_of(graph: Any, **options: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text_of(graph, "timelinejs-csv", **options), newline="")))


def said(text: str) -> str:
    """Give the words of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", text.replace("</p>", "\n")))


# --- dates


@pytest.mark.parametrize(
    ("asserted_at", "start", "end", "display"),
    [
        ("2022", {"year": 2022}, None, None),
        ("2022-07", {"year": 2022, "month": 7}, None, None),
        ("2022-07-02", {"year": 2022, "month": 7, "day": 2}, None, None),
        ("2022-07~", {"year": 2022, "month": 7}, None, "around July 2022"),
        ("2022-07-XX", {"year": 2022, "month": 7}, None, "July 2022"),
        ("2022-XX-XX", {"year": 2022}, None, "2022"),
        ("201X", {"year": 2010}, {"year": 2019}, "the 2010s"),
        ("20XX", {"year": 2000}, {"year": 2099}, "the years 2000 to 2099"),
        ("2022-07/..", {"year": 2022, "month": 7}, None, "July 2022 or later"),
        (
            "2022-07-01/2022-07?",
            {"year": 2022, "month": 7, "day": 1},
            {"year": 2022, "month": 7},
            "some time between 1 July 2022 and perhaps July 2022",
        ),
        (
            "2022-07-02T01:30+03:00",
            {"year": 2022, "month": 7, "day": 1, "hour": 22, "minute": 30},
            None,
            "2 July 2022 at 01:30 UTC+03:00",
        ),
        (
            "2022-07-02T01:30:05.25Z",
            {"year": 2022, "month": 7, "day": 2, "hour": 1, "minute": 30, "second": 5},
            None,
            "2 July 2022 at 01:30:05.25 UTC",
        ),
        (
            "0001-01-01T00:00Z",
            {"year": 1, "month": 1, "day": 1, "hour": 0, "minute": 0},
            None,
            "1 January 1 at 00:00 UTC",
        ),
    ],
)
def test_dates_have_the_parts_that_are_known_and_are_written_out_where_these_do_not_tell_all(
    asserted_at: str, start: dict[str, int], end: dict[str, int] | None, display: str | None
) -> None:
    graph = graph_of(("Ann", "affirms", "bridge open", asserted_at))
    (event,) = data_of(graph)["events"]
    assert (event["start_date"], event.get("end_date"), event.get("display_date")) == (start, end, display)
    (row,) = [row for row in rows_of(graph) if not row["Type"]]
    for parts, prefix in ((start, ""), (end or {}, "End ")):
        for name in ("year", "month", "day"):
            assert row[f"{prefix}{name.title()}"] == str(parts.get(name, ""))
    assert row["Time"] == ":".join(f"{start[name]:02}" for name in ("hour", "minute", "second") if name in start)
    assert row["Display Date"] == (display or "")


def test_slides_stand_by_the_clock_of_the_zone_of_the_graph() -> None:
    graph = graph_of(("Ann", "affirms", "bridge open", "2022-07-01T22:30Z"), zone="Europe/Kyiv")
    start = data_of(graph)["events"][0]["start_date"]
    assert start == {"year": 2022, "month": 7, "day": 2, "hour": 1, "minute": 30}


def test_a_moment_that_the_zone_puts_before_the_year_1_stands_by_utc() -> None:
    graph = graph_of(("Ann", "affirms", "x", "0001-01-01T00:00Z"), zone="America/New_York")
    assert data_of(graph)["events"][0]["start_date"]["year"] == 1


# --- what a slide says


def test_a_slide_says_all_that_the_claim_does() -> None:
    graph = cg.ClaimGraph()
    first = cg.Claim("Bob", "affirms", "bridge open", asserted_at="2022-07-01")
    document = cg.Document("The Paper", url="https://example.org/1", publisher="Paper")
    graph.extend(
        [
            first,
            cg.Claim(
                "Ann",
                "denies",
                "bridge open",
                asserted_at="2022-07-02",
                valid="2022-06-30/..",
                document=document,
                locator="p. 3",
                quote="it is shut",
                cites=(first.id, "Wire", cg.UNKNOWN),
                hedge="I think",
                credibility=2,
                note="on the phone",
            ),
            cg.Claim("Bob", "withdraws", "bridge open", asserted_at="2022-07-03", cites=first.id),
            cg.Claim("Eve", "comments", "bridge open", asserted_at="2022-07-04", document=cg.Document("A leaflet")),
            cg.Claim("Eve", "declines", "bridge open", asserted_at="2022-07-04", document="urn:x:1", locator="end"),
        ]
    )
    events = data_of(graph)["events"]
    assert [event["text"]["headline"] for event in events] == [
        *("Bob affirms", "Ann denies", "Bob withdraws", "Eve comments", "Eve declines"),
    ]
    assert said(events[1]["text"]["text"]).splitlines() == [
        "“bridge open”",
        "Speaks of the time from 30 June 2022 on",
        "Hedges with “I think”",
        "Repeats Bob, 1 July 2022, Wire, somebody unnamed",
        "In the words “it is shut”",
        "Read in The Paper, p. 3",
        "Credibility 2",
        "Note: on the phone",
        "Status then: disputed",
    ]
    assert '<a href="https://example.org/1">The Paper</a>' in events[1]["text"]["text"]
    assert "Takes back Bob, 1 July 2022\n" in said(events[2]["text"]["text"])
    assert "Read in A leaflet\n" in said(events[3]["text"]["text"])
    assert "Read in urn:x:1, end\n" in said(events[4]["text"]["text"])


def test_a_report_that_was_taken_out_of_the_record_is_told_as_such() -> None:
    graph = cg.ClaimGraph()
    first = cg.Claim("Bob", "affirms", "bridge open", asserted_at="2022-07-01")
    graph.extend([first, cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02", cites=first.id)])
    graph.add(cg.Correction(of=first.id, by="desk", why="never said"))
    (event,) = data_of(graph)["events"]
    assert "Repeats a report that was taken out of the record\n" in said(event["text"]["text"])


# --- groups and eras

TOLD = (
    ("Ann", "affirms", "bridge open", "2022-07-01"),
    ("Bob", "denies", "bridge open", "2022-07-02T12:30Z"),
    ("Bob", "withdraws", "bridge open", "2022-07-03"),
)


def era(start: str, end: str, headline: str) -> dict[str, Any]:
    parts = [
        dict(zip(("year", "month", "day", "hour", "minute", "second"), map(int, re.split("[-T:]", text)), strict=True))
        for text in (start, end)
    ]
    return {"start_date": parts[0], "end_date": parts[1], "text": {"headline": headline}}


def test_the_timeline_of_one_assertion_has_eras_for_its_statuses_and_no_groups() -> None:
    data = data_of(graph_of(*TOLD))
    assert data["eras"] == [
        era("2022-07-01T00:00:00", "2022-07-02T12:30:00", "claimed"),
        era("2022-07-02T12:30:00", "2022-07-03T00:00:00", "disputed"),
        era("2022-07-03T00:00:00", "2022-07-04T00:00:00", "claimed"),
    ]
    assert not any("group" in event for event in data["events"])


def test_the_last_era_goes_as_far_as_the_view_looks() -> None:
    eras = data_of(graph_of(*TOLD).view(as_of="2022-07-02"))["eras"]
    assert eras[-1] == era("2022-07-02T12:30:00", "2022-07-03T00:00:00", "disputed")


def test_a_view_that_looks_beyond_all_years_ends_the_last_era_with_what_was_said_last() -> None:
    eras = data_of(graph_of(*TOLD).view(as_of="9999"))["eras"]
    assert eras[-1] == era("2022-07-03T00:00:00", "2022-07-04T00:00:00", "claimed")


def test_the_last_era_goes_on_to_what_is_said_of_another_assertion_that_bears_on_it() -> None:
    graph = graph_of(("Ann", "affirms", "x", "2022-07-01"), ("Bob", "affirms", "y", "2022-07-05"))
    graph.add(cg.Link("x", "contrary", "y"), recorded_at="2023-01-01T00:00Z")
    assert data_of(graph, assertion="x")["eras"] == [
        era("2022-07-01T00:00:00", "2022-07-05T00:00:00", "claimed"),
        era("2022-07-05T00:00:00", "2022-07-06T00:00:00", "disputed"),
    ]


def test_the_timeline_of_several_assertions_has_groups_and_no_eras_unless_one_is_chosen() -> None:
    graph = graph_of(*TOLD, ("Ann", "affirms", "road shut", "2022"))
    data = data_of(graph)
    assert data["eras"] == []
    assert [event["group"] for event in data["events"]] == ["bridge open"] * 3 + ["road shut"]
    chosen = data_of(graph, assertion="Bridge  open")
    assert len(chosen["events"]) == len(chosen["eras"]) == 3
    assert [row["Type"] for row in rows_of(graph, assertion="bridge open")] == [""] * 3 + ["era"] * 3
    assert [row["Group"] for row in rows_of(graph)] == ["bridge open"] * 3 + ["road shut"]


def test_an_assertion_that_nobody_recorded_is_an_error_that_suggests_one() -> None:
    with pytest.raises(cg.NotFound, match="bridge open"):
        text_of(graph_of(*TOLD), assertion="bridge opens")


def test_a_status_of_less_than_a_second_or_without_an_end_that_can_be_written_has_no_era_and_is_named() -> None:
    graph = graph_of(
        ("Ann", "affirms", "x", "2022-07-02T12:30:00.1Z"),
        ("Bob", "denies", "x", "2022-07-02T12:30:00.2Z"),
        ("Bob", "withdraws", "x", "9999-12-31T23:59:59.5Z"),
    )
    with pytest.warns(LossyWarning, match="2 eras of less than a second") as caught:
        cg.write(graph, out := StringIO(), format="timelinejs")
    assert caught[0].filename == __file__
    assert [one["text"]["headline"] for one in json.loads(out.getvalue())["eras"]] == ["disputed"]


def test_an_empty_graph_has_no_slides() -> None:
    assert data_of(cg.ClaimGraph()) == {"events": [], "eras": []}
    assert rows_of(cg.ClaimGraph()) == []
    assert text_of(cg.ClaimGraph(), "timelinejs-csv").startswith("Year,Month,Day,Time,End Year,")


def test_what_is_left_out_is_named() -> None:
    graph = graph_of(*TOLD)
    graph.extend([cg.Part("Town", of="City"), cg.Source("Cid", note="x")], recorded_at="2023-01-01T00:00Z")
    with pytest.warns(LossyWarning, match="TimelineJS cannot carry: 1 part; the note of 1 source; write"):
        cg.write(graph, StringIO(), format="timelinejs-csv")


# --- hostile text


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org", True),
        ("HTTP://example.org/?a=b#c", True),
        ("https://пример.example/ж", True),
        ("https://user:password@example.org/", False),
        ("https://[::1]/", False),
        ("https://", False),
        ("https://a b.example", False),
        ("ftp://example.org/", False),
        ("javascript:alert(1)//https://example.org", False),
        ("//example.org", False),
        ("https://example.org/" + "a" * 2000, False),
    ],
)
def test_only_web_pages_are_linked(url: str, linked: bool) -> None:
    assert link_to(url, "text").startswith("<a href=") == linked
    assert "text" in said(link_to(url, "text"))


def test_words_are_shown_as_they_are_except_for_what_steers() -> None:
    for text in ("a <b> & 'c'", "www.example.org a@b.example http://c.example", "x" * 500, "שלום 🦄 می\u200cشود"):
        assert said(html_of(text)) == text
    assert said(html_of("a\x00b\u202ec\ue000")) == "a\\x00b\\u202ec\\ue000"
    assert not re.search(r"[^\s<>]{81}", html_of("x" * 500).replace("<wbr>", " "))


@given(hostile.graphs)
@settings(max_examples=100)
@pytest.mark.filterwarnings("ignore::claimgraph.DateWarning")
def test_no_cell_of_the_sheet_is_a_formula_and_no_script_of_a_page_can_be_ended(graph: cg.ClaimGraph) -> None:
    text = text_of(graph)
    assert not re.search("[<>&\u2028\u2029\x00-\x09]", text)
    assert len(json.loads(text)["events"]) == len(cg.claims(graph))
    for row in rows_of(graph):
        assert not any(cell.startswith(tuple("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")) for cell in row.values())


@given(cited_ruled_histories())
@settings(max_examples=60)
def test_any_history_gives_a_slide_for_each_claim_and_eras_that_never_overlap(history: History) -> None:
    graph = cg.ClaimGraph("Europe/Kyiv")
    for at, one in history:
        graph.add(one, recorded_at=at)
    assert len(data_of(graph)["events"]) == len(rows_of(graph)) - len(data_of(graph)["eras"])
    for assertion in {str(claim.assertion) for claim in cg.claims(graph)}:
        data = data_of(graph, assertion=assertion)
        assert len(data["events"]) == len(cg.claims(graph, assertion=assertion))
        statuses = {str(change.status) for change in cg.timeline(graph, assertion)}
        assert {one["text"]["headline"] for one in data["eras"]} <= statuses
        moments = [tuple(one[end].values()) for one in data["eras"] for end in ("start_date", "end_date")]
        assert moments == sorted(moments)


# --- in TimelineJS itself


def built(folder: Path, *texts: tuple[str, str]) -> list[Any]:
    files = []
    for number, (text, suffix) in enumerate(texts):
        files.append(folder / f"{number}.{suffix}")
        files[-1].write_text(text, "utf-8", newline="")
    found: list[Any] = nodejs.run("timelinejs.cjs", *files)
    return found


def both(graph: cg.ClaimGraph, **options: Any) -> list[tuple[str, str]]:
    return [(text_of(graph, **options), "json"), (text_of(graph, "timelinejs-csv", **options), "csv")]


def check(page: Any, graph: cg.ClaimGraph, **options: Any) -> None:
    assert page["ready"]
    assert page["errors"] == page["unexpected"] == page["alarms"] == []
    assert page["slides"] == len(cg.claims(graph, **options))
    assert page["eras"] == len(data_of(graph, **options)["eras"])


@needs_timelinejs
def test_timelinejs_builds_the_record(record: cg.ClaimGraph, tmp_path: Path) -> None:
    one = {"assertion": "Lysychansk encircled"}
    pages = built(tmp_path, *both(record), *both(record, **one))
    for page, options in zip(pages, ({}, {}, one, one), strict=True):
        check(page, record, **options)
    told = list(dict.fromkeys(str(claim.assertion) for claim in cg.claims(record)))
    assert sorted(pages[0]["groups"]) == sorted(pages[1]["groups"]) == sorted(told)
    assert pages[2]["headlines"] == pages[3]["headlines"]
    assert pages[2]["eras"] == 2


@needs_timelinejs
def test_timelinejs_shows_hostile_text_and_runs_none_of_it(tmp_path: Path) -> None:
    graphs = [hostile.graph(Random(seed)) for seed in range(6)]
    pages = built(tmp_path, *(text for graph in graphs for text in both(graph)))
    for page, graph in zip(pages, [graph for graph in graphs for _ in range(2)], strict=True):
        check(page, graph)
        assert all(re.match("https?://", link) for link in page["links"])


@needs_timelinejs
def test_timelinejs_shows_a_payload_as_the_words_that_it_is(tmp_path: Path) -> None:
    payload = "<img src=x onerror=alert(1)> www.a'onmouseover='alert(1) &lt;b&gt; \"q\""
    graph = graph_of((payload, "affirms", payload, "2022"), ("Ann", "affirms", "road shut", "2023"))
    for page in built(tmp_path, *both(graph)):
        check(page, graph)
        assert page["headlines"] == [f"{payload} affirms", "Ann affirms"]
        assert page["groups"] == [payload, "road shut"]
        assert page["texts"][0].startswith(f"“{payload}”")


@needs_timelinejs
def test_timelinejs_shows_a_text_of_a_megabyte(tmp_path: Path) -> None:
    graph = graph_of(("Ann", "affirms", "bridge open", "2022"), note="x" * 1_000_000)
    for page in built(tmp_path, *both(graph)):
        check(page, graph)


@needs_timelinejs
def test_the_check_sees_what_gets_through(tmp_path: Path) -> None:
    """What TimelineJS makes of text that is escaped once, as would do anywhere else."""
    event = {"start_date": {"year": 2022}, "text": {"headline": "x", "text": "www.a'onmouseover='alert(1)"}}
    events = [{**event, "group": "&lt;img src=x onerror=alert(1)&gt;"}]
    (page,) = built(tmp_path, (json.dumps({"events": events}), "json"))
    assert page["ready"]
    assert {"a onmouseover=alert(1)", "img"} <= set(page["alarms"])
    (page,) = built(tmp_path, (json.dumps({"events": [event], "eras": [{"start_date": {"year": 2022}}]}), "json"))
    assert page["errors"]
