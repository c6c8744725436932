"""Fields of records: converters that accept what people type and refuse the rest by name.

Every converter raises `InvalidRecord` with the record, the field, what was found and what was expected. A converter is
a named function whose first parameter says what is accepted: type checkers and `help` read it there, where a field is
declared by ``attrs.field(converter=...)``. It may be called with a value alone, as type checkers expect it; classes
of records are made with ``field_transformer=placed``, so that it is handed the record and the field besides.
"""

from __future__ import annotations

import enum
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, SupportsFloat, TypeGuard, TypeVar

import attrs

from claimgraph.errors import InvalidRecord, meant
from claimgraph.times.when import When

if TYPE_CHECKING:
    from claimgraph.records.claims import Assertion, Document, Source

A_DATE = "a date such as '2022-07-02', or '2022-07' or '2022' where no more is known"
"""What to write where a date is missing."""

E = TypeVar("E", bound=enum.StrEnum)
R = TypeVar("R")


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
    >>> from claimgraph.records.validators import half_of_pair
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


def is_text(value: object) -> TypeGuard[str]:
    """Tell whether a value is text that says something and can be written as UTF-8."""
    if not isinstance(value, str):
        return False
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return False
    return value != "" and not value.isspace()


def placed(_: type, members: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """Have the converters of a class of records be handed the record and the field, which their messages name."""
    return [member if member.converter is None else member.evolve(converter=_placed(member)) for member in members]


def _placed(member: attrs.Attribute[Any]) -> attrs.Converter[Any, Any]:
    convert: Any = member.converter  # as it was declared: a function
    return attrs.Converter(convert, takes_self=True, takes_field=True)


def text(value: str, owner: Any = None, field: Any = None) -> str:
    """Convert required text."""
    if is_text(value):
        return f"{value}"  # a plain string, whatever subclass of it was passed
    raise refuse(owner, field.name, value, "text that is not empty")


def optional_text(value: str | None, owner: Any = None, field: Any = None) -> str | None:
    """Convert text that may be left out."""
    return None if value is None else text(value, owner, field)


def optional_scalar(value: str | SupportsFloat | None, owner: Any = None, field: Any = None) -> str | None:
    """Convert text that may be left out and may be given as a number or a truth value."""
    if value is None or is_text(value):
        return value if value is None else str(value)
    if type(value) is bool or is_truth_of_numpy(value):
        return "true" if value else "false"
    # Most values are texts: what writes numbers is imported with the first number.
    from claimgraph.records.number_text import number_text

    try:
        written = number_text(value)
    except ValueError as error:  # more digits than Python turns into text
        raise refuse(owner, field.name, type(value).__name__, f"fewer digits ({error})") from None
    if written is None:
        raise refuse(owner, field.name, value, "text that is not empty, a number that is finite, or a truth value")
    return written


def is_truth_of_numpy(value: object) -> bool:
    """Tell whether a value is a truth value of NumPy, which is none of Python."""
    return getattr(getattr(value, "dtype", None), "kind", "") == "b" and getattr(value, "ndim", None) == 0


def when(value: When | str | date, owner: Any = None, field: Any = None) -> When:
    """Convert a required date or period."""
    if type(value) is When:
        return value
    if value is None:
        raise refuse(owner, field.name, value, A_DATE)
    try:
        return When.of(value)
    except InvalidRecord as error:
        raise error.at(record=kind_of(owner), field=field.name) from None


def optional_when(value: When | str | date | None, owner: Any = None, field: Any = None) -> When | None:
    """Convert a date or period that may be left out."""
    return None if value is None else when(value, owner, field)


def truth(value: bool, owner: Any = None, field: Any = None) -> bool:  # noqa: FBT001 - as converters are called
    """Convert a truth value."""
    if isinstance(value, bool):
        return value
    raise refuse(owner, field.name, value, "True or False")


def member(enumeration: type[E], value: str, owner: Any, field: Any, *, order: str = "") -> E:
    """Convert a member of an enumeration of words, which may be passed as its word.

    `order` says in which order the values of the record are passed, for who has them in another one.
    """
    by_word: dict[str, E] = _by_word(enumeration)
    found = by_word.get(value.strip().lower()) if is_text(value) else None
    if found is None:
        hint = meant(value, by_word) or (order and f"; the order is {order}")
        raise refuse(owner, field.name, value, f"one of {', '.join(by_word)}{hint}")
    return found


@cache
def _by_word(enumeration: type[E]) -> dict[str, E]:
    return {one.value: one for one in enumeration}


def source(value: Source | str, owner: Any = None, field: Any = None) -> Source | str:
    """Convert a reference to a source: its name, its id, or the record itself."""
    if is_text(value):
        return f"{value}"
    return _record("source", value, owner, field)


def optional_source(value: Source | str | None, owner: Any = None, field: Any = None) -> Source | str | None:
    """Convert a reference to a source that may be left out."""
    return None if value is None else source(value, owner, field)


def assertion(value: Assertion | str, owner: Any = None, field: Any = None) -> Assertion | str:
    """Convert a reference to an assertion: its text, its id, or the record itself."""
    if is_text(value):
        return f"{value}"
    return _record("assertion", value, owner, field)


def document(value: Document | str, owner: Any = None, field: Any = None) -> Document | str:
    """Convert a reference to a document: its URL, its id, or the record itself."""
    if is_text(value):
        return f"{value}"
    return _record("document", value, owner, field)


def optional_document(value: Document | str | None, owner: Any = None, field: Any = None) -> Document | str | None:
    """Convert a reference to a document that may be left out."""
    return None if value is None else document(value, owner, field)


_NAMED_BY = {"source": "the name of a source", "assertion": "the text of an assertion", "document": "a URL"}


def _record(kind: str, value: R, owner: Any, field: Any) -> R:
    """Return a record of a kind, and refuse anything else."""
    if getattr(value, "kind", None) == kind and not isinstance(value, type):
        return value
    raise refuse(owner, field.name, value, f"{_NAMED_BY[kind]} or the {kind.capitalize()} itself")
