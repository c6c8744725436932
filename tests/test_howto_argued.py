"""What the pages on STIX, AIF and Argdown show as output is what their code prints."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_readme

HOWTO = Path(__file__).parent.parent / "docs" / "howto"


@pytest.mark.parametrize("name", ["stix", "aif", "argdown"])
def test_the_page_shows_what_its_code_prints(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_readme, "PAGES", [HOWTO / f"{name}.md"])
    test_readme.test_each_output_that_is_shown_is_what_the_code_before_it_prints()
