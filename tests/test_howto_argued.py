"""What the pages on STIX, AIF and Argdown show as output is what their code prints."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_readme
from argued import graph_of, says

import claimgraph as cg

HOWTO = Path(__file__).parent.parent / "docs" / "howto"


@pytest.mark.parametrize("name", ["stix", "aif", "argdown"])
def test_the_page_shows_what_its_code_prints(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_readme, "PAGES", [HOWTO / f"{name}.md"])
    test_readme.test_each_output_that_is_shown_is_what_the_code_before_it_prints()


@pytest.mark.parametrize("name", ["stix", "aif", "argdown"])
def test_each_is_written_by_its_name_from_a_graph_as_from_a_view(name: str, tmp_path: Path) -> None:
    graph = graph_of(says("Ann", "affirms", "it is a"))
    cg.write(graph, tmp_path / "a.txt", format=name)
    cg.write(graph.view(), tmp_path / "b.txt", format=name)
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "b.txt").read_bytes() != b""


def test_a_file_of_argdown_is_known_by_its_suffix_and_one_of_json_is_not(tmp_path: Path) -> None:
    cg.write(graph_of(), tmp_path / "a.argdown")
    assert (tmp_path / "a.argdown").read_text("utf-8").startswith("===\n")
    with pytest.raises(cg.UnknownFormat, match=r"'\.json'.*aif"):
        cg.write(graph_of(), tmp_path / "a.json")
    with pytest.raises(cg.UnknownFormat, match="only written"):
        cg.read(tmp_path / "a.argdown")
