"""How Sphinx builds the documentation: ``sphinx-build -W -b html docs <folder>``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from numpydoc.xref import DEFAULT_LINKS

import claimgraph as cg

sys.path.insert(0, str(Path(__file__).parent))

from illustrate import illustrate

project = "claimgraph"
author = "the claimgraph authors"
copyright = author  # noqa: A001 - Sphinx's name for it
release = version = cg.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"claimgraph {release}"
html_static_path = ["_static"]
html_css_files = ["wide.css"]
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False

myst_heading_anchors = 3  # links to headings, as they work in plain Markdown too

default_role = "py:obj"  # names in single backticks lead to their entries where there is one
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
numpydoc_show_class_members = False
numpydoc_xref_param_type = True
numpydoc_xref_ignore = "all"
numpydoc_xref_aliases = {name: name for name in DEFAULT_LINKS} | {name: f"claimgraph.{name}" for name in cg.__all__}
autosummary_generate = False  # numpydoc brings it along
python_maximum_signature_line_length = 200  # counted with the full names of types, shown without


def setup(app: Any) -> None:
    """Show what the pages' own code draws, and make signatures say what their reader can use."""
    app.connect("source-read", illustrate)
    app.connect("autodoc-process-signature", _called)
    app.connect("missing-reference", _publicly)


def _called(*about: Any) -> tuple[str, str | None] | None:
    """Leave out how a class is made where users never make one, and types that say nothing."""
    _, what, _, thing, _, given, returned = about
    if what != "class" or given is None:
        return None
    made = "Parameters\n" in (thing.__doc__ or "")
    return (given.replace(": ~typing.Any", "").replace(": Any", "") if made else "", returned)


def _publicly(app: Any, env: Any, node: Any, content: Any) -> Any:
    """Look up types such as ``claimgraph.records.claims.Claim``, or plain ``Claim``, by their public names."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in cg.__all__:
        return None
    python = env.get_domain("py")
    page = node.get("refdoc", env.docname)
    return python.resolve_xref(env, page, app.builder, "obj", f"claimgraph.{name}", node, content)
