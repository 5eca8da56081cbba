"""`python -m benchmarks appraisal`: a year of 50 000 officials, twelve months, twenty products each, classified with quotas.

Beside a plain-Python loop over the same formula with exact fractions (``dungviec.law.period_score``, ``mean_points``,
``year_level``). Both must agree on every two-decimal mean, every level and every quota. Leaders rest on the points of their people.

``--plain 5000`` lets the plain loop work on the first 5 000 officials only (whole agencies of 250): the arrays still classify everybody, what both
have worked out must agree to the last digit, and the ratio is of the time per official. Without it both work on everybody.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import fields
from datetime import date
from fractions import Fraction

import numpy as np

from benchmarks.report import console, machine, mark, number, table
from dungviec.appraisal.batch import LEVELS, UNIT, PeopleArrays, TaskArrays, YearFound, classify_year
from dungviec.law import LawBook, LawView
from dungviec.law.appraisal import Task, UnitParts, mean_points, period_score, two_decimals
from dungviec.law.appraisal_levels import ORDER, excellent_quota, year_level

DAY = date(2026, 12, 14)
UNIT_SIZE = 25
AGENCY = UNIT_SIZE * 10
COEFFICIENTS = (3_000, 5_000, 10_000, 12_000, 25_000)


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where the two ways differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks appraisal", description=__doc__)
    parser.add_argument("--people", type=int, default=50_000, help="officials (default 50 000)")
    parser.add_argument("--products", type=int, default=20, help="products a month (default 20)")
    parser.add_argument(
        "--plain", type=int, default=0, help="officials the plain loop works on, whole agencies of 250 (default: all)"
    )
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    screen = console()
    screen.print("\n[bold]Đúng Việc – xếp loại một năm[/] [dim](appraisal)[/]", machine())
    view = LawBook.load().on(DAY)
    tasks, people = _year(chosen.people, chosen.products, chosen.seed)
    started = time.process_time()
    found = classify_year(view, tasks, people)
    ours = time.process_time() - started
    agencies = max(min(chosen.plain or chosen.people, chosen.people) // AGENCY, 1)
    some = min(agencies * AGENCY, chosen.people) if chosen.plain else chosen.people
    few_tasks, few_people = _first(tasks, people, some)
    started = time.process_time()
    points, levels, quotas = _plainly(view, few_tasks, few_people)
    plain = time.process_time() - started
    mine = [q for q in found.quota_scopes if q[0] * AGENCY < some]
    same = points == found.hundredths[:some].tolist() and levels == found.level[:some].tolist() and quotas == mine
    lines, few_lines = len(tasks.official), len(few_tasks.official)
    made = table(
        f"{number(chosen.people)} người × 12 tháng × {chosen.products} sản phẩm = {number(lines)} dòng",
        ["Cách (way)", "Người (officials)", "Giây CPU (CPU s)", "µs CPU/người (per official)", "Tỷ lệ (ratio)"],
    )
    each, plainly_each = ours / chosen.people, plain / some
    made.add_row("Đúng Việc, mảng số (arrays)", number(chosen.people), number(ours, 2), number(each * 1e6, 0), "1×")
    made.add_row(
        "Python thuần, phân số (plain Python, fractions)", number(some), number(plain, 1), number(plainly_each * 1e6, 0),
        f"{number(plainly_each / each, 0)}×",
    )  # fmt: skip
    screen.print(made)
    screen.print(f"  {_told(found)}")
    screen.print(
        f"  {number(some)} người ({number(few_lines)} dòng), {number(len(quotas))} hạn mức: cùng điểm, mức, hạn mức đến chữ số cuối (same to the last digit) {mark(same)}"
    )
    if not same:
        raise SystemExit(1)


def _first(tasks: TaskArrays, people: PeopleArrays, some: int) -> tuple[TaskArrays, PeopleArrays]:
    """The first officials with their lines; nobody of a whole agency is managed from another."""
    mine = tasks.official < some
    return (
        TaskArrays(*(getattr(tasks, f.name)[mine] for f in fields(tasks))),
        PeopleArrays(*(getattr(people, f.name)[:some] for f in fields(people))),
    )


def _told(found: YearFound) -> str:
    counts = ", ".join(f"{LEVELS[k]} {number(int((found.level == k).sum()))}" for k in range(len(LEVELS)))
    return f"{counts}; tính lại bằng phân số (counted again): {found.exact_again}"


def _year(people: int, products: int, seed: int) -> tuple[TaskArrays, PeopleArrays]:
    """Units of 25, the first of each leads it; the first of every ten units leads the other nine leaders."""
    draw = np.random.default_rng(seed)
    official = np.repeat(np.arange(people), 12 * products)
    month = np.tile(np.repeat(np.arange(12), products), people)
    lines = len(official)
    skill = draw.normal(0.85, 0.12, people)
    done = (draw.random(lines) < np.clip(skill, 0.2, 1)[official]).astype(np.int64)
    tasks = TaskArrays(
        official, month, draw.choice(COEFFICIENTS, lines).astype(np.int64), np.ones(lines, dtype=np.int64), done,
        (draw.random(lines) < 0.06).astype(np.int64), (draw.random(lines) < 0.08).astype(np.int64) * draw.integers(1, 6, lines),
        draw.random(lines) < 0.03,
    )  # fmt: skip
    everybody = np.arange(people)
    head = everybody - everybody % UNIT_SIZE
    top = everybody - everybody % (AGENCY)
    leads = everybody == head
    manager = np.where(leads, np.where(top == everybody, -1, top), head)
    return tasks, PeopleArrays(
        (draw.integers(160, 301, (people, 12)) * (UNIT // 10)).astype(np.int64), manager, leads, draw.random((people, 12)) < 0.9,
        draw.random((people, 12)) < 0.95, np.where(draw.random(people) < 0.02, 4, 12), draw.random(people) < 0.01,
        draw.random(people) < 0.01, np.where(leads, draw.choice([3, 3, 4], people), 4), everybody // (AGENCY),
        everybody % 4, (everybody // (AGENCY)) % 7 == 0,
    )  # fmt: skip


def _plainly(
    view: LawView, tasks: TaskArrays, people: PeopleArrays
) -> tuple[list[int], list[int], list[tuple[int, int, int, int, int]]]:
    """The same by a loop over the calculators of the law room."""
    count = len(people.leads)
    cells: list[list[list[Task]]] = [[[] for _ in range(12)] for _ in range(count)]
    rows = zip(
        tasks.official.tolist(), tasks.month.tolist(), tasks.weight.tolist(), tasks.done.tolist(), tasks.redone.tolist(),
        tasks.late.tolist(), tasks.extra.tolist(), strict=True,
    )  # fmt: skip
    for i, m, weight, done, redone, late, extra in rows:
        cells[i][m].append(Task(Fraction(weight, UNIT), bool(done), redone, late, extra))
    below: dict[int, list[int]] = {}
    for i, boss in enumerate(people.manager.tolist()):
        below.setdefault(boss, []).append(i)
    height = [0 if not people.leads[i] else 2 if people.manager[i] == -1 else 1 for i in range(count)]
    totals: list[list[Fraction]] = [[] for _ in range(count)]
    for i in sorted(range(count), key=height.__getitem__):
        for m in range(12):
            unit = None
            if people.leads[i]:
                unit = UnitParts(
                    tuple(totals[k][m] for k in below[i]), bool(people.organised[i, m]), bool(people.cohesive[i, m])
                )
            score = period_score(view, Fraction(int(people.general[i, m]), UNIT), cells[i][m], unit).value
            assert score is not None
            totals[i].append(score.total)
    points, levels = [], []
    for i in range(count):
        mean = mean_points(view, totals[i]).value
        assert mean is not None
        points.append(int(two_decimals(mean).replace(".", "")))
        cap = LEVELS[int(people.unit_level[i])]
        level = year_level(
            view, "civil_servant", mean, months_worked=int(people.months_worked[i]),
            absence="maternity" if people.excused[i] else None, fail_grounds=("duty_discipline",) if people.failed[i] else (),
            unit_level=next((k for k in ORDER if k == cap), None),
        ).value  # fmt: skip
        levels.append(LEVELS.index(level or ""))
    return points, levels, _quotas_plainly(view, people, levels)


def _quotas_plainly(view: LawView, people: PeopleArrays, levels: list[int]) -> list[tuple[int, int, int, int, int]]:
    found = []
    for by_group in (False, True):
        scopes: dict[tuple[int, int], list[int]] = {}
        for i, level in enumerate(levels):
            if level > 0:
                scopes.setdefault((int(people.agency[i]), int(people.duties[i]) if by_group else -1), []).append(i)
        for (agency, duties), members in sorted(scopes.items()):
            best = sum(levels[i] == LEVELS.index("excellent") for i in members)
            good = sum(levels[i] == LEVELS.index("good") for i in members)
            answer = excellent_quota(
                view, "civil_servant", good=good, excellent=best, outstanding=bool(people.outstanding[members[0]])
            ).value
            assert answer is not None
            found.append((agency, duties, best, good, answer.most))
    return found


if __name__ == "__main__":
    main()
