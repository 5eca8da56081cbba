"""What the visits of a period came to, by item: how often looked at, how often not met, and how far that can be trusted.

A share is told only from :data:`FEWEST` looks on, with its 95 % interval (E. B. Wilson 1927, *JASA* 22); below that the counts alone. Units are
counted, not ranked: surprise visits go where looking is likelier, so shares between units are not comparable.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

FEWEST = 5
"""Looks under which no share is told."""
_Z = 1.959964
State = Literal["met", "not_met", "not_seen"]


@dataclass(frozen=True, slots=True)
class ItemTotals:
    """One item over a period."""

    item: str
    looked: int
    not_met: int
    share: float | None
    """Of those looked at, not met; None below the fewest."""
    low: float | None
    high: float | None


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; (0, 1) where nothing was looked at."""
    if not whole:
        return 0.0, 1.0
    p, z2 = part / whole, _Z * _Z
    middle, spread = p + z2 / (2 * whole), _Z * math.sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    scale = 1 + z2 / whole
    low, high = max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
    return (0.0 if part == 0 else low), (1.0 if part == whole else high)


def by_item(items: Iterable[str], marks: Iterable[tuple[str, State]]) -> list[ItemTotals]:
    """Totals of each of ``items`` over ``marks`` (item, state); what was not seen is not counted as looked at."""
    counts: dict[str, list[int]] = {item: [0, 0] for item in items}
    for item, state in marks:
        if state != "not_seen" and item in counts:
            counts[item][0] += 1
            counts[item][1] += state == "not_met"
    found = []
    for item, (looked, bad) in counts.items():
        enough = looked >= FEWEST
        low, high = interval(bad, looked) if enough else (None, None)
        found.append(ItemTotals(item, looked, bad, bad / looked if enough else None, low, high))
    return found
