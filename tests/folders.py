"""Where the files are that tests read and write."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
DATA = ROOT / "tests" / "data"
ARTEFACTS = ROOT / "tests" / "artefacts"
