"""What a different placement would cost the whole plan, and the runner-up of each placement.

Three strengths, always said which: *at least* (from the prices of the plan, free), *exact by exchange* (the cheapest chain of changes,
milliseconds; exact when no side row stands in its way) and *exact by solving again* (`force`, `forbid`; always exact when solved
to the end).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dungviec.engine.core import at_chosen
from dungviec.engine.edits import with_edges
from dungviec.engine.exchanges import FAR, Exchanges, exchanges_of
from dungviec.engine.problem import Ints, Problem, Solution, Status
from dungviec.engine.solve import TIME_LIMIT, solve

_NO_GAIN = "Cặp {person} – {post} không có trong bài toán; hãy cho gain để giả định."


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """What the plan's value falls by (below 0: it rises, for a pair only supposed). ``loss`` None: no plan has the placement. ``exact`` False: the loss is at least that.

    ``plan`` [n]: a plan that has the placement at exactly that loss where known (an edge index per person, -1 none; the forced
    person also holds -1 where the pair is not an edge of the problem).
    """

    loss: int | None
    exact: bool
    plan: Ints | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Margin:
    """By how much a placement beats the best plan without it.

    ``runner_up``: the edge the person takes there, -1 for no post. ``loss`` None: there is no plan without it. ``exact`` as in Loss;
    where False, ``runner_up`` is the best alternative at the plan's prices.
    """

    person: int
    loss: int | None
    runner_up: int
    exact: bool
    plan: Ints | None = None


def force(
    problem: Problem,
    solution: Solution,
    *,
    person: int,
    post: int,
    gain: int | None = None,
    rows: tuple[int, ...] = (),
    time_limit: float = TIME_LIMIT,
) -> Loss:
    """Solve again with the person held in the post; the loss against ``solution``.

    A pair that is not an edge needs a ``gain`` to suppose, and the indices of the side ``rows`` it would count in.
    Raises ValueError when the gain is missing.
    """
    edge = edge_of(problem, person, post)
    if edge is None and gain is None:
        raise ValueError(_NO_GAIN.format(person=problem.people[person], post=problem.posts[post]))
    wider = problem if edge is not None else _with_pair(problem, person=person, post=post, gain=gain or 0, rows=rows)
    must = problem.must_place.copy()
    must[person] = True
    others = (wider.edge_person == person) & (wider.edge_post != post)
    kept = np.flatnonzero(~others)
    again = solve(replace(with_edges(wider, ~others), must_place=must), time_limit=time_limit)
    plan = at_chosen(kept, again.chosen, none=-1)
    plan[plan >= problem.n_edges] = -1
    return _loss(solution, again, plan)


def forbid(problem: Problem, solution: Solution, *, person: int, time_limit: float = TIME_LIMIT) -> Margin:
    """Solve again without the edge chosen for the person: the margin of the placement and its runner-up."""
    chosen = int(solution.chosen[person])
    if chosen < 0:
        raise ValueError(f"{problem.people[person]} không được xếp vị trí nào; không có gì để cấm.")
    kept = np.flatnonzero(np.arange(problem.n_edges) != chosen)
    again = solve(with_edges(problem, np.arange(problem.n_edges) != chosen), time_limit=time_limit)
    plan = at_chosen(kept, again.chosen, none=-1)
    loss = _loss(solution, again, plan)
    return Margin(person, loss.loss, int(plan[person]), exact=loss.exact, plan=loss.plan)


def at_least(
    problem: Problem,
    solution: Solution,
    *,
    person: int,
    post: int,
    gain: int | None = None,
    rows: tuple[int, ...] = (),
) -> int:
    """A loss that holding the person in the post cannot fall short of, from the plan's prices alone (weak duality, free).

    ``gain`` and ``rows`` as in `force`, for a pair that is not an edge.
    """
    edge = edge_of(problem, person, post)
    worth = gain if edge is None else int(problem.gain[edge])
    if worth is None:
        raise ValueError(_NO_GAIN.format(person=problem.people[person], post=problem.posts[post]))
    prices = solution.duals
    if edge is None:
        counts_in = dict.fromkeys(rows, 1)
    else:
        held = {r: row.counts[row.edges == edge] for r, row in enumerate(problem.rows)}
        counts_in = {r: int(counts[0]) for r, counts in held.items() if len(counts)}
    scaled = prices.scale * (worth + int(problem.vacancy_price[post]) + int(problem.unplaced_price[person]))
    scaled -= int(prices.post[post]) + sum(
        problem.rows[r].sign * weight * int(prices.row[r]) for r, weight in counts_in.items()
    )
    short = int(prices.person[person]) - scaled
    # value - floor(U + rc) >= floor(-rc) - (floor(U) - value)
    least = short // prices.scale - (solution.dual_bound - solution.value)
    return least if edge is None else max(0, least)


def exchanges_around(problem: Problem, solution: Solution) -> Exchanges | None:
    """The exchanges of a plan for many questions about it; None where side rows bind and exchanges prove nothing."""
    return exchanges_of(problem, solution) if _best_without_rows(problem, solution) else None


def losses(
    problem: Problem, solution: Solution, *, person: int, posts: Ints, gains: Ints, around: Exchanges | None = None
) -> list[Loss]:
    """The loss of holding one person in each of ``posts`` at the ``gains`` supposed (for edges: their own gain), by exchange.

    Exact where the plan is best without side rows and the changed plan keeps them; else at least that much. ``around``: the
    exchanges of this plan, where the caller asks about many people and has them already.
    """
    if not _best_without_rows(problem, solution):
        known = [at_least(problem, solution, person=person, post=int(j), gain=int(g)) for j, g in _pairs(posts, gains)]
        return [Loss(loss, exact=False) for loss in known]
    around = around or exchanges_of(problem, solution)
    asked = np.full(around.outside + 1, FAR, dtype=np.int64)
    asked[posts] = 0
    ways = around.ways_to(int(around.seat[person]), offers=asked)
    places, at, _ = around.options(person)
    edges = {post: around.edge_at(place) for place, post in zip(places.tolist(), at.tolist(), strict=True)}
    found = []
    for post, gain in _pairs(posts, gains):
        edge = edges.get(post)
        worth = int(gain if edge is None else problem.gain[edge])
        worth += int(problem.vacancy_price[post] + problem.unplaced_price[person])
        room = int(ways.cost[post])
        if room == FAR:
            found.append(Loss(None, exact=True))
            continue
        loss = int(around.person[person]) - worth + int(around.post_price[post]) + room
        plan = around.rearranged(ways, person=person, edge=-1 if edge is None else edge, start=post)
        found.append(Loss(loss, exact=not problem.rows or (edge is not None and _keeps_rows(problem, plan)), plan=plan))
    return found


def margins(problem: Problem, solution: Solution, people: Ints | None = None) -> list[Margin]:
    """The margin and runner-up of each placed person in ``people`` (default: all whose edge is a move), all at once.

    Exact by exchange where the plan is best without side rows and the runner-up plan keeps them; else at least that much.
    """
    if people is None:
        placed = np.flatnonzero(solution.chosen >= 0)
        people = placed[problem.is_move[solution.chosen[placed]]]
    if (solution.chosen[people] < 0).any():
        raise ValueError("Chỉ người đã được xếp mới có khoảng cách tới phương án kế tiếp.")
    if not len(people):
        return []
    if not _best_without_rows(problem, solution):
        options = _options(problem)
        return [_margin_at_prices(problem, solution, int(i), options[i]) for i in people]
    around = exchanges_of(problem, solution)
    return [_margin_by_exchange(around, person=int(i)) for i in people]


def edge_of(problem: Problem, person: int, post: int) -> int | None:
    """The edge between a person and a post, None where the pair is not allowed."""
    found = np.flatnonzero((problem.edge_person == person) & (problem.edge_post == post))
    return int(found[0]) if len(found) else None


def _margin_by_exchange(around: Exchanges, *, person: int) -> Margin:
    """The cheapest way round for one placement: one search that ends when no alternative can be cheaper."""
    problem, own = around.problem, int(around.seat[person])
    places, posts, lost = around.options(person)
    others = posts != own
    offers = np.full(around.outside + 1, FAR, dtype=np.int64)
    offers[posts[others]] = lost[others]
    if around.free[person]:
        offers[around.outside] = around.person[person]
    ways = around.ways_to(own, offers=offers, nearest=True)
    total = np.where((offers < FAR) & (ways.cost < FAR), offers + np.minimum(ways.cost, FAR), FAR)
    start = int(np.argmin(total))
    if total[start] == FAR:
        return Margin(person, None, -1, exact=True)
    edge = -1 if start == around.outside else around.edge_at(int(places[posts == start][0]))
    plan = around.rearranged(ways, person=person, edge=edge, start=start)
    return Margin(person, int(total[start]), edge, exact=not problem.rows or _keeps_rows(problem, plan), plan=plan)


def _margin_at_prices(problem: Problem, solution: Solution, person: int, options: Ints) -> Margin:
    prices = solution.duals
    others = options[options != solution.chosen[person]]
    scaled = prices.scale * (
        problem.gain[others] + problem.vacancy_price[problem.edge_post[others]] + problem.unplaced_price[person]
    )
    scaled = scaled - prices.post[problem.edge_post[others]]
    for r, row in enumerate(problem.rows):
        if prices.row[r]:
            in_row = others[:, None] == row.edges[None, :]
            scaled = scaled - row.sign * prices.row[r] * (in_row @ row.counts)
    best = int(scaled.max()) if len(others) else None
    edge = int(others[np.argmax(scaled)]) if len(others) else -1
    if not problem.must_place[person] and (best is None or best < 0):
        best, edge = 0, -1
    if best is None:
        return Margin(person, None, -1, exact=True)
    short = (int(prices.person[person]) - best) // prices.scale - (solution.dual_bound - solution.value)
    return Margin(person, max(0, short), edge, exact=False)


def _best_without_rows(problem: Problem, solution: Solution) -> bool:
    """Whether the plan is the optimum of the core alone, so that exchanges around it are exact."""
    core_only = solution.search_bound is None and not solution.released_rows and not solution.excess.any()
    return core_only and not solution.duals.row.any()


def _keeps_rows(problem: Problem, plan: Ints) -> bool:
    counts = problem.row_counts(plan)
    return not any(row.excess(int(count)) for row, count in zip(problem.rows, counts, strict=True))


def _loss(solution: Solution, again: Solution, plan: Ints) -> Loss:
    more_people = len(again.released_people) > len(solution.released_people)
    if again.status is Status.INFEASIBLE and (more_people or len(again.released_rows) > len(solution.released_rows)):
        return Loss(None, exact=True)
    if again.status is Status.UNSOLVED:
        return Loss(solution.value - again.bound, exact=False)
    same_rules = (again.released_people, again.released_rows) == (solution.released_people, solution.released_rows)
    exact = same_rules and again.gap == 0 and solution.gap == 0
    return Loss(solution.value - again.bound, exact=exact, plan=plan)


def _with_pair(problem: Problem, *, person: int, post: int, gain: int, rows: tuple[int, ...]) -> Problem:
    """The problem with one more edge, the last, that counts in ``rows``."""
    return replace(
        problem,
        edge_person=np.append(problem.edge_person, person),
        edge_post=np.append(problem.edge_post, post),
        gain=np.append(problem.gain, gain),
        is_move=np.append(problem.is_move, True),
        is_stay=np.append(problem.is_stay, False),
        rows=tuple(row.joined_by(problem.n_edges) if r in rows else row for r, row in enumerate(problem.rows)),
    )


def _options(problem: Problem) -> list[Ints]:
    """The edges of each person."""
    order = np.argsort(problem.edge_person, kind="stable")
    ends = np.cumsum(np.bincount(problem.edge_person, minlength=problem.n_people))
    return np.split(order, ends[:-1]) if problem.n_people else []


def _pairs(posts: Ints, gains: Ints) -> list[tuple[int, int]]:
    return list(zip(posts.tolist(), gains.tolist(), strict=True))
