"""Compiled loops over a graph: the index by post."""

from __future__ import annotations

import numpy as np

from dungviec.engine.compiled import compiled
from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Ints


@compiled
def index_by_post(starts: Ints, post: Narrow, m: int) -> tuple[Ints, Narrow, Narrow]:
    """The pairs post by post: where each post begins [m + 1], and the place and the person of each pair [E]."""
    begins = np.zeros(m + 1, dtype=np.int64)
    for e in range(len(post)):
        begins[post[e] + 1] += 1
    for j in range(m):
        begins[j + 1] += begins[j]
    following = begins[:-1].copy()
    place = np.empty(len(post), dtype=np.int32)
    person = np.empty(len(post), dtype=np.int32)
    for i in range(len(starts) - 1):
        for e in range(starts[i], starts[i + 1]):
            at = following[post[e]]
            following[post[e]] = at + 1
            place[at] = e
            person[at] = i
    return begins, place, person
