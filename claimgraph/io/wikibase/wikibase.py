"""Wikibase JSON: entities of Wikidata or of another Wikibase, as its API and its dumps have them.

See ``docs/howto/wikibase.md``. The form is described on mediawiki.org, "Wikibase/DataModel/JSON".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.files.json_stream import expected, items_of, member
from claimgraph.io.files.streams import lines_of
from claimgraph.io.files.strict_json import check_answer, in_json, refused
from claimgraph.io.intake.intake import Intake
from claimgraph.io.intake.snapshot_date import moment_given
from claimgraph.io.losses.loss import Losses
from claimgraph.io.wikibase.entity_names import Naming, labels_from, labels_in, names_in_graph
from claimgraph.io.wikibase.statements import DEPRECATED, Statements
from claimgraph.records.base import Record
from claimgraph.records.claims import Source
from claimgraph.times.when import When


def read(
    stream: IO[str] | IO[bytes],
    *,
    file: str | None = None,
    snapshot: When | str | None = None,
    project: str = "Wikidata",
    labels: Mapping[str, str] | str | None = None,
    properties: Mapping[str, str] | None = None,
    zone: str | None = None,
    into: ClaimGraph | None = None,
) -> ClaimGraph:
    r"""Read entities into a new graph or into one there is, all or nothing.

    Parameters
    ----------
    stream : stream
        One entity, an answer of the API with ``entities``, a list of entities, or one to a line.
    file : str, optional
        Its name, for messages.
    snapshot : When or str
        The day or moment of which the file is; all that the project says, it says then. Required.
    project : str
        The source that makes the statements.
    labels : dict or str, optional
        Names for ids; or a language, such as ``"en"``, to take the labels from the file, or those for
        all languages ("mul"). Left out, things are named by their ids. What `into` has a name for keeps it.
    properties : dict, optional
        For another Wikibase: its own properties for those of Wikidata that have a meaning here,
        such as ``{"P580": "P12"}``. Those not named in it then have none.
    zone : str, optional
        The zone of a new graph, in which it reads dates.
    into : ClaimGraph, optional
        The graph to record into.

    Raises
    ------
    InvalidBatch
        With every fault found.

    Warns
    -----
    LossyWarning
        Where there is no entity, or one that only redirects to another, or a label that changed, or a time in
        qualifiers that no period can say.

    Examples
    --------
    >>> from io import StringIO
    >>> from claimgraph.io.wikibase import wikibase
    >>> born = {"snaktype": "value", "property": "P19", "datavalue": {"type": "string", "value": "Leningrad"}}
    >>> statement = {"id": "Q7747$1", "rank": "normal", "mainsnak": born}
    >>> import json
    >>> item = json.dumps({"id": "Q7747", "claims": {"P19": [statement]}})
    >>> wikibase.read(StringIO(item), snapshot="2024-05-01").log[-1].record.assertion
    'Q7747 P19 Leningrad'
    """
    places = _Places()
    intake, losses = Intake(file, places.label), Losses()
    try:
        said_at, speaker = _moment(snapshot), Source(project).name
        graph = intake.graph(zone, into)
        with lines_of(stream, "\n") as lines:
            entities = _entities(items_of(_begun(lines)), places, intake, losses)
            if isinstance(labels, str):
                kept = list(entities)
                given, entities = labels_in((entity for _, entity in kept), labels), iter(kept)
            else:
                given = labels_from(labels)
            names = Naming(given, names_in_graph(graph, speaker))
            statements = Statements(speaker, said_at, names, properties, graph, losses=losses)
            records = list(_records(entities, statements, places, intake))
        if intake.goes_on:  # before anything is recorded: a warning may be an error
            names.note_renamed(losses)
            losses.warn_of_reading("Wikibase")
        return intake.load(graph, records)
    except InvalidRecord as error:
        raise intake.refused(error) from None


def _moment(snapshot: object) -> When:
    if snapshot is None:
        problem = "found nothing, expected the day of which the file is, as in snapshot='2024-05-01'"
        raise InvalidRecord(problem, field="snapshot")
    return moment_given("snapshot", snapshot)


_NAMED = 20  # redirects in a warning

Found = tuple[int, Any]
"""An entity with its place."""


class _Places:
    """Where the entities of a file stand: on lines; or in an answer of the API, as the first, the second … of the file.

    The place of an entity is its number among all that stands in the file, since many may be on one line.
    """

    def __init__(self) -> None:
        self._lines: list[int] = []
        self._entities: dict[int, int] = {}

    def on(self, line: int) -> int:
        """Give a place to what stands on a line."""
        self._lines.append(line)
        return len(self._lines)

    def entity(self, place: int, number: int) -> None:
        """Remember that an entity in an answer is the one with this number in the file."""
        self._entities[place] = number

    def label(self, error: InvalidRecord) -> None:
        """Put the line and the number of an entity into a fault that has its place for a line."""
        place = error.line or 1
        error.line = self._lines[place - 1]
        if place in self._entities:
            entity = f"entity {self._entities[place]}"
            error.field = f"{entity}: {error.field}" if error.field else entity


def _begun(lines: Iterable[str]) -> Iterator[str]:
    """Give lines on, and refuse a file that is blank: without entities it would be an empty list, or object."""
    blank = True
    for line in lines:
        blank = blank and not line.strip()
        yield line
    if blank:
        raise InvalidRecord("found an empty file, expected entities; was the download cut off?", line=1)


def _entities(items: Iterator[tuple[int, Any]], places: _Places, intake: Intake, losses: Losses) -> Iterator[Found]:
    """Give the entities of a file with their places, each lexeme's forms and senses among them."""
    number, redirects = 0, []
    for line, item in items:
        place = places.on(line)
        intake.keep(place, item)
        try:
            check_answer(item, line)
            whole = member(item, "entities", (dict, list), "")
        except InvalidRecord as error:
            intake.fault(error.at(line=line), place)
            continue
        found = [item] if whole is None else list(whole.values() if isinstance(whole, dict) else whole)
        for entity in found:
            number += 1
            if whole is not None:
                place = places.on(line)
                places.entity(place, number)
            if (target := _redirect(entity)) is not None:
                redirects.append(target)
            else:
                yield from _parts(place, entity, intake)
        if not found:
            losses.note("any entity from {} answer")
    if redirects:
        more = f" and {len(redirects) - _NAMED} more" if len(redirects) > _NAMED else ""
        losses.note(f"{{}} redirect between entities ({', '.join(redirects[:_NAMED])}{more})", len(redirects))
    elif not number and not losses and not intake.faults:
        losses.note("any entity, for the list is empty")


def _redirect(entity: Any) -> str | None:
    """Tell from where to where an entity redirects, if that is all it does."""
    if not isinstance(entity, dict) or "claims" in entity:
        return None
    ends = (entity.get("id", entity.get("entity")), entity.get("redirect"))
    return " to ".join(map(in_json, ends)) if all(isinstance(end, str) for end in ends) else None


def _parts(place: int, entity: Any, intake: Intake) -> Iterator[Found]:
    """Give an entity, and the forms and senses in it, which are entities too."""
    intake.keep(place, entity)
    yield place, entity
    for name in ("forms", "senses"):
        listed = entity.get(name) if isinstance(entity, dict) else None
        for one in listed if isinstance(listed, list) else () if listed is None else (listed,):
            yield place, one


def _records(
    entities: Iterator[Found], statements: Statements, places: _Places, intake: Intake
) -> Iterator[tuple[int, Record]]:
    def fault(error: InvalidRecord, place: int) -> None:
        error.line = place
        places.label(error)
        intake.fault(error, place)

    for place, entity in entities:
        try:
            found = list(_statements(entity))
        except InvalidRecord as error:
            fault(error, place)
            continue
        for one, statement, path in found:
            try:
                yield from ((place, record) for record in list(statements.records(one, statement, path)))
            except InvalidRecord as error:
                inner = ".".join(part for part in (error.record, error.field) if part)
                error.field = inner if inner.startswith(one) else f"{path}: {inner}" if inner else path
                error.record = None
                fault(error, place)


def _statements(entity: Any) -> list[tuple[str, Any, str]]:
    """Give the statements of an entity with their places, the deprecated ones first.

    Taking back what a deprecated one says takes back all that says the same: what is still said comes after.
    """
    one = member(entity, "id", str, "")
    if one is None or "missing" in entity:
        raise refused(entity, "an entity with its id; leave out what is missing")
    name = "claims" if "claims" in entity else "statements"
    groups = expected(member(entity, name, (dict, list), one) or {}, dict, f"{one}.{name}")  # [] if there are none
    found = []
    for key, listed in groups.items():
        path = f"{one}.{name}.{key}"
        for place, statement in enumerate(expected(listed, list, path)):
            here = f"{path}[{place}]"
            rank = member(statement, "rank", str, here)
            found.append((rank != DEPRECATED, (one, statement, here)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]
