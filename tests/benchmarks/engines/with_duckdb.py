"""DuckDB in memory, with integer keys, as one statement for each question; names are put in place of keys at the end.

Of all assertions only those of which both has been said are looked at closely. There is no index: DuckDB scans columns.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from .common import SIGNS, STANCES, Change, Dispute, NewClaim, Opposition, changes, standing

FIELDS = (
    "record",
    "recorded_at",
    "source",
    "stance",
    "assertion",
    "asserted_at",
    "text",
    "subject",
    "predicate",
    "name",
)

LOAD = """
    CREATE TEMP TABLE line AS
    SELECT row_number() OVER () AS number, * FROM read_json(?, format = 'newline_delimited', columns = {columns});
    CREATE TABLE source AS
    SELECT (row_number() OVER (ORDER BY number) - 1)::INTEGER AS id, name FROM line WHERE record = 'source';
    CREATE TABLE assertion AS
    SELECT (row_number() OVER (ORDER BY number) - 1)::INTEGER AS id, text,
        dense_rank() OVER (ORDER BY subject, predicate)::INTEGER AS topic
    FROM line WHERE record = 'assertion' ORDER BY id;
    CREATE TABLE claim AS
    SELECT number AS place, source.id AS source, assertion.id AS assertion,
        (CASE stance WHEN 'affirms' THEN 1 ELSE -1 END)::TINYINT AS sign,
        rtrim(asserted_at, 'Z')::TIMESTAMP AS said, rtrim(line.recorded_at, 'Z')::TIMESTAMP AS recorded
    FROM line JOIN source ON source.name = line.source JOIN assertion ON assertion.text = line.assertion
    WHERE record = 'claim' ORDER BY number;
    DROP TABLE line;
"""
_LATEST = """
    WITH heard AS (FROM claim WHERE said < $until {known}),
    contested AS (SELECT assertion FROM heard GROUP BY assertion HAVING min(sign) < max(sign)),
    deciding AS (
        SELECT assertion, source, sign FROM heard WHERE assertion IN (FROM contested)
        QUALIFY row_number() OVER (PARTITION BY assertion, source ORDER BY said DESC, place DESC) = 1
    )
"""
_RULED = """
    WITH latest AS MATERIALIZED (
        SELECT topic, assertion, source, sign, said, place
        FROM claim JOIN assertion ON id = assertion WHERE said < $until
        QUALIFY row_number() OVER (PARTITION BY assertion, source ORDER BY said DESC, place DESC) = 1
    ), spoken AS (SELECT DISTINCT topic, assertion FROM latest),
    held AS (
        SELECT assertion, source, sign, said, place FROM latest
        UNION ALL
        SELECT spoken.assertion, source, -1, said, place
        FROM latest JOIN spoken USING (topic) WHERE sign = 1 AND spoken.assertion <> latest.assertion
    ), open AS (SELECT assertion FROM held GROUP BY assertion HAVING min(sign) < max(sign)),
    deciding AS (
        SELECT assertion, source, sign FROM held WHERE assertion IN (FROM open)
        QUALIFY row_number() OVER (PARTITION BY assertion, source ORDER BY said DESC, place DESC) = 1
    )
"""
_SIDES = """
    SELECT assertion, list(source) FILTER (sign = 1), list(source) FILTER (sign = -1)
    FROM deciding GROUP BY assertion HAVING min(sign) < max(sign)
"""
_OPPOSED = """
    WITH ours AS (
        SELECT assertion, arg_max(sign, (said, place)) AS sign FROM claim
        WHERE source = (SELECT id FROM source WHERE name = ?) GROUP BY assertion
    ), theirs AS (
        SELECT assertion, source, sign FROM claim WHERE assertion IN (SELECT assertion FROM ours)
        QUALIFY row_number() OVER (PARTITION BY assertion, source ORDER BY said DESC, place DESC) = 1
    )
    SELECT assertion, source, theirs.sign FROM theirs JOIN ours USING (assertion) WHERE theirs.sign <> ours.sign
"""
_STANDS = """
    SELECT count(*) FILTER (sign = 1), count(*) FILTER (sign = -1) FROM (
        SELECT arg_max(sign, (said, place)) AS sign FROM claim WHERE assertion = ? GROUP BY source
    )
"""


class Engine:
    """A database in memory, and the names that its keys stand for."""

    def __init__(self, path: Path) -> None:
        self.database = duckdb.connect()
        columns = "{" + ", ".join(f"{field}: 'VARCHAR'" for field in FIELDS) + "}"
        first, _, rest = LOAD.format(columns=columns).partition(";")
        self.database.execute(first, [str(path)])
        self.database.execute(rest)
        self.sources = self._names("SELECT name FROM source ORDER BY id")
        self.texts = self._names("SELECT text FROM assertion ORDER BY id")
        self.keys = {name: key for key, name in enumerate(self.sources)}
        self.numbers = {text: number for number, text in enumerate(self.texts)}
        (self.recorded,) = self.database.execute("SELECT max(place) FROM claim").fetchone()

    def _names(self, query: str) -> list[str]:
        return [name for (name,) in self.database.execute(query).fetchall()]

    def disputes(self, day: str, known: str | None = None) -> list[Dispute]:
        """Rank the claims of each source on each contested assertion."""
        parameters = {"until": _after(day), **({"known": _after(known)} if known else {})}
        return self._disputes(_LATEST.format(known="AND recorded < $known" if known else ""), parameters)

    def disputes_ruled(self, day: str) -> list[Dispute]:
        """Let each affirmation of one value deny the others of its subject and predicate."""
        return self._disputes(_RULED, {"until": _after(day)})

    def _disputes(self, deciding: str, parameters: dict[str, date]) -> list[Dispute]:
        rows, name = self.database.execute(deciding + _SIDES, parameters).fetchall(), self.sources.__getitem__
        return [(self.texts[one], tuple(map(name, ours)), tuple(map(name, theirs))) for one, ours, theirs in rows]

    def timeline(self, text: str) -> list[Change]:
        """Read the claims on an assertion in order, and follow them."""
        query = "SELECT epoch(said)::BIGINT, place, source, sign FROM claim WHERE assertion = ? ORDER BY said, place"
        return changes(self.database.execute(query, [self.numbers[text]]).fetchall())

    def opposed_by(self, source: str) -> list[Opposition]:
        """Hold the latest claims of a source against those of the others."""
        rows = self.database.execute(_OPPOSED, [source]).fetchall()
        return [(self.texts[one], self.sources[other], STANCES[sign]) for one, other, sign in rows]

    def add_and_ask(self, claim: NewClaim) -> str:
        """Insert a claim and count the sides, in one transaction."""
        number, self.recorded = self.numbers[claim.assertion], self.recorded + 1
        self.database.begin()
        source = self.keys.setdefault(claim.source, len(self.keys))
        if source == len(self.sources):
            self.database.execute("INSERT INTO source VALUES (?, ?)", [source, claim.source])
            self.sources.append(claim.source)
        row = [
            self.recorded,
            source,
            number,
            SIGNS[claim.stance],
            claim.asserted_at,
            datetime.now(UTC).replace(tzinfo=None),
        ]
        self.database.execute("INSERT INTO claim VALUES (?, ?, ?, ?, rtrim(?, 'Z')::TIMESTAMP, ?)", row)
        sides = self.database.execute(_STANDS, [number]).fetchone()
        self.database.commit()
        return standing(*sides)


def _after(day: str) -> date:
    return date.fromisoformat(day) + timedelta(days=1)
