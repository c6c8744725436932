"""Dates of files as people write them, refused with advice that somebody who reads a file can follow."""

from __future__ import annotations

from claimgraph.errors import InvalidTime
from claimgraph.times.when import When


def lenient(text: str, *, zone: str | None, day_first: bool | None = None, sheet: bool = False) -> When:
    """Read a date; only sheets are read with ``day_first=``, and no file with ``published=``.

    Raises
    ------
    InvalidTime
        As `When.lenient` does, without naming options that the caller of `claimgraph.io.read` does not have.

    Examples
    --------
    >>> from claimgraph.io.intake.lenient_dates import lenient
    >>> try:
    ...     lenient("02/07/2022", zone=None)
    ... except InvalidTime as error:
    ...     print(error)
    '02/07/2022' could be 2022-02-07 or 2022-07-02: write the month
    """
    try:
        return When.lenient(text, zone=zone, day_first=day_first)
    except InvalidTime as error:
        from claimgraph.times.natural import SAY_DAY, SAY_ORDER  # which has been imported, where it refused the text

        problem = error.problem.replace(SAY_DAY, "write the date in full, such as '2 July 2022'")
        error.problem = problem if sheet else problem.replace(SAY_ORDER, "write the month")
        raise
