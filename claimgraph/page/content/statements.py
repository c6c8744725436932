"""What a page tells of each assertion: what was said of it, how it fared, and what its status rested on each day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2s

import attrs

from claimgraph.evaluation.evaluator import Evidence
from claimgraph.explanation.explanation import Explanation, explain, explained
from claimgraph.graph.view import View
from claimgraph.page.content.days import Calendar
from claimgraph.page.content.original_claims import with_originals
from claimgraph.questions.assessment import timeline
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.stance import UNKNOWN, Status
from claimgraph.standing.interval import Word
from claimgraph.standing.judgement import Change, Judgement
from claimgraph.standing.valid_time import Line
from claimgraph.times.when import When


@attrs.frozen
class Standing:
    """The status of an assertion from a day on.

    Attributes
    ----------
    day : int
        The place of the day.
    status : Status
        The status at its end.
    since : When or None
        Since when it has had it.
    """

    day: int
    status: Status
    since: When | None


@attrs.frozen
class State:
    """What an assertion rested on from a day on.

    Attributes
    ----------
    day : int
        The place of the day.
    told : Explanation
        The explanation of its status as of that day.
    direct : list of Word
        What had been said of it by name.
    """

    day: int
    told: Explanation
    direct: list[Word]


@attrs.frozen(slots=False)
class Statement:
    """An assertion, and what a page tells of it.

    Attributes
    ----------
    record : Assertion
        The assertion, as it is recorded.
    anchor : str
        What its element is called; the same in every page.
    words : list of Word
        What bears on it, in the order of speaking.
    changes : tuple of Change
        How it fared.
    disputed_from : int or None
        The first day on which it was disputed, if only for a part of it.
    states : tuple of State
        If it was ever disputed: its state as of each day on which something was said that bears on it.
    standings : tuple of Standing
        Its statuses by day.
    """

    record: Assertion
    anchor: str
    words: list[Word]
    changes: tuple[Change, ...]
    disputed_from: int | None
    states: tuple[State, ...]
    standings: tuple[Standing, ...]

    @property
    def text(self) -> str:
        """Its text."""
        return self.record.text

    @property
    def status(self) -> Status:
        """Its status in the end."""
        return self.standings[-1].status

    @property
    def is_told(self) -> bool:
        """Whether the page tells more of it than its status."""
        return bool(self.states)

    @cached_property
    def direct(self) -> list[Word]:
        """What was said of it by name."""
        return [word for word in self.words if word.lead is None]

    @cached_property
    def by_claim(self) -> dict[str, Word]:
        """What bears on it, by the ids of the claims."""
        return {word.claim.id: word for word in self.words}


class Reading:
    """A view as a page reads it.

    Parameters
    ----------
    view : View
        The view.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self._evidence = Evidence(view)
        self._known = self._evidence.known
        # What is left out for what it rests on may have rested on something else on an earlier day.
        whole = Evidence(attrs.evolve(view, without=())) if view.without else self._evidence
        words = {one: whole.words(one) for one in self._known.assertions}
        self.calendar = Calendar(view, (word for said in words.values() for word in said))
        if view.without:
            self._by_day = [*map(Evidence, self.calendar.views)]
            words = {one: self._ever_admitted(one) for one in words}
        # What nobody has spoken of by name is not for readers: on an earlier day, it would tell what came later.
        words = {one: said for one, said in words.items() if any(word.lead is None for word in said)}
        self.statements = [self._statement(one, said) for one, said in words.items()]

    def document(self, claim: Claim) -> Document | None:
        """Give the document that a claim was read in, as it is known."""
        one = claim.document_id
        if one is None:
            return None
        found = self._known.record(self._known.corrections.successor(one), Document)
        return found or Document(url=one.removeprefix("document:"))

    def source(self, name: str) -> Source | None:
        """Return the record of a source, if there is one."""
        return self._known.record(self._known.source(name), Source)

    def cited(self, item: object) -> str | None:
        """Give the name of a source that a claim repeats, or of the source of a claim that it repeats."""
        return self._evidence.source_cited(item)

    def repeats(self, claim: Claim, item: object) -> bool:
        """Tell whether a claim only says again what it cites; a source that it names may have said more than that."""
        if item is UNKNOWN:
            return True
        found = self._known.claim(item) if isinstance(item, str) and item.startswith("claim:") else None
        if found is None or found[1].stance is not claim.stance:
            return False
        return self._known.assertion(found[1].assertion_id) == self._known.assertion(claim.assertion_id)

    def _ever_admitted(self, one: str) -> list[Word]:
        """Give what the view admits of what was said of an assertion, as of any of its days."""
        found = {word.claim.id: word for evidence in self._by_day for word in evidence.words(one)}
        return sorted(found.values(), key=lambda word: word.order)

    def _direct(self, one: str, words: list[Word], day: int) -> list[Word]:
        """Give what had been said of an assertion by name as of a day."""
        until = self.calendar.days[day].end
        known = self._by_day[day].words(one) if self.view.without else words
        return [word for word in known if word.lead is None and word.said[0] < until]

    def _statement(self, one: str, words: list[Word]) -> Statement:
        changes = tuple(timeline(self.view, one))
        zone = self.view.graph.zone
        # What others repeat may count no more from a day on when nothing was said of this.
        turned = {self.calendar.place(change.at.bounds(zone)[0]) for change in changes}
        days = sorted({self.calendar.place(word.said[0]) for word in words} | turned)
        first = next(day for day in days if self._direct(one, words, day))
        disputed = (change.at.bounds(zone)[0] for change in changes if change.status is Status.DISPUTED)
        disputed_from = next(map(self.calendar.place, disputed), None)
        told = [day for day in days if day >= first] if disputed_from is not None else []
        states = tuple(self._states(one, words, changes, told))
        standings = [Standing(state.day, state.told.status, state.told.since) for state in states]
        standings = standings or self._fared(changes, first)
        anchor = f"s-{blake2s(one.encode(), digest_size=5).hexdigest()}"
        record = self._known.assertion_record(one)
        return Statement(record, anchor, words, changes, disputed_from, states, tuple(_compact(standings)))

    def _states(self, one: str, words: list[Word], changes: tuple[Change, ...], days: list[int]) -> Iterator[State]:
        said = [word.said[0] for word in words]
        turned = [change.at.bounds(self.view.graph.zone)[0] for change in changes]
        line, heard = Line(self._evidence.period), 0
        for day in days:
            view, until = self.calendar.views[day], self.calendar.days[day].end
            if self.view.without:
                evidence, spoken = self._by_day[day], self._by_day[day].words(one)
                told = explain(view, one)
            else:
                # Nothing said later changes what was so by then: what was said and how it fared only grows.
                before, heard = heard, bisect_left(said, until)
                for word in words[before:heard]:
                    line.add(word)
                evidence, spoken = Evidence(view), words[:heard]
                judged = Judgement(line, evidence.citations.origins)
                told = explained(evidence, one, spoken, judged, changes[: bisect_left(turned, until)])
            told = with_originals(told, evidence, spoken, self.document)
            # What a view leaves out is said of the whole page, once.
            yield State(day, attrs.evolve(told, limits=()), self._direct(one, words, day))

    def _fared(self, changes: tuple[Change, ...], first: int) -> list[Standing]:
        since: When | None = None
        zone = self.view.graph.zone
        by_day = {first: Standing(first, Status.UNCLAIMED, None)}
        for change in changes:
            since = change.at if change.status is not change.previous else since
            day = self.calendar.place(change.at.bounds(zone)[0])
            by_day[day] = Standing(day, change.status, since)
        return [by_day[day] for day in sorted(by_day)]


def _compact(standings: list[Standing]) -> Iterator[Standing]:
    """Leave out the days on which nothing changed."""
    before: Standing | None = None
    for one in standings:
        if before is None or (one.status, one.since) != (before.status, before.since):
            yield one
        before = one
