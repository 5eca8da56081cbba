"""Yearly rating under Party rules: QĐ 366 since 30/08/2025, the one ground on file of QĐ 124 (processes.md section 1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dungviec.law.answers import Answer, exact, in_force, missing, no_text
from dungviec.law.appraisal import comma, plain
from dungviec.law.appraisal_levels import Level, by_points
from dungviec.law.book import LawView


@dataclass(frozen=True, slots=True)
class PartyYear:
    """A year by points and shares (0–1); None is not known. Leaders give the shares of the field they lead.

    ``short``: short of time or quality; ``failed_quarters``: quarters rated *not completed*.
    """

    points: Any = None
    done: float | None = None
    exceeding: float | None = None
    short: float | None = None
    shortcomings_fixed: bool | None = None
    failed_quarters: int | None = None
    heads_collective: bool = False


def party_level(view: LawView, year: PartyYear) -> Answer[Level]:
    """The level under the Party rule of the view's day: points and conditions together (RATE-P-366 Điều 11).

    Where the points reach a level and its conditions are not met the text on file does not say which level follows:
    *unknown*. Reported guidance since 22/05/2026 (RATE-P-HD43): a failed quarter bars *excellent*, and the head of a
    collective under 70 % of its tasks is *not completed*.
    """
    rule = in_force(view, "RATE-P-366", "RATE-P-124", "RATE-P-132")
    if rule is None:
        return no_text(view, "xếp loại theo quy định Đảng", "ratings under Party rules")
    if rule.id != "RATE-P-366":
        least = rule.params.get("unit_targets_at_least")
        if least is not None and year.heads_collective and year.done is not None and year.done < float(least):
            return Answer("not_completed", rule, f"Đơn vị đạt {year.done:.0%} chỉ tiêu.", f"The unit reached {year.done:.0%} of its targets.")  # fmt: skip
        return missing(rule, "tiêu chí của các mức chưa có trong kho", "the criteria of the levels are not on file")
    told = in_force(view, "RATE-P-HD43")
    under = told is not None and year.done is not None and year.done < float(told.params["collective_fail_below"])
    if under and year.heads_collective:
        return Answer("not_completed", told, f"Tập thể đạt {year.done:.0%} nhiệm vụ.", f"The collective did {year.done:.0%} of its tasks.")  # fmt: skip
    needed = {"points": year.points, "tasks_done": year.done, "tasks_short": year.short}
    if year.points is not None and exact(year.points) >= int(rule.params["excellent"]):
        needed |= {"tasks_exceeded": year.exceeding, "shortcomings_fixed": year.shortcomings_fixed}
        needed |= {"failed_quarters": year.failed_quarters} if told is not None else {}
    lacks = tuple(f"appraisal.{name}" for name, value in needed.items() if value is None)
    if year.points is None or (exact(year.points) >= int(rule.params["completed"]) and lacks):
        return missing(rule, f"còn thiếu {', '.join(lacks)}", f"missing {', '.join(lacks)}", lacks=lacks)
    level = by_points(rule, exact(year.points))
    if level == "not_completed":
        return Answer(level, rule, f"{comma(plain(year.points))} điểm.", f"{plain(year.points)} points.")
    clean = (year.done or 0) >= 1 and not year.short
    meets = {
        "excellent": clean and (year.exceeding or 0) >= float(rule.params["exceeding"]) and bool(year.shortcomings_fixed),
        "good": clean,
        "completed": (year.done or 0) >= 1 and (year.short or 0) <= float(rule.params["late"]),
    }  # fmt: skip
    barring = int(told.params["failed_quarters_bar_excellent"]) if told is not None else 0
    if level == "excellent" and told is not None and (year.failed_quarters or 0) >= barring:
        return missing(told, "có quý không hoàn thành nên không xuất sắc; mức thay thế chưa có trong kho", "a failed quarter bars excellent; the level instead is not on file")  # fmt: skip
    if meets[level]:
        return Answer(
            level,
            rule,
            f"{comma(plain(year.points))} điểm, đủ điều kiện.",
            f"{plain(year.points)} points, conditions met.",
        )
    return missing(rule, "đủ điểm nhưng chưa đủ điều kiện của mức; mức thay thế chưa có trong kho", "points reach the level, its conditions are not met; the level instead is not on file")  # fmt: skip
