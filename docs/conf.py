"""How Sphinx builds the documentation: ``sphinx-build -W -b html docs <folder>``."""

from __future__ import annotations

from typing import Any

import claimgraph as cg

project = "claimgraph"
author = "the claimgraph authors"
copyright = author  # noqa: A001 - Sphinx's name for it
release = version = cg.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
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
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True  # fields of answers are a list, and no targets: many share a name
python_maximum_signature_line_length = 88


def setup(app: Any) -> None:
    """Let types in signatures lead to the public names that they have in ``claimgraph``."""
    app.connect("missing-reference", _publicly)


def _publicly(app: Any, env: Any, node: Any, content: Any) -> Any:
    """Look up ``claimgraph.model.Claim``, or plain ``Claim``, as ``claimgraph.Claim``."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in cg.__all__:
        return None
    python = env.get_domain("py")
    page = node.get("refdoc", env.docname)
    return python.resolve_xref(env, page, app.builder, "obj", f"claimgraph.{name}", node, content)
