"""The best ring through each person at given prices, by layers of people: what the swap finder asks when rings are too many to list.

A ring passes from a person along an edge to a post, and on to whoever holds a seat there; or, where the post has an empty seat, from there to any seat of the
same unit. Layer t holds, for each post, the best way to arrive there with t people moved. Only people after the start are passed, so
that every ring is found from its first person; a walk that meets somebody twice is worth no more than the rings it consists of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.compiled import compiled
from dungviec.engine.problem import Ints

Floats = NDArray[np.float64]
_NO = -1e300


@dataclass(frozen=True, slots=True, eq=False)
class RingGraph:
    """Edges by person and holders by post, as the kernel reads them; ``edge`` maps a position to the caller's edges."""

    own: Ints
    unit: Ints
    starts: Ints
    edge: Ints
    post: Ints
    holder_starts: Ints
    holders: Ints
    empty: Ints
    units: int


class Priced(NamedTuple):
    """The best closed walk from each person: its value (below 0 or -inf where none), edges taken (-1 beyond the end), and the post whose
    empty seat lies behind each edge's post (-1: none); ``[people]``, ``[people, longest]`` twice."""

    value: Floats
    edges: Ints
    through: Ints


def ring_graph(own: Ints, unit: Ints, empty: Ints, person: Ints, post: Ints, edge: Ints) -> RingGraph:
    """The graph of the moving edges ``edge`` (caller's numbers) from ``person`` to ``post``."""
    n, m = len(own), len(empty)
    order = np.argsort(person, kind="stable")
    held = np.argsort(own, kind="stable")
    held = held[own[held] >= 0]
    return RingGraph(
        own=own,
        unit=unit,
        starts=_starts(person, n),
        edge=edge[order],
        post=post[order],
        holder_starts=_starts(own[held], m),
        holders=held,
        empty=empty,
        units=int(unit.max(initial=-1)) + 1,
    )


def best_rings(graph: RingGraph, worth: Floats, person_price: Floats, seat_price: Floats, longest: int) -> Priced:
    """For each person the closed walk of at most ``longest`` people, all of them at or after that person, that maximises its edges' worth
    less the prices of its people and of the empty seats it passes (``seat_price`` [posts])."""
    return Priced(
        *_best(
            graph.own, graph.unit, graph.starts, graph.post, worth, graph.holder_starts, graph.holders, graph.empty, person_price,
            seat_price, longest, graph.units,
        )
    )  # fmt: skip


def _starts(keys: Ints, size: int) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=size))]).astype(np.int64)


@compiled
def _best(
    own: Any,
    unit: Any,
    starts: Any,
    post: Any,
    worth: Any,
    holder_starts: Any,
    holders: Any,
    empty: Any,
    price: Any,
    seat_price: Any,
    longest: Any,
    units: Any,
) -> Any:
    n, m = len(own), len(empty)
    value = np.full(n, _NO)
    edges = np.full((n, longest), -1, dtype=np.int64)
    through = np.full((n, longest), -1, dtype=np.int64)
    arrive = np.full((longest, m), _NO)  # best way to a post with t + 1 people moved
    by = np.full((longest, m), -1, dtype=np.int64)
    direct = np.full((longest, m), -1, dtype=np.int64)
    behind = np.full((longest, m), -1, dtype=np.int64)
    unit_best = np.full(units, _NO)
    unit_by = np.full(units, -1, dtype=np.int64)
    for s in range(n):
        if own[s] < 0 or starts[s] == starts[s + 1]:
            continue
        home = own[s]
        for t in range(longest):
            for j in range(m):
                arrive[t, j] = _NO
                by[t, j] = -1
                behind[t, j] = -1
            if t == 0:
                for a in range(starts[s], starts[s + 1]):
                    v = worth[a] - price[s]
                    if v > arrive[0, post[a]]:
                        arrive[0, post[a]] = v
                        by[0, post[a]] = a
            else:
                for j in range(m):
                    before = arrive[t - 1, j]
                    if before == _NO:
                        continue
                    for h in range(holder_starts[j], holder_starts[j + 1]):
                        k = holders[h]
                        if k <= s:
                            continue
                        base = before - price[k]
                        for a in range(starts[k], starts[k + 1]):
                            v = base + worth[a]
                            if v > arrive[t, post[a]]:
                                arrive[t, post[a]] = v
                                by[t, post[a]] = a
            for u in range(units):
                unit_best[u] = _NO
            for j in range(m):
                direct[t, j] = by[t, j]
                if empty[j] > 0 and arrive[t, j] > _NO and arrive[t, j] - seat_price[j] > unit_best[unit[j]]:
                    unit_best[unit[j]] = arrive[t, j] - seat_price[j]
                    unit_by[unit[j]] = j
            for j in range(m):
                u = unit[j]
                if unit_best[u] > arrive[t, j]:
                    arrive[t, j] = unit_best[u]
                    behind[t, j] = unit_by[u]
            if arrive[t, home] > value[s]:
                value[s] = arrive[t, home]
                j = home
                for back in range(t, -1, -1):
                    through[s, back] = behind[back, j]
                    a = direct[back, behind[back, j] if behind[back, j] >= 0 else j]
                    edges[s, back] = a
                    lo, hi = 0, n  # whose edge it is
                    while hi - lo > 1:
                        mid = (lo + hi) // 2
                        if starts[mid] <= a:
                            lo = mid
                        else:
                            hi = mid
                    j = own[lo]
                for k in range(t + 1, longest):
                    edges[s, k] = -1
                    through[s, k] = -1
    return value, edges, through
