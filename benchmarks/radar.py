"""`python -m benchmarks radar`: how often the anti-formalism radar cries wolf, and how often it sees what is there.

Innocent units differ in everything they may: size, pace, how hard their work is, how much comes at the month's end, how
coarse their scores are. Then one pattern is planted in one unit of twenty.
"""

from __future__ import annotations

import argparse
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.report import console, machine, mark, number, table
from dungviec.appraisal.radar import signs

KINDS = ("split_tasks", "month_end_burst", "cloned_scores", "all_at_the_top")
UNITS, MONTHS = 20, 12
MOST_FALSE = 0.02
MEASURED = Path(__file__).resolve().parents[1] / "src/dungviec/appraisal/radar_measured.json"


def city(seed: int, guilty: str | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A year of 20 units as tables of tasks and sheets; ``guilty`` plants one pattern in the first unit."""
    draw = np.random.default_rng(seed)
    tasks: list[tuple[str, str, int, str, float, date]] = []
    sheets: list[tuple[str, str, int, float]] = []
    for u in range(UNITS):
        unit, bad = f"u{u}", guilty if u == 0 else None
        size, pace = int(draw.integers(4, 16)), float(draw.uniform(6, 20))
        late, level, spread = float(draw.beta(2, 10)), float(draw.uniform(75, 96)), float(draw.uniform(2, 7))
        steps = float(draw.choice([0.01, 0.5, 1]))
        for month in range(1, MONTHS + 1):
            first = date(2026, month, 1)
            length = ((first + timedelta(days=32)).replace(day=1) - first).days
            same = round(float(draw.uniform(85, 95)), 1)
            for p in range(size):
                who = f"{unit}-{p}"
                points = min(round(float(draw.normal(level, spread)) / steps) * steps, 100.0)
                if bad == "cloned_scores" and draw.random() < 0.9:
                    points = same
                if bad == "all_at_the_top" and draw.random() < 0.97:
                    points = 100.0
                sheets.append((unit, who, month, points))
                for _ in range(int(draw.poisson(pace))):
                    end = draw.random() < (0.6 if bad == "month_end_burst" else late)
                    day = int(draw.integers(length - 2, length + 1)) if end else int(draw.integers(1, length - 2))
                    product = f"p{int(draw.integers(0, 12))}"
                    pieces = int(draw.integers(5, 9)) if bad == "split_tasks" and draw.random() < 0.15 else 1
                    tasks += [(unit, who, month, product, 1.0, date(2026, month, day))] * pieces
    names = ["unit", "official", "month", "product", "coefficient", "finished"]
    return pl.DataFrame(tasks, schema=names, orient="row"), pl.DataFrame(
        sheets, schema=["unit", "official", "month", "points"], orient="row"
    )


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where innocent units are named too often."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks radar", description=__doc__)
    parser.add_argument(
        "--cities", type=int, default=40, help="innocent cities, and as many with each pattern (default 40)"
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="keep the figures for the pages (src/dungviec/appraisal/radar_measured.json)",
    )
    chosen = parser.parse_args(arguments)
    screen = console()
    screen.print("\n[bold]Đúng Việc – dấu hiệu hình thức[/] [dim](radar)[/]", machine())
    false = dict.fromkeys(KINDS, 0)
    for seed in range(chosen.cities):
        for sign in signs(*city(seed)):
            false[sign.kind] += 1
    made = table(
        f"{chosen.cities} thành phố × {UNITS} đơn vị vô can; mỗi dấu hiệu gài vào một đơn vị (planted in one unit)",
        ["Dấu hiệu (sign)", "Báo nhầm (false alarms)", "Tỷ lệ (rate)", "Phát hiện (seen)"],
    )
    whole, worst = chosen.cities * UNITS, 0.0
    measured: dict[str, dict[str, int]] = {}
    for kind in KINDS:
        seen = sum(
            any(s.kind == kind and s.unit == "u0" for s in signs(*city(seed, kind))) for seed in range(chosen.cities)
        )
        worst = max(worst, false[kind] / whole)
        measured[kind] = {"innocent": whole, "false": false[kind], "planted": chosen.cities, "seen": seen}
        made.add_row(
            kind,
            f"{false[kind]}/{whole}",
            f"{number(100 * false[kind] / whole, 2)} %",
            f"{number(100 * seen / chosen.cities, 0)} %",
        )
    screen.print(made)
    screen.print(
        f"  báo nhầm không quá {MOST_FALSE:.0%} đơn vị mỗi năm (false alarms per unit and year) {mark(worst <= MOST_FALSE)}"
    )
    if worst > MOST_FALSE:
        raise SystemExit(1)
    if chosen.write:
        MEASURED.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
