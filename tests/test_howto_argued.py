"""STIX, AIF and Argdown are written by their names, from a graph as from a view."""

from __future__ import annotations

from pathlib import Path

import pytest
from argued import graph_of, says

import claimgraph as cg


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
