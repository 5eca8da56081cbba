"""`python -m benchmarks core`: the assignment core beside other people's solvers, as ratios, in one run.

The same problem, in the same process, in turns; all must find the same optimum. For the baselines only the solving counts (their
model is built for free); ours counts everything from the arrays of pairs to the plan with its prices and the proof that they are equal.
"""

from __future__ import annotations

import argparse
import statistics
import time

import numpy as np
from rich.console import Console

from benchmarks import baselines, shapes
from benchmarks.baselines import Outcome
from benchmarks.nation import Nation, nation, problem_of
from benchmarks.report import console, machine, mark, number, table
from dungviec.engine import pricing
from dungviec.engine.core import best_assignment
from dungviec.engine.graph import graph_from_pairs, graph_from_rows, narrowed
from dungviec.engine.problem import Problem
from dungviec.engine.solve import solve

TARGETS = {
    ("city", "SimpleMinCostFlow"): 3.0,
    ("city", "linear_sum_assignment"): 40.0,
    ("province", "SimpleMinCostFlow"): 2.5,
}
CITY_RIVALS = ("SimpleMinCostFlow", "linear_sum_assignment", "min_weight_full_bipartite_matching")
WHY_NOT = 0.005


def main(arguments: list[str] | None = None) -> None:
    """Print the tables; exit code 1 where somebody's optimum differs from ours or ours is not proven."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks core", description=__doc__)
    parser.add_argument(
        "--repeats", type=int, default=5, help="runs of each solver in a city; the median counts (default 5)"
    )
    parser.add_argument("--seeds", type=int, default=3, help="cities and provinces of each kind (default 3)")
    parser.add_argument("--no-province", action="store_true", help="leave out the 50 000 people of a province")
    chosen = parser.parse_args(arguments)
    screen = console()
    screen.print("\n[bold]Đúng Việc – lõi ghép người với vị trí[/] [dim](the assignment core)[/]", machine())
    seeds = range(1, chosen.seeds + 1)
    agree = size_table(screen, "city", 2_400, seeds, rivals=CITY_RIVALS, repeats=chosen.repeats)
    if not chosen.no_province:
        agree &= size_table(screen, "province", 50_000, seeds, rivals=("SimpleMinCostFlow",), repeats=2)
    why_not_table(screen, seeds)
    agree &= shapes_table(screen)
    screen.print(machine())
    if not agree:
        raise SystemExit(1)


def ours(made: Nation, *, workers: int | None) -> tuple[float, int, bool]:
    """Seconds from the arrays of pairs to the proven plan, its worth, and whether it is proven."""
    started = time.perf_counter()
    graph = graph_from_rows(made.graph.starts, made.graph.post, capacity=made.graph.capacity, must=made.graph.must)
    found = best_assignment(graph, made.worth, workers=workers)
    return time.perf_counter() - started, found.value, found.exact


def size_table(screen: Console, kind: str, people: int, seeds: range, *, rivals: tuple[str, ...], repeats: int) -> bool:
    """One kind of place, several seeds: seconds of ours on one processor, and how many times as long each rival takes."""
    ours(nation(100, seed=0), workers=1)  # the first call in a process loads libraries
    heads = [
        "Hạt giống (seed)",
        "Cặp (pairs)",
        "Đúng Việc s",
        *(f"{name.replace('_', ' ')} ×" for name in rivals),
        "Cùng tối ưu (same)",
    ]
    made_table = table(f"{number(people)} người ({kind})", heads)
    ratios: dict[str, list[float]] = {name: [] for name in rivals}
    agree = True
    for seed in seeds:
        made = nation(people, seed=seed)
        problem = problem_of(made)
        own: list[float] = []
        theirs: dict[str, list[float]] = {name: [] for name in rivals}
        same = True
        for _ in range(repeats):
            seconds, value, exact = ours(made, workers=1)
            own.append(seconds)
            same &= exact
            for name in rivals:
                outcome: Outcome = baselines.RUNNERS[name](problem)
                theirs[name].append(outcome.solve)
                same &= outcome.value == value
        for name in rivals:
            ratios[name].append(statistics.median(theirs[name]) / statistics.median(own))
        agree &= same
        cells = [f"{number(ratios[name][-1], 1)}×" for name in rivals]
        made_table.add_row(
            str(seed),
            number(made.graph.pairs),
            number(statistics.median(own), 4),
            *cells,
            "có" if same else "[red]KHÔNG",
        )
    screen.print(made_table)
    for name in rivals:
        target = TARGETS.get((kind, name))
        if target:
            median = statistics.median(ratios[name])
            screen.print(
                f"  {name}: ≥ {number(target, 1)}×, đo được (median) {number(median, 1)}× {mark(median >= target)}"
            )
    return agree


def why_not_table(screen: Console, seeds: range) -> None:
    """The exact price of one "why not that person there" in a city, with the plan that has it, beside solving again."""
    made_table = table(
        "Giá chính xác của một câu «vì sao không» trong thành phố (exact price of a why-not)",
        ["Hạt giống (seed)", "Trung vị ms (median)", "Lâu nhất ms (worst)", "Giải lại ms (solve again)"],
    )
    worst = 0.0
    for seed in seeds:
        problem = problem_of(nation(2_400, seed=seed))
        solution = solve(problem)
        around = pricing.exchanges_around(problem, solution)
        edges = np.random.default_rng(seed).choice(problem.n_edges, 100, replace=False)
        seconds, again = [], []
        for at, e in enumerate(edges.tolist()):
            person, post = int(problem.edge_person[e]), int(problem.edge_post[e])
            one = slice(e, e + 1)
            started = time.perf_counter()
            found = pricing.losses(
                problem, solution, person=person, posts=problem.edge_post[one], gains=problem.gain[one], around=around
            )[0]
            seconds.append(time.perf_counter() - started)
            if at < 3:
                started = time.perf_counter()
                truth = pricing.force(problem, solution, person=person, post=post)
                again.append(time.perf_counter() - started)
                if (truth.loss, True) != (found.loss, found.exact):
                    raise SystemExit(f"Giá không khớp (prices differ): {truth.loss} / {found.loss}")
        worst = max(worst, statistics.median(seconds[1:]))
        made_table.add_row(
            str(seed), *(number(1000 * s, 2) for s in (statistics.median(seconds[1:]), max(seconds[1:]), min(again)))
        )
    screen.print(made_table)
    screen.print(f"  trung vị ≤ 5 ms (median) {mark(worst <= WHY_NOT)}")


def shapes_table(screen: Console) -> bool:
    """Hard shapes: what makes auctions, matchings or flows slow; ours beside the flow."""
    made_table = table(
        "Dạng khó (hard shapes)", ["Dạng (shape)", "Cặp (pairs)", "Đúng Việc ms", "SimpleMinCostFlow ms", "Cùng (same)"]
    )
    agree = True
    for name, problem in shapes.all_shapes():
        started = time.perf_counter()
        value = _assigned(problem)
        own = time.perf_counter() - started
        flow = baselines.simple_min_cost_flow(problem)
        same = flow.value is None or flow.value == value
        agree &= same
        cells = (number(1000 * own, 1), number(1000 * flow.solve, 1), "có" if same else "[red]KHÔNG")
        made_table.add_row(name, number(problem.n_edges), *cells)
    screen.print(made_table)
    return agree


def _assigned(problem: Problem) -> int:
    graph = graph_from_pairs(problem.edge_person, problem.edge_post, capacity=problem.capacity, must=problem.must_place)
    found = best_assignment(graph, narrowed(problem.gain if graph.order is None else problem.gain[graph.order]))
    if not found.exact:
        raise SystemExit("Phương án chưa được chứng minh (the plan is not proven).")
    return found.value


if __name__ == "__main__":
    main()
