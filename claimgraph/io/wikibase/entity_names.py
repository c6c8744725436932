"""What entities of Wikibase are called: labels change, ids do not, and what is recorded keeps its name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.files.strict_json import in_json
from claimgraph.io.losses.loss import Losses
from claimgraph.io.wikibase.snaks import ID
from claimgraph.log.snapshot import Known
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.ids import normalise
from claimgraph.records.validators import is_text, shown

_DEFAULT = "mul"  # the language of labels that hold for all languages without one of their own
_NOTED = "names: "
_NAMED = 20  # renamed entities in a warning


class Naming:
    """Names entities, and remembers which names the statement at hand has.

    An entity that the graph names already keeps that name, whatever its label is by now: so a statement that
    says the same is the same assertion. The label of one that is new is told apart by the id if another
    entity has that name.

    Parameters
    ----------
    labels : mapping
        The labels there are now, by ids.
    recorded : mapping
        The names in the graph, by ids.

    Examples
    --------
    >>> from claimgraph.io.wikibase.entity_names import Naming
    >>> names = Naming({"Q2": "Türkiye", "Q3": "Turkey", "Q4": "Town"}, {"Q2": "Turkey"})
    >>> [names(one) for one in ("Q2", "Q3", "Q4", "Q5")]
    ['Turkey', 'Turkey (Q3)', 'Town', 'Q5']
    >>> names.noted()
    ['names: {"Q2": "Turkey", "Q3": "Turkey (Q3)", "Q4": "Town"}']
    """

    def __init__(self, labels: Mapping[str, str], recorded: Mapping[str, str]) -> None:
        self._labels = labels
        self._recorded = recorded
        new = {one: label for one, label in labels.items() if one not in recorded}
        ids: dict[str, set[str]] = {}
        for one, name in (*recorded.items(), *new.items()):
            ids.setdefault(normalise(name), set()).add(one)
        # A label in the form of an id could stand for the entity that has it.
        unclear = {label for label, found in ids.items() if len(found) > 1 or ID.fullmatch(label.upper())}
        self._names = {one: f"{label} ({one})" if normalise(label) in unclear else label for one, label in new.items()}
        self._names |= recorded
        self._used: dict[str, str] = {}
        self._renamed: dict[str, None] = {}

    def __call__(self, one: str) -> str:
        """Return what an entity is called, and remember that it was."""
        name = self._names.get(one, one)
        if name != one:
            self._used[one] = name
        label = self._labels.get(one, name) if one in self._recorded else name
        if normalise(name) not in (normalise(label), normalise(f"{label} ({one})")):
            self._renamed[f"{one} stays {in_json(name)}, though its label is {in_json(label)}"] = None
        return name

    def begin(self) -> None:
        """Begin a statement, of which no name has been used yet."""
        self._used = {}

    def noted(self) -> list[str]:
        """Return the line of a note that says which names were used for which ids, or none."""
        used = dict(sorted(self._used.items()))
        return [_NOTED + json.dumps(used, ensure_ascii=False)] if used else []

    def note_renamed(self, losses: Losses) -> None:
        """Note the labels that are not the names in the graph."""
        if self._renamed:
            named = list(self._renamed)
            more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
            told = f"{', '.join(named[:_NAMED])}{more}".replace("{", "(").replace("}", ")")
            losses.note(f"{{}} label that changed, as things keep their names in the graph ({told})", len(named))


def labels_from(labels: Mapping[str, str] | None) -> dict[str, str]:
    """Return the names that the caller has for ids, once they are checked."""
    for one, name in (labels or {}).items():
        if not is_text(one) or not is_text(name):
            problem = f"found {shown({one: name})}, expected names by their ids, such as {{'Q212': 'Ukraine'}}"
            raise InvalidRecord(problem, field="labels", found=name)
    return dict(labels or {})


def labels_in(entities: Iterable[Any], language: str) -> dict[str, str]:
    """Return the labels that entities have in a language, or else for all languages."""
    labels: dict[str, str] = {}
    for entity in entities:
        found = entity.get("labels") if isinstance(entity, dict) else None
        if not isinstance(found, dict) or not is_text(entity.get("id")):
            continue
        given = (label.get("value") for code in (language, _DEFAULT) if isinstance(label := found.get(code), dict))
        text = next(filter(is_text, given), None)
        if text is not None:
            labels[entity["id"]] = str(text)
    return labels


def names_in_graph(graph: ClaimGraph, project: str) -> dict[str, str]:
    """Return the names that a graph has for the entities of a project, by their ids.

    The earliest counts. What is named by its id has that for a name.
    """
    known = graph.view().known
    names: dict[str, str] = {}
    for _, claim in known.claims_by(known.source(project)):
        noted = _noted(claim)
        for one, name in (*noted.items(), *((one, one) for one in _ids(known, claim) if one not in noted.values())):
            names.setdefault(one, name)
    sources = (entry.record.name for entry in graph.log if isinstance(entry.record, Source))
    return {one: one for one in sources if ID.fullmatch(one)} | names


def _noted(claim: Claim) -> dict[str, str]:
    line = (claim.note or "").rpartition("\n")[2]
    if not line.startswith(_NOTED):
        return {}
    try:
        data = json.loads(line.removeprefix(_NOTED))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) and all(map(is_text, data.values())) else {}


def _ids(known: Known, claim: Claim) -> Iterator[str]:
    """Return what the assertion of a claim names by ids."""
    said = known.record(known.assertion(claim.assertion), Assertion)
    triple = () if said is None else (said.subject, said.predicate, said.value)
    return (one for one in triple if one is not None and ID.fullmatch(one))
