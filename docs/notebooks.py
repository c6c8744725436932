"""Run the notebooks of `examples/notebooks`: for the site, for the tests, and by themselves.

``python docs/notebooks.py`` runs all of them, and fails at the first cell that does.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

import jupytext
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

__all__ = ["FOLDER", "NOTEBOOKS", "CellExecutionError", "as_page", "executed", "raw"]

FOLDER = Path(__file__).parent.parent / "examples" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.py"))
_COLOURS = re.compile("\x1b\\[[0-9;]*m")


def executed(path: Path) -> Any:
    """Run a notebook in a kernel of its own; a cell that fails is an error."""
    notebook = jupytext.read(path)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    return notebook


def as_page(notebook: Any) -> str:
    """Write a notebook that was run as a page of MyST Markdown."""
    return "\n\n".join(part for cell in notebook.cells for part in _told(cell)) + "\n"


def _told(cell: Any) -> list[str]:
    if cell.cell_type != "code":
        return [cell.source]
    return [f"```python\n{cell.source}\n```", *map(_shown, cell.outputs)]


def _shown(output: Any) -> str:
    """Show an output as a notebook does: as HTML where it has any, else as text; not as code, which it is not."""
    data = output.get("data", {})
    if "text/html" in data:
        return raw(data["text/html"])
    written = _COLOURS.sub("", data.get("text/plain") or output.get("text", ""))
    return raw(f"<pre>{escape(written.rstrip())}</pre>")


def raw(html: str, kind: str = "output") -> str:
    """Put HTML on a page of MyST Markdown; a fence of so many ticks stands in no text of ours."""
    return f'``````{{raw}} html\n<div class="{kind}">{html}</div>\n``````'


if __name__ == "__main__":
    for notebook in NOTEBOOKS:
        executed(notebook)
        print(f"{notebook.name}: every cell ran")
