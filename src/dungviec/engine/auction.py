"""The auction: people bid for seats until everybody sits nearly as well as the prices allow.

Bertsekas' forward and reverse auction with falling steps of price, for people who may stay out and those who must be placed, posts
with several alike seats, worths of any sign, and a warm start from an earlier plan and its prices. At step ``eps`` the plan is within
``people x eps`` of the best. The last unit is left to `repair`, which takes a plan and prices like these and makes them exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dungviec.engine.graph import Graph, Narrow, Worth
from dungviec.engine.problem import Ints

FIRST = 512
"""The first step, as a part of the spread of worths."""

THETA = 20
"""By how much the step falls from phase to phase."""

WAR, PEACE = 40, 8
"""Looks at each pair in one phase that make it a price war, and by how much the step grows to end it."""

FINE, FINEST = 2**17, 8
"""The last step where nothing else is asked for, as a part of the spread, and the parts of a unit it may be."""

PATIENCE = 200
"""Looks at each pair, on average, after which the auction stops where it is (a usual one ends below 20)."""


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """A plan with prices: ``place`` [n] (-1 for none), seat ``price`` [m] and ``surplus`` [n] in units of 1/``scale``.

    ``value``: total worth of the plan. ``bound``: no plan is worth more (weak duality, rounded down). ``eps``: the last step of price, in
    1/``scale``. ``finished``: the plan is within people x eps of the best; else the auction stopped in a price war, and only
    ``bound`` says how good the plan is. ``work``: pairs looked at.
    """

    place: Narrow
    price: Ints
    surplus: Ints
    scale: int
    eps: int
    value: int
    bound: int
    work: int
    finished: bool = True

    @property
    def exact(self) -> bool:
        """Whether the prices prove the plan best."""
        return self.bound == self.value


def assign_nearly(
    graph: Graph,
    worth: Worth,
    *,
    scale: int | None = None,
    last: int | None = None,
    start: Assignment | None = None,
    patience: int = PATIENCE,
) -> Assignment:
    """A plan within ``people x last / scale`` of the best.

    ``worth`` [E] by place, within +-2**42. ``scale`` and ``last`` (in 1/scale): by default a 131 072nd of the spread of worths, but not
    below an eighth of a unit. ``start``: an earlier plan with its prices, whose last step sets the first one here. Who must be placed has to
    fit in (``graph.unseated`` is empty), else the auction goes on until its ``patience`` (looks at each pair, on average) is over.
    """
    from dungviec.engine import auction_loops as loops

    scale = scale or FINEST
    spread = _spread(worth) * scale
    last = last or max(1, spread // FINE)
    seat_starts = graph.seat_starts
    level, owner = np.empty(seat_starts[-1], dtype=np.int64), np.empty(seat_starts[-1], dtype=np.int32)
    filled = np.zeros(graph.m, dtype=np.int32)
    queue = np.empty(max(graph.n, 1), dtype=np.int32)
    stack, stacked = np.empty(graph.m, dtype=np.int32), np.zeros(graph.m, dtype=np.bool_)
    if start is None:
        price, chosen = np.zeros(graph.m, dtype=np.int64), np.full(graph.n, -1, dtype=np.int32)
        eps = max(last, spread // FIRST)
    else:
        price, chosen = start.price * scale // start.scale, start.place.astype(np.int32)
        eps = max(last, start.eps * scale // start.scale // THETA)
    closed = np.flatnonzero(np.diff(seat_starts) == 0)
    price[closed] = loops.CLOSED
    surplus = np.empty(graph.n, dtype=np.int64)
    budget, work = patience * (graph.pairs + graph.n + 1), 0
    given = (graph.starts, graph.post, worth, graph.must, scale)
    while True:
        allowed = min(WAR * (graph.pairs + graph.n + 1), budget - work)
        waiting = loops.begin_phase(*given, eps, seat_starts, price, level, owner, filled, chosen, queue)
        ended, looked = loops.forward(
            *given, eps, spread + eps, seat_starts, price, level, owner, filled, chosen, queue, waiting, allowed
        )
        work += looked + graph.pairs + 1
        if ended == loops.DONE:
            ended, looked = loops.reverse(
                graph.post, worth, scale, eps, *graph.by_post, seat_starts, price, owner, filled, chosen, surplus, stack,
                stacked, budget - work,
            )  # fmt: skip
            work += looked
        if ended == loops.NO_WAY or work >= budget or (ended == loops.DONE and eps == last):
            break
        eps = max(last, eps // THETA) if ended == loops.DONE else min(eps * PEACE, max(eps, spread))
    total, above = loops.settle(*given, price, chosen, surplus)
    price[closed] = prices_of_closed(graph, worth, surplus, closed, scale=scale)
    bound = (int(graph.capacity @ price) + above) // scale
    return Assignment(chosen, price, surplus, scale, eps, total, bound, work, finished=ended == loops.DONE)


def _spread(worth: Worth) -> int:
    """How far worths lie apart, counting 0 (staying out) as one of them; the few largest and smallest are left away."""
    few = np.sort(worth[:: max(1, len(worth) // 4096)].astype(np.int64))
    at = len(few) // 50
    return max(1, max(0, int(few[-1 - at])) - min(0, int(few[at]))) if len(few) else 1


def prices_of_closed(graph: Graph, worth: Worth, surplus: Ints, closed: Ints, *, scale: int) -> Ints:
    """Prices of posts without seats (indices ``closed``) at which nobody would rather have one; they count for nothing in the bound."""
    if not len(closed):
        return np.zeros(0, dtype=np.int64)
    starts, place, person = graph.by_post
    wanted = [
        worth[place[a:b]] * np.int64(scale) - surplus[person[a:b]]
        for a, b in zip(starts[closed], starts[closed + 1], strict=True)
    ]
    return np.array([max(0, int(each.max(initial=0))) for each in wanted], dtype=np.int64)
