"""`python -m benchmarks scoring`: how fast the fit of pairs to profiles is computed, per processor, beside numpy and the table of a city.

All three must give the same whole numbers. Twenty competencies with levels 0-5, 300 profiles, each of 50 000 people with 300 posts.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import console, machine, mark, number, table
from dungviec.competency.coverage import Coverage
from dungviec.competency.weights import FULL

TARGET = 50e6
PEOPLE, PROFILES, COMPETENCIES, A_PERSON = 50_000, 300, 20, 300


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where numbers differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks scoring", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="runs of each way; the best counts (default 3)")
    chosen = parser.parse_args(arguments)
    screen = console()
    screen.print("\n[bold]Đúng Việc – chấm độ phù hợp[/] [dim](scoring)[/]", machine())
    coverage, person, profile = _case(seed=1)
    columns = coverage.columns
    if columns is None:
        raise SystemExit("Không lập được bảng cột (no columns).")
    few = slice(0, len(person) // 20)
    ways: dict[str, tuple[int, Callable[[], NDArray[np.int64]]]] = {
        "Đúng Việc, vòng lặp biên dịch (compiled loop)": (len(person), lambda: columns.of(person, profile)),
        "numpy, từng khối (chunks)": (len(person[few]), lambda: _by_numpy(coverage, person[few], profile[few])),
        "bảng người × hồ sơ (table of a city, then gathered)": (len(person), lambda: coverage.table[person, profile]),
    }
    made = table("15 triệu cặp, một lõi (one processor)", ["Cách (way)", "Triệu cặp/giây (M pairs/s)", "Tỷ lệ (ratio)"])
    speeds, sums = [], []
    for pairs, run in ways.values():
        found = run()  # the first call compiles or fills
        sums.append(int(found[few].sum()))
        best = float("inf")
        for _ in range(chosen.repeats):
            started = time.thread_time()
            run()
            best = min(best, time.thread_time() - started)
        speeds.append(pairs / best)
    for name, speed in zip(ways, speeds, strict=True):
        made.add_row(name, number(speed / 1e6, 1), f"{number(speeds[0] / speed, 1)}×")
    screen.print(made)
    screen.print(
        f"  ≥ 50 triệu cặp/giây trên một lõi {mark(speeds[0] >= TARGET)}; cùng số (same numbers) {mark(len(set(sums)) == 1)}"
    )
    if len(set(sums)) != 1:
        raise SystemExit(1)


def _case(*, seed: int) -> tuple[Coverage, NDArray[np.int32], NDArray[np.int32]]:
    rng = np.random.default_rng(seed)
    every = np.arange(COMPETENCIES)
    profiles = tuple(
        (every, rng.integers(1, 6, COMPETENCIES), rng.integers(1, 8, COMPETENCIES)) for _ in range(PROFILES)
    )
    person = np.repeat(np.arange(PEOPLE, dtype=np.int32), A_PERSON)
    profile = rng.integers(0, PROFILES, len(person)).astype(np.int32)
    return Coverage(rng.integers(0, 6, (PEOPLE, COMPETENCIES)), profiles), person, profile


def _by_numpy(coverage: Coverage, person: NDArray[np.int32], profile: NDArray[np.int32]) -> NDArray[np.int64]:
    want = np.array([wanted for _, wanted, _ in coverage.profiles])
    weight = np.array([weights for _, _, weights in coverage.profiles])
    total = weight.sum(axis=1)
    found = np.empty(len(person), dtype=np.int64)
    for low in range(0, len(person), 100_000):
        at, to = person[low : low + 100_000], profile[low : low + 100_000]
        reached = FULL * np.minimum(coverage.levels[at], want[to]) // want[to]
        found[low : low + 100_000] = (reached * weight[to]).sum(axis=1) // total[to]
    return found


if __name__ == "__main__":
    main()
