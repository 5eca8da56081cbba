"""The trade between a plan's value and a burden that should be small, such as the number of moves: every point worth choosing between.

*Supported* points are the best plans at some price of the burden; they are found by halving: between two neighbours the price at which
both are equally good either brings up a better plan, or there is none. Between supported points lie others that no price brings up; `at_budget` finds
them exactly, with the burden as a limit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from dungviec.engine.problem import Ints, Problem, ProblemFault, SideRow, Solution, Status
from dungviec.engine.solve import solve


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """One plan of the trade. ``value`` by the problem's own gains, ``bound``: no plan of at most this burden is worth more.

    ``supported``: best at ``price`` per unit of burden (where known), not only within a limit.
    """

    burden: int
    value: int
    bound: int
    chosen: Ints
    supported: bool
    price: Fraction | None = None

    @property
    def proven(self) -> bool:
        """Whether no plan of at most this burden is better."""
        return self.bound == self.value


def frontier(problem: Problem, burden: Ints, *, most: int = 25, time_limit: float = 60.0) -> tuple[Point, ...]:
    """Supported points from the least burden to the greatest value, at most ``most`` of them; the widest steps are halved first.

    ``burden`` [E], 0 or more: what each edge adds to it. ``time_limit``: seconds for each plan. Raises ProblemFault where no plan
    keeps the hard rules.
    """
    _check(problem, burden)
    # Value first, then burden: a burden that buys nothing is not carried; and the other way round.
    step = problem.n_people * int(burden.max(initial=0)) + 1
    richest = _at(problem, burden, Fraction(1, step), time_limit=time_limit)
    span = 2 * _reach(problem) + 1
    lightest = _at(problem, burden, Fraction(span), time_limit=time_limit)
    if lightest.burden == richest.burden:
        return (richest,)
    points = [lightest, richest]
    open_ = [(lightest, richest)]
    while open_ and len(points) < most:
        open_.sort(key=lambda pair: pair[1].burden - pair[0].burden)
        low, high = open_.pop()
        price = Fraction(high.value - low.value, high.burden - low.burden)
        between = _at(problem, burden, price, time_limit=time_limit)
        if (
            between.value - price * between.burden > low.value - price * low.burden
            and low.burden < between.burden < high.burden
        ):
            points.append(between)
            open_ += [(low, between), (between, high)]
    return tuple(sorted(points, key=lambda p: p.burden))


def at_budget(problem: Problem, burden: Ints, limit: int, *, time_limit: float = 60.0) -> Point | None:
    """The best plan whose burden is at most ``limit``, exactly; None where there is none."""
    _check(problem, burden)
    carried = np.flatnonzero(burden)
    weights = burden[carried]
    row = SideRow("budget", carried, min(limit, int(weights.sum())), weights=None if (weights == 1).all() else weights)
    solution = solve(replace(problem, rows=(*problem.rows, row)), time_limit=time_limit)
    if solution.status in (Status.INFEASIBLE, Status.UNSOLVED):
        return None
    return Point(burden_of(burden, solution.chosen), solution.value, solution.bound, solution.chosen, supported=False)


def burden_of(burden: Ints, chosen: Ints) -> int:
    """What a plan (edge index per person, -1 none) carries."""
    return int(burden[chosen[chosen >= 0]].sum())


def _at(problem: Problem, burden: Ints, price: Fraction, *, time_limit: float) -> Point:
    """The best plan where each unit of burden costs ``price``."""
    factor = price.denominator
    priced = replace(
        problem,
        gain=problem.gain * factor - burden * price.numerator,
        vacancy_price=problem.vacancy_price * factor,
        unplaced_price=problem.unplaced_price * factor,
        rows=tuple(replace(r, price=None if r.price is None else r.price * factor) for r in problem.rows),
    )
    solution = solve(priced, time_limit=time_limit)
    _refuse_none(solution)
    carried = burden_of(burden, solution.chosen)
    # priced bound >= factor x value - numerator x burden for every plan; for those of at most this burden it bounds the value too
    bound = (solution.bound + price.numerator * carried) // factor
    value = problem.value_of(solution.chosen)
    return Point(carried, value, max(value, bound), solution.chosen, supported=solution.gap == 0, price=price)


def _refuse_none(solution: Solution) -> None:
    if solution.status in (Status.INFEASIBLE, Status.UNSOLVED):
        raise ProblemFault(
            "Không có phương án nào giữ được mọi ràng buộc cứng, nên không có gì để đánh đổi; hãy nới ràng buộc trước.",
            "No plan keeps every hard rule, so there is nothing to trade; loosen a rule first.",
        )


def _reach(problem: Problem) -> int:
    """More than any two plans can differ in value."""
    most = int(np.abs(problem.gain).max(initial=0)) + int(problem.vacancy_price.max(initial=0))
    most += int(problem.unplaced_price.max(initial=0))
    fines = sum((r.price or 0) * int(np.abs(r.counts).sum()) for r in problem.rows)
    return problem.n_people * most + fines


def _check(problem: Problem, burden: Ints) -> None:
    if len(burden) != problem.n_edges or (burden < 0).any():
        raise ProblemFault(
            f"Gánh nặng phải có {problem.n_edges} số từ 0 trở lên, một số cho mỗi cặp.",
            f"The burden must be {problem.n_edges} numbers of 0 or more, one for each pair.",
        )
