"""The question which values cannot be read."""

from __future__ import annotations

from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.graph.view import View, as_view, asking
from claimgraph.log.unreadable_values import Unreadable, unreadable_in
from claimgraph.rows import Rows


@asking
def unreadable(view: View | ClaimGraph) -> Rows[Unreadable]:
    """List the assertions whose value cannot be read as their predicate says.

    Such a value compares with no other; what is affirmed and denied of the assertion itself counts as ever. To mend
    one, record a `Correction` of the assertion.

    Parameters
    ----------
    view : View or ClaimGraph
        The view to query.

    Returns
    -------
    Rows of Unreadable
        Predicate by predicate, in the order of recording.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> assertion = g.add(Assertion(subject="Serhiivka strike", predicate="killed", value="dozens"))
    >>> len(unreadable(g))  # until the predicate says that its values are quantities
    0
    """
    return Rows(unreadable_in(as_view(view).known), Unreadable)
