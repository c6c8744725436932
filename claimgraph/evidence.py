"""What a view admits of what was said: from records to the words that `standing` decides by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimgraph.model import Claim
from claimgraph.standing import Judgement, Word, judge
from claimgraph.view import View


class Evidence:
    """A view being read: names resolved once, claims filtered by the clocks and sources of the view.

    Parameters
    ----------
    view : View
        The view.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.known = view.known
        self.zone = view.graph.zone
        self.period = view.valid_at.bounds(self.zone) if view.valid_at else None
        self._since, self._until = view.said_between
        self._only = None if view.only is None else {self.known.source(name) for name in view.only}
        self._without = {self.known.source(name) for name in view.without}
        self._names: dict[str, str] = {}

    def words(self, assertion: str) -> list[Word]:
        """Give what the view admits of what was said of an assertion, in the order of speaking."""
        words = (self._word(place, claim) for place, claim in self.known.claims_on(assertion))
        return sorted((word for word in words if word is not None), key=lambda word: word.order)

    def judgement(self, assertion: str) -> Judgement:
        """Judge an assertion by what the view admits."""
        return judge(self.words(assertion), self.period)

    def claims(self, pairs: Iterable[tuple[int, Claim]]) -> Iterator[Claim]:
        """Give those claims that the view admits, in the order given."""
        return (claim for place, claim in pairs if self._word(place, claim) is not None)

    def name(self, source: str) -> str:
        """Give the name that a source is shown under."""
        found = self._names.get(source)
        if found is None:
            found = self._names[source] = self.known.name(source)
        return found

    def speaks_for(self, word: Word, source: str) -> bool:
        """Tell whether a word is by this source, or by one that spoke for it."""
        return source in self.known.chain(self.known.source(word.source), word.said[0])

    def spoken_of_for(self, source: str) -> list[str]:
        """Give the assertions that a source, or one that spoke for it, spoke of; in the order of recording."""
        found: dict[str, None] = {}
        for one in self.known.sources:
            for _, claim in self.known.claims_by(one):
                if source in self.known.chain(one, claim.asserted_at.bounds(self.zone)[0]):
                    found[self.known.assertion(claim.assertion)] = None
        return sorted(found, key=self.known.first_place)

    def _word(self, place: int, claim: Claim) -> Word | None:
        said = claim.asserted_at.bounds(self.zone)
        if not self._since <= said[0] < self._until:
            return None
        source = self.known.source(claim.source)
        chain = self.known.chain(source, said[0])
        if self._only is not None and self._only.isdisjoint(chain):
            return None
        if not self._without.isdisjoint(chain):
            return None
        takes_back = (self.known.followed(item) for item in claim.cites if isinstance(item, str))
        return Word(
            claim,
            place,
            self.name(source),
            self.name(chain[-1]),
            said,
            claim.valid.bounds(self.zone) if claim.valid else None,
            frozenset(takes_back),
        )
