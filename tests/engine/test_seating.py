"""Whether everybody who must can be seated at all: against scipy's matching, and a case one can follow by hand."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from dungviec.engine.graph import graph_from_pairs
from dungviec.engine.seating import unseated


def test_who_sat_first_moves_over_for_who_has_nowhere_else_to_go() -> None:
    person, post = np.array([0, 0, 1, 2]), np.array([0, 1, 0, 1])
    roomy = graph_from_pairs(person, post, capacity=np.array([1, 2]), must=np.ones(3, dtype=np.bool_))
    assert unseated(roomy).tolist() == []
    tight = graph_from_pairs(person, post, capacity=np.array([1, 1]), must=np.ones(3, dtype=np.bool_))
    assert len(unseated(tight)) == 1
    one_free = graph_from_pairs(person, post, capacity=np.array([1, 1]), must=np.array([True, True, False]))
    assert unseated(one_free).tolist() == []


def test_as_many_find_a_seat_as_in_a_largest_matching() -> None:
    rng = np.random.default_rng(3)
    short = 0
    for _ in range(400):
        people, posts = int(rng.integers(1, 40)), int(rng.integers(1, 30))
        allowed = rng.random((people, posts)) < rng.choice([0.04, 0.1, 0.2])
        capacity, must = rng.integers(0, 4, posts), rng.random(people) < rng.choice([0.4, 1.0])
        person, post = (axis.astype(np.int64) for axis in np.nonzero(allowed))
        left = unseated(graph_from_pairs(person, post, capacity=capacity, must=must))
        seats = np.repeat(allowed[must], capacity, axis=1)
        matched = maximum_bipartite_matching(csr_array(seats.astype(np.int8)), perm_type="column") if seats.size else []
        assert len(left) == must.sum() - np.count_nonzero(np.asarray(matched) >= 0)
        assert must[left].all()
        short += len(left) > 0
    assert 50 < short < 390
