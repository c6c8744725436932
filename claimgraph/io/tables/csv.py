"""CSV: one claim a row, as newsrooms keep them in spreadsheets. See ``docs/howto/csv.md``."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO

from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.files.streams import lines_of, text_to
from claimgraph.io.intake.intake import Intake
from claimgraph.io.losses.loss import Losses
from claimgraph.io.tables.cells import guarded, rows_of, unguarded
from claimgraph.io.tables.export import rows
from claimgraph.io.tables.headings import FIELDS, OPEN, Headings
from claimgraph.io.tables.rows import Sheet, words_for
from claimgraph.records.stance import Stance
from claimgraph.records.validators import shown
from claimgraph.times.when import When

_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "pipes"}
_ADVICE = {",": "save it with commas, or with tabs as .tsv", "\t": "save it with tabs"}
_SEPARATOR = "sep="
"""Begins the line by which some programs say to Excel what separates the cells."""


def write(
    graph: ClaimGraph,
    stream: IO[str] | IO[bytes],
    *,
    bom: bool = False,
    delimiter: str = ",",
    notes: bool = False,
) -> None:
    """Write the claims of a graph that stand now, one a row, and warn of what a row cannot carry.

    Parameters
    ----------
    graph : ClaimGraph
        The graph to write.
    stream : stream
        Where to, of text or bytes.
    bom : bool
        Whether to begin with a byte order mark, without which Excel takes UTF-8 for another encoding.
    delimiter : str
        What separates the cells.
    notes : bool
        Whether the desk's own words, `note` and `credibility`, have columns.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.tables import csv
    >>> g, out = ClaimGraph(), StringIO(newline="")
    >>> _ = g.extend([Claim("Rybar", "affirms", "=bridge open", asserted_at="2022-07-02")])
    >>> csv.write(g, out)
    >>> out.getvalue().splitlines()[1]
    "Rybar,affirms,'=bridge open,2022-07-02,,,,,,,,,,"
    """
    losses = Losses()
    fields = FIELDS if notes else OPEN
    written = list(rows(graph, losses, notes=notes))
    losses.warn("TSV" if delimiter == "\t" else "CSV")
    with text_to(stream) as text:
        if bom:
            text.write("\ufeff")
        # The line end of RFC 4180, and the one with which Python quotes both of its characters.
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(fields)
        writer.writerows([guarded(row.get(name, "")) for name in fields] for row in written)


def read(
    stream: IO[str] | IO[bytes],
    *,
    file: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    stances: Mapping[str, Stance | str] | None = None,
    day_first: bool | None = None,
    zone: str | None = None,
    into: ClaimGraph | None = None,
    recorded_at: When | str | date | None = None,
    delimiter: str = ",",
) -> ClaimGraph:
    r"""Read a sheet into a new graph or into one there is, all or nothing.

    Parameters
    ----------
    stream : stream
        What to read; one of text is best opened with ``newline=""``.
    file : str, optional
        Its name, for messages.
    columns, stances : dict, optional
        The sheet's own headings and words; see `claimgraph.io.read`.
    day_first : bool, optional
        How to read dates such as 02/07/2022.
    zone : str, optional
        The zone of a new graph, and of times that name none.
    into : ClaimGraph, optional
        The graph to record into.
    recorded_at : datetime, When or str, optional
        When the graph learned what is in the sheet; now, where it is left out.
    delimiter : str
        What separates the cells.

    Raises
    ------
    InvalidBatch
        With every fault found.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.tables import csv
    >>> csv.read(StringIO("source,stance,assertion,asserted_at\nRybar,denies,bridge open,2022-07-02\n"))
    <ClaimGraph of 3 entries, zone UTC>
    """
    words = words_for(stances)
    intake = Intake(file, recorded_at=recorded_at)
    try:
        graph = intake.graph(zone, into)
        with lines_of(stream, "") as lines:
            numbered = rows_of(lines, delimiter, intake)
            headings = _headings(numbered, columns, intake, delimiter)
            known = graph.view().known
            sheet = Sheet(headings, words, known, zone=zone, day_first=day_first)
            return sheet.load(((line, [unguarded(cell) for cell in row]) for line, row in numbered), graph, intake)
    except InvalidRecord as error:
        raise intake.refused(error) from None


def _headings(
    rows: Iterator[tuple[int, list[str]]], columns: Mapping[str, str | None] | None, intake: Intake, delimiter: str
) -> Headings:
    """Read the first row, and refuse the sheet if its columns cannot be told."""
    line, row = next(rows, (1, []))
    if not row:
        raise InvalidRecord(f"found no row, expected one with headings such as {', '.join(FIELDS[:4])}", line=1)
    if row[0].strip().casefold().startswith(_SEPARATOR):
        told = delimiter.join(row).lstrip()
        said = told[len(_SEPARATOR) :][:1]
        if said != delimiter:
            raise InvalidRecord(
                f"found the line {shown(told)}, by which the cells are separated by {_NAMES.get(said, shown(said))}, "
                f"expected {_NAMES[delimiter]}; {_ADVICE[delimiter]}, and take out that line",
                line=line,
            )
        line, row = next(rows, (line, []))
        if not row:
            raise InvalidRecord("found no row behind the line 'sep=', expected one with headings", line=line)
    headings = Headings(row, columns)
    if headings.faults:
        joined = delimiter.join(row)
        other = max((mark for mark in _NAMES if mark != delimiter), key=joined.count)
        if joined.count(other) >= len(row):
            raise InvalidRecord(
                f"found a sheet separated by {_NAMES[other]}, expected {_NAMES[delimiter]}; {_ADVICE[delimiter]}",
                line=line,
            )
        for error in headings.faults:
            intake.fault(error, line)
        raise intake.refused()
    return headings
