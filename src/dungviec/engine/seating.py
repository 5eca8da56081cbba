"""Whether everybody who must be placed can be placed at once, worths aside: a largest matching of people to seats."""

from __future__ import annotations

import numpy as np

from dungviec.engine.graph import Graph
from dungviec.engine.problem import Ints


def unseated(graph: Graph) -> Ints:
    """People who must be placed and find no seat in a largest seating of such people; empty where all fit in, [people].

    How many they are is certain; who of several rivals is left over is not.
    """
    people = np.flatnonzero(graph.must).astype(np.int32)
    if not len(people):
        return np.zeros(0, dtype=np.int64)
    from dungviec.engine.seating_loops import seat

    chosen = seat(graph.starts, graph.post, people, graph.seat_starts)
    return people[chosen[people] < 0].astype(np.int64)
