"""Hard shapes: ties, price wars, chains, layered ladders (scipy/scipy#26147), one huge worth. Right, proven, and within a bound on the work."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks import baselines, shapes
from tests.engine.random_cases import check_proof

from dungviec.engine.core import best_assignment, shortage_of
from dungviec.engine.graph import graph_of
from dungviec.engine.seating import unseated

LOOKS = 400
"""At each pair, on average; an ordinary city takes 17."""


@pytest.mark.parametrize("name", shapes.SHAPES)
@pytest.mark.parametrize("size", [60, 400])
def test_a_hard_shape_is_proven_within_its_work(name: str, size: int) -> None:
    problem = shapes.SHAPES[name](size)
    graph, flow = graph_of(problem), baselines.simple_min_cost_flow(problem)
    worth = graph.placed_order(problem.gain)
    found = best_assignment(graph, worth)
    check_proof(graph, worth, found)
    assert found.work < LOOKS * (graph.pairs + graph.n)
    if flow.value is None:
        assert (graph.must & (found.place < 0)).any()
    else:
        assert found.value == flow.value


def test_a_deep_ladder_with_one_too_many_names_the_shortage() -> None:
    problem = shapes.SHAPES["ladder, one too many"](2_000)
    graph = graph_of(problem)
    found = best_assignment(graph, graph.placed_order(problem.gain))
    overdue = np.flatnonzero(found.place < 0)
    assert len(overdue) == len(unseated(graph)) == 1
    shortage = shortage_of(graph, found.place.astype(np.int64), overdue)
    assert len(shortage.people) == shortage.seats + 1
