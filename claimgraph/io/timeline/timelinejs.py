"""TimelineJS: the claims of a view as the slides of a timeline for a web page. See ``docs/howto/timelinejs.md``."""

from __future__ import annotations

import csv
from typing import IO, Any

from claimgraph.graph.view import View
from claimgraph.io.files.streams import text_to
from claimgraph.io.files.strict_json import embeddable
from claimgraph.io.losses.left_out import Shown, note_left_out
from claimgraph.io.losses.loss import Losses
from claimgraph.io.tables.cells import guarded
from claimgraph.io.timeline.dates import Parts
from claimgraph.io.timeline.slides import Era, Slide, shown
from claimgraph.records.claims import Assertion

_SHOWN: Shown = {
    "claim": None,
    "assertion": frozenset({"text"}),
    "source": frozenset({"name"}),
    "document": frozenset({"title", "url"}),
}

_COLUMNS = (
    *("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date"),
    *("Headline", "Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background"),
)
"""Of the template of the Knight Lab; the first must be the first."""


def write(
    view: View,
    stream: IO[str] | IO[bytes],
    *,
    assertion: Assertion | str | None = None,
    notes: bool = False,
    sheet: bool = False,
) -> None:
    """Write the claims that a view admits to a stream of text or bytes.

    Parameters
    ----------
    view : View
        What to write.
    stream : stream
        Where to.
    assertion : str or Assertion, optional
        Only claims on this assertion, with an era for each status it had. Without it, there is a group for
        each assertion instead, unless all claims are on one.
    notes : bool
        Whether to write the desk's own words on claims, which may not be meant for readers: credibility and notes.
    sheet : bool
        Whether to write the rows of the template spreadsheet instead of JSON.

    Raises
    ------
    NotFound
        If the assertion is not recorded.

    Examples
    --------
    >>> import json
    >>> from io import StringIO
    >>> from claimgraph.io.timeline import timelinejs
    >>> g, out = ClaimGraph(), StringIO()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge open", asserted_at="2022-07~"))
    >>> timelinejs.write(g.view(), out)
    >>> event, = json.loads(out.getvalue())["events"]
    >>> event["start_date"], event["display_date"], event["text"]["headline"]
    ({'year': 2022, 'month': 7}, 'around July 2022', 'Rybar affirms')
    """
    losses = Losses()
    note_left_out(view, _SHOWN, losses)
    slides, eras = shown(view, assertion, losses, notes=notes)
    losses.warn("TimelineJS")
    with text_to(stream) as text:
        if sheet:
            writer = csv.DictWriter(text, _COLUMNS, restval="", lineterminator="\r\n")
            writer.writeheader()
            for row in (*map(_slide_row, slides), *map(_era_row, eras)):
                writer.writerow({name: guarded(cell) for name, cell in row.items()})
        else:
            data = {"events": [_event(slide) for slide in slides], "eras": [_era(era) for era in eras]}
            text.write(embeddable(data))


# --- JSON


def _event(slide: Slide) -> dict[str, Any]:
    event: dict[str, Any] = {"unique_id": slide.id, "start_date": slide.start}
    if slide.end is not None:
        event["end_date"] = slide.end
    if slide.display:
        event["display_date"] = slide.display
    event["text"] = {"headline": slide.headline, "text": slide.text}
    if slide.group:
        event["group"] = slide.group
    return event | {"autolink": False}


def _era(era: Era) -> dict[str, Any]:
    return {"start_date": era.start, "end_date": era.end, "text": {"headline": era.headline}}


# --- the sheet


def _slide_row(slide: Slide) -> dict[str, str]:
    end = _cells(slide.end, "End ") if slide.end is not None else {}
    texts = {"Display Date": slide.display, "Headline": slide.headline, "Text": slide.text, "Group": slide.group}
    return {**_cells(slide.start), **end, **texts}


def _era_row(era: Era) -> dict[str, str]:
    return {**_cells(era.start), **_cells(era.end, "End "), "Headline": era.headline, "Type": "era"}


def _cells(parts: Parts, prefix: str = "") -> dict[str, str]:
    day = {f"{prefix}{name.title()}": str(parts[name]) for name in ("year", "month", "day") if name in parts}
    clock = ":".join(f"{parts[name]:02}" for name in ("hour", "minute", "second") if name in parts)
    return day | ({f"{prefix}Time": clock} if clock else {})
