"""TriG: nothing is lost, every entry is a valid nanopublication, and what is denied is said nowhere."""

from __future__ import annotations

import logging
import random
import re
import sys
import warnings
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import attrs
import pytest
import rdflib
from folders import ROOT, SEEDS
from fuzz_trig import main
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import PROV
from strategies import History, histories, random_cited_ruled_history, zones

import claimgraph as cg
from claimgraph.io.rdf import trig
from claimgraph.io.rdf.terms import CG, LINKS, PREFIXES, camel, class_of, snake
from claimgraph.records.amendments import brought_in
from claimgraph.records.base import KINDS

PAGE = ROOT / "docs" / "howto" / "rdf.md"
NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
PARTS = ("sub:assertion {", "sub:provenance {", "sub:pubinfo {")
NPX = rdflib.Namespace("http://purl.org/nanopub/x/")
OURS = rdflib.Namespace(CG)
SAID = cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02")
HOSTILE = [
    "'", '"', '"""', '\n\\"', "\\", "\\u0041", "\r", "\r\n", "\t", "\0", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe",
    '=HYPERLINK("x")', "</script><script>alert(1)</script>", "<urn:x>", "} sub:x {", "# no comment", "@prefix", "_:b",
    "\u202eright to left\u202c", "\U0001f310\U0010ffff", "a|b\\|c", "%00%zz", "  x  ", "e\u0301",
]  # fmt: skip


def graph_of(history: History, zone: str = "UTC") -> cg.ClaimGraph:
    graph = cg.ClaimGraph(zone)
    for at, record in history:
        graph.add(record, recorded_at=at)
    return graph


def recorded(*records: Any, at: str = "2022-08-01T00:00Z") -> cg.ClaimGraph:
    graph = cg.ClaimGraph()
    graph.extend(records, recorded_at=at)
    return graph


def text_of(graph: cg.ClaimGraph, **options: Any) -> str:
    out = StringIO()
    trig.write(graph, out, **options)
    return out.getvalue()


def read(text: str | bytes, **options: Any) -> cg.ClaimGraph:
    return trig.read(BytesIO(text) if isinstance(text, bytes) else StringIO(text), **options)


def faults(text: str | bytes, **options: Any) -> list[Any]:
    with pytest.raises(cg.InvalidBatch, match="nothing was loaded") as caught:
        read(text, **options)
    return list(caught.value.exceptions)


def dataset(text: str) -> rdflib.Dataset:
    found = rdflib.Dataset(default_union=True)
    found.parse(data=text, format="trig")
    return found


def nanopubs(text: str) -> list[str]:
    """Split a file into its nanopublications."""
    return re.split(r"\n(?=@prefix this:)", text)[1:]


def everything() -> cg.ClaimGraph:
    """Make a graph with every field of every kind of record."""
    graph = cg.ClaimGraph("Europe/Kyiv")
    claim = cg.Claim(
        "Ann", "affirms", "bridge open", asserted_at="2022-07-02T10:00:00.000001+03:00", valid="../2022-07-02~",
        document="https://example.org/1", locator="paragraph 4", quote="it “is” open",
        cites=[SAID.id, "Corps", cg.UNKNOWN], hedge="it seems", credibility=3, note="n",
    )  # fmt: skip
    denied = cg.Claim("Ann", "denies", "bridge open", asserted_at="2022-07-03", cites=["Corps", SAID.id])
    taken = cg.Correction(of=SAID.id, by="desk", why="typo", replacement=denied)
    early = [
        cg.Source("Ann", speaks_for="Corps", reliability="B", url="https://example.org/ann", note="n"),
        cg.Affiliation("Ann", speaks_for="Bob", valid="2022-07/.."),
        cg.SameAs("Ann", "Anne"),
        cg.Document("Report", url="https://example.org/1", publisher="Times", date="2022-07-03"),
        cg.Assertion("bridge open", subject="bridge", predicate="is", value="open", note="n"),
        cg.Predicate("counts", single_valued=True, values="quantity", cumulative=True, inherits=True),
        cg.Part("bridge", of="road"),
        cg.Link("bridge open", "contrary", "bridge shut"),
        cg.Dismissal("bridge open", "road shut", by="desk", why="another bridge"),
        cg.Reliance("https://example.org/1", "bridge open", note="paragraph 4"),
        SAID,
        claim,
    ]
    graph.extend(early, recorded_at="2022-08-01T00:00:00.000001Z")
    graph.extend([taken], recorded_at="2022-08-02T00:00:00Z")
    slip = attrs.evolve(taken, why="slip", replacement=attrs.evolve(denied, note="n"))
    again = cg.Correction(of=taken.id, by="desk", why="no typo", replacement=slip)
    graph.extend([again], recorded_at="2022-08-03T00:00:00Z")
    return graph


# --- round trip


def test_every_field_of_every_kind_comes_back() -> None:
    graph = everything()
    given = set()
    for entry in graph.log:
        for record in brought_in(entry.record):
            fields = attrs.fields(type(record))
            given |= {(record.kind, one.name) for one in fields if getattr(record, one.name) != one.default}
    assert given == {(kind, one.name) for kind, known in KINDS.items() for one in attrs.fields(known)}
    again = read(text_of(graph))
    assert again == graph
    assert [entry.recorded_at for entry in again.log] == [entry.recorded_at for entry in graph.log]
    assert again.log[-1].record.replacement.replacement.cites == ("Corps", SAID.id)


@pytest.mark.parametrize("seed", range(150))
def test_a_generated_graph_read_again_is_the_same_graph(seed: int) -> None:
    history, _, zone = random_cited_ruled_history(seed)
    graph = graph_of(history, zone)
    assert read(text_of(graph)) == graph


@given(histories(), zones())
@settings(max_examples=60)
def test_a_drawn_graph_read_again_is_the_same_graph(history: History, zone: str) -> None:
    graph = graph_of(history, zone)
    assert read(text_of(graph)) == graph


@pytest.mark.parametrize("name", ["lysychansk-2022.jsonl", "lysychansk-article.jsonl"])
def test_a_seed_read_again_is_the_same_graph(name: str) -> None:
    graph = cg.read(SEEDS / name)
    assert read(text_of(graph)) == graph


def hostile(text: str) -> cg.ClaimGraph:
    return recorded(
        cg.Source(f"s{text}", speaks_for=f"t{text}", url=f"http://{text}", note=f"n{text}"),
        cg.Assertion(f"a{text}", subject=f"s{text}", predicate=f"p{text}", value=f"v{text}"),
        cg.Claim(f"s{text}", "denies", f"a{text}", asserted_at="2022", document=f"d{text}", cites=[f"c{text}", "x"]),
        cg.Claim("Ann", "affirms", f"b{text}", asserted_at="2022", document=f"https://e.org/{text}", quote=f"q{text}"),
        cg.Correction(of=f"source:{cg.Source(f's{text}').id[7:]}", by=f"by{text}", why=f"{text}why"),
    )


@pytest.mark.parametrize("text", [*HOSTILE, "".join(HOSTILE)])
def test_hostile_text_comes_back_to_the_letter_and_rdflib_reads_it_too(text: str) -> None:
    graph = hostile(text)
    written = text_of(graph)
    assert read(written) == graph
    assert read(written.encode()) == graph
    values = {str(value) for *_, value, _ in dataset(written).quads((None, OURS.note, None, None))}
    assert values == {f"n{text}"}


def test_every_character_comes_back() -> None:
    codes = [*range(0xD800), *range(0xE000, 0x11000), *range(0x1F000, 0x1F100), 0x10FFFF]
    texts = ["x" + "".join(map(chr, codes[at : at + 4096])) for at in range(0, len(codes), 4096)]
    graph = recorded(*(cg.Source(f"S{at}", note=text) for at, text in enumerate(texts)))
    assert read(text_of(graph)) == graph


@given(st.text(min_size=1))
@settings(max_examples=200)
def test_any_text_comes_back(text: str) -> None:
    graph = recorded(cg.Source("Ann", note=f"{text}."), cg.Part(f"p{text}", of=f"w{text}"))
    assert read(text_of(graph)) == graph


def test_a_megabyte_of_text_comes_back() -> None:
    long = ("some of many words " * 12 + '\\"\n') * 4_500
    graph = recorded(cg.Claim("Ann", "affirms", f"x{long}", asserted_at="2022", quote=f"y{long}"))
    written = text_of(graph)
    assert read(written) == graph
    assert max(map(len, re.findall("<[^>]*>", written.replace(long, "")))) < 100


def test_what_was_taken_out_and_recorded_again_comes_back() -> None:
    graph = recorded(cg.Source("Ann", note="x"))
    graph.add(cg.Correction(of="source:ann", by="desk", why="never heard of"), recorded_at="2022-08-01T00:00Z")
    graph.add(cg.Source("Ann", note="x"), recorded_at="2022-08-01T00:00Z")
    assert read(text_of(graph)) == graph


def test_an_empty_log_comes_back_in_its_zone() -> None:
    assert read(text_of(cg.ClaimGraph("Asia/Kolkata"))) == cg.ClaimGraph("Asia/Kolkata")


@pytest.mark.parametrize(
    "time",
    ["0001-01-01", "9999", "9999-12-31T23:59:59.999999Z", "0001", "2011-12-30", "201X", "2022-07-02T10:00Z"],
)
def test_times_at_the_edges_come_back(time: str) -> None:
    graph = cg.ClaimGraph("Pacific/Apia")
    graph.extend([cg.Affiliation("Ann", valid=f"{time}"), cg.Document("x", date=time)], recorded_at="0001-01-01T00:00Z")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", DeprecationWarning)
        written = text_of(graph)
        dataset(written)
    assert read(written) == graph


# --- nanopublications


@pytest.fixture(scope="module")
def nanopub_class() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("nanopub").Nanopub


def check_valid(text: str, nanopub_class: Any, tmp_path: Path, step: int = 1) -> int:
    parts = nanopubs(text)
    for part in parts[::step]:
        path = tmp_path / "one.trig"
        path.write_text(PREFIXES + part, "utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it uses what rdflib no longer likes
            one = nanopub_class(rdf=path)
            assert one.is_valid
            assert len(one.head) == 4
    return len(parts)


def test_entries_of_the_wider_record_are_valid_nanopublications(nanopub_class: Any, tmp_path: Path) -> None:
    graph = cg.read(SEEDS / "lysychansk-2022.jsonl")
    # Every third: each takes a tenth of a second, and all of a kind are alike.
    assert check_valid(text_of(graph), nanopub_class, tmp_path, step=3) == len(graph.log) + 1


@pytest.mark.parametrize("graph", [everything(), hostile("".join(HOSTILE))])
def test_every_kind_of_record_and_hostile_text_are_valid_nanopublications(
    graph: cg.ClaimGraph, nanopub_class: Any, tmp_path: Path
) -> None:
    assert check_valid(text_of(graph), nanopub_class, tmp_path) == len(graph.log) + 1


def test_the_check_of_nanopublications_can_fail(nanopub_class: Any, tmp_path: Path) -> None:
    bad = text_of(recorded(SAID)).replace("sub:assertion prov:wasAttributedTo", "sub:other prov:wasAttributedTo")
    with pytest.raises(ValueError, match="assertion graph URI"):
        check_valid(bad, nanopub_class, tmp_path)


@pytest.mark.parametrize("seed", range(40))
def test_the_nanopublications_of_a_log_stay_the_same_while_it_grows(seed: int) -> None:
    history, _, zone = random_cited_ruled_history(seed)
    graph = cg.ClaimGraph(zone)
    before: list[str] = []
    for at, record in history:
        graph.add(record, recorded_at=at)
        after = nanopubs(text_of(graph))[1:]
        assert [one.strip() for one in after[: len(before)]] == before
        before = [one.strip() for one in after]


# --- what the graphs say


def test_put_together_the_graphs_differ_by_the_stance_alone() -> None:
    triple = cg.Assertion("Town held by North", subject="Town", predicate="held by", value="North")
    found = []
    for stance in cg.Stance:
        claim = cg.Claim("Ann", stance, triple, asserted_at="2022-07-02")
        union = dataset(text_of(recorded(triple, claim)).replace(claim.id, "claim:x"))
        said = {(str(s), str(p), str(o)) for s, p, o, _ in union.quads() if "np:" not in f"{s}{o}" and "log:" not in s}
        stances = {triple for triple in said if triple[1] == CG + "stance"}
        assert stances == {("urn:claimgraph:claim:x", CG + "stance", CG + stance.value)}
        found.append(said - stances)
    assert all(one == found[0] for one in found)


def test_no_statement_is_what_a_source_says() -> None:
    triple = cg.Assertion(subject="Town", predicate="held by", value="North")
    graph = recorded(cg.Claim("Ann", "denies", triple, asserted_at="2022"))
    predicates = {str(p) for _, p, _, _ in dataset(text_of(graph)).quads()}
    assert all(predicate.startswith(tuple(re.findall("<(.*?)>", PREFIXES))) for predicate in predicates)
    assert not any("held" in predicate for predicate in predicates)


def test_provenance_is_in_terms_of_prov() -> None:
    found = dataset(text_of(everything()))
    (claim,) = found.subjects(OURS.hedge, None)
    (record,) = [s for s, _, _, _ in found.quads((None, OURS.records, claim, None))]
    assertion = found.value(record, NP.hasAssertion)
    assert found.value(assertion, PROV.wasAttributedTo) == rdflib.URIRef("urn:claimgraph:source:ann")
    assert found.value(assertion, PROV.hadPrimarySource) == rdflib.URIRef("https://example.org/1")
    assert str(found.value(assertion, PROV.generatedAtTime)) == "2022-07-02T10:00:00.000001+03:00"
    assert set(found.objects(assertion, PROV.wasDerivedFrom)) == {
        rdflib.URIRef(f"urn:claimgraph:{SAID.id}"),
        rdflib.URIRef("urn:claimgraph:source:corps"),
    }
    assert found.value(claim, OURS.assertedAtStart).toPython().isoformat() == "2022-07-02T07:00:00.000001+00:00"
    assert found.value(claim, OURS.validEnd).toPython().isoformat() == "2022-07-02T21:00:00+00:00"
    assert found.value(claim, OURS.validStart) is None


def test_what_is_corrected_is_superseded_and_what_is_taken_back_or_out_is_retracted() -> None:
    back = cg.Claim("Ann", "withdraws", "bridge open", asserted_at="2022-07-03", cites=[SAID.id])
    other = cg.Claim("Bob", "affirms", "bridge open", asserted_at="2022-07-02")
    mended = cg.Correction(of=other.id, by="desk", why="x", replacement=attrs.evolve(other, note="y"))
    graph = recorded(SAID, other, back, mended)
    graph.add(cg.Correction(of=attrs.evolve(other, note="y").id, by="desk", why="never said"))
    found = dataset(text_of(graph))
    of = {str(record): pub for pub, _, record, _ in found.quads((None, OURS.records, None, None))}
    pub = {
        name: of[f"urn:claimgraph:{one.id}"] for name, one in {"said": SAID, "other": other, "mended": mended}.items()
    }
    assert list(found.subject_objects(NPX.supersedes)) == [(pub["mended"], pub["other"])]
    retracted = {(str(who).split("#")[-1], what) for who, what in found.subject_objects(NPX.retracts)}
    assert retracted == {("urn:claimgraph:source:ann", pub["said"]), ("by", pub["mended"])}


def test_a_correction_ahead_of_what_it_corrects_in_a_batch_supersedes_it() -> None:
    graph = recorded(cg.Correction(of=SAID.id, by="desk", why="x", replacement=attrs.evolve(SAID, note="y")), SAID)
    assert read(text_of(graph)) == graph
    assert text_of(graph).count("npx:supersedes") == 1


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=c#d", True), ("http://example.org:8080/%20", True), ("javascript:alert(1)", False),
        ("https://example.org/a b", False), ("https://example.org/>", False), ("http://", False),
        ("file:///etc/passwd", False),
        ("https://user@example.org/", False), ("http://example.org:x/", False), ("https://example.org/é", False),
        ("http://example.org/%zz", False), ("HTTPS://example.org/", False), ("http://example.org:0/", False),
        ("a title", False),
    ],
)  # fmt: skip
def test_only_safe_urls_stand_as_iris(url: str, safe: bool) -> None:
    graph = recorded(cg.Source("Ann", url=url), attrs.evolve(SAID, document=url))
    text = text_of(graph)
    assert (f"<{url}>" in text) == safe
    assert read(text) == graph


def test_the_base_of_iris_is_the_callers() -> None:
    graph = everything()
    text = text_of(graph, base="https://example.org/desk/")
    assert "<https://example.org/desk/source:ann>" in text
    assert not re.search("<urn:claimgraph:(?!term:)", text)
    assert read(text) == graph
    for base in ("x", "urn", "https://example.org/a#", "https://example.org/a", "urn:x y:", "urn:>:", CG, 5, ""):
        with pytest.raises(cg.InvalidRecord, match=r"base: found .*, expected an absolute IRI"):
            text_of(graph, base=base)


def test_the_page_names_every_term_and_no_field_has_the_name_of_another_term() -> None:
    page = PAGE.read_text("utf-8")
    used = set(re.findall(r"(?<=[ (^])cg:\w+", re.sub(r'"(\\.|[^"\\])*"', '""', text_of(everything()))))
    used |= {f"cg:{stance}" for stance in cg.Stance} | {f"cg:{class_of(kind)}" for kind in KINDS}
    assert {term for term in used if f"`{term}`" not in page} == set()
    fields = {one.name for known in KINDS.values() for one in attrs.fields(known)}
    assert not LINKS & {camel(name) for name in fields}
    assert {snake(camel(name)) for name in fields} == fields


def test_the_page_shows_what_its_code_prints() -> None:
    names: dict[str, Any] = {}
    shown, printed = 0, ""
    for kind, text in re.findall(r"```(python|text)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        if kind == "text":
            shown += 1
            assert text.strip() == printed.strip()
        else:
            with redirect_stdout(StringIO()) as out:
                exec(compile(text, PAGE.name, "exec"), names)
            printed = out.getvalue()
    assert shown == 1


# --- reading what others have handled


def test_rdflib_may_write_it_again() -> None:
    graph = everything()
    again = dataset(text_of(graph)).serialize(format="trig")
    assert again.index("cg:Log") != text_of(graph).index("cg:Log")
    assert read(again) == graph


@pytest.mark.parametrize("seed", range(10))
def test_the_order_and_the_prefixes_say_nothing(seed: int) -> None:
    graph = everything()
    parts = [*nanopubs(text_of(graph)), "@prefix dct: <http://purl.org/dc/terms/> .\n"]
    random.Random(seed).shuffle(parts)
    text = PREFIXES.replace("cg:", "ours:") + re.sub(r"(?<= )cg:", "ours:", "".join(parts))
    assert read(text) == graph


def test_statements_of_other_vocabularies_may_be_added_and_the_same_one_twice() -> None:
    text = text_of(recorded(SAID))
    text = text.replace(
        "  this: cg:entry 3 ;\n", "  this: dct:creator <https://orcid.org/0> .\n  this: cg:entry 3, 3 ;\n"
    )
    text = text.replace("a cg:Claim", "a cg:Claim, prov:Entity, <urn:x>")
    assert read("\ufeff" + text) == recorded(SAID)


def test_blank_nodes_may_stand_for_names() -> None:
    claim = attrs.evolve(SAID, cites=["Bob", "Corps"])
    text = text_of(recorded(claim)).replace(f"<urn:claimgraph:{claim.id}>", "_:claim").replace("sub:cites-0", "_:list")
    assert read(text) == recorded(claim)


# --- faults


def fault_at(text: str, line: str, problem: str) -> Any:
    """Check that there is one fault, on the last line that has this text in it."""
    (error,) = faults(text)
    assert problem in error.problem, error
    places = [number for number, one in enumerate(text.splitlines(), 1) if line in one]
    assert error.line == places[-1], (error, places)
    return error


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ("cg:stance cg:affirms", "cg:stance cg:doubts", "cg:stance", "found 'doubts', expected one of affirms"),
        ('cg:source "Ann"', "cg:source 5", "cg:source", "found 5"),
        ('cg:source "Ann"', 'cg:source "Ann", "Bob"', "cg:source", "found 'Ann' and 'Bob', expected one"),
        ('cg:source "Ann"', 'cg:source "Ann"@en', "cg:source", "as the language en, expected a plain text"),
        ('cg:source "Ann"', "cg:source 1.5", "cg:source", "a number with a fraction"),
        ('cg:source "Ann"', "cg:source 1e5", "cg:source", "a number with a fraction"),
        ('cg:source "Ann"', "cg:source 99999999999999", "cg:source", "found 99999999999999"),
        ('cg:source "Ann"', 'cg:source "99999999999999"^^xsd:integer', "cg:source", "integer, expected a plain text"),
        ('cg:source "Ann"', 'cg:source "x"^^xsd:integer', "cg:source", "integer, expected a plain text"),
        ('cg:source "Ann"', "cg:source <urn:x>", "cg:source", "expected a text, or an rdf:Seq"),
        ('cg:source "Ann"', 'cg:source ("Ann")', "cg:source", "expected a text, or an rdf:Seq"),
        ('cg:source "Ann"', 'cg:sauce "Ann"', "cg:sauce", "found no field of this name"),
        ('cg:source "Ann"', 'cg:asserted_at "Ann"', "cg:asserted_at", "found no field of this name"),
        ('cg:source "Ann"', 'cg:recordedAt "Ann"', "cg:recordedAt", "found no field of this name"),
        ('cg:source "Ann"', "cg:source true", "cg:source", "found True"),
        ('cg:source "Ann"', 'cg:source "1"^^xsd:boolean', "cg:source", "found True"),
        ('cg:source "Ann"', 'cg:source "1"^^xsd:integer', "cg:source", "found 1"),
        ('cg:assertedAt "2022-07-02"', 'cg:assertedAt "02/07/2022"', "cg:assertedAt", "02/07/2022"),
        ('cg:recordedAt "2022-08-01T00:00:00Z"', 'cg:recordedAt "2022-08-01"', "cg:recordedAt", "expected a timestamp"),
        ('cg:recordedAt "2022-08-01T00:00:00Z"', "cg:recordedAt <urn:x>", "cg:recordedAt", "expected a timestamp"),
        ('cg:recordedAt "2022-08-01T00:00:00Z"', 'cg:recordedAt "2021-08-01T00:00:00Z"', "cg:recordedAt", "earlier"),
        ("cg:entry 3", "cg:entry 0", "cg:entry", "expected the number of the entry"),
        ("cg:entry 3", "cg:entry true", "cg:entry", "expected the number of the entry"),
        ("cg:entry 3", "cg:entry 3.0", "cg:entry", "expected the number of the entry"),
        ("cg:entry 3", "cg:entry 2", "cg:entry", "found a second entry 2"),
        ("cg:entry 3", "cg:entry 3, 4", "cg:entry", "found 2 values, expected one"),
        ("cg:records <urn:claimgraph:claim:", 'cg:records "x", <urn:claimgraph:claim:', "cg:records", "found 2 values"),
        ("a cg:Claim", "a cg:Rumour", None, "found no kind of record"),
        ("a cg:Claim", "a cg:Claim, cg:Source", None, "found several kinds of record"),
    ],
)
def test_a_fault_is_named_with_its_line_its_term_and_its_graph(
    old: str, new: str, field: str | None, problem: str
) -> None:
    text = text_of(recorded(SAID))
    head, _, tail = text.rpartition(old)
    assert head
    error = fault_at(head + new + tail, "cg:records" if field is None else new, problem)
    assert error.field == field
    assert "(in the graph <urn:claimgraph:np:" in error.problem


def test_what_is_missing_is_named_where_the_entry_is() -> None:
    text = text_of(recorded(SAID))
    error = fault_at(text.replace("    cg:stance cg:affirms ;\n", ""), "cg:entry", "found nothing, expected a value")
    assert error.field == "cg:stance"
    error = fault_at(
        re.sub("cg:records <urn:claimgraph:claim.*>", 'cg:records "x"', text), "cg:records", "the IRI of a record"
    )
    assert error.field == "cg:records"


def test_faults_of_all_entries_are_found_with_their_places() -> None:
    text = text_of(recorded(SAID, cg.Reliance("https://example.org/1", "bridge open")), base="https://e.org/")
    text = text.replace("cg:affirms", "cg:doubts").replace('cg:document "', 'cg:documents "')
    found = faults(text, file="x.trig")
    assert [error.field for error in found] == ["cg:stance", "cg:documents"]
    assert all(str(error).startswith(f"x.trig, line {error.line}, cg:") for error in found)


def test_a_fault_that_the_graph_finds_has_its_line_and_graph() -> None:
    taken_back = cg.Claim("Ann", "withdraws", "bridge open", asserted_at="2022-07-03", cites=[SAID.id])
    text = text_of(recorded(SAID, taken_back)).replace(f'"{SAID.id}"', '"claim:0"')
    error = fault_at(text, "cg:cites", "'claim:0'")
    assert isinstance(error, cg.UnknownReference)
    assert error.field == "cg:cites"
    assert "(in the graph <urn:claimgraph:np:" in error.problem


FOREIGN = """@prefix np: <http://www.nanopub.org/nschema#> .
<urn:a#Head> { <urn:a> a np:Nanopublication ; np:hasAssertion <urn:a#a> ; np:hasProvenance <urn:a#p> ;
  np:hasPublicationInfo <urn:a#i> . }
<urn:a#a> { <urn:x> <urn:causes> <urn:y> . }
<urn:a#p> { <urn:a#a> <urn:from> <urn:z> . }
<urn:a#i> { <urn:a> <urn:by> <urn:z> . }
"""


def test_nanopublications_of_others_are_refused_with_their_graph_and_predicate() -> None:
    log, error = faults(FOREIGN)
    assert "found no logs" in log.problem
    assert (error.line, "<urn:by>" in error.problem, "<urn:a#i>" in error.problem) == (6, True, True)
    (error,) = faults(text_of(recorded(SAID)) + FOREIGN.replace("<urn:a#i> {", "<urn:b> {"))[:1]
    assert "found nothing, expected cg:entry for <urn:a>" in error.problem


def test_graphs_of_no_nanopublication_are_refused_with_their_predicate() -> None:
    text = text_of(recorded(SAID))
    error = fault_at(text + "<urn:g> { <urn:x> <urn:says> 5 . }\n", "<urn:says>", "found <urn:says>, expected")
    assert "<urn:g>" in error.problem
    error = fault_at(text + "<urn:x> <urn:says> 5 .\n", "<urn:says>", "(outside of all graphs)")
    head, _, tail = text.rpartition("np:hasProvenance")
    found = faults(f"{head}np:hasProof{tail}")
    assert "expected one each of np:hasAssertion" in found[0].problem
    assert {error.line for error in found[1:]} == {text.count("\n", 0, text.rfind(part)) + 2 for part in PARTS}


@pytest.mark.parametrize("text", ["", "\n# nothing\n", "@prefix a: <urn:a:> .\n"])
def test_a_file_without_a_log_is_refused(text: str) -> None:
    (error,) = faults(text)
    assert (error.line, "found no logs" in error.problem) == (1, True)


def test_two_logs_in_one_file_are_refused() -> None:
    text = text_of(recorded(SAID))
    other = text_of(recorded(cg.Source("Bob")))
    error = faults(text + other)[0]
    assert "found 2 logs" in error.problem


def test_a_file_that_is_not_whole_is_refused() -> None:
    parts = nanopubs(text_of(recorded(SAID)))
    for kept in ([0, 1, 2], [0, 2, 3], [0]):
        (error,) = faults(PREFIXES + "\n" + "\n".join(parts[at] for at in kept))
        assert (error.field, error.line is not None) == ("cg:entries", True)
        assert f"found {len(kept) - 1} entries, expected 3" in error.problem
    huge = text_of(recorded(SAID)).replace("cg:entry 3", f"cg:entry {10**30}")
    assert [error.field for error in faults(huge)] == ["cg:entries"]
    huge = huge.replace('cg:source "Ann"', 'cg:sauce "Ann"')
    assert [error.field for error in faults(huge)] == ["cg:entries", "cg:sauce"]
    assert faults(PREFIXES + parts[1])[0].problem.startswith("found no logs")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("cg:version 1", "cg:version 2", "cg:version"), ("cg:version 1", "cg:version true", "cg:version"),
        ("cg:version 1 ;", "", "cg:version"), ('cg:zone "UTC"', 'cg:zone "Kyiv"', "cg:zone"),
        ('cg:zone "UTC"', "cg:zone 5", "cg:zone"), ("cg:entries 3", 'cg:entries "3"', "cg:entries"),
        ("cg:entries 3", "cg:entries -1", "cg:entries"), ("cg:entries 3", "cg:entries 3, 4", "cg:entries"),
    ],
)  # fmt: skip
def test_without_a_header_that_is_understood_nothing_else_is_said(old: str, new: str, field: str) -> None:
    (error,) = faults(text_of(recorded(SAID)).replace(old, new))
    assert error.field == field
    assert error.line is not None


def test_a_zone_that_differs_is_refused() -> None:
    text = text_of(recorded(SAID))
    for options in ({"zone": "Europe/Kyiv"}, {"into": cg.ClaimGraph("Europe/Kyiv")}):
        (error,) = faults(text, **options)
        assert error.field == "cg:zone"
        assert "Europe/Kyiv" in error.problem
    assert read(text, zone="UTC") == recorded(SAID)


def test_a_file_is_read_into_a_graph_all_or_nothing() -> None:
    into = recorded(cg.Source("Bob"), at="2022-07-30T00:00Z")
    text = text_of(recorded(SAID))
    faults(text.replace("cg:affirms", "cg:doubts"), into=into)
    assert len(into.log) == 1
    assert read(text, into=into) is into
    assert len(into.log) == 4


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no trig", 1), ("\n\n<urn:a> {", 3), ("\n<urn:a> <urn:b> 'x", 2), ("\n<x> <y> <z> .", 2),
        ("\n<urn:a> x:b 5 .", 2), ("\n" + "[" * 5000, 2), ("<urn:a> {\n  <urn:b> <urn:c> [ " + "<urn:d> [ " * 5000, 2),
        ('\n<urn:a> <urn:b> "\\', 2),
    ],
)  # fmt: skip
def test_what_is_no_trig_is_refused_with_its_line(text: str, line: int) -> None:
    (error,) = faults(text)
    assert error.line == line


@pytest.mark.parametrize(
    ("text", "found", "advice"),
    [
        ('\n"3"', "found '\"3\"'", "a statement is not whole"), ("\n@prefix", "found '@prefix'", "the file is cut off"),
        ("\n<a> <b> <c> .", "found '<a> <b> <c> .'", "an IRI has no scheme"),
        ("\n@prefix : <x> . :a :b :c .", "found '@prefix : <x>", "an IRI has no scheme"),
        ("\n<urn:a> x:b 5 .", "found '<urn:a> x:b 5 .'", '(Prefix "x:" not bound)'),
        ("\n" + "x" * 500 + ":a <urn:b> 5 .", "found 'xxx", "(Prefix"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_no_trig_is_said_in_words_for_its_author(text: str, found: str, advice: str) -> None:
    (error,) = faults(text)
    assert error.problem.startswith(found)
    assert advice in error.problem
    assert "Error" not in error.problem
    assert len(error.problem) < 400
    assert error.line == 2
    assert isinstance(error.__cause__, Exception)


def test_bytes_that_are_no_utf8_are_named_with_their_line() -> None:
    (error,) = faults(text_of(recorded(SAID)).encode() + b"\n# \xe9\n")
    assert "0xe9" in error.problem
    assert error.line == text_of(recorded(SAID)).count("\n") + 2
    assert "UTF-16" in faults("x".encode("utf-16"))[0].problem


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cg:describes <", 'cg:describes "\\ud800", <'),
        ("cg:records <urn", "cg:records <urn:\\ud800:urn"),
        ("<urn:claimgraph:np:", "<urn:\\ud800:np:"),
        ("sub:assertion {", "<urn:\\ud800> {"),
        ('"Ann"', '"\\ud800"'),
        ('"Ann"', "<urn:\\ud800>"),
        ("cg:source", "<urn:claimgraph:term:\\ud800>"),
    ],
)
def test_half_a_character_in_a_name_is_shown_escaped(old: str, new: str) -> None:
    text = text_of(recorded(SAID)).replace("cg:affirms", "cg:doubts")
    assert old in text
    for error in faults(text.replace(old, new)):
        str(error).encode()


def test_corrections_that_hold_each_other_end() -> None:
    old = cg.Correction(of=SAID.id, by="desk", why="x", replacement=SAID)
    text = text_of(recorded(SAID, old, cg.Correction(of=old.id, by="desk", why="x", replacement=old)))
    (name,) = set(re.findall(rf"cg:replacement (<urn:claimgraph:{old.id}>)", text))
    looped = text.replace(f"cg:replacement <urn:claimgraph:{SAID.id}>", f"cg:replacement {name}")
    assert looped != text
    assert "records within records" in faults(looped)[0].problem


def test_reading_hostile_terms_logs_nothing_and_builds_nothing(caplog: pytest.LogCaptureFixture) -> None:
    values = '"x"^^xsd:dateTime, "1E999999999"^^xsd:decimal, "<x>"^^rdf:XMLLiteral, <urn:x{y}>, 1e5, 1.5'
    added = f"this: dct:x {values} ;\n  cg:entry 3"
    with caplog.at_level(logging.DEBUG), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read(text_of(recorded(SAID)).replace("this: cg:entry 3", added)) == recorded(SAID)
    assert caplog.records == []


def test_reading_without_rdflib_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of(recorded(SAID))
    monkeypatch.setitem(sys.modules, "rdflib.plugins.parsers.notation3", None)
    with pytest.raises(cg.MissingExtra, match=r"claimgraph\[rdf\]"):
        read(text)


def test_a_path_with_the_suffix_is_enough(tmp_path: Path) -> None:
    graph = everything()
    cg.write(graph, tmp_path / "claims.trig")
    assert cg.read(tmp_path / "claims.trig") == graph


@pytest.mark.parametrize("seed", range(2))
def test_damaged_files_raise_nothing_but_the_errors_of_the_library(seed: int) -> None:
    main(400, seed)
