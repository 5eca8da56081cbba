"""Chains of exchanges under fines: plans that keep every row, never worse than the start, the same each time; and conflicts near what stays broken."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest
from tests.engine.priced_towns import priced

import dungviec
from dungviec.engine.side_cycles import exchange
from dungviec.engine.side_first import any_plan, first_plans, rings_around


@pytest.mark.parametrize("make", ["wishes", "budgets", "able"])
def test_chains_lead_from_the_plan_of_the_prices_to_one_that_keeps_every_row(make: str) -> None:
    search = priced(make)
    graph, rows = search.graph, search.rows
    assert rows.excess(search.best.chosen).any()
    exchange(search, search.lost(), start=search.best.chosen, deadline=time.perf_counter() + 60)
    plan = search.plan
    assert plan is not None
    assert not rows.excess(plan).any()
    placed = plan[plan >= 0]
    assert (np.bincount(graph.post[placed], minlength=graph.m) <= graph.capacity).all()
    own = np.searchsorted(graph.starts, placed, side="right") - 1
    assert np.array_equal(own, np.flatnonzero(plan >= 0))
    assert (~graph.must | (plan >= 0)).all()
    assert search.total <= search.upper


def test_chains_make_a_plan_that_keeps_the_rows_better_and_never_worse_and_the_same_each_time() -> None:
    search = priced("wishes")
    exchange(search, search.lost(), start=search.best.chosen, deadline=time.perf_counter() + 60, passes=3)
    poor = np.full(search.graph.n, -1, dtype=np.int32) if search.plan is None else search.plan
    totals = []
    for _ in range(2):
        search.plan = None
        search.offer(poor)
        before = search.total
        exchange(search, search.lost(), start=poor, deadline=time.perf_counter() + 60)
        assert search.total >= before
        totals.append(search.total)
    assert totals[0] == totals[1]


def test_seats_for_several_are_filled_and_left_one_by_one() -> None:
    search = priced("wishes", seats=3)
    exchange(search, search.lost(), start=search.best.chosen, deadline=time.perf_counter() + 60)
    assert search.plan is not None
    load = np.bincount(search.graph.post[search.plan[search.plan >= 0]], minlength=search.graph.m)
    assert (load <= search.graph.capacity).all()
    assert load.max() > 1
    assert not search.rows.excess(search.plan).any()


def test_rings_hold_the_broken_rows_and_those_that_share_a_pair_with_them() -> None:
    search = priced("wishes")
    plan = search.best.chosen
    broken = np.flatnonzero((search.rows.excess(plan) > 0) & (search.rows.price < 0))
    rings = rings_around(search, plan)
    assert np.isin(broken, rings[0]).all()
    assert all(np.isin(near, far).all() for near, far in pairwise(rings))
    first_plans(search, deadline=time.perf_counter() + 60)
    assert search.plan is not None
    assert not rings_around(search, search.plan)


def test_just_any_plan_is_found_by_search_and_made_better_by_chains() -> None:
    search = priced("units")
    any_plan(search, deadline=time.perf_counter() + 300)
    plan = search.plan
    assert plan is not None
    assert not search.rows.excess(plan).any()
    assert (~search.graph.must | (plan >= 0)).all()


def test_a_minimum_within_a_smaller_maximum_is_the_whole_conflict() -> None:
    people, posts = [f"P{i}" for i in range(40)], [f"V{j}" for j in range(40)]
    pairs = [[p, v, (i * 7 + j * 11) % 50] for i, p in enumerate(people) for j, v in enumerate(posts) if (i + j) % 3]
    in_unit = [[p, v] for p, v, _ in pairs if v in posts[:8]]
    women = [[p, v] for p, v in in_unit if p in people[::2]]
    answer = dungviec.solve(
        {
            "people": people,
            "posts": [{"id": v} for v in posts],
            "pairs": pairs,
            "constraints": [
                {"kind": "at_most", "count": 30, "pairs": [[p, v] for p, v, _ in pairs[:200]]},
                {"kind": "at_least", "count": 3, "pairs": women},
                {"kind": "at_most", "count": 2, "pairs": in_unit},
            ],
        }
    )
    assert answer["status"] == "infeasible"
    assert answer["conflict"] == [1, 2]
    assert answer["checked"]
