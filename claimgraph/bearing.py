"""Who stands where by plain claims that rules relate: what decides, and whether it is a dispute.

Where all claims on an assertion and on those that bear on it are plain, each source stands where the latest of its
last claims on each of them puts it, a direct one before an implied one of the same time: the order of weight of
`claimgraph.moment.Word`. That is all that a list of disputes needs; what else there is to know of one is found out
by the rules in full, when it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from claimgraph.evidence import Evidence
from claimgraph.hearing import Hearings
from claimgraph.model import Stance
from claimgraph.tally import Spoken, last_words

Bears = tuple[str, Stance | None, Stance | None]
"""Another assertion, and where affirming it and denying it puts a source on the one asked about."""


class Decided(NamedTuple):
    """Where a source stands: the claim that decides, ordered by weight, and the one that shows it."""

    said: int
    is_direct: bool
    place: int
    stance: Stance
    spoken: Spoken
    shown: Spoken


class Bearings:
    """The plain claims of a view on assertions and on those that bear on them.

    Parameters
    ----------
    evidence : Evidence
        The view.
    hearings : Hearings
        What it sees of plain claims.
    """

    def __init__(self, evidence: Evidence, hearings: Hearings) -> None:
        self._evidence = evidence
        self._hearings = hearings
        self._last: dict[str, dict[str, Spoken] | None] = {}

    def decided(self, assertion: str) -> list[Decided] | None:
        """Give where the sources stand, in the order of speaking; none where not all is plain."""
        own = self._last_on(assertion)
        if own is None or (not own and self._hearings.has_asides(assertion)):
            return None
        standing: dict[str, Decided] = {}
        for spoken in own.values():
            standing[spoken.source] = Decided(spoken.said, True, spoken.place, spoken.claim.stance, spoken, spoken)
        for other, affirmed, denied in self._bearing_on(assertion):
            last = self._last_on(other)
            if last is None:
                return None
            if not own:
                continue  # nobody has spoken of it by name
            for source, spoken in last.items():
                stance = spoken.claim.stance
                put = affirmed if stance is Stance.AFFIRMS else denied if stance is Stance.DENIES else None
                if put is not None:
                    before = standing.get(source)
                    if before is None or (spoken.said, False, spoken.place) > before[:3]:
                        direct = own.get(source)
                        shown = direct if direct is not None and direct.claim.stance is put else spoken
                        standing[source] = Decided(spoken.said, False, spoken.place, put, spoken, shown)
        return sorted(standing.values(), key=_order)

    def _last_on(self, assertion: str) -> dict[str, Spoken] | None:
        if assertion not in self._last:
            hearing = self._hearings.among(assertion)
            self._last[assertion] = None if hearing is None else last_words(self._hearings.heard(hearing))
        return self._last[assertion]

    def _bearing_on(self, assertion: str) -> Iterable[Bears]:
        kept: dict[str, tuple[Bears, ...]] = self._evidence.known.rules.bearing
        found = kept.get(assertion)
        if found is None:
            leads = self._evidence.bearing_on(assertion)
            found = kept[assertion] = tuple(
                (other, ways[True].stance if True in ways else None, ways[False].stance if False in ways else None)
                for other, ways in leads.items()
            )
        return found


def is_disputed(decided: Iterable[Decided]) -> bool:
    """Tell whether where the sources stand makes a dispute."""
    stances = {one.stance for one in decided}
    return Stance.AFFIRMS in stances and Stance.DENIES in stances


def _order(decided: Decided) -> tuple[int, int]:
    return decided.said, decided.place
