"""Cases on planning, rotation, posts held together, deputies, allowances and streamlining, put to the law's calculators."""

from __future__ import annotations

from datetime import date
from typing import Any, cast, get_args

from dungviec.law.answers import Answer, in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, AUTHORITY, FORBIDDEN, lacks, no_text
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case, PostFacts
from dungviec.law.case_read import CaseError
from dungviec.law.deputies import ProvinceType, deputies_norm, deputy_chairs
from dungviec.law.explain import Finding, finding_of
from dungviec.law.planning import Candidacy, congress_age, planned_after_violation, planning_age
from dungviec.law.posts_together import may_hold_together
from dungviec.law.reasons import Reason
from dungviec.law.retirement import birth_day, months_left
from dungviec.law.rotation import Purpose, position_change, rotation_full_on, rotation_service
from dungviec.law.rules import Verdict
from dungviec.law.streamlining import Standing, streamlining_review
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.records.dates import add_months

UNKNOWN = Verdict.UNKNOWN
_RATING_CODES = {"failed": "not_completed"}
"""The streamlining rows name the lowest rating in the words of their decrees."""
Part = tuple[Finding | None, tuple[str, ...]]
"""A finding (None where no rule text is on file) and what it lacks."""


def part(answer: Answer[Any], verdict: Verdict, facts: dict[str, str], lacking: tuple[str, ...] = ("facts",)) -> Part:
    """One calculator's answer as a finding; an answer without a value is unknown."""
    if answer.rule is None:
        return None, ("rule_text",)
    if not answer.known:
        reason = Reason(answer.vi, answer.en, facts, missing=lacking)
        return finding_of(answer.rule, UNKNOWN, reason), lacking
    return finding_of(answer.rule, verdict, Reason(answer.vi, answer.en, facts)), ()


def together(case: Case, parts: list[Part], outcome: str = "", passes: date | None = None) -> CaseAnswer:
    """The worst of several findings; unknown where one of them has no text on file."""
    findings = sorted((f for f, _ in parts if f is not None), key=lambda f: -f.verdict)
    worst = max([f.verdict for f in findings] + [UNKNOWN for f, _ in parts if f is None], default=ALLOWED)
    missing = tuple(dict.fromkeys(m for _, names in parts for m in names)) if worst == UNKNOWN else ()
    numbers: dict[str, str] = {}
    for f in findings:
        numbers = {**f.facts, **numbers}
    told = "unknown" if worst == UNKNOWN else outcome
    return CaseAnswer(case.id, worst.name.lower(), tuple(findings), missing, told, numbers, passes)


def _months_left(case: Case, view: LawView, day: date) -> int | None:
    schedule = next((r for r in view.judged if r.check == "still_in_service"), None)
    born = birth_day(case.facts.born, case.facts.born_year_only)
    if schedule is None or born is None or case.facts.sex is None:
        return None
    return months_left(schedule, sex=case.facts.sex, born=born, day=day)


def _party(case: Case) -> bool:
    post = case.facts.target_post or case.facts.current_post
    return case.facts.category == "cadre" if post is None or post.party_managed is None else post.party_managed


def add_to_plan(case: Case, view: LawView) -> CaseAnswer:
    """Age at the start of the term planned for, numbers of people and titles, past violations (PLAN rows).

    The term begins on ``facts.term.from``, else the day of the action counts.
    """
    f, a = case.facts, case.action
    start = f.term.from_ if f.term and f.term.from_ else a.date
    left = _months_left(case, view, start)
    if left is None:
        return CaseAnswer(case.id, "unknown", missing=("born", "sex"), outcome="unknown")
    age = planning_age(view, left)
    facts = {"months_left": str(left), "counted_from": start.isoformat()}
    parts = [part(age, FORBIDDEN if age.value == "too_old" else ALLOWED, facts, ("rule_text",))]
    parts += _planned_numbers(case, view)
    if f.discipline:
        last = f.discipline[-1]
        expired = last.ends < a.date if last.ends else None
        past = planned_after_violation(view, disciplined=True, form=last.form, expired=expired)
        parts.append(part(past, ALLOWED if past.value else FORBIDDEN, {"form": last.form}, ("discipline.ends",)))
    return together(case, parts, str(age.value or ""))


def _planned_numbers(case: Case, view: LawView) -> list[Part]:
    titles, people = case.facts.titles_already_planned_same_level, case.facts.people_already_planned
    rule = in_force(view, "PLAN-2025-01")
    if titles is None and people is None:
        return []
    if rule is None:
        return [(None, ("rule_text",))]
    found: list[Part] = []
    for name, count, param in (
        ("titles_planned", len(titles) if isinstance(titles, list) else titles, "max_titles_per_person"),
        ("people_planned", people, "max_people_per_title"),
    ):
        if count is not None:
            most = int(rule.params[param])
            over = count + 1 > most
            reason = Reason(
                f"Sẽ là {count + 1}, tối đa {most}.", f"It would be {count + 1}, at most {most}.", {name: str(count), param: str(most)}
            )  # fmt: skip
            found.append((finding_of(rule, FORBIDDEN if over else ALLOWED, reason), ()))
    return found


def nominate_committee(case: Case, view: LawView) -> CaseAnswer:
    """Whether age allows a candidacy (AGE rows); ``action.candidacy`` says which."""
    f, kind = case.facts, case.action.candidacy
    if kind is None:
        return CaseAnswer(case.id, "unknown", missing=("candidacy",), outcome="unknown")
    _one_of(case, "candidacy", kind, get_args(Candidacy))
    start = f.term.from_ if f.term and f.term.from_ else case.action.date
    left = _months_left(case, view, start)
    answer = congress_age(view, cast(Candidacy, kind), months_left=left, sex=f.sex, born=f.born)
    facts = {"candidacy": kind, "months_left": "" if left is None else str(left), "counted_from": start.isoformat()}
    return together(case, [part(answer, ALLOWED if answer.value else FORBIDDEN, facts, ("born", "sex"))], kind)


def rotate(case: Case, view: LawView) -> CaseAnswer:
    """Service left for a rotation, State and Party layer (ROT-2022-02, ROT-GOV-2020-01)."""
    purpose = case.action.purpose or (case.facts.rotation.purpose if case.facts.rotation else None) or "training"
    _one_of(case, "purpose", purpose, get_args(Purpose))
    left = _months_left(case, view, case.action.date)
    if left is None:
        return CaseAnswer(case.id, "unknown", missing=("born", "sex"), outcome="unknown")
    answer = rotation_service(view, months_left=left, purpose=cast(Purpose, purpose), party_managed=_party(case))
    if answer.value is None:
        return together(case, [part(answer, UNKNOWN, {"months_left": str(left)})])
    lead = answer.value[0]
    facts = {"months_left": str(left), "months_needed": str(lead.needed), "purpose": purpose}
    return together(case, [part(answer, lead.verdict, facts)], "enough" if lead.verdict == ALLOWED else "too_short")


def end_rotation(case: Case, view: LawView) -> CaseAnswer:
    """Whether the least time of a rotation is reached (ROT rows: 36 months)."""
    if case.facts.rotation is None:
        return CaseAnswer(case.id, "unknown", missing=("rotation.since",), outcome="unknown")
    answer = rotation_full_on(view, began=case.facts.rotation.since, party_managed=_party(case))
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
        view, sector=f.position_field, since=f.in_position_since, months_left=_months_left(case, view, day),
        grounds=[g for g, holds in held.items() if holds], leader=(LEVELS.rank(level) or 0) >= LEADERSHIP_RANK,
    )  # fmt: skip
    verdict = ALLOWED if answer.value in ("may_change", "due") else FORBIDDEN
    facts = {"since": f.in_position_since.isoformat(), "field": f.position_field}
    return together(case, [part(answer, verdict, facts, ("rule_text",))], str(answer.value or ""))


def hold_together(case: Case, view: LawView) -> CaseAnswer:
    """Whether one person may hold two posts (INC-2025-01)."""
    posts = [p.title if isinstance(p, PostFacts) else p for p in case.action.posts]
    if len(posts) < 2:
        return CaseAnswer(case.id, "unknown", missing=("posts",), outcome="unknown")
    pairs = [(one, other) for i, one in enumerate(posts) for other in posts[i + 1 :]]
    parts = []
    for one, other in pairs:
        answer = may_hold_together(view, [one], [other], same_level=case.action.same_level)
        parts.append(part(answer, ALLOWED if answer.value else FORBIDDEN, {"posts": f"{one}, {other}"}))
    clash = any(f is not None and f.verdict == FORBIDDEN for f, _ in parts)
    return together(case, parts, "incompatible" if clash else "compatible")


def deputies(case: Case, view: LawView) -> CaseAnswer:
    """The most deputies of bodies (``headcount``) and of provinces (``type``), beside those there are."""
    f = case.facts
    parts: list[Part] = []
    for body in (*f.bodies, *f.provinces):
        answer: Answer[Any]
        if body in f.provinces:
            kind = cast(ProvinceType, body.type) if body.type in get_args(ProvinceType) else None
            answer = deputy_chairs(view, kind=kind)
            most = answer.value
        elif body.headcount is None:
            parts.append((None, ("headcount",)))
            continue
        else:
            answer = deputies_norm(view, body.headcount, body.type)
            most = answer.value.most if answer.value else None
        facts = {"most": str(most)} if most is not None else {}
        facts |= {"deputies": str(body.deputies)} if body.deputies is not None else {}
        over = most is not None and (body.deputies or 0) > most
        parts.append(part(answer, FORBIDDEN if over else ALLOWED, facts))
    if not parts:
        return CaseAnswer(case.id, "unknown", missing=("bodies",), outcome="unknown")
    over_any = any(p is not None and p.verdict == FORBIDDEN for p, _ in parts)
    return together(case, parts, "over" if over_any else "within")


def streamlining(case: Case, view: LawView) -> CaseAnswer:
    """Whether somebody is covered by streamlining, by the ratings of the last two years and what postpones it."""
    f, day = case.facts, case.action.date
    standing: list[Standing] = []
    if f.maternity_leave:
        standing.append("maternity")
    if f.youngest_child_born and day < add_months(f.youngest_child_born, 36):
        standing.append("child")
    standing += ["discipline"] if f.blocks.disciplinary_procedure_open else []
    standing += ["criminal"] if f.blocks.criminal else []
    # Until 2020 the two years before counted; since 2025 the year before and, once it is rated, the year of review.
    old = in_force(view, "TGBC-2014-01") is not None
    years = (day.year - 2, day.year - 1) if old else (day.year - 1, day.year if day.year in f.ratings else day.year - 1)
    before, last = (_RATING_CODES.get(r, r) if (r := f.ratings.get(y)) else None for y in years)
    ratings = (before, last)
    answer = streamlining_review(view, ratings=ratings, standing=standing)
    facts = {"ratings": ", ".join(str(r) for r in ratings)}
    verdict = ALLOWED if answer.value == "covered" else AUTHORITY if answer.value == "dismissal" else FORBIDDEN
    return together(case, [part(answer, verdict, facts, ("ratings",))], str(answer.value or ""))


def _one_of(case: Case, key: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise CaseError(f"{case.id}: «{key}: {value}» không có; chọn một trong: {', '.join(known)}. / Unknown {key}.")
