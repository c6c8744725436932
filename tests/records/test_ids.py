"""Ids follow the documented scheme, version 1, and forgive case, spacing and Unicode form and nothing else."""

from __future__ import annotations

import json
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.records.ids import SCHEME, assertion_id, digest_id, document_id, normalise, source_id, triple_id


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ann", "ann"),
        ("  Ann \t\n Bee\u00a0", "ann bee"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("\ufb01ne", "fine"),  # a ligature
        ("Cafe\u0301", "caf\u00e9"),
        ("\uff21\uff2e\uff2e", "ann"),  # full width
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("a\u3000b", "a b"),
        ("Київ", "київ"),
        ("o'neill", "o'neill"),
    ],
)
def test_names_are_folded_by_case_spacing_and_unicode_form(text: str, folded: str) -> None:
    assert normalise(text) == folded


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_case_and_outer_spaces_do_not_matter(text: str) -> None:
    assert normalise(f" {text.casefold()}\n") == normalise(text)


@pytest.mark.parametrize("pair", [("O'Neill", "O\u2019Neill"), ("e", "é"), ("и", "й"), ("a-b", "a b"), ("1", "l")])
def test_nothing_else_is_forgiven(pair: tuple[str, str]) -> None:
    assert normalise(pair[0]) != normalise(pair[1])


def test_an_id_is_the_kind_and_the_name() -> None:
    assert source_id("Ramzan  Kadyrov") == "source:ramzan kadyrov"
    assert assertion_id("Lysychansk ENCIRCLED") == "assertion:lysychansk encircled"
    assert triple_id("Lysychansk", "Controlled By", "Russia") == "assertion:lysychansk|controlled by|russia"
    assert document_id("https://Example.org/A") == "document:https://Example.org/A"


def test_an_id_refers_to_itself() -> None:
    assert source_id(source_id("Ann")) == source_id("Ann")
    assert assertion_id(triple_id("a", "b", "c")) == triple_id("a", "b", "c")


@given(*[st.tuples(*[st.text("ab|\\", max_size=4)] * 3)] * 2)
def test_triples_with_bars_and_backslashes_in_them_are_never_taken_for_each_other(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    assert (triple_id(*one) == triple_id(*other)) == (one == other)


@given(*[st.text("ab|\\ ", max_size=5)] * 4)
def test_a_text_with_bars_is_never_taken_for_a_triple(text: str, a: str, b: str, c: str) -> None:
    assert assertion_id(text) != triple_id(a, b, c)


def test_bars_and_backslashes_are_escaped() -> None:
    assert triple_id("a|b", "c\\", "d") == "assertion:a\\|b|c\\\\|d"
    assert assertion_id("a|b") == "assertion:a\\|b"


def test_a_digest_is_the_first_96_bits_of_blake2b_over_the_compact_json_of_kind_scheme_and_content() -> None:
    content = ["ann", None, ["é", 1]]
    message = json.dumps(["claim", 1, *content], separators=(",", ":")).encode()
    assert digest_id("claim", content) == "claim:" + blake2b(message, digest_size=12).hexdigest()
    assert SCHEME == 1
    assert digest_id("claim", content) != digest_id("other", content)
