"""Errors say where and what, are the builtin error that a caller would catch, and travel between processes."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import claimgraph as cg
from claimgraph.errors import InvalidBatch, InvalidRecord, InvalidTime, MissingExtra, NotFound, UnknownFormat


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (cg.InvalidRecord, ValueError),
        (cg.InvalidTime, ValueError),
        (cg.InvalidTime, cg.InvalidRecord),
        (cg.Conflict, cg.InvalidRecord),
        (cg.UnknownReference, cg.InvalidRecord),
        (cg.UnknownReference, LookupError),
        (cg.NotFound, LookupError),
        (cg.InvalidBatch, ValueError),
        (cg.InvalidBatch, ExceptionGroup),
        (cg.UnknownFormat, ValueError),
        (cg.MissingExtra, ImportError),
    ],
)
def test_every_error_is_also_the_one_a_caller_would_catch(error: type, builtin: type) -> None:
    assert issubclass(error, builtin)
    assert issubclass(error, cg.ClaimGraphError)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ({}, "odd"),
        ({"record": "claim"}, "claim: odd"),
        ({"field": "zone"}, "zone: odd"),
        ({"record": "claim", "field": "stance"}, "claim.stance: odd"),
        ({"index": 0}, "record 0: odd"),
        ({"index": 3, "record": "claim", "field": "stance"}, "record 3, claim.stance: odd"),
        ({"line": 42, "field": "asserted_at"}, "line 42, asserted_at: odd"),
        ({"line": 42, "index": 41}, "line 42: odd"),
        ({"file": "a.csv"}, "a.csv: odd"),
        ({"file": "a.csv", "line": 2, "record": "claim", "field": "valid"}, "a.csv, line 2, claim.valid: odd"),
    ],
)
def test_a_message_begins_with_as_much_of_the_place_as_is_known(place: dict[str, Any], message: str) -> None:
    error = InvalidRecord("odd", **place)
    assert str(error) == message
    assert error.problem == "odd"
    assert {name: getattr(error, name) for name in place} == place


def test_a_place_is_filled_in_and_what_is_known_already_is_kept() -> None:
    error = InvalidTime("odd", field="valid", index=0, found="x")
    assert error.at(record="claim", field="other", index=7, line=0, file="a.csv") is error
    assert (error.record, error.field, error.index, error.line, error.file) == ("claim", "valid", 0, 0, "a.csv")
    assert error.found == "x"
    assert error.at() is error
    assert (error.record, error.line) == ("claim", 0)


def test_a_miss_names_what_is_near_it() -> None:
    bare, one, two = NotFound("source", "Zelensky"), NotFound("source", "Ana", ["Ann"]), NotFound("x", "y", ("a", "b"))
    assert str(bare) == "no source 'Zelensky' is recorded"
    assert str(one) == "no source 'Ana' is recorded; did you mean 'Ann'?"
    assert str(two).endswith("did you mean 'a' or 'b'?")
    assert (one.kind, one.name, one.near) == ("source", "Ana", ("Ann",))
    assert bare.near == ()


def test_a_batch_of_errors_lists_each_on_a_line_and_splits_like_any_group() -> None:
    first, second = InvalidRecord("odd", index=0), cg.Conflict("taken", index=4)
    batch = InvalidBatch("2 faults", [first, second])
    assert batch.exceptions == (first, second)
    assert str(batch) == "2 faults\n  record 0: odd\n  record 4: taken"
    conflicts, rest = batch.split(cg.Conflict)
    assert isinstance(conflicts, InvalidBatch)
    assert conflicts.exceptions == (second,)
    assert rest is not None
    assert rest.exceptions == (first,)
    caught: list[Exception] = []
    try:
        raise batch
    except* cg.Conflict as group:
        caught += group.exceptions
    except* cg.InvalidRecord as group:
        caught += group.exceptions
    assert caught == [second, first]


def test_a_missing_extra_says_how_to_install_it() -> None:
    error = MissingExtra("a DataFrame", "frames")
    assert "pip install 'claimgraph[frames]'" in str(error)
    assert error.extra == "frames"


@pytest.mark.parametrize("again", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy], ids=["pickle", "copy"])
@pytest.mark.parametrize(
    "error",
    [
        InvalidRecord("odd", record="claim", field="stance", found=3, file="a.csv", line=2, index=1),
        InvalidTime("odd", field="valid"),
        cg.Conflict("taken", record="source"),
        cg.UnknownReference("nothing", index=2),
        NotFound("source", "Ana", ("Ann",)),
        InvalidBatch("1 fault", [InvalidRecord("odd", index=0)]),
        UnknownFormat("no format"),
        MissingExtra("a DataFrame", "frames"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_can_be_sent_to_another_process_and_loses_nothing(error: Exception, again: Any) -> None:
    other = again(error)
    assert type(other) is type(error)
    assert str(other) == str(error)
    for name in ("record", "field", "found", "file", "line", "index", "kind", "name", "near", "extra"):
        assert getattr(other, name, None) == getattr(error, name, None)
