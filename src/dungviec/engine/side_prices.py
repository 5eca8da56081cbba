"""Prices of side rows: what one more unit of each limit is worth, searched by Lagrangian relaxation on the exact core.

With row prices l the core is solved on the worths less the prices of the rows an edge is in. Every such solve gives a bound
(weak duality, any l >= 0) and often a plan that keeps the rows. The flow runs on the few edges per person that can matter
(reduced cost near 0); the people's surpluses, and so the bound, are always taken over all edges.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from dungviec.engine import core, duals
from dungviec.engine.problem import Ints, Progress
from dungviec.engine.side_rows import FIXED_POINT, RowTable

SIGN_STEPS = 60
PATIENCE = 14


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """Prices (in eighths), the total worth they prove as a bound (in eighths), and the reduced cost of each edge, <= 0."""

    row: Ints
    post: Ints
    person: Ints
    bound: int
    reduced_cost: Ints
    chosen: Ints


@dataclass(slots=True, eq=False)
class PriceSearch:
    """The state of the search: the best bound, the best plan that keeps the hard rows, the edges in play.

    ``worth`` [E] in whole units, without row prices. ``total`` of a plan is its worth less the fines of elastic rows.
    """

    net: core.Network
    worth: Ints
    rows: RowTable
    best: Priced
    in_play: Ints
    plan: Ints | None = None
    total: int = 0

    def offer(self, chosen: Ints) -> None:
        """Keep a plan when it keeps the hard rows and is worth more than the one kept."""
        if not self.rows.keeps_hard(chosen):
            return
        total = int(self.worth[chosen[chosen >= 0]].sum()) - self.rows.fines(chosen)
        if self.plan is None or total > self.total:
            self.plan, self.total = chosen, total

    @property
    def gap(self) -> int | None:
        """Whole units between bound and best plan, None without a plan."""
        return None if self.plan is None else self.best.bound // FIXED_POINT - self.total

    def evaluate(self, price: Ints, *, everywhere: bool = False) -> Priced:
        """Solve the core at these row prices; keeps the bound and the plan where they are better."""
        adjusted = self.worth * FIXED_POINT - np.asarray(self.rows.by_edge @ price)
        fixed = int(price @ self.rows.limit)
        while True:
            columns = np.arange(len(adjusted)) if everywhere else self.in_play
            net = self.net if everywhere else _part(self.net, columns)
            chosen, _ = core.best_flow(net, adjusted[columns])
            post = duals.smallest_prices(net, adjusted[columns], chosen)
            chosen = core.at_chosen(columns, chosen, none=-1)
            reduced = adjusted - post[self.net.post]
            person = self.net.best_of_people(reduced)
            own = core.at_chosen(reduced, chosen, none=0)
            missed = np.flatnonzero(reduced > own[self.net.person])
            if everywhere or len(missed) == 0:
                break
            self.in_play = np.union1d(self.in_play, missed)  # until the flow over all edges would choose the same
        priced = Priced(
            row=price.copy(),
            post=post,
            person=person,
            bound=duals.dual_total(self.net, post, person) + fixed,
            reduced_cost=reduced - person[self.net.person],
            chosen=chosen,
        )
        if priced.bound < self.best.bound:
            self.best = priced
        self.offer(chosen)
        return priced


def begin(net: core.Network, worth: Ints, *, rows: RowTable, chosen: Ints, post: Ints) -> PriceSearch:
    """A search that starts from the optimum of the core without rows and its seat prices (whole units)."""
    reduced = worth - post[net.post]
    person = net.best_of_people(reduced)
    reduced -= person[net.person]
    nothing = np.zeros(len(rows.limit), dtype=np.int64)
    best = Priced(
        row=nothing,
        post=post * FIXED_POINT,
        person=person * FIXED_POINT,
        bound=duals.dual_total(net, post, person) * FIXED_POINT,
        reduced_cost=reduced * FIXED_POINT,
        chosen=chosen,
    )
    nearest = np.argsort(-reduced, kind="stable")[: 4 * net.n]
    in_play = np.union1d(nearest, chosen[chosen >= 0])
    search = PriceSearch(net=net, worth=worth, rows=rows, best=best, in_play=in_play)
    search.offer(chosen)
    return search


def search_prices(search: PriceSearch, *, deadline: float, progress: Progress | None = None) -> None:
    """Lower the bound: bisection on the row broken most, then steps by sign for all rows (Rprop), until nothing improves.

    ``deadline`` is on ``time.perf_counter``'s clock.
    """
    rows = search.rows
    cap = np.where(rows.price >= 0, rows.price, int(np.abs(search.worth).max(initial=0)) * 2 + 1) * FIXED_POINT
    price = search.best.row.copy()
    over = rows.count(search.best.chosen) - rows.limit
    if not (over > 0).any():
        return
    worst = int(np.argmax(over))
    _bisect(search, price, worst, top=int(cap[worst]), deadline=deadline)
    price = search.best.row.copy()
    over = rows.count(search.evaluate(price).chosen) - rows.limit
    wrong = (over > 0) | ((price > 0) & (over != 0))
    wrong[worst] = False  # bisection has found the best price of one row alone
    if not wrong.any():
        return
    step = np.full(len(price), 300 * FIXED_POINT, dtype=np.int64)
    last_sign = np.zeros(len(price), dtype=np.int64)
    stale = 0
    for turn in range(SIGN_STEPS):
        sign = np.sign(over) * ((over > 0) | (price > 0))
        step = np.where(sign * last_sign > 0, step * 13 // 10 + 1, np.where(sign * last_sign < 0, step // 2, step))
        step = np.maximum(step, 1)
        price = np.clip(price + sign * step, 0, cap)
        last_sign = sign
        before = search.best.bound
        over = rows.count(search.evaluate(price).chosen) - rows.limit
        stale = 0 if search.best.bound < before else stale + 1
        if progress:
            progress("rows", (turn + 1) / SIGN_STEPS)
        if stale >= PATIENCE or search.gap == 0 or not sign.any() or time.perf_counter() > deadline:
            break


def _bisect(search: PriceSearch, price: Ints, row: int, *, top: int, deadline: float) -> None:
    """The price of one row at which its use falls to the limit."""
    low, high = int(price[row]), min(top, max(64 * FIXED_POINT, 1))
    limit = search.rows.limit[row]

    def used(level: int) -> int:
        price[row] = level
        return int(search.rows.count(search.evaluate(price).chosen)[row])

    while high < top and used(high) > limit and time.perf_counter() < deadline:
        low, high = high, min(top, high * 4)
    while high - low > 1 and search.gap != 0 and time.perf_counter() < deadline:
        middle = (low + high) // 2
        if used(middle) > limit:
            low = middle
        else:
            high = middle


def _part(net: core.Network, columns: Ints) -> core.Network:
    return core.network(net.person[columns], net.post[columns], capacity=net.capacity, free=net.free)
