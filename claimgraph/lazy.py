"""Answers that find out some of what they tell when somebody looks at it.

Most of what there is to know of a dispute is never looked at in a list of thousands. Such a field is a property of its
class that finds out what is missing; a `__getattr__` would make reading all other fields slower by a third.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from claimgraph.fast_init import draft_of

T = TypeVar("T", bound=type)
FindOut = Callable[[Any, str], None]
"""Sets fields of an answer that has been made without them, the one that is named among them."""


class Deferred:
    """Base of attrs classes with slots that may be made with some of their fields still to be found out."""

    # Kept also when all is found out: another thread may be looking.
    __slots__ = ("_asked", "_find_out")


_asked, _find_out = (Deferred.__dict__[name] for name in Deferred.__slots__)


class _FoundOut:
    """A field that is found out when it is asked for and has no value yet."""

    __slots__ = ("_member", "_name")

    def __init__(self, name: str, member: Any) -> None:
        self._name = name
        self._member = member

    def __get__(self, answer: Any, of: type | None = None) -> Any:
        if answer is None:
            return self
        try:
            return self._member.__get__(answer, of)
        except AttributeError:
            _find_out.__get__(answer, of)(answer, self._name)
            return self._member.__get__(answer, of)

    def __set__(self, answer: Any, value: Any) -> None:
        self._member.__set__(answer, value)


def deferring(*fields: str) -> Callable[[T], T]:
    """Let fields of an attrs class be found out when they are looked at: by what its drafts are given."""

    def decorate(of: T) -> T:
        for field in fields:
            setattr(of, field, _FoundOut(field, of.__dict__[field]))
        return of

    return decorate


def draft(of: type[Deferred], **members: Any) -> Any:
    """Give the class of drafts of answers, whose constructor would ask for all fields.

    A draft is given `find_out`, which sets missing fields of the answer that it is called with, and `asked` if that
    needs to know more.
    """
    return draft_of(of, find_out=_find_out, asked=_asked, **members)


def settle(answer: Deferred, **found: Any) -> None:
    """Set fields that were found out."""
    for name, value in found.items():
        object.__setattr__(answer, name, value)


def asked_of(answer: Deferred) -> Any:
    """Give what an answer was given for those who find out the rest of it."""
    return _asked.__get__(answer)
