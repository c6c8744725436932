"""The desk's own words: in nothing that is drawn or published, unless they are asked for."""

from __future__ import annotations

import io
import json
import struct
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest

import claimgraph as cg
from claimgraph.io import FORMATS
from claimgraph.records.base import KINDS, PRIVATE, fields_of, private_of

MARK = "confided-to-the-desk"
GRADES = ("redibility", "eliability", '"confidence"')

WHOLE = {"jsonl", "parquet", "trig"}
"""The formats that hold the whole log, to be read again: the desk's own words are part of it."""

WRITTEN = [name for name, one in FORMATS.items() if one.writes and name not in WHOLE]
SHOW = [name for name in WRITTEN if "notes" in FORMATS[name].gives]


def records() -> Iterator[cg.Record]:
    """Make a record of every kind, with the mark or a grade in each field that is the desk's own."""
    own: dict[str, Any] = {"note": MARK, "by": MARK, "why": MARK, "credibility": 4, "reliability": "E"}

    def marked(kind: Any, *given: Any, **fields: Any) -> Any:
        private = {field.name: own[field.name] for field in attrs.fields(kind) if field.name in PRIVATE}
        return kind(*given, **fields, **private)

    address = "https://example.org/1"
    yield marked(cg.Source, "Ann")
    yield marked(cg.Source, "Ben", speaks_for="Town council", url="https://example.org")
    yield marked(cg.Document, "A report", url=address, publisher="Example Times", date="2022-07-02")
    yield marked(cg.Assertion, "Bridge open")
    yield marked(cg.Assertion, "Bridge gone", subject="Bridge", predicate="state", value="gone")
    yield marked(cg.Predicate, "state", single_valued=True)
    yield marked(cg.Part, "Bridge", of="Town")
    yield marked(cg.Link, "Bridge open", "contrary", "Bridge gone")
    yield marked(cg.Link, "Bridge open", "contrary", "Road closed")
    yield marked(cg.Affiliation, "Ann", speaks_for="Ministry", valid="2022")
    yield marked(cg.SameAs, "Ann", "Annie")
    yield marked(cg.Reliance, address, "Bridge open")
    first = marked(cg.Claim, "Ann", "affirms", "Bridge open", asserted_at="2022-07-02", document=address)
    yield first
    yield marked(cg.Claim, "Ann", "affirms", "Road closed", asserted_at="2022-07-02")
    yield marked(cg.Claim, "Ben", "denies", "Bridge open", asserted_at="2022-07-03", cites=first.id)
    yield marked(
        cg.Claim, "example.org", "denies", "Bridge open", asserted_at="2022-07-04", document=address, quote="No"
    )
    yield marked(cg.Claim, "Cy", "affirms", "Bridge gone", asserted_at="2022-07-03")
    yield marked(cg.Claim, "Cy", "questions", "Bridge open", asserted_at="2022-07-04", cites="Ann")
    yield marked(cg.Dismissal, "Bridge open", "Road closed")
    wrong = marked(cg.Claim, "Dee", "affirms", "Bridge open", asserted_at="2022-07-01")
    yield wrong
    right = attrs.evolve(wrong, asserted_at="2022-07-02")
    yield marked(cg.Correction, of=wrong.id, replacement=right)


@pytest.fixture(scope="module")
def town() -> cg.ClaimGraph:
    """Record them all."""
    graph = cg.ClaimGraph()
    graph.extend(records(), recorded_at="2022-07-05T08:00Z")
    return graph


def written(town: cg.ClaimGraph, name: str, **options: Any) -> tuple[str, str]:
    """Write a graph; give the text, and what a warning said."""
    out = io.StringIO(newline="")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        cg.write(town, out, format=name, **options)
    return out.getvalue(), " ".join(str(one.message) for one in caught)


def chunks(png: bytes) -> Iterator[bytes]:
    """Name the chunks of a PNG; those of text end in EXt or TXt."""
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        yield kind
        at += length + 12


def is_private(text: str) -> bool:
    """Tell whether a text has the desk's own words."""
    return MARK in text or any(grade in text for grade in GRADES)


def test_every_kind_of_record_is_marked_wherever_it_has_words_of_the_desk() -> None:
    made = list(records())
    assert {one.kind for one in made} == KINDS.keys()
    for one in made:
        assert private_of(one) == [field.name for field in fields_of(one) if field.name in PRIVATE]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_for_others_has_none_of_them(town: cg.ClaimGraph, name: str) -> None:
    options = {"predicates": {"state": "Thing:status"}} if name.startswith("ftm") else {}
    text, told = written(town, name, **options)
    assert text
    # A sheet of statements or of reviews names its own columns; nothing of the desk stands in them.
    assert not is_private(text)
    assert MARK not in told


@pytest.mark.parametrize("name", SHOW)
def test_a_file_for_others_has_them_when_asked_and_a_warning_names_them_when_not(
    town: cg.ClaimGraph, name: str
) -> None:
    text, told = written(town, name, notes=True)
    assert MARK in text
    assert "redibility" in text
    assert "the desk's own words" not in told
    _, told = written(town, name)
    withheld = told.partition("without the desk's own words: ")[2]
    assert "the note of 7 claims" in withheld or "the note of 6 claims" in withheld
    assert withheld.endswith("; write them with notes=True")


@pytest.mark.parametrize("name", ["stix", "argdown", "gexf", "graphml"])
def test_a_file_with_sources_has_their_reliability_when_asked(town: cg.ClaimGraph, name: str) -> None:
    assert "eliability" in written(town, name, notes=True)[0]
    assert "the reliability of 2 sources" in written(town, name)[1]


def test_a_sheet_without_notes_is_read_as_the_same_claims_with_citations_that_hold(town: cg.ClaimGraph) -> None:
    text, _ = written(town, "csv")
    again = cg.read(io.StringIO(text), format="csv")
    cited = [item for claim in cg.claims(again) for item in claim.cites if str(item).startswith("claim:")]
    assert [again.view().known.claim(str(item)) is not None for item in cited] == [True]
    said = [(str(one.source), one.stance, str(one.assertion)) for one in cg.claims(again)]
    assert said == [(str(one.source), one.stance, str(one.assertion)) for one in cg.claims(town)]


def test_a_whole_log_keeps_them(town: cg.ClaimGraph) -> None:
    for name in ("jsonl", "trig"):
        assert MARK in written(town, name)[0]
    with pytest.raises(TypeError, match="no option notes="):
        cg.write(town, io.StringIO(), format="jsonl", notes=True)


def test_data_for_ones_own_work_keeps_them(town: cg.ClaimGraph) -> None:
    assert MARK in json.dumps(cg.to_data(town))
    assert MARK in str(cg.to_networkx(town).nodes(data=True))
    assert MARK in str(list(cg.to_frame(cg.claims(town))["note"]))


@pytest.mark.parametrize("draw", [cg.draw_timeline, cg.draw_positions, cg.draw_network])
def test_a_chart_has_them_only_when_asked(town: cg.ClaimGraph, draw: Callable[..., cg.Chart]) -> None:
    for notes in (False, True):
        chart = draw(town, notes=notes) if notes else draw(town)
        shown = [chart.to_svg(), chart.to_html(), chart._repr_mimebundle_()["text/html"]]
        for text in shown:
            assert (MARK in text, "reliability E" in text, "credibility 4" in text) == (notes, notes, notes)
        assert not is_private(repr(chart))
        assert not {kind for kind in chunks(chart.to_png()) if kind[1:] in (b"EXt", b"TXt")}


def test_a_page_has_them_only_when_asked(town: cg.ClaimGraph) -> None:
    out, with_notes = io.StringIO(), io.StringIO()
    cg.report(town, out)
    cg.report(town, with_notes, notes=True)
    assert not is_private(out.getvalue())
    for told in (f"Note: <bdi>{MARK}", "Reliability: <bdi>E", "Credibility: <bdi>4", f"{MARK} judged"):
        assert told in with_notes.getvalue(), told


QUESTIONS: dict[str, Callable[[cg.ClaimGraph], Any]] = {
    "the graph": lambda g: g,
    "the log": lambda g: g.log,
    "a view": lambda g: g.view(),
    "claims": cg.claims,
    "assertions": cg.assertions,
    "disputes": cg.disputes,
    "one dispute": lambda g: cg.disputes(g)[0],
    "positions": lambda g: cg.positions(g, "Bridge open"),
    "contradictions": cg.contradictions,
    "timeline": lambda g: cg.timeline(g, "Bridge open"),
    "origins": lambda g: cg.origins(g, "Bridge open"),
    "reversals": cg.reversals,
    "opposed_by": lambda g: cg.opposed_by(g, "Ann"),
    "exposed": cg.exposed,
    "track record": lambda g: cg.track_record(g, "Ann"),
    "leads": lambda g: cg.leads(g, "Bridge open"),
    "diff": lambda g: cg.diff(g.view(as_of="2022-07-02"), g),
    "explain": lambda g: cg.explain(g, "Bridge open"),
}


@pytest.mark.parametrize("ask", QUESTIONS)
def test_an_answer_in_a_notebook_or_on_a_terminal_has_none_of_them(town: cg.ClaimGraph, ask: str) -> None:
    answer = QUESTIONS[ask](town)
    shown = [repr(answer), str(answer), answer._repr_html_() if hasattr(answer, "_repr_html_") else ""]
    for text in shown:
        assert MARK not in text
        assert "credibility=4" not in text
        assert "reliability='E'" not in text


def test_a_record_shows_that_it_has_them_and_not_what_they_are() -> None:
    claim = cg.Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-02", credibility=4, note=MARK)
    assert repr(claim) == "Claim('Ann', 'affirms', 'Bridge open', asserted_at='2022-07-02', credibility=…, note=…)"
    for one in records():
        assert all(f"{name}=…" in repr(one) for name in private_of(one))
        assert MARK not in repr(one)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_rows_of_records_show_none_of_them_and_have_them(kind: type) -> None:
    rows = cg.Rows([one for one in records() if type(one) is kind], kind)
    assert not is_private(rows._repr_html_() + repr(rows))
    assert [private_of(one) for one in rows] == [private_of(one) for one in records() if type(one) is kind]


def test_a_dismissed_contradiction_is_shown_as_one_and_its_reason_is_in_the_record(town: cg.ClaimGraph) -> None:
    rows = [row for row in cg.contradictions(town) if row.dismissed is not None]
    assert rows
    assert rows[0].dismissed.why == MARK
    assert "Dismissal(" in repr(cg.contradictions(town))
    told = cg.explain(town, "Bridge open")
    assert "The desk judged “Bridge open” and “Road closed” to be no contradiction." in str(told)
    assert MARK in {rule.why for rule in told.rules if isinstance(rule, cg.Dismissal)}
