"""When hard side rows cannot all be kept: which to give up, and a smallest set of them that contradict each other.

Both by whole-number search over all edges with HiGHS inside scipy: first the fewest units beyond the hard limits, then a deletion
filter (drop a row; where the rest still contradict, leave it out for good).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from dungviec.placement.core import Network
from dungviec.placement.problem import Ints
from dungviec.placement.side_rows import RowTable
from dungviec.placement.side_search import core_rows, plan_from


@dataclass(frozen=True, slots=True, eq=False)
class Conflict:
    """``plan`` keeps the core's rules and breaks the hard rows as little as found; ``released`` the rows it breaks (none: it is
    feasible after all). ``minimal``: rows that contradict each other, empty where nothing is ``proven``."""

    plan: Ints | None
    released: tuple[int, ...]
    minimal: tuple[int, ...]
    proven: bool


def find_conflict(net: Network, rows: RowTable, *, deadline: float) -> Conflict:
    """The plan that breaks the hard rows least, and where it must break some, a minimal contradicting set of rows."""
    hard = np.flatnonzero(rows.price < 0)
    plan, least, proven = _least_excess(net, rows, hard, deadline=deadline)
    if plan is None or least <= 0:
        return Conflict(plan, (), (), proven=proven)
    released = tuple(int(r) for r in hard if rows.excess(plan)[r] > 0)
    if not proven:
        return Conflict(plan, released, (), proven=False)
    minimal = hard
    for row in hard.tolist():
        if time.perf_counter() > deadline:
            return Conflict(plan, released, (), proven=True)
        without = minimal[minimal != row]
        _, fewest, sure = _least_excess(net, rows, without, deadline=deadline)
        if sure and fewest > 0:
            minimal = without
    return Conflict(plan, released, tuple(minimal.tolist()), proven=True)


def _least_excess(net: Network, rows: RowTable, kept: Ints, *, deadline: float) -> tuple[Ints | None, int, bool]:
    """The fewest units beyond the limits of ``kept``, a plan that has them, and whether fewer are proven impossible."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import block_array, csr_array, eye_array

    width = len(net.person)
    matrix, low, high = core_rows(net, np.arange(width))
    blocks = block_array(
        [
            [matrix, csr_array((matrix.shape[0], len(kept)))],
            [rows.table[kept], -csr_array(eye_array(len(kept), format="csr"))],
        ],
        format="csr",
    )
    result = milp(
        np.concatenate([np.zeros(width), np.ones(len(kept))]),
        constraints=LinearConstraint(
            blocks,
            np.concatenate([low, np.full(len(kept), -np.inf)]),
            np.concatenate([high, rows.limit[kept].astype(np.float64)]),
        ),
        integrality=np.concatenate([np.ones(width), np.zeros(len(kept))]),
        bounds=Bounds(0, np.concatenate([np.ones(width), np.full(len(kept), np.inf)])),
        options={"time_limit": max(0.05, deadline - time.perf_counter()), "mip_rel_gap": 0.0},
    )
    if result.x is None:
        return None, 0, False
    plan = plan_from(net, np.flatnonzero(result.x[:width] > 0.5))
    if plan is None:
        return None, 0, False
    least = int(rows.excess(plan)[kept].sum())
    dual = result.get("mip_dual_bound")
    return plan, least, least == 0 or (dual is not None and float(dual) > least - 1 + 1e-3)
