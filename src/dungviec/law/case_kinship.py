"""Cases on relatives: a duty in a unit that a relative heads, and two posts held by two relatives."""

from __future__ import annotations

import re

from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, lacks, no_text, one_finding
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case, PostFacts
from dungviec.law.case_model_posts import RelativeFacts
from dungviec.law.case_pair import Pair, conflicts_of, pair_of, people_of, side_of
from dungviec.law.case_relations import NO_RELATION, relation_code
from dungviec.law.case_titles import functions_of, role_of
from dungviec.law.explain import Finding, finding_of
from dungviec.law.kinship import KinConflict
from dungviec.law.reasons import Reason
from dungviec.law.rules import Rule, Verdict
from dungviec.records.codes import RELATIONS
from dungviec.records.vietnamese import fold

_OF_LEADER = re.compile(r"^(.*?)[ _]of[ _](?:the[ _])?(?:unit[ _])?(head|deputy)")


def assign(case: Case, view: LawView) -> CaseAnswer:
    """Whether a relative of a head or deputy may get a duty in the same unit (KIN-01).

    Who is related to whom is asked only of a barred duty, the unit the relative leads only of a close relation.
    """
    f, a = case.facts, case.action
    rule = next((r for r in view.rules(topic="kinship") if "open_check_from" in r.params), None)
    if rule is None:
        return no_text(case)
    barred = set(rule.params["groups"][0]["b"]["functions"])
    duties = set(functions_of(a.duty) or [a.duty]) if a.duty else set()
    duties |= {"contract_signer"} if a.signs_contracts else set()
    if not duties:
        return lacks(case, rule, ("duty",))
    unit = a.unit or (f.target_post.body if f.target_post else "")
    facts = {"duty": ", ".join(sorted(duties)), "unit": unit}
    if not duties & barred:
        return _free(case, rule, facts)
    ties, missing = _leading_relatives(case, unit, set(rule.params["relations"]))
    near = sorted(ties)
    facts |= {"relation": ", ".join(near)} if near else {}
    if near:
        vi, en = _mark(rule, case)
        return one_finding(
            case, rule, FORBIDDEN, "conflict", f"Người thân của người đứng đầu, cấp phó cùng đơn vị giữ việc bị cấm.{vi}",
            f"A close relative of the unit's head or deputy would hold a barred duty.{en}", facts,
        )  # fmt: skip
    return lacks(case, rule, missing) if missing else _free(case, rule, facts)


def _free(case: Case, rule: Rule, facts: dict[str, str]) -> CaseAnswer:
    vi, en = _mark(rule, case)
    return one_finding(
        case, rule, ALLOWED, "free", f"Không thuộc quan hệ, đơn vị hoặc việc bị cấm.{vi}",
        f"Not a barred relation, unit or duty.{en}", facts,
    )  # fmt: skip


def _mark(rule: Rule, case: Case) -> tuple[str, str]:
    if case.action.date < rule.params["open_check_from"]:
        return "", ""
    return f" ({rule.params['open_check_vi']})", f" ({rule.params['open_check_en']})"


def _leading_relatives(case: Case, unit: str, wanted: set[str]) -> tuple[set[str], list[str]]:
    """Close relations to heads and deputies of the unit, and what would have to be told before there are none."""
    f = case.facts
    found: set[str] = set()
    missing: list[str] = []
    if f.relation is None and "relatives_in_service" not in f.model_fields_set and f.people is None:
        return found, ["relation"]
    if f.relation is not None and fold(f.relation.replace("_", " ")) not in NO_RELATION:
        leader = _OF_LEADER.match(f.relation.lower())
        relation = relation_code(leader.group(1) if leader else f.relation)
        led = [u for one in (f.head_of, f.deputy_of) if one for u in ([one] if isinstance(one, str) else one)]
        if relation in wanted:
            if leader and not led:
                found.add(relation)
            elif not led:
                missing.append("head_of")
            elif not unit:
                missing.append("unit")
            elif fold(unit) in {fold(u) for u in led}:
                found.add(relation)
    relatives = [*f.relatives_in_service]
    relatives += [
        RelativeFacts(
            relation=p.relation,
            title=p.title,
            body=p.unit or p.body or p.head_of or p.deputy_of or "",
            role=p.role or ("head" if p.head_of else "deputy" if p.deputy_of else None),
        )
        for p in people_of(case)
        if p.relation
    ]
    for relative in relatives:
        one = relative if isinstance(relative, RelativeFacts) else RelativeFacts(relation=relative)
        if (relation := relation_code(one.relation)) not in wanted:
            continue
        role = one.role or (role_of(one.title) if one.title else None)
        elsewhere = one.body and unit and fold(one.body) != fold(unit)
        if role in ("head", "deputy") and not elsewhere:
            found.add(relation)
        elif role is None and not one.title and not elsewhere:
            missing.append("relatives_in_service.role")
    return found, missing


def relatives_findings(case: Case, view: LawView) -> list[Finding]:
    """What the relatives in service mean for the post aimed at: each of them and the person as a pair of posts.

    Without ``relatives_in_service`` nothing is asked; a close relative whose post is not told leaves it unknown.
    """
    f = case.facts
    rules = [r for r in view.rules(topic="kinship") if r.check == "kinship"]
    if "relatives_in_service" not in f.model_fields_set or f.target_post is None or not rules:
        return []
    mine = side_of(None, None, f.target_post)
    found: list[Finding] = []
    for given in f.relatives_in_service:
        one = given if isinstance(given, RelativeFacts) else RelativeFacts(relation=given)
        code = relation_code(one.relation)
        if code not in RELATIONS.by_value:
            continue
        post = PostFacts(title=one.title, body=one.body)
        pair = Pair(code, mine, side_of(one.role, one.duty, post))
        if not pair.other.told and not (one.body and mine.unit and fold(one.body) != fold(mine.unit)):
            lack = ("relatives_in_service.role",)
            reason = Reason(
                "Chưa rõ người thân giữ việc gì.", "What the relative does is not told.", {"relation": code}, lack
            )
            found.append(finding_of(rules[0], Verdict.UNKNOWN, reason))
            continue
        found += [_finding(c, view) for c in {c.rule_id: c for c in conflicts_of(case, view, code, pair)}.values()]
    said = {x.rule_id for x in found}
    free = Reason("Không phải cặp chức vụ bị cấm.", "Not a pair of posts that is barred.", {})
    return found + [finding_of(r, Verdict.ALLOWED, free) for r in rules if r.id not in said]


def _finding(c: KinConflict, view: LawView) -> Finding:
    rule = view.rule(c.rule_id)
    return Finding(
        c.rule_id, c.verdict, "kinship", c.reason_vi, c.reason_en, c.reason_vi, c.reason_en, c.instrument, c.article,
        rule.from_, rule.to, c.confidence, {"relation": c.relation, "scope": c.scope},
    )  # fmt: skip


def relative_business(case: Case, view: LawView) -> CaseAnswer:
    """Whether a head's or deputy's relative may do business in a field (KIN-02): not in one he or she directly manages.

    ``relation`` is the relative's; ``action.same_field`` says whether the field is the one managed.
    """
    rule = next((r for r in view.rules(topic="kinship") if r.id == "KIN-02"), None)
    if rule is None:
        return no_text(case)
    relation, field = case.facts.relation, case.action.same_field
    if relation is not None and relation_code(relation) not in rule.params["relations"]:
        return one_finding(
            case, rule, ALLOWED, "free", "Không thuộc quan hệ nêu trong luật.", "Not a relation of the law.", {}
        )
    if field is False:
        return one_finding(
            case, rule, ALLOWED, "free", "Không thuộc ngành trực tiếp quản lý.", "Not the field managed.", {}
        )
    missing = [n for n, v in (("relation", relation), ("same_field", field)) if v is None]
    if missing:
        return lacks(case, rule, missing)
    return one_finding(case, rule, FORBIDDEN, "conflict", rule.vi, rule.en, {"relation": relation_code(str(relation))})


def assign_pair(case: Case, view: LawView) -> CaseAnswer:
    """Whether two relatives may hold two posts at the same time: the kinship rules of the day, State and Party.

    ``facts.relation``: the second is the … of the first. Each post is told by role, function or title, in the action
    (``role_a``, ``function_a``, ``post_a`` …) or by ``facts.people``.
    """
    rules = [r for r in view.rules(topic="kinship") if r.check == "kinship"]
    if not rules:
        return no_text(case)
    pair = pair_of(case)
    missing = [] if pair.relation else ["relation"]
    missing += [f"role_{letter}" for letter, side in (("a", pair.one), ("b", pair.other)) if not side.told]
    if missing or pair.relation is None:
        return lacks(case, rules[0], missing)
    code = relation_code(pair.relation)
    conflicts = conflicts_of(case, view, code, pair) if code in RELATIONS.by_value else []
    facts = {"relation": code}
    findings = [_finding(c, view) for c in {c.rule_id: c for c in conflicts}.values()]
    said = {c.rule_id for c in conflicts}
    free = Reason("Không phải cặp chức vụ bị cấm.", "Not a pair of posts that is barred.", facts)
    findings += [finding_of(r, Verdict.ALLOWED, free) for r in rules if r.id not in said]
    if not conflicts and pair.one.leads and pair.other.leads and not any(r.id.startswith("KIN-P-") for r in rules):
        return no_text(case)
    worst = max(f.verdict for f in findings)
    outcome = "conflict" if worst == FORBIDDEN else "free"
    return CaseAnswer(case.id, worst.name.lower(), tuple(findings), (), outcome, facts)
