"""Statutory tables: BM01/BNV with its 38 columns, the same layout for public employees, the quick statistic; each cell a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

import polars as pl

from dungviec.law import LawBook, LawView, service_ages
from dungviec.law.marks import mark_of, marked
from dungviec.records import Snapshot
from dungviec.records.codes import CATEGORIES
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.ranks import salary_group
from dungviec.workforce.counting import of_people
from dungviec.workforce.figure import Figure, WorkforceFault
from dungviec.workforce.scope import COMMUNES, SCHOOLS, Scope
from dungviec.workforce.statutory_columns import BM01_COLUMNS, QUICK_COLUMNS, StatColumn

Who = Literal["civil_servants", "public_employees", "all"]
WHO: dict[Who, tuple[str, ...]] = {
    "civil_servants": ("civil_servant",), "public_employees": ("public_employee", "public_employee_manager"), "all": CATEGORIES.values,
}  # fmt: skip
_NOT_OF: dict[Who, tuple[str, ...]] = {
    "civil_servants": (*COMMUNES, "centre", *SCHOOLS), "all": (), "public_employees": ("city", "city_leadership", "party_board", "division", *COMMUNES),
}  # fmt: skip
"""Kinds of unit that stand on the table only when somebody counted works there: their headcount is that of others."""
_FIRST_OF_BAND = (31, 41, 51, 56, 61)
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


@dataclass(frozen=True)
class StatTable:
    """One table. Cells are asked by row (a unit, or :data:`TOTAL`) and column; None where the records cannot give the figure."""

    key: str
    title: str
    title_en: str
    basis: str
    counted: tuple[str, str]
    """Who is counted, in words."""
    scope: Scope
    columns: tuple[StatColumn, ...]
    units: tuple[tuple[str, str], ...]
    people: pl.DataFrame = field(repr=False)
    norms: Mapping[str, int | None] = field(default_factory=dict, repr=False)
    withheld: frozenset[int] = frozenset()

    @cached_property
    def _counts(self) -> dict[tuple[str, int], int]:
        tests = [
            c.test.fill_null(value=False).cast(pl.Int64).sum().alias(str(c.number))
            for c in self.columns
            if c.test is not None
        ]
        rows = self.people.group_by("unit_id").agg(tests).to_dicts()
        return {(r["unit_id"], int(n)): v for r in rows for n, v in r.items() if n != "unit_id"}

    def column(self, number: int) -> StatColumn:
        """A column by its number. Raises :class:`WorkforceFault` where the form has none of that number."""
        found = next((c for c in self.columns if c.number == number), None)
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
        if self.key != "bm01":
            return ()
        found = [
            self._sum("12 + … + 17 = 2", range(12, 18), ("chưa ghi trình độ chuyên môn", "degree not stated")),
            self._sum("7 + … + 11 = 2", range(7, 12), ("ngạch chưa có trong danh mục đã xác minh, hoặc chưa ghi ngạch", "rank not in the verified list, or not stated")),
            self._sum("32 + 33 + 34 + 35 = 2", range(32, 36), ("ngoài các độ tuổi này hoặc chưa đủ ngày sinh", "outside these ages, or date of birth not known")),
            self._sum("32 + 33 + 34 + 35 + 38 = 2", (*range(32, 36), 38), ("đếm hai lần hoặc chưa xếp được tuổi", "counted twice, or age not known")),
        ]  # fmt: skip
        return tuple(c for c in found if c is not None)

    def _sum(self, formula: str, numbers: Collection[int], why: tuple[str, str]) -> Check | None:
        if self.withheld & set(numbers):
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
        ages = ("Tuổi là tuổi tròn năm vào ngày báo cáo.", "Ages are completed years on the day of the report.")[n]
        bands = (
            "Biểu không nói cột 38 có nằm trong cột 35 hay không: cột 35 đếm đúng từ 51 đến 60 tuổi, cả hai phép cộng đều được thử.",
            "The form does not say whether column 38 lies within 35: column 35 counts ages 51 to 60; both sums are tested.",
        )[n]
        told = [self.counted[n], *(f"{start} {', '.join(map(str, cols))}: {why}." for why, cols in lacking.items())]
        return [*told, ages, bands] if self.key == "bm01" else told


def bm01(
    snapshot: Snapshot, *, unit: str | None = None, who: Who = "civil_servants", dossiers: Mapping[str, pl.DataFrame] | None = None, law: LawView | None = None
) -> StatTable:  # fmt: skip
    """BM01/BNV on the snapshot's day.

    ``civil_servants`` counts civil servants from the district level upwards (no wards or communes), as the form's title says; the
    same layout serves public employees (REPORTED). ``dossiers``: the tables of the dossier, for religion, computing, languages.
    ``law``: the law of the day for the age of retirement, the shipped packs when not given. Raises WorkforceFault for a unit that
    does not exist.
    """
    words = {
        "civil_servants": ("Tính công chức từ cấp huyện trở lên; không tính phường, xã.", "Civil servants from the district level upwards; wards and communes are not counted."),
        "public_employees": (f"Tính viên chức và viên chức quản lý (cùng bố cục cột; {mark_of('REPORTED')}).", f"Public employees and their managers (same layout; {mark_of('REPORTED', 'en')})."),
        "all": ("Tính tất cả cán bộ, công chức, viên chức hiện có.", "Everybody on the rolls is counted."),
    }  # fmt: skip
    titles = {
        "civil_servants": ("Báo cáo số lượng, chất lượng công chức từ cấp huyện trở lên", "Number and quality of civil servants from the district level upwards"),
        "public_employees": ("Báo cáo số lượng, chất lượng viên chức", "Number and quality of public employees"),
        "all": ("Báo cáo số lượng, chất lượng cán bộ, công chức, viên chức", "Number and quality of cadres, civil servants and public employees"),
    }  # fmt: skip
    return _table(
        "bm01", BM01_COLUMNS, titles[who], marked("Biểu BM01/BNV (Thông tư 11/2012/TT-BNV)", "REPORTED"), words[who], snapshot, unit=unit, who=who, dossiers=dossiers, law=law
    )  # fmt: skip


def quick_table(
    snapshot: Snapshot,
    *,
    unit: str | None = None,
    dossiers: Mapping[str, pl.DataFrame] | None = None,
    law: LawView | None = None,
) -> StatTable:
    """The quick statistic: everybody by contract, rank, sex, Party membership and degree. Arguments and errors as :func:`bm01`."""
    title = ("Thống kê nhanh cán bộ, công chức, viên chức", "Quick statistic of the workforce")
    counted = ("Tính tất cả người hiện có.", "Everybody on the rolls is counted.")
    basis = marked("Bảng thống kê nhanh dùng trong thực tế", "REPORTED")
    return _table(
        "quick", QUICK_COLUMNS, title, basis, counted, snapshot, unit=unit, who="all", dossiers=dossiers, law=law
    )


def _table(
    key: str, columns: tuple[StatColumn, ...], title: tuple[str, str], basis: str, counted: tuple[str, str], snapshot: Snapshot, *,
    unit: str | None, who: Who, dossiers: Mapping[str, pl.DataFrame] | None, law: LawView | None,
) -> StatTable:  # fmt: skip
    scope = Scope.ask(snapshot, unit=unit)
    everybody = scope.everybody.filter(pl.coalesce("category", "post_category").is_in(WHO[who]))
    units = scope.units
    if who == "civil_servants":
        everybody = everybody.filter(~pl.col("unit_kind").is_in(COMMUNES))
        units = units.filter(~pl.col("kind").is_in(COMMUNES))
    given = dossiers.get("particulars") if dossiers else None
    particulars = DOSSIER_TABLES["particulars"].empty() if given is None else given
    more = particulars.select("person_id", "religion", "computing_level", "language", "language_level").unique(
        "person_id", keep="first"
    )
    ages = service_ages(snapshot, law or LawBook.load().on(snapshot.as_of)).select("person_id", "retire_on")
    people = (
        everybody.join(more, on="person_id", how="left").join(ages, on="person_id", how="left")
        .with_columns(
            rank_class=pl.col("rank_code").replace_strict(_classes(everybody), default=None, return_dtype=pl.String),
            age=_age(scope.until), past_retirement=pl.col("retire_on") < scope.until,
        )
    )  # fmt: skip
    if particulars.is_empty():
        why = ("không có phần lý lịch chi tiết trong tệp", "the file holds no particulars")
        columns = tuple(
            replace(c, test=None, missing=why) if any(n.startswith("particulars.") for n in c.needs) else c
            for c in columns
        )
    held = set(people["unit_id"])
    norms = dict(units.select("unit_id", "norm").iter_rows())
    empty_too = units.filter(~pl.col("kind").is_in(_NOT_OF[who]) & (pl.col("norm") > 0))["unit_id"].to_list()
    shown = tuple((u, n) for u, n in units.select("unit_id", "name").iter_rows() if u in held or u in empty_too)
    return StatTable(key, *title, basis, counted, scope, columns, shown, people, norms)


def _classes(people: pl.DataFrame) -> dict[str, str]:
    codes = people["rank_code"].drop_nulls().unique().to_list()
    return {c: g.name for c in codes if (g := salary_group(c)) is not None}


def _age(day: date) -> pl.Expr:
    """Completed years; from the year of birth alone only where both possible ages fall into one band of the form."""
    born = pl.col("born")
    reached = (born.dt.month() < day.month) | ((born.dt.month() == day.month) & (born.dt.day() <= day.day))
    exact = day.year - born.dt.year() - 1 + reached.cast(pl.Int32)
    older = day.year - pl.col("born_year_only")
    return exact.fill_null(pl.when(~older.is_in(_FIRST_OF_BAND)).then(older - 1))
