"""Argdown: what was said as text for argument maps, in strict mode. See ``docs/howto/argdown.md``."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import IO, Any

from claimgraph.explanation.sentences import limits_of
from claimgraph.explanation.wording import clean, when_text
from claimgraph.graph.view import View
from claimgraph.io.arguments.argument_model import Reading, Said, assertion_record
from claimgraph.io.files.streams import text_to
from claimgraph.io.losses.loss import Losses
from claimgraph.records.base import PRIVATE
from claimgraph.records.stance import Lineage, Stance

_RELATIONS = {Stance.AFFIRMS: "+", Stance.DENIES: "-"}

_LONGEST = 80
"""How many characters of a text are in its title."""

_MOST_DATA = 10_000
"""How many characters a field may have in the data; Argdown reads longer blocks of them slowly, or not at all."""

_SPECIAL = re.compile(r"[\\@#*_\[\]<>{}/=]|[.:](?=\S)")
"""What means something in the middle of a line; a stop or a colon before more text begins a special character."""

_UNSAFE = re.compile("[{}<>=\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON leaves as it is and the data of Argdown, which are YAML between braces, do not take."""


def write(view: View, stream: IO[str] | IO[bytes], *, notes: bool = False) -> None:
    """Write what a view shows as Argdown, and warn of what that has no place for.

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
        Where Argdown cannot carry all that the view shows.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.arguments import argdown
    >>> g, out = ClaimGraph(), StringIO()
    >>> _ = g.extend([Claim("Rybar", "denies", "Bridge destroyed", asserted_at="2022-07-02")])
    >>> argdown.write(g.view(), out)
    >>> print(out.getvalue(), end="")
    ===
    title: "Who said what"
    model:
      mode: strict
    sources:
      - {"name": "Rybar"}
    ===
    <BLANKLINE>
    [Bridge destroyed]: Bridge destroyed #denied {status: "denied"}
      - <Rybar, 2022-07-02>
    <BLANKLINE>
    <Rybar, 2022-07-02>: Rybar denies @[Bridge destroyed], on 2 July 2022 #denies {source: "Rybar", said: "2022-07-02"}
    """
    losses = Losses()
    paragraphs = list(_Map(Reading(view, losses), losses, notes=notes).paragraphs())
    losses.warn("Argdown")
    with text_to(stream) as text:
        text.write("\n\n".join(paragraphs) + "\n")


class _Map:
    def __init__(self, reading: Reading, losses: Losses, *, notes: bool) -> None:
        self._reading = reading
        self._hidden = frozenset() if notes else PRIVATE
        self._losses = losses
        self._said = reading.in_order()
        self._sources = reading.sources()
        self._taken_back = reading.taken_back()
        titles = _Titles()
        self._statements = {one: titles.of(text, "Statement") for one, text in reading.texts.items()}
        titles = _Titles()
        self._arguments = {
            one.claim.id: titles.of(f"{self._sources[one.source].name}, {one.claim.asserted_at}", "Source")
            for one in self._said
        }

    def paragraphs(self) -> Iterator[str]:
        """Give the front matter, the statements, and the arguments, and note what is left out."""
        yield self._front_matter()
        beneath = self._beneath()
        for assertion in self._reading.texts:
            yield "\n  ".join([self._statement(assertion), *beneath.get(assertion, ())])
        yield from map(self._argument, self._said)
        if not self._reading.texts:
            yield "# Nothing is on record"  # for Argdown reads no file that has a front matter alone
        self._note_losses()

    def _front_matter(self) -> str:
        limits = ", and only ".join(limits_of(self._reading.view))
        lines = [
            f"title: {_data('Who said what' + (f': only {limits}' if limits else ''))}",
            "model:",
            "  mode: strict",
        ]
        if self._sources:
            lines.append("sources:")
        for name, source in self._sources.items():
            above = [self._sources[one].name for one in self._reading.above.get(name, ())]
            fields = {
                "name": source.name,
                "speaks_for": above,
                "reliability": source.reliability,
                "url": source.url,
                "note": source.note,
            }
            lines.append(
                "  - {"
                + ", ".join(f'"{key}": {_data(value)}' for key, value in self._open(fields).items() if value)
                + "}"
            )
        return "\n".join(["===", *lines, "==="])

    def _beneath(self) -> dict[str, list[str]]:
        """Give the lines beneath each statement: who is for or against it, and what bears on it."""
        found: dict[str, list[str]] = {}
        for one in self._said:
            relation = _RELATIONS.get(one.claim.stance)
            if relation and one.claim.id not in self._taken_back:
                found.setdefault(one.assertion, []).append(f"{relation} <{self._arguments[one.claim.id]}>")
        for a, b in self._reading.entails:
            found.setdefault(a, []).append(f"+> [{self._statements[b]}]")
        for (a, b), contradictory in self._reading.excludes.items():
            found.setdefault(a, []).append(f"{'><' if contradictory else '-'} [{self._statements[b]}]")
        return found

    def _statement(self, assertion: str) -> str:
        record = assertion_record(self._reading, assertion)
        status = self._reading.statuses.get(assertion)
        fields = {
            "status": None if status is None else status.value,
            "subject": record.subject,
            "predicate": record.predicate,
            "value": record.value,
            "note": record.note,
        }
        fields = self._open(fields)
        tag = "" if status is None else f" #{status}"
        for name in _long(fields):
            del fields[name]
            self._losses.note(f"the {name} of {{}} assertion of more than {_MOST_DATA} characters")
        return f"[{self._statements[assertion]}]: {_escaped(record.text)}{_block(tag, fields)}"

    def _argument(self, said: Said) -> str:
        claim = said.claim
        told = f"{_escaped(self._sources[said.source].name)} {claim.stance} @[{self._statements[said.assertion]}], "
        told += _escaped(when_text(claim.asserted_at, on=True))
        told += _escaped(f": “{claim.quote}”") if claim.quote else ""
        withdrawal = self._taken_back.get(claim.id)
        tags = f" #{claim.stance}{' #withdrawn' if withdrawal else ''}"
        return f"<{self._arguments[claim.id]}>: {told}{_block(tags, self._open(self._fields(said)))}"

    def _fields(self, said: Said) -> dict[str, Any]:
        """Give what is told of a claim as data."""
        claim, document = said.claim, said.document
        withdrawal = self._taken_back.get(claim.id)
        cites: list[str] = [f"<{self._arguments[one]}>" for one in said.repeats if one in self._arguments]
        cites += [self._sources[one].name for one in said.cited]
        cites += ["unknown" for item in claim.cites if isinstance(item, Lineage)]
        return {
            "source": self._sources[said.source].name,
            "said": str(claim.asserted_at),
            "valid": claim.valid and str(claim.valid),
            "withdrawn": withdrawal and str(withdrawal.claim.asserted_at),
            "cites": cites,
            "title": document and document.title,
            "url": document and document.url,
            "publisher": document and document.publisher,
            "date": document and document.date and str(document.date),
            "locator": claim.locator,
            "hedge": claim.hedge,
            "credibility": claim.credibility,
            "note": claim.note,
        }

    def _open(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Leave out the desk's own words, unless they are wanted."""
        return {name: value for name, value in fields.items() if name not in self._hidden}

    def _note_losses(self) -> None:
        reading = self._reading
        if self._hidden:
            reading.withhold(self._sources.values(), reading.texts)
        for one in self._said:
            if any(cited not in self._arguments for cited in one.repeats):
                self._losses.note("a citation of {} claim")
        reading.note_sources_besides(self._sources)
        reading.note_kinds("source", "assertion", "claim", "document", "link")


class _Titles:
    """Gives out titles, no two alike: letters, digits and little else, so that none of them means anything."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def of(self, text: str, kind: str) -> str:
        """Give a title for a text; one of a single word gets the kind in front, lest it be a name in JavaScript."""
        words = "".join(ch if _is_plain(ch) else " " for ch in text[: 4 * _LONGEST]).split()
        title = " ".join(words).lstrip("-")[:_LONGEST].strip()
        title = title if " " in title else f"{kind} {title}".strip()
        unique = title
        while unique in self._taken:
            self._taken[title] += 1
            unique = f"{title} no {self._taken[title]}"
        self._taken[unique] = 1
        return unique


def _is_plain(ch: str) -> bool:
    return ch.isalnum() or ch in "',%-" or unicodedata.category(ch)[0] == "M"


def _escaped(text: str) -> str:
    """Write text so that it means nothing but itself, on one line."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()) if text.isprintable() else clean(text))


def _data(value: Any) -> str:
    """Write a value as data."""
    if isinstance(value, list):
        return f"[{', '.join(map(_data, value))}]"
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _block(tags: str, fields: dict[str, Any]) -> str:
    """Write tags, and the fields that say something as a block of data; what is too long for it as text before both."""
    long = _long(fields)
    text = "".join(f", {name}: {_escaped(_text(fields[name]))}" for name in long)
    data = [f"{name}: {_data(value)}" for name, value in fields.items() if value and name not in long]
    block = f" {{{', '.join(data)}}}" if data else ""
    return text + tags + block


def _long(fields: dict[str, Any]) -> list[str]:
    return [name for name, value in fields.items() if value and len(_data(value)) > _MOST_DATA]


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


__all__ = ["write"]
