"""Rows on their way into typed tables: plain tuples, turned into Polars columns once at the end."""

from __future__ import annotations

from datetime import date

import polars as pl

from dungviec.records import TABLES, Snapshot
from dungviec.synth.papers import add_papers


class Sheet:
    """Rows of one table. ``add`` takes the values of ``columns`` in their order; other columns stay empty."""

    def __init__(self, table: str, *columns: str) -> None:
        self.table = TABLES[table]
        unknown = [c for c in columns if c not in self.table.by_name]
        if unknown:
            raise ValueError(f"Table {table} has no column {', '.join(unknown)}.")
        self.columns = columns or tuple(self.table.by_name)
        self.rows: list[tuple[object, ...]] = []
        self._done: list[pl.DataFrame] = []

    def add(self, *values: object) -> None:
        """Add one row."""
        self.rows.append(values)

    def settle(self) -> None:
        """Turn the rows so far into columns, which take a tenth of the memory; a province settles after each district."""
        if not self.rows:
            return
        schema = self.table.polars_schema
        series = [
            pl.Series(name, values, dtype=schema[name])
            for name, values in zip(self.columns, zip(*self.rows, strict=True), strict=True)
        ]
        self._done.append(self.table.conform(pl.DataFrame(series)))
        self.rows = []

    def frame(self) -> pl.DataFrame:
        """All rows as a frame of the table's schema."""
        self.settle()
        return pl.concat(self._done, rechunk=True) if self._done else self.table.empty()


def _without_papers(table: str) -> Sheet:
    """A sheet whose rows come without their decisions, which are added at the end (:mod:`.papers`)."""
    away = ("decision", "decided_by") if table == "discipline" else ("decision", "decided", "decided_by")
    return Sheet(table, *(c for c in TABLES[table].by_name if c not in away))


class Book:
    """One sheet per table of the records."""

    def __init__(self) -> None:
        self.units = Sheet("units")
        self.posts = Sheet("posts")
        self.people = Sheet("people")
        self.tenures = Sheet("tenures", *(c for c in TABLES["tenures"].by_name if c not in ("share", "decided_by")))
        self.ratings = Sheet("ratings", "person_id", "year", "system", "rating", "decided", "note")
        self.training = _without_papers("training")
        self.discipline = _without_papers("discipline")
        self.awards = _without_papers("awards")
        self.kinship = Sheet("kinship")
        self.plans = _without_papers("plans")
        self.profiles = Sheet("profiles")
        self.competencies = Sheet("competencies")
        self.strengths = Sheet("strengths")
        self.wishes = Sheet("wishes")

    def settle(self) -> None:
        """Settle every sheet."""
        for name in TABLES:
            getattr(self, name).settle()

    def snapshot(self, *, as_of: date, name: str, place_code: str, note: str) -> Snapshot:
        """The finished tables as a snapshot."""
        frames = {name_: getattr(self, name_).frame() for name_ in TABLES}
        return Snapshot(as_of=as_of, name=name, tables=add_papers(frames, name), place_code=place_code, note=note)
