"""Keep track of competing claims: who said what, when, about what, and what is disputed.

``import claimgraph as cg`` gives the records, `ClaimGraph`, and every question as a function that takes
a view of it. Nothing is ever settled by being newest, loudest or most repeated.
"""

from claimgraph.ask import (
    Assessed,
    Change,
    Unrecorded,
    assertions,
    claims,
    positions,
    status,
    timeline,
    unrecorded,
)
from claimgraph.contest import Dispute, Opposition, disputes, opposed_by
from claimgraph.convert import to_frame, to_networkx
from claimgraph.errors import (
    ClaimGraphError,
    Conflict,
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
from claimgraph.io import LossyWarning, read, write
from claimgraph.model import (
    UNKNOWN,
    Affiliation,
    Assertion,
    Claim,
    Correction,
    Document,
    SameAs,
    Source,
    Stance,
    Status,
)
from claimgraph.plain import from_data, to_data
from claimgraph.rows import Rows
from claimgraph.standing import Position
from claimgraph.times import Certainty, When
from claimgraph.view import View

__version__ = "0.1.0"

__all__ = [
    "UNKNOWN",
    "Affiliation",
    "Assertion",
    "Assessed",
    "Certainty",
    "Change",
    "Claim",
    "ClaimGraph",
    "ClaimGraphError",
    "Conflict",
    "Correction",
    "Dispute",
    "Document",
    "Entry",
    "InvalidBatch",
    "InvalidRecord",
    "InvalidTime",
    "LossyWarning",
    "MissingExtra",
    "NotFound",
    "Opposition",
    "Position",
    "Rows",
    "SameAs",
    "Source",
    "Stance",
    "Status",
    "UnknownFormat",
    "UnknownReference",
    "Unrecorded",
    "View",
    "When",
    "assertions",
    "claims",
    "disputes",
    "from_data",
    "opposed_by",
    "positions",
    "read",
    "status",
    "timeline",
    "to_data",
    "to_frame",
    "to_networkx",
    "unrecorded",
    "write",
]
