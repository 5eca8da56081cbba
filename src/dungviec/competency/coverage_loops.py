"""The compiled loop of `coverage`: one pair after the other, its competencies in vector registers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dungviec.engine.compiled import compiled

Small = npt.NDArray[np.int8]
Narrow = npt.NDArray[np.int32]


@compiled
def cover(
    levels: Small, want: Small, step: Narrow, rest: Narrow, total: Narrow, person: Narrow, profile: Narrow, out: Narrow
) -> None:
    """Basis points of each pair, into ``out``; shapes as in `coverage.Columns`."""
    for pair in range(len(person)):
        own, k = levels[person[pair]], profile[pair]
        wanted, steps, rests = want[k], step[k], rest[k]
        reached = np.int32(0)
        for c in range(levels.shape[1]):
            level, full = np.int32(own[c]), np.int32(wanted[c])
            reached += min(level, full) * steps[c] + np.int32(level >= full) * rests[c]
        out[pair] = reached // total[k]
