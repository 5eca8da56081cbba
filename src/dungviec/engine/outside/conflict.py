"""Why no plan exists: people who must be placed where seats are too few, or a smallest set of constraints that contradict each other.

Another path than the engine's: feasibility alone, as a whole-number programme handed to HiGHS through scipy, over only those pairs that somebody or some
constraint needs. The set is narrowed by QuickXplain (Junker 2004) and none of its members can be spared.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.outside.model import WeightRow, count_row, weight_row
from dungviec.engine.outside.problem import Kind, OutsideProblem
from dungviec.engine.problem import Flags, Ints, Sense

FINENESS = (2**20, 2**10)
"""The largest weight handed to the solver; the coarser one where it stumbles over the finer (weights of 1e12 beside a limit of -1)."""


class OutOfTimeError(Exception):
    """Feasibility could not be settled in the time allowed."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """``constraints``: indices that cannot hold together (with the people who must be placed), ``minimal``: none can be spared.
    ``people`` and ``posts``: where already the musts fail, people who may only go to these posts, which seat ``seats``."""

    constraints: tuple[int, ...]
    minimal: bool
    people: tuple[int, ...] = ()
    posts: tuple[int, ...] = ()
    seats: int = 0


@dataclass(slots=True, eq=False)
class _Table:
    """Rows of a whole-number programme: entries, and lower and upper limits."""

    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[NDArray[np.float64]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, columns: Ints, values: NDArray[np.float64], low: float, high: float) -> None:
        """One row more."""
        self.row.append(np.full(len(columns), len(self.low), dtype=np.int64))
        self.column.append(columns)
        self.value.append(values)
        self.low.append(low)
        self.high.append(high)

    def add_groups(self, group: Ints, low: NDArray[np.float64], high: NDArray[np.float64]) -> None:
        """One row per group, counting the columns of that group."""
        self.row.append(group + len(self.low))
        self.column.append(np.arange(len(group)))
        self.value.append(np.ones(len(group)))
        self.low += low.tolist()
        self.high += high.tolist()


def shortage(problem: OutsideProblem) -> Conflict | None:
    """People who must be placed and cannot all be, whatever the constraints; None where they can.

    Augmenting paths one person at a time; where one finds no seat, those reached on the way all compete for too few seats.
    """
    options: list[list[int]] = [[] for _ in problem.people]
    for i, j in zip(problem.edge_person.tolist(), problem.edge_post.tolist(), strict=True):
        if problem.must[i]:
            options[i].append(j)
    capacity = problem.capacity.tolist()
    seated: list[list[int]] = [[] for _ in problem.posts]
    for start in np.flatnonzero(problem.must).tolist():
        came_from: dict[int, int] = {}
        queue, at, end = [start], 0, -1
        while at < len(queue) and end < 0:
            who = queue[at]
            at += 1
            for j in options[who]:
                if j in came_from:
                    continue
                came_from[j] = who
                if len(seated[j]) < capacity[j]:
                    end = j
                    break
                queue += seated[j]
        if end < 0:
            posts = tuple(sorted(came_from))
            return Conflict(
                (), minimal=True, people=tuple(sorted(queue)), posts=posts, seats=sum(capacity[j] for j in posts)
            )
        held = {who: j for j in came_from for who in seated[j]}
        while True:
            who = came_from[end]
            seated[end].append(who)
            if who == start:
                break
            end, left = held[who], who
            seated[end].remove(left)
    return None


def smallest_conflict(problem: OutsideProblem, hints: Sequence[Sequence[int]], *, deadline: float) -> Conflict | None:
    """A smallest set of constraints that cannot hold together; None where all of them can. ``hints``: sets worth trying first.

    Where time runs out the set is still one that cannot hold (or all constraints), and ``minimal`` is False.
    """
    known: list[int] | None = None
    everything = list(range(len(problem.constraints)))
    try:
        for hint in (*hints, everything):
            if feasible_plan(problem, hint, deadline=deadline) is None:
                known = list(hint)
                break
    except OutOfTimeError:
        # the engine's own proof names the last of the hints
        return Conflict(tuple(hints[-1] if hints else everything), minimal=False)
    if known is None:
        return None
    try:
        return Conflict(tuple(sorted(_explain(problem, [], known, tested=False, deadline=deadline))), minimal=True)
    except OutOfTimeError:
        return Conflict(tuple(known), minimal=False)


def _explain(problem: OutsideProblem, held: list[int], open_: list[int], *, tested: bool, deadline: float) -> list[int]:
    """The members of ``open_`` that a smallest conflict with ``held`` needs (QuickXplain)."""
    if tested and feasible_plan(problem, held, deadline=deadline) is None:
        return []
    if len(open_) == 1:
        return open_
    half = len(open_) // 2
    first, second = open_[:half], open_[half:]
    later = _explain(problem, held + first, second, tested=bool(first), deadline=deadline)
    earlier = _explain(problem, held + later, first, tested=bool(later), deadline=deadline)
    return earlier + later


def feasible_plan(problem: OutsideProblem, held: Sequence[int], *, deadline: float) -> Ints | None:
    """Pairs of a plan that keeps the constraints ``held`` (indices) and places all musts; None: there is none.

    Raises OutOfTimeError where the search did not end in time.
    """
    constraints = [problem.constraints[k] for k in held]
    allowed = np.ones(len(problem.edge_person), dtype=np.bool_)
    must = problem.must.copy()
    rows, weights = [], []
    for c in constraints:
        if c.kind is Kind.FORBID:
            allowed[c.edges] = False
        elif c.kind is Kind.FIX:
            if not len(c.edges):
                return None
            must[c.person] = True
            allowed &= (problem.edge_person != c.person) | (problem.edge_post == c.post)
        elif c.kind is Kind.AT_MOST_WEIGHT:
            weights.append(weight_row(c))
        else:
            rows.append(count_row(problem, c, ""))
    # A pair that nobody and nothing asks for can be left out of any plan that keeps all the rest.
    wanted = must[problem.edge_person]
    for row in rows:
        if row.sense is Sense.AT_LEAST:
            wanted[row.edges] = True
    for exact in weights:
        wanted[exact.edges[(exact.weights < 0).astype(np.bool_)]] = True
    columns = np.flatnonzero(allowed & wanted)
    if len(np.unique(problem.edge_person[columns][must[problem.edge_person[columns]]])) < int(must.sum()):
        return None
    table = _core_rows(problem, columns, must)
    number = np.full(len(allowed), -1, dtype=np.int64)
    number[columns] = np.arange(len(columns))
    for row in rows:
        at = number[row.edges]
        at = at[at >= 0]
        if row.sense is Sense.AT_LEAST:
            table.add(at, np.ones(len(at)), float(row.limit), np.inf)
        elif len(at) > row.limit:
            table.add(at, np.ones(len(at)), -np.inf, float(row.limit))
    return _search(table, columns, number, weights, deadline=deadline)


def _core_rows(problem: OutsideProblem, columns: Ints, must: Flags) -> _Table:
    table = _Table()
    people, person = np.unique(problem.edge_person[columns], return_inverse=True)
    posts, post = np.unique(problem.edge_post[columns], return_inverse=True)
    table.add_groups(person, np.where(must[people], 1.0, -np.inf), np.ones(len(people)))
    table.add_groups(post, np.full(len(posts), -np.inf), problem.capacity[posts].astype(np.float64))
    return table


def _search(table: _Table, columns: Ints, number: Ints, weights: list[WeightRow], *, deadline: float) -> Ints | None:
    """Any whole-number point of the table; weights are held exactly by cutting off the points that exceed them."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    if any(exact.limit < sum(w for w in exact.weights.tolist() if w < 0) for exact in weights):
        return None
    if not columns.size:
        nothing = all(low <= 0 <= high for low, high in zip(table.low, table.high, strict=True))
        return columns if nothing and all(exact.limit >= 0 for exact in weights) else None
    cuts: list[tuple[Ints, NDArray[np.float64], float]] = []
    fineness = iter(FINENESS)
    at = next(fineness)
    while True:
        room = deadline - time.perf_counter()
        if room <= 0:
            raise OutOfTimeError
        low, high, matrix = _whole_table(table, weights, cuts, number, width=len(columns), largest=at)
        result = milp(
            np.zeros(len(columns)),
            constraints=LinearConstraint(matrix, low, high),
            integrality=np.ones(len(columns), dtype=np.int64),
            bounds=Bounds(0, 1),
            options={"time_limit": room},
        )
        if result.status == 2:
            return None
        if result.x is None:
            coarser = next(fineness, None)
            if coarser is None or time.perf_counter() > deadline:
                raise OutOfTimeError
            at = coarser
            continue
        taken = np.zeros(len(number), dtype=np.bool_)
        taken[columns[result.x > 0.5]] = True
        broken = [exact for exact in weights if exact.excess(taken)]
        if not broken:
            return np.flatnonzero(taken)
        for exact in broken:
            positive = (exact.weights > 0).astype(np.bool_)
            heavy = number[exact.edges[taken[exact.edges] & positive]]
            relief = number[exact.edges[~taken[exact.edges] & ~positive]]
            relief = relief[relief >= 0]
            values = np.concatenate([np.ones(len(heavy)), -np.ones(len(relief))])
            cuts.append((np.concatenate([heavy, relief]), values, len(heavy) - 1.0))


def _whole_table(
    table: _Table, weights: list[WeightRow], cuts: list[tuple[Ints, NDArray[np.float64], float]], number: Ints, *, width: int, largest: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], Any]:  # fmt: skip
    """The table with its weights, rounded down to whole numbers up to ``largest`` so that no point is lost, and the cuts so far."""
    from scipy.sparse import csr_array

    full = _Table(list(table.row), list(table.column), list(table.value), list(table.low), list(table.high))
    for exact in weights:
        step = -(-max((abs(int(w)) for w in exact.weights.tolist()), default=0) // largest) or 1
        at = number[exact.edges]
        values = np.array([float(int(w) // step) for w in exact.weights.tolist()])
        reach = float(np.maximum(values, 0).sum())
        full.add(at[at >= 0], values[at >= 0], -np.inf, float(min(exact.limit // step, int(reach))))
    for columns, values, high in cuts:
        full.add(columns, values, -np.inf, high)
    shape = (len(full.low), width)
    matrix = csr_array(
        (np.concatenate(full.value), (np.concatenate(full.row), np.concatenate(full.column))), shape=shape
    )
    return np.array(full.low), np.array(full.high), matrix
