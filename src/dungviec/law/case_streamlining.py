"""Cases on streamlining: who is covered, who not yet, and the money of leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dungviec.law.answers import Answer, in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, lacks, no_text, one_finding
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.case_parts import part, together
from dungviec.law.explain import finding_of
from dungviec.law.leaving_money import (
    Money,
    cadre_money,
    reorganisation_money,
    reorganisation_severance,
    resignation_money,
    severance_for_capacity,
    short_service,
    streamlining_money,
    streamlining_severance,
)
from dungviec.law.reasons import Reason
from dungviec.law.retirement import birth_day
from dungviec.law.streamlining import Standing, streamlining_review
from dungviec.records.dates import add_months, whole_years


def streamlining(case: Case, view: LawView) -> CaseAnswer:
    """Whether somebody is covered by streamlining, by ratings, grounds and what postpones it (TGBC rows)."""
    f, day = case.facts, case.action.date
    rule = in_force(view, "TGBC-2014-01", "TGBC-2025-01")
    if rule is None:
        return no_text(case)
    until = _child_until(case, view)
    held: dict[Standing, bool | None] = {
        "pregnant": f.pregnant, "maternity": f.maternity_leave, "child": until is not None and day < until,
        "discipline": f.blocks.disciplinary_procedure_open, "criminal": f.blocks.criminal, "inspection": f.blocks.inspection,
    }  # fmt: skip
    standing: list[Standing] = [name for name, holds in held.items() if holds]
    # Until 2020 the two years before counted; since 2025 the year before and, once it is rated, the year of review.
    old = rule.id == "TGBC-2014-01"
    years = (
        (day.year - 2, day.year - 1) if old else (day.year - 1, day.year if f.ratings.get(day.year) else day.year - 1)
    )
    before, last = (f.ratings.get(y) for y in years)
    answer = streamlining_review(
        view, ratings=(before, last), triggers=f.streamlining_grounds, standing=standing,
        other_position=f.other_suitable_position, voluntary=bool(f.voluntary),
    )  # fmt: skip
    facts = {"rating_before": str(before or ""), "rating_last": str(last or "")}
    facts |= {"years": ", ".join(map(str, dict.fromkeys(years)))}
    lacking = ("ratings",) if None in (before, last) and "unqualified" not in f.streamlining_grounds else ("other_suitable_position",)  # fmt: skip
    alone = answer.value == "not_yet" and standing == ["child"]
    verdict = ALLOWED if answer.value == "covered" else FORBIDDEN
    parts = [part(answer, verdict, facts, lacking)]
    later = in_force(view, "TGBC-2025-02")
    if later is not None and answer.value in ("covered", "not_covered"):
        none = Reason("Không thuộc trường hợp chưa tinh giản.", "No cause to put it off.", {})
        parts.append((finding_of(later, ALLOWED, none), ()))
    return together(case, parts, str(answer.value or ""), until if alone else None)


def _child_until(case: Case, view: LawView) -> date | None:
    rule = in_force(view, "TGBC-2025-02")
    born = case.facts.youngest_child_born
    return add_months(born, int(rule.params["child_months"])) if rule is not None and born is not None else None


def study_then_leave(case: Case, view: LawView) -> CaseAnswer:
    """Whether somebody streamlined may study a trade on full pay before leaving: under 45 (MON-154-SEV, study)."""
    rule = in_force(view, "MON-154-SEV/study")
    if rule is None:
        return no_text(case)
    born = birth_day(case.facts.born, case.facts.born_year_only)
    if born is None:
        return lacks(case, rule, ("born",))
    age, under = whole_years(born, case.action.date), int(rule.params["under_age"])
    facts = {"age": str(age), "months": str(rule.params["months"])}
    verdict, outcome = (ALLOWED, "may_study") if age < under else (FORBIDDEN, "too_old")
    return one_finding(
        case,
        rule,
        verdict,
        outcome,
        f"{age} tuổi, dưới {under} tuổi thì được.",
        f"Aged {age}; under {under} only.",
        facts,
    )


def leaving_money(case: Case, view: LawView) -> CaseAnswer:
    """The sum somebody gets who leaves under a scheme; ``pay.salary`` and ``leaving`` hold the figures (MON, SEV, EXIT rows)."""
    f, scheme = case.facts, case.action.scheme
    if scheme is None:
        return CaseAnswer(case.id, "unknown", missing=("scheme",), outcome="unknown")
    function, names = _SCHEMES[scheme]
    row = in_force(view, *_ROWS[scheme])
    category = f.category or "civil_servant"
    if row is None or (f.category and row.applies_to.categories and category not in row.applies_to.categories):
        return no_text(case)
    given = {n: getattr(f.leaving, n) for n in names}
    missing = [f"leaving.{n}" for n, v in given.items() if v is None]
    missing += [] if f.pay is not None and f.pay.salary is not None else ["pay.salary"]
    if missing or f.pay is None:
        return CaseAnswer(case.id, "unknown", missing=tuple(missing), outcome="unknown")
    answer: Answer[Money] = function(view, salary=f.pay.salary, **given)
    money = answer.value
    facts: dict[str, str] = {}
    if money is not None:
        parts = {"for_months": money.for_months, "for_years": money.for_years, "for_service": money.for_service}
        parts |= {"job_search": money.job_search, "amount": money.total}
        facts = {n: str(v) for n, v in parts.items()}
        facts |= {"amount_other_reading": str(answer.other.total)} if answer.other else {}
    found = [part(answer, ALLOWED, facts, ("leaving",))]
    short = short_service(view, f.leaving.insured_months or 0) if scheme == "reorganisation" else None
    if money is not None and short is not None:
        found.append(part(Answer(True, short, short.vi, short.en), ALLOWED, {}))
    return together(case, found, "money")


_SCHEMES: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "reorganisation": (reorganisation_money, ("months_early", "insured_months", "within_first_12_months")),
    "reorganisation_severance": (reorganisation_severance, ("months_counted", "insured_months", "within_first_12_months")),
    "streamlining": (streamlining_money, ("months_early", "insured_months")),
    "streamlining_severance": (streamlining_severance, ("insured_months",)),
    "cadre": (cadre_money, ("months_early", "insured_months")),
    "resignation": (resignation_money, ("insured_months",)),
    "capacity": (severance_for_capacity, ("service_months",)),
}  # fmt: skip
_ROWS = {
    "reorganisation": ("MON-178-A",), "reorganisation_severance": ("MON-178-SEV",),
    "streamlining": ("MON-143", "MON-29", "MON-154-EARLY"), "streamlining_severance": ("MON-154-SEV",), "cadre": ("MON-177",),
    "resignation": ("EXIT-2025-01",), "capacity": ("SEV-2026-01",),
}  # fmt: skip
