"""Fields of records: converters that accept what people type and refuse the rest by name.

Every converter raises `InvalidRecord` with the record, the field, what was found and what was expected.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.times import When

A_DATE = "a date such as '2022-07-02', or '2022-07' or '2022' where no more is known"
"""What to write where a date is missing."""


def shown(value: object, limit: int = 80) -> str:
    """Quote a value for a message, shortened."""
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def refuse(owner: object, field: str, found: object, expected: str) -> InvalidRecord:
    """Make the error for one field of a record."""
    expected = half_of_pair(found) or expected
    return InvalidRecord(f"found {shown(found)}, expected {expected}", record=kind_of(owner), field=field, found=found)


def half_of_pair(value: object) -> str | None:
    r"""Say what is expected in place of a text that cannot be written, and why; nothing of any other value.

    Examples
    --------
    >>> from claimgraph.fields import half_of_pair
    >>> half_of_pair("bridge \ud83c")
    'text that can be written as UTF-8; character 8, U+D83C, is half of a surrogate pair: mend the text'
    """
    try:
        if isinstance(value, str):
            value.encode()
    except UnicodeEncodeError as error:
        half = f"character {error.start + 1}, U+{ord(error.object[error.start]):04X},"
        return f"text that can be written as UTF-8; {half} is half of a surrogate pair: mend the text"
    return None


def kind_of(owner: object) -> str:
    """Name the kind of a record for a message."""
    return str(getattr(owner, "kind", type(owner).__name__.lower()))


def is_text(value: object) -> bool:
    """Tell whether a value is text that says something and can be written as UTF-8."""
    if not isinstance(value, str):
        return False
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return False
    return value != "" and not value.isspace()


def _text(value: Any, owner: Any, field: Any) -> str:
    if is_text(value):
        return value if type(value) is str else str(value)
    raise refuse(owner, field.name, value, "text that is not empty")


def _optional_text(value: Any, owner: Any, field: Any) -> str | None:
    return None if value is None else _text(value, owner, field)


def _scalar(value: Any, owner: Any, field: Any) -> str | None:
    if value is None or is_text(value):
        return value if value is None else str(value)
    if type(value) is bool or is_truth_of_numpy(value):
        return "true" if value else "false"
    # Most values are texts: what writes numbers is imported with the first number.
    from claimgraph.decimals import number_text

    try:
        text = number_text(value)
    except ValueError as error:  # more digits than Python turns into text
        raise refuse(owner, field.name, type(value).__name__, f"fewer digits ({error})") from None
    if text is None:
        raise refuse(owner, field.name, value, "text that is not empty, a number that is finite, or a truth value")
    return text


def is_truth_of_numpy(value: object) -> bool:
    """Tell whether a value is a truth value of NumPy, which is none of Python."""
    return getattr(getattr(value, "dtype", None), "kind", "") == "b" and getattr(value, "ndim", None) == 0


def _optional_when(value: Any, owner: Any, field: Any) -> When | None:
    if value is None or type(value) is When:
        return value
    try:
        return When.of(value)
    except InvalidRecord as error:
        raise error.at(record=kind_of(owner), field=field.name) from None


def _when(value: Any, owner: Any, field: Any) -> When:
    when = _optional_when(value, owner, field)
    if when is None:
        raise refuse(owner, field.name, value, A_DATE)
    return when


def converted(convert: Callable[[Any, Any, Any], Any], *, default: Any = attrs.NOTHING, kw_only: bool = False) -> Any:
    """Declare a field with a converter that is handed the value, the record and the field."""
    converter = attrs.Converter(convert, takes_self=True, takes_field=True)
    return attrs.field(default=default, kw_only=kw_only, converter=converter)


def text(*, kw_only: bool = False) -> Any:
    """Declare required text."""
    return converted(_text, kw_only=kw_only)


def optional_text(*, kw_only: bool = True) -> Any:
    """Declare text that may be left out."""
    return converted(_optional_text, default=None, kw_only=kw_only)


def optional_scalar() -> Any:
    """Declare text that may be left out and may be given as a number or a truth value."""
    return converted(_scalar, default=None, kw_only=True)


def when() -> Any:
    """Declare a required date or period."""
    return converted(_when, kw_only=True)


def optional_when() -> Any:
    """Declare a date or period that may be left out."""
    return converted(_optional_when, default=None, kw_only=True)


def member(enumeration: type[enum.Enum]) -> Any:
    """Declare a member of an enumeration, which may be given as its string."""
    by_text = {str(item.value): item for item in enumeration}

    def convert(value: Any, owner: Any, field: Any) -> enum.Enum:
        if type(value) is enumeration:
            return value
        found = by_text.get(value.strip().lower()) if type(value) is str else None
        if found is None:
            raise refuse(owner, field.name, value, "one of " + ", ".join(by_text))
        return found

    return converted(convert)


def reference(kind: str, **options: Any) -> Any:
    """Declare a reference to a record of one kind: its name, its id, or the record itself."""
    expected = f"the name of a {kind} or the record itself".replace("a a", "an a")

    def convert(value: Any, owner: Any, field: Any) -> Any:
        if is_text(value):
            return value if type(value) is str else str(value)
        is_record = getattr(value, "kind", None) == kind and not isinstance(value, type)
        if is_record or (value is None and field.default is None):
            return value
        raise refuse(owner, field.name, value, expected)

    return converted(convert, **options)
