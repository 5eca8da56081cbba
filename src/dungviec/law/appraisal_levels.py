"""From points to a level: people, organisations, the quota of excellent (NĐ 335/2025, NĐ 233/2026)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from dungviec.law.answers import Answer, exact, in_force, left_to_authority, missing, no_text
from dungviec.law.appraisal import Staff, comma, plain
from dungviec.law.book import LawView
from dungviec.law.rules import Rule

Level = Literal["excellent", "good", "completed", "not_completed", "not_rated"]
ORDER: tuple[Level, ...] = ("not_completed", "completed", "good", "excellent")
_ROWS: dict[str, dict[Staff, str]] = {
    "cut": {"civil_servant": "RATE-2026-01", "public_employee": "RATE-VC-2026-08"},
    "fail": {"civil_servant": "RATE-335-FAIL", "public_employee": "RATE-VC-2026-09"},
    "months": {"civil_servant": "RATE-335-MONTHS", "public_employee": "RATE-VC-2026-14"},
    "head": {"civil_servant": "RATE-2026-03", "public_employee": "RATE-VC-2026-12"},
    "quota": {"civil_servant": "RATE-2026-03", "public_employee": "RATE-VC-2026-11"},
    "organisation": {"civil_servant": "RATE-335-ORG", "public_employee": "RATE-UNIT-2026-01"},
    "organisations": {"civil_servant": "RATE-335-ORG-QUOTA", "public_employee": "RATE-UNIT-2026-02"},
}

GROUNDS = {
    "degradation": ("suy thoái, vi phạm điều cấm, nêu gương", "degradation, prohibitions, exemplary duty"),
    "duty_discipline": ("bị kỷ luật do vi phạm nhiệm vụ", "disciplined for a violation of duty"),
    "unit_corruption": ("đơn vị bị xử lý tham nhũng, lãng phí", "the unit was handled for corruption or waste"),
}


def year_level(
    view: LawView, staff: Staff, points: Any, *, months_worked: int, absence: str | None = None,
    fail_grounds: Collection[str] = (), leader: bool = False, self_detected: bool = False,
    unit_level: Level | None = None,
) -> Answer[Level]:  # fmt: skip
    """The level of a year: thresholds 90/70/50, grounds for *not completed*, months worked, head not above the unit.

    ``absence`` is ``sick``, ``maternity`` or ``unpaid``; ``fail_grounds`` are ``degradation``, ``duty_discipline``,
    ``unit_corruption`` (leaders only; of public employees a manager who found it himself goes to the authority:
    *unknown*). ``unit_level`` is given for the head of a body. The points are read unrounded, or with two decimals by the setting
    ``rating_points_read`` (O2).
    """
    rules = {name: in_force(view, rows[staff]) for name, rows in _ROWS.items()}
    cut, fail, months, head = rules["cut"], rules["fail"], rules["months"], rules["head"]
    if cut is None or fail is None or months is None or head is None:
        return no_text(view, "mức xếp loại theo điểm", "levels by points")
    if months_worked < int(months.params["min_months"]) and absence not in months.params["except"]:
        return Answer("not_rated", months, f"Làm việc {months_worked} tháng: không xếp loại.", f"{months_worked} months worked: not rated.")  # fmt: skip
    grounds: list[str] = [
        g for g in fail.params["grounds"] if g in fail_grounds and (leader or g not in fail.params["leader_only"])
    ]
    may_decide = set(fail.params.get("authority_may_decide", ()))
    if grounds and self_detected and set(grounds) <= may_decide:
        return left_to_authority(fail, "người quản lý đã tự phát hiện, báo cáo, xử lý", "the manager found, reported and mended it")  # fmt: skip
    if grounds:
        told = [GROUNDS.get(g, (g, g)) for g in grounds]
        return Answer("not_completed", fail, f"Không hoàn thành: {', '.join(vi for vi, _ in told)}.", f"Not completed: {', '.join(en for _, en in told)}.")  # fmt: skip
    read = exact(points)
    if view.settings.rating_points_read == "two_decimals":
        read = Fraction(int((read * 200 + 1) // 2), 100)
    level = by_points(cut, read)
    if unit_level in ORDER and ORDER.index(level) > ORDER.index(unit_level):
        return Answer(
            unit_level, head, "Người đứng đầu không cao hơn mức của tổ chức.", "The head is not above the unit."
        )
    return Answer(level, cut, f"{comma(plain(points))} điểm.", f"{plain(points)} points.")


def by_points(cut: Rule, points: Fraction) -> Level:
    """The level of a number of points under a rule's three thresholds."""
    for level in ("excellent", "good", "completed"):
        if points >= int(cut.params[level]):
            return level
    return "not_completed"


@dataclass(frozen=True, slots=True)
class ExcellentQuota:
    """How many may be rated excellent: by the settings, and under every reading of base (O3) and rounding (O4)."""

    most: int
    readings: dict[str, int]


def excellent_quota(
    view: LawView, staff: Staff, *, good: int, excellent: int = 0, outstanding: bool = False
) -> Answer[ExcellentQuota]:
    """At most 20 % of those rated good (25 % for an outstanding body) in one body and each group of similar duties.

    ``good`` counts people rated good, ``excellent`` those proposed as excellent (they enter the other base only).
    """
    rule = in_force(view, _ROWS["quota"][staff])
    if rule is None:
        return no_text(view, "hạn mức xuất sắc", "the quota of excellent")
    share = exact(rule.params["outstanding_share" if outstanding else "excellent_share"])
    readings = {
        f"{base}/{rounding}": _rounded(share * number, rounding)
        for base, number in (("good", good), ("good_and_above", good + excellent))
        for rounding in ("down", "nearest")
    }
    most = readings[f"{view.settings.rating_quota_base}/{view.settings.rating_quota_rounding}"]
    span = f"{min(readings.values())}–{max(readings.values())}"
    return Answer(
        ExcellentQuota(most, readings), rule, f"Tối đa {most} người xuất sắc (các cách hiểu: {span}).",
        f"At most {most} excellent (readings: {span}).",
    )  # fmt: skip


def excellent_share_2023(view: LawView, *, people: int, party_share: Fraction) -> Answer[int]:
    """From 15/09/2023 to the new decrees: the share of excellent is not above that of Party members rated excellent.

    ``people`` is everybody rated in the body or group (NĐ 48/2023, RATE-90-QUOTA); the number is rounded down: "not above".
    """
    rule = in_force(view, "RATE-90-QUOTA")
    if rule is None:
        return no_text(view, "hạn mức xuất sắc", "the quota of excellent")
    most = int(party_share * people)
    return Answer(
        most, rule, f"Tối đa {most} trong {people} người, theo tỷ lệ đảng viên xuất sắc.",
        f"At most {most} of {people}, by the share of excellent Party members.",
    )  # fmt: skip


def _rounded(number: Fraction, rounding: str) -> int:
    return int(number // 1) if rounding == "down" else int((number * 2 + 1) // 2)


@dataclass(frozen=True, slots=True)
class UnitYear:
    """An organisation's year: points, shares (0–1) of the plan, and what else its level asks."""

    points: float
    done: float
    on_time: float
    exceeding: float
    failing_sub_units: int = 0
    shortcomings_fixed: bool = True
    wrongdoing: bool = False
    force_majeure: bool = False


def organisation_level(view: LawView, staff: Staff, year: UnitYear) -> Answer[Level]:
    """The level of an organisation: points and conditions together (RATE-335-ORG, RATE-UNIT-2026-01).

    ``staff`` says whose body it is. Where the points reach a level and its conditions are not met, NĐ 233 leaves the
    level to the authority; NĐ 335 as on file does not say: *unknown*. Under 70 % of the plan is *not completed*, force majeure considered.
    """
    rule = in_force(view, _ROWS["organisation"][staff])
    if rule is None:
        return no_text(view, "xếp loại tổ chức", "the level of an organisation")
    points = exact(year.points)
    if year.done < float(rule.params["fail_plan"]):
        if year.force_majeure:
            return left_to_authority(rule, "xét bất khả kháng", "force majeure is considered")
        return Answer(
            "not_completed", rule, f"Hoàn thành {year.done:.0%} kế hoạch.", f"{year.done:.0%} of the plan done."
        )
    if year.wrongdoing or points < int(rule.params["completed"]):
        return Answer("not_completed", rule, f"{comma(plain(points))} điểm.", f"{plain(points)} points.")
    level = by_points(rule, points)
    all_on_time = year.done >= 1 and year.on_time >= 1
    meets = {
        "excellent": all_on_time and year.exceeding >= float(rule.params["exceeding"]) and not year.failing_sub_units
        and year.shortcomings_fixed,
        "good": all_on_time,
        "completed": year.done >= 1 and round(1 - year.on_time, 9) <= float(rule.params["late"]),
    }  # fmt: skip
    if meets[level]:
        return Answer(
            level, rule, f"{comma(plain(points))} điểm, đủ điều kiện.", f"{plain(points)} points, conditions met."
        )
    unfit = "điểm đạt nhưng chưa đủ điều kiện của mức", "points reach the level, its conditions are not met"
    return left_to_authority(rule, *unfit) if rule.params.get("authority_decides") else missing(rule, *unfit)


def organisations_quota(
    view: LawView, staff: Staff, *, good: int, units: int, outstanding: bool = False
) -> Answer[int]:
    """How many organisations may be excellent: 20 % (25 %) of those rated good; under five units at most one (NĐ 233)."""
    rule = in_force(view, _ROWS["organisations"][staff])
    if rule is None:
        return no_text(view, "hạn mức tổ chức xuất sắc", "the quota of excellent organisations")
    if units < int(rule.params.get("few_units_below", 0)):
        most = int(rule.params["few_units_most"])
    else:
        most = int(exact(rule.params["outstanding_share" if outstanding else "share"]) * good)
    return Answer(most, rule, f"Tối đa {most} tổ chức.", f"At most {most} organisations.")
