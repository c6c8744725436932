"""AIF: what was said as an argument graph, in the JSON of AIFdb. See ``docs/howto/aif.md``."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import IO, Any

from claimgraph.explanation.wording import stretch_text, when_text
from claimgraph.graph.view import View
from claimgraph.io.arguments.argument_model import Reading, Said, assertion_record, stamp
from claimgraph.io.files.streams import text_to
from claimgraph.io.losses.loss import Losses
from claimgraph.records.stance import UNKNOWN, Stance
from claimgraph.rules.literals import Literal

_FORCES = {
    Stance.AFFIRMS: "Asserting",
    Stance.DENIES: "Asserting",  # of the negation
    Stance.QUESTIONS: "Challenging",
}
"""The illocutionary force of each stance; the others have none of their own in Inference Anchoring Theory."""

_OTHER_FORCE = "Default Illocuting"

Node = dict[str, Any]


def write(view: View, stream: IO[str] | IO[bytes]) -> None:
    """Write what a view shows as AIF, in the JSON of AIFdb, and warn of what that has no place for.

    Parameters
    ----------
    view : View
        What to write.
    stream : stream of text or bytes
        Where to.

    Warns
    -----
    LossyWarning
        Where AIF cannot carry all that the view shows.

    Examples
    --------
    >>> import json
    >>> from io import StringIO
    >>> from claimgraph.io.arguments import aif
    >>> g, out = ClaimGraph(), StringIO()
    >>> _ = g.extend([Claim("Rybar", "denies", "Bridge destroyed", asserted_at="2022-07-02")])
    >>> aif.write(g.view(), out)
    >>> for node in json.loads(out.getvalue())["nodes"]:
    ...     print(node["type"], node["text"])
    I Bridge destroyed
    I It is not the case that: Bridge destroyed
    L Rybar denies “Bridge destroyed”, on 2 July 2022
    YA Asserting
    CA Default Conflict
    CA Default Conflict
    YA Disagreeing
    """
    losses = Losses()
    graph = _Graph(Reading(view, losses), losses).written()
    losses.warn("AIF")
    with text_to(stream) as text:
        json.dump(graph, text, ensure_ascii=False, indent=2)
        text.write("\n")


class _Graph:
    def __init__(self, reading: Reading, losses: Losses) -> None:
        self._reading = reading
        self._losses = losses
        self._said = reading.in_order()
        self._sources = reading.sources()
        self._nodes: list[Node] = []
        self._edges: list[Node] = []
        self._literals: dict[Literal, str] = {}
        self._locutions: dict[str, str] = {}
        self._taken_back = reading.taken_back()
        self._about = reading.by_assertion()

    def written(self) -> Node:
        """Give the whole graph, and note what is left out."""
        for assertion in self._reading.texts:
            self._put_literal(Literal(assertion, True))
        for one in self._said:
            self._put_claim(one)
        self._put_disagreements()
        self._put_reported()
        self._put_rules()
        self._note_losses()
        speakers = dict.fromkeys(one.source for one in self._said)
        persons = {name: str(place) for place, name in enumerate(speakers, 1)}
        return {
            "nodes": self._nodes,
            "edges": self._edges,
            "locutions": [self._locution(one, persons) for one in self._said],
            "participants": [
                {"participantID": person, "firstname": self._sources[name].name, "surname": ""}
                for name, person in persons.items()
            ],
            "schemefulfillments": [],
            "descriptorfulfillments": [],
        }

    def _put_literal(self, literal: Literal) -> str:
        """Give the I-node of an assertion, or of its negation, and make it where there is none yet."""
        if literal not in self._literals:
            text = self._reading.texts[literal.assertion]
            first = self._about.get(literal.assertion, [None])[0]
            node = self._put("I", text if literal.holds else f"It is not the case that: {text}", first)
            status = self._reading.statuses.get(literal.assertion)
            if literal.holds and status is not None:
                self._nodes[-1]["status"] = status.value
            self._literals[literal] = node
        return self._literals[literal]

    def _put_claim(self, said: Said) -> None:
        """Put a claim: who said it, with what force, of what."""
        claim = said.claim
        about = self._put_literal(Literal(said.assertion, claim.stance is not Stance.DENIES))
        locution = self._locutions[claim.id] = self._put("L", self._told(said), said)
        force = self._put("YA", _FORCES.get(claim.stance, _OTHER_FORCE), said)
        self._lead(locution, force, about)

    def _told(self, said: Said) -> str:
        claim = said.claim
        text = self._reading.texts[said.assertion]
        told = f"{self._sources[said.source].name} {claim.stance} “{text}”, {when_text(claim.asserted_at, on=True)}"
        told += f", of {stretch_text(claim.valid)}" if claim.valid else ""
        withdrawal = self._taken_back.get(claim.id)
        told += f", taken back {when_text(withdrawal.claim.asserted_at, on=True)}" if withdrawal else ""
        return told + (f": “{claim.quote}”" if claim.quote else "")

    def _put_disagreements(self) -> None:
        """Put an assertion and its negation into conflict, with those who disagree by denying it."""
        for literal in [literal for literal in self._literals if not literal.holds]:
            affirmed = Literal(literal.assertion, True)
            conflict, _ = self._put_conflict(literal, affirmed)
            for one in self._about[literal.assertion]:
                if one.claim.stance is Stance.DENIES:
                    force = self._put("YA", "Disagreeing", one)
                    self._lead(self._locutions[one.claim.id], force, conflict)

    def _put_reported(self) -> None:
        """Lead from those who repeat others to what they repeat, as reported speech."""
        for one in self._said:
            start = self._locutions[one.claim.id]
            withdraws = one.claim.stance is Stance.WITHDRAWS
            for cited in one.repeats:
                if cited in self._locutions:
                    force = self._put("YA", _OTHER_FORCE if withdraws else "Asserting", one)
                    self._lead(start, force, self._locutions[cited])
                else:
                    self._losses.note("the citation of {} claim that the view does not show")

    def _put_rules(self) -> None:
        for a, b in self._reading.entails:
            inference = self._put("RA", "Default Inference")
            self._lead(self._literals[Literal(a, True)], inference, self._literals[Literal(b, True)])
        pairs = {
            (Literal(a, True), Literal(b, True)): contradictory
            for (a, b), contradictory in self._reading.excludes.items()
        }
        for found in self._reading.conflicts:
            start, end = found.ends
            if start.assertion != end.assertion and (end, start) not in pairs:
                pairs.setdefault((start, end), found.contradictory)
        for (start, end), contradictory in pairs.items():
            self._put_conflict(start, end, contradictory=contradictory)

    def _put_conflict(self, a: Literal, b: Literal, *, contradictory: bool = True) -> tuple[str, str]:
        """Put what cannot hold with each other into conflict, both ways round."""
        found = []
        for start, end in ((a, b), (b, a)):
            conflict = self._put("CA", "Default Conflict")
            self._nodes[-1]["conflict"] = "contradictory" if contradictory else "contrary"
            self._lead(self._put_literal(start), conflict, self._put_literal(end))
            found.append(conflict)
        return found[0], found[1]

    def _put(self, kind: str, text: str, said: Said | None = None) -> str:
        name = str(len(self._nodes) + 1)
        moment = "" if said is None else stamp(said.at)[:19].replace("T", " ")
        self._nodes.append({"nodeID": name, "text": text, "type": kind, "timestamp": moment})
        return name

    def _lead(self, *nodes: str) -> None:
        for start, end in pairwise(nodes):
            name = str(len(self._edges) + 1)
            self._edges.append({"edgeID": name, "fromID": start, "toID": end, "formEdgeID": None})

    def _locution(self, said: Said, persons: dict[str, str]) -> Node:
        return {
            "nodeID": self._locutions[said.claim.id],
            "personID": persons[said.source],
            "timestamp": stamp(said.at)[:19].replace("T", " "),
            "start": None,
            "end": None,
            "source": None if said.document is None else said.document.url or said.document.title,
        }

    def _note_losses(self) -> None:
        reading = self._reading
        speakers = {one.source: self._sources[one.source] for one in self._said}
        reading.note_fields(speakers.values(), "name")
        reading.note_sources_besides(speakers)
        reading.note_fields((assertion_record(reading, one) for one in reading.texts), "text")
        claims = [one.claim for one in self._said]
        carried = ("source", "stance", "assertion", "asserted_at", "valid", "document", "quote", "cites")
        reading.note_fields(claims, *carried)
        for one in self._said:
            if one.cited or UNKNOWN in one.claim.cites:
                self._losses.note("whom {} claim cites besides claims")
        for document in {one.document.id: one.document for one in self._said if one.document}.values():
            reading.note_fields([document], "url" if document.url else "title")
        reading.note_kinds("source", "assertion", "claim", "document", "link")


__all__ = ["write"]
