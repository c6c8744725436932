"""Dates that stand for "no end" and "no beginning" break no question, no picture and no file."""

from __future__ import annotations

import io
import json
import os
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import claimgraph as cg
from claimgraph.io import FORMATS

ZONES = ("UTC", "Europe/Kyiv", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12")
LAST = (
    *("9999-12-31", "9999", "9999-12-31T00:00:00Z", "9999-12-31T00:00:00+14:00"),
    *("9999-12-31T23:59:59Z", "9999-12-31T23:59:59-05:00", "9999-12-31T23:59:59.999999+03:00"),
)
FIRST = ("0001-01-01", "0001", *(f"0001-01-01T00:00:00{offset}" for offset in ("Z", "-23:59", "-05:00", "+03:00")))
TEXT = "Town held"

PERIODS = (
    *(f"2022-07-01/{end}" for end in LAST),
    *(f"{start}/2022-07-03" for start in FIRST),
    *(f"{start}/{end}" for start, end in zip(FIRST, LAST, strict=False)),
    *LAST,
    *FIRST,
)


def dated(zone: str, **fields: str) -> cg.ClaimGraph:
    """Make a graph in which two sources differ, at the times given, and one speaks for another."""
    said = {"asserted_at": "2022-07-02", **fields}
    g = cg.ClaimGraph(zone)
    learned = {"recorded_at": "2022-07-04T10:00Z"}
    g.add(cg.Source("Ann", speaks_for="Army"), **learned)
    ann = g.add(cg.Claim("Ann", "affirms", TEXT, document="https://example.org/1", **said), **learned)
    g.add(cg.Claim("Bob", "denies", TEXT, **said), **learned)
    g.add(cg.Claim("Cid", "affirms", TEXT, asserted_at="2022-07-03", cites=[ann.id]), **learned)
    g.add(cg.Claim("Bob", "affirms", TEXT, asserted_at="2022-07-04", valid=fields.get("valid")), **learned)
    g.add(cg.Affiliation("Cid", speaks_for="Army", valid=fields.get("valid", "2022")), **learned)
    g.add(cg.Document("https://example.org/1", date=fields.get("asserted_at")), **learned)
    g.add(cg.Reliance("https://example.org/1", TEXT), **learned)
    return g


def asked(g: cg.ClaimGraph) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Everything that can be asked of the graph, drawn of it, or written."""
    earlier = g.view(as_of="2022-07-02")
    for view in (g, earlier, g.view(valid_at="2022-07-02"), g.view(valid_at="9999-12-31", as_of="9999-12-31")):
        yield "status", lambda view=view: cg.status(view, TEXT)
        yield "explain", lambda view=view: str(cg.explain(view, TEXT))
        for ask in (cg.positions, cg.timeline, cg.leads, cg.origins):
            yield ask.__name__, lambda ask=ask, view=view: cg.to_data(ask(view, TEXT))
        for ask in (cg.disputes, cg.assertions, cg.claims, cg.contradictions, cg.reversals, cg.circular_reports):
            yield ask.__name__, lambda ask=ask, view=view: repr(cg.to_data(ask(view)))
        for ask in (cg.exposed, cg.unrecorded):
            yield ask.__name__, lambda ask=ask, view=view: repr(cg.to_data(ask(view)))
        for ask in (cg.opposed_by, cg.track_record, cg.impact):
            yield ask.__name__, lambda ask=ask, view=view: cg.to_data(ask(view, "Bob"))
        for ask in (cg.agreement, cg.commitments, cg.to_networkx):
            yield ask.__name__, lambda ask=ask, view=view: ask(view)
        yield "report", lambda view=view: cg.report(view, os.devnull)
        yield "tables", lambda view=view: cg.disputes(view)._repr_html_()
    yield "diff", lambda: cg.to_data(cg.diff(earlier, g))
    yield "whole", lambda: cg.from_data(json.loads(json.dumps(cg.to_data(g)))) == g or pytest.fail("another graph")
    for name, one in FORMATS.items():
        if one.writes and name not in ("trig", "parquet"):
            yield name, lambda name=name: cg.write(g, io.BytesIO(), format=name)


def check(g: cg.ClaimGraph) -> None:
    failed = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", cg.LossyWarning)
        for name, ask in asked(g):
            try:
                ask()
            except (cg.InvalidRecord, cg.InvalidBatch, ArithmeticError, ValueError) as error:
                failed.append(f"{name}: {type(error).__name__}: {error}")
    assert failed == []


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("valid", PERIODS)
def test_a_period_to_the_ends_of_the_calendar_breaks_nothing(valid: str, zone: str) -> None:
    check(dated(zone, valid=valid))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("said", [*LAST, *FIRST, *(f"2022-07-01/{end}" for end in LAST[:3])])
def test_a_time_of_speaking_at_the_ends_of_the_calendar_breaks_nothing(said: str, zone: str) -> None:
    check(dated(zone, asserted_at=said))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("learned", FIRST)
def test_a_time_of_recording_at_the_beginning_of_the_calendar_breaks_nothing(learned: str, zone: str) -> None:
    g = cg.ClaimGraph(zone)
    g.add(cg.Claim("Ann", "affirms", TEXT, asserted_at="2022-07-02"), recorded_at=learned)
    g.extend(dated(zone).log)
    check(g)


@pytest.mark.parametrize("zone", ZONES)
def test_pictures_and_other_libraries_take_the_ends_of_the_calendar(zone: str) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    g = dated(zone, valid=PERIODS[2])
    for other in (PERIODS[0], LAST[3], FIRST[3], f"{FIRST[0]}/{LAST[0]}"):
        g.add(cg.Claim("Dan", "denies", TEXT, asserted_at="2022-07-05", valid=other), recorded_at="2022-07-06T10:00Z")
    for said in (LAST[0], LAST[3], FIRST[0], FIRST[3]):
        g.add(cg.Claim("Eve", "affirms", TEXT, asserted_at=said), recorded_at="2022-07-06T10:00Z")
    for draw in (cg.draw_timeline, cg.draw_positions, cg.draw_network):
        assert draw(g)._repr_mimebundle_()


@pytest.mark.parametrize("zone", ZONES)
def test_rdf_and_frames_take_the_ends_of_the_calendar(zone: str) -> None:
    pytest.importorskip("rdflib")
    pytest.importorskip("pyarrow")
    pytest.importorskip("pandas")
    for fields in ({"valid": PERIODS[2]}, {"valid": f"{FIRST[4]}/{LAST[4]}"}, {"asserted_at": LAST[3]}):
        g = dated(zone, **fields)
        for format in ("trig", "parquet"):  # noqa: A001 - the option's name
            out = io.BytesIO()
            cg.write(g, out, format=format)
            assert cg.read(io.BytesIO(out.getvalue()), format=format) == g
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", cg.LossyWarning)
            cg.to_frame(g)
        cg.to_frame(cg.disputes(g))


def test_no_end_is_an_open_end_in_what_is_written_for_others() -> None:
    g = dated("Europe/Kyiv", valid="2022-01-01/9999-12-31T23:59:59Z")
    out = io.StringIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", cg.LossyWarning)
        cg.write(g, out, format="stix")
        cg.write(g, out, format="timelinejs")
        cg.write(g, out, format="gexf")
    assert "9999" not in out.getvalue()
    assert cg.claims(g)[0].valid == cg.When("2022-01-01/..")
