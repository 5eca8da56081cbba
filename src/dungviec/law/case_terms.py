"""Cases on a term of appointment: what happens when it ends, the notice before it, and the reappointment procedure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dungviec.law.book import LawView
from dungviec.law.case_actions import (
    ALLOWED,
    AUTHORITY,
    FORBIDDEN,
    lacks,
    no_text,
    one_finding,
    reached,
    staff_category,
)
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case, Facts
from dungviec.law.clocks import end_of_term
from dungviec.law.explain import Finding, finding_of
from dungviec.law.reasons import Reason
from dungviec.law.retirement import birth_day
from dungviec.law.rules import Rule, Verdict
from dungviec.law.working_days import add_working_days, is_working_day, working_days_between
from dungviec.records.codes import RATINGS
from dungviec.records.dates import period_end, whole_months
from dungviec.records.vietnamese import format_date


def end_of_term_case(case: Case, view: LawView) -> CaseAnswer:
    """Extend, reappoint to retirement or reappoint, by the service left when the term ends."""
    facts = case.facts
    born = birth_day(facts.born, facts.born_year_only)
    ends, months = term_end(facts), term_months(facts)
    if ends is None or months is None or facts.sex is None or born is None:
        told = (("term.ends", ends), ("term.months", months), ("born", born), ("sex", facts.sex))
        lacking = ["term"] if facts.term is None else []
        lacking += [n for n, v in told if v is None and not (lacking and n.startswith("term"))]
        return CaseAnswer(case.id, "unknown", missing=tuple(lacking), outcome="unknown")
    if not any(r.check == "still_in_service" for r in view.judged):
        return no_text(case)
    result = end_of_term(
        view,
        category=staff_category(case),
        sex=facts.sex,
        born=born,
        ends=ends,
        months=months,
    )
    numbers = {"months_left": str(result.months_left), "retires": result.retires.isoformat()}
    if result.new_term_ends is not None:
        numbers["new_term_ends"] = result.new_term_ends.isoformat()
    verdict = "unknown" if result.outcome == "unknown" else "allowed"
    missing = () if result.findings else ("rule_text",)
    return CaseAnswer(case.id, verdict, result.findings, missing, result.outcome, numbers)


def term_end(facts: Facts) -> date | None:
    """The last day of the term: as told, else from its first day and its months."""
    t = facts.term
    if t is None or t.ends is not None:
        return t.ends if t else None
    return period_end(t.from_, t.months) if t.from_ and t.months else None


def term_months(facts: Facts) -> int | None:
    """The length of the term in months: as told, else between its first and its last day."""
    t = facts.term
    if t is None or t.months is not None:
        return t.months if t else None
    return whole_months(t.from_, t.ends + timedelta(days=1)) if t.from_ and t.ends else None


def notify_end_of_term(case: Case, view: LawView) -> CaseAnswer:
    """The last day for the notice before a term ends: so many working (or calendar) days, the expiry day not counted.

    The judged day is ``notified_on``, else the day of the action. The setting ``notice_counts_expiry_day`` takes the
    other reading.
    """
    f, a = case.facts, case.action
    rule = reached(view, case, "notice_working_days") or reached(view, case, "notice_days")
    if rule is None:
        return no_text(case)
    ends = term_end(f)
    if ends is None:
        return lacks(case, rule, ("term" if f.term is None else "term.ends",))
    day = a.notified_on or a.date
    from_ = ends + timedelta(days=1) if view.settings.notice_counts_expiry_day else ends
    if "notice_working_days" in rule.params:
        need = int(rule.params["notice_working_days"])
        latest = add_working_days(from_, -need)
        left = working_days_between(day, from_ - timedelta(days=1)) + is_working_day(day)
        unit = ("ngày làm việc", "working days")
    else:
        need = int(rule.params["notice_days"])
        latest, left, unit = from_ - timedelta(days=need), (from_ - day).days, ("ngày", "days")
    facts = {
        "term_ends": ends.isoformat(), "latest_notice": latest.isoformat(), "notified_on": day.isoformat(),
        "days_needed": str(need), "days_left": str(left),
    }  # fmt: skip
    verdict, outcome = (ALLOWED, "in_time") if day <= latest else (FORBIDDEN, "late")
    return one_finding(
        case, rule, verdict, outcome,
        f"Hết hạn {format_date(ends)}; thông báo chậm nhất {format_date(latest)} ({need} {unit[0]}); ngày xét {format_date(day)}.",
        f"The term ends on {ends}; notice by {latest} ({need} {unit[1]}); judged on {day}.", facts,
    )  # fmt: skip


def run_reappointment(case: Case, view: LawView) -> CaseAnswer:
    """Whether the reappointment procedure is run: not extended to retirement, not postponed, and the conditions met."""
    f = case.facts
    conditions, postponed = reached(view, case, "min_term_rating"), reached(view, case, "maternity")
    if conditions is None:
        return no_text(case)
    if f.term is not None and f.sex is not None and birth_day(f.born, f.born_year_only) is not None:
        extended = end_of_term_case(case, view)
        if extended.outcome == "extend_to_retirement":
            findings = tuple(replace(x, verdict=FORBIDDEN) for x in extended.findings)
            return CaseAnswer(case.id, "forbidden", findings, (), extended.outcome, extended.numbers)
    met = _conditions(f, conditions)
    later = _postponed(f, postponed) if postponed is not None else None
    findings = tuple(sorted((x for x in (later, met) if x is not None), key=lambda x: -x.verdict))
    worst = max(x.verdict for x in findings)
    outcome = {ALLOWED: "reappoint", AUTHORITY: "collective_review", FORBIDDEN: "not_met"}.get(worst, "unknown")
    if later is not None and later.verdict == FORBIDDEN:
        outcome = "postponed"
    missing = tuple(dict.fromkeys(m for x in findings for m in x.missing)) if worst == Verdict.UNKNOWN else ()
    return CaseAnswer(
        case.id, worst.name.lower(), findings, missing, outcome, {**met.facts, **(later.facts if later else {})}
    )


def _postponed(f: Facts, rule: Rule) -> Finding:
    """The causes that put the procedure off; an absence that the case does not name is none."""
    p = rule.params
    causes = {
        "maternity_leave": bool(f.maternity_leave),
        "abroad_months": (f.absence.abroad_months or 0) >= int(p["abroad_months"]),
        "inpatient_months": (f.absence.inpatient_months or 0) >= int(p["inpatient_months"]),
        **{flag: bool(getattr(f.blocks, flag)) for flag in p["flags"]},
        "named_in_pending_case": bool(f.named_in_pending_case and p.get("named_in_pending_case")),
    }
    found = [name for name, holds in causes.items() if holds]
    if found:
        reason = Reason(
            f"Chưa thực hiện quy trình: {', '.join(found)}.", f"Postponed: {', '.join(found)}.", {"postponed_by": ", ".join(found)}
        )  # fmt: skip
        return finding_of(rule, FORBIDDEN, reason)
    unsure = tuple(
        name
        for name, value in (
            ("disciplinary_procedure_open", f.blocks.disciplinary_procedure_open),
            ("criminal", f.blocks.criminal),
        )
        if value is None
    )
    if unsure:
        return finding_of(rule, Verdict.UNKNOWN, Reason(f"Hồ sơ chưa có: {', '.join(unsure)}.", f"Not on file: {', '.join(unsure)}.", {}, missing=unsure))  # fmt: skip
    return finding_of(rule, ALLOWED, Reason("Không thuộc trường hợp hoãn.", "No cause for postponing.", {}))


def _conditions(f: Facts, rule: Rule) -> Finding:
    """Tasks completed over the term, title standard, need for the post, health, not barred."""
    least = RATINGS.rank(rule.params["min_term_rating"]) or 0
    ratings = f.term_ratings or (
        {y: r for y, r in f.ratings.items() if f.term and (f.term.from_ is None or y >= f.term.from_.year)}
        if f.term
        else f.ratings
    )
    failing = sorted(y for y, r in ratings.items() if r is not None and (RATINGS.rank(r) or 0) < least)
    excused = len(failing) == 1 and (
        f.failing_year_because is not None or any(d.decided.year == failing[0] for d in f.discipline)
    )
    bad = [f"ratings {', '.join(map(str, failing))}"] if failing and not excused else []
    facts = {"meets_title_standard": f.meets_title_standard, "health_fit": f.health.fit}
    bad += [name for name, value in facts.items() if value is False]
    bad += ["unit_needs_post"] if f.unit_needs_post is False and rule.params.get("asks_need", True) else []
    asks_barred = rule.params.get("asks_barred", True)
    bad += ["barred"] if f.blocks.barred and asks_barred else []
    unsure = [name for name, value in facts.items() if value is None]
    unsure += ["barred"] if f.blocks.barred is None and asks_barred else []
    unsure += ["ratings"] if not any(ratings.values()) else []  # years lawfully not rated are passed over
    shown = {"rated_years": str(len(ratings)), "failing_years": ", ".join(map(str, failing))}
    if bad:
        return finding_of(
            rule, FORBIDDEN, Reason(f"Không đạt: {', '.join(bad)}.", f"Not met: {', '.join(bad)}.", shown)
        )
    if unsure:
        return finding_of(rule, Verdict.UNKNOWN, Reason(f"Hồ sơ chưa có: {', '.join(unsure)}.", f"Not on file: {', '.join(unsure)}.", shown, missing=tuple(unsure)))  # fmt: skip
    if failing:
        return finding_of(rule, AUTHORITY, Reason("Một năm không hoàn thành do bị kỷ luật hoặc bất khả kháng: tập thể lãnh đạo xem xét.", "One failing year because of discipline or force majeure: reviewed by the leadership.", shown))  # fmt: skip
    return finding_of(rule, ALLOWED, Reason("Đủ điều kiện bổ nhiệm lại.", "The conditions are met.", shown))
