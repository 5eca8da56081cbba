"""Cases on discipline: which forms exist for whom."""

from __future__ import annotations

from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, lacks, no_text, one_finding
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.rules import Rule
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS


def discipline_form(case: Case, view: LawView) -> CaseAnswer:
    """Whether a form of discipline exists on the day for the person's category and role (DIS-FORM rows)."""
    f = case.facts
    category = f.category or "civil_servant"
    rules = [r for r in view.rules(topic="discipline") if category in r.applies_to.categories]
    rule = next((r for r in rules if any(p.startswith("forms_") for p in r.params)), None)
    if rule is None:
        return no_text(case)
    level = f.current_post.level if f.current_post else None
    if level is None and category == "civil_servant":
        return lacks(case, rule, ("current_post.level",))
    leads = (LEVELS.rank(level) or 0) >= LEADERSHIP_RANK or category == "cadre"
    forms = _forms(rule, category, leads)
    form = case.action.form or (f.discipline[-1].form if f.discipline else None)
    facts = {"forms": ", ".join(forms), "leader": str(leads).lower()}
    if form is None:
        return one_finding(case, rule, ALLOWED, "forms", rule.vi, rule.en, facts)
    verdict, outcome = (ALLOWED, "exists") if form in forms else (FORBIDDEN, "no_such_form")
    return one_finding(
        case, rule, verdict, outcome, f"Hình thức «{form}»; các hình thức áp dụng: {', '.join(forms)}.",
        f"Form '{form}'; forms that apply: {', '.join(forms)}.", {**facts, "form": form},
    )  # fmt: skip


def _forms(rule: Rule, category: str, leads: bool) -> list[str]:
    p = rule.params
    if "forms_leaders" in p:
        return list(p["forms_leaders"] if leads else p["forms_others"])
    if category == "cadre":
        return list(p["forms_cadre"])
    return [x for x in p["forms_civil"] if leads or x not in p["leaders_only"]]
