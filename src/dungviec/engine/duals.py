"""How far the price of each seat may lie without the proof failing: seat prices that support a best plan are not unique.

Between the smallest and the largest lies every valid price. A reader is told one of them as *one valid price*, or both ends.
"""

from __future__ import annotations

import numpy as np

from dungviec.engine.exchanges import Exchanges, exchanges_of
from dungviec.engine.problem import Ints, Problem, Solution


def price_interval(problem: Problem, solution: Solution) -> tuple[Ints, Ints]:
    """The smallest and the largest price of each post [m] that prove the plan best; ValueError where side rows bind.

    All smallest prices together are a proof, and so are all largest. Where nothing limits a price from above (a post filled only by
    people who must be placed and are wanted nowhere else) it is capped at the largest worth (or the largest of the smallest prices).
    """
    around = exchanges_of(problem, solution)
    low = _smallest(around)
    return low, _largest(around, cap=max(int(around.worth.max(initial=0)), int(low.max(initial=0))))


def _smallest(around: Exchanges) -> Ints:
    """Longest distances in the graph of exchanges: who sits in j and would gain w more in k keeps the price of k at least w above j's."""
    post_starts, place, person = around.graph.by_post
    here = np.flatnonzero(np.diff(post_starts))
    price = np.zeros(around.outside + 1, dtype=np.int64)  # the last one stands for "no post", at no price
    own = around.person + np.append(around.post_price, 0)[around.seat]
    while len(here):
        asked = np.maximum.reduceat(around.worth[place] - (own - price[around.seat])[person], post_starts[here])
        risen = np.maximum(price[here], asked)
        if (risen == price[here]).all():
            break
        price[here] = risen
    return price[:-1]


def _largest(around: Exchanges, *, cap: int) -> Ints:
    """The surplus of a seated person may not fall below the best alternative: the price of the seat is at most its worth less that."""
    graph, placed = around.graph, np.flatnonzero(around.seat < around.outside)
    seat = around.seat[placed]
    own = around.person[placed] + around.post_price[seat]
    price = np.where(around.load < graph.capacity, 0, cap)
    people = np.flatnonzero(np.diff(graph.starts))
    best = np.zeros(graph.n, dtype=np.int64)
    while len(placed):
        top = np.maximum.reduceat(around.worth - price[graph.post], graph.starts[people])
        best[people] = np.where(around.free[people], np.maximum(top, 0), top)
        lower = price.copy()
        np.minimum.at(lower, seat, own - best[placed])
        if (lower == price).all():
            break
        price = lower
    return price
