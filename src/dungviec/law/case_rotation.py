"""Cases on rotation and the periodic change of position."""

from __future__ import annotations

from typing import cast, get_args

from dungviec.law.answers import in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, lacks, no_text
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.case_parts import UNKNOWN, months_left_of, one_of, part, party_managed, together
from dungviec.law.rotation import Purpose, position_change, rotation_full_on, rotation_service
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.records.dates import add_months


def rotate(case: Case, view: LawView) -> CaseAnswer:
    """Service left for a rotation, State and Party layer (ROT-2022-02, ROT-GOV-2020-01)."""
    purpose = case.action.purpose or (case.facts.rotation.purpose if case.facts.rotation else None) or "training"
    one_of(case, "purpose", purpose, get_args(Purpose))
    left = months_left_of(case, view, case.action.date)
    if left is None:
        return CaseAnswer(case.id, "unknown", missing=("born", "sex"), outcome="unknown")
    answer = rotation_service(view, months_left=left, purpose=cast(Purpose, purpose), party_managed=party_managed(case))
    if answer.value is None:
        return together(case, [part(answer, UNKNOWN, {"months_left": str(left)})])
    lead = answer.value[0]
    facts = {"months_left": str(left), "months_needed": str(lead.needed), "purpose": purpose}
    return together(case, [part(answer, lead.verdict, facts)], "enough" if lead.verdict == ALLOWED else "too_short")


def end_rotation(case: Case, view: LawView) -> CaseAnswer:
    """Whether the least time of a rotation is reached (ROT rows: 36 months)."""
    if case.facts.rotation is None:
        return CaseAnswer(case.id, "unknown", missing=("rotation.since",), outcome="unknown")
    answer = rotation_full_on(view, began=case.facts.rotation.since, party_managed=party_managed(case))
    full = answer.value
    done = full is not None and case.action.date >= full
    facts = {"since": case.facts.rotation.since.isoformat()} | ({"full_on": full.isoformat()} if full else {})
    parts = [part(answer, ALLOWED if done else FORBIDDEN, facts)]
    return together(case, parts, "full" if done else "too_early", None if done else full)


def periodic_position_change(case: Case, view: LawView) -> CaseAnswer:
    """Whether the periodic change of position is not yet allowed, allowed, due or postponed (CDVT rows)."""
    f, day = case.facts, case.action.date
    base = in_force(view, "CDVT-01")
    if base is None:
        return no_text(case)
    if f.position_field is None or f.in_position_since is None:
        names = [n for n in ("position_field", "in_position_since") if getattr(f, n) is None]
        return lacks(case, base, names)
    small = f.youngest_child_born is not None and day < add_months(f.youngest_child_born, 36)
    held = {
        "child": small or bool(f.maternity_leave), "discipline": bool(f.blocks.disciplinary_procedure_open),
        "proceedings": bool(f.blocks.criminal or f.blocks.inspection),
    }  # fmt: skip
    level = f.current_post.level if f.current_post else None
    answer = position_change(
        view, sector=f.position_field, since=f.in_position_since, months_left=months_left_of(case, view, day),
        grounds=[g for g, holds in held.items() if holds], leader=(LEVELS.rank(level) or 0) >= LEADERSHIP_RANK,
    )  # fmt: skip
    verdict = ALLOWED if answer.value in ("may_change", "due") else FORBIDDEN
    facts = {"since": f.in_position_since.isoformat(), "field": f.position_field}
    return together(case, [part(answer, verdict, facts, ("rule_text",))], str(answer.value or ""))
