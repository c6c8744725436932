"""The day or moment of which a file is, as the caller gives it: for formats that do not say it themselves."""

from __future__ import annotations

from claimgraph.errors import InvalidRecord
from claimgraph.records.validators import shown
from claimgraph.times.when import When


def moment_given(name: str, given: object) -> When:
    """Read a moment that the caller gave under a name.

    Raises
    ------
    InvalidRecord
        With the name as its field, where it is no one day or moment.

    Examples
    --------
    >>> from claimgraph.io.intake.snapshot_date import moment_given
    >>> moment_given("snapshot", "2024-05-01")
    When('2024-05-01')
    """
    try:
        when = When.of(given)  # type: ignore[arg-type]  # which refuses what it does not know
    except InvalidRecord as error:
        raise error.at(field=name) from None
    if when.qualified or "/" in when.text or "X" in when.text:
        raise InvalidRecord(f"found {shown(when.text)}, expected one day or moment", field=name, found=given)
    return when
