"""Appraisal scores of civil servants since 01/01/2026 (NĐ 335/2025; processes.md section 1.1, open readings O1–O6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from dungviec.law.answers import Answer, exact, in_force, missing, no_text
from dungviec.law.book import LawView
from dungviec.law.rules import Rule

Staff = Literal["civil_servant", "public_employee"]


@dataclass(frozen=True, slots=True)
class Task:
    """A converted task of a month or quarter.

    ``weight`` is the converted amount (product coefficient × number). ``failures`` and ``delays`` count only those
    without a confirmed objective cause. ``extra`` tasks were taken over or unplanned: outside the assigned total. A task
    given up stays assigned and is not ``done``.
    """

    weight: Fraction | int | str = 1
    done: bool = True
    failures: int = 0
    delays: int = 0
    extra: bool = False


@dataclass(frozen=True, slots=True)
class UnitParts:
    """A leader's three parts: scores of the people managed, and whether organising and cohesion hold."""

    subordinate_scores: tuple[float | Fraction, ...]
    organised: bool
    cohesive: bool


@dataclass(frozen=True, slots=True)
class PeriodScore:
    """The parts (fractions of 1) and the points; full precision, two decimals are for showing (O2)."""

    parts: tuple[Fraction, ...]
    general: Fraction
    result: Fraction

    @property
    def total(self) -> Fraction:
        """General criteria and results together, 0 to 100 (more where parts are not capped)."""
        return self.general + self.result

    def shown(self) -> tuple[str, str]:
        """Result points and total with two decimals, halves up."""
        return two_decimals(self.result), two_decimals(self.total)


def two_decimals(number: Fraction) -> str:
    """A number with two decimals, halves rounded up."""
    hundredths = int((abs(number) * 200 + 1) // 2)
    return f"{'-' if number < 0 and hundredths else ''}{hundredths // 100}.{hundredths % 100:02d}"


def comma(number: str) -> str:
    """A number as Vietnamese text writes it: 64,17."""
    return number.replace(".", ",")


def plain(points: Any) -> str:
    """Points in full, without trailing zeros (85, 89.996)."""
    return f"{float(points):.10g}"


def coefficient(points: Any, standard_points: Any) -> Fraction:
    """How many standard products one product is worth: its points over those of the standard product (local practice)."""
    return exact(points) / exact(standard_points)


def period_score(
    view: LawView, general: Any, tasks: Sequence[Task], unit: UnitParts | None = None
) -> Answer[PeriodScore]:
    """Points of a month or quarter: general (0–30) + R × 70 (NĐ 335 Điều 14–17; RATE-2026-02).

    R is the mean of quantity, quality, progress; with ``unit`` (leaders) of six parts. Parts are capped at 100 % by the
    setting ``rating_cap_parts`` (O1); the other reading stands in ``other`` where it differs. Nothing assigned:
    *unknown*, with 0 of 70 in ``other``.
    """
    rule = in_force(view, "RATE-2026-02")
    if rule is None:
        return no_text(view, "công thức chấm điểm công chức", "the score of civil servants")
    points = exact(general)
    assigned = sum((exact(t.weight) for t in tasks if not t.extra), Fraction(0))
    if assigned == 0:
        empty = missing(rule, "không có nhiệm vụ được giao trong kỳ, không đủ dữ liệu", "nothing assigned in the period, insufficient data")  # fmt: skip
        return Answer(None, rule, empty.vi, empty.en, other=PeriodScore((), points, Fraction(0)))
    off = taken_off(view)
    if off is None:
        return missing(
            rule, "thiếu mức trừ điểm chất lượng, tiến độ", "what is taken off quality and progress is not on file"
        )
    done = [t for t in tasks if t.done]
    raw = [
        sum((exact(t.weight) for t in done), Fraction(0)) / assigned,
        sum((exact(t.weight) * _kept(view, off[0] * t.failures) for t in done), Fraction(0)) / assigned,
        sum((exact(t.weight) * _kept(view, off[1] * t.delays) for t in done), Fraction(0)) / assigned,
    ]
    unit_parts: tuple[Fraction, ...] = ()
    if unit is not None:
        parts = leader_parts(view, unit)
        if parts.value is None:
            return missing(rule, "thiếu công thức phần đơn vị", "the unit's parts are not on file")
        unit_parts = parts.value
    capped, free = (_score(rule, points, own, unit_parts) for own in ([min(p, Fraction(1)) for p in raw], raw))
    chosen, other = (capped, free) if view.settings.rating_cap_parts else (free, capped)
    result, total = chosen.shown()
    return Answer(
        chosen, rule, f"Kết quả {comma(result)}/70, tổng {comma(total)} điểm.", f"Results {result} of 70, total {total}.",
        other=other if other != chosen else None,
    )  # fmt: skip


def taken_off(view: LawView) -> tuple[Fraction, Fraction] | None:
    """What one failure takes off a product's quality and one delay off its progress (NĐ 335 Điều 14.2.b, 14.2.c); None: not on file."""
    quality, progress = (in_force(view, key) for key in ("RATE-335-QUALITY", "RATE-335-PROGRESS"))
    return (exact(quality.params["penalty"]), exact(progress.params["penalty"])) if quality and progress else None


def _kept(view: LawView, taken: Fraction) -> Fraction:
    """What is left of a product after deductions; the floor at 0 is a reading (O5)."""
    return max(1 - taken, Fraction(0)) if view.settings.rating_floor_zero else 1 - taken


def leader_parts(view: LawView, unit: UnitParts) -> Answer[tuple[Fraction, ...]]:
    """d, đ, e of a leader (NĐ 335 Điều 15.3): 100 % or 50 % each; d is 100 % if everybody managed has 50 points or more."""
    rule = in_force(view, "RATE-335-LEADER")
    if rule is None:
        return no_text(view, "phần kết quả đơn vị của lãnh đạo", "a leader's unit parts")
    full, half = exact(rule.params["full"]), exact(rule.params["half"])
    least = int(rule.params["subordinate_at_least"])
    holds = (all(s >= least for s in unit.subordinate_scores), unit.organised, unit.cohesive)
    value = tuple(full if h else half for h in holds)
    told = ", ".join(f"{int(v * 100)}%" for v in value)
    return Answer(value, rule, f"d, đ, e: {told}.", f"d, đ, e: {told}.")


def _score(rule: Rule, points: Fraction, own: Sequence[Fraction], unit: tuple[Fraction, ...]) -> PeriodScore:
    """The parts over as many as the clause divides by (a third each, a leader's a sixth), times its highest result."""
    parts = (*own, *unit)
    by = int(rule.params["leader_parts" if unit else "staff_parts"])
    return PeriodScore(parts, points, sum(parts, Fraction(0)) / by * int(rule.params["result_max"]))


def mean_points(
    view: LawView, months: Sequence[Any], quarters: Sequence[Any] = (), *, staff: Staff = "civil_servant"
) -> Answer[Fraction]:
    """The mean over the periods worked (NĐ 335 Điều 17.3; for public employees NĐ 233 Điều 12, 15 imply a mean).

    A quarter weighs three months, or as much as a month, by the setting ``rating_quarter_months`` (O6: not stated).
    """
    rule = in_force(view, "RATE-335-MEAN" if staff == "civil_servant" else "RATE-VC-2026-10")
    if rule is None:
        return no_text(view, "cách tính điểm năm", "the yearly score")
    quarter = view.settings.rating_quarter_months
    weight = len(months) + quarter * len(quarters)
    if weight == 0:
        return missing(rule, "không có kỳ nào được chấm", "no period is scored", lacks=("appraisal.months",))
    mean = (sum(map(exact, months), Fraction(0)) + quarter * sum(map(exact, quarters), Fraction(0))) / weight
    return Answer(mean, rule, f"Điểm trung bình {comma(two_decimals(mean))}.", f"Mean {two_decimals(mean)}.")
