"""A page to publish says what the view says, on each of its days, and holds nothing else."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from folders import SEEDS
from hypothesis import given
from hypothesis import strategies as st
from pages import Page
from strategies import random_cited_history, random_cited_ruled_history, random_history, random_ruled_history

import claimgraph as cg
from claimgraph.explanation.wording import clean
from claimgraph.page.layers import layered
from claimgraph.page.markup import Html, data, tag, text
from claimgraph.rows import cut

if TYPE_CHECKING:
    from collections.abc import Callable


def written(view: Any, **options: Any) -> str:
    out = io.StringIO()
    cg.report(view, out, **options)
    return out.getvalue()


def graph_of(history: Any, zone: str) -> cg.ClaimGraph:
    graph = cg.ClaimGraph(zone)
    for at, record in history:
        graph.add(record, recorded_at=at)
    return graph


@pytest.fixture(scope="module")
def record() -> cg.ClaimGraph:
    return cg.read(SEEDS / "lysychansk-2022.jsonl")


@pytest.fixture
def town() -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(
        [
            cg.Source("Envoy", speaks_for="North", note="a note on the envoy"),
            cg.Claim(
                "Envoy",
                "affirms",
                cg.Assertion("Town held", note="a note on the town"),
                asserted_at="2022-07-01",
                document=cg.Document("The town", url="https://example.org/1", publisher="Gazette", date="2022-07-02"),
                locator="paragraph 3",
                quote="we hold it",
                hedge="as far as we know",
                note="a note on the claim",
            ),
            cg.Claim("South", "denies", "Town held", asserted_at="2022-07-02", cites="Envoy"),
            cg.Claim("South", "affirms", "Town held", asserted_at="2022-07-04", cites=cg.UNKNOWN),
            cg.Claim("Monitor", "questions", "Town held", asserted_at="2022-07-05"),
        ],
        recorded_at="2022-08-01T00:00Z",
    )
    return graph


# --- what it says


RANDOM: list[Callable[[int], Any]] = [
    random_history,
    random_ruled_history,
    random_cited_history,
    random_cited_ruled_history,
]


@pytest.mark.parametrize("seed", range(120))
@pytest.mark.parametrize("make", RANDOM)
def test_each_day_of_a_page_reads_as_the_page_of_that_day(make: Callable[[int], Any], seed: int) -> None:
    history, chosen, zone = make(seed)
    try:
        view = graph_of(history, zone).view(**chosen)
    except cg.NotFound:
        return
    page = Page(written(view))
    for place, day in enumerate(page.days):
        then = attrs.evolve(view, as_of=cg.When(day)) if place < len(page.days) - 1 else view
        alone = Page(written(then))
        assert page.state(place) == (alone.state(len(alone.days) - 1) if alone.days else {})
        disputed = [row.assertion for row in cg.disputes(then)]
        told = {one for one, (status, _, _) in page.state(place).items() if status == "disputed"}
        assert sorted(page.articles()[one].all("h3")[0].text for one in told) == sorted(disputed)


@pytest.mark.parametrize("seed", range(40))
def test_without_the_script_a_page_reads_as_on_its_last_day(seed: int) -> None:
    history, _, zone = random_ruled_history(seed)
    page = Page(written(graph_of(history, zone)))
    shown = page.as_written()
    last = page.state(len(page.days) - 1) if page.days else {}
    assert shown == {one: lines for one, (_, _, lines) in last.items() if one in shown}


def test_a_page_tells_who_said_what_when_and_where(town: cg.ClaimGraph) -> None:
    (article,) = Page(written(town.view(as_of="2022-07-02"))).root.all("article")
    told = article.shown
    assert "Disputed since 2 July 2022 ." in told
    assert "Envoy for North affirmed it on 1 July 2022 , hedging with “ as far as we know ” we hold it" in told
    assert "The town , Gazette , 2 July 2022 , paragraph 3" in told
    assert "South denied it on 2 July 2022 , citing Envoy" in told
    assert "1 July 2022 Claimed Envoy affirmed it" in told
    assert "“Town held” has been disputed since 2 July 2022." in told
    (link,) = (one for one in article.all("a") if one.text == "The town")
    assert link.attributes == {"href": "https://example.org/1", "rel": "noopener noreferrer nofollow"}


def test_what_was_disputed_before_is_told_apart(town: cg.ClaimGraph) -> None:
    page = Page(written(town))
    before, now = (page.root.all("section", id=f"{name}-section")[0] for name in ("before", "disputed"))
    assert [one.text for one in before.all("h3")] == ["Town held"]
    assert now.shown == "Disputed 0 Nothing is disputed."
    assert "repeating somebody unnamed" in before.shown
    assert (
        page.root.all(id="summary")[0].text
        == "As of 5 July 2022, 0 of 1 statements are disputed; 1 was disputed before."
    )
    assert "Also on record" in before.shown


def test_notes_are_shown_only_when_asked_for(town: cg.ClaimGraph) -> None:
    assert "a note on" not in written(town)
    told = Page(written(town, notes=True)).root.shown
    for what in ("envoy", "town", "claim"):
        assert f"a note on the {what}" in told


def test_who_is_left_out_of_a_view_is_nowhere_in_its_page(record: cg.ClaimGraph) -> None:
    page = written(record.view(only="Russia"))
    assert "Shoigu" in page
    assert not any(name in page for name in ("Haidai", "Muzychuk", "Zelenskyy"))
    assert "It takes in only what was said by Russia, or on their behalf." in page


def test_nothing_said_later_than_the_view_is_in_its_page(record: cg.ClaimGraph) -> None:
    page = written(record.view(as_of="2022-07-02"))
    assert "2022-07-03" not in Page(page).root.all(id="day")[0].text
    assert "Zelenskyy" not in page
    assert "Luhansk Oblast" not in Page(page).root.all("table")[0].text


def test_the_last_day_is_that_of_the_view(record: cg.ClaimGraph) -> None:
    page = Page(written(record.view(as_of="2022-07-20T12:00Z")))
    assert page.days[-2:] == ["2022-07-06", "2022-07-20"]
    assert page.root.all(id="summary")[0].text.startswith("As of 20 July 2022 at 12:00 UTC, 7 of")


def test_days_are_those_of_the_zone_of_the_graph() -> None:
    graph = cg.ClaimGraph("America/New_York")
    graph.add(cg.Claim("Ann", "affirms", "Town held", asserted_at="2022-07-02T02:00Z"))
    assert Page(written(graph)).days == ["2022-07-01"]


def test_every_day_says_how_much_was_disputed(record: cg.ClaimGraph) -> None:
    page = Page(written(record))
    for option, day in zip(page.root.all("select", id="day")[0].all("option"), page.days, strict=True):
        count = len(cg.disputes(record.view(as_of=day)))
        assert option.text.endswith(f" ({count})")


@pytest.mark.parametrize("records", [[], [cg.Source("Ann")], [cg.Assertion("Town held")]])
def test_a_view_in_which_nobody_speaks_gives_a_page_that_says_so(records: list[Any]) -> None:
    graph = cg.ClaimGraph()
    graph.extend(records)
    page = Page(written(graph))
    assert page.facts is None
    assert "Nobody is on record in this view." in page.root.shown
    assert "Nothing is disputed." in page.root.shown


def test_a_view_without_disputes_lists_its_statements() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Claim("Ann", "affirms", "Town held", asserted_at="2022-07"))
    page = Page(written(graph))
    assert page.root.all("tr")[1].shown == "Town held Claimed since July 2022 \u2068Ann\u2069"
    assert not page.root.all("article")


def test_a_row_names_a_few_of_many() -> None:
    graph = cg.ClaimGraph()
    graph.extend(cg.Claim(f"Source {n}", "affirms", "Town held", asserted_at="2022-07-01") for n in range(9))
    assert Page(written(graph)).root.all("tr")[1].shown.endswith("\u2068Source 5\u2069 and 3 more")


def test_many_claims_of_one_day_are_counted_in_the_picture() -> None:
    graph = cg.ClaimGraph()
    graph.extend(cg.Claim(f"Source {n}", "affirms", "Town held", asserted_at="2022-07-01") for n in range(9))
    graph.add(cg.Claim("North", "denies", "Town held", asserted_at="2022-07-03"))
    (picture,) = Page(written(graph)).root.all("svg", role="img")
    assert len(picture.all("circle", class_="affirms")) == 4
    assert [one.inner[0] for one in picture.all("text", class_="more")] == ["+5"]
    assert "Claims for it: 9, against it: 1." in str(picture.attributes["aria-label"])


def test_a_claim_may_cite_its_own_source_and_what_was_taken_out() -> None:
    graph = cg.ClaimGraph()
    first = graph.add(cg.Claim("Ann", "affirms", "Town held", asserted_at="2022-07-01"))
    wrong = graph.add(cg.Claim("Bob", "affirms", "Town held", asserted_at="2022-07-01"))
    graph.add(cg.Claim("Ann", "affirms", "Town held", asserted_at="2022-07-02", cites=first))
    graph.add(cg.Claim("Carl", "denies", "Town held", asserted_at="2022-07-02", cites=wrong))
    graph.add(cg.Correction(of=wrong, by="desk", why="never said"))
    told = Page(written(graph)).root.all("article")[0].shown
    assert "repeating another report of the same source" in told
    assert "citing a report that was taken out of the record" in told


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        ("2022-07-01", "2022-07-01", ["1 July 2022"]),
        ("2022-12-29", "2023-01-03", ["29 December 2022", "30 December", "31 December", "1 January 2023", "2 January"]),
        ("2022-07-01", "2022-07-09", ["1 July 2022", "3 July", "5 July", "7 July", "9 July"]),
        ("2022-07-01", "2022-08-01", ["4 July 2022", "11 July", "18 July", "25 July"]),
        ("2022-01-01", "2022-06-30", ["January 2022", "February", "March", "April", "May", "June", "July"]),
        ("2021-12-09", "2023-01-03", ["January 2022", "April", "July", "October"]),
        ("2015-03-01", "2022-07-09", ["2016", "2018", "2020", "2022"]),
        ("1883", "2013", ["1900", "1950", "2000"]),
        ("0001-01-01", "9999-12-31", ["2000", "4000", "6000", "8000"]),
        # Samoa had no 30 December in 2011.
        ("2011-12-29", "2012-01-01", ["29 December 2011", "30 December", "31 December", "1 January 2012"]),
    ],
)
@pytest.mark.filterwarnings("ignore::claimgraph.DateWarning")
def test_round_dates_are_named_along_the_picture(first: str, last: str, ticks: list[str]) -> None:
    graph = cg.ClaimGraph("Pacific/Apia" if first == "2011-12-29" else "UTC")
    graph.add(cg.Claim("Ann", "affirms", "Town held", asserted_at=first))
    graph.add(cg.Claim("Bob", "denies", "Town held", asserted_at=last))
    (picture,) = Page(written(graph)).root.all("svg", role="img")
    assert [one.text for one in picture.all("text", class_="tick")][: len(ticks)] == ticks


def test_a_narrow_picture_names_as_many_dates_as_it_has_room_for() -> None:
    graph = dispute_of(("Ann", "affirms", "2015-03-01"), ("Bob", "denies", "2022-07-09"))
    (picture,) = Page(written(graph)).root.all("svg", role="img")
    assert not picture.all("text", class_="between")
    graph = dispute_of(("Ann", "affirms", "2022-07-01"), ("Bob", "denies", "2022-07-06"))
    (picture,) = Page(written(graph)).root.all("svg", role="img")
    named = [one.text for one in picture.all("text", class_="tick") if not one.has("class_", "between")]
    assert named == ["1 July 2022", "4 July", "6 July"]
    graph = dispute_of(
        ("Ann", "affirms", "2022-07-01"), ("Bob", "denies", "2022-07-02"), ("Ann", "denies", "2022-07-05")
    )
    (picture,) = Page(written(graph)).root.all("svg", role="img")
    bands = {one.text: one.has("class_", "between") for one in picture.all("svg", class_="name")}
    assert bands == {"Claimed": True, "Disputed": False, "Retracted": True}


def dispute_of(*said: tuple[str, str, str]) -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(cg.Claim(source, stance, "Town held", asserted_at=at) for source, stance, at in said)
    return graph


@pytest.mark.parametrize(
    ("times", "label"),
    [
        (["2022"], "2022"),
        (["2022-07"], "July 2022"),
        (["2022-07-01"], "1 July 2022"),
        (["2022", "2022-01"], "January 2022"),
        (["2022-01-01T10:00Z", "2022"], "1 January 2022"),
        (["2022~"], "around 2022"),
        (["2022-07-01~", "2022-07"], "July 2022"),
        (["2022-07-01/2022-07-03"], "some time between 1 July 2022 and 3 July 2022"),
    ],
)
def test_a_day_is_named_as_precisely_as_it_is_known(times: list[str], label: str) -> None:
    page = Page(written(dispute_of(*((f"Source {n}", "affirms", at) for n, at in enumerate(times)))))
    (option,) = page.root.all("select", id="day")[0].all("option")
    assert option.text == f"{label} (0)"
    assert page.root.all(id="summary")[0].text.startswith(f"As of {label}, ")
    assert [found for _, found, _ in page.facts["days"]] == [label]


def test_the_last_day_of_a_view_is_named_as_the_view_names_it() -> None:
    graph = dispute_of(("Ann", "affirms", "2022-07"))
    page = Page(written(graph.view(as_of="2022-07-01")))
    assert page.root.all("select", id="day")[0].all("option")[0].text == "1 July 2022 (0)"
    assert "As of 2022, " in written(graph.view(as_of="2022"))


def test_a_line_spans_the_time_in_which_something_was_said_if_no_day_is_known() -> None:
    graph = dispute_of(
        ("Ann", "affirms", "2022"),
        ("Bob", "denies", "2022-07"),
        ("Carl", "affirms", "2022~"),
        ("Dan", "denies", "2022-04-02"),
    )
    (picture,) = Page(written(graph)).root.all("svg", role="img")
    lines = {
        (one.attributes["class"], *(float(str(one.attributes[x]).rstrip("%")) for x in ("x1", "x2")))
        for one in picture.all("line", class_="said")
    }
    assert lines == {("said", 0, 100), ("said vague", 0, 100), ("said", 49.59, 58.08)}
    marks = {one.all("title")[0].text.split()[0]: one.attributes["cx"] for one in picture.all("circle")}
    assert marks == {"Ann": "50%", "Carl": "50%", "Bob": "53.84%", "Dan": "24.93%"}
    heights = [one.attributes["y1"] for one in picture.all("line", class_="said")]
    assert len(set(heights)) == 3  # no two lines hide each other
    told = str(picture.attributes["aria-label"])
    assert "Claimed from 2022 " in told or "Corroborated from 2022 " in told
    assert (
        "No day is certain for 3: Ann affirmed it in 2022; Carl affirmed it around 2022; Bob denied it in July" in told
    )


def test_marks_are_spread_along_a_line_and_counted_where_there_is_no_room() -> None:
    many = [(f"Source {n}", "affirms", "2022-07") for n in range(60)]
    (picture,) = Page(written(dispute_of(*many, ("Bob", "denies", "2022-07-31")))).root.all("svg", role="img")
    places = [str(one.attributes["cx"]) for one in picture.all("circle", class_="affirms")]
    assert len(set(places)) == len(places) == 35
    assert [one.inner[0] for one in picture.all("text", class_="more")] == ["+25"]
    several = [(f"Source {n}", "affirms", f"2022-0{n}/2022-07") for n in range(1, 7)]
    (picture,) = Page(written(dispute_of(*several, ("Bob", "denies", "2022-07-31")))).root.all("svg", role="img")
    assert len(picture.all("circle", class_="affirms")) == 4
    assert [one.inner[0] for one in picture.all("text", class_="more")] == ["+2"]


def test_what_is_known_by_its_year_alone_squeezes_no_other_picture() -> None:
    graph = dispute_of(("Ann", "affirms", "2022-07-01"), ("Bob", "denies", "2022-07-03"))
    first = cg.Claim("Ann", "affirms", "Road open", asserted_at="2022-07-05")
    graph.extend([first, cg.Claim("Bob", "denies", "Road open", asserted_at="2022-07-06")])

    def spans() -> list[list[int]]:
        return [span for *_, span in Page(written(graph)).facts["statements"]]

    own = "Each picture has a scale of time of its own."
    assert spans()[0] == spans()[1]  # so that they can be compared
    assert own not in written(graph)
    graph.add(cg.Claim("Carl", "denies", "Road open", asserted_at="2022"))
    town, road = spans()
    assert own in written(graph)
    assert (town[1] - town[0], road[1] - road[0]) == (3 * 86_400_000, 365 * 86_400_000)


def test_a_source_is_shown_by_its_own_word_before_a_report_that_repeats_it() -> None:
    graph = cg.ClaimGraph()
    own = graph.add(cg.Claim("Ann", "denies", "Town held", asserted_at="2022-07-02", document="https://one.example/"))
    document = cg.Document(url="https://two.example/")
    graph.add(cg.Claim("Ann", "denies", "Town held", asserted_at="2022-07-02", cites=own, document=document))
    graph.add(cg.Claim("Bob", "affirms", "Town held", asserted_at="2022-07-01"))
    page = Page(written(graph)).root
    (against,) = page.all("div", class_="against")
    assert "Ann denied it on 2 July 2022 one.example" in against.shown
    (others,) = page.all("details", class_="others")
    assert "Ann denied it on 2 July 2022 , repeating another report of the same source two.example" in others.shown
    (why,) = page.all("details", class_="why")
    assert "Against it: Ann denied it on 2 July 2022 ( one.example )." in why.shown
    graph.add(cg.Claim("Ann", "denies", "Town held", asserted_at="2022-07-04", cites="Carl"))
    (against,) = Page(written(graph)).root.all("div", class_="against")
    assert "Ann denied it on 2 July 2022 one.example" in against.shown


def test_a_word_that_was_taken_back_or_speaks_of_another_time_shows_nobody_s_place() -> None:
    graph = cg.ClaimGraph()
    own = graph.add(cg.Claim("Ann", "denies", "Town held", asserted_at="2022-07-02"))
    graph.add(cg.Claim("Ann", "denies", "Town held", asserted_at="2022-07-02", valid="2022-07-01"))
    graph.add(cg.Claim("Ann", "denies", "Town held", asserted_at="2022-07-03", cites="Carl"))
    graph.add(cg.Claim("Bob", "affirms", "Town held", asserted_at="2022-07-01"))
    graph.add(cg.Claim("Ann", "withdraws", "Town held", asserted_at="2022-07-04", cites=own))
    (against,) = Page(written(graph)).root.all("div", class_="against")
    assert "Ann denied it on 3 July 2022 , citing Carl" in against.shown


def test_a_publisher_that_goes_by_its_address_is_named_once() -> None:
    graph = cg.ClaimGraph()
    document = cg.Document(url="https://kresy.example/1", publisher="kresy.example")
    graph.add(cg.Claim("Ann", "denies", "Town held", asserted_at="2022-07-02", document=document))
    graph.add(cg.Claim("Bob", "affirms", "Town held", asserted_at="2022-07-01"))
    (why,) = Page(written(graph)).root.all("details", class_="why")
    assert "Ann denied it on 2 July 2022 ( kresy.example )." in why.shown


# --- how it is written


def test_the_same_view_gives_the_same_bytes(record: cg.ClaimGraph, tmp_path: Path) -> None:
    again = cg.read(SEEDS / "lysychansk-2022.jsonl")
    cg.report(record, tmp_path / "one.html")
    cg.report(again.view(), tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_page_may_go_to_a_path_or_a_stream(town: cg.ClaimGraph, tmp_path: Path) -> None:
    out = io.BytesIO()
    cg.report(town, out)
    cg.report(town, str(tmp_path / "page.html"))
    assert (tmp_path / "page.html").read_bytes() == out.getvalue() == written(town).encode()


def test_a_page_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")
    with pytest.raises(TypeError):
        cg.report(None, path)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="open for writing"):
        cg.report(cg.ClaimGraph(), 3)  # type: ignore[arg-type]
    assert path.read_text() == "old"


@pytest.mark.parametrize("title", ["", " ", 3, b"page"])
def test_a_title_says_something(title: Any) -> None:
    with pytest.raises(cg.ClaimGraphError, match=r"title: found .*, expected text"):
        written(cg.ClaimGraph(), title=title)


@pytest.mark.parametrize("lang", ["", "e", "en_GB", 'en" onload="x', 3, "en\n"])
def test_a_language_is_a_tag(lang: Any) -> None:
    with pytest.raises(cg.ClaimGraphError, match=r"lang: found .*, expected a BCP 47 tag"):
        written(cg.ClaimGraph(), lang=lang)


def test_texts_are_marked_with_their_language_and_the_page_with_its_own(town: cg.ClaimGraph) -> None:
    page = Page(written(town, lang="uk", title="Місто")).root
    assert page.all("html")[0].attributes == {"lang": "uk"}
    assert page.all("body")[0].attributes["lang"] == "en"
    for element in (*page.all("bdi"), *page.all("h1"), *page.all("h3")):
        assert element.attributes.get("lang") == "uk" or element.name == "bdi"
    assert page.all("h3")[0].attributes["dir"] == "auto"
    assert all("lang" not in one.attributes for one in Page(written(town)).root.all("bdi"))


def test_a_page_allows_its_one_script_and_its_one_style_and_fetches_nothing(record: cg.ClaimGraph) -> None:
    page = Page(written(record)).root
    (policy,) = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
    scripts = [one for one in page.all("script") if "type" not in one.attributes]
    digests = [
        f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(one.text.encode()).digest()).decode()}'"
        for kind, (one,) in (("script", scripts), ("style", page.all("style")))
    ]
    rest = ["base-uri 'none'", "form-action 'none'"]
    assert policy.attributes["content"] == "; ".join(["default-src 'none'", *digests, *rest])
    for element in page.all():
        given = element.attributes.keys()
        assert not given & {"style", "src", "srcset", "action", "formaction", "data", "background", "poster"}
        assert not [name for name in given if name.startswith("on")]
        assert element.name not in {"link", "base", "img", "iframe", "object", "embed", "form"}
    assert "url(" not in page.all("style")[0].text
    assert not re.search("fetch|XMLHttp|import|innerHTML|insertAdjacentHTML|outerHTML|eval", scripts[0].text)


def test_every_label_names_a_control_and_every_link_within_the_page_leads_somewhere(record: cg.ClaimGraph) -> None:
    page = Page(written(record)).root
    ids = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for element in page.all():
        for name in ("for", "aria-labelledby"):
            assert element.attributes.get(name, ids[0]) in ids
        if (element.attributes.get("href") or "").startswith("#"):
            assert str(element.attributes["href"])[1:] in ids


def test_the_page_names_what_it_was_made_from(record: cg.ClaimGraph) -> None:
    told = Page(written(record.view(as_of="2022-07-03"))).root.all("footer")[0].shown
    assert f"Made with claimgraph {cg.__version__} from 162 records, recorded on 22 November 2026." in told
    assert "It takes in only what was said up to 3 July 2022." in told
    assert "time zone UTC" in told


def test_recording_may_take_several_days() -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Source("Ann"), recorded_at="2022-07-01T00:00Z")
    graph.add(cg.Source("Bob"), recorded_at="2022-07-03T00:00Z")
    assert "2 records, recorded from 1 July 2022 to 3 July 2022" in written(graph)
    assert "from 1 record, recorded on 1 July 2022" in written(graph.view(known_at="2022-07-02"))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        " https://example.org",
        "https://example.org/\nx",
        "//example.org",
        "archive, box 3",
        "http://[",
    ],
)
def test_only_the_web_is_linked_to(url: str) -> None:
    graph = cg.ClaimGraph()
    for source, stance in (("Ann", "affirms"), ("Bob", "denies")):
        graph.add(cg.Claim(source, stance, "Town held", asserted_at="2022-07-02", document=cg.Document(url=url)))
    page = Page(written(graph)).root
    links = [one.attributes["href"] for one in page.all("a") if not str(one.attributes["href"]).startswith("#")]
    assert set(links) <= ({url} if url == "http://[" else set())
    assert url.split(maxsplit=1)[0] in page.all("article")[0].shown


def test_text_that_runs_from_right_to_left_is_kept_apart_in_sentences() -> None:
    graph = cg.ClaimGraph()
    name, what = "דובר צה״ל", "הגשר פתוח"
    graph.add(cg.Claim(name, "affirms", what, asserted_at="2022-07-02"))
    graph.add(cg.Claim("North", "denies", what, asserted_at="2022-07-02"))
    page = Page(written(graph)).root
    (why,) = page.all("details", class_="why")
    assert {one.text for one in why.all("bdi")} == {name, what}
    assert page.all("h3")[0].attributes["dir"] == "auto"


def test_a_very_long_text_is_shown_in_full_once_and_shortened_in_lines() -> None:
    graph = cg.ClaimGraph()
    long = "word " * 200_000
    for source, stance in ((long + "1", "affirms"), ("Bob", "denies")):
        graph.add(cg.Claim(source, stance, long + "held", asserted_at="2022-07-02", quote=long))
    page = Page(written(graph)).root
    assert page.all("h3")[0].text == long + "held"
    assert max(len(one.text) for one in page.all("option")) < 100
    assert max(len(one.text) for one in page.all("title")) < 200


# --- the pieces


@given(st.lists(st.lists(st.sampled_from([Html(letter) for letter in "abcd"]), unique=True), min_size=1, max_size=8))
def test_layers_show_each_day_its_lines_in_their_order(days: list[list[Html]]) -> None:
    layers = layered(enumerate(days))
    for place, lines in enumerate(days):
        assert [one.line for one in layers if sum(turn <= place for turn in one.turns) % 2] == lines
    assert [one.line for one in layers if one.is_shown] == days[-1]


@given(st.text())
def test_text_is_escaped_once_and_read_back(value: str) -> None:
    escaped = tag("p", value, title=value)
    (found,) = Page(escaped).root.all("p")
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", value)
    assert found.text.replace("\r\n", "\n") == clean.replace("\r\n", "\n")
    assert text(escaped) is escaped


@given(st.text())
def test_text_that_can_be_printed_is_cleaned_the_quick_way(value: str) -> None:
    assert clean(value) == " ".join("".join(map(cut, word)) for word in value.split())


def test_data_cannot_end_its_element() -> None:
    written = data({"a": "</script><!--<script>&\u2028\u2029"}, "facts")
    assert Page(written).facts == {"a": "</script><!--<script>&\u2028\u2029"}
    inner = written.removeprefix('<script type="application/json" id="facts">').removesuffix("</script>")
    assert not set(inner) & set("<>&\u2028\u2029")
