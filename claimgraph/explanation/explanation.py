"""An answer with every claim and rule that it rests on: as data, and in plain sentences.

The sentences say who said what, and what is declared of how assertions bear on each other; never what is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import attrs

from claimgraph import formatting
from claimgraph.evaluation.evaluator import Evidence
from claimgraph.explanation.judged_times import JudgedTime, judged_times
from claimgraph.explanation.sentences import Teller, limits_of
from claimgraph.explanation.turns import elsewhere, withdrawals
from claimgraph.explanation.wording import END, LINK
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.log.snapshot import Known
from claimgraph.records.base import Record
from claimgraph.records.claims import Assertion, Claim, Document
from claimgraph.records.declarations import Part, Predicate
from claimgraph.records.stance import Stance, Status
from claimgraph.rules.literals import Step
from claimgraph.standing.interval import PRESENT, Word
from claimgraph.standing.judgement import Change, Judgement, Position, changes
from claimgraph.times.when import When


@attrs.frozen(repr=False)
class Explanation:
    """What the status of an assertion rests on; shown and printed as sentences.

    The sentences leave out the desk's own words, such as why a contradiction was dismissed; the records have them.

    Attributes
    ----------
    assertion : str
        Its text.
    status : Status
        Its status in the view.
    since : When or None
        Since when it has had this status without a break.
    about : When, ``"present"`` or None
        The moment of the world that decides.
    supporters, opponents, doubters : tuple of Position
        Who stands where, each in the order of speaking.
    divided : tuple of str
        The principals that stand on both sides of a dispute.
    times : tuple of JudgedTime
        What the status is about each time of the world that is judged, the present last.
    former : tuple of Position
        Where sources stood before they took another side or withdrew, each time.
    besides : tuple of Position
        What else was said of it, that puts nobody on a side of it: comments, refusals to say, withdrawals, words
        about other times.
    once : When or None
        Since when it was supported, or disputed, of what is retracted or conceded now.
    was_supported : bool
        Whether anybody on record ever supported it, about whatever time, in its own words or by what these imply.
    withdrawn : tuple of tuple
        Who stands where it does by repeating what was withdrawn or reversed since: the name of that source, and the
        claim that withdrew or reversed it.
    doubts : tuple of tuple of str
        The sources that do not certainly stand where they are shown, each with why: "time" (it is only roughly known
        of which time it speaks), "dates" (its dates of speaking are imprecise) or "order" (it said different things
        at one time).
    history : tuple of Change
        How it came to be conceded, retracted, denied or unclaimed; empty for a status that only says what is.
    principals : tuple of tuple of str
        The sources that speak for another, each with whom it speaks for in the end.
    claims : tuple of Claim
        Every claim among these, and those that they repeat, directly or through others; in the order of speaking.
    cited : tuple of tuple of str
        The ids of claims that `claims` cite, each with the name of the source of what stands there by now.
    documents : tuple of Document
        Where those of `claims` that name a document were read, one for each of these, in their order.
    rules : tuple of Record
        The links, predicates and parts that lead from one assertion to another, in the order of use; then the
        dismissals of pairs that the assertion is one of.
    through : tuple of Assertion
        The assertions that the rules lead through, also those that nobody recorded.
    limits : tuple of str
        What the view leaves out, in words.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> explain(g, "Bridge destroyed").supporters[0].source
    'Rybar'
    """

    assertion: str
    status: Status
    since: When | None = None
    about: When | Literal["present"] | None = None
    supporters: tuple[Position, ...] = ()
    opponents: tuple[Position, ...] = ()
    doubters: tuple[Position, ...] = ()
    divided: tuple[str, ...] = ()
    times: tuple[JudgedTime, ...] = ()
    former: tuple[Position, ...] = ()
    besides: tuple[Position, ...] = ()
    once: When | None = None
    was_supported: bool = False
    withdrawn: tuple[tuple[str, Claim], ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    history: tuple[Change, ...] = ()
    principals: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    cited: tuple[tuple[str, str], ...] = ()
    documents: tuple[Document, ...] = ()
    rules: tuple[Record, ...] = ()
    through: tuple[Assertion, ...] = ()
    limits: tuple[str, ...] = ()

    def __str__(self) -> str:
        return re.sub(f"[{LINK}{END}]", "", "\n".join(Teller(self).paragraphs()))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return formatting.paragraphs(Teller(self).paragraphs(), (LINK, END))


@asking
def explain(view: View | ClaimGraph, assertion: Assertion | str) -> Explanation:
    """Give every claim and rule that the status of an assertion rests on.

    Parameters
    ----------
    view : View or ClaimGraph
        What to look at.
    assertion : str or Assertion
        The assertion, by its text, its id or its record. A record may be one that nobody has recorded.

    Returns
    -------
    Explanation
        The answer as data; printed, it reads as plain sentences, the same every time.

    Raises
    ------
    NotFound
        If it is named by a text that is not recorded.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Kyiv", "denies", "City taken", asserted_at="2022-07-02"))
    >>> print(explain(g, "City taken"))
    “City taken” has been denied since 2 July 2022: nobody on record has ever supported it.
    Against it: Kyiv denied it on 2 July 2022.
    """
    evidence = Evidence(as_view(view))
    one = evidence.find(assertion)
    told = explained(evidence, one, evidence.words(one), evidence.judgement(one), changes(evidence.history(one)))
    if isinstance(assertion, Assertion) and one not in evidence.known.assertions:
        return attrs.evolve(told, assertion=str(assertion))  # nobody has recorded it: it has no other text
    return told


def explained(
    evidence: Evidence, one: str, words: list[Word], judged: Judgement, fared: Iterable[Change]
) -> Explanation:
    """Explain the status of an assertion, given by its id, when it is known what was said and how it fared.

    Who explains it as of many days need not find these out anew for each.
    """
    known, history = evidence.known, tuple(fared)
    stances = (Stance.AFFIRMS, Stance.DENIES, Stance.QUESTIONS)
    sides = supporters, opponents, doubters = [judged.positions(stance) for stance in stances]
    former, besides = elsewhere(words, judged, runs_on=evidence.period is not None)
    deciding = [word for stance in stances for word in judged.words(stance)]
    principals = {word.source: word.principal for word in (*former, *besides, *deciding)}
    ours, theirs = ({word.principal for word in judged.words(stance)} for stance in stances[:2])
    before, others = (tuple(_position(evidence, word) for word in side) for side in (former, besides))
    shown = {position.claim.id for side in (*sides, before, others) for position in side}
    telling = [word for word in words if word.claim.id in shown]
    reached = evidence.citations.reached(word.rests_on for word in telling)
    telling += evidence.words_of(cited for cited in reached if isinstance(cited, str))
    telling.sort(key=lambda word: word.order)
    claims = tuple({word.claim.id: word.claim for word in telling}.values())
    rules, through = _passed(known, [position.path for side in (*sides, before) for position in side if position.path])
    rules |= {dismissal: None for pair, dismissal in known.dismissals.items() if one in pair}
    disputed = judged.status is Status.DISPUTED
    withdrawn = tuple(withdrawals(evidence, [word for stance in stances for word in judged.shown(stance)]))
    turned = [change.at for change in history if change.status is not change.previous]
    return Explanation(
        assertion=known.text(one),
        status=judged.status,
        since=turned[-1] if turned else None,
        about="present" if judged.about == PRESENT else judged.about and When.between(*judged.about, evidence.zone),
        supporters=supporters,
        opponents=opponents,
        doubters=doubters,
        divided=tuple(sorted(ours & theirs)) if disputed else (),
        times=tuple(judged_times(judged, evidence.citations.origins, evidence.zone)),
        former=before,
        besides=others,
        once=judged.once,
        was_supported=any(word.stance is Stance.AFFIRMS for word in words),
        withdrawn=withdrawn,
        doubts=tuple(judged.doubts()),
        history=history if judged.status in _OF_THE_PAST else (),
        principals=tuple((source, principal) for source, principal in principals.items() if source != principal),
        claims=claims,
        cited=tuple(_cited(evidence, claims).items()),
        documents=tuple(_read_in(known, claim.document_id) for claim in claims if claim.document_id),
        rules=tuple(rules),
        through=tuple(through.values()),
        limits=tuple(limits_of(evidence.view)),
    )


_OF_THE_PAST = (Status.CONCEDED, Status.RETRACTED, Status.DENIED, Status.UNCLAIMED)


def _cited(evidence: Evidence, claims: Iterable[Claim]) -> dict[str, str]:
    """Give the name of the source of each claim that some claims cite by id."""
    ids = dict.fromkeys(item for claim in claims for item in claim.cites if isinstance(item, str))
    named = ((one, evidence.source_cited(one)) for one in ids if one.startswith("claim:"))
    return {one: name for one, name in named if name is not None}


def _position(evidence: Evidence, word: Word) -> Position:
    """Set out a word that is not, or no longer, where its source stands."""
    path = word.lead.path if word.lead and word.stance else ()
    stance, claim = word.stance or word.claim.stance, word.claim
    origins = tuple(sorted(evidence.citations.origins(word.rests_on)))
    return Position(word.source, stance, claim, claim.asserted_at, True, word.lead is not None, path, origins)


def _passed(known: Known, paths: Iterable[tuple[Step, ...]]) -> tuple[dict[Record, None], dict[str, Assertion]]:
    """Give the rules along paths, and the assertions that these lead through, each in the order of first use."""
    rules: dict[Record, None] = {}
    through: dict[str, Assertion] = {}
    for path in paths:
        at = _found(known, path[0].premise)
        for step in path:
            through.setdefault(at.text, at)
            start, at = at, _found(known, step.conclusion)
            rules[step.rule] = None
            if step.kind == "link" or start.predicate is None:
                continue
            predicate = known.record(Predicate(start.predicate).id, Predicate)
            if predicate is not None:
                rules[predicate] = None
                at = at if at.triple else _made(step, start, predicate)
        through.setdefault(at.text, at)
    return rules, through


def _found(known: Known, text: str) -> Assertion:
    """Give what is recorded of an assertion, under the very text that a step has it by."""
    return attrs.evolve(known.find(text)[1], text=text)


def _made(step: Step, start: Assertion, predicate: Predicate) -> Assertion:
    """Give the assertion that a step leads to, where nobody recorded it."""
    subject, value = start.subject, step.conclusion.rpartition(f" {predicate.name} ")[2]
    if step.kind == "inherited" and isinstance(step.rule, Part):
        subject = step.rule.part if step.holds else step.rule.of
    return Assertion(step.conclusion, subject=subject, predicate=predicate.name, value=value)


def _read_in(known: Known, document: str) -> Document:
    """Give a document as it is known."""
    successor = known.corrections.successor(document)
    return known.record(successor, Document) or Document(url=document.removeprefix("document:"))
