"""Fields accept what people type, keep it in one form, and refuse the rest by name."""

from __future__ import annotations

import enum
from typing import Any

import attrs
import pytest

from claimgraph.errors import InvalidRecord, InvalidTime
from claimgraph.records import validators
from claimgraph.records.claims import Source
from claimgraph.times.when import When


class Colour(enum.StrEnum):
    RED = "red"
    DARK_BLUE = "dark blue"


def colour(value: Colour | str, owner: Any = None, field: Any = None) -> Colour:
    return validators.member(Colour, value, owner, field)


@attrs.frozen(field_transformer=validators.placed)
class Thing:
    kind = "thing"
    name: str = attrs.field(converter=validators.text)
    colour: Colour = attrs.field(converter=colour)
    at: When = attrs.field(kw_only=True, converter=validators.when)
    owner: Source | str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_source)
    note: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_text)
    size: str | None = attrs.field(default=None, kw_only=True, converter=validators.optional_scalar)
    until: When | None = attrs.field(default=None, kw_only=True, converter=validators.optional_when)
    plain: int = attrs.field(default=0, kw_only=True)


def thing(**given: Any) -> Thing:
    return Thing(**({"name": "a", "colour": "red", "at": "2022"} | given))


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("name", " a ", " a "),
        ("name", "Ж", "Ж"),
        ("colour", "red", Colour.RED),
        ("colour", " RED ", Colour.RED),
        ("colour", "Dark Blue", Colour.DARK_BLUE),
        ("colour", Colour.RED, Colour.RED),
        ("at", "2022-07", When("2022-07")),
        ("at", When("2022-07"), When("2022-07")),
        ("owner", None, None),
        ("owner", "Ann", "Ann"),
        ("note", None, None),
        ("note", "n", "n"),
        ("size", None, None),
        ("size", 3, "3"),
        ("size", -2.5, "-2.5"),
        ("size", True, "true"),
        ("size", False, "false"),
        ("size", "3", "3"),
        ("until", None, None),
        ("until", "../2022", When("../2022")),
    ],
)
def test_a_field_keeps_what_it_accepts_in_one_form(field: str, given: Any, kept: Any) -> None:
    assert getattr(thing(**{field: given}), field) == kept


@pytest.mark.parametrize(
    ("field", "found", "expected"),
    [
        ("name", None, "text that is not empty"),
        ("name", "", "text that is not empty"),
        ("name", " \n\u3000", "text that is not empty"),
        ("name", 3, "text"),
        ("name", b"a", "text"),
        ("name", "a\ud800", "text that can be written as UTF-8; character 2, U+D800, is half of a surrogate pair"),
        ("colour", "green", "one of red, dark blue"),
        ("colour", None, "one of red, dark blue"),
        ("colour", 1, "one of red, dark blue"),
        ("at", None, "a date"),
        ("owner", "", "the name of a source or the Source itself"),
        ("owner", 3, "the name of a source or the Source itself"),
        ("owner", "\udfff", "text that can be written as UTF-8; character 1, U+DFFF, is half of a surrogate pair"),
        ("note", "", "text that is not empty"),
        ("note", 3, "text"),
        ("size", "", "text"),
        ("size", float("nan"), "a number"),
        ("size", float("inf"), "a number"),
        ("size", [], "a number"),
    ],
)
def test_a_field_refuses_the_rest_and_says_what_was_found_and_expected(field: str, found: Any, expected: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        thing(**{field: found})
    error = caught.value
    assert str(error).startswith(f"thing.{field}: found {found!r}, expected ")
    assert expected in error.problem
    assert (error.record, error.field) == ("thing", field)
    assert error.found is found


@pytest.mark.parametrize("field", ["at", "until"])
@pytest.mark.parametrize("found", ["", "2022-13", "soon", "2022-07-02T10:00", 5, "2022-07-03/2022-07-01"])
def test_a_time_that_cannot_be_read_names_its_record_and_field(field: str, found: Any) -> None:
    with pytest.raises(InvalidTime) as caught:
        thing(**{field: found})
    assert (caught.value.record, caught.value.field) == ("thing", field)
    assert str(caught.value).startswith(f"thing.{field}: ")


def test_a_class_of_records_is_no_record() -> None:
    assert thing(owner=Source("Ann")).owner == Source("Ann")
    with pytest.raises(InvalidRecord):
        thing(owner=Source)


def test_long_values_are_shortened_in_messages() -> None:
    assert validators.shown("ab") == "'ab'"
    assert validators.shown("a" * 500) == "'" + "a" * 78 + "…"
    assert len(validators.shown("a" * 500)) == 80
    with pytest.raises(InvalidRecord) as caught:
        thing(colour="green" * 100)
    assert len(str(caught.value)) < 200
    assert caught.value.found == "green" * 100


def test_the_kind_of_what_is_no_record_is_the_name_of_its_class() -> None:
    assert validators.kind_of(thing()) == "thing"
    assert validators.kind_of(Colour.RED) == "colour"
