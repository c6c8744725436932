"""What the labels of reviewers say for or against a claim: only by a table that the caller sees and extends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from claimgraph.io.tables.rows import words_for
from claimgraph.records.ids import normalise
from claimgraph.records.stance import Stance

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


_LONGEST = 200  # characters among which a label ends
# A comma does not end one, nor a bracket: "True, but", "True (in part)". A dash does, but no hyphen: "Half-true".
_EXPLAINED = re.compile(
    r"""(?<![.!?]) (?:[.:;] | !+) ["'\u2019\u201d\u00bb]? (?=\s)
      | [\u3002\uff01\uff1a\uff1b\u0964]  # the stops of Chinese, Japanese and Hindi, which no space follows
      | \n | \s*\u2014+ | \s[-\u2013\u2015]+(?=\s)
    """,
    re.VERBOSE,
)


def folded(label: str) -> str:
    """Fold what the look-up of a label forgives: case, spacing, Unicode form, quotation marks and a final stop.

    Examples
    --------
    >>> from claimgraph.io.claimreview.rating_labels import folded
    >>> folded(" “Pants on\u00a0Fire!” ")
    'pants on fire'
    """
    return normalise(label).strip(" .!\"'“”„‘’«»")  # noqa: RUF001 - marks as people type them


def stance_of(label: str, labels: Mapping[str, Stance]) -> Stance | None:
    """Return the stance that a table has for a label, or for the label before its explanation; none if it has neither.

    Of labels that begin alike, the longest counts: what the table has in full is never cut.

    Examples
    --------
    >>> from claimgraph.io.claimreview.rating_labels import LABELS, stance_of
    >>> str(stance_of("False. The fund does not exist.", LABELS)), stance_of("False or misleading", LABELS)
    ('denies', None)
    """
    ends = [found.start() for found in _EXPLAINED.finditer(label[:_LONGEST])]
    parts = (label, *(label[:end] for end in reversed(ends)))
    return next((labels[known] for known in map(folded, parts) if known in labels), None)


def labels_with(stances: Mapping[str, Stance | str] | None) -> dict[str, Stance]:
    """Give the table of labels with those of the caller, which come first."""
    words = words_for(stances)
    return {**LABELS, **{folded(word): words[normalise(word)] for word in stances or {}}}
