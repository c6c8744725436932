"""Two views held against each other: what differs, and why."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from typing import Any

import attrs

from claimgraph.analysis.affected import Affected
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.log.snapshot import Known
from claimgraph.records.amendments import Affiliation, Correction, SameAs, brought_in
from claimgraph.records.base import Record
from claimgraph.records.claims import Claim, Source
from claimgraph.records.declarations import Dismissal, Link
from claimgraph.records.nested import assertions_in, sources_in
from claimgraph.records.stance import Stance, Status
from claimgraph.rows import Rows
from claimgraph.standing.interval import Word
from claimgraph.standing.judgement import Judgement, Position


@attrs.frozen
class Difference:
    """An assertion whose status differs between two views, or where sources stand, or what their claims rest on.

    Attributes
    ----------
    assertion : str
        Its text.
    before, after : Status
        Its status in either view.
    because : tuple of Claim
        The claims that count in one view and not in the other, or count otherwise, in the order of speaking: of
        the sources that stand elsewhere, if any do.
    learned : tuple of Record
        What else one view knows more of that bears on it: rules, dismissals, corrections, representation.
    joined, left : tuple of Position
        Who affirms, denies or questions it in the later view only, and who does in the earlier one only. Who changes
        sides is in both. Side by side, each in the order of speaking.
    groundless, grounded : tuple of str
        Who stands where they stood but comes to rest on nobody's word, for what they repeat was withdrawn or left
        out; and who comes to rest on somebody's again. By name.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Kyiv", "denies", "City taken", asserted_at="2022-07-02"),
    ...     Claim("Kyiv", "affirms", "City taken", asserted_at="2022-07-03"),
    ... ])
    >>> row, = diff(g.view(as_of="2022-07-02"), g.view(as_of="2022-07-03"))
    >>> row.before.value, row.after.value, [str(claim.asserted_at) for claim in row.because]
    ('denied', 'claimed', ['2022-07-03'])
    """

    assertion: str
    before: Status
    after: Status
    because: tuple[Claim, ...]
    learned: tuple[Record, ...] = ()
    joined: tuple[Position, ...] = ()
    left: tuple[Position, ...] = ()
    groundless: tuple[str, ...] = ()
    grounded: tuple[str, ...] = ()


@asking
def diff(before: View | ClaimGraph, after: View | ClaimGraph) -> Rows[Difference]:
    """List what differs between two views of a graph, status by status and side by side, with the causes.

    The views may differ in anything: two days, two clocks, two lengths of the log, with and without a source.
    The cost is in proportion to what may differ, not to the graph, unless the views ask about other moments of
    the world or one knows more of predicates and parts. Views of two graphs are compared assertion by assertion.

    Parameters
    ----------
    before, after : View or ClaimGraph
        What to compare.

    Returns
    -------
    Rows of Difference
        In the order in which the assertions were recorded. ``diff(after, before)`` has the same rows with
        `before` and `after` exchanged.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> morning = g.view()
    >>> claim = g.add(Claim("Kyiv", "denies", "City taken", asserted_at="2022-07-02"))
    >>> [(row.assertion, row.before.value, row.after.value) for row in diff(morning, g.view())]
    [('City taken', 'unclaimed', 'denied')]
    """
    return _differences(as_view(before), as_view(after))


@asking
def impact(view: View | ClaimGraph, source: Source | str) -> Rows[Difference]:
    """List the assertions on which something would differ without a source, and those who speak for it.

    That is the status, or who stands where, or what their claims rest on. What rests on the source alone goes with it.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    source : str or Source
        The source to leave out.

    Returns
    -------
    Rows of Difference
        With the status as it is as `before`, and without the source as `after`.

    Raises
    ------
    NotFound
        If the source is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> entries = g.extend([
    ...     Claim("Wire", "affirms", "Bridge open", asserted_at="2022-07-02"),
    ...     Claim("Daily", "affirms", "Bridge open", asserted_at="2022-07-02", cites="Wire"),
    ... ])
    >>> [(row.assertion, row.before.value, row.after.value) for row in impact(g, "Wire")]
    [('Bridge open', 'claimed', 'unclaimed')]
    """
    view = as_view(view)
    view.known.find_source(source)
    return _differences(view, attrs.evolve(view, without=(*view.without, str(source))))


def _differences(before: View, after: View) -> Rows[Difference]:
    earlier, later = sorted((before, after), key=lambda view: view.length)
    found: Iterable[Difference] = _Comparison(earlier, later).differences()
    if earlier is not before:
        found = (
            attrs.evolve(
                row,
                before=row.after,
                after=row.before,
                joined=row.left,
                left=row.joined,
                groundless=row.grounded,
                grounded=row.groundless,
            )
            for row in found
        )
    return Rows(found, Difference)


class _Comparison:
    """Two views held against each other, assertion by assertion.

    Parameters
    ----------
    earlier, later : View
        The views; of one graph, the later sees at least as much of the log.
    """

    def __init__(self, earlier: View, later: View) -> None:
        self._is_one_graph = earlier.graph is later.graph
        self._earlier = Evidence(earlier)
        self._later = Evidence(later)
        index = self._later.known.index
        # Only what one of the views knows, however much there is of it in the log.
        self._new = sorted(
            place
            for places in (index.knowledge, index.rules)
            for place in places[bisect_left(places, earlier.length) : bisect_left(places, later.length)]
        )

    def differences(self) -> Iterator[Difference]:
        """Return the assertions on which something differs."""
        for one in self._candidates():
            for other in self._as_before(one):
                before, after = self._earlier.judgement(other), self._later.judgement(one)
                had, has = before.standing, after.standing
                if before.status is not after.status or had != has:
                    known = self._later.known if self._later.known.is_recorded(one) else self._earlier.known
                    because, learned = self._causes(other, one, before, after)
                    kept = {source for source, (stance, _) in had.items() if has.get(source, (None,))[0] is stance}
                    yield Difference(
                        known.text(one),
                        before.status,
                        after.status,
                        because,
                        learned,
                        _others(after, kept),
                        _others(before, kept),
                        tuple(sorted(source for source in kept if had[source][1] and not has[source][1])),
                        tuple(sorted(source for source in kept if has[source][1] and not had[source][1])),
                    )

    def _candidates(self) -> list[str]:
        if self._is_one_graph:
            return Affected(self._earlier, self._later).assertions()
        return list(self._later.known.assertions | self._earlier.known.assertions)

    def _as_before(self, assertion: str) -> list[str]:
        """Give the ids by which the earlier view has an assertion: named otherwise, or several that were made one."""
        known = self._earlier.known
        keys = self._later.known.keys(assertion) if self._is_one_graph else [assertion]
        found = dict.fromkeys(known.assertion(key) for key in keys)
        return [one for one in found if known.is_recorded(one)] or [assertion]

    def _causes(
        self, other: str, one: str, before: Judgement, after: Judgement
    ) -> tuple[tuple[Claim, ...], tuple[Record, ...]]:
        """Give the claims that count in one view only or count otherwise, and what was learned that bears on that."""
        had, has = self._counting(self._earlier, other), self._counting(self._later, one)
        differing = [word for key, word in {**had, **has}.items() if key not in had or key not in has]
        differing = differing or _deciding_otherwise(before, after)
        turned = {source for source in before.stances | after.stances if _turned(source, before, after)}
        acts = [word for word in differing if word.claim.stance.changes_positions]
        words = [word for word in acts if word.source in turned] or acts or differing
        words.sort(key=lambda word: word.order)
        because = tuple({word.claim.id: word.claim for word in words}.values())
        return because, tuple(self._learned({other, one}, differing))

    def _counting(self, evidence: Evidence, assertion: str) -> dict[Any, Word]:
        """Give the words on an assertion by all that they count for."""
        origins, words = evidence.citations.origins, evidence.words(assertion)
        return {(word.claim.id, word.source, word.stance, word.valid, origins(word.rests_on)): word for word in words}

    def _learned(self, assertions: set[str], words: Iterable[Word]) -> Iterator[Record]:
        """Give what the later view knows more of, besides claims, that bears on some words on an assertion."""
        if not self._is_one_graph:
            return
        known = self._later.known
        names = set(assertions)
        rules: set[str] = set()
        for word in words:
            names |= {word.claim.id, word.about, *known.ever_spoke_for(known.source(word.claim.source))}
            path = word.lead.path if word.lead else ()
            rules |= {step.rule.id for step in path}
            names |= {known.assertion(text) for step in path for text in (step.premise, step.conclusion)}
        for record in (known.index.records[place] for place in self._new):
            if record.id in rules or not names.isdisjoint(_touched(known, record)):
                yield record


_SIDES = (Stance.AFFIRMS, Stance.DENIES, Stance.QUESTIONS)


def _others(judged: Judgement, kept: Container[str]) -> tuple[Position, ...]:
    """Return the positions of all but some sources, side by side."""
    if not judged.standing:
        return ()
    return tuple(one for side in _SIDES for one in judged.positions(side) if one.source not in kept)


def _turned(source: str, before: Judgement, after: Judgement) -> bool:
    return before.stances.get(source) is not after.stances.get(source)


def _deciding_otherwise(before: Judgement, after: Judgement) -> list[Word]:
    """Give the words that decide in one of two judgements only: the views ask about different moments."""
    decide = [{word.claim.id: word for side in _SIDES for word in one.words(side)} for one in (before, after)]
    return [word for a, b in (decide, decide[::-1]) for key, word in a.items() if key not in b]


def _touched(known: Known, record: Record) -> Iterator[str]:
    """Give the ids of what a record that is no claim says something of."""
    for one in brought_in(record):
        if isinstance(one, Correction):
            yield one.of
        elif isinstance(one, (Link, Dismissal)):
            yield from (known.assertion(text) for _, text in assertions_in(one))
        elif isinstance(one, (Affiliation, SameAs)):
            yield from (known.source(name) for _, name in sources_in(one))
        else:
            yield one.id
