"""The cheapest way to break a set of causes, as a linear programme or a whole-number one, by HiGHS."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from dungviec.engine.graph import Graph, Narrow
from dungviec.engine.problem import Ints
from dungviec.engine.side_highs import Floats, Matrix, run
from dungviec.engine.side_rows import RowTable

if TYPE_CHECKING:
    from dungviec.engine.side_conflict import Causes


def relaxed(
    graph: Graph, rows: RowTable, causes: Causes, places: Ints, *, seconds: float
) -> tuple[float, Floats, Floats, Floats]:
    """What breaking the causes costs at least over fractions of ``places`` (-1: not found in time), and the prices of the causes' rows,
    people and posts that show it."""
    solver = _run(graph, rows, causes, places, whole=False, seconds=seconds)
    if solver.modelStatusToString(solver.getModelStatus()) != "Optimal":
        return -1.0, np.zeros(len(causes.rows)), np.zeros(len(causes.people)), np.zeros(len(causes.posts))
    price = -np.asarray(solver.getSolution().row_dual)
    at, y, u = graph.n, len(causes.rows), len(causes.people)
    on_people = -price[at : at + u]
    return (
        float(solver.getInfo().objective_function_value),
        price[at + u : at + u + y],
        on_people,
        price[at + u + y : at + u + y + len(causes.posts)],
    )


def searched(
    graph: Graph, rows: RowTable, causes: Causes, places: Ints, *, seconds: float
) -> tuple[float, Narrow | None]:
    """What breaking the causes costs at least over whole plans (as far as proven), and a plan that breaks none where there is one."""
    solver = _run(graph, rows, causes, places, whole=True, seconds=seconds)
    info, solution = solver.getInfo(), solver.getSolution()
    bound = info.mip_dual_bound if math.isfinite(info.mip_dual_bound) else -1.0
    if not solution.value_valid or info.objective_function_value > 0.5:
        return bound, None
    at = np.flatnonzero(np.asarray(solution.col_value)[: len(places)] > 0.5)
    chosen = np.full(graph.n, -1, dtype=np.int32)
    chosen[np.searchsorted(graph.starts, places[at], side="right") - 1] = places[at]
    return bound, chosen


def _run(graph: Graph, rows: RowTable, causes: Causes, places: Ints, *, whole: bool, seconds: float) -> Any:
    """Rows: one per person (at most one edge), per cause person (at least one), per cause row, per cause post; a slack column
    for each cause row and each cause person, at a price of 1. (A cause post stays hard: there is always the empty plan.)"""
    n, width = graph.n, len(places)
    person = np.searchsorted(graph.starts, places, side="right") - 1
    number = [np.full(size, -1, dtype=np.int64) for size in (n, len(rows.limit), graph.m)]
    at_people, at_rows = n, n + len(causes.people)
    at_posts = at_rows + len(causes.rows)
    number[0][causes.people] = at_people + np.arange(len(causes.people))
    number[1][causes.rows] = at_rows + np.arange(len(causes.rows))
    number[2][causes.posts] = at_posts + np.arange(len(causes.posts))
    position, row, weight = rows.entries(places)
    counted = number[1][row] >= 0
    must, seated = number[0][person] >= 0, number[2][graph.post[places]] >= 0
    slacks = len(causes.people) + len(causes.rows)
    every = np.arange(width)
    column = [every, every[must], position[counted], every[seated], width + np.arange(slacks)]
    index = [person, number[0][person[must]], number[1][row[counted]], number[2][graph.post[places[seated]]]]
    index.append(at_people + np.arange(slacks))
    ones = np.ones(width)
    slack = np.where(np.arange(slacks) < len(causes.people), 1.0, -1.0)
    value = [ones, ones[must], weight[counted].astype(np.float64), ones[seated], slack]
    high = np.concatenate(
        [np.ones(n), np.full(len(causes.people), np.inf), rows.limit[causes.rows], graph.capacity[causes.posts]]
    )
    low = np.full(len(high), -np.inf)
    low[at_people:at_rows] = 1.0
    matrix = Matrix.of(np.concatenate(column), np.concatenate(index), np.concatenate(value), width + slacks, low, high)
    cost = np.concatenate([np.zeros(width), np.ones(slacks)])
    top = np.concatenate([np.full(width, 1.0 if whole else np.inf), np.full(slacks, np.inf)])
    return run(cost, matrix, top, whole=width if whole else 0, seconds=seconds)
