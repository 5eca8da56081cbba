"""Fit against an even hand: what it costs the plan that women and men are taken to higher posts at more nearly the same rate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dungviec.engine.pareto import Point
from dungviec.engine.problem import Flags, Ints, Problem, Sense, SideRow, Status
from dungviec.engine.solve import solve
from dungviec.placement.build import Round

WHOLE = 10_000
"""Rates are compared in ten-thousandths of a pool."""


def rate_points(round_: Round, problem: Problem, *, most: int) -> list[Point]:
    """The best plan without regard to rates, and the best ones with their difference held ever smaller, down to none.

    The pools are the women and the men who could be taken to a higher post (an edge of the problem does so); people whose sex is not on file are
    in neither. ``burden``: the difference of the two rates in ten-thousandths. Empty where one pool is empty.
    """
    share = rate_shares(round_, problem)
    if share is None:
        return []
    plain = solve(problem)
    widest = abs(_difference(share, plain.chosen))
    steps = sorted({widest * k // max(1, most - 1) for k in range(most)}, reverse=True)
    found: list[Point] = []
    for limit in steps:
        held = plain if limit >= widest else solve(replace(problem, rows=(*problem.rows, *_even(share, limit))))
        if held.status in (Status.OPTIMAL, Status.FEASIBLE):
            burden = abs(_difference(share, held.chosen))
            if not any(p.burden <= burden and p.value >= held.value for p in found):
                found.append(Point(burden, held.value, held.bound, held.chosen, supported=False))
    return found


def rate_shares(round_: Round, problem: Problem) -> Ints | None:
    """What each edge adds to women's rate (above 0) or men's (below 0) of going to a higher post, [E]; None where a pool is empty."""
    field = round_.field
    sex = dict(round_.snapshot.people.select("person_id", "sex").iter_rows())
    higher: Flags = field.post_rank[round_.main_posts(problem.edge_post)] > field.rank[problem.edge_person]
    share = np.zeros(problem.n_edges, dtype=np.int64)
    for who, sign in (("female", 1), ("male", -1)):
        meant = np.array([sex.get(p) == who for p in field.people], dtype=np.bool_)
        edges = np.flatnonzero(higher & meant[problem.edge_person])
        pool = len(np.unique(problem.edge_person[edges]))
        if not pool:
            return None
        share[edges] = sign * max(1, round(WHOLE / pool))
    return share


def _difference(share: Ints, chosen: Ints) -> int:
    return int(share[chosen[chosen >= 0]].sum())


def _even(share: Ints, limit: int) -> tuple[SideRow, SideRow]:
    """Neither rate more than ``limit`` above the other."""
    edges = np.flatnonzero(share)
    weights = share[edges]
    return (
        SideRow("rates:female", edges, limit, Sense.AT_MOST, None, weights),
        SideRow("rates:male", edges, limit, Sense.AT_MOST, None, -weights),
    )
