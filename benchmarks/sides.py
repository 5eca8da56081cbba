"""`python -m benchmarks.sides`: cities and provinces with all side rules, over fresh seeds, loose and tight, beside one HiGHS model.

Every plan goes through the independent checker. Wall time depends on what else the machine does; processor time and the ratios in one run
do not. The HiGHS model is timed on a few seeds, with a limit.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from dataclasses import dataclass

from benchmarks import baselines
from benchmarks.sides_instances import LOOSE, TIGHT, UNITS_OF_CITY, Rules, problem_of, region
from dungviec.engine.check import verify
from dungviec.engine.problem import Problem, Solution
from dungviec.engine.solve import solve

PROVINCE = 2084


@dataclass(frozen=True, slots=True)
class Run:
    """One solve: wall and processor seconds."""

    wall: float
    cpu: float
    solution: Solution


def main() -> None:
    """Print a line per seed and a summary per rule set."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sides", description=__doc__)
    parser.add_argument("--seeds", type=int, default=16, help="how many fresh seeds, from 200 on (default 16)")
    parser.add_argument("--first", type=int, default=200, help="the first seed")
    parser.add_argument("--provinces", type=int, default=0, help="how many provinces of 50 016 people (loose rules)")
    parser.add_argument(
        "--monolith", type=int, default=2, help="seeds on which one HiGHS model is timed too (default 2)"
    )
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for the HiGHS model (default 120)")
    chosen = parser.parse_args()
    timed(problem_of(region(seed=99), LOOSE), limit=60)  # loads the compiled loops
    for name, rules in (("loose", LOOSE), ("tight", TIGHT)) if chosen.seeds else ():
        table(name, rules, seeds=range(chosen.first, chosen.first + chosen.seeds), chosen=chosen)
    for seed in range(chosen.first, chosen.first + chosen.provinces):
        problem = problem_of(region(units=PROVINCE, seed=seed), LOOSE)
        report(f"province {seed}", problem, timed(problem, limit=60))


def table(name: str, rules: Rules, *, seeds: range, chosen: argparse.Namespace) -> None:
    """All seeds of one rule set in a city, and the ratio to one HiGHS model on the first few."""
    runs: list[Run] = []
    ratios: list[float] = []
    for seed in seeds:
        problem = problem_of(region(units=UNITS_OF_CITY, seed=seed), rules)
        run = timed(problem, limit=60)
        runs.append(run)
        report(f"{name} {seed}", problem, run)
        if seed - seeds.start < chosen.monolith:
            cpu = time.process_time()
            whole = baselines.milp(problem, time_limit=chosen.limit)
            cpu = time.process_time() - cpu
            capped = whole.value != run.solution.value or whole.solve >= chosen.limit
            ratios.append(cpu / run.cpu)
            print(
                f"    one HiGHS model: value {whole.value}, {whole.solve:.1f} s wall, {cpu:.1f} s cpu, ratio "
                f"{'at least ' if capped else ''}{ratios[-1]:.0f} x in cpu",
                flush=True,
            )
    if ratios:
        print(
            f"{name}: one HiGHS model takes at least {min(ratios):.0f} to {max(ratios):.0f} x the processor time",
            flush=True,
        )
    walls, cpus = [run.wall for run in runs], [run.cpu for run in runs]
    print(
        f"{name}: wall median {statistics.median(walls):.2f} s, worst {max(walls):.2f} s; cpu median {statistics.median(cpus):.2f} s, "
        f"worst {max(cpus):.2f} s; optimal {sum(r.solution.status == 'optimal' for r in runs)}, infeasible with a smallest conflict "
        f"{sum(bool(r.solution.conflict_rows) for r in runs)} of {len(runs)}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def timed(problem: Problem, *, limit: float) -> Run:
    """Solve, on both clocks."""
    wall, cpu = time.perf_counter(), time.process_time()
    solution = solve(problem, time_limit=limit)
    return Run(time.perf_counter() - wall, time.process_time() - cpu, solution)


def report(name: str, problem: Problem, run: Run) -> None:
    """One line, after the checker has gone over the plan."""
    found = run.solution
    faults = verify(problem, found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    conflict = ", ".join(problem.rows[r].name for r in found.conflict_rows)
    print(
        f"{name:12} {run.wall:6.2f} s wall {run.cpu:6.2f} s cpu  {found.status}  gap {found.relative_gap:.1e}  faults {len(faults)}  "
        f"peak {peak:.0f} MB  {conflict}",
        flush=True,
    )


if __name__ == "__main__":
    main()
