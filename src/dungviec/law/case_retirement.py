"""Cases on retirement: the age of a birth month and the last day of service."""

from __future__ import annotations

from datetime import date

from dungviec.law.book import LawView
from dungviec.law.case_actions import lacks, no_text, one_finding
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.explain import finding_of
from dungviec.law.reasons import Reason
from dungviec.law.retirement import age_by_year_table, age_label, age_months, birth_day, retirement_day
from dungviec.law.rules import Verdict
from dungviec.records.dates import add_months, month_end


def retirement_date(case: Case, view: LawView) -> CaseAnswer:
    """Retirement age and last day of service by the schedule in force on the day judged; a schedule that is already
    issued for later stands beside it (RET-02, RET-03, RET-04)."""
    sex = case.facts.sex
    born = birth_day(case.facts.born, case.facts.born_year_only)
    if born is None or sex is None:
        missing = [n for n, v in (("born", born), ("sex", sex)) if v is None]
        return CaseAnswer(case.id, "unknown", missing=tuple(missing), outcome="unknown")
    schedule = next((r for r in view.judged if r.check == "still_in_service"), None)
    if schedule is None:
        return no_text(case)
    day, months = retirement_day(schedule, sex, born), age_months(schedule, sex, born)
    numbers = {"age": age_label(months, "en"), "age_months": str(months), "date": day.isoformat()}
    numbers |= {"retirement_age": numbers["age"], "retirement_date": numbers["date"], "last_day": numbers["date"]}
    later = next((r for r in view.all_known if r.check == "still_in_service" and r.from_ > view.day), None)
    beside_vi = beside_en = ""
    if later is not None:
        then, age = retirement_day(later, sex, born), age_label(age_months(later, sex, born), "en")
        numbers |= {"age_by_next_schedule": age, "date_by_next_schedule": then.isoformat()}
        beside_vi = f" Theo lộ trình từ {later.from_:%d/%m/%Y}: {age_label(age_months(later, sex, born))}, hết ngày {then:%d/%m/%Y}."
        beside_en = f" By the schedule from {later.from_}: {age}, on {then}."
    reason = Reason(
        f"Tuổi nghỉ hưu {age_label(months)}, hết ngày {day:%d/%m/%Y}.{beside_vi}",
        f"Retires at {numbers['age']}, on {day}.{beside_en}", numbers,
    )  # fmt: skip
    findings = [finding_of(schedule, Verdict.ALLOWED, reason)]
    table = next((r for r in view.rules(topic="retirement") if r.id == "RET-01"), None)
    if table is not None:
        same = age_by_year_table(table, sex, born)
        findings.append(
            finding_of(table, Verdict.ALLOWED, Reason(table.vi, table.en, {"age_by_year_table": age_label(same, "en")}))
        )
    end = next((r for r in view.rules(topic="retirement") if r.id == "RET-03"), None)
    if end is not None:
        findings.append(finding_of(end, Verdict.ALLOWED, Reason(end.vi, end.en, {})))
    if case.action.until is not None and case.action.until > day:
        return _later(case, view, born, numbers)
    return CaseAnswer(case.id, "allowed", tuple(findings), outcome=day.isoformat(), numbers=numbers)


def _later(case: Case, view: LawView, born: date, numbers: dict[str, str]) -> CaseAnswer:
    """Service beyond the normal age (RET-05): named senior leaders, at most 65 (men) or 60 (women).

    The list of titles is not on file in full: ``listed_for_later_retirement`` says whether the title is on it.
    """
    rule = next((r for r in view.rules(topic="retirement") if r.id == "RET-05"), None)
    if rule is None:
        return no_text(case)
    cap = month_end(add_months(born.replace(day=1), int(rule.params[f"{case.facts.sex}_cap_months"])))
    facts, listed = {**numbers, "latest": cap.isoformat()}, case.facts.listed_for_later_retirement
    if case.action.until is not None and case.action.until <= cap and listed is None:
        return lacks(case, rule, ("listed_for_later_retirement",))
    may = bool(listed) and case.action.until is not None and case.action.until <= cap
    return one_finding(
        case, rule, Verdict.ALLOWED if may else Verdict.FORBIDDEN, "later" if may else "not_later",
        f"Muộn nhất hết ngày {cap:%d/%m/%Y}, chỉ với chức danh được liệt kê.",
        f"At the latest {cap}, for the titles listed only.", facts,
    )  # fmt: skip
