"""What the labels of reviewers say for or against a claim: only by a table that the caller sees and extends."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from claimgraph.ids import normalise
from claimgraph.io._sheet import words_for
from claimgraph.stance import Stance

_WORDS = {
    Stance.AFFIRMS: ("affirms", "true", "completely true", "entirely true", "totally true", "correct", "accurate"),
    Stance.DENIES: (
        "denies",
        "false",
        "completely false",
        "entirely false",
        "totally false",
        "pants on fire",
        "incorrect",
        "not true",
        "untrue",
    ),
    # What a claim is written with that has no label: no fact-checker is known to use these.
    Stance.QUESTIONS: ("questions",),
    Stance.DECLINES: ("declines",),
    Stance.COMMENTS: ("comments",),
}

LABELS: Mapping[str, Stance] = MappingProxyType({word: stance for stance, words in _WORDS.items() for word in words})
"""The labels that say plainly where a reviewer stands, in English, folded as `folded` has it.

What is half of anything, missing context, unproven or in another language is not among them, and takes no
side unless the caller says otherwise with ``stances=``.
"""


def folded(label: str) -> str:
    """Fold what the look-up of a label forgives: case, spacing, Unicode form, quotation marks and a final stop.

    Examples
    --------
    >>> from claimgraph.io._labels import folded
    >>> folded(" “Pants on\u00a0Fire!” ")
    'pants on fire'
    """
    return normalise(label).strip(" .!\"'“”„‘’«»")  # noqa: RUF001 - marks as people type them


def labels_with(stances: Mapping[str, Stance | str] | None) -> dict[str, Stance]:
    """Give the table of labels with those of the caller, which come first."""
    words = words_for(stances)
    return {**LABELS, **{folded(word): words[normalise(word)] for word in stances or {}}}
