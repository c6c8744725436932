"""JSON that others made: read whole, and refused by name where it is not what it should be."""

from __future__ import annotations

import json
from typing import IO, Any, NoReturn

from claimgraph.errors import InvalidRecord
from claimgraph.fields import shown
from claimgraph.io._streams import lines_of, undecoded

DEEPEST = 64
"""How deep data may be nested: beyond all use, and within Python's stack."""


def text_of(stream: IO[str] | IO[bytes]) -> str:
    """Read a stream of text or bytes to its end; bytes that are not UTF-8 come as lone surrogates."""
    with lines_of(stream, "\n") as lines:
        return "".join(lines)


def parsed(text: str, first: int = 1) -> Any:
    """Read JSON whose first line has a number in its file.

    Raises
    ------
    InvalidRecord
        With the line, where the text is no JSON, or nested deeper than `DEEPEST`.
    """
    for number, line in enumerate(text.split("\n"), first):
        if (problem := undecoded(line)) is not None:
            raise InvalidRecord(problem, line=number)
    try:
        data = _decode(text)
    except json.JSONDecodeError as error:
        near = shown(text[max(error.pos - 20, 0) : error.pos + 20])
        problem = f"found {near}, expected JSON ({error.msg} at column {error.colno})"
        raise InvalidRecord(problem, line=first + error.lineno - 1) from None
    except RecursionError:
        raise _too_deep(first) from None
    except ValueError as error:
        refused = error if isinstance(error, InvalidRecord) else InvalidRecord(f"found a number too long: {error}")
        raise refused.at(line=first) from None
    layer = [data]
    for _ in range(DEEPEST):
        layer = [
            item
            for one in layer
            if isinstance(one, (dict, list))
            for item in (one.values() if isinstance(one, dict) else one)
        ]
        if not layer:
            return data
    raise _too_deep(first)


def _too_deep(line: int) -> InvalidRecord:
    return InvalidRecord(f"found data nested more than {DEEPEST} deep, expected less", line=line)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names: set[str] = set()
        twice = next(name for name, _ in pairs if name in names or names.add(name))  # type: ignore[func-returns-value]
        raise InvalidRecord(f"found the field {shown(twice)} twice in one object, expected it once")
    return data


def _no_number(text: str) -> NoReturn:
    raise InvalidRecord(f"found {text}, expected a number; JSON has no {text}")


# Pages break lines within texts, which JSON forbids and everybody reads.
_decode = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number, strict=False).decode


def embeddable(data: Any) -> str:
    """Write JSON that does not end a ``<script>`` it may be put in, whatever its texts say."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2).replace("<", "\\u003c") + "\n"
