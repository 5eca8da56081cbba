"""What sealing costs: the Snapshot's tables of fifty thousand people read with values as they are, and with the same values sealed.

    python -m benchmarks.sealed [--people 50000]

One database, one process: the rows are written sealed, read, put back as they were before sealing, and read again.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

import polars as pl


def main() -> None:
    """Print processor seconds of both, and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=50_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as home:
        os.environ["DUNGVIEC_HOME"] = home
        os.environ.pop("DATABASE_URL", None)
        _measure(people)


def _measure(people: int) -> None:
    from dungviec.office.demo import set_up

    set_up()
    from dungviec.office.new_database import bring_up_to_date
    from dungviec.office.registry.models import Person
    from dungviec.office.registry.selectors import read_table
    from dungviec.office.registry.services import load_snapshot
    from dungviec.office.sealing.fields import Stored, sealed_fields
    from dungviec.records.schema import TABLES
    from dungviec.records.snapshot import Snapshot
    from dungviec.synth import build_city

    def whole() -> None:
        for name in TABLES:
            read_table(name)

    bring_up_to_date()
    city = build_city()
    grown = {name: many(city[name], name, max(1, people // city.people.height)) for name in TABLES}
    flags = ("barred", "discipline_open", "denunciation_open", "inspection_open", "suspended", "criminal_open")
    grown["people"] = grown["people"].with_columns(
        *(pl.col(name).fill_null(value=False) for name in flags), pl.col("health_fit").fill_null(value=True),
        pl.col("ethnicity").fill_null("Kinh"), ("0220" + pl.int_range(pl.len()).cast(pl.String).str.zfill(8)).alias("citizen_id"),
    )  # fmt: skip
    snapshot = Snapshot(as_of=city.as_of, name=city.name, tables=grown, place_code=city.place_code)
    written = _seconds(lambda: load_snapshot(snapshot))
    sealed = min(_seconds(whole) for _ in range(3))
    told = read_table("people")
    _put_back(Person, told.to_dicts(), sealed_fields(Person), Stored)
    plain = min(_seconds(whole) for _ in range(3))
    assert read_table("people").equals(told)
    print(
        f"{told.height} people, {sum(grown[n].height for n in grown)} rows, 9 sealed columns filled; loaded in {written:.2f} s"
    )
    print(f"tables of the Snapshot: plain {plain:.2f} s, sealed {sealed:.2f} s, ratio {sealed / plain:.2f}")


def many(frame: pl.DataFrame, name: str, times: int) -> pl.DataFrame:
    """The same people so many times over, each time under identifiers of their own; units, posts and profiles stay."""
    if "person_id" not in frame.columns:
        return frame
    columns = [c for c in ("person_id", "relative_id") if c in frame.columns]
    return pl.concat([frame.with_columns(pl.col(c) + f"~{n}" for c in columns) for n in range(times)])


def _put_back(model: Any, rows: list[dict[str, Any]], fields: list[Any], stored: Callable[[str], str]) -> None:
    from django.db import connection

    names = [f.attname for f in fields]
    by_name = {f.attname: f for f in fields}
    settings = ", ".join(f'"{n}" = %s' for n in names)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE "{model._meta.db_table}" SET {settings} WHERE person_id = %s',
            [
                (*(None if row[n] is None else stored(by_name[n].told(row[n])) for n in names), row["person_id"])
                for row in rows
            ],
        )


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
