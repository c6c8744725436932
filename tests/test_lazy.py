"""Disputes and positions that are found out late are the values that they would be at once."""

from __future__ import annotations

import copy
import pickle

import attrs
import pytest

import claimgraph as cg
from claimgraph.records.claims import Claim, Source


@pytest.fixture
def graph() -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(
        [
            Source("Ann", speaks_for="Corps"),
            Claim("Ann", "affirms", "City held", asserted_at="2022-07-02"),
            Claim("Bob", "denies", "City held", asserted_at="2022-07-02T10:00Z"),
            Claim("Eve", "denies", "City held", asserted_at="2022-07-03"),
        ]
    )
    return graph


def fresh(graph: cg.ClaimGraph) -> cg.Dispute:
    return cg.disputes(attrs.evolve(graph.view()))[0]


def test_a_dispute_nobody_has_looked_at_is_equal_copied_and_pickled_as_one_made_at_once(graph: cg.ClaimGraph) -> None:
    looked_at = fresh(graph)
    made = cg.Dispute(**{field.name: getattr(looked_at, field.name) for field in attrs.fields(cg.Dispute)})
    assert fresh(graph) == made == pickle.loads(pickle.dumps(fresh(graph)))
    assert copy.deepcopy(fresh(graph)) == copy.copy(fresh(graph)) == made
    assert repr(fresh(graph)) == repr(made)
    assert hash(fresh(graph)) == hash(made)
    assert cg.from_data(cg.to_data(fresh(graph))) == made
    assert fresh(graph).supporters[0] == cg.positions(graph, "City held")[0]


def test_each_field_may_be_the_first_that_is_looked_at(graph: cg.ClaimGraph) -> None:
    made = fresh(graph)
    for field in attrs.fields(cg.Dispute):
        assert getattr(fresh(graph), field.name) == getattr(made, field.name)
    for field in attrs.fields(cg.Position):
        assert getattr(fresh(graph).opponents[1], field.name) == getattr(made.opponents[1], field.name)
    for field in attrs.fields(cg.Opposition):
        row = cg.opposed_by(attrs.evolve(graph.view()), "Corps")[1]
        assert getattr(row, field.name) == getattr(cg.opposed_by(graph, "Corps")[1], field.name)


def test_the_names_on_both_sides_are_those_of_the_positions(graph: cg.ClaimGraph) -> None:
    made = fresh(graph)
    assert made.sides == (("Ann",), ("Bob", "Eve"))
    for other in (copy.copy(made), pickle.loads(pickle.dumps(made)), attrs.evolve(made, assertion="City lost")):
        assert other.sides == made.sides
    assert attrs.evolve(made, opponents=()).sides == (("Ann",), ())
    assert cg.disputes(graph.view(said_since="2022-07-01"))[0].sides == made.sides  # judged in full
    with pytest.raises(AttributeError):
        made.sides = ()  # type: ignore[misc]


def test_what_an_answer_does_not_have_is_an_attribute_error(graph: cg.ClaimGraph) -> None:
    with pytest.raises(AttributeError, match="'Dispute' object has no attribute 'truth'"):
        _ = fresh(graph).truth
    with pytest.raises(AttributeError):
        fresh(graph).since = cg.When("2022")  # type: ignore[misc]


def test_what_is_looked_at_later_is_as_of_the_view_whatever_was_recorded_since(graph: cg.ClaimGraph) -> None:
    expected = attrs.astuple(fresh(graph)), attrs.astuple(cg.opposed_by(attrs.evolve(graph.view()), "Corps")[0])
    dispute, opposition = fresh(graph), cg.opposed_by(attrs.evolve(graph.view()), "Corps")[0]
    position = fresh(graph).opponents[0]
    graph.extend(Claim(name, "affirms", "City held", asserted_at="2022-07-04") for name in ("Bob", "Eve", "Zoe"))
    graph.add(Claim("Bob", "denies", "City held", asserted_at="2022-07-01"))
    assert cg.status(graph, "City held") is cg.Status.CONCEDED
    assert (attrs.astuple(dispute), attrs.astuple(opposition)) == expected
    assert position.since == cg.When("2022-07-02T10:00Z")
