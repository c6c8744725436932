"""The columns of a Parquet file of the log, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import attrs

from claimgraph.convert import plain_data
from claimgraph.errors import InvalidRecord
from claimgraph.graph.claim_graph import ClaimGraph
from claimgraph.io.intake.intake import same_zone

if TYPE_CHECKING:
    import pyarrow as pa

_VERSION, _ZONE = b"claimgraph", b"claimgraph.zone"
_TYPES = {
    "cites": "list<text>",
    "credibility": "number",
    "single_valued": "truth",
    "cumulative": "truth",
    "inherits": "truth",
}
"""What the fields are that are no texts."""
_FOREIGN = "read it as a frame: claimgraph.from_frame(pandas.read_parquet(…), columns=…)"


def schema() -> pa.Schema:
    """Give the columns: the fields of all kinds of records, each once."""
    import pyarrow as pa

    types = {"list<text>": pa.list_(pa.string()), "number": pa.int64(), "truth": pa.bool_()}
    names = dict.fromkeys(
        field.name for kind in plain_data.RECORDS.values() for field in attrs.fields(cast("Any", kind))
    )
    return pa.schema(
        [
            pa.field("record", pa.string()),
            pa.field("recorded_at", pa.timestamp("us", tz="UTC")),
            pa.field("id", pa.string()),
            *(pa.field(name, types.get(_TYPES.get(name, ""), pa.string())) for name in names),
        ]
    )


def marked(graph: ClaimGraph) -> pa.Schema:
    """Give the columns with what the file says of itself."""
    return schema().with_metadata({_VERSION: str(plain_data.FORMAT), _ZONE: graph.zone.key})


def zone_of(metadata: dict[bytes, bytes], given: str | None) -> str:
    """Check what the file says of itself, and give its zone."""
    version = metadata.get(_VERSION)
    if version is None:
        raise InvalidRecord(f"found a Parquet file that claimgraph did not write; {_FOREIGN}")
    ours = version == str(plain_data.FORMAT).encode()
    plain_data.check_version({"claimgraph": plain_data.FORMAT if ours else version.decode(errors="replace")})
    zone = ClaimGraph(metadata.get(_ZONE, b"UTC").decode(errors="replace")).zone.key
    same_zone(zone, given)
    return zone


def misfits(found: pa.Schema) -> Iterator[InvalidRecord]:
    """Find the columns that are not as they are written."""
    ours = schema()
    for name in dict.fromkeys(found.names):
        places = found.get_all_field_indices(name)
        if name not in ours.names:
            yield InvalidRecord(f"found no field of this name, expected one of {', '.join(ours.names)}", field=name)
        elif len(places) > 1:
            yield InvalidRecord(f"found {len(places)} columns of this name, expected one", field=name)
        elif not found.field(places[0]).type.equals(ours.field(name).type):
            given = found.field(places[0]).type
            yield InvalidRecord(f"found a column of {given}, expected {ours.field(name).type}", field=name)
    if "record" not in found.names:
        yield InvalidRecord("found no column of this name, expected the kinds of the records", field="record")
