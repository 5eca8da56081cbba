"""Objectives in their order (lexicographic): the first as good as can be, then the second without losing anything of the first, and so on.

Weights that never let a later objective outvote an earlier one outgrow whole numbers at the size of a city. So each objective is solved
for itself, and its optimum becomes a side row for those after it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dungviec.engine.problem import Ints, Problem, Progress, Sense, SideRow, Solution, Status
from dungviec.engine.solve import TIME_LIMIT, solve


@dataclass(frozen=True, slots=True, eq=False)
class Objective:
    """One thing to be made as large as possible: what each edge brings [E], an empty seat costs [m], a person left out costs [n].

    ``row_prices``: whether the prices of elastic side rows count in it; in the other objectives such rows are left as they fell.
    """

    name: str
    gain: Ints
    vacancy_price: Ints
    unplaced_price: Ints
    row_prices: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What one objective reached: the value and its proven bound."""

    name: str
    value: int
    bound: int
    status: Status


def solve_in_order(
    problem: Problem,
    objectives: Sequence[Objective],
    progress: Progress | None = None,
    *,
    time_limit: float = TIME_LIMIT,
) -> tuple[Solution, Problem, tuple[Stage, ...]]:
    """The lexicographic optimum: the last solution, the problem it solves (the last objective with a row ``order:NAME`` for
    each earlier one), and what each objective reached. Stops early at an objective without a plan that keeps the hard rules.
    """
    deadline = time.perf_counter() + time_limit
    rows, stages = problem.rows, []
    for k, objective in enumerate(objectives):
        now = replace(
            problem,
            gain=objective.gain,
            vacancy_price=objective.vacancy_price,
            unplaced_price=objective.unplaced_price,
            rows=tuple(_counted(row, objective) for row in rows),
        )
        left = max(1.0, (deadline - time.perf_counter()) / (len(objectives) - k))
        solution = solve(now, progress, time_limit=left)
        stages.append(Stage(objective.name, solution.value, solution.bound, solution.status))
        if solution.status not in (Status.OPTIMAL, Status.FEASIBLE):
            break
        if k + 1 < len(objectives):
            rows = (*_as_fallen(rows, solution, objective), *_kept(now, solution, objective))
    return solution, now, tuple(stages)


def _counted(row: SideRow, objective: Objective) -> SideRow:
    """A priced row costs nothing in the objectives that do not count its price."""
    return row if row.price is None or objective.row_prices else replace(row, price=0)


def _as_fallen(rows: tuple[SideRow, ...], solution: Solution, objective: Objective) -> tuple[SideRow, ...]:
    """Once the prices of elastic rows have been counted, later objectives may not break those rows any further."""
    if not objective.row_prices:
        return rows
    return tuple(
        row if row.price is None else replace(row, price=None, limit=row.limit + row.sign * int(excess))
        for row, excess in zip(rows, solution.excess[: len(rows)].tolist(), strict=True)
    )


def _kept(problem: Problem, solution: Solution, objective: Objective) -> tuple[SideRow, ...]:
    """The row that holds what the objective reached: what its chosen edges are worth against leaving all seats empty."""
    worth = problem.gain + problem.vacancy_price[problem.edge_post] + problem.unplaced_price[problem.edge_person]
    reached = int(worth[solution.chosen[solution.chosen >= 0]].sum())
    named = np.flatnonzero(worth).astype(np.int64)
    return (
        (SideRow(f"order:{objective.name}", named, reached, Sense.AT_LEAST, weights=worth[named]),)
        if len(named)
        else ()
    )
