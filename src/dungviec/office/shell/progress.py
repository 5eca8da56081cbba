"""How far long work is, told by whoever works in the background, and the way out when a stop is asked for."""

from __future__ import annotations

import time
from collections.abc import Callable

EVERY_SECONDS = 0.4
"""How often at most a stage writes its progress and looks for a stop."""


class Stopped(Exception):
    """Raised inside long work to leave it: somebody asked for a stop."""


def teller(keep: Callable[[str, int], bool]) -> Callable[[str, float], None]:
    """The progress function to give to long work: called with a stage and the share done (0 to 1).

    ``keep`` stores stage and thousandths (forward only, never 1,000 before the end) and answers whether to go on; it is
    called once for each new stage and otherwise every ``EVERY_SECONDS``. Raises Stopped when it answers no.
    """
    furthest, last_stage, last_told = 0, "", 0.0

    def tell(stage: str, share: float) -> None:
        nonlocal furthest, last_stage, last_told
        now = time.monotonic()
        furthest = max(furthest, min(999, round(1000 * share)))
        if stage == last_stage and now - last_told < EVERY_SECONDS:
            return
        last_stage, last_told = stage, now
        if not keep(stage, furthest):
            raise Stopped

    return tell
