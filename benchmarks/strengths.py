"""`python -m benchmarks strengths`: revealed strengths against a known truth, beside the raw rates.

People with four of ten kinds of work; general standing and strengths with standard deviations of 6 and 6 points of a
hundred products. Of what is claimed, how much is truly above nothing, and how well is the order found?
"""

from __future__ import annotations

import argparse
from itertools import product

import numpy as np
import polars as pl
from scipy.stats import spearmanr

from benchmarks.report import console, machine, mark, number, table
from dungviec.competency.revealed import Claim, revealed

PEOPLE, KINDS, EACH = 400, 10, 4
LEAST_TRUE, LEAST_INSIDE = 0.9, 0.88


def world(
    seed: int, products: int, *, special: float = 0.06, alike: float = 0.0
) -> tuple[pl.DataFrame, dict[tuple[str, str], float]]:
    """A year's counts, and the true strength of each person and kind: the share of products that it adds to the mean of the three rates.

    Near the ceiling (nobody does more than 99 of a hundred) it adds less than was drawn. ``alike``: share of the products whose three
    marks go together, because one thing decided them all.
    """
    draw = np.random.default_rng(seed)
    rows, truth = [], {}
    usual = draw.uniform(0.75, 0.9, KINDS)
    for p in range(PEOPLE):
        general = draw.normal(0, 0.06)
        for k in draw.choice(KINDS, EACH, replace=False):
            strength = draw.normal(0, special)
            chances = _chances(usual[k] + general + strength)
            assigned = int(draw.integers(products // 2, products * 2))
            luck = draw.random((assigned, 3))
            together = draw.random(assigned) < alike
            luck[together] = luck[together, :1]
            done, good, on_time = (int(n) for n in (luck < chances).sum(axis=0))
            rows.append((f"p{p}", f"k{k}", assigned, done, good, on_time))
            truth[f"p{p}", f"k{k}"] = float((chances - _chances(usual[k] + general)).mean())
    return pl.DataFrame(rows, schema=["person_id", "kind", "assigned", "done", "good", "on_time"], orient="row"), truth


def _chances(plain: float) -> np.ndarray:
    """Chances that a product is done, good at once, on time."""
    chance = float(np.clip(plain, 0.02, 0.98))
    return np.array([min(chance + 0.08, 0.99), chance, chance])


def compared(claims: list[Claim], truth: dict[tuple[str, str], float]) -> tuple[float, float, float, float, int]:
    """Rank correlation of raw rates and of claims with the truth, share of claims that are true, coverage, number of claims."""
    read = [c for c in claims if c.verdict != "not_enough"]
    real = [truth[c.person_id, c.kind] for c in read]
    raw = float(spearmanr([sum(c.rates) for c in read], real).statistic)
    ours = float(spearmanr([c.strength for c in read], real).statistic)
    claimed = [truth[c.person_id, c.kind] > 0 for c in read if c.verdict == "strength"]
    inside = float(np.mean([c.low <= t <= c.high for c, t in zip(read, real, strict=True)]))
    return raw, ours, float(np.mean(claimed)) if claimed else float("nan"), inside, len(claimed)


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where fewer than nine of ten claims are true, or an interval of 90 % holds less than 88 %."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks strengths", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=0, help="number of the first world")
    chosen = parser.parse_args(arguments)
    seeds = range(chosen.first, chosen.first + chosen.seeds)
    screen = console()
    screen.print("\n[bold]Đúng Việc – sở trường bộc lộ[/] [dim](strengths)[/]", machine())
    made = table(
        "400 người, mỗi người 4 trong 10 loại việc (400 people, 4 of 10 kinds each)",
        ["Ba mặt cùng nhau (marks alike)", "Sản phẩm mỗi loại (products)", "Tỷ lệ thô (raw)", "Sở trường (ours)", "Nêu ra (claimed)", "Đúng (true)", "Khoảng 90 % (coverage)"],
        left=(),
    )  # fmt: skip
    good = True
    for alike, products in product((0.0, 0.6), (10, 25, 60, 150)):
        worlds = (world(seed, products, alike=alike) for seed in seeds)
        rows = [compared(revealed(w), t) for w, t in worlds]
        raw, ours, right, inside, claims = np.ma.masked_invalid(np.array(rows, dtype=float)).mean(axis=0).filled(np.nan)
        good &= not right < LEAST_TRUE and ours > raw and inside > LEAST_INSIDE
        made.add_row(
            f"{number(100 * alike, 0)} %",
            str(products),
            number(raw, 2),
            number(ours, 2),
            number(claims, 0),
            f"{number(100 * right, 0)} %",
            f"{number(100 * inside, 0)} %",
        )
    nothing = sum(c.verdict == "strength" for seed in seeds for c in revealed(world(seed, 40, special=0.0)[0]))
    screen.print(made)
    screen.print(
        f"  không ai có sở trường thật (no true strengths): {nothing} nêu ra trong {chosen.seeds * PEOPLE * EACH}"
    )
    screen.print(
        f"  ít nhất 9/10 điều nêu ra là đúng, thứ tự hơn tỷ lệ thô, khoảng 90 % giữ từ 88 % (claims true, order better than raw, intervals hold) {mark(good)}"
    )
    if not good:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
