"""Which forms of discipline exist for whom on a day, and by how much a salary step is put off (DIS-FORM, DIS-VC, DIS-RETIRED, DIS-SAL)."""

from __future__ import annotations

from dungviec.law.answers import Answer, missing, no_text
from dungviec.law.book import LawView
from dungviec.law.rules import Rule


def form_rule(view: LawView, category: str, *, left_service: bool = False) -> Rule | None:
    """The row that lists the forms for a category; one who has left the service has a list of his own."""
    rules = [r for r in view.rules(topic="discipline") if category in r.applies_to.categories]
    if left_service:
        return next((r for r in rules if r.id == "DIS-RETIRED-2025"), None)
    return next((r for r in rules if any(p.startswith("forms_") for p in r.params)), None)


def forms_of(rule: Rule, category: str | None, *, leader: bool) -> tuple[str, ...]:
    """The forms of a row of :func:`form_rule` for somebody of the category, in order of weight."""
    p = rule.params
    if "forms" in p:
        return tuple(p["forms"])
    if "forms_leaders" in p:
        return tuple(p["forms_leaders"] if leader else p["forms_others"])
    if category == "cadre":
        return tuple(p["forms_cadre"])
    every = p.get("forms_employee") or p["forms_civil"]
    return tuple(x for x in every if leader or x not in p["leaders_only"])


def lawful_forms(
    view: LawView, category: str, *, leader: bool | None, left_service: bool = False
) -> Answer[tuple[str, ...]]:
    """The forms that exist for somebody on the view's day.

    ``leader`` None (the records do not tell): the forms both have in common, where they differ *unknown* lacks ``leader``.
    """
    rule = form_rule(view, category, left_service=left_service)
    if rule is None:
        return no_text(view, "hình thức kỷ luật đối với người này", "the forms of discipline for this person")
    ways = {forms_of(rule, category, leader=role) for role in ((True, False) if leader is None else (leader,))}
    if len(ways) > 1:
        return missing(
            rule, "hồ sơ chưa cho biết có giữ chức vụ lãnh đạo hay không", "the records do not tell whether a leading post is held",
            lacks=("leader",),
        )  # fmt: skip
    return Answer(next(iter(ways)), rule, rule.vi, rule.en)


def delay_rule(view: LawView, category: str) -> Rule | None:
    """The row that puts off salary steps: DIS-SAL-2021, before it DIS-SAL-2008 for those it reaches."""
    rules = [r for r in view.rules(topic="discipline") if "delay_months" in r.params]
    newest = next((r for r in rules if r.id == "DIS-SAL-2021"), None)
    return newest or next((r for r in rules if category in r.applies_to.categories), None)


def delay_months(rule: Rule, category: str, form: str) -> int | None:
    """By how many months a row of :func:`delay_rule` puts the next step off; None where it names nothing for the form."""
    table: dict[str, int] = rule.params["delay_months"]
    key = form if form in table else _delay_group(category, form)
    return int(table[key]) if key in table else None


def _delay_group(category: str, form: str) -> str:
    if form == "not_completed":
        return "failing_year"
    employee = category in ("public_employee", "public_employee_manager")
    if form in ("dismissed_from_post", "demotion"):
        return "manager_dismissed"
    if form in ("reprimand", "warning"):
        return f"employee_{form}" if employee else "civil_reprimand_warning"
    return form
