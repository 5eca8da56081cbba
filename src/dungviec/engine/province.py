"""One province of a country: it keeps its pairs, prices and plan, and answers in kilobytes (see `decompose`)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from dungviec.engine import certificate, core, side_large, side_prices, side_rows
from dungviec.engine.backends import Serial
from dungviec.engine.check import verify
from dungviec.engine.graph import graph_of, narrowed
from dungviec.engine.problem import Duals, Ints, Problem, SideRow, Solution, Status

NOTHING_YET = 2**62


@dataclass(frozen=True, slots=True)
class Facts:
    """People, pairs and rows of a province; the scale of its prices, the largest worth, and the value of its empty plan."""

    people: int
    pairs: int
    rows: int
    scale: int
    span: int
    base: int


@dataclass(frozen=True, slots=True)
class Priced:
    """A bound on the province's total worth at the prices given, less those prices' income (in 1/scale), and what its plan uses of each
    shared row (signed)."""

    bound: int
    used: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """Value of the plan, its use of the shared rows (signed), people without a post, hard rows broken, and what happened."""

    value: int
    used: tuple[int, ...]
    unplaced: int
    broken: int
    notes: tuple[str, ...]


class Province:
    """State of one province. ``make`` builds its problem and its part of the shared rows; it is called where the province lives."""

    def __init__(self, make: Callable[[], tuple[Problem, tuple[SideRow, ...]]]) -> None:
        self.make = make
        problem, shared = make()
        both = replace(problem, rows=problem.rows + shared)
        self.own, self.shared = len(problem.rows), len(shared)
        graph = graph_of(both)
        worth = core.worth_of(both)
        worth = worth if graph.order is None else worth[graph.order]
        table = side_rows.row_table(both, graph)
        table.limit[self.own :] = 0  # a bound without the income of the shared prices
        self.base = core.base_of(both)
        start = core.best_assignment(graph, narrowed(worth))
        self.search = side_prices.begin(graph, worth, rows=table, start=start)
        span = int(worth.max(initial=0)) - min(0, int(worth.min(initial=0))) + 1
        self.cap = side_prices.dearest_prices(self.search, span)
        self.step = np.full(len(table.limit), span * table.scale // 100 + 1, dtype=np.int64)
        self.step[self.own :] = 0
        self.span = span

    def begin(self) -> Facts:
        """The size of the province."""
        graph, rows = self.search.graph, self.search.rows
        return Facts(graph.n, graph.pairs, self.own, rows.scale, self.span, self.base)

    def price(self, prices: list[int], steps: int) -> Priced:
        """Its bound at these prices of the shared rows (in 1/scale), after ``steps`` of its own prices from where they were."""
        search = self.search
        row = search.best.row.copy()
        row[self.own :] = prices
        search.best = replace(search.best, bound=NOTHING_YET)
        search.plan = None
        self.step[: self.own] = np.maximum(self.step[: self.own], self.span * search.rows.scale // 2000)
        over = search.evaluate(row)
        side_prices.descend(
            search, row, self.step, over=over, cap=np.maximum(self.cap, row), steps=steps, deadline=np.inf
        )
        used = search.rows.count(search.best.chosen)[self.own :]
        return Priced(search.best.bound, tuple(used.tolist()))

    def plan(self, allowances: list[int], seconds: float) -> Planned:
        """A plan that uses no more of the shared rows than allowed (signed); it is kept here."""
        search, rows = self.search, self.search.rows
        income = sum(p * a for p, a in zip(search.best.row[self.own :].tolist(), allowances, strict=True))
        rows.limit[self.own :] = allowances
        search.plan = None
        search.best = replace(search.best, bound=search.best.bound + income)
        search.offer(search.best.chosen)
        search.warm = replace(search.warm, place=search.best.chosen)
        found = side_large.search_blocks(
            search, base=self.base, deadline=time.perf_counter() + seconds, backend=Serial()
        )
        chosen = search.plan if search.plan is not None else search.best.chosen
        value = self.base + int(search.worth[chosen[chosen >= 0]].sum())
        used = rows.count(chosen)[self.own :]
        broken = 0 if search.plan is not None else max(1, len(found.broken))
        return Planned(value, tuple(used.tolist()), int((chosen < 0).sum()), broken, found.notes)

    def placements(self) -> Ints:
        """The post of each person, [n], -1 for none."""
        search = self.search
        plan = search.plan if search.plan is not None else search.best.chosen
        return np.where(plan >= 0, search.graph.post[np.maximum(plan, 0)], -1).astype(np.int64)

    def verified(self, allowances: list[int]) -> list[str]:
        """The faults the independent checker finds in the province's plan, bound and certificate, on a problem made anew."""
        problem, shared = self.make()
        limits = [replace(row, limit=row.sign * allowed) for row, allowed in zip(shared, allowances, strict=True)]
        both = replace(problem, rows=problem.rows + tuple(limits))
        search, best = self.search, self.search.best
        if search.plan is None:
            return ["Tỉnh chưa có phương án giữ được mọi ràng buộc cứng."]
        chosen = search.graph.callers(search.plan.astype(np.int64))
        prices = Duals(search.rows.scale, best.person, best.post, best.row)
        value, bound = both.value_of(chosen), self.base + search.upper
        counts = both.row_counts(chosen).tolist()
        return verify(
            both,
            Solution(
                status=Status.OPTIMAL if value == bound else Status.FEASIBLE,
                chosen=chosen,
                value=value,
                bound=bound,
                dual_bound=bound,
                search_bound=None,
                duals=prices,
                certificate=certificate.write(both, chosen, prices, value=value, dual_bound=bound),
                excess=np.array([row.excess(c) for row, c in zip(both.rows, counts, strict=True)], dtype=np.int64),
            ),
        )
