"""Who repeats whom: citations followed to where the word is somebody's own.

A claim that cites others repeats them, and comes from where they come from. One that cites a source repeats
all that this source says of the assertion in the view, or its own word where it says nothing there. One
that cites nothing is its source's own word, and its origin is the principal of that source. Rings lead
nowhere, and so does what is cited as unknown. A claim that its source has withdrawn, or stands against by now,
is nobody's origin any more; and what is repeated of the same assertion with another stance is not what is said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from claimgraph.evaluation.admission import Admission
from claimgraph.evaluation.lapsed import OPPOSITE, Lapsed, Words
from claimgraph.records.claims import Claim
from claimgraph.records.stance import Stance
from claimgraph.times.instants import FOREVER


class Said(NamedTuple):
    """All that a source says of an assertion; or its own word there, given on behalf of the last of its chain.

    Of what it says, only that counts which has the same stance, where the one who repeats it takes a side.
    """

    source: str
    assertion: str
    chain: tuple[str, ...]
    stance: Stance | None = None


Cited = str | Said
"""What a claim cites: the id of a claim, or all that a source says of the assertion."""

RestsOn = str | tuple[Cited, ...]
"""What a claim rests on: the name of its principal, where it is a source's own word; else what it cites."""

_LEFT_OUT = ""
"""Stands among the origins of what leads to something left out; no source has this name."""


class Citations:
    """The citations among the claims of a view, followed as far as they are asked for.

    Parameters
    ----------
    admission : Admission
        The claims that count where a source is cited, and those that do not where it is left out.
    until : int
        What was said from this time on, in microseconds, does not count either.
    """

    def __init__(self, admission: Admission, until: int = FOREVER) -> None:
        self._admission = admission
        self._known = admission.known
        self._until = until
        self._origins: dict[Cited, frozenset[str]] = {}
        self._said_on: dict[str, dict[str, list[tuple[int, str, Stance]]]] = {}
        self._words = Words(admission)

    def as_of(self, until: int) -> Citations:
        """Return the citations among what had been said before a time."""
        before = Citations(self._admission, until)
        before._said_on, before._words = self._said_on, self._words
        return before

    def rests_on(self, claim: Claim, chain: tuple[str, ...]) -> RestsOn:
        """Tell what a claim rests on, given its source with those it speaks for."""
        if not claim.cites or claim.stance is Stance.WITHDRAWS:  # which cites what it takes back
            return self._admission.name(chain[-1])
        assertion, at = self._known.assertion(claim.assertion), claim.asserted_at.bounds(self._admission.zone)[0]
        side = claim.stance if claim.stance in OPPOSITE else None
        cited: list[Cited] = []
        for item in claim.cites:
            if isinstance(item, str) and item.startswith("claim:"):
                one = self._known.corrections.successor(item)
                if self._says_so_too(one, assertion, side):
                    cited.append(one)
            elif isinstance(item, str):
                source = self._known.source(item)
                cited.append(Said(source, assertion, self._known.chain(source, at), side))
        return tuple(cited)

    def origins(self, rests_on: RestsOn) -> frozenset[str]:
        """Give the names of those whose own word is at the ends of what a claim rests on."""
        found = self._ends(rests_on)
        return found - {_LEFT_OUT} if self._admission.leaves_out else found

    def is_left_out(self, rests_on: RestsOn) -> bool:
        """Tell whether all that a claim rests on leads to its origins by way of sources that are left out."""
        return self._admission.leaves_out and self._ends(rests_on) == {_LEFT_OUT}

    def onward(self, cited: Cited) -> Sequence[Cited]:
        """Return what is repeated in its turn by something that is cited."""
        return self._step(cited)[0]

    def reached(self, rests_on: Iterable[RestsOn]) -> set[Cited]:
        """Return all that some claims lead to, however far."""
        found: set[Cited] = set()
        ahead = [cited for one in rests_on if not isinstance(one, str) for cited in one]
        while ahead:
            cited = ahead.pop()
            if cited not in found:
                found.add(cited)
                ahead += self.onward(cited)
        return found

    def spoken_of(self, claims: Iterable[Claim]) -> set[tuple[str, str]]:
        """Return who spoke of what wherever some claims lead, also by words that count no more: ids, in pairs."""
        found: set[tuple[str, str]] = set()
        met: set[str] = set()
        ahead = [claim for claim in claims if claim.cites]
        while ahead:
            claim = ahead.pop()
            if claim.id in met:
                continue
            met.add(claim.id)
            about = self._known.assertion(claim.assertion)
            cited = [item for item in claim.cites if isinstance(item, str) and not item.startswith("claim:")]
            found |= {(self._known.source(item), about) for item in cited}
            for _, one in self.repeated_by(claim):
                found.add((self._known.source(one.source), self._known.assertion(one.assertion)))
                ahead.append(one)
        return found

    def lapsed(self, claim: Claim) -> list[Lapsed]:
        """Return those of the claims that a claim repeats, directly, which are nobody's origin any more."""
        repeated = ((one, self._let_go_by(place, one)) for place, one in self.repeated_by(claim))
        return [Lapsed(one, by) for one, by in repeated if by is not None]

    def repeated_by(self, claim: Claim) -> list[tuple[int, Claim]]:
        """Return the claims that a claim cites, or that the sources have made which it cites, with their places."""
        if claim.stance is Stance.WITHDRAWS:
            return []
        about, found = self._known.assertion(claim.assertion), dict[str, None]()
        for item in claim.cites:
            if isinstance(item, str) and item.startswith("claim:"):
                found[self._known.corrections.successor(item)] = None
            elif isinstance(item, str):
                found |= dict.fromkeys(one for one, _ in self._said(self._known.source(item), about))
        return [one for one in map(self._known.claim, found) if one is not None]

    def _let_go_by(self, place: int, claim: Claim) -> Claim | None:
        return self._words.let_go_by(place, claim, min(self._until, self._admission.until))

    def _says_so_too(self, one: str, assertion: str, stance: Stance | None) -> bool:
        """Tell whether a claim can be the word behind one with a stance on an assertion; or is left out."""
        found = None if stance is None else self._known.claim(one)
        if found is None or found[1].stance is stance or self._known.assertion(found[1].assertion) != assertion:
            return True
        return self._admission.is_left_out(self._admission.speaker(found[1]).chain)

    def _said(self, source: str, assertion: str) -> list[tuple[str, Stance]]:
        """Return the claims of a source on an assertion that the view admits, left out or not, with their stances."""
        by_source = self._said_on.get(assertion)
        if by_source is None:
            by_source = self._said_on[assertion] = self._said_of(assertion)
        claims = by_source.get(source, [])
        heard = claims[: bisect_left(claims, self._until, key=lambda claim: claim[0])]
        return [(one, stance) for _, one, stance in heard]

    def _said_of(self, assertion: str) -> dict[str, list[tuple[int, str, Stance]]]:
        """Give for each source its claims on an assertion, with their times, in the order of speaking."""
        found: dict[str, list[tuple[int, str, Stance]]] = {}
        for _, claim in self._known.claims_on(assertion):
            speaker = self._admission.speaker(claim)
            if claim.stance is not Stance.WITHDRAWS and self._admission.admits(speaker):
                found.setdefault(speaker.chain[0], []).append((speaker.said[0], claim.id, claim.stance))
        for claims in found.values():
            claims.sort(key=itemgetter(0, 1))
        return found

    def _ends(self, rests_on: RestsOn) -> frozenset[str]:
        if isinstance(rests_on, str):
            return frozenset((rests_on,))
        if any(cited not in self._origins for cited in rests_on):
            self._follow(rests_on)
        if len(rests_on) == 1:
            return self._origins[rests_on[0]]
        return frozenset().union(*(self._origins[cited] for cited in rests_on))

    def _follow(self, cited: Iterable[Cited]) -> None:
        """Find the origins of what is cited, and of all on the way there.

        Each origin is carried back from where it is, to every claim that leads there, once: in proportion to the
        citations times the origins at their ends, whatever the depth of the chains, and past all rings.
        """
        at: list[tuple[Cited, str]] = []
        led_from: dict[Cited, list[Cited]] = {}
        met: set[Cited] = set()
        ahead = list(cited)
        while ahead:
            one = ahead.pop()
            if one in met:
                continue
            met.add(one)
            if one in self._origins:
                at += [(one, origin) for origin in self._origins[one]]
                continue
            onward, origin = self._step(one)
            ahead += onward
            for other in onward:
                led_from.setdefault(other, []).append(one)
            if origin is not None:
                at.append((one, origin))
        found: dict[Cited, set[str]] = {one: set() for one in met}
        while at:
            one, origin = at.pop()
            if origin not in found[one]:
                found[one].add(origin)
                at += [(before, origin) for before in led_from.get(one, ())]
        self._origins |= {one: frozenset(origins) for one, origins in found.items()}

    def _step(self, cited: Cited) -> tuple[Sequence[Cited], str | None]:
        """Give what is cited in its turn, or the origin that it is."""
        if isinstance(cited, Said):
            if said := self._said(cited.source, cited.assertion):
                return [one for one, stance in said if self._counts(one, stance, cited)], None
            return (), _LEFT_OUT if self._admission.is_left_out(cited.chain) else self._admission.name(cited.chain[-1])
        found = self._known.claim(cited)
        if found is None:  # a mistake of the desk, taken out since
            return (), None
        place, claim = found
        chain = self._admission.speaker(claim).chain
        if self._admission.is_left_out(chain):
            return (), _LEFT_OUT
        # A withdrawal says nothing that could be repeated, and what was let go of is nobody's word any more.
        if claim.stance is Stance.WITHDRAWS or self._let_go_by(place, claim) is not None:
            return (), None
        rests_on = self.rests_on(claim, chain)
        return ((), rests_on) if isinstance(rests_on, str) else (rests_on, None)

    def _counts(self, one: str, stance: Stance, cited: Said) -> bool:
        """Tell whether a claim of a source that is cited has the stance asked for; or is left out."""
        return stance is cited.stance or self._says_so_too(one, cited.assertion, cited.stance)
