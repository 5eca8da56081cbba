"""Large problems with side rows, piece by piece: a plan is improved block by block, each block a small programme solved on its own.

A block is a set of whole *clusters*: posts that a rule of few posts (a unit's continuity, two relatives in one unit) ties together, so
that such a rule lies in one block. Its people are those the plan puts there, and people without a post who would fit there best. Rules over many posts (the limit on moves) are shared out: each block may use what it uses now
and a part of what is left. Blocks share nobody and no post, so they can be solved side by side and their plans put together.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dungviec.engine.backends import Backend
from dungviec.engine.distinct import distinct
from dungviec.engine.graph import Graph, Narrow
from dungviec.engine.problem import Flags, Ints
from dungviec.engine.side_model import Programme, dearest, placed, solve_programme
from dungviec.engine.side_prices import PriceSearch
from dungviec.engine.side_rows import RowTable

FEW_POSTS = 400
"""A row over at most so many posts ties them into one cluster."""


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """``of_post`` [m]: the cluster of each post; ``count``; ``wide`` [rows]: the row spans clusters."""

    of_post: Ints
    count: int
    wide: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One block's programme, the places its columns stand for, its people, and the seconds it may take."""

    programme: Programme
    places: Ints
    people: Ints
    seconds: float


def clusters_of(graph: Graph, rows: RowTable) -> Clusters:
    """Posts tied together by rows over few posts; clusters are numbered in the order of their first post."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    place = np.repeat(np.arange(graph.pairs), np.diff(rows.starts))
    pair = distinct(rows.row.astype(np.int64) * graph.m + graph.post[place])
    row, post = pair // graph.m, pair % graph.m
    few = np.bincount(row, minlength=len(rows.limit)) <= FEW_POSTS
    row, post = row[few[row]], post[few[row]]
    size = graph.m + len(rows.limit)
    ties = csr_array((np.ones(len(row), dtype=np.int8), (post, graph.m + row)), shape=(size, size))
    label = connected_components(ties, directed=False)[1][: graph.m]
    first, of_post = np.unique(label, return_index=True)[1], np.unique(label, return_inverse=True)[1]
    number = np.empty(len(first), dtype=np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    return Clusters(number[of_post], len(first), np.flatnonzero(~few))


def packed(clusters: Clusters, weight: Ints, *, size: int, offset: int = 0) -> Ints:
    """Blocks of neighbouring clusters, each of about ``size`` by ``weight`` [clusters]: the block of each cluster.

    ``offset`` shifts where the first block ends, so that a second packing cuts elsewhere.
    """
    along = np.cumsum(weight) - weight
    blocks = max(1, round(int(weight.sum()) / size))
    width = max(1, -(-int(weight.sum()) // blocks))
    return (along + offset) // width


def improve(
    search: PriceSearch,
    plan: Narrow,
    lost: Ints,
    *,
    block_of_post: Ints,
    wide: Ints,
    reach: int,
    slack: float,
    seconds: float,
    backend: Backend,
) -> Narrow:
    """The plan with every block improved (posts of block -1 stay as they are).

    ``lost`` [pairs] and ``reach`` in 1/scale: columns are places that lose at most ``reach``, and all of those that a broken row counts.
    ``slack``: units within which each block may stop; ``seconds``: for each block.
    """
    graph, rows = search.graph, search.rows
    over = rows.count(plan) - rows.limit
    broken = (over > 0) & (rows.price < 0)
    needs = np.zeros(graph.pairs, dtype=np.bool_)
    if broken.any():
        entries = np.flatnonzero(broken[rows.row] & ~np.isin(rows.row, wide))
        needs[np.searchsorted(rows.starts, entries, side="right") - 1] = True
    person = np.repeat(np.arange(graph.n), np.diff(graph.starts))
    near = (lost <= reach) | needs
    near[plan[plan >= 0]] = True
    block_of_person = _people(graph, plan, lost, person=person, near=near, block_of_post=block_of_post)
    near &= (block_of_person[person] == block_of_post[graph.post]) & (block_of_person[person] >= 0)
    places = np.flatnonzero(near)
    block = block_of_person[person[places]]
    order = np.argsort(block, kind="stable")
    places, ends = places[order], np.cumsum(np.bincount(block, minlength=int(block_of_post.max(initial=0)) + 1))
    people = np.argsort(block_of_person, kind="stable")
    people_ends = np.cumsum(np.bincount(block_of_person + 1, minlength=len(ends) + 1))
    groups = [(np.sort(places[a:b])) for a, b in zip(np.append(0, ends[:-1]), ends, strict=True)]
    staff = [np.sort(people[a:b]) for a, b in pairwise(people_ends)]
    shares = _shares(search, plan, groups, wide=wide, over=over, broken=broken)
    tasks = [
        _task(search, plan, group, own, share=share, wide=wide, slack=slack, seconds=seconds, broken=bool(broken.any()))
        for group, own, share in zip(groups, staff, shares, strict=True)
        if len(group)
    ]
    better = plan.copy()
    for task, chosen in zip(tasks, backend.map(solve_task, tasks), strict=True):
        if chosen is not None:
            better[task.people] = placed(task.places, chosen)
    return better


def solve_task(task: Task) -> Narrow | None:
    """The columns of a block's best plan, [people of the task]; None where none was found in time."""
    return solve_programme(task.programme, seconds=task.seconds).chosen


def _people(graph: Graph, plan: Narrow, lost: Ints, *, person: Ints, near: Flags, block_of_post: Ints) -> Ints:
    """The block of each person: where the plan puts him or her, for who has no post the block of the place that loses least;
    -1 for who has no part in it."""
    block = np.full(graph.n, -1, dtype=np.int64)
    held = plan >= 0
    block[held] = block_of_post[graph.post[plan[held]]]
    loose = np.flatnonzero(near & ~held[person] & (block_of_post[graph.post] >= 0))
    loose = loose[np.argsort(-lost[loose], kind="stable")]  # the last one written is the best one
    free = block[person[loose]] < 0
    block[person[loose[free]]] = block_of_post[graph.post[loose[free]]]
    return block


def _shares(
    search: PriceSearch, plan: Narrow, groups: list[Ints], *, wide: Ints, over: Ints, broken: Flags
) -> list[Ints]:
    """How much of each wide row every block may use, [blocks] of [wide rows]; together no more than the limit (less what stays
    outside). What is left goes to blocks by their size, and first to those with broken rows."""
    rows = search.rows
    used, weight = [], []
    taken = np.zeros(search.graph.pairs, dtype=np.bool_)
    taken[plan[plan >= 0]] = True
    for group in groups:
        mine = group[taken[group]].astype(np.int32)
        used.append(rows.count(mine)[wide])
        row = rows.entries(group)[1]
        weight.append(len(mine) / 100 + 3 * len(np.unique(row[broken[row] & ~np.isin(row, wide)])) + 1e-9)
    left = -over[wide]
    parts = np.cumsum(np.array(weight)) / max(sum(weight), 1e-9)
    edges = np.concatenate([np.zeros((1, len(wide))), parts[:, None] * left[None, :]])
    share = np.diff(np.floor(edges + 1e-6), axis=0).astype(np.int64)
    return [u + s for u, s in zip(used, share, strict=True)]


def _task(
    search: PriceSearch,
    plan: Narrow,
    places: Ints,
    people: Ints,
    *,
    share: Ints,
    wide: Ints,
    slack: float,
    seconds: float,
    broken: bool,
) -> Task:
    graph, rows = search.graph, search.rows
    person = np.searchsorted(people, np.searchsorted(graph.starts, places, side="right") - 1)
    posts, post = np.unique(graph.post[places], return_inverse=True)
    column, row, weight = rows.entries(places)
    own, local = np.unique(row, return_inverse=True)
    limit = rows.limit[own].copy()
    at = np.searchsorted(own, wide)
    inside = (
        (at < len(own)) & (own[np.minimum(at, len(own) - 1)] == wide)
        if len(own)
        else np.zeros(len(wide), dtype=np.bool_)
    )
    limit[at[inside]] = share[inside]
    fine = rows.price[own]
    if broken:
        fine = np.where(fine >= 0, fine, dearest(search))
    start = np.searchsorted(places, plan[people])
    start = np.minimum(start, len(places) - 1)
    start = np.where((plan[people] >= 0) & (places[start] == plan[people]), start, -1)
    programme = Programme(
        person=person,
        post=post,
        worth=search.worth[places],
        surplus=search.best.person[people] / rows.scale,
        must=graph.must[people],
        capacity=graph.capacity[posts],
        column=column,
        row=local,
        weight=weight,
        limit=limit,
        fine=fine,
        start=start,
        slack=slack,
    )
    return Task(programme, places, people, seconds)
