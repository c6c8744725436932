"""What is promised without extras works without them: run where only the core packages are installed."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from importlib import metadata
from typing import Any

import claimgraph as cg
from claimgraph.io import FORMATS, Format

SHEET = """source,stance,assertion,asserted_at,document,subject,predicate,value
Moscow,affirms,City taken,2022-07-02,,City,taken by,Moscow
kyiv.example,denies,City taken,2022-07-02,https://kyiv.example/1,,,
"""
_STATEMENTS = {"predicates": {"taken by": "Address:country"}}
NEEDED: dict[str, dict[str, Any]] = {"ftm-csv": _STATEMENTS, "ftm-json": _STATEMENTS}
"""The options without which a format is not written, by its name."""


def main() -> None:
    _nothing_else_is_installed()
    graph = cg.read(io.StringIO(SHEET), format="csv")
    assert cg.status(graph, "City taken") is cg.Status.DISPUTED
    for name, one in FORMATS.items():
        _check(graph, name, one)
    page = io.StringIO()
    cg.report(graph, page)
    assert "City taken" in page.getvalue()
    _needs("frames", lambda: cg.to_frame(cg.disputes(graph)))
    _needs("progress", lambda: cg.read(io.StringIO(SHEET), format="csv", progress=True))


def _nothing_else_is_installed() -> None:
    """Make sure that no package that an extra brings is there by chance: this would prove nothing."""
    for requirement in metadata.requires("claimgraph") or ():
        match = re.match(r"([\w.-]+)[^;]*;.*\bextra\b", requirement)
        if match and match[1] != "claimgraph":
            try:
                metadata.distribution(match[1])
            except metadata.PackageNotFoundError:
                continue
            raise AssertionError(f"{match[1]} is installed, for {requirement}: this proves nothing")


def _check(graph: cg.ClaimGraph, name: str, one: Format) -> None:
    """A format works, or names the extra that it needs."""
    written = io.BytesIO()

    def write() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", cg.LossyWarning)
            cg.write(graph, written, format=name, **NEEDED.get(name, {}))

    def read() -> cg.ClaimGraph:
        return cg.read(io.BytesIO(written.getvalue()), format=name)

    if one.extra is not None:
        assert one.extra in (metadata.metadata("claimgraph").get_all("Provides-Extra") or ()), one.extra
        doing = {"written": write} if one.writes else {}
        doing |= {"read": read} if one.reads else {}
        needed = [past for past, function in doing.items() if _names(one.extra, function)]
        assert needed, f"{name} works without its extra, {one.extra}"
        assert "written" in needed or not one.writes or written.getvalue(), name
        print(f"{name} names its extra, {one.extra}, where it is {' or '.join(needed)}")
        return
    if one.writes:
        write()
        assert written.getvalue(), name
    if one.reads and one.writes:
        again = read()
        assert name != "jsonl" or again == graph
        assert cg.claims(again), name
    elif one.reads:
        try:  # nothing to read it from, but its module is imported and says so in the words of this library
            read()
        except cg.ClaimGraphError as error:
            assert not isinstance(error, cg.MissingExtra), name
    print(f"{name} works")


def _needs(extra: str, function: Callable[[], object]) -> None:
    assert _names(extra, function), f"it works without the extra {extra}"


def _names(extra: str, function: Callable[[], object]) -> bool:
    """Tell whether something does not work for want of an extra, which must be this one."""
    try:
        function()
    except cg.MissingExtra as error:
        assert error.extra == extra, (error.extra, extra)
        assert f"pip install 'claimgraph[{extra}]'" in str(error)
        return True
    return False


if __name__ == "__main__":
    main()
