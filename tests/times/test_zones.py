"""Zones are one where their clocks always show the same, whatever they are called."""

from __future__ import annotations

import io
import json
import pickle
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest

import claimgraph as cg
from claimgraph.times import zones
from claimgraph.times.instants import DAY, offset_at
from claimgraph.times.zones import are_one
from tests.times.test_instants import instant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Eastern", "America/New_York"),
        ("Asia/Rangoon", "Asia/Yangon"),
        *(("UTC", name) for name in ("Etc/UTC", "GMT", "Zulu", "Etc/GMT", "Universal", "Etc/UCT", "Greenwich")),
    ],
)
def test_a_zone_is_one_under_all_its_names(one: str, other: str) -> None:
    assert are_one(one, other)
    assert are_one(other, one)
    assert cg.ClaimGraph(one) == cg.ClaimGraph(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Europe/Kyiv", "Europe/Bucharest"),
        ("Europe/London", "UTC"),
        ("Europe/London", "Europe/Dublin"),
        ("Etc/GMT-3", "Europe/Moscow"),
        ("Etc/GMT-2", "Etc/GMT+2"),
        ("UTC", "Mars"),
        ("UTC", "../UTC"),
        ("UTC", "/usr/share/zoneinfo/UTC"),
        ("UTC", "\0"),
    ],
)
def test_zones_whose_clocks_once_differed_are_two(one: str, other: str) -> None:
    assert not are_one(one, other)
    assert not are_one(other, one)


def test_the_clocks_of_one_zone_agree_at_all_times() -> None:
    random = Random(15)
    by_clock: dict[object, str] = {}
    for name in sorted(available_timezones()):
        first = by_clock.setdefault(zones._clock(name), name)
        for _ in range(20):
            at = random.randrange(instant(1850, 1, 1), instant(2100, 1, 1))
            assert offset_at(at, ZoneInfo(name)) == offset_at(at, ZoneInfo(first))
    assert len(by_clock) > 300


def test_zones_are_read_from_the_package_where_the_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tzdata")
    monkeypatch.setattr(zones, "TZPATH", ("/nowhere",))
    zones._clock.cache_clear()
    assert are_one("Europe/Kiev", "Europe/Kyiv")
    assert not are_one("Europe/Kiev", "UTC")
    zones._clock.cache_clear()


def test_what_cannot_be_read_of_a_zone_makes_it_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    for found in (None, b"TZif" + b"\0" * (DAY % 97 + 60), b"none" + b"2" + b"\0" * 60):
        monkeypatch.setattr(zones, "_file", lambda name, found=found: found)
        zones._clock.cache_clear()
        assert not are_one("Europe/Kiev", "Europe/Kyiv")
        assert are_one("Europe/Kyiv", "Europe/Kyiv")
    zones._clock.cache_clear()


LOG = (
    '{"claimgraph": 1, "zone": "Europe/Kiev"}\n'
    '{"record": "claim", "source": "Ann", "stance": "affirms", "assertion": "x", "asserted_at": "2022-07-02"}\n'
)


def test_a_log_is_read_into_a_graph_in_the_same_zone() -> None:
    g = cg.ClaimGraph("Europe/Kyiv")
    assert cg.read(io.StringIO(LOG), format="jsonl", into=g) is g
    assert g.zone.key == "Europe/Kyiv"
    old = cg.read(io.StringIO(LOG), format="jsonl", zone="Europe/Kyiv")
    assert old.zone.key == "Europe/Kiev"
    renamed = cg.ClaimGraph("Europe/Kyiv")
    renamed.extend(old.log)
    assert (
        old == renamed == pickle.loads(pickle.dumps(old)) == cg.from_data(json.loads(json.dumps(cg.to_data(renamed))))
    )
    for options in ({"into": cg.ClaimGraph("Europe/Bucharest")}, {"zone": "Kyiv"}):
        with pytest.raises(cg.InvalidBatch) as caught:
            cg.read(io.StringIO(LOG), format="jsonl", **options)
        assert caught.value.exceptions[0].field == "zone"


def test_a_sheet_is_written_without_loss_of_a_zone_that_is_utc(recwarn: pytest.WarningsRecorder) -> None:
    cg.write(cg.ClaimGraph("Etc/UTC"), io.StringIO(), format="csv")
    assert not recwarn
