"""Other people's solvers on the same problem: each takes a Problem and says what its best plan is worth and how long it took.

Building the solver's model and solving it are timed apart; the table's ratios use the solving alone, which favours the baselines.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dungviec.engine.problem import Problem, Sense

FAR = 2**33
"""Cost that stands for "not allowed" where a dense matrix has no other way to say it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Value of the plan found (None without one), seconds to build the model and to solve it, and the bound proven if any."""

    value: int | None
    build: float
    solve: float
    bound: int | None = None


def linear_sum_assignment(problem: Problem) -> Outcome:
    """scipy's dense assignment: people x seats and, where some must be placed, one column per person who may stay out.

    Where nobody must, a pair that is not allowed stands for staying out (cost 0): the smallest matrix that says the same.
    """
    from scipy.optimize import linear_sum_assignment as assign

    started = time.perf_counter()
    worth, base = _worth(problem)
    first_seat = np.cumsum(problem.capacity) - problem.capacity
    seats, must = int(problem.capacity.sum()), problem.must_place
    out = int((~must).sum()) if must.any() else 0
    cost = np.full((problem.n_people, seats + out), FAR if must.any() else 0, dtype=np.int64)
    wanted = -worth if must.any() else np.minimum(-worth, 0)
    for seat in range(int(problem.capacity.max(initial=0))):
        has = problem.capacity[problem.edge_post] > seat
        cost[problem.edge_person[has], first_seat[problem.edge_post[has]] + seat] = wanted[has]
    cost[~must, seats:] = 0
    built = time.perf_counter()
    row, column = assign(cost)
    solved = time.perf_counter()
    return Outcome(base - int(cost[row, column].sum()), built - started, solved - built)


def min_weight_full_bipartite_matching(problem: Problem) -> Outcome:
    """scipy's sparse matching: every seat a column, one own column for each person who may stay out."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching as match

    started = time.perf_counter()
    worth, base = _worth(problem)
    first_seat = np.cumsum(problem.capacity) - problem.capacity
    seats = int(problem.capacity.sum())
    copies = problem.capacity[problem.edge_post]
    edge = np.repeat(np.arange(problem.n_edges), copies)
    seat = np.arange(len(edge)) - np.repeat(np.cumsum(copies) - copies, copies)
    out = np.flatnonzero(~problem.must_place)
    row = np.concatenate([problem.edge_person[edge], out])
    column = np.concatenate([first_seat[problem.edge_post[edge]] + seat, seats + np.arange(len(out))])
    shift = int(np.abs(worth).max(initial=0)) + 1  # explicit zeros would be dropped
    cost = np.concatenate([shift - worth[edge], np.full(len(out), shift)])
    graph = csr_array((cost.astype(np.float64), (row, column)), shape=(problem.n_people, seats + len(out)))
    built = time.perf_counter()
    at, to = match(graph)
    solved = time.perf_counter()
    total = shift * problem.n_people - int(graph[at, to].sum())
    return Outcome(base + total, built - started, solved - built)


def simple_min_cost_flow(problem: Problem) -> Outcome:
    """OR-Tools' min-cost flow, people -> posts -> sink with a way round; no prices, no proof."""
    from ortools.graph.python import min_cost_flow

    started = time.perf_counter()
    worth, base = _worth(problem)
    n, m = problem.n_people, problem.n_posts
    flow = min_cost_flow.SimpleMinCostFlow()
    ones = np.ones(max(n, problem.n_edges), dtype=np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(
        problem.edge_person, problem.edge_post + n, ones[: problem.n_edges], -worth
    )
    out = np.flatnonzero(~problem.must_place)
    flow.add_arcs_with_capacity_and_unit_cost(out, np.full(len(out), n + m), ones[: len(out)], 0 * out)
    posts = np.arange(m)
    flow.add_arcs_with_capacity_and_unit_cost(posts + n, np.full(m, n + m), problem.capacity, 0 * posts)
    supply = np.concatenate([np.ones(n), np.zeros(m), [-n]]).astype(np.int64)
    flow.set_nodes_supplies(np.arange(n + m + 1), supply)
    built = time.perf_counter()
    status = flow.solve()
    solved = time.perf_counter()
    value = base - flow.optimal_cost() if status == flow.OPTIMAL else None
    return Outcome(value, built - started, solved - built)


def cp_sat(problem: Problem, *, time_limit: float = 60.0, workers: int = 2) -> Outcome:
    """One CP-SAT model of everything, side rows too."""
    from ortools.sat.python import cp_model

    started = time.perf_counter()
    worth, base = _worth(problem)
    model = cp_model.CpModel()
    x = [model.new_bool_var("") for _ in range(problem.n_edges)]
    of_person: list[list[cp_model.IntVar]] = [[] for _ in problem.people]
    of_post: list[list[cp_model.IntVar]] = [[] for _ in problem.posts]
    for var, i, j in zip(x, problem.edge_person.tolist(), problem.edge_post.tolist(), strict=True):
        of_person[i].append(var)
        of_post[j].append(var)
    for mine, must in zip(of_person, problem.must_place.tolist(), strict=True):
        (model.add_exactly_one if must else model.add_at_most_one)(mine)
    for inside, seats in zip(of_post, problem.capacity.tolist(), strict=True):
        model.add(sum(inside) <= seats)
    terms, weights = list(x), worth.tolist()
    for row in problem.rows:
        most = int(np.abs(row.counts).sum()) + abs(row.limit)
        beyond = model.new_int_var(0, 0 if row.price is None else most, "")
        count = sum(x[e] * w for e, w in zip(row.edges.tolist(), row.counts.tolist(), strict=True))
        model.add(count - beyond <= row.limit) if row.sense is Sense.AT_MOST else model.add(count + beyond >= row.limit)
        terms.append(beyond)
        weights.append(-(row.price or 0))
    model.maximize(cp_model.LinearExpr.weighted_sum(terms, weights))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = time_limit
    solver.parameters.num_workers = workers
    built = time.perf_counter()
    status = solver.solve(model)
    solved = time.perf_counter()
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Outcome(
        base + round(solver.objective_value) if found else None,
        built - started,
        solved - built,
        base + round(solver.best_objective_bound) if found else None,
    )


def milp(problem: Problem, *, time_limit: float = 60.0) -> Outcome:
    """One HiGHS model (scipy.optimize.milp) of everything, side rows too."""
    from scipy.optimize import Bounds, LinearConstraint
    from scipy.optimize import milp as solve_milp
    from scipy.sparse import csr_array

    started = time.perf_counter()
    worth, base = _worth(problem)
    n, m, width = problem.n_people, problem.n_posts, problem.n_edges
    rows = problem.rows
    at = [problem.edge_person, n + problem.edge_post]
    columns, signs = [np.arange(width)] * 2, [np.ones(width)] * 2
    low = [np.where(problem.must_place, 1.0, 0.0), np.zeros(m)]
    high = [np.ones(n), problem.capacity.astype(np.float64)]
    for r, row in enumerate(rows):
        at += [np.full(len(row.edges) + 1, n + m + r)]
        columns += [np.append(row.edges, width + r)]
        signs += [np.append(row.counts, -row.sign).astype(np.float64)]
        low.append(np.array([-np.inf if row.sign > 0 else row.limit]))
        high.append(np.array([row.limit if row.sign > 0 else np.inf]))
    matrix = csr_array(
        (np.concatenate(signs), (np.concatenate(at), np.concatenate(columns))),
        shape=(n + m + len(rows), width + len(rows)),
    )
    cost = np.concatenate([-worth, [row.price or 0 for row in rows]]).astype(np.float64)
    top = np.concatenate([np.ones(width), [0 if row.price is None else np.inf for row in rows]])
    built = time.perf_counter()
    result = solve_milp(
        cost,
        constraints=LinearConstraint(matrix, np.concatenate(low), np.concatenate(high)),
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, top),
        options={"time_limit": time_limit, "mip_rel_gap": 0.0},
    )
    solved = time.perf_counter()
    value = None if result.x is None else base - round(float(result.fun))
    return Outcome(value, built - started, solved - built)


RUNNERS: dict[str, Callable[[Problem], Outcome]] = {
    "linear_sum_assignment": linear_sum_assignment,
    "min_weight_full_bipartite_matching": min_weight_full_bipartite_matching,
    "SimpleMinCostFlow": simple_min_cost_flow,
    "CP-SAT": cp_sat,
}
"""Baselines by the name under which a reader knows them."""


def _worth(problem: Problem) -> tuple[np.ndarray, int]:
    """What each edge adds against an empty seat and a person left out, and the value of the empty plan."""
    worth = problem.gain + problem.vacancy_price[problem.edge_post] + problem.unplaced_price[problem.edge_person]
    base = -int(problem.vacancy_price @ problem.capacity) - int(problem.unplaced_price.sum())
    return worth, base
