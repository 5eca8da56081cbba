"""`python -m benchmarks interactive`: changing one pair of a solved city, beside preparing and solving the round again.

Both get the same change (one pair banned) and must reach the same value; the exit code is 1 where they do not.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time

from rich.console import Console
from rich.table import Table

from dungviec.placement import Policy, solve_round
from dungviec.placement.interactive import Trial
from dungviec.records.vietnamese import format_number
from dungviec.synth import build_city

CASES: tuple[tuple[str, dict[str, int]], ...] = (
    ("không giới hạn lượt chuyển", {}),
    ("nhiều nhất 60 lượt chuyển", {"max_moves": 60}),
)


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 when values differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks interactive", description=__doc__)
    parser.add_argument("--changes", type=int, default=12, help="pairs banned one by one (default 12)")
    chosen = parser.parse_args(arguments)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 130)
    console.rule("[bold]Thử từng thay đổi trên đợt đã giải", align="left", style="dim")
    table = Table(title="Cấm một cặp rồi giải lại (ban one pair and solve again)", title_justify="left")
    for head in ("Thành phố mẫu", "Thay đổi (trung vị)", "Chậm nhất", "Làm lại từ đầu (trung vị)", "Nhanh hơn"):
        table.add_column(head, justify="right")
    agree = True
    snapshot = build_city()
    for title, fields in CASES:
        policy = Policy.from_data(dict(fields))
        solved = solve_round(snapshot, policy)
        held = dict(zip(solved.round.field.people, solved.round.field.own.tolist(), strict=True))
        posts = solved.round.field.posts
        moved = [(p, q) for p, q in sorted(solved.placement().items()) if held[p] < 0 or posts[held[p]] != q]
        Trial(solved).ban(*moved[0])  # loads what the first change loads
        warm, again = [], []
        for person, post in moved[: chosen.changes]:
            started = time.perf_counter()
            answer = Trial(solved).ban(person, post)
            warm.append(time.perf_counter() - started)
            banned = Policy.from_data({**fields, "bans": [{"person": person, "post": post}]})
            started = time.perf_counter()
            fresh = solve_round(snapshot, banned)
            again.append(time.perf_counter() - started)
            agree &= fresh.solution.value == answer.value and not answer.checks
        quick, slow = statistics.median(warm), statistics.median(again)
        table.add_row(
            title, _seconds(quick), _seconds(max(warm)), _seconds(slow), f"{format_number(round(slow / quick))} ×"
        )
    console.print(table)
    if not agree:
        console.print("[red]Giá trị khác nhau giữa hai cách giải.[/]")
        raise SystemExit(1)


def _seconds(value: float) -> str:
    return f"{value:.3f} s".replace(".", ",")


if __name__ == "__main__":
    main()
