"""The compiled loop of `side_trim`: for each place the loss of its person taking it and the cheapest chain that makes room."""

from __future__ import annotations

import numpy as np

from dungviec.engine.compiled import compiled
from dungviec.engine.exchanges_loops import FAR, NONE, reached
from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Flags, Ints
from dungviec.engine.repair_loops import fall


@compiled
def chain_losses(
    starts: Ints,
    post: Narrow,
    worth: Ints,
    post_starts: Ints,
    post_place: Narrow,
    post_person: Narrow,
    price: Ints,
    surplus: Ints,
    seat: Narrow,
    free: Flags,
    load: Ints,
    capacity: Ints,
    reach: int,
) -> Ints:
    """What taking each place costs the best plan, [pairs]; FAR where that is more than ``reach``. Nodes as in `exchanges_loops`."""
    outside = len(price)
    lost = np.empty(len(post), dtype=np.int64)
    cost = np.full(outside + 1, FAR, dtype=np.int64)
    after, mover, by_place, heap, where = (
        np.empty(outside + 1, dtype=np.int32),
        np.empty(outside + 1, dtype=np.int32),
        np.empty(outside + 1, dtype=np.int32),
        np.empty(outside + 1, dtype=np.int32),
        np.empty(outside + 1, dtype=np.int32),
    )
    for person in range(len(starts) - 1):
        target = seat[person]
        furthest = -1
        for e in range(starts[person], starts[person + 1]):
            lost[e] = surplus[person] - worth[e] + price[post[e]]
            if post[e] != target:
                furthest = max(furthest, reach - lost[e])
        cost[:] = FAR
        cost[target] = 0
        heap[0] = target
        where[target] = 0
        size = 1 if furthest >= 0 else 0
        while size > 0 and cost[heap[0]] <= furthest:
            v = heap[0]
            size -= 1
            heap[0] = heap[size]
            where[heap[0]] = 0
            fall(heap, where, cost, 0, size)
            if v == outside:
                for j in range(outside):
                    if load[j] < capacity[j] and cost[v] < cost[j]:
                        size = reached(j, cost[v], v, NONE, NONE, cost, after, mover, by_place, heap, where, size)
                for i in range(len(seat)):
                    d = cost[v] + surplus[i]
                    if free[i] and d <= furthest and d < cost[seat[i]]:
                        size = reached(seat[i], d, v, i, NONE, cost, after, mover, by_place, heap, where, size)
                continue
            if load[v] > 0 and cost[v] + price[v] < cost[outside]:
                size = reached(
                    outside, cost[v] + price[v], v, NONE, NONE, cost, after, mover, by_place, heap, where, size
                )
            for at in range(post_starts[v], post_starts[v + 1]):
                i = post_person[at]
                if seat[i] != v:
                    e = post_place[at]
                    d = cost[v] + surplus[i] - worth[e] + price[v]
                    if d <= furthest and d < cost[seat[i]]:
                        size = reached(seat[i], d, v, i, e, cost, after, mover, by_place, heap, where, size)
        for e in range(starts[person], starts[person + 1]):
            if post[e] != target:
                lost[e] = lost[e] + cost[post[e]] if cost[post[e]] <= furthest else FAR
    return lost
