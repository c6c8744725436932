"""AIF: the ecosystem's own loader takes every graph, and its nodes lead where Inference Anchoring Theory has them."""

from __future__ import annotations

import json
import logging
from io import BytesIO, StringIO
from typing import Any

import pytest
from argued import generated, graph_of, hostile, quietly, record, says

import claimgraph as cg
from claimgraph.io.arguments import aif

LEADS = {
    ("L", "YA"),
    ("YA", "I"),
    ("YA", "L"),
    ("YA", "CA"),
    ("I", "RA"),
    ("RA", "I"),
    ("I", "CA"),
    ("CA", "I"),
}


def graph(view: cg.View | cg.ClaimGraph) -> dict[str, Any]:
    """Write a graph, and see to it that it is well made."""
    found: dict[str, Any] = json.loads(quietly(aif.write, view))
    kinds = {node["nodeID"]: node["type"] for node in found["nodes"]}
    assert len(kinds) == len(found["nodes"])
    assert len({edge["edgeID"] for edge in found["edges"]}) == len(found["edges"])
    assert {(kinds[edge["fromID"]], kinds[edge["toID"]]) for edge in found["edges"]} <= LEADS
    starts = [edge["fromID"] for edge in found["edges"]]
    ends = [edge["toID"] for edge in found["edges"] if (kinds[edge["fromID"]], kinds[edge["toID"]]) != ("YA", "CA")]
    for name, kind in kinds.items():
        if kind in ("YA", "RA", "CA"):
            assert starts.count(name) == ends.count(name) == 1
    persons = {one["participantID"] for one in found["participants"]}
    assert len(persons) == len(found["participants"])
    assert {one["personID"] for one in found["locutions"]} == persons
    assert sorted(one["nodeID"] for one in found["locutions"]) == sorted(n for n, kind in kinds.items() if kind == "L")
    return found


def told(found: dict[str, Any]) -> list[str]:
    """Tell each path of length two by the texts of its nodes."""
    kinds = {node["nodeID"]: node["type"] for node in found["nodes"]}
    texts = {node["nodeID"]: node["text"] for node in found["nodes"]}
    onward: dict[str, list[str]] = {}
    for edge in found["edges"]:
        onward.setdefault(edge["fromID"], []).append(edge["toID"])
    middles = [node["nodeID"] for node in found["nodes"] if node["type"] in ("YA", "RA", "CA")]
    before = {edge["toID"]: edge["fromID"] for edge in found["edges"] if kinds[edge["fromID"]] != "YA"}
    return [f"{texts[before[one]]} → {texts[one]} → {texts[onward[one][0]]}" for one in middles]


def of(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [node for node in found["nodes"] if node["type"] == kind]


# --- the checker


@pytest.fixture
def loaded(caplog: pytest.LogCaptureFixture) -> Any:
    """Give what loads a graph with arguebuf and compares it with what was written."""
    arguebuf = pytest.importorskip("arguebuf", reason="arguebuf is not installed: pip install '.[interop]'")

    def load(view: cg.View | cg.ClaimGraph) -> Any:
        found = graph(view)
        result = arguebuf.load.aif(found)
        assert {node.id: node.text for node in result.atom_nodes.values()} == {
            node["nodeID"]: node["text"] for node in of(found, "I")
        }
        schemes = {node.id: type(node.scheme).__name__ for node in result.scheme_nodes.values()}
        assert schemes == {
            **{node["nodeID"]: "Support" for node in of(found, "RA")},
            **{node["nodeID"]: "Attack" for node in of(found, "CA")},
        }
        assert len(result.edges) == 2 * len(schemes)
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            dialogue = arguebuf.load.aif(found, reconstruct_dialog=True)
        assert not caplog.records  # every edge leads from a node to a node
        assert dialogue.atom_nodes.keys() == result.atom_nodes.keys()
        assert len(arguebuf.load.json(StringIO(json.dumps(found))).nodes) == len(result.nodes)
        return result

    return load


def test_the_record_is_loaded_with_its_conflicts_and_inferences(loaded: Any) -> None:
    result = loaded(record())
    texts = {node.text for node in result.atom_nodes.values()}
    assert {"Lysychansk encircled", "It is not the case that: Lysychansk encircled"} <= texts
    pairs = {
        (before.text, after.text)
        for node in result.scheme_nodes.values()
        if type(node.scheme).__name__ == "Support"
        for before in result.incoming_nodes(node)
        for after in result.outgoing_nodes(node)
    }
    assert ("Luhansk Oblast controlled by Russia", "Lysychansk controlled by Russia") in pairs


def test_hostile_text_is_loaded_as_it_went_in(loaded: Any) -> None:
    texts = {node.text for node in loaded(hostile()).atom_nodes.values()}
    assert {row.assertion for row in cg.assertions(hostile())} <= texts


def test_generated_graphs_are_loaded(loaded: Any) -> None:
    assert sum(len(loaded(view).nodes) for view in generated(120)) > 500


# --- what is written


def test_an_empty_graph_has_no_nodes() -> None:
    assert not any(graph(graph_of()).values())


def test_the_same_graph_is_the_same_bytes_to_text_and_to_bytes() -> None:
    out = BytesIO()
    aif.write(graph_of(says("Ann", "affirms", "é")).view(), out)
    assert out.getvalue().decode() == quietly(aif.write, graph_of(says("Ann", "affirms", "é")))
    assert "é" in out.getvalue().decode()


def test_to_affirm_is_to_assert_and_to_deny_is_to_assert_the_negation_and_to_disagree() -> None:
    found = graph(graph_of(says("Ann", "affirms", "a"), says("Bob", "denies", "a", "2022-07-03")))
    ann, bob = "Ann affirms “a”, on 2 July 2022", "Bob denies “a”, on 3 July 2022"
    no = "It is not the case that: a"
    assert told(found) == [
        f"{ann} → Asserting → a",
        f"{bob} → Asserting → {no}",
        f"{no} → Default Conflict → a",
        f"a → Default Conflict → {no}",
        f"{bob} → Disagreeing → Default Conflict",
    ]
    assert [node["conflict"] for node in of(found, "CA")] == ["contradictory", "contradictory"]
    assert [node.get("status") for node in of(found, "I")] == ["disputed", None]


@pytest.mark.parametrize(
    ("stance", "force"),
    [("questions", "Challenging"), ("comments", "Default Illocuting"), ("declines", "Default Illocuting")],
)
def test_what_takes_no_side_has_a_force_of_its_own(stance: str, force: str) -> None:
    found = graph(graph_of(says("Ann", stance, "a", quote="who knows", valid="2022-06-24")))
    assert told(found) == [f"Ann {stance} “a”, on 2 July 2022, of 24 June 2022: “who knows” → {force} → a"]


def test_who_speaks_and_where_it_was_read_stand_with_the_locution() -> None:
    document = cg.Document("A page", url="https://example.org/1")
    found = graph(
        graph_of(
            says("Ann", "affirms", "a", "2022-07-02T10:00:00+03:00", document=document),
            says("Ann", "affirms", "b", "2022-07-03", document=cg.Document("A talk")),
            says("Bob", "affirms", "b", "2022-07-04"),
        )
    )
    assert found["participants"] == [
        {"participantID": "1", "firstname": "Ann", "surname": ""},
        {"participantID": "2", "firstname": "Bob", "surname": ""},
    ]
    told_of = [(one["personID"], one["timestamp"], one["source"]) for one in found["locutions"]]
    assert told_of == [
        ("1", "2022-07-02 07:00:00", "https://example.org/1"),
        ("1", "2022-07-03 00:00:00", "A talk"),
        ("2", "2022-07-04 00:00:00", None),
    ]


def test_rules_that_entail_are_inferences_and_those_that_exclude_are_conflicts() -> None:
    found = graph(
        graph_of(
            cg.Link("a", "entails", "b"),
            cg.Link("c", "equivalent", "d"),
            cg.Link("a", "contrary", "c"),
            cg.Link("a", "contradictory", "e"),
            *(says("Ann", "affirms", text) for text in "abcde"),
        )
    )
    inferences = [one for one in told(found) if "Inference" in one]
    assert inferences == [f"{a} → Default Inference → {b}" for a, b in ("ab", "cd", "dc")]
    conflicts = {one["nodeID"]: one["conflict"] for one in of(found, "CA")}
    pairs = {
        (path[0], path[-1]): kind
        for path, kind in zip([one for one in told(found) if "Conflict" in one], conflicts.values(), strict=True)
    }
    assert pairs["a", "c"] == pairs["c", "a"] == "contrary"
    assert pairs["a", "e"] == pairs["e", "a"] == "contradictory"
    assert pairs["a", "d"] == "contrary"  # by way of c


def test_a_rule_leads_through_what_nobody_recorded() -> None:
    found = graph(
        graph_of(
            cg.Predicate("held by", single_valued=True, inherits=True),
            cg.Part("Town", of="District"),
            cg.Part("District", of="Region"),
            cg.Assertion(subject="Region", predicate="held by", value="North"),
            cg.Assertion(subject="Town", predicate="held by", value="North"),
            says("Ann", "affirms", "Region held by North"),
            says("Bob", "denies", "Town held by North"),
        )
    )
    inferences = [one for one in told(found) if "Inference" in one]
    assert inferences == [
        "Region held by North → Default Inference → District held by North",
        "District held by North → Default Inference → Town held by North",
    ]
    (between,) = (node for node in of(found, "I") if node["text"] == "District held by North")
    assert "status" not in between
    assert "Region held by North → Default Conflict → It is not the case that: Town held by North" in told(found)


def test_a_report_asserts_the_locution_that_it_repeats_and_a_withdrawal_points_to_what_it_takes_back() -> None:
    first = says("Ann", "affirms", "a")
    records = (
        first,
        says("Bob", "affirms", "a", "2022-07-03", cites=[first]),
        says("Ann", "withdraws", "a", "2022-07-04", cites=[first]),
    )
    paths = told(graph(graph_of(*records)))
    ann = "Ann affirms “a”, on 2 July 2022, taken back on 4 July 2022"
    assert f"Bob affirms “a”, on 3 July 2022 → Asserting → {ann}" in paths
    assert f"Ann withdraws “a”, on 4 July 2022 → Default Illocuting → {ann}" in paths


def test_what_is_left_out_is_named() -> None:
    first = says("Ann", "affirms", "a")
    held = graph_of(
        cg.Source("Ann", speaks_for="Corps", note="spokeswoman"),
        cg.Assertion("a", subject="s", note="n"),
        first,
        says("Bob", "affirms", "a", cites=[first, "Wire"], hedge="perhaps", document=cg.Document("T", publisher="P")),
        cg.Predicate("is"),
        cg.Affiliation("Bob", speaks_for="Corps"),
    )
    with pytest.warns(cg.LossyWarning) as caught:
        aif.write(held.view(only="Bob"), StringIO())
    assert "the citation of 1 claim that the view does not show" in str(caught[0].message)
    with pytest.warns(cg.LossyWarning) as caught:
        aif.write(held.view(), StringIO())
    message = str(caught[0].message)
    for what in (
        "the speaks_for of 1 source",
        "the note of 1 source",
        "2 sources that no claim leads to",
        "the subject of 1 assertion",
        "the hedge of 1 claim",
        "whom 1 claim cites besides claims",
        "the publisher of 1 document",
        "1 predicate",
        "1 affiliation",
    ):
        assert what in message
