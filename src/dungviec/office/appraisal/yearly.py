"""One person's year as the pages show it: what the law of the day makes of it, and what can be filled in beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from dungviec.appraisal import Appraisal
from dungviec.appraisal.year import OfficialYear
from dungviec.office.appraisal import assembling
from dungviec.office.appraisal.models import MonthSheet
from dungviec.office.appraisal.models.sheets import Scheme
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import workforce

CODES = {"not_completed": "failed", "not_rated": ""}
"""Levels of the library in the codes of the records; not rated is no code."""


LACKS: dict[str, Any] = {
    "points": _("điểm của các kỳ"), "months_worked": _("số tháng làm việc"), "body_level": _("mức xếp loại của đơn vị"),
    "conduct_good": _("tiêu chí chung"), "tasks_done": _("tỷ lệ nhiệm vụ hoàn thành"), "tasks_exceeded": _("tỷ lệ vượt mức"),
    "tasks_short": _("tỷ lệ chưa bảo đảm chất lượng, tiến độ"), "disciplined_in_year": _("có bị kỷ luật trong năm không"),
    "shortcomings_fixed": _("đã khắc phục hạn chế năm trước chưa"), "failed_quarters": _("số quý không hoàn thành"),
    "units_completed_or_better": _("tỷ lệ đơn vị phụ trách từ hoàn thành trở lên"), "units_good_or_better": _("tỷ lệ đơn vị phụ trách từ tốt trở lên"),
}  # fmt: skip
"""What an answer of the law can lack, in the words of the form that asks for it."""


def in_words(lacks: Iterable[str]) -> list[str]:
    """What an answer lacks, in the words of the form that asks for it."""
    return [str(LACKS.get(key, key)) for key in (lack.rpartition(".")[2] for lack in lacks)]


@dataclass(frozen=True, slots=True)
class YearFound:
    """What the law makes of somebody's year: the library's answer, and what other readings would give."""

    year: OfficialYear
    others: tuple[tuple[str, str, float | None, str], ...]
    """Question (O1…), setting, points and level of the other reading."""

    @property
    def level(self) -> str:
        """The level in the codes of the records; empty where unknown or not rated."""
        found = self.year.level or ""
        return CODES.get(found, found)

    @property
    def known(self) -> bool:
        """Whether the law gives an answer (also: not rated)."""
        return self.year.level is not None

    @property
    def points(self) -> float | None:
        """The mean of the year."""
        return None if self.year.mean is None else float(self.year.mean)

    @property
    def lacking(self) -> list[str]:
        """What is missing for an answer, in words."""
        return in_words(self.year.state.lacks)

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the decision."""
        answer = self.year.state
        return {
            "level": self.level if self.known else "unknown", "points": self.points, "citation": answer.citation,
            "confidence": answer.confidence, "vi": answer.vi, "en": answer.en, "missing": list(answer.lacks),
            "others": [list(o) for o in self.others],
        }  # fmt: skip


def found_in(appraisal: Appraisal, person_id: str) -> YearFound:
    """One person's part of a unit's appraisal."""
    others = tuple(
        (d.question, d.setting, None if d.mean is None else float(d.mean), CODES.get(d.level or "", d.level or ""))
        for d in appraisal.differences
        if d.official == person_id
    )
    return YearFound(appraisal.year(person_id), others)


def found_of(row: Mapping[str, Any], year: int, day: date) -> YearFound | None:
    """What the law makes of one person's year; None where the person is not there on the day. Raises SheetFault."""
    appraisal = appraisal_of(row, year, day)
    return found_in(appraisal, str(row["person_id"])) if appraisal else None


def appraisal_of(row: Mapping[str, Any], year: int, day: date) -> Appraisal | None:
    """One person's year by the library; leaders with the people of their unit, on whom part d rests. Raises SheetFault."""
    unit = str(row["unit_id"] or "")
    leads = row.get("leads") or row.get("role") in ("head", "deputy")
    here = pl.col("person_id") == row["person_id"]
    people = assembling.managed_in(unit, day) if leads else workforce(day).filter(here)
    if not people.filter(here).height:
        return None
    return assembling.appraised(people, year, units=assembling.branch(unit, day))


def suggested(person_id: str, year: int) -> dict[str, Any]:
    """Facts of a year under NĐ 90/2020 that the months already tell: shares of work done and short, conduct, months.

    Only months with the head's word count. What the months do not tell (exceeded) is left out.
    """
    facts = _on_file(person_id, year)
    found = MonthSheet.objects.filter(person_id=person_id, year=year, scheme=Scheme.TRACKING)
    sheets = [s for s in found if s.confirmed]
    if not sheets:
        return facts
    months = {m for s in sheets for m in s.months}
    tasks = assembling.tasks_by_month([person_id], year)
    lines = [t for m in months for t in tasks.get((person_id, m), []) if not t.extra]
    assigned = sum(t.assigned for t in lines)
    facts["conduct_good"] = all(s.conduct_good for s in sheets)
    if assigned:
        done = sum(min(t.done or 0, t.assigned) for t in lines)
        short = sum(t.spoiled for t in lines)
        facts["tasks_done"] = round(float(Fraction(done, assigned)), 4)
        facts["tasks_short"] = round(float(Fraction(short, assigned)), 4)
    return facts


def _on_file(person_id: str, year: int) -> dict[str, Any]:
    """What the records say of the year: whether a discipline was decided in it, and a whole year's work of who joined before it."""
    s = snapshot(date(year, 12, 31))
    own = s["discipline"].filter(pl.col("person_id") == person_id)
    facts: dict[str, Any] = {"disciplined_in_year": bool((own["decided"].dt.year() == year).any())}
    joined = s.people.filter(pl.col("person_id") == person_id)["joined"].to_list()
    if joined and joined[0] is not None and joined[0] < date(year, 1, 1):
        facts["months_worked"] = 12
    return facts
