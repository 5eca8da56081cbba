"""Which places a better plan can use: what taking each costs the whole plan at the prices of rows, by the cheapest chain of exchanges.

The plain loss of a place (its reduced cost) is a lower bound on that cost, and prices of seats are not unique: with others it would be
another. The chain settles it once for all prices of seats: whoever takes a place sends somebody away, who sends somebody away, until a
seat is empty or the first seat is taken again. In a city two thirds of the places that might be used by plain loss turn out not to be.
"""

from __future__ import annotations

import numpy as np

from dungviec.engine.graph import graph_from_pairs
from dungviec.engine.problem import Ints
from dungviec.engine.side_prices import PriceSearch


def chain_cost(search: PriceSearch, lost: Ints, *, reach: int) -> Ints:
    """What a plan that uses each place loses at least, [pairs], in 1/scale; beyond ``reach`` only that it is more than that.

    ``lost``: the plain losses. A chain that uses a place which loses more than ``reach`` costs more than that by itself, so the places
    within reach are all that is looked at. Where the plan of the best prices is not quite the best at these prices nothing is known
    of chains, and the plain losses stand.
    """
    from dungviec.engine.exchanges import FAR
    from dungviec.engine.side_trim_loops import chain_losses

    if not search.exact:
        return lost
    graph, best = search.graph, search.best
    places = np.flatnonzero(lost <= reach)
    person = np.searchsorted(graph.starts, places, side="right") - 1
    few = graph_from_pairs(person, graph.post[places].astype(np.int64), capacity=graph.capacity, must=graph.must)
    worth = search.adjusted(best.row)[places]
    placed = best.chosen >= 0
    seat = np.full(graph.n, graph.m, dtype=np.int32)
    seat[placed] = graph.post[best.chosen[placed]]
    load = np.bincount(seat, minlength=graph.m + 1)[: graph.m]
    post_starts, post_place, post_person = few.by_post
    cost = np.full(graph.pairs, FAR, dtype=np.int64)
    cost[places] = chain_losses(
        few.starts, few.post, worth, post_starts, post_place, post_person, best.post, best.person, seat, ~graph.must, load,
        graph.capacity, reach,
    )  # fmt: skip
    return cost
