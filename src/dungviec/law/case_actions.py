"""What the questions of a case share: the rule that answers, and an answer resting on one rule."""

from __future__ import annotations

from collections.abc import Iterable

from dungviec.law.book import LawView
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.explain import finding_of
from dungviec.law.reasons import Reason
from dungviec.law.rules import Rule, Verdict

ALLOWED, AUTHORITY, FORBIDDEN = Verdict.ALLOWED, Verdict.NEEDS_AUTHORITY, Verdict.FORBIDDEN
UNKNOWN = Verdict.UNKNOWN


def staff_category(case: Case) -> str:
    """The category that rules ask for; a public employee with a term of appointment is a manager, nobody else has one."""
    category = case.facts.category or "civil_servant"
    termed = case.facts.term is not None or case.action.purpose == "extension"
    return "public_employee_manager" if category == "public_employee" and termed else category


def reached(view: LawView, case: Case, param: str) -> Rule | None:
    """The rule in force that carries a parameter and reaches the person's category, the first in pack order.

    Party rules reach posts under Party management (the post held, else the one aimed at) and cadres.
    """
    f = case.facts
    category = staff_category(case)
    post = f.current_post or f.target_post
    party = category == "cadre" if post is None or post.party_managed is None else post.party_managed
    for r in view.rules():
        to = r.applies_to
        fits = (not to.categories or category in to.categories) and (
            to.party_managed is None or to.party_managed == party
        )
        if param in r.params and fits:
            return r
    return None


def no_text(case: Case) -> CaseAnswer:
    """Unknown: no rule text on file for the question on this day."""
    return CaseAnswer(case.id, "unknown", missing=("rule_text",), outcome="unknown")


def one_finding(
    case: Case, rule: Rule, verdict: Verdict, outcome: str, vi: str, en: str, facts: dict[str, str]
) -> CaseAnswer:
    """An answer that rests on one rule."""
    finding = finding_of(rule, verdict, Reason(vi, en, facts))
    return CaseAnswer(case.id, verdict.name.lower(), (finding,), (), outcome, dict(facts))


def lacks(case: Case, rule: Rule, missing: Iterable[str]) -> CaseAnswer:
    """Unknown, with the facts that the rule needs."""
    names = tuple(missing)
    reason = Reason(f"Còn thiếu: {', '.join(names)}.", f"Missing: {', '.join(names)}.", {}, missing=names)
    return CaseAnswer(case.id, "unknown", (finding_of(rule, Verdict.UNKNOWN, reason),), names, "unknown")
