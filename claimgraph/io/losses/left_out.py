"""What a picture of a graph leaves out of the records that its view sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import networkx as nx

from claimgraph.convert.networkx_copy import to_networkx, writable
from claimgraph.graph.view import View
from claimgraph.io.losses.loss import Losses
from claimgraph.log.entries import Entry
from claimgraph.records.base import PRIVATE, Record, fields_of
from claimgraph.records.claims import Claim
from claimgraph.records.stance import UNKNOWN

Shown = Mapping[str, frozenset[str] | None]
"""By kinds of records, the names of the fields that a format shows; none stands for all of them."""


def note_left_out(view: View, shown: Shown, losses: Losses) -> None:
    """Note the records, fields and times of recording that a format does not show.

    Examples
    --------
    >>> from claimgraph.io.losses.left_out import note_left_out
    >>> from claimgraph.io.losses.loss import Losses
    >>> g, losses = ClaimGraph(), Losses()
    >>> _ = g.extend([Source("Rybar", note="a channel"), Part("Lysychansk", of="Luhansk region")])
    >>> note_left_out(g.view(), {"source": frozenset({"name"})}, losses)
    >>> str(losses)
    'the note of 1 source; 1 part'
    """
    entries = list(_entries(view))
    losses.note_times(entry.recorded_at for entry in entries)
    for entry in entries:
        record = entry.record
        if record.kind not in shown:
            losses.note_record(record)
            continue
        fields = shown[record.kind]
        for name in _given(record) if fields is not None else ():
            if name not in fields:  # type: ignore[operator]  # none is not asked
                losses.note(f"the {name} of {{}} {record.kind}")


def note_unwritable(view: View, losses: Losses) -> None:
    """Note the texts that XML cannot hold, which `to_networkx` writes out, and citations that are no edges."""
    for entry in _entries(view):
        texts = (value for value in _given(entry.record).values() if isinstance(value, str))
        if any(writable(text) != text for text in texts):
            losses.note("characters in {} record that XML cannot hold, written out as \\uXXXX")
        if isinstance(entry.record, Claim) and UNKNOWN in entry.record.cites:
            losses.note("that {} claim repeats others unnamed")


def published(view: View, losses: Losses, *, notes: bool) -> nx.MultiDiGraph[str]:
    """Make the graph that a view sees, without the desk's own words unless they are wanted, and note those."""
    graph = to_networkx(view)
    if notes:
        return graph
    for _, attributes in graph.nodes(data=True):
        hidden = sorted(PRIVATE & attributes.keys())
        for name in hidden:
            del attributes[name]
        losses.withhold(attributes["kind"], hidden)
    return graph


def _entries(view: View) -> Iterator[Entry]:
    last = view.known_at.end(view.graph.zone) if view.known_at is not None else None
    for entry in view.graph.log[: view.length]:
        if last is None or entry.recorded_at < last:
            yield entry


def _given(record: Record) -> dict[str, object]:
    values = {field.name: (getattr(record, field.name), field.default) for field in fields_of(record)}
    return {name: value for name, (value, default) in values.items() if value != default}
