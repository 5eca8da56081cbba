"""The graph of exchanges around a best plan: what it costs the whole plan to change one placement.

Nodes are the posts and "outside". An arc j -> k is a person seated in j who could sit in k instead; j -> outside a person who may be
left without a post, or an empty seat that takes one more; outside -> k a person left out who could sit in k, or a seat of k left empty.
Costs are reduced by the seat prices, so none is negative, and a shortest path is the cheapest chain of changes that makes room. For a
plan that is best without side rows such a chain gives the exact loss. Nothing is built beforehand: a search reads the pairs it meets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dungviec.engine import core
from dungviec.engine.graph import Graph, Narrow, Worth, graph_of, narrowed
from dungviec.engine.problem import Flags, Ints, Problem, Solution

NOBODY = -1
FAR = 2**62
"""The cost of a way that does not exist."""


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Cheapest ways into ``target``: ``cost`` [nodes] (FAR: none), the next node ``after`` each, who moves and to which place of the graph.

    Only the nodes that were asked for are sure.
    """

    target: int
    cost: Ints
    after: Narrow
    mover: Narrow
    by_place: Narrow


@dataclass(frozen=True, slots=True, eq=False)
class Exchanges:
    """The exchanges around a plan: ``seat`` [n] the post of each person (``outside`` for none), ``person`` [n] each one's surplus.

    ``worth`` by place of the graph; ``chosen`` [n] by the problem's numbers.
    """

    problem: Problem
    graph: Graph
    worth: Worth
    chosen: Ints
    seat: Narrow
    outside: int
    post_price: Ints
    person: Ints
    free: Flags
    load: Ints

    def options(self, person: int) -> tuple[Ints, Ints, Ints]:
        """The places of a person, their posts, and what choosing each loses before room is made (>= 0)."""
        places = np.arange(self.graph.starts[person], self.graph.starts[person + 1])
        posts = self.graph.post[places].astype(np.int64)
        return places, posts, self.person[person] - self.worth[places] + self.post_price[posts]

    def ways_to(self, target: int, *, offers: Ints, nearest: bool = False) -> Ways:
        """The cheapest chains that end in a node (a post index or ``outside``).

        ``offers`` [nodes]: below FAR for the nodes asked about; with ``nearest`` only the node of the least offer + cost is sure.
        """
        from dungviec.engine.exchanges_loops import ways_into

        nodes = self.outside + 1
        after, mover, by_place, heap, where = (np.empty(nodes, dtype=np.int32) for _ in range(5))
        cost = np.empty(nodes, dtype=np.int64)
        post_starts, post_place, post_person = self.graph.by_post
        ways_into(
            target, self.worth, post_starts, post_place, post_person, self.post_price, self.person, self.seat, self.free,
            self.load, self.graph.capacity, offers, nearest, cost, after, mover, by_place, heap, where,
        )  # fmt: skip
        return Ways(target, cost, after, mover, by_place)

    def rearranged(self, ways: Ways, *, person: int, edge: int, start: int) -> Ints:
        """The plan after ``person`` takes ``edge`` (-1: an edge not in the problem, or none) and the chain from node ``start``
        makes room."""
        plan = self.chosen.copy()
        plan[person] = edge
        node = start
        while node != ways.target:
            if ways.mover[node] != NOBODY:
                plan[ways.mover[node]] = self.edge_at(int(ways.by_place[node]))
            node = int(ways.after[node])
        return plan

    def edge_at(self, place: int) -> int:
        """The problem's number of a place, -1 for -1."""
        return place if place < 0 or self.graph.order is None else int(self.graph.order[place])


def exchanges_of(problem: Problem, solution: Solution) -> Exchanges:
    """The exchanges around a solution that is best without side rows (its prices are whole and prove it)."""
    if solution.duals.scale != 1 or solution.dual_bound != solution.value:
        raise ValueError(
            "Chỉ quanh một phương án tối ưu không vướng ràng buộc phụ mới tính được chuỗi đổi chỗ. "
            "(Exchanges need a plan that is best without side rows.)"
        )
    free = ~problem.must_place
    free[list(solution.released_people)] = True
    graph = graph_of(problem, must=~free)
    worth, chosen, m = core.worth_of(problem), solution.chosen, problem.n_posts
    price = solution.duals.post
    seat = core.at_chosen(problem.edge_post, chosen, none=m)
    return Exchanges(
        problem=problem,
        graph=graph,
        worth=graph.placed_order(worth) if graph.order is not None else narrowed(worth),
        chosen=chosen,
        seat=seat.astype(np.int32),
        outside=m,
        post_price=price,
        person=core.at_chosen(worth, chosen, none=0) - np.append(price, 0)[seat],
        free=free,
        load=np.bincount(seat, minlength=m + 1)[:m],
    )
