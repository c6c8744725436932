"""Everything that can go wrong, in one family.

Each error is a `ClaimGraphError` and also the builtin error that a caller would catch without knowing
this library. What an error is about stands in its attributes, not only in its message.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

_LONGEST_NAME = 160  # characters of the name of a field in a message: the heading of a sheet may be a page of text


_LIKENESS = 0.65  # of `difflib`: "confirms" is near "affirms", and "agrees" is not


def meant(found: object, words: Iterable[str]) -> str:
    """Return the end of a message about a word that is none of some: the one that may be meant, if any is near.

    Examples
    --------
    >>> from claimgraph.errors import meant
    >>> meant("asof", ["as_of", "known_at"]), meant("x", ["as_of", "known_at"])
    ("; did you mean 'as_of'?", '')
    """
    from difflib import get_close_matches

    near = get_close_matches(str(found)[:_LONGEST_NAME].strip().lower(), list(words), 1, _LIKENESS)
    return f"; did you mean {near[0]!r}?" if near else ""


class ClaimGraphError(Exception):
    """The base of every error that this library raises on purpose.

    Examples
    --------
    >>> try:
    ...     Source("")
    ... except ClaimGraphError as error:
    ...     print(error)
    source.name: found '', expected text that is not empty and does not begin with 'source:'
    """

    def __reduce__(self) -> tuple[Any, ...]:
        # Between processes and in copies, errors keep their attributes.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[ClaimGraphError], args: tuple[Any, ...], attributes: dict[str, Any]) -> ClaimGraphError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(attributes)
    return error


class InvalidRecord(ClaimGraphError, ValueError):
    """A record, or one value for a record, that cannot be accepted.

    Attributes
    ----------
    problem : str
        What is wrong, with what was found, what was expected and what to do.
    record : str or None
        The kind of record, such as ``"claim"``.
    field : str or None
        The field, such as ``"asserted_at"``.
    found : object
        The offending value.
    file : str or None
        The file that the record was read from.
    line : int or None
        The line in it, counted from 1.
    index : int or None
        The place of the record in the batch it was given in, counted from 0.

    Examples
    --------
    >>> try:
    ...     Claim("Rybar", "afirms", "Bridge open", asserted_at="2022-07-02")
    ... except InvalidRecord as error:
    ...     print(error.field, error.found)
    stance afirms
    """

    def __init__(
        self,
        problem: str,
        *,
        record: str | None = None,
        field: str | None = None,
        found: Any = None,
        file: str | None = None,
        line: int | None = None,
        index: int | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.record = record
        self.field = field
        self.found = found
        self.file = file
        self.line = line
        self.index = index

    def at(
        self,
        *,
        record: str | None = None,
        field: str | None = None,
        file: str | None = None,
        line: int | None = None,
        index: int | None = None,
    ) -> InvalidRecord:
        """Fill in what only the caller knows of the place, keep what is known, and return the error."""
        self.record = self.record or record
        self.field = self.field or field
        self.file = self.file or file
        self.line = self.line if self.line is not None else line
        self.index = self.index if self.index is not None else index
        return self

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.line is not None:
            place.append(f"line {self.line}")
        elif self.index is not None:
            place.append(f"record {self.index}")
        name = ".".join(part for part in (self.record, self.field) if part)
        if name:
            place.append(name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…")
        return ": ".join([", ".join(place), self.problem] if place else [self.problem])


class InvalidTime(InvalidRecord):
    """A text or value that is no date, moment or period, or one whose meaning would have to be guessed.

    Examples
    --------
    >>> try:
    ...     When("02/07/2022")
    ... except InvalidTime as error:
    ...     print(error.found)
    02/07/2022
    """


class Conflict(InvalidRecord):
    """A record whose id is taken by other content; only a `Correction` may change what is recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> source = g.add(Source("Rybar", speaks_for="Moscow"))
    >>> try:
    ...     g.add(Source("Rybar", speaks_for="Minsk"))
    ... except Conflict as error:
    ...     print(error.field, error.found)
    speaks_for Minsk
    """


class UnknownReference(InvalidRecord, LookupError):
    """A reference to a record that is neither in the graph nor in the same batch.

    Examples
    --------
    >>> try:
    ...     ClaimGraph().add(Correction(of="claim:0", by="desk", why="typo"))
    ... except UnknownReference as error:
    ...     print(error)
    correction.of: no claim 'claim:0' is recorded; record it first or in the same batch
    """


class NotFound(ClaimGraphError, LookupError):
    """A question about a name that the graph does not hold.

    Attributes
    ----------
    kind : str
        What was looked for: ``"source"``, ``"assertion"`` or ``"document"``.
    name : str
        The name as it was asked for.
    near : tuple of str
        Recorded names that look like it, nearest first.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge open", asserted_at="2022-07-02"))
    >>> try:
    ...     status(g, "Bridge opn")
    ... except NotFound as error:
    ...     print(error)
    no assertion 'Bridge opn' is recorded; did you mean 'Bridge open'?
    """

    def __init__(self, kind: str, name: str, near: Sequence[str] = ()) -> None:
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        super().__init__(f"no {kind} {name!r} is recorded{hint}")
        self.kind = kind
        self.name = name
        self.near = tuple(near)


class InvalidBatch(ClaimGraphError, ExceptionGroup[InvalidRecord], ValueError):
    """Every fault found in one batch or one file, nothing of which was kept.

    Attributes
    ----------
    exceptions : tuple of InvalidRecord
        The faults in the order in which they were met, each with its place and its field.

    Examples
    --------
    >>> try:
    ...     ClaimGraph().extend([Source("Rybar"), "TASS"])
    ... except InvalidBatch as error:
    ...     print(error)
    1 fault in the batch, nothing was recorded
      record 1: found 'TASS', expected a record such as a Claim
    """

    if TYPE_CHECKING:  # a group might hold groups; this one holds none

        @property
        def exceptions(self) -> tuple[InvalidRecord, ...]:
            """The faults."""

    def derive(self, excs: Sequence[InvalidRecord]) -> InvalidBatch:  # type: ignore[override]  # of the group, as any exception
        """Make the group of some of the faults, as ``except*`` asks for it."""
        return InvalidBatch(self.message, excs)

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {error}" for error in self.exceptions)])


class UnknownFormat(ClaimGraphError, ValueError):
    """A file whose format its name does not tell, or that this version does not read.

    Examples
    --------
    >>> try:
    ...     read("claims.xls")
    ... except UnknownFormat as error:
    ...     print(type(error).__name__)
    UnknownFormat
    """


class MissingExtra(ClaimGraphError, ImportError):
    """An optional package is not installed; the message holds the command that installs it.

    Attributes
    ----------
    extra : str
        The extra of this distribution that brings the package.

    Examples
    --------
    >>> error = MissingExtra("a DataFrame", "frames")
    >>> print(error)
    a DataFrame needs an optional package: pip install 'claimgraph[frames]'
    """

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(f"{purpose} needs an optional package: pip install 'claimgraph[{extra}]'")
        self.extra = extra


class DateWarning(UserWarning):
    """Claims that are dated after their recording, by more than a day.

    They may be announcements, or slips such as 2202 for 2022. They are recorded as they are.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     claim = ClaimGraph().add(Claim("Rybar", "affirms", "Bridge open", asserted_at="2202-07-02"))
    >>> caught[0].category.__name__
    'DateWarning'
    """


def outside() -> int:
    """Return how many calls up from the one that warns the code is that uses this package, for `warnings.warn`."""
    level, frame = 0, inspect.currentframe()
    while frame is not None and str(frame.f_globals.get("__name__")).startswith("claimgraph."):
        level, frame = level + 1, frame.f_back
    return level
