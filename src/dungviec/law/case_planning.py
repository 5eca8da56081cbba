"""Cases on planning: who may be added to a plan."""

from __future__ import annotations

from datetime import date

from dungviec.law.answers import in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case, DisciplineFacts
from dungviec.law.case_parts import Part, months_left_of, part, together
from dungviec.law.explain import finding_of
from dungviec.law.planning import may_be_planned_for, planned_after_violation, planning_age
from dungviec.law.reasons import Reason
from dungviec.law.rules import Rule
from dungviec.records.codes import LEVELS
from dungviec.records.dates import add_months
from dungviec.records.vietnamese import format_date


def add_to_plan(case: Case, view: LawView) -> CaseAnswer:
    """Age at the start of the term planned for, numbers of people and titles, a higher title, past discipline (PLAN rows).

    The term begins on ``facts.term.from``, else the day of the action counts. A case that tells only of numbers, of the
    title or of discipline, and neither birth nor sex, is answered on these alone.
    """
    f, a = case.facts, case.action
    parts = _planned_numbers(case, view) + _planned_title(case, view)
    parts += _after_discipline(case, view) + _after_leaving(case, view)
    aged = f.sex is not None or f.born is not None or f.born_year_only is not None
    outcome = ""
    if aged or not (parts or "discipline" in f.model_fields_set):
        start = f.term.from_ if f.term and f.term.from_ else a.date
        left = months_left_of(case, view, start)
        if left is None:
            known = {"born": f.born is not None or f.born_year_only is not None, "sex": f.sex is not None}
            lacking = tuple(n for n, there in known.items() if not there) or ("rule_text",)
            parts.append((None, lacking))
        else:
            age = planning_age(view, left)
            facts = {"months_left": str(left), "counted_from": start.isoformat()}
            parts.append(part(age, FORBIDDEN if age.value == "too_old" else ALLOWED, facts, ("rule_text",)))
            outcome = str(age.value or "")
    elif not parts:
        parts = [] if in_force(view, "PLAN-2021-01", "PLAN-2025-04") else [(None, ("rule_text",))]
    forbidden = [p for p, _ in parts if p is not None and p.verdict == FORBIDDEN]
    days = [p.will_pass_from for p in forbidden]
    passes = max((d for d in days if d is not None), default=None) if None not in days else None
    return together(case, parts, outcome, passes)


def _planned_numbers(case: Case, view: LawView) -> list[Part]:
    titles, people = case.facts.titles_already_planned_same_level, case.facts.people_already_planned
    rule = in_force(view, "PLAN-2025-01")
    if titles is None and people is None:
        return []
    if rule is None:
        return [(None, ("rule_text",))]
    found: list[Part] = []
    for name, count, param in (
        ("titles_planned", len(titles) if isinstance(titles, list) else titles, "max_titles_per_person"),
        ("people_planned", people, "max_people_per_title"),
    ):
        if count is not None:
            most = int(rule.params[param])
            over = count + 1 > most
            reason = Reason(
                f"Sẽ là {count + 1}, tối đa {most}.", f"It would be {count + 1}, at most {most}.", {name: str(count), param: str(most)}
            )  # fmt: skip
            found.append((finding_of(rule, FORBIDDEN if over else ALLOWED, reason), ()))
    return found


_STEPS = {"next_higher": 1, "higher": 1, "same": 0, "lower": -1}


def _planned_title(case: Case, view: LawView) -> list[Part]:
    """Only a higher title, never together with the proposal to appoint; asked where the text is in force and the case tells."""
    f = case.facts
    if in_force(view, "PLAN-2025-01") is None:
        return []
    target = f.target_post
    now, then = (
        LEVELS.rank(f.current_post.level if f.current_post else None),
        LEVELS.rank(target.level if target else None),
    )
    if target is not None and target.compared_with_current is not None:
        now, then = 0, _STEPS[target.compared_with_current]
    together_ = bool(case.action.with_appointment_proposal)
    if (
        not together_
        and (now is None or then is None)
        and (
            case.action.with_appointment_proposal is None
            or target is not None
            or in_force(view, "PLAN-2025-01") is None
        )
    ):
        return []
    answer = may_be_planned_for(
        view, target_rank=1 if then is None else then, current_rank=0 if now is None else now,
        appointment_proposed=together_,
    )  # fmt: skip
    return [part(answer, ALLOWED if answer.value else FORBIDDEN, {"with_appointment_proposal": str(together_).lower()})]


def _after_discipline(case: Case, view: LawView) -> list[Part]:
    """The windows of each decision, by the rule of its own day, and from QĐ 377 on which forms may be planned at all."""
    f = case.facts
    parts: list[Part] = []
    for d in f.discipline:
        rule, lifted = _window(case, view, d)
        running = lifted > case.action.date if lifted is not None else None
        facts = {"form": d.form} | ({"lifted": lifted.isoformat()} if lifted else {})
        if rule is not None and lifted is not None:
            verdict = FORBIDDEN if running else ALLOWED
            told = (
                f"Không quy hoạch chức vụ cao hơn đến trước {format_date(lifted)}.",
                f"No planning for a higher post before {lifted}.",
            )
            parts.append((finding_of(rule, verdict, Reason(*told, facts, (), lifted if running else None)), ()))
        if in_force(view, "PLAN-2025-05") is not None:
            past = planned_after_violation(
                view, disciplined=True, form=d.form, expired=None if running is None else not running
            )
            if running and past.rule is not None and d.form in past.rule.params["expired_forms"]:
                reason = Reason(past.vi, past.en, facts, (), lifted)
                parts.append((finding_of(past.rule, FORBIDDEN, reason), ()))
            else:
                parts.append(part(past, ALLOWED if past.value else FORBIDDEN, facts, ("rule_text", "discipline.ends")))
        elif lifted is None:
            parts.append((None, ("rule_text",)))
    return parts


def _window(case: Case, view: LawView, d: DisciplineFacts) -> tuple[Rule | None, date | None]:
    """The window rule of a decision and the day the window is lifted: the later of the rule's and the recorded end.

    Where no rule on file gives months, a recorded end or the block ``discipline_in_force`` decides; else None.
    """
    f, start = case.facts, d.effective or d.decided
    after = d.ends.toordinal() + 1 if d.ends else 0
    for rule in view.windows:
        people, form = rule.params.get("person_categories"), rule.params["forms"].get(d.form)
        if rule.params["discipline_kind"] != d.kind or not rule.in_force(d.decided) or form is None:
            continue
        if people is None or (f.category or "civil_servant") in people:
            lifted = add_months(start, int(form["months"]))
            return rule, max(lifted, date.fromordinal(after)) if after else lifted
    if after:
        return None, date.fromordinal(after)
    in_force_now = f.blocks.discipline_in_force
    if d.kind == "administrative" and in_force_now is False:
        return None, case.action.date
    return None, None


def _after_leaving(case: Case, view: LawView) -> list[Part]:
    """An equal or higher title after a leading post was left: 12 months if relieved, 36 if dismissed (LEAVE-2026-01, -03)."""
    f, left = case.facts, case.facts.left_post
    rule = (
        in_force(view, {"relieved_of_post": "LEAVE-2026-01", "dismissed": "LEAVE-2026-03"}.get(left.how, ""))
        if left
        else None
    )
    if left is None or rule is None or (f.category or "civil_servant") not in rule.applies_to.categories:
        return []
    target, was = LEVELS.rank(f.target_post.level if f.target_post else None), LEVELS.rank(left.level)
    lifted = add_months(left.date, int(rule.params["months"]))
    lower = target is not None and was is not None and target < was and not rule.params.get("any_leading_post")
    waits = lifted > case.action.date and not lower
    reason = Reason(
        f"Xem xét quy hoạch chức danh tương đương từ {format_date(lifted)}.", f"Planning for an equal title from {lifted}.",
        {"left_on": left.date.isoformat(), "lifted": lifted.isoformat()}, (), lifted if waits else None,
    )  # fmt: skip
    return [(finding_of(rule, FORBIDDEN if waits else ALLOWED, reason), ())]
