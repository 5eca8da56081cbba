"""The swap finder: people who trade posts in closed rings, so that somebody gains, nobody loses and every unit keeps its headcount.

Everybody who holds a post is a node; an arc i -> k says that i may take k's seat, at a gain of 0 or more. A set of rings without a common node is
a set of swaps. An empty seat takes part as a *ghost* that may move to any post of its own unit: a chain into an empty seat then closes
whenever the seat left behind lies in the same unit, and the unit's headcount stays what it was.

Without a limit on the length of a ring the best set is an assignment problem: the engine solves and proves it. With a limit rings are packed by a
whole-number programme (ring_packing.py). Prices of the nodes are the certificate: no ring is worth more than the prices of its nodes
together, hence no set of rings more than all prices.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.problem import Ints, Problem, ProblemFault, Sense, SideRow, Status
from dungviec.engine.solve import solve

MOST_LISTED = 30_000
MOST_STEPS = 2_000_000
"""Rings and steps of the search beyond which rings are priced as they are needed instead of listed."""
Listed = tuple[tuple[int, ...], tuple[int, ...]]
"""A ring's nodes (people, then ghosts) and its edges."""


@dataclass(frozen=True, eq=False)
class SwapProblem:
    """Who holds what and who could take what. ``own`` [n] post held, -1 for none (such people take no part); ``post_unit`` [m];
    ``empty`` [m] seats free; edges [E] ``edge_person``, ``edge_post``, ``gain`` >= 0 (0 for staying, which is an edge too where
    a row counts it). ``rows``: hard rules over the edges, none of which may be broken more than today."""

    own: Ints
    post_unit: Ints
    empty: Ints
    edge_person: Ints
    edge_post: Ints
    gain: Ints
    rows: tuple[SideRow, ...] = ()

    def __post_init__(self) -> None:
        if len(self.gain) and int(self.gain.min()) < 0:
            e = int(self.gain.argmin())
            raise ProblemFault(
                f"Cạnh {e} làm người {int(self.edge_person[e])} thiệt ({int(self.gain[e])}); tìm đổi việc chỉ nhận cạnh không ai thiệt.",
                f"Edge {e} leaves person {int(self.edge_person[e])} worse off ({int(self.gain[e])}); swaps take only edges where nobody loses.",
            )

    @property
    def is_stay(self) -> NDArray[np.bool_]:
        """Edges that keep the person where he or she is, [E]."""
        return np.asarray(self.edge_post == self.own[self.edge_person])

    def is_worth_a_ring(self, edges: tuple[int, ...]) -> bool:
        """Whether a ring over these edges may be of use: somebody gains, or somebody leaves a seat that counts in a row and so makes room there."""
        if any(self.gain[e] for e in edges):
            return True
        return any(int(self.edge_person[e]) in self._counted for e in edges)

    @cached_property
    def _counted(self) -> frozenset[int]:
        """People whose staying counts in a row."""
        stays = self.is_stay
        return frozenset(int(self.edge_person[e]) for row in self.rows for e in row.edges.tolist() if stays[e])


@dataclass(frozen=True, slots=True)
class Ring:
    """One swap: edge ``edges[k]`` moves one person into the seat that the next one leaves (or, past an empty seat, into that one)."""

    edges: tuple[int, ...]
    gain: int


@dataclass(frozen=True, slots=True, eq=False)
class SwapPlan:
    """The best set of swaps found. ``total``: its gain, at most ``bound`` for any set. ``moves``: people who move.

    ``prices`` [n + ghosts] in 1/``scale`` of (n + 1) x gain - people: what proves the bound; ``ghosts``: posts of the empty seats (each post once
    where rings were listed), in the order of their prices. ``searched``: rings listed, 0 where length is not limited.
    """

    rings: tuple[Ring, ...]
    total: int
    bound: int
    prices: Ints
    scale: int
    ghosts: Ints
    searched: int

    @property
    def moves(self) -> int:
        """How many people move."""
        return sum(len(ring.edges) for ring in self.rings)

    @property
    def optimal(self) -> bool:
        """Whether no set of swaps gains more."""
        return self.total == self.bound


def find_swaps(problem: SwapProblem, *, longest: int | None = None, time_limit: float = 60.0) -> SwapPlan:
    """The swaps of greatest total gain, rings of at most ``longest`` people (None: any length); of equally good sets one that
    moves the fewest."""
    if longest is None:
        ghosts = np.repeat(np.arange(len(problem.empty)), problem.empty)
        return _any_length(problem, ghosts, time_limit=time_limit)
    from dungviec.engine.ring_packing import pack_listed, pack_priced

    deadline = time.perf_counter() + time_limit
    # One ghost per post, as often as it has empty seats: a ring that passed it twice would be two rings.
    ghosts = np.flatnonzero(problem.empty)
    rings = listed_rings(problem, ghosts, longest)
    if rings is not None:
        return pack_listed(problem, ghosts, rings, deadline=deadline)
    return pack_priced(problem, ghosts, longest, deadline=deadline)


def ring_worth(problem: SwapProblem, ring: Ring) -> int:
    """What a ring weighs in the search: its gain first, then the people it does not move."""
    return (len(problem.own) + 1) * ring.gain - len(ring.edges)


def _any_length(problem: SwapProblem, ghosts: Ints, *, time_limit: float) -> SwapPlan:
    n, m = len(problem.own), len(problem.empty)
    held = np.flatnonzero(problem.own >= 0)
    moving = np.flatnonzero(~problem.is_stay & (problem.own[problem.edge_person] >= 0))
    of_unit: dict[int, list[int]] = {}
    for post, unit in enumerate(problem.post_unit.tolist()):
        of_unit.setdefault(unit, []).append(post)
    ghost_edges = [(n + g, j) for g, at in enumerate(ghosts.tolist()) for j in of_unit[int(problem.post_unit[at])]]
    ghost_person = np.array([g for g, _ in ghost_edges], dtype=np.int64)
    ghost_post = np.array([j for _, j in ghost_edges], dtype=np.int64)
    person = np.concatenate([held, problem.edge_person[moving], ghost_person])
    number = np.full(len(problem.edge_person), -1, dtype=np.int64)
    number[moving] = len(held) + np.arange(len(moving))
    stays = np.flatnonzero(problem.is_stay)
    number[stays] = np.searchsorted(held, problem.edge_person[stays])
    limits = row_limits(problem)
    engine = Problem(
        people=tuple(map(str, range(n + len(ghosts)))),
        posts=tuple(map(str, range(m))),
        capacity=np.bincount(problem.own[held], minlength=m) + problem.empty,
        edge_person=person,
        edge_post=np.concatenate([problem.own[held], problem.edge_post[moving], ghost_post]),
        gain=np.concatenate(
            [
                np.zeros(len(held), dtype=np.int64),
                (n + 1) * problem.gain[moving] - 1,
                np.zeros(len(ghost_edges), dtype=np.int64),
            ]
        ),
        is_move=np.arange(len(person)) >= len(held),
        is_stay=np.concatenate(
            [np.ones(len(held), np.bool_), np.zeros(len(moving), np.bool_), ghost_post == ghosts[ghost_person - n]]
        ),
        must_place=np.concatenate([problem.own >= 0, np.ones(len(ghosts), np.bool_)]),
        unplaced_price=np.zeros(n + len(ghosts), dtype=np.int64),
        vacancy_price=np.zeros(m, dtype=np.int64),
        rows=tuple(_with_limit(row.among(number), limit) for row, limit in zip(problem.rows, limits, strict=True)),
    )
    solution = solve(engine, time_limit=time_limit)
    prices = np.zeros(0, dtype=np.int64)
    if solution.status is Status.UNSOLVED:
        return SwapPlan((), 0, gain_bound(solution.bound, n), prices, 1, ghosts, 0)
    edges = np.where(
        (solution.chosen >= len(held)) & (solution.chosen < len(held) + len(moving)), solution.chosen - len(held), -1
    )
    taken = {i: int(moving[e]) for i, e in enumerate(edges[:n].tolist()) if e >= 0}
    wandering = {
        g: int(ghost_post[solution.chosen[n + g] - len(held) - len(moving)])
        for g in range(len(ghosts))
        if int(ghost_post[solution.chosen[n + g] - len(held) - len(moving)]) != int(ghosts[g])
    }
    rings = _rings_of(problem, ghosts, taken, wandering)
    at = np.concatenate([problem.own, ghosts])
    price = solution.duals.person + np.where(at >= 0, solution.duals.post[np.maximum(at, 0)], 0)
    total = sum(ring.gain for ring in rings)
    return SwapPlan(rings, total, max(total, gain_bound(solution.bound, n)), price, solution.duals.scale, ghosts, 0)


def _rings_of(
    problem: SwapProblem, ghosts: Ints, taken: dict[int, int], wandering: dict[int, int]
) -> tuple[Ring, ...]:  # fmt: skip
    """The rings that a rearrangement consists of: whoever arrives at a post is followed by somebody who leaves it."""
    n = len(problem.own)
    goes = {i: int(problem.edge_post[e]) for i, e in taken.items()} | {n + g: j for g, j in wandering.items()}
    leaving: dict[int, list[int]] = {}
    for node in sorted(goes, reverse=True):
        at = int(problem.own[node]) if node < n else int(ghosts[node - n])
        leaving.setdefault(at, []).append(node)
    rings = []
    while goes:
        start = next(iter(goes))
        edges, node = [], start
        home = int(problem.own[start]) if start < n else int(ghosts[start - n])
        leaving[home].remove(start)
        while True:
            post = goes.pop(node)
            if node < n:
                edges.append(taken[node])
            if post == home:
                break
            node = leaving[post].pop()
        if edges:
            rings.append(Ring(tuple(edges), sum(int(problem.gain[e]) for e in edges)))
    return tuple(sorted(rings, key=lambda r: (-r.gain, r.edges)))


def listed_rings(problem: SwapProblem, ghosts: Ints, longest: int) -> list[Listed] | None:
    """Every ring of at most ``longest`` people that may be of use; None where they are too many to list."""
    n = len(problem.own)
    at = np.concatenate([problem.own, ghosts])
    holders: dict[int, list[int]] = {}
    for node, post in enumerate(at.tolist()):
        if post >= 0:
            holders.setdefault(post, []).append(node)
    arcs: list[dict[int, int]] = [{} for _ in range(len(at))]
    for e in np.flatnonzero(~problem.is_stay & (problem.own[problem.edge_person] >= 0)).tolist():
        for k in holders.get(int(problem.edge_post[e]), ()):
            arcs[int(problem.edge_person[e])][k] = e
    of_unit: dict[int, list[int]] = {}
    for node in range(n):
        if problem.own[node] >= 0:
            of_unit.setdefault(int(problem.post_unit[problem.own[node]]), []).append(node)
    for g, post in enumerate(ghosts.tolist()):
        arcs[n + g] = dict.fromkeys(of_unit.get(int(problem.post_unit[post]), ()), -1)
    found: list[Listed] = []
    for ring in _walks(arcs, n, longest):
        if ring is None:
            return None
        edges = tuple(arcs[a][b] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True))
        taken = tuple(e for e in edges if e >= 0)
        if problem.is_worth_a_ring(taken):
            found.append((ring, taken))
            if len(found) > MOST_LISTED:
                return None
    return found


def _walks(arcs: list[dict[int, int]], n: int, longest: int) -> Iterator[tuple[int, ...] | None]:
    """Closed walks without a repeated node, each once, starting at its smallest node (a person), at most ``longest`` people long;
    None after too many steps. No ghost follows a ghost: one empty seat is enough to close a chain."""
    steps = 0
    for start in range(n):
        path, people = [start], 1
        stack = [iter(arcs[start])]
        while stack:
            step = next(stack[-1], None)
            steps += 1
            if steps > MOST_STEPS:
                yield None
                return
            if step is None:
                stack.pop()
                people -= path.pop() < n
                continue
            if step == start:
                yield tuple(path)
                continue
            if step < start or step in path or (step < n and people == longest):
                continue
            path.append(step)
            people += step < n
            stack.append(iter(arcs[step]))


def row_limits(problem: SwapProblem) -> list[int]:
    """The limit of each row: its own, or what the present placement already counts where that breaks it."""
    stays = np.zeros(len(problem.edge_person), dtype=np.bool_)
    stays[problem.is_stay] = True
    limits = []
    for row in problem.rows:
        now = int(row.counts[stays[row.edges]].sum())
        limits.append(max(row.limit, now) if row.sense is Sense.AT_MOST else min(row.limit, now))
    return limits


def _with_limit(row: SideRow, limit: int) -> SideRow:
    return SideRow(row.name, row.edges, limit, row.sense, None, row.weights)


def gain_bound(worth: int, n: int) -> int:
    """The largest gain that a bound on (n + 1) x gain - people leaves."""
    return (worth + n) // (n + 1)
