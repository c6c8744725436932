"""Objects in JSON-LD: found wherever they stand, and in full where others only refer to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.records.validators import is_text

_SCHEMA = (
    *(f"{scheme}://{host}/" for scheme in ("http", "https") for host in ("schema.org", "www.schema.org")),
    "schema:",
)
_REFERENCE = frozenset({"@type", "@id"})
_TIMES, _ALWAYS = 10, 1_000_000  # what references may add up to: so many times the file, and so many characters
_SHOWN = 60  # characters of each name in a message


@attrs.frozen
class Found:
    """A place in a file: what stands there, under which name or number, in what."""

    data: Any
    step: str | int = ""
    within: Found | None = None

    @property
    def path(self) -> str:
        """Name the place, as in ``@graph[2].author``; made when it is asked for, and short whatever the names are."""
        if self.within is None:
            return str(self.step)
        before = self.within.path
        if isinstance(self.step, int):
            return f"{before}[{self.step}]"
        return f"{before}.{self.step[:_SHOWN]}" if before else self.step[:_SHOWN]


def is_review(node: object) -> bool:
    """Tell whether data is a ClaimReview by its type, and not merely a reference to one."""
    return isinstance(node, dict) and not node.keys() <= _REFERENCE and "ClaimReview" in types_of(node)


def objects(data: Any, where: str = "") -> Iterator[Found]:
    """Give every object in JSON-LD, each before what it holds."""
    waiting = [Found(data, where)]
    while waiting:
        found = waiting.pop()
        if isinstance(found.data, dict):
            yield found
            inner: Iterable[tuple[str | int, Any]] = found.data.items()
        else:
            inner = enumerate(found.data)
        deeper = [Found(item, step, found) for step, item in inner if isinstance(item, (dict, list))]
        waiting += reversed(deeper)


class References:
    """The objects of a file by their ``@id``, for those who only refer to them.

    A short file may refer to a long object many times: no more is given than is some times the file.

    Parameters
    ----------
    objects : iterable of Found
        The objects of the file.
    size : int
        How many characters the file has.
    """

    def __init__(self, objects: Iterable[Found] = (), size: int = 0) -> None:
        self._ids: dict[str, dict[str, Any]] = {}
        for found in objects:
            name = found.data.get("@id")
            if isinstance(name, str) and not found.data.keys() <= _REFERENCE:
                self._ids.setdefault(name, found.data)
        self._weights: dict[str, int] = {}
        self._left = _TIMES * size + _ALWAYS

    def in_full(self, node: dict[str, Any]) -> dict[str, Any]:
        """Give the object that another one refers to, or that one itself."""
        name = node.get("@id")
        if not isinstance(name, str) or name not in self._ids or not node.keys() <= _REFERENCE:
            return node
        if name not in self._weights:
            self._weights[name] = len(json.dumps(self._ids[name]))
        self._left -= self._weights[name]
        if self._left < 0:
            raise InvalidRecord("found references that repeat far more than the file holds, expected fewer")
        return self._ids[name]


def properties(node: dict[str, Any]) -> dict[str, Any]:
    """Give the properties of an object by their names in the vocabulary of schema.org."""
    return {_local(name): value for name, value in node.items()}


def types_of(node: dict[str, Any]) -> list[str]:
    """Return the types of a node, without their prefixes."""
    given = node.get("@type")
    return [_local(str(one)) for one in (given if isinstance(given, list) else [given]) if is_text(one)]


def _local(name: str) -> str:
    for prefix in _SCHEMA:
        name = name.removeprefix(prefix)
    return name
