"""Cases on planning: who is added to a plan, and candidacies for a committee."""

from __future__ import annotations

from typing import cast, get_args

from dungviec.law.answers import in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.case_parts import Part, months_left_of, one_of, part, together
from dungviec.law.explain import finding_of
from dungviec.law.planning import Candidacy, congress_age, planned_after_violation, planning_age
from dungviec.law.reasons import Reason


def add_to_plan(case: Case, view: LawView) -> CaseAnswer:
    """Age at the start of the term planned for, numbers of people and titles, past violations (PLAN rows).

    The term begins on ``facts.term.from``, else the day of the action counts.
    """
    f, a = case.facts, case.action
    start = f.term.from_ if f.term and f.term.from_ else a.date
    left = months_left_of(case, view, start)
    if left is None:
        return CaseAnswer(case.id, "unknown", missing=("born", "sex"), outcome="unknown")
    age = planning_age(view, left)
    facts = {"months_left": str(left), "counted_from": start.isoformat()}
    parts = [part(age, FORBIDDEN if age.value == "too_old" else ALLOWED, facts, ("rule_text",))]
    parts += _planned_numbers(case, view)
    if f.discipline:
        last = f.discipline[-1]
        expired = last.ends < a.date if last.ends else None
        past = planned_after_violation(view, disciplined=True, form=last.form, expired=expired)
        parts.append(part(past, ALLOWED if past.value else FORBIDDEN, {"form": last.form}, ("discipline.ends",)))
    return together(case, parts, str(age.value or ""))


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


def nominate_committee(case: Case, view: LawView) -> CaseAnswer:
    """Whether age allows a candidacy (AGE rows); ``action.candidacy`` says which."""
    f, kind = case.facts, case.action.candidacy
    if kind is None:
        return CaseAnswer(case.id, "unknown", missing=("candidacy",), outcome="unknown")
    one_of(case, "candidacy", kind, get_args(Candidacy))
    start = f.term.from_ if f.term and f.term.from_ else case.action.date
    left = months_left_of(case, view, start)
    answer = congress_age(view, cast(Candidacy, kind), months_left=left, sex=f.sex, born=f.born)
    facts = {"candidacy": kind, "months_left": "" if left is None else str(left), "counted_from": start.isoformat()}
    return together(case, [part(answer, ALLOWED if answer.value else FORBIDDEN, facts, ("born", "sex"))], kind)
