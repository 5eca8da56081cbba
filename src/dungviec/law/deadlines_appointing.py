"""Last days of an appointment: the policy answered, the personnel process done, the decision before a term ends."""

from __future__ import annotations

from datetime import date, timedelta

from dungviec.law.answers import Answer, in_force, no_text
from dungviec.law.book import LawView
from dungviec.law.deadlines import Staff
from dungviec.law.working_days import add_working_days
from dungviec.records.vietnamese import format_date

_PROCESS = {"civil_servant": ("APT-2026-12",), "public_employee": ("VC-727-PROC",)}
_DECISION = {"civil_servant": ("REAPT-2026-03", "REAPT-2010-01"), "public_employee": ("VC-115-REAPT",)}


def policy_answered_by(view: LawView, staff: Staff, requested: date) -> Answer[date]:
    """The policy of an appointment is answered within 15 working days (APT-2026-12), 10 for public employees (VC-727-PROC)."""
    return _after(view, staff, requested, "policy_working_days")


def process_done_by(view: LawView, staff: Staff, approved: date) -> Answer[date]:
    """The personnel process is finished within 30 working days of the approved policy (APT-2026-12, VC-727-PROC)."""
    return _after(view, staff, approved, "process_working_days")


def reappointment_decided_by(view: LawView, staff: Staff, ends: date) -> Answer[date]:
    """The decision is taken at least one working day before the term ends on ``ends`` (REAPT-2026-03, VC-115-REAPT)."""
    rule = in_force(view, *_DECISION[staff])
    if rule is None:
        return no_text(view, "thời hạn ra quyết định bổ nhiệm lại", "the last day of a reappointment decision")
    latest = add_working_days(ends, -int(rule.params["decision_working_days_before"]))
    return Answer(latest, rule, f"Quyết định chậm nhất {format_date(latest)}.", f"Decided by {latest}.")


def key_meeting_by(view: LawView, staff: Staff, reported: date) -> Answer[date]:
    """The key meeting on a reappointment is held within 45 days of the self-report (REAPT-2026-03, NĐ 170/2025 Điều 39)."""
    rule = in_force(view, "REAPT-2026-03") if staff == "civil_servant" else None
    if rule is None:
        return no_text(view, "thời hạn hội nghị cán bộ chủ chốt", "the key meeting on a reappointment")
    latest = reported + timedelta(days=int(rule.params["key_meeting_days"]))
    return Answer(latest, rule, f"Hội nghị chậm nhất {format_date(latest)}.", f"The meeting is held by {latest}.")


def _after(view: LawView, staff: Staff, start: date, param: str) -> Answer[date]:
    rule = in_force(view, *_PROCESS[staff])
    if rule is None:
        return no_text(view, "thời hạn của quy trình bổ nhiệm", "the time limits of an appointment")
    days = int(rule.params[param])
    latest = add_working_days(start, days)
    return Answer(
        latest, rule, f"{days} ngày làm việc: chậm nhất {format_date(latest)}.", f"{days} working days: by {latest}."
    )
