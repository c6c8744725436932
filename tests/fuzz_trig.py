"""Feed the reader of TriG damaged files: nothing but the errors of this library may escape, and nothing may be kept.

Run as a script with how many inputs to try, and a seed: ``python tests/fuzz_trig.py 100000 1``.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from io import BytesIO, StringIO

from fuzz_readers import damaged

import claimgraph as cg
from claimgraph.io.rdf import trig

SAID = cg.Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02")
OTHER = cg.Claim("Ann", "denies", "bridge open", asserted_at="2022-07-02")
PIECES = [
    [cg.Source("Ann", speaks_for="Bob", reliability="B"), SAID],
    [SAID, cg.Claim("Bob", "questions", "bridge open", asserted_at="2022-07", cites=[SAID.id, "Corps"], credibility=3)],
    [SAID, cg.Claim("Ann", "withdraws", "bridge open", asserted_at="2022-07-03T10:00:00Z", cites=[SAID.id])],
    [SAID, cg.Correction(of=SAID.id, by="desk", why="typo", replacement=OTHER)],
    [cg.Predicate("held by", single_valued=True), cg.Assertion(subject="Town", predicate="held by", value="North")],
    [cg.Reliance("https://example.org/1", "bridge open", note="a\nb"), cg.SameAs("Ann", "Anne")],
]
OBJECTS = [
    '""', '" "', '"x"', '"\\ud800"', '"\\u0000"', '"2022"', '"../2022"', '"x"@en', '"x"^^xsd:dateTime', "1.5",
    "1E99999999", '"1E999999999"^^xsd:decimal', "true", "-1", "99999999999999999999999999", "0", "cg:denies", "cg:",
    "rdf:nil", "()", "[]", "[ [ ] ]", '("x" "y")', "_:b", "<x>", "<>", "<urn:x y>", "this:", "sub:assertion",
    "sub:cites-0", "cg:Claim", "cg:Source", '"""a\n"b\\""""', "'x'", '"unknown:"', '"claim:0"', '"source:0"',
    '"document:0"', '"assertion:0"', "a", "{}", "<< >>", '"<x>"^^rdf:XMLLiteral', "nowhere:x", "cg:%zz", "cg:\\",
    "?x", "@prefix", "=>", "x" * 3000, "[" * 3000, "(" * 3000, "<" + "x" * 3000, '"0001-01-01T00:00:00+23:59"',
    '"9999-12-31T23:59:59-23:59"', '"2022-13"', "^", "!",
]  # fmt: skip
LINE = re.compile(r"^(\s*)(\S+)( \S+)?( .+?)( [;.])$")


def _text(records: list[cg.Claim]) -> str:
    graph, out = cg.ClaimGraph(), StringIO()
    graph.extend(records, recorded_at="2022-08-01T00:00Z")
    trig.write(graph, out)
    return out.getvalue()


TEXTS = [_text(records) for records in PIECES]
LINES = sorted({line for text in TEXTS for line in text.splitlines()})
PREDICATES = sorted({word for line in LINES for word in line.split() if word.startswith(("cg:", "np:", "rdf:"))})


def statements(rng: random.Random) -> bytes:
    lines = rng.choice(TEXTS).splitlines()
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        at = rng.randrange(8 if rng.random() < 0.95 else 0, len(lines))
        how = rng.randrange(7)
        parts = LINE.match(lines[at])
        if how <= 1 and parts:
            lines[at] = f"{parts[1]}{parts[2]}{parts[3] or ''} {rng.choice(OBJECTS)}{parts[5]}"
        elif how == 2:
            lines[at] = re.sub(r"(cg|np|rdf):\w+", lambda _: rng.choice(PREDICATES), lines[at])
        elif how == 3:
            del lines[at]
        elif how == 4:
            lines.insert(at, rng.choice(LINES))
        elif how == 5:
            lines.insert(at, lines[at])
        else:
            start = rng.randrange(len(lines))
            lines[at:at] = lines[start : start + rng.randint(1, 30)]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def attempt(rng: random.Random) -> str:
    """Read one damaged file, and name what came of it; whatever is not as promised is raised."""
    data = damaged(statements(rng), rng)
    into = None
    if rng.random() < 0.2:
        into = cg.ClaimGraph()
        into.extend([SAID], recorded_at="2022-07-05")
    before = None if into is None else list(into.log)
    try:
        graph = trig.read(BytesIO(data), into=into, zone=rng.choice((None, "UTC")))
    except cg.ClaimGraphError as error:
        str(error).encode()
        assert into is None or list(into.log) == before
        for fault in getattr(error, "exceptions", ()):
            assert fault.line is not None, fault
            assert 1 <= fault.line <= data.count(b"\n") + data.count(b"\r") + 1, fault
        return "refused"
    if rng.random() < 0.1:
        out = BytesIO()
        trig.write(graph, out)
        out.seek(0)
        assert trig.read(out) == graph
    return "read"


def main(count: int, seed: int) -> None:
    rng = random.Random(seed)
    found: Counter[str] = Counter()
    slowest, start = 0.0, time.perf_counter()
    for number in range(count):
        before = time.perf_counter()
        try:
            found[attempt(rng)] += 1
        except BaseException:
            print(f"input {number} of seed {seed}", file=sys.stderr)
            raise
        slowest = max(slowest, time.perf_counter() - before)
    seconds = time.perf_counter() - start
    print(f"{count} inputs in {seconds:.0f} s, nothing escaped:", dict(found), f"the slowest took {slowest:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
