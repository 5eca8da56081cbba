"""Cases on posts held together, deputies and streamlining, put to the law's calculators."""

from __future__ import annotations

from typing import Any, cast, get_args

from dungviec.law.answers import Answer, in_force
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, AUTHORITY, FORBIDDEN
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case, PostFacts
from dungviec.law.case_parts import Part, part, together
from dungviec.law.deputies import ProvinceType, deputies_norm, deputy_chairs
from dungviec.law.posts_together import may_hold_together
from dungviec.law.streamlining import Standing, streamlining_review
from dungviec.records.dates import add_months

_RATING_CODES = {"failed": "not_completed"}
"""The streamlining rows name the lowest rating in the words of their decrees."""


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
