"""In notebooks answers look right in light and dark, ask nothing, and never trust the text in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimgraph as cg
from claimgraph import formatting
from claimgraph.evaluation.evaluator import Evidence

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"


class Page(HTMLParser):
    """What a browser makes of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def disputed(text: str = "Bridge open", *, supporters: int = 1) -> cg.ClaimGraph:
    graph = cg.ClaimGraph("Europe/Kyiv")
    graph.extend(cg.Claim(f"Ann {at} {text}", "affirms", text, asserted_at="2022-07-02") for at in range(supporters))
    graph.add(cg.Claim(f"Bob {text}", "denies", text, asserted_at="2022-07-03", document="https://example.org/1"))
    return graph


def shown(text: str) -> list[Any]:
    graph = disputed(text)
    view = graph.view(only=f"Bob {text}")
    return [graph, view, cg.disputes(graph)[0], cg.disputes(graph), cg.claims(graph), cg.explain(graph, text)]


def test_a_graph_shows_what_is_at_hand() -> None:
    page = Page(disputed()._repr_html_())
    assert page.text == "ClaimGraphentries6zoneEurope/Kyiv"
    assert repr(disputed()) == "<ClaimGraph of 6 entries, zone Europe/Kyiv>"


def test_a_view_shows_its_clocks_and_sources() -> None:
    view = disputed().view(as_of="2022-07-02", known_at="2030", without=["Bob Bridge open"])
    text = Page(view._repr_html_()).text
    assert text == "Viewentries6zoneEurope/Kyivas_of2022-07-02known_at2030withoutBob Bridge open"
    assert "only" in Page(disputed().view(only="Bob Bridge open")._repr_html_()).text


def test_a_dispute_shows_both_sides() -> None:
    text = Page(cg.disputes(disputed())[0]._repr_html_()).text
    assert "supportersAnn 0 Bridge open, since 2022-07-02" in text
    assert "opponentsBob Bridge open, since 2022-07-03" in text
    assert "aboutpresent" in text


def test_a_dispute_says_what_a_source_only_implied() -> None:
    graph = disputed()
    graph.add(cg.Link("Ferry runs", "entails", "Bridge open"))
    graph.add(cg.Claim("Eve", "affirms", "Ferry runs", asserted_at="2022-07-04"))
    assert "Eve, since 2022-07-04, implied by “Ferry runs”" in Page(cg.disputes(graph)[0]._repr_html_()).text


def test_a_dispute_of_many_is_capped() -> None:
    text = Page(cg.disputes(disputed(supporters=formatting.SHOWN + 7))[0]._repr_html_()).text
    assert "… and 7 more" in text
    assert f"Ann {formatting.SHOWN} " not in text


@pytest.mark.parametrize("status", list(cg.Status), ids=str)
def test_a_status_shows_its_word_beside_its_colour(status: cg.Status) -> None:
    page = Page(status._repr_html_())
    assert page.text == status.value
    assert formatting.STATUS_COLOURS[status.value] in str(page.attributes)


def test_a_table_shows_the_colour_of_a_status_and_links_to_documents() -> None:
    assert formatting.STATUS_COLOURS["disputed"] in cg.assertions(disputed())._repr_html_()
    assert '<a href="https://example.org/1" target="_blank"' in cg.claims(disputed())._repr_html_()


def test_to_show_a_graph_or_a_view_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = disputed()
    view = graph.view(as_of="2022-07-02", only="Bob Bridge open")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a question was asked")

    monkeypatch.setattr(Evidence, "__init__", refuse)
    monkeypatch.setattr(cg.ClaimGraph, "_known", refuse)
    monkeypatch.setattr(cg.ClaimGraph, "view", refuse)
    with pytest.raises(AssertionError, match="a question"):
        cg.status(view, "Bridge open")
    for one in (graph, view):
        assert repr(one)
        assert str(one)
        assert one._repr_html_()
    assert not view.answers


def test_to_show_an_answer_asks_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = shown("Bridge open")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a question was asked")

    monkeypatch.setattr(Evidence, "__init__", refuse)
    for answer in answers:
        assert repr(answer)
        assert answer._repr_html_()


def test_nothing_sets_a_colour_of_text_or_ground() -> None:
    for one in [*shown("Bridge open"), cg.Status.DISPUTED]:
        styles = [value or "" for name, value in Page(one._repr_html_()).attributes if name == "style"]
        assert not [
            style for style in styles if "background" in style or style.startswith("color") or ";color" in style
        ]


def test_no_text_becomes_html() -> None:
    allowed = {"table", "caption", "thead", "tbody", "tr", "th", "td", "p", "div", "span", "a", "br"}
    for one in shown(HOSTILE):
        page = Page(one._repr_html_())
        assert set(page.tags) <= allowed
        assert {name for name, _ in page.attributes} <= {"class", "scope", "dir", "style", "href", "target", "rel"}
        assert type(one).__name__ == "ClaimGraph" or "<script>alert(1)</script>" in page.text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://example.org",
        "https://example.org/ onmouseover=alert(1)",
        "https://example.org/\u202egpj.exe",
        "https://example.org/<b>",
        "https:\\\\example.org",
        "data:text/html,<script>alert(1)</script>",
        "//example.org",
        "https://",
        "https://example.org\njavascript:alert(1)",
    ],
    ids=ascii,
)
def test_what_is_no_address_on_the_web_is_no_link(url: str) -> None:
    assert Page(formatting.link(url)).tags == []


@given(st.text())
def test_a_link_leads_where_it_says_and_to_the_web_only(text: str) -> None:
    page = Page(formatting.link("https://example.org/" + text))
    assert page.tags in ([], ["a"])
    if page.tags:
        assert dict(page.attributes)["href"] == page.text
        assert dict(page.attributes)["rel"] == "noopener noreferrer"


def test_a_text_of_any_length_takes_no_more_than_a_page() -> None:
    html = cg.assertions(disputed("x" * 1_000_000))._repr_html_()
    assert len(html) < 10_000
    assert "… (998,000 more characters)" in html
    assert len(formatting.link("https://example.org/" + "x" * 1_000_000)) < 10_000
    assert len(formatting.one_line("x " * 1_000_000)) <= 2 * formatting.LONGEST


def test_a_table_brings_its_own_room_and_rule_and_no_colour() -> None:
    for html in (cg.claims(disputed())._repr_html_(), cg.disputes(disputed())[0]._repr_html_()):
        assert "<style" not in html
        assert re.findall(r"<t[dh]\b(?![^>]*padding:)", html) == []
        assert "border-collapse:collapse" in html
        assert not re.search(r"[^-]color:|background", html)
    head, body = cg.claims(disputed())._repr_html_().split("</thead>")
    assert head.count("border-bottom:1px solid") == head.count("<th ")
    assert "border-bottom" not in body


def test_a_date_is_not_broken_at_its_hyphens() -> None:
    whole = '<span style="white-space:nowrap">2022-07-02</span>'
    assert whole in cg.claims(disputed())._repr_html_()
    assert f"since {whole}" in cg.disputes(disputed())[0]._repr_html_()
    assert formatting.text("2022-07/2022-08-01").count("nowrap") == 2
    assert formatting.text("MH-2022-07-02-17") == "MH-2022-07-02-17"
    assert whole not in formatting.link("https://example.org/2022-07-02")
