"""What is compared: claimgraph and what a user would pick instead, each answering the same few questions."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

NEEDS = {
    "claimgraph": ("claimgraph",),
    "pandas": ("pandas", "pyarrow"),
    "polars": ("polars",),
    "duckdb": ("duckdb",),
    "sqlite": ("sqlite3",),
    "sqlite on disk": ("sqlite3",),
    "networkx": ("networkx",),
}
"""The modules that each engine is made of."""


def missing(name: str) -> list[str]:
    """Name the modules that an engine needs and that are not installed."""
    return [module for module in NEEDS[name] if find_spec(module) is None]


def engine(name: str) -> Any:
    """Import an engine, with all that it needs, and give its class: called with a path, it loads a history."""
    name, _, disk = name.partition(" ")
    module = import_module(f"engines.with_{name}")
    return module.OnDisk if disk else module.Engine
