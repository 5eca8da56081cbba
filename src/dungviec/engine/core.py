"""The exact assignment core: people to seats at the largest total worth, by auction and cheapest chains of exchanges.

The *worth* of an edge is what choosing it adds against leaving the person out and the seat empty: gain + vacancy price +
unplaced price (less the prices of side rows when those are searched). A constant then separates worth from value.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dungviec.engine.auction import Assignment, assign_nearly
from dungviec.engine.graph import Graph, Worth
from dungviec.engine.parts import WORTH_PARTING, assign_in_parts
from dungviec.engine.problem import Flags, Ints, Problem, Shortage
from dungviec.engine.repair import repaired


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


def shortage_of(graph: Graph, place: Ints, overdue: Ints) -> Shortage:
    """A smallest-found set of people who may go only to posts that seat fewer of them (Hall's condition broken).

    Grown from each unplaced person over the posts he or she may hold and the people who hold those.
    """
    smallest: tuple[Flags, Flags] | None = None
    person = np.repeat(np.arange(graph.n), np.diff(graph.starts))
    placed = np.flatnonzero(place >= 0)
    seat = graph.post[place[placed]]
    for start in overdue[:50].tolist():
        people = np.zeros(graph.n, dtype=np.bool_)
        people[start] = True
        posts = np.zeros(graph.m, dtype=np.bool_)
        while True:
            wider = posts.copy()
            wider[graph.post[people[person]]] = True
            joined = people.copy()
            joined[placed[wider[seat]]] = True
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
        seats=int(graph.capacity[posts].sum()),
    )
