"""`python -m benchmarks training`: the year's training plan of the demo city's 2,380 people, proven, beside a careful hand.

The same people, courses and terms for all three: budget, seats, least class sizes, days of people and units, dates; without the
fairness between units, which the careful hand does not keep. The proven plan with it stands beside. CP-SAT (OR-Tools, another
code and method) has the same time; it must never be better, and where it proves its optimum that must be ours.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from typing import Any

from benchmarks.report import console, machine, mark, number, table
from benchmarks.training_by_hand import plan_by_hand

GOAL = 10.0
"""Seconds of processor time in which the plan must be proven."""
MIDDLE = 580_000_000
BUDGETS = (300_000_000, MIDDLE, 900_000_000)


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where a plan is not proven, not clean, slower than the goal, or not the best of the three."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks training", description=__doc__)
    parser.add_argument(
        "--outside", type=float, default=0.0, metavar="WORK",
        help="let CP-SAT try too, with so much work in each tier, in its own seconds (default: not)",
    )  # fmt: skip
    seconds = parser.parse_args(arguments).outside
    from dungviec.exchange.course_files import catalogue_from
    from dungviec.synth import build_city
    from dungviec.synth.courses import example_asked, example_courses
    from dungviec.training import PlanPolicy, check_plan, make_case, make_plan

    city = build_city()
    began = time.process_time()
    case = make_case(city, catalogue_from(example_courses(), "courses.yaml"), PlanPolicy(BUDGETS[0], fair=None), asked=example_asked(city))  # fmt: skip
    gathered = time.process_time() - began
    make_plan(case.with_budget(100_000_000))  # the solver is loaded once
    out = console()
    out.print(machine())
    out.print(
        f"[dim]{len(city.people)} người (people), {len(case.needs.open)} nhu cầu (needs), {len(case.options.gains)} cặp (pairs), "
        f"lập bài toán (needs and options) {number(gathered, 2)} giây máy tính (s of processor time)[/]"
    )
    shown = table(
        "Kế hoạch năm: mức nghĩa vụ, mức quy hoạch, điểm khoảng cách (levels of duties, of succession, points of gaps), giây máy tính (s of processor time)",
        [
            "",
            "nghĩa vụ (duties)",
            "quy hoạch (succession)",
            "khoảng cách (gaps)",
            "triệu đồng",
            "giây máy tính (s)",
            "",
        ],
    )
    good = True
    for budget in BUDGETS:
        shown.add_row(f"[bold]Dự toán (budget) {number(budget // 1_000_000)} triệu[/]")
        own = case.with_budget(budget)
        began = time.process_time()
        plan = make_plan(own)
        took = time.process_time() - began
        fine = plan.proven and not check_plan(plan) and took <= GOAL
        shown.add_row("  Đúng Việc", *map(number, plan.values), number(plan.cost / 1e6, 2), number(took, 2), mark(fine))
        began = time.process_time()
        fair = make_plan(own.with_policy(replace(own.policy, fair=50)))
        spent = time.process_time() - began
        even = fair.proven and not check_plan(fair)
        shown.add_row("  công bằng (fair 50 %)", *map(number, fair.values), number(fair.cost / 1e6, 2), number(spent, 2), mark(even))  # fmt: skip
        began = time.process_time()
        hand = plan_by_hand(own)
        by_hand = time.process_time() - began
        gains = [g for a in hand for _w, g in a.closed]
        values = tuple(sum(g[k] for g in gains) for k in range(3))
        shown.add_row("  xếp tay (greedy)", *map(number, values), "", number(by_hand, 2), f"[dim]{_share(values, plan.values)}[/]")  # fmt: skip
        good &= fine and even and values <= plan.values
        if budget != MIDDLE or not seconds:
            continue
        other, proven, cpu = _outside(own, seconds)
        words = "chứng minh (proven)" if proven else "chưa chứng minh (not proven)"
        shown.add_row("  CP-SAT (OR-Tools)", *(number(v) if v is not None else "–" for v in other), "", number(cpu, 2), f"[dim]{words}, ×{number(cpu / took, 1)}[/]")  # fmt: skip
        found = tuple(-1 if v is None else v for v in other)
        good &= found <= plan.values and (not proven or found == plan.values)
    out.print(shown)
    raise SystemExit(not good)


def _share(values: tuple[int, ...], best: tuple[int, ...]) -> str:
    told = (f"{100 * v / b:.0f} %" for v, b in zip(values, best, strict=True) if b)
    return " · ".join(told)


def _outside(case: Any, seconds: float) -> tuple[tuple[int | None, ...], bool, float]:
    """Tier after tier by CP-SAT on the same programme: values, whether each is proven, processor time."""
    from ortools.sat.python import cp_model

    from dungviec.training.model import build

    built = build(case.options, case.needs, case.catalogue, case.policy)
    model = cp_model.CpModel()
    columns = [model.new_int_var(0, top, "") for top in built.program.tops]
    for row in built.program.rows:
        model.add(sum(w * columns[j] for j, w in row.weights.items()) <= row.limit)
    values: list[int | None] = []
    proven, began = True, time.process_time()
    for worth in built.worth:
        if not any(worth):
            values.append(0)
            continue
        goal = sum(w * columns[j] for j, w in enumerate(worth) if w)
        model.maximize(goal)
        solver = cp_model.CpSolver()
        solver.parameters.max_deterministic_time = seconds  # its own measure of work: fair on a loaded machine
        solver.parameters.num_workers = 1
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            values += [None] * (3 - len(values))
            return tuple(values), False, time.process_time() - began
        proven &= status == cp_model.OPTIMAL
        value = round(solver.objective_value)
        values.append(value)
        model.add(goal >= value)
        model.clear_hints()
        for column in columns:
            model.add_hint(column, solver.value(column))
    return tuple(values), proven, time.process_time() - began


if __name__ == "__main__":
    main()
