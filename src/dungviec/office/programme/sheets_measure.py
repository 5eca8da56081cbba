"""A live measure of the appraisal room: of the people in scope, whose sheet of the last whole month was sent."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from dungviec.workforce.counting import figure, of_people
from dungviec.workforce.measures import PERCENT, Made, Measure
from dungviec.workforce.scope import Scope

_NEEDS = ("people.person_id", "month_sheets.state")


def _sent(scope: Scope) -> Made:
    from dungviec.office.appraisal.models import MonthSheet
    from dungviec.office.appraisal.services.reminders import NOT_SENT

    last = scope.until.replace(day=1) - timedelta(days=1)
    rows = MonthSheet.objects.filter(year=last.year, sent_at__date__lte=scope.until).exclude(state__in=NOT_SENT)
    sent = [s.person_id for s in rows.only("person_id", "month", "quarter") if last.month in s.months]
    said = (
        f"người đã gửi phiếu tháng {last.month}/{last.year}",
        f"people whose sheet of {last.month}/{last.year} was sent",
    )
    whole = ("người trong biên chế", "people on the rolls")
    own = scope.everybody.filter(pl.col("person_id").is_in(sent))
    return (
        figure("sheets.sent", said, said, of_people(own), needs=_NEEDS),
        figure("sheets.sent.of", whole, whole, of_people(scope.everybody), needs=_NEEDS),
    )


SHEETS_SENT = Measure(
    "sheets.sent", "S16", "Tỉ lệ người đã gửi phiếu đánh giá của tháng trước", "Share of people whose sheet of last month was sent", PERCENT, "up", _sent, kept=False,
)  # fmt: skip
