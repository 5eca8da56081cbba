"""`python -m benchmarks export`: the records of 50,000 people as a data package, beside plain writing of the same tables.

Đúng Việc checks every key and reference, guards texts against spreadsheets, digests every file and writes the schema and the code lists; the
baselines only write: pandas ``to_csv`` and Python's ``csv`` for CSV, Polars ``write_parquet`` for Parquet (what a package stands on), on data in
their own form already. What Đúng Việc wrote is read back and compared; the exit code is 1 where a value differs. Seconds are processor time;
ratios are of one run.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from benchmarks.report import console, machine, mark, number, table
from dungviec.documents.origins import form_items
from dungviec.exchange import Package, mask_package, package_of, read_package, write_package
from dungviec.synth import build_province


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 when a value that was read back differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks export", description=__doc__)
    parser.add_argument("--people", type=int, default=50_000, help="people of the made-up province (default 50,000)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each; the fastest is shown (default 3)")
    chosen = parser.parse_args(arguments)
    out = console()
    package = package_of(build_province(chosen.people, 7))
    out.print("\n[bold]Đúng Việc – xuất dữ liệu[/] [dim](export)[/]", machine())
    shown = table(
        f"{package.tables['people'].height:,} người, {package.rows:,} dòng",
        ["Cách làm\n(way)", "CPU, giây\n(CPU s)", "So với Đúng Việc\n(ratio)", "MB", "Đọc lại đúng\n(read back)"],
    )
    plain = {name: pd.DataFrame(frame.to_dict(as_series=False)) for name, frame in package.tables.items()}
    rows = {name: frame.rows() for name, frame in package.tables.items()}
    agree = True
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        for kind in ("csv", "parquet"):
            own, size = _fastest(
                lambda path, kind=kind: write_package(package, path, kind, origins=form_items()), folder, chosen.repeats
            )  # type: ignore[misc]
            whole = _same(read_package(_last(folder)), package)
            agree &= whole
            shown.add_row(f"Đúng Việc, {kind}", number(own, 2), "1×", number(size, 1), mark(whole))
            rivals = _csv_rivals(plain, rows, package) if kind == "csv" else _parquet_rivals(package)
            for name, write in rivals.items():
                spent, size = _fastest(write, folder, chosen.repeats)
                shown.add_row(name, number(spent, 2), f"{number(spent / own, 2)}×", number(size, 1), "")
        spent, size = _fastest(
            lambda path: write_package(mask_package(package, key=b"k" * 32), path, "parquet"), folder, chosen.repeats
        )
        shown.add_row(
            "Đúng Việc, parquet, che (masked)", number(spent, 2), f"{number(spent / own, 2)}×", number(size, 1), ""
        )
    out.print(shown)
    sys.exit(0 if agree else 1)


def _csv_rivals(
    plain: dict[str, pd.DataFrame], rows: dict[str, list[tuple[object, ...]]], package: Package
) -> dict[str, Callable[[Path], object]]:
    def by_pandas(path: Path) -> None:
        path.mkdir()
        for name, frame in plain.items():
            frame.to_csv(path / f"{name}.csv", index=False)

    def by_hand(path: Path) -> None:
        path.mkdir()
        for name, values in rows.items():
            with (path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(package.tables[name].columns)
                writer.writerows(values)

    return {"pandas to_csv": by_pandas, "Python csv": by_hand}


def _parquet_rivals(package: Package) -> dict[str, Callable[[Path], object]]:
    def by_polars(path: Path) -> None:
        path.mkdir()
        for name, frame in package.tables.items():
            frame.write_parquet(path / f"{name}.parquet", compression="zstd")

    return {"Polars write_parquet": by_polars}


def _fastest(write: Callable[[Path], object], folder: Path, repeats: int) -> tuple[float, float]:
    """Processor seconds of the fastest run, and megabytes written."""
    best = float("inf")
    for _run in range(repeats):
        path = folder / f"run-{len(list(folder.iterdir())):04d}"
        before = time.process_time()
        write(path)
        best = min(best, time.process_time() - before)
    return best, sum(f.stat().st_size for f in _last(folder).rglob("*") if f.is_file()) / 1e6


def _last(folder: Path) -> Path:
    return max(folder.iterdir())


def _same(read: Package, written: Package) -> bool:
    return all(read.tables[name].equals(frame) for name, frame in written.tables.items())


if __name__ == "__main__":
    main()
