"""Answers whose fields are found out when somebody looks at them.

Of thousands of disputes most are listed and few are read: what a list shows is set at once, and the rest waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

FindOut = Callable[[Any], None]
"""Sets fields of an answer that has been made without them, the one that is asked for among them."""


class Deferred:
    """Base of attrs classes with slots that may be made with some of their fields still to be found out."""

    __slots__ = ("_find_out",)

    def __getattr__(self, name: str) -> Any:
        """Find out what is missing: Python asks here only for what has no value yet."""
        if name not in type(self).__slots__:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        self._find_out(self)
        return object.__getattribute__(self, name)

    def settle(self, **found: Any) -> None:
        """Set fields that were found out."""
        for name, value in found.items():
            object.__setattr__(self, name, value)


def setters(kind: type[Deferred], *fields: str) -> Iterator[Callable[[Any, Any], None]]:
    """Give what sets what finds out the missing fields of a new answer, and then some of its fields.

    The constructor would ask for all of them.
    """
    yield Deferred._find_out.__set__  # type: ignore[attr-defined]  # noqa: SLF001 - the slot itself
    for field in fields:
        yield getattr(kind, field).__set__
