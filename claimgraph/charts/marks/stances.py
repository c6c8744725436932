"""Who stands where on what: the positions that two of the pictures draw."""

from __future__ import annotations

import attrs

from claimgraph.charts.marks import marks
from claimgraph.charts.marks.scope import Chosen, Wanted, chosen
from claimgraph.charts.marks.tooltips import Said
from claimgraph.graph.view import View
from claimgraph.questions.assessment import positions
from claimgraph.standing.judgement import Position


@attrs.frozen
class Stand:
    """A position, with the places of its source and its assertion in their lists, and the claim that shows it."""

    source: int
    assertion: int
    position: Position
    said: Said

    @property
    def about(self) -> str:
        """What is said when it is pointed at."""
        row = self.position
        how = "implied by: " if row.implied else ""
        unsure = None if row.certain else "order or time uncertain"
        return marks.told(f"{row.source} {row.stance}", f"since {row.since}", unsure, f"{how}{self.said.about}")


@attrs.frozen
class Stands:
    """The positions on some assertions, with all sources and assertions that have any."""

    sources: list[str]
    assertions: list[Chosen]
    stands: list[Stand]

    @classmethod
    def within(cls, view: View, wanted: Wanted, *, notes: bool) -> Stands:
        """Ask for the positions on each assertion."""
        sources: dict[str, int] = {}
        found: list[Chosen] = []
        stands = []
        for row in chosen(view, wanted):
            taken = positions(view, row.asked)
            if taken:
                for one in taken:
                    said = Said.of(view, one.claim, notes=notes)
                    stands.append(Stand(sources.setdefault(one.source, len(sources)), len(found), one, said))
                found.append(row)
        return cls(list(sources), found, stands)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Which source is tied to which assertion."""
        return [(stand.source, stand.assertion) for stand in self.stands]
