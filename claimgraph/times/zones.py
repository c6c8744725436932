"""Time zones that are one zone, under whatever names.

Europe/Kiev and Europe/Kyiv are one zone, as are UTC, GMT and Zulu: their clocks have always shown the same time, and
will by the rules in force. What they show is read from the time zone database that `zoneinfo` reads, in its binary
form (TZif, RFC 8536); abbreviations such as EET do not count.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from struct import Struct
from typing import TypeAlias
from zoneinfo import TZPATH

from claimgraph.errors import InvalidTime
from claimgraph.times.instants import named_zone

Clock: TypeAlias = tuple[int, tuple[tuple[int, int], ...], str]
"""The offset at first, the instants at which it changed with the offset from then on, and the rule for the future."""

_HEADER = Struct(">4sc15x6l")
_OFFSET = Struct(">lxx")
_ABBREVIATION = re.compile(r"<[^>]*>|[A-Za-z]{3,}")


def are_one(one: str, other: str) -> bool:
    """Tell whether two names are of one zone, by the time zone database that is installed.

    Examples
    --------
    >>> are_one("Europe/Kiev", "Europe/Kyiv"), are_one("UTC", "Zulu"), are_one("Europe/Kyiv", "Europe/Bucharest")
    (True, True, False)
    """
    if one == other:
        return True
    clock = _clock(one)
    return clock is not None and clock == _clock(other)


@lru_cache(maxsize=1 << 6)
def _clock(name: str) -> Clock | None:
    """Read what the clocks of a zone show; nothing of one that is unknown, or kept in the form before 2006."""
    try:
        named_zone(name)
    except InvalidTime:
        return None
    found = _file(name)
    if found is None:
        return None
    magic, version, *counts = _HEADER.unpack_from(found)
    if magic != b"TZif" or version < b"2":
        return None
    # The first part has what fits 32 bits, and the second all.
    start = _HEADER.size + _length(counts, of_time=4)
    _, _, *counts = _HEADER.unpack_from(found, start)
    start += _HEADER.size
    _, _, _, times, kinds, _ = counts
    changes = Struct(f">{times}q").unpack_from(found, start)
    after = start + 9 * times
    offsets = [_OFFSET.unpack_from(found, after + 6 * kind)[0] for kind in range(kinds)]
    then = [offsets[kind] for kind in found[start + 8 * times : after]]
    rule = found[start + _length(counts, of_time=8) :].decode("ascii").strip()
    before = [offsets[0], *then]
    changed = ((at, offset) for at, offset, old in zip(changes, then, before, strict=False) if offset != old)
    return offsets[0], tuple(changed), _ABBREVIATION.sub("", rule)


def _length(counts: list[int], *, of_time: int) -> int:
    """Count the bytes of a part of a file."""
    utc, standard, leaps, times, kinds, letters = counts
    return times * (of_time + 1) + kinds * _OFFSET.size + letters + leaps * (of_time + 4) + standard + utc


def _file(name: str) -> bytes | None:
    """Find the file of a zone where `zoneinfo` does: on the system, or in the package tzdata."""
    for folder in TZPATH:
        try:
            return Path(folder, name).read_bytes()
        except OSError:
            continue
    try:
        return files("tzdata").joinpath("zoneinfo", name).read_bytes()
    except (ImportError, OSError):
        return None
