"""An appraisal as plain JSON: what was found, by which clause, and what the other readings would give."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dungviec.appraisal import clocks
from dungviec.appraisal.agency import Appraisal
from dungviec.appraisal.organisations import UnitQuota
from dungviec.appraisal.quotas import Quota
from dungviec.appraisal.scoring import Scored
from dungviec.appraisal.year import OfficialYear
from dungviec.law.answers import Answer
from dungviec.law.appraisal import two_decimals

PARTS = ("quantity", "quality", "progress", "unit_result", "organising", "cohesion")
SHAPE = "dungviec/appraisal-result/1"


def to_json(found: Appraisal) -> dict[str, Any]:
    """The result as it is written to a file (docs/reference/appraisal-sheet.md)."""
    settings = found.view.settings
    return {
        "result": SHAPE,
        "year": found.sheet.year,
        "day": found.view.day.isoformat(),
        "readings": {n: getattr(settings, n) for n in sorted(settings.__slots__) if n.startswith("rating")},
        "officials": [_year(y, found) for y in found.years],
        "units": [{"id": unit, **_answer(answer)} for unit, answer in found.units.items()],
        "quotas": [_quota(q) for q in found.quotas],
        "unit_quotas": [_unit_quota(q) for q in found.unit_quotas],
        "clocks": [_clock(c) for c in found.clocks],
    }


def points(number: Fraction | None) -> float | None:
    """Points with two decimals, halves up, as a number (O2: showing only)."""
    return None if number is None else float(two_decimals(number))


def _answer(answer: Answer[Any], *, value: Any = None) -> dict[str, Any]:
    level = answer.value if value is None else value
    told: dict[str, Any] = {
        "level": "unknown" if level is None else "failed" if level == "not_completed" else level,
        "citation": answer.citation, "confidence": answer.confidence, "vi": answer.vi, "en": answer.en,
    }  # fmt: skip
    if answer.authority:
        told["authority_decides"] = True
    if answer.lacks:
        told["missing"] = list(answer.lacks)
    return told


def _year(year: OfficialYear, found: Appraisal) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": year.official.id,
        "points": points(year.mean),
        **_answer(year.state),
        "periods": [_period(p) for p in year.periods],
    }
    if year.party is not None:
        told["party"] = _answer(year.party)
    if year.remarks:
        told["remarks"] = [{"vi": vi, "en": en} for vi, en in year.remarks]
    others = [d for d in found.differences if d.official == year.official.id]
    if others:
        told["other_readings"] = [
            {"question": d.question, "setting": d.setting, "value": d.value, "points": points(d.mean),
             "level": "failed" if d.level == "not_completed" else d.level or "unknown"}
            for d in others
        ]  # fmt: skip
    return told


def _period(scored: Scored) -> dict[str, Any]:
    key, number = (
        ("month", scored.period.month) if scored.period.month is not None else ("quarter", scored.period.quarter)
    )
    told: dict[str, Any] = {key: number, "points": points(scored.total)}
    if scored.answer is None:
        return told | {"given": True}
    score = scored.answer.value
    told |= {"citation": scored.answer.citation, "confidence": scored.answer.confidence}
    if score is None:
        told |= {"vi": scored.answer.vi, "en": scored.answer.en, "missing": list(scored.answer.lacks)}
        return told
    told |= {"general": points(score.general), "result": points(score.result)}
    told["parts"] = {name: round(float(part), 6) for name, part in zip(PARTS, score.parts, strict=False)}
    if scored.answer.other is not None:
        told["points_other_reading"] = points(scored.answer.other.total)
    return told


def _quota(quota: Quota) -> dict[str, Any]:
    told: dict[str, Any] = {
        "agency": quota.agency, "duties": quota.duties, "staff": quota.staff, "outstanding": quota.outstanding,
        "excellent": list(quota.excellent), "good": quota.good, "citation": quota.answer.citation, "confidence": quota.answer.confidence,
        "vi": quota.answer.vi, "en": quota.answer.en,
    }  # fmt: skip
    if quota.answer.value is not None:
        told |= {"most": quota.answer.value.most, "over": quota.over, "readings": quota.answer.value.readings}
    return told


def _clock(clock: clocks.Clock) -> dict[str, Any]:
    days = {"since": clock.since, "due": clock.due.value, "done": clock.done}
    return {
        "official": clock.official, "clock": clock.kind, "about": clock.about, "state": clock.state,
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "citation": clock.due.citation, "confidence": clock.due.confidence, "vi": clocks.told(clock, "vi"), "en": clocks.told(clock, "en"),
    }  # fmt: skip


def _unit_quota(quota: UnitQuota) -> dict[str, Any]:
    told: dict[str, Any] = {
        "under": quota.under, "staff": quota.staff, "excellent": list(quota.excellent), "good": quota.good, "units": quota.units,
        "citation": quota.answer.citation, "confidence": quota.answer.confidence, "vi": quota.answer.vi, "en": quota.answer.en,
    }  # fmt: skip
    if quota.answer.value is not None:
        told |= {"most": quota.answer.value, "over": quota.over, "readings": quota.readings}
    return told
