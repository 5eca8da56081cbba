"""Last days of a personnel office's year: ratings, petitions, the national database, training (processes.md 1, 2)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from dungviec.law.answers import Answer, in_force, missing, no_text
from dungviec.law.book import LawView
from dungviec.law.rules import Rule
from dungviec.law.working_days import add_working_days

Staff = Literal["civil_servant", "public_employee"]


def rating_closes(view: LawView, staff: Staff, year: int, *, special: bool = False) -> Answer[date]:
    """The last day on which a year's rating is made: before 15 December, special sectors by mid-January (NĐ 335, NĐ 233)."""
    rule = in_force(view, "RATE-2026-04" if staff == "civil_servant" else "RATE-VC-2026-16")
    if rule is None:
        return no_text(view, "thời hạn xếp loại", "the closing day of ratings")
    month, day = (int(part) for part in str(rule.params["special_last" if special else "last"]).split("-"))
    return _day(rule, date(year + 1 if special else year, month, day))


def petition_answered_by(view: LawView, staff: Staff, received: date) -> Answer[date]:
    """A petition on a rating is answered within 7 working days, day of receipt not counted (NĐ 335 Điều 22)."""
    rule = in_force(view, "RATE-2026-04")
    if rule is None or staff != "civil_servant":
        return no_text(view, "thời hạn trả lời kiến nghị về xếp loại", "answering a petition on a rating")
    return _day(rule, add_working_days(received, int(rule.params["appeal_working_days"])))


def results_synced_by(view: LawView, staff: Staff, decided: date) -> Answer[date]:
    """Results reach the national database within 5 days (NĐ 335 Điều 26.1.d; NĐ 233 Điều 18 k1.b)."""
    rule = in_force(view, "RATE-335-SYNC" if staff == "civil_servant" else "RATE-VC-2026-20")
    if rule is None:
        return no_text(view, "thời hạn cập nhật kết quả xếp loại", "syncing the results of ratings")
    return _day(rule, decided + timedelta(days=int(rule.params["sync_days"])))


def refund_paid_by(view: LawView, staff: Staff, received: date) -> Answer[date]:
    """Training costs are paid back within 120 days of receiving the decision (NĐ 101 Điều 14); NĐ 171: not confirmed."""
    if staff == "public_employee":
        rule = in_force(view, "TRN-REFUND-2017/public_employee", "TRN-REFUND-2017")
    else:
        rule = in_force(view, "TRN-REFUND-171", "TRN-REFUND-2017")
    if rule is None:
        return no_text(view, "thời hạn trả chi phí đền bù", "paying back training costs")
    if "pay_days" not in rule.params:
        return missing(rule, "thời hạn trả chưa xác nhận", "the time to pay is not confirmed")
    return _day(rule, received + timedelta(days=int(rule.params["pay_days"])))


def abroad_reports(view: LawView, returned: date) -> Answer[tuple[date, date]]:
    """Last days of the two reports after study abroad: 15 and 30 days after the return (TT 03/2023/TT-BNV Điều 12)."""
    rule = in_force(view, "TRN-ABROAD-REPORT")
    if rule is None:
        return no_text(view, "báo cáo sau khi học ở nước ngoài", "reports after study abroad")
    first, second = (returned + timedelta(days=int(rule.params[k])) for k in ("report_days", "further_days"))
    return Answer(
        (first, second), rule, f"Chậm nhất {first:%d/%m/%Y} và {second:%d/%m/%Y}.",
        f"At the latest {first:%d/%m/%Y} and {second:%d/%m/%Y}.",
    )  # fmt: skip


def _day(rule: Rule, day: date) -> Answer[date]:
    return Answer(day, rule, f"Chậm nhất {day:%d/%m/%Y}.", f"At the latest {day:%d/%m/%Y}.")
