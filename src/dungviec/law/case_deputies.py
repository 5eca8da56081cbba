"""Cases on numbers: deputies of bodies and provinces, people at the higher ranks and grades."""

from __future__ import annotations

from typing import Any, cast, get_args

from dungviec.law.answers import Answer, exact, in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.case_model_posts import BodyFacts
from dungviec.law.case_parts import Part, one_of, part, together
from dungviec.law.deputies import Merger, ProvinceType, deputies_below_parent, deputies_norm, deputy_chairs
from dungviec.law.rank_quotas import Quota, grade_quotas, ministry_quota, rank_quotas


def deputies(case: Case, view: LawView) -> CaseAnswer:
    """The most deputies of bodies (``headcount``) and of provinces (``type`` or ``merged_from``), beside those there are.

    A sub-unit (``parent``) has no more than its parent, a body without inner units no more than one of its level with them.
    """
    f = case.facts
    parts = [_body(body, view) for body in f.bodies] + [_province(p, view) for p in f.provinces]
    parts += _compared(f.bodies, view)
    if not parts:
        return CaseAnswer(case.id, "unknown", missing=("bodies",), outcome="unknown")
    over = any(p is not None and p.verdict == FORBIDDEN for p, _ in parts)
    return together(case, parts, "over" if over else "within")


def _body(body: BodyFacts, view: LawView) -> Part:
    answer = deputies_norm(view, body.headcount or 0, body.type)
    if body.headcount is None and answer.rule is not None and answer.known:
        return None, ("headcount",)
    if answer.rule is not None and not answer.known:  # a body that the norm does not reach
        free: Answer[bool] = Answer(True, answer.rule, "Không thuộc diện giới hạn 50%.", "Not reached by the half.")
        return part(free, ALLOWED, _there(body))
    most = answer.value.most if answer.value else None
    return part(answer, FORBIDDEN if _over(body, most) else ALLOWED, _there(body, most))


def _province(province: BodyFacts, view: LawView) -> Part:
    kind = cast(ProvinceType, province.type) if province.type in get_args(ProvinceType) else None
    answer = deputy_chairs(view, kind=kind, merger=_merger(province.merged_from))
    facts = _there(province, answer.value)
    return part(answer, FORBIDDEN if _over(province, answer.value) else ALLOWED, facts, ("type",))


def _merger(types: list[Any]) -> Merger | None:
    """What kind of merger: three provinces, two with one of type I, two of types II and III; others are not on file."""
    if len(types) == 3:
        return "three_provinces"
    if len(types) == 2:
        return "two_with_type_I" if "I" in types else "two_type_II_III"
    return None


def _compared(bodies: list[BodyFacts], view: LawView) -> list[Part]:
    """Sub-units beside their parents, bodies without inner units beside those of their level that have them."""
    by_name = {b.name: b for b in bodies if b.name}
    pairs = [(b, by_name[b.parent]) for b in bodies if b.parent in by_name]
    pairs += [
        (b, other) for b in bodies for other in bodies
        if b.level and b.level == other.level and b.has_inner_units is False and other.has_inner_units
    ]  # fmt: skip
    found = []
    for own, other in pairs:
        if own.deputies is not None and other.deputies is not None:
            answer = deputies_below_parent(view, own=own.deputies, parent=other.deputies)
            found.append(
                part(
                    answer,
                    ALLOWED if answer.value else FORBIDDEN,
                    {"own": str(own.deputies), "beside": str(other.deputies)},
                )
            )
    return found


def _there(body: BodyFacts, most: int | None = None) -> dict[str, str]:
    facts = {"most": str(most)} if most is not None else {}
    facts |= {"headcount": str(body.headcount)} if body.headcount is not None else {}
    return facts | ({"deputies": str(body.deputies)} if body.deputies is not None else {})


def _over(body: BodyFacts, most: int | None) -> bool:
    return most is not None and (body.deputies or 0) > most


def rank_quota(case: Case, view: LawView) -> CaseAnswer:
    """Whether the people at higher ranks or grades stay within the quotas of their bodies.

    ``tier``: province, commune (POSCAT-2025-03), ministry (``type`` of the body, POSCAT-2025-04) or public_service_unit
    (``grades``, COMP-VC-03).
    """
    f = case.facts
    if f.tier is None or not f.bodies:
        missing = tuple(n for n, v in (("tier", f.tier), ("bodies", f.bodies)) if not v)
        return CaseAnswer(case.id, "unknown", missing=missing, outcome="unknown")
    one_of(case, "tier", f.tier, ("province", "commune", "ministry", "public_service_unit"))
    judge = {"public_service_unit": _grades, "ministry": _ministry}.get(f.tier, _ranks)
    parts = [judge(body, view, f.tier) for body in f.bodies]
    parts += [_earlier_text(body, view) for body in f.bodies if f.tier == "ministry" and _named(body, view)]
    over = any(p is not None and p.verdict == FORBIDDEN for p, _ in parts)
    return together(case, parts, "over" if over else "within")


def _ranks(body: BodyFacts, view: LawView, tier: str) -> Part:
    province = tier == "province"
    needed = {"deputies": body.deputies, "deputies_at_rank": body.deputies_at_rank}
    needed |= {"headcount": body.headcount, "principals": body.principals} if province else {}
    answer = rank_quotas(
        view, "province" if province else "commune", deputies=body.deputies or 0,
        deputies_at_rank=body.deputies_at_rank or 0, headcount=body.headcount or 0, principals=body.principals or 0,
    )  # fmt: skip
    if missing := tuple(n for n, v in needed.items() if v is None):
        return (None, missing) if answer.rule else part(answer, ALLOWED, {})
    if answer.rule is not None and body.head_at_rank is not None:
        key = "head_senior" if province else "head_principal"
        if int(body.head_at_rank) < exact(answer.rule.params["province" if province else "commune"][key]):
            rank = ("chuyên viên cao cấp", "senior") if province else ("chuyên viên chính", "principal")
            short: Answer[bool] = Answer(
                False, answer.rule, f"Người đứng đầu phải ở ngạch {rank[0]}.", f"The head must be at {rank[1]} rank."
            )
            return part(short, FORBIDDEN, {"head_at_rank": "false"})
    return _quotas(answer)


def _grades(body: BodyFacts, view: LawView, tier: str) -> Part:
    answer = grade_quotas(view, body.grades, self_financed=body.self_financed)
    return (None, ("grades",)) if answer.rule and not body.grades else _quotas(answer)


def _ministry(body: BodyFacts, view: LawView, tier: str) -> Part:
    if body.headcount is None or body.principals is None:
        return None, ("headcount", "principals")
    answer = ministry_quota(view, body.type or "", body.headcount)
    facts = {"most": str(answer.value), "there": str(body.principals)} if answer.value is not None else {}
    over = answer.value is not None and body.principals > answer.value
    return part(answer, FORBIDDEN if over else ALLOWED, facts, ("type",))


def _named(body: BodyFacts, view: LawView) -> bool:
    rule = in_force(view, "POSCAT-2025-04")
    return rule is not None and body.type in rule.params and body.headcount is not None and body.principals is not None


def _earlier_text(body: BodyFacts, view: LawView) -> Part:
    """The row that the shares of NĐ 361 were first reported in, beside the one that is read."""
    rule = in_force(view, "POSCAT-2025-04")
    assert rule is not None
    most = int(exact(rule.params[str(body.type)]) * (body.headcount or 0))
    answer = Answer(most, rule, f"Tối đa {most} người.", f"At most {most} people.")
    return part(answer, FORBIDDEN if (body.principals or 0) > most else ALLOWED, {})


def _quotas(answer: Answer[tuple[Quota, ...]]) -> Part:
    quotas = answer.value or ()
    facts = {f"{q.name}_{n}": str(v) for q in quotas for n, v in (("most", q.most), ("there", q.there))}
    return part(answer, ALLOWED if all(q.kept for q in quotas) else FORBIDDEN, facts)
