"""Feed the readers of Wikibase entities and of FollowTheMoney statements damaged files, as `fuzz_readers` does.

Run as a script with a format (wikibase or ftm), how many inputs to try, and a seed:
``python tests/fuzz_statements.py ftm 100000 1``.
"""

from __future__ import annotations

import copy
import csv
import json
import random
import sys
import time
import warnings
from collections import Counter
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from fuzz_readers import damaged

from claimgraph import Claim, ClaimGraph, ClaimGraphError
from claimgraph.io import LossyWarning, read
from claimgraph.io.ftm import ftm
from claimgraph.io.ftm.statements import COLUMNS
from claimgraph.io.wikibase import wikibase

DATA = Path(__file__).parent / "data"
ENTITIES = json.loads((DATA / "wikidata-entities.json").read_text("utf-8"))
STATEMENTS = [statement for one in ENTITIES for listed in one["claims"].values() for statement in listed]
ROWS = [json.loads(line) for line in (DATA / "ftm-statements.json").read_text("utf-8").splitlines()]
SNAKS = ["P580", "P582", "P585", "P1310", "P3680", "P2241", "P5102", "P1480", "P577", "P248", "P854", "P143", "P1476"]
TIMES = ["+2022-07-02T00:00:00Z", "-0044-00-00T00:00:00Z", "+0000-00-00T00:00:00Z", "+9999-12-31T00:00:00Z"]
TIMES += [
    "+0001-01-01T00:00:00Z",
    "+2022-02-30T00:00:00Z",
    "+99999999999999999-01-01T00:00:00Z",
    "+2022-13-40T00:00:00Z",
]
VALUES: list[Any] = [
    None, True, False, 0, -1, 7, 8, 11, 15, 1.5, 10**30, "", " ", "x", "\ud800", "\0", "é", "2022", "2022-13", "=1", [],
    [[]], {}, {"": None}, ["x"], "Q1", "P580", "Q5727902", "somevalue", "novalue", "value", "deprecated", "preferred",
    "source:x", "claim:x", "unknown:", "document:x", "assertion:x", "http://[", "https://example.org/1", "time", "t",
    "string", "wikibase-entityid", "globecoordinate", "monolingualtext", "quantity", "+1e999", "Ownership", "startDate",
    "http://www.wikidata.org/entity/Q1985786", "9999-12-31", "0001-01-01T00:00:00+23:59", "endDate", "date",
    "2001-01-01", "1999", "f", *TIMES,
]  # fmt: skip


def entities(rng: random.Random) -> bytes:
    made = []
    for number in range(rng.randint(1, 3)):
        statements = copy.deepcopy(rng.choices(STATEMENTS, k=rng.randint(0, 3)))
        for one in statements:
            if rng.random() < 0.3:
                qualifiers = one.setdefault("qualifiers", {})
                qualifiers.setdefault(rng.choice(SNAKS), []).append(snak(rng))
            if rng.random() < 0.2:
                one["references"] = [{"snaks": {rng.choice(SNAKS): [snak(rng)] for _ in range(3)}}]
            one["rank"] = rng.choice(("normal", "preferred", "deprecated"))
        label = {"en": {"language": "en", "value": rng.choice(("Ann", "ann", "Q1", "claim:x"))}}
        made.append({"id": f"Q{number + 1}", "labels": label, "claims": {"P1": statements}})
    if rng.random() < 0.4:
        change(made, rng)
    texts = [json.dumps(one, ensure_ascii=rng.random() < 0.5) for one in made]
    form = rng.random()
    if form < 0.4:
        text = "\n".join(texts)
    elif form < 0.7:
        text = "[\n" + ",\n".join(texts) + "\n]\n"
    else:
        text = '{"entities": {' + ", ".join(f'"Q{place}": {one}' for place, one in enumerate(texts)) + "}}"
    return text.encode("utf-8", "surrogatepass")


def snak(rng: random.Random) -> dict[str, Any]:
    kind = rng.choice(("value", "value", "value", "somevalue", "novalue"))
    time_value = {
        "time": rng.choice(TIMES),
        "precision": rng.randint(6, 11),
        "calendarmodel": f"http://www.wikidata.org/entity/{rng.choice(('Q1985727', 'Q1985786'))}",
        "before": rng.choice((0, 0, 1)),
    }
    values = [
        {"type": "time", "value": time_value},
        {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": rng.choice(("Q1", "Q9", "Q5727902"))}},
        {"type": "string", "value": rng.choice(("x", "https://www.example.org/1", "http://["))},
        {"type": "monolingualtext", "value": {"text": "x", "language": "en"}},
    ]
    weighted = rng.choices(values, (5, 3, 2, 1))[0]
    return {"snaktype": kind, "property": "P1", **({"datavalue": weighted} if kind == "value" else {})}


def change(data: Any, rng: random.Random) -> None:
    """Change, rename or take away one member, somewhere within."""
    while True:
        keys: list[Any] = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = rng.choice(keys)
        if isinstance(data[key], (dict, list)) and data[key] and rng.random() < 0.85:
            data = data[key]
            continue
        if rng.random() < 0.15:
            del data[key]
        else:
            data[key] = copy.deepcopy(rng.choice(VALUES))
        return


def statements(rng: random.Random, layout: str) -> bytes:
    rows = [dict(row) for row in rng.choices(ROWS, k=rng.randint(1, 4))]
    for row in rows:
        while rng.random() < 0.4:
            row[rng.choice([*row, "colour"] if rng.random() < 0.02 else [*row])] = rng.choice(VALUES)
        if rng.random() < 0.05:
            del row[rng.choice(list(row))]
    if layout == "json":
        text = "\n".join(json.dumps(row, ensure_ascii=rng.random() < 0.5) for row in rows)
        return text.encode("utf-8", "surrogatepass")
    out = StringIO(newline="")
    writer = csv.writer(out, dialect=csv.unix_dialect)
    writer.writerow(COLUMNS)
    writer.writerows(["" if row.get(name) is None else str(row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def attempt(name: str, rng: random.Random) -> str:
    """Read one damaged file, and name what came of it; whatever is not as promised is raised."""
    layout = rng.choice(("csv", "json"))
    data = damaged(entities(rng) if name == "wikibase" else statements(rng, layout), rng)
    into = None
    if rng.random() < 0.2:
        into = ClaimGraph()
        into.extend([Claim("Wikidata", "affirms", "Q1 P1 x", asserted_at="2022-07-02")], recorded_at="2022-07-05")
    before = None if into is None else (list(into.log), set(into.nx))
    options: dict[str, Any] = {"into": into, "zone": rng.choice((None, "UTC"))}
    try:
        if name == "wikibase":
            labels = rng.choice((None, "en", {"P1": "knows"}))
            graph = wikibase.read(BytesIO(data), snapshot="2024-05-01", labels=labels, **options)
        else:
            gone = rng.choice((None, "2024-01-01"))
            graph = ftm.read(BytesIO(data), snapshot="2024-05-01", gone_by=gone, layout=layout, **options)
    except ClaimGraphError as error:
        str(error).encode()
        assert into is None or (list(into.log), set(into.nx)) == before
        for fault in getattr(error, "exceptions", ()):
            assert fault.line is not None, fault
        if name == "wikibase" and into is None:
            collect(data, labels)
        return f"{name} refused"
    if name == "ftm" and rng.random() < 0.1:
        check_again(graph, layout)
    return f"{name} read"


def collect(data: bytes, labels: Any) -> None:
    """What is not at fault can be read, unless it is the file as a whole."""
    with suppress(ClaimGraphError):
        found = read(BytesIO(data), format="wikibase", snapshot="2024-05-01", labels=labels, on_error="collect")
        assert found.rejected
        for one in found.rejected:
            str(one.error).encode()


def check_again(graph: ClaimGraph, layout: Any) -> None:
    """What was read can be written and read again, and is then the same."""
    once = again(graph, layout)
    assert [entry.record for entry in again(once, layout).log] == [entry.record for entry in once.log]


def again(graph: ClaimGraph, layout: Any) -> ClaimGraph:
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        ftm.write(graph, out, layout=layout)
    out.seek(0)
    return ftm.read(out, layout=layout)


def main(name: str, count: int, seed: int) -> Counter[str]:
    rng = random.Random(f"{name} {seed}")
    found: Counter[str] = Counter()
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        for number in range(count):
            try:
                found[attempt(name, rng)] += 1
            except BaseException:
                print(f"input {number} of {name}, seed {seed}", file=sys.stderr)
                raise
    seconds = time.perf_counter() - start
    print(f"{count} inputs in {seconds:.0f} s, nothing escaped:", dict(sorted(found.items())))
    return found


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000, int(sys.argv[3]) if len(sys.argv) > 3 else 0)
