"""A few edges with all rows as one whole-number programme, searched by HiGHS from a known plan on.

Losses are minimised, not worth maximised: what the plan falls short of the prices of people. All numbers then stay near 0, where HiGHS's
tolerances are harmless. Worths are whole, so the search may stop within one unit of its bound.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from dungviec.engine.graph import Graph, Narrow
from dungviec.engine.problem import Ints
from dungviec.engine.side_highs import ROUNDING, Floats, Matrix, run
from dungviec.engine.side_prices import PriceSearch


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A plan over the columns (None: none found), and the bound on total worth within them (whole units; +-2**62 where there is none)."""

    chosen: Narrow | None
    bound: int


def solve_columns(search: PriceSearch, places: Ints, *, seconds: float, abandon: bool = False) -> Answer:
    """The best plan that uses only ``places`` and keeps all rows, within ``seconds``.

    While no plan is known (or with ``abandon``) hard rows may be broken too, at a price beyond any gain: the search then heads for a
    plan that keeps them, and there always is one.
    """
    graph, rows, scale = search.graph, search.rows, search.rows.scale
    width = len(places)
    person = np.searchsorted(graph.starts, places, side="right") - 1
    hard_price = 4 * int(np.abs(search.worth).max(initial=0)) + 1
    fines = np.where(rows.price >= 0, rows.price, hard_price)
    elastic = np.arange(len(rows.limit)) if search.plan is None or abandon else np.flatnonzero(rows.price >= 0)
    # An unplaced person loses the surplus that the constant counts: one slack column each, so that all losses stay small.
    owed = np.flatnonzero(~graph.must & (search.best.person > 0))
    surplus = search.best.person / scale
    loss = np.concatenate([surplus[person] - search.worth[places], surplus[owed], fines[elastic].astype(np.float64)])
    matrix = _matrix(search, places, person=person, owed=owed, elastic=elastic)
    top = np.concatenate([np.ones(width + len(owed)), np.full(len(elastic), np.inf)])
    start = _start(search, places, owed=owed, elastic=elastic)
    solver = run(loss, matrix, top, whole=width, start=start, seconds=seconds)
    found = _read(solver, graph, places, person=person)
    constant = float(search.best.person.sum()) / scale
    status, info = solver.modelStatusToString(solver.getModelStatus()), solver.getInfo()
    if status == "Infeasible":
        return Answer(None, -(2**62))
    lowest = info.mip_dual_bound if width else info.objective_function_value
    return Answer(found, math.floor(constant - lowest + ROUNDING) if math.isfinite(lowest) else 2**62)


def _matrix(search: PriceSearch, places: Ints, *, person: Ints, owed: Ints, elastic: Ints) -> Matrix:
    """Rows: one per person (exactly one where owed or a must), per post that could overflow, per side row."""
    graph, rows = search.graph, search.rows
    width, n = len(places), graph.n
    post = graph.post[places]
    load = np.bincount(post, minlength=graph.m)
    tight = load > graph.capacity
    row_of_post = np.cumsum(tight) - 1 + n
    crowded = np.flatnonzero(tight[post])
    side = n + int(tight.sum())
    position, row, weight = rows.entries(places)
    extra = len(owed) + len(elastic)
    column = np.concatenate([np.arange(width), crowded, position, width + np.arange(extra)])
    index = np.concatenate([person, row_of_post[post[crowded]], side + row, owed, side + elastic])
    ones = np.ones(width + len(crowded))
    value = np.concatenate([ones, weight.astype(np.float64), np.ones(len(owed)), -np.ones(len(elastic))])
    low = np.full(side + len(rows.limit), -np.inf)
    low[:n][graph.must] = 1.0
    low[owed] = 1.0
    high = np.concatenate([np.ones(n), graph.capacity[tight].astype(np.float64), rows.limit.astype(np.float64)])
    return Matrix.of(column, index, value, width + extra, low, high)


def _start(search: PriceSearch, places: Ints, *, owed: Ints, elastic: Ints) -> Floats | None:
    """The known plan as columns, None where it uses others."""
    if search.plan is None:
        return None
    used = search.plan[search.plan >= 0]
    at = np.searchsorted(places, used)
    at = np.minimum(at, len(places) - 1)
    if not len(places) or not np.array_equal(places[at], used):
        return None
    columns = np.zeros(len(places))
    columns[at] = 1.0
    out = (search.plan[owed] < 0).astype(np.float64)
    return np.concatenate([columns, out, search.rows.excess(search.plan)[elastic].astype(np.float64)])


def _read(solver: Any, graph: Graph, places: Ints, *, person: Ints) -> Narrow | None:
    """The plan of the answer; None where there is none, or where rounding it broke the core's own rules."""
    values = np.asarray(solver.getSolution().col_value)
    if not solver.getSolution().value_valid or len(values) < len(places):
        return None
    at = np.flatnonzero(values[: len(places)] > 0.5)
    chosen = np.full(graph.n, -1, dtype=np.int32)
    chosen[person[at]] = places[at]
    once = len(at) == int((chosen >= 0).sum())
    seated = bool((np.bincount(graph.post[places[at]], minlength=graph.m) <= graph.capacity).all())
    return chosen if once and seated and bool((~graph.must | (chosen >= 0)).all()) else None
