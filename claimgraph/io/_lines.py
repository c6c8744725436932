"""Lines of JSON that hold nothing but texts, as nearly all do: read without what only other lines need.

A line that is not plain in every way is not read here, but as `claimgraph.io.jsonl` reads any line: so there
is one place that says what is wrong with a line, and this one only knows what is right. With msgspec installed it
decodes the lines, and nothing else differs.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from claimgraph import plain
from claimgraph.errors import ClaimGraphError
from claimgraph.fields import is_text
from claimgraph.index import Timed
from claimgraph.instants import BEGINNING
from claimgraph.io._streams import undecoded
from claimgraph.model import Claim, Record, Stance
from claimgraph.times import When

_STANCES = {stance.value: stance for stance in Stance}
_TEXT = {str}


class PlainLines:
    """Reads plain lines, and shares the names that they repeat."""

    def __init__(self) -> None:
        self._decode = _decoder()
        self._names: dict[str, str] = {}

    def record(self, line: str) -> Record | Timed | None:
        """Make the record of a line, with its time of recording if it has one; nothing if the line is not plain."""
        data = self._data(line)
        if data is None:
            return None
        kind = data.get("record")
        try:
            if kind == "claim":
                return self._claim(data)
            recorded_at = data.pop("recorded_at", None)
            names = self._names
            for field in _REPEATED & data.keys():
                data[field] = names.setdefault(data[field], data[field])
            made: Record = plain.RECORDS[data.pop("record")](**data)
            return made if recorded_at is None else Timed(made, plain.micros_of(recorded_at))
        except (ClaimGraphError, KeyError, TypeError):
            return None  # to be read again, and refused with the reason

    def _data(self, line: str) -> dict[str, str] | None:
        """Decode a line if it is one object that has nothing but texts, and each field once."""
        try:
            data = self._decode(line)
        except (ValueError, StopIteration, RecursionError):
            return None
        if type(data) is not dict or {*map(type, data.values())} != _TEXT:
            return None
        if not line.isascii() and undecoded(line) is not None:
            return None
        marks = line.count('"')
        if "\\" in line:
            if "\\\\" in line:
                return None
            marks -= line.count('\\"')
        # Two quotation marks for each name and each text: a field that was there twice had more of them.
        return data if marks == 4 * len(data) else None

    def _claim(self, data: dict[str, str]) -> Claim | Timed | None:
        """Make a claim if all its fields are as they should be."""
        source, assertion = self._name(data["source"]), self._name(data["assertion"])
        stance, asserted_at = _STANCES.get(data["stance"]), When.of(data["asserted_at"])
        if source is None or assertion is None or stance is None or asserted_at.bounds()[0] == BEGINNING:
            return None
        recorded_at = data.get("recorded_at")
        if len(data) == _LEAST + (recorded_at is not None):
            claim = Claim.checked(source, stance, assertion, asserted_at)
        else:
            rest: dict[str, Any] = {name: text for name, text in data.items() if name not in _FIRST}
            if not (rest.keys() <= _REST and all(map(is_text, rest.values()))):
                return None
            if "valid" in rest:
                rest["valid"] = When.of(rest["valid"])
            claim = Claim.checked(source, stance, assertion, asserted_at, **rest)
        return claim if recorded_at is None else Timed(claim, plain.micros_of(recorded_at))

    def _name(self, name: str) -> str | None:
        """Give the one object for all equal names, which must say something."""
        known = self._names.get(name)
        if known is None and is_text(name):
            known = self._names[name] = name
        return known


_FIRST = frozenset(("record", "recorded_at", "source", "stance", "assertion", "asserted_at"))
_LEAST = len(_FIRST - {"recorded_at"})
_REST = frozenset(("valid", "document", "locator", "quote", "hedge", "note"))
_REPEATED = frozenset(("name", "text", "subject", "predicate", "value"))


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
