"""One claim as a reader sees it: who, when, in which words, and where to read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from claimgraph.explanation.wording import stretch_text, when_text
from claimgraph.page.content.statements import Reading
from claimgraph.page.markup import Form, Html, join, tag, text
from claimgraph.records.claims import Claim, Document, Source
from claimgraph.records.stance import UNKNOWN, Stance
from claimgraph.records.verdicts import unmapped
from claimgraph.standing.interval import Word
from claimgraph.standing.judgement import Position
from claimgraph.times.when import When

_DID = {
    Stance.AFFIRMS: ("affirmed", ""),
    Stance.DENIES: ("denied", ""),
    Stance.QUESTIONS: ("questioned", ""),
    Stance.COMMENTS: ("spoke of", " without taking a side"),
    Stance.DECLINES: ("was asked about", " and would not say"),
    Stance.WITHDRAWS: ("took back an earlier statement on", ""),
}
_IMPLYING = {Stance.AFFIRMS: ", which implies this", Stance.DENIES: ", which implies that this is not so"}
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")
_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f]+", re.IGNORECASE)


def words_of(claim: Claim) -> tuple[str, str]:
    """Return what a source did with an assertion: the words before and after it."""
    verdict = unmapped(claim)
    if verdict is None:
        return _DID[claim.stance]
    return "rated", " (not mapped to a stance)" if claim.quote else f" with {verdict} (not mapped to a stance)"


def moment(when: When, *, on: bool = False, class_: str | None = None) -> Html:
    """Write a date, so that programs can read it too where they have a form for it."""
    written = when_text(when, on=on)
    if not _ISO.fullmatch(when.text):
        return tag("span", written, class_=class_) if class_ else text(written)
    before = re.match("(on|in) ", written)
    start = before.end() if before else 0
    return join([text(written[:start]), tag("time", written[start:], datetime=when.text, class_=class_)])


def link(url: str | None, label: Html) -> Html:
    """Link to a page of the web, and to nothing else."""
    if url is None or not _WEB.fullmatch(url):
        return label
    return tag("a", label, href=url, rel="noopener noreferrer nofollow")


class Cards:
    """Writes claims.

    Parameters
    ----------
    reading : Reading
        The view that they are read in.
    form : Form
        How they are shown.
    """

    def __init__(self, reading: Reading, form: Form) -> None:
        self._reading = reading
        self._form = form
        self._written: dict[object, Html] = {}

    def standing(self, position: Position, word: Word) -> Html:
        """Write a claim that shows where its source stands."""
        key = word.claim.id, position.since, position.certain, position.implied and position.stance
        if key not in self._written:
            self._written[key] = self._standing(position, word)
        return self._written[key]

    def other(self, word: Word) -> Html:
        """Write a claim that shows nobody's place by itself."""
        if word.claim.id not in self._written:
            self._written[word.claim.id] = self._card(word, self._did(word, "it"), [])
        return self._written[word.claim.id]

    def _standing(self, position: Position, word: Word) -> Html:
        claim, form = position.claim, self._form
        if position.implied:
            did = self._did(word, "“", form.said(str(claim.assertion)), "”", _IMPLYING[position.stance])
        else:
            did = self._did(word, "it")
        besides = []
        if position.since != claim.asserted_at:
            besides.append(join([text("On this side since "), moment(position.since), text(".")]))
        if not position.certain:
            besides.append(text("It is not certain that it stands on this side."))
        return self._card(word, did, besides)

    def _card(self, word: Word, did: Html, besides: list[Html]) -> Html:
        claim, form = word.claim, self._form
        speaks_for = None
        if word.principal != word.source:
            speaks_for = join([text(" for "), form.said(word.principal)])
        parts: list[Html | None] = [
            tag("p", form.said(word.source), speaks_for and tag("span", speaks_for), class_="who"),
            tag("p", did),
            tag("blockquote", form.block("p", claim.quote)) if claim.quote else None,
            tag("p", join(besides, " "), class_="more") if besides else None,
            self._read_in(claim),
            *self._notes(word),
        ]
        return join(part for part in parts if part)

    def _did(self, word: Word, *what: str) -> Html:
        """Tell what was done when, of what time, after whom, and with what words of doubt."""
        form, claim = self._form, word.claim
        verb, after = words_of(claim)
        told = [text(f"{verb} "), *map(text, what[:-1] if len(what) > 1 else what), text(after)]
        told += [text(" "), moment(claim.asserted_at, on=True)]
        told += [text(what[-1])] if len(what) > 1 else []
        if claim.valid:
            told.append(text(f", speaking of {stretch_text(claim.valid)}"))
        if claim.cites and claim.stance is not Stance.WITHDRAWS:
            repeats = [self._reading.repeats(claim, item) for item in claim.cites]
            for how, wanted in ((", repeating ", True), (", citing ", False)):
                items = [item for item, repeated in zip(claim.cites, repeats, strict=True) if repeated is wanted]
                told += [text(how), join(self._cited(items, word.source), ", ")] if items else []
        if claim.hedge:
            told += [text(", hedging with “"), form.said(claim.hedge), text("”")]
        return join(told)

    def _cited(self, items: Iterable[object], speaker: str) -> Iterator[Html]:
        for item in items:
            name = None if item is UNKNOWN else self._reading.cited(item.id if isinstance(item, Source) else item)
            if name == speaker:
                yield text("another report of the same source")
            elif name is None:
                yield text("somebody unnamed" if item is UNKNOWN else "a report that was taken out of the record")
            else:
                yield self._form.said(name)

    def _read_in(self, claim: Claim) -> Html | None:
        """Tell where it was read, and link to it."""
        document, form, parts = self._reading.document(claim), self._form, []
        if document is not None:
            parts = [*self._named(document)]
            if document.date:
                parts.append(moment(document.date))
        if claim.locator:
            parts.append(form.said(claim.locator))
        return tag("p", join(parts, ", "), class_="where") if parts else None

    def _named(self, document: Document) -> Iterator[Html]:
        form, title, publisher = self._form, document.title, document.publisher
        shown = title or publisher or host(document.url or "")
        yield link(document.url, form.said(shown))
        if publisher and shown != publisher:
            yield form.said(publisher)

    def _notes(self, word: Word) -> Iterator[Html]:
        if not self._form.notes:
            return
        source, claim = self._reading.source(word.source), word.claim
        told = [("Reliability", source.reliability), ("Note", source.note)] if source else []
        for name, value in (*told, ("Credibility", claim.credibility), ("Note", claim.note)):
            if value is not None:
                yield tag("p", text(f"{name}: "), self._form.said(str(value)), class_="note")


def host(url: str) -> str:
    """Give the host of an address, or all of it if it has none."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
