"""Clocks that run from a term: what happens to a leader when the term of appointment ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dungviec.law.book import LawView
from dungviec.law.explain import Finding, finding_of
from dungviec.law.reasons import Reason
from dungviec.law.retirement import Sex, retirement_day, service_after
from dungviec.law.rules import Rule, Verdict
from dungviec.records.dates import period_end

Outcome = Literal["extend_to_retirement", "reappoint_to_retirement", "reappoint", "unknown"]


@dataclass(frozen=True, slots=True)
class TermEnd:
    """The outcome at the end of a term, with the count it rests on and the rules that say so.

    ``new_term_ends``: the last day of the term that follows (REAPT-2026-02: never after retirement); None where unknown.
    """

    outcome: Outcome
    months_left: int
    retires: date
    findings: tuple[Finding, ...]
    new_term_ends: date | None = None


def end_of_term(view: LawView, *, category: str, sex: Sex, born: date, ends: date, months: int) -> TermEnd:
    """Extend, reappoint to retirement, or reappoint; unknown where no band for this term is on file.

    ``months`` is the length of the term that ends on ``ends``; service left is counted from that day by the
    retirement schedule in force on the day of the view.
    """
    schedule = next(r for r in view.judged if r.check == "still_in_service")
    retires = retirement_day(schedule, sex, born)
    left = service_after(ends, retires)
    for rule in _of_category(view, category):
        if "extend_below_months" not in rule.params:
            continue
        limits = {int(k): int(v) for k, v in rule.params["extend_below_months"].items()}
        if months not in limits:
            continue
        limit = limits[months] + (1 if view.settings.extension_limit_counts_equal else 0)
        whole = int(rule.params.get("end_at_retirement_below_months", 0))
        outcome: Outcome = (
            "extend_to_retirement" if left < limit else "reappoint_to_retirement" if left < whole else "reappoint"
        )
        reason = Reason(
            f"Khi hết thời hạn còn {left} tháng công tác; mốc kéo dài là dưới {limits[months]} tháng.",
            f"{left} months of service left when the term ends; extension applies below {limits[months]} months.",
            {"months_left": str(left), "extend_below": str(limits[months])},
        )
        follows = ends + timedelta(days=1)
        new_end = min(period_end(follows, months), retires) if outcome == "reappoint" else retires
        found = [rule]
        if outcome == "reappoint":
            found += [r for r in _of_category(view, category) if "reappoint_from_months" in r.params]
        findings = tuple(finding_of(r, Verdict.ALLOWED, reason) for r in found)
        return TermEnd(outcome, left, retires, findings, new_end)
    return TermEnd("unknown", left, retires, ())


def _of_category(view: LawView, category: str) -> list[Rule]:
    to = ((r, r.applies_to.categories) for r in view.rules(topic="reappointment"))
    return [r for r, categories in to if not categories or category in categories]
