"""What is promised without extras works without them: run where only the core packages are installed."""

from __future__ import annotations

import importlib.util
import io

import claimgraph as cg

SHEET = "source,stance,assertion,asserted_at\nKyiv,denies,City taken,2022-07-02\nMoscow,affirms,City taken,2022-07-02\n"


def main() -> None:
    for extra in ("pandas", "pytest", "msgspec"):
        assert importlib.util.find_spec(extra) is None, f"{extra} is installed: this proves nothing"
    graph = cg.read(io.StringIO(SHEET), format="csv")
    assert cg.status(graph, "City taken") is cg.Status.DISPUTED
    lines = io.StringIO()
    cg.write(graph, lines, format="jsonl")
    lines.seek(0)
    assert cg.read(lines, format="jsonl") == graph
    try:
        cg.to_frame(cg.disputes(graph))
    except cg.MissingExtra as error:
        assert "pip install 'claimgraph[frames]'" in str(error)
    else:
        raise AssertionError("to_frame needs pandas")


if __name__ == "__main__":
    main()
