"""Files and streams: text with its lines counted, and files that are replaced whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from claimgraph.errors import InvalidRecord
from claimgraph.io.files.temporary import flush_folder, temporary_for
from claimgraph.records.validators import shown

_UTF16 = ("\udcff\udcfe", "\udcfe\udcff")
_NOT_UTF8 = "which is not UTF-8; save the file as UTF-8"
_ESCAPED = range(0xDC80, 0xDD00)  # where "surrogateescape" puts the bytes 0x80 to 0xff


@contextmanager
def lines_of(stream: IO[str] | IO[bytes], newline: str) -> Iterator[Iterator[str]]:
    """Give the lines of a stream of text or bytes, and leave the stream open.

    Bytes that are not UTF-8 come as lone surrogates, so that one of them costs one line and not the file.
    """
    try:
        empty: object = stream.read(0)
    except (AttributeError, TypeError):
        raise TypeError(f"found {shown(stream)}, expected a path or a stream that is open for reading") from None
    if isinstance(empty, str):
        yield _checked(cast("IO[str]", stream))
        return
    wrapped = TextIOWrapper(cast("BinaryIO", stream), encoding="utf-8", errors="surrogateescape", newline=newline)
    try:
        yield _checked(wrapped)
    finally:
        with suppress(ValueError):  # the caller closed the stream meanwhile
            wrapped.detach()


def _checked(lines: IO[str]) -> Iterator[str]:
    """Give lines without the mark at the beginning, and refuse what is no text from the first line on."""
    try:
        for line in lines:
            yield _begun(line)
            break
        for line in lines:  # not `yield from`, which would close the stream together with this
            yield line
    except UnicodeError as error:
        # A stream of text that the caller opened decodes in blocks: the line is not known.
        raise InvalidRecord(f"found text that cannot be decoded: {error}") from None


def _begun(line: str) -> str:
    if line.startswith("PK\x03\x04"):  # before NUL, which stands in every real one
        raise InvalidRecord("found a workbook or an archive, expected text; save the sheet as CSV UTF-8", line=1)
    if line.startswith(_UTF16) or "\0" in line[:1000]:
        raise InvalidRecord("found UTF-16 or no text, expected UTF-8; save the file as UTF-8", line=1)
    return line.removeprefix("\ufeff")


def undecoded(line: str) -> str | None:
    """Say which byte of a line is not UTF-8, if one is not."""
    if line.isascii():
        return None
    try:
        line.encode()
    except UnicodeEncodeError as error:
        code, place = ord(line[error.start]), f"at character {error.start + 1}"
        if code in _ESCAPED:
            return f"found the byte 0x{code - 0xDC00:02x} {place}, {_NOT_UTF8}"
        return f"found half of a surrogate pair, U+{code:04X}, {place}, which cannot be written as UTF-8; mend the text"
    return None


def whole(lines: Iterable[str], first: int = 1) -> str:
    """Put a text together of its lines, the first of which has a number, or say which of them is not UTF-8."""
    kept = []
    for number, line in enumerate(lines, first):
        if (problem := undecoded(line)) is not None:
            raise InvalidRecord(problem, line=number)
        kept.append(line)
    return "".join(kept)


def is_of_encoding(error: InvalidRecord) -> bool:
    """Tell whether a fault is what `undecoded` says."""
    return _NOT_UTF8 in error.problem


@contextmanager
def text_to(stream: IO[str] | IO[bytes]) -> Iterator[IO[str]]:
    """Give a stream of text that writes UTF-8 to a stream of text or bytes, and leave the stream open."""
    try:
        cast("IO[str]", stream).write("")
    except TypeError:
        pass
    except AttributeError:
        raise TypeError(f"found {shown(stream)}, expected a path or a stream that is open for writing") from None
    else:
        yield cast("IO[str]", stream)
        return
    wrapped = TextIOWrapper(cast("BinaryIO", stream), encoding="utf-8", newline="")
    try:
        yield wrapped
    finally:
        wrapped.detach()  # which flushes


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Give a stream to a temporary file that takes the place of a file once all is written."""
    target = Path(os.path.realpath(path))  # so that a link goes on pointing there
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:  # a pipe or a terminal: nothing to replace
            yield stream
        return
    with _made(target, path) as stream:
        temporary = Path(stream.name)
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if os.name == "nt":
                stream.close()  # an open file cannot take the place of another; elsewhere it stays locked until it has
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                stream.close()
            with suppress(OSError):
                temporary.unlink()
            raise
    flush_folder(target.parent)


def _made(target: Path, path: str | os.PathLike[str]) -> BinaryIO:
    """Open the temporary file, or tell what is wrong with the path that the caller knows."""
    try:
        return temporary_for(target)
    except FileNotFoundError as error:
        problem = f"found no folder {str(target.parent)!r} to write to; make it first"
        raise FileNotFoundError(error.errno, problem, os.fspath(path)) from None
    except OSError as error:
        error.filename = os.fspath(path)
        raise


def labelled(value: Any) -> str:
    """Make a name from a file fit for a message: what cannot be printed is escaped."""
    return str(value).encode("utf-8", "backslashreplace").decode()
