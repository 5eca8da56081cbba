"""From a calculator's answer to the answer of a case: verdict, outcome, numbers, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal

from dungviec.law.answers import Answer
from dungviec.law.case_actions import ALLOWED, AUTHORITY, no_text
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.explain import Finding, finding_of
from dungviec.law.reasons import Reason
from dungviec.law.rules import Verdict

Staff = Literal["civil_servant", "public_employee"]


def finding_from(answer: Answer[Any], numbers: Mapping[str, str], verdict: Verdict = ALLOWED) -> Finding | None:
    """The calculator's answer as a finding on its rule; None where no text is on file."""
    if answer.rule is None:
        return None
    if answer.known:
        return finding_of(answer.rule, verdict, Reason(answer.vi, answer.en, dict(numbers)))
    said = AUTHORITY if answer.authority else Verdict.UNKNOWN
    return finding_of(answer.rule, said, Reason(answer.vi, answer.en, dict(numbers), missing=_lacks(answer)))


def counted(
    case: Case, answer: Answer[Any], outcome: str, numbers: Mapping[str, str] | None = None, *, verdict: Verdict = ALLOWED,
    beside: tuple[Finding | None, ...] = (),
) -> CaseAnswer:  # fmt: skip
    """One calculator's answer as the answer of the case; ``beside`` are further findings (the worst verdict leads)."""
    shown = dict(numbers or {})
    finding = finding_from(answer, shown, verdict)
    if finding is None:
        return no_text(case)
    findings = tuple(sorted((finding, *(f for f in beside if f is not None)), key=lambda f: -f.verdict))
    worst = max(f.verdict for f in findings)
    if not answer.known:
        outcome = "authority" if answer.authority else "unknown"
    missing = tuple(dict.fromkeys(m for f in findings for m in f.missing)) if worst == Verdict.UNKNOWN else ()
    return CaseAnswer(case.id, worst.name.lower(), findings, missing, outcome, shown)


def not_told(case: Case, *names: str) -> CaseAnswer:
    """Unknown before any rule is asked: the case does not give these facts."""
    return CaseAnswer(case.id, "unknown", missing=names, outcome="unknown")


def staff_of(case: Case) -> Staff | None:
    """The two kinds of staff the decrees on ratings and training speak about; None for cadres and where not told."""
    category = case.facts.category
    if category == "civil_servant":
        return "civil_servant"
    return "public_employee" if category in ("public_employee", "public_employee_manager") else None


def rounded(number: Fraction, places: int) -> str:
    """A number that is not negative with so many decimals, halves rounded up."""
    units = int((number * 2 * 10**places + 1) // 2)
    return f"{units / 10**places:.{places}f}" if places else str(units)


def share(number: Fraction | float) -> str:
    """A share with four decimals, as answers print it (0.6667; a case may write 66.67 %)."""
    return f"{float(number):.4f}"


def _lacks(answer: Answer[Any]) -> tuple[str, ...]:
    return () if answer.authority else answer.lacks or ("rule_text",)
