"""From row prices to a proven optimum: fix edges by reduced cost, search the few that are left with HiGHS, widen until proven.

Why the bound holds. Let U be a weak-duality bound and lost_e >= 0 what choosing edge e loses at the same prices. A plan that uses e is
worth at most U - lost_e. Let K be the edges with lost_e <= D and B the search's bound over plans inside K. A plan inside K is worth
at most B; any other plan uses an edge outside K and is worth less than U - D. So max(B, U - D) bounds every plan, and the best plan
found is optimal once D >= U - value and B = value. D grows three-fold (the first plans are poor, and U - value would take in
nearly all edges at once), never beyond U - value.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from dungviec.engine.problem import Ints, Progress
from dungviec.engine.side_model import solve_columns
from dungviec.engine.side_prices import PriceSearch

FIRST_COLUMNS_PER_PERSON = 1.6
GROWTH = 3
BLIND_TURNS = 2  # without any plan that keeps the hard rows, they may contradict each other: see side_conflict


@dataclass(frozen=True, slots=True)
class Searched:
    """The bound reached by the search on total worth (whole units), whether it is proven to equal the plan's, and what it did."""

    bound: int
    proven: bool
    notes: tuple[str, ...]


def search_plans(search: PriceSearch, *, deadline: float, progress: Progress | None = None) -> Searched:
    """Improve ``search.plan`` to the proven optimum, or as far as the deadline lets; ``search.plan`` may stay None, when no
    plan that keeps the hard rows turned up in a few turns."""
    upper = search.upper
    lost = search.lost()
    scale = search.rows.scale
    notes: list[str] = []
    blind = 0
    reach = _first_reach(search, lost)
    while True:
        gap = search.gap
        if gap is not None and gap <= 0:
            return Searched(upper, proven=True, notes=tuple(notes))
        if gap is not None:
            reach = min(reach, (gap + 1) * scale)
        places = _columns(search, lost, reach)
        everything = len(places) == search.graph.pairs
        started = time.perf_counter()
        answer = solve_columns(search, places, seconds=deadline - started)
        if answer.chosen is not None:
            search.offer(answer.chosen)
        outside = (search.best.bound - reach - 1) // scale
        upper = min(upper, answer.bound if everything else max(answer.bound, outside))
        spent = time.perf_counter() - started
        notes.append(
            f"reach {reach / scale:.0f}: {len(places)} edges, bound {upper}, plan {search.total}, {spent:.2f} s"
        )
        if search.plan is not None and upper <= search.total:
            return Searched(upper, proven=True, notes=tuple(notes))
        blind += search.plan is None
        if time.perf_counter() > deadline or everything or blind == BLIND_TURNS:
            return Searched(upper, proven=False, notes=tuple(notes))
        if progress and search.gap:
            progress("search", min(0.99, reach / ((search.gap + 1) * scale)))
        reach *= GROWTH


def _first_reach(search: PriceSearch, lost: Ints) -> int:
    if not len(lost):
        return search.rows.scale
    wanted = min(len(lost) - 1, int(FIRST_COLUMNS_PER_PERSON * search.graph.n))
    return max(search.rows.scale, int(np.partition(lost, wanted)[wanted]))


def _columns(search: PriceSearch, lost: Ints, reach: int) -> Ints:
    near = lost <= reach
    for plan in (search.best.chosen, search.plan):
        if plan is not None:
            near[plan[plan >= 0]] = True
    return np.flatnonzero(near)
