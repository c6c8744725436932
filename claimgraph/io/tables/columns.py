"""Columns of a DataFrame as the texts that a sheet would hold, or why they cannot be."""

from __future__ import annotations

import cmath
import enum
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from numbers import Number
from typing import TYPE_CHECKING, Any

from claimgraph.errors import InvalidRecord
from claimgraph.io.tables.rows import Cell
from claimgraph.records.number_text import narrow_text, number_text
from claimgraph.records.validators import is_truth_of_numpy, shown
from claimgraph.times.instants import EPOCH_DAY, refusal, to_datetime, to_micros
from claimgraph.times.when import When

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

_EXPECTED = "text, a number, a truth value, a date or a datetime; turn it into text"
_NARROW = {"Float16": "e", "Float32": "f"}
"""The types whose numbers are widened to floats of Python where they are given."""


def texts_of(column: nw.Series[Any]) -> list[Cell]:
    """Give the text of each cell of a column; null, NaN and NaT are empty.

    Examples
    --------
    >>> import narwhals.stable.v2 as nw
    >>> from claimgraph.io.tables.columns import texts_of
    >>> texts_of(nw.new_series("seen", [3.0, None, 2.5], nw.Float64, backend="pandas"))
    ['3', '', '2.5']
    """
    import narwhals.stable.v2 as nw

    try:
        missing = column.is_null().to_list()
        # An index with gaps leads astray what pandas computes of a column of PyArrow.
        given = iter([] if all(missing) else _of_values(nw.maybe_reset_index(column.drop_nulls())))
    except (ValueError, TypeError, ArithmeticError, RuntimeError) as error:
        problem = f"found a column of the type {column.dtype} that cannot be read ({error}); turn it into text"
        return [InvalidRecord(problem) for _ in range(len(column))]
    return ["" if empty else next(given) for empty in missing]


def _of_values(column: nw.Series[Any]) -> list[Cell]:
    """Read the cells of a column without empty ones.

    Dates and datetimes come as numbers: not all that a frame can count can be a Python object.
    """
    import narwhals.stable.v2 as nw

    kind = column.dtype
    if isinstance(kind, nw.Datetime):
        written = _instant if kind.time_zone is not None else _civil
        micros = column.dt.timestamp("us").to_list()
        nanos = column.dt.nanosecond().to_list() if kind.time_unit == "ns" else [0] * len(micros)
        return [_cell(lambda at: written(*at), pair) for pair in zip(micros, nanos, strict=True)]
    if kind == nw.Date:
        return _cells(_day, column.cast(nw.Int32).to_list())
    if kind.is_nested() or kind in (nw.Binary, nw.Duration, nw.Time):
        return [InvalidRecord(f"found a cell of the type {kind}, expected {_EXPECTED}") for _ in range(len(column))]
    if (width := _NARROW.get(str(kind))) is not None:
        return _cells(lambda value: narrow_text(value, width) or _of_number(value), column.to_list())
    return _cells(_text, column.to_list())


def _cells(convert: Callable[[Any], str], values: Iterable[Any]) -> list[Cell]:
    return [_cell(convert, value) for value in values]


def _cell(convert: Callable[[Any], str], value: Any) -> Cell:
    try:
        return convert(value)
    except InvalidRecord as error:
        return error


def _text(value: Any) -> str:
    """Write one value as a sheet would hold it."""
    if isinstance(value, enum.Enum):
        return _text(value.value)
    if isinstance(value, str):
        return str(value)
    if value is None or type(value).__name__ in ("NaTType", "NAType"):  # of pandas, in a column of objects
        return ""
    if isinstance(value, Number) or is_truth_of_numpy(value):
        return _of_number(value)
    if isinstance(value, (date, When)):
        return _of_datetime(value) if isinstance(value, datetime) else str(value)
    raise InvalidRecord(f"found {shown(value)}, expected {_EXPECTED}", found=value)


def _of_number(value: Any) -> str:
    if isinstance(value, bool) or is_truth_of_numpy(value):
        return str(bool(value)).lower()
    try:
        text = number_text(value)
    except ValueError as error:  # more digits than Python turns into text
        raise InvalidRecord(f"found a number that cannot be written ({error})") from None
    if text is None and (value.is_nan() if isinstance(value, Decimal) else cmath.isnan(value)):
        return ""
    if text is None:
        raise InvalidRecord(f"found {value}, expected a finite number", found=value)
    return text


def _of_datetime(value: datetime) -> str:
    nanos = getattr(value, "nanosecond", 0)  # of pandas
    if value.utcoffset() is not None:
        return _instant(to_micros(value), nanos)
    return _civil(to_micros(value.replace(tzinfo=UTC)), nanos)


def _instant(micros: int, nanos: int) -> str:
    """Write a datetime with a zone: an instant, in UTC."""
    return _checked(micros, nanos).isoformat()


def _civil(micros: int, nanos: int) -> str:
    """Write a datetime without a zone; whether a midnight is a day, its column tells."""
    return _checked(micros, nanos).replace(tzinfo=None).isoformat()


def _checked(micros: int, nanos: int) -> datetime:
    moment = to_datetime(micros)
    if nanos % 1000:
        raise InvalidRecord(f"found nanoseconds in {moment:%Y-%m-%d %H:%M:%S.%f}, expected microseconds; round them")
    return moment


def _day(days: int) -> str:
    try:
        return date.fromordinal(days + EPOCH_DAY).isoformat()
    except (ValueError, OverflowError):
        raise refusal(days, "days after 1970 are beyond the years 0001 to 9999") from None
