"""What one sheet of a month comes to, by the library: a draft for the official, the head's word for good."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.appraisal import SheetFault, understand
from dungviec.appraisal.answer import PARTS
from dungviec.appraisal.scoring import Scored, Scoring, faults_of
from dungviec.law.marks import cited
from dungviec.law.rules import Rule
from dungviec.office.appraisal import assembling
from dungviec.office.appraisal.models import MonthSheet, Task
from dungviec.office.appraisal.models.sheets import Scheme
from dungviec.office.appraisal.periods import Period, view_on
from dungviec.office.registry.workforce import workforce

_WITHOUT = re.compile(r"(chưa có điểm của|no points of) ([^;]+);")


@dataclass(frozen=True, slots=True)
class Score:
    """Points of a sheet with their parts; ``lacks`` says in words what is missing, ``other`` the points of the other reading."""

    points: Decimal | None
    general: float | None
    result: float | None
    parts: dict[str, float]
    rule: Rule | None
    words: str
    other: Decimal | None
    remarks: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it is kept on the sheet."""
        return dict(self.parts) | {"general": self.general, "result": self.result, "citation": cited(self.rule)}


def period_of(sheet: MonthSheet) -> Period:
    """The period of a sheet."""
    return Period(sheet.year, sheet.month, sheet.quarter)


def score(sheet: MonthSheet, tasks: Sequence[Task], general: list[float] | None) -> Score:
    """Points of a sheet with these general criteria under the law of the period's last day.

    A leader's part d rests on the confirmed sheets of the people managed. Raises SheetFault where a number cannot be meant so.
    """
    if sheet.scheme != Scheme.POINTS:
        given = sheet.points if sheet.scheme == Scheme.REGULATION else None
        return Score(given, None, None, {}, None, "", None)
    period = period_of(sheet)
    data = sheet_json(sheet, tasks, general)
    read = understand(data)
    view = view_on(period.last)
    if faults := list(faults_of(read, view)):
        raise SheetFault(faults)
    own = next(o for o in read.officials if o.id == sheet.person_id)
    return _told(Scoring(read, view).of(own)[0])


def sheet_json(sheet: MonthSheet, tasks: Sequence[Task], general: list[float] | None) -> dict[str, Any]:
    """One sheet in the words of the library on its period's last day, with the people a leader's part d rests on."""
    period = period_of(sheet)
    day = period.last
    here = pl.col("person_id") == sheet.person_id
    people = assembling.managed_in(sheet.unit_id, day) if sheet.leads else workforce(day).filter(here)
    units = assembling.branch(sheet.unit_id, day)
    if not people.filter(here).height:  # moved away or left since: the sheet is still the unit's to score
        people = pl.concat([people, workforce(day).filter(here)])
    data = assembling.year_json(people, sheet.year, day, units=units)
    for official in data["officials"]:
        official["periods"] = [p for p in official["periods"] if _overlaps(p, period)]
    if not any(o["id"] == sheet.person_id for o in data["officials"]):
        data["officials"].append({"id": sheet.person_id, "staff": "civil_servant", "leader": sheet.leads})
    own = next(o for o in data["officials"] if o["id"] == sheet.person_id)
    own["periods"] = [assembling.period_of_sheet(sheet, tasks, general=general)]
    if not sheet.leads:
        own |= {"leads": None, "leader": False, "manages": []}
    return data


def _overlaps(period: dict[str, Any], with_: Period) -> bool:
    months = (period["month"],) if period.get("month") else range(3 * period["quarter"] - 2, 3 * period["quarter"] + 1)
    return bool(set(months) & set(with_.months))


def _told(scored: Scored) -> Score:
    english = get_language() == "en"
    remarks = tuple(in_numbers(r[english]) for r in scored.remarks)
    answer = scored.answer
    if answer is None:
        return Score(decimal_of(scored.given), None, None, {}, None, "", None, remarks)
    words = answer.en if english else answer.vi
    found = answer.value
    if found is None:
        return Score(None, None, None, {}, answer.rule, words, None, remarks)
    parts = {name: round(float(p), 6) for name, p in zip(PARTS, found.parts, strict=False)}
    other = decimal_of(answer.other.total) if answer.other is not None else None
    return Score(
        decimal_of(found.total),
        float(found.general),
        float(found.result),
        parts,
        answer.rule,
        words,
        other,
        remarks,
    )


def in_numbers(remark: str) -> str:
    """A remark of the library on those without points: how many, instead of a row of identifiers."""
    return _WITHOUT.sub(lambda m: f"{m[1]} {_people(len(m[2].split(',')))};", remark)


def _people(count: int) -> str:
    return _("%d người") % count


def decimal_of(number: Fraction | None) -> Decimal | None:
    """Points as they are stored: four decimals."""
    if number is None:
        return None
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.0001"))
