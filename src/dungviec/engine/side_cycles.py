"""A plan made better chain by chain: near places, fines on broken rows, and thousands of chains of exchanges looked at each millisecond.

By weak duality what a plan loses is a sum over people, empty seats and rows (see `side_mend.losses`). Person after person the chain that
lowers this sum most is taken; units beyond hard rows are fined, more with each pass in which they stay broken, less
when they are kept. From the plan of the best prices this leads to plans that keep all rows within a few hundredths of a second, mostly closer
to the bound than what HiGHS finds in seconds; where no chain helps any more, the fines fall and the rows are bent again.
Seeded, and counted in places looked at: the same search takes the same steps.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Flags, Ints
from dungviec.engine.side_prices import PriceSearch

OPTIONS = 12
"""Near places per person, on average."""

DEPTH, PATIENCE = 7, 3_000
"""People in a chain at most; places looked at from one person on."""

REACH, FIRST_FINE = (0.1, 0.4), 1.0
"""How much the places of a chain may lose together, at first and in the end, and what the first fine of a unit is, in parts of what the
furthest near place loses. Short reaches first: they find the cheap chains in a tenth of the time."""

RAISED = 0.3
"""By what part the fine of a row that is broken after a pass grows."""

PASSES, WORK = 60, 3_500
"""Passes at most, and places looked at per person of the problem."""

SEED = 2026

NONE_YET = 2**61
"""The smallest loss of a plan that breaks nothing, before there was one."""


@dataclass(slots=True, eq=False)
class _Near:
    """The near places by person, nearest first, with their rows: ``places`` [near] of the graph, the others as the loop takes them."""

    places: Ints
    starts: Ints
    post: Narrow
    lost: Ints
    entries: Ints
    row: Narrow
    weight: Ints
    furthest: int


@dataclass(slots=True, eq=False)
class Seating:
    """A plan while chains change it: ``held`` [people] near places (-1 none), ``room`` [posts], ``used`` [rows], who sits where as ``lists``,
    ``tally`` as the loop has it; ``fine`` [rows] may be changed between passes. ``best``: the best plan so far that broke nothing."""

    search: PriceSearch
    near: _Near
    held: Narrow
    room: Ints
    used: Ints
    lists: tuple[Narrow, Narrow, Narrow]
    hard: Flags
    fine: Ints
    tally: Ints
    best: Narrow

    @staticmethod
    def of(search: PriceSearch, lost: Ints, start: Narrow) -> Seating:
        """The plan ``start`` with its near places and first fines; ``lost`` [pairs] as `PriceSearch.lost` has it."""
        from dungviec.engine.side_cycles_loops import BEST, BROKEN, LOSS

        graph, rows, prices = search.graph, search.rows, search.best
        near = _near(search, lost, start)
        held = _held(near, start, graph.pairs)
        used, hard = rows.count(start), rows.price < 0
        sits = held >= 0
        room = graph.capacity - np.bincount(near.post[held[sits]], minlength=graph.m)
        fine = np.where(hard, _first_fines(search, near, hard), rows.price * rows.scale)
        beyond = np.maximum(used - rows.limit, 0)
        tally = np.zeros(5, dtype=np.int64)
        tally[LOSS] = (
            int(near.lost[held[sits]].sum())
            + int(room @ prices.post)
            + int(prices.person[~sits].sum())
            + int((prices.row * (rows.limit - used)).sum())
            + int((beyond * fine)[~hard].sum())
        )
        tally[BROKEN] = int(beyond[hard].sum())
        tally[BEST] = tally[LOSS] if not tally[BROKEN] else NONE_YET
        return Seating(
            search, near, held, room, used, _holders(near, held, graph.m), hard, fine, tally, best=held.copy()
        )

    def chains(self, order: Ints, *, reach: int, depth: int, patience: int, bar: Ints) -> None:
        """One pass over people in that order; see `side_cycles_loops.better_chains`."""
        from dungviec.engine.side_cycles_loops import better_chains

        graph, rows, prices, near = self.search.graph, self.search.rows, self.search.best, self.near
        better_chains(
            order, near.starts, near.post, near.lost, near.entries, near.row, near.weight, rows.limit,
            prices.row, self.hard, self.fine, prices.post, prices.person, ~graph.must, self.room, *self.lists, self.held, self.used,
            self.tally, self.best, reach, depth, patience, bar,
        )  # fmt: skip

    def offer_best(self) -> None:
        """Offer the best plan that broke nothing, if there was one."""
        from dungviec.engine.side_cycles_loops import BEST

        if self.tally[BEST] < NONE_YET:
            self.search.offer(_places(self.near, self.best))


def exchange(
    search: PriceSearch,
    lost: Ints,
    *,
    start: Narrow,
    deadline: float,
    passes: int = PASSES,
    work: int = WORK,
    seed: int = SEED,
) -> Narrow:
    """Better plans by chains from ``start``, each better one that keeps the hard rows offered to ``search``; the last plan, which may break
    rows. ``lost`` [pairs] as `PriceSearch.lost` has it; ``deadline`` on ``time.perf_counter``'s clock."""
    from dungviec.engine.side_cycles_loops import BEST, CHAINS, NODES

    graph, rows = search.graph, search.rows
    seating = Seating.of(search, lost, start)
    near, used, hard, fine, tally = seating.near, seating.used, seating.hard, seating.fine, seating.tally
    least, dice = fine.copy(), np.random.default_rng(seed)
    nothing = np.zeros(graph.n, dtype=np.int64)
    reach, widest = (max(1, int(part * near.furthest)) for part in REACH)
    for _ in range(passes):
        chains = int(tally[CHAINS])
        seating.chains(dice.permutation(graph.n), reach=reach, depth=DEPTH, patience=PATIENCE, bar=nothing)
        broken = (used > rows.limit) & hard
        settled = not broken.any() and tally[CHAINS] == chains
        fine[broken] += np.maximum(least[broken] // 4, (fine[broken] * RAISED).astype(np.int64))
        bent = (fine > least)[hard].any()
        if settled:
            fine[hard] = least[hard]
            reach = min(widest, reach * 3 // 2 + 1)
        if (settled and not bent and reach == widest) or tally[NODES] > work * graph.n or tally[BEST] < rows.scale:
            break
        if time.perf_counter() > deadline:
            break
    seating.offer_best()
    return _places(near, seating.held)


def near_places(search: PriceSearch, lost: Ints, start: Narrow) -> Ints:
    """The places that lose least, those of ``start``, and those that would mend a minimum it breaks, in order."""
    rows = search.rows
    near: Flags = lost <= _furthest(search, lost)
    near[start[start >= 0]] = True
    broken = (rows.excess(start) > 0) & (rows.price < 0)
    helps = np.flatnonzero(broken[rows.row] & (rows.weight < 0))
    near[np.searchsorted(rows.starts, helps, side="right") - 1] = True
    return np.flatnonzero(near)


def _furthest(search: PriceSearch, lost: Ints) -> int:
    at = min(search.graph.pairs - 1, OPTIONS * search.graph.n)
    return int(np.partition(lost, at)[at]) if at >= 0 else 0


def _near(search: PriceSearch, lost: Ints, start: Narrow) -> _Near:
    graph, rows = search.graph, search.rows
    places, furthest = near_places(search, lost, start), _furthest(search, lost)
    person = np.searchsorted(graph.starts, places, side="right") - 1
    order = np.lexsort((lost[places], person))
    places, person = places[order], person[order]
    _, row, weight = rows.entries(places)
    entries = np.zeros(len(places) + 1, dtype=np.int64)
    np.cumsum(rows.starts[places + 1] - rows.starts[places], out=entries[1:])
    starts = np.searchsorted(person, np.arange(graph.n + 1)).astype(np.int64)
    return _Near(
        places, starts, graph.post[places], lost[places], entries, row.astype(np.int32), weight, max(1, furthest)
    )


def _first_fines(search: PriceSearch, near: _Near, hard: Flags) -> Ints:
    """What a unit beyond each hard row is fined at first: its price, so that going beyond brings nothing, and a part of what near places
    lose for each unit that a place counts there on average; 0 for elastic rows."""
    rows = search.rows
    counted = np.bincount(near.row, weights=np.abs(near.weight), minlength=len(rows.limit))
    each = np.maximum(1.0, counted / np.maximum(1, np.bincount(near.row, minlength=len(rows.limit))))
    fines: Ints = np.where(hard, search.best.row + np.maximum(1.0, FIRST_FINE * near.furthest / each), 0).astype(
        np.int64
    )
    return fines


def _holders(near: _Near, held: Narrow, posts: int) -> tuple[Narrow, Narrow, Narrow]:
    """Who sits where as lists: the first holder of each post, and who comes after and before each person (-1: nobody)."""
    first = np.full(posts, -1, dtype=np.int32)
    following, before = np.full(len(held), -1, dtype=np.int32), np.full(len(held), -1, dtype=np.int32)
    for i in np.flatnonzero(held >= 0).tolist():
        j = near.post[held[i]]
        following[i] = first[j]
        if first[j] >= 0:
            before[first[j]] = i
        first[j] = i
    return first, following, before


def _held(near: _Near, plan: Narrow, pairs: int) -> Narrow:
    """A plan of places as positions among the near ones."""
    number = np.full(pairs + 1, -1, dtype=np.int32)
    number[near.places] = np.arange(len(near.places))
    return number[plan]


def _places(near: _Near, held: Narrow) -> Narrow:
    """Positions among the near places as places."""
    return np.where(held >= 0, near.places[held], -1).astype(np.int32)
