"""The trade between value and moves against every plan tried: supported points are the corners of the hull, budgets are exact."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.small_cases import make_problem

from dungviec.engine import Problem, ProblemFault
from dungviec.engine.pareto import at_budget, frontier


@st.composite
def cases(draw: st.DrawFn) -> tuple[Problem, np.ndarray]:
    people, posts = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    edges = [(i, j, draw(st.integers(-5, 30))) for i in range(people) for j in range(posts) if draw(st.booleans())]
    problem = make_problem(
        capacity=draw(st.lists(st.integers(0, 2), min_size=posts, max_size=posts)),
        edges=edges,
        people=people,
        vacancy=draw(st.lists(st.integers(0, 5), min_size=posts, max_size=posts)),
    )
    burden = draw(st.lists(st.integers(0, 2), min_size=len(edges), max_size=len(edges)))
    return problem, np.array(burden, dtype=np.int64)


def all_plans(problem: Problem, burden: np.ndarray) -> dict[int, int]:
    """Burden -> the largest value of a plan that carries exactly that."""
    best: dict[int, int] = {}
    options = [[-1, *np.flatnonzero(problem.edge_person == i).tolist()] for i in range(problem.n_people)]
    for plan in product(*options):
        used = [e for e in plan if e >= 0]
        if (
            (np.bincount(problem.edge_post[used], minlength=problem.n_posts) > problem.capacity).any()
            if used
            else False
        ):
            continue
        carried, value = int(burden[used].sum()) if used else 0, problem.value_of(np.array(plan, dtype=np.int64))
        best[carried] = max(best.get(carried, value), value)
    return best


def hull(best: dict[int, int]) -> list[tuple[int, int]]:
    """The corners of the upper hull, from the least burden to the greatest value."""
    top = max(best.values())
    end = min(b for b, v in best.items() if v == top)
    corners: list[tuple[int, int]] = []
    for b in sorted(k for k in best if k <= end):
        while len(corners) >= 2 and (corners[-1][1] - corners[-2][1]) * (b - corners[-2][0]) <= (
            best[b] - corners[-2][1]
        ) * (corners[-1][0] - corners[-2][0]):
            corners.pop()
        corners.append((b, best[b]))
    return [c for k, c in enumerate(corners) if k == 0 or c[1] > corners[k - 1][1]]


@settings(max_examples=150, deadline=None)
@given(cases())
def test_supported_points_are_the_corners_of_the_hull(case: tuple[Problem, np.ndarray]) -> None:
    problem, burden = case
    best = all_plans(problem, burden)
    found = frontier(problem, burden)
    assert [(p.burden, p.value) for p in found] == hull(best)
    assert all(p.proven and p.supported for p in found)


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(0, 5))
def test_a_budget_is_kept_and_used_to_the_full(case: tuple[Problem, np.ndarray], limit: int) -> None:
    problem, burden = case
    best = all_plans(problem, burden)
    point = at_budget(problem, burden, limit)
    assert point is not None
    assert point.burden <= limit
    assert point.value == point.bound == max(v for b, v in best.items() if b <= limit)


def test_a_point_between_two_supported_ones_needs_a_budget() -> None:
    """One move brings 1, two bring 10: no price makes anybody stop at one, a budget of one does."""
    edges = [(0, 0, 0), (0, 1, 10), (0, 2, 1), (1, 1, 0), (1, 2, 0)]
    problem = make_problem(capacity=[1, 1, 1], edges=edges, people=2, stays={0: 0, 1: 1}, must=[0, 1])
    burden = problem.is_move.astype(np.int64)
    assert [(p.burden, p.value) for p in frontier(problem, burden)] == [(0, 0), (2, 10)]
    middle = at_budget(problem, burden, 1)
    assert middle is not None
    assert (middle.burden, middle.value) == (1, 1)


def test_few_points_where_few_are_asked_for() -> None:
    edges = [(i, j, 10 * (j == i) + (i + 2) * (j == i + 1)) for i in range(4) for j in (i, i + 1)]
    problem = make_problem(
        capacity=[1] * 5, edges=edges, people=4, stays={i: i for i in range(4)}, vacancy=[0, 9, 9, 9, 40]
    )
    burden = problem.is_move.astype(np.int64)
    every = frontier(problem, burden)
    assert len(frontier(problem, burden, most=2)) == min(2, len(every))


def test_nothing_to_trade_where_no_plan_is_allowed() -> None:
    problem = make_problem(capacity=[1], edges=[(0, 0, 1), (1, 0, 1)], people=2, must=[0, 1])
    with pytest.raises(ProblemFault, match="không có gì để đánh đổi"):
        frontier(problem, np.zeros(2, dtype=np.int64))
    with pytest.raises(ProblemFault, match="2 số từ 0 trở lên"):
        frontier(problem, np.zeros(3, dtype=np.int64))
