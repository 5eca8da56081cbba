"""Solve a placement problem and prove the answer: the core by auction, side rows by prices, search and repair."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from dungviec.engine import (
    certificate,
    core,
    side_bend,
    side_conflict,
    side_first,
    side_large,
    side_prices,
    side_rows,
    side_search,
)
from dungviec.engine.auction import Assignment
from dungviec.engine.backends import Backend, chosen_backend
from dungviec.engine.graph import Graph, Narrow, graph_of, narrowed
from dungviec.engine.problem import (
    Duals,
    Flags,
    Ints,
    Problem,
    Progress,
    Shortage,
    Solution,
    Status,
)

TIME_LIMIT = 60.0
SHORT, BLIND, BLIND_AT_MOST = 10.0, 0.33, 0.75
"""Which part of the time a search without a plan may take; with less than SHORT seconds, or a poor plan in hand, more of it."""

POOR, FAIR = 20, 10_000
"""Where the plan is further from the bound than one part in so many: it is set aside while others are looked for; a greedy one is tried."""

FAR, BENDING = 5_000, 0.3
"""Where the first plan is further from the bound than one part in so many it is bent at once, for that part of the time left at most."""

LEAST_FOR_PRICES, LEAST_STEPS = 0.2, 40
"""Seconds for row prices even when time is over, and in a city steps (two milliseconds each): without them there is neither a bound nor a
plan worth having."""

LARGE_STEPS = 45
"""Steps of the price search in large problems, where the bound is good enough after few."""


@dataclass(slots=True, eq=False)
class _Run:
    """What is known while solving: who may stay out, what had to be given up, where the time went."""

    problem: Problem
    free: Flags
    deadline: float
    progress: Progress | None
    seconds: dict[str, float]
    notes: list[str]
    backend: Backend
    released_people: tuple[int, ...] = ()
    shortage: Shortage | None = None
    relax: bool = True

    def tell(self, stage: str, share: float) -> None:
        """Report progress, where somebody listens."""
        if self.progress:
            self.progress(stage, share)

    @property
    def over(self) -> bool:
        """Whether the deadline has passed."""
        return time.perf_counter() > self.deadline

    def left(self) -> float:
        """Seconds until the deadline, hardly any when it has passed."""
        return max(0.05, self.deadline - time.perf_counter())


def solve(
    problem: Problem,
    progress: Progress | None = None,
    *,
    time_limit: float = TIME_LIMIT,
    backend: Backend | None = None,
    relax: bool = True,
) -> Solution:
    """The best plan of a problem, with prices that prove it and a certificate that anybody can check.

    Without side rows, or where the best plan happens to keep them, the answer is exact and its proof whole-numbered. Otherwise the
    answer is searched for up to ``time_limit`` seconds; status and bound then say how far the proof got. Beyond a few thousand
    people the search goes block by block on ``backend`` (default: what the process chose, two threads) and ends with a small proven gap. ``relax``: where hard
    rows contradict each other, also find the best plan without these (else the conflict is all there is). Raises ProblemFault where gains are too large to be solved in 64 bits.
    Work is counted in edges, nodes and steps of the solver; only where a hard case runs into the clock may two runs differ in plan, never in
    validity or in the honesty of the gap.
    """
    begun = time.perf_counter()
    run = _Run(
        problem,
        ~problem.must_place,
        deadline=begun + time_limit,
        progress=progress,
        seconds={},
        notes=[],
        backend=backend or chosen_backend(),
        relax=relax,
    )
    run.tell("core", 0.0)
    graph, worth, found = _solve_core(run)
    run.seconds["core"] = time.perf_counter() - begun
    chosen = graph.callers(found.place.astype(np.int64))
    if not _excess(problem, chosen).any():
        nothing = np.zeros(len(problem.rows), dtype=np.int64)
        prices = Duals(scale=1, person=found.surplus, post=found.price, row=nothing)
        solution = _solution(run, chosen, prices, dual_bound=core.base_of(problem) + found.bound, search_bound=None)
    else:
        solution = _solve_rows(run, graph, worth, found)
    solution.seconds["total"] = time.perf_counter() - begun
    run.tell("done", 1.0)
    return solution


def _solve_core(run: _Run) -> tuple[Graph, Ints, Assignment]:
    """The optimum without side rows; where some people who must be placed cannot be, they are released and named.

    Worths come by place of the graph.
    """
    problem = run.problem
    graph = graph_of(problem)
    worth = core.worth_of(problem)
    worth = worth if graph.order is None else worth[graph.order]
    found = core.best_assignment(graph, narrowed(worth))
    overdue = np.flatnonzero(graph.must & (found.place < 0))
    if len(overdue):
        run.shortage = core.shortage_of(graph, found.place.astype(np.int64), overdue)
        run.released_people = tuple(overdue.tolist())
        run.free = run.free.copy()
        run.free[overdue] = True
        graph = replace(graph, must=~run.free)
        found = core.best_assignment(graph, narrowed(worth))
        run.notes.append(f"{len(overdue)} people who must be placed have no seat")
    return graph, worth, found


def _solve_rows(run: _Run, graph: Graph, worth: Ints, found: Assignment) -> Solution:
    """Row prices, then search; hard rows that contradict each other are found and named."""
    problem = run.problem
    started = time.perf_counter()
    table = side_rows.row_table(problem, graph)
    search = side_prices.begin(graph, worth, rows=table, start=found)
    staying = _staying(problem)
    if (run.free | (staying >= 0)).all() and _seats_hold(problem, staying):
        search.offer(graph.places(staying).astype(np.int32))
    run.tell("rows", 0.0)
    large = graph.n > side_large.LARGE
    steps = LARGE_STEPS if large else side_prices.SIGN_STEPS
    until = started + max(LEAST_FOR_PRICES, run.left() * (0.6 if large else 0.7))
    side_prices.search_prices(
        search, deadline=until, steps=steps, least=0 if large else LEAST_STEPS, progress=run.progress
    )
    run.seconds["rows"] = time.perf_counter() - started
    run.notes.append(f"row prices: bound {search.upper}, gap {search.gap}")
    if large:
        return _solve_large(run, search)
    last: Narrow | None = None
    if not _is_within(search, FAIR):
        first = side_first.first_plans(search, deadline=run.deadline)
        run.notes.append(first.note)
        last = first.last
        if search.plan is None:
            conflict = _conflict_near(run, search, last)
            if conflict is not None:
                return _without(run, conflict)
            if search.plan is None and not run.over:
                run.notes.append(side_first.any_plan(search, deadline=run.deadline))
        if search.plan is not None and not _is_within(search, FAR):
            until = time.perf_counter() + BENDING * run.left()
            bent = side_bend.bend(search, search.lost(), start=search.plan, deadline=until, seed=side_bend.SEED)
            run.notes.append(bent)
    started = time.perf_counter()
    run.tell("search", 0.0)
    aside = None
    if search.plan is not None and not _is_within(search, POOR):
        aside, search.plan = search.plan, None
    # Without a plan to improve the rows may contradict each other; time is kept to find that out.
    left = run.left()
    blind_until = time.perf_counter() + left * (BLIND if aside is None and left > SHORT else BLIND_AT_MOST)
    searched = side_search.search_plans(
        search, deadline=run.deadline, progress=run.progress, blind_until=blind_until, blind_turns=1, start=last
    )
    if search.plan is None:
        run.notes.extend(searched.notes)
        if aside is not None:
            search.offer(aside)
        for search_too in (False, True) if search.plan is None else ():
            conflict = None if run.over else _find_conflict(run, search, search_too=search_too)
            if conflict is not None:
                return _without(run, conflict)
        if not run.over:
            searched = side_search.search_plans(search, deadline=run.deadline, progress=run.progress, start=last)
    if search.plan is None and not search.graph.must.any():
        search.offer(np.full(search.graph.n, -1, dtype=np.int32))
    run.seconds["search"] = time.perf_counter() - started - run.seconds.get("conflict", 0.0)
    run.notes.extend(searched.notes)
    return _searched(run, search, bound=searched.bound)


def _is_within(search: side_prices.PriceSearch, parts: int) -> bool:
    """Whether there is a plan within one part of the bound in so many from it."""
    return search.gap is not None and search.gap * parts <= abs(search.upper)


def _solve_large(run: _Run, search: side_prices.PriceSearch) -> Solution:
    """Rounds over blocks; rows that stay broken are tried for a contradiction among them."""
    started = time.perf_counter()
    found = side_large.search_blocks(
        search, base=core.base_of(run.problem), deadline=run.deadline, backend=run.backend, progress=run.progress
    )
    run.seconds["search"] = time.perf_counter() - started
    run.notes.extend(found.notes)
    if search.plan is None and len(found.broken):
        conflict = _find_conflict(run, search, search_too=True, within=found.related)
        if conflict is not None:
            return _without(run, conflict, broken=set(found.broken.tolist()))
    return _searched(run, search, bound=None)


def _searched(run: _Run, search: side_prices.PriceSearch, *, bound: int | None) -> Solution:
    """The solution at the end of a search; ``bound``: what the search itself proved on total worth."""
    base, best = core.base_of(run.problem), search.best
    prices = Duals(scale=search.rows.scale, person=best.person, post=best.post, row=best.row)
    plan = None if search.plan is None else search.graph.callers(search.plan.astype(np.int64))
    # The base is whole, so flooring the scaled total alone floors the bound.
    return _solution(
        run, plan, prices, dual_bound=base + search.upper, search_bound=None if bound is None else base + bound
    )


def _find_conflict(
    run: _Run, search: side_prices.PriceSearch, *, search_too: bool, within: Ints | None = None, musts: bool = True
) -> side_conflict.Conflict | None:
    """A contradiction among the causes, None where there is none (a plan that comes to light is offered to the search)."""
    started = time.perf_counter()
    # Half of what is left: the plan without the rows in conflict needs time too.
    until = started + run.left() / 2
    conflict = side_conflict.find_conflict(
        search.graph, search.rows, deadline=until, search=search_too, within=within, musts=musts
    )
    run.seconds["conflict"] = run.seconds.get("conflict", 0.0) + time.perf_counter() - started
    if conflict.plan is not None:
        search.offer(conflict.plan)
    return conflict if conflict.causes is not None else None


def _conflict_near(run: _Run, search: side_prices.PriceSearch, plan: Narrow) -> side_conflict.Conflict | None:
    """A contradiction among the rows around those that ``plan`` breaks, None where there is none so near."""
    for within in side_first.rings_around(search, plan):
        conflict = None if run.over else _find_conflict(run, search, search_too=False, within=within, musts=False)
        if conflict is not None:
            return conflict
    return None


def _without(run: _Run, conflict: side_conflict.Conflict, *, broken: set[int] | None = None) -> Solution:
    """Infeasible, with the reason: the causes in conflict, the rows given up, and the best plan without these.

    Which to give up: ``broken``, where a plan that breaks only those is known; else, with a high price on every hard row, the best plan
    breaks as few units as can be, and those rows no longer bind.
    """
    problem, causes = run.problem, conflict.causes
    assert causes is not None
    if not run.relax:
        nothing = np.zeros(len(problem.rows), dtype=np.int64)
        unpriced = Duals(
            1, np.zeros(problem.n_people, dtype=np.int64), np.zeros(problem.n_posts, dtype=np.int64), nothing
        )
        empty = _solution(run, None, unpriced, dual_bound=0, search_bound=None)
        return replace(empty, status=Status.INFEASIBLE, conflict_rows=tuple(causes.rows.tolist()))
    if broken is None:
        high = 4 * int(np.abs(core.worth_of(problem)).max(initial=0)) + 1
        priced = tuple(row if row.price is not None else replace(row, price=high) for row in problem.rows)
        trial = solve(replace(problem, rows=priced), run.progress, time_limit=run.left() / 2, backend=run.backend)
        hard = {r for r, row in enumerate(problem.rows) if row.price is None}
        broken = {r for r in hard if trial.excess[r]} or set(causes.rows.tolist())
    unbound = [row.unbound() if r in broken else row for r, row in enumerate(problem.rows)]
    relaxed = solve(replace(problem, rows=tuple(unbound)), run.progress, time_limit=run.left(), backend=run.backend)
    released = tuple(sorted(broken | set(relaxed.released_rows)))
    kind = "smallest" if conflict.minimal else "perhaps not smallest"
    proof = "proven in whole numbers" if conflict.proven else "as the search has it"
    return replace(
        relaxed,
        status=relaxed.status if relaxed.status is Status.UNSOLVED else Status.INFEASIBLE,
        certificate=relaxed.certificate | {"released_rows": list(released)},
        excess=_excess(problem, relaxed.chosen),
        released_rows=released,
        conflict_rows=tuple(causes.rows.tolist()),
        conflict_people=tuple(causes.people.tolist()),
        conflict_posts=tuple(causes.posts.tolist()),
        seconds=run.seconds | {f"relaxed {stage}": t for stage, t in relaxed.seconds.items()},
        notes=(*run.notes, f"{len(causes.rows)} rows contradict each other ({kind}, {proof})", *relaxed.notes),
    )


def _solution(run: _Run, plan: Ints | None, prices: Duals, *, dual_bound: int, search_bound: int | None) -> Solution:
    problem = run.problem
    chosen = plan if plan is not None else np.full(problem.n_people, -1, dtype=np.int64)
    value = problem.value_of(chosen)
    bound = dual_bound if search_bound is None else min(dual_bound, search_bound)
    if plan is None:
        status = Status.UNSOLVED
    elif run.released_people:
        status = Status.INFEASIBLE
    else:
        status = Status.OPTIMAL if bound == value else Status.FEASIBLE
    return Solution(
        status=status,
        chosen=chosen,
        value=value,
        bound=bound,
        dual_bound=dual_bound,
        search_bound=search_bound,
        duals=prices,
        certificate=certificate.write(
            problem,
            chosen,
            prices,
            value=value,
            dual_bound=dual_bound,
            search_bound=search_bound,
            released_people=run.released_people,
        ),
        excess=_excess(problem, chosen),
        released_people=run.released_people,
        shortage=run.shortage,
        seconds=run.seconds,
        notes=tuple(run.notes),
    )


def _excess(problem: Problem, chosen: Ints) -> Ints:
    """Units beyond each side row's limit, [rows]."""
    counts = problem.row_counts(chosen).tolist()
    return np.array([row.excess(c) for row, c in zip(problem.rows, counts, strict=True)], dtype=np.int64)


def _staying(problem: Problem) -> Ints:
    """The plan in which everybody who may stays, [n]."""
    chosen = np.full(problem.n_people, -1, dtype=np.int64)
    stays = np.flatnonzero(problem.is_stay)
    chosen[problem.edge_person[stays]] = stays
    return chosen


def _seats_hold(problem: Problem, chosen: Ints) -> bool:
    load = np.bincount(problem.edge_post[chosen[chosen >= 0]], minlength=problem.n_posts)
    return bool((load <= problem.capacity).all())
