"""README and documentation: what they show as output is what their code prints, and their links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import claimgraph as cg

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("**/*.md"))
PAGES = [ROOT / "README.md", *DOCS]
OTHERS = [ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "seeds" / "README.md"]

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FENCED = re.compile(r"^(```+).*?^\1$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"(`+)[^`].*?\1", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?)$", re.MULTILINE)
ELSEWHERE = ("http://", "https://", "mailto:")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_each_output_that_is_shown_is_what_the_code_before_it_prints(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    printed: str | None = None
    for kind, text in BLOCK.findall(page.read_text("utf-8")):
        if kind == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(text, page.name, "exec"), names)
            printed = out.getvalue()
        elif kind == "text":
            assert printed is not None, "a block of text is the output of code, and there is none before it"
            # Long lines are folded in the page.
            assert text.split() == printed.split()


@pytest.mark.parametrize("page", [page for page in PAGES if "```python" in page.read_text("utf-8")], ids=named)
def test_each_block_of_code_runs_in_the_tests(page: Path) -> None:
    """Blocks that the runner does not know, by another name or deeper in a list, would be passed over in silence."""
    text = page.read_text("utf-8")
    marked = [line for line in text.splitlines() if line.lstrip().startswith(("```py", "~~~", "``` py"))]
    assert marked
    assert set(marked) == {"```python"}
    assert len(marked) == sum(kind == "python" for kind, _ in BLOCK.findall(text))
    depth = len(page.relative_to(ROOT / "docs").parts) if page in DOCS else 0
    assert depth <= 2, "the patterns in conftest.py reach one folder below docs"


def links(page: Path) -> Iterator[str]:
    text = INLINE.sub("", FENCED.sub("", page.read_text("utf-8")))
    return (link for link in LINK.findall(text) if not link.startswith(ELSEWHERE))


def anchors(page: Path) -> set[str]:
    """Give the anchors of the headings, as they are made for plain Markdown and by MyST alike."""
    found: set[str] = set()
    for heading in HEADING.findall(FENCED.sub("", page.read_text("utf-8"))):
        kept = "".join(ch for ch in heading.lower() if ch in " -_" or unicodedata.category(ch)[0] in "LN")
        anchor = slug = kept.replace(" ", "-")
        number = 0
        while anchor in found:
            number += 1
            anchor = f"{slug}-{number}"
        found.add(anchor)
    return found


@pytest.mark.parametrize("page", [*PAGES, *OTHERS], ids=named)
def test_no_link_is_broken(page: Path) -> None:
    broken = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert not broken


@pytest.mark.parametrize("page", DOCS, ids=named)
def test_a_page_of_the_documentation_links_to_nothing_outside_it(page: Path) -> None:
    """The built site has nothing else."""
    outside = [link for link in links(page) if ROOT / "docs" not in (page.parent / link).resolve().parents]
    assert not [link for link in outside if not link.startswith("#")]


def test_links_and_anchors_are_seen() -> None:
    assert "docs/index.md" in set(links(ROOT / "README.md"))
    assert {"times", "the-file", "the-schema"} <= anchors(ROOT / "docs" / "reference" / "jsonl.md")


def test_the_reference_lists_each_public_name_once() -> None:
    directive = re.compile(r"^\.\. auto(?:class|function|data):: claimgraph\.(\w+)$", re.MULTILINE)
    found = [
        name
        for page in (ROOT / "docs" / "reference").glob("*.md")
        for name in directive.findall(page.read_text("utf-8"))
    ]
    assert sorted(found) == sorted(cg.__all__)
