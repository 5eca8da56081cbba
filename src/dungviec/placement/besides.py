"""Who holds which post besides the main one in a plan, on what grounds, with what allowance, and what the plan would lose without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dungviec.engine.core import at_chosen
from dungviec.engine.edits import with_edges
from dungviec.engine.pricing import Loss, Margin
from dungviec.engine.problem import Flags, Problem, Solution, Status
from dungviec.engine.solve import solve
from dungviec.law import explain_pairs
from dungviec.placement.build import Round
from dungviec.placement.bundle_words import second_post_of
from dungviec.placement.plan import SecondPost
from dungviec.placement.reasons_basis import legal_basis


def explain_besides(round_: Round, solution: Solution) -> tuple[SecondPost, ...]:
    """Every post held besides a main one by a line of the policy, the new ones first."""
    bundles, field, problem = round_.bundles, round_.field, round_.problem
    holders = bundles.held_besides(solution.post_of(problem))
    if not holders:
        return ()
    asked = [(field.people[i], field.posts[o.second]) for b, i in holders for o in bundles.options[b]]
    judged = dict(zip(asked, explain_pairs(round_.snapshot, asked, round_.view), strict=True))
    out = []
    for b, i in holders:
        for option in bundles.options[b]:
            kept = (i, option.second) in bundles.held
            loss = None
            if not kept:
                loss = held_to(problem, solution, person=i, allowed=~holding(round_, i, option.second))
            basis = () if kept else legal_basis(judged[field.people[i], field.posts[option.second]])
            out.append(second_post_of(round_, person=i, bundle=b, option=option, basis=basis, loss=loss))
    return tuple(sorted(out, key=lambda s: (s.already, s.person_id, s.post_id)))


def margin_without_post(round_: Round, solution: Solution, *, person: int) -> Margin:
    """What the plan loses when the person does not come to the main post planned, with other posts besides or without."""
    problem, bundles = round_.problem, round_.bundles
    main = int(bundles.main_of(solution.post_of(problem)[[person]])[0])
    there = (problem.edge_person == person) & (bundles.main_of(problem.edge_post) == main)
    loss = held_to(problem, solution, person=person, allowed=~there)
    runner = -1 if loss.plan is None else int(loss.plan[person])
    return Margin(person, loss.loss, runner, exact=loss.exact, plan=loss.plan)


def held_to(problem: Problem, solution: Solution, *, person: int, allowed: Flags, must: bool = False) -> Loss:
    """Solve again with only those edges of one person that are ``allowed`` [E]; ``must``: the person has to have one of them."""
    kept = (problem.edge_person != person) | allowed
    forced = problem.must_place.copy()
    forced[person] |= must
    again = solve(replace(with_edges(problem, kept), must_place=forced))
    plan = at_chosen(np.flatnonzero(kept), again.chosen, none=-1)
    if again.status is Status.INFEASIBLE and solution.status is not Status.INFEASIBLE:
        return Loss(None, exact=True)
    if again.status is Status.UNSOLVED:
        return Loss(solution.value - again.bound, exact=False)
    return Loss(solution.value - again.bound, exact=again.gap == 0 and solution.gap == 0, plan=plan)


def holding(round_: Round, person: int, second: int) -> Flags:
    """The edges that put a person into bundles with this second post, [E]."""
    problem, bundles = round_.problem, round_.bundles
    with_it = np.zeros(problem.n_posts, dtype=np.bool_)
    for k, posts in enumerate(bundles.posts):
        with_it[bundles.single + k] = second in posts[1:]
    found: Flags = (problem.edge_person == person) & with_it[problem.edge_post]
    return found
