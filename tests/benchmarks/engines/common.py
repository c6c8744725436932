"""What the engines share: the shape of their answers, and what is made of the claims on one assertion in plain Python.

Every question is a method of `Engine`; one that an engine has not is not asked of it:

- ``disputes(day, known=None)``: the text of each disputed assertion with the names of those who affirm and of those
  who deny it, in any order, by what was said up to the end of a day, and recorded up to the end of another;
- ``disputes_ruled(day)``: the same where the predicates have one value at a time, so that who affirms one value
  denies the others that somebody has spoken of;
- ``timeline(text)``: the seconds at which the status of an assertion changed, with the status from then on;
- ``opposed_by(source)``: the assertion, the opponent and its stance for each that contradicts a source;
- ``add_and_ask(claim)``: record one more claim, and tell whether its assertion is then disputed, supported or opposed.

Of the claims of one source on one assertion the latest counts: by the time of speaking, then by the order of recording.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

Dispute = tuple[str, tuple[str, ...], tuple[str, ...]]
Opposition = tuple[str, str, str]
Change = tuple[int, str]
Spoken = tuple[int, int, str, int]
"""When it was said, its place in the log, who said it, and 1 for affirms or -1 for denies."""

SIGNS = {"affirms": 1, "denies": -1}
STANCES = {1: "affirms", -1: "denies"}


class NewClaim(NamedTuple):
    """One more claim, said after all others and recorded now."""

    source: str
    stance: str
    assertion: str
    asserted_at: str


def seconds(text: str) -> int:
    """Read a day, or a time in UTC, as the seconds at which it starts."""
    at = datetime.fromisoformat(text)
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


def end_of(day: str) -> int:
    """Give the seconds at which a day ends."""
    return seconds((date.fromisoformat(day) + timedelta(days=1)).isoformat())


def changes(spoken: Iterable[Spoken]) -> list[Change]:
    """Tell from the claims on an assertion, in order, when its status changed.

    What is said at one time counts at once.
    """
    found: list[Change] = []
    affirming, denying = set[str](), set[str]()
    opposed_once, came_round = set[str](), set[str]()
    was_supported = was_disputed = False
    status = "unclaimed"
    for at, together in groupby(spoken, key=itemgetter(0)):
        for source, sign in {source: sign for _, _, source, sign in together}.items():
            if sign > 0:
                affirming.add(source)
                denying.discard(source)
                if source in opposed_once:
                    came_round.add(source)
            else:
                denying.add(source)
                affirming.discard(source)
                came_round.discard(source)
                opposed_once.add(source)
        was_supported = was_supported or bool(affirming)
        was_disputed = was_disputed or bool(affirming and denying)
        if affirming and denying:
            now = "disputed"
        elif affirming and was_disputed and came_round:
            now = "conceded"
        elif affirming:
            now = "corroborated" if len(affirming) > 1 else "claimed"
        else:
            now = "retracted" if was_supported else "denied"
        if now != status:
            found.append((at, now))
            status = now
    return found


def standing(affirming: int, denying: int) -> str:
    """Tell how an assertion stands that so many sources affirm and deny."""
    return "disputed" if affirming and denying else "supported" if affirming else "opposed"
