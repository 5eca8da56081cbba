"""`python -m benchmarks statutory`: the whole statutory set for 50,000 people on a past day, beside plain SQL and pandas.

A made-up province; every form, the movement and the interview sheet for a day two and a half years before the records' own. Beside
BM01 (its 32 columns that need no dossier, for every unit and all together) stand the same questions in plain SQL on PostgreSQL and
in pandas, on data loaded and indexed before: each cell is compared and the exit code is 1 where one differs. Both baselines are
given each person's day of retirement, which Đúng Việc works out from the law inside its own time, and neither opens a list behind
a cell; both favour the baselines. Seconds are processor time (of the server's process for PostgreSQL); ratios are of one run.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import polars as pl

from benchmarks.report import console, machine, mark, number, table
from benchmarks.statutory_pandas import PandasRecords
from benchmarks.statutory_sql import SqlRecords
from dungviec.law import LawBook, service_ages
from dungviec.records import Snapshot
from dungviec.records.ranks import salary_group
from dungviec.synth import build_province
from dungviec.workforce import bm01, bm01_vc, bm04, interview, movement, quick_table, rating_summary
from dungviec.workforce.statutory import TOTAL

T = TypeVar("T")
DAY = date(2018, 6, 30)
COLUMNS = (2, 3, 4, 5, *range(7, 22), *range(29, 39))
"""Columns of people that need no dossier; column 1 is a sum of units."""
TARGET = 10.0
"""Seconds of processor time within which the whole set shall be done."""
Cells = dict[tuple[str, int], int]


def main(arguments: list[str] | None = None) -> None:
    """Print the tables; exit code 1 when a cell differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks statutory", description=__doc__)
    parser.add_argument("--people", type=int, default=50_000, help="people of the made-up province (default 50,000)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each; the fastest is shown (default 3)")
    chosen = parser.parse_args(arguments)
    out = console()
    province = build_province(chosen.people, 7)
    out.print("\n[bold]Đúng Việc – biểu thống kê[/] [dim](statutory set)[/]", machine())
    whole = _whole_set(province, chosen.repeats, out)
    agree = _beside(province, chosen.repeats, out)
    sys.exit(0 if agree and whole <= TARGET * chosen.people / 50_000 else 1)


def _whole_set(province: Snapshot, repeats: int, out: Any) -> float:
    forms: dict[str, Callable[[Snapshot], Any]] = {
        "BM01/BNV, công chức (civil servants)": lambda s: _table(bm01(s)), "BM01/BNV, tất cả (everybody)": lambda s: _table(bm01(s, who="all")),
        "BM01-VC/BNV": lambda s: _table(bm01_vc(s)), "Thống kê nhanh (quick)": lambda s: _table(quick_table(s)), "BM04/BNV": bm04,
        "Tổng hợp xếp loại (ratings)": rating_summary, "Biến động nửa năm (movement)": movement, "Phiếu phỏng vấn (interview)": interview,
    }  # fmt: skip
    shown = table("", [f"{province.people.height:,} người, {DAY:%d/%m/%Y}", "CPU, giây (s)"])
    total = 0.0
    for name, make in forms.items():
        spent, _ = timed(lambda m=make: m(province.at(DAY)), repeats)  # type: ignore[misc]
        total += spent
        shown.add_row(name, number(spent, 2))
    shown.add_row(
        "[bold]Cả bộ (the whole set)[/]",
        f"[bold]{number(total, 2)}[/] {mark(total <= TARGET * province.people.height / 50_000)}",
    )
    out.print(shown)
    return total


def _table(found: Any) -> Any:
    """A counting form with every cell asked and every sum checked."""
    return [
        found.cell(u, c.number) for c in found.columns for u in (TOTAL, *(unit for unit, _name in found.units))
    ], found.checks


def _beside(province: Snapshot, repeats: int, out: Any) -> bool:
    snapshot = province.at(DAY)
    law = LawBook.load().on(DAY)
    retire = service_ages(snapshot, law).select("person_id", "retire_on")
    codes = province.people["rank_code"].drop_nulls().unique().to_list()
    ranks = {c: g.name for c in codes if (g := salary_group(c)) is not None}
    own, cells = timed(lambda: _cells(bm01(province.at(DAY), who="all", law=law)), repeats)
    shown = table(
        "",
        [
            "BM01/BNV",
            "Nạp, giây\n(load s)",
            "CPU, giây\n(CPU s)",
            "So với Đúng Việc\n(ratio)",
            "Dữ liệu, MB\n(data MB)",
            "Cùng mọi ô\n(every cell)",
        ],
    )
    size = sum(province[t].estimated_size() for t in ("people", "tenures", "posts", "units")) / 2**20
    shown.add_row("Đúng Việc", "", number(own, 2), "1×", number(size, 1), f"{number(len(cells))} ô")
    agree = True
    for name, start in (("pandas", PandasRecords), ("PostgreSQL, SQL", SqlRecords)):
        begun = time.perf_counter()
        with start(province, retire, ranks) as records:
            loaded = time.perf_counter() - begun
            best, theirs = float("inf"), {}
            for _run in range(repeats):
                before = records.spent()
                theirs = records.bm01(DAY)
                best = min(best, records.spent() - before)
            same = theirs == cells
            agree &= same
            shown.add_row(
                name,
                number(loaded, 1),
                number(best, 2),
                f"{number(best / own, 1)}×",
                number(records.megabytes(), 1),
                mark(same),
            )
    out.print(shown)
    return agree


def _cells(found: Any) -> Cells:
    """Every cell of the columns compared, of units with anybody and of all together."""
    held = set(found.people["unit_id"].unique().to_list())
    return {(u, n): found.cell(u, n) for u in (TOTAL, *sorted(held)) for n in COLUMNS}


def timed(work: Callable[[], T], repeats: int) -> tuple[float, T]:
    """The least processor time of several runs, and what the last gave."""
    best, found = float("inf"), None
    for _run in range(repeats):
        started = time.process_time()
        found = work()
        best = min(best, time.process_time() - started)
    assert found is not None
    return best, found


def frames_of(province: Snapshot, retire: pl.DataFrame, ranks: dict[str, str]) -> dict[str, pl.DataFrame]:
    """The tables both baselines are given: people with rank class and day of retirement, posts held, posts, units."""
    classes = pl.col("rank_code").replace_strict(ranks, default=None, return_dtype=pl.String)
    people = province.people.select(
        "person_id", "sex", "born", "born_year_only", "ethnicity", "party_member", "party_joined", "degree", "theory", "state_management", rank_class=classes
    ).join(retire, on="person_id", how="left")  # fmt: skip
    return {
        "people": people, "tenures": province["tenures"].select("person_id", "post_id", "unit_name", "kind", "from_date", "to_date"),
        "posts": province.posts.select("post_id", "unit_id", "valid_from", "valid_to"), "units": province.units.select("unit_id", "name", "valid_from", "valid_to"),
    }  # fmt: skip


if __name__ == "__main__":
    main()
