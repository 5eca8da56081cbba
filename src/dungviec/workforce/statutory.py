"""Statutory tables: every form counts people by unit and column, and each cell opens its list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from dungviec.workforce.counting import of_people
from dungviec.workforce.figure import Figure, WorkforceFault
from dungviec.workforce.scope import Scope
from dungviec.workforce.statutory_columns import StatColumn

TOTAL = ""
"""The row of all units together."""


@dataclass(frozen=True, slots=True)
class Check:
    """A sum the form asks for: whether it holds, and the people it misses."""

    vi: str
    en: str
    left: int
    right: int
    people: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether both sides are equal."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of a form: columns whose people together are everybody counted, each once; and why somebody may be missed."""

    formula: str
    numbers: tuple[int, ...]
    why: tuple[str, str]


@dataclass(frozen=True)
class StatTable:
    """One table. Cells are asked by row (a unit, or :data:`TOTAL`) and column; None where the records cannot give the figure."""

    key: str
    title: str
    title_en: str
    basis: str
    basis_en: str
    counted: tuple[str, str]
    """Who is counted, in words."""
    scope: Scope
    columns: tuple[StatColumn, ...]
    units: tuple[tuple[str, str], ...]
    people: pl.DataFrame = field(repr=False)
    norms: Mapping[str, int | None] = field(default_factory=dict, repr=False)
    withheld: frozenset[int] = frozenset()
    sums: tuple[Sum, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    """What the form leaves open and how it was taken, Vietnamese and English."""

    @cached_property
    def _counts(self) -> dict[tuple[str, int], int]:
        tests = [
            c.test.fill_null(value=False).cast(pl.Int64).sum().alias(str(c.number))
            for c in self.columns
            if c.test is not None
        ]
        rows = self.people.group_by("unit_id").agg(tests).to_dicts()
        return {(r["unit_id"], int(n)): v for r in rows for n, v in r.items() if n != "unit_id"}

    @cached_property
    def _by_number(self) -> dict[int, StatColumn]:
        return {c.number: c for c in self.columns}

    def column(self, number: int) -> StatColumn:
        """A column by its number. Raises :class:`WorkforceFault` where the form has none of that number."""
        found = self._by_number.get(number)
        if found is None:
            raise WorkforceFault(
                f"Biểu này có các cột 1 đến {len(self.columns)}, không có cột {number}.",
                f"The form has columns 1 to {len(self.columns)}, not {number}.",
            )
        return found

    def cell(self, unit: str, number: int) -> int | None:
        """The figure of one cell."""
        column = self.column(number)
        if number in self.withheld or column.missing:
            return None
        if column.test is None:
            norms = [self.norms.get(u) for u, _name in self.units] if unit == TOTAL else [self.norms.get(unit)]
            known = [n for n in norms if n is not None]
            return sum(known) if known else None
        if unit == TOTAL:
            return sum(self._counts.get((u, number), 0) for u, _name in self.units)
        return self._counts.get((unit, number), 0)

    def behind(self, unit: str, number: int) -> Figure:
        """The figure of one cell with its list of people. A column of units (assigned headcount) or a withheld one has no list."""
        column = self.column(number)
        name = self.scope.name if unit == TOTAL else dict(self.units).get(unit)
        if name is None:
            raise WorkforceFault(f"Biểu không có dòng đơn vị «{unit}».", f"The table has no row of the unit '{unit}'.")
        head = " – ".join(w for w in (column.group, column.subgroup, column.head) if w)
        made = Figure(
            f"{self.key}.{number}",
            f"{head}, {name}",
            f"{column.en}, {name}",
            column.head,
            column.en,
            "people",
            column.needs,
            missing=column.missing,
        )
        if number in self.withheld:
            return made.withhold()
        if column.test is None:
            return made
        rows = self.people.filter(column.test.fill_null(value=False))
        return replace(made, behind=of_people(rows if unit == TOTAL else rows.filter(pl.col("unit_id") == unit)))

    def withhold(self, fields: Collection[str]) -> StatTable:
        """The table for somebody who may not see these fields (``table.column``)."""
        away = set(fields)
        return replace(self, withheld=frozenset(c.number for c in self.columns if away & set(c.needs)))

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The sums the form asks for, over all units; those that touch a withheld column are left out."""
        found = (self._sum(s.formula, s.numbers, s.why) for s in self.sums)
        return tuple(c for c in found if c is not None)

    def _sum(self, formula: str, numbers: Collection[int], why: tuple[str, str]) -> Check | None:
        if self.withheld & set(numbers) or all(self.column(n).missing for n in numbers):
            return None
        tests = [t.fill_null(value=False).cast(pl.Int8) for n in numbers if (t := self.column(n).test) is not None]
        times = self.people.select("person_id", times=pl.sum_horizontal(tests))
        odd = times.filter(pl.col("times") != 1)["person_id"].to_list()
        said = ("", "") if not odd else (f": {len(odd)} người {why[0]}", f": {len(odd)} people, {why[1]}")
        return Check(formula + said[0], formula + said[1], int(times["times"].sum()), self.people.height, tuple(odd))

    def notes(self, lang: str = "vi") -> list[str]:
        """What must be said below the table: who is counted, which columns the records cannot fill, how ages are taken."""
        n = 0 if lang == "vi" else 1
        lacking: dict[str, list[int]] = {}
        for c in self.columns:
            if c.missing:
                lacking.setdefault(c.missing[n], []).append(c.number)
        start = "Cột" if lang == "vi" else "Column"
        told = [self.counted[n], *(f"{start} {', '.join(map(str, cols))}: {why}." for why, cols in lacking.items())]
        return [*told, *(remark[n] for remark in self.remarks)]
