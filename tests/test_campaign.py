"""The campaign against the reference finds nothing in a few histories, and says where it finds something."""

from __future__ import annotations

import campaign
import pytest

from claimgraph.standing.judgement import Judgement


@pytest.mark.parametrize("kind", campaign.KINDS)
def test_no_history_of_a_few_differs_from_the_reference(kind: str) -> None:
    found = {seed: campaign.differs(kind, seed) for seed in range(9_000_000, 9_000_060)}
    assert {seed: wrong for seed, wrong in found.items() if wrong is not None} == {}


def test_a_difference_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Judgement, "words", lambda *_: [])
    assert any(campaign.differs("plain", seed) for seed in range(20))
