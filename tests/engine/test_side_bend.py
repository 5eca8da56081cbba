"""Bending a plan: from where chains end to better plans that keep every row, never worse, the same each time, within the work allowed."""

from __future__ import annotations

import time

import numpy as np
import pytest
from tests.engine.priced_towns import priced

from dungviec.engine.side_bend import bend
from dungviec.engine.side_cycles import exchange
from dungviec.engine.side_prices import PriceSearch


def _bent(search: PriceSearch, start: np.ndarray, **options: int) -> int:
    search.plan = None
    search.offer(start)
    bend(search, search.lost(), start=start, deadline=time.perf_counter() + 60, **{"seed": 4, "work": 3000} | options)
    return search.total


@pytest.mark.parametrize("make", ["wishes", "able", "budgets"])
def test_bending_goes_on_where_chains_end_and_every_plan_it_offers_keeps_the_rows(make: str) -> None:
    search = priced(make)
    graph, rows = search.graph, search.rows
    exchange(search, search.lost(), start=search.best.chosen, deadline=time.perf_counter() + 60)
    start = search.plan
    assert start is not None
    before = search.total
    assert max(_bent(search, start, seed=seed) for seed in (4, 5, 6)) > before
    plan = search.plan
    assert plan is not None
    placed = plan[plan >= 0]
    assert not rows.excess(plan).any()
    assert (np.bincount(graph.post[placed], minlength=graph.m) <= graph.capacity).all()
    assert np.array_equal(np.searchsorted(graph.starts, placed, side="right") - 1, np.flatnonzero(plan >= 0))
    assert (~graph.must | (plan >= 0)).all()
    assert search.total == int(search.worth[placed].sum()) <= search.upper


def test_the_same_seed_takes_the_same_steps_and_without_work_nothing_changes() -> None:
    search = priced("wishes")
    exchange(search, search.lost(), start=search.best.chosen, deadline=time.perf_counter() + 60)
    start = search.plan
    assert start is not None
    before = search.total
    assert _bent(search, start) == _bent(search, start) >= before
    assert _bent(search, start, work=0) == before
