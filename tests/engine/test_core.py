"""The core: best plans of small offices, against every plan there is and against other solvers."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks import baselines
from benchmarks.instances import city
from hypothesis import given, settings
from tests.engine.small_cases import best_by_trying, make_problem, problems

from dungviec.engine.check import verify
from dungviec.engine.problem import Problem, ProblemFault, Status
from dungviec.engine.solve import solve

LAN, HUNG, MAI = 0, 1, 2


def test_two_people_want_one_chair_and_the_better_total_wins() -> None:
    problem = make_problem(capacity=[1, 1], edges=[(LAN, 0, 90), (LAN, 1, 80), (HUNG, 0, 85), (HUNG, 1, 10)], people=2)
    solution = solve(problem)
    assert solution.post_of(problem).tolist() == [1, 0]
    assert (solution.value, solution.bound, solution.status) == (165, 165, Status.OPTIMAL)


def test_equal_seats_of_one_post_are_filled_up_to_their_number() -> None:
    problem = make_problem(capacity=[2], edges=[(LAN, 0, 5), (HUNG, 0, 9), (MAI, 0, 7)], people=3)
    solution = solve(problem)
    assert solution.post_of(problem).tolist() == [-1, 0, 0]
    assert 5 <= solution.duals.post[0] <= 7  # what Lan would have brought, or what a third seat would keep from Mai


def test_an_empty_seat_costs_its_price_and_a_poor_placement_may_be_worth_it() -> None:
    edges = [(LAN, 0, -30)]
    assert solve(make_problem(capacity=[1], edges=edges, people=1, vacancy=[20])).value == -20
    assert solve(make_problem(capacity=[1], edges=edges, people=1, vacancy=[40])).value == -30
    assert solve(make_problem(capacity=[1], edges=edges, people=1, vacancy=[20], unplaced=[15])).value == -30


def test_who_holds_a_post_keeps_one_even_where_it_costs() -> None:
    problem = make_problem(capacity=[1], edges=[(LAN, 0, 10), (HUNG, 0, 90)], people=2, stays={LAN: 0}, must=[LAN])
    solution = solve(problem)
    assert solution.post_of(problem).tolist() == [0, -1]
    assert verify(problem, solution) == []


def test_three_who_must_be_placed_and_two_seats_are_named_with_the_seats() -> None:
    edges = [(LAN, 0, 5), (HUNG, 0, 9), (HUNG, 1, 1), (MAI, 1, 7), (3, 2, 4)]
    problem = make_problem(capacity=[1, 1, 1], edges=edges, people=4, must=[LAN, HUNG, MAI, 3])
    solution = solve(problem)
    assert solution.status is Status.INFEASIBLE
    assert len(solution.released_people) == 1
    assert solution.shortage is not None
    assert (solution.shortage.people, solution.shortage.posts, solution.shortage.seats) == ((0, 1, 2), (0, 1), 2)
    assert (solution.chosen >= 0).sum() == 3
    assert verify(problem, solution) == []


def test_nobody_and_nothing_are_problems_too() -> None:
    assert solve(make_problem(capacity=[], edges=[], people=0)).value == 0
    assert solve(make_problem(capacity=[2], edges=[], people=0, vacancy=[7])).value == -14
    alone = solve(make_problem(capacity=[], edges=[], people=1, must=[0], unplaced=[9]))
    assert (alone.status, alone.value, alone.released_people) == (Status.INFEASIBLE, -9, (0,))


@settings(max_examples=300, deadline=None)
@given(problems())
def test_the_plan_is_the_best_of_all_plans(problem: Problem) -> None:
    solution, best = solve(problem), best_by_trying(problem)
    assert verify(problem, solution) == []
    if best is None:
        assert solution.status is Status.INFEASIBLE
        assert solution.released_people
        assert solution.shortage is not None
        assert len(solution.shortage.people) > solution.shortage.seats
    else:
        assert (solution.status, solution.value, solution.bound) == (Status.OPTIMAL, best, best)


@pytest.mark.parametrize("seed", [1, 2])
def test_other_solvers_find_no_better_plan_for_a_town(seed: int) -> None:
    problem = city(people=300, seed=seed)
    value = solve(problem).value
    for name in ("linear_sum_assignment", "min_weight_full_bipartite_matching", "SimpleMinCostFlow"):
        assert baselines.RUNNERS[name](problem).value == value, name


def test_the_order_of_the_edges_does_not_matter() -> None:
    problem = city(people=200, seed=3)
    order = np.random.default_rng(0).permutation(problem.n_edges)
    columns = ("edge_person", "edge_post", "gain", "is_move", "is_stay")
    from dataclasses import replace

    shuffled = replace(problem, **{name: getattr(problem, name)[order] for name in columns})
    solution = solve(shuffled)
    assert verify(shuffled, solution) == []
    assert solution.value == solve(problem).value


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"gain": np.array([1.5])}, "int64"),
        ({"edge_post": np.array([3])}, "edge_post[0] = 3"),
        ({"capacity": np.array([-1])}, "capacity[0] = -1"),
        ({"vacancy_price": np.array([1, 2])}, "vacancy_price"),
    ],
)
def test_a_problem_that_cannot_be_meant_is_refused_with_the_place(change: dict[str, np.ndarray], word: str) -> None:
    from dataclasses import replace

    good = make_problem(capacity=[1], edges=[(0, 0, 1)], people=1)
    with pytest.raises(ProblemFault, match=word.replace("[", r"\[")) as caught:
        replace(good, **change)
    assert caught.value.english != str(caught.value)


def test_a_pair_named_twice_is_refused() -> None:
    with pytest.raises(ProblemFault, match="P0 – V0"):
        make_problem(capacity=[1], edges=[(0, 0, 1), (0, 0, 2)], people=1)
