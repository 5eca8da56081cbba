"""From row prices to a proven optimum: fix edges by reduced cost, search the few that are left with HiGHS, widen until proven.

Why the bound holds. Let U be a weak-duality bound and rc_e <= 0 the reduced costs at the same prices. A plan that uses edge e is
worth at most U + rc_e. Let K be the edges with rc_e >= -D and B the search's bound over plans inside K. A plan inside K is worth
at most B; any other plan uses an edge outside K and is worth less than U - D. So max(B, U - D) bounds every plan, and the best plan
found is optimal once D >= U - value and B = value. D grows three-fold (the first plans are poor, and U - value would take in
nearly all edges at once), never beyond U - value.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.core import Network
from dungviec.engine.problem import Ints, Progress
from dungviec.engine.side_prices import PriceSearch
from dungviec.engine.side_rows import FIXED_POINT

if TYPE_CHECKING:
    from scipy.sparse import csr_array

FIRST_COLUMNS_PER_PERSON = 2.0
GROWTH = 3
BLIND_TURNS = 3  # without any plan that keeps the hard rows, they may contradict each other: see side_conflict
ROUNDING = 0.01  # HiGHS proves bounds to about 1e-6 of a row; a hundredth of a unit on top keeps ours on the safe side


@dataclass(frozen=True, slots=True)
class Searched:
    """The bound reached by the search on total worth (whole units), whether it is proven to equal the plan's, and what it did."""

    bound: int
    proven: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    chosen: Ints | None
    bound: float


def search_plans(search: PriceSearch, *, deadline: float, progress: Progress | None = None) -> Searched:
    """Improve ``search.plan`` to the proven optimum, or as far as the deadline lets; ``search.plan`` may stay None, when no
    plan that keeps the hard rows turned up in a few turns."""
    upper = search.best.bound // FIXED_POINT
    lost = -search.best.reduced_cost
    notes: list[str] = []
    blind = 0
    reach = _first_reach(search, lost)
    while True:
        gap = search.gap
        if gap is not None and gap <= 0:
            return Searched(upper, proven=True, notes=tuple(notes))
        if gap is not None:
            reach = min(reach, (gap + 1) * FIXED_POINT)
        columns = _columns(search, lost, reach)
        everything = len(columns) == search.net.person.size
        answer = _solve_columns(search, columns, deadline=deadline)
        if answer.chosen is not None:
            search.offer(answer.chosen)
        outside = search.best.bound - reach - 1
        upper = min(upper, _whole(answer.bound) if everything else max(_whole(answer.bound), outside // FIXED_POINT))
        notes.append(f"reach {reach / FIXED_POINT:.0f}: {len(columns)} edges, bound {upper}, plan {search.total}")
        if search.plan is not None and upper <= search.total:
            return Searched(upper, proven=True, notes=tuple(notes))
        blind += search.plan is None
        if time.perf_counter() > deadline or everything or blind == BLIND_TURNS:
            return Searched(upper, proven=False, notes=tuple(notes))
        if progress and search.gap:
            progress("search", min(0.99, reach / ((search.gap + 1) * FIXED_POINT)))
        reach *= GROWTH


def _first_reach(search: PriceSearch, lost: Ints) -> int:
    wanted = min(len(lost) - 1, int(FIRST_COLUMNS_PER_PERSON * search.net.n))
    return max(FIXED_POINT, int(np.partition(lost, wanted)[wanted])) if len(lost) else FIXED_POINT


def _columns(search: PriceSearch, lost: Ints, reach: int) -> Ints:
    near = lost <= reach
    for plan in (search.best.chosen, search.plan):
        if plan is not None:
            near[plan[plan >= 0]] = True
    return np.flatnonzero(near)


def _whole(bound: float) -> int:
    """A search's bound as whole units: worths are whole, so a bound is rounded down after its floating-point error.

    Without a bound (+-inf) the answer is beyond any worth there can be.
    """
    if not math.isfinite(bound):
        return 2**62 if bound > 0 else -(2**62)
    return math.floor(bound + ROUNDING)


def _solve_columns(search: PriceSearch, columns: Ints, *, deadline: float) -> _Answer:
    """The best plan over these edges with all rows, by HiGHS inside scipy."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import block_array, csr_array, eye_array

    net, rows = search.net, search.rows
    width = len(columns)
    # Until a plan is known hard rows may be broken too, at a price beyond any gain: the search then heads for one that keeps them.
    fines = np.where(rows.price >= 0, rows.price, 4 * int(np.abs(search.worth).max(initial=0)) + 1)
    elastic = np.flatnonzero(rows.price >= 0) if search.plan is not None else np.arange(len(rows.limit))
    fine = fines[elastic].astype(np.float64)
    loss = np.concatenate([search.best.person[net.person[columns]] / FIXED_POINT - search.worth[columns], fine])
    constant = float(search.best.person.sum()) / FIXED_POINT
    matrix, low, high = core_rows(net, columns)
    # An unplaced person loses the surplus that the constant counts: one slack column each, so that all losses stay small.
    owed = np.flatnonzero(net.free & (search.best.person > 0))
    loss = np.concatenate([loss, search.best.person[owed] / FIXED_POINT])
    low[owed] = 1.0
    out = csr_array((np.ones(len(owed)), (owed, np.arange(len(owed)))), shape=(matrix.shape[0], len(owed)))
    slack = csr_array(eye_array(len(rows.limit), format="csr")[:, elastic]) if len(elastic) else None
    blocks = block_array(
        [
            [matrix, csr_array((matrix.shape[0], len(elastic))), out],
            [rows.table[:, columns], -slack if slack is not None else csr_array((len(rows.limit), 0)), None],
        ],
        format="csr",
    )
    room = max(0.01, deadline - time.perf_counter())
    result = milp(
        loss,
        constraints=LinearConstraint(
            csr_array((blocks.data.astype(np.float64), blocks.indices, blocks.indptr), shape=blocks.shape),
            np.concatenate([low, np.full(len(rows.limit), -np.inf)]),
            np.concatenate([high, rows.limit.astype(np.float64)]),
        ),
        integrality=np.concatenate([np.ones(width), np.zeros(len(loss) - width)]),
        bounds=Bounds(0, np.concatenate([np.ones(width), np.full(len(elastic), np.inf), np.ones(len(owed))])),
        options={"time_limit": room, "mip_rel_gap": 0.0},
    )
    if result.status == 2:
        return _Answer(None, -math.inf)
    dual = result.get("mip_dual_bound") if width else result.fun
    bound = constant - float(dual) if dual is not None and math.isfinite(dual) else math.inf
    if result.x is None:
        return _Answer(None, bound)
    return _Answer(plan_from(net, columns[result.x[:width] > 0.5]), bound)


def core_rows(net: Network, columns: Ints) -> tuple[csr_array, NDArray[np.float64], NDArray[np.float64]]:
    """One row per person (exactly one where a must) and per post that could overflow."""
    from scipy.sparse import csr_array

    width = len(columns)
    load = np.bincount(net.post[columns], minlength=net.m)
    tight = load > net.capacity
    row_of_post = np.cumsum(tight) - 1 + net.n
    at = np.flatnonzero(tight[net.post[columns]])
    entries = np.concatenate([net.person[columns], row_of_post[net.post[columns[at]]]])
    positions = np.concatenate([np.arange(width), at])
    height = net.n + int(tight.sum())
    matrix = csr_array((np.ones(len(entries)), (entries, positions)), shape=(height, width))
    low = np.concatenate([np.where(net.free, -np.inf, 1.0), np.full(int(tight.sum()), -np.inf)])
    high = np.concatenate([np.ones(net.n), net.capacity[tight].astype(np.float64)])
    return matrix, low, high


def plan_from(net: Network, used: Ints) -> Ints | None:
    """The plan that takes the edges ``used``, [n]; None where rounding a search's answer broke the core's own rules."""
    chosen = np.full(net.n, -1, dtype=np.int64)
    chosen[net.person[used]] = used
    once = len(used) == int((chosen >= 0).sum())
    seated = bool((np.bincount(net.post[used], minlength=net.m) <= net.capacity).all())
    return chosen if once and seated and bool((net.free | (chosen >= 0)).all()) else None
