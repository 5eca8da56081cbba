"""Answers of several parts: the law's calculators as findings, the worst of them, service left of the case's person."""

from __future__ import annotations

from datetime import date
from typing import Any

from dungviec.law.answers import Answer
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.case_read import CaseError
from dungviec.law.explain import Finding, finding_of
from dungviec.law.reasons import Reason
from dungviec.law.retirement import birth_day, retirement_day
from dungviec.law.rules import Verdict

UNKNOWN = Verdict.UNKNOWN
Part = tuple[Finding | None, tuple[str, ...]]
"""A finding (None where no rule text is on file) and what it lacks."""


def part(answer: Answer[Any], verdict: Verdict, facts: dict[str, str], lacking: tuple[str, ...] = ("facts",)) -> Part:
    """One calculator's answer as a finding; an answer without a value is unknown."""
    if answer.rule is None:
        return None, ("rule_text",)
    if not answer.known:
        reason = Reason(answer.vi, answer.en, facts, missing=lacking)
        return finding_of(answer.rule, UNKNOWN, reason), lacking
    return finding_of(answer.rule, verdict, Reason(answer.vi, answer.en, facts)), ()


def together(case: Case, parts: list[Part], outcome: str = "", passes: date | None = None) -> CaseAnswer:
    """The worst of several findings; unknown where one of them has no text on file."""
    findings = sorted((f for f, _ in parts if f is not None), key=lambda f: -f.verdict)
    worst = max([f.verdict for f in findings] + [UNKNOWN for f, _ in parts if f is None], default=ALLOWED)
    missing = tuple(dict.fromkeys(m for _, names in parts for m in names)) if worst == UNKNOWN else ()
    numbers: dict[str, str] = {}
    for f in findings:
        numbers = {**f.facts, **numbers}
    told = "unknown" if worst == UNKNOWN else outcome
    return CaseAnswer(case.id, worst.name.lower(), tuple(findings), missing, told, numbers, passes)


def months_left_of(case: Case, view: LawView, day: date) -> int | None:
    schedule = next((r for r in view.judged if r.check == "still_in_service"), None)
    born = birth_day(case.facts.born, case.facts.born_year_only)
    if schedule is None or born is None or case.facts.sex is None:
        return None
    return view.service_left(day, retirement_day(schedule, case.facts.sex, born))


def party_managed(case: Case) -> bool:
    post = case.facts.target_post or case.facts.current_post
    return case.facts.category == "cadre" if post is None or post.party_managed is None else post.party_managed


def one_of(case: Case, key: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise CaseError(
            f"{case.id}: «{key}: {value}» không có; chọn một trong: {', '.join(known)}.",
            f"Unknown {key}: one of {', '.join(known)}.",
            ("action", key),
            ("facts", key),
        )
