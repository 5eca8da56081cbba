"""Objectives in their order: against trying every plan; elastic rows count where they are asked for."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.small_cases import best_by_trying, make_problem, problems

from dungviec.engine.check import verify
from dungviec.engine.order import Objective, solve_in_order
from dungviec.engine.problem import Problem, Sense, SideRow, Status


def best_in_order(problem: Problem, objectives: list[Objective]) -> tuple[int, ...] | None:
    """The lexicographic optimum by trying every plan; hard rules only."""
    options = [
        ([] if problem.must_place[i] else [-1]) + np.flatnonzero(problem.edge_person == i).tolist()
        for i in range(problem.n_people)
    ]
    best = None
    for plan in product(*options):
        chosen = np.array(plan, dtype=np.int64)
        used = chosen[chosen >= 0]
        load = np.bincount(problem.edge_post[used], minlength=problem.n_posts)
        if (load > problem.capacity).any():
            continue
        counts = problem.row_counts(chosen).tolist()
        excess = [row.excess(c) for row, c in zip(problem.rows, counts, strict=True)]
        if any(x and row.price is None for x, row in zip(excess, problem.rows, strict=True)):
            continue
        values = tuple(
            int(o.gain[used].sum() - o.vacancy_price @ (problem.capacity - load) - o.unplaced_price[chosen < 0].sum())
            - (sum(x * (row.price or 0) for x, row in zip(excess, problem.rows, strict=True)) if o.row_prices else 0)
            for o in objectives
        )
        best = values if best is None else max(best, values)
    return best


@settings(max_examples=120, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_lexicographic_optimum_is_found(problem: Problem, rng: object) -> None:
    draw = np.random.default_rng(rng.getrandbits(32))  # type: ignore[attr-defined]
    zero = [np.zeros(k, dtype=np.int64) for k in (problem.n_edges, problem.n_posts, problem.n_people)]
    objectives = [
        Objective("placed", zero[0], zero[1], zero[2] + 1),
        Objective("random", draw.integers(-2, 3, problem.n_edges), zero[1] + 1, zero[2]),
        Objective("value", problem.gain, problem.vacancy_price, problem.unplaced_price, row_prices=True),
    ]
    solution, last, stages = solve_in_order(problem, objectives)
    wanted = best_in_order(problem, objectives)
    if best_by_trying(problem) is None:
        assert stages[-1].status is Status.INFEASIBLE
        return
    assert tuple(s.value for s in stages) == wanted
    assert all(s.value == s.bound for s in stages)
    assert verify(last, solution) == []


def test_the_order_decides_what_weights_would_trade() -> None:
    problem = make_problem(
        people=2, capacity=[1, 1], edges=[(0, 0, 1), (0, 1, 100), (1, 0, 1), (1, 1, 1)], stays={0: 0}
    )
    nothing = np.zeros(2, dtype=np.int64)
    moves = Objective("moves", -problem.is_move.astype(np.int64), nothing, nothing)
    fit = Objective("fit", problem.gain, nothing, nothing)
    few, _, _ = solve_in_order(problem, [moves, fit])
    best, _, _ = solve_in_order(problem, [fit, moves])
    assert few.post_of(problem).tolist() == [0, 1]
    assert best.post_of(problem).tolist() == [1, 0]


def test_a_missed_requirement_is_not_missed_further_by_what_comes_after() -> None:
    row = SideRow("women", np.array([0], dtype=np.int64), 1, Sense.AT_LEAST, price=10)
    problem = make_problem(people=1, capacity=[1, 1], edges=[(0, 0, 0), (0, 1, 500)], rows=(row,))
    nothing = np.zeros(2, dtype=np.int64)
    required = Objective("requirements", np.zeros(2, dtype=np.int64), nothing, nothing[:1], row_prices=True)
    fit = Objective("fit", problem.gain, nothing, nothing[:1])
    solution, _, stages = solve_in_order(problem, [required, fit])
    assert solution.post_of(problem).tolist() == [0]
    assert [s.value for s in stages] == [0, 0]
