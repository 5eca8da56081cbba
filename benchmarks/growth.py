"""`python -m benchmarks growth`: time, memory and proven gap by size, from a city to the country: the core, and with all side rules.

Each size runs in a process of its own. Up to a province the side rules are solved as one problem; beyond it province by province, with one
national limit on moves, in one process on as many threads as there are processors. ``--keep FILE`` adds each measured size to FILE at once
(a long run may be broken off), ``--write`` puts what is in it into docs/explanation/engine.md and docs/images.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.growth_page import write_page
from benchmarks.report import console, machine, mark, number, table

PROVINCE_UNITS = 2_084
"""Units of 24 posts: 50 016 people."""

CORE = (2_400, 9_600, 48_000, 480_000, 2_000_000)
SIDES = (100, 417, PROVINCE_UNITS, 10 * PROVINCE_UNITS, 40 * PROVINCE_UNITS)
"""Sizes in units of 24 posts; beyond a province whole provinces."""

PATIENCE = 20_000.0
"""Seconds by the clock that stop a solve; so many that a busy machine does not cut one short."""
GAPS = {"core": 1e-5, "sides": 1e-3}


@dataclass(frozen=True, slots=True)
class Measured:
    """One size: seconds of the clock and of all processors for solving alone, peak of memory with making the problem."""

    kind: str
    people: int
    pairs: int
    wall: float
    processor: float
    gibibytes: float
    gap: float
    status: str
    load: float


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where a gap is larger than promised."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks growth", description=__doc__)
    parser.add_argument("--core", type=int, nargs="*", default=list(CORE), help="sizes of the core, in people")
    parser.add_argument(
        "--sides", type=int, nargs="*", default=list(SIDES[:-1]), help="sizes with side rules, in units"
    )
    parser.add_argument("--keep", type=Path, default=None, metavar="FILE", help="a file the figures are added to")
    parser.add_argument("--write", action="store_true", help="write table and plot into docs")
    parser.add_argument("--one", nargs=2, default=None, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.one:
        print(json.dumps(asdict(one(chosen.one[0], int(chosen.one[1])))))
        return
    screen = console()
    screen.print("\n[bold]Đúng Việc – bộ giải lớn lên theo quy mô[/] [dim](the engine by size)[/]", machine())
    figures: dict[tuple[str, int], Measured] = {}
    if chosen.keep and chosen.keep.exists():
        kept = [Measured(**f) for f in json.loads(chosen.keep.read_text(encoding="utf-8"))]
        figures = {(f.kind, f.people): f for f in kept}
    for kind, sizes in (("core", chosen.core), ("sides", chosen.sides)):
        for size in sizes:
            command = [sys.executable, "-m", "benchmarks.growth", "--one", kind, str(size)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            found = Measured(**json.loads(done.stdout.splitlines()[-1]))
            figures[found.kind, found.people] = found
            if chosen.keep:
                chosen.keep.write_text(json.dumps([asdict(f) for f in figures.values()], indent=1), encoding="utf-8")
    rows = [figures[key] for key in sorted(figures)]
    heads = ["", "Người (people)", "Cặp (pairs)", "s (wall)", "CPU s", "CPU µs/cặp", "GiB", "Khoảng cách (gap)", "Tải (load)"]  # fmt: skip
    made = table("", heads, left=(0,))
    for f in rows:
        made.add_row(f.kind, number(f.people), number(f.pairs), number(f.wall, 1), number(f.processor, 1), number(1e6 * f.processor / f.pairs, 2), number(f.gibibytes, 2), f"{f.gap:.1e}", number(f.load, 1))  # fmt: skip
    screen.print(made)
    met = all(f.gap <= GAPS[f.kind] for f in rows)
    screen.print(f"  gap ≤ 1e-5 (core), ≤ 1e-3 (sides) {mark(met)}")
    if chosen.write:
        write_page([asdict(f) for f in rows])
    if not met:
        raise SystemExit(1)


def one(kind: str, size: int) -> Measured:
    """Make and solve one size in this process."""
    found = _core(size) if kind == "core" else _region(size) if size <= PROVINCE_UNITS else _country(size)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return Measured(kind=kind, gibibytes=peak, load=os.getloadavg()[0], **found)


def _core(people: int) -> dict[str, Any]:
    from benchmarks.country import one as core

    found = core(people, seed=1, abroad=0, workers=None)
    return {
        "people": people, "pairs": int(found["pairs"]), "wall": found["seconds"], "processor": found["processor"], "gap": found["gap"],
        "status": "optimal" if found["gap"] == 0 else "feasible",
    }  # fmt: skip


def _region(units: int) -> dict[str, Any]:
    from benchmarks.sides import timed
    from benchmarks.sides_instances import LOOSE, problem_of, region
    from dungviec.engine.check import verify

    timed(problem_of(region(units=20, seed=99), LOOSE), limit=60)  # loads the compiled loops
    problem = problem_of(region(units=units, seed=1), LOOSE)
    run = timed(problem, limit=PATIENCE)
    if faults := verify(problem, run.solution):
        raise RuntimeError(f"The checker found faults in the plan of {problem.n_people} people: {faults[:3]}")
    return {
        "people": problem.n_people, "pairs": problem.n_edges, "wall": run.wall, "processor": run.cpu, "gap": run.solution.relative_gap,
        "status": str(run.solution.status),
    }  # fmt: skip


def _country(units: int) -> dict[str, Any]:
    from benchmarks.sides_country import member
    from benchmarks.sides_instances import LOOSE
    from dungviec.engine.backends import LocalGroup
    from dungviec.engine.decompose import Share, solve_country

    provinces, workers = units // PROVINCE_UNITS, os.cpu_count() or 1
    people = provinces * PROVINCE_UNITS * 24
    makers = [functools.partial(member, PROVINCE_UNITS, seed) for seed in range(1, provinces + 1)]
    wall, processor = time.perf_counter(), time.process_time()  # a province solves its core while it is made
    group = LocalGroup(makers, workers=workers)
    found = solve_country(group, [Share("moves", int(LOOSE.moves * people))], seconds=PATIENCE)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    if found.broken:
        raise RuntimeError(f"{found.broken} hard rules are broken in the country of {people} people.")
    pairs = sum(facts.pairs for facts in group.call("begin", [()] * provinces))
    return {
        "people": people, "pairs": pairs, "wall": wall, "processor": processor, "gap": found.relative_gap,
        "status": "optimal" if found.bound == found.value else "feasible",
    }  # fmt: skip


if __name__ == "__main__":
    main()
