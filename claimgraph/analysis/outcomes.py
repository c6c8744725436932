"""What became of a dispute: a moment of the world followed along the times of speaking.

What is disputed about one day is not settled by what is said about another. So whatever tells how a dispute
went on looks, after each time of speaking, at the moment of the world that it was about, and not at the one
that decides the status by then.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from claimgraph.records.stance import Stance
from claimgraph.standing.interval import Moment, Word, most_precise
from claimgraph.standing.judgement import Judgement
from claimgraph.times.when import When

OPPOSITE = {Stance.AFFIRMS: Stance.DENIES, Stance.DENIES: Stance.AFFIRMS}
"""The two sides that an assertion has, each with the other."""


def followed(judged: Judgement, about: tuple[int, int]) -> list[Moment]:
    """Give the moments that are judged of what a judgement was about before; claims since may have cut it."""
    return [moment for moment in judged.moments if _meet(moment.bounds, about)]


def said_by(words: Sequence[Word], sources: Container[str]) -> When:
    """Tell of what was said at one time when some sources spoke; or if they did not, when others did."""
    acts = [word for word in words if word.claim.stance.changes_positions]
    theirs = [word for word in acts if word.source in sources and not word.aside]
    return most_precise(theirs or acts or words).claim.asserted_at


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches share time; the present, which has no length, meets itself alone."""
    return one == other or (one[0] < other[1] and other[0] < one[1])
