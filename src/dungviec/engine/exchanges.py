"""The graph of exchanges around a best plan: what it costs the whole plan to change one placement.

Nodes are the posts and "outside". An arc j -> k is a person seated in j who could sit in k instead (the cheapest such person);
j -> outside a person who may be left without a post, or an empty seat that takes one more; outside -> k a person left out who
could sit in k, or a seat of k left empty. Costs are reduced by the seat prices, so none is negative, and a shortest path is the
cheapest chain of changes that makes room. For a plan that is best without side rows such a chain gives the exact loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dungviec.engine import core, duals
from dungviec.engine.problem import Ints, Problem, Solution

if TYPE_CHECKING:
    from scipy.sparse import csr_array

NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Shortest ways to each of ``targets``: ``cost`` [targets, nodes] (inf: no way), ``after`` the next node on the way."""

    targets: Ints
    cost: NDArray[np.float64]
    after: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Exchanges:
    """The graph, reversed for searches towards a post, and for each arc who makes the change by which edge.

    ``seat`` [n]: post index, ``outside`` for none. ``lost`` [E]: what choosing the edge loses before room is made (>= 0).
    ``person`` [n]: each one's surplus. ``arc`` maps from * nodes + to onto a position in ``mover`` and ``by_edge`` (-1: nobody moves;
    edge -1: left without a post).
    """

    problem: Problem
    chosen: Ints
    seat: Ints
    outside: int
    post_price: Ints
    person: Ints
    lost: Ints
    reverse: csr_array
    arc_key: Ints
    mover: Ints
    by_edge: Ints

    def ways_to(self, targets: Ints) -> Ways:
        """The cheapest chains that end in each target node (a post index or ``outside``)."""
        from scipy.sparse.csgraph import dijkstra

        cost, after = dijkstra(self.reverse, indices=targets, return_predecessors=True)
        return Ways(targets, np.atleast_2d(cost), np.atleast_2d(after))

    def rearranged(self, ways: Ways, at: int, *, person: int, edge: int, start: int) -> Ints:
        """The plan after ``person`` takes ``edge`` (-1: an edge not in the problem, or none) and the chain from node ``start``
        to target number ``at`` makes room."""
        plan = self.chosen.copy()
        plan[person] = edge
        node, end = start, int(ways.targets[at])
        while node != end:
            following = int(ways.after[at, node])
            arc = int(np.searchsorted(self.arc_key, node * (self.outside + 1) + following))
            if self.mover[arc] != NOBODY:
                plan[self.mover[arc]] = self.by_edge[arc]
            node = following
        return plan


def exchanges_of(problem: Problem, solution: Solution) -> Exchanges:
    """The graph around a solution that is best without side rows; duals.NotOptimal for another."""
    free = ~problem.must_place
    free[list(solution.released_people)] = True
    net = core.network_of(problem, free=free)
    worth, chosen, m = core.worth_of(problem), solution.chosen, problem.n_posts
    price = duals.smallest_prices(net, worth, chosen)
    seat = core.at_chosen(net.post, chosen, none=m)
    person = core.at_chosen(worth - price[net.post], chosen, none=0)
    lost = person[net.person] - worth + price[net.post]
    edges = np.flatnonzero(seat[net.person] != net.post)
    leavers = np.flatnonzero((chosen >= 0) & free)
    load = np.bincount(seat, minlength=m + 1)[:m]
    roomy, used = np.flatnonzero(load < net.capacity), np.flatnonzero(load > 0)
    nobody = np.full(len(roomy) + len(used), NOBODY)
    start = np.concatenate([seat[net.person[edges]], seat[leavers], roomy, np.full(len(used), m)])
    end = np.concatenate([net.post[edges], np.full(len(leavers) + len(roomy), m), used])
    cost = np.concatenate([lost[edges], person[leavers], np.zeros(len(roomy), dtype=np.int64), price[used]])
    mover = np.concatenate([net.person[edges], leavers, nobody])
    by_edge = np.concatenate([edges, np.full(len(leavers), NOBODY), nobody])
    key = start * (m + 1) + end
    order = np.lexsort((cost, key))
    first = order[np.flatnonzero(np.diff(key[order], prepend=-1))]
    from scipy.sparse import csr_array

    reverse = csr_array((cost[first].astype(np.float64), (end[first], start[first])), shape=(m + 1, m + 1))
    return Exchanges(
        problem=problem,
        chosen=chosen,
        seat=seat,
        outside=m,
        post_price=price,
        person=person,
        lost=lost,
        reverse=reverse,
        arc_key=key[first],
        mover=mover[first],
        by_edge=by_edge[first],
    )
