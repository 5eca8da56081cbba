"""What the reports tell in the morning: people of whom a fact is missing that the statutory tables count, so that a cell says «chưa rõ»."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.registry.gate import SeenRecords, seen_by
from dungviec.office.registry.keeping import kept_per_viewer
from dungviec.office.reports.rights import may_enter

COUNTED = ("sex", "born", "ethnicity", "rank_code", "theory", "state_management")
"""Facts of the record that BM01 counts people by; degrees are told by the registry."""


def matters(asking: Asking) -> Iterator[Matter]:
    """People in reach with a gap in the tables, as far as the viewer sees the fields."""
    if may_enter(asking.viewer):
        yield Matter(
            "reports.unclear", Turn.RISK, _unclear(seen_by(asking)), _("người thiếu dữ kiện mà biểu thống kê đếm"), reverse("reports:bm01"),
            _("Ngạch, lý luận chính trị, quản lý nhà nước, dân tộc, ngày sinh, giới tính"),
        )  # fmt: skip


@kept_per_viewer
def _unclear(records: SeenRecords) -> int:
    people = records.people
    columns = [c for c in COUNTED if c in people.columns]
    return people.filter(pl.any_horizontal([pl.col(c).is_null() for c in columns])).height if columns else 0
