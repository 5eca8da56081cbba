"""The compiled loop of `exchanges`: cheapest chains of changes into one post (Dijkstra against the arcs, in whole numbers)."""

from __future__ import annotations

from dungviec.engine.compiled import compiled
from dungviec.engine.graph import Narrow, Worth
from dungviec.engine.problem import Flags, Ints
from dungviec.engine.repair_loops import fall, rise

FAR = 2**62
NONE = -1


@compiled
def ways_into(
    target: int,
    worth: Worth,
    post_starts: Ints,
    post_place: Narrow,
    post_person: Narrow,
    price: Ints,
    surplus: Ints,
    seat: Narrow,
    free: Flags,
    load: Ints,
    capacity: Ints,
    offer: Ints,
    nearest: bool,
    cost: Ints,
    after: Narrow,
    mover: Narrow,
    by_place: Narrow,
    heap: Narrow,
    where: Narrow,
) -> None:
    """Fill ``cost`` [m + 1] of the chains from each node to ``target``, with the next node, who moves and to which place.

    Nodes are posts and, last, outside. ``offer`` [m + 1] (FAR: not asked): the search ends when all nodes asked are settled or, with
    ``nearest``, when none can make offer + cost smaller.
    """
    outside = len(price)
    asked = 0
    for v in range(outside + 1):
        cost[v] = FAR
        asked += offer[v] < FAR
    cost[target] = 0
    heap[0] = target
    where[target] = 0
    size = 1
    least = FAR
    while size > 0 and asked > 0:
        v = heap[0]
        if nearest and cost[v] >= least:
            break
        size -= 1
        heap[0] = heap[size]
        where[heap[0]] = 0
        fall(heap, where, cost, 0, size)
        if offer[v] < FAR:
            least = min(least, cost[v] + offer[v])
            asked -= 1
        if v == outside:
            for j in range(outside):
                if load[j] < capacity[j] and cost[v] < cost[j]:
                    size = reached(j, cost[v], v, NONE, NONE, cost, after, mover, by_place, heap, where, size)
            for i in range(len(seat)):
                if free[i] and cost[v] + surplus[i] < cost[seat[i]]:
                    size = reached(
                        seat[i], cost[v] + surplus[i], v, i, NONE, cost, after, mover, by_place, heap, where, size
                    )
            continue
        if load[v] > 0 and cost[v] + price[v] < cost[outside]:
            size = reached(outside, cost[v] + price[v], v, NONE, NONE, cost, after, mover, by_place, heap, where, size)
        for at in range(post_starts[v], post_starts[v + 1]):
            i = post_person[at]
            if seat[i] != v:
                e = post_place[at]
                d = cost[v] + surplus[i] - worth[e] + price[v]
                if d < cost[seat[i]]:
                    size = reached(seat[i], d, v, i, e, cost, after, mover, by_place, heap, where, size)


@compiled
def reached(
    node: int,
    d: int,
    following: int,
    person: int,
    place: int,
    cost: Ints,
    after: Narrow,
    mover: Narrow,
    by_place: Narrow,
    heap: Narrow,
    where: Narrow,
    size: int,
) -> int:
    """Note a cheaper way (``d`` below its cost) from ``node``; the new size of the heap."""
    if cost[node] == FAR:
        heap[size] = node
        where[node] = size
        size += 1
    cost[node] = d
    after[node] = following
    mover[node] = person
    by_place[node] = place
    rise(heap, where, cost, where[node])
    return size
