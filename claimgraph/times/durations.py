"""Lengths of time as texts: the durations of ISO 8601, exactly.

Only units that always have one length are used: days of 24 hours, hours, minutes, seconds. A length below
nought has a minus sign in front, as in ISO 8601-2.
"""

from __future__ import annotations

import re
from datetime import timedelta

_FORM = re.compile(
    r"(?P<minus>-?)P(?=[0-9T])(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?"
    r"(?:(?P<seconds>[0-9]+)(?:\.(?P<fraction>[0-9]{1,6}))?S)?)?"
)
_UNITS = ("days", "hours", "minutes", "seconds")


def write(length: timedelta) -> str:
    """Write a length of time.

    Examples
    --------
    >>> from datetime import timedelta
    >>> write(timedelta(days=1, hours=12)), write(-timedelta(microseconds=500_000)), write(timedelta(0))
    ('P1DT12H', '-PT0.5S', 'PT0S')
    """
    size = abs(length)
    minutes, seconds = divmod(size.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{size.microseconds:06}".rstrip("0") if size.microseconds else ""
    clock = f"{hours}H" * bool(hours) + f"{minutes}M" * bool(minutes)
    clock += f"{seconds}{fraction}S" * bool(seconds or fraction or not size)
    return "-" * (length < timedelta(0)) + "P" + f"{size.days}D" * bool(size.days) + (clock and f"T{clock}")


def read(text: object) -> timedelta:
    """Read a length of time.

    Raises
    ------
    ValueError
        If it is none, has years, months or weeks, or is longer than a `timedelta` can be.

    Examples
    --------
    >>> read("-P1DT12H30M")
    datetime.timedelta(days=-2, seconds=41400)
    """
    found = _FORM.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise ValueError(f"{text!r} is no duration: write days, hours, minutes and seconds, such as 'P1DT12H30M5S'")
    units = {unit: int(found[unit] or 0) for unit in _UNITS}
    try:
        size = timedelta(**units, microseconds=int((found["fraction"] or "0").ljust(6, "0")))
    except OverflowError:
        raise ValueError(f"{text!r} is longer than a timedelta can be") from None
    return -size if found["minus"] else size
