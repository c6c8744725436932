"""A page to publish, in a browser: what a reader can do with it, and what its texts cannot do to the reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import page_payloads
import pytest
from browser import axe, browser, picture, printed, show
from folders import SEEDS
from pages import Page

import claimgraph as cg

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("article", "record", "hostile", "empty", "settled", "years")
PARTS = """
return Array.from(document.querySelectorAll(arguments[0] + " [data-v]:not([hidden])"))
  .filter(one => !one.closest("[hidden]")).map(one => one.textContent.replace(/\\s+/g, " ").trim())
"""
ROWS = """
return Array.from(document.querySelectorAll("tbody tr:not([hidden])"))
  .map(row => [row.cells[0].textContent, row.querySelector(".badge").textContent])
"""
LAST = "return document.getElementById('day').options.length - 1"
AXE = """
const done = arguments[0];
axe.run(document).then(found => done(found.violations.map(one => [one.id, one.nodes[0].html])))
"""


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


def settled() -> cg.ClaimGraph:
    """Make a graph with a dispute that ended, in a language that runs from right to left, and a long word."""
    graph = cg.ClaimGraph()
    what = "الجسر مفتوح"
    graph.extend(
        [
            cg.Claim("North", "affirms", what, asserted_at="2022-07-01", quote="مفتوح (100%)، قال"),
            cg.Claim("דובר", "denies", what, asserted_at="2022-07-02"),
            cg.Claim("דובר", "affirms", what, asserted_at="2022-07-04"),
            cg.Claim("North", "denies", "Straße " + "gesperrt" * 40, asserted_at="2022-07-03"),
            cg.Claim("Agence É", "questions", "Straße " + "gesperrt" * 40, asserted_at="2022-07-03"),
        ],
        recorded_at="2022-08-01T00:00Z",
    )
    return graph


def years() -> cg.ClaimGraph:
    """Make a graph whose times are known to the year, the month, or hardly."""
    times = ("1883", "1908", "1997-03", "2008~", "2013", "2013-04?/2013-09", "2013-10-02", "2014/..")
    graph = cg.ClaimGraph()
    graph.extend(
        cg.Claim(f"Source {n}", ("affirms", "denies", "comments")[n % 3], what, asserted_at=at)
        for what, from_ in (("Battle won", 0), ("Losses known", 4))
        for n, at in enumerate(times[from_:])
    )
    return graph


@pytest.fixture(scope="module")
def graphs() -> dict[str, cg.ClaimGraph]:
    return {
        "article": cg.read(SEEDS / "lysychansk-article.jsonl"),
        "record": cg.read(SEEDS / "lysychansk-2022.jsonl"),
        "hostile": page_payloads.graph(),
        "empty": cg.ClaimGraph(),
        "settled": settled(),
        "years": years(),
    }


@pytest.fixture(scope="module")
def pages(graphs: dict[str, cg.ClaimGraph], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, graph in graphs.items():
        title = f"{page_payloads.PAYLOADS[0]} title" if name == "hostile" else None
        cg.report(graph, folder / f"{name}.html", title=title, notes=name == "hostile")
    return {name: folder / f"{name}.html" for name in graphs}


def headings(driver: Any, section: str) -> list[str]:
    wanted = f"#{section}-section article:not([hidden]) h3"
    return list(driver.execute_script(f'return Array.from(document.querySelectorAll("{wanted}"), e => e.textContent)'))


def rows(driver: Any) -> list[str]:
    wanted = "tbody tr:not([hidden]) > :first-child"
    return list(driver.execute_script(f'return Array.from(document.querySelectorAll("{wanted}"), e => e.textContent)'))


def choose(driver: Any, control: str, value: str) -> None:
    """Choose in a control as a reader does, and wait until the page has followed."""
    driver.execute_async_script(
        """const [id, value, done] = arguments, one = document.getElementById(id);
        one.value = value; one.dispatchEvent(new Event(one.type === "search" ? "input" : "change"));
        setTimeout(() => requestAnimationFrame(() => setTimeout(done, 30)), one.type === "search" ? 200 : 0)""",
        control,
        value,
    )


def choose_source(driver: Any, name: str) -> None:
    wanted = "return Array.from(document.getElementById('source').options).find(o => o.text === arguments[0]).value"
    choose(driver, "source", driver.execute_script(wanted, name))


def text_of(driver: Any, wanted: str) -> str:
    return str(driver.execute_script("return document.querySelector(arguments[0]).textContent", wanted))


# --- what a reader can do


def test_the_picker_shows_each_day_as_it_was(driver: Any, pages: dict[str, Path], graphs: Any) -> None:
    page = Page(pages["record"].read_text(encoding="utf-8"))
    titles = {one: article.all("h3")[0].text for one, article in page.articles().items()}
    show(driver, pages["record"], height=9000)
    for place in (*range(len(page.days)), 3, len(page.days) - 1):
        choose(driver, "day", str(place))
        view = graphs["record"].view(as_of=page.days[place])
        assert headings(driver, "disputed") == [row.assertion for row in cg.disputes(view)]
        for one, (_, _, lines) in page.state(place).items():
            shown = driver.execute_script(PARTS, f"#{one}") if one in titles else []
            plain = [" ".join(line.split()) for line in shown]
            assert [line.replace(" ", "") for line in plain] == [line.replace(" ", "") for line in lines]
        status = {row.assertion: str(row.status) for row in cg.assertions(view)}
        for row in driver.execute_script(ROWS):
            assert status[row[0]] == row[1].lower()


def test_days_can_be_stepped_through_by_keyboard(driver: Any, pages: dict[str, Path]) -> None:
    from selenium.webdriver.common.keys import Keys

    show(driver, pages["article"])
    later, earlier = driver.find_element("id", "later"), driver.find_element("id", "earlier")
    assert later.get_attribute("aria-disabled") == "true"
    later.send_keys(Keys.ENTER)
    assert text_of(driver, "#found").startswith("3 July 2022: 3 of 3 disputed")
    earlier.send_keys(Keys.SPACE)
    assert text_of(driver, "#found").startswith("2 July 2022: 1 of 1 disputed")
    assert text_of(driver, "#summary") == "As of 2 July 2022, 1 of 6 statements is disputed."
    assert headings(driver, "disputed") == ["Lysychansk encircled"]
    earlier.send_keys(Keys.ENTER)
    assert earlier.get_attribute("aria-disabled") == "true"
    assert text_of(driver, "#disputed-section .empty") == "Nothing is disputed as of this day."
    driver.find_element("id", "reset").send_keys(Keys.ENTER)
    assert len(headings(driver, "disputed")) == 3
    assert driver.switch_to.active_element.get_attribute("id") == "words"


def test_everything_can_be_reached_by_the_tab_key(driver: Any, pages: dict[str, Path]) -> None:
    from selenium.webdriver.common.keys import Keys

    show(driver, pages["article"])
    reached = []
    for _ in range(12):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        one = driver.switch_to.active_element
        reached.append(one.get_attribute("id") or one.text or one.tag_name)
        assert driver.execute_script("return getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert reached[:7] == ["Skip to the statements", "earlier", "day", "later", "words", "source", "status"]
    assert "What this rests on" in reached


def test_search_finds_words_of_statements_sources_and_quotes(driver: Any, pages: dict[str, Path]) -> None:
    show(driver, pages["record"])
    choose(driver, "words", "kadyrov ENCIRCLED")
    assert headings(driver, "disputed") == rows(driver) == ["Lysychansk encircled"]
    assert text_of(driver, "#found") == "6 July 2022: 1 of 7 disputed statements shown, 1 of 31 statements in all."
    choose(driver, "words", "nobody says this")
    assert headings(driver, "disputed") == rows(driver) == []
    assert text_of(driver, "#disputed-section .empty") == "Nothing here matches."
    choose(driver, "words", "")
    assert len(headings(driver, "disputed")) == 7
    show(driver, pages["settled"])
    choose(driver, "words", "agence e")
    assert len(rows(driver)) == 1
    choose(driver, "words", "مفتوح (100%)")
    assert headings(driver, "before") == ["الجسر مفتوح"]


def test_filters_by_source_and_by_status(driver: Any, pages: dict[str, Path], graphs: Any) -> None:
    show(driver, pages["record"])
    statuses = [str(status) for status in cg.Status]
    for status in ("disputed", "claimed", "corroborated"):
        choose(driver, "status", str(statuses.index(status)))
        found = [row.assertion for row in cg.assertions(graphs["record"]) if str(row.status) == status]
        assert rows(driver) == found
        assert headings(driver, "disputed") == (found if status == "disputed" else [])
    choose(driver, "status", "")
    choose_source(driver, "Yuriy Sak")
    positions = {
        row.assertion: cg.positions(graphs["record"], row.assertion) for row in cg.assertions(graphs["record"])
    }
    spoke = {claim.assertion for claim in cg.claims(graphs["record"], source="Yuriy Sak")}
    stands = {one for one, where in positions.items() if any(row.source == "Yuriy Sak" for row in where)}
    assert set(rows(driver)) == spoke | stands
    choose(driver, "day", "0")
    assert rows(driver) == []  # he had not spoken yet


def test_a_link_to_a_statement_that_is_not_shown_shows_it(driver: Any, pages: dict[str, Path]) -> None:
    show(driver, pages["record"])
    link = driver.execute_script("return document.querySelectorAll('tbody a')[4].hash")
    choose(driver, "words", "nobody says this")
    driver.execute_script("location.hash = arguments[0]", link)
    driver.execute_async_script("setTimeout(arguments[0], 100)")
    assert driver.execute_script("return !document.querySelector(arguments[0]).closest('[hidden]')", link)
    assert (
        abs(driver.execute_script("return document.querySelector(arguments[0]).getBoundingClientRect().top", link))
        < 300
    )
    choose(driver, "words", "nobody says this")
    driver.execute_script("document.querySelector('tbody a[href=\"' + arguments[0] + '\"]').click()", link)
    assert len(headings(driver, "disputed")) == 7


ACTIVE = "return document.activeElement.textContent"


def test_a_link_keeps_the_day_and_takes_the_focus_along(driver: Any, pages: dict[str, Path]) -> None:
    show(driver, pages["article"])
    choose(driver, "day", "1")
    driver.execute_script("document.querySelector('tbody a[href]').click()")
    driver.execute_async_script("setTimeout(arguments[0], 100)")
    assert driver.execute_script(ACTIVE) == "Lysychansk encircled"
    assert driver.execute_script("return document.getElementById('day').value") == "1"
    assert text_of(driver, "#summary") == "As of 2 July 2022, 1 of 6 statements is disputed."


def test_a_statement_that_was_not_disputed_by_a_day_is_not_linked_to_but_its_row_is_found(
    driver: Any, pages: dict[str, Path]
) -> None:
    show(driver, pages["record"])
    first, last = (
        "return document.querySelectorAll('tbody tr:not([hidden]) a[href]').length",
        str(driver.execute_script(LAST)),
    )
    linked = {day: (choose(driver, "day", day), driver.execute_script(first))[1] for day in ("0", last)}
    assert linked == {"0": 0, last: 7}
    choose(driver, "day", "0")
    for row, told in (("tr:not([hidden])", "disputed by then"), ("tr[hidden]", "on record yet")):
        name = driver.execute_script(
            f"return [...document.querySelectorAll('tbody {row}')].find(row => row.querySelector('a')).id"
        )
        driver.execute_script("location.hash = arguments[0]", name.removeprefix("t"))
        driver.execute_async_script("setTimeout(arguments[0], 100)")
        assert text_of(driver, "#found") == f"24 June 2022: this statement was not {told}."
        assert driver.execute_script("return document.getElementById('day').value") == "0"
        assert (driver.execute_script("return document.activeElement.id") == name) is (told == "disputed by then")


@pytest.mark.parametrize("width", [960, 1440])
def test_what_has_the_focus_is_not_under_the_bar(driver: Any, pages: dict[str, Path], width: int) -> None:
    from selenium.webdriver.common.keys import Keys

    show(driver, pages["record"], width=width)
    choose(driver, "day", "11")  # which shows the button that shows everything, too
    driver.execute_script("document.querySelector('tbody tr:last-child').scrollIntoView()")
    driver.execute_script("[...document.querySelectorAll('tbody a[href]')].at(-1).focus({ preventScroll: true })")
    bar = "return document.getElementById('controls').getBoundingClientRect().bottom"
    for _ in range(25):
        driver.switch_to.active_element.send_keys(Keys.SHIFT, Keys.TAB)
        assert driver.execute_script("return !document.activeElement.closest('#controls')")
        top = driver.execute_script("return document.activeElement.getBoundingClientRect().top")
        assert top >= driver.execute_script(bar)
    driver.execute_script("location.hash = document.querySelectorAll('article')[2].id")
    driver.execute_async_script("setTimeout(arguments[0], 200)")
    top = driver.execute_script("return document.activeElement.getBoundingClientRect().top")
    assert top >= driver.execute_script(bar)


def test_links_lead_to_the_web_without_telling_from_where(driver: Any, pages: dict[str, Path]) -> None:
    show(driver, pages["record"])
    links = driver.execute_script(
        "return [...document.querySelectorAll('a[href^=http]')].map(a => [a.protocol, a.rel])"
    )
    assert len(links) > 50
    assert {tuple(link) for link in links} == {("https:", "noopener noreferrer nofollow")}


def test_nothing_is_fetched_and_nothing_is_complained_of(driver: Any, pages: dict[str, Path]) -> None:
    driver.get_log("browser")
    for name in NAMES:
        show(driver, pages[name])
        assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert driver.get_log("browser") == []


def test_without_scripts_the_last_day_is_shown_in_full(driver: Any, pages: dict[str, Path], graphs: Any) -> None:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        show(driver, pages["record"])
        assert not driver.find_element("id", "controls").is_displayed()
        found = [one.text for one in driver.find_elements("css selector", "#disputed-section h3")]
        assert found == [row.assertion for row in cg.disputes(graphs["record"])]
        driver.find_element("css selector", ".why summary").click()
        assert driver.find_element("css selector", ".why p").is_displayed()
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_on_paper_everything_is_open_and_no_control_is_shown(driver: Any, pages: dict[str, Path]) -> None:
    show(driver, pages["record"], dark=True)
    driver.execute_script(
        """addEventListener("beforeprint", () => {
          window.closed = document.querySelectorAll("details:not([open])").length;
          window.controls = getComputedStyle(document.getElementById("controls")).display;
        })"""
    )
    path = printed(driver, "record")
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.read_bytes().count(b"/Type /Page\n") > 5
    assert driver.execute_script("return window.closed") == 0
    assert driver.execute_script("return document.querySelectorAll('details:not([open])').length") > 0
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert driver.execute_script("return getComputedStyle(document.getElementById('controls')).display") == "none"
    assert driver.execute_script("return getComputedStyle(document.body).color") == "rgb(29, 28, 26)"
    for kind in (".why", ".cards"):
        address = f"getComputedStyle(document.querySelector('{kind} a[href^=http]'), '::after').content"
        assert "https://" in driver.execute_script(f"return {address}")
    assert (
        driver.execute_script("return getComputedStyle(document.querySelector('.changes li')).breakInside") == "avoid"
    )
    picture(driver, "record-print", most=3000)


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wider_than_the_window(driver: Any, pages: dict[str, Path], name: str, width: int) -> None:
    for dark in (False, True):
        show(driver, pages[name], width=width, height=6000, dark=dark)
        assert driver.execute_script("return document.documentElement.scrollWidth - innerWidth") <= 0
        paper = driver.execute_script("return getComputedStyle(document.documentElement).backgroundColor")
        assert paper == ("rgb(23, 22, 19)" if dark else "rgb(252, 251, 248)")
        picture(driver, f"{name}-{width}-{'dark' if dark else 'light'}", most=3000)


# Of the largest page each width and each scheme once: to look at it takes 15 s.
LOOKS = [
    (name, width, dark)
    for name in NAMES
    for width, dark in ((1440, False), (1440, True), (320, False), (320, True))
    if name != "hostile" or dark == (width == 320)
]


@pytest.mark.parametrize(("name", "width", "dark"), LOOKS)
def test_axe_finds_nothing(driver: Any, pages: dict[str, Path], name: str, width: int, dark: bool) -> None:
    code = axe()
    show(driver, pages[name], width=width, height=3000, dark=dark)
    driver.execute_script(
        """for (const one of document.querySelectorAll("details")) one.open = true;
        // What is not laid out yet cannot be looked at.
        document.styleSheets[0].insertRule("* { content-visibility: visible !important }")"""
    )
    driver.execute_script(code)
    for day in (None, "1"):
        if day is not None and driver.execute_script("return !!document.getElementById('day')"):
            choose(driver, "day", day)
        assert driver.execute_async_script(AXE) == []


# --- what texts cannot do


def test_no_payload_runs_or_breaks_the_page(driver: Any, pages: dict[str, Path]) -> None:
    assert len(set(page_payloads.PAYLOADS)) == 100
    driver.get_log("browser")
    show(driver, pages["hostile"], height=4000)
    found = driver.execute_script("return [...document.querySelectorAll('h3')].map(e => e.textContent)")
    assert {f"{bad} statement {n}" for n, bad in enumerate(page_payloads.PAYLOADS)} <= set(found)
    for day in ("0", "13", "27"):
        choose(driver, "day", day)
    choose(driver, "words", page_payloads.PAYLOADS[0])
    choose(driver, "words", "")
    choose(driver, "source", "3")
    driver.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
    driver.execute_script(
        """for (const one of document.querySelectorAll("article *")) {
          for (const kind of ["mouseover", "focus", "toggle", "error", "load"]) one.dispatchEvent(new Event(kind));
        }"""
    )
    printed(driver, "hostile")
    names = driver.execute_script("return [...new Set([...document.querySelectorAll('*')].map(e => e.localName))]")
    assert not set(names) & {"img", "iframe", "object", "embed", "base", "form", "video", "audio", "marquee", "math"}
    for wanted, count in (("script", 2), ("style", 1), ("main", 1), ("body", 1), ("article", 200), ("meta", 5)):
        assert len(driver.find_elements("css selector", wanted)) == count
    attributes = driver.execute_script(
        "return [...new Set([...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()))]"
    )
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc", "autofocus")]
    links = driver.execute_script("return [...document.querySelectorAll('[href]')].map(a => a.getAttribute('href'))")
    assert {link.partition(":")[0] for link in links if not link.startswith("#")} <= {"https"}
    assert driver.execute_script("return window.ran") is None
    assert driver.get_log("browser") == []


def test_the_same_payloads_run_in_a_page_that_does_not_escape_them(driver: Any, tmp_path: Path) -> None:
    idle = []
    for n, bad in enumerate(page_payloads.PAYLOADS):
        path = tmp_path / f"control-{n}.html"
        path.write_text(f"<!doctype html><meta charset=utf-8><p title='x'>{bad}</p>", encoding="utf-8")
        show(driver, path)
        wait = """const done = arguments[0]; let left = 100;
          const look = () => { if (window.ran || !left--) done(window.ran); else setTimeout(look, 20); }; look()"""
        if driver.execute_async_script(wait) is None:
            idle.append(bad)
    assert idle == []
