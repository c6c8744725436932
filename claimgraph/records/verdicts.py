"""Verdicts of reviewers whom no table of labels maps to a stance: recorded as comments, and shown as what they are."""

from __future__ import annotations

import json

from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance

MAPPED = "mapped"
"""The name under which the note of a review says that its verdict is not mapped to a stance."""


def unmapped(claim: Claim) -> str | None:
    """Return the verdict of a review that is not mapped to a stance, in its words; none for any other claim.

    Examples
    --------
    >>> from claimgraph.records.verdicts import unmapped
    >>> note = '{"@type": "ClaimReview", "mapped": false}'
    >>> claim = Claim("a.example", "comments", "Bridge open", asserted_at="2022", quote="Four Salamanders", note=note)
    >>> unmapped(claim), unmapped(Claim("Ann", "comments", "Bridge open", asserted_at="2022"))
    ('Four Salamanders', None)
    """
    if claim.stance is not Stance.COMMENTS or claim.note is None or f'"{MAPPED}": false' not in claim.note:
        return None
    try:
        note = json.loads(claim.note)
    except (ValueError, RecursionError):
        return None
    if not isinstance(note, dict) or note.get("@type") != "ClaimReview" or note.get(MAPPED) is not False:
        return None
    rating = note.get("reviewRating")
    return claim.quote or str(rating.get("ratingValue", "") if isinstance(rating, dict) else "")


def act_of(claim: Claim) -> str:
    """Return what a claim does in a word: its stance, or that it rates without being mapped to one."""
    return str(claim.stance) if unmapped(claim) is None else "rates (not mapped)"
