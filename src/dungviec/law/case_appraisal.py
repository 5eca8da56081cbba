"""Law cases on points: the score of a month or quarter, conversion, the level of a year (NĐ 335, NĐ 233, NĐ 90, QĐ 366)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dungviec.law.answers import Answer, exact, in_force, missing, no_text
from dungviec.law.appraisal import (
    PeriodScore,
    Task,
    UnitParts,
    coefficient,
    comma,
    mean_points,
    period_score,
    two_decimals,
)
from dungviec.law.appraisal_levels import ORDER, Level, by_points
from dungviec.law.appraisal_lines import LineFault, general_points, tasks_of
from dungviec.law.appraisal_parts import parts_told
from dungviec.law.appraisal_party import PartyYear, party_level
from dungviec.law.appraisal_year import state_level
from dungviec.law.book import LawView
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_counted import Staff, counted, finding_from, not_told, share, staff_of
from dungviec.law.case_model import Case
from dungviec.law.case_model_year import AppraisalFacts, TaskFacts
from dungviec.law.case_read import CaseError
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS, RATINGS

PARTS = ("quantity", "quality", "progress", "unit_result", "organising", "cohesion")


def word(level: str | None) -> str:
    """A level in the word cases use for ratings (*failed* for not completed)."""
    return {"not_completed": "failed", None: "unknown"}.get(level, level or "unknown")


def code(level: str | None) -> Level | None:
    """The calculators' word for a level of a case."""
    return next((k for k in ORDER if k == {"failed": "not_completed"}.get(level or "", level)), None)


def score_period(case: Case, view: LawView) -> CaseAnswer:
    """Points of a month or quarter from the task list, with every part of R; the level the points lie in."""
    a = case.facts.appraisal
    staff = staff_of(case)
    if a is None or staff is None:
        return not_told(case, *(n for n, v in (("category", staff), ("appraisal", a)) if v is None))
    own_rule = in_force(view, "RATE-VC-2026-04") if staff == "public_employee" else None
    rule = in_force(view, "RATE-2026-02") if staff == "civil_servant" else None
    if own_rule is None and rule is None:
        return counted(case, no_text(view, "công thức chấm điểm", "the score of a period"), "unknown")
    if own_rule is not None:
        own = missing(own_rule, "điểm do Quy chế đánh giá của đơn vị quy định", "points are set by the unit's own regulation", lacks=("unit_regulation",))  # fmt: skip
        return counted(case, own, "unknown")
    lacking = _lacking(a)
    if rule is not None and lacking:
        return counted(case, missing(rule, f"còn thiếu {', '.join(lacking)}", f"missing {', '.join(lacking)}", lacks=lacking), "unknown")  # fmt: skip
    tasks = [t for i, line in enumerate(a.tasks or (), 1) for t in _tasks(case, line, i)]
    unit = None
    if a.leads is not None:
        unit = UnitParts(tuple(a.leads.subordinate_scores or ()), bool(a.leads.organised), bool(a.leads.cohesive))
    answer = period_score(view, _general(case, view, a), tasks, unit)
    if answer.value is None:
        empty = _score_numbers(answer.other) if answer.other else {}
        told = counted(case, replace(answer, lacks=("appraisal.tasks",)), "unknown", empty)
        return replace(told, outcome="insufficient_data" if answer.rule else told.outcome)
    numbers = _score_numbers(answer.value)
    cut = in_force(view, "RATE-2026-01")
    level = by_points(cut, answer.value.total) if cut else None
    range_ = finding_from(Answer(level, cut, f"Trong khoảng điểm của mức «{RATINGS.label(word(level))}».", f"In the range of '{RATINGS.label(word(level), 'en')}'."), {}) if cut else None  # fmt: skip
    parts = (finding_from(part, {}) for part in parts_told(view, answer.value, tasks))
    return counted(case, answer, word(level), numbers, beside=(range_, *parts))


def average_points(case: Case, view: LawView) -> CaseAnswer:
    """The mean of a quarter, half-year or year from its months (or quarters), and the level it lies in."""
    a, staff = case.facts.appraisal, staff_of(case)
    if a is None or staff is None:
        return not_told(case, *(n for n, v in (("category", staff), ("appraisal", a)) if v is None))
    answer = mean_points(view, a.months, a.quarters, staff=staff)
    if answer.value is None:
        return counted(case, answer, "unknown")
    cut = in_force(view, "RATE-2026-01" if staff == "civil_servant" else "RATE-VC-2026-08")
    periods = str(len(a.months) + len(a.quarters))
    numbers = {"points": two_decimals(answer.value), "periods": periods}
    return counted(case, answer, word(by_points(cut, answer.value) if cut else None), numbers)


def convert_product(case: Case, view: LawView) -> CaseAnswer:
    """How many standard products one product is worth: its points over the standard product's."""
    a = case.facts.appraisal
    line = a.tasks[0] if a is not None and a.tasks else None
    if a is None or a.standard_points is None or line is None or line.points is None:
        return not_told(case, "appraisal.standard_points", "appraisal.tasks")
    rule = in_force(view, "RATE-335-CONVERT")
    worth = coefficient(line.points, a.standard_points)
    vi, en = f"Hệ số {comma(f'{float(worth):g}')} (điểm / điểm sản phẩm chuẩn).", f"Coefficient {float(worth):g} (points / standard points)."  # fmt: skip
    return counted(case, Answer(worth if rule else None, rule, vi, en), "coefficient", {"coefficient": f"{float(worth):.4f}"})  # fmt: skip


def rate_year(case: Case, view: LawView) -> CaseAnswer:
    """The level of a year by the rule of the day; under Party management the Party rule too, the lower level leads."""
    a, category = case.facts.appraisal, case.facts.category
    if a is None or category is None:
        return not_told(case, *(n for n, v in (("category", category), ("appraisal", a)) if v is None))
    a = _with_what_follows(case, a)
    post = case.facts.current_post
    under_party = category == "cadre" or (post is not None and post.party_managed is True)
    mean, numbers = _points(view, a, staff_of(case) or "civil_servant")
    party = party_level(view, _party_year(case, a, mean)) if under_party else None
    if category == "cadre" and in_force(view, "RATE-2020-01/cadre") is None:
        return counted(case, party, word(party.value), numbers) if party else not_told(case, "category")
    state = _state_level(case, view, a, mean)
    if party is None:
        return counted(case, state, word(state.value), numbers)
    return _both_layers(case, state, party, numbers)


def _both_layers(case: Case, state: Answer[Level], party: Answer[Level], numbers: dict[str, str]) -> CaseAnswer:
    """State and Party layer side by side: the lower level leads; *not completed* by one of them settles it."""
    known = [x for x in (state, party) if x.value in ORDER]
    lead = min(known, key=lambda x: ORDER.index(x.value or "excellent")) if known else state
    other = party if lead is state else state
    told = counted(case, lead, word(lead.value), numbers)
    beside = finding_from(other, {})
    findings = (*told.findings, beside) if beside is not None else told.findings
    if lead.value == "not_completed" or len(known) == 2 or "not_rated" in (state.value, party.value):
        return replace(told, findings=findings)
    whole = counted(case, lead, "unknown", numbers, beside=(beside,))
    return whole if beside is not None else replace(whole, verdict="unknown", missing=("rule_text",))


def _with_what_follows(case: Case, a: AppraisalFacts) -> AppraisalFacts:
    """The year with what other facts of the case say of it: ``discipline`` in that year, months not spent on leave."""
    more: dict[str, object] = {}
    if a.disciplined_in_year is None and "discipline" in case.facts.model_fields_set:
        more["disciplined_in_year"] = any(d.decided.year == case.action.date.year for d in case.facts.discipline or ())
    if a.months_worked is None and a.months_on_leave:
        more["months_worked"] = 12 - a.months_on_leave
    return a.model_copy(update=more)


def _state_level(case: Case, view: LawView, a: AppraisalFacts, mean: Fraction | None) -> Answer[Level]:
    level = _level_told(case, view, a, mean)
    fail = in_force(view, "RATE-335-FAIL" if staff_of(case) == "civil_servant" else "RATE-VC-2026-09")
    asked = level.value in ORDER and level.value != "not_completed" and "grounds" not in a.model_fields_set
    if (
        not asked
        or not a.disciplined_in_year
        or fail is None
        or level.rule is None
        or level.rule.id.startswith("RATE-90")
    ):
        return level
    return missing(
        fail, "bị kỷ luật trong năm mà chưa rõ có phải do vi phạm khi thực hiện nhiệm vụ không (appraisal.grounds)",
        "disciplined in the year, and it is not said whether for a violation of duties (appraisal.grounds)", lacks=("appraisal.grounds",),
    )  # fmt: skip


def _level_told(case: Case, view: LawView, a: AppraisalFacts, mean: Fraction | None) -> Answer[Level]:
    return state_level(
        view, case.facts.category or "", a, mean, months_scored=len(a.months) + 3 * len(a.quarters), grounds=a.grounds,
        leads=_leads(case), heads_body=a.head_of_body, body_level=code(a.body_level), has_regulation=a.unit_has_regulation,
    )  # fmt: skip


def _party_year(case: Case, a: AppraisalFacts, mean: Fraction | None) -> PartyYear:
    points = None if mean is None else float(mean)
    return PartyYear(points, a.tasks_done, a.tasks_exceeded, a.tasks_short, a.shortcomings_fixed, a.failed_quarters, a.head_of_body)  # fmt: skip


def _points(view: LawView, a: AppraisalFacts, staff: Staff) -> tuple[Fraction | None, dict[str, str]]:
    """The points given, or the mean of the periods; None where neither is there."""
    if a.months or a.quarters:
        answer = mean_points(view, a.months, a.quarters, staff=staff)
        mean = answer.value
    else:
        mean = None if a.points is None else exact(a.points)
    if mean is None:
        return None, {}
    periods = len(a.months) + len(a.quarters)
    return mean, {"points": two_decimals(mean)} | ({"periods": str(periods)} if periods else {})


def _leads(case: Case) -> bool:
    a, post = case.facts.appraisal, case.facts.current_post
    ranked = post is not None and (LEVELS.rank(post.level) or 0) >= LEADERSHIP_RANK
    units = a is not None and (a.units_completed_or_better is not None or a.units_good_or_better is not None)
    told = units or (a is not None and a.leads is not None)
    return ranked or case.facts.category == "public_employee_manager" or told


def _lacking(a: AppraisalFacts) -> tuple[str, ...]:
    names = [n for n, v in (("appraisal.general", a.general), ("appraisal.tasks", a.tasks)) if v is None]
    names += ["appraisal.tasks.done"] if any(t.done is None for t in a.tasks or ()) else []
    if a.leads is not None:
        names += [f"appraisal.leads.{n}" for n in ("subordinate_scores", "organised", "cohesive") if getattr(a.leads, n) is None]  # fmt: skip
    return tuple(names)


def _tasks(case: Case, line: TaskFacts, number: int) -> list[Task]:
    try:
        return tasks_of(line, standard_points=case.facts.appraisal and case.facts.appraisal.standard_points)
    except LineFault as bad:
        at = f"{case.id}: «appraisal.tasks» dòng {number}{f' ({line.name})' if line.name else ''}"
        raise CaseError(f"{at}: {bad.vi}", bad.en, ("facts", "appraisal", "tasks", number - 1)) from None


def _general(case: Case, view: LawView, a: AppraisalFacts) -> Fraction:
    try:
        return general_points(view, a.general or 0.0)
    except LineFault as bad:
        raise CaseError(
            f"{case.id}: «appraisal.general: {a.general}» {bad.vi}",
            f"appraisal.general: {a.general}: {bad.en}",
            ("facts", "appraisal", "general"),
        ) from None


def _score_numbers(score: PeriodScore) -> dict[str, str]:
    result, total = score.shown()
    parts = {name: share(value) for name, value in zip(PARTS, score.parts, strict=False)}
    return {**parts, "general": two_decimals(score.general), "result": result, "score": total}
