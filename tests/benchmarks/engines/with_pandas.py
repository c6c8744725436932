"""pandas: one frame in the order of speaking, read by Arrow, with categories for the names.

Where pandas has no quick way, to collect the names of each group above all (`groupby(…).agg(tuple)` takes some twenty
times as long), it is done on the arrays beneath, as those do who know them. A claim more would take a new frame.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import json as pyarrow_json

from .common import STANCES, Change, Dispute, Opposition, changes

FIELDS = ("record", "recorded_at", "source", "stance", "assertion", "asserted_at", "text", "subject", "predicate")
DAY = pd.Timedelta(days=1)


class Engine:
    """The claims as a frame, the assertions as another, and where the claims on each are."""

    def __init__(self, path: Path) -> None:
        lines = _read(path)
        made = lines.filter(pc.equal(lines["record"], "assertion"))
        table = lines.filter(pc.equal(lines["record"], "claim"))
        claims = pa.table(
            {
                "said": _times(table["asserted_at"]),
                "recorded": _times(table["recorded_at"]),
                "source": table["source"].dictionary_encode(),
                "assertion": table["assertion"].dictionary_encode(),
                "affirms": pc.equal(table["stance"], "affirms"),
            }
        ).to_pandas()
        claims["place"] = np.arange(len(claims))
        claims = claims.sort_values("said", kind="stable", ignore_index=True)
        self.sources = claims["source"].cat.categories.to_numpy(dtype=object)
        self.texts = claims["assertion"].cat.categories.to_numpy(dtype=object)
        claims["pair"] = claims["assertion"].cat.codes.astype("int64") * len(self.sources) + claims["source"].cat.codes
        self.claims = claims
        topics = made.to_pandas().set_index("text").groupby(["subject", "predicate"], sort=False).ngroup()
        self.topics = topics.reindex(self.texts).to_numpy()
        codes = claims["assertion"].cat.codes.to_numpy()
        self.by_assertion = np.argsort(codes, kind="stable")
        self.ends = np.bincount(codes, minlength=len(self.texts)).cumsum()

    def disputes(self, day: str, known: str | None = None) -> list[Dispute]:
        """Keep the last claim of each source on each assertion."""
        heard = self._until(day)
        if known:
            heard = heard[heard["recorded"] < pd.Timestamp(known) + DAY]
        return self._sides(_codes(_last(heard)))

    def disputes_ruled(self, day: str) -> list[Dispute]:
        """Join each affirmation with the other values of its subject and predicate, and keep the last again."""
        last = _codes(_last(self._until(day))[["said", "place", "source", "assertion", "affirms"]])
        last["topic"] = self.topics[last["assertion"]]
        spoken = last[["topic", "assertion"]].drop_duplicates("assertion")
        spoken = spoken[spoken["topic"].duplicated(keep=False)]
        implied = last[last["affirms"]].merge(spoken, on="topic", suffixes=("_of", ""))
        implied = implied[implied["assertion"] != implied["assertion_of"]]
        held = pd.concat([last, implied.assign(affirms=False)])
        order = np.lexsort((held["place"], held["said"]))
        held = held.iloc[order]
        pair = held["assertion"].astype("int64") * len(self.sources) + held["source"]
        return self._sides(held[~pair.duplicated(keep="last")])

    def timeline(self, text: str) -> list[Change]:
        """Take the claims on an assertion, and follow them."""
        rows = self._on(self.claims["assertion"].cat.categories.get_loc(text))
        said = rows["said"].to_numpy().astype("int64").tolist()
        signs = np.where(rows["affirms"], 1, -1).tolist()
        return changes(zip(said, said, self.sources[rows["source"].cat.codes].tolist(), signs, strict=True))

    def opposed_by(self, source: str) -> list[Opposition]:
        """Join the last claims of a source with those of the others."""
        claims = self.claims
        ours = _last(claims[claims["source"] == source])
        stance = np.zeros(len(self.texts), dtype="int8")
        stance[ours["assertion"].cat.codes] = np.where(ours["affirms"], 1, -1)
        last = _last(claims[stance[claims["assertion"].cat.codes] != 0])
        theirs = np.where(last["affirms"], 1, -1)
        against = theirs == -stance[last["assertion"].cat.codes]
        codes = _codes(last[against])
        texts, others = self.texts[codes["assertion"]].tolist(), self.sources[codes["source"]].tolist()
        return list(zip(texts, others, map(STANCES.get, theirs[against].tolist()), strict=True))

    def _until(self, day: str) -> pd.DataFrame:
        return self.claims.iloc[: self.claims["said"].searchsorted(pd.Timestamp(day) + DAY)]

    def _on(self, code: int) -> pd.DataFrame:
        return self.claims.iloc[self.by_assertion[self.ends[code - 1] if code else 0 : self.ends[code]]]

    def _sides(self, last: pd.DataFrame) -> list[Dispute]:
        """Collect the names on both sides, by where the runs of one side of one assertion begin."""
        codes, affirms = last["assertion"].to_numpy(), last["affirms"].to_numpy()
        some = [np.bincount(codes[mask], minlength=len(self.texts)) > 0 for mask in (affirms, ~affirms)]
        both = (some[0] & some[1])[codes]
        codes, affirms, sources = codes[both], affirms[both], last["source"].to_numpy()[both]
        order = np.argsort(codes.astype("int64") * 2 + affirms, kind="stable")
        codes, affirms, names = codes[order], affirms[order], self.sources[sources[order]].tolist()
        starts = np.flatnonzero(np.r_[True, (codes[1:] != codes[:-1]) | (affirms[1:] != affirms[:-1])][: len(codes)])
        texts, bounds = self.texts[codes[starts[::2]]].tolist(), [*starts.tolist(), len(codes)]
        return [
            (text, tuple(names[middle:end]), tuple(names[start:middle]))
            for text, start, middle, end in zip(texts, bounds[::2], bounds[1::2], bounds[2::2], strict=False)
        ]


def _read(path: Path) -> pa.Table:
    schema = pa.schema([(field, pa.string()) for field in FIELDS])
    return pyarrow_json.read_json(
        path,
        read_options=pyarrow_json.ReadOptions(block_size=1 << 24),
        parse_options=pyarrow_json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
    )


def _times(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.utf8_rtrim(texts, "Z").cast(pa.timestamp("s"))


def _last(claims: pd.DataFrame) -> pd.DataFrame:
    """Keep the last claim of each source on each assertion; they come in the order of speaking."""
    return claims[~claims["pair"].duplicated(keep="last")]


def _codes(claims: pd.DataFrame) -> pd.DataFrame:
    """Put the codes of the sources and assertions in place of the categories."""
    return claims.assign(source=claims["source"].cat.codes, assertion=claims["assertion"].cat.codes)
