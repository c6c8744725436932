"""Type checkers accept what is accepted, in programs as users write them and in all code of the documentation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from test_docs import BLOCK, PAGES, ROOT

CONFIGURATION = f"""\
[mypy]
mypy_path = {ROOT}
warn_unused_ignores = True
[mypy-claimgraph.*]
follow_imports = silent
[mypy-pyarrow.*]
ignore_missing_imports = True
"""


def code_of(page: Path) -> str:
    """Return the code of a page as one program, each line with the number that it has on the page."""
    text = page.read_text("utf-8")
    lines = [""] * text.count("\n")
    for block in BLOCK.finditer(text):
        if block[1] == "python":
            at = text.count("\n", 0, block.start(2))
            code = block[2].splitlines()
            lines[at : at + len(code)] = code
    return "\n".join(lines)


@pytest.mark.parametrize("options", [[], ["--strict"]], ids=["plain", "strict"])
def test_a_program_and_the_code_of_the_documentation_pass_a_type_checker(options: list[str], tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    programs = {"client": (ROOT / "tests" / "typed_client.py").read_text("utf-8")}
    for page in PAGES:
        programs["_".join(page.relative_to(ROOT).with_suffix("").parts).replace("-", "_")] = code_of(page)
    for name, code in programs.items():
        (tmp_path / f"{name}.py").write_text(code, "utf-8")
    (tmp_path / "mypy.ini").write_text(CONFIGURATION, "utf-8")
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(ROOT / ".mypy_cache" / "typed"), *options]
    done = subprocess.run(
        [*command, *(f"{name}.py" for name in programs)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
