"""The objectives of a policy in their order: nobody left out, requirements, vacancies, moves, fit, or the weighed value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dungviec.engine.order import Objective, Stage, solve_in_order
from dungviec.engine.problem import Progress, Solution
from dungviec.placement.build import Round

IMPORTANCE_POINT = 500
"""A vacancy counts by its price in these steps, so that the order of posts by importance is kept in small numbers."""


def solve_ordered(
    round_: Round, progress: Progress | None, *, time_limit: float
) -> tuple[Round, Solution, tuple[Stage, ...]]:
    """Solve a round whose policy sets an order. The round handed back holds the last objective and a row for each before it."""
    solution, last, stages = solve_in_order(round_.problem, list(_objectives(round_)), progress, time_limit=time_limit)
    added = len(last.rows) - len(round_.origins)
    return replace(round_, problem=last, origins=(*round_.origins, *[None] * added)), solution, stages


def _objectives(round_: Round) -> Iterator[Objective]:
    problem = round_.problem
    no_gain, no_seat, no_one = (
        np.zeros(k, dtype=np.int64) for k in (problem.n_edges, problem.n_posts, problem.n_people)
    )
    fit = round_.edges["fit"].to_numpy().astype(np.int64)
    steps = problem.vacancy_price // IMPORTANCE_POINT
    if not steps.any():
        steps[: round_.bundles.single] = 1
    for name in round_.policy.order:
        if name == "placed":
            yield Objective(name, no_gain, no_seat, no_one + 1)
        elif name == "requirements":
            yield Objective(name, no_gain, no_seat, no_one, row_prices=True)
        elif name == "vacancies":
            yield Objective(
                name, round_.bundles.relief(problem.edge_post, steps[: round_.bundles.single]), steps, no_one
            )
        elif name == "moves":
            yield Objective(name, -problem.is_move.astype(np.int64), no_seat, no_one)
        elif name == "fit":
            yield Objective(name, fit, no_seat, no_one)
        else:
            yield Objective(name, problem.gain, problem.vacancy_price, problem.unplaced_price, row_prices=True)
