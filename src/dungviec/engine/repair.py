"""Mending a plan by cheapest chains of exchanges: exact, in whole units, and with a bound on its time.

Where the auction raises prices by small steps, this looks for the cheapest chain at once (Dijkstra over the posts, prices as potentials),
one for each person or seat in the wrong. A plan that one new lock or ban has spoilt is mended in well under a millisecond; from no
plan at all it is the Hungarian method, at most one search per person and seat, and stands in where the auction gets stuck.
"""

from __future__ import annotations

import numpy as np

from dungviec.engine.auction import Assignment, prices_of_closed
from dungviec.engine.graph import Graph, Narrow, Worth
from dungviec.engine.problem import Ints, ProblemFault

LARGEST_FINE = 2**60


def repaired(graph: Graph, worth: Worth, *, start: Assignment | None = None, out: Ints | None = None) -> Assignment:
    """The plan of largest total worth with whole prices that prove it, mended from ``start`` (its prices in whole units).

    ``out`` [n]: what staying out is worth; default 0, and for who must be placed less than any plan could make up for, so that as few
    as can be stay out. ``value`` and ``bound`` count ``out`` for whoever stays out and may, and leave the others away.
    Raises ProblemFault where worths are so large that such a fine does not fit 64 bits.
    """
    from dungviec.engine import repair_loops as loops

    staying_out = fines(graph, worth) if out is None else out
    n, m = graph.n, graph.m
    seat_starts = graph.seat_starts
    owner, filled = np.empty(seat_starts[-1], dtype=np.int32), np.zeros(m, dtype=np.int32)
    price = np.zeros(m, dtype=np.int64) if start is None else start.price // start.scale
    chosen = np.full(n, -1, dtype=np.int32) if start is None else start.place.astype(np.int32)
    surplus = np.empty(n, dtype=np.int64)
    distance = np.full(m, loops.FAR, dtype=np.int64)
    narrow = [np.empty(m + 1, dtype=np.int32) for _ in range(5)]
    state: tuple[Ints, Ints, Narrow, Ints, Narrow, Narrow] = (seat_starts, price, chosen, surplus, owner, filled)
    loops.prepare(graph.starts, graph.post, worth, staying_out, *state)
    work = graph.pairs
    work += loops.seat_people(graph.starts, graph.post, worth, staying_out, *state, distance, *narrow)
    post_starts, post_place, post_person = graph.by_post
    work += loops.fill_seats(graph.post, worth, post_starts, post_place, post_person, *state, distance, *narrow)
    closed = np.flatnonzero(np.diff(seat_starts) == 0)
    price[closed] = prices_of_closed(graph, worth, surplus, closed, scale=1)
    placed = chosen >= 0
    value = int(worth[chosen[placed]].sum(dtype=np.int64)) + int(staying_out[~placed].sum())
    bound = int(graph.capacity @ price) + int(surplus.sum())
    return Assignment(chosen, price, surplus, scale=1, eps=0, value=value, bound=bound, work=work)


def fines(graph: Graph, worth: Worth) -> Ints:
    """What staying out is worth to each person: 0, or below what any plan could make up for where he or she must be placed, [n]."""
    span = max(abs(int(worth.max(initial=0))), abs(int(worth.min(initial=0))))
    fine = 2 * (min(graph.n, int(graph.capacity.sum())) + 2) * span + 1
    if graph.must.any() and fine > LARGEST_FINE:
        raise ProblemFault(
            f"Giá trị của các cặp (tới {span}) quá lớn cho {graph.n} người; hãy chia cho một thừa số chung.",
            f"The worths of the pairs (up to {span}) are too large for {graph.n} people; divide them by a common factor.",
        )
    return np.where(graph.must, -fine, 0).astype(np.int64)
