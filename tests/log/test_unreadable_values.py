"""Values that cannot be read: they compare with nothing, are listed, and block nothing."""

from __future__ import annotations

import itertools
import pickle
import warnings
from io import BytesIO, StringIO
from typing import Any

import pytest

import claimgraph as cg

KILLED = cg.Predicate("killed", values="quantity")
FEW, MANY, LAKH = (
    cg.Assertion(text, subject="Raid", predicate="killed", value=value)
    for text, value in (("Few", "3"), ("Many", "21"), ("Unclear", "5 lakh people"))
)
quiet = pytest.mark.filterwarnings("ignore:.*cannot be read:claimgraph.UnreadableWarning")


def says(source: str, assertion: Any, stance: str = "affirms") -> cg.Claim:
    return cg.Claim(source, stance, assertion, asserted_at="2022-07-02")


CLAIMS = [says("Ann", FEW), says("Bob", MANY), says("Eve", LAKH)]


@quiet
@pytest.mark.parametrize("order", list(itertools.permutations([KILLED, *CLAIMS])))
def test_one_value_that_cannot_be_read_lets_all_others_compare_in_any_order(order: tuple[Any, ...]) -> None:
    one_by_one, at_once = cg.ClaimGraph(), cg.ClaimGraph()
    for record in order:
        one_by_one.add(record)
    at_once.extend(order)
    for graph in (one_by_one, at_once):
        assert sorted(row.assertion for row in cg.disputes(graph)) == ["Few", "Many"]
        assert cg.status(graph, "Unclear") is cg.Status.CLAIMED
        [row] = cg.unreadable(graph)
        assert (row.assertion, row.predicate, row.value) == ("Unclear", "killed", "5 lakh people")
        assert "'lakh' is in no unit: write the number in full" in row.problem


@quiet
def test_what_is_said_of_the_assertion_itself_is_disputed_as_ever() -> None:
    graph = cg.ClaimGraph()
    graph.extend([KILLED, *CLAIMS, says("Zoe", LAKH, "denies"), cg.Link("Unclear", "contrary", "Nobody knows")])
    assert cg.status(graph, LAKH) is cg.Status.DISPUTED
    assert cg.status(graph, cg.Assertion("Nobody knows")) is cg.Status.UNCLAIMED
    assert "Eve" in str(cg.explain(graph, LAKH))


@quiet
def test_a_date_beyond_the_calendar_lets_other_dates_compare() -> None:
    graph = cg.ClaimGraph()
    born = [
        cg.Assertion(text, subject="Ann", predicate="born", value=value)
        for text, value in (("A", "1900-08-06"), ("B", "1901"), ("C", "-0043-03-15"), ("D", "-4540000000, precision 3"))
    ]
    graph.extend([*(says(one.text, one) for one in born), cg.Predicate("born", values="date")])
    assert [row.assertion for row in cg.disputes(graph)] == ["A", "B"]
    assert [row.value for row in cg.unreadable(graph)] == ["-0043-03-15", "-4540000000, precision 3"]


def test_one_warning_for_a_batch_tells_how_many_and_the_first() -> None:
    more = cg.Assertion("Vague", subject="Raid", predicate="killed", value="dozens")
    with pytest.warns(
        cg.UnreadableWarning, match=r"^2 values cannot .* the first is '5 lakh people' of 'Unclear'"
    ) as seen:
        cg.ClaimGraph().extend([KILLED, LAKH, more, FEW])
    assert len(seen) == 1
    assert seen[0].filename == __file__
    graph = cg.ClaimGraph()
    graph.extend([LAKH, FEW])
    with pytest.warns(cg.UnreadableWarning, match=r"^1 value .* it is '5 lakh people'") as seen:
        graph.add(KILLED)
    assert seen[0].filename == __file__
    graph.add(says("Ann", "Few"))  # nothing new that cannot be read, and so no warning
    with pytest.warns(cg.UnreadableWarning, match="'dozens'"):
        graph.add(says("Bob", more))


def test_a_file_is_read_and_the_warning_is_of_the_line_that_reads_it() -> None:
    graph = cg.ClaimGraph()
    with pytest.warns(cg.UnreadableWarning):
        graph.extend([KILLED, *CLAIMS])
    out = StringIO()
    cg.write(graph, out, format="jsonl")
    out.seek(0)
    with pytest.warns(cg.UnreadableWarning) as seen:
        assert cg.read(out, format="jsonl") == graph
    assert [one.filename for one in seen] == [__file__]


@quiet
@pytest.mark.parametrize("form", ["jsonl", "parquet", "trig"])
def test_what_cannot_be_read_is_written_and_read_without_loss(form: str) -> None:
    pytest.importorskip({"parquet": "pyarrow", "trig": "rdflib"}.get(form, "json"))
    graph = cg.ClaimGraph()
    graph.extend([KILLED, *CLAIMS])
    out: Any = BytesIO()
    cg.write(graph, out, format=form)
    out.seek(0)
    again = cg.read(out, format=form)
    assert again == graph
    assert cg.unreadable(again) == cg.unreadable(graph)
    assert cg.from_data(cg.to_data(cg.unreadable(graph)[0])) == cg.unreadable(graph)[0]


def test_a_warning_that_is_an_error_leaves_nothing_recorded() -> None:
    graph = cg.ClaimGraph()
    graph.add(LAKH)
    nodes = len(graph.nx)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(cg.UnreadableWarning):
            graph.extend([KILLED, FEW])
    assert [entry.record for entry in graph.log] == [LAKH]
    assert len(graph.nx) == nodes
    with pytest.warns(cg.UnreadableWarning):
        graph.extend([KILLED, FEW])


@quiet
def test_a_correction_mends_a_value_from_its_own_recording_on() -> None:
    graph = cg.ClaimGraph()
    graph.extend([KILLED, *CLAIMS], recorded_at="2022-07-03")
    mended = cg.Assertion("Very many", subject="Raid", predicate="killed", value="500000")
    graph.add(cg.Correction(of=LAKH.id, by="desk", why="in full", replacement=mended), recorded_at="2022-07-05")
    assert not cg.unreadable(graph)
    assert "Very many" in [row.assertion for row in cg.disputes(graph)]
    before = graph.view(known_at="2022-07-04")
    assert [row.assertion for row in cg.unreadable(before)] == ["Unclear"]
    assert not cg.unreadable(graph.view(known_at="2022-07-02"))
    again = pickle.loads(pickle.dumps(graph))
    assert again == graph
    assert cg.unreadable(again.view(known_at="2022-07-04")) == cg.unreadable(before)


def test_a_correction_of_a_predicate_warns_of_what_it_makes_unreadable() -> None:
    graph = cg.ClaimGraph()
    graph.extend([cg.Predicate("killed"), *CLAIMS])
    assert not cg.unreadable(graph)
    with pytest.warns(cg.UnreadableWarning):
        graph.add(cg.Correction(of=KILLED.id, by="desk", why="figures", replacement=KILLED))
    assert [row.assertion for row in cg.unreadable(graph)] == ["Unclear"]


def test_an_assertion_by_its_triple_alone_is_the_recorded_one() -> None:
    alone = cg.Assertion(subject="Raid", predicate="killed", value="3")
    noted = cg.Correction(of=says("Zoe", "Town held").id, by="desk", why="slip")
    for batch in ([says("Bob", alone)], [says("Zoe", "Town held"), noted, says("Bob", alone)]):
        graph = cg.ClaimGraph()
        graph.add(says("Ann", FEW))
        graph.extend(batch)
        graph.add(cg.Link(alone, "contrary", "Nobody hurt"))
        assert [row.source for row in cg.positions(graph, "Few")] == ["Ann", "Bob"]
        assert {claim.assertion for claim in cg.claims(graph, assertion="Few")} == {"Few"}
    assert graph.add(alone) == FEW
    with pytest.raises(cg.Conflict):
        graph.add(cg.Assertion("Three died", subject="Raid", predicate="killed", value="3"))
