"""DataFrames of pandas, Polars and PyArrow, in and out, by one path. See ``docs/howto/dataframes.md``."""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, overload
from zoneinfo import ZoneInfo

import attrs

from claimgraph.convert.plain_data import to_data
from claimgraph.errors import InvalidRecord, MissingExtra
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.intake.intake import Intake, zone_name
from claimgraph.io.intake.request import Collected, OnError, asked_for, under_way
from claimgraph.io.losses.loss import Losses
from claimgraph.io.tables.columns import texts_of
from claimgraph.io.tables.export import rows as rows_of_graph
from claimgraph.io.tables.headings import FIELDS, Headings
from claimgraph.io.tables.rows import Cell, Sheet, words_for
from claimgraph.records.stance import Stance
from claimgraph.records.validators import shown
from claimgraph.rows import Rows
from claimgraph.times.when import When

_FRAME = "a DataFrame"
_LABEL = "the DataFrame (lines are rows, counted from 1)"
_AT_ONCE = 10_000
_BACKENDS = {"pandas": "pandas", "polars": "polars", "pyarrow": "parquet"}
"""The libraries of frames, and the extra that brings each."""


@overload
def from_frame(
    frame: Any,
    *,
    columns: Mapping[Any, Any] | None = ...,
    stances: Mapping[str, Stance | str] | None = ...,
    day_first: bool | None = ...,
    zone: str | ZoneInfo | None = ...,
    into: ClaimGraph | None = ...,
    recorded_at: When | str | date | None = ...,
    on_error: Literal["raise"] = ...,
) -> ClaimGraph: ...
@overload
def from_frame(
    frame: Any,
    *,
    columns: Mapping[Any, Any] | None = ...,
    stances: Mapping[str, Stance | str] | None = ...,
    day_first: bool | None = ...,
    zone: str | ZoneInfo | None = ...,
    into: ClaimGraph | None = ...,
    recorded_at: When | str | date | None = ...,
    on_error: Literal["collect"],
) -> Collected: ...
def from_frame(
    frame: Any,
    *,
    columns: Mapping[Any, Any] | None = None,
    stances: Mapping[str, Stance | str] | None = None,
    day_first: bool | None = None,
    zone: str | ZoneInfo | None = None,
    into: ClaimGraph | None = None,
    recorded_at: When | str | date | None = None,
    on_error: OnError = "raise",
) -> ClaimGraph | Collected:
    """Read a DataFrame with a claim a row into a graph, all of it or nothing.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame or pyarrow.Table
        What to read; the index of a pandas frame is not.
    columns : dict, optional
        Its columns and the fields they stand for, either way round; a column mapped to None is left out.
    stances : dict, optional
        Its words for stances, such as ``{"for": "affirms"}``.
    day_first : bool, optional
        How to read texts such as 02/07/2022; without it, they are refused.
    zone : str or ZoneInfo, optional
        The zone of a new graph, and of times in the frame that have none.
    into : ClaimGraph, optional
        The graph to record into; it stays as it was if anything in the frame is at fault.
    recorded_at : datetime, When or str, optional
        When the graph learned what is in the frame; now, where it is left out.
    on_error : {"raise", "collect"}
        Whether a fault in the frame is raised and nothing recorded; or all rows are recorded that are not at
        fault, and the rest given back as data, as by `read`. What is wrong with the columns is always raised.

    Returns
    -------
    ClaimGraph or Collected
        `into`, or a new graph; with ``on_error="collect"``, as the ``graph`` of a `Collected`, which lists
        in ``rejected`` what was left out, each row as a frame of its own.

    Raises
    ------
    InvalidBatch
        With every fault found, each with its column as ``field`` and its row, from 1, as ``line``.
    MissingExtra
        If narwhals, which reads all three kinds of frames, is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"who": ["Rybar"], "what": ["bridge open"], "when": ["2 July 2022"]})
    >>> columns = {"who": "source", "what": "assertion", "when": "asserted_at"}
    >>> g = from_frame(frame.assign(stance="denies"), columns=columns)
    >>> g.log[-1].record
    Claim('Rybar', 'denies', 'bridge open', asserted_at='2022-07-02')
    """
    reading = asked_for(on_error)
    with under_way(reading):
        intake = Intake(_LABEL, recorded_at=recorded_at)
        try:
            named = zone_name(zone)
            words = words_for(stances)
            graph = intake.graph(named, into)
            found = _opened(frame)
            headings = _headings(found, columns, intake)
            known = graph.view().known
            sheet = Sheet(headings, words, known, zone=named, day_first=day_first)
            sheet.load(_rows(found, headings), graph, intake, caller=3)
        except InvalidRecord as error:
            raise intake.refused(error) from None
    # Only what is rejected is cut out of the frame: a frame for each row is slow to make.
    reading.rejected = [attrs.evolve(one, found=_row(found, one.line or 1)) for one in reading.rejected]
    return reading.answer(graph)


def to_frame(rows: Rows[Any] | ClaimGraph, *, backend: str = "pandas") -> Any:
    """Turn rows, or the claims of a graph, into a DataFrame.

    Parameters
    ----------
    rows : Rows or ClaimGraph
        An answer; or a graph, for the claims that stand now with the columns of a sheet.
    backend : str
        ``"pandas"``, ``"polars"`` or ``"pyarrow"``.

    Returns
    -------
    pandas.DataFrame, polars.DataFrame or pyarrow.Table
        One row each, one column a field, empty answers included. Times and enumerations are texts; a
        position is the name of its source, a claim its id. Texts are exact: no cell is guarded against
        spreadsheets.

    Raises
    ------
    MissingExtra
        If narwhals or the library of the backend is not installed.

    Warns
    -----
    LossyWarning
        For a graph, where claims a row cannot carry all that is recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> to_frame(assertions(g))[["assertion", "status"]].values.tolist()
    [['Bridge destroyed', 'claimed']]
    >>> to_frame(g, backend="polars")["source"].to_list()
    ['Rybar']
    """
    if not isinstance(rows, (Rows, ClaimGraph)):
        raise TypeError(f"found {shown(rows)}, expected rows such as disputes(graph), or a ClaimGraph")
    _check_backend(backend)
    if isinstance(rows, ClaimGraph):
        return _of_graph(rows, backend)
    cells = [[_cell(getattr(row, name)) for name in rows.columns] for row in rows]
    data = {name: [row[place] for row in cells] for place, name in enumerate(rows.columns)}
    return _made(data, _types(rows.of), backend)


# --- in ----------------------------------------------------------------------------------------------


def _row(frame: Any, number: int) -> Any:
    """Give one row, counted from 1, as a frame of the library that it came from."""
    return frame[number - 1 : number].to_native()


def _narwhals() -> Any:
    try:
        import narwhals.stable.v2 as nw
    except ImportError:
        raise MissingExtra(_FRAME, "frames") from None
    return nw


def _opened(frame: Any) -> Any:
    """Take a frame of any of the libraries, as one of narwhals, if its columns can be told apart."""
    nw = _narwhals()
    try:
        found: Any = nw.from_native(frame, eager_only=True)
        names = found.columns
    except TypeError:
        expected = "a DataFrame of pandas or Polars, or a Table of PyArrow; collect a lazy one first"
        raise TypeError(f"found {type(frame).__qualname__}, expected {expected}") from None
    except nw.exceptions.DuplicateError:
        names = list(frame.columns if hasattr(frame, "loc") else frame.column_names)
        twice = [name for name, count in Counter(map(str, names)).items() if count > 1]
        problem = "found several columns of this name, expected one; rename or drop the others"
        raise InvalidRecord(problem, field=", ".join(twice)) from None
    for place, name in enumerate(names):
        if not str(name).strip() or name is None or name != name:  # noqa: PLR0124 - NaN
            raise InvalidRecord(f"found no name for column {place + 1}, expected one; name it, or drop the column")
    return found


def _headings(frame: Any, columns: Mapping[Any, Any] | None, intake: Intake) -> Headings:
    """Tell the columns; in pandas, their names may be numbers or tuples."""
    mapped = {_name(key): _name(value) for key, value in (columns or {}).items()}
    headings = Headings([str(name) for name in frame.columns], mapped)
    if headings.faults:
        raise intake.refused(*headings.faults)
    return headings


def _name(name: Any) -> Any:
    return None if name is None else str(name)


def _rows(frame: Any, headings: Headings) -> Iterator[tuple[int, list[Cell]]]:
    """Give the rows that are not empty, counted from 1; columns that stand for nothing are not read."""
    width, places = len(frame.columns), headings.places
    for start in range(0, len(frame), _AT_ONCE):
        part = frame[start : start + _AT_ONCE]
        columns = [texts_of(part[:, place]) if place in places else [""] * len(part) for place in range(width)]
        for number, row in enumerate(zip(*columns, strict=True), start + 1):
            if any(not isinstance(cell, str) or cell.strip() for cell in row):
                yield number, list(row)


# --- out ---------------------------------------------------------------------------------------------


def _check_backend(backend: str) -> None:
    """Refuse a library that is unknown or not there."""
    _narwhals()
    if backend not in _BACKENDS:
        expected = ", ".join(_BACKENDS)
        raise InvalidRecord(f"found {shown(backend)}, expected one of {expected}", field="backend", found=backend)
    try:
        import_module(backend)
    except ImportError:
        raise MissingExtra(f"{_FRAME} of {backend}", _BACKENDS[backend]) from None


def _of_graph(graph: ClaimGraph, backend: str) -> Any:
    losses = Losses()
    written = rows_of_graph(graph, losses, notes=True)
    losses.warn(_FRAME)
    data = {name: [row.get(name) for row in written] for name in FIELDS}
    return _made(data, dict.fromkeys(FIELDS, str), backend)


def _made(data: dict[str, list[Any]], kinds: Mapping[str, type], backend: str) -> Any:
    """Make a frame of columns; pandas finds the types of its columns itself, as it does for its users."""
    nw = _narwhals()
    if backend == "pandas":
        return nw.from_dict(data, backend=backend).to_native()
    named = {str: nw.String, bool: nw.Boolean, int: nw.Int64}
    schema = {name: named[kinds[name]] for name in data}
    typed = {name: _texts(cells) if kinds[name] is str else cells for name, cells in data.items()}
    return nw.from_dict(typed, schema=schema, backend=backend).to_native()


def _texts(cells: list[Any]) -> list[str | None]:
    return [cell if cell is None or isinstance(cell, str) else str(cell) for cell in cells]


def _types(of: type) -> dict[str, type]:
    """Give the type of each field's cells, so that an empty column has it too."""
    return {name: _type(hint) for name, hint in get_type_hints(of).items()}


def _type(hint: Any) -> type:
    parts = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    (first, *others) = [part for part in parts if part is not type(None)]
    return first if first in (bool, int) and not others else str


def _cell(value: Any) -> Any:
    """Write a field as one cell."""
    if isinstance(value, (tuple, list)):
        return ", ".join(str(_cell(item)) for item in value)
    if hasattr(value, "asserted_at"):
        return value.id
    if hasattr(value, "claim"):
        return value.source
    return to_data(value)
