"""From row prices to a proven optimum: fix edges by what they cost, search the few that are left with HiGHS, widen until proven.

Why the bound holds. Let U be a weak-duality bound and lost_e >= 0 the least that a plan which uses edge e loses against it (`side_trim`).
Let K be the edges with lost_e <= D and B the search's bound over plans inside K. A plan inside K is worth at most B; any other plan
uses an edge outside K and is worth less than U - D. So max(B, U - D) bounds every plan, and the best plan found is optimal once
D >= U - value and B = value. D grows from turn to turn, never beyond U - value: the first turn takes a few hundred edges more than a
plan has, so that it ends soon and finds a good plan, which makes the later ones quick (without one HiGHS spends nearly all its time
looking for it). Turns before the last one stop short of their own optimum, and where they are hard the plan is mended piece by
piece in between. How far turns go is counted in edges, nodes and steps of the solver; the clock only cuts them when time runs out.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from dungviec.engine.distinct import distinct
from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Ints, Progress
from dungviec.engine.side_bend import SEED, bend
from dungviec.engine.side_mend import Mending, mend
from dungviec.engine.side_model import Answer, dearest, solve_columns
from dungviec.engine.side_prices import PriceSearch
from dungviec.engine.side_trim import chain_cost

SMALL = 5_000
"""A problem of no more edges goes to the search whole: narrowing and mending cost more than they spare (OR-Library's gap1–12)."""

FIRST_CHOICES = 0.12
"""How many edges more than people the first turn takes, per person."""

GROWTH = 2.2
"""By how much that grows from turn to turn."""

FEW = 1.7
"""Edges per person that a turn takes at once where they are all a better plan could use."""

LOOKED_AT = 12
"""Edges per person whose chains are looked at, at most; beyond, their plain losses stand."""

BLIND_TURNS = 2  # without any plan that keeps the hard rows, they may contradict each other: see side_conflict

SHARE = 0.2
"""How much of the gap a turn that cannot prove anything may leave open."""

NODES = 60
"""For a turn that cannot prove anything."""

FIRST_SECONDS, PART = 1.5, 0.1
"""The clock's limit for such a turn, at least, and the part of what time is left; the next hard one gets twice as long."""

HARD = 6_000
"""Steps of the simplex method after which such a turn was hard, and mending comes before the next one."""

BENDING = 0.25
"""The part of the time left that bending may take after such a turn."""

PATIENCE, PIECES = 10, 40_000
"""Pieces that bring nothing, one after the other, before mending gives way to the next turn; and steps of the simplex method in all."""


@dataclass(frozen=True, slots=True)
class Searched:
    """The bound reached by the search on total worth (whole units), whether it is proven to equal the plan's, and what it did."""

    bound: int
    proven: bool
    notes: tuple[str, ...]


def search_plans(
    search: PriceSearch,
    *,
    deadline: float,
    progress: Progress | None = None,
    blind_until: float = math.inf,
    blind_turns: int = BLIND_TURNS,
    start: Narrow | None = None,
) -> Searched:
    """Improve ``search.plan`` to the proven optimum, or as far as the deadline lets; ``search.plan`` may stay None, when no
    plan that keeps the hard rows turned up in ``blind_turns`` turns or until ``blind_until``. Both are on ``time.perf_counter``'s clock. ``start``: a plan that breaks few hard
    rows, to begin from while there is none that keeps them."""
    upper = search.upper
    lost = search.lost()
    scale = search.rows.scale
    notes: list[str] = []
    turn, wanted, share = 0, FIRST_CHOICES, PART
    net = _Net(search, lost, start)
    mending: Mending | None = None
    while True:
        gap = search.gap
        if gap is not None and gap <= 0:
            return Searched(upper, proven=True, notes=tuple(notes))
        if time.perf_counter() > deadline and search.graph.pairs > SMALL:
            return Searched(upper, proven=False, notes=(*notes, "no time left"))
        places, reach = net.cast(wanted)
        everything = len(places) == search.graph.pairs
        last = everything or (gap is not None and reach > gap * scale)
        started = time.perf_counter()
        left = deadline - started if search.plan is not None else (min(deadline, blind_until) - started) / 3
        turn_seconds = left if last else min(left, max(FIRST_SECONDS, share * (deadline - started)))
        answer = solve_columns(
            search,
            places,
            seconds=turn_seconds,
            slack=1.0 if last else _slack(search),
            nodes=None if last else NODES,
            start=start,
        )
        if answer.chosen is not None:
            search.offer(answer.chosen)
        outside = (search.best.bound - reach - 1) // scale
        upper = min(upper, answer.bound if everything else max(answer.bound, outside))
        if search.plan is not None:
            # HiGHS adds floats: beyond ten digits its bound may fall a unit short of a plan counted exactly.
            upper = max(upper, search.total)
        spent = time.perf_counter() - started
        notes.append(
            f"reach {reach / scale:.0f}: {len(places)} edges, bound {upper}, plan {search.total}, {spent:.2f} s"
        )
        if search.plan is not None and upper <= search.total:
            return Searched(upper, proven=True, notes=tuple(notes))
        if time.perf_counter() > deadline or (everything and (search.plan is None or answer.ended)):
            return Searched(upper, proven=False, notes=tuple(notes))
        if not everything and (answer.work > HARD or not answer.ended or search.plan is None):
            mending = mending or Mending.of(search, lost, plan=_least_broken(search, answer, start))
            blind = search.plan is None
            if search.plan is not None:
                until = time.perf_counter() + BENDING * (deadline - time.perf_counter())
                notes.append(bend(search, lost, start=search.plan, deadline=until, seed=SEED + 1 + turn))
            until = min(deadline, blind_until) if blind else time.perf_counter() + (deadline - time.perf_counter()) / 3
            _mend(search, mending, deadline=until, patience=PATIENCE * (1 + blind), notes=notes)
            share *= 2
        if search.plan is None and (turn + 1 >= blind_turns or time.perf_counter() > blind_until):
            return Searched(upper, proven=False, notes=tuple(notes))
        if progress and search.gap:
            progress("search", min(0.99, reach / ((search.gap + 1) * scale)))
        turn += 1
        wanted *= GROWTH


@dataclass(slots=True, eq=False)
class _Net:
    """The edges of turns: ``cost`` of each (see `chain_cost`), looked at as far as ``looked`` (-1: not yet)."""

    search: PriceSearch
    lost: Ints
    cost: Ints
    looked: int
    start: Narrow | None

    def __init__(self, search: PriceSearch, lost: Ints, start: Narrow | None) -> None:
        self.search, self.lost, self.cost, self.looked, self.start = search, lost, lost, -1, start

    def cast(self, wanted: float) -> tuple[Ints, int]:
        """The places within a reach such that there are ``wanted`` x people more of them than people, and the reach; all that a better plan
        could use where these are few."""
        search, n = self.search, self.search.graph.n
        furthest = int(self.lost.max(initial=0))
        if search.graph.pairs <= SMALL:
            return np.arange(search.graph.pairs), furthest
        enough = furthest if search.gap is None else min(furthest, (search.gap + 1) * search.rows.scale)
        size, plain = (1 + wanted) * n, (1 + 4 * wanted) * n
        self._look(min(enough, self._quantile(self.lost, plain)))
        while self.looked < enough and np.count_nonzero(self.cost <= self.looked) < size:
            plain *= 1.5
            self._look(min(enough, max(self.looked + 1, self._quantile(self.lost, plain))))
        reach = min(enough, max(search.rows.scale, self._quantile(self.cost, size)))
        self._look(reach)
        if np.count_nonzero(self.lost <= enough) <= LOOKED_AT * n:
            self._look(enough)
            if np.count_nonzero(self.cost <= enough) <= FEW * n:
                reach = enough
        near = np.flatnonzero(self.cost <= reach)
        if len(near) == search.graph.pairs:
            return near, reach
        known = self.start if search.plan is None else search.plan
        plans = [plan[plan >= 0] for plan in (search.best.chosen, known) if plan is not None]
        return distinct(np.concatenate([near, *plans])), reach

    def _look(self, reach: int) -> None:
        if reach > self.looked:
            self.cost, self.looked = chain_cost(self.search, self.lost, reach=reach), reach

    @staticmethod
    def _quantile(values: Ints, count: float) -> int:
        at = min(len(values) - 1, int(count))
        return int(np.partition(values, at)[at])


def _mend(search: PriceSearch, mending: Mending, *, deadline: float, patience: int, notes: list[str]) -> None:
    started = time.perf_counter()
    mend(mending, deadline=deadline, patience=patience, work=PIECES)
    notes.append(
        f"mending: plan {search.total}, broken {mending.broken}, pieces of {mending.size:.0f}, "
        f"{time.perf_counter() - started:.2f} s"
    )


def _slack(search: PriceSearch) -> float:
    return max(1.0, SHARE * search.gap if search.gap is not None else 1e-4 * abs(search.upper) + dearest(search) / 8)


def _least_broken(search: PriceSearch, answer: Answer, start: Narrow | None) -> Narrow:
    """Of the plans at hand in a blind turn the one that breaks fewest units of hard rows."""
    hard = search.rows.price < 0
    plans = [plan for plan in (search.best.chosen, answer.chosen, start) if plan is not None]
    return min(plans, key=lambda plan: int(search.rows.excess(plan)[hard].sum()))
