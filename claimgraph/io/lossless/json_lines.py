"""Lines of JSON that hold nothing but texts, as nearly all do: read without what only other lines need.

A line that is not plain in every way is not read here, but as `claimgraph.io.lossless.jsonl` reads any line: so there
is one place that says what is wrong with a line, and this one only knows what is right. With msgspec installed it
decodes the lines, and nothing else differs.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from claimgraph.convert import plain_data
from claimgraph.errors import ClaimGraphError
from claimgraph.io.files.streams import undecoded
from claimgraph.log.entries import Timed
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim
from claimgraph.records.ids import Ids, triple_id, triple_part
from claimgraph.records.stance import Stance
from claimgraph.records.validators import is_text
from claimgraph.times.instants import BEGINNING
from claimgraph.times.when import When

_STANCES = {stance.value: stance for stance in Stance}
_TEXT = {str}


class PlainLines:
    """Reads plain lines, and shares the names that they repeat."""

    def __init__(self) -> None:
        self._decode = _decoder()
        self._names = _Names()
        self._parts = Ids(triple_part)

    def record(self, line: str) -> Record | Timed | None:
        """Make the record of a line, with its time of recording if it has one; nothing if the line is not plain."""
        data = self._data(line)
        if data is None:
            return None
        try:
            if "recorded_at" not in data:
                return self._made(data.pop("record"), data)
            micros = plain_data.micros_of(data.pop("recorded_at"))
            made = self._made(data.pop("record"), data)
            return None if made is None else Timed(made, micros)
        except (ClaimGraphError, KeyError, TypeError):
            return None  # to be read again, and refused with the reason

    def _data(self, line: str) -> dict[str, Any] | None:
        """Decode a line if it is one object that, if it has nothing but texts, has each field once."""
        try:
            data = self._decode(line)
        except (ValueError, StopIteration, RecursionError):
            return None
        if type(data) is not dict or (not line.isascii() and undecoded(line) is not None):
            return None
        marks = line.count('"')
        if "\\" in line:
            if "\\\\" in line:
                return None
            marks -= line.count('\\"')
        # Two quotation marks for each name and each text: a field that was there twice had more of them. That all
        # values are texts is found out by what checks them.
        return data if marks == 4 * len(data) else None

    def _made(self, kind: str, data: dict[str, Any]) -> Record | None:
        """Make the record of a kind if all its fields are texts, and as they should be."""
        if kind == "claim":
            return self._claim(data)
        if kind == "assertion" and "text" in data and data.keys() <= _OF_ASSERTION:
            return self._assertion(data)
        if {*map(type, data.values())} != _TEXT:
            return None
        for field in _REPEATED & data.keys():
            data[field] = self._names[data[field]]
        made: Record = plain_data.RECORDS[kind](**data)
        return made

    def _claim(self, data: dict[str, Any]) -> Claim | None:
        names, asserted_at = self._names, When.of(data["asserted_at"])
        if asserted_at.bounds()[0] == BEGINNING:
            return None
        said = names[data["source"]], _STANCES[data["stance"]], names[data["assertion"]], asserted_at
        if len(data) == len(said):
            return Claim.checked(*said)
        rest = {name: text for name, text in data.items() if name not in _FIRST}
        if not (rest.keys() <= _REST and all(map(is_text, rest.values()))):
            return None
        if "valid" in rest:
            rest["valid"] = When.of(rest["valid"])
        return Claim.checked(*said, **rest)

    def _assertion(self, data: dict[str, Any]) -> Assertion | None:
        names = self._names
        text = names[data.pop("text")]
        if text.startswith("assertion:"):
            return None
        if len(data) == len(_TRIPLE):
            triple = names[data["subject"]], names[data["predicate"]], names[data["value"]]
            return Assertion.checked(text, triple, triple_id(*triple, self._parts))
        return Assertion(text, **{field: names[part] for field, part in data.items()})


class _Names(dict[str, str]):
    """The one object for all equal names, which must be texts that say something."""

    def __missing__(self, name: Any) -> str:
        if not is_text(name):
            raise KeyError(name)
        self[name] = name
        return str(name)


_FIRST = frozenset(("source", "stance", "assertion", "asserted_at"))
_REST = frozenset(("valid", "document", "locator", "quote", "hedge", "note"))
_TRIPLE = frozenset(("subject", "predicate", "value"))
_OF_ASSERTION = _TRIPLE | {"text"}
_REPEATED = _OF_ASSERTION | {"name"}


def _decoder() -> Callable[[str], Any]:
    """Give what decodes a line: of msgspec, or else of the standard library."""
    with suppress(ImportError):
        import msgspec

        decode_texts: Callable[[str], Any] = msgspec.json.Decoder(dict[str, str]).decode
        return decode_texts
    scan: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]

    def decode(line: str) -> Any:
        data, end = scan(line, 0)
        return data if line[end:] in _ENDS else None

    return decode


_ENDS = frozenset({"", "\n", "\r\n"})
