"""Last days of a personnel office's year: ratings, petitions, the national database, training (processes.md 1, 2)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from dungviec.law.answers import Answer, in_force, missing, no_text
from dungviec.law.book import LawView
from dungviec.law.rules import Rule
from dungviec.law.working_days import add_working_days
from dungviec.records.dates import add_months

Staff = Literal["civil_servant", "public_employee"]


def rating_closes(view: LawView, staff: Staff, year: int, *, special: bool = False) -> Answer[date]:
    """The last day on which a year's rating is made: before 15 December, special sectors by mid-January.

    NĐ 90 Điều 20 (2020 to 2025), NĐ 335 Điều 19, NĐ 233 Điều 15. Under NĐ 90 schools and the like set their own day: *unknown*.
    """
    rows = ("RATE-2026-04", "RATE-90-TIME/civil_servant") if staff == "civil_servant" else ("RATE-VC-2026-16", "RATE-90-TIME/public_employee")  # fmt: skip
    rule = in_force(view, *rows)
    if rule is None:
        return no_text(view, "thời hạn xếp loại", "the closing day of ratings")
    if special and "special_last" not in rule.params:
        return missing(rule, "đơn vị kết thúc năm trước tháng 12 tự định thời điểm", "units whose year ends before December set their own day")  # fmt: skip
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


def catalogue_issued_by(view: LawView) -> Answer[date]:
    """Criteria, product catalogue and conversion list of a body of civil servants: by 30/06/2026 (NĐ 335 Điều 26.1.a)."""
    return _fixed(view, "RATE-335-SYNC", "catalogue_by", "ban hành danh mục sản phẩm", "issuing the product catalogue")


def regulation_issued_by(view: LawView) -> Answer[date]:
    """The evaluation regulation of a public service unit: by 30/11/2026 (NĐ 233 Điều 18)."""
    return _fixed(view, "RATE-VC-2026-02", "regulation_by", "ban hành Quy chế đánh giá", "issuing the evaluation regulation")  # fmt: skip


def position_lists_approved_by(view: LawView) -> Answer[date]:
    """Lists of job positions of civil servants: approved by 01/07/2026 (NĐ 361/2025, transition; reported)."""
    return _fixed(
        view, "POSCAT-2025-05", "lists_approved_by", "phê duyệt vị trí việc làm", "approving the lists of positions"
    )


def recruits_placed_by(view: LawView) -> Answer[date]:
    """Civil servants recruited before 01/07/2025 stand in positions with matching ranks by 01/07/2027 (NĐ 170/2025, transition; reported)."""
    return _fixed(view, "POSCAT-2025-05", "placed_by", "bố trí, xếp ngạch theo vị trí việc làm", "placing people into positions and ranks")  # fmt: skip


def non_local_heads_by(view: LawView) -> Answer[date]:
    """Provincial chairs and the like from elsewhere: done before 15/12/2025, so by the day before (Kết luận 201; reported)."""
    rule = in_force(view, "NONLOC-2025-01")
    if rule is None:
        return no_text(view, "thời hạn bố trí người không là người địa phương", "placing non-local heads")
    return _day(rule, date.fromisoformat(str(rule.params["deadline"])) - timedelta(days=1))


def severance_decided_by(view: LawView, staff: Staff, asked: date) -> Answer[date]:
    """A civil servant's leaving is decided within 30 days (SEV-2026-01, NĐ 170/2025 Điều 56a ff)."""
    rule = in_force(view, "SEV-2026-01") if staff == "civil_servant" else None
    if rule is None:
        return no_text(view, "thời hạn quyết định cho thôi việc", "deciding on a leaving")
    return _day(rule, asked + timedelta(days=int(rule.params["decision_days"])))


def plan_reviewed_by(view: LawView, last: date) -> Answer[date]:
    """A plan of cadres is gone through every year, so by twelve months after the last time (QĐ 377; reported)."""
    rule = in_force(view, "PLAN-2025-02")
    if rule is None:
        return no_text(view, "thời hạn rà soát quy hoạch", "going through the plan")
    return _day(rule, add_months(last, int(rule.params["review_months"])))


def discipline_decided_by(view: LawView, discovered: date, *, extended: bool = False) -> Answer[date]:
    """From the discovery of an act to the decision: 90 days, extended 150 (NĐ 172/2025; reported)."""
    rule = in_force(view, "DIS-172-TIME", "DIS-TIME-2025")
    if rule is None:
        return no_text(view, "thời hạn xử lý kỷ luật", "the time to decide on discipline")
    return _day(rule, discovered + timedelta(days=int(rule.params["max_days" if extended else "days"])))


def data_request_answered_by(view: LawView, received: date) -> Answer[date]:
    """A data subject's request is answered within 2 working days, day of receipt not counted (NĐ 356/2025)."""
    rule = in_force(view, "PRIV-356-ANSWER")
    if rule is None:
        return no_text(view, "thời hạn trả lời chủ thể dữ liệu", "answering a data subject")
    return _day(rule, add_working_days(received, int(rule.params["answer_working_days"])))


def report_received_by(view: LawView, day: date) -> Answer[date]:
    """Form BM01 is received by 30 June: the first one on or after ``day`` (TT 11/2012; reported)."""
    rule = in_force(view, "STAT-BM01")
    if rule is None:
        return no_text(view, "thời hạn báo cáo BM01", "report BM01")
    month, last = (int(part) for part in str(rule.params["deadline"]).split("-"))
    due = date(day.year, month, last)
    return _day(rule, due if day <= due else date(day.year + 1, month, last))


def _fixed(view: LawView, key: str, param: str, vi: str, en: str) -> Answer[date]:
    rule = in_force(view, key)
    return no_text(view, vi, en) if rule is None else _day(rule, date.fromisoformat(str(rule.params[param])))


def _day(rule: Rule, day: date) -> Answer[date]:
    return Answer(day, rule, f"Chậm nhất {day:%d/%m/%Y}.", f"At the latest {day:%d/%m/%Y}.")
