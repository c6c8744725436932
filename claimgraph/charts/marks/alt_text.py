"""What can be seen in a picture as sentences, for those who hear it read: short, however much the picture holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimgraph.charts.marks.scope import counted
from claimgraph.charts.marks.stances import Stand, Stands
from claimgraph.explanation.wording import joined, when_text
from claimgraph.formatting import one_line
from claimgraph.records.stance import Stance, Status
from claimgraph.standing.judgement import Change
from claimgraph.times.when import When

_LONGEST = 1_200  # characters in all: about a minute and a half of reading
_NAME, _NAMES = 80, 6  # of a text or a name, and the most names in a list
_DID = {Stance.AFFIRMS: "affirmed", Stance.DENIES: "denied", Stance.QUESTIONS: "questioned"}


def course(text: str, changes: Iterable[Change]) -> str:
    """Tell how the status of an assertion went."""
    kept = [change for change in changes if change.status is not change.previous]
    parts = []
    for at, change in enumerate(kept):
        if change.status is not Status.UNCLAIMED:
            end = f"to {_date(kept[at + 1].at)}" if at + 1 < len(kept) else "on"
            parts.append(f"{change.status} from {_date(change.at)} {end}")
    return f"{_short(text)}: {', '.join(parts) or 'spoken of only'}."


def sides(found: Stands, assertions: Iterable[int]) -> list[str]:
    """Tell for each assertion who affirms it and who denies it."""
    stands: dict[int, list[Stand]] = {}
    for stand in found.stands:
        stands.setdefault(stand.assertion, []).append(stand)
    return [_sides(found, found.assertions[at].text, stands[at]) for at in assertions]


def capped(sentences: Sequence[str]) -> str:
    """Put sentences one behind the other, as many as may be read, and say how many assertions are left."""
    kept: list[str] = []
    room = _LONGEST
    for sentence in sentences:
        room -= len(sentence) + 1
        if room < 0 and kept:
            break
        kept.append(sentence)
    left = len(sentences) - len(kept)
    return " ".join([*kept, f"And {counted(left, 'more assertion')}."] if left else kept)


def _sides(found: Stands, text: str, stands: Sequence[Stand]) -> str:
    parts = []
    for stance, did in _DID.items():
        names = [_short(found.sources[one.source]) for one in stands if one.position.stance is stance]
        more = [f"{len(names) - _NAMES} more"] if len(names) > _NAMES else []
        if names:
            parts.append(f"{did} by {joined(names[:_NAMES] + more)}")
    return f"{_short(text)}: {', '.join(parts)}."


def _date(when: When) -> str:
    return str(when) if "T" in str(when) else when_text(when, on=False)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _NAME else f"{line[: _NAME - 1]}…"
