"""Plain lines are read by a way of their own: the same records and the same faults as any line."""

from __future__ import annotations

import json
import random
import re
import sys
from io import BytesIO
from typing import Any

import pytest
from fuzz_readers import damaged, lines_of_json

import claimgraph as cg
from claimgraph.io.lossless.json_lines import PlainLines
from claimgraph.times.when import When

CLAIM = '{"record": "claim", "source": "Ann", "stance": "affirms", "assertion": "A", "asserted_at": "2022-07-02"}'
HELD = (
    '{"record": "assertion", "text": "Town held by North", "subject": "Town", "predicate": "held by", "value": "North"}'
)
NOW = re.compile(r"no earlier than .*")


def outcome(data: bytes) -> Any:
    """The log that is read, or the faults that are found."""
    try:
        graph = cg.read(BytesIO(data), format="jsonl")
    except cg.InvalidBatch as error:
        return [(fault.line, fault.field, NOW.sub("now", str(fault))) for fault in error.exceptions]
    return [entry.record for entry in graph.log]


@pytest.fixture(params=["msgspec", "standard library"])
def decoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "msgspec":
        pytest.importorskip("msgspec")
    else:
        monkeypatch.setitem(sys.modules, "msgspec", None)
    return str(request.param)


def test_damaged_files_have_the_same_records_and_faults_whichever_way_they_are_read(
    decoder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(7)
    files = [damaged(lines_of_json(rng), rng) for _ in range(800)]
    found = [outcome(data) for data in files]
    monkeypatch.setattr(PlainLines, "record", lambda self, line: None)
    assert found == [outcome(data) for data in files], decoder


@pytest.mark.parametrize(
    ("line", "is_plain"),
    [
        (CLAIM, True),
        (CLAIM + "\r\n", True),
        (CLAIM.replace('"A"', r'"say \"A\""'), True),
        (CLAIM.replace('"A"', '"Лисичанськ"'), True),
        (CLAIM.replace("}", ', "valid": "2022-07", "note": "n", "document": "https://example.org"}'), True),
        (CLAIM.replace("}", ', "recorded_at": "2022-07-02T10:00:00Z"}'), True),
        (CLAIM.replace("}", ', "source": "Bob"}'), False),  # twice
        (CLAIM.replace("}", r', "source": "Bob\\\\\\\\"}'), False),
        (CLAIM.replace("}", ', "credibility": 3}'), False),
        (CLAIM.replace("}", ', "cites": "Bob"}'), False),
        (CLAIM.replace("}", ', "x": "y"}'), False),
        (CLAIM.replace('"Ann"', '1, "source": "Ann"').replace("}", ', "x": 1}'), False),  # twice, with as many marks
        (CLAIM.replace('"Ann"', '1, "source": "Ann"').replace("}", ', "recorded_at": null}'), False),
        (CLAIM.replace('"Ann"', "1"), False),
        (CLAIM.replace('"affirms"', "[]"), False),
        (CLAIM.replace('"A"', '" "'), False),
        (CLAIM.replace('"Ann"', r'"\ud800"'), False),
        (CLAIM.replace('"Ann"', '"\udc80"'), False),
        (CLAIM.replace("2022-07-02", "../2022"), False),
        (CLAIM.replace("affirms", "affirm"), False),
        (CLAIM + " x", False),
        (CLAIM[:-1], False),
        ("[" * 100_000, False),
        ("", False),
        ("  \n", False),
        (HELD, True),
        (HELD.replace('"text": "Town held by North", ', ""), True),
        (HELD.replace('"value": "North"', '"note": "n"'), True),
        (HELD.replace('"text": "', '"text": "assertion:'), False),
        (HELD.replace('"North"', "3"), False),
        (HELD.replace('"North"', '" "'), False),
        (HELD.replace("}", ', "text": "B"}'), False),
        (HELD.replace("subject", "object"), False),
    ],
)
def test_only_a_line_with_nothing_amiss_is_plain(decoder: str, line: str, is_plain: bool) -> None:
    assert (PlainLines().record(line) is not None) is is_plain


def test_names_that_lines_repeat_are_one_object(decoder: str) -> None:
    lines = PlainLines()
    one, other = lines.record(CLAIM), lines.record(CLAIM.replace("07-02", "07-03"))
    assert isinstance(one, cg.Claim)
    assert isinstance(other, cg.Claim)
    assert one.source is other.source
    assert one.assertion is other.assertion
    assert one == cg.Claim("Ann", "affirms", "A", asserted_at="2022-07-02")


@pytest.mark.parametrize("more", [{}, {"subject": "a|b"}, {"value": "C\\\\d", "note": "n"}, {"predicate": "Held  BY"}])
def test_an_assertion_of_a_plain_line_is_that_of_its_fields(decoder: str, more: dict[str, str]) -> None:
    fields: Any = {"text": "Town held by North", "subject": "Town", "predicate": "held by", "value": "North"} | more
    for left_out in ((), ("value",), ("subject", "value")):
        given = {name: text for name, text in fields.items() if name not in left_out}
        made: Any = PlainLines().record(json.dumps({"record": "assertion", **given}))
        if made is None:  # for its backslash: to be read as any line
            made = cg.from_data({"record": "assertion", **given})
        again = cg.Assertion(**given)
        assert made == again
        assert (made.id, repr(made), made.triple) == (again.id, repr(again), again.triple)


def test_a_name_that_was_refused_is_refused_again(decoder: str) -> None:
    lines = PlainLines()
    for line in ('{"record": "source", "name": " "}', CLAIM.replace('"Ann"', '" "'), CLAIM.replace('"A"', '" "')):
        assert lines.record(line) is None


def test_blank_lines_are_passed_over_and_counted(decoder: str) -> None:
    header = '{"claimgraph": 1, "zone": "UTC"}'
    lines = ["", header, "", CLAIM, "  ", CLAIM.replace("affirms", "maybe"), ""]
    with pytest.raises(cg.InvalidBatch) as refused:
        cg.read(BytesIO("\n".join(lines).encode()), format="jsonl")
    assert [fault.line for fault in refused.value.exceptions] == [6]
    assert len(cg.read(BytesIO("\n".join(lines[:5]).encode()), format="jsonl").log) == 3


@pytest.mark.parametrize(
    "text",
    [
        "2022-07-02T18:00:00Z", "1066-10-14T09:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
        "2022-07-02T24:00:00Z", "2022-W26-6T18:00:00Z", "2022-02-30T18:00:00Z", "2022-07-02T18:60:00Z",
        "2022-07-02t18:00:00z", "2022-07-02T18:00:0\u0661Z", "2022-07-02T18:00:00+",
    ],
)  # fmt: skip
def test_a_second_of_utc_is_read_at_once_as_it_is_read_by_parts(text: str) -> None:
    def read(zone: str | None) -> Any:
        try:
            when = When(text, zone=zone)
        except cg.InvalidTime as error:
            return str(error)
        return when, when.bounds(), when.qualified, when.is_civil

    assert read(None) == read("UTC")  # with a zone named it is read by its parts
