"""A few edges with all rows as one whole-number programme, searched by HiGHS from a known plan on.

Losses are minimised, not worth maximised: what the plan falls short of the prices of people. All numbers then stay near 0, where HiGHS's
tolerances are harmless. Worths are whole, so the search may stop within one unit of its bound.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Flags, Ints
from dungviec.engine.side_highs import ROUNDING, Floats, Matrix, run
from dungviec.engine.side_prices import PriceSearch


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """Columns (pairs) of a few people and posts, numbered among themselves, and the rows they count in. Plain arrays: it can be sent anywhere.

    ``person``, ``post``, ``worth`` [columns]; ``surplus`` [people] in whole units, what each person is expected to add; ``must`` [people];
    ``capacity`` [posts]. ``column``, ``row``, ``weight`` [entries], ``limit`` [rows] as in RowTable; ``fine`` [rows]: what a unit
    beyond the limit costs, below 0 where it may not be. ``start`` [people]: the column each person holds in a known plan (-1 none),
    None without one. ``slack``: whole units within which the search may stop.
    """

    person: Ints
    post: Ints
    worth: Ints
    surplus: Floats
    must: Flags
    capacity: Ints
    column: Ints
    row: Ints
    weight: Ints
    limit: Ints
    fine: Ints
    start: Ints | None
    slack: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A plan (a column, or for `solve_columns` a place, per person; None: none found), and the bound on total worth within the columns
    (whole units; +-2**62 where there is none). ``work``: steps of the simplex method, the same on every machine; ``ended``:
    whether the search came to its own end, not to a limit."""

    chosen: Narrow | None
    bound: int
    work: int = 0
    ended: bool = True


def solve_programme(programme: Programme, *, seconds: float, nodes: int | None = None) -> Answer:
    """The best plan over the columns that keeps all rows, within ``seconds`` and ``nodes`` of the search."""
    p = programme
    width, n = len(p.person), len(p.must)
    elastic = np.flatnonzero(p.fine >= 0)
    # An unplaced person loses the surplus that the constant counts: one slack column each, so that all losses stay small.
    owed = np.flatnonzero(~p.must & (p.surplus > 0))
    extra = len(owed) + len(elastic)
    load = np.bincount(p.post, minlength=len(p.capacity))
    tight = load > p.capacity
    row_of_post = np.cumsum(tight) - 1 + n
    crowded = np.flatnonzero(tight[p.post])
    side = n + int(tight.sum())
    ones = np.ones(width + len(crowded))
    low = np.full(side + len(p.limit), -np.inf)
    low[:n][p.must] = 1.0
    low[owed] = 1.0
    high = np.concatenate([np.ones(n), p.capacity[tight].astype(np.float64), p.limit.astype(np.float64)])
    matrix = Matrix.of(
        np.concatenate([np.arange(width), crowded, p.column, width + np.arange(extra)]),
        np.concatenate([p.person, row_of_post[p.post[crowded]], side + p.row, owed, side + elastic]),
        np.concatenate([ones, p.weight.astype(np.float64), np.ones(len(owed)), -np.ones(len(elastic))]),
        width + extra,
        low,
        high,
    )
    loss = np.concatenate([p.surplus[p.person] - p.worth, p.surplus[owed], p.fine[elastic].astype(np.float64)])
    top = np.concatenate([np.ones(width + len(owed)), np.full(len(elastic), np.inf)])
    start = _start(p, owed=owed, elastic=elastic)
    solver = run(loss, matrix, top, whole=width, start=start, seconds=seconds, slack=p.slack, nodes=nodes)
    status, info = solver.modelStatusToString(solver.getModelStatus()), solver.getInfo()
    work = max(0, int(info.simplex_iteration_count))
    if status == "Infeasible":
        return Answer(None, -(2**62), work)
    ended = status == "Optimal"
    lowest = info.mip_dual_bound if width else info.objective_function_value
    bound = math.floor(float(p.surplus.sum()) - lowest + ROUNDING) if math.isfinite(lowest) else 2**62
    solution = solver.getSolution()
    if not solution.value_valid or len(solution.col_value) < width:
        return Answer(None, bound, work, ended)
    return Answer(_read(p, np.flatnonzero(np.asarray(solution.col_value)[:width] > 0.5)), bound, work, ended)


def solve_columns(
    search: PriceSearch,
    places: Ints,
    *,
    seconds: float,
    slack: float = 1.0,
    nodes: int | None = None,
    start: Narrow | None = None,
) -> Answer:
    """The best plan that uses only ``places`` and keeps all rows, or one within ``slack`` units of it, within ``seconds``.

    While no plan is known hard rows may be broken too, at a price beyond any gain: the search then heads for a plan that keeps
    them, and there always is one; ``start``: a plan that breaks few, from which it begins.
    """
    graph, rows = search.graph, search.rows
    column, row, weight = rows.entries(places)
    known = start if search.plan is None else search.plan
    fine = rows.price if search.plan is not None else np.where(rows.price >= 0, rows.price, dearest(search))
    answer = solve_programme(
        Programme(
            person=np.searchsorted(graph.starts, places, side="right") - 1,
            post=graph.post[places].astype(np.int64),
            worth=search.worth[places],
            surplus=search.best.person / rows.scale,
            must=graph.must,
            capacity=graph.capacity,
            column=column,
            row=row,
            weight=weight,
            limit=rows.limit,
            fine=fine,
            start=None if known is None else columns_of(places, known),
            slack=slack,
        ),
        seconds=seconds,
        nodes=nodes,
    )
    if answer.chosen is None:
        return answer
    return Answer(placed(places, answer.chosen), answer.bound, answer.work, answer.ended)


def dearest(search: PriceSearch) -> int:
    """A price beyond any gain, for a unit of a hard row."""
    return 4 * int(np.abs(search.worth).max(initial=0)) + 1


def columns_of(places: Ints, plan: Ints | Narrow) -> Ints | None:
    """A plan's places (-1 for none) as positions in ``places``, which are sorted; None where it uses others."""
    at = np.searchsorted(places, plan)
    at = np.where(plan < 0, -1, np.minimum(at, len(places) - 1)).astype(np.int64)
    used = at >= 0
    return at if np.array_equal(places[at[used]], plan[used]) else None


def placed(places: Ints, columns: Narrow) -> Narrow:
    """Positions in ``places`` (-1 for none) as places."""
    found = np.full(len(columns), -1, dtype=np.int32)
    used = columns >= 0
    found[used] = places[columns[used]]
    return found


def _start(p: Programme, *, owed: Ints, elastic: Ints) -> Floats | None:
    """The known plan as values of all columns."""
    if p.start is None:
        return None
    taken = np.zeros(len(p.person))
    taken[p.start[p.start >= 0]] = 1.0
    used = np.bincount(p.row, weights=taken[p.column] * p.weight, minlength=len(p.limit))
    out = (p.start[owed] < 0).astype(np.float64)
    return np.concatenate([taken, out, np.maximum(used - p.limit, 0)[elastic]])


def _read(p: Programme, taken: Ints) -> Narrow | None:
    """The columns taken as a plan; None where rounding the answer broke the core's own rules."""
    chosen = np.full(len(p.must), -1, dtype=np.int32)
    chosen[p.person[taken]] = taken
    once = len(taken) == int((chosen >= 0).sum())
    seated = bool((np.bincount(p.post[taken], minlength=len(p.capacity)) <= p.capacity).all())
    return chosen if once and seated and bool((~p.must | (chosen >= 0)).all()) else None
