"""`python -m benchmarks.sides_country`: a country with side rules, province by province, with one national limit on moves.

The same functions run in one process, on threads, on several processes and on Ray actors (`--on`), and must give the same answer; `--kill`
ends one member in the middle, which is made again. Ray is not among the development packages: `pip install 'ray>=2.50'` first.
"""

from __future__ import annotations

import argparse
import functools
import os
import resource
import time

import numpy as np

from benchmarks.sides_instances import LOOSE, problem_of, region, rows_of
from dungviec.engine.backends import Group, LocalGroup, ProcessGroup, RayGroup
from dungviec.engine.decompose import Share, solve_country
from dungviec.engine.problem import Problem, SideRow
from dungviec.engine.province import Province


def part(units: int, seed: int) -> tuple[Problem, tuple[SideRow, ...]]:
    """One province: its problem with its own rows, and its part of the national limit on moves."""
    from dataclasses import replace

    land = region(units=units, seed=seed)
    bare = problem_of(land, None)
    shared = SideRow("moves", np.flatnonzero(bare.is_move), 0)
    capacity = np.ones(bare.n_posts, dtype=np.int64)
    return replace(bare, capacity=capacity, rows=tuple(rows_of(land, LOOSE, moves=False))), (shared,)


def member(units: int, seed: int) -> Province:
    """A province where it lives."""
    return Province(functools.partial(part, units, seed))


def main() -> None:
    """Print one line per run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sides_country", description=__doc__)
    parser.add_argument("--provinces", type=int, default=4)
    parser.add_argument("--units", type=int, default=200, help="units of 24 posts in each province")
    parser.add_argument("--on", nargs="+", default=["serial"], choices=["serial", "threads", "processes", "ray"])
    parser.add_argument("--kill", action="store_true", help="end one member in the middle (processes, ray)")
    parser.add_argument("--verify", action="store_true", help="let the independent checker go over every province")
    chosen = parser.parse_args()
    makers = [functools.partial(member, chosen.units, seed) for seed in range(1, chosen.provinces + 1)]
    people = chosen.provinces * chosen.units * 24
    answers = set()
    for kind in chosen.on:
        started, cpu = time.perf_counter(), time.process_time()
        group = _group(kind, makers)
        made = time.perf_counter() - started
        if chosen.kill and isinstance(group, ProcessGroup | RayGroup):
            group = _Killing(group)
        found = solve_country(group, [Share("moves", int(LOOSE.moves * people))], seconds=3000)
        answers.add((found.value, found.bound, found.prices))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        used = sum(part.used[0] for part in found.parts)
        print(
            f"{kind:9} {people:9,} people  built {made:.1f} s  solved {found.seconds['total']:.1f} s  cpu {time.process_time() - cpu:.1f} s  "
            f"value {found.value:,}  bound {found.bound:,}  gap {found.relative_gap:.2e}  broken {found.broken}  moves {used}  "
            f"peak {peak:.0f} MB  load {os.getloadavg()[0]:.1f}  restarts {getattr(group, 'restarts', 0)}",
            flush=True,
        )
        print("   ", {stage: round(s, 1) for stage, s in found.seconds.items()}, found.notes[-1], flush=True)
        if chosen.verify:
            faults = group.call("verified", [(list(own),) for own in found.allowances])
            print("    checker:", sum(map(len, faults)), "faults", [each[0] for each in faults if each][:2])
        if hasattr(group, "close"):
            group.close()
    print("same answer everywhere" if len(answers) == 1 else f"ANSWERS DIFFER: {answers}")


def _group(kind: str, makers: list[functools.partial[Province]]) -> Group:
    if kind == "processes":
        return ProcessGroup(makers)
    if kind == "ray":
        import ray

        ray.init(num_cpus=len(makers), include_dashboard=False, logging_level="ERROR", ignore_reinit_error=True)
        return RayGroup(makers)
    return LocalGroup(makers, workers=2 if kind == "threads" else 1)


class _Killing:
    """Ends the second member after its fifth call."""

    def __init__(self, group: ProcessGroup | RayGroup) -> None:
        self.group, self.calls = group, 0

    def __len__(self) -> int:
        return len(self.group)

    @property
    def restarts(self) -> int:
        return self.group.restarts

    def call(self, name: str, arguments: list[tuple[object, ...] | None]) -> list[object]:
        self.calls += 1
        if self.calls == 5:
            hand = self.group.hands[1]
            if isinstance(self.group, RayGroup):
                import ray

                ray.kill(hand)
            else:
                hand[0].kill()
        return self.group.call(name, arguments)

    def close(self) -> None:
        if hasattr(self.group, "close"):
            self.group.close()


if __name__ == "__main__":
    main()
