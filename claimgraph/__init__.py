"""Keep track of competing claims: who said what, when, about what, and what is disputed.

``import claimgraph as cg`` gives the records, `ClaimGraph`, and every question as a function that takes
a view of it. Nothing is ever settled by being newest, loudest or most repeated.
"""

import importlib as _importlib
import typing as _typing

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
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View
from claimgraph.log.entries import Entry
from claimgraph.log.unreadable_values import Unreadable, UnreadableWarning
from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.declarations import Dismissal, Link, Part, Predicate, Relation, ValueKind
from claimgraph.records.reliance import Reliance
from claimgraph.records.stance import UNKNOWN, Stance, Status
from claimgraph.rules.literals import Step
from claimgraph.times.when import Certainty, When

if _typing.TYPE_CHECKING:
    from claimgraph.analysis.agreement import agreement
    from claimgraph.analysis.differences import Difference, diff, impact
    from claimgraph.analysis.precedence import Precedence, leads
    from claimgraph.analysis.track_record import Outcome, Track, track_record
    from claimgraph.charts import Chart, draw_network, draw_positions, draw_timeline
    from claimgraph.convert.networkx_copy import to_networkx
    from claimgraph.convert.plain_data import from_data, to_data
    from claimgraph.evaluation.contradictions import Contradiction, commitments, contradictions
    from claimgraph.evaluation.dispute import Dispute, Opposition
    from claimgraph.explanation.explanation import Explanation, explain
    from claimgraph.explanation.judged_times import JudgedTime
    from claimgraph.io import Collected, LossyWarning, Progress, Rejected, read, write
    from claimgraph.io.tables.frames import from_frame, to_frame
    from claimgraph.page import report
    from claimgraph.quantities import Quantity
    from claimgraph.questions.assessment import (
        Assessed,
        Unrecorded,
        assertions,
        claims,
        positions,
        status,
        timeline,
        unrecorded,
    )
    from claimgraph.questions.contest import disputes, opposed_by
    from claimgraph.questions.exposure import Exposure, exposed
    from claimgraph.questions.lineage import CircularReport, Origin, Repetition, circular_reports, origins
    from claimgraph.questions.reversal import Reversal, reversals
    from claimgraph.questions.unreadable import unreadable
    from claimgraph.rows import Rows
    from claimgraph.standing.judgement import Change, Position

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
        "questions.assessment": (
            "Assessed",
            "Unrecorded",
            "assertions",
            "claims",
            "positions",
            "status",
            "timeline",
            "unrecorded",
        ),
        "analysis.agreement": ("agreement",),
        "charts": ("Chart", "draw_network", "draw_positions", "draw_timeline"),
        "analysis.differences": ("Difference", "diff", "impact"),
        "questions.contest": ("disputes", "opposed_by"),
        "evaluation.dispute": ("Dispute", "Opposition"),
        "convert.networkx_copy": ("to_networkx",),
        "explanation.explanation": ("Explanation", "explain"),
        "questions.exposure": ("Exposure", "exposed"),
        "evaluation.contradictions": ("Contradiction", "commitments", "contradictions"),
        "explanation.judged_times": ("JudgedTime",),
        "io": ("Collected", "LossyWarning", "Progress", "Rejected", "read", "write"),
        "io.tables.frames": ("from_frame", "to_frame"),
        "questions.unreadable": ("unreadable",),
        "questions.lineage": ("CircularReport", "Origin", "Repetition", "circular_reports", "origins"),
        "page": ("report",),
        "convert.plain_data": ("from_data", "to_data"),
        "analysis.precedence": ("Precedence", "leads"),
        "quantities": ("Quantity",),
        "questions.reversal": ("Reversal", "reversals"),
        "rows": ("Rows",),
        "standing.judgement": ("Change", "Position"),
        "analysis.track_record": ("Outcome", "Track", "track_record"),
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
