"""When hard side rows cannot all be kept: the proof, and a smallest set of causes that contradict each other.

Causes are side rows, people who must be placed, and posts whose seats are too few. Breaking each may be bought for one unit; where the
cheapest plan still costs something, the causes contradict each other. The linear relaxation of that comes first: its multipliers name
the few causes that matter, and are checked in whole numbers by weak duality (see `proves`), without trust in the solver. Only
where the relaxation keeps them all, but no whole plan does, a search decides. Then a deletion filter: leave a cause out; where the rest
still contradict each other, it is out for good.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from dungviec.engine.graph import Graph, Narrow
from dungviec.engine.problem import Ints
from dungviec.engine.side_rows import RowTable

MULTIPLIER_SCALE = 2**20
LEAST = 1e-6
"""What the cheapest plan must cost before the solver's word counts as a contradiction (one unit is the truth)."""

PRICED_IN = 2000
"""Edges that join the programme at most per person-free round of pricing."""


@dataclass(frozen=True, slots=True, eq=False)
class Causes:
    """Indices of hard side rows, of people who must be placed, and of posts with too few seats."""

    rows: Ints
    people: Ints
    posts: Ints

    def __len__(self) -> int:
        return len(self.rows) + len(self.people) + len(self.posts)


@dataclass(frozen=True, slots=True, eq=False)
class Conflict:
    """``causes`` that contradict each other, as few as the time allowed to find (``minimal``: none can be spared); None where no
    contradiction was found. ``proven``: by whole-number multipliers. ``plan``: one that keeps everything, where that came to light."""

    causes: Causes | None
    minimal: bool = False
    proven: bool = False
    plan: Narrow | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Finding:
    """Causes that contradict each other (None: they do not, or it stayed open), a plan that keeps all of them, and whether it is settled."""

    causes: Causes | None = None
    plan: Narrow | None = None
    settled: bool = True


def find_conflict(
    graph: Graph,
    rows: RowTable,
    *,
    deadline: float,
    search: bool = True,
    within: Ints | None = None,
    musts: bool = True,
) -> Conflict:
    """A contradiction among hard rows, musts and seats, cut down until none of its causes can be spared.

    ``search``: go beyond the linear relaxation. ``within``: look only among these rows; ``musts``: among people who must be placed too. ``deadline`` is on ``time.perf_counter``'s clock.
    """
    hard = np.flatnonzero(rows.price < 0) if within is None else within[rows.price[within] < 0]
    everything = Causes(hard, np.flatnonzero(graph.must & musts), np.arange(graph.m))
    found = _contradiction(graph, rows, everything, deadline=deadline, search=search)
    if found.causes is None:
        return Conflict(None, plan=found.plan)
    kept, minimal = _cut_down(graph, rows, found.causes, deadline=deadline, search=search)
    proven = proves(graph, rows, kept, *_multipliers(graph, rows, kept, deadline=deadline)[1:])
    return Conflict(kept, minimal=minimal, proven=proven)


def proves(graph: Graph, rows: RowTable, causes: Causes, on_rows: Ints, on_people: Ints, on_posts: Ints) -> bool:
    """Whether whole multipliers >= 0 prove that no plan keeps all causes.

    A plan that keeps them makes sum y_r (used_r - b_r) + sum u_i (1 - placed_i) + sum p_j (load_j - c_j) at most 0. Its least value over all
    ways for each person to take one edge or none is found person by person; above 0 there is no such plan.
    """
    row_price, u, p = (np.zeros(size, dtype=np.int64) for size in (len(rows.limit), graph.n, graph.m))
    row_price[causes.rows], u[causes.people], p[causes.posts] = on_rows, on_people, on_posts
    from dungviec.engine.side_loops import adjust

    nothing = np.zeros(graph.pairs, dtype=np.int64)
    cost = -adjust(nothing, 1, rows.starts, rows.row, rows.weight, row_price) + p[graph.post]
    person = np.repeat(np.arange(graph.n), np.diff(graph.starts))
    least = np.zeros(graph.n, dtype=np.int64)
    np.minimum.at(least, person, cost - u[person])
    return bool(int(u.sum()) - int(p @ graph.capacity) - int(row_price @ rows.limit) + int(least.sum()) > 0)


def _cut_down(graph: Graph, rows: RowTable, causes: Causes, *, deadline: float, search: bool) -> tuple[Causes, bool]:
    """The deletion filter: rows, then people, then posts; runs of causes first, then one by one."""
    for kind in ("rows", "people", "posts"):
        run = max(1, len(getattr(causes, kind)) // 4)
        while True:
            at = 0
            while at < len(getattr(causes, kind)):
                if time.perf_counter() > deadline:
                    return causes, False
                items = getattr(causes, kind)
                fewer = replace(causes, **{kind: np.delete(items, np.arange(at, min(at + run, len(items))))})
                found = _contradiction(graph, rows, fewer, deadline=deadline, search=search)
                if found.causes is None:
                    if not found.settled:
                        return causes, False
                    at += run
                else:
                    before = set(items[:at].tolist())
                    causes = found.causes
                    at = sum(item in before for item in getattr(causes, kind).tolist())
            if run == 1:
                break
            run = max(1, run // 4)
    return causes, True


def _contradiction(graph: Graph, rows: RowTable, causes: Causes, *, deadline: float, search: bool) -> _Finding:
    if not len(causes.rows) and not len(causes.people):
        return _Finding()
    cost, on_rows, on_people, on_posts = _multipliers(graph, rows, causes, deadline=deadline)
    if cost > LEAST:
        named = Causes(causes.rows[on_rows > 0], causes.people[on_people > 0], causes.posts[on_posts > 0])
        # Rounded multipliers may miss a cause; the solver's own word then stands for all of them.
        return _Finding(named if proves(graph, rows, causes, on_rows, on_people, on_posts) else causes)
    if not search:
        return _Finding(settled=cost >= 0)
    return _by_search(graph, rows, causes, deadline=deadline)


def _multipliers(graph: Graph, rows: RowTable, causes: Causes, *, deadline: float) -> tuple[float, Ints, Ints, Ints]:
    """What breaking the causes costs at least in the linear relaxation (-1: not found in time), and whole multipliers of
    rows, people and posts. Edges join the programme as its prices ask for them."""
    from dungviec.engine.side_conflict_model import relaxed

    needed = _needed(graph, rows, causes)
    first = _first(graph, rows, causes, needed)
    while True:
        cost, y, u, p = relaxed(graph, rows, causes, first, seconds=deadline - time.perf_counter())
        if cost <= LEAST:
            break
        row_price, of_person, of_post = np.zeros(len(rows.limit)), np.zeros(graph.n), np.zeros(graph.m)
        row_price[causes.rows], of_person[causes.people], of_post[causes.posts] = y, u, p
        position, row, weight = rows.entries(needed)
        person = np.searchsorted(graph.starts, needed, side="right") - 1
        saved = of_person[person] - of_post[graph.post[needed]]
        saved -= np.bincount(position, weights=row_price[row] * weight, minlength=len(needed))
        # each person counts his or her best edge at hand already
        best = np.zeros(graph.n)
        np.maximum.at(best, person, np.where(np.isin(needed, first), saved, 0.0))
        wanted = np.flatnonzero(saved > best[person] + LEAST)
        if not len(wanted):
            break
        first = np.union1d(first, needed[wanted[np.argsort(best[person[wanted]] - saved[wanted])[:PRICED_IN]]])
    whole = [np.rint(np.maximum(prices, 0) * MULTIPLIER_SCALE).astype(np.int64) for prices in (y, u, p)]
    return cost, *whole


def _needed(graph: Graph, rows: RowTable, causes: Causes) -> Ints:
    """Edges without which a cause may be broken: those that help an at-least row, and those of people who must be placed."""
    inside = np.zeros(len(rows.limit), dtype=np.bool_)
    inside[causes.rows] = True
    helps = np.flatnonzero((rows.weight < 0) & inside[rows.row])
    wanted = np.zeros(graph.pairs, dtype=np.bool_)
    wanted[np.searchsorted(rows.starts, helps, side="right") - 1] = True
    must = np.zeros(graph.n, dtype=np.bool_)
    must[causes.people] = True
    wanted[np.repeat(must, np.diff(graph.starts))] = True
    return np.flatnonzero(wanted)


def _first(graph: Graph, rows: RowTable, causes: Causes, needed: Ints) -> Ints:
    """The edges to begin with: all where they are few, else those that help a row and a few of each person."""
    if len(needed) <= 4 * PRICED_IN:
        return needed
    person = np.searchsorted(graph.starts, needed, side="right") - 1
    helps = np.isin(needed, _needed(graph, rows, Causes(causes.rows, np.zeros(0, dtype=np.int64), causes.posts)))
    return needed[helps | (needed - graph.starts[person] < 3)]


def _by_search(graph: Graph, rows: RowTable, causes: Causes, *, deadline: float) -> _Finding:
    """The same over whole plans."""
    from dungviec.engine.side_conflict_model import searched

    cost, plan = searched(graph, rows, causes, _needed(graph, rows, causes), seconds=deadline - time.perf_counter())
    if plan is not None:
        return _Finding(plan=plan)
    return _Finding(causes) if cost > 0.5 else _Finding(settled=False)
