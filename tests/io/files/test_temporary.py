"""Temporary files of writing: those that were left are removed by the next writer of the same file, no others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import claimgraph as cg
from claimgraph.io.files import temporary
from claimgraph.io.files.streams import replacing

DESCRIPTORS = Path("/proc/self/fd")
WRITER = """
import sys
from claimgraph.io.files.streams import replacing
with replacing(sys.argv[1]) as stream:
    stream.write(b"half of it")
    stream.flush()
    print("begun", flush=True)
    sys.stdin.read()
"""
locked = pytest.mark.skipif(temporary.fcntl is None, reason="this system has no locks of files")


def begun(path: Path) -> subprocess.Popen[str]:
    """Start a process that is in the middle of writing a file."""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], **pipes)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def killed(*paths: Path) -> None:
    for process in [begun(path) for path in paths]:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def temporary_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name.endswith(".tmp"))


@locked
def test_what_killed_writers_left_is_removed_by_the_next_writer_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.jsonl"
    cg.write(cg.ClaimGraph(), path)
    before = path.read_bytes()
    killed(path, path)
    assert (len(temporary_in(tmp_path)), path.read_bytes()) == (2, before)
    cg.write(cg.ClaimGraph("Europe/Kyiv"), path)
    assert (temporary_in(tmp_path), cg.read(path).zone.key) == ([], "Europe/Kyiv")


@locked
def test_what_a_living_writer_has_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.jsonl"
    process = begun(path)
    with replacing(path) as stream:  # a thread of this process is a writer too
        thread = threading.Thread(target=cg.write, args=(cg.ClaimGraph(), path))
        thread.start()
        thread.join()
        stream.write(b"ours")
        assert len(temporary_in(tmp_path)) == 2
    assert (len(temporary_in(tmp_path)), path.read_bytes()) == (1, b"ours")
    process.communicate("")
    assert (process.returncode, path.read_bytes(), temporary_in(tmp_path)) == (0, b"half of it", [])


@locked
def test_what_belongs_to_other_files_and_to_others_is_left_alone(tmp_path: Path) -> None:
    path, long = tmp_path / "[a]*.jsonl", tmp_path / f"{'x' * 50}.jsonl"
    others = [tmp_path / f"{'x' * 50}y.jsonl", tmp_path / "[a]*.json", tmp_path / "[a]b.jsonl"]
    killed(*others)
    (tmp_path / ".[a]*.jsonl.tmp").touch()
    (tmp_path / "target").touch()
    (tmp_path / f"{temporary._beginning(path)}link.tmp").symlink_to(tmp_path / "target")
    (tmp_path / f"{temporary._beginning(path)}folder.tmp").mkdir()
    left = temporary_in(tmp_path)
    for one in (path, long):
        cg.write(cg.ClaimGraph(), one)
    assert temporary_in(tmp_path) == left
    assert (tmp_path / "target").exists()
    killed(path, long)
    for one in (path, long):
        cg.write(cg.ClaimGraph(), one)
    assert temporary_in(tmp_path) == left


def test_without_locks_files_are_written_and_nothing_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.jsonl"
    left = tmp_path / f"{temporary._beginning(path)}x.tmp"
    left.touch()
    monkeypatch.setattr(temporary, "fcntl", None)
    cg.write(cg.ClaimGraph(), path)
    assert (temporary_in(tmp_path), len(cg.read(path).log)) == ([left], 0)


@locked
def test_a_file_that_another_writer_took_for_left_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, removed = tmp_path / "desk.jsonl", []
    lock = temporary.fcntl.flock

    def late(stream: Any, how: int) -> None:
        if not removed:
            removed.extend(temporary_in(tmp_path))
            removed[0].unlink()
        lock(stream, how)

    monkeypatch.setattr(temporary.fcntl, "flock", late)
    cg.write(cg.ClaimGraph(), path)
    assert (len(removed), temporary_in(tmp_path), path.exists()) == (1, [], True)


def test_the_folder_is_flushed_after_the_file_took_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, flushed, flush = tmp_path / "desk.jsonl", [], os.fsync

    def noting(handle: int) -> None:
        flushed.append(((DESCRIPTORS / str(handle)).is_dir(), path.exists()))
        flush(handle)

    monkeypatch.setattr(os, "fsync", noting)
    cg.write(cg.ClaimGraph(), path)
    assert [exists for _, exists in flushed] == [False, True]
    if DESCRIPTORS.is_dir():
        assert [folder for folder, _ in flushed] == [False, True]


def test_a_folder_that_cannot_be_flushed_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_: Any) -> int:
        raise OSError

    monkeypatch.setattr(os, "open", refusing)
    temporary.flush_folder(tmp_path)
