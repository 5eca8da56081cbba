"""The best plan of a model in exact amounts, by the engine's whole numbers: finer and finer where these are too few.

Amounts that fit the engine are solved once. Larger or finer ones are divided by a step and rounded up, so that the engine's
bound stays a bound. The prices of that round then make most of the amount vanish: what is left of a pair after the prices of its
seat and its person is about as small as the gap, pairs that lose more than the gap are dropped, and the rest is solved again
with a step as much smaller. Where prices leave too much for that (side rows whose best prices prove little), the dearest choice is
taken one way after the other, as often as it needs. All sums of plans and bounds are exact.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.check import verify
from dungviec.engine.outside.model import Model, cover_row, engine_problem
from dungviec.engine.outside.problem import OutsideProblem
from dungviec.engine.problem import LARGEST, Ints, Problem, ProblemFault, SideRow, Solution, Status
from dungviec.engine.solve import solve

ROUNDS = 6
_COARSER = 2**8
_COARSEST = 2**20
BRANCHES = 300
"""How many parts a search may be split into where amounts are too far apart for one set of prices."""
CLOSED = Fraction(5, 10**10)
"""A gap that rounds to 0 in nine places."""


@dataclass(slots=True, eq=False)
class Search:
    """What is known: the best plan (``taken``, indices of pairs; None: none yet), its ``total`` and a ``bound`` on every plan's
    total, in whole units. ``infeasible``: no plan keeps the constraints; ``conflict_rows`` are the engine's word for why.
    ``faults``: what the engine's own checker found wrong in any round."""

    taken: Ints | None = None
    total: int = 0
    bound: int | None = None
    infeasible: bool = False
    conflict_rows: tuple[str, ...] = ()
    exact: bool = True
    rounds: int = 0
    faults: list[str] = field(default_factory=list)


def search(
    problem: OutsideProblem, model: Model, gain: NDArray[Any], *, deadline: float, base: Fraction = Fraction(0)
) -> Search:
    """The best plan and bound for exact gains [pairs] (whole numbers, int64 or Python's), as far as ``deadline`` allows.

    ``base``: what the plan of nobody is worth, in the same units; a gap is small beside the value, not beside the gains."""
    found = Search()
    rows = model.rows
    while True:
        _rounds(problem, model, gain, rows, found, deadline=deadline)
        if found.taken is None:
            return found
        _branch(problem, model, gain, rows, found, deadline=deadline, base=base)
        taken = np.zeros(len(problem.edge_person), dtype=np.bool_)
        taken[found.taken] = True
        broken = [row for row in model.weight_rows if row.excess(taken)]
        if not broken:
            return found
        rows = (*rows, *(cover_row(row, taken, f"cover:{len(rows)}") for row in broken))
        found.taken = None


def _rounds(
    problem: OutsideProblem, model: Model, gain: NDArray[Any], rows: tuple[SideRow, ...], found: Search, *, deadline: float
) -> None:  # fmt: skip
    worth: NDArray[Any] = gain[model.kept]
    constant, step, previous = 0, 0, model
    limit = LARGEST
    for turn in range(ROUNDS):
        largest = max((abs(int(worth.max())), abs(int(worth.min()))), default=0) if len(worth) else 0
        finer = -(-largest // limit) or 1
        if turn and finer * 2 > step:
            return
        step = finer
        whole = worth if step == 1 else -((-worth) // step)
        try:
            engine = engine_problem(problem, previous, whole.astype(np.int64), rows=rows)
            solution = solve(engine, time_limit=max(0.05, deadline - time.perf_counter()), relax=False)
        except ProblemFault:
            if limit <= _COARSEST:
                raise
            limit //= _COARSER
            continue
        found.rounds += 1
        if not _note(engine, solution, previous, gain, found, bound=constant + step * solution.bound):
            return
        found.exact = step == 1
        if step == 1 or found.bound == found.total or time.perf_counter() > deadline:
            return
        kept, worth, constant = _what_is_left(engine, solution, worth, constant, step=step, total=found.total)
        previous = replace(previous, kept=previous.kept[kept])


def _branch(
    problem: OutsideProblem, model: Model, gain: NDArray[Any], rows: tuple[SideRow, ...], found: Search, *, deadline: float, base: Fraction
) -> None:  # fmt: skip
    """Close the gap that amounts far apart leave: the part with the highest bound is split by one person's choice until none is above the plan."""
    if found.bound is None:
        return
    parts = [(-found.bound, 0, model)]
    count = 1
    while parts and -parts[0][0] - found.total > CLOSED * abs(base + found.total):
        if count > BRANCHES or time.perf_counter() > deadline:
            break
        bound, _, part = parts[0]
        smaller_parts = list(_split(problem, part, gain))
        if not smaller_parts:  # every choice is made and it was not solved: its bound stands
            break
        heapq.heappop(parts)
        for smaller in smaller_parts:
            inside = Search()
            _rounds(problem, smaller, gain, rows, inside, deadline=deadline)
            found.faults += inside.faults
            count += 1
            if inside.infeasible:
                continue
            if inside.taken is not None and inside.total > found.total:
                found.taken, found.total = inside.taken, inside.total
            reached = -bound if inside.bound is None else min(-bound, inside.bound)
            decided = inside.taken is not None and next(_split(problem, smaller, gain), None) is None
            if not decided and reached > found.total:
                heapq.heappush(parts, (-reached, count, smaller))
    found.bound = max([found.total, *(-bound for bound, _, _ in parts)])


def _split(problem: OutsideProblem, model: Model, gain: NDArray[Any]) -> Iterator[Model]:
    """The model once for every choice of the person for whom most is at stake; nothing where everybody's choice is made."""
    if not len(model.kept):
        return
    person = problem.edge_person[model.kept]
    order = np.argsort(person, kind="stable")
    who, starts = np.unique(person[order], return_index=True)
    stakes = []
    for i, edges in zip(who.tolist(), np.split(model.kept[order], starts[1:]), strict=True):
        worths = gain[edges].tolist() + ([] if model.must[i] else [0])
        if len(worths) > 1:
            stakes.append((max(worths) - min(worths), -i, edges))
    if not stakes:
        return
    _, i, own = max(stakes, key=lambda stake: stake[:2])
    must = model.must.copy()
    must[-i] = True
    for edge in own.tolist():
        yield replace(model, kept=model.kept[(person != -i) | (model.kept == edge)], must=must)
    if not model.must[-i]:
        yield replace(model, kept=model.kept[person != -i])


def _note(engine: Problem, solution: Solution, model: Model, gain: NDArray[Any], found: Search, *, bound: int) -> bool:
    """Take over what a round found; False where it ends the search."""
    if solution.status is Status.INFEASIBLE:
        # later rounds only drop pairs that no better plan uses, and keep the best one known
        found.infeasible = found.taken is None
        found.conflict_rows = tuple(engine.rows[r].name for r in (*solution.conflict_rows, *solution.released_rows))
        return False
    if solution.status is Status.UNSOLVED:
        found.bound = bound if found.bound is None else min(found.bound, bound)
        return False
    found.faults += verify(engine, solution)
    taken = model.kept[solution.chosen[solution.chosen >= 0]]
    total = sum(gain[taken].tolist())
    if found.taken is None or total > found.total:
        found.taken, found.total = taken, total
    # a plan outside the kept pairs is worth no more than the best one known
    bound = max(bound, found.total)
    found.bound = bound if found.bound is None else max(min(found.bound, bound), found.total)
    return True


def _what_is_left(
    engine: Problem, solution: Solution, worth: NDArray[Any], constant: int, *, step: int, total: int
) -> tuple[Ints, NDArray[Any], int]:
    """Which pairs a better plan could use, what they are worth beyond the prices, and the constant that makes up for these."""
    duals = solution.duals
    worth = worth.astype(object)
    capacity = engine.capacity.astype(object)
    seat = np.maximum(duals.post, 0).astype(object) * step // duals.scale
    person, post = engine.edge_person, engine.edge_post
    row_price = np.zeros(len(worth), dtype=object)
    bound = constant + int((seat * capacity).sum())
    for row, price in zip(engine.rows, duals.row.tolist(), strict=True):
        exact = max(0, price) * step // duals.scale
        if exact:
            row_price[row.edges] += row.sign * exact * row.counts.astype(object)
            bound += row.sign * exact * row.limit
    beyond = worth - seat[post] - row_price
    free = ~engine.must_place
    surplus = np.zeros(len(free), dtype=object)
    surplus[~free] = None
    order = np.lexsort((beyond.astype(np.float64), person))
    for e in order.tolist():
        i = person[e]
        if surplus[i] is None or beyond[e] > surplus[i]:
            surplus[i] = beyond[e]
    bound += sum(surplus.tolist())
    gap = bound - total
    kept = np.flatnonzero((beyond - surplus[person] >= -gap).astype(np.bool_))
    seat_left = np.minimum(seat, gap + 1)
    person_left = np.where(free, np.minimum(surplus, gap + 1), 0)
    left = worth - seat[post] - surplus[person] + seat_left[post] + person_left[person]
    base = constant + int(((seat - seat_left) * capacity).sum()) + sum((surplus - person_left).tolist())
    return kept, left[kept], base
