"""`python -m benchmarks pages`: server time of the office's pages at 50,000 people on SQLite and PostgreSQL, beside Django admin.

Both databases are temporary; the admin lists the same people from the same rows in the same run. The target is a 95th
percentile of 100 ms on the clock; on a machine with other work the processor time tells more.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.report import console, machine, mark, number, table

TARGET = 100.0
DATABASES = ("sqlite", "postgres")
ROOT = Path(__file__).resolve().parents[1]


@contextlib.contextmanager
def place(database: str, home: str) -> Iterator[dict[str, str]]:
    """The environment of a child with a database of its own."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("DUNGVIEC_", "DATABASE_", "DJANGO_"))
    }
    kept |= {"DUNGVIEC_HOME": home, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    if database == "sqlite":
        yield kept
        return
    from tools.postgres import postgres

    with postgres() as url:
        yield kept | {"DATABASE_URL": url}


def measure(database: str, people: int, times: int, home: str) -> Iterator[dict[str, Any]]:
    """The lines of the child, as they come."""
    with place(database, home) as environment:
        command = [sys.executable, "-m", "benchmarks.pages_office", str(people), str(times)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
            assert child.stdout is not None
            for line in child.stdout:
                if line.startswith("{"):
                    yield json.loads(line)
        if child.returncode:
            print(f"benchmarks.pages_office ended with {child.returncode} on {database}", file=sys.stderr)
            raise SystemExit(1)


def at(values: list[float], share: float) -> float:
    """A percentile of sorted values."""
    return values[min(int(len(values) * share), len(values) - 1)]


def main(arguments: list[str]) -> None:
    """Print a table for each database; SystemExit(1) where a page of the office fails or misses the target in processor time."""
    options = argparse.ArgumentParser(prog="python -m benchmarks pages")
    options.add_argument("--people", type=int, default=50_000)
    options.add_argument("--times", type=int, default=40)
    options.add_argument("--database", choices=DATABASES, action="append")
    options.add_argument("--home", help="a folder with data of an earlier run (SQLite)")
    given = options.parse_args(arguments)
    out, good = console(), True
    for database in given.database or DATABASES:
        heads = ["trang (page)", "p50 ms", "p95 ms", "p50 xử lý (cpu)", "p95 xử lý (cpu)", "KB", "truy vấn (queries)"]
        shown = table(f"{number(given.people)} người, {database}", heads)
        figures: dict[str, dict[str, Any]] = {}
        with tempfile.TemporaryDirectory() as folder:
            for row in measure(database, given.people, given.times, given.home or folder):
                if "cpu" not in row:
                    out.print(f"[dim]{database}: {row['page']} {number(row['seconds'], 1)} giây xử lý[/]")
                    continue
                figures[row["page"]] = row
                clock, cpu = row["clock"], row["cpu"]
                own = "admin" not in row["page"] and "export" not in row["page"]
                good &= row["status"] == 200 and (not own or at(cpu, 0.95) <= TARGET)
                shown.add_row(
                    row["page"], number(at(clock, 0.5), 1), number(at(clock, 0.95), 1), number(at(cpu, 0.5), 1),
                    number(at(cpu, 0.95), 1), number(row["kb"]), str(row["queries"]),
                )  # fmt: skip
        out.print(shown)
        ours, theirs = figures["danh sách (list)"], figures["danh sách (list) ▸ admin"]
        rows = figures["danh sách (list) ▸ admin, từng dòng (row by row)"]
        out.print(
            f"Cùng danh sách: admin ÷ văn phòng = {number(at(theirs['cpu'], 0.5) / at(ours['cpu'], 0.5), 1)}× "
            f"(viết từng dòng: {number(at(rows['cpu'], 0.5) / at(ours['cpu'], 0.5), 1)}×), thời gian xử lý · {machine()}"
        )
    out.print(f"Mọi trang p95 ≤ {number(TARGET)} ms xử lý, trừ tệp xuất (every page, files aside): {mark(good)}")
    if not good:
        raise SystemExit(1)
