"""A large graph in parts that are solved side by side: provinces between which nobody moves, or nearly nobody.

Where no pair crosses, the parts' plans and prices together are the whole's. Where some do, they are the start from which the whole is
mended: only those whom a crossing pair concerns are still wrong.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from dungviec.engine.auction import Assignment
from dungviec.engine.graph import Graph, Narrow, Worth
from dungviec.engine.problem import Ints

WORTH_PARTING = 2**20
"""Pairs from which on a graph is looked at for parts."""

PART = 2**21
"""About how many pairs a part has where a graph hangs together and has to be cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """``person`` [n] and ``post`` [m]: the part of each, 0..count-1. ``crossing``: pairs between two parts."""

    person: Narrow
    post: Narrow
    count: int
    crossing: int


def parts_of(graph: Graph) -> Parts:
    """Parts without crossing pairs where the graph falls into several large ones, else runs of people of about ``PART`` pairs each,
    with every post in the part that most of its people belong to."""
    from dungviec.engine import parts_loops as loops

    person, post, sizes = loops.components(graph.starts, graph.post, graph.m)
    if sizes.max(initial=0) <= max(2 * PART, graph.pairs // 2):
        bundle = _bundles(sizes)
        return Parts(bundle[person], bundle[post], int(bundle.max(initial=-1)) + 1, 0)
    count = max(1, graph.pairs // PART)
    person = np.minimum(graph.starts[:-1] * count // max(1, graph.pairs), count - 1).astype(np.int32)
    post = loops.majority(graph.starts, graph.post, person, graph.m)
    return Parts(person, post, count, int(loops.crossing(graph.starts, graph.post, person, post)))


def _bundles(sizes: Ints) -> Narrow:
    """Components put together, in their order, until a bundle has about ``PART`` pairs: the bundle of each component."""
    before = np.cumsum(sizes) - sizes
    bundle = np.maximum.accumulate(before // PART)
    return np.unique(bundle, return_inverse=True)[1].astype(np.int32)


def assign_in_parts(
    graph: Graph, worth: Worth, parts: Parts, *, solve: Callable[[Graph, Worth], Assignment], workers: int | None = None
) -> Assignment:
    """Each part solved by itself, ``workers`` at a time (default: one for each processor), crossing pairs left away.

    ``solve`` has to return whole prices. Where no pair crosses the plan is the whole's, with value and bound; else it is only a start, and
    its bound says nothing (it is the parts').
    """
    from dungviec.engine import parts_loops as loops

    people, first_person = _members(parts.person, parts.count)
    posts, first_post = _members(parts.post, parts.count)
    number = np.empty(graph.m, dtype=np.int32)
    number[posts] = np.arange(graph.m) - first_post[parts.post[posts]]
    place, price = np.full(graph.n, -1, dtype=np.int32), np.zeros(graph.m, dtype=np.int64)
    surplus = np.zeros(graph.n, dtype=np.int64)

    def solve_part(p: int) -> tuple[int, int, int]:
        mine, own = people[first_person[p] : first_person[p + 1]], posts[first_post[p] : first_post[p + 1]]
        starts, post, values, at = loops.cut_out(graph.starts, graph.post, worth, mine, parts.post, number, p)
        found = solve(Graph(starts, post, graph.capacity[own], graph.must[mine]), values)
        placed = found.place >= 0
        place[mine[placed]] = at[found.place[placed]]
        price[own], surplus[mine] = found.price, found.surplus
        return found.value, found.bound, found.work

    with ThreadPoolExecutor(workers or _processors()) as pool:
        value, bound, work = (sum(each) for each in zip(*pool.map(solve_part, range(parts.count)), strict=True))
    return Assignment(place, price, surplus, scale=1, eps=0, value=value, bound=bound, work=work)


def _members(part: Narrow, count: int) -> tuple[Narrow, Ints]:
    """The members of the parts, part after part, and where each part begins [count + 1]."""
    starts = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(part, minlength=count), out=starts[1:])
    return np.argsort(part, kind="stable").astype(np.int32), starts


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
