"""Seat prices: both ends of their range prove the optimum, and what the solver hands back lies between them."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.instances import city, with_rows
from hypothesis import assume, given, settings
from tests.engine.small_cases import best_by_trying, make_problem, problems

from dungviec.engine import core
from dungviec.engine.duals import price_interval
from dungviec.engine.problem import Ints, Problem
from dungviec.engine.solve import solve


def _bound(problem: Problem, price: Ints) -> int:
    """What the prices prove, by the formula: seats at their prices and each person's best beyond them."""
    worth = core.worth_of(problem) - price[problem.edge_post]
    best = np.where(problem.must_place, -(2**60), 0)
    np.maximum.at(best, problem.edge_person, worth)
    return core.base_of(problem) + int(problem.capacity @ price) + int(best.sum())


@settings(max_examples=300, deadline=None)
@given(problems())
def test_both_ends_of_every_price_prove_the_optimum(problem: Problem) -> None:
    best = best_by_trying(problem)
    assume(best is not None)
    solution = solve(problem)
    low, high = price_interval(problem, solution)
    assert (low >= 0).all()
    assert (low <= solution.duals.post).all()
    capped = max(int(core.worth_of(problem).max(initial=0)), int(low.max(initial=0)))
    if (high < capped).all():  # a seat that nothing limits from above is capped, and passes its cap on to others
        assert (solution.duals.post <= high)[problem.capacity > 0].all()
    assert [_bound(problem, price) for price in (low, high)] == [best, best]


def test_the_price_of_a_seat_lies_between_the_runner_up_and_the_holder() -> None:
    problem = make_problem(capacity=[1], edges=[(0, 0, 9), (1, 0, 4)], people=2)
    low, high = price_interval(problem, solve(problem))
    assert (low.tolist(), high.tolist()) == ([4], [9])


def test_a_city_is_proven_by_either_end() -> None:
    problem = city(people=300, seed=5)
    solution = solve(problem)
    low, high = price_interval(problem, solution)
    assert [_bound(problem, price) for price in (low, high)] == [solution.value, solution.value]
    assert (low < high).any()


def test_where_side_rows_bind_there_is_no_such_range() -> None:
    problem = with_rows(city(people=200, seed=2), move_share=0.02)
    solution = solve(problem)
    assert solution.duals.row.any()
    with pytest.raises(ValueError, match="ràng buộc phụ"):
        price_interval(problem, solution)
