"""Polars: one frame in the order of speaking, scanned lazily, with categories for the names.

Of all assertions only those of which both has been said are looked at closely. A claim more would take a new frame.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from .common import STANCES, Change, Dispute, Opposition, changes

FIELDS = ("record", "recorded_at", "source", "stance", "assertion", "asserted_at", "text", "subject", "predicate")
AFFIRMS = pl.col("affirms")
BOTH = AFFIRMS.any() & ~AFFIRMS.all()


class Engine:
    """The claims as a frame, and the same ordered by assertion, with where those on each are."""

    def __init__(self, path: Path) -> None:
        lines = pl.scan_ndjson(path, schema=dict.fromkeys(FIELDS, pl.String))
        claims = lines.filter(pl.col("record") == "claim").select(
            _time("asserted_at").alias("said"),
            _time("recorded_at").alias("recorded"),
            pl.col("source").cast(pl.Categorical),
            pl.col("assertion").cast(pl.Categorical),
            (pl.col("stance") == "affirms").alias("affirms"),
        )
        topics = lines.filter(pl.col("record") == "assertion").select(
            pl.col("text").cast(pl.Categorical).alias("assertion"),
            pl.struct("subject", "predicate").rank("dense").alias("topic"),
        )
        claims, self.topics = pl.collect_all([claims, topics])
        self.claims = claims.with_row_index("place").sort("said", maintain_order=True)
        self.by_assertion = self.claims.sort(pl.col("assertion").to_physical(), maintain_order=True)
        runs = self.by_assertion.select(pl.col("assertion").rle()).unnest("assertion")
        starts = runs.select(pl.col("len").cum_sum() - pl.col("len")).to_series()
        self.runs = dict(zip(runs["value"].to_list(), zip(starts, runs["len"], strict=True), strict=True))

    def disputes(self, day: str, known: str | None = None) -> list[Dispute]:
        """Take the last claim of each source on each assertion, and collect the sides."""
        heard = self.claims.lazy().filter(pl.col("said") < _after(day))
        if known:
            heard = heard.filter(pl.col("recorded") < _after(known))
        contested = heard.group_by("assertion").agg(BOTH).filter("affirms").select("assertion")
        heard = heard.join(contested, on="assertion", how="semi", maintain_order="left")
        return _sides(heard.group_by("assertion", "source").agg(AFFIRMS.last()))

    def disputes_ruled(self, day: str) -> list[Dispute]:
        """Join each affirmation with the other values of its subject and predicate, and take the last again."""
        heard = self.claims.lazy().filter(pl.col("said") < _after(day))
        last = heard.group_by("assertion", "source").agg(pl.col("affirms", "said", "place").last())
        last = last.join(self.topics.lazy(), on="assertion")
        spoken = last.select("topic", pl.col("assertion").alias("other")).unique()
        spoken = spoken.filter(pl.len().over("topic") > 1)
        implied = last.filter("affirms").join(spoken, on="topic").filter(pl.col("assertion") != pl.col("other"))
        columns = ("source", "said", "place")
        held = pl.concat(
            [
                last.select("assertion", "affirms", *columns),
                implied.select(pl.col("other").alias("assertion"), pl.lit(False).alias("affirms"), *columns),
            ]
        ).sort("said", "place")
        return _sides(held.group_by("assertion", "source").agg(AFFIRMS.last()))

    def timeline(self, text: str) -> list[Change]:
        """Take the claims on an assertion, and follow them."""
        start, length = self.runs[text]
        rows = self.by_assertion.slice(start, length)
        said = rows["said"].dt.epoch("s").to_list()
        signs = (1 if affirms else -1 for affirms in rows["affirms"].to_list())
        return changes(zip(said, said, rows["source"].to_list(), signs, strict=True))

    def opposed_by(self, source: str) -> list[Opposition]:
        """Join the last claims of a source with those of the others."""
        claims = self.claims.lazy()
        ours = claims.filter(pl.col("source") == source).group_by("assertion").agg(ours=AFFIRMS.last())
        theirs = claims.join(ours, on="assertion", maintain_order="left").group_by("assertion", "source")
        last = theirs.agg(AFFIRMS.last(), pl.col("ours").last()).filter(pl.col("ours") != AFFIRMS)
        rows = last.select("assertion", "source", "affirms").collect()
        return [(text, other, STANCES[1 if affirms else -1]) for text, other, affirms in rows.iter_rows()]


def _time(name: str) -> pl.Expr:
    """Read a day, or a time in UTC."""
    text = pl.col(name)
    whole = pl.when(text.str.len_bytes() == 10).then(text + "T00:00:00Z").otherwise(text)
    return whole.str.to_datetime("%Y-%m-%dT%H:%M:%SZ")


def _after(day: str) -> datetime:
    return datetime.fromisoformat(day) + timedelta(days=1)


def _sides(last: pl.LazyFrame) -> list[Dispute]:
    """Collect the names on both sides."""
    sides = last.group_by("assertion").agg(
        pl.col("source").filter(AFFIRMS).alias("supporters"), pl.col("source").filter(~AFFIRMS).alias("opponents")
    )
    both = sides.filter(pl.col("supporters").list.len() > 0, pl.col("opponents").list.len() > 0).collect()
    return [(text, tuple(ours), tuple(theirs)) for text, ours, theirs in both.iter_rows()]
