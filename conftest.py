"""Run the examples in docstrings, in the README and in the documentation as tests.

What needs a package of an extra that is not installed is skipped, and says which.
"""

from __future__ import annotations

import gc
import os
import re
import tempfile
import traceback
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, chdir
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
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


_docstrings = Sybil(
    parsers=[DocTestParser()], patterns=["claimgraph/*.py", "claimgraph/*/*.py", "claimgraph/*/*/*.py"], setup=_names
)
_pages = Sybil(
    parsers=[MarkdownBlocks(doctest_optionflags=0)],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
    setup=_script,
    teardown=_done,
)

pytest_collect_file = (_docstrings + _pages).pytest()

_EXTRAS = {
    "charts": ("altair", "vl_convert"),
    "fast": ("msgspec",),
    "frames": ("narwhals",),
    "ftm": ("followthemoney",),
    "notebooks": ("ipykernel", "jupytext", "nbclient"),
    "pandas": ("numpy", "pandas"),
    "parquet": ("pyarrow",),
    "polars": ("polars",),
    "progress": ("tqdm",),
    "rdf": ("rdflib",),
    "test": ("duckdb", "edtf", "flask", "jsonschema", "nanopub", "pyshacl", "selenium", "stix2"),
    "units": ("pint",),
}
_ABSENT = {name for names in _EXTRAS.values() for name in names if find_spec(name) is None}
_ABSENT |= {f"claimgraph[{extra}]" for extra, names in _EXTRAS.items() if not _ABSENT.isdisjoint(names)}
_NEEDED = re.compile(r"No module named \\?'(\w+)|(claimgraph\[\w+\])")

# What tests start in a process of its own finds the package too, be it installed or not.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH"))))


def _needs(text: str) -> str | None:
    """Return why a test is skipped that failed with a text, if what it needs is absent."""
    named = (module or extra for module, extra in _NEEDED.findall(text))
    return next((f"needs {name}, which is not installed" for name in named if name in _ABSENT), None)


def _skipping(item: pytest.Item) -> Iterator[None]:
    document = getattr(getattr(item, "example", None), "document", None)
    page: dict[str, Any] = {} if document is None else document.namespace
    if "_needs" in page:  # an earlier block of the page was skipped, and what it would have made is not there
        pytest.skip(page["_needs"])
    try:
        yield
    except Exception as error:
        reason = _needs(f"{error} {getattr(error, 'stderr', None)}")
        if reason is None:
            raise
        page["_needs"] = reason
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of files and folders that the test had no time to close
            traceback.clear_frames(error.__traceback__)
            gc.collect()
        pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Skip a test whose fixtures need what is absent."""
    yield from _skipping(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Skip a test that needs what is absent."""
    yield from _skipping(item)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    """Skip a file of tests that imports what is absent."""
    report = yield
    if report.failed and (reason := _needs(str(report.longrepr))):
        report.outcome, report.longrepr = "skipped", (str(collector.path), 0, f"Skipped: {reason}")
    return report
