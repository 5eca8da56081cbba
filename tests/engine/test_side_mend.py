"""First plans and their mending, on towns of every make of the benchmark's other generator: rules kept, never worse, proof still right."""

from __future__ import annotations

import time

import numpy as np
import pytest
from benchmarks.sides_makes import MAKES, plain_city
from tests.engine.priced_towns import priced

import dungviec
from dungviec.engine.side_greedy import greedy_plan
from dungviec.engine.side_mend import Mending, losses, mend


@pytest.mark.parametrize("make", ["wishes", "able", "budgets", "ties"])
def test_the_greedy_plan_seats_nobody_twice_and_breaks_no_more_than_the_prices_do(make: str) -> None:
    search = priced(make)
    graph, rows = search.graph, search.rows
    plan = greedy_plan(search)
    placed = plan[plan >= 0]
    assert (np.bincount(graph.post[placed], minlength=graph.m) <= graph.capacity).all()
    own = np.searchsorted(graph.starts, placed, side="right") - 1
    assert np.array_equal(own, np.flatnonzero(plan >= 0))
    assert rows.excess(plan).sum() <= rows.excess(search.best.chosen).sum()


@pytest.mark.parametrize("make", ["wishes", "budgets"])
def test_mending_never_makes_a_plan_worse_and_losses_add_up_to_the_gap(make: str) -> None:
    search = priced(make)
    assert search.offer(greedy_plan(search))
    before = search.total
    mend(Mending.of(search, search.lost()), deadline=time.perf_counter() + 20, patience=4, work=5_000)
    assert search.plan is not None
    assert before <= search.total <= search.upper
    found = losses(search, search.plan, search.lost())
    lost = found.person.sum() + found.post.sum() + found.row.sum()
    assert abs(lost - (search.best.bound / search.rows.scale - search.total)) < 1


@pytest.mark.parametrize("make", sorted(MAKES))
def test_a_town_of_any_make_is_answered_and_checked(make: str) -> None:
    plain = plain_city(make, seed=3, people=72, each=8)
    result = dungviec.solve(plain, time_limit=5)
    assert result["checked"], result["faults"]
    assert result["status"] in ("optimal", "feasible", "infeasible")
    assert result["status"] == "infeasible" or result["value"] <= result["bound"]


def test_a_short_limit_still_gives_a_plan() -> None:
    result = dungviec.solve(plain_city("budgets", seed=3, people=480, tight=True), time_limit=0.3)
    assert result["status"] in ("optimal", "feasible")
    assert result["checked"]
    assert result["moves"] > 0  # not just everybody where they are
