"""SQLite, with integer keys, and for each way in an index that covers what is asked.

A claim has its place in the order of speaking as one integer, seconds before its place in the log, so that the
latest of several is a plain maximum, which an index yields without sorting. Of all assertions only those of which
both has been said are looked at closely.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from time import time

from .common import SIGNS, STANCES, Change, Dispute, NewClaim, Opposition, changes, end_of, seconds, standing

SHIFT = 24
"""How many bits of the order of speaking are the place in the log."""
SEPARATOR = "\x1f"

TABLES = """
    CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE assertion (id INTEGER PRIMARY KEY, text TEXT NOT NULL, topic INTEGER NOT NULL);
    CREATE TABLE claim (
        id INTEGER PRIMARY KEY, source INTEGER NOT NULL, assertion INTEGER NOT NULL, said INTEGER NOT NULL,
        sign INTEGER NOT NULL, recorded INTEGER NOT NULL
    );
"""
INDEXES = """
    CREATE UNIQUE INDEX source_named ON source (name);
    CREATE UNIQUE INDEX assertion_reads ON assertion (text);
    CREATE INDEX claim_on ON claim (assertion, source, said, sign, recorded);
    CREATE INDEX claim_by ON claim (source, assertion, said, sign);
    CREATE INDEX claim_in_order ON claim (assertion, said, source, sign);
    ANALYZE;
"""

# A bare column beside max() is that of the row with the maximum.
_LATEST = """
    WITH contested AS MATERIALIZED (
        SELECT assertion FROM claim INDEXED BY claim_in_order
        WHERE said < :until GROUP BY assertion HAVING min(sign) < max(sign)
    ), deciding AS MATERIALIZED (
        SELECT assertion, source, sign, max(said) FROM claim INDEXED BY claim_on
        WHERE assertion IN contested AND said < :until {known} GROUP BY assertion, source
    )
"""
_RULED = """
    WITH latest AS MATERIALIZED (
        SELECT topic, assertion, source, sign, max(said) AS said FROM claim INDEXED BY claim_on
        JOIN assertion ON assertion.id = assertion WHERE said < :until GROUP BY assertion, source
    ), open AS MATERIALIZED (
        SELECT topic FROM latest GROUP BY topic HAVING min(sign) < max(sign) OR min(assertion) < max(assertion)
    ), spoken AS MATERIALIZED (
        SELECT DISTINCT topic, assertion FROM latest WHERE topic IN open
    ), held AS (
        SELECT assertion, source, sign, said FROM latest WHERE topic IN open
        UNION ALL
        SELECT spoken.assertion, source, -1, said
        FROM latest JOIN spoken USING (topic) WHERE sign = 1 AND spoken.assertion <> latest.assertion
    ), deciding AS MATERIALIZED (
        SELECT assertion, source, sign, max(said) FROM held GROUP BY assertion, source
    )
"""
_SIDES = """
    SELECT text, group_concat(name, char(31)) FILTER (WHERE sign = 1),
        group_concat(name, char(31)) FILTER (WHERE sign = -1)
    FROM deciding JOIN source ON source.id = source JOIN assertion ON assertion.id = assertion
    GROUP BY assertion HAVING min(sign) < max(sign)
"""
_OPPOSED = """
    WITH ours AS MATERIALIZED (
        SELECT assertion, sign, max(said) FROM claim WHERE source = ? GROUP BY assertion
    ), theirs AS (
        SELECT claim.assertion, source, claim.sign, ours.sign AS our_sign, max(said)
        FROM ours CROSS JOIN claim INDEXED BY claim_on USING (assertion) GROUP BY claim.assertion, source
    )
    SELECT text, name, sign FROM theirs JOIN source ON source.id = source JOIN assertion ON assertion.id = assertion
    WHERE sign <> our_sign
"""
_TIMELINE = """
    SELECT said, name, sign FROM claim INDEXED BY claim_in_order JOIN source ON source.id = source
    WHERE assertion = (SELECT id FROM assertion WHERE text = ?) ORDER BY said
"""
_STANDS = """
    SELECT coalesce(sum(sign = 1), 0), coalesce(sum(sign = -1), 0) FROM (
        SELECT sign, max(said) FROM claim INDEXED BY claim_on
        WHERE assertion = (SELECT id FROM assertion WHERE text = ?) GROUP BY source
    )
"""
_ADD = """
    INSERT INTO claim SELECT :id, source.id, assertion.id, :said, :sign, :recorded
    FROM source, assertion WHERE name = :source AND text = :assertion
"""


class Engine:
    """A database, in memory unless a subclass says where."""

    def __init__(self, path: Path) -> None:
        self.database = self._connect(path)
        self.database.executescript(TABLES)
        self.recorded = 0
        self._sources: dict[str, int] = {}
        self._assertions: dict[str, int] = {}
        self._topics: dict[tuple[str, str], int] = {}
        with self.database:
            self.database.executemany("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?)", self._rows(path))
            self.database.executemany(
                "INSERT INTO source VALUES (?, ?)", ((n, one) for one, n in self._sources.items())
            )
        self.database.executescript(INDEXES)
        del self._sources, self._assertions, self._topics

    def _connect(self, _: Path) -> sqlite3.Connection:
        return sqlite3.connect(":memory:")

    def _rows(self, path: Path) -> Iterator[tuple[int, int, int, int, int, int]]:
        """Give the rows of the claims, and record the assertions on the way."""
        with path.open(encoding="utf-8") as file:
            next(file)
            for data in map(json.loads, file):
                kind = data["record"]
                if kind == "claim":
                    self.recorded += 1
                    yield (
                        self.recorded,
                        self._sources[data["source"]],
                        self._assertions[data["assertion"]],
                        seconds(data["asserted_at"]) << SHIFT | self.recorded,
                        SIGNS[data["stance"]],
                        seconds(data["recorded_at"]),
                    )
                elif kind == "source":
                    self._sources[data["name"]] = len(self._sources)
                else:
                    topic = self._topics.setdefault((data["subject"], data["predicate"]), len(self._topics))
                    number = self._assertions[data["text"]] = len(self._assertions)
                    self.database.execute("INSERT INTO assertion VALUES (?, ?, ?)", (number, data["text"], topic))

    def disputes(self, day: str, known: str | None = None) -> list[Dispute]:
        """Find the latest claim of each source on each contested assertion."""
        latest = _LATEST.format(known="AND recorded < :known" if known else "")
        return self._disputes(latest, {"until": end_of(day) << SHIFT, "known": end_of(known) if known else None})

    def disputes_ruled(self, day: str) -> list[Dispute]:
        """Let each affirmation of one value deny the others of its subject and predicate."""
        return self._disputes(_RULED, {"until": end_of(day) << SHIFT})

    def _disputes(self, latest: str, parameters: dict[str, int | None]) -> list[Dispute]:
        rows = self.database.execute(latest + _SIDES, parameters)
        return [(text, tuple(ours.split(SEPARATOR)), tuple(theirs.split(SEPARATOR))) for text, ours, theirs in rows]

    def timeline(self, text: str) -> list[Change]:
        """Read the claims on an assertion in order, and follow them."""
        rows = self.database.execute(_TIMELINE, (text,))
        return changes((said >> SHIFT, said, source, sign) for said, source, sign in rows)

    def opposed_by(self, source: str) -> list[Opposition]:
        """Hold the latest claims of a source against those of the others."""
        (number,) = self.database.execute("SELECT id FROM source WHERE name = ?", (source,)).fetchone()
        return [(text, other, STANCES[sign]) for text, other, sign in self.database.execute(_OPPOSED, (number,))]

    def add_and_ask(self, claim: NewClaim) -> str:
        """Insert a claim and count the sides, in one transaction."""
        self.recorded += 1
        row = {
            "id": self.recorded,
            "said": seconds(claim.asserted_at) << SHIFT | self.recorded,
            "sign": SIGNS[claim.stance],
            "recorded": int(time()),
            "source": claim.source,
            "assertion": claim.assertion,
        }
        with self.database as database:
            database.execute("INSERT OR IGNORE INTO source (name) VALUES (?)", (claim.source,))
            database.execute(_ADD, row)
            return standing(*database.execute(_STANDS, (claim.assertion,)).fetchone())


class OnDisk(Engine):
    """A database in a file beside the history, written ahead and not flushed at each commit."""

    def _connect(self, path: Path) -> sqlite3.Connection:
        file = path.with_suffix(".sqlite")
        for left in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
            left.unlink(missing_ok=True)
        database = sqlite3.connect(file)
        database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -1000000;")
        return database
