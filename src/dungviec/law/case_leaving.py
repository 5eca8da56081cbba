"""Cases on who has to leave a leading post: grounds for dismissal and for resignation (LEAVE-2026-04)."""

from __future__ import annotations

from itertools import pairwise

from dungviec.law.answers import exact, in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, no_text
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.explain import finding_of
from dungviec.law.reasons import Reason
from dungviec.law.rules import Verdict


def leave_post_review(case: Case, view: LawView) -> CaseAnswer:
    """Whether a leader may stay: the counted grounds of NĐ 170 Điều 52–53 for dismissal and for resignation.

    Dismissal: two reprimands in the term, a warning with limited capacity, over two thirds of low-confidence votes, two
    failing years in a row. Resignation: over half of the votes, two failing years apart. Within ``term`` where the case
    gives it; what the case does not tell of votes and capacity is no ground.
    """
    f = case.facts
    rule = in_force(view, "LEAVE-2026-04")
    if rule is None or (f.category or "civil_servant") not in rule.applies_to.categories:
        return no_text(case)
    p = rule.params
    began = f.term.from_ if f.term else None
    acts = [d for d in f.discipline if began is None or d.decided >= began]
    reprimands = sum(d.form == "reprimand" for d in acts)
    failing = sorted(
        y for y, r in (f.term_ratings or f.ratings).items() if r == "failed" and (began is None or y >= began.year)
    )
    row = any(b - a == 1 for a, b in pairwise(failing))
    low = None if f.low_confidence is None else exact(f.low_confidence)
    dismiss = {
        "reprimands": reprimands >= int(p["reprimands_in_term"]),
        "warning_and_capacity": any(d.form == "warning" for d in acts) and bool(f.limited_capacity),
        "low_confidence": low is not None and low > exact(p["low_confidence_dismiss_over"]),
        "failing_years_in_a_row": row,
    }
    resign = {
        "low_confidence": low is not None and low > exact(p["low_confidence_resign_over"]),
        "failing_years": len(failing) >= int(p["failing_years"]),
    }
    found = [n for n, holds in dismiss.items() if holds] or [n for n, holds in resign.items() if holds]
    outcome = "dismissal" if any(dismiss.values()) else "resignation" if found else "stays"
    unsure = any(d.form == "warning" for d in acts) and f.limited_capacity is None and outcome != "dismissal"
    facts = {"reprimands": str(reprimands), "failing_years": ", ".join(map(str, failing))}
    missing = ("limited_capacity",) if unsure else ()
    verdict = Verdict.UNKNOWN if unsure else FORBIDDEN if found else ALLOWED
    said = ", ".join(found) or "–"
    reason = Reason(f"Căn cứ: {said}.", f"Grounds: {said}.", facts, missing)
    told = "unknown" if unsure else outcome
    return CaseAnswer(case.id, verdict.name.lower(), (finding_of(rule, verdict, reason),), missing, told, facts)
