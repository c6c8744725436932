"""Statements of FollowTheMoney: their fields, the keys made of them, and the periods that entities tell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha1
from typing import Any

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.io.files.strict_json import refused
from claimgraph.records.validators import is_text, shown
from claimgraph.times.when import When

REQUIRED = ("entity_id", "prop", "schema", "value", "dataset")
OPTIONAL = ("canonical_id", "lang", "original_value", "external", "first_seen", "last_seen", "origin", "id")
DERIVED = ("prop_type", "target")  # that the model tells, or a version before it told
KNOWN = (*REQUIRED, *OPTIONAL, *DERIVED)
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset",
    "origin", "lang", "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
"""The columns, in the order in which followthemoney writes them."""

BASE = "id"
"""The property of the statement that a dataset has an entity."""

INTERVALS = frozenset(
    {
        "Associate", "Call", "CallForTenders", "ContractAward", "Control", "CourtCaseParty", "Debt", "Directorship",
        "Documentation", "EconomicActivity", "Employment", "Event", "Family", "Identification", "Interest", "Interval",
        "Membership", "Message", "Occupancy", "Ownership", "Passport", "Payment", "Project", "ProjectParticipant",
        "Representation", "Risk", "Sanction", "Succession", "TaxRoll", "Trip", "UnknownLink",
    }
)  # fmt: skip
"""The schemata that extend Interval, in followthemoney 4.11: in others ``date`` is not when something held."""

_START, _END, _DATE = "startDate", "endDate", "date"
_YES, _NO = ("t", "true", "y", "yes", "1"), ("f", "false", "n", "no", "0")
_SPELLED = ("canonical_id", "prop", "value")  # where another spelling of the same was met before
_KEPT = ("schema", "entity_id", "lang", "original_value", "external", "origin", "last_seen", "id")
_SEEN = ("first_seen", "last_seen")  # the first only where a claim is of a later time


@attrs.frozen
class Row:
    """One statement: in this dataset, this entity has this value of this property."""

    entity_id: str
    prop: str
    schema: str
    value: str
    dataset: str
    canonical_id: str
    lang: str | None = None
    original_value: str | None = None
    external: bool = False
    first_seen: str | None = None
    last_seen: str | None = None
    origin: str | None = None
    id: str | None = None

    @property
    def key(self) -> str:
        """The id that followthemoney gives such a statement."""
        key = f"{self.dataset}.{self.entity_id}.{self.prop}.{self.value}"
        key += f"@{self.lang}" if self.lang else ""
        key += ".ext" if self.external else ""
        return sha1(key.encode(), usedforsecurity=False).hexdigest()

    @property
    def tells_period(self) -> bool:
        """Whether it says when its entity held, and not what."""
        return self.prop in (_START, _END) or (self.prop == _DATE and self.schema in INTERVALS)

    @property
    def has_period(self) -> bool:
        """Whether what it says held when its entity did."""
        return self.prop != BASE and not self.tells_period

    def note(self, spelled: tuple[str, str, str]) -> str:
        """Give what of it no field of a claim on an assertion with this triple holds, as JSON."""
        kept = {name: getattr(self, name) for name in (*_KEPT, *_SPELLED)}
        same = {"entity_id": self.canonical_id, "last_seen": self.first_seen, "id": self.key, "external": False}
        same |= dict(zip(_SPELLED, spelled, strict=True))
        left = {name: value for name, value in kept.items() if value is not None and value != same.get(name)}
        return json.dumps(left, ensure_ascii=False)


_BESIDES = tuple(field.name for field in attrs.fields(Row) if field.name != "last_seen")


def row_of(data: Mapping[str, Any]) -> Row:
    """Make a statement of the fields of a row or of an object.

    Raises
    ------
    InvalidRecord
        With the field, if one is unknown, missing or of another kind.

    Examples
    --------
    >>> from claimgraph.io.ftm.statements import row_of
    >>> row = row_of({"entity_id": "a", "prop": "name", "schema": "Person", "value": "Ann", "dataset": "list"})
    >>> row.note(("a", "name", "Ann")), row.key[:8]
    ('{"schema": "Person"}', '180c33a3')
    """
    for name in data:
        if name not in KNOWN:
            problem = f"found no field of this name, expected one of {', '.join(KNOWN)}; leave it out of the file"
            raise InvalidRecord(problem, field=name, found=name)
    values: dict[str, Any] = {}
    for name in (*REQUIRED, *OPTIONAL):
        value = data.get(name)
        if name == "external":
            value = _truth(value)
        elif value is None or value == "":
            if name in REQUIRED:
                raise InvalidRecord("found nothing, expected a value", field=name)
            continue
        elif not is_text(value):
            raise refused(value, "a text that says something", name)
        values[name] = value
    return Row(**{"canonical_id": values["entity_id"], **values})


def is_entity(data: Any) -> bool:
    """Tell whether data is an entity of FollowTheMoney, which has all its properties in one object.

    Examples
    --------
    >>> from claimgraph.io.ftm.statements import is_entity
    >>> is_entity({"id": "a", "schema": "Person", "properties": {"name": ["Ann"]}}), is_entity({"prop": "name"})
    (True, False)
    """
    return isinstance(data, dict) and "prop" not in data and isinstance(data.get("properties"), dict)


def _truth(value: Any) -> bool:
    if isinstance(value, bool) or value is None or value == "":
        return bool(value)
    if isinstance(value, str) and value.lower() in (*_YES, *_NO):
        return value.lower() in _YES
    raise refused(value, f"{_YES[0]} or {_NO[0]}", "external")


def noted(note: str | None) -> dict[str, Any] | None:
    """Give what `Row.note` wrote, or none if the note is of another kind.

    Examples
    --------
    >>> from claimgraph.io.ftm.statements import noted
    >>> noted('{"schema": "Person"}'), noted("seen on Saturday")
    ({'schema': 'Person'}, None)
    """
    if note is None or not note.startswith("{"):
        return None
    try:
        data = json.loads(note)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or "schema" not in data or not data.keys() <= {*_KEPT, *_SPELLED, *_SEEN}:
        return None
    fit = all(value is True if name == "external" else is_text(value) for name, value in data.items())
    return data if fit and all(_is_moment(data[name]) for name in _SEEN if name in data) else None


def seen_last(rows: Iterable[Row]) -> list[Row]:
    """Give rows with when each statement was last seen in all of them, as files put together may repeat one."""
    found = list(rows)
    besides = [tuple(getattr(row, name) for name in _BESIDES) for row in found]  # as hashing whole rows is slow
    last: dict[tuple[Any, ...], str | None] = {}
    for one, row in zip(besides, found, strict=True):
        last[one] = _latest(last.get(one), row.last_seen)
    return [
        row if row.last_seen == last[one] else attrs.evolve(row, last_seen=last[one])
        for one, row in zip(besides, found, strict=True)
    ]


def _latest(one: str | None, other: str | None) -> str | None:
    if one is None or other is None or one == other:
        return one or other
    return max(one, other, key=lambda text: moment(text).bounds()[1])


def _is_moment(text: str) -> bool:
    try:
        moment(text)
    except InvalidRecord:
        return False
    return True


def periods(rows: Iterable[Row]) -> dict[tuple[str, str], When | InvalidRecord]:
    """Give when each entity that is an interval held, as each dataset has it; or why that cannot be told.

    Of several starts, ends or dates, nobody knows which is meant: the widest period, marked as uncertain.
    """
    dates: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in rows:
        if row.tells_period:
            dates.setdefault((row.entity_id, row.dataset), {}).setdefault(row.prop, []).append(row.value)
    return {entity: _period(found) for entity, found in dates.items()}


def _period(found: Mapping[str, list[str]]) -> When | InvalidRecord:
    field = _DATE
    ends: dict[str, tuple[str, str]] = {}
    try:
        for field, texts in found.items():
            ends[field] = _widest(list(dict.fromkeys(map(_date, texts))))
        if _START in ends or _END in ends:
            field = _END if _END in ends else _START
            return When(f"{ends[_START][0] if _START in ends else '..'}/{ends[_END][1] if _END in ends else '..'}")
        first, last = ends[_DATE]
        return When(first if first == last else f"{first}/{last}")
    except InvalidRecord as error:
        return error.at(field=field)


def _widest(whens: list[When]) -> tuple[str, str]:
    """Give the earliest start and the latest end of some dates; of several, nobody knows which is meant."""
    ends = (min(whens, key=lambda when: when.bounds()[0]), max(whens, key=lambda when: when.bounds()[1]))
    first, last = (one.text if len(whens) == 1 or one.qualified else f"{one.text}?" for one in ends)
    return first, last


def _date(text: str) -> When:
    when = moment(text)
    if "/" in when.text:
        raise InvalidRecord(f"found the period {shown(text)}, expected a date")
    return when


def is_date(text: str) -> bool:
    """Tell whether a value is a date, as those of intervals are."""
    try:
        _date(text)
    except InvalidRecord:
        return False
    return True


def moment(text: str) -> When:
    """Read when a statement was seen; what names no zone is in UTC, as followthemoney has it."""
    return When(text, zone="UTC")
