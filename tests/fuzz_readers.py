"""Feed the readers damaged files: nothing but the errors of this library may escape, and nothing at fault is kept.

Run as a script with how many inputs to try, and a seed: ``python tests/fuzz_readers.py 100000 1``.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import time
import warnings
from collections import Counter
from io import BytesIO, StringIO
from typing import Any

from claimgraph import Claim, ClaimGraph, ClaimGraphError, Correction
from claimgraph.io import LossyWarning, read, write

SAID = {
    "record": "claim",
    "source": "Ann",
    "stance": "affirms",
    "assertion": "bridge open",
    "asserted_at": "2022-07-02",
}
CITED = Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02").id
LINES: list[dict[str, Any]] = [
    {"claimgraph": 1, "zone": "UTC"},
    {"record": "source", "recorded_at": "2022-08-01T00:00:00Z", "name": "Ann", "speaks_for": "Bob", "reliability": "B"},
    {"record": "document", "recorded_at": "2022-08-01T00:00:00Z", "url": "https://example.org/1", "date": "2022-07"},
    {"record": "reliance", "document": "https://example.org/1", "assertion": "bridge open", "note": "paragraph 4"},
    {"record": "assertion", "text": "North holds it", "subject": "Town", "predicate": "held by", "value": "North"},
    SAID,
    {**SAID, "source": "Bob", "cites": [CITED, "Corps"], "credibility": 3, "document": "https://example.org/1"},
    {**SAID, "stance": "withdraws", "cites": [CITED], "asserted_at": "2022-07-03T10:00:00+03:00"},
    {"record": "affiliation", "source": "Ann", "speaks_for": "Corps", "valid": "2022-07-01/.."},
    {"record": "same_as", "a": "Ann", "b": "Anne"},
    {"record": "correction", "of": CITED, "by": "desk", "why": "typo", "replacement": {**SAID, "stance": "denies"}},
]
NESTED = {"record": "correction", "of": Correction(of=CITED, by="desk", why="typo").id, "by": "a", "why": "b"}
VALUES: list[Any] = [
    None, True, 0, -1, 1.5, 10**30, "", " ", "x", "\ud800", "\0", "é", "2022", "../2022", "2022-13", "02/07/2022", "=1",
    [], [[]], ["x", 1], {}, {"record": "source", "name": "x"}, {"claimgraph": 1, "log": 5}, {"record": "dispute"},
    "claim:0", "source:0", "assertion:0", "document:0", "unknown:", "Ann", "bridge open", "0001-01-01T00:00:00+23:59",
    {"record": "change", "because": 5}, {"record": []}, {**NESTED, "replacement": SAID}, "9999-12-31T23:59:59-23:59",
]  # fmt: skip
KEYS = sorted({key for line in LINES for key in line} | {"x", "\ud800", "log", "because"})
HEADINGS = ["source", "stance", "assertion", "asserted_at", "valid", "document", "cites", "credibility", "subject"]
HEADINGS += ["predicate", "value", "speaks_for", "note"]
ROWS = [
    ["Ann", "affirms", "bridge open", "2022-07-02", "", "", "", "", "", "", "", "Bob", ""],
    ["Bob", "for", "North holds it", "2 July 2022", "2022-07", "", CITED, "", "Town", "held by", "North", "", "a\nb"],
    ["Ann", "withdraws", "bridge open", "2022-07-03", "", "", CITED, "", "", "", "", "", ""],
]
CELLS = [str(value) for value in VALUES if not isinstance(value, (dict, list))] + [
    "July 2022", "today", "A; B", "'", '"', '""', "a\r\nb", "\r", "for", "source", "\ufeff", "32 July 2022",
]  # fmt: skip
NOISE = [
    b"\n",
    b"\r",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'"',
    b"{",
    b"[" * 3000,
    b"NaN",
    b"1e999",
    b"9" * 5000,
    b",",
    b"\t",
]


def lines_of_json(rng: random.Random) -> bytes:
    records = [LINES[0], SAID, *rng.choices(LINES[1:], k=rng.randint(0, 3))]
    texts = []
    for record in records:
        data = dict(record)
        if "claimgraph" in data and rng.random() < 0.9:
            texts.append(json.dumps(data))
            continue
        if rng.random() < 0.3:
            data[rng.choice([*data, rng.choice(KEYS)])] = rng.choice(VALUES)
        if rng.random() < 0.1:
            del data[rng.choice(list(data))]
        text = json.dumps(data, ensure_ascii=rng.random() < 0.5)
        if rng.random() < 0.05:
            text = text[:-1] + f', "{rng.choice(list(record))}": 1}}'
        texts.append(text)
    if rng.random() < 0.1:
        rng.shuffle(texts)
    return "\n".join(texts).encode("utf-8", "surrogatepass")


def rows_of_csv(rng: random.Random) -> bytes:
    headings = list(HEADINGS)
    rows = [list(row) for row in (ROWS[0], *rng.choices(ROWS, k=rng.randint(0, 3)))]
    for row in rows:
        if rng.random() < 0.3:
            row[rng.randrange(len(row))] = rng.choice(CELLS) if rng.random() < 0.995 else "x" * 200_000
        if rng.random() < 0.1:
            row.append(rng.choice(CELLS))
    if rng.random() < 0.1:
        headings[rng.randrange(len(headings))] = rng.choice([*CELLS[:30], *HEADINGS])
    out = StringIO(newline="")
    csv.writer(out, delimiter="," if rng.random() < 0.95 else rng.choice(";\t")).writerows([headings, *rows])
    return out.getvalue().encode("utf-8", "surrogatepass")


def damaged(data: bytes, rng: random.Random) -> bytes:
    kind = rng.random()
    if kind < 0.5:
        return data
    if kind < 0.55:
        return rng.randbytes(rng.randint(0, 200))
    raw = bytearray(data)
    for _ in range(rng.randint(1, 3)):
        at = rng.randint(0, len(raw))
        how = rng.randrange(4)
        if how == 0:
            raw[at : at + 1] = bytes([rng.randrange(256)])
        elif how == 1:
            del raw[at : at + rng.randint(1, 20)]
        elif how == 2:
            raw[at:at] = raw[at : at + rng.randint(1, 40)]
        else:
            raw[at:at] = rng.choice(NOISE)
    return bytes(raw)


def attempt(rng: random.Random) -> str:
    """Read one damaged file, and name what came of it; whatever is not as promised is raised."""
    name = rng.choice(("jsonl", "csv"))
    data = damaged(lines_of_json(rng) if name == "jsonl" else rows_of_csv(rng), rng)
    into = None
    if rng.random() < 0.2:
        into = ClaimGraph()
        into.extend([Claim("Ann", "affirms", "bridge open", asserted_at="2022-07-02")], recorded_at="2022-07-05")
    before = None if into is None else (list(into.log), set(into.nx))
    options = {"stances": {"for": "affirms"}, "zone": rng.choice((None, "UTC"))} if name == "csv" else {}
    collects = rng.random() < 0.4
    try:
        if collects:
            graph, found = collected(data, format=name, into=into, **options)
        else:
            graph, found = read(BytesIO(data), format=name, into=into, **options), "read"
    except ClaimGraphError as error:
        str(error).encode()
        assert into is None or (list(into.log), set(into.nx)) == before
        for fault in getattr(error, "exceptions", ()):
            assert fault.line is not None, fault
        return f"{name} refused"
    check_again(graph, name, rng)
    return f"{name} {found}"


def collected(data: bytes, **options: Any) -> tuple[ClaimGraph, str]:
    """Read what is not at fault; the rest comes back with its place."""
    result = read(BytesIO(data), on_error="collect", **options)
    for one in result.rejected:
        assert one.line is not None, one
        assert one.error.line == one.line, one
        assert one.found, one
        str(one.error).encode()
    return result.graph, "read in part" if result.rejected else "read"


def check_again(graph: ClaimGraph, name: str, rng: random.Random) -> None:
    """What was read can be written and read again."""
    if rng.random() < 0.1:
        out = BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", LossyWarning)
            write(graph, out, format=name)
        out.seek(0)
        again = read(out, format=name)
        assert name == "csv" or again == graph


def main(count: int, seed: int) -> None:
    rng = random.Random(seed)
    found: Counter[str] = Counter()
    limit, start = csv.field_size_limit(), time.perf_counter()
    for number in range(count):
        try:
            found[attempt(rng)] += 1
        except BaseException:
            print(f"input {number} of seed {seed}", file=sys.stderr)
            raise
    assert csv.field_size_limit() == limit
    seconds = time.perf_counter() - start
    print(f"{count} inputs in {seconds:.0f} s, nothing escaped:", dict(sorted(found.items())))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
