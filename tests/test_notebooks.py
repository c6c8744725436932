"""The notebooks run, and what they tell is what their cells show; and so do the pictures that the documentation has."""

from __future__ import annotations

import re
import shutil
from ast import literal_eval
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import illustrate
import notebooks
import pytest

ROOT = Path(__file__).parent.parent
SVG = "{http://www.w3.org/2000/svg}"


class Run:
    """A notebook that was run: what it tells, and what its cells show, by their names."""

    def __init__(self, path: Path) -> None:
        self.cells = notebooks.executed(path).cells
        told = (cell.source for cell in self.cells if cell.cell_type == "markdown")
        self.prose = " ".join(" ".join(told).split())

    def output(self, name: str) -> Any:
        [cell] = [cell for cell in self.cells if cell.metadata.get("name") == name]
        [output] = cell.outputs
        return output

    def shown(self, name: str) -> str:
        output = self.output(name)
        return str(output["data"]["text/plain"] if "data" in output else output["text"])


@pytest.fixture(scope="module")
def runs() -> dict[str, Run]:
    return {path.stem: Run(path) for path in notebooks.NOTEBOOKS}


def test_every_notebook_runs_and_every_named_cell_shows_something(runs: dict[str, Run]) -> None:
    assert runs.keys() == {"first_look", "fortnight", "numbers"}
    for run in runs.values():
        named = [cell.metadata["name"] for cell in run.cells if "name" in cell.metadata]
        assert len(named) == len(set(named)) >= 9
        assert all(run.shown(name) for name in named)
        charts = [name for name in named if run.shown(name).startswith("<Chart: ")]
        assert len(charts) >= 3
        for name in charts:
            drawn = run.output(name)["data"]["text/html"]
            assert "<svg" in drawn
            assert "<script" not in drawn


def test_the_article_holds_three_disputes_two_of_them_inherited(runs: dict[str, Run]) -> None:
    run = runs["first_look"]
    assert "Three assertions out of twenty-four have somebody for them and somebody against them." in run.prose
    rows = run.shown("disputes").splitlines()[1:]
    assert [row.split()[-1] for row in rows] == ["polarity", "inherited", "inherited"]
    assert "Nothing on Friday, one dispute on Saturday, three on Sunday." in run.prose
    assert run.shown("days") == "{'2022-07-01': 0, '2022-07-02': 1, '2022-07-03': 3}"
    assert "Three voices, and behind all three is one state" in run.prose
    assert run.shown("belgorod").startswith("<Chart: network of 3 sources")
    assert set(re.findall(r"\['(.*?)'\]", run.shown("origins"))) == {"Russia"}
    assert "Outlet of the article spoke of it without taking a side" in run.shown("grounds")
    assert run.shown("haidai").count("affirms") == 4


def test_the_fortnight_ends_with_seven_disputes(runs: dict[str, Run]) -> None:
    run = runs["fortnight"]
    assert "By Sunday, 3 July, seven assertions are disputed" in run.prose
    assert list(literal_eval(run.shown("days")).items())[-2:] == [("2022-07-03", 7), ("2022-07-06", 7)]
    assert run.shown("timeline").startswith("<Chart: timeline of 7 assertions")
    assert "Three men say yes, one says no." in run.prose
    assert [row.split()[2] for row in run.shown("encircled").splitlines()[1:]] == ["affirms"] * 3 + ["denies"]
    assert "denied it once, and three pages reported it" in run.prose
    assert run.shown("reports") == "3"
    assert "Two origins against one, then" in run.prose
    assert run.shown("origins").count(" affirms ") == 2
    assert "Two disputes rest on his word alone." in run.prose
    assert run.shown("impact").count("'disputed', ") == 2
    assert "Two disputes are new" in run.prose
    new = re.findall(r"\('(.*?) controlled by Russia',\s+'disputed',\s+\['Sergei Shoigu'", run.shown("news"))
    assert new == ["Luhansk Oblast", "Bilohorivka"]
    assert set(re.findall(r"\('(.*?)',\)", run.shown("divided"))) == {"Government of Ukraine"}
    assert re.findall(r"affirms|denies", run.shown("haidai")) == ["denies", "affirms", "denies"]


def test_the_numbers_are_those_that_are_told(runs: dict[str, Run]) -> None:
    run = runs["numbers"]
    assert "More than eight thousand claims, and no dispute." in run.prose
    assert run.shown("undeclared") == "(8575, 0)"
    assert "the outcome of 28 battles, and about 1,088 figures" in run.prose
    assert run.shown("declared") == "Counter({'figures': 1088, 'outcomes': 28})"
    assert [row.split()[-1] for row in run.shown("antietam").splitlines()[1:]] == ["25899", "11200", "10300", "10316"]
    assert "been disputed since 1997" in run.shown("explained")
    told = re.findall("<title>(.*?)</title>", run.output("rounded")["data"]["text/html"])
    assert any(
        re.match("Wikipedia affirms .* implied by: .* “Antietam Confederate casualties 10316”", one) for one in told
    )
    assert "claimed" in run.shown("cites")
    changes = re.findall("<title>(.*?)</title>", run.output("outcome")["data"]["text/html"])
    assert any(one.startswith("corroborated · from 1900") for one in changes)
    assert any(one.startswith("disputed · from 1993") for one in changes)


@pytest.mark.parametrize("notebook", notebooks.NOTEBOOKS, ids=lambda path: path.stem)
def test_outside_the_repository_a_notebook_says_what_it_needs(notebook: Path, tmp_path: Path) -> None:
    moved = shutil.copy(notebook, tmp_path)
    with pytest.raises(notebooks.CellExecutionError, match="open this notebook in a clone of the repository"):
        notebooks.executed(Path(moved))


def test_a_cell_that_fails_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("# %%\n1 / 0\n", encoding="utf-8")
    with pytest.raises(notebooks.CellExecutionError, match="ZeroDivisionError"):
        notebooks.executed(broken)


def test_outputs_go_on_a_page_as_html_or_as_text(runs: dict[str, Run]) -> None:
    page = notebooks.as_page(notebooks.executed(notebooks.FOLDER / "first_look.py"))
    assert page.startswith("# A first look")
    assert page.count("{raw} html") == 10
    assert "<pre>{&#x27;2022-07-01&#x27;: 0" in page


def marks(svg: str) -> list[tuple[str | None, ...]]:
    """Give what a picture shows: its texts, and each mark with what it says and its colour, without their places."""
    found = ET.fromstring(svg).iter()
    return sorted(
        ("".join(one.itertext()), one.get("fill") or "", one.get("stroke") or "", one.tag.removeprefix(SVG))
        for one in found
        if one.tag in (f"{SVG}text", f"{SVG}path")
    )


def test_the_picture_in_the_readme_is_what_the_record_gives() -> None:
    kept = illustrate.FIRST_LOOK.read_text("utf-8")
    assert marks(kept) == marks(illustrate.first_look().to_svg()), "stale: run python docs/illustrate.py"
    assert len(kept) < 60_000
    assert "![" in (ROOT / "README.md").read_text("utf-8").partition("## ")[0]


def test_a_page_shows_what_its_code_draws() -> None:
    page = '```python\nimport claimgraph as cg\ng = cg.ClaimGraph()\n```\n\n<!-- picture: g | An "empty" card. -->\n'
    source = [page]
    illustrate.illustrate(None, "howto/some", source)
    assert source[0].startswith("```python\nimport")
    assert '``````{raw} html\n<div class="output"><table class="claimgraph" ' in source[0]
    chart = [page.replace("picture: g ", "picture: cg.draw_network(g) ")]
    illustrate.illustrate(None, "howto/some", chart)
    assert 'aria-label="An &quot;empty&quot; card."' in chart[0]


def test_a_picture_of_a_page_is_left_out_where_there_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(illustrate.shutil, "which", lambda _: None)
    source = ['<!-- picture: "some.html" | A page. -->\n']
    illustrate.illustrate(None, "howto/some", source)
    assert source == ["\n"]
