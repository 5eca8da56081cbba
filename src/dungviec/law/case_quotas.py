"""Law cases on bodies: their level, and how many people or bodies may be rated excellent."""

from __future__ import annotations

from dungviec.law.answers import exact, in_force, missing
from dungviec.law.appraisal_levels import (
    UnitYear,
    excellent_quota,
    excellent_share_2023,
    organisation_level,
    organisations_quota,
)
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN, no_text
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_appraisal import word
from dungviec.law.case_counted import counted, finding_from, not_told, staff_of
from dungviec.law.case_model import Case
from dungviec.law.case_model_year import RatedFacts
from dungviec.law.case_parts import Part, part, together
from dungviec.law.explain import Finding


def rate_body(case: Case, view: LawView) -> CaseAnswer:
    """The level of an organisation; ``category`` says whose body it is."""
    staff, b = staff_of(case), case.facts.body_year
    if staff is None or b is None:
        return not_told(case, *(n for n, v in (("category", staff), ("body_year", b)) if v is None))
    given = {"points": b.points, "done": b.done, "on_time": b.on_time, "exceeding": b.exceeding}
    rule = in_force(view, "RATE-335-ORG" if staff == "civil_servant" else "RATE-UNIT-2026-01")
    asked = set(given)
    if rule is not None:
        cut = rule.params
        low = b.points is not None and b.points < cut["completed"]
        under_plan = b.done is not None and b.done < cut["fail_plan"]
        if b.wrongdoing or low:
            asked = {"done"}
        elif b.points is not None and b.points < cut["excellent"]:
            asked.discard("exceeding")
        if under_plan:
            asked = set()
        lacks = tuple(f"body_year.{n}" for n in given if n in asked and given[n] is None)
        if lacks:
            told = missing(rule, f"còn thiếu {', '.join(lacks)}", f"missing {', '.join(lacks)}", lacks=lacks)
            return counted(case, told, "unknown")
    year = UnitYear(
        b.points or 0.0, b.done or 0.0, b.on_time or 0.0, b.exceeding or 0.0, b.failing_sub_units, b.shortcomings_fixed,
        b.wrongdoing, b.force_majeure,
    )  # fmt: skip
    answer = organisation_level(view, staff, year)
    return counted(case, answer, word(answer.value), {n: str(v) for n, v in given.items() if v is not None})


def excellent_people(case: Case, view: LawView) -> CaseAnswer:
    """How many people may be excellent in the body and in each group with similar duties."""
    staff, r = staff_of(case), case.facts.rated
    if staff is None or r is None:
        return not_told(case, *(n for n, v in (("category", staff), ("rated", r)) if v is None))
    by_party = in_force(view, "RATE-90-QUOTA")
    if by_party is not None and excellent_quota(view, staff, good=0).rule is None:
        return _by_party_share(case, view, r)
    findings: list[Finding] = []
    numbers: dict[str, str] = {}
    for rated in (r, *r.groups):
        answer = excellent_quota(view, staff, good=rated.good, excellent=rated.excellent or 0, outstanding=r.outstanding)  # fmt: skip
        if answer.value is None:
            return no_text(case)
        own = {"good": str(rated.good), "most": str(answer.value.most)}
        own |= {"excellent": str(rated.excellent)} if rated.excellent is not None else {}
        own |= {f"most_{name.replace('/', '_')}": str(n) for name, n in answer.value.readings.items()}
        over = rated.excellent is not None and rated.excellent > answer.value.most
        finding = finding_from(answer, own, FORBIDDEN if over else ALLOWED)
        findings += [finding] if finding else []
        numbers |= own if rated is r else {f"most_{_slug(rated)}": own["most"]}
    findings.sort(key=lambda f: -f.verdict)
    over_any = findings[0].verdict == FORBIDDEN
    outcome = "over_quota" if over_any else "within_quota" if r.excellent is not None else "at_most"
    return CaseAnswer(case.id, findings[0].verdict.name.lower(), tuple(findings), (), outcome, numbers)


def _by_party_share(case: Case, view: LawView, r: RatedFacts) -> CaseAnswer:
    """The cap of NĐ 48/2023 in the body and in each group with similar duties; each may tell a Party share of its own."""
    parts: list[Part] = []
    for rated in (r, *r.groups):
        share = r.party_share if rated.party_share is None else rated.party_share
        lacks = tuple(f"rated.{n}" for n, v in (("people", rated.people), ("party_share", share)) if v is None)
        if rated.people is None or share is None:
            parts.append((None, lacks))
            continue
        answer = excellent_share_2023(view, people=rated.people, party_share=exact(share))
        over = rated.excellent is not None and answer.value is not None and rated.excellent > answer.value
        own = {"people": str(rated.people), "most": str(answer.value), "excellent": str(rated.excellent)}
        parts.append(part(answer, FORBIDDEN if over else ALLOWED, {n: v for n, v in own.items() if v != "None"}))
    over_any = any(f is not None and f.verdict == FORBIDDEN for f, _ in parts)
    return together(case, parts, "over_quota" if over_any else "within_quota" if r.excellent is not None else "at_most")


def excellent_bodies(case: Case, view: LawView) -> CaseAnswer:
    """How many bodies under one authority may be excellent."""
    staff, r = staff_of(case), case.facts.rated
    lacks = [n for n, v in (("category", staff), ("rated", r), ("rated.bodies", r and r.bodies)) if v is None]
    if lacks or staff is None or r is None or r.bodies is None:
        return not_told(case, *lacks)
    answer = organisations_quota(view, staff, good=r.good, units=r.bodies, outstanding=r.outstanding)
    over = r.excellent is not None and answer.value is not None and r.excellent > answer.value
    outcome = "over_quota" if over else "within_quota" if r.excellent is not None else "at_most"
    return counted(
        case, answer, outcome, {"good": str(r.good), "most": str(answer.value)}, verdict=FORBIDDEN if over else ALLOWED
    )


def _slug(rated: RatedFacts) -> str:
    return "_".join(rated.name.lower().split()) or "group"
