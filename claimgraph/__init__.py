"""Keep track of competing claims: who said what, when, about what, and what is disputed.

``import claimgraph as cg`` gives the records, `ClaimGraph`, and every question as a function that takes
a view of it. Nothing is ever settled by being newest, loudest or most repeated.
"""

import importlib as _importlib
import typing as _typing

from claimgraph.amendments import Affiliation, Correction, SameAs
from claimgraph.errors import (
    ClaimGraphError,
    Conflict,
    DateWarning,
    InvalidBatch,
    InvalidRecord,
    InvalidTime,
    MissingExtra,
    NotFound,
    UnknownFormat,
    UnknownReference,
)
from claimgraph.graph import ClaimGraph
from claimgraph.index import Entry
from claimgraph.knowledge import Dismissal, Link, Part, Predicate, Relation, ValueKind
from claimgraph.literals import Step
from claimgraph.model import Assertion, Claim, Document, Source
from claimgraph.published import Reliance
from claimgraph.stance import UNKNOWN, Stance, Status
from claimgraph.times import Certainty, When
from claimgraph.unread import Unreadable, UnreadableWarning
from claimgraph.view import View

if _typing.TYPE_CHECKING:
    from claimgraph.ask import Assessed, Unrecorded, assertions, claims, positions, status, timeline, unrecorded
    from claimgraph.blocs import agreement
    from claimgraph.charts import Chart, draw_network, draw_positions, draw_timeline
    from claimgraph.compare import Difference, diff, impact
    from claimgraph.contest import disputes, opposed_by
    from claimgraph.convert import to_networkx
    from claimgraph.dispute import Dispute, Opposition
    from claimgraph.explanation import Explanation, explain
    from claimgraph.exposure import Exposure, exposed
    from claimgraph.grounds import Contradiction, commitments, contradictions
    from claimgraph.io import Collected, LossyWarning, Progress, Rejected, read, write
    from claimgraph.io.frames import from_frame, to_frame
    from claimgraph.judged import JudgedTime
    from claimgraph.legible import unreadable
    from claimgraph.lineage import CircularReport, Origin, Repetition, circular_reports, origins
    from claimgraph.page import report
    from claimgraph.plain import from_data, to_data
    from claimgraph.precedence import Precedence, leads
    from claimgraph.quantities import Quantity
    from claimgraph.reversal import Reversal, reversals
    from claimgraph.rows import Rows
    from claimgraph.standing import Change, Position
    from claimgraph.track import Outcome, Track, track_record

__version__ = "0.1.0"

__all__ = [
    "UNKNOWN",
    "Affiliation",
    "Assertion",
    "Assessed",
    "Certainty",
    "Change",
    "Chart",
    "CircularReport",
    "Claim",
    "ClaimGraph",
    "ClaimGraphError",
    "Collected",
    "Conflict",
    "Contradiction",
    "Correction",
    "DateWarning",
    "Difference",
    "Dismissal",
    "Dispute",
    "Document",
    "Entry",
    "Explanation",
    "Exposure",
    "InvalidBatch",
    "InvalidRecord",
    "InvalidTime",
    "JudgedTime",
    "Link",
    "LossyWarning",
    "MissingExtra",
    "NotFound",
    "Opposition",
    "Origin",
    "Outcome",
    "Part",
    "Position",
    "Precedence",
    "Predicate",
    "Progress",
    "Quantity",
    "Rejected",
    "Relation",
    "Reliance",
    "Repetition",
    "Reversal",
    "Rows",
    "SameAs",
    "Source",
    "Stance",
    "Status",
    "Step",
    "Track",
    "UnknownFormat",
    "UnknownReference",
    "Unreadable",
    "UnreadableWarning",
    "Unrecorded",
    "ValueKind",
    "View",
    "When",
    "agreement",
    "assertions",
    "circular_reports",
    "claims",
    "commitments",
    "contradictions",
    "diff",
    "disputes",
    "draw_network",
    "draw_positions",
    "draw_timeline",
    "explain",
    "exposed",
    "from_data",
    "from_frame",
    "impact",
    "leads",
    "opposed_by",
    "origins",
    "positions",
    "read",
    "report",
    "reversals",
    "status",
    "timeline",
    "to_data",
    "to_frame",
    "to_networkx",
    "track_record",
    "unreadable",
    "unrecorded",
    "write",
]


_LATER = {
    name: module
    for module, names in {
        "ask": ("Assessed", "Unrecorded", "assertions", "claims", "positions", "status", "timeline", "unrecorded"),
        "blocs": ("agreement",),
        "charts": ("Chart", "draw_network", "draw_positions", "draw_timeline"),
        "compare": ("Difference", "diff", "impact"),
        "contest": ("disputes", "opposed_by"),
        "dispute": ("Dispute", "Opposition"),
        "convert": ("to_networkx",),
        "explanation": ("Explanation", "explain"),
        "exposure": ("Exposure", "exposed"),
        "grounds": ("Contradiction", "commitments", "contradictions"),
        "judged": ("JudgedTime",),
        "io": ("Collected", "LossyWarning", "Progress", "Rejected", "read", "write"),
        "io.frames": ("from_frame", "to_frame"),
        "legible": ("unreadable",),
        "lineage": ("CircularReport", "Origin", "Repetition", "circular_reports", "origins"),
        "page": ("report",),
        "plain": ("from_data", "to_data"),
        "precedence": ("Precedence", "leads"),
        "quantities": ("Quantity",),
        "reversal": ("Reversal", "reversals"),
        "rows": ("Rows",),
        "standing": ("Change", "Position"),
        "track": ("Outcome", "Track", "track_record"),
    }.items()
    for name in names
}
"""The modules of the questions and their answers, and of what reads and writes: imported with the first use of one."""


def __getattr__(name: str) -> _typing.Any:
    """Import what is asked for, and keep it: to import all at once takes twice as long."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(_importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
    return found


def __dir__() -> list[str]:
    """List what is public, whether it is imported yet or not."""
    return [*__all__, *(name for name in globals() if name.startswith("__"))]
