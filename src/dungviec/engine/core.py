"""The exact assignment core: people to seats at the largest total worth, by min-cost flow.

The *worth* of an edge is what choosing it adds against leaving the person out and the seat empty: gain + vacancy price +
unplaced price (less the prices of side rows when those are searched). A constant then separates worth from value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dungviec.engine.auction import Assignment, assign_nearly
from dungviec.engine.graph import Graph, Worth
from dungviec.engine.parts import WORTH_PARTING, assign_in_parts
from dungviec.engine.problem import Flags, Ints, Problem, ProblemFault, Shortage
from dungviec.engine.repair import repaired


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The edges of a problem, indexed both ways. ``free`` [n]: may stay without a post.

    ``by_post`` lists edges post by post; ``post_starts`` where each of ``posts_with_edges`` begins in it; the same by person.
    """

    n: int
    m: int
    person: Ints
    post: Ints
    capacity: Ints
    free: Flags
    by_post: Ints
    posts_with_edges: Ints
    post_starts: Ints
    by_person: Ints
    people_with_edges: Ints
    person_starts: Ints

    def best_of_people(self, edge_values: Ints) -> Ints:
        """The largest value over each person's edges, and 0 for who may stay out; [n]. A must without edges counts 0."""
        best = np.zeros(self.n, dtype=np.int64)
        if len(self.person):
            top = np.maximum.reduceat(edge_values[self.by_person], self.person_starts)
            own = self.people_with_edges
            best[own] = np.where(self.free[own], np.maximum(top, 0), top)
        return best


def network(person: Ints, post: Ints, *, capacity: Ints, free: Flags) -> Network:
    """Index edges by person and by post."""
    n, m = len(free), len(capacity)
    by_person, people, person_starts = _grouped(person, n)
    by_post, posts, post_starts = _grouped(post, m)
    return Network(
        n=n,
        m=m,
        person=person,
        post=post,
        capacity=capacity,
        free=free,
        by_post=by_post,
        posts_with_edges=posts,
        post_starts=post_starts,
        by_person=by_person,
        people_with_edges=people,
        person_starts=person_starts,
    )


def network_of(problem: Problem, *, free: Flags) -> Network:
    """The network of all edges of a problem."""
    return network(problem.edge_person, problem.edge_post, capacity=problem.capacity, free=free)


def worth_of(problem: Problem) -> Ints:
    """What each edge adds against leaving its person out and its seat empty, [E]."""
    return problem.gain + problem.vacancy_price[problem.edge_post] + problem.unplaced_price[problem.edge_person]


def base_of(problem: Problem) -> int:
    """The value of the empty plan without side rows: all seats empty, nobody placed. Value = base + total worth."""
    return -int(problem.vacancy_price @ problem.capacity) - int(problem.unplaced_price.sum())


def at_chosen(values: Ints, chosen: Ints, *, none: int) -> Ints:
    """The value of each person's chosen edge, ``none`` for who has none, [n]."""
    found = np.full(len(chosen), none, dtype=np.int64)
    placed = chosen >= 0
    found[placed] = values[chosen[placed]]
    return found


def best_assignment(
    graph: Graph, worth: Worth, *, start: Assignment | None = None, workers: int | None = None
) -> Assignment:
    """The assignment of largest total worth with whole prices that prove it (scale 1, bound equal to value).

    By auction, then mended by chains of exchanges to the last unit. ``worth`` [E] by place. ``start``: an earlier plan with its prices,
    however good or bad. Where not everybody who must be placed can be, as few as can be are left out, of these those whom
    the plan misses least; value and bound then count a fine for each (`repair.fines`). A large graph is solved in parts,
    ``workers`` at a time (default: one for each processor). Raises ProblemFault where worths are too large.
    """
    scale = None
    if start is None and graph.pairs >= WORTH_PARTING and graph.parts.count > 1:
        begun = assign_in_parts(graph, worth, graph.parts, solve=best_assignment, workers=workers)
        if not graph.parts.crossing:
            return begun
        # What crosses is few: steps of a whole unit do, and what they leave wrong is mended below.
        start, scale = begun, 1
    eased = graph
    if len(graph.unseated):
        must = graph.must.copy()
        must[graph.unseated] = False
        eased = replace(graph, must=must)
    return repaired(graph, worth, start=assign_nearly(eased, worth, scale=scale, start=start))


def best_flow(net: Network, worth: Ints) -> tuple[Ints, Ints]:
    """The assignment of largest total worth: chosen edge per person (-1 none) [n], and the people who could not be placed
    though they must (as few as can be; empty in a feasible problem). Raises ProblemFault when worths overflow the solver.
    """
    chosen = _flow(net, worth, overdue_cost=None)
    if chosen is not None:
        return chosen, np.zeros(0, dtype=np.int64)
    span = int(np.abs(worth).max(initial=0))
    chosen = _flow(net, worth, overdue_cost=2 * (min(net.n, int(net.capacity.sum())) + 2) * span + 1)
    if chosen is None:
        raise ProblemFault(
            "Bộ giải báo bài toán không khả thi dù mọi ràng buộc bắt buộc đã được nới; hãy kiểm tra sức chứa.",
            "The solver calls the problem infeasible though every must was relaxed; check the capacities.",
        )
    return chosen, np.flatnonzero((chosen < 0) & ~net.free)


def shortage_of(net: Network, chosen: Ints, overdue: Ints) -> Shortage:
    """A smallest-found set of people who may go only to posts that seat fewer of them (Hall's condition broken).

    Grown from each unplaced person over the posts he or she may hold and the people who hold those.
    """
    smallest: tuple[Flags, Flags] | None = None
    placed = np.flatnonzero(chosen >= 0)
    for start in overdue[:50].tolist():
        people = np.zeros(net.n, dtype=np.bool_)
        people[start] = True
        posts = np.zeros(net.m, dtype=np.bool_)
        while True:
            wider = posts.copy()
            wider[net.post[people[net.person]]] = True
            joined = people.copy()
            joined[placed[wider[net.post[chosen[placed]]]]] = True
            if (joined == people).all() and (wider == posts).all():
                break
            people, posts = joined, wider
        if smallest is None or people.sum() < smallest[0].sum():
            smallest = (people, posts)
    if smallest is None:
        raise ValueError("Không có ai thiếu vị trí; shortage_of cần ít nhất một người trong overdue.")
    people, posts = smallest
    return Shortage(
        people=tuple(np.flatnonzero(people).tolist()),
        posts=tuple(np.flatnonzero(posts).tolist()),
        seats=int(net.capacity[posts].sum()),
    )


def _flow(net: Network, worth: Ints, *, overdue_cost: int | None) -> Ints | None:
    """People -> posts -> sink, with a way round for who may stay out; None when a must cannot be met."""
    from ortools.graph.python import min_cost_flow

    if not net.n:
        return np.zeros(0, dtype=np.int64)
    sink = net.n + net.m
    flow = min_cost_flow.SimpleMinCostFlow()
    one = np.ones(max(len(worth), net.n), dtype=np.int64)
    arcs = flow.add_arcs_with_capacity_and_unit_cost(net.person, net.post + net.n, one[: len(worth)], -worth)
    round_cost = np.where(net.free, 0, overdue_cost or 0)
    around = np.flatnonzero(net.free) if overdue_cost is None else np.arange(net.n)
    flow.add_arcs_with_capacity_and_unit_cost(
        around, np.full(len(around), sink), one[: len(around)], round_cost[around]
    )
    posts = np.arange(net.m)
    flow.add_arcs_with_capacity_and_unit_cost(
        posts + net.n, np.full(net.m, sink), net.capacity, np.zeros(net.m, dtype=np.int64)
    )
    supply = np.ones(sink + 1, dtype=np.int64)
    supply[net.n :] = 0
    supply[sink] = -net.n
    flow.set_nodes_supplies(np.arange(sink + 1), supply)
    status = flow.solve()
    if status == flow.INFEASIBLE:
        return None
    if status != flow.OPTIMAL:
        raise ProblemFault(
            f"Bộ giải luồng dừng với trạng thái {status}; giá trị của các cặp quá lớn, hãy chia cho một thừa số chung.",
            f"The flow solver stopped with {status}; the gains are too large, divide them by a common factor.",
        )
    used = np.flatnonzero(flow.flows(arcs)) if len(worth) else np.zeros(0, dtype=np.int64)
    chosen = np.full(net.n, -1, dtype=np.int64)
    chosen[net.person[used]] = used
    return chosen


def _grouped(keys: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """The order that sorts the keys, the keys that occur, and where each begins in that order."""
    sorted_already = bool((keys[1:] >= keys[:-1]).all())
    order = np.arange(len(keys)) if sorted_already else np.argsort(keys, kind="stable")
    count = np.bincount(keys, minlength=size)
    present = np.flatnonzero(count)
    return order, present, (np.cumsum(count) - count)[present]
