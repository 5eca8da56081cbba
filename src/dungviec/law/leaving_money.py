"""The money of leaving early: early retirement and severance, in đồng (addendum.md section 11).

``salary`` is the month's pay by law right before leaving, ``months_early`` the months before retirement age,
``insured_months`` the months with compulsory social insurance. Part years follow the setting ``part_years``; where the
other reading gives another sum it stands in ``Answer.other``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dungviec.law.answers import Answer, exact, in_force, missing, no_text, whole
from dungviec.law.book import LawView
from dungviec.law.rules import Rule

Years = Callable[[int], Fraction]


@dataclass(frozen=True, slots=True)
class Money:
    """A sum and its parts: for the months early, for the years early, for the years insured, to look for work."""

    for_months: int
    for_years: int
    for_service: int
    job_search: int = 0

    @property
    def total(self) -> int:
        """All parts together."""
        return self.for_months + self.for_years + self.for_service + self.job_search


def half_steps(months: int) -> Fraction:
    """Years with the part year in half steps: 1–6 months are half a year, more than 6 a whole one."""
    years, rest = divmod(months, 12)
    return Fraction(years) + (Fraction(0) if rest == 0 else Fraction(1, 2) if rest <= 6 else Fraction(1))


def exact_years(months: int) -> Fraction:
    """Years as a fraction of the months."""
    return Fraction(months, 12)


def reorganisation_money(
    view: LawView, *, salary: int, months_early: int, insured_months: int, within_first_12_months: bool
) -> Answer[Money]:
    """Early retirement in the reorganisation (MON-178-A 2–5 years early, -B over 5 to 10, -C 15 to under 20 years insured).

    ``within_first_12_months`` counts from the effective day of the reorganisation decision. Below two or above ten years
    early, or under 15 years insured: *unknown*.
    """
    row = in_force(view, "MON-178-A")
    if row is None:
        return no_text(view, "tiền nghỉ hưu trước tuổi khi sắp xếp (NĐ 178)", "early retirement money of NĐ 178")
    rules = [r for r in (row, in_force(view, "MON-178-B")) if r and _within(r, months_early)]
    if not rules:
        return missing(
            row, f"không có mức cho {months_early} tháng nghỉ sớm", f"no band for {months_early} months early"
        )
    rule = rules[0]
    service = short_service(view, insured_months) or rule
    if insured_months < int(service.params["base_years"]) * 12:
        return missing(rule, "không có mức cho số năm BHXH này", "no band for these years of insurance")
    counted = int(rule.params.get("counted_months", months_early))
    per_month = exact(rule.params["first" if within_first_12_months else "later"])
    return _both(view, rule, lambda years: Money(
        whole(per_month * salary * counted),
        whole(exact(rule.params["per_year"]) * salary * years(months_early)),
        _service(service, salary, insured_months, years),
    ))  # fmt: skip


def short_service(view: LawView, insured_months: int) -> Rule | None:
    """The row for those with fewer years of insurance than the common one asks for (MON-178-C: 15 to under 20)."""
    rule = in_force(view, "MON-178-C")
    return rule if rule is not None and insured_months < int(rule.params["below_years"]) * 12 else None


def reorganisation_severance(
    view: LawView, *, salary: int, months_counted: int, insured_months: int, within_first_12_months: bool
) -> Answer[Money]:
    """Severance in the reorganisation (MON-178-SEV); above 60 counted months the cap is not established: *unknown*."""
    rule = in_force(view, "MON-178-SEV")
    if rule is None:
        return no_text(view, "trợ cấp thôi việc khi sắp xếp (NĐ 178)", "severance of NĐ 178")
    if months_counted > 60:
        return missing(rule, "mức tối đa số tháng chưa xác nhận", "the cap of counted months is not confirmed")
    per_month = exact(rule.params["first" if within_first_12_months else "later"])
    return _both(view, rule, lambda years: Money(
        whole(per_month * salary * months_counted), 0,
        whole(exact(rule.params["per_year"]) * salary * years(insured_months)), int(rule.params["job_search"]) * salary,
    ))  # fmt: skip


def streamlining_money(view: LawView, *, salary: int, months_early: int, insured_months: int) -> Answer[Money]:
    """Early retirement under streamlining (MON-143, MON-29, MON-154-EARLY, MON-154-LT2).

    NĐ 29/2023: the sums are not on file. NĐ 154/2025: 15 to under 20 years insured give the base alone; under two years
    early there is no lump sum (reported).
    """
    rule = in_force(view, "MON-143", "MON-29", "MON-154-EARLY")
    if rule is None:
        return no_text(view, "tiền nghỉ hưu trước tuổi khi tinh giản", "early retirement money of streamlining")
    if rule.id == "MON-29":
        return missing(rule, "mức trợ cấp của NĐ 29/2023 chưa có trong kho", "the sums of NĐ 29/2023 are not on file")
    short = in_force(view, "MON-154-LT2")
    if short is not None and _within(short, months_early):
        return Answer(
            Money(int(short.params["lump_sum"]), 0, 0),
            short,
            "Dưới 2 năm: không có trợ cấp một lần.",
            "Under two years: no lump sum.",
        )
    if "months_early" in rule.params and not _within(rule, months_early):
        return missing(
            rule, f"không có mức cho {months_early} tháng nghỉ sớm", f"no band for {months_early} months early"
        )
    if insured_months < int(rule.params.get("from_years", rule.params["base_years"])) * 12:
        return missing(rule, "không có mức cho số năm BHXH này", "no band for these years of insurance")
    return _both(view, rule, lambda years: _early(rule, salary, months_early, insured_months, years))


def streamlining_severance(view: LawView, *, salary: int, insured_months: int) -> Answer[Money]:
    """Severance under streamlining: three months to look for work and 1.5 months a year insured (MON-154-SEV)."""
    rule = in_force(view, "MON-154-SEV")
    if rule is None:
        return no_text(view, "trợ cấp thôi việc khi tinh giản", "severance of streamlining")
    return _both(view, rule, lambda years: Money(
        0, 0, whole(exact(rule.params["per_year"]) * salary * years(insured_months)),
        int(rule.params["job_search"]) * salary,
    ))  # fmt: skip


def cadre_money(view: LawView, *, salary: int, months_early: int, insured_months: int) -> Answer[Money]:
    """Cadres not re-elected or leaving by own wish, at most 60 months early (MON-177, NĐ 177/2024 Điều 3 k2)."""
    rule = in_force(view, "MON-177")
    if rule is None:
        return no_text(view, "chế độ của cán bộ không tái cử (NĐ 177)", "money of cadres not re-elected")
    if not 0 <= months_early <= int(rule.params["max_months"]):
        return missing(rule, "văn bản chỉ nêu đến 60 tháng nghỉ sớm", "the text reaches 60 months early at most")
    if insured_months < int(rule.params["from_years"]) * 12:
        return missing(rule, "không có mức cho số năm BHXH này", "no band for these years of insurance")

    def money(years: Years) -> Money:
        if insured_months >= int(rule.params["base_years"]) * 12:
            return _early(rule, salary, months_early, insured_months, years)
        later = max(years(insured_months) - int(rule.params["short_base_years"]), Fraction(0))
        service = whole((exact(rule.params["short_base"]) + exact(rule.params["after"]) * later) * salary)
        return Money(0, whole(exact(rule.params["per_year"]) * salary * years(months_early)), service)

    return _both(view, rule, money)


def severance_for_capacity(view: LawView, *, salary: int, service_months: int) -> Answer[Money]:
    """A voluntary leaver's pay: half a month's pay per year of service (SEV-2026-01, NĐ 170/2025 Điều 56a ff)."""
    rule = in_force(view, "SEV-2026-01")
    if rule is None:
        return no_text(view, "trợ cấp thôi việc của công chức", "severance of civil servants")
    share = exact(rule.params["months_per_year"])
    return _both(view, rule, lambda years: Money(0, 0, whole(share * salary * years(service_months))))


def resignation_money(view: LawView, *, salary: int, insured_months: int) -> Answer[Money]:
    """A voluntary resignation: three months of pay and one and a half per year insured (EXIT-2025-01, NĐ 170/2025)."""
    rule = in_force(view, "EXIT-2025-01")
    if rule is None:
        return no_text(view, "trợ cấp khi tự nguyện thôi việc", "the money of a voluntary resignation")
    per_year = exact(rule.params["months_per_insurance_year"])
    return _both(view, rule, lambda years: Money(
        int(rule.params["months_salary"]) * salary, 0, whole(per_year * salary * years(insured_months)),
    ))  # fmt: skip


def _within(rule: Rule, months: int) -> bool:
    least, most = rule.params["months_early"]
    return int(least) <= months <= int(most)


def _early(rule: Rule, salary: int, months_early: int, insured_months: int, years: Years) -> Money:
    return Money(
        0, whole(exact(rule.params["per_year"]) * salary * years(months_early)),
        _service(rule, salary, insured_months, years),
    )  # fmt: skip


def _service(rule: Rule, salary: int, insured_months: int, years: Years) -> int:
    later = max(years(insured_months) - int(rule.params["base_years"]), Fraction(0))
    return whole((exact(rule.params["base"]) + exact(rule.params["after"]) * later) * salary)


def _both(view: LawView, rule: Rule, money: Callable[[Years], Money]) -> Answer[Money]:
    readings: dict[Literal["half_steps", "exact"], Money] = {
        "half_steps": money(half_steps), "exact": money(exact_years)
    }  # fmt: skip
    chosen = readings[view.settings.part_years]
    other = readings["exact" if view.settings.part_years == "half_steps" else "half_steps"]
    shown = f"{chosen.total:,}"
    return Answer(
        chosen, rule, f"Tổng {shown.replace(',', '.')} đồng.", f"{shown} đồng in all.",
        other=other if other != chosen else None,
    )  # fmt: skip
