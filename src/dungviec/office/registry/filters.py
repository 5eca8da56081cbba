"""The filters of the list of officials: what each asks, and how many people each of its choices holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.policy import Viewer
from dungviec.office.registry.keeping import kept_per_reach
from dungviec.records.codes import CODE_LISTS
from dungviec.records.dates import add_months

NOT_STATED = "none"


@dataclass(frozen=True)
class Filter:
    """One filter: key in addresses, label, choices on a day, and the condition a chosen value sets."""

    key: str
    label: Any
    column: str
    """The field of the workforce it looks at; where a viewer may not see that, the filter is not there."""
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

    return Filter(key, label, column, condition, codes=codes, main=main)


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
        _coded("employment", _("Biên chế, loại hợp đồng"), "employment", "employment"),
        _coded("kind", _("Loại đơn vị"), "unit_kind", "unit_kind"),
        _coded("rating", _("Xếp loại gần nhất"), "rating", "rating"),
        _coded("sex", _("Giới tính"), "sex", "sex"),
        Filter("age", _("Độ tuổi"), "age", _age_band, options=_AGES),
        Filter("minority", _("Dân tộc thiểu số"), "minority", lambda v, d: pl.col("minority") == (v == "1"), options=_YES_NO),
        Filter("party", _("Đảng viên"), "party_member", lambda v, d: pl.col("party_member") == (v == "1"), options=_YES_NO),
        Filter("leads", _("Giữ chức vụ lãnh đạo, quản lý"), "leads", lambda v, d: pl.col("leads") == (v == "1"), options=_YES_NO),
        Filter("term", _("Hết thời hạn bổ nhiệm"), "term_ends", _within("term_ends"), options=_SOON),
        Filter("retires", _("Đến tuổi nghỉ hưu"), "retires", _within("retires"), options=_SOON),
    )
}  # fmt: skip


def offered(frame: pl.DataFrame) -> list[Filter]:
    """The filters that a frame of the gate allows."""
    return [f for f in FILTERS.values() if f.column in frame.columns]


@kept_per_reach
def option_counts(frame: pl.DataFrame, day: date) -> dict[str, list[tuple[str, int]]]:
    """For every filter a frame of the gate allows, its choices with how many people each holds; empty ones are left out."""
    return {f.key: _counts(frame, f, day) for f in offered(frame)}


def choices(viewer: Viewer, frame: pl.DataFrame, day: date) -> list[tuple[Filter, list[tuple[str, str, int]]]]:
    """The filters of a viewer's whole frame, each with the value, word and number of people of every choice."""
    counts = option_counts(viewer, frame, day)
    return [(FILTERS[key], [(v, FILTERS[key].word(v), n) for v, n in held]) for key, held in counts.items()]


def _counts(frame: pl.DataFrame, filter_: Filter, day: date) -> list[tuple[str, int]]:
    if filter_.codes:
        held = dict(frame.group_by(filter_.column).len().iter_rows())
        values = [*CODE_LISTS[filter_.codes].values, NOT_STATED]
        return [(v, n) for v in values if (n := held.get(None if v == NOT_STATED else v, 0))]
    values = [key for key, _label in filter_.options]
    counts = frame.select([filter_.condition(v, day).fill_null(False).sum().alias(v) for v in values]).row(0)
    return [(v, n) for v, n in zip(values, counts, strict=True) if n]
