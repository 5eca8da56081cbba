"""Cases on the yearly review of a plan, and on the age of candidates for committees and government."""

from __future__ import annotations

from datetime import date
from typing import cast, get_args

from dungviec.law.answers import in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, no_text
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case, Facts
from dungviec.law.case_parts import UNKNOWN, Part, months_left_of, one_of, part, together
from dungviec.law.explain import finding_of
from dungviec.law.facts_ratings import last_due_year
from dungviec.law.planning import Candidacy, congress_age, leaves_plan, planning_age, review_plan
from dungviec.law.reasons import Reason
from dungviec.law.rules import Rule


def yearly_plan_review(case: Case, view: LawView) -> CaseAnswer:
    """Whether somebody stays in the plan: by rule out under QĐ 50 (PLAN-2021-03), reviewed under QĐ 377 (PLAN-2025-02).

    Allowed and ``stays``, or forbidden and ``leaves`` with the grounds. Discipline counts from the day the plan was
    approved; a decision before it was weighed when the plan was made.
    """
    f, day = case.facts, case.action.date
    if in_force(view, "PLAN-2021-03") is not None:
        answer = leaves_plan(
            view, over_age=_over_age(case, view), disciplined=_disciplined(f), political_standard=_political(f)
        )
        needs = {
            "born": _born_told(f),
            "sex": f.sex,
            "discipline": _disciplined(f),
            "meets_title_standard": _political(f),
        }
    else:
        year = last_due_year(day)
        rating = f.ratings.get(year, f.ratings.get(year - 1) if year == day.year else None)
        failed = None if rating is None else rating == "failed"
        if year in f.ratings and rating is None:
            failed = False  # lawfully not rated: no failed tasks
        answer = review_plan(view, standards_met=f.meets_title_standard, tasks_failed=failed, violated=_disciplined(f))
        needs = {"meets_title_standard": f.meets_title_standard, "ratings": failed, "discipline": _disciplined(f)}
    if answer.rule is None:
        return no_text(case)
    lacking = tuple(name for name, value in needs.items() if value is None)
    grounds = answer.value or ()
    shown = {"grounds": ", ".join(grounds)} if grounds else {}
    found = part(answer, FORBIDDEN if grounds else ALLOWED, shown, lacking)
    return together(case, [found], "leaves" if grounds else "stays")


def _born_told(f: Facts) -> object:
    return f.born or f.born_year_only


def _over_age(case: Case, view: LawView) -> bool | None:
    f = case.facts
    left = months_left_of(case, view, f.term.from_ if f.term and f.term.from_ else case.action.date)
    return None if left is None else planning_age(view, left).value == "too_old"


def _disciplined(f: Facts) -> bool | None:
    if "discipline" not in f.model_fields_set:
        return None
    approved = f.planned_for.approved_on if f.planned_for else None
    return any(approved is None or (d.effective or d.decided) >= approved for d in f.discipline)


def _political(f: Facts) -> bool | None:
    """The political standard as told; meeting the whole standard of the title includes it, missing some of it says nothing."""
    if f.political_standard_met is not None:
        return f.political_standard_met
    return True if f.meets_title_standard else None


def nominate_committee(case: Case, view: LawView) -> CaseAnswer:
    """Whether age allows a candidacy (AGE rows); ``action.candidacy`` says which.

    Service is counted from ``term.from``, else from the reference month of the rule: the commune congress by default,
    the People's Council and Committee for government posts. Without ``candidacy`` the answer is given where every
    candidacy of the rule has the same one.
    """
    f, kind = case.facts, case.action.candidacy
    if kind is not None:
        one_of(case, "candidacy", kind, get_args(Candidacy))
    rule = in_force(view, "AGE-2020-01", "AGE-2025-01")
    if rule is None:
        return no_text(case)
    wrong_tier = f.tier is not None and f.tier != rule.params.get("level", f.tier)
    if wrong_tier:
        reason = Reason(f"Mốc tuổi trong kho là của cấp {rule.params['level']}.", f"The ages on file are those of the {rule.params['level']} level.", {}, missing=("rule_text",))  # fmt: skip
        return together(case, [(finding_of(rule, UNKNOWN, reason), ("rule_text",))])
    kinds = (kind,) if kind else tuple(rule.params.get("months") or rule.params["born_from"])
    parts = [_candidacy(case, view, rule, cast(Candidacy, k)) for k in kinds]
    verdicts = {p.verdict for p, _ in parts if p is not None}
    if len(verdicts) == 1:
        return together(case, parts[:1], kind or "")
    known = [p for p, _ in parts if p is not None]
    unsure = Reason("Tùy trường hợp ứng cử: lần đầu hay tái cử.", "It depends on the candidacy: first or re-election.", known[0].facts, missing=("candidacy",))  # fmt: skip
    return together(case, [(finding_of(rule, UNKNOWN, unsure), ("candidacy",))])


def _candidacy(case: Case, view: LawView, rule: Rule, kind: Candidacy) -> Part:
    f = case.facts
    start = _reference(case, rule, kind)
    if start is None:
        reason = Reason(
            "Chưa có mốc tính tuổi của cấp này.",
            "No reference month of this level is on file.",
            {},
            missing=("term.from",),
        )
        return finding_of(rule, UNKNOWN, reason), ("term.from",)
    left = months_left_of(case, view, start)
    answer = congress_age(view, kind, months_left=left, sex=f.sex, born=f.born)
    facts = {"candidacy": kind, "counted_from": start.isoformat()} | (
        {} if left is None else {"months_left": str(left)}
    )
    lacking = tuple(n for n, v in (("born", _born_told(f)), ("sex", f.sex)) if v is None) or ("rule_text",)
    return part(answer, ALLOWED if answer.value else FORBIDDEN, facts, lacking)


def _reference(case: Case, rule: Rule, kind: Candidacy) -> date | None:
    """The day from which service is counted: the term's first day, the rule's reference month, else the day itself."""
    f = case.facts
    if f.term and f.term.from_:
        return f.term.from_
    months = rule.params.get("reference")
    if not months:
        return case.action.date
    if kind in ("reelect_government", "government"):
        return date.fromisoformat(f"{months['government']}-01")
    return date.fromisoformat(f"{months['commune']}-01") if f.tier in (None, "commune") else None
