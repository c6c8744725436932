"""How records are named: the id scheme, version 1.

An id is a string: the kind of record, a colon, and then

- for a source, its normalised name: ``source:ramzan kadyrov``;
- for an assertion, its normalised text, or its subject, predicate and value joined by bars once all
  three are known: ``assertion:lysychansk|controlled by|russia``;
- for a document, its URL as given, else a digest of what is known of it;
- for every other record, a digest of its content: the first 96 bits of BLAKE2b over the compact JSON
  array of its fields, in hexadecimal.

To normalise is to apply Unicode NFKC, fold case and collapse white space, so that a look-up forgives
case, spacing and Unicode form and nothing else. The scheme is part of the file format: a change to it
is a new version.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

SCHEME = 1

# What `json.dumps` does for most of what a digest is made of, at a third of its cost.
_quote = json.encoder.encode_basestring_ascii
_encode = json.JSONEncoder(separators=(",", ":")).encode


def normalise(text: str) -> str:
    r"""Fold what a look-up forgives: case, spacing and Unicode form.

    Examples
    --------
    >>> normalise("  Ministry of\u00a0DEFENCE ")
    'ministry of defence'
    """
    if text.isascii():  # as most names are: there is nothing to compose, and lower case is all that folding does
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Case folding can undo the composition, as for "ŉ" or Greek iota subscript: compose again.
    return " ".join(unicodedata.normalize("NFKC", folded).split())


@lru_cache(maxsize=1 << 16)
def source_id(reference: str) -> str:
    """Give the id that a source's name, or the id itself, refers to."""
    return reference if reference.startswith("source:") else "source:" + normalise(reference)


@lru_cache(maxsize=1 << 16)
def assertion_id(reference: str) -> str:
    """Give the id that an assertion's text, or the id itself, refers to."""
    return reference if reference.startswith("assertion:") else "assertion:" + _escape(normalise(reference))


class Ids(dict[str, str]):
    """The ids that names refer to, for one who meets the same names again and again: each is found out once.

    The memory of `source_id` and `assertion_id` is for all and so has a limit, and to look there takes
    twice as long.

    Examples
    --------
    >>> Ids(source_id)["Ramzan Kadyrov"]
    'source:ramzan kadyrov'
    """

    def __init__(self, find: Callable[[str], str]) -> None:
        self._find = find

    def __missing__(self, name: str) -> str:
        found = self[name] = self._find(name)
        return found


def triple_part(name: str) -> str:
    """Give what stands for a subject, a predicate or a value in the id of an assertion."""
    return _escape(normalise(name))


def triple_id(subject: str, predicate: str, value: str, parts: Mapping[str, str] | None = None) -> str:
    """Give the id of the assertion that this subject has this value of this predicate.

    Who makes many ids may give what stands for each part in `parts`.

    Examples
    --------
    >>> triple_id("Lysychansk", "controlled by", "Russia")
    'assertion:lysychansk|controlled by|russia'
    """
    if parts is not None:
        return f"assertion:{parts[subject]}|{parts[predicate]}|{parts[value]}"
    return f"assertion:{triple_part(subject)}|{triple_part(predicate)}|{triple_part(value)}"


def document_id(url: str) -> str:
    """Give the id of the document at a URL."""
    return "document:" + url


def digest_id(kind: str, content: Sequence[object]) -> str:
    """Give the id of a record that has no name of its own, from its content.

    Parameters
    ----------
    kind : str
        The kind of record.
    content : sequence
        Its fields in their documented order, each plain JSON.
    """
    # Most fields are texts or empty, and need no call of Python's for each.
    fields = ["null" if item is None else _quote(item) if type(item) is str else _json(item) for item in content]
    message = f'["{kind}",{SCHEME},{",".join(fields)}]'
    return f"{kind}:{blake2b(message.encode(), digest_size=12).hexdigest()}"


def _json(value: object) -> str:
    """Write what is neither text nor empty as compact JSON."""
    return "[]" if value == [] else _encode(value)


def _escape(part: str) -> str:
    """Keep a bar inside a name apart from the bars between names."""
    return part.replace("\\", "\\\\").replace("|", "\\|") if "|" in part or "\\" in part else part
