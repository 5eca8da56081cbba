"""What processes cost: processor time and memory of a process with all it started, and the slope of a series with its interval."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def family(root: int) -> list[int]:
    """A process and everything below it."""
    below: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        below.setdefault(int(words[1]), []).append(int(path.name))
    found, left = [], [root]
    while left:
        one = left.pop()
        found.append(one)
        left += below.get(one, [])
    return found


def processor_seconds(root: int) -> float:
    """User and system time of the family, that of its ended children too."""
    total = 0.0
    for pid in family(root):
        try:
            words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, words[11:15])) / _TICK
    return total


def resident_mb(root: int) -> float:
    """Memory of the family's own, in MB; what they share is split among them."""
    total = 0
    for pid in family(root):
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except OSError:
            continue
    return total / 1024


def slope(at: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    """Least squares: growth per unit of ``at``, and half the width of its 95 per cent interval (samples taken as independent)."""
    import numpy as np
    from scipy import stats

    x, y = np.asarray(at, float), np.asarray(values, float)
    found = stats.linregress(x, y)
    return float(found.slope), float(found.stderr * stats.t.ppf(0.975, max(1, len(x) - 2)))
