"""References of Wikibase statements: whom the project repeats, and where that was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import attrs

from claimgraph.errors import InvalidTime
from claimgraph.io.files.json_stream import expected, member
from claimgraph.io.wikibase.snaks import Names, all_said, entity_of, kind_of, snaks_of, time_of, value_of
from claimgraph.records.claims import Document
from claimgraph.times.when import When

_NAMING = ("P248", "P3452", "P143")  # stated in, inferred from, imported from
_ADDRESSES = ("P854", "P4656")  # reference URL, Wikimedia import URL
_TITLE, _PUBLISHER, _PUBLISHED = "P1476", "P123", "P577"


@attrs.frozen
class Reference:
    """What one reference says.

    Parameters
    ----------
    sources : tuple of str
        Whom it names: what it is stated in, inferred from or imported from, else the host of its URL.
    document : Document or None
        What was published, if there is a URL or a title.
    published : When or None
        When, if one date is given.
    note : str
        All of it, for people to read.
    """

    sources: tuple[str, ...]
    document: Document | None
    published: When | None
    note: str


def references_of(data: Any, names: Names, roles: Mapping[str, str] | None, path: str) -> Iterator[Reference]:
    """Read the references of a statement; `roles` gives Wikidata's id of a property that has its part."""
    for place, reference in enumerate(() if data is None else expected(data, list, path)):
        here = f"{path}[{place}]"
        snaks = list(snaks_of(member(reference, "snaks", (dict, list), here), f"{here}.snaks"))
        found = {one if roles is None else roles.get(one, ""): listed for one, listed in snaks}
        lines = [f"{names(one)}: {all_said(listed, names)}" for one, listed in snaks]
        yield _reference(found, names, f"reference: {'; '.join(lines)}")


def _reference(found: Mapping[str, list[tuple[Any, str]]], names: Names, note: str) -> Reference:
    named = [names(entity_of(snak, path)) for role in _NAMING for snak, path in _given(found, role)]
    addresses = [text for role in _ADDRESSES for text in _texts(found, role, names)]
    hosts = [host for address in addresses if (host := _host(address))]
    dates = [when for snak, path in _given(found, _PUBLISHED) if (when := _date(snak, path))]
    published = dates[0] if len(dates) == 1 else None
    url, title = next(iter(addresses), None), next(_texts(found, _TITLE, names), None)
    publisher = next(_texts(found, _PUBLISHER, names), None)
    document = Document(title, url=url, publisher=publisher, date=published) if url or title else None
    return Reference(tuple(dict.fromkeys(named or hosts)), document, published, note)


def _given(found: Mapping[str, list[tuple[Any, str]]], role: str) -> Iterator[tuple[Any, str]]:
    """Give the snaks that have a value."""
    return ((snak, path) for snak, path in found.get(role, ()) if kind_of(snak, path) == "value")


def _texts(found: Mapping[str, list[tuple[Any, str]]], role: str, names: Names) -> Iterator[str]:
    return (value_of(snak, names, path)[0] for snak, path in _given(found, role))


def _date(snak: Any, path: str) -> When | None:
    try:
        return When(time_of(snak, path).text)
    except InvalidTime:
        return None  # before year 1: it stands in the note


def _host(address: str) -> str | None:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
