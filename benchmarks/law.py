"""`python -m benchmarks law`: judging beside a plain-Python loop over the same rules and a single scan of the same columns.

All placement rules of a day over 50,000 people × 300 posts, with one thread and with all; then the memory of judging by size.
Ratios count processor time, which a busy machine disturbs little. The facts are at hand for everybody alike: what gathering them
costs stands in a row of its own. The loop's verdicts and objecting rules, and those of the same expressions evaluated pair by
pair, are compared with ours on the pairs they judge; the exit code is 1 where any differs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from dungviec.records.vietnamese import format_number

DAYS = ("2020-12-10", "2026-11-22")
PLAIN_TARGET, SCAN_TARGET, MEMORY_TARGET = 1_000, 25, 8 * 2**30
SIZES = (50_000, 500_000)
LARGEST = 2_000_000


def main(arguments: list[str] | None = None) -> None:
    """Print the tables; exit code 1 when verdicts differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks law", description=__doc__)
    parser.add_argument("--people", type=int, default=50_000, help="people of the made-up province (default 50,000)")
    parser.add_argument("--posts", type=int, default=300, help="candidate posts (default 300)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each; the fastest is shown (default 3)")
    parser.add_argument(
        "--largest", action="store_true", help="also 2 million people × 50 posts (about ten minutes, 8 GiB)"
    )
    parser.add_argument("--no-memory", action="store_true", help="leave out the memory by size")
    chosen = parser.parse_args(arguments)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 130)
    console.print("\n[bold]Đúng Việc – đo tốc độ xét theo pháp luật[/] [dim](speed of judging)[/]", _machine())
    agree = True
    for day in DAYS:
        for threads in (1, None):
            found = _measure(
                "speed", people=chosen.people, posts=chosen.posts, day=day, repeats=chosen.repeats, threads=threads
            )
            agree &= speed_table(console, day, found)
    if not chosen.no_memory:
        sizes = (*SIZES, LARGEST) if chosen.largest else SIZES
        memory_table(console, [_measure("memory", people=size, posts=50, day=DAYS[-1]) for size in sizes])
    console.print(_machine())
    if not agree:
        raise SystemExit(1)


def speed_table(console: Console, day: str, found: dict[str, Any]) -> bool:
    """One day with one number of threads; whether everybody agrees."""
    per_pair: dict[str, tuple[float, float]] = found["per_pair"]
    ours = per_pair["grid"][0]
    threads = found["threads"]
    console.rule(
        f"[bold]{day}[/]: {found['rules']} quy định, {found['facts']} dữ kiện, {threads} luồng "
        f"[dim](rules, facts, {'thread' if threads == 1 else 'threads'})[/]",
        align="left",
        style="dim",
    )
    pairs = found["people"] * found["posts"]
    console.print(
        f"{format_number(found['people'])} người × {format_number(found['posts'])} vị trí = {format_number(pairs)} cặp (pairs); "
        f"{format_number(found['kinds'][0])} loại người × {format_number(found['kinds'][1])} loại vị trí (kinds), "
        f"{format_number(found['outcomes'])} kết quả khác nhau (outcomes)"
    )
    table = Table(header_style="dim")
    for at, head in enumerate(
        (
            "",
            "Giây CPU / triệu cặp\n(CPU s per million)",
            "Giây đồng hồ / triệu cặp\n(wall s per million)",
            "Tỷ lệ CPU\n(CPU ratio)",
        )
    ):
        table.add_column(head, justify="right" if at else "left", no_wrap=at > 0)
    rows = (
        ("grid", "[bold green]Đúng Việc[/]: xét từng loại người, loại vị trí", "by kinds, facts at hand, every verdict written"),
        ("table", "  trong đó: hỏi quy định", "of which: putting the rules to the kinds"),
        ("gathered", "Gom dữ kiện từ hồ sơ, một lần", "gathering the facts from the records, once"),
        ("scan", "Một lượt đọc Polars cùng các cột", "a single Polars scan of the same columns"),
        ("pairwise", "Cùng biểu thức, từng cặp", "the same expressions pair by pair, with objecting rules"),
        ("plain", "Vòng lặp Python thuần, cùng quy định", "plain-Python loop over the same rules"),
    )  # fmt: skip
    for name, vi, en in rows:
        cpu, wall = per_pair[name]
        table.add_row(
            f"{vi}\n[dim]  {en}[/]",
            _number(cpu * 1e6, 4),
            _number(wall * 1e6, 4),
            f"{_number(cpu / ours, 2 if cpu < 10 * ours else 0)}×",
        )
    console.print(table)
    plain, scan = per_pair["plain"][0] / ours, ours / per_pair["scan"][0]
    whole = per_pair["plain"][0] / (ours + per_pair["gathered"][0])
    same = found["same_as_plain"] and found["same_as_pairwise"]
    console.print(
        f"Nhanh hơn vòng lặp (faster than the loop): {_number(plain, 0)}× {_mark(plain >= PLAIN_TARGET)}, kể cả gom dữ kiện "
        f"(facts included): {_number(whole, 0)}×. So với một lượt đọc (of a single scan): {_number(scan, 2)}× "
        f"{_mark(scan <= SCAN_TARGET)}. Cùng kết luận (same verdicts and rules): {_mark(same)}"
    )
    return bool(same)


def memory_table(console: Console, found: list[dict[str, Any]]) -> None:
    """Time and peak memory by size."""
    console.rule("[bold]Bộ nhớ theo cỡ[/] [dim](memory by size, one process each)[/]", align="left", style="dim")
    table = Table(header_style="dim")
    for at, head in enumerate(
        (
            "Người (people)",
            "Vị trí\n(posts)",
            "Cặp (pairs)",
            "Giây\n(wall s)",
            "Giây CPU / triệu\ncặp (per million)",
            "Hồ sơ trong bộ nhớ\n(records loaded, peak)",
            "Cao nhất\n(peak)",
        )
    ):
        table.add_column(head, justify="right", no_wrap=at != 0)
    for row in found:
        table.add_row(
            format_number(row["people"]), format_number(row["posts"]), format_number(row["pairs"]), _number(row["seconds"], 1),
            _number(row["cpu"] / row["pairs"] * 1e6, 3), f"{_number(row['before'] / 2**30, 2)} GiB", f"{_number(row['peak'] / 2**30, 2)} GiB",
        )  # fmt: skip
    console.print(table)
    console.print(
        f"Gom dữ kiện và xét theo từng phần 65.536 người (facts gathered and judged in parts). Dưới 8 GiB (below 8 GiB): "
        f"{_mark(all(row['peak'] < MEMORY_TARGET for row in found))}"
    )


def _measure(
    what: str, *, people: int, posts: int, day: str, repeats: int = 1, threads: int | None = None
) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    environment = dict(os.environ)
    if threads is not None:
        environment["POLARS_MAX_THREADS"] = str(threads)
    call = [sys.executable, "-m", "benchmarks.law_measure", what]
    call += ["--people", str(people), "--posts", str(posts), "--day", day, "--repeats", str(repeats)]
    done = subprocess.run(call, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _machine() -> str:
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    busy = (
        " [yellow]– máy đang bận, chỉ nên tin các tỷ lệ (busy: trust the ratios only)[/]" if load > cores * 0.75 else ""
    )
    return f"[dim]{cores} lõi (cores), tải (load) {_number(load, 2)}[/]{busy}"


def _mark(good: bool) -> str:
    return "[green]✔ đạt (ok)[/]" if good else "[red]✘ chưa đạt (not met)[/]"


def _number(value: float, decimals: int) -> str:
    return format_number(value, decimals=decimals)


if __name__ == "__main__":
    main()
