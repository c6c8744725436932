"""How far the reading of a file has come, told now and then."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO, FileIO, TextIOBase
from itertools import islice
from typing import Any, TypeAlias, TypeVar

import attrs

from claimgraph.errors import MissingExtra
from claimgraph.records.validators import shown

T = TypeVar("T")

_LOOK = 200
"""After how many records the clock is looked at, so that telling costs nothing that shows."""

_SECONDS = 0.1
"""How long nothing is told after something was."""


@attrs.frozen
class Progress:
    r"""How far the reading of a file has come.

    Parameters
    ----------
    records : int
        How many records were found so far.
    bytes_read, bytes_total : int or None
        How much of the file was taken from it, and how much there is; None where the stream does not tell.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO(b'{"claimgraph": 1, "zone": "UTC"}\n{"record": "source", "name": "Rybar"}\n')
    >>> g = read(file, format="jsonl", progress=print)
    Progress(records=1, bytes_read=71, bytes_total=71)
    """

    records: int
    bytes_read: int | None
    bytes_total: int | None


Telling: TypeAlias = Callable[[Progress], object] | bool | None
"""Whom to tell: a function, or with True a bar."""


class Reporter:
    """Tells a function how far a stream has been read: not too often, and once at the end.

    Parameters
    ----------
    tell : callable
        Is called with each `Progress`.
    stream : stream
        What is read.
    """

    def __init__(self, tell: Callable[[Progress], object], stream: Any) -> None:
        self._tell = tell
        # Beneath a stream of text there may be one of bytes, which can say where it is while lines are read.
        self._stream = getattr(stream, "buffer", stream)
        self._start = self._position()
        size = None if self._start is None else _size(self._stream)
        self.total = None if size is None or self._start is None else size - self._start
        self._records = 0
        self._next = time.monotonic() + _SECONDS

    def watched(self, records: Iterable[T]) -> Iterator[T]:
        """Give records on, and tell how many there were."""
        records = iter(records)
        while True:
            some = 0
            for some, record in enumerate(islice(records, _LOOK), 1):  # noqa: B007 - used after the loop
                yield record
            self._records += some
            at_end = some < _LOOK
            if at_end or time.monotonic() >= self._next:
                read = None if (at := self._position()) is None or self._start is None else at - self._start
                self._tell(Progress(self._records, read, self.total))
                self._next = time.monotonic() + _SECONDS
            if at_end:
                return

    def _position(self) -> int | None:
        if isinstance(self._stream, TextIOBase):
            return None  # which counts characters, if anything
        try:
            return int(self._stream.tell())
        except (AttributeError, OSError, ValueError):  # a pipe
            return None


@contextmanager
def reporting(progress: Telling, stream: Any) -> Iterator[Reporter | None]:
    """Give what tells the caller of the progress, if it is asked for; with True, a bar on the terminal."""
    if progress is True:
        with _bar(stream) as reporter:
            yield reporter
    elif callable(progress):
        yield Reporter(progress, stream)
    elif progress is None or progress is False:
        yield None
    else:
        raise TypeError(f"found {shown(progress)} as progress=, expected a function of a Progress, or True")


@contextmanager
def _bar(stream: Any) -> Iterator[Reporter]:
    try:
        from tqdm import tqdm
    except ImportError:
        raise MissingExtra("a progress bar", "progress") from None

    def show(progress: Progress) -> None:
        bar.set_postfix(records=progress.records, refresh=False)
        done = progress.records if reporter.total is None else progress.bytes_read or 0
        bar.update(done - bar.n)

    reporter = Reporter(show, stream)
    unit = " records" if reporter.total is None else "B"
    with tqdm(total=reporter.total, unit=unit, unit_scale=True) as bar:
        yield reporter


def _size(stream: Any) -> int | None:
    if isinstance(stream, BytesIO):
        return stream.getbuffer().nbytes
    raw = getattr(stream, "raw", stream)
    if isinstance(raw, FileIO):  # not what unpacks one, whose size is another
        status = os.fstat(raw.fileno())
        return status.st_size if stat.S_ISREG(status.st_mode) else None
    return None
