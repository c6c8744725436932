"""Names that look alike: for "did you mean", and for showing "Zelensky" beside "Zelenskyy"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from claimgraph.ids import normalise

LIKENESS = 0.8
"""The least ratio of matching characters (`difflib`) at which a name counts as near."""


class NearNames:
    """Find the names nearest to one, without comparing it with all of them.

    Two names are compared letter by letter only where they share a good part of their trigrams.

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
        wanted = _trigrams(name)
        shared = Counter(place for trigram in wanted for place in self._having.get(trigram, ()))
        folded = normalise(name)
        matcher = SequenceMatcher(b=folded, autojunk=False)
        found = []
        for place, common in shared.most_common(50):
            other = normalise(self._names[place])
            if other == folded or 3 * common < min(len(wanted), self._sizes[place]):
                continue
            matcher.set_seq1(other)
            if matcher.quick_ratio() >= LIKENESS and (ratio := matcher.ratio()) >= LIKENESS:
                found.append((-ratio, self._names[place]))
        return tuple(near for _, near in sorted(found)[:count])


def _trigrams(name: str) -> set[str]:
    # Long texts are told apart by their beginnings as well as by all of them, at a bounded cost.
    padded = f"  {normalise(name[:400])} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
