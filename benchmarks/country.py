"""`python -m benchmarks country`: the core at the size of the country, and how time and memory grow with the number of people.

Every size runs in a process of its own, so that its peak of memory is its own. Time counts from the arrays of pairs to the plan with its
prices and the proof that they are equal. ``--abroad 10``: of a thousand people ten are considered in another province too, so that the
country no longer falls apart into provinces.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time

from benchmarks.nation import nation
from benchmarks.report import console, machine, mark, number, table
from dungviec.engine.core import best_assignment
from dungviec.engine.graph import graph_from_rows

COUNTRY = 2_000_000
SIZES = (48_000, 192_000, 720_000, COUNTRY)
SECONDS, GIBIBYTES, GAP = 90.0, 4.0, 1e-5


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where the country is not proven within the gap."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks country", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="people (default: up to 2 000 000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--abroad", type=int, default=0, help="of 1 000 people, who may go to another province too")
    parser.add_argument("--workers", type=int, default=None, help="processors (default: all)")
    parser.add_argument("--one", type=int, default=None, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.one:
        print(json.dumps(one(chosen.one, seed=chosen.seed, abroad=chosen.abroad, workers=chosen.workers)))
        return
    screen = console()
    screen.print("\n[bold]Đúng Việc – lõi cỡ cả nước[/] [dim](the core at the size of the country)[/]", machine())
    heads = [
        "Người (people)",
        "Cặp (pairs)",
        "Sinh dữ liệu s",
        "Giải s (solve)",
        "CPU s",
        "CPU µs/cặp (per pair)",
        "GiB",
        "Khoảng cách (gap)",
        "",
    ]
    made = table("", heads, left=(0, 8))
    found = []
    for people in chosen.sizes:
        command = [sys.executable, "-m", "benchmarks.country", "--one", str(people), "--seed", str(chosen.seed)]
        command += ["--abroad", str(chosen.abroad)] + (["--workers", str(chosen.workers)] if chosen.workers else [])
        found.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    longest = max(run["processor"] for run in found)
    for run in found:
        made.add_row(
            number(run["people"]), number(run["pairs"]), number(run["made"], 1), number(run["seconds"], 2), number(run["processor"], 2),
            number(1e6 * run["processor"] / run["pairs"], 3), number(run["gibibytes"], 2), f"{run['gap']:.1e}",
            "█" * max(1, round(10 * run["processor"] / longest)),
        )  # fmt: skip
    screen.print(made)
    largest = found[-1]
    met = largest["seconds"] <= SECONDS and largest["gibibytes"] < GIBIBYTES and largest["gap"] <= GAP
    screen.print(f"  {number(largest['people'])} người: ≤ 90 s, < 4 GiB, gap ≤ 1e-5 {mark(met)}", machine())
    if largest["gap"] > GAP:
        raise SystemExit(1)


def one(people: int, *, seed: int, abroad: int, workers: int | None) -> dict[str, float]:
    """Make and solve one size; seconds (of the clock, and of all processors), peak of memory (making it included), the proven gap."""
    best_assignment(nation(100, seed=0).graph, nation(100, seed=0).worth)  # the first call loads libraries
    started = time.perf_counter()
    case = nation(people, seed=seed, abroad=abroad)
    made, before = time.perf_counter(), time.process_time()
    graph = graph_from_rows(case.graph.starts, case.graph.post, capacity=case.graph.capacity, must=case.graph.must)
    found = best_assignment(graph, case.worth, workers=workers)
    ended, after = time.perf_counter(), time.process_time()
    return {
        "people": people,
        "pairs": graph.pairs,
        "made": made - started,
        "seconds": ended - made,
        "processor": after - before,
        "gibibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "gap": (found.bound - found.value) / found.bound,
    }


if __name__ == "__main__":
    main()
