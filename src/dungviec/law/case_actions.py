"""What a case may ask beside an appointment: votes, acting heads, kinship in an assignment, forms of discipline."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from dungviec.law.book import LawView
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case, RelativeFacts
from dungviec.law.case_read import CaseError
from dungviec.law.explain import finding_of
from dungviec.law.reasons import Reason
from dungviec.law.rules import Rule, Verdict
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.records.dates import add_months, period_end, whole_months
from dungviec.records.vietnamese import format_date

ALLOWED, AUTHORITY, FORBIDDEN = Verdict.ALLOWED, Verdict.NEEDS_AUTHORITY, Verdict.FORBIDDEN


def reached(view: LawView, case: Case, param: str) -> Rule | None:
    """The rule in force that carries a parameter and reaches the person's category, the first in pack order.

    Party rules reach posts under Party management (the post held, else the one aimed at) and cadres.
    """
    f = case.facts
    category = f.category or "civil_servant"
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


def vote_step(case: Case, view: LawView) -> CaseAnswer:
    """One step of the four-step procedure: who wins or goes on, a tie for the head, or back to the authority.

    Steps 1, 2 and 4 count on people summoned, step 3 on people present; a share is never rounded before it is compared.
    """
    a = case.action
    rule = reached(view, case, "win_over")
    if rule is None:
        return no_text(case)
    base_name = "present" if a.step == 3 else "summoned"
    base = a.present if a.step == 3 else a.summoned
    missing = [n for n, v in (("step", a.step), (base_name, base), ("votes", a.votes)) if v is None]
    if missing or a.step is None or base is None or a.votes is None:
        return lacks(case, rule, missing)
    if a.present is not None and a.summoned is not None and a.present > a.summoned:
        raise CaseError(
            f"{case.id}: «present» {a.present} lớn hơn «summoned» {a.summoned}. / More present than summoned."
        )
    votes = _by_name(a.votes)
    if base == 0 or not votes or min(votes.values()) < 0 or max(votes.values()) > base:
        raise CaseError(
            f"{case.id}: số phiếu {list(votes.values())} không khớp với {base} người ({base_name}). / Votes do not fit."
        )
    shares = {name: Fraction(n, base) for name, n in votes.items()}
    top = max(shares.values())
    first = sorted(name for name, share in shares.items() if share == top)
    win, enough = Fraction(str(rule.params["win_over"])), Fraction(str(rule.params["advance_from"]))
    go_on = sorted((n for n, s in shares.items() if s >= enough), key=lambda n: (-shares[n], n))
    facts = {"step": str(a.step), "base": str(base), "votes": str(max(votes.values())), "share": f"{float(top):.4f}"}
    facts |= {f"share_{n}": f"{float(s):.4f}" for n, s in shares.items()} if len(shares) > 1 else {}
    what = f"{max(votes.values())}/{base} ({float(top):.1%})"
    if top > win and len(first) == 1:
        facts["chosen"] = first[0]
        return one_finding(case, rule, ALLOWED, "passes", f"Đạt {what}, trên 50%.", f"{what}: over 50 %.", facts)
    if a.step == 4 and top == win:
        return one_finding(
            case, rule, AUTHORITY, "head_decides", f"Đúng 50% ({what}): người đứng đầu quyết định.",
            f"Exactly 50 % ({what}): the head decides.", facts,
        )  # fmt: skip
    if top > win:
        return one_finding(
            case, rule, AUTHORITY, "tie", f"Nhiều người cùng {what}; báo cáo cấp có thẩm quyền.",
            f"Several with the same {what}; reported to the authority.", facts,
        )  # fmt: skip
    if a.step in (1, 2) and go_on:
        facts["advance"] = ", ".join(go_on)
        return one_finding(
            case, rule, ALLOWED, "advance", f"Không ai trên 50%; vào bước sau (từ 30%): {', '.join(go_on)}.",
            f"Nobody over 50 %; from 30 % on they advance: {', '.join(go_on)}.", facts,
        )  # fmt: skip
    return one_finding(
        case, rule, FORBIDDEN, "stops", f"Cao nhất {what}, không đạt: dừng quy trình, báo cáo cấp có thẩm quyền.",
        f"Highest {what}, not enough: the procedure stops and goes back to the authority.", facts,
    )  # fmt: skip


def _by_name(votes: int | list[int] | dict[str, int]) -> dict[str, int]:
    if isinstance(votes, dict):
        return votes
    return {str(i): n for i, n in enumerate([votes] if isinstance(votes, int) else votes, 1)}


def continue_acting(case: Case, view: LawView) -> CaseAnswer:
    """Whether an acting head may go on acting on the day: twelve months, the head's long absence, the clean-up of 2026."""
    f, day = case.facts, case.action.date
    rule = reached(view, case, "acting_max_months")
    if rule is None:
        return no_text(case)
    post = f.current_post
    if post is None or post.since is None:
        return lacks(case, rule, ("current_post.since",))
    most = int(rule.params["acting_max_months"])
    limit, months = add_months(post.since, most), whole_months(post.since, day)
    facts = {
        "acting_since": post.since.isoformat(),
        "months_acting": str(months),
        "last_day": period_end(post.since, most).isoformat(),
    }
    told = f"từ {format_date(post.since)}", f"since {post.since.isoformat()}"
    if day < limit:
        return one_finding(
            case, rule, ALLOWED, "continue", f"Giao quyền {told[0]}, {months} tháng; được đến hết {format_date(period_end(post.since, most))}.",
            f"Acting {told[1]}, {months} months; until {facts['last_day']}.", facts,
        )  # fmt: skip
    if (f.head_absent_months or 0) > most:
        return one_finding(
            case, rule, ALLOWED, "head_absent", f"Cấp trưởng vắng mặt {f.head_absent_months} tháng, trên {most} tháng.",
            f"The head is absent {f.head_absent_months} months, over {most}.", facts,
        )  # fmt: skip
    turn, clean_up = rule.params["clean_up_over_on"], rule.params["clean_up_by"]
    if limit < turn and day <= clean_up:
        return one_finding(
            case, rule, ALLOWED, "settle", f"Đã quá {most} tháng tại {format_date(turn)}: phải xử lý xong đến hết {format_date(clean_up)}.",
            f"Over {most} months on {turn}: to be settled by {clean_up}.", {**facts, "clean_up_by": clean_up.isoformat()},
        )  # fmt: skip
    if turn <= limit < rule.from_:
        reason = Reason(
            f"Đủ {most} tháng trong khoảng {format_date(turn)} đến trước {format_date(rule.from_)}: văn bản không nói rõ.",
            f"Twelve months were reached between {turn} and {rule.from_}: the text does not say.", facts, missing=("rule_text",),
        )  # fmt: skip
        return CaseAnswer(
            case.id, "unknown", (finding_of(rule, Verdict.UNKNOWN, reason),), ("rule_text",), "unknown", facts
        )
    return one_finding(
        case, rule, FORBIDDEN, "end", f"Giao quyền {told[0]} đã đủ {most} tháng, không gia hạn.",
        f"Acting {told[1]} has reached {most} months and is not extended.", facts,
    )  # fmt: skip


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


def discipline_form(case: Case, view: LawView) -> CaseAnswer:
    """Whether a form of discipline exists on the day for the person's category and role (DIS-FORM rows)."""
    f = case.facts
    category = f.category or "civil_servant"
    rules = [r for r in view.rules(topic="discipline") if category in r.applies_to.categories]
    rule = next((r for r in rules if any(p.startswith("forms_") for p in r.params)), None)
    if rule is None:
        return no_text(case)
    level = f.current_post.level if f.current_post else None
    if level is None and category == "civil_servant":
        return lacks(case, rule, ("current_post.level",))
    leads = (LEVELS.rank(level) or 0) >= LEADERSHIP_RANK or category == "cadre"
    forms = _forms(rule, category, leads)
    form = case.action.form or (f.discipline[-1].form if f.discipline else None)
    facts = {"forms": ", ".join(forms), "leader": str(leads).lower()}
    if form is None:
        return one_finding(case, rule, ALLOWED, "forms", rule.vi, rule.en, facts)
    verdict, outcome = (ALLOWED, "exists") if form in forms else (FORBIDDEN, "no_such_form")
    return one_finding(
        case, rule, verdict, outcome, f"Hình thức «{form}»; các hình thức áp dụng: {', '.join(forms)}.",
        f"Form '{form}'; forms that apply: {', '.join(forms)}.", {**facts, "form": form},
    )  # fmt: skip


def _forms(rule: Rule, category: str, leads: bool) -> list[str]:
    p = rule.params
    if "forms_leaders" in p:
        return list(p["forms_leaders"] if leads else p["forms_others"])
    if category == "cadre":
        return list(p["forms_cadre"])
    return [x for x in p["forms_civil"] if leads or x not in p["leaders_only"]]
