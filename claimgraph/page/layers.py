"""What a page shows on which day: lines that come and go, each written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from claimgraph.page.markup import Html


@attrs.frozen
class Layer:
    """A line, and when it is shown.

    Attributes
    ----------
    line : Html
        The line.
    turns : list of int
        The days, by their places, from which it is shown and not shown, in turn.
    """

    line: Html
    turns: list[int] = attrs.field(factory=list)

    @property
    def is_shown(self) -> bool:
        """Whether it is shown in the end."""
        return len(self.turns) % 2 == 1

    def show(self, day: int, *, shown: bool) -> None:
        """Show or hide it from a day on."""
        if shown is not self.is_shown:
            self.turns.append(day)


def layered(states: Iterable[tuple[int, Sequence[Html]]]) -> list[Layer]:
    """Merge the lines of some days into one list, so that those of each day are in their order there.

    Parameters
    ----------
    states : iterable of tuple
        For days on which anything changed, in order: the place of the day, and the lines from then on.

    Returns
    -------
    list of Layer
        Each line once, or again where it comes in another order.
    """
    found: list[Layer] = []
    for day, lines in states:
        at, shown = 0, set[int]()
        for line in lines:
            place = next((place for place in range(at, len(found)) if found[place].line == line), None)
            if place is None:
                found.insert(at, Layer(line))
                place = at
            shown.add(id(found[place]))
            at = place + 1
        for layer in found:
            layer.show(day, shown=id(layer) in shown)
    return found
