"""`python -m benchmarks voice`: desks with a known truth, compared fairly and by raw shares; planted brigades, and false alarms.

Desks differ in truth (sd 0.5 on the logit scale), in how many they serve (from eight to hundreds) and in what they handle. Baselines: the
raw share; the share shrunk by a beta-binomial fitted by moments, which knows no kinds of case. Signs are looked for in quarters whose days
differ more than chance (gamma-Poisson, full Mondays); a plain baseline flags days above the mean plus three standard deviations.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from datetime import date, timedelta

import numpy as np
from scipy.stats import spearmanr

from benchmarks.report import console, machine, mark, number, table
from dungviec.voice import Answer, Tally, compare, find_signs

DAYS = [d for n in range(92) if (d := date(2020, 9, 1) + timedelta(n)).weekday() < 5]
WORLDS = ((24, 6, 4.0), (24, 1, 4.0), (8, 4, 4.0), (60, 8, 3.0), (120, 8, 5.0))
"""Desks, kinds of case, mean of the logarithm of how many answers a desk has."""


def beta_binomial(cases: np.ndarray, satisfied: np.ndarray) -> np.ndarray:
    """The baseline: posterior means under a beta fitted by moments."""
    share = satisfied.sum() / cases.sum()
    raw = satisfied / cases
    between = np.sum(cases * (raw - share) ** 2) / cases.sum() - share * (1 - share) * len(cases) / cases.sum()
    weight = max(share * (1 - share) / max(between, 1e-6) - 1, 1e-3)
    return np.asarray((satisfied + weight * share) / (cases + weight))


def recovery(desks: int, kinds: int, size: float, seed: int) -> list[float]:
    """Rank correlations and root mean square errors of raw, beta-binomial and ours; coverage of ours."""
    rng = np.random.default_rng(seed)
    desk, kind = rng.normal(0, 0.5, desks), rng.normal(0, 0.7, kinds)
    sizes = np.maximum(8, rng.lognormal(size, 1, desks)).astype(int)
    cells = np.array([rng.multinomial(n, rng.dirichlet(np.full(kinds, 0.6))) for n in sizes])
    chance = 1 / (1 + np.exp(-(1.8 + desk[:, None] + kind)))
    good = rng.binomial(cells, chance)
    truth = chance @ (cells.sum(axis=0) / cells.sum())
    tallies = [Tally(f"{j:03}", str(k), int(cells[j, k]), int(good[j, k])) for j in range(desks) for k in range(kinds)]
    rows = {r.group: r for r in compare(tallies, level=0.9).rows}
    ours = np.array([rows[f"{j:03}"].fair for j in range(desks)])
    guesses = (good.sum(axis=1) / sizes, beta_binomial(sizes, good.sum(axis=1)), ours)
    inside = [rows[f"{j:03}"].low <= t <= rows[f"{j:03}"].high for j, t in enumerate(truth)]
    orders = [float(spearmanr(g, truth).statistic) for g in guesses]
    return [*orders, *(float(np.sqrt(np.mean((g - truth) ** 2))) for g in guesses), float(np.mean(inside))]


def quarter(seed: int, desks: int = 8) -> list[Answer]:
    """Three ordinary months."""
    rng = np.random.default_rng(seed)
    found: list[Answer] = []
    for desk in range(desks):
        usual, content, backed = 4 * rng.lognormal(0, 0.6), rng.beta(18, 3), rng.beta(6, 4)
        for day in DAYS:
            for _ in range(rng.poisson(usual * (1.5 if day.weekday() == 0 else 1) * rng.gamma(3, 1 / 3))):
                level = 5 if rng.random() < content else 2
                found.append(Answer(str(len(found)), f"Q{desk}", day, level, bool(rng.random() < backed)))
    return found


def three_sigma(answers: list[Answer]) -> set[tuple[str, date]]:
    """The baseline: days above the desk's mean plus three standard deviations."""
    counts: dict[str, Counter[date]] = defaultdict(Counter)
    for a in answers:
        counts[a.group][a.day] += 1
    found = set()
    for group, mine in counts.items():
        daily = np.array([mine[d] for d in DAYS])
        found |= {(group, d) for d in DAYS if mine[d] > daily.mean() + 3 * daily.std()}
    return found


def main(arguments: list[str] | None = None) -> None:
    """Print the tables; exit code 1 where ours is not nearer to the truth than the raw share, or alarms are false too often."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks voice", description=__doc__)
    parser.add_argument("--seeds", type=int, default=40, help="worlds of each kind (default 40)")
    seeds = range(parser.parse_args(arguments).seeds)
    screen = console()
    screen.print("\n[bold]Đúng Việc – tiếng nói của dân[/] [dim](voice)[/]", machine())
    made = table(
        f"tương quan hạng với sự thật và sai số, trung bình {len(seeds)} lần (rank correlation, root mean square error in points)",
        ["Quầy (desks)", "Loại (kinds)", "Thô (raw)", "Beta-nhị thức", "Công bằng (ours)", "Sai số thô", "Beta-nhị thức", "Ours", "Khoảng 90 % (coverage)", "ms CPU"],
        left=(),
    )  # fmt: skip
    good = True
    for desks, kinds, size in WORLDS:
        start = time.process_time()
        raw, beta, ours, e_raw, e_beta, e_ours, inside = np.mean(
            [recovery(desks, kinds, size, s) for s in seeds], axis=0
        )
        spent = 1000 * (time.process_time() - start) / len(seeds)
        good &= ours >= raw and e_ours < e_raw and inside > 0.8
        made.add_row(
            *(str(desks), str(kinds), *(number(x, 3) for x in (raw, beta, ours))),
            *(*(number(100 * x, 1) for x in (e_raw, e_beta, e_ours)), f"{number(100 * inside, 1)} %", number(spent)),
        )
    screen.print(made)
    ordinary = [quarter(s) for s in seeds]
    false = sum(bool(find_signs(a)) for a in ordinary) / len(seeds)
    plain = sum(bool(three_sigma(a)) for a in ordinary) / len(seeds)
    made = table("quý bình thường có báo động; đợt cài 10, 15, 20, 30 lượt được thấy (quarters with a false alarm; planted bursts found)", ["", "Báo động sai (false)", "10", "15", "20", "30"])  # fmt: skip
    rows: dict[str, list[float]] = {"Ours": [false], "Trung bình + 3 độ lệch (mean + 3 sd)": [plain]}
    for size_ in (10, 15, 20, 30):
        hits = [0, 0]
        for answers in ordinary:
            planted = [*answers, *(Answer(f"x{n}", "Q3", DAYS[40], 1, False) for n in range(size_))]
            hits[0] += any((s.group, s.first) == ("Q3", DAYS[40]) and s.kind.startswith("burst") for s in find_signs(planted))  # fmt: skip
            hits[1] += ("Q3", DAYS[40]) in three_sigma(planted)
        for row, hit in zip(rows.values(), hits, strict=True):
            row.append(hit / len(seeds))
    for name, values in rows.items():
        made.add_row(name, *(f"{number(100 * v)} %" for v in values))
    screen.print(made)
    good &= false <= 0.1 and rows["Ours"][-1] >= 0.9
    screen.print(mark(good))
    if not good:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
