"""Cases on deadlines that run from a violation, a Party decision or a conflict of interest, and on secondments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dungviec.law.answers import in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, lacks, no_text, one_finding
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_forms import form_code
from dungviec.law.case_model import Case
from dungviec.law.explain import finding_of
from dungviec.law.reasons import Reason
from dungviec.law.rules import Rule
from dungviec.law.working_days import add_working_days
from dungviec.records.dates import add_months, period_end
from dungviec.records.vietnamese import format_date


def discipline_deadline(case: Case, view: LawView) -> CaseAnswer:
    """Whether a disciplinary decision comes in time: 90 days from discovery, 150 extended, 30 after a Party decision.

    DIS-172-TIME and DIS-TIME-2025 for cadres and civil servants; DIS-LINK for public employees after Party discipline
    (``party_decided_on``). Cases that are not considered yet (a child under twelve months and the like) are put off.
    """
    a, f = case.action, case.facts
    category = f.category or "civil_servant"
    decided = a.decided_on or a.date
    if a.party_decided_on is not None:
        rule = _reached(view, "DIS-LINK", category)
        if rule is None:
            return no_text(case)
        return _by(
            case, rule, a.party_decided_on + timedelta(days=int(rule.params["days"])), decided, a.party_decided_on
        )
    rule = _reached(view, "DIS-172-TIME", category)
    if rule is None:
        return no_text(case)
    later = _reached(view, "DIS-TIME-2025", category)
    if later is not None and (causes := _not_yet(case, later)):
        return one_finding(
            case, later, FORBIDDEN, "postponed", f"Chưa xem xét kỷ luật: {', '.join(causes)}.",
            f"Not considered yet: {', '.join(causes)}.", {"postponed_by": ", ".join(causes)},
        )  # fmt: skip
    if a.discovered_on is None:
        return lacks(case, rule, ("discovered_on",))
    days = int(rule.params["max_days" if a.extended else "days"])
    answer = _by(case, rule, a.discovered_on + timedelta(days=days), decided, a.discovered_on)
    if later is None:
        return answer
    none = finding_of(later, ALLOWED, Reason("Không thuộc trường hợp chưa xem xét.", "No cause to put it off.", {}))
    return replace(answer, findings=(*answer.findings, none))


def _not_yet(case: Case, rule: Rule) -> list[str]:
    f, day = case.facts, case.action.date
    child = f.youngest_child_born
    small = child is not None and day < add_months(child, int(rule.params["child_below_months"]))
    held = {
        "pregnant": f.pregnant, "maternity_leave": f.maternity_leave, "youngest_child_born": small,
        "serious_illness": f.serious_illness, "criminal": f.blocks.criminal,
    }  # fmt: skip
    if f.voluntary:
        held |= dict.fromkeys(("pregnant", "maternity_leave", "youngest_child_born"), False)
    return [name for name, holds in held.items() if holds]


def discipline_limitation(case: Case, view: LawView) -> CaseAnswer:
    """Whether a violation of a public employee can still be disciplined: five years for a reprimand, ten otherwise (DIS-VC-2026)."""
    a = case.action
    rule = _reached(view, "DIS-VC-2026", case.facts.category or "civil_servant")
    if rule is None:
        return no_text(case)
    missing = [n for n, v in (("committed_on", a.committed_on), ("form", a.form)) if v is None]
    if missing or a.committed_on is None or a.form is None:
        return lacks(case, rule, missing)
    key = "limitation_reprimand_months" if form_code(a.form) == "reprimand" else "limitation_other_months"
    return _by(case, rule, period_end(a.committed_on, int(rule.params[key])), a.decided_on or a.date, a.committed_on)


def conflict_report(case: Case, view: LawView) -> CaseAnswer:
    """Whether a conflict of interest was reported within five working days of its discovery (KIN-03)."""
    a = case.action
    rule = in_force(view, "KIN-03")
    if rule is None:
        return no_text(case)
    if a.discovered_on is None:
        return lacks(case, rule, ("discovered_on",))
    last = add_working_days(a.discovered_on, int(rule.params["report_working_days"]))
    return _by(case, rule, last, a.reported_on or a.date, a.discovered_on)


def second(case: Case, view: LawView) -> CaseAnswer:
    """Whether a secondment from ``action.date`` to ``until`` stays within three years (SEC-2026-01)."""
    a = case.action
    rule = _reached(view, "SEC-2026-01", case.facts.category or "civil_servant")
    if rule is None:
        return no_text(case)
    if a.until is None:
        return lacks(case, rule, ("until",))
    return _by(case, rule, period_end(a.date, int(rule.params["max_months"])), a.until, a.date)


def transfer_allowance(case: Case, view: LawView) -> CaseAnswer:
    """Until when a leader transferred on ``decided_on`` keeps the higher position allowance: six months (TRF-2026-01)."""
    a = case.action
    rule = _reached(view, "TRF-2026-01", case.facts.category or "civil_servant")
    if rule is None:
        return no_text(case)
    if a.decided_on is None:
        return lacks(case, rule, ("decided_on",))
    return _by(case, rule, period_end(a.decided_on, int(rule.params["allowance_keep_months"])), a.date, a.decided_on)


def _reached(view: LawView, rule_id: str, category: str) -> Rule | None:
    rule = in_force(view, rule_id)
    fits = rule is not None and (not rule.applies_to.categories or category in rule.applies_to.categories)
    return rule if fits else None


def _by(case: Case, rule: Rule, last: date, done: date, began: date) -> CaseAnswer:
    """In time up to and on the last day, late afterwards."""
    facts = {"from": began.isoformat(), "last_day": last.isoformat(), "day": done.isoformat()}
    verdict, outcome = (ALLOWED, "in_time") if done <= last else (FORBIDDEN, "late")
    return one_finding(
        case, rule, verdict, outcome, f"Tính từ {format_date(began)}, đến hết {format_date(last)}; ngày xét {format_date(done)}.",
        f"From {began}, to the end of {last}; judged on {done}.", facts,
    )  # fmt: skip
