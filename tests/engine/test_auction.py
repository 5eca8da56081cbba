"""The auction and its mending: thousands of small problems against another solver, warm starts, price wars, and what the prices prove."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks import baselines, shapes
from benchmarks.instances import city
from tests.engine.random_cases import check_proof, random_problems

from dungviec.engine import core
from dungviec.engine.auction import assign_nearly
from dungviec.engine.graph import graph_from_pairs, graph_of, narrowed
from dungviec.engine.problem import ProblemFault
from dungviec.engine.repair import fines, repaired


@pytest.mark.parametrize("seed", range(4))
def test_five_hundred_small_problems_each_against_min_cost_flow(seed: int) -> None:
    infeasible = 0
    for problem in random_problems(500, seed=seed):
        graph, flow = graph_of(problem), baselines.simple_min_cost_flow(problem)
        worth = graph.placed_order(core.worth_of(problem))
        found = core.best_assignment(graph, worth)
        check_proof(graph, worth, found)
        overdue = graph.must & (found.place < 0)
        assert (flow.value is None) == bool(overdue.any())
        infeasible += bool(overdue.any())
        if flow.value is not None:
            assert found.value == flow.value
        else:
            assert overdue.sum() == len(graph.unseated)
            eased = replace(problem, must_place=problem.must_place & ~overdue)
            assert baselines.simple_min_cost_flow(eased).value == int(worth[found.place[found.place >= 0]].sum())
    assert 20 < infeasible < 400  # both kinds are among them


def test_who_is_left_out_where_not_all_fit_is_whom_the_plan_misses_least() -> None:
    graph = graph_from_pairs(
        np.array([0, 1, 2]), np.array([0, 0, 0]), capacity=np.array([2]), must=np.ones(3, dtype=np.bool_)
    )
    found = core.best_assignment(graph, np.array([5, 9, 7], dtype=np.int32))
    assert found.place.tolist() == [-1, 1, 2]


@pytest.mark.parametrize("seed", [10, 11])
def test_a_warm_start_changes_the_way_and_not_the_end(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for problem in random_problems(300, seed=seed):
        graph = graph_of(problem)
        worth = graph.placed_order(core.worth_of(problem))
        changed = narrowed(worth.astype(np.int64) + rng.integers(-3, 4, len(worth)))
        cold = core.best_assignment(graph, changed)
        for start in (core.best_assignment(graph, worth), assign_nearly(graph, worth, last=2, patience=30)):
            for warm in (core.best_assignment(graph, changed, start=start), repaired(graph, changed, start=start)):
                check_proof(graph, changed, warm)
                assert warm.value == cold.value


def test_from_no_plan_at_all_mending_alone_finds_the_optimum() -> None:
    for problem in random_problems(300, seed=20):
        graph = graph_of(problem)
        worth = graph.placed_order(core.worth_of(problem))
        check_proof(graph, worth, repaired(graph, worth))


def test_one_more_ban_is_mended_without_looking_at_the_whole_city() -> None:
    problem = city(people=600, seed=4)
    graph = graph_of(problem)
    worth = graph.placed_order(core.worth_of(problem))
    plan = core.best_assignment(graph, worth)
    person = int(np.flatnonzero(problem.is_move[graph.callers(plan.place)])[0])
    banned = worth.copy()
    banned[plan.place[person]] -= 40_000
    again = repaired(graph, banned, start=plan)
    check_proof(graph, banned, again)
    assert again.place[person] != plan.place[person]
    assert again.value == core.best_assignment(graph, banned).value
    assert again.work < 3 * graph.pairs  # one of them checks that everybody else still sits well


@pytest.mark.parametrize(("scale", "last"), [(1, 100), (1, 1), (8, 1), (64, 3)])
def test_a_coarse_auction_says_how_near_it_is(scale: int, last: int) -> None:
    problem = city(people=400, seed=6)
    graph = graph_of(problem)
    worth = graph.placed_order(core.worth_of(problem))
    best, rough = core.best_assignment(graph, worth), assign_nearly(graph, worth, scale=scale, last=last)
    assert rough.finished
    assert rough.value <= best.value <= rough.bound
    assert rough.bound - rough.value <= graph.n * last // scale
    finer = assign_nearly(graph, worth, scale=64, last=1, start=rough)
    assert finer.bound - finer.value <= graph.n // 64
    assert finer.work < rough.work + 20 * graph.pairs


def test_an_auction_out_of_patience_stops_where_it_is_and_is_mended() -> None:
    problem = shapes.SHAPES["all equal, seats for five of six"](240)
    graph = graph_of(problem)
    worth = narrowed(problem.gain)
    stopped = assign_nearly(graph, worth, patience=3)
    assert not stopped.finished
    assert stopped.value <= 200 * 1000 <= stopped.bound
    mended = repaired(graph, worth, start=stopped)
    check_proof(graph, worth, mended)
    assert mended.value == 200 * 1000


def test_nobody_no_pairs_and_closed_posts() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    for people, seats in ((0, [1]), (2, []), (2, [0]), (2, [3])):
        graph = graph_from_pairs(
            nothing, nothing, capacity=np.array(seats, dtype=np.int64), must=np.zeros(people, dtype=np.bool_)
        )
        found = core.best_assignment(graph, narrowed(nothing))
        assert (found.value, found.bound, found.place.tolist()) == (0, 0, [-1] * people)
    graph = graph_from_pairs(np.array([0, 0]), np.array([0, 1]), capacity=np.array([0, 1]), must=np.array([True]))
    found = core.best_assignment(graph, np.array([100, -7], dtype=np.int32))
    check_proof(graph, np.array([100, -7]), found)
    assert (found.place.tolist(), found.value) == ([1], -7)


def test_arrays_that_may_not_be_written_are_taken_all_the_same() -> None:
    problem = city(people=100, seed=7)
    arrays = [problem.edge_person, problem.edge_post, problem.capacity, problem.must_place, core.worth_of(problem)]
    for array in arrays:
        array.setflags(write=False)
    person, post, capacity, must, worth = arrays
    graph = graph_from_pairs(person, post, capacity=capacity, must=must)
    assert core.best_assignment(graph, graph.placed_order(worth)).exact


def test_worths_too_large_for_the_fine_of_a_must_are_refused_with_a_sentence() -> None:
    graph = graph_from_pairs(np.array([0]), np.array([0]), capacity=np.array([1]), must=np.array([True]))
    with pytest.raises(ProblemFault, match="thừa số chung") as caught:
        fines(graph, np.array([2**59]))
    assert "common factor" in caught.value.english


def test_who_must_be_placed_and_has_nowhere_to_go_stops_the_auction_at_once() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    graph = graph_from_pairs(nothing, nothing, capacity=np.array([1]), must=np.array([True]))
    assert not assign_nearly(graph, narrowed(nothing)).finished
    assert core.best_assignment(graph, narrowed(nothing)).place.tolist() == [-1]
