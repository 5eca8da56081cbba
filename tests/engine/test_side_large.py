"""Blocks: a large problem cut into pieces gives a plan that keeps all rows, close to the proven optimum; spots are where value is lost."""

from __future__ import annotations

import os
import signal

import numpy as np
import pytest
from benchmarks.sides_instances import LOOSE, TIGHT, Rules, problem_of, region

from dungviec.engine import side_large
from dungviec.engine.backends import Processes, Serial, Threads, choose, chosen_backend, named
from dungviec.engine.check import verify
from dungviec.engine.graph import graph_of
from dungviec.engine.problem import Status
from dungviec.engine.side_blocks import clusters_of, packed
from dungviec.engine.side_rows import row_table
from dungviec.engine.solve import solve


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of 200 seats from 500 people on, so that a small town goes the way of a province."""
    monkeypatch.setattr(side_large, "LARGE", 500)
    monkeypatch.setattr(side_large, "SIZE", 200)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("seed", [3, 4])
def test_a_town_in_blocks_keeps_every_rule_and_comes_close_to_the_optimum(seed: int) -> None:
    problem = problem_of(region(units=40, seed=seed), LOOSE)
    in_blocks = solve(problem, backend=Serial())
    assert verify(problem, in_blocks) == []
    assert in_blocks.status in (Status.FEASIBLE, Status.OPTIMAL)
    assert in_blocks.relative_gap < 0.002
    again = solve(problem, backend=Threads(2))
    assert again.chosen.tolist() == in_blocks.chosen.tolist()


def test_the_whole_search_proves_what_blocks_only_come_close_to(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of(region(units=40, seed=3), LOOSE)
    best = solve(problem)
    assert best.status is Status.OPTIMAL
    monkeypatch.setattr(side_large, "LARGE", 500)
    monkeypatch.setattr(side_large, "SIZE", 200)
    in_blocks = solve(problem)
    assert in_blocks.value <= best.value <= in_blocks.bound


@pytest.mark.usefixtures("small_blocks")
def test_a_rule_that_cannot_hold_is_named_in_a_large_problem_too() -> None:
    problem = problem_of(region(units=40, seed=3), Rules(moves=0.3, kept=1.0))
    solution = solve(problem)
    assert solution.status is Status.INFEASIBLE
    assert all(problem.rows[r].name.startswith(("kept", "women", "kin")) for r in solution.conflict_rows)
    assert solution.conflict_rows
    assert set(solution.conflict_rows) & set(solution.released_rows)
    assert verify(problem, solution) == []


def test_clusters_are_units_and_a_block_never_cuts_one() -> None:
    land = region(units=40, seed=1)
    problem = problem_of(land, TIGHT)
    graph = graph_of(problem)
    clusters = clusters_of(graph, row_table(problem, graph))
    for row in problem.rows[1:]:
        assert len(np.unique(clusters.of_post[problem.edge_post[row.edges]])) <= 1, row.name
    weight = np.bincount(clusters.of_post, minlength=clusters.count)
    blocks = packed(clusters, weight, size=240)
    sizes = np.bincount(blocks, weights=weight)
    assert len(sizes) == 4
    assert sizes.max() < 2 * 240


def test_processes_answer_alike_and_are_made_anew_where_one_is_killed() -> None:
    own = Processes(1)
    try:
        assert own.map(abs, [-1, 2, -3]) == [1, 2, 3]
        first = set(own._pool._processes)  # type: ignore[union-attr]
        assert own.map(abs, [-4]) == [4]
        assert set(own._pool._processes) == first, "kept between two calls"  # type: ignore[union-attr]
        os.kill(first.pop(), signal.SIGKILL)
        assert own.map(abs, [-5]) == [5]
    finally:
        own.close()


@pytest.mark.parametrize("words", ["", "threads", "threads:0", "processes:-1", "processes:1000", "ray", "serial:2"])
def test_where_a_site_lets_solutions_run_is_named_or_refused(words: str) -> None:
    with pytest.raises(ValueError, match=f"^{words}$"):
        named(words)
    assert isinstance(named("processes:2"), Processes)
    before = chosen_backend()
    try:
        choose(Serial())
        assert isinstance(chosen_backend(), Serial)
    finally:
        choose(before)
