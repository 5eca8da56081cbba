"""How far a person's levels cover a post's profile: the weighted share of each wanted level that is reached, in basis points.

A city's answer is one table of people × profiles. For a province or the country that table would be too large and mostly unused: there each
pair is computed when asked for, by a compiled loop, to the same whole number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dungviec.competency.weights import FULL, NEUTRAL

Ints = npt.NDArray[np.int64]

TABLE_CELLS = 2**22
"""People × profiles up to which all of them are computed at once."""

LANES = 8
"""Competencies are padded to a multiple of this many, so that the loop runs on whole vector registers."""


@dataclass(frozen=True, eq=False)  # no slots: the table and the columns are made when first asked for, and kept
class Coverage:
    """``levels`` [people, competencies], 0 where nobody assessed; for each profile its rows: competency, wanted level (>= 1), weight."""

    levels: Ints
    profiles: tuple[tuple[Ints, Ints, Ints], ...]

    def of(self, person: Ints, profile: Ints) -> Ints:
        """The coverage of pairs, 0..10 000; a profile of ``len(profiles)`` stands for none and is NEUTRAL."""
        if len(self.levels) * len(self.profiles) <= TABLE_CELLS or self.columns is None:
            return self.table[person, profile]
        return self.columns.of(person, profile)

    @cached_property
    def table(self) -> Ints:
        """People × profiles and, last, no profile."""
        found = np.full((len(self.levels), len(self.profiles) + 1), NEUTRAL, dtype=np.int64)
        for k, (competency, want, weight) in enumerate(self.profiles):
            reached = FULL * np.minimum(self.levels[:, competency], want) // want
            found[:, k] = (reached * weight).sum(axis=1) // max(int(weight.sum()), 1)
        return found

    @cached_property
    def columns(self) -> Columns | None:
        """What the compiled loop reads; None where levels or weights are of a size it does not take."""
        return columns_of(self)


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Levels (int8) and, profile by profile, wanted levels (int8) and what a level brings: ``step`` for each one up to the wanted, ``rest`` more
    when that is reached (FULL does not divide by 3), both times the weight; ``total`` weight. The last profile stands for none."""

    levels: npt.NDArray[np.int8]
    want: npt.NDArray[np.int8]
    step: npt.NDArray[np.int32]
    rest: npt.NDArray[np.int32]
    total: npt.NDArray[np.int32]

    def of(self, person: npt.NDArray[np.integer], profile: npt.NDArray[np.integer]) -> Ints:
        """The coverage of pairs, as `Coverage.of`."""
        from dungviec.competency.coverage_loops import cover

        out = np.empty(len(person), dtype=np.int32)
        cover(self.levels, self.want, self.step, self.rest, self.total, narrow(person), narrow(profile), out)
        none = len(self.want) - 1
        return np.where(profile == none, NEUTRAL, out).astype(np.int64)


def narrow(index: npt.NDArray[np.integer]) -> npt.NDArray[np.int32]:
    """Indices in 32 bits."""
    return index.astype(np.int32, copy=False)


def columns_of(coverage: Coverage) -> Columns | None:
    """The columns of a coverage; None where some level is outside 0..127, some profile names a competency twice, weights reach 100 000
    together, or whole steps would not give the table's numbers (wanted levels above 5)."""
    width = -(-max(coverage.levels.shape[1], 1) // LANES) * LANES
    shape = len(coverage.profiles) + 1, width
    want, step, rest = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    total = np.ones(shape[0], dtype=np.int64)
    for k, (competency, wanted, weight) in enumerate(coverage.profiles):
        each = FULL // np.maximum(wanted, 1)
        for level in range(1, int(wanted.max(initial=0))):
            if ((FULL * level // wanted != each * level) & (level < wanted)).any():
                return None
        if len(np.unique(competency)) < len(competency) or weight.min(initial=0) < 0:
            return None
        want[k, competency], step[k, competency] = wanted, each * weight
        rest[k, competency] = (FULL - each * wanted) * weight
        total[k] = max(int(weight.sum()), 1)
    if total.max() >= 100_000 or coverage.levels.min(initial=0) < 0 or coverage.levels.max(initial=0) > 127:
        return None
    levels = np.zeros((len(coverage.levels), width), dtype=np.int8)
    levels[:, : coverage.levels.shape[1]] = coverage.levels
    return Columns(levels, want.astype(np.int8), step.astype(np.int32), rest.astype(np.int32), total.astype(np.int32))
