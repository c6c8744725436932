"""Names that look alike are found, nearest first, and never the name itself."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.log.similar_names import CANDIDATES, COMPARED, LOOKED_AT, NearNames


@pytest.mark.parametrize(
    ("names", "asked", "near"),
    [
        (["Zelenskyy", "Haidai"], "Zelensky", ("Zelenskyy",)),
        (["Zelenskyy", "Haidai"], "zelenskyy", ()),  # the same name
        (["ZELENSKYY"], "Zelensky", ("ZELENSKYY",)),
        (["Serhiy Haidai"], "Serhij Haidai", ("Serhiy Haidai",)),
        (["Serhiy Haidai"], "Haidai", ()),
        (["Київ", "Харків"], "Киев", ()),
        (["Харківська", "Київська"], "Харківска", ("Харківська",)),
        ([], "Ann", ()),
        (["Ann", "Ann"], "Anna", ("Ann",)),
        (["Ann"], "", ()),
    ],
)
def test_a_name_finds_those_that_look_like_it(names: list[str], asked: str, near: tuple[str, ...]) -> None:
    assert NearNames(names).to(asked) == near


def test_the_nearest_come_first_and_no_more_than_asked_for() -> None:
    names = NearNames(["Konashenko", "Konashenkow", "Konasenkov", "Konashenkova", "Rybar"])
    assert names.to("Konashenkov")[0] in {"Konashenkow", "Konashenko", "Konashenkova"}
    assert len(names.to("Konashenkov")) == 3
    assert len(names.to("Konashenkov", 1)) == 1


def test_one_name_among_thousands_of_others_is_found() -> None:
    names = [f"Channel {number} of the front" for number in range(3000)]
    assert NearNames([*names, "Volodymyr Zelenskyy"]).to("Volodymyr Zelensky") == ("Volodymyr Zelenskyy",)


def test_texts_of_any_length_are_compared() -> None:
    text = "The bridge over the river was open to traffic " * 40
    assert NearNames([text]).to(text + "again") == (text,)


@given(st.lists(st.text(max_size=8), max_size=8), st.text(max_size=8))
def test_what_is_near_is_among_the_names_and_is_not_the_name_itself(names: list[str], asked: str) -> None:
    near = NearNames(names).to(asked)
    assert set(near) <= set(names) - {asked}


def test_what_a_miss_looks_at_is_bounded_in_length() -> None:
    for text in ("b" * 16_000, "The bridge over the river was open to traffic " * 400):
        assert NearNames([text]).to(text[:-1] + "x") == (text,)


def test_what_a_miss_looks_at_is_bounded_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    class Counting(SequenceMatcher[str]):
        def set_seq1(self, a: Sequence[str]) -> None:
            compared.append(len(a))
            super().set_seq1(a)

    names = NearNames(f"{'Channel of the front ' * 30}{number:05}" for number in range(1_500))
    monkeypatch.setattr("claimgraph.log.similar_names.SequenceMatcher", Counting)
    names.to("Channel of the front " * 30)
    assert len(compared) <= CANDIDATES + 1  # one when the matcher is made
    assert max(compared) <= COMPARED
    shared, counted = names._sharing({"cha", "han", "ann", "nel"})
    assert sum(shared.values()) <= LOOKED_AT
    assert counted == 1


def test_of_names_that_are_all_alike_the_nearest_are_found_by_what_is_rare_in_them() -> None:
    names = NearNames(f"Channel {number:04} of the front" for number in range(4_000))
    assert names.to("Chanel 3141 of the front", 1) == ("Channel 3141 of the front",)
