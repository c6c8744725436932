"""Snaks of Wikibase, the pairs of a property and its value, as texts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from claimgraph.errors import InvalidRecord
from claimgraph.io.files.json_stream import expected, member
from claimgraph.io.files.strict_json import in_json, refused
from claimgraph.io.wikibase import times
from claimgraph.records.number_text import number_text

SOME, NONE = "somevalue", "novalue"
ID = re.compile(r"[A-Z][1-9][0-9]*(-[A-Z][1-9][0-9]*)?")
_LETTERS = {"item": "Q", "property": "P", "lexeme": "L"}
_NUMBER = re.compile(r"([+-]?)([0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?)")
_EARTH = "Q2"

Names = Callable[[str], str]
"""Gives the name of an entity by its id: the id itself where there is none."""


def snaks_of(data: Any, path: str) -> Iterator[tuple[str, list[tuple[Any, str]]]]:
    """Give the snaks of qualifiers or of a reference by their properties, each with its path."""
    if data == [] or data is None:
        return  # as the server writes an object with nothing in it
    for one, snaks in expected(data, dict, path).items():
        listed = expected(snaks, list, f"{path}.{one}")
        yield one, [(snak, f"{path}.{one}[{place}]") for place, snak in enumerate(listed)]


def kind_of(snak: Any, path: str) -> str:
    """Tell whether a snak gives a value, or says that there is some or none."""
    found = member(snak, "snaktype", str, path)
    if found not in ("value", SOME, NONE):
        raise refused(found, f"value, {SOME} or {NONE}", f"{path}.snaktype")
    return str(found)


def time_of(snak: Any, path: str) -> times.Stretch:
    """Give the time that a snak has for its value."""
    return times.stretch_of(_value(snak, "time", path), f"{path}.datavalue.value")


def side_of(snak: Any, path: str) -> int:
    """Tell on which side of the years 1 to 9999 the time lies that a snak has for its value."""
    return times.side_of(_value(snak, "time", path), f"{path}.datavalue.value")


def is_julian(snak: Any, path: str) -> bool:
    """Tell whether a snak has a time of the Julian calendar, in which it does not read as it stands."""
    return times.julian(_value(snak, "time", path), f"{path}.datavalue.value") is not None


def entity_of(snak: Any, path: str) -> str:
    """Give the id of the entity that a snak has for its value."""
    return _entity(_value(snak, "wikibase-entityid", path), f"{path}.datavalue.value")


def said(snak: Any, names: Names, path: str) -> str:
    """Write what a snak says, for people to read.

    Examples
    --------
    >>> from claimgraph.io.wikibase.snaks import said
    >>> said({"snaktype": "somevalue", "property": "P582"}, str, "")
    'unknown value'
    """
    kind = kind_of(snak, path)
    if kind != "value":
        return "unknown value" if kind == SOME else "no value"
    text, more = value_of(snak, names, path)
    return f"{text} ({'; '.join(more)})" if more else text


def all_said(snaks: Iterable[tuple[Any, str]], names: Names) -> str:
    """Write what snaks of one property say."""
    return ", ".join(said(snak, names, path) for snak, path in snaks)


def value_of(snak: Any, names: Names, path: str) -> tuple[str, list[str]]:
    """Give the value of a snak as text, and what else belongs to it."""
    data, inner = member(snak, "datavalue", dict, path), f"{path}.datavalue"
    kind, value = member(data or {}, "type", str, inner), (data or {}).get("value")
    write = _WRITERS.get(kind)
    if write is None:
        problem = f"found a value of the type {in_json(kind)}, expected one of {', '.join(_WRITERS)}"
        raise InvalidRecord(problem, field=f"{inner}.type", found=kind)
    return write(value, names, f"{inner}.value")


def _value(snak: Any, kind: str, path: str) -> Any:
    data = expected(member(snak, "datavalue", dict, path), dict, f"{path}.datavalue")
    found = data.get("type")
    if found != kind:
        problem = f"found a value of the type {in_json(found)}, expected {kind}"
        raise InvalidRecord(problem, field=f"{path}.datavalue.type", found=found)
    return data.get("value")


# --- each type of values


def _entity(value: Any, path: str) -> str:
    found = member(value, "id", str, path)
    if found is None:  # as in older dumps
        letter = _LETTERS.get(str(value.get("entity-type")))
        found = f"{letter}{member(value, 'numeric-id', int, path)}" if letter else ""
    if ID.fullmatch(found) is None:
        raise refused(value, "an entity with its id", path)
    return str(found)


def _write_entity(value: Any, names: Names, path: str) -> tuple[str, list[str]]:
    return names(_entity(value, path)), []


def _write_string(value: Any, _: Names, path: str) -> tuple[str, list[str]]:
    return str(expected(value, str, path)), []


def _write_text(value: Any, _: Names, path: str) -> tuple[str, list[str]]:
    text, language = (expected(member(value, name, str, path), str, f"{path}.{name}") for name in ("text", "language"))
    return text, [f"language: {language}"]


def _write_time(value: Any, _: Names, path: str) -> tuple[str, list[str]]:
    text, old = times.written(value, path), times.julian(value, path)
    return text, [f"Julian calendar: {old}"] if old and old not in text else []


def _write_quantity(value: Any, names: Names, path: str) -> tuple[str, list[str]]:
    amount = _number(value, "amount", path)
    assert amount is not None
    low, high = _number(value, "lowerBound", path), _number(value, "upperBound", path)
    unit = expected(member(value, "unit", str, path), str, f"{path}.unit").rpartition("/")[2]
    ends = None if low is None or high is None or low == high else f"{low} to {high}"
    number = ends or amount
    return number if unit == "1" else f"{number} {names(unit)}", [f"amount: {amount}"] if ends else []


def _number(value: Any, name: str, path: str) -> str | None:
    found = member(value, name, str, path)
    if found is None and name != "amount":
        return None
    parts = _NUMBER.fullmatch(found or "")
    if parts is None:
        raise refused(found, "a number such as '+170'", f"{path}.{name}")
    return number_text(Decimal(parts[0]))


def _write_place(value: Any, names: Names, path: str) -> tuple[str, list[str]]:
    here = [expected(value, dict, path).get(name) for name in ("latitude", "longitude")]
    if not all(type(one) in (int, float) and math.isfinite(one) for one in here):
        raise refused(value, "a latitude and a longitude", path)
    globe = (member(value, "globe", str, path) or "").rpartition("/")[2]
    exact = value.get("precision")
    more = [f"globe: {names(globe)}"] if globe not in ("", _EARTH) else []
    return f"{here[0]}, {here[1]}", more + ([f"precision: {exact}"] if type(exact) in (int, float) else [])


_WRITERS: dict[str, Callable[[Any, Names, str], tuple[str, list[str]]]] = {
    "wikibase-entityid": _write_entity,
    "string": _write_string,
    "monolingualtext": _write_text,
    "time": _write_time,
    "quantity": _write_quantity,
    "globecoordinate": _write_place,
}
