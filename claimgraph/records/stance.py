"""The words of claims and answers: what a source does with an assertion, and what the positions amount to."""

from __future__ import annotations

import enum
from typing import Final, NoReturn

from claimgraph import formatting


class Stance(enum.StrEnum):
    """What a source does with an assertion when it speaks of it.

    Examples
    --------
    >>> Claim("Rybar", "denies", "Bridge open", asserted_at="2022-07-02").stance is Stance.DENIES
    True
    """

    AFFIRMS = "affirms"
    DENIES = "denies"
    QUESTIONS = "questions"  # doubts without denying
    DECLINES = "declines"  # was asked and would not say
    COMMENTS = "comments"  # speaks of it and takes no side
    WITHDRAWS = "withdraws"  # takes back what it said

    @property
    def takes_position(self) -> bool:
        """Whether the stance says where its source stands."""
        return self in _POSITIONS

    @property
    def changes_positions(self) -> bool:
        """Whether the stance says where its source stands, or takes back what did."""
        return self in _POSITIONS or self is Stance.WITHDRAWS


_POSITIONS = frozenset({Stance.AFFIRMS, Stance.DENIES, Stance.QUESTIONS})


class _Shown:
    value: str

    def _repr_html_(self) -> str:  # an enum takes no such name itself
        return formatting.status(self.value)


class Status(_Shown, enum.StrEnum):
    """What the positions on an assertion amount to.

    A status has no truth value: whether an assertion is *true* is never for this library to say.

    Examples
    --------
    >>> status = Status.DISPUTED
    >>> status is Status.DISPUTED, str(status)
    (True, 'disputed')
    """

    DISPUTED = "disputed"
    CONCEDED = "conceded"
    QUESTIONED = "questioned"
    CORROBORATED = "corroborated"
    CLAIMED = "claimed"
    RETRACTED = "retracted"
    DENIED = "denied"
    UNCLAIMED = "unclaimed"

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self} is neither true nor false; compare it, as in `status is Status.DISPUTED`")


class Lineage(enum.Enum):
    """What can be said of the lineage of a claim without naming anybody."""

    UNKNOWN = "unknown:"

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = Lineage.UNKNOWN
"""Given as ``cites``: the claim repeats others, and nobody knows whom."""
