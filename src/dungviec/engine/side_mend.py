"""A plan mended piece by piece: a few hundred people around a spot where it loses are placed anew, all others stay where they are.

By weak duality the gap is a sum of losses (see `losses`), each of which lies with a person, an empty seat or a row. One spot after the
other is drawn, the dearest likeliest, and the people most bound up with it are solved for together as one small programme; each row may use
what the others leave of it. Rows that are broken are the dearest spots of all, so the same steps first find a plan that keeps them.
Where pieces bring nothing any more they grow. Seeded, and work is counted in steps of the solver: the same search takes the same steps,
unless the clock cuts one short.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Flags, Ints
from dungviec.engine.side_highs import Floats
from dungviec.engine.side_model import Programme, dearest, placed, solve_programme
from dungviec.engine.side_prices import PriceSearch

OPTIONS = 6
"""Places per person, on average, that a piece may use; those of broken rows come on top."""

SMALLEST, FIRST = 120, 250
"""People of a piece: at least, and to begin with."""

LONG, NODES = 1_500, 40
"""Steps of the simplex method after which a piece counts as too large, and nodes that its search may look at."""

SLICE = 4.0
"""Seconds for one piece, by the clock."""

SEED = 2025


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """Where a plan loses against the bound, in units of worth: by ``person`` [n], by post with empty seats ``post`` [m], by ``row``."""

    person: Floats
    post: Floats
    row: Floats


@dataclass(slots=True, eq=False)
class Mending:
    """The plan being mended (it may break hard rows while ``search`` has none that keeps them) and how large the pieces are."""

    search: PriceSearch
    lost: Ints
    plan: Narrow
    dice: np.random.Generator
    size: float = FIRST

    @staticmethod
    def of(search: PriceSearch, lost: Ints, *, plan: Narrow | None = None) -> Mending:
        """From the plan of ``search``, or ``plan`` where it has none; ``lost`` [pairs] as `PriceSearch.lost` has it."""
        start = search.plan if search.plan is not None else plan if plan is not None else search.best.chosen
        return Mending(search, lost, start.astype(np.int32).copy(), np.random.default_rng(SEED))

    @property
    def broken(self) -> int:
        """Units of hard rows that the plan breaks."""
        rows = self.search.rows
        return int(rows.excess(self.plan)[rows.price < 0].sum())


def mend(mending: Mending, *, deadline: float, patience: int, work: int) -> None:
    """Mend piece by piece until ``patience`` of them in a row brought nothing, the gap is closed, ``work`` steps are done, or ``deadline``."""
    search, idle = mending.search, 0
    if search.plan is not None:
        mending.plan = search.plan.copy()
    while idle < patience and work > 0 and search.gap != 0 and (left := deadline - time.perf_counter()) > 0:
        before = (mending.broken, search.total)
        reach = _reach(mending)
        near = _near(mending, reach)
        person = np.searchsorted(search.graph.starts, near, side="right") - 1
        people = piece(mending, near, person, reach=reach)
        mending.plan, spent = _solved(mending, people, near[np.isin(person, people)], seconds=min(SLICE, left))
        search.offer(mending.plan)
        work -= spent
        better = (mending.broken, search.total) != before
        idle = 0 if better else idle + 1
        if spent > LONG:
            mending.size = max(SMALLEST, mending.size * 0.75)
        elif not better:
            mending.size = min(search.graph.n, mending.size * 1.1)


def losses(search: PriceSearch, plan: Narrow, lost: Ints) -> Losses:
    """What the plan loses against the bound, spot by spot; broken hard rows count as losing more than anything else."""
    graph, rows, best = search.graph, search.rows, search.best
    room = rows.limit - rows.count(plan)
    row = np.maximum(room, 0) * (best.row / rows.scale)
    row[(room < 0) & (rows.price < 0)] += float(dearest(search))
    held = plan >= 0
    person = best.person / rows.scale
    person[held] = lost[plan[held]] / rows.scale
    load = np.bincount(graph.post[plan[held]], minlength=graph.m)
    return Losses(person, (graph.capacity - load) * (best.post / rows.scale), row)


def piece(mending: Mending, near: Ints, person: Ints, *, reach: int) -> Ints:
    """The people around one spot, drawn by what is lost there: those joined to it by places that lose little, [people] sorted."""
    search, plan, lost, dice = mending.search, mending.plan, mending.lost, mending.dice
    graph, rows = search.graph, search.rows
    spots = losses(search, plan, lost)
    every = np.concatenate([np.maximum(spots.person, 0), spots.post, spots.row])
    drawn = int(np.argmax(every * dice.random(len(every)) ** 2))
    closeness = 1 / (1 + 20 * lost[near] / max(1, reach))
    at = graph.post[near]
    score = np.zeros(graph.n)
    if drawn < graph.n:
        score[drawn] = 1.0
    elif drawn < graph.n + graph.m:
        wanted = at == drawn - graph.n
        np.maximum.at(score, person[wanted], closeness[wanted])
    else:
        places = np.searchsorted(rows.starts, np.flatnonzero(rows.row == drawn - graph.n - graph.m), side="right") - 1
        counted = np.isin(near, places)
        np.maximum.at(score, person[counted], closeness[counted] * (0.2 + dice.random(int(counted.sum()))))
    held = np.flatnonzero(plan >= 0)
    sits = graph.post[plan[held]]
    for _ in range(6):
        wish = np.bincount(at, weights=score[person] * closeness, minlength=graph.m)
        kept = np.bincount(sits, weights=score[held], minlength=graph.m)
        score += 0.4 * np.bincount(person, weights=kept[at] * closeness, minlength=graph.n)
        score[held] += 0.4 * wish[sits]
        if np.count_nonzero(score) > 3 * mending.size:
            break
    score *= 0.5 + dice.random(graph.n)
    order = np.argsort(-score, kind="stable")[: int(mending.size)]
    return np.sort(order[score[order] > 0])


def _solved(mending: Mending, people: Ints, places: Ints, *, seconds: float) -> tuple[Narrow, int]:
    """The plan with ``people`` placed anew among ``places``, as it was where nothing better was found in time; and the work done."""
    search, plan = mending.search, mending.plan
    graph, rows = search.graph, search.rows
    others = plan.copy()
    others[people] = -1
    load = np.bincount(graph.post[others[others >= 0]], minlength=graph.m)
    room = graph.capacity - load
    places = places[room[graph.post[places]] > 0]
    column, row, weight = rows.entries(places)
    own, local = np.unique(row, return_inverse=True)
    fine = rows.price[own]
    if mending.broken:
        fine = np.where(fine >= 0, fine, dearest(search))
    posts, post = np.unique(graph.post[places], return_inverse=True)
    known = np.minimum(np.searchsorted(places, plan[people]), max(0, len(places) - 1))
    start = np.where((plan[people] >= 0) & (len(places) > 0), known, -1)
    answer = solve_programme(
        Programme(
            person=np.searchsorted(people, np.searchsorted(graph.starts, places, side="right") - 1),
            post=post,
            worth=search.worth[places],
            surplus=search.best.person[people] / rows.scale,
            must=graph.must[people],
            capacity=room[posts],
            column=column,
            row=local,
            weight=weight,
            limit=(rows.limit - rows.count(others))[own],
            fine=fine,
            start=start,
        ),
        seconds=seconds,
        nodes=NODES,
    )
    work = max(1, answer.work)
    if answer.chosen is None:
        return plan, work
    better = plan.copy()
    better[people] = placed(places, answer.chosen)
    return (better if _measure(search, better) > _measure(search, plan) else plan), work


def _measure(search: PriceSearch, plan: Narrow) -> tuple[int, int]:
    """Broken units of hard rows (fewer is better), then worth less fines."""
    rows = search.rows
    beyond, hard = rows.excess(plan), rows.price < 0
    owed = sum(a * b for a, b in zip(beyond[~hard].tolist(), rows.price[~hard].tolist(), strict=True))
    return -int(beyond[hard].sum()), int(search.worth[plan[plan >= 0]].sum()) - owed


def _reach(mending: Mending) -> int:
    """How much a place may lose to be used: what the plan could gain at all, or less where that are too many."""
    search, lost = mending.search, mending.lost
    wanted = min(len(lost) - 1, OPTIONS * search.graph.n)
    reach = int(np.partition(lost, wanted)[wanted])
    return reach if search.gap is None else min(reach, (search.gap + 1) * search.rows.scale)


def _near(mending: Mending, reach: int) -> Ints:
    """The places that pieces may use, in order."""
    search, plan = mending.search, mending.plan
    rows = search.rows
    near: Flags = mending.lost <= reach
    near[plan[plan >= 0]] = True
    broken = (rows.excess(plan) > 0) & (rows.price < 0)
    if broken.any():
        near[np.searchsorted(rows.starts, np.flatnonzero(broken[rows.row] & (rows.weight < 0)), side="right") - 1] = (
            True
        )
    return np.flatnonzero(near)
