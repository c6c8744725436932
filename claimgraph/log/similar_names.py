"""Names that look alike: for "did you mean", and for showing "Zelensky" beside "Zelenskyy"."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from claimgraph.records.ids import normalise

LIKENESS = 0.8
"""The least ratio of matching characters (`difflib`) at which a name counts as near."""

COMPARED = 400
"""How many characters of a name are looked at: long texts are told apart by their beginnings."""

LOOKED_AT = 2_000
"""Among how many places of trigrams, the rarest first, it is counted which names share most of them."""

CANDIDATES = 50
"""How many of these are compared letter by letter."""


class NearNames:
    """Find the names nearest to one, without comparing it with all of them.

    Two names are compared letter by letter only where they share a good part of their trigrams. What is looked at is
    bounded, in length and in number, so that a miss costs the same among thousands of names that are all alike.

    Parameters
    ----------
    names : iterable of str
        The names to look among.

    Examples
    --------
    >>> NearNames(["Zelenskyy", "Haidai"]).to("Zelensky")
    ('Zelenskyy',)
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._sizes = [len(_trigrams(name)) for name in self._names]
        self._having: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self._names):
            for trigram in _trigrams(name):
                self._having[trigram].append(place)

    def to(self, name: str, count: int = 3) -> tuple[str, ...]:
        """Give up to `count` other names that are near this one, nearest first."""
        shared, counted = self._sharing(_trigrams(name))
        folded = normalise(name)
        matcher = SequenceMatcher(b=folded[:COMPARED], autojunk=False)
        found: list[tuple[float, str]] = []
        for place, common in shared.most_common(CANDIDATES):
            other = normalise(self._names[place])
            if other == folded or 3 * common < min(counted, self._sizes[place]):
                continue
            matcher.set_seq1(other[:COMPARED])
            least = LIKENESS if len(found) < count else -found[count - 1][0]
            quick = matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least
            if quick and (ratio := matcher.ratio()) >= least:
                insort(found, (-ratio, self._names[place]))
        return tuple(near for _, near in found[:count])

    def _sharing(self, wanted: set[str]) -> tuple[Counter[int], int]:
        """Give how many trigrams each name shares of some, and of how many of them that was counted."""
        shared: Counter[int] = Counter()
        known = sorted((trigram for trigram in wanted if trigram in self._having), key=self._rarity)
        looked_at = 0
        for counted, trigram in enumerate(known):
            having = self._having[trigram]
            looked_at += len(having)
            if counted and looked_at > LOOKED_AT:
                return shared, counted
            shared.update(having[:LOOKED_AT])
        return shared, len(wanted)

    def _rarity(self, trigram: str) -> tuple[int, str]:
        return len(self._having[trigram]), trigram


def _trigrams(name: str) -> set[str]:
    # Long texts are told apart by their beginnings as well as by all of them, at a bounded cost.
    padded = f"  {normalise(name[:COMPARED])} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
