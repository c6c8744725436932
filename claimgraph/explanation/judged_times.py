"""The times of the world that an assertion is judged at: what its status is about each of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from zoneinfo import ZoneInfo

import attrs

from claimgraph.records.stance import Stance, Status
from claimgraph.standing.interval import PRESENT, Moment, Origins
from claimgraph.standing.judgement import Judgement
from claimgraph.times.when import When


@attrs.frozen
class JudgedTime:
    """What an assertion amounts to about one time of the world.

    Attributes
    ----------
    about : When or ``"present"``
        The time.
    status : Status
        The status about that time.
    supporters, opponents : tuple of str
        The names of the sources on either side, in the order of speaking.
    since : When or None
        Since when it has been disputed about that time without a break, if it is.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Ann", "affirms", "Level high", asserted_at="2008", valid="2007"),
    ...     Claim("Bob", "denies", "Level high", asserted_at="2008", valid="2006/2007"),
    ... ])
    >>> [(str(one.about), one.status.value, one.opponents) for one in explain(g, "Level high").times]
    [('2006', 'denied', ('Bob',)), ('2007', 'disputed', ('Bob',))]
    """

    about: When | Literal["present"]
    status: Status
    supporters: tuple[str, ...] = ()
    opponents: tuple[str, ...] = ()
    since: When | None = None


def judged_times(judged: Judgement, origins: Origins, zone: ZoneInfo) -> Iterator[JudgedTime]:
    """Return what the status is about each time, in their order, the present last; adjacent ones alike are one.

    There are none before somebody has spoken of the assertion by name.
    """
    if not judged.is_spoken_of:
        return
    run: list[Moment] = []
    for moment in sorted(judged.moments, key=lambda moment: moment.bounds):
        if run and not (run[-1].bounds[1] == moment.bounds[0] and _same(run[-1], moment, origins)):
            yield _time(run, origins, zone)
            run = []
        run.append(moment)
    if run:
        yield _time(run, origins, zone)


def _same(one: Moment, other: Moment, origins: Origins) -> bool:
    is_alike = all(one.sides[side].keys() == other.sides[side].keys() for side in one.sides)
    return PRESENT not in (one.bounds, other.bounds) and is_alike and one.status(origins) is other.status(origins)


def _time(run: list[Moment], origins: Origins, zone: ZoneInfo) -> JudgedTime:
    first, last = run[0], run[-1]
    since = [moment.disputed_since for moment in run if moment.disputed_since]
    supporters, opponents = (
        tuple(word.source for word in sorted(last.sides[side].values(), key=lambda word: word.order))
        for side in (Stance.AFFIRMS, Stance.DENIES)
    )
    return JudgedTime(
        "present" if last.bounds == PRESENT else When.between(first.bounds[0], last.bounds[1], zone),
        last.status(origins),
        supporters,
        opponents,
        min(since, key=lambda word: word.said[0]).claim.asserted_at if since else None,
    )
