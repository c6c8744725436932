"""The terms of RDF as TriG writes them: our vocabulary, IRIs made of ids, literals, and times with a type.

All that is read again stands in plain literals; IRIs and typed times are made of it for those who query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import attrs

from claimgraph.convert.plain_data import written
from claimgraph.errors import InvalidRecord, InvalidTime
from claimgraph.records.validators import shown
from claimgraph.times.instants import BEGINNING, FOREVER, to_datetime
from claimgraph.times.when import When

BASE = "urn:claimgraph:"
"""What the IRIs that are made here begin with, if the caller names nothing else."""

CG = "urn:claimgraph:term:"
NP = "http://www.nanopub.org/nschema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIXES = {
    "cg": CG,
    "np": NP,
    "npx": "http://purl.org/nanopub/x/",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
}
PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())

_RELATED = ("about", "speaker", "reliesOn", "entails", "equivalent", "contrary", "contradictory")
_TIMES = ("assertedAtStart", "assertedAtEnd", "validStart", "validEnd", "dateStart", "dateEnd")
LINKS = frozenset(_RELATED + _TIMES)
"""The terms of ours that are made of fields, for those who query, and not read."""

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:(?:[A-Za-z0-9._~:/@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*[:/])?")
_URL = re.compile(r"https?://(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_LONGEST = 300
"""The longest text that an IRI spells out; of a longer one it holds a digest."""

# TriG needs the first four; other control characters are hard to see, and some tools drop them.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}


def literal(value: str | int) -> str:
    r"""Write a text, a number or a truth value.

    The serializers of rdflib are not used: they hold and sort the whole file, which takes thirty times as long.

    Examples
    --------
    >>> from claimgraph.io.rdf.terms import literal
    >>> print(literal('a "b"\n'), literal(3), literal(True))
    "a \"b\"\n" 3 true
    """
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES)}"'
    return str(value).lower()


def camel(name: str) -> str:
    """Write the name of a field as a term: ``asserted_at`` is ``assertedAt``."""
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def snake(term: str) -> str:
    """Give the name of the field that a term stands for."""
    return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), term)


def class_of(kind: str) -> str:
    """Write a kind of record as a class: ``same_as`` is ``SameAs``."""
    return "".join(map(str.capitalize, kind.split("_")))


def safe_url(text: str) -> bool:
    """Tell whether a text can stand as an IRI and leads nowhere but to a website."""
    if not _URL.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


@attrs.frozen
class Minted:
    """Makes IRIs of ids.

    Parameters
    ----------
    base : str
        What they begin with.

    Examples
    --------
    >>> from claimgraph.io.rdf.terms import Minted
    >>> iris = Minted()
    >>> print(iris.of("source:ramzan kadyrov"), iris.of("document:https://example.org/1"))
    <urn:claimgraph:source:ramzan%20kadyrov> <https://example.org/1>
    """

    base: str = attrs.field(default=BASE)

    @base.validator
    def _check_base(self, _: object, base: object) -> None:
        if not isinstance(base, str) or not _BASE.fullmatch(base) or base.startswith(CG):
            expected = (
                "an absolute IRI of your own, without ? and #, that ends in : or /, as 'https://example.org/desk/'"
            )
            raise InvalidRecord(f"found {shown(base)}, expected {expected}", field="base", found=base)

    def of(self, record_id: str) -> str:
        """Write the IRI of what has this id: of a document with a safe URL, the URL."""
        kind, _, name = record_id.partition(":")
        if kind == "document" and safe_url(name):
            return f"<{name}>"
        if len(name) > _LONGEST:
            # A bare slash begins no other name: quoted, it is %2F.
            return f"<{self.base}{kind}:/{blake2b(name.encode(), digest_size=16).hexdigest()}>"
        return f"<{self.base}{kind}:{quote(name, safe=':')}>"

    def nanopub(self, digest: str) -> str:
        """Give the IRI of a nanopublication, without brackets."""
        return f"{self.base}np:{digest}"


def exact(when: When) -> str | None:
    """Write a moment that is known to the second, or nothing: no type of XSD is vague."""
    text = when.text
    if "/" in text or "T" not in text or when.qualified or text[16:17] != ":":
        return None
    return f'"{text}"^^xsd:dateTime'


def bounds(field: str, when: When, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Give the first moment of a time, and the first that no longer belongs to it, where there are such."""
    try:
        ends = when.bounds(zone)
    except InvalidTime:  # a day that the zone skipped
        return
    for name, micros in zip(("Start", "End"), ends, strict=True):
        if micros not in (BEGINNING, FOREVER):
            try:
                moment = written(to_datetime(micros))
            except InvalidTime:  # after the year 9999
                continue
            yield f"cg:{camel(field)}{name}", f'"{moment}"^^xsd:dateTime'
