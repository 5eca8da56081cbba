"""First plans of a city: by chains from the plan of the best prices, else greedily; and which rows a plan that still breaks one is short of.

Where chains end a unit or two short of some row, that row and its neighbours often contradict each other by themselves: asking
so of a few dozen rows takes hundredths of a second, asking it of all of them may take minutes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Ints
from dungviec.engine.side_cycles import exchange, near_places
from dungviec.engine.side_greedy import greedy_plan
from dungviec.engine.side_model import Programme, placed, solve_programme
from dungviec.engine.side_prices import PriceSearch

PLAIN = 0.3
"""Which part of the time left a search for just any plan may take, where chains find none."""

FEW = 20_000
"""Up to so many pairs all of them are searched for just any plan, not only the near ones."""

RINGS = 2
"""How far neighbours of broken rows are asked: rows that share a pair with them, and rows that share one with those."""


@dataclass(frozen=True, slots=True, eq=False)
class First:
    """The plan at the end, which breaks as few rows as were found, and a note for a log."""

    last: Narrow
    note: str


def first_plans(search: PriceSearch, *, deadline: float) -> First:
    """Offer ``search`` the best plans that a few tenths of a second find; ``deadline`` is on ``time.perf_counter``'s clock."""
    started, staying = time.perf_counter(), search.plan
    last = exchange(search, search.lost(), start=search.best.chosen, deadline=deadline)
    how = "chains"
    if search.plan is staying:  # nothing better than what was at hand, if anything
        greedy = greedy_plan(search)
        seated = bool((~search.graph.must | (greedy >= 0)).all())
        how = "greedy"
        if seated:
            search.offer(greedy)
    return First(last, f"{how}: gap {search.gap}, {time.perf_counter() - started:.2f} s")


def any_plan(search: PriceSearch, *, deadline: float) -> str:
    """Where chains found no plan: whether near places hold one at all, worth or not; it is then made better by chains. A note for a log."""
    graph, rows, started = search.graph, search.rows, time.perf_counter()
    lost = search.lost()
    few = graph.pairs <= FEW
    places = np.arange(graph.pairs) if few else near_places(search, lost, search.best.chosen)
    column, row, weight = rows.entries(places)
    answer = solve_programme(
        Programme(
            person=np.searchsorted(graph.starts, places, side="right") - 1,
            post=graph.post[places].astype(np.int64),
            worth=np.zeros(len(places), dtype=np.int64),
            surplus=np.zeros(graph.n),
            must=graph.must,
            capacity=graph.capacity,
            column=column,
            row=row,
            weight=weight,
            limit=rows.limit,
            fine=np.minimum(rows.price, 0),
            start=None,
        ),
        seconds=PLAIN * (deadline - started),
    )
    if answer.chosen is not None and search.offer(plan := placed(places, answer.chosen)):
        exchange(search, lost, start=plan, deadline=deadline)
    return f"any plan: gap {search.gap}, {time.perf_counter() - started:.2f} s"


def rings_around(search: PriceSearch, plan: Narrow) -> list[Ints]:
    """Hard rows that ``plan`` breaks with the rows near them, nearest first: rows that share a pair, then those that share one with these.

    Empty where it breaks none; a ring that brings no new row is left out.
    """
    rows = search.rows
    hard = rows.price < 0
    inside = (rows.excess(plan) > 0) & hard
    if not inside.any():
        return []
    of_place = np.repeat(np.arange(search.graph.pairs), np.diff(rows.starts))
    rings: list[Ints] = []
    for _ in range(RINGS):
        touched = np.zeros(search.graph.pairs, dtype=np.bool_)
        touched[of_place[inside[rows.row]]] = True
        wider = np.zeros(len(hard), dtype=np.bool_)
        wider[rows.row[touched[of_place]]] = True
        wider &= hard
        if not rings or wider.sum() > len(rings[-1]):
            rings.append(np.flatnonzero(wider))
        inside = wider
    return rings
