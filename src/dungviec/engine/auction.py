"""The auction: people bid for seats until everybody sits as well as the prices allow, which proves the plan.

Bertsekas' forward and reverse auction with falling steps of price, for people who may stay out and those who must be placed, posts
with several alike seats, worths of any sign, and a warm start from an earlier plan and its prices. At step ``eps`` the plan is within
``people x eps`` of the best; with steps finer than one unit shared among all people it is the best, and the prices are then rounded to
whole units without losing the proof (`Assignment.bound` equals `Assignment.value`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dungviec.engine.graph import Graph, Narrow, Worth
from dungviec.engine.problem import Ints

LARGEST_SCALED = 2**58
THETA = 10
"""By how much the step falls from phase to phase."""

PATIENCE = 400
"""Looks at each pair, on average, after which the auction is given up for a way with a bound on its time."""


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """A plan with prices: ``place`` [n] (-1 nobody's), seat ``price`` [m] and ``surplus`` [n] in units of 1/``scale``.

    ``value``: total worth of the plan. ``bound``: no plan is worth more (weak duality, rounded down). ``eps``: the step of price
    the plan is good to. ``work``: pairs looked at.
    """

    place: Narrow
    price: Ints
    surplus: Ints
    scale: int
    eps: int
    value: int
    bound: int
    work: int

    @property
    def exact(self) -> bool:
        """Whether the prices prove the plan best."""
        return self.bound == self.value


class TooHard(ArithmeticError):
    """Raised where the auction would take too long or its prices too many digits; another way of solving has to take over."""


def assign_exactly(
    graph: Graph, worth: Worth, *, start: Assignment | None = None, patience: int = PATIENCE
) -> Assignment:
    """The plan of largest total worth with whole prices that prove it (scale 1, bound equal to value).

    ``worth`` [places]. ``start``: a plan and prices to begin from, however good or bad. Raises TooHard beyond ``patience`` looks at
    each pair, or where worths are so large that exact steps do not fit 64 bits. Who must be placed has to fit in (see `seating`).
    """
    scale = max(graph.n, graph.m) + 2
    return _whole(graph, worth, _auction(graph, worth, scale=scale, last=1, start=start, patience=patience))


def assign_nearly(
    graph: Graph,
    worth: Worth,
    *,
    scale: int = 1,
    last: int = 1,
    start: Assignment | None = None,
    patience: int = PATIENCE,
) -> Assignment:
    """A plan within ``people x last / scale`` of the best, with prices in 1/``scale``; raises as `assign_exactly` does."""
    return _auction(graph, worth, scale=scale, last=last, start=start, patience=patience)


def _auction(
    graph: Graph, worth: Worth, *, scale: int, last: int, start: Assignment | None, patience: int
) -> Assignment:
    from dungviec.engine import auction_loops as loops

    low, high = (int(worth.min()), int(worth.max())) if len(worth) else (0, 0)
    spread = (max(high, 0) - min(low, 0)) * scale
    if spread >= LARGEST_SCALED:
        raise TooHard(f"Giá trị từ {low} đến {high} quá lớn cho {graph.n} người (worths too large for the auction).")
    people, posts = np.arange(graph.n, dtype=np.int32), np.arange(graph.m, dtype=np.int32)
    # One seat more than people who could sit there is never filled: such a post costs nothing.
    seats = np.minimum(graph.capacity, np.diff(graph.post_starts) + 1)
    seat_starts = np.zeros(graph.m + 1, dtype=np.int64)
    np.cumsum(seats, out=seat_starts[1:])
    level, owner = np.empty(seat_starts[-1], dtype=np.int64), np.empty(seat_starts[-1], dtype=np.int32)
    filled = np.zeros(graph.m, dtype=np.int32)
    queue = np.empty(max(graph.n, 1), dtype=np.int32)
    stack, stacked = np.empty(graph.m, dtype=np.int32), np.zeros(graph.m, dtype=np.bool_)
    if start is None:
        price, chosen = np.zeros(graph.m, dtype=np.int64), np.full(graph.n, -1, dtype=np.int32)
        eps = max(last, spread // 32)
    else:
        price, chosen = start.price * scale // start.scale, start.place.astype(np.int32)
        eps = max(last, start.eps * scale // start.scale // THETA)
    closed = np.flatnonzero(seats == 0)
    price[closed] = loops.CLOSED
    surplus = np.empty(graph.n, dtype=np.int64)
    budget, work = patience * (graph.pairs + graph.n + 1), 0
    given = (graph.starts, graph.post, worth, graph.must, scale)
    while True:
        waiting = loops.begin_phase(*given, eps, people, posts, seat_starts, price, level, owner, filled, chosen, queue)
        ended, looked = loops.forward(
            *given, eps, spread + eps, seat_starts, price, level, owner, filled, chosen, queue, waiting, budget
        )
        work += looked + graph.pairs
        if ended == loops.DONE:
            ended, looked = loops.reverse(
                graph.post, worth, scale, eps, people, posts, graph.post_starts, graph.post_place, graph.post_person,
                seat_starts, price, owner, filled, chosen, surplus, stack, stacked, budget,
            )  # fmt: skip
            work += looked
        if ended != loops.DONE or work > budget:
            raise TooHard(f"Đấu giá dừng ở bước {eps}/{scale} sau {work} lượt xét (the auction stopped).")
        if eps == last:
            break
        eps = max(last, eps // THETA)
    total, above = loops.settle(*given, people, price, chosen, surplus)
    for j in closed.tolist():
        own = slice(graph.post_starts[j], graph.post_starts[j + 1])
        wanted = worth[graph.post_place[own]] * np.int64(scale) - surplus[graph.post_person[own]]
        price[j] = max(0, int(wanted.max(initial=0)))
    bound = (int(graph.capacity @ price) + above) // scale
    return Assignment(chosen, price, surplus, scale=scale, eps=eps, value=total, bound=bound, work=work)


def _whole(graph: Graph, worth: Worth, found: Assignment) -> Assignment:
    """Round the prices to whole units so that they still prove the plan best.

    Every comparison the auction settled holds within one step: p_j <= p_k + scale * (a whole number) + 1. Rounding all prices
    down at the same remainder keeps it, unless some p_k + 1 crosses that remainder; there are more remainders than prices, so one
    is free of that.
    """
    from dungviec.engine import auction_loops as loops

    scale = found.scale
    taken = np.zeros(scale, dtype=np.bool_)
    taken[found.price % scale] = True
    taken[0] = True  # staying out and an empty seat cost nothing, and must go on to
    cut = int(np.flatnonzero(~taken)[0]) + 1
    price = (found.price - cut) // scale - (-cut // scale)
    surplus = np.empty(graph.n, dtype=np.int64)
    people = np.arange(graph.n, dtype=np.int32)
    total, above = loops.settle(graph.starts, graph.post, worth, graph.must, 1, people, price, found.place, surplus)
    bound = int(graph.capacity @ price) + above
    return Assignment(found.place, price, surplus, scale=1, eps=0, value=total, bound=bound, work=found.work)
