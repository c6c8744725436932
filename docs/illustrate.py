"""Pictures on the pages, made by the code that stands on them, and the one picture that is kept: the README's.

Where a page has a comment such as ``<!-- picture: chart | Two rows. -->``, the site shows what the expression amounts
to after the code above it, as a notebook would, with the words behind the bar for those who do not see it. A path to an
HTML file is shown as a browser shows it, if there is one. A comment ``<!-- notebook: first_look -->`` gives way to the
notebook of that name, run. Who reads the pages as plain Markdown sees none of this.

``python docs/illustrate.py`` writes the README's picture again.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path
from typing import Any

import claimgraph as cg

DOCS = Path(__file__).parent
FIRST_LOOK = DOCS / "_static" / "first-look.svg"
TAKEN = DOCS / "_static" / "pictures"  # of pages, with a browser; git ignores them

_PART = re.compile(
    r"^```python\n(?P<code>.*?)^```$|^<!-- picture: (?P<what>.+?) \| (?P<told>.+?) -->$", re.MULTILINE | re.DOTALL
)
_NOTEBOOK = re.compile(r"^<!-- notebook: (\w+) -->$", re.MULTILINE)
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync --force-color-profile=srgb"
)


def illustrate(_: Any, name: str, source: list[str]) -> None:
    """Put pictures and notebooks in the places of their comments, when Sphinx reads a page."""
    if "<!-- picture: " in source[0]:
        source[0] = _illustrated(name, source[0])
    if "<!-- notebook: " in source[0]:
        import notebooks

        source[0] = _NOTEBOOK.sub(
            lambda found: notebooks.as_page(notebooks.executed(notebooks.FOLDER / f"{found[1]}.py")), source[0]
        )


def _illustrated(name: str, page: str) -> str:
    """Run a page as a script in an empty folder, and show what its comments ask for on the way."""
    names: dict[str, Any] = {"__name__": "__main__"}
    shown: list[str] = []

    def step(part: re.Match[str]) -> str:
        if part["code"] is not None:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(part["code"], name, "exec"), names)  # noqa: S102 - the page is ours
            return part[0]
        shown.append(_figure(eval(part["what"], names), part["told"], f"{name.replace('/', '-')}-{len(shown)}"))  # noqa: S307
        return shown[-1]

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return _PART.sub(step, page)


def _figure(value: Any, told: str, name: str) -> str:
    from notebooks import raw

    if isinstance(value, (str, Path)):
        taken = _photograph(Path(value), TAKEN / f"{name}.png")
        return f"![{told}](/_static/pictures/{name}.png)" if taken else ""
    if isinstance(value, cg.Chart):
        drawn = value._repr_mimebundle_()["text/html"]
        return raw(re.sub('aria-label="[^"]*"', lambda _: f'aria-label="{escape(told)}"', drawn, count=1), "picture")
    return raw(value._repr_html_(), "output")


def _photograph(page: Path, picture: Path) -> bool:
    """Take a picture of an HTML file, if there is a browser to open it with."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return False
    picture.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(  # noqa: S603 - the browser of this machine, and a page of ours
            [
                *(chromium, *_FLAGS.split(), f"--user-data-dir={profile}", f"--screenshot={picture}"),
                *("--window-size=1000,1100", page.resolve().as_uri()),
            ],
            capture_output=True,
            timeout=120,
            check=False,
        )
    return done.returncode == 0 and picture.is_file()


def first_look() -> cg.Chart:
    """Draw the README's picture: the three assertions that the summer of 2022 turned on, in eastern Ukraine."""
    record = cg.read(DOCS.parent / "seeds" / "lysychansk-2022.jsonl")
    watched = ["Fighting inside Lysychansk", "Lysychansk encircled", "Lysychansk controlled by Russia"]
    watched.append("Luhansk Oblast controlled by Russia")
    return cg.draw_timeline(record, watched, title="Who said what about Lysychansk, and what it amounts to")


if __name__ == "__main__":
    first_look().save(FIRST_LOOK)
    print(f"wrote {FIRST_LOOK.name}, {FIRST_LOOK.stat().st_size // 1000} kB")
