"""When hard side rows cannot all be kept: the proof, and a set of them that contradict each other.

A few hundred edges are searched whole (HiGHS inside scipy), which sees every contradiction. More are relaxed to a linear program; its
multipliers l name the rows in conflict, and the contradiction is then proven in whole numbers: if l . (Gx - b) > 0 for the
plan x of the core that makes it least (one min-cost flow, its optimum proven by seat prices), no plan keeps those rows.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dungviec.engine import core, duals
from dungviec.engine.problem import Ints
from dungviec.engine.side_rows import RowTable
from dungviec.engine.side_search import core_rows, plan_from

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SEARCHED_WHOLE = 3000
MULTIPLIER_SCALE = 64


@dataclass(frozen=True, slots=True, eq=False)
class Conflict:
    """``rows``: hard rows that contradict each other, as few as the time allowed to find (``minimal``: none can be spared);
    empty where no contradiction was proven. ``plan``: one that keeps all hard rows, where that came to light."""

    rows: tuple[int, ...]
    minimal: bool
    plan: Ints | None


@dataclass(frozen=True, slots=True, eq=False)
class _Finding:
    """Rows proven to contradict each other (None: not proven), or a plan that keeps all of them."""

    rows: Ints | None
    plan: Ints | None


def find_conflict(net: core.Network, rows: RowTable, *, deadline: float) -> Conflict:
    """A contradiction among the hard rows, cut down by a deletion filter: drop a row; where the rest still contradict each other,
    leave it out for good."""
    found = _contradiction(net, rows, np.flatnonzero(rows.price < 0), deadline=deadline)
    if found.rows is None:
        return Conflict((), minimal=False, plan=found.plan)
    kept = found.rows
    for row in found.rows.tolist():
        if row not in kept:
            continue
        if time.perf_counter() > deadline:
            return Conflict(tuple(kept.tolist()), minimal=False, plan=None)
        fewer = _contradiction(net, rows, kept[kept != row], deadline=deadline).rows
        kept = kept if fewer is None else fewer
    return Conflict(tuple(kept.tolist()), minimal=True, plan=None)


def _contradiction(net: core.Network, rows: RowTable, kept: Ints, *, deadline: float) -> _Finding:
    if not len(kept):
        return _Finding(None, None)
    if len(net.person) <= SEARCHED_WHOLE:
        return _by_search(net, rows, kept, deadline=deadline)
    return _by_multipliers(net, rows, kept, deadline=deadline)


def _by_search(net: core.Network, rows: RowTable, kept: Ints, *, deadline: float) -> _Finding:
    """The fewest units beyond the limits of ``kept`` over all plans: above 0, the rows contradict each other."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    width = len(net.person)
    matrix, low, high, cost = _least_excess(net, rows, kept)
    result = milp(
        cost,
        constraints=LinearConstraint(matrix, low, high),
        integrality=np.concatenate([np.ones(width), np.zeros(len(kept))]),
        bounds=Bounds(0, np.concatenate([np.ones(width), np.full(len(kept), np.inf)])),
        options={"time_limit": max(0.05, deadline - time.perf_counter()), "mip_rel_gap": 0.0},
    )
    plan = None if result.x is None else plan_from(net, np.flatnonzero(result.x[:width] > 0.5))
    if plan is not None and not rows.excess(plan)[kept].any():
        return _Finding(None, plan)
    # Solved to the end the optimum itself is the bound (there is no other where nothing is whole-numbered).
    least = result.fun if result.status == 0 else result.get("mip_dual_bound")
    return _Finding(kept if least is not None and float(least) > 0.5 else None, None)


def _by_multipliers(net: core.Network, rows: RowTable, kept: Ints, *, deadline: float) -> _Finding:
    """The same as a linear program; its multipliers are rounded and their contradiction is proven by one flow."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    matrix, low, high, cost = _least_excess(net, rows, kept)
    exact = low == high
    result = linprog(  # type: ignore[call-overload]  # the stubs know no sparse matrices here
        cost,
        A_ub=csr_array(matrix[~exact]),
        b_ub=high[~exact],
        A_eq=csr_array(matrix[exact]) if exact.any() else None,
        b_eq=high[exact] if exact.any() else None,
        method="highs-ipm",
        options={"time_limit": max(0.5, deadline - time.perf_counter())},
    )
    if result.status != 0 or result.fun < 1e-6:
        return _Finding(None, None)
    price = np.zeros(len(rows.limit), dtype=np.int64)
    price[kept] = np.rint(-np.asarray(result.ineqlin.marginals)[-len(kept) :] * MULTIPLIER_SCALE).astype(np.int64)
    price = np.maximum(price, 0)
    worth: Ints = -np.asarray(rows.by_edge @ price, dtype=np.int64)
    chosen, overdue = core.best_flow(net, worth)
    if len(overdue):
        return _Finding(None, None)
    seat = duals.smallest_prices(net, worth, chosen)
    best = duals.dual_total(net, seat, duals.surpluses(net, worth, seat)) + int(price @ rows.limit)
    return _Finding(np.flatnonzero(price) if best < 0 else None, None)


def _least_excess(
    net: core.Network, rows: RowTable, kept: Ints
) -> tuple[csr_array, NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Rows of the core and of ``kept``, each of the latter with one column for its units beyond the limit; lower and upper
    limits; and the cost that counts those units."""
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
    low = np.concatenate([low, np.full(len(kept), -np.inf)])
    high = np.concatenate([high, rows.limit[kept].astype(np.float64)])
    floats = csr_array((blocks.data.astype(np.float64), blocks.indices, blocks.indptr), shape=blocks.shape)
    return floats, low, high, np.concatenate([np.zeros(width), np.ones(len(kept))])
