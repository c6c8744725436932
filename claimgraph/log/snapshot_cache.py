"""What the lengths of one log share of what they found out."""

from __future__ import annotations

import threading
from typing import Any

from claimgraph.rules.commitments import Rules


class Shared:
    """What one length of a log found out that another may use, where they differ in nothing that bears on it.

    Attributes
    ----------
    rules : dict
        The last few sets of rules, by how much of the log that bears on them is known.
    assertions : tuple
        The recorded assertions of some length, with that length and how many corrections it knows.
    courses : dict
        For each assertion how its status went: see `claimgraph.evaluation.kept_sweeps`.
    hearings : dict
        For each assertion the plain claims on it: see `claimgraph.evaluation.hearing`.
    dockets : dict
        For the last few lengths what is disputed when: see `claimgraph.evaluation.dispute_index`.
    last : Claimed or None
        What was read last: another length shares what it found out of who is who, if it knows as much.
    lock : Lock
        Held while what is kept there changes.
    """

    def __init__(self) -> None:
        self.rules: dict[Any, Rules] = {}
        self.assertions: tuple[int, int, dict[str, str]] = 0, 0, {}
        self.courses: dict[str, Any] = {}
        self.hearings: dict[str, Any] = {}
        self.dockets: dict[int, Any] = {}
        self.last: Any = None
        self.lock = threading.Lock()
