"""`python -m benchmarks.city`: the engine beside its baselines on one city, as ratios, in one run.

Every solver gets the same problem in the same process, one after the other in turns, and must find the same optimum. For the baselines
only the solving counts (their model is built for free); ours counts everything from arrays to plan, prices and certificate.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from rich.console import Console

from benchmarks import baselines, instances, report, whole_run
from benchmarks.baselines import Outcome
from dungviec.engine.check import verify
from dungviec.engine.problem import Problem, Solution, Status
from dungviec.engine.solve import solve

OURS = "Đúng Việc"
GENERATED_SEED = 2020


@dataclass(slots=True)
class Timing:
    """What one solver did over the repeats."""

    name: str
    note: str
    seconds: list[float] = field(default_factory=list)
    build: list[float] = field(default_factory=list)
    outcome: Outcome | None = None

    @property
    def median(self) -> float:
        """Median seconds."""
        return statistics.median(self.seconds)


def main(arguments: list[str] | None = None) -> None:
    """Print the tables; exit code 1 when somebody's optimum differs from ours or a plan fails the check."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.city", description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="runs of each solver; the median is shown (default 5)")
    parser.add_argument(
        "--limit", type=float, default=60.0, help="time limit in seconds of CP-SAT and HiGHS (default 60)"
    )
    parser.add_argument("--no-whole-run", action="store_true", help="leave out the run from workbook to plan")
    chosen = parser.parse_args(arguments)
    console = report.console()
    console.print("\n[bold]Đúng Việc – đo tốc độ lời giải[/] [dim](speed of the engine)[/]", report.machine())
    agree = True
    for title, problem in cities(console):
        console.rule(f"[bold]{title}", align="left", style="dim")
        console.print(_shape(problem))
        agree &= core_table(console, replace(problem, rows=()), repeats=chosen.repeats, limit=chosen.limit)
        agree &= rows_table(console, problem, repeats=min(3, chosen.repeats), limit=chosen.limit)
    if not chosen.no_whole_run:
        whole_table(console, repeats=min(3, chosen.repeats))
    console.print(report.machine())
    if not agree:
        raise SystemExit(1)


def cities(console: Console) -> Iterable[tuple[str, Problem]]:
    """The demo city under the standard policy, where it can be built, and a generated one of the same size."""
    try:
        from dungviec.placement import Policy, build_problem
        from dungviec.synth import build_city

        yield "Thành phố mẫu Cẩm Phả 2020 [dim](demo city)[/]", build_problem(build_city(), Policy())
    except ImportError as missing:
        console.print(f"[yellow]Chưa dựng được thành phố mẫu (demo city not available): {missing}[/]")
    yield (
        f"Thành phố sinh ngẫu nhiên, hạt giống {GENERATED_SEED} [dim](generated city)[/]",
        instances.city(seed=GENERATED_SEED, openness=1.3),
    )


def core_table(console: Console, problem: Problem, *, repeats: int, limit: float) -> bool:
    """The pure assignment core against four baselines."""
    slow = {"CP-SAT": lambda p: baselines.cp_sat(p, time_limit=limit)}
    runners = baselines.RUNNERS | slow
    notes = {
        "linear_sum_assignment": "scipy, ma trận đặc (dense matrix)",
        "min_weight_full_bipartite_matching": "scipy, ma trận thưa (sparse)",
        "SimpleMinCostFlow": "OR-Tools, không có chứng minh (no proof)",
        "CP-SAT": "OR-Tools, một mô hình (monolithic), 2 luồng",
    }
    return _compare(console, "Lõi ghép người – vị trí [dim](assignment core)[/]", problem, runners, notes, repeats)


def rows_table(console: Console, problem: Problem, *, repeats: int, limit: float) -> bool:
    """With a limit of half the moves the core would make (and the city's own side rows), against one big model."""
    free = solve(replace(problem, rows=()))
    moves = int(problem.is_move[free.chosen[free.chosen >= 0]].sum())
    allowed = moves // 2
    own = tuple(row for row in problem.rows if row.name != "moves")
    limited = replace(problem, rows=(*own, *instances.with_rows(problem, limit=allowed).rows))
    runners = {
        "HiGHS": lambda p: baselines.milp(p, time_limit=limit),
        "CP-SAT": lambda p: baselines.cp_sat(p, time_limit=limit),
    }
    notes = {
        "HiGHS": "scipy.optimize.milp, một mô hình (monolithic)",
        "CP-SAT": "OR-Tools, một mô hình (monolithic), 2 luồng",
    }
    title = (
        f"Có giới hạn {report.number(allowed)} lượt chuyển thay vì {report.number(moves)}, {len(limited.rows)} ràng buộc "
        "[dim](with a limit on moves)[/]"
    )
    return _compare(console, title, limited, runners, notes, repeats)


def whole_table(console: Console, *, repeats: int) -> None:
    """From workbook to plan through the command line."""
    console.rule(
        "[bold]Từ bảng tính đến phương án[/] [dim](workbook to plan, `dungviec place`)[/]", align="left", style="dim"
    )
    run = whole_run.place_demo_city(repeats=repeats)
    if isinstance(run, str):
        console.print(f"[yellow]Chưa đo được (not measured): {run}[/]")
        return
    wall = statistics.median(run.wall)
    table = report.table("", ["Giai đoạn (stage)", "Giây (s)", "Phần (share)"])
    for stage, seconds in run.stages.items():
        table.add_row(stage, report.number(seconds, 3), f"{report.number(100 * seconds / wall, 1)} %")
    table.add_row("[bold]toàn bộ (whole run, wall)", f"[bold]{report.number(wall, 2)}", "100 %")
    console.print(table)
    share = 100 * run.stages.get("solve", 0.0) / wall
    console.print(
        f"Giá trị {report.number(run.value)}, cận trên {report.number(run.bound)}. Mục tiêu (target): toàn bộ ≤ 10 giây "
        f"{report.mark(wall <= 10)}, lời giải ≤ 5 % {report.mark(share <= 5)}"
    )


def _compare(
    console: Console,
    title: str,
    problem: Problem,
    runners: dict[str, Callable[[Problem], Outcome]],
    notes: dict[str, str],
    repeats: int,
) -> bool:
    """Run ours and the others in turns and print the table; whether all that finished agree and our plan passes the check."""
    ours = Timing(OURS, "đấu giá + giá ghế + chứng thư (auction, prices, certificate)")
    others = [Timing(name, notes[name]) for name in runners]
    solution: Solution | None = None
    solve(problem)  # the first call in a process loads libraries
    for turn in range(repeats):
        with console.status(f"{title} {turn + 1}/{repeats}"):
            solution = solve(problem)
            ours.seconds.append(solution.seconds["total"])
            for timing in others:
                if turn and timing.seconds[0] > 5:
                    continue  # a slow one runs once
                timing.outcome = runners[timing.name](problem)
                timing.seconds.append(timing.outcome.solve)
                timing.build.append(timing.outcome.build)
    if solution is None:
        raise SystemExit("--repeats phải từ 1 trở lên (must be at least 1).")
    table = report.table(
        title,
        [
            "Cách giải (solver)",
            "Dựng (build) s",
            "Giải (solve) s",
            "Tỷ lệ (ratio)",
            "Lần (runs)",
            "Cùng tối ưu? (same optimum)",
        ],
        left=(0, 5),
    )
    table.add_row(
        f"[bold green]{OURS}[/]\n[dim]{ours.note}[/]",
        "[dim]gồm trong giải[/]",
        f"[bold]{report.number(ours.median, 3)}",
        "1",
        str(len(ours.seconds)),
        f"{report.number(solution.value)}\n{_proof(solution)}",
    )
    agree = True
    for timing in others:
        outcome = timing.outcome
        if outcome is None:
            continue
        same = outcome.value == solution.value
        unfinished = outcome.value is None or (outcome.bound is not None and outcome.bound > outcome.value)
        agree &= same or unfinished
        verdict = "[green]có (yes)[/]" if same else "[red]KHÔNG (NO)[/]"
        if unfinished:
            found = "không có (none)" if outcome.value is None else report.number(outcome.value)
            verdict = f"[yellow]hết giờ (time out)[/]\nphương án: {found}"
        table.add_row(
            f"{timing.name}\n[dim]{timing.note}[/]",
            report.number(statistics.median(timing.build), 3),
            report.number(timing.median, 3),
            f"[bold]{'> ' if unfinished else ''}{report.number(timing.median / ours.median, 1)}×",
            str(len(timing.seconds)),
            verdict,
        )
    console.print(table)
    faults = verify(problem, solution)
    console.print(
        f"Kiểm tra độc lập (independent check): {report.mark(not faults)}  Các bước (stages): "
        + ", ".join(f"{stage} {report.number(s, 3)} s" for stage, s in solution.seconds.items() if stage != "total")
    )
    for fault in faults[:5]:
        console.print(f"  [red]{fault}[/]")
    return agree and not faults


def _proof(solution: Solution) -> str:
    if solution.status is Status.OPTIMAL:
        kind = "giá ghế (prices)" if solution.search_bound is None else "giá và tìm kiếm (prices, search)"
        return f"[dim]tối ưu, chứng minh bằng {kind}[/]"
    return f"[yellow]{solution.status}, khoảng cách (gap) {report.number(solution.gap)}[/]"


def _shape(problem: Problem) -> str:
    return (
        f"{report.number(problem.n_people)} người (people), {report.number(problem.n_posts)} vị trí (posts), "
        f"{report.number(int(problem.capacity.sum()))} chỗ (seats), {report.number(problem.n_edges)} cặp được phép (allowed pairs), "
        f"{report.number(len(problem.rows))} ràng buộc phụ (side rows)"
    )


if __name__ == "__main__":
    main()
