"""How the status of each assertion went along the times of speaking, kept for as long as nothing touches it.

A view that differs from another only in its `as_of` asks for another point of the same course. A course is kept
with what it hangs on: how many claims there are on each assertion that bears on it, and how much is known of
rules, corrections and representation. So an addition does away with the courses that it bears on, and no others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from claimgraph.evaluation.evaluator import Evidence
from claimgraph.evaluation.hearing import Hearings
from claimgraph.records.stance import Status


class Course(NamedTuple):
    """The statuses of an assertion, each from a time on, and what they hang on."""

    times: list[int]
    statuses: list[Status]
    knowledge: tuple[int, ...]
    claims: dict[str, int]

    def status(self, until: int) -> Status:
        """Give the status by what was said before a time."""
        at = bisect_left(self.times, until)
        return self.statuses[at - 1] if at else Status.UNCLAIMED


class Courses:
    """The statuses of assertions in a view, from courses that are kept where they can be.

    Parameters
    ----------
    evidence : Evidence
        The view.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._known = evidence.known
        self._whole = evidence.whole()
        self._knowledge = self._known.knowledge
        self._hearings = Hearings(evidence)

    def status(self, assertion: str, *, keep: bool = True) -> Status:
        """Give the status of an assertion, and keep its course unless that is hardly worth it."""
        hearing = self._hearings.of(assertion)
        if hearing is not None:
            return self._hearings.status(hearing)
        if self._whole is None or not keep:
            return self._evidence.judgement(assertion).status
        course = self._known.shared.courses.get(assertion)
        if course is None or not self._holds(course):
            course = self._known.shared.courses[assertion] = self._made(self._whole, assertion)
        return course.status(self._evidence.until)

    def _holds(self, course: Course) -> bool:
        return course.knowledge == self._knowledge and course.claims == self._counted(course.claims)

    def _made(self, whole: Evidence, assertion: str) -> Course:
        times: list[int] = []
        statuses: list[Status] = []
        for said, judged in whole.history(assertion):
            status = judged.status
            if not statuses or status is not statuses[-1]:
                times.append(said[0].said[0])
                statuses.append(status)
        keys = (key for one in whole.hangs_on(assertion) for key in self._known.keys(one))
        return Course(times, statuses, self._knowledge, self._counted(keys))

    def _counted(self, keys: Iterable[str]) -> dict[str, int]:
        """Give how many claims are known by now on each of some assertions, by the ids that they name it with."""
        on, length = self._known.index.claims_on, self._known.length
        return {key: bisect_left(on.get(key, ()), length) for key in keys}
