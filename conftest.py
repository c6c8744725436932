"""Run the examples in docstrings, in the README and in the documentation as tests."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack, chdir
from typing import Any

from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser as MarkdownBlocks
from sybil.parsers.rest import DocTestParser

import claimgraph as cg

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("repeatable")


def _names(namespace: dict[str, Any]) -> None:
    namespace.update({name: getattr(cg, name) for name in cg.__all__}, cg=cg)


def _script(namespace: dict[str, Any]) -> None:
    """Run a page as a script in a new folder, so that it can write files as its reader would."""
    namespace["__name__"] = "__main__"
    stack = namespace["_stack"] = ExitStack()
    stack.enter_context(chdir(stack.enter_context(tempfile.TemporaryDirectory())))


def _done(namespace: dict[str, Any]) -> None:
    namespace["_stack"].close()


_docstrings = Sybil(parsers=[DocTestParser()], patterns=["claimgraph/*.py", "claimgraph/*/*.py"], setup=_names)
_pages = Sybil(
    parsers=[MarkdownBlocks(doctest_optionflags=0)],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
    setup=_script,
    teardown=_done,
)

pytest_collect_file = (_docstrings + _pages).pytest()
