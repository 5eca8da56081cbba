"""Large problems with side rows: from row prices to a plan with a small proven gap, in rounds over blocks.

Each round cuts the problem elsewhere, so that what one round could not exchange across a border the next one can; rows that stay broken
get blocks of their own, made of the clusters of all who could mend them. The bound is that of the row prices throughout.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from dungviec.engine.backends import Backend
from dungviec.engine.distinct import distinct
from dungviec.engine.problem import Ints, Progress
from dungviec.engine.side_around import blocks_around
from dungviec.engine.side_blocks import Clusters, clusters_of, improve, packed
from dungviec.engine.side_prices import PriceSearch

LARGE = 8000
"""People from whom on a problem is solved in blocks."""

SIZE = 2400
"""Seats of a block."""

ROUNDS = ((0, 1), (0, 5), (SIZE // 2, 2), (0, 8), (0, 3), (0, 10))
"""In turns: blocks packed side by side, where the first one ends; and blocks around what is lost; and how far their columns reach."""

ENOUGH = 15_000
"""A gap of less than one part of the bound in so many ends the rounds."""

COLUMNS_PER_PERSON = 1.6
BLOCK_SECONDS = 20.0
SLACK = 10.0
"""Units within which each block may stop."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """``broken``: hard rows that the last plan still breaks, and ``related``: rows of their clusters; ``notes`` for a log."""

    broken: Ints
    related: Ints
    notes: tuple[str, ...]


def search_blocks(
    search: PriceSearch, *, base: int, deadline: float, backend: Backend, progress: Progress | None = None
) -> Found:
    """Improve ``search.plan`` round by round until the gap is small against the bound on the plan's value (``base``: the value of the
    empty plan), two turns bring nothing, or time runs out."""
    graph, rows = search.graph, search.rows
    clusters = clusters_of(graph, rows)
    weight = np.bincount(clusters.of_post, weights=graph.capacity, minlength=clusters.count).astype(np.int64)
    lost = search.lost()
    reach = (
        int(np.partition(lost, wanted)[wanted])
        if (wanted := _columns(search)) < len(lost)
        else int(lost.max(initial=0))
    )
    plan = search.plan if search.plan is not None else search.warm.place
    notes: list[str] = []
    idle = 0
    for turn, (offset, wider) in enumerate(ROUNDS):
        started = time.perf_counter()
        wide_reach = max(reach, rows.scale) * wider
        before = search.gap
        if turn % 2:
            blocks = blocks_around(search, plan, clusters, lost, reach=wide_reach, size=2 * SIZE, weight=weight)
        else:
            blocks = packed(clusters, weight, size=SIZE, offset=offset)[clusters.of_post]
        if blocks is None:
            continue
        plan = improve(
            search,
            plan,
            lost,
            block_of_post=blocks,
            wide=clusters.wide,
            reach=wide_reach,
            slack=SLACK,
            seconds=min(BLOCK_SECONDS, max(0.2, deadline - time.perf_counter())),
            backend=backend,
        )
        search.offer(plan)
        spent = time.perf_counter() - started
        notes.append(f"round {turn + 1}: gap {search.gap}, {spent:.1f} s")
        if progress:
            progress("search", (turn + 1) / len(ROUNDS))
        gap = search.gap
        idle = idle + 1 if gap is not None and gap == before else 0
        small = gap is not None and gap * ENOUGH <= abs(base + search.upper)
        if small or idle == 2 or time.perf_counter() + spent > deadline:
            break
    broken = np.flatnonzero((rows.excess(plan) > 0) & (rows.price < 0))
    return Found(broken, _related(search, clusters, broken), tuple(notes))


def _columns(search: PriceSearch) -> int:
    return int(COLUMNS_PER_PERSON * search.graph.n)


def _related(search: PriceSearch, clusters: Clusters, broken: Ints) -> Ints:
    """The rows of the clusters of broken rows, and the wide ones."""
    rows = search.rows
    place = np.repeat(np.arange(search.graph.pairs), np.diff(rows.starts))
    cluster = clusters.of_post[search.graph.post[place]]
    troubled = np.zeros(clusters.count, dtype=np.bool_)
    troubled[cluster[np.isin(rows.row, broken) & ~np.isin(rows.row, clusters.wide)]] = True
    inside = distinct(rows.row[troubled[cluster]].astype(np.int64))
    return np.union1d(inside, clusters.wide[rows.price[clusters.wide] < 0]).astype(np.int64)
