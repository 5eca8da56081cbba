"""From row prices to a proven optimum: fix edges by reduced cost, search the few that are left with HiGHS, widen until proven.

Why the bound holds. Let U be a weak-duality bound and lost_e >= 0 what choosing edge e loses at the same prices. A plan that uses e is
worth at most U - lost_e. Let K be the edges with lost_e <= D and B the search's bound over plans inside K. A plan inside K is worth
at most B; any other plan uses an edge outside K and is worth less than U - D. So max(B, U - D) bounds every plan, and the best plan
found is optimal once D >= U - value and B = value. D grows from turn to turn, never beyond U - value: the first turns take hardly more edges
than a plan has, so that they end at once, and a good plan makes the later ones quick (without one HiGHS spends nearly all its time
looking for it). Turns before the last one stop well short of their own optimum, and where they are hard the plan is mended piece by
piece in between.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Ints, Progress
from dungviec.engine.side_mend import Mending, mend
from dungviec.engine.side_model import Answer, dearest, solve_columns
from dungviec.engine.side_prices import PriceSearch

COLUMNS_PER_PERSON = (1.1, 1.3, 1.8)
"""How many edges the first turns take; from then on what an edge may lose grows by GROWTH."""

SMALL = 5_000
"""A problem of no more edges goes to the search whole: narrowing and mending cost more than they spare (OR-Library's gap1–12)."""

FEW = 2.2
"""Edges per person that a turn takes at once where they are all a better plan could use."""

GROWTH = 2.5
NEARLY = 10_000
"""Where the gap is already less than one part of the bound in so many, the smallest turn is spared."""

ROUGH = 2_000
"""Where it is more than one part in so many, mending comes before the first turn."""

BLIND_TURNS = 2  # without any plan that keeps the hard rows, they may contradict each other: see side_conflict

SHARE = 0.2
"""How much of the gap a turn that cannot prove anything may leave open."""

FIRST_SECONDS = 0.8
"""For a turn that cannot prove anything; the next hard one gets twice as long."""

HARD = 0.3
"""Seconds of processor time after which such a turn was hard, and mending comes before the next one."""

PATIENCE = 10
"""Pieces that bring nothing, one after the other, before mending gives way to the next turn."""


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
) -> Searched:
    """Improve ``search.plan`` to the proven optimum, or as far as the deadline lets; ``search.plan`` may stay None, when no
    plan that keeps the hard rows turned up in ``blind_turns`` turns or until ``blind_until``. Both are on ``time.perf_counter``'s clock."""
    upper = search.upper
    lost = search.lost()
    scale = search.rows.scale
    notes: list[str] = []
    turn = int(search.gap is not None and search.gap * NEARLY <= abs(search.upper))
    small = search.graph.pairs <= SMALL
    reach, seconds = int(lost.max(initial=0)) if small else _first_reach(search, lost, turn), FIRST_SECONDS
    mending: Mending | None = None
    if not small and search.gap is not None and search.gap * ROUGH > abs(search.upper):
        mending = Mending.of(search, lost)
        until = time.perf_counter() + (deadline - time.perf_counter()) / 3
        _mend(search, mending, deadline=until, patience=PATIENCE, notes=notes)
    while True:
        gap = search.gap
        if gap is not None and gap <= 0:
            return Searched(upper, proven=True, notes=tuple(notes))
        if gap is not None:
            reach = min(reach, (gap + 1) * scale)
        places = _columns(search, lost, reach)
        everything = len(places) == search.graph.pairs
        last = everything or (gap is not None and reach > gap * scale)
        started = time.perf_counter()
        worked = time.thread_time()
        left = deadline - started if search.plan is not None else (min(deadline, blind_until) - started) / 3
        answer = solve_columns(
            search, places, seconds=left if last else min(left, seconds), slack=1.0 if last else _slack(search)
        )
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
        if time.perf_counter() > deadline or everything:
            return Searched(upper, proven=False, notes=tuple(notes))
        hard = time.thread_time() - worked > HARD or (not last and spent > 0.95 * min(left, seconds))
        if hard or search.plan is None:
            mending = mending or Mending.of(search, lost, plan=_least_broken(search, answer))
            blind = search.plan is None
            until = (
                min(deadline, blind_until) if blind else min(deadline, time.perf_counter() + 2 * max(seconds, spent))
            )
            _mend(search, mending, deadline=until, patience=PATIENCE * (1 + blind), notes=notes)
            seconds *= 2
        if search.plan is None and (turn + 1 >= blind_turns or time.perf_counter() > blind_until):
            return Searched(upper, proven=False, notes=tuple(notes))
        if progress and search.gap:
            progress("search", min(0.99, reach / ((search.gap + 1) * scale)))
        turn += 1
        reach = _next_reach(search, lost, turn, reach)


def _mend(search: PriceSearch, mending: Mending, *, deadline: float, patience: int, notes: list[str]) -> None:
    started = time.perf_counter()
    mend(mending, deadline=deadline, patience=patience)
    notes.append(
        f"mending: plan {search.total}, broken {mending.broken}, pieces of {mending.size:.0f}, "
        f"{time.perf_counter() - started:.2f} s"
    )


def _slack(search: PriceSearch) -> float:
    return max(1.0, SHARE * search.gap if search.gap is not None else 1e-4 * abs(search.upper) + dearest(search) / 8)


def _least_broken(search: PriceSearch, answer: Answer) -> Narrow | None:
    """The plan of a blind turn where it breaks less than that of the best prices."""
    if answer.chosen is None:
        return None
    hard = search.rows.price < 0
    ours, prices = (int(search.rows.excess(plan)[hard].sum()) for plan in (answer.chosen, search.best.chosen))
    return answer.chosen if ours <= prices else None


def _first_reach(search: PriceSearch, lost: Ints, turn: int) -> int:
    if not len(lost):
        return search.rows.scale
    wanted = min(len(lost) - 1, int(COLUMNS_PER_PERSON[turn] * search.graph.n))
    return max(search.rows.scale, int(np.partition(lost, wanted)[wanted]))


def _next_reach(search: PriceSearch, lost: Ints, turn: int, reach: int) -> int:
    if search.gap is not None:
        enough = (search.gap + 1) * search.rows.scale
        if np.count_nonzero(lost <= enough) <= FEW * search.graph.n:
            return enough
    if turn < len(COLUMNS_PER_PERSON):
        return max(reach + 1, _first_reach(search, lost, turn))
    return int(reach * GROWTH) + 1


def _columns(search: PriceSearch, lost: Ints, reach: int) -> Ints:
    near = lost <= reach
    for plan in (search.best.chosen, search.plan):
        if plan is not None:
            near[plan[plan >= 0]] = True
    return np.flatnonzero(near)
