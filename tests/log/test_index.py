"""What was appended can be taken back, and leaves nothing."""

from __future__ import annotations

from typing import Any

import pytest

import claimgraph as cg
from claimgraph.log.index import Index
from claimgraph.records.base import Record
from tests.graph.test_transaction import with_mistakes


def index_of(records: list[Record]) -> Index:
    index = Index()
    for micros, record in enumerate(records):
        index.append(record, micros)
    return index


def look_ups(index: Index) -> dict[str, Any]:
    """All that an index holds, but for stances, of which it may keep more than are taken."""
    ids = {record.id for record in index.records}
    found = {name: value for name, value in vars(index).items() if not name.startswith("_")}
    for name in ("places", "slots", "stances", "contested", "corrections"):
        del found[name]
    slots = {one.triple[:2] for one in index.records if isinstance(one, cg.Assertion) and one.triple}
    return found | {
        "places": {one: tuple(index.places.of(one)) for one in ids},
        "kinds": {kind: sorted(index.places.ids(kind)) for kind in ("claim", "source", "assertion", "correction")},
        "slots": {slot: index.slots.values((slot[0].lower(), slot[1].lower())) for slot in slots},
        "subjects": {slot[1]: index.slots.subjects(slot[1].lower()) for slot in slots},
        "acting": index.corrections.acting,
        "said": index.said_between(0, 1 << 60, cg.ClaimGraph().zone),
    }


def recorded(seed: int) -> list[Record]:
    graph = cg.ClaimGraph()
    for record in with_mistakes(seed):
        try:
            graph.add(record)
        except cg.ClaimGraphError:
            continue
    return [entry.record for entry in graph.log]


pytestmark = pytest.mark.filterwarnings("ignore::claimgraph.UnreadableWarning")


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("seed", range(40))
def test_a_log_that_was_truncated_is_the_log_that_it_was(seed: int, asked: bool) -> None:
    records = recorded(seed)
    for length in range(0, len(records), 3):
        index = index_of(records)
        if asked:
            look_ups(index)  # which enters what is entered only when it is asked for
        index.truncate(length)
        assert look_ups(index) == look_ups(index_of(records[:length]))
        for micros, record in enumerate(records[length:], length):
            index.append(record, micros)
        assert look_ups(index) == look_ups(index_of(records))


@pytest.mark.parametrize("seed", range(20))
def test_what_an_interrupt_left_of_a_record_is_taken_back(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    records = recorded(seed)
    for step in ("_note", "_note_claim", "_note_knowledge", "_note_mentions"):
        index = index_of(records[:-1])
        with monkeypatch.context() as patch:
            patch.setattr(index, step, _interrupted)
            try:
                index.append(records[-1], len(records))
            except KeyboardInterrupt:
                index.truncate(len(records) - 1)
                assert look_ups(index) == look_ups(index_of(records[:-1]))


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt
