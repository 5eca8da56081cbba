"""The best set of rings of limited length: packed by a whole-number programme, all of them or those that prices bring up.

Where rings are few they are all listed, and the programme sees every set of them. Where they are many, rings are brought in as the prices of a relaxation call for
them (column generation): for each person the best ring at these prices (ring_pricing.py). Prices that leave no ring worth more than its
nodes prove a bound for all rings, also those never brought in; the set is then packed from the rings brought in, and what is left between is the gap.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.problem import Ints, SideRow
from dungviec.engine.ring_pricing import Priced, RingGraph, best_rings, ring_graph
from dungviec.engine.swaps import Listed, Ring, SwapPlan, SwapProblem, find_swaps, gain_bound, ring_worth, row_limits

PRICE_SCALE = 1024
_CLOSE = 0.5
_SHARE_FOR_PRICES = 0.6

Floats = NDArray[np.float64]


def pack_listed(problem: SwapProblem, ghosts: Ints, listed: list[Listed], *, deadline: float) -> SwapPlan:
    """The best set out of all rings."""
    rings = [Ring(edges, int(problem.gain[list(edges)].sum())) for _, edges in listed]
    if not rings:
        return SwapPlan((), 0, 0, np.zeros(len(problem.own) + len(ghosts), dtype=np.int64), 1, ghosts, 0)
    worth = np.array([ring_worth(problem, ring) for ring in rings], dtype=np.int64)
    price, _ = _relaxed(problem, ghosts, listed, worth)
    prices = np.ceil(price * PRICE_SCALE - 1e-6).astype(np.int64)
    for (nodes, _), weight in zip(listed, worth.tolist(), strict=True):
        prices[nodes[0]] += max(0, PRICE_SCALE * weight - int(prices[list(nodes)].sum()))
    chosen, least = _packed(problem, ghosts, listed, rings, worth, deadline=deadline)
    return _plan(problem, ghosts, chosen, prices, least=least, searched=len(rings))


def pack_priced(problem: SwapProblem, ghosts: Ints, longest: int, *, deadline: float) -> SwapPlan:
    """The best set out of the rings that prices bring up, with a bound on all."""
    n = len(problem.own)
    moving = np.flatnonzero(~problem.is_stay & (problem.own[problem.edge_person] >= 0))
    graph = ring_graph(
        problem.own, problem.post_unit, problem.empty, problem.edge_person[moving], problem.edge_post[moving], moving
    )
    worth_of_edge = ((n + 1) * problem.gain[graph.edge] - 1).astype(np.float64)
    begun = time.perf_counter()
    until = begun + _SHARE_FOR_PRICES * (deadline - begun)
    price = _first_prices(problem, ghosts, time_limit=(until - begun) / 2)
    pool: dict[tuple[int, ...], Listed] = {}
    # Where no ring gains at all, no prices are the best ones.
    best = _lifted(problem, ghosts, graph, worth_of_edge, np.zeros_like(price), longest)[0]
    reached = -np.inf
    while True:
        lifted, priced = _lifted(problem, ghosts, graph, worth_of_edge, price, longest)
        if _total(problem, ghosts, lifted) < _total(problem, ghosts, best):
            best = lifted
        fresh = {tuple(sorted(e)): (v, e) for v, e in _walked(problem, ghosts, graph, priced)}
        known = len(pool)
        pool = fresh | pool
        proven = _total(problem, ghosts, best) / PRICE_SCALE
        if len(pool) == known or proven - reached < _CLOSE or time.perf_counter() > until:
            break
        listed = list(pool.values())
        price, reached = _relaxed(problem, ghosts, listed, _worths(problem, listed))
    listed = list(pool.values())
    rings = [Ring(edges, int(problem.gain[list(edges)].sum())) for _, edges in listed]
    chosen, _ = _packed(problem, ghosts, listed, rings, _worths(problem, listed), deadline=deadline)
    return _plan(problem, ghosts, chosen, best, least=np.inf, searched=len(listed))


def _first_prices(problem: SwapProblem, ghosts: Ints, *, time_limit: float) -> Floats:
    """The prices of the best set of any length: good ones to begin with."""
    free = find_swaps(problem, time_limit=time_limit)
    n = len(problem.own)
    price = np.zeros(n + len(ghosts))
    if len(free.prices):
        price[:n] = np.maximum(0, free.prices[:n]) / free.scale
        seat = np.zeros(len(problem.empty))
        seat[free.ghosts] = np.maximum(0, free.prices[n:]) / free.scale
        price[n:] = seat[ghosts]
    return price


def _lifted(
    problem: SwapProblem, ghosts: Ints, graph: RingGraph, worth: Floats, price: Floats, longest: int
) -> tuple[Ints, Priced]:
    """The prices in whole numbers, lifted at the first person of each ring that is worth more; and the best rings at them."""
    n = len(problem.own)
    prices = np.ceil(np.maximum(0, price) * PRICE_SCALE).astype(np.int64)
    seat = np.zeros(len(problem.empty))
    seat[ghosts] = prices[n:]
    priced = best_rings(graph, worth * PRICE_SCALE, prices[:n].astype(np.float64), seat, longest)
    prices[:n] += np.maximum(0, priced.value).astype(np.int64)
    return prices, priced


def _walked(problem: SwapProblem, ghosts: Ints, graph: RingGraph, priced: Priced) -> list[Listed]:
    """The simple rings in the best walks."""
    n = len(problem.own)
    ghost_at = {int(post): n + g for g, post in enumerate(ghosts)}
    found: list[Listed] = []
    for start in np.flatnonzero(priced.value > -1e299).tolist():
        nodes: list[int] = []
        taken: list[int] = []
        for a, through in zip(priced.edges[start].tolist(), priced.through[start].tolist(), strict=True):
            if a < 0:
                break
            e = int(graph.edge[a])
            nodes.append(int(problem.edge_person[e]))
            taken.append(e)
            if through >= 0:
                nodes.append(ghost_at[through])
                taken.append(-1)
        found += _simple(nodes, taken)
    return [(nodes, edges) for nodes, edges in found if problem.is_worth_a_ring(edges)]


def _simple(nodes: list[int], taken: list[int]) -> list[Listed]:
    """A closed walk split wherever it meets a node again."""
    rings: list[Listed] = []
    path: list[tuple[int, int]] = []
    for node, edge in zip(nodes, taken, strict=True):
        at = next((k for k, (seen, _) in enumerate(path) if seen == node), None)
        if at is not None:
            ring, path = path[at:], path[:at]
            rings.append((tuple(v for v, _ in ring), tuple(e for _, e in ring if e >= 0)))
        path.append((node, edge))
    rings.append((tuple(v for v, _ in path), tuple(e for _, e in path if e >= 0)))
    return [ring for ring in rings if ring[1]]


def _worths(problem: SwapProblem, listed: list[Listed]) -> Ints:
    n = len(problem.own)
    return np.array([(n + 1) * int(problem.gain[list(e)].sum()) - len(e) for _, e in listed], dtype=np.int64)


def _capacity(problem: SwapProblem, ghosts: Ints) -> Ints:
    return np.concatenate([np.ones(len(problem.own), dtype=np.int64), problem.empty[ghosts]])


def _total(problem: SwapProblem, ghosts: Ints, prices: Ints) -> int:
    return int(prices @ _capacity(problem, ghosts))


def _table(problem: SwapProblem, ghosts: Ints, listed: list[Listed]) -> tuple[Ints, Ints, tuple[int, int]]:
    member = np.concatenate([np.array(nodes, dtype=np.int64) for nodes, _ in listed])
    column = np.repeat(np.arange(len(listed)), [len(nodes) for nodes, _ in listed])
    return member, column, (len(problem.own) + len(ghosts), len(listed))


def _relaxed(problem: SwapProblem, ghosts: Ints, listed: list[Listed], worth: Ints) -> tuple[Floats, float]:
    """Prices of the nodes, and the value, of the relaxation without side rows."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    member, column, shape = _table(problem, ghosts, listed)
    table = csr_array((np.ones(len(member)), (member, column)), shape=shape)
    result = linprog(  # type: ignore[call-overload]  # the stubs know no sparse matrices here
        -worth.astype(np.float64), A_ub=table, b_ub=_capacity(problem, ghosts), bounds=(0, None), method="highs"
    )
    if result.status != 0:
        return np.full(shape[0], float(worth.max())), np.inf
    return np.maximum(0.0, -np.asarray(result.ineqlin.marginals)), -float(result.fun)


def _packed(
    problem: SwapProblem, ghosts: Ints, listed: list[Listed], rings: list[Ring], worth: Ints, *, deadline: float
) -> tuple[tuple[Ring, ...], float]:
    """The best set of these rings that keeps the side rows, and the programme's bound on it."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, vstack

    if not rings:
        return (), 0.0
    member, column, shape = _table(problem, ghosts, listed)
    table = csr_array((np.ones(len(member)), (member, column)), shape=shape)
    extra = [csr_array(_row_of(problem, row, rings)) for row in problem.rows]
    result = milp(
        -worth.astype(np.float64),
        constraints=LinearConstraint(
            csr_array(vstack([table, *extra])) if extra else table,
            -np.inf,
            np.concatenate([_capacity(problem, ghosts).astype(np.float64), _room(problem)]),
        ),
        integrality=np.ones(len(rings), dtype=np.int64),
        bounds=Bounds(0, np.inf),
        options={"time_limit": max(0.1, deadline - time.perf_counter()), "mip_rel_gap": 0.0},
    )
    dual = result.get("mip_dual_bound")
    chosen = () if result.x is None else tuple(rings[k] for k in np.flatnonzero(result.x > 0.5))
    return chosen, np.inf if dual is None else -float(dual) + 1e-4


def _plan(
    problem: SwapProblem, ghosts: Ints, chosen: tuple[Ring, ...], prices: Ints, *, least: float, searched: int
) -> SwapPlan:
    total = sum(ring.gain for ring in chosen)
    proven = int(np.floor(min(least, _total(problem, ghosts, prices) / PRICE_SCALE)))
    bound = max(total, gain_bound(proven, len(problem.own)))
    order = tuple(sorted(chosen, key=lambda r: (-r.gain, r.edges)))
    return SwapPlan(order, total, bound, prices, PRICE_SCALE, ghosts, searched)


def _room(problem: SwapProblem) -> Floats:
    """How much each row may grow beyond today, as `sign * growth <= room`."""
    stays = problem.is_stay
    room = [
        row.sign * (limit - int(row.counts[stays[row.edges]].sum()))
        for row, limit in zip(problem.rows, row_limits(problem), strict=True)
    ]
    return np.array(room, dtype=np.float64)


def _row_of(problem: SwapProblem, row: SideRow, rings: list[Ring]) -> Floats:
    """What each ring adds to a row: the edges it takes less the staying edges it gives up; [1, rings]."""
    counts = dict(zip(row.edges.tolist(), row.counts.tolist(), strict=True))
    stay_of = {int(problem.edge_person[e]): count for e, count in counts.items() if problem.is_stay[e]}
    grown = [
        sum(counts.get(e, 0) - stay_of.get(int(problem.edge_person[e]), 0) for e in ring.edges) * row.sign
        for ring in rings
    ]
    return np.array([grown], dtype=np.float64)
