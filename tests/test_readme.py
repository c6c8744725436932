"""What the README shows as output is what its code prints."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

PAGES = [Path(__file__).parent.parent / name for name in ("README.md", "docs/rules.md")]
BLOCK = re.compile(r"```(python|text)\n(.*?)```", re.DOTALL)


def test_each_output_that_is_shown_is_what_the_code_before_it_prints() -> None:
    for page in PAGES:
        names: dict[str, object] = {}
        printed = ""
        for kind, text in BLOCK.findall(page.read_text("utf-8")):
            if kind == "python":
                out = io.StringIO()
                with contextlib.redirect_stdout(out):
                    exec(compile(text, page.name, "exec"), names)
                printed = out.getvalue()
            else:
                # Long lines are folded in the page.
                assert text.split() == printed.split(), page.name
