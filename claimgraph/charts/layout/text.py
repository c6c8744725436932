"""Text in pictures: how wide it is, where its lines break, and which way it runs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from claimgraph.formatting import one_line

SIZE = 11
"""The size of letters, in pixels."""

LEADING = 13
"""From one line to the next."""

_LATIN = "Helvetica, Arial, sans-serif"
_OTHERS = "Noto Sans, DejaVu Sans, Arial, sans-serif"  # else a renderer takes any face that has the letters
_LAST_LATIN = "\u058f"  # Latin, Greek, Cyrillic and Armenian come before it

_SIGNS = frozenset(map(chr, range(0x2010, 0x2060)))  # dashes, quotation marks, the ellipsis
_NARROW = frozenset("fijlrt.,:;'|!()[]- \u00a0\u2018\u2019\u201c\u201d")
_WIDE = frozenset("mwMW@%—…")
_WIDER = 1.1  # where a reader has none of the faces that are named, letters are wider
_SLACK = 1.03  # letters are counted, not measured: rather a little too wide


def font_of(text: str) -> str:
    """Name the faces for a text, the best one first."""
    return _OTHERS if any(sign > _LAST_LATIN and sign not in _SIGNS for sign in text) else _LATIN


def width_of(text: str, size: float = SIZE) -> float:
    """Estimate how wide a text is, in pixels.

    Examples
    --------
    >>> width_of("Лисичанськ") < width_of("Lysychansk encircled") < 130
    True
    """
    return sum(map(_em, text)) * size * _SLACK


def fit(text: str, width: float, *, lines: int = 1, size: float = SIZE) -> list[str]:
    """Break a text into at most so many lines of at most this width, and cut what is left with an ellipsis.

    Examples
    --------
    >>> fit("Lysychansk controlled by Russia since 2 July", 110, lines=2)
    ['Lysychansk', 'controlled by Russ…']
    """
    clean = one_line(text)
    found = _broken(clean, width, lines, size)
    for narrower in (0.5, 0.6, 0.7, 0.8, 0.9) if len(found) == lines > 1 else ():
        even = _broken(clean, width * narrower, lines, size)  # lines of about one length look better
        if not even[-1].endswith("…") and not found[-1].endswith("…"):
            found = even
            break
    turned = _turn(clean)
    return [f"{turned}{line}\u2069" if turned else line for line in found]


def room_for(labels: Iterable[list[str]], beside: float, most: float) -> int:
    """Tell how wide a column has to be for some labels of one or more lines, with what stands beside them."""
    widest = max((width_of(line) for label in labels for line in label), default=0)
    return round(min(_WIDER * widest + beside, most))


def _broken(clean: str, width: float, lines: int, size: float) -> list[str]:
    """Fill one line after the other."""
    found = [""]
    for piece in _pieces(clean, width, size):
        longer = f"{found[-1]} {piece}" if found[-1] else piece
        if width_of(longer, size) <= width:
            found[-1] = longer
        elif len(found) < lines:
            found.append(piece)
        else:
            found[-1] = _cut(longer, width, size)
            break
    return found


def _pieces(text: str, width: float, size: float) -> Iterator[str]:
    """Give the words; a word that is wider than a line, and scripts without spaces, in parts that fit."""
    for word in text.split(" "):
        part = ""
        for sign in word:
            if part and _em(sign) and width_of(part + sign, size) > width:
                yield part
                part = ""
            part += sign
        yield part


def _cut(text: str, width: float, size: float) -> str:
    kept = ""
    for sign in text:
        if _em(sign) and width_of(f"{kept}{sign}…", size) > width:
            break
        kept += sign
    return f"{kept.rstrip()}…"


def _em(sign: str) -> float:
    """Tell how wide a sign is in a usual sans serif face, in parts of its size."""
    if sign in _NARROW:
        return 0.31
    if sign.isascii():
        return 0.86 if sign in _WIDE else 0.69 if sign.isupper() else 0.54
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 1.0 if unicodedata.east_asian_width(sign) in "WF" or sign in _WIDE else 0.72 if sign.isupper() else 0.6


def _turn(text: str) -> str:
    """Give the sign that sets the direction of a text which has letters from right to left.

    Each line is shut off from what stands beside it, and runs as the first letter of the whole text says.
    """
    ways = [unicodedata.bidirectional(sign) for sign in text] if not text.isascii() else []
    strong = [way for way in ways if way in ("L", "R", "AL")]
    if not {"R", "AL"} & set(strong):
        return ""
    return "\u2066" if strong[0] == "L" else "\u2067"
