"""Feed the readers of reviews damaged files: nothing but the errors of this library may escape, and nothing be kept.

Run as a script with how many inputs to try of each format, and a seed: ``python tests/fuzz_reviews.py 100000 1``.
"""

from __future__ import annotations

import json
import random
import sys
import time
import warnings
from collections import Counter
from io import BytesIO
from typing import Any

from fuzz_readers import damaged
from reviews import HOSTILE, answer, page, records, review, reviewed

import claimgraph as cg
from claimgraph.io import LossyWarning
from claimgraph.io.claimreview import claimreview, factcheck

MODULES = {"claimreview": claimreview, "factcheck": factcheck}
SLOWEST = 5.0  # seconds for one input

RICH = review(
    author=[{"@type": "Person", "name": "Eve"}, {"@id": "#o"}],
    publisher={"@id": "#o"},
    reviewRating={"@type": "Rating", "ratingValue": 1, "bestRating": "5", "name": "x", "ratingExplanation": "y"},
    itemReviewed=[{"@id": "#c"}, {"@type": "CreativeWork", "author": "Bob", "datePublished": "2022", "url": "x"}],
)
OBJECTS: list[Any] = [
    review(),
    review("b.example", "Odd", inLanguage="en"),
    RICH,
    {"@id": "#o", "@type": "Organization", "name": "Org", "url": "https://org.example", "sameAs": ["a", "b"]},
    {"@id": "#c", "@type": "Claim", "author": {"name": "Cid"}, "firstAppearance": "https://speech.example/2"},
    {"@type": "WebPage", "hasPart": [{"@graph": [review(label="True")]}]},
]
VALUES: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        1.5,
        10**30,
        "",
        " ",
        "x",
        "\ud800",
        "\0",
        "é",
        "2022",
        "../2022",
        "02/07/2022",
        "2022-07-02T10:00",
    ),
    *(
        [],
        [[]],
        ["x", 1],
        {},
        {"@id": "#o"},
        {"@id": "#c"},
        {"@id": 5},
        {"@value": "x"},
        {"@value": {"@value": []}},
        {"@type": 5},
    ),
    *(
        "source:x",
        "assertion:x",
        "claim:0",
        "document:x",
        "https://[",
        "https://x.example",
        "javascript:1",
        "a.b",
        [["x"]],
    ),
    *(
        "9999-12-31T23:59:59-23:59",
        "0001-01-01",
        review(),
        [review(), 5],
        {"url": {"@id": "https://x.example"}},
        *HOSTILE,
    ),
]
WRAPPERS = (
    ("<html><script type='application/ld+json'>", "</script></html>"),
    ("<p><!-- x --><script type=application/ld+json><!--\n", "\n--></script>"),
    ("<script>x</script><script type='application/ld+json'>//<![CDATA[\n", "//]]></script><script"),
)


def changed(data: Any, rng: random.Random) -> Any:
    """Put something else somewhere in data, take something out, or move it."""
    places: list[tuple[Any, Any]] = []
    waiting = [data]
    while waiting:
        one = waiting.pop()
        for key in list(one) if isinstance(one, dict) else range(len(one)):
            places.append((one, key))
            if isinstance(one[key], (dict, list)):
                waiting.append(one[key])
    if places:
        holder, key = rng.choice(places)
        how = rng.random()
        if how < 0.6:
            holder[key] = json.loads(json.dumps(rng.choice(VALUES)))
        elif how < 0.8:
            del holder[key]
        elif isinstance(holder, dict):
            names = str(rng.choice(places)[1]), f"schema:{key}", f"http://schema.org/{key}"
            holder[rng.choice(names)] = holder.pop(key)
    return data


def file_of(name: str, rng: random.Random) -> bytes:
    if name == "claimreview":
        data: Any = page(*rng.choices(OBJECTS, k=rng.randint(1, 4)))
        data = rng.choice((data, data, data["@graph"], data["@graph"][0]))
    else:
        data = answer(
            *(reviewed(rng.choice("ab") + ".example", rng.choice(("False", "Odd"))) for _ in range(rng.randint(1, 3)))
        )
        data["claims"] *= rng.randint(1, 2)
    data = json.loads(json.dumps(data))
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        data = changed(data, rng)
    text = json.dumps(data, ensure_ascii=rng.random() < 0.5)
    if name == "claimreview" and rng.random() < 0.3:
        before, after = rng.choice(WRAPPERS)
        text = before + text + after
    return text.encode("utf-8", "surrogatepass")


def attempt(name: str, rng: random.Random) -> str:
    """Read one damaged file, and name what came of it; whatever is not as promised is raised."""
    module: Any = MODULES[name]
    data = damaged(file_of(name, rng), rng)
    into = None
    if rng.random() < 0.2:
        into = cg.ClaimGraph()
        into.extend([cg.Claim("Ann", "affirms", "Bridge open", asserted_at="2022-07-02")], recorded_at="2022-07-05")
    before = None if into is None else list(into.log)
    zone = rng.choice((None, "UTC"))
    start = time.perf_counter()
    try:
        graph = module.read(BytesIO(data), into=into, zone=zone, stances={"Odd": "denies"})
    except cg.ClaimGraphError as error:
        str(error).encode()
        assert into is None or list(into.log) == before
        assert isinstance(error, cg.InvalidBatch)
        assert all(fault.line is not None or "no ClaimReview" in str(fault) for fault in error.exceptions)
        return f"{name} refused"
    finally:
        assert time.perf_counter() - start < SLOWEST
    check_again(graph, module, rng)
    return f"{name} read"


def check_again(graph: cg.ClaimGraph, module: Any, rng: random.Random) -> None:
    """What was read can be written and read again, and once more with nothing changed."""
    if rng.random() < 0.2:
        once = again_from(graph, module)
        assert records(again_from(once, module)) == records(once)


def again_from(graph: cg.ClaimGraph, module: Any) -> cg.ClaimGraph:
    out = BytesIO()
    module.write(graph, out)
    out.seek(0)
    found: cg.ClaimGraph = module.read(out)
    return found


def main(count: int, seed: int) -> None:
    rng = random.Random(seed)
    found: Counter[str] = Counter()
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LossyWarning)
        for number in range(count):
            for name in MODULES:
                try:
                    found[attempt(name, rng)] += 1
                except BaseException:
                    print(f"input {number} of seed {seed} as {name}", file=sys.stderr)
                    raise
    seconds = time.perf_counter() - start
    print(f"{count} inputs of each format in {seconds:.0f} s, nothing escaped:", dict(sorted(found.items())))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
