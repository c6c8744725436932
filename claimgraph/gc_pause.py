"""Pausing Python's cyclic garbage collector while much is made at once.

It looks at all objects again and again while their number grows, which costs a fifth of a bulk load, and two thirds
of a question with thousands of answers. Nothing is lost: what is made meanwhile is kept, and what is let go of is
collected once it goes on.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 10_000
"""Objects made since the last collection from which on it is worth it to spare them the next."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector, if it runs, and let it go on however the block is left."""
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            if gc.get_count()[0] > _MANY and not gc.get_freeze_count():
                # What was made meanwhile counts as old, or the next collection of the young would look at all of it.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
