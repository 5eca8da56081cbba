"""Seat prices: they prove the optimum exactly, and a worse plan has none."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.instances import city
from hypothesis import assume, given, settings
from tests.engine.small_cases import best_by_trying, make_problem, problems

from dungviec.engine import core, duals
from dungviec.engine.problem import Ints, Problem
from dungviec.engine.solve import solve


def _priced(problem: Problem) -> tuple[core.Network, Ints, Ints]:
    net = core.network_of(problem, free=~problem.must_place)
    worth = core.worth_of(problem)
    return net, worth, core.best_flow(net, worth)[0]


@settings(max_examples=200, deadline=None)
@given(problems())
def test_prices_prove_the_value_to_the_unit(problem: Problem) -> None:
    best = best_by_trying(problem)
    assume(best is not None)
    net, worth, chosen = _priced(problem)
    for price in duals.price_interval(net, worth, chosen):
        surplus = duals.surpluses(net, worth, price)
        assert core.base_of(problem) + duals.dual_total(net, price, surplus) == best
        assert (price >= 0).all()
        assert (price[net.post] + surplus[net.person] >= worth).all()


@settings(max_examples=100, deadline=None)
@given(problems())
def test_the_smallest_prices_lie_below_the_largest(problem: Problem) -> None:
    assume(best_by_trying(problem) is not None)
    low, high = duals.price_interval(*_priced(problem))
    assert (low <= high).all()


def test_the_interval_of_a_chair_is_what_the_loser_bids_to_what_the_winner_bids() -> None:
    problem = make_problem(capacity=[1], edges=[(0, 0, 90), (1, 0, 60)], people=2)
    low, high = duals.price_interval(*_priced(problem))
    assert (low.tolist(), high.tolist()) == ([60], [90])


def test_a_plan_that_is_not_the_best_has_no_prices() -> None:
    problem = make_problem(capacity=[1, 1], edges=[(0, 0, 9), (0, 1, 1), (1, 0, 5), (1, 1, 6)], people=2)
    net, worth, _ = _priced(problem)
    crossed = np.array([1, 2])
    with pytest.raises(duals.NotOptimal):
        duals.smallest_prices(net, worth, crossed)
    with pytest.raises(duals.NotOptimal):
        duals.smallest_prices(net, worth, np.array([-1, 3]))


def test_a_city_is_proven_to_the_unit() -> None:
    solution = solve(city(people=2380, seed=11))
    assert solution.gap == 0
    assert solution.search_bound is None
    assert solution.duals.scale == 1
