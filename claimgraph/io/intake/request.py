"""What the caller of `read` asked for, carried past the format to the intake of its records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal, TypeAlias

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.intake.progress import Reporter
from claimgraph.records.validators import shown

OnError: TypeAlias = Literal["raise", "collect"]


@attrs.frozen
class Rejected:
    r"""One fault of a file, and what it was found on, which was left out.

    Parameters
    ----------
    line : int or None
        The line in the file, counted from 1.
    found : object
        What stands there, as it was found, as far as the format can tell: the text of a line or of a row, the object
        of JSON, or of a DataFrame the row as a frame of its own.
    error : InvalidRecord
        What is wrong with it; of several faults on one line, each is listed.

    Examples
    --------
    >>> from io import StringIO
    >>> sheet = "source,stance,assertion,asserted_at\nRybar,affirms,bridge open,soon\n"
    >>> (one,) = read(StringIO(sheet), format="csv", on_error="collect").rejected
    >>> one.line, one.found, one.error.field
    (2, 'Rybar,affirms,bridge open,soon\n', 'asserted_at')
    """

    line: int | None
    found: Any
    error: InvalidRecord


@attrs.frozen
class Collected:
    r"""What could be read of a file with faults, and what could not.

    Parameters
    ----------
    graph : ClaimGraph
        With everything that is not at fault.
    rejected : tuple of Rejected
        Everything else, in the order of the file.

    Examples
    --------
    >>> from io import StringIO
    >>> sheet = "source,stance,assertion,asserted_at\nRybar,affirms,bridge open,2022-07-02\nRybar,maybe,x,2022\n"
    >>> collected = read(StringIO(sheet), format="csv", on_error="collect")
    >>> len(claims(collected.graph)), [one.line for one in collected.rejected]
    (1, [3])
    """

    graph: ClaimGraph
    rejected: tuple[Rejected, ...]


@attrs.define
class Reading:
    """One call of `read`.

    Parameters
    ----------
    collects : bool
        Whether faults are collected, instead of raised.
    reporter : Reporter or None
        Whom to tell of the progress.
    rejected : list of Rejected
        What was left out.
    """

    collects: bool = False
    reporter: Reporter | None = None
    rejected: list[Rejected] = attrs.field(factory=list)

    def answer(self, graph: ClaimGraph) -> ClaimGraph | Collected:
        """Give the graph that was read as the caller asked for it."""
        return Collected(graph, tuple(self.rejected)) if self.collects else graph


def asked_for(on_error: OnError) -> Reading:
    """Make the call of `read` whose caller gave `on_error`."""
    if on_error not in ("raise", "collect"):
        raise TypeError(f"found {shown(on_error)} as on_error=, expected 'raise' or 'collect'")
    return Reading(collects=on_error == "collect")


_CURRENT: ContextVar[Reading | None] = ContextVar("reading", default=None)


def current() -> Reading:
    """Give the call of `read` that is under way in this thread, or what holds where a format is called by itself."""
    return _CURRENT.get() or Reading()


@contextmanager
def under_way(reading: Reading) -> Iterator[None]:
    """Make a call of `read` the one under way, so that formats need not hand on what does not concern them."""
    token = _CURRENT.set(reading)
    try:
        yield
    finally:
        _CURRENT.reset(token)
