"""Cells of a sheet: rows with the lines they start on, and texts that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import re
import threading
from collections.abc import Iterable, Iterator

from claimgraph.errors import InvalidRecord
from claimgraph.io.files.streams import undecoded
from claimgraph.io.intake.intake import Intake

_BEGINS = r"[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]"  # the last four are the first four in full width
_FORMULA = re.compile(f"'*{_BEGINS}")
_GUARDED = re.compile(f"'+{_BEGINS}")
_WIDEST = 2**31 - 1  # a C long, which has 32 bits on some systems
_LIMIT = threading.Lock()


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula, and before what looks so guarded.

    Examples
    --------
    >>> from claimgraph.io.tables.cells import guarded
    >>> guarded("=HYPERLINK(A1)"), guarded("'=1"), guarded("plain")
    ("'=HYPERLINK(A1)", "''=1", 'plain')
    """
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Take the apostrophe off again: the inverse of `guarded`.

    Examples
    --------
    >>> from claimgraph.io.tables.cells import guarded, unguarded
    >>> unguarded(guarded("'=1")), unguarded("'tis")
    ("'=1", "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text


def rows_of(lines: Iterable[str], delimiter: str, intake: Intake) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that are not empty, each with the line it starts on; rows at fault are noted instead."""
    decoding = _Decoding(intake)
    reader = csv.reader(decoding.mended(lines), delimiter=delimiter, strict=True)
    begun = False
    while True:
        line = reader.line_num + 1
        try:
            row = _next(reader)
        except StopIteration:
            decoding.finish()
            return
        except csv.Error as error:
            problem = InvalidRecord(f"found no row that can be read: {error}; {_QUOTES}")
            intake.fault(problem, line, of_file=not begun)
            decoding.passed(line, begun=begun)
            continue
        if intake.collects and not decoding.passed(line, begun=begun):
            continue
        if any(cell and not cell.isspace() for cell in row):
            begun = True
            yield line, row


_QUOTES = 'write a cell with a quotation mark or a line break within "…", and each mark in it twice'


def _next(reader: Iterator[list[str]]) -> list[str]:
    """Read one row, however wide its cells.

    The limit is one for all of Python: it is put back after every row, under a lock.
    """
    with _LIMIT:
        before = csv.field_size_limit(_WIDEST)
        try:
            return next(reader)
        finally:
            csv.field_size_limit(before)


class _Decoding:
    """Lines made fit to read on, and one fault for all that were not UTF-8: a file has one encoding.

    Where faults are collected, there is one for each row; the headings are the file's.
    """

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._first: tuple[str, int] | None = None
        self._count = 0
        self._row: list[str] = []

    def mended(self, lines: Iterable[str]) -> Iterator[str]:
        collects = self._intake.collects
        for number, line in enumerate(lines, 1):
            if collects:
                self._row.append(line)
            problem = undecoded(line)
            if problem is None:
                yield line
                continue
            self._count += 1
            self._first = self._first or (problem, number)
            yield line.encode("utf-8", "replace").decode()

    def passed(self, line: int, *, begun: bool) -> bool:
        """Remember the text of the row that was read, from a line on, and tell whether it can be used."""
        self._intake.keep(line, "".join(self._row))
        self._row.clear()
        if not begun or not self._intake.collects or self._first is None:
            return True
        self._intake.fault(InvalidRecord(self._first[0]), line)
        self._first, self._count = None, 0
        return False

    def finish(self) -> None:
        if self._first is not None:
            problem, line = self._first
            more = self._count - 1
            others = f", as on {more} more line{'s' * (more > 1)}" if more else ""
            self._intake.fault(InvalidRecord(problem + others), line, of_file=True)
