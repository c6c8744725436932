"""CSV: one claim a row, as newsrooms keep them in spreadsheets. See ``docs/howto/csv.md``."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import IO

from claimgraph.errors import InvalidRecord
from claimgraph.graph import ClaimGraph
from claimgraph.io._cells import guarded, rows_of, unguarded
from claimgraph.io._export import rows
from claimgraph.io._headings import FIELDS, OPEN, Headings
from claimgraph.io._intake import Intake
from claimgraph.io._loss import Losses
from claimgraph.io._sheet import Sheet, words_for
from claimgraph.io._streams import lines_of, text_to
from claimgraph.stance import Stance

_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}


def write(graph: ClaimGraph, stream: IO[str] | IO[bytes], *, delimiter: str = ",", notes: bool = False) -> None:
    """Write the claims of a graph that stand now, one a row, and warn of what a row cannot carry.

    The desk's own words, `note` and `credibility`, have columns only if `notes` are wanted.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io import csv
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
    delimiter : str
        What separates the cells.

    Raises
    ------
    InvalidBatch
        With every fault found.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io import csv
    >>> csv.read(StringIO("source,stance,assertion,asserted_at\nRybar,denies,bridge open,2022-07-02\n"))
    <ClaimGraph of 3 entries, zone UTC>
    """
    words = words_for(stances)
    intake = Intake(file)
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
    other = next((mark for mark in ";\t," if mark != delimiter and mark in row[0]), None)
    if len(row) == 1 and other is not None:
        advice = "save it with commas, or with tabs as .tsv" if delimiter == "," else "save it with tabs"
        raise InvalidRecord(
            f"found a sheet separated by {_NAMES[other]}, expected {_NAMES[delimiter]}; {advice}", line=line
        )
    headings = Headings(row, columns)
    if headings.faults:
        for error in headings.faults:
            intake.fault(error, line)
        raise intake.refused()
    return headings
