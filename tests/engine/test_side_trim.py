"""What a place costs by its cheapest chain: the same as solving again with the place held, and never below its plain loss."""

import numpy as np
import pytest

from dungviec.engine.core import best_assignment
from dungviec.engine.graph import graph_from_pairs, narrowed
from dungviec.engine.side_prices import begin
from dungviec.engine.side_rows import RowTable
from dungviec.engine.side_trim import chain_cost

NONE = np.zeros(0, dtype=np.int64)


@pytest.mark.parametrize("seed", range(12))
def test_a_chain_costs_what_the_plan_loses_with_the_place_held(seed: int) -> None:
    dice = np.random.default_rng(seed)
    n, m = 9, 7
    person, post = np.nonzero(dice.random((n, m)) < 0.5)
    capacity = dice.integers(0, 3, m)
    graph = graph_from_pairs(person, post, capacity=capacity, must=np.zeros(n, dtype=np.bool_))
    worth = dice.integers(-5, 30, len(post))
    table = RowTable(np.zeros(len(post) + 1, dtype=np.int64), NONE.astype(np.int32), NONE, NONE, NONE, 1)
    search = begin(graph, worth, rows=table, start=best_assignment(graph, narrowed(worth)))
    lost, reach = search.lost(), 40

    cost = chain_cost(search, lost, reach=reach)

    assert search.exact
    assert (cost >= lost).all()
    for e in range(len(post)):
        held = worth.copy()
        held[e] += 1000  # beyond any gain: whoever can sit there does
        forced = best_assignment(graph, narrowed(held))
        loses = search.upper - (forced.value - 1000) if capacity[post[e]] else None
        assert cost[e] == loses or (cost[e] > reach and (loses is None or loses > reach))
