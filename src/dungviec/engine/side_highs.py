"""HiGHS with warm starts: a programme as columns, run for a limited time on one thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.problem import Ints

ROUNDING = 0.01
"""HiGHS proves bounds to about 1e-6 of a row; a hundredth of a unit on top keeps ours on the safe side."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Columns of a programme: ``starts`` [columns + 1], ``index`` and ``value`` [entries]; ``low`` and ``high`` [rows]."""

    starts: Ints
    index: Ints
    value: Floats
    low: Floats
    high: Floats

    @staticmethod
    def of(column: Ints, row: Ints, value: Floats, width: int, low: Floats, high: Floats) -> Matrix:
        """From entries (column, row, value) in any order; ``width``: how many columns."""
        order = np.argsort(column, kind="stable")
        starts = np.zeros(width + 1, dtype=np.int64)
        np.cumsum(np.bincount(column, minlength=width), out=starts[1:])
        return Matrix(starts, row[order], value[order], low, high)


def run(
    cost: Floats,
    matrix: Matrix,
    top: Floats,
    *,
    whole: int,
    seconds: float,
    start: Floats | None = None,
    slack: float = 1.0,
    nodes: int | None = None,
) -> Any:
    """The solver after minimising ``cost`` over columns between 0 and ``top``, the first ``whole`` of them whole numbers.

    Costs are whole numbers up to a constant, so the search may stop within one unit of its bound, or ``slack`` units. ``start``: a known
    answer. ``nodes``: how many the search may look at (a limit that does not depend on the clock).
    """
    import highspy

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(matrix.low)
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, np.zeros(len(cost)), top
    model.row_lower_, model.row_upper_ = matrix.low, matrix.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = matrix.starts, matrix.index, matrix.value
    if whole:
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger] * whole + [kinds.kContinuous] * (len(cost) - whole)
    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("time_limit", max(0.01, seconds)),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", slack - 2 * ROUNDING),
        ("mip_detect_symmetry", False),
    ):
        solver.setOptionValue(option, value)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    solver.passModel(model)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        solver.setSolution(solution)
    solver.run()
    return solver
