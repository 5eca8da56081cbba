"""The demo's year of 2020: units with a level, heads and two divisions with facts, a self-rating and a proposal; nobody is real.

Nothing is decided: a decision would change the ratings in the records, and those are the figures of the demo city.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from dungviec.office.access.models import User
from dungviec.office.appraisal.models import Level, SheetStep, UnitYear, YearSheet, YearState

_LEVELS = (Level.GOOD, Level.EXCELLENT, Level.GOOD, Level.COMPLETED, Level.GOOD)
"""Most units do well, some excellently, some only enough."""


def rate_units(units: pl.DataFrame, year: int, at: datetime, *, by: User | None) -> None:
    """Two of three units below the topmost have their level; the others still wait."""
    UnitYear.objects.bulk_create(
        UnitYear(
            unit_id=unit, year=year, level=_LEVELS[n % len(_LEVELS)], number=f"{3100 + n}/QĐ-UBND", decided_on=at.date(), made_by=by, made_at=at,
        )
        for n, unit in enumerate(units["unit_id"].sort()) if n % 3
    )  # fmt: skip


def rate_people(
    people: pl.DataFrame, year: int, at: datetime, *, own: Mapping[str, User], over: Mapping[str, User | None]
) -> None:
    """Facts of the year for everybody in ``people``, a self-rating for most, a proposal of the head for half."""
    sheets = [_sheet(row, n, year, at, over.get(row["person_id"])) for n, row in enumerate(people.sort("person_id").to_dicts())]  # fmt: skip
    steps = []
    for sheet in YearSheet.objects.bulk_create(sheets):
        if sheet.self_level:
            steps.append(SheetStep(year_sheet=sheet, step="self", at=at, by=own.get(sheet.person_id), after=sheet.self_level))  # fmt: skip
        if sheet.proposed_level:
            steps.append(SheetStep(year_sheet=sheet, step="propose", at=at + timedelta(hours=3), by=sheet.proposed_by, after=sheet.proposed_level, reason=sheet.proposed_reason))  # fmt: skip
    SheetStep.objects.bulk_create(steps)


def _sheet(person: Mapping[str, Any], n: int, year: int, at: datetime, head: User | None) -> YearSheet:
    """One person's year: what NĐ 90/2020 asks, as shares."""
    well, late = n % 4 == 0, n % 5 == 3
    facts: dict[str, Any] = {
        "months_worked": 12, "conduct_good": True, "disciplined_in_year": False,
        "tasks_done": 1.0, "tasks_exceeded": 0.55 if well and not late else 0.2, "tasks_short": 0.12 if late else 0.0,
    }  # fmt: skip
    if person["leads"] or person["role"] in ("head", "deputy"):
        facts |= {"units_completed_or_better": 1.0, "units_good_or_better": 0.8}
    level = Level.COMPLETED if late else Level.EXCELLENT if well else Level.GOOD
    told = Level.GOOD if late else level
    state = YearState.OPEN if n % 7 == 6 else YearState.SELF if n % 2 or head is None else YearState.PROPOSED
    proposed = state == YearState.PROPOSED
    return YearSheet(
        person_id=person["person_id"], unit_id=person["unit_id"], year=year, state=state, facts=facts,
        duties=_("lãnh đạo, quản lý") if "units_good_or_better" in facts else _("chuyên môn"),
        self_level="" if state == YearState.OPEN else told,
        self_note="" if state == YearState.OPEN else _("Hoàn thành các việc được giao trong năm; còn hai báo cáo gửi chậm.") if late else _("Hoàn thành các việc được giao trong năm, đúng hạn."),
        proposed_level=level if proposed else "", proposed_by=head if proposed else None,
        proposed_reason=_("Hai báo cáo gửi chậm mà không có lý do khách quan được xác nhận.") if proposed and late else "", made_at=at,
    )  # fmt: skip
