"""Side rows: limits on moves, relatives kept apart, minima; hard and elastic; against every plan there is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks import baselines
from benchmarks.instances import city, with_rows
from hypothesis import given, settings
from tests.engine.small_cases import best_by_trying, make_problem, problems

from dungviec.engine.check import verify
from dungviec.engine.problem import Problem, ProblemFault, Sense, SideRow, Status
from dungviec.engine.side_rows import move_limit, not_together, unit_move_limits
from dungviec.engine.solve import solve

LAN, HUNG = 0, 1


def _swap(limit: int, price: int | None = None) -> Problem:
    edges = [(LAN, 0, 10), (LAN, 1, 30), (HUNG, 1, 10), (HUNG, 0, 25)]
    bare = make_problem(capacity=[1, 1], edges=edges, people=2, stays={LAN: 0, HUNG: 1}, must=[LAN, HUNG])
    return _with(bare, move_limit(bare.is_move, limit, price=price))


def _with(problem: Problem, *rows: SideRow) -> Problem:
    return replace(problem, rows=rows)


def test_a_swap_needs_two_moves_and_one_is_not_enough() -> None:
    assert solve(_swap(2)).value == 55
    kept = solve(_swap(1))
    assert (kept.value, kept.status, kept.excess.tolist()) == (20, Status.OPTIMAL, [0])
    assert kept.dual_bound >= kept.bound == 20
    assert kept.search_bound == 20


def test_an_elastic_limit_is_broken_where_it_pays_and_says_so() -> None:
    broken = solve(_swap(1, price=30))
    assert (broken.value, broken.excess.tolist()) == (25, [1])
    assert solve(_swap(1, price=40)).excess.tolist() == [0]
    assert verify(_swap(1, price=30), broken) == []


def test_relatives_already_together_may_stay_at_a_price_others_may_not_join() -> None:
    edges = [(LAN, 0, 10), (LAN, 1, 50), (HUNG, 1, 10), (HUNG, 2, 1)]
    apart = make_problem(capacity=[1, 2, 1], edges=edges, people=2, stays={LAN: 0, HUNG: 1}, must=[LAN, HUNG])
    office = np.array([1])
    hard = not_together(apart, person_a=LAN, posts_a=office, person_b=HUNG, posts_b=office, name="kin", price=100)
    assert hard is not None
    assert hard.price is None
    assert solve(_with(apart, hard)).value == 51

    together = make_problem(capacity=[1, 2, 1], edges=edges, people=2, stays={LAN: 1, HUNG: 1}, must=[LAN, HUNG])
    soft = not_together(together, person_a=LAN, posts_a=office, person_b=HUNG, posts_b=office, name="kin", price=5)
    assert soft is not None
    assert soft.price == 5
    assert (solve(_with(together, soft)).value, solve(_with(together, soft)).excess.tolist()) == (55, [1])
    nowhere = np.array([2])
    assert not_together(apart, person_a=LAN, posts_a=nowhere, person_b=HUNG, posts_b=office, name="", price=1) is None


def test_limits_per_unit_hold_in_each_unit() -> None:
    problem = city(people=240, seed=4)
    unit = problem.edge_post * 6 // problem.n_posts
    rows = unit_move_limits(problem.is_move, unit, dict.fromkeys(range(6), 3))
    limited = _with(problem, *rows)
    solution = solve(limited)
    assert solution.status is Status.OPTIMAL
    assert verify(limited, solution) == []
    assert max(limited.row_counts(solution.chosen)) <= 3
    assert solution.value == baselines.milp(limited).value


def test_rules_that_contradict_each_other_are_named_and_no_others() -> None:
    edges = [(LAN, 0, 10), (LAN, 1, 20), (HUNG, 0, 5), (HUNG, 1, 5)]
    rows = (
        SideRow("a woman in post 0", np.array([0]), 1, Sense.AT_LEAST),
        SideRow("harmless", np.array([3]), 1),
        SideRow("Lan not in post 0", np.array([0]), 0),
    )
    problem = make_problem(capacity=[1, 1], edges=edges, people=2, rows=rows)
    solution = solve(problem)
    assert solution.status is Status.INFEASIBLE
    assert solution.conflict_rows == (0, 2)
    assert len(solution.released_rows) == 1
    assert verify(problem, solution) == []


def test_a_row_that_names_an_edge_twice_is_refused() -> None:
    with pytest.raises(ProblemFault, match="moves"):
        _with(_swap(1), SideRow("moves", np.array([0, 0]), 1))


@settings(max_examples=600, deadline=None)
@given(problems(with_rows=True))
def test_the_plan_is_the_best_of_all_plans_that_keep_the_rows(problem: Problem) -> None:
    solution, best = solve(problem), best_by_trying(problem)
    assert verify(problem, solution) == []
    if best is None:
        assert solution.status is Status.INFEASIBLE
        assert solution.released_people or solution.released_rows
    else:
        assert (solution.status, solution.value, solution.bound) == (Status.OPTIMAL, best, best)
        assert solution.dual_bound >= best


@settings(max_examples=300, deadline=None)
@given(problems(with_rows=True))
def test_a_named_conflict_is_one_and_none_of_its_causes_can_be_spared(problem: Problem) -> None:
    solution = solve(problem)
    if not solution.conflict_rows:
        return
    rows, people, posts = solution.conflict_rows, solution.conflict_people, solution.conflict_posts
    assert all(problem.rows[r].price is None for r in rows)
    assert not _can_hold(problem, rows, people, posts)
    for k in range(len(rows)):
        assert _can_hold(problem, rows[:k] + rows[k + 1 :], people, posts)
    for k in range(len(people)):
        assert _can_hold(problem, rows, people[:k] + people[k + 1 :], posts)
    for k in range(len(posts)):
        assert _can_hold(problem, rows, people, posts[:k] + posts[k + 1 :])


def _can_hold(problem: Problem, rows: tuple[int, ...], people: tuple[int, ...], posts: tuple[int, ...]) -> bool:
    """Whether some plan keeps just these rows, places just these people and heeds the seats of just these posts."""
    must = np.zeros(problem.n_people, dtype=np.bool_)
    must[list(people)] = True
    capacity = np.full(problem.n_posts, problem.n_people, dtype=np.int64)
    capacity[list(posts)] = problem.capacity[list(posts)]
    kept = tuple(problem.rows[r] for r in rows)
    return best_by_trying(replace(problem, rows=kept, must_place=must, capacity=capacity)) is not None


def test_people_who_must_be_placed_and_seats_are_causes_too() -> None:
    """Two must have a post, the school seats one, and the rule keeps both out of the office: three kinds of causes, all needed."""
    edges = [(LAN, 0, 10), (LAN, 1, 10), (HUNG, 0, 10), (HUNG, 1, 10), (2, 2, 5)]
    keep_out = SideRow("nobody new in the office", np.array([1, 3]), 0)
    other = SideRow("harmless", np.array([4]), 1)
    problem = make_problem(capacity=[1, 2, 1], edges=edges, people=3, must=[LAN, HUNG, 2], rows=(other, keep_out))
    solution = solve(problem)
    assert solution.status is Status.INFEASIBLE
    assert (solution.conflict_rows, solution.conflict_people, solution.conflict_posts) == ((1,), (LAN, HUNG), (0,))
    assert solution.released_rows == (1,)
    assert verify(problem, solution) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_town_with_all_kinds_of_rows_against_one_big_model(seed: int) -> None:
    problem = with_rows(city(people=240, seed=seed), move_share=0.05, relatives=25, units=8, seed=seed)
    solution = solve(problem)
    assert verify(problem, solution) == []
    assert solution.status is Status.OPTIMAL
    assert solution.value == baselines.milp(problem).value
    assert solution.value == baselines.cp_sat(problem, time_limit=300).value


def test_a_city_with_a_limit_on_moves_is_proven() -> None:
    problem = with_rows(city(people=2380, seed=6), move_share=0.05)
    solution = solve(problem, time_limit=30)
    assert verify(problem, solution) == []
    assert solution.status is Status.OPTIMAL


def test_when_time_runs_out_the_bound_still_holds() -> None:
    problem = with_rows(city(people=240, seed=1), move_share=0.05, relatives=25, units=8)
    hurried = solve(problem, time_limit=0.0)
    assert verify(problem, hurried) == []
    best = solve(problem).value
    assert hurried.value <= best <= hurried.bound


def test_a_contradiction_in_a_city_is_proven_by_multipliers_and_cut_down() -> None:
    bare = city(people=400, seed=3)
    entering = np.flatnonzero(bare.is_move & (bare.edge_post < bare.n_posts // 8))
    rows = (
        move_limit(bare.is_move, 10),
        SideRow("at least 11 newcomers", entering, 11, Sense.AT_LEAST),
        SideRow(
            "at least 2 elsewhere",
            np.flatnonzero(bare.is_move & (bare.edge_post > bare.n_posts // 2)),
            2,
            Sense.AT_LEAST,
        ),
    )
    problem = _with(bare, *rows)
    solution = solve(problem)
    assert solution.status is Status.INFEASIBLE
    assert solution.conflict_rows == (0, 1)
    assert len(solution.released_rows) == 1
    assert verify(problem, solution) == []


def test_minima_that_staying_breaks_are_met_where_they_can_be() -> None:
    bare = city(people=600, seed=3)
    unit = bare.edge_post * 10 // bare.n_posts
    rows = [SideRow(f"newcomers:{u}", np.flatnonzero(bare.is_move & (unit == u)), 3, Sense.AT_LEAST) for u in range(10)]
    problem = _with(bare, *rows, move_limit(bare.is_move, 40))
    solution = solve(problem)
    assert solution.status is Status.OPTIMAL
    assert verify(problem, solution) == []
    assert min(problem.row_counts(solution.chosen)[:10]) >= 3


def test_a_budget_of_weights_takes_the_dear_move_or_two_cheap_ones() -> None:
    edges = [(LAN, 0, 10), (LAN, 1, 30), (HUNG, 0, 10), (HUNG, 1, 26)]
    bare = make_problem(capacity=[2, 2], edges=edges, people=2, stays={LAN: 0, HUNG: 0}, must=[LAN, HUNG])

    def best(limit: int, weights: list[int]) -> list[int]:
        row = SideRow("travel", np.array([1, 3]), limit, weights=np.array(weights))
        solution = solve(_with(bare, row))
        assert verify(_with(bare, row), solution) == []
        assert solution.status is Status.OPTIMAL
        return solution.chosen.tolist()

    assert best(100, [60, 40]) == [1, 3]
    assert best(99, [60, 40]) == [1, 2]
    assert best(59, [60, 40]) == [0, 3]
    assert best(0, [60, -40]) == [0, 3]
    assert best(20, [60, -40]) == [1, 3]


@pytest.mark.parametrize(("limit", "weights"), [(-(2**41), [1, 1]), (2**41, [1, 1]), (-1, None)])
def test_limits_beyond_all_sense_are_refused(limit: int, weights: list[int] | None) -> None:
    row = SideRow("travel", np.array([0, 1]), limit, weights=None if weights is None else np.array(weights))
    with pytest.raises(ProblemFault, match="travel") as fault:
        _with(_swap(2), row)
    assert "travel" in fault.value.english


def test_weights_of_the_wrong_length_are_refused() -> None:
    with pytest.raises(ProblemFault, match="weights"):
        _with(_swap(2), SideRow("travel", np.array([0, 1]), 1, weights=np.array([1])))
