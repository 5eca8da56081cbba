"""Cases on relatives: a duty in a unit that a relative heads."""

from __future__ import annotations

from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, lacks, no_text, one_finding
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case, RelativeFacts

DUTIES = {
    "hr_manager": ("hr", "personnel", "hr_management", "personnel_manager", "manage_personnel"),
    "accounting": ("accountant", "chief_accountant"), "treasurer": ("cashier",),
    "warehouse": ("warehouse_keeper", "storekeeper"), "contract_signer": ("sign_contracts", "contracts"),
}  # fmt: skip
RELATION_WORDS = {
    "wife": "spouse", "husband": "spouse", "son": "child", "daughter": "child", "father": "parent", "mother": "parent",
    "brother": "sibling", "sister": "sibling", "father_in_law": "parent_in_law", "mother_in_law": "parent_in_law",
    "son_in_law": "child_in_law", "daughter_in_law": "child_in_law", "brother_in_law": "sibling_in_law",
    "sister_in_law": "sibling_in_law",
}  # fmt: skip


def assign(case: Case, view: LawView) -> CaseAnswer:
    """Whether a relative of a head or deputy may get a duty in the same unit (KIN-01)."""
    f, a = case.facts, case.action
    rule = next((r for r in view.rules(topic="kinship") if "open_check_from" in r.params), None)
    if rule is None:
        return no_text(case)
    barred = set(rule.params["groups"][0]["b"]["functions"])
    duties = {next((d for d, words in DUTIES.items() if a.duty in (d, *words)), a.duty)} if a.duty else set()
    duties |= {"contract_signer"} if a.signs_contracts else set()
    if not duties:
        return lacks(case, rule, ("duty",))
    unit = a.unit or (f.target_post.body if f.target_post else "")
    ties = _leading_relatives(case, unit)
    if ties is None:
        return lacks(case, rule, ("relation",))
    near = sorted(r for r in ties if r in rule.params["relations"])
    facts = {"duty": ", ".join(sorted(d for d in duties if d)), "unit": unit or "", "relation": ", ".join(near or ties)}
    mark_vi = f" ({rule.params['open_check_vi']})" if a.date >= rule.params["open_check_from"] else ""
    mark_en = f" ({rule.params['open_check_en']})" if mark_vi else ""
    if near and duties & barred:
        return one_finding(
            case, rule, FORBIDDEN, "conflict", f"Người thân của người đứng đầu, cấp phó cùng đơn vị giữ việc bị cấm.{mark_vi}",
            f"A close relative of the unit's head or deputy would hold a barred duty.{mark_en}", facts,
        )  # fmt: skip
    return one_finding(
        case, rule, ALLOWED, "free", f"Không thuộc quan hệ, đơn vị hoặc việc bị cấm.{mark_vi}",
        f"Not a barred relation, unit or duty.{mark_en}", facts,
    )  # fmt: skip


def _leading_relatives(case: Case, unit: str) -> list[str] | None:
    """Relations to heads and deputies of the unit; None when the case says nothing about relatives."""
    f = case.facts
    found, told = [], "relatives_in_service" in f.model_fields_set
    headed = [f.head_of] if isinstance(f.head_of, str) else f.head_of
    if f.relation:
        told = True
        if headed is None or not unit or unit in headed:
            found.append(RELATION_WORDS.get(f.relation, f.relation))
    for relative in f.relatives_in_service:
        if isinstance(relative, RelativeFacts) and relative.role in ("head", "deputy") and relative.body in ("", unit):
            found.append(RELATION_WORDS.get(relative.relation, relative.relation))
    return found if told else None
