"""The list of officials: filters, search, order, totals, pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.policy import Viewer
from dungviec.office.registry.columns import COLUMNS, Column
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.rights import visible_ids
from dungviec.office.registry.search.indexes import people_finder
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame, workforce
from dungviec.office.shell.typed import PARAMETER
from dungviec.records.codes import CODE_LISTS
from dungviec.records.dates import add_months
from dungviec.records.vietnamese import fold

PAGE = 50
_CODE = re.compile(r"[\w.\-]{1,40}", re.ASCII)
NOT_STATED = "none"


@dataclass(frozen=True)
class Filter:
    """One filter: key in addresses, label, choices on a day, and the condition a chosen value sets."""

    key: str
    label: Any
    condition: Callable[[str, date], pl.Expr]
    codes: str = ""
    options: tuple[tuple[str, Any], ...] = ()
    main: bool = False
    """Shown in the row above the table; the others are one click away."""

    def word(self, value: str) -> str:
        """The word of a chosen value."""
        if value == NOT_STATED and self.codes:
            return str(_("Chưa có thông tin"))
        if self.codes:
            return CODE_LISTS[self.codes].label(value, get_language() or "vi")
        return next((str(label) for key, label in self.options if key == value), value)

    def valid(self, value: str) -> bool:
        """Whether the filter knows the value; an address with another one is read as if it were not there."""
        if self.codes:
            return value == NOT_STATED or value in CODE_LISTS[self.codes].by_value
        return value in {key for key, _label in self.options}


def _coded(key: str, label: Any, column: str, codes: str, *, main: bool = False) -> Filter:
    def condition(value: str, day: date) -> pl.Expr:
        return pl.col(column).is_null() if value == NOT_STATED else pl.col(column) == value

    return Filter(key, label, condition, codes=codes, main=main)


def _within(column: str) -> Callable[[str, date], pl.Expr]:
    """Days from ``day`` up to so many months later; ``0`` means already past."""

    def condition(value: str, day: date) -> pl.Expr:
        months = int(value)
        return pl.col(column) < day if months == 0 else pl.col(column).is_between(day, add_months(day, months))

    return condition


def _age_band(value: str, day: date) -> pl.Expr:
    low, high = (int(part) for part in value.split("-"))
    return pl.col("age").is_between(low, high)


_AGES = (
    ("0-30", _("đến 30 tuổi")),
    ("31-40", _("31–40 tuổi")),
    ("41-50", _("41–50 tuổi")),
    ("51-55", _("51–55 tuổi")),
    ("56-99", _("từ 56 tuổi")),
)
_SOON = (("0", _("đã quá hạn")), ("6", _("trong 6 tháng")), ("12", _("trong 12 tháng")), ("24", _("trong 24 tháng")))
_YES_NO = (("1", _("có")), ("0", _("không")))

FILTERS: dict[str, Filter] = {
    f.key: f
    for f in (
        _coded("category", _("Đối tượng"), "category", "category", main=True),
        _coded("degree", _("Trình độ"), "degree", "degree", main=True),
        _coded("theory", _("Lý luận chính trị"), "theory", "theory", main=True),
        _coded("level", _("Cấp chức vụ"), "level", "level"),
        _coded("field", _("Lĩnh vực"), "field", "field"),
        _coded("kind", _("Loại đơn vị"), "unit_kind", "unit_kind"),
        _coded("rating", _("Xếp loại gần nhất"), "rating", "rating"),
        _coded("sex", _("Giới tính"), "sex", "sex"),
        Filter("age", _("Độ tuổi"), _age_band, options=_AGES),
        Filter("minority", _("Dân tộc thiểu số"), lambda v, d: pl.col("minority") == (v == "1"), options=_YES_NO),
        Filter("party", _("Đảng viên"), lambda v, d: pl.col("party_member") == (v == "1"), options=_YES_NO),
        Filter("leads", _("Giữ chức vụ lãnh đạo, quản lý"), lambda v, d: pl.col("leads") == (v == "1"), options=_YES_NO),
        Filter("term", _("Hết thời hạn bổ nhiệm"), _within("term_ends"), options=_SOON),
        Filter("retires", _("Đến tuổi nghỉ hưu"), _within("retires"), options=_SOON),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Query:
    """What was asked of the list: text, unit, filters, order."""

    text: str = ""
    kept: str = ""
    """The number under which the session keeps the text: addresses hold this, never the text."""
    unit: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: str = "name"

    @classmethod
    def read(cls, parameters: Mapping[str, str], *, text: str = "", kept: str = "") -> Query:
        """From an address or a posted form, and the text kept for it; what the list does not know is left out."""
        chosen = {key: v for key, f in FILTERS.items() if (v := parameters.get(key, "")) and f.valid(v)}
        sort = parameters.get("sort", "name")
        return cls(
            text=text,
            kept=kept if text else "",
            unit=unit if _CODE.fullmatch(unit := parameters.get("unit", "")) else "",
            chosen=chosen,
            sort=sort if sort.lstrip("-") in COLUMNS else "name",
        )

    @property
    def parameters(self) -> dict[str, str]:
        """The address again, without empty parts and without what was typed."""
        given = {
            "unit": self.unit,
            **self.chosen,
            "sort": "" if self.sort == "name" else self.sort,
            PARAMETER: self.kept,
        }
        return {key: value for key, value in given.items() if value}


@kept_per_day
def everybody(day: date) -> pl.DataFrame:
    """The workforce with ``row``, the number of each person in it, by which the search knows them."""
    return workforce(day).with_row_index("row")


def visible(viewer: Viewer, day: date) -> pl.DataFrame:
    """The workforce as far as the viewer may see it."""
    frame = everybody(day)
    ids = visible_ids(viewer)
    return frame if ids is None else frame.filter(pl.col("person_id").is_in(ids))


@dataclass(frozen=True)
class Selection:
    """The rows a query asks for, and whether they only come near what was typed."""

    rows: pl.DataFrame
    nearly: bool = False


def select(frame: pl.DataFrame, query: Query, day: date) -> Selection:
    """The rows a query asks for, in the order it asks for."""
    conditions = [FILTERS[key].condition(value, day) for key, value in query.chosen.items()]
    if query.unit:
        conditions.append((pl.lit("/") + pl.col("unit_path")).str.contains(f"/{query.unit}/", literal=True))
    found = search(frame.filter(conditions) if conditions else frame, query.text, day)
    return Selection(order(found.rows, query.sort), found.nearly)


def search(frame: pl.DataFrame, text: str, day: date) -> Selection:
    """Rows of a part of :func:`everybody` whose name, post or identifier holds every word of ``text``.

    A word typed with marks must stand there with them («Hà» does not find «Hạ»); one typed without matches any marks. Where
    nobody of ``frame`` fits, one typing error is allowed for, and ``nearly`` is set.
    """
    if not text:
        return Selection(frame)
    finder, rows = people_finder(day), frame["row"].to_numpy()
    among = np.zeros(finder.height, dtype=bool)
    among[rows] = True
    found = finder.find(text, among)
    return Selection(frame.filter(pl.Series(found.rows[rows], dtype=pl.Boolean)), found.nearly and found.any)


def order(frame: pl.DataFrame, sort: str) -> pl.DataFrame:
    """Rows by a column: names and texts the Vietnamese way, codes by their rank, what is not known last."""
    column, descending = COLUMNS[sort.lstrip("-")], sort.startswith("-")
    if column.key == "name":
        key = pl.col("sort_key")
    elif column.kind == "code":
        ranks = {c.value: c.rank * 100 + i for i, c in enumerate(CODE_LISTS[column.codes])}
        key = pl.col(column.source).replace_strict(ranks, default=None, return_dtype=pl.Int32)
    elif column.kind == "text":
        key = pl.col(column.source).map_elements(fold, return_dtype=pl.String)
    else:
        key = pl.col(column.source)
    return frame.with_columns(_key=key).sort(
        ["_key", "sort_key", "person_id"], descending=[descending, False, False], nulls_last=True
    ).drop("_key")  # fmt: skip


@dataclass(frozen=True)
class Totals:
    """The foot of the list."""

    people: int
    women: int
    minority: int
    party: int
    leads: int
    mean_age: float | None


def totals(frame: pl.DataFrame) -> Totals:
    """The figures under the list, of all its rows, not of the page shown."""
    mean = frame["age"].mean()
    return Totals(
        people=frame.height,
        women=frame.filter(pl.col("sex") == "female").height,
        minority=int(frame["minority"].sum() or 0),
        party=int(frame["party_member"].sum() or 0),
        leads=int(frame["leads"].sum() or 0),
        mean_age=float(mean) if isinstance(mean, int | float) else None,
    )


@dataclass(frozen=True)
class Cell:
    """One cell of the table on the screen."""

    column: Column
    text: str


def page_rows(frame: pl.DataFrame, columns: list[Column], page: int) -> list[tuple[dict[str, Any], list[Cell]]]:
    """The rows of one page (counted from 1), each with its cells."""
    rows = frame.slice((page - 1) * PAGE, PAGE).to_dicts()
    return [(row, [Cell(c, c.text(row)) for c in columns]) for row in rows]


def unit_choices(viewer: Viewer, day: date) -> list[tuple[str, str, int]]:
    """Units for the filter: identifier, name, depth below the topmost."""
    units = unit_frame(snapshot(day))
    seen = set(visible(viewer, day)["unit_path"].drop_nulls().to_list())
    reached = {part for path in seen for part in path.strip("/").split("/")}
    rows = units.filter(pl.col("unit_id").is_in(list(reached))).select("unit_id", "name", "path").to_dicts()
    position = {row["unit_id"]: i for i, row in enumerate(rows)}
    rows.sort(key=lambda row: [position.get(part, 0) for part in row["path"].strip("/").split("/")])
    least = min((row["path"].count("/") for row in rows), default=1)
    return [(row["unit_id"], row["name"], row["path"].count("/") - least) for row in rows]


def option_counts(frame: pl.DataFrame, filter_: Filter, day: date) -> list[tuple[str, str, int]]:
    """The choices of a filter with how many people each holds; empty ones are left out."""
    values = [*CODE_LISTS[filter_.codes].values, NOT_STATED] if filter_.codes else [key for key, _l in filter_.options]
    counts = frame.select(
        [filter_.condition(v, day).fill_null(False).sum().alias(str(i)) for i, v in enumerate(values)]
    ).row(0)
    return [(v, filter_.word(v), n) for v, n in zip(values, counts, strict=True) if n]
