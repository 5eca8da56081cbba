"""Cases on discipline: which forms exist for whom, the heavier form of a repeat, the delay of a salary step."""

from __future__ import annotations

from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, lacks, no_text, one_finding
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_forms import form_code
from dungviec.law.case_model import Case
from dungviec.law.discipline import delay_months, delay_rule, form_rule, forms_of
from dungviec.law.rules import Rule
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS


def leads(case: Case) -> bool | None:
    """Whether the person holds a leading post; None where the case does not tell."""
    f = case.facts
    if f.category in ("cadre", "public_employee_manager"):
        return True
    if f.current_post is None or f.current_post.level is None:
        return None
    return (LEVELS.rank(f.current_post.level) or 0) >= LEADERSHIP_RANK


def discipline_form(case: Case, view: LawView) -> CaseAnswer:
    """Whether a form of discipline exists on the day for the person's category and role (DIS-FORM, DIS-VC, DIS-RETIRED rows).

    The level of the post is asked only where leaders and others differ on the form.
    """
    f = case.facts
    rule = _form_rule(case, view)
    if rule is None:
        return no_text(case)
    word = case.action.form or (f.discipline[-1].form if f.discipline else None)
    leader = leads(case)
    ways = {forms_of(rule, f.category, leader=role) for role in ((True, False) if leader is None else (leader,))}
    form = form_code(word) if word else None
    if len(ways) > 1 and (form is None or len({form in way for way in ways}) > 1):
        return lacks(case, rule, ("current_post.level",))
    forms = [w for w in next(iter(ways)) if all(w in way for way in ways)]
    facts = {"forms": ", ".join(forms)} | ({} if leader is None else {"leader": str(leader).lower()})
    if form is None:
        return one_finding(case, rule, ALLOWED, "forms", rule.vi, rule.en, facts)
    there = form in next(iter(ways))
    return one_finding(
        case, rule, ALLOWED if there else FORBIDDEN, "exists" if there else "no_such_form",
        f"Hình thức «{form}»; các hình thức áp dụng: {', '.join(forms)}.",
        f"Form '{form}'; forms that apply: {', '.join(forms)}.", {**facts, "form": form},
    )  # fmt: skip


def _form_rule(case: Case, view: LawView) -> Rule | None:
    return form_rule(view, case.facts.category or "civil_servant", left_service=bool(case.facts.left_service))


def repeat_discipline(case: Case, view: LawView) -> CaseAnswer:
    """The form for a new violation while a decision is being served: one level above the heavier of both (DIS-172-REPEAT).

    ``facts.discipline`` holds the decision being served, ``action.form`` the form the new act would bring by itself.
    """
    rule = next((r for r in view.rules(topic="discipline") if r.id == "DIS-172-REPEAT"), None)
    listing = _form_rule(case, view)
    f = case.facts
    if rule is None or listing is None or (f.category or "civil_servant") not in rule.applies_to.categories:
        return no_text(case)
    missing = [n for n, v in (("discipline", f.discipline), ("form", case.action.form)) if not v]
    leader = leads(case)
    missing += ["current_post.level"] if leader is None else []
    if missing or case.action.form is None or leader is None:
        return lacks(case, rule, missing)
    order = forms_of(listing, f.category, leader=leader)
    served, new = form_code(f.discipline[-1].form), form_code(case.action.form)
    strange = [w for w in (served, new) if w not in order]
    if strange:
        return lacks(case, rule, ("form",))
    heavier = max(served, new, key=order.index)
    following = order[min(order.index(heavier) + 1, len(order) - 1)]
    facts = {"served": served, "new": new, "form": following}
    return one_finding(
        case, rule, ALLOWED, following, f"Đang thi hành «{served}», vi phạm mới mức «{new}»: xử lý «{following}».",
        f"Serving '{served}', a new act at '{new}': '{following}'.", facts,
    )  # fmt: skip


def salary_delay(case: Case, view: LawView) -> CaseAnswer:
    """By how many months the next salary step is put off (DIS-SAL-2021, before it DIS-SAL-2008)."""
    f = case.facts
    category = f.category or "civil_servant"
    rule = delay_rule(view, category)
    if rule is None:
        return no_text(case)
    word = case.action.form or (f.discipline[-1].form if f.discipline else None)
    if word is None:
        return lacks(case, rule, ("form",))
    form = form_code(word)
    months = delay_months(rule, category, form)
    if months is None:
        return one_finding(
            case, rule, ALLOWED, "no_delay", f"Không có mức kéo dài cho «{form}».", f"No delay on file for '{form}'.",
            {"form": form, "months": "0"},
        )  # fmt: skip
    return one_finding(
        case, rule, FORBIDDEN, "delayed", f"Kéo dài thời hạn nâng lương {months} tháng.",
        f"The salary step is put off by {months} months.", {"form": form, "months": str(months)},
    )  # fmt: skip
