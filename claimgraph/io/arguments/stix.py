"""STIX 2.1: a bundle for platforms that keep threat intelligence. See ``docs/howto/stix.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from claimgraph.explanation.sentences import limits_of
from claimgraph.explanation.wording import stretch_text, when_text
from claimgraph.graph.view import View
from claimgraph.io.arguments.argument_model import Reading, Said, stamp
from claimgraph.io.files.streams import text_to
from claimgraph.io.losses.loss import Losses
from claimgraph.records.claims import Document
from claimgraph.records.stance import UNKNOWN, Stance
from claimgraph.times.instants import BEGINNING, FOREVER
from claimgraph.times.when import When

NAMESPACE = UUID("74e0f2da-aa97-43ad-88f4-55ff089cc8ee")
"""The namespace of the ids: each is a UUID version 5 of a JSON array, such as of the kind and the id of a record."""

_OPINIONS = {Stance.AFFIRMS: "agree", Stance.DENIES: "disagree"}  # how strongly is not recorded

_CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""The confidence of STIX 2.1 for each credibility of the Admiralty code, by its own table; 6 has none there."""

_MILLISECOND = 1000

_SAID = {True: "affirmed", False: "denied"}

Object = dict[str, Any]


def write(view: View, stream: IO[str] | IO[bytes], *, notes: bool = False) -> None:
    """Write what a view shows as a STIX 2.1 bundle, and warn of what STIX has no place for.

    Parameters
    ----------
    view : View
        What to write.
    stream : stream of text or bytes
        Where to.
    notes : bool
        Whether to write the desk's own words, which may not be meant for readers: notes, credibility, reliability.

    Warns
    -----
    LossyWarning
        Where the bundle cannot carry all that the view shows.

    Examples
    --------
    >>> import json
    >>> from io import StringIO
    >>> from claimgraph.io.arguments import stix
    >>> g, out = ClaimGraph(), StringIO()
    >>> _ = g.extend([Claim("Rybar", "denies", "Bridge destroyed", asserted_at="2022-07-02", credibility=4)])
    >>> stix.write(g.view(), out, notes=True)
    >>> objects = json.loads(out.getvalue())["objects"]
    >>> [one["type"] for one in objects]
    ['identity', 'note', 'note', 'opinion']
    >>> objects[-1]["opinion"], objects[-1]["confidence"]
    ('disagree', 30)
    """
    losses = Losses()
    objects = list(_Bundle(Reading(view, losses), losses, notes=notes).objects())
    losses.warn("STIX")
    bundle: Object = {"type": "bundle", "id": _id("bundle", [one["id"] for one in objects])}
    if objects:
        bundle["objects"] = objects
    with text_to(stream) as text:
        json.dump(bundle, text, ensure_ascii=False, indent=2)
        text.write("\n")


class _Bundle:
    def __init__(self, reading: Reading, losses: Losses, *, notes: bool) -> None:
        self._reading = reading
        self._notes = notes
        self._losses = losses
        self._said = reading.in_order()
        self._taken_back = reading.taken_back()
        self._sources = reading.sources()
        self._about = reading.by_assertion()

    def objects(self) -> Iterator[Object]:
        """Give the objects, each after those it refers to, and note what is left out."""
        if self._said:
            yield from self._identities()
            yield from self._representations()
            for assertion in self._reading.statuses:
                if assertion in self._about:
                    yield from self._assertion(assertion)
            yield from map(self._claim, self._said)
            yield from self._citations()
        yield from self._contradictions()
        self._note_losses()

    # Sources

    def _identities(self) -> Iterator[Object]:
        spoke: dict[str, int] = {}
        for one in self._said:
            spoke.setdefault(one.source, one.at)
        for name, source in self._sources.items():
            # Who has not spoken is known for as long as those who name it.
            made = _made("identity", spoke.get(name, self._said[0].at), name=source.name)
            if source.note and self._notes:
                made["description"] = source.note
            if source.reliability and self._notes:
                made["labels"] = [f"reliability:{source.reliability}"]
            if source.url:
                made["external_references"] = [_reference(source.name, source.url)]
            yield _named(made, source.kind, name)

    def _representations(self) -> Iterator[Object]:
        for name in self._sources:
            for above, valid in self._reading.above.get(name, {}).items():
                made = self._related("identity", (name, above), "speaks-for", self._said[0].at)
                if valid is not None:
                    made["description"] += f", {stretch_text(valid)}"
                    made |= self._bounds(valid)
                yield _named(made, "speaks-for", name, above)

    def _bounds(self, valid: When) -> Object:
        lo, hi = valid.bounds(self._reading.view.graph.zone)
        ends = {"start_time": lo, "stop_time": hi}
        return {name: stamp(end) for name, end in ends.items() if end not in (BEGINNING, FOREVER)}

    # Assertions

    def _assertion(self, assertion: str) -> Iterator[Object]:
        """Give the note that holds an assertion, and the one that holds its status."""
        record, together = self._reading.known.assertion_record(assertion), self._about[assertion]
        lines = [record.text]
        lines += [
            f"{name.capitalize()}: {value}"
            for name in ("subject", "predicate", "value", *(("note",) if self._notes else ()))
            if (value := getattr(record, name)) is not None
        ]
        speakers = dict.fromkeys(one.source for one in together)
        note = _made("note", together[0].at, together[-1].at, content="\n".join(lines))
        note["object_refs"] = [_id("identity", ["source", name]) for name in speakers]
        note["labels"] = ["assertion"]
        yield _named(note, "assertion", assertion)
        status = self._reading.statuses[assertion]
        taken_in = "".join(f"\nTakes in only {limit}." for limit in limits_of(self._reading.view))
        verdict = _made("note", self._said[-1].at, content=f"Status: {status}.{taken_in}")
        verdict["object_refs"] = [_id("note", ["assertion", assertion])]
        verdict["labels"] = ["status", f"status:{status}"]
        # Another view may find another status: that is another note, and no version of this one.
        yield _named(verdict, "status", assertion, status.value, verdict["created"], *limits_of(self._reading.view))

    def _contradictions(self) -> Iterator[Object]:
        for found in self._reading.conflicts:
            a, b = (end.assertion for end in found.ends)
            if a == b:
                continue  # the opinions on it show it
            at = max(self._about[one][0].at for one in (a, b))
            made = self._related("note", (a, b), "contradicts", at)
            ends = (f"“{self._reading.texts[end.assertion]}” {_SAID[end.holds]}" for end in found.ends)
            made["description"] = f"{' and '.join(ends)} cannot both be right"
            made["labels"] += ["contradictory" if found.contradictory else "contrary", f"rule:{found.kind}"]
            yield _named(made, "contradicts", found.kind, *(f"{end.holds} {end.assertion}" for end in found.ends))

    # Claims

    def _claim(self, said: Said) -> Object:
        """Give an opinion, or a note where a claim takes no side that STIX has a word for."""
        claim, opinion = said.claim, _OPINIONS.get(said.claim.stance)
        kind, text = ("note", "content") if opinion is None else ("opinion", "explanation")
        withdrawal = self._taken_back.get(claim.id)
        # A revoked opinion is a later version of the one that stood, even where both are dated by the day.
        made = _made(kind, said.at, max(withdrawal.at, said.at + _MILLISECOND) if withdrawal else None)
        made["created_by_ref"] = _id("identity", ["source", said.source])
        made["authors"] = [self._sources[said.source].name]
        made[text] = "\n".join(self._lines(said))
        if opinion:
            made["opinion"] = opinion
        made["object_refs"] = [_id("note", ["assertion", said.assertion])]
        made["labels"] = [f"stance:{claim.stance}"]
        if withdrawal:
            made["revoked"] = True
        if claim.credibility and self._notes:
            made["labels"].append(f"credibility:{claim.credibility}")
            if claim.credibility in _CONFIDENCE:
                made["confidence"] = _CONFIDENCE[claim.credibility]
        if said.document:
            made["external_references"] = [_appearance(said.document, claim.locator)]
        return _named(made, claim.kind, claim.id)

    def _lines(self, said: Said) -> Iterator[str]:
        claim = said.claim
        if claim.quote:
            yield f"“{claim.quote}”"
        text = self._reading.texts[said.assertion]
        yield f"{self._sources[said.source].name} {claim.stance} “{text}”, {when_text(claim.asserted_at, on=True)}."
        if claim.valid:
            yield f"Speaks of {stretch_text(claim.valid)}."
        if claim.hedge:
            yield f"In words of doubt: “{claim.hedge}”."
        if UNKNOWN in claim.cites:
            yield "Repeats nobody knows whom."
        withdrawal = self._taken_back.get(claim.id)
        if withdrawal:
            yield f"Taken back {when_text(withdrawal.claim.asserted_at, on=True)}."
        if claim.note and self._notes:
            yield f"Note: {claim.note}"

    def _citations(self) -> Iterator[Object]:
        for one in self._said:
            start = self._id_of(one)
            takes_back = one.claim.stance is Stance.WITHDRAWS
            label = "takes-back" if takes_back else "cites"
            for cited in one.repeats:
                if cited in self._reading.said:
                    yield _relation(start, self._id_of(self._reading.said[cited]), label, one.at)
                else:
                    self._losses.note("the citation of {} claim that the view does not show")
            for name in one.cited:
                yield _relation(start, _id("identity", ["source", name]), label, one.at)

    def _id_of(self, said: Said) -> str:
        kind = "opinion" if said.claim.stance in _OPINIONS else "note"
        return _id(kind, [said.claim.kind, said.claim.id])

    # Within

    def _related(self, kind: str, ends: tuple[str, str], label: str, at: int) -> Object:
        record = "source" if kind == "identity" else "assertion"
        start, end = (_id(kind, [record, one]) for one in ends)
        return _relation(start, end, label, at)

    def _note_losses(self) -> None:
        unspoken = len(self._reading.statuses.keys() - self._about.keys())
        if unspoken:
            self._losses.note("{} assertion that nobody speaks of", unspoken)
        if not self._notes:
            self._reading.withhold(self._sources.values(), self._about)
        self._reading.note_sources_besides(self._sources)
        self._reading.note_kinds("source", "assertion", "claim", "document", "affiliation")


def _relation(start: str, end: str, label: str, at: int) -> Object:
    """Give a relationship of the one type that STIX has for any two objects; its label tells which it is."""
    made = _made("relationship", at, relationship_type="related-to", description=label.replace("-", " "))
    made |= {"source_ref": start, "target_ref": end, "labels": [label]}
    return _named(made, label, start, end)


def _made(kind: str, created: int, modified: int | None = None, **fields: Any) -> Object:
    """Give an object without its id."""
    times = {
        "created": stamp(created, milliseconds=True),
        "modified": stamp(created if modified is None else modified, milliseconds=True),
    }
    return {"type": kind, "spec_version": "2.1", "id": "", **times, **fields}


def _named(made: Object, *name: str) -> Object:
    made["id"] = _id(made["type"], list(name))
    return made


def _id(kind: str, name: list[str]) -> str:
    return f"{kind}--{uuid5(NAMESPACE, json.dumps(name, ensure_ascii=False))}"


def _appearance(document: Document, locator: str | None) -> Object:
    """Give the reference to where a claim was read."""
    found = _reference(document.publisher or str(document), document.url)
    date = when_text(document.date, on=False) if document.date else None
    told = [part for part in (document.title, date, locator, found.get("description")) if part]
    return found | ({"description": ", ".join(told)} if told else {})


def _reference(name: str, url: str | None) -> Object:
    """Give a reference; what is no URL by RFC 3986 is told as text."""
    if url is None:
        return {"source_name": name}
    return {"source_name": name, "url" if _is_url(url) else "description": url}


def _is_url(text: str) -> bool:
    plain = text.isascii() and text.isprintable() and not set(text) & set(' "<>\\^`{|}')
    try:
        return plain and bool(urlsplit(text).scheme and urlsplit(text).netloc)
    except ValueError:  # half of an IPv6 address
        return False


__all__ = ["NAMESPACE", "write"]
