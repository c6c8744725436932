"""Reading and writing: one module per format, imported when a file of that format is first met."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import IO, Any, TypeAlias

import attrs

from claimgraph.errors import UnknownFormat
from claimgraph.fields import shown
from claimgraph.graph import ClaimGraph
from claimgraph.io._loss import LossyWarning
from claimgraph.io._streams import replacing
from claimgraph.model import Stance

__all__ = ["FORMATS", "Format", "LossyWarning", "read", "write"]

Target: TypeAlias = str | os.PathLike[str] | IO[str] | IO[bytes]


@attrs.frozen
class Format:
    """One format: the module with its `read` and `write`, the suffixes of its files, and what it is read with.

    Parameters
    ----------
    module : str
        The module, imported on first use.
    suffixes : tuple of str
        The suffixes that files of the format have, in lower case; formats may share them.
    takes : frozenset of str
        Which of the options of `read` the module's own `read` takes besides ``zone`` and ``into``.
    options : dict
        Handed to both functions of the module, for formats that differ in little.
    """

    module: str
    suffixes: tuple[str, ...]
    takes: frozenset[str] = frozenset()
    options: Mapping[str, Any] = attrs.field(factory=dict)


_SHEET = frozenset({"columns", "stances", "day_first"})

FORMATS: dict[str, Format] = {
    "jsonl": Format("claimgraph.io.jsonl", (".jsonl", ".ndjson")),
    "csv": Format("claimgraph.io.csv", (".csv",), _SHEET, {"delimiter": ","}),
    "tsv": Format("claimgraph.io.csv", (".tsv",), _SHEET, {"delimiter": "\t"}),
}
"""The formats by their names."""


def read(
    path_or_stream: Target,
    *,
    format: str | None = None,  # noqa: A002 - what users look for
    columns: Mapping[str, str | None] | None = None,
    stances: Mapping[str, Stance | str] | None = None,
    day_first: bool | None = None,
    zone: str | None = None,
    into: ClaimGraph | None = None,
) -> ClaimGraph:
    r"""Read a file of records into a graph, all of it or nothing.

    Parameters
    ----------
    path_or_stream : str, path, or a stream of text or bytes
        What to read; a stream is read from where it stands to its end, and stays open.
    format : str, optional
        The name of the format, such as ``"jsonl"`` or ``"csv"``; a path tells it by its suffix.
    columns : dict, optional
        For a sheet: its own headings and the fields they stand for, either way round. A heading
        mapped to None is left out.
    stances : dict, optional
        For a sheet: its own words for stances, such as ``{"for": "affirms"}``.
    day_first : bool, optional
        For a sheet: how to read dates such as 02/07/2022; without it, they are refused.
    zone : str, optional
        For a sheet: the zone of a new graph, and of the times in the sheet that name none. Other
        formats say their zone themselves; one given here must be the same.
    into : ClaimGraph, optional
        The graph to record into; it stays as it was if anything in the file is at fault.

    Returns
    -------
    ClaimGraph
        `into`, or a new graph.

    Raises
    ------
    InvalidBatch
        With every fault found, each with its ``file``, ``line`` and ``field``; nothing was recorded.
    UnknownFormat
        If neither `format` nor a suffix names one format.
    OSError
        If the file cannot be opened or read.

    Examples
    --------
    >>> from io import StringIO
    >>> sheet = "Who,Said what,When,Position\nRybar,bridge open,2 July 2022,For\n"
    >>> columns = {"Who": "source", "Said what": "assertion", "When": "asserted_at", "Position": "stance"}
    >>> g = read(StringIO(sheet), format="csv", columns=columns, stances={"for": "affirms"})
    >>> g.log[-1].record
    Claim('Rybar', 'affirms', 'bridge open', asserted_at='2022-07-02')
    """
    name = _format_of(path_or_stream, format)
    found = FORMATS[name]
    options: dict[str, Any] = {**found.options, "zone": zone, "into": into}
    for option, value in (("columns", columns), ("stances", stances), ("day_first", day_first)):
        if option in found.takes:
            options[option] = value
        elif value is not None:
            raise TypeError(f"{option}= says how to read a sheet, and the format {name!r} is none; leave it out")
    module = import_module(found.module)
    if isinstance(path_or_stream, (str, os.PathLike)):
        with Path(path_or_stream).open("rb") as stream:
            graph: ClaimGraph = module.read(stream, file=os.fspath(path_or_stream), **options)
    else:
        label = getattr(path_or_stream, "name", None)
        graph = module.read(path_or_stream, file=label if isinstance(label, str) else None, **options)
    return graph


def write(
    graph: ClaimGraph,
    path_or_stream: Target,
    *,
    format: str | None = None,  # noqa: A002 - as for `read`
) -> None:
    """Write a graph to a file.

    A file is replaced as a whole once everything is written; after an error the old one is still there.

    Parameters
    ----------
    graph : ClaimGraph
        What to write: all that is recorded when the writing begins.
    path_or_stream : str, path, or a stream of text or bytes
        Where to; a stream stays open.
    format : str, optional
        The name of the format, such as ``"jsonl"`` or ``"csv"``; a path tells it by its suffix.

    Raises
    ------
    UnknownFormat
        If neither `format` nor a suffix names one format.
    OSError
        If the file cannot be written.

    Warns
    -----
    LossyWarning
        Where the format cannot carry all that is recorded, naming what is left out.

    Examples
    --------
    >>> from io import StringIO
    >>> g, out = ClaimGraph(), StringIO()
    >>> _ = g.extend([Source("Rybar")], recorded_at="2022-07-02T18:00Z")
    >>> write(g, out, format="jsonl")
    >>> print(out.getvalue(), end="")
    {"claimgraph": 1, "zone": "UTC"}
    {"record": "source", "recorded_at": "2022-07-02T18:00:00Z", "name": "Rybar"}
    """
    if not isinstance(graph, ClaimGraph):
        raise TypeError(f"found {shown(graph)}, expected the ClaimGraph to write")
    found = FORMATS[_format_of(path_or_stream, format)]
    module = import_module(found.module)
    if isinstance(path_or_stream, (str, os.PathLike)):
        with replacing(path_or_stream) as stream:
            module.write(graph, stream, **found.options)
    else:
        module.write(graph, path_or_stream, **found.options)


def _format_of(target: object, given: str | None) -> str:
    """Find the one format that is named, or that the suffix of a path tells."""
    known = ", ".join(f"{name} ({', '.join(one.suffixes)})" for name, one in FORMATS.items())
    if given is not None:
        if given in FORMATS:
            return given
        raise UnknownFormat(f"found the format {shown(given)}, expected one of {known}")
    if not isinstance(target, (str, os.PathLike)):
        raise UnknownFormat(f"a stream does not tell its format: name it with format=, one of {known}")
    path = os.fspath(target)
    suffix = Path(path).suffix.lower()
    names = [name for name, one in FORMATS.items() if suffix in one.suffixes]
    if len(names) == 1:
        return names[0]
    if names:
        raise UnknownFormat(f"several formats have the suffix {suffix!r}: name one with format=: {', '.join(names)}")
    raise UnknownFormat(f"no format has the suffix of {shown(path)}: name one with format=, one of {known}")
