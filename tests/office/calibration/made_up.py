"""Months, years and work of the town's people in 2026, written straight into the appraisal's tables: a small agency that scores."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from dungviec.office.access.models import User
from dungviec.office.appraisal.models import (
    MonthSheet,
    MonthState,
    SheetStep,
    Task,
    UnitYear,
    YearSheet,
    YearState,
)
from dungviec.office.appraisal.models.sheets import Scheme

YEAR = 2026
AT = datetime(2026, 12, 1, tzinfo=UTC)


def months(person: str, unit: str, points: list[float], *, by: User) -> None:
    """Confirmed months from January on, one a number, scored under a regulation so that the points stand as they are."""
    MonthSheet.objects.bulk_create(
        MonthSheet(
            person_id=person, unit_id=unit, year=YEAR, month=n, scheme=Scheme.REGULATION, state=MonthState.CONFIRMED, points=value,
            self_points=value, confirmed_at=AT, confirmed_by=by, made_at=AT,
        )
        for n, value in enumerate(points, 1)
    )  # fmt: skip


def year(person: str, unit: str, **more: Any) -> YearSheet:
    """The sheet of the year."""
    facts = {"months_worked": 12}
    return YearSheet.objects.create(person_id=person, unit_id=unit, year=YEAR, facts=facts, made_at=AT, **more)


def scored_agency(by: User) -> None:
    """P-GD is an agency: Hạnh heads it (rated good as a body), Đức stands at 95 and is proposed as good only; An and Ân teach below."""
    UnitYear.objects.create(unit_id="P-GD", year=YEAR, agency=True, level="good", made_at=AT)
    for person, unit, points in (("N1", "P-GD", 93.0), ("N2", "P-GD", 95.0), ("N3", "TH", 80.0), ("N4", "TH", 72.5)):
        months(person, unit, [points] * 12, by=by)
    year("N1", "P-GD")
    sheet = year(
        "N2", "P-GD", duties="chuyên môn", self_level="excellent", proposed_level="good", state=YearState.PROPOSED
    )
    SheetStep.objects.create(
        year_sheet=sheet, step="propose", by=by, at=AT, after="good", reason="Còn hai việc chậm chưa có lý do."
    )
    year("N3", "TH", duties="giảng dạy")
    year("N4", "TH", duties="giảng dạy")


def work(person: str, unit: str, days: list[int], *, pieces: int = 1) -> None:
    """Finished lines of work in every month, on these days."""
    Task.objects.bulk_create(
        Task(
            person_id=person, unit_id=unit, year=YEAR, month=m, kind="unnamed", name="Công văn", coefficient=1, assigned=pieces, done=pieces,
            due=date(YEAR, m, 28), finished=date(YEAR, m, d), made_at=AT,
        )
        for m in range(1, 13)
        for d in days
    )  # fmt: skip
