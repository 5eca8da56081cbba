"""Cases on rotation, terms in a row, posts for people from elsewhere and the periodic change of position."""

from __future__ import annotations

from datetime import date
from typing import cast, get_args

from dungviec.law.answers import in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, AUTHORITY, FORBIDDEN, lacks, no_text
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.case_parts import UNKNOWN, Part, months_left_of, one_of, part, party_managed, together
from dungviec.law.case_titles import functions_of
from dungviec.law.explain import finding_of
from dungviec.law.reasons import Reason
from dungviec.law.rotation import (
    Purpose,
    change_days,
    consecutive_terms,
    months_before_rotation,
    non_local_rules,
    position_change,
    rotation_full_on,
    rotation_service,
)
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS, RATINGS
from dungviec.records.dates import add_months
from dungviec.records.vietnamese import fold

PURPOSE_WORDS = {
    "non_local_head": "non_local", "not_local": "non_local", "nonlocal": "non_local", "two_term_limit": "two_terms",
    "two_term": "two_terms", "term_limit": "two_terms", "two_consecutive_terms": "two_terms", "development": "training",
    "normal": "training", "planned": "training", "planning": "training",
}  # fmt: skip


def rotate(case: Case, view: LawView) -> CaseAnswer:
    """Service left for a rotation, State and Party layer; time in the post before it under QĐ 98; steady good ratings."""
    f = case.facts
    word = case.action.purpose or (f.rotation.purpose if f.rotation else None)
    purpose = _purpose(word) if word else None
    if purpose is not None:
        one_of(case, "purpose", purpose, get_args(Purpose))
    party, category = party_managed(case), f.category or "civil_servant"
    before = _time_in_post(case, view) if party else []
    if any(x is not None and x.verdict == FORBIDDEN for x, _ in before):
        since = f.current_post.since if f.current_post else None
        full = add_months(since, int(view.rule("ROT-2017-01").params["min_months"])) if since else None
        return together(case, before, "too_early", full)
    left = months_left_of(case, view, case.action.date)
    if left is None:
        unknown = [n for n, v in (("born", f.born or f.born_year_only), ("sex", f.sex)) if not v]
        return CaseAnswer(case.id, "unknown", missing=tuple(unknown) or ("rule_text",), outcome="unknown")
    term = f.target_post.term_months if f.target_post else None
    answer = rotation_service(
        view, months_left=left, purpose=cast("Purpose | None", purpose), party_managed=party, category=category,
        term_months=term,
    )  # fmt: skip
    if answer.value is None:
        return together(case, [part(answer, UNKNOWN, {"months_left": str(left)}, ("purpose",))])
    lead, *others = answer.value
    facts = {"months_left": str(left), "months_needed": str(lead.needed), "purpose": purpose or ""}
    parts = [*before, part(answer, lead.verdict, facts), *_steady(case, view, category), *_post_aimed_at(case, view)]
    told = together(case, parts, "enough" if lead.verdict == ALLOWED else "too_short")
    shown = tuple(
        finding_of(c.rule, c.verdict, Reason(f"Cần {c.needed} tháng.", f"{c.needed} months are needed.", {})) for c in others
    )  # fmt: skip
    return CaseAnswer(told.id, told.verdict, (*told.findings, *shown), told.missing, told.outcome, told.numbers)


def _purpose(word: str) -> str:
    plain = word.lower()
    if plain in PURPOSE_WORDS:
        return PURPOSE_WORDS[plain]
    return "non_local" if "local" in plain else "two_terms" if "term" in plain else word


def _time_in_post(case: Case, view: LawView) -> list[Part]:
    """QĐ 98: three years in the post before a Party rotation."""
    rule = in_force(view, "ROT-2017-01")
    if rule is None:
        return []
    post = case.facts.current_post
    if post is None or post.since is None:
        return [(None, ("current_post.since",))]
    answer = months_before_rotation(view, post.since)
    return [part(answer, ALLOWED if answer.value else FORBIDDEN, {"since": post.since.isoformat()})]


def _steady(case: Case, view: LawView, category: str) -> list[Part]:
    """NĐ 138: who is rotated always performs well; asked of the ratings that the case gives."""
    rule = in_force(view, "ROT-GOV-2020-01")
    if rule is None or category != "civil_servant" or party_managed(case):
        return []
    least = RATINGS.rank("good") or 0
    weak = sorted(y for y, r in case.facts.ratings.items() if r is not None and (RATINGS.rank(r) or 0) < least)
    if not weak:
        return []
    years = ", ".join(map(str, weak))
    reason = Reason(f"Chưa hoàn thành tốt nhiệm vụ năm {years}.", f"Not rated good in {years}.", {"weak_years": years})
    return [(finding_of(rule, FORBIDDEN, reason), ())]


def _post_aimed_at(case: Case, view: LawView) -> list[Part]:
    """QĐ 65: the post on rotation is normally an equal one, a higher one only for outstanding people."""
    rule = in_force(view, "ROT-2022-04")
    target = case.facts.target_post
    if rule is None or not party_managed(case) or target is None or target.compared_with_current is None:
        return []
    higher = target.compared_with_current in ("next_higher", "higher")
    reason = Reason(rule.vi, rule.en, {"compared_with_current": target.compared_with_current})
    return [(finding_of(rule, AUTHORITY if higher else ALLOWED, reason), ())]


def end_rotation(case: Case, view: LawView) -> CaseAnswer:
    """Whether the least time of a rotation is reached (36 months); under the Party rule the authority may end it sooner."""
    if case.facts.rotation is None:
        return CaseAnswer(case.id, "unknown", missing=("rotation.since",), outcome="unknown")
    party = party_managed(case)
    answer = rotation_full_on(view, began=case.facts.rotation.since, party_managed=party)
    full = answer.value
    done = full is not None and case.action.date >= full
    facts = {"since": case.facts.rotation.since.isoformat()} | ({"full_on": full.isoformat()} if full else {})
    parts = [part(answer, ALLOWED if done else AUTHORITY if party else FORBIDDEN, facts)]
    return together(case, parts, "full" if done else "too_early", None if done else full)


def terms_in_a_row(case: Case, view: LawView) -> CaseAnswer:
    """Whether one more term as head in the same place is within two in a row; ``terms_served`` were served already."""
    served, post = case.facts.terms_served, case.action.post
    missing = [n for n, v in (("terms_served", served), ("post", post)) if v is None]
    if missing or served is None or post is None:
        return CaseAnswer(case.id, "unknown", missing=tuple(missing), outcome="unknown")
    answer = consecutive_terms(view, _post_code(post), served)
    facts = {"terms_served": str(served), "post": post}
    return together(
        case, [part(answer, ALLOWED if answer.value else FORBIDDEN, facts, ("post",))], "within" if answer.value else "over"
    )  # fmt: skip


_POSTS = {
    "court_head": "chief_judge", "procuracy_head": "chief_prosecutor", "police_head": "police", "inspectorate_head": "inspectorate",
    "finance_head": "finance", "tax_head": "tax", "customs_head": "customs",
}  # fmt: skip


def _post_code(word: str) -> str:
    code = next(iter(functions_of(word)), word)
    return _POSTS.get(code, code)


def non_local_post(case: Case, view: LawView) -> CaseAnswer:
    """Whether a post asks for somebody from elsewhere: required or target (NONLOC rows).

    Who counts as local is told by ``local_person`` or not asked; it is never inferred from a native place.
    """
    a = case.action
    missing = [n for n, v in (("level", a.level), ("post", a.post)) if v is None]
    if missing or a.level is None or a.post is None:
        return CaseAnswer(case.id, "unknown", missing=tuple(missing), outcome="unknown")
    f = case.facts
    rows = non_local_rules(view, level=a.level, post=next(iter(functions_of(a.post)), a.post))
    if not rows:
        return no_text(case)
    facts = {"post": a.post, "level": a.level}
    short = {"required": FORBIDDEN, "target": AUTHORITY}
    parts: list[Part] = [
        (finding_of(r, short[str(r.params["mode"])] if f.local_person else ALLOWED, Reason(r.vi, r.en, facts)), ())
        for r in rows
    ]
    return together(case, parts, str(rows[0].params["mode"]))


FIELD_WORDS = {
    "hr": "personnel", "human_resources": "personnel", "organisation_personnel": "personnel", "organization_personnel": "personnel",
    "to chuc can bo": "personnel", "public_finance": "finance", "accounting": "finance", "tai chinh": "finance",
    "tai chinh cong": "finance", "public_assets": "assets", "public_asset": "assets", "tai san cong": "assets",
    "public_investment": "investment", "dau tu": "investment", "dau tu cong": "investment", "front_line": "frontline",
    "case_handling": "frontline", "direct_service": "frontline", "one_stop": "frontline",
    "truc tiep giai quyet cong viec": "frontline", "citizen_reception": "inspection", "inspectorate": "inspection",
    "thanh tra": "inspection", "tiep cong dan": "inspection", "sport": "culture", "sports": "culture", "tourism": "culture",
    "van hoa": "culture", "communications": "information", "thong tin": "information", "judicial": "justice", "tu phap": "justice",
}  # fmt: skip
"""Fields of the position-change rows under other words."""


def field_code(word: str) -> str:
    """The field a word means; a word of no list stays as it is."""
    return FIELD_WORDS.get(word.strip().lower()) or FIELD_WORDS.get(fold(word)) or word


def periodic_position_change(case: Case, view: LawView) -> CaseAnswer:
    """Whether the periodic change of position is not yet allowed, allowed, due or postponed (CDVT rows)."""
    f, day = case.facts, case.action.date
    base = in_force(view, "CDVT-01")
    if base is None:
        return no_text(case)
    if f.position_field is None or f.in_position_since is None:
        names = [n for n in ("position_field", "in_position_since") if getattr(f, n) is None]
        return lacks(case, base, names)
    postpone = in_force(view, "CDVT-03")
    child_until = None
    if f.youngest_child_born is not None and postpone is not None:
        child_until = add_months(f.youngest_child_born, int(postpone.params["child_months"]))
    small = child_until is not None and day < child_until
    held = {
        "child": (small and (f.sex != "male" or bool(f.raises_child_alone))) or bool(f.maternity_leave),
        "pregnant": bool(f.pregnant), "discipline": bool(f.blocks.disciplinary_procedure_open),
        "proceedings": bool(f.blocks.criminal or f.blocks.inspection), "serious_illness": bool(f.serious_illness),
        "study": postpone is not None and (f.full_time_study_months or 0) >= int(postpone.params["study_months"]),
        "secondment": bool(f.seconded),
    }  # fmt: skip
    grounds = [g for g, holds in held.items() if holds]
    level = f.current_post.level if f.current_post else None
    leader = (LEVELS.rank(level) or 0) >= LEADERSHIP_RANK or f.category == "public_employee_manager"
    if (
        small
        and f.sex == "male"
        and f.raises_child_alone is None
        and not grounds
        and not leader
        and postpone is not None
    ):
        return lacks(case, postpone, ("raises_child_alone",))
    answer = position_change(
        view, sector=field_code(f.position_field), since=f.in_position_since, months_left=months_left_of(case, view, day),
        grounds=grounds, leader=leader,
    )  # fmt: skip
    verdict = ALLOWED if answer.value in ("may_change", "due") else FORBIDDEN
    facts = {"since": f.in_position_since.isoformat(), "field": f.position_field}
    passes: date | None = child_until if grounds == ["child"] and not f.maternity_leave else None
    if answer.value in ("not_yet", "may_change", "due") and answer.rule is not None:
        first, last = change_days(answer.rule, f.in_position_since)
        facts |= {"may_change_from": first.isoformat(), "due_on": last.isoformat()}
        passes = first if answer.value == "not_yet" else None
    parts = [part(answer, verdict, facts, ("rule_text",))]
    if answer.value in ("not_yet", "may_change", "due"):
        near = in_force(view, "CDVT-04") if months_left_of(case, view, day) is not None else None
        none = Reason("Không thuộc trường hợp chưa chuyển đổi.", "No cause to put it off.", {})
        parts += [(finding_of(r, ALLOWED, none), ()) for r in (postpone, near) if r is not None]
    return together(case, parts, str(answer.value or ""), passes)
