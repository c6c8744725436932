"""Numbers as texts: one text for each, which reads back as the same number."""

from __future__ import annotations

import io
import json
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import claimgraph as cg
from claimgraph.errors import InvalidRecord
from claimgraph.records.number_text import narrow_text, number_text

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def value_of(number: Any) -> str:
    return str(cg.Assertion(subject="river", predicate="depth", value=number).value)


@given(FINITE)
@example(1.234)
@example(-1.234)
@example(5e-324)
@example(1.7976931348623157e308)
def test_any_finite_float_as_a_value_reads_back_as_it_was(number: float) -> None:
    assert float(value_of(number)) == number


@given(FINITE | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | st.fractions())
@example(1.234)
@example(Decimal("1.230"))
def test_a_number_is_the_same_quantity_as_its_text(number: Any) -> None:
    try:
        quantity = cg.Quantity.parse(number)
    except InvalidRecord as error:  # too large or too fine to compare, in both forms
        assert "too large or too fine" in error.problem
        with pytest.raises(InvalidRecord, match="too large or too fine"):
            cg.Quantity.parse(value_of(number))
    else:
        assert cg.Quantity.parse(value_of(number)) == quantity


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
@example(3.4028234663852886e38)
def test_a_float_of_32_bits_has_one_text_whether_it_was_widened_or_not(number: float) -> None:
    text = narrow_text(number, "f")
    assert text is not None
    assert np.float32(text) == np.float32(number)
    assert len(text.strip("-0.")) <= len(value_of(np.float32(number)).strip("-0."))


@given(st.floats(width=16, allow_nan=False, allow_infinity=False))
def test_a_float_of_16_bits_reads_back_as_it_was(number: float) -> None:
    assert np.float16(narrow_text(number, "e")) == np.float16(number)
    assert np.float16(value_of(np.float16(number))) == np.float16(number)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (21, "21"),
        (5.0, "5"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1.234, "1.2340"),
        (-1.234, "-1.2340"),
        (0.123, "0.123"),
        (1e22, "1" + 22 * "0"),
        (1e300, "1e+300"),
        (1e-30, "1e-30"),
        (Decimal("1.230"), "1.23"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0"), "0"),
        (Fraction(1, 2), "0.5"),
        (Fraction(1, 3), "1\u20443"),
        (True, "true"),
        (np.bool_(False), "false"),
        (np.int8(-3), "-3"),
        (np.uint64(2**64 - 1), str(2**64 - 1)),
        (np.float16(0.1), "0.1"),
        (np.float32(0.1), "0.1"),
        (np.float32(1.234), "1.2340"),
        (np.float64(0.1), "0.1"),
        (np.longdouble("0.5"), "0.5"),
    ],
)
def test_numbers_of_all_kinds_have_their_shortest_text(number: Any, text: str) -> None:
    assert value_of(number) == text


@pytest.mark.parametrize(
    "found",
    [
        math.nan,
        math.inf,
        np.float32("nan"),
        Decimal("NaN"),
        Decimal("-Infinity"),
        1j,
        pd.NA,
        pytest.param(10**5000, id="huge"),
    ],
)
def test_what_is_no_finite_number_is_no_value(found: Any) -> None:
    with pytest.raises(InvalidRecord, match=r"assertion\.value: found .*, expected"):
        value_of(found)
    assert number_text(1j) is None


FRAMES = {
    "a column of pandas": lambda values, kind: pd.DataFrame({"value": np.array(values, dtype=kind)}),
    "a nullable column of pandas": lambda values, kind: pd.DataFrame({"value": pd.array(values, kind.capitalize())}),
    "a column of objects": lambda values, kind: pd.DataFrame(
        {"value": pd.Series([getattr(np, kind)(one) for one in values], dtype=object)}
    ),
    "a column of polars": lambda values, kind: pl.DataFrame(
        {"value": pl.Series(values, dtype=getattr(pl, kind.capitalize()))}
    ),
}


@pytest.mark.parametrize("kind", ["float32", "float64"])
@pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES)
def test_a_cell_keeps_the_text_of_its_own_width(make: Any, kind: str) -> None:
    numbers = [0.1, 1.234, 5.0]
    frame = make(numbers, kind)
    rows = {"source": "Ann", "stance": "affirms", "subject": "river", "predicate": "depth", "asserted_at": "2022-07-02"}
    columns = {name: [text] * 3 for name, text in rows.items()} | {"assertion": ["a", "b", "c"]}
    full = (
        frame.assign(**columns)
        if isinstance(frame, pd.DataFrame)
        else frame.with_columns(**{name: pl.Series(texts) for name, texts in columns.items()})
    )
    graph = cg.from_frame(full)
    graph.add(cg.Predicate("depth", values="quantity"))
    assert [row.value for row in cg.assertions(graph)] == ["0.1", "1.2340", "5"]
    assert not cg.unreadable(graph)


def test_a_number_of_json_is_no_text_with_separators() -> None:
    lines = [
        {"claimgraph": 1},
        {"record": "predicate", "name": "depth", "values": "quantity"},
        {"record": "assertion", "text": "deep", "subject": "river", "predicate": "depth", "value": 1.234},
    ]
    graph = cg.read(io.StringIO("\n".join(map(json.dumps, lines))), format="jsonl")
    assert [row.value for row in cg.assertions(graph)] == ["1.2340"]
    assert cg.from_data(cg.to_data(graph)) == graph
