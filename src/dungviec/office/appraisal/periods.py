"""Which text speaks of a period, who counts by month or quarter, and the last days of the year's steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dungviec.law import LawView
from dungviec.law.answers import in_force
from dungviec.law.rules import Rule
from dungviec.law.working_days import add_working_days
from dungviec.office.appraisal.models import CatalogueVersion, PeriodRule
from dungviec.office.appraisal.models.sheets import Scheme
from dungviec.office.law.standing import standing

NEXT_MONTH_DAY = 5
"""The office's own habit where no text names a day: a month's sheet is with the personnel office by the 5th of the next."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a quarter of a year."""

    year: int
    month: int | None = None
    quarter: int | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month if self.month is not None else 3 * (self.quarter or 1) - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month if self.month is not None else 3 * (self.quarter or 1)
        return date(self.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    @property
    def months(self) -> tuple[int, ...]:
        """The months it covers."""
        return tuple(range(self.first.month, self.last.month + 1))

    @property
    def key(self) -> str:
        """How addresses write it: ``2026-11``, ``2026-q4``."""
        return f"{self.year}-{self.month:02}" if self.month is not None else f"{self.year}-q{self.quarter}"

    @property
    def due(self) -> date:
        """By when its sheet should be with the personnel office."""
        return self.last + timedelta(days=NEXT_MONTH_DAY)

    def __str__(self) -> str:
        if self.month is not None:
            return _("tháng %(m)d/%(y)d") % {"m": self.month, "y": self.year}
        return _("quý %(q)d/%(y)d") % {"q": self.quarter or 0, "y": self.year}

    def moved(self, by: int) -> Period:
        """The period ``by`` steps later (negative: earlier)."""
        size, at = (12, (self.month or 1) - 1) if self.month is not None else (4, (self.quarter or 1) - 1)
        n = self.year * size + at + by
        return Period(n // size, **{"month" if size == 12 else "quarter": n % size + 1})


def period_of(key: str) -> Period | None:
    """The period an address names; None where it names none."""
    year, _dash, rest = key.partition("-")
    if not (year.isdecimal() and len(year) == 4 and 2015 <= int(year) <= 2100):
        return None
    if rest.startswith("q") and rest[1:] in ("1", "2", "3", "4"):
        return Period(int(year), quarter=int(rest[1:]))
    if rest.isdecimal() and len(rest) == 2 and 1 <= int(rest) <= 12:
        return Period(int(year), month=int(rest))
    return None


def current(day: date, *, quarterly: bool = False) -> Period:
    """The period a day lies in."""
    return Period(day.year, quarter=(day.month + 2) // 3) if quarterly else Period(day.year, month=day.month)


def view_on(day: date) -> LawView:
    """The law in use on a day, with the readings the office has chosen."""
    return standing().on(day)


def scheme_of(view: LawView, category: str) -> Scheme:
    """By which text a period of somebody of that category is followed on the view's day."""
    if category == "civil_servant" and in_force(view, "RATE-2026-02") is not None:
        return Scheme.POINTS
    if category.startswith("public_employee") and in_force(view, "RATE-VC-2026-04") is not None:
        return Scheme.REGULATION
    return Scheme.TRACKING


def text_of(view: LawView, category: str) -> Rule | None:
    """The rule that speaks of the year of that category, for its clause; None where no text is on file."""
    keys = {
        "civil_servant": ("RATE-2026-01", "RATE-90-MONTHS"), "cadre": ("RATE-90-MONTHS",),
    }.get(category, ("RATE-VC-2026-08", "RATE-90-MONTHS"))  # fmt: skip
    return next((r for r in (in_force(view, key) for key in keys) if r is not None), None)


def last_day(year: int) -> tuple[date, Rule | None]:
    """The last day for classifying a year, and the rule that says so (NĐ 90 Điều 20, NĐ 335 Điều 19.2)."""
    view = view_on(date(year, 12, 1))
    rule = in_force(view, "RATE-2026-04") or in_force(view, "RATE-90-TIME")
    month, day = (int(n) for n in str(rule.params["last"] if rule else "12-14").split("-"))
    return date(year, month, day), rule


def petition_due(received: date) -> tuple[date, Rule | None]:
    """The last day for answering a petition: working days after its receipt (NĐ 335 Điều 22), the same clock where no text names one."""
    rule = in_force(view_on(received), "RATE-2026-04")
    days = int(rule.params["appeal_working_days"]) if rule else 7
    return add_working_days(received, days), rule


def agency_of(path: list[str], day: date) -> tuple[CatalogueVersion | None, PeriodRule | None]:
    """The catalogue and the way of counting in force on a day for a unit: its own, else of the nearest unit above.

    ``path`` holds the unit and those above it, the nearest first.
    """
    versions = CatalogueVersion.objects.filter(unit_id__in=path, valid_from__lte=day)
    rules = PeriodRule.objects.filter(unit_id__in=path, valid_from__lte=day)
    return nearest(list(versions), path), nearest(list(rules), path)


def nearest(rows: list[Any], path: list[str]) -> Any:
    """Of dated rows of several units the latest of the nearest unit."""
    ranked = sorted(rows, key=lambda r: (path.index(r.unit_id), -r.valid_from.toordinal(), -r.pk))
    return ranked[0] if ranked else None
