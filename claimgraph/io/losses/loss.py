"""What a format cannot carry, said aloud when it happens."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable

from claimgraph.records.base import Record

_CALLED = {"same_as": "pair of names for one source"}


class LossyWarning(UserWarning):
    """A file was written, or read, without all that was there or is meant; the message names what is left out.

    Examples
    --------
    >>> import warnings
    >>> from io import StringIO
    >>> g = ClaimGraph()
    >>> source = g.add(Source("Rybar", note="a channel"))
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     write(g, StringIO(), format="csv")
    >>> caught[0].category.__name__
    'LossyWarning'
    """


class Losses:
    """Counts what is left out, under words that read well after a number.

    Examples
    --------
    >>> from claimgraph.io.losses.loss import Losses
    >>> losses = Losses()
    >>> losses.note("the note of {} source")
    >>> losses.note("the note of {} source")
    >>> str(losses)
    'the note of 2 sources'
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._withheld: Counter[str] = Counter()

    def note(self, what: str, count: int = 1) -> None:
        """Count what is left out; ``{}`` is the number, and the word after it takes the plural."""
        self._counts[what] += count

    def withhold(self, kind: str, names: Iterable[str]) -> None:
        """Count the desk's own words that a record of some kind has, by the names of their fields."""
        self._withheld.update(f"the {name} of {{}} {kind}" for name in names)

    def note_record(self, record: Record) -> None:
        """Count a record of a kind that the format does not have."""
        self.note("{} " + _CALLED.get(record.kind, record.kind))

    def note_times(self, times: Iterable[object]) -> None:
        """Count the times of recording, where there is more than the one at which a file is read."""
        if (count := len(set(times))) > 1:
            self.note("the {} time of recording", count)

    def __bool__(self) -> bool:
        return bool(self._counts)

    def __str__(self) -> str:
        return _listed(self._counts)

    def warn(self, name: str) -> None:
        """Warn the caller of `claimgraph.io.write` of what is left out, if there is anything."""
        parts = []
        if self:
            parts.append(f"{name} cannot carry: {self}; write .jsonl to keep everything")
        if self._withheld:
            told = _listed(self._withheld)
            parts.append(f"{name} is written without the desk's own words: {told}; write them with notes=True")
        if parts:
            warnings.warn(". ".join(parts), LossyWarning, stacklevel=4)

    def warn_of_reading(self, name: str) -> None:
        """Warn the caller of `claimgraph.io.read` of what a graph has no place for, if there is anything."""
        if self:
            warnings.warn(f"{name} was read without: {self}", LossyWarning, stacklevel=4)


_PLURALS = {"is": "are", "was": "were", "denies": "deny"} | {
    f"{verb}s": verb
    for verb in ("affirm", "question", "decline", "comment", "withdraw", "cite", "repeat", "stand", "take")
}
_COUNTED = re.compile(rf"(\{{\}} \w+)(?:((?: that)?(?: no longer)? )({'|'.join(_PLURALS)})\b)?")


def _listed(counts: Counter[str]) -> str:
    return "; ".join(_counted(what, count) for what, count in counts.items())


def _counted(what: str, count: int) -> str:
    plural = what if count == 1 else _COUNTED.sub(_in_plural, what)
    return plural.replace("{}", str(count))


def _in_plural(found: re.Match[str]) -> str:
    noun, between, verb = found.groups()
    return f"{noun}s" if verb is None else f"{noun}s{between}{_PLURALS[verb]}"
