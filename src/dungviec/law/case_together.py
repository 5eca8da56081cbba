"""Cases on posts held together and the allowance for them."""

from __future__ import annotations

from dataclasses import replace

from dungviec.law.answers import Answer, exact, in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, lacks, no_text, one_finding
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.case_model_posts import HeldPost, PayFacts
from dungviec.law.case_parts import part, together
from dungviec.law.case_titles import functions_of
from dungviec.law.posts_together import Pay, commune_allowance, head_allowance, may_hold_together
from dungviec.law.rules import Rule

COMMUNE = ("commune", "ward", "xa", "phuong", "cap xa", "special_zone")


def hold_together(case: Case, view: LawView) -> CaseAnswer:
    """Whether one person may hold two or more posts (INC-2025-01): told by role, function code or title."""
    posts = [HeldPost(title=p) if isinstance(p, str) else p for p in case.action.posts]
    if len(posts) < 2:
        return CaseAnswer(case.id, "unknown", missing=("posts",), outcome="unknown")
    pairs = [(one, other) for i, one in enumerate(posts) for other in posts[i + 1 :]]
    parts = []
    for one, other in pairs:
        same = case.action.same_level and not (_tier(one) and _tier(other) and _tier(one) != _tier(other))
        answer = may_hold_together(view, _codes(one), _codes(other), same_level=same)
        told = f"{one.title or one.function}, {other.title or other.function}"
        parts.append(part(answer, ALLOWED if answer.value else FORBIDDEN, {"posts": told}))
    clash = any(f is not None and f.verdict == FORBIDDEN for f, _ in parts)
    return together(case, parts, "incompatible" if clash else "compatible")


def _tier(post: HeldPost) -> str:
    return (post.tier or post.level or "").lower()


def _codes(post: HeldPost) -> list[str]:
    return functions_of(post.function or post.title) or [post.function or post.title]


def _secretary_and_chair(case: Case) -> bool:
    """Party secretary and chair of the council or the committee in one person: the pair NĐ 33/2023 names."""
    held = {c for p in case.action.posts for c in _codes(HeldPost(title=p) if isinstance(p, str) else p)}
    return "party_secretary" in held and bool(held & {"committee_chair", "council_chair"})


def concurrent_allowance(case: Case, view: LawView) -> CaseAnswer:
    """The allowance for concurrent titles: half of the best title in a commune, else a tenth of one's own pay.

    ``tier: commune`` with ``headcount_saved`` and ``concurrent_titles`` (step-1 salary and position allowance of each):
    KN-2019-01, KN-2023-01. Any other tier, heading another body: ``full_time_head_budgeted`` and ``pay`` (KN-2004-01).
    Without the pay the share alone is told.
    """
    f = case.facts
    if f.tier is None:
        return CaseAnswer(case.id, "unknown", missing=("tier",), outcome="unknown")
    titles = f.concurrent_titles
    if f.tier.lower() in COMMUNE:
        rule = in_force(view, "KN-2019-01", "KN-2023-01")
        if rule is None:
            return no_text(case)
        saved = f.headcount_saved
        if saved is None and rule.id == "KN-2023-01" and _secretary_and_chair(case):
            saved = int(rule.params["saves_people"])
        if saved is None:
            return _lacking(case, rule, "headcount_saved")
        due = saved >= int(rule.params["saves_people"])
        paid = [p for t in titles if (p := _pay(t)) is not None]
        answer = commune_allowance(view, paid, people_saved=saved) if paid else None
    else:
        rule = in_force(view, "KN-2004-01")
        if rule is None:
            return no_text(case)
        if f.full_time_head_budgeted is None:
            return _lacking(case, rule, "full_time_head_budgeted")
        due, pay = f.full_time_head_budgeted, _pay(f.pay)
        answer = None if pay is None else head_allowance(
            view, pay, concurrent_headships=max(len(titles), 1), full_time_head_budgeted=due
        )  # fmt: skip
    return _told(case, rule, answer, due=due)


def _lacking(case: Case, rule: Rule, name: str) -> CaseAnswer:
    """Unknown for want of one fact, with the share that would be due."""
    share = exact(rule.params["share"])
    return replace(lacks(case, rule, (name,)), numbers={"share": f"{float(share * 100):g} %"})


def _told(case: Case, rule: Rule, answer: Answer[int] | None, *, due: bool) -> CaseAnswer:
    share = exact(rule.params["share"])
    facts = {"share": f"{float(share * 100):g} %"}
    if not due:
        return one_finding(
            case, rule, FORBIDDEN, "none", "Không thuộc diện hưởng phụ cấp kiêm nhiệm.", "No concurrent allowance is due.",
            {**facts, "amount": "0"},
        )  # fmt: skip
    if answer is None:
        return one_finding(
            case,
            rule,
            ALLOWED,
            "allowance",
            f"Được hưởng {facts['share']}, một mức.",
            f"{facts['share']}, once.",
            facts,
        )
    facts |= {"amount": str(answer.value)} if answer.value is not None else {}
    return together(case, [part(answer, ALLOWED, facts, ("concurrent_titles",))], "allowance")


def _pay(told: PayFacts | None) -> Pay | None:
    if told is None or told.salary is None:
        return None
    return Pay(told.salary, told.position_allowance, told.over_frame)
