"""Rows are an immutable sequence, and show themselves without ever trusting the text in them."""

from __future__ import annotations

import copy
import pickle
import unicodedata
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimgraph as cg
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.rows import SHOWN, Rows, shown

ANN, BOB, EVE = Source("Ann"), Source("Bob", note="n"), Source("Eve")
ROWS = Rows([ANN, BOB, EVE], Source)
HOSTILE = '<script>alert("x")</script>&amp;\'</td></table><img src=x onerror=y>'


def disputed(text: str, name: str = "Ann") -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.add(Claim(name, "affirms", text, asserted_at="2022", quote=text, note=text, hedge=text))
    graph.add(Claim(name + "2", "denies", text, asserted_at="2022"))
    return graph


def answers(graph: cg.ClaimGraph, text: str, name: str) -> list[Rows[Any]]:
    return [
        cg.assertions(graph),
        cg.claims(graph),
        cg.disputes(graph),
        cg.unrecorded(graph),
        cg.positions(graph, text),
        cg.timeline(graph, text),
        cg.opposed_by(graph, name),
    ]


class Tags(HTMLParser):
    """What a browser makes of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.cells: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_rows_are_a_sequence() -> None:
    assert isinstance(ROWS, Sequence)
    assert len(ROWS) == 3
    assert list(ROWS) == [ANN, BOB, EVE]
    assert ROWS[0] is ANN
    assert ROWS[-1] is EVE
    assert BOB in ROWS
    assert Source("Zoe") not in ROWS
    assert (ROWS.index(BOB), ROWS.count(ANN)) == (1, 1)
    assert list(reversed(ROWS)) == [EVE, BOB, ANN]
    assert ROWS
    assert not ROWS[:0]
    with pytest.raises(IndexError):
        ROWS[3]


def test_a_slice_is_rows_of_the_same_kind() -> None:
    assert type(ROWS[1:]) is Rows
    assert ROWS[1:] == [BOB, EVE]
    assert ROWS[::-1][0] is EVE
    assert ROWS[:0].of is Source
    assert ROWS[:0].columns == ROWS.columns


def test_rows_equal_rows_lists_and_tuples_of_the_same_records() -> None:
    assert ROWS == Rows(iter([ANN, BOB, EVE]), Source) == [ANN, BOB, EVE] == ROWS == (ANN, BOB, EVE)
    assert ROWS != [ANN, BOB]
    assert ROWS[:1] != ROWS
    assert ROWS != "rows"
    assert hash(ROWS) == hash(Rows([ANN, BOB, EVE], Source))


def test_rows_never_change_and_copies_equal_them() -> None:
    with pytest.raises(TypeError):
        ROWS[0] = BOB  # type: ignore[index]
    with pytest.raises((TypeError, AttributeError)):
        del ROWS[0]  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        ROWS.anything = 1  # type: ignore[attr-defined]
    for again in (copy.copy(ROWS), copy.deepcopy(ROWS), pickle.loads(pickle.dumps(ROWS))):
        assert again == ROWS
        assert again.of is Source


def test_nobody_can_say_that_they_are_rows_of_something_else() -> None:
    rows = Rows([ANN], Source)
    with pytest.raises(AttributeError):
        rows.of = Claim  # type: ignore[assignment]
    assert rows.columns == ROWS.columns


def test_a_table_for_the_terminal_has_its_columns_aligned() -> None:
    assert repr(ROWS).splitlines() == [
        "name  speaks_for  url",
        "Ann",
        "Bob",
        "Eve",
    ]
    assert str(ROWS) == repr(ROWS)


def test_no_rows_say_of_what() -> None:
    assert repr(ROWS[:0]) == "no Source rows"
    assert "<tbody></tbody>" in ROWS[:0]._repr_html_()
    assert "<th" in ROWS[:0]._repr_html_()
    assert repr(cg.disputes(cg.ClaimGraph())) == "no Dispute rows"


def test_a_long_table_is_capped_and_says_how_much_is_left() -> None:
    rows = Rows([Source(f"S{number}") for number in range(SHOWN + 5)], Source)
    assert len(repr(rows).splitlines()) == 1 + SHOWN + 1
    assert repr(rows).endswith("\n… and 5 more")
    assert Tags(rows._repr_html_()).tags.count("tr") == 1 + SHOWN
    assert rows._repr_html_().endswith("<p>… and 5 more</p>")
    assert "more" not in repr(rows[:SHOWN])
    assert "<p>" not in rows[:SHOWN]._repr_html_()


def test_a_long_cell_is_shortened_on_the_terminal_and_whole_in_a_notebook() -> None:
    rows = Rows([Assertion("x" * 500)], Assertion)
    assert max(map(len, repr(rows).splitlines())) < 120
    assert "x" * 59 + "…" in repr(rows)
    assert "x" * 500 in rows._repr_html_()


def test_cells_show_names_and_dates_instead_of_records() -> None:
    table = repr(cg.disputes(disputed("bridge open")))
    assert table.splitlines()[1].split() == ["bridge", "open", "Ann", "Ann2", "2022", "present", "polarity"]
    assert "Ann, 2022" in repr(cg.timeline(disputed("bridge open"), "bridge open"))
    assert "None" not in repr(cg.claims(disputed("bridge open")))


def test_no_text_from_a_claim_becomes_html() -> None:
    graph = disputed(HOSTILE, HOSTILE)
    for rows in answers(graph, HOSTILE, HOSTILE):
        assert rows or rows.of is not cg.Claim
        page = Tags(rows._repr_html_())
        assert set(page.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "p", "span"}
        assert {name for name, _ in page.attributes} <= {"class", "scope", "dir", "style"}
        assert len(page.cells) == len(rows) * page.tags.count("th")
    assert Tags(cg.assertions(graph)._repr_html_()).cells[0] == HOSTILE


@given(st.text(min_size=1).filter(lambda text: not text.isspace()))
def test_any_text_is_shown_as_it_is_in_a_notebook(text: str) -> None:
    page = Tags(Rows([Source(text)], Source)._repr_html_())
    assert page.tags == ["table", "thead", "tr", *["th"] * 3, "tbody", "tr", *["td"] * 3]


@pytest.mark.parametrize(
    "text",
    [
        "a\nb",
        "a\r\nb",
        "a\rb",
        "a\tb",
        "a\x0b\x0c\x1c\x1db",
        "a\x85b\u2028c\u2029d",
        "a\x1b[31mred\x1b[0m",
        "a\x1b]0;title\x07",
        "a\x9b31mred",
        "a\x00b",
        "a\x08\x08b",
        "a\x7fb",
        "a\u202eb",  # the rest of the line from right to left
        "a\u2066b",
    ],
    ids=ascii,
)
def test_no_text_from_a_claim_moves_or_colours_the_terminal(text: str) -> None:
    graph = disputed(text)
    for rows in answers(graph, text, "Ann"):
        table = repr(rows)
        assert len(table.split("\n")) == 1 + len(rows)
        assert not [sign for sign in table.replace("\n", "") if unicodedata.category(sign) in ("Cc", "Zl", "Zp")]
        assert not set(table) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(min_size=1).filter(lambda text: not text.isspace()))
def test_every_row_is_one_line_of_printable_text(text: str) -> None:
    lines = repr(Rows([Source(text), ANN], Source)).split("\n")
    assert len(lines) == 3
    assert not [sign for line in lines for sign in line if unicodedata.category(sign) == "Cc"]


def test_claims_that_look_alike_in_a_list_say_of_what_they_are_and_how_many() -> None:
    graph = cg.ClaimGraph()
    first = graph.add(cg.Claim("Ann", "denies", "Bridge open", asserted_at="2022-07-02"))
    again = cg.Claim("Ann", "denies", "Bridge open", asserted_at="2022-07-02", note="on the radio")
    other = cg.Claim("Ann", "affirms", "Dam open", asserted_at="2022-07-02")
    bob = cg.Claim("Bob", "affirms", "Dam open", asserted_at="2022-07-02")
    assert shown((first, bob)) == "Ann, 2022-07-02, Bob, 2022-07-02"
    alike = "Ann denies “Bridge open”, 2022-07-02 (2 times), Ann affirms “Dam open”, 2022-07-02, Bob, 2022-07-02"
    assert shown((first, again, other, bob)) == alike
