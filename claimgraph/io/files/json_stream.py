"""JSON values of a text one after the other: a document, the members of a list, or one to a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from claimgraph.errors import InvalidRecord
from claimgraph.io.files.streams import whole
from claimgraph.io.files.strict_json import BLANK, refused, value_at
from claimgraph.records.validators import shown


def items_of(lines: Iterable[str]) -> Iterator[tuple[int, Any]]:
    r"""Give the values of a text, each with the line it begins on; the members of a list count as values.

    A comma may stand after each, as in a piece cut from the middle of a list.

    Raises
    ------
    InvalidRecord
        With its line, at the first thing that is not JSON; what stands before it has been given.

    Examples
    --------
    >>> from claimgraph.io.files.json_stream import items_of
    >>> list(items_of(["[\n", '{"a": 1},\n', "2]\n"])), list(items_of(['{"a": 1}\n', "2\n"]))
    ([(2, {'a': 1}), (3, 2)], [(1, {'a': 1}), (2, 2)])
    """
    place = _Place(whole(lines))
    listed = place.passes("[")
    while not place.at_end():
        if listed and place.passes("]"):
            if not place.at_end():
                raise place.refusal("expected nothing after the list")
            return
        yield place.line, place.value()
        if not place.passes(",") and listed and not place.sees("]"):
            raise place.refusal("expected a comma or the end of the list")
    if listed:
        raise place.refusal("expected the end of the list; the file is cut off")


class _Place:
    """Where in a text the reading stands."""

    def __init__(self, text: str) -> None:
        self.line = 1
        self._text = text
        self._at = 0
        self._skip()

    def at_end(self) -> bool:
        return self._at == len(self._text)

    def sees(self, mark: str) -> bool:
        return self._text.startswith(mark, self._at)

    def passes(self, mark: str) -> bool:
        """Go past a mark, and tell whether it was there."""
        found = self.sees(mark)
        if found:
            self._move(self._at + 1)
        return found

    def value(self) -> Any:
        """Go past one value, and give it."""
        found, end = value_at(self._text, self._at, self.line)
        self._move(end)
        return found

    def refusal(self, expected: str) -> InvalidRecord:
        rest = self._text[self._at : self._at + 40]
        return InvalidRecord(f"found {shown(rest) if rest else 'the end'}, {expected}", line=self.line)

    def _move(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end
        self._skip()

    def _skip(self) -> None:
        end = self._at
        while end < len(self._text) and self._text[end] in BLANK:
            self.line += self._text[end] == "\n"
            end += 1
        self._at = end


def member(data: Any, name: str, kind: type | tuple[type, ...], path: str) -> Any:
    """Give what an object has under a name, or none; refuse the object, or a member of another kind."""
    value = expected(data, dict, path).get(name)
    return value if value is None else expected(value, kind, f"{path}.{name}" if path else name)


_CALLED = {dict: "an object", list: "a list", str: "a text", int: "a whole number", bool: "true or false"}


def expected(value: Any, kind: type | tuple[type, ...], path: str) -> Any:
    """Give a value of the kind that is expected, or refuse it by its path; a truth value is no number."""
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if isinstance(value, kinds) and (not isinstance(value, bool) or bool in kinds):
        return value
    called = " or ".join(_CALLED[one] for one in kinds)
    raise refused(value, called, path or None)
