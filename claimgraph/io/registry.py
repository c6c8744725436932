"""The formats that there are: those built in, and those that other distributions bring by an entry point."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Literal

import attrs

from claimgraph.errors import MissingExtra, UnknownFormat, meant
from claimgraph.records.validators import shown

GROUP = "claimgraph.formats"
"""The group of entry points, each of which names a `Format`."""

Doing = Literal["read", "write"]


def _suffixes(format: Format, attribute: Any, suffixes: Any) -> None:  # noqa: A002, ARG001 - as attrs calls it
    if not isinstance(suffixes, tuple):
        raise TypeError(f"found {shown(suffixes)}, expected a tuple of suffixes, such as ('.jsonl',)")
    for suffix in suffixes:
        if not (isinstance(suffix, str) and suffix.startswith(".") and suffix == suffix.lower()):
            raise ValueError(f"found the suffix {suffix!r}, expected one in lower case with its dot, such as '.jsonl'")


def _names(names: Iterable[str]) -> frozenset[str]:
    if isinstance(names, str):
        raise TypeError(f"found {names!r}, expected the names of options, such as {{{names!r}}}")
    return frozenset(names)


@attrs.frozen
class Format:
    """One format: the module with its `read` and `write`, the suffixes of its files, and what it is read with.

    Parameters
    ----------
    module : str
        The module, imported on first use.
    suffixes : tuple of str
        The suffixes that files of the format have, in lower case; formats may share them.
    takes, gives : set of str
        Which options the module's own `read` takes besides ``zone`` and ``into``, and its `write`.
    options : dict
        Handed to both functions of the module, for formats that differ in little.
    views : bool
        Whether `write` is handed a `View`, which may be of a part, instead of the graph.
    reads, writes : bool
        Whether the module has a `read`, and a `write`.
    extra : str, optional
        The extra of its distribution that the format needs, be it only for reading or only for writing.

    Examples
    --------
    >>> from claimgraph.io import Format
    >>> Format("newsroom.ledger", (".ledger",), takes={"desk"}, writes=False).suffixes
    ('.ledger',)
    """

    module: str
    suffixes: tuple[str, ...] = attrs.field(default=(), validator=_suffixes)
    takes: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    gives: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    options: Mapping[str, Any] = attrs.field(factory=dict)
    views: bool = attrs.field(default=False, kw_only=True)
    reads: bool = attrs.field(default=True, kw_only=True)
    writes: bool = attrs.field(default=True, kw_only=True)
    extra: str | None = attrs.field(default=None, kw_only=True)

    def does(self, doing: Doing) -> bool:
        """Tell whether the format is read, or written."""
        return self.reads if doing == "read" else self.writes


_SHEET = frozenset({"columns", "stances", "day_first", "recorded_at"})
_NOTES = frozenset({"notes"})
_SHEET_OUT = frozenset({"bom", "notes"})
_STATEMENTS = frozenset({"snapshot", "gone_by"})

FORMATS: dict[str, Format] = {
    "jsonl": Format("claimgraph.io.lossless.jsonl", (".jsonl", ".ndjson")),
    "csv": Format("claimgraph.io.tables.csv", (".csv",), takes=_SHEET, gives=_SHEET_OUT, options={"delimiter": ","}),
    "tsv": Format("claimgraph.io.tables.csv", (".tsv",), takes=_SHEET, gives=_SHEET_OUT, options={"delimiter": "\t"}),
    "aif": Format("claimgraph.io.arguments.aif", (".json",), reads=False, views=True),
    "argdown": Format("claimgraph.io.arguments.argdown", (".argdown", ".ad"), gives=_NOTES, reads=False, views=True),
    "claimreview": Format(
        "claimgraph.io.claimreview.claimreview", (".jsonld", ".json"), takes={"stances"}, gives={"stances"}, views=True
    ),
    # Pages are read but never written: no file that is named a page is to hold anything else.
    "claimreview-html": Format(
        "claimgraph.io.claimreview.claimreview", (".html", ".htm"), takes={"stances"}, writes=False
    ),
    "factcheck": Format(
        "claimgraph.io.claimreview.factcheck", (".json",), takes={"stances"}, gives={"stances"}, views=True
    ),
    # No suffix: a sheet of statements is a sheet like others to a path.
    "ftm-csv": Format(
        "claimgraph.io.ftm.ftm", takes=_STATEMENTS, gives={"predicates"}, options={"layout": "csv"}, views=True
    ),
    "ftm-json": Format(
        "claimgraph.io.ftm.ftm",
        (".json",),
        takes=_STATEMENTS,
        gives={"predicates"},
        options={"layout": "json"},
        views=True,
    ),
    "gexf": Format("claimgraph.io.network.gexf", (".gexf",), gives={"version", "notes"}, views=True, reads=False),
    "graphml": Format("claimgraph.io.network.graphml", (".graphml",), gives=_NOTES, views=True, reads=False),
    "parquet": Format("claimgraph.io.lossless.parquet", (".parquet",), extra="parquet"),
    "stix": Format("claimgraph.io.arguments.stix", (".json",), gives=_NOTES, reads=False, views=True),
    "timelinejs": Format(
        "claimgraph.io.timeline.timelinejs",
        (".json",),
        gives={"assertion", "notes"},
        options={"sheet": False},
        views=True,
        reads=False,
    ),
    "timelinejs-csv": Format(
        "claimgraph.io.timeline.timelinejs",
        gives={"assertion", "notes"},
        options={"sheet": True},
        views=True,
        reads=False,
    ),
    "trig": Format("claimgraph.io.rdf.trig", (".trig",), gives={"base"}, extra="rdf"),
    "wikibase": Format(
        "claimgraph.io.wikibase.wikibase",
        (".json",),
        takes={"snapshot", "project", "labels", "properties"},
        writes=False,
    ),
}
"""The formats built in, by their names."""


def found(target: object, given: str | None, doing: Doing) -> tuple[str, Format]:
    """Find the one format that is named, or that the suffix of a path tells.

    Other distributions are asked only where what is built in does not settle it: nobody changes
    what a name or a suffix that is built in means by what else is installed.
    """
    name, one = _named(given, doing) if given is not None else _suffixed(target, doing)
    if not one.does(doing):
        past = {"read": "read", "write": "written"}[doing]
        other = "written" if doing == "read" else "read"
        raise UnknownFormat(
            f"the format {name!r} is only {other}, never {past}; formats that can be {past}: {_listed(doing)}"
        )
    return name, one


def function_of(name: str, one: Format, doing: Doing) -> Callable[..., Any]:
    """Import the function that reads or writes a format."""
    try:
        function: Callable[..., Any] = getattr(import_module(one.module), doing)
    except MissingExtra:
        raise
    except (ImportError, AttributeError) as error:
        raise UnknownFormat(f"the format {name!r} cannot be used, for {one.module} is at fault: {error}") from error
    return function


def options_for(
    name: str, one: Format, doing: Doing, given: Mapping[str, Any], unset: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Give the options to hand to a format, and refuse those that it does not have.

    Parameters
    ----------
    name, one, doing : str, Format, str
        The format, and what is to be done.
    given : dict
        The options that the caller named.
    unset : dict, optional
        Options that are None where the caller did not name them.
    """
    known = one.takes if doing == "read" else one.gives
    kept = dict(one.options)
    for option, value in (unset or {}).items():
        if option in known:
            kept[option] = value
        elif value is not None:
            raise TypeError(f"{option}= says how to read a sheet, and the format {name!r} is none; leave it out")
    for option, value in given.items():
        if option not in known:
            has = f"it has {', '.join(f'{has}=' for has in sorted(known))}" if known else "it has none of its own"
            near = meant(option, known)
            raise TypeError(f"the format {name!r} has no option {option}= to {doing} it with; {has}{near}")
        kept[option] = value
    return kept


# --- finding them


def _named(given: str, doing: Doing) -> tuple[str, Format]:
    if given in FORMATS:
        return given, FORMATS[given]
    others, broken = _from_others()
    if given in others:
        return given, others[given]
    if given in broken:
        raise UnknownFormat(f"the format {given!r} cannot be used: {broken[given]}")
    raise UnknownFormat(f"found the format {shown(given)}, expected one of {_listed(doing)}{meant(given, FORMATS)}")


def _suffixed(target: object, doing: Doing) -> tuple[str, Format]:
    if not isinstance(target, (str, os.PathLike)):
        raise UnknownFormat(f"a stream does not tell its format: name it with format=, one of {_listed(doing)}")
    path = os.fspath(target)
    suffix = Path(path).suffix.lower()
    formats = FORMATS
    names = _having(suffix, formats)
    if not names:
        formats, _ = _from_others()
        names = _having(suffix, formats)
    if len(names) == 1:
        return names[0], formats[names[0]]
    if names:
        able = [name for name in names if formats[name].does(doing)]
        if not able:
            raise UnknownFormat(f"no format with the suffix {suffix!r} can do this; to {doing}: {_listed(doing)}")
        raise UnknownFormat(f"several formats have the suffix {suffix!r}: name one with format=: {', '.join(able)}")
    raise UnknownFormat(f"no format has the suffix of {shown(path)}: name one with format=, one of {_listed(doing)}")


def _having(suffix: str, formats: Mapping[str, Format]) -> list[str]:
    return [name for name, one in formats.items() if suffix in one.suffixes]


def _listed(doing: Doing) -> str:
    """List the formats that are read, or written, with those at fault."""
    others, broken = _from_others()
    listed = []
    for name, one in {**FORMATS, **others}.items():
        if one.does(doing):
            listed.append(f"{name} ({', '.join(one.suffixes)})" if one.suffixes else name)
    return ", ".join(listed) + "".join(f"; {name!r} cannot be used: {problem}" for name, problem in broken.items())


def _from_others() -> tuple[dict[str, Format], dict[str, str]]:
    """Give the formats of other distributions, and what is wrong with those that cannot be used."""
    formats: dict[str, Format] = {}
    broken: dict[str, str] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value)):
        if point.name in FORMATS:
            warnings.warn(
                f"the format {point.name!r} of {_origin(point)} is passed over: claimgraph has one of this name; "
                "it needs another",
                UserWarning,
                stacklevel=2,
            )
        elif point.name in formats or point.name in broken:
            formats.pop(point.name, None)
            broken[point.name] = f"several distributions name a format so, {_origin(point)} among them"
        else:
            try:
                formats[point.name] = _loaded(point)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the other formats work
                broken[point.name] = f"{_origin(point)} is at fault: {type(error).__name__}: {error}"
    return formats, broken


def _loaded(point: EntryPoint) -> Format:
    loaded = point.load()
    if not isinstance(loaded, Format):
        raise TypeError(f"{point.value} is {shown(loaded)}, expected a claimgraph.io.Format")
    return loaded


def _origin(point: EntryPoint) -> str:
    return f"the distribution {point.dist.name!r}" if point.dist is not None else f"the entry point {point.value!r}"
