"""What the forecast tells in the morning: leading posts that come free beyond the year the registry tells of."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.matters import Asking, Matter, Turn
from dungviec.office.forecast.rights import may_enter
from dungviec.office.registry.gate import seen_by
from dungviec.records.dates import add_months


def matters(asking: Asking) -> Iterator[Matter]:
    """Leaders who reach the age in the second and third year from now: time enough to prepare somebody."""
    people = seen_by(asking).people if may_enter(asking.viewer) else None
    if people is not None and {"leads", "retires"} <= set(people.columns):
        first, last = add_months(asking.day, 12), add_months(asking.day, 36)
        days = people.filter(pl.col("leads") & (pl.col("retires") > first) & (pl.col("retires") <= last))["retires"]
        yield Matter(
            "forecast.leaders", Turn.RISK, days.len(), _("người giữ chức vụ lãnh đạo đến tuổi nghỉ hưu trong năm thứ hai, thứ ba tới"),
            reverse("forecast:outlook"), _("Còn kịp quy hoạch và đào tạo người kế cận"),
        )  # fmt: skip
