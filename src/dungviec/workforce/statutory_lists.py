"""Forms that list people instead of counting them: BM04/BNV with pay, and the summary of ratings (both REPORTED)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from dungviec.law.marks import marked
from dungviec.records import Snapshot
from dungviec.records.codes import RATINGS
from dungviec.records.dates import last_rating_year, whole_months
from dungviec.records.vietnamese import fold, format_number
from dungviec.workforce.scope import COMMUNES, Scope


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: heading in both languages, width in millimetres (0: what is left), the fields it reads."""

    vi: str
    en: str
    width: int
    needs: tuple[str, ...] = ()
    left: bool = False
    may_lack: bool = False
    """Whether an empty cell is an answer (no allowance), not something unknown."""

    def words(self, lang: str) -> str:
        """The heading."""
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True, slots=True)
class ListRow:
    """One person: the words of each cell; empty where the records do not say."""

    person_id: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class StatList:
    """One list of a form."""

    key: str
    title: str
    title_en: str
    basis: str
    basis_en: str
    counted: tuple[str, str]
    scope: Scope
    heads: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...] = field(repr=False)
    remarks: tuple[tuple[str, str], ...] = ()
    withheld: frozenset[int] = frozenset()
    """Columns (from 0) that are not shown to whoever reads."""

    def withhold(self, fields: Collection[str]) -> StatList:
        """The list for somebody who may not see these fields (``table.column``): their cells are empty, the headings stay."""
        away = frozenset(n for n, h in enumerate(self.heads) if set(fields) & set(h.needs))
        rows = tuple(
            ListRow(r.person_id, tuple("" if n in away else words for n, words in enumerate(r.cells)))
            for r in self.rows
        )
        return replace(self, rows=rows, withheld=away)

    def notes(self, lang: str = "vi") -> list[str]:
        """What must be said below the list."""
        n = 0 if lang == "vi" else 1
        empty = [str(k + 1) for k, h in enumerate(self.heads) if self.rows and k not in self.withheld and not h.may_lack and not any(r.cells[k] for r in self.rows)]  # fmt: skip
        told = [self.counted[n], *(remark[n] for remark in self.remarks)]
        if empty:
            told.append(("Cột {}: hồ sơ chưa có.", "Column {}: not on file.")[n].format(", ".join(empty)))
        if self.withheld:
            shut = ", ".join(str(k + 1) for k in sorted(self.withheld))
            told.append(("Cột {}: bạn không được xem.", "Column {}: you may not see it.")[n].format(shut))
        return told


_BM04 = (
    ListColumn("STT", "No.", 8), ListColumn("Họ và tên", "Full name", 36, left=True), ListColumn("Ngày sinh (nam)", "Born (men)", 18, ("people.born", "people.sex"), may_lack=True),
    ListColumn("Ngày sinh (nữ)", "Born (women)", 18, ("people.born", "people.sex"), may_lack=True), ListColumn("Chức vụ, chức danh", "Post or title", 0, left=True),
    ListColumn("Cơ quan, đơn vị", "Agency", 32, left=True), ListColumn("Thời gian giữ chức vụ", "Time in post", 20, ("tenures.from_date",)),
    ListColumn("Hệ số lương", "Coeffi-cient", 12, ("people.coefficient",)), ListColumn("Bậc", "Step", 9, ("particulars.salary_step",)),
    ListColumn("PC chức vụ", "Post allowance", 12, ("particulars.post_allowance",), may_lack=True), ListColumn("PC trách nhiệm", "Respon-sibility", 13, ("allowances.kind",), may_lack=True),
    ListColumn("PC khu vực", "Area", 12, ("allowances.kind",), may_lack=True), ListColumn("PC vượt khung (%)", "Seniority (%)", 13, ("particulars.seniority_percent",), may_lack=True),
    ListColumn("Tổng PC theo %", "Allow-ances in %", 13, ("allowances.kind",), may_lack=True), ListColumn("Ghi chú", "Note", 13, may_lack=True),
)  # fmt: skip


def bm04(
    snapshot: Snapshot, *, unit: str | None = None, dossiers: Mapping[str, pl.DataFrame] | None = None, lang: str = "vi"
) -> StatList:
    """BM04/BNV: list and pay of cadres and civil servants of communes, 15 columns (REPORTED: software layout).

    Steps and allowances come from the dossier; allowances written in per cent are summed in column 14. Raises WorkforceFault for
    a unit that does not exist.
    """
    scope, given = Scope.ask(snapshot, unit=unit), dossiers or {}
    people = scope.everybody.filter(pl.col("unit_kind").is_in(COMMUNES) & pl.coalesce("category", "post_category").is_in(["cadre", "civil_servant"]))  # fmt: skip
    particulars = {r["person_id"]: r for r in given["particulars"].to_dicts()} if "particulars" in given else {}
    allowances = _running(given.get("allowances"), scope.until)
    rows = []
    for n, p in enumerate(people.sort("unit_name", maintain_order=True).to_dicts(), start=1):
        own, extra = particulars.get(p["person_id"], {}), allowances.get(p["person_id"], [])
        born = p["born"].strftime("%d/%m/%Y") if p["born"] else str(p["born_year_only"] or "")
        in_percent = [float(a["percent"]) for a in extra if a.get("percent") is not None]
        cells = (
            str(n), p["name"], born if p["sex"] == "male" else "", born if p["sex"] == "female" else "", p["post_title"] or "", p["unit_name"],
            _span(p["since"], scope.until, lang), _number(p["coefficient"]), str(own.get("salary_step") or ""),
            _number(own.get("post_allowance")), _named(extra, "trach nhiem"), _named(extra, "khu vuc"), _number(own.get("seniority_percent")),
            _number(sum(in_percent)) if in_percent else "", "",
        )  # fmt: skip
        rows.append(ListRow(p["person_id"], cells))
    counted = ("Cán bộ, công chức phường, xã hiện có.", "Cadres and civil servants of wards and communes on the rolls.")
    title = (
        "Danh sách và tiền lương cán bộ, công chức cấp xã",
        "List and pay of cadres and civil servants of communes",
    )
    basis = (
        marked("Biểu BM04/BNV (Thông tư 11/2012/TT-BNV)", "REPORTED"),
        marked("Form BM04/BNV (Circular 11/2012/TT-BNV)", "REPORTED", "en"),
    )
    return StatList("bm04", *title, *basis, counted, scope, _BM04, tuple(rows))


_RATED = (
    ListColumn("STT", "No.", 9), ListColumn("Họ và tên", "Full name", 44, left=True), ListColumn("Chức vụ, vị trí việc làm", "Post", 0, left=True),
    ListColumn("Phòng, ban, đơn vị", "Unit", 50, left=True), ListColumn("Điểm tự chấm", "Own points", 18, ("month_sheets.points",)),
    ListColumn("Điểm trưởng phòng", "Head's points", 20, ("month_sheets.points",)), ListColumn("Điểm lãnh đạo", "Leader's points", 20, ("month_sheets.points",)),
    ListColumn("Kết quả xếp loại", "Rating", 38, ("ratings.rating",)), ListColumn("Ghi chú", "Note", 30, ("ratings.note",), may_lack=True),
)  # fmt: skip


def rating_summary(
    snapshot: Snapshot, *, unit: str | None = None, year: int | None = None, points: Mapping[str, tuple[float | None, float | None, float | None]] | None = None, lang: str = "vi"
) -> StatList:  # fmt: skip
    """The summary of ratings of a year (the latest one on the day when not given), as used in practice (REPORTED).

    ``points``: person → own points, the head's, the leader's, where sheets of the year are kept. Raises WorkforceFault for a unit
    that does not exist.
    """
    scope = Scope.ask(snapshot, unit=unit)
    asked, given = year or last_rating_year(scope.until), points or {}
    known = snapshot["ratings"].filter((pl.col("year") == asked) & (pl.col("system") == "state") & (pl.col("decided").is_null() | (pl.col("decided") <= scope.until)))  # fmt: skip
    ratings = {r["person_id"]: r for r in known.to_dicts()}
    rows = []
    for n, p in enumerate(scope.everybody.sort("unit_name", maintain_order=True).to_dicts(), start=1):
        own = ratings.get(p["person_id"])
        told = (_number(v) for v in given.get(p["person_id"], (None, None, None)))
        rating = (
            ""
            if own is None
            else RATINGS.label(own["rating"], lang)
            if own["rating"]
            else ("Không xếp loại" if lang == "vi" else "Not rated")
        )
        rows.append(
            ListRow(p["person_id"], (str(n), p["name"], p["post_title"] or "", p["unit_name"], *told, rating, (own or {}).get("note") or ""))
        )  # fmt: skip
    title = (f"Tổng hợp kết quả đánh giá, xếp loại năm {asked}", f"Summary of appraisal and rating for {asked}")
    counted = ("Người hiện có vào ngày báo cáo.", "Everybody on the rolls on the day.")
    basis = (
        marked("Bảng tổng hợp xếp loại dùng trong thực tế", "REPORTED"),
        marked("Summary of ratings as used in practice", "REPORTED", "en"),
    )
    return StatList("ratings", *title, *basis, counted, scope, _RATED, tuple(rows))


def _running(allowances: pl.DataFrame | None, day: date) -> dict[str, list[dict[str, Any]]]:
    """Allowances paid on the day, by person."""
    found: dict[str, list[dict[str, Any]]] = {}
    if allowances is not None:
        now = allowances.filter(
            (pl.col("from_date") <= day) & (pl.col("to_date").is_null() | (pl.col("to_date") >= day))
        )
        for row in now.to_dicts():
            found.setdefault(row["person_id"], []).append(row)
    return found


def _named(allowances: list[dict[str, Any]], word: str) -> str:
    """The allowance whose kind names a word: its coefficient, else its per cent."""
    for row in allowances:
        if word in fold(str(row["kind"])):
            percent, coefficient = row.get("percent"), row.get("coefficient")
            return _number(coefficient) if coefficient is not None else f"{_number(percent)} %"
    return ""


def _span(start: date, end: date, lang: str) -> str:
    """A length of time in years and months."""
    years, months = divmod(whole_months(start, end), 12)
    words = ("{} năm", "{} tháng") if lang == "vi" else ("{} y", "{} m")
    return " ".join(w.format(n) for w, n in zip(words, (years, months), strict=True) if n) or words[1].format(0)


def _number(value: object) -> str:
    """A number without needless decimals: 3,66; empty where it is not known."""
    if not isinstance(value, int | float):
        return ""
    text = format_number(float(value), decimals=2)
    return text.rstrip("0").rstrip(",") if "," in text else text
