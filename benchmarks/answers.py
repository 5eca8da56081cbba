"""`python -m benchmarks answers`: swaps, free choice, the trade of fit for moves, firmness and the smallest change on the demo city, each beside a plain way to the same answer.

Named baselines: swaps of any length as one mixed-integer program in HiGHS (through SciPy); deferred acceptance in plain Python; the trade,
firmness and the smallest change by building and solving the round from scratch for every question. Processor time, first calls (compiling) left out. Answers must agree.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.report import console, machine, mark, number, table

if TYPE_CHECKING:
    from dungviec.engine.preferences import Market
    from dungviec.engine.swaps import SwapProblem
    from dungviec.placement import Solved
    from dungviec.records import Snapshot

FROM_SCRATCH = 5
"""Solves from scratch that are timed; a question that takes more of them is told in proportion."""


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where answers differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks answers", description=__doc__)
    parser.add_argument("--pairs", type=int, default=6, help="pairs asked what it would take (default 6)")
    chosen = parser.parse_args(arguments)
    from dungviec.placement import Policy, solve_round
    from dungviec.synth import build_city

    screen = console()
    screen.print("\n[bold]Đúng Việc – câu trả lời quanh phương án[/] [dim](answers)[/]", machine())
    city = build_city(seed=2020)
    solved = solve_round(city, Policy())
    again = _timed(lambda: [solve_round(city, Policy()) for _ in range(FROM_SCRATCH)])[0] / FROM_SCRATCH
    made = table("Thành phố mẫu (demo city), giây xử lý (processor seconds)", ["Câu hỏi (question)", "Đúng Việc", "Đối chứng (baseline)", "Giây (s)", "Tỷ lệ (ratio)"], left=(0, 2))  # fmt: skip
    agreed = []
    for name, own, baseline, theirs, same in (_swaps(solved), _match(solved), _trade(solved, again), _firm(solved, again), _flip(city, solved, again, chosen.pairs)):  # fmt: skip
        made.add_row(name, number(own, 3), baseline, number(theirs, 2), f"{number(theirs / max(own, 1e-9), 1)}×")
        agreed.append(same)
    screen.print(made)
    screen.print(f"  cùng câu trả lời (same answers) {mark(all(agreed))}")
    if not all(agreed):
        raise SystemExit(1)


def _timed(do: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    found = do()
    return time.process_time() - started, found


def _swaps(solved: Solved) -> tuple[str, float, str, float, bool]:
    from dungviec.engine.swaps import find_swaps
    from dungviec.placement.swaps import swap_problem

    problem, _ = swap_problem(solved.round, "any", None, agreed_only=False)
    problem = replace(problem, rows=())
    find_swaps(problem, longest=None)
    own, plan = _timed(lambda: find_swaps(problem, longest=None))
    theirs, total = _timed(lambda: _by_highs(problem))
    return (
        "đổi đúng việc, mọi độ dài (swaps of any length)",
        own,
        "HiGHS, một MIP (one MIP)",
        theirs,
        plan.total == total,
    )


def _by_highs(problem: SwapProblem) -> int:
    """Edges chosen or not; nobody twice, every post within what it gives up or has empty, every unit as many as before."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    moves = np.flatnonzero(~problem.is_stay)
    person, to = problem.edge_person[moves], problem.edge_post[moves]
    away = problem.own[person]
    m, units, n = len(problem.empty), int(problem.post_unit.max()) + 1, len(problem.own)
    at, ones = np.arange(len(moves)), np.ones(len(moves))
    once = csr_matrix((ones, (person, at)), shape=(n, len(moves)))
    seats = csr_matrix((np.append(ones, -ones), (np.append(to, away), np.append(at, at))), shape=(m, len(moves)))
    rows, columns = np.append(problem.post_unit[to], problem.post_unit[away]), np.append(at, at)
    heads = csr_matrix((np.append(ones, -ones), (rows, columns)), shape=(units, len(moves)))
    found = milp(
        -problem.gain[moves].astype(float), integrality=ones, bounds=Bounds(0, 1),
        constraints=[LinearConstraint(once, ub=1), LinearConstraint(seats, ub=problem.empty), LinearConstraint(heads, 0, 0)],
        options={"mip_rel_gap": 0, "time_limit": 300},
    )  # fmt: skip
    return -round(found.fun)


def _match(solved: Solved) -> tuple[str, float, str, float, bool]:
    from dungviec.engine.preferences import deferred_acceptance
    from dungviec.placement.preferences import market_of

    market = market_of(solved.round)
    deferred_acceptance(market)
    own, chosen = _timed(lambda: deferred_acceptance(market))
    theirs, plain = _timed(lambda: _gale_shapley(market))
    posts = [int(market.post[e]) if e >= 0 else -1 for e in chosen.tolist()]
    return "người và vị trí tự chọn (deferred acceptance)", own, "Gale–Shapley, Python", theirs, posts == plain


def _gale_shapley(market: Market) -> list[int]:
    """The post of each person, -1 for none: people ask in their order, a post keeps those it likes best. Ties by the number of the post, then of the person."""
    import heapq

    wishes: list[list[tuple[int, int, int, int]]] = [[] for _ in range(market.people)]
    rows = (market.person.tolist(), market.post.tolist(), market.person_likes.tolist(), market.post_likes.tolist())
    for e, (i, j, mine, theirs) in enumerate(zip(*rows, strict=True)):
        wishes[i].append((-mine, e, j, theirs))
    for own in wishes:
        own.sort(reverse=True)
    held: list[list[tuple[int, int, int]]] = [[] for _ in market.capacity]
    seats, free = market.capacity.tolist(), list(range(market.people))[::-1]
    at = [-1] * market.people
    while free:
        i = free.pop()
        while wishes[i]:
            _, e, j, likes = wishes[i].pop()
            if seats[j] == 0:
                continue
            heapq.heappush(held[j], (likes, -e, i))
            at[i] = j
            if len(held[j]) <= seats[j]:
                break
            _, _, out = heapq.heappop(held[j])
            at[out] = -1
            if out != i:
                free.append(out)
                break
    return at


def _trade(solved: Solved, scratch: float) -> tuple[str, float, str, float, bool]:
    """Twelve plans by the price of a move; each must be worth what its number of moves brings as a limit, which is solved another way."""
    from dungviec.engine.pareto import at_budget, frontier

    fit = solved.round.edges["fit"].to_numpy().astype(np.int64)
    problem = replace(solved.round.problem, gain=fit)
    moves = problem.is_move.astype(np.int64)
    own, points = _timed(lambda: frontier(problem, moves, most=12))
    limited = [(at_budget(problem, moves, point.burden), point) for point in points[1:-1:4]]
    same = all(found is not None and found.value == point.value for found, point in limited)
    return "thêm lượt chuyển được gì (fit against moves)", own, f"lập và giải lại {len(points)} lần (from scratch)", scratch * len(points), same  # fmt: skip


def _firm(solved: Solved, scratch: float) -> tuple[str, float, str, float, bool]:
    from dungviec.placement.robust import how_firm

    own, report = _timed(lambda: how_firm(solved.round.snapshot, solved=solved))
    return "đứng vững khi trọng số đổi (firmness)", own, f"lập và giải lại {report.scenarios} lần (from scratch)", scratch * report.scenarios, report.unsettled == 0  # fmt: skip


def _flip(city: Snapshot, solved: Solved, scratch: float, pairs: int) -> tuple[str, float, str, float, bool]:
    """Each answer is proved by solving with the change and without the last point of it; from scratch every such solve builds the round again."""
    from dungviec.engine import flips as engine_flips
    from dungviec.placement import flips

    problem, rng = solved.round.problem, np.random.default_rng(7)
    edges = rng.choice(np.flatnonzero(~problem.is_stay), pairs, replace=False).tolist()
    asked = [(problem.people[problem.edge_person[e]], problem.posts[problem.edge_post[e]]) for e in edges]
    flips.what_it_takes(city, None, *asked[0], solved=solved)
    own, reports = _timed(lambda: [flips.what_it_takes(city, None, *pair, solved=solved) for pair in asked])
    counted = 0
    plain: Callable[..., Any] = engine_flips.solve

    def counting(*a: Any, **k: Any) -> Any:
        nonlocal counted
        counted += 1
        return plain(*a, **k)

    engine_flips.solve = counting
    try:
        for pair in asked:
            flips.what_it_takes(city, None, *pair, solved=solved)
    finally:
        engine_flips.solve = plain
    proved = all(r.proved or r.points is None for r in reports)
    return "điều nhỏ nhất làm đổi kết quả (smallest change), một cặp", own / pairs, f"lập và giải lại {counted // pairs} lần (from scratch)", scratch * counted / pairs, proved  # fmt: skip


if __name__ == "__main__":
    main()
