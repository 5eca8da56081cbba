"""`python -m benchmarks thermometer`: recovery of known skill behind known leniency, beside the raw mean.

Sixty heads rate fifteen people each for twelve months; a share of people change units at half-time and link the heads.
Skill, leniency and noise have standard deviations of 6, 6, 5 points; ``units`` is how much units really differ in skill.
"""

from __future__ import annotations

import argparse

import numpy as np
from scipy.stats import spearmanr

from benchmarks.report import console, machine, mark, number, table
from dungviec.appraisal.thermometer import Floats, Ints, Reading, read_ratings

HEADS, PEOPLE, MONTHS = 60, 15, 12
MARGIN = 0.1


def world(
    seed: int, *, moved: float, units: float = 0.0, ceiling: float | None = None
) -> tuple[Ints, Ints, Floats, Floats, Floats]:
    """Person, head and score of every month, and the true skill of people and leniency of heads."""
    draw = np.random.default_rng(seed)
    count = HEADS * PEOPLE
    home = np.repeat(np.arange(HEADS), PEOPLE)
    skill = draw.normal(0, 6, count) + draw.normal(0, units, HEADS)[home]
    lenient = draw.normal(0, 6, HEADS)
    later = np.where(draw.random(count) < moved, draw.integers(0, HEADS, count), home)
    person = np.repeat(np.arange(count), MONTHS)
    head = np.where(np.tile(np.arange(MONTHS), count) < MONTHS // 2, home[person], later[person])
    score = 80 + skill[person] + lenient[head] + draw.normal(0, 5, len(person))
    return person, head, score if ceiling is None else np.minimum(score, ceiling), skill, lenient


def recovered(found: Reading, skill: Floats) -> tuple[float, float, float, float]:
    """Among those who can be read: rank correlation of the raw mean and of the thermometer with the truth; share read; coverage."""
    read = found.enough
    if read.sum() < 3:
        return float("nan"), float("nan"), float(read.mean()), float("nan")
    apart = (found.person - found.person[read].mean()) - (skill - skill[read].mean())
    inside = np.abs(apart[read]) < 1.96 * found.person_error[read]
    raw, ours = (float(spearmanr(x[read], skill[read]).statistic) for x in (found.raw, found.person))
    return raw, ours, float(read.mean()), float(inside.mean())


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where the margin over the raw mean is not reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks thermometer", description=__doc__)
    parser.add_argument("--seeds", type=int, default=10, help="worlds of each kind (default 10)")
    chosen = parser.parse_args(arguments)
    screen = console()
    screen.print("\n[bold]Đúng Việc – nhiệt kế xếp loại[/] [dim](thermometer)[/]", machine())
    made = table(
        f"tương quan hạng với sự thật, trung bình {chosen.seeds} lần (rank correlation with the truth)",
        ["Chuyển đơn vị (moved)", "Đơn vị khác nhau (units differ)", "Trần điểm (ceiling)", "Điểm thô (raw)", "Nhiệt kế (ours)", "Đủ dữ liệu (enough)", "Khoảng 95 % (coverage)"],
        left=(),
    )  # fmt: skip
    good = True
    for moved, units, ceiling in (
        (0.0, 0, None),
        (0.03, 0, None),
        (0.1, 0, None),
        (0.2, 0, None),
        (0.1, 3, None),
        (0.2, 6, None),
        (0.1, 0, 90.0),
    ):
        rows = []
        for seed in range(chosen.seeds):
            person, head, score, skill, _ = world(seed, moved=moved, units=units, ceiling=ceiling)
            rows.append(recovered(read_ratings(person, head, score, people=len(skill), raters=HEADS), skill))
        raw, ours, enough, cover = np.mean(rows, axis=0)
        good &= moved == 0 or ours - raw >= MARGIN
        shown = [f"{number(100 * moved, 0)} %", number(units, 0), "–" if ceiling is None else number(ceiling, 0)]
        made.add_row(
            *shown,
            *("–" if np.isnan(x) else number(float(x), 3) for x in (raw, ours)),
            f"{number(100 * enough, 0)} %",
            "–" if np.isnan(cover) else f"{number(100 * cover, 0)} %",
        )
    screen.print(made)
    screen.print(
        f"  hơn điểm thô ít nhất {number(MARGIN, 1)} khi có người chuyển đơn vị (margin over the raw mean) {mark(bool(good))}"
    )
    if not good:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
