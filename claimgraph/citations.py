"""Who repeats whom: citations followed to where the word is somebody's own.

A claim that cites others repeats them, and comes from where they come from. One that cites a source repeats
all that this source says of the assertion in the view, or its own word where it says nothing there. One
that cites nothing is its source's own word, and its origin is the principal of that source. Rings lead
nowhere, and so does what is cited as unknown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from claimgraph.admission import Admission
from claimgraph.instants import FOREVER
from claimgraph.model import Claim
from claimgraph.stance import Stance


class Said(NamedTuple):
    """All that a source says of an assertion; or its own word there, given on behalf of the last of its chain."""

    source: str
    assertion: str
    chain: tuple[str, ...]


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
        self._said: dict[str, dict[str, list[tuple[int, str]]]] = {}
        self._led_from: dict[Cited, set[Cited]] = {}
        self._naming: dict[tuple[str, str], set[Said]] = {}

    def as_of(self, until: int) -> Citations:
        """Give the citations among what had been said before a time; they can be taken further by `go_on`."""
        before = Citations(self._admission, until)
        before._said = self._said
        return before

    def go_on(self, until: int, heard: Iterable[tuple[str, str]]) -> None:
        """Let count what was said before a later time.

        Parameters
        ----------
        until : int
            The time, in microseconds.
        heard : iterable of tuple of str
            The sources that have spoken since, each with the assertion of which. What was found of those who repeat
            them, directly or through others, is forgotten.
        """
        self._until = until
        ahead: list[Cited] = [cited for pair in heard for cited in self._naming.get(pair, ())]
        while ahead:
            one = ahead.pop()
            if self._origins.pop(one, None) is not None:
                ahead += self._led_from.get(one, ())

    def rests_on(self, claim: Claim, chain: tuple[str, ...]) -> RestsOn:
        """Tell what a claim rests on, given its source with those it speaks for."""
        if not claim.cites or claim.stance is Stance.WITHDRAWS:  # which cites what it takes back
            return self._admission.name(chain[-1])
        assertion, at = self._known.assertion(claim.assertion), claim.asserted_at.bounds(self._admission.zone)[0]
        cited: list[Cited] = []
        for item in claim.cites:
            if isinstance(item, str) and item.startswith("claim:"):
                cited.append(self._known.corrections.successor(item))
            elif isinstance(item, str):
                source = self._known.source(item)
                cited.append(Said(source, assertion, self._known.chain(source, at)))
        return tuple(cited)

    def origins(self, rests_on: RestsOn) -> frozenset[str]:
        """Give the names of those whose own word is at the ends of what a claim rests on."""
        found = self._ends(rests_on)
        return found - {_LEFT_OUT} if self._admission.leaves_out else found

    def is_left_out(self, rests_on: RestsOn) -> bool:
        """Tell whether all that a claim rests on leads to its origins by way of sources that are left out."""
        return self._admission.leaves_out and self._ends(rests_on) == {_LEFT_OUT}

    def said(self, cited: Said) -> list[str]:
        """Give the ids of the claims of a source on an assertion that the view admits, left out or not."""
        by_source = self._said.get(cited.assertion)
        if by_source is None:
            by_source = self._said[cited.assertion] = self._said_of(cited.assertion)
        claims = by_source.get(cited.source, [])
        return [one for _, one in claims[: bisect_left(claims, self._until, key=lambda claim: claim[0])]]

    def reached(self, rests_on: Iterable[RestsOn]) -> set[Cited]:
        """Give all that some claims lead to, however far."""
        found: set[Cited] = set()
        ahead = [cited for one in rests_on if not isinstance(one, str) for cited in one]
        while ahead:
            cited = ahead.pop()
            if cited not in found:
                found.add(cited)
                ahead += self._step(cited)[0]
        return found

    def _said_of(self, assertion: str) -> dict[str, list[tuple[int, str]]]:
        """Give for each source its claims on an assertion, with their times, in the order of speaking."""
        found: dict[str, list[tuple[int, str]]] = {}
        for _, claim in self._known.claims_on(assertion):
            speaker = self._admission.speaker(claim)
            if claim.stance is not Stance.WITHDRAWS and self._admission.admits(speaker):
                found.setdefault(speaker.chain[0], []).append((speaker.said[0], claim.id))
        for claims in found.values():
            claims.sort()
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
                self._led_from.setdefault(other, set()).add(one)
            if isinstance(one, Said):
                self._naming.setdefault((one.source, one.assertion), set()).add(one)
            if origin is not None:
                at.append((one, origin))
        found: dict[Cited, set[str]] = {one: set() for one in met}
        while at:
            one, origin = at.pop()
            if origin not in found[one]:
                found[one].add(origin)
                at += [(before, origin) for before in self._led_from.get(one, ()) if before in found]
        self._origins |= {one: frozenset(origins) for one, origins in found.items()}

    def _step(self, cited: Cited) -> tuple[Sequence[Cited], str | None]:
        """Give what is cited in its turn, or the origin that it is."""
        if isinstance(cited, Said):
            if claims := self.said(cited):
                return claims, None
            return (), _LEFT_OUT if self._admission.is_left_out(cited.chain) else self._admission.name(cited.chain[-1])
        found = self._known.claim(cited)
        if found is None:  # a mistake of the desk, taken out since
            return (), None
        claim = found[1]
        chain = self._admission.speaker(claim).chain
        if self._admission.is_left_out(chain):
            return (), _LEFT_OUT
        if claim.stance is Stance.WITHDRAWS:  # which says nothing that could be repeated
            return (), None
        rests_on = self.rests_on(claim, chain)
        return ((), rests_on) if isinstance(rests_on, str) else (rests_on, None)
