"""Temporary files: held while they are written, and removed by the next writer of the same file if that broke off.

A writer locks its file, and the system lets go of the lock when the writer ends, however it does. What is not
locked has no writer any more. Where there are no such locks, as on Windows, nothing is removed.
"""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # on Windows
    fcntl = None  # type: ignore[assignment]

_SHOWN = 40  # characters of a name, which may be as long as the file system allows; they show whose file this is
_END = ".tmp"


def temporary_for(target: Path) -> BinaryIO:
    """Make, open and lock a temporary file beside a file, after removing those that nobody writes any more.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    _remove_left(target)
    while True:
        stream = target.with_name(f"{_beginning(target)}{secrets.token_hex(6)}{_END}").open("xb")
        if fcntl is None:
            return stream
        with suppress(OSError):  # a file system without locks
            fcntl.flock(stream, fcntl.LOCK_EX)
        if os.fstat(stream.fileno()).st_nlink:
            return stream
        stream.close()  # another writer came between, and took it for one that was left


def _beginning(target: Path) -> str:
    """Return how the names of temporary files for one file begin: for no other, also where two begin alike."""
    return f".{target.name[:_SHOWN]}.{sha256(os.fsencode(target.name)).hexdigest()[:8]}-"


def _remove_left(target: Path) -> None:
    beginning = _beginning(target)
    with suppress(OSError):  # no such folder, or none that may be listed: opening the file says what is wrong
        beside = list(target.parent.iterdir())
        for path in beside:
            if path.name.startswith(beginning) and path.name.endswith(_END):
                with suppress(OSError):
                    _remove_if_left(path)


def _remove_if_left(path: Path) -> None:
    """Remove a file of this user that nobody has locked."""
    if fcntl is None:
        return
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        found = os.fstat(handle)
        if stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid():
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Write to the disk which files a folder has, where the system can: a new name is lost in a crash before that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
