"""How firm a plan is: what stays when amounts change a little, and plans that change little when the data do.

Equally good plans are not told apart by chance: of all best plans the one nearest to the plan at hand is taken, so that a placement counts as lost only
where every best plan gives it up or pays for it with other changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from dungviec.engine.problem import Flags, Ints, Problem, Solution, Status
from dungviec.engine.solve import TIME_LIMIT, solve


@dataclass(frozen=True, slots=True, eq=False)
class Steady:
    """A plan close to an earlier one. ``value`` and ``bound`` count ``price`` for each changed placement; ``worth`` is the plan's value without it.

    ``changed`` [n]: people who stand elsewhere than in the earlier plan.
    """

    chosen: Ints
    worth: int
    value: int
    bound: int
    changed: Flags

    @property
    def proven(self) -> bool:
        """Whether no plan is better at this price of change."""
        return self.bound == self.value


@dataclass(frozen=True, slots=True, eq=False)
class Survival:
    """In how many of ``scenarios`` each person keeps the placement: ``kept`` [n]; ``instead``: where he or she goes in the others (post index, -1 for
    none) and how often. ``unsettled``: scenarios without a proven best plan, which count as scenarios all the same."""

    scenarios: int
    unsettled: int
    kept: Ints
    instead: tuple[Counter[int], ...]


def change_little(problem: Problem, earlier: Ints, *, price: int, time_limit: float = TIME_LIMIT) -> Steady | None:
    """The best plan where each person who stands elsewhere than in ``earlier`` ([n] post index, -1 for none) costs ``price``; of equally good ones
    the one that changes fewest. None where no plan keeps the hard rules."""
    solution, factor = _nearest(problem, earlier, price=price, time_limit=time_limit)
    if solution.status in (Status.INFEASIBLE, Status.UNSOLVED):
        return None
    posts = solution.post_of(problem)
    changed = posts != earlier
    worth = problem.value_of(solution.chosen)
    value = worth - price * int(changed.sum())
    # The search maximises factor x (value + price x before) + (before - changes), and changes are at most n < factor.
    before = int((earlier >= 0).sum())
    bound = (solution.bound - before + problem.n_people) // factor - price * before
    return Steady(solution.chosen, worth, value, max(value, bound), np.asarray(changed))


def survival(
    problem: Problem, chosen: Ints, scenarios: Iterable[Problem], *, time_limit: float = TIME_LIMIT
) -> Survival:  # fmt: skip
    """Which placements of the plan ``chosen`` (edge index per person) are also in the best plan of each scenario.

    Scenarios are problems over the same people and posts, with other gains, prices or rows.
    """
    posts = np.where(chosen >= 0, problem.edge_post[np.maximum(chosen, 0)], -1) if problem.n_edges else chosen
    kept = np.zeros(problem.n_people, dtype=np.int64)
    instead: tuple[Counter[int], ...] = tuple(Counter() for _ in range(problem.n_people))
    count = unsettled = 0
    for scenario in scenarios:
        count += 1
        solution, _ = _nearest(scenario, posts, price=0, time_limit=time_limit)
        unsettled += solution.status is not Status.OPTIMAL
        now = solution.post_of(scenario)
        kept += now == posts
        for i in np.flatnonzero(now != posts).tolist():
            instead[i][int(now[i])] += 1
    return Survival(count, unsettled, kept, instead)


def _nearest(problem: Problem, earlier: Ints, *, price: int, time_limit: float) -> tuple[Solution, int]:
    """Solve with a reward for each placement kept: ``price``, and a trifle that only breaks ties."""
    factor = problem.n_people + 1
    reward = factor * price + 1
    kept = problem.edge_post == earlier[problem.edge_person]
    out = earlier < 0  # who was out and stays out keeps the placement too
    closer = replace(
        problem,
        gain=problem.gain * factor + np.where(kept, reward, 0) - np.where(out[problem.edge_person], reward, 0),
        vacancy_price=problem.vacancy_price * factor,
        unplaced_price=problem.unplaced_price * factor,
        rows=tuple(replace(r, price=None if r.price is None else r.price * factor) for r in problem.rows),
    )
    return solve(closer, time_limit=time_limit), factor
