"""Runs the checkers that are JavaScript, where they are installed: `.ci/node` does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "node"


def modules() -> Path:
    """Give the folder that `.ci/node` installs into, outside the repository."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("CLAIMGRAPH_NODE") or cache / "claimgraph-node") / "node_modules"


def needs(*packages: str) -> pytest.MarkDecorator:
    """Skip a test, and say why, where Node.js or a package is missing."""
    missing = [name for name in packages if not (modules() / name).is_dir()]
    if shutil.which("node") is None:
        reason = "node is not installed"
    else:
        reason = f"{', '.join(missing)} not installed in {modules()}: run .ci/node"
    return pytest.mark.skipif(shutil.which("node") is None or bool(missing), reason=reason)


def run(script: str, *files: Path) -> Any:
    """Run one of the scripts on files, and give what it tells."""
    environment = {**os.environ, "NODE_PATH": str(modules())}
    command = ["node", str(HERE / script), *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=False, env=environment, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)
