"""Law cases on counting and clocks: one-stop scores, residuals of a report, communes of a day, last days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from dungviec.law.answers import Answer, exact, in_force, missing, no_text
from dungviec.law.appraisal import comma
from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, FORBIDDEN
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_counted import Staff, counted, not_told, rounded, share, staff_of
from dungviec.law.case_model import Case
from dungviec.law.case_model_year import ClockFacts
from dungviec.law.case_read import CaseError
from dungviec.law.case_terms import term_end
from dungviec.law.deadlines import (
    abroad_reports,
    catalogue_issued_by,
    data_request_answered_by,
    discipline_decided_by,
    non_local_heads_by,
    petition_answered_by,
    plan_reviewed_by,
    position_lists_approved_by,
    rating_closes,
    recruits_placed_by,
    refund_paid_by,
    regulation_issued_by,
    report_received_by,
    results_synced_by,
    severance_decided_by,
)
from dungviec.law.deadlines_appointing import (
    key_meeting_by,
    policy_answered_by,
    process_done_by,
    reappointment_decided_by,
)
from dungviec.records.vietnamese import fold, format_date


def one_stop_index(case: Case, view: LawView) -> CaseAnswer:
    """The score of one index: the mean of the dossiers' points with one decimal (TT 01/2018/TT-VPCP)."""
    given = case.facts.one_stop
    if given is not None and given.indices:
        return _index_totals(case, view, given.indices)
    if given is None or given.dossier_points is None:
        return not_told(case, "one_stop.dossier_points")
    rule, points = in_force(view, "OSS-2018-INDEX"), given.dossier_points
    if rule is None:
        return counted(case, no_text(view, "điểm chỉ số một cửa", "the score of a one-stop index"), "unknown")
    if not points:
        return counted(case, missing(rule, "không có hồ sơ nào", "no dossier", lacks=("one_stop.dossier_points",)), "unknown")  # fmt: skip
    mean = sum(map(exact, points), Fraction(0)) / len(points)
    index = rounded(mean, int(rule.params["decimals"]))
    return counted(case, Answer(index, rule, f"Điểm chỉ số {index}.", f"Index {index}."), "index", {"index": index, "dossiers": str(len(points))})  # fmt: skip


def _index_totals(case: Case, view: LawView, given: dict[int, float]) -> CaseAnswer:
    """The total of a person over the indices the circular names, and of the agency over all of them (TT 01/2018 Điều 15)."""
    rule = in_force(view, "OSS-2018-INDEX")
    if rule is None:
        return counted(case, no_text(view, "điểm chỉ số một cửa", "the score of a one-stop index"), "unknown")
    if strange := sorted(n for n in given if not 1 <= n <= int(rule.params["indices"])):
        raise CaseError(
            f"{case.id}: «one_stop.indices» không có chỉ số {strange[0]}; có từ 1 đến {rule.params['indices']}.",
            f"There is no index {strange[0]}: 1 to {rule.params['indices']}.",
            ("facts", "one_stop", "indices"),
        )
    own, added = ([int(n) for n in rule.params[k]] for k in ("person_total", "agency_adds"))
    if lacking := [n for n in own if n not in given]:
        return counted(case, missing(rule, f"thiếu chỉ số {lacking}", f"indices {lacking} are missing", lacks=("one_stop.indices",)), "unknown")  # fmt: skip
    places = int(rule.params["decimals"])
    person = sum((exact(given[n]) for n in own), Fraction(0))
    numbers = {"person_total": rounded(person, places)}
    if all(n in given for n in added):
        numbers["agency_total"] = rounded(person + sum((exact(given[n]) for n in added), Fraction(0)), places)
    told = "; ".join(numbers.values())
    return counted(case, Answer(person, rule, f"Tổng điểm {comma(told)}.", f"Total {told}."), "totals", numbers)


def service_index(case: Case, view: LawView) -> CaseAnswer:
    """The five parts of the service index with their maxima; scores given are checked and added up (QĐ 766).

    Scores of the smaller items on file (OSS-766-SUB) are checked against theirs; the list is not whole, so nothing is added up.
    """
    rule = in_force(view, "OSS-766-MAX")
    if rule is None:
        return counted(case, no_text(view, "chỉ số phục vụ", "the service index"), "unknown")
    part = in_force(view, "OSS-766-SUB")
    most = {name: exact(value) for name, value in rule.params.items()}
    parts = {name: exact(value) for name, value in (part.params.items() if part is not None else ())}
    given = case.facts.one_stop.scores if case.facts.one_stop else {}
    if strange := sorted(set(given) - set(most) - set(parts)):
        known = ", ".join((*most, *parts))
        raise CaseError(
            f"{case.id}: «one_stop.scores» không có nhóm {', '.join(strange)}; có: {known}.",
            f"Unknown parts {', '.join(strange)}; there are: {known}.",
            ("facts", "one_stop", "scores"),
        )
    scores = {name: value for name, value in given.items() if name in most}
    numbers = {f"most_{name}": f"{float(value):g}" for name, value in most.items()}
    numbers["most_total"] = f"{float(sum(most.values())):g}"
    numbers |= {f"most_{name}": f"{float(parts[name]):g}" for name in given if name in parts}
    over = sorted(name for name, value in given.items() if not 0 <= exact(value) <= (most | parts)[name])
    if scores:
        numbers["total"] = f"{float(sum(map(exact, scores.values()), Fraction(0))):g}"
    outcome = "over_maximum" if over else "total" if scores else "parts" if given else "maxima"
    only_parts = set(over or given) and set(over or given) <= set(parts)
    said = part if part is not None and only_parts else rule
    vi = f"Vượt mức tối đa: {', '.join(over)}." if over else said.vi
    en = f"Above the maximum: {', '.join(over)}." if over else said.en
    return counted(case, Answer(outcome, said, vi, en), outcome, numbers, verdict=FORBIDDEN if over else ALLOWED)


def check_report(case: Case, view: LawView) -> CaseAnswer:
    """What a breakdown leaves unexplained: shares, and the residual as a row of its own.

    Breakdowns that must sum (degree and rank in BM01) answer *unknown* while somebody is unclassified; more counted
    than there are is *forbidden*.
    """
    r, rule = case.facts.report, in_force(view, "STAT-BM01")
    if r is None:
        return not_told(case, "report")
    if rule is None:
        return counted(case, no_text(view, "biểu báo cáo BM01", "report form BM01"), "unknown")
    if min(r.counts.values(), default=0) < 0:
        raise CaseError(
            f"{case.id}: «report.counts» có số âm; hãy ghi từ 0 trở lên.",
            "Counts are not negative: write 0 or more.",
            ("facts", "report", "counts"),
        )
    classified = sum(r.counts.values())
    residual = r.total - classified
    numbers = {"total": str(r.total), "classified": str(classified), "residual": str(residual)}
    if r.total:
        numbers |= {f"share_{name}": share(Fraction(n, r.total)) for name, n in r.counts.items()}
        numbers["share_residual"] = share(Fraction(residual, r.total))
    vi = f"Cộng các nhóm {classified} trên tổng {r.total}: còn {residual} người chưa phân loại."
    en = f"The groups sum to {classified} of {r.total}: {residual} unclassified."
    if residual > 0 and r.by in rule.params["must_sum"]:
        answer: Answer[int] = Answer(None, rule, vi, en, lacks=(f"report.counts ({residual})",))
        told = counted(case, answer, "unknown", numbers)
        return CaseAnswer(case.id, told.verdict, told.findings, told.missing, "residual", numbers)
    outcome = "too_many" if residual < 0 else "residual" if residual else "complete"
    return counted(case, Answer(residual, rule, vi, en), outcome, numbers, verdict=FORBIDDEN if residual < 0 else ALLOWED)  # fmt: skip


def count_communes(case: Case, view: LawView) -> CaseAnswer:
    """Wards and communes of a place on the day; after the district is gone, its successors."""
    place = case.facts.place
    if not place:
        return not_told(case, "place")
    rules = [r for r in view.rules(topic="places") if fold(str(r.params["place"])).lower() == fold(place).lower()]
    if not rules:
        return counted(case, no_text(view, f"đơn vị hành chính «{place}»", f"the administrative units of '{place}'"), "unknown")  # fmt: skip
    rule = rules[0]
    wards, communes = rule.params["wards"], rule.params["communes"]
    count = len(wards) + len(communes)
    numbers = {"units": str(count), "wards": str(len(wards)), "communes": str(len(communes))}
    outcome = "district" if rule.params["district"] else "district_abolished"
    names = ", ".join(map(str, (*wards.values(), *communes.values())))
    return counted(case, Answer(count, rule, f"{rule.vi} {names}.", f"{rule.en} {names}."), outcome, numbers)


def last_day(case: Case, view: LawView) -> CaseAnswer:
    """The last day for something (``what``), and whether it was done in time (``clock.done_on``)."""
    what, clock = case.action.what, case.facts.clock or ClockFacts()
    if what not in LAST_DAYS:
        known = ", ".join(sorted(LAST_DAYS))
        raise CaseError(
            f"{case.id}: «what: {what}» không có; chọn một trong: {known}.",
            f"what: {what} is unknown: one of {known}.",
            ("action", "what"),
        )
    if clock.from_ is not None and clock.done_on is not None and clock.done_on < clock.from_:
        raise CaseError(f"{case.id}: «clock.done_on» {format_date(clock.done_on)} trước «clock.from» {format_date(clock.from_)}; hãy sửa một trong hai ngày.", "Done before it began: correct one of the two days.", ("facts", "clock", "done_on"))  # fmt: skip
    staff = staff_of(case)
    if what in BY_STAFF and staff is None:
        return not_told(case, "category")
    expires = term_end(case.facts) if what == "reappointment_decision" else None
    answer = LAST_DAYS[what](view, staff or "civil_servant", clock.from_ or expires or case.action.date, clock)
    if answer.value is None:
        return counted(case, answer, "unknown")
    latest = answer.value
    numbers = {"latest": latest.isoformat()}
    if clock.done_on is None:
        return counted(case, answer, latest.isoformat(), numbers)
    late = clock.done_on > latest
    numbers |= {"done_on": clock.done_on.isoformat(), "days_late": str(max((clock.done_on - latest).days, 0))}
    return counted(case, answer, "late" if late else "in_time", numbers, verdict=FORBIDDEN if late else ALLOWED)


def _abroad(view: LawView, from_: date, which: int) -> Answer[date]:
    both = abroad_reports(view, from_)
    return Answer(both.value[which] if both.value else None, both.rule, both.vi, both.en)


Clock = Callable[[LawView, Staff, date, ClockFacts], Answer[date]]
LAST_DAYS: dict[str, Clock] = {
    "rating": lambda v, s, d, c: rating_closes(v, s, d.year, special=c.special_sector),
    "rating_petition_answer": lambda v, s, d, c: petition_answered_by(v, s, d),
    "results_to_national_database": lambda v, s, d, c: results_synced_by(v, s, d),
    "training_refund": lambda v, s, d, c: refund_paid_by(v, s, d),
    "first_report_after_study_abroad": lambda v, s, d, c: _abroad(v, d, 0),
    "second_report_after_study_abroad": lambda v, s, d, c: _abroad(v, d, 1),
    "product_catalogue": lambda v, s, d, c: catalogue_issued_by(v),
    "evaluation_regulation": lambda v, s, d, c: regulation_issued_by(v),
    "position_lists": lambda v, s, d, c: position_lists_approved_by(v),
    "placement_by_position": lambda v, s, d, c: recruits_placed_by(v),
    "discipline_decision": lambda v, s, d, c: discipline_decided_by(v, d, extended=c.extended),
    "data_subject_answer": lambda v, s, d, c: data_request_answered_by(v, d),
    "report_bm01": lambda v, s, d, c: report_received_by(v, d),
    "appointment_policy": lambda v, s, d, c: policy_answered_by(v, s, d),
    "appointment_process": lambda v, s, d, c: process_done_by(v, s, d),
    "reappointment_decision": lambda v, s, d, c: reappointment_decided_by(v, s, d),
    "reappointment_key_meeting": lambda v, s, d, c: key_meeting_by(v, s, d),
    "severance_decision": lambda v, s, d, c: severance_decided_by(v, s, d),
    "plan_review": lambda v, s, d, c: plan_reviewed_by(v, d),
    "non_local_heads": lambda v, s, d, c: non_local_heads_by(v),
}
"""``action.what`` → the calculator of its last day; ``clock.from`` (else the day of the action) is where it starts."""
BY_STAFF = (
    "rating", "rating_petition_answer", "results_to_national_database", "training_refund", "appointment_policy",
    "appointment_process", "reappointment_decision", "reappointment_key_meeting", "severance_decision",
)  # fmt: skip
