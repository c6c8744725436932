"""Change the package in small ways, and see whether the tests notice: ``python tests/mutants.py times/edtf``.

A seeded sample of the changes that could be made to a module is made one by one, in a copy of the repository. A change
that no test notices is a survivor: either a test is missing, or the change makes no difference and has its place in
`EQUIVALENT`. The changes are made here, because the libraries for this run whole campaigns of their own, and bring a
terminal interface or a database along.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from random import Random

import attrs

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2
NOT_COPIED = ".git", ".venv", ".hypothesis", ".*_cache", "__pycache__", "node_modules", "artefacts", "site", "dist"

_ASKED = ("tests/test_campaign.py", "tests/test_seeds.py", "tests/questions", "tests/explanation")
QUICK = {
    "standing/judgement": _ASKED,
    "standing/interval": _ASKED,
    "rules/commitments": ("tests/test_growth.py", "tests/evaluation/test_contradictions.py", *_ASKED),
    "log/corrections": ("tests/log", "tests/graph", *_ASKED),
    "quantities/quantity": ("tests/quantities",),
    "times/edtf": ("tests/times",),
}
"""The tests that are tried first, by module, besides the examples in it; for others those of its folder."""

EQUIVALENT: dict[tuple[str, str], str] = {
    (
        "times/edtf",
        "start is None or end is None → (start is None)",
    ): "no unit ends at None, so none is found below either",
    ("times/edtf", "80 → 81"): "no readable text comes near the limit, whose messages are alike",
    ("times/edtf", 'return "" → return None'): "only whether anything is returned is looked at",
    ("standing/interval", "self.lead is None → (self.lead is not None)"): "no claim is both direct and implied",
    ("standing/interval", "\"dates\" → 'datesx'"): "a word of an annotation",
    ("standing/interval", "return False → return None"): "only whether it is true is looked at",
    ("rules/commitments", "return False → return None"): "only whether it is true is looked at",
    (
        "log/corrections",
        "isinstance(version, kind) and (found is None or is_bare(found)) → (found is None or is_bare(found))",
    ): "ids begin with the kind, so that no other is found under one",
}
"""Changes that make no difference, by module and change, with the reason."""

_SWAPPED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.FloorDiv,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}


@attrs.frozen
class Mutant:
    """One change: the bytes of a file from one place to another give way to others."""

    file: Path
    line: int
    start: int
    end: int
    before: str
    after: str

    @property
    def change(self) -> str:
        """What stands there, and what is put in its place."""
        return f"{self.before} → {self.after}"

    def applied(self, source: bytes) -> bytes:
        """Return the source with the change."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def mutants_of(file: Path) -> list[Mutant]:
    """List the changes that can be made to a file, in the order of its lines."""
    source = file.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []
    for node, after in _changes(ast.parse(source)):
        start, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
        text = ast.unparse(after)
        text = f"({text})" if isinstance(after, ast.expr) and not isinstance(after, ast.Constant) else text
        found.append(Mutant(file, node.lineno, start, end, source[start:end].decode(), text))
    return sorted(found, key=lambda one: (one.start, one.end, one.after))


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Give the nodes that can be changed, each with what it is changed to; not what only types and messages see."""
    if isinstance(node, (ast.JoinedStr, ast.Import, ast.ImportFrom, ast.Raise)):
        return
    yield from ((node, after) for after in _instead(node))
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield node.test, ast.UnaryOp(ast.Not(), node.test)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            is_docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not is_docstring:
                yield from _changes(child)


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    """Give what may stand in the place of a node."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from (ast.Compare(node.left, [op()], node.comparators) for op in _SWAPPED[type(node.ops[0])])
    elif isinstance(node, ast.BoolOp):
        yield from (ast.BoolOp(op(), node.values) for op in _SWAPPED[type(node.op)])
        yield from node.values  # one of them alone
    elif isinstance(node, ast.BinOp):
        yield from (ast.BinOp(node.left, op(), node.right) for op in _SWAPPED.get(type(node.op), ()))
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from _another(node.value)
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.Continue, ast.Break)):
        yield ast.Pass()


def _another(value: object) -> Iterator[ast.Constant]:
    """Give another constant; texts with spaces are sentences for people."""
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and " " not in value:
        yield ast.Constant(f"{value}x")


def runs(folder: Path, tests: list[str], timeout: float | None = None) -> bool:
    """Run tests in a copy of the repository; return whether they all passed, in time."""
    here = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(command, cwd=folder, env=here, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def tried(mutant: Mutant, folders: SimpleQueue[Path], tests: list[str], timeout: float, *, whole: bool) -> bool:
    """Make one change in a copy that is free; return whether the tests let it live."""
    folder = folders.get()
    file = folder / mutant.file.relative_to(ROOT)
    source = file.read_bytes()
    try:
        file.write_bytes(mutant.applied(source))
        return runs(folder, tests, timeout) and not (whole and not runs(folder, []))
    finally:
        file.write_bytes(source)
        folders.put(folder)


def survivors(module: str, number: int, seed: int, folders: SimpleQueue[Path], *, whole: bool) -> tuple[int, int, int]:
    """Try a sample of the changes to a module and print those that live; return how many were tried, live, are none."""
    file = ROOT / "claimgraph" / f"{module}.py"
    every = mutants_of(file)
    sample = Random(f"{seed} {module}").sample(every, min(number, len(every)))
    tests = [*QUICK.get(module, (f"tests/{Path(module).parent}",)), str(file.relative_to(ROOT))]
    folder, start = folders.get(), time.monotonic()
    if not runs(folder, tests):
        sys.exit(f"{module}: {' '.join(tests)} fail without any change: mend them first")
    folders.put(folder)
    timeout = 20 + 3 * (time.monotonic() - start)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        lived = list(pool.map(lambda one: tried(one, folders, tests, timeout, whole=whole), sample))
    living = sorted((one for one, lives in zip(sample, lived, strict=True) if lives), key=lambda one: one.line)
    for one in living:
        reason = EQUIVALENT.get((module, one.change))
        told = f"  (makes no difference: {reason})" if reason else ""
        print(f"{one.file.relative_to(ROOT)}:{one.line}: {' '.join(one.change.split())}{told}", flush=True)
    same = sum((module, one.change) in EQUIVALENT for one in living)
    return len(sample), len(living) - same, same


def main() -> None:
    """Try modules of the kernel, and say which share of the changes the tests noticed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", default=list(QUICK), help="modules, such as times/edtf")
    parser.add_argument("--number", type=int, default=30, help="how many changes to try for each module")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole", action="store_true", help="give survivors of the quick tests the whole suite")
    given = parser.parse_args()
    folders: SimpleQueue[Path] = SimpleQueue()
    with tempfile.TemporaryDirectory() as place:
        for at in range(AT_ONCE):
            folder = Path(place, str(at))
            shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED))
            folders.put(folder)
        counts = [survivors(one, given.number, given.seed, folders, whole=given.whole) for one in given.modules]
    tried_, lived, same = map(sum, zip(*counts, strict=True))
    share = (tried_ - same - lived) / max(1, tried_ - same)
    print(f"{tried_} changes, {same} that make no difference, {lived} not noticed: {share:.0%} were noticed")


if __name__ == "__main__":
    main()
