"""The statutory forms on file: who is counted in each, by which columns, with which sums (processes.md section 4, addendum section 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import polars as pl

from dungviec.law import LawBook, LawView, service_ages
from dungviec.law.marks import mark_of, marked
from dungviec.records import Snapshot
from dungviec.records.codes import CATEGORIES
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.employment import NOT_ON_ESTABLISHMENT
from dungviec.records.ranks import salary_group
from dungviec.workforce.diplomas import add_diplomas
from dungviec.workforce.scope import COMMUNES, SCHOOLS, Scope
from dungviec.workforce.statutory import StatTable, Sum
from dungviec.workforce.statutory_columns import BM01_COLUMNS, QUICK_COLUMNS, StatColumn
from dungviec.workforce.statutory_columns_vc import VC01_COLUMNS

Who = Literal["civil_servants", "public_employees", "all"]
WHO: dict[Who, tuple[str, ...]] = {
    "civil_servants": ("civil_servant",), "public_employees": ("public_employee", "public_employee_manager"), "all": CATEGORIES.values,
}  # fmt: skip
_NOT_OF: dict[Who, tuple[str, ...]] = {
    "civil_servants": (*COMMUNES, "centre", *SCHOOLS), "all": (), "public_employees": ("city", "city_leadership", "party_board", "division", *COMMUNES),
}  # fmt: skip
"""Kinds of unit that stand on the table only when somebody counted works there: their headcount is that of others."""

_NO_DEGREE = ("chưa ghi trình độ chuyên môn", "degree not stated")
_NO_RANK = (
    "ngạch chưa có trong danh mục đã xác minh, hoặc chưa ghi ngạch",
    "rank not in the verified list, or not stated",
)
_NO_AGE = ("ngoài các độ tuổi này hoặc chưa đủ ngày sinh", "outside these ages, or date of birth not known")
_WHOLE_AGES = ("Tuổi là tuổi tròn năm vào ngày báo cáo.", "Ages are completed years on the day of the report.")
_BAND_38 = (
    "Biểu không nói cột 38 có nằm trong cột 35 hay không: cột 35 đếm đúng từ 51 đến 60 tuổi, cả hai phép cộng đều được thử.",
    "The form does not say whether column 38 lies within 35: column 35 counts ages 51 to 60; both sums are tested.",
)
_DIPLOMAS = (
    "Bằng tin học, ngoại ngữ và chứng chỉ tiếng dân tộc lấy theo chuyên ngành của trình độ cao nhất và mục 32 của lý lịch.",
    "Diplomas in computing and languages and certificates of ethnic-minority languages are read from the major of the highest degree and item 32 of the record.",
)
_PRE_RETIREMENT = (
    "Cột 27 giữ tuổi 54 (nữ), 59 (nam) như biểu in, theo tuổi nghỉ hưu cũ.",
    "Column 27 keeps ages 54 (women) and 59 (men) as printed, after the old ages of retirement.",
)
_NOBODY_SAID = (
    "chưa hồ sơ nào ghi biên chế, loại hợp đồng",
    "no record states the establishment or the kind of contract",
)
_NO_CONTRACTS = (
    "Không tính người mà hồ sơ ghi làm việc theo hợp đồng lao động; người chưa ghi biên chế, loại hợp đồng vẫn được tính.",
    "People on file as working by a labour contract are not counted; people of whom nothing is stated are.",
)


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its columns, the sums it asks for, its basis with how sure that is, and the ages at which its bands begin."""

    key: str
    label: str
    columns: tuple[StatColumn, ...]
    basis: tuple[str, str]
    mark: str
    sums: tuple[Sum, ...] = ()
    bands: tuple[int, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


BM01 = Form(
    "bm01", "BM01/BNV", BM01_COLUMNS, ("Biểu BM01/BNV (Thông tư 11/2012/TT-BNV)", "Form BM01/BNV (Circular 11/2012/TT-BNV)"), "REPORTED",
    (
        Sum("12 + … + 17 = 2", tuple(range(12, 18)), _NO_DEGREE), Sum("7 + … + 11 = 2", tuple(range(7, 12)), _NO_RANK),
        Sum("32 + 33 + 34 + 35 = 2", tuple(range(32, 36)), _NO_AGE),
        Sum("32 + 33 + 34 + 35 + 38 = 2", (*range(32, 36), 38), ("đếm hai lần hoặc chưa xếp được tuổi", "counted twice, or age not known")),
    ),
    (31, 41, 51, 56, 61), (_WHOLE_AGES, _BAND_38, _DIPLOMAS),
)  # fmt: skip
VC01 = Form(
    "bm01-vc", "BM01-VC/BNV", VC01_COLUMNS, ("Biểu BM01-VC/BNV (Thông tư 07/2019/TT-BNV)", "Form BM01-VC/BNV (Circular 07/2019/TT-BNV)"), "REPORTED",
    (
        Sum("2 + … + 6 = 1", tuple(range(2, 7)), ("vị trí chưa ghi lĩnh vực", "field of the post not stated")), Sum("7 + … + 11 = 1", tuple(range(7, 12)), _NO_RANK),
        Sum("12 + 13 + 14 + 15 = 1", tuple(range(12, 16)), _NO_DEGREE), Sum("24 + 25 + 26 + 28 = 1", (24, 25, 26, 28), _NO_AGE),
    ),
    (30, 51, 54, 55, 59, 60, 61), (_WHOLE_AGES, _PRE_RETIREMENT, _DIPLOMAS),
)  # fmt: skip
QUICK = Form(
    "quick",
    "Thống kê nhanh",
    QUICK_COLUMNS,
    ("Bảng thống kê nhanh dùng trong thực tế", "Quick statistic as used in practice"),
    "REPORTED",
    (
        Sum("2 + … + 7 = 1", tuple(range(2, 8)), ("chưa ghi biên chế, loại hợp đồng", "establishment or contract not stated")),
        Sum("8 + … + 12 = 1", tuple(range(8, 13)), _NO_RANK), Sum("15 + … + 20 = 1", tuple(range(15, 21)), _NO_DEGREE),
    ),
    notes=(
        ("Cột 5 gồm cả hợp đồng do đơn vị tự ký; cột 6 gồm hợp đồng vụ việc, hợp đồng chuyên gia, hợp đồng 111/2022 và hợp đồng khác: biểu không có cột riêng.",
         "Column 5 holds contracts made by the unit itself too; column 6 holds contracts for a task, with experts, 111/2022 and others: the form has no column of their own."),
    ),
)  # fmt: skip
FORMS: dict[str, Form] = {f.key: f for f in (BM01, VC01, QUICK)}
"""Every counting form by its key."""


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
    return _table(BM01, titles[who], words[who], snapshot, unit=unit, who=who, dossiers=dossiers, law=law)


def bm01_vc(
    snapshot: Snapshot, *, unit: str | None = None, dossiers: Mapping[str, pl.DataFrame] | None = None, law: LawView | None = None
) -> StatTable:  # fmt: skip
    """BM01-VC/BNV: number and quality of public employees in 31 columns (REPORTED). Arguments and errors as :func:`bm01`."""
    title = ("Báo cáo số lượng, chất lượng viên chức", "Number and quality of public employees")
    counted = ("Tính viên chức và viên chức quản lý hiện có.", "Public employees and their managers are counted.")
    return _table(VC01, title, counted, snapshot, unit=unit, who="public_employees", dossiers=dossiers, law=law)


def quick_table(
    snapshot: Snapshot, *, unit: str | None = None, dossiers: Mapping[str, pl.DataFrame] | None = None, law: LawView | None = None
) -> StatTable:  # fmt: skip
    """The quick statistic: everybody by contract, rank, sex, Party membership and degree. Arguments and errors as :func:`bm01`."""
    title = ("Thống kê nhanh cán bộ, công chức, viên chức", "Quick statistic of the workforce")
    counted = ("Tính tất cả người hiện có.", "Everybody on the rolls is counted.")
    return _table(QUICK, title, counted, snapshot, unit=unit, who="all", dossiers=dossiers, law=law)


def _table(
    form: Form, title: tuple[str, str], counted: tuple[str, str], snapshot: Snapshot, *,
    unit: str | None, who: Who, dossiers: Mapping[str, pl.DataFrame] | None, law: LawView | None,
) -> StatTable:  # fmt: skip
    scope = Scope.ask(snapshot, unit=unit)
    everybody, remarks = scope.everybody, form.notes
    if who != "all":
        contracted = pl.col("employment").is_in(NOT_ON_ESTABLISHMENT).fill_null(value=False)
        everybody = everybody.filter(pl.coalesce("category", "post_category").is_in(WHO[who]) & ~contracted)
        remarks = (*remarks, _NO_CONTRACTS)
    units = scope.units
    if who == "civil_servants":
        everybody = everybody.filter(~pl.col("unit_kind").is_in(COMMUNES))
        units = units.filter(~pl.col("kind").is_in(COMMUNES))
    given = dossiers or {}
    particulars = given.get("particulars")
    columns = form.columns
    if particulars is None or particulars.is_empty():
        columns = _lack(
            columns, "particulars", ("không có phần lý lịch chi tiết trong tệp", "the file holds no particulars")
        )
    if given.get("studies") is None:
        columns = _lack(
            columns,
            "studies",
            (
                "không có quá trình học tập (mục 32 lý lịch) trong tệp",
                "the file holds no studies (item 32 of the record)",
            ),
        )
    if not everybody["employment"].is_not_null().any():
        columns = _lack(columns, "people.employment", _NOBODY_SAID)
    people = _described(scope, everybody, given, form, law or LawBook.load().on(snapshot.as_of))
    held = set(people["unit_id"])
    norms = dict(units.select("unit_id", "norm").iter_rows())
    empty_too = units.filter(~pl.col("kind").is_in(_NOT_OF[who]) & (pl.col("norm") > 0))["unit_id"].to_list()
    shown = tuple((u, n) for u, n in units.select("unit_id", "name").iter_rows() if u in held or u in empty_too)
    basis = (marked(form.basis[0], form.mark), marked(form.basis[1], form.mark, "en"))
    return StatTable(
        form.key, *title, *basis, counted, scope, columns, shown, people, norms, sums=form.sums, remarks=remarks
    )


def _lack(columns: tuple[StatColumn, ...], place: str, why: tuple[str, str]) -> tuple[StatColumn, ...]:
    """The columns, those that read a table (or one column of it) as ones the records cannot fill."""
    return tuple(
        replace(c, test=None, missing=why) if c.test is not None and any(f"{n}.".startswith(f"{place}.") for n in c.needs) else c
        for c in columns
    )  # fmt: skip


def _described(
    scope: Scope, everybody: pl.DataFrame, dossiers: Mapping[str, pl.DataFrame], form: Form, law: LawView
) -> pl.DataFrame:
    """Everybody counted, with what the columns of a form ask of them."""
    given = dossiers.get("particulars")
    particulars = DOSSIER_TABLES["particulars"].empty() if given is None else given
    more = particulars.select("person_id", "religion", "computing_level", "language", "language_level").unique(
        "person_id", keep="first"
    )
    ages = service_ages(scope.snapshot, law).select("person_id", "retire_on")
    fields = scope.snapshot.posts.select("post_id", post_field="field")
    people = (
        everybody.join(more, on="person_id", how="left").join(ages, on="person_id", how="left").join(fields, on="post_id", how="left")
        .with_columns(
            rank_class=pl.col("rank_code").replace_strict(_classes(everybody), default=None, return_dtype=pl.String),
            age=age_on(scope.until, form.bands), past_retirement=pl.col("retire_on") < scope.until,
        )
    )  # fmt: skip
    return add_diplomas(people, dossiers.get("studies"))


def _classes(people: pl.DataFrame) -> dict[str, str]:
    codes = people["rank_code"].drop_nulls().unique().to_list()
    return {c: g.name for c in codes if (g := salary_group(c)) is not None}


def age_on(day: date, bands: tuple[int, ...] = ()) -> pl.Expr:
    """Completed years; from the year of birth alone only where both possible ages fall into one of the bands (their first ages)."""
    born = pl.col("born")
    reached = (born.dt.month() < day.month) | ((born.dt.month() == day.month) & (born.dt.day() <= day.day))
    exact = day.year - born.dt.year() - 1 + reached.cast(pl.Int32)
    older = day.year - pl.col("born_year_only")
    return exact.fill_null(pl.when(~older.is_in(bands)).then(older - 1))
