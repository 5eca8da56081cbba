"""Small changes of a problem: edges taken out, an edge put in, a plan that is to be kept where nothing is lost by it."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np

from dungviec.engine.certificate import Certificate
from dungviec.engine.problem import LARGEST, Flags, Ints, Problem, Progress, Solution, Status
from dungviec.engine.solve import TIME_LIMIT, solve


def with_edges(problem: Problem, kept: Flags) -> Problem:
    """The problem with only the edges flagged in ``kept`` [E], renumbered in their order; side rows follow."""
    places = np.flatnonzero(kept)
    number = np.full(problem.n_edges, -1, dtype=np.int64)
    number[places] = np.arange(len(places))
    return replace(
        problem,
        edge_person=problem.edge_person[places],
        edge_post=problem.edge_post[places],
        gain=problem.gain[places],
        is_move=problem.is_move[places],
        is_stay=problem.is_stay[places],
        rows=tuple(row.among(number) for row in problem.rows),
    )


def solve_near(
    problem: Problem,
    before: Ints,
    progress: Progress | None = None,
    *,
    price: int = 0,
    time_limit: float = TIME_LIMIT,
) -> tuple[Solution, Problem]:
    """The best plan of those that change least: ``before`` [n] is the post index of each person until now, -1 for none.

    Each person who stands elsewhere than before costs ``price``. Among equally good plans the one with fewest such people is taken
    (worths are multiplied by more than the number of people, and standing as before adds one); where side rows bind, chains of
    changes that bring nothing are taken back instead. Returns the solution and the problem it is a solution of: with a price, that
    is not ``problem`` itself.
    """
    same = before[problem.edge_person] == problem.edge_post
    priced = replace(problem, gain=problem.gain + price * same) if price else problem
    plain = solve(priced, progress, time_limit=time_limit)
    if plain.status not in (Status.OPTIMAL, Status.FEASIBLE):
        return plain, priced
    if plain.duals.row.any():
        return _as_planned(plain, calmed(priced, before, plain.chosen), priced), priced
    scale = problem.n_people + 1
    largest = max(int(np.abs(priced.gain).max(initial=0)), int(problem.unplaced_price.max(initial=0)), 1)
    if scale * (largest + 1) > LARGEST:
        return _as_planned(plain, calmed(priced, before, plain.chosen), priced), priced
    finer = replace(
        priced,
        gain=scale * priced.gain + same,
        unplaced_price=scale * priced.unplaced_price,
        vacancy_price=scale * priced.vacancy_price,
        rows=tuple(row if row.price is None else replace(row, price=scale * row.price) for row in priced.rows),
    )
    fine = solve(finer, progress, time_limit=time_limit)
    good = fine.status is Status.OPTIMAL and priced.value_of(fine.chosen) >= plain.value
    return (_as_planned(plain, fine.chosen, priced) if good else plain), priced


def calmed(problem: Problem, before: Ints, chosen: Ints) -> Ints:
    """The plan with every chain of changes taken back that brought nothing: such a chain is worth no more than what stood before.

    Changes hang together in one chain when they share a post. Taking one back must lose nothing and break no side row further.
    """
    edge_before = _edges_of(problem, before)
    seats = np.full(problem.n_people, -1, dtype=np.int64)
    placed = chosen >= 0
    seats[placed] = problem.edge_post[chosen[placed]]
    changed = np.flatnonzero(seats != before)
    changed = changed[(before[changed] < 0) | (edge_before[changed] >= 0)]
    now = chosen.copy()
    value, broken = problem.value_of(now), _broken(problem, now)
    for chain in _chains(changed, seats, before):
        trial = now.copy()
        trial[chain] = edge_before[chain]
        load = np.bincount(problem.edge_post[trial[trial >= 0]], minlength=problem.n_posts)
        if (load > problem.capacity).any() or (problem.must_place[chain] & (trial[chain] < 0)).any():
            continue
        worth, faults = problem.value_of(trial), _broken(problem, trial)
        if worth >= value and (faults <= broken).all():
            now, value, broken = trial, worth, faults
    return now


def _edges_of(problem: Problem, seats: Ints) -> Ints:
    """The edge that puts each person where ``seats`` says, -1 where there is none; [n]."""
    found = np.full(problem.n_people, -1, dtype=np.int64)
    hit = np.flatnonzero(seats[problem.edge_person] == problem.edge_post)
    found[problem.edge_person[hit]] = hit
    return found


def _chains(changed: Ints, seats: Ints, before: Ints) -> list[Ints]:
    """The changed people in groups that share posts, directly or through others."""
    group: dict[int, int] = {}
    members: list[list[int]] = []
    for i in changed.tolist():
        met = sorted({group[j] for j in (int(seats[i]), int(before[i])) if j >= 0 and j in group})
        home = met[0] if met else len(members)
        if not met:
            members.append([])
        for other in met[1:]:
            members[home] += members[other]
            members[other] = []
            group.update({j: home for j, g in group.items() if g == other})
        members[home].append(i)
        group.update({j: home for j in (int(seats[i]), int(before[i])) if j >= 0})
    return [np.array(m, dtype=np.int64) for m in members if m]


def _broken(problem: Problem, chosen: Ints) -> Ints:
    counts = problem.row_counts(chosen).tolist()
    return np.array([row.excess(c) for row, c in zip(problem.rows, counts, strict=True)], dtype=np.int64)


def _as_planned(proof: Solution, chosen: Ints, problem: Problem) -> Solution:
    """Another plan, at least as good, under the same proof."""
    placed = np.flatnonzero(chosen >= 0).tolist()
    plan = {problem.people[i]: problem.posts[int(problem.edge_post[chosen[i]])] for i in placed}
    value = problem.value_of(chosen)
    status = Status.OPTIMAL if proof.status is Status.FEASIBLE and value == proof.bound else proof.status
    told = {**proof.certificate, "plan": plan, "value": value}
    return replace(
        proof,
        status=status,
        chosen=chosen,
        value=value,
        excess=_broken(problem, chosen),
        certificate=cast(Certificate, told),
    )
