"""What another placement would cost: by exchange, by prices and by solving again; they must agree."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.instances import city, with_rows
from hypothesis import assume, given, settings
from tests.engine.small_cases import best_by_trying, make_problem, problems

from dungviec.engine.check import verify
from dungviec.engine.pricing import at_least, edge_of, forbid, force, losses, margins
from dungviec.engine.problem import Problem
from dungviec.engine.solve import solve

LAN, HUNG, MAI = 0, 1, 2


def _office() -> Problem:
    """Lan and Hùng hold the two chairs; Mai waits outside."""
    edges = [(LAN, 0, 90), (LAN, 1, 80), (HUNG, 0, 70), (HUNG, 1, 65), (MAI, 1, 60)]
    return make_problem(capacity=[1, 1], edges=edges, people=3, must=[LAN, HUNG])


def test_a_swap_costs_what_both_lose() -> None:
    problem = _office()
    solution = solve(problem)
    assert solution.value == 155
    swap = force(problem, solution, person=HUNG, post=0)
    assert (swap.loss, swap.exact) == (5, True)
    assert swap.plan is not None
    assert swap.plan.tolist() == [1, 2, -1]
    by_exchange = losses(problem, solution, person=HUNG, posts=np.array([0]), gains=np.array([70]))[0]
    assert (by_exchange.loss, by_exchange.exact) == (5, True)
    assert by_exchange.plan is not None
    assert by_exchange.plan.tolist() == swap.plan.tolist()


def test_who_must_keep_a_chair_cannot_be_pushed_out() -> None:
    problem = _office()
    assert force(problem, solve(problem), person=MAI, post=1).loss is None
    assert losses(problem, solve(problem), person=MAI, posts=np.array([1]), gains=np.array([60]))[0].loss is None


def test_a_pair_the_law_forbids_can_be_supposed_and_needs_a_gain() -> None:
    problem = make_problem(capacity=[1, 1], edges=[(LAN, 0, 50), (HUNG, 0, 40)], people=2)
    solution = solve(problem)
    assert force(problem, solution, person=LAN, post=1, gain=30).loss == 50 - 30 - 40  # the plan would gain 20
    with pytest.raises(ValueError, match="P0 – V1"):
        force(problem, solution, person=LAN, post=1)
    with pytest.raises(ValueError, match="P0 – V1"):
        at_least(problem, solution, person=LAN, post=1)


def test_the_runner_up_of_a_chair_and_its_margin() -> None:
    problem = make_problem(capacity=[1], edges=[(LAN, 0, 50), (HUNG, 0, 40)], people=2)
    solution = solve(problem)
    (margin,) = margins(problem, solution, np.array([LAN]))
    assert (margin.loss, margin.runner_up, margin.exact) == (10, -1, True)
    assert margin.plan is not None
    assert margin.plan.tolist() == [-1, 1]
    with pytest.raises(ValueError, match="đã được xếp"):
        margins(problem, solution, np.array([HUNG]))
    with pytest.raises(ValueError, match="P1"):
        forbid(problem, solution, person=HUNG)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_exchange_equals_solving_again(problem: Problem) -> None:
    assume(best_by_trying(problem) is not None)
    solution = solve(problem)
    posts = np.arange(problem.n_posts)
    for person in range(problem.n_people):
        found = losses(problem, solution, person=person, posts=posts, gains=np.full(len(posts), 7))
        for post, loss in zip(posts.tolist(), found, strict=True):
            again = force(problem, solution, person=person, post=post, gain=7)
            assert (loss.loss, loss.exact) == (again.loss, True)
            if loss.loss is not None:
                assert at_least(problem, solution, person=person, post=post, gain=7) <= loss.loss
            if loss.loss is not None and loss.plan is not None and edge_of(problem, person, post) is not None:
                assert problem.value_of(loss.plan) == solution.value - loss.loss
    placed = np.flatnonzero(solution.chosen >= 0)
    for margin in margins(problem, solution, placed):
        again = forbid(problem, solution, person=margin.person)
        assert (margin.loss, margin.exact) == (again.loss, True)
        if margin.plan is not None and margin.loss is not None:
            assert problem.value_of(margin.plan) == solution.value - margin.loss
            assert margin.plan[margin.person] == margin.runner_up != solution.chosen[margin.person]


@settings(max_examples=80, deadline=None)
@given(problems(with_rows=True))
def test_with_side_rows_exact_is_exact_and_at_least_is_at_least(problem: Problem) -> None:
    assume(best_by_trying(problem) is not None)
    solution = solve(problem)
    for margin in margins(problem, solution, np.flatnonzero(solution.chosen >= 0)):
        truth = forbid(problem, solution, person=margin.person)
        if truth.loss is None or margin.loss is None:
            assert truth.loss is None
        else:
            assert margin.loss == truth.loss if margin.exact else margin.loss <= truth.loss
    for edge in range(problem.n_edges):
        person, post = int(problem.edge_person[edge]), int(problem.edge_post[edge])
        truth = force(problem, solution, person=person, post=post)
        (loss,) = losses(problem, solution, person=person, posts=np.array([post]), gains=problem.gain[edge : edge + 1])
        if truth.loss is not None and loss.loss is not None:
            assert loss.loss == truth.loss if loss.exact else loss.loss <= truth.loss


def test_all_movers_of_a_city_equal_to_solving_again() -> None:
    problem = city(people=2380, seed=2)
    solution = solve(problem)
    found = margins(problem, solution)
    assert len(found) > 200
    for margin in found[::60]:
        assert margin.exact
        assert margin.loss == forbid(problem, solution, person=margin.person).loss


def test_a_forced_plan_keeps_every_rule_in_a_city_with_a_move_limit() -> None:
    problem = with_rows(city(people=300, seed=2), move_share=0.05)
    solution = solve(problem)
    person = int(np.flatnonzero(problem.is_stay[solution.chosen])[0])
    edge = int(np.flatnonzero((problem.edge_person == person) & problem.is_move)[0])
    loss = force(problem, solution, person=person, post=int(problem.edge_post[edge]))
    assert loss.exact
    assert loss.plan is not None
    assert loss.plan[person] == edge
    assert loss.loss == solution.value - problem.value_of(loss.plan)
    assert problem.row_counts(loss.plan)[0] <= problem.rows[0].limit
    assert verify(problem, solution) == []
