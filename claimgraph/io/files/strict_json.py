"""JSON that others made, refused by name where it is not what it should be; and JSON that a page can hold."""

from __future__ import annotations

import json
import re
from typing import IO, Any, NoReturn

from claimgraph.errors import InvalidRecord
from claimgraph.io.files.streams import labelled, lines_of, whole
from claimgraph.records.validators import half_of_pair, shown

DEEPEST = 64
"""How deep data may be nested: beyond all use, and within Python's stack."""

BLANK = " \t\r\n"
_NEAR = 40  # characters of what is at fault, in a message
_LONGEST = 80  # characters of a value in a message
_DATES = ("datePublished", "claimDate", "reviewDate")
_TOLD = ("code", "status", "message", "info")  # of an error, by Google's APIs and MediaWiki's


def text_of(stream: IO[str] | IO[bytes]) -> str:
    """Read a stream of text or bytes to its end; bytes that are not UTF-8 come as lone surrogates.

    Raises
    ------
    InvalidRecord
        Where it is blank: what has nothing to say is an empty object or list in JSON.
    """
    with lines_of(stream, "\n") as lines:
        text = "".join(lines)
    if not text.strip(BLANK):
        raise InvalidRecord("found an empty file, expected JSON; was the download cut off?", line=1)
    return text


def parsed(text: str, first: int = 1) -> Any:
    """Read JSON whose first line has a number in its file; texts may hold line breaks, as in pages they do.

    Raises
    ------
    InvalidRecord
        With the line, where the text is no JSON, or nested deeper than `DEEPEST`.
    """
    whole(text.split("\n"), first)
    start = len(text) - len(text.lstrip(BLANK))
    data, end = value_at(text, start, first + text.count("\n", 0, start), lenient=True)
    if rest := text[end:].strip(BLANK):
        problem = f"found {shown(rest[:_NEAR])}, expected nothing after the end of the JSON"
        raise InvalidRecord(problem, line=first + text.count("\n", 0, text.index(rest, end)))
    return not_too_deep(data, first)


def not_too_deep(data: Any, line: int) -> Any:
    """Return data that begins on a line, unless it is nested deeper than `DEEPEST`."""
    if is_deeper(data, DEEPEST):
        raise InvalidRecord(f"found data nested more than {DEEPEST} deep, expected less", line=line)
    return data


def is_deeper(data: Any, levels: int) -> bool:
    """Tell whether lists and objects stand within each other more than so many levels deep."""
    level = [data]
    for _ in range(levels + 1):
        level = [item for item in level if isinstance(item, (dict, list))]
        if not level:
            return False
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return True


def value_at(text: str, at: int, line: int, *, lenient: bool = False) -> tuple[Any, int]:
    """Read the value that begins at a place in a text, which is on this line, and tell where it ends.

    Raises
    ------
    InvalidRecord
        With the line, where there is no value in JSON.
    """
    try:
        return (_LENIENT if lenient else _STRICT).raw_decode(text, at)
    except json.JSONDecodeError as error:
        near = shown(text[max(error.pos - _NEAR // 2, 0) : error.pos + _NEAR // 2])
        problem = f"found {near}, expected JSON ({error.msg} at column {error.colno})"
        raise InvalidRecord(problem, line=line + text.count("\n", at, error.pos)) from None
    except RecursionError:
        raise InvalidRecord("found data nested too deep to read, expected less", line=line) from None
    except ValueError as error:
        fault = error if isinstance(error, InvalidRecord) else InvalidRecord(f"found a number too long: {error}")
        raise fault.at(line=line) from None


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object, and refuse one that has a field twice: for nobody knows which of them is meant."""
    data = dict(pairs)
    if len(data) < len(pairs):
        names: set[str] = set()
        for name, _ in pairs:
            if name in names:
                raise InvalidRecord("found this field twice in one object, expected it once", field=name)
            names.add(name)
    return data


def in_json(value: Any) -> str:
    """Quote a value of a JSON file for a message, as the file has it where Python writes it otherwise, shortened.

    Examples
    --------
    >>> from claimgraph.io.files.strict_json import in_json
    >>> in_json(None), in_json({"a": [True]}), in_json("a")
    ('null', '{"a": [true]}', "'a'")
    """
    if isinstance(value, str):
        return shown(value)
    try:
        text = labelled(json.dumps(value, ensure_ascii=False))
    except RecursionError:
        return "data nested too deep to show"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def refused(value: Any, expected: str, field: str | None = None) -> InvalidRecord:
    """Make the error for a value of a JSON file that should be something else."""
    # A member that is null and one that is not there are the same to those who ask for it.
    found = "nothing" if value is None and field and not field.endswith("]") else in_json(value)
    return InvalidRecord(f"found {found}, expected {half_of_pair(value) or expected}", field=field, found=value)


def no_text(value: Any, field: str) -> InvalidRecord:
    """Make the error for a value of a JSON file that is not the text, or not the date, that it should be."""
    return refused(value, "a date, such as '2022-07-03'" if field.endswith(_DATES) else "a text", field)


def check_answer(data: Any, line: int = 1) -> None:
    """Refuse what a web service answered instead of what it was asked for.

    Raises
    ------
    InvalidRecord
        With the words of the service, and the line on which its answer begins.
    """
    error = data.get("error") if isinstance(data, dict) else None
    if error is not None:
        told = [error.get(name) for name in _TOLD] if isinstance(error, dict) else [error]
        words = ", ".join(in_json(one) for one in told if one is not None) or in_json(error)
        problem = f"found an error that the API answered with, {words}; ask it again"
        raise InvalidRecord(problem, field="error", line=line)


def no_number(text: str) -> NoReturn:
    """Refuse NaN and what is infinite, which Python would write and read."""
    raise InvalidRecord(f"found {text}, expected a number; JSON has no {text}")


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out of an object what is none."""
    return {name: value for name, value in data.items() if value is not None}


_STRICT, _LENIENT = (
    json.JSONDecoder(object_pairs_hook=unique, parse_constant=no_number, strict=strict) for strict in (True, False)
)
_UNSAFE = re.compile("[<>&\u2028\u2029]")


def embeddable(data: Any) -> str:
    r"""Write JSON that may stand within a ``<script>`` of a page, whatever its texts say.

    Examples
    --------
    >>> from claimgraph.io.files.strict_json import embeddable
    >>> embeddable("</script>")
    '"\\u003c/script\\u003e"\n'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
