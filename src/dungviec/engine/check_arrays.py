"""The independent checker for millions of pairs: everything that `check.verify` recomputes, with numpy arrays in place of dictionaries.

It answers only whether all is well; where it is not, `verify` goes over the solution again in plain Python and says what. Nothing is shared with
the solver: no graph, no compiled loop, not the problem's own sums. Pairs are looked at a few million at a time, so that memory stays
a fraction of the problem's. Where an amount could leave 64 bits the answer is None, and plain Python has to do it.
"""

from __future__ import annotations

import numpy as np

from dungviec.engine.problem import Flags, Ints, Problem, Sense, Solution, Status

AT_ONCE = 4_000_000
"""Pairs looked at together."""

FITS = 2**62
"""Sums of amounts stay below, so that nothing wraps round in 64 bits."""


def all_is_well(problem: Problem, solution: Solution) -> bool | None:
    """Whether `check.verify` would find nothing; None where amounts are too large to say so in 64 bits."""
    if not _fits(problem, solution):
        return None
    chosen = np.asarray(solution.chosen, dtype=np.int64)
    if len(chosen) != len(problem.people) or solution.status is Status.UNSOLVED:
        return False
    placed = np.flatnonzero(chosen != -1)
    edges = chosen[placed]
    if len(edges) and (int(edges.min()) < 0 or int(edges.max()) >= problem.n_edges):
        return False
    if not np.array_equal(problem.edge_person[edges], placed):
        return False
    posts = problem.edge_post[edges]
    seated = np.bincount(posts, minlength=problem.n_posts)
    out = np.ones(len(chosen), dtype=np.bool_)
    out[placed] = False
    must = np.asarray(problem.must_place, dtype=np.bool_).copy()
    must[list(solution.released_people)] = False
    if (seated > problem.capacity).any() or (out & must).any():
        return False
    if (solution.released_people or solution.released_rows) and solution.status is not Status.INFEASIBLE:
        return False
    fines = _fines(problem, solution, edges)
    if fines is None:
        return False
    value = _sum(problem.gain[edges]) - _sum(problem.unplaced_price[out]) - fines
    value -= _dot(problem.vacancy_price, problem.capacity - seated)
    bound = _bound(problem, solution, ~must)
    return (
        bound is not None
        and _figures_agree(solution, value=value, bound=bound)
        and _names_agree(problem, solution, placed=placed, posts=posts)
    )


def _fits(problem: Problem, solution: Solution) -> bool:
    """Whether no sum over one pair's rows, or over a row's pairs, can leave 64 bits."""
    paper = solution.certificate
    worth = _most(problem.gain) + _most(problem.vacancy_price) + _most(problem.unplaced_price)
    rows = sum(
        abs(price) * (1 if row.weights is None else _most(row.weights))
        for row, price in zip(problem.rows, paper["rows"], strict=False)
    )
    seats = max(map(abs, paper["posts"].values()), default=0)
    heaviest = max((_most(row.weights) * len(row.edges) for row in problem.rows if row.weights is not None), default=0)
    return abs(paper["scale"]) * worth + rows + seats < FITS and heaviest < FITS


def _fines(problem: Problem, solution: Solution, edges: Ints) -> int | None:
    """What elastic rows cost; None where a hard row is broken or an excess is not as reported."""
    if len(solution.excess) != len(problem.rows):
        return None
    taken = np.zeros(problem.n_edges, dtype=np.bool_)
    taken[edges] = True
    gone = set(solution.released_rows)
    fines = 0
    for r, row in enumerate(problem.rows):
        held = taken[row.edges]
        count = int(np.count_nonzero(held)) if row.weights is None else int(row.weights[held].sum())
        beyond = max(0, count - row.limit if row.sense is Sense.AT_MOST else row.limit - count)
        if beyond != int(solution.excess[r]):
            return None
        if r in gone:
            continue
        if beyond and row.price is None:
            return None
        fines += beyond * (row.price or 0)
    return fines


def _bound(problem: Problem, solution: Solution, free: Flags) -> int | None:
    """What the certificate's prices prove (see `certificate`); None where a price is not as it must be."""
    paper, gone = solution.certificate, set(solution.released_rows)
    scale = paper["scale"]
    if scale < 1 or len(paper["rows"]) != len(problem.rows) or min(paper["posts"].values(), default=0) < 0:
        return None
    asked = np.zeros(problem.n_edges, dtype=np.int64)
    bound = 0
    for r, (row, price) in enumerate(zip(problem.rows, paper["rows"], strict=True)):
        if price < 0 or (row.price is not None and price > scale * row.price and r not in gone):
            return None
        if price and r not in gone:
            sign = 1 if row.sense is Sense.AT_MOST else -1
            bound += sign * price * row.limit
            asked[row.edges] += sign * price * (1 if row.weights is None else row.weights)
    seat = _by_name(problem.posts, paper["posts"])
    stated = _by_name(problem.people, paper["people"])
    if seat is None or stated is None:
        return None
    lowest = -(2**63)
    best = np.where(free, np.int64(0), np.int64(lowest))
    for start in range(0, problem.n_edges, AT_ONCE):
        part = slice(start, start + AT_ONCE)
        person, post = problem.edge_person[part], problem.edge_post[part]
        worth = problem.gain[part] + problem.vacancy_price[post] + problem.unplaced_price[person]
        np.maximum.at(best, person, scale * worth - seat[post] - asked[part])
    if (best == lowest).any() or (stated < best).any():
        return None
    bound += _sum(best) + _dot(problem.capacity, seat)
    return bound // scale - _dot(problem.vacancy_price, problem.capacity) - _sum(problem.unplaced_price)


def _figures_agree(solution: Solution, *, value: int, bound: int) -> bool:
    """Whether value, bounds and status are as recomputed, in the solution and on its certificate."""
    paper = solution.certificate
    if value != solution.value or bound != solution.dual_bound or min(solution.bound, bound) < value:
        return False
    if solution.status is Status.OPTIMAL and solution.bound != value:
        return False
    searched = solution.search_bound
    if solution.bound < (bound if searched is None else min(bound, searched)):
        return False
    return (paper["value"], paper["dual_bound"], paper["search_bound"]) == (value, bound, searched)


def _names_agree(problem: Problem, solution: Solution, *, placed: Ints, posts: Ints) -> bool:
    """Whether the certificate speaks of this plan and of what this solution gave up."""
    paper = solution.certificate
    plan = paper["plan"]
    same = len(plan) == len(placed) and all(
        plan.get(problem.people[who]) == problem.posts[post]
        for who, post in zip(placed.tolist(), posts.tolist(), strict=True)
    )
    released = [problem.people[who] for who in solution.released_people]
    return same and paper["released_people"] == released and paper["released_rows"] == list(solution.released_rows)


def _by_name(names: tuple[str, ...], amounts: dict[str, int]) -> Ints | None:
    """Amounts in the order of ``names`` (each there once), 0 where there is none; None where an amount is nobody's."""
    known = sum(name in amounts for name in names)
    if known < len(amounts):
        return None
    return np.fromiter((amounts.get(name, 0) for name in names), dtype=np.int64)


def _most(amounts: Ints) -> int:
    return max(-int(amounts.min(initial=0)), int(amounts.max(initial=0)))


def _sum(amounts: Ints) -> int:
    """The exact sum: halves of each number are added apart, so that nothing leaves 64 bits."""
    return (int((amounts >> 32).sum()) << 32) + int((amounts & 0xFFFFFFFF).sum())


def _dot(a: Ints, b: Ints) -> int:
    """The exact sum of products."""
    return sum(x * y for x, y in zip(a.tolist(), b.tolist(), strict=True))
