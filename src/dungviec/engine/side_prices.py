"""Prices of side rows: what one more unit of each limit is worth, searched by Lagrangian relaxation on the warm auction.

With row prices l the core is solved on the worths less the prices of the rows an edge is in. Every such solve gives a bound
(weak duality, any l >= 0) and often a plan that keeps the rows. Each solve starts from the plan and the seat prices of the one before,
at the finest step of price at once: after a small change of l that is the fastest way, and the bound is exact to n/scale.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from dungviec.engine.auction import Assignment, assign_nearly
from dungviec.engine.graph import Graph, Narrow, narrowed
from dungviec.engine.problem import Ints, Progress
from dungviec.engine.repair import repaired
from dungviec.engine.side_rows import RowTable

SIGN_STEPS = 120
PATIENCE = 24
"""Steps without a better bound after which the search ends."""

LARGEST_WORTH = 2**44
"""The auction takes worths up to here, in 1/scale and less the prices of rows."""

HURRY = 30
"""Looks at each pair, on average, after which a warm start was no help."""


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """Prices of rows, posts and people and the bound on total worth they prove, all in units of 1/scale; ``chosen`` [n] places."""

    row: Ints
    post: Ints
    person: Ints
    bound: int
    chosen: Narrow


@dataclass(slots=True, eq=False)
class PriceSearch:
    """The state of the search: the best bound, and the best plan that keeps the hard rows.

    ``worth`` [pairs] in whole units, without row prices. ``total`` of a plan is its worth less the fines of elastic rows.
    ``warm``: where the next auction starts. Plans are places of the graph.
    """

    graph: Graph
    worth: Ints
    rows: RowTable
    best: Priced
    warm: Assignment
    plan: Narrow | None = None
    total: int = 0

    def offer(self, chosen: Narrow, used: Ints | None = None) -> bool:
        """Keep a plan when it keeps the hard rows and is worth more than the one kept; ``used``: its counts, where known."""
        used = self.rows.count(chosen) if used is None else used
        beyond = np.maximum(used - self.rows.limit, 0)
        if beyond[self.rows.price < 0].any():
            return False
        broken = np.flatnonzero(beyond)
        total = int(self.worth[chosen[chosen >= 0]].sum()) - _dot(beyond[broken], self.rows.price[broken])
        if self.plan is not None and total <= self.total:
            return False
        self.plan, self.total = chosen, total
        return True

    @property
    def upper(self) -> int:
        """The bound in whole units of worth."""
        return self.best.bound // self.rows.scale

    @property
    def exact(self) -> bool:
        """Whether the plan of the best prices is the best plan at these prices, to the last of 1/scale."""
        best = self.best
        at_prices = int(self.adjusted(best.row)[best.chosen[best.chosen >= 0]].sum())
        return best.bound == at_prices + _dot(best.row, self.rows.limit)

    @property
    def gap(self) -> int | None:
        """Whole units between bound and best plan, None without a plan."""
        return None if self.plan is None else self.upper - self.total

    def adjusted(self, price: Ints) -> Ints:
        """Worths less the prices of rows, [pairs], in 1/scale."""
        from dungviec.engine.side_loops import adjust

        rows = self.rows
        return adjust(self.worth, rows.scale, rows.starts, rows.row, rows.weight, price)

    def lost(self) -> Ints:
        """What choosing each place loses at the best prices, [pairs] >= 0, in 1/scale."""
        from dungviec.engine.side_loops import losses

        best = self.best
        return losses(self.graph.starts, self.graph.post, self.adjusted(best.row), best.post, best.person)

    def evaluate(self, price: Ints, *, exactly: bool = False) -> Ints:
        """Solve the core at these row prices, keep bound and plan where they are better; units beyond each limit (signed)."""
        worth = narrowed(self.adjusted(price))
        if exactly:
            found = repaired(self.graph, worth, start=self.warm)
        else:
            found = assign_nearly(self.graph, worth, scale=1, last=1, start=self.warm, patience=HURRY)
            if not found.finished:
                found = assign_nearly(self.graph, worth, scale=1, last=1)
            if not found.finished:
                found = repaired(self.graph, worth, start=found)
        self.warm = replace(found, eps=1)
        bound = found.bound + _dot(price, self.rows.limit)
        if bound < self.best.bound or (exactly and bound == self.best.bound):
            self.best = Priced(price.copy(), found.price, found.surplus, bound, found.place)
        used = self.rows.count(found.place)
        self.offer(found.place, used)
        return used - self.rows.limit


def begin(graph: Graph, worth: Ints, *, rows: RowTable, start: Assignment) -> PriceSearch:
    """A search that starts from the optimum of the core without rows; ``worth`` [pairs] by place, ``start`` in whole units."""
    scale, nothing = rows.scale, np.zeros(len(rows.limit), dtype=np.int64)
    best = Priced(nothing, start.price * scale, start.surplus * scale, start.bound * scale, start.place)
    warm = replace(start, price=best.post, surplus=best.person, eps=1)
    search = PriceSearch(graph=graph, worth=worth, rows=rows, best=best, warm=warm)
    search.offer(start.place)
    return search


def search_prices(
    search: PriceSearch, *, deadline: float, steps: int = SIGN_STEPS, least: int = 0, progress: Progress | None = None
) -> None:
    """Lower the bound: bisection on the row broken most, then steps by sign for all rows (Rprop), until nothing improves.

    ``deadline`` is on ``time.perf_counter``'s clock; the ``least`` steps are taken even when it has passed.
    """
    _search(search, deadline=deadline, steps=steps, least=least, progress=progress)
    if search.gap != 0:
        search.evaluate(search.best.row.copy(), exactly=True)


def _search(search: PriceSearch, *, deadline: float, steps: int, least: int, progress: Progress | None) -> None:
    rows = search.rows
    span = int(search.worth.max(initial=0)) - min(0, int(search.worth.min(initial=0))) + 1
    cap = dearest_prices(search, span)
    over = rows.count(search.best.chosen) - rows.limit
    if not (over > 0).any():
        return
    price = search.best.row.copy()
    worst = int(np.argmax(over))
    _bisect(search, price, worst, top=int(cap[worst]), first=span * rows.scale // 64 + 1, deadline=deadline)
    price = search.best.row.copy()
    over = search.evaluate(price)
    step = np.full(len(price), span * rows.scale // 100 + 1, dtype=np.int64)
    step[worst] = step[worst] // 8 + 1
    descend(search, price, step, over=over, cap=cap, steps=steps, least=least, deadline=deadline, progress=progress)


def descend(
    search: PriceSearch,
    price: Ints,
    step: Ints,
    *,
    over: Ints,
    cap: Ints,
    steps: int,
    deadline: float,
    least: int = 0,
    progress: Progress | None = None,
) -> None:
    """Steps by sign from ``price``: each row's step grows while the sign of its excess (``over``) stays and is halved when it turns.

    ``step`` [rows]: the first steps, changed in place so that a later descent can go on from them; a row with ``cap`` equal to its price
    and step 0 stays where it is.
    """
    moving = step > 0
    last_sign = np.zeros(len(price), dtype=np.int64)
    stale = 0
    for turn in range(steps):
        sign = np.sign(over) * ((over > 0) | (price > 0)) * moving
        grown = np.where(sign * last_sign > 0, step * 13 // 10 + 1, np.where(sign * last_sign < 0, step // 2, step))
        step[:] = np.where(moving, np.maximum(grown, 1), 0)
        price = np.clip(price + sign * step, 0, cap)
        last_sign = sign
        before = search.best.bound
        over = search.evaluate(price)
        stale = 0 if search.best.bound < before else stale + 1
        if progress:
            progress("rows", (turn + 1) / steps)
        late = turn + 1 >= least and time.perf_counter() > deadline
        if stale >= PATIENCE or search.gap == 0 or not sign.any() or late:
            break


def _bisect(search: PriceSearch, price: Ints, row: int, *, top: int, first: int, deadline: float) -> None:
    """The price of one row at which its use falls to the limit, to about 1/30 of a unit's digits."""
    low, high = int(price[row]), min(top, first)

    def breaks(level: int) -> bool:
        price[row] = level
        return bool(search.evaluate(price)[row] > 0)

    while high < top and breaks(high) and time.perf_counter() < deadline:
        low, high = high, min(top, high * 4)
    while high - low > max(1, high // 256) and search.gap != 0 and time.perf_counter() < deadline:
        middle = (low + high) // 2
        if breaks(middle):
            low = middle
        else:
            high = middle


def dearest_prices(search: PriceSearch, span: int) -> Ints:
    """How high the price of each row may go: what breaking it costs, or more than any worth; and never beyond 64 bits."""
    rows = search.rows
    heaviest = np.ones(len(rows.limit), dtype=np.int64)
    np.maximum.at(heaviest, rows.row, np.abs(rows.weight))
    deepest = int(np.diff(rows.starts).max(initial=1))
    cap = np.where(rows.price >= 0, rows.price, 2 * span)
    highest: Ints = np.minimum(cap * rows.scale, np.maximum(1, LARGEST_WORTH // heaviest // deepest))
    return highest


def _dot(a: Ints, b: Ints) -> int:
    """The sum of the products, without regard to 64 bits."""
    return sum(x * y for x, y in zip(a.tolist(), b.tolist(), strict=True))
