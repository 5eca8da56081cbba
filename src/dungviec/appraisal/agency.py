"""A whole sheet: everybody's year, the units, the quotas, and what the other readings of the law would give."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from dungviec.appraisal.clocks import Clock, clocks
from dungviec.appraisal.organisations import UnitQuota, unit_levels, unit_quotas
from dungviec.appraisal.quotas import Quota, quotas
from dungviec.appraisal.reading import SheetFault, settings_of
from dungviec.appraisal.scoring import Scoring, faults_of
from dungviec.appraisal.sheet import Sheet
from dungviec.appraisal.year import OfficialYear, year_of
from dungviec.law.answers import Answer
from dungviec.law.appraisal_levels import Level
from dungviec.law.appraisal_lines import ONE_PRODUCT
from dungviec.law.book import LawBook, LawView
from dungviec.law.settings import LawSettings

OPEN: dict[str, tuple[str, tuple[Any, ...]]] = {
    "O1": ("rating_cap_parts", (True, False)),
    "O2": ("rating_points_read", ("exact", "two_decimals")),
    "O3": ("rating_quota_base", ("good", "good_and_above")),
    "O4": ("rating_quota_rounding", ("down", "nearest")),
    "O5": ("rating_floor_zero", (True, False)),
    "O6": ("rating_quarter_months", (3, 1)),
}
"""Open readings of NĐ 335 (processes.md 1.1): their setting and its two values."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What the other reading of one open question would change for an official: points and level."""

    question: str
    setting: str
    value: Any
    official: str
    mean: Fraction | None
    level: Level | None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What a sheet comes to under the law of its day and the readings chosen."""

    sheet: Sheet
    view: LawView
    years: tuple[OfficialYear, ...]
    units: dict[str, Answer[Level]]
    quotas: tuple[Quota, ...]
    differences: tuple[Difference, ...]
    unit_quotas: tuple[UnitQuota, ...] = ()
    clocks: tuple[Clock, ...] = ()

    def year(self, official: str) -> OfficialYear:
        """One official's year by identifier. Raises KeyError."""
        for year in self.years:
            if year.official.id == official:
                return year
        raise KeyError(f"Không có cán bộ «{official}» trong phiếu. / There is no official '{official}' in the sheet.")


def appraise(sheet: Sheet, *, book: LawBook | None = None, other_readings: bool = True) -> Appraisal:
    """Score every period, classify every official, rate the units, count the quotas (NĐ 90, NĐ 335, NĐ 233, QĐ 366).

    ``other_readings`` also works out each open question O1, O2, O5, O6 the other way; O3 and O4 stand in each quota's
    readings. Raises :class:`SheetFault` with every line that cannot be meant so.
    """
    book = book or LawBook.load()
    view = book.on(sheet.classified_on, settings=settings_of(sheet))
    faults = list(faults_of(sheet, view))
    if faults:
        raise SheetFault(faults)
    years, units = _years(sheet, view)
    differences = tuple(_differences(sheet, view, years)) if other_readings else ()
    return Appraisal(
        sheet,
        view,
        years,
        units,
        tuple(quotas(sheet, view, years)),
        differences,
        tuple(unit_quotas(sheet, view, units)),
        tuple(clocks(sheet, book, view)),
    )


def _years(sheet: Sheet, view: LawView) -> tuple[tuple[OfficialYear, ...], dict[str, Answer[Level]]]:
    scoring, units = Scoring(sheet, view), unit_levels(sheet, view)
    return tuple(year_of(o, scoring, units) for o in sheet.officials), units


def _matters(question: str, sheet: Sheet, years: tuple[OfficialYear, ...]) -> bool:
    """Whether the other reading of a question can change anything on this sheet; most sheets are spared scoring everybody again."""
    if question == "O1":
        return any(s.answer is not None and s.answer.other is not None for y in years for s in y.periods)
    if question == "O2":  # the edges of the levels are whole points
        return any(y.mean is not None and y.mean // 1 != (y.mean * 100 + Fraction(1, 2)) // 1 // 100 for y in years)
    if question == "O5":
        lines = (t for o in sheet.officials for p in o.periods for t in p.tasks or ())
        return any(max(t.redone, t.late) > ONE_PRODUCT for t in lines)
    return any(len({p.month is None for p in o.periods}) == 2 for o in sheet.officials)


def _differences(sheet: Sheet, view: LawView, years: tuple[OfficialYear, ...]) -> list[Difference]:
    found = []
    for question, (setting, values) in OPEN.items():
        if setting.startswith("rating_quota") or not _matters(question, sheet, years):
            continue
        other = next(v for v in values if v != getattr(view.settings, setting))
        settings: LawSettings = replace(view.settings, **{setting: other})
        others, _ = _years(sheet, replace(view, settings=settings))
        for mine, theirs in zip(years, others, strict=True):
            if (mine.mean, mine.level) != (theirs.mean, theirs.level):
                found.append(Difference(question, setting, other, mine.official.id, theirs.mean, theirs.level))
    return found
