"""Which claims a view admits by its clocks and its sources, before it is looked at who repeats whom."""

from __future__ import annotations

from typing import NamedTuple

from claimgraph.graph.view import View
from claimgraph.records.claims import Claim
from claimgraph.times.instants import FOREVER


class Speaker(NamedTuple):
    """When a claim was said, and by whom: the source, those it spoke for, and last its principal, as ids."""

    said: tuple[int, int]
    chain: tuple[str, ...]


class Admission:
    """The clocks and sources of a view, with names resolved.

    Parameters
    ----------
    view : View
        The view.
    until : int
        Leave out what was said from this time on, in microseconds, besides what the view leaves out.

    Attributes
    ----------
    leaves_out : bool
        Whether some sources are left out.
    """

    def __init__(self, view: View, until: int = FOREVER) -> None:
        self.known = view.known
        self.zone = view.graph.zone
        self.since, latest = view.said_between
        self.until = min(latest, until)
        self._only = None if view.only is None else {self.known.source(name) for name in view.only}
        self._without = {self.known.source(name) for name in view.without}
        self.leaves_out = bool(self._without)
        self._names: dict[str, str] = {}

    def speaker(self, claim: Claim) -> Speaker:
        """Tell when a claim was said, and by whom."""
        said = claim.asserted_at.bounds(self.zone)
        return Speaker(said, self.known.chain(self.known.source(claim.source), said[0]))

    def admits(self, speaker: Speaker) -> bool:
        """Tell whether the clocks and the sources asked for let a claim through."""
        said, chain = speaker
        return self.since <= said[0] < self.until and (self._only is None or not self._only.isdisjoint(chain))

    def is_left_out(self, chain: tuple[str, ...]) -> bool:
        """Tell whether a source, with those it spoke for, is one that the view leaves out."""
        return not self._without.isdisjoint(chain)

    def name(self, source: str) -> str:
        """Give the name that a source is shown under."""
        found = self._names.get(source)
        if found is None:
            found = self._names[source] = self.known.name(source)
        return found
