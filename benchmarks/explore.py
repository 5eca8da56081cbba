"""`python -m benchmarks explore`: a cross-table of three attributes for 50,000 people on a past day, beside pandas and plain SQL.

Unit × degree × age band of a made-up province two and a half years before the records' own day, with every subtotal. Beside it stand
the same question in pandas and in plain SQL on PostgreSQL (CUBE), on data loaded and indexed before: each cell is compared and the exit
code is 1 where one differs. Đúng Việc begins with the raw tables each time, and has the people behind every cell ready in the order of
their names, which neither baseline does; both favour the baselines. Seconds are processor time (of the server's process for
PostgreSQL); ratios are of one run.
"""

from __future__ import annotations

import argparse
import sys

import polars as pl

from benchmarks.report import console, machine, mark, number, table
from benchmarks.statutory import DAY, timed
from benchmarks.statutory_pandas import PandasRecords
from benchmarks.statutory_sql import SqlRecords
from dungviec.records import Snapshot
from dungviec.synth import build_province
from dungviec.workforce.crosstab import TOTAL, crosstab
from dungviec.workforce.crosstab_compare import compare
from dungviec.workforce.question_asked import Question

QUESTION = Question.ask(["unit", "degree"], "age")
Cells = dict[tuple[str, ...], int]


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 when a cell differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks explore", description=__doc__)
    parser.add_argument("--people", type=int, default=50_000, help="people of the made-up province (default 50,000)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each; the fastest is shown (default 3)")
    chosen = parser.parse_args(arguments)
    out = console()
    province = build_province(chosen.people, 7)
    out.print("\n[bold]Đúng Việc – khảo sát số liệu[/] [dim](explore)[/]", machine())
    own, cells = timed(lambda: _cells(province), chosen.repeats)
    shown = table(
        f"{province.people.height:,} người, {DAY:%d/%m/%Y}: đơn vị × trình độ × độ tuổi",
        ["Cách làm\n(way)", "CPU, giây\n(CPU s)", "So với Đúng Việc\n(ratio)", "Cùng mọi ô\n(every cell)"],
    )
    shown.add_row("Đúng Việc", number(own, 2), "1×", f"{number(len(cells))} ô")
    agree = True
    nobody = pl.DataFrame(schema={"person_id": pl.String, "retire_on": pl.Date})
    for name, start in (("pandas", PandasRecords), ("PostgreSQL, SQL", SqlRecords)):
        with start(province, nobody, {}) as records:
            best, theirs = float("inf"), {}
            for _run in range(chosen.repeats):
                before = records.spent()
                theirs = records.cross(DAY)
                best = min(best, records.spent() - before)
        same = theirs == cells
        agree &= same
        shown.add_row(name, number(best, 2), f"{number(best / own, 2)}×", mark(same))
    both, _ = timed(lambda: _two_days(province), chosen.repeats)
    shown.add_row("Đúng Việc, hai ngày (two days)", number(both, 2), f"{number(both / own, 2)}×", "")
    out.print(shown)
    sys.exit(0 if agree else 1)


def _cells(province: Snapshot) -> Cells:
    """Every cell with people, subtotals and the total: by unit, degree and age band."""
    tab = crosstab(province.at(DAY), QUESTION)
    columns = [*(c.key for c in tab.columns), TOTAL]
    rows = [*tab.rows, *((TOTAL, d.key) for d in tab.named[1]), tab.all_row]
    found = {(*row, c): tab.cell(row, c).people for row in rows for c in columns}
    return {key: n for key, n in found.items() if n}


def _two_days(province: Snapshot) -> tuple[int, int]:
    """The same table compared with the records' own day: who came into the whole, who left it."""
    both = compare(province, province.at(DAY), QUESTION)
    return tuple(both.behind(both.now.all_row, side=s).value or 0 for s in ("came", "left"))  # type: ignore[return-value]


if __name__ == "__main__":
    main()
