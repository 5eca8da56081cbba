"""Law cases on training and emulation: sending to study, paying back, length of a course, titles and their money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dungviec.law.answers import Answer, exact, in_force, missing, no_text
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_counted import counted, not_told, share, staff_of
from dungviec.law.case_model import Case
from dungviec.law.emulation import Merit, advanced_worker, base_fighter, base_fighter_quota, bonus, higher_fighter
from dungviec.law.retirement import birth_day
from dungviec.law.training import may_be_sent, reimbursement

MONEY = {
    "advanced_worker": "advanced", "base_fighter": "base", "provincial_fighter": "provincial", "national_fighter": "national",
}  # fmt: skip
KEYS = {
    "service": "training.service_months", "ratings": "ratings", "age": "born", "commitment": "training.commitment_times",
    "major": "training.major_fits", "probation": "training.probation_done", "takes_part": "merit.takes_part",
}  # fmt: skip
"""What a calculator lacks → the key of the case that tells it."""


def send_to_study(case: Case, view: LawView) -> CaseAnswer:
    """May the person be sent to postgraduate study; ratings of the two years before the day, age at the first sending."""
    f, day, t = case.facts, case.action.date, case.facts.training
    staff = staff_of(case) or ("civil_servant" if f.category == "cadre" and view.day.year < 2025 else None)
    if t is None or staff is None:
        return not_told(case, *(n for n, v in (("category", staff), ("training", t)) if v is None))
    born, age = birth_day(f.born, f.born_year_only), t.age_at_first_sending
    if age is None and born is not None:
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    years = [day.year - 2, day.year - 1]
    answer = may_be_sent(
        view, staff, service_months=t.service_months, ratings=[f.ratings.get(y) for y in years], age=age,
        commitment=t.commitment_times, major_fits=t.major_fits, probation_done=t.probation_done,
    )  # fmt: skip
    numbers = {"rated_years": " ".join(map(str, years))} | ({"age": str(age)} if age is not None else {})
    if answer.value is None:
        return counted(case, replace(answer, lacks=tuple(KEYS[name] for name in answer.lacks)), "unknown", numbers)
    verdict = FORBIDDEN if answer.value else ALLOWED
    return counted(case, answer, "not_met" if answer.value else "may_be_sent", {**numbers, "not_met": ", ".join(answer.value)}, verdict=verdict)  # fmt: skip


def reimburse_training(case: Case, view: LawView) -> CaseAnswer:
    """What is paid back: all, a part, or nothing; the reduction of NĐ 101 both ways for women and minorities."""
    t, staff = case.facts.training, staff_of(case)
    if t is None or t.cause is None or t.cost is None or staff is None:
        given = {"category": staff, "training.cause": t and t.cause, "training.cost": None if t is None else t.cost}
        return not_told(case, *(n for n, v in given.items() if v is None))
    gives_time = t.cause in ("left_early", "dismissed_later")
    if gives_time and (t.months_to_serve is None or t.months_served is None):
        return not_told(case, *(f"training.{n}" for n in ("months_to_serve", "months_served") if getattr(t, n) is None))
    favoured = t.woman_or_minority if t.woman_or_minority is not None else case.facts.sex == "female"
    answer = reimbursement(
        view, staff, t.cause, cost=t.cost, months_to_serve=t.months_to_serve or 0, months_served=t.months_served or 0,
        service_years=t.service_years, woman_or_minority=favoured,
    )  # fmt: skip
    if answer.value is None:
        return counted(case, answer, "unknown")
    numbers = {"amount": str(answer.value), "cost": str(t.cost), "share": share(answer.value / t.cost) if t.cost else "0.0000"}  # fmt: skip
    numbers |= {"amount_at_full_reduction": str(answer.other)} if answer.other is not None else {}
    outcome = "nothing" if answer.value == 0 else "all" if answer.value == t.cost else "part"
    return counted(case, answer, outcome, numbers)


def course_length(case: Case, view: LawView) -> CaseAnswer:
    """The longest (and where told the shortest) course of a kind, in weeks; ``weeks`` is compared with it."""
    a = case.action
    if a.course is None:
        return not_told(case, "action.course")
    keys = ("TRN-WEEKS-89/public_employee",) if staff_of(case) == "public_employee" else ("TRN-171-CONTENT",)
    rule = in_force(view, "TRN-WEEKS-89/all", "TRN-WEEKS-101", *keys)
    span = _weeks(rule.params, a.course) if rule is not None else None
    if rule is not None and "division_weeks" in rule.params and a.course == "leader":
        post = case.facts.current_post or case.facts.target_post
        if post is None or post.level is None:
            return counted(case, missing(rule, "chưa rõ cấp chức vụ", "the level of the post is not told", lacks=("current_post.level",)), "unknown")  # fmt: skip
        weeks = int(rule.params["division_weeks"])
        span = (weeks, weeks) if post.level in ("deputy_head_of_division", "head_of_division") else None
    if rule is None:
        return counted(case, no_text(view, "thời lượng bồi dưỡng", "the length of courses"), "unknown")
    if span is None:
        return counted(case, missing(rule, f"không có mức cho «{a.course}»", f"no length for '{a.course}'"), "unknown")
    least, most = span
    numbers = {"weeks_at_most": str(most)} | ({"weeks_at_least": str(least)} if least else {})
    fits = a.weeks is None or least <= a.weeks <= most
    outcome = "length" if a.weeks is None else "fits" if fits else "too_long" if a.weeks > most else "too_short"
    return counted(case, Answer(span, rule, rule.vi, rule.en), outcome, numbers, verdict=ALLOWED if fits else FORBIDDEN)


def _weeks(params: dict[str, object], course: str) -> tuple[int, int] | None:
    if course in params:
        return 0, int(str(params[course]))
    key = "leader_weeks" if course == "leader" else "rank_weeks"
    span = params.get(key) if course in ("leader", "rank", "specialist", "principal", "senior") else None
    return (int(span[0]), int(span[1])) if isinstance(span, list) else None


def award_title(case: Case, view: LawView) -> CaseAnswer:
    """Does the year meet the standard of an emulation title? A file received before 01/10/2026 goes on under the old law."""
    f, title, m = case.facts, case.action.title, case.facts.merit
    turn, received = in_force(view, "EMU-2026-LAW"), case.action.dossier_received_on
    early = turn is not None and received is not None and received < date.fromisoformat(turn.params["received_before"])
    if early and received is not None:
        view = replace(view, rules_in_force=tuple(r for r in view.all_known if r.in_force(received)))
    if title is None or title not in MONEY or m is None:
        return not_told(case, *(n for n, v in (("action.title", MONEY.get(title or "")), ("merit", m)) if v is None))
    merit = Merit(
        f.ratings.get(case.action.date.year), m.takes_part, frozenset(m.works), m.base_titles_in_a_row or 0,
        m.provincial_titles_in_a_row or 0, bool(m.replicable), frozenset(m.pending),
    )  # fmt: skip
    if title == "advanced_worker":
        answer = advanced_worker(view, merit)
    elif title == "base_fighter":
        known = m.advanced_worker
        if known is None and (asked := advanced_worker(view, merit)).value is not None:
            known = asked.value
        if known is None and not m.pending:
            return not_told(case, "merit.advanced_worker")
        answer = base_fighter(view, merit, advanced=bool(known))
    else:
        name = "provincial_titles_in_a_row" if title == "national_fighter" else "base_titles_in_a_row"
        lacks = [f"merit.{n}" for n in (name, "replicable") if getattr(m, n) is None]
        if lacks:
            return not_told(case, *lacks)
        answer = higher_fighter(view, merit, national=title == "national_fighter")
    if early and turn is not None and answer.value is False and answer.rule and answer.rule.id != "EMU-2025-PRINC":
        answer = missing(turn, "luật cũ chưa đạt, luật mới có lợi hơn thì theo luật mới mà nguyên văn chưa có", "not met under the old law; the new one applies where it is more favourable, and its text is not on file")  # fmt: skip
    met = bool(answer.value)
    if answer.lacks:
        answer = replace(answer, lacks=tuple(KEYS.get(name, name) for name in answer.lacks))
    return counted(case, answer, "met" if met else "not_met", verdict=ALLOWED if met else FORBIDDEN)


def award_quota(case: Case, view: LawView) -> CaseAnswer:
    """How many base emulation fighters there may be among the advanced workers."""
    m = case.facts.merit
    if m is None or m.advanced_workers is None:
        return not_told(case, "merit.advanced_workers")
    answer = base_fighter_quota(view, m.advanced_workers)
    return counted(case, answer, "at_most", {"most": str(answer.value)})


def award_bonus(case: Case, view: LawView) -> CaseAnswer:
    """The money of a title: its coefficient times the base salary that the case gives."""
    m, title = case.facts.merit, case.action.title
    if title is None or m is None or m.base_salary is None:
        return not_told(case, "action.title" if title is None else "merit.base_salary")
    name = MONEY.get(title, title)
    answer = bonus(view, name, m.base_salary)
    times = answer.rule.params.get(name) if answer.rule else None
    numbers = {"amount": str(answer.value), "times": f"{float(exact(times)):.1f}"} if times is not None else {}
    return counted(case, answer, "amount", numbers)
