"""Charts say what the answers say, are the same every time, and can be read by everybody."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections import Counter
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import pictures
import pytest
import strategies
from folders import ARTEFACTS, SEEDS
from hypothesis import given, settings

import claimgraph as cg
from claimgraph.charts.layout.lanes import APART, MOST, Lanes
from claimgraph.charts.layout.ordering import ordered, spread
from claimgraph.charts.layout.text import fit, font_of, width_of
from claimgraph.charts.layout.time_axis import Axis
from claimgraph.charts.marks import marks
from claimgraph.charts.marks.svg import clean

CHARTS = (cg.draw_timeline, cg.draw_positions, cg.draw_network)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def article() -> cg.ClaimGraph:
    return cg.read(SEEDS / "lysychansk-article.jsonl")


@pytest.fixture(scope="module")
def record() -> cg.ClaimGraph:
    return cg.read(SEEDS / "lysychansk-2022.jsonl")


def texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text")]


def told(svg: str) -> list[str]:
    """Give what marks say when they are pointed at."""
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}title")]


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def claim(source: str, stance: str, asserted_at: str, text: str = "Bridge open", **more: Any) -> cg.Claim:
    return cg.Claim(source, stance, text, asserted_at=asserted_at, **more)


def graph_of(*claims: Any, zone: str = "UTC") -> cg.ClaimGraph:
    graph = cg.ClaimGraph(zone)
    graph.extend(claims)
    return graph


# --- what they show


def test_a_timeline_has_a_symbol_for_every_claim_and_a_strip_for_every_status(article: cg.ClaimGraph) -> None:
    chart = cg.draw_timeline(article)
    assert repr(chart) == "<Chart: timeline of 24 assertions, 26 claims>"
    svg = chart.to_svg()
    said = told(svg)
    for one in cg.claims(article):
        assert any(
            line.startswith(f"{one.source} · {one.stance} “{one.assertion}” · {one.asserted_at}") for line in said
        )
    statuses = [row for one in cg.assertions(article) for row in cg.timeline(article, one.assertion)]
    changes = [row for row in statuses if row.status is not row.previous]
    assert len([line for line in said if " · from " in line]) == len(changes)
    assert {"disputed", "claimed", "affirms", "denies", "comments"} <= set(texts(svg))


def test_a_timeline_of_some_assertions_keeps_their_order(article: cg.ClaimGraph) -> None:
    chosen = ["fires burning in lysychansk", cg.Assertion("Lysychansk encircled"), "Lysychansk encircled"]
    svg = cg.draw_timeline(article, chosen).to_svg()
    labels = [text for text in texts(svg) if text in ("Fires burning in Lysychansk", "Lysychansk encircled")]
    assert labels == ["Fires burning in Lysychansk", "Lysychansk encircled"]
    assert "Fires burning in Lysychansk" in texts(cg.draw_timeline(article, "Fires burning in Lysychansk").to_svg())


@pytest.mark.parametrize("draw", CHARTS)
def test_an_assertion_that_is_not_recorded_is_refused(draw: Any, article: cg.ClaimGraph) -> None:
    with pytest.raises(cg.NotFound):
        draw(article, ["Lysychansk encircld"])


def test_an_assertion_that_nobody_recorded_shows_what_others_imply_of_it() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Predicate("held by", inherits=True, single_valued=True))
    graph.add(cg.Part("City", of="Region"))
    graph.add(cg.Assertion(subject="Region", predicate="held by", value="North"))
    graph.add(claim("Ann", "affirms", "2022-07-02", "Region held by North"))
    nobodys = cg.Assertion(subject="City", predicate="held by", value="North")
    for draw in (cg.draw_positions, cg.draw_network):
        svg = draw(graph, nobodys).to_svg()
        assert "City held by North" in texts(svg)
        assert any("implied by: Ann · affirms “Region held by North”" in line for line in told(svg))
    assert repr(cg.draw_timeline(graph, nobodys)) == "<Chart: timeline with nothing to draw>"  # nobody spoke of it


def test_a_timeline_shows_only_what_the_view_admits(record: cg.ClaimGraph) -> None:
    view = record.view(as_of="2022-07-02", without="Rybar")
    svg = cg.draw_timeline(view).to_svg()
    assert "As of 2022-07-02 · Without Rybar · dates in UTC" in texts(svg)
    assert not [line for line in told(svg) if line.startswith("Rybar") or " · 2022-07-03" in line]


def test_positions_show_every_stance_and_what_is_only_implied(article: cg.ClaimGraph) -> None:
    svg = cg.draw_positions(article).to_svg()
    for row in cg.assertions(article):
        for position in cg.positions(article, row.assertion):
            start = f"{position.source} {position.stance} · since {position.since} · "
            start += "implied by: " if position.implied else ""
            assert any(line.startswith(start) for line in told(svg))
    marks = [one for one in ET.fromstring(svg).iter(f"{SVG}path") if one.find(f"{SVG}title") is not None]
    hollow = [one for one in marks if not one.get("fill")]
    assert len([one for one in hollow if "implied by" in str(one.findtext(f"{SVG}title"))]) == len(hollow) == 2
    assert "hollow: implied by what it says of something else" in texts(svg)


def test_positions_mark_what_imprecise_dates_leave_open() -> None:
    sure = graph_of(claim("Ann", "affirms", "2022-07-02"), claim("Ann", "denies", "2022-07-03"))
    unsure = graph_of(claim("Ann", "affirms", "2022-07-02"), claim("Ann", "denies", "2022-07~"))
    assert "?" not in texts(cg.draw_positions(sure).to_svg())
    svg = cg.draw_positions(unsure).to_svg()
    assert "?" in texts(svg)
    assert any("order or time uncertain" in line for line in told(svg))


@pytest.mark.parametrize("draw", [cg.draw_timeline, cg.draw_positions])
def test_names_get_no_more_room_than_they_need(draw: Any) -> None:
    widths = [
        float(ET.fromstring(draw(graph_of(claim("Ann", "affirms", "2022-07-02", text))).to_svg()).get("width", ""))
        for text in ("Dam", "Bridge over the river open", "Bridge over the river open " * 20, "Bridge " * 100)
    ]
    assert widths[0] < widths[1] < widths[2]
    assert abs(widths[3] - widths[2]) < 20


def test_positions_put_disputed_assertions_first(record: cg.ClaimGraph) -> None:
    words = [text for text in texts(cg.draw_positions(record).to_svg()) if text in [str(one) for one in cg.Status]]
    ranks = [[str(one) for one in cg.Status].index(word) for word in words]
    assert ranks == sorted(ranks)
    assert words.count("disputed") == len(cg.disputes(record))


def test_a_network_has_a_curve_for_every_position_whole_for_and_broken_against(record: cg.ClaimGraph) -> None:
    stands = [row for one in cg.assertions(record) for row in cg.positions(record, one.assertion)]
    root = ET.fromstring(cg.draw_network(record).to_svg())
    curves = [one for one in root.iter(f"{SVG}path") if one.get("stroke-dasharray") and "C" in one.get("d", "")]
    dashes = [one.get("stroke-dasharray") for one in curves]
    assert dashes.count("1,0") == len([row for row in stands if row.stance is cg.Stance.AFFIRMS])
    assert dashes.count("6,3") == len([row for row in stands if row.stance is cg.Stance.DENIES])
    assert dashes.count("2,3") == len([row for row in stands if row.stance is cg.Stance.QUESTIONS])
    thin = [one for one in curves if one.get("stroke-width") == "0.7"]
    assert len(thin) == len([row for row in stands if row.implied])


def tangled(sources: int = 118, assertions: int = 79, stands: int = 396) -> cg.ClaimGraph:
    """Make a graph in which anybody may speak of anything."""
    draw = Random(3)
    ends = draw.sample([(a, b) for a in range(sources) for b in range(assertions)], stands)
    kinds = ("affirms", "affirms", "denies", "questions")
    return graph_of(*(claim(f"Voice {a}", draw.choice(kinds), "2022-07-02", f"Hill {b} held") for a, b in ends))


def test_a_network_that_no_eye_could_follow_has_no_lines_but_names_and_numbers() -> None:
    graph = tangled()
    drawn = cg.draw_network(graph).to_svg()
    assert not [
        one
        for one in ET.fromstring(drawn).iter(f"{SVG}path")
        if "C" in one.get("d", "") and one.get("stroke-dasharray")
    ]
    rows = [(row.assertion, one) for row in cg.assertions(graph) for one in cg.positions(graph, row.assertion)]
    said, words = told(drawn), texts(drawn)
    assert len(said) == len(rows) == 396
    assert all(any(line.startswith(f"{one.source} {one.stance} · ") for line in said) for _, one in rows)
    stood = Counter(one.source for _, one in rows)
    assert all(words.count(name) == number + 1 for name, number in stood.items())  # once on the left
    files = [words.index(f"Voice {at}") for at in (2, 10)]
    assert files == sorted(files)


def test_the_numbers_of_a_source_are_those_of_its_assertions() -> None:
    graph = tangled(30, 30, 200)
    drawn = ET.fromstring(cg.draw_network(graph).to_svg())
    rows: dict[float, list[tuple[float, str]]] = {}
    for one in drawn.iter(f"{SVG}text"):
        x, y = map(float, re.findall(r"[-\d.]+", one.get("transform", ""))[:2])
        rows.setdefault(y, []).append((x, "".join(one.itertext())))
    number = {}
    for row in rows.values():
        hills = [(x, text) for x, text in row if text.startswith("Hill")]
        for x, hill in hills:
            number[hill] = max((at, text) for at, text in row if text.isdigit() and at < x)[1]
    assert sorted(map(int, number.values())) == list(range(1, 31))
    hills = {number[str(one.assertion)] for one in cg.claims(graph, source="Voice 1")}
    (row,) = [sorted(row) for row in rows.values() if min(row)[1] == "Voice 1"]
    assert {text for x, text in row if text.isdigit() and x < 330} <= hills  # the others are on a further line


@pytest.mark.parametrize("made", [pictures.big, tangled, lambda: tangled(40, 194, 522), pictures.scripts])
def test_no_two_texts_of_a_network_overlap(made: Any) -> None:
    drawn = ET.fromstring(cg.draw_network(made()).to_svg())
    boxes = []
    for one in drawn.iter(f"{SVG}text"):
        if (one.text or "").startswith("All that is recorded"):
            continue  # the title is measured from a place of its own
        x, y = map(float, re.findall(r"[-\d.]+", one.get("transform", ""))[:2])
        wide = width_of("".join(one.itertext()))
        start = x - wide if one.get("text-anchor") == "end" else x
        boxes.append((y, start, start + wide))
    boxes.sort()
    for at, (y, start, end) in enumerate(boxes):
        near = takewhile(lambda box: box[0] < y + 12, boxes[at + 1 :])  # noqa: B023
        assert not [box for box in near if box[1] < end and start < box[2]]


def test_a_network_is_drawn_without_the_opacity_that_takes_seconds() -> None:
    # Each mark of some opacity is a layer of its own to who draws the PNG.
    for draw in CHARTS:
        opacities = re.findall(r' opacity="([^"]*)"', draw(pictures.big()).to_svg())
        assert set(opacities) <= {"0", "1"}


@pytest.mark.parametrize("draw", CHARTS)
def test_stances_differ_by_shape_and_not_by_colour_alone(draw: Any) -> None:
    shapes = [shape for shape, _ in marks.SYMBOLS.values()]
    assert len(set(shapes)) == len(shapes) == len(cg.Stance)
    svg = draw(graph_of(claim("Ann", "affirms", "2022"), claim("Bob", "denies", "2022"))).to_svg()
    root = ET.fromstring(svg)
    drawn = [
        one
        for one in root.iter(f"{SVG}path")
        if one.find(f"{SVG}title") is not None and one.get("stroke") != marks.FAINT
    ]
    assert len({one.get("d") for one in drawn}) == 2


def test_a_time_is_drawn_as_precisely_as_it_is_known() -> None:
    graph = graph_of(
        claim("Ann", "affirms", "2022-07-01T10:00Z", "exact"),
        claim("Bob", "affirms", "2022-07-05/2022-07-20", "range"),
        claim("Eve", "affirms", "2022-07-10~", "about"),
        claim("Eve", "affirms", "2022-07-02/..", "open"),
    )
    axis = Axis.over(graph.view(), [one.asserted_at for one in cg.claims(graph)])
    spans = {str(one.assertion): Lanes(axis, [one], 2000).spans for one in cg.claims(graph)}
    assert spans["exact"] == []
    assert [span.is_vague for span in spans["range"]] == [False]
    assert [span.is_vague for span in spans["about"]] == [True]
    assert spans["range"][0].x2 - spans["range"][0].x > spans["about"][0].x2 - spans["about"][0].x
    assert len(spans["open"]) == 1
    dashed = [
        one for one in ET.fromstring(cg.draw_timeline(graph).to_svg()).iter() if one.get("stroke-dasharray") == "2,2"
    ]
    assert len(dashed) == 1


def test_where_there_is_no_room_a_number_stands_for_the_rest() -> None:
    many = [claim(f"Voice {at}", "affirms", "2022-07-02T09:00Z") for at in range(40)]
    graph = graph_of(*many, claim("Ann", "denies", "2022-01-01"))
    axis = Axis.over(graph.view(), [one.asserted_at for one in cg.claims(graph)])
    lanes = Lanes(axis, list(cg.claims(graph)), 700)
    assert lanes.count == MOST
    assert sum(len(one.claims) for one in lanes.placed) == 41
    assert f"+{41 - 3 * MOST}" in texts(cg.draw_timeline(graph).to_svg())


def test_claims_of_one_moment_take_the_room_that_there_is() -> None:
    moment = "2022-07-02T09:00Z"
    graph = graph_of(
        *(claim(f"Voice {at}", "affirms", moment) for at in range(30)), claim("Ann", "denies", "2022-01-01")
    )
    axis = Axis.over(graph.view(), [one.asserted_at for one in cg.claims(graph)])
    lanes = Lanes(axis, list(cg.claims(graph)), 720)
    assert all(len(one.claims) == 1 for one in lanes.placed)
    meant = axis.share(axis.bounds(cg.When(moment))[0]) * 720
    assert all(abs(one.x - meant) <= APART + 0.1 for one in lanes.placed if str(one.claims[0].source) != "Ann")


def test_where_nothing_is_known_to_the_hour_no_hour_is_marked() -> None:
    graph = graph_of(claim("Ann", "affirms", "2022-07-02"), claim("Bob", "denies", "2022-07-02"))
    axis = Axis.over(graph.view(), [one.asserted_at for one in cg.claims(graph)])
    assert axis.names_days
    assert axis.ticks == ([cg.When("2022-07-02").bounds()[0]], "%-d %b")
    noon = axis.share(cg.When("2022-07-02T12:00Z").bounds()[0]) * 720
    assert {round(abs(one.x - noon)) for one in Lanes(axis, list(cg.claims(graph)), 720).placed} == {APART // 2}
    svg = cg.draw_timeline(graph).to_svg()
    assert "2 Jul" in texts(svg)
    assert not [text for text in texts(svg) if ":" in text]
    exact = graph_of(claim("Ann", "affirms", "2022-07-02T10:00Z"), claim("Bob", "denies", "2022-07-02"))
    assert [text for text in texts(cg.draw_timeline(exact).to_svg()) if re.fullmatch(r"2 Jul \d\d:00", text)]


def test_days_have_their_names_as_long_as_there_is_room() -> None:
    days = [cg.When("2022-06-24"), cg.When("2022-07-06")]
    ticks, _ = Axis.over(cg.ClaimGraph().view(), days).ticks
    assert len(ticks) == 13


def test_the_symbol_of_an_open_time_stands_at_its_start() -> None:
    graph = graph_of(claim("Ann", "affirms", "2001/.."), claim("Bob", "denies", "2022"))
    axis = Axis.over(graph.view(), [one.asserted_at for one in cg.claims(graph)])
    ann, _ = Lanes(axis, list(cg.claims(graph)), 720).placed
    assert ann.x == pytest.approx(axis.share(cg.When("2001").bounds()[0]) * 720)
    alone = graph_of(claim("Ann", "affirms", "2001/..")).view()
    assert Axis.over(alone, [cg.When("2001/..")]).years == "2001"


def test_a_claim_that_only_repeats_is_small_and_hollow_and_says_whom_it_repeats() -> None:
    graph = cg.ClaimGraph()
    own = graph.add(claim("Ann", "denies", "2022-07-01"))
    graph.add(claim("Post", "denies", "2022-07-02", cites=own.id))
    graph.add(claim("Wire", "denies", "2022-07-03", cites=["Ann", "Eve"]))
    graph.add(claim("Blog", "denies", "2022-07-04", cites=cg.UNKNOWN))
    taken_back = graph.add(claim("Zoe", "affirms", "2022-07-04"))
    graph.add(claim("Zoe", "withdraws", "2022-07-05", cites=taken_back.id))
    svg = cg.draw_timeline(graph).to_svg()
    marks = {
        str(one.findtext(f"{SVG}title")).partition(" · ")[0]: one
        for one in ET.fromstring(svg).iter(f"{SVG}path")
        if " · denies “" in str(one.findtext(f"{SVG}title")) or " · withdraws “" in str(one.findtext(f"{SVG}title"))
    }
    assert [name for name, one in marks.items() if not one.get("fill")] == ["Post", "Wire", "Blog"]
    assert len(marks["Post"].get("d", "")) > 0
    assert marks["Post"].get("d") != marks["Ann"].get("d")
    for name, whom in (("Post", "repeats Ann"), ("Wire", "repeats Ann, Eve"), ("Blog", "repeats somebody unnamed")):
        assert f" · {whom}" in str(marks[name].findtext(f"{SVG}title"))
    assert "small, hollow: repeats another" in texts(svg)
    assert "small, hollow: repeats another" not in texts(cg.draw_timeline(graph.view(only="Ann")).to_svg())


def test_symbols_of_one_assertion_never_hide_each_other() -> None:
    graph = pictures.big()
    for row in cg.assertions(graph):
        found = list(cg.claims(graph, assertion=row.assertion))
        lanes = Lanes(Axis.over(graph.view(), [one.asserted_at for one in cg.claims(graph)]), found, 720)
        places = [(one.x, one.lane) for one in lanes.placed]
        close = [(a, b) for at, a in enumerate(places) for b in places[:at] if a[1] == b[1] and abs(a[0] - b[0]) < 11.9]
        assert close == []


@pytest.mark.parametrize("draw", CHARTS)
def test_where_there_is_nothing_to_draw_the_picture_says_so(draw: Any, article: cg.ClaimGraph) -> None:
    for view in (cg.ClaimGraph(), article.view(as_of="2020")):
        chart = draw(view)
        assert "Nothing to draw: this view has no claims to show." in texts(chart.to_svg())
        assert repr(chart).endswith("with nothing to draw>")
        assert chart.to_png()
        assert "Nothing to draw" in chart.to_html()
    assert "nothing to draw" in repr(draw(article, []))


def test_only_comments_make_a_timeline_without_strips() -> None:
    svg = cg.draw_timeline(graph_of(claim("Ann", "comments", "2022-07-02"))).to_svg()
    assert [line for line in told(svg) if " · from " in line] == []
    assert "comments" in texts(svg)


# --- dates


@pytest.mark.parametrize(
    ("first", "last", "form"),
    [
        ("2022-07-02T10:00:00Z", "2022-07-02T10:00:00Z", "%-d %b %H:%M"),
        ("2022-07-02T10:00Z", "2022-07-02T20:00Z", "%-d %b %H:%M"),
        ("2022-07-01", "2022-07-04", "%-d %b"),
        ("2022-06-01", "2022-07-31", "%-d %b"),
        ("2022-01", "2022-12", "%b %Y"),
        ("2010", "2022", "%Y"),
        ("0001", "9999", "%Y"),
        ("9999", "9999", "%b %Y"),
    ],
)
@pytest.mark.filterwarnings("ignore::claimgraph.DateWarning")
def test_dates_fit_what_is_spanned(first: str, last: str, form: str) -> None:
    graph = graph_of(claim("Ann", "affirms", first), claim("Bob", "denies", last))
    axis = Axis.over(graph.view(), [cg.When(first), cg.When(last)])
    ticks, found = axis.ticks
    assert found == form
    assert 2 <= len(ticks) <= 13
    assert all(axis.lo <= at <= axis.hi for at in ticks)
    assert cg.draw_timeline(graph).to_png()


def test_dates_are_those_of_the_clocks_of_the_zone() -> None:
    kyiv = graph_of(claim("Ann", "affirms", "2022-07-02T22:30Z"), zone="Europe/Kyiv")
    axis = Axis.over(kyiv.view(), [cg.When("2022-07-02T22:30Z")])
    assert axis.bounds(cg.When("2022-07-02T22:30Z"))[0] == cg.When("2022-07-03T01:30Z").bounds()[0]


def test_a_timeline_ends_with_the_time_that_the_view_looks_as_of() -> None:
    graph = graph_of(claim("Ann", "affirms", "2022-07-02"))
    axis = Axis.over(graph.view(as_of="2022-07-09"), [cg.When("2022-07-02")])
    assert axis.hi == cg.When("2022-07-09").bounds()[1]
    assert Axis.over(graph.view(as_of="2022/.."), [cg.When("2022-07-02")]).hi == cg.When("2022-07-02").bounds()[1]
    new_year = Axis.over(graph.view(), [cg.When("2021-12-20"), cg.When("2022-01-10")])
    assert (axis.years, new_year.years) == ("2022", "2021\u20132022")


# --- text


def test_lines_break_between_words_and_what_does_not_fit_is_cut() -> None:
    assert fit("one two", 1000) == ["one two"]
    lines = fit("Forces of the north hold every crossing of the river " * 9, 250, lines=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(width_of(line) <= 250 for line in lines)
    assert len(fit("利西昌斯克已被完全包围乌克兰军队正在撤离该市以西的阵地", 200, lines=2)) == 2
    assert all(width_of(line) <= 100 for line in fit("W" * 1_000_000, 100, lines=2))


def test_text_from_right_to_left_keeps_its_direction_on_every_line() -> None:
    hebrew = fit("העיר נצורה לדברי NATO ביום שבת", 120, lines=2)
    assert [line[0] + line[-1] for line in hebrew] == ["\u2067\u2069"] * 2
    assert fit("NATO: העיר", 400)[0][0] == "\u2066"
    assert fit("Лисичанськ 利西昌斯克", 400) == ["Лисичанськ 利西昌斯克"]


def test_text_that_turns_or_steers_is_written_out() -> None:
    assert fit("a\u202eb\x1b[31m", 400) == ["a\\u202eb\\x1b[31m"]


def test_faces_are_named_for_the_letters_that_they_have() -> None:
    assert font_of("Лисичанськ — “encircled”…") == font_of("a") == font_of("")
    assert font_of("مدينة") == font_of("利") != font_of("a")


# --- places


def test_columns_are_ordered_so_that_few_curves_cross() -> None:
    pairs = [(at, 9 - at) for at in range(10)] + [(at, (9 - at + 1) % 10) for at in range(9)]
    left, right = ordered(range(10), range(10), pairs)
    place = {at: where for where, at in enumerate(right)}
    seen = [(left.index(a), place[b]) for a, b in pairs]
    crossings = sum((a - c) * (b - d) < 0 for at, (a, b) in enumerate(seen) for c, d in seen[:at])
    before = sum((a - c) * (b - d) < 0 for at, (a, b) in enumerate(pairs) for c, d in pairs[:at])
    assert crossings < before / 5
    assert sorted(left) == sorted(right) == list(range(10))


def test_what_is_tied_to_nothing_is_kept() -> None:
    assert ordered("ab", "x", [(1, 0)]) == ([1, 0], [0])
    assert ordered("", "", []) == ([], [])


def test_places_are_spread_no_more_than_it_takes() -> None:
    assert spread([], []) == []
    assert spread([1, 9], [0, 4]) == [1, 9]
    assert spread([9, 1], [0, 4]) == [3, 7]


# --- how they are given out


@pytest.mark.parametrize("draw", CHARTS)
def test_they_are_the_same_every_time(draw: Any, record: cg.ClaimGraph) -> None:
    again = cg.read(SEEDS / "lysychansk-2022.jsonl")
    assert draw(record).to_svg() == draw(again).to_svg()
    assert draw(record).to_html() == draw(again).to_html()


def test_they_are_the_same_in_every_process() -> None:
    program = (
        "import sys, hashlib, claimgraph as cg; g = cg.read(sys.argv[1]);"
        "[print(hashlib.sha256(draw(g).to_svg().encode()).hexdigest())"
        " for draw in (cg.draw_timeline, cg.draw_positions, cg.draw_network)]"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", program, str(SEEDS / "lysychansk-article.jsonl")],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0].split()) == 3


def test_a_file_is_written_by_its_suffix(tmp_path: Path, article: cg.ClaimGraph) -> None:
    chart = cg.draw_timeline(article)
    for suffix in ("svg", "PNG", "html"):
        chart.save(tmp_path / f"chart.{suffix}")
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8") == chart.to_svg()
    assert (tmp_path / "chart.PNG").read_bytes() == chart.to_png()
    assert (tmp_path / "chart.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(cg.UnknownFormat, match=r"chart\.gif"):
        chart.save(str(tmp_path / "chart.gif"))


def test_the_scale_of_a_png_is_in_pixels_to_a_pixel(article: cg.ClaimGraph) -> None:
    chart = cg.draw_positions(article)
    one, three = size(chart.to_png(scale=1)), size(chart.to_png(scale=3))
    assert (three[0], three[1]) == (one[0] * 3, one[1] * 3)


def test_in_a_notebook_a_chart_is_still_and_takes_the_colour_of_the_page(article: cg.ClaimGraph) -> None:
    bundle = cg.draw_timeline(article, title="City")._repr_mimebundle_()
    html = bundle["text/html"]
    assert "<script" not in html
    assert 'fill="currentColor"' in html
    assert marks.INK not in html
    assert 'fill="white"' not in html
    assert bundle["text/plain"] == "<Chart: timeline of 24 assertions, 26 claims>"
    assert 'role="img" aria-label="City: timeline of 24 assertions, 26 claims. ' in html


def test_what_is_read_of_a_picture_says_what_can_be_seen_in_it() -> None:
    graph = graph_of(
        claim("Ann", "denies", "2022-07-01"),
        claim("Bob", "affirms", "2022-07-03T10:00Z"),
        claim("Eve", "comments", "2022/..", "Dam open"),
    )
    label = ET.fromstring(cg.draw_timeline(graph, title="City").to_svg()).get("aria-label")
    assert label == (
        "City: timeline of 2 assertions, 3 claims. Dam open: spoken of only. "
        "Bridge open: denied from 1 July 2022 to 2022-07-03T10:00Z, disputed from 2022-07-03T10:00Z on."
    )
    for draw in (cg.draw_positions, cg.draw_network):
        label = str(ET.fromstring(draw(graph).to_svg()).get("aria-label"))
        assert label.endswith(". Bridge open: affirmed by Bob, denied by Ann.")
    long = cg.draw_timeline(graph, title="x " * 5_000).to_svg()
    assert len(str(ET.fromstring(long).get("aria-label"))) < 600


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize("made", [pictures.big, pictures.scripts])
def test_what_is_read_of_a_picture_is_short_however_much_it_holds(draw: Any, made: Any) -> None:
    label = str(ET.fromstring(draw(made()).to_svg()).get("aria-label"))
    assert 400 < len(label) < 3_000
    assert label.isprintable() or made is pictures.scripts
    assert made is pictures.scripts or re.search(r"And \d+ more assertions\.$", label)


def test_the_page_of_a_chart_has_a_heading_and_a_main_part_and_scrolls_in_its_own_box(article: cg.ClaimGraph) -> None:
    html = cg.draw_timeline(article, title="City & land").to_html()
    assert "<main>\n<h1>City &amp; land</h1>" in html
    assert '<div id="box" role="region" aria-label="picture" tabindex="0"><div id="chart"><svg' in html
    assert "#box{overflow-x:auto}" in html
    assert '"description":"City \\u0026 land: timeline of 24 assertions, 26 claims. ' in html
    assert "<h1>network of " in cg.draw_network(article).to_html()


def test_on_white_letters_of_its_own_stay_as_they_are(article: cg.ClaimGraph) -> None:
    svg = cg.draw_timeline(article).to_svg()
    assert "currentColor" not in svg
    assert '<rect width="' in svg


def test_a_changed_chart_can_be_wrapped_again(article: cg.ClaimGraph) -> None:
    chart = cg.draw_network(article, title="One")
    changed = cg.Chart(chart.altair.properties(title="Two", background="#eeeeee"), "my own")
    assert repr(changed) == "<Chart: my own>"
    assert "Two" in texts(changed.to_svg())
    assert "#eeeeee" in changed.to_svg()
    assert repr(cg.Chart(chart.altair)) == "<Chart: a chart>"


def test_a_chart_that_was_changed_to_fetch_something_fetches_nothing() -> None:
    import altair as alt

    asking = alt.Chart("https://example.org/data.csv").mark_point().encode(x="a:Q")
    with pytest.raises(ValueError, match="allowed"):
        cg.Chart(asking).to_svg()


def test_a_title_is_drawn_and_cut() -> None:
    svg = cg.draw_timeline(graph_of(claim("Ann", "affirms", "2022")), title="x " * 5000).to_svg()
    assert "All that is recorded · dates in UTC" in texts(svg)
    assert max(map(len, texts(svg))) < 500


def test_the_address_of_a_document_is_a_link_only_on_the_web() -> None:
    graph = graph_of(
        claim("Ann", "affirms", "2022-07-01", document="https://example.org/a"),
        claim("Bob", "denies", "2022-07-02", document="javascript:alert(1)"),
        claim("Eve", "denies", "2022-07-03", document=cg.Document("Paper", date="2022")),
        claim("Zoe", "denies", "2022-07-04", document=cg.Document("Post", url="https://example.org/b")),
    )
    for draw in CHARTS:
        links = [one.get("href") for one in ET.fromstring(draw(graph).to_svg()).iter(f"{SVG}a")]
        assert [link for link in links if link] == ["https://example.org/a", "https://example.org/b"]
        said = " ".join(told(draw(graph).to_svg()))
        assert "Paper" in said
        assert "Post" in said
        assert "document:" not in said


def test_a_drawn_svg_is_stripped_of_what_is_not_known() -> None:
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        '<!-- x --><script>1</script><foreignObject><p/></foreignObject><style>a</style><image href="x"/>'
        '<g onload="1" style="x" id="y" fill="url(#a)"><a xlink:href="javascript:1"><path d="M0,0"/></a></g>'
        '<a href="https://example.org"><text onclick="1">t<tspan>u</tspan></text></a></svg>'
    )
    kept = clean(drawn, "what & how", ink="#222222", still=False)
    tags = [one.tag.rpartition("}")[2] for one in ET.fromstring(kept).iter()]
    assert tags == ["svg", "g", "a", "path", "a", "text", "tspan"]
    assert not re.search(r"onload|onclick|style|url\(|javascript|id=", kept)
    assert 'aria-label="what &amp; how"' in kept


def test_without_the_packages_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    for draw in CHARTS:
        with pytest.raises(cg.MissingExtra, match=r"pip install 'claimgraph\[charts\]'"):
            draw(cg.ClaimGraph())


def test_to_show_a_chart_asks_nothing(monkeypatch: pytest.MonkeyPatch, article: cg.ClaimGraph) -> None:
    from claimgraph.evaluation.evaluator import Evidence

    drawn = [draw(article) for draw in CHARTS]

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a question was asked")

    monkeypatch.setattr(Evidence, "__init__", refuse)
    for chart in drawn:
        assert repr(chart)
        assert chart._repr_mimebundle_()


# --- on many graphs, and to be looked at


@settings(max_examples=6)
@given(strategies.histories())
def test_every_history_can_be_drawn(history: Any) -> None:
    graph = cg.ClaimGraph("Europe/Kyiv")
    for recorded_at, record in history:
        graph.add(record, recorded_at=recorded_at)
    for draw in CHARTS:
        assert ET.fromstring(draw(graph).to_svg()).tag == f"{SVG}svg"


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize("name", ["article", "record", "big", "scripts", "hostile"])
def test_pictures_to_look_at_are_kept(draw: Any, name: str, request: pytest.FixtureRequest) -> None:
    made = {
        "big": pictures.big,
        "scripts": pictures.scripts,
        "hostile": lambda: pictures.all_hostile(pictures.PAYLOADS[:12]),
    }
    graph = made[name]() if name in made else request.getfixturevalue(name)
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"{draw.__name__}-{name}.png"
    draw(graph, title="Lysychansk, summer of 2022" if name == "record" else None).save(path)
    width, height = size(path.read_bytes())
    assert 700 < width < 20_000
    assert height > (4_000 if name == "big" else 400)
