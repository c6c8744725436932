"""Reading and writing: one module per format, imported when a file of that format is first met."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias, overload
from zoneinfo import ZoneInfo

from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View
from claimgraph.io.files.streams import lines_of, replacing, text_to
from claimgraph.io.intake.intake import Intake, zone_name
from claimgraph.io.intake.progress import Progress, Telling, reporting
from claimgraph.io.intake.request import Collected, OnError, Rejected, asked_for, under_way
from claimgraph.io.losses.loss import Losses, LossyWarning
from claimgraph.io.registry import FORMATS, Format, found, function_of, options_for
from claimgraph.records.stance import Stance
from claimgraph.records.validators import shown

__all__ = [
    "FORMATS",
    "Collected",
    "Format",
    "Intake",
    "Losses",
    "LossyWarning",
    "Progress",
    "Rejected",
    "lines_of",
    "read",
    "text_to",
    "write",
]

Target: TypeAlias = str | os.PathLike[str] | IO[str] | IO[bytes]


@overload
def read(
    path_or_stream: Target,
    *,
    format: str | None = ...,
    columns: Mapping[str, str | None] | None = ...,
    stances: Mapping[str, Stance | str] | None = ...,
    day_first: bool | None = ...,
    zone: str | ZoneInfo | None = ...,
    into: ClaimGraph | None = ...,
    on_error: Literal["raise"] = ...,
    progress: Telling = ...,
    **options: Any,
) -> ClaimGraph: ...
@overload
def read(
    path_or_stream: Target,
    *,
    format: str | None = ...,
    columns: Mapping[str, str | None] | None = ...,
    stances: Mapping[str, Stance | str] | None = ...,
    day_first: bool | None = ...,
    zone: str | ZoneInfo | None = ...,
    into: ClaimGraph | None = ...,
    on_error: Literal["collect"],
    progress: Telling = ...,
    **options: Any,
) -> Collected: ...
def read(
    path_or_stream: Target,
    *,
    format: str | None = None,  # noqa: A002 - what users look for
    columns: Mapping[str, str | None] | None = None,
    stances: Mapping[str, Stance | str] | None = None,
    day_first: bool | None = None,
    zone: str | ZoneInfo | None = None,
    into: ClaimGraph | None = None,
    on_error: OnError = "raise",
    progress: Telling = None,
    **options: Any,
) -> ClaimGraph | Collected:
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
        For a sheet or for reviews: what its own words for stances mean, such as ``{"for": "affirms"}``.
    day_first : bool, optional
        For a sheet: how to read dates such as 02/07/2022; without it, they are refused.
    zone : str or ZoneInfo, optional
        For a sheet: the zone of a new graph, and of the times in the sheet that name none. Other
        formats say their zone themselves; one given here must be the same.
    into : ClaimGraph, optional
        The graph to record into; it stays as it was if anything in the file is at fault.
    on_error : {"raise", "collect"}
        Whether a fault in the file is raised and nothing recorded; or all is recorded that is not at
        fault, and the rest given back as data. What is wrong with the file as a whole is always raised.
    progress : callable or True, optional
        Is called now and then with a `Progress`, and once all is read; what it raises stops the reading,
        and nothing is recorded. With True, a bar on the terminal, for which the extra ``progress`` is needed.
    **options
        What else the format takes, such as ``recorded_at=`` for a sheet; see its page.

    Returns
    -------
    ClaimGraph or Collected
        `into`, or a new graph; with ``on_error="collect"``, as the ``graph`` of a `Collected`, which lists
        in ``rejected`` what was left out.

    Raises
    ------
    InvalidBatch
        With every fault found, each with its ``file``, ``line`` and ``field``; nothing was recorded.
    MissingExtra
        If ``progress=True`` or the format needs a package that is not installed.
    UnknownFormat
        If neither `format` nor a suffix names one format, or the one named is only written.
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
    name, chosen = found(path_or_stream, format, "read")
    sheet = {"columns": columns, "stances": stances, "day_first": day_first}
    given = options_for(name, chosen, "read", options, sheet)
    function = function_of(name, chosen, "read")
    named = zone_name(zone)
    reading = asked_for(on_error)
    with _opened(path_or_stream) as (stream, file), reporting(progress, stream) as reading.reporter, under_way(reading):
        graph: ClaimGraph = function(stream, file=file, zone=named, into=into, **given)
    return reading.answer(graph)


@contextmanager
def _opened(target: Target) -> Iterator[tuple[IO[str] | IO[bytes], str | None]]:
    """Give the stream to read, and its name for messages."""
    if isinstance(target, (str, os.PathLike)):
        with Path(target).open("rb") as stream:
            yield stream, os.fspath(target)
    else:
        label = getattr(target, "name", None)
        yield target, label if isinstance(label, str) else None


def write(
    graph: ClaimGraph | View,
    path_or_stream: Target,
    *,
    format: str | None = None,  # noqa: A002 - as for `read`
    **options: Any,
) -> None:
    """Write a graph, or what a view sees of it, to a file.

    A file is replaced as a whole once everything is written; after an error the old one is still there. What a
    process that was killed while it wrote left beside the file is removed when the file is written next.

    Parameters
    ----------
    graph : ClaimGraph or View
        What to write: all that is recorded when the writing begins. Formats that keep a log, or bring it
        back, write whole graphs only.
    path_or_stream : str, path, or a stream of text or bytes
        Where to; a stream stays open.
    format : str, optional
        The name of the format, such as ``"jsonl"`` or ``"csv"``; a path tells it by its suffix.
    **options
        What else the format takes, such as ``bom=True`` for a sheet that Excel opens; see its page.

    Raises
    ------
    UnknownFormat
        If neither `format` nor a suffix names one format, or the one named is only read.
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
    if not isinstance(graph, (ClaimGraph, View)):
        raise TypeError(f"found {shown(graph)}, expected the ClaimGraph to write, or a View of it")
    name, chosen = found(path_or_stream, format, "write")
    given = options_for(name, chosen, "write", options)
    what: ClaimGraph | View = graph
    if chosen.views:
        what = graph.view() if isinstance(graph, ClaimGraph) else graph
    elif isinstance(graph, View):
        raise TypeError(f"found {shown(graph)}, expected the ClaimGraph, for {name!r} writes a graph whole")
    function = function_of(name, chosen, "write")
    if isinstance(path_or_stream, (str, os.PathLike)):
        with replacing(path_or_stream) as stream:
            function(what, stream, **given)
    else:
        function(what, path_or_stream, **given)
