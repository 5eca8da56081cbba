"""Where a plan loses: broken rules, people left out, posts left empty, placements far below the best; and blocks drawn around these spots.

By weak duality the gap is the sum of such losses (see `spots`), each of which lies with a person, a post or a row. A spot's block holds its
clusters and those with the most possible changes between them, so that chains of moves can run through.
"""

from __future__ import annotations

import numpy as np

from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Ints
from dungviec.engine.side_blocks import Clusters
from dungviec.engine.side_prices import PriceSearch

MOST_SPOTS = 60


def blocks_around(
    search: PriceSearch, plan: Narrow, clusters: Clusters, lost: Ints, *, reach: int, size: int, weight: Ints
) -> Ints | None:
    """Blocks of up to ``size`` seats around the spots of a plan: the block of each post [m], -1 outside; None without spots.

    ``lost`` [pairs] and ``reach`` in 1/scale say which changes are possible; ``weight``: seats of each cluster.
    """
    from scipy.sparse import csr_array

    graph = search.graph
    seeds = spots(search, plan, clusters, lost, reach=reach)
    if not seeds:
        return None
    near = np.flatnonzero(lost <= reach)
    sits = plan[np.searchsorted(graph.starts, near, side="right") - 1]
    held = sits >= 0
    start, end = clusters.of_post[graph.post[sits[held]]], clusters.of_post[graph.post[near[held]]]
    ways = csr_array((np.ones(len(start)), (start, end)), shape=(clusters.count, clusters.count))
    ways = csr_array(ways + ways.T)
    block = np.full(clusters.count, -1, dtype=np.int64)
    each = max(size // 4, size // max(1, len(seeds)))
    number, filled = 0, 0
    for seed in seeds:
        if (block[seed] >= 0).all():
            continue
        if filled + each > size:
            number, filled = number + 1, 0
        score = np.zeros(clusters.count)
        score[seed] = 1.0
        score += 0.125 * np.asarray(ways @ score)
        score += 0.016 * np.asarray(ways @ score)
        score[seed] = np.inf
        order = np.argsort(-score, kind="stable")
        order = order[(score[order] > 0) & (block[order] < 0)]
        taken = order[np.cumsum(weight[order]) <= each]
        block[taken] = number
        filled += int(weight[taken].sum())
    found: Ints = block[clusters.of_post]
    return found


def spots(search: PriceSearch, plan: Narrow, clusters: Clusters, lost: Ints, *, reach: int) -> list[Ints]:
    """The clusters of each spot, worst spot first: broken hard rows, then by what is lost there against the bound."""
    graph, rows, best = search.graph, search.rows, search.best
    found: list[tuple[float, Ints]] = []

    def clusters_near(places: Ints) -> Ints:
        sits = plan[np.searchsorted(graph.starts, places, side="right") - 1]
        return np.unique(clusters.of_post[graph.post[np.concatenate([places, sits[sits >= 0]])]])

    broken = np.flatnonzero((rows.excess(plan) > 0) & (rows.price < 0))
    for r in broken[~np.isin(broken, clusters.wide)][:MOST_SPOTS].tolist():
        places = np.searchsorted(rows.starts, np.flatnonzero(rows.row == r), side="right") - 1
        found.append((np.inf, clusters_near(places[np.argsort(lost[places], kind="stable")][:12])))
    left_out = np.flatnonzero((plan < 0) & (best.person > reach))
    for i in left_out[np.argsort(-best.person[left_out])][:MOST_SPOTS].tolist():
        places = np.arange(graph.starts[i], graph.starts[i + 1])
        found.append((float(best.person[i]), clusters_near(places[np.argsort(lost[places])][:8])))
    load = np.bincount(graph.post[plan[plan >= 0]], minlength=graph.m)
    empty = np.flatnonzero((load < graph.capacity) & (best.post > reach))
    for j in empty[np.argsort(-best.post[empty])][:MOST_SPOTS].tolist():
        found.append((float(best.post[j]), clusters.of_post[[j]]))
    taken = plan[plan >= 0]
    far = taken[lost[taken] > reach]
    for e in far[np.argsort(-lost[far])][:MOST_SPOTS].tolist():
        i = int(np.searchsorted(graph.starts, e, side="right")) - 1
        places = np.arange(graph.starts[i], graph.starts[i + 1])
        found.append((float(lost[e]), clusters_near(places[np.argsort(lost[places])][:8])))
    found.sort(key=lambda spot: -spot[0])
    return [where for _, where in found[:MOST_SPOTS]]
