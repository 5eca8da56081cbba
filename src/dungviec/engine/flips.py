"""The smallest change that would flip an answer, each proved by solving again: with it the answer is another, with any less it is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

import numpy as np

from dungviec.engine.pricing import edge_of, force
from dungviec.engine.problem import Problem, Solution, Status
from dungviec.engine.solve import TIME_LIMIT, solve

Change = TypeVar("Change")


@dataclass(frozen=True, slots=True)
class Raise:
    """``points`` more on a pair put it into a best plan; None where no number does. ``proved``: solved again with these points (the pair is in a best
    plan) and with one less (it is in none)."""

    points: int | None
    proved: bool


def has_pair(problem: Problem, *, person: int, post: int, time_limit: float = TIME_LIMIT) -> bool:
    """Whether a best plan has the pair: of equally good plans one with the pair is preferred. A pair that is not an edge is in none."""
    edge = edge_of(problem, person, post)
    if edge is None:
        return False
    gain = problem.gain * 2
    gain[edge] += 1
    doubled = replace(
        problem,
        gain=gain,
        vacancy_price=problem.vacancy_price * 2,
        unplaced_price=problem.unplaced_price * 2,
        rows=tuple(replace(r, price=None if r.price is None else r.price * 2) for r in problem.rows),
    )
    solution = solve(doubled, time_limit=time_limit)
    return solution.status in (Status.OPTIMAL, Status.FEASIBLE) and int(solution.chosen[person]) == edge


def smallest_raise(
    problem: Problem, solution: Solution, *, person: int, post: int, time_limit: float = TIME_LIMIT
) -> Raise:
    """By how much the gain of a pair must rise for a best plan to have it: what the plan loses with the pair forced, proved from both sides.

    ``solution``: a best plan of the problem. Raises ValueError for a pair that is not an edge.
    """
    edge = edge_of(problem, person, post)
    if edge is None:
        raise ValueError(
            f"Cặp {problem.people[person]} – {problem.posts[post]} không có trong bài toán; thêm cặp đó trước khi hỏi cần bao nhiêu điểm."
        )
    if int(solution.chosen[person]) == edge:
        return Raise(0, proved=True)
    loss = force(problem, solution, person=person, post=post, time_limit=time_limit).loss
    if loss is None:
        return Raise(None, proved=True)

    def flips(points: int) -> bool:
        return has_pair(with_gain(problem, edge, points), person=person, post=post, time_limit=time_limit)

    return Raise(loss, proved=flips(loss) and (loss == 0 or not flips(loss - 1)))


def with_gain(problem: Problem, edge: int, points: int) -> Problem:
    """The problem with ``points`` more on one edge."""
    gain = problem.gain.copy()
    gain[edge] += points
    return replace(problem, gain=gain)


def smallest_step(flips: Callable[[int], bool], *, most: int) -> int | None:
    """A step s in 1..``most`` that flips while s - 1 does not (0 does not by assumption): doubling, then halving. None where none of the
    doubled steps flips."""
    low, high = 0, 1
    while not flips(high):
        if high == most:
            return None
        low, high = high, min(2 * high, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if flips(middle) else (middle, high)
    return high


def smallest_sets(
    changes: Sequence[Change], works: Callable[[tuple[Change, ...]], bool], *, largest: int = 3, most: int = 5
) -> tuple[tuple[Change, ...], ...]:
    """Sets of changes that work while no smaller part of them does: smallest first, at most ``most`` sets of at most ``largest`` changes."""
    found: list[tuple[int, ...]] = []
    numbers = np.arange(len(changes)).tolist()
    for size in range(largest + 1):
        for some in combinations(numbers, size):
            if any(set(smaller) <= set(some) for smaller in found):
                continue
            if works(tuple(changes[k] for k in some)):
                found.append(some)
                if len(found) == most or not some:
                    return tuple(tuple(changes[k] for k in part) for part in found)
    return tuple(tuple(changes[k] for k in part) for part in found)
