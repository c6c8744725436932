"""No text of a claim runs on any page that shows it: in a notebook, in a chart's page, in its SVG."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pictures import CONTROLS, PAYLOADS, all_hostile, hostile

import claimgraph as cg
from claimgraph.formatting import is_web

CHARTS = (cg.draw_timeline, cg.draw_positions, cg.draw_network)
TAGS = {"svg", "g", "path", "rect", "line", "circle", "text", "tspan", "a", "title"}
TABLES = {"table", "caption", "thead", "tbody", "tr", "th", "td", "p", "div", "span", "a", "br"}


class Page(HTMLParser):
    """What a browser makes of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts[-1] += data


def answers(graph: cg.ClaimGraph, payload: str) -> list[Any]:
    """Give all that shows itself in a notebook, but the charts."""
    view = graph.view(only=[f"A {payload}", f"B {payload}"])
    return [
        graph,
        view,
        *cg.disputes(graph),
        cg.disputes(graph),
        cg.assertions(graph),
        cg.claims(graph),
        cg.positions(graph, payload),
        cg.timeline(graph, payload),
        cg.contradictions(graph),
        cg.origins(graph, payload),
        cg.unrecorded(graph),
        cg.explain(graph, payload),
        cg.explain(graph, f"wide {payload}"),
    ]


def test_there_are_a_hundred_payloads_and_more() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 100
    assert len(CONTROLS) >= 5


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_answers_make_known_elements_only_and_link_to_the_web(payload: str) -> None:
    graph = hostile(payload)
    for answer in answers(graph, payload):
        page = Page(answer._repr_html_())
        assert set(page.tags) <= TABLES
        assert {name for name, _ in page.attributes} <= {"class", "scope", "dir", "style", "href", "target", "rel"}
        assert all(is_web(value) for name, value in page.attributes if name == "href")


@pytest.mark.parametrize("first", range(10))
def test_charts_have_known_elements_only_and_link_to_the_web(first: int) -> None:
    graph = all_hostile(PAYLOADS[first::10])
    for draw in CHARTS:
        chart = draw(graph, title=PAYLOADS[first])
        bundle = chart._repr_mimebundle_()
        assert set(bundle) == {"text/html", "text/plain"}
        still = Page(bundle["text/html"])
        assert set(still.tags) <= TAGS | {"div"}
        for root in (ET.fromstring(chart.to_svg()), ET.fromstring(bundle["text/html"])):
            for one in root.iter():
                assert one.tag.rpartition("}")[2] in TAGS | {"div"}
                assert not [name for name in one.attrib if name.lower().startswith("on")]
                assert all(is_web(value) for name, value in one.attrib.items() if name.endswith("href"))
                assert not [value for name, value in one.attrib.items() if "url(" in value and name != "aria-label"]


@pytest.mark.parametrize("payload", PAYLOADS[::25], ids=ascii)
def test_the_page_of_a_chart_has_its_own_three_scripts_and_a_policy_that_names_them(payload: str) -> None:
    graph = hostile(payload)
    page = Page(cg.draw_positions(graph, title=payload).to_html())
    assert page.tags.count("script") == 3
    data, _, start = page.scripts
    assert not set("<>&") & set(data)
    assert start.startswith("const spec = JSON.parse(")
    policy = next(value for name, value in page.attributes if name == "content" and "script-src" in value)
    assert policy.startswith("default-src 'none'; ")
    assert policy.count("'sha256-") == 2
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


# --- in a browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Start Debian's chromium without a screen."""
    found, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not found or not driver:
        pytest.skip("no browser: apt-get install chromium chromium-driver")
    selenium = pytest.importorskip("selenium.webdriver")
    options = selenium.ChromeOptions()
    options.binary_location = found
    for flag in (
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"),
        *("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
        f"--user-data-dir={tmp_path_factory.mktemp('browser')}",
    ):
        options.add_argument(flag)
    started = selenium.Chrome(options=options, service=selenium.ChromeService(executable_path=driver))
    try:
        yield started
    finally:
        started.quit()


def opened(browser: Any, path: Path, html: str) -> Any:
    path.write_text(html, encoding="utf-8")
    browser.get(path.as_uri())
    return browser


def ran(browser: Any) -> bool:
    """Tell whether a payload ran: on the page, or when it is clicked, pointed at or focused."""
    return bool(
        browser.execute_async_script(
            """
            const done = arguments[0];
            window.tips = new Set(), window.followed = new Set();
            HTMLAnchorElement.prototype.dispatchEvent = function () { window.followed.add(this.href); };
            for (const a of document.querySelectorAll("a")) {
                a.addEventListener("click", event => event.preventDefault());
            }
            for (const one of document.body.querySelectorAll("*")) {
                for (const kind of ["pointerover", "pointermove", "mouseover", "mousemove", "click", "focus"]) {
                    one.dispatchEvent(new PointerEvent(kind, {bubbles: true, cancelable: true}));
                    const tip = document.querySelector("#vg-tooltip-element");
                    if (tip) window.tips.add(tip.innerHTML);
                }
            }
            setTimeout(() => done(Boolean(top.pwned)), 150);
            """
        )
    )


@pytest.mark.parametrize("payload", CONTROLS, ids=ascii)
def test_a_page_that_does_not_escape_runs_the_payload(browser: Any, tmp_path: Path, payload: str) -> None:
    control = f"<!DOCTYPE html><meta charset=utf-8><title>control</title><body><p>{payload}</p>"
    assert ran(opened(browser, tmp_path / "control.html", control))


def test_the_page_that_altair_itself_makes_runs_the_payload(browser: Any, tmp_path: Path) -> None:
    html = cg.draw_timeline(hostile("</script><script>top.pwned=1</script>")).altair.to_html(inline=True)
    assert ran(opened(browser, tmp_path / "control.html", html))


def test_no_answer_and_no_still_chart_runs_anything_in_a_notebook(browser: Any, tmp_path: Path) -> None:
    parts = []
    for payload in PAYLOADS:
        parts += [answer._repr_html_() for answer in answers(hostile(payload), payload)]
    parts += [draw(all_hostile(), title=PAYLOADS[1])._repr_mimebundle_()["text/html"] for draw in CHARTS]
    html = f"<!DOCTYPE html><meta charset=utf-8><title>notebook</title><body>{''.join(parts)}"
    assert not ran(opened(browser, tmp_path / "notebook.html", html))
    assert len(browser.find_elements("css selector", "svg")) == len(CHARTS)
    assert browser.find_elements("css selector", "script") == []


@pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)
def test_no_page_of_a_chart_runs_anything_but_itself(browser: Any, tmp_path: Path, draw: Any) -> None:
    opened(browser, tmp_path / "chart.html", draw(all_hostile(), title=PAYLOADS[0]).to_html())
    drawn = "return document.querySelector('#chart svg.marks') !== null"
    for _ in range(100):
        if browser.execute_script(drawn):
            break
        browser.execute_async_script("setTimeout(arguments[0], 100)")
    assert browser.execute_script(drawn), "the chart's own script must run"
    assert not ran(browser)
    tips = browser.execute_script("return [...window.tips]")
    assert len(tips) > len(PAYLOADS)
    assert all(set(Page(tip).tags) <= {"div", "table", "tbody", "tr", "td", "h2"} for tip in tips)
    assert all(map(is_web, browser.execute_script("return [...window.followed]")))
    links = browser.execute_script(
        "return [...document.querySelectorAll('#chart a')].map(a => a.getAttribute('href') || "
        "a.getAttributeNS('http://www.w3.org/1999/xlink', 'href'))"
    )
    assert all(is_web(link) for link in links)


@pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)
def test_no_svg_opened_by_itself_runs_anything(browser: Any, tmp_path: Path, draw: Any) -> None:
    path = tmp_path / "chart.svg"
    draw(all_hostile(), title=PAYLOADS[0]).save(path)
    browser.get(path.as_uri())
    assert browser.execute_script("return document.documentElement.localName") == "svg"
    assert not browser.execute_script("return Boolean(top.pwned)")


def test_the_page_of_a_chart_shows_who_said_what_when_pointed_at(browser: Any, tmp_path: Path) -> None:
    graph = cg.ClaimGraph()
    graph.add(cg.Claim("Ann", "denies", "Bridge open", asserted_at="2022-07-02", quote="It is shut"))
    opened(browser, tmp_path / "chart.html", cg.draw_timeline(graph).to_html())
    for _ in range(100):
        if browser.execute_script("return document.querySelector('#chart svg.marks') !== null"):
            break
        browser.execute_async_script("setTimeout(arguments[0], 100)")
    (mark,) = [
        one
        for one in browser.find_elements("css selector", "#chart path[aria-label]")
        if "shut" in one.get_attribute("aria-label")
    ]
    from selenium.webdriver import ActionChains

    ActionChains(browser).move_to_element(mark).perform()
    browser.execute_async_script("setTimeout(arguments[0], 300)")
    tip = browser.execute_script("return document.querySelector('#vg-tooltip-element').innerText")
    assert "Ann · denies “Bridge open” · 2022-07-02 · “It is shut”" in tip
    assert "2 Jul" in browser.execute_script("return document.querySelector('#chart svg.marks').textContent")
    assert browser.execute_script("return document.querySelector('#chart').getAttribute('aria-label')").startswith(
        "timeline of 1 assertion, 1 claim. Bridge open: denied from 2 July 2022 on."
    )
